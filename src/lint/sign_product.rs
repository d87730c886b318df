//! L015: the strongest mechanism leads the other way than the observation.

use std::collections::BTreeMap;

use super::{Findings, LintRule};
use crate::{
    graph::{
        Inner, confidence,
        record::{ClaimId, ClaimRecord, NodeId},
    },
    model::{evidence::Status, kind::Kind, relation::Relation, sign::Sign},
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L015",
    severity: Severity::Warning,
    title: "the strongest mechanism from a compound to an effect has the opposite sign of what was observed",
    why: "a sign along the way is the wrong way round, or the mechanism that explains the observation is missing",
    mend: "check the sign of each step; add the missing mechanism; where science does not know it, accept the finding and say so",
};

/// Longer chains explain anything.
const MOST_STEPS: usize = 8;
/// How many times more confident the contrary mechanism must be than the best one that agrees.
const MARGIN: f64 = 2.0;

/// A walk over signed claims that are not refuted; its confidence is the product of theirs.
pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    let inner = &kg.0;
    let mut edges: BTreeMap<NodeId, Vec<(NodeId, Sign, f64, ClaimId)>> = BTreeMap::new();
    for (i, claim) in inner.claims.iter().enumerate() {
        if let Some((sign, weight)) = step(claim, inner) {
            let edge = (claim.object, sign, weight, ClaimId(i as u32));
            edges.entry(claim.subject).or_default().push(edge);
        }
    }
    let mut walks: BTreeMap<NodeId, Walk> = BTreeMap::new();
    for claim in &inner.claims {
        let asserted = claim.sign();
        let general = claim.context.only_in.is_empty()
            && claim.context.only_sex.is_none()
            && claim.context.phase.is_none();
        let (Relation::Affects, Status::Supported, Some(asserted), true) =
            (claim.relation, confidence::status(claim), asserted, general)
        else {
            continue;
        };
        let disputed = inner.from(claim.subject).iter().any(|&c| {
            let other = inner.claim(c);
            other.relation == Relation::Affects
                && other.object == claim.object
                && other.sign().is_none_or(|s| s != asserted)
        });
        if disputed {
            continue;
        }
        let walk = walks
            .entry(claim.subject)
            .or_insert_with(|| walk(claim.subject, &edges));
        let best = |sign: Sign| walk.get(&(claim.object, sign));
        let against = if asserted == Sign::Positive {
            Sign::Negative
        } else {
            Sign::Positive
        };
        let (Some((contrary, path)), agreeing) =
            (best(against), best(asserted).map_or(0.0, |b| b.0))
        else {
            continue;
        };
        if *contrary < agreeing * MARGIN {
            continue;
        }
        let (compound, effect) = (&inner.node(claim.subject).id, &inner.node(claim.object).id);
        let steps: Vec<&str> = path.iter().map(|&c| &*inner.claim(c).id).collect();
        findings.claim(
            claim,
            format!("`{compound}` {asserted} `{effect}` as observed, and its strongest mechanism {against} it"),
            format!("check the signs along {}", steps.join(", ")),
        );
    }
}

/// What a claim does to the object when its subject goes up.
fn step(claim: &ClaimRecord, inner: &Inner) -> Option<(Sign, f64)> {
    let carries = matches!(
        claim.relation,
        Relation::Acts
            | Relation::Regulates
            | Relation::ConvertedTo
            | Relation::Contains
            | Relation::SymptomOf
    );
    let enzyme = inner.node(claim.object).kind == Kind::Target && claim.payload.strength.is_some();
    let standing = matches!(
        confidence::status(claim),
        Status::Supported | Status::Disputed
    );
    if !carries || enzyme || !standing {
        return None;
    }
    let sign = if claim.relation == Relation::SymptomOf {
        Some(Sign::Positive)
    } else {
        claim.sign()
    }?;
    let weight = confidence::value_without(inner, claim, &[]);
    (weight > 0.0).then_some((sign, weight))
}

/// The best confidence with which each node is reached with each sign, and the claims on the way.
type Walk = BTreeMap<(NodeId, Sign), (f64, Vec<ClaimId>)>;

fn walk(start: NodeId, edges: &BTreeMap<NodeId, Vec<(NodeId, Sign, f64, ClaimId)>>) -> Walk {
    let mut best: Walk = BTreeMap::new();
    best.insert((start, Sign::Positive), (1.0, Vec::new()));
    let mut front: Vec<(NodeId, Sign)> = vec![(start, Sign::Positive)];
    for _ in 0..MOST_STEPS {
        let mut next: Vec<(NodeId, Sign)> = Vec::new();
        for state in front {
            let Some((value, path)) = best.get(&state).cloned() else {
                continue;
            };
            for &(to, sign, weight, claim) in edges.get(&state.0).into_iter().flatten() {
                let reached = (to, state.1 * sign);
                let better = value * weight;
                if path.len() < MOST_STEPS
                    && better > best.get(&reached).map_or(0.0, |b| b.0) + 1e-12
                {
                    let mut longer = path.clone();
                    longer.push(claim);
                    best.insert(reached, (better, longer));
                    if !next.contains(&reached) {
                        next.push(reached);
                    }
                }
            }
        }
        front = next;
    }
    best
}
