//! A concentration from volume, clearance and bioavailability, or its bounds.

use super::{pool::*, resolve::Resolver};
use crate::{
    error::Error,
    graph::record::KineticRecord,
    model::measurement::{KineticParameter, Route},
    pharmacology::{TimeCourse, peak_upper_bound},
    quantity::{Concentration, Interval, MolarMass, figures},
    whatif::assumptions as assume,
};

impl Resolver<'_> {
    /// The peak at steady state that an apparent clearance (CL/F) of the route gives, in nM.
    pub(super) fn steady_peak_by_apparent_clearance(&mut self) -> Result<Option<f64>, Error> {
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

    pub(super) fn computed(&mut self) -> Result<Option<Interval>, Error> {
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

    pub(super) fn bounded(&mut self) -> Result<Interval, Error> {
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
}
