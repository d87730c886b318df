use std::{collections::BTreeSet, fmt};

use super::{GENE, assumptions as assume, input::ExposureInput};
use crate::{
    error::Error,
    genotype::{ActivityScore, Diplotype},
    graph::KnowledgeGraph,
    model::experiment::Phenotype,
    quantity::{Interval, figures},
};

/// Who takes the drug.
#[derive(Debug, Clone, Default)]
pub(super) enum Person {
    /// A normal metaboliser, since nothing else was said.
    #[default]
    Unsaid,
    Genotype(Diplotype),
    Phenotype(Phenotype),
}

impl Person {
    /// Whether their enzyme may differ from that of a normal metaboliser.
    pub fn is_normal(&self) -> bool {
        matches!(self, Person::Unsaid | Person::Phenotype(Phenotype::Normal))
    }

    pub fn phenotype(&self) -> Phenotype {
        match self {
            Person::Unsaid => Phenotype::Normal,
            Person::Genotype(d) => d.phenotype(),
            Person::Phenotype(p) => *p,
        }
    }

    /// The enzyme's activity as a multiple of that of `*1/*1`.
    pub fn activity(&self, kg: &KnowledgeGraph) -> Result<ExposureInput, Error> {
        let name = format!("activity of {GENE}, {self}");
        Ok(match self {
            Person::Unsaid => ExposureInput::new(name, Interval::exact(1.0)),
            Person::Genotype(d) => {
                let score = d.activity_score().ok_or_else(|| unknown_function(d))?;
                let source: BTreeSet<_> = kg
                    .reference(d.table().source())
                    .map(|r| r.node)
                    .into_iter()
                    .collect();
                let (interval, note) = of_score(score);
                ExposureInput::new(name, interval)
                    .from(kg, &source)
                    .with_note(note)
            }
            Person::Phenotype(p) => {
                let (interval, note) = of_phenotype(*p)?;
                let input = ExposureInput::new(name, interval);
                match note {
                    Some(note) => input.with_note(note),
                    None => input,
                }
            }
        })
    }
}

fn unknown_function(d: &Diplotype) -> Error {
    let unknown: Vec<String> = d
        .alleles()
        .iter()
        .filter(|a| a.activity.is_none())
        .map(|a| a.written.clone())
        .collect();
    Error::missing(
        &format!("{GENE}{d}"),
        &format!("the function of {}", unknown.join(" and ")),
        "an exposure",
        "ask by phenotype for each that is thought of",
    )
}

fn of_score(score: ActivityScore) -> (Interval, String) {
    let to = |s: f64| s / assume::NORMAL_SCORE;
    let (low, value, high) = match score.high() {
        Some(high) => (score.low(), (score.low() + high) / 2.0, high),
        None => (
            score.low(),
            score.low(),
            score.low() * assume::OPEN_SCORE_FOLD,
        ),
    };
    let mut note = format!(
        "activity score {score} over {}",
        figures(assume::NORMAL_SCORE)
    );
    if score.high().is_none() {
        note.push_str(&format!(
            ", the open end taken as {} times the least",
            assume::OPEN_SCORE_FOLD
        ));
    }
    (Interval::ordered(to(low), to(value), to(high)), note)
}

fn of_phenotype(p: Phenotype) -> Result<(Interval, Option<String>), Error> {
    let scores: Vec<f64> = p.activity_scores().iter().map(ActivityScore::low).collect();
    let (Some(&least), Some(&most)) = (scores.first(), scores.last()) else {
        return Err(Error::invalid(
            "phenotype",
            p,
            "it leaves the activity open",
            "poor, intermediate, normal or ultrarapid, or a genotype",
        ));
    };
    let to = |s: f64| s / assume::NORMAL_SCORE;
    Ok(match p {
        Phenotype::Normal => (Interval::exact(1.0), None),
        Phenotype::Ultrarapid => {
            let (value, most) = assume::ULTRARAPID_SCORE;
            (
                Interval::ordered(to(least), to(value), to(most)),
                Some(format!("as *1x2/*1, score {value}; from {least} to {most}")),
            )
        }
        _ if least == most => (Interval::exact(to(least)), None),
        _ => (
            Interval::ordered(to(least), to((least + most) / 2.0), to(most)),
            Some(format!("middle of the scores {least} to {most}")),
        ),
    })
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Person::Unsaid => f.write_str("normal metaboliser"),
            Person::Genotype(d) => write!(f, "{d} ({})", phenotypes(&d.phenotypes())),
            Person::Phenotype(p) => write!(f, "{p}"),
        }
    }
}

/// Phenotypes as a sentence names them.
pub(super) fn phenotypes(all: &[Phenotype]) -> String {
    let words: Vec<&str> = all.iter().map(|p| p.label()).collect();
    words.join(" or ")
}
