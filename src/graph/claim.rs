//! A statement with its evidence.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{
    KnowledgeGraph,
    confidence::{self, Confidence},
    handles::{Node, Region},
    measurement::Measurement,
    record::{ClaimId, ClaimRecord, Context, EvidenceRecord},
    reference::Reference,
};
use crate::{
    display::notebook::shown,
    error::Error,
    model::{
        action::{Action, Strength},
        evidence::{Design, Stance, Status},
        experiment::Tone,
        kind::Site,
        relation::Relation,
        sign::{Direction, Sign},
        species::{Sex, Species},
    },
};

/// A statement about two things, with everything that speaks for and against it.
#[derive(Clone)]
pub struct Claim {
    kg: KnowledgeGraph,
    id: ClaimId,
}

impl PartialEq for Claim {
    fn eq(&self, other: &Claim) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Claim {}

impl Claim {
    pub(crate) fn new(kg: &KnowledgeGraph, id: ClaimId) -> Claim {
        Claim { kg: kg.clone(), id }
    }

    pub(crate) fn record(&self) -> &ClaimRecord {
        self.kg.0.claim(self.id)
    }

    pub(crate) fn id_in_graph(&self) -> ClaimId {
        self.id
    }

    pub(crate) fn claim_id(&self) -> ClaimId {
        self.id
    }

    /// A name for the claim that stays the same between loads of the same data.
    pub fn id(&self) -> &str {
        &self.record().id
    }

    /// What the statement is about.
    pub fn subject(&self) -> Node {
        Node::new(&self.kg, self.record().subject)
    }

    /// How the two are related.
    pub fn relation(&self) -> Relation {
        self.record().relation
    }

    /// What it is related to.
    pub fn object(&self) -> Node {
        Node::new(&self.kg, self.record().object)
    }

    /// The direction that the claim states, for `regulates` and `affects`.
    pub fn direction(&self) -> Option<Direction> {
        self.record().payload.direction
    }

    /// The class of action, for `acts`.
    pub fn action(&self) -> Option<Action> {
        self.record().payload.action
    }

    /// How strongly an inhibitor raises exposures, for `acts` at an enzyme.
    pub fn strength(&self) -> Option<Strength> {
        self.record().payload.strength
    }

    /// Whether the compound stays on the target after the free drug has gone, for `acts`: covalently, or so slow to leave that nothing displaces it.
    pub fn is_irreversible(&self) -> Option<bool> {
        self.record().payload.irreversible
    }

    /// The effects in which a product is said to carry the parent's action, for conversions; none where it is said of all.
    pub fn carries_in(&self) -> Vec<Node> {
        let effects = self.record().payload.carries_in.iter();
        effects.map(|&n| Node::new(&self.kg, n)).collect()
    }

    /// The processes and effects that an antagonist of some receptors of a kind leaves alone, for `acts`.
    pub fn spares(&self) -> Vec<Node> {
        let spares = self.record().payload.spares.iter();
        spares.map(|&n| Node::new(&self.kg, n)).collect()
    }

    /// Which way the subject moves the object.
    pub fn sign(&self) -> Option<Sign> {
        self.record().sign()
    }

    /// The share of a clearance or conversion, 0 to 1.
    pub fn fraction(&self) -> Option<f64> {
        self.record().payload.fraction
    }

    /// What a clearance produces.
    pub fn product(&self) -> Option<Node> {
        self.record()
            .payload
            .product
            .map(|n| Node::new(&self.kg, n))
    }

    /// The enzyme of a conversion.
    pub fn enzyme(&self) -> Option<Node> {
        self.record().payload.enzyme.map(|n| Node::new(&self.kg, n))
    }

    /// How much of an endogenous ligand acts at rest.
    pub fn tone(&self) -> Option<Tone> {
        self.record().payload.tone
    }

    /// How much of an endogenous ligand acts under stress.
    pub fn tone_under_stress(&self) -> Option<Tone> {
        self.record().payload.tone_under_stress
    }

    /// Whether the object's part is necessary.
    pub fn is_necessary(&self) -> Option<bool> {
        self.record().payload.necessary
    }

    /// Whether the subject alone suffices.
    pub fn is_sufficient(&self) -> Option<bool> {
        self.record().payload.sufficient
    }

    /// The region to which the claim is confined.
    pub fn region(&self) -> Option<Region> {
        self.record()
            .context
            .region
            .map(|n| Region::new(&self.kg, n))
    }

    /// On which side of the body's barriers it happens, where that was said.
    pub fn site(&self) -> Option<Site> {
        let context = &self.record().context;
        context.site.or_else(|| self.region().map(|r| r.site()))
    }

    /// The cell type to which the claim is confined.
    pub fn cell(&self) -> Option<&str> {
        self.record().context.cell.as_deref()
    }

    /// The species to which the claim is confined; empty where it is taken to hold in all.
    pub fn only_in(&self) -> &[Species] {
        &self.record().context.only_in
    }

