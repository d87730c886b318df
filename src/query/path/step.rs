//! One step of a mechanism: a claim, walked one way.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{
    edges::{LITTLE_TONE, PARENT_BESIDE_METABOLITE, SUBUNIT, ToneAt, Walk},
    words,
};
use crate::{
    display::notebook::{Show, shown},
    graph::{
        KnowledgeGraph,
        affinity::{Affinity, AffinityPolicy},
        claim::{Claim, Evidence},
        handles::{Compound, Node, Target},
        record::{ClaimId, ClaimRecord},
    },
    model::{
        evidence::Status, experiment::Tone, kind::Kind, measurement::Parameter, relation::Relation,
        sign::Sign,
    },
};

/// One step of a mechanism: a claim, walked from one of its ends to the other.
///
/// It knows what came before it, so that its sentence can say whether the object rises or falls in the end.
#[derive(Clone)]
pub struct Step {
    pub(super) kg: KnowledgeGraph,
    pub(super) id: ClaimId,
    pub(super) walk: Walk,
    /// Which way the subject has moved when this step begins.
    pub(super) before: Sign,
    /// Whether a partial agonist was taken to displace a fuller one.
    pub(super) beside_full_agonist: bool,
}

impl Step {
    /// The claim that the step walks along.
    pub fn claim(&self) -> Claim {
        Claim::new(&self.kg, self.id)
    }

    /// Where the step begins.
    pub fn from(&self) -> Node {
        Node::new(&self.kg, self.walk.from)
    }

    /// Where the step leads.
    pub fn to(&self) -> Node {
        Node::new(&self.kg, self.walk.to)
    }

    /// Which way the step's beginning moves its end.
    pub fn sign(&self) -> Sign {
        self.walk.sign
    }

    /// Which way the step's end has moved, counted from the start of the path.
    pub fn after(&self) -> Sign {
        self.before * self.walk.sign
    }

    /// Everything for and against the claim.
    pub fn evidence(&self) -> Vec<Evidence> {
        self.claim().evidence()
    }

    /// What the step contributes to the confidence of the path: the claim's confidence times the discounts that apply.
    pub fn weight(&self) -> f64 {
        self.walk.factor
    }

    /// How tightly the compound binds the target, for a step in which a compound acts: Ki if there is any, else Kd, IC50 or EC50.
    pub fn affinity(&self) -> Option<Affinity> {
        if self.record().relation != Relation::Acts {
            return None;
        }
        let compound = Compound::new(&self.kg, self.walk.from);
        let by = |policy| compound.affinity_at(self.walk.to, policy);
        by(AffinityPolicy::new()).or_else(|| {
            [
                Parameter::Ki,
                Parameter::Kd,
                Parameter::Ic50,
                Parameter::Ec50,
            ]
            .into_iter()
            .find_map(|p| by(AffinityPolicy::new().parameter(p).any_method()))
        })
    }

    /// The enzyme that makes the metabolite or clears the ingredient, where the step is one of those.
    pub fn enzyme(&self) -> Option<Target> {
        let record = self.record();
        match record.relation {
            Relation::ConvertedTo => record.payload.enzyme,
            Relation::ClearedBy => Some(record.object),
            _ => None,
        }
        .map(|n| Target::new(&self.kg, n))
    }

    /// The endogenous tone that an antagonist takes away: `None` for other steps and where it is not known.
    pub fn tone(&self) -> Option<Tone> {
        match self.walk.tone {
            Some(ToneAt::Curated(tone)) => Some(tone),
            _ => None,
        }
    }

    /// Claims about the same two things that point the other way.
    pub fn contradicted_by(&self) -> Vec<Claim> {
        let record = self.record();
        let Some(sign) = record.sign() else {
            return Vec::new();
        };
        let inner = &self.kg.0;
        let others = inner.from(record.subject).iter().copied();
        others
            .filter(|&c| {
                let other = inner.claim(c);
                other.object == record.object
                    && other.relation == record.relation
                    && other.sign().is_some_and(|s| s != sign)
                    && crate::graph::confidence::status(other) != Status::Refuted
            })
            .map(|c| Claim::new(&self.kg, c))
            .collect()
    }

    /// The step as a sentence, without its citations.
    pub fn sentence(&self) -> String {
        words::sentence(self)
    }

    pub(super) fn record(&self) -> &ClaimRecord {
        self.kg.0.claim(self.id)
    }

    pub(super) fn kind_of_end(&self) -> Kind {
        self.kg.0.node(self.walk.to).kind
    }

    /// How the step's weight was reached, in words.
    pub(super) fn derivation(&self) -> String {
        let sure = self.kg.0.sureness(self.id);
        let mut line = format!("{sure:.2} {}", self.claim().sentence());
        if let Some(tone) = self.walk.tone {
            let factor = match tone {
                ToneAt::Curated(Tone::High) => 1.0,
                _ => LITTLE_TONE,
            };
            let tone = match tone {
                ToneAt::Curated(tone) => tone.label(),
                ToneAt::Unknown => "not curated",
            };
            line.push_str(&format!("; × {factor} as the tone it removes is {tone}"));
        }
        if let Some(carrier) = self.walk.carrier {
            let carrier = &self.kg.0.node(carrier).name;
            line.push_str(&format!(
                "; × {PARENT_BESIDE_METABOLITE} as most of it comes from {carrier}"
            ));
        }
        if self.walk.is_subunit {
            line.push_str(&format!("; × {SUBUNIT} for a part of the complex"));
        }
        line
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]", self.sentence(), words::citations(self))
    }
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Step({})", self.claim().id())
    }
}

impl PartialEq for Step {
    fn eq(&self, other: &Step) -> bool {
        self.claim().id() == other.claim().id() && self.sign() == other.sign()
    }
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("Step", 8)?;
        s.serialize_field("from", self.from().id())?;
        s.serialize_field("to", self.to().id())?;
        s.serialize_field("sign", &self.sign())?;
        s.serialize_field("weight", &self.weight())?;
        s.serialize_field("sentence", &self.sentence())?;
        s.serialize_field("affinity", &self.affinity())?;
        s.serialize_field("tone", &self.tone())?;
        s.serialize_field("claim", &self.claim())?;
        s.end()
    }
}

impl Show for Step {}
shown!(Step);
