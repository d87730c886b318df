//! Doses, occupancies and several drugs at once, as a user sees them.

use std::error::Error as StdError;

use opiograph::*;

type Outcome = std::result::Result<(), Box<dyn StdError>>;

/// A graph with drugs whose numbers give exact answers: 1 nM free at the peak of 1 mg, affinities of 1 nM.
const LAB: &str = r#"[
    Reference(id: "lab", title: "Lab", year: 2026),
    Compound(id: "lab-agonist", name: "Lab agonist", kind: ToolCompound,
        molar_mass: (grams_per_mole: 500.0, source: "lab"),
        exposures: [
            (dose: 1, unit: mg, route: Oral, cmax: 2, cmax_unit: nM, tmax_hours: 1, species: Human, source: "lab"),
            (dose: 1, unit: mg, route: Intravenous, over_minutes: 60, cmax: 6, cmax_unit: nM, species: Human, source: "lab"),
        ],
        kinetics: [
            (parameter: FractionUnbound, value: 0.5, unit: Fraction, species: Human, source: "lab"),
            (parameter: HalfLife, value: 12, unit: h, species: Human, source: "lab"),
        ],
        binds: [(target: "MOR", measured: [(parameter: Ki, value: 1, unit: nM, species: Human, assay: "radioligand binding", source: "lab")])],
        acts: [(target: "MOR", action: FullAgonist, evidence: [(design: InVitro, source: "lab")])]),
    Compound(id: "lab-partial", name: "Lab partial agonist", kind: ToolCompound,
        exposures: [(dose: 1, unit: mg, route: Oral, cmax: 2, cmax_unit: nM, tmax_hours: 1, species: Human, source: "lab")],
        kinetics: [(parameter: FractionUnbound, value: 0.5, unit: Fraction, species: Human, source: "lab")],
        binds: [(target: "MOR", measured: [(parameter: Ki, value: 1, unit: nM, species: Human, assay: "radioligand binding", source: "lab")])],
        acts: [(target: "MOR", action: PartialAgonist, evidence: [(design: InVitro, source: "lab")])]),
    Compound(id: "lab-antagonist", name: "Lab antagonist", kind: ToolCompound,
        exposures: [(dose: 1, unit: mg, route: Oral, cmax: 18, cmax_unit: nM, tmax_hours: 1, species: Human, source: "lab")],
        kinetics: [
            (parameter: FractionUnbound, value: 0.5, unit: Fraction, species: Human, source: "lab"),
            (parameter: HalfLife, value: 1, unit: h, species: Human, source: "lab"),
            (parameter: ReceptorHalfTime, value: 24, unit: h, target: "MOR", species: Human, source: "lab"),
        ],
        binds: [(target: "MOR", measured: [(parameter: Ki, value: 1, unit: nM, species: Human, assay: "radioligand binding", source: "lab")])],
        acts: [(target: "MOR", action: Antagonist, evidence: [(design: InVitro, source: "lab")])]),
    Compound(id: "lab-imaged", name: "Lab imaged", kind: ToolCompound,
        exposures: [(dose: 1, unit: mg, route: Oral, cmax: 10, cmax_unit: nM, tmax_hours: 1, species: Human, source: "lab")],
        binds: [(target: "MOR", measured: [
            (parameter: EC50, value: 10, unit: nM, species: Human, assay: "PET", method: InVivo, source: "lab"),
            (parameter: Emax, value: 80, unit: Percent, species: Human, assay: "PET", method: InVivo, source: "lab"),
            (parameter: Ki, value: 500, unit: nM, species: Human, assay: "radioligand binding", source: "lab"),
        ])]),
    Compound(id: "lab-silent", name: "Lab silent", kind: ToolCompound,
        binds: [(target: "MOR", measured: [(parameter: Ki, value: 1, unit: nM, species: Human, assay: "radioligand binding", source: "lab")])]),
    Compound(id: "lab-blocker", name: "Lab blocker", kind: ToolCompound,
        exposures: [(dose: 1, unit: mg, route: Oral, cmax: 2, cmax_unit: nM, species: Human, source: "lab")],
        kinetics: [(parameter: FractionUnbound, value: 0.5, unit: Fraction, species: Human, source: "lab")],
        binds: [(target: "SERT", measured: [(parameter: Ki, value: 1, unit: nM, species: Human, assay: "radioligand binding", source: "lab")])],
        acts: [(target: "SERT", action: ReuptakeInhibitor, evidence: [(design: InVitro, source: "lab")])]),
]"#;

