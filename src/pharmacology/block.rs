use super::occupancy::Ligand;
use crate::quantity::{Concentration, QuantityError, within};

/// Returns the share of an ion channel's current that a blocker takes away.
///
/// # Model
/// Block = Cʰ / (Cʰ + IC50ʰ), the Hill equation; with slope 1, mass action.
///
/// # Units
/// Concentrations in any unit; the result is a fraction, 0 to 1.
///
/// # Assumptions
/// Steady state at the conditions of the IC50. Voltage, magnesium, agonist and use all move the IC50 of an open-channel
/// blocker; none is modelled, so the IC50 must come from conditions like those asked about.
///
/// # Errors
/// A negative concentration; an IC50 that is not above zero; a Hill slope outside 0.1 to 10.
///
/// # Reference
/// Finlay, Duffull and Glass 2020, PMID 31975518, doi:10.1111/bph.14988.
///
/// ```
/// use opiograph::{pharmacology::channel_block, quantity::Concentration};
///
/// let um = Concentration::from_micromolar;
/// assert_eq!(channel_block(um(1.0), um(1.0), 1.4)?, 0.5);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn channel_block(
    free: Concentration,
    ic50: Concentration,
    hill_slope: f64,
) -> Result<f64, QuantityError> {
    within("Hill slope", hill_slope, "", 0.1, 10.0)?;
    let free = free.checked_as("free concentration")?;
    let ic50 = ic50.checked_constant("IC50")?;
    Ok(1.0 / (1.0 + (-hill_slope * free.over(ic50).ln()).exp()))
}

/// Returns the share of a transporter's uptake that competing inhibitors take away.
///
/// # Model
/// 1 − v/v₀ = ΣI/Ki / (1 + S/Km + ΣI/Ki), competitive inhibition of Michaelis–Menten uptake. With little substrate it is the
/// occupancy by the inhibitors.
///
/// # Units
/// Concentrations in any unit; the result is a fraction, 0 to 1.
///
/// # Assumptions
/// Competition at one site at steady state. Substrates that reverse the transporter (releasers) and non-competitive inhibitors
/// are left out.
///
/// # Errors
/// A negative concentration; a Ki or Km that is not above zero.
///
/// # Reference
/// Cheng and Prusoff 1973, Biochem Pharmacol 22:3099–3108.
///
/// ```
/// use opiograph::{pharmacology::{Ligand, uptake_inhibition}, quantity::Concentration};
///
/// let nm = Concentration::from_nanomolar;
/// let inhibitor = Ligand::new(nm(30.0), nm(10.0));
/// let substrate = Ligand::new(nm(0.0), nm(400.0));
/// assert_eq!(uptake_inhibition(&[inhibitor], substrate)?, 0.75);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn uptake_inhibition(inhibitors: &[Ligand], substrate: Ligand) -> Result<f64, QuantityError> {
    let blocked = inhibitors
        .iter()
        .map(|i| i.ratio())
        .sum::<Result<f64, _>>()?;
    Ok(blocked / (1.0 + substrate.ratio()? + blocked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pharmacology::{ic50_from_ki, occupancy};

    fn nm(value: f64) -> Concentration {
        Concentration::from_nanomolar(value)
    }

    #[test]
    fn block_grows_with_concentration_and_stays_a_share() {
        for slope in [0.1, 0.7, 1.0, 1.4, 10.0] {
            let shares: Vec<f64> = [0.0, 1e-12, 1.0, 900.0, 1e4, 1e12]
                .iter()
                .map(|&c| channel_block(nm(c), nm(900.0), slope).unwrap())
                .collect();
            assert!(shares.windows(2).all(|w| w[0] <= w[1]), "{shares:?}");
            assert!(shares.iter().all(|s| (0.0..=1.0).contains(s)), "{shares:?}");
            assert_eq!((shares[0], shares[3]), (0.0, 0.5));
        }
        let one = channel_block(nm(300.0), nm(900.0), 1.0).unwrap();
        assert!((one - occupancy(nm(300.0), nm(900.0)).unwrap()).abs() < 1e-12);
    }

    #[test]
    fn substrate_protects_uptake() {
        let inhibitor = [Ligand::new(nm(10.0), nm(10.0))];
        let at = |s: f64| uptake_inhibition(&inhibitor, Ligand::new(nm(s), nm(100.0))).unwrap();
        assert_eq!(at(0.0), 0.5);
        assert!(at(100.0) < at(10.0) && at(10.0) < at(0.0));
        let ic50 = ic50_from_ki(nm(10.0), nm(250.0), nm(100.0)).unwrap();
        let half = uptake_inhibition(
            &[Ligand::new(ic50, nm(10.0))],
            Ligand::new(nm(250.0), nm(100.0)),
        )
        .unwrap();
        assert!((half - 0.5).abs() < 1e-12);
        assert_eq!(
            uptake_inhibition(&[], Ligand::new(nm(5.0), nm(100.0))).unwrap(),
            0.0
        );
    }

    #[test]
    fn bad_input_is_named() {
        assert_eq!(
            channel_block(nm(1.0), nm(1.0), 0.0).unwrap_err().quantity(),
            "Hill slope"
        );
        assert_eq!(
            channel_block(nm(1.0), nm(0.0), 1.0).unwrap_err().quantity(),
            "IC50"
        );
        assert!(
            uptake_inhibition(
                &[Ligand::new(nm(f64::NAN), nm(1.0))],
                Ligand::new(nm(1.0), nm(1.0))
            )
            .is_err()
        );
    }
}
