//! Bounds on affinities that are spread over papers, or known only as limits.

use std::fmt;

use super::compound_query::Certainty;
use crate::{
    display::{number::short, text},
    graph::{
        affinity::{AffinityPolicy, Numbers},
        handles::Compound,
        record::NodeId,
    },
    model::{measurement::Parameter, species::Species},
};

/// Whether a condition holds, fails, or cannot be said to do either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Truth {
    Yes,
    No,
    Unknown,
}

impl Truth {
    pub fn of(holds: bool) -> Truth {
        if holds { Truth::Yes } else { Truth::No }
    }

    pub fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

/// What papers say of one affinity: for each, the nM between which its value lies, and their geometric mean.
pub(crate) struct Bounds {
    numbers: Numbers,
    parameter: Parameter,
}

impl Bounds {
    pub fn at(compound: &Compound, target: NodeId, policy: AffinityPolicy) -> Option<Bounds> {
        let numbers = compound.numbers_at(target, policy)?;
        Some(Bounds {
            numbers,
            parameter: policy.taken(),
        })
    }

    /// The numbers at two targets in one species: human if both have them, else the species with most.
    pub fn at_both(
        compound: &Compound,
        targets: (NodeId, NodeId),
        policy: AffinityPolicy,
    ) -> Option<(Bounds, Bounds)> {
        let count = |k: &Bounds| k.numbers.papers.len();
        let pair = |species: &Species| {
            let policy = policy.species(*species);
            let pair = (
                Bounds::at(compound, targets.0, policy)?,
                Bounds::at(compound, targets.1, policy)?,
            );
            Some((*species, count(&pair.0) + count(&pair.1), pair))
        };
        let mut pairs: Vec<_> = match policy.only_species() {
            Some(species) => pair(&species).into_iter().collect(),
            None => Species::ALL.iter().filter_map(pair).collect(),
        };
        pairs.sort_by_key(|(species, n, _)| (*species != Species::Human, std::cmp::Reverse(*n)));
        pairs.into_iter().next().map(|(_, _, pair)| pair)
    }

    fn mean(&self) -> Option<f64> {
        let papers = &self.numbers.papers;
        let sum: f64 = papers.iter().map(|(_, v)| v.ln()).sum();
        (!papers.is_empty()).then(|| (sum / papers.len() as f64).exp())
    }

    fn limits(&self) -> impl Iterator<Item = (f64, f64)> {
        let n = &self.numbers;
        let papers = n.papers.iter().map(|(_, v)| (*v, *v));
        let above = n.above.iter().map(|v| (*v, f64::INFINITY));
        papers.chain(above).chain(n.below.iter().map(|v| (0.0, *v)))
    }

    pub fn below(&self, limit: f64, certainty: Certainty) -> Truth {
        let every = self
            .limits()
            .all(|(low, high)| high < limit || (low == 0.0 && high <= limit));
        let any = self.limits().any(|(low, _)| low < limit);
        self.judge(certainty, every, any, |mean| mean < limit)
    }

    pub fn above(&self, limit: f64, certainty: Certainty) -> Truth {
        let every = self
            .limits()
            .all(|(low, high)| low > limit || (high.is_infinite() && low >= limit));
        let any = self.limits().any(|(_, high)| high > limit);
        self.judge(certainty, every, any, |mean| mean > limit)
    }

    fn judge(
        &self,
        certainty: Certainty,
        every: bool,
        any: bool,
        by_mean: impl Fn(f64) -> bool,
    ) -> Truth {
        match (certainty, self.mean()) {
            (Certainty::Certainly, _) => Truth::of(every),
            (Certainty::Possibly, _) => Truth::of(any),
            (Certainty::Typically, Some(mean)) => Truth::of(by_mean(mean)),
            (Certainty::Typically, None) if every => Truth::Yes,
            (Certainty::Typically, None) if !any => Truth::No,
            (Certainty::Typically, None) => Truth::Unknown,
        }
    }

    /// The smallest and the largest value in nM that the papers allow.
    pub fn hull(&self) -> (f64, f64) {
        self.limits()
            .fold((f64::INFINITY, 0f64), |(low, high), (l, h)| {
                (low.min(l), high.max(h))
            })
    }

    /// Whether this affinity is at least `fold` times tighter than the other.
    pub fn tighter_than(&self, other: &Bounds, fold: f64, certainty: Certainty) -> Truth {
        let ((low, high), (other_low, other_high)) = (self.hull(), other.hull());
        let every = other_low / high >= fold;
        let any = other_high / low >= fold;
        match (certainty, self.mean(), other.mean()) {
            (Certainty::Certainly, ..) => Truth::of(every),
            (Certainty::Possibly, ..) => Truth::of(any),
            (Certainty::Typically, Some(a), Some(b)) => Truth::of(b / a >= fold),
            _ if every => Truth::Yes,
            _ if !any => Truth::No,
            _ => Truth::Unknown,
        }
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = &self.numbers;
        let mut words: Vec<String> = Vec::new();
        if let Some(mean) = self.mean() {
            let values = || n.papers.iter().map(|(_, v)| *v);
            let papers = match n.papers.len() {
                1 => "one paper".to_owned(),
                count => format!(
                    "{count} papers, {}–{} nM",
                    short(values().fold(f64::INFINITY, f64::min)),
                    short(values().fold(0.0, f64::max))
                ),
            };
            words.push(format!("= {} nM ({}, {papers})", short(mean), n.species));
        }
        let only = |words: &[String]| {
            if words.is_empty() {
                format!(" ({})", n.species)
            } else {
                String::new()
            }
        };
        if let Some(limit) = n.above.iter().copied().reduce(f64::max) {
            words.push(format!("above {} nM{}", short(limit), only(&words)));
        }
        if let Some(limit) = n.below.iter().copied().reduce(f64::min) {
            words.push(format!("below {} nM{}", short(limit), only(&words)));
        }
        write!(f, "{} {}", self.parameter, text::and(&words))
    }
}
