//! A typed knowledge graph of opioid-receptor pharmacology.
#![forbid(unsafe_code)]

pub mod model;
pub mod pharmacology;
pub mod quantity;

mod display;
mod error;
mod export;
mod exposure;
mod genotype;
mod graph;
mod lint;
#[cfg(feature = "plots")]
pub mod plots;
mod query;
mod source;
mod validation;
mod whatif;

pub use petgraph;
#[cfg(feature = "plots")]
pub use plots::Plot;

pub use crate::{
    display::{notebook::ShowAll, terminal::Terminal},
    error::Error,
    export::{Format, GraphPicture, Neighbourhood, PictureEdge, PictureNode},
    exposure::{
        ExposureInput,
        conflicts::{Conflict, Conflicts},
        consequences::{Change, Consequences, EffectChange, ExposedTo, ReceptorChange},
        phenoconversion::{Inhibition, Phenoconversion},
        ratio::{AucRatio, ExposureRatio},
    },
    genotype::{
        ActivityScore, AlleleCall, AlleleEntry, AlleleTable, Copies, Diplotype, GeneUnit, Haplotype,
    },
    graph::{
        GraphEdge, GraphNode, KnowledgeGraph, Summary,
        affinity::{ActionClaim, Affinity, AffinityPolicy},
        claim::{Claim, Evidence},
        confidence::{Confidence, PRIORS, prior},
        exposure::{Exposure, KineticConstant},
        guideline::Guideline,
        handles::{Compound, Condition, Effect, Instrument, Node, Process, Region, Target},
        measurement::Measurement,
        record::ScreenReason,
        reference::Reference,
        study::{
            AdverseEvent, Arm, Caveat, Cell, GivenDose, Intervention, Outcome, Statistic, Study,
        },
        tests::{Experiment, Interaction, MeasuredOccupancy, Retired, Screened, Sought},
    },
    lint::{AcceptedFinding, LINT_RULES, LintReport, LintRule},
    model::{
        action::{Action, Strength},
        evidence::{Design, Stance, Status},
        experiment::{AlleleFunction, BlockadeResult, CellState, ExperimentSet, Phenotype, Tone},
        kind::{CompoundKind, Kind, Level, Site, Stereo, TargetKind, Valence},
        measurement::{Bound, KineticParameter, Method, Parameter, Route, Tier, Unit},
        relation::{Relation, SIGNATURES},
        sign::{Direction, Sign},
        species::{Sex, Species},
    },
    pharmacology::FdaClass,
    quantity::{Concentration, Dose, Estimate, Interval, MolarMass},
    query::compare::{ComparedTarget, Comparison, Difference},
    query::compound_query::{Certainty, CompoundQuery, Match, Reason},
    query::diff::{AffinityChange, ClaimChange, Diff, ThingChange},
    query::dispute::{Dispute, DisputeKind, Side},
    query::gaps::{Coverage, Gap},
    query::known::Known,
    query::path::{
        MechanismPath, MechanismQuery, MechanismSearch, MechanismStep, PATH_DISCOUNTS, Requirement,
    },
    query::profile::{Profile, Profiled, TargetProfile},
    query::reading::Reading,
    query::similar::{SharedTarget, Similar},
    source::diagnostic::{Diagnostic, Severity},
    validation::blockade::{BlockadeReport, BlockadeRow, BlockadeScore, Confusion, EvidenceRule},
    validation::exposure::{ExposureReport, ExposureRow, ExposureRule, ExposureScore, FoldScore},
    validation::occupancy::{OccupancyReport, OccupancyRow, OccupancyRule, OccupancyScore},
    validation::replication::Replication,
    whatif::{
        binding::{BindingConstant, ConstantBasis, InVivoFactor},
        blockade::Blockade,
        engagement::{Engagement, TargetEngagement, Verdict},
        exposure::{ExposureBasis, PlasmaLevel},
        prediction::{BlockadePrediction, ClosedGate, EffectRoute},
        scenario::{Competition, LigandShare, Scenario},
    },
};

/// The curated data that come with the crate: no file, no network, no set-up.
///
/// The data are parsed and checked at the first call; later calls share the result.
pub fn curated() -> KnowledgeGraph {
    KnowledgeGraph::curated()
}
