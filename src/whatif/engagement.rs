//! How far a dose of a drug occupies each of its targets.

mod show;

use std::{cmp::Ordering, fmt};

use serde::Serialize;

use super::{
    binding::{self, Aside, BindingConstant, BoundLigand, InVivoFactor, find},
    exposure::{self, ExposureBasis, PlasmaLevel},
};
use crate::{
    display::{
        notebook::{Show, shown},
        text,
    },
    error::Error,
    exposure::ratio::ExposureRatio,
    graph::{
        KnowledgeGraph,
        record::{NodeData, NodeId},
        study::GivenDose,
        tests::MeasuredOccupancy,
    },
    model::{kind::Kind, kind::TargetKind, relation::Relation},
    quantity::{Dose, Estimate, Interval},
};

/// From this occupancy on a target counts as engaged.
const ENGAGED: f64 = 0.1;
/// A measured occupancy without a printed range is taken for right to within this.
const MEASURED_WITHIN: f64 = 0.1;

/// Whether a dose engages a target: a judgement on the range of the occupancy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Verdict {
    /// At least a tenth is occupied, wherever in its range the truth lies.
    Engaged,
    /// Less than a tenth is occupied, wherever in its range the truth lies.
    NotEngaged,
    /// The range holds both.
    Doubtful,
    /// An input is missing.
    Unknown,
}

impl Verdict {
    fn of(occupancy: &Estimate) -> Verdict {
        if occupancy.low() >= ENGAGED {
            Verdict::Engaged
        } else if occupancy.high() < ENGAGED {
            Verdict::NotEngaged
        } else {
            Verdict::Doubtful
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Verdict::Engaged => "engaged",
            Verdict::NotEngaged => "not engaged",
            Verdict::Doubtful => "doubtful",
            Verdict::Unknown => "unknown",
        })
    }
}

/// What a dose of a drug engages: free concentration against affinity, target by target.
///
/// # Model
/// Mass action, θ = ΣCᵢ/Kᵢ / (1 + ΣCᵢ/Kᵢ), over the drug and those of its metabolites whose exposure, unbound fraction and
/// affinity are curated. C is the free concentration ([`PlasmaLevel`]), K the affinity ([`BindingConstant`]): first a
/// half-maximal plasma concentration measured in people (then C is total plasma), then Ki by radioligand binding at the human
/// protein, then what is further from it, with a wider range. Where papers measured the drug's occupancy of the target, at whatever
/// dose, C/K is corrected by what they found ([`InVivoFactor`]). A drug whose half-time at the receptor is known keeps what it held
/// at the peak, less what has left since.
///
/// # Units
/// Concentrations in nM, occupancies as fractions, 0 to 1.
///
/// # Assumptions
/// Equilibrium between free drug in plasma and at the target, one site, no competition (see
/// [`Scenario`](crate::Scenario) for that). Ranges hold nine in ten; they carry the spread between papers and what is known of the
/// step from membranes to the living brain. Differences between people are left out.
///
/// # Reference
/// Finlay, Duffull and Glass 2020, PMID 31975518, doi:10.1111/bph.14988;
/// that free concentration in brain predicts occupancy: Watson and others 2009, PMID 19158315, doi:10.1124/dmd.108.022814.
#[derive(Clone)]
pub struct Engagement {
    kg: KnowledgeGraph,
    compound: NodeId,
    dose: Dose,
    levels: Vec<PlasmaLevel>,
    left_out: Vec<String>,
    prefer_measured: bool,
    exposure_changed: bool,
    aside: Aside,
}

/// One target of an [`Engagement`].
#[derive(Debug, Clone, Serialize)]
pub struct TargetEngagement {
    target: String,
    free_nanomolar: Option<Estimate>,
    constant: Option<BindingConstant>,
    in_vivo_factor: Option<InVivoFactor>,
    occupancy: Option<Estimate>,
    verdict: Verdict,
    measured: bool,
    why: Vec<String>,
}

impl TargetEngagement {
    /// The id of the target.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The free concentration of the drug at the target, in nM.
    pub fn free_nanomolar(&self) -> Option<&Estimate> {
        self.free_nanomolar.as_ref()
    }

