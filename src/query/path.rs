//! Mechanism paths: how one thing moves another, step by step, ranked by how sure they are.

use std::collections::{BTreeSet, VecDeque};

use self::{
    edges::is_coherent,
    search::{Cost, Edge, Net, Paths},
    step::Step,
};
use crate::{
    error::Error,
    graph::{
        KnowledgeGraph,
        claim::Claim,
        handles::Compound,
        record::{ClaimId, NodeId},
    },
    model::{evidence::Status, kind::Kind, relation::Relation, sign::Sign},
};

mod edges;
mod mechanism;
mod question;
mod requirement;
mod search;
mod step;
pub(crate) mod walks;
mod words;

pub(super) use self::edges::{Rules, engagement, is_enzyme};
pub use self::{
    edges::PATH_DISCOUNTS, mechanism::MechanismPath, question::MechanismQuery,
    requirement::Requirement, step::Step as MechanismStep,
};

impl KnowledgeGraph {
    /// The mechanisms by which one thing moves another, best first.
    ///
    /// # Model
    /// A mechanism is a simple path over signed claims: no thing occurs twice, and two claims about the same two things are two paths.
    /// Walked are what a compound does at a target (`acts`), what it turns into or contains, what an endogenous ligand activates,
    /// what regulates what, crosstalk with a direction, a subunit as part of its complex, and a symptom as part of its condition.
    /// Not walked are numbers without an action (`binds`), observations without a mechanism (`affects`), expression, association,
    /// claims without a direction, claims with evidence against them only, and the step from a racemate to its enantiomers, which no claim states.
    /// Where a combination product is the start, an enzyme leads to the ingredients that it clears, so that an inhibitor in it raises its partner.
    ///
    /// An antagonist removes tone: its step is not there where the curated tone is none, and is discounted where it is low or not curated.
    /// A partial agonist counts as an increase when alone, and as a decrease with [`MechanismQuery::beside_full_agonist`].
    /// A receptor that was moved in one region only (`regulates` or `crosstalk` with a region) is not taken to act in another.
    /// A step that holds at once only (phase `acute`) and one that needs repeated dosing (`repeated`, `sustained`, `chronic`) are not joined;
    /// the heading of a path names the phase of its steps.
    /// What is known of an enantiomer is not carried over to the racemate, nor the reverse: [`KnowledgeGraph::kept_apart`] lists it.
    /// From the targets of a start that stays outside the brain, claims that play inside it are not walked.
    /// The ranking goes by confidence (see [`MechanismPath`]), then by length, then by the order of the claims in the data, step by step.
    ///
    /// An empty answer says that no path is curated, not that there is no effect: [`KnowledgeGraph::known`] tells the cases apart.
    ///
    /// # Cost
    /// At most `limit × steps` searches, each of which settles every pair of a thing and a number of steps at most once:
    /// `O(limit · steps² · (things + claims) · log)`, never exponential in the number of steps.
    ///
    /// # Errors
    /// Where a name is not known or fits two things, where the bounds are out of range, where the end is no effect, condition, process
    /// or target, and where the search was given up before it was complete ([`MechanismSearch::gave_up`]).
    pub fn mechanisms(&self, query: &MechanismQuery) -> Result<Vec<MechanismPath>, Error> {
        let mut search = self.search_mechanisms(query)?;
        let found: Vec<MechanismPath> = search.by_ref().take(query.limit).collect();
        if search.gave_up() {
            return Err(Error::invalid(
                "the question",
                query,
                &format!(
                    "{} of the paths asked for were found, and then {MOST_IN_VAIN} others stood in the way",
                    found.len()
                ),
                "ask for fewer, allow fewer steps, avoid what the wrong paths share, or take what `search_mechanisms` hands out",
            ));
        }
        Ok(found)
    }

