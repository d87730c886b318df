//! L018: an acceptance that accepts nothing.

use super::{Findings, LINT_RULES, LintRule, address};
use crate::{
    graph::record::{Accepted, Place},
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L018",
    severity: Severity::Warning,
    title: "an accepted finding that no longer occurs, has no reason, or names no rule",
    why: "it would silence a new error of the same kind",
    mend: "remove the entry, or write the rule's code and the reason",
};

pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    let mut lists: Vec<(&[Accepted], &Place)> = Vec::new();
    for node in &kg.0.nodes {
        lists.push((&node.accept, &node.place));
    }
    for claim in &kg.0.claims {
        lists.push((&claim.accept, &claim.place));
        lists.extend(claim.measurements.iter().map(|m| (&*m.accept, &m.place)));
    }
    for (list, place) in lists {
        for a in list {
            let rule = LINT_RULES.iter().find(|r| r.code == &*a.code);
            let message = if rule.is_none() {
                format!("`{}` is not a rule of the lint", a.code)
            } else if a.reason.trim().is_empty() {
                format!("{} is accepted without a reason", a.code)
            } else if !findings.used.contains(&address(a)) {
                format!("{} is accepted here and does not occur", a.code)
            } else {
                continue;
            };
            findings.report(super::Finding {
                severity: RULE.severity,
                place,
                words: "",
                message,
                help: "remove it from `accept`, or write the code of a rule and the reason".into(),
                accept: Vec::new(),
            });
        }
    }
}
