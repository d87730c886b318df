use super::occupancy::Ligand;
use crate::quantity::{Concentration, QuantityError};

/// Returns the inhibition constant behind an IC50 that was measured against a labelled ligand or a substrate.
///
/// # Model
/// Ki = IC50 / (1 + L/Kd), Cheng and Prusoff. For an enzyme or transporter, L is the substrate and Kd its Km.
///
/// # Units
/// Concentrations in any unit; the result likewise.
///
/// # Assumptions
/// Competition at one site at equilibrium, Hill slope 1, and so little target that free and added ligand are the same;
/// under common assay conditions that last one can be off several-fold.
///
/// # Errors
/// An IC50 or Kd that is not above zero; a negative ligand concentration.
///
/// # Reference
/// Cheng and Prusoff 1973, Biochem Pharmacol 22:3099–3108;
/// for its limits Munson and Rodbard 1988, PMID 3385692, doi:10.3109/10799898809049010.
///
/// ```
/// use opiograph::{pharmacology::ki_from_ic50, quantity::Concentration};
///
/// let ic50 = Concentration::from_nanomolar(10.0);
/// let ki = ki_from_ic50(ic50, Concentration::from_picomolar(758.0), Concentration::from_picomolar(890.0))?;
/// assert_eq!(format!("{:.3}", ki.as_nanomolar()), "5.400");
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn ki_from_ic50(
    ic50: Concentration,
    ligand: Concentration,
    ligand_kd: Concentration,
) -> Result<Concentration, QuantityError> {
    let ic50 = ic50.checked_constant("IC50")?;
    Ok(ic50.scaled(1.0 / (1.0 + Ligand::new(ligand, ligand_kd).ratio()?)))
}

/// Returns the IC50 that an inhibitor would show against this much labelled ligand or substrate.
///
/// # Model
/// IC50 = Ki · (1 + L/Kd), the inverse of [`ki_from_ic50`].
///
/// # Units
/// Concentrations in any unit; the result likewise.
///
/// # Assumptions
/// Those of [`ki_from_ic50`].
///
/// # Errors
/// A Ki or Kd that is not above zero; a negative ligand concentration.
pub fn ic50_from_ki(
    ki: Concentration,
    ligand: Concentration,
    ligand_kd: Concentration,
) -> Result<Concentration, QuantityError> {
    let ki = ki.checked_constant("Ki")?;
    Ok(ki.scaled(1.0 + Ligand::new(ligand, ligand_kd).ratio()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pharmacology::{Ligand, competition};

    fn nm(value: f64) -> Concentration {
        Concentration::from_nanomolar(value)
    }

    #[test]
    fn the_ki_of_a_displacement_curve() {
        let ki = ki_from_ic50(nm(10.0), nm(0.758), nm(0.890)).unwrap();
        assert!((ki.as_nanomolar() - 5.400).abs() < 5e-4);
        let ic50 = ic50_from_ki(ki, nm(0.758), nm(0.890)).unwrap();
        assert!((ic50.as_nanomolar() - 10.0).abs() < 1e-12);
    }

    #[test]
    fn at_its_ic50_an_inhibitor_halves_the_bound_ligand() {
        for (ki, label, kd) in [(1.0, 1.0, 1.0), (5.4, 0.758, 0.89), (200.0, 0.01, 3.0)] {
            let ic50 = ic50_from_ki(nm(ki), nm(label), nm(kd)).unwrap();
            let alone = competition(&[Ligand::new(nm(label), nm(kd))]).unwrap()[0];
            let with = competition(&[Ligand::new(nm(label), nm(kd)), Ligand::new(ic50, nm(ki))])
                .unwrap()[0];
            assert!((with / alone - 0.5).abs() < 1e-12);
        }
    }

    #[test]
    fn bad_input_is_named() {
        assert_eq!(
            ki_from_ic50(nm(0.0), nm(1.0), nm(1.0))
                .unwrap_err()
                .quantity(),
            "IC50"
        );
        assert_eq!(
            ki_from_ic50(nm(1.0), nm(-1.0), nm(1.0))
                .unwrap_err()
                .quantity(),
            "free concentration"
        );
        assert_eq!(
            ki_from_ic50(nm(1.0), nm(1.0), nm(f64::NAN))
                .unwrap_err()
                .quantity(),
            "Kd"
        );
        assert_eq!(
            ic50_from_ki(nm(-1.0), nm(1.0), nm(1.0))
                .unwrap_err()
                .quantity(),
            "Ki"
        );
    }
}
