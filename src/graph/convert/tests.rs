//! Published experiments, interactions, occupancies, allele tables and guideline statements from their text.

use super::{
    super::{
        context::{Checker, NumberRange},
        record::*,
    },
    kinetics::dose,
    text, texts,
};
use crate::{
    model::{experiment::ExperimentSet, kind::Kind, measurement::Bound, species::Species},
    source::{span::Sp, syntax::*},
};

fn optional_dose(c: &mut Checker<'_>, anchor: &Sp, d: &Option<DoseText>) -> Option<DoseRecord> {
    d.as_ref().and_then(|d| dose(c, anchor, d))
}

pub(super) fn experiment(r: &ExperimentText, c: &mut Checker<'_>) -> Option<ExperimentRecord> {
    if r.blocker.is_some() == r.loss_of.is_some() {
        c.problem(
            "S043",
            &r.id,
            "an experiment blocks with a drug or removes a target, one of the two".into(),
            "give either `blocker` or `loss_of`".into(),
        );
    }
    let agent = c.node(&r.agent, &[Kind::Compound]);
    let blocker = c.optional_node(&r.blocker, &[Kind::Compound]);
    let loss_of = c.optional_node(&r.loss_of, &[Kind::Target]);
    let blocks = r
        .blocks
        .iter()
        .filter_map(|t| c.node(t, &[Kind::Target]))
        .collect();
    let effect = c.node(&r.effect, &[Kind::Effect]);
    let source = c.reference(&r.source);
    let agent_dose = optional_dose(c, &r.agent, &r.agent_dose);
    let blocker_dose = r
        .blocker
        .as_ref()
        .and_then(|b| optional_dose(c, b, &r.blocker_dose));
    Some(ExperimentRecord {
        id: r.id.as_str().into(),
        agent: agent?,
        agent_dose,
        agent_dose_text: text(&r.agent_dose_text),
        blocker,
        blocker_dose,
        blocker_dose_text: text(&r.blocker_dose_text),
        loss_of,
        blocks,
        effect: effect?,
        detail: text(&r.detail),
        species: r.species.unwrap_or(Species::NotStated),
        site: r.site,
        result: r.result,
        n: r.n,
        source: source?,
        disputed_by: texts(&r.disputed_by),
        set: r.set.unwrap_or(ExperimentSet::Reference),
        note: text(&r.note),
        place: c.place(&r.id),
    })
}

pub(super) fn interaction(r: &InteractionText, c: &mut Checker<'_>) -> Option<InteractionRecord> {
    c.number(&r.id, "value", r.value, NumberRange::Positive);
    c.optional_number(&r.id, "low", r.low, NumberRange::NotNegative);
    c.optional_number(&r.id, "high", r.high, NumberRange::NotNegative);
    c.interval(&r.id, r.value, r.low, r.high);
    for &mg in &r.perpetrator_daily_milligrams {
        c.number(
            &r.id,
            "perpetrator_daily_milligrams",
            mg,
            NumberRange::Positive,
        );
    }
    let victim = c.node(&r.victim, &[Kind::Compound]);
    let measured = c.node(&r.measured, &[Kind::Compound]);
    let perpetrators = r
        .perpetrators
        .iter()
        .filter_map(|p| c.node(p, &[Kind::Compound]))
        .collect();
    let enzymes = r
        .enzymes
        .iter()
        .filter_map(|e| c.node(e, &[Kind::Target]))
        .collect();
    let source = c.reference(&r.source);
    let victim_dose = optional_dose(c, &r.victim, &r.victim_dose);
    Some(InteractionRecord {
        id: r.id.as_str().into(),
        victim: victim?,
        measured: measured?,
        victim_dose,
        victim_dose_text: text(&r.victim_dose_text),
        perpetrators,
        perpetrator_dose_text: text(&r.perpetrator_dose_text),
        perpetrator_daily_milligrams: r.perpetrator_daily_milligrams.clone(),
        phenotype: r.phenotype,
        genotype: text(&r.genotype),
        relative_to: r.relative_to,
        enzymes,
        metric: r.metric.as_str().into(),
        value: r.value,
        low: r.low,
        high: r.high,
        bound: r.relation.unwrap_or(Bound::Equal),
        n: r.n,
        primary: r.primary.unwrap_or(true),
        source: source?,
        note: text(&r.note),
    })
}

pub(super) fn occupancy(r: &OccupancyText, c: &mut Checker<'_>) -> Option<OccupancyRecord> {
    c.number(&r.id, "percent", r.percent, NumberRange::Percent);
    c.optional_number(&r.id, "low", r.low, NumberRange::Finite);
    c.optional_number(&r.id, "high", r.high, NumberRange::Finite);
    c.interval(&r.id, r.percent, r.low, r.high);
    c.optional_number(
        &r.id,
        "after_hours",
        r.after_hours,
        NumberRange::NotNegative,
    );
    let compound = c.node(&r.compound, &[Kind::Compound]);
    let target = c.node(&r.target, &[Kind::Target]);
    let together_with = r
        .together_with
        .iter()
        .filter_map(|t| c.node(t, &[Kind::Target]))
        .collect();
    let source = c.reference(&r.source);
    let dose = dose(c, &r.compound, &r.dose);
    Some(OccupancyRecord {
        id: r.id.as_str().into(),
        compound: compound?,
        dose: dose?,
        regimen: text(&r.regimen),
        after_hours: r.after_hours,
        target: target?,
        together_with,
        percent: r.percent,
        low: r.low,
        high: r.high,
        population: text(&r.population),
        n: r.n,
        radioligand: text(&r.radioligand),
        plasma: text(&r.plasma),
        primary: r.primary.unwrap_or(true),
        source: source?,
        note: text(&r.note),
    })
}

pub(super) fn allele_table(r: &AlleleTableText, c: &mut Checker<'_>) -> Option<AlleleTableRecord> {
    c.date(&r.id, "effective", &r.effective);
    let gene = c.node(&r.gene, &[Kind::Target]);
    let source = c.reference(&r.source);
    let alleles = r
        .alleles
        .iter()
        .map(|a| {
            c.optional_number(&a.name, "activity", a.activity, NumberRange::NotNegative);
            let source = a.source.as_ref().and_then(|s| c.reference(s));
            AlleleRecord {
                name: a.name.as_str().into(),
                function: a.function,
                activity: a.activity,
                note: text(&a.note),
                source,
            }
        })
        .collect();
    Some(AlleleTableRecord {
        id: r.id.as_str().into(),
        gene: gene?,
        effective: r.effective.as_str().into(),
        source: source?,
        based_on: r.based_on.as_ref().map(|s| s.as_str().into()),
        alleles,
    })
}

pub(super) fn guideline(r: &GuidelineText, c: &mut Checker<'_>) -> Option<GuidelineRecord> {
    let gene = c.node(&r.gene, &[Kind::Target]);
    let compound = c.node(&r.compound, &[Kind::Compound]);
    let source = c.reference(&r.source);
    Some(GuidelineRecord {
        id: r.id.as_str().into(),
        body: r.body.as_str().into(),
        gene: gene?,
        compound: compound?,
        phenotypes: r.phenotypes.clone(),
        statement: r.statement.as_str().into(),
        level: text(&r.level),
        source: source?,
    })
}
