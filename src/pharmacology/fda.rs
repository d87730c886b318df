use std::fmt;

use serde::{Deserialize, Serialize};

/// How strong the FDA calls an inhibition that raises exposure this much.
///
/// The class is read off a ratio of AUCs: below 1.25 none, from 1.25 weak, from 2 moderate, from 5 strong.
/// A ratio below 1 (induction, a fast metaboliser) is not an inhibition and is `None`.
///
/// The classes were made for inhibitors given with a sensitive index substrate; applied to another pair they say how large
/// that pair's change is, not how strong the inhibitor is.
///
/// # Reference
/// FDA, examples of drugs that interact with CYP enzymes, table 2,
/// <https://www.fda.gov/drugs/drug-interactions-labeling/healthcare-professionals-fdas-examples-drugs-interact-cyp-enzymes-and-transporter-systems>;
/// applied to the inhibitors of CYP2D6 in a scoping review of 2020, PMID 31910286, doi:10.1002/cpt.1768.
///
/// ```
/// use opiograph::pharmacology::FdaClass;
///
/// assert_eq!(FdaClass::of_ratio(4.9), FdaClass::Moderate);
/// assert_eq!(FdaClass::of_ratio(5.0).to_string(), "strong");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FdaClass {
    /// Exposure rises less than 1.25-fold.
    None,
    /// From 1.25-fold.
    Weak,
    /// From 2-fold.
    Moderate,
    /// From 5-fold.
    Strong,
}

impl FdaClass {
    /// Returns the class of a ratio of exposures, with the inhibitor against without.
    pub fn of_ratio(auc_ratio: f64) -> FdaClass {
        if auc_ratio >= 5.0 {
            FdaClass::Strong
        } else if auc_ratio >= 2.0 {
            FdaClass::Moderate
        } else if auc_ratio >= 1.25 {
            FdaClass::Weak
        } else {
            FdaClass::None
        }
    }
}

impl fmt::Display for FdaClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            FdaClass::None => "none",
            FdaClass::Weak => "weak",
            FdaClass::Moderate => "moderate",
            FdaClass::Strong => "strong",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::FdaClass::{self, Moderate, None, Strong, Weak};

    #[test]
    fn limits_belong_to_the_class_above() {
        for (ratio, class) in [
            (0.14, None),
            (1.0, None),
            (1.2499, None),
            (1.25, Weak),
            (1.9999, Weak),
            (2.0, Moderate),
            (4.9999, Moderate),
            (5.0, Strong),
            (40.0, Strong),
            (f64::NAN, None),
        ] {
            assert_eq!(FdaClass::of_ratio(ratio), class, "{ratio}");
        }
        assert!(None < Weak && Weak < Moderate && Moderate < Strong);
    }
}
