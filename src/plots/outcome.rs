//! A trial's outcome over time, with its standard deviations.

use super::{Plot, canvas::*};
use crate::{
    display::number::short,
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
        let uses = |state: CellState| outcome.values.iter().any(|v| v.state == state);
        let mut keys: Vec<(Key, String)> = arms
            .iter()
            .enumerate()
            .map(|(k, a)| {
                (
                    Key::Series(Mark::of_series(k), of_series(k)),
                    a.name.clone(),
                )
            })
            .collect();
        if uses(CellState::Derived) {
            let key = Key::Mark(Mark::Circle, INK, true);
            keys.push((key, "derived, not printed".to_owned()));
        }
        if outcome.values.iter().any(|v| v.mean.is_none()) {
            keys.push((Key::Words("?"), "cannot be read in the source".to_owned()));
        }
        let height = FOOT + 56.0 + legend_height(PLOT, WIDTH, &keys);
        let has_spread = outcome.values.iter().any(|v| v.sd.is_some());
        let mut name = if has_spread { "mean ± SD" } else { "score" }.to_owned();
        name.push_str(match direction {
            " Higher is better." => ", higher is better",
            " Lower is better." => ", lower is better",
            _ => "",
        });
        draw(title, description, (WIDTH, height), |sheet| {
            let score = Axis::linear((bottom, top), (FOOT, 6.0));
            sheet.axis_beside(&score, (PLOT, RIGHT), &short, &name)?;
            sheet.line(&[(PLOT, FOOT), (RIGHT, FOOT)], FAINT, 1.2)?;
            let step = (RIGHT - PLOT) / times.len() as f64;
            for (i, time) in times.iter().enumerate() {
                let x = PLOT + step * (i as f64 + 0.5);
                sheet.text(time, (x, FOOT + 14.0), TEXT, INK, Anchor::Middle)?;
            }
            let middle = (PLOT + RIGHT) / 2.0;
            let remark = "time of rating (distances are not to scale)";
            sheet.text(remark, (middle, FOOT + 32.0), TEXT, SOFT, Anchor::Middle)?;
            for (k, arm) in arms.iter().enumerate() {
                let colour = of_series(k);
                // Arms stand a little apart, so that their bars do not hide one another.
                let shift = (k as f64 - (arms.len() as f64 - 1.0) / 2.0) * 12.0;
                let mut line: Vec<(f64, f64)> = Vec::new();
                let mut marks = Vec::new();
                for (i, time) in times.iter().enumerate() {
                    let x = PLOT + step * (i as f64 + 0.5) + shift;
                    let here = |v: &&Cell| v.arm == arm.id && v.time == *time;
                    let Some(cell) = outcome.values.iter().find(here) else {
                        continue;
                    };
                    let Some(mean) = cell.mean else {
                        sheet.text("?", (x, FOOT - 14.0), 15.0, colour, Anchor::Middle)?;
                        sheet.line(&std::mem::take(&mut line), colour, 2.0)?;
                        continue;
                    };
                    let y = score.at(mean);
                    line.push((x, y));
                    marks.push((x, y, cell.state == CellState::Derived));
                    if let Some(sd) = cell.sd {
                        let (low, high) = (score.at(mean - sd), score.at(mean + sd));
                        sheet.line(&[(x, low), (x, high)], colour, 1.2)?;
                        for end in [low, high] {
                            sheet.line(&[(x - 4.0, end), (x + 4.0, end)], colour, 1.2)?;
                        }
                    }
                }
                sheet.line(&line, colour, 2.0)?;
                for (x, y, hollow) in marks {
                    sheet.mark(Mark::of_series(k), (x, y), colour, hollow)?;
                }
            }
            sheet.legend(PLOT, FOOT + 54.0, &keys)
        })
    }
}

const WIDTH: f64 = 780.0;
const PLOT: f64 = 70.0;
const RIGHT: f64 = 760.0;
const FOOT: f64 = 300.0;

fn times(outcome: &Outcome) -> Vec<String> {
    let mut times: Vec<String> = Vec::new();
    for cell in &outcome.values {
        if !times.contains(&cell.time) {
            times.push(cell.time.clone());
        }
    }
    times
}
