//! The sentences of a mechanism.

use super::{
    edges::{ToneAt, ligands, stays_outside},
    step::Step,
};
use crate::{
    display::{number::short, text},
    graph::{
        Inner,
        affinity::Affinity,
        record::{ClaimId, EvidenceRecord, NodeData, NodeId},
        reference::short_citation,
    },
    model::{
        action::Action,
        evidence::{Design, Stance},
        experiment::Tone,
        kind::{Kind, TargetKind},
        measurement::{Bound, Parameter},
        relation::Relation,
        sign::Sign,
        species::Species,
    },
};

/// A thing's name when a sentence first comes to it: `the μ-opioid receptor (MOR)`.
pub(super) fn introduced(inner: &Inner, node: NodeId) -> String {
    match abbreviation(inner, node) {
        Some(short) => format!("{} ({short})", full(inner, node)),
        None => full(inner, node),
    }
}

/// A thing's name when a sentence comes back to it: `MOR`.
pub(super) fn known(inner: &Inner, node: NodeId) -> String {
    abbreviation(inner, node).map_or_else(|| full(inner, node), str::to_owned)
}

fn full(inner: &Inner, node: NodeId) -> String {
    let node = inner.node(node);
    let target = match &node.data {
        NodeData::Target(target) => target,
        NodeData::Process { .. } => return definite(&node.name),
        NodeData::Effect { .. } if node.name.ends_with(" effect") => {
            return format!("the {}", within(&node.name));
        }
        _ => return within(&node.name),
    };
    let bare = node.name.split('(').next().unwrap_or(&node.name);
    let takes_article = ["receptor", "adrenoceptor", "transporter", "channel"]
        .iter()
        .any(|word| bare.split(' ').any(|w| w.ends_with(word)));
    if target.kind == TargetKind::Enzyme {
        node.id.to_string()
    } else if takes_article {
        format!("the {}", node.name)
    } else {
        node.name.to_string()
    }
}

/// A process in a sentence: `the cough reflex`, but `dopamine release`.
fn definite(name: &str) -> String {
    /// Nouns that are one thing rather than an amount of something.
    const COUNTED: [&str; 10] = [
        "circuit",
        "component",
        "current",
        "drive",
        "gate",
        "part",
        "reflex",
        "response",
        "rhythm",
        "system",
    ];
    let head = [" of ", " in ", " through ", " to "]
        .iter()
        .filter_map(|p| name.find(p))
        .min()
        .map_or(name, |end| &name[..end]);
    let last = head.rsplit(' ').next().unwrap_or(head);
    if COUNTED.contains(&last) || name.contains(" of ") {
        format!("the {}", within(name))
    } else {
        within(name)
    }
}

/// The short form that a target's id is, where it is one: MOR, SERT, NOP.
fn abbreviation(inner: &Inner, node: NodeId) -> Option<&str> {
    let node = inner.node(node);
    let NodeData::Target(target) = &node.data else {
        return None;
    };
    let is_short = node.id.len() <= 4 && node.id.chars().all(|c| c.is_ascii_uppercase());
    let is_new = !node.name.contains(&*node.id) && target.kind != TargetKind::Enzyme;
    (is_short && is_new).then_some(&*node.id)
}

/// A name inside a sentence: `Ketamine` becomes `ketamine`, `O-Desmethyltramadol` `O-desmethyltramadol`; `BDNF release` stays.
fn within(name: &str) -> String {
    let mut chars = name.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, n)| *n);
        let is_word = next.is_some_and(char::is_lowercase);
        if c.is_uppercase() && is_word {
            let rest = &name[i + c.len_utf8()..];
            return format!("{}{}{rest}", &name[..i], c.to_lowercase());
        }
        let is_prefix = !c.is_alphanumeric() || next.is_some_and(|n| !n.is_alphanumeric());
        if !is_prefix {
            break;
        }
    }
    name.to_owned()
}

/// The beginning of a sentence: `ketamine` becomes `Ketamine`, `mTOR complex 1` and `μ` stay.
pub(super) fn capitalised(sentence: &str) -> String {
    let mut chars = sentence.chars();
    let first_word = sentence.split(' ').next().unwrap_or("");
    let is_plain = first_word
        .chars()
        .skip(1)
        .all(|c| !c.is_uppercase() || first_word.contains('-'));
    match chars.next() {
        Some(first) if first.is_ascii_lowercase() && is_plain => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => sentence.to_owned(),
    }
}

