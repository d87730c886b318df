//! L016: one paper under two references.

use std::collections::BTreeMap;

use super::{Findings, LintRule};
use crate::{
    graph::record::{Node, NodeData},
    source::diagnostic::Severity,
};

pub(super) const RULE: LintRule = LintRule {
    code: "L016",
    severity: Severity::Warning,
    title: "one paper stands under two references",
    why: "a paper counts once for a claim; under two ids it counts twice",
    mend: "keep one id, replace the uses of the other, and put the other into `data/retired.ron` with its successor",
};

pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    let mut first: BTreeMap<String, &Node> = BTreeMap::new();
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
        // A short title such as \"Ketamine\" is shared by pages that differ.
        const LONG: usize = 40;
        if data.titled && node.name.len() >= LONG {
            let title: String = node
                .name
                .chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect();
            let year = data.year.map_or(String::new(), |y| y.to_string());
            keys.push((format!("title {title} {year}"), "title and year"));
        }
        let mut reported: Option<&str> = None;
        for (key, what) in keys {
            match first.get(&key) {
                None => {
                    first.insert(key, node);
                }
                Some(other) if other.id == node.id || reported == Some(&*other.id) => {}
                Some(other) => {
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
