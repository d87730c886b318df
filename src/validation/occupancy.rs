//! Computed occupancies against those that were measured in living people.

use std::{collections::BTreeSet, fmt};

use serde::Serialize;

use crate::{
    display::{
        html::{self, Html, Table},
        notebook::{Show, shown},
        text,
    },
    error::Error,
    graph::{KnowledgeGraph, record::NodeId, reference::Reference, tests::MeasuredOccupancy},
    quantity::{Dose, Estimate, Interval},
    whatif::{
        binding::Aside,
        engagement::{Engagement, percent},
        exposure::ExposureBasis,
    },
};

/// Which constants a prediction may rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum OccupancyRule {
    /// No concentration–occupancy constant and no measured occupancy of the paper whose occupancy is predicted, of a review that
    /// rests on it, of the table that quotes it, or of a page that does not name its paper.
    IndependentData,
    /// The same, but a review counts as another paper.
    OtherPapers,
    /// Nothing that was measured in living brains: affinities from membranes only.
    MembranesOnly,
    /// Everything that is curated, the paper's own constant and occupancies included. This is no prediction; it shows what the other rules cost.
    Everything,
}

impl fmt::Display for OccupancyRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            OccupancyRule::IndependentData => "constants from independent data",
            OccupancyRule::OtherPapers => "constants from other papers, reviews included",
            OccupancyRule::MembranesOnly => "affinities in membranes only",
            OccupancyRule::Everything => "everything, the paper's own numbers too",
        })
    }
}

/// One measured occupancy beside the computed one.
#[derive(Debug, Clone, Serialize)]
pub struct OccupancyRow {
    /// The id of the measured occupancy.
    pub id: String,
    /// The drug.
    pub compound: String,
    /// The dose.
    pub dose: String,
    /// The target.
    pub target: String,
    /// The measured share in percent.
    pub measured: f64,
    /// The computed share, 0 to 1; `None` where an input is missing.
    pub computed: Option<Estimate>,
    /// Whether the drug's concentration came from a source rather than from a bound.
    pub has_exposure: bool,
    /// What stands behind the number, or what is missing.
    pub why: String,
}

impl OccupancyRow {
    /// Computed less measured, in percentage points.
    pub fn error(&self) -> Option<f64> {
        let c = self.computed.as_ref()?;
        Some(c.value() * 100.0 - self.measured.clamp(0.0, 100.0))
    }

    /// Whether the computed range holds the measured share.
    pub fn is_held(&self) -> Option<bool> {
        let c = self.computed.as_ref()?;
        let share = (self.measured / 100.0).clamp(0.0, 1.0);
        // A share printed in whole percent cannot be told from the limit that it rounds to.
        Some(c.low() - 0.005 <= share && share <= c.high() + 0.005)
    }
}

/// How well occupancies were predicted under one rule.
#[derive(Debug, Clone, Serialize)]
pub struct OccupancyScore {
    /// The rule.
    pub rule: OccupancyRule,
    /// Every row with an exposure.
    pub rows: Vec<OccupancyRow>,
    /// Rows whose drug has no exposure in any source, or no affinity.
    pub apart: Vec<OccupancyRow>,
}

impl OccupancyScore {
    /// The number of rows that are scored.
    pub fn n(&self) -> usize {
        self.rows.len()
    }

    /// The same score over the rows that a choice keeps.
    pub fn over(&self, keep: impl Fn(&OccupancyRow) -> bool) -> OccupancyScore {
        let kept = |rows: &[OccupancyRow]| rows.iter().filter(|r| keep(r)).cloned().collect();
        OccupancyScore {
            rule: self.rule,
            rows: kept(&self.rows),
            apart: kept(&self.apart),
        }
    }

    fn share(&self, good: impl Fn(&OccupancyRow) -> bool) -> f64 {
        let n = self.rows.iter().filter(|r| good(r)).count();
        n as f64 / self.rows.len().max(1) as f64
    }

    /// The mean absolute error in percentage points.
    pub fn mean_absolute_error(&self) -> f64 {
        let sum: f64 = self
            .rows
            .iter()
            .filter_map(|r| r.error())
            .map(f64::abs)
            .sum();
        sum / self.rows.len().max(1) as f64
    }

    /// The mean error in percentage points: above zero where too much is predicted.
    pub fn bias(&self) -> f64 {
        let sum: f64 = self.rows.iter().filter_map(|r| r.error()).sum();
        sum / self.rows.len().max(1) as f64
    }

