//! Affinity summaries: comparable numbers only, one value a paper, geometric means.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::{
    handles::Compound,
    measurement::Measurement,
    record::{MeasurementRecord, NodeId},
};
use crate::{
    display::{notebook::shown, number::short},
    error::Error,
    graph::claim::Claim,
    model::{
        action::Action,
        kind::Kind,
        measurement::{Bound, Method, Parameter, Tier},
        relation::Relation,
        species::Species,
    },
    quantity::Concentration,
};

/// Which numbers an affinity summary takes.
///
/// The default is Ki from radioligand binding, human if there is any, without subunits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AffinityPolicy {
    parameter: Parameter,
    species: Option<Species>,
    method: Option<Method>,
    members: bool,
}

impl Default for AffinityPolicy {
    fn default() -> Self {
        AffinityPolicy {
            parameter: Parameter::Ki,
            species: None,
            method: Some(Method::Binding),
            members: false,
        }
    }
}

impl AffinityPolicy {
    /// The default: Ki, radioligand binding, human first, no subunits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Another parameter. Values printed as its negative logarithm count as it.
    ///
    /// Asking for a parameter other than Ki or Kd takes every kind of assay, unless [`AffinityPolicy::method`] narrows it.
    pub fn parameter(mut self, parameter: Parameter) -> Self {
        self.parameter = parameter.linear();
        if !matches!(self.parameter, Parameter::Ki | Parameter::Kd) {
            self.method = None;
        }
        self
    }

    /// One species only.
    pub fn species(mut self, species: Species) -> Self {
        self.species = Some(species);
        self
    }

    /// One kind of assay only.
    pub fn method(mut self, method: Method) -> Self {
        self.method = Some(method);
        self
    }

    /// Every kind of assay.
    pub fn any_method(mut self) -> Self {
        self.method = None;
        self
    }

    /// Numbers of the target's subunits too.
    pub fn with_members(mut self) -> Self {
        self.members = true;
        self
    }

    pub(crate) fn taken(&self) -> Parameter {
        self.parameter
    }

    pub(crate) fn only_species(&self) -> Option<Species> {
        self.species
    }
}

impl fmt::Display for AffinityPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.parameter)?;
        match self.method {
            Some(method) => write!(f, " from {method}")?,
            None => write!(f, " from any assay")?,
        }
        match self.species {
            Some(species) => write!(f, ", {species} only")?,
            None => write!(f, ", human first")?,
        }
        if self.members {
            write!(f, ", subunits included")?;
        }
        Ok(())
    }
}

/// How tightly a compound binds: a summary over papers.
///
/// # Model
/// One value a paper, the geometric mean within it; then the geometric mean over papers.
/// Only measurements of one parameter, one kind of assay and one species are taken: human if there is any, else the species with most values.
/// A database's summary, a doubtful value and a value that may repeat another are left out.
/// A censored value bounds the range and moves no mean.
///
/// # Units
/// Concentrations; [`Affinity::pki`] is −log₁₀ of the molar value.
///
/// # Assumptions
/// Values from different papers are exchangeable: radioligand, buffer and construct are not modelled.
/// Values of one database without a paper count as one paper.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Affinity {
    compound: String,
    target: String,
    parameter: Parameter,
    species: Species,
    nanomolar: f64,
    lowest: f64,
    highest: f64,
    n: usize,
    at_least: Option<f64>,
    at_most: Option<f64>,
    values: Vec<(String, f64)>,
}

impl Affinity {
    /// The geometric mean over papers.
    pub fn ki(&self) -> Concentration {
        self.value()
    }

    /// The geometric mean over papers, whatever the parameter.
    pub fn value(&self) -> Concentration {
        Concentration::from_nanomolar(self.nanomolar)
    }

    /// −log₁₀ of the mean in mol/L.
    pub fn pki(&self) -> f64 {
        9.0 - self.nanomolar.log10()
    }

    /// The largest paper's value over the smallest; 1 for one value.
    pub fn fold_range(&self) -> f64 {
        self.highest / self.lowest
    }

    /// The number of papers.
    pub fn n(&self) -> usize {
        self.n
    }

    /// The smallest paper's value.
    pub fn lowest(&self) -> Concentration {
        Concentration::from_nanomolar(self.lowest)
    }

    /// The largest paper's value.
    pub fn highest(&self) -> Concentration {
        Concentration::from_nanomolar(self.highest)
    }

    /// The tightest lower limit among censored values ("> 10 µM").
    pub fn at_least(&self) -> Option<Concentration> {
        self.at_least.map(Concentration::from_nanomolar)
    }

