//! The question how one thing moves another.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::{
    edges::{Rules, ingredients, outside},
    search::MOST_STEPS,
};
use crate::{
    display::{
        notebook::{Show, shown},
        text,
    },
    error::Error,
    graph::{Inner, KnowledgeGraph, record::NodeId},
    model::{
        kind::Kind,
        relation::Relation,
        sign::Sign,
        species::{Sex, Species},
    },
    whatif::constants::UNDER_STRESS,
};

/// The question by which mechanism one thing moves another: a drug an effect, a receptor a symptom.
///
/// It is a value of its own: it can be printed, kept and asked of several graphs.
/// Names are looked up when it is asked, so a misspelt one is an error there.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use opiograph::*;
/// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
/// let q = MechanismQuery::new("codeine", "analgesia").max_steps(6).limit(3);
/// assert_eq!(
///     q.to_string(),
///     "how codeine moves analgesia: the 3 best paths of at most 6 steps"
/// );
/// let paths = kg.mechanisms(&q)?;
/// assert_eq!(paths[0].sign(), Sign::Positive);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MechanismQuery {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) max_steps: usize,
    pub(super) limit: usize,
    pub(super) through: Vec<String>,
    pub(super) avoiding: Vec<String>,
    pub(super) sign: Option<Sign>,
    pub(super) without_disputed: bool,
    pub(super) species: Option<Species>,
    pub(super) sex: Option<Sex>,
    pub(super) phase: Option<String>,
    pub(super) under_stress: Option<bool>,
    pub(super) beside_full_agonist: bool,
    pub(super) surest_action: bool,
}

/// The most paths that one question may ask for.
const MOST_PATHS: usize = 1000;

impl MechanismQuery {
    /// How `from` (anything) moves `to` (an effect, condition, process or target). At most 8 steps and 5 paths unless said otherwise.
    pub fn new(from: impl AsRef<str>, to: impl AsRef<str>) -> MechanismQuery {
        MechanismQuery {
            from: from.as_ref().to_owned(),
            to: to.as_ref().to_owned(),
            max_steps: 8,
            limit: 5,
            through: Vec::new(),
            avoiding: Vec::new(),
            sign: None,
            without_disputed: false,
            species: None,
            sex: None,
            phase: None,
            under_stress: None,
            beside_full_agonist: false,
            surest_action: false,
        }
    }

    /// The most steps that a path may have: 1 to 16.
    pub fn max_steps(mut self, steps: usize) -> Self {
        self.max_steps = steps;
        self
    }

    /// The most paths: 1 to 1000.
    pub fn limit(mut self, paths: usize) -> Self {
        self.limit = paths;
        self
    }

    /// Only paths that pass through this thing. May be said several times; all must be passed.
    pub fn through(mut self, name: impl AsRef<str>) -> Self {
        self.through.push(name.as_ref().to_owned());
        self
    }

    /// No path that passes through this thing. May be said several times.
    pub fn avoiding(mut self, name: impl AsRef<str>) -> Self {
        self.avoiding.push(name.as_ref().to_owned());
        self
    }

    /// Only paths that move the end this way.
    pub fn sign(mut self, sign: Sign) -> Self {
        self.sign = Some(sign);
        self
    }

    /// No claim that has evidence against it.
    pub fn without_disputed(mut self) -> Self {
        self.without_disputed = true;
        self
    }

    /// No claim that is confined to other species.
    pub fn in_species(mut self, species: Species) -> Self {
        self.species = Some(species);
        self
    }

    /// No claim that is confined to the other sex.
    pub fn in_sex(mut self, sex: Sex) -> Self {
        self.sex = Some(sex);
        self
    }

    /// No claim that is confined to another phase ("acute", "sustained", "chronic").
    pub fn in_phase(mut self, phase: impl AsRef<str>) -> Self {
        self.phase = Some(phase.as_ref().to_owned());
        self
    }

    /// Endogenous tone as it is under stress: what an antagonist takes away then.
    ///
    /// Without this and without [`MechanismQuery::at_rest`] the end decides: depression, anhedonia, craving and their like are suffered under stress.
    pub fn under_stress(mut self) -> Self {
        self.under_stress = Some(true);
        self
    }

    /// Endogenous tone as it is at rest.
    pub fn at_rest(mut self) -> Self {
        self.under_stress = Some(false);
        self
    }

    /// Partial agonists displace a fuller agonist, rather than acting alone: their step counts as a decrease.
    pub fn beside_full_agonist(mut self) -> Self {
        self.beside_full_agonist = true;
        self
    }

