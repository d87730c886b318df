//! Claims with their evidence and measurements.

use serde::Serialize;

use super::{id, ids, optional_id, words};
use crate::{
    graph::{
        Inner, confidence,
        record::{ClaimRecord, EvidenceRecord, MeasurementRecord},
    },
    model::{
        action::{Action, Strength},
        evidence::{Design, Stance, Status},
        experiment::Tone,
        kind::Site,
        measurement::{Bound, Method, Parameter, Tier, Unit},
        relation::Relation,
        sign::{Direction, Sign},
        species::{Sex, Species},
    },
};

#[derive(Serialize)]
pub(in crate::export) struct ClaimRow<'a> {
    pub id: &'a str,
    pub subject: &'a str,
    pub relation: Relation,
    pub object: &'a str,
    pub sign: Option<Sign>,
    pub direction: Option<Direction>,
    pub action: Option<Action>,
    pub strength: Option<Strength>,
    pub irreversible: Option<bool>,
    pub spares: Vec<&'a str>,
    pub fraction: Option<f64>,
    pub fraction_low: Option<f64>,
    pub fraction_high: Option<f64>,
    pub product: Option<&'a str>,
    pub enzyme: Option<&'a str>,
    pub active: Option<bool>,
    pub carries: Option<bool>,
    pub carries_in: Vec<&'a str>,
    pub weight: Option<f64>,
    pub milligrams: Option<f64>,
    pub tone: Option<Tone>,
    pub tone_under_stress: Option<Tone>,
    pub direct: Option<bool>,
    pub necessary: Option<bool>,
    pub sufficient: Option<bool>,
    pub region: Option<&'a str>,
    pub site: Option<Site>,
    pub cell: Option<&'a str>,
    pub only_in: Vec<Species>,
    pub only_sex: Option<Sex>,
    pub test: Option<&'a str>,
    pub phase: Option<&'a str>,
    pub status: Status,
    pub confidence: f64,
    pub reconcile: Option<&'a str>,
    pub notes: Vec<&'a str>,
    pub evidence: Vec<EvidenceRow<'a>>,
    pub measurements: Vec<MeasurementRow<'a>>,
}

#[derive(Serialize)]
pub(in crate::export) struct EvidenceRow<'a> {
    pub stance: Stance,
    pub design: Design,
    pub species: Species,
    pub sex: Option<Sex>,
    pub reference: &'a str,
    pub at: Option<&'a str>,
    pub n: Option<u32>,
    pub dose: Option<&'a str>,
    pub note: Option<&'a str>,
    pub seeds: Vec<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct MeasurementRow<'a> {
    pub parameter: Parameter,
    pub relation: Bound,
    pub value: f64,
    pub sem: Option<f64>,
    pub sd: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub unit: Unit,
    pub nanomolar: Option<f64>,
    pub n: Option<u32>,
    pub species: Species,
    pub assay: Option<&'a str>,
    pub method: Method,
    pub against: Option<&'a str>,
    pub tier: Tier,
    pub possibly_same: Option<&'a str>,
    pub doubt: Option<&'a str>,
    pub reference: &'a str,
    pub also: Vec<&'a str>,
    pub at: Option<&'a str>,
    pub record: Option<&'a str>,
    pub note: Option<&'a str>,
    pub seeds: Vec<&'a str>,
}

pub(in crate::export) fn claim_rows(inner: &Inner) -> Vec<ClaimRow<'_>> {
    inner.claims.iter().map(|c| claim_row(inner, c)).collect()
}

fn claim_row<'a>(inner: &'a Inner, c: &'a ClaimRecord) -> ClaimRow<'a> {
    let p = &c.payload;
    let x = &c.context;
    ClaimRow {
        id: &c.id,
        subject: id(inner, c.subject),
        relation: c.relation,
        object: id(inner, c.object),
        sign: c.sign(),
        direction: p.direction,
        action: p.action,
        strength: p.strength,
        irreversible: p.irreversible,
        spares: p.spares.iter().map(|&n| id(inner, n)).collect(),
        fraction: p.fraction,
        fraction_low: p.fraction_low,
        fraction_high: p.fraction_high,
        product: optional_id(inner, p.product),
        enzyme: optional_id(inner, p.enzyme),
        active: p.active,
        carries: p.carries,
        carries_in: p.carries_in.iter().map(|&n| id(inner, n)).collect(),
        weight: p.weight,
        milligrams: p.milligrams,
        tone: p.tone,
        tone_under_stress: p.tone_under_stress,
        direct: p.direct,
        necessary: p.necessary,
        sufficient: p.sufficient,
        region: optional_id(inner, x.region),
        site: x.site,
        cell: x.cell.as_deref(),
        only_in: x.only_in.clone(),
        only_sex: x.only_sex,
        test: x.test.as_deref(),
        phase: x.phase.as_deref(),
        status: confidence::status(c),
        confidence: rounded(confidence::value_without(inner, c, &[])),
        reconcile: c.reconcile.as_deref(),
        notes: words(&c.notes),
        evidence: c.evidence.iter().map(|e| evidence_row(inner, e)).collect(),
        measurements: c
            .measurements
            .iter()
            .map(|m| measurement_row(inner, m))
            .collect(),
    }
}

/// Three decimals: the formula carries no more.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn evidence_row<'a>(inner: &'a Inner, e: &'a EvidenceRecord) -> EvidenceRow<'a> {
    EvidenceRow {
        stance: e.stance,
        design: e.design,
        species: e.species,
        sex: e.sex,
        reference: id(inner, e.reference),
        at: e.at.as_deref(),
        n: e.n,
        dose: e.dose.as_deref(),
        note: e.note.as_deref(),
        seeds: words(&e.seeds),
    }
}

fn measurement_row<'a>(inner: &'a Inner, m: &'a MeasurementRecord) -> MeasurementRow<'a> {
    MeasurementRow {
        parameter: m.parameter,
        relation: m.bound,
        value: m.value,
        sem: m.sem,
        sd: m.sd,
        low: m.low,
        high: m.high,
        unit: m.unit,
        nanomolar: m.nanomolar(),
        n: m.n,
        species: m.species,
        assay: m.assay.as_deref(),
        method: m.method,
        against: optional_id(inner, m.against),
        tier: m.tier,
        possibly_same: m.possibly_same.as_deref(),
        doubt: m.doubt.as_deref(),
        reference: id(inner, m.source),
        also: ids(inner, &m.also),
        at: m.at.as_deref(),
        record: m.record.as_deref(),
        note: m.note.as_deref(),
        seeds: words(&m.seeds),
    }
}
