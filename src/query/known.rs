//! What is known about a statement, and how its not being known is to be read.

use std::fmt;

use serde::Serialize;

use crate::{
    display::notebook::{Show, shown},
    error::Error,
    graph::{KnowledgeGraph, claim::Claim, record::ClaimRecord, tests::Sought},
    model::{evidence::Status, measurement::Bound, relation::Relation, sign::Direction},
};

/// What is known about a statement: who stands behind it, or which of three kinds of ignorance it is.
///
/// "Not curated", "looked for and not found" and "found to have no effect" are three different answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub enum Known {
    /// Evidence for it and none against it.
    Supported(Vec<Claim>),
    /// Evidence on both sides, or claims that point in opposite directions.
    Disputed(Vec<Claim>),
    /// Somebody proposed it; nobody looked.
    Proposed(Vec<Claim>),
    /// Somebody looked and found no effect, no change or no binding up to the highest concentration.
    NoEffect(Vec<Claim>),
    /// It was looked for, at the named places, and not found.
    SoughtAndNotFound(Sought),
    /// The graph says nothing about it: nobody may have looked.
    NotCurated,
}

impl Known {
    /// The claims behind the answer.
    pub fn claims(&self) -> &[Claim] {
        match self {
            Known::Supported(c) | Known::Disputed(c) | Known::Proposed(c) | Known::NoEffect(c) => c,
            Known::SoughtAndNotFound(_) | Known::NotCurated => &[],
        }
    }
}

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self {
            Known::Supported(_) => "supported",
            Known::Disputed(_) => "disputed",
            Known::Proposed(_) => "only proposed",
            Known::NoEffect(_) => "found to have no effect",
            Known::SoughtAndNotFound(sought) => {
                return write!(
                    f,
                    "looked for on {} and not found ({})",
                    sought.on,
                    sought.places.join("; ")
                );
            }
            Known::NotCurated => return f.write_str("not curated"),
        };
        f.write_str(word)?;
        for claim in self.claims() {
            write!(f, "\n  {claim}")?;
        }
        Ok(())
    }
}

impl Show for Known {}
shown!(Known);

impl KnowledgeGraph {
    /// What is known about a statement: a thing, a relation, another thing.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use opiograph::*;
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// assert!(matches!(kg.known("morphine", Relation::Acts, "MOR")?, Known::Supported(_)));
    /// assert_eq!(kg.known("naltrexone", Relation::Acts, "CYP2D6")?, Known::NotCurated);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Where one of the two names is not known or fits two things.
    pub fn known(
        &self,
        subject: impl AsRef<str>,
        relation: Relation,
        object: impl AsRef<str>,
    ) -> Result<Known, Error> {
        let inner = &*self.0;
        let (_, before, behind) = relation.signature();
        let subject = self.one_of(subject.as_ref(), before)?;
        let object = self.one_of(object.as_ref(), behind)?;
        let claims: Vec<Claim> = inner
            .from(subject)
            .iter()
            .filter(|&&c| inner.claim(c).relation == relation && inner.claim(c).object == object)
            .map(|&c| Claim::new(self, c))
            .collect();
        if claims.is_empty() {
            let sought = self
                .sought()
                .into_iter()
                .zip(&inner.tables.sought)
                .find(|(_, r)| {
                    r.subject == subject && r.relation == relation && r.object == object
                });
            return Ok(sought.map_or(Known::NotCurated, |(s, _)| Known::SoughtAndNotFound(s)));
        }
        let is = |status: Status| claims.iter().any(|c| c.status() == status);
        let standing: Vec<&Claim> = claims
            .iter()
            .filter(|c| c.status() == Status::Supported)
            .collect();
        let says_none = |c: &Claim| is_negative(c.record());
        let two_ways = standing.iter().any(|a| {
            standing
                .iter()
                .any(|b| a.sign() != b.sign() || says_none(a) != says_none(b))
        });
        Ok(if is(Status::Disputed) || two_ways {
            Known::Disputed(claims)
        } else if let Some(first) = standing.first() {
            if says_none(first) {
                Known::NoEffect(claims)
            } else {
                Known::Supported(claims)
            }
        } else if is(Status::Hypothesis) {
            Known::Proposed(claims)
        } else {
            Known::NoEffect(claims)
        })
    }

    /// A thing by its name, of these kinds if there is one.
    fn one_of(
        &self,
        name: &str,
        kinds: &[crate::model::kind::Kind],
    ) -> Result<crate::graph::record::NodeId, Error> {
        match self.resolve(name, kinds, "thing") {
            Err(e) if e.is_not_found() => self.any(name),
            other => other,
        }
    }
}

/// Whether a claim states that there is no effect, or holds only values too weak to measure.
fn is_negative(claim: &ClaimRecord) -> bool {
    if claim.payload.direction == Some(Direction::Unchanged) {
        return true;
    }
    claim.relation == Relation::Binds
        && !claim.measurements.is_empty()
        && claim
            .measurements
            .iter()
            .all(|m| matches!(m.concentration_bound(), Bound::Above | Bound::AtLeast))
}
