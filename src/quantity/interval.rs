use std::fmt;

use serde::{Deserialize, Serialize};

use super::error::{QuantityError, positive, within};
use super::{decimals, non_negative};

/// The standard normal quantile that leaves 5 % on either side.
pub(crate) const Z90: f64 = 1.644_853_626_951_472_2;
/// How many papers' worth of weight the usual spread has beside the spread that was seen.
const WEIGHT_OF_USUAL_SPREAD: f64 = 2.0;
const MOST: f64 = 1e15;

/// A number with the range that holds it nine times in ten.
///
/// The range need not be symmetrical. Affinities and exposures vary by factors, so most intervals here are lognormal.
///
/// ```
/// use opiograph::quantity::Interval;
///
/// let ki = Interval::within_fold(10.0, 2.0)?;
/// assert_eq!((ki.low(), ki.value(), ki.high()), (5.0, 10.0, 20.0));
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    value: f64,
    low: f64,
    high: f64,
}

impl Interval {
    /// How often the range is meant to hold the true number.
    pub const LEVEL: f64 = 0.9;

    /// A number that is known exactly, or whose uncertainty is not counted.
    pub const fn exact(value: f64) -> Interval {
        Interval {
            value,
            low: value,
            high: value,
        }
    }

    /// Limits and value that are known to be in order.
    pub(crate) const fn ordered(low: f64, value: f64, high: f64) -> Interval {
        Interval { value, low, high }
    }

    /// A number and its limits.
    ///
    /// # Errors
    /// A number that is not finite, or limits that do not enclose the value.
    pub fn new(value: f64, low: f64, high: f64) -> Result<Interval, QuantityError> {
        within("value of an interval", value, "", -MOST, MOST)?;
        within("lower limit", low, "", -MOST, value)?;
        within("upper limit", high, "", value, MOST)?;
        Ok(Interval { value, low, high })
    }

    /// A number above zero that is right to within this factor, up or down.
    ///
    /// # Errors
    /// A value that is not above zero, or a factor below 1.
    pub fn within_fold(value: f64, fold: f64) -> Result<Interval, QuantityError> {
        positive("value", value, "", MOST)?;
        within("fold range", fold, "", 1.0, 1e9)?;
        Ok(Interval {
            value,
            low: value / fold,
            high: value * fold,
        })
    }

    /// The typical value behind an arithmetic mean and standard deviation of a quantity that varies by factors.
    ///
    /// # Model
    /// Lognormal with the same two moments: σ² = ln(1 + (sd/mean)²); the value is the median, mean·exp(−σ²/2), and the
    /// range is value·exp(±1.645 σ).
    ///
    /// # Errors
    /// A mean that is not above zero, or a negative standard deviation.
    pub fn from_mean_and_sd(mean: f64, sd: f64) -> Result<Interval, QuantityError> {
        positive("mean", mean, "", MOST)?;
        non_negative("standard deviation", sd, "", MOST)?;
        let sigma = (sd / mean).powi(2).ln_1p().sqrt();
        let value = mean * (-0.5 * sigma * sigma).exp();
        let fold = (Z90 * sigma).exp();
        Ok(Interval {
            value,
            low: value / fold,
            high: value * fold,
        })
    }

    /// What several papers say of one positive quantity: their geometric mean, and the range in which another paper's
    /// value would lie.
    ///
    /// # Model
    /// Lognormal. Few papers show little of their spread, so the observed variance of the logarithms is pooled with a usual
    /// one that counts as two papers: s² = (2 s₀² + Σ(ln x − mean)²) / (2 + n − 1), where `usual_fold` = exp(1.645 s₀).
    /// The range is geometric mean·exp(±1.645 s). It is the spread between papers, not the error of their mean: which
    /// paper's conditions are those of the living brain is not known, and more papers do not tell.
    ///
    /// # Errors
    /// No value, a value that is not above zero, or a usual fold range below 1.
    pub fn over_papers(values: &[f64], usual_fold: f64) -> Result<Interval, QuantityError> {
        within("usual fold range", usual_fold, "", 1.0, 1e9)?;
        positive("number of values", values.len() as f64, "", 1e9)?;
        for &value in values {
            positive("value of a paper", value, "", MOST)?;
        }
        let n = values.len() as f64;
        let mean = values.iter().map(|v| v.ln()).sum::<f64>() / n;
        let squares: f64 = values.iter().map(|v| (v.ln() - mean).powi(2)).sum();
        let usual = usual_fold.ln() / Z90;
        let variance =
            (WEIGHT_OF_USUAL_SPREAD * usual * usual + squares) / (WEIGHT_OF_USUAL_SPREAD + n - 1.0);
        Interval::within_fold(mean.exp(), (Z90 * variance.sqrt()).exp())
    }

    /// The number itself.
    pub const fn value(self) -> f64 {
        self.value
    }

    /// The lower limit.
    pub const fn low(self) -> f64 {
        self.low
    }