    /// The constant that its occupancy rests on.
    pub fn constant(&self) -> Option<&BindingConstant> {
        self.constant.as_ref()
    }

    /// What occupancies that were measured in people, at whatever dose, make of concentration over affinity.
    pub fn in_vivo_factor(&self) -> Option<&InVivoFactor> {
        self.in_vivo_factor.as_ref()
    }

    /// The occupied share, where all inputs are known.
    pub fn occupancy(&self) -> Option<&Estimate> {
        self.occupancy.as_ref()
    }

    /// The judgement.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Whether the occupancy was measured rather than computed.
    pub fn is_measured(&self) -> bool {
        self.measured
    }

    /// What made the range wide, or what is missing.
    pub fn why(&self) -> &[String] {
        &self.why
    }
}

impl fmt::Display for TargetEngagement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.target, self.verdict)?;
        if let Some(o) = &self.occupancy {
            write!(f, ", occupancy {}", percent(o))?;
        }
        if let Some(c) = &self.constant {
            write!(f, ", affinity {c}")?;
        }
        if let Some(factor) = &self.in_vivo_factor {
            write!(f, ", {factor}")?;
        }
        for why in &self.why {
            write!(f, "; {why}")?;
        }
        Ok(())
    }
}

impl Show for TargetEngagement {}
shown!(TargetEngagement);

impl KnowledgeGraph {
    /// What a dose of a drug engages: per target, free concentration against affinity.
    ///
    /// A plain dose is looked at when its concentration peaks; [`Dose::after_hours`] looks later.
    ///
    /// # Errors
    /// No compound of that name; a dose that cannot be given, names no route, or lies far from any that was studied; no exposure
    /// by that route ([`Error::is_missing_input`]).
    ///
    /// ```
    /// use opiograph::{Dose, Route, Verdict, curated};
    ///
    /// let dose = Dose::milligrams(50.0).route(Route::Oral);
    /// let seen = curated().engagement("naltrexone", dose)?;
    /// assert_eq!(seen.verdict("MOR")?, Verdict::Engaged);
    /// assert!(seen.occupancy("DOR")?.value() < seen.occupancy("MOR")?.value());
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    pub fn engagement(&self, compound: impl AsRef<str>, dose: Dose) -> Result<Engagement, Error> {
        let compound = find(self, compound.as_ref(), Kind::Compound)?;
        let parent = exposure::level(self, compound, compound, &dose)?;
        let route = dose.given_by();
        let mut levels = vec![parent];
        let mut left_out = Vec::new();
        for m in route
            .map(|r| exposure::metabolites(self, compound, r))
            .unwrap_or_default()
        {
            let id = self.0.node(m).id.to_string();
            match exposure::level(self, compound, m, &dose) {
                Ok(level) if level.is_unbound_fraction_known() => levels.push(level),
                Ok(_) => left_out.push(format!(
                    "{id} is not counted: its unbound fraction is not curated"
                )),
                Err(e) => left_out.push(format!("{id} is not counted: {e}")),
            }
        }
        Ok(Engagement {
            kg: self.clone(),
            compound,
            dose,
            levels,
            left_out,
            prefer_measured: false,
            exposure_changed: false,
            aside: Aside::default(),
        })
    }
}

impl Engagement {
    pub(crate) fn leaving_aside(mut self, aside: Aside) -> Engagement {
        self.aside = aside;
        self
    }

    /// Puts an occupancy that was measured at this dose before a computed one.
    pub fn prefer_measured(mut self) -> Engagement {
        self.prefer_measured = true;
        self
    }

