//! L003: an InChIKey that is not standard, or that says nothing about the stereochemistry of a chiral drug.

use super::{Findings, LintRule};
use crate::{graph::record::NodeData, model::kind::Stereo, source::diagnostic::Severity};

pub(super) const RULE: LintRule = LintRule {
    code: "L003",
    severity: Severity::Warning,
    title: "an InChIKey is not a standard one, or leaves the stereochemistry of a chiral drug open",
    why: "the key of the flat structure belongs to the racemate and to every isomer alike, so numbers of one would be found under another",
    mend: "give the key of the isomer, or mark the record `stereo: Racemate` or `stereo: Achiral`",
};

/// The second block of a key whose structure has neither stereo nor isotope layers.
const FLAT: &str = "UHFFFAOYSA";

pub(super) fn check(findings: &mut Findings<'_>) {
    let kg = findings.kg;
    for node in &kg.0.nodes {
        let NodeData::Compound(data) = &node.data else {
            continue;
        };
        for key in node
            .xrefs
            .iter()
            .filter_map(|x| x.strip_prefix("inchikey:"))
        {
            let Some(block) = key.split('-').nth(1) else {
                continue;
            };
            // S marks a standard InChI, A its version 1.
            if !block.ends_with("SA") {
                findings.node(
                    node,
                    &node.id,
                    format!("`{key}` is not a standard InChIKey: its second block ends in `{}`", &block[block.len().saturating_sub(2)..]),
                    "the second block of a standard key ends in `SA`; compare it with the database's page".into(),
                );
            } else if block == FLAT
                && !matches!(data.stereo, Some(Stereo::Racemate | Stereo::Achiral))
            {
                let marked = match data.stereo {
                    Some(Stereo::Enantiomer) => "is marked as a single stereoisomer",
                    _ => "is marked neither as a racemate nor as achiral",
                };
                findings.node(
                    node,
                    &node.id,
                    format!("`{}` {marked}, and its InChIKey leaves the stereochemistry open", node.id),
                    "give the key of the isomer, or mark it `stereo: Racemate` or `stereo: Achiral`".into(),
                );
            } else if block != FLAT
                && data.stereo == Some(Stereo::Racemate)
                && has_tetrahedral(data.smiles.as_deref())
                && !is_relative(data.smiles.as_deref())
            {
                findings.node(
                    node,
                    &node.id,
                    format!(
                        "`{}` is marked as a racemate, and its InChIKey and SMILES name one isomer",
                        node.id
                    ),
                    "give the racemate's key, or move the identifiers to the isomer's record"
                        .into(),
                );
            }
        }
    }
}

fn has_tetrahedral(smiles: Option<&str>) -> bool {
    smiles.is_some_and(|s| s.contains('@'))
}

/// Several centres may be drawn to show a relative configuration, which a racemate can have.
fn is_relative(smiles: Option<&str>) -> bool {
    smiles.is_some_and(|s| s.replace("@@", "@").matches('@').count() > 1)
}
