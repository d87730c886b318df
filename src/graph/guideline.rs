//! What guidelines say of a gene and a drug.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{
    KnowledgeGraph,
    handles::{Compound, Target},
    record::GuidelineRecord,
    reference::Reference,
};
use crate::{
    display::notebook::{Show, shown},
    model::experiment::Phenotype,
};

/// What a body of experts says of a gene and a drug: a cited fact in our words, never advice.
#[derive(Clone)]
pub struct Guideline {
    kg: KnowledgeGraph,
    i: usize,
}

impl Guideline {
    fn record(&self) -> &GuidelineRecord {
        &self.kg.0.tables.guidelines[self.i]
    }

    /// The id of the record.
    pub fn id(&self) -> &str {
        &self.record().id
    }

    /// Who says it: CPIC, DPWG, a label.
    pub fn body(&self) -> &str {
        &self.record().body
    }

    /// The gene.
    pub fn gene(&self) -> Target {
        Target::new(&self.kg, self.record().gene)
    }

    /// The drug.
    pub fn compound(&self) -> Compound {
        Compound::new(&self.kg, self.record().compound)
    }

    /// The phenotypes that it speaks of; empty where it speaks of all.
    pub fn phenotypes(&self) -> &[Phenotype] {
        &self.record().phenotypes
    }

    /// What it says, in our words.
    pub fn statement(&self) -> &str {
        &self.record().statement
    }

    /// The level that it gives the pair, where it grades pairs.
    pub fn level(&self) -> Option<&str> {
        self.record().level.as_deref()
    }

    /// Where it was published.
    pub fn reference(&self) -> Reference {
        Reference::new(&self.kg, self.record().source)
    }

    /// Whether it speaks of one of these phenotypes, or of all.
    pub(crate) fn speaks_of(&self, phenotypes: &[Phenotype]) -> bool {
        let own = self.phenotypes();
        own.is_empty() || own.iter().any(|p| phenotypes.contains(p))
    }
}

impl KnowledgeGraph {
    /// Every guideline statement, in the order of the ids.
    pub fn guidelines(&self) -> impl Iterator<Item = Guideline> + use<> {
        let kg = self.clone();
        (0..self.0.tables.guidelines.len()).map(move |i| Guideline { kg: kg.clone(), i })
    }
}

impl PartialEq for Guideline {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Guideline {}

impl fmt::Display for Guideline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {}", self.body(), self.compound().name())?;
        if let Some(level) = self.level() {
            write!(f, " (level {level})")?;
        }
        let who: Vec<&str> = self.phenotypes().iter().map(|p| p.label()).collect();
        if !who.is_empty() {
            write!(f, ", {}", who.join(" or "))?;
        }
        write!(
            f,
            ": {} [{}]",
            self.statement(),
            self.reference().citation()
        )
    }
}

impl fmt::Debug for Guideline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Guideline({})", self.id())
    }
}

impl Serialize for Guideline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("Guideline", 8)?;
        s.serialize_field("id", self.id())?;
        s.serialize_field("body", self.body())?;
        s.serialize_field("gene", self.gene().id())?;
        s.serialize_field("compound", self.compound().id())?;
        s.serialize_field("phenotypes", self.phenotypes())?;
        s.serialize_field("statement", self.statement())?;
        s.serialize_field("level", &self.level())?;
        s.serialize_field("reference", self.reference().id())?;
        s.end()
    }
}

impl Show for Guideline {}
shown!(Guideline);
