//! What becomes of an effect when a receptor is blocked or lost.

use std::sync::LazyLock;

use opiograph::*;

#[test]
fn the_receptor_that_carries_an_effect_takes_it_away() {
    let kg = curated();
    let p = kg
        .blockade("tianeptine")
        .by_loss_of("MOR")
        .on("antidepressant-effect")
        .predict()
        .unwrap();
    assert!(p.remaining() < 0.85, "{p}");
    let p = kg
        .blockade("morphine")
        .by_loss_of("MOR")
        .on("analgesia")
        .predict()
        .unwrap();
    assert!(matches!(
        p.result(),
        BlockadeResult::Abolished | BlockadeResult::Attenuated
    ));
    assert!(!p.carried().is_empty() && !p.blocked().is_empty() && !p.assumptions().is_empty());
    assert!((0.0..=1.0).contains(&p.confidence().value()));
}

#[test]
fn a_target_on_no_route_changes_nothing() {
    let kg = curated();
    for target in ["DAT", "TRKB", "HERG"] {
        let p = kg
            .blockade("morphine")
            .by_loss_of(target)
            .on("analgesia")
            .predict()
            .unwrap();
        assert_eq!(p.result(), BlockadeResult::Unchanged, "{p}");
        assert_eq!(p.remaining(), 1.0);
    }
}

#[test]
fn a_peripheral_antagonist_spares_the_brain() {
    let kg = curated();
    let p = kg
        .blockade("fentanyl")
        .by("methylnaltrexone")
        .on("reward")
        .predict()
        .unwrap();
    assert_eq!(p.result(), BlockadeResult::Unchanged, "{p}");
}

#[test]
fn ketamine_after_naltrexone_is_disputed_and_dissociation_stays() {
    let kg = curated();
    let q = kg.blockade("ketamine").by("naltrexone");
    let mood = q.clone().on("antidepressant-effect").predict().unwrap();
    assert!(mood.is_disputed());
    assert!(!mood.agreeing().is_empty() && !mood.disagreeing().is_empty());
    assert!(!mood.gates().is_empty());
    let dissociation = q.on("dissociation").predict().unwrap();
    assert_eq!(dissociation.result(), BlockadeResult::Unchanged);
}

#[test]
fn bad_questions_name_what_is_wrong() {
    let kg = curated();
    let e = kg
        .blockade("ketamine")
        .by("Ketalar")
        .on("analgesia")
        .predict()
        .unwrap_err();
    assert!(e.is_invalid_input(), "{e}");
    assert!(
        kg.blockade("ketamine")
            .on("analgesia")
            .predict()
            .unwrap_err()
            .is_invalid_input()
    );
    assert!(
        kg.blockade("ketamine")
            .by("naltrexone")
            .predict()
            .unwrap_err()
            .is_invalid_input()
    );
    assert!(
        kg.blockade("ketamin")
            .by("naltrexone")
            .on("analgesia")
            .predict()
            .unwrap_err()
            .is_not_found()
    );
    let e = kg
        .blockade("ondansetron")
        .by("naltrexone")
        .on("withdrawal")
        .predict()
        .unwrap_err();
    assert!(e.is_invalid_input(), "{e}");
    let q = kg.blockade("morphine").by("naloxone").on("analgesia");
    assert!(
        q.clone()
            .given(Dose::milligrams(-1.0))
            .predict()
            .unwrap_err()
            .is_invalid_input()
    );
    assert!(
        q.blocker_given(Dose::milligrams(f64::NAN))
            .predict()
            .unwrap_err()
            .is_invalid_input()
    );
}

#[test]
fn an_agonist_given_as_blocker_works_against_an_effect() {
    let p = curated()
        .blockade("morphine")
        .by("ro-65-6570")
        .on("reward")
        .predict()
        .unwrap();
    assert!(p.remaining() < 0.85, "{p}");
    let own: f64 = p.opposing().iter().map(EffectRoute::strength_left).sum();
    assert!(own < 0.0, "{p}");
    assert!(
        p.to_string()
            .contains("opposed by what the blocker does itself")
    );
    let antagonist = curated()
        .blockade("morphine")
        .by("naloxone")
        .on("analgesia")
        .predict()
        .unwrap();
    assert!(antagonist.opposing().is_empty(), "{antagonist}");
}

