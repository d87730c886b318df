use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{
    display::notebook::{Show, shown},
    model::experiment::Phenotype,
};

/// The least score of a normal metaboliser.
const NORMAL: f64 = 1.25;
/// The greatest score of a normal metaboliser.
const ULTRARAPID_ABOVE: f64 = 2.25;

/// The CYP2D6 activity score: the sum of the activity values of all gene copies.
///
/// It is a number, a number or more where the count of copies is open (`≥3`), or a range where the report leaves two readings.
///
/// # Model
/// Poor metaboliser at 0, intermediate above 0 and below 1.25, normal from 1.25 to 2.25, ultrarapid above 2.25.
///
/// # Reference
/// Caudle KE et al. 2020, PMID 31647186.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct ActivityScore {
    low: f64,
    high: Option<f64>,
}

impl ActivityScore {
    /// A score that is known.
    pub(crate) fn exactly(value: f64) -> Self {
        ActivityScore {
            low: value,
            high: Some(value),
        }
    }

    pub(crate) fn new(low: f64, high: Option<f64>) -> Self {
        ActivityScore { low, high }
    }

    /// The score; the least one where it is open or a range.
    pub fn value(&self) -> f64 {
        self.low
    }

    /// The least score that is possible.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The greatest score that is possible; `None` where it is open (`≥3`).
    pub fn high(&self) -> Option<f64> {
        self.high
    }

    /// Whether it is one number.
    pub fn is_exact(&self) -> bool {
        self.high == Some(self.low)
    }

    /// The phenotype, or `Indeterminate` where the score allows more than one.
    pub fn phenotype(&self) -> Phenotype {
        match self.phenotypes().as_slice() {
            [only] => *only,
            _ => Phenotype::Indeterminate,
        }
    }

    /// Every phenotype that the score allows, from the slowest to the fastest.
    pub fn phenotypes(&self) -> Vec<Phenotype> {
        let least = class(self.low) as usize;
        let greatest = self.high.map_or(Phenotype::Ultrarapid, class) as usize;
        Phenotype::ALL
            .iter()
            .copied()
            .filter(|p| (least..=greatest).contains(&(*p as usize)))
            .collect()
    }
}

fn class(score: f64) -> Phenotype {
    if score <= 0.0 {
        Phenotype::Poor
    } else if score < NORMAL {
        Phenotype::Intermediate
    } else if score <= ULTRARAPID_ABOVE {
        Phenotype::Normal
    } else {
        Phenotype::Ultrarapid
    }
}

impl Phenotype {
    /// The activity scores that a person of this phenotype may have, as far as CPIC lists them.
    ///
    /// Where only the phenotype was reported, the genotype behind it stays open: each of these scores fits.
    /// The ultrarapid ones end with `≥3`. An indeterminate phenotype has none.
    pub fn activity_scores(self) -> Vec<ActivityScore> {
        let exact = |scores: &[f64]| {
            scores
                .iter()
                .copied()
                .map(ActivityScore::exactly)
                .collect::<Vec<_>>()
        };
        match self {
            Phenotype::Poor => exact(&[0.0]),
            Phenotype::Intermediate => exact(&[0.25, 0.5, 0.75, 1.0]),
            Phenotype::Normal => exact(&[1.25, 1.5, 1.75, 2.0, 2.25]),
            Phenotype::Ultrarapid => {
                let mut scores = exact(&[2.5, 2.75]);
                scores.push(ActivityScore::new(3.0, None));
                scores
            }
            Phenotype::Indeterminate => Vec::new(),
        }
    }
}

impl fmt::Display for ActivityScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.high {
            None => write!(f, "≥{}", self.low),
            Some(high) if high == self.low => write!(f, "{high}"),
            Some(high) => write!(f, "{}–{high}", self.low),
        }
    }
}

impl Serialize for ActivityScore {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("ActivityScore", 3)?;
        out.serialize_field("value", &self.low)?;
        out.serialize_field("low", &self.low)?;
        out.serialize_field("high", &self.high)?;
        out.end()
    }
}

impl Show for ActivityScore {}
shown!(ActivityScore);
