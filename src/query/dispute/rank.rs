//! Which disputes come first: what hangs on the answer, and how open it is.

use std::collections::{BTreeMap, BTreeSet};

use super::Dispute;
use crate::{
    graph::{
        KnowledgeGraph,
        claim::Claim,
        confidence,
        handles::Compound,
        record::{ClaimId, NodeId},
    },
    model::{
        evidence::{Design, Stance},
        kind::Kind,
        relation::Relation,
        species::{Species, lives_in},
    },
    query::path::{Rules, engagement, is_enzyme},
    whatif::constants::STEP,
};

/// Beyond this many steps nothing is counted: the longest mechanism that a question shows unless asked for more.
const STEPS: usize = 8;
/// Where all sides point the same way (numbers, full against partial agonist), the answer changes how much follows, not what.
const SHARE_OF_SIZE: f64 = 0.25;

/// What is only predicted to hang on an answer, beside what somebody observed.
const SHARE_OF_PREDICTED: f64 = 0.25;

/// A dispute before its place among the others is known.
pub(super) struct Draft {
    pub dispute: Dispute,
    /// The relation in question: it decides what hangs on the answer.
    pub relation: Relation,
    /// What a disputed blockade took away.
    pub blocked: Vec<NodeId>,
    /// The weights of those who exclude one another.
    pub contest: Vec<(f64, f64)>,
}

/// Orders disputes by their importance, see [`Dispute::importance`].
pub(super) fn rank(kg: &KnowledgeGraph, drafts: Vec<Draft>) -> Vec<Dispute> {
    if drafts.is_empty() {
        return Vec::new();
    }
    let reach = Reach::of(kg);
    let mut all: Vec<Dispute> = drafts
        .into_iter()
        .map(|draft| finish(kg, &reach, draft))
        .collect();
    all.sort_by(|a, b| {
        b.importance
            .total_cmp(&a.importance)
            .then_with(|| a.id.cmp(&b.id))
    });
    all
}

/// How even the sides are, 1 where they weigh the same, times how much evidence there is at all.
fn openness((a, b): (f64, f64)) -> f64 {
    let both = a + b;
    if both > 0.0 {
        4.0 * (a / both) * (b / both) * -(-both).exp_m1()
    } else {
        0.0
    }
}

fn finish(kg: &KnowledgeGraph, reach: &Reach, draft: Draft) -> Dispute {
    let mut dispute = draft.dispute;
    let best = draft
        .contest
        .iter()
        .copied()
        .max_by(|a, b| openness(*a).total_cmp(&openness(*b)));
    let (a, b) = best.unwrap_or((0.0, 0.0));
    let open = openness((a, b));
    let question = Question {
        relation: draft.relation,
        blocked: &draft.blocked,
        dispute: &dispute,
        whole: reach.undisputed(kg, &dispute),
        decides: decides(kg, &dispute),
    };
    let predicted = reach.predictions(&question);
    let hanging = reach.observations(kg, &question);
    let observed: f64 = hanging
        .iter()
        .map(|h| h.worth)
        .fold(0.0, |sum, worth| sum + worth);
    let size = if is_about_size(&dispute, draft.relation) {
        SHARE_OF_SIZE
    } else {
        1.0
    };

    let hangs = SHARE_OF_PREDICTED * predicted + observed;
    dispute.importance = (1.0 + hangs).ln() * open * size;
    let most: Vec<String> = hanging
        .iter()
        .take(3)
        .map(|h| format!("{} {:.1}", h.words, h.worth))
        .collect();
    let others = match hanging.len().saturating_sub(most.len()) {
        0 => String::new(),
        n => format!(", {n} more"),
    };
    let most = if most.is_empty() {
        String::new()
    } else {
        format!(" ({}{others})", most.join(", "))
    };
    let mut last =
        format!("ln(1 + {SHARE_OF_PREDICTED} × {predicted:.1} + {observed:.1}) × {open:.2}");
    if size < 1.0 {
        last.push_str(&format!(
            " × {size} (the answer changes how much, not which way)"
        ));
    }
    dispute.derivation = vec![
        format!("predictions of effects that hang on it: {predicted:.1}"),
        format!("observations that hang on it: {observed:.1}{most}"),
        format!(
            "sides of weight {:.2} and {:.2}: open to {open:.2}",
            a.max(b),
            a.min(b)
        ),
        format!("{last} = {:.2}", dispute.importance),
    ];
    dispute
        .sides
        .sort_by(|a, b| b.weight().total_cmp(&a.weight()));
    if let [first, second, ..] = dispute.sides.as_slice() {
        dispute.differ_in = first.contrasts(second);
    }
    dispute
}

