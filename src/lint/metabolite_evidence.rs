//! L013: evidence filed under the parent that speaks of the metabolite.

use std::collections::BTreeMap;

use super::{Finding, Findings, LintRule};
use crate::{
    graph::record::{ClaimRecord, NodeId, Place},
    model::{name::fold, relation::Relation},
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L013",
    severity: Severity::Warning,
    title: "evidence on a parent whose words name its metabolite",
    why: "parent and metabolite are different subjects; norbuprenorphine's agonism is not buprenorphine's",
    mend: "file the evidence under the metabolite; where the words only compare the two, accept the finding and say so",
};

/// The words are those of the assay and the place; a remark may compare parent and metabolite, and is read only where it begins with the metabolite.
pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    let inner = &kg.0;
    let mut products: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for claim in &inner.claims {
        let product = match claim.relation {
            Relation::ConvertedTo => Some(claim.object),
            Relation::ClearedBy => claim.payload.product,
            _ => None,
        };
        if let Some(product) = product {
            products.entry(claim.subject).or_default().push(product);
        }
    }
    for claim in &inner.claims {
        let about_effects = matches!(
            claim.relation,
            Relation::Binds | Relation::Acts | Relation::Affects
        );
        let (true, Some(list)) = (about_effects, products.get(&claim.subject)) else {
            continue;
        };
        let parent = names(findings, claim.subject);
        for &product in list {
            let names = names(findings, product);
            let named = |text: &Option<Box<str>>, leading: bool| {
                text.as_deref()
                    .is_some_and(|t| mentions(t, &names, &parent, leading))
            };
            for m in &claim.measurements {
                if named(&m.assay, false) || named(&m.at, false) || named(&m.note, true) {
                    report(findings, claim, product, &m.place, &m.accept);
                }
            }
            // The evidence of a binding claim repeats its measurements.
            if claim.relation == Relation::Binds {
                continue;
            }
            for e in &claim.evidence {
                if named(&e.at, false) || named(&e.dose, false) || named(&e.note, true) {
                    report(findings, claim, product, &e.place, &claim.accept);
                }
            }
        }
    }
}

fn report<'g>(
    findings: &mut Findings<'g>,
    claim: &'g ClaimRecord,
    product: NodeId,
    place: &'g Place,
    accept: &'g [crate::graph::record::Accepted],
) {
    let kg = findings.kg;
    let (parent, product) = (&kg.0.node(claim.subject).id, &kg.0.node(product).id);
    findings.report(Finding {
        severity: RULE.severity,
        place,
        words: "",
        message: format!("evidence filed under `{parent}` speaks of its metabolite `{product}`"),
        help: format!("if it was `{product}` that was tested, move the entry to that record; if not, accept the finding with the reason"),
        accept: vec![accept, &kg.0.node(claim.subject).accept],
    });
}

/// The id, name and synonyms, folded; short ones are left out because they occur inside other words.
fn names(findings: &Findings<'_>, node: NodeId) -> Vec<String> {
    const SHORTEST: usize = 6;
    let node = findings.kg.0.node(node);
    let all = std::iter::once(&node.id)
        .chain([&node.name])
        .chain(&node.synonyms);
    let mut names: Vec<String> = all
        .map(|n| fold(n))
        .filter(|n| n.len() >= SHORTEST)
        .collect();
    names.sort();
    names.dedup();
    names
}

/// Whether a text names the metabolite: one of its words is a name, other than as a radioligand; with `leading`, its first word.
fn mentions(text: &str, names: &[String], parent: &[String], leading: bool) -> bool {
    let words = text
        .split([' ', ',', ';', ':', '/'])
        .filter(|w| !w.is_empty());
    let words: Vec<&str> = if leading {
        words.take(1).collect()
    } else {
        words.collect()
    };
    words.into_iter().any(|word| {
        let labelled = word.starts_with('[') || word.starts_with("3H-") || word.contains("]");
        let folded = fold(word);
        !labelled && names.contains(&folded) && !parent.contains(&folded)
    })
}
