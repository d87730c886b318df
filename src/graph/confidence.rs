//! How sure a claim is: one published formula over its evidence.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::{
    Inner,
    record::{ClaimRecord, NodeData, NodeId},
};
use crate::{
    display::notebook::shown,
    model::evidence::{Design, Stance, Status},
};

/// How much one paper of a design moves the belief in a claim, from 0 to 1, and why.
///
/// The order follows the usual ladder of clinical evidence; the steps are a judgement, made once and used for every claim.
pub const PRIORS: &[(Design, f64, &str)] = &[
    (Design::MetaAnalysis, 0.85, "pools independent trials"),
    (
        Design::RandomisedTrial,
        0.75,
        "chance and expectation are controlled in people",
    ),
    (
        Design::HumanPharmacology,
        0.65,
        "a controlled dose and a measured response in people",
    ),
    (
        Design::HumanImaging,
        0.60,
        "the target itself is seen in people",
    ),
    (
        Design::InVitro,
        0.60,
        "the molecular question is asked directly, away from the body",
    ),
    (
        Design::ExVivo,
        0.55,
        "tissue with its own receptors, away from the body",
    ),
    (
        Design::Animal,
        0.55,
        "a controlled experiment in another species",
    ),
    (Design::OpenTrial, 0.40, "people, without a control"),
    (Design::Observational, 0.40, "people, without assignment"),
    (
        Design::Label,
        0.40,
        "rests on submitted studies that are not shown",
    ),
    (
        Design::Guideline,
        0.40,
        "rests on a graded reading of studies",
    ),
    (Design::Registry, 0.35, "results without peer review"),
    (Design::Review, 0.30, "somebody's reading of others' work"),
    (
        Design::Database,
        0.30,
        "a transcript whose paper was not seen",
    ),
    (Design::CaseReport, 0.20, "one person"),
    (Design::InSilico, 0.15, "a model without a measurement"),
    (Design::News, 0.10, "a retelling"),
    (Design::Opinion, 0.05, "no observation"),
    (Design::Hypothesis, 0.05, "no observation yet"),
];

/// The weight of one paper of this design.
pub fn prior(design: Design) -> f64 {
    PRIORS
        .iter()
        .find(|(d, _, _)| *d == design)
        .map_or(0.0, |(_, p, _)| *p)
}

/// What a proposal without an observation is worth, whatever its design.
const PROPOSAL: f64 = 0.05;

/// The confidence in a claim, with its derivation.
///
/// # Model
/// Each paper counts once for each side, with the highest prior of the designs under which it is cited.
/// A review adds nothing on a side where a paper that it is known to cite already stands.
/// With `s = Σ −ln(1 − wᵢ)` over supporting papers and `d` the same over disputing ones, the confidence is `(1 − e⁻ˢ) · s / (s + d)`.
/// Without dispute this is the chance that not all supporting papers are wrong, were they independent; a dispute scales it by the share of the evidence that supports.
///
/// # Assumptions
/// Papers are independent unless one is known to cite the other; sample size, effect size and journal are not weighed.
/// A proposal counts 0.05 whatever its design.
///
/// # Units
/// None: a number from 0 to 1 that orders claims. It is no probability that was calibrated.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Confidence {
    value: f64,
    lines: Vec<String>,
}

impl Confidence {
    /// The value, from 0 to 1.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// How it was reached, line by line.
    pub fn derivation(&self) -> &[String] {
        &self.lines
    }

    pub(crate) fn derived(value: f64, lines: Vec<String>) -> Confidence {
        Confidence {
            value: value.clamp(0.0, 1.0),
            lines,
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "confidence {:.2}", self.value)?;
        for line in &self.lines {
            write!(f, "\n  {line}")?;
        }
        Ok(())
    }
}

shown!(Confidence);

/// The two sides of a claim's evidence: for each paper its weight, in the order of reference ids.
struct Sides {
    support: BTreeMap<NodeId, (f64, Design)>,
    dispute: BTreeMap<NodeId, (f64, Design)>,
    set_aside: Vec<NodeId>,
}

