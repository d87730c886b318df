//! Published tests of the graph: blockade experiments, exposure ratios, measured occupancies; and what was left out.

use std::fmt;

use super::{
    KnowledgeGraph,
    handles::{Compound, Effect, Node, Target},
    record::{ExperimentRecord, InteractionRecord, NodeId, OccupancyRecord, ScreenReason},
    reference::Reference,
    study::GivenDose,
};
use crate::{
    display::notebook::shown,
    model::{
        experiment::{BlockadeResult, ExperimentSet, Phenotype},
        kind::Site,
        measurement::Bound,
        relation::Relation,
        species::Species,
    },
};

macro_rules! table_handle {
    ($(#[$meta:meta])* $name:ident, $record:ident, $table:ident) => {
        $(#[$meta])*
        #[derive(Clone)]
        pub struct $name {
            kg: KnowledgeGraph,
            i: usize,
        }

        impl $name {
            pub(crate) fn record(&self) -> &$record {
                &self.kg.0.tables.$table[self.i]
            }

            /// The id of the record.
            pub fn id(&self) -> &str {
                &self.record().id
            }

            /// Where it was published.
            pub fn reference(&self) -> Reference {
                Reference::new(&self.kg, self.record().source)
            }

            /// The number of subjects.
            pub fn n(&self) -> Option<u32> {
                self.record().n
            }

            /// A curator's remark.
            pub fn note(&self) -> Option<&str> {
                self.record().note.as_deref()
            }
        }

        impl KnowledgeGraph {
            pub(crate) fn $table(&self) -> impl Iterator<Item = $name> + use<> {
                let kg = self.clone();
                (0..self.0.tables.$table.len()).map(move |i| $name { kg: kg.clone(), i })
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({}: {})"), self.id(), self)
            }
        }

        shown!($name);
    };
}

table_handle! {
    /// A published test of what blocking or losing a receptor does to a drug's effect.
    Experiment, ExperimentRecord, experiments
}

impl Experiment {
    /// The drug whose effect was tested.
    pub fn agent(&self) -> Compound {
        Compound::new(&self.kg, self.record().agent)
    }

    /// Its dose, where it was stated with a route.
    pub fn agent_dose(&self) -> Option<GivenDose> {
        self.record().agent_dose.as_ref().map(GivenDose::from)
    }

    /// The drug that blocked.
    pub fn blocker(&self) -> Option<Compound> {
        self.record().blocker.map(|n| Compound::new(&self.kg, n))
    }

    /// The blocker's dose, where it was stated with a route.
    pub fn blocker_dose(&self) -> Option<GivenDose> {
        self.record().blocker_dose.as_ref().map(GivenDose::from)
    }

    /// The target that was knocked out, knocked down or inactive.
    pub fn loss_of(&self) -> Option<Target> {
        self.record().loss_of.map(|n| Target::new(&self.kg, n))
    }

    /// The receptors that the blocker was meant to block.
    pub fn blocks(&self) -> Vec<Target> {
        self.record()
            .blocks
            .iter()
            .map(|&n| Target::new(&self.kg, n))
            .collect()
    }

    /// The effect that was measured.
    pub fn effect(&self) -> Effect {
        Effect::new(&self.kg, self.record().effect)
    }

    /// The measure in the words of the paper.
    pub fn detail(&self) -> Option<&str> {
        self.record().detail.as_deref()
    }

    /// The species.
    pub fn species(&self) -> Species {
        self.record().species
    }

    /// Where the blockade took place, where it was stated.
    pub fn site(&self) -> Option<Site> {
        self.record().site
    }

    /// What became of the effect.
    pub fn result(&self) -> BlockadeResult {
        self.record().result
    }

    /// How it stands to the mechanisms whose predictions it tests.
    pub fn set(&self) -> ExperimentSet {
        self.record().set
    }

    /// Ids of experiments that found otherwise.
    pub fn disputed_by(&self) -> Vec<&str> {
        self.record().disputed_by.iter().map(|s| &**s).collect()
    }
}

impl fmt::Display for Experiment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let r = self.record();
        write!(f, "{}", self.agent().name())?;
        if let Some(blocker) = self.blocker() {
            write!(f, " + {}", blocker.name())?;
        }
        if let Some(target) = self.loss_of() {
            write!(f, " without {}", target.id())?;
        }
        write!(f, ": {} {}", self.effect().name(), r.result)?;
        write!(f, " ({}", r.species)?;
        if let Some(n) = r.n {
            write!(f, ", n = {n}")?;
        }
        write!(f, ") [{}]", self.reference().citation())
    }
}

impl serde::Serialize for Experiment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let r = self.record();
        let mut s = serializer.serialize_struct("Experiment", 9)?;
        s.serialize_field("id", self.id())?;
        s.serialize_field("agent", self.agent().id())?;
        s.serialize_field("blocker", &self.blocker().map(|b| b.id().to_owned()))?;
        s.serialize_field("loss_of", &self.loss_of().map(|t| t.id().to_owned()))?;
        s.serialize_field("effect", self.effect().id())?;
        s.serialize_field("species", &r.species)?;
        s.serialize_field("site", &r.site)?;
        s.serialize_field("result", &r.result)?;
        s.serialize_field("reference", self.reference().id())?;
        s.end()
    }
}

