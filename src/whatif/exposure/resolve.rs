//! From what was measured of a drug to its concentration after a dose.

use super::{ExposureBasis, PlasmaLevel, pool::*};
use crate::{
    error::Error,
    graph::{
        KnowledgeGraph,
        handles::Compound,
        record::{KineticRecord, NodeId},
    },
    model::{
        kind::Site,
        measurement::{KineticParameter, Route},
    },
    pharmacology::TimeCourse,
    quantity::{Concentration, Dose, Interval},
    whatif::assumptions as assume,
};

pub(super) struct Resolver<'a> {
    pub kg: &'a KnowledgeGraph,
    pub given: Compound,
    pub analyte: Compound,
    pub dose: Dose,
    pub route: Route,
    pub half_life: Option<Pooled>,
    pub peak_hours: f64,
    pub sources: Vec<NodeId>,
    pub notes: Vec<String>,
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
        if peak.value() > assume::MOST_IN_PLASMA {
            let level = Concentration::from_nanomolar(peak.value());
            let most = Concentration::from_nanomolar(assume::MOST_IN_PLASMA);
            return Err(Error::invalid(
                "dose",
                self.dose,
                &format!("it would put {level} of {} into plasma", self.analyte.id()),
                &format!("a dose that leaves plasma below {most}"),
            ));
        }
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

    pub(super) fn course(&self, half_life: f64, dose: &Dose) -> Result<TimeCourse, Error> {
        Ok(match (self.route, dose.infusion_minutes()) {
            (_, Some(minutes)) => TimeCourse::infused(half_life, minutes)?,
            (Route::Intravenous, None) => TimeCourse::at_once(half_life)?,
            (_, None) => TimeCourse::absorbed(half_life, self.peak_hours)?,
        })
    }

    /// A number that depends on the half-life, with the range that the half-life's range leaves.
    pub(super) fn over_half_lives(
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

    pub(super) fn missing(&self, input: &str) -> Error {
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
