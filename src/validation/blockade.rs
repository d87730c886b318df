//! Predicted blockades against published experiments.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::replication::{Asked, Replication};
use crate::{
    display::{
        notebook::{Show, shown},
        text,
    },
    error::Error,
    graph::{KnowledgeGraph, record::DoseRecord, tests::Experiment},
    model::{
        experiment::{BlockadeResult, ExperimentSet},
        measurement::{Route, Unit},
        relation::Relation,
    },
    quantity::Dose,
    whatif::{blockade::Blockade, prediction::BlockadePrediction},
};

/// Which evidence a prediction may rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum EvidenceRule {
    /// All claims of the graph.
    Everything,
    /// Not the paper whose experiment is predicted: claims that rest on it alone are removed, others lose its weight.
    OtherPapers,
}

impl fmt::Display for EvidenceRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            EvidenceRule::Everything => "with all claims",
            EvidenceRule::OtherPapers => "without what the experiment's own paper says",
        })
    }
}

/// One published experiment beside its prediction.
#[derive(Debug, Clone, Serialize)]
pub struct BlockadeRow {
    /// The id of the experiment.
    pub id: String,
    /// The experiment in words.
    pub experiment: String,
    /// The effect.
    pub effect: String,
    /// The receptors that were to be blocked.
    pub receptors: Vec<String>,
    /// What was found.
    pub found: BlockadeResult,
    /// What is predicted; `None` where no prediction could be made, which counts as wrong.
    pub predicted: Option<BlockadeResult>,
    /// The share of the effect that is predicted to be left.
    pub remaining: Option<f64>,
    /// How sure the prediction says it is, 0 to 1.
    pub confidence: Option<f64>,
    /// Whether the data name an experiment that found otherwise.
    pub disputed: bool,
    /// Experiments of other papers that asked the same and found the same.
    pub confirmed_by: Vec<String>,
    /// Experiments of other papers that asked the same and found otherwise.
    pub contradicted_by: Vec<String>,
    /// Whether the prediction says that the matter is disputed.
    pub flagged: bool,
    /// The reason for the prediction, or why there is none.
    pub why: String,
    /// What the simple rule says: blocked if the blocker's main receptor is one that the agent binds.
    pub by_binding: BlockadeResult,
}

/// Degrees of blockade count as one.
pub(super) fn group(result: BlockadeResult) -> usize {
    match result {
        BlockadeResult::Abolished | BlockadeResult::Attenuated => 0,
        BlockadeResult::Unchanged => 1,
        BlockadeResult::Potentiated => 2,
    }
}

pub(super) const GROUPS: [&str; 3] = ["blocked", "unchanged", "potentiated"];

/// How often each finding met each prediction. The last column counts experiments without a prediction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Confusion {
    counts: [[usize; 4]; 3],
}

impl Confusion {
    fn of(pairs: impl Iterator<Item = (BlockadeResult, Option<BlockadeResult>)>) -> Confusion {
        let mut counts = [[0; 4]; 3];
        for (found, predicted) in pairs {
            counts[group(found)][predicted.map_or(3, group)] += 1;
        }
        Confusion { counts }
    }

    /// Experiments that found the first and were predicted the second; degrees of blockade count as one.
    pub fn count(&self, found: BlockadeResult, predicted: BlockadeResult) -> usize {
        self.counts[group(found)][group(predicted)]
    }

    /// The number of experiments.
    pub fn n(&self) -> usize {
        self.counts.iter().flatten().sum()
    }

    fn recall(&self, class: usize) -> Option<f64> {
        let all: usize = self.counts[class].iter().sum();
        (all > 0).then(|| self.counts[class][class] as f64 / all as f64)
    }

    /// The share that was predicted rightly.
    pub fn accuracy(&self) -> f64 {
        let right: usize = (0..3).map(|c| self.counts[c][c]).sum();
        right as f64 / self.n().max(1) as f64
    }

    fn balanced(&self, classes: std::ops::Range<usize>) -> f64 {
        let recalls: Vec<f64> = classes.filter_map(|c| self.recall(c)).collect();
        recalls.iter().sum::<f64>() / recalls.len().max(1) as f64
    }

