//! What co-medication leaves of a genotype.

use std::{collections::BTreeSet, fmt};

use serde::Serialize;

use super::{
    GENE,
    graph::{cited, is_observed},
    person::phenotypes,
};
use crate::{
    display::{
        html::{self, Html},
        notebook::{Show, shown},
        number::printed,
        text::and,
    },
    error::Error,
    genotype::{ActivityScore, Diplotype},
    graph::{KnowledgeGraph, claim::Claim, handles::Compound, record::NodeId},
    model::{
        action::{Action, Strength},
        evidence::{Stance, Status},
        experiment::Phenotype,
        kind::Kind,
        measurement::KineticParameter,
        relation::Relation,
    },
};

/// A co-medication and what it does to CYP2D6.
#[derive(Debug, Clone, Serialize)]
pub struct Inhibition {
    drug: Compound,
    classes: Vec<Strength>,
    claims: Vec<Claim>,
    reasons: Vec<String>,
}

impl Inhibition {
    /// The co-medication.
    pub fn drug(&self) -> &Compound {
        &self.drug
    }

    /// The classes that lists give it, strongest first. Several where lists differ; none where it is not listed as an inhibitor.
    pub fn classes(&self) -> &[Strength] {
        &self.classes
    }

    /// What is claimed of it at the enzyme, with the evidence.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// Why, in words.
    pub fn reasons(&self) -> &[String] {
        &self.reasons
    }

    /// The shares of the score that it leaves: by the strongest class, and by the weakest.
    fn leaves(&self) -> (f64, f64) {
        let left = |s: &Strength| match s {
            Strength::Strong => 0.0,
            Strength::Moderate => 0.5,
            Strength::Weak => 1.0,
        };
        match (self.classes.first(), self.classes.last()) {
            (Some(strongest), Some(weakest)) => (left(strongest), left(weakest)),
            _ => (1.0, 1.0),
        }
    }
}

/// A genotype as co-medication makes it act: the score and the phenotype that are left, and why.
///
/// # Model
/// A strong inhibitor takes the score to 0, a moderate one halves it, a weak one leaves it. Of several inhibitors the strongest rules.
/// Where lists class a drug differently, the score is the range between both.
///
/// # Assumptions
/// Usual doses at steady state. It is a rule for reading a genotype, coarser than [`KnowledgeGraph::auc_ratio`], and says nothing
/// of the clearance of the inhibitor itself.
///
/// # Reference
/// A factor for co-medication on the score of the genotype: Borges and others 2010, PMID 20081063, doi:10.1177/0091270009359182.
/// On its use: PMC9891304. Cut-offs of the phenotypes as [`ActivityScore`] cites them.
#[derive(Debug, Clone, Serialize)]
pub struct Phenoconversion {
    genotype: Diplotype,
    before: Option<ActivityScore>,
    after: Option<ActivityScore>,
    inhibitors: Vec<Inhibition>,
}

impl Phenoconversion {
    /// The genotype that was asked about.
    pub fn genotype(&self) -> &Diplotype {
        &self.genotype
    }

    /// The score that is left; `None` where an allele's function is not known and no strong inhibitor settles it.
    pub fn activity_score(&self) -> Option<ActivityScore> {
        self.after
    }

    /// The phenotype that is left; `Indeterminate` where more than one is possible.
    pub fn phenotype(&self) -> Phenotype {
        self.after
            .map_or(Phenotype::Indeterminate, |score| score.phenotype())
    }

    /// Every phenotype that is possible, from the slowest to the fastest.
    pub fn phenotypes(&self) -> Vec<Phenotype> {
        self.after.map_or_else(
            || vec![Phenotype::Indeterminate],
            |score| score.phenotypes(),
        )
    }

    /// Whether the co-medication changes the phenotype.
    pub fn is_converted(&self) -> bool {
        self.phenotypes() != self.genotype.phenotypes()
    }

    /// The co-medications, each with its reasons.
    pub fn inhibitors(&self) -> &[Inhibition] {
        &self.inhibitors
    }

