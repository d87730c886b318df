//! The data of the page: the rows of the JSON export without what is not known, and what the script does not work out itself.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::super::document::{Document, failed};
use crate::{
    error::Error,
    graph::{
        KnowledgeGraph,
        claim::{Claim, Evidence},
    },
    model::{evidence::Status, relation::Relation},
    query::{
        dispute::{Dispute, Side},
        path::walks::{self, PlainWalk},
    },
};

/// What most rows of a list say.
type Usual = (&'static str, &'static [(&'static str, &'static str)]);

/// What is left out of most claims and experiments, and the script puts back.
/// Only what every row of its list states; what a row leaves open must stay open.
const USUAL: [Usual; 2] = [
    ("claims", &[("status", "Supported"), ("relation", "Binds")]),
    (
        "experiments",
        &[
            ("set", "Development"),
            ("species", "Mouse"),
            ("result", "Attenuated"),
        ],
    ),
];

/// The same for the lists of a claim.
const USUAL_WITHIN: [Usual; 2] = [
    (
        "evidence",
        &[
            ("stance", "Supports"),
            ("design", "Animal"),
            ("species", "Human"),
        ],
    ),
    (
        "measurements",
        &[
            ("parameter", "Ki"),
            ("relation", "Equal"),
            ("method", "Binding"),
            ("species", "Human"),
            ("tier", "Primary"),
            ("unit", "nM"),
        ],
    ),
];

/// JSON that can stand within a `<script>`: no `<` occurs in it.
pub(super) fn json(kg: &KnowledgeGraph) -> Result<String, Error> {
    let done = |e: serde_json::Error| failed("write as JSON", e);
    let mut value = serde_json::to_value(Document::of(kg)).map_err(done)?;
    prune(&mut value);
    if let Value::Object(document) = &mut value {
        for gone in ["sought", "screened", "retired", "allele_tables"] {
            document.remove(gone);
        }
        claims(kg, document)?;
        leave_out(document, &USUAL);
        regions(kg, document);
        document.insert("affinities".into(), affinities(kg)?);
        document.insert(
            "disputes".into(),
            kg.disputes().iter().map(dispute).collect(),
        );
        document.insert("words".into(), words());
        let summary = kg.summary();
        document.insert(
            "meta".into(),
            json!({
                "version": summary.version,
                "date": summary.date,
                "licence": summary.licence,
                "lines": summary.to_string().lines().collect::<Vec<_>>(),
                "stress": walks::under_stress(),
                "usual": told(&USUAL),
                "usual_within": told(&USUAL_WITHIN),
            }),
        );
    }
    let text = serde_json::to_string(&value).map_err(done)?;
    Ok(text.replace('<', "\\u003c"))
}

/// Takes out what is not known, and the marks of the source documents. The outermost lists stay, empty or not.
fn prune(document: &mut Value) {
    fn inner(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.remove("seeds");
                map.values_mut().for_each(inner);
                map.retain(|_, v| !(v.is_null() || v.as_array().is_some_and(Vec::is_empty)));
            }
            Value::Array(list) => list.iter_mut().for_each(inner),
            _ => {}
        }
    }
    if let Value::Object(map) = document {
        for value in map.values_mut() {
            inner(value);
        }
    }
}

/// What is usual, by list and field.
fn told(usual: &[Usual]) -> BTreeMap<&str, BTreeMap<&str, &str>> {
    let of = |&(list, fields): &Usual| (list, fields.iter().copied().collect());
    usual.iter().map(of).collect()
}

/// Takes what is usual out of the lists of an object.
fn leave_out(object: &mut Map<String, Value>, usual: &[Usual]) {
    for (list, fields) in usual {
        let rows = object.get_mut(*list).and_then(Value::as_array_mut);
        for row in rows.into_iter().flatten().filter_map(Value::as_object_mut) {
            row.retain(|key, value| {
                !fields
                    .iter()
                    .any(|(k, usual)| k == key && value.as_str() == Some(usual))
            });
        }
    }
}

/// Gives each claim its sentence, how paths walk it, and the claims that contradict it.
fn claims(kg: &KnowledgeGraph, document: &mut Map<String, Value>) -> Result<(), Error> {
    let walks = walks::plain(kg);
    let Some(Value::Array(rows)) = document.get_mut("claims") else {
        return Ok(());
    };
    for (i, (row, claim)) in rows.iter_mut().zip(kg.claims()).enumerate() {
        let Value::Object(row) = row else { continue };
        leave_out(row, &USUAL_WITHIN);
        row.insert("sentence".into(), claim.sentence().into());
        let walk: Option<&PlainWalk> = walks.get(i).and_then(Option::as_ref);
        if let Some(walk) = walk {
            let walk = serde_json::to_value(walk).map_err(|e| failed("write as JSON", e))?;
            row.insert("walk".into(), walk);
        }
        let against = contradicting(kg, &claim);
        if !against.is_empty() {
            row.insert("against".into(), against.into());
        }
    }
    Ok(())
}

