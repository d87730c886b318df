//! A forest plot: every number of one compound at one target.

use plotters::prelude::Color;

use super::{Plot, canvas::*};
use crate::{
    display::number::printed,
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
            "{} values from {} to {}.{} Circles are human, squares rat, triangles mouse, diamonds guinea pig, crosses others; grey values are not counted; hollow marks with an arrow are limits, which leave the true value on that side.",
            rows.len(),
            nanomolar(rows.iter().map(|r| r.1).fold(f64::INFINITY, f64::min)),
            nanomolar(rows.iter().map(|r| r.1).fold(0.0, f64::max)),
            summary
                .as_ref()
                .map(|s| format!(" Summary: {s}."))
                .unwrap_or_default(),
        );
        let keys = keys(&rows, summary.is_some());
        let width = 900.0;
        let bottom = ROW * rows.len() as f64 + 10.0;
        let height = bottom + 56.0 + legend_height(PARAMETER, width, &keys);
        draw(title, description, (width, height), |sheet| {
            let axis = Axis::logarithmic((left, right), (PLOT, VALUES - 24.0));
            let name = "concentration, logarithmic";
            sheet.axis_below(&axis, (0.0, bottom), &nanomolar, name)?;
            if let Some(s) = &summary {
                let x = axis.at(s.value().as_nanomolar());
                sheet.line(&[(x, 0.0), (x, bottom)], PALETTE[0].mix(0.7), 2.0)?;
            }
            for (i, (m, value)) in rows.iter().enumerate() {
                let y = ROW * (i as f64 + 0.5) + 4.0;
                let colour = if is_aside(m) { FAINT } else { INK };
                let words = if is_aside(m) { SOFT } else { INK };
                let texts = [
                    (PARAMETER, m.parameter().linear().to_string()),
                    (
                        SPECIES,
                        shortened(&m.species().to_string(), SOURCE - SPECIES),
                    ),
                    (
                        SOURCE,
                        shortened(&m.reference().citation(), PLOT - SOURCE - 12.0),
                    ),
                    (VALUES, number(m)),
                ];
                for (x, text) in &texts {
                    sheet.text(text, (*x, y), TEXT, words, Anchor::Left)?;
                }
                let x = axis.at(*value);
                let (low, high) = spread(m, *value);
                if low < high {
                    sheet.line(&[(axis.at(low), y), (axis.at(high), y)], colour, 1.2)?;
                }
                let way = censored(m);
                if way != 0.0 {
                    sheet.arrow((x, y), (x + 34.0 * way, y), colour)?;
                }
                sheet.mark(shape(m.species()), (x, y), colour, way != 0.0)?;
            }
            sheet.legend(PARAMETER, bottom + 54.0, &keys)
        })
    }
}

const ROW: f64 = 20.0;
const PARAMETER: f64 = 16.0;
const SPECIES: f64 = 64.0;
const SOURCE: f64 = 156.0;
const PLOT: f64 = 370.0;
const VALUES: f64 = 768.0;

/// 1 where the true value lies above what was printed, -1 where below.
fn censored(m: &Measurement) -> f64 {
    match m.record().concentration_bound() {
        Bound::Above | Bound::AtLeast => 1.0,
        Bound::Below | Bound::AtMost => -1.0,
        _ => 0.0,
    }
}

fn shape(species: Species) -> Mark {
    match species {
        Species::Human => Mark::Circle,
        Species::Rat => Mark::Square,
        Species::Mouse => Mark::Triangle,
        Species::GuineaPig => Mark::Diamond,
        _ => Mark::Cross,
    }
}

/// What the signs of this plot mean, as far as it uses them.
fn keys(rows: &[(Measurement, f64)], summarised: bool) -> Vec<(Key, String)> {
    let mut out = Vec::new();
    for (mark, words) in [
        (Mark::Circle, "human"),
        (Mark::Square, "rat"),
        (Mark::Triangle, "mouse"),
        (Mark::Diamond, "guinea pig"),
        (Mark::Cross, "other or not stated"),
    ] {
        if rows.iter().any(|(m, _)| shape(m.species()) == mark) {
            out.push((Key::Mark(mark, INK, false), words.to_owned()));
        }
    }
    if rows.iter().any(|(m, _)| is_aside(m)) {
        out.push((
            Key::Mark(Mark::Circle, FAINT, false),
            "not counted".to_owned(),
        ));
    }
    if rows.iter().any(|(m, _)| censored(m) != 0.0) {
        out.push((Key::Arrow(INK), "a limit: the value lies beyond".to_owned()));
    }
    if summarised {
        out.push((Key::Line(PALETTE[0]), "mean over papers".to_owned()));
    }
    out
}

/// The number as printed, with its spread.
fn number(m: &Measurement) -> String {
    let r = m.record();
    let bound = match m.relation() {
        Bound::Equal => String::new(),
        other => format!("{other} "),
    };
    let spread = m
        .sem()
        .or(m.sd())
        .map_or_else(String::new, |s| format!(" ± {}", printed(s)));
    if r.parameter.is_logarithmic() {
        format!("{} {bound}{}{spread}", m.parameter(), printed(m.value()))
    } else {
        format!("{bound}{}{spread} {}", printed(m.value()), m.unit())
    }
}

/// A text that fits a column, with an ellipsis where it does not.
fn shortened(words: &str, room: f64) -> String {
    let mut out = String::new();
    for c in words.chars() {
        if wide(&out, TEXT) + wide("…", TEXT) * 2.0 > room {
            out.push('…');
            break;
        }
        out.push(c);
    }
    out
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
