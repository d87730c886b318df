//! L004: metabolite and parent the wrong way round.

use std::collections::BTreeMap;

use super::{Findings, LintRule};
use crate::{
    graph::record::{ClaimRecord, NodeData, NodeId},
    model::{kind::CompoundKind, relation::Relation},
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L004",
    severity: Severity::Warning,
    title: "a conversion runs in a circle, or from a metabolite without a parent to a drug",
    why: "metabolism seldom runs backwards; a swapped pair gives the parent's exposure to the metabolite",
    mend: "write the conversion in the parent's record; where the body does convert both ways, accept the finding",
};

pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    let inner = &kg.0;
    let mut edges: BTreeMap<NodeId, Vec<(NodeId, &ClaimRecord)>> = BTreeMap::new();
    for claim in &inner.claims {
        let product = match claim.relation {
            Relation::ConvertedTo => Some(claim.object),
            Relation::ClearedBy => claim.payload.product,
            _ => None,
        };
        if let Some(product) = product {
            edges
                .entry(claim.subject)
                .or_default()
                .push((product, claim));
        }
    }
    let kind = |n: NodeId| match &inner.node(n).data {
        NodeData::Compound(data) => Some(data.kind),
        _ => None,
    };
    let has_parent = |n: NodeId| {
        edges
            .iter()
            .any(|(from, list)| *from != n && list.iter().any(|(to, _)| *to == n))
    };
    let mut reported: Vec<(NodeId, NodeId)> = Vec::new();
    for (&from, list) in &edges {
        for &(to, claim) in list {
            if reported.contains(&(from, to)) {
                continue;
            }
            reported.push((from, to));
            let (a, b) = (&inner.node(from).id, &inner.node(to).id);
            if reaches(&edges, to, from) {
                // One finding a circle: at the step that leads from the metabolite, or at its first.
                let backwards = kind(from) == Some(CompoundKind::Metabolite)
                    || (from < to && kind(to) != Some(CompoundKind::Metabolite));
                if backwards {
                    findings.claim(
                        claim,
                        format!("`{a}` is converted to `{b}`, which is converted to `{a}`"),
                        "one of the two is likely written the wrong way round: the parent's record names its product".into(),
                    );
                }
            } else if kind(from) == Some(CompoundKind::Metabolite)
                && kind(to) == Some(CompoundKind::Drug)
                && !has_parent(from)
            {
                findings.claim(
                    claim,
                    format!("the metabolite `{a}` is converted to the drug `{b}`, and nothing is converted to `{a}`"),
                    format!("if `{b}` is the parent, write `converted_to` in its record; if not, say what `{a}` comes from"),
                );
            }
        }
    }
}

fn reaches(
    edges: &BTreeMap<NodeId, Vec<(NodeId, &ClaimRecord)>>,
    from: NodeId,
    to: NodeId,
) -> bool {
    let mut seen = vec![from];
    let mut queue = vec![from];
    while let Some(node) = queue.pop() {
        if node == to {
            return true;
        }
        for (next, _) in edges.get(&node).into_iter().flatten() {
            if !seen.contains(next) {
                seen.push(*next);
                queue.push(*next);
            }
        }
    }
    false
}
