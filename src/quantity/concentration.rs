use std::fmt;

use serde::{Deserialize, Serialize};

use super::error::{QuantityError, positive};
use super::{figures, non_negative};

/// The most that is taken for a concentration: 1000 mol/L, far above anything that dissolves.
const MOST_NANOMOLAR: f64 = 1e12;
/// The least that is taken for an affinity.
const LEAST_AFFINITY_NANOMOLAR: f64 = 1e-12;

/// How much of a compound is dissolved: a concentration, or an affinity on the same scale.
///
/// It holds amount of substance; masses are converted with a molar mass.
/// Any number can be stored; [`Concentration::checked`] says whether it can be used, and every calculation asks.
///
/// ```
/// use opiograph::quantity::{Concentration, MolarMass};
///
/// let ki = Concentration::from_nanomolar(3.7);
/// assert_eq!(ki.to_string(), "3.7 nM");
/// assert!((ki.negative_log() - 8.432).abs() < 0.001);
///
/// let plasma = Concentration::from_nanograms_per_millilitre(100.0, MolarMass::from_grams_per_mole(250.0));
/// assert_eq!(plasma.as_nanomolar(), 400.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Concentration {
    nanomolar: f64,
}

impl Concentration {
    /// A concentration in nmol/L.
    pub const fn from_nanomolar(nanomolar: f64) -> Concentration {
        Concentration { nanomolar }
    }

    /// A concentration in µmol/L.
    pub const fn from_micromolar(micromolar: f64) -> Concentration {
        Concentration {
            nanomolar: micromolar * 1e3,
        }
    }

    /// A concentration in mol/L.
    pub const fn from_molar(molar: f64) -> Concentration {
        Concentration {
            nanomolar: molar * 1e9,
        }
    }

    /// A concentration in pmol/L.
    pub const fn from_picomolar(picomolar: f64) -> Concentration {
        Concentration {
            nanomolar: picomolar / 1e3,
        }
    }

    /// A mass concentration in ng/mL of a compound with this molar mass.
    pub const fn from_nanograms_per_millilitre(value: f64, molar_mass: MolarMass) -> Concentration {
        Concentration {
            nanomolar: value * 1e3 / molar_mass.grams_per_mole,
        }
    }

    /// The concentration whose negative decadic logarithm, in mol/L, is given: a pKi of 9 is 1 nM.
    pub fn from_negative_log(p: f64) -> Concentration {
        Concentration {
            nanomolar: 10f64.powf(9.0 - p),
        }
    }

    /// The value in nmol/L.
    pub const fn as_nanomolar(self) -> f64 {
        self.nanomolar
    }

    /// The value in µmol/L.
    pub const fn as_micromolar(self) -> f64 {
        self.nanomolar / 1e3
    }

    /// The value in mol/L.
    pub const fn as_molar(self) -> f64 {
        self.nanomolar / 1e9
    }

    /// The value in ng/mL for a compound with this molar mass.
    pub const fn as_nanograms_per_millilitre(self, molar_mass: MolarMass) -> f64 {
        self.nanomolar * molar_mass.grams_per_mole / 1e3
    }

    /// The negative decadic logarithm of the value in mol/L, as in pKi. Infinite for zero.
    pub fn negative_log(self) -> f64 {
        9.0 - self.nanomolar.log10()
    }

    /// The concentration, if it is one: finite, zero or more, and below 1000 mol/L.
    ///
    /// # Errors
    /// A negative, infinite or absurd value.
    pub fn checked(self) -> Result<Concentration, QuantityError> {
        self.checked_as("concentration")
    }

    /// As [`Concentration::checked`], with the name of the quantity for the message.
    pub(crate) fn checked_as(self, quantity: &str) -> Result<Concentration, QuantityError> {
        non_negative(quantity, self.nanomolar, "nM", MOST_NANOMOLAR).map(|_| self)
    }

    /// The concentration, if it can be an affinity, a potency or another constant: finite and above zero.
    pub(crate) fn checked_constant(self, quantity: &str) -> Result<Concentration, QuantityError> {
        positive(quantity, self.nanomolar, "nM", MOST_NANOMOLAR)?;
        if self.nanomolar < LEAST_AFFINITY_NANOMOLAR {
            return Err(QuantityError::OutOfRange {
                quantity: quantity.to_owned(),
                value: self.to_string(),
                accepted: "1e-12 nM to 1000 M".to_owned(),
            });
        }
        Ok(self)
    }

