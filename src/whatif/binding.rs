//! Which constant says how a compound holds a target, and what share of it ligands hold together.

mod lesson;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::Serialize;

pub use lesson::InVivoFactor;
pub(crate) use lesson::Lessons;

use super::{
    assumptions as assume,
    exposure::{PlasmaLevel, receptor_half_time},
};
use crate::{
    error::Error,
    graph::{
        KnowledgeGraph,
        handles::Compound,
        record::{MeasurementRecord, NodeId},
    },
    model::{
        kind::Kind,
        measurement::{Bound, Method, Parameter, Tier, Unit},
        relation::Relation,
        species::Species,
    },
    pharmacology::lingering_occupancy,
    quantity::{Concentration, Estimate, Input, Interval, MolarMass, Scale},
};

/// Which kind of number stands for the affinity of a drug in the living brain, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
pub enum ConstantBasis {
    /// The concentration in plasma that held half of the target in living people.
    InVivo,
    /// Ki or Kd from radioligand binding at the human protein.
    HumanBinding,
    /// A database's summary, or a Ki at the human protein whose assay is not stated.
    HumanSummary,
    /// IC50 or Ki of uptake, of a current or of an enzyme, at the human protein.
    HumanFunction,
    /// Ki or Kd at another species' protein.
    OtherSpecies,
    /// IC50 of binding or function, or Kb, at any species' protein.
    OtherParameter,
    /// Only a limit is known: weaker than this.
    LowerLimit,
}

impl fmt::Display for ConstantBasis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            ConstantBasis::InVivo => "half-maximal plasma concentration in people",
            ConstantBasis::HumanBinding => "binding, human",
            ConstantBasis::HumanSummary => "database summary",
            ConstantBasis::HumanFunction => "function, human",
            ConstantBasis::OtherSpecies => "binding, species other or not stated",
            ConstantBasis::OtherParameter => "another parameter",
            ConstantBasis::LowerLimit => "only a limit is known",
        })
    }
}

impl ConstantBasis {
    /// Kinds of one rank are taken together: a summary mixes unknown assays, and function at the human protein says no less.
    fn rank(self) -> u8 {
        match self {
            ConstantBasis::InVivo => 0,
            ConstantBasis::HumanBinding => 1,
            ConstantBasis::HumanSummary | ConstantBasis::HumanFunction => 2,
            ConstantBasis::OtherSpecies => 3,
            ConstantBasis::OtherParameter => 4,
            ConstantBasis::LowerLimit => 5,
        }
    }
}

/// The constant that an occupancy rests on.
#[derive(Debug, Clone, Serialize)]
pub struct BindingConstant {
    basis: ConstantBasis,
    nanomolar: Interval,
    maximum: f64,
    papers: Vec<String>,
}

impl BindingConstant {
    /// A level of 1 nM in plasma, to measure others by.
    pub(crate) fn unit() -> BindingConstant {
        BindingConstant {
            basis: ConstantBasis::InVivo,
            nanomolar: Interval::exact(1.0),
            maximum: 1.0,
            papers: Vec::new(),
        }
    }

    /// The greatest occupancy of the curve that the constant was fitted with; 1 unless the paper printed less.
    pub fn maximum(&self) -> f64 {
        self.maximum
    }

    /// Which kind of number it is.
    pub fn basis(&self) -> ConstantBasis {
        self.basis
    }

    /// The constant in nM: of free drug, or of total drug in plasma where it was measured in people.
    pub fn nanomolar(&self) -> Interval {
        self.nanomolar
    }

    /// Whether it counts total drug in plasma.
    pub fn is_of_total_plasma(&self) -> bool {
        self.basis == ConstantBasis::InVivo
    }

    /// The ids of the papers, or of the databases, behind it.
    pub fn sources(&self) -> &[String] {
        &self.papers
    }
}