fn sides(inner: &Inner, claim: &ClaimRecord, without: &[NodeId]) -> Sides {
    let mut s = Sides {
        support: BTreeMap::new(),
        dispute: BTreeMap::new(),
        set_aside: Vec::new(),
    };
    for e in &claim.evidence {
        if without.contains(&e.reference) {
            continue;
        }
        let weight = if e.stance == Stance::Hypothesis {
            PROPOSAL.min(prior(e.design))
        } else {
            prior(e.design)
        };
        let side = if e.stance == Stance::Disputes {
            &mut s.dispute
        } else {
            &mut s.support
        };
        let entry = side.entry(e.reference).or_insert((weight, e.design));
        if weight > entry.0 {
            *entry = (weight, e.design);
        }
    }
    for side in [&mut s.support, &mut s.dispute] {
        let reviews: Vec<NodeId> = side
            .keys()
            .copied()
            .filter(|r| match &inner.node(*r).data {
                NodeData::Reference(data) => data.cites.iter().any(|c| side.contains_key(c)),
                _ => false,
            })
            .collect();
        for review in reviews {
            side.remove(&review);
            s.set_aside.push(review);
        }
    }
    s
}

fn log_weight(side: &BTreeMap<NodeId, (f64, Design)>) -> f64 {
    let mut weights: Vec<f64> = side.values().map(|(w, _)| -(1.0 - w).ln()).collect();
    // A fixed order of summation keeps the last digit independent of how the references are named.
    weights.sort_by(f64::total_cmp);
    weights.iter().sum()
}

/// The weight of what stands on one side of a question: `Σ −ln(1 − w)` over its papers, each with the highest prior under which it is cited.
pub(crate) fn weight(inner: &Inner, papers: impl Iterator<Item = (NodeId, Design, Stance)>) -> f64 {
    let mut side: BTreeMap<NodeId, (f64, Design)> = BTreeMap::new();
    for (reference, design, stance) in papers {
        let weight = if stance == Stance::Hypothesis {
            PROPOSAL.min(prior(design))
        } else {
            prior(design)
        };
        let entry = side.entry(reference).or_insert((weight, design));
        if weight > entry.0 {
            *entry = (weight, design);
        }
    }
    let resting: Vec<NodeId> = side
        .keys()
        .copied()
        .filter(|r| match &inner.node(*r).data {
            NodeData::Reference(data) => data.cites.iter().any(|c| side.contains_key(c)),
            _ => false,
        })
        .collect();
    for reference in resting {
        side.remove(&reference);
    }
    log_weight(&side)
}

/// The confidence in a claim when some references are left out; the derivation is not written.
pub(crate) fn value_without(inner: &Inner, claim: &ClaimRecord, without: &[NodeId]) -> f64 {
    let sides = sides(inner, claim, without);
    combine(log_weight(&sides.support), log_weight(&sides.dispute))
}

/// The weight of what supports a claim, whatever speaks against it.
pub(crate) fn support(inner: &Inner, claim: &ClaimRecord) -> f64 {
    log_weight(&sides(inner, claim, &[]).support)
}

/// The share of the evidence that speaks against a claim.
pub(crate) fn share_against(inner: &Inner, claim: &ClaimRecord) -> f64 {
    let sides = sides(inner, claim, &[]);
    let (s, d) = (log_weight(&sides.support), log_weight(&sides.dispute));
    if s + d > 0.0 { d / (s + d) } else { 0.0 }
}

fn combine(s: f64, d: f64) -> f64 {
    if s <= 0.0 {
        0.0
    } else {
        (-(-s).exp_m1()) * s / (s + d)
    }
}

pub(crate) fn confidence(inner: &Inner, claim: &ClaimRecord) -> Confidence {
    let sides = sides(inner, claim, &[]);
    let (s, d) = (log_weight(&sides.support), log_weight(&sides.dispute));
    let value = combine(s, d);
    let mut lines = Vec::new();
    for (word, side) in [("for", &sides.support), ("against", &sides.dispute)] {
        for (reference, (weight, design)) in side {
            lines.push(format!(
                "{word}: {} ({design}), weight {weight:.2}",
                super::reference::short_citation(inner, *reference)
            ));
        }
    }
    for reference in &sides.set_aside {
        lines.push(format!(
            "not counted: {}, which rests on a paper that is counted",
            super::reference::short_citation(inner, *reference)
        ));
    }
    lines.push(format!(
        "s = {s:.3} for, d = {d:.3} against: (1 − e^−s) · s/(s + d) = {value:.3}"
    ));
    Confidence { value, lines }
}

/// What the evidence adds up to.
pub(crate) fn status(claim: &ClaimRecord) -> Status {
    let has = |stance| claim.evidence.iter().any(|e| e.stance == stance);
    match (has(Stance::Supports), has(Stance::Disputes)) {
        (true, true) => Status::Disputed,
        (true, false) => Status::Supported,
        (false, true) if has(Stance::Hypothesis) => Status::Disputed,
        (false, true) => Status::Refuted,
        (false, false) => Status::Hypothesis,
    }
}
