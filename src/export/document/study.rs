//! Studies with their arms, outcomes and tests.

use serde::Serialize;

use super::{DoseRow, id, ids, optional_id, words};
use crate::{
    graph::{
        Inner,
        record::{CaveatRecord, NodeData, NodeId, OutcomeRecord, StatisticRecord},
    },
    model::{
        evidence::Design, experiment::CellState, kind::Kind, measurement::Bound, species::Species,
    },
};

#[derive(Serialize)]
pub(in crate::export) struct StudyRow<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub design: Design,
    pub reference: &'a str,
    pub registration: Option<&'a str>,
    pub species: Species,
    pub population: Option<&'a str>,
    pub conditions: Vec<&'a str>,
    pub blinding: Option<&'a str>,
    pub randomised: Option<u32>,
    pub analysed: Option<u32>,
    pub duration: Option<&'a str>,
    pub arms: Vec<ArmRow<'a>>,
    pub outcomes: Vec<OutcomeRow<'a>>,
    pub statistics: Vec<StatisticRow<'a>>,
    pub adverse_events: Vec<AdverseEventRow<'a>>,
    pub limitations: Vec<CaveatRow<'a>>,
    pub caveats: Vec<CaveatRow<'a>>,
    pub facts: Vec<CaveatRow<'a>>,
    pub seeds: Vec<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct ArmRow<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub n: Option<u32>,
    pub given: Vec<GivenRow<'a>>,
    pub note: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct GivenRow<'a> {
    pub compound: &'a str,
    pub dose: Option<DoseRow>,
    pub regimen: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct OutcomeRow<'a> {
    pub name: &'a str,
    pub instrument: Option<&'a str>,
    pub measures: Option<&'a str>,
    pub table: Option<&'a str>,
    pub values: Vec<CellRow<'a>>,
    pub note: Option<&'a str>,
    pub seeds: Vec<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct CellRow<'a> {
    pub arm: &'a str,
    pub time: &'a str,
    pub hours: Option<f64>,
    pub mean: Option<f64>,
    pub sd: Option<f64>,
    pub n: Option<u32>,
    pub state: CellState,
    pub printed: Option<&'a str>,
    pub note: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct StatisticRow<'a> {
    pub test: &'a str,
    pub outcome: Option<&'a str>,
    pub term: Option<&'a str>,
    pub statistic: Option<&'a str>,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub sum_of_squares: Option<f64>,
    pub mean_square: Option<f64>,
    pub df: Option<f64>,
    pub df_error: Option<f64>,
    pub p: Option<f64>,
    pub p_relation: Bound,
    pub partial_eta_squared: Option<f64>,
    pub note: Option<&'a str>,
    pub seeds: Vec<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct AdverseEventRow<'a> {
    pub event: &'a str,
    pub arm: Option<&'a str>,
    pub n: Option<u32>,
    pub percent: Option<f64>,
    pub serious: Option<bool>,
    pub note: Option<&'a str>,
    pub seeds: Vec<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct CaveatRow<'a> {
    pub text: &'a str,
    pub contradictions: Vec<&'a str>,
    pub seeds: Vec<&'a str>,
    pub reference: Option<&'a str>,
}

pub(in crate::export) fn study_rows(inner: &Inner) -> Vec<StudyRow<'_>> {
    inner
        .of_kind(Kind::Study)
        .filter_map(|i| {
            let n = inner.node(NodeId(i));
            let NodeData::Study(d) = &n.data else {
                return None;
            };
            Some(StudyRow {
                id: &n.id,
                name: &n.name,
                design: d.design,
                reference: id(inner, d.source),
                registration: d.registration.as_deref(),
                species: d.species,
                population: d.population.as_deref(),
                conditions: ids(inner, &d.conditions),
                blinding: d.blinding.as_deref(),
                randomised: d.randomised,
                analysed: d.analysed,
                duration: d.duration.as_deref(),
                arms: d
                    .arms
                    .iter()
                    .map(|a| ArmRow {
                        id: &a.id,
                        name: &a.name,
                        n: a.n,
                        given: a
                            .given
                            .iter()
                            .map(|(compound, dose, regimen)| GivenRow {
                                compound: id(inner, *compound),
                                dose: dose.as_ref().map(DoseRow::of),
                                regimen: regimen.as_deref(),
                            })
                            .collect(),
                        note: a.note.as_deref(),
                    })
                    .collect(),
                outcomes: d.outcomes.iter().map(|o| outcome_row(inner, o)).collect(),
                statistics: d.statistics.iter().map(statistic_row).collect(),
                adverse_events: d
                    .adverse_events
                    .iter()
                    .map(|a| AdverseEventRow {
                        event: &a.event,
                        arm: a.arm.as_deref(),
                        n: a.n,
                        percent: a.percent,
                        serious: a.serious,
                        note: a.note.as_deref(),
                        seeds: words(&a.seeds),
                    })
                    .collect(),
                limitations: caveat_rows(inner, &d.limitations),
                caveats: caveat_rows(inner, &d.caveats),
                facts: caveat_rows(inner, &d.facts),
                seeds: words(&d.seeds),
            })
        })
        .collect()
}

fn outcome_row<'a>(inner: &'a Inner, o: &'a OutcomeRecord) -> OutcomeRow<'a> {
    OutcomeRow {
        name: &o.name,
        instrument: optional_id(inner, o.instrument),
        measures: optional_id(inner, o.measures),
        table: o.table.as_deref(),
        values: o
            .values
            .iter()
            .map(|c| CellRow {
                arm: &c.arm,
                time: &c.time,
                hours: c.hours,
                mean: c.mean,
                sd: c.sd,
                n: c.n,
                state: c.state,
                printed: c.printed.as_deref(),
                note: c.note.as_deref(),
            })
            .collect(),
        note: o.note.as_deref(),
        seeds: words(&o.seeds),
    }
}

fn statistic_row(s: &StatisticRecord) -> StatisticRow<'_> {
    StatisticRow {
        test: &s.test,
        outcome: s.outcome.as_deref(),
        term: s.term.as_deref(),
        statistic: s.statistic.as_deref(),
        value: s.value,
        low: s.low,
        high: s.high,
        sum_of_squares: s.sum_of_squares,
        mean_square: s.mean_square,
        df: s.df,
        df_error: s.df_error,
        p: s.p,
        p_relation: s.p_bound,
        partial_eta_squared: s.partial_eta_squared,
        note: s.note.as_deref(),
        seeds: words(&s.seeds),
    }
}

fn caveat_rows<'a>(inner: &'a Inner, list: &'a [CaveatRecord]) -> Vec<CaveatRow<'a>> {
    list.iter()
        .map(|c| CaveatRow {
            text: &c.text,
            contradictions: words(&c.contradictions),
            seeds: words(&c.seeds),
            reference: optional_id(inner, c.source),
        })
        .collect()
}
