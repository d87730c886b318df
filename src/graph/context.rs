//! What the checks share: the ids that exist, the file at hand, and the problems found so far.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::record::{NodeId, Place};
use crate::{
    model::kind::Kind,
    source::{
        diagnostic::{Diagnostic, Severity},
        fields,
        read::SourceFile,
        span::Sp,
        suggest,
        syntax::RecordText,
    },
};

pub(crate) struct Checker<'a> {
    files: &'a [SourceFile],
    /// The file whose records are being read.
    pub file: usize,
    problems: Vec<Diagnostic>,
    /// Ids of files that could not be parsed: they are not missing, only out of reach.
    unavailable: HashSet<&'a str>,
    pub nodes: HashMap<&'a str, (NodeId, Kind)>,
    pub kinds: Vec<Kind>,
    /// Names and synonyms in lower case, to tell somebody who wrote a name where an id belongs.
    other_names: HashMap<String, &'a str>,
    /// What stands in the place of an id that is no longer used.
    successors: HashMap<&'a str, Option<&'a str>>,
    /// Byte offsets of the line starts of each file, filled when a file is first asked about.
    lines: HashMap<usize, Vec<usize>>,
}

impl<'a> Checker<'a> {
    pub fn new(
        files: &'a [SourceFile],
        problems: Vec<Diagnostic>,
        unavailable: Vec<&'a str>,
    ) -> Checker<'a> {
        Checker {
            files,
            file: 0,
            problems,
            unavailable: unavailable.into_iter().collect(),
            nodes: HashMap::new(),
            kinds: Vec::new(),
            other_names: HashMap::new(),
            successors: HashMap::new(),
            lines: HashMap::new(),
        }
    }

    pub fn note_other_names(&mut self, parsed: &'a [(usize, Vec<RecordText>)]) {
        for record in parsed.iter().flat_map(|(_, records)| records) {
            let (id, name, synonyms): (&Sp, &Sp, &[Sp]) = match record {
                RecordText::Compound(r) => (&r.id, &r.name, &r.synonyms),
                RecordText::Target(r) => (&r.id, &r.name, &r.synonyms),
                RecordText::Process(r) => (&r.id, &r.name, &r.synonyms),
                RecordText::Region(r) => (&r.id, &r.name, &r.synonyms),
                RecordText::Effect(r) => (&r.id, &r.name, &r.synonyms),
                RecordText::Condition(r) => (&r.id, &r.name, &r.synonyms),
                RecordText::Instrument(r) => (&r.id, &r.name, &r.synonyms),
                RecordText::Retired(r) => {
                    let successor = r.successor.as_ref().map(Sp::as_str);
                    self.successors.insert(r.id.as_str(), successor);
                    continue;
                }
                _ => continue,
            };
            for name in std::iter::once(name).chain(synonyms) {
                self.other_names.insert(name.to_lowercase(), id.as_str());
            }
        }
    }

    /// The problems in file order, each once.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.problems.sort_by_key(Diagnostic::key);
        self.problems
            .dedup_by(|a, b| a.key() == b.key() && a.message() == b.message());
        self.problems
    }

    fn text(&self) -> &'a str {
        self.files[self.file].text()
    }

    /// Reports a problem with a string of the file at hand.
    pub fn problem(&mut self, code: &'static str, at: &Sp, message: String, help: String) {
        let range = at.span(self.text());
        self.problem_at(code, range, message, help);
    }

    /// Reports a problem with the value of `field` in the parentheses around a string.
    pub fn problem_in(
        &mut self,
        code: &'static str,
        anchor: &Sp,
        field: &str,
        message: String,
        help: String,
    ) {
        let at = anchor.span(self.text());
        let range = at
            .clone()
            .and_then(|a| fields::locate(self.text(), a.start, field))
            .or(at);
        self.problem_at(code, range, message, help);
    }

    fn problem_at(
        &mut self,
        code: &'static str,
        range: Option<Range<usize>>,
        message: String,
        help: String,
    ) {
        let file = &self.files[self.file];
        self.problems.push(Diagnostic::at(
            code,
            Severity::Error,
            &file.name,
            file.text(),
            range,
            message,
            help,
        ));
    }

    /// Where a string stands, as a place that a record keeps.
    pub fn place(&mut self, at: &Sp) -> Place {
        let file = self.file;
        let text = self.text();
        let lines = self.lines.entry(file).or_insert_with(|| {
            std::iter::once(0)
                .chain(text.match_indices('\n').map(|(i, _)| i + 1))
                .collect()
        });
        let line = at
            .span(text)
            .map_or(1, |r| lines.partition_point(|&start| start <= r.start));
        Place {
            file: self.files[file].name.clone(),
            line: line as u32,
        }
    }

    /// `file:line` of a string in any file.
    pub fn place_of(&self, file: usize, at: &Sp) -> String {
        let source = &self.files[file];
        let line = at
            .span(source.text())
            .map_or(1, |r| source.text()[..r.start].matches('\n').count() + 1);
        format!("{}:{line}", source.name)
    }

    /// The kind of a node.
    pub fn kind(&self, id: NodeId) -> Kind {
        self.kinds[id.index()]
    }

    /// The thing that an id stands for, if it is of one of the kinds that fit here.
    pub fn node(&mut self, id: &Sp, fits: &[Kind]) -> Option<NodeId> {
        match self.nodes.get(id.as_str()) {
            Some(&(node, kind)) if fits.is_empty() || fits.contains(&kind) => Some(node),
            Some(&(_, kind)) => {
                self.problem(
                    "S023",
                    id,
                    format!("`{}` is a {kind}, not a {}", id.as_str(), words(fits)),
                    format!("name a {} here", words(fits)),
                );
                None
            }
            None if self.unavailable.contains(id.as_str()) => None,
            None => {
                let help = self.missing_help(id, fits);
                self.problem(
                    "S020",
                    id,
                    format!("no {} has the id `{}`", words(fits), id.as_str()),
                    help,
                );
                None
            }
        }
    }

    fn missing_help(&self, id: &Sp, fits: &[Kind]) -> String {
        if let Some(known) = self.other_names.get(&id.to_lowercase()) {
            return format!("write the id: `{known}`");
        }
        match self.successors.get(id.as_str()) {
            Some(Some(successor)) => {
                return format!("this id is no longer used; write `{successor}`");
            }
            Some(None) => {
                return "this id is no longer used, and nothing stands in its place".into();
            }
            None => {}
        }
        let candidates = self
            .nodes
            .iter()
            .filter(|(_, (_, kind))| fits.is_empty() || fits.contains(kind))
            .map(|(id, _)| *id);
        match suggest::nearest(id, candidates, 1).first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "add a record for it, or correct the id; data/README.md says which ids are in use for a {}",
                words(fits)
            ),
        }
    }

    pub fn optional_node(&mut self, id: &Option<Sp>, fits: &[Kind]) -> Option<NodeId> {
        id.as_ref().and_then(|id| self.node(id, fits))
    }

    /// The reference that a source names; an empty name means that there is none.
    pub fn reference(&mut self, source: &Sp) -> Option<NodeId> {
        if source.trim().is_empty() {
            self.problem(
                "S041",
                source,
                "this has no reference".into(),
                "name the paper, label, page or dataset in `source`".into(),
            );
            return None;
        }
        self.node(source, &[Kind::Reference])
    }

    pub fn references(&mut self, sources: &[Sp]) -> Vec<NodeId> {
        sources.iter().filter_map(|s| self.reference(s)).collect()
    }

    /// Checks the form of an id.
    pub fn check_id(&mut self, id: &Sp, kind: Option<Kind>) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
        let edges = !id.is_empty() && !id.starts_with('-') && !id.ends_with('-') && id.len() <= 120;
        let (right, form) = match kind {
            Some(Kind::Target) => (
                id.chars().all(upper),
                "targets are written as the field does, in capitals, digits and hyphens: `MOR`, `5-HT1A`",
            ),
            Some(_) => (
                id.chars().all(plain),
                "use lower-case letters, digits and hyphens: `6-beta-naltrexol`",
            ),
            None => (
                id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'),
                "use letters, digits and hyphens",
            ),
        };
        if !right || !edges {
            self.problem(
                "S024",
                id,
                format!("`{}` does not have the form of an id", id.as_str()),
                form.into(),
            );
        }
    }

    /// Checks that a number is finite and inside its range.
    pub fn number(&mut self, anchor: &Sp, field: &str, value: f64, range: NumberRange) -> bool {
        let fine = value.is_finite() && range.holds(value);
        if !fine {
            let code = if range == NumberRange::Share {
                "S032"
            } else {
                "S030"
            };
            self.problem_in(
                code,
                anchor,
                field,
                format!("`{field}: {value}` is impossible"),
                range.rule().into(),
            );
        }
        fine
    }

    pub fn optional_number(
        &mut self,
        anchor: &Sp,
        field: &str,
        value: Option<f64>,
        range: NumberRange,
    ) -> bool {
        value.is_none_or(|v| self.number(anchor, field, v, range))
    }

    /// Checks that an interval holds its value.
    pub fn interval(&mut self, anchor: &Sp, value: f64, low: Option<f64>, high: Option<f64>) {
        let low_fine = low.is_none_or(|l| l <= value);
        let high_fine = high.is_none_or(|h| value <= h);
        if !low_fine || !high_fine {
            let field = if low_fine { "high" } else { "low" };
            self.problem_in(
                "S033",
                anchor,
                field,
                format!("the interval does not hold the value {value}"),
                "`low` ≤ value ≤ `high`; check which is which".into(),
            );
        }
    }

    pub fn date(&mut self, anchor: &Sp, field: &str, date: &str) {
        let parts: Vec<&str> = date.split('-').collect();
        let number =
            |s: &str, len: usize| (s.len() == len).then(|| s.parse::<u32>().ok()).flatten();
        let fine = matches!(parts.as_slice(), [y, m, d]
            if number(y, 4).is_some_and(|y| (1900..=2100).contains(&y))
                && number(m, 2).is_some_and(|m| (1..=12).contains(&m))
                && number(d, 2).is_some_and(|d| (1..=31).contains(&d)));
        if !fine {
            self.problem_in(
                "S050",
                anchor,
                field,
                format!("`{date}` is not a date"),
                "write it as `YYYY-MM-DD`".into(),
            );
        }
    }
}

