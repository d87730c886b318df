//! The numbers that stand in where data are silent: the same for all drugs and all enzymes.
//!
//! Each widens a result or bounds it; a result names the ones that it rests on.

use crate::model::action::Strength;

/// How far an estimate of an enzyme's share of clearance usually lies from the next one: a factor on the odds.
pub(super) const SHARE_ODDS_FOLD: f64 = 1.5;

/// The same for the share of an enzyme's work that an inhibitor takes away; its odds are concentration over Ki.
pub(super) const INHIBITION_ODDS_FOLD: f64 = 2.0;

/// How far an increase of clearance by an inducer usually lies from the next one.
pub(super) const INDUCTION_FOLD: f64 = 1.5;

/// The range of a share that was found to be zero.
pub(super) const ZERO_MAY_BE: f64 = 0.1;

/// No enzyme and no inhibitor is taken for the whole, as exposure would be without limit: a share stays at or below this.
pub(super) const MOST_OF_CLEARANCE: f64 = 0.99;

/// A potency is scaled at most this far from the daily dose that it was found with.
pub(super) const FARTHEST_DOSE: f64 = 4.0;

/// What a class alone says: the share of the enzyme's work that is lost, as value, least and most.
///
/// A substrate that the enzyme clears alone gains at least 5-fold, 2-fold and 1.25-fold: 1 − 1/5, 1 − 1/2, 1 − 1/1.25. The value is the
/// middle of the class.
///
/// Limits of the classes: FDA, as [`FdaClass`](crate::FdaClass) cites it.
pub(super) const fn inhibition_by_class(strength: Strength) -> (f64, f64, f64) {
    match strength {
        Strength::Strong => (0.9, 0.8, 1.0),
        Strength::Moderate => (0.65, 0.5, 0.8),
        Strength::Weak => (0.35, 0.2, 0.5),
    }
}

/// Blood flow through the liver of 70 kg in L/h, with its range.
///
/// Shargel and Yu 1993 as <http://www.boomer.org/c/p4/ja/Fig1702/Fig1702.html> prints it.
pub(super) const LIVER_BLOOD_FLOW: (f64, f64, f64) = (90.0, 60.0, 120.0);

/// The body weight that goes with it.
pub(super) const KILOGRAMS: f64 = 70.0;

/// An extraction that is computed from a clearance in plasma stays at or below this.
pub(super) const MOST_EXTRACTED: f64 = 0.9;

/// The score of a normal metaboliser, `*1/*1`, to which activities are related.
pub(super) const NORMAL_SCORE: f64 = 2.0;

/// The score that an ultrarapid metaboliser without a genotype is given, `*1x2/*1`, and the greatest that is thought of.
pub(super) const ULTRARAPID_SCORE: (f64, f64) = (3.0, 4.0);

/// An open score, `≥3`, is taken for its least value; its upper limit is this many times as high.
pub(super) const OPEN_SCORE_FOLD: f64 = 1.5;

/// Exposures that rise to this or fall to its inverse count as changed: the limit of FDA's weakest class.
pub(super) const CHANGED: f64 = 1.25;
