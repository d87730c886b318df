//! How much of a dose is in the blood and, free, in the brain.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::assumptions as assume;
use crate::{
    display::notebook::{Show, shown},
    error::Error,
    graph::{
        KnowledgeGraph,
        handles::Compound,
        record::{CompoundData, ExposureRecord, KineticRecord, NodeId},
        study::GivenDose,
    },
    model::{
        experiment::Phenotype,
        kind::Site,
        measurement::{KineticParameter, Route, Unit},
        species::Species,
    },
    pharmacology::{TimeCourse, peak_upper_bound},
    quantity::{Concentration, Dose, Estimate, Input, Interval, MolarMass, Scale, figures},
};

/// Where a concentration comes from, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub enum ExposureBasis {
    /// A peak that was measured after the same route, scaled to the dose.
    Measured,
    /// Computed from a volume of distribution or a clearance, with the bioavailability of the route.
    Computed,
    /// Not known; somewhere between the dose in the plasma alone and the dose in the largest volume that drugs have.
    Bounded,
}

impl fmt::Display for ExposureBasis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            ExposureBasis::Measured => "measured peak, scaled to the dose",
            ExposureBasis::Computed => "computed from volume and clearance",
            ExposureBasis::Bounded => "bounded by the plasma volume",
        })
    }
}

/// The concentration of a drug, or of its metabolite, at the moment that a dose asks about.
///
/// # Model
/// The first of these that the data allow:
/// 1. A measured Cmax for the route, times the ratio of the doses. A record of the same regimen (single, or repeated at steady
///    state), the same infusion and the nearest dose is preferred; another is converted by the half-life.
/// 2. F · dose / V with V = CL · t½ / ln 2, the volume that belongs to the terminal half-life, or the volume of distribution; at
///    steady state times the accumulation of the course.
/// 3. For an intravenous dose: anything from the dose in the largest volume of distribution to the dose in the plasma alone.
///
/// The free concentration in plasma is the unbound fraction times that; the one in brain is the same, unless the ratio of
/// unbound drug in brain to plasma was measured.
///
/// # Units
/// nmol/L.
///
/// # Assumptions
/// Linear kinetics, one compartment, adults who metabolise CYP2D6 normally and take nothing else. An intravenous bolus is looked
/// at after its distribution.
#[derive(Debug, Clone, Serialize)]
pub struct PlasmaLevel {
    compound: String,
    analyte: String,
    dose: Dose,
    basis: ExposureBasis,
    /// Total, in nM, when the regimen peaks.
    pub(crate) peak: Interval,
    /// The share of the peak that is there at the moment asked about.
    pub(crate) decline: Interval,
    pub(crate) hours_since_peak: f64,
    pub(crate) unbound: Interval,
    unbound_known: bool,
    /// Free in brain over free in plasma.
    pub(crate) brain: Interval,
    brain_known: bool,
    peripheral: bool,
    notes: Vec<String>,
    sources: Vec<String>,
    #[serde(skip)]
    pub(crate) analyte_node: NodeId,
}

impl PlasmaLevel {
    /// The id of what was given.
    pub fn compound(&self) -> &str {
        &self.compound
    }

    /// The id of what is looked at: the same, or a metabolite.
    pub fn analyte(&self) -> &str {
        &self.analyte
    }

    /// The dose.
    pub fn dose(&self) -> &Dose {
        &self.dose
    }

    /// Where the concentration comes from.
    pub fn basis(&self) -> ExposureBasis {
        self.basis
    }

    /// The total concentration in plasma, in nM.
    pub fn total(&self) -> Estimate {
        self.product(&[])
    }

    /// The free concentration in plasma, in nM.
    pub fn free(&self) -> Estimate {
        self.product(&[self.unbound_input()])
    }

    /// The free concentration at the target, in nM: in the brain, or in the plasma for a drug that stays outside it.
    pub fn at_target(&self) -> Estimate {
        self.product(&[self.unbound_input(), self.brain_input()])
    }

    /// Whether an unbound fraction is curated; if not, 1 to 100 % are allowed for.
    pub fn is_unbound_fraction_known(&self) -> bool {
        self.unbound_known
    }

    /// Whether the drug stays outside the brain, so that the targets meant are those of the periphery.
    pub fn is_peripheral(&self) -> bool {
        self.peripheral
    }

