//! Questions for compounds: conditions on action, affinity, clearance and class, joined by and, or, not.

use std::fmt;

use serde::Serialize;

use crate::{
    display::notebook::{Show, shown},
    graph::affinity::AffinityPolicy,
    model::{action::Action, kind::CompoundKind, vocabulary::vocabulary},
    quantity::Concentration,
};

mod evaluate;
mod matched;

pub use matched::{Match, Reason};

vocabulary! {
    /// How a question about an affinity reads numbers that are spread or censored.
    pub enum Certainty {
        Typically = "by the mean over papers",
        Certainly = "by every paper",
        Possibly = "by at least one paper",
    }
}

/// Which compounds to look for.
///
/// Conditions that are added one after another must all hold; [`CompoundQuery::or`] and [`CompoundQuery::not`] make other shapes.
/// A query is a value: it can be printed, stored and asked of any graph with [`KnowledgeGraph::find`](crate::KnowledgeGraph::find).
///
/// What nothing is curated about does not meet a condition, and meets its negation; with [`CompoundQuery::only_known`] it meets neither.
///
/// ```
/// use opiograph::{Action, CompoundQuery, Concentration, KnowledgeGraph};
///
/// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
/// let query = CompoundQuery::new()
///     .acts_on("MOR", Action::PartialAgonist)
///     .acts_on("KOR", Action::Antagonist)
///     .affinity_below("MOR", Concentration::from_nanomolar(10.0))
///     .not_cleared_by("CYP2D6");
/// let found = kg.find(&query)?;
/// assert_eq!(found[0].id(), "dezocine");
/// # Ok::<(), opiograph::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CompoundQuery {
    terms: Vec<Term>,
    settings: Settings,
}

/// How the conditions of a query are read; what is unset comes from the query around it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
struct Settings {
    only_known: Option<bool>,
    hypotheses: Option<bool>,
    refuted: Option<bool>,
    evidence_at_least: Option<f64>,
    certainty: Option<Certainty>,
    policy: Option<AffinityPolicy>,
}

impl Settings {
    fn within(self, outer: Settings) -> Settings {
        Settings {
            only_known: self.only_known.or(outer.only_known),
            hypotheses: self.hypotheses.or(outer.hypotheses),
            refuted: self.refuted.or(outer.refuted),
            evidence_at_least: self.evidence_at_least.or(outer.evidence_at_least),
            certainty: self.certainty.or(outer.certainty),
            policy: self.policy.or(outer.policy),
        }
    }

    fn is_unset(&self) -> bool {
        *self == Settings::default()
    }

    fn certainty(&self) -> Certainty {
        self.certainty.unwrap_or(Certainty::Typically)
    }

