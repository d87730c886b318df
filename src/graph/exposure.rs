//! What the body does with a compound: observed concentrations and kinetic constants.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{
    KnowledgeGraph,
    handles::{Compound, Target},
    record::{ExposureRecord, KineticRecord, NodeId},
    reference::Reference,
    study::GivenDose,
};
use crate::{
    display::{notebook::shown, number::printed},
    model::{
        kind::Site,
        measurement::{Bound, KineticParameter, Route, Unit},
        species::Species,
    },
    quantity::{Concentration, Dose, Interval, MolarMass},
};

/// A peak concentration that was observed after a dose.
///
/// Values are kept as printed; [`Exposure::concentration`] converts them with the analyte's molar mass.
#[derive(Clone)]
pub struct Exposure {
    kg: KnowledgeGraph,
    given: NodeId,
    record: ExposureRecord,
}

impl Exposure {
    /// The compound that was given.
    pub fn compound(&self) -> Compound {
        Compound::new(&self.kg, self.given)
    }

    /// The compound that was measured: the one that was given, or a metabolite.
    pub fn analyte(&self) -> Compound {
        Compound::new(&self.kg, self.record.analyte)
    }

    /// Whether a metabolite was measured rather than what was given.
    pub fn is_of_metabolite(&self) -> bool {
        self.record.analyte != self.given
    }

    /// The dose.
    pub fn dose(&self) -> GivenDose {
        GivenDose::from(&self.record.dose)
    }

    /// The total peak concentration in plasma as printed, in [`Exposure::unit`].
    pub fn value(&self) -> f64 {
        self.record.cmax
    }

    /// Lower limit as printed.
    pub fn low(&self) -> Option<f64> {
        self.record.low
    }

    /// Upper limit as printed.
    pub fn high(&self) -> Option<f64> {
        self.record.high
    }

    /// Standard deviation as printed.
    pub fn sd(&self) -> Option<f64> {
        self.record.sd
    }

    /// The unit as printed.
    pub fn unit(&self) -> Unit {
        self.record.unit
    }

    /// When the peak was reached, in hours after the dose.
    pub fn tmax_hours(&self) -> Option<f64> {
        self.record.tmax_hours
    }

    /// The number of subjects.
    pub fn n(&self) -> Option<u32> {
        self.record.n
    }

    /// The species.
    pub fn species(&self) -> Species {
        self.record.species
    }

    /// Where it was published.
    pub fn reference(&self) -> Reference {
        Reference::new(&self.kg, self.record.source)
    }

    /// Where in the source it stands.
    pub fn at(&self) -> Option<&str> {
        self.record.at.as_deref()
    }

    /// A curator's remark.
    pub fn note(&self) -> Option<&str> {
        self.record.note.as_deref()
    }

    /// The peak as an amount of substance; `None` where it was printed as a mass and the analyte's molar mass is not known.
    pub fn concentration(&self) -> Option<Concentration> {
        self.nanomolar_per_unit()
            .map(|factor| Concentration::from_nanomolar(self.record.cmax * factor))
    }

    /// The peak in nM with its range; `None` where [`Exposure::concentration`] is.
    ///
    /// # Model
    /// The limits are those that were printed; without them, the lognormal range of nine in ten that the standard deviation implies;
    /// without that, none: the range has no width.
    ///
    /// # Units
    /// nmol/L of total drug in plasma.
    ///
    /// # Assumptions
    /// Printed limits are taken as they are, although papers mean different shares of people by them.
    pub fn nanomolar(&self) -> Option<Interval> {
        let factor = self.nanomolar_per_unit()?;
        let r = &self.record;
        let interval = match (r.low, r.high, r.sd) {
            (None, None, None) => Interval::exact(r.cmax),
            (None, None, Some(sd)) => Interval::from_mean_and_sd(r.cmax, sd).ok()?,
            (low, high, _) => {
                Interval::new(r.cmax, low.unwrap_or(r.cmax), high.unwrap_or(r.cmax)).ok()?
            }
        };
        Some(interval.scaled(factor))
    }

