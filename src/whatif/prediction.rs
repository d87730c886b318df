//! The answer.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::experiments::Published;
use crate::{
    display::notebook::shown,
    graph::{claim::Claim, confidence::Confidence, tests::Experiment},
    model::{experiment::BlockadeResult, relation::Relation, sign::Sign},
};

/// What becomes of a drug's effect when a receptor is blocked or lost, with the reasons.
#[derive(Debug, Clone)]
pub struct BlockadePrediction {
    pub(crate) agent: String,
    pub(crate) blocked: String,
    pub(crate) effect: String,
    pub(crate) result: BlockadeResult,
    pub(crate) remaining: f64,
    pub(crate) lowers: bool,
    pub(crate) confidence: Confidence,
    pub(crate) routes: Vec<EffectRoute>,
    pub(crate) gates: Vec<ClosedGate>,
    pub(crate) assumptions: Vec<String>,
    pub(crate) disputed_claims: Vec<Claim>,
    pub(crate) published: Published,
}

impl BlockadePrediction {
    /// What becomes of the effect.
    pub fn result(&self) -> BlockadeResult {
        self.result
    }

    /// The share of the effect that is left: 1 is all of it, more than 1 a stronger effect.
    pub fn remaining(&self) -> f64 {
        self.remaining
    }

    /// Whether the agent moves the effect downwards, so that the answer is about a decrease.
    pub fn is_decrease(&self) -> bool {
        self.lowers
    }

    /// How sure the answer is, with its derivation.
    pub fn confidence(&self) -> &Confidence {
        &self.confidence
    }

    /// Whether published experiments point both ways, or a claim that decides is disputed.
    pub fn is_disputed(&self) -> bool {
        self.published.both_ways
            || !self.disputed_claims.is_empty()
            || !self.published.disagreeing.is_empty() && !self.published.agreeing.is_empty()
    }

    /// The claims with evidence on both sides on which the answer turns.
    pub fn disputed_claims(&self) -> &[Claim] {
        &self.disputed_claims
    }

    /// The routes by which the agent moves the effect, strongest first.
    pub fn carried(&self) -> Vec<EffectRoute> {
        self.routes
            .iter()
            .filter(|r| r.before != 0.0)
            .cloned()
            .collect()
    }

    /// The routes of which the blockade takes something, strongest first.
    pub fn blocked(&self) -> Vec<EffectRoute> {
        self.routes
            .iter()
            .filter(|r| r.after.abs() < r.before.abs())
            .cloned()
            .collect()
    }

    /// The routes by which a blocker that is itself an agonist works against the effect, strongest first.
    pub fn opposing(&self) -> Vec<EffectRoute> {
        self.added(|after, along| after * along < 0.0)
    }

    /// What the blockade sets free by taking away a target that held another down, strongest first.
    pub fn set_free(&self) -> Vec<EffectRoute> {
        self.added(|after, along| after * along > 0.0)
    }

    fn added(&self, fits: impl Fn(f64, f64) -> bool) -> Vec<EffectRoute> {
        let along = if self.lowers { -1.0 } else { 1.0 };
        let mut routes: Vec<EffectRoute> = self
            .routes
            .iter()
            .filter(|r| r.before == 0.0 && fits(r.after, along))
            .cloned()
            .collect();
        routes.sort_by(|a, b| b.after.abs().total_cmp(&a.after.abs()));
        routes
    }

    /// The gates that the blockade closes, wholly or in part.
    pub fn gates(&self) -> &[ClosedGate] {
        &self.gates
    }

    /// What was assumed, with its values.
    pub fn assumptions(&self) -> &[String] {
        &self.assumptions
    }

    /// Published experiments on the same agent, effect and target that found what is predicted.
    pub fn agreeing(&self) -> &[Experiment] {
        &self.published.agreeing
    }

    /// Published experiments on the same agent, effect and target that found otherwise.
    pub fn disagreeing(&self) -> &[Experiment] {
        &self.published.disagreeing
    }
}

const LISTED: usize = 6;

impl fmt::Display for BlockadePrediction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}: {} {} ({:.0} % left, confidence {:.2}{})",
            self.agent,
            self.blocked,
            self.effect,
            self.result,
            100.0 * self.remaining,
            self.confidence.value(),
            if self.is_disputed() { ", disputed" } else { "" }
        )?;
        if self.lowers {
            write!(
                f,
                "\n  the agent moves it downwards; the answer is about that decrease"
            )?;
        }
        let carried = self.carried();
        if !carried.is_empty() {
            write!(f, "\n  carried by")?;
            list(f, &carried, LISTED)?;
        }
        let opposing = self.opposing();
        if !opposing.is_empty() {
            write!(f, "\n  opposed by what the blocker does itself")?;
            list(f, &opposing, LISTED)?;
        }
        let set_free = self.set_free();
        if !set_free.is_empty() {
            write!(f, "\n  set free by the blockade")?;
            list(f, &set_free, LISTED)?;
        }
        if !self.gates.is_empty() {
            write!(f, "\n  gates")?;
            list(f, &self.gates, LISTED)?;
        }
        if !self.disputed_claims.is_empty() {
            write!(f, "\n  turns on disputed claims")?;
            list(f, &self.disputed_claims, LISTED)?;
        }
        if !self.published.agreeing.is_empty() {
            write!(f, "\n  published, agreeing")?;
            list(f, &self.published.agreeing, LISTED)?;
        }
        if !self.published.disagreeing.is_empty() {
            write!(f, "\n  published, disagreeing")?;
            list(f, &self.published.disagreeing, LISTED)?;
        }
        write!(f, "\n  assumed")?;
        list(f, &self.assumptions, usize::MAX)
    }
}