impl fmt::Display for BindingConstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = Concentration::from_nanomolar(self.nanomolar.value());
        let papers = self.papers.len();
        match self.basis {
            ConstantBasis::LowerLimit => {
                let limit = Concentration::from_nanomolar(self.nanomolar.low());
                write!(f, "above {limit}")
            }
            basis => write!(
                f,
                "{value} ({basis}, {papers} {})",
                if papers == 1 { "source" } else { "sources" }
            ),
        }
    }
}

/// What a question leaves aside: for the validation.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Aside {
    /// No concentration–occupancy constant and no measured occupancy from these references.
    pub in_vivo_of: BTreeSet<NodeId>,
    /// None at all.
    pub all_in_vivo: bool,
}

/// The numbers at one target, its subunits' where it has none of its own.
fn measurements(kg: &KnowledgeGraph, compound: NodeId, target: NodeId) -> Vec<&MeasurementRecord> {
    let inner = &kg.0;
    let at = |targets: &[NodeId]| -> Vec<&MeasurementRecord> {
        inner
            .from(compound)
            .iter()
            .map(|&c| inner.claim(c))
            .filter(|c| {
                matches!(c.relation, Relation::Binds | Relation::Acts)
                    && targets.contains(&c.object)
            })
            .flat_map(|c| &c.measurements)
            .filter(|m| {
                m.doubt.is_none()
                    && m.possibly_same.is_none()
                    && (!m.parameter.is_share() || m.method == Method::InVivo)
                    && m.parameter != Parameter::Km
                    && m.parameter != Parameter::Ed50
            })
            .collect()
    };
    let own = at(&[target]);
    if !own.is_empty() {
        return own;
    }
    let members: Vec<NodeId> = inner
        .to(target)
        .iter()
        .map(|&c| inner.claim(c))
        .filter(|c| c.relation == Relation::MemberOf)
        .map(|c| c.subject)
        .collect();
    at(&members)
}

fn basis_of(m: &MeasurementRecord) -> Option<ConstantBasis> {
    use ConstantBasis as B;
    use Parameter as P;
    let human = m.species == Species::Human;
    let parameter = m.parameter.linear();
    let affinity = matches!(parameter, P::Ki | P::Kd);
    Some(match (m.method, parameter) {
        (Method::InVivo, _) if !human || m.tier == Tier::Summary => return None,
        (Method::InVivo, P::Ec50 | P::Ic50 | P::Ki | P::Kd) => B::InVivo,
        (Method::InVivo, _) => return None,
        (Method::Binding, P::Ki | P::Kd) if human && m.tier == Tier::Primary => B::HumanBinding,
        (Method::Binding | Method::Unstated, P::Ki | P::Kd) if human => B::HumanSummary,
        (Method::Uptake | Method::Electrophysiology, P::Ki | P::Kd | P::Ic50 | P::Kb) if human => {
            B::HumanFunction
        }
        (Method::Binding | Method::Unstated, P::Ki | P::Kd) => B::OtherSpecies,
        (Method::Enzyme, _) if affinity => B::HumanFunction,
        (_, P::Ki | P::Kd | P::Ic50 | P::Kb) => B::OtherParameter,
        (Method::Functional, P::Ec50) => B::OtherParameter,
        _ => return None,
    })
}

