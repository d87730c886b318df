//! Tables, which the reader can sort where they are long.

use super::Html;
use crate::display::notebook::escape;

/// A table: headings, rows, and which columns hold numbers.
///
/// A long one carries a button for each direction of each column.
/// The buttons are radio buttons and the order is the style sheet's, so that it works without a script.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    head: Vec<Html>,
    rows: Vec<Vec<Html>>,
    numeric: Vec<usize>,
    caption: Option<Html>,
}

/// Tables with more rows than this can be sorted.
const LONG: usize = 8;
/// The style sheet knows this many columns.
const SORTABLE_COLUMNS: usize = 9;

impl Table {
    pub fn new(head: &[&str]) -> Table {
        Table {
            head: head.iter().map(Html::text).collect(),
            ..Table::default()
        }
    }

    /// Says that a column (from 0) holds numbers, which are set to the right.
    pub fn numeric(mut self, column: usize) -> Table {
        self.numeric.push(column);
        self
    }

    /// A sentence above the table.
    pub fn caption(mut self, text: impl Into<Html>) -> Table {
        self.caption = Some(text.into());
        self
    }

    pub fn row(mut self, cells: impl IntoIterator<Item = Html>) -> Table {
        self.rows.push(cells.into_iter().collect());
        self
    }

    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<Html>>) -> Table {
        self.rows.extend(rows);
        self
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn can_be_sorted(&self) -> bool {
        self.rows.len() > LONG && self.head.len() <= SORTABLE_COLUMNS
    }

    fn class(&self, column: usize) -> &'static str {
        if self.numeric.contains(&column) {
            " class=\"n\""
        } else {
            ""
        }
    }

    fn head_cell(&self, column: usize, cell: &Html, sorted: bool) -> String {
        let class = self.class(column);
        if !sorted {
            return format!("<th scope=\"col\"{class}>{}</th>", cell.0);
        }
        let name = escape(&plain(cell));
        let button = |way: &str, sign: &str, words: &str| {
            format!(
                "<label title=\"sort {words}\"><input type=\"radio\" name=\"by\" class=\"{way}{column}\" aria-label=\"sort by {name}, {words}\">{sign}</label>"
            )
        };
        format!(
            "<th scope=\"col\" role=\"columnheader\"{class}>{} <span class=\"k\">{}{}</span></th>",
            cell.0,
            button("u", "▲", "smallest first"),
            button("d", "▼", "largest first"),
        )
    }
}

impl From<Table> for Html {
    fn from(table: Table) -> Html {
        let sorted = table.can_be_sorted();
        let (roles, row_role, cell_role) = if sorted {
            (" role=\"table\"", " role=\"row\"", " role=\"cell\"")
        } else {
            ("", "", "")
        };
        let mut out = String::new();
        if sorted {
            out.push_str(&format!(
                "<form class=\"s\"><table{roles} style=\"grid-template-columns:repeat({},auto)\">",
                table.head.len()
            ));
        } else {
            out.push_str("<table>");
        }
        if let Some(caption) = &table.caption {
            out.push_str(&format!("<caption>{}</caption>", caption.0));
        }
        out.push_str(&format!("<thead><tr{row_role}>"));
        for (i, cell) in table.head.iter().enumerate() {
            out.push_str(&table.head_cell(i, cell, sorted));
        }
        out.push_str("</tr></thead><tbody>");
        let orders = sorted.then(|| orders(&table.rows, table.head.len()));
        for (r, row) in table.rows.iter().enumerate() {
            let order = orders.as_ref().map_or("", |o| o[r].as_str());
            out.push_str(&format!("<tr{row_role}{order}>"));
            for (i, cell) in row.iter().enumerate() {
                out.push_str(&format!("<td{cell_role}{}>{}</td>", table.class(i), cell.0));
            }
            out.push_str("</tr>");
        }
        out.push_str("</tbody></table>");
        if sorted {
            out.push_str("</form>");
        }
        Html(out)
    }
}

