//! L002: two identifiers of one namespace on one compound.

use std::collections::BTreeMap;

use super::{Findings, LintRule};
use crate::{
    model::{curie, kind::Kind},
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L002",
    severity: Severity::Warning,
    title: "a compound has two identifiers of one namespace",
    why: "one of them usually belongs to a salt, a stereoisomer or a metabolite, whose numbers would be filed here",
    mend: "keep the identifier of exactly this substance; where the database holds two records of it, accept the finding and say so",
};

pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    for node in kg.0.nodes.iter().filter(|n| n.kind == Kind::Compound) {
        let mut by_namespace: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for xref in node.xrefs.iter().filter(|x| !curie::may_be_shared(x)) {
            if let Some((namespace, local)) = xref.split_once(':') {
                let list = by_namespace.entry(namespace).or_default();
                if !list.contains(&local) {
                    list.push(local);
                }
            }
        }
        for (namespace, locals) in by_namespace.into_iter().filter(|(_, l)| l.len() > 1) {
            findings.node(
                node,
                &node.id,
                format!("`{}` has {} {namespace} identifiers: {}", node.id, locals.len(), locals.join(", ")),
                "keep the one of exactly this substance; salts, stereoisomers and metabolites have their own".into(),
            );
        }
    }
}
