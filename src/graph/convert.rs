//! Text records become model values, one pass, every problem reported.

mod claims;
mod kinetics;
mod study;
mod tests;

use super::{Tables, claims::ClaimTable, context::Checker, record::*};
use crate::{
    model::{curie, kind::Kind, relation::Relation},
    source::{span::Sp, syntax::*},
};
use claims::{Lists, add, allowed, claim, compound_claims, evidence, start};
use kinetics::{access, exposure, kinetic, molar_mass};

type Nodes = [Option<Node>];

pub(super) fn text(value: &Option<String>) -> Option<Text> {
    value.as_deref().map(Into::into)
}

pub(super) fn texts(values: &[Sp]) -> Vec<Text> {
    values.iter().map(|s| s.as_str().into()).collect()
}

/// Converts one record; `Extend` waits for [`extensions`], when all compounds stand.
pub(crate) fn record<'a>(
    record: &'a RecordText,
    c: &mut Checker<'a>,
    nodes: &mut Nodes,
    claims: &mut ClaimTable,
    tables: &mut Tables,
) {
    match record {
        RecordText::Reference(r) => reference(r, c, nodes),
        RecordText::Compound(r) => compound(r, c, nodes, claims),
        RecordText::Target(r) => target(r, c, nodes, claims),
        RecordText::Process(r) => {
            let data = NodeData::Process {
                level: r.level,
                site: r.site,
            };
            put(
                c,
                nodes,
                &r.id,
                Parts {
                    name: &r.name,
                    synonyms: &r.synonyms,
                    xrefs: &r.xrefs,
                    note: &r.note,
                    accept: &r.accept,
                    ..Parts::of(&r.name)
                },
                Kind::Process,
                data,
            );
        }
        RecordText::Region(r) => {
            let data = NodeData::Region { site: r.site };
            put(
                c,
                nodes,
                &r.id,
                Parts {
                    synonyms: &r.synonyms,
                    xrefs: &r.xrefs,
                    note: &r.note,
                    accept: &r.accept,
                    ..Parts::of(&r.name)
                },
                Kind::Region,
                data,
            );
        }
        RecordText::Effect(r) => {
            let data = NodeData::Effect { valence: r.valence };
            put(
                c,
                nodes,
                &r.id,
                Parts {
                    synonyms: &r.synonyms,
                    xrefs: &r.xrefs,
                    note: &r.note,
                    accept: &r.accept,
                    ..Parts::of(&r.name)
                },
                Kind::Effect,
                data,
            );
        }
        RecordText::Condition(r) => {
            put(
                c,
                nodes,
                &r.id,
                Parts {
                    synonyms: &r.synonyms,
                    xrefs: &r.xrefs,
                    note: &r.note,
                    accept: &r.accept,
                    ..Parts::of(&r.name)
                },
                Kind::Condition,
                NodeData::Condition,
            );
        }
        RecordText::Instrument(r) => {
            let data = NodeData::Instrument {
                higher_is_better: r.higher_is_better,
            };
            put(
                c,
                nodes,
                &r.id,
                Parts {
                    synonyms: &r.synonyms,
                    note: &r.note,
                    accept: &r.accept,
                    ..Parts::of(&r.name)
                },
                Kind::Instrument,
                data,
            );
        }
        RecordText::Study(r) => study::study(r, c, nodes),
        RecordText::Claim(r) => claim(r, c, claims),
        RecordText::Extend(_) => {}
        RecordText::Experiment(r) => tables.experiments.extend(tests::experiment(r, c)),
        RecordText::Interaction(r) => tables.interactions.extend(tests::interaction(r, c)),
        RecordText::Occupancy(r) => tables.occupancies.extend(tests::occupancy(r, c)),
        RecordText::AlleleTable(r) => tables.allele_tables.extend(tests::allele_table(r, c)),
        RecordText::Guideline(r) => tables.guidelines.extend(tests::guideline(r, c)),
        RecordText::Sought(r) => {
            c.date(&r.subject, "on", &r.on);
            let subject = c.node(&r.subject, &[]);
            let object = c.node(&r.object, &[]);
            if let (Some(subject), Some(object)) = (subject, object) {
                allowed(c, &r.subject, subject, r.relation, object);
                let places = r.places.iter().map(|p| p.as_str().into()).collect();
                tables.sought.push(SoughtRecord {
                    subject,
                    relation: r.relation,
                    object,
                    on: r.on.as_str().into(),
                    places,
                    note: text(&r.note),
                });
            }
        }
        RecordText::Screened(r) => {
            let source = r.source.as_ref().and_then(|s| c.reference(s));
            tables.screened.push(ScreenedRecord {
                id: r.id.as_str().into(),
                reason: r.reason,
                why: r.why.as_str().into(),
                source,
            });
        }
        RecordText::Retired(r) => {
            c.date(&r.id, "on", &r.on);
            if let Some(successor) = &r.successor {
                c.node(successor, &[]);
            }
            tables.retired.push(RetiredRecord {
                id: r.id.as_str().into(),
                successor: r.successor.as_ref().map(|s| s.as_str().into()),
                on: r.on.as_str().into(),
                reason: r.reason.as_str().into(),
            });
        }
    }
}

