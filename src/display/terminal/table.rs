//! Tables in the text of results: found by the rule below their heads, and set again in the width that there is.

use super::{
    colour::Painter,
    wrap::{cell, line, longest_piece},
};
use crate::display::text::{pad, width};

const GAP: usize = 2;

/// A table as it stands in a text.
pub(in crate::display) struct Found {
    /// How many lines of the text it takes.
    pub lines: usize,
    indent: usize,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// The table that begins at the first of these lines: its head stands above a rule that marks the columns.
pub(in crate::display) fn at(lines: &[&str]) -> Option<Found> {
    let rule = lines.get(1)?;
    let columns = columns(rule)?;
    let head = cells(lines.first()?, &columns)?;
    let rows: Vec<Vec<String>> = lines[2..]
        .iter()
        .map_while(|line| cells(line, &columns))
        .collect();
    Some(Found {
        lines: 2 + rows.len(),
        indent: columns.first()?.0,
        head,
        rows,
    })
}

/// Where the columns of a rule begin, and how wide they are.
fn columns(rule: &str) -> Option<Vec<(usize, usize)>> {
    if !rule.contains('─') || rule.chars().any(|c| c != '─' && c != ' ') {
        return None;
    }
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut inside = false;
    for (at, c) in rule.chars().enumerate() {
        match (c, inside, out.last_mut()) {
            ('─', true, Some(last)) => last.1 += 1,
            ('─', ..) => out.push((at, 1)),
            _ => {}
        }
        inside = c == '─';
    }
    Some(out)
}

/// The cells of a line, if nothing stands between the columns.
fn cells(line: &str, columns: &[(usize, usize)]) -> Option<Vec<String>> {
    if line.trim().is_empty() {
        return None;
    }
    let mut out = vec![String::new(); columns.len()];
    let mut at = 0;
    for c in line.chars() {
        let wide = width(c.encode_utf8(&mut [0; 4]));
        let column = columns
            .iter()
            .position(|(start, w)| at >= *start && at < start + w);
        match column {
            Some(column) => out[column].push(c),
            // What takes no room, such as an accent, belongs to the letter before it.
            None if wide == 0 => out.last_mut()?.push(c),
            None if c != ' ' => return None,
            None => {}
        }
        at += wide;
    }
    for cell in &mut out {
        cell.truncate(cell.trim_end().len());
    }
    Some(out)
}

impl Found {
    /// Writes the table so that no line is wider than `most`.
    pub(super) fn write(&self, most: Option<usize>, painter: &mut Painter, out: &mut String) {
        let natural: Vec<usize> = (0..self.head.len())
            .map(|c| self.column(c).map(width).max().unwrap_or(0))
            .collect();
        let widths = match most {
            None => Some(natural),
            Some(most) => {
                let least: Vec<usize> = (0..self.head.len())
                    .map(|c| self.column(c).map(longest_piece).max().unwrap_or(0))
                    .collect();
                let gaps = self.indent + GAP * (self.head.len() - 1);
                shared(natural, &least, most.saturating_sub(gaps))
            }
        };
        match widths {
            Some(widths) => self.as_grid(&widths, painter, out),
            None => self.as_list(most.unwrap_or(usize::MAX), painter, out),
        }
    }

    fn column(&self, c: usize) -> impl Iterator<Item = &str> {
        std::iter::once(&self.head)
            .chain(&self.rows)
            .map(move |row| row[c].as_str())
    }

    fn as_grid(&self, widths: &[usize], painter: &mut Painter, out: &mut String) {
        self.grid_row(&self.head, widths, true, painter, out);
        let rules: Vec<String> = widths.iter().map(|w| "─".repeat(*w)).collect();
        painter.rule(&(" ".repeat(self.indent) + &rules.join("  ")), out);
        out.push('\n');
        for row in &self.rows {
            self.grid_row(row, widths, false, painter, out);
        }
    }

    fn grid_row(
        &self,
        row: &[String],
        widths: &[usize],
        heads: bool,
        painter: &mut Painter,
        out: &mut String,
    ) {
        let wrapped: Vec<Vec<String>> = row
            .iter()
            .zip(widths)
            .map(|(text, w)| {
                if width(text) <= *w {
                    vec![text.clone()]
                } else {
                    cell(text, *w)
                }
            })
            .collect();
        let deep = wrapped.iter().map(Vec::len).max().unwrap_or(1);
        for i in 0..deep {
            let mut text = " ".repeat(self.indent);
            for (c, (lines, w)) in wrapped.iter().zip(widths).enumerate() {
                if c > 0 {
                    text.push_str("  ");
                }
                text.push_str(&pad(lines.get(i).map_or("", String::as_str), *w));
            }
            painter.line(text.trim_end(), heads, out);
            out.push('\n');
        }
    }

    /// One row below the other, each cell behind the name of its column; empty cells are left out.
    fn as_list(&self, most: usize, painter: &mut Painter, out: &mut String) {
        let space = " ".repeat(self.indent);
        for row in &self.rows {
            let mut cells = self.head.iter().zip(row);
            if let Some((_, name)) = cells.next() {
                for piece in line(&format!("{space}{name}"), most) {
                    painter.line(&piece, true, out);
                    out.push('\n');
                }
            }
            for (head, text) in cells.filter(|(_, text)| !text.is_empty()) {
                let colon = if head.is_empty() { "" } else { ": " };
                for piece in line(&format!("{space}  {head}{colon}{text}"), most) {
                    painter.line(&piece, false, out);
                    out.push('\n');
                }
            }
        }
    }
}

/// Widths that together fill at most `room`: the widest columns give way first, none below what it needs.
fn shared(natural: Vec<usize>, least: &[usize], room: usize) -> Option<Vec<usize>> {
    if natural.iter().sum::<usize>() <= room {
        return Some(natural);
    }
    let within = |cap: usize| -> Vec<usize> {
        natural
            .iter()
            .zip(least)
            .map(|(n, l)| (*n).min(cap.max(*l)))
            .collect()
    };
    let widest = natural.iter().copied().max().unwrap_or(0);
    let cap = (1..=widest)
        .rev()
        .find(|cap| within(*cap).iter().sum::<usize>() <= room)?;
    let mut widths = within(cap);
    let mut left = room - widths.iter().sum::<usize>();
    for (w, n) in widths.iter_mut().zip(&natural) {
        if left > 0 && *w == cap && *w < *n {
            *w += 1;
            left -= 1;
        }
    }
    // A column of single words reads worse than a list.
    const NARROW: usize = 8;
    let squeezed = widths
        .iter()
        .zip(&natural)
        .any(|(w, n)| *w < NARROW && *n > 3 * NARROW);
    (!squeezed).then_some(widths)
}
