//! Blockade experiments that found different things.

use std::collections::BTreeMap;

use super::{Dispute, DisputeKind, Scope, Side, rank::Draft};
use crate::{
    graph::{handles::Node, record::NodeId, tests::Experiment},
    model::{experiment::BlockadeResult, relation::Relation},
};

/// Results that say the same for a dispute: a smaller effect is a partial loss of it.
fn class(result: BlockadeResult) -> &'static str {
    match result {
        BlockadeResult::Abolished | BlockadeResult::Attenuated => "the effect is lost or reduced",
        BlockadeResult::Unchanged => "the effect is unchanged",
        BlockadeResult::Potentiated => "the effect is larger",
    }
}

/// A drug, what took the receptor away (a blocker, or its loss), and the effect.
type Key = (NodeId, Option<NodeId>, Option<NodeId>, NodeId);

pub(super) fn find(scope: Scope<'_>) -> Vec<Draft> {
    let kg = scope.kg;
    let mut groups: BTreeMap<Key, Vec<Experiment>> = BTreeMap::new();
    for experiment in kg.blockade_experiments() {
        let r = experiment.record();
        if r.blocker.is_none() && r.loss_of.is_none() {
            continue;
        }
        if scope.takes(r.agent, r.effect) {
            let key = (r.agent, r.blocker, r.loss_of, r.effect);
            groups.entry(key).or_default().push(experiment);
        }
    }
    groups
        .into_iter()
        .filter_map(|((agent, blocker, loss, effect), experiments)| {
            let mut classes: Vec<(&str, Vec<Experiment>)> = Vec::new();
            for e in experiments {
                match classes.iter_mut().find(|(c, _)| *c == class(e.result())) {
                    Some((_, list)) => list.push(e),
                    None => classes.push((class(e.result()), vec![e])),
                }
            }
            if classes.len() < 2 {
                return None;
            }
            let sides: Vec<Side> = classes
                .into_iter()
                .map(|(words, list)| Side::of_experiments(kg, words.to_owned(), list))
                .collect();
            let mut papers: Vec<NodeId> = sides.iter().flat_map(Side::papers).collect();
            papers.sort();
            papers.dedup();
            // One paper that found both compared two conditions; it does not disagree with itself.
            if papers.len() < 2 {
                return None;
            }
            let mut about = vec![agent, effect];
            about.extend(blocker);
            about.extend(loss);
            for experiment in sides.iter().flat_map(|s| s.experiments()) {
                about.extend(&experiment.record().blocks);
            }
            about.sort();
            about.dedup();
            let mut blocked: Vec<NodeId> = loss.into_iter().collect();
            for experiment in sides.iter().flat_map(|s| s.experiments()) {
                blocked.extend(&experiment.record().blocks);
            }
            blocked.sort();
            blocked.dedup();
            let name = |n: NodeId| kg.0.node(n).name.to_string();
            let how = match (blocker, loss) {
                (Some(b), _) => format!("{} is given with it", name(b)),
                (None, Some(l)) => format!("{} is lost", kg.0.node(l).id),
                (None, None) => return None,
            };
            let pairs: Vec<(usize, usize)> = (0..sides.len())
                .flat_map(|i| (i + 1..sides.len()).map(move |j| (i, j)))
                .collect();
            let trials = pairs
                .iter()
                .any(|&(i, j)| sides[i].has_trial() && sides[j].has_trial());
            let species = pairs.iter().any(|&(i, j)| {
                let (a, b) = (sides[i].species(), sides[j].species());
                !a.is_empty() && !b.is_empty() && a.iter().all(|s| !b.contains(s))
            });
            let mut kinds = Vec::new();
            if trials {
                kinds.push(DisputeKind::TrialAgainstTrial);
            }
            if species {
                kinds.push(DisputeKind::SpeciesAgainstSpecies);
            }
            if kinds.is_empty() {
                kinds.push(DisputeKind::EvidenceAgainstEvidence);
            }
            let id_of = |n: NodeId| kg.0.node(n).id.to_string();
            let contest = pairs
                .iter()
                .map(|&(i, j)| (sides[i].weight(), sides[j].weight()))
                .collect();
            let dispute = Dispute {
                id: format!(
                    "blockade/{}/{}/{}",
                    id_of(agent),
                    blocker.or(loss).map(id_of).unwrap_or_default(),
                    id_of(effect)
                ),
                kinds,
                question: format!(
                    "what becomes of {}'s {} when {how}",
                    name(agent),
                    name(effect)
                ),
                subject: Node::new(kg, agent),
                object: Node::new(kg, effect),
                about,
                sides,
                reconciled_by: None,
                differ_in: Vec::new(),
                importance: 0.0,
                derivation: Vec::new(),
            };
            Some(Draft {
                dispute,
                relation: Relation::Affects,
                blocked,
                contest,
            })
        })
        .collect()
}
