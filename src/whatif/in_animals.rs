//! What a dose of a blocker occupies in animals, in which concentrations are rarely known and doses that halve an effect are.

use std::collections::BTreeMap;

use super::{constants as k, network::Network, place, push::share_of_odds};
use crate::{
    graph::{KnowledgeGraph, exposure::KineticConstant, handles::Compound, record::NodeId},
    model::{
        kind::Site,
        measurement::{KineticParameter, Route},
        species::Species,
    },
    quantity::Dose,
};

/// The share of a target that a blocker's dose occupies on either side of the body's barriers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shares {
    /// In the brain and the cord; `None` where nothing says that the dose gets there.
    pub central: Option<f64>,
    /// Outside; `None` where only a dose that acts in the brain is known of what hardly gets there, so that its usual share is taken.
    pub peripheral: Option<f64>,
}

impl Shares {
    /// The same share everywhere.
    pub fn even(share: f64) -> Shares {
        Shares {
            central: Some(share),
            peripheral: Some(share),
        }
    }
}

/// Doses in mg, for each kg or for the animal, that halve what goes through a target.
#[derive(Debug, Default, Clone, Copy)]
struct Halves {
    central: Option<f64>,
    peripheral: Option<f64>,
}

/// The share of each of a blocker's targets that a dose occupies in an animal.
///
/// # Model
/// `occupied = r / (1 + r)` with `r` the dose over the one that doubles the dose which an agonist needs (10^−pA2 mol/kg) or that holds half
/// of the target. A dose that halves what an agonist does through it (AD50) holds two thirds: in competition, half of an effect is gone when
/// the antagonist holds as many times the free receptors as the agonist's own odds and one more, and those are [`k::AGONIST_FOLD`].
/// A target for which no such dose is curated takes that of the target which the blocker binds best among those that have one, times the
/// ratio of the two affinities.
///
/// # Units
/// Doses in mg for each kg of body weight; those into the brain or the cord in mg for the animal.
///
/// # Assumptions
/// Injections stand for one another whatever the route, a dose that names none is taken for one, and so do species of animals where the
/// one asked about has no value; several values count as their geometric mean, limits (`<`, `>`) not at all. The dose is looked at when it
/// was in the experiments. Values from effects outside the brain and the cord count there, others inside; a blocker that does not cross
/// the barriers has no share behind them unless such a dose was measured there.
///
/// # Reference
/// Gaddum's equation with doses for concentrations, as apparent pA2 values in living animals are read (Walker and others 1994, in vivo apparent pA2 analysis for naltrexone).
pub(crate) fn occupied(
    kg: &KnowledgeGraph,
    net: &Network,
    blocker: NodeId,
    dose: Dose,
    species: Species,
    crosses: bool,
    without: &[NodeId],
) -> Result<BTreeMap<NodeId, Shares>, &'static str> {
    let Some(way) = dose.given_by().map_or(Some(Way::Injected), Way::of) else {
        return Err("doses that halve an effect in animals are not known by that route");
    };
    let into = matches!(way, Way::Into(_));
    if into == dose.is_per_kg() {
        return Err(
            "in animals a dose into the brain, the cord or a paw counts as an amount and any other for each kilogram",
        );
    }
    let amount = if into {
        dose.total_milligrams()
    } else {
        dose.milligrams_for_each_kg()
    };
    let all: Vec<KineticConstant> = Compound::new(kg, blocker)
        .kinetics()
        .into_iter()
        .filter(|c| c.parameter().halves() && !c.relation().is_censored())
        .filter(|c| c.species() != Species::Human && !without.contains(&c.source()))
        .filter(|c| c.route().map_or(Some(Way::Injected), Way::of) == Some(way))
        .collect();
    let of_species = |s: Option<Species>| {
        let mut halves: BTreeMap<NodeId, Halves> = BTreeMap::new();
        for target in all.iter().filter_map(KineticConstant::target_node) {
            let mean = |peripheral: bool| {
                let logs: Vec<f64> = all
                    .iter()
                    .filter(|c| c.target_node() == Some(target))
                    .filter(|c| s.is_none_or(|s| c.species() == s))
                    .filter(|c| (c.site() == Some(Site::Peripheral)) == peripheral)
                    .filter_map(|c| {
                        let dose = if into {
                            c.milligrams()
                        } else {
                            c.milligrams_per_kg()
                        };
                        dose.map(|mg| (mg / odds_to_free(c.parameter())).ln())
                    })
                    .collect();
                (!logs.is_empty()).then(|| (logs.iter().sum::<f64>() / logs.len() as f64).exp())
            };
            let found = Halves {
                central: mean(false),
                peripheral: mean(true),
            };
            if found.central.is_some() || found.peripheral.is_some() {
                halves.insert(target, found);
            }
        }
        halves
    };
    let mut halves = of_species(Some(species));
    for (target, any) in of_species(None) {
        halves.entry(target).or_insert(any);
    }
    if halves.is_empty() {
        return Err("no dose of it that halves an effect in animals is curated for such a route");
    }
    let actions = net.profile(blocker).map_or(&[][..], |p| &p.actions);
    let affinity = |target: NodeId| {
        actions
            .iter()
            .find(|a| a.target == target)
            .and_then(|a| a.potency)
    };
    let anchor = halves
        .iter()
        .filter_map(|(&t, h)| Some((affinity(t)?, *h)))
        .min_by(|a, b| a.0.total_cmp(&b.0));
    let share = |half: f64| share_of_odds(amount / half);
    let mut shares = BTreeMap::new();
    for action in actions {
        let target = action.target;
        let half = halves.get(&target).copied().or_else(|| {
            let (best, known) = anchor?;
            let times = affinity(target)? / best;
            Some(Halves {
                central: known.central.map(|d| d * times),
                peripheral: known.peripheral.map(|d| d * times),
            })
        });
        let Some(half) = half else { continue };
        let shared = match (half.central, half.peripheral) {
            (Some(c), Some(p)) => {
                // What gets past a barrier was in front of it.
                let (inside, outside) = (share(c), share(p.min(c)));
                if crosses && outside - inside < k::SAME_SHARE {
                    Shares::even(inside)
                } else {
                    Shares {
                        central: Some(inside),
                        peripheral: Some(outside),
                    }
                }
            }
            (Some(half), None) | (None, Some(half)) if crosses => Shares::even(share(half)),
            (central, peripheral) if central.is_some() || peripheral.is_some() => Shares {
                central: central.map(share),
                peripheral: peripheral.map(share),
            },
            _ => continue,
        };
        shares.insert(target, shared);
    }
    if shares.is_empty() {
        return Err("its actions are not curated at the targets whose half-maximal doses are");
    }
    Ok(shares)
}

/// Held to free receptors after the dose that a constant names.
///
/// An agonist whose odds are `r` loses half of what it does when an antagonist holds `1 + r` for each one free; at its usual dose `r` is
/// [`k::AGONIST_FOLD`]. A dose ratio of two, or half of the target held, is one for one.
fn odds_to_free(constant: KineticParameter) -> f64 {
    match constant {
        KineticParameter::AntagonistDose50 => 1.0 + k::AGONIST_FOLD,
        _ => 1.0,
    }
}

/// Routes whose doses stand for one another.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    Injected,
    ByMouth,
    Into(Route),
}

impl Way {
    fn of(route: Route) -> Option<Way> {
        match route {
            Route::Intravenous
            | Route::Subcutaneous
            | Route::Intraperitoneal
            | Route::Intramuscular => Some(Way::Injected),
            Route::Oral => Some(Way::ByMouth),
            _ => place::local(route).map(|_| Way::Into(route)),
        }
    }
}