    /// The mean of the shares of blocked and of unchanged experiments that were predicted rightly.
    pub fn balanced_accuracy(&self) -> f64 {
        self.balanced(0..2)
    }

    /// The same with potentiated experiments as a third class.
    pub fn balanced_accuracy_of_three(&self) -> f64 {
        self.balanced(0..3)
    }
}

impl fmt::Display for Confusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = [
            "found",
            "blocked",
            "unchanged",
            "potentiated",
            "no prediction",
        ];
        let rows: Vec<Vec<String>> = GROUPS
            .iter()
            .zip(&self.counts)
            .map(|(name, counts)| {
                std::iter::once((*name).to_owned())
                    .chain(counts.iter().map(usize::to_string))
                    .collect()
            })
            .collect();
        f.write_str(text::table(&head, &rows).trim_end())
    }
}

/// How well the experiments of one set were predicted under one rule.
#[derive(Debug, Clone, Serialize)]
pub struct BlockadeScore {
    /// The set.
    pub set: ExperimentSet,
    /// The rule.
    pub rule: EvidenceRule,
    /// Every experiment.
    pub rows: Vec<BlockadeRow>,
}

impl BlockadeScore {
    fn undisputed(&self) -> impl Iterator<Item = &BlockadeRow> {
        self.rows.iter().filter(|r| !r.disputed)
    }

    /// Findings against predictions where the literature agrees with itself.
    pub fn confusion(&self) -> Confusion {
        Confusion::of(self.undisputed().map(|r| (r.found, r.predicted)))
    }

    /// Findings against predictions, disputed experiments too.
    pub fn confusion_of_all(&self) -> Confusion {
        Confusion::of(self.rows.iter().map(|r| (r.found, r.predicted)))
    }

    /// The same without experiments that another paper contradicts.
    pub fn confusion_of_uncontradicted(&self) -> Confusion {
        let rows = self.undisputed().filter(|r| r.contradicted_by.is_empty());
        Confusion::of(rows.map(|r| (r.found, r.predicted)))
    }

    /// Always the most frequent finding.
    pub fn majority(&self) -> Confusion {
        let blocked = Some(BlockadeResult::Attenuated);
        Confusion::of(self.undisputed().map(|r| (r.found, blocked)))
    }

    /// Blocked if the blocker's main receptor is one that the agent binds.
    pub fn by_binding(&self) -> Confusion {
        Confusion::of(self.undisputed().map(|r| (r.found, Some(r.by_binding))))
    }

    /// Findings against predictions for each value of a key.
    fn split(&self, keys: impl Fn(&BlockadeRow) -> Vec<String>) -> BTreeMap<String, Confusion> {
        let mut rows: BTreeMap<String, Vec<&BlockadeRow>> = BTreeMap::new();
        for row in self.undisputed() {
            for key in keys(row) {
                rows.entry(key).or_default().push(row);
            }
        }
        rows.into_iter()
            .map(|(key, rows)| {
                let pairs = rows.iter().map(|r| (r.found, r.predicted));
                (key, Confusion::of(pairs))
            })
            .collect()
    }

    /// From the least to the most confident quarter of the undisputed predictions: the lowest and highest confidence, and findings against predictions.
    pub fn by_confidence(&self) -> Vec<(f64, f64, Confusion)> {
        let mut rows: Vec<(f64, &BlockadeRow)> = self
            .undisputed()
            .filter_map(|r| Some((r.confidence?, r)))
            .collect();
        rows.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
        rows.chunks(rows.len().div_ceil(4).max(1))
            .filter_map(|quarter| {
                let (low, high) = (quarter.first()?.0, quarter.last()?.0);
                let pairs = quarter.iter().map(|(_, r)| (r.found, r.predicted));
                Some((low, high, Confusion::of(pairs)))
            })
            .collect()
    }

    /// By effect.
    pub fn by_effect(&self) -> BTreeMap<String, Confusion> {
        self.split(|r| vec![r.effect.clone()])
    }

    /// By receptor; an experiment that blocks several counts for each.
    pub fn by_receptor(&self) -> BTreeMap<String, Confusion> {
        self.split(|r| r.receptors.clone())
    }