/// The step as a sentence, without its citations and its full stop.
pub(super) fn sentence(step: &Step) -> String {
    let inner = &*step.kg.0;
    let record = step.record();
    let (from, to) = (step.walk.from, step.walk.to);
    let subject = known(inner, from);
    let moved = moved(step);
    let mut sentence = match record.relation {
        Relation::Acts => acting(step, &subject),
        Relation::ConvertedTo => {
            let object = introduced(inner, to);
            let share = share(
                record.payload.fraction,
                record.payload.fraction_low,
                record.payload.fraction_high,
            );
            match step.enzyme() {
                Some(enzyme) => format!("{} turns {subject} into {object}{share}", enzyme.id()),
                None => format!("the body turns {subject} into {object}{share}"),
            }
        }
        Relation::Contains => {
            let amount = record
                .payload
                .milligrams
                .map(|mg| format!(", {} mg in one unit", short(mg)))
                .unwrap_or_default();
            format!("{subject} contains {}{amount}", introduced(inner, to))
        }
        Relation::LigandOf => format!(
            "{subject} is an endogenous agonist at {}, {moved}",
            introduced(inner, to)
        ),
        Relation::SymptomOf => format!(
            "{subject} is a symptom of {}, {moved}",
            introduced(inner, to)
        ),
        Relation::MemberOf => format!(
            "{subject} is a part of {}, {moved} where it is built in",
            introduced(inner, to)
        ),
        Relation::ClearedBy => {
            let share = share(
                record.payload.fraction,
                record.payload.fraction_low,
                record.payload.fraction_high,
            );
            format!("{subject} clears {}{share}, {moved}", introduced(inner, to))
        }
        _ => {
            let object = introduced(inner, to);
            let verb = match (step.kind_of_end(), step.sign()) {
                (_, Sign::Positive) => "promotes",
                (Kind::Effect | Kind::Condition, Sign::Negative) => "opposes",
                (_, Sign::Negative) => "inhibits",
            };
            format!("{subject} {verb} {object}{}, {moved}", context(step))
        }
    };
    if record.relation == Relation::Acts {
        sentence.push_str(&context(step));
    }
    if let Some(numbers) = numbers(step) {
        sentence.push_str(&format!("; {numbers}"));
    }
    if let Some(weight) = record.payload.weight
        && weight < 1.0
    {
        let reason: Vec<&str> = record.notes.iter().map(|n| &**n).collect();
        let reason = if reason.is_empty() {
            String::new()
        } else {
            format!(": {}", reason.join("; "))
        };
        sentence.push_str(&format!(
            " (counted at {} %{reason})",
            short(weight * 100.0)
        ));
    }
    capitalised(&sentence)
}

/// What becomes of the step's end.
fn moved(step: &Step) -> String {
    let up = step.after() == Sign::Positive;
    let word = |rises: &str, falls: &str| {
        if up {
            rises.to_owned()
        } else {
            falls.to_owned()
        }
    };
    match step.kind_of_end() {
        Kind::Target => word("whose activity rises", "whose activity falls"),
        Kind::Compound => word("whose concentration rises", "whose concentration falls"),
        Kind::Condition => word("which worsens", "which eases"),
        _ if is_plural(&step.kg.0.node(step.walk.to).name) => word("which rise", "which fall"),
        _ => word("which rises", "which falls"),
    }
}

/// Whether a name is a plural: `depressive symptoms`, but not `analgesia` or `synaptogenesis`.
pub(super) fn is_plural(name: &str) -> bool {
    name.ends_with('s') && !["ss", "is", "us"].iter().any(|end| name.ends_with(end))
}

fn share(fraction: Option<f64>, low: Option<f64>, high: Option<f64>) -> String {
    let percent = |f: f64| short(f * 100.0);
    match (fraction, low, high) {
        (_, Some(low), Some(high)) if low < high => {
            format!(", {}–{} % of it", percent(low), percent(high))
        }
        (Some(f), _, _) => format!(", {} % of it", percent(f)),
        _ => String::new(),
    }
}