    fn nanomolar_per_unit(&self) -> Option<f64> {
        let unit = self.record.unit;
        unit.nanomolar().or_else(|| {
            let mass = MolarMass::from_grams_per_mole(self.analyte().molar_mass()?);
            let nanograms = unit.nanograms_per_millilitre()?;
            Some(Concentration::from_nanograms_per_millilitre(nanograms, mass).as_nanomolar())
        })
    }
}

impl fmt::Display for Exposure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let r = &self.record;
        write!(f, "{} after {}: ", self.analyte().name(), self.dose())?;
        if self.is_of_metabolite() {
            write!(f, "(of {}) ", self.compound().name())?;
        }
        write!(f, "Cmax {}", printed(r.cmax))?;
        range(f, r.low, r.high)?;
        if let Some(sd) = r.sd {
            write!(f, " ± {} SD", printed(sd))?;
        }
        write!(f, " {}", r.unit)?;
        if r.unit.nanomolar().is_none()
            && let Some(c) = self.concentration()
        {
            write!(f, " = {c}")?;
        }
        if let Some(hours) = r.tmax_hours {
            write!(f, " at {} h", printed(hours))?;
        }
        subjects(f, r.species, r.n)?;
        write!(f, " [{}]", self.reference().citation())
    }
}

impl fmt::Debug for Exposure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Exposure({self})")
    }
}

impl Serialize for Exposure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let r = &self.record;
        let mut s = serializer.serialize_struct("Exposure", 13)?;
        s.serialize_field("compound", self.compound().id())?;
        s.serialize_field("analyte", self.analyte().id())?;
        s.serialize_field("dose", &self.dose())?;
        s.serialize_field("cmax", &r.cmax)?;
        s.serialize_field("low", &r.low)?;
        s.serialize_field("high", &r.high)?;
        s.serialize_field("sd", &r.sd)?;
        s.serialize_field("unit", &r.unit)?;
        s.serialize_field("nanomolar", &self.concentration().map(|c| c.as_nanomolar()))?;
        s.serialize_field("tmax_hours", &r.tmax_hours)?;
        s.serialize_field("n", &r.n)?;
        s.serialize_field("species", &r.species)?;
        s.serialize_field("reference", self.reference().id())?;
        s.end()
    }
}

shown!(Exposure);

/// A constant that describes what the body does with a compound: a half-life, an unbound fraction, a clearance.
#[derive(Clone)]
pub struct KineticConstant {
    kg: KnowledgeGraph,
    compound: NodeId,
    record: KineticRecord,
}

impl KineticConstant {
    /// The compound.
    pub fn compound(&self) -> Compound {
        Compound::new(&self.kg, self.compound)
    }

    /// Which constant.
    pub fn parameter(&self) -> KineticParameter {
        self.record.parameter
    }

    /// How the printed value relates to the true one.
    pub fn relation(&self) -> Bound {
        self.record.relation
    }

    /// The value as printed, in [`KineticConstant::unit`].
    pub fn value(&self) -> f64 {
        self.record.value
    }

    /// Lower limit as printed.
    pub fn low(&self) -> Option<f64> {
        self.record.low
    }

    /// Upper limit as printed.
    pub fn high(&self) -> Option<f64> {
        self.record.high
    }

    /// The unit as printed.
    pub fn unit(&self) -> Unit {
        self.record.unit
    }

    /// The route of administration, where it matters.
    pub fn route(&self) -> Option<Route> {
        self.record.route
    }

    /// The receptor or enzyme that the constant belongs to.
    pub fn target(&self) -> Option<Target> {
        self.record.target.map(|n| Target::new(&self.kg, n))
    }

    /// For a dose that halves an effect: the agonist that was antagonised, or the radioligand that was displaced.
    pub fn against(&self) -> Option<Compound> {
        self.record.against.map(|n| Compound::new(&self.kg, n))
    }

    /// For a dose that halves an effect: which side of the body's barriers the effect comes from.
    pub fn site(&self) -> Option<Site> {
        self.record.site
    }

