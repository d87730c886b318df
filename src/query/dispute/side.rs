//! One side of a dispute.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use crate::{
    display::{
        html::{self, Html},
        notebook::{Show, shown},
        text,
    },
    graph::{
        KnowledgeGraph,
        claim::{Claim, Evidence},
        confidence,
        measurement::Measurement,
        record::NodeId,
        reference::Reference,
        tests::Experiment,
    },
    model::{
        evidence::{Design, Stance},
        species::{Sex, Species},
    },
};

/// One side of a dispute: what it says, and everything that says so.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    statement: String,
    #[serde(skip)]
    claims: Vec<Claim>,
    evidence: Vec<Evidence>,
    measurements: Vec<Measurement>,
    experiments: Vec<Experiment>,
    weight: f64,
}

impl Side {
    pub(super) fn of_evidence(
        kg: &KnowledgeGraph,
        statement: String,
        claims: Vec<Claim>,
        evidence: Vec<Evidence>,
    ) -> Side {
        let papers = evidence
            .iter()
            .map(|e| (e.reference().node, e.design(), e.stance()));
        let weight = confidence::weight(&kg.0, papers);
        Side {
            statement,
            claims,
            evidence,
            measurements: Vec::new(),
            experiments: Vec::new(),
            weight,
        }
    }

    pub(super) fn of_measurements(
        kg: &KnowledgeGraph,
        statement: String,
        measurements: Vec<Measurement>,
    ) -> Side {
        let papers = measurements
            .iter()
            .map(|m| (m.reference().node, Design::InVitro, Stance::Supports));
        let weight = confidence::weight(&kg.0, papers);
        Side {
            statement,
            claims: Vec::new(),
            evidence: Vec::new(),
            measurements,
            experiments: Vec::new(),
            weight,
        }
    }

    pub(super) fn of_experiments(
        kg: &KnowledgeGraph,
        statement: String,
        experiments: Vec<Experiment>,
    ) -> Side {
        let papers = experiments
            .iter()
            .map(|e| (e.reference().node, design_of(e), Stance::Supports));
        let weight = confidence::weight(&kg.0, papers);
        Side {
            statement,
            claims: Vec::new(),
            evidence: Vec::new(),
            measurements: Vec::new(),
            experiments,
            weight,
        }
    }

    /// What this side says.
    pub fn statement(&self) -> &str {
        &self.statement
    }

    /// The claims that it makes; empty for a side that only speaks against one, and for numbers.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// What speaks for it: evidence for its claims, or against the other side's.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// The numbers that it rests on.
    pub fn measurements(&self) -> &[Measurement] {
        &self.measurements
    }

    /// The blockade experiments that it rests on.
    pub fn experiments(&self) -> &[Experiment] {
        &self.experiments
    }

    /// How much evidence it has: `Σ −ln(1 − w)` over its papers, with the priors of their designs.
    pub fn weight(&self) -> f64 {
        self.weight
    }

    /// Where it was published, each reference once, in the order of their ids.
    pub fn references(&self) -> Vec<Reference> {
        let mut all: Vec<Reference> = self.evidence.iter().map(Evidence::reference).collect();
        all.extend(self.measurements.iter().map(Measurement::reference));
        all.extend(self.experiments.iter().map(Experiment::reference));
        all.sort();
        all.dedup();
        all
    }

    pub(super) fn papers(&self) -> Vec<NodeId> {
        self.references().iter().map(|r| r.node).collect()
    }

    /// The designs behind it.
    pub(super) fn designs(&self) -> Vec<Design> {
        let mut all: Vec<Design> = self.evidence.iter().map(Evidence::design).collect();
        all.extend(self.experiments.iter().map(design_of));
        all
    }

    /// Whether people were treated under a protocol.
    pub(super) fn has_trial(&self) -> bool {
        let in_people = |s: Species| matches!(s, Species::Human | Species::NotStated);
        let is_trial = |d: Design| {
            matches!(
                d,
                Design::MetaAnalysis
                    | Design::RandomisedTrial
                    | Design::OpenTrial
                    | Design::HumanPharmacology
            )
        };
        self.evidence
            .iter()
            .any(|e| is_trial(e.design()) && in_people(e.species()))
            || self
                .experiments
                .iter()
                .any(|e| e.species() == Species::Human)
    }

