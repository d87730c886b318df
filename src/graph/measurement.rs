//! A measured number, as printed and as a concentration.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{
    KnowledgeGraph,
    handles::{Compound, Target},
    record::{ClaimId, MeasurementRecord},
    reference::Reference,
};
use crate::{
    display::{notebook::shown, number::printed},
    error::Error,
    model::{
        kind::Kind,
        measurement::{Bound, Method, Parameter, Tier, Unit},
        relation::Relation,
        species::Species,
    },
};

/// A number that somebody measured, with its unit, species, assay and source.
#[derive(Clone)]
pub struct Measurement {
    kg: KnowledgeGraph,
    claim: ClaimId,
    i: usize,
}

impl Measurement {
    pub(crate) fn new(kg: &KnowledgeGraph, claim: ClaimId, i: usize) -> Measurement {
        Measurement {
            kg: kg.clone(),
            claim,
            i,
        }
    }

    pub(crate) fn record(&self) -> &MeasurementRecord {
        &self.kg.0.claim(self.claim).measurements[self.i]
    }

    /// The compound that was measured.
    pub fn compound(&self) -> Compound {
        Compound::new(&self.kg, self.kg.0.claim(self.claim).subject)
    }

    /// The target at which it was measured.
    pub fn target(&self) -> Target {
        Target::new(&self.kg, self.kg.0.claim(self.claim).object)
    }

    /// Which quantity.
    pub fn parameter(&self) -> Parameter {
        self.record().parameter
    }

    /// How the printed value relates to the true one.
    pub fn relation(&self) -> Bound {
        self.record().bound
    }

    /// The value as printed, in [`Measurement::unit`].
    pub fn value(&self) -> f64 {
        self.record().value
    }

    /// The unit as printed.
    pub fn unit(&self) -> Unit {
        self.record().unit
    }

    /// The standard error of the mean, in the printed unit.
    pub fn sem(&self) -> Option<f64> {
        self.record().sem
    }

    /// The standard deviation, in the printed unit.
    pub fn sd(&self) -> Option<f64> {
        self.record().sd
    }

    /// The number of determinations.
    pub fn n(&self) -> Option<u32> {
        self.record().n
    }

    /// The species of the protein or tissue.
    pub fn species(&self) -> Species {
        self.record().species
    }

    /// The assay in the words of the source.
    pub fn assay(&self) -> Option<&str> {
        self.record().assay.as_deref()
    }

    /// The kind of assay.
    pub fn method(&self) -> Method {
        self.record().method
    }

    /// The reference agonist of a share.
    pub fn against(&self) -> Option<Compound> {
        self.record().against.map(|n| Compound::new(&self.kg, n))
    }

    /// Where it was published, or the database that holds it.
    pub fn reference(&self) -> Reference {
        Reference::new(&self.kg, self.record().source)
    }

    /// Further sources that report the same measurement; for a summary, the papers that it pools.
    pub fn also_in(&self) -> Vec<Reference> {
        self.record()
            .also
            .iter()
            .map(|&n| Reference::new(&self.kg, n))
            .collect()
    }

    /// Where in the source it stands.
    pub fn at(&self) -> Option<&str> {
        self.record().at.as_deref()
    }

    /// The database's row or record.
    pub fn database_record(&self) -> Option<&str> {
        self.record().record.as_deref()
    }

    /// Whether it is a measurement or a database's summary of several.
    pub fn tier(&self) -> Tier {
        self.record().tier
    }

    /// Why it is not counted, where it is not: a doubt, or another record that it may repeat.
    pub fn set_aside(&self) -> Option<&str> {
        let r = self.record();
        r.doubt.as_deref().or(r.possibly_same.as_deref())
    }

    /// A curator's remark.
    pub fn note(&self) -> Option<&str> {
        self.record().note.as_deref()
    }

