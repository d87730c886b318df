use crate::quantity::{Concentration, Dose, MolarMass, QuantityError, fraction, positive};

/// Returns the free concentration that a total plasma concentration leaves.
///
/// # Model
/// C_free = fu · C_total.
///
/// # Units
/// fu is a fraction, 0 to 1; the result has the unit of the concentration.
///
/// # Assumptions
/// Linear binding to plasma proteins; free drug crosses freely unless a brain ratio says otherwise.
///
/// # Errors
/// An unbound fraction outside 0 to 1; a negative concentration.
///
/// ```
/// use opiograph::{pharmacology::unbound, quantity::Concentration};
///
/// let free = unbound(Concentration::from_nanomolar(50.0), 0.04)?;
/// assert_eq!(free.as_nanomolar(), 2.0);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn unbound(
    total: Concentration,
    fraction_unbound: f64,
) -> Result<Concentration, QuantityError> {
    fraction("unbound fraction", fraction_unbound)?;
    Ok(total.checked()?.scaled(fraction_unbound))
}

/// Returns the free concentration in brain that a free concentration in plasma drives.
///
/// # Model
/// C_brain,free = Kp,uu · C_plasma,free.
///
/// # Units
/// Kp,uu is a ratio; the result has the unit of the concentration.
///
/// # Assumptions
/// Distribution equilibrium. A Kp,uu below 1 means efflux, not binding; the total brain-to-plasma ratio is another quantity
/// and must not be used here.
///
/// # Errors
/// A ratio that is not above zero; a negative concentration.
pub fn brain_unbound(
    plasma_unbound: Concentration,
    kp_uu: f64,
) -> Result<Concentration, QuantityError> {
    positive("unbound brain-to-plasma ratio", kp_uu, "", 1e3)?;
    Ok(plasma_unbound.checked()?.scaled(kp_uu))
}

/// Returns the peak that another dose of the same drug by the same route would give.
///
/// # Model
/// C = C_measured · dose / dose_measured.
///
/// # Units
/// Doses as amounts or per kilogram: where both doses are per kilogram their ratio is that of the mg/kg, else that of the mg.
///
/// # Assumptions
/// Linear kinetics: neither absorption nor clearance saturates.
///
/// # Errors
/// A dose that cannot be given; a negative concentration.
///
/// ```
/// use opiograph::{pharmacology::scaled_to_dose, quantity::{Concentration, Dose}};
///
/// let peak = scaled_to_dose(Concentration::from_nanomolar(30.0), &Dose::milligrams(50.0), &Dose::milligrams(100.0))?;
/// assert_eq!(peak.as_nanomolar(), 60.0);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn scaled_to_dose(
    measured: Concentration,
    measured_dose: &Dose,
    dose: &Dose,
) -> Result<Concentration, QuantityError> {
    let (from, to) = (measured_dose.check()?, dose.check()?);
    let ratio = if from.is_per_kg() && to.is_per_kg() {
        to.milligrams_for_each_kg() / from.milligrams_for_each_kg()
    } else {
        to.total_milligrams() / from.total_milligrams()
    };
    measured.checked()?.scaled(ratio).checked()
}

/// Returns a concentration that a single dose cannot exceed: all of it, dissolved in the plasma alone.
///
/// # Model
/// C_max ≤ dose / (M · V_plasma).
///
/// # Units
/// Dose as built, molar mass in g/mol, volume in litres; the result is a total concentration.
///
/// # Assumptions
/// Nothing is absorbed elsewhere, distributed or eliminated before mixing is complete. Drugs with a large volume of
/// distribution stay far below the bound. The first pass of a bolus through the heart, before mixing, is not covered, and a
/// dose given as a salt counts as if it were all base.
///
/// # Errors
/// A dose that cannot be given; a molar mass or volume that is not above zero.
///
/// ```
/// use opiograph::{pharmacology::peak_upper_bound, quantity::{Dose, MolarMass}};
///
/// let bound = peak_upper_bound(&Dose::milligrams(5.0), MolarMass::from_grams_per_mole(250.0), 4.0)?;
/// assert_eq!(bound.to_string(), "5 µM");
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn peak_upper_bound(
    dose: &Dose,
    molar_mass: MolarMass,
    plasma_volume_litres: f64,
) -> Result<Concentration, QuantityError> {
    let milligrams = dose.check()?.total_milligrams();
    let molar_mass = molar_mass.checked()?;
    positive("plasma volume", plasma_volume_litres, "L", 1e4)?;
    // mg/L is 1000 ng/mL.
    Concentration::from_nanograms_per_millilitre(
        milligrams / plasma_volume_litres * 1e3,
        molar_mass,
    )
    .checked()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nm(value: f64) -> Concentration {
        Concentration::from_nanomolar(value)
    }

    #[test]
    fn the_bound_is_the_dose_over_the_plasma() {
        let mass = MolarMass::from_grams_per_mole(200.0);
        let bound = peak_upper_bound(&Dose::milligrams(6.0), mass, 3.0).unwrap();
        assert!((bound.as_micromolar() - 10.0).abs() < 1e-12);
        let heavier = Dose::milligrams_per_kg(0.1).body_weight_kg(60.0);
        assert_eq!(peak_upper_bound(&heavier, mass, 3.0).unwrap(), bound);
    }

    #[test]
    fn doses_scale_linearly_and_per_kilogram() {
        let half = Dose::milligrams_per_kg(0.5);
        let one = Dose::milligrams_per_kg(1.0).body_weight_kg(120.0);
        assert_eq!(scaled_to_dose(nm(10.0), &half, &one).unwrap(), nm(20.0));
        let fixed = Dose::milligrams(70.0);
        assert_eq!(scaled_to_dose(nm(10.0), &half, &fixed).unwrap(), nm(20.0));
    }

    #[test]
    fn bad_input_is_named() {
        assert_eq!(
            unbound(nm(1.0), 1.2).unwrap_err().quantity(),
            "unbound fraction"
        );
        assert_eq!(
            unbound(nm(-1.0), 0.5).unwrap_err().quantity(),
            "concentration"
        );
        assert_eq!(
            brain_unbound(nm(1.0), 0.0).unwrap_err().quantity(),
            "unbound brain-to-plasma ratio"
        );
        let mass = MolarMass::from_grams_per_mole(200.0);
        assert_eq!(
            peak_upper_bound(&Dose::milligrams(0.0), mass, 3.0)
                .unwrap_err()
                .quantity(),
            "dose"
        );
        assert_eq!(
            peak_upper_bound(&Dose::milligrams(1.0), mass, 0.0)
                .unwrap_err()
                .quantity(),
            "plasma volume"
        );
        let none = MolarMass::from_grams_per_mole(0.0);
        assert_eq!(
            peak_upper_bound(&Dose::milligrams(1.0), none, 3.0)
                .unwrap_err()
                .quantity(),
            "molar mass"
        );
    }
}
