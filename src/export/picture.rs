//! Claims as a picture: which nodes and edges are drawn, and what they say.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::Serialize;

use super::svg::{End, Line, Shape, Spec, SpecEdge, SpecNode};
use crate::{
    display::{
        html::{self, Html},
        notebook::{Show, shown},
        number::short,
    },
    graph::{
        KnowledgeGraph, claim::Claim, handles::Node, measurement::Measurement, record::NodeId,
    },
    model::{
        evidence::Status,
        kind::Kind,
        measurement::{Bound, Unit},
        relation::Relation,
        sign::{Direction, Sign},
    },
    query::path::MechanismPath,
};

/// A picture of claims: things as boxes, claims as arrows.
///
/// An arrow means more of the object, a T-bar less, a diamond a need; dashes mean dispute, dots a mere proposal; a thicker line means more confidence.
/// [`GraphPicture::svg`] writes it as a file for a paper; a notebook shows it as it is.
#[derive(Clone, Serialize)]
pub struct GraphPicture {
    title: String,
    nodes: Vec<PictureNode>,
    edges: Vec<PictureEdge>,
    note: Option<String>,
}

/// A box of a picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PictureNode {
    /// The id of the thing.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Whether the picture is about it.
    pub emphasis: bool,
}

/// An arrow of a picture: one claim, or an action together with the affinity at the same target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PictureEdge {
    /// The id of the thing that the claim is about.
    pub from: String,
    /// The id of the thing that it is related to.
    pub to: String,
    /// The relation.
    pub relation: Relation,
    /// Which way the object is moved, where that was said.
    pub sign: Option<Sign>,
    /// Words beside the arrow.
    pub label: Option<String>,
    /// What the evidence adds up to.
    pub status: Status,
    /// How sure the claim is, 0 to 1.
    pub confidence: f64,
    /// The claim as a sentence with its citations.
    pub sentence: String,
    /// The ids of the claims.
    pub claims: Vec<String>,
}

impl GraphPicture {
    /// A picture of claims. Nodes and edges stand in a fixed order, whatever the order of the claims; a claim given twice is drawn once.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use opiograph::*;
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let actions = kg.claims().filter(|c| c.relation() == Relation::Acts);
    /// let picture = GraphPicture::new("What drugs do", actions).about(["MOR"]);
    /// assert!(picture.edges().iter().any(|e| e.label.as_deref() == Some("full agonist")));
    /// assert!(picture.dot().starts_with("digraph"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn new(title: impl Into<String>, claims: impl IntoIterator<Item = Claim>) -> GraphPicture {
        let mut once: BTreeMap<u32, Claim> = BTreeMap::new();
        for claim in claims {
            once.insert(claim.claim_id().0, claim);
        }
        let mut things: BTreeMap<NodeId, Node> = BTreeMap::new();
        let mut pairs: BTreeMap<(NodeId, NodeId), Vec<Claim>> = BTreeMap::new();
        for claim in once.into_values() {
            let record = claim.record();
            let pair = (record.subject, record.object);
            things.insert(pair.0, claim.subject());
            things.insert(pair.1, claim.object());
            pairs.entry(pair).or_default().push(claim);
        }
        let nodes = things
            .into_values()
            .map(|node| PictureNode {
                id: node.id().to_owned(),
                name: node.name().to_owned(),
                kind: node.kind(),
                emphasis: false,
            })
            .collect();
        let edges = pairs
            .into_values()
            .flat_map(|c| edges_of_pair(&c))
            .collect();
        GraphPicture {
            title: title.into(),
            nodes,
            edges,
            note: None,
        }
    }

    /// Draws the boxes of these ids with a stronger frame.
    pub fn about<I: AsRef<str>>(mut self, ids: impl IntoIterator<Item = I>) -> GraphPicture {
        let wanted: BTreeSet<String> = ids.into_iter().map(|i| i.as_ref().to_owned()).collect();
        for node in &mut self.nodes {
            node.emphasis |= wanted.contains(&node.id);
        }
        self
    }

    /// A remark below the picture.
    pub fn note(mut self, note: impl Into<String>) -> GraphPicture {
        self.note = Some(note.into());
        self
    }

    /// The title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The boxes.
    pub fn nodes(&self) -> &[PictureNode] {
        &self.nodes
    }

    /// The arrows.
    pub fn edges(&self) -> &[PictureEdge] {
        &self.edges
    }

    /// The picture as an SVG document: no script, no font or file from outside, light and dark.
    pub fn svg(&self) -> String {
        super::svg::draw(&self.spec())
    }

    /// The picture as a DOT graph for Graphviz.
    pub fn dot(&self) -> String {
        super::dot::picture(self)
    }

    /// The picture as an HTML fragment, as a notebook shows it.
    pub fn html(&self) -> String {
        html::block([Html::svg(&self.svg())])
    }

    pub(crate) fn spec(&self) -> Spec {
        let index: BTreeMap<&str, usize> = self
            .nodes
            .iter()
            .enumerate()
            .map(|(i, n)| (n.id.as_str(), i))
            .collect();
        let nodes = self.nodes.iter().map(spec_node).collect();
        let edges = self
            .edges
            .iter()
            .filter_map(|e| {
                Some(SpecEdge {
                    from: *index.get(e.from.as_str())?,
                    to: *index.get(e.to.as_str())?,
                    label: e.label.clone(),
                    end: end_of(e),
                    line: match e.status {
                        Status::Supported => Line::Supported,
                        Status::Disputed => Line::Disputed,
                        Status::Hypothesis => Line::Hypothesis,
                        Status::Refuted => Line::Refuted,
                    },
                    confidence: e.confidence,
                    hover: format!(
                        "{} — {}, confidence {:.2}",
                        e.sentence, e.status, e.confidence
                    ),
                })
            })
            .collect();
        Spec {
            title: self.title.clone(),
            description: self.description(),
            nodes,
            edges,
            note: self.note.clone(),
        }
    }

    /// What a screen reader says: the claims as sentences.
    fn description(&self) -> String {
        const MOST: usize = 40;
        let mut words: Vec<String> = self
            .edges
            .iter()
            .take(MOST)
            .map(|e| match e.status {
                Status::Supported => format!("{}.", e.sentence),
                other => format!("{} ({other}).", e.sentence),
            })
            .collect();
        if self.edges.len() > MOST {
            words.push(format!("And {} more.", self.edges.len() - MOST));
        }
        format!(
            "{} things, {} relations. {}",
            self.nodes.len(),
            self.edges.len(),
            words.join(" ")
        )
    }
}

