//! A measured peak, scaled to the dose.

use std::collections::BTreeMap;

use super::{pool::is_usual, resolve::Resolver};
use crate::{
    error::Error,
    graph::{
        record::{ExposureRecord, NodeId},
        reference::Reference,
        study::GivenDose,
    },
    model::{measurement::Route, species::Species},
    pharmacology::TimeCourse,
    quantity::{Concentration, Dose, Interval, MolarMass, figures},
    whatif::assumptions as assume,
};

/// A measured peak with the dose that it followed.
struct Candidate<'a> {
    record: &'a ExposureRecord,
    dose: Dose,
    nanomolar: f64,
}

impl Resolver<'_> {
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

    pub(super) fn measured(&mut self) -> Result<Option<Interval>, Error> {
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
            && let Some(peak) = self.steady_peak_by_apparent_clearance()?
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
            .map(|&n| Reference::new(self.kg, n).citation())
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