#[test]
fn a_blocker_works_against_an_effect_whose_routes_are_uncertain() {
    // More of the agent's routes lower the effect than raise it, so those against it are weakened; the blocker lowers it all the same.
    let wavering = r#"[
        Reference(id: "lab", title: "Lab", year: 2026),
        Effect(id: "purring", name: "purring", valence: Good),
        Claim(from: "H1", relation: Regulates, to: "purring", direction: Increases, weight: 0.3, note: "a side way", evidence: [(design: Animal, species: Rat, source: "lab")]),
        Claim(from: "HERG", relation: Regulates, to: "purring", direction: Decreases, evidence: [(design: Animal, species: Rat, source: "lab")]),
        Claim(from: "SIGMA2", relation: Regulates, to: "purring", direction: Decreases, evidence: [(design: Animal, species: Rat, source: "lab")]),
        Compound(id: "ago", name: "Ago", kind: ToolCompound, acts: [
            (target: "H1", action: Agonist, evidence: [(design: InVitro, species: Human, source: "lab")]),
            (target: "HERG", action: Agonist, evidence: [(design: InVitro, species: Human, source: "lab")]),
        ], affects: [(what: "purring", direction: Increases, evidence: [(design: Animal, species: Rat, source: "lab")])]),
        Compound(id: "bra", name: "Bra", kind: ToolCompound, acts: [
            (target: "SIGMA2", action: Agonist, evidence: [(design: InVitro, species: Human, source: "lab")]),
        ]),
    ]"#;
    let kg = curated().overlay_str("wavering.ron", wavering).unwrap();
    let q = kg.blockade("ago").by("bra").on("purring");
    let p = q.predict().unwrap();
    assert!(p.remaining() < 0.85, "{p}");
    assert!(!p.opposing().is_empty(), "{p}");
}

#[test]
fn two_inhibitors_of_one_uptake_do_the_same_and_one_of_them_stops_a_releaser() {
    let left = |agent: &str, by: &str, effect: &str| {
        remaining(curated().blockade(agent).by(by).on(effect))
    };
    assert!(left("citalopram", "escitalopram", "antidepressant-effect") > 0.85);
    assert!(left("mdma", "citalopram", "reward") < 0.85);
    let lost = curated().blockade("citalopram").by_loss_of("SERT");
    assert!(remaining(lost.on("antidepressant-effect")) < 0.5);
}

#[test]
fn a_side_finding_of_a_screen_produces_no_effect() {
    let error = curated()
        .blockade("terbinafine")
        .by("yohimbine")
        .on("analgesia")
        .predict()
        .unwrap_err();
    assert!(error.to_string().contains("analgesia"), "{error}");
}

#[test]
fn what_spares_a_transmitter_acts_through_its_receptors() {
    let p = curated()
        .blockade("opiorphin")
        .by("naloxone")
        .on("analgesia")
        .predict()
        .unwrap();
    assert!(p.remaining() < 0.85, "{p}");
}

fn remaining(q: Blockade) -> f64 {
    q.predict().unwrap().remaining()
}

#[test]
fn a_blocker_holds_what_it_was_measured_to_hold() {
    let kg = curated();
    let left = |kg: &KnowledgeGraph| {
        let q = kg.blockade("phencyclidine").by("olanzapine");
        remaining(q.on("locomotion").in_species(Species::Mouse))
    };
    assert!(left(&kg) < 0.9);
    let better_measured = r#"[Occupancy(id: "Z1", compound: "olanzapine", dose: (amount: 30, unit: mg, route: Oral), target: "D2", percent: 80, source: "pmid-9686407")]"#;
    let more = kg.overlay_str("measured.ron", better_measured).unwrap();
    assert!(left(&more) < left(&kg));
}

#[test]
fn a_blocker_given_in_a_larger_dose_blocks_no_less() {
    let q = curated()
        .blockade("hydromorphone")
        .by("naltrexone")
        .on("reward")
        .in_species(Species::Human);
    let at = |mg: f64| {
        remaining(
            q.clone()
                .blocker_given(Dose::milligrams(mg).route(Route::Oral)),
        )
    };
    let left: Vec<f64> = [0.1, 1.0, 4.5, 25.0, 50.0].map(at).into();
    assert!(left.is_sorted_by(|a, b| a >= b), "{left:?}");
    assert!(
        left[0] > 0.95,
        "a tenth of a milligram changes nothing: {left:?}"
    );
    assert!(
        left[4] <= 0.25,
        "fifty milligrams take most of it away: {left:?}"
    );
    let absurd = Dose::milligrams(1e-6).route(Route::Oral);
    let error = q.blocker_given(absurd).predict().unwrap_err().to_string();
    assert!(
        error.contains("naltrexone") && error.contains("times away"),
        "{error}"
    );
}

#[test]
fn more_of_an_agonist_leaves_more_of_its_effect_beside_a_competitor() {
    let q = curated()
        .blockade("oxycodone")
        .by("naltrexone")
        .on("reward");
    let at = |mg: f64| remaining(q.clone().given(Dose::milligrams(mg).route(Route::Oral)));
    let left: Vec<f64> = [1.0, 10.0, 100.0].map(at).into();
    assert!(left.is_sorted_by(|a, b| a < b), "{left:?}");
    let absurd = Dose::milligrams(9e4).route(Route::Oral);
    let error = q.given(absurd).predict().unwrap_err().to_string();
    assert!(error.contains("times the usual one"), "{error}");
}

