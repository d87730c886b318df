//! The code that users write, as the contract gives it.

use std::error::Error as StdError;

use opiograph::*;

const OVERLAY: &str = r#"[
    Reference(id: "me-2026", title: "My assay", year: 2026),
    Compound(id: "compound-x", name: "Compound X", kind: ToolCompound, binds: [
        (target: "MOR", measured: [(parameter: Ki, value: 1.2, unit: nM, species: Human, assay: "radioligand displacement", source: "me-2026")]),
    ]),
]"#;

#[test]
fn the_graph() -> std::result::Result<(), Box<dyn StdError>> {
    let kg: KnowledgeGraph = curated();
    assert!(kg.summary().to_string().contains("CC BY-SA 4.0"));
    let kg: KnowledgeGraph =
        KnowledgeGraph::from_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/data"))?;
    let mine = curated().overlay_str("mine.ron", OVERLAY)?;
    assert_eq!(
        mine.compound("Compound X")?
            .affinity("MOR")?
            .map(|a| a.ki().as_nanomolar()),
        Some(1.2)
    );
    assert!(
        curated().compound("Compound X").is_err(),
        "ours is unchanged"
    );
    let pg = kg.petgraph();
    assert!(opiograph::petgraph::algo::connected_components(pg) >= 1);
    assert_eq!(pg.edge_count(), kg.claims().count());
    Ok(())
}

#[test]
fn an_overlay_adds_and_disputes_and_never_deletes() -> std::result::Result<(), Box<dyn StdError>> {
    let before = curated().compound("dezocine")?.actions("DOR")?.len();
    let mine = curated().overlay_str(
        "mine.ron",
        r#"[
            Reference(id: "me-2026", title: "My assay", year: 2026),
            Extend(compound: "dezocine",
                binds: [(target: "SIGMA1", measured: [(parameter: Ki, value: 44, unit: nM, assay: "radioligand binding", source: "me-2026")])],
                acts: [(target: "MOR", action: PartialAgonist, evidence: [(stance: Disputes, design: InVitro, source: "me-2026")])]),
        ]"#,
    )?;
    let dezocine = mine.compound("dezocine")?;
    assert_eq!(dezocine.actions("DOR")?.len(), before);
    let partial = dezocine
        .actions("MOR")?
        .into_iter()
        .find(|a| a.action() == Action::PartialAgonist);
    assert_eq!(partial.map(|a| a.claim().status()), Some(Status::Disputed));
    let twice = curated()
        .overlay_str(
            "mine.ron",
            r#"Compound(id: "dezocine", name: "Other", kind: Drug)"#,
        )
        .unwrap_err();
    assert!(
        twice
            .diagnostics()
            .iter()
            .any(|d| d.code() == "S021" && d.file() == "mine.ron" && d.line() == 1)
    );
    Ok(())
}

#[test]
fn names() -> std::result::Result<(), Box<dyn StdError>> {
    let kg = curated();
    let ketamine: Compound = kg.compound("Ketamine")?;
    let mor: Target = kg.target("μ-opioid receptor")?;
    assert_eq!((ketamine.id(), mor.id()), ("ketamine", "MOR"));
    assert!(mor.ligands().contains(&kg.compound("morphine")?));
    let it = curated().compounds();
    assert!(it.count() > 100);
    fn kept<T: Clone + std::fmt::Debug + Send + Sync + 'static>(_: T) {}
    kept(ketamine);
    kept(mor);
    kept(kg.claims().next());
    kept(kg.study("mansoori-2025")?);
    let reference = kg.reference("pmid:24263237")?;
    assert_eq!(
        (reference.pmid(), reference.doi()),
        (
            Some(24263237),
            Some("10.1097/ALN.0000000000000076".to_lowercase().as_str())
        )
    );
    assert_eq!(
        reference.url().as_deref(),
        Some("https://doi.org/10.1097/aln.0000000000000076")
    );
    assert!(reference.bibtex().starts_with("@") && reference.bibtex().contains("24263237"));
    for count in [
        kg.targets().count(),
        kg.effects().count(),
        kg.conditions().count(),
        kg.studies().count(),
        kg.claims().count(),
        kg.references().count(),
    ] {
        assert!(count > 0);
    }
    Ok(())
}

