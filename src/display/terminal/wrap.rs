//! Text in lines of a given width.

use crate::display::text::width;

/// A sentence in lines of at most `most` columns, the later ones set under the beginning of its text.
pub(super) fn line(line: &str, most: usize) -> Vec<String> {
    if width(line) <= most {
        return vec![line.to_owned()];
    }
    let body = line.trim_start_matches(' ');
    let indent = line.len() - body.len();
    let marker = marker(body);
    // A deep indentation would leave no room for words.
    let hang = if indent + marker + 2 > most / 2 {
        2
    } else {
        indent + marker.max(2)
    };
    let indent = indent.min(most / 2);
    let mut out = Vec::new();
    for (i, piece) in pieces(body, most - indent, most - hang)
        .into_iter()
        .enumerate()
    {
        let spaces = if i == 0 { indent } else { hang };
        out.push(" ".repeat(spaces) + &piece);
    }
    out
}

/// A cell in lines of at most `most` columns.
pub(super) fn cell(text: &str, most: usize) -> Vec<String> {
    pieces(text, most, most)
}

/// The widest piece of a text that is better not broken.
pub(super) fn longest_piece(text: &str) -> usize {
    // A long name may break at a hyphen or anywhere, a number with its unit and spread may not.
    const LONG_WORD: usize = 18;
    const LONG_NUMBER: usize = 30;
    units(text)
        .iter()
        .map(|piece| {
            let all = width(piece);
            if has_number(piece) && all <= LONG_NUMBER {
                all
            } else {
                all.min(LONG_WORD)
            }
        })
        .max()
        .unwrap_or(0)
}

fn marker(body: &str) -> usize {
    for sign in ["• ", "- ", "✗ ", "✓ "] {
        if body.starts_with(sign) {
            return 2;
        }
    }
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    match body.get(digits..digits + 2) {
        Some(". ") if digits > 0 && digits < 4 => digits + 2,
        _ => 0,
    }
}

fn pieces(text: &str, first: usize, later: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut filled = 0;
    for unit in units(text) {
        let room = if out.is_empty() { first } else { later };
        let wide = width(unit);
        let space = usize::from(!current.is_empty());
        if filled + space + wide <= room {
            if space == 1 {
                current.push(' ');
            }
            current.push_str(unit);
            filled += space + wide;
            continue;
        }
        if !current.is_empty() {
            out.push(std::mem::take(&mut current));
        }
        let mut rest = unit;
        loop {
            let room = if out.is_empty() { first } else { later };
            if width(rest) <= room {
                break;
            }
            let (head, tail) = rest.split_at(break_of(rest, room));
            out.push(head.to_owned());
            rest = tail.trim_start_matches(' ');
        }
        current.push_str(rest);
        filled = width(rest);
    }
    if !current.is_empty() || out.is_empty() {
        out.push(current);
    }
    out
}

/// Where a piece that is too long breaks: behind a space, hyphen, slash or comma, else where the room ends.
fn break_of(text: &str, room: usize) -> usize {
    let (mut hard, mut soft, mut filled) = (0, 0, 0);
    let mut after_digit = false;
    for (i, c) in text.char_indices() {
        filled += width(c.encode_utf8(&mut [0; 4]));
        if filled > room {
            break;
        }
        hard = i + c.len_utf8();
        let next = text[hard..].chars().next();
        let cuts_number = after_digit && next.is_some_and(|n| n.is_ascii_digit());
        if matches!(c, ' ' | '-' | '/' | ',' | ';' | '|' | '–') && !cuts_number || is_wide(c) {
            soft = hard;
        }
        after_digit = c.is_ascii_digit();
    }
    match (soft, hard) {
        (0, 0) => text.chars().next().map_or(0, char::len_utf8),
        (0, hard) => hard,
        (soft, _) => soft,
    }
}

fn is_wide(c: char) -> bool {
    width(c.encode_utf8(&mut [0; 4])) == 2
}

/// The pieces between which a line may break: words, with numbers and their units or spreads kept together.
fn units(text: &str) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    let mut start = 0;
    let words: Vec<(usize, &str)> = text
        .split(' ')
        .scan(0, |at, word| {
            let here = *at;
            *at += word.len() + 1;
            Some((here, word))
        })
        .filter(|(_, word)| !word.is_empty())
        .collect();
    for (i, (at, word)) in words.iter().enumerate() {
        if i == 0 {
            start = *at;
        }
        let end = at + word.len();
        let joined = words
            .get(i + 1)
            .is_some_and(|(_, next)| belong_together(word, next));
        if !joined {
            out.push(&text[start..end]);
            if let Some((next, _)) = words.get(i + 1) {
                start = *next;
            }
        }
    }
    out
}

fn belong_together(word: &str, next: &str) -> bool {
    const UNITS: [&str; 22] = [
        "pM", "nM", "µM", "μM", "mM", "M", "mg", "µg", "g", "kg", "mg/kg", "ng/mL", "g/mol", "h",
        "min", "d", "L", "L/h", "%", "nM–", "times", "fold",
    ];
    let bare = next.trim_end_matches([')', ',', ';', '.', ']']);
    let unit = UNITS.contains(&bare) || bare.split('–').next().is_some_and(|u| UNITS.contains(&u));
    let ends_in_number =
        word.ends_with(|c: char| c.is_ascii_digit()) || word.ends_with(')') && has_number(word);
    (ends_in_number && unit)
        || next == "±"
        || word == "±"
        || matches!(word, "=" | ">" | "<" | "≥" | "≤" | "n" if next.starts_with(|c: char| c.is_ascii_digit() || c == '='))
        || next == "=" && word.ends_with('n') && word.len() <= 2
}

fn has_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}