fn acting(step: &Step, subject: &str) -> String {
    let inner = &*step.kg.0;
    let record = step.record();
    let object = introduced(inner, step.walk.to);
    let moved = moved(step);
    let strength = record
        .payload
        .strength
        .map(|s| format!("{s} "))
        .unwrap_or_default();
    let lasting = record.payload.lasting();
    let Some(action) = record.payload.action else {
        return format!("{subject} acts at {object}, {moved}");
    };
    let mut sentence = match action {
        Action::ChannelBlocker => format!("{subject} blocks the channel of {object}, {moved}"),
        Action::ReuptakeInhibitor => format!("{subject} blocks reuptake by {object}, {moved}"),
        Action::Releaser => format!("{subject} reverses {object}, whose uptake falls"),
        Action::Inducer => format!(
            "{subject} is {} of {object}, {moved}",
            a(&format!("{strength}inducer"))
        ),
        Action::Inhibitor | Action::MechanismBasedInhibitor => {
            format!(
                "{subject} is {} of {object}, {moved}",
                a(&format!("{strength}{action}"))
            )
        }
        Action::PositiveModulator | Action::NegativeModulator => {
            format!("{subject} is {} of {object}, {moved}", a(action.label()))
        }
        Action::Antagonist => match step.walk.tone {
            Some(tone) => format!(
                "{subject} is {} at {object}; it takes away what {} there ({}), so that activity falls",
                a(&format!("{lasting}antagonist")),
                agonists(inner, step.walk.to),
                tone_words(inner, step.walk.to, tone)
            ),
            None => format!(
                "{subject} is {} at {object}, {moved}",
                a(&format!("{lasting}antagonist"))
            ),
        },
        Action::PartialAgonist if step.beside_full_agonist => format!(
            "{subject} is a partial agonist at {object} and displaces the fuller agonist, so that activity falls"
        ),
        Action::PartialAgonist => format!(
            "{subject} is a partial agonist at {object}, {moved} as long as no fuller agonist is there"
        ),
        Action::InverseAgonist => {
            format!("{subject} is an inverse agonist at {object}, {moved} even without a ligand")
        }
        other => format!(
            "{subject} is {} at {object}, {moved}",
            a(&format!("{lasting}{}", other.label()))
        ),
    };
    if let Some(carrier) = step.walk.carrier {
        sentence.push_str(&format!(
            " (most of this comes from {})",
            within(&inner.node(carrier).name)
        ));
    }
    if stays_outside(inner, step.walk.from) {
        sentence.push_str(" (outside the brain)");
    }
    sentence
}

fn a(words: &str) -> String {
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {words}")
}

/// Whether somebody said that an endogenous ligand acts at all, at rest or under stress.
pub(super) fn has_tone(inner: &Inner, ligand: ClaimId) -> bool {
    let payload = &inner.claim(ligand).payload;
    [payload.tone, payload.tone_under_stress]
        .into_iter()
        .flatten()
        .any(|tone| tone != Tone::None)
}

/// What the endogenous agonists of a target do, as a clause: `dynorphin A does`.
fn agonists(inner: &Inner, target: NodeId) -> String {
    let mut names: Vec<String> = ligands(inner, target)
        .filter(|&c| has_tone(inner, c))
        .map(|c| within(&inner.node(inner.claim(c).subject).name))
        .collect();
    names.dedup();
    match names.as_slice() {
        [] => "the endogenous ligand does".into(),
        [one] => format!("{one} does"),
        names => format!("{} do", text::and(names)),
    }
}

fn tone_words(inner: &Inner, target: NodeId, tone: ToneAt) -> String {
    if tone == ToneAt::Unknown {
        return "tone not curated".into();
    }
    let claims: Vec<_> = ligands(inner, target).map(|c| inner.claim(c)).collect();
    let rest = claims.iter().filter_map(|c| c.payload.tone).max();
    let stress = claims
        .iter()
        .filter_map(|c| c.payload.tone_under_stress)
        .max();
    let words = |tone: Tone| match tone {
        Tone::None => "none",
        Tone::Low => "little",
        Tone::High => "much",
    };
    match (rest, stress) {
        (Some(rest), Some(stress)) if rest != stress => {
            format!("{} at rest, {} under stress", words(rest), words(stress))
        }
        (Some(rest), _) => format!("{} at rest", words(rest)),
        (None, Some(stress)) => format!("{} under stress", words(stress)),
        (None, None) => "tone not curated".into(),
    }
}

/// What confines the claim, in brackets.
fn context(step: &Step) -> String {
    let inner = &*step.kg.0;
    let context = &step.record().context;
    let mut words: Vec<String> = Vec::new();
    if let Some(cell) = &context.cell {
        words.push(cell.to_string());
    }
    if let Some(region) = context.region {
        words.push(inner.node(region).name.to_string());
    } else if let Some(site) = context.site {
        words.push(site.to_string());
    }
    if !context.only_in.is_empty() {
        let species: Vec<String> = context.only_in.iter().map(|s| s.to_string()).collect();
        words.push(format!("{} only", text::and(&species)));
    }
    if let Some(sex) = context.only_sex {
        words.push(format!("{sex} only"));
    }
    if let Some(test) = &context.test {
        words.push(test.to_string());
    }
    if let Some(phase) = &context.phase {
        words.push(phase.to_string());
    }
    if words.is_empty() {
        String::new()
    } else {
        format!(" ({})", words.join("; "))
    }
}

