//! Several drugs at once: who holds the receptor, and how far it is turned on.

mod show;

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::{
    assumptions as assume,
    binding::{self, BoundLigand, find},
    efficacy::{self, Transducer},
    engagement::{Engagement, percent},
};
use crate::{
    display::{
        notebook::{Show, shown},
        text,
    },
    error::Error,
    graph::{
        KnowledgeGraph,
        handles::{Compound, Target},
        record::NodeId,
    },
    model::{
        action::Action,
        kind::{Kind, TargetKind},
    },
    pharmacology::OperationalModel,
    quantity::{Dose, Estimate, Input, Interval, Scale, fraction},
};

/// Several drugs given together, each at its own moment: competition for a target and what becomes of its activity.
///
/// # Model
/// Gaddum's equation over all ligands at a target: the drugs, those of their metabolites whose exposure, unbound fraction and
/// affinity are curated, and the endogenous ligands where the data give their tone. Receptor activity is the operational model,
/// E = S / (1 + S) with S = q · Σ τᵢθᵢ: τ from measured maxima, else from the class of action; q the share of receptors that an
/// irreversible antagonist has left. Of a channel, a transporter or an enzyme it is what its blockers leave, 1 − Σθ.
///
/// # Units
/// Occupancies as fractions; activity as a fraction of what the tissue can do, or of the uninhibited activity.
///
/// # Assumptions
/// Those of [`Engagement`]. All drugs are at their stated moments at the same time. Modulators at another site, desensitisation,
/// constitutive activity and interactions of exposure are left out.
///
/// # Reference
/// Black and Leff 1983, PMID 6141562, doi:10.1098/rspb.1983.0093;
/// Leff, Martin and Morse 1985, PMID 4027483, doi:10.1111/j.1476-5381.1985.tb10561.x.
#[derive(Clone)]
pub struct Scenario {
    kg: KnowledgeGraph,
    given: Vec<Engagement>,
    receptors_left: BTreeMap<NodeId, f64>,
    under_stress: bool,
}

impl KnowledgeGraph {
    /// Starts a scenario of several drugs given together.
    ///
    /// ```
    /// use opiograph::{Dose, Route, curated};
    ///
    /// let buprenorphine = Dose::milligrams(16.0).route(Route::Sublingual).every_hours(24.0);
    /// let alone = curated().scenario().give("buprenorphine", buprenorphine)?;
    /// let blocked = alone.clone().give("naltrexone", Dose::milligrams(50.0).route(Route::Oral))?;
    /// assert!(blocked.activation("MOR")?.value() < alone.activation("MOR")?.value());
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    pub fn scenario(&self) -> Scenario {
        Scenario {
            kg: self.clone(),
            given: Vec::new(),
            receptors_left: BTreeMap::new(),
            under_stress: false,
        }
    }
}

/// One ligand of a target in a [`Scenario`].
#[derive(Debug, Clone, Serialize)]
pub struct LigandShare {
    compound: String,
    occupancy: Estimate,
    tau: Option<Interval>,
    why: String,
}

impl LigandShare {
    /// The id of the drug.
    pub fn compound(&self) -> &str {
        &self.compound
    }

    /// The share of the target that it holds beside the others.
    pub fn occupancy(&self) -> &Estimate {
        &self.occupancy
    }

    /// Its transducer ratio; `None` at targets that are no receptors.
    pub fn tau(&self) -> Option<Interval> {
        self.tau
    }

    /// Where the transducer ratio comes from.
    pub fn why(&self) -> &str {
        &self.why
    }
}

/// A target in a [`Scenario`]: the ligands on it and its activity.
#[derive(Debug, Clone, Serialize)]
pub struct Competition {
    target: String,
    ligands: Vec<LigandShare>,
    activation: Option<Estimate>,
    notes: Vec<String>,
}

impl Competition {
    /// The id of the target.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The drugs on it, in the order in which they were given.
    pub fn ligands(&self) -> &[LigandShare] {
        &self.ligands
    }

    /// Its activity, where it can be computed.
    pub fn activation(&self) -> Option<&Estimate> {
        self.activation.as_ref()
    }

    /// What was left out.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}

impl fmt::Display for Competition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.target)?;
        for l in &self.ligands {
            write!(f, "\n  {} holds {}", l.compound, percent(&l.occupancy))?;
            if let Some(tau) = l.tau {
                write!(f, ", τ {tau} ({})", l.why)?;
            }
        }
        if let Some(a) = &self.activation {
            write!(f, "\n  activity {}", percent(a))?;
        }
        for note in &self.notes {
            write!(f, "\n  - {note}")?;
        }
        Ok(())
    }
}

impl Show for Competition {}
shown!(Competition);

impl Scenario {
    /// Gives a drug. Each drug is given once.
    ///
    /// # Errors
    /// Those of [`KnowledgeGraph::engagement`]; a drug that is given already.
    pub fn give(mut self, compound: impl AsRef<str>, dose: Dose) -> Result<Scenario, Error> {
        let engagement = self.kg.engagement(compound, dose)?;
        if self
            .given
            .iter()
            .any(|g| g.compound() == engagement.compound())
        {
            return Err(Error::invalid(
                "compound",
                engagement.compound(),
                "it is given already",
                "one dose of each drug; `every_hours` repeats one",
            ));
        }
        self.given.push(engagement);
        Ok(self)
    }