    fn head(&self) -> String {
        let score = |s: &Option<ActivityScore>| {
            s.map_or_else(|| "no activity score".into(), |s| format!("score {s}"))
        };
        let before = format!(
            "{GENE}{}: {}, {}",
            self.genotype,
            score(&self.before),
            phenotypes(&self.genotype.phenotypes())
        );
        let with: Vec<String> = self
            .inhibitors
            .iter()
            .map(|i| i.drug.name().to_owned())
            .collect();
        if with.is_empty() {
            return before;
        }
        format!(
            "{before}; with {} {}: {}, {}",
            and(&with),
            if self.is_converted() || self.before != self.after {
                "becomes"
            } else {
                "stays"
            },
            score(&self.after),
            phenotypes(&self.phenotypes())
        )
    }
}

impl KnowledgeGraph {
    /// Says what co-medication leaves of a CYP2D6 genotype.
    ///
    /// ```
    /// use opiograph::{Diplotype, Phenotype, curated};
    ///
    /// let d: Diplotype = "*1/*4".parse()?;
    /// let converted = curated().phenoconvert(&d, &["bupropion"])?;
    /// assert_eq!(converted.phenotype(), Phenotype::Poor);
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    ///
    /// # Errors
    /// A co-medication whose name is not known.
    pub fn phenoconvert(
        &self,
        genotype: &Diplotype,
        co_medication: &[&str],
    ) -> Result<Phenoconversion, Error> {
        let mut inhibitors: Vec<Inhibition> = Vec::new();
        for name in co_medication {
            for part in self.parts_at_enzymes(self.compound_node(name)?) {
                if !inhibitors.iter().any(|i| i.drug.node == part) {
                    inhibitors.push(self.inhibition(part));
                }
            }
        }
        let before = genotype.activity_score();
        let (least, most) = inhibitors
            .iter()
            .map(Inhibition::leaves)
            .fold((1.0_f64, 1.0_f64), |a, b| (a.0.min(b.0), a.1.min(b.1)));
        let after = match before {
            _ if most == 0.0 => Some(ActivityScore::exactly(0.0)),
            Some(score) => Some(ActivityScore::new(
                score.low() * least,
                score.high().map(|h| h * most),
            )),
            None => None,
        };
        Ok(Phenoconversion {
            genotype: genotype.clone(),
            before,
            after,
            inhibitors,
        })
    }

    fn inhibition(&self, drug: NodeId) -> Inhibition {
        let handle = Compound::new(self, drug);
        let name = handle.name().to_owned();
        let gene = self.resolve(GENE, &[Kind::Target], "target").ok();
        let claims: Vec<Claim> = self
            .human_claims(drug, Relation::Acts)
            .into_iter()
            .filter(|c| {
                Some(c.record().object) == gene
                    && c.action().is_some_and(|a| a.is_a(Action::Inhibitor))
            })
            .collect();
        let observed: Vec<&Claim> = claims.iter().filter(|c| is_observed(c)).collect();
        let classes: BTreeSet<Strength> = observed.iter().filter_map(|c| c.strength()).collect();
        let classes: Vec<Strength> = classes.into_iter().rev().collect();
        let mut reasons = Vec::new();
        for &strength in &classes {
            let rule = match strength {
                Strength::Strong => "takes the score to 0",
                Strength::Moderate => "halves the score",
                Strength::Weak => "leaves the score; exposure may still rise a little",
            };
            let sources: BTreeSet<String> = observed
                .iter()
                .filter(|c| c.strength() == Some(strength))
                .flat_map(|c| c.citations(Stance::Supports))
                .collect();
            let sources: Vec<String> = sources.into_iter().collect();
            reasons.push(format!(
                "{name} is a {strength} inhibitor, which {rule} [{}]",
                sources.join("; ")
            ));
        }
        if classes.len() > 1 {
            let words: Vec<String> = classes.iter().map(|c| c.to_string()).collect();
            reasons.push(format!(
                "lists differ on {name}: {}; the score is the range between them",
                and(&words)
            ));
        }
        if classes.is_empty() {
            match (observed.first(), claims.first()) {
                (Some(claim), _) => reasons.push(format!(
                    "no list that is curated gives {name} a class, so the score is left: {}",
                    cited(claim)
                )),
                (None, Some(claim)) if claim.status() == Status::Refuted => {
                    reasons.push(format!("no inhibitor in people: not {}", cited(claim)));
                }
                (None, Some(claim)) => reasons.push(format!("only proposed: {}", cited(claim))),
                (None, None) => reasons.push(format!("no action of {name} at {GENE} is curated")),
            }
        } else {
            reasons.extend(self.doubts(&observed));
        }
        if !observed.is_empty() {
            reasons.extend(self.carriers(&handle, gene));
            reasons.extend(self.recovery(&handle, &observed));
        }
        Inhibition {
            drug: handle,
            classes,
            claims,
            reasons,
        }
    }

