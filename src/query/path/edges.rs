//! Which claims a mechanism may be walked along, which way, and at what discount.

use std::collections::BTreeSet;

use crate::{
    graph::{
        Inner,
        confidence::status,
        record::{ClaimId, ClaimRecord, NodeData, NodeId},
    },
    model::{
        action::Action,
        evidence::Status,
        experiment::Tone,
        kind::{CompoundKind, Kind, TargetKind},
        relation::Relation,
        sign::Sign,
        species::{Sex, Species},
    },
};

/// What an antagonist's step is worth where little of the endogenous ligand acts, or nobody says how much.
///
/// An antagonist does nothing by itself: it takes away what an agonist does there.
/// Where the curated tone is high, the step is not discounted; where it is none, there is no step.
pub const LITTLE_TONE: f64 = 0.5;

/// What a subunit's step to its complex is worth: only the receptors that hold the subunit are moved.
pub const SUBUNIT: f64 = 0.5;

/// What a parent's own action is worth where a metabolite that acts at the same target is known to carry most of the effect.
pub const PARENT_BESIDE_METABOLITE: f64 = 0.5;

/// What a question lets through, with its names resolved.
#[derive(Debug)]
pub(super) struct Rules {
    pub avoiding: BTreeSet<NodeId>,
    pub without_disputed: bool,
    pub species: Option<Species>,
    pub sex: Option<Sex>,
    pub phase: Option<String>,
    pub under_stress: bool,
    pub beside_full_agonist: bool,
    /// What the product that the question starts from contains.
    pub ingredients: BTreeSet<NodeId>,
}

/// One claim as a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Walk {
    pub from: NodeId,
    pub to: NodeId,
    pub sign: Sign,
    pub factor: f64,
    pub tone: Option<ToneAt>,
    /// The metabolite that carries what the parent's own action adds to.
    pub carrier: Option<NodeId>,
    pub is_subunit: bool,
}

/// The endogenous tone that an antagonist meets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum ToneAt {
    Curated(Tone),
    Unknown,
}

impl Rules {
    /// The claims that lead on from a node.
    pub fn steps<'a>(
        &'a self,
        inner: &'a Inner,
        from: NodeId,
    ) -> impl Iterator<Item = (ClaimId, Walk)> + 'a {
        let forward = inner.from(from).iter();
        // An enzyme leads back to the ingredients that it clears, so that a product's inhibitor is seen to raise its substrate.
        let cleared = if self.ingredients.is_empty() || inner.node(from).kind != Kind::Target {
            [].iter()
        } else {
            inner.to(from).iter()
        };
        forward
            .chain(cleared)
            .filter_map(move |&id| Some((id, self.walk(inner, id, from)?)))
    }

    /// How a claim is walked from one of its ends, if it may be.
    pub fn walk(&self, inner: &Inner, id: ClaimId, from: NodeId) -> Option<Walk> {
        let claim = inner.claim(id);
        let to = if claim.subject == from {
            claim.object
        } else {
            claim.subject
        };
        let mut walk = Walk {
            from,
            to,
            sign: Sign::Positive,
            factor: 1.0,
            tone: None,
            carrier: None,
            is_subunit: false,
        };
        let is_forward = claim.subject == from;
        match claim.relation {
            Relation::Regulates | Relation::Crosstalk if is_forward => walk.sign = claim.sign()?,
            Relation::Contains | Relation::LigandOf | Relation::SymptomOf if is_forward => {}
            Relation::ConvertedTo if is_forward && claim.payload.active != Some(false) => {}
            Relation::MemberOf if is_forward && inner.node(from).kind == Kind::Target => {
                walk.is_subunit = true;
                walk.factor *= SUBUNIT;
            }
            Relation::ClearedBy if !is_forward && self.ingredients.contains(&to) => {
                walk.sign = Sign::Negative;
            }
            Relation::Acts if is_forward => self.act(inner, claim, &mut walk)?,
            _ => return None,
        }
        if self.avoiding.contains(&to) || !self.lets_through(claim) {
            return None;
        }
        walk.factor *= inner.sureness(id);
        (walk.factor > 0.0).then_some(walk)
    }

    fn act(&self, inner: &Inner, claim: &ClaimRecord, walk: &mut Walk) -> Option<()> {
        let action = claim.payload.action?;
        walk.sign = action.sign()?;
        if action == Action::PartialAgonist && self.beside_full_agonist {
            walk.sign = Sign::Negative;
        }
        if action == Action::Antagonist && meets_a_ligand(inner, walk.to) {
            let tone = tone_at(inner, walk.to, self.under_stress);
            walk.factor *= match tone {
                ToneAt::Curated(Tone::High) => 1.0,
                ToneAt::Curated(Tone::None) => return None,
                ToneAt::Curated(Tone::Low) | ToneAt::Unknown => LITTLE_TONE,
            };
            walk.tone = Some(tone);
        }
        walk.carrier = carrier(inner, walk.from, walk.to);
        if walk.carrier.is_some() {
            walk.factor *= PARENT_BESIDE_METABOLITE;
        }
        Some(())
    }

    fn lets_through(&self, claim: &ClaimRecord) -> bool {
        let context = &claim.context;
        let holds_in = |s| context.only_in.is_empty() || context.only_in.contains(&s);
        let in_place = self.species.is_none_or(holds_in)
            && self
                .sex
                .is_none_or(|s| context.only_sex.is_none_or(|only| only == s))
            && self
                .phase
                .as_ref()
                .is_none_or(|p| context.phase.as_deref().is_none_or(|only| only == p));
        in_place
            && match status(claim) {
                Status::Supported | Status::Hypothesis => true,
                Status::Disputed => !self.without_disputed,
                // Nothing supports it, so its confidence would be 0.
                Status::Refuted => false,
            }
    }
}

