//! The table of claims while it grows: the same statement met twice becomes one claim with the evidence of both.

use std::collections::HashMap;

use super::record::{
    ClaimRecord, Context, EvidenceRecord, MeasurementRecord, NodeId, Payload, Place, Text,
};
use crate::model::{
    action::{Action, Strength},
    relation::Relation,
    sign::Direction,
};

/// What makes two statements the same claim.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    subject: NodeId,
    relation: Relation,
    object: NodeId,
    direction: Option<Direction>,
    action: Option<Action>,
    strength: Option<Strength>,
    fraction: Option<u64>,
    product: Option<NodeId>,
    enzyme: Option<NodeId>,
    context: Context,
}

#[derive(Default)]
pub(crate) struct ClaimTable {
    pub claims: Vec<ClaimRecord>,
    by_key: HashMap<Key, usize>,
}

impl ClaimTable {
    pub fn add(&mut self, claim: ClaimRecord) {
        let key = Key {
            subject: claim.subject,
            relation: claim.relation,
            object: claim.object,
            direction: claim.payload.direction,
            action: claim.payload.action,
            strength: claim.payload.strength,
            fraction: claim.payload.fraction.map(f64::to_bits),
            product: claim.payload.product,
            enzyme: claim.payload.enzyme,
            context: claim.context.clone(),
        };
        match self.by_key.get(&key) {
            Some(&i) => merge(&mut self.claims[i], claim),
            None => {
                self.by_key.insert(key, self.claims.len());
                self.claims.push(claim);
            }
        }
    }

    /// The claims in their final order: by subject, relation and object, then as they were first met.
    pub fn into_sorted(mut self, ids: &dyn Fn(NodeId) -> Text) -> Vec<ClaimRecord> {
        self.claims
            .sort_by_key(|c| (c.subject, c.relation, c.object));
        let mut used: HashMap<String, usize> = HashMap::new();
        for claim in &mut self.claims {
            let mut id = format!(
                "{}/{}/{}",
                ids(claim.subject),
                relation_word(claim.relation),
                ids(claim.object)
            );
            if let Some(action) = claim.payload.action {
                id.push_str(&format!("/{}", slug(action.label())));
            }
            if let Some(direction) = claim.payload.direction {
                id.push_str(&format!("/{}", slug(direction.label())));
            }
            let times = used.entry(id.clone()).or_insert(0);
            *times += 1;
            if *times > 1 {
                id.push_str(&format!("/{times}"));
            }
            claim.id = id.into();
        }
        self.claims
    }
}

fn relation_word(relation: Relation) -> String {
    slug(&format!("{relation:?}"))
}

fn slug(words: &str) -> String {
    words
        .chars()
        .map(|c| {
            if c.is_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect::<String>()
        .split('-')
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

fn merge(into: &mut ClaimRecord, other: ClaimRecord) {
    for e in other.evidence {
        add_evidence(&mut into.evidence, e);
    }
    for m in other.measurements {
        add_measurement(&mut into.measurements, m);
    }
    into.in_vivo.extend(other.in_vivo);
    for note in other.notes {
        if !into.notes.contains(&note) {
            into.notes.push(note);
        }
    }
    into.accept.extend(other.accept);
    into.reconcile = into.reconcile.take().or(other.reconcile);
    let (mine, theirs) = (&mut into.payload, other.payload);
    fill(&mut mine.fraction_low, theirs.fraction_low);
    fill(&mut mine.fraction_high, theirs.fraction_high);
    fill(&mut mine.irreversible, theirs.irreversible);
    mine.spares.extend(theirs.spares);
    mine.spares.sort();
    mine.spares.dedup();
    fill(&mut mine.active, theirs.active);
    fill(&mut mine.carries, theirs.carries);
    mine.carries_in.extend(theirs.carries_in);
    mine.carries_in.sort();
    mine.carries_in.dedup();
    fill(&mut mine.milligrams, theirs.milligrams);
    fill(&mut mine.tone, theirs.tone);
    fill(&mut mine.tone_under_stress, theirs.tone_under_stress);
    fill(&mut mine.direct, theirs.direct);
    fill(&mut mine.necessary, theirs.necessary);
    fill(&mut mine.sufficient, theirs.sufficient);
    fill(&mut mine.weight, theirs.weight);
}

fn fill<T>(mine: &mut Option<T>, theirs: Option<T>) {
    if mine.is_none() {
        *mine = theirs;
    }
}

/// Adds evidence unless the very same observation stands already; its seeds are joined.
fn add_evidence(list: &mut Vec<EvidenceRecord>, e: EvidenceRecord) {
    let same = |o: &EvidenceRecord| {
        o.reference == e.reference
            && o.stance == e.stance
            && o.design == e.design
            && o.species == e.species
            && o.at == e.at
            && o.dose == e.dose
    };
    match list.iter_mut().find(|o| same(o)) {
        Some(existing) => {
            for seed in e.seeds {
                if !existing.seeds.contains(&seed) {
                    existing.seeds.push(seed);
                }
            }
            if existing.note.is_none() {
                existing.note = e.note;
            } else if let (Some(a), Some(b)) = (&existing.note, &e.note)
                && a != b
            {
                existing.note = Some(format!("{a}; {b}").into());
            }
            fill(&mut existing.n, e.n);
        }
        None => list.push(e),
    }
}

fn add_measurement(list: &mut Vec<MeasurementRecord>, m: MeasurementRecord) {
    let same = |o: &MeasurementRecord| {
        o.source == m.source
            && o.parameter == m.parameter
            && o.value == m.value
            && o.unit == m.unit
            && o.species == m.species
            && o.record == m.record
            && o.at == m.at
            && o.assay == m.assay
    };
    if !list.iter().any(same) {
        list.push(m);
    }
}

/// A claim before its evidence is known.
pub(crate) fn blank(
    subject: NodeId,
    relation: Relation,
    object: NodeId,
    place: Place,
) -> ClaimRecord {
    ClaimRecord {
        id: "".into(),
        subject,
        relation,
        object,
        payload: Payload::default(),
        context: Context::default(),
        evidence: Vec::new(),
        measurements: Vec::new(),
        in_vivo: Vec::new(),
        reconcile: None,
        notes: Vec::new(),
        accept: Vec::new(),
        place,
    }
}
