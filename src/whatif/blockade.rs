//! The question, and its checks.

use super::{
    network::Network,
    predict::{self, Asked},
    prediction::BlockadePrediction,
};
use crate::{
    error::Error,
    graph::{KnowledgeGraph, record::NodeId},
    model::{
        kind::{Kind, Site},
        measurement::Route,
        species::Species,
    },
    quantity::Dose,
};

/// A question: what becomes of a drug's effect when a receptor is blocked or lost.
///
/// Built with [`KnowledgeGraph::blockade`]; nothing is looked up or checked before [`Blockade::predict`].
/// Without more, both drugs are given systemically at the doses usual for the effect.
#[derive(Debug, Clone)]
#[must_use = "a question is answered by `.predict()`"]
pub struct Blockade {
    kg: KnowledgeGraph,
    agent: String,
    blockers: Vec<String>,
    losses: Vec<String>,
    effect: Option<String>,
    site: Option<Site>,
    dose: Option<Dose>,
    blocker_dose: Option<Dose>,
    route: Option<Route>,
    blocker_route: Option<Route>,
    species: Option<Species>,
    selective_for: Vec<String>,
    repeated: bool,
    without: Vec<String>,
}

impl KnowledgeGraph {
    /// Asks what becomes of a drug's effect when a receptor is blocked or lost.
    pub fn blockade(&self, agent: impl AsRef<str>) -> Blockade {
        Blockade {
            kg: self.clone(),
            agent: agent.as_ref().to_owned(),
            blockers: Vec::new(),
            losses: Vec::new(),
            effect: None,
            site: None,
            dose: None,
            blocker_dose: None,
            route: None,
            blocker_route: None,
            species: None,
            selective_for: Vec::new(),
            repeated: false,
            without: Vec::new(),
        }
    }

    /// The compiled network, made at the first question.
    pub(crate) fn network(&self) -> &Network {
        self.0.network.get_or_init(|| Network::build(&self.0, &[]))
    }
}

impl Blockade {
    /// Gives this drug before the agent. Called again, it gives both.
    pub fn by(mut self, blocker: impl AsRef<str>) -> Self {
        self.blockers.push(blocker.as_ref().to_owned());
        self
    }

    /// Removes this target: a knock-out, a knock-down, a poor metaboliser. Called again, it removes both.
    pub fn by_loss_of(mut self, target: impl AsRef<str>) -> Self {
        self.losses.push(target.as_ref().to_owned());
        self
    }

    /// The effect that is watched.
    pub fn on(mut self, effect: impl AsRef<str>) -> Self {
        self.effect = Some(effect.as_ref().to_owned());
        self
    }

    /// Confines the blockade to a site: the blocker was put there, or the target is lost there only.
    pub fn at(mut self, site: Site) -> Self {
        self.site = Some(site);
        self
    }

    /// The agent's dose; a route that leads past the blood says where the agent acts.
    pub fn given(mut self, dose: Dose) -> Self {
        self.dose = Some(dose);
        self
    }

    /// The blocker's dose, or that of each of several; a route that leads past the blood says where the blocker acts.
    ///
    /// Its amount counts where something is known to hold it against: exposures in people, doses that halve an effect in animals.
    ///
    /// ```
    /// use opiograph::{Dose, Route, Species, curated};
    ///
    /// let q = curated().blockade("u-69593").by("naltrexone").on("analgesia").in_species(Species::RhesusMonkey);
    /// let dose = |mg| Dose::milligrams_per_kg(mg).route(Route::Subcutaneous);
    /// let low = q.clone().blocker_given(dose(0.003)).predict()?;
    /// let high = q.blocker_given(dose(1.0)).predict()?;
    /// assert!(low.remaining() > 0.85 && high.remaining() < 0.2, "{low}\n{high}");
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    pub fn blocker_given(mut self, dose: Dose) -> Self {
        self.blocker_dose = Some(dose);
        self
    }

