use serde::Serialize;

use super::enzyme::{MOST_ACTIVITY, Modifier, remaining_activity};
use crate::quantity::{QuantityError, fraction, non_negative, positive, within};

/// One enzyme's part in clearing a drug: its share, what the genotype leaves of it, and what co-medication does to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EliminationRoute {
    enzyme: String,
    share: f64,
    activity: f64,
    modifiers: Vec<Modifier>,
}

impl EliminationRoute {
    /// An enzyme that takes this share (fm) of a drug's clearance in a normal metaboliser.
    pub fn new(enzyme: impl Into<String>, share: f64) -> EliminationRoute {
        EliminationRoute {
            enzyme: enzyme.into(),
            share,
            activity: 1.0,
            modifiers: Vec::new(),
        }
    }

    /// With this activity in the person, as a multiple of a normal metaboliser's: 0 for a poor metaboliser.
    pub fn with_activity(mut self, activity: f64) -> EliminationRoute {
        self.activity = activity;
        self
    }

    /// With this effect of a co-medication on the enzyme.
    pub fn with(mut self, modifier: Modifier) -> EliminationRoute {
        self.modifiers.push(modifier);
        self
    }

    /// The enzyme's name.
    pub fn enzyme(&self) -> &str {
        &self.enzyme
    }

    /// The share of clearance in a normal metaboliser, fm.
    pub const fn share(&self) -> f64 {
        self.share
    }

    /// The activity in the person, as a multiple of a normal metaboliser's.
    pub const fn activity(&self) -> f64 {
        self.activity
    }

    fn check(&self) -> Result<(), QuantityError> {
        fraction(
            &format!("share of clearance by {}", self.enzyme),
            self.share,
        )?;
        non_negative(
            &format!("activity of {}", self.enzyme),
            self.activity,
            "",
            MOST_ACTIVITY,
        )?;
        Ok(())
    }
}