    /// What is curated of the stereoisomers of a question's start, or of the racemate that it is a part of, and is not walked in its name:
    /// their actions, and what they were seen to do to the question's end.
    ///
    /// A racemate is half each enantiomer, so what one of them does is no evidence about the mixture at its dose:
    /// esketamine's action at a receptor stands under esketamine, and a path of ketamine does not use it. Here it can be read beside the paths.
    ///
    /// ```
    /// use opiograph::{MechanismQuery, curated};
    ///
    /// let kg = curated();
    /// let apart = kg.kept_apart(&MechanismQuery::new("ketamine", "anhedonia"))?;
    /// assert!(apart.iter().any(|c| c.subject().id() == "esketamine" && c.object().id() == "MOR"));
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    ///
    /// # Errors
    /// Where a name is not known or fits two things.
    pub fn kept_apart(&self, query: &MechanismQuery) -> Result<Vec<Claim>, Error> {
        let (from, to) = query.ends(self)?;
        let inner = &*self.0;
        let joins = |&c: &ClaimId| inner.brief(c).relation == Relation::StereoisomerOf;
        let above: Vec<NodeId> = inner
            .from(from)
            .iter()
            .copied()
            .filter(joins)
            .map(|c| inner.brief(c).object)
            .collect();
        let below = inner.to(from).iter().copied().filter(joins);
        let mut others: BTreeSet<NodeId> = below.map(|c| inner.brief(c).subject).collect();
        others.extend(above);
        let claims = others.iter().flat_map(|&n| inner.from(n).iter().copied());
        Ok(claims
            .filter(|&c| {
                let brief = inner.brief(c);
                let is_meant = match brief.relation {
                    Relation::Acts => true,
                    Relation::Affects => brief.object == to,
                    _ => false,
                };
                is_meant && brief.status != Status::Refuted
            })
            .map(|c| Claim::new(self, c))
            .collect())
    }

    /// As [`KnowledgeGraph::mechanisms`], one path after the other and as long as there are any: the limit of the question does not hold here.
    ///
    /// # Errors
    /// As for [`KnowledgeGraph::mechanisms`], except that a search that is given up simply ends: [`MechanismSearch::gave_up`].
    pub fn search_mechanisms(&self, query: &MechanismQuery) -> Result<MechanismSearch, Error> {
        query.check()?;
        let (from, to) = query.ends(self)?;
        let mut rules = query.rules(self, from, to)?;
        let through = query
            .through
            .iter()
            .map(|n| self.any(n))
            .collect::<Result<BTreeSet<_>, _>>()?;
        let (net, local, claims) = reachable(self, &mut rules, from, query.max_steps);
        let paths = local
            .iter()
            .position(|&n| n == to)
            .map(|goal| Paths::new(net, 0, goal as u32, query.max_steps));
        Ok(MechanismSearch {
            kg: self.clone(),
            paths,
            local,
            claims,
            rules,
            through,
            sign: query.sign,
            seen: query.surest_action.then(BTreeSet::new),
            in_vain: 0,
            gave_up: false,
        })
    }
}

/// The most paths that a search looks at in vain before it is given up.
const MOST_IN_VAIN: usize = 20_000;

/// What makes two paths one route: where each step leads, which way, and which claim it is unless a compound acts.
type Route = Vec<(NodeId, bool, Option<ClaimId>)>;

/// The mechanisms of a question, found one after the other.
#[derive(Debug)]
pub struct MechanismSearch {
    kg: KnowledgeGraph,
    paths: Option<Paths>,
    local: Vec<NodeId>,
    claims: Vec<ClaimId>,
    rules: Rules,
    through: BTreeSet<NodeId>,
    sign: Option<Sign>,
    /// The routes that were handed out, where each is wanted once.
    seen: Option<BTreeSet<Route>>,
    in_vain: usize,
    gave_up: bool,
}

impl MechanismSearch {
    /// Whether the search ended before it had seen every path, because 20 000 that it looked at were not wanted:
    /// they missed a thing to pass, had the other sign, or let a receptor act in a region where it was not moved.
    pub fn gave_up(&self) -> bool {
        self.gave_up
    }

