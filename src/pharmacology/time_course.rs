mod shape;

use std::f64::consts::LN_2;
use std::fmt;

use serde::Serialize;

use shape::Shape;

use crate::quantity::{Dose, QuantityError, figures, non_negative, positive};

const MOST_HALF_LIFE_HOURS: f64 = 1e5;
const MOST_PEAK_HOURS: f64 = 1e4;

/// How a drug's concentration rises and falls after a dose, relative to the peak of one dose.
///
/// # Model
/// One compartment with first-order loss, k = ln 2 / t½.
/// - At once: e^(−kt).
/// - Infusion over T: rises as 1 − e^(−kt) until T, then falls as e^(−k(t−T)).
/// - Absorption with a peak at tmax < 1/k: e^(−kt) − e^(−kₐt), with kₐ from tmax = ln(kₐ/k)/(kₐ − k).
/// - A later peak, tmax ≥ 1/k: (x·e^(1−x))ⁿ with x = t/tmax and n = k·tmax, which meets the absorption curve at n = 1, peaks
///   at tmax and still falls with the half-life.
///
/// Repeated doses add up (superposition); at steady state the series over all earlier doses is summed.
///
/// # Units
/// Times in hours, infusions in minutes; results are multiples of the peak of a single dose.
///
/// # Assumptions
/// Linear kinetics and one half-life at all times. For a drug that first distributes (ketamine, fentanyl), the terminal
/// half-life overstates what is left in the first hours and a distribution half-life understates what is left later.
///
/// # Reference
/// Accumulation as a geometric series: general equation for repeated intravenous doses,
/// <https://www.boomer.org/c/p1/Ch14/Ch1407.html>.
///
/// ```
/// use opiograph::pharmacology::TimeCourse;
///
/// let course = TimeCourse::at_once(12.0)?;
/// assert!((course.after(24.0)? - 0.25).abs() < 1e-12);
/// assert!((course.accumulation(12.0)? - 2.0).abs() < 1e-12);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TimeCourse {
    half_life_hours: f64,
    shape: Shape,
}

impl TimeCourse {
    /// The course after a dose that is in the blood at once.
    ///
    /// # Errors
    /// A half-life that is not above zero, or above 100 000 h.
    pub fn at_once(half_life_hours: f64) -> Result<TimeCourse, QuantityError> {
        positive("half-life", half_life_hours, "h", MOST_HALF_LIFE_HOURS)?;
        Ok(TimeCourse {
            half_life_hours,
            shape: Shape::AtOnce,
        })
    }

    /// The course during and after an infusion at a constant rate; it peaks when the infusion ends.
    ///
    /// # Errors
    /// A half-life or duration that is not above zero.
    pub fn infused(half_life_hours: f64, minutes: f64) -> Result<TimeCourse, QuantityError> {
        positive(
            "duration of infusion",
            minutes,
            "min",
            MOST_PEAK_HOURS * 60.0,
        )?;
        let course = TimeCourse::at_once(half_life_hours)?;
        Ok(TimeCourse {
            shape: Shape::Infusion {
                hours: minutes / 60.0,
            },
            ..course
        })
    }

    /// The course of a dose that is absorbed and peaks at this time.
    ///
    /// # Errors
    /// A half-life that is not above zero, or a negative time of the peak.
    pub fn absorbed(half_life_hours: f64, peak_hours: f64) -> Result<TimeCourse, QuantityError> {
        non_negative("time of the peak", peak_hours, "h", MOST_PEAK_HOURS)?;
        let course = TimeCourse::at_once(half_life_hours)?;
        let k = course.rate();
        let shape = Shape::absorbed(k, peak_hours);
        Ok(TimeCourse { shape, ..course })
    }

    /// The half-life in hours.
    pub const fn half_life_hours(&self) -> f64 {
        self.half_life_hours
    }