/// The constant for a compound at a target.
///
/// The best kind that has an exact value is taken alone; only database summaries and function at the human protein, which rank
/// alike, are taken together. One value a paper, then the range over papers.
pub(crate) fn constant(
    kg: &KnowledgeGraph,
    compound: NodeId,
    target: NodeId,
    aside: &Aside,
) -> Option<BindingConstant> {
    let all = measurements(kg, compound, target);
    let mass = Compound::new(kg, compound)
        .molar_mass()
        .map(MolarMass::from_grams_per_mole);
    let nanomolar = |m: &MeasurementRecord| {
        m.nanomolar()
            .or_else(|| {
                let unit = m.unit.nanograms_per_millilitre()?;
                Some(
                    Concentration::from_nanograms_per_millilitre(m.value * unit, mass?)
                        .as_nanomolar(),
                )
            })
            .filter(|v| v.is_finite() && *v > 0.0)
    };
    let mut best: Option<ConstantBasis> = None;
    let mut papers: BTreeMap<NodeId, Vec<f64>> = BTreeMap::new();
    let mut at_least: Option<(f64, NodeId)> = None;
    let mut maxima: BTreeMap<NodeId, f64> = BTreeMap::new();
    for m in all {
        if m.parameter == Parameter::Emax {
            let share = match m.unit {
                Unit::Percent => m.value / 100.0,
                _ => m.value,
            };
            if share > 0.0 && share <= 1.0 {
                maxima.insert(m.source, share);
            }
            continue;
        }
        let (Some(basis), Some(value)) = (basis_of(m), nanomolar(m)) else {
            continue;
        };
        let hidden = aside.all_in_vivo
            || aside.in_vivo_of.contains(&m.source)
            || m.also.iter().any(|s| aside.in_vivo_of.contains(s));
        if basis == ConstantBasis::InVivo && hidden {
            continue;
        }
        match m.concentration_bound() {
            Bound::Equal | Bound::Approximately => {
                if best.is_none_or(|b| basis.rank() < b.rank()) {
                    best = Some(basis);
                    papers.clear();
                }
                if best.is_some_and(|b| b.rank() == basis.rank()) {
                    best = best.min(Some(basis));
                    papers.entry(m.source).or_default().push(value.ln());
                }
            }
            Bound::Above | Bound::AtLeast if at_least.is_none_or(|(v, _)| value > v) => {
                at_least = Some((value, m.source));
            }
            _ => {}
        }
    }
    let id = |n: &NodeId| kg.0.node(*n).id.to_string();
    let Some(basis) = best else {
        let (limit, source) = at_least?;
        return Some(BindingConstant {
            basis: ConstantBasis::LowerLimit,
            nanomolar: Interval::ordered(limit, limit * 3.0, limit * 100.0),
            maximum: 1.0,
            papers: vec![id(&source)],
        });
    };
    let values: Vec<f64> = papers
        .values()
        .map(|logs| (logs.iter().sum::<f64>() / logs.len() as f64).exp())
        .collect();
    let fold = if basis == ConstantBasis::InVivo {
        assume::IN_VIVO_FOLD
    } else {
        assume::AFFINITY_FOLD
    };
    let mut interval = Interval::over_papers(&values, fold).ok()?;
    if basis >= ConstantBasis::OtherSpecies || basis == ConstantBasis::HumanSummary {
        interval = interval.times(Interval::within_fold(1.0, assume::FALL_BACK_FOLD).ok()?);
    }
    let maximum = if basis == ConstantBasis::InVivo {
        let sum: f64 = papers
            .keys()
            .map(|p| maxima.get(p).copied().unwrap_or(1.0))
            .sum();
        sum / papers.len() as f64
    } else {
        1.0
    };
    Some(BindingConstant {
        basis,
        nanomolar: interval,
        maximum,
        papers: papers.keys().map(id).collect(),
    })
}

/// A ligand at one target: its concentration there, its constant, how slowly it leaves.
#[derive(Debug, Clone)]
pub(crate) struct BoundLigand {
    /// Which drug it counts for: a metabolite counts for its parent.
    pub drug: usize,
    /// The compound that sits on the target: the drug or a metabolite.
    pub node: NodeId,
    /// Factors whose product is the concentration at the peak.
    pub concentration: Vec<Input>,
    /// What the concentration has declined to since the peak.
    pub decline: Input,
    pub constant: Input,
    pub half_time: Option<Input>,
    pub hours_since_peak: f64,
    /// The greatest share that it can hold.
    pub maximum: f64,
    /// How many of the concentration's factors are those of plasma; the rest leads to the target.
    in_plasma: usize,
}