#[test]
fn an_amount_that_cannot_be_counted_is_said_to_be_left_out() {
    let kg = curated();
    let q = kg.blockade("morphine").by("clocinnamox").on("analgesia");
    let dose = Dose::milligrams_per_kg(1.0).route(Route::Intraperitoneal);
    let p = q
        .clone()
        .in_species(Species::Mouse)
        .given(dose)
        .blocker_given(dose)
        .predict()
        .unwrap();
    assert_eq!(
        p.remaining(),
        remaining(q.in_species(Species::Mouse)),
        "{p}"
    );
    for (name, why) in [
        ("Morphine", "for people only"),
        (
            "Clocinnamox",
            "no dose of it that halves an effect in animals",
        ),
    ] {
        assert!(
            p.assumptions()
                .iter()
                .any(|a| a.contains(&format!("the amount of {name}")) && a.contains(why)),
            "{:?}",
            p.assumptions()
        );
    }
}

const DOSES: &str = r#"[
    Reference(id: "lab", title: "Lab", year: 2026),
    Compound(
        id: "crossing", name: "Crossing", kind: ToolCompound,
        molar_mass: (grams_per_mole: 400.0, source: "lab"),
        binds: [
            (target: "MOR", measured: [(parameter: Ki, value: 1, unit: nM, species: Human, method: Binding, source: "lab")]),
            (target: "KOR", measured: [(parameter: Ki, value: 10, unit: nM, species: Human, method: Binding, source: "lab")]),
        ],
        acts: [
            (target: "MOR", action: Antagonist, evidence: [(design: InVitro, species: Human, source: "lab")]),
            (target: "KOR", action: Antagonist, evidence: [(design: InVitro, species: Human, source: "lab")]),
        ],
        kinetics: [
            (parameter: AD50, value: 0.05, unit: mg_per_kg, route: Subcutaneous, target: "MOR", against: "morphine", species: Mouse, source: "lab"),
            (parameter: AD50, value: 0.2, unit: mg_per_kg, route: Subcutaneous, target: "MOR", against: "morphine", species: Mouse, source: "lab"),
            (parameter: AD50, relation: Above, value: 50, unit: mg_per_kg, route: Subcutaneous, target: "MOR", species: Mouse, source: "lab"),
            (parameter: pA2, value: 6, unit: NegLogMolePerKilogram, target: "MOR", species: Rat, source: "lab"),
            (parameter: AD50, relation: Approximately, value: 2, unit: ug, route: Intrathecal, target: "MOR", species: Rat, source: "lab"),
        ],
    ),
    Compound(
        id: "staying-out", name: "Staying out", kind: ToolCompound,
        access: (reaches: Peripheral, evidence: [(design: Animal, species: Rat, source: "lab")]),
        acts: [(target: "MOR", action: Antagonist, evidence: [(design: InVitro, species: Human, source: "lab")])],
        kinetics: [
            (parameter: AD50, value: 0.1, unit: mg_per_kg, route: Subcutaneous, target: "MOR", site: Peripheral, species: Rat, source: "lab"),
            (parameter: AD50, value: 10, unit: mg_per_kg, route: Subcutaneous, target: "MOR", site: Central, species: Rat, source: "lab"),
            (parameter: AD50, value: 1, unit: ug, route: Intracerebroventricular, target: "MOR", species: Rat, source: "lab"),
        ],
    ),
]"#;

