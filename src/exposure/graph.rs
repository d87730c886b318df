//! What the graph knows of an enzyme's part in clearing a drug, and of what a co-medication does to the enzyme.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    assumptions as assume,
    input::{Aside, ExposureInput, Pool, odds_times, pooled},
};
use crate::{
    display::text::and,
    graph::{
        KnowledgeGraph,
        claim::Claim,
        handles::Compound,
        record::{InVivoRecord, NodeId},
    },
    model::{
        action::{Action, Strength},
        evidence::{Stance, Status},
        kind::Kind,
        measurement::{KineticParameter, Route},
        relation::Relation,
        species::Species,
    },
    quantity::Interval,
};

impl KnowledgeGraph {
    pub(super) fn compound_node(&self, name: &str) -> Result<NodeId, crate::Error> {
        self.resolve(name, &[Kind::Compound], "compound")
    }

    pub(super) fn name_of(&self, node: NodeId) -> &str {
        &self.0.node(node).name
    }

    pub(super) fn id_of(&self, node: NodeId) -> &str {
        &self.0.node(node).id
    }

    /// Claims of one relation that start from a node and hold in people.
    pub(super) fn human_claims(&self, from: NodeId, relation: Relation) -> Vec<Claim> {
        self.0
            .from(from)
            .iter()
            .filter(|&&c| {
                let record = self.0.claim(c);
                let only = &record.context.only_in;
                record.relation == relation && (only.is_empty() || only.contains(&Species::Human))
            })
            .map(|&c| Claim::new(self, c))
            .collect()
    }

    /// Whether drugs are known to be cleared by it.
    pub(super) fn clears_drugs(&self, target: NodeId) -> bool {
        self.0
            .to(target)
            .iter()
            .any(|&c| self.0.claim(c).relation == Relation::ClearedBy)
    }

    /// Whether anything is curated on what a compound does to enzymes that clear drugs.
    pub(super) fn knows_enzymes_of(&self, compound: NodeId) -> bool {
        self.human_claims(compound, Relation::Acts)
            .iter()
            .any(|c| self.clears_drugs(c.record().object))
    }

    /// The compound itself, or what it is mixed of where only that is known at enzymes.
    pub(super) fn parts_at_enzymes(&self, compound: NodeId) -> Vec<NodeId> {
        if self.knows_enzymes_of(compound) {
            return vec![compound];
        }
        let parts: Vec<NodeId> = self
            .human_claims(compound, Relation::Contains)
            .iter()
            .map(|c| c.record().object)
            .filter(|&n| self.knows_enzymes_of(n))
            .collect();
        if parts.is_empty() {
            vec![compound]
        } else {
            parts
        }
    }
}

/// Whether somebody observed it; a mere proposal does not enter a number.
pub(super) fn is_observed(claim: &Claim) -> bool {
    claim
        .record()
        .evidence
        .iter()
        .any(|e| e.stance == Stance::Supports)
}

/// A claim with its sources on both sides, for a note.
pub(super) fn cited(claim: &Claim) -> String {
    claim.to_string()
}

/// How a drug is cleared.
#[derive(Debug, Default)]
pub(super) struct Routes {
    /// Enzymes with their share.
    pub known: Vec<(NodeId, ExposureInput)>,
    /// Enzymes that take part, share not curated.
    pub unknown: Vec<(NodeId, Claim)>,
    /// Enzymes that were proposed or denied only.
    pub unproven: Vec<(NodeId, Claim)>,
    pub notes: Vec<String>,
}

impl Routes {
    pub fn is_empty(&self) -> bool {
        self.known.is_empty() && self.unknown.is_empty()
    }

    /// Every enzyme of which somebody saw that it clears the drug.
    pub fn enzymes(&self) -> BTreeSet<NodeId> {
        let known = self.known.iter().map(|(e, _)| *e);
        known.chain(self.unknown.iter().map(|(e, _)| *e)).collect()
    }
}

pub(super) fn routes(kg: &KnowledgeGraph, drug: NodeId, aside: &Aside) -> Routes {
    let mut out = Routes::default();
    let mut by_enzyme: BTreeMap<NodeId, Vec<Claim>> = BTreeMap::new();
    for claim in kg.human_claims(drug, Relation::ClearedBy) {
        by_enzyme
            .entry(claim.record().object)
            .or_default()
            .push(claim);
    }
    for (enzyme, claims) in by_enzyme {
        let Some(first) = claims.iter().find(|c| is_observed(c)) else {
            out.unproven
                .extend(claims.first().map(|c| (enzyme, c.clone())));
            continue;
        };
        if first.status() == Status::Disputed {
            out.notes.push(format!("disputed: {}", cited(first)));
        }
        let estimates: Vec<&InVivoRecord> = claims
            .iter()
            .filter(|c| is_observed(c))
            .flat_map(|c| &c.record().in_vivo)
            .filter(|e| aside.admits(e))
            .collect();
        let name = format!(
            "share of the clearance of {} by {}",
            kg.name_of(drug),
            kg.id_of(enzyme)
        );
        match pooled(kg, name, &estimates, Pool::Share, None) {
            Some(share) => out.known.push((enzyme, share)),
            None => out.unknown.push((enzyme, first.clone())),
        }
    }
    out
}

