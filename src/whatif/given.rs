//! What the amount of a stated dose changes: how much of a blocker's targets it occupies, and how much of the agent there is.

use std::collections::BTreeMap;

use super::{
    assumptions as assume, constants as k,
    in_animals::{self, Shares},
    network::Network,
    place,
};
use crate::{
    display::number::short,
    error::Error,
    graph::{
        KnowledgeGraph,
        record::{NodeData, NodeId},
        study::GivenDose,
    },
    model::species::Species,
    quantity::Dose,
};

/// A dose and what came of it, or why its amount could not be counted.
#[derive(Debug, Clone)]
pub(crate) enum Given<T> {
    /// No dose is stated, or none with an amount that is asked about.
    Usual,
    Counted(Dose, T),
    NotCounted(Dose, &'static str),
}

/// The share of each of a blocker's targets that a dose occupies.
pub(crate) type Occupied = BTreeMap<NodeId, Shares>;

pub(crate) fn is_animal(species: Species) -> bool {
    !matches!(species, Species::Human | Species::NotStated)
}

fn in_people(species: Option<Species>) -> bool {
    species.is_none_or(|s| !is_animal(s))
}

impl<T> Given<T> {
    /// Counts the amount where a route is named and people take it; `count` may still say why not.
    fn counted(
        dose: Option<Dose>,
        species: Option<Species>,
        count: impl FnOnce(Dose) -> Result<Result<T, &'static str>, Error>,
    ) -> Result<Self, Error> {
        let Some(dose) = dose else {
            return Ok(Given::Usual);
        };
        let counted = if !in_people(species) {
            Err("exposures are curated for people only")
        } else if dose.given_by().is_none() {
            Err("it names no route")
        } else {
            count(dose)?
        };
        Ok(match counted {
            Ok(value) => Given::Counted(dose, value),
            Err(why) => Given::NotCounted(dose, why),
        })
    }
}

impl Given<Occupied> {
    /// # Model
    /// In people, occupancy by [`KnowledgeGraph::engagement`] at the dose's peak or the time that it names, target by target; in animals,
    /// the dose against those that halve an effect there ([`in_animals::occupied`]).
    pub fn blocker(
        kg: &KnowledgeGraph,
        net: &Network,
        blocker: NodeId,
        dose: Option<Dose>,
        species: Option<Species>,
        without: &[NodeId],
    ) -> Result<Self, Error> {
        let crosses = !place::is_restricted(&kg.0, blocker);
        if let (Some(dose), Some(species)) = (dose, species.filter(|s| is_animal(*s))) {
            let counted = in_animals::occupied(kg, net, blocker, dose, species, crosses, without);
            return Ok(match counted {
                Ok(shares) => Given::Counted(dose, shares),
                Err(why) => Given::NotCounted(dose, why),
            });
        }
        Given::counted(dose, species, |dose| {
            let engagement = match kg.engagement(&kg.0.node(blocker).id, dose) {
                Ok(e) if e.has_exposure() => e,
                Ok(_) => return Ok(Err("its concentration after such a dose is only bounded")),
                Err(e) if e.is_missing_input() => {
                    return Ok(Err("its concentration after such a dose is not known"));
                }
                Err(e) => return Err(e),
            };
            let actions = net.profile(blocker).map_or(&[][..], |p| &p.actions);
            let occupied: Occupied = actions
                .iter()
                .filter(|a| a.potency.is_some())
                .filter_map(|a| {
                    let o = engagement.occupancy_at(a.target).ok()?;
                    let share = o.value().clamp(0.0, 1.0);
                    let shares = Shares {
                        central: crosses.then_some(share),
                        peripheral: Some(share),
                    };
                    Some((a.target, shares))
                })
                .collect();
            Ok(if occupied.is_empty() {
                Err("its affinities are not curated")
            } else {
                Ok(occupied)
            })
        })
    }

    /// The occupied share of a target.
    pub fn at(&self, target: NodeId) -> Option<Shares> {
        match self {
            Given::Counted(_, occupied) => occupied.get(&target).copied(),
            _ => None,
        }
    }

    /// What the dose does at the target that it occupies most, against a usual dose there, 0 to 1: for actions without a number.
    pub fn against_usual(&self) -> f64 {
        match self {
            Given::Counted(_, occupied) => {
                let most = occupied
                    .values()
                    .filter_map(|s| s.peripheral.or(s.central))
                    .fold(0.0, f64::max);
                (most / k::BLOCKED_WITHOUT_NUMBER).min(1.0)
            }
            _ => 1.0,
        }
    }
}

impl Given<f64> {
    /// # Model
    /// The dose over the usual one: the geometric mean of the doses by the same route whose peak concentrations are curated.
    ///
    /// # Assumptions
    /// Linear kinetics; doses whose kinetics were studied are those that are given.
    pub fn agent(
        kg: &KnowledgeGraph,
        agent: NodeId,
        dose: Option<Dose>,
        species: Option<Species>,
    ) -> Result<Self, Error> {
        Given::counted(dose, species, |dose| {
            let NodeData::Compound(data) = &kg.0.node(agent).data else {
                return Ok(Err("it is no compound"));
            };
            let logs: Vec<f64> = data
                .exposures
                .iter()
                .filter(|e| e.analyte == agent && in_people(Some(e.species)))
                .filter(|e| Some(e.dose.route) == dose.given_by())
                .filter_map(|e| GivenDose::from(&e.dose).to_dose())
                .map(|d| d.total_milligrams().ln())
                .filter(|log| log.is_finite())
                .collect();
            if logs.is_empty() {
                return Ok(Err("no usual dose by that route is curated"));
            }
            let usual = (logs.iter().sum::<f64>() / logs.len() as f64).exp();
            let ratio = dose.total_milligrams() / usual;
            if (1.0 / assume::FARTHEST_DOSE..=assume::FARTHEST_DOSE).contains(&ratio) {
                return Ok(Ok(ratio));
            }
            Err(Error::invalid(
                "dose",
                dose,
                &format!("it is {} times the usual one", short(ratio)),
                &format!(
                    "a dose within a factor of {} of {} mg, the mean of those in `exposures()`",
                    assume::FARTHEST_DOSE,
                    short(usual)
                ),
            ))
        })
    }

    /// The dose as a multiple of the usual one.
    pub fn times_usual(&self) -> f64 {
        match self {
            Given::Counted(_, ratio) => *ratio,
            _ => 1.0,
        }
    }
}
