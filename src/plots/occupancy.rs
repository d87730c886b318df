//! Occupancy over dose and over time, with the range that the inputs leave.

use plotters::prelude::Color;

use super::{Plot, canvas::*};
use crate::{
    error::Error,
    graph::KnowledgeGraph,
    model::measurement::Route,
    quantity::{Dose, Estimate},
};

/// Points along a curve.
const POINTS: usize = 73;

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
        let axis = Axis::logarithmic((from_mg, to_mg), (PLOT, RIGHT));
        paint(title, &axis, "single dose in mg, logarithmic", &curves)
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
        let axis = Axis::linear((0.0, hours), (PLOT, RIGHT));
        paint(title, &axis, "hours after the dose began", &curves)
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
fn paint(title: String, axis: &Axis, name: &str, curves: &[Curve]) -> Result<Plot, Error> {
    let description = format!("{}; bands hold 90 %.", ends(curves));
    let keys = entries(curves);
    let height = FOOT + 56.0 + legend_height(PLOT, WIDTH, &keys);
    draw(title, description, (WIDTH, height), |sheet| {
        let share = Axis::linear((0.0, 1.0), (FOOT, 6.0));
        let percent = |v: f64| format!("{:.0} %", v * 100.0);
        sheet.axis_beside(&share, (PLOT, RIGHT), &percent, "receptors occupied")?;
        sheet.axis_below(axis, (6.0, FOOT), &crate::display::number::short, name)?;
        let place = |(x, y): (f64, f64)| (axis.at(x), share.at(y));
        for (k, (_, points)) in curves.iter().enumerate() {
            let band: Vec<_> = band(points).into_iter().map(place).collect();
            sheet.fill(&band, of_series(k).mix(0.1))?;
            for edge in [Estimate::low, Estimate::high] {
                let line: Vec<_> = points.iter().map(|(x, e)| place((*x, edge(e)))).collect();
                sheet.line(&line, of_series(k).mix(0.55), 0.8)?;
            }
        }
        for (k, (_, points)) in curves.iter().enumerate() {
            let line: Vec<_> = middle(points).into_iter().map(place).collect();
            sheet.line(&line, of_series(k), 2.2)?;
            for at in line.iter().skip(POINTS / 12).step_by(POINTS / 6) {
                sheet.mark(Mark::of_series(k), *at, of_series(k), false)?;
            }
        }
        for (k, y) in apart(curves, &share).into_iter().enumerate() {
            let name = &curves[k].0;
            sheet.text(name, (RIGHT + 8.0, y), TEXT, of_series(k), Anchor::Left)?;
        }
        sheet.legend(PLOT, FOOT + 54.0, &keys)
    })
}

const WIDTH: f64 = 780.0;
const PLOT: f64 = 76.0;
const RIGHT: f64 = 690.0;
const FOOT: f64 = 320.0;

/// Heights for the names at the ends of the curves, so that none hides another.
fn apart(curves: &[Curve], share: &Axis) -> Vec<f64> {
    const LINE: f64 = 14.0;
    let mut by: Vec<(f64, usize)> = curves
        .iter()
        .enumerate()
        .map(|(k, (_, points))| (share.at(points.last().map_or(0.0, |p| p.1.value())), k))
        .collect();
    by.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out = vec![0.0; curves.len()];
    let mut least = f64::NEG_INFINITY;
    for (y, k) in by {
        let y = y.max(least);
        out[k] = y;
        least = y + LINE;
    }
    let over = out.iter().copied().fold(0.0, f64::max) - FOOT;
    if over > 0.0 {
        out.iter_mut().for_each(|y| *y -= over);
    }
    out
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

fn entries(curves: &[Curve]) -> Vec<(Key, String)> {
    let mut out: Vec<(Key, String)> = curves
        .iter()
        .enumerate()
        .map(|(k, (name, _))| (Key::Series(Mark::of_series(k), of_series(k)), name.clone()))
        .collect();
    out.push((Key::Band(FAINT), "holds 90 %".to_owned()));
    out
}

/// The first and last point of each curve in words, and its top where that lies between them.
fn ends(curves: &[Curve]) -> String {
    let words = curves.iter().filter_map(|(name, points)| {
        let (first, last) = (points.first()?, points.last()?);
        let percent = |share: f64| format!("{:.0} %", share * 100.0);
        let (first, last) = (first.1.value(), last.1.value());
        let top = points.iter().map(|p| p.1.value()).fold(0.0, f64::max);
        let over = if top > first.max(last) {
            format!(" over {}", percent(top))
        } else {
            String::new()
        };
        Some(format!(
            "{name} from {}{over} to {}",
            percent(first),
            percent(last)
        ))
    });
    words.collect::<Vec<_>>().join("; ")
}