    /// The tightest upper limit among censored values ("< 1 nM").
    pub fn at_most(&self) -> Option<Concentration> {
        self.at_most.map(Concentration::from_nanomolar)
    }

    /// The species whose values were taken.
    pub fn species(&self) -> Species {
        self.species
    }

    /// The parameter that was taken.
    pub fn parameter(&self) -> Parameter {
        self.parameter
    }

    /// The value of each paper in nM, by reference id.
    pub fn by_paper(&self) -> &[(String, f64)] {
        &self.values
    }

    /// The standard deviation of the natural logarithm over papers; `None` for one.
    pub fn log_sd(&self) -> Option<f64> {
        if self.n < 2 {
            return None;
        }
        let logs: Vec<f64> = self.values.iter().map(|(_, v)| v.ln()).collect();
        let mean = logs.iter().sum::<f64>() / logs.len() as f64;
        let ss: f64 = logs.iter().map(|l| (l - mean).powi(2)).sum();
        Some((ss / (logs.len() - 1) as f64).sqrt())
    }
}

impl fmt::Display for Affinity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} {} = {} nM ({}, ",
            self.compound,
            self.target,
            self.parameter,
            short(self.nanomolar),
            self.species
        )?;
        if self.n == 1 {
            write!(f, "one paper)")?;
        } else {
            write!(
                f,
                "{} papers, {}–{} nM)",
                self.n,
                short(self.lowest),
                short(self.highest)
            )?;
        }
        if let Some(limit) = self.at_least {
            write!(f, "; another paper says above {} nM", short(limit))?;
        }
        if let Some(limit) = self.at_most {
            write!(f, "; another paper says below {} nM", short(limit))?;
        }
        Ok(())
    }
}

shown!(Affinity);

/// Whether a summary takes a measurement, bar its species.
fn fits(m: &MeasurementRecord, policy: &AffinityPolicy) -> bool {
    m.parameter.linear() == policy.parameter
        && policy.method.is_none_or(|method| m.method == method)
        && m.tier == Tier::Primary
        && m.possibly_same.is_none()
        && m.doubt.is_none()
        && m.nanomolar().is_some_and(|v| v.is_finite() && v > 0.0)
}

impl Compound {
    /// How tightly the compound binds a target; `None` where no comparable number is curated.
    ///
    /// Takes Ki from radioligand binding: see [`Affinity`] and [`AffinityPolicy`] for what counts.
    ///
    /// # Errors
    /// Where no target has this name.
    pub fn affinity(&self, target: impl AsRef<str>) -> Result<Option<Affinity>, Error> {
        self.affinity_by(target, AffinityPolicy::default())
    }

    /// As [`Compound::affinity`], with another parameter, species, assay or with subunits.
    ///
    /// # Errors
    /// Where no target has this name.
    pub fn affinity_by(
        &self,
        target: impl AsRef<str>,
        policy: AffinityPolicy,
    ) -> Result<Option<Affinity>, Error> {
        let node = self
            .kg
            .resolve(target.as_ref(), &[Kind::Target], "target")?;
        Ok(self.affinity_at(node, policy))
    }

    pub(crate) fn affinity_at(&self, target: NodeId, policy: AffinityPolicy) -> Option<Affinity> {
        let numbers = self.numbers_at(target, policy)?;
        let logs: Vec<f64> = numbers.papers.iter().map(|(_, v)| v.ln()).collect();
        let nanomolar = match numbers.papers.as_slice() {
            [] => return None,
            [(_, only)] => *only,
            _ => mean(&logs).exp(),
        };
        let inner = &self.kg.0;
        let values: Vec<(String, f64)> = numbers
            .papers
            .iter()
            .map(|(source, value)| (inner.node(*source).id.to_string(), *value))
            .collect();
        Some(Affinity {
            compound: self.id().to_owned(),
            target: inner.node(target).id.to_string(),
            parameter: policy.parameter,
            species: numbers.species,
            nanomolar,
            lowest: values.iter().map(|(_, v)| *v).fold(f64::INFINITY, f64::min),
            highest: values.iter().map(|(_, v)| *v).fold(0.0, f64::max),
            n: values.len(),
            at_least: numbers.above.iter().copied().reduce(f64::max),
            at_most: numbers.below.iter().copied().reduce(f64::min),
            values,
        })
    }

