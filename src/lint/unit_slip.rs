//! L005: a value a thousand times off its peers.

use std::collections::BTreeMap;

use super::{Findings, LintRule};
use crate::{
    graph::record::{MeasurementRecord, NodeId},
    model::measurement::{Bound, Parameter},
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L005",
    severity: Severity::Warning,
    title: "a value lies about a thousand times off its peers",
    why: "nM written for µM, or pM for nM, is the commonest error in transcribed affinities",
    mend: "look the unit up in the source; mend it, or give the reason in `doubt`, or accept an honest outlier",
};

/// How far from a factor of 1,000, in powers of ten, still looks like a slip of the unit.
const WINDOW: f64 = 0.4;
/// Peers that differ by more than this factor among themselves say nothing.
const AGREEMENT: f64 = 100.0;

/// Peers are values of the same compound, target and parameter that are neither limits nor doubted.
pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    let mut groups: BTreeMap<(NodeId, NodeId, Parameter), Vec<&MeasurementRecord>> =
        BTreeMap::new();
    for claim in &kg.0.claims {
        for m in &claim.measurements {
            let exact = matches!(m.bound, Bound::Equal | Bound::Approximately);
            if exact && m.doubt.is_none() && m.nanomolar().is_some_and(|v| v > 0.0 && v.is_finite())
            {
                let key = (claim.subject, claim.object, m.parameter.linear());
                groups.entry(key).or_default().push(m);
            }
        }
    }
    for ((compound, target, parameter), group) in groups {
        let logs: Vec<f64> = group
            .iter()
            .map(|m| m.nanomolar().unwrap_or(1.0).log10())
            .collect();
        let mut pair_reported = false;
        for (i, m) in group.iter().enumerate() {
            let mut peers: Vec<f64> = logs
                .iter()
                .enumerate()
                .filter(|(j, _)| *j != i)
                .map(|(_, l)| *l)
                .collect();
            peers.sort_by(f64::total_cmp);
            let (Some(low), Some(high)) = (peers.first(), peers.last()) else {
                continue;
            };
            if high - low > AGREEMENT.log10() {
                continue;
            }
            let middle = median(&peers);
            let off = (logs[i] - middle).abs();
            if (off - 3.0).abs() > WINDOW || (peers.len() == 1 && pair_reported) {
                continue;
            }
            pair_reported = true;
            let times = 10f64.powf(off);
            let side = if logs[i] > middle { "above" } else { "below" };
            let (compound, target) = (&kg.0.node(compound).id, &kg.0.node(target).id);
            let others = if peers.len() == 1 {
                "the other value".to_owned()
            } else {
                format!("the median of {} others", peers.len())
            };
            findings.number(
                findings.rule.severity,
                m,
                format!(
                    "{parameter} of `{compound}` at {target} lies {times:.0} times {side} {others}: {} nM against {} nM",
                    crate::display::number::short(10f64.powf(logs[i])),
                    crate::display::number::short(10f64.powf(middle)),
                ),
                "check the unit in the source: nM or µM?".into(),
            );
        }
    }
}

fn median(sorted: &[f64]) -> f64 {
    let n = sorted.len();
    if n == 0 {
        return 0.0;
    }
    (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0
}