    /// How it was reached and what was assumed.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The ids of the references whose numbers were used.
    pub fn sources(&self) -> &[String] {
        &self.sources
    }

    fn product(&self, more: &[Input]) -> Estimate {
        let mut inputs = self.plasma_inputs();
        inputs.extend(more.iter().cloned());
        let product = |x: &[f64]| Ok::<f64, Error>(x.iter().product());
        // The product cannot fail.
        Estimate::propagate(Scale::Fold, &inputs, product)
            .unwrap_or_else(|_| Estimate::from_interval(self.peak))
    }

    fn named(&self, what: &str) -> String {
        format!("{what} of {}", self.analyte)
    }

    pub(crate) fn plasma_inputs(&self) -> Vec<Input> {
        vec![
            Input::new(self.named("the plasma peak"), self.peak, "nM"),
            Input::new(self.named("the decline since the peak"), self.decline, ""),
        ]
    }

    pub(crate) fn unbound_input(&self) -> Input {
        let name = if self.unbound_known {
            "the unbound fraction"
        } else {
            "the unbound fraction, which is not curated,"
        };
        Input::new(self.named(name), self.unbound, "")
    }

    pub(crate) fn brain_input(&self) -> Input {
        let name = if self.brain_known {
            "the unbound brain-to-plasma ratio"
        } else {
            "the unbound brain-to-plasma ratio, which is taken for 1,"
        };
        Input::new(self.named(name), self.brain, "")
    }

    /// The level with all concentrations multiplied: an interaction, a genotype.
    pub(crate) fn scaled(mut self, ratio: Interval, why: &str) -> PlasmaLevel {
        self.peak = self.peak.times(ratio);
        self.notes
            .push(format!("exposure times {ratio} because of {why}"));
        self
    }
}

impl fmt::Display for PlasmaLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.analyte)?;
        if self.analyte != self.compound {
            write!(f, " (from {})", self.compound)?;
        }
        writeln!(f, " after {}", self.dose)?;
        let nm = |e: Estimate| {
            let c = Concentration::from_nanomolar;
            format!("{} ({} to {})", c(e.value()), c(e.low()), c(e.high()))
        };
        writeln!(f, "  total in plasma  {}", nm(self.total()))?;
        write!(f, "  free at target   {}", nm(self.at_target()))?;
        for note in &self.notes {
            write!(f, "\n  - {note}")?;
        }
        Ok(())
    }
}

impl Show for PlasmaLevel {}
shown!(PlasmaLevel);

/// One value a paper, then the range over papers.
struct Pooled {
    interval: Interval,
    sources: Vec<NodeId>,
}

/// A constant's value in the unit wanted, with the limits that were printed.
type Read = fn(&KineticRecord, f64) -> Option<f64>;

fn hours(k: &KineticRecord, _: f64) -> Option<f64> {
    match k.unit {
        Unit::Hours => Some(1.0),
        Unit::Minutes => Some(1.0 / 60.0),
        Unit::Days => Some(24.0),
        _ => None,
    }
}

fn share(k: &KineticRecord, _: f64) -> Option<f64> {
    match k.unit {
        Unit::Fraction => Some(1.0),
        Unit::Percent => Some(0.01),
        _ => None,
    }
}

fn litres(k: &KineticRecord, kilograms: f64) -> Option<f64> {
    match k.unit {
        Unit::Litres => Some(1.0),
        Unit::LitresPerKilogram => Some(kilograms),
        _ => None,
    }
}

fn litres_per_hour(k: &KineticRecord, kilograms: f64) -> Option<f64> {
    match k.unit {
        Unit::LitresPerHour => Some(1.0),
        Unit::MillilitresPerMinute => Some(0.06),
        Unit::LitresPerHourPerKilogram => Some(kilograms),
        Unit::MillilitresPerMinutePerKilogram => Some(0.06 * kilograms),
        _ => None,
    }
}

fn ratio(k: &KineticRecord, _: f64) -> Option<f64> {
    (k.unit == Unit::Ratio).then_some(1.0)
}

/// The usual adult, or nothing said about it.
fn is_usual(phenotype: Option<Phenotype>, beside: &[NodeId]) -> bool {
    phenotype.is_none_or(|p| p == Phenotype::Normal) && beside.is_empty()
}