#[test]
fn in_animals_a_dose_counts_against_those_that_halve_an_effect() {
    let kg = curated().overlay_str("doses.ron", DOSES).unwrap();
    let says = |blocker: &str, species: Species, dose: Dose| {
        let q = kg.blockade("morphine").by(blocker).on("analgesia");
        let p = q.in_species(species).blocker_given(dose).predict().unwrap();
        p.assumptions().join("; ")
    };
    let under_the_skin = |mg: f64| Dose::milligrams_per_kg(mg).route(Route::Subcutaneous);
    // The geometric mean of 0.05 and 0.2 mg/kg halves what an agonist does at its constant, so it holds two thirds; KOR, bound ten times
    // more weakly, a tenth of that odds.
    for dose in [under_the_skin(0.1), Dose::milligrams_per_kg(0.1)] {
        let text = says("crossing", Species::Mouse, dose);
        assert!(text.contains("blocked: MOR 67 %"), "{text}");
    }
    let text = says("crossing", Species::Mouse, under_the_skin(0.3));
    assert!(text.contains("blocked: MOR 86 %, KOR 37 %"), "{text}");
    // 10^-6 mol/kg of 400 g/mol are 0.4 mg/kg.
    let text = says("crossing", Species::Rat, under_the_skin(0.4));
    assert!(text.contains("blocked: MOR 50 %"), "{text}");
    let into_the_cord = Dose::micrograms(6.0).route(Route::Intrathecal);
    let text = says("crossing", Species::Rat, into_the_cord);
    assert!(text.contains("blocked: MOR 86 %"), "{text}");

    let low = says("staying-out", Species::Rat, under_the_skin(0.1));
    assert!(
        low.contains("MOR 67 % outside the brain and the cord") && !low.contains("% inside"),
        "{low}"
    );
    let high = says("staying-out", Species::Rat, under_the_skin(10.0));
    assert!(
        high.contains("MOR 100 % outside the brain and the cord, MOR 67 % inside")
            && !high.contains("stays outside"),
        "{high}"
    );

    let into_the_brain = Dose::micrograms(1.0).route(Route::Intracerebroventricular);
    let text = says("staying-out", Species::Rat, into_the_brain);
    assert!(
        text.contains("blocked: MOR 67 %") && !text.contains("side the brain and the cord;"),
        "{text}"
    );

    let not_counted = [
        (
            Dose::milligrams(5.0).route(Route::Subcutaneous),
            "any other for each kilogram",
        ),
        (
            Dose::milligrams_per_kg(0.1).route(Route::Intrathecal),
            "counts as an amount",
        ),
        (
            Dose::milligrams_per_kg(0.1).route(Route::Inhaled),
            "not known by that route",
        ),
        (
            Dose::milligrams_per_kg(0.1).route(Route::Oral),
            "no dose of it that halves",
        ),
    ];
    for (dose, why) in not_counted {
        let text = says("crossing", Species::Mouse, dose);
        assert!(
            text.contains("the amount of Crossing") && text.contains(why),
            "{text}"
        );
    }
}

#[test]
fn shares_of_a_clearance_count_by_their_mean_in_whatever_order_they_stand() {
    let left = |shares: [f64; 3]| {
        let shares: Vec<String> = shares
            .iter()
            .map(|s| format!("(value: {s:.2}, source: \"lab\")"))
            .collect();
        let text = format!(
            r#"[
                Reference(id: "lab", title: "Lab", year: 2026),
                Compound(
                    id: "cleared", name: "Cleared", kind: ToolCompound,
                    acts: [(target: "MOR", action: FullAgonist, evidence: [(design: InVitro, species: Human, source: "lab")])],
                    binds: [(target: "MOR", measured: [(parameter: Ki, value: 1, unit: nM, species: Human, method: Binding, source: "lab")])],
                    cleared_by: [(enzyme: "CYP3A4", in_vivo: [{}], evidence: [(design: HumanPharmacology, species: Human, source: "lab")])],
                ),
            ]"#,
            shares.join(", ")
        );
        let kg = curated().overlay_str("cleared.ron", &text).unwrap();
        remaining(kg.blockade("cleared").by_loss_of("CYP3A4").on("analgesia"))
    };
    let more = left([0.0, 0.7, 0.8]);
    assert!(more > 1.15, "{more}");
    for order in [[0.7, 0.8, 0.0], [0.8, 0.0, 0.7], [0.5, 0.5, 0.5]] {
        assert!((left(order) - more).abs() < 1e-12, "{order:?}");
    }
    assert!(left([0.0, 0.0, 0.8]) < more);
}

#[test]
fn a_dose_that_is_selective_for_a_target_leaves_the_others_free() {
    let kg = curated();
    let q = kg.blockade("u-69593").by("naltrexone").on("analgesia");
    let kappa_alone = q.clone().selective_for("KOR");
    let mu_alone = q.clone().selective_for("MOR");
    assert!(remaining(kappa_alone.clone()) < 0.5);
    assert!(remaining(mu_alone.clone()) > 0.85);
    let both = remaining(mu_alone.clone().selective_for("KOR").selective_for("DOR"));
    assert!((both - remaining(q.clone())).abs() < 1e-9);
    let p = mu_alone.predict().unwrap();
    assert!(
        p.assumptions()
            .iter()
            .any(|a| a.contains("selective for MOR: what else it binds is left free")),
        "{p}"
    );
    // What is lost stays lost beside it.
    let lost = q.clone().selective_for("MOR").by_loss_of("KOR");
    assert!(remaining(lost) < 0.5);

    // What a product contains acts for it.
    let q2 = kg
        .blockade("morphine")
        .by("buprenorphine-naloxone")
        .on("analgesia");
    assert!(remaining(q2.selective_for("MOR")) < 0.85);

    let error = q.clone().selective_for("SERT").predict().unwrap_err();
    assert!(error.is_invalid_input());
    let text = error.to_string();
    assert!(text.contains("SERT") && text.contains("KOR"), "{text}");
    assert!(
        q.selective_for("MORR")
            .predict()
            .unwrap_err()
            .is_not_found()
    );
    let nothing_given = kg.blockade("morphine").by_loss_of("MOR").on("analgesia");
    let error = nothing_given.selective_for("MOR").predict().unwrap_err();
    assert!(error.to_string().contains("no drug blocks here"), "{error}");
}

