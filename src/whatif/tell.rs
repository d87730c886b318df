//! What a prediction says about itself in words.

use super::{
    block::Blockers,
    constants as k,
    given::{Given, Occupied, is_animal},
    place::{self, Reach},
    predict::Asked,
    push::Push,
};
use crate::{
    display::{number::short, text},
    graph::{KnowledgeGraph, record::NodeId},
    model::kind::Site,
    quantity::Dose,
};

/// What is blocked, as it stands after the agent's name: `after naltrexone`, `without MOR`.
pub(crate) fn blocked(kg: &KnowledgeGraph, asked: &Asked) -> String {
    let name = |n: &NodeId| kg.0.node(*n).name.to_string();
    let id = |n: &NodeId| kg.0.node(*n).id.to_string();
    let mut parts = Vec::new();
    if !asked.blockers.is_empty() {
        let names: Vec<String> = asked.blockers.iter().map(name).collect();
        parts.push(format!("after {}", text::and(&names)));
    }
    if !asked.losses.is_empty() {
        let names: Vec<String> = asked.losses.iter().map(id).collect();
        parts.push(format!("without {}", text::and(&names)));
    }
    parts.join(" and ")
}

/// What was assumed on the way to one prediction.
pub(crate) struct Assumed<'a> {
    pub usual: &'a [Push],
    pub dose: &'a Given<f64>,
    pub blockers: &'a Blockers,
    /// In the order of the blockers asked about.
    pub blocker_doses: &'a [Given<Occupied>],
    pub by_route: bool,
    /// Whether nobody is recorded to have seen the agent move the effect.
    pub inferred: bool,
    pub weakened: bool,
    pub stress: bool,
    pub repeated: bool,
}

pub(crate) fn assumptions(
    kg: &KnowledgeGraph,
    asked: &Asked,
    assumed: &Assumed<'_>,
) -> Vec<String> {
    let Assumed {
        usual, blockers, ..
    } = assumed;
    let inner = &kg.0;
    let mut list = Vec::new();
    let agent = &inner.node(asked.agent).name;
    let at = match assumed.dose {
        Given::Counted(dose, ratio) => format!("{dose}, {} times its usual dose", short(*ratio)),
        _ => "its usual dose".to_owned(),
    };
    list.push(format!(
        "{agent} at {at} (usual: agonists at {} times, inhibitors at {} times the constant at their strongest target); engaged: {}",
        short(k::AGONIST_FOLD),
        short(k::INHIBITOR_FOLD),
        engaged(kg, usual)
    ));
    if let Given::NotCounted(dose, why) = assumed.dose {
        list.push(not_counted(agent, dose, why));
    }
    for (&blocker, given) in asked.blockers.iter().zip(assumed.blocker_doses) {
        let of_blocker = || blockers.targets.iter().filter(|b| b.by == Some(blocker));
        let mut at: Vec<(f64, String)> = of_blocker()
            .filter(|b| b.share >= 0.1 && b.reach != Reach::NOWHERE)
            .map(|b| {
                let target = &inner.node(b.target).id;
                let elsewhere = of_blocker().any(|o| o.target == b.target && o.reach != b.reach);
                let where_to = match b.reach.outside() == b.reach {
                    true if elsewhere => " outside the brain and the cord",
                    false if elsewhere => " inside the brain and the cord",
                    _ => "",
                };
                (
                    b.share,
                    format!("{target} {:.0} %{where_to}", 100.0 * b.share),
                )
            })
            .collect();
        at.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let at: Vec<String> = at.into_iter().map(|(_, t)| t).collect();
        let name = &inner.node(blocker).name;
        let any = blockers.targets.iter().any(|b| b.by == Some(blocker));
        list.push(match given {
            _ if !any => format!("{name}: no blocking action is curated, so it changes nothing here"),
            Given::Counted(dose, _) if at.is_empty() => {
                format!("{name} at {dose} occupies less than 10 % of every target")
            }
            Given::Counted(dose, _) if asked.species.is_some_and(is_animal) => format!(
                "{name} at {dose}, against the doses that halve an effect in animals; blocked: {}",
                at.join(", ")
            ),
            Given::Counted(dose, _) => format!(
                "{name} at {dose}, as far as that occupies its targets; blocked: {}",
                at.join(", ")
            ),
            _ => format!(
                "{name} at its usual dose: {} times the constant at its strongest target; blocked: {}",
                short(k::BLOCKER_FOLD),
                at.join(", ")
            ),
        });
        if let Given::NotCounted(dose, why) = given {
            list.push(not_counted(name, dose, why));
        }
        let mut spared: Vec<String> = blockers
            .targets
            .iter()
            .filter(|b| b.by == Some(blocker))
            .flat_map(|b| b.spares.iter().map(|&n| inner.node(n).name.to_string()))
            .collect();
        spared.sort();
        spared.dedup();
        if !spared.is_empty() {
            list.push(format!(
                "{name} leaves alone the receptors that serve {}",
                text::and(&spared)
            ));
        }
        let gets_inside = of_blocker().any(|b| b.reach.inside() != Reach::NOWHERE);
        if place::is_restricted(inner, blocker) && !gets_inside {
            list.push(format!("{name} stays outside the brain and the cord"));
        }
    }
    if !asked.selective_for.is_empty() {
        let ids = asked.selective_for.iter();
        let ids: Vec<String> = ids.map(|&t| inner.node(t).id.to_string()).collect();
        list.push(format!(
            "the blocker's dose is selective for {}: what else it binds is left free",
            text::and(&ids)
        ));
    }
    if place::is_restricted(inner, asked.agent) && asked.route.and_then(place::local).is_none() {
        list.push(format!("{agent} stays outside the brain and the cord"));
    }
    match asked.site {
        Some(Site::Systemic) | None => {}
        Some(site) => list.push(format!("the blockade is confined to {site} sites")),
    }
    if assumed.stress {
        list.push(
            "the effect is tested under stress, so receptors have their tone under stress"
                .to_owned(),
        );
    }
    if assumed.repeated {
        list.push("repeated dosing, so mechanisms that need it count in full".to_owned());
    }
    for (enzyme, activity) in &blockers.enzymes {
        let id = &inner.node(*enzyme).id;
        list.push(format!(
            "{id} works at {} of its usual rate",
            short(*activity)
        ));
    }
    if assumed.weakened {
        list.push(format!(
            "more routes lower the effect than raise it; since {agent} is said to produce it, those against it count at most half of those for it"
        ));
    }
    if assumed.inferred {
        list.push(format!(
            "that {agent} moves the effect at all is inferred from the routes: no observation or experiment of it is curated"
        ));
    }
    if !assumed.by_route {
        list.push("no route is curated: the observed effect is shared out over the targets that the agent engages".to_owned());
    }
    list
}

fn not_counted(name: &str, dose: &Dose, why: &str) -> String {
    format!("the amount of {name} ({dose}) is not counted: {why}; its route and site are")
}

fn engaged(kg: &KnowledgeGraph, usual: &[Push]) -> String {
    let mut best: Vec<(f64, String)> = Vec::new();
    for push in usual.iter().filter(|p| p.amount != 0.0) {
        let id = kg.0.node(push.target).id.to_string();
        match best.iter_mut().find(|(_, t)| *t == id) {
            Some(known) => known.0 = known.0.max(push.engaged),
            None => best.push((push.engaged, id)),
        }
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    if best.is_empty() {
        return "no target that is curated".to_owned();
    }
    let list: Vec<String> = best
        .into_iter()
        .map(|(share, id)| format!("{id} {:.0} %", 100.0 * share))
        .collect();
    list.join(", ")
}