#[test]
fn numbers_and_claims() -> std::result::Result<(), Box<dyn StdError>> {
    let kg = curated();
    let dezocine = kg.compound("dezocine")?;
    let a: Affinity = dezocine.affinity("MOR")?.unwrap();
    let (_ki, _pki, fold, n): (f64, f64, f64, usize) =
        (a.ki().as_nanomolar(), a.pki(), a.fold_range(), a.n());
    assert!(fold >= 1.0 && n >= 1);
    let lines: Vec<String> = dezocine
        .measurements("KOR")?
        .iter()
        .map(|m| m.to_string())
        .collect();
    assert!(
        lines.iter().any(
            |l| l.starts_with("Ki = 31.9 nM ± 1.9 nM (species not stated")
                && l.ends_with("[Liu 2014]")
        ),
        "{lines:#?}"
    );
    let at_kor: Vec<ActionClaim> = dezocine.actions("KOR")?;
    let classes: Vec<Action> = at_kor.iter().map(|c| c.action()).collect();
    assert!(classes.contains(&Action::Antagonist) && classes.contains(&Action::PartialAgonist));
    assert!(dezocine.is_disputed("KOR")?);
    for claim in kg.claims() {
        let _ = (claim.subject(), claim.relation(), claim.object());
        assert!(!claim.evidence().is_empty(), "{claim}");
        let value = claim.confidence().value();
        assert!((0.0..=1.0).contains(&value), "{claim}: {value}");
        let has = |stance| claim.evidence().iter().any(|e| e.stance() == stance);
        let expected = match claim.status() {
            Status::Supported => has(Stance::Supports) && !has(Stance::Disputes),
            Status::Disputed => {
                has(Stance::Disputes) && (has(Stance::Supports) || has(Stance::Hypothesis))
            }
            Status::Refuted => has(Stance::Disputes) && !has(Stance::Supports),
            Status::Hypothesis => !has(Stance::Supports) && !has(Stance::Disputes),
        };
        assert!(expected, "{claim}");
    }
    Ok(())
}

#[test]
fn the_prelude_is_not_shadowed() {
    // With `use opiograph::*;` above, the prelude's own names must still mean what they do everywhere.
    let result: Result<Option<Vec<String>>, String> = Ok(Some(vec![String::new()]));
    assert!(result.is_ok());
}

#[test]
fn questions() -> std::result::Result<(), Box<dyn StdError>> {
    let kg = curated();
    let q = CompoundQuery::new()
        .acts_on("MOR", Action::PartialAgonist)
        .acts_on("KOR", Action::Antagonist)
        .affinity_below("MOR", Concentration::from_nanomolar(10.0))
        .not_cleared_by("CYP2D6");
    let hits: Vec<Compound> = kg.find(&q)?;
    let ids: Vec<&str> = hits.iter().map(|c| c.id()).collect();
    assert!(
        ids.contains(&"buprenorphine") && ids.contains(&"dezocine") && !ids.contains(&"naltrexone"),
        "{ids:?}"
    );
    let q = MechanismQuery::new("ketamine", "anhedonia")
        .max_steps(8)
        .limit(5);
    let paths = kg.mechanisms(&q)?;
    assert_eq!(paths.len(), 5);
    for path in &paths {
        let _: (Sign, f64) = (path.sign(), path.confidence().value());
        assert!(!path.steps().is_empty());
        assert!(!path.to_string().is_empty());
    }
    assert!(
        paths.iter().any(|p| !p.requires().is_empty()),
        "ketamine's way through the habenula has a gate"
    );
    let compared = kg.compare(&["dezocine", "buprenorphine", "ketamine"])?;
    assert!(compared.to_string().contains("MOR"));
    assert!(!kg.similar("buprenorphine")?.is_empty());
    let other = kg.overlay_str("mine.ron", OVERLAY)?;
    assert!(kg.diff(&other).to_string().contains("compound-x"));
    for d in kg.disputes() {
        assert!(!d.to_string().is_empty() && d.sides().len() >= 2);
        let _ = d.kind();
    }
    Ok(())
}