/// How a drug leaves the body: the routes that are known by name, and the rest, which nothing changes.
///
/// # Model
/// The static model of a change of exposure: AUC ratio = 1 / (Σ fmᵢ·gᵢ·aᵢ + 1 − Σ fmᵢ) against a normal metaboliser without
/// co-medication, with g the person's activity and a what co-medication leaves of it ([`remaining_activity`]). Where the gut
/// wall counts, the ratio is multiplied by 1 / (F_g + (1 − F_g)·a_g).
///
/// # Units
/// Shares and activities are dimensionless; so is the ratio.
///
/// # Assumptions
/// Linear kinetics; shares were found in normal metabolisers; clearance by an enzyme is proportional to its activity, as for
/// drugs given by mouth or with low extraction. For a drug of high extraction given into a vein the change is overstated.
///
/// # Reference
/// Parallel routes: Brown and others 2005, doi:10.1111/j.1365-2125.2005.02483.x. Gene and drug in one model, by in vivo
/// shares and potencies: PMC3675754, doi:10.1208/s12248-012-9431-9.
///
/// ```
/// use opiograph::pharmacology::{Clearance, EliminationRoute, FdaClass, Modifier};
///
/// let strong = Modifier::Observed { inhibition_ratio: 0.95 };
/// let normal = Clearance::new().by(EliminationRoute::new("CYP2D6", 0.9).with(strong));
/// let ratio = normal.with_against_without()?;
/// assert_eq!(FdaClass::of_ratio(ratio), FdaClass::Strong);
///
/// let poor = Clearance::new().by(EliminationRoute::new("CYP2D6", 0.9).with_activity(0.0).with(strong));
/// assert_eq!(poor.with_against_without()?, 1.0);
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Clearance {
    routes: Vec<EliminationRoute>,
    gut: Option<Gut>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Gut {
    escaping: f64,
    modifiers: Vec<Modifier>,
}

impl Clearance {
    /// A drug of whose routes none is known yet.
    pub fn new() -> Clearance {
        Clearance::default()
    }

    /// Cleared in part by this route.
    pub fn by(mut self, route: EliminationRoute) -> Clearance {
        self.routes.push(route);
        self
    }

    /// Of whose swallowed amount this share escapes the gut wall's enzyme (F_g), which these modifiers change.
    pub fn with_gut_wall(mut self, share_escaping: f64, modifiers: &[Modifier]) -> Clearance {
        self.gut = Some(Gut {
            escaping: share_escaping,
            modifiers: modifiers.to_vec(),
        });
        self
    }

    /// The routes that are known by name.
    pub fn routes(&self) -> &[EliminationRoute] {
        &self.routes
    }

    /// Returns exposure in this person with the co-medication against a normal metaboliser without.
    ///
    /// # Errors
    /// Shares that sum to more than 1, a share or activity out of range, the errors of [`remaining_activity`], or a drug of
    /// whose clearance nothing is left.
    pub fn against_normal(&self) -> Result<f64, QuantityError> {
        Ok(self.gut_factor(true)? / self.remaining(true)?)
    }

    /// Returns exposure in this person without co-medication against a normal metaboliser.
    ///
    /// # Errors
    /// Those of [`Clearance::against_normal`].
    pub fn genotype_alone(&self) -> Result<f64, QuantityError> {
        Ok(1.0 / self.remaining(false)?)
    }

    /// Returns exposure in this person with the co-medication against the same person without.
    ///
    /// # Errors
    /// Those of [`Clearance::against_normal`].
    pub fn with_against_without(&self) -> Result<f64, QuantityError> {
        Ok(self.gut_factor(true)? * self.remaining(false)? / self.remaining(true)?)
    }

    /// Returns what is left of the clearance by one enzyme, as a multiple of that in a normal metaboliser without
    /// co-medication; 1 for an enzyme that is not among the routes.
    ///
    /// # Errors
    /// Those of [`remaining_activity`].
    pub fn activity_left(&self, enzyme: &str) -> Result<f64, QuantityError> {
        match self.routes.iter().find(|route| route.enzyme == enzyme) {
            Some(route) => {
                route.check()?;
                Ok(route.activity * remaining_activity(&route.modifiers)?)
            }
            None => Ok(1.0),
        }
    }

    fn remaining(&self, with_co_medication: bool) -> Result<f64, QuantityError> {
        let (mut shares, mut left) = (0.0, 0.0);
        for route in &self.routes {
            route.check()?;
            shares += route.share;
            let kept = if with_co_medication {
                remaining_activity(&route.modifiers)?
            } else {
                1.0
            };
            left += route.share * route.activity * kept;
        }
        within(
            "sum of the shares of clearance",
            shares,
            "",
            0.0,
            1.0 + 1e-9,
        )?;
        let remaining = left + (1.0 - shares).max(0.0);
        if remaining < 1e-9 {
            return Err(QuantityError::Zero {
                quantity: "clearance that is left".into(),
                value: "0".into(),
                accepted: "shares that leave another route open, as exposure would otherwise be without limit".into(),
            });
        }
        Ok(remaining)
    }

    fn gut_factor(&self, with_co_medication: bool) -> Result<f64, QuantityError> {
        match &self.gut {
            Some(gut) if with_co_medication => {
                positive("share that escapes the gut wall", gut.escaping, "", 1.0)?;
                let left = remaining_activity(&gut.modifiers)?;
                Ok(1.0 / (gut.escaping + (1.0 - gut.escaping) * left))
            }
            _ => Ok(1.0),
        }
    }
}

/// Returns the change of exposure to a product that an enzyme makes of a drug.
///
/// # Model
/// AUC ratio of the product = a_formation · R_parent · R_product: the product is made at a rate of forming clearance times
/// the parent's exposure, and its own clearance may change too.
///
/// # Units
/// `formation` is what is left of the forming clearance, as a multiple; the two ratios are changes of AUC of the parent and
/// of the product's own clearance, 1 for none.
///
/// # Assumptions
/// Linear kinetics; one route forms the product, or `formation` is the mean over its routes. A product that is formed on the
/// first pass and removed before it reaches the blood is left out.
///
/// # Errors
/// A negative number, or a ratio that is not above zero.
///
/// ```
/// use opiograph::pharmacology::product_auc_ratio;
///
/// // An enzyme that forms a minor product loses nine tenths of its activity: the parent hardly changes, the product falls.
/// let parent = 1.0 / (0.1 * 0.1 + 0.9);
/// assert_eq!(format!("{:.2}", product_auc_ratio(0.1, parent, 1.0)?), "0.11");
/// # Ok::<(), opiograph::quantity::QuantityError>(())
/// ```
pub fn product_auc_ratio(
    formation: f64,
    parent_ratio: f64,
    product_clearance_ratio: f64,
) -> Result<f64, QuantityError> {
    non_negative("forming activity", formation, "", MOST_ACTIVITY)?;
    positive("ratio of the parent", parent_ratio, "", 1e9)?;
    positive(
        "ratio of the product's own clearance",
        product_clearance_ratio,
        "",
        1e9,
    )?;
    Ok(formation * parent_ratio * product_clearance_ratio)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Concentration;

    fn nm(value: f64) -> Concentration {
        Concentration::from_nanomolar(value)
    }

    fn reversible(i: f64) -> Modifier {
        Modifier::Reversible {
            free: nm(i),
            ki: nm(10.0),
        }
    }

    fn drug(share: f64, activity: f64, modifiers: &[Modifier]) -> Clearance {
        let route = EliminationRoute::new("CYP2D6", share).with_activity(activity);
        Clearance::new().by(modifiers.iter().fold(route, |route, &m| route.with(m)))
    }

    #[test]
    fn the_static_model_by_hand() {
        // fm 0.8, I/Ki 3: 1 / (0.8/4 + 0.2) = 2.5.
        assert!(
            (drug(0.8, 1.0, &[reversible(30.0)])
                .with_against_without()
                .unwrap()
                - 2.5)
                .abs()
                < 1e-12
        );
        // Two enzymes: 1 / (0.5/4 + 0.3/2 + 0.2) = 1/0.475.
        let two = Clearance::new()
            .by(EliminationRoute::new("CYP2D6", 0.5).with(reversible(30.0)))
            .by(EliminationRoute::new("CYP3A4", 0.3).with(reversible(10.0)));
        assert!((two.with_against_without().unwrap() - 1.0 / 0.475).abs() < 1e-12);
        // Two inhibitors of one enzyme add: I/Ki 1 + 2.
        let both = drug(0.8, 1.0, &[reversible(10.0), reversible(20.0)]);
        assert!((both.with_against_without().unwrap() - 2.5).abs() < 1e-12);
    }

    #[test]
    fn a_poor_metaboliser_cannot_be_inhibited_further() {
        for i in [0.0, 1.0, 1e12] {
            assert_eq!(
                drug(0.9, 0.0, &[reversible(i)])
                    .with_against_without()
                    .unwrap(),
                1.0
            );
        }
        let poor = drug(0.9, 0.0, &[reversible(50.0)]);
        assert!((poor.against_normal().unwrap() - 10.0).abs() < 1e-9);
        assert!((poor.genotype_alone().unwrap() - 10.0).abs() < 1e-9);
    }

    #[test]
    fn the_interaction_grows_with_inhibitor_share_and_activity() {
        let shares = [0.0, 0.1, 0.5, 0.9, 0.99];
        let inhibitors = [0.0, 1e-12, 0.1, 1.0, 30.0, 1e4, 1e12];
        let activities = [0.0, 0.25, 0.5, 1.0, 1.5, 3.0];
        let ratio =
            |f: f64, g: f64, i: f64| drug(f, g, &[reversible(i)]).with_against_without().unwrap();
        let rises = |ratios: Vec<f64>| {
            assert!(
                ratios.windows(2).all(|w| w[0] <= w[1] * (1.0 + 1e-12)),
                "{ratios:?}"
            );
            assert!(
                ratios.iter().all(|r| r.is_finite() && *r >= 1.0 - 1e-12),
                "{ratios:?}"
            );
        };
        for &f in &shares {
            for &g in &activities {
                rises(inhibitors.iter().map(|&i| ratio(f, g, i)).collect());
            }
            for &i in &inhibitors {
                rises(activities.iter().map(|&g| ratio(f, g, i)).collect());
            }
        }
        for &g in &activities {
            for &i in &inhibitors {
                rises(shares.iter().map(|&f| ratio(f, g, i)).collect());
            }
        }
    }

    #[test]
    fn exposure_falls_as_the_activity_grows() {
        let ratios: Vec<f64> = [0.0, 0.25, 1.0, 2.0, 10.0]
            .iter()
            .map(|&g| drug(0.8, g, &[]).genotype_alone().unwrap())
            .collect();
        assert!(ratios.windows(2).all(|w| w[1] < w[0]), "{ratios:?}");
        assert_eq!(ratios[2], 1.0);
    }

    #[test]
    fn the_gut_wall_adds_its_own_factor() {
        let strong = [Modifier::Observed {
            inhibition_ratio: 1.0,
        }];
        let swallowed = Clearance::new().with_gut_wall(0.5, &strong);
        assert_eq!(swallowed.with_against_without().unwrap(), 2.0);
        assert_eq!(swallowed.genotype_alone().unwrap(), 1.0);
    }

    #[test]
    fn a_product_falls_with_its_enzyme() {
        let codeine = drug(
            0.1,
            1.0,
            &[Modifier::Observed {
                inhibition_ratio: 1.0,
            }],
        );
        let parent = codeine.with_against_without().unwrap();
        let product =
            product_auc_ratio(codeine.activity_left("CYP2D6").unwrap(), parent, 1.0).unwrap();
        assert_eq!(product, 0.0);
        assert_eq!(codeine.activity_left("CYP3A4").unwrap(), 1.0);
    }

    #[test]
    fn bad_input_is_named() {
        let quantity = |c: Clearance| c.against_normal().unwrap_err().quantity().to_owned();
        assert_eq!(
            quantity(drug(1.2, 1.0, &[])),
            "share of clearance by CYP2D6"
        );
        assert_eq!(quantity(drug(0.5, -1.0, &[])), "activity of CYP2D6");
        assert_eq!(
            quantity(drug(0.5, 1.0, &[reversible(-1.0)])),
            "inhibitor concentration"
        );
        assert_eq!(
            quantity(drug(
                0.5,
                1.0,
                &[Modifier::Observed {
                    inhibition_ratio: 1.5
                }]
            )),
            "inhibition ratio"
        );
        let both = drug(0.7, 1.0, &[]).by(EliminationRoute::new("CYP3A4", 0.7));
        assert_eq!(quantity(both), "sum of the shares of clearance");
        assert_eq!(quantity(drug(1.0, 0.0, &[])), "clearance that is left");
        assert_eq!(
            quantity(Clearance::new().with_gut_wall(0.0, &[])),
            "share that escapes the gut wall"
        );
    }
}