fn pooled(
    data: &CompoundData,
    parameter: KineticParameter,
    fold: f64,
    kilograms: f64,
    read: Read,
    fits: impl Fn(&KineticRecord) -> bool,
) -> Option<Pooled> {
    let mut all: Vec<&KineticRecord> = data
        .kinetics
        .iter()
        .filter(|k| {
            k.parameter == parameter
                && is_usual(k.phenotype, &k.beside)
                && read(k, kilograms).is_some()
                && k.value > 0.0
                && fits(k)
        })
        .collect();
    let human = |k: &&KineticRecord| matches!(k.species, Species::Human | Species::NotStated);
    if all.iter().any(human) {
        all.retain(human);
    }
    let mut papers: BTreeMap<NodeId, Vec<f64>> = BTreeMap::new();
    for k in &all {
        let value = k.value * read(k, kilograms)?;
        papers.entry(k.source).or_default().push(value.ln());
    }
    let values: Vec<f64> = papers
        .values()
        .map(|logs| (logs.iter().sum::<f64>() / logs.len() as f64).exp())
        .collect();
    let interval = Interval::over_papers(&values, fold).ok()?;
    Some(Pooled {
        interval,
        sources: papers.into_keys().collect(),
    })
}

/// Records of the route if there are any, else those that name none, else all.
fn pooled_for_route(
    data: &CompoundData,
    parameter: KineticParameter,
    fold: f64,
    kilograms: f64,
    read: Read,
    route: Route,
) -> Option<Pooled> {
    pooled(data, parameter, fold, kilograms, read, |k| {
        k.route == Some(route)
    })
    .or_else(|| {
        pooled(data, parameter, fold, kilograms, read, |k| {
            k.route.is_none()
        })
    })
    .or_else(|| pooled(data, parameter, fold, kilograms, read, |_| true))
}

/// Half-time of a compound at a receptor, where it was measured.
pub(crate) fn receptor_half_time(
    kg: &KnowledgeGraph,
    compound: NodeId,
    target: NodeId,
) -> Option<Interval> {
    let handle = Compound::new(kg, compound);
    pooled(
        handle.data(),
        KineticParameter::ReceptorHalfTime,
        assume::HALF_LIFE_FOLD,
        0.0,
        hours,
        |k| k.target == Some(target),
    )
    .map(|p| p.interval)
}

/// A measured peak with the dose that it followed.
struct Candidate<'a> {
    record: &'a ExposureRecord,
    dose: Dose,
    nanomolar: f64,
}

struct Resolver<'a> {
    kg: &'a KnowledgeGraph,
    given: Compound,
    analyte: Compound,
    dose: Dose,
    route: Route,
    half_life: Option<Pooled>,
    peak_hours: f64,
    sources: Vec<NodeId>,
    notes: Vec<String>,
}

/// What a dose of `given` puts into the blood of `analyte`, which is the same or a metabolite.
pub(crate) fn level(
    kg: &KnowledgeGraph,
    given: NodeId,
    analyte: NodeId,
    dose: &Dose,
) -> Result<PlasmaLevel, Error> {
    let dose = dose.check()?;
    let given = Compound::new(kg, given);
    let analyte = Compound::new(kg, analyte);
    let route = dose.given_by().ok_or_else(|| no_route(&given, &dose))?;
    let half_life = pooled_for_route(
        analyte.data(),
        KineticParameter::HalfLife,
        assume::HALF_LIFE_FOLD,
        dose.weight_kg(),
        hours,
        route,
    );
    let mut resolver = Resolver {
        kg,
        given,
        analyte,
        dose,
        route,
        half_life,
        peak_hours: 0.0,
        sources: Vec::new(),
        notes: Vec::new(),
    };
    resolver.resolve()
}

/// Metabolites whose concentration after a dose of the compound by this route is curated, in the order of their ids.
pub(crate) fn metabolites(kg: &KnowledgeGraph, given: NodeId, route: Route) -> Vec<NodeId> {
    let handle = Compound::new(kg, given);
    let mut found: Vec<NodeId> = handle
        .data()
        .exposures
        .iter()
        .filter(|e| e.analyte != given && e.dose.route == route)
        .map(|e| e.analyte)
        .collect();
    found.sort();
    found.dedup();
    found
}

