//! Comparison, similarity, profiles, gaps and differences between releases.

use opiograph::{Action, KnowledgeGraph, curated};

fn mini() -> KnowledgeGraph {
    KnowledgeGraph::from_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/mini")).unwrap()
}

#[test]
fn dezocine_buprenorphine_and_ketamine_stand_side_by_side() {
    let c = curated()
        .compare(&["dezocine", "Subutex", "ketamine"])
        .unwrap();
    let names: Vec<&str> = c.compounds().iter().map(|c| c.id()).collect();
    assert_eq!(names, ["dezocine", "buprenorphine", "ketamine"]);
    let mor = c.row("MOR").unwrap();
    assert_eq!(mor.readings().len(), 3);
    let weaker: Vec<(&str, &str)> = mor
        .differences()
        .iter()
        .filter(|d| d.fold().is_some_and(|f| f > 1000.0))
        .map(|d| (d.tighter().id(), d.weaker().id()))
        .collect();
    assert_eq!(
        weaker,
        [("dezocine", "ketamine"), ("buprenorphine", "ketamine")]
    );
    let nmda = c.row("NMDA").unwrap();
    assert!(
        nmda.readings()[1].is_empty(),
        "nothing is known of buprenorphine at NMDA"
    );
    let text = c.to_string();
    assert!(text.contains("≠") && text.contains("partial agonist") && text.contains("(disputed)"));
    assert!(c.row("GABA-Q").is_none());
}

#[test]
fn the_order_of_a_comparison_turns_columns_only() {
    let kg = curated();
    let one = kg.compare(&["morphine", "fentanyl", "naloxone"]).unwrap();
    let other = kg.compare(&["naloxone", "morphine", "fentanyl"]).unwrap();
    assert_eq!(one.rows().len(), other.rows().len());
    for (a, b) in one.rows().iter().zip(other.rows()) {
        assert_eq!(a.target(), b.target());
        assert_eq!(a.readings()[0], b.readings()[1]);
        assert_eq!(a.readings()[2], b.readings()[0]);
        assert_eq!(
            a.differences().len(),
            b.differences().len(),
            "{}",
            a.target()
        );
    }
    let opposite = one.row("MOR").unwrap().differences();
    assert!(
        opposite.iter().any(|d| d.in_action()),
        "morphine and naloxone do opposite things"
    );
}

#[test]
fn differences_within_the_spread_of_the_measurements_are_not_marked() {
    let with = |ki: &str| {
        let text = format!(
            r#"[Reference(id: "a", title: "A", year: 2020), Reference(id: "b", title: "B", year: 2021),
            Compound(id: "x", name: "X", kind: Drug, binds: [(target: "MOR", measured: [
                (parameter: Ki, value: 1, unit: nM, species: Human, assay: "radioligand binding", source: "a")])]),
            Compound(id: "y", name: "Y", kind: Drug, binds: [(target: "MOR", measured: [
                (parameter: Ki, value: {ki}, unit: nM, species: Human, assay: "radioligand binding", source: "b")])])]"#
        );
        let kg = mini().overlay_str("lab.ron", text).unwrap();
        let c = kg.compare(&["x", "y"]).unwrap();
        c.row("MOR").unwrap().differences().len()
    };
    assert_eq!((with("1"), with("8"), with("100")), (0, 0, 1));
}

#[test]
fn a_comparison_needs_two_compounds() {
    let kg = curated();
    assert!(kg.compare(&["dezocine"]).unwrap_err().is_invalid_input());
    assert!(kg.compare::<&str>(&[]).unwrap_err().is_invalid_input());
    assert!(
        kg.compare(&["dezocine", "Dalgan"])
            .unwrap_err()
            .is_invalid_input()
    );
    let error = kg.compare(&["dezocin", "ketamine"]).unwrap_err();
    assert_eq!(
        error.suggestions().first().map(String::as_str),
        Some("dezocine")
    );
}

#[test]
fn naloxone_is_what_naltrexone_resembles_most() {
    let kg = curated();
    let similar = kg.similar("naltrexone").unwrap();
    let first: Vec<&str> = similar.iter().take(3).map(|s| s.compound().id()).collect();
    assert!(first.contains(&"naloxone"), "{first:?}");
    assert!(similar.iter().all(|s| s.compound().id() != "naltrexone"));
    assert!(similar.windows(2).all(|w| w[0].score() >= w[1].score()));
    assert!(
        similar
            .iter()
            .all(|s| (0.0..=1.0).contains(&s.score()) && !s.shared().is_empty())
    );
    let text = similar[0].to_string();
    assert!(text.contains("MOR alike"), "{text}");
    let fentanyl = similar
        .iter()
        .find(|s| s.compound().id() == "fentanyl")
        .unwrap();
    assert!(fentanyl.score() < similar[0].score() - 0.2);
    assert!(kg.similar("naltrexon").unwrap_err().is_not_found());
}

#[test]
fn similarity_is_symmetrical() {
    let kg = curated();
    let drugs = [
        "buprenorphine",
        "dezocine",
        "ketamine",
        "paroxetine",
        "methadone",
    ];
    for a in drugs {
        let of_a = kg.similar(a).unwrap();
        for b in drugs.iter().filter(|b| **b != a) {
            let there = of_a
                .iter()
                .find(|s| s.compound().id() == *b)
                .map(|s| s.score());
            let of_b = kg.similar(b).unwrap();
            let back = of_b
                .iter()
                .find(|s| s.compound().id() == a)
                .map(|s| s.score());
            match (there, back) {
                (Some(x), Some(y)) => assert!((x - y).abs() < 1e-12, "{a} {b}"),
                (None, None) => {}
                other => panic!("{a} {b}: {other:?}"),
            }
        }
    }
}

