//! Who disagrees: found, explained, ranked.

use opiograph::{Dispute, DisputeKind, KnowledgeGraph, curated};

fn mini() -> KnowledgeGraph {
    KnowledgeGraph::from_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/mini")).unwrap()
}

fn with(text: &str) -> KnowledgeGraph {
    let head = r#"
    Reference(id: "paper-a", title: "A", year: 2020, primary: true),
    Reference(id: "paper-b", title: "B", year: 2021, primary: true),
    Reference(id: "base-c", title: "C", year: 2022, primary: false),
    Reference(id: "review-r", title: "R", year: 2023, primary: false, cites: ["paper-a"]),
    Compound(id: "compound-x", name: "Compound X", kind: ToolCompound"#;
    let text = format!("[{head}, {text}]");
    mini().overlay_str("lab.ron", text).unwrap()
}

fn about_x(text: &str) -> Vec<Dispute> {
    with(text).compound("compound-x").unwrap().disputes()
}

fn place(all: &[Dispute], question: &str) -> usize {
    all.iter()
        .position(|d| d.question().contains(question))
        .unwrap_or_else(|| panic!("no dispute on {question}"))
}

#[test]
fn what_the_source_documents_contradict_comes_out_with_both_sides_cited() {
    let kg = curated();
    let all = kg.disputes();
    for question in [
        "what Buprenorphine does at KOR",
        "what Dezocine does at KOR",
        "what Ketamine does at MOR",
        "requires μ-opioid receptor",
    ] {
        let dispute = &all[place(&all, question)];
        assert!(dispute.sides().len() >= 2, "{dispute}");
        for side in dispute.sides() {
            assert!(!side.references().is_empty(), "{dispute}");
            assert!(side.weight() > 0.0, "{dispute}");
        }
        assert!(dispute.reconciled_by().is_some(), "{dispute}");
    }
}

#[test]
fn contradictions_of_the_source_documents_are_found_as_disputes() {
    let seeds: Vec<String> = curated()
        .disputes()
        .iter()
        .flat_map(|d| d.seeds())
        .collect();
    for contradiction in ["C1", "C2", "C3", "C4", "C17", "C20", "C27"] {
        assert!(seeds.iter().any(|s| s == contradiction), "{contradiction}");
    }
}

#[test]
fn whether_ketamine_needs_opioid_receptors_is_not_hidden() {
    let kg = curated();
    let all = kg.disputes();
    assert!(place(&all, "requires μ-opioid receptor") < all.len() / 40);
    assert!(place(&all, "what Buprenorphine does at KOR") < all.len() / 10);
    let scattered = all.iter().position(|d| d.kind() == DisputeKind::Numbers);
    for question in [
        "requires μ-opioid receptor",
        "what Buprenorphine does at KOR",
        "what Dezocine does at KOR",
    ] {
        assert!(
            scattered.is_none_or(|s| place(&all, question) < s),
            "{question}"
        );
    }
    let dezocine = kg.disputes_about("dezocine").unwrap();
    assert!(place(&dezocine, "what Dezocine does at KOR") < 3);
    let ketamine = kg.disputes_about("ketamine").unwrap();
    assert_eq!(place(&ketamine, "requires μ-opioid receptor"), 0);
    let trials = "what becomes of Ketamine's antidepressant effect when Naltrexone is given";
    assert!(place(&ketamine, trials) < 10);
    assert!(
        ketamine[0]
            .kinds()
            .contains(&DisputeKind::TrialAgainstTrial)
    );
    place(&ketamine, "what Ketamine does at MOR");
}

#[test]
fn every_kind_of_dispute_is_found_in_the_data() {
    let kg = curated();
    for &kind in DisputeKind::ALL {
        let found = kg.disputes_of(kind);
        let first = found
            .first()
            .unwrap_or_else(|| panic!("no dispute of the kind `{kind}`"));
        println!("{first}\n");
        for side in first.sides() {
            assert!(!side.references().is_empty(), "{first}");
        }
    }
}

#[test]
fn the_first_twenty_are_those_that_were_read_last() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/golden/disputes-top-20.txt"
    );
    let questions: Vec<String> = curated()
        .disputes()
        .iter()
        .take(20)
        .map(|d| d.question().to_owned())
        .collect();
    let text = questions.join("\n") + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(file, &text).unwrap();
    }
    let expected = std::fs::read_to_string(file).unwrap_or_default();
    assert_eq!(
        text, expected,
        "the order changed: read it, then run `UPDATE=1 cargo test --test it disputes`"
    );
}