#[test]
fn a_dose_that_halves_an_effect_is_shown_as_printed() {
    let kg = curated().overlay_str("doses.ron", DOSES).unwrap();
    let compound = kg.compound("crossing").unwrap();
    let pa2 = compound.kinetics_of(KineticParameter::ApparentPA2);
    assert_eq!(
        pa2[0].to_string(),
        "apparent pA2 in vivo at MOR: 6 −log10 mol/kg (rat) [lab]"
    );
    let mg = pa2[0].milligrams_per_kg().unwrap();
    assert!((mg - 0.4).abs() < 1e-12, "{mg}");
    let ad50 = compound.kinetics_of(KineticParameter::AntagonistDose50);
    assert_eq!(
        ad50[2].to_string(),
        "AD50 in vivo at MOR, subcutaneous: > 50 mg/kg (mouse) [lab]"
    );
    assert_eq!(
        ad50[0].to_string(),
        "AD50 in vivo at MOR against Morphine, subcutaneous: 0.05 mg/kg (mouse) [lab]"
    );
    assert_eq!(ad50[3].milligrams(), Some(0.002));
    assert_eq!(ad50[3].milligrams_per_kg(), None);

    for (from, to, says) in [
        (
            "parameter: pA2, value: 6, unit: NegLogMolePerKilogram",
            "parameter: pA2, value: 6, unit: mg_per_kg",
            "is not given in mg/kg",
        ),
        (
            "parameter: pA2, value: 6",
            "parameter: HalfLife, against: \"morphine\", value: 6",
            "half-life",
        ),
        (
            "parameter: pA2, value: 6, unit: NegLogMolePerKilogram, target: \"MOR\"",
            "parameter: HalfLife, relation: Above, value: 6, unit: h",
            "are not kept of a half-life",
        ),
        (
            "target: \"MOR\", species: Rat, source: \"lab\"),\n            (parameter: AD50, relation: Approximately, value: 2",
            "species: Rat, source: \"lab\"),\n            (parameter: AD50, relation: Approximately, value: 2",
            "without its target",
        ),
    ] {
        let wrong = DOSES.replacen(from, to, 1);
        assert_ne!(wrong, DOSES);
        let error = curated()
            .overlay_str("doses.ron", &wrong)
            .unwrap_err()
            .to_string();
        assert!(error.contains(says), "{error}");
    }
}

const TOOLS: &str = r#"[
    Reference(id: "lab", title: "Lab", year: 2026),
    Compound(id: "lasting", name: "Lasting", kind: ToolCompound, acts: [
        (target: "MOR", action: Antagonist, irreversible: true, evidence: [(design: InVitro, species: Human, source: "lab")]),
        (target: "KOR", action: Antagonist, evidence: [(design: InVitro, species: Human, source: "lab")]),
    ]),
    Compound(id: "passing", name: "Passing", kind: ToolCompound, acts: [
        (target: "MOR", action: Antagonist, evidence: [(design: InVitro, species: Human, source: "lab")]),
        (target: "KOR", action: Antagonist, evidence: [(design: InVitro, species: Human, source: "lab")]),
    ]),
    Compound(id: "sparing", name: "Sparing", kind: ToolCompound, acts: [
        (target: "MOR", action: Antagonist, spares: ["ventilation"], evidence: [(design: Animal, species: Rat, source: "lab")]),
    ]),
]"#;

#[test]
fn beside_a_lasting_block_reversible_ones_count_little() {
    let kg = curated().overlay_str("tools.ron", TOOLS).unwrap();
    let left = |agent: &str, by: &str| remaining(kg.blockade(agent).by(by).on("analgesia"));
    assert!(left("u-50488", "passing") < 0.5);
    assert!(left("u-50488", "lasting") > 0.85);
    assert!(left("damgo", "lasting") < 0.5);
    let actions = kg.compound("lasting").unwrap().actions("MOR").unwrap();
    let claim = actions[0].claim();
    assert_eq!(claim.is_irreversible(), Some(true));
    assert_eq!(
        claim.sentence(),
        "Lasting is an irreversible antagonist at μ-opioid receptor"
    );
}

#[test]
fn an_antagonist_of_some_receptors_spares_what_the_others_serve() {
    let kg = curated().overlay_str("tools.ron", TOOLS).unwrap();
    let q = kg.blockade("morphine").by("sparing");
    assert!(remaining(q.clone().on("analgesia")) < 0.5);
    assert_eq!(
        q.on("respiratory-depression").predict().unwrap().result(),
        BlockadeResult::Unchanged
    );
    let wrong = TOOLS.replace("\"ventilation\"", "\"ventilaton\"");
    let error = curated().overlay_str("tools.ron", &wrong).unwrap_err();
    assert!(error.to_string().contains("ventilation"), "{error}");
}

