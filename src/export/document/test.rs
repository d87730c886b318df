//! Published tests, allele tables, guidelines, and what was left out.

use serde::Serialize;

use super::{DoseRow, id, ids, optional_id, words};
use crate::{
    graph::{Inner, record::ScreenReason},
    model::{
        experiment::{AlleleFunction, BlockadeResult, ExperimentSet, Phenotype},
        kind::Site,
        measurement::Bound,
        relation::Relation,
        species::Species,
    },
};

#[derive(Serialize)]
pub(in crate::export) struct ExperimentRow<'a> {
    pub id: &'a str,
    pub agent: &'a str,
    pub agent_dose: Option<DoseRow>,
    pub agent_dose_text: Option<&'a str>,
    pub blocker: Option<&'a str>,
    pub blocker_dose: Option<DoseRow>,
    pub blocker_dose_text: Option<&'a str>,
    pub loss_of: Option<&'a str>,
    pub blocks: Vec<&'a str>,
    pub effect: &'a str,
    pub detail: Option<&'a str>,
    pub species: Species,
    pub site: Option<Site>,
    pub result: BlockadeResult,
    pub n: Option<u32>,
    pub reference: &'a str,
    pub disputed_by: Vec<&'a str>,
    pub set: ExperimentSet,
    pub note: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct InteractionRow<'a> {
    pub id: &'a str,
    pub victim: &'a str,
    pub measured: &'a str,
    pub victim_dose: Option<DoseRow>,
    pub victim_dose_text: Option<&'a str>,
    pub perpetrators: Vec<&'a str>,
    pub perpetrator_dose_text: Option<&'a str>,
    pub perpetrator_daily_milligrams: Vec<f64>,
    pub phenotype: Option<Phenotype>,
    pub genotype: Option<&'a str>,
    pub relative_to: Option<Phenotype>,
    pub enzymes: Vec<&'a str>,
    pub metric: &'a str,
    pub relation: Bound,
    pub value: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub n: Option<u32>,
    pub primary: bool,
    pub reference: &'a str,
    pub note: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct OccupancyRow<'a> {
    pub id: &'a str,
    pub compound: &'a str,
    pub dose: DoseRow,
    pub regimen: Option<&'a str>,
    pub after_hours: Option<f64>,
    pub target: &'a str,
    pub percent: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub population: Option<&'a str>,
    pub n: Option<u32>,
    pub radioligand: Option<&'a str>,
    pub plasma: Option<&'a str>,
    pub primary: bool,
    pub reference: &'a str,
    pub note: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct AlleleTableRow<'a> {
    pub id: &'a str,
    pub gene: &'a str,
    pub effective: &'a str,
    pub reference: &'a str,
    pub based_on: Option<&'a str>,
    pub alleles: Vec<AlleleRow<'a>>,
}

#[derive(Serialize)]
pub(in crate::export) struct AlleleRow<'a> {
    pub name: &'a str,
    pub function: AlleleFunction,
    pub activity: Option<f64>,
    pub note: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct GuidelineRow<'a> {
    pub id: &'a str,
    pub body: &'a str,
    pub gene: &'a str,
    pub compound: &'a str,
    pub phenotypes: Vec<Phenotype>,
    pub statement: &'a str,
    pub level: Option<&'a str>,
    pub reference: &'a str,
}

#[derive(Serialize)]
pub(in crate::export) struct SoughtRow<'a> {
    pub subject: &'a str,
    pub relation: Relation,
    pub object: &'a str,
    pub on: &'a str,
    pub places: Vec<&'a str>,
    pub note: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct ScreenedRow<'a> {
    pub id: &'a str,
    pub reason: ScreenReason,
    pub why: &'a str,
    pub reference: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct RetiredRow<'a> {
    pub id: &'a str,
    pub successor: Option<&'a str>,
    pub on: &'a str,
    pub reason: &'a str,
}

pub(in crate::export) fn experiment_rows(inner: &Inner) -> Vec<ExperimentRow<'_>> {
    let rows = inner.tables.experiments.iter();
    rows.map(|e| ExperimentRow {
        id: &e.id,
        agent: id(inner, e.agent),
        agent_dose: e.agent_dose.as_ref().map(DoseRow::of),
        agent_dose_text: e.agent_dose_text.as_deref(),
        blocker: optional_id(inner, e.blocker),
        blocker_dose: e.blocker_dose.as_ref().map(DoseRow::of),
        blocker_dose_text: e.blocker_dose_text.as_deref(),
        loss_of: optional_id(inner, e.loss_of),
        blocks: ids(inner, &e.blocks),
        effect: id(inner, e.effect),
        detail: e.detail.as_deref(),
        species: e.species,
        site: e.site,
        result: e.result,
        n: e.n,
        reference: id(inner, e.source),
        disputed_by: words(&e.disputed_by),
        set: e.set,
        note: e.note.as_deref(),
    })
    .collect()
}

