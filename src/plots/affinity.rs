//! A forest plot: every number of one compound at one target.

use plotters::prelude::*;

use super::{Plot, canvas::*};
use crate::{
    error::Error,
    graph::{handles::Compound, measurement::Measurement},
    model::{
        measurement::{Bound, Tier},
        species::Species,
    },
};

impl Compound {
    /// Every measured concentration at a target: its spread, censored values as arrows, species by shape, values that are not counted in grey.
    ///
    /// # Errors
    /// Where no target has this name, or no number in molar units is curated for the pair.
    pub fn plot_affinity(&self, target: impl AsRef<str>) -> Result<Plot, Error> {
        let target = self.kg.target(target)?;
        let mut rows: Vec<(Measurement, f64)> = self
            .measurements(&target)?
            .into_iter()
            .filter_map(|m| m.nanomolar().map(|v| (m, v)))
            .collect();
        if rows.is_empty() {
            return Err(Error::missing(
                self.id(),
                &format!("a measured concentration at {}", target.id()),
                "a forest plot",
                "choose a target of `compound.targets()`",
            ));
        }
        rows.sort_by(|a, b| {
            let rank = |m: &Measurement| (m.parameter().linear(), is_aside(m), m.species());
            rank(&a.0).cmp(&rank(&b.0)).then(a.1.total_cmp(&b.1))
        });
        let summary = self.affinity(&target)?;
        let ends = rows.iter().flat_map(|(m, v)| {
            let (low, high) = spread(m, *v);
            [low, high]
        });
        let Some((left, right)) = decades(ends) else {
            return Err(Error::missing(
                self.id(),
                "a positive concentration",
                "a forest plot",
                "mend the data",
            ));
        };
        let title = format!("{} at {}", self.name(), target.id());
        let description = format!(
            "{} values from {} to {}.{} Circles are human, squares rat, triangles mouse, diamonds guinea pig, crosses others; grey values are not counted; arrows point where a limit leaves the true value.",
            rows.len(),
            nanomolar(&rows.iter().map(|r| r.1).fold(f64::INFINITY, f64::min)),
            nanomolar(&rows.iter().map(|r| r.1).fold(0.0, f64::max)),
            summary
                .as_ref()
                .map(|s| format!(" Summary: {s}."))
                .unwrap_or_default(),
        );
        let height = 110 + 20 * rows.len() as u32;
        draw(title, description, (860, height), |area| {
            let n = rows.len() as f64;
            let (_, plot) = area.margin(40, 16, 10, 16).split_horizontally(330);
            let mut chart = ChartBuilder::on(&plot)
                .x_label_area_size(42)
                .build_cartesian_2d((left..right).log_scale(), 0.0..n)?;
            chart
                .configure_mesh()
                .disable_y_mesh()
                .disable_y_axis()
                .light_line_style(WHITE)
                .bold_line_style(GRID)
                .axis_style(FAINT)
                .x_labels(9)
                .x_label_formatter(&nanomolar)
                .label_style(text(12, INK))
                .draw()?;
            if let Some(s) = &summary {
                let x = s.value().as_nanomolar();
                chart.draw_series([PathElement::new(
                    vec![(x, 0.0), (x, n)],
                    PALETTE[0].mix(0.6).stroke_width(2),
                )])?;
            }
            for (i, (m, value)) in rows.iter().enumerate() {
                let y = n - i as f64 - 0.5;
                let colour = if is_aside(m) { FAINT } else { INK };
                let (low, high) = spread(m, *value);
                if low < high {
                    chart.draw_series([PathElement::new(
                        vec![(low, y), (high, y)],
                        colour.stroke_width(1),
                    )])?;
                }
                match m.record().concentration_bound() {
                    Bound::Above | Bound::AtLeast => {
                        arrow(&mut chart, *value, y, right, 1.0, colour)?
                    }
                    Bound::Below | Bound::AtMost => {
                        arrow(&mut chart, *value, y, left, -1.0, colour)?
                    }
                    _ => {}
                }
                mark(&mut chart, *value, y, m.species(), colour)?;
                let label = label(m);
                let (_, row) = chart.backend_coord(&(*value, y));
                area.draw(&Text::new(label, (16, row - 7), text(12, colour)))?;
            }
            Ok(())
        })
    }
}

type Chart<'a, 'b> = ChartContext<
    'a,
    SVGBackend<'b>,
    Cartesian2d<
        plotters::coord::combinators::LogCoord<f64>,
        plotters::coord::types::RangedCoordf64,
    >,
>;

/// A line from a limit towards the side on which the true value lies.
fn arrow(
    chart: &mut Chart<'_, '_>,
    x: f64,
    y: f64,
    end: f64,
    way: f64,
    colour: RGBColor,
) -> Result<(), Failure> {
    let tip = if way > 0.0 {
        (x * 3.0).min(end)
    } else {
        (x / 3.0).max(end)
    };
    let back = tip / 10f64.powf(0.06 * way);
    chart.draw_series([
        PathElement::new(vec![(x, y), (tip, y)], colour.stroke_width(1)),
        PathElement::new(
            vec![(back, y + 0.22), (tip, y), (back, y - 0.22)],
            colour.stroke_width(1),
        ),
    ])?;
    Ok(())
}

fn mark(
    chart: &mut Chart<'_, '_>,
    x: f64,
    y: f64,
    species: Species,
    colour: RGBColor,
) -> Result<(), Failure> {
    let at = EmptyElement::at((x, y));
    match species {
        Species::Human => chart.draw_series([at + Circle::new((0, 0), 4, colour.filled())])?,
        Species::Rat => {
            chart.draw_series([at + Rectangle::new([(-4, -4), (4, 4)], colour.filled())])?
        }
        Species::Mouse => {
            chart.draw_series([at + TriangleMarker::new((0, 0), 5, colour.filled())])?
        }
        Species::GuineaPig => chart
            .draw_series([at + Polygon::new(vec![(0, -5), (5, 0), (0, 5), (-5, 0)], colour)])?,
        _ => chart.draw_series([at + Cross::new((0, 0), 4, colour.stroke_width(2))])?,
    };
    Ok(())
}

fn is_aside(m: &Measurement) -> bool {
    m.tier() == Tier::Summary || m.set_aside().is_some()
}

/// The ends of a value's printed spread, in nM.
fn spread(m: &Measurement, value: f64) -> (f64, f64) {
    let r = m.record();
    let scale = value / r.value;
    if r.parameter.is_logarithmic() {
        let s = r.sem.or(r.sd).unwrap_or(0.0);
        return (value * 10f64.powf(-s), value * 10f64.powf(s));
    }
    match (r.low, r.high, r.sem.or(r.sd)) {
        (Some(l), Some(h), _) if l > 0.0 => (l * scale, h * scale),
        (_, _, Some(s)) if s < r.value => ((r.value - s) * scale, (r.value + s) * scale),
        _ => (value, value),
    }
}

fn label(m: &Measurement) -> String {
    let mut words = format!("{} {} ", m.parameter().linear(), m.species());
    words.push_str(&m.reference().citation());
    if m.tier() == Tier::Summary {
        words.push_str(" (summary)");
    }
    const MOST: usize = 46;
    if words.chars().count() > MOST {
        words.chars().take(MOST - 1).chain(['…']).collect()
    } else {
        words
    }
}
