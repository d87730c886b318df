//! L017: an assay whose words name a sister of the target.

use super::{Findings, LintRule};
use crate::{model::measurement::Tier, source::diagnostic::Severity};

pub(super) const RULE: LintRule = LintRule {
    code: "L017",
    severity: Severity::Warning,
    title: "the assay of a value names another target of the same family",
    why: "databases file values under the wrong sister: serotonin uptake under the dopamine transporter, delta binding under kappa",
    mend: "compare with the paper; move the value, or give the reason in `doubt`",
};

/// Families in which values are confused, each member with the words that name it.
const FAMILIES: &[&[(&str, &[&str])]] = &[
    &[
        (
            "MOR",
            &[
                "mu opioid",
                "mu-opioid",
                "opioid mu",
                "opioid receptor mu",
                "opiate mu",
            ],
        ),
        (
            "KOR",
            &[
                "kappa opioid",
                "kappa-opioid",
                "opioid kappa",
                "opioid receptor kappa",
                "opiate kappa",
            ],
        ),
        (
            "DOR",
            &[
                "delta opioid",
                "delta-opioid",
                "opioid delta",
                "opioid receptor delta",
                "opiate delta",
            ],
        ),
    ],
    &[
        (
            "SERT",
            &[
                "serotonin uptake",
                "serotonin reuptake",
                "serotonin transporter",
                "serotonin(5-ht) neuronal uptake",
                "5-ht uptake",
                "5-ht reuptake",
                "5-hydroxytryptamine uptake",
            ],
        ),
        (
            "NET",
            &[
                "norepinephrine uptake",
                "norepinephrine reuptake",
                "norepinephrine transporter",
                "noradrenaline uptake",
                "noradrenaline reuptake",
                "noradrenaline transporter",
                "norepinephrine (ne) neuronal uptake",
            ],
        ),
        (
            "DAT",
            &[
                "dopamine uptake",
                "dopamine reuptake",
                "dopamine transporter",
                "dopamine (da) neuronal uptake",
            ],
        ),
    ],
];

/// An assay that names several members, or none, says nothing.
pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    for claim in &kg.0.claims {
        let target = &*kg.0.node(claim.object).id;
        let Some(family) = FAMILIES
            .iter()
            .find(|f| f.iter().any(|(member, _)| *member == target))
        else {
            continue;
        };
        for m in &claim.measurements {
            let Some(assay) = m.assay.as_deref().map(str::to_lowercase) else {
                continue;
            };
            let mut named = family
                .iter()
                .filter(|(_, words)| words.iter().any(|w| assay.contains(w)));
            if let (Some((other, _)), None) = (named.next(), named.next())
                && *other != target
                && m.doubt.is_none()
                && m.tier == Tier::Primary
            {
                let compound = &kg.0.node(claim.subject).id;
                findings.number(
                    findings.rule.severity,
                    m,
                    format!(
                        "a value of `{compound}` is filed at {target}, and its assay names {other}"
                    ),
                    format!(
                        "compare with the paper; move it to {other}, or give the reason in `doubt`"
                    ),
                );
            }
        }
    }
}
