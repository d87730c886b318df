//! What follows from a genotype and co-medication for one drug: exposure, receptors, effects, and who disagrees.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::Serialize;

use super::{
    GENE, assumptions as assume,
    graph::is_observed,
    phenoconversion::Phenoconversion,
    ratio::{AucRatio, ExposureRatio},
};
use crate::{
    display::{
        html::{self, Html},
        notebook::{Show, shown},
        text::and,
    },
    error::Error,
    genotype::Diplotype,
    graph::{
        KnowledgeGraph,
        claim::{Claim, Evidence},
        guideline::Guideline,
        handles::{Compound, Effect, Target},
        record::NodeId,
    },
    model::{
        evidence::{Design, Stance, Status},
        kind::{Kind, TargetKind},
        relation::Relation,
        sign::Sign,
    },
    query::path::{MechanismPath, MechanismQuery},
};

/// Receptors and effects are listed up to this many a compound.
const LISTED: usize = 6;
/// Mechanisms from a compound to an effect have at most this many steps.
const STEPS: usize = 5;
/// Mechanisms less sure than this are not listed.
const SURE_ENOUGH: f64 = 0.1;

/// Which way an exposure moves, beyond what the weakest class of interaction counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Change {
    /// It falls to 1/1.25 or less.
    Falls,
    /// It stays within 1.25-fold.
    Stays,
    /// It rises to 1.25 or more.
    Rises,
}

impl Change {
    /// The change that a ratio stands for.
    pub fn of_ratio(ratio: f64) -> Change {
        if ratio >= assume::CHANGED {
            Change::Rises
        } else if ratio <= 1.0 / assume::CHANGED {
            Change::Falls
        } else {
            Change::Stays
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Change::Falls => "falls",
            Change::Stays => "stays",
            Change::Rises => "rises",
        })
    }
}

/// The exposure to the drug or to one of its active products.
#[derive(Debug, Clone, Serialize)]
pub struct ExposedTo {
    compound: Compound,
    carries: bool,
    against_normal: Option<ExposureRatio>,
    with_against_without: Option<ExposureRatio>,
    missing: Option<String>,
}

impl ExposedTo {
    /// The compound.
    pub fn compound(&self) -> &Compound {
        &self.compound
    }

    /// Whether it is a product that carries most of the drug's effect.
    pub fn carries(&self) -> bool {
        self.carries
    }

    /// This person with the co-medication against a normal metaboliser without.
    pub fn against_normal(&self) -> Option<&ExposureRatio> {
        self.against_normal.as_ref()
    }

    /// This person with the co-medication against the same person without; `None` without co-medication.
    pub fn with_against_without(&self) -> Option<&ExposureRatio> {
        self.with_against_without.as_ref()
    }

    /// Why it could not be computed.
    pub fn missing(&self) -> Option<&str> {
        self.missing.as_deref()
    }

    /// Which way it moves against a normal metaboliser; `None` where it could not be computed.
    pub fn change(&self) -> Option<Change> {
        self.against_normal
            .as_ref()
            .map(|r| Change::of_ratio(r.value()))
    }
}

/// A receptor on which a compound with a changed exposure acts.
#[derive(Debug, Clone, Serialize)]
pub struct ReceptorChange {
    /// The compound.
    pub compound: Compound,
    /// The receptor, transporter or channel.
    pub target: Target,
    /// What the compound does there.
    pub claims: Vec<Claim>,
    /// Whether more or less of the compound reaches it.
    pub change: Change,
}

/// An effect to which a mechanism leads from a compound with a changed exposure.
#[derive(Debug, Clone, Serialize)]
pub struct EffectChange {
    /// The compound.
    pub compound: Compound,
    /// The effect.
    pub effect: Effect,
    /// Which way the effect moves.
    pub change: Change,
    /// The surest mechanism.
    pub mechanism: MechanismPath,
}

