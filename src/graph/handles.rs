//! Handles: cheap values without a lifetime, a shared graph and a place in it.

use std::fmt;

use super::{
    KnowledgeGraph,
    claim::Claim,
    record::{self, CompoundData, NodeData, NodeId, TargetData},
    reference::Reference,
    study::Study,
};
use crate::{
    display::notebook::shown,
    error::Error,
    model::{
        evidence::Status,
        kind::{CompoundKind, Kind, Level, Site, Stereo, TargetKind, Valence},
        relation::Relation,
    },
};

/// Declares a handle type with what all handles share.
macro_rules! handle {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        ///
        /// A handle is cheap to clone and borrows nothing, so a notebook can keep it from cell to cell.
        #[derive(Clone)]
        pub struct $name {
            pub(crate) kg: $crate::graph::KnowledgeGraph,
            pub(crate) node: $crate::graph::record::NodeId,
        }

        impl $name {
            pub(crate) fn new(kg: &$crate::graph::KnowledgeGraph, node: $crate::graph::record::NodeId) -> Self {
                Self { kg: kg.clone(), node }
            }

            pub(crate) fn node(&self) -> &$crate::graph::record::Node {
                self.kg.0.node(self.node)
            }

            /// The id, unique over all kinds of thing.
            pub fn id(&self) -> &str {
                &self.node().id
            }

            /// The name that the field uses.
            pub fn name(&self) -> &str {
                &self.node().name
            }

            /// Other names.
            pub fn synonyms(&self) -> Vec<&str> {
                self.node().synonyms.iter().map(|s| &**s).collect()
            }

            /// Identifiers in other databases, as `namespace:local`.
            pub fn xrefs(&self) -> Vec<&str> {
                self.node().xrefs.iter().map(|s| &**s).collect()
            }

            /// A curator's remark.
            pub fn note(&self) -> Option<&str> {
                self.node().note.as_deref()
            }

            /// The file and line of its record.
            pub fn place(&self) -> String {
                let place = &self.node().place;
                format!("{}:{}", place.file, place.line)
            }

            /// Claims that it is the subject or the object of, in table order.
            pub fn claims(&self) -> Vec<$crate::graph::claim::Claim> {
                let inner = &self.kg.0;
                let ids = inner.from(self.node).iter().chain(inner.to(self.node));
                ids.map(|&c| $crate::graph::claim::Claim::new(&self.kg, c)).collect()
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.id() == other.id()
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.id().cmp(other.id())
            }
        }

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.id().hash(state);
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.id()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.id())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeStruct;
                let mut s = serializer.serialize_struct(stringify!($name), 5)?;
                s.serialize_field("id", self.id())?;
                s.serialize_field("kind", &self.node().kind)?;
                s.serialize_field("name", self.name())?;
                s.serialize_field("synonyms", &self.synonyms())?;
                s.serialize_field("xrefs", &self.xrefs())?;
                s.end()
            }
        }

        $crate::display::notebook::shown!($name);
    };
}
pub(crate) use handle;

handle! {
    /// Anything that the graph knows, whatever its kind.
    Node
}

impl Node {
    /// What kind of thing it is.
    pub fn kind(&self) -> Kind {
        self.node().kind
    }
}

handle! {
    /// A substance: a drug, a metabolite, an endogenous ligand, a tool, a product.
    Compound
}

impl Compound {
    pub(crate) fn data(&self) -> &CompoundData {
        match &self.node().data {
            NodeData::Compound(data) => data,
            _ => unreachable!("a compound handle points at a compound"),
        }
    }

    /// What sort of substance it is.
    pub fn kind(&self) -> CompoundKind {
        self.data().kind
    }

    /// Brand names.
    pub fn brands(&self) -> Vec<&str> {
        self.node().brands.iter().map(|s| &**s).collect()
    }

    /// The pharmacological family.
    pub fn family(&self) -> Option<&str> {
        self.data().family.as_deref()
    }

    /// How its stereochemistry is defined, where that was recorded.
    pub fn stereo(&self) -> Option<Stereo> {
        self.data().stereo
    }

