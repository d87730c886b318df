//! The one error type of the crate.

use std::fmt;

use crate::source::diagnostic::Diagnostic;

/// Why a question could not be answered, or why data could not be loaded.
///
/// `Display` carries the whole message: what was asked, why it failed and what would be accepted.
/// The predicates tell the cases apart; the lists give the nearest right names and the problems of a load.
#[derive(Clone)]
pub struct Error(Box<ErrorKind>);

#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum ErrorKind {
    #[error("no {what} named `{name}`{}", did_you_mean(.suggestions))]
    NotFound {
        what: String,
        name: String,
        suggestions: Vec<String>,
    },
    #[error("`{name}` fits more than one {what}: {}; ask by id", .candidates.join(", "))]
    Ambiguous {
        what: String,
        name: String,
        candidates: Vec<String>,
    },
    #[error("{what} `{value}` cannot be used: {rule}; {accepted}")]
    Invalid {
        what: String,
        value: String,
        rule: String,
        accepted: String,
        suggestions: Vec<String>,
    },
    #[error("{0}")]
    Quantity(crate::quantity::QuantityError),
    #[error(transparent)]
    Genotype(#[from] crate::genotype::GenotypeError),
    #[error("{subject}: {input} is not known, so {wanted} cannot be computed; {remedy}")]
    Missing {
        subject: String,
        input: String,
        wanted: String,
        remedy: String,
    },
    #[error("{0}")]
    Data(crate::source::diagnostic::Report),
    #[error("cannot {doing} `{path}`: {cause}")]
    Io {
        doing: String,
        path: String,
        cause: String,
    },
}

fn did_you_mean(suggestions: &[String]) -> String {
    match suggestions {
        [] => String::new(),
        [one] => format!("; did you mean `{one}`?"),
        [first, rest @ ..] => {
            let rest: Vec<String> = rest.iter().map(|s| format!("`{s}`")).collect();
            format!("; did you mean `{first}`? (or {})", rest.join(", "))
        }
    }
}

impl Error {
    pub(crate) fn not_found(what: &str, name: &str, suggestions: Vec<String>) -> Error {
        ErrorKind::NotFound {
            what: what.into(),
            name: clip(name),
            suggestions,
        }
        .into()
    }

    pub(crate) fn ambiguous(what: &str, name: &str, candidates: Vec<String>) -> Error {
        ErrorKind::Ambiguous {
            what: what.into(),
            name: clip(name),
            candidates,
        }
        .into()
    }

    /// An argument that cannot be used: what it is, its value, the rule that it breaks, what would be accepted.
    pub(crate) fn invalid(
        what: &str,
        value: impl fmt::Display,
        rule: &str,
        accepted: &str,
    ) -> Error {
        Error::invalid_with(what, value, rule, accepted, Vec::new())
    }

    /// As [`Error::invalid`], with the nearest right names.
    pub(crate) fn invalid_with(
        what: &str,
        value: impl fmt::Display,
        rule: &str,
        accepted: &str,
        suggestions: Vec<String>,
    ) -> Error {
        ErrorKind::Invalid {
            what: what.into(),
            value: clip(&value.to_string()),
            rule: rule.into(),
            accepted: accepted.into(),
            suggestions,
        }
        .into()
    }

    /// A fact that a calculation needs and the graph does not have.
    pub(crate) fn missing(subject: &str, input: &str, wanted: &str, remedy: &str) -> Error {
        ErrorKind::Missing {
            subject: subject.into(),
            input: input.into(),
            wanted: wanted.into(),
            remedy: remedy.into(),
        }
        .into()
    }

    pub(crate) fn data(diagnostics: Vec<Diagnostic>) -> Error {
        ErrorKind::Data(crate::source::diagnostic::Report(diagnostics)).into()
    }

    pub(crate) fn io(doing: &str, path: &std::path::Path, cause: impl fmt::Display) -> Error {
        ErrorKind::Io {
            doing: doing.into(),
            path: path.display().to_string(),
            cause: cause.to_string(),
        }
        .into()
    }

    /// Whether a name was not found.
    pub fn is_not_found(&self) -> bool {
        match &*self.0 {
            ErrorKind::NotFound { .. } => true,
            ErrorKind::Genotype(e) => e.is_unknown_allele(),
            _ => false,
        }
    }

    /// Whether a name fits more than one thing.
    pub fn is_ambiguous(&self) -> bool {
        matches!(*self.0, ErrorKind::Ambiguous { .. })
    }

    /// Whether an argument breaks a rule: a negative dose, a malformed diplotype, a blocker that is the agent.
    pub fn is_invalid_input(&self) -> bool {
        match &*self.0 {
            ErrorKind::Invalid { .. } | ErrorKind::Quantity(_) => true,
            ErrorKind::Genotype(e) => !e.is_unknown_allele(),
            _ => false,
        }
    }

    /// Whether a calculation lacks a fact that the graph does not hold.
    pub fn is_missing_input(&self) -> bool {
        matches!(*self.0, ErrorKind::Missing { .. })
    }

    /// Whether data could not be loaded; [`Error::diagnostics`] says why.
    pub fn is_invalid_data(&self) -> bool {
        matches!(*self.0, ErrorKind::Data(_))
    }

    /// Whether a file could not be read or written.
    pub fn is_io(&self) -> bool {
        matches!(*self.0, ErrorKind::Io { .. })
    }

    /// The nearest right names, best first.
    pub fn suggestions(&self) -> &[String] {
        match &*self.0 {
            ErrorKind::NotFound { suggestions, .. } | ErrorKind::Invalid { suggestions, .. } => {
                suggestions
            }
            ErrorKind::Ambiguous { candidates, .. } => candidates,
            ErrorKind::Genotype(e) => e.suggestions(),
            _ => &[],
        }
    }

    /// Every problem that a load met, in file order. Empty for other errors.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match &*self.0 {
            ErrorKind::Data(report) => &report.0,
            _ => &[],
        }
    }
}

/// Shortens an argument so that a message stays readable when somebody passes a file's worth of text.
fn clip(text: &str) -> String {
    const MOST: usize = 120;
    if text.chars().count() <= MOST {
        text.to_owned()
    } else {
        text.chars()
            .take(MOST)
            .chain(std::iter::once('…'))
            .collect()
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error(Box::new(kind))
    }
}

impl From<crate::quantity::QuantityError> for Error {
    fn from(error: crate::quantity::QuantityError) -> Error {
        ErrorKind::Quantity(error).into()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}