    /// Evidence against a class that is taken all the same.
    fn doubts(&self, claims: &[&Claim]) -> Vec<String> {
        let mut seen = BTreeSet::new();
        claims
            .iter()
            .flat_map(|c| c.evidence())
            .filter(|e| e.stance() == Stance::Disputes && seen.insert(e.reference().node))
            .map(|e| format!("against it: {e}"))
            .collect()
    }

    /// Metabolites that inhibit the enzyme too.
    fn carriers(&self, drug: &Compound, gene: Option<NodeId>) -> Option<String> {
        let inhibits = |n: NodeId| {
            self.human_claims(n, Relation::Acts).iter().any(|c| {
                Some(c.record().object) == gene
                    && c.action().is_some_and(|a| a.is_a(Action::Inhibitor))
                    && is_observed(c)
            })
        };
        let products: BTreeSet<NodeId> = self
            .human_claims(drug.node, Relation::ConvertedTo)
            .iter()
            .map(|c| c.record().object)
            .filter(|&n| inhibits(n))
            .collect();
        if products.is_empty() {
            return None;
        }
        let names: Vec<String> = products
            .iter()
            .map(|&n| self.name_of(n).to_owned())
            .collect();
        let remark = self
            .human_claims(drug.node, Relation::Acts)
            .iter()
            .filter(|c| Some(c.record().object) == gene)
            .flat_map(|c| {
                c.notes()
                    .iter()
                    .map(|n| (*n).to_owned())
                    .collect::<Vec<_>>()
            })
            .next();
        let (noun, verb) = if products.len() == 1 {
            ("metabolite", "inhibits")
        } else {
            ("metabolites", "inhibit")
        };
        let head = format!("its {noun} {} {verb} the enzyme", and(&names));
        Some(match remark {
            Some(remark) => format!("{head}: {remark}"),
            None => format!("{head} too"),
        })
    }

    /// How long inhibition outlasts the drug.
    fn recovery(&self, drug: &Compound, claims: &[&Claim]) -> Vec<String> {
        let irreversible = claims
            .iter()
            .any(|c| c.action() == Some(Action::MechanismBasedInhibitor));
        let mut out: Vec<String> = drug
            .kinetics_of(KineticParameter::EnzymeRecoveryHalfLife)
            .iter()
            .filter(|k| k.target().is_some_and(|t| t.id() == GENE))
            .map(|k| {
                let mut line = format!(
                    "after the last dose the enzyme recovers with a half-life of {} {} [{}]",
                    printed(k.value()),
                    k.unit(),
                    k.reference().citation()
                );
                if let Some(note) = k.note() {
                    line.push_str(&format!(": {note}"));
                }
                line
            })
            .collect();
        if irreversible {
            let more = if out.is_empty() {
                "; how long is not curated"
            } else {
                ""
            };
            out.insert(
                0,
                format!(
                    "{} destroys the enzyme, so inhibition outlasts the drug{more}",
                    drug.name()
                ),
            );
        }
        out
    }
}

impl fmt::Display for Phenoconversion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head())?;
        for inhibition in &self.inhibitors {
            for reason in &inhibition.reasons {
                write!(f, "\n  {reason}")?;
            }
        }
        Ok(())
    }
}

impl Show for Phenoconversion {
    fn html(&self) -> String {
        let reasons = self
            .inhibitors
            .iter()
            .flat_map(|i| i.reasons.iter().map(Html::text));
        let claims = self
            .inhibitors
            .iter()
            .flat_map(|i| i.claims.iter().map(html::claim));
        html::block([
            html::paragraph(Html::strong(self.head())),
            html::list(reasons),
            html::list(claims),
        ])
    }
}
shown!(Phenoconversion);
