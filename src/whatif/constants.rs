//! Every constant of the prediction, with its unit and its reason. The same for all drugs.
//!
//! None is fitted to a single experiment. They are judgements about pharmacology in general; where a number of the field stands behind one, it is named.

/// The free concentration of an agonist at its usual dose, as a multiple of its affinity for its strongest target.
///
/// A full agonist has receptors to spare: half of them, which once its constant occupies, are enough for most of its response.
pub(crate) const AGONIST_FOLD: f64 = 1.0;

/// The same for an agent that turns its target off: a transporter or channel must be engaged for the larger part before anything changes (four times the constant: 80 %).
pub(crate) const INHIBITOR_FOLD: f64 = 4.0;

/// The same for a blocker of receptors: antagonists are given at doses that leave few receptors of their main target free (ten times the constant occupies 91 %).
pub(crate) const BLOCKER_FOLD: f64 = 10.0;

/// The engaged share of a target at which an action is curated but no number is known.
pub(crate) const ENGAGED_WITHOUT_NUMBER: f64 = 0.75;

/// The engaged share of a target at which an action is curated without a number, beside targets that have numbers.
pub(crate) const ENGAGED_BESIDE_NUMBERS: f64 = 0.1;

/// The confidence that what inhibits uptake in a tube, without anybody calling it an inhibitor, inhibits the transporter: one paper in vitro.
pub(crate) const IMPLIED_INHIBITION: f64 = 0.6;

/// The confidence that a compound whose curated actions at receptors are all antagonism antagonises another receptor that it binds.
pub(crate) const IMPLIED_ANTAGONISM: f64 = 0.3;

/// How many times its strongest constant the constant of an implied action may be: what is weaker is a side finding of a screen.
pub(crate) const IMPLIED_WITHIN: f64 = 30.0;

/// The blocked share of the target for which a blocker without numbers is best known; others have less in the ratio of the confidences.
pub(crate) const BLOCKED_WITHOUT_NUMBER: f64 = 0.9;

/// What remains of a blocker's reversible actions beside one that stays on its receptor.
///
/// Such blockers are given long before the agent, β-funaltrexamine a day before (Hayes and others 1986, PMID 3017495), so that little but what stays is left.
pub(crate) const REVERSIBLE_BESIDE_LASTING: f64 = 0.1;

/// The least engaged share of a target at which somebody saw the agent act.
///
/// Binding in a tube and action in a body differ by tissue, reserve and accumulation, so a weak affinity alone does not delete an observed action.
pub(crate) const ENGAGED_AT_LEAST: f64 = 0.05;

/// The least engaged share of a target at which the agent was seen to act in a living animal or person.
pub(crate) const ENGAGED_IN_VIVO: f64 = 0.3;

/// The power of the efficacy by which the concentration of a partial agonist exceeds that of a full one.
///
/// A drug of low efficacy has no receptors to spare: for the same response it must occupy more of them.
pub(crate) const EFFICACY_POWER: f64 = 1.5;

/// The efficacy of a partial agonist against a full one, where no maximum is curated.
pub(crate) const PARTIAL_EFFICACY: f64 = 0.5;

/// The efficacy of a positive allosteric modulator against a full agonist: it strengthens what is there.
pub(crate) const MODULATOR_EFFICACY: f64 = 0.7;

/// Receptors that a transmitter occupies to those that it leaves free, while its route runs.
pub(crate) const TRANSMITTER_ODDS: f64 = 1.0;

/// How far a receptor is active by its own ligand at rest, as a share of full activation: none, low, high.
///
/// Low is little: opioid antagonists alone change nothing that a test of nociception shows.
pub(crate) const TONE: [f64; 3] = [0.0, 0.1, 0.8];

/// The tone at a target whose ligand is not curated.
pub(crate) const TONE_UNSTATED: f64 = 0.3;

/// What a proposal without an observation contributes to the direction of an action.
pub(crate) const LEAST_CONFIDENCE: f64 = 0.08;

/// The power to which the confidence of the weakest claim of a route is taken when routes are weighed.
///
/// How much was published on a step is not how much flows through it, so doubt counts with its square root.
pub(crate) const CONFIDENCE_POWER: f64 = 0.5;

/// What each further step of a route passes on.
pub(crate) const STEP: f64 = 0.9;

/// The power of what each way on passes to the effect by which a node's output is shared out: 0 shares evenly, 1 in proportion.
///
/// Side ways that hardly matter would else thin out the main one the more of them are curated.
pub(crate) const PULL: f64 = 0.5;