/// What a genotype and co-medication make of a drug, step by step, each with its sources.
///
/// It states what is curated and what follows from it, and is no advice: guideline statements are quoted as facts about guidelines.
#[derive(Debug, Clone, Serialize)]
pub struct Consequences {
    drug: Compound,
    phenoconversion: Phenoconversion,
    exposures: Vec<ExposedTo>,
    receptors: Vec<ReceptorChange>,
    effects: Vec<EffectChange>,
    observed: Vec<Evidence>,
    unproven: Vec<Claim>,
    guidelines: Vec<Guideline>,
    notes: Vec<String>,
}

impl Consequences {
    /// The drug.
    pub fn drug(&self) -> &Compound {
        &self.drug
    }

    /// What the co-medication leaves of the genotype.
    pub fn phenoconversion(&self) -> &Phenoconversion {
        &self.phenoconversion
    }

    /// The drug first, then its active products.
    pub fn exposures(&self) -> &[ExposedTo] {
        &self.exposures
    }

    /// Receptors that more or less of a compound reaches.
    pub fn receptors(&self) -> &[ReceptorChange] {
        &self.receptors
    }

    /// Effects that follow by a curated mechanism, those first that somebody saw the compound move.
    pub fn effects(&self) -> &[EffectChange] {
        &self.effects
    }

    /// What was seen in patients and volunteers, for and against.
    pub fn observed(&self) -> &[Evidence] {
        &self.observed
    }

    /// Routes of clearance that were proposed and not seen, with the evidence against them.
    pub fn unproven(&self) -> &[Claim] {
        &self.unproven
    }

    /// What guidelines say for the phenotypes that are possible, side by side.
    pub fn guidelines(&self) -> &[Guideline] {
        &self.guidelines
    }

    /// What was left out.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}

/// `rises to 4.06 (2.72–6.06)`
pub(super) fn moved(r: &ExposureRatio) -> String {
    let change = Change::of_ratio(r.value());
    let joint = if change == Change::Stays { "at" } else { "to" };
    format!("{change} {joint} {}", r.estimate())
}

pub(super) fn fold(ratio: f64) -> f64 {
    ratio.max(1e-3).ln().abs().exp()
}

impl KnowledgeGraph {
    /// What a CYP2D6 genotype and co-medication make of a drug: exposure to it and to its active products, the receptors that gain or
    /// lose engagement, the effects that follow, what was seen in people, and what guidelines say.
    ///
    /// ```
    /// use opiograph::{Change, curated};
    ///
    /// let what = curated().consequences(&"*1/*1".parse()?, &["paroxetine"], "codeine")?;
    /// let morphine = what.exposures().iter().find(|e| e.compound().id() == "morphine");
    /// assert_eq!(morphine.and_then(|e| e.change()), Some(Change::Falls));
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    ///
    /// # Errors
    /// A name that is not known. A share or potency that the graph lacks is no error: the exposure that needs it says so.
    pub fn consequences(
        &self,
        genotype: &Diplotype,
        co_medication: &[&str],
        drug: &str,
    ) -> Result<Consequences, Error> {
        let node = self.compound_node(drug)?;
        let mut out = self.exposures_of(genotype, co_medication, node)?;
        self.add_receptors(&mut out);
        self.add_effects(&mut out)?;
        Ok(out)
    }

