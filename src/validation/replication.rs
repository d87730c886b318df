//! What one paper foretells of another that asked the same.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::blockade::{BlockadeRow, GROUPS, group};
use crate::{
    display::{
        notebook::{Show, shown},
        text,
    },
    graph::{KnowledgeGraph, record::NodeId, tests::Experiment},
    model::{experiment::ExperimentSet, kind::Site},
};

/// What an experiment asks: drug, blocker or lost target, effect, and where the blocker was.
type Question = (NodeId, Option<NodeId>, Option<NodeId>, NodeId, Option<Site>);

/// The published experiments by what they ask. Those that are held out stay out.
pub(super) struct Asked(BTreeMap<Question, Vec<Experiment>>);

impl Asked {
    pub fn of(kg: &KnowledgeGraph) -> Asked {
        let mut asked: BTreeMap<Question, Vec<Experiment>> = BTreeMap::new();
        for e in kg.blockade_experiments() {
            if e.set() != ExperimentSet::HeldOut {
                asked.entry(question(&e)).or_default().push(e);
            }
        }
        Asked(asked)
    }

    /// The ids of experiments of other papers that ask the same: those that found the same, and those that found otherwise.
    pub fn elsewhere(&self, e: &Experiment) -> (Vec<String>, Vec<String>) {
        let own = e.record().source;
        let (mut same, mut otherwise) = (Vec::new(), Vec::new());
        for o in self.0.get(&question(e)).into_iter().flatten() {
            if o.record().source == own {
                continue;
            }
            let found = if group(o.result()) == group(e.result()) {
                &mut same
            } else {
                &mut otherwise
            };
            found.push(o.id().to_owned());
        }
        (same, otherwise)
    }
}

fn question(e: &Experiment) -> Question {
    let r = e.record();
    (r.agent, r.blocker, r.loss_of, r.effect, r.site)
}

/// The experiments of one finding to which another paper put the same question.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
struct Finding {
    experiments: usize,
    /// The sum over them of the share of other papers' experiments that found the same.
    found_elsewhere: f64,
    predicted: usize,
}

/// How far the literature foretells itself, as a measure for every prediction.
///
/// # Model
/// Two experiments ask the same if they give the same drug, block or remove the same with the blocker in the same place, and look at the same effect.
/// For each experiment that another paper repeated so, the share of the other papers' experiments that found the same class (blocked, unchanged, potentiated) stands beside the prediction made without the experiment's own paper.
///
/// # Assumptions
/// Species, test, dose and time are not compared, so part of the disagreement is not error but circumstance.
/// Experiments that repeat a question were often published, and curated here, because the answer was in doubt; the share says nothing of questions that were asked once. Held-out experiments are left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Replication {
    pairs: usize,
    agreeing: usize,
    findings: [Finding; 3],
}

impl Replication {
    pub(super) fn of<'a>(rows: impl Iterator<Item = &'a BlockadeRow>) -> Replication {
        let mut findings = [Finding::default(); 3];
        let (mut met, mut agreed) = (0, 0);
        for row in rows {
            let same = row.confirmed_by.len();
            let others = same + row.contradicted_by.len();
            if others == 0 {
                continue;
            }
            met += others;
            agreed += same;
            let class = group(row.found);
            let finding = &mut findings[class];
            finding.experiments += 1;
            finding.found_elsewhere += same as f64 / others as f64;
            finding.predicted += usize::from(row.predicted.map(group) == Some(class));
        }
        // Each pair was met from both of its sides.
        Replication {
            pairs: met / 2,
            agreeing: agreed / 2,
            findings,
        }
    }

    /// Pairs of experiments of different papers that ask the same.
    pub fn pairs(&self) -> usize {
        self.pairs
    }

    /// Those pairs of which both found the same.
    pub fn agreeing(&self) -> usize {
        self.agreeing
    }

    /// The experiments that another paper repeated.
    pub fn n(&self) -> usize {
        self.findings.iter().map(|f| f.experiments).sum()
    }

    /// The mean over blocked and unchanged experiments of the share that another paper foretells. Between 0 and 1.
    pub fn balanced_accuracy_of_another_paper(&self) -> f64 {
        self.balanced(|f| f.found_elsewhere)
    }

    /// The same for the prediction, made without the experiment's own paper.
    pub fn balanced_accuracy_of_the_prediction(&self) -> f64 {
        self.balanced(|f| f.predicted as f64)
    }

    fn balanced(&self, right: impl Fn(&Finding) -> f64) -> f64 {
        let shares: Vec<f64> = self.findings[..2]
            .iter()
            .filter(|f| f.experiments > 0)
            .map(|f| right(f) / f.experiments as f64)
            .collect();
        shares.iter().sum::<f64>() / shares.len().max(1) as f64
    }
}

impl fmt::Display for Replication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "Questions that several papers asked (same drug, blocker, place and effect): {} pairs of experiments, {} agree",
            self.pairs, self.agreeing
        )?;
        let mut rows: Vec<Vec<String>> = GROUPS
            .iter()
            .zip(&self.findings)
            .map(|(name, c)| {
                let n = c.experiments.max(1) as f64;
                vec![
                    (*name).to_owned(),
                    c.experiments.to_string(),
                    format!("{:.3}", c.found_elsewhere / n),
                    format!("{:.3}", c.predicted as f64 / n),
                ]
            })
            .collect();
        rows.push(vec![
            "balanced (blocked, unchanged)".to_owned(),
            self.n().to_string(),
            format!("{:.3}", self.balanced_accuracy_of_another_paper()),
            format!("{:.3}", self.balanced_accuracy_of_the_prediction()),
        ]);
        let head = ["found", "n", "another paper", "predicted"];
        f.write_str(text::table(&head, &rows).trim_end())
    }
}

impl Show for Replication {}
shown!(Replication);
