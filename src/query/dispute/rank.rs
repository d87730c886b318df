//! Which disputes come first: what hangs on the answer, and how open it is.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::Dispute;
use crate::{
    graph::{KnowledgeGraph, record::NodeId},
    model::{kind::Kind, relation::Relation},
};

/// Beyond this many steps nothing is counted: the sum has long converged, and the search stays small.
const STEPS: u32 = 6;
/// A spread of numbers changes how far a target is engaged, not what follows.
const SHARE_OF_NUMBERS: f64 = 0.25;

/// Notes how open a dispute is, until [`rank`] knows what hangs on it.
pub(super) fn unranked(
    mut dispute: Dispute,
    relation: Relation,
    pairs: Vec<(f64, f64)>,
) -> Dispute {
    let openness = |&(a, b): &(f64, f64)| {
        let (least, most) = (a.min(b), a.max(b));
        if most > 0.0 {
            -(-least).exp_m1() * (least / most).sqrt()
        } else {
            0.0
        }
    };
    let best = pairs
        .iter()
        .max_by(|a, b| openness(a).total_cmp(&openness(b)));
    dispute.importance = best.map_or(0.0, openness);
    let (a, b) = best.copied().unwrap_or((0.0, 0.0));
    dispute.derivation = vec![
        relation_note(relation).to_owned(),
        format!(
            "weights of the sides {:.2} and {:.2}: open to {:.2}",
            a.max(b),
            a.min(b),
            dispute.importance
        ),
    ];
    dispute
        .sides
        .sort_by(|a, b| b.weight().total_cmp(&a.weight()));
    dispute
}

fn relation_note(relation: Relation) -> &'static str {
    match relation {
        Relation::Binds => "numbers",
        Relation::Requires => "requirement",
        _ => "arrow",
    }
}

pub(super) fn rank(kg: &KnowledgeGraph, disputes: &mut [Dispute]) {
    let reach = Reach::of(kg);
    let (mut up, mut down) = (HashMap::new(), HashMap::new());
    for dispute in disputes.iter_mut() {
        let note = dispute.derivation.first().cloned().unwrap_or_default();
        let from = dispute.subject.node;
        let to = if note == "requirement" {
            from
        } else {
            dispute.object.node
        };
        let u = *up
            .entry(from)
            .or_insert_with(|| reach.sum(kg, &reach.before, from, &[Kind::Compound]));
        let d = *down
            .entry(to)
            .or_insert_with(|| reach.sum(kg, &reach.behind, to, &[Kind::Effect, Kind::Condition]));
        let share = if note == "numbers" {
            SHARE_OF_NUMBERS
        } else {
            1.0
        };
        let stakes = 0.5 * u * d * share;
        let openness = dispute.importance;
        dispute.importance = openness * (1.0 + stakes).ln();
        let opened = dispute.derivation.pop().unwrap_or_default();
        dispute.derivation = vec![
            format!(
                "stakes {stakes:.2}: compounds that lead to {} weigh {u:.2}, effects behind {} {d:.2}",
                dispute.subject.id(),
                kg.0.node(to).id
            ),
            opened,
            format!("ln(1 + stakes) × openness = {:.2}", dispute.importance),
        ];
    }
    disputes.sort_by(|a, b| {
        b.importance
            .total_cmp(&a.importance)
            .then_with(|| a.id.cmp(&b.id))
    });
}

/// The causal arrows of the graph, both ways.
struct Reach {
    behind: BTreeMap<NodeId, Vec<NodeId>>,
    before: BTreeMap<NodeId, Vec<NodeId>>,
}

impl Reach {
    fn of(kg: &KnowledgeGraph) -> Reach {
        let mut reach = Reach {
            behind: BTreeMap::new(),
            before: BTreeMap::new(),
        };
        for claim in &kg.0.claims {
            let (from, to) = match claim.relation {
                Relation::Acts
                | Relation::Regulates
                | Relation::LigandOf
                | Relation::Contains
                | Relation::ConvertedTo
                | Relation::Affects
                | Relation::SymptomOf
                | Relation::Crosstalk => (claim.subject, claim.object),
                _ => continue,
            };
            reach.behind.entry(from).or_default().push(to);
            reach.before.entry(to).or_default().push(from);
        }
        reach
    }

    /// Σ 2⁻ᵈ over the things of these kinds that the arrows lead to in `d` steps, the start included.
    fn sum(
        &self,
        kg: &KnowledgeGraph,
        arrows: &BTreeMap<NodeId, Vec<NodeId>>,
        start: NodeId,
        kinds: &[Kind],
    ) -> f64 {
        let mut distance: HashMap<NodeId, u32> = HashMap::from([(start, 0)]);
        let mut queue = VecDeque::from([start]);
        let mut sum = 0.0;
        while let Some(node) = queue.pop_front() {
            let d = distance[&node];
            if kinds.contains(&kg.0.node(node).kind) {
                sum += 0.5f64.powi(d as i32);
            }
            if d == STEPS {
                continue;
            }
            for &next in arrows.get(&node).into_iter().flatten() {
                if let std::collections::hash_map::Entry::Vacant(e) = distance.entry(next) {
                    e.insert(d + 1);
                    queue.push_back(next);
                }
            }
        }
        sum
    }
}
