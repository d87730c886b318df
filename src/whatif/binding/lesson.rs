//! What occupancies that were measured in people teach of a drug's hold on a target.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::{Aside, BindingConstant, BoundLigand, ConstantBasis, inputs, shares};
use crate::{
    graph::{
        KnowledgeGraph,
        record::{NodeId, OccupancyRecord},
        reference::Reference,
        study::GivenDose,
    },
    quantity::{Input, Interval, Z90},
    whatif::{assumptions as assume, engagement::Engagement},
};

/// One paper's measured occupancies of a drug at a target, as a correction of the computed ones.
#[derive(Debug, Clone)]
pub(crate) struct Lesson {
    source: NodeId,
    /// The logarithm of the factor by which the ratio of occupied to free receptors lies above the computed one.
    shift: f64,
    variance: f64,
}

/// The lessons of each drug at each target, from all papers.
pub(crate) type Lessons = BTreeMap<(NodeId, NodeId), Vec<Lesson>>;

/// How much more, or less, of a target a drug holds in living people than its concentration over its affinity says.
///
/// # Model
/// Each paper that measured the drug's occupancy of the target, at whatever dose, gives the factor by which the ratio of occupied
/// to free receptors lies above the computed one. On the logarithm, the papers are weighed by their variance (that of the
/// measurement, and that between papers) with the computed ratio itself, whose variance is that of affinity, unbound fraction and
/// passage into the brain. The range is that in which another paper would lie.
///
/// # Units
/// A factor without unit, times concentration over affinity.
///
/// # Assumptions
/// The factor is the same at all doses and times. Where exposure is computed too high or too low, the factor makes up for it.
#[derive(Debug, Clone, Serialize)]
pub struct InVivoFactor {
    factor: Interval,
    papers: Vec<String>,
}

impl InVivoFactor {
    /// The factor on concentration over affinity.
    pub fn factor(&self) -> Interval {
        self.factor
    }

    /// The papers, as they are named in a sentence.
    pub fn papers(&self) -> &[String] {
        &self.papers
    }
}

impl fmt::Display for InVivoFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "times {} by occupancies measured in people [{}]",
            self.factor,
            self.papers.join("; ")
        )
    }
}

/// The concentration in plasma that holds half of a target, from measured occupancies alone: for drugs without an affinity there.
pub(super) fn constant(
    kg: &KnowledgeGraph,
    compound: NodeId,
    target: NodeId,
    aside: &Aside,
) -> Option<BindingConstant> {
    if aside.all_in_vivo {
        return None;
    }
    let lessons: Vec<Lesson> = at(kg, compound, target, aside, true)
        .into_iter()
        .filter(|l| !aside.in_vivo_of.contains(&l.source))
        .collect();
    let values: Vec<f64> = lessons.iter().map(|l| (-l.shift).exp()).collect();
    Some(BindingConstant {
        basis: ConstantBasis::InVivo,
        nanomolar: Interval::over_papers(&values, assume::IN_VIVO_FOLD).ok()?,
        maximum: 1.0,
        papers: lessons
            .iter()
            .map(|l| kg.0.node(l.source).id.to_string())
            .collect(),
    })
}

/// The factor for a drug at a target, where other papers measured its occupancy. `spread` is the standard deviation of the
/// logarithm of concentration over affinity, exposure apart; `counted` names papers that the affinity rests on already.
pub(super) fn factor(
    kg: &KnowledgeGraph,
    compound: NodeId,
    target: NodeId,
    aside: &Aside,
    spread: f64,
    counted: &[String],
) -> Option<InVivoFactor> {
    if aside.all_in_vivo {
        return None;
    }
    let fresh;
    let lessons: &[Lesson] = if *aside == Aside::default() {
        kg.0.lessons
            .get_or_init(|| all(kg))
            .get(&(compound, target))?
    } else {
        fresh = at(kg, compound, target, aside, false);
        &fresh
    };
    let between = (assume::IN_VIVO_FOLD.ln() / Z90).powi(2);
    let mut weight = 1.0 / (spread * spread).max(1e-6);
    let mut sum = 0.0;
    let mut papers = Vec::new();
    for lesson in lessons {
        let source = Reference::new(kg, lesson.source);
        if aside.in_vivo_of.contains(&lesson.source) || counted.iter().any(|c| c == source.id()) {
            continue;
        }
        let w = 1.0 / (lesson.variance + between);
        weight += w;
        sum += w * lesson.shift;
        papers.push(source.citation());
    }
    if papers.is_empty() {
        return None;
    }
    let fold = (Z90 * (1.0 / weight + between).sqrt()).exp();
    let factor = Interval::within_fold((sum / weight).exp(), fold).ok()?;
    Some(InVivoFactor { factor, papers })
}

