//! What a question found, and why.

use std::fmt;

use serde::Serialize;

use crate::{
    display::notebook::{Show, shown},
    graph::{claim::Claim, handles::Compound},
};

/// A compound that meets a question, with the reason for each condition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Match {
    compound: Compound,
    reasons: Vec<Reason>,
}

impl Match {
    pub(super) fn new(compound: Compound, reasons: Vec<Reason>) -> Match {
        Match { compound, reasons }
    }

    /// The compound.
    pub fn compound(&self) -> &Compound {
        &self.compound
    }

    /// Why it matches: one entry a condition, in the order of the question.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// Whether a reason rests on something that is disputed.
    pub fn is_disputed(&self) -> bool {
        self.reasons.iter().any(|r| !r.disputes.is_empty())
    }
}

impl fmt::Display for Match {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.compound)?;
        for reason in &self.reasons {
            write!(f, "\n  {}", reason.to_string().replace('\n', "\n  "))?;
        }
        Ok(())
    }
}

impl Show for Match {}
shown!(Match);

/// Why a compound meets one condition of a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    pub(super) condition: String,
    pub(super) finding: String,
    pub(super) disputes: Vec<String>,
    pub(super) reconciled_by: Option<String>,
    pub(super) claims: Vec<Claim>,
}

impl Reason {
    /// The condition, in words.
    pub fn condition(&self) -> &str {
        &self.condition
    }

    /// What the graph says about it, with citations.
    pub fn finding(&self) -> &str {
        &self.finding
    }

    /// Who says otherwise, with citations; empty where nobody does.
    pub fn disputes(&self) -> &[String] {
        &self.disputes
    }

    /// What might reconcile the sides, where a curator said so.
    pub fn reconciled_by(&self) -> Option<&str> {
        self.reconciled_by.as_deref()
    }

    /// The claims that it rests on.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.condition, self.finding)?;
        for dispute in &self.disputes {
            write!(f, "\n  disputed: {dispute}")?;
        }
        if let Some(words) = &self.reconciled_by {
            write!(f, "\n  may be reconciled: {words}")?;
        }
        Ok(())
    }
}

impl Show for Reason {}
shown!(Reason);