    fn policy(&self) -> AffinityPolicy {
        self.policy.unwrap_or_default()
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
enum Term {
    Test(Test),
    All(Vec<CompoundQuery>),
    Any(Vec<CompoundQuery>),
    Not(Box<CompoundQuery>),
}

#[derive(Debug, Clone, PartialEq, Serialize)]
enum Test {
    ActsOn {
        target: String,
        action: Action,
    },
    AffinityBelow {
        target: String,
        limit: Concentration,
    },
    AffinityAbove {
        target: String,
        limit: Concentration,
    },
    Selective {
        target: String,
        over: String,
        fold: f64,
    },
    ClearedBy {
        enzyme: String,
    },
    NotClearedBy {
        enzyme: String,
    },
    Disputed {
        target: String,
        disputed: bool,
    },
    Family(String),
    Kind(CompoundKind),
}

impl CompoundQuery {
    /// Every compound: conditions narrow it.
    pub fn new() -> CompoundQuery {
        CompoundQuery::default()
    }

    fn test(mut self, test: Test) -> CompoundQuery {
        self.terms.push(Term::Test(test));
        self
    }

    /// Compounds that are said to act in this way at a target.
    ///
    /// `Agonist` also finds full, partial and biased agonists, `Inhibitor` also mechanism-based ones.
    /// A disputed action matches, and [`KnowledgeGraph::find_explained`](crate::KnowledgeGraph::find_explained) says so;
    /// what was only proposed or only refuted does not match unless asked for.
    pub fn acts_on(self, target: impl Into<String>, action: Action) -> CompoundQuery {
        let target = target.into();
        self.test(Test::ActsOn { target, action })
    }

    /// Compounds that bind a target more tightly than this.
    pub fn affinity_below(self, target: impl Into<String>, limit: Concentration) -> CompoundQuery {
        let target = target.into();
        self.test(Test::AffinityBelow { target, limit })
    }

    /// Compounds that bind a target more weakly than this.
    pub fn affinity_above(self, target: impl Into<String>, limit: Concentration) -> CompoundQuery {
        let target = target.into();
        self.test(Test::AffinityAbove { target, limit })
    }

    /// Compounds that bind one target at least this many times more tightly than another, by numbers of one species.
    pub fn selective(
        self,
        target: impl Into<String>,
        over: impl Into<String>,
        fold: f64,
    ) -> CompoundQuery {
        let (target, over) = (target.into(), over.into());
        self.test(Test::Selective { target, over, fold })
    }

    /// Compounds that an enzyme clears or converts. A disputed route matches, and the explanation says so.
    pub fn cleared_by(self, enzyme: impl Into<String>) -> CompoundQuery {
        let enzyme = enzyme.into();
        self.test(Test::ClearedBy { enzyme })
    }

    /// Compounds that are not known to be cleared or converted by an enzyme.
    ///
    /// A route that is only proposed, refuted or disputed does not count as known, and the explanation says so.
    /// Passes where nothing is curated; with [`CompoundQuery::only_known`] a route of the compound must be, and none by this enzyme be disputed.
    pub fn not_cleared_by(self, enzyme: impl Into<String>) -> CompoundQuery {
        let enzyme = enzyme.into();
        self.test(Test::NotClearedBy { enzyme })
    }

    /// Compounds whose action at a target is disputed, or is not.
    pub fn disputed_at(self, target: impl Into<String>, disputed: bool) -> CompoundQuery {
        let target = target.into();
        self.test(Test::Disputed { target, disputed })
    }

    /// Compounds of a pharmacological family, or of all families whose name contains these words.
    pub fn family(self, family: impl Into<String>) -> CompoundQuery {
        self.test(Test::Family(family.into()))
    }

    /// Compounds of a kind: drugs, metabolites, endogenous ligands.
    pub fn kind(self, kind: CompoundKind) -> CompoundQuery {
        self.test(Test::Kind(kind))
    }

    /// What nothing is curated about fails, also where a condition is negated.
    pub fn only_known(mut self) -> CompoundQuery {
        self.settings.only_known = Some(true);
        self
    }

    /// Actions and clearances count only from this confidence on (see [`Confidence`](crate::Confidence)).
    pub fn evidence_at_least(mut self, confidence: f64) -> CompoundQuery {
        self.settings.evidence_at_least = Some(confidence);
        self
    }

    /// Actions that somebody only proposed match too.
    pub fn including_hypotheses(mut self) -> CompoundQuery {
        self.settings.hypotheses = Some(true);
        self
    }

    /// Actions that evidence only speaks against match too.
    pub fn including_refuted(mut self) -> CompoundQuery {
        self.settings.refuted = Some(true);
        self
    }

    /// Affinities meet a bound only if every paper's value does.
    pub fn certainly(mut self) -> CompoundQuery {
        self.settings.certainty = Some(Certainty::Certainly);
        self
    }

    /// Affinities meet a bound if one paper's value does.
    pub fn possibly(mut self) -> CompoundQuery {
        self.settings.certainty = Some(Certainty::Possibly);
        self
    }

    /// Affinities are taken from other numbers: another parameter, species or assay.
    pub fn affinity_policy(mut self, policy: AffinityPolicy) -> CompoundQuery {
        self.settings.policy = Some(policy);
        self
    }

    /// Compounds that both queries find.
    pub fn and(mut self, other: CompoundQuery) -> CompoundQuery {
        if let ([Term::All(queries)], true) = (self.terms.as_mut_slice(), self.settings.is_unset())
        {
            queries.push(other);
            return self;
        }
        CompoundQuery::of(Term::All(vec![self, other]))
    }

    /// Compounds that either query finds.
    pub fn or(mut self, other: CompoundQuery) -> CompoundQuery {
        if let ([Term::Any(queries)], true) = (self.terms.as_mut_slice(), self.settings.is_unset())
        {
            queries.push(other);
            return self;
        }
        CompoundQuery::of(Term::Any(vec![self, other]))
    }

    /// Compounds that the query does not find.
    #[expect(
        clippy::should_implement_trait,
        reason = "a step of a builder, as `and` and `or` are"
    )]
    pub fn not(self) -> CompoundQuery {
        match (self.terms.as_slice(), self.settings.is_unset()) {
            ([Term::Not(query)], true) => (**query).clone(),
            _ => CompoundQuery::of(Term::Not(Box::new(self))),
        }
    }

