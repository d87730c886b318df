use std::{collections::BTreeSet, fmt};

use serde::Serialize;

use super::assumptions as assume;
use crate::{
    display::html::{self, Html},
    graph::{
        KnowledgeGraph,
        record::{InVivoRecord, NodeId},
        reference::Reference,
    },
    quantity::{Input, Interval, figures},
};

/// A number that a ratio of exposures was computed from, with its range and its sources.
#[derive(Debug, Clone, Serialize)]
pub struct ExposureInput {
    name: String,
    interval: Interval,
    sources: Vec<Reference>,
    notes: Vec<String>,
}

impl ExposureInput {
    pub(super) fn new(name: impl Into<String>, interval: Interval) -> ExposureInput {
        ExposureInput {
            name: name.into(),
            interval,
            sources: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub(super) fn from(mut self, kg: &KnowledgeGraph, sources: &BTreeSet<NodeId>) -> Self {
        self.sources
            .extend(sources.iter().map(|&n| Reference::new(kg, n)));
        self
    }

    pub(super) fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// What it is: `share of codeine's clearance by CYP2D6`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The number.
    pub fn value(&self) -> f64 {
        self.interval.value()
    }

    /// The lower limit of its range.
    pub fn low(&self) -> f64 {
        self.interval.low()
    }

    /// The upper limit of its range.
    pub fn high(&self) -> f64 {
        self.interval.high()
    }

    /// Where it comes from; empty where it was assumed.
    pub fn sources(&self) -> &[Reference] {
        &self.sources
    }

    /// How it was reached.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    pub(super) fn as_input(&self) -> Input {
        Input::new(self.name.clone(), self.interval, "")
    }

    fn words(&self) -> String {
        let i = self.interval;
        let mut out = format!("{}: {}", self.name, figures(i.value()));
        if !i.is_exact() {
            out.push_str(&format!(" ({}–{})", figures(i.low()), figures(i.high())));
        }
        out
    }

    pub(super) fn html(&self) -> Html {
        let mut out = Html::text(self.words());
        if !self.sources.is_empty() {
            let cited = self.sources.iter().map(html::reference);
            out = out.and(" [").and(Html::join(cited, "; ")).and("]");
        }
        if !self.notes.is_empty() {
            out = out.and(" ").and(Html::muted(self.notes.join("; ")));
        }
        out
    }
}

impl fmt::Display for ExposureInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())?;
        if !self.sources.is_empty() {
            let cited: Vec<String> = self.sources.iter().map(Reference::citation).collect();
            write!(f, " [{}]", cited.join("; "))?;
        }
        if !self.notes.is_empty() {
            write!(f, "; {}", self.notes.join("; "))?;
        }
        Ok(())
    }
}

/// What a pooled number means, which decides its scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pool {
    /// A share of clearance or formation.
    Share,
    /// A share of an enzyme's work that is lost.
    Inhibition,
    /// An increase of an enzyme's work, as a multiple.
    Induction,
}

/// References that a prediction must not rest on: those of the trial that is predicted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Aside(pub BTreeSet<NodeId>);

impl Aside {
    pub(super) fn admits(&self, estimate: &InVivoRecord) -> bool {
        !self.0.contains(&estimate.source) && estimate.fitted_to.iter().all(|s| !self.0.contains(s))
    }
}

/// The mean of several estimates, with the range of them all.
///
/// Estimates are few and each rests on one trial, so the range reaches from the lowest limit to the highest.
pub(super) fn pooled(
    kg: &KnowledgeGraph,
    name: String,
    estimates: &[&InVivoRecord],
    pool: Pool,
    daily_milligrams: Option<f64>,
) -> Option<ExposureInput> {
    let (taken, note) = at_dose(estimates, pool, daily_milligrams);
    let n = taken.len();
    let mean = mean(&taken)?;
    let low = taken.iter().fold(mean, |low, t| low.min(t.interval.low()));
    let high = taken
        .iter()
        .fold(mean, |high, t| high.max(t.interval.high()));
    let sources: BTreeSet<NodeId> = taken.iter().map(|t| t.source).collect();
    let mut input = ExposureInput::new(name, Interval::ordered(low, mean, high)).from(kg, &sources);
    match taken.as_slice() {
        [one] => {
            if let Some(how) = &one.how {
                input = input.with_note(how.clone());
            }
        }
        _ => input = input.with_note(format!("mean of {n} estimates")),
    }
    if let Some(note) = note {
        input = input.with_note(note);
    }
    Some(input)
}

/// The share of a clearance at usual doses, as [`pooled`] takes it, from estimates that do not rest on these references.
pub(crate) fn usual_share(estimates: &[InVivoRecord], without: &[NodeId]) -> Option<f64> {
    let aside = Aside(without.iter().copied().collect());
    let admitted: Vec<&InVivoRecord> = estimates.iter().filter(|e| aside.admits(e)).collect();
    mean(&at_dose(&admitted, Pool::Share, None).0)
}

fn mean(taken: &[Taken]) -> Option<f64> {
    let sum: f64 = taken.iter().map(|t| t.interval.value()).sum();
    (!taken.is_empty()).then(|| sum / taken.len() as f64)
}

struct Taken {
    interval: Interval,
    source: NodeId,
    how: Option<String>,
}