#[test]
fn the_ranking_falls_and_stays() {
    let (first, second) = (curated().disputes(), curated().disputes());
    assert_eq!(
        serde_json::to_string(&first).unwrap(),
        serde_json::to_string(&second).unwrap()
    );
    assert!(
        first
            .windows(2)
            .all(|w| w[0].importance() >= w[1].importance())
    );
    assert!(
        first
            .iter()
            .all(|d| d.importance().is_finite() && d.sides().len() >= 2)
    );
    let mut ids: Vec<&str> = first.iter().map(Dispute::id).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count, "ids tell disputes apart");
}

#[test]
fn an_empty_overlay_changes_no_dispute() {
    let same = mini().overlay_str("empty.ron", "[]").unwrap();
    let words = |kg: &KnowledgeGraph| -> Vec<String> {
        kg.disputes().iter().map(Dispute::to_string).collect()
    };
    assert_eq!(words(&mini()), words(&same));
}

#[test]
fn filters_agree_with_the_whole_list() {
    let kg = curated();
    let all = kg.disputes();
    for &kind in DisputeKind::ALL {
        let of_kind = kg.disputes_of(kind);
        let counted = all.iter().filter(|d| d.kinds().contains(&kind)).count();
        assert_eq!(of_kind.len(), counted, "{kind}");
    }
    let bup = kg.compound("buprenorphine").unwrap();
    let at_kor = bup.disputes_at("KOR").unwrap();
    assert_eq!(at_kor[0].kind(), DisputeKind::ActionClass);
    assert!(bup.disputes().len() > at_kor.len());
    assert!(kg.disputes_about("ketamin").unwrap_err().is_not_found());
}

#[test]
fn dezocine_at_kor_has_two_sides_and_no_third() {
    let kg = mini();
    let all = kg.disputes_about("dezocine").unwrap();
    let dispute = &all[place(&all, "Dezocine does at KOR")];
    let said: Vec<&str> = dispute.sides().iter().map(|s| s.statement()).collect();
    assert_eq!(said.len(), 2, "{dispute}");
    assert!(
        said.iter().any(|s| s.contains("an antagonist")),
        "{dispute}"
    );
    assert!(
        said.iter().any(|s| s.contains("a partial agonist")),
        "{dispute}"
    );
    assert!(dispute.to_string().contains("Wang 2018"), "{dispute}");
}

#[test]
fn compatible_classes_are_no_dispute() {
    let none = about_x(
        r#"acts: [
            (target: "MOR", action: Agonist, evidence: [(design: InVitro, source: "paper-a")]),
            (target: "MOR", action: PartialAgonist, evidence: [(design: InVitro, source: "paper-b")]),
            (target: "MOR", action: BiasedAgonist, evidence: [(design: InVitro, source: "paper-b")]),
        ])"#,
    );
    assert!(none.is_empty(), "{none:?}");
    let one = about_x(
        r#"acts: [
            (target: "MOR", action: FullAgonist, evidence: [(design: InVitro, source: "paper-a")]),
            (target: "MOR", action: PartialAgonist, evidence: [(design: InVitro, source: "paper-b")]),
        ])"#,
    );
    assert_eq!(one[0].kind(), DisputeKind::ActionClass);
}

