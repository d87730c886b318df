use serde::Serialize;

use crate::quantity::{Concentration, QuantityError, fraction, non_negative, within};

/// The most that is taken for an enzyme's activity or a rise of it, in multiples of normal.
pub(super) const MOST_ACTIVITY: f64 = 1e3;

/// How a co-medication changes what an enzyme does.
///
/// Concentrations are the free ones at the enzyme, averaged over the dosing interval or at their peak as the caller chooses.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub enum Modifier {
    /// Reversible inhibition: free concentration over inhibition constant.
    Reversible {
        /// The free concentration at the enzyme.
        free: Concentration,
        /// The inhibition constant.
        ki: Concentration,
    },
    /// Mechanism-based inactivation: the enzyme is destroyed faster than it is made.
    MechanismBased {
        /// The free concentration at the enzyme.
        free: Concentration,
        /// The concentration of half-maximal inactivation, K_I.
        k_i: Concentration,
        /// The greatest rate of inactivation, k_inact, in 1/h.
        k_inact_per_hour: f64,
        /// The enzyme's own rate of degradation, k_deg, in 1/h.
        k_deg_per_hour: f64,
    },
    /// Induction: the enzyme is made faster.
    Induction {
        /// The free concentration at the cell.
        free: Concentration,
        /// The greatest increase above normal, as a multiple of normal.
        e_max: f64,
        /// The concentration of half the greatest increase.
        ec50: Concentration,
        /// The scale from the test system to the patient; 1 where none was fitted.
        scaling: f64,
    },
    /// Inhibition as seen in patients: the share of the enzyme's clearance that is lost (IR).
    Observed {
        /// The share that is lost, 0 to 1.
        inhibition_ratio: f64,
    },
    /// Induction as seen in patients: the increase of the enzyme's clearance as a multiple of normal (IC).
    ObservedInduction {
        /// The increase, 0 for none.
        increase: f64,
    },
}

/// Returns the share of an enzyme's activity that co-medication leaves; above 1 where induction prevails.
///
/// # Model
/// A·B·C of the net-effect model: inactivation A = 1 / (1 + Σ k_inact·I/(K_I + I)/k_deg), induction
/// B = 1 + Σ d·E_max·I/(EC50 + I) + Σ IC, reversible inhibition C = 1 / (1 + Σ I/Ki), where an observed inhibition ratio IR
/// counts as I/Ki = IR/(1 − IR).
///
/// # Units
/// Concentrations in any unit, rates in 1/h; the result is a multiple of the activity without co-medication.
///
/// # Assumptions
/// Steady state of enzyme and perpetrators; free concentration at the enzyme; inhibitors compete for one site, and
/// inactivators do not protect the enzyme from each other. Substrate saturation is left out.
///
/// # Errors
/// A negative concentration, rate or increase; a constant that is not above zero; a ratio outside 0 to 1.
///
/// # Reference
/// Inactivation: Mayhew and others 2000, PMID 10950845. The product of the three terms: Fahmi and others 2009 as shown
/// in Guengerich 2022, doi:10.4062/biomolther.2021.102, figure 17.
///
/// ```
/// use opiograph::{pharmacology::{Modifier, remaining_activity}, quantity::Concentration};
///
/// let nm = Concentration::from_nanomolar;
/// let left = remaining_activity(&[Modifier::Reversible { free: nm(30.0), ki: nm(10.0) }])?;
/// assert_eq!(left, 0.25);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn remaining_activity(modifiers: &[Modifier]) -> Result<f64, QuantityError> {
    let (mut reversible, mut inactivation, mut induction) = (0.0, 0.0, 0.0);
    for modifier in modifiers {
        match *modifier {
            Modifier::Reversible { free, ki } => {
                reversible += inhibitor(free)?.over(ki.checked_constant("Ki")?);
            }
            Modifier::MechanismBased {
                free,
                k_i,
                k_inact_per_hour,
                k_deg_per_hour,
            } => {
                let ratio = inhibitor(free)?.over(k_i.checked_constant("K_I")?);
                let rate =
                    non_negative("k_inact", k_inact_per_hour, "1/h", 1e6)? * ratio / (1.0 + ratio);
                inactivation += rate / within("k_deg", k_deg_per_hour, "1/h", 1e-6, 1e3)?;
            }
            Modifier::Induction {
                free,
                e_max,
                ec50,
                scaling,
            } => {
                let ratio = free
                    .checked_as("inducer concentration")?
                    .over(ec50.checked_constant("EC50")?);
                induction += non_negative("greatest induction", e_max, "", MOST_ACTIVITY)?
                    * non_negative("scaling of induction", scaling, "", 100.0)?
                    * ratio
                    / (1.0 + ratio);
            }
            Modifier::Observed { inhibition_ratio } => {
                fraction("inhibition ratio", inhibition_ratio)?;
                if inhibition_ratio == 1.0 {
                    reversible = f64::INFINITY;
                } else {
                    reversible += inhibition_ratio / (1.0 - inhibition_ratio);
                }
            }
            Modifier::ObservedInduction { increase } => {
                induction += non_negative("increase of clearance", increase, "", MOST_ACTIVITY)?;
            }
        }
    }
    Ok((1.0 + induction) / ((1.0 + inactivation) * (1.0 + reversible)))
}