/// Claims on the same two things that say the opposite.
fn contradicting(kg: &KnowledgeGraph, claim: &Claim) -> Vec<String> {
    let record = claim.record();
    let others = kg.0.from(record.subject).iter();
    others
        .map(|&id| Claim::new(kg, id))
        .filter(|other| {
            let o = other.record();
            let opposed = match (claim.action(), other.action()) {
                (Some(a), Some(b)) => a.contradicts(b),
                _ => match (claim.sign(), other.sign()) {
                    (Some(a), Some(b)) => a != b,
                    _ => false,
                },
            };
            o.object == record.object
                && o.relation == record.relation
                && opposed
                && other.status() != Status::Refuted
        })
        .map(|other| other.id().to_owned())
        .collect()
}

/// Gives each region the regions that it lies in, near and far.
fn regions(kg: &KnowledgeGraph, document: &mut Map<String, Value>) {
    let Some(Value::Array(rows)) = document.get_mut("regions") else {
        return;
    };
    for (row, region) in rows.iter_mut().zip(kg.regions()) {
        let mut within: Vec<crate::graph::record::NodeId> = Vec::new();
        let mut open = vec![region.node];
        while let Some(part) = open.pop() {
            for &id in kg.0.from(part) {
                let claim = kg.0.claim(id);
                if claim.relation == Relation::MemberOf && !within.contains(&claim.object) {
                    within.push(claim.object);
                    open.push(claim.object);
                }
            }
        }
        if let Value::Object(row) = row
            && !within.is_empty()
        {
            let ids: Vec<&str> = within.iter().map(|&n| &*kg.0.node(n).id).collect();
            row.insert("within".into(), ids.into());
        }
    }
}

/// The affinity summaries: one a compound and target.
fn affinities(kg: &KnowledgeGraph) -> Result<Value, Error> {
    let mut rows = Vec::new();
    for compound in kg.compounds() {
        for target in compound.targets() {
            if let Some(a) = compound.affinity(target.id())? {
                rows.push(json!({
                    "compound": compound.id(),
                    "target": target.id(),
                    "parameter": a.parameter(),
                    "species": a.species(),
                    "nanomolar": a.value().as_nanomolar(),
                    "lowest": a.lowest().as_nanomolar(),
                    "highest": a.highest().as_nanomolar(),
                    "n": a.n(),
                }));
            }
        }
    }
    Ok(Value::Array(rows))
}

fn dispute(d: &Dispute) -> Value {
    json!({
        "question": d.question(),
        "kinds": d.kinds().iter().map(|k| k.label()).collect::<Vec<_>>(),
        "subject": d.subject().id(),
        "object": d.object().id(),
        "reconcile": d.reconciled_by(),
        "sides": d.sides().iter().map(side).collect::<Vec<_>>(),
    })
}

/// A side of a dispute. Its evidence stands on claims, so it is told by their places in the list of claims and its own on each.
fn side(s: &Side) -> Value {
    let evidence: Vec<(u32, usize)> = s.evidence().iter().map(Evidence::place).collect();
    let mut value = json!({
        "says": s.statement(),
        "claims": s.claims().iter().map(|c| c.id().to_owned()).collect::<Vec<_>>(),
        "evidence": evidence,
        "numbers": s.measurements().iter().map(|m| json!({"words": m.to_string(), "reference": m.reference().id()})).collect::<Vec<_>>(),
        "experiments": s.experiments().iter().map(|e| json!({"words": e.to_string(), "reference": e.reference().id()})).collect::<Vec<_>>(),
    });
    prune(&mut value);
    if let Value::Object(map) = &mut value {
        map.retain(|_, v| !v.as_array().is_some_and(Vec::is_empty));
    }
    value
}

/// The words of every vocabulary, by the spelling that the rows use.
fn words() -> Value {
    let mut all = Map::new();
    macro_rules! vocabularies {
        ($($name:ident),+ $(,)?) => { $({
            let mut words = Map::new();
            for value in crate::$name::ALL {
                words.insert(super::super::document::spelling(value), value.label().into());
            }
            all.insert(stringify!($name).into(), Value::Object(words));
        })+ };
    }
    vocabularies!(
        Action,
        BlockadeResult,
        Bound,
        CellState,
        CompoundKind,
        Design,
        KineticParameter,
        Level,
        Method,
        Parameter,
        Phenotype,
        Relation,
        Route,
        Sex,
        Site,
        Species,
        Stance,
        Status,
        Stereo,
        TargetKind,
        Unit,
        Valence,
    );
    Value::Object(all)
}
