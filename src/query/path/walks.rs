//! How a question without settings walks each claim, for those who search elsewhere: the page that is written to disk.

use std::collections::BTreeSet;

use super::edges::{Rules, engagement, is_inside};
use crate::{
    graph::{KnowledgeGraph, handles::Compound, record::ClaimId},
    model::{relation::Relation, sign::Sign},
    whatif::constants::UNDER_STRESS,
};

/// A claim as a step from its subject to its object, or back where a product's ingredient is cleared.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub(crate) struct PlainWalk {
    /// 1 or −1.
    pub sign: i8,
    /// What the step contributes to the confidence of a path.
    pub factor: f64,
    /// The same where the end of the path is met under stress, if that differs; 0 where there is then no step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stressed: Option<f64>,
    /// Whether it plays behind the blood-brain barrier.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub inside: bool,
    /// Whether it is walked from its object, and only where the path starts from a product that contains the subject.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub back: bool,
}

/// The effects and conditions that are met under stress.
pub(crate) fn under_stress() -> &'static [&'static str] {
    UNDER_STRESS
}

/// The walk of every claim, in the order of the claims; `None` for those that no mechanism takes.
pub(crate) fn plain(kg: &KnowledgeGraph) -> Vec<Option<PlainWalk>> {
    let mut resting = Rules::default();
    for compound in kg.compounds() {
        resting
            .engaged
            .extend(engagement(&Compound::new(kg, compound.node)));
    }
    let stressed = Rules {
        under_stress: true,
        engaged: resting.engaged.clone(),
        ..Rules::default()
    };
    (0..kg.0.claims.len() as u32)
        .map(|i| walk(kg, &resting, &stressed, ClaimId(i)))
        .collect()
}

fn walk(kg: &KnowledgeGraph, resting: &Rules, stressed: &Rules, id: ClaimId) -> Option<PlainWalk> {
    let inner = &*kg.0;
    let claim = inner.claim(id);
    let sign = |s: Sign| if s == Sign::Positive { 1 } else { -1 };
    if claim.relation == Relation::ClearedBy {
        let product = Rules {
            ingredients: BTreeSet::from([claim.subject]),
            ..Rules::default()
        };
        let back = product.walk(inner, id, claim.object)?;
        return Some(PlainWalk {
            sign: sign(back.sign),
            factor: back.factor,
            stressed: None,
            inside: false,
            back: true,
        });
    }
    let at_rest = resting.walk(inner, id, claim.subject);
    let in_stress = stressed.walk(inner, id, claim.subject);
    let either = at_rest.or(in_stress)?;
    let factor = at_rest.map_or(0.0, |w| w.factor);
    let other = in_stress.map_or(0.0, |w| w.factor);
    Some(PlainWalk {
        sign: sign(either.sign),
        factor,
        stressed: (other != factor).then_some(other),
        inside: is_inside(inner, claim),
        back: false,
    })
}
