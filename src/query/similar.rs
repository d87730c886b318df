//! Which compounds have a similar pharmacological profile.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::reading::Reading;
use crate::{
    display::notebook::{Show, shown},
    error::Error,
    graph::{
        KnowledgeGraph,
        handles::{Compound, Target},
        record::NodeId,
    },
    model::action::Action,
};

/// Affinities that differ by this many decadic logarithms have nothing in common.
const LOGS_APART: f64 = 3.0;
/// What a target counts for agreement where only one of the two compounds was studied there.
const UNKNOWN: f64 = 0.25;
/// What a target weighs where an action is claimed and no affinity is known.
const WEIGHT_WITHOUT_NUMBER: f64 = 0.3;
/// What a target weighs where only limits are known of a compound anywhere.
const WEIGHT_OF_LIMITS: f64 = 0.1;

/// A compound whose profile resembles that of another, with the reason.
///
/// # Model
/// Over all targets at which either compound is known: `Σ w·s / Σ w`.
/// - `s` is the mean of two agreements, where one of the compounds has what they need; 0.25 where the other lacks it. Affinity: `max(0, 1 − |Δp| / 3)` with p the pKi; a Kd, IC50, Kb or EC50 stands in where there is no Ki, and a limit where there is no value.
///   Action: 1 for the same class, 0.8 where one includes the other, 0.5 where they do not exclude one another, 0.25 for classes of one direction that do, 0 for opposite ones;
///   of several classes the best match counts, weighed by the confidence in both, averaged over the two compounds.
/// - Where only one of them was studied, `s` is 0.25: a missing value is no difference, and no likeness either.
/// - `w` is the larger of the two compounds' weights there, `10^(−½(p_max − p))`: 1 at its tightest target, a third at one ten times weaker; 0.3 where an action stands without a number.
///
/// # Units
/// None: 1 is the same profile.
///
/// # Assumptions
/// Species are not told apart; efficacy counts only as a class; what the body does with the compounds is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Similar {
    compound: Compound,
    score: f64,
    shared: Vec<SharedTarget>,
    only_one: usize,
    #[serde(skip)]
    to: Compound,
}

impl Similar {
    /// The compound.
    pub fn compound(&self) -> &Compound {
        &self.compound
    }

    /// How similar the profiles are, 0 to 1.
    pub fn score(&self) -> f64 {
        self.score
    }

    /// The targets at which both are known, weightiest first.
    pub fn shared(&self) -> &[SharedTarget] {
        &self.shared
    }

    /// At how many targets only one of the two is known.
    pub fn known_of_one_only(&self) -> usize {
        self.only_one
    }
}

/// A target at which two compounds were compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SharedTarget {
    target: Target,
    agreement: f64,
    weight: f64,
    asked: Reading,
    other: Reading,
}

impl SharedTarget {
    /// The target.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// How far the two agree there, 0 to 1.
    pub fn agreement(&self) -> f64 {
        self.agreement
    }

    /// How much the target counts.
    pub fn weight(&self) -> f64 {
        self.weight
    }
}

impl fmt::Display for SharedTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = if self.agreement >= 0.75 {
            "alike"
        } else if self.agreement >= 0.4 {
            "partly alike"
        } else {
            "unlike"
        };
        write!(
            f,
            "{} {words}: {} | {}",
            self.target.id(),
            self.asked.cell(),
            self.other.cell()
        )
    }
}

impl fmt::Display for Similar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 5;
        write!(
            f,
            "{} {:.2} (against {}; {} shared targets, {} known of one only)",
            self.compound.name(),
            self.score,
            self.to.name(),
            self.shared.len(),
            self.only_one
        )?;
        for shared in self.shared.iter().take(MOST) {
            write!(f, "\n  {shared}")?;
        }
        if self.shared.len() > MOST {
            write!(f, "\n  and {} more", self.shared.len() - MOST)?;
        }
        Ok(())
    }
}

impl Show for Similar {}
shown!(Similar);

/// What is known of one compound at its targets.
struct Vector {
    readings: BTreeMap<NodeId, Reading>,
    tightest: Option<f64>,
}

impl Vector {
    fn of(compound: &Compound) -> Vector {
        let readings: BTreeMap<NodeId, Reading> = compound
            .targets()
            .into_iter()
            .map(|t| (t.node, Reading::of(compound, t.node)))
            .filter(|(_, r)| r.negative_log().is_some() || !r.standing().is_empty())
            .collect();
        let exact = readings.values().filter(|r| r.affinity().is_some());
        let tightest = exact.filter_map(Reading::negative_log).reduce(f64::max);
        Vector { readings, tightest }
    }

