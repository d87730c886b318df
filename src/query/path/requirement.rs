//! What must be intact for a mechanism to carry anything.

use std::{collections::BTreeSet, fmt};

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{
    edges::{ToneAt, ligands},
    step::Step,
    words,
};
use crate::{
    display::notebook::{Show, shown},
    graph::{
        Inner, KnowledgeGraph,
        claim::Claim,
        confidence::{Confidence, status},
        handles::Node,
        record::{ClaimId, NodeId},
    },
    model::{evidence::Status, experiment::Tone, relation::Relation},
};

/// Something without which a mechanism is silent: an open gate, an enzyme, an endogenous tone.
#[derive(Clone)]
pub struct Requirement {
    kg: KnowledgeGraph,
    what: NodeId,
    by: NodeId,
    claim: ClaimId,
}

impl Requirement {
    /// What must be intact: a receptor, a process, an enzyme, an endogenous ligand.
    pub fn what(&self) -> Node {
        Node::new(&self.kg, self.what)
    }

    /// The thing on the path that needs it.
    pub fn needed_by(&self) -> Node {
        Node::new(&self.kg, self.by)
    }

    /// The claim that says so.
    pub fn claim(&self) -> Claim {
        Claim::new(&self.kg, self.claim)
    }

    /// What the evidence for the need adds up to.
    pub fn status(&self) -> Status {
        status(self.kg.0.claim(self.claim))
    }

    /// How sure the need is.
    pub fn confidence(&self) -> Confidence {
        self.claim().confidence()
    }

    /// The need as a sentence, without its citations.
    pub fn sentence(&self) -> String {
        let inner = &*self.kg.0;
        let (what, by) = (
            words::introduced(inner, self.what),
            words::known(inner, self.by),
        );
        let record = inner.claim(self.claim);
        let sentence = match record.relation {
            Relation::ConvertedTo => format!("{what}, which makes {by}"),
            Relation::LigandOf => {
                let tone = |t: Option<Tone>| match t {
                    Some(Tone::None) => "none",
                    Some(Tone::Low) => "little",
                    Some(Tone::High) => "much",
                    None => "unknown",
                };
                format!(
                    "{what} at {by}, for the antagonist to take away (at rest {}, under stress {})",
                    tone(record.payload.tone),
                    tone(record.payload.tone_under_stress)
                )
            }
            _ => format!("{what}, for {by}"),
        };
        let sufficient = match record.payload.sufficient {
            Some(false) => "; needed, not enough by itself",
            _ => "",
        };
        sentence + sufficient
    }

    pub(super) fn citations(&self) -> String {
        let inner = &*self.kg.0;
        words::sides(inner, &inner.claim(self.claim).evidence, &|inner, r| {
            crate::graph::reference::short_citation(inner, r)
        })
    }

    pub(super) fn evidence(&self) -> &[crate::graph::record::EvidenceRecord] {
        &self.kg.0.claim(self.claim).evidence
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.sentence())?;
        if self.status() != Status::Supported {
            write!(f, "; {}", self.status())?;
        }
        // A conversion is a step of the path and cited there.
        if self.claim().relation() != Relation::ConvertedTo {
            write!(f, " [{}]", self.citations())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Requirement({} by {})",
            self.what().id(),
            self.needed_by().id()
        )
    }
}

impl PartialEq for Requirement {
    fn eq(&self, other: &Requirement) -> bool {
        self.claim().id() == other.claim().id() && self.what().id() == other.what().id()
    }
}

impl Serialize for Requirement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("Requirement", 5)?;
        s.serialize_field("what", self.what().id())?;
        s.serialize_field("needed_by", self.needed_by().id())?;
        s.serialize_field("status", &self.status())?;
        s.serialize_field("sentence", &self.sentence())?;
        s.serialize_field("claim", &self.claim())?;
        s.end()
    }
}

impl Show for Requirement {}
shown!(Requirement);

/// What the steps of a path need, in the order of the steps; what a needed process needs in turn is listed too.
pub(super) fn of(kg: &KnowledgeGraph, steps: &[Step]) -> Vec<Requirement> {
    let inner = &*kg.0;
    let mut out: Vec<Requirement> = Vec::new();
    let mut seen: BTreeSet<(NodeId, ClaimId)> = BTreeSet::new();
    let mut add = |what, by, claim| {
        if seen.insert((what, claim)) {
            out.push(Requirement {
                kg: kg.clone(),
                what,
                by,
                claim,
            });
        }
    };
    if let Some(first) = steps.first() {
        gates(inner, first.walk.from, &mut add);
    }
    for step in steps {
        let record = step.record();
        if record.relation == Relation::ConvertedTo
            && let Some(enzyme) = record.payload.enzyme
        {
            add(enzyme, step.walk.to, step.id);
        }
        if matches!(step.walk.tone, Some(ToneAt::Curated(_))) {
            for ligand in ligands(inner, step.walk.to).filter(|&l| words::has_tone(inner, l)) {
                add(inner.claim(ligand).subject, step.walk.to, ligand);
            }
        }
        gates(inner, step.walk.to, &mut add);
    }
    out
}

/// The gates of a thing and of the processes that it needs.
fn gates(inner: &Inner, node: NodeId, add: &mut impl FnMut(NodeId, NodeId, ClaimId)) {
    let mut open = vec![node];
    let mut done = BTreeSet::new();
    while let Some(by) = open.pop() {
        if !done.insert(by) {
            continue;
        }
        for &id in inner.from(by) {
            let claim = inner.claim(id);
            if claim.relation == Relation::Requires && status(claim) != Status::Refuted {
                add(claim.object, by, id);
                open.push(claim.object);
            }
        }
    }
}