/// For each row its place in the order of each column, as style properties; what is not known comes last either way.
fn orders(rows: &[Vec<Html>], columns: usize) -> Vec<String> {
    let mut out = vec![String::from(" style=\""); rows.len()];
    for c in 0..columns {
        let texts: Vec<String> = rows
            .iter()
            .map(|row| row.get(c).map_or_else(String::new, plain))
            .collect();
        let keys: Vec<Key> = texts.iter().map(|t| Key::of(t)).collect();
        let mut by: Vec<usize> = (0..rows.len()).collect();
        by.sort_by(|a, b| keys[*a].compare(&keys[*b]).then(a.cmp(b)));
        for (place, r) in by.into_iter().enumerate() {
            let last = if matches!(keys[r], Key::Nothing) {
                format!("--d{c}:{};", rows.len())
            } else {
                String::new()
            };
            out[r].push_str(&format!("--u{c}:{};{last}", place + 1));
        }
    }
    for style in &mut out {
        style.push('"');
    }
    out
}

/// What a cell is sorted by.
enum Key {
    Number(f64),
    Words(String),
    Nothing,
}

impl Key {
    /// The first number of a cell, in nM where it is a concentration, else its words.
    fn of(text: &str) -> Key {
        let text = text.trim();
        if text.is_empty() || text == "–" {
            return Key::Nothing;
        }
        let start = text
            .split(' ')
            .find(|word| word.starts_with(|c: char| c.is_ascii_digit() || "+-<>".contains(c)));
        let begins_with_words = text.chars().take_while(|c| c.is_alphabetic()).count() > 4;
        let number = start.and_then(|word| {
            let bare = word.trim_start_matches(['<', '>', '+']);
            let end = bare
                .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | 'e'))
                .unwrap_or(bare.len());
            bare[..end].parse::<f64>().ok()
        });
        match number {
            Some(value) if !begins_with_words && value.is_finite() => {
                Key::Number(value * scale(text))
            }
            _ => Key::Words(text.to_lowercase()),
        }
    }

    fn compare(&self, other: &Key) -> std::cmp::Ordering {
        match (self, other) {
            (Key::Number(a), Key::Number(b)) => a.total_cmp(b),
            (Key::Words(a), Key::Words(b)) => a.cmp(b),
            (a, b) => a.kind().cmp(&b.kind()),
        }
    }

    fn kind(&self) -> u8 {
        match self {
            Key::Number(_) => 0,
            Key::Words(_) => 1,
            Key::Nothing => 2,
        }
    }
}

fn scale(text: &str) -> f64 {
    let unit = text
        .split([' ', '(', ')', ','])
        .find_map(|word| match word {
            "pM" => Some(1e-3),
            "nM" => Some(1.0),
            "µM" | "μM" => Some(1e3),
            "mM" => Some(1e6),
            _ => None,
        });
    unit.unwrap_or(1.0)
}

/// The text of markup that this module wrote.
fn plain(cell: &Html) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in cell.0.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orders_of(cells: &[&str]) -> Vec<usize> {
        let rows: Vec<Vec<Html>> = cells.iter().map(|c| vec![Html::text(c)]).collect();
        let styles = orders(&rows, 1);
        let mut by: Vec<usize> = (0..cells.len()).collect();
        by.sort_by_key(|i| {
            let style = &styles[*i];
            let from = style.find("--u0:").unwrap() + 5;
            style[from..]
                .split(';')
                .next()
                .and_then(|n| n.parse::<usize>().ok())
        });
        by
    }

    #[test]
    fn concentrations_sort_by_size_and_gaps_come_last() {
        let cells = [
            "IC50 7.76 µM",
            "",
            "0.7 nM (0.6–0.8 nM)",
            "500 pM",
            "<script>",
        ];
        assert_eq!(orders_of(&cells), [3, 2, 0, 4, 1]);
        assert_eq!(orders_of(&["-0.2", "+0.1", "–", "-0.4"]), [3, 0, 1, 2]);
    }

    #[test]
    fn only_long_tables_can_be_sorted() {
        let table = |n: usize| -> String {
            let rows = (0..n).map(|i| vec![Html::text(i)]);
            Html::from(Table::new(&["<n>"]).rows(rows)).0
        };
        assert!(!table(3).contains("radio"));
        assert!(table(20).contains("aria-label=\"sort by &lt;n&gt;, smallest first\""));
    }
}
