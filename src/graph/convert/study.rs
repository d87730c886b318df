//! A clinical study from its text.

use super::{
    super::{
        context::{Checker, NumberRange},
        record::*,
    },
    Parts,
    kinetics::dose,
    put, text, texts,
};
use crate::{
    model::{experiment::CellState, kind::Kind, measurement::Bound, species::Species},
    source::{span::Sp, syntax::*},
};

pub(super) fn study(r: &StudyText, c: &mut Checker<'_>, nodes: &mut [Option<Node>]) {
    let Some(source) = c.reference(&r.source) else {
        return put(
            c,
            nodes,
            &r.id,
            Parts::of(&r.name),
            Kind::Study,
            NodeData::Condition,
        );
    };
    let arm_ids: Vec<&str> = r.arms.iter().map(|a| a.id.as_str()).collect();
    let data = NodeData::Study(Box::new(StudyData {
        design: r.design,
        source,
        registration: text(&r.registration),
        species: r.species.unwrap_or(Species::Human),
        population: text(&r.population),
        conditions: r
            .conditions
            .iter()
            .filter_map(|s| c.node(s, &[Kind::Condition]))
            .collect(),
        blinding: text(&r.blinding),
        randomised: r.randomised,
        analysed: r.analysed,
        duration: text(&r.duration),
        arms: r.arms.iter().map(|a| arm(c, a)).collect(),
        outcomes: r.outcomes.iter().map(|o| outcome(c, o, &arm_ids)).collect(),
        statistics: r
            .statistics
            .iter()
            .map(|s| statistic(c, s, &r.id))
            .collect(),
        adverse_events: r
            .adverse_events
            .iter()
            .map(|a| adverse_event(c, a, &arm_ids, &r.id))
            .collect(),
        limitations: caveats(c, &r.limitations),
        caveats: caveats(c, &r.caveats),
        facts: caveats(c, &r.facts),
        seeds: texts(&r.seeds),
    }));
    put(
        c,
        nodes,
        &r.id,
        Parts {
            note: &r.note,
            accept: &r.accept,
            ..Parts::of(&r.name)
        },
        Kind::Study,
        data,
    );
}

fn arm(c: &mut Checker<'_>, a: &ArmText) -> ArmRecord {
    let given = a
        .given
        .iter()
        .filter_map(|g| {
            let compound = c.node(&g.compound, &[Kind::Compound])?;
            let dose = g.dose.as_ref().and_then(|d| dose(c, &g.compound, d));
            Some((compound, dose, text(&g.regimen)))
        })
        .collect();
    ArmRecord {
        id: a.id.as_str().into(),
        name: a.name.as_str().into(),
        n: a.n,
        given,
        note: text(&a.note),
    }
}

fn check_arm(c: &mut Checker<'_>, arm: &Sp, arms: &[&str]) {
    if !arms.contains(&arm.as_str()) {
        let help = match crate::source::suggest::nearest(arm, arms.iter().copied(), 1).first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the arms are: {}", arms.join(", ")),
        };
        c.problem(
            "S051",
            arm,
            format!("the study has no arm `{}`", arm.as_str()),
            help,
        );
    }
}

fn outcome(c: &mut Checker<'_>, o: &OutcomeText, arms: &[&str]) -> OutcomeRecord {
    let values = o
        .values
        .iter()
        .map(|v| {
            check_arm(c, &v.arm, arms);
            c.optional_number(&v.arm, "mean", v.mean, NumberRange::Finite);
            c.optional_number(&v.arm, "sd", v.sd, NumberRange::NotNegative);
            c.optional_number(&v.arm, "hours", v.hours, NumberRange::Finite);
            let state = v.state.unwrap_or(CellState::Printed);
            if matches!(state, CellState::Printed | CellState::Derived) != v.mean.is_some() {
                c.problem("S053", &v.arm, format!("a cell that is {state} {} a value", if v.mean.is_some() { "has" } else { "lacks" }), "printed and derived cells have a `mean`; damaged and lost ones have none, only `printed: \"…\"`".into());
            }
            CellRecord {
                arm: v.arm.as_str().into(),
                time: v.time.as_str().into(),
                hours: v.hours,
                mean: v.mean,
                sd: v.sd,
                n: v.n,
                state,
                printed: text(&v.printed),
                note: text(&v.note),
            }
        })
        .collect();
    OutcomeRecord {
        name: o.name.as_str().into(),
        instrument: c.optional_node(&o.instrument, &[Kind::Instrument]),
        measures: c.optional_node(&o.measures, &[Kind::Effect, Kind::Condition]),
        table: text(&o.table),
        values,
        note: text(&o.note),
        seeds: texts(&o.seeds),
    }
}

fn statistic(c: &mut Checker<'_>, s: &StatisticText, anchor: &Sp) -> StatisticRecord {
    let anchor = s.seeds.first().unwrap_or(anchor);
    c.optional_number(anchor, "p", s.p, NumberRange::Share);
    for (field, value) in [
        ("value", s.value),
        ("low", s.low),
        ("high", s.high),
        ("df", s.df),
        ("df_error", s.df_error),
        ("mean_square", s.mean_square),
        ("sum_of_squares", s.sum_of_squares),
    ] {
        c.optional_number(anchor, field, value, NumberRange::Finite);
    }
    StatisticRecord {
        test: s.test.as_str().into(),
        outcome: text(&s.outcome),
        term: text(&s.term),
        statistic: text(&s.statistic),
        value: s.value,
        low: s.low,
        high: s.high,
        sum_of_squares: s.sum_of_squares,
        mean_square: s.mean_square,
        df: s.df,
        df_error: s.df_error,
        p: s.p,
        p_bound: s.p_bound.unwrap_or(Bound::Equal),
        partial_eta_squared: s.partial_eta_squared,
        note: text(&s.note),
        seeds: texts(&s.seeds),
    }
}

fn adverse_event(
    c: &mut Checker<'_>,
    a: &AdverseEventText,
    arms: &[&str],
    anchor: &Sp,
) -> AdverseEventRecord {
    if let Some(arm) = &a.arm {
        check_arm(c, arm, arms);
    }
    c.optional_number(
        a.arm.as_ref().unwrap_or(anchor),
        "percent",
        a.percent,
        NumberRange::Percent,
    );
    AdverseEventRecord {
        event: a.event.as_str().into(),
        arm: a.arm.as_ref().map(|s| s.as_str().into()),
        n: a.n,
        percent: a.percent,
        serious: a.serious,
        note: text(&a.note),
        seeds: texts(&a.seeds),
    }
}

fn caveats(c: &mut Checker<'_>, list: &[CaveatText]) -> Vec<CaveatRecord> {
    list.iter()
        .map(|v| CaveatRecord {
            text: v.text.as_str().into(),
            contradictions: texts(&v.contradictions),
            seeds: texts(&v.seeds),
            source: v.source.as_ref().and_then(|s| c.reference(s)),
        })
        .collect()
}