/// Whether every side says that the target is moved the same way, and they differ in how far.
fn is_about_size(dispute: &Dispute, relation: Relation) -> bool {
    if relation == Relation::Binds {
        return true;
    }
    let claims: Vec<_> = dispute.sides.iter().flat_map(|s| s.claims()).collect();
    let signs: Vec<_> = claims.iter().filter_map(|c| c.action()?.sign()).collect();
    let denied = dispute.sides.iter().any(|s| s.claims().is_empty());
    relation == Relation::Acts
        && !denied
        && signs.len() == claims.len()
        && signs.windows(2).all(|w| w[0] == w[1])
}

fn decides(kg: &KnowledgeGraph, dispute: &Dispute) -> f64 {
    let claims = dispute.sides.iter().flat_map(|s| s.claims());
    let share = |c: &Claim| kg.0.claim(c.id_in_graph()).payload.share();
    claims.map(share).fold(0.0, f64::max)
}

/// What is asked of the graph to see what hangs on a dispute.
struct Question<'a> {
    relation: Relation,
    blocked: &'a [NodeId],
    dispute: &'a Dispute,
    /// What the claims in question would carry if nobody denied them.
    whole: f64,
    /// How much of its mechanism a requirement decides on, by the most that a claim gives it.
    decides: f64,
}

/// An observation that hangs on the answer, and how much of it does.
struct Hanging {
    words: String,
    worth: f64,
}

/// What a compound was seen to do to an effect: the papers that say so, and in what they saw it.
type Observed = BTreeMap<(NodeId, NodeId), Vec<(NodeId, Design, Species)>>;

/// What was observed, and how much of each compound's action arrives where.
struct Reach {
    observed: Observed,
    exposures: Vec<Exposed>,
    steps: Vec<Vec<(ClaimId, NodeId, f64)>>,
    /// What needs a target, and how well that is supported.
    gates: BTreeMap<NodeId, Vec<(NodeId, f64)>>,
    /// For each compound that acts or was observed, what reaches each thing in 0, 1, 2 … steps.
    forward: BTreeMap<NodeId, Vec<Vec<f64>>>,
    /// For each effect, what it receives from each thing in 0, 1, 2 … steps.
    backward: BTreeMap<NodeId, Vec<Vec<f64>>>,
}

/// A published change of exposure: who takes part, and what it is worth.
struct Exposed {
    compounds: BTreeSet<NodeId>,
    enzymes: BTreeSet<NodeId>,
    source: NodeId,
}

impl Reach {
    fn of(kg: &KnowledgeGraph) -> Reach {
        let inner = &*kg.0;
        let observed = observations(kg);
        let acting = inner
            .claims
            .iter()
            .filter(|c| c.relation == Relation::Acts)
            .map(|c| c.subject);
        let mut compounds: BTreeSet<NodeId> = observed.keys().map(|&(c, _)| c).collect();
        compounds.extend(acting);
        let effects: BTreeSet<NodeId> = (0..inner.nodes.len())
            .map(|n| NodeId(n as u32))
            .filter(|n| matches!(inner.node(*n).kind, Kind::Effect | Kind::Condition))
            .collect();
        let mut rules = Rules::under_stress();
        for &compound in &compounds {
            rules
                .engaged
                .extend(engagement(&Compound::new(kg, compound)));
        }
        let steps: Vec<Vec<(ClaimId, NodeId, f64)>> = (0..inner.nodes.len())
            .map(|n| {
                let mut steps: Vec<_> = rules
                    .steps(inner, NodeId(n as u32))
                    .map(|(claim, walk)| (claim, walk.to, walk.factor * STEP))
                    .collect();
                steps.sort_by_key(|(claim, ..)| *claim);
                // As in a prediction, what a node does is shared out among its ways on.
                let ways: f64 = steps.iter().map(|(.., factor)| *factor).sum();
                for (.., factor) in &mut steps {
                    *factor /= ways.max(1.0);
                }
                steps
            })
            .collect();
        let mut gates: BTreeMap<NodeId, Vec<(NodeId, f64)>> = BTreeMap::new();
        for claim in inner
            .claims
            .iter()
            .filter(|c| c.relation == Relation::Requires)
        {
            let support = -(-confidence::support(inner, claim)).exp_m1() * claim.payload.share();
            gates
                .entry(claim.object)
                .or_default()
                .push((claim.subject, support));
        }
        let mut reach = Reach {
            observed,
            exposures: exposures(kg),
            steps,
            gates,
            forward: BTreeMap::new(),
            backward: BTreeMap::new(),
        };
        reach.forward = compounds
            .into_iter()
            .map(|c| (c, reach.spread(c, true)))
            .collect();
        reach.backward = effects
            .into_iter()
            .map(|e| (e, reach.spread(e, false)))
            .collect();
        reach
    }