fn lab() -> KnowledgeGraph {
    curated()
        .overlay_str("lab.ron", LAB)
        .expect("the overlay loads")
}

fn oral(milligrams: f64) -> Dose {
    Dose::milligrams(milligrams).route(Route::Oral)
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-6, "{a} is not {b}");
}

#[test]
fn what_the_contract_says() -> Outcome {
    let kg = curated();
    let dose = Dose::milligrams(5.0).route(Route::Intravenous);
    let seen = kg.engagement("dezocine", dose)?;
    let o: Estimate = seen.occupancy("MOR")?;
    assert!(0.0 <= o.low() && o.low() <= o.value() && o.value() <= o.high() && o.high() <= 1.0);
    assert_ne!(seen.verdict("SERT")?, Verdict::Engaged);
    for dose in [
        oral(50.0).after_hours(8.0),
        oral(50.0).every_hours(24.0),
        oral(50.0).every_hours(24.0).after_hours(12.0),
    ] {
        assert!(kg.engagement("naltrexone", dose)?.occupancy("MOR")?.value() > 0.5);
    }
    let dose = Dose::milligrams(16.0)
        .route(Route::Sublingual)
        .every_hours(24.0);
    assert_eq!(
        kg.engagement("buprenorphine", dose)?.verdict("MOR")?,
        Verdict::Engaged
    );
    let dose = Dose::milligrams_per_kg(0.5)
        .route(Route::Intravenous)
        .over_minutes(40.0);
    let ketamine = kg.engagement("ketamine", dose)?;
    assert!(ketamine.occupancy("NMDA")?.value() > 10.0 * ketamine.occupancy("MOR")?.value());
    let s = kg.scenario().give("naltrexone", oral(50.0))?.give(
        "ketamine",
        Dose::milligrams_per_kg(0.5).route(Route::Intravenous),
    )?;
    assert!(s.occupancy("naltrexone", "MOR")?.value() > 0.9);
    assert!(s.activation("MOR")?.value() < 0.1);
    Ok(())
}

#[test]
fn simple_doses_give_exact_occupancies() -> Outcome {
    let kg = lab();
    // 2 nM total, half of it free, affinity 1 nM.
    let one = kg.engagement("lab-agonist", oral(1.0))?;
    near(one.occupancy("MOR")?.value(), 0.5);
    near(one.levels()[0].free().value(), 1.0);
    near(
        kg.engagement("lab-agonist", oral(3.0))?
            .occupancy("MOR")?
            .value(),
        0.75,
    );
    // Once every half-life doubles a bolus; an absorbed dose comes near it.
    let many = kg.engagement("lab-agonist", oral(1.0).every_hours(12.0))?;
    let ratio = many.levels()[0].total().value() / one.levels()[0].total().value();
    assert!((1.8..2.05).contains(&ratio), "{ratio}");
    // Another infusion of the same amount in twice the time peaks a little lower.
    let iv = Dose::milligrams(1.0).route(Route::Intravenous);
    let hour = kg.engagement("lab-agonist", iv.over_minutes(60.0))?;
    let two = kg.engagement("lab-agonist", iv.over_minutes(120.0))?;
    near(hour.levels()[0].total().value(), 6.0);
    let ratio = two.levels()[0].total().value() / 6.0;
    assert!((0.95..1.0).contains(&ratio), "{ratio}");
    // Two half-lives after the peak a quarter is left, and no receptor half-time holds it.
    let later = kg.engagement("lab-agonist", oral(1.0).after_hours(25.0))?;
    let left = later.levels()[0].total().value() / 2.0;
    assert!((0.2..0.32).contains(&left), "{left}");
    Ok(())
}

#[test]
fn a_constant_measured_in_people_goes_before_a_ki_and_keeps_its_maximum() -> Outcome {
    let seen = lab().engagement("lab-imaged", oral(1.0))?;
    near(seen.occupancy("MOR")?.value(), 0.4);
    let at = seen.at("MOR")?;
    let constant = at.constant().ok_or("a constant")?;
    assert_eq!(constant.basis(), ConstantBasis::InVivo);
    assert!(constant.is_of_total_plasma());
    Ok(())
}

