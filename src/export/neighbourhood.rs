//! What stands next to a thing.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::picture::GraphPicture;
use crate::{
    display::{
        html::{self, Html, Table},
        notebook::{Show, shown},
    },
    error::Error,
    graph::{KnowledgeGraph, claim::Claim, handles::Node, record::NodeId},
    model::relation::Relation,
};

/// The things next to a thing, and the claims that join them.
///
/// Claims are ranked by confidence; a picture that would be too full leaves out the things with the least of it and says so.
#[derive(Clone)]
pub struct Neighbourhood {
    node: Node,
    claims: Vec<Claim>,
    most: usize,
}

impl KnowledgeGraph {
    /// What stands next to a thing of any kind: every claim that starts from it or leads to it.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use opiograph::*;
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let next = kg.neighbourhood("μ-opioid receptor")?;
    /// assert!(next.neighbours().iter().any(|n| n.id() == "morphine"));
    /// assert!(next.svg().contains("Morphine"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Where nothing has this name, with the nearest names.
    pub fn neighbourhood(&self, name: impl AsRef<str>) -> Result<Neighbourhood, Error> {
        let node = self.node(name)?;
        let mut claims = node.claims();
        let confidence: BTreeMap<u32, f64> = claims
            .iter()
            .map(|c| (c.claim_id().0, c.confidence().value()))
            .collect();
        let of = |c: &Claim| confidence.get(&c.claim_id().0).copied().unwrap_or(0.0);
        // Ties keep the order of the table, so that the same data give the same list.
        claims.sort_by(|a, b| of(b).total_cmp(&of(a)));
        Ok(Neighbourhood {
            node,
            claims,
            most: 32,
        })
    }
}

impl Neighbourhood {
    /// The thing in the middle.
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// Every claim about it, the surest first.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// Draws at most this many neighbours; 32 where nothing is said.
    pub fn at_most(mut self, neighbours: usize) -> Neighbourhood {
        self.most = neighbours;
        self
    }

    /// The neighbours, those of the surest claims first.
    pub fn neighbours(&self) -> Vec<Node> {
        self.ranked().into_iter().map(|(_, node)| node).collect()
    }

    /// Neighbours by rank: what acts and moves before what merely binds, the surest first.
    fn ranked(&self) -> Vec<(NodeId, Node)> {
        let mut seen: Vec<(NodeId, Node)> = Vec::new();
        let plain = |c: &&Claim| {
            matches!(
                c.relation(),
                Relation::Binds | Relation::MeasuredBy | Relation::ExpressedIn
            )
        };
        let (low, high): (Vec<&Claim>, Vec<&Claim>) = self.claims.iter().partition(plain);
        for claim in high.into_iter().chain(low) {
            let record = claim.record();
            let (id, other) = if record.subject == self.node.node {
                (record.object, claim.object())
            } else {
                (record.subject, claim.subject())
            };
            if id != self.node.node && seen.iter().all(|(known, _)| *known != id) {
                seen.push((id, other));
            }
        }
        seen
    }

    /// The picture of the neighbourhood.
    pub fn picture(&self) -> GraphPicture {
        let ranked = self.ranked();
        let shown: Vec<NodeId> = ranked.iter().take(self.most).map(|(id, _)| *id).collect();
        let claims = self
            .claims
            .iter()
            .filter(|c| {
                let r = c.record();
                let fits = |n: NodeId| n == self.node.node || shown.contains(&n);
                fits(r.subject) && fits(r.object)
            })
            .cloned();
        let picture = GraphPicture::new(format!("Next to {}", self.node.name()), claims)
            .about([self.node.id()]);
        match ranked.len().saturating_sub(shown.len()) {
            0 => picture,
            1 => picture.note("One neighbour with less confidence is not shown."),
            more => picture.note(format!(
                "{more} neighbours with less confidence are not shown."
            )),
        }
    }

    /// The picture as an SVG document.
    pub fn svg(&self) -> String {
        self.picture().svg()
    }

    /// The picture and the claims as an HTML fragment, as a notebook shows them.
    pub fn html(&self) -> String {
        let rows = self.claims.iter().map(|c| vec![html::claim(c)]);
        let table = Table::new(&["claim"]).rows(rows);
        html::block([
            Html::svg(&self.svg()),
            html::details(format!("{} claims", self.claims.len()), table),
        ])
    }
}

impl fmt::Display for Neighbourhood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ({}): {} claims, {} neighbours",
            self.node.name(),
            self.node.kind(),
            self.claims.len(),
            self.ranked().len()
        )?;
        for claim in &self.claims {
            write!(f, "\n  {:.2}  {claim}", claim.confidence().value())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Neighbourhood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Neighbourhood({}: {} claims)",
            self.node.id(),
            self.claims.len()
        )
    }
}

impl Serialize for Neighbourhood {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut s = serializer.serialize_struct("Neighbourhood", 2)?;
        s.serialize_field("node", &self.node)?;
        s.serialize_field("claims", &self.claims)?;
        s.end()
    }
}

impl Show for Neighbourhood {
    fn html(&self) -> String {
        self.html()
    }
}
shown!(Neighbourhood);
