//! A study as data: arms, doses, instruments, time points, numbers, adverse events, limitations.

use std::fmt;

use serde::Serialize;

use super::{
    KnowledgeGraph,
    handles::{Compound, Condition, Instrument, Node, handle},
    record::{
        AdverseEventRecord, CaveatRecord, CellRecord, DoseRecord, NodeData, OutcomeRecord,
        StatisticRecord, StudyData,
    },
    reference::Reference,
};
use crate::{
    display::number::printed,
    model::{
        evidence::Design,
        experiment::CellState,
        measurement::{Bound, Route, Unit},
        species::Species,
    },
};

handle! {
    /// A clinical or laboratory study whose numbers are kept.
    Study
}

impl Study {
    pub(crate) fn data(&self) -> &StudyData {
        match &self.node().data {
            NodeData::Study(data) => data,
            _ => unreachable!("a study handle points at a study"),
        }
    }

    /// The kind of study.
    pub fn design(&self) -> Design {
        self.data().design
    }

    /// Where it was published.
    pub fn reference(&self) -> Reference {
        Reference::new(&self.kg, self.data().source)
    }

    /// The registration number.
    pub fn registration(&self) -> Option<&str> {
        self.data().registration.as_deref()
    }

    /// The species of the subjects.
    pub fn species(&self) -> Species {
        self.data().species
    }

    /// Who took part.
    pub fn population(&self) -> Option<&str> {
        self.data().population.as_deref()
    }

    /// The conditions that were treated.
    pub fn conditions(&self) -> Vec<Condition> {
        self.data()
            .conditions
            .iter()
            .map(|&n| Condition::new(&self.kg, n))
            .collect()
    }

    /// How it was blinded.
    pub fn blinding(&self) -> Option<&str> {
        self.data().blinding.as_deref()
    }

    /// How many were randomised.
    pub fn randomised(&self) -> Option<u32> {
        self.data().randomised
    }

    /// How many were analysed, as the study says.
    pub fn analysed(&self) -> Option<u32> {
        self.data().analysed
    }

    /// How long it ran.
    pub fn duration(&self) -> Option<&str> {
        self.data().duration.as_deref()
    }

    /// What each group was given.
    pub fn arms(&self) -> Vec<Arm> {
        self.data()
            .arms
            .iter()
            .map(|a| Arm {
                id: a.id.to_string(),
                name: a.name.to_string(),
                n: a.n,
                given: a
                    .given
                    .iter()
                    .map(|(node, dose, regimen)| Intervention {
                        compound: Compound::new(&self.kg, *node),
                        dose: dose.as_ref().map(GivenDose::from),
                        regimen: regimen.as_ref().map(|r| r.to_string()),
                    })
                    .collect(),
                note: a.note.as_ref().map(|n| n.to_string()),
            })
            .collect()
    }

    /// What was measured, with every value.
    pub fn outcomes(&self) -> Vec<Outcome> {
        self.data()
            .outcomes
            .iter()
            .map(|o| Outcome::of(&self.kg, o))
            .collect()
    }

    /// Statistical tests as printed.
    pub fn statistics(&self) -> Vec<Statistic> {
        self.data().statistics.iter().map(Statistic::from).collect()
    }

    /// Adverse events.
    pub fn adverse_events(&self) -> Vec<AdverseEvent> {
        self.data()
            .adverse_events
            .iter()
            .map(AdverseEvent::from)
            .collect()
    }

    /// What the study says of its own limits.
    pub fn limitations(&self) -> Vec<Caveat> {
        self.caveats_of(&self.data().limitations)
    }

    /// What a reader should keep in mind: contradictions and errors that were found in it.
    pub fn caveats(&self) -> Vec<Caveat> {
        self.caveats_of(&self.data().caveats)
    }

    /// Further facts about it.
    pub fn facts(&self) -> Vec<Caveat> {
        self.caveats_of(&self.data().facts)
    }

    fn caveats_of(&self, list: &[CaveatRecord]) -> Vec<Caveat> {
        list.iter()
            .map(|c| Caveat {
                text: c.text.to_string(),
                contradictions: c.contradictions.iter().map(|s| s.to_string()).collect(),
                seeds: c.seeds.iter().map(|s| s.to_string()).collect(),
                source: c.source.map(|n| Reference::new(&self.kg, n)),
            })
            .collect()
    }

    /// The statements of the source documents that any part of it stands for, sorted; contradictions (`C5`) among them.
    pub fn seeds(&self) -> Vec<String> {
        let d = self.data();
        let caveats = d.limitations.iter().chain(&d.caveats).chain(&d.facts);
        let mut all: Vec<String> = d
            .seeds
            .iter()
            .chain(d.outcomes.iter().flat_map(|o| &o.seeds))
            .chain(d.statistics.iter().flat_map(|s| &s.seeds))
            .chain(d.adverse_events.iter().flat_map(|a| &a.seeds))
            .chain(caveats.flat_map(|c| c.seeds.iter().chain(&c.contradictions)))
            .map(|s| s.to_string())
            .collect();
        all.sort();
        all.dedup();
        all
    }

