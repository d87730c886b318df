//! Names are resolved first; then every compound is held against every condition.

use super::{CompoundQuery, Match, Reason, Settings, Term, Test};
use crate::{
    display::text,
    error::Error,
    graph::{KnowledgeGraph, claim::Claim, handles::Compound, record::NodeId},
    model::{
        action::Action,
        evidence::{Stance, Status},
        kind::{Kind, TargetKind},
        relation::Relation,
    },
    query::bounds::{Bounds, Truth},
    source::suggest,
};

/// A query whose names stand for things of one graph.
enum Plan {
    Test {
        test: Test,
        nodes: Vec<NodeId>,
        settings: Settings,
    },
    All(Vec<Plan>),
    Any(Vec<Plan>),
    Not(Box<Plan>),
}

impl KnowledgeGraph {
    /// The compounds that meet a question, in the order of their ids.
    ///
    /// ```
    /// use opiograph::{Action, CompoundQuery, KnowledgeGraph};
    ///
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let antagonists = CompoundQuery::new().acts_on("MOR", Action::Antagonist);
    /// assert_eq!(kg.find(&antagonists)?[0].id(), "naltrexone");
    /// let misspelt = CompoundQuery::new().acts_on("MRO", Action::Antagonist);
    /// assert_eq!(kg.find(&misspelt).unwrap_err().suggestions()[0], "MOR");
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    ///
    /// # Errors
    /// A name that the graph does not know, with the nearest ones; a limit, factor or confidence that makes no sense.
    pub fn find(&self, query: &CompoundQuery) -> Result<Vec<Compound>, Error> {
        let matches = self.find_explained(query)?;
        Ok(matches.into_iter().map(|m| m.compound().clone()).collect())
    }

    /// As [`KnowledgeGraph::find`], with the reasons and with who disputes them.
    ///
    /// ```
    /// use opiograph::{Action, CompoundQuery, KnowledgeGraph};
    ///
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let query = CompoundQuery::new().acts_on("KOR", Action::Antagonist);
    /// let dezocine = &kg.find_explained(&query)?[0];
    /// assert!(dezocine.is_disputed());
    /// assert_eq!(dezocine.reasons()[0].disputes(), ["partial agonist [Wang 2018]"]);
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`KnowledgeGraph::find`].
    pub fn find_explained(&self, query: &CompoundQuery) -> Result<Vec<Match>, Error> {
        let plan = plan(self, query, Settings::default(), 0)?;
        Ok(self
            .compounds()
            .filter_map(|compound| {
                let mut reasons = Vec::new();
                let truth = evaluate(&plan, &compound, &mut reasons);
                (truth == Truth::Yes).then(|| Match::new(compound, reasons))
            })
            .collect())
    }
}

/// No question needs more; deeper ones could exhaust the stack.
const DEEPEST: usize = 200;

fn plan(
    kg: &KnowledgeGraph,
    query: &CompoundQuery,
    outer: Settings,
    depth: usize,
) -> Result<Plan, Error> {
    if depth > DEEPEST {
        return Err(Error::invalid(
            "query",
            format!("nested more than {DEEPEST} deep"),
            "it is nested too deeply",
            "join conditions side by side: `a.or(b).or(c)` is one level",
        ));
    }
    let settings = query.settings.within(outer);
    if let Some(confidence) = settings.evidence_at_least
        && !(0.0..=1.0).contains(&confidence)
    {
        return Err(Error::invalid(
            "confidence",
            confidence,
            "it lies outside 0 to 1",
            "0.5 asks for claims that are more likely than not to stand",
        ));
    }
    let each = |queries: &[CompoundQuery]| {
        let plans = queries.iter().map(|q| plan(kg, q, settings, depth + 1));
        plans.collect::<Result<Vec<Plan>, Error>>()
    };
    let terms = query.terms.iter().map(|term| match term {
        Term::Test(test) => Ok(Plan::Test {
            test: test.clone(),
            nodes: resolve(kg, test)?,
            settings,
        }),
        Term::All(queries) => each(queries).map(Plan::All),
        Term::Any(queries) => each(queries).map(Plan::Any),
        Term::Not(query) => Ok(Plan::Not(Box::new(plan(kg, query, settings, depth + 1)?))),
    });
    Ok(Plan::All(terms.collect::<Result<_, Error>>()?))
}