/// What two targets that act in synergy add: `α` in `a + b + α √(a b)`.
///
/// With 2 an even mixture of two drugs needs half the dose that it would need if their effects only added.
pub(crate) const SYNERGY: f64 = 2.0;

/// What the loss of a target that holds another down adds, as a share of what flows through that other.
///
/// With 1 the effect doubles; claims of weaker brakes carry a weight.
pub(crate) const BRAKE: f64 = 1.0;

/// The most steps of a route from a target to an effect.
pub(crate) const MOST_STEPS: usize = 11;

/// Routes weaker than this share of a full agonist's direct effect are not followed.
pub(crate) const LEAST_ROUTE: f64 = 0.001;

/// An agent whose routes together stay below this share of a full agonist's direct effect does not produce the effect.
pub(crate) const LEAST_EFFECT: f64 = 0.01;

/// How much of a mechanism that is curated for repeated dosing counts after a single dose.
pub(crate) const REPEATED_AFTER_ONE_DOSE: f64 = 0.3;

/// Shares of a target inside and outside the brain and the cord that differ by less are taken as one: no test tells them apart.
pub(crate) const SAME_SHARE: f64 = 0.05;

/// How much of an intrathecal dose's action reaches the brain.
pub(crate) const ROSTRAL_SPREAD: f64 = 0.25;

/// What an active product adds beside the parent, where nobody says that it carries the effect.
///
/// Products that somebody calls active often circulate at concentrations like the parent's or above (hydroxybupropion at more than ten times
/// bupropion's, PMID 23344581; morphine-6-glucuronide at six times morphine's after codeine, PMC1368572), but how far they get where the
/// parent acts is rarely known: half.
pub(crate) const PRODUCT_SHARE: f64 = 0.5;

/// The same where somebody says that it does not carry the effect.
pub(crate) const MINOR_PRODUCT_SHARE: f64 = 0.1;

/// How far a compound moves a process that it is known to move, where none of its curated targets leads there.
pub(crate) const MOVED_PROCESS: f64 = 0.75;

/// The share of the evidence on a claim that must speak against it before the claim counts as disputed in an answer.
pub(crate) const DISPUTED_SHARE: f64 = 0.3;

/// What the parent still does at the targets of a product that carries its effect.
pub(crate) const PARENT_BESIDE_CARRIER: f64 = 0.2;

/// The share of a clearance that an enzyme carries where no number is curated.
pub(crate) const CLEARED_UNSTATED: f64 = 0.3;

/// The most that the loss of an enzyme raises an exposure.
pub(crate) const MOST_RAISED: f64 = 20.0;

/// How much an inducer multiplies the clearance through an enzyme.
pub(crate) const INDUCTION: f64 = 4.0;

/// The inhibited share of an enzyme by strength: weak, moderate, strong. From the FDA's limits of exposure ratio (1.25, 2, 5): `1 − 1/ratio`, with 10 for a strong one.
pub(crate) const INHIBITED: [f64; 3] = [0.35, 0.65, 0.9];

/// The inhibited share of an enzyme where the inhibitor's strength is not curated.
pub(crate) const INHIBITED_UNSTATED: f64 = 0.8;

/// The same where the strength at another enzyme is curated: then that other one is what it is known for.
pub(crate) const INHIBITED_BESIDE: f64 = 0.2;

/// What of a complex's action a ligand of one of its subunits reaches.
pub(crate) const SUBUNIT_SHARE: f64 = 0.5;

/// Where routes oppose one another, the change is measured against at least this share of all that flows.
pub(crate) const LEAST_NET: f64 = 0.25;

/// How strong all routes against an effect may be beside those for it, where the question says that the agent produces it and the routes say otherwise.
pub(crate) const MOST_AGAINST: f64 = 0.5;

/// Shares left of an effect that divide the classes: up to the first it is abolished, up to the second attenuated, from the third potentiated.
pub(crate) const CLASSES: [f64; 3] = [0.2, 0.85, 1.15];

/// Effects that are tested or suffered under stress, so that the tone under stress counts.
pub(crate) const UNDER_STRESS: &[&str] = &[
    "antidepressant-effect",
    "anxiolysis",
    "depressive-symptoms",
    "anhedonia",
    "anxiety",
    "separation-distress",
    "withdrawal",
    "craving",
    "mental-pain",
    "suicidal-ideation",
];

/// Effects that repeated dosing alone brings about.
pub(crate) const BY_REPETITION: &[&str] = &["tolerance", "withdrawal", "dependence"];
