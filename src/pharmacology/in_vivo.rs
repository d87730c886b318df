use crate::quantity::{QuantityError, fraction, positive, within};

/// Returns the change of exposure from what patients showed of the drug and of the inhibitor.
///
/// # Model
/// AUC ratio = 1 / (1 − CR·IR): CR is the share of oral clearance that the enzyme takes, IR the share of the enzyme's
/// clearance that the inhibitor at its usual dose takes away. A genotype's loss of activity stands in IR's place.
///
/// # Units
/// Both are fractions, 0 to 1; the result is a ratio, 1 or more.
///
/// # Assumptions
/// One enzyme counts; the inhibitor's dose is the one that IR was found with; linear kinetics.
///
/// # Errors
/// A fraction outside 0 to 1, or both 1, where exposure would be without limit.
///
/// # Reference
/// General framework for CYP3A4-mediated oral interactions, Clin Pharmacokinet 2007, doi:10.2165/00003088-200746080-00005.
///
/// ```
/// use opiograph::pharmacology::auc_ratio_in_vivo;
///
/// assert_eq!(auc_ratio_in_vivo(1.0, 0.8)?.round(), 5.0);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn auc_ratio_in_vivo(
    contribution_ratio: f64,
    inhibition_ratio: f64,
) -> Result<f64, QuantityError> {
    fraction("contribution ratio", contribution_ratio)?;
    fraction("inhibition ratio", inhibition_ratio)?;
    let left = 1.0 - contribution_ratio * inhibition_ratio;
    if left < 1e-9 {
        return Err(QuantityError::OutOfRange {
            quantity: "contribution ratio times inhibition ratio".into(),
            value: "1".into(),
            accepted: "a product below 1, as exposure would otherwise be without limit".into(),
        });
    }
    Ok(1.0 / left)
}

/// Returns the inhibition ratio of several inhibitors of one enzyme taken together.
///
/// # Model
/// Each IR stands for I/Ki = IR/(1 − IR); these add, and IR = Σ / (1 + Σ).
///
/// # Units
/// Fractions, 0 to 1.
///
/// # Assumptions
/// The inhibitors compete for one site, and none changes the other's concentration.
///
/// # Errors
/// A ratio outside 0 to 1.
///
/// ```
/// use opiograph::pharmacology::combined_inhibition_ratio;
///
/// assert_eq!(combined_inhibition_ratio(&[0.5, 0.5])?, 2.0 / 3.0);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn combined_inhibition_ratio(ratios: &[f64]) -> Result<f64, QuantityError> {
    let mut sum = 0.0;
    for &ratio in ratios {
        fraction("inhibition ratio", ratio)?;
        if ratio == 1.0 {
            return Ok(1.0);
        }
        sum += ratio / (1.0 - ratio);
    }
    Ok(sum / (1.0 + sum))
}

/// Returns the share of a drug's clearance that an enzyme takes, from its exposure in people who lack the enzyme.
///
/// # Model
/// CR = 1 − 1/R, with R the AUC in poor over that in normal metabolisers.
///
/// # Units
/// A ratio in, a fraction out. A ratio below 1 (chance, or a study too small) gives 0.
///
/// # Assumptions
/// Poor metabolisers have none of the enzyme's activity, and nothing else differs.
///
/// # Errors
/// A ratio that is not above zero.
///
/// # Reference
/// The unified treatment of genes and drugs: PMC3675754, doi:10.1208/s12248-012-9431-9.
///
/// ```
/// use opiograph::pharmacology::contribution_ratio_from_poor_metabolisers;
///
/// assert_eq!(contribution_ratio_from_poor_metabolisers(4.0)?, 0.75);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn contribution_ratio_from_poor_metabolisers(auc_ratio: f64) -> Result<f64, QuantityError> {
    positive("AUC ratio", auc_ratio, "", 1e6)?;
    Ok((1.0 - 1.0 / auc_ratio).max(0.0))
}

