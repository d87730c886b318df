//! One pass: push, flow, gate, block, compare.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    block::Blockers,
    constants as k, crosstalk, experiments,
    flow::{Route, Walk, lives_in},
    given::{Given, Occupied},
    network::Network,
    place,
    prediction::{BlockadePrediction, ClosedGate, EffectRoute},
    push::{Agent, Enzymes, Push},
    tell::{self, Assumed},
};
use crate::{
    error::Error,
    graph::{
        Inner, KnowledgeGraph,
        claim::Claim,
        confidence,
        confidence::Confidence,
        record::{ClaimId, NodeId},
    },
    model::{
        evidence::Status,
        experiment::BlockadeResult,
        kind::{Kind, Site},
        measurement::Route as GivenBy,
        species::Species,
    },
    quantity::Dose,
};

/// A question whose names are resolved.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub agent: NodeId,
    pub blockers: Vec<NodeId>,
    pub losses: Vec<NodeId>,
    pub effect: NodeId,
    pub site: Option<Site>,
    pub dose: Option<Dose>,
    /// Of the blocker, where there is one.
    pub blocker_dose: Option<Dose>,
    pub route: Option<GivenBy>,
    pub blocker_route: Option<GivenBy>,
    pub repeated: bool,
    pub species: Option<Species>,
}

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