    /// The species that were studied, as far as they were stated by those who studied them.
    pub(super) fn species(&self) -> Vec<Species> {
        let evidence = self
            .evidence
            .iter()
            .filter(|e| !matches!(e.design(), Design::Review | Design::News | Design::Opinion))
            .map(Evidence::species);
        let mut all: Vec<Species> = evidence
            .chain(self.measurements.iter().map(Measurement::species))
            .chain(self.experiments.iter().map(Experiment::species))
            .filter(|s| !matches!(s, Species::NotStated | Species::Mixed))
            .collect();
        all.sort();
        all.dedup();
        all
    }

    /// The sexes that were studied, where it was said.
    fn sexes(&self) -> Vec<Sex> {
        let mut all: Vec<Sex> = self.evidence.iter().filter_map(Evidence::sex).collect();
        all.sort();
        all.dedup();
        all
    }

    /// Whether cells, animals or people were studied.
    fn settings(&self) -> Vec<&'static str> {
        let mut all: Vec<&str> = self
            .designs()
            .into_iter()
            .filter_map(|design| match design {
                Design::InVitro | Design::ExVivo => Some("cells and tissue"),
                Design::Animal => Some("animals"),
                Design::RandomisedTrial
                | Design::OpenTrial
                | Design::MetaAnalysis
                | Design::HumanPharmacology
                | Design::HumanImaging
                | Design::Observational
                | Design::CaseReport => Some("people"),
                _ => None,
            })
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// In what all studies of this side differ from all of the other.
    pub(super) fn contrasts(&self, other: &Side) -> Vec<String> {
        fn apart<T: PartialEq + ToString>(name: &str, a: &[T], b: &[T]) -> Option<String> {
            let words = |list: &[T]| {
                let words: Vec<String> = list.iter().map(T::to_string).collect();
                text::and(&words)
            };
            let disjoint = a.iter().all(|x| !b.contains(x));
            (!a.is_empty() && !b.is_empty() && disjoint)
                .then(|| format!("{name}: {} against {}", words(a), words(b)))
        }
        [
            apart("setting", &self.settings(), &other.settings()),
            apart("species", &self.species(), &other.species()),
            apart("sex", &self.sexes(), &other.sexes()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The citations of the evidence, gathered under their designs and species.
    fn sources(&self) -> Vec<String> {
        let mut groups: BTreeMap<(Design, Species), Vec<String>> = BTreeMap::new();
        let evidence = self
            .evidence
            .iter()
            .map(|e| ((e.design(), e.species()), e.reference().citation()));
        let experiments = self
            .experiments
            .iter()
            .map(|e| ((design_of(e), e.species()), e.reference().citation()));
        for (group, citation) in evidence.chain(experiments) {
            let list = groups.entry(group).or_default();
            if !list.contains(&citation) {
                list.push(citation);
            }
        }
        let mut lines: Vec<String> = groups
            .into_iter()
            .map(|((design, species), citations)| {
                let words = source_words(design, species);
                format!("{words}: {}", citations.join(", "))
            })
            .collect();
        lines.extend(self.measurements.iter().map(|m| m.to_string()));
        lines
    }
}

fn source_words(design: Design, species: Species) -> String {
    match species {
        Species::NotStated => design.to_string(),
        known => format!("{design}, {known}"),
    }
}

fn design_of(experiment: &Experiment) -> Design {
    match experiment.species() {
        Species::Human => Design::HumanPharmacology,
        _ => Design::Animal,
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.statement)?;
        for line in self.sources() {
            write!(f, "\n    {line}")?;
        }
        Ok(())
    }
}

impl Side {
    pub(super) fn to_html(&self) -> Html {
        let evidence = self
            .evidence
            .iter()
            .map(|e| (e.reference(), source_words(e.design(), e.species())));
        let experiments = self
            .experiments
            .iter()
            .map(|e| (e.reference(), source_words(design_of(e), e.species())));
        let mut lines: Vec<Html> = Vec::new();
        for (reference, words) in evidence.chain(experiments) {
            let line = html::reference(&reference).and(Html::muted(format!(" {words}")));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines.extend(self.measurements.iter().map(Html::text));
        Html::text(&self.statement).and(html::list(lines))
    }

    /// The weight of several sides together: a paper that stands on two counts once.
    pub(super) fn weight_of(kg: &KnowledgeGraph, sides: &[&Side]) -> f64 {
        let evidence = sides.iter().flat_map(|s| &s.evidence);
        let papers = evidence.map(|e| (e.reference().node, e.design(), e.stance()));
        confidence::weight(&kg.0, papers)
    }
}

impl Show for Side {
    fn html(&self) -> String {
        html::block([self.to_html()])
    }
}
shown!(Side);
