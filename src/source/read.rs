use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use ron::{error::SpannedError, extensions::Extensions};

use super::{
    diagnostic::{Diagnostic, Severity},
    suggest,
    syntax::RecordText,
};

/// The text of one RON file and the name under which messages speak of it.
#[derive(Clone, Debug)]
pub(crate) struct SourceFile {
    pub name: Arc<str>,
    pub text: Text,
}

/// A file's text: part of the program, or read from disk.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    Bundled(&'static str),
    Read(Arc<str>),
}

impl SourceFile {
    pub fn text(&self) -> &str {
        match &self.text {
            Text::Bundled(text) => text,
            Text::Read(text) => text,
        }
    }
}

/// The largest file, in bytes; a curated file is a few kilobytes.
const LARGEST_FILE: u64 = 16 << 20;
/// The most that one load reads, in bytes.
const LARGEST_LOAD: u64 = 128 << 20;
/// The most files in one directory tree.
const MOST_FILES: usize = 20_000;
/// How deep directories may nest.
const DEEPEST: usize = 16;

/// Reads every `.ron` file below a directory, in the order of their paths.
pub(crate) fn read_dir(dir: &Path) -> (Vec<SourceFile>, Vec<Diagnostic>) {
    let mut walk = Walk::default();
    match fs::metadata(dir) {
        Ok(meta) if meta.is_dir() => walk.enter(dir, 0),
        Ok(_) => walk.problem(
            "S001",
            dir,
            "this is not a directory".into(),
            "name the directory that holds the .ron files",
        ),
        Err(e) => walk.problem(
            "S001",
            dir,
            format!("cannot read the directory: {e}"),
            "check the path and its permissions",
        ),
    }
    walk.paths.sort();
    let mut files = Vec::new();
    let mut total = 0u64;
    for path in std::mem::take(&mut walk.paths) {
        match read_file(&path, LARGEST_LOAD.saturating_sub(total)) {
            Ok(text) => {
                total += text.len() as u64;
                files.push(SourceFile {
                    name: path.display().to_string().into(),
                    text: Text::Read(text.into()),
                });
            }
            Err((code, message, help)) => walk.problem(code, &path, message, help),
        }
    }
    if files.is_empty() && walk.problems.is_empty() {
        walk.problem(
            "S004",
            dir,
            "no .ron file stands below this directory".into(),
            "name the directory that holds the data, such as `data`",
        );
    }
    (files, walk.problems)
}

#[derive(Default)]
struct Walk {
    paths: Vec<PathBuf>,
    problems: Vec<Diagnostic>,
    /// The real paths of the directories that are being walked, to notice a link that leads back to one of them.
    open: Vec<PathBuf>,
}

impl Walk {
    fn problem(&mut self, code: &'static str, path: &Path, message: String, help: &str) {
        self.problems.push(Diagnostic::about(
            code,
            &path.display().to_string(),
            message,
            help.to_owned(),
        ));
    }

    fn enter(&mut self, dir: &Path, depth: usize) {
        if depth > DEEPEST {
            return self.problem(
                "S005",
                dir,
                format!("directories nest more than {DEEPEST} deep"),
                "move the files up",
            );
        }
        let real = match fs::canonicalize(dir) {
            Ok(real) => real,
            Err(e) => {
                return self.problem(
                    "S001",
                    dir,
                    format!("cannot read the directory: {e}"),
                    "check its permissions",
                );
            }
        };
        if self.open.contains(&real) {
            return self.problem(
                "S005",
                dir,
                "a link leads back to a directory that it stands in".into(),
                "remove the link",
            );
        }
        let entries = match fs::read_dir(dir) {
            Ok(entries) => entries,
            Err(e) => {
                return self.problem(
                    "S001",
                    dir,
                    format!("cannot read the directory: {e}"),
                    "check its permissions",
                );
            }
        };
        self.open.push(real);
        let mut found: Vec<PathBuf> = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => found.push(entry.path()),
                Err(e) => self.problem(
                    "S001",
                    dir,
                    format!("cannot list the directory: {e}"),
                    "check its permissions",
                ),
            }
        }
        found.sort();
        for path in found {
            let hidden = path
                .file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with('.'));
            if hidden {
                continue;
            }
            match fs::metadata(&path) {
                Ok(meta) if meta.is_dir() => self.enter(&path, depth + 1),
                Ok(_) if path.extension().is_some_and(|e| e == "ron") => {
                    if self.paths.len() == MOST_FILES {
                        self.problem(
                            "S003",
                            dir,
                            format!("more than {MOST_FILES} files"),
                            "load fewer files at a time",
                        );
                        break;
                    }
                    self.paths.push(path);
                }
                Ok(_) => {}
                Err(e) => self.problem(
                    "S001",
                    &path,
                    format!("cannot read it: {e}"),
                    "mend or remove the link or file",
                ),
            }
        }
        self.open.pop();
    }
}