    /// What walks of 0, 1, 2 … steps carry from a start to each thing, or from each thing to an end.
    fn spread(&self, node: NodeId, is_forward: bool) -> Vec<Vec<f64>> {
        let mut now = vec![0.0; self.steps.len()];
        now[node.index()] = 1.0;
        let mut all = vec![now];
        for i in 0..STEPS {
            let mut next = vec![0.0; self.steps.len()];
            for (from, steps) in self.steps.iter().enumerate() {
                for (_, to, factor) in steps {
                    if is_forward {
                        next[to.index()] += all[i][from] * factor;
                    } else {
                        next[from] += factor * all[i][to.index()];
                    }
                }
            }
            all.push(next);
        }
        all
    }

    /// For how many effects a prediction hangs on the answer: for each the share that what is asked about owes to it.
    fn predictions(&self, question: &Question<'_>) -> f64 {
        let (u, _) = question.ends();
        let forward = self.spread(u, true);
        self.backward
            .iter()
            .map(|(&effect, backward)| {
                let flow = Flow {
                    forward: &forward,
                    backward,
                };
                self.share(question, flow, u, effect)
            })
            .sum()
    }

    /// Which observations hang on the answer, most first.
    fn observations(&self, kg: &KnowledgeGraph, question: &Question<'_>) -> Vec<Hanging> {
        let inner = &*kg.0;
        let (u, v) = question.ends();
        let name = |n: NodeId| inner.node(n).name.to_string();
        let mut out = Vec::new();
        let only_in = question.only_in(kg);
        for (&(compound, effect), papers) in &self.observed {
            let (Some(forward), Some(backward)) =
                (self.forward.get(&compound), self.backward.get(&effect))
            else {
                continue;
            };
            let flow = Flow { forward, backward };
            let share = self.share(question, flow, compound, effect);
            if share <= 0.0 {
                continue;
            }
            let there = papers
                .iter()
                .filter(|(.., species)| lives_in(&only_in, Some(*species)))
                .map(|&(paper, design, _)| (paper, design, Stance::Supports));
            let worth = share * confidence::weight(inner, there);
            if worth > 0.0 {
                out.push(Hanging {
                    words: format!("{} on {}", name(compound), name(effect)),
                    worth,
                });
            }
        }
        let takes_part = |e: &&Exposed| match question.relation {
            Relation::Acts | Relation::Binds if is_enzyme(inner, v) => {
                e.compounds.contains(&u) && e.enzymes.contains(&v)
            }
            Relation::ClearedBy => e.compounds.contains(&u) && e.enzymes.contains(&v),
            Relation::ConvertedTo => e.compounds.contains(&u) && e.compounds.contains(&v),
            _ => false,
        };
        let sources: BTreeSet<NodeId> = self
            .exposures
            .iter()
            .filter(takes_part)
            .map(|e| e.source)
            .collect();
        if !sources.is_empty() {
            let papers = sources
                .iter()
                .map(|s| (*s, Design::HumanPharmacology, Stance::Supports));
            out.push(Hanging {
                words: format!("published exposures with {}", name(u)),
                worth: confidence::weight(inner, papers),
            });
        }
        out.sort_by(|a, b| {
            b.worth
                .total_cmp(&a.worth)
                .then_with(|| a.words.cmp(&b.words))
        });
        out
    }

    /// The share of what a compound carries to an effect that hangs on the answer: what passes the claim, were it undisputed,
    /// and what passes a process that needs the target in question.
    fn share(&self, question: &Question<'_>, flow: Flow<'_>, start: NodeId, effect: NodeId) -> f64 {
        let (u, v) = question.ends();
        let is_blockade = !question.blocked.is_empty();
        if question.relation == Relation::Affects && !is_blockade && u == start {
            return if v == effect { 1.0 } else { 0.0 };
        }
        let total: f64 = flow.forward.iter().skip(1).map(|f| f[effect.index()]).sum();
        let of_total = |through: f64| {
            if total > 0.0 {
                (through / total).min(1.0)
            } else {
                0.0
            }
        };
        let gated = |target: NodeId| -> f64 {
            let gates = self.gates.get(&target).into_iter().flatten();
            gates
                .map(|&(gate, support)| support * flow.joined(gate, gate, 0))
                .sum()
        };
        match question.relation {
            Relation::Requires => question.decides * of_total(flow.joined(u, u, 0)),
            Relation::Affects if is_blockade => {
                if (start, effect) != (u, v) {
                    return 0.0;
                }
                let through = |&t: &NodeId| flow.joined(t, t, 0) + gated(t);
                of_total(question.blocked.iter().map(through).sum())
            }
            _ => {
                let here = self.steps[u.index()].iter().filter(|(_, to, _)| *to == v);
                let now: f64 = here.map(|(.., factor)| factor).sum();
                let one = flow.joined(u, v, 1);
                let through = question.whole * one;
                let needed = match question.relation {
                    Relation::Acts if u == start => gated(v),
                    _ => 0.0,
                };
                let whole = through + (total - now * one).max(needed);
                if whole > 0.0 {
                    (through + needed).min(whole) / whole
                } else {
                    0.0
                }
            }
        }
    }

