//! L016: one paper under two references.

use std::collections::BTreeMap;

use super::{Findings, LintRule};
use crate::{
    graph::record::{Node, NodeData},
    model::name::fold,
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L016",
    severity: Severity::Warning,
    title: "one paper stands under two references",
    why: "a paper counts once for a claim; under two ids it counts twice",
    mend: "keep one id, replace the uses of the other, and put the other into `data/retired.ron` with its successor",
};

/// A shorter title such as "Ketamine" is shared by pages that differ.
const LONG: usize = 40;

pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    let mut first: BTreeMap<String, &Node> = BTreeMap::new();
    let mut titled: BTreeMap<String, Vec<(&Node, Option<u16>)>> = BTreeMap::new();
    for node in &kg.0.nodes {
        let NodeData::Reference(data) = &node.data else {
            continue;
        };
        let mut keys: Vec<(String, &str)> = Vec::new();
        keys.extend(data.pmid.map(|p| (format!("PMID {p}"), "PMID")));
        keys.extend(
            data.doi
                .as_ref()
                .map(|d| (format!("doi:{}", d.to_lowercase()), "DOI")),
        );
        keys.extend(data.pmcid.as_ref().map(|p| (p.to_uppercase(), "PMCID")));
        keys.extend(data.url.as_ref().map(|u| (address(u), "address")));
        let mut same: Vec<(&Node, &str)> = Vec::new();
        for (key, what) in keys {
            match first.get(&key) {
                None => {
                    first.insert(key, node);
                }
                Some(other) if other.id == node.id => {}
                Some(other) => same.push((other, what)),
            }
        }
        if data.titled && node.name.len() >= LONG {
            let alike = titled.entry(fold(&node.name)).or_default();
            // Where one of the two has no year, nothing speaks against the same paper.
            let other = alike
                .iter()
                .find(|(_, year)| data.year.is_none() || year.is_none() || *year == data.year);
            same.extend(other.map(|(other, _)| (*other, "title")));
            alike.push((node, data.year));
        }
        let mut reported: Option<&str> = None;
        for (other, what) in same {
            if reported != Some(&*other.id) {
                reported = Some(&other.id);
                findings.node(
                    node,
                    &node.id,
                    format!("`{}` has the {what} of `{}`", node.id, other.id),
                    format!(
                        "`{}` stands at {}:{}; keep one of the two and retire the other",
                        other.id, other.place.file, other.place.line
                    ),
                );
            }
        }
    }
}

/// What an address stands for: the paper, where it names one.
fn address(url: &str) -> String {
    let lower = url.to_lowercase();
    let bare = lower
        .trim_start_matches("https://")
        .trim_start_matches("http://")
        .trim_start_matches("www.")
        .trim_end_matches('/');
    let behind = |site: &str| bare.split_once(site).map(|(_, rest)| rest);
    if let Some(doi) = behind("doi.org/") {
        return format!("doi:{doi}");
    }
    if let Some(pmid) = behind("pubmed.ncbi.nlm.nih.gov/").or(behind("ncbi.nlm.nih.gov/pubmed/"))
        && pmid.bytes().all(|b| b.is_ascii_digit())
    {
        return format!("PMID {pmid}");
    }
    if let Some(pmcid) = behind("pmc/articles/").or(behind("pmc.ncbi.nlm.nih.gov/articles/"))
        && !pmcid.contains('/')
    {
        return pmcid.to_uppercase();
    }
    format!("url {bare}")
}