#[test]
fn a_transmitter_acts_where_it_is_released() {
    let there = r#"[
        Reference(id: "lab", title: "Lab", year: 2026),
        Process(id: "peptide-release", name: "peptide release", level: Cellular),
        Claim(from: "H1", relation: Regulates, to: "peptide-release", direction: Increases, region: "SITE", evidence: [(design: Animal, species: Rat, source: "lab")]),
        Claim(from: "peptide-release", relation: Regulates, to: "HERG", direction: Increases, evidence: [(design: Animal, species: Rat, source: "lab")]),
        Claim(from: "HERG", relation: Regulates, to: "nociceptive-transmission-spinal", direction: Decreases, region: "spinal-cord", evidence: [(design: Animal, species: Rat, source: "lab")]),
        Compound(id: "ago", name: "Ago", kind: ToolCompound, acts: [
            (target: "H1", action: FullAgonist, evidence: [(design: Animal, species: Rat, source: "lab")]),
        ]),
    ]"#;
    let asked = |site: &str| {
        let text = there.replace("SITE", site);
        let kg = curated().overlay_str("there.ron", &text).unwrap();
        kg.blockade("ago")
            .by_loss_of("HERG")
            .on("analgesia")
            .predict()
    };
    assert!(asked("spinal-cord").unwrap().remaining() < 0.2);
    let error = asked("nucleus-accumbens").unwrap_err().to_string();
    assert!(
        error.contains("no route in the graph leads from Ago"),
        "{error}"
    );
}

#[test]
fn two_targets_in_synergy_lose_more_than_their_share() {
    let together = r#"[
        Reference(id: "lab", title: "Lab", year: 2026),
        Target(id: "ONE", name: "first channel", kind: IonChannel, family: "Channels"),
        Target(id: "TWO", name: "second channel", kind: IonChannel, family: "Channels"),
        Claim(from: "ONE", relation: Regulates, to: "nociceptive-transmission-spinal", direction: Decreases, region: "spinal-cord", evidence: [(design: Animal, species: Rat, source: "lab")]),
        Claim(from: "TWO", relation: Regulates, to: "nociceptive-transmission-spinal", direction: Decreases, region: "spinal-cord", evidence: [(design: Animal, species: Rat, source: "lab")]),
        Compound(id: "ago", name: "Ago", kind: ToolCompound, acts: [
            (target: "ONE", action: FullAgonist, evidence: [(design: Animal, species: Rat, source: "lab")]),
            (target: "TWO", action: FullAgonist, evidence: [(design: Animal, species: Rat, source: "lab")]),
        ]),
        SYNERGY
    ]"#;
    let crosstalk = r#"Claim(from: "ONE", relation: Crosstalk, to: "TWO", direction: Increases, test: "analgesia", region: "spinal-cord", evidence: [(design: Animal, species: Rat, source: "lab")]),"#;
    let left = |synergy: &str| {
        let kg = curated()
            .overlay_str("together.ron", together.replace("SYNERGY", synergy))
            .unwrap();
        let p = kg
            .blockade("ago")
            .by_loss_of("ONE")
            .on("analgesia")
            .predict()
            .unwrap();
        (p.remaining(), p.to_string())
    };
    let (sum, _) = left("");
    let (synergy, text) = left(crosstalk);
    assert!((0.45..0.55).contains(&sum), "{sum}");
    assert!(synergy < sum - 0.1, "{synergy} {sum}");
    assert!(text.contains("do more than the sum"), "{text}");
    let (elsewhere, _) = left(&crosstalk.replace("analgesia", "sedation"));
    assert_eq!(elsewhere, sum);
}

#[test]
fn what_a_blockade_frees_of_a_brake_grows() {
    let brake = r#"[
        Reference(id: "lab", title: "Lab", year: 2026),
        Target(id: "HOLDER", name: "holding receptor", kind: Receptor, family: "Receptors"),
        Claim(from: "HOLDER", relation: Crosstalk, to: "MOR", direction: Decreases, test: "analgesia", evidence: [(design: Animal, species: Rat, source: "lab")]),
    ]"#;
    let kg = curated().overlay_str("brake.ron", brake).unwrap();
    let without = |agent: &str, effect: &str| {
        kg.blockade(agent)
            .by_loss_of("HOLDER")
            .on(effect)
            .predict()
            .unwrap()
    };
    let p = without("morphine", "analgesia");
    assert_eq!(p.result(), BlockadeResult::Potentiated, "{p}");
    assert_eq!(p.set_free().len(), 1, "{p}");
    assert!(p.opposing().is_empty(), "{p}");
    assert!(
        p.to_string()
            .contains("holding receptor no longer holds μ-opioid receptor down"),
        "{p}"
    );
    assert_eq!(
        without("morphine", "respiratory-depression").remaining(),
        1.0
    );
    let by_kappa = without("u-50488", "analgesia").remaining();
    assert!((by_kappa - 1.0).abs() < 0.05, "{by_kappa}");
}

