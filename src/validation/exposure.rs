//! Computed changes of exposure against published ones.

use std::{collections::BTreeSet, fmt};

use serde::Serialize;

use crate::{
    display::{
        html::{self, Html, Table},
        notebook::{Show, shown},
        number::printed,
        text,
    },
    error::Error,
    exposure::ratio::{AucRatio, ExposureRatio},
    genotype::Diplotype,
    graph::{KnowledgeGraph, record::NodeId, reference::Reference, tests::Interaction},
    model::measurement::Bound,
    quantity::figures,
};

/// How far the mean ratio of a trial of a dozen people may lie from the true one, nine times in ten.
///
/// As the trials of buprenorphine print it: 1.80 (1.45–2.24), 0.75 (0.60–0.93); doi:10.1007/s00228-016-2109-y and the one with rifampicin.
const TRIAL_FOLD: f64 = 1.25;

/// Which numbers a prediction may rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum ExposureRule {
    /// No share or potency that comes from, or was fitted to, the paper whose ratio is predicted.
    OtherPapers,
    /// Everything that is curated, the paper's own numbers included. This is no prediction; it shows what the other rule costs.
    Everything,
}

impl fmt::Display for ExposureRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            ExposureRule::OtherPapers => "numbers from other papers",
            ExposureRule::Everything => "everything, the paper's own numbers too",
        })
    }
}

/// One published ratio beside the computed one.
#[derive(Debug, Clone, Serialize)]
pub struct ExposureRow {
    /// The id of the published ratio.
    pub id: String,
    /// What was compared with what.
    pub question: String,
    /// The paper that it was published in.
    pub source: String,
    /// Whether CYP2D6 alone is the enzyme that the source names.
    pub cyp2d6: bool,
    /// The published ratio.
    pub published: f64,
    /// How the printed ratio relates to the true one.
    pub relation: Bound,
    /// The computed ratio; `None` where an input is missing.
    pub computed: Option<ExposureRatio>,
    /// What is missing.
    pub missing: Option<String>,
}

impl ExposureRow {
    /// How many times the computed ratio is the published one, the smaller below: 1 or more.
    ///
    /// A published limit that the computed ratio respects counts as 1.
    pub fn fold_error(&self) -> Option<f64> {
        let computed = self.computed.as_ref()?.value().max(1e-3);
        let published = self.published.max(1e-3);
        let respected = match self.relation {
            Bound::AtLeast | Bound::Above => computed >= published,
            Bound::AtMost | Bound::Below => computed <= published,
            _ => false,
        };
        Some(if respected {
            1.0
        } else {
            (computed / published).ln().abs().exp()
        })
    }

    /// Whether the computed range meets that of the published ratio.
    pub fn is_met(&self) -> Option<bool> {
        let c = self.computed.as_ref()?;
        let (low, high) = (self.published / TRIAL_FOLD, self.published * TRIAL_FOLD);
        Some(match self.relation {
            Bound::AtLeast | Bound::Above => c.high() >= low,
            Bound::AtMost | Bound::Below => c.low() <= high,
            _ => c.low() <= high && low <= c.high(),
        })
    }
}

/// How well ratios were predicted: counts and folds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FoldScore {
    /// The number of ratios.
    pub n: usize,
    /// The geometric mean of the fold errors.
    pub geometric_mean_fold_error: f64,
    /// How many lie within 1.5-fold.
    pub within_1_5_fold: usize,
    /// How many lie within twofold.
    pub within_2_fold: usize,
    /// How many computed ranges meet that of the published ratio.
    pub met: usize,
}

impl FoldScore {
    fn of<'a>(rows: impl Iterator<Item = &'a ExposureRow>) -> FoldScore {
        let (mut logs, mut folds, mut met) = (0.0, Vec::new(), 0);
        for row in rows {
            let Some(fold) = row.fold_error() else {
                continue;
            };
            logs += fold.ln();
            folds.push(fold);
            met += usize::from(row.is_met() == Some(true));
        }
        let within = |limit: f64| folds.iter().filter(|f| **f <= limit + 1e-9).count();
        FoldScore {
            n: folds.len(),
            geometric_mean_fold_error: (logs / folds.len().max(1) as f64).exp(),
            within_1_5_fold: within(1.5),
            within_2_fold: within(2.0),
            met,
        }
    }
}

impl fmt::Display for FoldScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.n;
        write!(
            f,
            "n = {n}, geometric mean fold error {:.2}, within 1.5-fold {} of {n}, within twofold {} of {n}, ranges meet in {} of {n}",
            self.geometric_mean_fold_error, self.within_1_5_fold, self.within_2_fold, self.met
        )
    }
}

/// The predictions under one rule.
#[derive(Debug, Clone, Serialize)]
pub struct ExposureScore {
    /// The rule.
    pub rule: ExposureRule,
    /// Every published ratio, in the order of the ids.
    pub rows: Vec<ExposureRow>,
}