type Refusal = (&'static str, String, &'static str);

fn read_file(path: &Path, room: u64) -> Result<String, Refusal> {
    let meta = fs::metadata(path).map_err(|e| {
        (
            "S001",
            format!("cannot read the file: {e}"),
            "check its permissions",
        )
    })?;
    if !meta.is_file() {
        return Err((
            "S001",
            "this is not a regular file".into(),
            "replace it with a text file",
        ));
    }
    if meta.len() > LARGEST_FILE || meta.len() > room {
        return Err((
            "S003",
            format!("the file is too large: {} bytes", meta.len()),
            "split it: a file may hold 16 MiB and a load 128 MiB",
        ));
    }
    let bytes = fs::read(path).map_err(|e| {
        (
            "S001",
            format!("cannot read the file: {e}"),
            "check its permissions",
        )
    })?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        (
            "S002",
            format!("the file is not UTF-8 text: byte {at} does not fit"),
            "save it as UTF-8",
        )
    })
}

/// Reads the records of one file.
pub(crate) fn parse(file: &SourceFile) -> Result<Vec<RecordText>, Box<Diagnostic>> {
    let text = file.text();
    if text.len() as u64 > LARGEST_FILE {
        return Err(Box::new(Diagnostic::about(
            "S003",
            &file.name,
            format!("the text is too large: {} bytes", text.len()),
            "split it: a file may hold 16 MiB".into(),
        )));
    }
    let options = ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_default_extension(Extensions::UNWRAP_VARIANT_NEWTYPES);
    let parsed = if is_list(text) {
        options.from_str::<Vec<RecordText>>(text)
    } else {
        options
            .from_str::<RecordText>(text)
            .map(|record| vec![record])
    };
    parsed.map_err(|e| Box::new(syntax_problem(file, e)))
}

/// Whether the first thing in the text, behind comments and attributes, opens a list.
fn is_list(text: &str) -> bool {
    let mut rest = text.trim_start();
    loop {
        if let Some(comment) = rest.strip_prefix("//") {
            rest = comment
                .find('\n')
                .map_or("", |i| &comment[i..])
                .trim_start();
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment
                .find("*/")
                .map_or("", |i| &comment[i + 2..])
                .trim_start();
        } else if let Some(attribute) = rest.strip_prefix("#!") {
            rest = attribute
                .find(']')
                .map_or("", |i| &attribute[i + 1..])
                .trim_start();
        } else {
            return rest.starts_with('[');
        }
    }
}

