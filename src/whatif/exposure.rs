//! How much of a dose is in the blood and, free, in the brain.

mod computed;
mod measured;
mod pool;
mod resolve;

use std::fmt;

use serde::Serialize;

pub(crate) use pool::receptor_half_time;
pub(crate) use resolve::{level, metabolites};

use crate::{
    display::notebook::{Show, shown},
    error::Error,
    graph::record::NodeId,
    quantity::{Concentration, Dose, Estimate, Input, Interval, Scale},
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

    /// Multiplies all concentrations: an interaction, a genotype.
    pub(crate) fn scale(&mut self, ratio: Interval, why: &str) {
        self.peak = self.peak.times(ratio);
        self.notes.push(format!("exposure times {ratio}: {why}"));
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