    /// Of paths that differ only in the class of an action at one target (full or partial agonist, antagonist or inverse agonist) and point the
    /// same way, only the surest: the others would read as the same path twice. What the other classes say still stands beneath the step.
    ///
    /// ```
    /// use opiograph::{MechanismQuery, curated};
    ///
    /// let q = MechanismQuery::new("morphine", "ventilation").limit(20);
    /// let kg = curated();
    /// assert!(kg.mechanisms(&q.clone().surest_action())?.len() <= kg.mechanisms(&q)?.len());
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    pub fn surest_action(mut self) -> Self {
        self.surest_action = true;
        self
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        if !(1..=MOST_STEPS).contains(&self.max_steps) {
            return Err(Error::invalid(
                "max_steps",
                self.max_steps,
                "a path has at least one step, and the search is bounded",
                "use 1 to 16",
            ));
        }
        if !(1..=MOST_PATHS).contains(&self.limit) {
            return Err(Error::invalid(
                "limit",
                self.limit,
                "a question asks for at least one path, and for no more than can be read",
                "use 1 to 1000",
            ));
        }
        Ok(())
    }

    pub(super) fn ends(&self, kg: &KnowledgeGraph) -> Result<(NodeId, NodeId), Error> {
        let from = kg.any(&self.from)?;
        let to = end(kg, &self.to)?;
        if from == to {
            return Err(Error::invalid(
                "the end of a mechanism",
                &self.to,
                "a thing does not move itself",
                "name two different things",
            ));
        }
        Ok((from, to))
    }

    pub(super) fn rules(
        &self,
        kg: &KnowledgeGraph,
        from: NodeId,
        to: NodeId,
    ) -> Result<Rules, Error> {
        let suffered = is_suffered_under_stress(&kg.0, to);
        let all = |names: &[String]| names.iter().map(|n| kg.any(n)).collect::<Result<_, _>>();
        Ok(Rules {
            avoiding: all(&self.avoiding)?,
            without_disputed: self.without_disputed,
            species: self.species,
            sex: self.sex,
            phase: self.phase.clone(),
            under_stress: self.under_stress.unwrap_or(suffered),
            beside_full_agonist: self.beside_full_agonist,
            ingredients: ingredients(&kg.0, from),
            outside: outside(&kg.0, from),
            engaged: BTreeMap::new(),
        })
    }
}

const ENDS: [&[Kind]; 3] = [
    &[Kind::Effect, Kind::Condition],
    &[Kind::Process],
    &[Kind::Target],
];

/// Whether an effect, or a symptom of a condition, is suffered under stress.
fn is_suffered_under_stress(inner: &Inner, end: NodeId) -> bool {
    let is_listed = |n: NodeId| UNDER_STRESS.contains(&&*inner.node(n).id);
    let claims = inner.to(end).iter().map(|&c| inner.claim(c));
    is_listed(end)
        || claims
            .into_iter()
            .any(|c| c.relation == Relation::SymptomOf && is_listed(c.subject))
}

/// The thing at the end of a mechanism: effects come before processes and targets of the same name.
fn end(kg: &KnowledgeGraph, name: &str) -> Result<NodeId, Error> {
    for kinds in ENDS {
        match kg.resolve(name, kinds, "effect, condition, process or target") {
            Err(e) if e.is_not_found() => {}
            other => return other,
        }
    }
    match kg.any(name) {
        Ok(other) => Err(Error::invalid(
            "the end of a mechanism",
            name,
            &format!("it is a {}", kg.0.node(other).kind),
            "ask for an effect, condition, process or target",
        )),
        Err(_) => kg.resolve(name, &ENDS.concat(), "effect, condition, process or target"),
    }
}

impl fmt::Display for MechanismQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |n| if n == 1 { "" } else { "s" };
        let best = match self.limit {
            1 => "the best path".to_owned(),
            n => format!("the {n} best paths"),
        };
        let verb = match self.sign {
            None => "moves",
            Some(sign) => sign.label(),
        };
        write!(
            f,
            "how {} {verb} {}: {best} of at most {} step{}",
            self.from,
            self.to,
            self.max_steps,
            plural(self.max_steps)
        )?;
        if !self.through.is_empty() {
            write!(f, ", through {}", text::and(&self.through))?;
        }
        if !self.avoiding.is_empty() {
            write!(f, ", avoiding {}", text::and(&self.avoiding))?;
        }
        if let Some(species) = self.species {
            write!(f, ", species {species}")?;
        }
        if let Some(sex) = self.sex {
            write!(f, ", in {sex} subjects")?;
        }
        if let Some(phase) = &self.phase {
            write!(f, ", {phase}")?;
        }
        for (said, words) in [
            (self.without_disputed, "without disputed claims"),
            (self.under_stress == Some(true), "under stress"),
            (self.under_stress == Some(false), "at rest"),
            (self.beside_full_agonist, "beside a full agonist"),
            (self.surest_action, "one action a target"),
        ] {
            if said {
                write!(f, ", {words}")?;
            }
        }
        Ok(())
    }
}

impl Show for MechanismQuery {}
shown!(MechanismQuery);
