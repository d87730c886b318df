//! Published experiments beside a prediction. They are shown, never used to compute it.

use super::{block::Blockers, predict::Asked};
use crate::{
    graph::{KnowledgeGraph, record::ExperimentRecord, tests::Experiment},
    model::experiment::BlockadeResult,
};

/// Experiments with the same agent and effect whose blockade touched the same target.
#[derive(Debug, Clone, Default)]
pub(crate) struct Published {
    pub agreeing: Vec<Experiment>,
    pub disagreeing: Vec<Experiment>,
    /// Whether they point both ways among themselves.
    pub both_ways: bool,
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
    let main: Vec<_> = blockers
        .targets
        .iter()
        .filter(|b| b.share >= 0.5)
        .map(|b| b.target)
        .collect();
    let touches = |r: &ExperimentRecord| {
        r.blocker.is_some_and(|b| asked.blockers.contains(&b))
            || r.loss_of.is_some_and(|t| asked.losses.contains(&t))
            || r.blocks.iter().any(|t| main.contains(t))
    };
    let mut found = Published::default();
    let mut all: Vec<Experiment> = Vec::new();
    for experiment in kg.blockade_experiments() {
        let r = experiment.record();
        if r.agent != asked.agent || r.effect != asked.effect || !touches(r) {
            continue;
        }
        all.push(experiment);
    }
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
