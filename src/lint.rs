//! What loads and is nevertheless likely wrong: one rule a file, each with a stable code.

use std::{collections::BTreeSet, fmt};

use serde::Serialize;

use crate::{
    display::{
        html::{self, Html},
        notebook::{Show, shown},
    },
    graph::{
        KnowledgeGraph,
        record::{Accepted, ClaimRecord, MeasurementRecord, Node, Place},
    },
    source::diagnostic::{Diagnostic, Severity},
};

mod ambiguous_name;
mod assay_and_target;
mod censoring_limit;
mod direction_in_name;
mod double_experiment;
mod duplicate_reference;
mod metabolite_evidence;
mod parameter_and_assay;
mod second_identifier;
mod selectivity;
mod shared_identifier;
mod sign_product;
mod stale_acceptance;
mod swapped_metabolite;
mod unconnected_node;
mod undefined_stereo;
mod unit_slip;
mod unmeasured_action;
mod unused_reference;

/// A rule of the lint: what it looks for, why that matters, and how a curator mends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LintRule {
    /// The stable code, which `accept` names.
    pub code: &'static str,
    /// How bad its findings are, unless a finding says otherwise.
    pub severity: Severity,
    /// What it finds.
    pub title: &'static str,
    /// Why that is likely an error.
    pub why: &'static str,
    /// What to do about it.
    pub mend: &'static str,
}

impl fmt::Display for LintRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ({}): {}\n  why: {}\n  mend: {}",
            self.code, self.severity, self.title, self.why, self.mend
        )
    }
}

impl Show for LintRule {}
shown!(LintRule);

/// Runs a rule over the graph.
type Check = fn(&mut Findings<'_>);

/// Every rule with its check, in the order of the codes. The check of stale acceptances comes last: it needs the others' findings.
const CHECKS: &[(&LintRule, Check)] = &[
    (&shared_identifier::RULE, shared_identifier::check),
    (&second_identifier::RULE, second_identifier::check),
    (&undefined_stereo::RULE, undefined_stereo::check),
    (&swapped_metabolite::RULE, swapped_metabolite::check),
    (&unit_slip::RULE, unit_slip::check),
    (&censoring_limit::RULE, censoring_limit::check),
    (&parameter_and_assay::RULE, parameter_and_assay::check),
    (&unmeasured_action::RULE, unmeasured_action::check),
    (&selectivity::RULE, selectivity::check),
    (&unconnected_node::RULE, unconnected_node::check),
    (&unused_reference::RULE, unused_reference::check),
    (&ambiguous_name::RULE, ambiguous_name::check),
    (&metabolite_evidence::RULE, metabolite_evidence::check),
    (&direction_in_name::RULE, direction_in_name::check),
    (&sign_product::RULE, sign_product::check),
    (&duplicate_reference::RULE, duplicate_reference::check),
    (&assay_and_target::RULE, assay_and_target::check),
    (&double_experiment::RULE, double_experiment::check),
    (&stale_acceptance::RULE, stale_acceptance::check),
];

/// Every rule of the lint, in the order of the codes.
pub const LINT_RULES: &[LintRule] = &[
    shared_identifier::RULE,
    second_identifier::RULE,
    undefined_stereo::RULE,
    swapped_metabolite::RULE,
    unit_slip::RULE,
    censoring_limit::RULE,
    parameter_and_assay::RULE,
    unmeasured_action::RULE,
    selectivity::RULE,
    unconnected_node::RULE,
    unused_reference::RULE,
    ambiguous_name::RULE,
    metabolite_evidence::RULE,
    direction_in_name::RULE,
    sign_product::RULE,
    duplicate_reference::RULE,
    assay_and_target::RULE,
    stale_acceptance::RULE,
    double_experiment::RULE,
];

/// A finding that a curator accepted, with the reason that stands in the record.
#[derive(Debug, Clone, Serialize)]
pub struct AcceptedFinding {
    /// The finding.
    pub finding: Diagnostic,
    /// Why it is right as it stands.
    pub reason: String,
}

/// What the lint found: open findings, and those that curators accepted.
///
/// Findings stand in the order of the codes, then of the places.
#[derive(Debug, Clone, Serialize)]
pub struct LintReport {
    findings: Vec<Diagnostic>,
    accepted: Vec<AcceptedFinding>,
}

impl LintReport {
    /// The findings that nobody accepted.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// The findings that stand accepted in their records, each with its reason.
    pub fn accepted(&self) -> &[AcceptedFinding] {
        &self.accepted
    }

    /// How many open findings are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let of = |d: &&Diagnostic| d.severity() == severity;
        self.findings.iter().filter(of).count()
    }

    /// Whether no error and no warning is open; notes may be.
    pub fn is_clean(&self) -> bool {
        self.count(Severity::Error) + self.count(Severity::Warning) == 0
    }
}

impl fmt::Display for LintReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            writeln!(f, "{finding}\n")?;
        }
        if !self.accepted.is_empty() {
            writeln!(f, "accepted findings:")?;
        }
        for a in &self.accepted {
            let d = &a.finding;
            writeln!(
                f,
                "  {} {}:{}: {} (accepted: {})",
                d.code(),
                d.file(),
                d.line(),
                d.message(),
                a.reason
            )?;
        }
        write!(
            f,
            "lint: {}, {}, {}; {} accepted",
            counted(self.count(Severity::Error), "error"),
            counted(self.count(Severity::Warning), "warning"),
            counted(self.count(Severity::Note), "note"),
            self.accepted.len()
        )
    }
}

