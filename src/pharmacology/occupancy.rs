use serde::Serialize;

use crate::quantity::{Concentration, Estimate, Input, Interval, QuantityError, Scale, fraction};

/// Returns the share of a target that one ligand occupies when nothing competes with it.
///
/// # Model
/// θ = C / (C + Kd), the law of mass action at equilibrium.
///
/// # Units
/// Both concentrations in any unit of [`Concentration`]; the result is a fraction, 0 to 1.
///
/// # Assumptions
/// One site, equilibrium, the free concentration at the target, and far more ligand than target. Cooperativity, slow
/// dissociation, depletion and the target's state are left out.
///
/// # Errors
/// A negative or infinite concentration; a Kd that is not above zero.
///
/// # Reference
/// Finlay, Duffull and Glass 2020, PMID 31975518, doi:10.1111/bph.14988 (a review of the models since Hill).
///
/// ```
/// use opiograph::{pharmacology::occupancy, quantity::Concentration};
///
/// let kd = Concentration::from_nanomolar(3.7);
/// assert_eq!(occupancy(kd, kd)?, 0.5);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn occupancy(free: Concentration, kd: Concentration) -> Result<f64, QuantityError> {
    let ratio = Ligand::new(free, kd).ratio()?;
    Ok(ratio / (1.0 + ratio))
}

/// Returns the free concentration at which one ligand alone occupies this share of a target.
///
/// # Model
/// C = Kd · θ / (1 − θ), the inverse of [`occupancy`].
///
/// # Units
/// The occupancy is a fraction; the result has the unit of the Kd.
///
/// # Assumptions
/// Those of [`occupancy`].
///
/// # Errors
/// An occupancy outside 0 to 1, or of 1, which no finite concentration reaches; a Kd that is not above zero.
///
/// ```
/// use opiograph::{pharmacology::concentration_for_occupancy, quantity::Concentration};
///
/// let c = concentration_for_occupancy(0.9, Concentration::from_nanomolar(1.0))?;
/// assert!((c.as_nanomolar() - 9.0).abs() < 1e-9);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn concentration_for_occupancy(
    share: f64,
    kd: Concentration,
) -> Result<Concentration, QuantityError> {
    fraction("occupancy", share)?;
    let kd = kd.checked_constant("Kd")?;
    if share == 1.0 {
        return Err(QuantityError::OutOfRange {
            quantity: "occupancy".into(),
            value: "1".into(),
            accepted: "0 to less than 1, as no finite concentration occupies every receptor".into(),
        });
    }
    kd.scaled(share / (1.0 - share)).checked()
}

/// A ligand at a target: its free concentration and its affinity.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ligand {
    /// The free concentration at the target.
    pub free: Concentration,
    /// The dissociation constant: Kd, or Ki where it was measured by displacement.
    pub kd: Concentration,
}

impl Ligand {
    /// A ligand at this free concentration with this affinity.
    pub const fn new(free: Concentration, kd: Concentration) -> Ligand {
        Ligand { free, kd }
    }

    pub(crate) fn ratio(self) -> Result<f64, QuantityError> {
        let free = self.free.checked_as("free concentration")?;
        Ok(free.over(self.kd.checked_constant("Kd")?))
    }
}

/// Returns the share of a target that each of several competing ligands occupies, endogenous ones included.
///
/// # Model
/// θᵢ = (Cᵢ/Kᵢ) / (1 + Σⱼ Cⱼ/Kⱼ), Gaddum's equation for any number of ligands. What is left, 1 − Σθᵢ, is free.
///
/// # Units
/// Concentrations in any unit; results are fractions in the order of the ligands, and sum to at most 1.
///
/// # Assumptions
/// All ligands bind the same site, one at a time, reversibly and at equilibrium. Allosteric effects are left out; for a
/// ligand that dissociates slowly see [`lingering_occupancy`](crate::pharmacology::lingering_occupancy).
///
/// # Errors
/// A negative or infinite concentration; an affinity that is not above zero.
///
/// # Reference
/// Finlay, Duffull and Glass 2020, PMID 31975518, doi:10.1111/bph.14988;
/// Lazareno and Birdsall 1993, Br J Pharmacol 109:1110–1119.
///
/// ```
/// use opiograph::{pharmacology::{Ligand, competition}, quantity::Concentration};
///
/// let nm = Concentration::from_nanomolar;
/// let shares = competition(&[Ligand::new(nm(2.0), nm(2.0)), Ligand::new(nm(9.0), nm(1.0))])?;
/// assert!((shares[0] - 1.0 / 11.0).abs() < 1e-12);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn competition(ligands: &[Ligand]) -> Result<Vec<f64>, QuantityError> {
    let ratios = ligands
        .iter()
        .map(|ligand| ligand.ratio())
        .collect::<Result<Vec<f64>, _>>()?;
    let all = 1.0 + ratios.iter().sum::<f64>();
    Ok(ratios.into_iter().map(|ratio| ratio / all).collect())
}

