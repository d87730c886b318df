//! Which claims a mechanism may be walked along, which way, and at what discount.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    graph::{
        Inner,
        affinity::{Affinity, AffinityPolicy},
        confidence::status,
        handles::Compound,
        record::{ClaimId, ClaimRecord, Context, NodeData, NodeId},
    },
    model::{
        action::Action,
        evidence::Status,
        experiment::Tone,
        kind::{CompoundKind, Kind, Site, TargetKind},
        measurement::Parameter,
        relation::Relation,
        sign::Sign,
        species::{Sex, Species},
    },
    whatif::constants as k,
};

/// What an antagonist's step is worth where little of the endogenous ligand acts, or nobody says how much.
pub(super) const LITTLE_TONE: f64 = 0.5;

/// What multiplies the confidence of a claim when it is a step of a mechanism: name, factor, reason.
///
/// A claim's own share (`weight` in the data) multiplies it as well.
pub const PATH_DISCOUNTS: &[(&str, f64, &str)] = &[
    (
        "little tone",
        LITTLE_TONE,
        "an antagonist only takes away what an agonist does, and little does, or nobody says how much; with much tone there is no discount, with none no step",
    ),
    (
        "weak target",
        k::ENGAGED_AT_LEAST,
        "the least for a target that the compound binds more weakly than its strongest: at a dose of three times the strongest constant a constant n times as large leaves 4/(n + 3) of the occupancy",
    ),
    (
        "target without a number",
        k::ENGAGED_BESIDE_NUMBERS,
        "an action is curated, yet nobody's number, while other targets of the compound have theirs",
    ),
    (
        "subunit",
        k::SUBUNIT_SHARE,
        "only the complexes that hold the subunit are moved",
    ),
    (
        "parent beside its metabolite",
        k::PARENT_BESIDE_CARRIER,
        "a metabolite that acts at the same target is known to carry the effect",
    ),
    (
        "side product",
        k::PRODUCT_SHARE,
        "nobody says that the metabolite carries the effect",
    ),
];

/// What a question lets through, with its names resolved.
#[derive(Debug, Default)]
pub(in crate::query) struct Rules {
    pub avoiding: BTreeSet<NodeId>,
    pub without_disputed: bool,
    pub species: Option<Species>,
    pub sex: Option<Sex>,
    pub phase: Option<String>,
    pub under_stress: bool,
    pub beside_full_agonist: bool,
    /// What the product that the question starts from contains.
    pub ingredients: BTreeSet<NodeId>,
    /// The targets of a start that stays outside the brain: what they do inside it is not walked.
    pub outside: BTreeSet<NodeId>,
    /// How well actions of compounds are engaged at a dose for the strongest target, 0 to 1; what is not listed is not discounted.
    pub engaged: BTreeMap<ClaimId, f64>,
}

/// One claim as a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::query) struct Walk {
    pub from: NodeId,
    pub to: NodeId,
    pub sign: Sign,
    pub factor: f64,
    pub tone: Option<ToneAt>,
    /// The metabolite that carries what the parent's own action adds to.
    pub carrier: Option<NodeId>,
    pub is_subunit: bool,
    /// Whether the metabolite is not known to carry the effect.
    pub is_side_product: bool,
    pub engaged: f64,
    pub share: f64,
}

/// The endogenous tone that an antagonist meets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::query) enum ToneAt {
    Curated(Tone),
    Unknown,
}

impl Rules {
    /// Everything that may be walked, with the tone that there is under stress.
    pub(in crate::query) fn under_stress() -> Rules {
        Rules {
            under_stress: true,
            ..Rules::default()
        }
    }