fn resolve(kg: &KnowledgeGraph, test: &Test) -> Result<Vec<NodeId>, Error> {
    let target = |name: &str| kg.resolve(name, &[Kind::Target], "target");
    match test {
        Test::ActsOn { target: t, .. } | Test::Disputed { target: t, .. } => Ok(vec![target(t)?]),
        Test::ClearedBy { enzyme } | Test::NotClearedBy { enzyme } => Ok(vec![target(enzyme)?]),
        Test::AffinityBelow { target: t, limit } | Test::AffinityAbove { target: t, limit } => {
            limit.checked_constant("affinity limit")?;
            Ok(vec![target(t)?])
        }
        Test::Selective {
            target: t,
            over,
            fold,
        } => {
            if !(fold.is_finite() && *fold > 0.0) {
                return Err(Error::invalid(
                    "selectivity",
                    fold,
                    "it is not a factor",
                    "100.0 asks for an affinity at least a hundred times tighter",
                ));
            }
            Ok(vec![target(t)?, target(over)?])
        }
        Test::Family(family) => check_family(kg, family).map(|_| Vec::new()),
        Test::Kind(_) => Ok(Vec::new()),
    }
}

fn is_of_family(known: &str, asked: &str) -> bool {
    let asked = asked.trim().to_lowercase();
    !asked.is_empty() && known.to_lowercase().contains(&asked)
}

fn check_family(kg: &KnowledgeGraph, asked: &str) -> Result<(), Error> {
    let mut families: Vec<String> = kg
        .compounds()
        .filter_map(|c| c.family().map(str::to_owned))
        .collect();
    families.sort();
    families.dedup();
    if families.iter().any(|known| is_of_family(known, asked)) {
        return Ok(());
    }
    let names = families.iter().map(String::as_str);
    let mut near = suggest::nearest(asked, names.clone(), 3);
    let misspelt = if near.is_empty() { asked } else { "" };
    for word in misspelt.split_whitespace() {
        let words = names.clone().flat_map(str::split_whitespace);
        if let Some(right) = suggest::nearest(word, words, 1).first() {
            near.extend(
                families
                    .iter()
                    .filter(|f| is_of_family(f, right))
                    .take(3)
                    .cloned(),
            );
        }
    }
    Err(Error::not_found("family", asked, near))
}

/// Holds a compound against a plan; what speaks for a match is added to `reasons`.
fn evaluate(plan: &Plan, compound: &Compound, reasons: &mut Vec<Reason>) -> Truth {
    match plan {
        Plan::Test {
            test,
            nodes,
            settings,
        } => {
            let (truth, reason) = hold(test, nodes, settings, compound);
            reasons.extend(reason);
            match truth {
                Truth::Unknown if settings.only_known != Some(true) => {
                    Truth::of(matches!(test, Test::NotClearedBy { .. }))
                }
                known => known,
            }
        }
        Plan::All(plans) => {
            let mut all = Truth::Yes;
            for plan in plans {
                match evaluate(plan, compound, reasons) {
                    Truth::No => return Truth::No,
                    Truth::Unknown => all = Truth::Unknown,
                    Truth::Yes => {}
                }
            }
            all
        }
        Plan::Any(plans) => {
            let mut any = Truth::No;
            for plan in plans {
                let mut own = Vec::new();
                match evaluate(plan, compound, &mut own) {
                    Truth::Yes => {
                        any = Truth::Yes;
                        reasons.append(&mut own);
                    }
                    Truth::Unknown if any == Truth::No => any = Truth::Unknown,
                    _ => {}
                }
            }
            any
        }
        Plan::Not(plan) => {
            let mut own = Vec::new();
            let truth = evaluate(plan, compound, &mut own).not();
            reasons.extend(own.into_iter().map(|mut reason| {
                reason.condition = format!("not ({})", reason.condition);
                reason
            }));
            truth
        }
    }
}

