//! Occupancy over dose and over time, with the range that the inputs leave.

use plotters::{
    coord::{ranged1d::ValueFormatter, types::RangedCoordf64},
    prelude::*,
};

use super::{Plot, canvas::*};
use crate::{
    error::Error,
    graph::KnowledgeGraph,
    model::measurement::Route,
    quantity::{Dose, Estimate},
};

/// Points along a curve.
const POINTS: usize = 41;

impl KnowledgeGraph {
    /// The peak occupancy of targets over a range of single doses in mg, with 90 % bands; the axis is logarithmic.
    ///
    /// # Errors
    /// Where a name is unknown, the range is not positive and rising, or an exposure is missing.
    pub fn plot_occupancy_by_dose(
        &self,
        compound: &str,
        route: Route,
        targets: &[&str],
        from_mg: f64,
        to_mg: f64,
    ) -> Result<Plot, Error> {
        if !(from_mg.is_finite() && to_mg.is_finite() && 0.0 < from_mg && from_mg < to_mg) {
            return Err(Error::invalid(
                "dose range",
                format!("{from_mg} to {to_mg} mg"),
                "it does not rise from above zero",
                "a range such as 1 to 100",
            ));
        }
        let drug = self.compound(compound)?;
        let step = (to_mg / from_mg).ln() / (POINTS - 1) as f64;
        let curves = self.curves(
            targets,
            POINTS,
            |i| {
                let mg = from_mg * (step * i as f64).exp();
                (mg, Dose::milligrams(mg).route(route))
            },
            compound,
        )?;
        let title = format!("{}, {route}: peak occupancy over dose", drug.name());
        let description = format!("{}; bands hold 90 %.", ends(&curves));
        draw(title, description, (760, 430), |area| {
            let (plot, below) = area.margin(36, 0, 10, 20).split_vertically(350);
            let mut chart = ChartBuilder::on(&plot)
                .x_label_area_size(40)
                .y_label_area_size(48)
                .build_cartesian_2d((from_mg..to_mg).log_scale(), 0.0..1.0)?;
            paint(&mut chart, "mg", &curves)?;
            legend(&below, 8, &entries(&curves))
        })
    }

    /// The occupancy of targets over the hours after a dose, with 90 % bands.
    ///
    /// # Errors
    /// Where a name is unknown, the time is not positive, or an exposure is missing.
    pub fn plot_occupancy_over_time(
        &self,
        compound: &str,
        dose: Dose,
        targets: &[&str],
        hours: f64,
    ) -> Result<Plot, Error> {
        if !(hours.is_finite() && hours > 0.0) {
            return Err(Error::invalid(
                "time span",
                format!("{hours} h"),
                "it is not above zero",
                "hours, such as 24",
            ));
        }
        let drug = self.compound(compound)?;
        let curves = self.curves(
            targets,
            POINTS,
            |i| {
                let h = hours * i as f64 / (POINTS - 1) as f64;
                (h, dose.after_hours(h))
            },
            compound,
        )?;
        let title = format!("{}, {dose}: occupancy over time", drug.name());
        let description = format!("{}; bands hold 90 %.", ends(&curves));
        draw(title, description, (760, 430), |area| {
            let (plot, below) = area.margin(36, 0, 10, 20).split_vertically(350);
            let mut chart = ChartBuilder::on(&plot)
                .x_label_area_size(40)
                .y_label_area_size(48)
                .build_cartesian_2d(0.0..hours, 0.0..1.0)?;
            paint(&mut chart, "h", &curves)?;
            legend(&below, 8, &entries(&curves))
        })
    }

    fn curves(
        &self,
        targets: &[&str],
        points: usize,
        dose_at: impl Fn(usize) -> (f64, Dose),
        compound: &str,
    ) -> Result<Vec<Curve>, Error> {
        if targets.is_empty() {
            return Err(Error::invalid(
                "list of targets",
                "",
                "it is empty",
                "one target or more",
            ));
        }
        let mut curves: Vec<Curve> = Vec::new();
        for target in targets {
            curves.push((self.target(target)?.id().to_owned(), Vec::new()));
        }
        for i in 0..points {
            let (x, dose) = dose_at(i);
            let seen = self.engagement(compound, dose)?;
            for (target, curve) in &mut curves {
                curve.push((x, seen.occupancy(&*target)?));
            }
        }
        Ok(curves)
    }
}

/// The axes, and each curve with its band.
fn paint<'a, X>(
    chart: &mut ChartContext<'a, SVGBackend<'a>, Cartesian2d<X, RangedCoordf64>>,
    unit: &str,
    curves: &[Curve],
) -> Result<(), Failure>
where
    X: Ranged<ValueType = f64> + ValueFormatter<f64>,
{
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .bold_line_style(GRID)
        .axis_style(FAINT)
        .label_style(text(12, INK))
        .x_label_formatter(&|v| format!("{} {unit}", crate::display::number::short(*v)))
        .y_label_formatter(&|v| format!("{:.0} %", v * 100.0))
        .draw()?;
    for (k, (_, points)) in curves.iter().enumerate() {
        let colour = PALETTE[k % PALETTE.len()];
        chart.draw_series([Polygon::new(band(points), colour.mix(0.15))])?;
        chart.draw_series([PathElement::new(middle(points), colour.stroke_width(2))])?;
    }
    Ok(())
}

type Curve = (String, Vec<(f64, Estimate)>);

fn middle(points: &[(f64, Estimate)]) -> Vec<(f64, f64)> {
    points.iter().map(|(x, e)| (*x, e.value())).collect()
}

fn band(points: &[(f64, Estimate)]) -> Vec<(f64, f64)> {
    let up = points.iter().map(|(x, e)| (*x, e.high()));
    let down = points.iter().rev().map(|(x, e)| (*x, e.low()));
    up.chain(down).collect()
}

fn entries(curves: &[Curve]) -> Vec<(String, RGBColor)> {
    curves
        .iter()
        .enumerate()
        .map(|(k, (name, _))| (name.clone(), PALETTE[k % PALETTE.len()]))
        .collect()
}

/// The first and last point of each curve in words.
fn ends(curves: &[Curve]) -> String {
    let words = curves.iter().filter_map(|(name, points)| {
        let (first, last) = (points.first()?, points.last()?);
        Some(format!(
            "{name} from {:.0} % to {:.0} %",
            first.1.value() * 100.0,
            last.1.value() * 100.0
        ))
    });
    words.collect::<Vec<_>>().join("; ")
}
