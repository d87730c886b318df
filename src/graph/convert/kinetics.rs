//! Doses, exposures and constants of a compound from their text.

use super::{
    super::{
        context::{Checker, NumberRange},
        record::*,
    },
    claims::evidence,
    text,
};
use crate::{
    model::{
        kind::{Kind, Site},
        measurement::{Bound, KineticParameter, Unit},
        species::Species,
    },
    source::{span::Sp, syntax::*},
};

pub(super) fn molar_mass(c: &mut Checker<'_>, m: &MolarMassText) -> Option<MolarMassRecord> {
    c.number(
        &m.source,
        "grams_per_mole",
        m.grams_per_mole,
        NumberRange::Positive,
    );
    let source = c.reference(&m.source)?;
    Some(MolarMassRecord {
        grams_per_mole: m.grams_per_mole,
        form: text(&m.form),
        source,
    })
}

pub(super) fn access(c: &mut Checker<'_>, a: &AccessText, anchor: &Sp) -> Option<AccessRecord> {
    if !matches!(a.reaches, Site::Systemic | Site::Peripheral) {
        c.problem_in(
            "S043",
            anchor,
            "reaches",
            format!("`reaches: {:?}` is not a reach", a.reaches),
            "write `Systemic` or `Peripheral`".into(),
        );
    }
    Some(AccessRecord {
        reaches: a.reaches,
        evidence: evidence(c, &a.evidence, anchor),
    })
}

pub(super) fn dose(c: &mut Checker<'_>, anchor: &Sp, d: &DoseText) -> Option<DoseRecord> {
    let fine = c.number(anchor, "amount", d.amount, NumberRange::Positive)
        & dose_unit(c, anchor, d.unit)
        & c.optional_number(anchor, "every_hours", d.every_hours, NumberRange::Positive)
        & c.optional_number(
            anchor,
            "over_minutes",
            d.over_minutes,
            NumberRange::Positive,
        );
    fine.then_some(DoseRecord {
        amount: d.amount,
        unit: d.unit,
        route: d.route,
        every_hours: d.every_hours,
        over_minutes: d.over_minutes,
    })
}

fn dose_unit(c: &mut Checker<'_>, anchor: &Sp, unit: Unit) -> bool {
    let fits = matches!(
        unit,
        Unit::Milligrams
            | Unit::Micrograms
            | Unit::MilligramsPerKilogram
            | Unit::MicrogramsPerKilogram
            | Unit::Nanomoles
            | Unit::MicrogramsPerHour
    );
    if !fits {
        c.problem_in(
            "S031",
            anchor,
            "unit",
            format!("a dose is not given in {unit}"),
            "use mg, ug, mg_per_kg, ug_per_kg, nmol or ug_per_h".into(),
        );
    }
    fits
}

pub(super) fn exposure(
    c: &mut Checker<'_>,
    e: &ExposureText,
    subject: NodeId,
) -> Option<ExposureRecord> {
    let anchor = &e.source;
    let concentration =
        e.cmax_unit.nanomolar().is_some() || e.cmax_unit.nanograms_per_millilitre().is_some();
    if !concentration {
        c.problem_in(
            "S031",
            anchor,
            "cmax_unit",
            format!("a concentration is not given in {}", e.cmax_unit),
            "use nM, uM, ng_per_mL or ug_per_mL".into(),
        );
    }
    let fine = concentration
        & c.number(anchor, "dose", e.dose, NumberRange::Positive)
        & c.number(anchor, "cmax", e.cmax, NumberRange::Positive)
        & dose_unit(c, anchor, e.unit)
        & c.optional_number(anchor, "every_hours", e.every_hours, NumberRange::Positive)
        & c.optional_number(
            anchor,
            "over_minutes",
            e.over_minutes,
            NumberRange::Positive,
        )
        & c.optional_number(anchor, "tmax_hours", e.tmax_hours, NumberRange::NotNegative)
        & c.optional_number(anchor, "sd", e.sd, NumberRange::NotNegative)
        & c.optional_number(anchor, "low", e.low, NumberRange::NotNegative)
        & c.optional_number(anchor, "high", e.high, NumberRange::Positive);
    c.interval(anchor, e.cmax, e.low, e.high);
    let analyte = match &e.analyte {
        Some(a) => c.node(a, &[Kind::Compound])?,
        None => subject,
    };
    let beside = compounds(c, &e.beside);
    let source = c.reference(&e.source)?;
    fine.then(|| ExposureRecord {
        dose: DoseRecord {
            amount: e.dose,
            unit: e.unit,
            route: e.route,
            every_hours: e.every_hours,
            over_minutes: e.over_minutes,
        },
        analyte,
        cmax: e.cmax,
        low: e.low,
        high: e.high,
        sd: e.sd,
        unit: e.cmax_unit,
        tmax_hours: e.tmax_hours,
        n: e.n,
        species: e.species.unwrap_or(Species::NotStated),
        phenotype: e.phenotype,
        beside,
        source,
        at: text(&e.at),
        note: text(&e.note),
    })
}