    /// The share of rows within 15 points.
    pub fn share_within_15(&self) -> f64 {
        self.share(|r| r.error().is_some_and(|e| e.abs() <= 15.0))
    }

    /// The share of ranges that hold the measurement.
    pub fn share_held(&self) -> f64 {
        self.share(|r| r.is_held() == Some(true))
    }
}

/// The validation of occupancies: every measured row beside the computed one, under each rule.
///
/// # Model
/// Each row is [`KnowledgeGraph::engagement`] at the row's dose, route, regimen and time, or at the peak where no time is printed.
///
/// # Assumptions
/// A measured occupancy is taken as printed, although radioligands compete with endogenous ligand, reference regions are not free
/// of receptors, and single subjects scatter by ten points and more.
#[derive(Debug, Clone, Serialize)]
pub struct OccupancyReport {
    scores: Vec<OccupancyScore>,
}

impl OccupancyReport {
    /// The scores, the strictest honest rule first.
    pub fn scores(&self) -> &[OccupancyScore] {
        &self.scores
    }

    /// The score under one rule.
    pub fn by(&self, rule: OccupancyRule) -> Option<&OccupancyScore> {
        self.scores.iter().find(|s| s.rule == rule)
    }
}

impl KnowledgeGraph {
    /// Computes every measured occupancy in the data and compares.
    ///
    /// No concentration–occupancy constant and no occupancy comes from the paper whose occupancy is predicted; rows without an
    /// exposure in any source stand apart.
    pub fn validate_occupancy(&self) -> OccupancyReport {
        let rules = [
            OccupancyRule::IndependentData,
            OccupancyRule::OtherPapers,
            OccupancyRule::MembranesOnly,
            OccupancyRule::Everything,
        ];
        let scores = rules
            .into_iter()
            .map(|rule| {
                let (rows, apart) = self
                    .measured_occupancies()
                    .map(|m| self.occupancy_row(&m, rule))
                    .partition(|r| r.computed.is_some() && r.has_exposure);
                OccupancyScore { rule, rows, apart }
            })
            .collect();
        OccupancyReport { scores }
    }

    fn occupancy_row(&self, m: &MeasuredOccupancy, rule: OccupancyRule) -> OccupancyRow {
        let mut has_exposure = false;
        let mut basis = String::new();
        let computed = self
            .dose_of(m)
            .and_then(|dose| self.engagement(m.compound(), dose))
            .and_then(|e| {
                let e = e.leaving_aside(self.aside(m, rule));
                if let Some(level) = e.levels().first() {
                    has_exposure = level.basis() != ExposureBasis::Bounded;
                    basis = level.basis().to_string();
                }
                let at = e.at(m.target())?;
                if let Some(c) = at.constant() {
                    basis = format!("{basis}; {c}");
                }
                if let Some(f) = at.in_vivo_factor() {
                    basis = format!("{basis}, {f}");
                }
                pooled(&e, m)
            });
        let why = match &computed {
            Ok(_) => basis,
            Err(e) => e.to_string(),
        };
        OccupancyRow {
            id: m.id().to_owned(),
            compound: m.compound().id().to_owned(),
            dose: m.dose().to_string()
                + &m.after_hours()
                    .map_or_else(String::new, |h| format!(", {h} h after")),
            target: std::iter::once(m.target())
                .chain(m.together_with())
                .map(|t| t.id().to_owned())
                .collect::<Vec<String>>()
                .join(", "),
            measured: m.percent(),
            computed: computed.ok(),
            has_exposure,
            why,
        }
    }

    fn dose_of(&self, m: &MeasuredOccupancy) -> Result<Dose, Error> {
        let dose = m.dose().to_dose().ok_or_else(|| {
            Error::invalid(
                "dose",
                m.dose(),
                "it is no amount",
                "mg, µg, mg/kg or µg/kg",
            )
        })?;
        Ok(m.after_hours().map_or(dose, |h| dose.after_hours(h)))
    }

    fn aside(&self, m: &MeasuredOccupancy, rule: OccupancyRule) -> Aside {
        match rule {
            OccupancyRule::Everything => Aside::default(),
            OccupancyRule::MembranesOnly => Aside {
                in_vivo_of: BTreeSet::new(),
                all_in_vivo: true,
            },
            OccupancyRule::IndependentData | OccupancyRule::OtherPapers => Aside {
                in_vivo_of: self
                    .same_paper(m.record().source, rule == OccupancyRule::IndependentData),
                all_in_vivo: false,
            },
        }
    }

