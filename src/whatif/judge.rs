//! What becomes of the effect, how sure that is, and which disputed claims decide it.

use std::collections::BTreeMap;

use super::{carried::Flowed, constants as k};
use crate::{
    graph::{Inner, confidence, confidence::Confidence, record::ClaimId},
    model::{evidence::Status, experiment::BlockadeResult},
};

pub(crate) fn class(remaining: f64) -> BlockadeResult {
    let [abolished, attenuated, potentiated] = k::CLASSES;
    if remaining <= abolished {
        BlockadeResult::Abolished
    } else if remaining <= attenuated {
        BlockadeResult::Attenuated
    } else if remaining < potentiated {
        BlockadeResult::Unchanged
    } else {
        BlockadeResult::Potentiated
    }
}

/// The claims with evidence on both sides without which the result would be another: they carry half of the change or more.
pub(super) fn disputed(inner: &Inner, flowed: &[Flowed], change: f64) -> Vec<ClaimId> {
    let total: f64 = flowed.iter().map(|f| (f.after - f.before).abs()).sum();
    if total < k::LEAST_ROUTE || change.abs() < k::LEAST_ROUTE {
        return Vec::new();
    }
    let mut share: BTreeMap<ClaimId, f64> = BTreeMap::new();
    for f in flowed {
        let moved = (f.after - f.before).abs() / total;
        let all = f.pushes.iter().chain(&f.edges);
        for &id in all.chain(f.gates.iter().map(|(id, _)| id)) {
            *share.entry(id).or_default() += moved;
        }
    }
    share
        .into_iter()
        .filter(|(id, s)| {
            let claim = inner.claim(*id);
            *s >= 0.5
                && confidence::status(claim) == Status::Disputed
                && confidence::share_against(inner, claim) >= k::DISPUTED_SHARE
        })
        .map(|(id, _)| id)
        .collect()
}

pub(super) fn sure(
    flowed: &[Flowed],
    remaining: f64,
    by_route: bool,
    observed: Option<f64>,
    disputed: bool,
) -> Confidence {
    let total: f64 = flowed.iter().map(|f| f.before.abs()).sum();
    let mut lines = Vec::new();
    let claims = if by_route && total > 0.0 {
        let mean = flowed
            .iter()
            .map(|f| f.before.abs() * f.confidence)
            .sum::<f64>()
            / total;
        lines.push(format!(
            "routes: mean confidence of their weakest claims, by what they carry: {mean:.2}"
        ));
        mean
    } else {
        let value = observed.unwrap_or(0.0) * 0.5;
        lines.push(format!(
            "no route is curated: half the confidence of the observation: {value:.2}"
        ));
        value
    };
    // How far an effect is abolished rather than attenuated depends on the dose of the blocker, so that limit says nothing of how sure it is.
    let [_, attenuated, potentiated] = k::CLASSES;
    let distance = [attenuated, potentiated]
        .iter()
        .map(|limit| (remaining - limit).abs())
        .fold(f64::INFINITY, f64::min);
    let margin = (0.5 + distance / 0.3).min(1.0);
    lines.push(format!(
        "margin: {distance:.2} from the nearest limit between blocked, unchanged and potentiated, factor {margin:.2}"
    ));
    let against = if disputed { 0.7 } else { 1.0 };
    if disputed {
        lines.push("a claim that decides is disputed, factor 0.70".to_owned());
    }
    Confidence::derived(claims * margin * against, lines)
}
