//! L006: a value that is exactly a customary limit, without a relation.

use super::{Findings, LintRule};
use crate::{
    graph::record::MeasurementRecord,
    model::measurement::{Bound, Tier},
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L006",
    severity: Severity::Warning,
    title: "a value is exactly a customary limit and carries no relation",
    why: "screens stop at 10 µM or 100 µM, and exports drop the `>`: the number is then no measurement (1,000 nM also occurs by chance and is a note)",
    mend: "write `relation: Above` where the source does, `relation: Unstated` where the export lost it, or give the reason in `doubt`",
};

/// Limits in nM at which screens stop, with the severity of meeting one.
const LIMITS: &[(f64, Severity)] = &[
    (1_000.0, Severity::Note),
    (10_000.0, Severity::Warning),
    (100_000.0, Severity::Warning),
    (1_000_000.0, Severity::Warning),
];

pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    for claim in &kg.0.claims {
        for m in &claim.measurements {
            if m.bound != Bound::Equal || m.doubt.is_some() || m.tier == Tier::Summary {
                continue;
            }
            let Some(severity) = limit(m) else { continue };
            let (compound, target) = (&kg.0.node(claim.subject).id, &kg.0.node(claim.object).id);
            findings.number(
                severity,
                m,
                format!("{} of `{compound}` at {target} is exactly {} {}", m.parameter, crate::display::number::printed(m.value), m.unit),
                "if it is a limit write `relation: Above`; if the export dropped the sign write `relation: Unstated`; if it is a measurement accept the finding".into(),
            );
        }
    }
}

fn limit(m: &MeasurementRecord) -> Option<Severity> {
    // A spread or an interval shows that something was measured.
    if m.sem.is_some() || m.sd.is_some() || m.low.is_some() || m.high.is_some() {
        return None;
    }
    let value = m.nanomolar()?;
    LIMITS
        .iter()
        .find(|(limit, _)| (value / limit - 1.0).abs() < 1e-9)
        .map(|(_, severity)| *severity)
}
