//! The reverse question: which drugs of a list conflict with a genotype or with co-medication.

use std::{collections::BTreeSet, fmt};

use serde::Serialize;

use super::{
    GENE,
    consequences::{Change, Consequences, ExposedTo, fold, moved},
    graph::is_observed,
    phenoconversion::Phenoconversion,
};
use crate::{
    display::{
        html::{self, Html, Table},
        notebook::{Show, shown},
        text,
    },
    error::Error,
    genotype::Diplotype,
    graph::{KnowledgeGraph, guideline::Guideline, handles::Compound, record::NodeId},
    model::{experiment::Phenotype, kind::Kind, relation::Relation},
};

/// A drug whose exposure, or that of an active product, changes.
#[derive(Debug, Clone, Serialize)]
pub struct Conflict {
    drug: Compound,
    fold: f64,
    changed: Vec<ExposedTo>,
    guidelines: Vec<Guideline>,
}

impl Conflict {
    /// The drug.
    pub fn drug(&self) -> &Compound {
        &self.drug
    }

    /// The largest change of an exposure, up or down, as a multiple of 1 or more.
    pub fn fold(&self) -> f64 {
        self.fold
    }

    /// The exposures that change: the drug's own or its products'.
    pub fn changed(&self) -> &[ExposedTo] {
        &self.changed
    }

    /// What guidelines say for the phenotypes that are possible and differ from normal.
    pub fn guidelines(&self) -> &[Guideline] {
        &self.guidelines
    }

    fn words(&self) -> String {
        let changed: Vec<String> = self
            .changed
            .iter()
            .filter_map(|e| {
                let r = e.against_normal()?;
                Some(format!("{} {}", e.compound().name(), moved(r)))
            })
            .collect();
        if changed.is_empty() {
            "by guideline only".into()
        } else {
            changed.join(", ")
        }
    }
}

/// Which drugs of a list conflict with a genotype or with co-medication: those that do, those that do not, and those of which too
/// little is known.
#[derive(Debug, Clone, Serialize)]
pub struct Conflicts {
    phenoconversion: Phenoconversion,
    found: Vec<Conflict>,
    unchanged: Vec<Compound>,
    unknown: Vec<(Compound, String)>,
}

impl Conflicts {
    /// What the co-medication leaves of the genotype.
    pub fn phenoconversion(&self) -> &Phenoconversion {
        &self.phenoconversion
    }

    /// The drugs that conflict, the largest change first.
    pub fn found(&self) -> &[Conflict] {
        &self.found
    }

    /// The drugs whose exposures stay within 1.25-fold and of which no guideline speaks.
    pub fn unchanged(&self) -> &[Compound] {
        &self.unchanged
    }

    /// The drugs of which it cannot be said, each with what is missing.
    pub fn unknown(&self) -> &[(Compound, String)] {
        &self.unknown
    }
}

