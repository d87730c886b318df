//! L019: one experiment twice.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Findings, LintRule};
use crate::{
    graph::record::{DoseRecord, ExperimentRecord},
    model::species::Species,
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L019",
    severity: Severity::Warning,
    title: "one published experiment stands twice",
    why: "it counts twice in the validation, and a prediction lists it twice",
    mend: "keep one of the two and name it in `disputed_by` where the other was named, or say in `detail`, `site` or the doses how they differ",
};

/// The share of the words of two tests from which on they are one test.
const ALIKE: f64 = 0.5;

pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    let mut asked: BTreeMap<_, Vec<&ExperimentRecord>> = BTreeMap::new();
    for e in &kg.0.tables.experiments {
        let key = (e.source, e.agent, e.blocker, e.loss_of, e.effect);
        let before = asked.entry(key).or_default();
        if let Some(other) = before.iter().find(|o| same(o, e)) {
            findings.report(Finding {
                severity: RULE.severity,
                place: &e.place,
                words: &e.id,
                message: format!(
                    "experiment `{}` asks and finds what `{}` does, in the same paper",
                    e.id, other.id
                ),
                help: format!(
                    "`{}` stands at {}:{}; keep one, or say in `detail`, `site` or the doses how they differ",
                    other.id, other.place.file, other.place.line
                ),
                accept: Vec::new(),
            });
        }
        before.push(e);
    }
}

fn same(a: &ExperimentRecord, b: &ExperimentRecord) -> bool {
    let species = |s: Species| (s != Species::NotStated).then_some(s);
    a.result == b.result
        && a.site == b.site
        && agree(species(a.species), species(b.species))
        && agree(
            numbers(a.agent_dose.as_ref(), a.agent_dose_text.as_deref()),
            numbers(b.agent_dose.as_ref(), b.agent_dose_text.as_deref()),
        )
        && agree(
            numbers(a.blocker_dose.as_ref(), a.blocker_dose_text.as_deref()),
            numbers(b.blocker_dose.as_ref(), b.blocker_dose_text.as_deref()),
        )
        && alike(a.detail.as_deref(), b.detail.as_deref())
}

/// Whether two statements can be one: equal, or one of them not made.
fn agree<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// The numbers of a dose, whatever its words.
fn numbers(dose: Option<&DoseRecord>, words: Option<&str>) -> Option<Vec<String>> {
    let stated = match (dose, words) {
        (Some(dose), _) => dose.amount.to_string(),
        (None, words) => words?.to_owned(),
    };
    let found: Vec<String> = stated
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|n| n.trim_matches('.').to_owned())
        .filter(|n| !n.is_empty())
        .collect();
    (!found.is_empty()).then_some(found)
}

fn alike(a: Option<&str>, b: Option<&str>) -> bool {
    let words = |s: &str| -> BTreeSet<String> {
        s.split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() > 3)
            .map(str::to_lowercase)
            .collect()
    };
    let (Some(a), Some(b)) = (a, b) else {
        return true;
    };
    if a == b {
        return true;
    }
    let (a, b) = (words(a), words(b));
    let all = a.union(&b).count();
    all > 0 && a.intersection(&b).count() as f64 / all as f64 >= ALIKE
}