    /// This concentration times a factor: a free fraction, a ratio of doses.
    pub fn scaled(self, factor: f64) -> Concentration {
        Concentration {
            nanomolar: self.nanomolar * factor,
        }
    }

    /// How many times the other this is.
    pub(crate) fn over(self, other: Concentration) -> f64 {
        self.nanomolar / other.nanomolar
    }
}

impl fmt::Display for Concentration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.nanomolar.abs();
        let (value, unit) = if size == 0.0 || !size.is_finite() {
            (self.nanomolar, "nM")
        } else if size < 0.9995e-3 {
            (self.nanomolar * 1e6, "fM")
        } else if size < 0.09995 {
            (self.nanomolar * 1e3, "pM")
        } else if size < 999.5 {
            (self.nanomolar, "nM")
        } else if size < 999.5e3 {
            (self.nanomolar / 1e3, "µM")
        } else if size < 999.5e6 {
            (self.nanomolar / 1e6, "mM")
        } else {
            (self.nanomolar / 1e9, "M")
        };
        f.pad(&format!("{} {unit}", figures(value)))
    }
}

/// How much one mole of a compound weighs, in g/mol: the free base, unless a salt was measured.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct MolarMass {
    grams_per_mole: f64,
}

impl MolarMass {
    /// A molar mass in g/mol.
    pub const fn from_grams_per_mole(grams_per_mole: f64) -> MolarMass {
        MolarMass { grams_per_mole }
    }

    /// The value in g/mol.
    pub const fn as_grams_per_mole(self) -> f64 {
        self.grams_per_mole
    }

    /// The molar mass, if it is one.
    ///
    /// # Errors
    /// A value that is not finite, not above zero, or above 1 000 000 g/mol.
    pub fn checked(self) -> Result<MolarMass, QuantityError> {
        positive("molar mass", self.grams_per_mole, "g/mol", 1e6).map(|_| self)
    }
}

impl fmt::Display for MolarMass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:.2} g/mol", self.grams_per_mole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_convert() {
        let c = Concentration::from_micromolar(2.1);
        assert_eq!(c.as_nanomolar(), 2100.0);
        assert_eq!(
            Concentration::from_molar(1e-9),
            Concentration::from_nanomolar(1.0)
        );
        assert_eq!(Concentration::from_picomolar(758.0).as_nanomolar(), 0.758);
        assert!((Concentration::from_negative_log(9.0).as_nanomolar() - 1.0).abs() < 1e-12);
        let mass = MolarMass::from_grams_per_mole(237.73);
        let back = Concentration::from_nanograms_per_millilitre(200.0, mass)
            .as_nanograms_per_millilitre(mass);
        assert!((back - 200.0).abs() < 1e-9);
    }

    #[test]
    fn display_picks_a_readable_unit() {
        for (nanomolar, text) in [
            (3.7, "3.7 nM"),
            (2100.0, "2.1 µM"),
            (0.758, "0.758 nM"),
            (0.0125, "12.5 pM"),
            (0.00002, "20 fM"),
            (999.6, "1 µM"),
            (1.5e6, "1.5 mM"),
            (2e9, "2 M"),
            (0.0, "0 nM"),
            (f64::NAN, "NaN nM"),
        ] {
            assert_eq!(Concentration::from_nanomolar(nanomolar).to_string(), text);
        }
    }

    #[test]
    fn nonsense_is_refused_with_its_name() {
        for value in [f64::NAN, f64::INFINITY, -1.0, 1e13] {
            let error = Concentration::from_nanomolar(value).checked().unwrap_err();
            assert_eq!(error.quantity(), "concentration");
        }
        assert!(Concentration::from_nanomolar(0.0).checked().is_ok());
        let zero = Concentration::from_nanomolar(0.0)
            .checked_constant("Ki")
            .unwrap_err();
        assert_eq!(
            zero.to_string(),
            "Ki `0 nM` cannot be used: it is zero; accepted is a value above zero, at most 1000 M"
        );
        for mass in [0.0, -300.0, f64::NAN, 1e9] {
            assert!(MolarMass::from_grams_per_mole(mass).checked().is_err());
        }
    }
}
