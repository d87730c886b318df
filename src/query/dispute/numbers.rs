//! Numbers that lie more than ten-fold apart.

use std::collections::BTreeMap;

use super::{Dispute, DisputeKind, Scope, Side, rank::Draft};
use crate::{
    display::number::short,
    graph::{
        KnowledgeGraph,
        handles::Node,
        measurement::Measurement,
        record::{ClaimId, NodeId},
        reference::Reference,
    },
    model::{
        measurement::{Bound, Method, Parameter, Tier},
        relation::Relation,
        species::Species,
    },
};

/// Papers that differ by no more than this are scattered, not in dispute.
const FOLD: f64 = 10.0;

type Key = (NodeId, NodeId, Parameter, Method);

/// What one paper says: the nM between which its value lies.
struct Paper {
    low: f64,
    high: f64,
    measurements: Vec<Measurement>,
}

impl Paper {
    fn text(&self) -> String {
        if self.high.is_infinite() {
            format!("above {} nM", short(self.low))
        } else if self.low == 0.0 {
            format!("below {} nM", short(self.high))
        } else {
            format!("{} nM", short(self.low))
        }
    }

    /// The value by which papers are ordered: the number itself, or the limit.
    fn place(&self) -> f64 {
        if self.high.is_infinite() {
            self.low
        } else {
            self.high
        }
    }

    fn is_exact(&self) -> bool {
        self.low == self.high
    }
}

pub(super) fn find(scope: Scope<'_>) -> Vec<Draft> {
    let kg = scope.kg;
    let mut groups: BTreeMap<Key, BTreeMap<Species, Vec<Measurement>>> = BTreeMap::new();
    for (i, claim) in kg.0.claims.iter().enumerate() {
        if claim.measurements.is_empty() || !scope.takes(claim.subject, claim.object) {
            continue;
        }
        for (k, m) in claim.measurements.iter().enumerate() {
            let comparable = m.tier == Tier::Primary
                && m.possibly_same.is_none()
                && m.doubt.is_none()
                && !matches!(m.method, Method::Unstated | Method::InVivo)
                && m.bound != Bound::Unstated
                && m.nanomolar().is_some_and(|v| v.is_finite() && v > 0.0)
                && is_paper(&Reference::new(kg, m.source));
            if comparable {
                let key = (claim.subject, claim.object, m.parameter.linear(), m.method);
                let species = groups.entry(key).or_default().entry(m.species).or_default();
                species.push(Measurement::new(kg, ClaimId(i as u32), k));
            }
        }
    }
    let mut out = Vec::new();
    for (key, by_species) in groups {
        let mut means: Vec<(Species, f64, Vec<Measurement>)> = Vec::new();
        for (species, measurements) in by_species {
            let papers = papers(measurements);
            let exact: Vec<f64> = papers
                .iter()
                .filter(|p| p.is_exact())
                .map(|p| p.low.ln())
                .collect();
            if !exact.is_empty() && !matches!(species, Species::NotStated | Species::Mixed) {
                let mean = (exact.iter().sum::<f64>() / exact.len() as f64).exp();
                let all = papers.iter().filter(|p| p.is_exact());
                let all = all.flat_map(|p| p.measurements.clone()).collect();
                means.push((species, mean, all));
            }
            out.extend(within(kg, key, species, papers));
        }
        out.extend(between(kg, key, means));
    }
    out
}

/// Whether a reference reports what it measured itself, as far as that can be told.
fn is_paper(reference: &Reference) -> bool {
    match reference.is_primary() {
        Some(primary) => primary,
        None => {
            reference.pmid().is_some()
                || reference.doi().is_some()
                || reference.pmcid().is_some()
                || reference.year().is_some()
        }
    }
}

/// One entry a paper: the geometric mean of its values, or its tightest limit where it gives no value.
fn papers(measurements: Vec<Measurement>) -> Vec<Paper> {
    let mut by_paper: BTreeMap<NodeId, Vec<Measurement>> = BTreeMap::new();
    for m in measurements {
        by_paper.entry(m.reference().node).or_default().push(m);
    }
    let mut papers: Vec<Paper> = by_paper.into_values().filter_map(paper).collect();
    papers.sort_by(|a, b| a.place().total_cmp(&b.place()));
    papers
}

