//! L011: a reference that nothing rests on.

use std::collections::BTreeSet;

use super::{Findings, LintRule};
use crate::{
    graph::record::{AccessRecord, NodeData, NodeId},
    model::kind::Kind,
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L011",
    severity: Severity::Warning,
    title: "a reference that nothing cites",
    why: "evidence that belongs to it is missing, or names another reference for the same paper",
    mend: "cite it where it belongs; if it was read and left out, name it as `source` of a `Screened` record; else remove it",
};

pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    let used = cited(findings);
    for (i, node) in kg.0.nodes.iter().enumerate() {
        if node.kind == Kind::Reference && !used.contains(&NodeId(i as u32)) {
            findings.node(
                node,
                &node.id,
                format!("nothing cites the reference `{}`", node.id),
                "cite it, name it in a `Screened` record, or remove it".into(),
            );
        }
    }
}

fn cited(findings: &Findings<'_>) -> BTreeSet<NodeId> {
    let inner = &findings.kg.0;
    let mut used: BTreeSet<NodeId> = BTreeSet::new();
    for c in &inner.claims {
        used.extend(c.evidence.iter().map(|e| e.reference));
        for m in &c.measurements {
            used.insert(m.source);
            used.extend(&m.also);
            // Where it names a reference, the value rests on that one too.
            let named = m
                .possibly_same
                .as_deref()
                .and_then(|id| findings.kg.reference(id).ok());
            used.extend(named.map(|r| r.node));
        }
        for e in &c.in_vivo {
            used.insert(e.source);
            used.extend(&e.fitted_to);
        }
    }
    let access = |a: &Option<AccessRecord>| -> Vec<NodeId> {
        a.iter()
            .flat_map(|a| a.evidence.iter().map(|e| e.reference))
            .collect()
    };
    for node in &inner.nodes {
        match &node.data {
            NodeData::Compound(d) => {
                used.extend(&d.identified_by);
                used.extend(d.molar_mass.iter().map(|m| m.source));
                used.extend(access(&d.access));
                used.extend(d.exposures.iter().map(|e| e.source));
                used.extend(d.kinetics.iter().map(|k| k.source));
            }
            NodeData::Target(d) => used.extend(&d.identified_by),
            NodeData::Study(d) => {
                used.insert(d.source);
                let caveats = d.limitations.iter().chain(&d.caveats).chain(&d.facts);
                used.extend(caveats.filter_map(|c| c.source));
            }
            NodeData::Reference(d) => used.extend(&d.cites),
            _ => {}
        }
    }
    let t = &inner.tables;
    used.extend(t.experiments.iter().map(|e| e.source));
    used.extend(t.interactions.iter().map(|i| i.source));
    used.extend(t.occupancies.iter().map(|o| o.source));
    used.extend(t.allele_tables.iter().map(|a| a.source));
    used.extend(
        t.allele_tables
            .iter()
            .flat_map(|a| a.alleles.iter().filter_map(|a| a.source)),
    );
    used.extend(t.guidelines.iter().map(|g| g.source));
    used.extend(t.screened.iter().filter_map(|s| s.source));
    used
}
