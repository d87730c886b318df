//! A mechanism: the steps by which one thing moves another.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{
    requirement::{self, Requirement},
    step::Step,
    words,
};
use crate::{
    display::{
        html::{self, Html},
        notebook::{Show, escape, shown},
    },
    graph::{
        Inner, KnowledgeGraph,
        confidence::Confidence,
        handles::Node,
        record::NodeId,
        reference::{Reference, short_citation},
    },
    model::{kind::Kind, sign::Sign},
};

/// A mechanism by which one thing moves another: signed steps in a row, each a claim with its evidence.
///
/// # Model
/// The sign is the product of the steps' signs.
/// The confidence is the product of the steps' weights: each claim's confidence, times its share of the effect where a curator gave one,
/// times the discounts of [`PATH_DISCOUNTS`](crate::PATH_DISCOUNTS) that apply.
/// So it falls with doubt about a step, with each further step, and with how small a part of the effect can go this way.
///
/// # Units
/// None: a number from 0 to 1 that orders paths.
///
/// # Assumptions
/// Steps are independent, although two of them may rest on the same paper.
/// What a path needs ([`MechanismPath::requires`]) is listed and does not enter the confidence.
/// The dose is taken to suit the compound's strongest target; actual doses, concentrations and time are left out: see the predictions for them.
#[derive(Clone)]
pub struct MechanismPath {
    pub(super) kg: KnowledgeGraph,
    pub(super) steps: Vec<Step>,
    pub(super) value: f64,
}

impl MechanismPath {
    /// Where the path begins.
    pub fn from(&self) -> Option<Node> {
        self.steps.first().map(Step::from)
    }

    /// Where the path ends.
    pub fn to(&self) -> Option<Node> {
        self.steps.last().map(Step::to)
    }

    /// Which way the start moves the end.
    pub fn sign(&self) -> Sign {
        self.steps
            .iter()
            .fold(Sign::Positive, |sign, step| sign * step.sign())
    }

    /// How sure the path is, with the derivation.
    pub fn confidence(&self) -> Confidence {
        let mut lines: Vec<String> = self
            .steps
            .iter()
            .enumerate()
            .map(|(i, step)| format!("step {}: {}", i + 1, step.derivation()))
            .collect();
        let weights: Vec<String> = self
            .steps
            .iter()
            .map(|s| format!("{:.2}", s.weight()))
            .collect();
        lines.push(format!("{} = {:.3}", weights.join(" · "), self.value));
        Confidence::derived(self.value, lines)
    }

    /// The steps in their order.
    pub fn steps(&self) -> Vec<Step> {
        self.steps.clone()
    }

    /// The number of steps.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there are no steps; never so for an answer.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// What must be intact for the path to carry anything: gates, enzymes that make a metabolite, the tone that an antagonist takes away.
    pub fn requires(&self) -> Vec<Requirement> {
        requirement::of(&self.kg, &self.steps)
    }

    /// Whether a claim on the path has evidence against it, or another claim says the opposite.
    pub fn is_disputed(&self) -> bool {
        self.steps.iter().any(|s| {
            s.claim().status() == crate::model::evidence::Status::Disputed
                || !s.contradicted_by().is_empty()
        })
    }

    /// The path in one sentence: who moves what which way.
    pub fn headline(&self) -> String {
        let inner = &*self.kg.0;
        let (Some(first), Some(last)) = (self.steps.first(), self.steps.last()) else {
            return String::new();
        };
        let verb = match self.sign() {
            Sign::Positive => "raises",
            Sign::Negative => "lowers",
        };
        let of = if last.kind_of_end() == Kind::Target {
            "the activity of "
        } else {
            ""
        };
        let mut phases: Vec<&str> = Vec::new();
        for step in &self.steps {
            if let Some(phase) = step.record().context.phase.as_deref()
                && !phases.contains(&phase)
            {
                phases.push(phase);
            }
        }
        let when = if phases.is_empty() {
            String::new()
        } else {
            format!(" ({})", phases.join(", "))
        };
        let sentence = format!(
            "{} {verb} {of}{}{when}",
            words::known(inner, first.walk.from),
            words::known(inner, last.walk.to)
        );
        words::capitalised(&sentence)
    }

