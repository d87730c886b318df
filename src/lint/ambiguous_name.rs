//! L012: another name of one drug that is, but for its salt or spelling, the name of a second.

use std::collections::BTreeMap;

use super::{Findings, LintRule};
use crate::{
    graph::record::Node,
    model::{kind::Kind, name::fold},
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L012",
    severity: Severity::Warning,
    title: "a synonym or brand of one drug is nearly the name of another",
    why: "a question by that name finds the wrong drug; equal names are refused at loading, names that differ in a salt, a doubled letter or a national spelling are not",
    mend: "move the synonym to the drug whose name it is",
};

/// Words that name a salt or a form and not a substance.
const SALTS: &[&str] = &[
    "acetate",
    "besylate",
    "bitartrate",
    "bromide",
    "chloride",
    "citrate",
    "dihydrate",
    "fumarate",
    "hbr",
    "hcl",
    "hemihydrate",
    "hydrate",
    "hydrobromide",
    "hydrochloride",
    "lactate",
    "maleate",
    "mesilate",
    "mesylate",
    "monohydrate",
    "nitrate",
    "oxalate",
    "pamoate",
    "phosphate",
    "sodium",
    "succinate",
    "sulfate",
    "sulphate",
    "tartrate",
    "tosylate",
];

pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    let compounds: Vec<&Node> =
        kg.0.nodes
            .iter()
            .filter(|n| n.kind == Kind::Compound)
            .collect();
    let mut names: BTreeMap<String, &Node> = BTreeMap::new();
    for &node in &compounds {
        for name in [&node.id, &node.name] {
            names.entry(sounding(&without_salt(name))).or_insert(node);
        }
    }
    for &node in &compounds {
        for name in node.synonyms.iter().chain(&node.brands) {
            let key = sounding(&without_salt(name));
            match names.get(&key) {
                Some(other) if other.id != node.id && key.len() > 3 => findings.node(
                    node,
                    &node.id,
                    format!(
                        "`{name}`, a name of `{}`, is nearly the name of `{}`",
                        node.id, other.id
                    ),
                    format!(
                        "if it means `{}`, move it to that record ({}:{})",
                        other.id, other.place.file, other.place.line
                    ),
                ),
                _ => {}
            }
        }
    }
}

fn without_salt(name: &str) -> String {
    let words = name.split_whitespace();
    let kept: Vec<&str> = words
        .filter(|w| !SALTS.contains(&w.to_lowercase().as_str()))
        .collect();
    kept.join(" ")
}

/// A name folded as questions fold it, and further: `ph` as `f`, `th` as `t`, `y` as `i`, `k` as `c`, doubled letters once, no final `e`.
fn sounding(name: &str) -> String {
    let folded = fold(name).replace("ph", "f").replace("th", "t");
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        let c = match c {
            'y' => 'i',
            'k' => 'c',
            'z' => 's',
            c => c,
        };
        // Doubled digits are locants and stay.
        if !(c.is_alphabetic() && out.ends_with(c)) {
            out.push(c);
        }
    }
    out.trim_end_matches(['e', 'a', 'o']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{sounding, without_salt};

    #[test]
    fn spellings_meet_and_different_drugs_do_not() {
        for (a, b) in [
            ("methadone", "metadona"),
            ("fentanyl", "fentanil"),
            ("morphine sulfate", "morfin"),
            ("naltrexon", "naltrexone hydrochloride"),
        ] {
            assert_eq!(
                sounding(&without_salt(a)),
                sounding(&without_salt(b)),
                "{a} and {b}"
            );
        }
        for (a, b) in [
            ("naloxone", "naltrexone"),
            ("(S)-ketamine", "ketamine"),
            ("codeine", "cocaine"),
            ("DAMGO", "DAMME"),
        ] {
            assert_ne!(
                sounding(&without_salt(a)),
                sounding(&without_salt(b)),
                "{a} and {b}"
            );
        }
    }
}