/// Whether a compound meets one condition, and what the graph says about it.
fn hold(
    test: &Test,
    nodes: &[NodeId],
    settings: &Settings,
    compound: &Compound,
) -> (Truth, Option<Reason>) {
    let condition = test.to_string();
    let (truth, finding) = match (test, nodes) {
        (Test::ActsOn { action, .. }, &[target]) => {
            return acts_on(compound, target, *action, settings, condition);
        }
        (Test::ClearedBy { .. }, &[enzyme]) => {
            let route = Route::of(compound, enzyme, settings);
            let truth = if !route.standing.is_empty() {
                Truth::Yes
            } else if route.refuted {
                Truth::No
            } else {
                Truth::Unknown
            };
            return (truth, route.reason(condition));
        }
        (Test::NotClearedBy { .. }, &[enzyme]) => {
            let route = Route::of(compound, enzyme, settings);
            let supported = |c: &Claim| c.status() == Status::Supported;
            let truth = if route.standing.iter().any(supported) {
                Truth::No
            } else if route.standing.is_empty() && (route.refuted || !route.others.is_empty()) {
                Truth::Yes
            } else {
                Truth::Unknown
            };
            return (truth, route.reason(condition));
        }
        (Test::AffinityBelow { limit, .. }, &[target]) => {
            bound(compound, target, settings, |known| {
                known.below(limit.as_nanomolar(), settings.certainty())
            })
        }
        (Test::AffinityAbove { limit, .. }, &[target]) => {
            bound(compound, target, settings, |known| {
                known.above(limit.as_nanomolar(), settings.certainty())
            })
        }
        (Test::Selective { fold, .. }, &[target, over]) => {
            match Bounds::at_both(compound, (target, over), settings.policy()) {
                Some((a, b)) => (
                    a.tighter_than(&b, *fold, settings.certainty()),
                    format!("{a} against {b}"),
                ),
                None => (
                    Truth::Unknown,
                    "no species in which both were measured".into(),
                ),
            }
        }
        (Test::Disputed { disputed, .. }, &[target]) => {
            let is = compound.is_disputed_at(target);
            let known = !compound.actions_at(target).is_empty();
            let truth = if known {
                Truth::of(is == *disputed)
            } else {
                Truth::Unknown
            };
            let claims: Vec<String> = compound
                .actions_at(target)
                .iter()
                .map(|a| a.to_string())
                .collect();
            (truth, claims.join("; "))
        }
        (Test::Family(asked), _) => match compound.family() {
            Some(known) => (Truth::of(is_of_family(known, asked)), known.to_owned()),
            None => (Truth::Unknown, "no family is curated".into()),
        },
        (Test::Kind(kind), _) => (
            Truth::of(compound.kind() == *kind),
            compound.kind().to_string(),
        ),
        _ => (Truth::Unknown, "nothing is curated".into()),
    };
    let reason = Reason {
        condition,
        finding,
        disputes: Vec::new(),
        reconciled_by: None,
        claims: Vec::new(),
    };
    (truth, Some(reason))
}

fn bound(
    compound: &Compound,
    target: NodeId,
    settings: &Settings,
    judge: impl Fn(&Bounds) -> Truth,
) -> (Truth, String) {
    match Bounds::at(compound, target, settings.policy()) {
        Some(known) => (judge(&known), known.to_string()),
        None => (Truth::Unknown, "no comparable number is curated".into()),
    }
}

fn is_strong_enough(claim: &Claim, settings: &Settings) -> bool {
    settings
        .evidence_at_least
        .is_none_or(|least| claim.confidence().value() >= least)
}

fn cited(words: &str, claim: &Claim, stance: Stance) -> String {
    let citations = claim.citations(stance);
    if citations.is_empty() {
        words.to_owned()
    } else {
        format!("{words} [{}]", citations.join(", "))
    }
}