    /// Multiplies the drug's exposure, or that of a metabolite that is counted, by what a genotype or co-medication does to it.
    ///
    /// The ratio is one of areas under the curve and is taken for that of the concentrations at the asked time: right for the
    /// average at steady state, too much for the peak of a single dose. Occupancies that were measured without the change are no
    /// longer preferred.
    ///
    /// ```
    /// use opiograph::{Dose, Route, curated};
    ///
    /// let kg = curated();
    /// let dose = Dose::milligrams(45.0).route(Route::Oral).every_hours(12.0);
    /// let alone = kg.engagement("dextromethorphan", dose)?;
    /// let with_bupropion = kg.auc_ratio("dextromethorphan").with("bupropion").predict()?;
    /// let raised = alone.clone().with_ratio(&with_bupropion)?;
    /// assert!(raised.occupancy("SIGMA1")?.value() > alone.occupancy("SIGMA1")?.value());
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    ///
    /// # Errors
    /// A ratio of a drug that is not counted here.
    pub fn with_ratio(self, ratio: &ExposureRatio) -> Result<Engagement, Error> {
        let of = ratio.measured();
        let counted = |l: &PlasmaLevel| l.compound() == ratio.drug() && l.analyte() == of;
        match self.levels.iter().position(counted) {
            Some(at) => self.with_level_times(at, ratio.estimate().interval(), ratio.question()),
            None => {
                let counted: Vec<String> = self.levels.iter().map(|l| l.analyte().into()).collect();
                Err(Error::invalid(
                    "exposure ratio",
                    format_args!("of {of} after {}", ratio.drug()),
                    "is not of an exposure that is counted here",
                    &format!(
                        "a ratio of {} after {}",
                        text::and(&counted),
                        self.compound()
                    ),
                ))
            }
        }
    }

    /// Multiplies the drug's exposure by a ratio of the caller's; [`Engagement::with_ratio`] takes a predicted one.
    ///
    /// # Errors
    /// A ratio that is not above zero.
    pub fn with_exposure_ratio(
        self,
        ratio: Interval,
        because_of: impl AsRef<str>,
    ) -> Result<Engagement, Error> {
        self.with_level_times(0, ratio, because_of.as_ref())
    }

    fn with_level_times(
        mut self,
        at: usize,
        ratio: Interval,
        why: &str,
    ) -> Result<Engagement, Error> {
        crate::quantity::positive("exposure ratio", ratio.low(), "", 1e6)?;
        crate::quantity::positive("exposure ratio", ratio.high(), "", 1e6)?;
        if let Some(level) = self.levels.get_mut(at) {
            level.scale(ratio, why);
            self.exposure_changed = true;
        }
        Ok(self)
    }

    /// The id of the drug.
    pub fn compound(&self) -> &str {
        &self.kg.0.node(self.compound).id
    }

    /// The dose.
    pub fn dose(&self) -> &Dose {
        &self.dose
    }

    /// The drug's own concentration, then those of its metabolites.
    pub fn levels(&self) -> &[PlasmaLevel] {
        &self.levels
    }

    /// The occupied share of a target, 0 to 1, by the drug and its metabolites.
    ///
    /// # Errors
    /// No target of that name; no affinity for it ([`Error::is_missing_input`]).
    pub fn occupancy(&self, target: impl AsRef<str>) -> Result<Estimate, Error> {
        let target = find(&self.kg, target.as_ref(), Kind::Target)?;
        self.occupancy_at(target)
    }

    pub(crate) fn occupancy_at(&self, target: NodeId) -> Result<Estimate, Error> {
        if self.prefer_measured
            && let Some(measured) = self.measured_at(target)
        {
            return Ok(measured);
        }
        let ligands = self.ligands(target)?;
        let mut estimate = binding::occupancy_of(&ligands, 0, Interval::exact(0.0))?;
        for level in &self.levels {
            if level.is_peripheral() {
                estimate = estimate.with_note(format!(
                    "{} stays outside the brain: this is the occupancy in the periphery",
                    level.analyte()
                ));
            }
            if level.basis() == ExposureBasis::Bounded {
                estimate = estimate.with_note(
                    "no exposure is curated: the concentration is only bounded by the plasma volume",
                );
            }
        }
        Ok(estimate)
    }

    /// The drug and its metabolites at a target.
    pub(crate) fn ligands(&self, target: NodeId) -> Result<Vec<BoundLigand>, Error> {
        self.ligands_as(target, 0)
    }

    pub(crate) fn ligands_as(
        &self,
        target: NodeId,
        drug: usize,
    ) -> Result<Vec<BoundLigand>, Error> {
        Ok(self.learnt_ligands(target, drug)?.0)
    }

    fn learnt_ligands(
        &self,
        target: NodeId,
        drug: usize,
    ) -> Result<(Vec<BoundLigand>, Option<InVivoFactor>), Error> {
        let ligands = self.unlearnt_ligands(target, drug)?;
        Ok(match self.constant(target) {
            Some(c) => binding::learnt(&self.kg, ligands, target, &c, &self.aside),
            None => (ligands, None),
        })
    }