    /// Leaves only this share of a target: an irreversible antagonist, a partial loss.
    ///
    /// # Errors
    /// No target of that name; a share outside 0 to 1.
    pub fn receptors_left(
        mut self,
        target: impl AsRef<str>,
        share: f64,
    ) -> Result<Scenario, Error> {
        let target = find(&self.kg, target.as_ref(), Kind::Target)?;
        fraction("share of receptors left", share)?;
        self.receptors_left.insert(target, share);
        Ok(self)
    }

    /// Takes the tone of endogenous ligands that the data give for stress.
    pub fn under_stress(mut self) -> Scenario {
        self.under_stress = true;
        self
    }

    /// The drugs, each with what it engages alone.
    pub fn given(&self) -> &[Engagement] {
        &self.given
    }

    /// The share of a target that one of the drugs holds beside the others, with its metabolites.
    ///
    /// # Errors
    /// A drug that is not given; no target of that name; no affinity of the drug there.
    pub fn occupancy(
        &self,
        compound: impl AsRef<str>,
        target: impl AsRef<str>,
    ) -> Result<Estimate, Error> {
        let id = find(&self.kg, compound.as_ref(), Kind::Compound)?;
        let target = find(&self.kg, target.as_ref(), Kind::Target)?;
        let id = &self.kg.0.node(id).id;
        let drug = self
            .given
            .iter()
            .position(|g| g.compound() == &**id)
            .ok_or_else(|| self.not_given(id))?;
        if let Some(g) = self.given.get(drug) {
            // Names the missing affinity.
            g.ligands(target)?;
        }
        let (ligands, _) = self.ligands(target)?;
        binding::occupancy_of(&ligands, drug, self.tone(target).0)
    }

    fn not_given(&self, id: &str) -> Error {
        let names: Vec<String> = self.given.iter().map(|g| g.compound().to_owned()).collect();
        let accepted = if names.is_empty() {
            "a drug that `give` gave; none was".to_owned()
        } else {
            format!("one of {}", names.join(", "))
        };
        Error::invalid(
            "compound",
            id,
            "it is not given in this scenario",
            &accepted,
        )
    }

    /// All ligands at a target, and the drugs that are left out for want of an affinity.
    fn ligands(&self, target: NodeId) -> Result<(Vec<BoundLigand>, Vec<String>), Error> {
        let (mut ligands, mut left_out) = (Vec::new(), Vec::new());
        for (drug, g) in self.given.iter().enumerate() {
            match g.ligands_as(target, drug) {
                Ok(own) => ligands.extend(own),
                Err(e) if e.is_missing_input() => left_out.push(g.compound().to_owned()),
                Err(e) => return Err(e),
            }
        }
        Ok((ligands, left_out))
    }

    fn tone(&self, target: NodeId) -> (Interval, Vec<String>) {
        efficacy::endogenous(&self.kg, target, self.under_stress)
            .unwrap_or((Interval::exact(0.0), Vec::new()))
    }

    /// How active a target is: the response of a receptor as a share of what the tissue can do, or what is left of a channel's,
    /// a transporter's or an enzyme's activity.
    ///
    /// # Errors
    /// No target of that name; no drug given that has an affinity there ([`Error::is_missing_input`]).
    pub fn activation(&self, target: impl AsRef<str>) -> Result<Estimate, Error> {
        let target = find(&self.kg, target.as_ref(), Kind::Target)?;
        self.activation_at(target)
    }

    fn activation_at(&self, target: NodeId) -> Result<Estimate, Error> {
        let (ligands, left_out) = self.ligands(target)?;
        let handle = Target::new(&self.kg, target);
        if ligands.is_empty() {
            return Err(Error::missing(
                &text::and(&left_out),
                &format!("an affinity for {}", handle.id()),
                "its activation",
                "give a drug that binds it, or add the affinity in an overlay",
            ));
        }
        let left = self.receptors_left.get(&target).copied().unwrap_or(1.0);
        let estimate = if is_receptor(&handle) {
            self.response(target, &ligands, left)?
        } else {
            self.remaining(target, &ligands, left)?
        };
        Ok(left_out.iter().fold(estimate, |e, id| {
            e.with_note(format!(
                "{id} is not counted: no affinity for {} is curated",
                handle.id()
            ))
        }))
    }

    fn transducers(&self, target: NodeId) -> Vec<Transducer> {
        let of = |g: &Engagement| {
            let node = g.levels().first().map(|l| l.analyte_node);
            node.map_or_else(
                || Transducer {
                    tau: Interval::exact(0.0),
                    why: String::new(),
                },
                |n| efficacy::transducer(&self.kg, n, target),
            )
        };
        self.given.iter().map(of).collect()
    }