fn spec_node(node: &PictureNode) -> SpecNode {
    let shape = match node.kind {
        Kind::Compound => Shape::Compound,
        Kind::Target => Shape::Target,
        Kind::Process => Shape::Process,
        Kind::Region => Shape::Region,
        Kind::Effect => Shape::Effect,
        Kind::Condition => Shape::Condition,
        Kind::Instrument | Kind::Study | Kind::Reference => Shape::Instrument,
    };
    let abbreviated = node.kind == Kind::Target
        && node.id.chars().count() <= 12
        && !node.name.eq_ignore_ascii_case(&node.id);
    SpecNode {
        shape,
        lead: abbreviated.then(|| node.id.clone()),
        label: node.name.clone(),
        hover: format!("{} ({}, {})", node.name, node.kind, node.id),
        emphasis: node.emphasis,
    }
}

fn end_of(e: &PictureEdge) -> End {
    match (e.relation, e.sign) {
        (Relation::Requires, _) => End::Needs,
        (
            Relation::Acts
            | Relation::Regulates
            | Relation::Affects
            | Relation::Crosstalk
            | Relation::AssociatedWith,
            Some(sign),
        ) => match sign {
            Sign::Positive => End::Increases,
            Sign::Negative => End::Decreases,
        },
        (Relation::Acts | Relation::Regulates | Relation::Affects | Relation::Crosstalk, None)
            if e.label.as_deref() != Some(NO_CHANGE) =>
        {
            End::Changes
        }
        (Relation::LigandOf, _) => End::Increases,
        _ => End::Plain,
    }
}

const NO_CHANGE: &str = "no change";

/// The claims about one pair as edges; an affinity joins the action at the same target.
fn edges_of_pair(claims: &[Claim]) -> Vec<PictureEdge> {
    let acts = |c: &&Claim| c.relation() == Relation::Acts;
    let binds: Vec<&Claim> = claims
        .iter()
        .filter(|c| c.relation() == Relation::Binds)
        .collect();
    let has_action = claims.iter().any(|c| acts(&c));
    let mut edges = Vec::new();
    for claim in claims {
        if claim.relation() == Relation::Binds && has_action {
            continue;
        }
        let mut ids = vec![claim.id().to_owned()];
        if acts(&claim) {
            ids.extend(binds.iter().map(|b| b.id().to_owned()));
        }
        edges.push(PictureEdge {
            from: claim.subject().id().to_owned(),
            to: claim.object().id().to_owned(),
            relation: claim.relation(),
            sign: claim.sign(),
            label: label_of(claim, if acts(&claim) { &binds } else { &[] }),
            status: claim.status(),
            confidence: claim.confidence().value(),
            sentence: claim.to_string(),
            claims: ids,
        });
    }
    edges
}

