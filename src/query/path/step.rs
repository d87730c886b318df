//! One step of a mechanism: a claim, walked one way.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{
    edges::{LITTLE_TONE, Rules, ToneAt, Walk, constant, is_enzyme},
    words,
};
use crate::{
    display::notebook::{Show, shown},
    graph::{
        KnowledgeGraph,
        affinity::Affinity,
        claim::{Claim, Evidence},
        handles::{Compound, Node, Target},
        record::{ClaimId, ClaimRecord, NodeId},
    },
    model::{evidence::Status, experiment::Tone, kind::Kind, relation::Relation, sign::Sign},
    whatif::constants as k,
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

    /// What the step contributes to the confidence of the path: the claim's confidence, times its share of the effect and the discounts that apply ([`PATH_DISCOUNTS`](crate::PATH_DISCOUNTS)).
    pub fn weight(&self) -> f64 {
        self.walk.factor
    }

    /// How tightly the compound binds the target, for a step in which a compound acts: Ki if there is any, else Kd, IC50 or EC50.
    pub fn affinity(&self) -> Option<Affinity> {
        if self.record().relation != Relation::Acts {
            return None;
        }
        constant(&Compound::new(&self.kg, self.walk.from), self.walk.to)
    }

    /// How many times weaker the compound binds here than where it binds best, and where that is; only from ten times on.
    pub(super) fn weaker_than(&self) -> Option<(f64, NodeId)> {
        const WORTH_SAYING: f64 = 10.0;
        if is_enzyme(&self.kg.0, self.walk.to) {
            return None;
        }
        let compound = Compound::new(&self.kg, self.walk.from);
        let ki = |target| Some(constant(&compound, target)?.value().as_nanomolar());
        let here = ki(self.walk.to)?;
        let (best, target) = compound
            .targets()
            .iter()
            .filter_map(|t| Some((ki(t.node)?, t.node)))
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))?;
        let fold = here / best;
        (fold >= WORTH_SAYING).then_some((fold, target))
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

    /// Claims about the same two things that exclude this one: they point the other way, or name a class of action that contradicts this one
    /// (full against partial agonist).
    pub fn contradicted_by(&self) -> Vec<Claim> {
        let record = self.record();
        let Some(sign) = record.sign() else {
            return Vec::new();
        };
        let inner = &self.kg.0;
        let is_other_class = |other: &ClaimRecord| {
            record
                .payload
                .action
                .zip(other.payload.action)
                .is_some_and(|(a, b)| a.contradicts(b))
        };
        let others = inner.from(record.subject).iter().copied();
        others
            .filter(|&c| {
                let other = inner.claim(c);
                other.object == record.object
                    && other.relation == record.relation
                    && (other.sign().is_some_and(|s| s != sign) || is_other_class(other))
                    && crate::graph::confidence::status(other) != Status::Refuted
            })
            .map(|c| Claim::new(&self.kg, c))
            .collect()
    }

    /// The claims that exclude this one as sentences with their citations.
    pub(super) fn objections(&self) -> Vec<Step> {
        let claims = self.contradicted_by();
        claims
            .iter()
            .filter_map(|other| {
                let walk = Rules::default().walk(&self.kg.0, other.claim_id(), self.walk.from)?;
                Some(Step {
                    id: other.claim_id(),
                    walk,
                    ..self.clone()
                })
            })
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
        let sure = self.kg.0.brief(self.id).confidence;
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
                "; × {} as most of it comes from {carrier}",
                k::PARENT_BESIDE_CARRIER
            ));
        }
        for (applies, factor, why) in [
            (
                self.walk.is_subunit,
                k::SUBUNIT_SHARE,
                "for a part of the complex",
            ),
            (
                self.walk.is_side_product,
                k::PRODUCT_SHARE,
                "for a metabolite that is not known to carry the effect",
            ),
            (
                self.walk.engaged < 1.0,
                self.walk.engaged,
                "as it binds best elsewhere",
            ),
            (
                self.walk.share < 1.0,
                self.walk.share,
                "for its share of the effect",
            ),
        ] {
            if applies {
                line.push_str(&format!("; × {factor:.2} {why}"));
            }
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
