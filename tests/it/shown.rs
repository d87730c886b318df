//! Every public result shows itself in a notebook, as HTML and as text; lists of results do too.

use std::{collections::BTreeSet, process::Command};

use opiograph::*;

/// What the child process prints before each result.
const MARK: &str = "== ";

/// Shows one value of each type, with the type's name before it.
macro_rules! shows {
    ($($name:ident: $value:expr),+ $(,)?) => {
        const SHOWN: &[&str] = &[$(stringify!($name)),+];

        /// Run by the test below in a process of its own, so that its output can be read.
        #[test]
        fn print_all() -> Result<(), Box<dyn std::error::Error>> {
            let kg = curated();
            $({
                let make: fn(&KnowledgeGraph) -> Result<$name, Box<dyn std::error::Error>> = $value;
                let value: $name = make(&kg).map_err(|e| format!("{}: {e}", stringify!($name)))?;
                println!("{MARK}{}", stringify!($name));
                value.evcxr_display();
            })+
            Ok(())
        }
    };
}

fn first<T>(mut list: Vec<T>) -> Result<T, Box<dyn std::error::Error>> {
    if list.is_empty() {
        return Err("there is none".into());
    }
    Ok(list.swap_remove(0))
}

fn any<T>(mut list: impl Iterator<Item = T>) -> Result<T, Box<dyn std::error::Error>> {
    list.next().ok_or_else(|| "there is none".into())
}

fn oral(milligrams: f64) -> Dose {
    Dose::milligrams(milligrams).route(Route::Oral)
}

fn path(kg: &KnowledgeGraph) -> Result<MechanismPath, Box<dyn std::error::Error>> {
    first(kg.mechanisms(&MechanismQuery::new("ketamine", "anhedonia"))?)
}

fn prediction(kg: &KnowledgeGraph) -> Result<BlockadePrediction, Error> {
    kg.blockade("ketamine")
        .by("naltrexone")
        .on("antidepressant-effect")
        .predict()
}

fn trial(kg: &KnowledgeGraph) -> Result<Study, Error> {
    kg.study("mansoori-2025")
}

fn mine(kg: &KnowledgeGraph) -> Result<KnowledgeGraph, Error> {
    kg.overlay_str(
        "mine.ron",
        r#"[Reference(id: "me-2026", title: "Mine", year: 2026), Extend(compound: "dezocine",
            binds: [(target: "MOR", measured: [(parameter: Ki, value: 6.1, unit: nM, assay: "radioligand binding", source: "me-2026")])],
            acts: [(target: "KOR", action: PartialAgonist, evidence: [(stance: Disputes, design: InVitro, species: Human, source: "me-2026")])])]"#,
    )
}

fn broken(kg: &KnowledgeGraph) -> Error {
    kg.overlay_str("mine.ron", "[Compound(id: \"x\", name: 1)]")
        .unwrap_err()
}

