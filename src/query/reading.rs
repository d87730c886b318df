//! What is known of a compound at a target, at a glance: the best comparable number and the classes of action.

use serde::Serialize;

use super::bounds::Bounds;
use crate::{
    display::{html::Html, number::short},
    graph::{
        affinity::{ActionClaim, Affinity, AffinityPolicy},
        handles::Compound,
        record::NodeId,
    },
    model::{action::Action, evidence::Status, measurement::Parameter, species::Species},
    quantity::{Concentration, Interval},
};

/// The factor within which nine in ten papers agree with the typical one, where a single paper shows no spread of its own.
///
/// Of pairs of Ki or IC50 values from assays whose description matches, 13 % differ by more than one decadic logarithm
/// (Landrum and Riniker 2024, PMID 38394344): a standard deviation of 0.47 for one value, and 10^(1.645 · 0.47) ≈ 6.
pub(crate) const USUAL_FOLD: f64 = 6.0;

/// A compound at a target: the best number that is curated, and what it is said to do there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    affinity: Option<Affinity>,
    limit: Option<String>,
    #[serde(skip)]
    limit_nanomolar: Option<(f64, f64)>,
    actions: Vec<ActionClaim>,
    disputed: bool,
}

/// The numbers that a glance takes, best first: none is mixed with another.
fn policies() -> [AffinityPolicy; 6] {
    let any = |p| AffinityPolicy::new().parameter(p).any_method();
    [
        AffinityPolicy::new(),
        any(Parameter::Ki),
        any(Parameter::Kd),
        any(Parameter::Ic50),
        any(Parameter::Kb),
        any(Parameter::Ec50),
    ]
}

impl Reading {
    pub(crate) fn of(compound: &Compound, target: NodeId) -> Reading {
        let affinity = policies()
            .into_iter()
            .find_map(|policy| compound.affinity_at(target, policy));
        let bounds = match affinity {
            Some(_) => None,
            None => policies()
                .into_iter()
                .find_map(|policy| Bounds::at(compound, target, policy)),
        };
        Reading {
            affinity,
            limit: bounds.as_ref().map(Bounds::to_string),
            limit_nanomolar: bounds.as_ref().map(Bounds::hull),
            actions: compound.actions_at(target),
            disputed: compound.is_disputed_at(target),
        }
    }

    /// The best summary of numbers: Ki from binding if there is any, else Ki from other assays, Kd, IC50, Kb or EC50.
    pub fn affinity(&self) -> Option<&Affinity> {
        self.affinity.as_ref()
    }

    /// What is known where only limits were published: `Ki above 10000 nM (human)`.
    pub fn limit(&self) -> Option<&str> {
        self.limit.as_deref()
    }

    /// Every class of action that somebody claims, refutes or proposes.
    pub fn actions(&self) -> &[ActionClaim] {
        &self.actions
    }

    /// Whether the class of action is disputed.
    pub fn is_disputed(&self) -> bool {
        self.disputed
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.affinity.is_none() && self.limit.is_none() && self.actions.is_empty()
    }

    /// The classes that stand: supported, or disputed.
    pub(crate) fn standing(&self) -> Vec<Action> {
        let standing = self
            .actions
            .iter()
            .filter(|a| matches!(a.claim().status(), Status::Supported | Status::Disputed));
        let mut all: Vec<Action> = standing.map(ActionClaim::action).collect();
        all.sort();
        all.dedup();
        all
    }

    pub(crate) fn classes_with_confidence(&self) -> Vec<(Action, f64)> {
        let standing = self
            .actions
            .iter()
            .filter(|a| matches!(a.claim().status(), Status::Supported | Status::Disputed));
        let mut all: Vec<(Action, f64)> = standing
            .map(|a| (a.action(), a.claim().confidence().value()))
            .collect();
        all.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        all.dedup_by_key(|(action, _)| *action);
        all
    }

    /// The number by which a list is ordered: tight first, limits and actions without a number last.
    pub(crate) fn place(&self) -> f64 {
        match (&self.affinity, self.limit_nanomolar) {
            (Some(a), _) => a.value().as_nanomolar(),
            (None, Some((low, high))) => {
                if high.is_finite() {
                    high
                } else {
                    low
                }
            }
            (None, None) => f64::INFINITY,
        }
    }

    /// The range in which another paper's value would lie.
    pub(crate) fn interval(&self) -> Option<Interval> {
        let values: Vec<f64> = self
            .affinity
            .as_ref()?
            .by_paper()
            .iter()
            .map(|(_, v)| *v)
            .collect();
        Interval::over_papers(&values, USUAL_FOLD).ok()
    }

    /// `−log₁₀` of the best number in mol/L, or of its limit.
    pub(crate) fn negative_log(&self) -> Option<f64> {
        Some(9.0 - self.place().log10()).filter(|p| p.is_finite())
    }

    /// The number with its range, in a few characters.
    pub(crate) fn number(&self) -> String {
        let Some(a) = &self.affinity else {
            return self.limit.clone().unwrap_or_default();
        };
        let mut words = match a.parameter() {
            Parameter::Ki => String::new(),
            other => format!("{other} "),
        };
        words.push_str(&a.value().to_string());
        if a.n() > 1 {
            let (low, high) = (a.lowest(), a.highest());
            words.push_str(&format!(" ({})", range(low, high)));
        }
        match a.species() {
            Species::Human => {}
            Species::NotStated => words.push_str(", species?"),
            other => words.push_str(&format!(", {other}")),
        }
        words
    }

    /// The classes of action in a few words.
    pub(crate) fn classes(&self) -> String {
        let named = |a: &&ActionClaim| a.action() != Action::Modulator;
        let any_named = self.actions.iter().any(|a| named(&a));
        let words: Vec<String> = self
            .actions
            .iter()
            .filter(|a| named(a) || !any_named)
            .map(|a| match a.claim().status() {
                Status::Supported | Status::Disputed => a.action().to_string(),
                Status::Hypothesis => format!("{}, proposed", a.action()),
                Status::Refuted => format!("not {}", a.action()),
            })
            .fold(Vec::new(), |mut all, word| {
                if !all.contains(&word) {
                    all.push(word);
                }
                all
            });
        let mark = if self.disputed { " (disputed)" } else { "" };
        words.join(" / ") + mark
    }

    /// Number and classes in one cell.
    pub(crate) fn cell(&self) -> String {
        let parts = [self.number(), self.classes()];
        let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        if parts.is_empty() {
            "–".to_owned()
        } else {
            parts.join("; ")
        }
    }

    pub(crate) fn classes_html(&self) -> Html {
        let words = self.classes();
        match words.strip_suffix(" (disputed)") {
            Some(words) => Html::text(words).and(" ").and(Html::warning("disputed")),
            None => Html::text(words),
        }
    }
}

fn range(low: Concentration, high: Concentration) -> String {
    let (a, b) = (low.to_string(), high.to_string());
    match (a.split_once(' '), b.split_once(' ')) {
        (Some((value, unit)), Some((_, other))) if unit == other => format!("{value}–{b}"),
        _ => format!(
            "{}–{} nM",
            short(low.as_nanomolar()),
            short(high.as_nanomolar())
        ),
    }
}
