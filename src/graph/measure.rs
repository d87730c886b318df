//! A measured number from its text.

use super::{
    context::{Checker, NumberRange},
    convert::{accepted, text, texts},
    record::{EvidenceRecord, MeasurementRecord},
};
use crate::{
    model::{
        evidence::{Design, Stance},
        kind::Kind,
        measurement::{Bound, Method, Parameter, Tier},
        species::Species,
    },
    source::syntax::MeasurementText,
};

pub(super) fn measurement(c: &mut Checker<'_>, m: &MeasurementText) -> Option<MeasurementRecord> {
    let anchor = &m.source;
    let fits = m.parameter.fits(m.unit);
    if !fits {
        let right = if m.parameter.is_logarithmic() {
            "NegLogMolar"
        } else if m.parameter.is_share() {
            "Percent or Fraction"
        } else {
            "pM, nM, uM, mM or a mass concentration"
        };
        c.problem_in(
            "S031",
            anchor,
            "unit",
            format!("{} is not given in {}", m.parameter, m.unit),
            format!("use {right}"),
        );
    }
    let range = if m.parameter.is_logarithmic() {
        NumberRange::Logarithm
    } else if m.parameter.is_share() {
        NumberRange::Finite
    } else {
        NumberRange::Positive
    };
    let fine = fits
        & c.number(anchor, "value", m.value, range)
        & c.optional_number(anchor, "sem", m.sem, NumberRange::NotNegative)
        & c.optional_number(anchor, "sd", m.sd, NumberRange::NotNegative)
        & c.optional_number(anchor, "low", m.low, NumberRange::Finite)
        & c.optional_number(anchor, "high", m.high, NumberRange::Finite);
    c.interval(anchor, m.value, m.low, m.high);
    let against = c.optional_node(&m.against, &[Kind::Compound]);
    let also = c.references(&m.also);
    let source = c.reference(&m.source)?;
    let place = c.place(&m.source);
    fine.then(|| MeasurementRecord {
        parameter: m.parameter,
        bound: m.relation.unwrap_or(Bound::Equal),
        value: m.value,
        sem: m.sem,
        sd: m.sd,
        low: m.low,
        high: m.high,
        unit: m.unit,
        n: m.n,
        species: m.species.unwrap_or(Species::NotStated),
        assay: text(&m.assay),
        method: m
            .method
            .unwrap_or_else(|| method_of(m.parameter, m.assay.as_deref())),
        against,
        source,
        also,
        at: text(&m.at),
        record: text(&m.record),
        tier: m.tier.unwrap_or(Tier::Primary),
        possibly_same: text(&m.possibly_same),
        doubt: text(&m.doubt),
        note: text(&m.note),
        seeds: texts(&m.seeds),
        accept: accepted(&m.accept),
        place,
    })
}

/// The kind of assay, as its wording tells it.
///
/// Radioligand words speak for binding only where a Ki, Kd or IC50 is reported: a functional assay may be blocked by a radioligand's cold twin.
fn method_of(parameter: Parameter, assay: Option<&str>) -> Method {
    let Some(assay) = assay else {
        return Method::Unstated;
    };
    let words = assay.to_lowercase();
    let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
    if has(&[
        "gtp",
        "camp",
        "functional",
        "β-arrestin",
        "beta-arrestin",
        "arrestin",
        "ileum",
        "vas deferens",
        "calcium flux",
        "agonis",
        "antagonis",
        "dissociation readout",
    ]) {
        Method::Functional
    } else if has(&["uptake", "synaptosom"]) {
        Method::Uptake
    } else if has(&["patch", "electrophys", "current", "oocyte", "voltage"]) {
        Method::Electrophysiology
    } else if has(&["microsom", "hydroxylation", "demethylation", "enzyme"]) {
        Method::Enzyme
    } else if has(&[
        "binding",
        "displacement",
        "radioligand",
        "[3h]",
        "[125i]",
        "[11c]",
        "[35s]",
    ]) && !matches!(
        parameter.linear(),
        Parameter::Ec50 | Parameter::Emax | Parameter::Kb
    ) {
        Method::Binding
    } else {
        Method::Unstated
    }
}

/// A binding claim's evidence is its measurements: one entry a source.
pub(super) fn evidence_of(measurements: &[MeasurementRecord]) -> Vec<EvidenceRecord> {
    let mut evidence: Vec<EvidenceRecord> = Vec::new();
    for m in measurements {
        let design = if m.tier == Tier::Summary {
            Design::Database
        } else {
            Design::InVitro
        };
        match evidence
            .iter_mut()
            .find(|e| e.reference == m.source && e.species == m.species)
        {
            Some(e) => {
                for seed in &m.seeds {
                    if !e.seeds.contains(seed) {
                        e.seeds.push(seed.clone());
                    }
                }
            }
            None => evidence.push(EvidenceRecord {
                stance: Stance::Supports,
                design,
                species: m.species,
                sex: None,
                reference: m.source,
                at: m.at.clone(),
                n: m.n,
                dose: None,
                note: None,
                seeds: m.seeds.clone(),
                place: m.place.clone(),
            }),
        }
    }
    evidence
}
