//! The curated data, tested as an artefact: each failure says how to mend it.

use opiograph::{Kind, Tier, curated};

#[test]
fn every_number_names_its_source() {
    let mut problems = Vec::new();
    for claim in curated().claims() {
        for m in claim.measurements() {
            let r = m.reference();
            let identified = r.pmid().is_some()
                || r.doi().is_some()
                || r.pmcid().is_some()
                || r.url().is_some()
                || r.title().is_some()
                || r.journal().is_some();
            if !identified {
                problems.push(format!(
                    "{}: {m}: give reference `{}` a pmid, doi, pmcid, url or title",
                    m.place(),
                    r.id()
                ));
            }
            let is_database = r.is_primary() == Some(false)
                && r.pmid().is_none()
                && r.doi().is_none()
                && r.pmcid().is_none()
                && r.url().is_none();
            if is_database && m.database_record().is_none() && m.at().is_none() {
                problems.push(format!("{}: {m}: a value from a dataset names its row: add `record: \"…\"` or `at: \"…\"`", m.place()));
            }
        }
    }
    assert!(
        problems.is_empty(),
        "{} problems\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[test]
fn summaries_are_never_counted() {
    let kg = curated();
    for c in kg.compounds() {
        for t in c.targets() {
            let Some(a) = c.affinity(&t).unwrap() else {
                continue;
            };
            let primary = c
                .measurements(&t)
                .unwrap()
                .into_iter()
                .filter(|m| m.tier() == Tier::Primary && m.set_aside().is_none())
                .count();
            assert!(a.n() <= primary, "{a}");
            assert!(
                a.lowest().as_nanomolar() <= a.ki().as_nanomolar() * (1.0 + 1e-9)
                    && a.ki().as_nanomolar() <= a.highest().as_nanomolar() * (1.0 + 1e-9),
                "{a}"
            );
        }
    }
}

#[test]
fn every_claim_joins_what_its_relation_allows() {
    for claim in curated().claims() {
        let (from, to): (Kind, Kind) = (claim.subject().kind(), claim.object().kind());
        assert!(claim.relation().allows(from, to), "{claim}");
    }
}
