use super::enzyme::MOST_ACTIVITY;
use crate::quantity::{QuantityError, positive, within};

/// Returns the change of exposure after a dose that reaches the blood without passing the liver first.
///
/// # Model
/// Well-stirred liver: CL = Q·CLint/(Q + CLint), E = CL/Q. If the intrinsic clearance becomes x times what it was, the AUC
/// after a systemic dose becomes (1 − E + E·x)/x times what it was. At E = 0 this is 1/x, as after a swallowed dose; as E nears
/// 1 the liver takes what the blood brings, and the AUC hardly changes.
///
/// # Units
/// All three are without dimension.
///
/// # Assumptions
/// Elimination in the liver alone; unchanged blood flow and binding; linear kinetics.
///
/// # Errors
/// An extraction ratio outside 0 to 1, or a multiple that is not above zero.
///
/// # Reference
/// The model and its limits: Yang and others 2007, Misuse of the well-stirred model of hepatic drug clearance,
/// <https://www.certara.com/publication/misuse-of-the-well-stirred-model-of-hepatic-drug-clearance/>.
///
/// ```
/// use opiograph::pharmacology::systemic_auc_ratio;
///
/// // A tenth of the intrinsic clearance is left: tenfold by mouth, less than twofold in a vein where extraction is 0.9.
/// assert_eq!(format!("{:.1}", systemic_auc_ratio(0.0, 0.1)?), "10.0");
/// assert_eq!(format!("{:.1}", systemic_auc_ratio(0.9, 0.1)?), "1.9");
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn systemic_auc_ratio(
    extraction_ratio: f64,
    intrinsic_clearance: f64,
) -> Result<f64, QuantityError> {
    let e = within("hepatic extraction ratio", extraction_ratio, "", 0.0, 1.0)?;
    let x = positive(
        "multiple of intrinsic clearance",
        intrinsic_clearance,
        "",
        MOST_ACTIVITY,
    )?;
    Ok((1.0 - e + e * x) / x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extraction_damps_every_change() {
        for x in [0.01, 0.2, 1.0, 3.0, 20.0] {
            let ratios: Vec<f64> = [0.0, 0.3, 0.9, 1.0]
                .iter()
                .map(|&e| systemic_auc_ratio(e, x).unwrap())
                .collect();
            assert!((ratios[0] - 1.0 / x).abs() < 1e-12);
            assert!((ratios[3] - 1.0).abs() < 1e-12);
            let distance = |r: f64| r.ln().abs();
            assert!(
                ratios
                    .windows(2)
                    .all(|w| distance(w[1]) <= distance(w[0]) + 1e-12),
                "{x}: {ratios:?}"
            );
        }
    }

    #[test]
    fn nonsense_is_named() {
        let quantity = |e, x| systemic_auc_ratio(e, x).unwrap_err().quantity().to_owned();
        assert_eq!(quantity(1.1, 1.0), "hepatic extraction ratio");
        assert_eq!(quantity(0.5, 0.0), "multiple of intrinsic clearance");
        assert_eq!(quantity(0.5, f64::NAN), "multiple of intrinsic clearance");
    }
}