    /// The claims that lead on from a node.
    pub(in crate::query) fn steps<'a>(
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
        let brief = inner.brief(id);
        let is_forward = brief.subject == from;
        let mut walk = Walk {
            from,
            to: if is_forward {
                brief.object
            } else {
                brief.subject
            },
            sign: Sign::Positive,
            factor: brief.confidence * brief.share,
            tone: None,
            carrier: None,
            is_subunit: false,
            is_side_product: false,
            engaged: 1.0,
            share: brief.share,
        };
        match brief.relation {
            Relation::Regulates | Relation::Crosstalk if is_forward => {
                if inner.claim(id).is_joint() {
                    return None;
                }
                if self.outside.contains(&from) && is_inside(inner, inner.claim(id)) {
                    return None;
                }
                walk.sign = brief.sign?;
            }
            Relation::Contains | Relation::LigandOf | Relation::SymptomOf if is_forward => {}
            Relation::ConvertedTo if is_forward => self.convert(inner.claim(id), &mut walk)?,
            Relation::MemberOf if is_forward && inner.node(from).kind == Kind::Target => {
                walk.is_subunit = true;
                walk.factor *= k::SUBUNIT_SHARE;
            }
            Relation::ClearedBy if !is_forward && self.ingredients.contains(&walk.to) => {
                walk.sign = Sign::Negative;
            }
            Relation::Acts if is_forward => self.act(inner, id, &mut walk)?,
            _ => return None,
        }
        if self.avoiding.contains(&walk.to) || !self.lets_through(inner, id) {
            return None;
        }
        (walk.factor > 0.0).then_some(walk)
    }

    fn convert(&self, claim: &ClaimRecord, walk: &mut Walk) -> Option<()> {
        if claim.payload.active == Some(false) {
            return None;
        }
        walk.is_side_product = claim.payload.carries != Some(true);
        if walk.is_side_product {
            walk.factor *= k::PRODUCT_SHARE;
        }
        Some(())
    }

    fn act(&self, inner: &Inner, id: ClaimId, walk: &mut Walk) -> Option<()> {
        let action = inner.claim(id).payload.action?;
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
        walk.engaged = self.engaged.get(&id).copied().unwrap_or(1.0);
        walk.factor *= walk.engaged;
        walk.carrier = carrier(inner, walk.from, walk.to);
        if walk.carrier.is_some() {
            walk.factor *= k::PARENT_BESIDE_CARRIER;
        }
        Some(())
    }

    fn lets_through(&self, inner: &Inner, id: ClaimId) -> bool {
        let brief = inner.brief(id);
        let by_evidence = match brief.status {
            Status::Supported | Status::Hypothesis => true,
            Status::Disputed => !self.without_disputed,
            // Nothing supports it, so its confidence would be 0.
            Status::Refuted => false,
        };
        by_evidence && (!brief.is_confined || self.holds_here(&inner.claim(id).context))
    }

    /// Whether a claim holds in the species, sex and phase that the question is about.
    fn holds_here(&self, context: &Context) -> bool {
        let in_species = |s| context.only_in.is_empty() || context.only_in.contains(&s);
        let in_sex = |s| context.only_sex.is_none_or(|only| only == s);
        let in_phase = |p: &String| context.phase.as_deref().is_none_or(|only| only == p);
        self.species.is_none_or(in_species)
            && self.sex.is_none_or(in_sex)
            && self.phase.as_ref().is_none_or(in_phase)
    }
}

/// How well each of a compound's actions at receptors, channels and transporters is engaged at a dose that is meant for its strongest target.
pub(in crate::query) fn engagement(compound: &Compound) -> Vec<(ClaimId, f64)> {
    let inner = &*compound.kg.0;
    let is_enzyme = |n| is_enzyme(inner, n);
    let potencies: BTreeMap<NodeId, f64> = compound
        .targets()
        .iter()
        .filter(|t| !is_enzyme(t.node))
        .filter_map(|t| Some((t.node, constant(compound, t.node)?.value().as_nanomolar())))
        .collect();
    let Some(best) = potencies.values().copied().min_by(f64::total_cmp) else {
        return Vec::new();
    };
    let actions = inner.from(compound.node).iter().copied();
    actions
        .filter(|&c| inner.claim(c).relation == Relation::Acts)
        .filter_map(|c| {
            let target = inner.claim(c).object;
            if is_enzyme(target) {
                return None;
            }
            let share = potencies
                .get(&target)
                .map_or(k::ENGAGED_BESIDE_NUMBERS, |constant| {
                    (1.0 + k::AGONIST_FOLD) / (constant / best + k::AGONIST_FOLD)
                });
            Some((c, share.max(k::ENGAGED_AT_LEAST)))
        })
        .collect()
}

