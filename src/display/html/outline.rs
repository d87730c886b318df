//! Text as HTML: sentences, lists by their indentation, tables by their rule.

use super::{Html, Table, paragraph};
use crate::display::terminal::table;

/// The text of a result as HTML.
pub(crate) fn outline(text: &str) -> Vec<Html> {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if let Some(found) = table::at(&lines[at..]) {
            at += found.lines;
            out.push(grid(&found));
            continue;
        }
        let line = lines[at];
        if indentation(line) > 0 && !line.trim().is_empty() {
            let start = at;
            while at < lines.len()
                && (indentation(lines[at]) > 0 && !lines[at].trim().is_empty())
                && table::at(&lines[at..]).is_none()
            {
                at += 1;
            }
            out.push(items(&lines[start..at]));
            continue;
        }
        at += 1;
        if line.is_empty() {
            continue;
        }
        let opens = lines.get(at).is_some_and(|next| indentation(next) > 0);
        out.push(paragraph(if opens || out.is_empty() {
            Html::strong(line)
        } else {
            Html::text(line)
        }));
    }
    out
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Lines as a list; those that are set deeper belong to the one above them.
fn items(lines: &[&str]) -> Html {
    let base = lines.first().map_or(0, |l| indentation(l));
    let mut list = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let own = lines[at].trim();
        let own = own
            .strip_prefix("• ")
            .or_else(|| own.strip_prefix("- "))
            .unwrap_or(own);
        at += 1;
        let start = at;
        while at < lines.len() && indentation(lines[at]) > base {
            at += 1;
        }
        let below = &lines[start..at];
        list.push(if below.is_empty() {
            Html::text(own)
        } else {
            Html::text(own).and(items(below))
        });
    }
    super::list(list)
}

fn grid(found: &table::Found) -> Html {
    let head: Vec<&str> = found.head.iter().map(String::as_str).collect();
    let mut table = Table::new(&head);
    for c in 0..head.len() {
        let mut cells = found.rows.iter().map(|r| r[c].as_str()).peekable();
        let is_number = |s: &str| s.is_empty() || s.starts_with(|c: char| c.is_ascii_digit());
        if c > 0 && cells.peek().is_some() && cells.all(is_number) {
            table = table.numeric(c);
        }
    }
    let rows = found
        .rows
        .iter()
        .map(|r| r.iter().map(Html::text).collect());
    table.rows(rows).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indentation_becomes_lists_and_rules_become_tables() {
        let text = "Head\n  one\n    • <under>\n  two\n\na  b\n─  ─\nx  1\nrest";
        let html = outline(text).into_iter().map(|h| h.0).collect::<String>();
        assert_eq!(
            html,
            "<p><strong>Head</strong></p><ul><li>one<ul><li>&lt;under&gt;</li></ul></li><li>two</li></ul>\
             <table><thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"n\">b</th></tr></thead>\
             <tbody><tr><td>x</td><td class=\"n\">1</td></tr></tbody></table><p>rest</p>"
        );
    }
}