    /// Everything that needs no look at receptors and effects.
    pub(super) fn exposures_of(
        &self,
        genotype: &Diplotype,
        co_medication: &[&str],
        drug: NodeId,
    ) -> Result<Consequences, Error> {
        let mut notes = Vec::new();
        let mut counted: Vec<&str> = Vec::new();
        for &name in co_medication {
            let node = self.compound_node(name)?;
            if node == drug {
                notes.push(self.itself(drug));
            } else if self
                .parts_at_enzymes(node)
                .iter()
                .all(|&n| self.knows_enzymes_of(n))
            {
                counted.push(name);
            } else {
                notes.push(format!(
                    "nothing is curated on what {} does to enzymes; it is taken to do nothing there",
                    self.name_of(node)
                ));
            }
        }
        let phenoconversion = self.phenoconvert(genotype, &counted)?;
        if counted.is_empty()
            && let Some(own) = self.own_inhibition(drug)
        {
            notes.push(own);
        }
        let question = |product: NodeId, of_itself: bool| -> AucRatio {
            let mut q = self
                .auc_ratio(self.id_of(drug))
                .of(self.id_of(product))
                .genotype(genotype);
            for name in &counted {
                q = q.with(name);
            }
            if of_itself {
                q
            } else {
                q.relative_to(crate::Phenotype::Normal)
            }
        };
        let exposed = |product: NodeId, carries: bool| -> ExposedTo {
            let against_normal = question(product, false).predict();
            let with_against_without = if counted.is_empty() {
                None
            } else {
                question(product, true).predict().ok()
            };
            ExposedTo {
                compound: Compound::new(self, product),
                carries,
                missing: against_normal.as_ref().err().map(Error::to_string),
                against_normal: against_normal.ok(),
                with_against_without,
            }
        };
        let products = self.active_products(drug);
        let mut exposures = vec![exposed(drug, false)];
        exposures.extend(products.iter().map(|&(p, carries)| exposed(p, carries)));

        let possible = {
            let mut all = phenoconversion.phenotypes();
            all.extend(genotype.phenotypes());
            all.sort();
            all.dedup();
            all
        };
        let guidelines = self
            .guidelines()
            .filter(|g| {
                g.compound().node == drug && g.gene().id() == GENE && g.speaks_of(&possible)
            })
            .collect();
        let unproven = self
            .human_claims(drug, Relation::ClearedBy)
            .into_iter()
            .filter(|c| !is_observed(c))
            .collect();
        let observed = self.observed_in_people(drug, &products);
        Ok(Consequences {
            drug: Compound::new(self, drug),
            phenoconversion,
            exposures,
            receptors: Vec::new(),
            effects: Vec::new(),
            observed,
            unproven,
            guidelines,
            notes,
        })
    }

    /// What to say where a drug is named as its own co-medication.
    fn itself(&self, drug: NodeId) -> String {
        self.own_inhibition(drug).unwrap_or_else(|| {
            format!(
                "{} is the drug that is asked about and no co-medication to itself",
                self.name_of(drug)
            )
        })
    }

    /// Whether it inhibits an enzyme that clears it.
    fn own_inhibition(&self, drug: NodeId) -> Option<String> {
        let cleared: BTreeSet<NodeId> = self
            .human_claims(drug, Relation::ClearedBy)
            .iter()
            .filter(|c| is_observed(c))
            .map(|c| c.record().object)
            .collect();
        let own: BTreeSet<String> = self
            .human_claims(drug, Relation::Acts)
            .iter()
            .filter(|c| cleared.contains(&c.record().object) && is_observed(c))
            .map(|c| c.object().id().to_owned())
            .collect();
        let own: Vec<String> = own.into_iter().collect();
        (!own.is_empty()).then(|| {
            format!(
                "{} acts at {}, which clears it: during treatment it changes its own clearance, and the genotype counts for less",
                self.name_of(drug),
                and(&own)
            )
        })
    }

    /// Active products up to two steps away, with whether they carry the drug's effect.
    pub(super) fn active_products(&self, drug: NodeId) -> Vec<(NodeId, bool)> {
        let mut out: Vec<(NodeId, bool)> = Vec::new();
        let mut rank = vec![(drug, true)];
        for _ in 0..2 {
            let mut next = Vec::new();
            for &(from, carried) in &rank {
                for claim in self.human_claims(from, Relation::ConvertedTo) {
                    let record = claim.record();
                    let to = record.object;
                    let known = to == drug || out.iter().any(|(n, _)| *n == to);
                    if known || !is_observed(&claim) || record.payload.active != Some(true) {
                        continue;
                    }
                    let carries = carried && record.payload.carries == Some(true);
                    out.push((to, carries));
                    next.push((to, carries));
                }
            }
            rank = next;
        }
        out
    }