fn routes_with_data(compound: &Compound) -> Vec<Route> {
    let data = compound.data();
    let mut routes: Vec<Route> = data
        .exposures
        .iter()
        .filter(|e| e.analyte == compound.node)
        .map(|e| e.dose.route)
        .collect();
    let volume = |k: &KineticRecord| {
        matches!(
            k.parameter,
            KineticParameter::VolumeOfDistribution | KineticParameter::Clearance
        )
    };
    if data.kinetics.iter().any(volume) {
        routes.extend(
            data.kinetics
                .iter()
                .filter(|k| volume(k))
                .map(|k| k.route.unwrap_or(Route::Intravenous)),
        );
        routes.extend(
            data.kinetics
                .iter()
                .filter(|k| k.parameter == KineticParameter::Bioavailability)
                .filter_map(|k| k.route),
        );
    }
    routes.sort();
    routes.dedup();
    routes
}

fn named_routes(compound: &Compound) -> String {
    let routes: Vec<String> = routes_with_data(compound)
        .iter()
        .map(|r| r.to_string())
        .collect();
    if routes.is_empty() {
        "no route of it has an exposure in the data; an overlay can add one".into()
    } else {
        format!(
            "routes with data are {}",
            crate::display::text::and(&routes)
        )
    }
}

fn no_route(compound: &Compound, dose: &Dose) -> Error {
    Error::invalid(
        "dose",
        dose,
        "it names no route",
        &format!(
            "name one with `.route(Route::Oral)`; {}",
            named_routes(compound)
        ),
    )
}