#[test]
fn a_ligand_of_low_efficacy_turns_a_busy_receptor_down() {
    let busy = r#"[
        Reference(id: "lab", title: "Lab", year: 2026),
        Target(id: "BUSY", name: "busy receptor", kind: Receptor, family: "Receptors"),
        Claim(from: "BUSY", relation: Regulates, to: "sedation", direction: Increases, evidence: [(design: Animal, species: Rat, source: "lab")]),
        Compound(id: "own", name: "Own", kind: Endogenous, ligand_of: [(target: "BUSY", tone: TONE, evidence: [(design: Animal, species: Rat, source: "lab")])]),
        Compound(id: "little", name: "Little", kind: ToolCompound, acts: [
            (target: "BUSY", action: PartialAgonist, evidence: [(design: Animal, species: Rat, source: "lab")]),
            (target: "BUSY", action: Antagonist, evidence: [(design: Animal, species: Rat, source: "lab")]),
        ]),
    ]"#;
    let lowers = |tone: &str| {
        let text = busy.replace("TONE", tone);
        let kg = curated().overlay_str("busy.ron", &text).unwrap();
        let p = kg.blockade("little").by_loss_of("BUSY").on("sedation");
        p.predict().unwrap().is_decrease()
    };
    assert!(lowers("High"));
    assert!(!lowers("Low"));
    assert!(!lowers("Absent"));
}

/// The validation, made once for all tests.
pub(super) fn report() -> &'static BlockadeReport {
    static REPORT: LazyLock<BlockadeReport> = LazyLock::new(|| curated().validate_blockade());
    &REPORT
}

#[test]
fn published_experiments_are_predicted_better_than_simple_rules_do() {
    let report = report();
    for (set, at_least) in [
        (ExperimentSet::Reference, 0.85),
        (ExperimentSet::Development, 0.70),
        (ExperimentSet::HeldOut, 0.70),
    ] {
        let score = report.of(set, EvidenceRule::OtherPapers).unwrap();
        let reached = score.confusion().balanced_accuracy();
        assert!(reached >= at_least, "{set}: {reached}");
        let of_three = score.confusion().balanced_accuracy_of_three();
        for simple in [score.majority(), score.by_binding()] {
            let limit = simple.balanced_accuracy_of_three() + 0.1;
            assert!(of_three > limit, "{set}: {of_three}, {simple}");
        }
    }
    let with_all_claims = report.by(EvidenceRule::Everything).unwrap().confusion();
    assert!(with_all_claims.balanced_accuracy() >= 0.85);
    let reference = report.by(EvidenceRule::OtherPapers).unwrap();
    let (disputed, flagged) = reference.disputed();
    assert_eq!(disputed, flagged);
    let potentiated = BlockadeResult::Potentiated;
    let right = reference.confusion().count(potentiated, potentiated);
    let found = reference
        .rows
        .iter()
        .filter(|r| r.found == potentiated && !r.disputed);
    assert!(2 * right >= found.count());
    let held_out = report
        .of(ExperimentSet::HeldOut, EvidenceRule::OtherPapers)
        .unwrap();
    let text = held_out.to_string();
    assert!(
        held_out
            .misses()
            .iter()
            .all(|miss| !text.contains(&miss.experiment)),
        "the misses of the held-out set are printed"
    );
}

#[test]
fn the_surest_predictions_are_right_most_often() {
    for set in [ExperimentSet::Reference, ExperimentSet::Development] {
        let score = report().of(set, EvidenceRule::OtherPapers).unwrap();
        let quarters = score.by_confidence();
        assert_eq!(quarters.len(), 4);
        assert!(quarters.windows(2).all(|w| w[0].1 <= w[1].0), "{set}");
        let counted: usize = quarters.iter().map(|(_, _, c)| c.n()).sum();
        let predicted = score.rows.iter().filter(|r| r.predicted.is_some());
        assert_eq!(counted, predicted.filter(|r| !r.disputed).count());
        let right = |i: usize| quarters[i].2.accuracy();
        assert!(right(3) > right(0) + 0.05, "{set}: {score}");
    }
}

