//! Which disputes come first: what hangs on the answer, and how open it is.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::{Dispute, Side};
use crate::{
    graph::{KnowledgeGraph, record::NodeId},
    model::{kind::Kind, relation::Relation},
};

/// Beyond this many steps nothing is counted: the sum has long converged, and the search stays small.
const STEPS: u32 = 6;
/// A spread of numbers changes how far a target is engaged, not what follows.
const SHARE_OF_NUMBERS: f64 = 0.25;

/// A dispute before its place among the others is known.
pub(super) struct Draft {
    pub dispute: Dispute,
    /// The relation in question: it decides what hangs on the answer.
    pub relation: Relation,
    /// The weights of those who exclude one another.
    pub contest: Vec<(f64, f64)>,
}

/// Orders disputes by their importance, see [`Dispute::importance`].
pub(super) fn rank(kg: &KnowledgeGraph, drafts: Vec<Draft>) -> Vec<Dispute> {
    let arrows = Arrows::of(kg);
    let observed = observations(kg);
    let mut all: Vec<Dispute> = drafts
        .into_iter()
        .map(|draft| finish(kg, &arrows, &observed, draft))
        .collect();
    all.sort_by(|a, b| {
        b.importance
            .total_cmp(&a.importance)
            .then_with(|| a.id.cmp(&b.id))
    });
    all
}

fn openness((a, b): (f64, f64)) -> f64 {
    let (least, most) = (a.min(b), a.max(b));
    if most > 0.0 {
        -(-least).exp_m1() * (least / most).cbrt()
    } else {
        0.0
    }
}

fn finish(
    kg: &KnowledgeGraph,
    arrows: &Arrows,
    observed: &BTreeMap<(NodeId, NodeId), usize>,
    draft: Draft,
) -> Dispute {
    let mut dispute = draft.dispute;
    let best = draft
        .contest
        .iter()
        .copied()
        .max_by(|a, b| openness(*a).total_cmp(&openness(*b)));
    let (a, b) = best.unwrap_or((0.0, 0.0));
    let open = openness((a, b));

    let from = dispute.subject.node;
    let to = match draft.relation {
        Relation::Requires => from,
        _ => dispute.object.node,
    };
    let share = match draft.relation {
        Relation::Binds => SHARE_OF_NUMBERS,
        _ => 1.0,
    };
    let before = arrows.distances(&arrows.before, from);
    let behind = arrows.distances(&arrows.behind, to);
    let near = |distances: &HashMap<NodeId, u32>, kinds: &[Kind]| {
        let mut nodes: Vec<(&NodeId, &u32)> = distances.iter().collect();
        nodes.sort();
        nodes
            .into_iter()
            .filter(|(n, _)| kinds.contains(&kg.0.node(**n).kind))
            .map(|(_, d)| closeness(*d))
            .fold(0.0, |a, b| a + b)
    };
    let compounds = near(&before, &[Kind::Compound]);
    let effects = near(&behind, &[Kind::Effect, Kind::Condition]);
    let explained: f64 = observed
        .iter()
        .filter_map(|(&(compound, effect), &n)| {
            let steps = before.get(&compound)? + behind.get(&effect)?;
            Some(closeness(steps) * n as f64)
        })
        .fold(0.0, |a, b| a + b);
    let stakes = 0.5 * share * (compounds * effects + explained);

    let mut papers: Vec<NodeId> = dispute.sides.iter().flat_map(Side::papers).collect();
    papers.sort();
    papers.dedup();
    let interest = (1.0 + papers.len() as f64).ln();

    dispute.importance = (1.0 + stakes).ln() * open * interest;
    dispute.derivation = vec![
        format!(
            "stakes {stakes:.1}: compounds before it {compounds:.1}, effects behind it {effects:.1}, observations that it bears on {explained:.1}"
        ),
        format!(
            "sides of weight {:.2} and {:.2}: open to {open:.2}",
            a.max(b),
            a.min(b)
        ),
        format!("references cited: {}, interest {interest:.2}", papers.len()),
        format!(
            "ln(1 + stakes) × openness × interest = {:.2}",
            dispute.importance
        ),
    ];
    dispute
        .sides
        .sort_by(|a, b| b.weight().total_cmp(&a.weight()));
    if let [first, second, ..] = dispute.sides.as_slice() {
        dispute.differ_in = first.contrasts(second);
    }
    dispute
}

fn closeness(steps: u32) -> f64 {
    0.5f64.powi(steps as i32)
}

/// How often somebody observed what a compound does to an effect: claims, and blockade experiments.
fn observations(kg: &KnowledgeGraph) -> BTreeMap<(NodeId, NodeId), usize> {
    let claims = kg.0.claims.iter();
    let affects = claims
        .filter(|c| c.relation == Relation::Affects)
        .map(|c| (c.subject, c.object));
    let experiments = kg.0.tables.experiments.iter().map(|e| (e.agent, e.effect));
    let mut counts = BTreeMap::new();
    for pair in affects.chain(experiments) {
        *counts.entry(pair).or_default() += 1;
    }
    counts
}

type Neighbours = BTreeMap<NodeId, Vec<NodeId>>;

/// The causal arrows of the graph, both ways.
struct Arrows {
    behind: Neighbours,
    before: Neighbours,
}

impl Arrows {
    fn of(kg: &KnowledgeGraph) -> Arrows {
        let (mut behind, mut before) = (Neighbours::new(), Neighbours::new());
        for claim in &kg.0.claims {
            if matches!(
                claim.relation,
                Relation::Acts
                    | Relation::Regulates
                    | Relation::LigandOf
                    | Relation::Contains
                    | Relation::ConvertedTo
                    | Relation::Affects
                    | Relation::SymptomOf
                    | Relation::Crosstalk
            ) {
                behind.entry(claim.subject).or_default().push(claim.object);
                before.entry(claim.object).or_default().push(claim.subject);
            }
        }
        Arrows { behind, before }
    }

    /// How many steps away the arrows lead, the start at none.
    fn distances(&self, arrows: &Neighbours, start: NodeId) -> HashMap<NodeId, u32> {
        let mut distance = HashMap::from([(start, 0)]);
        let mut queue = VecDeque::from([(start, 0)]);
        while let Some((node, d)) = queue.pop_front() {
            if d == STEPS {
                continue;
            }
            for &next in arrows.get(&node).into_iter().flatten() {
                if let std::collections::hash_map::Entry::Vacant(place) = distance.entry(next) {
                    place.insert(d + 1);
                    queue.push_back((next, d + 1));
                }
            }
        }
        distance
    }
}
