//! L009: a selectivity order that contradicts the literature.

use super::{Findings, LintRule};
use crate::{
    graph::{affinity::AffinityPolicy, handles::Compound},
    model::kind::Kind,
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L009",
    severity: Severity::Warning,
    title: "the counted affinities put two targets in an order that contradicts the literature",
    why: "one wrong value that several databases copied can make a drug look selective for a receptor that it hardly touches",
    mend: "look at the paper behind each value; give the reason in `doubt` of the wrong one, and its order is right again",
};

/// Compound, the target that it prefers, the target that it binds less, and the reference that says so.
pub(super) const ORDERS: &[(&str, &str, &str, &str)] = &[
    ("aticaprant", "KOR", "DOR", "doi-10-1002-jcph-286"),
    ("aticaprant", "KOR", "MOR", "doi-10-1002-jcph-286"),
    ("dezocine", "MOR", "DOR", "pmid-30237513"),
    ("dezocine", "MOR", "KOR", "pmid-30237513"),
    ("naloxone", "KOR", "DOR", "doi-10-1038-s41386-022-01416-z"),
    ("naloxone", "MOR", "DOR", "doi-10-1038-s41386-022-01416-z"),
    ("naltrexone", "KOR", "DOR", "doi-10-1038-s41386-022-01416-z"),
    ("naltrexone", "MOR", "DOR", "doi-10-1038-s41386-022-01416-z"),
    ("tramadol", "MOR", "DOR", "page-metajournal-raffa-1992"),
    ("tramadol", "MOR", "KOR", "page-metajournal-raffa-1992"),
];

pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    for (compound, prefers, over, source) in ORDERS {
        let (Ok(c), Ok(strong), Ok(weak)) = (
            kg.resolve(compound, &[Kind::Compound], "compound"),
            kg.resolve(prefers, &[Kind::Target], "target"),
            kg.resolve(over, &[Kind::Target], "target"),
        ) else {
            continue;
        };
        let handle = Compound::new(kg, c);
        let at = |target| handle.affinity_at(target, AffinityPolicy::default());
        let (Some(strong), Some(weak)) = (at(strong), at(weak)) else {
            continue;
        };
        let (strong, weak) = (strong.ki().as_nanomolar(), weak.ki().as_nanomolar());
        if weak >= strong {
            continue;
        }
        let said = kg
            .reference(source)
            .map_or_else(|_| (*source).to_owned(), |r| r.citation());
        let node = kg.0.node(c);
        findings.node(
            node,
            &node.id,
            format!(
                "`{compound}` binds {over} more tightly than {prefers} here ({} nM against {} nM), against {said}",
                crate::display::number::short(weak),
                crate::display::number::short(strong)
            ),
            format!("look at the papers behind both numbers; give the reason in `doubt` of the wrong one, so that {prefers} comes before {over}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::ORDERS;

    #[test]
    fn every_order_names_things_and_a_source_that_stand_in_the_data() {
        let kg = crate::curated();
        for (compound, prefers, over, source) in ORDERS {
            assert!(kg.compound(compound).is_ok(), "{compound}");
            assert!(kg.target(prefers).is_ok() && kg.target(over).is_ok());
            assert!(kg.reference(source).is_ok(), "{source}");
        }
    }
}