    /// The value in nM, for parameters that are concentrations in molar units.
    pub fn nanomolar(&self) -> Option<f64> {
        self.record().nanomolar()
    }

    /// The file and line of the entry.
    pub fn place(&self) -> String {
        let place = &self.record().place;
        format!("{}:{}", place.file, place.line)
    }
}

impl MeasurementRecord {
    /// The value in nM.
    pub fn nanomolar(&self) -> Option<f64> {
        if self.parameter.is_logarithmic() {
            return Some(10f64.powf(9.0 - self.value));
        }
        self.unit.nanomolar().map(|factor| self.value * factor)
    }

    /// Which side a limit lies on, on the scale of concentrations: a limit on a negative logarithm points the other way.
    pub fn concentration_bound(&self) -> Bound {
        if !self.parameter.is_logarithmic() {
            return self.bound;
        }
        match self.bound {
            Bound::Below => Bound::Above,
            Bound::AtMost => Bound::AtLeast,
            Bound::Above => Bound::Below,
            Bound::AtLeast => Bound::AtMost,
            other => other,
        }
    }
}

impl fmt::Display for Measurement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let r = self.record();
        write!(f, "{} {} {}", r.parameter, r.bound, printed(r.value))?;
        let unit = if r.unit == Unit::NegLogMolar {
            String::new()
        } else {
            format!(" {}", r.unit)
        };
        f.write_str(&unit)?;
        if let Some(spread) = r.sem.or(r.sd) {
            write!(f, " ± {}{unit}", printed(spread))?;
        }
        let mut words = vec![r.species.label().to_owned()];
        match (&r.assay, r.method) {
            (Some(assay), _) => words.push(assay.to_string()),
            (None, Method::Unstated) => {}
            (None, method) => words.push(method.label().to_owned()),
        }
        if let Some(against) = self.against() {
            words.push(format!("of {}", against.name()));
        }
        if r.tier == Tier::Summary {
            words.push(Tier::Summary.label().to_owned());
        }
        if r.doubt.is_some() {
            words.push("doubtful".into());
        } else if r.possibly_same.is_some() {
            words.push("may repeat another record".into());
        }
        write!(
            f,
            " ({}) [{}]",
            words.join(", "),
            self.reference().citation()
        )
    }
}

impl fmt::Debug for Measurement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Measurement({} at {}: {self})",
            self.compound().id(),
            self.target().id()
        )
    }
}

impl Serialize for Measurement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let r = self.record();
        let mut s = serializer.serialize_struct("Measurement", 14)?;
        s.serialize_field("compound", self.compound().id())?;
        s.serialize_field("target", self.target().id())?;
        s.serialize_field("parameter", &r.parameter)?;
        s.serialize_field("relation", &r.bound)?;
        s.serialize_field("value", &r.value)?;
        s.serialize_field("unit", &r.unit)?;
        s.serialize_field("sem", &r.sem)?;
        s.serialize_field("species", &r.species)?;
        s.serialize_field("assay", &r.assay)?;
        s.serialize_field("method", &r.method)?;
        s.serialize_field("tier", &r.tier)?;
        s.serialize_field("nanomolar", &r.nanomolar())?;
        s.serialize_field("set_aside", &self.set_aside())?;
        s.serialize_field("reference", self.reference().id())?;
        s.end()
    }
}

shown!(Measurement);

impl Compound {
    /// Every number at a target: affinities first, then functional potencies and efficacies, in the order of curation.
    ///
    /// # Errors
    /// Where no target has this name.
    pub fn measurements(&self, target: impl AsRef<str>) -> Result<Vec<Measurement>, Error> {
        let node = self
            .kg
            .resolve(target.as_ref(), &[Kind::Target], "target")?;
        let mut out = Vec::new();
        for claim in self.outgoing(&[Relation::Binds, Relation::Acts]) {
            if claim.record().object == node {
                out.extend(claim.measurements());
            }
        }
        Ok(out)
    }
}
