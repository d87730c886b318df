//! Who disagrees: both sides of a question, found, explained and ranked.

use std::fmt;

use serde::Serialize;

use crate::{
    display::{
        html::{self, Html},
        notebook::{Show, shown},
    },
    error::Error,
    graph::{
        KnowledgeGraph,
        handles::{Compound, Node, Target},
        record::NodeId,
    },
    model::vocabulary::vocabulary,
};

mod claims;
mod experiments;
mod numbers;
mod rank;
mod side;

pub use side::Side;

vocabulary! {
    /// What two sides of a dispute disagree about, or who they are.
    #[non_exhaustive]
    pub enum DisputeKind {
        OppositeSign = "opposite sign",
        ActionClass = "different action at one target",
        Numbers = "numbers more than ten-fold apart",
        SpeciesAgainstSpecies = "species against species",
        TrialAgainstTrial = "trial against trial",
        LabelAgainstPaper = "label against paper",
        ReviewAgainstReference = "review against its own reference",
        EvidenceAgainstEvidence = "evidence for and against",
    }
}

/// A question on which the curated sources disagree, with both sides and what might reconcile them.
///
/// # Model
/// A dispute is found where
/// - two classes of action that exclude one another are claimed at one target, or such a claim has evidence against it;
/// - two claims on the same things point opposite ways, or one says that nothing changes, and no place, cell, phase, test or sex keeps them apart;
/// - a claim has evidence on both sides;
/// - two primary papers give numbers of one parameter, species and kind of assay more than ten-fold apart, limits included; or the means of two species are;
/// - two experiments block one receptor under one drug's effect with results of different kinds.
///
/// The ranking weighs what depends on the answer and how even the sides are: see [`Dispute::importance`].
#[derive(Debug, Clone, Serialize)]
pub struct Dispute {
    id: String,
    kinds: Vec<DisputeKind>,
    question: String,
    subject: Node,
    object: Node,
    #[serde(skip)]
    about: Vec<NodeId>,
    sides: Vec<Side>,
    reconciled_by: Option<String>,
    differ_in: Vec<String>,
    importance: f64,
    derivation: Vec<String>,
}

impl PartialEq for Dispute {
    fn eq(&self, other: &Dispute) -> bool {
        self.id == other.id
    }
}

impl Dispute {
    /// A name that stays the same between loads of the same data.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the sides disagree about; where several kinds fit, the first that [`DisputeKind`] lists for the question itself.
    pub fn kind(&self) -> DisputeKind {
        self.kinds
            .first()
            .copied()
            .unwrap_or(DisputeKind::EvidenceAgainstEvidence)
    }

    /// Every kind that fits.
    pub fn kinds(&self) -> &[DisputeKind] {
        &self.kinds
    }

    /// The question in words.
    pub fn question(&self) -> &str {
        &self.question
    }

    /// What the question is about.
    pub fn subject(&self) -> &Node {
        &self.subject
    }

    /// What it is related to.
    pub fn object(&self) -> &Node {
        &self.object
    }

    /// The sides, heaviest first, each with its evidence.
    pub fn sides(&self) -> &[Side] {
        &self.sides
    }

    /// What might reconcile the sides (reserve, enantiomer, sex, dose, time), where a curator said so.
    pub fn reconciled_by(&self) -> Option<&str> {
        self.reconciled_by.as_deref()
    }

    /// In what the studies of the two heaviest sides differ throughout: species, sex, cells or animals or people.
    ///
    /// A hint at what might reconcile them, read off the evidence; nobody says that it does.
    pub fn differ_in(&self) -> &[String] {
        &self.differ_in
    }

    /// The statements of the source documents (`S1-62`) and their contradictions (`C1`) that the sides stand for, sorted.
    pub fn seeds(&self) -> Vec<String> {
        let evidence = self.sides.iter().flat_map(|s| s.evidence());
        let mut all: Vec<String> = evidence
            .flat_map(|e| e.seeds().into_iter().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        all.sort();
        all.dedup();
        all
    }

    /// How much hangs on the answer and how open it is; larger is more.
    ///
    /// # Model
    /// `ln(1 + ¼ predictions + observations) · openness · size`, the same for every kind: what somebody saw weighs more than what is only predicted.
    ///
    /// `openness = 4 p (1 − p) · (1 − e⁻⁽ᵐ⁺ᴹ⁾)`: `m` and `M` are the weights of those who exclude one another and `p = m / (m + M)`, so that it is 1
    /// where both weigh the same and much (sides that are compatible stand together; of several contests the most open counts).
    /// A side's weight is `Σ −ln(1 − wᵢ)` over its papers, `w` being the prior of the design as in [`Confidence`](crate::Confidence).
    ///
    /// What hangs on a claim `u → v` is the share of walks from a compound to an effect that pass it, walks being weighted by the product of their
    /// steps' weights as in [`KnowledgeGraph::mechanisms`], each times 0.9, what a step passes on in [`KnowledgeGraph::blockade`]
    /// (at most 8 steps, tone as under stress); the steps out of one thing that exceed 1 in sum are shared out by their weights, and the claim counts as if nobody denied it.
    /// For what a compound does at a target, walks through a process that requires that target are added, by the support for the requirement.
    /// - `predictions` sums the share of `u`'s own walks over all effects and conditions.
    /// - `observations` sums share × evidence over every pair of a compound and an effect that somebody observed (claims, blockade experiments,
    ///   outcomes of studies; each paper once a pair, weighted by its design; where the claims in question hold in some species only, what was seen in those).
    ///   For an enzyme it adds the papers with exposures of the compound.
    ///
    /// For a requirement, the walks through what requires count, by its weight; for a blockade, those through what was blocked or requires it;
    /// for an observation, the pair itself.
    /// `size` is 0.25 where all sides point the same way (numbers that lie apart, full against partial agonist), since the answer then changes
    /// how much follows and not what; else 1.
    ///
    /// # Units
    /// None: it orders disputes.
    ///
    /// # Assumptions
    /// Walks may pass a thing twice, which matters little as every step weighs less than 1.
    /// What many predictions and observations hang on matters more; the clinical weight of an effect is not modelled.
    pub fn importance(&self) -> f64 {
        self.importance
    }

    /// How the importance was reached, line by line.
    pub fn derivation(&self) -> &[String] {
        &self.derivation
    }

    fn is_about(&self, node: NodeId) -> bool {
        self.about.contains(&node)
    }
}

impl fmt::Display for Dispute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.question, self.kinds_in_words())?;
        for side in &self.sides {
            write!(f, "\n  • {}", side.to_string().replace('\n', "\n  "))?;
        }
        if let Some(words) = &self.reconciled_by {
            write!(f, "\n  may be reconciled: {words}")?;
        }
        if !self.differ_in.is_empty() {
            write!(f, "\n  the sides differ in {}", self.differ_in.join("; "))?;
        }
        Ok(())
    }
}

