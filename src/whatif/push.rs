//! How far an agent, its ingredients and its active products move each target.

use std::collections::BTreeMap;

use super::{
    constants as k,
    network::{ActionAt, Move, Network, Profile, is_enzyme},
    place::Reach,
};
use crate::{
    graph::{
        Inner,
        record::{ClaimId, NodeData, NodeId},
    },
    model::{
        action::Action,
        kind::{Kind, TargetKind},
    },
};

/// What one compound does to one target.
#[derive(Debug, Clone)]
pub(crate) struct Push {
    pub compound: NodeId,
    pub target: NodeId,
    /// The claims that say so; the conversion that makes the compound comes first.
    pub claims: Vec<ClaimId>,
    /// From −1, fully off, to 1, fully on.
    pub amount: f64,
    /// The engaged share, 0 to 1.
    pub engaged: f64,
    /// The efficacy of an activating compound, 0 for others.
    pub efficacy: f64,
    /// Whether it inhibits the uptake by a transporter and releases nothing through it.
    pub holds_uptake: bool,
    pub confidence: f64,
    pub reach: Reach,
}

impl Push {
    /// Engaged to free receptors.
    pub fn odds(&self) -> f64 {
        odds_of(self.engaged.min(0.999))
    }
}

/// How much each enzyme still does: 1 as usual, 0 lost, above 1 induced. What is not listed is as usual.
pub(crate) type Enzymes = BTreeMap<NodeId, f64>;

pub(crate) struct Agent<'a> {
    pub inner: &'a Inner,
    pub net: &'a Network,
    pub agent: NodeId,
    /// Of which products may carry the agent's action.
    pub effect: NodeId,
    /// The dose as a multiple of the usual one.
    pub times_usual: f64,
    pub reach: Reach,
    pub stress: bool,
    /// Whether it is given to block: at a dose chosen for its main target, and long before if it stays there.
    pub to_block: bool,
}

/// A compound that acts when the agent is given.
struct Source {
    compound: NodeId,
    share: f64,
    via: Vec<ClaimId>,
    /// The products that carry this compound's effect.
    carriers: Vec<NodeId>,
}

