//! Published experiments beside a prediction. They are shown, never used to compute it.

use std::collections::BTreeSet;

use super::{block::Blockers, predict::Asked};
use crate::{
    graph::{
        KnowledgeGraph,
        record::{ExperimentRecord, NodeId},
        tests::Experiment,
    },
    model::experiment::BlockadeResult,
};

/// Experiments with the same agent and effect whose blockade touched the same target.
#[derive(Debug, Clone, Default)]
pub(crate) struct Published {
    pub agreeing: Vec<Experiment>,
    pub disagreeing: Vec<Experiment>,
    /// Whether they point both ways among themselves.
    pub both_ways: bool,
    /// Whether somebody tested what becomes of this effect of the agent, whatever was blocked.
    pub any_target: bool,
}

/// Whether an effect is blocked, the same or stronger: degrees of block count as one.
pub(crate) fn direction(result: BlockadeResult) -> i8 {
    match result {
        BlockadeResult::Abolished | BlockadeResult::Attenuated => -1,
        BlockadeResult::Unchanged => 0,
        BlockadeResult::Potentiated => 1,
    }
}

pub(crate) fn of(
    kg: &KnowledgeGraph,
    asked: &Asked,
    result: BlockadeResult,
    blockers: &Blockers,
) -> Published {
    let mut main: Vec<NodeId> = blockers
        .targets
        .iter()
        .filter(|b| b.share >= 0.5)
        .map(|b| b.target)
        .collect();
    main.sort();
    main.dedup();
    // Two experiments ask the same where they block with the same means or block the same set of targets.
    let same = |r: &ExperimentRecord| {
        let mut blocks = r.blocks.clone();
        blocks.sort();
        r.blocker.is_some_and(|b| asked.blockers.contains(&b))
            || r.loss_of.is_some_and(|t| asked.losses.contains(&t))
            || blocks == main
    };
    let of_effect = kg.experiments_on(asked.agent, asked.effect);
    let any_target = !of_effect.is_empty();
    let (alike, others): (Vec<Experiment>, Vec<Experiment>) =
        of_effect.into_iter().partition(|e| same(e.record()));
    let against: BTreeSet<String> = alike
        .iter()
        .flat_map(|e| e.disputed_by())
        .map(str::to_owned)
        .collect();
    let disputing = others.into_iter().filter(|e| against.contains(e.id()));
    let mut all: Vec<Experiment> = disputing.collect();
    all.extend(alike);
    all.sort_by(|a, b| a.id().cmp(b.id()));
    let mut found = Published {
        any_target,
        ..Published::default()
    };
    let directions: Vec<i8> = all.iter().map(|e| direction(e.result())).collect();
    found.both_ways = directions.windows(2).any(|w| w[0] != w[1])
        || all.iter().any(|e| {
            e.disputed_by()
                .iter()
                .any(|id| all.iter().any(|other| other.id() == *id))
        });
    for experiment in all {
        if direction(experiment.result()) == direction(result) {
            found.agreeing.push(experiment);
        } else {
            found.disagreeing.push(experiment);
        }
    }
    found
}