pub(crate) fn predict(
    kg: &KnowledgeGraph,
    net: &Network,
    asked: &Asked,
) -> Result<BlockadePrediction, Error> {
    let inner: &Inner = &kg.0;
    let effect_id: &str = &inner.node(asked.effect).id;
    let stress = k::UNDER_STRESS.contains(&effect_id);
    let repeated = asked.repeated || k::BY_REPETITION.contains(&effect_id);
    let dose = Given::agent(kg, asked.agent, asked.dose, asked.species)?;
    let agent = Agent {
        inner,
        net,
        agent: asked.agent,
        effect: asked.effect,
        times_usual: dose.times_usual(),
        reach: place::of_agent(inner, asked.agent, asked.route),
        stress,
        to_block: false,
    };
    // The dorsal horn that an intracisternal dose reaches is the medulla's, so a blockade in the brain covers all that it does.
    let site = match (asked.site, asked.route) {
        (Some(Site::Central), Some(GivenBy::Intracisternal)) => None,
        (site, _) => site,
    };
    let mut blockers = Blockers::default();
    let usual = agent.pushes(&Enzymes::new());
    let own: BTreeSet<NodeId> = usual
        .iter()
        .filter(|p| p.engaged >= k::ENGAGED_IN_VIVO)
        .map(|p| p.target)
        .collect();
    for &target in &asked.losses {
        blockers.lose(inner, net, target, site, &own);
    }
    let blocker_doses: Vec<Given<Occupied>> = asked
        .blockers
        .iter()
        .map(|&b| Given::blocker(kg, net, b, asked.blocker_dose, asked.species))
        .collect::<Result<_, Error>>()?;
    for (&blocker, given) in asked.blockers.iter().zip(&blocker_doses) {
        blockers.give(inner, net, blocker, given, asked.blocker_route, site);
    }
    let changed = agent.pushes(&blockers.enzymes);
    let walk = Walk {
        net,
        effect: asked.effect,
        towards: net.towards(asked.effect),
        species: asked.species,
        repeated,
    };
    let mut flowed = follow_all(inner, &walk, &usual, &changed, &blockers);
    let through_targets: f64 = flowed.iter().map(|f| f.before.abs()).sum();
    if through_targets < k::LEAST_EFFECT {
        let moved = agent.processes();
        flowed.extend(follow_all(inner, &walk, &moved, &moved, &blockers));
    }
    let sign = flowed.iter().map(|f| f.before).sum::<f64>().signum();
    for &blocker in &asked.blockers {
        let own = Agent {
            agent: blocker,
            times_usual: 1.0,
            reach: place::of_blocker(inner, blocker, asked.blocker_route, site),
            to_block: true,
            ..agent
        };
        flowed.extend(opposed_by(&own, &walk, &usual, sign));
    }
    let seen_together = crosstalk::Seen {
        net,
        effect: effect_id,
        species: asked.species,
    };
    let joint = crosstalk::together(&seen_together, &flowed);
    let freed = crosstalk::set_free(&seen_together, &flowed, &usual, &blockers);
    flowed.extend(joint);
    flowed.extend(freed);
    flowed.sort_by(|a, b| {
        b.before
            .abs()
            .total_cmp(&a.before.abs())
            .then_with(|| (a.start, &a.edges).cmp(&(b.start, &b.edges)))
    });
    let seen: Vec<&(NodeId, ClaimId, f64, f64)> = net
        .observed(asked.agent)
        .iter()
        .filter(|(effect, ..)| *effect == asked.effect)
        .collect();
    let observed = seen.iter().copied().max_by(|a, b| a.3.total_cmp(&b.3));
    let only_lowers = !seen.is_empty() && seen.iter().all(|o| o.2 < 0.0);
    let weakened = !only_lowers && weaken_opposing(&mut flowed);
    let net_before: f64 = flowed.iter().map(|f| f.before).sum();
    let net_after: f64 = flowed.iter().map(|f| f.after).sum();
    let all: f64 = flowed.iter().map(|f| f.before.abs()).sum();

    let by_route = all >= k::LEAST_EFFECT;
    let (remaining, direction) = if by_route {
        let scale = net_before.abs().max(k::LEAST_NET * all);
        let sign = if net_before < 0.0 { -1.0 } else { 1.0 };
        (1.0 + sign * (net_after - net_before) / scale, sign)
    } else if let Some(&(_, _, sign, _)) = observed {
        (by_targets(&usual, &changed, &blockers), sign)
    } else {
        return Err(not_produced(kg, net, asked, &agent));
    };
    let remaining = if remaining.is_finite() {
        remaining.max(0.0)
    } else {
        1.0
    };
    let result = class(remaining);

    let disputed_claims = disputed(inner, &flowed, net_after - net_before);
    let published = experiments::of(kg, asked, result, &blockers);
    let confidence = sure(
        &flowed,
        remaining,
        by_route,
        observed.map(|o| o.3),
        !disputed_claims.is_empty(),
    );
    let claim = |id: ClaimId| Claim::new(kg, id);
    let gates = {
        let mut seen: BTreeMap<ClaimId, f64> = BTreeMap::new();
        for (id, open) in flowed.iter().flat_map(|f| &f.gates) {
            let known = seen.entry(*id).or_insert(*open);
            *known = known.min(*open);
        }
        seen.into_iter()
            .map(|(id, open)| ClosedGate {
                claim: claim(id),
                open,
            })
            .collect()
    };
    let routes: Vec<EffectRoute> = flowed
        .iter()
        .map(|f| {
            let steps = f.pushes.iter().chain(&f.edges).map(|&id| claim(id));
            EffectRoute::new(
                steps.collect(),
                f.pushes.len(),
                f.before,
                f.after,
                f.confidence,
                f.blocked_at
                    .iter()
                    .map(|n| inner.node(*n).id.to_string())
                    .collect(),
            )
        })
        .collect();
    Ok(BlockadePrediction {
        agent: inner.node(asked.agent).name.to_string(),
        blocked: tell::blocked(kg, asked),
        effect: inner.node(asked.effect).name.to_string(),
        result,
        remaining,
        lowers: direction < 0.0,
        confidence,
        routes,
        gates,
        assumptions: tell::assumptions(
            kg,
            asked,
            &Assumed {
                usual: &usual,
                dose: &dose,
                blockers: &blockers,
                blocker_doses: &blocker_doses,
                by_route,
                inferred: observed.is_none() && !published.any_target,
                weakened,
                stress,
                repeated,
            },
        ),
        disputed_claims: disputed_claims.into_iter().map(claim).collect(),
        published,
    })
}

