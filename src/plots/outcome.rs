//! A trial's outcome over time, with its standard deviations.

use plotters::prelude::*;

use super::{Plot, canvas::*};
use crate::{
    error::Error,
    graph::study::{Cell, Outcome, Study},
    model::experiment::CellState,
};

impl Study {
    /// An outcome over its time points, one line an arm, bars for the SD. Damaged and lost cells leave a gap that is marked.
    ///
    /// The outcome is named as the study names it, or by its instrument.
    ///
    /// # Errors
    /// Where the study has no such outcome, or no readable value for it.
    pub fn plot(&self, outcome: &str) -> Result<Plot, Error> {
        let outcomes = self.outcomes();
        let wanted = outcome.to_lowercase();
        let found = outcomes.iter().find(|o| {
            o.name.to_lowercase() == wanted
                || o.instrument
                    .as_ref()
                    .is_some_and(|i| i.id() == wanted || i.name().to_lowercase() == wanted)
        });
        let Some(outcome) = found else {
            let names = outcomes.iter().map(|o| o.name.as_str());
            return Err(Error::not_found(
                "outcome",
                outcome,
                crate::source::suggest::nearest(outcome, names, 3),
            ));
        };
        let times = times(outcome);
        let readable = |c: &&Cell| c.mean.is_some();
        let ends: Vec<f64> = outcome
            .values
            .iter()
            .filter(readable)
            .flat_map(|c| {
                [
                    c.mean.unwrap_or(0.0) - c.sd.unwrap_or(0.0),
                    c.mean.unwrap_or(0.0) + c.sd.unwrap_or(0.0),
                ]
            })
            .collect();
        if ends.is_empty() {
            return Err(Error::missing(
                self.id(),
                &format!("a readable value of {}", outcome.name),
                "a plot",
                "choose another outcome",
            ));
        }
        let bottom = ends.iter().copied().fold(0.0, f64::min);
        let top = ends.iter().copied().fold(f64::MIN, f64::max) * 1.05;
        let arms: Vec<_> = self
            .arms()
            .into_iter()
            .filter(|a| outcome.values.iter().any(|v| v.arm == a.id))
            .collect();
        let title = format!("{}: {}", self.name(), outcome.name);
        let direction = outcome
            .instrument
            .as_ref()
            .and_then(|i| i.higher_is_better())
            .map_or("", |better| {
                if better {
                    " Higher is better."
                } else {
                    " Lower is better."
                }
            });
        let description = format!(
            "Mean and standard deviation at {}.{direction}",
            times.join(", ")
        );
        let rows = arms.len() as u32;
        draw(title, description, (760, 400 + 20 * rows), |area| {
            let (plot, below) = area.margin(36, 0, 10, 20).split_vertically(330);
            let last = (times.len() as f64 - 1.0).max(1.0);
            let mut chart = ChartBuilder::on(&plot)
                .x_label_area_size(30)
                .y_label_area_size(48)
                .build_cartesian_2d(-0.3..last + 0.3, bottom..top)?;
            chart
                .configure_mesh()
                .disable_x_mesh()
                .x_labels(0)
                .light_line_style(WHITE)
                .bold_line_style(GRID)
                .axis_style(FAINT)
                .label_style(text(12, INK))
                .draw()?;
            for (i, time) in times.iter().enumerate() {
                let (x, y) = chart.backend_coord(&(i as f64, bottom));
                let half = (time.chars().count() as f64 * 12.0 * CHARACTER / 2.0) as i32;
                area.draw(&Text::new(time.clone(), (x - half, y + 8), text(12, INK)))?;
            }
            for (k, arm) in arms.iter().enumerate() {
                let colour = PALETTE[k % PALETTE.len()];
                // Arms stand a little apart, so that their bars do not hide one another.
                let shift = (k as f64 - (arms.len() as f64 - 1.0) / 2.0) * 0.06;
                let mut line: Vec<(f64, f64)> = Vec::new();
                for (i, time) in times.iter().enumerate() {
                    let x = i as f64 + shift;
                    let Some(cell) = outcome
                        .values
                        .iter()
                        .find(|v| v.arm == arm.id && v.time == *time)
                    else {
                        continue;
                    };
                    let Some(mean) = cell.mean else {
                        let style = text(14, colour);
                        chart.draw_series([Text::new(
                            "?".to_owned(),
                            (x, bottom + (top - bottom) * 0.06),
                            style,
                        )])?;
                        chart.draw_series([PathElement::new(
                            std::mem::take(&mut line),
                            colour.stroke_width(2),
                        )])?;
                        continue;
                    };
                    line.push((x, mean));
                    if let Some(sd) = cell.sd {
                        chart.draw_series([ErrorBar::new_vertical(
                            x,
                            mean - sd,
                            mean,
                            mean + sd,
                            colour.stroke_width(1),
                            8,
                        )])?;
                    }
                    let at = EmptyElement::at((x, mean));
                    if cell.state == CellState::Derived {
                        chart.draw_series([at + Circle::new((0, 0), 4, colour.stroke_width(2))])?;
                    } else if k % 2 == 0 {
                        chart.draw_series([at + Circle::new((0, 0), 4, colour.filled())])?;
                    } else {
                        chart.draw_series([
                            at + Rectangle::new([(-4, -4), (4, 4)], colour.filled())
                        ])?;
                    }
                }
                chart.draw_series([PathElement::new(line, colour.stroke_width(2))])?;
            }
            let entries: Vec<(String, RGBColor)> = arms
                .iter()
                .enumerate()
                .map(|(k, a)| (a.name.clone(), PALETTE[k % PALETTE.len()]))
                .collect();
            legend(&below, 8, &entries)
        })
    }
}

fn times(outcome: &Outcome) -> Vec<String> {
    let mut times: Vec<String> = Vec::new();
    for cell in &outcome.values {
        if !times.contains(&cell.time) {
            times.push(cell.time.clone());
        }
    }
    times
}
