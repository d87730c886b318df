//! Disputes between claims, and within one.

use std::collections::BTreeMap;

use super::{Dispute, DisputeKind, Scope, Side, rank::Draft};
use crate::{
    display::text,
    graph::{
        KnowledgeGraph,
        claim::{Claim, Evidence},
        handles::Node,
        record::{ClaimId, Context, NodeId},
    },
    model::{
        evidence::{Design, Stance, Status},
        relation::Relation,
        sign::Direction,
    },
};

pub(super) fn find(scope: Scope<'_>) -> Vec<Draft> {
    let kg = scope.kg;
    let mut groups: BTreeMap<(NodeId, Relation, NodeId), Vec<Claim>> = BTreeMap::new();
    for (i, record) in kg.0.claims.iter().enumerate() {
        if record.relation != Relation::Binds && scope.takes(record.subject, record.object) {
            let key = (record.subject, record.relation, record.object);
            let claim = Claim::new(kg, ClaimId(i as u32));
            groups.entry(key).or_default().push(claim);
        }
    }
    let mut out = Vec::new();
    for ((_, relation, _), claims) in groups {
        let standing: Vec<Claim> = claims
            .into_iter()
            .filter(|c| c.status() != Status::Refuted)
            .collect();
        for part in connected(&standing) {
            out.extend(dispute(kg, relation, part));
        }
    }
    out
}

/// Whether two claims on the same things cannot both hold as they stand.
fn conflict(a: &Claim, b: &Claim) -> bool {
    let proposal = |c: &Claim| c.status() == Status::Hypothesis;
    let against = match (a.action(), b.action()) {
        (Some(x), Some(y)) => x.contradicts(y) && !proposal(a) && !proposal(b),
        _ => opposed(a.direction(), b.direction()),
    };
    against && !kept_apart(&a.record().context, &b.record().context)
}

fn opposed(a: Option<Direction>, b: Option<Direction>) -> bool {
    use Direction::{Decreases, Increases, Unchanged};
    matches!(
        (a, b),
        (Some(Increases | Unchanged), Some(Decreases))
            | (Some(Decreases | Unchanged), Some(Increases))
            | (Some(Increases | Decreases), Some(Unchanged))
    )
}

/// Whether a place, cell, phase, test or sex keeps two claims from meeting. Different species do not: they may be the dispute.
fn kept_apart(a: &Context, b: &Context) -> bool {
    fn differ<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
        a != b
    }
    differ(&a.region, &b.region)
        || differ(&a.cell, &b.cell)
        || differ(&a.site, &b.site)
        || differ(&a.phase, &b.phase)
        || differ(&a.test, &b.test)
        || differ(&a.only_sex, &b.only_sex)
}

/// The claims that are in dispute, gathered into questions: a claim with evidence on both sides, and claims that conflict.
fn connected(claims: &[Claim]) -> Vec<Vec<Claim>> {
    let n = claims.len();
    let mut part: Vec<usize> = (0..n).collect();
    let mut open: Vec<bool> = claims
        .iter()
        .map(|c| c.status() == Status::Disputed)
        .collect();
    for i in 0..n {
        for j in i + 1..n {
            let together = conflict(&claims[i], &claims[j]);
            let classes = claims[i].action().is_some()
                && (claims[i].status() == Status::Disputed
                    || claims[j].status() == Status::Disputed);
            if together {
                open[i] = true;
                open[j] = true;
            }
            if together || classes {
                let (from, to) = (part[j], part[i]);
                part.iter_mut().for_each(|p| {
                    if *p == from {
                        *p = to;
                    }
                });
            }
        }
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, p) in part.into_iter().enumerate() {
        parts.entry(p).or_default().push(i);
    }
    parts
        .into_values()
        .filter(|members| members.iter().any(|&i| open[i]))
        .map(|members| {
            let meets =
                |i: usize| open[i] || members.iter().any(|&j| conflict(&claims[i], &claims[j]));
            let in_question = members.iter().filter(|&&i| meets(i));
            in_question.map(|&i| claims[i].clone()).collect()
        })
        .collect()
}