    /// The ligands by their affinities alone.
    pub(crate) fn unlearnt_ligands(
        &self,
        target: NodeId,
        drug: usize,
    ) -> Result<Vec<BoundLigand>, Error> {
        let mut ligands = Vec::with_capacity(self.levels.len());
        for (i, level) in self.levels.iter().enumerate() {
            let constant = if i == 0 {
                self.constant(target)
            } else {
                binding::constant(&self.kg, level.analyte_node, target, &self.aside)
            };
            match constant {
                Some(c) => ligands.push(BoundLigand::new(&self.kg, drug, level, &c, target)?),
                None if i == 0 => return Err(self.no_affinity(target)),
                None => {}
            }
        }
        Ok(ligands)
    }

    fn constant(&self, target: NodeId) -> Option<BindingConstant> {
        binding::constant_or_learnt(&self.kg, self.compound, target, &self.aside)
    }

    /// The drug as if 1 nM in plasma held half of the target.
    pub(crate) fn ligand_of_unit_constant(&self, target: NodeId) -> Option<BoundLigand> {
        let level = self.levels.first()?;
        BoundLigand::new(&self.kg, 0, level, &BindingConstant::unit(), target).ok()
    }

    /// Whether the drug's concentration comes from a source rather than from a bound.
    pub(crate) fn has_exposure(&self) -> bool {
        let known = |l: &PlasmaLevel| l.basis() != ExposureBasis::Bounded;
        self.levels.first().is_some_and(known)
    }

    fn no_affinity(&self, target: NodeId) -> Error {
        let id = &self.kg.0.node(target).id;
        let known: Vec<String> = self
            .target_nodes()
            .iter()
            .map(|&t| self.kg.0.node(t).id.to_string())
            .collect();
        let known = if known.is_empty() {
            "no affinity of it is curated at any target".to_owned()
        } else {
            format!("its affinity is curated at {}", text::and(&known))
        };
        Error::missing(
            self.compound(),
            &format!("an affinity for {id}"),
            "the occupancy",
            &known,
        )
    }

    /// Whether the dose engages a target; [`Verdict::Unknown`] where an input is missing.
    ///
    /// # Errors
    /// No target of that name.
    pub fn verdict(&self, target: impl AsRef<str>) -> Result<Verdict, Error> {
        let target = find(&self.kg, target.as_ref(), Kind::Target)?;
        match self.occupancy_at(target) {
            Ok(o) => Ok(Verdict::of(&o)),
            Err(e) if e.is_missing_input() => Ok(Verdict::Unknown),
            Err(e) => Err(e),
        }
    }

    /// Free concentration, affinity, occupancy and verdict at one target.
    ///
    /// # Errors
    /// No target of that name.
    pub fn at(&self, target: impl AsRef<str>) -> Result<TargetEngagement, Error> {
        let target = find(&self.kg, target.as_ref(), Kind::Target)?;
        Ok(self.at_node(target))
    }

    fn at_node(&self, target: NodeId) -> TargetEngagement {
        let constant = self.constant(target);
        let measured = self.prefer_measured && self.measured_at(target).is_some();
        let (occupancy, verdict, why) = match self.occupancy_at(target) {
            Ok(o) => {
                let verdict = Verdict::of(&o);
                let why = o.notes().to_vec();
                (Some(o), verdict, why)
            }
            Err(e) => (None, Verdict::Unknown, vec![e.to_string()]),
        };
        TargetEngagement {
            target: self.kg.0.node(target).id.to_string(),
            free_nanomolar: self.levels.first().map(PlasmaLevel::at_target),
            constant,
            in_vivo_factor: self.learnt_ligands(target, 0).ok().and_then(|(_, f)| f),
            occupancy,
            verdict,
            measured,
            why,
        }
    }

