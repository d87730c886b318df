//! What the graph lacks: pairs without a number, and how many numbers each pair has.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use crate::{
    display::{
        html::{self, Html, Table},
        notebook::{Show, shown},
    },
    error::Error,
    graph::{
        KnowledgeGraph,
        handles::{Compound, Target},
        measurement::Measurement,
        record::NodeId,
        tests::Sought,
    },
    model::{measurement::Tier, relation::Relation},
};

/// A compound and a target without a measured number.
#[derive(Debug, Clone, Serialize)]
pub struct Gap {
    compound: Compound,
    target: Target,
    action_known: bool,
    set_aside: Vec<Measurement>,
    sought: Option<Sought>,
}

impl Gap {
    /// The compound.
    pub fn compound(&self) -> &Compound {
        &self.compound
    }

    /// The target.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Whether a class of action is claimed all the same.
    pub fn is_action_known(&self) -> bool {
        self.action_known
    }

    /// Numbers that exist and do not count: summaries of a database, doubtful values, values that may repeat another.
    pub fn set_aside(&self) -> &[Measurement] {
        &self.set_aside
    }

    /// When and where a number was looked for and not found; `None` where nobody noted a search.
    pub fn sought(&self) -> Option<&Sought> {
        self.sought.as_ref()
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at {}: no number",
            self.compound.name(),
            self.target.id()
        )?;
        if self.action_known {
            write!(f, ", action known")?;
        }
        if !self.set_aside.is_empty() {
            write!(f, ", {} set aside", self.set_aside.len())?;
        }
        match &self.sought {
            Some(s) => write!(
                f,
                "; looked for on {} in {}, not found",
                s.on,
                s.places.join(", ")
            ),
            None => Ok(()),
        }
    }
}

impl Show for Gap {}
shown!(Gap);

impl KnowledgeGraph {
    /// The pairs of these compounds and targets without a measured number, compound by compound in the order in which they are named.
    ///
    /// A pair counts as measured if any primary number is curated that nobody doubts, in whatever assay and species.
    ///
    /// ```
    /// use opiograph::KnowledgeGraph;
    ///
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let gaps = kg.gaps(&["codeine", "dezocine"], &["MOR", "KOR"])?;
    /// assert_eq!(gaps.len(), 1);
    /// assert_eq!(gaps[0].to_string(), "Codeine at KOR: no number");
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    ///
    /// # Errors
    /// A name that the graph does not know, with the nearest names.
    pub fn gaps<C: AsRef<str>, T: AsRef<str>>(
        &self,
        compounds: &[C],
        targets: &[T],
    ) -> Result<Vec<Gap>, Error> {
        let targets = targets
            .iter()
            .map(|t| self.target(t))
            .collect::<Result<Vec<Target>, Error>>()?;
        let compounds = compounds
            .iter()
            .map(|c| self.compound(c))
            .collect::<Result<Vec<Compound>, Error>>()?;
        let sought = self.sought();
        let mut gaps = Vec::new();
        for compound in &compounds {
            for target in &targets {
                gaps.extend(gap(compound, target, &sought));
            }
        }
        Ok(gaps)
    }
}

fn gap(compound: &Compound, target: &Target, sought: &[Sought]) -> Option<Gap> {
    let relations = [Relation::Binds, Relation::Acts];
    let mut set_aside = Vec::new();
    for claim in compound.outgoing(&relations) {
        if claim.record().object != target.node {
            continue;
        }
        for m in claim.measurements() {
            if counts(&m) {
                return None;
            }
            set_aside.push(m);
        }
    }
    let looked_for = sought.iter().find(|s| {
        s.subject.id() == compound.id()
            && s.object.id() == target.id()
            && relations.contains(&s.relation)
    });
    Some(Gap {
        action_known: !compound.actions_at(target.node).is_empty(),
        compound: compound.clone(),
        target: target.clone(),
        set_aside,
        sought: looked_for.cloned(),
    })
}

fn counts(m: &Measurement) -> bool {
    m.tier() == Tier::Primary && m.set_aside().is_none()
}

/// How many measured numbers are curated for each compound and target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coverage {
    compounds: Vec<Compound>,
    targets: Vec<Target>,
    #[serde(skip)]
    counts: BTreeMap<(NodeId, NodeId), usize>,
}

/// A target has a column of its own from this many numbers on.
const COLUMN: usize = 20;

