//! What the amount of a stated dose changes: how much of a blocker's targets it occupies, and how much of the agent there is.

use std::collections::BTreeMap;

use super::{assumptions as assume, constants as k, network::Network};
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
    NotCounted(Dose, String),
}

/// The share of each of a blocker's targets that a dose occupies.
pub(crate) type Occupied = BTreeMap<NodeId, f64>;

/// Why the amount of a dose cannot be counted, whatever is given.
fn why_not(dose: &Dose, species: Option<Species>) -> Option<&'static str> {
    if !species.is_none_or(|s| matches!(s, Species::Human | Species::NotStated)) {
        return Some("exposures are curated for people only");
    }
    dose.given_by().is_none().then_some("it names no route")
}

impl Given<Occupied> {
    /// # Model
    /// Occupancy by [`KnowledgeGraph::engagement`] at the dose's peak or the time that it names, target by target.
    pub fn blocker(
        kg: &KnowledgeGraph,
        net: &Network,
        blocker: NodeId,
        dose: Option<Dose>,
        species: Option<Species>,
    ) -> Result<Self, Error> {
        let Some(dose) = dose else {
            return Ok(Given::Usual);
        };
        let not = |why: &str| Ok(Given::NotCounted(dose, why.to_owned()));
        if let Some(why) = why_not(&dose, species) {
            return not(why);
        }
        let engagement = match kg.engagement(&kg.0.node(blocker).id, dose) {
            Ok(e) if e.has_exposure() => e,
            Ok(_) => return not("its concentration after such a dose is only bounded"),
            Err(e) if e.is_missing_input() => {
                return not("its concentration after such a dose is not known");
            }
            Err(e) => return Err(e),
        };
        let actions = net.profile(blocker).map_or(&[][..], |p| &p.actions);
        let occupied: Occupied = actions
            .iter()
            .filter(|a| a.potency.is_some())
            .filter_map(|a| {
                let o = engagement.occupancy_at(a.target).ok()?;
                Some((a.target, o.value().clamp(0.0, 1.0)))
            })
            .collect();
        if occupied.is_empty() {
            return not("its affinities are not curated");
        }
        Ok(Given::Counted(dose, occupied))
    }

    /// The occupied share of a target.
    pub fn at(&self, target: NodeId) -> Option<f64> {
        match self {
            Given::Counted(_, occupied) => occupied.get(&target).copied(),
            _ => None,
        }
    }

    /// What the dose does at the target that it occupies most, against a usual dose there, 0 to 1: for actions without a number.
    pub fn against_usual(&self) -> f64 {
        match self {
            Given::Counted(_, occupied) => {
                let most = occupied.values().copied().fold(0.0, f64::max);
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
        let Some(dose) = dose else {
            return Ok(Given::Usual);
        };
        let not = |why: &str| Ok(Given::NotCounted(dose, why.to_owned()));
        if let Some(why) = why_not(&dose, species) {
            return not(why);
        }
        let NodeData::Compound(data) = &kg.0.node(agent).data else {
            return Ok(Given::Usual);
        };
        let logs: Vec<f64> = data
            .exposures
            .iter()
            .filter(|e| Some(e.dose.route) == dose.given_by())
            .filter_map(|e| GivenDose::from(&e.dose).to_dose())
            .map(|d| d.total_milligrams().ln())
            .filter(|log| log.is_finite())
            .collect();
        if logs.is_empty() {
            return not("no usual dose by that route is curated");
        }
        let usual = (logs.iter().sum::<f64>() / logs.len() as f64).exp();
        let ratio = dose.total_milligrams() / usual;
        if !(1.0 / assume::FARTHEST_DOSE..=assume::FARTHEST_DOSE).contains(&ratio) {
            return Err(Error::invalid(
                "dose",
                dose,
                &format!("it is {} times the usual one", short(ratio)),
                &format!(
                    "a dose within a factor of {} of {} mg, the mean of those in `exposures()`",
                    assume::FARTHEST_DOSE,
                    short(usual)
                ),
            ));
        }
        Ok(Given::Counted(dose, ratio))
    }

    /// The dose as a multiple of the usual one.
    pub fn times_usual(&self) -> f64 {
        match self {
            Given::Counted(_, ratio) => *ratio,
            _ => 1.0,
        }
    }
}
