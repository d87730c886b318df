//! Finds where a field's value stands in a file's text, for messages about numbers.
//!
//! A number carries no position, but a string beside it does: the innermost parentheses around that string hold the field.
//! This runs only when there is something to report.

use std::ops::Range;

/// The place of `field: value` in the innermost parentheses around `anchor`.
pub(crate) fn locate(text: &str, anchor: usize, field: &str) -> Option<Range<usize>> {
    let group = enclosing(text, anchor)?;
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut i = group.start + 1;
    while i < group.end {
        if let Some(next) = skip(bytes, i) {
            i = next;
            continue;
        }
        match bytes[i] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            c if depth == 0 && (c.is_ascii_alphabetic() || c == b'_') => {
                let word = word_end(bytes, i);
                let mut j = word;
                while j < group.end && bytes[j].is_ascii_whitespace() {
                    j += 1;
                }
                if bytes.get(j) == Some(&b':') && &bytes[i..word] == field.as_bytes() {
                    return Some(value(bytes, j + 1, group.end));
                }
                i = word;
                continue;
            }
            _ => {}
        }
        i += 1;
    }
    None
}

fn word_end(bytes: &[u8], mut i: usize) -> usize {
    while i < bytes.len() && (bytes[i].is_ascii_alphanumeric() || bytes[i] == b'_') {
        i += 1;
    }
    i
}

fn value(bytes: &[u8], mut i: usize, end: usize) -> Range<usize> {
    while i < end && bytes[i].is_ascii_whitespace() {
        i += 1;
    }
    let start = i;
    while i < end && !matches!(bytes[i], b',' | b')' | b']' | b'\n') {
        i += 1;
    }
    start..i.max(start)
}

/// If a string or a comment begins at `i`, the place behind it.
fn skip(bytes: &[u8], i: usize) -> Option<usize> {
    match bytes[i] {
        b'"' => {
            let mut j = i + 1;
            while j < bytes.len() && bytes[j] != b'"' {
                j += if bytes[j] == b'\\' { 2 } else { 1 };
            }
            Some((j + 1).min(bytes.len()))
        }
        b'/' if bytes.get(i + 1) == Some(&b'/') => {
            let mut j = i;
            while j < bytes.len() && bytes[j] != b'\n' {
                j += 1;
            }
            Some(j)
        }
        _ => None,
    }
}

/// The innermost parentheses that hold the byte at `anchor`.
fn enclosing(text: &str, anchor: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut open = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        if let Some(next) = skip(bytes, i) {
            i = next;
            continue;
        }
        match bytes[i] {
            b'(' => open.push(i),
            b')' => {
                let start = open.pop()?;
                if i >= anchor && start < anchor {
                    return Some(start..i);
                }
            }
            _ => {}
        }
        i += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_number_beside_a_string() {
        let text = r#"C(id: "x", // value: 9 )
            m: [(value: 1, source: "a"), (parameter: Ki, value: -1.5, unit: nM, source: "b (value: 3)")])"#;
        let anchor = text.find("b (value").unwrap();
        let range = locate(text, anchor, "value").unwrap();
        assert_eq!(&text[range], "-1.5");
    }
}
