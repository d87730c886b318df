//! Every statement of the source documents is in the graph, or left out with a reason that allows it.

use std::collections::{BTreeMap, BTreeSet};

use opiograph::{ScreenReason, curated};

fn listed() -> Vec<String> {
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/seeds.txt")).unwrap();
    text.split_whitespace().map(str::to_owned).collect()
}

/// Where each statement is told: in a claim, a study or a compound's record.
fn told() -> BTreeMap<String, Vec<String>> {
    let kg = curated();
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for claim in kg.claims() {
        for seed in claim.seeds() {
            told.entry(seed).or_default().push(claim.to_string());
        }
    }
    for study in kg.studies() {
        for seed in study.seeds() {
            told.entry(seed).or_default().push(study.to_string());
        }
    }
    for compound in kg.compounds() {
        for seed in compound.seeds() {
            told.entry(seed.to_owned())
                .or_default()
                .push(compound.to_string());
        }
    }
    told
}

#[test]
fn the_list_is_complete() {
    let listed: BTreeSet<String> = listed().into_iter().collect();
    let count = |prefix: &str| listed.iter().filter(|s| s.starts_with(prefix)).count();
    assert_eq!(
        (
            count("S0-"),
            count("S1-"),
            count("S2-"),
            count("S3-"),
            count("C")
        ),
        (58, 98, 18, 59, 31)
    );
}

#[test]
fn every_statement_is_told_or_screened_for_a_reason_that_allows_it() {
    let told = told();
    let screened: BTreeMap<String, ScreenReason> = curated()
        .screened()
        .into_iter()
        .map(|s| (s.id, s.reason))
        .collect();
    let mut problems = Vec::new();
    for seed in listed() {
        match (told.get(&seed), screened.get(&seed)) {
            (Some(_), None) => {}
            (None, Some(reason)) => {
                let allowed = matches!(
                    reason,
                    ScreenReason::Epidemiology
                        | ScreenReason::History
                        | ScreenReason::Regulation
                        | ScreenReason::StudyBackground
                        | ScreenReason::Opinion
                );
                if !allowed || seed.starts_with('C') {
                    problems.push(format!("{seed} is screened as {reason:?}: put it into the graph"));
                }
            }
            (Some(at), Some(_)) => problems.push(format!("{seed} is screened and told ({}): keep one", at[0])),
            (None, None) => problems.push(format!(
                "{seed} is nowhere: add it to the evidence of a claim (`seeds: [\"{seed}\"]`), to a study, or screen it"
            )),
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn no_seed_is_misspelt() {
    let listed: BTreeSet<String> = listed().into_iter().collect();
    let unknown: Vec<String> = told().into_keys().filter(|s| !listed.contains(s)).collect();
    assert!(
        unknown.is_empty(),
        "these are not statements of the source documents: {unknown:?}"
    );
}

#[test]
fn contradictions_show_as_disputes_or_caveats() {
    let kg = curated();
    let told = told();
    for i in 1..=31 {
        let id = format!("C{i}");
        assert!(
            told.contains_key(&id),
            "{id} is recorded nowhere: add it to a caveat of the study, or to the evidence of the disputed claim"
        );
    }
    for (compound, target) in [
        ("buprenorphine", "KOR"),
        ("dezocine", "KOR"),
        ("ketamine", "MOR"),
    ] {
        assert!(
            kg.compound(compound).unwrap().is_disputed(target).unwrap(),
            "{compound} at {target} is disputed in the literature"
        );
    }
}