    /// When a single dose peaks, in hours after it began.
    pub const fn peak_hours(&self) -> f64 {
        self.shape.peak_hours()
    }

    /// Returns the concentration this long after a single dose began, as a share of its peak.
    ///
    /// # Errors
    /// A time that is negative or above 1 000 000 h.
    pub fn after(&self, hours: f64) -> Result<f64, QuantityError> {
        non_negative("time after the dose", hours, "h", 1e6)?;
        Ok(self.single(hours))
    }

    /// Returns the concentration this long after the last of many equal doses, as a multiple of a single dose's peak.
    ///
    /// # Errors
    /// A time that is negative, or an interval outside 0.01 h to a year.
    pub fn after_last_of_many(
        &self,
        hours: f64,
        interval_hours: f64,
    ) -> Result<f64, QuantityError> {
        non_negative("time after the dose", hours, "h", 1e6)?;
        check_interval(interval_hours)?;
        Ok(self.summed(hours, interval_hours))
    }

    /// Returns how many times the peak at steady state is that of a single dose.
    ///
    /// # Errors
    /// An interval outside 0.01 h to a year.
    pub fn accumulation(&self, interval_hours: f64) -> Result<f64, QuantityError> {
        check_interval(interval_hours)?;
        Ok(self.summed(self.steady_peak(interval_hours), interval_hours))
    }

    /// Returns when the concentration peaks between two doses at steady state, in hours after the last dose.
    ///
    /// # Errors
    /// An interval outside 0.01 h to a year.
    pub fn peak_hours_at_steady_state(&self, interval_hours: f64) -> Result<f64, QuantityError> {
        check_interval(interval_hours)?;
        Ok(self.steady_peak(interval_hours))
    }

    /// Returns the concentration at the moment that a dose asks about, as a multiple of a single dose's peak.
    ///
    /// Without a time it is the peak; with an interval it is at steady state.
    ///
    /// # Errors
    /// Those of [`Dose::check`].
    ///
    /// ```
    /// use opiograph::{pharmacology::TimeCourse, quantity::Dose};
    ///
    /// let course = TimeCourse::absorbed(4.0, 1.0)?;
    /// assert_eq!(course.multiple_for(&Dose::milligrams(50.0))?, 1.0);
    /// assert!(course.multiple_for(&Dose::milligrams(50.0).after_hours(8.0))? < 0.4);
    /// assert!(course.multiple_for(&Dose::milligrams(50.0).every_hours(24.0))? < 1.05);
    /// # Ok::<(), opiograph::quantity::QuantityError>(())
    /// ```
    pub fn multiple_for(&self, dose: &Dose) -> Result<f64, QuantityError> {
        dose.check()?;
        match (dose.hours_after(), dose.interval_hours()) {
            (None, None) => Ok(1.0),
            (Some(hours), None) => self.after(hours),
            (None, Some(interval)) => self.accumulation(interval),
            (Some(hours), Some(interval)) => self.after_last_of_many(hours, interval),
        }
    }

    /// Returns how the peak of an infusion compares with that of the same amount given at once.
    ///
    /// # Model
    /// (1 − e^(−kT)) / (kT).
    ///
    /// # Errors
    /// A half-life or duration that is not above zero.
    pub fn infusion_over_bolus(half_life_hours: f64, minutes: f64) -> Result<f64, QuantityError> {
        let course = TimeCourse::infused(half_life_hours, minutes)?;
        let product = course.rate() * minutes / 60.0;
        Ok(-(-product).exp_m1() / product)
    }

    fn rate(&self) -> f64 {
        LN_2 / self.half_life_hours
    }

    fn single(&self, hours: f64) -> f64 {
        self.shape.single(self.rate(), hours)
    }

    fn summed(&self, hours: f64, interval: f64) -> f64 {
        self.shape.summed(self.rate(), hours, interval)
    }

    fn steady_peak(&self, interval: f64) -> f64 {
        self.shape.steady_peak(self.rate(), interval)
    }
}