/// Whether blocking a target takes away what a ligand does there; not so at an enzyme or transporter.
fn meets_a_ligand(inner: &Inner, target: NodeId) -> bool {
    match &inner.node(target).data {
        NodeData::Target(t) => matches!(
            t.kind,
            TargetKind::Receptor
                | TargetKind::IonChannel
                | TargetKind::CatalyticReceptor
                | TargetKind::Complex
                | TargetKind::Subunit
        ),
        _ => false,
    }
}

/// The claims that name an endogenous ligand of a target.
pub(super) fn ligands(inner: &Inner, target: NodeId) -> impl Iterator<Item = ClaimId> + '_ {
    inner.to(target).iter().copied().filter(|&c| {
        let claim = inner.claim(c);
        claim.relation == Relation::LigandOf && status(claim) != Status::Refuted
    })
}

/// The highest tone that is curated for any ligand of a target.
fn tone_at(inner: &Inner, target: NodeId, under_stress: bool) -> ToneAt {
    ligands(inner, target)
        .filter_map(|c| {
            let payload = &inner.claim(c).payload;
            if under_stress {
                payload.tone_under_stress.or(payload.tone)
            } else {
                payload.tone
            }
        })
        .max()
        .map_or(ToneAt::Unknown, ToneAt::Curated)
}

/// A metabolite that carries most of a compound's effect and acts at the same target.
fn carrier(inner: &Inner, compound: NodeId, target: NodeId) -> Option<NodeId> {
    let conversions = inner.from(compound).iter().map(|&c| inner.claim(c));
    conversions
        .filter(|c| c.relation == Relation::ConvertedTo && c.payload.carries == Some(true))
        .map(|c| c.object)
        .find(|&product| {
            let acts = inner.from(product).iter().map(|&c| inner.claim(c));
            acts.into_iter().any(|c| {
                c.relation == Relation::Acts && c.object == target && status(c) != Status::Refuted
            })
        })
}

/// What a combination product contains; nothing for any other thing.
pub(super) fn ingredients(inner: &Inner, node: NodeId) -> BTreeSet<NodeId> {
    let is_product =
        matches!(&inner.node(node).data, NodeData::Compound(c) if c.kind == CompoundKind::Product);
    let claims = inner.from(node).iter().map(|&c| inner.claim(c));
    claims
        .filter(|c| is_product && c.relation == Relation::Contains)
        .map(|c| c.object)
        .collect()
}