/// What RON's reader says, in the words and with the place that a curator needs.
fn syntax_problem(file: &SourceFile, error: SpannedError) -> Diagnostic {
    use ron::Error as E;
    let text = file.text();
    let range = byte_range(text, &error);
    let nearest = |found: &str, expected: &[&str]| {
        suggest::nearest(found, expected.iter().copied(), 1)
            .into_iter()
            .next()
    };
    let (code, message, help) = match &error.code {
        E::NoSuchStructField {
            expected,
            found,
            outer,
        } => {
            let what = outer
                .as_deref()
                .map(record_name)
                .unwrap_or_else(|| "this record".into());
            let help = match nearest(found, expected) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("{what} takes: {}", expected.join(", ")),
            };
            ("S011", format!("{what} has no field `{found}`"), help)
        }
        E::NoSuchEnumVariant {
            expected, found, ..
        } => {
            let help = match nearest(found, expected) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("one of: {}", expected.join(", ")),
            };
            (
                "S012",
                format!("`{found}` is not a word of this vocabulary"),
                help,
            )
        }
        E::MissingStructField { field, outer } => {
            let what = outer
                .as_deref()
                .map(record_name)
                .unwrap_or_else(|| "this record".into());
            (
                "S013",
                format!("{what} lacks the field `{field}`"),
                format!("add `{field}: …` before the closing parenthesis"),
            )
        }
        E::DuplicateStructField { field, outer } => {
            let what = outer
                .as_deref()
                .map(record_name)
                .unwrap_or_else(|| "this record".into());
            (
                "S014",
                format!("{what} has the field `{field}` twice"),
                "keep one of the two".into(),
            )
        }
        E::InvalidValueForType { expected, found } => (
            "S015",
            format!("expected {expected}, found {found}"),
            "write the value in the form that the field takes".into(),
        ),
        E::ExpectedInteger
        | E::ExpectedFloat
        | E::ExpectedBoolean
        | E::ExpectedString
        | E::ExpectedChar
        | E::ExpectedArray
        | E::ExpectedMap
        | E::ExpectedStructLike
        | E::ExpectedUnit
        | E::IntegerOutOfBounds => (
            "S015",
            lower_first(error.code.to_string().trim_end_matches('.')),
            "write the value in the form that the field takes: numbers bare, text in double quotes, lists in square brackets, records in parentheses".into(),
        ),
        other => {
            let message = other.to_string();
            let message = message.trim_end_matches('.').to_owned();
            (
                "S010",
                format!("this is not well-formed RON: {}", lower_first(&message)),
                syntax_help(other),
            )
        }
    };
    Diagnostic::at(
        code,
        Severity::Error,
        &file.name,
        text,
        Some(range),
        message,
        help,
    )
}

fn syntax_help(error: &ron::Error) -> String {
    use ron::Error as E;
    match error {
        E::ExpectedArrayEnd => "close the list with `]`, or separate its entries with a comma",
        E::ExpectedStructLikeEnd | E::ExpectedComma => {
            "check for a missing comma or closing parenthesis just before this place"
        }
        E::Eof | E::UnclosedBlockComment => {
            "the text ends too early: a bracket, quote or comment is not closed"
        }
        E::ExpectedString => "put the text in double quotes",
        E::ExpectedOption => "write the bare value, or leave the field out",
        E::ExpectedNamedStructLike(_) => {
            "open the record with its name and a parenthesis, such as `Compound(`"
        }
        _ => "check the brackets, commas and quotes here and on the line before",
    }
    .to_owned()
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// The name of a record as a curator writes it: `CompoundText` stands for `Compound`.
fn record_name(outer: &str) -> String {
    format!("`{}`", outer.strip_suffix("Text").unwrap_or(outer))
}

/// RON counts lines and characters; a message needs bytes.
fn byte_range(text: &str, error: &SpannedError) -> std::ops::Range<usize> {
    let offset = |line: usize, column: usize| {
        let start = if line <= 1 {
            0
        } else {
            text.match_indices('\n')
                .nth(line - 2)
                .map_or(text.len(), |(i, _)| i + 1)
        };
        text[start..]
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(text.len(), |(i, _)| start + i)
    };
    let start = offset(error.span.start.line, error.span.start.col);
    let end = offset(error.span.end.line, error.span.end.col).max(start);
    // RON's span of a word reaches over the white space or bracket behind it.
    let trimmed = text[start..end].trim_end().len();
    start..start + trimmed
}

/// The ids that a file declares, read without its grammar, so that one broken file does not make its ids look missing.
pub(crate) fn declared_ids(text: &str) -> Vec<&str> {
    let mut ids = Vec::new();
    for (at, _) in text.match_indices("id:") {
        let rest = text[at + 3..].trim_start();
        if let Some(rest) = rest.strip_prefix('"')
            && let Some(end) = rest.find('"')
        {
            ids.push(&rest[..end]);
        }
    }
    ids
}