fn inhibitor(free: Concentration) -> Result<Concentration, QuantityError> {
    free.checked_as("inhibitor concentration")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nm(value: f64) -> Concentration {
        Concentration::from_nanomolar(value)
    }

    fn reversible(i: f64) -> Modifier {
        Modifier::Reversible {
            free: nm(i),
            ki: nm(10.0),
        }
    }

    #[test]
    fn inactivation_and_induction_by_hand() {
        let inactivation = Modifier::MechanismBased {
            free: nm(10.0),
            k_i: nm(10.0),
            k_inact_per_hour: 0.36,
            k_deg_per_hour: 0.02,
        };
        assert!((remaining_activity(&[inactivation]).unwrap() - 0.1).abs() < 1e-12);
        let induction = Modifier::Induction {
            free: nm(10.0),
            e_max: 8.0,
            ec50: nm(10.0),
            scaling: 1.0,
        };
        assert!((remaining_activity(&[induction]).unwrap() - 5.0).abs() < 1e-12);
        assert!((remaining_activity(&[inactivation, induction]).unwrap() - 0.5).abs() < 1e-12);
        assert_eq!(
            remaining_activity(&[Modifier::ObservedInduction { increase: 4.0 }]).unwrap(),
            5.0
        );
    }

    #[test]
    fn observed_potency_equals_the_constant_it_stands_for() {
        let seen = remaining_activity(&[Modifier::Observed {
            inhibition_ratio: 0.75,
        }])
        .unwrap();
        assert!((seen - remaining_activity(&[reversible(30.0)]).unwrap()).abs() < 1e-12);
        assert_eq!(
            remaining_activity(&[
                Modifier::Observed {
                    inhibition_ratio: 1.0
                },
                reversible(1.0)
            ])
            .unwrap(),
            0.0
        );
        assert_eq!(remaining_activity(&[]).unwrap(), 1.0);
    }

    #[test]
    fn activity_falls_with_every_inhibitor_and_is_never_nan() {
        for start in [0.0, 1e-12, 1.0, 1e12] {
            let left: Vec<f64> = [0.0, 1e-12, 0.5, 20.0, 1e12]
                .iter()
                .map(|&i| {
                    let inactivation = Modifier::MechanismBased {
                        free: nm(i),
                        k_i: nm(100.0),
                        k_inact_per_hour: 5.0,
                        k_deg_per_hour: 0.014,
                    };
                    remaining_activity(&[reversible(start), reversible(i), inactivation]).unwrap()
                })
                .collect();
            assert!(left.windows(2).all(|w| w[1] <= w[0]), "{left:?}");
            assert!(left.iter().all(|a| (0.0..=1.0).contains(a)), "{left:?}");
        }
    }

    #[test]
    fn constants_that_make_no_sense_are_named() {
        let mbi = |k_i: f64, k_inact_per_hour: f64, k_deg_per_hour: f64| Modifier::MechanismBased {
            free: nm(1.0),
            k_i: nm(k_i),
            k_inact_per_hour,
            k_deg_per_hour,
        };
        let induction = |e_max: f64, scaling: f64| Modifier::Induction {
            free: nm(1.0),
            e_max,
            ec50: nm(1.0),
            scaling,
        };
        for (modifier, quantity) in [
            (mbi(0.0, 1.0, 0.1), "K_I"),
            (mbi(1.0, -1.0, 0.1), "k_inact"),
            (mbi(1.0, 1.0, 0.0), "k_deg"),
            (induction(-1.0, 1.0), "greatest induction"),
            (induction(1.0, f64::NAN), "scaling of induction"),
            (
                Modifier::ObservedInduction { increase: -0.5 },
                "increase of clearance",
            ),
        ] {
            assert_eq!(
                remaining_activity(&[modifier]).unwrap_err().quantity(),
                quantity
            );
        }
    }
}
