//! One pass: push, flow, gate, block, compare.

use std::collections::BTreeMap;

use super::{
    block::Blockers,
    carried::{follow_all, opposed_by, sign_of, weaken_opposing},
    constants as k, crosstalk, experiments,
    flow::Walk,
    given::{Given, Occupied},
    judge::{class, disputed, sure},
    network::{Network, Observed},
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
        record::{ClaimId, NodeId},
    },
    model::{
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
    /// The targets that the blockers' dose holds alone; all that they bind where this is empty.
    pub selective_for: Vec<NodeId>,
    /// References that are left out.
    pub without: Vec<NodeId>,
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
    for &target in &asked.losses {
        blockers.lose(inner, net, target, site);
    }
    let blocker_doses: Vec<Given<Occupied>> = asked
        .blockers
        .iter()
        .map(|&b| {
            Given::blocker(
                kg,
                net,
                b,
                asked.blocker_dose,
                asked.species,
                &asked.without,
            )
        })
        .collect::<Result<_, Error>>()?;
    for (&blocker, given) in asked.blockers.iter().zip(&blocker_doses) {
        blockers.give(inner, net, blocker, given, asked.blocker_route, site);
    }
    let held_alone = net.with_parts_and_wholes(&asked.selective_for);
    if !held_alone.is_empty() {
        blockers.keep(&held_alone, &asked.losses);
    }
    let usual = agent.pushes(&Enzymes::new());
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
    let seen: Vec<&Observed> = net
        .observed(asked.agent)
        .iter()
        .filter(|o| o.what == asked.effect)
        .collect();
    let only_lowers = !seen.is_empty() && seen.iter().all(|o| o.sign < 0.0);
    let sign = sign_of(&flowed, only_lowers);
    for &blocker in &asked.blockers {
        let own = Agent {
            agent: blocker,
            times_usual: 1.0,
            reach: place::of_blocker(inner, blocker, asked.blocker_route, site),
            to_block: true,
            ..agent
        };
        let opposed = opposed_by(&own, &walk, &usual, sign).into_iter();
        flowed.extend(opposed.filter(|f| held_alone.is_empty() || held_alone.contains(&f.start)));
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
    let observed = seen
        .iter()
        .copied()
        .max_by(|a, b| a.confidence.total_cmp(&b.confidence));
    let weakened = !only_lowers && weaken_opposing(&mut flowed);
    let net_before: f64 = flowed.iter().map(|f| f.before).sum();
    let net_after: f64 = flowed.iter().map(|f| f.after).sum();
    let all: f64 = flowed.iter().map(|f| f.before.abs()).sum();

    let by_route = all >= k::LEAST_EFFECT;
    let (remaining, direction) = if by_route {
        let scale = net_before.abs().max(k::LEAST_NET * all);
        let sign = if net_before < 0.0 { -1.0 } else { 1.0 };
        (1.0 + sign * (net_after - net_before) / scale, sign)
    } else if let Some(&Observed { sign, .. }) = observed {
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
        observed.map(|o| o.confidence),
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
            p.engaged * ratio * blockers.left_of(p, None, &[])
        })
        .sum();
    left / total
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
        let seen = net.observed(asked.agent).iter().any(|o| o.what == effect);
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