/// What a claim says, without its ends: claims that say the same form one side.
fn saying(claim: &Claim) -> String {
    match (claim.action(), claim.direction()) {
        (Some(action), _) => action.to_string(),
        (None, Some(direction)) => direction.to_string(),
        (None, None) => claim.relation().to_string(),
    }
}

fn dispute(kg: &KnowledgeGraph, relation: Relation, claims: Vec<Claim>) -> Option<Draft> {
    let first = claims.first()?;
    let (subject, object) = (first.subject(), first.object());
    let mut by_saying: Vec<(String, Vec<Claim>)> = Vec::new();
    for claim in &claims {
        let words = saying(claim);
        match by_saying.iter_mut().find(|(w, _)| *w == words) {
            Some((_, list)) => list.push(claim.clone()),
            None => by_saying.push((words, vec![claim.clone()])),
        }
    }
    let mut sides: Vec<Side> = Vec::new();
    for (_, list) in &by_saying {
        let for_it: Vec<Evidence> = list
            .iter()
            .flat_map(|c| c.evidence())
            .filter(|e| e.stance() != Stance::Disputes)
            .collect();
        if for_it.is_empty() {
            continue;
        }
        let mut sentences: Vec<String> = list.iter().map(Claim::sentence).collect();
        sentences.dedup();
        let statement = sentences.join("; ");
        sides.push(Side::of_evidence(kg, statement, list.clone(), for_it));
    }
    let stated = sides.len();
    let mut denied: Vec<Claim> = Vec::new();
    let mut against: Vec<Evidence> = Vec::new();
    for claim in &claims {
        let contrary: Vec<NodeId> = sides[..stated]
            .iter()
            .filter(|s| s.claims().iter().any(|c| conflict(c, claim)))
            .flat_map(Side::papers)
            .collect();
        for e in claim.evidence() {
            if e.stance() == Stance::Disputes && !contrary.contains(&e.reference().node) {
                if !denied.contains(claim) {
                    denied.push(claim.clone());
                }
                against.push(e);
            }
        }
    }
    if !against.is_empty() {
        let statement = if stated == 1 {
            "not so".to_owned()
        } else {
            let mut words: Vec<String> = denied.iter().map(saying).collect();
            words.dedup();
            format!("not so: {}", text::and(&words))
        };
        sides.push(Side::of_evidence(kg, statement, Vec::new(), against));
    }
    if sides.len() < 2 {
        return None;
    }
    let pairs = opposing(&sides, stated, &denied);
    if pairs.is_empty() {
        return None;
    }
    let classes = relation == Relation::Acts && two_classes(&claims);
    let signs = claims.iter().any(|a| {
        claims
            .iter()
            .any(|b| opposed(a.direction(), b.direction()) && conflict(a, b))
    });
    let mut kinds = Vec::new();
    if relation == Relation::Acts && (classes || stated > 1) {
        kinds.push(DisputeKind::ActionClass);
    }
    if signs {
        kinds.push(DisputeKind::OppositeSign);
    }
    kinds.extend(kinds_of_evidence(&sides, &pairs));
    if kinds.is_empty() {
        kinds.push(DisputeKind::EvidenceAgainstEvidence);
    }
    let mut about = vec![subject.node, object.node];
    if relation == Relation::Requires {
        about.extend(tested_with(kg, object.node, &sides));
    }
    let question = question(relation, &subject, &object, &claims);
    let contest = contests(kg, &sides, &pairs);
    let reconciled_by = claims
        .iter()
        .find_map(|c| c.reconciled_by().map(str::to_owned));
    let id = format!("{}/{}", relation_slug(relation), first.id());
    let dispute = Dispute {
        id,
        kinds,
        question,
        subject,
        object,
        about,
        sides,
        reconciled_by,
        differ_in: Vec::new(),
        importance: 0.0,
        derivation: Vec::new(),
    };
    Some(Draft {
        dispute,
        relation,
        blocked: Vec::new(),
        contest,
    })
}

/// The weights of those who exclude one another: each of a pair with the sides that share its opposition to the other.
fn contests(kg: &KnowledgeGraph, sides: &[Side], pairs: &[(usize, usize)]) -> Vec<(f64, f64)> {
    let apart = |a: usize, b: usize| pairs.contains(&(a.min(b), a.max(b)));
    let allies = |own: usize, other: usize| {
        let together =
            (0..sides.len()).filter(|&k| k == own || (apart(k, other) && !apart(k, own)));
        let together: Vec<&Side> = together.map(|k| &sides[k]).collect();
        Side::weight_of(kg, &together)
    };
    let both = pairs.iter().map(|&(i, j)| (allies(i, j), allies(j, i)));
    both.collect()
}

