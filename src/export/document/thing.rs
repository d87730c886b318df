//! Things: compounds, targets, processes, regions, effects, conditions, instruments, references.

use serde::Serialize;

use super::{DoseRow, id, ids, optional_id, words};
use crate::{
    graph::{
        Inner,
        record::{Node, NodeData, NodeId},
    },
    model::{
        experiment::Phenotype,
        kind::{CompoundKind, Kind, Level, Site, Stereo, TargetKind, Valence},
        measurement::{Bound, KineticParameter, Route, Unit},
        species::Species,
    },
};

#[derive(Serialize)]
pub(in crate::export) struct CompoundRow<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub kind: CompoundKind,
    pub family: Option<&'a str>,
    pub stereo: Option<Stereo>,
    pub synonyms: Vec<&'a str>,
    pub brands: Vec<&'a str>,
    pub xrefs: Vec<&'a str>,
    pub smiles: Option<&'a str>,
    pub molar_mass: Option<f64>,
    pub reaches: Option<Site>,
    pub note: Option<&'a str>,
    pub seeds: Vec<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct TargetRow<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub kind: TargetKind,
    pub family: Option<&'a str>,
    pub genes: Vec<&'a str>,
    pub couples_to: Option<&'a str>,
    pub synonyms: Vec<&'a str>,
    pub xrefs: Vec<&'a str>,
    pub note: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct ThingRow<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub synonyms: Vec<&'a str>,
    pub xrefs: Vec<&'a str>,
    pub level: Option<Level>,
    pub site: Option<Site>,
    pub valence: Option<Valence>,
    pub higher_is_better: Option<bool>,
    pub note: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct ReferenceRow<'a> {
    pub id: &'a str,
    pub citation: String,
    pub title: Option<&'a str>,
    pub authors: Vec<&'a str>,
    pub year: Option<u16>,
    pub journal: Option<&'a str>,
    pub volume: Option<&'a str>,
    pub pages: Option<&'a str>,
    pub pmid: Option<u64>,
    pub doi: Option<&'a str>,
    pub pmcid: Option<&'a str>,
    pub url: Option<&'a str>,
    pub primary: Option<bool>,
    pub cites: Vec<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct ExposureRow<'a> {
    pub compound: &'a str,
    pub analyte: &'a str,
    pub dose: DoseRow,
    pub cmax: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub sd: Option<f64>,
    pub unit: Unit,
    pub tmax_hours: Option<f64>,
    pub n: Option<u32>,
    pub species: Species,
    pub phenotype: Option<Phenotype>,
    pub beside: Vec<&'a str>,
    pub reference: &'a str,
    pub at: Option<&'a str>,
    pub note: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::export) struct KineticRow<'a> {
    pub compound: &'a str,
    pub parameter: KineticParameter,
    pub relation: Bound,
    pub value: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub unit: Unit,
    pub route: Option<Route>,
    pub target: Option<&'a str>,
    pub against: Option<&'a str>,
    pub site: Option<Site>,
    pub species: Species,
    pub n: Option<u32>,
    pub phenotype: Option<Phenotype>,
    pub beside: Vec<&'a str>,
    pub reference: &'a str,
    pub at: Option<&'a str>,
    pub note: Option<&'a str>,
}

fn of_kind(inner: &Inner, kind: Kind) -> impl Iterator<Item = &Node> {
    inner.of_kind(kind).map(|i| inner.node(NodeId(i)))
}

pub(in crate::export) fn compound_rows(inner: &Inner) -> Vec<CompoundRow<'_>> {
    of_kind(inner, Kind::Compound)
        .filter_map(|n| {
            let NodeData::Compound(d) = &n.data else {
                return None;
            };
            Some(CompoundRow {
                id: &n.id,
                name: &n.name,
                kind: d.kind,
                family: d.family.as_deref(),
                stereo: d.stereo,
                synonyms: words(&n.synonyms),
                brands: words(&n.brands),
                xrefs: words(&n.xrefs),
                smiles: d.smiles.as_deref(),
                molar_mass: d.molar_mass.as_ref().map(|m| m.grams_per_mole),
                reaches: d.access.as_ref().map(|a| a.reaches),
                note: n.note.as_deref(),
                seeds: words(&d.seeds),
            })
        })
        .collect()
}