    /// Every target at which the drug's affinity is curated, most occupied first. Drug-metabolising enzymes are left out.
    pub fn targets(&self) -> Vec<TargetEngagement> {
        let mut all: Vec<TargetEngagement> = self
            .target_nodes()
            .into_iter()
            .map(|t| self.at_node(t))
            .collect();
        let value = |t: &TargetEngagement| t.occupancy().map_or(-1.0, Estimate::value);
        all.sort_by(|a, b| {
            value(b)
                .partial_cmp(&value(a))
                .unwrap_or(Ordering::Equal)
                .then_with(|| a.target.cmp(&b.target))
        });
        all
    }

    fn target_nodes(&self) -> Vec<NodeId> {
        let inner = &self.kg.0;
        let is_site = |n: NodeId| match &inner.node(n).data {
            NodeData::Target(t) => {
                !(t.kind == TargetKind::Enzyme && inner.node(n).id.starts_with("CYP")
                    || t.kind == TargetKind::Subunit)
            }
            _ => false,
        };
        let mut targets: Vec<NodeId> = inner
            .from(self.compound)
            .iter()
            .map(|&c| inner.claim(c))
            .filter(|c| {
                matches!(c.relation, Relation::Binds | Relation::Acts)
                    && !c.measurements.is_empty()
                    && is_site(c.object)
            })
            .map(|c| c.object)
            .collect();
        let measured = inner.tables.occupancies.iter();
        targets.extend(
            measured
                .filter(|r| r.compound == self.compound)
                .map(|r| r.target),
        );
        targets.sort();
        targets.dedup();
        targets.retain(|&t| self.constant(t).is_some());
        targets
    }

    /// Occupancies that were measured with this drug at a target, at any dose, in the order of their ids.
    ///
    /// # Errors
    /// No target of that name.
    pub fn measured(&self, target: impl AsRef<str>) -> Result<Vec<MeasuredOccupancy>, Error> {
        let target = find(&self.kg, target.as_ref(), Kind::Target)?;
        Ok(self
            .kg
            .measured_occupancies()
            .filter(|m| {
                let r = m.record();
                r.compound == self.compound && r.target == target
            })
            .collect())
    }

    /// The mean of the occupancies that were measured at this dose, route, regimen and time.
    fn measured_at(&self, target: NodeId) -> Option<Estimate> {
        if self.exposure_changed {
            return None;
        }
        let mut percents = Vec::new();
        let mut ids = Vec::new();
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for m in self.kg.measured_occupancies() {
            let r = m.record();
            if r.compound != self.compound || r.target != target || !r.together_with.is_empty() {
                continue;
            }
            let Some(dose) = GivenDose::from(&r.dose).to_dose() else {
                continue;
            };
            let near = |a: f64, b: f64| (a / b).ln().abs() < 0.1;
            let same = dose.given_by() == self.dose.given_by()
                && near(dose.total_milligrams(), self.dose.total_milligrams())
                && dose.interval_hours().is_some() == self.dose.interval_hours().is_some()
                && match (r.after_hours, self.dose.hours_after()) {
                    (a, None) => a.is_none_or(|h| h < 4.0),
                    (None, Some(_)) => false,
                    (Some(a), Some(b)) => (a - b).abs() <= 0.25 * b.max(1.0),
                };
            if !same {
                continue;
            }
            let share = (r.percent / 100.0).clamp(0.0, 1.0);
            percents.push(share);
            low = low.min(r.low.map_or(share - MEASURED_WITHIN, |l| l / 100.0));
            high = high.max(r.high.map_or(share + MEASURED_WITHIN, |h| h / 100.0));
            ids.push(m.reference().citation());
        }
        if percents.is_empty() {
            return None;
        }
        let mean = percents.iter().sum::<f64>() / percents.len() as f64;
        ids.sort();
        ids.dedup();
        let interval = Interval::ordered(low.clamp(0.0, mean), mean, high.clamp(mean, 1.0));
        Some(
            Estimate::from_interval(interval)
                .with_note(format!("measured in people [{}]", ids.join("; "))),
        )
    }
}

/// An occupancy in whole percent with its range.
pub(crate) fn percent(o: &Estimate) -> String {
    let p = |x: f64| {
        let x = x * 100.0;
        if (x > 0.0 && x < 0.95) || (x > 99.0 && x < 99.95) {
            format!("{x:.1}")
        } else {
            format!("{x:.0}")
        }
    };
    format!("{} % ({}–{})", p(o.value()), p(o.low()), p(o.high()))
}