    /// The table of an outcome: time points down, arms across.
    pub fn table(&self, outcome: &Outcome) -> String {
        let arms = self.arms();
        let mut times: Vec<(&str, Option<f64>)> = Vec::new();
        for cell in &outcome.values {
            if times.iter().all(|(t, _)| *t != cell.time) {
                times.push((&cell.time, cell.hours));
            }
        }
        let used: Vec<&Arm> = arms
            .iter()
            .filter(|a| outcome.values.iter().any(|v| v.arm == a.id))
            .collect();
        let mut head: Vec<&str> = vec!["time"];
        head.extend(used.iter().map(|a| a.name.as_str()));
        let rows: Vec<Vec<String>> = times
            .iter()
            .map(|(time, _)| {
                let mut row = vec![(*time).to_owned()];
                for arm in &used {
                    let cell = outcome
                        .values
                        .iter()
                        .find(|v| v.arm == arm.id && v.time == *time);
                    row.push(cell.map_or_else(|| "–".to_owned(), |c| c.to_string()));
                }
                row
            })
            .collect();
        crate::display::text::table(&head, &rows)
    }
}

impl fmt::Display for Study {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}", self.name(), self.design())?;
        if let Some(n) = self.randomised() {
            write!(f, ", {n} randomised")?;
        }
        if let Some(n) = self.analysed() {
            write!(f, ", {n} analysed")?;
        }
        write!(f, ") [{}]", self.reference().citation())
    }
}

/// One group of a study.
#[derive(Debug, Clone, Serialize)]
pub struct Arm {
    /// Its id within the study.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The number of subjects.
    pub n: Option<u32>,
    /// What they were given.
    pub given: Vec<Intervention>,
    /// A curator's remark.
    pub note: Option<String>,
}

/// What a group was given.
#[derive(Debug, Clone, Serialize)]
pub struct Intervention {
    /// The compound.
    pub compound: Compound,
    /// The dose.
    pub dose: Option<GivenDose>,
    /// The regimen in words.
    pub regimen: Option<String>,
}

/// A dose as a study gave it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GivenDose {
    /// The amount in [`GivenDose::unit`].
    pub amount: f64,
    /// The unit.
    pub unit: Unit,
    /// The route.
    pub route: Route,
    /// The interval between doses in hours.
    pub every_hours: Option<f64>,
    /// How long an infusion ran, in minutes.
    pub over_minutes: Option<f64>,
}

impl From<&DoseRecord> for GivenDose {
    fn from(d: &DoseRecord) -> GivenDose {
        GivenDose {
            amount: d.amount,
            unit: d.unit,
            route: d.route,
            every_hours: d.every_hours,
            over_minutes: d.over_minutes,
        }
    }
}

impl fmt::Display for GivenDose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", printed(self.amount), self.unit, self.route)?;
        if let Some(minutes) = self.over_minutes {
            write!(f, " over {} min", printed(minutes))?;
        }
        if let Some(hours) = self.every_hours {
            write!(f, " every {} h", printed(hours))?;
        }
        Ok(())
    }
}

/// Something that a study measured, at all time points in all groups.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// What the study calls it.
    pub name: String,
    /// The scale or test.
    pub instrument: Option<Instrument>,
    /// The effect or condition that it measures.
    pub measures: Option<Node>,
    /// The table in which it stands.
    pub table: Option<String>,
    /// Every cell of the table.
    pub values: Vec<Cell>,
    /// A curator's remark.
    pub note: Option<String>,
}

impl Outcome {
    fn of(kg: &KnowledgeGraph, o: &OutcomeRecord) -> Outcome {
        Outcome {
            name: o.name.to_string(),
            instrument: o.instrument.map(|n| Instrument::new(kg, n)),
            measures: o.measures.map(|n| Node::new(kg, n)),
            table: o.table.as_ref().map(|t| t.to_string()),
            values: o.values.iter().map(Cell::from).collect(),
            note: o.note.as_ref().map(|n| n.to_string()),
        }
    }
}

/// One cell of a published table.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    /// The group.
    pub arm: String,
    /// The time point as the source heads it.
    pub time: String,
    /// The time in hours, where it can be said.
    pub hours: Option<f64>,
    /// The mean, or the value of a single patient.
    pub mean: Option<f64>,
    /// The standard deviation.
    pub sd: Option<f64>,
    /// The number of subjects behind it.
    pub n: Option<u32>,
    /// Whether the cell can be read.
    pub state: CellState,
    /// What is printed, where it is damaged.
    pub printed: Option<String>,
    /// A curator's remark.
    pub note: Option<String>,
}

impl From<&CellRecord> for Cell {
    fn from(c: &CellRecord) -> Cell {
        Cell {
            arm: c.arm.to_string(),
            time: c.time.to_string(),
            hours: c.hours,
            mean: c.mean,
            sd: c.sd,
            n: c.n,
            state: c.state,
            printed: c.printed.as_ref().map(|p| p.to_string()),
            note: c.note.as_ref().map(|n| n.to_string()),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.mean, self.state) {
            (Some(mean), state) => {
                write!(f, "{}", printed(mean))?;
                if let Some(sd) = self.sd {
                    write!(f, " ± {}", printed(sd))?;
                }
                if state == CellState::Derived {
                    write!(f, " (derived)")?;
                }
                Ok(())
            }
            (None, state) => match &self.printed {
                Some(text) => write!(f, "[{state}: \"{text}\"]"),
                None => write!(f, "[{state}]"),
            },
        }
    }
}