impl KnowledgeGraph {
    /// How many measured numbers are curated for each compound and target: database summaries and doubtful values are not counted.
    ///
    /// ```
    /// use opiograph::KnowledgeGraph;
    ///
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let coverage = kg.coverage();
    /// assert_eq!(coverage.count(&kg.compound("morphine")?, &kg.target("MOR")?), 2);
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    pub fn coverage(&self) -> Coverage {
        let mut pairs: BTreeMap<(NodeId, NodeId), usize> = BTreeMap::new();
        for claim in self.claims() {
            let n = claim.measurements().iter().filter(|m| counts(m)).count();
            if n > 0 {
                let record = claim.record();
                *pairs.entry((record.subject, record.object)).or_default() += n;
            }
        }
        let mut by_target: BTreeMap<NodeId, usize> = BTreeMap::new();
        for (&(_, target), n) in &pairs {
            *by_target.entry(target).or_default() += n;
        }
        let mut targets: Vec<(NodeId, usize)> = by_target.into_iter().collect();
        targets.sort_by_key(|&(target, n)| (std::cmp::Reverse(n), target));
        let mut compounds: Vec<NodeId> = pairs.keys().map(|&(compound, _)| compound).collect();
        compounds.dedup();
        Coverage {
            compounds: compounds
                .into_iter()
                .map(|n| Compound::new(self, n))
                .collect(),
            targets: targets
                .into_iter()
                .map(|(n, _)| Target::new(self, n))
                .collect(),
            counts: pairs,
        }
    }
}

impl Coverage {
    /// The compounds with at least one number, in the order of their ids.
    pub fn compounds(&self) -> &[Compound] {
        &self.compounds
    }

    /// The targets with at least one number, those with most first.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// The number of measurements of a compound at a target.
    pub fn count(&self, compound: &Compound, target: &Target) -> usize {
        let pair = (compound.node, target.node);
        self.counts.get(&pair).copied().unwrap_or(0)
    }

    /// The number of measurements in all.
    pub fn total(&self) -> usize {
        self.counts.values().sum()
    }

    fn of_target(&self, target: &Target) -> usize {
        self.compounds.iter().map(|c| self.count(c, target)).sum()
    }

    /// Heading and rows: a column for each target with many numbers, one for the others, one for the sum.
    fn table(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let (own, others): (Vec<&Target>, Vec<&Target>) = self
            .targets
            .iter()
            .partition(|t| self.of_target(t) >= COLUMN);
        let mut head = vec!["compound".to_owned()];
        head.extend(own.iter().map(|t| t.id().to_owned()));
        head.extend(["other targets".to_owned(), "all".to_owned()]);
        let shown = |n: usize| if n == 0 { String::new() } else { n.to_string() };
        let mut rows: Vec<Vec<String>> = Vec::new();
        for compound in &self.compounds {
            let of = |targets: &[&Target]| -> usize {
                targets.iter().map(|t| self.count(compound, t)).sum()
            };
            let mut row = vec![compound.id().to_owned()];
            row.extend(own.iter().map(|t| shown(self.count(compound, t))));
            row.push(shown(of(&others)));
            row.push(shown(of(&own) + of(&others)));
            rows.push(row);
        }
        let mut sums = vec!["all".to_owned()];
        sums.extend(own.iter().map(|t| shown(self.of_target(t))));
        sums.push(shown(others.iter().map(|t| self.of_target(t)).sum()));
        sums.push(shown(self.total()));
        rows.push(sums);
        (head, rows)
    }
}

/// A Markdown table.
impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (head, rows) = self.table();
        writeln!(f, "| {} |", head.join(" | "))?;
        let rules: Vec<&str> = head
            .iter()
            .enumerate()
            .map(|(i, _)| if i == 0 { "---" } else { "--:" })
            .collect();
        write!(f, "| {} |", rules.join(" | "))?;
        for row in rows {
            write!(f, "\n| {} |", row.join(" | "))?;
        }
        Ok(())
    }
}

impl Show for Coverage {
    fn html(&self) -> String {
        let (head, rows) = self.table();
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        let mut table = Table::new(&head);
        for column in 1..head.len() {
            table = table.numeric(column);
        }
        let rows = rows
            .into_iter()
            .map(|row| row.into_iter().map(Html::from).collect());
        html::block([table.rows(rows).into()])
    }
}
shown!(Coverage);
