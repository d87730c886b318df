//! Results on a terminal: tables that fit its width, and colour.

mod colour;
pub(super) mod table;
mod wrap;

use std::fmt::{self, Display};

use colour::Painter;

/// How a terminal shows text: how wide it is, and whether it has colours.
///
/// A result writes the same text everywhere; a terminal lays it out.
/// Tables wider than the terminal wrap their widest text columns, and become a list where even that does not fit; sentences wrap under their own beginning.
/// Numbers stay whole and beside their units; nothing is left out.
/// The width and the wish for colour are given by the program that prints, so that no result depends on its surroundings.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use opiograph::*;
/// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
/// let profile = kg.compound("dezocine")?.profile();
/// let text = Terminal::new().width(60).render(&profile);
/// assert!(text.lines().all(|line| line.chars().count() <= 60));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Terminal {
    width: Option<usize>,
    colour: bool,
}

impl Terminal {
    /// A terminal of any width, without colours.
    pub fn new() -> Terminal {
        Terminal::default()
    }

    /// Fits tables and sentences into this many columns, at least 20. A Greek letter takes one column, a Chinese character two.
    pub fn width(mut self, columns: usize) -> Terminal {
        const LEAST: usize = 20;
        self.width = Some(columns.max(LEAST));
        self
    }

    /// Colours headings, directions, verdicts and disputes with ANSI escapes; a colour never stands alone for what the words do not say.
    pub fn colour(mut self, colour: bool) -> Terminal {
        self.colour = colour;
        self
    }

    /// The text of a result for this terminal. Control characters in names become visible, so that a name cannot command the terminal.
    pub fn render(&self, result: &(impl Display + ?Sized)) -> String {
        let text = visible(&result.to_string());
        let lines: Vec<&str> = text.split('\n').collect();
        let mut out = String::with_capacity(text.len());
        let mut painter = Painter::new(self.colour);
        let mut at = 0;
        while at < lines.len() {
            if let Some(table) = table::at(&lines[at..]) {
                at += table.lines;
                table.write(self.width, &mut painter, &mut out);
                if at == lines.len() {
                    out.pop();
                }
                continue;
            }
            let line = lines[at];
            let heads = is_heading(line, lines.get(at + 1).copied());
            let pieces = match self.width {
                Some(width) => wrap::line(line, width),
                None => vec![line.to_owned()],
            };
            for piece in pieces {
                painter.line(&piece, heads, &mut out);
                out.push('\n');
            }
            at += 1;
            if at == lines.len() {
                out.pop();
            }
        }
        out
    }
}

impl fmt::Display for Terminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.width {
            Some(width) => write!(f, "{width} columns")?,
            None => f.write_str("any width")?,
        }
        f.write_str(if self.colour {
            ", with colour"
        } else {
            ", without colour"
        })
    }
}

/// A line at the margin with indented lines below it.
fn is_heading(line: &str, next: Option<&str>) -> bool {
    !line.is_empty() && !line.starts_with(' ') && next.is_some_and(|n| n.starts_with("  "))
}

fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' => c,
            '\t' => ' ',
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                '\u{fffd}'
            }
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests;