#[test]
fn a_slow_receptor_keeps_what_the_plasma_has_lost() -> Outcome {
    let kg = lab();
    let peak = kg
        .engagement("lab-antagonist", oral(1.0))?
        .occupancy("MOR")?;
    near(peak.value(), 0.9);
    let later = kg
        .engagement("lab-antagonist", oral(1.0).after_hours(25.0))?
        .occupancy("MOR")?;
    assert!((0.44..0.46).contains(&later.value()), "{later}");
    Ok(())
}

#[test]
fn competition_partial_agonism_and_loss_of_receptors() -> Outcome {
    let kg = lab();
    let alone = kg.scenario().give("lab-agonist", oral(1.0))?;
    let both = alone.clone().give("lab-antagonist", oral(1.0))?;
    // At its affinity beside nine times its affinity: an eleventh, less what endogenous ligand takes.
    let held = both.occupancy("lab-agonist", "MOR")?.value();
    assert!((held - 1.0 / 11.0).abs() < 0.002, "{held}");
    assert!(both.activation("MOR")?.value() < alone.activation("MOR")?.value());

    let partial = kg.scenario().give("lab-partial", oral(1.0))?;
    let nothing_but_tone = kg.scenario().give("lab-antagonist", oral(0.001))?;
    assert!(partial.activation("MOR")?.value() > nothing_but_tone.activation("MOR")?.value());
    let full = kg.scenario().give("lab-agonist", oral(100.0))?;
    let beside = full.clone().give("lab-partial", oral(100.0))?;
    assert!(beside.activation("MOR")?.value() < full.activation("MOR")?.value());

    let fewer = full.clone().receptors_left("MOR", 0.05)?;
    assert!(fewer.activation("MOR")?.value() < 0.5 * full.activation("MOR")?.value());
    near(
        fewer.receptors_left("MOR", 0.0)?.activation("MOR")?.value(),
        0.0,
    );

    let calm = kg.scenario().give("lab-antagonist", oral(0.001))?;
    let stressed = calm.clone().under_stress();
    assert!(
        stressed.activation("KOR").is_err(),
        "no ligand was given there"
    );
    assert!(stressed.activation("MOR")?.value() > calm.activation("MOR")?.value());

    let transporter = kg.scenario().give("lab-blocker", oral(1.0))?;
    near(transporter.activation("SERT")?.value(), 0.5);
    Ok(())
}

#[test]
fn more_drug_never_holds_less_and_a_competitor_never_helps() -> Outcome {
    let kg = lab();
    for (drug, target) in [
        ("naltrexone", "MOR"),
        ("naltrexone", "DOR"),
        ("buprenorphine", "MOR"),
        ("lab-imaged", "MOR"),
        ("lab-agonist", "MOR"),
    ] {
        let route = if drug == "buprenorphine" {
            Route::Sublingual
        } else {
            Route::Oral
        };
        let mut before = 0.0;
        for milligrams in [0.1, 0.3, 1.0, 3.0, 10.0, 30.0] {
            let dose = Dose::milligrams(milligrams).route(route).every_hours(24.0);
            let dose = if drug.starts_with("lab-imaged") {
                Dose::milligrams(milligrams).route(route)
            } else {
                dose
            };
            let o = kg.engagement(drug, dose)?.occupancy(target)?;
            assert!(
                0.0 <= o.low() && o.low() <= o.value() && o.value() <= o.high() && o.high() <= 1.0,
                "{drug} {milligrams}: {o}"
            );
            // Measured peaks of neighbouring doses need not be in proportion; the order must hold.
            assert!(
                o.value() >= before * 0.9,
                "{drug} {milligrams} mg at {target}: {o} after {before}"
            );
            before = o.value();
        }
    }
    let alone = kg.scenario().give("lab-agonist", oral(1.0))?;
    let mut before = alone.occupancy("lab-agonist", "MOR")?.value();
    for milligrams in [0.01, 0.1, 1.0, 10.0, 100.0] {
        let both = alone.clone().give("lab-antagonist", oral(milligrams))?;
        let now = both.occupancy("lab-agonist", "MOR")?.value();
        let other = both.occupancy("lab-antagonist", "MOR")?.value();
        assert!(now <= before && now + other <= 1.0 + 1e-9);
        before = now;
    }
    Ok(())
}

