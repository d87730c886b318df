//! The graph as plain rows with ids for names: what JSON writes and the tables are cut from.

mod claim;
mod study;
mod test;
mod thing;

use serde::Serialize;

pub(super) use self::{claim::*, study::*, test::*, thing::*};
use crate::{
    error::Error,
    graph::{
        Inner, KnowledgeGraph,
        record::{DoseRecord, NodeId},
    },
    model::measurement::{Route, Unit},
};

/// The version of the shape of the document; raised where a reader would have to change.
pub(super) const SHAPE: u32 = 1;

/// Everything that a graph holds.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    pub format: &'static str,
    pub shape: u32,
    pub data_version: &'static str,
    pub data_date: &'static str,
    pub licence: &'static str,
    pub compounds: Vec<CompoundRow<'a>>,
    pub targets: Vec<TargetRow<'a>>,
    pub processes: Vec<ThingRow<'a>>,
    pub regions: Vec<ThingRow<'a>>,
    pub effects: Vec<ThingRow<'a>>,
    pub conditions: Vec<ThingRow<'a>>,
    pub instruments: Vec<ThingRow<'a>>,
    pub claims: Vec<ClaimRow<'a>>,
    pub exposures: Vec<ExposureRow<'a>>,
    pub kinetics: Vec<KineticRow<'a>>,
    pub studies: Vec<StudyRow<'a>>,
    pub experiments: Vec<ExperimentRow<'a>>,
    pub interactions: Vec<InteractionRow<'a>>,
    pub occupancies: Vec<OccupancyRow<'a>>,
    pub allele_tables: Vec<AlleleTableRow<'a>>,
    pub guidelines: Vec<GuidelineRow<'a>>,
    pub sought: Vec<SoughtRow<'a>>,
    pub screened: Vec<ScreenedRow<'a>>,
    pub retired: Vec<RetiredRow<'a>>,
    pub references: Vec<ReferenceRow<'a>>,
}

impl<'a> Document<'a> {
    pub fn of(kg: &'a KnowledgeGraph) -> Document<'a> {
        use crate::model::kind::Kind;
        let inner = &*kg.0;
        let summary = kg.summary();
        let things = |kind| thing_rows(inner, kind);
        Document {
            format: "opiograph",
            shape: SHAPE,
            data_version: summary.version,
            data_date: summary.date,
            licence: summary.licence,
            compounds: compound_rows(inner),
            targets: target_rows(inner),
            processes: things(Kind::Process),
            regions: things(Kind::Region),
            effects: things(Kind::Effect),
            conditions: things(Kind::Condition),
            instruments: things(Kind::Instrument),
            claims: claim_rows(inner),
            exposures: exposure_rows(inner),
            kinetics: kinetic_rows(inner),
            studies: study_rows(inner),
            experiments: experiment_rows(inner),
            interactions: interaction_rows(inner),
            occupancies: occupancy_rows(inner),
            allele_tables: allele_table_rows(inner),
            guidelines: guideline_rows(inner),
            sought: sought_rows(inner),
            screened: screened_rows(inner),
            retired: retired_rows(inner),
            references: reference_rows(inner),
        }
    }
}

/// A dose with a route.
#[derive(Serialize)]
pub(super) struct DoseRow {
    pub amount: f64,
    pub unit: Unit,
    pub route: Route,
    pub every_hours: Option<f64>,
    pub over_minutes: Option<f64>,
}

impl DoseRow {
    pub fn of(d: &DoseRecord) -> DoseRow {
        DoseRow {
            amount: d.amount,
            unit: d.unit,
            route: d.route,
            every_hours: d.every_hours,
            over_minutes: d.over_minutes,
        }
    }
}

pub(super) fn id(inner: &Inner, node: NodeId) -> &str {
    &inner.node(node).id
}

pub(super) fn optional_id(inner: &Inner, node: Option<NodeId>) -> Option<&str> {
    node.map(|n| id(inner, n))
}

pub(super) fn ids<'a>(inner: &'a Inner, nodes: &[NodeId]) -> Vec<&'a str> {
    nodes.iter().map(|&n| id(inner, n)).collect()
}

pub(super) fn words(texts: &[Box<str>]) -> Vec<&str> {
    texts.iter().map(|t| &**t).collect()
}

/// The word for a value of a vocabulary, as the data files spell it.
pub(super) fn spelling(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(serde_json::Value::Null) | Err(_) => String::new(),
        Ok(other) => other.to_string(),
    }
}

pub(super) fn failed(doing: &str, error: impl std::fmt::Display) -> Error {
    Error::io(doing, std::path::Path::new("the graph"), error)
}