    fn path(&self, cost: Cost, edges: &[u32], net: &Net) -> MechanismPath {
        let mut before = Sign::Positive;
        let steps = edges
            .iter()
            .filter_map(|&e| {
                let id = self.claims[e as usize];
                let from = self.local[net.edge(e).from as usize];
                let step = Step {
                    kg: self.kg.clone(),
                    id,
                    walk: self.rules.walk(&self.kg.0, id, from)?,
                    before,
                    beside_full_agonist: self.rules.beside_full_agonist,
                };
                before = step.after();
                Some(step)
            })
            .collect();
        MechanismPath {
            kg: self.kg.clone(),
            steps,
            value: cost.factor(),
        }
    }

    fn is_wanted(&self, path: &MechanismPath) -> bool {
        let in_place = path
            .steps
            .windows(2)
            .all(|pair| is_coherent(&self.kg.0, pair[0].id, pair[1].id));
        in_place
            && is_of_one_time(path)
            && self.sign.is_none_or(|s| s == path.sign())
            && self.through.iter().all(|&n| path.nodes().any(|on| on == n))
    }
}

impl Iterator for MechanismSearch {
    type Item = MechanismPath;

    fn next(&mut self) -> Option<MechanismPath> {
        loop {
            if self.in_vain == MOST_IN_VAIN {
                self.gave_up = true;
                return None;
            }
            let (cost, edges) = self.paths.as_mut()?.next()?;
            let path = self.path(cost, &edges, self.paths.as_ref()?.net());
            let is_new = |seen: &mut BTreeSet<Route>| seen.insert(route(&path));
            if self.is_wanted(&path) && self.seen.as_mut().is_none_or(is_new) {
                return Some(path);
            }
            self.in_vain += 1;
        }
    }
}

fn route(path: &MechanismPath) -> Route {
    let steps = path.steps.iter();
    steps
        .map(|s| {
            let is_action = s.record().relation == Relation::Acts;
            let claim = (!is_action).then_some(s.id);
            (s.walk.to, s.after() == Sign::Positive, claim)
        })
        .collect()
}

/// Whether no step holds at once only and another after repeated dosing only.
fn is_of_one_time(path: &MechanismPath) -> bool {
    let is = |words: &[&str]| {
        path.steps.iter().any(|s| {
            let phase = s.record().context.phase.as_deref();
            phase.is_some_and(|p| words.contains(&p))
        })
    };
    !(is(&["acute"]) && is(&["chronic", "repeated", "sustained"]))
}

/// The part of the graph that can be reached in so many steps: its edges, its nodes with the start first, and the claim of each edge.
fn reachable(
    kg: &KnowledgeGraph,
    rules: &mut Rules,
    start: NodeId,
    steps: usize,
) -> (Net, Vec<NodeId>, Vec<ClaimId>) {
    let mut local = vec![start];
    let mut places: Vec<Option<u32>> = vec![None; kg.0.nodes.len()];
    places[start.index()] = Some(0);
    let mut depths = vec![0];
    let mut edges = Vec::new();
    let mut claims = Vec::new();
    let mut queue = VecDeque::from([0u32]);
    while let Some(at) = queue.pop_front() {
        let depth: usize = depths[at as usize];
        if depth == steps {
            continue;
        }
        if kg.0.node(local[at as usize]).kind == Kind::Compound {
            let compound = Compound::new(kg, local[at as usize]);
            rules.engaged.extend(engagement(&compound));
        }
        let mut onward: Vec<_> = rules.steps(&kg.0, local[at as usize]).collect();
        onward.sort_by_key(|(claim, _)| *claim);
        for (claim, walk) in onward {
            let to = *places[walk.to.index()].get_or_insert_with(|| {
                local.push(walk.to);
                depths.push(depth + 1);
                let place = local.len() as u32 - 1;
                queue.push_back(place);
                place
            });
            edges.push(Edge {
                from: at,
                to,
                cost: Cost::of_factor(walk.factor),
            });
            claims.push(claim);
        }
    }
    (Net::new(local.len(), edges), local, claims)
}
