//! Drugs side by side over their targets.

use std::fmt;

use serde::Serialize;

use super::reading::Reading;
use crate::{
    display::{
        html::{self, Html, Table},
        notebook::{Show, shown},
        number::short,
        text,
    },
    error::Error,
    graph::{
        KnowledgeGraph,
        handles::{Compound, Target},
        record::NodeId,
    },
};

/// Several compounds side by side: at every target the best number and the classes of action, and where they differ.
///
/// # Model
/// Two numbers differ if the range of their ratio leaves out 1. The range of each is that in which another paper's value would lie:
/// the spread between its papers, pooled with the usual one between laboratories, of which nine in ten values lie within six-fold.
/// Two actions differ if every class claimed of one excludes every class claimed of the other.
///
/// # Units
/// Concentrations; ratios have none.
///
/// # Assumptions
/// Only numbers of one parameter are compared; the species may differ, and is shown where it is not human.
/// Values of one paper are treated as if they came from two, so differences that only a head-to-head assay could show stay unmarked.
///
/// # Reference
/// The usual spread: Landrum and Riniker 2024, PMID 38394344.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    compounds: Vec<Compound>,
    rows: Vec<ComparedTarget>,
}

impl Comparison {
    /// The compounds, in the order in which they were named.
    pub fn compounds(&self) -> &[Compound] {
        &self.compounds
    }

    /// The targets at which anything is known of any of them: those that most of them share first, then the tightest.
    pub fn rows(&self) -> &[ComparedTarget] {
        &self.rows
    }

    /// The row of a target; `None` where nothing is known of any compound there.
    pub fn row(&self, target: impl AsRef<str>) -> Option<&ComparedTarget> {
        let name = target.as_ref();
        let kg = &self.compounds.first()?.kg;
        let target = kg.target(name).ok()?;
        self.rows.iter().find(|r| r.target == target)
    }
}

/// One target of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedTarget {
    target: Target,
    readings: Vec<Reading>,
    differences: Vec<Difference>,
}

impl ComparedTarget {
    /// The target.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// What is known of each compound there, in the order of [`Comparison::compounds`].
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// The pairs of compounds that differ there.
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }
}

/// Two compounds that differ at a target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    tighter: Compound,
    weaker: Compound,
    fold: Option<f64>,
    actions: bool,
}

impl Difference {
    /// The compound that binds more tightly; the first named where only the actions differ.
    pub fn tighter(&self) -> &Compound {
        &self.tighter
    }

    /// The other compound.
    pub fn weaker(&self) -> &Compound {
        &self.weaker
    }

    /// How many times more tightly the one binds, where that lies beyond the spread of the measurements.
    pub fn fold(&self) -> Option<f64> {
        self.fold
    }

    /// Whether the classes of action exclude one another.
    pub fn in_action(&self) -> bool {
        self.actions
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (a, b) = (self.tighter.name(), self.weaker.name());
        match self.fold {
            Some(fold) => write!(f, "{a} {}× {b}", two_figures(fold))?,
            None => write!(f, "{a} and {b}")?,
        }
        if self.actions {
            f.write_str(", other action")?;
        }
        Ok(())
    }
}

fn two_figures(fold: f64) -> String {
    let magnitude = 10f64.powf(fold.log10().floor() - 1.0);
    short((fold / magnitude).round() * magnitude)
}

impl KnowledgeGraph {
    /// Compounds side by side over their targets: numbers, actions, and differences beyond the spread of the measurements.
    ///
    /// ```
    /// use opiograph::KnowledgeGraph;
    ///
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let comparison = kg.compare(&["dezocine", "codeine"])?;
    /// let at_mor = &comparison.rows()[0];
    /// assert_eq!(at_mor.target().id(), "MOR");
    /// assert_eq!(at_mor.differences()[0].tighter().id(), "dezocine");
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    ///
    /// # Errors
    /// A name that the graph does not know; fewer than two compounds, or one named twice.
    pub fn compare<S: AsRef<str>>(&self, compounds: &[S]) -> Result<Comparison, Error> {
        let compounds = compounds
            .iter()
            .map(|name| self.compound(name))
            .collect::<Result<Vec<Compound>, Error>>()?;
        for (i, compound) in compounds.iter().enumerate() {
            if compounds[..i].contains(compound) {
                return Err(Error::invalid(
                    "comparison",
                    compound.id(),
                    "the compound is named twice",
                    "name each compound once",
                ));
            }
        }
        if compounds.len() < 2 {
            let named: Vec<&str> = compounds.iter().map(Compound::id).collect();
            return Err(Error::invalid(
                "comparison",
                named.join(", "),
                "it needs two compounds",
                "name at least two, such as `dezocine` and `buprenorphine`",
            ));
        }
        let mut targets: Vec<NodeId> = compounds
            .iter()
            .flat_map(|c| c.targets())
            .map(|t| t.node)
            .collect();
        targets.sort();
        targets.dedup();
        let mut rows: Vec<ComparedTarget> = targets
            .into_iter()
            .map(|target| self.compared(&compounds, target))
            .filter(|row| row.readings.iter().any(|r| !r.is_empty()))
            .collect();
        rows.sort_by(|a, b| {
            let known =
                |row: &ComparedTarget| row.readings.iter().filter(|r| !r.is_empty()).count();
            let tightest = |row: &ComparedTarget| {
                let places = row.readings.iter().map(Reading::place);
                places.fold(f64::INFINITY, f64::min)
            };
            (known(b).cmp(&known(a)))
                .then(tightest(a).total_cmp(&tightest(b)))
                .then_with(|| a.target.cmp(&b.target))
        });
        Ok(Comparison { compounds, rows })
    }