    /// The structure as SMILES, where it was recorded.
    pub fn smiles(&self) -> Option<&str> {
        self.data().smiles.as_deref()
    }

    /// The molar mass in g/mol, where it was found.
    pub fn molar_mass(&self) -> Option<f64> {
        self.data().molar_mass.as_ref().map(|m| m.grams_per_mole)
    }

    /// What the molar mass belongs to (free base, salt, computed from the structure), where that was said.
    pub fn molar_mass_form(&self) -> Option<&str> {
        self.data()
            .molar_mass
            .as_ref()
            .and_then(|m| m.form.as_deref())
    }

    /// Who curated its record and when (`YYYY-MM-DD`).
    pub fn curated(&self) -> Vec<(&str, &str)> {
        self.data()
            .curated
            .iter()
            .map(|(by, on)| (&**by, &**on))
            .collect()
    }

    /// Whether it stays out of the brain when given systemically.
    pub fn is_peripherally_restricted(&self) -> bool {
        self.data()
            .access
            .as_ref()
            .is_some_and(|a| a.reaches == Site::Peripheral)
    }

    /// The statements of the source documents that its record stands for.
    pub fn seeds(&self) -> Vec<&str> {
        self.data().seeds.iter().map(|s| &**s).collect()
    }

    /// The targets for which a number or an action is curated, in the order of their ids.
    pub fn targets(&self) -> Vec<Target> {
        let mut ids: Vec<NodeId> = self
            .outgoing(&[Relation::Binds, Relation::Acts])
            .map(|c| c.record().object)
            .collect();
        ids.sort();
        ids.dedup();
        ids.into_iter().map(|n| Target::new(&self.kg, n)).collect()
    }

    /// Claims that start from it, of the given relations.
    pub(crate) fn outgoing<'a>(
        &'a self,
        relations: &'a [Relation],
    ) -> impl Iterator<Item = Claim> + 'a {
        let ids = self.kg.0.from(self.node).iter();
        ids.filter(|c| relations.contains(&self.kg.0.claim(**c).relation))
            .map(|&c| Claim::new(&self.kg, c))
    }

    /// Whether the classes claimed at a target contradict one another, or a claim there is disputed.
    ///
    /// A spread of numbers alone is no dispute.
    ///
    /// # Errors
    /// Where no target has this name.
    pub fn is_disputed(&self, target: impl AsRef<str>) -> Result<bool, Error> {
        let node = self
            .kg
            .resolve(target.as_ref(), &[Kind::Target], "target")?;
        Ok(self.is_disputed_at(node))
    }

    pub(crate) fn is_disputed_at(&self, target: NodeId) -> bool {
        let actions = self.actions_at(target);
        let standing: Vec<_> = actions
            .iter()
            .filter(|a| matches!(a.claim().status(), Status::Supported | Status::Disputed))
            .collect();
        let two_classes = standing.iter().enumerate().any(|(i, a)| {
            standing[i + 1..]
                .iter()
                .any(|b| a.action().contradicts(b.action()))
        });
        two_classes
            || actions
                .iter()
                .any(|a| a.claim().status() == Status::Disputed)
    }
}

impl fmt::Display for Compound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}", self.name(), self.kind())?;
        if let Some(family) = self.family() {
            write!(f, ", {family}")?;
        }
        write!(f, ")")
    }
}

handle! {
    /// A protein or complex that drugs act on, or that handles them.
    Target
}

impl Target {
    pub(crate) fn data(&self) -> &TargetData {
        match &self.node().data {
            NodeData::Target(data) => data,
            _ => unreachable!("a target handle points at a target"),
        }
    }

    /// What sort of protein it is.
    pub fn kind(&self) -> TargetKind {
        self.data().kind
    }

    /// Its family.
    pub fn family(&self) -> Option<&str> {
        self.data().family.as_deref()
    }

    /// Human gene symbols.
    pub fn genes(&self) -> Vec<&str> {
        self.data().genes.iter().map(|g| &**g).collect()
    }

    /// The G protein, ion or substrate that it works through.
    pub fn couples_to(&self) -> Option<&str> {
        self.data().couples_to.as_deref()
    }