impl Agent<'_> {
    /// The pushes, by target and compound, when the enzymes work as stated.
    pub fn pushes(&self, enzymes: &Enzymes) -> Vec<Push> {
        let mut all: Vec<Push> = Vec::new();
        for source in self.sources(enzymes) {
            let Some(profile) = self.net.profile(source.compound) else {
                continue;
            };
            let raised = raised(profile, enzymes) * self.times_usual;
            let reach = if source.compound == self.agent || self.reach != Reach::EVERYWHERE {
                self.reach
            } else {
                super::place::of_agent(self.inner, source.compound, None)
            };
            for (target, actions) in by_target(profile) {
                // An enzyme of the drug's own clearance moves no mechanism; one that degrades a transmitter does.
                if is_enzyme(self.inner, target) && self.net.edges(target).is_empty() {
                    continue;
                }
                let mut push = self.one(&source, profile, target, &actions, raised, reach);
                if source.carriers.iter().any(|c| self.engages(*c, target)) {
                    push.amount *= k::PARENT_BESIDE_CARRIER;
                }
                all.push(push);
            }
        }
        self.spread_over_complexes(&mut all);
        all.sort_by_key(|p| (p.target, p.compound));
        all
    }

    /// Processes that the agent is known to move, for effects to which none of its targets leads.
    pub fn processes(&self) -> Vec<Push> {
        let observed = self.net.observed(self.agent).iter();
        observed
            .filter(|o| self.inner.node(o.what).kind == Kind::Process)
            .map(|o| Push {
                compound: self.agent,
                target: o.what,
                claims: vec![o.claim],
                amount: o.sign * o.weight * k::MOVED_PROCESS,
                engaged: k::MOVED_PROCESS,
                efficacy: 0.0,
                holds_uptake: false,
                confidence: o.confidence,
                reach: self.reach,
            })
            .collect()
    }

    fn engages(&self, compound: NodeId, target: NodeId) -> bool {
        self.net
            .profile(compound)
            .is_some_and(|p| p.actions.iter().any(|a| a.target == target))
    }

    /// The agent, what a product contains, and what the body makes of it.
    fn sources(&self, enzymes: &Enzymes) -> Vec<Source> {
        let mut list = vec![Source {
            compound: self.agent,
            share: 1.0,
            via: Vec::new(),
            carriers: Vec::new(),
        }];
        let mut i = 0;
        while i < list.len() && i < 12 {
            let (compound, share, via) = (list[i].compound, list[i].share, list[i].via.clone());
            if let Some(profile) = self.net.profile(compound) {
                for &part in &profile.contains {
                    if list.iter().all(|s| s.compound != part) {
                        list.push(Source {
                            compound: part,
                            share,
                            via: via.clone(),
                            carriers: Vec::new(),
                        });
                    }
                }
                for (product, made, carries, claim) in made(profile, enzymes, self.effect) {
                    if list.iter().any(|s| s.compound == product) {
                        continue;
                    }
                    if carries == Some(true) {
                        list[i].carriers.push(product);
                    }
                    let of_it = match carries {
                        Some(true) => 1.0,
                        Some(false) => k::MINOR_PRODUCT_SHARE,
                        None => k::PRODUCT_SHARE,
                    };
                    let mut via = via.clone();
                    via.push(claim);
                    list.push(Source {
                        compound: product,
                        share: share * of_it * made,
                        via,
                        carriers: Vec::new(),
                    });
                }
            }
            i += 1;
        }
        list
    }

    fn one(
        &self,
        source: &Source,
        profile: &Profile,
        target: NodeId,
        actions: &[&ActionAt],
        raised: f64,
        reach: Reach,
    ) -> Push {
        let potency = actions.iter().find_map(|a| a.potency);
        let in_vivo = actions.iter().any(|a| a.in_vivo);
        let least = if in_vivo && !self.to_block {
            k::ENGAGED_IN_VIVO
        } else {
            k::ENGAGED_AT_LEAST
        };
        // What was seen at the usual dose grows with the exposure; a floor that only stands for doubt does not, though a small dose lowers it.
        let doubted = raised.min(1.0);
        let at_least = odds_of(least) * if in_vivo { raised } else { doubted };
        let odds = match (potency, profile.best) {
            (Some(at), Some(best)) => (fold(profile, best) * best / at * raised).max(at_least),
            (None, Some(_)) => (odds_of(k::ENGAGED_BESIDE_NUMBERS) * doubted).max(at_least),
            _ => odds_of(k::ENGAGED_WITHOUT_NUMBER) * raised,
        };
        let stays = actions.iter().any(|a| a.irreversible);
        let mut engaged = share_of_odds(odds);
        if self.to_block && profile.lasts() && !stays {
            engaged *= k::REVERSIBLE_BESIDE_LASTING;
        }
        let weight: f64 = actions.iter().map(|a| a.confidence).sum();
        let mean = |f: &dyn Fn(&ActionAt) -> f64| {
            actions.iter().map(|a| a.confidence * f(a)).sum::<f64>() / weight
        };
        let amount = mean(&|a| self.moved(target, a)) * engaged * source.share;
        let efficacy = mean(&|a| match a.moves {
            Move::Activate(e) => e,
            _ => 0.0,
        });
        let mut claims = source.via.clone();
        claims.extend(actions.iter().map(|a| a.claim));
        Push {
            compound: source.compound,
            target,
            claims,
            amount,
            engaged,
            efficacy,
            holds_uptake: actions
                .iter()
                .all(|a| a.action == Action::ReuptakeInhibitor),
            confidence: actions.iter().map(|a| a.confidence).fold(0.0, f64::max),
            reach,
        }
    }

    /// What full engagement does to the target, against what its own ligand does there.
    ///
    /// # Model
    /// `e − T (1 − e)` for a ligand of efficacy `e` at a receptor of tone `T`: it takes the place of the receptor's own ligand, which acts where it is released, and falls short of it by what it lacks in efficacy.
    /// So a full agonist does all it can, an antagonist takes the tone away, and one of low efficacy turns a quiet receptor up and a busy one down.
    fn moved(&self, target: NodeId, action: &ActionAt) -> f64 {
        let receptor = matches!(&self.inner.node(target).data, NodeData::Target(t) if t.kind == TargetKind::Receptor);
        let tone = || self.net.tone(target, self.stress);
        match action.moves {
            Move::Activate(efficacy) if receptor && action.action != Action::PositiveModulator => {
                efficacy - tone() * (1.0 - efficacy)
            }
            Move::Activate(efficacy) => efficacy,
            Move::Empty => -tone(),
            Move::Silence if receptor => -tone().max(k::TONE_UNSTATED),
            Move::Silence => -1.0,
        }
    }

    /// What is done to a complex is done to its subunits, and the other way in part.
    fn spread_over_complexes(&self, all: &mut Vec<Push>) {
        let mut added: Vec<Push> = Vec::new();
        for push in all.iter() {
            for &part in self.net.subunits_of(push.target) {
                let direct = |p: &Push| p.compound == push.compound && p.target == part;
                if !all.iter().any(direct) {
                    added.push(Push {
                        target: part,
                        ..push.clone()
                    });
                }
            }
            for &whole in self.net.complexes_of(push.target) {
                let known = |p: &Push| p.compound == push.compound && p.target == whole;
                if !all.iter().any(known) && !added.iter().any(known) {
                    added.push(Push {
                        target: whole,
                        amount: push.amount * k::SUBUNIT_SHARE,
                        ..push.clone()
                    });
                }
            }
        }
        all.extend(added);
    }
}