/// What most nodes have in common.
pub(super) struct Parts<'r> {
    pub name: &'r Sp,
    pub synonyms: &'r [Sp],
    pub brands: &'r [Sp],
    pub xrefs: &'r [Sp],
    pub note: &'r Option<String>,
    pub accept: &'r [AcceptText],
}

impl<'r> Parts<'r> {
    pub fn of(name: &'r Sp) -> Parts<'r> {
        Parts {
            name,
            synonyms: &[],
            brands: &[],
            xrefs: &[],
            note: &None,
            accept: &[],
        }
    }
}

/// Fills the node that an id stands for. A record whose id was refused is passed over.
pub(super) fn put(
    c: &mut Checker<'_>,
    nodes: &mut Nodes,
    id: &Sp,
    parts: Parts<'_>,
    kind: Kind,
    data: NodeData,
) {
    let Some(&(node, declared)) = c.nodes.get(id.as_str()) else {
        return;
    };
    if declared != kind || nodes[node.index()].is_some() {
        return;
    }
    if parts.name.trim().is_empty() {
        c.problem(
            "S027",
            parts.name,
            "the name is empty".into(),
            "write the name that the field uses".into(),
        );
    }
    check_xrefs(c, parts.xrefs);
    let place = c.place(id);
    nodes[node.index()] = Some(Node {
        kind,
        id: id.as_str().into(),
        name: parts.name.as_str().into(),
        synonyms: texts(parts.synonyms),
        brands: texts(parts.brands),
        xrefs: texts(parts.xrefs),
        note: text(parts.note),
        accept: accepted(parts.accept),
        place,
        data,
    });
}

fn check_xrefs(c: &mut Checker<'_>, xrefs: &[Sp]) {
    for xref in xrefs {
        if let Some((message, help)) = curie::problem(xref) {
            c.problem("S025", xref, message, help);
        }
    }
}

pub(super) fn accepted(list: &[AcceptText]) -> Vec<Accepted> {
    list.iter()
        .map(|a| Accepted {
            code: a.code.as_str().into(),
            reason: a.reason.as_str().into(),
        })
        .collect()
}

fn reference(r: &ReferenceText, c: &mut Checker<'_>, nodes: &mut Nodes) {
    let titled = r.title.as_deref().is_some_and(|t| !t.trim().is_empty());
    let located = r.journal.is_some() && (r.volume.is_some() || r.pages.is_some());
    if !titled
        && !located
        && r.pmid.is_none()
        && r.doi.is_none()
        && r.pmcid.is_none()
        && r.url.is_none()
    {
        c.problem(
            "S052",
            &r.id,
            "the reference can be neither named nor found".into(),
            "give it a title, a pmid, doi, pmcid or url, or the journal with volume or pages"
                .into(),
        );
    }
    if let Some(doi) = &r.doi
        && !(doi.starts_with("10.") && doi.contains('/'))
    {
        c.problem_in(
            "S025",
            &r.id,
            "doi",
            format!("`{doi}` does not have the form of a DOI"),
            "a DOI begins with `10.` and has a slash; leave out `https://doi.org/`".into(),
        );
    }
    let cites = c.references(&r.cites);
    let name = r.title.clone().unwrap_or_else(|| r.id.as_str().to_owned());
    let data = NodeData::Reference(Box::new(ReferenceData {
        titled,
        authors: r.authors.iter().map(|a| a.as_str().into()).collect(),
        year: r.year,
        journal: text(&r.journal),
        volume: text(&r.volume),
        pages: text(&r.pages),
        pmid: r.pmid,
        doi: text(&r.doi),
        pmcid: text(&r.pmcid),
        url: text(&r.url),
        primary: r.primary,
        cites,
    }));
    put(
        c,
        nodes,
        &r.id,
        Parts {
            note: &r.note,
            accept: &r.accept,
            ..Parts::of(&r.id)
        },
        Kind::Reference,
        data,
    );
    if let Some(&(node, _)) = c.nodes.get(r.id.as_str())
        && let Some(n) = &mut nodes[node.index()]
    {
        n.name = name.into();
    }
}

fn target(r: &TargetText, c: &mut Checker<'_>, nodes: &mut Nodes, claims: &mut ClaimTable) {
    let data = NodeData::Target(TargetData {
        kind: r.kind,
        family: text(&r.family),
        genes: texts(&r.genes),
        couples_to: text(&r.couples_to),
        identified_by: c.references(&r.identified_by),
    });
    put(
        c,
        nodes,
        &r.id,
        Parts {
            synonyms: &r.synonyms,
            xrefs: &r.xrefs,
            note: &r.note,
            accept: &r.accept,
            ..Parts::of(&r.name)
        },
        Kind::Target,
        data,
    );
    let Some(subject) = c.node(&r.id, &[Kind::Target]) else {
        return;
    };
    for m in &r.member_of {
        if let Some(object) = c.node(&m.of, &[Kind::Target]) {
            let mut claim = start(c, subject, Relation::MemberOf, object, &m.of);
            claim.evidence = evidence(c, &m.evidence, &m.of);
            add(c, claims, claim, &m.of);
        }
    }
}

fn compound(r: &CompoundText, c: &mut Checker<'_>, nodes: &mut Nodes, claims: &mut ClaimTable) {
    let molar_mass = r.molar_mass.as_ref().and_then(|m| molar_mass(c, m));
    let access = r.access.as_ref().and_then(|a| access(c, a, &r.id));
    let subject = c.nodes.get(r.id.as_str()).map(|&(node, _)| node);
    let Some(subject) = subject else { return };
    for curated in &r.curated {
        c.date(&r.id, "on", &curated.on);
    }
    let data = NodeData::Compound(Box::new(CompoundData {
        kind: r.kind,
        family: text(&r.family),
        stereo: r.stereo,
        smiles: text(&r.smiles),
        molar_mass,
        access,
        exposures: r
            .exposures
            .iter()
            .filter_map(|e| exposure(c, e, subject))
            .collect(),
        kinetics: r.kinetics.iter().filter_map(|k| kinetic(c, k)).collect(),
        identified_by: c.references(&r.identified_by),
        seeds: texts(&r.seeds),
        curated: r
            .curated
            .iter()
            .map(|k| (k.by.as_str().into(), k.on.as_str().into()))
            .collect(),
    }));
    put(
        c,
        nodes,
        &r.id,
        Parts {
            synonyms: &r.synonyms,
            brands: &r.brands,
            xrefs: &r.xrefs,
            note: &r.note,
            accept: &r.accept,
            ..Parts::of(&r.name)
        },
        Kind::Compound,
        data,
    );
    let lists = Lists {
        binds: &r.binds,
        acts: &r.acts,
        cleared_by: &r.cleared_by,
        converted_to: &r.converted_to,
        stereoisomer_of: &r.stereoisomer_of,
        contains: &r.contains,
        ligand_of: &r.ligand_of,
        affects: &r.affects,
    };
    compound_claims(c, subject, lists, claims);
}

/// Adds what `Extend` records say to the compounds that stand.
pub(crate) fn extensions(
    parsed: &[(usize, Vec<RecordText>)],
    c: &mut Checker<'_>,
    nodes: &mut Nodes,
    claims: &mut ClaimTable,
) {
    for (file, records) in parsed {
        c.file = *file;
        for record in records {
            let RecordText::Extend(r) = record else {
                continue;
            };
            let Some(subject) = c.node(&r.compound, &[Kind::Compound]) else {
                continue;
            };
            check_xrefs(c, &r.xrefs);
            let molar_mass = r.molar_mass.as_ref().and_then(|m| molar_mass(c, m));
            let access = r.access.as_ref().and_then(|a| access(c, a, &r.compound));
            let exposures: Vec<ExposureRecord> = r
                .exposures
                .iter()
                .filter_map(|e| exposure(c, e, subject))
                .collect();
            let kinetics: Vec<KineticRecord> =
                r.kinetics.iter().filter_map(|k| kinetic(c, k)).collect();
            if let Some(node) = &mut nodes[subject.index()] {
                node.synonyms.extend(texts(&r.synonyms));
                node.brands.extend(texts(&r.brands));
                node.xrefs.extend(texts(&r.xrefs));
                node.accept.extend(accepted(&r.accept));
                if let NodeData::Compound(data) = &mut node.data {
                    data.molar_mass = data.molar_mass.take().or(molar_mass);
                    data.access = data.access.take().or(access);
                    data.exposures.extend(exposures);
                    data.kinetics.extend(kinetics);
                }
            }
            let lists = Lists {
                binds: &r.binds,
                acts: &r.acts,
                cleared_by: &r.cleared_by,
                converted_to: &r.converted_to,
                stereoisomer_of: &r.stereoisomer_of,
                contains: &r.contains,
                ligand_of: &r.ligand_of,
                affects: &r.affects,
            };
            compound_claims(c, subject, lists, claims);
        }
    }
}
