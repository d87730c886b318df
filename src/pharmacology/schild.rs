use super::occupancy::Ligand;
use crate::quantity::{Concentration, QuantityError, within};

/// Returns how many times more agonist is needed for the same effect beside a competitive antagonist.
///
/// # Model
/// r = 1 + B/KB, the Schild equation with slope 1.
///
/// # Units
/// Concentrations in any unit; the result is a ratio, 1 or more.
///
/// # Assumptions
/// Simple competition at one receptor at equilibrium, equal effects at equal agonist occupancy. Insurmountable and
/// allosteric antagonism are left out.
///
/// # Errors
/// A negative concentration; a KB that is not above zero.
///
/// # Reference
/// Arunlakshana and Schild 1959, PMID 13651579, doi:10.1111/j.1476-5381.1959.tb00928.x.
///
/// ```
/// use opiograph::{pharmacology::dose_ratio, quantity::Concentration};
///
/// let kb = Concentration::from_nanomolar(1.0);
/// assert_eq!(dose_ratio(Concentration::from_nanomolar(9.0), kb)?, 10.0);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn dose_ratio(antagonist: Concentration, kb: Concentration) -> Result<f64, QuantityError> {
    let antagonist = antagonist.checked_as("antagonist concentration")?;
    let kb = kb.checked_constant("KB")?;
    Ok(1.0 + Ligand::new(antagonist, kb).ratio()?)
}

/// Returns the antagonist's dissociation constant from one dose ratio.
///
/// # Model
/// KB = B / (r − 1), the Gaddum equation for one antagonist concentration.
///
/// # Units
/// The dose ratio is a number above 1; the result has the unit of the antagonist's concentration.
///
/// # Assumptions
/// Those of [`dose_ratio`]. One concentration cannot show whether the Schild slope is 1.
///
/// # Errors
/// A dose ratio that is not above 1; an antagonist concentration that is not above zero.
///
/// # Reference
/// Arunlakshana and Schild 1959, PMID 13651579, doi:10.1111/j.1476-5381.1959.tb00928.x.
pub fn kb_from_dose_ratio(
    antagonist: Concentration,
    ratio: f64,
) -> Result<Concentration, QuantityError> {
    let antagonist = antagonist.checked_constant("antagonist concentration")?;
    let excess = ratio_above_one(ratio)?;
    Ok(antagonist.scaled(1.0 / excess))
}

/// Returns pA2: the negative logarithm of the antagonist concentration that doubles the agonist needed.
///
/// # Model
/// pA2 = log₁₀(r − 1) − log₁₀ B, B in mol/L; equal to pKB where the Schild slope is 1.
///
/// # Units
/// The result is −log₁₀ of mol/L.
///
/// # Assumptions
/// Those of [`kb_from_dose_ratio`].
///
/// # Errors
/// Those of [`kb_from_dose_ratio`].
///
/// # Reference
/// Arunlakshana and Schild 1959, PMID 13651579, doi:10.1111/j.1476-5381.1959.tb00928.x.
///
/// ```
/// use opiograph::{pharmacology::pa2, quantity::Concentration};
///
/// assert!((pa2(Concentration::from_nanomolar(10.0), 11.0)? - 9.0).abs() < 1e-12);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn pa2(antagonist: Concentration, ratio: f64) -> Result<f64, QuantityError> {
    Ok(kb_from_dose_ratio(antagonist, ratio)?.negative_log())
}

/// Returns the antagonist concentration that shifts the agonist's curve by this ratio.
///
/// # Model
/// B = KB · (r − 1), the inverse of [`dose_ratio`].
///
/// # Units
/// The dose ratio is a number above 1; the result has the unit of KB.
///
/// # Assumptions
/// Those of [`dose_ratio`].
///
/// # Errors
/// A dose ratio that is not above 1; a KB that is not above zero.
pub fn antagonist_for_dose_ratio(
    ratio: f64,
    kb: Concentration,
) -> Result<Concentration, QuantityError> {
    let kb = kb.checked_constant("KB")?;
    kb.scaled(ratio_above_one(ratio)?).checked()
}

fn ratio_above_one(ratio: f64) -> Result<f64, QuantityError> {
    within("dose ratio", ratio, "", 1.0, 1e12)?;
    if ratio == 1.0 {
        return Err(QuantityError::OutOfRange {
            quantity: "dose ratio".into(),
            value: "1".into(),
            accepted: "a ratio above 1, as no shift says nothing of the antagonist's affinity"
                .into(),
        });
    }
    Ok(ratio - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pharmacology::competition;

    fn nm(value: f64) -> Concentration {
        Concentration::from_nanomolar(value)
    }

    #[test]
    fn the_shift_restores_the_agonists_occupancy() {
        for (agonist, ka, antagonist, kb) in [(5.0, 5.0, 9.0, 1.0), (0.1, 2.0, 300.0, 0.4)] {
            let alone = competition(&[Ligand::new(nm(agonist), nm(ka))]).unwrap()[0];
            let ratio = dose_ratio(nm(antagonist), nm(kb)).unwrap();
            let rivals = [
                Ligand::new(nm(agonist * ratio), nm(ka)),
                Ligand::new(nm(antagonist), nm(kb)),
            ];
            assert!((competition(&rivals).unwrap()[0] - alone).abs() < 1e-12);
            assert!(
                (kb_from_dose_ratio(nm(antagonist), ratio)
                    .unwrap()
                    .as_nanomolar()
                    - kb)
                    .abs()
                    < 1e-9
            );
            let needed = antagonist_for_dose_ratio(ratio, nm(kb)).unwrap();
            assert!((needed.as_nanomolar() - antagonist).abs() < 1e-9);
        }
        assert_eq!(dose_ratio(nm(0.0), nm(1.0)).unwrap(), 1.0);
    }

    #[test]
    fn a_doubling_concentration_is_the_pa2() {
        assert!((pa2(nm(3.0), 2.0).unwrap() - nm(3.0).negative_log()).abs() < 1e-12);
    }

    #[test]
    fn bad_input_is_named() {
        for ratio in [1.0, 0.5, -2.0, f64::NAN, f64::INFINITY] {
            assert_eq!(pa2(nm(1.0), ratio).unwrap_err().quantity(), "dose ratio");
        }
        assert_eq!(
            dose_ratio(nm(-1.0), nm(1.0)).unwrap_err().quantity(),
            "antagonist concentration"
        );
        assert_eq!(dose_ratio(nm(1.0), nm(0.0)).unwrap_err().quantity(), "KB");
    }
}