    /// The sex to which the claim is confined.
    pub fn only_sex(&self) -> Option<Sex> {
        self.record().context.only_sex
    }

    /// The behavioural test or assay to which the claim is confined.
    pub fn test(&self) -> Option<&str> {
        self.record().context.test.as_deref()
    }

    /// The phase ("acute", "sustained") to which the claim is confined.
    pub fn phase(&self) -> Option<&str> {
        self.record().context.phase.as_deref()
    }

    /// Everything that was found for and against, in the order of curation.
    pub fn evidence(&self) -> Vec<Evidence> {
        (0..self.record().evidence.len())
            .map(|i| Evidence {
                kg: self.kg.clone(),
                claim: self.id,
                i,
            })
            .collect()
    }

    /// The numbers that the claim carries: affinities, or efficacies.
    pub fn measurements(&self) -> Vec<Measurement> {
        (0..self.record().measurements.len())
            .map(|i| Measurement::new(&self.kg, self.id, i))
            .collect()
    }

    /// What the evidence adds up to.
    pub fn status(&self) -> Status {
        confidence::status(self.record())
    }

    /// How sure the claim is, with the derivation.
    pub fn confidence(&self) -> Confidence {
        confidence::confidence(&self.kg.0, self.record())
    }

    /// The statements of the source documents that the claim stands for (`S0-17`), sorted.
    pub fn seeds(&self) -> Vec<String> {
        let record = self.record();
        let all = record
            .evidence
            .iter()
            .flat_map(|e| &e.seeds)
            .chain(record.measurements.iter().flat_map(|m| &m.seeds));
        let mut seeds: Vec<String> = all.map(|s| s.to_string()).collect();
        seeds.sort();
        seeds.dedup();
        seeds
    }

    /// What might reconcile the two sides, where a curator said so.
    pub fn reconciled_by(&self) -> Option<&str> {
        self.record().reconcile.as_deref()
    }

    /// Remarks of the curators.
    pub fn notes(&self) -> Vec<&str> {
        self.record().notes.iter().map(|n| &**n).collect()
    }

    /// The file and line where the claim first stands.
    pub fn place(&self) -> String {
        let place = &self.record().place;
        format!("{}:{}", place.file, place.line)
    }

    /// The claim as a sentence without its citations.
    pub fn sentence(&self) -> String {
        let record = self.record();
        let (subject, object) = (self.subject(), self.object());
        let (subject, object) = (subject.name(), object.name());
        let core = match record.relation {
            Relation::Acts => {
                let action = record.payload.action.map_or("ligand", |a| a.label());
                let strength = record
                    .payload
                    .strength
                    .map(|s| format!("{s} "))
                    .unwrap_or_default();
                let word = format!("{strength}{}{action}", record.payload.lasting());
                format!("{subject} is {} {word} at {object}", article(&word))
            }
            Relation::Regulates | Relation::Affects => {
                let verb = record
                    .payload
                    .direction
                    .map_or(record.relation.label(), |d| match d {
                        Direction::Modulates => "modulates",
                        other => other.label(),
                    });
                format!("{subject} {verb} {object}")
            }
            Relation::ConvertedTo => match self.enzyme() {
                Some(enzyme) => format!("{subject} is converted to {object} by {}", enzyme.id()),
                None => format!("{subject} is converted to {object}"),
            },
            relation => format!("{subject} {} {object}", relation.label()),
        };
        let mut tail = String::new();
        if let Some(f) = record.payload.fraction {
            tail.push_str(&format!(" (share {})", crate::display::number::short(f)));
        }
        tail.push_str(&self.context_words(&record.context));
        core + &tail
    }

    fn context_words(&self, context: &Context) -> String {
        let mut words: Vec<String> = Vec::new();
        if let Some(cell) = &context.cell {
            words.push(format!("on {cell}"));
        }
        if let Some(region) = self.region() {
            words.push(format!("in the {}", region.name()));
        } else if let Some(site) = context.site {
            words.push(format!("at {site} sites"));
        }
        if !context.only_in.is_empty() {
            let list: Vec<String> = context
                .only_in
                .iter()
                .map(|s| s.label().to_owned())
                .collect();
            words.push(format!("in {}", crate::display::text::and(&list)));
        }
        if let Some(sex) = context.only_sex {
            words.push(format!("in {sex} subjects"));
        }
        if let Some(test) = &context.test {
            words.push(format!("in the {test}"));
        }
        if let Some(phase) = &context.phase {
            words.push(format!("({phase})"));
        }
        if words.is_empty() {
            String::new()
        } else {
            format!(" {}", words.join(" "))
        }
    }