fn label_of(claim: &Claim, binds: &[&Claim]) -> Option<String> {
    let place = claim.region().map(|r| format!("in {}", r.name()));
    let core = match claim.relation() {
        Relation::Acts => {
            let action = claim.action().map_or("acts", |a| a.label()).to_owned();
            let number = binds.first().and_then(|b| affinity(b));
            Some(number.map_or(action.clone(), |n| format!("{action}, {n}")))
        }
        Relation::Binds => affinity(claim).or(Some("binds".into())),
        Relation::ClearedBy => Some("cleared by".into()),
        Relation::ConvertedTo => Some(match claim.enzyme() {
            Some(enzyme) => format!("becomes, by {}", enzyme.id()),
            None => "becomes".into(),
        }),
        Relation::StereoisomerOf => Some("stereoisomer".into()),
        Relation::Contains => Some("contains".into()),
        Relation::LigandOf => Some("endogenous ligand".into()),
        Relation::MemberOf => Some("part of".into()),
        Relation::ExpressedIn => Some("found in".into()),
        Relation::Crosstalk => Some("crosstalk".into()),
        Relation::SymptomOf => Some("symptom of".into()),
        Relation::MeasuredBy => Some("measured by".into()),
        Relation::AssociatedWith => Some("associated".into()),
        Relation::Affects | Relation::Regulates
            if claim.direction() == Some(Direction::Unchanged) =>
        {
            return Some(NO_CHANGE.into());
        }
        Relation::Affects => Some("observed".into()),
        Relation::Regulates | Relation::Requires => None,
    };
    match (core, place) {
        (Some(core), Some(place)) => Some(format!("{core} {place}")),
        (core, place) => core.or(place),
    }
}

/// The affinity of a binding claim in a few words: the comparable Ki, or the first number.
fn affinity(claim: &Claim) -> Option<String> {
    let measurements = claim.measurements();
    let first = measurements.first()?;
    match first.compound().affinity(first.target().id()) {
        Ok(Some(a)) => Some(unbroken(&format!("Ki {}", a.ki()))),
        _ => Some(number(first)),
    }
}

fn number(m: &Measurement) -> String {
    let (bound, doubt) = match m.relation() {
        Bound::Equal => (String::new(), ""),
        Bound::Unstated => (String::new(), " (?)"),
        other => (format!("{other} "), ""),
    };
    let unit = match m.unit() {
        Unit::NegLogMolar => String::new(),
        unit => format!(" {unit}"),
    };
    unbroken(&format!(
        "{} {bound}{}{unit}{doubt}",
        m.parameter(),
        short(m.value())
    ))
}

/// A number that no line break parts from its unit.
fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

impl fmt::Display for GraphPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.title)?;
        for edge in &self.edges {
            write!(f, "\n  {}", edge.sentence)?;
            if edge.status != Status::Supported {
                write!(f, " ({})", edge.status)?;
            }
        }
        if let Some(note) = &self.note {
            write!(f, "\n  {note}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for GraphPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "GraphPicture({:?}: {} nodes, {} edges)",
            self.title,
            self.nodes.len(),
            self.edges.len()
        )
    }
}

impl Show for GraphPicture {
    fn html(&self) -> String {
        self.html()
    }
}
shown!(GraphPicture);

impl KnowledgeGraph {
    /// Mechanisms as one picture: all their steps, and what they need.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use opiograph::*;
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let paths = kg.mechanisms(&MechanismQuery::new("codeine", "analgesia"))?;
    /// let picture = kg.picture_of(&paths);
    /// assert!(picture.nodes().iter().any(|n| n.id == "MOR"));
    /// assert!(picture.svg().starts_with("<svg"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn picture_of(&self, paths: &[MechanismPath]) -> GraphPicture {
        let mut ends: Vec<(Node, Node)> = Vec::new();
        let mut claims = Vec::new();
        for path in paths {
            if let (Some(from), Some(to)) = (path.from(), path.to())
                && !ends.contains(&(from.clone(), to.clone()))
            {
                ends.push((from, to));
            }
            claims.extend(path.steps().iter().map(|s| s.claim()));
            claims.extend(path.requires().iter().map(|r| r.claim()));
        }
        let questions: Vec<String> = ends
            .iter()
            .map(|(from, to)| format!("how {} moves {}", from.name(), to.name()))
            .collect();
        let title = match questions.as_slice() {
            [] => "No mechanism".to_owned(),
            [one] => one.replacen("how", "How", 1),
            several => crate::display::text::and(several).replacen("how", "How", 1),
        };
        let about: Vec<String> = ends
            .iter()
            .flat_map(|(from, to)| [from.id().to_owned(), to.id().to_owned()])
            .collect();
        GraphPicture::new(title, claims).about(about)
    }
}

impl MechanismPath {
    /// The path as a picture, with what it needs.
    pub fn picture(&self) -> GraphPicture {
        self.kg().picture_of(std::slice::from_ref(self))
    }

    /// The picture of the path as an SVG document.
    pub fn svg(&self) -> String {
        self.picture().svg()
    }
}

/// The mechanisms without the drugs: how targets, processes, effects and conditions move one another.
pub(super) fn mechanisms(kg: &KnowledgeGraph) -> GraphPicture {
    let claims = kg.claims().filter(|c| {
        matches!(
            c.relation(),
            Relation::Regulates | Relation::Requires | Relation::SymptomOf | Relation::Crosstalk
        ) && c.status() != Status::Refuted
    });
    GraphPicture::new("Mechanisms of opioid-receptor pharmacology", claims)
}
