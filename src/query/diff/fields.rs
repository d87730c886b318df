//! What makes two claims, observations or things the same in two graphs.

use crate::{
    graph::{
        claim::{Claim, Evidence},
        exposure::{Exposure, KineticConstant},
        handles::{Compound, Node},
        measurement::Measurement,
        record::{NodeData, ReferenceData},
        reference::Reference,
        study::Study,
    },
    model::kind::Kind,
};

/// What a claim states and under which conditions, in words that do not depend on a graph's tables.
pub(super) fn claim_key(claim: &Claim) -> String {
    let record = claim.record();
    let kg = &claim.subject().kg;
    let id = |n: Option<crate::graph::record::NodeId>| n.map(|n| kg.0.node(n).id.to_string());
    let (payload, context) = (&record.payload, &record.context);
    format!(
        "{}|{:?}|{}|{:?}|{:?}|{:?}|{:?}|{:?}|{:?}|{:?}|{:?}|{:?}|{:?}|{:?}|{:?}",
        claim.subject().id(),
        record.relation,
        claim.object().id(),
        payload.direction,
        payload.action,
        payload.strength,
        id(payload.product),
        id(payload.enzyme),
        id(context.region),
        context.site,
        context.cell,
        context.only_in,
        context.only_sex,
        context.test,
        context.phase,
    )
}

pub(super) fn evidence_key(e: &Evidence) -> String {
    format!("{}|{e}|{:?}|{:?}", e.reference().id(), e.at(), e.sex())
}

pub(super) fn measurement_key(m: &Measurement) -> String {
    format!(
        "{}|{m}|{:?}|{:?}|{:?}",
        m.reference().id(),
        m.at(),
        m.database_record(),
        m.set_aside()
    )
}

/// Pushes a line where two values differ.
fn compare<T: PartialEq>(
    out: &mut Vec<String>,
    name: &str,
    before: T,
    after: T,
    words: impl Fn(&T) -> String,
) {
    if before != after {
        out.push(format!("{name}: {} → {}", words(&before), words(&after)));
    }
}

fn optional<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map_or("none".to_owned(), T::to_string)
}

fn listed<T: ToString>(list: &[T]) -> Vec<String> {
    list.iter().map(T::to_string).collect()
}

/// Pushes what was added to a list and what went from it.
fn compare_lists(out: &mut Vec<String>, name: &str, before: &[String], after: &[String]) {
    let added = super::missing(before, after, String::clone);
    let removed = super::missing(after, before, String::clone);
    if !added.is_empty() {
        out.push(format!("{name}: + {}", added.join(", ")));
    }
    if !removed.is_empty() {
        out.push(format!("{name}: − {}", removed.join(", ")));
    }
}

pub(super) fn claim_details(before: &Claim, after: &Claim) -> Vec<String> {
    let (a, b) = (&before.record().payload, &after.record().payload);
    let mut out = Vec::new();
    compare(&mut out, "share", a.fraction, b.fraction, optional);
    compare(
        &mut out,
        "lower limit",
        a.fraction_low,
        b.fraction_low,
        optional,
    );
    compare(
        &mut out,
        "upper limit",
        a.fraction_high,
        b.fraction_high,
        optional,
    );
    compare(&mut out, "active", a.active, b.active, optional);
    compare(
        &mut out,
        "carries the effect",
        a.carries,
        b.carries,
        optional,
    );
    compare(&mut out, "milligrams", a.milligrams, b.milligrams, optional);
    compare(&mut out, "tone", a.tone, b.tone, optional);
    compare(
        &mut out,
        "tone under stress",
        a.tone_under_stress,
        b.tone_under_stress,
        optional,
    );
    compare(&mut out, "direct", a.direct, b.direct, optional);
    compare(
        &mut out,
        "irreversible",
        a.irreversible,
        b.irreversible,
        optional,
    );
    compare(&mut out, "necessary", a.necessary, b.necessary, optional);
    compare(&mut out, "sufficient", a.sufficient, b.sufficient, optional);
    compare(&mut out, "weight", a.weight, b.weight, optional);
    compare_lists(
        &mut out,
        "note",
        &listed(&before.notes()),
        &listed(&after.notes()),
    );
    compare(
        &mut out,
        "reconciled by",
        before.reconciled_by().map(str::to_owned),
        after.reconciled_by().map(str::to_owned),
        optional,
    );
    let spares = |claim: &Claim| -> Vec<String> {
        let spares = claim.spares();
        spares.iter().map(|n| n.id().to_owned()).collect()
    };
    compare_lists(&mut out, "spares", &spares(before), &spares(after));
    let carries_in = |claim: &Claim| -> Vec<String> {
        let effects = claim.carries_in();
        effects.iter().map(|n| n.id().to_owned()).collect()
    };
    compare_lists(
        &mut out,
        "carries in",
        &carries_in(before),
        &carries_in(after),
    );
    let in_vivo = |claim: &Claim| -> Vec<String> {
        let kg = claim.subject().kg;
        let all = claim.record().in_vivo.iter();
        all.map(|e| format!("{} [{}]", e.value, kg.0.node(e.source).id))
            .collect()
    };
    compare_lists(&mut out, "in vivo", &in_vivo(before), &in_vivo(after));
    out
}

