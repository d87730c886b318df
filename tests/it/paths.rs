//! Mechanisms: what is walked, which way it points, in which order it comes, and how it reads.

use super::literature;
use std::collections::BTreeSet;

use opiograph::*;

fn mini() -> KnowledgeGraph {
    KnowledgeGraph::from_dir("tests/fixtures/mini").unwrap_or_else(|e| panic!("{e}"))
}

fn with(text: &str) -> KnowledgeGraph {
    mini()
        .overlay_str("test.ron", text)
        .unwrap_or_else(|e| panic!("{e}"))
}

fn ask(kg: &KnowledgeGraph, query: MechanismQuery) -> Vec<MechanismPath> {
    kg.mechanisms(&query)
        .unwrap_or_else(|e| panic!("{query}: {e}"))
}

fn best(kg: &KnowledgeGraph, from: &str, to: &str) -> MechanismPath {
    let mut found = ask(kg, MechanismQuery::new(from, to));
    assert!(!found.is_empty(), "no path from {from} to {to}");
    found.remove(0)
}

fn nodes(path: &MechanismPath) -> Vec<String> {
    let steps = path.steps();
    let first = steps.first().map(|s| s.from().id().to_owned());
    let rest = steps.iter().map(|s| s.to().id().to_owned());
    first.into_iter().chain(rest).collect()
}

#[test]
fn a_prodrug_reads_step_by_step() {
    let text = best(&mini(), "codeine", "analgesia").to_string();
    assert_eq!(
        text,
        "\
Codeine raises analgesia (4 steps, confidence 0.32)
  1. CYP2D6 turns codeine into morphine. [human pharmacology Kirchheiner 2007, Yue 1991]
  2. Morphine is a full agonist at the μ-opioid receptor (MOR), whose activity rises; Ki 1.56 nM (human, one source). [in vitro PMID 9686407, PMID 2549383]
  3. MOR inhibits spinal nociceptive transmission (spinal dorsal horn), which falls. [mouse PMC3749299; rat ex vivo Heinke 2011]
  4. Spinal nociceptive transmission opposes analgesia, which rises. [mouse Wang 2021]
  Needs CYP2D6, which makes morphine."
    );
}

#[test]
fn an_antagonist_takes_tone_away_and_says_who_disagrees() {
    let text = best(&mini(), "dezocine", "major depressive disorder").to_string();
    assert_eq!(
        text,
        "\
Dezocine lowers major depressive disorder (3 steps, confidence 0.02)
  1. Dezocine is an antagonist at the κ-opioid receptor (KOR); it takes away what dynorphin A does there (little at rest, much under stress), so that activity falls; Ki 31.9 nM (one source). [in vitro Liu 2014]
     Or: Dezocine is a partial agonist at the κ-opioid receptor (KOR), whose activity rises as long as no fuller agonist is there; Ki 31.9 nM (one source). [in vitro Wang 2018]
  2. KOR promotes anhedonia, which falls. [rat Carlezon 2006; review Bruchas 2010; against: mouse Filliol 2000]
  3. Anhedonia is a symptom of major depressive disorder, which eases. [review doi:10.3389/fphar.2024.1411119]
  Needs dynorphin A at KOR, for the antagonist to take away (at rest little, under stress much) [review Bruchas 2010]."
    );
}

#[test]
fn html_holds_the_same_and_escapes_it() {
    let kg = with(
        r#"[
        Effect(id: "odd", name: "<b>odd</b> & \"ends\"", valence: Bad),
        Reference(id: "me-2026", title: "Me", authors: ["O'<i>Neil</i> A"], year: 2026, doi: "10.1/x"),
        Claim(from: "KOR", relation: Regulates, to: "odd", direction: Increases, evidence: [(design: Animal, species: Rat, source: "me-2026")]),
    ]"#,
    );
    let path = best(&kg, "dezocine", "odd");
    let json = serde_json::to_value(&path).unwrap();
    assert_eq!(json["steps"].as_array().map(Vec::len), Some(2));
    let mut out = String::new();
    for word in [
        "&lt;b&gt;odd&lt;/b&gt; &amp;",
        "O&#39;&lt;i&gt;Neil&lt;/i&gt; 2026",
        "https://doi.org/10.1/x",
    ] {
        if !path.html().contains(word) {
            out.push_str(word);
        }
    }
    assert!(out.is_empty(), "{out} missing in {}", path.html());
    assert!(!path.html().contains("<b>odd"));
}

