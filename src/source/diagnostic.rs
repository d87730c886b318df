use std::{fmt, ops::Range, sync::Arc};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The data cannot be loaded.
    Error,
    /// The data loads, but something is likely wrong.
    Warning,
    /// Something worth a look.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}

/// A problem in a data file: what, where, and what to do.
#[derive(Clone, serde::Serialize)]
pub struct Diagnostic {
    code: &'static str,
    severity: Severity,
    file: Arc<str>,
    line: usize,
    column: usize,
    message: String,
    help: String,
    #[serde(skip)]
    excerpt: Option<Excerpt>,
}

/// The line of the file, and which bytes of it are meant.
#[derive(Clone)]
struct Excerpt {
    line: String,
    range: Range<usize>,
}

/// The longest line that an excerpt shows, in bytes.
const LONGEST_EXCERPT: usize = 400;

impl Diagnostic {
    /// A finding at a place in a file's text; without a range, at its beginning.
    pub(crate) fn at(
        code: &'static str,
        severity: Severity,
        file: &Arc<str>,
        text: &str,
        range: Option<Range<usize>>,
        message: String,
        help: String,
    ) -> Diagnostic {
        let mut start = range.as_ref().map_or(0, |r| r.start).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line = before.matches('\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        let column = text[line_start..start].chars().count() + 1;
        let excerpt = range.map(|range| {
            let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
            let (from, to) = window(text, line_start, line_end, start);
            let end = range.end.clamp(start, to).max(start);
            Excerpt {
                line: text[from..to].trim_end_matches('\r').to_owned(),
                range: start - from..end - from,
            }
        });
        Diagnostic {
            code,
            severity,
            file: file.clone(),
            line,
            column,
            message,
            help,
            excerpt,
        }
    }

    /// A finding about a file or directory as a whole.
    pub(crate) fn about(
        code: &'static str,
        file: &str,
        message: String,
        help: String,
    ) -> Diagnostic {
        Diagnostic {
            code,
            severity: Severity::Error,
            file: file.into(),
            line: 0,
            column: 0,
            message,
            help,
            excerpt: None,
        }
    }

    /// The stable code of the rule that was broken.
    pub fn code(&self) -> &str {
        self.code
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The file, as it was named to the loader.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, counted from 1; 0 where the whole file is meant.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in characters, counted from 1; 0 where the whole file is meant.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it, with the nearest right name where there is one.
    pub fn help(&self) -> &str {
        &self.help
    }

    pub(crate) fn key(&self) -> (Arc<str>, usize, usize, &'static str) {
        (self.file.clone(), self.line, self.column, self.code)
    }
}

/// The part of a line that is shown: all of it, or a stretch around the place where the line is very long.
fn window(text: &str, line_start: usize, line_end: usize, at: usize) -> (usize, usize) {
    if line_end - line_start <= LONGEST_EXCERPT {
        return (line_start, line_end);
    }
    let mut from = at.saturating_sub(LONGEST_EXCERPT / 2).max(line_start);
    let mut to = (at + LONGEST_EXCERPT / 2).min(line_end);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    (from, to.max(from))
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title = level.primary_title(&self.message).id(self.code);
        let rendered = match &self.excerpt {
            Some(excerpt) => {
                let snippet = Snippet::source(&excerpt.line)
                    .path(&*self.file)
                    .line_start(self.line)
                    .annotation(AnnotationKind::Primary.span(excerpt.range.clone()));
                let group = title
                    .element(snippet)
                    .element(Level::HELP.message(&self.help));
                Renderer::plain().render(&[group])
            }
            None => {
                let group = title
                    .element(annotate_snippets::Origin::path(&*self.file))
                    .element(Level::HELP.message(&self.help));
                Renderer::plain().render(&[group])
            }
        };
        f.write_str(&rendered)
    }
}

impl fmt::Debug for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}[{}] {}:{}:{}: {}",
            self.severity, self.code, self.file, self.line, self.column, self.message
        )
    }
}

/// All problems of a load, rendered one below the other.
#[derive(Debug, Clone)]
pub(crate) struct Report(pub Vec<Diagnostic>);

/// How many problems a message shows in full; all of them are in [`crate::Error::diagnostics`].
const SHOWN: usize = 50;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for d in self.0.iter().take(SHOWN) {
            writeln!(f, "{d}\n")?;
        }
        if self.0.len() > SHOWN {
            writeln!(f, "… and {} more\n", self.0.len() - SHOWN)?;
        }
        let plural = if self.0.len() == 1 {
            "problem"
        } else {
            "problems"
        };
        write!(f, "the data was not loaded: {} {plural}", self.0.len())
    }
}