    fn weight(&self, target: NodeId) -> f64 {
        let Some(reading) = self.readings.get(&target) else {
            return 0.0;
        };
        match (reading.negative_log(), self.tightest) {
            (Some(p), Some(tightest)) => 10f64.powf(-0.5 * (tightest - p).max(0.0)),
            (Some(_), None) => WEIGHT_OF_LIMITS,
            (None, _) => WEIGHT_WITHOUT_NUMBER,
        }
    }
}

fn agreement_of_actions(a: Action, b: Action) -> f64 {
    if a == b {
        1.0
    } else if a.is_a(b) || b.is_a(a) {
        0.8
    } else if !a.contradicts(b) {
        0.5
    } else if a.sign() == b.sign() {
        0.25
    } else {
        0.0
    }
}

/// How well each class finds its like among others; classes weigh by their confidence.
fn best_matches(from: &[(Action, f64)], to: &[(Action, f64)]) -> f64 {
    let surest = to.iter().map(|(_, c)| *c).fold(f64::MIN_POSITIVE, f64::max);
    let (mut sum, mut weights) = (0.0, 0.0);
    for &(x, confidence) in from {
        let matches = to
            .iter()
            .map(|&(y, c)| agreement_of_actions(x, y) * c / surest);
        sum += confidence * matches.fold(0.0, f64::max);
        weights += confidence;
    }
    if weights > 0.0 { sum / weights } else { 0.0 }
}

fn agreement(a: &Reading, b: &Reading) -> Option<f64> {
    let affinity = a
        .negative_log()
        .zip(b.negative_log())
        .map(|(x, y)| (1.0 - (x - y).abs() / LOGS_APART).max(0.0));
    let (mine, other) = (a.classes_with_confidence(), b.classes_with_confidence());
    let action = (!mine.is_empty() && !other.is_empty())
        .then(|| (best_matches(&mine, &other) + best_matches(&other, &mine)) / 2.0);
    // What is known of one compound only is no likeness, as at a target that only one of them was studied at.
    let half_known = |agreed: Option<f64>, known: bool| agreed.or(known.then_some(UNKNOWN));
    match (affinity, action) {
        (None, None) => None,
        _ => {
            let affinity = half_known(
                affinity,
                a.negative_log().is_some() || b.negative_log().is_some(),
            );
            let action = half_known(action, !mine.is_empty() || !other.is_empty());
            let both: Vec<f64> = affinity.into_iter().chain(action).collect();
            Some(both.iter().sum::<f64>() / both.len() as f64)
        }
    }
}

impl KnowledgeGraph {
    /// Compounds by how much their profile resembles that of one, most similar first; those without a shared target are left out.
    ///
    /// ```
    /// use opiograph::KnowledgeGraph;
    ///
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let nearest = &kg.similar("codeine")?[0];
    /// assert_eq!(nearest.compound().id(), "morphine");
    /// println!("{nearest}");
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    ///
    /// # Errors
    /// Where no compound has this name.
    pub fn similar(&self, compound: impl AsRef<str>) -> Result<Vec<Similar>, Error> {
        let asked = self.compound(compound)?;
        let mine = Vector::of(&asked);
        let mut all: Vec<Similar> = self
            .compounds()
            .filter(|c| *c != asked)
            .filter_map(|other| self.likeness(&asked, &mine, other))
            .collect();
        all.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| a.compound.cmp(&b.compound))
        });
        Ok(all)
    }

    fn likeness(&self, asked: &Compound, mine: &Vector, other: Compound) -> Option<Similar> {
        let theirs = Vector::of(&other);
        let mut targets: Vec<NodeId> = mine
            .readings
            .keys()
            .chain(theirs.readings.keys())
            .copied()
            .collect();
        targets.sort();
        targets.dedup();
        let (mut sum, mut weights, mut only_one) = (0.0, 0.0, 0);
        let mut shared = Vec::new();
        for target in targets {
            let weight = mine.weight(target).max(theirs.weight(target));
            weights += weight;
            let both = mine.readings.get(&target).zip(theirs.readings.get(&target));
            match both.and_then(|(a, b)| Some((a, b, agreement(a, b)?))) {
                Some((a, b, agreement)) => {
                    sum += weight * agreement;
                    shared.push(SharedTarget {
                        target: Target::new(self, target),
                        agreement,
                        weight,
                        asked: a.clone(),
                        other: b.clone(),
                    });
                }
                None => {
                    sum += weight * UNKNOWN;
                    only_one += 1;
                }
            }
        }
        if shared.is_empty() || weights <= 0.0 {
            return None;
        }
        shared.sort_by(|a, b| {
            b.weight
                .total_cmp(&a.weight)
                .then_with(|| a.target.cmp(&b.target))
        });
        Some(Similar {
            compound: other,
            score: sum / weights,
            shared,
            only_one,
            to: asked.clone(),
        })
    }
}