pub(in crate::export) fn interaction_rows(inner: &Inner) -> Vec<InteractionRow<'_>> {
    let rows = inner.tables.interactions.iter();
    rows.map(|i| InteractionRow {
        id: &i.id,
        victim: id(inner, i.victim),
        measured: id(inner, i.measured),
        victim_dose: i.victim_dose.as_ref().map(DoseRow::of),
        victim_dose_text: i.victim_dose_text.as_deref(),
        perpetrators: ids(inner, &i.perpetrators),
        perpetrator_dose_text: i.perpetrator_dose_text.as_deref(),
        perpetrator_daily_milligrams: i.perpetrator_daily_milligrams.clone(),
        phenotype: i.phenotype,
        genotype: i.genotype.as_deref(),
        relative_to: i.relative_to,
        enzymes: ids(inner, &i.enzymes),
        metric: &i.metric,
        relation: i.bound,
        value: i.value,
        low: i.low,
        high: i.high,
        n: i.n,
        primary: i.primary,
        reference: id(inner, i.source),
        note: i.note.as_deref(),
    })
    .collect()
}

pub(in crate::export) fn occupancy_rows(inner: &Inner) -> Vec<OccupancyRow<'_>> {
    let rows = inner.tables.occupancies.iter();
    rows.map(|o| OccupancyRow {
        id: &o.id,
        compound: id(inner, o.compound),
        dose: DoseRow::of(&o.dose),
        regimen: o.regimen.as_deref(),
        after_hours: o.after_hours,
        target: id(inner, o.target),
        percent: o.percent,
        low: o.low,
        high: o.high,
        population: o.population.as_deref(),
        n: o.n,
        radioligand: o.radioligand.as_deref(),
        plasma: o.plasma.as_deref(),
        primary: o.primary,
        reference: id(inner, o.source),
        note: o.note.as_deref(),
    })
    .collect()
}

pub(in crate::export) fn allele_table_rows(inner: &Inner) -> Vec<AlleleTableRow<'_>> {
    let rows = inner.tables.allele_tables.iter();
    rows.map(|t| AlleleTableRow {
        id: &t.id,
        gene: id(inner, t.gene),
        effective: &t.effective,
        reference: id(inner, t.source),
        based_on: t.based_on.as_deref(),
        alleles: t
            .alleles
            .iter()
            .map(|a| AlleleRow {
                name: &a.name,
                function: a.function,
                activity: a.activity,
                note: a.note.as_deref(),
            })
            .collect(),
    })
    .collect()
}

pub(in crate::export) fn guideline_rows(inner: &Inner) -> Vec<GuidelineRow<'_>> {
    let rows = inner.tables.guidelines.iter();
    rows.map(|g| GuidelineRow {
        id: &g.id,
        body: &g.body,
        gene: id(inner, g.gene),
        compound: id(inner, g.compound),
        phenotypes: g.phenotypes.clone(),
        statement: &g.statement,
        level: g.level.as_deref(),
        reference: id(inner, g.source),
    })
    .collect()
}

pub(in crate::export) fn sought_rows(inner: &Inner) -> Vec<SoughtRow<'_>> {
    let rows = inner.tables.sought.iter();
    rows.map(|s| SoughtRow {
        subject: id(inner, s.subject),
        relation: s.relation,
        object: id(inner, s.object),
        on: &s.on,
        places: words(&s.places),
        note: s.note.as_deref(),
    })
    .collect()
}

pub(in crate::export) fn screened_rows(inner: &Inner) -> Vec<ScreenedRow<'_>> {
    let rows = inner.tables.screened.iter();
    rows.map(|s| ScreenedRow {
        id: &s.id,
        reason: s.reason,
        why: &s.why,
        reference: optional_id(inner, s.source),
    })
    .collect()
}

pub(in crate::export) fn retired_rows(inner: &Inner) -> Vec<RetiredRow<'_>> {
    let rows = inner.tables.retired.iter();
    rows.map(|r| RetiredRow {
        id: &r.id,
        successor: r.successor.as_deref(),
        on: &r.on,
        reason: &r.reason,
    })
    .collect()
}