/// A statistical test as printed.
#[derive(Debug, Clone, Serialize)]
pub struct Statistic {
    /// The test.
    pub test: String,
    /// The outcome that it concerns.
    pub outcome: Option<String>,
    /// The term of the model.
    pub term: Option<String>,
    /// What the value is: `F`, `LS mean difference`.
    pub statistic: Option<String>,
    /// The value.
    pub value: Option<f64>,
    /// Lower limit of its interval.
    pub low: Option<f64>,
    /// Upper limit of its interval.
    pub high: Option<f64>,
    /// Sum of squares.
    pub sum_of_squares: Option<f64>,
    /// Mean square.
    pub mean_square: Option<f64>,
    /// Degrees of freedom.
    pub df: Option<f64>,
    /// Degrees of freedom of the error.
    pub df_error: Option<f64>,
    /// The p-value.
    pub p: Option<f64>,
    /// How the printed p relates to the true one.
    pub p_relation: Bound,
    /// Partial eta squared.
    pub partial_eta_squared: Option<f64>,
    /// A curator's remark.
    pub note: Option<String>,
}

impl From<&StatisticRecord> for Statistic {
    fn from(s: &StatisticRecord) -> Statistic {
        let own = |t: &Option<Box<str>>| t.as_ref().map(|t| t.to_string());
        Statistic {
            test: s.test.to_string(),
            outcome: own(&s.outcome),
            term: own(&s.term),
            statistic: own(&s.statistic),
            value: s.value,
            low: s.low,
            high: s.high,
            sum_of_squares: s.sum_of_squares,
            mean_square: s.mean_square,
            df: s.df,
            df_error: s.df_error,
            p: s.p,
            p_relation: s.p_bound,
            partial_eta_squared: s.partial_eta_squared,
            note: own(&s.note),
        }
    }
}

impl fmt::Display for Statistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head: Vec<&str> = [
            Some(self.test.as_str()),
            self.outcome.as_deref(),
            self.term.as_deref(),
        ]
        .into_iter()
        .flatten()
        .collect();
        write!(f, "{}:", head.join(", "))?;
        let mut parts = Vec::new();
        if let Some(value) = self.value {
            let name = self.statistic.as_deref().unwrap_or("value");
            let interval = match (self.low, self.high) {
                (Some(l), Some(h)) => format!(" ({} to {})", printed(l), printed(h)),
                _ => String::new(),
            };
            parts.push(format!("{name} = {}{interval}", printed(value)));
        }
        let numbers = [
            ("SS", self.sum_of_squares),
            ("df", self.df),
            ("df error", self.df_error),
            ("MS", self.mean_square),
            ("partial η²", self.partial_eta_squared),
        ];
        parts.extend(
            numbers
                .into_iter()
                .filter_map(|(name, v)| v.map(|v| format!("{name} = {}", printed(v)))),
        );
        if let Some(p) = self.p {
            parts.push(format!("p {} {}", self.p_relation, printed(p)));
        }
        write!(f, " {}", parts.join(", "))
    }
}

/// An adverse event.
#[derive(Debug, Clone, Serialize)]
pub struct AdverseEvent {
    /// What happened.
    pub event: String,
    /// In which group.
    pub arm: Option<String>,
    /// To how many.
    pub n: Option<u32>,
    /// To how many in a hundred.
    pub percent: Option<f64>,
    /// Whether it was serious.
    pub serious: Option<bool>,
    /// A curator's remark.
    pub note: Option<String>,
}

impl From<&AdverseEventRecord> for AdverseEvent {
    fn from(a: &AdverseEventRecord) -> AdverseEvent {
        AdverseEvent {
            event: a.event.to_string(),
            arm: a.arm.as_ref().map(|s| s.to_string()),
            n: a.n,
            percent: a.percent,
            serious: a.serious,
            note: a.note.as_ref().map(|s| s.to_string()),
        }
    }
}

impl fmt::Display for AdverseEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.event)?;
        if let Some(arm) = &self.arm {
            write!(f, " ({arm})")?;
        }
        if let Some(n) = self.n {
            write!(f, ", n = {n}")?;
        }
        if let Some(p) = self.percent {
            write!(f, ", {} %", printed(p))?;
        }
        if self.serious == Some(true) {
            write!(f, ", serious")?;
        }
        Ok(())
    }
}

/// Something to keep in mind about a study.
#[derive(Debug, Clone, Serialize)]
pub struct Caveat {
    /// The caveat.
    pub text: String,
    /// The contradictions of the source documents that it records.
    pub contradictions: Vec<String>,
    /// The statements of the source documents that it stands for.
    pub seeds: Vec<String>,
    /// Where it was read.
    pub source: Option<Reference>,
}

impl fmt::Display for Caveat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
