//! The graph as a prediction sees it: weighted edges, gates, tones, and what each compound does at its targets.

use std::{collections::BTreeMap, sync::OnceLock};

use super::{constants as k, towards::Towards};
use crate::{
    exposure::usual_share,
    graph::{
        Inner, confidence,
        record::{ClaimId, ClaimRecord, MeasurementRecord, NodeData, NodeId, Text},
    },
    model::{
        action::{Action, Strength},
        evidence::{Design, Stance},
        experiment::Tone,
        kind::{Kind, Site, TargetKind},
        measurement::{Bound, Method, Parameter, Tier},
        relation::Relation,
        sign::Sign,
        species::Species,
    },
};

/// One `regulates` claim, ready to be walked.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub claim: ClaimId,
    pub to: NodeId,
    pub sign: f64,
    pub weight: f64,
    pub confidence: f64,
    pub site: Option<Site>,
    /// Whether a released transmitter reaches its receptor by it.
    pub transmits: bool,
    pub repeated: bool,
    pub only_in: Vec<Species>,
}

/// An effect or process that a compound was seen to move.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Observed {
    pub what: NodeId,
    pub claim: ClaimId,
    /// 1 where it is raised, −1 where it is lowered.
    pub sign: f64,
    pub confidence: f64,
    pub weight: f64,
}

/// What a mechanism cannot do without.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    pub claim: ClaimId,
    pub needs: NodeId,
    pub confidence: f64,
    /// How much of the mechanism it decides on: all of it with 1, less where its loss only weakens.
    pub weight: f64,
    pub only_in: Vec<Species>,
}

/// What two targets do to one another's part in an effect.
#[derive(Debug, Clone)]
pub(crate) struct Joint {
    pub claim: ClaimId,
    /// The effect in which it was seen.
    pub seen_in: Text,
    /// Of a brake, the one that holds and the one that is held.
    pub targets: [NodeId; 2],
    pub site: Option<Site>,
    pub confidence: f64,
    /// What it counts beside others, 0 to 1.
    pub weight: f64,
    pub only_in: Vec<Species>,
}

/// How a compound moves a target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Move {
    /// Activates it, with this efficacy.
    Activate(f64),
    /// Keeps its ligand from it.
    Empty,
    /// Turns it off whether or not its ligand is there.
    Silence,
}

#[derive(Debug, Clone)]
pub(crate) struct ActionAt {
    pub target: NodeId,
    pub claim: ClaimId,
    pub action: Action,
    pub strength: Option<Strength>,
    pub moves: Move,
    pub confidence: f64,
    /// The constant at the target in nM.
    pub potency: Option<f64>,
    /// Whether somebody saw it in a living animal or person.
    pub in_vivo: bool,
    /// Whether a number says so that nobody put in words.
    pub implied: bool,
    /// Whether it stays on the target after the free drug has gone.
    pub irreversible: bool,
    /// What the receptors serve that it leaves alone.
    pub spares: Vec<NodeId>,
}

/// Where a product comes from and by which enzymes.
#[derive(Debug, Clone)]
pub(crate) struct ProductOf {
    pub product: NodeId,
    pub claim: ClaimId,
    pub enzyme: Option<NodeId>,
    pub fraction: Option<f64>,
    pub active: Option<bool>,
    pub carries: Option<bool>,
    pub carries_in: Vec<NodeId>,
}