#[test]
fn bad_input_is_an_error_that_names_it() -> Outcome {
    let kg = lab();
    for amount in [-5.0, 0.0, f64::NAN, f64::INFINITY, 1e9] {
        let e = kg.engagement("naltrexone", oral(amount)).unwrap_err();
        assert!(
            e.is_invalid_input() && e.to_string().contains("dose"),
            "{e}"
        );
    }
    for dose in [
        oral(50.0).every_hours(-1.0),
        oral(50.0).after_hours(f64::NAN),
        oral(50.0).body_weight_kg(0.0),
        Dose::milligrams(50.0)
            .route(Route::Intravenous)
            .over_minutes(0.0),
    ] {
        assert!(
            kg.engagement("naltrexone", dose)
                .unwrap_err()
                .is_invalid_input()
        );
    }
    let e = kg
        .engagement("naltrexone", Dose::milligrams(50.0))
        .unwrap_err();
    assert!(
        e.is_invalid_input() && e.to_string().contains("oral"),
        "{e}"
    );
    let e = kg.engagement("naltrexone", oral(90_000.0)).unwrap_err();
    assert!(
        e.is_invalid_input() && e.to_string().contains("studied"),
        "{e}"
    );
    // Computed from a volume, not from a studied dose: a level that no living body has.
    let e = curated()
        .engagement("methadone", oral(99_000.0).every_hours(1.0))
        .unwrap_err();
    assert!(e.is_invalid_input(), "{e}");
    for route in [Route::Rectal, Route::Intrathecal, Route::Transdermal] {
        let e = kg
            .engagement("naltrexone", Dose::milligrams(50.0).route(route))
            .unwrap_err();
        let text = e.to_string();
        assert!(
            e.is_missing_input() && text.contains("naltrexone") && text.contains("oral"),
            "{e}"
        );
    }
    let e = kg.engagement("lab-silent", oral(1.0)).unwrap_err();
    assert!(
        e.is_missing_input() && e.to_string().contains("exposure"),
        "{e}"
    );
    let e = kg
        .engagement("lab-partial", oral(1.0).after_hours(3.0))
        .unwrap_err();
    assert!(
        e.is_missing_input() && e.to_string().contains("half-life"),
        "{e}"
    );
    let e = kg.engagement("naltrexon", oral(50.0)).unwrap_err();
    assert_eq!(
        e.suggestions().first().map(String::as_str),
        Some("naltrexone")
    );

    let seen = kg.engagement("lab-agonist", oral(1.0))?;
    assert!(seen.occupancy("KOR").unwrap_err().is_missing_input());
    assert_eq!(seen.verdict("KOR")?, Verdict::Unknown);
    assert!(seen.occupancy("MRO").unwrap_err().is_not_found());
    assert!(
        seen.clone()
            .with_exposure_ratio(Interval::exact(f64::NAN), "x")
            .is_err()
    );
    assert!(
        seen.with_exposure_ratio(Interval::exact(-1.0), "x")
            .is_err()
    );

    let s = kg.scenario().give("lab-agonist", oral(1.0))?;
    assert!(
        s.clone()
            .give("lab-agonist", oral(1.0))
            .unwrap_err()
            .is_invalid_input()
    );
    assert!(
        s.occupancy("morphine", "MOR")
            .unwrap_err()
            .is_invalid_input()
    );
    assert!(s.activation("SERT").unwrap_err().is_missing_input());
    assert!(s.clone().receptors_left("MOR", 1.5).is_err());
    assert!(
        kg.scenario()
            .activation("MOR")
            .unwrap_err()
            .is_missing_input()
    );
    Ok(())
}

