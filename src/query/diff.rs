//! Two releases of the data: what was added, removed and changed.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use crate::{
    display::notebook::{Show, shown},
    graph::{
        KnowledgeGraph,
        affinity::Affinity,
        claim::{Claim, Evidence},
        handles::{Compound, Node},
        measurement::Measurement,
        record::NodeId,
    },
    model::{kind::Kind, relation::Relation},
};

mod fields;

/// What changes from one graph to another: things, claims with their evidence and numbers, and the affinities that moved.
///
/// Claims are matched by what they state and under which conditions, not by their place in the files.
#[derive(Debug, Clone, Serialize)]
pub struct Diff {
    added: Vec<Node>,
    removed: Vec<Node>,
    changed: Vec<ThingChange>,
    claims_added: Vec<Claim>,
    claims_removed: Vec<Claim>,
    claims_changed: Vec<ClaimChange>,
    affinities: Vec<AffinityChange>,
    records_added: Vec<String>,
    records_removed: Vec<String>,
}

impl Diff {
    /// Things that only the other graph has, references among them.
    pub fn added(&self) -> &[Node] {
        &self.added
    }

    /// Things that only this graph has.
    pub fn removed(&self) -> &[Node] {
        &self.removed
    }

    /// Things that both have, with another name, description, exposure or study table.
    pub fn changed(&self) -> &[ThingChange] {
        &self.changed
    }

    /// Claims that only the other graph makes.
    pub fn claims_added(&self) -> &[Claim] {
        &self.claims_added
    }

    /// Claims that only this graph makes.
    pub fn claims_removed(&self) -> &[Claim] {
        &self.claims_removed
    }

    /// Claims that both make, with other evidence, numbers or details.
    pub fn claims_changed(&self) -> &[ClaimChange] {
        &self.claims_changed
    }

    /// Affinity summaries that moved, came or went.
    pub fn affinities(&self) -> &[AffinityChange] {
        &self.affinities
    }

    /// Ids of experiments, interactions, occupancies, guidelines and allele tables that only the other graph has.
    pub fn records_added(&self) -> &[String] {
        &self.records_added
    }

    /// Ids of such records that only this graph has.
    pub fn records_removed(&self) -> &[String] {
        &self.records_removed
    }

    /// Whether the two say the same.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.changed.is_empty()
            && self.claims_added.is_empty()
            && self.claims_removed.is_empty()
            && self.claims_changed.is_empty()
            && self.affinities.is_empty()
            && self.records_added.is_empty()
            && self.records_removed.is_empty()
    }
}

/// A thing that two graphs describe differently.
#[derive(Debug, Clone, Serialize)]
pub struct ThingChange {
    before: Node,
    after: Node,
    fields: Vec<String>,
}

impl ThingChange {
    /// The thing as it was.
    pub fn before(&self) -> &Node {
        &self.before
    }

    /// The thing as it is.
    pub fn after(&self) -> &Node {
        &self.after
    }

    /// What changed, one line a field.
    pub fn fields(&self) -> &[String] {
        &self.fields
    }
}

impl fmt::Display for ThingChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.after.id(), self.fields.join("; "))
    }
}

/// A claim that two graphs make with other evidence, numbers or details.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimChange {
    before: Claim,
    after: Claim,
    evidence_added: Vec<Evidence>,
    evidence_removed: Vec<Evidence>,
    measurements_added: Vec<Measurement>,
    measurements_removed: Vec<Measurement>,
    details: Vec<String>,
}

impl ClaimChange {
    /// The claim as it was.
    pub fn before(&self) -> &Claim {
        &self.before
    }

    /// The claim as it is.
    pub fn after(&self) -> &Claim {
        &self.after
    }

    /// Evidence that came.
    pub fn evidence_added(&self) -> &[Evidence] {
        &self.evidence_added
    }

    /// Evidence that went.
    pub fn evidence_removed(&self) -> &[Evidence] {
        &self.evidence_removed
    }

    /// Numbers that came.
    pub fn measurements_added(&self) -> &[Measurement] {
        &self.measurements_added
    }

    /// Numbers that went.
    pub fn measurements_removed(&self) -> &[Measurement] {
        &self.measurements_removed
    }

    /// Other changes: a share, a weight, a remark.
    pub fn details(&self) -> &[String] {
        &self.details
    }
}

impl fmt::Display for ClaimChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.after.sentence())?;
        let (was, is) = (self.before.status(), self.after.status());
        if was != is {
            write!(f, " ({was} → {is})")?;
        }
        let (was, is) = (self.before.confidence(), self.after.confidence());
        if (was.value() - is.value()).abs() >= 0.005 {
            write!(f, " (confidence {:.2} → {:.2})", was.value(), is.value())?;
        }
        for e in &self.evidence_added {
            write!(f, "\n  + {e} <{}>", e.reference().id())?;
        }
        for e in &self.evidence_removed {
            write!(f, "\n  − {e} <{}>", e.reference().id())?;
        }
        for m in &self.measurements_added {
            write!(f, "\n  + {m}")?;
        }
        for m in &self.measurements_removed {
            write!(f, "\n  − {m}")?;
        }
        for d in &self.details {
            write!(f, "\n  {d}")?;
        }
        Ok(())
    }
}