#[test]
fn numbers_of_primary_papers_more_than_ten_fold_apart_are_a_dispute() {
    let numbers = |rows: &[(&str, &str)]| {
        let rows: Vec<String> = rows
            .iter()
            .map(|(value, rest)| format!("(parameter: Ki, value: {value}, unit: nM, assay: \"radioligand binding\", {rest})"))
            .collect();
        about_x(&format!(
            "binds: [(target: \"MOR\", measured: [{}])])",
            rows.join(", ")
        ))
    };
    let human_a = r#"species: Human, source: "paper-a""#;
    let human_b = r#"species: Human, source: "paper-b""#;
    let apart = numbers(&[("1", human_a), ("11", human_b)]);
    assert_eq!(apart.len(), 1, "{apart:?}");
    assert_eq!(apart[0].kind(), DisputeKind::Numbers);
    assert!(
        apart[0].question().contains("11-fold apart"),
        "{}",
        apart[0]
    );
    assert!(numbers(&[("1", human_a), ("9", human_b)]).is_empty());
    let limit = numbers(&[
        ("1", human_a),
        (
            "500",
            r#"relation: Above, species: Human, source: "paper-b""#,
        ),
    ]);
    assert_eq!(limit.len(), 1, "a limit can disagree");
    let open = numbers(&[
        ("1", human_a),
        (
            "500",
            r#"relation: Below, species: Human, source: "paper-b""#,
        ),
    ]);
    assert!(open.is_empty(), "and can agree");
    let database = numbers(&[
        ("1", human_a),
        ("100", r#"species: Human, source: "base-c""#),
    ]);
    assert!(database.is_empty(), "databases are no papers");
    let doubted = numbers(&[
        ("1", human_a),
        (
            "100",
            r#"doubt: "misprint", species: Human, source: "paper-b""#,
        ),
    ]);
    assert!(doubted.is_empty());
    let species = numbers(&[
        ("1", human_a),
        ("100", r#"species: Rat, source: "paper-b""#),
    ]);
    assert_eq!(species.len(), 1, "{species:?}");
    assert_eq!(species[0].kind(), DisputeKind::SpeciesAgainstSpecies);
}

#[test]
fn the_sides_tell_the_kind() {
    let kinds = |evidence: &str| {
        let all = about_x(&format!(
            "affects: [(what: \"analgesia\", direction: Increases, evidence: [{evidence}])])"
        ));
        assert_eq!(all.len(), 1, "{evidence}");
        all[0].kinds().to_vec()
    };
    let trial = |stance: &str, source: &str| {
        format!("(stance: {stance}, design: RandomisedTrial, species: Human, source: \"{source}\")")
    };
    assert_eq!(
        kinds(&[trial("Supports", "paper-a"), trial("Disputes", "paper-b")].join(", ")),
        [DisputeKind::TrialAgainstTrial]
    );
    assert_eq!(
        kinds(
            r#"(design: Review, source: "review-r"), (stance: Disputes, design: Animal, species: Rat, source: "paper-a")"#
        ),
        [DisputeKind::ReviewAgainstReference]
    );
    assert_eq!(
        kinds(
            r#"(design: Label, source: "paper-a"), (stance: Disputes, design: CaseReport, source: "paper-b")"#
        ),
        [DisputeKind::LabelAgainstPaper]
    );
    assert_eq!(
        kinds(
            r#"(design: Animal, species: Rat, source: "paper-a"), (stance: Disputes, design: Animal, species: Mouse, source: "paper-b")"#
        ),
        [DisputeKind::SpeciesAgainstSpecies]
    );
    assert_eq!(
        kinds(
            r#"(design: Animal, species: Rat, source: "paper-a"), (stance: Disputes, design: Animal, species: Rat, source: "paper-b")"#
        ),
        [DisputeKind::EvidenceAgainstEvidence]
    );
}

#[test]
fn opposite_signs_meet_unless_place_or_test_keeps_them_apart() {
    let two = |first: &str, second: &str| {
        about_x(&format!(
            r#"affects: []), Claim(from: "compound-x", relation: Affects, to: "analgesia", direction: Increases{first}, evidence: [(design: Animal, source: "paper-a")]),
               Claim(from: "compound-x", relation: Affects, to: "analgesia", direction: Decreases{second}, evidence: [(design: Animal, source: "paper-b")])"#
        ))
    };
    let meet = two("", "");
    assert_eq!(meet[0].kind(), DisputeKind::OppositeSign);
    assert_eq!(meet[0].sides().len(), 2);
    assert!(two("", r#", phase: "sustained""#).is_empty());
    assert!(
        two(
            r#", test: "forced swim test""#,
            r#", test: "tail suspension test""#
        )
        .is_empty()
    );
}

#[test]
fn evener_sides_and_more_papers_rank_higher() {
    let one = |evidence: &str| {
        about_x(&format!(
            "affects: [(what: \"analgesia\", direction: Increases, evidence: [{evidence}])])"
        ))[0]
            .importance()
    };
    let even = one(
        r#"(design: Animal, source: "paper-a"), (stance: Disputes, design: Animal, source: "paper-b")"#,
    );
    let uneven = one(
        r#"(design: Animal, source: "paper-a"), (stance: Disputes, design: News, source: "paper-b")"#,
    );
    assert!(even > uneven && uneven > 0.0, "{even} {uneven}");
}
