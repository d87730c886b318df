//! Kinetic constants pooled over papers.

use std::collections::BTreeMap;

use crate::{
    graph::{
        KnowledgeGraph,
        handles::Compound,
        record::{CompoundData, KineticRecord, NodeId},
    },
    model::{
        experiment::Phenotype,
        measurement::{KineticParameter, Route, Unit},
        species::Species,
    },
    quantity::Interval,
    whatif::assumptions as assume,
};

/// One value a paper, then the range over papers.
pub(super) struct Pooled {
    pub interval: Interval,
    pub sources: Vec<NodeId>,
}

/// A constant's value in the unit wanted, with the limits that were printed.
pub(super) type Read = fn(&KineticRecord, f64) -> Option<f64>;

pub(super) fn hours(k: &KineticRecord, _: f64) -> Option<f64> {
    match k.unit {
        Unit::Hours => Some(1.0),
        Unit::Minutes => Some(1.0 / 60.0),
        Unit::Days => Some(24.0),
        _ => None,
    }
}

pub(super) fn share(k: &KineticRecord, _: f64) -> Option<f64> {
    match k.unit {
        Unit::Fraction => Some(1.0),
        Unit::Percent => Some(0.01),
        _ => None,
    }
}

pub(super) fn litres(k: &KineticRecord, kilograms: f64) -> Option<f64> {
    match k.unit {
        Unit::Litres => Some(1.0),
        Unit::LitresPerKilogram => Some(kilograms),
        _ => None,
    }
}

pub(super) fn litres_per_hour(k: &KineticRecord, kilograms: f64) -> Option<f64> {
    match k.unit {
        Unit::LitresPerHour => Some(1.0),
        Unit::MillilitresPerMinute => Some(0.06),
        Unit::LitresPerHourPerKilogram => Some(kilograms),
        Unit::MillilitresPerMinutePerKilogram => Some(0.06 * kilograms),
        _ => None,
    }
}

pub(super) fn ratio(k: &KineticRecord, _: f64) -> Option<f64> {
    (k.unit == Unit::Ratio).then_some(1.0)
}

/// The usual adult, or nothing said about it.
pub(super) fn is_usual(phenotype: Option<Phenotype>, beside: &[NodeId]) -> bool {
    phenotype.is_none_or(|p| p == Phenotype::Normal) && beside.is_empty()
}

pub(super) fn pooled(
    data: &CompoundData,
    parameter: KineticParameter,
    fold: f64,
    kilograms: f64,
    read: Read,
    fits: impl Fn(&KineticRecord) -> bool,
) -> Option<Pooled> {
    let mut all: Vec<&KineticRecord> = data
        .kinetics
        .iter()
        .filter(|k| {
            k.parameter == parameter
                && is_usual(k.phenotype, &k.beside)
                && read(k, kilograms).is_some()
                && k.value > 0.0
                && fits(k)
        })
        .collect();
    let human = |k: &&KineticRecord| matches!(k.species, Species::Human | Species::NotStated);
    if all.iter().any(human) {
        all.retain(human);
    }
    let mut papers: BTreeMap<NodeId, Vec<f64>> = BTreeMap::new();
    for k in &all {
        let value = k.value * read(k, kilograms)?;
        papers.entry(k.source).or_default().push(value.ln());
    }
    let values: Vec<f64> = papers
        .values()
        .map(|logs| (logs.iter().sum::<f64>() / logs.len() as f64).exp())
        .collect();
    let interval = Interval::over_papers(&values, fold).ok()?;
    Some(Pooled {
        interval,
        sources: papers.into_keys().collect(),
    })
}

/// Records of the route if there are any, else those that name none, else all.
pub(super) fn pooled_for_route(
    data: &CompoundData,
    parameter: KineticParameter,
    fold: f64,
    kilograms: f64,
    read: Read,
    route: Route,
) -> Option<Pooled> {
    pooled(data, parameter, fold, kilograms, read, |k| {
        k.route == Some(route)
    })
    .or_else(|| {
        pooled(data, parameter, fold, kilograms, read, |k| {
            k.route.is_none()
        })
    })
    .or_else(|| pooled(data, parameter, fold, kilograms, read, |_| true))
}

/// Half-time of a compound at a receptor, where it was measured.
pub(crate) fn receptor_half_time(
    kg: &KnowledgeGraph,
    compound: NodeId,
    target: NodeId,
) -> Option<Interval> {
    let handle = Compound::new(kg, compound);
    pooled(
        handle.data(),
        KineticParameter::ReceptorHalfTime,
        assume::HALF_LIFE_FOLD,
        0.0,
        hours,
        |k| k.target == Some(target),
    )
    .map(|p| p.interval)
}
