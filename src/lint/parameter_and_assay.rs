//! L007: a parameter that its assay cannot yield.

use super::{Findings, LintRule};
use crate::{
    graph::record::MeasurementRecord,
    model::measurement::{Method, Parameter},
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L007",
    severity: Severity::Warning,
    title: "a parameter does not fit its assay",
    why: "a Ki from a functional readout is no binding constant, and binding alone yields no EC50 or Emax; filed wrongly, they enter an affinity",
    mend: "compare `parameter`, `assay` and `method` with the source; a functional antagonist constant is a Kb",
};

/// Words of a functional readout. Words that also occur in binding assays, such as \"agonist\", are left out.
const FUNCTIONAL: &[&str] = &[
    "gtp",
    "camp ",
    "camp)",
    "cyclic amp",
    "arrestin",
    "ileum",
    "vas deferens",
    "calcium flux",
    "calcium mobili",
    "adenylyl cyclase",
];
/// Words of a binding assay.
const BINDING: &[&str] = &[
    "radioligand",
    "displacement of [",
    "displacement of 3h",
    "binding affinity",
];

pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    for claim in &kg.0.claims {
        for m in &claim.measurements {
            let Some(reason) = misfit(m) else { continue };
            if m.doubt.is_some() {
                continue;
            }
            let (compound, target) = (&kg.0.node(claim.subject).id, &kg.0.node(claim.object).id);
            findings.number(
                findings.rule.severity,
                m,
                format!("{} of `{compound}` at {target}: {reason}", m.parameter),
                "compare `parameter`, `assay` and `method` with the source".into(),
            );
        }
    }
}

fn misfit(m: &MeasurementRecord) -> Option<String> {
    let words = m.assay.as_deref().unwrap_or("").to_lowercase();
    let has = |list: &[&'static str]| list.iter().copied().find(|w| words.contains(w));
    match m.parameter.linear() {
        Parameter::Ki | Parameter::Kd => {
            if m.method == Method::Functional {
                return Some("a functional assay yields no binding constant".into());
            }
            if m.method == Method::Binding
                && let Some(word) = has(FUNCTIONAL)
            {
                return Some(format!(
                    "the assay's words (\"{}\") are those of a functional readout, and it is marked as binding",
                    word.trim()
                ));
            }
        }
        Parameter::Ec50 | Parameter::Emax | Parameter::Kb => {
            if m.method == Method::Binding {
                return Some("radioligand binding yields none".into());
            }
            if m.method == Method::Unstated
                && has(FUNCTIONAL).is_none()
                && let Some(word) = has(BINDING)
            {
                return Some(format!(
                    "the assay's words (\"{word}\") are those of radioligand binding, which yields none"
                ));
            }
        }
        Parameter::Km
            if !matches!(m.method, Method::Enzyme | Method::Uptake | Method::Unstated) =>
        {
            return Some(format!("a {} yields no Michaelis constant", m.method));
        }
        _ => {}
    }
    None
}