    fn response(
        &self,
        target: NodeId,
        ligands: &[BoundLigand],
        left: f64,
    ) -> Result<Estimate, Error> {
        let tissue = OperationalModel::new(1.0)?;
        let mut inputs = binding::inputs(ligands);
        let binding_inputs = inputs.len();
        let (tone, _) = self.tone(target);
        inputs.push(Input::new(
            "what endogenous ligands hold, as a ratio,",
            tone,
            "",
        ));
        // A metabolite has an efficacy of its own.
        for l in ligands {
            let t = efficacy::transducer(&self.kg, l.node, target);
            let name = &self.kg.0.node(l.node).id;
            inputs.push(Input::new(format!("the efficacy τ of {name}"), t.tau, ""));
        }
        Estimate::propagate(Scale::Fraction, &inputs, |x| {
            let (own, rest) = x.split_at(binding_inputs);
            let tone = rest.first().copied().unwrap_or(0.0);
            let shares = binding::shares(ligands, own, tone)?;
            let taken: f64 = shares.iter().sum();
            // What the drugs leave is shared between endogenous ligand and free receptors.
            let endogenous = (1.0 - taken).max(0.0) * tone / (1.0 + tone);
            let mut occupied: Vec<(f64, f64)> = shares
                .iter()
                .zip(rest.iter().skip(1))
                .map(|(s, tau)| (s.clamp(0.0, 1.0), tau * left))
                .collect();
            occupied.push((endogenous, assume::TAU_ENDOGENOUS * left));
            Ok(tissue.response_to_occupancy(&occupied)?)
        })
    }

    fn remaining(
        &self,
        target: NodeId,
        ligands: &[BoundLigand],
        left: f64,
    ) -> Result<Estimate, Error> {
        let blocks: Vec<bool> = ligands
            .iter()
            .map(|l| {
                let actions = Compound::new(&self.kg, l.node).actions_at(target);
                // Where no class is curated, what binds a transporter or a pore is taken to block it.
                actions.is_empty() || actions.iter().any(|a| is_blocker(a.action()))
            })
            .collect();
        Estimate::propagate(Scale::Fraction, &binding::inputs(ligands), |x| {
            let shares = binding::shares(ligands, x, 0.0)?;
            let blocked: f64 = shares
                .iter()
                .zip(&blocks)
                .filter(|(_, b)| **b)
                .map(|(s, _)| s)
                .sum();
            Ok((left * (1.0 - blocked)).clamp(0.0, 1.0))
        })
    }

    /// The ligands at one target and its activity.
    ///
    /// # Errors
    /// No target of that name.
    pub fn at(&self, target: impl AsRef<str>) -> Result<Competition, Error> {
        let target = find(&self.kg, target.as_ref(), Kind::Target)?;
        self.at_node(target)
    }

    fn at_node(&self, target: NodeId) -> Result<Competition, Error> {
        let handle = Target::new(&self.kg, target);
        let (ligands, left_out) = self.ligands(target)?;
        let transducers = self.transducers(target);
        let (tone, names) = self.tone(target);
        let mut rows = Vec::new();
        for (drug, g) in self.given.iter().enumerate() {
            if !ligands.iter().any(|l| l.drug == drug) {
                continue;
            }
            let t = transducers.get(drug).filter(|_| is_receptor(&handle));
            rows.push(LigandShare {
                compound: g.compound().to_owned(),
                occupancy: binding::occupancy_of(&ligands, drug, tone)?,
                tau: t.map(|t| t.tau),
                why: t.map_or_else(String::new, |t| t.why.clone()),
            });
        }
        let mut notes: Vec<String> = left_out
            .iter()
            .map(|id| format!("{id}: no affinity for {} is curated", handle.id()))
            .collect();
        if !names.is_empty() {
            notes.push(format!(
                "endogenous ligands ({}) compete at {tone} times their affinity",
                names.join(", ")
            ));
        }
        Ok(Competition {
            target: handle.id().to_owned(),
            ligands: rows,
            activation: self.activation_at(target).ok(),
            notes,
        })
    }

    /// The targets that the drugs hold most of, most first.
    pub fn targets(&self) -> Vec<Competition> {
        let mut ids: Vec<String> = self
            .given
            .iter()
            .flat_map(|g| g.targets())
            .map(|t| t.target().to_owned())
            .collect();
        ids.sort();
        ids.dedup();
        let mut all: Vec<Competition> = ids.iter().filter_map(|id| self.at(id).ok()).collect();
        let held = |c: &Competition| -> f64 { c.ligands.iter().map(|l| l.occupancy.value()).sum() };
        all.sort_by(|a, b| {
            held(b)
                .total_cmp(&held(a))
                .then_with(|| a.target.cmp(&b.target))
        });
        all
    }
}

fn is_receptor(target: &Target) -> bool {
    matches!(
        target.kind(),
        TargetKind::Receptor | TargetKind::CatalyticReceptor | TargetKind::Chaperone
    )
}

fn is_blocker(action: Action) -> bool {
    matches!(
        action,
        Action::ChannelBlocker
            | Action::ReuptakeInhibitor
            | Action::Inhibitor
            | Action::MechanismBasedInhibitor
            | Action::Antagonist
            | Action::InverseAgonist
            | Action::NegativeModulator
            | Action::Releaser
    )
}