impl Dispute {
    fn kinds_in_words(&self) -> String {
        let kinds: Vec<&str> = self.kinds.iter().map(|k| k.label()).collect();
        kinds.join("; ")
    }

    pub(crate) fn to_html(&self) -> Html {
        let reconciled = self
            .reconciled_by
            .as_ref()
            .map_or(Html::default(), |words| {
                html::paragraph(Html::muted(format!("may be reconciled: {words}")))
            });
        let differ = if self.differ_in.is_empty() {
            Html::default()
        } else {
            let words = format!("the sides differ in {}", self.differ_in.join("; "));
            html::paragraph(Html::muted(words))
        };
        html::paragraph(
            Html::strong(&self.question)
                .and(" ")
                .and(Html::warning(self.kinds_in_words())),
        )
        .and(html::list(self.sides.iter().map(Side::to_html)))
        .and(reconciled)
        .and(differ)
    }
}

impl Show for Dispute {
    fn html(&self) -> String {
        html::block([self.to_html()])
    }
}
shown!(Dispute);

/// What a search for disputes looks at.
#[derive(Clone, Copy)]
struct Scope<'a> {
    kg: &'a KnowledgeGraph,
    /// Only questions that join these two things.
    pair: Option<(NodeId, NodeId)>,
    /// Only questions that this thing is part of.
    node: Option<NodeId>,
}

impl Scope<'_> {
    fn takes(&self, subject: NodeId, object: NodeId) -> bool {
        self.pair.is_none_or(|pair| pair == (subject, object))
            && self.node.is_none_or(|n| n == subject || n == object)
    }
}

fn find(scope: Scope<'_>) -> Vec<Dispute> {
    let mut all = claims::find(scope);
    all.extend(numbers::find(scope));
    all.extend(experiments::find(scope));
    rank::rank(scope.kg, all)
}

impl KnowledgeGraph {
    /// Everything that the curated sources disagree about, most important first.
    ///
    /// ```
    /// use opiograph::KnowledgeGraph;
    ///
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let disputes = kg.disputes();
    /// assert!(disputes.iter().any(|d| d.question() == "what Dezocine does at KOR"));
    /// for side in disputes[0].sides() {
    ///     assert!(!side.references().is_empty());
    /// }
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    pub fn disputes(&self) -> Vec<Dispute> {
        find(Scope {
            kg: self,
            pair: None,
            node: None,
        })
    }

    /// Disputes of one kind, most important first.
    ///
    /// ```
    /// use opiograph::{DisputeKind, KnowledgeGraph};
    ///
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let of_class = kg.disputes_of(DisputeKind::ActionClass);
    /// assert_eq!(of_class.len(), 1);
    /// assert_eq!(of_class[0].subject().id(), "dezocine");
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    pub fn disputes_of(&self, kind: DisputeKind) -> Vec<Dispute> {
        let mut all = self.disputes();
        all.retain(|d| d.kinds.contains(&kind));
        all
    }

    /// Disputes that a compound, target, process or effect is part of, most important first.
    ///
    /// A dispute on what a mechanism requires is also about the drugs with which the cited experiments tested it.
    ///
    /// ```
    /// use opiograph::KnowledgeGraph;
    ///
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// assert_eq!(kg.disputes_about("Dalgan")?.len(), 1);
    /// assert!(kg.disputes_about("codeine")?.is_empty());
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    ///
    /// # Errors
    /// Where nothing has this name, with the nearest names.
    pub fn disputes_about(&self, name: impl AsRef<str>) -> Result<Vec<Dispute>, Error> {
        let node = self.any(name.as_ref())?;
        let mut all = self.disputes();
        all.retain(|d| d.is_about(node));
        Ok(all)
    }
}

impl Compound {
    /// What is disputed about the compound, most important first.
    pub fn disputes(&self) -> Vec<Dispute> {
        find(Scope {
            kg: &self.kg,
            pair: None,
            node: Some(self.node),
        })
    }

    /// What is disputed about the compound at one target: its action, and numbers that lie far apart.
    ///
    /// # Errors
    /// Where no target has this name.
    pub fn disputes_at(&self, target: impl AsRef<str>) -> Result<Vec<Dispute>, Error> {
        let target: Target = self.kg.target(target)?;
        Ok(find(Scope {
            kg: &self.kg,
            pair: Some((self.node, target.node)),
            node: None,
        }))
    }
}

impl Target {
    /// What is disputed about the target, most important first.
    pub fn disputes(&self) -> Vec<Dispute> {
        find(Scope {
            kg: &self.kg,
            pair: None,
            node: Some(self.node),
        })
    }
}