fn relation_slug(relation: Relation) -> String {
    format!("{relation:?}").to_lowercase()
}

fn two_classes(claims: &[Claim]) -> bool {
    claims.iter().any(|a| claims.iter().any(|b| conflict(a, b)))
}

/// The pairs of sides that exclude one another. The last side may be the one that only denies.
fn opposing(sides: &[Side], stated: usize, denied: &[Claim]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for i in 0..stated {
        for j in i + 1..stated {
            let meet = |a: &Claim| sides[j].claims().iter().any(|b| conflict(a, b));
            if sides[i].claims().iter().any(meet) {
                pairs.push((i, j));
            }
        }
        if sides.len() > stated && sides[i].claims().iter().any(|c| denied.contains(c)) {
            pairs.push((i, stated));
        }
    }
    pairs
}

/// Who the sides are: trials, species, a label and papers, a review and what it rests on.
fn kinds_of_evidence(sides: &[Side], pairs: &[(usize, usize)]) -> Vec<DisputeKind> {
    let mut kinds = Vec::new();
    let any = |test: &dyn Fn(&Side, &Side) -> bool| {
        pairs
            .iter()
            .any(|&(i, j)| test(&sides[i], &sides[j]) || test(&sides[j], &sides[i]))
    };
    if any(&|a, b| a.has_trial() && b.has_trial()) {
        kinds.push(DisputeKind::TrialAgainstTrial);
    }
    if any(&|a, b| rests_on(a, b)) {
        kinds.push(DisputeKind::ReviewAgainstReference);
    }
    let is_paper = |d: &Design| {
        !matches!(
            d,
            Design::Label
                | Design::News
                | Design::Opinion
                | Design::Database
                | Design::Hypothesis
                | Design::Guideline
                | Design::Registry
        )
    };
    if any(&|a, b| a.designs().contains(&Design::Label) && b.designs().iter().any(is_paper)) {
        kinds.push(DisputeKind::LabelAgainstPaper);
    }
    if any(&|a, b| {
        let (a, b) = (a.species(), b.species());
        !a.is_empty() && !b.is_empty() && a.iter().all(|s| !b.contains(s))
    }) {
        kinds.push(DisputeKind::SpeciesAgainstSpecies);
    }
    kinds
}

/// Whether a review on one side cites a paper that stands on the other.
fn rests_on(side: &Side, other: &Side) -> bool {
    let (own, others) = (side.papers(), other.papers());
    side.references().iter().any(|r| {
        r.cites()
            .iter()
            .any(|c| others.contains(&c.node) && !own.contains(&c.node))
    })
}

/// The drugs with which cited experiments tested whether a target is needed.
fn tested_with(kg: &KnowledgeGraph, target: NodeId, sides: &[Side]) -> Vec<NodeId> {
    let papers: Vec<NodeId> = sides.iter().flat_map(Side::papers).collect();
    let mut agents: Vec<NodeId> =
        kg.0.tables
            .experiments
            .iter()
            .filter(|e| papers.contains(&e.source))
            .filter(|e| e.loss_of == Some(target) || e.blocks.contains(&target))
            .map(|e| e.agent)
            .collect();
    agents.sort();
    agents.dedup();
    agents
}

fn question(relation: Relation, subject: &Node, object: &Node, claims: &[Claim]) -> String {
    match relation {
        Relation::Acts => format!("what {} does at {}", subject.name(), object.id()),
        Relation::Regulates | Relation::Affects => {
            let context = claims.first().map_or(String::new(), |c| {
                let sentence = c.sentence();
                let tail = sentence.split_once(object.name()).map(|(_, tail)| tail);
                tail.unwrap_or("").to_owned()
            });
            format!(
                "which way {} moves {}{context}",
                subject.name(),
                object.name()
            )
        }
        relation => format!(
            "whether {} {} {}",
            subject.name(),
            relation.label(),
            object.name()
        ),
    }
}