    /// The complex or family that it belongs to.
    pub fn member_of(&self) -> Vec<Target> {
        self.related(Relation::MemberOf, true)
    }

    /// Its subunits or members.
    pub fn members(&self) -> Vec<Target> {
        self.related(Relation::MemberOf, false)
    }

    fn related(&self, relation: Relation, outward: bool) -> Vec<Target> {
        let inner = &self.kg.0;
        let ids = if outward {
            inner.from(self.node)
        } else {
            inner.to(self.node)
        };
        let mut nodes: Vec<NodeId> = ids
            .iter()
            .map(|&c| inner.claim(c))
            .filter(|c| c.relation == relation)
            .map(|c| if outward { c.object } else { c.subject })
            .collect();
        nodes.sort();
        nodes.dedup();
        nodes
            .into_iter()
            .map(|n| Target::new(&self.kg, n))
            .collect()
    }

    /// The compounds for which a number or an action at this target is curated, in the order of their ids.
    pub fn ligands(&self) -> Vec<Compound> {
        let inner = &self.kg.0;
        let mut nodes: Vec<NodeId> = inner
            .to(self.node)
            .iter()
            .map(|&c| inner.claim(c))
            .filter(|c| {
                matches!(
                    c.relation,
                    Relation::Binds | Relation::Acts | Relation::LigandOf
                )
            })
            .map(|c| c.subject)
            .collect();
        nodes.sort();
        nodes.dedup();
        nodes
            .into_iter()
            .map(|n| Compound::new(&self.kg, n))
            .collect()
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}, {})", self.id(), self.name(), self.kind())
    }
}

handle! {
    /// Something that runs in a molecule, a cell, a circuit or an organ. Its name carries no direction.
    Process
}

impl Process {
    /// The scale on which it runs.
    pub fn level(&self) -> Option<Level> {
        match self.node().data {
            NodeData::Process { level, .. } => Some(level),
            _ => None,
        }
    }

    /// On which side of the body's barriers it runs, where that was said.
    pub fn site(&self) -> Option<Site> {
        match self.node().data {
            NodeData::Process { site, .. } => site,
            _ => None,
        }
    }
}

handle! {
    /// A part of the body.
    Region
}

impl Region {
    /// On which side of the body's barriers it lies.
    pub fn site(&self) -> Site {
        match self.node().data {
            NodeData::Region { site } => site,
            _ => Site::Systemic,
        }
    }
}

handle! {
    /// What an experiment shows or a patient reports.
    Effect
}

impl Effect {
    /// Whether more of it is welcome.
    pub fn valence(&self) -> Valence {
        match self.node().data {
            NodeData::Effect { valence } => valence,
            _ => Valence::Neutral,
        }
    }

    /// The compounds that are known to move it, by observation.
    pub fn touched_by(&self) -> Vec<Compound> {
        affecting(&self.kg, self.node)
    }
}

handle! {
    /// A disorder or state.
    Condition
}

impl Condition {
    /// The compounds that are known to move it or one of its symptoms, by observation.
    pub fn touched_by(&self) -> Vec<Compound> {
        let inner = &self.kg.0;
        let mut all = affecting(&self.kg, self.node);
        for &c in inner.to(self.node) {
            let claim = inner.claim(c);
            if claim.relation == Relation::SymptomOf {
                all.extend(affecting(&self.kg, claim.subject));
            }
        }
        all.sort();
        all.dedup();
        all
    }

    /// Its symptoms.
    pub fn symptoms(&self) -> Vec<Effect> {
        let inner = &self.kg.0;
        inner
            .to(self.node)
            .iter()
            .map(|&c| inner.claim(c))
            .filter(|c| c.relation == Relation::SymptomOf)
            .map(|c| Effect::new(&self.kg, c.subject))
            .collect()
    }
}

fn affecting(kg: &KnowledgeGraph, node: NodeId) -> Vec<Compound> {
    let inner = &kg.0;
    let mut nodes: Vec<NodeId> = inner
        .to(node)
        .iter()
        .map(|&c| inner.claim(c))
        .filter(|c| c.relation == Relation::Affects)
        .map(|c| c.subject)
        .collect();
    nodes.sort();
    nodes.dedup();
    nodes.into_iter().map(|n| Compound::new(kg, n)).collect()
}

