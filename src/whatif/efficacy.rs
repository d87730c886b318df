//! How strongly a ligand that sits on a receptor turns it on.

use serde::Serialize;

use super::assumptions as assume;
use crate::{
    graph::{KnowledgeGraph, handles::Compound, record::NodeId},
    model::{
        action::Action,
        experiment::Tone,
        measurement::{Bound, Method, Parameter, Unit},
        relation::Relation,
    },
    pharmacology::efficacy_from_maximum,
    quantity::Interval,
};

/// The transducer ratio of a ligand at a receptor and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Transducer {
    pub tau: Interval,
    pub why: String,
}

/// τ as its class usually has it: least, middle, most.
fn of_class(action: Action) -> Option<(f64, f64, f64)> {
    assume::TAU_OF_CLASS
        .iter()
        .find(|(a, _)| *a == action)
        .map(|(_, tau)| *tau)
}

/// Measured maxima if there are any, else the class of action; where classes are disputed, the range spans them.
pub(crate) fn transducer(kg: &KnowledgeGraph, compound: NodeId, target: NodeId) -> Transducer {
    let inner = &kg.0;
    let mut shares = Vec::new();
    for claim in inner.from(compound).iter().map(|&c| inner.claim(c)) {
        if claim.object != target || !matches!(claim.relation, Relation::Acts | Relation::Binds) {
            continue;
        }
        for m in &claim.measurements {
            let exact = matches!(m.bound, Bound::Equal | Bound::Approximately);
            if m.parameter != Parameter::Emax
                || m.method == Method::InVivo
                || m.doubt.is_some()
                || !exact
            {
                continue;
            }
            let share = match m.unit {
                Unit::Percent => m.value / 100.0,
                _ => m.value,
            };
            // A maximum above the reference agonist's says no more than that it is full.
            if let Ok(tau) = efficacy_from_maximum(share.clamp(0.0, assume::FULL_MAXIMUM), 1.0) {
                shares.push(tau);
            }
        }
    }
    let handle = Compound::new(kg, compound);
    let classes: Vec<(f64, (f64, f64, f64), Action)> = handle
        .actions_at(target)
        .iter()
        .filter_map(|a| {
            let tau = of_class(a.action())?;
            Some((a.claim().confidence().value(), tau, a.action()))
        })
        .collect();
    let silent = |a: Action| matches!(a, Action::Antagonist | Action::InverseAgonist);
    let only_silent = !classes.is_empty() && classes.iter().all(|(_, _, a)| silent(*a));
    let positive: Vec<f64> = shares.iter().copied().filter(|t| *t > 0.0).collect();
    if !positive.is_empty()
        && !only_silent
        && let Ok(tau) = Interval::over_papers(&positive, assume::TAU_FOLD)
    {
        let why = format!(
            "its maximum was measured {} {}",
            positive.len(),
            if positive.len() == 1 { "time" } else { "times" }
        );
        return Transducer { tau, why };
    }
    let Some(best) = classes
        .iter()
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, tau, _)| tau.1)
    else {
        let (low, value, high) = assume::TAU_UNKNOWN;
        return Transducer {
            tau: Interval::ordered(low, value, high),
            why: "its action is not curated: anything from none to full is allowed for".into(),
        };
    };
    let low = classes.iter().map(|(_, t, _)| t.0).fold(best, f64::min);
    let high = classes.iter().map(|(_, t, _)| t.2).fold(best, f64::max);
    let mut names: Vec<String> = classes.iter().map(|(_, _, a)| a.to_string()).collect();
    names.sort();
    names.dedup();
    Transducer {
        tau: Interval::ordered(low, best, high),
        why: format!("its class: {}", names.join(" or ")),
    }
}

/// What the endogenous ligands of a target hold, as the ratio of their concentration to their affinity.
pub(crate) fn endogenous(
    kg: &KnowledgeGraph,
    target: NodeId,
    under_stress: bool,
) -> Option<(Interval, Vec<String>)> {
    let inner = &kg.0;
    let mut strongest = None;
    let mut names = Vec::new();
    for claim in inner.to(target).iter().map(|&c| inner.claim(c)) {
        if claim.relation != Relation::LigandOf {
            continue;
        }
        let p = &claim.payload;
        let tone = if under_stress {
            p.tone_under_stress.or(p.tone)
        } else {
            p.tone
        };
        strongest = strongest.max(tone);
        names.push(inner.node(claim.subject).id.to_string());
    }
    if names.is_empty() {
        return None;
    }
    names.sort();
    names.dedup();
    let (low, value, high) = match strongest {
        Some(Tone::High) => assume::TONE_HIGH,
        Some(Tone::Low) => assume::TONE_LOW,
        _ => return None,
    };
    Some((Interval::ordered(low, value, high), names))
}
