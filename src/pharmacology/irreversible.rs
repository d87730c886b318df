use crate::quantity::{Concentration, QuantityError, fraction, non_negative, positive};

/// Returns the share of receptors or enzyme that an irreversible agent leaves after a time of contact.
///
/// # Model
/// q = exp(−k·t) with k = k_inact · C / (K_I + C). Synthesis in the meantime is left out; see [`receptors_after_recovery`].
///
/// # Units
/// k_inact in 1/h, time in hours, concentrations in any unit; the result is a fraction, 0 to 1.
///
/// # Assumptions
/// A constant free concentration, rapid reversible binding before the slow covalent step, one class of sites.
///
/// # Errors
/// A negative concentration, rate or time; a K_I that is not above zero.
///
/// ```
/// use opiograph::{pharmacology::receptors_after_inactivation, quantity::Concentration};
///
/// let nm = Concentration::from_nanomolar;
/// let left = receptors_after_inactivation(nm(10.0), nm(10.0), 2.0, 1.0)?;
/// assert!((left - (-1.0f64).exp()).abs() < 1e-12);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn receptors_after_inactivation(
    free: Concentration,
    k_i: Concentration,
    k_inact_per_hour: f64,
    hours: f64,
) -> Result<f64, QuantityError> {
    let ratio = free
        .checked_as("free concentration")?
        .over(k_i.checked_constant("K_I")?);
    non_negative("k_inact", k_inact_per_hour, "1/h", 1e9)?;
    non_negative("time of contact", hours, "h", 1e6)?;
    Ok((-k_inact_per_hour * ratio / (1.0 + ratio) * hours).exp())
}

/// Returns the share of receptors or enzyme that is there again some time after an irreversible agent has gone.
///
/// # Model
/// q(t) = 1 − (1 − q₀) · 2^(−t/t½): constant synthesis, first-order loss with the turnover half-life.
///
/// # Units
/// Times in hours; shares are fractions, 0 to 1.
///
/// # Assumptions
/// The agent is gone, and turnover does not answer to the loss.
///
/// # Errors
/// A share outside 0 to 1, a negative time, or a half-life that is not above zero.
///
/// ```
/// use opiograph::pharmacology::receptors_after_recovery;
///
/// assert_eq!(receptors_after_recovery(0.2, 72.0, 72.0)?, 0.6);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn receptors_after_recovery(
    share_left: f64,
    hours: f64,
    turnover_half_life_hours: f64,
) -> Result<f64, QuantityError> {
    fraction("share of receptors left", share_left)?;
    non_negative("time of recovery", hours, "h", 1e6)?;
    positive("turnover half-life", turnover_half_life_hours, "h", 1e6)?;
    Ok(1.0 - (1.0 - share_left) * (-hours / turnover_half_life_hours).exp2())
}

/// Returns the occupancy of a ligand that leaves its receptor more slowly than it leaves the plasma.
///
/// # Model
/// θ(t) = max(θ_peak · 2^(−t/t½), θ_now), with t½ the measured half-time of the ligand at the receptor and θ_now what the
/// present free concentration would hold at equilibrium.
///
/// # Units
/// Times in hours; occupancies are fractions, 0 to 1.
///
/// # Assumptions
/// The half-time was measured in the tissue asked about, and decay from the peak is first order. A competitor cannot hasten
/// it: neither rebinding nor displacement is modelled.
///
/// # Errors
/// An occupancy outside 0 to 1, a negative time, or a half-time that is not above zero.
///
/// # Reference
/// Lee and others 1988, J Nucl Med, issue 7, pages 1207–1211: naltrexone blocked µ receptors with a half-time of 72 to 108 h, its fast
/// plasma half-life being 4 to 12 h.
///
/// ```
/// use opiograph::pharmacology::lingering_occupancy;
///
/// assert_eq!(lingering_occupancy(0.9, 90.0, 90.0, 0.02)?, 0.45);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn lingering_occupancy(
    at_peak: f64,
    hours_since_peak: f64,
    receptor_half_time_hours: f64,
    at_equilibrium_now: f64,
) -> Result<f64, QuantityError> {
    fraction("occupancy at the peak", at_peak)?;
    fraction("occupancy at equilibrium", at_equilibrium_now)?;
    non_negative("time since the peak", hours_since_peak, "h", 1e6)?;
    positive("receptor half-time", receptor_half_time_hours, "h", 1e6)?;
    Ok((at_peak * (-hours_since_peak / receptor_half_time_hours).exp2()).max(at_equilibrium_now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nm(value: f64) -> Concentration {
        Concentration::from_nanomolar(value)
    }

    #[test]
    fn more_contact_leaves_fewer_receptors() {
        for c in [0.0, 1e-12, 1.0, 1e12] {
            let left: Vec<f64> = [0.0, 0.1, 1.0, 24.0, 1e6]
                .iter()
                .map(|&t| receptors_after_inactivation(nm(c), nm(5.0), 3.0, t).unwrap())
                .collect();
            assert_eq!(left[0], 1.0);
            assert!(left.windows(2).all(|w| w[1] <= w[0]), "{left:?}");
            assert!(left.iter().all(|q| (0.0..=1.0).contains(q)));
        }
        assert_eq!(
            receptors_after_inactivation(nm(0.0), nm(5.0), 3.0, 10.0).unwrap(),
            1.0
        );
    }

    #[test]
    fn receptors_return_and_never_exceed_what_was_there() {
        let back: Vec<f64> = [0.0, 1.0, 72.0, 720.0, 1e6]
            .iter()
            .map(|&t| receptors_after_recovery(0.0, t, 72.0).unwrap())
            .collect();
        assert_eq!((back[0], back[2]), (0.0, 0.5));
        assert!(back.windows(2).all(|w| w[0] <= w[1]) && back[4] <= 1.0);
    }

    #[test]
    fn a_lingering_ligand_never_falls_below_equilibrium() {
        assert_eq!(lingering_occupancy(0.95, 0.0, 90.0, 0.95).unwrap(), 0.95);
        assert_eq!(lingering_occupancy(0.95, 1e6, 90.0, 0.4).unwrap(), 0.4);
        assert!(lingering_occupancy(0.95, 48.0, 90.0, 0.1).unwrap() > 0.6);
    }

    #[test]
    fn bad_input_is_named() {
        assert_eq!(
            lingering_occupancy(1.2, 1.0, 1.0, 0.0)
                .unwrap_err()
                .quantity(),
            "occupancy at the peak"
        );
        assert_eq!(
            lingering_occupancy(0.2, 1.0, 0.0, 0.0)
                .unwrap_err()
                .quantity(),
            "receptor half-time"
        );
        assert_eq!(
            receptors_after_recovery(0.5, -1.0, 1.0)
                .unwrap_err()
                .quantity(),
            "time of recovery"
        );
        assert_eq!(
            receptors_after_inactivation(nm(1.0), nm(0.0), 1.0, 1.0)
                .unwrap_err()
                .quantity(),
            "K_I"
        );
    }
}
