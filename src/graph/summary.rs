//! What is in a graph, counted.

use std::fmt;

use serde::Serialize;

use super::KnowledgeGraph;
use crate::{
    display::notebook::shown,
    model::{evidence::Status, kind::Kind, measurement::Tier, relation::Relation},
};

/// The release of the embedded data.
pub const DATA_VERSION: &str = "0.1.0";
/// The day on which the embedded data were last changed.
pub const DATA_DATE: &str = "2026-11-22";
/// The licence of the data.
pub const DATA_LICENCE: &str = "CC BY-SA 4.0";

/// Counts per kind, with the data's version, date and licence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Things per kind.
    pub kinds: Vec<(Kind, usize)>,
    /// Claims per relation.
    pub relations: Vec<(Relation, usize)>,
    /// Claims per status.
    pub statuses: Vec<(Status, usize)>,
    /// Measured numbers.
    pub measurements: usize,
    /// Database summaries, which are kept and not counted as measurements.
    pub summaries: usize,
    /// Pieces of evidence.
    pub evidence: usize,
    /// Published blockade experiments.
    pub experiments: usize,
    /// Published exposure ratios.
    pub interactions: usize,
    /// Measured occupancies.
    pub occupancies: usize,
    /// Version of the data.
    pub version: &'static str,
    /// Date of the data.
    pub date: &'static str,
    /// Licence of the data.
    pub licence: &'static str,
}

impl KnowledgeGraph {
    /// Counts per kind, data version, date and licence.
    pub fn summary(&self) -> Summary {
        let inner = &self.0;
        let measurements = || inner.claims.iter().flat_map(|c| &c.measurements);
        let count_status = |s: Status| {
            inner
                .claims
                .iter()
                .filter(|c| super::confidence::status(c) == s)
                .count()
        };
        Summary {
            kinds: Kind::ALL
                .iter()
                .map(|&k| (k, inner.of_kind(k).len()))
                .collect(),
            relations: Relation::ALL
                .iter()
                .map(|&r| (r, inner.claims.iter().filter(|c| c.relation == r).count()))
                .collect(),
            statuses: Status::ALL.iter().map(|&s| (s, count_status(s))).collect(),
            measurements: measurements().filter(|m| m.tier == Tier::Primary).count(),
            summaries: measurements().filter(|m| m.tier == Tier::Summary).count(),
            evidence: inner.claims.iter().map(|c| c.evidence.len()).sum(),
            experiments: inner.tables.experiments.len(),
            interactions: inner.tables.interactions.len(),
            occupancies: inner.tables.occupancies.len(),
            version: DATA_VERSION,
            date: DATA_DATE,
            licence: DATA_LICENCE,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |pairs: Vec<(String, usize)>| {
            pairs
                .into_iter()
                .filter(|(_, n)| *n > 0)
                .map(|(w, n)| format!("{n} {w}"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        writeln!(
            f,
            "opiograph data {} of {}, {}",
            self.version, self.date, self.licence
        )?;
        writeln!(
            f,
            "things: {}",
            list(
                self.kinds
                    .iter()
                    .map(|(k, n)| (plural(k.label(), *n), *n))
                    .collect()
            )
        )?;
        writeln!(
            f,
            "claims: {}",
            list(
                self.relations
                    .iter()
                    .map(|(r, n)| (format!("“{r}”"), *n))
                    .collect()
            )
        )?;
        writeln!(
            f,
            "their evidence: {} pieces; {}",
            self.evidence,
            list(
                self.statuses
                    .iter()
                    .map(|(s, n)| (s.label().to_owned(), *n))
                    .collect()
            )
        )?;
        writeln!(
            f,
            "numbers: {} measured, {} database summaries",
            self.measurements, self.summaries
        )?;
        write!(
            f,
            "published tests: {} blockade experiments, {} exposure ratios, {} occupancies",
            self.experiments, self.interactions, self.occupancies
        )
    }
}

fn plural(word: &str, n: usize) -> String {
    match word.strip_suffix("ss") {
        _ if n == 1 => word.to_owned(),
        Some(_) => format!("{word}es"),
        None => match word.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{word}s"),
        },
    }
}

shown!(Summary);