/// What a number may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberRange {
    Positive,
    NotNegative,
    Share,
    Percent,
    Logarithm,
    Finite,
}

impl NumberRange {
    fn holds(self, v: f64) -> bool {
        match self {
            NumberRange::Positive => v > 0.0,
            NumberRange::NotNegative => v >= 0.0,
            NumberRange::Share => (0.0..=1.0).contains(&v),
            NumberRange::Percent => (0.0..=100.0).contains(&v),
            NumberRange::Logarithm => (-1.0..=16.0).contains(&v),
            NumberRange::Finite => true,
        }
    }

    fn rule(self) -> &'static str {
        match self {
            NumberRange::Positive => {
                "it must be a finite number above zero; for a limit write the number and `relation: Above` or `Below`"
            }
            NumberRange::NotNegative => "it must be a finite number, zero or above",
            NumberRange::Share => "a fraction lies between 0 and 1; write 45 % as 0.45",
            NumberRange::Percent => "a percentage lies between 0 and 100",
            NumberRange::Logarithm => {
                "a negative logarithm of a molar concentration lies between -1 and 16"
            }
            NumberRange::Finite => "it must be a finite number",
        }
    }
}

fn words(kinds: &[Kind]) -> String {
    match kinds {
        [] => "thing".into(),
        [one] => one.label().into(),
        [rest @ .., last] => format!(
            "{} or {last}",
            rest.iter()
                .map(|k| k.label())
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}