    /// The blocker is given at a dose, or for a time, that is called selective for this target: what else it binds is left free. Called again, it holds both.
    ///
    /// ```
    /// use opiograph::{Species, curated};
    ///
    /// let q = curated().blockade("u-69593").by("naloxone").on("aversion").in_species(Species::Rat);
    /// assert!(q.predict()?.remaining() < 0.85);
    /// assert!(q.selective_for("MOR").predict()?.remaining() > 0.85);
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    pub fn selective_for(mut self, target: impl AsRef<str>) -> Self {
        self.selective_for.push(target.as_ref().to_owned());
        self
    }

    /// The agent's route, where its dose is not known.
    pub fn route(mut self, route: Route) -> Self {
        self.route = Some(route);
        self
    }

    /// The blocker's route, where its dose is not known.
    pub fn blocker_route(mut self, route: Route) -> Self {
        self.blocker_route = Some(route);
        self
    }

    /// The species: mechanisms that are known to differ between species are chosen by it.
    pub fn in_species(mut self, species: Species) -> Self {
        self.species = Some(species);
        self
    }

    /// The agent is given again and again, at whatever dose.
    pub fn repeatedly(mut self) -> Self {
        self.repeated = true;
        self
    }

    /// Leaves out what one publication says: claims that rest on it alone are not there, others lose its weight.
    pub fn without_reference(mut self, reference: impl AsRef<str>) -> Self {
        self.without.push(reference.as_ref().to_owned());
        self
    }

    /// Computes what becomes of the effect.
    ///
    /// # Model
    /// The agent pushes each target that it engages by efficacy × engaged share; the push runs along the signed `regulates` claims to the effect.
    /// At a receptor the efficacy `e` counts against the tone `T` of the receptor's own ligand, as `e − T (1 − e)`.
    /// What a node passes on, at most 1 and at most the sum of its claims' weights, is shared out among its claims that lead to the effect by weight × the square root of what each one's strongest way passes on.
    /// A route passes on the product of its shares, the square root of its weakest claim's confidence and a fixed loss a step; routes add with their signs.
    /// Each blocked or lost target on a route takes its blocked share from it, as does each gate (`requires`) that it closes, by the gate's weight.
    /// Two targets with a `crosstalk` claim that raises, both of which the agent raises and one of which it acts at, add `2 √(a b)` to what flows through each; one that lowers is a brake, whose loss adds what flows through the target that it held down, by its weight; a transmitter acts on the side of the body's barriers where it is released.
    /// The loss of an enzyme takes away what the enzyme makes and raises what it clears.
    /// What remains, against what was there, gives the class.
    ///
    /// # Units
    /// Shares of a full agonist's direct effect; the result is a ratio.
    ///
    /// # Assumptions
    /// Listed with their values by [`BlockadePrediction::assumptions`]; no time course and no feedback loop is modelled.
    /// The amount of a dose counts in people, where the exposure is curated: a blocker's by the share of each target that it
    /// occupies ([`KnowledgeGraph::engagement`]), the agent's as a multiple of the doses whose kinetics were studied. In animals a
    /// blocker's counts where doses that halve an effect are curated (AD50, apparent pA2, doses that hold half of a receptor): over such a
    /// dose it is the odds of the target being held, and at other targets the odds change with the affinity. Elsewhere the
    /// route counts alone, and the assumptions say so: a blocker then occupies its strongest target for the larger part, others in the
    /// ratio of the constants, or the largest share that anybody measured to be occupied if that is more.
    ///
    /// # Errors
    /// A name that is not known; a dose that cannot be given; a target of [`Blockade::selective_for`] at which no blocker acts; no blocker, or one that is the agent; no effect, or one that the agent does not produce, with those that it does.
    pub fn predict(&self) -> Result<BlockadePrediction, Error> {
        let kg = &self.kg;
        let agent = kg.resolve(&self.agent, &[Kind::Compound], "compound")?;
        let blockers = self
            .blockers
            .iter()
            .map(|b| kg.resolve(b, &[Kind::Compound], "compound"))
            .collect::<Result<Vec<NodeId>, Error>>()?;
        let losses = self
            .losses
            .iter()
            .map(|t| kg.resolve(t, &[Kind::Target], "target"))
            .collect::<Result<Vec<NodeId>, Error>>()?;
        if let Some(name) = self
            .blockers
            .iter()
            .zip(&blockers)
            .find(|(_, b)| **b == agent)
            .map(|(name, _)| name)
        {
            return Err(Error::invalid(
                "blocker",
                name,
                "it is the agent itself",
                "name another compound, or a target with `by_loss_of`",
            ));
        }
        if blockers.is_empty() && losses.is_empty() {
            return Err(Error::invalid(
                "blockade of",
                &self.agent,
                "nothing is blocked",
                "name a drug with `by` or a target with `by_loss_of`",
            ));
        }
        let Some(effect) = &self.effect else {
            return Err(Error::invalid(
                "blockade of",
                &self.agent,
                "no effect is named",
                "name one with `on`, for example `analgesia`",
            ));
        };
        let effect = kg.resolve(effect, &[Kind::Effect, Kind::Condition], "effect")?;
        let dose = self.dose.map(|d| d.check()).transpose()?;
        let blocker_dose = self.blocker_dose.map(|d| d.check()).transpose()?;
        let selective_for = self.targets_held_alone(&blockers)?;
        let without = self
            .without
            .iter()
            .map(|r| kg.resolve(r, &[Kind::Reference], "reference"))
            .collect::<Result<Vec<NodeId>, Error>>()?;
        let asked = Asked {
            agent,
            blockers,
            losses,
            effect,
            site: self.site,
            dose,
            blocker_dose,
            route: dose.and_then(|d| d.given_by()).or(self.route),
            blocker_route: blocker_dose
                .and_then(|d| d.given_by())
                .or(self.blocker_route),
            repeated: self.repeated || dose.is_some_and(|d| d.interval_hours().is_some()),
            species: self.species,
            selective_for,
            without,
        };
        if asked.without.is_empty() {
            predict::predict(kg, kg.network(), &asked)
        } else {
            predict::predict(kg, &Network::build(&kg.0, &asked.without), &asked)
        }
    }