#[test]
fn every_drug_by_every_route_answers_or_says_what_is_missing() {
    let kg = curated();
    let routes = [
        Route::Intravenous,
        Route::Oral,
        Route::Sublingual,
        Route::Intranasal,
        Route::Intramuscular,
        Route::Intrathecal,
    ];
    let mut answered = 0;
    for drug in kg.compounds() {
        for route in routes {
            let dose = Dose::milligrams(10.0).route(route);
            for dose in [dose, dose.after_hours(5.0), dose.every_hours(12.0)] {
                match kg.engagement(&drug, dose) {
                    Ok(seen) => {
                        answered += 1;
                        for t in seen.targets() {
                            let Some(o) = t.occupancy() else { continue };
                            assert!(
                                0.0 <= o.low()
                                    && o.low() <= o.value()
                                    && o.value() <= o.high()
                                    && o.high() <= 1.0,
                                "{drug}, {dose}: {t}"
                            );
                        }
                    }
                    Err(e) => assert!(
                        e.is_missing_input() || e.is_invalid_input(),
                        "{drug}, {dose}: {e}"
                    ),
                }
            }
        }
    }
    assert!(answered > 100, "{answered}");
}

#[test]
fn what_was_measured_is_preferred_when_asked() -> Outcome {
    let dose = Dose::milligrams(16.0)
        .route(Route::Sublingual)
        .every_hours(24.0);
    let seen = curated().engagement("buprenorphine", dose)?;
    assert!(!seen.measured("MOR")?.is_empty());
    let computed = seen.occupancy("MOR")?;
    let measured = seen.prefer_measured();
    assert!((measured.occupancy("MOR")?.value() - 0.8).abs() < 0.08);
    assert!(measured.at("MOR")?.is_measured());
    assert_ne!(measured.occupancy("MOR")?, computed);
    Ok(())
}

#[test]
fn results_can_be_read_shown_and_stored() -> Outcome {
    let seen = curated().engagement("naltrexone", oral(50.0))?;
    let text = seen.to_string();
    for part in [
        "Naltrexone, 50 mg oral, at the peak",
        "MOR",
        "engaged",
        "free at the target",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    let json = serde_json::to_value(&seen)?;
    assert_eq!(json["compound"], "naltrexone");
    assert!(json["targets"].as_array().is_some_and(|t| t.len() >= 3));
    let s = curated().scenario().give("naltrexone", oral(50.0))?;
    assert!(s.to_string().contains("activity"));
    assert!(serde_json::to_value(&s)?["targets"].is_array());
    assert_eq!(
        format!("{seen}"),
        format!("{}", curated().engagement("naltrexone", oral(50.0))?)
    );
    Ok(())
}

/// Two drugs whose occupancy was measured in people: half of what the affinity says, and one without an affinity.
const IMAGED: &str = r#"[
    Reference(id: "scan-a", title: "Scan A", year: 2025),
    Compound(id: "lab-scanned", name: "Lab scanned", kind: ToolCompound,
        exposures: [(dose: 1, unit: mg, route: Oral, cmax: 2, cmax_unit: nM, tmax_hours: 1, species: Human, source: "scan-a")],
        kinetics: [(parameter: FractionUnbound, value: 0.5, unit: Fraction, species: Human, source: "scan-a")],
        binds: [(target: "MOR", measured: [(parameter: Ki, value: 1, unit: nM, species: Human, assay: "radioligand binding", source: "scan-a")])]),
    Compound(id: "lab-only-scanned", name: "Lab only scanned", kind: ToolCompound,
        exposures: [(dose: 1, unit: mg, route: Oral, cmax: 2, cmax_unit: nM, tmax_hours: 1, species: Human, source: "scan-a")]),
    Occupancy(id: "LAB-1", compound: "lab-scanned", dose: (amount: 9, unit: mg, route: Oral), target: "MOR", percent: 50, source: "scan-a"),
    Occupancy(id: "LAB-2", compound: "lab-only-scanned", dose: (amount: 4, unit: mg, route: Oral), target: "MOR", percent: 50, source: "scan-a"),
]"#;