/// Returns the share of a target that one ligand occupies, with the range that its inputs leave.
///
/// # Model
/// [`occupancy`], carried through [`Estimate::propagate`] on the log-odds scale.
///
/// # Units
/// Both ranges in nM; the result is a fraction, 0 to 1.
///
/// # Assumptions
/// Those of [`occupancy`]; concentration and affinity are independent.
///
/// # Errors
/// A range that reaches below zero, or an affinity that reaches zero.
///
/// ```
/// use opiograph::{pharmacology::occupancy_estimate, quantity::Interval};
///
/// let o = occupancy_estimate(Interval::exact(4.0), Interval::within_fold(4.0, 3.0)?)?;
/// assert_eq!(o.to_string(), "0.50 (0.25–0.75)");
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn occupancy_estimate(
    free_nanomolar: Interval,
    kd_nanomolar: Interval,
) -> Result<Estimate, QuantityError> {
    let inputs = [
        Input::new("the free concentration", free_nanomolar, "nM"),
        Input::new("the affinity", kd_nanomolar, "nM"),
    ];
    Estimate::propagate(Scale::Fraction, &inputs, |x| {
        occupancy(
            Concentration::from_nanomolar(x[0]),
            Concentration::from_nanomolar(x[1]),
        )
    })
}

/// A competing ligand whose concentration and affinity are known within ranges, both in nM.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UncertainLigand {
    /// The name for the notes.
    pub name: String,
    /// The free concentration at the target, in nM.
    pub free_nanomolar: Interval,
    /// The dissociation constant, in nM.
    pub kd_nanomolar: Interval,
}

