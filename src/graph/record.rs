//! The tables beside the petgraph graph: what each node, claim and record holds, with ids resolved.

use std::sync::Arc;

use crate::model::{
    action::{Action, Strength},
    evidence::{Design, Stance},
    experiment::{AlleleFunction, BlockadeResult, CellState, ExperimentSet, Phenotype, Tone},
    kind::{CompoundKind, Kind, Level, Site, Stereo, TargetKind, Valence},
    measurement::{Bound, KineticParameter, Method, Parameter, Route, Tier, Unit},
    relation::Relation,
    sign::Direction,
    species::{Sex, Species},
};
pub use crate::source::syntax::ScreenReason;

/// A short text that a record keeps.
pub(crate) type Text = Box<str>;

/// The place of a node in the table of nodes; also its index in the petgraph graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(pub u32);

impl NodeId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The place of a claim in the table of claims; also the weight of its edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ClaimId(pub u32);

impl ClaimId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where a record stands in the data.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub file: Arc<str>,
    pub line: u32,
}

#[derive(Debug)]
pub(crate) struct Node {
    pub kind: Kind,
    pub id: Text,
    pub name: Text,
    pub synonyms: Vec<Text>,
    pub brands: Vec<Text>,
    pub xrefs: Vec<Text>,
    pub note: Option<Text>,
    pub accept: Vec<Accepted>,
    pub place: Place,
    pub data: NodeData,
}

/// A finding of the lint that a curator accepted, with the reason.
#[derive(Debug, Clone)]
pub(crate) struct Accepted {
    pub code: Text,
    pub reason: Text,
}

#[derive(Debug)]
pub(crate) enum NodeData {
    Compound(Box<CompoundData>),
    Target(TargetData),
    Process { level: Level, site: Option<Site> },
    Region { site: Site },
    Effect { valence: Valence },
    Condition,
    Instrument { higher_is_better: Option<bool> },
    Study(Box<StudyData>),
    Reference(Box<ReferenceData>),
}

#[derive(Debug)]
pub(crate) struct CompoundData {
    pub kind: CompoundKind,
    pub family: Option<Text>,
    pub stereo: Option<Stereo>,
    pub smiles: Option<Text>,
    pub molar_mass: Option<MolarMassRecord>,
    pub access: Option<AccessRecord>,
    pub exposures: Vec<ExposureRecord>,
    pub kinetics: Vec<KineticRecord>,
    pub identified_by: Vec<NodeId>,
    pub seeds: Vec<Text>,
    pub curated: Vec<(Text, Text)>,
}

#[derive(Debug, Clone)]
pub(crate) struct MolarMassRecord {
    pub grams_per_mole: f64,
    pub form: Option<Text>,
    pub source: NodeId,
}

#[derive(Debug, Clone)]
pub(crate) struct AccessRecord {
    pub reaches: Site,
    pub evidence: Vec<EvidenceRecord>,
}