pub(super) fn compounds(c: &mut Checker<'_>, ids: &[Sp]) -> Vec<NodeId> {
    ids.iter()
        .filter_map(|id| c.node(id, &[Kind::Compound]))
        .collect()
}

pub(super) fn kinetic(c: &mut Checker<'_>, k: &KineticText) -> Option<KineticRecord> {
    use KineticParameter as P;
    let anchor = &k.source;
    let time = matches!(k.unit, Unit::Hours | Unit::Minutes | Unit::Days);
    let share = matches!(k.unit, Unit::Fraction | Unit::Percent);
    let per_kilogram = matches!(
        k.unit,
        Unit::MilligramsPerKilogram
            | Unit::MicrogramsPerKilogram
            | Unit::MicromolesPerKilogram
            | Unit::NanomolesPerKilogram
    );
    let for_an_animal = matches!(
        k.unit,
        Unit::Milligrams | Unit::Micrograms | Unit::Nanomoles
    );
    let fits = match k.parameter {
        P::HalfLife | P::ReceptorHalfTime | P::EnzymeRecoveryHalfLife => time,
        P::FractionUnbound | P::Bioavailability | P::HepaticExtraction => share,
        P::VolumeOfDistribution => matches!(k.unit, Unit::Litres | Unit::LitresPerKilogram),
        P::Clearance => matches!(
            k.unit,
            Unit::LitresPerHour
                | Unit::MillilitresPerMinute
                | Unit::LitresPerHourPerKilogram
                | Unit::MillilitresPerMinutePerKilogram
        ),
        P::BrainToPlasma | P::UnboundBrainToPlasma => k.unit == Unit::Ratio,
        P::AntagonistDose50 | P::OccupyingDose50 => per_kilogram || for_an_animal,
        P::ApparentPA2 => k.unit == Unit::NegLogMolePerKilogram,
    };
    if !fits {
        c.problem_in("S031", anchor, "unit", format!("a {} is not given in {}", k.parameter, k.unit), "use the unit that belongs to the quantity: h for times, Fraction or Percent for shares, L or L_per_kg for volumes, L_per_h for clearances, Ratio for ratios, mg_per_kg or umol_per_kg for doses, NegLogMolePerKilogram for pA2".into());
    }
    let range = match k.unit {
        Unit::Fraction => NumberRange::Share,
        Unit::Percent => NumberRange::Percent,
        _ => NumberRange::Positive,
    };
    let fine = fits
        & c.number(anchor, "value", k.value, range)
        & c.optional_number(anchor, "low", k.low, NumberRange::NotNegative)
        & c.optional_number(anchor, "high", k.high, NumberRange::NotNegative);
    c.interval(anchor, k.value, k.low, k.high);
    let halves = k.parameter.halves();
    if halves && (k.target.is_none() || k.species.is_none()) {
        c.problem_in(
            "S043",
            anchor,
            "parameter",
            format!(
                "{} without its target and species says nothing",
                k.parameter
            ),
            "add `target` and `species`, and `route` where the source names it".into(),
        );
    }
    if !halves && (k.relation.is_some() || k.against.is_some() || k.site.is_some()) {
        c.problem_in(
            "S043",
            anchor,
            "parameter",
            format!(
                "`relation`, `against` and `site` are not kept of a {}",
                k.parameter
            ),
            "write them in `note`, or leave them out".into(),
        );
    }
    let target = c.optional_node(&k.target, &[Kind::Target]);
    let against = c.optional_node(&k.against, &[Kind::Compound]);
    let beside = compounds(c, &k.beside);
    let source = c.reference(&k.source)?;
    fine.then(|| KineticRecord {
        parameter: k.parameter,
        relation: k.relation.unwrap_or(Bound::Equal),
        value: k.value,
        low: k.low,
        high: k.high,
        unit: k.unit,
        route: k.route,
        target,
        against,
        site: k.site,
        species: k.species.unwrap_or(Species::NotStated),
        n: k.n,
        phenotype: k.phenotype,
        beside,
        source,
        at: text(&k.at),
        note: text(&k.note),
    })
}