    /// What people felt or showed: trials and observations behind the drug's conversion and clearance, each paper once.
    fn observed_in_people(&self, drug: NodeId, products: &[(NodeId, bool)]) -> Vec<Evidence> {
        let made: BTreeSet<NodeId> = products.iter().map(|(n, _)| *n).collect();
        let gene = self.resolve(GENE, &[Kind::Target], "target").ok();
        let mut seen = BTreeSet::new();
        let mut out: Vec<Evidence> = self
            .human_claims(drug, Relation::ConvertedTo)
            .into_iter()
            .filter(|c| made.contains(&c.record().object) && c.record().payload.enzyme == gene)
            .chain(
                self.human_claims(drug, Relation::ClearedBy)
                    .into_iter()
                    .filter(|c| Some(c.record().object) == gene && is_observed(c)),
            )
            .flat_map(|c| c.evidence())
            .filter(|e| {
                matches!(
                    e.design(),
                    Design::RandomisedTrial
                        | Design::MetaAnalysis
                        | Design::OpenTrial
                        | Design::Observational
                        | Design::CaseReport
                ) || (e.stance() == Stance::Disputes && e.design() == Design::HumanPharmacology)
            })
            .filter(|e| seen.insert(e.reference().node))
            .collect();
        out.sort_by_key(|e| e.stance());
        out
    }

    fn add_receptors(&self, out: &mut Consequences) {
        for exposed in &out.exposures {
            let Some(change) = exposed.change().filter(|c| *c != Change::Stays) else {
                continue;
            };
            let compound = &exposed.compound;
            let mut found: Vec<(Option<f64>, ReceptorChange)> = Vec::new();
            for target in compound.targets() {
                if target.kind() == TargetKind::Enzyme || self.clears_drugs(target.node) {
                    continue;
                }
                let claims: Vec<Claim> = compound
                    .actions_at(target.node)
                    .into_iter()
                    .map(|a| a.claim().clone())
                    .filter(is_observed)
                    .collect();
                if claims.is_empty() {
                    continue;
                }
                let ki = compound
                    .affinity(target.id())
                    .ok()
                    .flatten()
                    .map(|a| a.ki().as_nanomolar());
                found.push((
                    ki,
                    ReceptorChange {
                        compound: compound.clone(),
                        target,
                        claims,
                        change,
                    },
                ));
            }
            // The tightest first; those without a number last, in the order of their ids.
            found.sort_by(|(a, _), (b, _)| match (a, b) {
                (Some(a), Some(b)) => a.total_cmp(b),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            });
            out.receptors
                .extend(found.into_iter().take(LISTED).map(|(_, r)| r));
        }
    }

