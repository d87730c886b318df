//! JSON: everything, in the shape of `schema/opiograph.schema.json`.

use super::document::{Document, failed};
use crate::{error::Error, graph::KnowledgeGraph};

/// The document as text: one record a line, so that two releases can be compared line by line.
pub(super) fn text(kg: &KnowledgeGraph) -> Result<String, Error> {
    let value = serde_json::to_string(&Document::of(kg)).map_err(|e| failed("write as JSON", e))?;
    Ok(one_record_a_line(&value))
}

/// Breaks lines before the members of the outermost object and before the elements of its arrays.
fn one_record_a_line(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 50);
    let (mut depth, mut in_string, mut escaped) = (0u32, false, false);
    for c in json.chars() {
        if in_string {
            out.push(c);
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match c {
            '"' => {
                in_string = true;
                out.push(c);
            }
            '{' | '[' => {
                depth += 1;
                out.push(c);
                if depth <= 2 {
                    out.push('\n');
                }
            }
            '}' | ']' => {
                if depth <= 2 {
                    out.push('\n');
                }
                depth = depth.saturating_sub(1);
                out.push(c);
            }
            ',' if depth <= 2 => out.push_str(",\n"),
            c => out.push(c),
        }
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::one_record_a_line;

    #[test]
    fn line_breaks_do_not_change_the_value() {
        let json = r#"{"a":"x,\"{[","b":[{"c":[1,2]},{"c":[]}],"d":[]}"#;
        let lines = one_record_a_line(json);
        let before: serde_json::Value = serde_json::from_str(json).unwrap();
        let after: serde_json::Value = serde_json::from_str(&lines).unwrap();
        assert_eq!(before, after);
        assert!(lines.contains("\n{\"c\":[1,2]},\n"));
    }
}