    /// Undisputed experiments that were predicted wrongly or not at all.
    pub fn misses(&self) -> Vec<&BlockadeRow> {
        self.undisputed()
            .filter(|r| r.predicted.map(group) != Some(group(r.found)))
            .collect()
    }

    /// Disputed experiments, and how many of them were said to be disputed.
    pub fn disputed(&self) -> (usize, usize) {
        let all = self.rows.iter().filter(|r| r.disputed);
        let flagged = all.clone().filter(|r| r.flagged).count();
        (all.count(), flagged)
    }

    /// Experiments that nobody disputes by name and that were said to be disputed.
    pub fn flagged_beside(&self) -> usize {
        self.undisputed().filter(|r| r.flagged).count()
    }
}

/// The validation of blockades: every published experiment beside its prediction, under each rule.
///
/// # Model
/// Each experiment is put as a question with what it states of site, route, species and repetition; its result is never an input.
/// Abolished and attenuated count as one class, for the border between them depends on the dose of the blocker.
///
/// # Assumptions
/// An experiment is taken as printed. One for which no prediction can be made counts as wrong.
/// Sets are scored apart. What was known while mechanisms were curated flatters them; only [`ExperimentSet::HeldOut`] says how well the unknown is predicted, and its misses are not printed, so that it stays held out.
#[derive(Debug, Clone, Serialize)]
pub struct BlockadeReport {
    scores: Vec<BlockadeScore>,
    replication: Replication,
}

impl BlockadeReport {
    /// The scores, set by set, the strict rule last.
    pub fn scores(&self) -> &[BlockadeScore] {
        &self.scores
    }

    /// The score of the reference set under one rule.
    pub fn by(&self, rule: EvidenceRule) -> Option<&BlockadeScore> {
        self.of(ExperimentSet::Reference, rule)
    }

    /// The score of a set under one rule; `None` where the graph has no experiment of that set.
    pub fn of(&self, set: ExperimentSet, rule: EvidenceRule) -> Option<&BlockadeScore> {
        self.scores.iter().find(|s| s.set == set && s.rule == rule)
    }

    /// What one paper foretells of another that asked the same, beside the prediction.
    pub fn replication(&self) -> &Replication {
        &self.replication
    }
}

impl KnowledgeGraph {
    /// Predicts every published blockade experiment and scores the predictions.
    pub fn validate_blockade(&self) -> BlockadeReport {
        let rules = [EvidenceRule::Everything, EvidenceRule::OtherPapers];
        let asked = Asked::of(self);
        let mut scores: Vec<BlockadeScore> = Vec::new();
        for &set in ExperimentSet::ALL {
            let experiments: Vec<Experiment> = self
                .blockade_experiments()
                .filter(|e| e.set() == set)
                .collect();
            if experiments.is_empty() {
                continue;
            }
            scores.extend(rules.into_iter().map(|rule| {
                BlockadeScore {
                    set,
                    rule,
                    rows: experiments
                        .iter()
                        .map(|e| self.blockade_row(e, rule, &asked))
                        .collect(),
                }
            }));
        }
        let strict = scores
            .iter()
            .filter(|s| s.rule == EvidenceRule::OtherPapers && s.set != ExperimentSet::HeldOut);
        let replication = Replication::of(strict.flat_map(|s| &s.rows));
        BlockadeReport {
            scores,
            replication,
        }
    }

    fn blockade_row(&self, e: &Experiment, rule: EvidenceRule, asked: &Asked) -> BlockadeRow {
        let mut question = question(self, e);
        if rule == EvidenceRule::OtherPapers {
            question = question.without_reference(e.reference().id());
        }
        let answer = question.predict();
        let (confirmed_by, contradicted_by) = asked.elsewhere(e);
        BlockadeRow {
            id: e.id().to_owned(),
            experiment: e.to_string(),
            effect: e.effect().id().to_owned(),
            receptors: e.blocks().iter().map(|t| t.id().to_owned()).collect(),
            found: e.result(),
            predicted: answer.as_ref().ok().map(BlockadePrediction::result),
            remaining: answer.as_ref().ok().map(BlockadePrediction::remaining),
            confidence: answer.as_ref().ok().map(|p| p.confidence().value()),
            disputed: !e.disputed_by().is_empty(),
            confirmed_by,
            contradicted_by,
            flagged: answer.as_ref().is_ok_and(BlockadePrediction::is_disputed),
            why: why(&answer),
            by_binding: self.by_binding(e),
        }
    }