/// What a co-medication does to one enzyme.
#[derive(Debug, Default)]
pub(super) struct EnzymeEffect {
    pub inhibits: Option<ExposureInput>,
    pub induces: Option<ExposureInput>,
    /// It acts there, and how much is not curated.
    pub unknown: Option<Claim>,
    pub notes: Vec<String>,
}

impl EnzymeEffect {
    pub fn is_none(&self) -> bool {
        self.inhibits.is_none() && self.induces.is_none() && self.unknown.is_none()
    }
}

pub(super) fn effect_on(
    kg: &KnowledgeGraph,
    enzyme: NodeId,
    perpetrator: NodeId,
    daily_milligrams: Option<f64>,
    aside: &Aside,
) -> EnzymeEffect {
    let mut out = EnzymeEffect::default();
    let at_enzyme: Vec<Claim> = kg
        .human_claims(perpetrator, Relation::Acts)
        .into_iter()
        .filter(|c| c.record().object == enzyme)
        .collect();
    let of = |class: Action| -> Vec<Claim> {
        let fits = |c: &&Claim| c.action().is_some_and(|a| a.is_a(class));
        at_enzyme.iter().filter(fits).cloned().collect()
    };
    for (class, pool, verb) in [
        (Action::Inhibitor, Pool::Inhibition, "inhibition"),
        (Action::Inducer, Pool::Induction, "induction"),
    ] {
        let claims = of(class);
        let observed: Vec<&Claim> = claims.iter().filter(|c| is_observed(c)).collect();
        if observed.is_empty() {
            // Only where nobody saw it: a denial or a proposal.
            out.notes
                .extend(claims.first().map(|c| format!("not counted: {}", cited(c))));
            continue;
        }
        // The numbers also of a claim that is only denied: a measured zero counts.
        let estimates: Vec<&InVivoRecord> = claims
            .iter()
            .flat_map(|c| &c.record().in_vivo)
            .filter(|e| aside.admits(e))
            .collect();
        let name = format!(
            "{verb} of {} by {}",
            kg.id_of(enzyme),
            kg.name_of(perpetrator)
        );
        let found = pooled(kg, name.clone(), &estimates, pool, daily_milligrams)
            .or_else(|| by_class(kg, name, &observed, class));
        match (found, class) {
            (Some(input), Action::Inhibitor) => out.inhibits = Some(input),
            (Some(input), _) => out.induces = Some(input),
            (None, _) => out.unknown = observed.first().map(|c| (*c).clone()),
        }
    }
    out
}

/// What the lists' classes say where nobody measured.
fn by_class(
    kg: &KnowledgeGraph,
    name: String,
    claims: &[&Claim],
    class: Action,
) -> Option<ExposureInput> {
    if class != Action::Inhibitor {
        return None;
    }
    let classes: BTreeSet<Strength> = claims.iter().filter_map(|c| c.strength()).collect();
    let least = assume::inhibition_by_class(*classes.first()?);
    let most = assume::inhibition_by_class(*classes.last()?);
    let interval = Interval::ordered(least.1, (least.0 + most.0) / 2.0, most.2);
    let sources: BTreeSet<NodeId> = claims
        .iter()
        .filter(|c| c.strength().is_some())
        .flat_map(|c| &c.record().evidence)
        .filter(|e| e.stance == Stance::Supports)
        .map(|e| e.reference)
        .collect();
    let words: Vec<String> = classes.iter().rev().map(|c| c.to_string()).collect();
    let note = if classes.len() > 1 {
        format!(
            "from the class alone, on which lists differ: {}",
            and(&words)
        )
    } else {
        format!("from the class alone: {}", and(&words))
    };
    Some(
        ExposureInput::new(name, interval)
            .from(kg, &sources)
            .with_note(note),
    )
}

/// One step of a drug to a product: the enzymes that make it, each with its share of the making.
#[derive(Debug)]
pub(super) struct Conversion {
    pub to: NodeId,
    /// No enzyme where none is curated.
    pub makers: Vec<(Option<NodeId>, Option<ExposureInput>)>,
}

