//! Questions for compounds, on the curated data and on a few that are made for the purpose.

use opiograph::{
    Action, AffinityPolicy, CompoundKind, CompoundQuery, Concentration, KnowledgeGraph, Parameter,
    curated,
};

fn ids(kg: &KnowledgeGraph, query: &CompoundQuery) -> Vec<String> {
    let found = kg.find(query).unwrap();
    found.iter().map(|c| c.id().to_owned()).collect()
}

fn nanomolar(value: f64) -> Concentration {
    Concentration::from_nanomolar(value)
}

/// Four compounds with what is needed to tell the policies apart.
fn lab() -> KnowledgeGraph {
    let text = r#"[
    Reference(id: "lab-a", title: "A", year: 2025),
    Reference(id: "lab-b", title: "B", year: 2026),
    Target(id: "MOR", name: "mu", kind: Receptor, genes: ["OPRM1"]),
    Target(id: "KOR", name: "kappa", kind: Receptor, genes: ["OPRK1"]),
    Target(id: "CYP2D6", name: "cytochrome P450 2D6", kind: Enzyme),
    Target(id: "CYP3A4", name: "cytochrome P450 3A4", kind: Enzyme),
    Compound(id: "spread", name: "Spread", kind: Drug, family: "Benzomorphan opioids",
        binds: [(target: "MOR", measured: [
            (parameter: Ki, value: 2, unit: nM, species: Human, assay: "radioligand binding", source: "lab-a"),
            (parameter: Ki, value: 32, unit: nM, species: Human, assay: "radioligand binding", source: "lab-b"),
        ])],
        acts: [(target: "MOR", action: Agonist, evidence: [(stance: Hypothesis, design: Opinion, source: "lab-a")])],
        cleared_by: [(enzyme: "CYP3A4", fraction: 0.7, evidence: [(design: HumanPharmacology, source: "lab-a")])]),
    Compound(id: "limit", name: "Limit", kind: Drug, family: "Morphinan opioids",
        binds: [
            (target: "MOR", measured: [(parameter: Ki, value: 1, unit: nM, species: Human, assay: "radioligand binding", source: "lab-a")]),
            (target: "KOR", measured: [(parameter: Ki, value: 10, unit: uM, relation: Above, species: Human, assay: "radioligand binding", source: "lab-a")]),
        ],
        acts: [(target: "MOR", action: BiasedAgonist, evidence: [(design: InVitro, source: "lab-a")])],
        cleared_by: [(enzyme: "CYP2D6", fraction: 0.4, evidence: [(design: HumanPharmacology, source: "lab-a")])]),
    Compound(id: "refuted", name: "Refuted", kind: ToolCompound,
        acts: [(target: "MOR", action: PartialAgonist, evidence: [(stance: Disputes, design: InVitro, source: "lab-a")])],
        cleared_by: [(enzyme: "CYP2D6", evidence: [(stance: Hypothesis, design: Review, source: "lab-a"), (stance: Disputes, design: InVitro, source: "lab-b")])]),
    Compound(id: "blank", name: "Blank", kind: ToolCompound,
        acts: [(target: "CYP2D6", action: MechanismBasedInhibitor, evidence: [(design: InVitro, source: "lab-a")])]),
]"#;
    let dir = std::env::temp_dir().join(format!("opiograph-find-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join("lab.ron"), text).unwrap();
    let kg = KnowledgeGraph::from_dir(&dir).unwrap();
    std::fs::remove_dir_all(&dir).unwrap();
    kg
}

#[test]
fn the_example_of_the_contract_finds_buprenorphine_and_dezocine_with_their_disputes() {
    let q = CompoundQuery::new()
        .acts_on("MOR", Action::PartialAgonist)
        .acts_on("KOR", Action::Antagonist)
        .affinity_below("MOR", nanomolar(10.0))
        .not_cleared_by("CYP2D6");
    let kg = curated();
    assert_eq!(ids(&kg, &q), ["buprenorphine", "dezocine"]);
    assert_eq!(
        q.to_string(),
        "partial agonist at MOR and antagonist at KOR and affinity at MOR below 10 nM and not cleared by CYP2D6"
    );
    for found in kg.find_explained(&q).unwrap() {
        assert!(found.is_disputed());
        let at_kor = &found.reasons()[1];
        assert!(
            at_kor
                .disputes()
                .iter()
                .any(|d| d.starts_with("partial agonist [")),
            "{found}"
        );
        assert!(at_kor.reconciled_by().is_some(), "{found}");
        assert!(found.to_string().contains("disputed: "), "{found}");
    }
}

#[test]
fn a_partial_agonist_and_antagonist_is_not_naltrexone() {
    let kg = curated();
    let q = CompoundQuery::new()
        .acts_on("μ-opioid receptor", Action::PartialAgonist)
        .acts_on("OPRK1", Action::Antagonist);
    let found = ids(&kg, &q);
    assert!(found.contains(&"buprenorphine".into()) && found.contains(&"dezocine".into()));
    assert!(!found.contains(&"naltrexone".into()));
    let both = CompoundQuery::new()
        .acts_on("MOR", Action::Antagonist)
        .acts_on("KOR", Action::Antagonist);
    assert!(ids(&kg, &both).contains(&"naltrexone".into()));
}

#[test]
fn agonist_finds_its_kinds_and_inhibitor_finds_mechanism_based_ones() {
    let kg = lab();
    let q = CompoundQuery::new().acts_on("MOR", Action::Agonist);
    assert_eq!(ids(&kg, &q), ["limit"], "biased agonists are agonists");
    let q = CompoundQuery::new().acts_on("MOR", Action::FullAgonist);
    assert!(ids(&kg, &q).is_empty());
    let q = CompoundQuery::new().acts_on("CYP2D6", Action::Inhibitor);
    assert_eq!(ids(&kg, &q), ["blank"]);
}

#[test]
fn proposals_and_refuted_actions_match_only_when_asked_for() {
    let kg = lab();
    let q = CompoundQuery::new().acts_on("MOR", Action::Agonist);
    assert_eq!(
        ids(&kg, &q.clone().including_hypotheses()),
        ["limit", "spread"]
    );
    assert_eq!(
        ids(&kg, &q.clone().including_refuted()),
        ["limit", "refuted"]
    );
    let found = kg.find_explained(&q.including_hypotheses()).unwrap();
    assert!(
        found[1].to_string().contains("(hypothesis)"),
        "{}",
        found[1]
    );
}

#[test]
fn a_spread_affinity_meets_a_bound_certainly_typically_or_possibly() {
    let kg = lab();
    let q = || CompoundQuery::new().affinity_below("MOR", nanomolar(10.0));
    assert_eq!(ids(&kg, &q()), ["limit", "spread"], "the mean is 8 nM");
    assert_eq!(ids(&kg, &q().certainly()), ["limit"]);
    let tight = || CompoundQuery::new().affinity_below("MOR", nanomolar(4.0));
    assert_eq!(ids(&kg, &tight()), ["limit"]);
    assert_eq!(ids(&kg, &tight().possibly()), ["limit", "spread"]);
    let weak = CompoundQuery::new().affinity_above("KOR", Concentration::from_micromolar(1.0));
    assert_eq!(
        ids(&kg, &weak),
        ["limit"],
        "a limit is enough where it decides"
    );
    let weaker = CompoundQuery::new().affinity_above("KOR", Concentration::from_micromolar(50.0));
    assert!(ids(&kg, &weaker).is_empty(), "and not where it does not");
    assert_eq!(ids(&kg, &weaker.possibly()), ["limit"]);
    let by_ec50 = q().affinity_policy(AffinityPolicy::new().parameter(Parameter::Ec50));
    assert!(ids(&kg, &by_ec50).is_empty(), "parameters are not mixed");
}

#[test]
fn selectivity_counts_limits() {
    let kg = lab();
    let q = |fold| CompoundQuery::new().selective("MOR", "KOR", fold);
    assert_eq!(ids(&kg, &q(1000.0)), ["limit"]);
    assert!(ids(&kg, &q(100_000.0)).is_empty());
    assert_eq!(ids(&kg, &q(100_000.0).possibly()), ["limit"]);
}

#[test]
fn clearance_that_is_only_proposed_or_refuted_does_not_count_and_is_said() {
    let kg = lab();
    let q = CompoundQuery::new().not_cleared_by("CYP2D6");
    assert_eq!(ids(&kg, &q), ["blank", "refuted", "spread"]);
    let refuted = &kg.find_explained(&q).unwrap()[1];
    assert!(refuted.is_disputed(), "{refuted}");
    assert_eq!(
        ids(&kg, &q.clone().only_known()),
        ["refuted", "spread"],
        "nothing is curated on the clearance of blank"
    );
    let cleared = CompoundQuery::new().cleared_by("CYP2D6");
    assert_eq!(ids(&kg, &cleared), ["limit"]);
}

#[test]
fn queries_are_joined_and_negated() {
    let kg = lab();
    let drugs = || CompoundQuery::new().kind(CompoundKind::Drug);
    let morphinans = || CompoundQuery::new().family("morphinan");
    assert_eq!(ids(&kg, &drugs().and(morphinans().not())), ["spread"]);
    assert_eq!(
        ids(
            &kg,
            &morphinans().or(CompoundQuery::new().acts_on("CYP2D6", Action::Inhibitor))
        ),
        ["blank", "limit"]
    );
    assert_eq!(
        ids(&kg, &morphinans().not()),
        ["blank", "refuted", "spread"]
    );
    assert_eq!(
        ids(&kg, &morphinans().not().only_known()),
        ["spread"],
        "whose family is not known is not known to be of another"
    );
    assert_eq!(ids(&kg, &CompoundQuery::new()).len(), 4);
    assert_eq!(
        drugs().and(morphinans().not()).to_string(),
        "(a drug) and (not (of the family “morphinan”))"
    );
}

#[test]
fn negation_and_union_obey_their_laws_on_the_curated_data() {
    let kg = curated();
    let all = kg.compounds().count();
    let queries = [
        CompoundQuery::new().acts_on("MOR", Action::Agonist),
        CompoundQuery::new()
            .affinity_below("KOR", nanomolar(100.0))
            .certainly(),
        CompoundQuery::new().selective("MOR", "KOR", 10.0),
        CompoundQuery::new().cleared_by("CYP2D6"),
        CompoundQuery::new().disputed_at("MOR", true),
        CompoundQuery::new().family("opioid"),
    ];
    for a in &queries {
        let found = ids(&kg, a);
        assert!(!found.is_empty(), "{a}");
        assert_eq!(found.len() + ids(&kg, &a.clone().not()).len(), all, "{a}");
        assert_eq!(ids(&kg, &a.clone().not().not()), found, "{a}");
        assert!(
            ids(&kg, &a.clone().only_known())
                .iter()
                .all(|id| found.contains(id)),
            "{a}"
        );
        for b in &queries {
            let (both, either) = (a.clone().and(b.clone()), a.clone().or(b.clone()));
            let (n, m) = (ids(&kg, &both).len(), ids(&kg, &either).len());
            assert_eq!(n + m, found.len() + ids(&kg, b).len(), "{a} / {b}");
        }
    }
}

#[test]
fn stronger_evidence_finds_fewer() {
    let kg = curated();
    let at = |least| {
        let q = CompoundQuery::new().acts_on("MOR", Action::Agonist);
        ids(&kg, &q.evidence_at_least(least))
    };
    let (any, half, most) = (at(0.0), at(0.5), at(0.9));
    assert!(any.len() > half.len() && half.len() > most.len());
    assert!(most.iter().all(|id| half.contains(id)));
}

#[test]
fn a_misspelt_name_is_an_error_with_a_suggestion() {
    let kg = curated();
    for (query, suggestion) in [
        (CompoundQuery::new().acts_on("MRO", Action::Agonist), "MOR"),
        (CompoundQuery::new().not_cleared_by("CYP2D7"), "CYP2D6"),
        (CompoundQuery::new().selective("KOR", "DORR", 2.0), "DOR"),
        (
            CompoundQuery::new().family("Morphinan opiods"),
            "Morphinan opioids",
        ),
        (
            CompoundQuery::new()
                .kind(CompoundKind::Drug)
                .or(CompoundQuery::new().disputed_at("KORR", true).not()),
            "KOR",
        ),
    ] {
        let error = kg.find(&query).unwrap_err();
        assert!(error.is_not_found(), "{error}");
        assert_eq!(
            error.suggestions().first().map(String::as_str),
            Some(suggestion),
            "{error}"
        );
    }
}

#[test]
fn limits_that_make_no_sense_are_refused() {
    let kg = curated();
    for query in [
        CompoundQuery::new().affinity_below("MOR", nanomolar(-1.0)),
        CompoundQuery::new().affinity_above("MOR", nanomolar(f64::NAN)),
        CompoundQuery::new().selective("MOR", "KOR", 0.0),
        CompoundQuery::new().selective("MOR", "KOR", f64::INFINITY),
        CompoundQuery::new().evidence_at_least(1.5),
        CompoundQuery::new().evidence_at_least(f64::NAN),
    ] {
        let error = kg.find(&query).unwrap_err();
        assert!(error.is_invalid_input(), "{query}: {error}");
    }
}

#[test]
fn many_alternatives_stay_flat_and_deep_nesting_is_refused() {
    let kg = lab();
    let one = || CompoundQuery::new().family("morphinan");
    let wide = (0..20_000).fold(one(), |q, _| q.or(one()));
    assert_eq!(ids(&kg, &wide), ["limit"]);
    let deep = (0..500).fold(one(), |q, _| q.not().or(one()));
    assert!(kg.find(&deep).unwrap_err().is_invalid_input());
}

#[test]
fn a_query_and_its_answers_can_be_stored() {
    let q = CompoundQuery::new()
        .acts_on("MOR", Action::PartialAgonist)
        .certainly()
        .or(CompoundQuery::new().cleared_by("CYP2D6").not());
    assert_eq!(q.clone(), q);
    assert!(
        serde_json::to_string(&q)
            .unwrap()
            .contains("PartialAgonist")
    );
    let matches = curated().find_explained(&q).unwrap();
    assert!(
        serde_json::to_string(&matches)
            .unwrap()
            .contains("buprenorphine")
    );
}