    pub(crate) fn target_node(&self) -> Option<NodeId> {
        self.record.target
    }

    pub(crate) fn source(&self) -> NodeId {
        self.record.source
    }

    /// The species.
    pub fn species(&self) -> Species {
        self.record.species
    }

    /// The number of subjects.
    pub fn n(&self) -> Option<u32> {
        self.record.n
    }

    /// Where it was published.
    pub fn reference(&self) -> Reference {
        Reference::new(&self.kg, self.record.source)
    }

    /// Where in the source it stands.
    pub fn at(&self) -> Option<&str> {
        self.record.at.as_deref()
    }

    /// A curator's remark.
    pub fn note(&self) -> Option<&str> {
        self.record.note.as_deref()
    }

    /// The value with its printed limits, in the printed unit.
    pub fn interval(&self) -> Interval {
        let r = &self.record;
        Interval::new(r.value, r.low.unwrap_or(r.value), r.high.unwrap_or(r.value))
            .unwrap_or(Interval::exact(r.value))
    }

    /// The value in hours, for half-lives.
    pub fn hours(&self) -> Option<f64> {
        self.times(hours_per(self.record.unit))
    }

    /// The value as a fraction from 0 to 1, for unbound fractions and bioavailabilities.
    pub fn share(&self) -> Option<f64> {
        self.times(match self.record.unit {
            Unit::Fraction => Some(1.0),
            Unit::Percent => Some(0.01),
            _ => None,
        })
    }

    /// The value in litres for somebody of this weight, for volumes of distribution.
    pub fn litres(&self, body_weight_kg: f64) -> Option<f64> {
        self.times(match self.record.unit {
            Unit::Litres => Some(1.0),
            Unit::LitresPerKilogram => Some(body_weight_kg),
            _ => None,
        })
    }

    /// The value in litres per hour for somebody of this weight, for clearances.
    pub fn litres_per_hour(&self, body_weight_kg: f64) -> Option<f64> {
        const PER_ML_PER_MIN: f64 = 0.06;
        self.times(match self.record.unit {
            Unit::LitresPerHour => Some(1.0),
            Unit::MillilitresPerMinute => Some(PER_ML_PER_MIN),
            Unit::LitresPerHourPerKilogram => Some(body_weight_kg),
            Unit::MillilitresPerMinutePerKilogram => Some(PER_ML_PER_MIN * body_weight_kg),
            _ => None,
        })
    }

    /// The value as a ratio, for brain-to-plasma ratios.
    pub fn ratio(&self) -> Option<f64> {
        self.times((self.record.unit == Unit::Ratio).then_some(1.0))
    }

    /// The value as a dose in mg/kg, for doses that halve an effect; needs the molar mass where it is printed in moles.
    pub fn milligrams_per_kg(&self) -> Option<f64> {
        let value = self.record.value;
        self.dose(match self.record.unit {
            Unit::MilligramsPerKilogram => value,
            Unit::MicrogramsPerKilogram => value / 1e3,
            Unit::MicromolesPerKilogram => value * self.molar_mass()? / 1e3,
            Unit::NanomolesPerKilogram => value * self.molar_mass()? / 1e6,
            Unit::NegLogMolePerKilogram => 10f64.powf(-value) * self.molar_mass()? * 1e3,
            _ => return None,
        })
    }

    /// The value as a dose in mg for one animal, for doses into the brain or the cord that halve an effect.
    pub fn milligrams(&self) -> Option<f64> {
        let value = self.record.value;
        self.dose(match self.record.unit {
            Unit::Milligrams => value,
            Unit::Micrograms => value / 1e3,
            Unit::Nanomoles => value * self.molar_mass()? / 1e6,
            _ => return None,
        })
    }

    fn molar_mass(&self) -> Option<f64> {
        let compound = self.compound();
        compound
            .data()
            .molar_mass
            .as_ref()
            .map(|m| m.grams_per_mole)
    }

    fn dose(&self, milligrams: f64) -> Option<f64> {
        (self.parameter().halves() && milligrams.is_finite() && milligrams > 0.0)
            .then_some(milligrams)
    }