/// The concentration at the usual dose as a multiple of the constant at the strongest target.
fn fold(profile: &Profile, best: f64) -> f64 {
    let main = || profile.actions.iter().filter(|a| a.potency == Some(best));
    let weight: f64 = main().map(|a| a.confidence).sum();
    let sum: f64 = main()
        .map(|a| match a.moves {
            Move::Activate(e) => a.confidence * e,
            _ => 0.0,
        })
        .sum();
    let activates = main().any(|a| matches!(a.moves, Move::Activate(_)));
    if activates && sum > 0.0 {
        k::AGONIST_FOLD / (sum / weight).powf(k::EFFICACY_POWER)
    } else {
        k::INHIBITOR_FOLD
    }
}

fn odds_of(share: f64) -> f64 {
    share / (1.0 - share)
}

pub(crate) fn share_of_odds(odds: f64) -> f64 {
    if odds.is_finite() {
        odds / (1.0 + odds)
    } else {
        1.0
    }
}

pub(crate) fn by_target(profile: &Profile) -> BTreeMap<NodeId, Vec<&ActionAt>> {
    let mut map: BTreeMap<NodeId, Vec<&ActionAt>> = BTreeMap::new();
    for action in &profile.actions {
        if action.action != Action::Inducer {
            map.entry(action.target).or_default().push(action);
        }
    }
    map
}

/// How much higher the exposure to a compound is when the enzymes work as stated.
fn raised(profile: &Profile, enzymes: &Enzymes) -> f64 {
    let mut known: f64 = profile
        .cleared_by
        .iter()
        .map(|(_, _, share)| share)
        .sum::<f64>();
    known = known.max(1.0);
    let mut left = 1.0;
    for (enzyme, _, share) in &profile.cleared_by {
        if let Some(activity) = enzymes.get(enzyme) {
            left += share / known * (activity - 1.0);
        }
    }
    (1.0 / left.max(1.0 / k::MOST_RAISED)).clamp(1.0 / k::MOST_RAISED, k::MOST_RAISED)
}

/// The active products, with how much of each is made against usual, whether it carries the effect, and the claim.
fn made(
    profile: &Profile,
    enzymes: &Enzymes,
    effect: NodeId,
) -> Vec<(NodeId, f64, Option<bool>, ClaimId)> {
    let mut out: Vec<(NodeId, f64, Option<bool>, ClaimId)> = Vec::new();
    let mut products: Vec<NodeId> = profile.products.iter().map(|p| p.product).collect();
    products.sort();
    products.dedup();
    for product in products {
        let ways: Vec<_> = profile
            .products
            .iter()
            .filter(|p| p.product == product && p.active != Some(false))
            .collect();
        let Some(first) = ways.first() else { continue };
        let weight = |w: &&&super::network::ProductOf| w.fraction.unwrap_or(1.0).max(1e-6);
        let total: f64 = ways.iter().map(|w| weight(&w)).sum();
        let left: f64 = ways
            .iter()
            .map(|w| {
                let activity = w
                    .enzyme
                    .and_then(|e| enzymes.get(&e))
                    .copied()
                    .unwrap_or(1.0);
                weight(&w) * activity.min(1.0)
            })
            .sum();
        let carries = ways.iter().filter_map(|w| w.carries(effect)).max();
        out.push((product, left / total, carries, first.claim));
    }
    out
}
