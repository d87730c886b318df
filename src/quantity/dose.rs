mod words;

use std::fmt;

use serde::Serialize;

use super::error::QuantityError;
use super::{figures, non_negative, positive};
use crate::model::measurement::Route;

/// The weight that a dose per kilogram is multiplied with unless [`Dose::body_weight_kg`] says otherwise.
const USUAL_BODY_WEIGHT_KG: f64 = 70.0;
const MOST_MILLIGRAMS: f64 = 100_000.0;

/// How much of a drug is given, by which route, when, and how often.
///
/// Building a dose never fails; [`Dose::check`] says whether it can be used, and every question that takes one asks.
/// Without [`Dose::after_hours`] a dose is looked at when its effect on exposure peaks.
///
/// ```
/// use opiograph::{model::measurement::Route, quantity::Dose};
///
/// let dose = Dose::milligrams_per_kg(0.5).route(Route::Intravenous).over_minutes(40.0);
/// assert_eq!(dose.total_milligrams(), 35.0);
/// assert_eq!(dose.to_string(), "0.5 mg/kg intravenous over 40 min");
/// assert!(Dose::milligrams(-5.0).check().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Dose {
    amount: f64,
    per_kilogram: bool,
    in_micrograms: bool,
    route: Option<Route>,
    after_hours: Option<f64>,
    every_hours: Option<f64>,
    over_minutes: Option<f64>,
    body_weight_kg: Option<f64>,
}

impl Dose {
    /// A dose in mg.
    pub const fn milligrams(milligrams: f64) -> Dose {
        Dose::new(milligrams, false, false)
    }

    /// A dose in µg.
    pub const fn micrograms(micrograms: f64) -> Dose {
        Dose::new(micrograms, false, true)
    }

    /// A dose in mg for each kilogram of body weight.
    pub const fn milligrams_per_kg(milligrams: f64) -> Dose {
        Dose::new(milligrams, true, false)
    }

    /// A dose in µg for each kilogram of body weight.
    pub const fn micrograms_per_kg(micrograms: f64) -> Dose {
        Dose::new(micrograms, true, true)
    }

    const fn new(amount: f64, per_kilogram: bool, in_micrograms: bool) -> Dose {
        Dose {
            amount,
            per_kilogram,
            in_micrograms,
            route: None,
            after_hours: None,
            every_hours: None,
            over_minutes: None,
            body_weight_kg: None,
        }
    }

    /// Gives it by this route.
    pub const fn route(mut self, route: Route) -> Dose {
        self.route = Some(route);
        self
    }

    /// Looks this many hours after the (last) dose began, not at the peak.
    pub const fn after_hours(mut self, hours: f64) -> Dose {
        self.after_hours = Some(hours);
        self
    }

    /// Repeats the dose at this interval until the steady state is reached.
    pub const fn every_hours(mut self, hours: f64) -> Dose {
        self.every_hours = Some(hours);
        self
    }

    /// Infuses the dose at a constant rate over this time.
    pub const fn over_minutes(mut self, minutes: f64) -> Dose {
        self.over_minutes = Some(minutes);
        self
    }

    /// Gives it to somebody of this weight; 70 kg without it.
    pub const fn body_weight_kg(mut self, kilograms: f64) -> Dose {
        self.body_weight_kg = Some(kilograms);
        self
    }

    /// The amount of one dose in mg, with the body weight counted in.
    pub fn total_milligrams(&self) -> f64 {
        let amount = if self.in_micrograms {
            self.amount / 1e3
        } else {
            self.amount
        };
        if self.per_kilogram {
            amount * self.weight_kg()
        } else {
            amount
        }
    }

    /// The amount of one dose in mg for each kilogram of body weight.
    pub fn milligrams_for_each_kg(&self) -> f64 {
        let amount = if self.in_micrograms {
            self.amount / 1e3
        } else {
            self.amount
        };
        if self.per_kilogram {
            amount
        } else {
            amount / self.weight_kg()
        }
    }

    /// Whether the dose was stated for each kilogram of body weight.
    pub const fn is_per_kg(&self) -> bool {
        self.per_kilogram
    }

    /// The route, where one was named.
    pub const fn given_by(&self) -> Option<Route> {
        self.route
    }

    /// The time after the (last) dose, where one was named; the peak without it.
    pub const fn hours_after(&self) -> Option<f64> {
        self.after_hours
    }

    /// The time between doses; `None` for a single dose.
    pub const fn interval_hours(&self) -> Option<f64> {
        self.every_hours
    }

    /// How long the dose runs in; `None` where it is given at once.
    pub const fn infusion_minutes(&self) -> Option<f64> {
        self.over_minutes
    }

    /// The body weight in kg: what was said, else 70.
    pub fn weight_kg(&self) -> f64 {
        self.body_weight_kg.unwrap_or(USUAL_BODY_WEIGHT_KG)
    }