    fn of(term: Term) -> CompoundQuery {
        CompoundQuery {
            terms: vec![term],
            settings: Settings::default(),
        }
    }
}

impl fmt::Display for CompoundQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let terms: Vec<String> = self.terms.iter().map(Term::to_string).collect();
        match terms.as_slice() {
            [] => f.write_str("any compound")?,
            terms => f.write_str(&terms.join(" and "))?,
        }
        let s = &self.settings;
        let policy = s.policy.map(|p| format!("affinities as {p}"));
        let words = [
            s.certainty.map(|c| format!("affinities {c}")),
            policy,
            s.evidence_at_least
                .map(|c| format!("confidence at least {c}")),
            (s.hypotheses == Some(true)).then(|| "hypotheses included".to_owned()),
            (s.refuted == Some(true)).then(|| "refuted claims included".to_owned()),
            (s.only_known == Some(true)).then(|| "unknowns fail".to_owned()),
        ];
        let words: Vec<String> = words.into_iter().flatten().collect();
        if !words.is_empty() {
            write!(f, " [{}]", words.join(", "))?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let join = |queries: &[CompoundQuery], word: &str| {
            let all: Vec<String> = queries.iter().map(|q| format!("({q})")).collect();
            all.join(word)
        };
        match self {
            Term::Test(test) => write!(f, "{test}"),
            Term::All(queries) => f.write_str(&join(queries, " and ")),
            Term::Any(queries) => f.write_str(&join(queries, " or ")),
            Term::Not(query) => write!(f, "not ({query})"),
        }
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Test::ActsOn { target, action } => write!(f, "{action} at {target}"),
            Test::AffinityBelow { target, limit } => {
                write!(f, "affinity at {target} below {limit}")
            }
            Test::AffinityAbove { target, limit } => {
                write!(f, "affinity at {target} above {limit}")
            }
            Test::Selective { target, over, fold } => {
                write!(
                    f,
                    "at least {fold} times tighter at {target} than at {over}"
                )
            }
            Test::ClearedBy { enzyme } => write!(f, "cleared by {enzyme}"),
            Test::NotClearedBy { enzyme } => write!(f, "not cleared by {enzyme}"),
            Test::Disputed { target, disputed } => {
                let word = if *disputed { "disputed" } else { "undisputed" };
                write!(f, "{word} at {target}")
            }
            Test::Family(family) => write!(f, "of the family “{family}”"),
            Test::Kind(kind) => write!(f, "a {kind}"),
        }
    }
}

impl Show for CompoundQuery {}
shown!(CompoundQuery);