shows! {
    KnowledgeGraph: |kg| Ok(kg.clone()),
    Summary: |kg| Ok(kg.summary()),
    Compound: |kg| Ok(kg.compound("ketamine")?),
    Target: |kg| Ok(kg.target("MOR")?),
    Process: |kg| any(kg.processes()),
    Region: |kg| any(kg.regions()),
    Effect: |kg| Ok(kg.effect("anhedonia")?),
    Condition: |kg| any(kg.conditions()),
    Instrument: |kg| any(kg.instruments()),
    Node: |kg| Ok(any(kg.claims())?.subject()),
    Reference: |kg| any(kg.references()),
    Study: |kg| Ok(trial(kg)?),
    Claim: |kg| any(kg.claims()),
    Evidence: |kg| first(any(kg.claims())?.evidence()),
    Confidence: |kg| Ok(any(kg.claims())?.confidence()),
    Measurement: |kg| first(kg.compound("dezocine")?.measurements("KOR")?),
    Affinity: |kg| kg.compound("dezocine")?.affinity("MOR")?.ok_or_else(|| "none".into()),
    ActionClaim: |kg| first(kg.compound("dezocine")?.actions("KOR")?),
    AffinityPolicy: |_| Ok(AffinityPolicy::default()),
    Exposure: |kg| first(kg.compound("buprenorphine")?.exposures()),
    KineticConstant: |kg| first(kg.compound("buprenorphine")?.kinetics()),
    Guideline: |kg| any(kg.guidelines()),
    Experiment: |kg| any(kg.blockade_experiments()),
    Interaction: |kg| any(kg.measured_interactions()),
    MeasuredOccupancy: |kg| any(kg.measured_occupancies()),
    AdverseEvent: |kg| first(trial(kg)?.adverse_events()),
    Caveat: |kg| first(trial(kg)?.caveats()),
    Cell: |kg| first(first(trial(kg)?.outcomes())?.values),
    GivenDose: |kg| first(first(trial(kg)?.arms())?.given)?.dose.ok_or_else(|| "no dose".into()),
    Statistic: |kg| first(trial(kg)?.statistics()),
    Profile: |kg| Ok(kg.compound("ketamine")?.profile()),
    TargetProfile: |kg| Ok(kg.target("MOR")?.profile()),
    Comparison: |kg| Ok(kg.compare(&["dezocine", "buprenorphine"])?),
    CompoundQuery: |_| Ok(CompoundQuery::new().acts_on("MOR", Action::PartialAgonist)),
    Match: |kg| first(kg.find_explained(&CompoundQuery::new().acts_on("MOR", Action::PartialAgonist))?),
    Reason: |kg| first(first(kg.find_explained(&CompoundQuery::new().acts_on("MOR", Action::PartialAgonist))?)?.reasons().to_vec()),
    Similar: |kg| first(kg.similar("buprenorphine")?),
    SharedTarget: |kg| first(first(kg.similar("buprenorphine")?)?.shared().to_vec()),
    Diff: |kg| Ok(kg.diff(&mine(kg)?)),
    Dispute: |kg| first(kg.disputes()),
    Side: |kg| first(first(kg.disputes())?.sides().to_vec()),
    Known: |kg| Ok(kg.known("ketamine", Relation::Affects, "anhedonia")?),
    MechanismQuery: |_| Ok(MechanismQuery::new("ketamine", "anhedonia")),
    MechanismPath: |kg| path(kg),
    MechanismStep: |kg| first(path(kg)?.steps().to_vec()),
    Requirement: |kg| first(path(kg)?.requires().to_vec()),
    GraphPicture: |kg| Ok(kg.picture_of(&[path(kg)?])),
    Neighbourhood: |kg| Ok(kg.neighbourhood("ketamine")?),
    BlockadePrediction: |kg| Ok(prediction(kg)?),
    EffectRoute: |kg| first(prediction(kg)?.carried()),
    ClosedGate: |kg| first(prediction(kg)?.gates().to_vec()),
    Engagement: |kg| Ok(kg.engagement("naltrexone", oral(50.0))?),
    TargetEngagement: |kg| Ok(kg.engagement("naltrexone", oral(50.0))?.at("MOR")?.clone()),
    PlasmaLevel: |kg| first(kg.engagement("naltrexone", oral(50.0))?.levels().to_vec()),
    Scenario: |kg| Ok(kg.scenario().give("naltrexone", oral(50.0))?),
    Competition: |kg| Ok(kg.scenario().give("naltrexone", oral(50.0))?.at("MOR")?),
    Estimate: |kg| Ok(kg.engagement("naltrexone", oral(50.0))?.occupancy("MOR")?),
    Verdict: |kg| Ok(kg.engagement("naltrexone", oral(50.0))?.verdict("MOR")?),
    Diplotype: |_| Ok("*1/*4".parse()?),
    ActivityScore: |_| "*1/*4".parse::<Diplotype>()?.activity_score().ok_or_else(|| "none".into()),
    Phenoconversion: |kg| Ok(kg.phenoconvert(&"*1/*4".parse()?, &["bupropion"])?),
    ExposureRatio: |kg| Ok(kg.auc_ratio("dextromethorphan").with("bupropion").predict()?),
    Consequences: |kg| Ok(kg.consequences(&"*1/*4".parse()?, &["paroxetine"], "codeine")?),
    Conflicts: |kg| Ok(kg.conflicts(&"*1/*4".parse()?, &["paroxetine"], &["codeine"])?),
    BlockadeReport: |_| Ok(super::blockade::report().clone()),
    Replication: |_| Ok(super::blockade::report().replication().clone()),
    ExposureReport: |kg| Ok(kg.validate_exposure()),
    OccupancyReport: |kg| Ok(kg.validate_occupancy()),
    Coverage: |kg| Ok(kg.coverage()),
    Gap: |kg| first(kg.gaps(&["dezocine", "codeine", "naltrexone"], &["NOP", "SIGMA1", "DAT", "HERG", "GLUN2D"])?),
    LintReport: |kg| Ok(kg.lint()),
    LintRule: |_| Ok(LINT_RULES[0]),
    Concentration: |_| Ok(Concentration::from_nanomolar(10.0)),
    Dose: |_| Ok(oral(50.0)),
    Diagnostic: |kg| first(broken(kg).diagnostics().to_vec()),
    Error: |kg| Ok(broken(kg)),
    Difference: |kg| kg.compare(&["dezocine", "buprenorphine"])?.rows().iter().find_map(|r| r.differences().first().cloned()).ok_or_else(|| "none".into()),
    ClaimChange: |kg| first(kg.diff(&mine(kg)?).claims_changed().to_vec()),
    AffinityChange: |kg| first(kg.diff(&mine(kg)?).affinities().to_vec()),
    Terminal: |_| Ok(Terminal::new()),
    Action: |_| Ok(Action::Agonist),
    BlockadeResult: |kg| Ok(prediction(kg)?.result()),
    Phenotype: |_| Ok(Phenotype::Poor),
    Sign: |kg| Ok(path(kg)?.sign()),
    Status: |kg| Ok(any(kg.claims())?.status()),
    FdaClass: |kg| Ok(kg.auc_ratio("dextromethorphan").with("bupropion").predict()?.fda_class()),
}