    fn by_binding(&self, e: &Experiment) -> BlockadeResult {
        let inner = &self.0;
        let main = e.loss_of().map(|t| t.node).or_else(|| {
            let blocker = e.blocker()?;
            let profile = self.network().profile(blocker.node)?;
            let strongest = profile
                .actions
                .iter()
                .min_by(|a, b| {
                    let key = |p: Option<f64>| p.unwrap_or(f64::INFINITY);
                    key(a.potency).total_cmp(&key(b.potency))
                })?
                .target;
            Some(strongest)
        });
        let binds = main.is_some_and(|target| {
            inner
                .from(e.agent().node)
                .iter()
                .map(|&c| inner.claim(c))
                .any(|c| {
                    c.object == target && matches!(c.relation, Relation::Binds | Relation::Acts)
                })
        });
        if binds {
            BlockadeResult::Attenuated
        } else {
            BlockadeResult::Unchanged
        }
    }
}

/// An experiment as a question: everything that it states but its result.
fn question(kg: &KnowledgeGraph, e: &Experiment) -> Blockade {
    let r = e.record();
    let mut q = kg.blockade(e.agent().id()).on(e.effect().id());
    if let Some(blocker) = e.blocker() {
        q = q.by(blocker.id());
    }
    if let Some(target) = e.loss_of() {
        q = q.by_loss_of(target.id());
    }
    if let Some(site) = e.site() {
        q = q.at(site);
    }
    q = q.in_species(e.species());
    match dose(r.agent_dose.as_ref(), r.agent_dose_text.as_deref()) {
        Some(dose) => q = q.given(dose),
        None => {
            if let Some(route) = route(r.agent_dose.as_ref(), r.agent_dose_text.as_deref()) {
                q = q.route(route);
            }
        }
    }
    match dose(r.blocker_dose.as_ref(), r.blocker_dose_text.as_deref()) {
        Some(dose) => q = q.blocker_given(dose),
        None => {
            if let Some(route) = route(r.blocker_dose.as_ref(), r.blocker_dose_text.as_deref()) {
                q = q.blocker_route(route);
            }
        }
    }
    for target in e.blocks() {
        let alone = format!("{}-selective", target.id());
        if r.blocker_dose_text
            .as_deref()
            .is_some_and(|w| w.contains(&alone))
        {
            q = q.selective_for(target.id());
        }
    }
    let words = [r.agent_dose_text.as_deref(), e.detail()];
    if words
        .into_iter()
        .flatten()
        .any(|w| w.contains("chronic") || w.contains("repeated dosing"))
    {
        q = q.repeatedly();
    }
    q
}

/// A dose in fields or, where its words are nothing but a dose, in words.
fn dose(record: Option<&DoseRecord>, words: Option<&str>) -> Option<Dose> {
    let Some(d) = record else {
        return words?.parse().ok();
    };
    let dose = match d.unit {
        Unit::Milligrams => Dose::milligrams(d.amount),
        Unit::Micrograms => Dose::micrograms(d.amount),
        Unit::MilligramsPerKilogram => Dose::milligrams_per_kg(d.amount),
        Unit::MicrogramsPerKilogram => Dose::micrograms_per_kg(d.amount),
        _ => return None,
    };
    let dose = dose.route(d.route);
    Some(match d.every_hours {
        Some(hours) => dose.every_hours(hours),
        None => dose,
    })
}

/// The route of a dose that cannot be put as one.
fn route(record: Option<&DoseRecord>, words: Option<&str>) -> Option<Route> {
    if let Some(record) = record {
        return Some(record.route);
    }
    let words = words?;
    let routes = [
        ("intracerebroventricular", Route::Intracerebroventricular),
        ("intracisternal", Route::Intracisternal),
        ("intrathecal", Route::Intrathecal),
        ("intraplantar", Route::Intraplantar),
        ("intradermal", Route::Intraplantar),
        ("into the", Route::IntraCerebral),
    ];
    // "intraperitoneal or intracerebroventricular" is not local.
    if words.contains(" or ") {
        return None;
    }
    routes
        .into_iter()
        .find(|(word, _)| words.contains(word))
        .map(|(_, route)| route)
}