/// The shortest way from a drug to a product of it, in the order of the ids where two are as short.
pub(super) fn conversions(
    kg: &KnowledgeGraph,
    drug: NodeId,
    product: NodeId,
    aside: &Aside,
) -> Option<Vec<Conversion>> {
    let mut before: BTreeMap<NodeId, NodeId> = BTreeMap::new();
    let mut seen = BTreeSet::from([drug]);
    let mut rank = vec![drug];
    while !rank.is_empty() && !seen.contains(&product) {
        let mut next = Vec::new();
        for &from in &rank {
            for claim in kg.human_claims(from, Relation::ConvertedTo) {
                let to = claim.record().object;
                if is_observed(&claim) && seen.insert(to) {
                    before.insert(to, from);
                    next.push(to);
                }
            }
        }
        rank = next;
    }
    let mut steps = Vec::new();
    let mut to = product;
    while to != drug {
        let from = *before.get(&to)?;
        steps.push(conversion(kg, from, to, aside));
        to = from;
    }
    steps.reverse();
    (!steps.is_empty()).then_some(steps)
}

fn conversion(kg: &KnowledgeGraph, from: NodeId, to: NodeId, aside: &Aside) -> Conversion {
    let claims = kg
        .human_claims(from, Relation::ConvertedTo)
        .into_iter()
        .filter(|c| c.record().object == to && is_observed(c));
    let mut makers = Vec::new();
    for claim in claims {
        let record = claim.record();
        let Some(enzyme) = record.payload.enzyme else {
            makers.push((None, None));
            continue;
        };
        let estimates: Vec<&InVivoRecord> =
            record.in_vivo.iter().filter(|e| aside.admits(e)).collect();
        let name = format!(
            "share of the formation of {} by {}",
            kg.name_of(to),
            kg.id_of(enzyme)
        );
        makers.push((
            Some(enzyme),
            pooled(kg, name, &estimates, Pool::Share, None),
        ));
    }
    // An unnamed route adds nothing beside named ones: it may be the same reaction.
    if makers.iter().any(|(e, _)| e.is_some()) {
        makers.retain(|(e, _)| e.is_some());
    }
    Conversion { to, makers }
}

/// The share of a drug that one pass through the liver takes away.
pub(super) fn extraction(
    kg: &KnowledgeGraph,
    drug: NodeId,
    aside: &Aside,
) -> Option<ExposureInput> {
    let compound = Compound::new(kg, drug);
    let human = |p: KineticParameter| {
        let mut all = compound.kinetics_of(p);
        all.retain(|k| k.species() == Species::Human && !aside.0.contains(&k.reference().node));
        all
    };
    let name = format!("hepatic extraction of {}", kg.name_of(drug));
    let limits = |values: &[f64]| -> Option<(f64, f64, f64)> {
        let n = values.len();
        (n > 0).then(|| {
            (
                values.iter().copied().fold(f64::INFINITY, f64::min),
                values.iter().sum::<f64>() / n as f64,
                values.iter().copied().fold(0.0, f64::max),
            )
        })
    };
    let source = |k: &crate::KineticConstant| k.reference().node;

    let direct = human(KineticParameter::HepaticExtraction);
    let shares: Vec<f64> = direct.iter().filter_map(|k| k.share()).collect();
    if let Some((low, value, high)) = limits(&shares) {
        let fold = assume::SHARE_ODDS_FOLD;
        let i = Interval::ordered(
            odds_times(low, 1.0 / fold),
            value.clamp(0.0, 1.0),
            odds_times(high, fold),
        );
        return Some(ExposureInput::new(name, i).from(kg, &direct.iter().map(source).collect()));
    }
    let mut cleared = human(KineticParameter::Clearance);
    cleared.retain(|k| matches!(k.route(), None | Some(Route::Intravenous)));
    let litres: Vec<f64> = cleared
        .iter()
        .filter_map(|k| k.litres_per_hour(assume::KILOGRAMS))
        .collect();
    if let Some((low, value, high)) = limits(&litres) {
        let (flow, least, most) = assume::LIVER_BLOOD_FLOW;
        let e = |x: f64| x.min(assume::MOST_EXTRACTED);
        let i = Interval::ordered(e(low / most), e(value / flow), e(high / least));
        return Some(
            ExposureInput::new(name, i)
                .from(kg, &cleared.iter().map(source).collect())
                .with_note(format!(
                    "clearance {} L/h over a liver blood flow of {flow} L/h, at most {}",
                    crate::quantity::figures(value),
                    assume::MOST_EXTRACTED
                )),
        );
    }
    let mut oral = human(KineticParameter::Bioavailability);
    oral.retain(|k| k.route() == Some(Route::Oral));
    let shares: Vec<f64> = oral.iter().filter_map(|k| k.share()).collect();
    let (low, value, high) = limits(&shares)?;
    let e = |f: f64| (1.0 - f).clamp(0.0, 1.0);
    Some(
        ExposureInput::new(name, Interval::ordered(e(high), e(value), e(low)))
            .from(kg, &oral.iter().map(source).collect())
            .with_note("one less the oral bioavailability, as if the gut took nothing"),
    )
}