handle! {
    /// A scale or test.
    Instrument
}

impl Instrument {
    /// Whether a higher score is better, where that is known.
    pub fn higher_is_better(&self) -> Option<bool> {
        match self.node().data {
            NodeData::Instrument { higher_is_better } => higher_is_better,
            _ => None,
        }
    }
}

macro_rules! named_display {
    ($($name:ident),+) => {
        $(impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        })+
    };
}
named_display!(Node, Process, Region, Effect, Condition, Instrument);

macro_rules! lookups {
    ($($(#[$meta:meta])* $one:ident, $(#[$all_meta:meta])* $all:ident => $handle:ident, $kind:ident, $what:literal;)+) => {
        impl KnowledgeGraph {
            $(
                $(#[$meta])*
                ///
                /// # Errors
                /// Where nothing has this name, with the nearest names; where two things have it, with both.
                pub fn $one(&self, name: impl AsRef<str>) -> Result<$handle, Error> {
                    self.resolve(name.as_ref(), &[Kind::$kind], $what).map(|n| $handle::new(self, n))
                }

                $(#[$all_meta])*
                pub fn $all(&self) -> impl Iterator<Item = $handle> + use<> {
                    let kg = self.clone();
                    self.0.of_kind(Kind::$kind).map(move |i| $handle::new(&kg, record::NodeId(i)))
                }
            )+
        }
    };
}

lookups! {
    /// The compound of an id, name, synonym, brand or CURIE. Case, Greek letters and hyphens do not matter; stereochemistry does.
    compound, /// Every compound, in the order of the ids.
    compounds => Compound, Compound, "compound";
    /// The target of an id, name, synonym, gene symbol or CURIE.
    target, /// Every target, in the order of the ids.
    targets => Target, Target, "target";
    /// The process of an id, name or synonym.
    process, /// Every process, in the order of the ids.
    processes => Process, Process, "process";
    /// The region of an id, name or synonym.
    region, /// Every region, in the order of the ids.
    regions => Region, Region, "region";
    /// The effect of an id, name or synonym.
    effect, /// Every effect, in the order of the ids.
    effects => Effect, Effect, "effect";
    /// The condition of an id, name or synonym.
    condition, /// Every condition, in the order of the ids.
    conditions => Condition, Condition, "condition";
    /// The instrument of an id, name or synonym.
    instrument, /// Every instrument, in the order of the ids.
    instruments => Instrument, Instrument, "instrument";
    /// The study of an id or name.
    study, /// Every study, in the order of the ids.
    studies => Study, Study, "study";
}

impl KnowledgeGraph {
    /// The thing of any kind that a name stands for. Compounds, targets, effects and conditions come before other kinds.
    ///
    /// # Errors
    /// Where nothing has this name, or two things of the same rank have it.
    pub fn node(&self, name: impl AsRef<str>) -> Result<Node, Error> {
        self.any(name.as_ref()).map(|n| Node::new(self, n))
    }

    pub(crate) fn any(&self, name: &str) -> Result<NodeId, Error> {
        if let Some(id) = self.0.names.id(name) {
            return Ok(id);
        }
        for kinds in [
            &[Kind::Compound][..],
            &[Kind::Target],
            &[Kind::Effect, Kind::Condition],
            &[Kind::Process],
        ] {
            match self.resolve(name, kinds, "thing") {
                Err(e) if e.is_not_found() => {}
                other => return other,
            }
        }
        self.resolve(name, &[], "thing")
    }

    /// Every reference, in the order of the ids.
    pub fn references(&self) -> impl Iterator<Item = Reference> + use<> {
        let kg = self.clone();
        self.0
            .of_kind(Kind::Reference)
            .map(move |i| Reference::new(&kg, NodeId(i)))
    }
}

shown!(KnowledgeGraph);

impl fmt::Display for KnowledgeGraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.summary().fmt(f)
    }
}
