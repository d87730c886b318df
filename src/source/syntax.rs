//! The shape of a RON file: private structs, one to one with what a curator writes.
//!
//! Every field that a record may have stands here once; `data/README.md` explains them to curators.

#![allow(dead_code, reason = "some fields speak only to who reads the file")]

use serde::Deserialize;

use super::span::Sp;
use crate::model::{
    action::{Action, Strength},
    evidence::{Design, Stance},
    experiment::{AlleleFunction, BlockadeResult, CellState, ExperimentSet, Phenotype, Tone},
    kind::{CompoundKind, Level, Site, Stereo, TargetKind, Valence},
    measurement::{Bound, KineticParameter, Method, Parameter, Route, Tier, Unit},
    relation::Relation,
    sign::Direction,
    species::{Sex, Species},
};

/// One record of a file. A file holds one, or a list of any.
#[derive(Debug, Deserialize)]
pub(crate) enum RecordText {
    Reference(ReferenceText),
    Compound(Box<CompoundText>),
    Target(TargetText),
    Process(ProcessText),
    Region(RegionText),
    Effect(EffectText),
    Condition(ConditionText),
    Instrument(InstrumentText),
    Study(Box<StudyText>),
    Claim(ClaimText),
    Extend(Box<ExtendText>),
    Experiment(ExperimentText),
    Interaction(InteractionText),
    Occupancy(OccupancyText),
    AlleleTable(AlleleTableText),
    Guideline(GuidelineText),
    Sought(SoughtText),
    Screened(ScreenedText),
    Retired(RetiredText),
}

