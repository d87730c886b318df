//! L001: one identifier, two compounds.

use std::collections::BTreeMap;

use super::{Findings, LintRule};
use crate::{
    graph::record::{Node, NodeData},
    model::kind::Kind,
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L001",
    severity: Severity::Warning,
    title: "an identifier of one compound stands, in another form, at a second compound",
    why: "two records of one substance split its numbers, and one identifier at two substances merges them elsewhere",
    mend: "compare both with the database's page, and keep the identifier where it belongs; an enantiomer and its racemate have InChIKeys that differ in the second block",
};

/// The same namespace is refused at loading; here the form differs: a CHEMBL number as a synonym or under another namespace, an InChIKey that differs in its last letter only, or the same SMILES.
pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    let mut first: BTreeMap<String, (&Node, &str)> = BTreeMap::new();
    for node in kg.0.nodes.iter().filter(|n| n.kind == Kind::Compound) {
        for (key, words) in keys(node) {
            match first.get(&key) {
                None => {
                    first.insert(key, (node, words));
                }
                Some((other, _)) if other.id == node.id => {}
                Some((other, there)) => findings.node(
                    node,
                    &node.id,
                    format!("`{words}` of `{}` is `{there}` of `{}`", node.id, other.id),
                    format!(
                        "`{}` stands at {}:{}; keep the identifier at one of the two",
                        other.id, other.place.file, other.place.line
                    ),
                ),
            }
        }
    }
}

fn keys(node: &Node) -> Vec<(String, &str)> {
    let mut keys = Vec::new();
    for xref in &node.xrefs {
        let Some((namespace, local)) = xref.split_once(':') else {
            continue;
        };
        // The last letter of an InChIKey is the charge; `inchikey` keys are compared without it.
        if namespace == "inchikey" {
            let skeleton = local.rsplit_once('-').map_or(local, |(rest, _)| rest);
            keys.push((skeleton.to_lowercase(), &**xref));
        } else if is_telling(local) && !crate::model::curie::may_be_shared(xref) {
            keys.push((local.to_lowercase(), &**xref));
        }
    }
    for name in node.synonyms.iter().chain(&node.brands) {
        if is_telling(name) {
            keys.push((name.to_lowercase(), &**name));
        } else if name.matches('-').count() == 2 && name.len() == 27 {
            let skeleton = name.rsplit_once('-').map_or(&**name, |(rest, _)| rest);
            keys.push((skeleton.to_lowercase(), &**name));
        }
    }
    if let NodeData::Compound(data) = &node.data
        && let Some(smiles) = &data.smiles
    {
        keys.push((format!("smiles {smiles}"), &**smiles));
    }
    keys
}

/// Whether an identifier says by itself which database it is from; bare numbers agree by chance.
fn is_telling(local: &str) -> bool {
    let digits = |prefix: &str, least: usize| {
        local
            .strip_prefix(prefix)
            .is_some_and(|d| d.len() >= least && d.bytes().all(|b| b.is_ascii_digit()))
    };
    let unii = local.len() == 10
        && local
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && local.bytes().any(|b| b.is_ascii_digit())
        && local.bytes().any(|b| b.is_ascii_uppercase());
    let cas =
        local.matches('-').count() == 2 && local.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    digits("CHEMBL", 1) || digits("DB", 5) || unii || cas
}