/// Parts of results and settings without a sentence of their own: the result that holds them shows them, and `Debug` does.
const PARTS: &[&str] = &[
    "AcceptedFinding",
    "AlleleCall",
    "AlleleEntry",
    "AlleleTable",
    "Arm",
    "AucRatio",
    "Blockade",
    "BlockadeRow",
    "BlockadeScore",
    "ComparedTarget",
    "Conflict",
    "Confusion",
    "EffectChange",
    "ExposedTo",
    "ExposureRow",
    "ExposureScore",
    "GraphEdge",
    "GraphNode",
    "Inhibition",
    "Intervention",
    "LigandShare",
    "MechanismSearch",
    "OccupancyRow",
    "OccupancyScore",
    "Outcome",
    "PictureEdge",
    "PictureNode",
    "Profiled",
    "Reading",
    "ReceptorChange",
    "Retired",
    "ScreenReason",
    "Screened",
    "Sought",
    // Tables and traits.
    "LINT_RULES",
    "PATH_DISCOUNTS",
    "PRIORS",
    "SIGNATURES",
    "ShowAll",
];

/// Words and small values, of which the compiler confirms that they can be shown.
macro_rules! words {
    ($($name:ident),+ $(,)?) => {
        const WORDS: &[&str] = &[$(stringify!($name)),+];
        #[test]
        fn words_show_themselves() {
            $(let _: fn(&$name) = $name::evcxr_display;)+
        }
    };
}
words! {
    AlleleFunction, BindingConstant, Bound, CellState, Certainty, Change, CompoundKind, ConstantBasis,
    Copies, Design, Direction, DisputeKind, EvidenceRule, ExperimentSet, ExposureBasis, ExposureInput, ExposureRule,
    FoldScore, Format, GeneUnit, Haplotype, InVivoFactor, Interval, KineticParameter, Kind, Level, Method, MolarMass,
    OccupancyRule, Parameter, Relation, Route, Severity, Sex, Site, Species, Stance, Stereo, Strength,
    TargetKind, ThingChange, Tier, Tone, Unit, Valence,
}