#[test]
fn the_sign_of_a_path_is_the_product_of_its_steps() {
    let kg = curated();
    for (from, to) in literature::QUESTIONS {
        let found = ask(&kg, MechanismQuery::new(from, to).limit(60));
        assert!(found.len() > 3, "{from} → {to}: {}", found.len());
        let mut texts = BTreeSet::new();
        for path in &found {
            let mut sign = Sign::Positive;
            for step in path.steps() {
                sign = sign * step.sign();
                assert_eq!(step.after(), sign, "{path}");
                assert!(step.weight() > 0.0 && step.weight() <= 1.0, "{path}");
            }
            assert_eq!(path.sign(), sign);
            let product: f64 = path.steps().iter().map(|s| s.weight()).product();
            let value = path.confidence().value();
            assert!((product - value).abs() < 1e-6 * product, "{product} {path}");
            let passed = nodes(path);
            let distinct: BTreeSet<_> = passed.iter().collect();
            assert_eq!(distinct.len(), passed.len(), "{path:?} is not simple");
            assert!(texts.insert(path.to_string()), "twice: {path}");
        }
        assert!(found.is_sorted_by(|a, b| {
            let key = |p: &MechanismPath| (-p.confidence().value(), p.len());
            key(a) <= key(b)
        }));
        assert_eq!(ask(&kg, MechanismQuery::new(from, to).limit(60)), found);
    }
}

#[test]
fn what_is_known_of_the_drugs_comes_first() {
    use Sign::{Negative, Positive};
    let kg = curated();
    for (from, to, sign) in [
        ("ketamine", "anhedonia", Negative),
        ("aticaprant", "anhedonia", Negative),
        (
            "dextromethorphan-bupropion",
            "depressive-symptoms",
            Negative,
        ),
        ("buprenorphine", "craving", Negative),
        ("morphine", "ventilation", Negative),
        ("codeine", "analgesia", Positive),
        ("loperamide", "gut-motility", Negative),
        ("buprenorphine", "MOR", Positive),
        ("butorphanol", "MOR", Positive),
        ("codeine", "MOR", Positive),
        ("dextropropoxyphene", "MOR", Positive),
        ("dezocine", "MOR", Positive),
        ("fentanyl", "MOR", Positive),
        ("hydromorphone", "MOR", Positive),
        ("levorphanol", "MOR", Positive),
        ("loperamide", "MOR", Positive),
        ("oxymorphone", "MOR", Positive),
        ("sufentanil", "MOR", Positive),
        ("nalbuphine", "MOR", Positive),
        ("naloxone", "MOR", Negative),
        ("naltrexone", "MOR", Negative),
        ("pentazocine", "MOR", Positive),
        ("meperidine", "MOR", Positive),
        ("tapentadol", "MOR", Positive),
        ("tramadol", "MOR", Positive),
        ("methadone", "MOR", Positive),
        ("oxycodone", "MOR", Positive),
    ] {
        let path = best(&kg, from, to);
        assert_eq!(path.sign(), sign, "{path}");
    }
    for (drug, metabolite) in [("codeine", "morphine"), ("tramadol", "o-desmethyltramadol")] {
        let path = best(&kg, drug, "analgesia");
        assert_eq!(nodes(&path)[1], metabolite, "{path}");
        let enzyme = path.steps()[0].enzyme().expect("an enzyme");
        assert_eq!(enzyme.id(), "CYP2D6");
        assert!(
            path.requires().iter().any(|r| r.what().id() == "CYP2D6"),
            "{path}"
        );
    }
    let gates = best(&kg, "ketamine", "anhedonia").requires();
    assert!(
        gates
            .iter()
            .any(|g| g.what().id() == "MOR" && g.status() == Status::Disputed)
    );
}