impl ExposureScore {
    /// The score over all ratios that could be computed.
    pub fn all(&self) -> FoldScore {
        FoldScore::of(self.rows.iter())
    }

    /// The score over those whose source names CYP2D6 alone.
    pub fn cyp2d6(&self) -> FoldScore {
        FoldScore::of(self.rows.iter().filter(|r| r.cyp2d6))
    }

    /// The score over those whose source names CYP2D6 alone and that are no report of an unchanged exposure.
    ///
    /// A report of no change is easy to predict; this score stands without them.
    pub fn cyp2d6_changes(&self) -> FoldScore {
        FoldScore::of(self.rows.iter().filter(|r| r.cyp2d6 && r.published != 1.0))
    }

    /// The ratios that are off by more than twofold, the worst first.
    pub fn misses(&self) -> Vec<&ExposureRow> {
        let mut out: Vec<&ExposureRow> = self
            .rows
            .iter()
            .filter(|r| r.fold_error().is_some_and(|f| f > 2.0 + 1e-9))
            .collect();
        out.sort_by(|a, b| {
            b.fold_error()
                .unwrap_or(1.0)
                .total_cmp(&a.fold_error().unwrap_or(1.0))
        });
        out
    }

    /// The ratios for which an input is missing.
    pub fn apart(&self) -> Vec<&ExposureRow> {
        self.rows.iter().filter(|r| r.computed.is_none()).collect()
    }
}

/// The validation of exposures: every published ratio beside the computed one, under each rule.
///
/// # Model
/// Each row is [`AucRatio::predict`] for the row's drug, co-medication with its daily dose, phenotype and route.
///
/// # Assumptions
/// Published ratios are taken as printed: of means or medians, of AUC to infinity or to the last sample, or of concentrations at
/// steady state. That a class of inhibitor was once given because of the very trial that is predicted cannot be excluded.
#[derive(Debug, Clone, Serialize)]
pub struct ExposureReport {
    scores: Vec<ExposureScore>,
}

impl ExposureReport {
    /// The scores, the honest rule first.
    pub fn scores(&self) -> &[ExposureScore] {
        &self.scores
    }

    /// The score under one rule.
    pub fn by(&self, rule: ExposureRule) -> Option<&ExposureScore> {
        self.scores.iter().find(|s| s.rule == rule)
    }
}

impl KnowledgeGraph {
    /// Computes every published ratio of exposures in the data and compares.
    pub fn validate_exposure(&self) -> ExposureReport {
        let scores = [ExposureRule::OtherPapers, ExposureRule::Everything]
            .into_iter()
            .map(|rule| ExposureScore {
                rule,
                rows: self
                    .interactions()
                    .map(|i| self.exposure_row(&i, rule))
                    .collect(),
            })
            .collect();
        ExposureReport { scores }
    }

    fn exposure_row(&self, i: &Interaction, rule: ExposureRule) -> ExposureRow {
        let aside = match rule {
            ExposureRule::Everything => BTreeSet::new(),
            ExposureRule::OtherPapers => self.records_of(&i.reference()),
        };
        let computed = self
            .question_of(i)
            .and_then(|q| q.leaving_aside(aside).predict());
        let enzymes = i.enzymes();
        ExposureRow {
            id: i.id().to_owned(),
            question: question(i),
            source: i.reference().citation(),
            cyp2d6: enzymes.len() == 1 && enzymes[0].id() == "CYP2D6",
            published: i.value(),
            relation: i.relation(),
            missing: computed.as_ref().err().map(Error::to_string),
            computed: computed.ok(),
        }
    }

    fn question_of(&self, i: &Interaction) -> Result<AucRatio, Error> {
        let record = i.record();
        let mut q = self.auc_ratio(i.victim().id()).of(i.measured().id());
        if let Some(dose) = &record.victim_dose {
            q = q.route(dose.route);
        } else if let Some(words) = &record.victim_dose_text {
            q = q.route(route_in(words));
        }
        for (k, perpetrator) in i.perpetrators().iter().enumerate() {
            q = match record.perpetrator_daily_milligrams.get(k) {
                Some(&mg) => q.with_dose(perpetrator.id(), mg),
                None => q.with(perpetrator.id()),
            };
        }
        if let Some(genotype) = &record.genotype {
            q = q.genotype(&genotype.parse::<Diplotype>()?);
        } else if let Some(p) = i.phenotype() {
            q = q.phenotype(p);
        }
        Ok(match i.relative_to() {
            Some(p) => q.relative_to(p),
            None => q,
        })
    }