table_handle! {
    /// A published ratio of exposures.
    Interaction, InteractionRecord, interactions
}

impl Interaction {
    /// The drug that was given.
    pub fn victim(&self) -> Compound {
        Compound::new(&self.kg, self.record().victim)
    }

    /// The compound whose exposure was measured.
    pub fn measured(&self) -> Compound {
        Compound::new(&self.kg, self.record().measured)
    }

    /// What was given with it.
    pub fn perpetrators(&self) -> Vec<Compound> {
        self.record()
            .perpetrators
            .iter()
            .map(|&n| Compound::new(&self.kg, n))
            .collect()
    }

    /// The phenotype of the people in the numerator, where genotypes were compared.
    pub fn phenotype(&self) -> Option<Phenotype> {
        self.record().phenotype
    }

    /// The phenotype of the people in the denominator, where genotypes were compared.
    pub fn relative_to(&self) -> Option<Phenotype> {
        self.record().relative_to
    }

    /// The victim's dose in the words of the source.
    pub fn victim_dose(&self) -> Option<String> {
        let r = self.record();
        let dose = r
            .victim_dose
            .as_ref()
            .map(|d| GivenDose::from(d).to_string());
        dose.or_else(|| r.victim_dose_text.as_ref().map(|t| t.to_string()))
    }

    /// The perpetrators' dose in the words of the source.
    pub fn perpetrator_dose(&self) -> Option<&str> {
        self.record().perpetrator_dose_text.as_deref()
    }

    /// The genotype in the words of the source.
    pub fn genotype(&self) -> Option<&str> {
        self.record().genotype.as_deref()
    }

    /// The enzymes that the source names.
    pub fn enzymes(&self) -> Vec<Target> {
        self.record()
            .enzymes
            .iter()
            .map(|&n| Target::new(&self.kg, n))
            .collect()
    }

    /// What the ratio is of, in the words of the source.
    pub fn metric(&self) -> &str {
        &self.record().metric
    }

    /// The ratio.
    pub fn value(&self) -> f64 {
        self.record().value
    }

    /// Lower limit, where printed.
    pub fn low(&self) -> Option<f64> {
        self.record().low
    }

    /// Upper limit, where printed.
    pub fn high(&self) -> Option<f64> {
        self.record().high
    }

    /// How the printed ratio relates to the true one.
    pub fn relation(&self) -> Bound {
        self.record().bound
    }

    /// Whether the source measured it itself.
    pub fn is_primary(&self) -> bool {
        self.record().primary
    }
}

impl fmt::Display for Interaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let r = self.record();
        write!(f, "{}", self.measured().name())?;
        if r.measured != r.victim {
            write!(f, " from {}", self.victim().name())?;
        }
        let with: Vec<String> = self
            .perpetrators()
            .iter()
            .map(|p| p.name().to_owned())
            .collect();
        if !with.is_empty() {
            write!(f, " with {}", crate::display::text::and(&with))?;
        }
        if let Some(p) = r.phenotype {
            write!(f, ", {p}")?;
        }
        if let Some(p) = r.relative_to {
            write!(f, " against {p}")?;
        }
        write!(
            f,
            ": {} {} {} [{}]",
            r.metric,
            r.bound,
            crate::display::number::printed(r.value),
            self.reference().citation()
        )
    }
}

impl serde::Serialize for Interaction {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let r = self.record();
        let with: Vec<String> = self
            .perpetrators()
            .iter()
            .map(|p| p.id().to_owned())
            .collect();
        let mut s = serializer.serialize_struct("Interaction", 12)?;
        s.serialize_field("id", self.id())?;
        s.serialize_field("victim", self.victim().id())?;
        s.serialize_field("measured", self.measured().id())?;
        s.serialize_field("perpetrators", &with)?;
        s.serialize_field("phenotype", &r.phenotype)?;
        s.serialize_field("relative_to", &r.relative_to)?;
        s.serialize_field("metric", &r.metric)?;
        s.serialize_field("relation", &r.bound)?;
        s.serialize_field("value", &r.value)?;
        s.serialize_field("low", &r.low)?;
        s.serialize_field("high", &r.high)?;
        s.serialize_field("reference", self.reference().id())?;
        s.end()
    }
}

table_handle! {
    /// A measured receptor occupancy.
    MeasuredOccupancy, OccupancyRecord, occupancies
}

impl MeasuredOccupancy {
    /// The drug.
    pub fn compound(&self) -> Compound {
        Compound::new(&self.kg, self.record().compound)
    }

    /// The dose.
    pub fn dose(&self) -> GivenDose {
        GivenDose::from(&self.record().dose)
    }

    /// Hours after the dose, where stated.
    pub fn after_hours(&self) -> Option<f64> {
        self.record().after_hours
    }