#[test]
fn tone_decides_about_an_antagonist() {
    let ligand = |tone: &str| {
        format!(
            r#"[
            Target(id: "ZR", name: "Z receptor", kind: Receptor),
            Effect(id: "zest", name: "zest", valence: Good),
            Reference(id: "me-2026", title: "Me", year: 2026),
            Compound(id: "blocker", name: "Blocker", kind: ToolCompound, acts: [(target: "ZR", action: Antagonist, evidence: [(design: InVitro, source: "me-2026")])]),
            Compound(id: "transmitter", name: "Transmitter", kind: Endogenous, ligand_of: [(target: "ZR", {tone} evidence: [(design: Animal, source: "me-2026")])]),
            Claim(from: "ZR", relation: Regulates, to: "zest", direction: Increases, evidence: [(design: Animal, source: "me-2026")]),
        ]"#
        )
    };
    let value = |tone: &str, query: MechanismQuery| {
        let found = ask(&with(&ligand(tone)), query);
        found.first().map(|p| {
            assert_eq!(p.sign(), Sign::Negative);
            (p.confidence().value() * 1000.0).round()
        })
    };
    let query = || MechanismQuery::new("blocker", "zest");
    let full = value("tone: High,", query());
    assert_eq!(full, Some((0.6f64 * 0.55 * 1000.0).round()));
    assert_eq!(value("tone: Absent,", query()), None);
    for little in ["tone: Low,", ""] {
        assert_eq!(
            value(little, query()),
            Some((0.3f64 * 0.55 * 1000.0).round()),
            "{little}"
        );
    }
    let stress = "tone: Absent, tone_under_stress: High,";
    assert_eq!(value(stress, query()), None);
    assert_eq!(value(stress, query().under_stress()), full);
    // Anhedonia is suffered under stress, unless the question says otherwise.
    let kg = mini();
    let stressed = ask(&kg, MechanismQuery::new("naltrexone", "anhedonia"));
    let rested = ask(
        &kg,
        MechanismQuery::new("naltrexone", "anhedonia").at_rest(),
    );
    assert!(rested[0].confidence().value() < stressed[0].confidence().value());
}

#[test]
fn a_partial_agonist_points_both_ways() {
    let kg = mini();
    let ask = |q: MechanismQuery| ask(&kg, q.through("MOR"));
    let alone = ask(MechanismQuery::new("dezocine", "analgesia"));
    assert_eq!(alone[0].sign(), Sign::Positive);
    assert!(
        alone[0]
            .to_string()
            .contains("as long as no fuller agonist is there")
    );
    let beside = ask(MechanismQuery::new("dezocine", "analgesia").beside_full_agonist());
    assert_eq!(beside[0].sign(), Sign::Negative);
    assert!(
        beside[0]
            .to_string()
            .contains("displaces the fuller agonist")
    );
}

#[test]
fn questions_can_be_narrowed() {
    let kg = curated();
    let q = || MechanismQuery::new("ketamine", "anhedonia").limit(40);
    let has = |p: &MechanismPath, id: &str| nodes(p).iter().any(|n| n == id);
    assert!(
        ask(&kg, q().through("dopamine release"))
            .iter()
            .all(|p| has(p, "dopamine-release"))
    );
    assert!(
        ask(&kg, q().avoiding("lateral habenula bursting"))
            .iter()
            .all(|p| !has(p, "lateral-habenula-bursting"))
    );
    let raising = ask(&kg, q().sign(Sign::Positive).limit(3));
    assert!(raising.iter().all(|p| p.sign() == Sign::Positive));
    let all = ask(&kg, q().limit(200));
    let first_raising: Vec<_> = all
        .into_iter()
        .filter(|p| p.sign() == Sign::Positive)
        .take(3)
        .collect();
    assert_eq!(raising, first_raising);
    for path in ask(&kg, q().without_disputed()) {
        assert!(
            path.steps()
                .iter()
                .all(|s| s.claim().status() != Status::Disputed),
            "{path}"
        );
    }
    for path in ask(&kg, q().max_steps(3)) {
        assert!(path.len() <= 3);
    }
    let monkey = MechanismQuery::new("nociceptin", "analgesia").in_species(Species::RhesusMonkey);
    for path in ask(&kg, monkey) {
        for step in path.steps() {
            let only = step.claim().only_in().to_vec();
            assert!(
                only.is_empty() || only.contains(&Species::RhesusMonkey),
                "{path}"
            );
        }
    }
}