    fn add_effects(&self, out: &mut Consequences) -> Result<(), Error> {
        let others: Vec<String> = out
            .exposures
            .iter()
            .map(|e| e.compound.id().to_owned())
            .collect();
        for exposed in &out.exposures {
            let Some(change) = exposed.change().filter(|c| *c != Change::Stays) else {
                continue;
            };
            let compound = &exposed.compound;
            let mut found: Vec<EffectChange> = Vec::new();
            for effect in self.effects() {
                let mut query = MechanismQuery::new(compound.id(), effect.id()).max_steps(STEPS);
                for other in others.iter().filter(|o| *o != compound.id()) {
                    query = query.avoiding(other);
                }
                let Some(mechanism) = self.search_mechanisms(&query)?.next() else {
                    continue;
                };
                if mechanism.confidence().value() < SURE_ENOUGH {
                    continue;
                }
                let up = (mechanism.sign() == Sign::Positive) == (change == Change::Rises);
                found.push(EffectChange {
                    compound: compound.clone(),
                    effect,
                    change: if up { Change::Rises } else { Change::Falls },
                    mechanism,
                });
            }
            // What the compound was seen to do comes first, most often tested before the rest, then what its mechanisms alone lead to.
            let mut seen: BTreeMap<NodeId, f64> = BTreeMap::new();
            for claim in compound.claims() {
                if claim.record().relation == Relation::Affects && is_observed(&claim) {
                    *seen.entry(claim.record().object).or_default() += claim.confidence().value();
                }
            }
            for experiment in self.blockade_experiments() {
                let record = experiment.record();
                if record.agent == compound.node {
                    *seen.entry(record.effect).or_default() += 1.0;
                }
            }
            let sure = |e: &EffectChange| {
                let seen = seen.get(&e.effect.node).copied().unwrap_or(0.0);
                (seen, e.mechanism.confidence().value())
            };
            found.sort_by(|a, b| {
                let ((a_seen, a_path), (b_seen, b_path)) = (sure(a), sure(b));
                b_seen
                    .total_cmp(&a_seen)
                    .then_with(|| b_path.total_cmp(&a_path))
                    .then_with(|| a.effect.cmp(&b.effect))
            });
            out.effects.extend(found.into_iter().take(LISTED));
        }
        Ok(())
    }
}

impl Consequences {
    fn exposure_line(e: &ExposedTo) -> String {
        let mut line = e.compound.name().to_owned();
        if e.carries {
            line.push_str(" (carries the effect)");
        }
        match (&e.against_normal, &e.missing) {
            (Some(r), _) => {
                line.push_str(&format!(
                    ": {} times that of a normal metaboliser",
                    moved(r)
                ));
                if let Some(own) = &e.with_against_without {
                    line.push_str(&format!(
                        ", {} times that of this person without co-medication",
                        own.estimate()
                    ));
                }
            }
            (None, Some(why)) => line.push_str(&format!(": not computed: {why}")),
            (None, None) => {}
        }
        line
    }

    fn receptor_line(r: &ReceptorChange) -> String {
        let verb = match r.change {
            Change::Rises => "gains",
            Change::Falls => "loses",
            Change::Stays => "keeps",
        };
        let claims: Vec<String> = r.claims.iter().map(|c| c.to_string()).collect();
        format!("{} {verb}: {}", r.target.id(), claims.join("; "))
    }

    /// Each effect once a direction, by its surest mechanism, with the other compounds that move it the same way.
    fn merged_effects(&self) -> Vec<(&EffectChange, Vec<String>)> {
        let mut out: Vec<(&EffectChange, Vec<String>)> = Vec::new();
        for e in &self.effects {
            let same = |(o, _): &&mut (&EffectChange, Vec<String>)| {
                o.effect == e.effect && o.change == e.change
            };
            match out.iter_mut().find(same) {
                Some((_, others)) => others.push(e.compound.name().to_owned()),
                None => out.push((e, Vec::new())),
            }
        }
        out
    }

    fn effect_lines(e: &EffectChange, others: &[String]) -> (String, Vec<String>) {
        let more = match e.change {
            Change::Rises => "more",
            _ => "less",
        };
        let steps = e
            .mechanism
            .steps()
            .iter()
            .map(|s| s.claim().to_string())
            .collect();
        let disputed = if e.mechanism.is_disputed() {
            ", disputed"
        } else {
            ""
        };
        let mut by = vec![e.compound.name().to_owned()];
        by.extend_from_slice(others);
        (
            format!(
                "{more} {}, by {} (confidence {:.2}{disputed})",
                e.effect.name(),
                and(&by),
                e.mechanism.confidence().value()
            ),
            steps,
        )
    }