impl Show for ClaimChange {}
shown!(ClaimChange);

/// An affinity summary that moved, came or went.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AffinityChange {
    compound: String,
    target: String,
    before: Option<Affinity>,
    after: Option<Affinity>,
}

impl AffinityChange {
    /// The compound's id.
    pub fn compound(&self) -> &str {
        &self.compound
    }

    /// The target's id.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The summary as it was.
    pub fn before(&self) -> Option<&Affinity> {
        self.before.as_ref()
    }

    /// The summary as it is.
    pub fn after(&self) -> Option<&Affinity> {
        self.after.as_ref()
    }

    /// The new mean over the old one, where both exist.
    pub fn fold(&self) -> Option<f64> {
        let (before, after) = (self.before.as_ref()?, self.after.as_ref()?);
        Some(after.value().as_nanomolar() / before.value().as_nanomolar())
    }
}

impl fmt::Display for AffinityChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |a: &Option<Affinity>| match a {
            Some(a) => format!("{} (n = {}, {})", a.value(), a.n(), a.species()),
            None => "none".to_owned(),
        };
        write!(
            f,
            "{} at {}: {} → {}",
            self.compound,
            self.target,
            words(&self.before),
            words(&self.after)
        )
    }
}

impl Show for AffinityChange {}
shown!(AffinityChange);

