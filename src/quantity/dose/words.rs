//! A dose as it is written in a table: `10 mg/kg ip`.

use std::str::FromStr;

use super::Dose;
use crate::{model::measurement::Route, quantity::error::QuantityError};

/// Short forms beside the words of [`Route`], without their full stops.
const SHORT: &[(&str, Route)] = &[
    ("iv", Route::Intravenous),
    ("po", Route::Oral),
    ("orally", Route::Oral),
    ("sl", Route::Sublingual),
    ("im", Route::Intramuscular),
    ("sc", Route::Subcutaneous),
    ("ip", Route::Intraperitoneal),
    ("it", Route::Intrathecal),
    ("icv", Route::Intracerebroventricular),
];

impl FromStr for Dose {
    type Err = QuantityError;

    /// Reads a dose as tables and [`Dose`]'s own `Display` write it: amount, unit, route, then what else is known.
    ///
    /// ```
    /// use opiograph::{Dose, Route};
    ///
    /// let dose: Dose = "10 mg/kg i.p.".parse()?;
    /// assert_eq!(dose, Dose::milligrams_per_kg(10.0).route(Route::Intraperitoneal));
    /// let dose: Dose = "16 mg sublingual every 24 h".parse()?;
    /// assert_eq!(dose, Dose::milligrams(16.0).route(Route::Sublingual).every_hours(24.0));
    /// assert!("7.5-15 mg/kg ip".parse::<Dose>().is_err());
    /// # Ok::<(), opiograph::quantity::QuantityError>(())
    /// ```
    ///
    /// # Errors
    /// Words that are no single dose (a range, a list, an amount in moles, a word that is not known), and whatever [`Dose::check`] refuses.
    fn from_str(words: &str) -> Result<Dose, QuantityError> {
        read(words)
            .ok_or_else(|| QuantityError::Unreadable {
                quantity: "dose".into(),
                value: words.into(),
                accepted: "an amount, mg, µg, mg/kg or µg/kg, and a route, for example \
                    `10 mg/kg ip`, `50 mg oral` or `16 mg sublingual every 24 h`"
                    .into(),
            })?
            .check()
    }
}

fn read(words: &str) -> Option<Dose> {
    let spaced = words.replace([',', ';'], " ");
    let mut rest = spaced.split_whitespace().peekable();
    let first = rest.next()?;
    let digits = first.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (amount, glued) = first.split_at(digits.unwrap_or(first.len()));
    let amount: f64 = amount.parse().ok()?;
    let unit = if glued.is_empty() {
        rest.next()?
    } else {
        glued
    };
    let mut dose = match unit {
        "mg" => Dose::milligrams(amount),
        "µg" | "μg" | "ug" | "mcg" => Dose::micrograms(amount),
        "mg/kg" => Dose::milligrams_per_kg(amount),
        "µg/kg" | "μg/kg" | "ug/kg" | "mcg/kg" => Dose::micrograms_per_kg(amount),
        _ => return None,
    };
    if let Some(route) = rest.peek().and_then(|w| route(w)) {
        rest.next();
        dose = dose.route(route);
    }
    while let Some(word) = rest.next() {
        match word {
            "over" => dose = dose.over_minutes(number(&mut rest, &["min", "minutes"])?),
            "every" => dose = dose.every_hours(number(&mut rest, &["h", "hours"])?),
            "at" => steady_state(&mut rest)?,
            _ => {
                let value: f64 = word.parse().ok()?;
                match rest.next()? {
                    "h" | "hours" => {
                        after(&mut rest)?;
                        dose = dose.after_hours(value);
                    }
                    "kg" => dose = dose.body_weight_kg(value),
                    _ => return None,
                }
            }
        }
    }
    Some(dose)
}

fn number<'a>(words: &mut impl Iterator<Item = &'a str>, units: &[&str]) -> Option<f64> {
    let value = words.next()?.parse().ok()?;
    units.contains(&words.next()?).then_some(value)
}

fn steady_state<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<()> {
    (words.next()? == "steady" && words.next()? == "state").then_some(())
}

/// `after the dose`, `after the last dose`.
fn after<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<()> {
    if words.next()? != "after" || words.next()? != "the" {
        return None;
    }
    match words.next()? {
        "dose" => Some(()),
        "last" if words.next()? == "dose" => Some(()),
        _ => None,
    }
}

fn route(word: &str) -> Option<Route> {
    let word = word.replace('.', "").to_lowercase();
    let short = SHORT.iter().find(|(s, _)| *s == word).map(|(_, r)| *r);
    short.or_else(|| Route::ALL.iter().copied().find(|r| r.label() == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doses_of_tables_are_read() {
        for (words, dose) in [
            (
                "0.5 mg/kg iv",
                Dose::milligrams_per_kg(0.5).route(Route::Intravenous),
            ),
            ("50 mg po", Dose::milligrams(50.0).route(Route::Oral)),
            ("5mg/kg", Dose::milligrams_per_kg(5.0)),
            (
                "25 ug/kg i.v.",
                Dose::micrograms_per_kg(25.0).route(Route::Intravenous),
            ),
            (
                "20 μg intrathecal",
                Dose::micrograms(20.0).route(Route::Intrathecal),
            ),
            (
                "3 mg/kg Subcutaneous",
                Dose::milligrams_per_kg(3.0).route(Route::Subcutaneous),
            ),
        ] {
            assert_eq!(words.parse(), Ok(dose), "{words}");
        }
    }

    #[test]
    fn what_a_dose_prints_is_read_again() {
        for dose in [
            Dose::milligrams_per_kg(0.5)
                .route(Route::Intravenous)
                .over_minutes(40.0),
            Dose::milligrams(16.0)
                .route(Route::Sublingual)
                .every_hours(24.0)
                .after_hours(4.0),
            Dose::micrograms_per_kg(2.0).body_weight_kg(80.0),
            Dose::milligrams(50.0).route(Route::Oral).after_hours(8.0),
        ] {
            assert_eq!(dose.to_string().parse(), Ok(dose), "{dose}");
        }
    }

    #[test]
    fn words_that_are_no_single_dose_are_refused() {
        for words in [
            "",
            "mg",
            "10",
            "10 nmol icv",
            "7.5-15 mg/kg ip",
            "0.3-3 mg/kg",
            "2 mg/kg/day",
            "1 mg/kg twice daily",
            "5 mg/kg, 24 h before",
            "380 mg im (extended release)",
            "10 mg/kg ip ip",
            "5 mg oral over ten min",
            "1.2.3 mg",
        ] {
            let error = words.parse::<Dose>().unwrap_err();
            assert_eq!(error.value(), words);
            assert_eq!(error.quantity(), "dose");
        }
        assert_eq!(
            "0 mg oral".parse::<Dose>().unwrap_err().to_string(),
            "dose `0 mg` cannot be used: it is zero; accepted is a value above zero, at most 100000 mg"
        );
    }
}