/// The estimates that fit a daily dose, scaled to it where they were found with another.
fn at_dose(
    estimates: &[&InVivoRecord],
    pool: Pool,
    dose: Option<f64>,
) -> (Vec<Taken>, Option<String>) {
    let plain = |e: &&InVivoRecord| Taken {
        interval: interval_of(e, pool),
        source: e.source,
        how: e.note.as_deref().map(str::to_owned),
    };
    let undosed = || estimates.iter().filter(|e| e.daily_milligrams.is_none());
    let Some(dose) = dose else {
        // An estimate that names no dose was made for the usual one.
        let usual: Vec<Taken> = undosed().map(plain).collect();
        return if usual.is_empty() {
            (estimates.iter().map(plain).collect(), None)
        } else {
            (usual, None)
        };
    };
    let away = |e: &&&InVivoRecord| e.daily_milligrams.map(|d| (dose / d).ln().abs());
    let nearest = estimates
        .iter()
        .filter_map(|e| away(&e))
        .min_by(f64::total_cmp);
    let Some(nearest) = nearest.filter(|d| *d <= assume::FARTHEST_DOSE.ln()) else {
        return (undosed().map(plain).collect(), None);
    };
    let mut note = None;
    let taken = estimates
        .iter()
        .filter(|e| away(e).is_some_and(|d| d <= nearest + 1e-9))
        .map(|e| {
            let from = e.daily_milligrams.unwrap_or(dose);
            let factor = dose / from;
            if (factor - 1.0).abs() > 1e-9 {
                note = Some(format!(
                    "scaled from {} to {} mg daily",
                    figures(from),
                    figures(dose)
                ));
            }
            let i = interval_of(e, pool);
            Taken {
                interval: match pool {
                    Pool::Induction => i,
                    _ => map(i, |p| odds_times(p, factor)),
                },
                ..plain(e)
            }
        })
        .collect();
    (taken, note)
}

fn interval_of(e: &InVivoRecord, pool: Pool) -> Interval {
    let v = match pool {
        Pool::Induction => e.value.max(0.0),
        _ => e.value.clamp(0.0, 1.0),
    };
    let usual = |factor: f64| match pool {
        Pool::Share if v == 0.0 && factor > 1.0 => assume::ZERO_MAY_BE,
        Pool::Inhibition if v == 0.0 && factor > 1.0 => assume::ZERO_MAY_BE,
        Pool::Induction => v * factor,
        _ => odds_times(v, factor),
    };
    let fold = match pool {
        Pool::Share => assume::SHARE_ODDS_FOLD,
        Pool::Inhibition => assume::INHIBITION_ODDS_FOLD,
        Pool::Induction => assume::INDUCTION_FOLD,
    };
    Interval::ordered(
        e.low.unwrap_or_else(|| usual(1.0 / fold)).clamp(0.0, v),
        v,
        e.high.unwrap_or_else(|| usual(fold)).max(v),
    )
}

/// The share whose odds are this many times those of `p`.
pub(super) fn odds_times(p: f64, factor: f64) -> f64 {
    let p = p.clamp(0.0, 1.0);
    p * factor / (1.0 - p + p * factor)
}

fn map(i: Interval, f: impl Fn(f64) -> f64) -> Interval {
    Interval::ordered(f(i.low()), f(i.value()), f(i.high()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(value: f64, low: Option<f64>, mg: Option<f64>) -> InVivoRecord {
        InVivoRecord {
            value,
            low,
            high: None,
            daily_milligrams: mg,
            source: NodeId(0),
            fitted_to: Vec::new(),
            note: None,
        }
    }

    fn values(estimates: &[InVivoRecord], pool: Pool, dose: Option<f64>) -> Vec<f64> {
        let all: Vec<&InVivoRecord> = estimates.iter().collect();
        at_dose(&all, pool, dose)
            .0
            .iter()
            .map(|t| t.interval.value())
            .collect()
    }

    #[test]
    fn a_dose_takes_its_own_estimate_and_the_usual_dose_the_others() {
        let all = [
            estimate(0.8, None, None),
            estimate(0.5, None, Some(100.0)),
            estimate(0.75, None, Some(400.0)),
        ];
        assert_eq!(values(&all, Pool::Inhibition, None), [0.8]);
        assert_eq!(values(&all, Pool::Inhibition, Some(100.0)), [0.5]);
        assert_eq!(values(&all, Pool::Inhibition, Some(400.0)), [0.75]);
        // I/Ki 1 at 100 mg is 2 at 200 mg less what is nearer: on the log scale both are as near, and both count.
        let between = values(&all, Pool::Inhibition, Some(200.0));
        assert_eq!(between.len(), 2);
        assert!((between[0] - 2.0 / 3.0).abs() < 1e-9 && (between[1] - 0.6).abs() < 1e-9);
        assert_eq!(values(&all, Pool::Inhibition, Some(1e5)), [0.8]);
    }

    #[test]
    fn the_range_holds_the_value_and_stays_a_share() {
        for value in [0.0, 0.01, 0.5, 0.97, 1.0] {
            for low in [None, Some(0.9 * value)] {
                let e = estimate(value, low, None);
                for pool in [Pool::Share, Pool::Inhibition] {
                    let i = interval_of(&e, pool);
                    assert!(
                        0.0 <= i.low()
                            && i.low() <= i.value()
                            && i.value() <= i.high()
                            && i.high() <= 1.0,
                        "{i:?}"
                    );
                }
            }
        }
    }
}
