//! What a route carries before and after a blockade.

use super::{
    block::Blockers,
    constants as k,
    flow::{Route, Walk},
    push::{Agent, Enzymes, Push},
};
use crate::{
    graph::{
        Inner,
        record::{ClaimId, NodeId},
    },
    model::{
        kind::{Kind, Site},
        species::lives_in,
    },
};

/// What one route carried, and what is left of it.
pub(super) struct Flowed {
    pub pushes: Vec<ClaimId>,
    pub edges: Vec<ClaimId>,
    pub start: NodeId,
    pub before: f64,
    pub after: f64,
    pub confidence: f64,
    pub blocked_at: Vec<NodeId>,
    pub gates: Vec<(ClaimId, f64)>,
    /// What it raises on its way, and where.
    pub raises: Vec<(NodeId, Option<Site>)>,
}

/// Every route of every push.
pub(super) fn follow_all(
    inner: &Inner,
    walk: &Walk<'_>,
    usual: &[Push],
    changed: &[Push],
    blockers: &Blockers,
) -> Vec<Flowed> {
    let mut starts: Vec<NodeId> = usual.iter().map(|p| p.target).collect();
    starts.sort();
    starts.dedup();
    let mut flowed = Vec::new();
    for start in starts {
        for route in walk.routes(start) {
            let one = follow(inner, walk, usual, changed, blockers, &route);
            if one.before.abs() >= k::LEAST_ROUTE || one.after.abs() >= k::LEAST_ROUTE {
                flowed.push(one);
            }
        }
    }
    flowed
}

/// What a blocker that is itself an agonist does against the effect, at receptors that the agent does not activate.
///
/// Where both activate the same receptor they compete, and that is counted there; what a blocker adds to the effect is not a blockade.
pub(super) fn opposed_by(
    blocker: &Agent<'_>,
    walk: &Walk<'_>,
    usual: &[Push],
    sign: f64,
) -> Vec<Flowed> {
    let shared = |target: NodeId| {
        usual
            .iter()
            .any(|p| p.target == target && p.engaged >= k::ENGAGED_IN_VIVO && p.efficacy > 0.0)
    };
    let pushes: Vec<Push> = blocker
        .pushes(&Enzymes::new())
        .into_iter()
        .filter(|p| p.compound == blocker.agent && p.efficacy > 0.0 && !shared(p.target))
        .collect();
    let none = Blockers::default();
    let flowed = follow_all(blocker.inner, walk, &pushes, &pushes, &none);
    let total: f64 = flowed.iter().map(|f| f.before).sum();
    if total * sign < 0.0 && total.abs() >= k::LEAST_EFFECT {
        flowed
            .into_iter()
            .map(|f| Flowed {
                before: 0.0,
                after: f.before,
                ..f
            })
            .collect()
    } else {
        Vec::new()
    }
}

/// Weakens the routes that lower an effect where they outweigh those that raise it; says whether it did.
///
/// Who asks what becomes of an effect takes it that the agent produces it, unless somebody saw that it lowers it; the weights of opposing routes are the least certain part of the sum.
pub(super) fn weaken_opposing(flowed: &mut [Flowed]) -> bool {
    let raises: f64 = flowed.iter().map(|f| f.before.max(0.0)).sum();
    let lowers: f64 = flowed.iter().map(|f| (-f.before).max(0.0)).sum();
    if raises < k::LEAST_EFFECT || lowers <= raises {
        return false;
    }
    let factor = k::MOST_AGAINST * raises / lowers;
    for f in flowed.iter_mut().filter(|f| f.before < 0.0) {
        f.before *= factor;
        f.after *= factor;
    }
    true
}

/// Whether the routes together raise the effect (1) or lower it (−1), once [`weaken_opposing`] has weakened those against it.
pub(super) fn sign_of(flowed: &[Flowed], only_lowers: bool) -> f64 {
    let raises: f64 = flowed.iter().map(|f| f.before.max(0.0)).sum();
    let net: f64 = flowed.iter().map(|f| f.before).sum();
    if net < 0.0 && (only_lowers || raises < k::LEAST_EFFECT) {
        -1.0
    } else {
        1.0
    }
}

/// What a route carries before and after.
fn follow(
    inner: &Inner,
    walk: &Walk<'_>,
    usual: &[Push],
    changed: &[Push],
    blockers: &Blockers,
    route: &Route<'_>,
) -> Flowed {
    let site = route.site(0);
    let nodes: Vec<NodeId> = route.nodes().collect();
    let (mut before, mut after) = (0.0, 0.0);
    let mut best: Option<&Push> = None;
    let mut blocked_at = Vec::new();
    for push in usual.iter().filter(|p| p.target == route.start) {
        let sure = push.confidence.min(route.confidence) / route.confidence;
        let sure = sure.powf(k::CONFIDENCE_POWER);
        let one = push.amount * push.reach.at(site) * sure;
        before += one;
        if best.is_none_or(|b| b.amount.abs() < push.amount.abs()) {
            best = Some(push);
        }
        let left = blockers.left_of(push, site, &nodes);
        let later = changed
            .iter()
            .find(|p| p.target == push.target && p.compound == push.compound);
        let later = later.map_or(0.0, |p| p.amount) * push.reach.at(site) * sure;
        after += later * left;
        if left < 1.0 && !blocked_at.contains(&route.start) {
            blocked_at.push(route.start);
        }
    }
    before *= route.passes;
    after *= route.passes;
    let mut gates = Vec::new();
    for (i, &node) in nodes.iter().enumerate() {
        let here = route.site(i);
        if i > 0 && inner.node(node).kind == Kind::Target {
            let by_agent = emptied(usual, node, here);
            before *= 1.0 - by_agent;
            after *= 1.0 - by_agent;
            let left = blockers.left(node, here, &nodes, 0.0, k::TRANSMITTER_ODDS);
            after *= left;
            if left < 1.0 {
                blocked_at.push(node);
            }
        }
        for gate in walk.net.gates(node) {
            if !lives_in(&gate.only_in, walk.species) {
                continue;
            }
            let left = blockers.left(gate.needs, here, &nodes, 0.0, k::TRANSMITTER_ODDS);
            if left < 1.0 {
                let open = 1.0 - (1.0 - left) * gate.closes();
                after *= open;
                gates.push((gate.claim, open));
            }
            let by_agent = emptied(usual, gate.needs, here);
            let open = 1.0 - by_agent * gate.closes();
            before *= open;
            after *= open;
        }
    }
    let mut raised = best.is_some_and(|b| b.amount > 0.0);
    let mut raises = Vec::new();
    for (i, &node) in nodes.iter().enumerate() {
        if i > 0 {
            raised ^= route.edges[i - 1].sign < 0.0;
        }
        if raised && inner.node(node).kind == Kind::Target {
            raises.push((node, route.site(i)));
        }
    }
    Flowed {
        raises,
        pushes: best.map(|p| p.claims.clone()).unwrap_or_default(),
        edges: route.edges.iter().map(|e| e.claim).collect(),
        start: route.start,
        before,
        after,
        confidence: best.map_or(0.0, |p| p.confidence).min(route.confidence),
        blocked_at,
        gates,
    }
}

/// How far the agent itself keeps a transmitter from its receptor.
pub(super) fn emptied(usual: &[Push], target: NodeId, site: Option<Site>) -> f64 {
    let left: f64 = usual
        .iter()
        .filter(|p| p.target == target && p.amount < 0.0)
        .map(|p| 1.0 - p.engaged * (1.0 - p.efficacy) * p.reach.at(site))
        .product();
    1.0 - left
}