/// What differs between two descriptions of one thing, one line a field.
pub(super) fn changed(before: &Node, after: &Node) -> Vec<String> {
    let mut out = Vec::new();
    compare(
        &mut out,
        "name",
        before.name().to_owned(),
        after.name().to_owned(),
        String::clone,
    );
    compare_lists(
        &mut out,
        "synonyms",
        &listed(&before.synonyms()),
        &listed(&after.synonyms()),
    );
    compare_lists(
        &mut out,
        "identifiers",
        &listed(&before.xrefs()),
        &listed(&after.xrefs()),
    );
    compare(
        &mut out,
        "note",
        before.note().map(str::to_owned),
        after.note().map(str::to_owned),
        optional,
    );
    match after.kind() {
        Kind::Compound => compound(&mut out, before, after),
        Kind::Study => study(&mut out, before, after),
        Kind::Reference => reference(&mut out, before, after),
        _ => plain(&mut out, before, after),
    }
    out
}

fn compound(out: &mut Vec<String>, before: &Node, after: &Node) {
    let of = |n: &Node| Compound::new(&n.kg, n.node);
    let (a, b) = (of(before), of(after));
    compare(out, "kind", a.kind(), b.kind(), |k| k.to_string());
    compare(
        out,
        "family",
        a.family().map(str::to_owned),
        b.family().map(str::to_owned),
        optional,
    );
    compare(out, "stereochemistry", a.stereo(), b.stereo(), optional);
    compare(
        out,
        "structure",
        a.smiles().map(str::to_owned),
        b.smiles().map(str::to_owned),
        optional,
    );
    compare(out, "molar mass", a.molar_mass(), b.molar_mass(), optional);
    compare(
        out,
        "peripherally restricted",
        a.is_peripherally_restricted(),
        b.is_peripherally_restricted(),
        bool::to_string,
    );
    compare_lists(out, "brands", &listed(&a.brands()), &listed(&b.brands()));
    let exposures = |c: &Compound| listed::<Exposure>(&c.exposures());
    compare_lists(out, "exposures", &exposures(&a), &exposures(&b));
    let kinetics = |c: &Compound| listed::<KineticConstant>(&c.kinetics());
    compare_lists(out, "kinetics", &kinetics(&a), &kinetics(&b));
}

/// Studies hold ids of a graph's tables inside, so their tables are compared as they print.
fn study(out: &mut Vec<String>, before: &Node, after: &Node) {
    type Part = fn(&Study) -> Vec<String>;
    let parts: [(&str, Part); 4] = [
        ("outcomes", |s| {
            let tables = s.outcomes();
            let tables = tables.iter().map(|o| format!("{}: {}", o.name, s.table(o)));
            tables.collect()
        }),
        ("statistics", |s| {
            s.statistics().iter().map(|x| format!("{x:?}")).collect()
        }),
        ("adverse events", |s| {
            s.adverse_events()
                .iter()
                .map(|x| format!("{x:?}"))
                .collect()
        }),
        ("remarks", |s| {
            let all = s.limitations().into_iter().chain(s.caveats());
            all.chain(s.facts()).map(|c| c.text).collect()
        }),
    ];
    let of = |n: &Node| Study::new(&n.kg, n.node);
    let (a, b) = (of(before), of(after));
    for (name, part) in parts {
        let (old, new) = (part(&a), part(&b));
        let more = super::missing(&old, &new, String::clone).len();
        let fewer = super::missing(&new, &old, String::clone).len();
        if more + fewer > 0 {
            out.push(format!("{name}: {more} added, {fewer} removed"));
        }
    }
}

fn reference(out: &mut Vec<String>, before: &Node, after: &Node) {
    let page = |n: &Node| Reference::new(&n.kg, n.node).bibtex();
    if page(before) != page(after) {
        out.push("bibliographic details".to_owned());
    }
    let cites = |n: &Node| -> Vec<String> {
        match &n.node().data {
            NodeData::Reference(data) => {
                let data: &ReferenceData = data;
                let cited = data.cites.iter();
                cited.map(|&c| n.kg.0.node(c).id.to_string()).collect()
            }
            _ => Vec::new(),
        }
    };
    compare_lists(out, "cites", &cites(before), &cites(after));
}

/// Things that hold no ids of other things apart from their sources.
fn plain(out: &mut Vec<String>, before: &Node, after: &Node) {
    let words = |n: &Node| match &n.node().data {
        NodeData::Target(t) => format!(
            "{}, family {:?}, genes {:?}, couples to {:?}",
            t.kind, t.family, t.genes, t.couples_to
        ),
        other => format!("{other:?}"),
    };
    compare(
        out,
        "description",
        words(before),
        words(after),
        String::clone,
    );
}