/// Returns an inhibitor's inhibition ratio from the exposure of a drug whose contribution ratio is known.
///
/// # Model
/// IR = (1 − 1/R) / CR, with R the AUC with over that without the inhibitor; cut to 0 to 1, as measured ratios scatter.
///
/// # Units
/// A ratio and a fraction in, a fraction out.
///
/// # Assumptions
/// Those of [`auc_ratio_in_vivo`].
///
/// # Errors
/// A ratio that is not above zero; a contribution ratio outside 0.01 to 1, below which nothing can be learnt.
///
/// # Reference
/// General framework for CYP3A4-mediated oral interactions, Clin Pharmacokinet 2007, doi:10.2165/00003088-200746080-00005.
pub fn inhibition_ratio_from_auc_ratio(
    auc_ratio: f64,
    contribution_ratio: f64,
) -> Result<f64, QuantityError> {
    positive("AUC ratio", auc_ratio, "", 1e6)?;
    within("contribution ratio", contribution_ratio, "", 0.01, 1.0)?;
    Ok(((1.0 - 1.0 / auc_ratio) / contribution_ratio).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pharmacology::{Clearance, EliminationRoute, Modifier};

    #[test]
    fn the_short_formula_is_the_static_model() {
        for cr in [0.0, 0.3, 0.95] {
            for ir in [0.0, 0.5, 1.0] {
                let route = EliminationRoute::new("CYP2D6", cr).with(Modifier::Observed {
                    inhibition_ratio: ir,
                });
                let long = Clearance::new().by(route).with_against_without().unwrap();
                assert!((auc_ratio_in_vivo(cr, ir).unwrap() - long).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn what_was_put_in_comes_out() {
        for cr in [0.2, 0.8, 0.99] {
            for ir in [0.0, 0.4, 0.9] {
                let ratio = auc_ratio_in_vivo(cr, ir).unwrap();
                assert!((inhibition_ratio_from_auc_ratio(ratio, cr).unwrap() - ir).abs() < 1e-9);
            }
            let poor = auc_ratio_in_vivo(cr, 1.0).unwrap();
            assert!((contribution_ratio_from_poor_metabolisers(poor).unwrap() - cr).abs() < 1e-9);
        }
    }

    #[test]
    fn a_second_inhibitor_never_lowers_the_inhibition() {
        for a in [0.0, 0.2, 0.9, 1.0] {
            for b in [0.0, 0.2, 0.9, 1.0] {
                let both = combined_inhibition_ratio(&[a, b]).unwrap();
                assert!(both >= a.max(b) - 1e-12 && both <= 1.0, "{a} {b} {both}");
            }
        }
        assert_eq!(combined_inhibition_ratio(&[]).unwrap(), 0.0);
    }

    #[test]
    fn scatter_is_cut_and_nonsense_is_named() {
        assert_eq!(contribution_ratio_from_poor_metabolisers(0.8).unwrap(), 0.0);
        assert_eq!(inhibition_ratio_from_auc_ratio(50.0, 0.9).unwrap(), 1.0);
        assert_eq!(inhibition_ratio_from_auc_ratio(0.9, 0.9).unwrap(), 0.0);
        assert_eq!(
            auc_ratio_in_vivo(1.1, 0.5).unwrap_err().quantity(),
            "contribution ratio"
        );
        assert_eq!(
            auc_ratio_in_vivo(0.5, f64::NAN).unwrap_err().quantity(),
            "inhibition ratio"
        );
        assert!(auc_ratio_in_vivo(1.0, 1.0).is_err());
        assert_eq!(
            inhibition_ratio_from_auc_ratio(0.0, 0.5)
                .unwrap_err()
                .quantity(),
            "AUC ratio"
        );
        assert_eq!(
            inhibition_ratio_from_auc_ratio(3.0, 0.0)
                .unwrap_err()
                .quantity(),
            "contribution ratio"
        );
    }
}
