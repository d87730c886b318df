//! The paths of seven questions, read against their sources: `tests/literature/paths.csv` says which page was seen and what it says.
//!
//! `UPDATE=1 cargo test --test it read_paths` writes the golden texts anew; read the difference before committing it.

use super::literature;
use std::{collections::BTreeSet, fs, path::PathBuf};

use opiograph::{MechanismPath, MechanismQuery, curated};

fn place(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(file)
}

/// The cells of `tests/literature/paths.csv`: claim, reference, page seen, what it says, verdict.
fn rows() -> Vec<Vec<String>> {
    literature::rows("paths.csv", 5)
}

fn best(from: &str, to: &str) -> Vec<MechanismPath> {
    let query = MechanismQuery::new(from, to).surest_action().limit(3);
    curated().mechanisms(&query).unwrap()
}

#[test]
fn every_claim_on_the_best_paths_was_read_against_a_source() {
    let read: BTreeSet<String> = rows().into_iter().map(|r| r[0].clone()).collect();
    let mut unread = BTreeSet::new();
    for (from, to) in literature::QUESTIONS {
        for path in best(from, to) {
            for step in path.steps() {
                let claim = step.claim();
                if !read.contains(claim.id()) {
                    let sources: BTreeSet<String> = claim
                        .evidence()
                        .iter()
                        .map(|e| e.reference().id().to_owned())
                        .collect();
                    unread.insert(format!("{} ({from} → {to}): {sources:?}", claim.id()));
                }
            }
        }
    }
    assert!(
        unread.is_empty(),
        "nobody has read these claims against their sources; look a page of one of them up and add a line \
         `claim,reference,page seen,what it says,verdict` to tests/literature/paths.csv, or mend the claim:\n{}",
        unread.into_iter().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn every_line_is_about_a_claim_and_a_source_that_stand() {
    let kg = curated();
    for row in rows() {
        let [claim, reference, page, says, verdict] = row.as_slice() else {
            unreachable!()
        };
        let claim = kg
            .claim(claim)
            .unwrap_or_else(|e| panic!("{e}; remove or rename the line in paths.csv"));
        let cites = claim
            .evidence()
            .iter()
            .any(|e| e.reference().id() == reference);
        assert!(cites, "{} does not cite {reference}", claim.id());
        match verdict.as_str() {
            "shown" | "indirect" | "against" => {
                assert!(page.len() > 3 && says.len() > 10, "{row:?}");
            }
            "page not found" => {}
            other => panic!("no verdict `{other}`"),
        }
    }
}

#[test]
fn explanations_read_as_they_were_read_last() {
    for (from, to) in [("morphine", "ventilation"), ("codeine", "analgesia")] {
        let paths: Vec<String> = best(from, to).iter().map(ToString::to_string).collect();
        let text = paths.join("\n\n") + "\n";
        let file = place(&format!("golden/explain-{from}-{to}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &text).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(
            text,
            expected,
            "{}: read the new text, then run `UPDATE=1 cargo test --test it read_paths`",
            file.display()
        );
    }
}

#[test]
fn an_action_is_read_once_a_target() {
    for (from, to) in literature::QUESTIONS {
        let mut routes = BTreeSet::new();
        for path in best(from, to) {
            let route: Vec<String> = path
                .steps()
                .iter()
                .map(|s| {
                    let claim = s.claim();
                    let way = match claim.action() {
                        Some(_) => format!("{:?}", s.sign()),
                        None => claim.id().to_owned(),
                    };
                    format!("{} {way}", s.to().id())
                })
                .collect();
            assert!(routes.insert(route), "{path}");
        }
    }
}

#[test]
fn what_is_known_of_an_enantiomer_is_listed_and_not_carried_over() {
    let kg = curated();
    let query = MechanismQuery::new("ketamine", "anhedonia").limit(50);
    let apart = kg.kept_apart(&query).unwrap();
    for isomer in ["esketamine", "arketamine"] {
        assert!(apart.iter().any(|c| c.subject().id() == isomer), "{isomer}");
    }
    for path in kg.mechanisms(&query).unwrap() {
        let passes = |id: &str| path.steps().iter().any(|s| s.to().id() == id);
        assert!(!passes("esketamine") && !passes("arketamine"), "{path}");
    }
    let dezocine = MechanismQuery::new("aticaprant", "anhedonia");
    assert!(kg.kept_apart(&dezocine).unwrap().is_empty());
}

#[test]
fn acute_and_chronic_claims_are_not_joined() {
    for (from, to) in literature::QUESTIONS {
        let query = MechanismQuery::new(from, to).limit(100);
        for path in curated().mechanisms(&query).unwrap() {
            let phases: BTreeSet<String> = path
                .steps()
                .iter()
                .filter_map(|s| s.claim().phase().map(str::to_owned))
                .collect();
            assert!(!(phases.contains("acute") && phases.len() > 1), "{path}");
            for phase in &phases {
                assert!(path.headline().contains(phase.as_str()), "{path}");
            }
        }
    }
}
