//! Routes from a target to an effect: found by walking the signed edges, each node once.

use super::{
    constants as k,
    network::{Edge, Network},
    towards::Towards,
};
use crate::{
    graph::record::NodeId,
    model::{
        kind::Site,
        species::{Species, lives_in},
    },
};

/// One route, with what it would pass on of a full push.
#[derive(Debug, Clone)]
pub(crate) struct Route<'a> {
    pub start: NodeId,
    pub edges: Vec<&'a Edge>,
    /// Signed; the confidence of the weakest step is counted in.
    pub passes: f64,
    pub confidence: f64,
}

impl Route<'_> {
    /// The nodes from the target to the effect.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> {
        std::iter::once(self.start).chain(self.edges.iter().map(|e| e.to))
    }

    /// Where the node at this place of the route works: where its own step says, else the next step that says it, else the one before.
    pub fn site(&self, place: usize) -> Option<Site> {
        let after = self.edges.iter().skip(place).find_map(|e| e.site);
        after.or_else(|| self.edges.iter().take(place).rev().find_map(|e| e.site))
    }
}

pub(crate) struct Walk<'a> {
    pub net: &'a Network,
    pub effect: NodeId,
    pub towards: &'a Towards,
    pub species: Option<Species>,
    pub repeated: bool,
}

impl<'a> Walk<'a> {
    pub fn routes(&self, start: NodeId) -> Vec<Route<'a>> {
        let mut found = Vec::new();
        if self.towards.steps(start).is_some() {
            let mut path = Vec::new();
            let mut seen = vec![start];
            self.step(start, &mut seen, &mut path, 1.0, 1.0, &mut found);
        }
        found
    }

    fn step(
        &self,
        node: NodeId,
        seen: &mut Vec<NodeId>,
        path: &mut Vec<&'a Edge>,
        weight: f64,
        confidence: f64,
        found: &mut Vec<Route<'a>>,
    ) {
        let edges = self.net.edges(node);
        let open = |e: &Edge, path: &[&Edge]| {
            self.towards.steps(e.to).is_some()
                && arrives(path, e)
                && lives_in(&e.only_in, self.species)
        };
        // What a node does is shared out among the ways on, the stronger ones first: one that is worked out further adds nothing to the whole.
        let (mut all, mut drawn) = (0.0, 0.0);
        for edge in edges.iter().filter(|e| open(e, path)) {
            all += edge.weight;
            drawn += edge.weight * self.towards.pull(edge.to);
        }
        if drawn <= 0.0 {
            return;
        }
        for edge in edges {
            if !open(edge, path) {
                continue;
            }
            let further = self.towards.steps(edge.to).unwrap_or(k::MOST_STEPS);
            let shared = all.min(1.0) * self.towards.pull(edge.to) / drawn;
            if path.len() + 1 + further > k::MOST_STEPS || seen.contains(&edge.to) {
                continue;
            }
            let mut next = weight * edge.weight * edge.sign * shared;
            if !path.is_empty() {
                next *= k::STEP;
            }
            if edge.repeated && !self.repeated {
                next *= k::REPEATED_AFTER_ONE_DOSE;
            }
            let sure = confidence.min(edge.confidence);
            let passes = next * sure.powf(k::CONFIDENCE_POWER);
            if passes.abs() * self.towards.most(edge.to) < k::LEAST_ROUTE {
                continue;
            }
            path.push(edge);
            if edge.to == self.effect {
                found.push(Route {
                    start: seen[0],
                    edges: path.clone(),
                    passes,
                    confidence: sure,
                });
            } else {
                seen.push(edge.to);
                self.step(edge.to, seen, path, next, sure, found);
                seen.pop();
            }
            path.pop();
        }
    }
}

/// Whether a transmitter gets from where it is released to where this step needs its receptor.
///
/// What is released in the brain, the cord or the periphery acts there; a receptor's step whose site nobody states lies in the brain.
fn arrives(path: &[&Edge], step: &Edge) -> bool {
    let [.., release, arrival] = path else {
        return true;
    };
    match release.site {
        Some(released) if arrival.transmits => step.site.unwrap_or(Site::Central) == released,
        _ => true,
    }
}
