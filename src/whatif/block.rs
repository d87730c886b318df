//! What is blocked or lost, how far, and where.

use super::{
    constants as k,
    given::{Given, Occupied},
    in_animals::Shares,
    network::{ActionAt, Move, Network, is_enzyme},
    place::{self, Reach},
    push::{Enzymes, Push, by_target, share_of_odds},
};
use crate::{
    graph::{Inner, record::NodeId},
    model::{
        action::{Action, Strength},
        kind::Site,
        measurement::Route,
    },
};

/// One target that a blocker occupies or that is lost.
#[derive(Debug, Clone)]
pub(crate) struct Blocked {
    pub target: NodeId,
    /// The compound, or `None` for a loss.
    pub by: Option<NodeId>,
    /// The blocked share, 0 to 1.
    pub share: f64,
    /// What the blocker does there itself, as a share of a full agonist.
    pub efficacy: f64,
    pub reach: Reach,
    /// Processes and effects that receptors serve which it leaves alone.
    pub spares: Vec<NodeId>,
}

#[derive(Debug, Default)]
pub(crate) struct Blockers {
    pub targets: Vec<Blocked>,
    pub enzymes: Enzymes,
}

/// How sure it is that the compound acts there, by its surest action.
fn known_for(actions: &[&ActionAt]) -> f64 {
    actions.iter().map(|a| a.confidence).fold(0.0, f64::max)
}

impl Blockers {
    pub fn lose(&mut self, inner: &Inner, net: &Network, target: NodeId, site: Option<Site>) {
        if is_enzyme(inner, target) {
            self.enzymes.insert(target, 0.0);
        }
        let reach = site.map_or(Reach::EVERYWHERE, Reach::confined);
        let mut lost = vec![(target, 1.0)];
        lost.extend(net.subunits_of(target).iter().map(|&t| (t, 1.0)));
        lost.extend(
            net.complexes_of(target)
                .iter()
                .map(|&t| (t, k::SUBUNIT_SHARE)),
        );
        self.targets
            .extend(lost.into_iter().map(|(target, share)| Blocked {
                target,
                by: None,
                share,
                efficacy: 0.0,
                reach,
                spares: Vec::new(),
            }));
    }