#[test]
fn occupancies_measured_at_one_dose_correct_those_at_others() -> Outcome {
    let kg = curated().overlay_str("imaged.ron", IMAGED)?;
    let seen = kg.engagement("lab-scanned", oral(1.0))?;
    let at = seen.at("MOR")?;
    let factor = at.in_vivo_factor().ok_or("a factor")?;
    // The affinity alone says 90 % at 9 mg; half of that was seen, so the factor lies between 1 and 1/9.
    assert!((0.11..0.5).contains(&factor.factor().value()), "{factor}");
    assert_eq!(factor.papers(), ["scan-a"]);
    let o = seen.occupancy("MOR")?;
    assert!((0.1..0.34).contains(&o.value()), "{o}");
    let higher = kg.engagement("lab-scanned", oral(9.0))?.occupancy("MOR")?;
    assert!(
        (0.5..0.75).contains(&higher.value()) && higher.low() < 0.5,
        "{higher}"
    );
    // The same ligand in a scenario.
    let s = kg.scenario().give("lab-scanned", oral(1.0))?;
    let beside = s.occupancy("lab-scanned", "MOR")?.value();
    assert!((beside - o.value()).abs() < 0.02, "{beside}");

    // Without an affinity the scan gives the constant: 8 nM in plasma.
    let seen = kg.engagement("lab-only-scanned", oral(4.0))?;
    near(seen.occupancy("MOR")?.value(), 0.5);
    let at = seen.at("MOR")?;
    let constant = at.constant().ok_or("a constant")?;
    assert_eq!(constant.basis(), ConstantBasis::InVivo);
    assert!((constant.nanomolar().value() - 8.0).abs() < 1e-4);
    assert!(at.in_vivo_factor().is_none());
    assert_eq!(seen.targets().len(), 1);
    assert!(seen.occupancy("KOR").unwrap_err().is_missing_input());
    Ok(())
}

/// The published table beside ours. The limits are what the documented model reaches, so that a change for the worse fails.
#[test]
fn measured_occupancies_are_met_as_well_as_documented() {
    let report = curated().validate_occupancy();
    for (rule, error, held) in [
        (OccupancyRule::IndependentData, 18.0, 0.8),
        (OccupancyRule::OtherPapers, 17.0, 0.8),
        (OccupancyRule::MembranesOnly, 22.0, 0.8),
    ] {
        let score = report.by(rule).expect("every rule is scored");
        assert!(score.n() >= 50 && score.apart.len() < 15, "{score}");
        assert!(score.mean_absolute_error() < error, "{score}");
        assert!(score.share_held() >= held, "{score}");
    }
    for (rule, error) in [
        (OccupancyRule::IndependentData, 12.0),
        (OccupancyRule::OtherPapers, 15.0),
    ] {
        let published = report
            .by(rule)
            .expect("every rule is scored")
            .over(|row| row.id.starts_with('O'));
        assert!(published.mean_absolute_error() < error, "{published}");
        assert!(published.share_held() >= 0.85, "{published}");
    }
    for row in report.scores().iter().flat_map(|s| &s.rows) {
        let c = row.computed.as_ref().expect("a scored row is computed");
        assert!(0.0 <= c.low() && c.high() <= 1.0, "{row:?}");
    }
}

#[test]
fn a_predicted_ratio_raises_its_own_drug_only() -> Result<(), Error> {
    let kg = curated();
    let dose = Dose::milligrams(45.0).route(Route::Oral).every_hours(12.0);
    let alone = kg.engagement("dextromethorphan", dose)?;
    let ratio = kg
        .auc_ratio("dextromethorphan")
        .with("bupropion")
        .predict()?;
    let raised = alone.clone().with_ratio(&ratio)?;
    let fold = raised.levels()[0].total().value() / alone.levels()[0].total().value();
    assert!((fold / ratio.value() - 1.0).abs() < 1e-9);
    assert!(raised.occupancy("SIGMA1")?.value() > alone.occupancy("SIGMA1")?.value());

    let other = kg.auc_ratio("tramadol").with("bupropion").predict()?;
    let error = alone.with_ratio(&other).unwrap_err();
    assert!(error.is_invalid_input());
    assert!(
        error.to_string().contains("a ratio of dextromethorphan"),
        "{error}"
    );
    Ok(())
}

#[test]
fn a_measured_occupancy_is_not_preferred_once_the_exposure_has_changed() -> Result<(), Error> {
    let kg = curated();
    let dose = Dose::milligrams(16.0)
        .route(Route::Sublingual)
        .every_hours(24.0);
    let seen = kg.engagement("buprenorphine", dose)?.prefer_measured();
    assert!(seen.at("MOR")?.is_measured());
    let raised = seen.with_exposure_ratio(Interval::exact(2.0), "an interaction")?;
    assert!(!raised.at("MOR")?.is_measured());
    Ok(())
}
