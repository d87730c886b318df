use serde::Serialize;

use super::occupancy::Ligand;
use crate::quantity::{Concentration, QuantityError, fraction, non_negative, positive, within};

/// The most that is taken for a transducer ratio.
const MOST_TAU: f64 = 1e9;

/// A ligand that can activate a receptor: its concentration, its affinity and its efficacy there.
///
/// A transducer ratio of zero is a neutral antagonist. Inverse agonism needs constitutive activity, which the operational
/// model in this form does not have.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Agonist {
    /// The free concentration and the affinity.
    pub ligand: Ligand,
    /// The transducer ratio τ: receptors over the number of occupied ones that gives half the maximum.
    pub tau: f64,
}

impl Agonist {
    /// A ligand at this free concentration, with this affinity and transducer ratio.
    pub const fn new(free: Concentration, ka: Concentration, tau: f64) -> Agonist {
        Agonist {
            ligand: Ligand::new(free, ka),
            tau,
        }
    }
}

/// A tissue's response to the activation of one receptor: its maximum and how steeply it transduces.
///
/// # Model
/// The operational model of agonism, E = Em·Sⁿ / (1 + Sⁿ) with the stimulus S = Σ τᵢ θᵢ over all ligands that compete for the
/// receptor. For one agonist it is Black and Leff's E = Em·τⁿAⁿ / ((KA + A)ⁿ + τⁿAⁿ). A partial agonist raises S from zero
/// when alone and, beside a stronger agonist that it displaces, lowers it.
///
/// # Units
/// The maximum in any unit of effect; the slope n and τ have none.
///
/// # Assumptions
/// Equilibrium, one receptor, no desensitisation, no constitutive activity; the stimuli of different ligands add.
///
/// # Reference
/// Black and Leff 1983, PMID 6141562, doi:10.1098/rspb.1983.0093;
/// for two agonists at once PMC5464340, 2017, doi:10.1002/prp2.311, figure A1.
///
/// ```
/// use opiograph::{pharmacology::OperationalModel, quantity::Concentration};
///
/// let tissue = OperationalModel::new(100.0)?;
/// let ec50 = tissue.ec50(Concentration::from_nanomolar(100.0), 10.0)?;
/// assert_eq!(format!("{:.4} {:.3}", ec50.as_nanomolar(), tissue.maximum(10.0)?), "9.0909 90.909");
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct OperationalModel {
    system_maximum: f64,
    slope: f64,
}

impl OperationalModel {
    /// A tissue with this maximum Em and slope 1.
    ///
    /// # Errors
    /// A maximum that is not above zero.
    pub fn new(system_maximum: f64) -> Result<OperationalModel, QuantityError> {
        positive("system maximum", system_maximum, "", 1e12)?;
        Ok(OperationalModel {
            system_maximum,
            slope: 1.0,
        })
    }

    /// The tissue with this transducer slope n.
    ///
    /// # Errors
    /// A slope outside 0.1 to 10.
    pub fn with_slope(self, slope: f64) -> Result<OperationalModel, QuantityError> {
        within("transducer slope", slope, "", 0.1, 10.0)?;
        Ok(OperationalModel { slope, ..self })
    }

    /// Returns the response to ligands that compete for the receptor.
    ///
    /// # Errors
    /// A negative concentration or τ; an affinity that is not above zero.
    pub fn response(&self, ligands: &[Agonist]) -> Result<f64, QuantityError> {
        self.response_with_receptors_left(1.0, ligands)
    }

    /// Returns the response when an irreversible antagonist has left only this share of the receptors.
    ///
    /// # Model
    /// Every τ is multiplied by the share q that is left, as τ counts receptors.
    ///
    /// # Errors
    /// A share outside 0 to 1, and those of [`OperationalModel::response`].
    ///
    /// # Reference
    /// Leff, Martin and Morse 1985, PMID 4027483, doi:10.1111/j.1476-5381.1985.tb10561.x.
    pub fn response_with_receptors_left(
        &self,
        share_left: f64,
        ligands: &[Agonist],
    ) -> Result<f64, QuantityError> {
        fraction("share of receptors left", share_left)?;
        let (mut all, mut stimulus) = (1.0, 0.0);
        for agonist in ligands {
            non_negative("transducer ratio", agonist.tau, "", MOST_TAU)?;
            let ratio = agonist.ligand.ratio()?;
            all += ratio;
            stimulus += agonist.tau * ratio;
        }
        Ok(self.transduce(share_left * stimulus / all))
    }