#[test]
fn what_if() -> std::result::Result<(), Box<dyn StdError>> {
    let kg = curated();
    let p = kg
        .blockade("ketamine")
        .by("naltrexone")
        .on("antidepressant-effect")
        .predict()?;
    let result: BlockadeResult = p.result();
    assert!(matches!(
        result,
        BlockadeResult::Abolished
            | BlockadeResult::Attenuated
            | BlockadeResult::Unchanged
            | BlockadeResult::Potentiated
    ));
    assert!(
        (0.0..=1.0).contains(&p.confidence().value())
            && p.is_disputed()
            && !p.to_string().is_empty()
    );
    let p = kg
        .blockade("tianeptine")
        .by_loss_of("MOR")
        .on("antidepressant-effect")
        .predict()?;
    assert!(matches!(
        p.result(),
        BlockadeResult::Abolished | BlockadeResult::Attenuated
    ));
    let narrowed = kg
        .blockade("morphine")
        .by("methylnaltrexone")
        .on("analgesia")
        .at(Site::Peripheral)
        .given(Dose::milligrams(10.0).route(Route::Intravenous))
        .blocker_given(Dose::milligrams(12.0).route(Route::Subcutaneous))
        .in_species(Species::Rat)
        .predict()?;
    let _ = narrowed.result();
    for effect in "analgesia antidepressant-effect anxiolysis dissociation respiratory-depression sedation reward aversion locomotion constipation pruritus cough-suppression separation-distress hypothermia tolerance withdrawal catalepsy".split(' ') {
        assert_eq!(kg.effect(effect)?.id(), effect);
    }

    let dose = Dose::milligrams(5.0).route(Route::Intravenous);
    let seen = kg.engagement("dezocine", dose)?;
    let o: Estimate = seen.occupancy("MOR")?;
    assert!(0.0 <= o.low() && o.low() <= o.value() && o.value() <= o.high() && o.high() <= 1.0);
    assert!(matches!(
        seen.verdict("SERT")?,
        Verdict::Engaged | Verdict::NotEngaged | Verdict::Doubtful | Verdict::Unknown
    ));
    let _later = Dose::milligrams(50.0).route(Route::Oral).after_hours(8.0);
    let _steady = Dose::milligrams(16.0)
        .route(Route::Sublingual)
        .every_hours(24.0);
    let s = kg
        .scenario()
        .give("naltrexone", Dose::milligrams(50.0).route(Route::Oral))?
        .give(
            "ketamine",
            Dose::milligrams_per_kg(0.5).route(Route::Intravenous),
        )?;
    let _ = (s.occupancy("naltrexone", "MOR")?, s.activation("MOR")?);
    let e = kg
        .engagement("salvinorin-a", Dose::milligrams(1.0).route(Route::Oral))
        .unwrap_err();
    assert!(e.is_missing_input(), "{e}");
    Ok(())
}

#[test]
fn cyp2d6() -> std::result::Result<(), Box<dyn StdError>> {
    let kg = curated();
    let d: Diplotype = "*1/*4".parse()?;
    assert_eq!(d.activity_score().unwrap().value(), 1.0);
    assert_eq!(d.phenotype(), Phenotype::Intermediate);
    assert!(d.phenotypes().contains(&Phenotype::Intermediate));
    let pc = kg.phenoconvert(&d, &["bupropion"])?;
    assert_eq!(pc.phenotype(), Phenotype::Poor);
    assert!(
        !pc.phenotypes().is_empty() && pc.activity_score().is_some() && !pc.to_string().is_empty()
    );
    let r: ExposureRatio = kg
        .auc_ratio("dextromethorphan")
        .with("bupropion")
        .genotype(&d)
        .predict()?;
    assert!(r.low() <= r.value() && r.value() <= r.high() && r.value() > 1.0);
    let _: FdaClass = r.fda_class();
    assert!(r.to_string().contains("CYP2D6"));
    let poor = kg
        .auc_ratio("dextromethorphan")
        .phenotype(Phenotype::Poor)
        .predict()?;
    assert!(poor.value() > 1.0);
    let morphine = kg
        .auc_ratio("codeine")
        .of("morphine")
        .with("paroxetine")
        .predict()?;
    assert!(morphine.value() < 1.0);
    let forced = kg
        .auc_ratio("dextromethorphan")
        .with("bupropion")
        .genotype(&d)
        .relative_to(Phenotype::Normal)
        .predict()?;
    assert!(forced.value() >= r.value());
    Ok(())
}

#[test]
fn looking() -> std::result::Result<(), Box<dyn StdError>> {
    let kg = curated();
    let dir = std::env::temp_dir().join(format!("opiograph-looking-{}", std::process::id()));
    std::fs::create_dir_all(&dir)?;
    for (format, name) in [
        (Format::Html, "kg.html"),
        (Format::Dot, "kg.dot"),
        (Format::Svg, "kg.svg"),
        (Format::Json, "kg.json"),
        (Format::Markdown, "kg.md"),
        (Format::Csv, "kg-csv"),
    ] {
        let path = dir.join(name);
        kg.export(format, path.to_str().unwrap_or("kg"))?;
        assert!(path.exists(), "{format:?}");
    }
    std::fs::remove_dir_all(&dir)?;
    Ok(())
}
