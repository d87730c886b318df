//! L008: an action that rests on a database alone.

use super::{Findings, LintRule};
use crate::{
    model::{
        evidence::{Design, Stance},
        relation::Relation,
    },
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L008",
    severity: Severity::Note,
    title: "a drug acts on a target with no number and no evidence beyond a database",
    why: "databases copy one another; nobody here has seen an observation",
    mend: "look up the paper and cite it, or add a measurement; where neither is found, say so in a `Sought` record",
};

/// A `Sought` record for a number or an action of the pair shows that somebody looked, and silences the rule.
pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    let inner = &kg.0;
    for claim in inner.claims.iter().filter(|c| c.relation == Relation::Acts) {
        let mut supporting = claim
            .evidence
            .iter()
            .filter(|e| e.stance == Stance::Supports)
            .peekable();
        if supporting.peek().is_none() || supporting.any(|e| e.design != Design::Database) {
            continue;
        }
        let related: Vec<_> = std::iter::once(claim.object)
            .chain(
                inner
                    .to(claim.object)
                    .iter()
                    .chain(inner.from(claim.object))
                    .map(|&c| inner.claim(c))
                    .filter(|c| c.relation == Relation::MemberOf)
                    .flat_map(|c| [c.subject, c.object]),
            )
            .collect();
        let measured = inner.from(claim.subject).iter().any(|&c| {
            let other = inner.claim(c);
            related.contains(&other.object) && !other.measurements.is_empty()
        });
        let sought = inner.tables.sought.iter().any(|s| {
            s.subject == claim.subject
                && s.object == claim.object
                && matches!(s.relation, Relation::Binds | Relation::Acts)
        });
        if measured || sought {
            continue;
        }
        let (compound, target) = (&inner.node(claim.subject).id, &inner.node(claim.object).id);
        let action = claim.payload.action.map_or("ligand", |a| a.label());
        findings.claim(
            claim,
            format!("`{compound}` as {action} at {target} rests on a database alone"),
            "cite the paper, add a number, or record in `Sought` where you looked".into(),
        );
    }
}