fn counted(n: usize, word: &str) -> String {
    if n == 1 {
        format!("1 {word}")
    } else {
        format!("{n} {word}s")
    }
}

impl Show for LintReport {
    fn html(&self) -> String {
        html::block([Html::lines(self)])
    }
}
shown!(LintReport);

impl KnowledgeGraph {
    /// Looks for what loads and is nevertheless likely wrong: unit slips, limits without a relation, swapped metabolites and more.
    ///
    /// The rules are in [`LINT_RULES`]. A record may accept a finding with `accept: [(code: "L005", reason: "…")]`.
    pub fn lint(&self) -> LintReport {
        let mut findings = Findings {
            kg: self,
            rule: &shared_identifier::RULE,
            open: Vec::new(),
            accepted: Vec::new(),
            used: BTreeSet::new(),
        };
        for (rule, check) in CHECKS {
            findings.rule = rule;
            check(&mut findings);
        }
        let Findings {
            mut open,
            mut accepted,
            ..
        } = findings;
        let key = |d: &Diagnostic| (d.code().to_owned(), d.file().to_owned(), d.line());
        open.sort_by_key(key);
        accepted.sort_by_key(|a: &AcceptedFinding| key(&a.finding));
        LintReport {
            findings: open,
            accepted,
        }
    }
}

/// Where the rules put what they find.
pub(crate) struct Findings<'g> {
    kg: &'g KnowledgeGraph,
    rule: &'static LintRule,
    open: Vec<Diagnostic>,
    accepted: Vec<AcceptedFinding>,
    /// The entries of `accept` lists that accepted something, by their address in the graph.
    used: BTreeSet<usize>,
}

/// What a rule has to say about one place.
struct Finding<'g> {
    severity: Severity,
    place: &'g Place,
    /// The words of the line that are meant.
    words: &'g str,
    message: String,
    help: String,
    /// The lists that may accept it: of the number, of the claim, of the thing.
    accept: Vec<&'g [Accepted]>,
}

impl<'g> Findings<'g> {
    /// A finding about a thing.
    fn node(&mut self, node: &'g Node, words: &'g str, message: String, help: String) {
        self.report(Finding {
            severity: self.rule.severity,
            place: &node.place,
            words,
            message,
            help,
            accept: vec![&node.accept],
        });
    }

    /// A finding about a claim, which the claim or its subject may accept.
    fn claim(&mut self, claim: &'g ClaimRecord, message: String, help: String) {
        let kg = self.kg;
        let subject = kg.0.node(claim.subject);
        self.report(Finding {
            severity: self.rule.severity,
            place: &claim.place,
            words: &kg.0.node(claim.object).id,
            message,
            help,
            accept: vec![&claim.accept, &subject.accept],
        });
    }

    /// A finding about a number, which only the number's own entry may accept.
    fn number(
        &mut self,
        severity: Severity,
        m: &'g MeasurementRecord,
        message: String,
        help: String,
    ) {
        let kg = self.kg;
        self.report(Finding {
            severity,
            place: &m.place,
            words: &kg.0.node(m.source).id,
            message,
            help,
            accept: vec![&m.accept],
        });
    }

    fn report(&mut self, finding: Finding<'g>) {
        let code = self.rule.code;
        let acceptance = finding
            .accept
            .iter()
            .flat_map(|list| list.iter())
            .find(|a| &*a.code == code && !a.reason.trim().is_empty());
        let diagnostic = self.diagnostic(&finding);
        match acceptance {
            Some(a) => {
                self.used.insert(address(a));
                self.accepted.push(AcceptedFinding {
                    finding: diagnostic,
                    reason: a.reason.to_string(),
                });
            }
            None => self.open.push(diagnostic),
        }
    }

    fn diagnostic(&self, finding: &Finding<'_>) -> Diagnostic {
        let file = self.kg.0.file_at(finding.place);
        let text = file.map_or("", |f| f.text());
        let range = line_range(text, finding.place.line as usize).map(|line| {
            let within = &text[line.clone()];
            match within.find(finding.words) {
                Some(i) if !finding.words.is_empty() => {
                    line.start + i..line.start + i + finding.words.len()
                }
                _ => {
                    let indent = within.len() - within.trim_start().len();
                    line.start + indent..line.start + within.trim_end().len().max(indent)
                }
            }
        });
        Diagnostic::at(
            self.rule.code,
            finding.severity,
            &finding.place.file,
            text,
            range,
            finding.message.clone(),
            finding.help.clone(),
        )
    }
}

/// Tells the entries of `accept` lists apart; it is compared and never followed.
fn address(a: &Accepted) -> usize {
    std::ptr::from_ref(a).addr()
}

/// The bytes of a line, counted from 1, without its end.
fn line_range(text: &str, line: usize) -> Option<std::ops::Range<usize>> {
    let start = match line.checked_sub(2) {
        None => 0,
        Some(n) => text.match_indices('\n').nth(n)?.0 + 1,
    };
    let end = text[start..].find('\n').map_or(text.len(), |i| start + i);
    Some(start..end)
}