#[test]
fn papers_that_contradict_one_another_are_said_to() {
    let report = report();
    let rows: Vec<_> = ExperimentSet::ALL
        .iter()
        .filter(|&&set| set != ExperimentSet::HeldOut)
        .flat_map(|&set| &report.of(set, EvidenceRule::OtherPapers).unwrap().rows)
        .collect();
    let find = |id: &str| rows.iter().find(|r| r.id == id).unwrap();
    let against = |id: &str| find(id).contradicted_by.clone();
    assert!(against("B451").contains(&"E318".to_owned()));
    for row in &rows {
        for other in &row.contradicted_by {
            assert!(against(other).contains(&row.id), "{} and {other}", row.id);
            assert_eq!(row.effect, find(other).effect);
        }
    }
    let replication = report.replication();
    assert!(replication.agreeing() <= replication.pairs());
    assert!(replication.n() > 150);
    assert!(
        replication.balanced_accuracy_of_the_prediction()
            > replication.balanced_accuracy_of_another_paper()
    );
}

#[test]
fn a_product_carries_the_effect_of_which_that_is_said() {
    let kg = curated();
    let left = |effect: &str| remaining(kg.blockade("tramadol").by_loss_of("MOR").on(effect));
    assert!(left("analgesia") < 0.6);
    assert!(left("antidepressant-effect") > left("analgesia"));
    let conversion = kg
        .compound("tramadol")
        .unwrap()
        .claims()
        .into_iter()
        .find(|c| c.object().id() == "o-desmethyltramadol")
        .unwrap();
    let effects: Vec<String> = conversion
        .carries_in()
        .iter()
        .map(|n| n.id().to_owned())
        .collect();
    assert_eq!(effects, ["analgesia", "respiratory-depression"]);
}

#[test]
fn an_effect_that_nobody_saw_is_called_inferred() {
    let kg = curated();
    let inferred = |agent: &str, effect: &str| {
        let p = kg
            .blockade(agent)
            .by_loss_of("MOR")
            .on(effect)
            .predict()
            .unwrap();
        p.assumptions().iter().any(|a| a.contains("is inferred"))
    };
    assert!(inferred("yohimbine", "cough-suppression"));
    assert!(!inferred("morphine", "analgesia"), "tested by many");
}

#[test]
fn gates_and_brakes_hold_in_the_species_that_they_name() {
    let there = r#"[
        Reference(id: "lab", title: "Lab", year: 2026),
        Process(id: "relay", name: "relay", level: Circuit),
        Claim(from: "H1", relation: Regulates, to: "relay", direction: Increases, evidence: [(design: Animal, source: "lab")]),
        Claim(from: "relay", relation: Regulates, to: "analgesia", direction: Increases, evidence: [(design: Animal, source: "lab")]),
        Claim(from: "relay", relation: Requires, to: "HERG", only_in: [Human], evidence: [(design: HumanPharmacology, species: Human, source: "lab")]),
        Claim(from: "M2", relation: Crosstalk, to: "H1", direction: Decreases, test: "analgesia", only_in: [Human], evidence: [(design: HumanPharmacology, species: Human, source: "lab")]),
        Compound(id: "ago", name: "Ago", kind: ToolCompound, acts: [
            (target: "H1", action: FullAgonist, evidence: [(design: Animal, source: "lab")]),
        ]),
    ]"#;
    let kg = curated().overlay_str("there.ron", there).unwrap();
    let left = |lost: &str, species: Species| {
        kg.blockade("ago")
            .by_loss_of(lost)
            .on("analgesia")
            .in_species(species)
            .predict()
            .unwrap()
            .remaining()
    };
    assert!(left("HERG", Species::Human) < 0.9);
    assert_eq!(left("HERG", Species::Rat), 1.0);
    assert!(left("M2", Species::Human) > 1.05);
    assert_eq!(left("M2", Species::Rat), 1.0);
}

#[test]
fn selectivity_compares_numbers_of_one_kind() {
    let tool = r#"[
        Reference(id: "lab", title: "Lab", year: 2026),
        Compound(id: "both", name: "Both", kind: ToolCompound, acts: [
            (target: "D2", action: Antagonist, evidence: [(design: InVitro, source: "lab")]),
            (target: "D3", action: Antagonist, evidence: [(design: InVitro, source: "lab")]),
        ], binds: [
            (target: "D2", measured: [
                (parameter: IC50, value: 32, unit: nM, species: Rat, assay: "membranes", method: Binding, source: "lab"),
                (parameter: Ki, value: 2, unit: nM, species: Rat, assay: "median", method: Binding, source: "lab", tier: Summary),
            ]),
            (target: "D3", measured: [
                (parameter: Ki, value: 2, unit: nM, species: Rat, assay: "median", method: Binding, source: "lab", tier: Summary),
            ]),
        ]),
    ]"#;
    let kg = curated().overlay_str("both.ron", tool).unwrap();
    let p = kg
        .blockade("cocaine")
        .by("both")
        .on("locomotion")
        .predict()
        .unwrap();
    let blocked = p
        .assumptions()
        .iter()
        .find(|a| a.starts_with("Both"))
        .unwrap();
    assert!(
        blocked.contains("D2 91 %") && blocked.contains("D3 91 %"),
        "{blocked}"
    );
}
