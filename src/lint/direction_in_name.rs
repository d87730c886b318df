//! L014: a process whose name says which way it moves.

use super::{Findings, LintRule};
use crate::{model::kind::Kind, source::diagnostic::Severity};

pub(super) const RULE: LintRule = LintRule {
    code: "L014",
    severity: Severity::Warning,
    title: "a process name with a direction in it",
    why: "relations carry the sign; a process called \"reduced firing\" turns every sign that leads through it",
    mend: "say what runs: `ventilation`, not `respiratory depression`; where the direction belongs to the term (long-term depression), accept the finding",
};

/// Beginnings of words that state a direction.
const STEMS: &[&str] = &[
    "abolish",
    "attenuat",
    "augment",
    "blockade",
    "blunt",
    "decreas",
    "deficien",
    "deficit",
    "depress",
    "desensiti",
    "diminish",
    "elevat",
    "enhanc",
    "excess",
    "heighten",
    "impair",
    "increas",
    "inhibition",
    "loss",
    "lower",
    "potentiat",
    "reduc",
    "rise",
    "sensiti",
    "stimulation",
    "suppress",
    "upregulat",
    "downregulat",
    "up-regulat",
    "down-regulat",
    "disinhibit",
    "hyper",
    "hypo",
];
/// Words that begin so and state none.
const NEUTRAL: &[&str] = &[
    "hypothalam",
    "hypophys",
    "hypocretin",
    "hypoth",
    "hypodermi",
    "sensitivity",
];

pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    for node in kg.0.nodes.iter().filter(|n| n.kind == Kind::Process) {
        let name = node.name.to_lowercase();
        let id = node.id.replace('-', " ");
        let word = name
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .chain(id.split(' '))
            .find(|w| {
                STEMS.iter().any(|s| w.starts_with(s)) && !NEUTRAL.iter().any(|n| w.starts_with(n))
            });
        if let Some(word) = word {
            findings.node(
                node,
                &node.id,
                format!(
                    "the name of the process `{}` says a direction: \"{word}\"",
                    node.id
                ),
                "say what runs; relations say which way it moves".into(),
            );
        }
    }
}