fn why(answer: &Result<BlockadePrediction, Error>) -> String {
    match answer {
        Err(e) => e.to_string(),
        Ok(p) => {
            let mut parts = vec![format!("{:.0} % left", 100.0 * p.remaining())];
            let carried = p.carried();
            parts.extend(carried.iter().take(3).map(|r| r.to_string()));
            if carried.len() > 3 {
                parts.push(format!("and {} routes more", carried.len() - 3));
            }
            parts.extend(p.gates().iter().map(|g| format!("gate: {g}")));
            parts.join("\n      ")
        }
    }
}

impl fmt::Display for BlockadeScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let c = self.confusion();
        let (majority, binding) = (self.majority(), self.by_binding());
        writeln!(f, "Blockade, {} set, {}", self.set, self.rule)?;
        let three = |name: &str, c: &Confusion| {
            vec![
                name.to_owned(),
                c.n().to_string(),
                format!("{:.3}", c.accuracy()),
                format!("{:.3}", c.balanced_accuracy()),
                format!("{:.3}", c.balanced_accuracy_of_three()),
            ]
        };
        let all = self.confusion_of_all();
        let uncontradicted = self.confusion_of_uncontradicted();
        f.write_str(&text::table(
            &[
                "undisputed experiments",
                "n",
                "accuracy",
                "balanced (blocked, unchanged)",
                "balanced (three classes)",
            ],
            &[
                three("predicted", &c),
                three("baseline: majority", &majority),
                three("baseline: agent binds the receptor", &binding),
                three("predicted, no other paper against", &uncontradicted),
                three("predicted, disputed ones too", &all),
            ],
        ))?;
        writeln!(f, "{c}")?;
        let (disputed, flagged) = self.disputed();
        writeln!(
            f,
            "disputed by another experiment: {disputed}, said to be disputed: {flagged}; said of {} others",
            self.flagged_beside()
        )?;
        let quarters: Vec<Vec<String>> = self
            .by_confidence()
            .iter()
            .map(|(low, high, c)| {
                vec![
                    format!("{low:.2} to {high:.2}"),
                    c.n().to_string(),
                    format!("{:.3}", c.accuracy()),
                ]
            })
            .collect();
        f.write_str(&text::table(&["confidence", "n", "accuracy"], &quarters))?;
        for (name, split) in [
            ("effect", self.by_effect()),
            ("receptor", self.by_receptor()),
        ] {
            let rows: Vec<Vec<String>> = split
                .iter()
                .map(|(key, c)| {
                    let right: usize = (0..3).map(|i| c.counts[i][i]).sum();
                    let of = |i: usize| {
                        let all: usize = c.counts[i].iter().sum();
                        format!("{}/{all}", c.counts[i][i])
                    };
                    vec![
                        key.clone(),
                        format!("{right}/{}", c.n()),
                        of(0),
                        of(1),
                        of(2),
                    ]
                })
                .collect();
            f.write_str(&text::table(
                &[name, "right", "blocked", "unchanged", "potentiated"],
                &rows,
            ))?;
        }
        let misses = self.misses();
        write!(f, "misses: {}", misses.len())?;
        if self.set == ExperimentSet::HeldOut {
            return f.write_str(", not printed: who curates a mechanism should not know them");
        }
        for row in misses {
            write!(
                f,
                "\n  {} {}\n      predicted {}: {}",
                row.id,
                row.experiment,
                row.predicted.map_or("nothing", BlockadeResult::label),
                row.why
            )?;
            if !row.contradicted_by.is_empty() {
                write!(
                    f,
                    "\n      found otherwise by other papers: {}",
                    row.contradicted_by.join(", ")
                )?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for BlockadeReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, score) in self.scores.iter().enumerate() {
            if i > 0 {
                write!(f, "\n\n")?;
            }
            write!(f, "{score}")?;
        }
        write!(f, "\n\n{}", self.replication)
    }
}

impl Show for BlockadeReport {}
impl Show for BlockadeScore {}
impl Show for Confusion {}
shown!(BlockadeReport, BlockadeScore, Confusion);