    /// What the claims in question would carry if nobody denied them: the strongest of them.
    fn undisputed(&self, kg: &KnowledgeGraph, dispute: &Dispute) -> f64 {
        let (u, v) = (dispute.subject.node, dispute.object.node);
        let here = |claim: ClaimId| {
            self.steps[u.index()]
                .iter()
                .find(|(id, to, _)| *id == claim && *to == v)
        };
        let claims = dispute.sides.iter().flat_map(|s| s.claims());
        let weights = claims.filter_map(|claim| {
            let (_, _, factor) = here(claim.id_in_graph())?;
            let confidence = kg.0.brief(claim.id_in_graph()).confidence;
            let support: f64 = confidence::support(&kg.0, kg.0.claim(claim.id_in_graph()));
            (confidence > 0.0).then(|| factor / confidence * -(-support).exp_m1())
        });
        let strongest = weights.fold(0.0, f64::max);
        if strongest > 0.0 {
            return strongest;
        }
        // Numbers move no arrow of their own; they tell how far the ones that stand are engaged.
        let standing = self.steps[u.index()].iter().filter(|(_, to, _)| *to == v);
        standing.map(|(.., factor)| *factor).fold(0.0, f64::max)
    }
}

impl Question<'_> {
    /// The species to which every claim in question is confined; none where one of them holds anywhere.
    fn only_in(&self, kg: &KnowledgeGraph) -> Vec<Species> {
        let mut named = Vec::new();
        for claim in self.dispute.sides.iter().flat_map(|s| s.claims()) {
            let here = &kg.0.claim(claim.id_in_graph()).context.only_in;
            if here.is_empty() {
                return Vec::new();
            }
            named.extend_from_slice(here);
        }
        named
    }

    fn ends(&self) -> (NodeId, NodeId) {
        (self.dispute.subject.node, self.dispute.object.node)
    }
}

/// What one thing sends out and what one effect receives, by the number of steps.
#[derive(Clone, Copy)]
struct Flow<'a> {
    forward: &'a [Vec<f64>],
    backward: &'a [Vec<f64>],
}

impl Flow<'_> {
    /// How much comes to one thing and goes on from another, with so many steps between.
    fn joined(&self, u: NodeId, v: NodeId, between: usize) -> f64 {
        (0..=STEPS - between)
            .flat_map(|i| (0..=STEPS - between - i).map(move |j| (i, j)))
            .map(|(i, j)| self.forward[i][u.index()] * self.backward[j][v.index()])
            .sum()
    }
}

/// What somebody observed a compound to do to an effect: claims, blockade experiments and outcomes of studies.
fn observations(kg: &KnowledgeGraph) -> Observed {
    let inner = &*kg.0;
    let mut papers = Observed::new();
    for claim in inner
        .claims
        .iter()
        .filter(|c| c.relation == Relation::Affects)
    {
        let list = papers.entry((claim.subject, claim.object)).or_default();
        let seen = claim
            .evidence
            .iter()
            .filter(|e| e.stance != Stance::Hypothesis);
        list.extend(seen.map(|e| (e.reference, e.design, e.species)));
    }
    for e in &inner.tables.experiments {
        let design = match e.species {
            Species::Human => Design::HumanPharmacology,
            _ => Design::Animal,
        };
        let list = papers.entry((e.agent, e.effect)).or_default();
        list.push((e.source, design, e.species));
    }
    for study in kg.studies() {
        let data = study.data();
        let given = data
            .arms
            .iter()
            .flat_map(|arm| arm.given.iter().map(|(c, ..)| *c));
        let compounds: BTreeSet<NodeId> = given.collect();
        let measured = data.outcomes.iter().filter_map(|o| o.measures);
        let effects: BTreeSet<NodeId> = measured
            .filter(|e| matches!(inner.node(*e).kind, Kind::Effect | Kind::Condition))
            .collect();
        for &compound in &compounds {
            for &effect in &effects {
                let list = papers.entry((compound, effect)).or_default();
                list.push((data.source, data.design, data.species));
            }
        }
    }
    papers
}

fn exposures(kg: &KnowledgeGraph) -> Vec<Exposed> {
    let records = kg.0.tables.interactions.iter();
    records
        .map(|r| {
            let mut compounds: BTreeSet<NodeId> = r.perpetrators.iter().copied().collect();
            compounds.extend([r.victim, r.measured]);
            Exposed {
                compounds,
                enzymes: r.enzymes.iter().copied().collect(),
                source: r.source,
            }
        })
        .collect()
}