fn targets_of(r: &OccupancyRecord) -> impl Iterator<Item = NodeId> + '_ {
    std::iter::once(r.target).chain(r.together_with.iter().copied())
}

fn all(kg: &KnowledgeGraph) -> Lessons {
    let mut pairs: Vec<(NodeId, NodeId)> =
        kg.0.tables
            .occupancies
            .iter()
            .flat_map(|r| targets_of(r).map(|t| (r.compound, t)))
            .collect();
    pairs.sort();
    pairs.dedup();
    pairs
        .into_iter()
        .map(|(c, t)| ((c, t), at(kg, c, t, &Aside::default(), false)))
        .collect()
}

/// The lessons of one drug at one target, one a paper, in the order of the papers.
fn at(
    kg: &KnowledgeGraph,
    compound: NodeId,
    target: NodeId,
    aside: &Aside,
    without_affinity: bool,
) -> Vec<Lesson> {
    let mut papers: BTreeMap<NodeId, (f64, f64)> = BTreeMap::new();
    for r in &kg.0.tables.occupancies {
        if r.compound != compound || !targets_of(r).any(|t| t == target) {
            continue;
        }
        let Some(shift) = shift(kg, r, aside, without_affinity) else {
            continue;
        };
        let share = (r.percent / 100.0).clamp(0.0, 1.0);
        let slope = (share * (1.0 - share)).max(assume::FLATTEST_SLOPE);
        let weight = (slope / assume::MEASURED_OCCUPANCY_SD).powi(2);
        let (sum, weights) = papers.entry(r.source).or_default();
        *sum += weight * shift;
        *weights += weight;
    }
    papers
        .into_iter()
        .map(|(source, (sum, weight))| Lesson {
            source,
            shift: sum / weight,
            variance: 1.0 / weight,
        })
        .collect()
}

/// The logarithm of the factor on all ratios with which the computed share is the measured one.
///
/// Without affinities the factor is that on a concentration of 1 nM in plasma as the constant.
fn shift(
    kg: &KnowledgeGraph,
    r: &OccupancyRecord,
    aside: &Aside,
    without_affinity: bool,
) -> Option<f64> {
    let dose = GivenDose::from(&r.dose).to_dose()?;
    let dose = r.after_hours.map_or(dose, |h| dose.after_hours(h));
    let seen: Engagement = kg
        .engagement(&*kg.0.node(r.compound).id, dose)
        .ok()?
        .leaving_aside(aside.clone());
    if !seen.has_exposure() {
        return None;
    }
    let sites: Vec<Vec<BoundLigand>> = targets_of(r)
        .map(|t| {
            if without_affinity {
                Some(vec![seen.ligand_of_unit_constant(t)?])
            } else {
                seen.unlearnt_ligands(t, 0).ok()
            }
        })
        .collect::<Option<_>>()?;
    let computed = |shift: f64| -> Option<f64> {
        let mut sum = 0.0;
        for ligands in &sites {
            let x: Vec<f64> = inputs(ligands).iter().map(Input::value).collect();
            sum += shares(ligands, &scaled(ligands, &x, shift.exp()), 0.0)
                .ok()?
                .iter()
                .sum::<f64>();
        }
        Some(sum / sites.len() as f64)
    };
    let widest = if without_affinity {
        // From a plasma level of a picomolar to one of a millimolar.
        assume::LARGEST_SHIFT * 3.0
    } else {
        assume::LARGEST_SHIFT
    };
    let (mut low, mut high) = (-widest, widest);
    let least = assume::NEAREST_TO_ALL_OR_NONE;
    let most = computed(high)?.max(least) * (1.0 - least);
    let measured = (r.percent / 100.0).clamp(least, most.max(least));
    for _ in 0..48 {
        let middle = 0.5 * (low + high);
        if computed(middle)? < measured {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(0.5 * (low + high))
}

/// The inputs with every ligand's first factor of concentration multiplied.
fn scaled(ligands: &[BoundLigand], x: &[f64], factor: f64) -> Vec<f64> {
    let mut x = x.to_vec();
    let mut at = 0;
    for l in ligands {
        if let Some(first) = x.get_mut(at) {
            *first *= factor;
        }
        at += l.len();
    }
    x
}