impl KnowledgeGraph {
    /// What changes from this graph to another: two releases of the data, or the curated data and yours.
    ///
    /// ```
    /// use opiograph::KnowledgeGraph;
    ///
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let mine = kg.overlay_str("mine.ron", r#"Reference(id: "me-2026", title: "My assay", year: 2026)"#)?;
    /// let diff = kg.diff(&mine);
    /// assert_eq!(diff.added()[0].id(), "me-2026");
    /// assert!(diff.claims_changed().is_empty());
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    pub fn diff(&self, other: &KnowledgeGraph) -> Diff {
        let (mut added, mut removed, mut changed) = (Vec::new(), Vec::new(), Vec::new());
        let nodes = |kg: &KnowledgeGraph| -> BTreeMap<(Kind, String), Node> {
            let ids = (0..kg.0.nodes.len() as u32).map(NodeId);
            ids.map(|n| {
                let node = kg.0.node(n);
                ((node.kind, node.id.to_string()), Node::new(kg, n))
            })
            .collect()
        };
        for (_, before, after) in paired(nodes(self), nodes(other)) {
            match (before, after) {
                (Some(before), Some(after)) => {
                    let fields = fields::changed(&before, &after);
                    if !fields.is_empty() {
                        changed.push(ThingChange {
                            before,
                            after,
                            fields,
                        });
                    }
                }
                (None, Some(node)) => added.push(node),
                (Some(node), None) => removed.push(node),
                (None, None) => {}
            }
        }
        let (mut claims_added, mut claims_removed, mut claims_changed) =
            (Vec::new(), Vec::new(), Vec::new());
        let claims = |kg: &KnowledgeGraph| -> BTreeMap<(String, usize), Claim> {
            let mut met: BTreeMap<String, usize> = BTreeMap::new();
            kg.claims()
                .map(|claim| {
                    let key = fields::claim_key(&claim);
                    let times = met.entry(key.clone()).or_default();
                    *times += 1;
                    ((key, *times), claim)
                })
                .collect()
        };
        for (_, before, after) in paired(claims(self), claims(other)) {
            match (before, after) {
                (Some(before), Some(after)) => claims_changed.extend(claim_change(before, after)),
                (None, Some(claim)) => claims_added.push(claim),
                (Some(claim), None) => claims_removed.push(claim),
                (None, None) => {}
            }
        }
        let records = |kg: &KnowledgeGraph| -> BTreeMap<String, ()> {
            let t = &kg.0.tables;
            let ids = t
                .experiments
                .iter()
                .map(|r| &r.id)
                .chain(t.interactions.iter().map(|r| &r.id))
                .chain(t.occupancies.iter().map(|r| &r.id))
                .chain(t.guidelines.iter().map(|r| &r.id))
                .chain(t.allele_tables.iter().map(|r| &r.id));
            ids.map(|id| (id.to_string(), ())).collect()
        };
        let (mut records_added, mut records_removed) = (Vec::new(), Vec::new());
        for (id, before, after) in paired(records(self), records(other)) {
            match (before, after) {
                (None, Some(())) => records_added.push(id),
                (Some(()), None) => records_removed.push(id),
                _ => {}
            }
        }
        Diff {
            added,
            removed,
            changed,
            claims_added,
            claims_removed,
            claims_changed,
            affinities: affinities(self, other),
            records_added,
            records_removed,
        }
    }
}

/// The entries of two maps side by side, in the order of the keys.
fn paired<K: Ord + Clone, V>(
    before: BTreeMap<K, V>,
    after: BTreeMap<K, V>,
) -> Vec<(K, Option<V>, Option<V>)> {
    let mut both: BTreeMap<K, (Option<V>, Option<V>)> = BTreeMap::new();
    for (key, value) in before {
        both.insert(key, (Some(value), None));
    }
    for (key, value) in after {
        both.entry(key).or_insert((None, None)).1 = Some(value);
    }
    both.into_iter().map(|(k, (b, a))| (k, b, a)).collect()
}

/// Items of one list that the other does not hold, each as often as it is missing.
fn missing<T: Clone>(from: &[T], to: &[T], key: impl Fn(&T) -> String) -> Vec<T> {
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for item in from {
        *left.entry(key(item)).or_default() += 1;
    }
    to.iter()
        .filter(|item| match left.get_mut(&key(item)) {
            Some(n) if *n > 0 => {
                *n -= 1;
                false
            }
            _ => true,
        })
        .cloned()
        .collect()
}

fn claim_change(before: Claim, after: Claim) -> Option<ClaimChange> {
    let (old, new) = (before.evidence(), after.evidence());
    let (old_numbers, new_numbers) = (before.measurements(), after.measurements());
    let change = ClaimChange {
        evidence_added: missing(&old, &new, fields::evidence_key),
        evidence_removed: missing(&new, &old, fields::evidence_key),
        measurements_added: missing(&old_numbers, &new_numbers, fields::measurement_key),
        measurements_removed: missing(&new_numbers, &old_numbers, fields::measurement_key),
        details: fields::claim_details(&before, &after),
        before,
        after,
    };
    let same = change.evidence_added.is_empty()
        && change.evidence_removed.is_empty()
        && change.measurements_added.is_empty()
        && change.measurements_removed.is_empty()
        && change.details.is_empty();
    (!same).then_some(change)
}

fn affinities(before: &KnowledgeGraph, after: &KnowledgeGraph) -> Vec<AffinityChange> {
    let all = |kg: &KnowledgeGraph| -> BTreeMap<(String, String), Affinity> {
        let mut out = BTreeMap::new();
        for claim in &kg.0.claims {
            if claim.measurements.is_empty()
                || !matches!(claim.relation, Relation::Binds | Relation::Acts)
            {
                continue;
            }
            let compound = Compound::new(kg, claim.subject);
            if let Some(affinity) = compound.affinity_at(claim.object, Default::default()) {
                let target = kg.0.node(claim.object).id.to_string();
                out.insert((compound.id().to_owned(), target), affinity);
            }
        }
        out
    };
    paired(all(before), all(after))
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|((compound, target), before, after)| AffinityChange {
            compound,
            target,
            before,
            after,
        })
        .collect()
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("no difference");
        }
        write!(
            f,
            "things: {} added, {} removed, {} changed\nclaims: {} added, {} removed, {} changed\nother records: {} added, {} removed\naffinities moved: {}",
            self.added.len(),
            self.removed.len(),
            self.changed.len(),
            self.claims_added.len(),
            self.claims_removed.len(),
            self.claims_changed.len(),
            self.records_added.len(),
            self.records_removed.len(),
            self.affinities.len()
        )?;
        let thing = |n: &Node| format!("{} {} ({})", n.kind(), n.id(), n.name());
        section(f, "Things added", self.added.iter().map(thing))?;
        section(f, "Things removed", self.removed.iter().map(thing))?;
        section(f, "Things changed", self.changed.iter())?;
        section(f, "Claims added", self.claims_added.iter())?;
        section(f, "Claims removed", self.claims_removed.iter())?;
        section(f, "Claims changed", self.claims_changed.iter())?;
        section(f, "Affinities moved", self.affinities.iter())?;
        section(f, "Other records added", self.records_added.iter())?;
        section(f, "Other records removed", self.records_removed.iter())
    }
}

fn section<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    items: impl ExactSizeIterator<Item = T>,
) -> fmt::Result {
    const MOST: usize = 50;
    let count = items.len();
    if count == 0 {
        return Ok(());
    }
    write!(f, "\n\n{title}")?;
    for item in items.take(MOST) {
        write!(f, "\n  {}", item.to_string().replace('\n', "\n  "))?;
    }
    if count > MOST {
        write!(f, "\n  and {} more", count - MOST)?;
    }
    Ok(())
}

impl Show for Diff {}
shown!(Diff);