impl BoundLigand {
    /// The ligand that a level makes at a target, with the constant that it holds it by.
    pub fn new(
        kg: &KnowledgeGraph,
        drug: usize,
        level: &PlasmaLevel,
        constant: &BindingConstant,
        target: NodeId,
    ) -> Result<BoundLigand, Error> {
        let mut concentration = level.plasma_inputs();
        let decline = concentration.remove(1);
        let in_plasma = concentration.len();
        let name = level.analyte();
        let constant_name = if constant.is_of_total_plasma() {
            format!("the half-maximal plasma concentration of {name}")
        } else {
            concentration.push(level.unbound_input());
            concentration.push(level.brain_input());
            if constant.basis() != ConstantBasis::LowerLimit {
                concentration.push(Input::new(
                    format!(
                        "how the affinity of {name} in membranes carries over to the living brain"
                    ),
                    Interval::within_fold(1.0, assume::LIVING_BRAIN_FOLD)?,
                    "",
                ));
            }
            format!("the affinity of {name}")
        };
        let half_time = receptor_half_time(kg, level.analyte_node, target)
            .map(|i| Input::new(format!("the half-time of {name} at the receptor"), i, "h"));
        Ok(BoundLigand {
            drug,
            node: level.analyte_node,
            concentration,
            decline,
            constant: Input::new(constant_name, constant.nanomolar(), "nM"),
            half_time,
            hours_since_peak: level.hours_since_peak,
            maximum: constant.maximum(),
            in_plasma,
        })
    }

    /// The standard deviation of the logarithm of concentration over affinity, exposure apart.
    fn spread(&self) -> f64 {
        self.concentration
            .iter()
            .skip(self.in_plasma)
            .chain([&self.constant])
            .map(|i| i.spread().powi(2))
            .sum::<f64>()
            .sqrt()
    }

    /// Takes what was measured in people for what leads from plasma to the target.
    fn learn(mut self, factor: &InVivoFactor) -> BoundLigand {
        let (plasma, beyond) = self.concentration.split_at(self.in_plasma);
        let mut concentration = plasma.to_vec();
        concentration.extend(beyond.iter().cloned().map(Input::held));
        concentration.push(Input::new(
            "what measured occupancies say of concentration over affinity",
            factor.factor(),
            "",
        ));
        self.concentration = concentration;
        self.constant = self.constant.held();
        self
    }

    fn inputs(&self) -> impl Iterator<Item = Input> + '_ {
        self.concentration
            .iter()
            .chain([&self.decline, &self.constant])
            .chain(&self.half_time)
            .cloned()
    }

    fn len(&self) -> usize {
        self.concentration.len() + 2 + usize::from(self.half_time.is_some())
    }
}

/// The constant for a compound at a target, from affinities, or else from occupancies that were measured in people.
pub(crate) fn constant_or_learnt(
    kg: &KnowledgeGraph,
    compound: NodeId,
    target: NodeId,
    aside: &Aside,
) -> Option<BindingConstant> {
    constant(kg, compound, target, aside).or_else(|| lesson::constant(kg, compound, target, aside))
}

/// The ligands of one drug at a target as other papers' measured occupancies correct them, with that correction.
pub(crate) fn learnt(
    kg: &KnowledgeGraph,
    ligands: Vec<BoundLigand>,
    target: NodeId,
    constant: &BindingConstant,
    aside: &Aside,
) -> (Vec<BoundLigand>, Option<InVivoFactor>) {
    let Some(first) = ligands.first() else {
        return (ligands, None);
    };
    let counted: &[String] = if constant.is_of_total_plasma() {
        constant.sources()
    } else {
        &[]
    };
    let factor = lesson::factor(kg, first.node, target, aside, first.spread(), counted);
    match factor {
        Some(f) => (ligands.into_iter().map(|l| l.learn(&f)).collect(), Some(f)),
        None => (ligands, None),
    }
}

pub(crate) fn inputs(ligands: &[BoundLigand]) -> Vec<Input> {
    ligands.iter().flat_map(BoundLigand::inputs).collect()
}