#[test]
fn a_profile_shows_numbers_actions_disputes_and_fate() {
    let kg = curated();
    let profile = kg.compound("buprenorphine").unwrap().profile();
    let mor = profile
        .targets()
        .iter()
        .find(|t| t.what().id() == "MOR")
        .unwrap();
    assert!(mor.reading().affinity().is_some_and(|a| a.pki() > 8.0));
    assert!(
        mor.reading()
            .actions()
            .iter()
            .any(|a| a.action() == Action::PartialAgonist)
    );
    assert!(!profile.exposures().is_empty() && !profile.kinetics().is_empty());
    let text = profile.to_string();
    for part in [
        "Targets",
        "Disputes",
        "Clearance",
        "Kinetics",
        "Exposures",
        "Observed effects",
    ] {
        assert!(text.contains(&format!("\n{part}")), "{part} in\n{text}");
    }
    assert!(
        serde_json::to_string(&profile)
            .unwrap()
            .contains("\"disputes\"")
    );

    let kor = kg.target("KOR").unwrap().profile();
    assert!(kor.ligands().len() > 30);
    assert!(
        kor.endogenous_ligands()
            .iter()
            .any(|c| c.subject().id() == "dynorphin-a")
    );
    assert!(!kor.regulates().is_empty());
    let tight = kor.ligands()[0].reading().affinity().unwrap();
    assert!(tight.value().as_nanomolar() < 1.0);
}

#[test]
fn every_profile_can_be_printed() {
    let kg = curated();
    for compound in kg.compounds() {
        assert!(compound.profile().to_string().starts_with(compound.name()));
    }
    for target in kg.targets() {
        assert!(target.profile().to_string().starts_with(target.id()));
    }
}

#[test]
fn gaps_are_the_pairs_without_a_number_and_say_what_was_sought() {
    let kg = mini()
        .overlay_str(
            "lab.ron",
            r#"[Sought(subject: "naltrexone", relation: Binds, object: "KOR", on: "2026-01-02", places: ["PubMed"])]"#,
        )
        .unwrap();
    let gaps = kg
        .gaps(&["dezocine", "naltrexone", "codeine"], &["MOR", "KOR"])
        .unwrap();
    let pairs: Vec<(&str, &str)> = gaps
        .iter()
        .map(|g| (g.compound().id(), g.target().id()))
        .collect();
    assert_eq!(pairs, [("naltrexone", "KOR"), ("codeine", "KOR")]);
    assert!(gaps[0].is_action_known() && !gaps[1].is_action_known());
    assert_eq!(
        gaps[0].to_string(),
        "Naltrexone at KOR: no number, action known; looked for on 2026-01-02 in PubMed, not found"
    );
    assert_eq!(gaps[1].to_string(), "Codeine at KOR: no number");
    assert!(kg.gaps(&["codeine"], &["KORR"]).unwrap_err().is_not_found());
}

#[test]
fn a_graph_does_not_differ_from_itself() {
    let kg = curated();
    let disk = KnowledgeGraph::from_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/data")).unwrap();
    let diff = kg.diff(&disk);
    assert!(diff.is_empty(), "{diff}");
    assert_eq!(diff.to_string(), "no difference");
}

#[test]
fn an_overlay_is_all_that_differs() {
    let kg = mini();
    let mine = kg
        .overlay_str(
            "lab.ron",
            r#"[
    Reference(id: "me-2026", title: "Mine", year: 2026),
    Compound(id: "compound-x", name: "Compound X", kind: ToolCompound,
        acts: [(target: "MOR", action: Agonist, evidence: [(design: InVitro, source: "me-2026")])]),
    Extend(compound: "dezocine", brands: ["Dezo"],
        binds: [(target: "MOR", measured: [(parameter: Ki, value: 37, unit: nM, assay: "radioligand binding", source: "me-2026")])],
        acts: [(target: "MOR", action: PartialAgonist, evidence: [(stance: Disputes, design: InVitro, source: "me-2026")])]),
]"#,
        )
        .unwrap();
    let diff = kg.diff(&mine);
    let ids = |nodes: &[opiograph::Node]| -> Vec<String> {
        nodes.iter().map(|n| n.id().to_owned()).collect()
    };
    assert_eq!(ids(diff.added()), ["compound-x", "me-2026"]);
    assert!(diff.removed().is_empty() && diff.claims_removed().is_empty());
    assert_eq!(diff.claims_added().len(), 1);
    assert_eq!(diff.claims_changed().len(), 2);
    assert_eq!(diff.changed().len(), 1);
    assert!(diff.changed()[0].to_string().contains("Dezo"));
    let moved = &diff.affinities()[0];
    assert_eq!((moved.compound(), moved.target()), ("dezocine", "MOR"));
    assert!(
        (moved.fold().unwrap() - 10f64.sqrt()).abs() < 1e-9,
        "{moved}"
    );
    let text = diff.to_string();
    assert!(text.contains("(supported → disputed)"), "{text}");

    let back = mine.diff(&kg);
    assert_eq!(ids(back.removed()), ids(diff.added()));
    assert_eq!(back.claims_removed().len(), diff.claims_added().len());
    assert_eq!(back.claims_changed().len(), diff.claims_changed().len());
    let (there, again) = (&diff.claims_changed()[0], &back.claims_changed()[0]);
    assert_eq!(there.evidence_added().len(), again.evidence_removed().len());
}