impl ProductOf {
    /// Whether it is said to carry this effect of the parent's, or not to.
    pub fn carries(&self, effect: NodeId) -> Option<bool> {
        let said = self.carries_in.is_empty() || self.carries_in.contains(&effect);
        self.carries.filter(|_| said)
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Profile {
    pub actions: Vec<ActionAt>,
    /// The constant at the strongest target that is no enzyme, in nM.
    pub best: Option<f64>,
    /// The highest share of a target that was measured to be occupied, 0 to 1.
    pub held: BTreeMap<NodeId, f64>,
    pub products: Vec<ProductOf>,
    pub contains: Vec<NodeId>,
    /// The share of the clearance that each enzyme carries.
    pub cleared_by: Vec<(NodeId, ClaimId, f64)>,
}

#[derive(Debug, Default)]
pub(crate) struct Network {
    out: BTreeMap<NodeId, Vec<Edge>>,
    back: BTreeMap<NodeId, Vec<NodeId>>,
    gates: BTreeMap<NodeId, Vec<Gate>>,
    /// Targets that together do more than the sum, where both are active.
    synergies: Vec<Joint>,
    /// Targets that hold others down, so that taking them away strengthens the effect.
    brakes: Vec<Joint>,
    /// At rest and under stress, as stated for any of a target's ligands.
    tone: BTreeMap<NodeId, (f64, f64)>,
    complexes: BTreeMap<NodeId, Vec<NodeId>>,
    subunits: BTreeMap<NodeId, Vec<NodeId>>,
    profiles: BTreeMap<NodeId, Profile>,
    observed: BTreeMap<NodeId, Vec<Observed>>,
    /// By the effect's number.
    towards: Vec<OnceLock<Towards>>,
}

impl Network {
    /// Reads the claims; those that rest on the references left out alone are not there.
    pub fn build(inner: &Inner, without: &[NodeId]) -> Network {
        let mut net = Network {
            towards: inner.nodes.iter().map(|_| OnceLock::new()).collect(),
            ..Network::default()
        };
        for node in (0..inner.nodes.len() as u32).map(NodeId) {
            for &id in inner.from(node) {
                net.add(inner, id, without);
            }
        }
        for node in inner.of_kind(Kind::Compound).map(NodeId) {
            net.imply(inner, node, without);
        }
        for (&compound, profile) in &mut net.profiles {
            finish(inner, compound, profile, without);
        }
        for r in &inner.tables.occupancies {
            if let Some(profile) = net.profiles.get_mut(&r.compound)
                && !without.contains(&r.source)
            {
                let held = profile.held.entry(r.target).or_insert(0.0);
                *held = held.max((r.percent / 100.0).clamp(0.0, 1.0));
            }
        }
        for list in net.back.values_mut() {
            list.sort();
            list.dedup();
        }
        net
    }

    fn add(&mut self, inner: &Inner, id: ClaimId, without: &[NodeId]) {
        let claim = inner.claim(id);
        let (from, to) = (claim.subject, claim.object);
        let confidence = confidence::value_without(inner, claim, without);
        match claim.relation {
            Relation::Regulates => self.add_edge(inner, id, claim, confidence),
            Relation::Requires if confidence > k::LEAST_CONFIDENCE => {
                self.gates.entry(from).or_default().push(Gate {
                    claim: id,
                    needs: to,
                    confidence,
                    weight: claim.payload.share(),
                    only_in: claim.context.only_in.clone(),
                });
            }
            Relation::Crosstalk if confidence > k::LEAST_CONFIDENCE => {
                let list = match claim.sign() {
                    Some(Sign::Positive) => &mut self.synergies,
                    Some(Sign::Negative) => &mut self.brakes,
                    None => return,
                };
                if let Some(seen_in) = claim.context.test.clone() {
                    list.push(Joint {
                        claim: id,
                        seen_in,
                        targets: [from, to],
                        site: site_of_claim(inner, claim),
                        confidence,
                        weight: claim.payload.share(),
                        only_in: claim.context.only_in.clone(),
                    });
                }
            }
            Relation::LigandOf if confidence > 0.0 => {
                let level = |t: Option<Tone>| match t {
                    Some(Tone::None) => Some(k::TONE[0]),
                    Some(Tone::Low) => Some(k::TONE[1]),
                    Some(Tone::High) => Some(k::TONE[2]),
                    None => None,
                };
                if let Some(rest) = level(claim.payload.tone) {
                    let stress = level(claim.payload.tone_under_stress).unwrap_or(rest);
                    let known = self.tone.entry(to).or_insert((0.0, 0.0));
                    *known = (known.0.max(rest), known.1.max(stress));
                }
                // Given as a drug, a receptor's own ligand activates it.
                self.profiles
                    .entry(from)
                    .or_default()
                    .actions
                    .push(ActionAt {
                        target: to,
                        claim: id,
                        action: Action::Agonist,
                        strength: None,
                        moves: Move::Activate(1.0),
                        confidence,
                        potency: None,
                        in_vivo: true,
                        implied: false,
                        irreversible: false,
                        spares: Vec::new(),
                    });
            }
            Relation::MemberOf if inner.node(from).kind == Kind::Target => {
                self.complexes.entry(from).or_default().push(to);
                self.subunits.entry(to).or_default().push(from);
            }
            Relation::Acts if confidence > k::LEAST_CONFIDENCE => {
                let Some(action) = claim.payload.action else {
                    return;
                };
                let Some(moves) = moves(action) else { return };
                self.profiles
                    .entry(from)
                    .or_default()
                    .actions
                    .push(ActionAt {
                        target: to,
                        claim: id,
                        action,
                        strength: claim.payload.strength,
                        moves,
                        confidence,
                        potency: None,
                        in_vivo: claim.evidence.iter().any(|e| {
                            e.stance == Stance::Supports
                                && !without.contains(&e.reference)
                                && seen_in_vivo(e.design)
                        }),
                        implied: false,
                        irreversible: claim.payload.irreversible == Some(true),
                        spares: claim.payload.spares.clone(),
                    });
            }
            Relation::ConvertedTo if confidence > 0.0 => {
                self.profiles
                    .entry(from)
                    .or_default()
                    .products
                    .push(ProductOf {
                        product: to,
                        claim: id,
                        enzyme: claim.payload.enzyme,
                        fraction: claim.payload.fraction,
                        active: claim.payload.active,
                        carries: claim.payload.carries,
                        carries_in: claim.payload.carries_in.clone(),
                    });
            }
            Relation::Contains if confidence > 0.0 => {
                self.profiles.entry(from).or_default().contains.push(to);
            }
            Relation::ClearedBy if confidence > 0.0 => {
                let share = claim
                    .payload
                    .fraction
                    .or_else(|| usual_share(&claim.in_vivo, without))
                    .unwrap_or(k::CLEARED_UNSTATED)
                    .clamp(0.0, 1.0);
                let list = &mut self.profiles.entry(from).or_default().cleared_by;
                match list.iter_mut().find(|(e, _, _)| *e == to) {
                    Some(known) => known.2 = known.2.max(share),
                    None => list.push((to, id, share)),
                }
            }
            Relation::Affects if confidence > k::LEAST_CONFIDENCE => {
                if let Some(sign) = claim.sign() {
                    let sign = if sign == Sign::Positive { 1.0 } else { -1.0 };
                    self.observed.entry(from).or_default().push(Observed {
                        what: to,
                        claim: id,
                        sign,
                        confidence,
                        weight: claim.payload.share(),
                    });
                }
            }
            _ => {}
        }
    }

    /// Adds what numbers say where nobody named the action: uptake that is inhibited, receptors that an antagonist binds.
    fn imply(&mut self, inner: &Inner, compound: NodeId, without: &[NodeId]) {
        let bound: Vec<(NodeId, ClaimId)> = inner
            .from(compound)
            .iter()
            .map(|&id| (inner.claim(id), id))
            .filter(|(c, _)| c.relation == Relation::Binds)
            .map(|(c, id)| (c.object, id))
            .collect();
        let acts_at = |t: NodeId| {
            inner.from(compound).iter().any(|&id| {
                let c = inner.claim(id);
                c.relation == Relation::Acts && c.object == t
            })
        };
        let kind = |t: NodeId| match &inner.node(t).data {
            NodeData::Target(data) => Some(data.kind),
            _ => None,
        };
        let antagonist = {
            let actions = self.profiles.get(&compound).map_or(&[][..], |p| &p.actions);
            let mut at_receptors = actions
                .iter()
                .filter(|a| kind(a.target) == Some(TargetKind::Receptor))
                .peekable();
            at_receptors.peek().is_some() && at_receptors.all(|a| a.moves == Move::Empty)
        };
        for (target, claim) in bound {
            if acts_at(target) || !self.out.contains_key(&target) {
                continue;
            }
            let (action, confidence) = match kind(target) {
                Some(TargetKind::Transporter) => (Action::ReuptakeInhibitor, k::IMPLIED_INHIBITION),
                Some(TargetKind::Receptor) if antagonist => {
                    (Action::Antagonist, k::IMPLIED_ANTAGONISM)
                }
                _ => continue,
            };
            let exact = inner.claim(claim).measurements.iter().any(|m| {
                m.doubt.is_none()
                    && !without.contains(&m.source)
                    && !m.parameter.is_share()
                    && m.concentration_bound() == Bound::Equal
                    && (action == Action::Antagonist
                        || matches!(m.method, Method::Uptake | Method::Binding))
            });
            if exact && let Some(moves) = moves(action) {
                self.profiles
                    .entry(compound)
                    .or_default()
                    .actions
                    .push(ActionAt {
                        target,
                        claim,
                        action,
                        strength: None,
                        moves,
                        confidence,
                        potency: None,
                        in_vivo: false,
                        implied: true,
                        irreversible: false,
                        spares: Vec::new(),
                    });
            }
        }
    }

    /// Adds an edge; the same step at the same site stated in two contexts counts once, as its stronger statement.
    fn add_edge(&mut self, inner: &Inner, id: ClaimId, claim: &ClaimRecord, confidence: f64) {
        let Some(sign) = claim.sign() else { return };
        if confidence < k::LEAST_CONFIDENCE {
            return;
        }
        let edge = Edge {
            claim: id,
            to: claim.object,
            sign: if sign == Sign::Positive { 1.0 } else { -1.0 },
            weight: claim.payload.share(),
            confidence,
            site: site_of_claim(inner, claim),
            transmits: inner.node(claim.subject).kind == Kind::Process
                && inner.node(claim.object).kind == Kind::Target,
            repeated: claim
                .context
                .phase
                .as_deref()
                .is_some_and(|p| p.contains("chronic") || p.contains("repeated")),
            only_in: claim.context.only_in.clone(),
        };
        let list = self.out.entry(claim.subject).or_default();
        let same = list.iter_mut().find(|e| {
            e.to == edge.to
                && e.sign == edge.sign
                && e.site == edge.site
                && e.only_in == edge.only_in
                && e.repeated == edge.repeated
        });
        match same {
            Some(known) if known.flow() < edge.flow() => *known = edge,
            Some(_) => {}
            None => list.push(edge),
        }
        self.back
            .entry(claim.object)
            .or_default()
            .push(claim.subject);
    }

    pub fn edges(&self, node: NodeId) -> &[Edge] {
        self.out.get(&node).map_or(&[], |v| v)
    }

    pub fn gates(&self, node: NodeId) -> &[Gate] {
        self.gates.get(&node).map_or(&[], |v| v)
    }

    pub fn synergies(&self) -> &[Joint] {
        &self.synergies
    }

    pub fn brakes(&self) -> &[Joint] {
        &self.brakes
    }

    pub fn profile(&self, compound: NodeId) -> Option<&Profile> {
        self.profiles.get(&compound)
    }

    pub fn complexes_of(&self, subunit: NodeId) -> &[NodeId] {
        self.complexes.get(&subunit).map_or(&[], |v| v)
    }

    pub fn subunits_of(&self, complex: NodeId) -> &[NodeId] {
        self.subunits.get(&complex).map_or(&[], |v| v)
    }

    /// These targets, their subunits and the complexes that they are part of.
    pub fn with_parts_and_wholes(&self, targets: &[NodeId]) -> Vec<NodeId> {
        let around = |&t: &NodeId| {
            let own = std::iter::once(t).chain(self.subunits_of(t).iter().copied());
            own.chain(self.complexes_of(t).iter().copied())
        };
        targets.iter().flat_map(around).collect()
    }

    /// The effects and processes that a compound was seen to move.
    pub fn observed(&self, compound: NodeId) -> &[Observed] {
        self.observed.get(&compound).map_or(&[], |v| v)
    }

    /// How active a receptor is by its own ligand.
    pub fn tone(&self, target: NodeId, stress: bool) -> f64 {
        match self.tone.get(&target) {
            Some(&(rest, under)) => {
                if stress {
                    under
                } else {
                    rest
                }
            }
            None => k::TONE_UNSTATED,
        }
    }

    /// What leads to an effect, worked out once.
    pub fn towards(&self, effect: NodeId) -> &Towards {
        static NOWHERE: Towards = Towards::nowhere();
        match self.towards.get(effect.index()) {
            Some(known) => known.get_or_init(|| Towards::of(self, effect)),
            None => &NOWHERE,
        }
    }

    pub fn before(&self, node: NodeId) -> &[NodeId] {
        self.back.get(&node).map_or(&[], |v| v)
    }
}

impl Profile {
    /// Whether the compound stays on a target after the free drug has gone.
    pub fn lasts(&self) -> bool {
        self.actions.iter().any(|a| a.irreversible)
    }
}

/// What a claim counts where flows are weighed.
fn counted(weight: f64, confidence: f64) -> f64 {
    weight * confidence.powf(k::CONFIDENCE_POWER)
}

impl Gate {
    /// The share that closes with it.
    pub fn closes(&self) -> f64 {
        counted(self.weight, self.confidence)
    }
}

impl Joint {
    /// What it counts for.
    pub fn counts(&self) -> f64 {
        counted(self.weight, self.confidence)
    }
}

impl Edge {
    /// What the step passes on.
    pub fn flow(&self) -> f64 {
        counted(self.weight, self.confidence)
    }
}

/// Where a claim says that it happens.
fn site_of_claim(inner: &Inner, claim: &ClaimRecord) -> Option<Site> {
    let of_node = |n: NodeId| match inner.node(n).data {
        NodeData::Region { site } => Some(site),
        NodeData::Process { site, .. } => site,
        _ => None,
    };
    let site = claim
        .context
        .region
        .and_then(of_node)
        .or(claim.context.site)
        .or_else(|| of_node(claim.object));
    site.filter(|s| *s != Site::Systemic)
}

fn seen_in_vivo(design: Design) -> bool {
    matches!(
        design,
        Design::Animal
            | Design::HumanPharmacology
            | Design::HumanImaging
            | Design::RandomisedTrial
            | Design::OpenTrial
            | Design::MetaAnalysis
    )
}

fn moves(action: Action) -> Option<Move> {
    Some(match action {
        Action::FullAgonist | Action::Agonist | Action::BiasedAgonist => Move::Activate(1.0),
        Action::PartialAgonist => Move::Activate(k::PARTIAL_EFFICACY),
        Action::PositiveModulator => Move::Activate(k::MODULATOR_EFFICACY),
        Action::Antagonist => Move::Empty,
        Action::InverseAgonist
        | Action::NegativeModulator
        | Action::ChannelBlocker
        | Action::ReuptakeInhibitor
        | Action::Releaser
        | Action::Inhibitor
        | Action::MechanismBasedInhibitor => Move::Silence,
        // An inducer is kept as such: what it does to a clearance is not what an agonist does to a receptor.
        Action::Inducer => Move::Activate(0.0),
        Action::Substrate | Action::Modulator => return None,
    })
}

pub(crate) fn is_enzyme(inner: &Inner, target: NodeId) -> bool {
    matches!(&inner.node(target).data, NodeData::Target(t) if t.kind == TargetKind::Enzyme)
}

fn finish(inner: &Inner, compound: NodeId, profile: &mut Profile, without: &[NodeId]) {
    let mut known: BTreeMap<NodeId, Option<f64>> = BTreeMap::new();
    for action in &mut profile.actions {
        let target = action.target;
        action.potency = *known.entry(target).or_insert_with(|| {
            potency(inner, compound, target, without).or_else(|| {
                let parts = inner.to(target).iter().map(|&c| inner.claim(c));
                parts
                    .filter(|c| c.relation == Relation::MemberOf)
                    .filter_map(|c| potency(inner, compound, c.subject, without))
                    .min_by(f64::total_cmp)
            })
        });
    }
    // What only numbers imply counts beside curated actions that have numbers; alone it would set the scale by a side effect.
    let named = |a: &ActionAt| !a.implied && !is_enzyme(inner, a.target);
    if profile.actions.iter().any(named)
        && !profile
            .actions
            .iter()
            .any(|a| named(a) && a.potency.is_some())
    {
        profile.actions.retain(|a| !a.implied);
    }
    // Nor does it count far from what the compound binds best, enzymes and targets without an action included.
    if profile.actions.iter().any(|a| a.implied) {
        let bound = inner
            .from(compound)
            .iter()
            .map(|&c| inner.claim(c))
            .filter(|c| c.relation == Relation::Binds)
            .filter_map(|c| potency(inner, compound, c.object, without))
            .min_by(f64::total_cmp);
        if let Some(bound) = bound {
            profile.actions.retain(|a| {
                !a.implied || a.potency.is_some_and(|p| p <= k::IMPLIED_WITHIN * bound)
            });
        }
    }
    profile.best = profile
        .actions
        .iter()
        .filter(|a| !is_enzyme(inner, a.target))
        .filter_map(|a| a.potency)
        .min_by(f64::total_cmp);
}

/// The constant of a compound at a target in nM: the best comparable kind of number that is curated.
fn potency(inner: &Inner, compound: NodeId, target: NodeId, without: &[NodeId]) -> Option<f64> {
    let transporter = matches!(&inner.node(target).data, NodeData::Target(t) if t.kind == TargetKind::Transporter);
    let all: Vec<&MeasurementRecord> = inner
        .from(compound)
        .iter()
        .map(|&c| inner.claim(c))
        .filter(|c| matches!(c.relation, Relation::Binds | Relation::Acts) && c.object == target)
        .flat_map(|c| &c.measurements)
        .filter(|m| m.doubt.is_none() && m.possibly_same.is_none() && !without.contains(&m.source))
        .collect();
    let kinds: [&dyn Fn(&MeasurementRecord) -> bool; 6] = [
        &|m| {
            transporter
                && m.method == Method::Uptake
                && matches!(m.parameter.linear(), Parameter::Ki | Parameter::Ic50)
        },
        &|m| {
            matches!(m.method, Method::Binding | Method::Unstated)
                && matches!(m.parameter.linear(), Parameter::Ki | Parameter::Kd)
        },
        &|m| {
            matches!(
                m.parameter.linear(),
                Parameter::Ki | Parameter::Kd | Parameter::Kb
            )
        },
        &|m| m.parameter.linear() == Parameter::Ic50,
        &|m| m.parameter.linear() == Parameter::Ec50,
        &|m| m.parameter.linear() == Parameter::Km,
    ];
    // Selectivity compares targets, so the same kind of number goes before a paper's own: an IC50 beside Ki values would feign it.
    for kind in kinds {
        for tier in [Tier::Primary, Tier::Summary] {
            let fitting: Vec<&MeasurementRecord> = all
                .iter()
                .copied()
                .filter(|m| m.tier == tier && kind(m))
                .collect();
            let exact: Vec<&MeasurementRecord> = fitting
                .iter()
                .copied()
                .filter(|m| matches!(m.concentration_bound(), Bound::Equal | Bound::Approximately))
                .collect();
            if let Some(value) = mean(&exact) {
                return Some(value);
            }
            let limits: Vec<f64> = fitting
                .iter()
                .filter(|m| matches!(m.concentration_bound(), Bound::Above | Bound::AtLeast))
                .filter_map(|m| m.nanomolar())
                .collect();
            if let Some(limit) = limits.into_iter().max_by(f64::total_cmp) {
                return Some(limit);
            }
        }
    }
    None
}

/// The geometric mean: of human values if there are any, else of all.
fn mean(values: &[&MeasurementRecord]) -> Option<f64> {
    let human = values.iter().any(|m| m.species == Species::Human);
    let mut logs: Vec<f64> = values
        .iter()
        .filter(|m| !human || m.species == Species::Human)
        .filter_map(|m| m.nanomolar())
        .filter(|v| v.is_finite() && *v > 0.0)
        .map(f64::ln)
        .collect();
    logs.sort_by(f64::total_cmp);
    (!logs.is_empty()).then(|| (logs.iter().sum::<f64>() / logs.len() as f64).exp())
}