fn list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, items: &[T], most: usize) -> fmt::Result {
    for item in items.iter().take(most) {
        write!(f, "\n    {item}")?;
    }
    if items.len() > most {
        write!(f, "\n    and {} more", items.len() - most)?;
    }
    Ok(())
}

impl Serialize for BlockadePrediction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("BlockadePrediction", 12)?;
        s.serialize_field("agent", &self.agent)?;
        s.serialize_field("blocked", &self.blocked)?;
        s.serialize_field("effect", &self.effect)?;
        s.serialize_field("result", &self.result)?;
        s.serialize_field("remaining", &self.remaining)?;
        s.serialize_field("confidence", &self.confidence)?;
        s.serialize_field("disputed", &self.is_disputed())?;
        s.serialize_field("routes", &self.routes)?;
        s.serialize_field("gates", &self.gates)?;
        s.serialize_field("assumptions", &self.assumptions)?;
        s.serialize_field("agreeing", &self.published.agreeing)?;
        s.serialize_field("disagreeing", &self.published.disagreeing)?;
        s.end()
    }
}

shown!(BlockadePrediction, EffectRoute, ClosedGate);

/// A way from a drug through a target to an effect, with what it carries before and after a blockade.
#[derive(Debug, Clone, Serialize)]
pub struct EffectRoute {
    steps: Vec<Claim>,
    /// How many of the steps say what the compound does at its target.
    opening: usize,
    before: f64,
    after: f64,
    confidence: f64,
    blocked_at: Vec<String>,
}

impl EffectRoute {
    pub(crate) fn new(
        steps: Vec<Claim>,
        opening: usize,
        before: f64,
        after: f64,
        confidence: f64,
        blocked_at: Vec<String>,
    ) -> EffectRoute {
        EffectRoute {
            steps,
            opening,
            before,
            after,
            confidence,
            blocked_at,
        }
    }

    /// The claims, from what the compound does at its target to the effect.
    pub fn steps(&self) -> &[Claim] {
        &self.steps
    }

    /// Whether it raises or lowers the effect.
    pub fn sign(&self) -> Sign {
        if self.before < 0.0 || self.before == 0.0 && self.after < 0.0 {
            Sign::Negative
        } else {
            Sign::Positive
        }
    }

    /// What it carries without the blockade, as a share of a full agonist's direct effect; negative where it lowers the effect.
    pub fn strength(&self) -> f64 {
        self.before
    }

    /// What it carries with the blockade.
    pub fn strength_left(&self) -> f64 {
        self.after
    }

    /// The confidence of its weakest claim.
    pub fn confidence(&self) -> f64 {
        self.confidence
    }

    /// Its steps in one line: what the compound does at its target, then what follows.
    pub(super) fn way(&self) -> String {
        let opening: Vec<String> = self
            .steps
            .iter()
            .take(self.opening)
            .map(Claim::sentence)
            .collect();
        let mut out = opening.join("; ");
        for claim in self.steps.iter().skip(self.opening) {
            if claim.relation() == Relation::Crosstalk {
                let (one, other) = (claim.subject(), claim.object());
                let (one, other) = (one.name(), other.name());
                out.push_str(&match claim.sign() {
                    Some(Sign::Negative) => format!("; {one} no longer holds {other} down"),
                    _ => format!("; {one} and {other} do more than the sum"),
                });
                continue;
            }
            let arrow = match claim.sign() {
                Some(Sign::Negative) => "⊣",
                _ => "→",
            };
            out.push_str(&format!(" {arrow} {}", claim.object().name()));
        }
        out
    }

    /// The targets on it that are blocked or lost.
    pub fn blocked_at(&self) -> &[String] {
        &self.blocked_at
    }
}

impl fmt::Display for EffectRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:+.2} → {:+.2}  {}",
            self.before,
            self.after,
            self.way()
        )?;
        if !self.blocked_at.is_empty() {
            write!(f, "  (blocked at {})", self.blocked_at.join(", "))?;
        }
        let mut papers: Vec<String> = Vec::new();
        for claim in &self.steps {
            if matches!(
                claim.relation(),
                Relation::Regulates | Relation::Acts | Relation::Crosstalk
            ) {
                let cited = claim.citations(crate::model::evidence::Stance::Supports);
                if let Some(paper) = cited.into_iter().find(|p| !papers.contains(p)) {
                    papers.push(paper);
                }
            }
        }
        if !papers.is_empty() {
            write!(f, " [{}]", papers.join("; "))?;
        }
        Ok(())
    }
}

/// Something that a mechanism cannot do without and that the blockade takes away.
#[derive(Debug, Clone, Serialize)]
pub struct ClosedGate {
    pub(crate) claim: Claim,
    pub(crate) open: f64,
}

impl ClosedGate {
    /// The claim that the mechanism needs it.
    pub fn claim(&self) -> &Claim {
        &self.claim
    }

    /// How far the gate is still open, 0 to 1.
    pub fn open(&self) -> f64 {
        self.open
    }
}

impl fmt::Display for ClosedGate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({:.0} % open)", self.claim, 100.0 * self.open)
    }
}