/// The numbers that belong to a drug's step: affinity, and efficacy where it was measured.
fn numbers(step: &Step) -> Option<String> {
    let record = step.record();
    if record.relation != Relation::Acts {
        return None;
    }
    let mut parts: Vec<String> = step.affinity().iter().map(affinity).collect();
    let emax = record
        .measurements
        .iter()
        .find(|m| m.parameter == Parameter::Emax && m.bound == Bound::Equal);
    if let Some(m) = emax {
        let against = m
            .against
            .map(|n| format!(" of {}", within(&step.kg.0.node(n).name)))
            .unwrap_or_default();
        parts.push(format!("Emax {} {}{against}", short(m.value), m.unit));
    }
    if let Some((fold, target)) = step.weaker_than() {
        let target = known(&step.kg.0, target);
        parts.push(format!("{} times weaker than at {target}", figures(fold)));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn affinity(a: &Affinity) -> String {
    let species = match a.species() {
        Species::NotStated => String::new(),
        species => format!("{species}, "),
    };
    let sources = match a.n() {
        1 => "one source".to_owned(),
        n => format!(
            "{n} sources from {} to {}",
            molar(a.lowest().as_nanomolar()),
            molar(a.highest().as_nanomolar())
        ),
    };
    format!(
        "{} {} ({species}{sources})",
        a.parameter(),
        molar(a.value().as_nanomolar())
    )
}

/// A concentration with three figures, in the unit that keeps it short.
fn molar(nanomolar: f64) -> String {
    let (value, unit) = match nanomolar {
        v if v < 0.1 => (v * 1e3, "pM"),
        v if v < 1e3 => (v, "nM"),
        v if v < 1e6 => (v * 1e-3, "µM"),
        v => (v * 1e-6, "mM"),
    };
    format!("{} {unit}", figures(value))
}

/// A number with three figures, without trailing zeros.
fn figures(value: f64) -> String {
    short(format!("{value:.2e}").parse().unwrap_or(value))
}

/// The most papers that are named on one side.
const NAMED: usize = 6;

/// Who stands for the step and who against, grouped by what they looked at.
pub(super) fn citations(step: &Step) -> String {
    sides(&step.kg.0, &step.record().evidence, &|inner, r| {
        short_citation(inner, r)
    })
}

/// The sides of some evidence, with each reference written by `cite`.
pub(super) fn sides(
    inner: &Inner,
    evidence: &[EvidenceRecord],
    cite: &dyn Fn(&Inner, NodeId) -> String,
) -> String {
    let parts: Vec<String> = [
        (Stance::Supports, ""),
        (Stance::Disputes, "against: "),
        (Stance::Hypothesis, "proposed: "),
    ]
    .into_iter()
    .filter_map(|(stance, word)| {
        let side = side(inner, evidence, stance, cite);
        (!side.is_empty()).then(|| format!("{word}{side}"))
    })
    .collect();
    parts.join("; ")
}

fn side(
    inner: &Inner,
    evidence: &[EvidenceRecord],
    stance: Stance,
    cite: &dyn Fn(&Inner, NodeId) -> String,
) -> String {
    let mut seen: Vec<NodeId> = Vec::new();
    let mut groups: Vec<(String, u8, Vec<String>)> = Vec::new();
    for e in evidence.iter().filter(|e| e.stance == stance) {
        if seen.contains(&e.reference) {
            continue;
        }
        seen.push(e.reference);
        let (label, rank) = group(e);
        let at = match groups.iter().position(|(l, _, _)| *l == label) {
            Some(i) => i,
            None => {
                groups.push((label, rank, Vec::new()));
                groups.len() - 1
            }
        };
        groups[at].2.push(cite(inner, e.reference));
    }
    groups.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    let mut left = NAMED;
    let mut words = Vec::new();
    for (label, _, papers) in &groups {
        let named: Vec<&str> = papers.iter().take(left).map(String::as_str).collect();
        left -= named.len();
        if !named.is_empty() {
            words.push(format!("{label} {}", named.join(", ")));
        }
    }
    if seen.len() > NAMED {
        words.push(format!("and {} more", seen.len() - NAMED));
    }
    words.join("; ")
}

/// What a piece of evidence looked at, and where it stands in the list: people first, then animals, tissue, readings.
fn group(e: &EvidenceRecord) -> (String, u8) {
    let species = |otherwise: &str| match e.species {
        Species::NotStated | Species::Mixed => otherwise.to_owned(),
        s => s.to_string(),
    };
    match e.design {
        Design::MetaAnalysis
        | Design::RandomisedTrial
        | Design::OpenTrial
        | Design::HumanPharmacology
        | Design::HumanImaging
        | Design::Observational
        | Design::CaseReport => (e.design.label().to_owned(), 0),
        Design::Animal => (species("animals"), 1),
        Design::ExVivo => (format!("{} ex vivo", species("tissue")), 2),
        Design::InVitro => ("in vitro".into(), 3),
        other => (other.label().to_owned(), 4),
    }
}