    fn compared(&self, compounds: &[Compound], target: NodeId) -> ComparedTarget {
        let readings: Vec<Reading> = compounds.iter().map(|c| Reading::of(c, target)).collect();
        let mut differences = Vec::new();
        for i in 0..compounds.len() {
            for j in i + 1..compounds.len() {
                let pair = (&compounds[i], &compounds[j]);
                differences.extend(difference(pair, (&readings[i], &readings[j])));
            }
        }
        ComparedTarget {
            target: Target::new(self, target),
            readings,
            differences,
        }
    }
}

fn difference(
    (first, second): (&Compound, &Compound),
    (a, b): (&Reading, &Reading),
) -> Option<Difference> {
    let same_parameter = match (a.affinity(), b.affinity()) {
        (Some(x), Some(y)) => x.parameter() == y.parameter(),
        _ => false,
    };
    let ratio = a
        .interval()
        .zip(b.interval())
        .filter(|_| same_parameter)
        .map(|(x, y)| y.over(x))
        .filter(|ratio| !ratio.holds(1.0));
    let (mine, other) = (a.standing(), b.standing());
    let actions = !mine.is_empty()
        && !other.is_empty()
        && mine.iter().all(|x| other.iter().all(|y| x.contradicts(*y)));
    if ratio.is_none() && !actions {
        return None;
    }
    let fold = ratio.map(|r| r.value());
    let swap = fold.is_some_and(|f| f < 1.0);
    let (tighter, weaker) = if swap {
        (second, first)
    } else {
        (first, second)
    };
    Some(Difference {
        tighter: tighter.clone(),
        weaker: weaker.clone(),
        fold: fold.map(|f| if swap { 1.0 / f } else { f }),
        actions,
    })
}

const LEGEND: &str = "Ki in human receptors from radioligand binding unless another parameter or species is named; in brackets the range over papers.\nspecies?: the source does not state it.\n≠: beyond the spread of the measurements (A 50× B: A binds 50 times more tightly), or actions that exclude one another.";

impl Comparison {
    fn marks(row: &ComparedTarget) -> String {
        if row.differences.is_empty() {
            return String::new();
        }
        let words: Vec<String> = row.differences.iter().map(Difference::to_string).collect();
        format!("≠ {}", words.join("; "))
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut head = vec!["target"];
        head.extend(self.compounds.iter().map(|c| c.name()));
        head.push("");
        let rows: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| {
                let mut cells = vec![row.target.id().to_owned()];
                cells.extend(row.readings.iter().map(Reading::cell));
                cells.push(Comparison::marks(row));
                cells
            })
            .collect();
        write!(f, "{}{LEGEND}", text::table(&head, &rows))
    }
}

impl Show for Comparison {
    fn html(&self) -> String {
        let mut head = vec!["target"];
        head.extend(self.compounds.iter().map(|c| c.name()));
        head.push("differences");
        let rows = self.rows.iter().map(|row| {
            let mut cells = vec![Html::strong(row.target.id())];
            cells.extend(row.readings.iter().map(|r| {
                if r.is_empty() {
                    Html::muted("–")
                } else {
                    Html::join(
                        [Html::text(r.number()), r.classes_html()]
                            .into_iter()
                            .filter(|h| !h.is_empty()),
                        "; ",
                    )
                }
            }));
            cells.push(Html::text(Comparison::marks(row)));
            cells
        });
        let table = Table::new(&head).rows(rows);
        html::block([table.into(), html::paragraph(Html::muted(LEGEND))])
    }
}
shown!(Comparison);
