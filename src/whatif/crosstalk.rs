//! What targets do to one another's part in an effect: together more than the sum, or one holding the other down.

use super::{
    block::Blockers,
    carried::{Flowed, emptied},
    constants as k,
    network::{Joint, Network},
    push::Push,
};
use crate::{
    graph::record::NodeId,
    model::species::{Species, lives_in},
};

/// The claims that hold for an effect in a species.
pub(super) struct Seen<'a> {
    pub net: &'a Network,
    pub effect: &'a str,
    pub species: Option<Species>,
}

impl<'a> Seen<'a> {
    fn of(&self, claims: &'a [Joint]) -> impl Iterator<Item = &'a Joint> {
        claims
            .iter()
            .filter(|j| *j.seen_in == *self.effect && lives_in(&j.only_in, self.species))
    }
}

/// What two targets do together beyond the sum, where the agent raises both.
///
/// # Model
/// `α √(a b)` beside `a + b`, with `a` and `b` what flows through each of the two alone and `α` from [`k::SYNERGY`] and the claim's weight and confidence.
pub(super) fn together(seen: &Seen<'_>, flowed: &[Flowed]) -> Vec<Flowed> {
    let mut more = Vec::new();
    for synergy in seen.of(seen.net.synergies()) {
        let raises = |f: &Flowed, target: NodeId| {
            f.raises.iter().any(|(node, site)| {
                *node == target && (synergy.site.is_none() || *site == synergy.site)
            })
        };
        let [a, b] = synergy.targets;
        let mut sums = [[0.0; 2]; 2];
        let mut strongest: [Option<&Flowed>; 2] = [None; 2];
        for f in flowed.iter().filter(|f| f.before != 0.0) {
            let which = match (raises(f, a), raises(f, b)) {
                (true, false) => 0,
                (false, true) => 1,
                _ => continue,
            };
            sums[which][0] += f.before;
            sums[which][1] += f.after;
            if strongest[which].is_none_or(|s| s.before.abs() < f.before.abs()) {
                strongest[which] = Some(f);
            }
        }
        let [Some(first), Some(second)] = strongest else {
            continue;
        };
        // Seen with agonists that were given; a peptide of the body did less than the sum (Horan and others 1992).
        if !flowed.iter().any(|f| synergy.targets.contains(&f.start)) {
            continue;
        }
        let share = k::SYNERGY * synergy.counts();
        let joint = |i: usize| {
            let (x, y): (f64, f64) = (sums[0][i], sums[1][i]);
            if x * y > 0.0 {
                share * x.signum() * (x * y).sqrt()
            } else {
                0.0
            }
        };
        let (before, after) = (joint(0), joint(1));
        if before.abs() < k::LEAST_ROUTE {
            continue;
        }
        let mut pushes = first.pushes.clone();
        pushes.extend(second.pushes.iter().filter(|p| !first.pushes.contains(p)));
        let mut blocked_at: Vec<NodeId> = Vec::new();
        for f in flowed.iter().filter(|f| raises(f, a) || raises(f, b)) {
            let here = f.blocked_at.iter().filter(|n| **n == a || **n == b);
            blocked_at.extend(here);
        }
        blocked_at.sort();
        blocked_at.dedup();
        more.push(Flowed {
            pushes,
            edges: vec![synergy.claim],
            start: a,
            before,
            after,
            confidence: synergy
                .confidence
                .min(first.confidence)
                .min(second.confidence),
            blocked_at,
            gates: Vec::new(),
            raises: Vec::new(),
        });
    }
    more
}

/// What a blockade sets free by taking away a target that holds another down.
///
/// # Model
/// `β` times what flows through the target that is held, for the share of the brake that is taken away, with `β` from [`k::BRAKE`] and the claim's weight and confidence.
pub(super) fn set_free(
    seen: &Seen<'_>,
    flowed: &[Flowed],
    usual: &[Push],
    blockers: &Blockers,
) -> Vec<Flowed> {
    let mut more = Vec::new();
    for brake in seen.of(seen.net.brakes()) {
        let [by, on] = brake.targets;
        let share = k::BRAKE * brake.counts();
        let (mut before, mut after) = (0.0, 0.0);
        let mut strongest: Option<&Flowed> = None;
        let mut is_blocked = false;
        for f in flowed.iter().filter(|f| f.before != 0.0) {
            let held = f
                .raises
                .iter()
                .find(|(node, site)| *node == on && (brake.site.is_none() || *site == brake.site));
            let Some(&(_, site)) = held else { continue };
            let agents_own = 1.0 - emptied(usual, by, site);
            let left = blockers.left(by, site, &[], 0.0, k::TRANSMITTER_ODDS);
            is_blocked |= left < 1.0;
            before += share * (1.0 - agents_own) * f.before;
            after += share * (1.0 - agents_own * left) * f.after;
            if strongest.is_none_or(|s| s.before.abs() < f.before.abs()) {
                strongest = Some(f);
            }
        }
        let Some(strongest) = strongest else { continue };
        if before.abs().max(after.abs()) < k::LEAST_ROUTE {
            continue;
        }
        more.push(Flowed {
            pushes: strongest.pushes.clone(),
            edges: vec![brake.claim],
            start: on,
            before,
            after,
            confidence: brake.confidence.min(strongest.confidence),
            blocked_at: is_blocked.then_some(by).into_iter().collect(),
            gates: Vec::new(),
            raises: Vec::new(),
        });
    }
    more
}
