//! L010: a thing that nothing mentions.

use std::collections::BTreeSet;

use super::{Findings, LintRule};
use crate::{
    graph::record::{NodeData, NodeId},
    model::kind::Kind,
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L010",
    severity: Severity::Warning,
    title: "a thing has no claim and no record mentions it",
    why: "no question can reach it: a claim is missing, or was written for another id",
    mend: "add what is known about it, or remove the record and retire its id",
};

pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    let used = mentioned(findings);
    for (i, node) in kg.0.nodes.iter().enumerate() {
        let id = NodeId(i as u32);
        let exempt = matches!(node.kind, Kind::Reference | Kind::Study);
        if !exempt && !used.contains(&id) {
            findings.node(
                node,
                &node.id,
                format!("the {} `{}` is connected to nothing", node.kind, node.id),
                "add a claim about it, or remove it and put the id into `Retired`".into(),
            );
        }
    }
}

fn mentioned(findings: &Findings<'_>) -> BTreeSet<NodeId> {
    let inner = &findings.kg.0;
    let mut used: BTreeSet<NodeId> = BTreeSet::new();
    for c in &inner.claims {
        used.extend([c.subject, c.object]);
        let payload = [c.payload.product, c.payload.enzyme, c.context.region];
        used.extend(payload.into_iter().flatten());
        used.extend(c.measurements.iter().filter_map(|m| m.against));
    }
    for (i, node) in inner.nodes.iter().enumerate() {
        match &node.data {
            NodeData::Compound(d) => {
                // Exposures and constants are statements about the compound itself.
                if !d.exposures.is_empty() || !d.kinetics.is_empty() {
                    used.insert(NodeId(i as u32));
                }
                used.extend(d.exposures.iter().map(|e| e.analyte));
                used.extend(
                    d.kinetics
                        .iter()
                        .flat_map(|k| k.target.into_iter().chain(k.against)),
                );
            }
            NodeData::Study(d) => {
                used.extend(&d.conditions);
                used.extend(d.arms.iter().flat_map(|a| a.given.iter().map(|g| g.0)));
                let outcomes = d.outcomes.iter();
                used.extend(outcomes.flat_map(|o| [o.instrument, o.measures]).flatten());
            }
            _ => {}
        }
    }
    let t = &inner.tables;
    for e in &t.experiments {
        used.extend([e.agent, e.effect]);
        used.extend(e.blocker.iter().chain(&e.loss_of).chain(&e.blocks));
    }
    for i in &t.interactions {
        used.extend([i.victim, i.measured]);
        used.extend(i.perpetrators.iter().chain(&i.enzymes));
    }
    used.extend(t.occupancies.iter().flat_map(|o| [o.compound, o.target]));
    used.extend(t.allele_tables.iter().map(|a| a.gene));
    used.extend(t.guidelines.iter().flat_map(|g| [g.gene, g.compound]));
    used.extend(t.sought.iter().flat_map(|s| [s.subject, s.object]));
    used
}