#[test]
fn a_receptor_moved_in_one_region_does_not_act_in_another() {
    let regions = |first: &str, then: &str| {
        with(&format!(
            r#"[
            Region(id: "cord", name: "cord", site: Spinal),
            Region(id: "cortex", name: "cortex", site: Central),
            Process(id: "firing", name: "firing", level: Cellular),
            Effect(id: "zest", name: "zest", valence: Good),
            Reference(id: "me-2026", title: "Me", year: 2026),
            Claim(from: "firing", relation: Regulates, to: "MOR", direction: Increases, region: "{first}", evidence: [(design: Animal, source: "me-2026")]),
            Claim(from: "MOR", relation: Regulates, to: "zest", direction: Increases, region: "{then}", evidence: [(design: Animal, source: "me-2026")]),
        ]"#
        ))
    };
    let q = || MechanismQuery::new("firing", "zest");
    assert_eq!(ask(&regions("cord", "cord"), q()).len(), 1);
    assert_eq!(ask(&regions("cord", "cortex"), q()).len(), 0);
}

#[test]
fn a_drug_that_stays_outside_the_brain_does_not_act_inside_it() {
    for path in ask(
        &curated(),
        MechanismQuery::new("methylnaltrexone", "reward").limit(50),
    ) {
        let steps = path.steps();
        let inside = steps[1]
            .claim()
            .region()
            .is_some_and(|r| r.site() == Site::Central);
        assert!(!inside, "{path}");
    }
}

#[test]
fn wrong_questions_say_what_would_be_right() {
    let kg = curated();
    let error = |q: MechanismQuery| kg.mechanisms(&q).expect_err("a wrong question");
    let e = error(MechanismQuery::new("ketamin", "anhedonia"));
    assert!(e.is_not_found() && e.suggestions()[0] == "ketamine", "{e}");
    let e = error(MechanismQuery::new("ketamine", "anhedonie"));
    assert!(e.is_not_found() && e.suggestions()[0] == "anhedonia", "{e}");
    let e = error(MechanismQuery::new("ketamine", "anhedonia").through("dopamin release"));
    assert!(
        e.is_not_found() && e.suggestions()[0] == "dopamine-release",
        "{e}"
    );
    for q in [
        MechanismQuery::new("ketamine", "naltrexone"),
        MechanismQuery::new("anhedonia", "anhedonia"),
        MechanismQuery::new("ketamine", "anhedonia").max_steps(0),
        MechanismQuery::new("ketamine", "anhedonia").max_steps(17),
        MechanismQuery::new("ketamine", "anhedonia").limit(0),
        MechanismQuery::new("ketamine", "anhedonia").limit(1001),
    ] {
        let e = error(q);
        assert!(e.is_invalid_input(), "{e}");
    }
    assert_eq!(
        ask(&mini(), MechanismQuery::new("anhedonia", "analgesia")),
        []
    );
}

#[test]
fn not_knowing_has_three_forms() {
    let kg = with(
        r#"[
        Reference(id: "me-2026", title: "Me", year: 2026),
        Sought(subject: "codeine", relation: Binds, object: "KOR", on: "2026-01-01", places: ["a database"]),
        Claim(from: "morphine", relation: Acts, to: "KOR", action: Agonist, evidence: [(stance: Disputes, design: InVitro, source: "me-2026")]),
        Claim(from: "codeine", relation: Acts, to: "KOR", action: Agonist, evidence: [(stance: Hypothesis, design: InVitro, source: "me-2026")]),
    ]"#,
    );
    let known = |s, r, o| kg.known(s, r, o).unwrap();
    assert!(matches!(
        known("morphine", Relation::Acts, "MOR"),
        Known::Supported(_)
    ));
    assert!(matches!(
        known("KOR", Relation::Regulates, "anhedonia"),
        Known::Disputed(_)
    ));
    assert!(matches!(
        known("dezocine", Relation::Acts, "KOR"),
        Known::Disputed(_)
    ));
    assert!(matches!(
        known("morphine", Relation::Acts, "KOR"),
        Known::NoEffect(_)
    ));
    assert!(matches!(
        known("codeine", Relation::Acts, "KOR"),
        Known::Proposed(_)
    ));
    assert!(matches!(
        known("codeine", Relation::Binds, "KOR"),
        Known::SoughtAndNotFound(_)
    ));
    assert_eq!(
        known("naltrexone", Relation::Acts, "CYP2D6"),
        Known::NotCurated
    );
    assert!(
        kg.known("naltrexon", Relation::Acts, "MOR")
            .unwrap_err()
            .is_not_found()
    );
    // A claim that only has evidence against it carries nothing.
    assert_eq!(ask(&kg, MechanismQuery::new("morphine", "anhedonia")), []);
}

/// A linear congruential generator: the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }
}