impl KnowledgeGraph {
    /// Says which of these drugs conflict with a CYP2D6 genotype or with co-medication; with an empty list, which of all drugs that the
    /// enzyme is known to handle.
    ///
    /// A drug conflicts where the exposure to it or to an active product changes by 1.25-fold or more against a normal metaboliser
    /// without co-medication, or where a guideline speaks of it for a phenotype that is possible here and not normal.
    ///
    /// ```
    /// use opiograph::curated;
    ///
    /// let conflicts = curated().conflicts(&"*1/*1".parse()?, &["paroxetine"], &["codeine", "morphine", "tramadol"])?;
    /// let found: Vec<&str> = conflicts.found().iter().map(|c| c.drug().id()).collect();
    /// assert_eq!(found, ["codeine", "tramadol"]);
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    ///
    /// # Errors
    /// A name that is not known.
    pub fn conflicts(
        &self,
        genotype: &Diplotype,
        co_medication: &[&str],
        drugs: &[&str],
    ) -> Result<Conflicts, Error> {
        let nodes: Vec<NodeId> = if drugs.is_empty() {
            self.handled_by_gene()
        } else {
            let mut nodes = Vec::new();
            for drug in drugs {
                let node = self.compound_node(drug)?;
                if !nodes.contains(&node) {
                    nodes.push(node);
                }
            }
            nodes
        };
        let phenoconversion = self.phenoconvert(genotype, co_medication)?;
        let (mut found, mut unchanged, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        for node in nodes {
            let what = self.exposures_of(genotype, co_medication, node)?;
            match self.judge(node, &what) {
                Judgement::Conflict(conflict) => found.push(conflict),
                Judgement::Unchanged => unchanged.push(Compound::new(self, node)),
                Judgement::Unknown(why) => unknown.push((Compound::new(self, node), why)),
            }
        }
        found.sort_by(|a, b| b.fold.total_cmp(&a.fold).then_with(|| a.drug.cmp(&b.drug)));
        Ok(Conflicts {
            phenoconversion,
            found,
            unchanged,
            unknown,
        })
    }

    fn judge(&self, drug: NodeId, what: &Consequences) -> Judgement {
        let changed: Vec<ExposedTo> = what
            .exposures()
            .iter()
            .filter(|e| matches!(e.change(), Some(Change::Rises | Change::Falls)))
            .cloned()
            .collect();
        let normal = [Phenotype::Normal];
        let guidelines: Vec<Guideline> = what
            .guidelines()
            .iter()
            .filter(|g| !g.phenotypes().is_empty() && g.phenotypes() != normal)
            .cloned()
            .collect();
        if !changed.is_empty() || !guidelines.is_empty() {
            return Judgement::Conflict(Conflict {
                drug: Compound::new(self, drug),
                fold: changed
                    .iter()
                    .filter_map(|e| e.against_normal())
                    .map(|r| fold(r.value()))
                    .fold(1.0, f64::max),
                changed,
                guidelines,
            });
        }
        match what.exposures().first().and_then(ExposedTo::missing) {
            Some(why) => Judgement::Unknown(why.to_owned()),
            None => Judgement::Unchanged,
        }
    }

    /// Compounds that the enzyme clears or turns into something, as far as somebody saw it.
    fn handled_by_gene(&self) -> Vec<NodeId> {
        let Ok(gene) = self.resolve(GENE, &[Kind::Target], "target") else {
            return Vec::new();
        };
        let all: BTreeSet<NodeId> = self
            .claims()
            .filter(|c| {
                let record = c.record();
                let by_it = match record.relation {
                    Relation::ClearedBy => record.object == gene,
                    Relation::ConvertedTo => record.payload.enzyme == Some(gene),
                    _ => false,
                };
                by_it && is_observed(c)
            })
            .map(|c| c.record().subject)
            .collect();
        all.into_iter().collect()
    }
}

enum Judgement {
    Conflict(Conflict),
    Unchanged,
    Unknown(String),
}

const HEAD: [&str; 3] = [
    "drug",
    "exposure, times that of a normal metaboliser",
    "guidelines",
];

impl Conflicts {
    fn rows(&self) -> Vec<Vec<String>> {
        self.found
            .iter()
            .map(|c| {
                let mut bodies: Vec<&str> = c.guidelines.iter().map(|g| g.body()).collect();
                bodies.dedup();
                vec![c.drug.name().to_owned(), c.words(), bodies.join(", ")]
            })
            .collect()
    }

    fn names(compounds: &[Compound]) -> String {
        let names: Vec<String> = compounds.iter().map(|c| c.name().to_owned()).collect();
        text::and(&names)
    }
}

impl fmt::Display for Conflicts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.phenoconversion)?;
        if self.found.is_empty() {
            write!(f, "\nno conflict found")?;
        } else {
            write!(f, "\n{}", text::table(&HEAD, &self.rows()).trim_end())?;
        }
        if !self.unchanged.is_empty() {
            write!(f, "\nunchanged: {}", Self::names(&self.unchanged))?;
        }
        for (drug, why) in &self.unknown {
            write!(f, "\nnot known of {}: {why}", drug.name())?;
        }
        Ok(())
    }
}

impl Show for Conflicts {
    fn html(&self) -> String {
        let rows = self
            .rows()
            .into_iter()
            .map(|r| r.into_iter().map(Html::from).collect());
        let mut parts = vec![
            html::paragraph(Html::text(self.phenoconversion.to_string())),
            Table::new(&HEAD).rows(rows).into(),
        ];
        if !self.unchanged.is_empty() {
            parts.push(html::paragraph(Html::text(format!(
                "unchanged: {}",
                Self::names(&self.unchanged)
            ))));
        }
        parts.push(html::list(self.unknown.iter().map(|(drug, why)| {
            Html::muted(format!("not known of {}: {why}", drug.name()))
        })));
        html::block(parts)
    }
}
shown!(Conflicts);