    /// The dose, if it can be given.
    ///
    /// # Errors
    /// An amount, interval, duration, time or weight that is not finite, negative, zero or absurd; the error names it and
    /// what is accepted.
    pub fn check(&self) -> Result<Dose, QuantityError> {
        if let Some(kilograms) = self.body_weight_kg {
            positive("body weight", kilograms, "kg", 1000.0)?;
        }
        let unit = self.unit();
        let milligrams = if self.in_micrograms {
            self.amount / 1e3
        } else {
            self.amount
        };
        let most = MOST_MILLIGRAMS
            / if self.per_kilogram {
                self.weight_kg()
            } else {
                1.0
            };
        if milligrams.is_finite() && milligrams > most {
            return Err(QuantityError::OutOfRange {
                quantity: "dose".into(),
                value: format!("{} {unit}", figures(self.amount)),
                accepted: "a value above zero, at most 100 g in all".into(),
            });
        }
        positive(
            "dose",
            self.amount,
            unit,
            if self.in_micrograms { most * 1e3 } else { most },
        )?;
        if let Some(hours) = self.after_hours {
            non_negative("time after the dose", hours, "h", 87_600.0)?;
        }
        if let Some(hours) = self.every_hours {
            positive("dosing interval", hours, "h", 8_760.0)?;
        }
        if let Some(minutes) = self.over_minutes {
            positive("duration of infusion", minutes, "min", 525_600.0)?;
        }
        Ok(*self)
    }

    const fn unit(&self) -> &'static str {
        match (self.in_micrograms, self.per_kilogram) {
            (false, false) => "mg",
            (true, false) => "µg",
            (false, true) => "mg/kg",
            (true, true) => "µg/kg",
        }
    }
}

impl fmt::Display for Dose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = format!("{} {}", figures(self.amount), self.unit());
        if let Some(route) = self.route {
            text.push_str(&format!(" {route}"));
        }
        if let Some(minutes) = self.over_minutes {
            text.push_str(&format!(" over {} min", figures(minutes)));
        }
        if let Some(hours) = self.every_hours {
            text.push_str(&format!(" every {} h, at steady state", figures(hours)));
        }
        if let Some(hours) = self.after_hours {
            text.push_str(&format!(
                ", {} h after the {}dose",
                figures(hours),
                if self.every_hours.is_some() {
                    "last "
                } else {
                    ""
                }
            ));
        }
        if let Some(kilograms) = self.body_weight_kg {
            text.push_str(&format!(", {} kg", figures(kilograms)));
        }
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doses_read_as_a_colleague_would_write_them() {
        for (dose, text) in [
            (
                Dose::milligrams(5.0).route(Route::Intravenous),
                "5 mg intravenous",
            ),
            (
                Dose::milligrams(50.0).route(Route::Oral).after_hours(8.0),
                "50 mg oral, 8 h after the dose",
            ),
            (
                Dose::milligrams(16.0)
                    .route(Route::Sublingual)
                    .every_hours(24.0)
                    .after_hours(4.0),
                "16 mg sublingual every 24 h, at steady state, 4 h after the last dose",
            ),
            (
                Dose::micrograms_per_kg(2.0).body_weight_kg(80.0),
                "2 µg/kg, 80 kg",
            ),
        ] {
            assert_eq!(dose.to_string(), text);
            assert_eq!(dose.check(), Ok(dose));
        }
    }

    #[test]
    fn amounts_count_the_body_weight() {
        assert_eq!(Dose::milligrams_per_kg(0.5).total_milligrams(), 35.0);
        assert_eq!(
            Dose::milligrams_per_kg(0.5)
                .body_weight_kg(80.0)
                .total_milligrams(),
            40.0
        );
        assert_eq!(Dose::micrograms(250.0).total_milligrams(), 0.25);
        assert_eq!(Dose::micrograms_per_kg(500.0).total_milligrams(), 35.0);
        assert_eq!(Dose::milligrams(70.0).milligrams_for_each_kg(), 1.0);
    }

    #[test]
    fn a_dose_that_cannot_be_given_says_what_is_wrong() {
        let good = Dose::milligrams(5.0);
        for (dose, quantity) in [
            (Dose::milligrams(-5.0), "dose"),
            (Dose::milligrams(0.0), "dose"),
            (Dose::milligrams(f64::NAN), "dose"),
            (Dose::milligrams(f64::INFINITY), "dose"),
            (Dose::milligrams(100_001.0), "dose"),
            (Dose::micrograms(100_000_001.0), "dose"),
            (Dose::milligrams_per_kg(2_000.0), "dose"),
            (good.every_hours(0.0), "dosing interval"),
            (good.every_hours(-24.0), "dosing interval"),
            (good.every_hours(1e9), "dosing interval"),
            (good.after_hours(-1.0), "time after the dose"),
            (good.after_hours(f64::NAN), "time after the dose"),
            (good.over_minutes(0.0), "duration of infusion"),
            (good.body_weight_kg(0.0), "body weight"),
            (good.body_weight_kg(f64::NAN), "body weight"),
        ] {
            let error = dose.check().unwrap_err();
            assert_eq!(error.quantity(), quantity, "{dose}: {error}");
            assert!(!error.accepted().is_empty());
        }
        assert_eq!(
            Dose::milligrams(2e5).check().unwrap_err().to_string(),
            "dose `200000 mg` cannot be used: it is out of range; accepted is a value above zero, at most 100 g in all"
        );
        assert!(good.after_hours(0.0).check().is_ok());
    }
}