    /// The paper, its other records (same DOI, PMID, PMCID or title), and pages that name neither paper, author nor journal; where
    /// asked, also what rests on the paper.
    fn same_paper(&self, paper: NodeId, with_reviews: bool) -> BTreeSet<NodeId> {
        let own = Reference::new(self, paper);
        let same = |other: &Reference| other.is_same_paper(&own);
        let unnamed = |r: &Reference| {
            r.pmid().is_none()
                && r.doi().is_none()
                && r.pmcid().is_none()
                && r.authors().is_empty()
                && r.journal().is_none()
        };
        self.references()
            .filter(|r| same(r) || unnamed(r) || (with_reviews && r.cites().iter().any(&same)))
            .filter_map(|r| {
                self.resolve(r.id(), &[crate::Kind::Reference], "reference")
                    .ok()
            })
            .collect()
    }
}

/// The occupancy of the target, or the mean over the targets that the radioligand cannot tell apart, each with equal weight.
fn pooled(e: &Engagement, m: &MeasuredOccupancy) -> Result<Estimate, Error> {
    let own = e.occupancy(m.target())?;
    let others = m.together_with();
    if others.is_empty() {
        return Ok(own);
    }
    let mut all = vec![own.interval()];
    for target in others {
        all.push(e.occupancy(target)?.interval());
    }
    let n = all.len() as f64;
    let mean = |of: fn(Interval) -> f64| all.iter().map(|i| of(*i)).sum::<f64>() / n;
    let value = mean(Interval::value);
    let interval = Interval::new(value, mean(Interval::low), mean(Interval::high))?;
    Ok(Estimate::from_interval(interval))
}

const HEAD: [&str; 8] = [
    "id", "drug", "dose", "target", "measured", "computed", "error", "rests on",
];

fn row(r: &OccupancyRow) -> Vec<String> {
    vec![
        r.id.clone(),
        r.compound.clone(),
        r.dose.clone(),
        r.target.clone(),
        format!("{:.0} %", r.measured),
        r.computed.as_ref().map_or_else(|| "–".into(), percent),
        match (r.error(), r.is_held()) {
            (Some(e), Some(true)) => format!("{e:+.0}"),
            (Some(e), _) => format!("{e:+.0} ✗"),
            _ => "–".into(),
        },
        r.why.clone(),
    ]
}

impl fmt::Display for OccupancyScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: n = {}, mean absolute error {:.1} points (bias {:+.1}), within 15 points {:.0} %, ranges that hold the \
             measurement {:.0} %, apart {}",
            self.rule,
            self.n(),
            self.mean_absolute_error(),
            self.bias(),
            100.0 * self.share_within_15(),
            100.0 * self.share_held(),
            self.apart.len()
        )
    }
}

impl Show for OccupancyScore {}
shown!(OccupancyScore);

impl fmt::Display for OccupancyReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Receptor occupancy in people: computed against measured")?;
        let table = |r: &OccupancyRow| r.id.starts_with('O');
        writeln!(f, " rows of the published table (ids O…)")?;
        for score in &self.scores {
            writeln!(f, "  {}", score.over(table))?;
        }
        writeln!(f, " rows read since (ids V…)")?;
        for score in &self.scores {
            writeln!(f, "  {}", score.over(|r| !table(r)))?;
        }
        if let Some(first) = self.scores.first() {
            let rows: Vec<Vec<String>> = first.rows.iter().map(row).collect();
            write!(f, "\n{}", text::table(&HEAD, &rows))?;
            if !first.apart.is_empty() {
                let rows: Vec<Vec<String>> = first.apart.iter().map(row).collect();
                write!(
                    f,
                    "\nApart, as an input is missing or only bounded:\n{}",
                    text::table(&HEAD, &rows)
                )?;
            }
            write!(f, "✗ the 90 % range does not hold the measurement")?;
        }
        Ok(())
    }
}

impl Show for OccupancyReport {
    fn html(&self) -> String {
        let scores = self.scores.iter().map(Html::text);
        let mut parts = vec![
            html::heading("Receptor occupancy in people: computed against measured"),
            html::list(scores),
        ];
        if let Some(first) = self.scores.first() {
            let all = first.rows.iter().chain(&first.apart);
            let rows = all.map(|r| row(r).into_iter().map(Html::from).collect());
            parts.push(Table::new(&HEAD).numeric(4).numeric(6).rows(rows).into());
        }
        html::block(parts)
    }
}
shown!(OccupancyReport);
