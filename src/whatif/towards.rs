//! What leads to an effect: how far off each node is and what its strongest way there passes on.

use super::{
    constants as k,
    network::{Edge, Network},
};
use crate::graph::record::NodeId;

/// For each node, by its number; empty where nothing leads to the effect.
#[derive(Debug, Default)]
pub(crate) struct Towards {
    nodes: Vec<Option<Ahead>>,
}

/// What lies between a node and the effect.
#[derive(Debug, Clone, Copy)]
struct Ahead {
    /// The fewest steps.
    steps: usize,
    /// What the way with the largest weights would pass on if nobody doubted it: no way passes on more.
    most: f64,
    /// What the strongest way passes on, doubt counted.
    strongest: f64,
    /// The share that this draws of what a node before it does, beside others.
    pull: f64,
}

impl Towards {
    pub const fn nowhere() -> Towards {
        Towards { nodes: Vec::new() }
    }

    pub fn of(net: &Network, effect: NodeId) -> Towards {
        let mut towards = Towards::nowhere();
        towards.improve(
            effect,
            Ahead {
                steps: 0,
                most: 1.0,
                strongest: 1.0,
                pull: 1.0,
            },
        );
        let mut frontier = vec![effect];
        for _ in 0..k::MOST_STEPS {
            let mut next = Vec::new();
            for to in frontier {
                let Some(ahead) = towards.at(to) else {
                    continue;
                };
                for &from in net.before(to) {
                    let edges = || net.edges(from).iter().filter(|e| e.to == to);
                    let largest = |of: fn(&Edge) -> f64| edges().map(of).fold(0.0, f64::max);
                    let here = Ahead {
                        steps: ahead.steps + 1,
                        most: ahead.most * k::STEP * largest(|e| e.weight),
                        strongest: ahead.strongest * k::STEP * largest(Edge::flow),
                        pull: 0.0,
                    };
                    if towards.improve(from, here) {
                        next.push(from);
                    }
                }
            }
            next.sort();
            next.dedup();
            frontier = next;
        }
        for ahead in towards.nodes.iter_mut().flatten() {
            ahead.pull = ahead.strongest.powf(k::PULL);
        }
        towards
    }

    /// Takes what is better than what is known; says whether anything is.
    fn improve(&mut self, node: NodeId, new: Ahead) -> bool {
        if self.nodes.len() <= node.index() {
            self.nodes.resize(node.index() + 1, None);
        }
        let Some(slot) = self.nodes.get_mut(node.index()) else {
            return false;
        };
        match slot {
            None => {
                *slot = Some(new);
                true
            }
            Some(known) => {
                let better = new.most > known.most || new.strongest > known.strongest;
                known.steps = known.steps.min(new.steps);
                known.most = known.most.max(new.most);
                known.strongest = known.strongest.max(new.strongest);
                better
            }
        }
    }

    fn at(&self, node: NodeId) -> Option<Ahead> {
        self.nodes.get(node.index()).copied().flatten()
    }

    /// The fewest steps from here; `None` where no way leads there.
    pub fn steps(&self, node: NodeId) -> Option<usize> {
        self.at(node).map(|a| a.steps)
    }

    /// No way from here passes on more.
    pub fn most(&self, node: NodeId) -> f64 {
        self.at(node).map_or(0.0, |a| a.most)
    }

    pub fn pull(&self, node: NodeId) -> f64 {
        self.at(node).map_or(0.0, |a| a.pull)
    }
}