/// Random processes that regulate one another, as a data file.
fn random_data(dice: &mut Dice, nodes: u64, edges: u64) -> String {
    let designs = [
        "RandomisedTrial",
        "Animal",
        "Review",
        "CaseReport",
        "InVitro",
    ];
    let mut text = String::from("[Effect(id: \"end\", name: \"end\", valence: Good),\n");
    for i in 0..6 {
        text.push_str(&format!(
            "Reference(id: \"r-{i}\", title: \"R {i}\", year: 20{i:02}),\n"
        ));
    }
    for i in 0..nodes {
        text.push_str(&format!(
            "Process(id: \"p-{i}\", name: \"process {i}\", level: Cellular),\n"
        ));
    }
    let mut edge = |from: u64, to: &str, dice: &mut Dice| {
        let direction = ["Increases", "Decreases"][dice.below(2) as usize];
        let cell = dice.below(3);
        let mut evidence = String::new();
        for _ in 0..1 + dice.below(3) {
            let stance = ["Supports", "Supports", "Supports", "Disputes"][dice.below(4) as usize];
            let design = designs[dice.below(5) as usize];
            let source = dice.below(6);
            evidence.push_str(&format!(
                "(stance: {stance}, design: {design}, source: \"r-{source}\"), "
            ));
        }
        text.push_str(&format!(
            "Claim(from: \"p-{from}\", relation: Regulates, to: \"{to}\", direction: {direction}, cell: \"cell {cell}\", evidence: [{evidence}]),\n"
        ));
    };
    for _ in 0..edges {
        let (from, to) = (dice.below(nodes), dice.below(nodes + 2));
        let to = if to >= nodes {
            "end".to_owned()
        } else {
            format!("p-{to}")
        };
        if to != format!("p-{from}") {
            edge(from, &to, dice);
        }
    }
    text.push(']');
    text
}

/// Every simple path over the claims, by brute force, best first.
fn brute_force(kg: &KnowledgeGraph, steps: usize) -> Vec<(f64, Vec<String>)> {
    let claims: Vec<Claim> = kg
        .claims()
        .filter(|c| c.relation() == Relation::Regulates && c.confidence().value() > 0.0)
        .collect();
    let mut out = Vec::new();
    let mut open = vec![(1.0, vec!["p-0".to_owned()], Vec::<String>::new())];
    while let Some((value, passed, ids)) = open.pop() {
        let here = &passed[passed.len() - 1];
        if here == "end" {
            out.push((value, ids));
            continue;
        }
        for claim in claims.iter().filter(|c| c.subject().id() == here) {
            let to = claim.object().id().to_owned();
            if ids.len() < steps && !passed.contains(&to) {
                let mut passed = passed.clone();
                passed.push(to);
                let mut ids = ids.clone();
                ids.push(claim.id().to_owned());
                open.push((value * claim.confidence().value(), passed, ids));
            }
        }
    }
    out
}

#[test]
fn the_best_paths_of_random_graphs_are_those_of_brute_force() {
    let mut dice = Dice(2026);
    let mut compared = 0;
    for round in 0..30 {
        let text = random_data(&mut dice, 7, 34);
        let kg = mini()
            .overlay_str("random.ron", &text)
            .unwrap_or_else(|e| panic!("{e}"));
        let steps = 1 + dice.below(6) as usize;
        let mut expected = brute_force(&kg, steps);
        let found = ask(
            &kg,
            MechanismQuery::new("p-0", "end")
                .max_steps(steps)
                .limit(1000),
        );
        assert_eq!(found.len(), expected.len().min(1000), "round {round}");
        compared += found.len();
        for (path, next) in found.iter().zip(found.iter().skip(1)) {
            assert!(
                path.confidence().value() >= next.confidence().value(),
                "round {round}"
            );
        }
        for path in &found {
            let ids: Vec<String> = path
                .steps()
                .iter()
                .map(|s| s.claim().id().to_owned())
                .collect();
            let at = expected.iter().position(|(_, e)| *e == ids);
            let (value, _) =
                expected.swap_remove(at.unwrap_or_else(|| panic!("round {round}: {path:?}")));
            assert!((value - path.confidence().value()).abs() < 1e-6);
            let worse = expected.iter().all(|(v, _)| *v <= value * (1.0 + 1e-6));
            assert!(worse, "round {round}: a better path was left behind");
        }
    }
    assert!(
        compared > 300,
        "the graphs were too thin to test anything: {compared}"
    );
}