macro_rules! text_struct {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident : $ty:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name { $($(#[$fmeta])* pub $field: $ty,)* }
    };
}

text_struct! {
    /// A paper, label, registry entry, database release or page that somebody read.
    ReferenceText {
        id: Sp,
        #[serde(default)] title: Option<String>,
        #[serde(default)] authors: Vec<String>,
        #[serde(default)] year: Option<u16>,
        #[serde(default)] journal: Option<String>,
        #[serde(default)] volume: Option<String>,
        #[serde(default)] pages: Option<String>,
        #[serde(default)] pmid: Option<u64>,
        #[serde(default)] doi: Option<String>,
        #[serde(default)] pmcid: Option<String>,
        #[serde(default)] url: Option<String>,
        /// Whether the source itself reports observations (`false`: review, database, news, label).
        #[serde(default)] primary: Option<bool>,
        /// Ids of references that this one rests on, where that is known: a review is not counted on top of them.
        #[serde(default)] cites: Vec<Sp>,
        #[serde(default)] note: Option<String>,
        /// A finding of the lint that is right about the form and wrong about the fact.
        #[serde(default)] accept: Vec<AcceptText>,
    }
}

text_struct! {
    /// One piece of evidence on a claim.
    EvidenceText {
        #[serde(default)] stance: Option<Stance>,
        design: Design,
        #[serde(default)] species: Option<Species>,
        #[serde(default)] sex: Option<Sex>,
        source: Sp,
        /// Where in the source it stands: "abstract", "Table 2".
        #[serde(default)] at: Option<String>,
        #[serde(default)] n: Option<u32>,
        /// Dose and route of the observation, in words.
        #[serde(default)] dose: Option<String>,
        #[serde(default)] note: Option<String>,
        /// The statements of the source documents that this evidence stands for (`"S0-17"`).
        #[serde(default)] seeds: Vec<Sp>,
    }
}

text_struct! {
    /// A measured number.
    MeasurementText {
        parameter: Parameter,
        #[serde(default)] relation: Option<Bound>,
        value: f64,
        #[serde(default)] sem: Option<f64>,
        #[serde(default)] sd: Option<f64>,
        #[serde(default)] low: Option<f64>,
        #[serde(default)] high: Option<f64>,
        unit: Unit,
        #[serde(default)] n: Option<u32>,
        #[serde(default)] species: Option<Species>,
        /// The assay as the source words it.
        #[serde(default)] assay: Option<String>,
        /// The kind of assay; where it is left out it is read from `assay`, and failing that it is not stated.
        #[serde(default)] method: Option<Method>,
        /// The reference agonist, for a share of its maximum.
        #[serde(default)] against: Option<Sp>,
        source: Sp,
        /// Further sources that report the same measurement; for a summary, the papers that it pools.
        #[serde(default)] also: Vec<Sp>,
        #[serde(default)] at: Option<String>,
        /// Row or record of a database.
        #[serde(default)] record: Option<String>,
        #[serde(default)] tier: Option<Tier>,
        /// What it may repeat, where that cannot be shown; such a value is shown and not counted.
        #[serde(default)] possibly_same: Option<String>,
        /// What makes the value doubtful; such a value is shown and not counted.
        #[serde(default)] doubt: Option<String>,
        #[serde(default)] note: Option<String>,
        #[serde(default)] seeds: Vec<Sp>,
        /// A finding of the lint that is right about the form and wrong about the fact.
        #[serde(default)] accept: Vec<AcceptText>,
    }
}

text_struct! {
    AcceptText { code: Sp, reason: String, }
}

text_struct! {
    CuratedText { by: String, on: String, }
}

text_struct! {
    BindsText {
        target: Sp,
        measured: Vec<MeasurementText>,
        #[serde(default)] note: Option<String>,
    }
}

text_struct! {
    /// A share of an enzyme's work, estimated from exposures in people.
    ///
    /// On `cleared_by` it is the contribution ratio: the share of the oral clearance that the enzyme carries.
    /// On `acts` it is the inhibition ratio, the share of that work which the inhibitor removes at usual doses,
    /// or for an inducer the increase in clearance, as a multiple of what was there.
    EstimateText {
        value: f64,
        #[serde(default)] low: Option<f64>,
        #[serde(default)] high: Option<f64>,
        /// The daily dose of the inhibitor or inducer that it belongs to.
        #[serde(default)] daily_milligrams: Option<f64>,
        source: Sp,
        #[serde(default)] at: Option<String>,
        /// The studies whose results it was fitted to: it may not predict them.
        #[serde(default)] fitted_to: Vec<Sp>,
        #[serde(default)] note: Option<String>,
    }
}

text_struct! {
    ActsText {
        target: Sp,
        action: Action,
        /// Shares of a reference agonist's maximum, and functional potencies.
        #[serde(default)] efficacy: Vec<MeasurementText>,
        /// For enzyme inhibitors: the FDA class.
        #[serde(default)] strength: Option<Strength>,
        /// Whether it stays on the target after the free drug has gone: covalent, or so slow to leave that nothing displaces it.
        #[serde(default)] irreversible: Option<bool>,
        /// For blockers of some receptors of a kind only: processes and effects that the receptors left alone serve.
        #[serde(default)] spares: Vec<Sp>,
        /// For enzyme inhibitors and inducers: their potency in people.
        #[serde(default)] in_vivo: Vec<EstimateText>,
        #[serde(default)] region: Option<Sp>,
        #[serde(default)] note: Option<String>,
        evidence: Vec<EvidenceText>,
        /// A finding of the lint that is right about the form and wrong about the fact.
        #[serde(default)] accept: Vec<AcceptText>,
    }
}

text_struct! {
    ClearedByText {
        enzyme: Sp,
        /// Share of the clearance that the enzyme carries, 0 to 1.
        #[serde(default)] fraction: Option<f64>,
        #[serde(default)] fraction_low: Option<f64>,
        #[serde(default)] fraction_high: Option<f64>,
        /// The same share as several papers give it.
        #[serde(default)] in_vivo: Vec<EstimateText>,
        #[serde(default)] product: Option<Sp>,
        #[serde(default)] note: Option<String>,
        evidence: Vec<EvidenceText>,
    }
}

text_struct! {
    ConvertedToText {
        product: Sp,
        #[serde(default)] enzyme: Option<Sp>,
        #[serde(default)] fraction: Option<f64>,
        /// The share of the product's formation that the enzyme carries; all of it where nothing stands here.
        #[serde(default)] in_vivo: Vec<EstimateText>,
        /// Whether the product acts; `carries` says that it carries most of the parent's effect.
        #[serde(default)] active: Option<bool>,
        #[serde(default)] carries: Option<bool>,
        /// The effects of which `carries` is said; of all where nothing stands here.
        #[serde(default)] carries_in: Vec<Sp>,
        #[serde(default)] note: Option<String>,
        evidence: Vec<EvidenceText>,
        /// A finding of the lint that is right about the form and wrong about the fact.
        #[serde(default)] accept: Vec<AcceptText>,
    }
}

text_struct! {
    LinkText {
        compound: Sp,
        /// Milligrams in one unit of a product.
        #[serde(default)] milligrams: Option<f64>,
        #[serde(default)] note: Option<String>,
        evidence: Vec<EvidenceText>,
    }
}

text_struct! {
    LigandOfText {
        target: Sp,
        /// How much of it acts at rest and under stress.
        #[serde(default)] tone: Option<Tone>,
        #[serde(default)] tone_under_stress: Option<Tone>,
        #[serde(default)] region: Option<Sp>,
        #[serde(default)] note: Option<String>,
        evidence: Vec<EvidenceText>,
    }
}

text_struct! {
    AffectsText {
        what: Sp,
        direction: Direction,
        #[serde(default)] note: Option<String>,
        #[serde(default)] phase: Option<String>,
        evidence: Vec<EvidenceText>,
        /// A finding of the lint that is right about the form and wrong about the fact.
        #[serde(default)] accept: Vec<AcceptText>,
    }
}

text_struct! {
    MemberOfText {
        of: Sp,
        evidence: Vec<EvidenceText>,
    }
}

text_struct! {
    /// A concentration that was observed after a dose.
    ExposureText {
        dose: f64,
        unit: Unit,
        route: Route,
        /// Doses come at this interval and the value is at steady state; without it the dose is single.
        #[serde(default)] every_hours: Option<f64>,
        #[serde(default)] over_minutes: Option<f64>,
        /// The compound that was measured, where it is not the one that was given.
        #[serde(default)] analyte: Option<Sp>,
        cmax: f64,
        #[serde(default)] low: Option<f64>,
        #[serde(default)] high: Option<f64>,
        #[serde(default)] sd: Option<f64>,
        cmax_unit: Unit,
        #[serde(default)] tmax_hours: Option<f64>,
        #[serde(default)] n: Option<u32>,
        #[serde(default)] species: Option<Species>,
        /// The subjects' CYP2D6 phenotype, where it was not the usual one.
        #[serde(default)] phenotype: Option<Phenotype>,
        /// What was given beside it and changes its concentration.
        #[serde(default)] beside: Vec<Sp>,
        source: Sp,
        #[serde(default)] at: Option<String>,
        #[serde(default)] note: Option<String>,
    }
}

text_struct! {
    KineticText {
        parameter: KineticParameter,
        #[serde(default)] relation: Option<Bound>,
        value: f64,
        #[serde(default)] low: Option<f64>,
        #[serde(default)] high: Option<f64>,
        unit: Unit,
        #[serde(default)] route: Option<Route>,
        #[serde(default)] target: Option<Sp>,
        /// For a dose that halves an effect: the agonist, or the radioligand that it displaced.
        #[serde(default)] against: Option<Sp>,
        /// For a dose that halves an effect: which side of the body's barriers the effect comes from.
        #[serde(default)] site: Option<Site>,
        #[serde(default)] species: Option<Species>,
        #[serde(default)] n: Option<u32>,
        /// The subjects' CYP2D6 phenotype, where it was not the usual one.
        #[serde(default)] phenotype: Option<Phenotype>,
        /// What was given beside it and changes the constant.
        #[serde(default)] beside: Vec<Sp>,
        source: Sp,
        #[serde(default)] at: Option<String>,
        #[serde(default)] note: Option<String>,
    }
}

text_struct! {
    MolarMassText {
        grams_per_mole: f64,
        #[serde(default)] form: Option<String>,
        source: Sp,
    }
}

text_struct! {
    /// How far the compound reaches.
    AccessText {
        /// Where it can go when given systemically: `Systemic` (everywhere) or `Peripheral` (kept out of the brain).
        reaches: Site,
        evidence: Vec<EvidenceText>,
    }
}

text_struct! {
    CompoundText {
        id: Sp,
        name: Sp,
        kind: CompoundKind,
        #[serde(default)] family: Option<String>,
        #[serde(default)] stereo: Option<Stereo>,
        #[serde(default)] synonyms: Vec<Sp>,
        #[serde(default)] brands: Vec<Sp>,
        #[serde(default)] xrefs: Vec<Sp>,
        #[serde(default)] smiles: Option<String>,
        #[serde(default)] molar_mass: Option<MolarMassText>,
        #[serde(default)] access: Option<AccessText>,
        #[serde(default)] binds: Vec<BindsText>,
        #[serde(default)] acts: Vec<ActsText>,
        #[serde(default)] cleared_by: Vec<ClearedByText>,
        #[serde(default)] converted_to: Vec<ConvertedToText>,
        #[serde(default)] stereoisomer_of: Vec<LinkText>,
        #[serde(default)] contains: Vec<LinkText>,
        #[serde(default)] ligand_of: Vec<LigandOfText>,
        #[serde(default)] affects: Vec<AffectsText>,
        #[serde(default)] exposures: Vec<ExposureText>,
        #[serde(default)] kinetics: Vec<KineticText>,
        /// Where identifiers and names were read.
        #[serde(default)] identified_by: Vec<Sp>,
        #[serde(default)] note: Option<String>,
        #[serde(default)] seeds: Vec<Sp>,
        #[serde(default)] accept: Vec<AcceptText>,
        #[serde(default)] curated: Vec<CuratedText>,
    }
}

text_struct! {
    /// What an overlay adds to a compound that stands.
    ExtendText {
        compound: Sp,
        #[serde(default)] synonyms: Vec<Sp>,
        #[serde(default)] brands: Vec<Sp>,
        #[serde(default)] xrefs: Vec<Sp>,
        #[serde(default)] access: Option<AccessText>,
        #[serde(default)] molar_mass: Option<MolarMassText>,
        #[serde(default)] binds: Vec<BindsText>,
        #[serde(default)] acts: Vec<ActsText>,
        #[serde(default)] cleared_by: Vec<ClearedByText>,
        #[serde(default)] converted_to: Vec<ConvertedToText>,
        #[serde(default)] stereoisomer_of: Vec<LinkText>,
        #[serde(default)] contains: Vec<LinkText>,
        #[serde(default)] ligand_of: Vec<LigandOfText>,
        #[serde(default)] affects: Vec<AffectsText>,
        #[serde(default)] exposures: Vec<ExposureText>,
        #[serde(default)] kinetics: Vec<KineticText>,
        /// Findings on the compound that are accepted.
        #[serde(default)] accept: Vec<AcceptText>,
    }
}

text_struct! {
    TargetText {
        id: Sp,
        name: Sp,
        kind: TargetKind,
        #[serde(default)] family: Option<String>,
        #[serde(default)] synonyms: Vec<Sp>,
        /// Human gene symbols of the protein, or of all parts of the complex.
        #[serde(default)] genes: Vec<Sp>,
        /// G protein coupling, ion or substrate.
        #[serde(default)] couples_to: Option<String>,
        #[serde(default)] xrefs: Vec<Sp>,
        #[serde(default)] member_of: Vec<MemberOfText>,
        #[serde(default)] identified_by: Vec<Sp>,
        #[serde(default)] note: Option<String>,
        #[serde(default)] accept: Vec<AcceptText>,
        #[serde(default)] curated: Vec<CuratedText>,
    }
}

text_struct! {
    ProcessText {
        id: Sp,
        name: Sp,
        level: Level,
        #[serde(default)] synonyms: Vec<Sp>,
        #[serde(default)] xrefs: Vec<Sp>,
        #[serde(default)] site: Option<Site>,
        #[serde(default)] note: Option<String>,
        #[serde(default)] accept: Vec<AcceptText>,
    }
}

text_struct! {
    RegionText {
        id: Sp,
        name: Sp,
        #[serde(default)] synonyms: Vec<Sp>,
        #[serde(default)] xrefs: Vec<Sp>,
        site: Site,
        #[serde(default)] note: Option<String>,
        #[serde(default)] accept: Vec<AcceptText>,
    }
}

text_struct! {
    EffectText {
        id: Sp,
        name: Sp,
        valence: Valence,
        #[serde(default)] synonyms: Vec<Sp>,
        #[serde(default)] xrefs: Vec<Sp>,
        #[serde(default)] note: Option<String>,
        #[serde(default)] accept: Vec<AcceptText>,
    }
}

text_struct! {
    ConditionText {
        id: Sp,
        name: Sp,
        #[serde(default)] synonyms: Vec<Sp>,
        #[serde(default)] xrefs: Vec<Sp>,
        #[serde(default)] note: Option<String>,
        #[serde(default)] accept: Vec<AcceptText>,
    }
}

text_struct! {
    InstrumentText {
        id: Sp,
        name: Sp,
        #[serde(default)] synonyms: Vec<Sp>,
        /// Whether a higher score is better.
        #[serde(default)] higher_is_better: Option<bool>,
        #[serde(default)] note: Option<String>,
        #[serde(default)] accept: Vec<AcceptText>,
    }
}

text_struct! {
    /// A statement that belongs to no single compound, or that is told as part of a story.
    ClaimText {
        from: Sp,
        relation: Relation,
        to: Sp,
        #[serde(default)] direction: Option<Direction>,
        /// For `Acts`.
        #[serde(default)] action: Option<Action>,
        /// Whether nothing lies between the two.
        #[serde(default)] direct: Option<bool>,
        #[serde(default)] region: Option<Sp>,
        /// Where along the body's barriers it happens, when no region says so.
        #[serde(default)] site: Option<Site>,
        #[serde(default)] cell: Option<String>,
        /// Species to which the claim is confined; without it the claim is taken to hold in all.
        #[serde(default)] only_in: Vec<Species>,
        #[serde(default)] only_sex: Option<Sex>,
        /// The behavioural test or assay to which the claim is confined.
        #[serde(default)] test: Option<String>,
        /// "acute", "sustained", "chronic".
        #[serde(default)] phase: Option<String>,
        #[serde(default)] necessary: Option<bool>,
        #[serde(default)] sufficient: Option<bool>,
        /// How much of the effect this route carries beside the others, 0 to 1; a judgement, with its reason in `note`.
        #[serde(default)] weight: Option<f64>,
        /// What might reconcile the two sides of a dispute.
        #[serde(default)] reconcile: Option<String>,
        #[serde(default)] note: Option<String>,
        evidence: Vec<EvidenceText>,
        /// A finding of the lint that is right about the form and wrong about the fact.
        #[serde(default)] accept: Vec<AcceptText>,
    }
}

text_struct! {
    DoseText {
        amount: f64,
        unit: Unit,
        route: Route,
        #[serde(default)] every_hours: Option<f64>,
        #[serde(default)] over_minutes: Option<f64>,
    }
}

text_struct! {
    InterventionText {
        compound: Sp,
        #[serde(default)] dose: Option<DoseText>,
        /// The regimen in words.
        #[serde(default)] regimen: Option<String>,
    }
}

text_struct! {
    ArmText {
        id: Sp,
        name: String,
        #[serde(default)] n: Option<u32>,
        #[serde(default)] given: Vec<InterventionText>,
        #[serde(default)] note: Option<String>,
    }
}

text_struct! {
    /// One cell of a table of outcomes.
    CellText {
        arm: Sp,
        /// The time point as the source heads it: "baseline", "2 h", "week 1".
        time: String,
        #[serde(default)] hours: Option<f64>,
        #[serde(default)] mean: Option<f64>,
        #[serde(default)] sd: Option<f64>,
        #[serde(default)] n: Option<u32>,
        #[serde(default)] state: Option<CellState>,
        /// What is printed, where it is damaged.
        #[serde(default)] printed: Option<String>,
        #[serde(default)] note: Option<String>,
    }
}

text_struct! {
    OutcomeText {
        name: String,
        #[serde(default)] instrument: Option<Sp>,
        #[serde(default)] measures: Option<Sp>,
        #[serde(default)] table: Option<String>,
        values: Vec<CellText>,
        #[serde(default)] note: Option<String>,
        #[serde(default)] seeds: Vec<Sp>,
    }
}

text_struct! {
    StatisticText {
        test: String,
        #[serde(default)] outcome: Option<String>,
        #[serde(default)] term: Option<String>,
        #[serde(default)] statistic: Option<String>,
        #[serde(default)] value: Option<f64>,
        #[serde(default)] low: Option<f64>,
        #[serde(default)] high: Option<f64>,
        #[serde(default)] sum_of_squares: Option<f64>,
        #[serde(default)] mean_square: Option<f64>,
        #[serde(default)] df: Option<f64>,
        #[serde(default)] df_error: Option<f64>,
        #[serde(default)] p: Option<f64>,
        #[serde(default)] p_bound: Option<Bound>,
        #[serde(default)] partial_eta_squared: Option<f64>,
        #[serde(default)] note: Option<String>,
        #[serde(default)] seeds: Vec<Sp>,
    }
}

text_struct! {
    AdverseEventText {
        event: String,
        #[serde(default)] arm: Option<Sp>,
        #[serde(default)] n: Option<u32>,
        #[serde(default)] percent: Option<f64>,
        #[serde(default)] serious: Option<bool>,
        #[serde(default)] note: Option<String>,
        #[serde(default)] seeds: Vec<Sp>,
    }
}

text_struct! {
    /// Something to keep in mind: a limitation, or a contradiction inside or between sources.
    CaveatText {
        text: String,
        /// Contradictions of the source documents that it records (`"C5"`).
        #[serde(default)] contradictions: Vec<Sp>,
        #[serde(default)] seeds: Vec<Sp>,
        #[serde(default)] source: Option<Sp>,
    }
}

text_struct! {
    StudyText {
        id: Sp,
        name: Sp,
        design: Design,
        source: Sp,
        #[serde(default)] registration: Option<String>,
        #[serde(default)] species: Option<Species>,
        #[serde(default)] population: Option<String>,
        #[serde(default)] conditions: Vec<Sp>,
        #[serde(default)] blinding: Option<String>,
        #[serde(default)] randomised: Option<u32>,
        #[serde(default)] analysed: Option<u32>,
        #[serde(default)] duration: Option<String>,
        #[serde(default)] arms: Vec<ArmText>,
        #[serde(default)] outcomes: Vec<OutcomeText>,
        #[serde(default)] statistics: Vec<StatisticText>,
        #[serde(default)] adverse_events: Vec<AdverseEventText>,
        #[serde(default)] limitations: Vec<CaveatText>,
        #[serde(default)] caveats: Vec<CaveatText>,
        #[serde(default)] facts: Vec<CaveatText>,
        #[serde(default)] seeds: Vec<Sp>,
        #[serde(default)] note: Option<String>,
        #[serde(default)] accept: Vec<AcceptText>,
    }
}

text_struct! {
    /// A published test of what blocking or losing a receptor does to a drug's effect.
    ExperimentText {
        id: Sp,
        agent: Sp,
        #[serde(default)] agent_dose: Option<DoseText>,
        #[serde(default)] agent_dose_text: Option<String>,
        #[serde(default)] blocker: Option<Sp>,
        #[serde(default)] blocker_dose: Option<DoseText>,
        #[serde(default)] blocker_dose_text: Option<String>,
        #[serde(default)] loss_of: Option<Sp>,
        /// The receptors that the blocker was meant to block.
        #[serde(default)] blocks: Vec<Sp>,
        effect: Sp,
        #[serde(default)] detail: Option<String>,
        #[serde(default)] species: Option<Species>,
        #[serde(default)] site: Option<Site>,
        result: BlockadeResult,
        #[serde(default)] n: Option<u32>,
        source: Sp,
        #[serde(default)] disputed_by: Vec<Sp>,
        #[serde(default)] set: Option<ExperimentSet>,
        #[serde(default)] note: Option<String>,
    }
}

text_struct! {
    /// A published ratio of exposures: with an inhibitor against without, or one genotype against another.
    InteractionText {
        id: Sp,
        victim: Sp,
        /// The compound whose exposure was measured.
        measured: Sp,
        #[serde(default)] victim_dose: Option<DoseText>,
        #[serde(default)] victim_dose_text: Option<String>,
        #[serde(default)] perpetrators: Vec<Sp>,
        #[serde(default)] perpetrator_dose_text: Option<String>,
        /// One for each perpetrator, in their order.
        #[serde(default)] perpetrator_daily_milligrams: Vec<f64>,
        #[serde(default)] phenotype: Option<Phenotype>,
        #[serde(default)] genotype: Option<String>,
        #[serde(default)] relative_to: Option<Phenotype>,
        #[serde(default)] enzymes: Vec<Sp>,
        metric: String,
        value: f64,
        #[serde(default)] low: Option<f64>,
        #[serde(default)] high: Option<f64>,
        #[serde(default)] relation: Option<Bound>,
        #[serde(default)] n: Option<u32>,
        /// `false` where a paper or label only quotes somebody else's value.
        #[serde(default)] primary: Option<bool>,
        source: Sp,
        #[serde(default)] note: Option<String>,
    }
}

text_struct! {
    /// A measured receptor occupancy.
    OccupancyText {
        id: Sp,
        compound: Sp,
        dose: DoseText,
        #[serde(default)] regimen: Option<String>,
        #[serde(default)] after_hours: Option<f64>,
        target: Sp,
        /// Targets that the radioligand cannot tell from the target: the value is for all of them together.
        #[serde(default)] together_with: Vec<Sp>,
        percent: f64,
        #[serde(default)] low: Option<f64>,
        #[serde(default)] high: Option<f64>,
        #[serde(default)] population: Option<String>,
        #[serde(default)] n: Option<u32>,
        #[serde(default)] radioligand: Option<String>,
        #[serde(default)] plasma: Option<String>,
        #[serde(default)] primary: Option<bool>,
        source: Sp,
        #[serde(default)] note: Option<String>,
    }
}

text_struct! {
    AlleleText {
        /// With the star: `"*4"`.
        name: Sp,
        function: AlleleFunction,
        /// Activity value; left out where it is not known.
        #[serde(default)] activity: Option<f64>,
        #[serde(default)] note: Option<String>,
        #[serde(default)] source: Option<Sp>,
    }
}

text_struct! {
    /// A dated table of allele functions.
    AlleleTableText {
        id: Sp,
        gene: Sp,
        /// The day from which it holds, `YYYY-MM-DD`.
        effective: String,
        source: Sp,
        /// The table that this one changes; alleles not listed here keep their value there.
        #[serde(default)] based_on: Option<Sp>,
        alleles: Vec<AlleleText>,
        #[serde(default)] note: Option<String>,
    }
}

text_struct! {
    /// What a guideline says, in our words: a cited fact, never advice.
    GuidelineText {
        id: Sp,
        body: String,
        gene: Sp,
        compound: Sp,
        #[serde(default)] phenotypes: Vec<Phenotype>,
        statement: String,
        #[serde(default)] level: Option<String>,
        source: Sp,
    }
}

text_struct! {
    /// Something that was looked for and not found.
    SoughtText {
        subject: Sp,
        relation: Relation,
        object: Sp,
        on: String,
        /// Where it was looked for.
        places: Vec<String>,
        #[serde(default)] note: Option<String>,
    }
}

text_struct! {
    /// Something that was read and left out, with the reason.
    ScreenedText {
        id: Sp,
        reason: ScreenReason,
        why: String,
        #[serde(default)] source: Option<Sp>,
    }
}

/// Why a statement or a value is not in the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize)]
pub enum ScreenReason {
    /// How often something occurs.
    Epidemiology,
    /// What was done in former times.
    History,
    /// What an authority has approved.
    Regulation,
    /// How a study came about or was run.
    StudyBackground,
    /// An opinion without a pharmacological or clinical relation.
    Opinion,
    /// A value that its own primary paper contradicts.
    DatabaseError,
    /// A paper that was read and holds nothing for the graph.
    NotUsable,
}

text_struct! {
    /// An id that is no longer used.
    RetiredText {
        id: Sp,
        #[serde(default)] successor: Option<Sp>,
        on: String,
        reason: String,
    }
}