    /// The comparable numbers at a target, limits among them; `None` where there is none.
    pub(crate) fn numbers_at(&self, target: NodeId, policy: AffinityPolicy) -> Option<Numbers> {
        let inner = &self.kg.0;
        let mut targets = vec![target];
        if policy.members {
            targets.extend(
                inner
                    .to(target)
                    .iter()
                    .map(|&c| inner.claim(c))
                    .filter(|c| c.relation == Relation::MemberOf)
                    .map(|c| c.subject),
            );
        }
        let taken: Vec<&MeasurementRecord> = inner
            .from(self.node)
            .iter()
            .map(|&c| inner.claim(c))
            .filter(|c| {
                matches!(c.relation, Relation::Binds | Relation::Acts)
                    && targets.contains(&c.object)
            })
            .flat_map(|c| &c.measurements)
            .filter(|m| fits(m, &policy))
            .collect();
        let species = policy.species.or_else(|| main_species(&taken))?;
        let mut papers: BTreeMap<NodeId, Vec<f64>> = BTreeMap::new();
        let (mut above, mut below) = (Vec::new(), Vec::new());
        for m in taken.into_iter().filter(|m| m.species == species) {
            let Some(value) = m.nanomolar() else { continue };
            match m.concentration_bound() {
                Bound::Equal | Bound::Approximately => {
                    papers.entry(m.source).or_default().push(value.ln())
                }
                Bound::Above | Bound::AtLeast => above.push(value),
                Bound::Below | Bound::AtMost => below.push(value),
                Bound::Unstated => {}
            }
        }
        let papers: Vec<(NodeId, f64)> = papers
            .into_iter()
            .map(|(source, logs)| (source, mean(&logs).exp()))
            .collect();
        let any = !papers.is_empty() || !above.is_empty() || !below.is_empty();
        any.then_some(Numbers {
            species,
            papers,
            above,
            below,
        })
    }

    /// What the compound does at a target: one entry a class that somebody claims, in the order of curation.
    ///
    /// # Errors
    /// Where no target has this name.
    pub fn actions(&self, target: impl AsRef<str>) -> Result<Vec<ActionClaim>, Error> {
        let node = self
            .kg
            .resolve(target.as_ref(), &[Kind::Target], "target")?;
        Ok(self.actions_at(node))
    }

    pub(crate) fn actions_at(&self, target: NodeId) -> Vec<ActionClaim> {
        self.outgoing(&[Relation::Acts])
            .filter(|c| c.record().object == target)
            .filter_map(|claim| {
                Some(ActionClaim {
                    action: claim.action()?,
                    claim,
                })
            })
            .collect()
    }
}

/// Comparable numbers at one target, in nM: a value a paper, and the limits that others give.
#[derive(Debug, Clone)]
pub(crate) struct Numbers {
    pub species: Species,
    pub papers: Vec<(NodeId, f64)>,
    pub above: Vec<f64>,
    pub below: Vec<f64>,
}

fn mean(logs: &[f64]) -> f64 {
    logs.iter().sum::<f64>() / logs.len() as f64
}

/// Human if there is any exact value, else the species with most of them; among equals the first of the vocabulary.
/// Where there are limits only, they decide in the same way.
fn main_species(taken: &[&MeasurementRecord]) -> Option<Species> {
    let exact = |m: &&&MeasurementRecord| {
        matches!(m.concentration_bound(), Bound::Equal | Bound::Approximately)
    };
    let limit = |m: &&&MeasurementRecord| m.concentration_bound().is_censored();
    let count = |wanted: &dyn Fn(&&&MeasurementRecord) -> bool| {
        let mut counts: BTreeMap<Species, usize> = BTreeMap::new();
        for m in taken.iter().filter(wanted) {
            *counts.entry(m.species).or_default() += 1;
        }
        counts
    };
    let mut counts = count(&exact);
    if counts.is_empty() {
        counts = count(&limit);
    }
    if counts.contains_key(&Species::Human) {
        return Some(Species::Human);
    }
    let most = counts.values().copied().max()?;
    counts.into_iter().find(|(_, n)| *n == most).map(|(s, _)| s)
}

/// A class of action that somebody claims at a target.
#[derive(Clone, PartialEq)]
pub struct ActionClaim {
    action: Action,
    claim: Claim,
}

impl ActionClaim {
    /// The class.
    pub fn action(&self) -> Action {
        self.action
    }

    /// The claim with its evidence.
    pub fn claim(&self) -> &Claim {
        &self.claim
    }

    /// Efficacies and functional potencies.
    pub fn efficacy(&self) -> Vec<Measurement> {
        self.claim.measurements()
    }
}

impl fmt::Display for ActionClaim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.claim)
    }
}

impl fmt::Debug for ActionClaim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ActionClaim({:?}: {})", self.action, self.claim)
    }
}

impl Serialize for ActionClaim {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.claim.serialize(serializer)
    }
}

shown!(ActionClaim);