/// Returns the share of a target that each of several competing ligands occupies, with the ranges that all inputs leave.
///
/// # Model
/// [`competition`], carried through [`Estimate::propagate`] on the log-odds scale. A ligand's range also reflects how well
/// its competitors are known.
///
/// # Units
/// Ranges in nM; results are fractions in the order of the ligands.
///
/// # Assumptions
/// Those of [`competition`]; all inputs are independent.
///
/// # Errors
/// A concentration that reaches below zero, or an affinity that reaches zero.
pub fn competition_estimates(ligands: &[UncertainLigand]) -> Result<Vec<Estimate>, QuantityError> {
    let inputs: Vec<Input> = ligands
        .iter()
        .flat_map(|l| {
            [
                Input::new(
                    format!("the free concentration of {}", l.name),
                    l.free_nanomolar,
                    "nM",
                ),
                Input::new(format!("the affinity of {}", l.name), l.kd_nanomolar, "nM"),
            ]
        })
        .collect();
    let share_of = |wanted: usize, x: &[f64]| -> Result<f64, QuantityError> {
        let (mut all, mut own) = (1.0, 0.0);
        for (k, pair) in x.chunks_exact(2).enumerate() {
            let nm = Concentration::from_nanomolar;
            let ratio = Ligand::new(nm(pair[0]), nm(pair[1])).ratio()?;
            all += ratio;
            if k == wanted {
                own = ratio;
            }
        }
        Ok(own / all)
    };
    (0..ligands.len())
        .map(|k| Estimate::propagate(Scale::Fraction, &inputs, |x| share_of(k, x)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: [f64; 9] = [0.0, 1e-12, 1e-6, 0.01, 1.0, 37.0, 1e4, 1e8, 1e12];
    const AFFINITIES: [f64; 6] = [1e-12, 1e-3, 1.0, 250.0, 1e6, 1e12];

    fn nm(value: f64) -> Concentration {
        Concentration::from_nanomolar(value)
    }

    #[test]
    fn two_ligands_each_at_its_own_kd_occupy_a_third_each() {
        let shares = competition(&[
            Ligand::new(nm(2.0), nm(2.0)),
            Ligand::new(nm(700.0), nm(700.0)),
        ])
        .unwrap();
        assert_eq!(shares, [1.0 / 3.0, 1.0 / 3.0]);
    }

    #[test]
    fn an_agonist_at_its_kd_with_an_antagonist_at_nine_ki_occupies_an_eleventh() {
        let shares =
            competition(&[Ligand::new(nm(5.0), nm(5.0)), Ligand::new(nm(9.0), nm(1.0))]).unwrap();
        assert!((shares[0] - 1.0 / 11.0).abs() < 1e-15);
        assert!((shares[1] - 9.0 / 11.0).abs() < 1e-15);
    }

    #[test]
    fn shares_stay_within_bounds_and_competitors_never_help() {
        for &a in &SIZES {
            for &ka in &AFFINITIES {
                let alone = occupancy(nm(a), nm(ka)).unwrap();
                assert!((0.0..=1.0).contains(&alone), "{a} {ka} {alone}");
                let mut before = alone;
                for &b in &SIZES {
                    for &kb in &AFFINITIES {
                        let shares =
                            competition(&[Ligand::new(nm(a), nm(ka)), Ligand::new(nm(b), nm(kb))])
                                .unwrap();
                        assert!(shares.iter().all(|s| (0.0..=1.0).contains(s)), "{shares:?}");
                        assert!(shares.iter().sum::<f64>() <= 1.0 + 1e-12, "{shares:?}");
                        assert!(
                            shares[0] <= alone * (1.0 + 1e-12),
                            "a competitor raised {alone} to {}",
                            shares[0]
                        );
                    }
                    let at =
                        competition(&[Ligand::new(nm(a), nm(ka)), Ligand::new(nm(b), nm(1.0))])
                            .unwrap()[0];
                    assert!(
                        at <= before * (1.0 + 1e-12),
                        "more competitor raised the share"
                    );
                    before = at;
                }
            }
        }
    }

    #[test]
    fn more_drug_never_lowers_its_own_share() {
        for &kd in &AFFINITIES {
            for &rival in &SIZES {
                let shares: Vec<f64> = SIZES
                    .iter()
                    .map(|&c| {
                        competition(&[Ligand::new(nm(c), nm(kd)), Ligand::new(nm(rival), nm(1.0))])
                            .unwrap()[0]
                    })
                    .collect();
                assert!(shares.windows(2).all(|w| w[0] <= w[1]), "{shares:?}");
            }
        }
    }

    #[test]
    fn occupancy_and_its_inverse_agree() {
        for share in [0.0, 0.01, 0.5, 0.9, 0.999] {
            let c = concentration_for_occupancy(share, nm(7.0)).unwrap();
            assert!((occupancy(c, nm(7.0)).unwrap() - share).abs() < 1e-12);
        }
        assert!(concentration_for_occupancy(1.0, nm(7.0)).is_err());
        assert!(concentration_for_occupancy(-0.1, nm(7.0)).is_err());
    }

    #[test]
    fn bad_input_is_named() {
        for (free, kd, quantity) in [
            (-1.0, 1.0, "free concentration"),
            (f64::NAN, 1.0, "free concentration"),
            (1.0, 0.0, "Kd"),
            (1.0, -2.0, "Kd"),
            (1.0, f64::INFINITY, "Kd"),
            (1.0, 1e-20, "Kd"),
        ] {
            assert_eq!(
                occupancy(nm(free), nm(kd)).unwrap_err().quantity(),
                quantity
            );
            assert!(
                competition(&[Ligand::new(nm(1.0), nm(1.0)), Ligand::new(nm(free), nm(kd))])
                    .is_err()
            );
        }
        assert_eq!(competition(&[]).unwrap(), Vec::<f64>::new());
    }

    #[test]
    fn ranges_hold_the_value_and_name_the_competitor_that_widens_them() {
        let ligands = [
            UncertainLigand {
                name: "naltrexone".into(),
                free_nanomolar: Interval::within_fold(10.0, 1.2).unwrap(),
                kd_nanomolar: Interval::within_fold(1.0, 1.2).unwrap(),
            },
            UncertainLigand {
                name: "fentanyl".into(),
                free_nanomolar: Interval::within_fold(10.0, 8.0).unwrap(),
                kd_nanomolar: Interval::within_fold(1.0, 1.2).unwrap(),
            },
        ];
        let shares = competition_estimates(&ligands).unwrap();
        for share in &shares {
            assert!(
                0.0 <= share.low()
                    && share.low() < share.value()
                    && share.value() < share.high()
                    && share.high() <= 1.0
            );
            assert_eq!(
                share.notes()[0],
                "the range comes mainly from the free concentration of fentanyl, 10 nM (1.25–80)"
            );
        }
        assert!((shares[0].value() - 10.0 / 21.0).abs() < 1e-12);
    }
}