fn paper(measurements: Vec<Measurement>) -> Option<Paper> {
    let mut logs = Vec::new();
    let (mut above, mut below) = (None::<f64>, None::<f64>);
    for m in &measurements {
        let value = m.nanomolar()?;
        match m.record().concentration_bound() {
            Bound::Above | Bound::AtLeast => above = Some(above.map_or(value, |v| v.max(value))),
            Bound::Below | Bound::AtMost => below = Some(below.map_or(value, |v| v.min(value))),
            _ => logs.push(value.ln()),
        }
    }
    let (low, high) = if !logs.is_empty() {
        let mean = (logs.iter().sum::<f64>() / logs.len() as f64).exp();
        (mean, mean)
    } else if let Some(limit) = above {
        (limit, f64::INFINITY)
    } else {
        (0.0, below?)
    };
    Some(Paper {
        low,
        high,
        measurements,
    })
}

/// Papers in one species, if the largest value is more than ten-fold the smallest; the sides part at the widest gap.
fn within(kg: &KnowledgeGraph, key: Key, species: Species, papers: Vec<Paper>) -> Option<Draft> {
    let lowest = papers.iter().map(|p| p.high).fold(f64::INFINITY, f64::min);
    let highest = papers.iter().map(|p| p.low).fold(0.0, f64::max);
    if highest <= FOLD * lowest {
        return None;
    }
    let gap = |i: usize| papers[i + 1].place().ln() - papers[i].place().ln();
    let parting =
        (0..papers.len() - 1).max_by(|&a, &b| gap(a).total_cmp(&gap(b)).then(b.cmp(&a)))?;
    let (low, high) = papers.split_at(parting + 1);
    let side = |part: &[Paper]| {
        let words: Vec<String> = part.iter().map(Paper::text).collect();
        let measurements = part.iter().flat_map(|p| p.measurements.clone()).collect();
        Side::of_measurements(kg, words.join(", "), measurements)
    };
    let sides = vec![side(low), side(high)];
    let fold = highest / lowest;
    let species_words = match species {
        Species::NotStated => "species not stated".to_owned(),
        known => known.to_string(),
    };
    build(
        kg,
        key,
        format!("{species_words}, {} apart", fold_words(fold)),
        format!("{species:?}"),
        vec![DisputeKind::Numbers],
        sides,
    )
}

/// Species whose means lie more than ten-fold apart.
fn between(
    kg: &KnowledgeGraph,
    key: Key,
    mut means: Vec<(Species, f64, Vec<Measurement>)>,
) -> Option<Draft> {
    means.sort_by(|a, b| a.1.total_cmp(&b.1));
    let (lowest, highest) = (means.first()?, means.last()?);
    let fold = highest.1 / lowest.1;
    if fold <= FOLD {
        return None;
    }
    let side = |(species, mean, measurements): &(Species, f64, Vec<Measurement>)| {
        let statement = format!("{species}: {} nM", short(*mean));
        Side::of_measurements(kg, statement, measurements.clone())
    };
    let sides = vec![side(lowest), side(highest)];
    build(
        kg,
        key,
        format!(
            "{} against {}, {} apart",
            lowest.0,
            highest.0,
            fold_words(fold)
        ),
        "species".to_owned(),
        vec![DisputeKind::SpeciesAgainstSpecies],
        sides,
    )
}

fn fold_words(fold: f64) -> String {
    format!("{:.0}-fold", fold)
}

fn build(
    kg: &KnowledgeGraph,
    (compound, target, parameter, method): Key,
    tail: String,
    part: String,
    kinds: Vec<DisputeKind>,
    sides: Vec<Side>,
) -> Option<Draft> {
    let (subject, object) = (Node::new(kg, compound), Node::new(kg, target));
    let contest = match sides.as_slice() {
        [a, b] => vec![(a.weight(), b.weight())],
        _ => return None,
    };
    let question = format!(
        "{} of {} at {}, {method} ({tail})",
        parameter,
        subject.name(),
        object.id()
    );
    let id = format!(
        "numbers/{}/{}/{parameter}/{method:?}/{part}",
        subject.id(),
        object.id()
    );
    let dispute = Dispute {
        id,
        kinds,
        question,
        about: vec![compound, target],
        subject,
        object,
        sides,
        reconciled_by: None,
        differ_in: Vec::new(),
        importance: 0.0,
        derivation: Vec::new(),
    };
    Some(Draft {
        dispute,
        relation: Relation::Binds,
        blocked: Vec::new(),
        contest,
    })
}