#[derive(Debug, Clone)]
pub(crate) struct ExposureRecord {
    pub dose: DoseRecord,
    pub analyte: NodeId,
    pub cmax: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub sd: Option<f64>,
    pub unit: Unit,
    pub tmax_hours: Option<f64>,
    pub n: Option<u32>,
    pub species: Species,
    pub phenotype: Option<Phenotype>,
    pub beside: Vec<NodeId>,
    pub source: NodeId,
    pub at: Option<Text>,
    pub note: Option<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct KineticRecord {
    pub parameter: KineticParameter,
    pub relation: Bound,
    pub value: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub unit: Unit,
    pub route: Option<Route>,
    pub target: Option<NodeId>,
    pub against: Option<NodeId>,
    pub site: Option<Site>,
    pub species: Species,
    pub n: Option<u32>,
    pub phenotype: Option<Phenotype>,
    pub beside: Vec<NodeId>,
    pub source: NodeId,
    pub at: Option<Text>,
    pub note: Option<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct DoseRecord {
    pub amount: f64,
    pub unit: Unit,
    pub route: Route,
    pub every_hours: Option<f64>,
    pub over_minutes: Option<f64>,
}

#[derive(Debug)]
pub(crate) struct TargetData {
    pub kind: TargetKind,
    pub family: Option<Text>,
    pub genes: Vec<Text>,
    pub couples_to: Option<Text>,
    pub identified_by: Vec<NodeId>,
}

#[derive(Debug)]
pub(crate) struct ReferenceData {
    pub titled: bool,
    pub authors: Vec<Text>,
    pub year: Option<u16>,
    pub journal: Option<Text>,
    pub volume: Option<Text>,
    pub pages: Option<Text>,
    pub pmid: Option<u64>,
    pub doi: Option<Text>,
    pub pmcid: Option<Text>,
    pub url: Option<Text>,
    pub primary: Option<bool>,
    pub cites: Vec<NodeId>,
}

#[derive(Debug)]
pub(crate) struct StudyData {
    pub design: Design,
    pub source: NodeId,
    pub registration: Option<Text>,
    pub species: Species,
    pub population: Option<Text>,
    pub conditions: Vec<NodeId>,
    pub blinding: Option<Text>,
    pub randomised: Option<u32>,
    pub analysed: Option<u32>,
    pub duration: Option<Text>,
    pub arms: Vec<ArmRecord>,
    pub outcomes: Vec<OutcomeRecord>,
    pub statistics: Vec<StatisticRecord>,
    pub adverse_events: Vec<AdverseEventRecord>,
    pub limitations: Vec<CaveatRecord>,
    pub caveats: Vec<CaveatRecord>,
    pub facts: Vec<CaveatRecord>,
    pub seeds: Vec<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct ArmRecord {
    pub id: Text,
    pub name: Text,
    pub n: Option<u32>,
    pub given: Vec<(NodeId, Option<DoseRecord>, Option<Text>)>,
    pub note: Option<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct OutcomeRecord {
    pub name: Text,
    pub instrument: Option<NodeId>,
    pub measures: Option<NodeId>,
    pub table: Option<Text>,
    pub values: Vec<CellRecord>,
    pub note: Option<Text>,
    pub seeds: Vec<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct CellRecord {
    pub arm: Text,
    pub time: Text,
    pub hours: Option<f64>,
    pub mean: Option<f64>,
    pub sd: Option<f64>,
    pub n: Option<u32>,
    pub state: CellState,
    pub printed: Option<Text>,
    pub note: Option<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct StatisticRecord {
    pub test: Text,
    pub outcome: Option<Text>,
    pub term: Option<Text>,
    pub statistic: Option<Text>,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub sum_of_squares: Option<f64>,
    pub mean_square: Option<f64>,
    pub df: Option<f64>,
    pub df_error: Option<f64>,
    pub p: Option<f64>,
    pub p_bound: Bound,
    pub partial_eta_squared: Option<f64>,
    pub note: Option<Text>,
    pub seeds: Vec<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct AdverseEventRecord {
    pub event: Text,
    pub arm: Option<Text>,
    pub n: Option<u32>,
    pub percent: Option<f64>,
    pub serious: Option<bool>,
    pub note: Option<Text>,
    pub seeds: Vec<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct CaveatRecord {
    pub text: Text,
    pub contradictions: Vec<Text>,
    pub seeds: Vec<Text>,
    pub source: Option<NodeId>,
}

/// What confines a claim: part of its identity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Context {
    pub region: Option<NodeId>,
    pub site: Option<Site>,
    pub cell: Option<Text>,
    pub only_in: Vec<Species>,
    pub only_sex: Option<Sex>,
    pub test: Option<Text>,
    pub phase: Option<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct EvidenceRecord {
    pub stance: Stance,
    pub design: Design,
    pub species: Species,
    pub sex: Option<Sex>,
    pub reference: NodeId,
    pub at: Option<Text>,
    pub n: Option<u32>,
    pub dose: Option<Text>,
    pub note: Option<Text>,
    pub seeds: Vec<Text>,
    pub place: Place,
}

#[derive(Debug, Clone)]
pub(crate) struct MeasurementRecord {
    pub parameter: Parameter,
    pub bound: Bound,
    pub value: f64,
    pub sem: Option<f64>,
    pub sd: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub unit: Unit,
    pub n: Option<u32>,
    pub species: Species,
    pub assay: Option<Text>,
    pub method: Method,
    pub against: Option<NodeId>,
    pub source: NodeId,
    pub also: Vec<NodeId>,
    pub at: Option<Text>,
    pub record: Option<Text>,
    pub tier: Tier,
    pub possibly_same: Option<Text>,
    pub doubt: Option<Text>,
    pub note: Option<Text>,
    pub seeds: Vec<Text>,
    pub accept: Vec<Accepted>,
    pub place: Place,
}

/// What a relation carries beside its two ends.
#[derive(Debug, Clone, Default)]
pub(crate) struct Payload {
    pub direction: Option<Direction>,
    pub action: Option<Action>,
    pub strength: Option<Strength>,
    pub irreversible: Option<bool>,
    pub spares: Vec<NodeId>,
    pub fraction: Option<f64>,
    pub fraction_low: Option<f64>,
    pub fraction_high: Option<f64>,
    pub product: Option<NodeId>,
    pub enzyme: Option<NodeId>,
    pub active: Option<bool>,
    pub carries: Option<bool>,
    pub carries_in: Vec<NodeId>,
    pub milligrams: Option<f64>,
    pub tone: Option<Tone>,
    pub tone_under_stress: Option<Tone>,
    pub direct: Option<bool>,
    pub necessary: Option<bool>,
    pub sufficient: Option<bool>,
    pub weight: Option<f64>,
}

impl ClaimRecord {
    /// Whether it says what two targets do together in one effect, more than the sum or one against the other; a crosstalk without an effect is that one moves the other.
    pub fn is_joint(&self) -> bool {
        self.relation == Relation::Crosstalk && self.context.test.is_some()
    }
}

impl Payload {
    /// How much the claim counts beside others, 0 to 1; all where nothing is said.
    pub fn share(&self) -> f64 {
        self.weight.unwrap_or(1.0).clamp(0.0, 1.0)
    }

    /// The word that goes before the class of an action that lasts beyond the free drug.
    pub fn lasting(&self) -> &'static str {
        if self.irreversible == Some(true) {
            "irreversible "
        } else {
            ""
        }
    }
}

/// A share of an enzyme's work, estimated from exposures in people.
#[derive(Debug, Clone)]
pub(crate) struct InVivoRecord {
    pub value: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub daily_milligrams: Option<f64>,
    pub source: NodeId,
    pub fitted_to: Vec<NodeId>,
    pub note: Option<Text>,
}

/// A statement with its evidence: an edge of the graph.
#[derive(Debug, Clone)]
pub(crate) struct ClaimRecord {
    pub id: Text,
    pub subject: NodeId,
    pub relation: Relation,
    pub object: NodeId,
    pub payload: Payload,
    pub context: Context,
    pub evidence: Vec<EvidenceRecord>,
    pub measurements: Vec<MeasurementRecord>,
    pub in_vivo: Vec<InVivoRecord>,
    pub reconcile: Option<Text>,
    pub notes: Vec<Text>,
    pub accept: Vec<Accepted>,
    pub place: Place,
}

#[derive(Debug, Clone)]
pub(crate) struct ExperimentRecord {
    pub id: Text,
    pub agent: NodeId,
    pub agent_dose: Option<DoseRecord>,
    pub agent_dose_text: Option<Text>,
    pub blocker: Option<NodeId>,
    pub blocker_dose: Option<DoseRecord>,
    pub blocker_dose_text: Option<Text>,
    pub loss_of: Option<NodeId>,
    pub blocks: Vec<NodeId>,
    pub effect: NodeId,
    pub detail: Option<Text>,
    pub species: Species,
    pub site: Option<Site>,
    pub result: BlockadeResult,
    pub n: Option<u32>,
    pub source: NodeId,
    pub disputed_by: Vec<Text>,
    pub set: ExperimentSet,
    pub note: Option<Text>,
    pub place: Place,
}

#[derive(Debug, Clone)]
pub(crate) struct InteractionRecord {
    pub id: Text,
    pub victim: NodeId,
    pub measured: NodeId,
    pub victim_dose: Option<DoseRecord>,
    pub victim_dose_text: Option<Text>,
    pub perpetrators: Vec<NodeId>,
    pub perpetrator_dose_text: Option<Text>,
    pub perpetrator_daily_milligrams: Vec<f64>,
    pub phenotype: Option<Phenotype>,
    pub genotype: Option<Text>,
    pub relative_to: Option<Phenotype>,
    pub enzymes: Vec<NodeId>,
    pub metric: Text,
    pub value: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub bound: Bound,
    pub n: Option<u32>,
    pub primary: bool,
    pub source: NodeId,
    pub note: Option<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct OccupancyRecord {
    pub id: Text,
    pub compound: NodeId,
    pub dose: DoseRecord,
    pub regimen: Option<Text>,
    pub after_hours: Option<f64>,
    pub target: NodeId,
    pub together_with: Vec<NodeId>,
    pub percent: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub population: Option<Text>,
    pub n: Option<u32>,
    pub radioligand: Option<Text>,
    pub plasma: Option<Text>,
    pub primary: bool,
    pub source: NodeId,
    pub note: Option<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct AlleleRecord {
    pub name: Text,
    pub function: AlleleFunction,
    pub activity: Option<f64>,
    pub note: Option<Text>,
    pub source: Option<NodeId>,
}

#[derive(Debug, Clone)]
pub(crate) struct AlleleTableRecord {
    pub id: Text,
    pub gene: NodeId,
    pub effective: Text,
    pub source: NodeId,
    pub based_on: Option<Text>,
    pub alleles: Vec<AlleleRecord>,
}

#[derive(Debug, Clone)]
pub(crate) struct GuidelineRecord {
    pub id: Text,
    pub body: Text,
    pub gene: NodeId,
    pub compound: NodeId,
    pub phenotypes: Vec<Phenotype>,
    pub statement: Text,
    pub level: Option<Text>,
    pub source: NodeId,
}

#[derive(Debug, Clone)]
pub(crate) struct SoughtRecord {
    pub subject: NodeId,
    pub relation: Relation,
    pub object: NodeId,
    pub on: Text,
    pub places: Vec<Text>,
    pub note: Option<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct ScreenedRecord {
    pub id: Text,
    pub reason: ScreenReason,
    pub why: Text,
    pub source: Option<NodeId>,
}

#[derive(Debug, Clone)]
pub(crate) struct RetiredRecord {
    pub id: Text,
    pub successor: Option<Text>,
    pub on: Text,
    pub reason: Text,
}