    /// The references on one side, each once, as they are cited in a sentence.
    pub(crate) fn citations(&self, stance: Stance) -> Vec<String> {
        let mut seen = Vec::new();
        let mut out = Vec::new();
        for e in self.record().evidence.iter().filter(|e| e.stance == stance) {
            if !seen.contains(&e.reference) {
                seen.push(e.reference);
                out.push(super::reference::short_citation(&self.kg.0, e.reference));
            }
        }
        out
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.sentence())?;
        let parts: Vec<String> = [
            (Stance::Supports, ""),
            (Stance::Disputes, "against: "),
            (Stance::Hypothesis, "proposed: "),
        ]
        .into_iter()
        .filter_map(|(stance, word)| {
            let cited = self.citations(stance);
            (!cited.is_empty()).then(|| format!("{word}{}", cited.join(", ")))
        })
        .collect();
        write!(f, " [{}]", parts.join("; "))
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Claim({})", self.id())
    }
}

impl Serialize for Claim {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("Claim", 11)?;
        s.serialize_field("id", self.id())?;
        s.serialize_field("subject", self.subject().id())?;
        s.serialize_field("relation", &self.relation())?;
        s.serialize_field("object", self.object().id())?;
        s.serialize_field("direction", &self.direction())?;
        s.serialize_field("action", &self.action())?;
        s.serialize_field("region", &self.region().map(|r| r.id().to_owned()))?;
        s.serialize_field("status", &self.status())?;
        s.serialize_field("confidence", &self.confidence().value())?;
        s.serialize_field("evidence", &self.evidence())?;
        s.serialize_field("measurements", &self.measurements())?;
        s.end()
    }
}

shown!(Claim);

/// One observation that speaks for or against a claim, or one proposal of it.
#[derive(Clone)]
pub struct Evidence {
    kg: KnowledgeGraph,
    claim: ClaimId,
    i: usize,
}

impl Evidence {
    /// The place of its claim among all claims, and its own on that claim.
    pub(crate) fn place(&self) -> (u32, usize) {
        (self.claim.0, self.i)
    }

    fn record(&self) -> &EvidenceRecord {
        &self.kg.0.claim(self.claim).evidence[self.i]
    }

    /// Which side it takes.
    pub fn stance(&self) -> Stance {
        self.record().stance
    }

    /// The kind of study.
    pub fn design(&self) -> Design {
        self.record().design
    }

    /// The species that was studied.
    pub fn species(&self) -> Species {
        self.record().species
    }

    /// The sex that was studied, where it was said.
    pub fn sex(&self) -> Option<Sex> {
        self.record().sex
    }

    /// Where it was published.
    pub fn reference(&self) -> Reference {
        Reference::new(&self.kg, self.record().reference)
    }

    /// Where in the source it stands.
    pub fn at(&self) -> Option<&str> {
        self.record().at.as_deref()
    }

    /// The number of subjects.
    pub fn n(&self) -> Option<u32> {
        self.record().n
    }

    /// Dose and route in words.
    pub fn dose(&self) -> Option<&str> {
        self.record().dose.as_deref()
    }

    /// A curator's remark.
    pub fn note(&self) -> Option<&str> {
        self.record().note.as_deref()
    }

    /// The statements of the source documents that it stands for.
    pub fn seeds(&self) -> Vec<&str> {
        self.record().seeds.iter().map(|s| &**s).collect()
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let r = self.record();
        write!(
            f,
            "{} {}: {}",
            self.reference().citation(),
            r.stance,
            r.design
        )?;
        if r.species != Species::NotStated {
            write!(f, ", {}", r.species)?;
        }
        if let Some(n) = r.n {
            write!(f, ", n = {n}")?;
        }
        if let Some(dose) = &r.dose {
            write!(f, ", {dose}")?;
        }
        if let Some(note) = &r.note {
            write!(f, " ({note})")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Evidence({self})")
    }
}

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let r = self.record();
        let mut s = serializer.serialize_struct("Evidence", 9)?;
        s.serialize_field("stance", &r.stance)?;
        s.serialize_field("design", &r.design)?;
        s.serialize_field("species", &r.species)?;
        s.serialize_field("reference", self.reference().id())?;
        s.serialize_field("pmid", &self.reference().pmid())?;
        s.serialize_field("doi", &self.reference().doi())?;
        s.serialize_field("at", &r.at)?;
        s.serialize_field("n", &r.n)?;
        s.serialize_field("note", &r.note)?;
        s.end()
    }
}

shown!(Evidence);

impl KnowledgeGraph {
    /// Every claim, by subject, relation and object.
    pub fn claims(&self) -> impl Iterator<Item = Claim> + use<> {
        let kg = self.clone();
        (0..self.0.claims.len() as u32).map(move |i| Claim::new(&kg, ClaimId(i)))
    }

    /// The claim of an id, as [`Claim::id`] gives it.
    ///
    /// # Errors
    /// Where no claim has it.
    pub fn claim(&self, id: impl AsRef<str>) -> Result<Claim, Error> {
        let id = id.as_ref();
        let found = self.0.claims.iter().position(|c| &*c.id == id);
        found
            .map(|i| Claim::new(self, ClaimId(i as u32)))
            .ok_or_else(|| {
                let ids = self.0.claims.iter().map(|c| &*c.id);
                Error::not_found("claim", id, crate::source::suggest::nearest(id, ids, 3))
            })
    }
}