#[test]
fn every_public_type_is_on_a_list() {
    let lib = include_str!("../../src/lib.rs");
    let block = lib
        .split("pub use crate::{")
        .nth(1)
        .and_then(|rest| rest.split("};").next())
        .unwrap();
    let known: BTreeSet<&str> = SHOWN.iter().chain(PARTS).chain(WORDS).copied().collect();
    for name in block.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
        if name.starts_with(|c: char| c.is_ascii_uppercase()) {
            assert!(
                known.contains(name),
                "`{name}` is public: give it `evcxr_display` and a line in `shows!`, or say in PARTS that it is part of another result"
            );
        }
    }
}

fn output_of(test: &str) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads", "1"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    text
}

/// The contents of one call of `evcxr_display`: media types and what they hold.
fn contents(output: &str) -> Vec<(&str, &str)> {
    output
        .split("EVCXR_BEGIN_CONTENT ")
        .skip(1)
        .map(|block| {
            let (media, rest) = block.split_once('\n').unwrap();
            (media, rest.split_once("\nEVCXR_END_CONTENT").unwrap().0)
        })
        .collect()
}

#[test]
fn every_result_shows_html_and_text() {
    let output = output_of("it::shown::print_all");
    let results: Vec<(&str, &str)> = output
        .split(MARK)
        .skip(1)
        .map(|r| r.split_once('\n').unwrap())
        .collect();
    let names: Vec<&str> = results.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, SHOWN);
    for (name, text) in results {
        let [("text/html", html), ("text/plain", plain)] = contents(text)[..] else {
            panic!("{name} shows {text}");
        };
        assert!(!plain.trim().is_empty(), "{name} as text");
        assert!(
            html.starts_with("<div class=\"opiograph\">") && html.ends_with("</div>"),
            "{name}: {html}"
        );
        let lower = html.to_lowercase();
        for bad in [
            "<script",
            "src=",
            "@import",
            "url(",
            "javascript:",
            " onclick",
            " onload",
        ] {
            assert!(!lower.contains(bad), "{name} holds {bad}");
        }
    }
}

#[test]
fn lists_show_themselves() {
    let output = output_of("it::shown::print_lists");
    let shown = contents(&output);
    assert_eq!(shown.len(), 8);
    let (paths, none) = (shown[0].1, shown[2].1);
    assert_eq!(
        paths.matches("<style>.opiograph").count(),
        1,
        "the style stands once"
    );
    assert!(paths.matches("<svg").count() == 2 && none.contains("none"));
    assert!(shown[4].1.contains("more") && shown[7].1.contains("did you mean"));
}

#[test]
fn print_lists() -> Result<(), Error> {
    let kg = curated();
    kg.mechanisms(&MechanismQuery::new("ketamine", "anhedonia").limit(2))?
        .evcxr_display();
    kg.compound("dezocine")?.affinity("BDNF")?.evcxr_display();
    kg.claims().collect::<Vec<Claim>>().evcxr_display();
    kg.compound("naltrexon").evcxr_display();
    Ok(())
}

#[test]
fn long_tables_can_be_sorted_without_a_script() -> Result<(), Error> {
    let picture =
        curated().picture_of(&curated().mechanisms(&MechanismQuery::new("codeine", "analgesia"))?);
    assert!(!picture.html().contains("<form"));
    let output = output_of("it::shown::print_all");
    let table = contents(output.split("== TargetProfile\n").nth(1).unwrap())[0].1;
    assert!(table.contains("<form class=\"s\">") && table.contains("type=\"radio\""));
    Ok(())
}