    /// The upper limit.
    pub const fn high(self) -> f64 {
        self.high
    }

    /// Whether the range has no width.
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }

    /// The factor between the upper and the lower limit; infinite where the lower limit is zero.
    pub fn fold_width(self) -> f64 {
        if self.is_exact() {
            1.0
        } else {
            self.high / self.low
        }
    }

    /// Whether the range holds this number.
    pub fn holds(self, number: f64) -> bool {
        self.low <= number && number <= self.high
    }

    /// The interval times an exact factor of zero or more: a unit, a ratio of doses.
    pub fn scaled(self, factor: f64) -> Interval {
        Interval {
            value: self.value * factor,
            low: self.low * factor,
            high: self.high * factor,
        }
    }

    /// The interval, cut to limits that it cannot pass: a fraction to 0 and 1.
    pub fn clamped(self, least: f64, most: f64) -> Interval {
        let cut = |x: f64| x.max(least).min(most);
        Interval {
            value: cut(self.value),
            low: cut(self.low),
            high: cut(self.high),
        }
    }

    /// The product of two independent positive quantities.
    ///
    /// # Model
    /// The half-widths of the logarithms add in quadrature, above and below apart. Exact for lognormal quantities.
    pub fn times(self, other: Interval) -> Interval {
        let value = self.value * other.value;
        if !(self.value > 0.0 && other.value > 0.0) {
            return Interval {
                value,
                low: value.min(self.low * other.low),
                high: value.max(self.high * other.high),
            };
        }
        let down = (self.value / self.low)
            .ln()
            .hypot((other.value / other.low).ln());
        let up = (self.high / self.value)
            .ln()
            .hypot((other.high / other.value).ln());
        Interval {
            value,
            low: value * (-down).exp(),
            high: value * up.exp(),
        }
    }

    /// The quotient of two independent positive quantities; the divisor's limits change places.
    pub fn over(self, other: Interval) -> Interval {
        self.times(Interval {
            value: 1.0 / other.value,
            low: 1.0 / other.high,
            high: 1.0 / other.low,
        })
    }

    /// The range that encloses both, around this value.
    pub fn widened_by(self, other: Interval) -> Interval {
        Interval {
            value: self.value,
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_exact() {
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
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{a} is not {b}");
    }

    #[test]
    fn one_paper_has_the_usual_spread_and_two_that_agree_a_smaller_one() {
        let one = Interval::over_papers(&[10.0], 3.0).unwrap();
        near(one.value(), 10.0);
        near(one.fold_width(), 9.0);
        let two = Interval::over_papers(&[10.0, 10.0], 3.0).unwrap();
        assert!(two.fold_width() < one.fold_width());
        let apart = Interval::over_papers(&[1.0, 100.0], 3.0).unwrap();
        near(apart.value(), 10.0);
        assert!(apart.fold_width() > one.fold_width());
        assert!(apart.holds(1.5) && apart.holds(60.0));
    }

    #[test]
    fn mean_and_sd_keep_their_moments() {
        let i = Interval::from_mean_and_sd(100.0, 50.0).unwrap();
        let sigma = (i.high() / i.value()).ln() / Z90;
        near(i.value() * (0.5 * sigma * sigma).exp(), 100.0);
        near(100.0 * (sigma * sigma).exp_m1().sqrt(), 50.0);
        assert!(Interval::from_mean_and_sd(5.0, 0.0).unwrap().is_exact());
    }

    #[test]
    fn products_of_lognormal_quantities_are_exact() {
        let a = Interval::within_fold(2.0, 2.0).unwrap();
        let b = Interval::within_fold(5.0, 3.0).unwrap();
        let product = a.times(b);
        near(product.value(), 10.0);
        near(product.high(), 10.0 * 2f64.ln().hypot(3f64.ln()).exp());
        let back = product.over(b);
        near(back.value(), 2.0);
        assert!(back.fold_width() > product.fold_width());
        near(a.times(Interval::exact(3.0)).low(), 3.0);
        assert_eq!(Interval::exact(0.0).times(b), Interval::exact(0.0));
    }

    #[test]
    fn limits_enclose_the_value_or_are_refused() {
        assert!(Interval::new(1.0, 0.5, 2.0).is_ok());
        for (v, l, h) in [
            (1.0, 1.5, 2.0),
            (1.0, 0.5, 0.9),
            (f64::NAN, 0.0, 1.0),
            (1.0, f64::NAN, 2.0),
            (1.0, 0.0, f64::INFINITY),
        ] {
            assert!(Interval::new(v, l, h).is_err(), "{v} {l} {h}");
        }
        assert!(Interval::within_fold(0.0, 2.0).is_err());
        assert!(Interval::within_fold(1.0, 0.5).is_err());
        assert!(Interval::over_papers(&[], 3.0).is_err());
        assert!(Interval::over_papers(&[1.0, -1.0], 3.0).is_err());
        assert!(Interval::from_mean_and_sd(0.0, 1.0).is_err());
    }
}