    pub fn give(
        &mut self,
        inner: &Inner,
        net: &Network,
        blocker: NodeId,
        given: &Given<Occupied>,
        route: Option<Route>,
        site: Option<Site>,
    ) {
        let mut compounds = vec![blocker];
        if let Some(profile) = net.profile(blocker) {
            compounds.extend(&profile.contains);
        }
        for compound in compounds {
            let Some(profile) = net.profile(compound) else {
                continue;
            };
            let reach = place::of_blocker(inner, compound, route, site);
            // A dose through the blood that is known to get past the barriers is confined by the question alone.
            let across = match route.and_then(place::local) {
                Some(_) => None,
                None => Some(site.map_or(Reach::EVERYWHERE, Reach::confined)),
            };
            for action in profile
                .actions
                .iter()
                .filter(|a| a.action == Action::Inducer)
            {
                self.enzymes.insert(action.target, k::INDUCTION);
            }
            let by_target = by_target(profile);
            let lasts = profile.lasts();
            let best_known = by_target
                .iter()
                .filter(|(target, _)| !is_enzyme(inner, **target))
                .map(|(_, actions)| known_for(actions))
                .fold(f64::MIN_POSITIVE, f64::max);
            for (target, actions) in by_target {
                if is_enzyme(inner, target) {
                    let inhibits = actions.iter().any(|a| a.moves == Move::Silence);
                    if inhibits {
                        let strength = actions.iter().filter_map(|a| a.strength).max();
                        let inhibited = match strength {
                            Some(Strength::Weak) => k::INHIBITED[0],
                            Some(Strength::Moderate) => k::INHIBITED[1],
                            Some(Strength::Strong) => k::INHIBITED[2],
                            None if profile.actions.iter().any(|a| a.strength.is_some()) => {
                                k::INHIBITED_BESIDE
                            }
                            None => k::INHIBITED_UNSTATED,
                        };
                        let left = self.enzymes.entry(target).or_insert(1.0);
                        *left = left.min(1.0 - inhibited);
                    }
                }
                let weight: f64 = actions.iter().map(|a| a.confidence).sum();
                let efficacy = actions
                    .iter()
                    .map(|a| match a.moves {
                        Move::Activate(e) => a.confidence * e,
                        _ => 0.0,
                    })
                    .sum::<f64>()
                    / weight;
                let potency = actions.iter().find_map(|a| a.potency);
                let reckoned = || match (potency, profile.best) {
                    (Some(at), Some(best)) => share_of_odds(k::BLOCKER_FOLD * best / at),
                    _ => {
                        let known = (known_for(&actions) / best_known).min(1.0);
                        k::BLOCKED_WITHOUT_NUMBER * known * given.against_usual()
                    }
                };
                // Some drugs are not given for what they bind best. A measured share counts up to that of a main target, as the dose may have been large.
                let held = profile.held.get(&target).copied().unwrap_or(0.0);
                let at_usual = || reckoned().max(held.min(share_of_odds(k::BLOCKER_FOLD)));
                let mut shares = match (given.at(target), across) {
                    (
                        Some(Shares {
                            central: Some(inside),
                            peripheral,
                        }),
                        Some(across),
                    ) if peripheral != Some(inside) => vec![
                        (peripheral.unwrap_or_else(at_usual), across.outside()),
                        (inside, across.inside()),
                    ],
                    (given, _) => {
                        let share = given.and_then(|s| s.peripheral.or(s.central));
                        vec![(share.unwrap_or_else(at_usual), reach)]
                    }
                };
                let stays = actions.iter().any(|a| a.irreversible);
                if lasts && !stays && !is_enzyme(inner, target) {
                    for (share, _) in &mut shares {
                        *share *= k::REVERSIBLE_BESIDE_LASTING;
                    }
                }
                let mut reached = Vec::new();
                for &(share, reach) in &shares {
                    reached.push((target, share, reach));
                    let subunits = net.subunits_of(target).iter();
                    reached.extend(subunits.map(|&t| (t, share, reach)));
                    let complexes = net.complexes_of(target).iter();
                    reached.extend(complexes.map(|&t| (t, share * k::SUBUNIT_SHARE, reach)));
                }
                for (target, share, reach) in reached {
                    // What is known of a complex and of its subunits adds up to no less than either.
                    let known = self
                        .targets
                        .iter_mut()
                        .find(|b| b.by == Some(compound) && b.target == target && b.reach == reach);
                    if let Some(known) = known {
                        known.share = known.share.max(share);
                        continue;
                    }
                    self.targets.push(Blocked {
                        target,
                        by: Some(compound),
                        share,
                        efficacy,
                        reach,
                        spares: actions.iter().flat_map(|a| a.spares.clone()).collect(),
                    });
                }
            }
        }
    }

    /// Leaves of what drugs hold these targets alone; what is lost stays lost.
    pub fn keep(&mut self, alone: &[NodeId], losses: &[NodeId]) {
        self.targets
            .retain(|b| b.by.is_none() || alone.contains(&b.target));
        self.enzymes
            .retain(|e, _| alone.contains(e) || losses.contains(e));
    }

    /// The share of an agent's push that is left where it starts, on a route through these nodes.
    ///
    /// A drug that inhibits the uptake by a transporter does there what an agent that inhibits it does, and takes nothing from it; from one that
    /// releases through the transporter it does.
    pub fn left_of(&self, push: &Push, site: Option<Site>, route: &[NodeId]) -> f64 {
        if push.holds_uptake
            && self
                .targets
                .iter()
                .all(|b| b.target != push.target || b.by.is_some())
        {
            return 1.0;
        }
        self.left(push.target, site, route, push.efficacy, push.odds())
    }

    /// The share of a target's signal that is left at a site, on a route through these nodes.
    ///
    /// `driver` is the efficacy of what drives the target, or 0 for a transmitter; `odds` its occupied to its free receptors.
    /// A blocker that takes the share `b` of the receptors away from competition leaves the odds times `1 − b` (Gaddum); a loss leaves nothing.
    pub fn left(
        &self,
        target: NodeId,
        site: Option<Site>,
        route: &[NodeId],
        driver: f64,
        odds: f64,
    ) -> f64 {
        self.targets
            .iter()
            .filter(|b| b.target == target && !b.spares.iter().any(|s| route.contains(s)))
            .map(|b| {
                let relative = if driver > 0.0 {
                    (b.efficacy / driver).min(1.0)
                } else {
                    b.efficacy.min(1.0)
                };
                let free = 1.0 - b.share;
                let competed = if b.by.is_some() {
                    free * (1.0 + odds) / (1.0 + odds * free)
                } else {
                    free
                };
                1.0 - (1.0 - competed) * b.reach.at(site) * (1.0 - relative)
            })
            .product()
    }
}
