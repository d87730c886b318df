//! Colours for words that say a direction, a verdict or a dispute.

/// Lays ANSI colours over lines of text; without colour it copies them.
pub(super) struct Painter {
    colour: bool,
}

const BOLD: &str = "1";
const FAINT: &str = "2";
/// More of something. Blue and orange, as in the pictures, are told apart by the colour-blind.
const UP: &str = "36";
/// Less of something.
const DOWN: &str = "33";
/// What sources do not agree on, or nobody knows.
const DOUBT: &str = "35";

/// Words and their colours; longer ones before those that they begin with.
const WORDS: &[(&str, &str)] = &[
    ("not engaged", FAINT),
    ("engaged", BOLD),
    ("doubtful", DOUBT),
    ("unknown", DOUBT),
    ("disputed", DOUBT),
    ("disputes", DOUBT),
    ("against", DOUBT),
    ("not so", DOUBT),
    ("refuted", DOUBT),
    ("damaged", DOUBT),
    ("lost", DOUBT),
    ("proposed", DOUBT),
    ("hypothesis", DOUBT),
    ("only proposed", DOUBT),
    ("abolished", DOWN),
    ("attenuated", DOWN),
    ("potentiated", UP),
    ("unchanged", BOLD),
    ("increases", UP),
    ("raises", UP),
    ("rises", UP),
    ("decreases", DOWN),
    ("lowers", DOWN),
    ("falls", DOWN),
    ("→", UP),
    ("↑", UP),
    ("⊣", DOWN),
    ("↓", DOWN),
    ("✗", DOUBT),
];

impl Painter {
    pub(super) fn new(colour: bool) -> Painter {
        Painter { colour }
    }

    pub(super) fn rule(&mut self, line: &str, out: &mut String) {
        self.put(line, FAINT, out);
    }

    pub(super) fn line(&mut self, line: &str, heads: bool, out: &mut String) {
        if !self.colour {
            out.push_str(line);
            return;
        }
        let indent = line.len() - line.trim_start().len();
        out.push_str(&line[..indent]);
        let mut rest = &line[indent..];
        let mut plain = String::new();
        let mut before = None;
        while let Some(c) = rest.chars().next() {
            let word = (!before.is_some_and(char::is_alphanumeric))
                .then(|| WORDS.iter().find(|(word, _)| begins_with(rest, word)))
                .flatten();
            let taken = match word {
                Some((word, colour)) => {
                    self.put(
                        &std::mem::take(&mut plain),
                        if heads { BOLD } else { "" },
                        out,
                    );
                    self.put(word, colour, out);
                    *word
                }
                None => {
                    plain.push(c);
                    &rest[..c.len_utf8()]
                }
            };
            before = taken.chars().next_back();
            rest = &rest[taken.len()..];
        }
        self.put(&plain, if heads { BOLD } else { "" }, out);
    }

    fn put(&self, text: &str, colour: &str, out: &mut String) {
        if self.colour && !text.is_empty() && !colour.is_empty() {
            out.push_str(&format!("\x1b[{colour}m{text}\x1b[0m"));
        } else {
            out.push_str(text);
        }
    }
}

fn begins_with(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| {
        !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_')
    })
}