impl Resolver<'_> {
    fn resolve(&mut self) -> Result<PlasmaLevel, Error> {
        if matches!(
            self.route,
            Route::Intrathecal
                | Route::Intracerebroventricular
                | Route::Intracisternal
                | Route::IntraCerebral
                | Route::Epidural
                | Route::Intraplantar
        ) {
            return Err(self.missing(&format!("the concentration after {} dosing", self.route)));
        }
        let measured = self.measured()?;
        let prefer_computed = self.route == Route::Intravenous
            && self.dose.infusion_minutes().is_none()
            && self.dose.hours_after().is_some_and(|h| h >= 0.2);
        let (basis, peak) = match measured {
            Some(peak) if !prefer_computed => (ExposureBasis::Measured, peak),
            other => match (self.computed()?, other) {
                (Some(peak), _) => (ExposureBasis::Computed, peak),
                (None, Some(peak)) => (ExposureBasis::Measured, peak),
                (None, None) => (ExposureBasis::Bounded, self.bounded()?),
            },
        };
        let (decline, hours_since_peak) = self.decline()?;
        self.finish(basis, peak, decline, hours_since_peak)
    }

    fn finish(
        &mut self,
        basis: ExposureBasis,
        peak: Interval,
        decline: Interval,
        hours_since_peak: f64,
    ) -> Result<PlasmaLevel, Error> {
        let data = self.analyte.data();
        let unbound = pooled(
            data,
            KineticParameter::FractionUnbound,
            assume::UNBOUND_FOLD,
            0.0,
            share,
            |_| true,
        );
        let unbound_known = unbound.is_some();
        let unbound = match unbound {
            Some(p) => {
                self.sources.extend(p.sources);
                p.interval.clamped(0.0, 1.0)
            }
            None => {
                let (low, value, high) = assume::UNKNOWN_UNBOUND;
                self.notes.push(format!(
                    "no unbound fraction of {} is curated: 1 to 100 % are allowed for",
                    self.analyte.id()
                ));
                Interval::ordered(low, value, high)
            }
        };
        let peripheral = data
            .access
            .as_ref()
            .is_some_and(|a| a.reaches == Site::Peripheral);
        let brain = pooled(
            data,
            KineticParameter::UnboundBrainToPlasma,
            assume::MEASURED_BRAIN_FOLD,
            0.0,
            ratio,
            |_| true,
        );
        let brain_known = brain.is_some() || peripheral;
        let brain = match brain {
            _ if peripheral => {
                self.notes.push(format!(
                    "{} stays outside the brain: the occupancies are those of the periphery",
                    self.analyte.id()
                ));
                Interval::exact(1.0)
            }
            Some(p) => {
                self.notes.push(format!(
                    "free in brain is {} times free in plasma, as measured",
                    p.interval
                ));
                self.sources.extend(p.sources);
                p.interval
            }
            None => Interval::within_fold(1.0, assume::BRAIN_FOLD)?,
        };
        self.sources.sort();
        self.sources.dedup();
        let ids = |n: &NodeId| self.kg.0.node(*n).id.to_string();
        Ok(PlasmaLevel {
            compound: self.given.id().to_owned(),
            analyte: self.analyte.id().to_owned(),
            dose: self.dose,
            basis,
            peak,
            decline,
            hours_since_peak,
            unbound,
            unbound_known,
            brain,
            brain_known,
            peripheral,
            notes: std::mem::take(&mut self.notes),
            sources: self.sources.iter().map(ids).collect(),
            analyte_node: self.analyte.node,
        })
    }

    fn course(&self, half_life: f64, dose: &Dose) -> Result<TimeCourse, Error> {
        Ok(match (self.route, dose.infusion_minutes()) {
            (_, Some(minutes)) => TimeCourse::infused(half_life, minutes)?,
            (Route::Intravenous, None) => TimeCourse::at_once(half_life)?,
            (_, None) => TimeCourse::absorbed(half_life, self.peak_hours)?,
        })
    }

    /// A number that depends on the half-life, with the range that the half-life's range leaves.
    fn over_half_lives(
        &self,
        number: impl Fn(f64) -> Result<f64, Error>,
    ) -> Result<Interval, Error> {
        let Some(half_life) = self.half_life.as_ref().map(|p| p.interval) else {
            return Err(self.missing("the half-life"));
        };
        let value = number(half_life.value())?;
        let (a, b) = (number(half_life.low())?, number(half_life.high())?);
        Ok(Interval::ordered(
            value.min(a).min(b),
            value,
            value.max(a).max(b),
        ))
    }

    fn missing(&self, input: &str) -> Error {
        let subject = if self.given == self.analyte {
            self.given.id().to_owned()
        } else {
            format!("{} after {}", self.analyte.id(), self.given.id())
        };
        Error::missing(
            &subject,
            input,
            &format!("its concentration after {}", self.dose),
            &named_routes(&self.given),
        )
    }

    fn candidates(&self) -> Vec<Candidate<'_>> {
        let mass = self.analyte.molar_mass();
        let data = self.given.data();
        data.exposures
            .iter()
            .filter(|e| {
                e.analyte == self.analyte.node
                    && e.dose.route == self.route
                    && matches!(e.species, Species::Human | Species::NotStated)
                    && is_usual(e.phenotype, &e.beside)
            })
            .filter_map(|record| {
                let factor = record.unit.nanomolar().or_else(|| {
                    let mass = MolarMass::from_grams_per_mole(mass?);
                    let unit = record.unit.nanograms_per_millilitre()?;
                    Some(Concentration::from_nanograms_per_millilitre(unit, mass).as_nanomolar())
                })?;
                // A mean of people who vary by factors stands above the typical one.
                let typical = record
                    .sd
                    .and_then(|sd| Interval::from_mean_and_sd(record.cmax, sd).ok())
                    .map_or(record.cmax, |i| i.value());
                Some(Candidate {
                    record,
                    dose: GivenDose::from(&record.dose)
                        .to_dose()?
                        .body_weight_kg(self.dose.weight_kg()),
                    nanomolar: typical * factor,
                })
            })
            .collect()
    }

    /// How far a record's conditions are from those asked about: regimen, infusion, dose.
    fn distance(&self, c: &Candidate<'_>) -> (u8, u8, u8) {
        let regimen =
            u8::from(c.dose.interval_hours().is_some() != self.dose.interval_hours().is_some());
        let infusion = match (c.dose.infusion_minutes(), self.dose.infusion_minutes()) {
            (None, None) => 0,
            (Some(a), Some(b)) if (a / b).ln().abs() < 0.2 => 0,
            (Some(_), Some(_)) => 1,
            _ => 2,
        };
        let fold = (c.dose.total_milligrams() / self.dose.total_milligrams())
            .ln()
            .abs()
            .exp();
        let amount = match fold {
            f if f < 1.3 => 0,
            f if f < 3.0 => 1,
            f if f < 10.0 => 2,
            _ => 3,
        };
        (regimen, infusion, amount)
    }

    fn measured(&mut self) -> Result<Option<Interval>, Error> {
        let candidates = self.candidates();
        let Some(nearest) = candidates.iter().map(|c| self.distance(c)).min() else {
            self.peak_hours = usual_peak_hours(self.route);
            return Ok(None);
        };
        let fold_away = |c: &Candidate<'_>| {
            (c.dose.total_milligrams() / self.dose.total_milligrams())
                .ln()
                .abs()
        };
        let away = candidates
            .iter()
            .map(fold_away)
            .fold(f64::INFINITY, f64::min)
            .exp();
        if away > assume::FARTHEST_DOSE {
            return Err(Error::invalid(
                "dose",
                self.dose,
                &format!(
                    "it is {} times away from any dose of {} that was studied",
                    figures(away),
                    self.given.id()
                ),
                &format!(
                    "a dose within a factor of {} of those in `exposures()`",
                    assume::FARTHEST_DOSE
                ),
            ));
        }
        let taken: Vec<&Candidate<'_>> = candidates
            .iter()
            .filter(|c| self.distance(c) == nearest)
            .collect();
        let tmax: Vec<f64> = candidates
            .iter()
            .filter_map(|c| c.record.tmax_hours)
            .collect();
        let peak_hours = if self.route == Route::Intravenous {
            0.0
        } else if tmax.is_empty() {
            usual_peak_hours(self.route)
        } else {
            tmax.iter().sum::<f64>() / tmax.len() as f64
        };
        // Owned, so that the borrow of the records ends here.
        let taken: Vec<(Dose, f64, NodeId)> = taken
            .iter()
            .map(|c| (c.dose, c.nanomolar, c.record.source))
            .collect();
        self.peak_hours = peak_hours;
        let (regimen, infusion, amount) = nearest;
        let mut papers: BTreeMap<NodeId, Vec<f64>> = BTreeMap::new();
        let mut conversion = Interval::exact(1.0);
        for (dose, nanomolar, source) in &taken {
            let factor = if regimen == 0 && infusion == 0 && same_interval(dose, &self.dose) {
                1.0
            } else {
                let i = self.over_half_lives(|h| {
                    let peak = |d: &Dose| -> Result<f64, Error> {
                        let course = self.course(h, d)?;
                        let many = d
                            .interval_hours()
                            .map_or(Ok(1.0), |tau| course.accumulation(tau))?;
                        let run = match d.infusion_minutes() {
                            Some(m) => TimeCourse::infusion_over_bolus(h, m)?,
                            None => 1.0,
                        };
                        Ok(many * run)
                    };
                    Ok(peak(&self.dose)? / peak(dose)?)
                });
                let i = i?;
                conversion = Interval::ordered(
                    conversion.low().min(i.low() / i.value()),
                    1.0,
                    conversion.high().max(i.high() / i.value()),
                );
                i.value()
            };
            let per_kg = dose.is_per_kg() && self.dose.is_per_kg();
            let amounts = if per_kg {
                self.dose.milligrams_for_each_kg() / dose.milligrams_for_each_kg()
            } else {
                self.dose.total_milligrams() / dose.total_milligrams()
            };
            let value = nanomolar * amounts * factor;
            papers.entry(*source).or_default().push(value.ln());
        }
        let mut values: Vec<f64> = papers
            .values()
            .map(|logs| (logs.iter().sum::<f64>() / logs.len() as f64).exp())
            .collect();
        // A single dose says less of the steady state than the clearance does: both count.
        if regimen == 1
            && let Some(peak) = self.from_apparent_clearance()?
        {
            values.push(peak);
            self.notes.push(format!(
                "the apparent clearance of {} counts as one more source of its steady state",
                self.given.id()
            ));
        }
        let mut interval = Interval::over_papers(&values, assume::PEAK_FOLD)?.times(conversion);
        if infusion > 0 || regimen > 0 {
            interval = interval.times(Interval::within_fold(1.0, assume::CONVERSION_FOLD)?);
        }
        let mut doses: Vec<String> = taken.iter().map(|(d, ..)| without_weight(d)).collect();
        doses.dedup();
        let names: Vec<String> = papers
            .keys()
            .map(|&n| crate::graph::reference::Reference::new(self.kg, n).citation())
            .collect();
        let verb = if regimen + infusion + amount == 0 {
            "measured after"
        } else {
            "scaled from"
        };
        self.notes.push(format!(
            "peak of {} {verb} {} [{}]",
            self.analyte.id(),
            doses.join(", "),
            names.join("; ")
        ));
        self.sources.extend(papers.into_keys());
        Ok(Some(interval))
    }

    /// The peak at steady state that an apparent clearance (CL/F) of the route gives, in nM.
    fn from_apparent_clearance(&mut self) -> Result<Option<f64>, Error> {
        let (Some(tau), Some(mass)) = (self.dose.interval_hours(), self.given.molar_mass()) else {
            return Ok(None);
        };
        if self.given != self.analyte || self.route == Route::Intravenous {
            return Ok(None);
        }
        let apparent = pooled(
            self.given.data(),
            KineticParameter::Clearance,
            assume::VOLUME_FOLD,
            self.dose.weight_kg(),
            litres_per_hour,
            |k| k.route == Some(self.route),
        );
        let (Some(cl), Some(h)) = (apparent, &self.half_life) else {
            return Ok(None);
        };
        let h = h.interval.value();
        let course = self.course(h, &self.dose)?;
        // One compartment: AUC = F·D/CL, and Cmax of one dose = AUC · k · e^(−k·tmax).
        let k = std::f64::consts::LN_2 / h;
        let single = k * (-k * course.peak_hours()).exp() / cl.interval.value();
        let moles = Concentration::from_nanograms_per_millilitre(
            self.dose.total_milligrams() * 1e3,
            MolarMass::from_grams_per_mole(mass),
        );
        self.sources.extend(cl.sources);
        Ok(Some(
            moles.as_nanomolar() * single * course.accumulation(tau)?,
        ))
    }

    fn computed(&mut self) -> Result<Option<Interval>, Error> {
        if self.given != self.analyte {
            return Ok(None);
        }
        let kilograms = self.dose.weight_kg();
        let data = self.given.data();
        // Volumes and clearances of another route than the vein are apparent ones: they hold the bioavailability of that route.
        let of = |parameter, read: Read, fits: &dyn Fn(&KineticRecord) -> bool| {
            pooled(data, parameter, assume::VOLUME_FOLD, kilograms, read, fits)
        };
        let intravenous = self.route == Route::Intravenous;
        let apparent = |k: &KineticRecord| !intravenous && k.route == Some(self.route);
        let systemic = |k: &KineticRecord| k.route.is_none_or(|r| r == Route::Intravenous);
        let (v, cl) = (
            KineticParameter::VolumeOfDistribution,
            KineticParameter::Clearance,
        );
        let mut volume = of(v, litres, &apparent);
        let mut clearance = of(cl, litres_per_hour, &apparent);
        let is_apparent = volume.is_some() || clearance.is_some();
        if !is_apparent {
            volume = of(v, litres, &systemic);
            clearance = of(cl, litres_per_hour, &systemic);
        }
        if self.half_life.is_none()
            && let (Some(v), Some(cl)) = (&volume, &clearance)
        {
            self.half_life = Some(Pooled {
                interval: v.interval.over(cl.interval).scaled(std::f64::consts::LN_2),
                sources: Vec::new(),
            });
        }
        let steady = self.dose.interval_hours().is_some();
        // The volume that belongs to the terminal half-life; V at steady state would start the decline too high.
        let (volume, which) = match (volume, clearance, &self.half_life) {
            (_, Some(cl), Some(h)) => {
                let v = cl
                    .interval
                    .times(h.interval)
                    .scaled(std::f64::consts::LOG2_E);
                let pooled = Pooled {
                    interval: v,
                    sources: cl.sources,
                };
                (pooled, "clearance and half-life")
            }
            (Some(v), _, _) => (v, "volume of distribution"),
            _ => return Ok(None),
        };
        let bioavailable = if intravenous || is_apparent {
            None
        } else {
            let found = pooled(
                data,
                KineticParameter::Bioavailability,
                assume::BIOAVAILABILITY_FOLD,
                kilograms,
                share,
                |k| k.route == Some(self.route),
            );
            match found {
                Some(f) => Some(f),
                None => {
                    return Err(
                        self.missing(&format!("the bioavailability by the {} route", self.route))
                    );
                }
            }
        };
        let mass = self
            .given
            .molar_mass()
            .ok_or_else(|| self.missing("the molar mass"))?;
        let moles = Concentration::from_nanograms_per_millilitre(
            self.dose.total_milligrams() * 1e3,
            MolarMass::from_grams_per_mole(mass),
        )
        .as_nanomolar();
        let mut peak = Interval::exact(moles).over(volume.interval);
        if let Some(f) = &bioavailable {
            peak = peak.times(f.interval.clamped(0.0, 1.0));
        }
        let absorbed = self.route != Route::Intravenous && self.dose.infusion_minutes().is_none();
        if absorbed || steady || self.dose.infusion_minutes().is_some() {
            let factor = self.over_half_lives(|h| {
                let course = self.course(h, &self.dose)?;
                let lost = if absorbed {
                    (-std::f64::consts::LN_2 / h * course.peak_hours()).exp()
                } else {
                    1.0
                };
                let run = match self.dose.infusion_minutes() {
                    Some(m) => TimeCourse::infusion_over_bolus(h, m)?,
                    None => 1.0,
                };
                let many = self
                    .dose
                    .interval_hours()
                    .map_or(Ok(1.0), |tau| course.accumulation(tau))?;
                Ok(lost * run * many)
            })?;
            peak = peak.times(factor);
        }
        self.notes.push(format!(
            "concentration of {} computed from its {which}, {} L",
            self.given.id(),
            volume.interval
        ));
        self.sources.extend(volume.sources);
        if let Some(f) = bioavailable {
            self.sources.extend(f.sources);
        }
        Ok(Some(peak))
    }

    fn bounded(&mut self) -> Result<Interval, Error> {
        if self.given != self.analyte || self.route != Route::Intravenous {
            return Err(self.missing(&format!("an exposure by the {} route", self.route)));
        }
        let mass = self
            .given
            .molar_mass()
            .ok_or_else(|| self.missing("the molar mass"))?;
        let weight = self.dose.weight_kg() / 70.0;
        let mass = MolarMass::from_grams_per_mole(mass);
        let most = peak_upper_bound(&self.dose, mass, assume::PLASMA_LITRES * weight)?;
        let least = peak_upper_bound(&self.dose, mass, assume::LARGEST_VOLUME_LITRES * weight)?;
        let (low, high) = (least.as_nanomolar(), most.as_nanomolar());
        let mut interval = Interval::ordered(low, (low * high).sqrt(), high);
        if self.dose.interval_hours().is_some() {
            let many = self.over_half_lives(|h| {
                let course = self.course(h, &self.dose)?;
                Ok(course.accumulation(self.dose.interval_hours().unwrap_or(24.0))?)
            })?;
            interval = interval.times(many);
        }
        self.notes.push(format!(
            "neither a peak nor a volume of distribution of {} is curated: at most {most}, the dose in the plasma alone ({} L), \
             and at least {least}, the dose in {} L",
            self.given.id(),
            figures(assume::PLASMA_LITRES * weight),
            figures(assume::LARGEST_VOLUME_LITRES * weight),
        ));
        Ok(interval)
    }

    /// The share of the regimen's peak at the time asked about, and the hours since that peak.
    fn decline(&mut self) -> Result<(Interval, f64), Error> {
        let Some(hours) = self.dose.hours_after() else {
            return Ok((Interval::exact(1.0), 0.0));
        };
        let many = self.dose.interval_hours();
        let decline = self.over_half_lives(|h| {
            let course = self.course(h, &self.dose)?;
            Ok(match many {
                None => course.after(hours)?,
                Some(tau) => course.after_last_of_many(hours, tau)? / course.accumulation(tau)?,
            })
        })?;
        if let Some(p) = &self.half_life {
            self.sources.extend(p.sources.iter().copied());
            self.notes.push(format!(
                "half-life of {} {} h",
                self.analyte.id(),
                p.interval
            ));
        }
        let middle = self.half_life.as_ref().map_or(1.0, |p| p.interval.value());
        let course = self.course(middle, &self.dose)?;
        let since = match many {
            None => (hours - course.peak_hours()).max(0.0),
            Some(tau) => {
                let since = hours - course.peak_hours_at_steady_state(tau)?;
                if since < 0.0 { since + tau } else { since }
            }
        };
        Ok((decline.clamped(0.0, 1.0), since))
    }
}

fn same_interval(a: &Dose, b: &Dose) -> bool {
    match (a.interval_hours(), b.interval_hours()) {
        (None, None) => true,
        (Some(x), Some(y)) => (x / y).ln().abs() < 0.05,
        _ => false,
    }
}

fn without_weight(dose: &Dose) -> String {
    let text = dose.to_string();
    match text.rsplit_once(", ") {
        Some((head, tail)) if tail.ends_with(" kg") => head.to_owned(),
        _ => text,
    }
}

fn usual_peak_hours(route: Route) -> f64 {
    assume::USUAL_PEAK_HOURS
        .iter()
        .find(|(r, _)| *r == route)
        .map_or(0.0, |(_, hours)| *hours)
}