pub(in crate::export) fn target_rows(inner: &Inner) -> Vec<TargetRow<'_>> {
    of_kind(inner, Kind::Target)
        .filter_map(|n| {
            let NodeData::Target(d) = &n.data else {
                return None;
            };
            Some(TargetRow {
                id: &n.id,
                name: &n.name,
                kind: d.kind,
                family: d.family.as_deref(),
                genes: words(&d.genes),
                couples_to: d.couples_to.as_deref(),
                synonyms: words(&n.synonyms),
                xrefs: words(&n.xrefs),
                note: n.note.as_deref(),
            })
        })
        .collect()
}

pub(in crate::export) fn thing_rows(inner: &Inner, kind: Kind) -> Vec<ThingRow<'_>> {
    of_kind(inner, kind)
        .map(|n| {
            let mut row = ThingRow {
                id: &n.id,
                name: &n.name,
                synonyms: words(&n.synonyms),
                xrefs: words(&n.xrefs),
                level: None,
                site: None,
                valence: None,
                higher_is_better: None,
                note: n.note.as_deref(),
            };
            match &n.data {
                NodeData::Process { level, site } => {
                    row.level = Some(*level);
                    row.site = *site;
                }
                NodeData::Region { site } => row.site = Some(*site),
                NodeData::Effect { valence } => row.valence = Some(*valence),
                NodeData::Instrument { higher_is_better } => {
                    row.higher_is_better = *higher_is_better;
                }
                _ => {}
            }
            row
        })
        .collect()
}

pub(in crate::export) fn reference_rows(inner: &Inner) -> Vec<ReferenceRow<'_>> {
    inner
        .of_kind(Kind::Reference)
        .filter_map(|i| {
            let n = inner.node(NodeId(i));
            let NodeData::Reference(d) = &n.data else {
                return None;
            };
            Some(ReferenceRow {
                id: &n.id,
                citation: crate::graph::reference::short_citation(inner, NodeId(i)),
                title: d.titled.then_some(&*n.name),
                authors: words(&d.authors),
                year: d.year,
                journal: d.journal.as_deref(),
                volume: d.volume.as_deref(),
                pages: d.pages.as_deref(),
                pmid: d.pmid,
                doi: d.doi.as_deref(),
                pmcid: d.pmcid.as_deref(),
                url: d.url.as_deref(),
                primary: d.primary,
                cites: ids(inner, &d.cites),
            })
        })
        .collect()
}

pub(in crate::export) fn exposure_rows(inner: &Inner) -> Vec<ExposureRow<'_>> {
    let mut rows = Vec::new();
    for n in of_kind(inner, Kind::Compound) {
        let NodeData::Compound(d) = &n.data else {
            continue;
        };
        rows.extend(d.exposures.iter().map(|e| ExposureRow {
            compound: &n.id,
            analyte: id(inner, e.analyte),
            dose: DoseRow::of(&e.dose),
            cmax: e.cmax,
            low: e.low,
            high: e.high,
            sd: e.sd,
            unit: e.unit,
            tmax_hours: e.tmax_hours,
            n: e.n,
            species: e.species,
            phenotype: e.phenotype,
            beside: ids(inner, &e.beside),
            reference: id(inner, e.source),
            at: e.at.as_deref(),
            note: e.note.as_deref(),
        }));
    }
    rows
}

pub(in crate::export) fn kinetic_rows(inner: &Inner) -> Vec<KineticRow<'_>> {
    let mut rows = Vec::new();
    for n in of_kind(inner, Kind::Compound) {
        let NodeData::Compound(d) = &n.data else {
            continue;
        };
        rows.extend(d.kinetics.iter().map(|k| KineticRow {
            compound: &n.id,
            parameter: k.parameter,
            relation: k.relation,
            value: k.value,
            low: k.low,
            high: k.high,
            unit: k.unit,
            route: k.route,
            target: optional_id(inner, k.target),
            against: optional_id(inner, k.against),
            site: k.site,
            species: k.species,
            n: k.n,
            phenotype: k.phenotype,
            beside: ids(inner, &k.beside),
            reference: id(inner, k.source),
            at: k.at.as_deref(),
            note: k.note.as_deref(),
        }));
    }
    rows
}