/// The share that each ligand holds, from the values of [`inputs`], beside the occupancy ratio of endogenous ligands.
///
/// # Model
/// Gaddum's equation with the ratio concentration over constant of each ligand. A ligand with a known half-time at the receptor
/// keeps at least what it held at its peak, less what has left since; the others share the rest.
pub(crate) fn shares(
    ligands: &[BoundLigand],
    x: &[f64],
    endogenous: f64,
) -> Result<Vec<f64>, Error> {
    let mut now = Vec::with_capacity(ligands.len());
    let mut held = Vec::with_capacity(ligands.len());
    let mut rest = x;
    let mut all = 1.0 + endogenous;
    for l in ligands {
        let (own, others) = rest.split_at(l.len().min(rest.len()));
        rest = others;
        let n = l.concentration.len();
        let peak: f64 = own.iter().take(n).product();
        let decline = own.get(n).copied().unwrap_or(1.0);
        let constant = own.get(n + 1).copied().unwrap_or(1.0);
        let at_peak = peak / constant;
        let ratio = at_peak * decline;
        if !ratio.is_finite() {
            return Err(Error::invalid(
                "occupancy ratio",
                ratio,
                "it is not a finite number",
                "concentrations and constants within the range of f64",
            ));
        }
        all += ratio;
        now.push(ratio);
        held.push(match own.get(n + 2) {
            Some(&half_time) if decline < 1.0 => {
                let theta = at_peak / (1.0 + endogenous + at_peak);
                Some((theta, half_time, l.hours_since_peak))
            }
            _ => None,
        });
    }
    let mut shares: Vec<f64> = now.iter().map(|r| r / all).collect();
    for k in 0..ligands.len() {
        let Some((theta, half_time, hours)) = held.get(k).copied().flatten() else {
            continue;
        };
        let before = shares.get(k).copied().unwrap_or(0.0);
        let lingering = lingering_occupancy(theta, hours, half_time, before)?;
        if lingering > before && before < 1.0 {
            let left = (1.0 - lingering) / (1.0 - before);
            for (j, share) in shares.iter_mut().enumerate() {
                *share = if j == k { lingering } else { *share * left };
            }
        }
    }
    for (share, l) in shares.iter_mut().zip(ligands) {
        *share *= l.maximum;
    }
    Ok(shares)
}

/// The share that one drug and its metabolites hold.
pub(crate) fn occupancy_of(
    ligands: &[BoundLigand],
    drug: usize,
    endogenous: Interval,
) -> Result<Estimate, Error> {
    let mut all = inputs(ligands);
    all.push(Input::new(
        "what endogenous ligands hold, as a ratio,",
        endogenous,
        "",
    ));
    // A fitted curve with a maximum of its own says where it ends.
    let ends = ligands.iter().any(|l| l.maximum < 1.0);
    let (least, most) = if ends {
        (1.0, 1.0)
    } else {
        assume::GREATEST_SHARE
    };
    all.push(Input::new(
        "the greatest share that can be seen to be held",
        Interval::ordered(least, most, most),
        "",
    ));
    let last = all.len() - 2;
    Estimate::propagate(Scale::Fraction, &all, |x| {
        let (own, rest) = x.split_at(last);
        let (tone, greatest) = match *rest {
            [tone, greatest] => (tone, greatest),
            _ => (0.0, 1.0),
        };
        let shares = shares(ligands, own, tone)?;
        let mine: f64 = ligands
            .iter()
            .zip(&shares)
            .filter(|(l, _)| l.drug == drug)
            .map(|(_, s)| s)
            .sum();
        Ok((mine * greatest).clamp(0.0, 1.0))
    })
}

/// Compounds by name, targets by name: one place for both questions.
pub(crate) fn find(kg: &KnowledgeGraph, name: &str, kind: Kind) -> Result<NodeId, Error> {
    let what = if kind == Kind::Target {
        "target"
    } else {
        "compound"
    };
    kg.resolve(name, &[kind], what)
}