    fn times(&self, factor: Option<f64>) -> Option<f64> {
        factor.map(|f| self.record.value * f)
    }
}

fn hours_per(unit: Unit) -> Option<f64> {
    match unit {
        Unit::Hours => Some(1.0),
        Unit::Minutes => Some(1.0 / 60.0),
        Unit::Days => Some(24.0),
        _ => None,
    }
}

impl fmt::Display for KineticConstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let r = &self.record;
        write!(f, "{}", r.parameter)?;
        if let Some(target) = self.target() {
            write!(f, " at {}", target.id())?;
        }
        if let Some(against) = self.against() {
            write!(f, " against {}", against.name())?;
        }
        if let Some(site) = r.site {
            write!(f, " ({site} effect)")?;
        }
        if let Some(route) = r.route {
            write!(f, ", {route}")?;
        }
        write!(f, ": ")?;
        if r.relation != Bound::Equal {
            write!(f, "{} ", r.relation)?;
        }
        write!(f, "{}", printed(r.value))?;
        range(f, r.low, r.high)?;
        match r.unit {
            Unit::Fraction | Unit::Ratio => {}
            unit => write!(f, " {unit}")?,
        }
        subjects(f, r.species, r.n)?;
        write!(f, " [{}]", self.reference().citation())
    }
}

impl fmt::Debug for KineticConstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KineticConstant({}: {self})", self.compound().id())
    }
}

impl Serialize for KineticConstant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let r = &self.record;
        let mut s = serializer.serialize_struct("KineticConstant", 13)?;
        s.serialize_field("compound", self.compound().id())?;
        s.serialize_field("parameter", &r.parameter)?;
        s.serialize_field("relation", &r.relation)?;
        s.serialize_field("value", &r.value)?;
        s.serialize_field("low", &r.low)?;
        s.serialize_field("high", &r.high)?;
        s.serialize_field("unit", &r.unit)?;
        s.serialize_field("route", &r.route)?;
        s.serialize_field("target", &self.target().map(|t| t.id().to_owned()))?;
        s.serialize_field("against", &self.against().map(|c| c.id().to_owned()))?;
        s.serialize_field("site", &r.site)?;
        s.serialize_field("species", &r.species)?;
        s.serialize_field("reference", self.reference().id())?;
        s.end()
    }
}

shown!(KineticConstant);

fn range(f: &mut fmt::Formatter<'_>, low: Option<f64>, high: Option<f64>) -> fmt::Result {
    match (low, high) {
        (Some(low), Some(high)) => write!(f, " ({}–{})", printed(low), printed(high)),
        (Some(low), None) => write!(f, " (from {})", printed(low)),
        (None, Some(high)) => write!(f, " (up to {})", printed(high)),
        (None, None) => Ok(()),
    }
}

fn subjects(f: &mut fmt::Formatter<'_>, species: Species, n: Option<u32>) -> fmt::Result {
    write!(f, " ({species}")?;
    if let Some(n) = n {
        write!(f, ", n = {n}")?;
    }
    write!(f, ")")
}

impl GivenDose {
    /// The dose for calculations; `None` where it is a rate (a patch) or an amount of substance.
    pub fn to_dose(&self) -> Option<Dose> {
        let dose = match self.unit {
            Unit::Milligrams => Dose::milligrams(self.amount),
            Unit::Micrograms => Dose::micrograms(self.amount),
            Unit::MilligramsPerKilogram => Dose::milligrams_per_kg(self.amount),
            Unit::MicrogramsPerKilogram => Dose::micrograms_per_kg(self.amount),
            _ => return None,
        };
        let dose = dose.route(self.route);
        let dose = self.every_hours.map_or(dose, |h| dose.every_hours(h));
        Some(self.over_minutes.map_or(dose, |m| dose.over_minutes(m)))
    }
}

impl Compound {
    /// Peak concentrations that were observed after a dose of it, its metabolites' among them, in the order of curation.
    pub fn exposures(&self) -> Vec<Exposure> {
        let records = self.data().exposures.iter();
        records
            .map(|record| Exposure {
                kg: self.kg.clone(),
                given: self.node,
                record: record.clone(),
            })
            .collect()
    }