/// Every route of every push.
fn follow_all(
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
fn opposed_by(blocker: &Agent<'_>, walk: &Walk<'_>, usual: &[Push], sign: f64) -> Vec<Flowed> {
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
fn weaken_opposing(flowed: &mut [Flowed]) -> bool {
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
        let left = blockers.left(route.start, site, &nodes, push.efficacy, push.odds());
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

/// Where no route is known, the observed effect is shared out over the agent's targets by how far it engages them.
fn by_targets(usual: &[Push], changed: &[Push], blockers: &Blockers) -> f64 {
    let total: f64 = usual.iter().map(|p| p.engaged).sum();
    if total <= 0.0 {
        return 1.0;
    }
    let left: f64 = usual
        .iter()
        .zip(changed)
        .map(|(p, later)| {
            let ratio = if p.amount == 0.0 {
                1.0
            } else {
                later.amount / p.amount
            };
            p.engaged * ratio * blockers.left(p.target, None, &[], p.efficacy, p.odds())
        })
        .sum();
    left / total
}

pub(crate) fn class(remaining: f64) -> BlockadeResult {
    let [abolished, attenuated, potentiated] = k::CLASSES;
    if remaining <= abolished {
        BlockadeResult::Abolished
    } else if remaining <= attenuated {
        BlockadeResult::Attenuated
    } else if remaining < potentiated {
        BlockadeResult::Unchanged
    } else {
        BlockadeResult::Potentiated
    }
}

/// The claims with evidence on both sides without which the result would be another: they carry half of the change or more.
fn disputed(inner: &Inner, flowed: &[Flowed], change: f64) -> Vec<ClaimId> {
    let total: f64 = flowed.iter().map(|f| (f.after - f.before).abs()).sum();
    if total < k::LEAST_ROUTE || change.abs() < k::LEAST_ROUTE {
        return Vec::new();
    }
    let mut share: BTreeMap<ClaimId, f64> = BTreeMap::new();
    for f in flowed {
        let moved = (f.after - f.before).abs() / total;
        let all = f.pushes.iter().chain(&f.edges);
        for &id in all.chain(f.gates.iter().map(|(id, _)| id)) {
            *share.entry(id).or_default() += moved;
        }
    }
    share
        .into_iter()
        .filter(|(id, s)| {
            let claim = inner.claim(*id);
            *s >= 0.5
                && confidence::status(claim) == Status::Disputed
                && confidence::share_against(inner, claim) >= k::DISPUTED_SHARE
        })
        .map(|(id, _)| id)
        .collect()
}

fn sure(
    flowed: &[Flowed],
    remaining: f64,
    by_route: bool,
    observed: Option<f64>,
    disputed: bool,
) -> Confidence {
    let total: f64 = flowed.iter().map(|f| f.before.abs()).sum();
    let mut lines = Vec::new();
    let claims = if by_route && total > 0.0 {
        let mean = flowed
            .iter()
            .map(|f| f.before.abs() * f.confidence)
            .sum::<f64>()
            / total;
        lines.push(format!(
            "routes: mean confidence of their weakest claims, by what they carry: {mean:.2}"
        ));
        mean
    } else {
        let value = observed.unwrap_or(0.0) * 0.5;
        lines.push(format!(
            "no route is curated: half the confidence of the observation: {value:.2}"
        ));
        value
    };
    let distance = k::CLASSES
        .iter()
        .map(|limit| (remaining - limit).abs())
        .fold(f64::INFINITY, f64::min);
    let margin = (0.5 + distance / 0.3).min(1.0);
    lines.push(format!(
        "margin: {distance:.2} from the nearest limit between classes, factor {margin:.2}"
    ));
    let against = if disputed { 0.7 } else { 1.0 };
    if disputed {
        lines.push("a claim that decides is disputed, factor 0.70".to_owned());
    }
    Confidence::derived(claims * margin * against, lines)
}

/// The effects that a compound does produce, strongest first.
fn not_produced(kg: &KnowledgeGraph, net: &Network, asked: &Asked, agent: &Agent<'_>) -> Error {
    let inner: &Inner = &kg.0;
    let usual = agent.pushes(&Enzymes::new());
    let mut produced: Vec<(f64, String)> = Vec::new();
    for effect in inner.of_kind(Kind::Effect).map(NodeId) {
        let walk = Walk {
            net,
            effect,
            towards: net.towards(effect),
            species: asked.species,
            repeated: asked.repeated,
        };
        let mut all = 0.0;
        for push in &usual {
            for route in walk.routes(push.target) {
                all += (push.amount * push.reach.at(route.site(0)) * route.passes).abs();
            }
        }
        let seen = net.observed(asked.agent).iter().any(|o| o.0 == effect);
        if all >= k::LEAST_EFFECT || seen {
            produced.push((all, inner.node(effect).id.to_string()));
        }
    }
    produced.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let names: Vec<String> = produced.into_iter().map(|(_, id)| id).collect();
    let accepted = if names.is_empty() {
        "no action that leads to an effect is curated for it".to_owned()
    } else {
        format!("it moves {}", names.join(", "))
    };
    Error::invalid_with(
        "effect",
        &inner.node(asked.effect).id,
        &format!(
            "no route in the graph leads from {} to it, and nobody is recorded to have seen it",
            inner.node(asked.agent).name
        ),
        &accepted,
        names,
    )
}