    /// The path as an HTML fragment: the numbered steps, with links to the papers. Nothing is loaded from outside.
    pub fn html(&self) -> String {
        let mut out = format!(
            "<p><b>{}</b> ({})</p><ol>",
            escape(&self.headline()),
            escape(&self.counted())
        );
        let link = |inner: &Inner, r: NodeId| linked(&self.kg, inner, r);
        let inner = &*self.kg.0;
        for step in &self.steps {
            let sides = words::sides(inner, &step.record().evidence, &link);
            out.push_str(&format!(
                "<li>{}. <small>[{sides}]</small>",
                escape(&step.sentence())
            ));
            for other in step.objections() {
                let sides = words::sides(inner, &other.record().evidence, &link);
                out.push_str(&format!(
                    "<br><i>Or:</i> {}. <small>[{sides}]</small>",
                    escape(&other.sentence())
                ));
            }
            out.push_str("</li>");
        }
        out.push_str("</ol>");
        let requirements = self.requires();
        if !requirements.is_empty() {
            out.push_str("<p>Needs:</p><ul>");
            for r in &requirements {
                let sides = words::sides(inner, r.evidence(), &link);
                out.push_str(&format!(
                    "<li>{}; {} <small>[{sides}]</small></li>",
                    escape(&r.sentence()),
                    r.status()
                ));
            }
            out.push_str("</ul>");
        }
        let picture = html::details("picture", Html::svg(&self.svg()));
        html::block([Html::section(&out), picture])
    }

    pub(crate) fn kg(&self) -> &KnowledgeGraph {
        &self.kg
    }

    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        let first = self.steps.first().map(|s| s.walk.from);
        first
            .into_iter()
            .chain(self.steps.iter().map(|s| s.walk.to))
    }

    fn counted(&self) -> String {
        let n = self.steps.len();
        let plural = if n == 1 { "" } else { "s" };
        format!("{n} step{plural}, confidence {}", sure(self.value))
    }
}

/// A confidence in a heading.
fn sure(value: f64) -> String {
    match value {
        v if v >= 0.01 => format!("{v:.2}"),
        v if v >= 0.001 => format!("{v:.3}"),
        _ => "below 0.001".into(),
    }
}

impl fmt::Display for MechanismPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.headline(), self.counted())?;
        for (i, step) in self.steps.iter().enumerate() {
            write!(
                f,
                "\n  {}. {}. [{}]",
                i + 1,
                step.sentence(),
                words::citations(step)
            )?;
            for other in step.objections() {
                write!(
                    f,
                    "\n     Or: {}. [{}]",
                    other.sentence(),
                    words::citations(&other)
                )?;
            }
        }
        for requirement in self.requires() {
            write!(f, "\n  Needs {requirement}.")?;
        }
        Ok(())
    }
}

impl fmt::Debug for MechanismPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.nodes().map(|n| &*self.kg.0.node(n).id).collect();
        write!(f, "MechanismPath({:?}: {})", self.sign(), ids.join(" → "))
    }
}

impl PartialEq for MechanismPath {
    fn eq(&self, other: &MechanismPath) -> bool {
        self.steps == other.steps
    }
}

impl Serialize for MechanismPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("MechanismPath", 7)?;
        s.serialize_field("from", &self.from().map(|n| n.id().to_owned()))?;
        s.serialize_field("to", &self.to().map(|n| n.id().to_owned()))?;
        s.serialize_field("sign", &self.sign())?;
        s.serialize_field("headline", &self.headline())?;
        s.serialize_field("confidence", &self.confidence())?;
        s.serialize_field("steps", &self.steps)?;
        s.serialize_field("requires", &self.requires())?;
        s.end()
    }
}

impl Show for MechanismPath {
    fn html(&self) -> String {
        self.html()
    }
}
shown!(MechanismPath);

fn linked(kg: &KnowledgeGraph, inner: &Inner, reference: NodeId) -> String {
    let words = escape(&short_citation(inner, reference));
    match Reference::new(kg, reference).url() {
        Some(url) if url.starts_with("http") => {
            format!("<a href=\"{}\">{words}</a>", escape(&url))
        }
        _ => words,
    }
}