pub(in crate::query) fn is_enzyme(inner: &Inner, node: NodeId) -> bool {
    matches!(&inner.node(node).data, NodeData::Target(t) if t.kind == TargetKind::Enzyme)
}

/// How tightly a compound holds a target: Ki if there is any, else Kd, IC50 or EC50.
pub(super) fn constant(compound: &Compound, target: NodeId) -> Option<Affinity> {
    let by = |policy| compound.affinity_at(target, policy);
    by(AffinityPolicy::new()).or_else(|| {
        [
            Parameter::Ki,
            Parameter::Kd,
            Parameter::Ic50,
            Parameter::Ec50,
        ]
        .into_iter()
        .find_map(|p| by(AffinityPolicy::new().parameter(p).any_method()))
    })
}

/// Whether a claim plays behind the blood-brain barrier, by its region, its site or the process that it moves.
pub(super) fn is_inside(inner: &Inner, claim: &ClaimRecord) -> bool {
    let region = claim.context.region.map(|r| &inner.node(r).data);
    let by_region = match region {
        Some(NodeData::Region { site }) => Some(*site),
        _ => None,
    };
    let by_process = match inner.node(claim.object).data {
        NodeData::Process { site, .. } => site,
        _ => None,
    };
    matches!(
        by_region.or(claim.context.site).or(by_process),
        Some(Site::Central | Site::Spinal)
    )
}

/// Whether a compound is known to stay outside the brain.
pub(super) fn stays_outside(inner: &Inner, compound: NodeId) -> bool {
    match &inner.node(compound).data {
        NodeData::Compound(c) => c
            .access
            .as_ref()
            .is_some_and(|a| a.reaches == Site::Peripheral),
        _ => false,
    }
}

/// The targets on which a compound acts that stays outside the brain; none for any other thing.
pub(super) fn outside(inner: &Inner, start: NodeId) -> BTreeSet<NodeId> {
    let claims = inner.from(start).iter().map(|&c| inner.claim(c));
    claims
        .filter(|c| c.relation == Relation::Acts && stays_outside(inner, start))
        .map(|c| c.object)
        .collect()
}

/// Whether two steps in a row can be of one receptor: where it was moved in one region only, it does not act in another.
pub(super) fn is_coherent(inner: &Inner, first: ClaimId, then: ClaimId) -> bool {
    let (first, then) = (inner.claim(first), inner.claim(then));
    let moves = |c: &ClaimRecord| matches!(c.relation, Relation::Regulates | Relation::Crosstalk);
    if !moves(first) || !moves(then) || inner.node(first.object).kind != Kind::Target {
        return true;
    }
    match (first.context.region, then.context.region) {
        (Some(a), Some(b)) => lies_in(inner, a, b) || lies_in(inner, b, a),
        _ => true,
    }
}

/// Whether a region is another one or a part of it.
fn lies_in(inner: &Inner, part: NodeId, whole: NodeId) -> bool {
    let mut open = vec![part];
    let mut seen = BTreeSet::new();
    while let Some(region) = open.pop() {
        if region == whole {
            return true;
        }
        if seen.insert(region) {
            let claims = inner.from(region).iter().map(|&c| inner.claim(c));
            open.extend(
                claims
                    .filter(|c| c.relation == Relation::MemberOf)
                    .map(|c| c.object),
            );
        }
    }
    false
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