    /// What the effects below stand under.
    fn on_effects(&self) -> Option<String> {
        let carried: Vec<String> = self
            .exposures
            .iter()
            .filter(|e| e.carries)
            .map(|e| e.compound.name().to_owned())
            .collect();
        (!carried.is_empty()).then(|| {
            format!(
                "{} works mainly through {}, so its effects follow that exposure",
                self.drug.name(),
                and(&carried)
            )
        })
    }

    fn unproven_lines(&self) -> Vec<String> {
        self.unproven
            .iter()
            .map(|c| {
                let what = match c.status() {
                    Status::Refuted => "denied",
                    _ => "a hypothesis",
                };
                let evidence: Vec<String> = c.evidence().iter().map(|e| e.to_string()).collect();
                format!("{what}: {}; {}", c.sentence(), evidence.join("; "))
            })
            .collect()
    }
}

impl fmt::Display for Consequences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |f: &mut fmt::Formatter<'_>, title: &str, lines: &[String]| -> fmt::Result {
            if lines.is_empty() {
                return Ok(());
            }
            write!(f, "\n{title}")?;
            lines.iter().try_for_each(|l| write!(f, "\n  {l}"))
        };
        write!(f, "{}\n{}", self.drug.name(), self.phenoconversion)?;
        let exposures: Vec<String> = self.exposures.iter().map(Self::exposure_line).collect();
        part(f, "Exposure", &exposures)?;
        part(f, "Proposed, not seen", &self.unproven_lines())?;
        let receptors: Vec<String> = self.receptors.iter().map(Self::receptor_line).collect();
        part(f, "Receptors", &receptors)?;
        let mut effects: Vec<String> = self.on_effects().into_iter().collect();
        for (e, others) in self.merged_effects() {
            let (head, steps) = Self::effect_lines(e, &others);
            effects.push(head);
            effects.extend(steps.into_iter().map(|s| format!("  {s}")));
        }
        part(f, "Effects", &effects)?;
        let observed: Vec<String> = self.observed.iter().map(|e| e.to_string()).collect();
        part(f, "Seen in people", &observed)?;
        let guidelines: Vec<String> = self.guidelines.iter().map(|g| g.to_string()).collect();
        part(f, "Guidelines say", &guidelines)?;
        part(f, "Notes", &self.notes)
    }
}

impl Show for Consequences {
    fn html(&self) -> String {
        let mut parts = vec![
            html::heading(self.drug.name()),
            html::paragraph(Html::text(self.phenoconversion.to_string())),
        ];
        let mut part = |title: &str, items: Vec<Html>| {
            if !items.is_empty() {
                parts.push(html::paragraph(Html::strong(title)));
                parts.push(html::list(items));
            }
        };
        let ratio = |e: &ExposedTo| {
            let line = Html::text(Self::exposure_line(e));
            match &e.against_normal {
                Some(r) => html::details(line, Html::lines(r)),
                None => line,
            }
        };
        part("Exposure", self.exposures.iter().map(ratio).collect());
        part(
            "Proposed, not seen",
            self.unproven.iter().map(html::claim).collect(),
        );
        part(
            "Receptors",
            self.receptors
                .iter()
                .map(|r| {
                    html::details(
                        Html::text(Self::receptor_line(r)),
                        html::list(r.claims.iter().map(html::claim)),
                    )
                })
                .collect(),
        );
        let effects = self.merged_effects().into_iter().map(|(e, others)| {
            html::details(Self::effect_lines(e, &others).0, Html::lines(&e.mechanism))
        });
        part(
            "Effects",
            self.on_effects()
                .map(Html::text)
                .into_iter()
                .chain(effects)
                .collect(),
        );
        part(
            "Seen in people",
            self.observed.iter().map(Html::text).collect(),
        );
        part(
            "Guidelines say",
            self.guidelines
                .iter()
                .map(|g| Html::text(g).and(" ").and(html::reference(&g.reference())))
                .collect(),
        );
        part("Notes", self.notes.iter().map(Html::muted).collect());
        html::block(parts)
    }
}
shown!(Consequences);