fn check_interval(hours: f64) -> Result<(), QuantityError> {
    positive("dosing interval", hours, "h", 8_760.0)?;
    crate::quantity::within("dosing interval", hours, "h", 0.01, 8_760.0)?;
    Ok(())
}

impl fmt::Display for TimeCourse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let half_life = figures(self.half_life_hours);
        match self.shape {
            Shape::AtOnce => write!(f, "half-life {half_life} h"),
            Shape::Infusion { hours } => write!(
                f,
                "infused over {} min, half-life {half_life} h",
                figures(hours * 60.0)
            ),
            Shape::Absorption { peak_hours, .. } | Shape::Delayed { peak_hours } => {
                write!(
                    f,
                    "peak at {} h, half-life {half_life} h",
                    figures(peak_hours)
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, what: &str) {
        assert!(
            (a - b).abs() <= 1e-6 * b.abs().max(1e-12),
            "{what}: {a} is not {b}"
        );
    }

    fn courses() -> Vec<TimeCourse> {
        let mut all = Vec::new();
        for half_life in [0.05, 1.0, 4.0, 37.0, 1000.0] {
            all.push(TimeCourse::at_once(half_life).unwrap());
            for hours in [0.01, 0.5, 2.0, 30.0] {
                all.push(TimeCourse::infused(half_life, hours * 60.0).unwrap());
                all.push(TimeCourse::absorbed(half_life, hours).unwrap());
            }
        }
        all
    }

    #[test]
    fn a_single_dose_peaks_at_one_when_it_should() {
        for course in courses() {
            near(
                course.after(course.peak_hours()).unwrap(),
                1.0,
                &course.to_string(),
            );
            for i in 0..400 {
                let c = course.after(i as f64 * 0.25).unwrap();
                assert!(
                    (0.0..=1.0 + 1e-9).contains(&c),
                    "{course} at {}: {c}",
                    i as f64 * 0.25
                );
            }
        }
    }

    #[test]
    fn the_peak_comes_at_the_stated_time() {
        for half_life in [0.5, 1.0, 4.0, 24.0, 300.0] {
            for peak in [0.05, 0.5, 1.0, 1.44, 1.45, 3.0, 12.0] {
                near(
                    TimeCourse::absorbed(half_life, peak).unwrap().peak_hours(),
                    peak,
                    "peak",
                );
            }
        }
    }

    #[test]
    fn late_times_fall_with_the_half_life() {
        // A peak many half-lives after the dose means slow absorption, and its tail stays slower for long.
        let prompt = |c: &TimeCourse| c.peak_hours() < 3.0 * c.half_life_hours();
        for course in courses().into_iter().filter(prompt) {
            let t = course.peak_hours() + 200.0 * course.half_life_hours();
            let ratio =
                course.after(t + course.half_life_hours()).unwrap() / course.after(t).unwrap();
            assert!((ratio - 0.5).abs() < 0.01, "{course}: {ratio}");
        }
    }

    #[test]
    fn the_shapes_meet_where_absorption_is_as_slow_as_loss() {
        let half_life = 4.0;
        let limit = half_life / LN_2;
        let below = TimeCourse::absorbed(half_life, limit * 0.998).unwrap();
        let above = TimeCourse::absorbed(half_life, limit * 1.001).unwrap();
        for t in [0.5, 2.0, 6.0, 20.0] {
            assert!((below.after(t).unwrap() - above.after(t).unwrap()).abs() < 0.01);
        }
    }

    #[test]
    fn many_doses_sum_to_the_steady_state() {
        for course in courses() {
            for interval in [4.0, 24.0, 168.0] {
                let doses = (60.0 * course.half_life_hours() / interval).ceil() as usize + 60;
                for t in [0.0, 1.0, 3.9] {
                    let sum: f64 = (0..doses)
                        .map(|j| course.after(t + j as f64 * interval).unwrap())
                        .sum();
                    near(
                        course.after_last_of_many(t, interval).unwrap(),
                        sum,
                        &format!("{course} every {interval} h"),
                    );
                }
            }
        }
    }

    #[test]
    fn the_steady_peak_is_the_highest_point_between_doses() {
        for course in courses() {
            for interval in [1.0, 12.0, 24.0] {
                let peak = course.accumulation(interval).unwrap();
                assert!(peak >= 1.0 - 1e-9, "{course} every {interval} h: {peak}");
                let highest = (0..=1000)
                    .map(|i| {
                        course
                            .after_last_of_many(interval * i as f64 / 1000.0, interval)
                            .unwrap()
                    })
                    .fold(0.0, f64::max);
                assert!(
                    peak >= highest * (1.0 - 1e-4),
                    "{course} every {interval} h: {peak} below {highest}"
                );
                let at = course.peak_hours_at_steady_state(interval).unwrap();
                near(
                    course.after_last_of_many(at, interval).unwrap(),
                    peak,
                    "value at the peak",
                );
            }
        }
    }

    #[test]
    fn once_every_half_life_doubles_the_peak() {
        near(
            TimeCourse::at_once(12.0)
                .unwrap()
                .accumulation(12.0)
                .unwrap(),
            2.0,
            "accumulation",
        );
        assert!(
            TimeCourse::at_once(37.0)
                .unwrap()
                .accumulation(24.0)
                .unwrap()
                > 2.5
        );
    }

    #[test]
    fn an_infusion_peaks_below_a_bolus() {
        near(
            TimeCourse::infusion_over_bolus(1.0, 60.0).unwrap(),
            0.5 / LN_2,
            "one half-life",
        );
        let ratios: Vec<f64> = [0.001, 1.0, 40.0, 600.0]
            .iter()
            .map(|&m| TimeCourse::infusion_over_bolus(2.5, m).unwrap())
            .collect();
        assert!(
            ratios.windows(2).all(|w| w[1] < w[0]) && ratios[0] <= 1.0,
            "{ratios:?}"
        );
    }

    #[test]
    fn extremes_never_give_nan() {
        for half_life in [1e-6, 1.0, 1e5] {
            for peak in [0.0, 1e-9, 1.0, 1e4] {
                let course = TimeCourse::absorbed(half_life, peak).unwrap();
                for t in [0.0, 1e-9, 1.0, 1e6] {
                    assert!(
                        (0.0..=1.0 + 1e-9).contains(&course.after(t).unwrap()),
                        "{course} {t}"
                    );
                    for interval in [0.01, 24.0, 8760.0] {
                        let c = course.after_last_of_many(t, interval).unwrap();
                        assert!(c.is_finite() && c >= -1e-12, "{course} {t} {interval}: {c}");
                    }
                }
            }
        }
    }

    #[test]
    fn bad_input_is_named() {
        assert_eq!(
            TimeCourse::at_once(0.0).unwrap_err().quantity(),
            "half-life"
        );
        assert_eq!(
            TimeCourse::at_once(f64::NAN).unwrap_err().quantity(),
            "half-life"
        );
        assert_eq!(
            TimeCourse::absorbed(1.0, -1.0).unwrap_err().quantity(),
            "time of the peak"
        );
        assert_eq!(
            TimeCourse::infused(1.0, 0.0).unwrap_err().quantity(),
            "duration of infusion"
        );
        let course = TimeCourse::at_once(1.0).unwrap();
        assert_eq!(
            course.after(-1.0).unwrap_err().quantity(),
            "time after the dose"
        );
        assert_eq!(
            course.accumulation(0.0).unwrap_err().quantity(),
            "dosing interval"
        );
        assert!(
            course
                .multiple_for(&Dose::milligrams(1.0).every_hours(-3.0))
                .is_err()
        );
    }
}
