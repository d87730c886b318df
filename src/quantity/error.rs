use super::figures::figures;

/// Why a number cannot be used as the quantity that it was given for.
///
/// Each case names the quantity, its value and what would be accepted.
///
/// ```
/// use opiograph::quantity::Concentration;
///
/// let error = Concentration::from_nanomolar(-3.0).checked().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "concentration `-3 nM` cannot be used: it is negative; accepted is 0 nM or more, at most 1000 M",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum QuantityError {
    /// The value is NaN or infinite.
    #[error(
        "{quantity} `{value}` cannot be used: it is not a finite number; accepted is {accepted}"
    )]
    NotFinite {
        quantity: String,
        value: String,
        accepted: String,
    },
    /// The value is below zero.
    #[error("{quantity} `{value}` cannot be used: it is negative; accepted is {accepted}")]
    Negative {
        quantity: String,
        value: String,
        accepted: String,
    },
    /// The value is zero where something must be there.
    #[error("{quantity} `{value}` cannot be used: it is zero; accepted is {accepted}")]
    Zero {
        quantity: String,
        value: String,
        accepted: String,
    },
    /// The value is finite and has the right sign, and still makes no sense.
    #[error("{quantity} `{value}` cannot be used: it is out of range; accepted is {accepted}")]
    OutOfRange {
        quantity: String,
        value: String,
        accepted: String,
    },
    /// Words that do not say such a quantity.
    #[error("{quantity} `{value}` cannot be used: it cannot be read; accepted is {accepted}")]
    Unreadable {
        quantity: String,
        value: String,
        accepted: String,
    },
}

impl QuantityError {
    /// The quantity that was asked for: "dose", "half-life".
    pub fn quantity(&self) -> &str {
        self.parts().0
    }

    /// The value that was given, with its unit.
    pub fn value(&self) -> &str {
        self.parts().1
    }

    /// What would be accepted instead.
    pub fn accepted(&self) -> &str {
        self.parts().2
    }

    /// The rule that the value broke.
    pub fn rule(&self) -> &'static str {
        match self {
            QuantityError::NotFinite { .. } => "it is not a finite number",
            QuantityError::Negative { .. } => "it is negative",
            QuantityError::Zero { .. } => "it is zero",
            QuantityError::OutOfRange { .. } => "it is out of range",
            QuantityError::Unreadable { .. } => "it cannot be read",
        }
    }

    fn parts(&self) -> (&str, &str, &str) {
        match self {
            QuantityError::NotFinite {
                quantity,
                value,
                accepted,
            }
            | QuantityError::Negative {
                quantity,
                value,
                accepted,
            }
            | QuantityError::Zero {
                quantity,
                value,
                accepted,
            }
            | QuantityError::OutOfRange {
                quantity,
                value,
                accepted,
            }
            | QuantityError::Unreadable {
                quantity,
                value,
                accepted,
            } => (quantity, value, accepted),
        }
    }
}

/// A value that may be zero, up to a limit.
pub(crate) fn non_negative(
    quantity: &str,
    value: f64,
    unit: &str,
    most: f64,
) -> Result<f64, QuantityError> {
    check(quantity, value, unit, most, true)
}

/// A value above zero, up to a limit.
pub(crate) fn positive(
    quantity: &str,
    value: f64,
    unit: &str,
    most: f64,
) -> Result<f64, QuantityError> {
    check(quantity, value, unit, most, false)
}

/// A share of a whole: 0 to 1, both included.
pub(crate) fn fraction(quantity: &str, value: f64) -> Result<f64, QuantityError> {
    within(quantity, value, "", 0.0, 1.0)
}

/// A value between two limits, both included.
pub(crate) fn within(
    quantity: &str,
    value: f64,
    unit: &str,
    least: f64,
    most: f64,
) -> Result<f64, QuantityError> {
    if value.is_finite() && (least..=most).contains(&value) {
        return Ok(value);
    }
    let (quantity, shown) = (quantity.to_owned(), with_unit(value, unit));
    let accepted = format!("{} to {}", with_unit(least, unit), with_unit(most, unit));
    if !value.is_finite() {
        Err(QuantityError::NotFinite {
            quantity,
            value: shown,
            accepted,
        })
    } else if value < 0.0 && least >= 0.0 {
        Err(QuantityError::Negative {
            quantity,
            value: shown,
            accepted,
        })
    } else if value < least || value > most {
        Err(QuantityError::OutOfRange {
            quantity,
            value: shown,
            accepted,
        })
    } else {
        Ok(value)
    }
}

fn check(
    quantity: &str,
    value: f64,
    unit: &str,
    most: f64,
    zero: bool,
) -> Result<f64, QuantityError> {
    if value.is_finite() && value <= most && (value > 0.0 || (zero && value == 0.0)) {
        return Ok(value);
    }
    let (most_unit, most_shown) = if unit == "nM" {
        ("M", most * 1e-9)
    } else {
        (unit, most)
    };
    let from = if zero {
        format!("{} or more", with_unit(0.0, unit))
    } else {
        "a value above zero".to_owned()
    };
    let (quantity, shown) = (quantity.to_owned(), with_unit(value, unit));
    let accepted = format!("{from}, at most {}", with_unit(most_shown, most_unit));
    Err(if !value.is_finite() {
        QuantityError::NotFinite {
            quantity,
            value: shown,
            accepted,
        }
    } else if value < 0.0 {
        QuantityError::Negative {
            quantity,
            value: shown,
            accepted,
        }
    } else if value == 0.0 {
        QuantityError::Zero {
            quantity,
            value: shown,
            accepted,
        }
    } else {
        QuantityError::OutOfRange {
            quantity,
            value: shown,
            accepted,
        }
    })
}

fn with_unit(value: f64, unit: &str) -> String {
    if unit.is_empty() {
        figures(value)
    } else {
        format!("{} {unit}", figures(value))
    }
}