    /// Half-lives, unbound fractions, volumes, clearances and the like, in the order of curation.
    pub fn kinetics(&self) -> Vec<KineticConstant> {
        let records = self.data().kinetics.iter();
        records
            .map(|record| KineticConstant {
                kg: self.kg.clone(),
                compound: self.node,
                record: record.clone(),
            })
            .collect()
    }

    /// Its kinetic constants of one kind, in the order of curation.
    pub fn kinetics_of(&self, parameter: KineticParameter) -> Vec<KineticConstant> {
        let mut all = self.kinetics();
        all.retain(|k| k.parameter() == parameter);
        all
    }
}

#[cfg(test)]
mod tests {
    use crate::{KineticParameter, KnowledgeGraph};

    fn graph() -> KnowledgeGraph {
        crate::curated()
            .overlay_str(
                "lab.ron",
                r#"[
    Reference(id: "lab", title: "Lab", year: 2026),
    Compound(id: "compound-x", name: "Compound X", kind: ToolCompound,
        molar_mass: (grams_per_mole: 250.0, source: "lab"),
        exposures: [
            (dose: 5, unit: mg, route: Oral, cmax: 100, sd: 20, cmax_unit: ng_per_mL, tmax_hours: 1.5, n: 8, species: Human, source: "lab"),
            (dose: 5, unit: ug_per_kg, route: Intravenous, over_minutes: 40, analyte: "morphine", cmax: 2, low: 1, high: 3, cmax_unit: nM, species: Human, source: "lab"),
        ],
        kinetics: [
            (parameter: HalfLife, value: 90, unit: min, species: Human, source: "lab"),
            (parameter: FractionUnbound, value: 4, low: 3, high: 5, unit: Percent, species: Human, source: "lab"),
            (parameter: Clearance, value: 10, unit: mL_per_min_per_kg, species: Human, source: "lab"),
            (parameter: VolumeOfDistribution, value: 2, unit: L_per_kg, species: Human, source: "lab"),
        ]),
]"#,
            )
            .expect("the overlay loads")
    }

    #[test]
    fn masses_become_amounts_of_substance_with_the_analytes_molar_mass() {
        let exposures = graph().compound("compound-x").unwrap().exposures();
        let first = &exposures[0];
        assert_eq!(first.concentration().unwrap().as_nanomolar(), 400.0);
        let range = first.nanomolar().unwrap();
        assert!(range.low() < range.value() && range.value() < 400.0 && range.high() > 400.0);
        assert_eq!(
            first.to_string(),
            "Compound X after 5 mg oral: Cmax 100 ± 20 SD ng/mL = 400 nM at 1.5 h (human, n = 8) [lab]"
        );
        let second = &exposures[1];
        assert!(second.is_of_metabolite());
        let range = second.nanomolar().unwrap();
        assert_eq!((range.low(), range.value(), range.high()), (1.0, 2.0, 3.0));
        let dose = second.dose().to_dose().unwrap();
        assert_eq!(dose.to_string(), "5 µg/kg intravenous over 40 min");
    }

    #[test]
    fn constants_convert_only_to_what_they_are() {
        let x = graph().compound("compound-x").unwrap();
        let one = |p| x.kinetics_of(p).remove(0);
        let half_life = one(KineticParameter::HalfLife);
        assert_eq!(half_life.hours(), Some(1.5));
        assert_eq!(half_life.share(), None);
        let free = one(KineticParameter::FractionUnbound);
        assert_eq!(free.share(), Some(0.04));
        assert_eq!(
            free.to_string(),
            "unbound fraction in plasma: 4 (3–5) % (human) [lab]"
        );
        let clearance = one(KineticParameter::Clearance);
        assert!((clearance.litres_per_hour(70.0).unwrap() - 42.0).abs() < 1e-9);
        assert_eq!(
            one(KineticParameter::VolumeOfDistribution).litres(70.0),
            Some(140.0)
        );
    }
}
