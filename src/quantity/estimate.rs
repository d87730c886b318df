use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Interval, decimals, figures};

/// An input that causes at least this share of the variance is named in the notes.
const SHARE_WORTH_NAMING: f64 = 0.2;
/// Ranges narrower than these are not worth a note.
const NARROW_FRACTION: f64 = 0.05;
const NARROW_FOLD: f64 = 1.25;

/// A computed number with the range that holds it nine times in ten, and what made the range wide.
///
/// ```
/// use opiograph::quantity::{Estimate, Input, Interval, QuantityError, Scale};
///
/// let inputs = [
///     Input::new("free concentration", Interval::within_fold(20.0, 1.1)?, "nM"),
///     Input::new("Kd", Interval::within_fold(4.0, 3.0)?, "nM"),
/// ];
/// let occupancy = Estimate::propagate(Scale::Fraction, &inputs, |x| Ok::<_, QuantityError>(x[0] / (x[0] + x[1])))?;
/// assert_eq!(occupancy.to_string(), "0.83 (0.62–0.94)");
/// assert_eq!(occupancy.notes(), ["the range comes mainly from Kd, 4 nM (1.33–12)"]);
/// # Ok::<(), QuantityError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    value: f64,
    low: f64,
    high: f64,
    level: f64,
    notes: Vec<String>,
}

/// The scale on which the effects of uncertain inputs add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scale {
    /// The number itself.
    Linear,
    /// Its logarithm, for numbers above zero: ratios, concentrations.
    Fold,
    /// Its log odds, for shares between 0 and 1: occupancies. The range stays within 0 and 1.
    Fraction,
}

/// An uncertain input of a calculation: its name, its range and its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    name: String,
    interval: Interval,
    unit: &'static str,
}

impl Input {
    /// An input; the unit is for the notes and may be empty.
    pub fn new(name: impl Into<String>, interval: Interval, unit: &'static str) -> Input {
        Input {
            name: name.into(),
            interval,
            unit,
        }
    }

    pub(crate) const fn value(&self) -> f64 {
        self.interval.value()
    }

    /// The standard deviation of the logarithm, for a number above zero.
    pub(crate) fn spread(&self) -> f64 {
        if self.interval.is_exact() || self.interval.low() <= 0.0 {
            0.0
        } else {
            0.5 * (self.interval.high() / self.interval.low()).ln() / super::interval::Z90
        }
    }

    /// The same number without its range.
    pub(crate) fn held(mut self) -> Input {
        self.interval = Interval::exact(self.interval.value());
        self
    }
}

impl Estimate {
    /// An estimate with this range.
    pub const fn from_interval(interval: Interval) -> Estimate {
        Estimate {
            value: interval.value(),
            low: interval.low(),
            high: interval.high(),
            level: Interval::LEVEL,
            notes: Vec::new(),
        }
    }

    /// A number whose range is not counted.
    pub const fn exact(value: f64) -> Estimate {
        Estimate::from_interval(Interval::exact(value))
    }

    /// Carries the uncertainty of the inputs through a calculation.
    ///
    /// # Model
    /// The value is the calculation at the inputs' values. Each input in turn is moved to its lower and to its upper limit
    /// with the others held; the shifts of the result, measured on the chosen scale, add in quadrature, upward and downward
    /// apart. For one uncertain input of a monotone calculation, and for products on [`Scale::Fold`], this is exact. It takes
    /// 2n + 1 evaluations and draws no random numbers.
    ///
    /// # Assumptions
    /// Inputs are independent. Joint effects of two inputs far from their values are left out.
    ///
    /// # Errors
    /// Whatever the calculation returns.
    pub fn propagate<E>(
        scale: Scale,
        inputs: &[Input],
        calculation: impl Fn(&[f64]) -> Result<f64, E>,
    ) -> Result<Estimate, E> {
        let mut at: Vec<f64> = inputs.iter().map(|i| i.interval.value()).collect();
        let value = calculation(&at)?;
        let centre = scale.forward(value);
        let (mut down, mut up) = (0.0, 0.0);
        let mut variances = Vec::with_capacity(inputs.len());
        for (k, input) in inputs.iter().enumerate() {
            if input.interval.is_exact() {
                variances.push(0.0);
                continue;
            }
            let mut shift = |x: f64| -> Result<f64, E> {
                at[k] = x;
                Ok(scale.forward(calculation(&at)?) - centre)
            };
            let ends = [shift(input.interval.low())?, shift(input.interval.high())?];
            at[k] = input.interval.value();
            let below = ends[0].min(ends[1]).min(0.0);
            let above = ends[0].max(ends[1]).max(0.0);
            down += below * below;
            up += above * above;
            variances.push((above - below) * (above - below));
        }
        let low = if down == 0.0 {
            value
        } else {
            scale.backward(centre - down.sqrt()).min(value)
        };
        let high = if up == 0.0 {
            value
        } else {
            scale.backward(centre + up.sqrt()).max(value)
        };
        let mut estimate = Estimate {
            value,
            low,
            high,
            level: Interval::LEVEL,
            notes: Vec::new(),
        };
        if estimate.is_wide(scale) {
            estimate.notes = name_the_widest(inputs, &variances);
        }
        Ok(estimate)
    }

    fn is_wide(&self, scale: Scale) -> bool {
        match scale {
            Scale::Fraction => self.high - self.low > NARROW_FRACTION,
            Scale::Fold => self.high > self.low * NARROW_FOLD,
            Scale::Linear => self.high > self.low,
        }
    }