    /// Returns the response to occupancies that are already known, each with its ligand's τ.
    ///
    /// # Errors
    /// An occupancy outside 0 to 1, occupancies that sum to more than 1, or a negative τ.
    pub fn response_to_occupancy(&self, occupied: &[(f64, f64)]) -> Result<f64, QuantityError> {
        let (mut all, mut stimulus) = (0.0, 0.0);
        for &(share, tau) in occupied {
            fraction("occupancy", share)?;
            non_negative("transducer ratio", tau, "", MOST_TAU)?;
            all += share;
            stimulus += share * tau;
        }
        within("sum of occupancies", all, "", 0.0, 1.0 + 1e-9)?;
        Ok(self.transduce(stimulus))
    }

    /// Returns the agonist concentration that gives half of that agonist's own maximum.
    ///
    /// # Model
    /// EC50 = KA / ((2 + τⁿ)^(1/n) − 1); KA / (1 + τ) for slope 1.
    ///
    /// # Errors
    /// An affinity or τ that is not above zero.
    pub fn ec50(&self, ka: Concentration, tau: f64) -> Result<Concentration, QuantityError> {
        let ka = ka.checked_constant("KA")?;
        positive("transducer ratio", tau, "", MOST_TAU)?;
        // (2 + τⁿ)^(1/n) through logarithms, which do not overflow.
        let n = self.slope;
        let log_sum = if tau > 1.0 {
            n * tau.ln() + (2.0 * tau.powf(-n)).ln_1p()
        } else {
            (2.0 + tau.powf(n)).ln()
        };
        Ok(ka.scaled(1.0 / (log_sum / n).exp_m1()))
    }

    /// Returns the greatest response that an agonist with this τ can give.
    ///
    /// # Model
    /// Emax = Em · τⁿ / (1 + τⁿ).
    ///
    /// # Errors
    /// A negative τ.
    pub fn maximum(&self, tau: f64) -> Result<f64, QuantityError> {
        non_negative("transducer ratio", tau, "", MOST_TAU)?;
        Ok(self.transduce(tau))
    }

    fn transduce(&self, stimulus: f64) -> f64 {
        // Written so that neither a huge nor a tiny stimulus overflows.
        self.system_maximum / (1.0 + (-self.slope * stimulus.ln()).exp())
    }
}

