//! How wide a text will be at most, without knowing the reader's fonts.

/// Advance widths of the printable ASCII characters in DejaVu Sans, the widest of the fonts that the pictures name, in hundredths of the font size.
const ASCII: [u8; 95] = [
    32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75,
    79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36,
    64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
];

fn advance(c: char) -> f64 {
    let hundredths = match c {
        ' '..='~' => ASCII[c as usize - 32],
        '\u{300}'..='\u{36f}' => 0,
        'ω' | '→' | '↔' | '−' | '±' | '≥' | '≤' | '≈' | '×' | '…' | '—' => 100,
        '\u{a0}'..='\u{24f}' | 'α'..='χ' => 67,
        '\u{370}'..='\u{5ff}' => 85,
        _ => 110,
    };
    f64::from(hundredths) / 100.0
}

/// The width of a line at a font size; bold type is wider by a tenth.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// Breaks a text into at most `most` lines that are no wider than `limit`; what does not fit ends in `…`.
///
/// Breaks at spaces, else behind hyphens and slashes, else anywhere.
pub(super) fn wrap(text: &str, size: f64, limit: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in pieces(text) {
        let line = lines.last().map_or("", |l| l.as_str());
        if width(line, size) + width(word.trim_end(), size) <= limit {
            push(&mut lines, word);
            continue;
        }
        if width(word.trim_end(), size) <= limit {
            lines.push(String::new());
            push(&mut lines, word);
            continue;
        }
        // Longer than a line: broken wherever the line ends.
        for c in word.chars() {
            let line = lines.last().map_or("", |l| l.as_str());
            if !line.is_empty() && width(line, size) + advance(c) * size > limit {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
        }
    }
    let mut lines: Vec<String> = lines
        .into_iter()
        .map(|l| l.trim().to_owned())
        .filter(|l| !l.is_empty())
        .collect();
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && width(last, size) + size > limit {
                last.pop();
            }
            *last = format!("{}…", last.trim_end());
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

fn push(lines: &mut [String], word: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(word);
    }
}

/// Words with the space, hyphen or slash that ends them.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for (i, c) in text.char_indices() {
        if (c.is_whitespace() && c != '\u{a0}') || matches!(c, '-' | '/' | '–') {
            let end = i + c.len_utf8();
            out.push(&text[start..end]);
            start = end;
        }
    }
    out.push(&text[start..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_nothing_is_lost_before_the_last() {
        for text in [
            "μ-opioid receptor",
            "GABA release in the periaqueductal grey and rostral ventromedial medulla",
            "(2R,6R)-Hydroxynorketamine",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "",
        ] {
            let lines = wrap(text, 12.0, 120.0, 9);
            assert!(lines.iter().all(|l| width(l, 12.0) <= 120.0), "{lines:?}");
            let bare = |s: &str| s.replace(' ', "");
            assert_eq!(bare(&lines.concat()), bare(text));
        }
        let cut = wrap("one two three four five six seven", 12.0, 50.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…') && width(&cut[1], 12.0) <= 50.0);
    }
}