    /// The targets that the blockers are said to hold alone, each one that a blocker acts at.
    fn targets_held_alone(&self, blockers: &[NodeId]) -> Result<Vec<NodeId>, Error> {
        let kg = &self.kg;
        let net = kg.network();
        let given = blockers.iter().flat_map(|&b| {
            let parts = net.profile(b).map_or(&[][..], |p| &p.contains);
            std::iter::once(b).chain(parts.iter().copied())
        });
        let mut acted_at: Vec<NodeId> = given
            .filter_map(|b| net.profile(b))
            .flat_map(|p| p.actions.iter().map(|a| a.target))
            .collect();
        acted_at.sort();
        acted_at.dedup();
        self.selective_for
            .iter()
            .map(|name| {
                let target = kg.resolve(name, &[Kind::Target], "target")?;
                if acted_at.contains(&target) {
                    return Ok(target);
                }
                let known: Vec<String> = acted_at
                    .iter()
                    .map(|&t| kg.0.node(t).id.to_string())
                    .collect();
                Err(if blockers.is_empty() {
                    Error::invalid(
                        "selective for",
                        name,
                        "no drug blocks here, so none is selective",
                        "name a drug with `by`, or the target alone with `by_loss_of`",
                    )
                } else {
                    let accepted = match known.is_empty() {
                        true => "none: no action of the blocker is curated".to_owned(),
                        false => format!("one of {}", known.join(", ")),
                    };
                    Error::invalid_with(
                        "selective for",
                        name,
                        "nothing that is given to block is known to act there",
                        &accepted,
                        known,
                    )
                })
            })
            .collect()
    }
}