    /// The number itself.
    pub const fn value(&self) -> f64 {
        self.value
    }

    /// The lower limit.
    pub const fn low(&self) -> f64 {
        self.low
    }

    /// The upper limit.
    pub const fn high(&self) -> f64 {
        self.high
    }

    /// How often the range is meant to hold the true number: 0.9.
    pub const fn level(&self) -> f64 {
        self.level
    }

    /// What made the range wide and what was assumed, most important first.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The estimate with one more note.
    pub fn with_note(mut self, note: impl Into<String>) -> Estimate {
        self.notes.push(note.into());
        self
    }

    /// The number and its range, without the notes.
    pub const fn interval(&self) -> Interval {
        Interval::ordered(self.low, self.value, self.high)
    }
}

impl Scale {
    fn forward(self, x: f64) -> f64 {
        match self {
            Scale::Linear => x,
            Scale::Fold => x.max(1e-300).ln(),
            Scale::Fraction => {
                let p = x.clamp(1e-15, 1.0 - 1e-15);
                (p / (1.0 - p)).ln()
            }
        }
    }

    fn backward(self, y: f64) -> f64 {
        match self {
            Scale::Linear => y,
            Scale::Fold => y.exp(),
            Scale::Fraction => 1.0 / (1.0 + (-y).exp()),
        }
    }
}

fn name_the_widest(inputs: &[Input], variances: &[f64]) -> Vec<String> {
    let total: f64 = variances.iter().sum();
    let mut named: Vec<(f64, &Input)> = variances
        .iter()
        .zip(inputs)
        .filter(|(variance, _)| **variance >= SHARE_WORTH_NAMING * total && **variance > 0.0)
        .map(|(variance, input)| (variance / total, input))
        .collect();
    named.sort_by(|a, b| b.0.total_cmp(&a.0));
    named
        .iter()
        .enumerate()
        .map(|(rank, (_, input))| {
            let i = input.interval;
            let space = if input.unit.is_empty() { "" } else { " " };
            format!(
                "the range comes {} from {}, {}{space}{} ({}–{})",
                if rank == 0 { "mainly" } else { "also" },
                input.name,
                figures(i.value()),
                input.unit,
                figures(i.low()),
                figures(i.high()),
            )
        })
        .collect()
}

impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.low == self.high {
            f.pad(&decimals(self.value))
        } else {
            f.pad(&format!(
                "{} ({}–{})",
                decimals(self.value),
                decimals(self.low),
                decimals(self.high)
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    fn occupancy(x: &[f64]) -> Result<f64, Infallible> {
        Ok(x[0] / (x[0] + x[1]))
    }

    #[test]
    fn one_uncertain_input_is_carried_exactly() {
        let inputs = [
            Input::new("free concentration", Interval::exact(4.0), "nM"),
            Input::new("Kd", Interval::within_fold(4.0, 3.0).unwrap(), "nM"),
        ];
        let e = Estimate::propagate(Scale::Fraction, &inputs, occupancy).unwrap();
        assert!((e.value() - 0.5).abs() < 1e-12);
        assert!((e.low() - 0.25).abs() < 1e-12);
        assert!((e.high() - 0.75).abs() < 1e-12);
        assert_eq!(e.level(), 0.9);
    }

    #[test]
    fn ratios_of_lognormal_inputs_are_exact_on_the_fold_scale() {
        let a = Interval::within_fold(8.0, 2.0).unwrap();
        let b = Interval::within_fold(2.0, 3.0).unwrap();
        let inputs = [Input::new("a", a, ""), Input::new("b", b, "")];
        let e = Estimate::propagate(Scale::Fold, &inputs, |x| Ok::<_, Infallible>(x[0] / x[1]))
            .unwrap();
        let exact = a.over(b);
        assert!((e.low() - exact.low()).abs() < 1e-9 && (e.high() - exact.high()).abs() < 1e-9);
        assert_eq!(e.notes().len(), 2);
        assert!(
            e.notes()[0].starts_with("the range comes mainly from b"),
            "{:?}",
            e.notes()
        );
        assert!(
            e.notes()[1].starts_with("the range comes also from a"),
            "{:?}",
            e.notes()
        );
    }

    #[test]
    fn fractions_stay_within_0_and_1_even_at_the_ends() {
        for concentration in [0.0, 1e-12, 1e-3, 1.0, 1e3, 1e12] {
            for fold in [1.0, 2.0, 1e6] {
                let inputs = [
                    Input::new("free concentration", Interval::exact(concentration), "nM"),
                    Input::new("Kd", Interval::within_fold(1.0, fold).unwrap(), "nM"),
                ];
                let e = Estimate::propagate(Scale::Fraction, &inputs, occupancy).unwrap();
                assert!(
                    0.0 <= e.low()
                        && e.low() <= e.value()
                        && e.value() <= e.high()
                        && e.high() <= 1.0,
                    "{e:?}"
                );
            }
        }
    }

    #[test]
    fn exact_inputs_give_an_exact_result_without_notes() {
        let inputs = [
            Input::new("free concentration", Interval::exact(1.0), "nM"),
            Input::new("Kd", Interval::exact(3.0), "nM"),
        ];
        let e = Estimate::propagate(Scale::Fraction, &inputs, occupancy).unwrap();
        assert_eq!((e.low(), e.value(), e.high()), (0.25, 0.25, 0.25));
        assert!(e.notes().is_empty());
        assert_eq!(e.to_string(), "0.25");
        assert_eq!(e.interval(), Interval::exact(0.25));
    }
}