/// Returns the transducer ratio of an agonist whose maximum is this share of the tissue's.
///
/// # Model
/// τ = (ε / (1 − ε))^(1/n), the inverse of [`OperationalModel::maximum`], with ε = Emax/Em.
///
/// # Units
/// A fraction in, a ratio out.
///
/// # Assumptions
/// The share is of what the tissue can do, not of what a reference agonist does in it. Where a reference agonist has spare
/// receptors the two are close; where it has none, τ comes out too large.
///
/// # Errors
/// A share outside 0 to 1, or of 1, which no finite τ reaches; a slope outside 0.1 to 10.
///
/// # Reference
/// Black and Leff 1983, PMID 6141562, doi:10.1098/rspb.1983.0093.
///
/// ```
/// use opiograph::pharmacology::efficacy_from_maximum;
///
/// assert!((efficacy_from_maximum(0.5, 1.0)? - 1.0).abs() < 1e-12);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn efficacy_from_maximum(
    share_of_system_maximum: f64,
    slope: f64,
) -> Result<f64, QuantityError> {
    fraction("share of the system maximum", share_of_system_maximum)?;
    within("transducer slope", slope, "", 0.1, 10.0)?;
    if share_of_system_maximum == 1.0 {
        return Err(QuantityError::OutOfRange {
            quantity: "share of the system maximum".into(),
            value: "1".into(),
            accepted: "0 to less than 1, as no finite efficacy uses a tissue fully".into(),
        });
    }
    let tau = (share_of_system_maximum / (1.0 - share_of_system_maximum)).powf(1.0 / slope);
    non_negative("transducer ratio", tau, "", MOST_TAU)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nm(value: f64) -> Concentration {
        Concentration::from_nanomolar(value)
    }

    fn tissue() -> OperationalModel {
        OperationalModel::new(100.0).unwrap()
    }

    #[test]
    fn the_textbook_agonist() {
        let ec50 = tissue().ec50(nm(100.0), 10.0).unwrap();
        assert!((ec50.as_nanomolar() - 100.0 / 11.0).abs() < 1e-12);
        assert!((tissue().maximum(10.0).unwrap() - 1000.0 / 11.0).abs() < 1e-12);
        let half = tissue()
            .response(&[Agonist::new(ec50, nm(100.0), 10.0)])
            .unwrap();
        assert!((half - 500.0 / 11.0).abs() < 1e-12);
    }

    #[test]
    fn half_the_maximum_at_the_ec50_for_every_slope() {
        for slope in [0.1, 0.5, 1.0, 2.0, 10.0] {
            let tissue = tissue().with_slope(slope).unwrap();
            for tau in [0.3, 1.0, 3.0, 100.0] {
                let ec50 = tissue.ec50(nm(50.0), tau).unwrap();
                let e = tissue
                    .response(&[Agonist::new(ec50, nm(50.0), tau)])
                    .unwrap();
                let most = tissue.maximum(tau).unwrap();
                assert!(
                    (e / most - 0.5).abs() < 1e-9,
                    "slope {slope}, tau {tau}: {}",
                    e / most
                );
            }
        }
    }

    #[test]
    fn a_partial_agonist_raises_alone_and_lowers_beside_a_full_agonist() {
        let full = Agonist::new(nm(100.0), nm(10.0), 30.0);
        let partial = Agonist::new(nm(500.0), nm(1.0), 0.5);
        let e = |ligands: &[Agonist]| tissue().response(ligands).unwrap();
        assert!(e(&[partial]) > 10.0);
        assert!(e(&[full, partial]) < 0.6 * e(&[full]));
        assert!(e(&[full, partial]) > e(&[partial]));
    }

    #[test]
    fn an_antagonist_shifts_the_curve_by_the_schild_ratio() {
        let antagonist = Agonist::new(nm(9.0), nm(1.0), 0.0);
        let alone = tissue()
            .response(&[Agonist::new(nm(3.0), nm(10.0), 5.0)])
            .unwrap();
        let shifted = tissue()
            .response(&[Agonist::new(nm(30.0), nm(10.0), 5.0), antagonist])
            .unwrap();
        assert!((alone - shifted).abs() < 1e-9);
        assert_eq!(tissue().response(&[antagonist]).unwrap(), 0.0);
    }

    #[test]
    fn spare_receptors_hide_a_small_loss_and_a_partial_agonist_shows_it() {
        let full = [Agonist::new(nm(1e6), nm(10.0), 100.0)];
        let partial = [Agonist::new(nm(1e6), nm(10.0), 0.5)];
        let lost = |ligands: &[Agonist]| {
            1.0 - tissue().response_with_receptors_left(0.5, ligands).unwrap()
                / tissue().response(ligands).unwrap()
        };
        assert!(lost(&full) < 0.02, "{}", lost(&full));
        assert!(lost(&partial) > 0.35, "{}", lost(&partial));
        assert_eq!(
            tissue().response_with_receptors_left(0.0, &full).unwrap(),
            0.0
        );
    }

    #[test]
    fn responses_stay_between_zero_and_the_system_maximum() {
        for free in [0.0, 1e-12, 1.0, 1e12] {
            for ka in [1e-12, 1.0, 1e12] {
                for tau in [0.0, 1e-9, 1.0, 1e9] {
                    for slope in [0.1, 1.0, 10.0] {
                        let tissue = tissue().with_slope(slope).unwrap();
                        let e = tissue
                            .response(&[Agonist::new(nm(free), nm(ka), tau)])
                            .unwrap();
                        assert!((0.0..=100.0).contains(&e), "{free} {ka} {tau} {slope}: {e}");
                    }
                }
            }
        }
    }

    #[test]
    fn known_occupancies_give_the_same_answer() {
        let e = tissue()
            .response(&[
                Agonist::new(nm(5.0), nm(5.0), 4.0),
                Agonist::new(nm(9.0), nm(1.0), 0.2),
            ])
            .unwrap();
        let o = tissue()
            .response_to_occupancy(&[(1.0 / 11.0, 4.0), (9.0 / 11.0, 0.2)])
            .unwrap();
        assert!((e - o).abs() < 1e-9);
        assert!(
            tissue()
                .response_to_occupancy(&[(0.7, 1.0), (0.7, 1.0)])
                .is_err()
        );
    }

    #[test]
    fn efficacy_and_maximum_are_inverse() {
        for share in [0.0, 0.02, 0.5, 0.95] {
            let tau = efficacy_from_maximum(share, 1.0).unwrap();
            assert!((tissue().maximum(tau).unwrap() / 100.0 - share).abs() < 1e-12);
        }
        assert!(efficacy_from_maximum(1.0, 1.0).is_err());
    }

    #[test]
    fn bad_input_is_named() {
        assert_eq!(
            OperationalModel::new(0.0).unwrap_err().quantity(),
            "system maximum"
        );
        assert_eq!(
            tissue().with_slope(f64::NAN).unwrap_err().quantity(),
            "transducer slope"
        );
        let negative = Agonist::new(nm(1.0), nm(1.0), -1.0);
        assert_eq!(
            tissue().response(&[negative]).unwrap_err().quantity(),
            "transducer ratio"
        );
        assert_eq!(
            tissue()
                .response_with_receptors_left(1.5, &[])
                .unwrap_err()
                .quantity(),
            "share of receptors left"
        );
        assert_eq!(
            tissue().ec50(nm(1.0), 0.0).unwrap_err().quantity(),
            "transducer ratio"
        );
    }
}