fn acts_on(
    compound: &Compound,
    target: NodeId,
    asked: Action,
    settings: &Settings,
    condition: String,
) -> (Truth, Option<Reason>) {
    let actions = compound.actions_at(target);
    let counts = |claim: &Claim| {
        let asked_for = match claim.status() {
            Status::Supported | Status::Disputed => true,
            Status::Hypothesis => settings.hypotheses == Some(true),
            Status::Refuted => settings.refuted == Some(true),
        };
        asked_for && is_strong_enough(claim, settings)
    };
    let (mut findings, mut disputes, mut claims) = (Vec::new(), Vec::new(), Vec::new());
    let mut reconciled_by = None;
    for action in actions.iter().filter(|a| a.action().is_a(asked)) {
        let claim = action.claim();
        if !counts(claim) {
            continue;
        }
        let stance = match claim.status() {
            Status::Hypothesis => Stance::Hypothesis,
            _ => Stance::Supports,
        };
        let words = match claim.status() {
            Status::Supported | Status::Disputed => action.action().to_string(),
            status => format!("{} ({status})", action.action()),
        };
        findings.push(cited(&words, claim, stance));
        let against = claim.citations(Stance::Disputes);
        if !against.is_empty() {
            disputes.push(format!("not {} [{}]", action.action(), against.join(", ")));
        }
        for other in actions.iter() {
            let stands = matches!(other.claim().status(), Status::Supported | Status::Disputed);
            if stands && other.action().contradicts(action.action()) {
                let line = cited(&other.action().to_string(), other.claim(), Stance::Supports);
                if !disputes.contains(&line) {
                    disputes.push(line);
                }
            }
        }
        reconciled_by = reconciled_by.or(claim.reconciled_by().map(str::to_owned));
        claims.push(claim.clone());
    }
    if claims.is_empty() {
        let standing: Vec<String> = actions
            .iter()
            .filter(|a| a.claim().status() != Status::Hypothesis)
            .map(|a| a.claim().to_string())
            .collect();
        let truth = if standing.is_empty() {
            Truth::Unknown
        } else {
            Truth::No
        };
        let reason = Reason {
            condition,
            finding: if standing.is_empty() {
                "nothing is curated".into()
            } else {
                standing.join("; ")
            },
            disputes: Vec::new(),
            reconciled_by: None,
            claims: Vec::new(),
        };
        return (truth, Some(reason));
    }
    let reconciled_by = reconciled_by.filter(|_| !disputes.is_empty());
    let reason = Reason {
        condition,
        finding: text::and(&findings),
        disputes,
        reconciled_by,
        claims,
    };
    (Truth::Yes, Some(reason))
}

/// What is said about a compound's clearance by an enzyme.
struct Route {
    /// Supported or disputed claims that the enzyme clears or converts it.
    standing: Vec<Claim>,
    /// Claims that are only proposed, refuted, or too weak for the question.
    weak: Vec<Claim>,
    refuted: bool,
    /// Supported routes by other enzymes.
    others: Vec<Claim>,
}

impl Route {
    fn of(compound: &Compound, enzyme: NodeId, settings: &Settings) -> Route {
        let mut route = Route {
            standing: Vec::new(),
            weak: Vec::new(),
            refuted: false,
            others: Vec::new(),
        };
        let relations = [Relation::ClearedBy, Relation::ConvertedTo, Relation::Acts];
        for claim in compound.outgoing(&relations) {
            let Some(by) = enzyme_of(&claim) else {
                continue;
            };
            let none = claim.fraction() == Some(0.0);
            let supports = claim
                .evidence()
                .iter()
                .any(|e| e.stance() == Stance::Supports);
            if by != enzyme {
                if claim.status() == Status::Supported && !none {
                    route.others.push(claim);
                }
            } else if supports && !none && is_strong_enough(&claim, settings) {
                route.standing.push(claim);
            } else {
                let proposed = claim.status() == Status::Hypothesis;
                route.refuted |=
                    none || claim.status() == Status::Refuted || !(proposed || supports);
                route.weak.push(claim);
            }
        }
        route
    }

    fn reason(self, condition: String) -> Option<Reason> {
        let mut words: Vec<String> = Vec::new();
        let mut disputes = Vec::new();
        for claim in self.standing.iter().chain(&self.weak) {
            words.push(format!("{claim} ({})", claim.status()));
            let against = claim.citations(Stance::Disputes);
            if !against.is_empty() {
                disputes.push(format!(
                    "{}: not so [{}]",
                    claim.sentence(),
                    against.join(", ")
                ));
            }
        }
        if words.is_empty() && !self.others.is_empty() {
            let others: Vec<String> = self.others.iter().map(|c| c.to_string()).collect();
            words.push(format!("curated routes: {}", others.join("; ")));
        }
        if words.is_empty() {
            words.push("nothing is curated".into());
        }
        let mut claims = self.standing;
        claims.extend(self.weak);
        Some(Reason {
            condition,
            finding: words.join("; "),
            disputes,
            reconciled_by: None,
            claims,
        })
    }
}

/// The enzyme whose work a claim on a compound describes.
fn enzyme_of(claim: &Claim) -> Option<NodeId> {
    let record = claim.record();
    match record.relation {
        Relation::ClearedBy => Some(record.object),
        Relation::ConvertedTo => record.payload.enzyme,
        Relation::Acts if record.payload.action == Some(Action::Substrate) => {
            let object = claim.object();
            let target = crate::graph::handles::Target::new(&object.kg, object.node);
            (target.kind() == TargetKind::Enzyme).then_some(record.object)
        }
        _ => None,
    }
}