    /// The paper, its other records, and reviews that are known to quote it.
    fn records_of(&self, paper: &Reference) -> BTreeSet<NodeId> {
        self.references()
            .filter(|r| r.is_same_paper(paper) || r.cites().iter().any(|c| c.is_same_paper(paper)))
            .map(|r| r.node)
            .collect()
    }
}

/// The route in a dose that was only given in words.
fn route_in(words: &str) -> crate::Route {
    use crate::Route;
    let has = |word: &str| {
        words
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| w.eq_ignore_ascii_case(word))
    };
    if has("iv") || has("intravenous") {
        Route::Intravenous
    } else if has("sl") || has("sublingual") {
        Route::Sublingual
    } else if has("transdermal") || has("patch") {
        Route::Transdermal
    } else {
        Route::Oral
    }
}

fn question(i: &Interaction) -> String {
    let mut out = i.measured().id().to_owned();
    if i.measured() != i.victim() {
        out.push_str(&format!(" from {}", i.victim().id()));
    }
    if let Some(dose) = &i.record().victim_dose
        && dose.route != crate::Route::Oral
    {
        out.push_str(&format!(" {}", dose.route));
    }
    let record = i.record();
    for (k, perpetrator) in i.perpetrators().iter().enumerate() {
        let joint = if k == 0 { ", " } else { " and " };
        out.push_str(&format!("{joint}{}", perpetrator.id()));
        if let Some(mg) = record.perpetrator_daily_milligrams.get(k) {
            out.push_str(&format!(" {} mg/d", printed(*mg)));
        }
    }
    if let Some(p) = i.phenotype() {
        out.push_str(&format!(", {p}"));
    }
    if let Some(p) = i.relative_to() {
        out.push_str(&format!(" against {p}"));
    }
    out
}

const HEAD: [&str; 6] = [
    "id",
    "what",
    "published",
    "computed",
    "fold error",
    "published in",
];

fn row(r: &ExposureRow) -> Vec<String> {
    vec![
        r.id.clone(),
        r.question.clone(),
        match r.relation {
            Bound::Equal => printed(r.published),
            bound => format!("{bound} {}", printed(r.published)),
        },
        r.computed
            .as_ref()
            .map_or_else(|| "–".into(), |c| c.estimate().to_string()),
        match (r.fold_error(), r.is_met()) {
            (Some(f), Some(true)) => figures(f),
            (Some(f), _) => format!("{} ✗", figures(f)),
            _ => "–".into(),
        },
        r.source.clone(),
    ]
}

impl fmt::Display for ExposureScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.rule)?;
        writeln!(f, "  CYP2D6: {}", self.cyp2d6())?;
        writeln!(f, "  CYP2D6, changes only: {}", self.cyp2d6_changes())?;
        write!(f, "  all: {}", self.all())?;
        let apart = self.apart();
        if !apart.is_empty() {
            write!(f, "; not computed {}", apart.len())?;
        }
        Ok(())
    }
}

impl Show for ExposureScore {}
shown!(ExposureScore);

const TITLE: &str = "Changes of exposure: computed against published";

impl fmt::Display for ExposureReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{TITLE}")?;
        for score in &self.scores {
            writeln!(f, "{score}")?;
        }
        let Some(first) = self.scores.first() else {
            return Ok(());
        };
        let rows: Vec<Vec<String>> = first.rows.iter().map(row).collect();
        write!(
            f,
            "\n{}: {}\n{}",
            TITLE,
            first.rule,
            text::table(&HEAD, &rows)
        )?;
        writeln!(
            f,
            "✗ the computed range does not meet that of the published ratio, {TRIAL_FOLD}-fold about its mean"
        )?;
        let misses = first.misses();
        if !misses.is_empty() {
            writeln!(f, "\nOff by more than twofold")?;
        }
        for miss in misses {
            if let Some(c) = &miss.computed {
                writeln!(f, "  {} {}", miss.id, c.to_string().replace('\n', "\n  "))?;
            }
        }
        let apart = first.apart();
        if !apart.is_empty() {
            writeln!(f, "\nNot computed")?;
        }
        for r in apart {
            writeln!(
                f,
                "  {} {}: {}",
                r.id,
                r.question,
                r.missing.as_deref().unwrap_or_default()
            )?;
        }
        Ok(())
    }
}

impl Show for ExposureReport {
    fn html(&self) -> String {
        let scores = self.scores.iter().map(Html::lines);
        let mut parts = vec![html::heading(TITLE), html::list(scores)];
        if let Some(first) = self.scores.first() {
            let rows = first
                .rows
                .iter()
                .map(|r| row(r).into_iter().map(Html::from).collect());
            parts.push(
                Table::new(&HEAD)
                    .numeric(2)
                    .numeric(3)
                    .numeric(4)
                    .caption(Html::text(first.rule))
                    .rows(rows)
                    .into(),
            );
        }
        html::block(parts)
    }
}
shown!(ExposureReport);