    /// The target.
    pub fn target(&self) -> Target {
        Target::new(&self.kg, self.record().target)
    }

    /// Targets that the radioligand cannot tell from the target: the value is for all of them together.
    pub fn together_with(&self) -> Vec<Target> {
        let all = self.record().together_with.iter();
        all.map(|&n| Target::new(&self.kg, n)).collect()
    }

    /// The occupied share in percent.
    pub fn percent(&self) -> f64 {
        self.record().percent
    }

    /// Lower limit in percent, where printed.
    pub fn low(&self) -> Option<f64> {
        self.record().low
    }

    /// Upper limit in percent, where printed.
    pub fn high(&self) -> Option<f64> {
        self.record().high
    }

    /// Who was studied.
    pub fn population(&self) -> Option<&str> {
        self.record().population.as_deref()
    }

    /// The regimen in the words of the source.
    pub fn regimen(&self) -> Option<&str> {
        self.record().regimen.as_deref()
    }

    /// What the source says of plasma levels.
    pub fn plasma(&self) -> Option<&str> {
        self.record().plasma.as_deref()
    }

    /// The radioligand.
    pub fn radioligand(&self) -> Option<&str> {
        self.record().radioligand.as_deref()
    }

    /// Whether the source measured it itself.
    pub fn is_primary(&self) -> bool {
        self.record().primary
    }
}

impl fmt::Display for MeasuredOccupancy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let r = self.record();
        write!(
            f,
            "{} {} at {}: {} %",
            self.compound().name(),
            self.dose(),
            self.target().id(),
            crate::display::number::printed(r.percent)
        )?;
        if let (Some(low), Some(high)) = (r.low, r.high) {
            write!(
                f,
                " ({}–{})",
                crate::display::number::printed(low),
                crate::display::number::printed(high)
            )?;
        }
        write!(f, " [{}]", self.reference().citation())
    }
}

/// A statement or value that was read and left out, with the reason.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Screened {
    /// What was left out: a statement of a source document (`S1-2`), a row of a dataset, a paper.
    pub id: String,
    /// The kind of reason.
    pub reason: ScreenReason,
    /// The reason.
    pub why: String,
}

/// Something that was looked for and not found.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Sought {
    /// What it would be about.
    pub subject: Node,
    /// The relation.
    pub relation: Relation,
    /// What it would be related to.
    pub object: Node,
    /// When it was looked for, `YYYY-MM-DD`.
    pub on: String,
    /// Where.
    pub places: Vec<String>,
    /// A curator's remark.
    pub note: Option<String>,
}

/// An id that is no longer used.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Retired {
    /// The id.
    pub id: String,
    /// The id that stands in its place.
    pub successor: Option<String>,
    /// When it was retired, `YYYY-MM-DD`.
    pub on: String,
    /// Why.
    pub reason: String,
}

impl KnowledgeGraph {
    /// Published blockade experiments, in the order of their ids.
    pub fn blockade_experiments(&self) -> impl Iterator<Item = Experiment> + use<> {
        self.experiments()
    }

    /// Those that gave this agent and looked at this effect.
    pub(crate) fn experiments_on(&self, agent: NodeId, effect: NodeId) -> Vec<Experiment> {
        let records = self.0.tables.experiments.iter().enumerate();
        records
            .filter(|(_, r)| r.agent == agent && r.effect == effect)
            .map(|(i, _)| Experiment {
                kg: self.clone(),
                i,
            })
            .collect()
    }

    /// Published exposure ratios, in the order of their ids.
    pub fn measured_interactions(&self) -> impl Iterator<Item = Interaction> + use<> {
        self.interactions()
    }

    /// Measured occupancies, in the order of their ids.
    pub fn measured_occupancies(&self) -> impl Iterator<Item = MeasuredOccupancy> + use<> {
        self.occupancies()
    }

    /// What was read and left out.
    pub fn screened(&self) -> Vec<Screened> {
        let all = self.0.tables.screened.iter();
        all.map(|s| Screened {
            id: s.id.to_string(),
            reason: s.reason,
            why: s.why.to_string(),
        })
        .collect()
    }

    /// What was looked for and not found.
    pub fn sought(&self) -> Vec<Sought> {
        let all = self.0.tables.sought.iter();
        all.map(|s| Sought {
            subject: Node::new(self, s.subject),
            relation: s.relation,
            object: Node::new(self, s.object),
            on: s.on.to_string(),
            places: s.places.iter().map(|p| p.to_string()).collect(),
            note: s.note.as_ref().map(|n| n.to_string()),
        })
        .collect()
    }

    /// Ids that are no longer used, with their successors.
    pub fn retired(&self) -> Vec<Retired> {
        let all = self.0.tables.retired.iter();
        all.map(|r| Retired {
            id: r.id.to_string(),
            successor: r.successor.as_ref().map(|s| s.to_string()),
            on: r.on.to_string(),
            reason: r.reason.to_string(),
        })
        .collect()
    }
}
