//! Text records become model values, one pass, every problem reported.

use super::{
    Tables,
    claims::{ClaimTable, blank},
    context::{Checker, NumberRange},
    measure,
    record::*,
};
use crate::{
    model::{
        curie,
        evidence::Stance,
        kind::{Kind, Site},
        measurement::{KineticParameter, Unit},
        relation::Relation,
        species::Species,
    },
    source::{span::Sp, syntax::*},
};

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
        RecordText::Study(r) => super::convert_study::study(r, c, nodes),
        RecordText::Claim(r) => claim(r, c, claims),
        RecordText::Extend(_) => {}
        RecordText::Experiment(r) => tables
            .experiments
            .extend(super::convert_tests::experiment(r, c)),
        RecordText::Interaction(r) => tables
            .interactions
            .extend(super::convert_tests::interaction(r, c)),
        RecordText::Occupancy(r) => tables
            .occupancies
            .extend(super::convert_tests::occupancy(r, c)),
        RecordText::AlleleTable(r) => tables
            .allele_tables
            .extend(super::convert_tests::allele_table(r, c)),
        RecordText::Guideline(r) => tables
            .guidelines
            .extend(super::convert_tests::guideline(r, c)),
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

fn molar_mass(c: &mut Checker<'_>, m: &MolarMassText) -> Option<MolarMassRecord> {
    c.number(
        &m.source,
        "grams_per_mole",
        m.grams_per_mole,
        NumberRange::Positive,
    );
    let source = c.reference(&m.source)?;
    Some(MolarMassRecord {
        grams_per_mole: m.grams_per_mole,
        form: text(&m.form),
        source,
    })
}

fn access(c: &mut Checker<'_>, a: &AccessText, anchor: &Sp) -> Option<AccessRecord> {
    if !matches!(a.reaches, Site::Systemic | Site::Peripheral) {
        c.problem_in(
            "S043",
            anchor,
            "reaches",
            format!("`reaches: {:?}` is not a reach", a.reaches),
            "write `Systemic` or `Peripheral`".into(),
        );
    }
    Some(AccessRecord {
        reaches: a.reaches,
        evidence: evidence(c, &a.evidence, anchor),
    })
}

pub(super) fn dose(c: &mut Checker<'_>, anchor: &Sp, d: &DoseText) -> Option<DoseRecord> {
    let fine = c.number(anchor, "amount", d.amount, NumberRange::Positive)
        & dose_unit(c, anchor, d.unit)
        & c.optional_number(anchor, "every_hours", d.every_hours, NumberRange::Positive)
        & c.optional_number(
            anchor,
            "over_minutes",
            d.over_minutes,
            NumberRange::Positive,
        );
    fine.then_some(DoseRecord {
        amount: d.amount,
        unit: d.unit,
        route: d.route,
        every_hours: d.every_hours,
        over_minutes: d.over_minutes,
    })
}

fn dose_unit(c: &mut Checker<'_>, anchor: &Sp, unit: Unit) -> bool {
    let fits = matches!(
        unit,
        Unit::Milligrams
            | Unit::Micrograms
            | Unit::MilligramsPerKilogram
            | Unit::MicrogramsPerKilogram
            | Unit::Nanomoles
            | Unit::MicrogramsPerHour
    );
    if !fits {
        c.problem_in(
            "S031",
            anchor,
            "unit",
            format!("a dose is not given in {unit}"),
            "use mg, ug, mg_per_kg, ug_per_kg, nmol or ug_per_h".into(),
        );
    }
    fits
}

fn exposure(c: &mut Checker<'_>, e: &ExposureText, subject: NodeId) -> Option<ExposureRecord> {
    let anchor = &e.source;
    let concentration =
        e.cmax_unit.nanomolar().is_some() || e.cmax_unit.nanograms_per_millilitre().is_some();
    if !concentration {
        c.problem_in(
            "S031",
            anchor,
            "cmax_unit",
            format!("a concentration is not given in {}", e.cmax_unit),
            "use nM, uM, ng_per_mL or ug_per_mL".into(),
        );
    }
    let fine = concentration
        & c.number(anchor, "dose", e.dose, NumberRange::Positive)
        & c.number(anchor, "cmax", e.cmax, NumberRange::Positive)
        & dose_unit(c, anchor, e.unit)
        & c.optional_number(anchor, "every_hours", e.every_hours, NumberRange::Positive)
        & c.optional_number(
            anchor,
            "over_minutes",
            e.over_minutes,
            NumberRange::Positive,
        )
        & c.optional_number(anchor, "tmax_hours", e.tmax_hours, NumberRange::NotNegative)
        & c.optional_number(anchor, "sd", e.sd, NumberRange::NotNegative)
        & c.optional_number(anchor, "low", e.low, NumberRange::NotNegative)
        & c.optional_number(anchor, "high", e.high, NumberRange::Positive);
    c.interval(anchor, e.cmax, e.low, e.high);
    let analyte = match &e.analyte {
        Some(a) => c.node(a, &[Kind::Compound])?,
        None => subject,
    };
    let beside = compounds(c, &e.beside);
    let source = c.reference(&e.source)?;
    fine.then(|| ExposureRecord {
        dose: DoseRecord {
            amount: e.dose,
            unit: e.unit,
            route: e.route,
            every_hours: e.every_hours,
            over_minutes: e.over_minutes,
        },
        analyte,
        cmax: e.cmax,
        low: e.low,
        high: e.high,
        sd: e.sd,
        unit: e.cmax_unit,
        tmax_hours: e.tmax_hours,
        n: e.n,
        species: e.species.unwrap_or(Species::NotStated),
        phenotype: e.phenotype,
        beside,
        source,
        at: text(&e.at),
        note: text(&e.note),
    })
}

fn compounds(c: &mut Checker<'_>, ids: &[Sp]) -> Vec<NodeId> {
    ids.iter()
        .filter_map(|id| c.node(id, &[Kind::Compound]))
        .collect()
}

fn kinetic(c: &mut Checker<'_>, k: &KineticText) -> Option<KineticRecord> {
    use KineticParameter as P;
    let anchor = &k.source;
    let time = matches!(k.unit, Unit::Hours | Unit::Minutes | Unit::Days);
    let share = matches!(k.unit, Unit::Fraction | Unit::Percent);
    let fits = match k.parameter {
        P::HalfLife | P::ReceptorHalfTime | P::EnzymeRecoveryHalfLife => time,
        P::FractionUnbound | P::Bioavailability | P::HepaticExtraction => share,
        P::VolumeOfDistribution => matches!(k.unit, Unit::Litres | Unit::LitresPerKilogram),
        P::Clearance => matches!(
            k.unit,
            Unit::LitresPerHour
                | Unit::MillilitresPerMinute
                | Unit::LitresPerHourPerKilogram
                | Unit::MillilitresPerMinutePerKilogram
        ),
        P::BrainToPlasma | P::UnboundBrainToPlasma => k.unit == Unit::Ratio,
    };
    if !fits {
        c.problem_in("S031", anchor, "unit", format!("a {} is not given in {}", k.parameter, k.unit), "use the unit that belongs to the quantity: h for times, Fraction or Percent for shares, L or L_per_kg for volumes, L_per_h for clearances, Ratio for ratios".into());
    }
    let range = match k.unit {
        Unit::Fraction => NumberRange::Share,
        Unit::Percent => NumberRange::Percent,
        _ => NumberRange::Positive,
    };
    let fine = fits
        & c.number(anchor, "value", k.value, range)
        & c.optional_number(anchor, "low", k.low, NumberRange::NotNegative)
        & c.optional_number(anchor, "high", k.high, NumberRange::NotNegative);
    c.interval(anchor, k.value, k.low, k.high);
    let target = c.optional_node(&k.target, &[Kind::Target]);
    let beside = compounds(c, &k.beside);
    let source = c.reference(&k.source)?;
    fine.then(|| KineticRecord {
        parameter: k.parameter,
        value: k.value,
        low: k.low,
        high: k.high,
        unit: k.unit,
        route: k.route,
        target,
        species: k.species.unwrap_or(Species::NotStated),
        n: k.n,
        phenotype: k.phenotype,
        beside,
        source,
        at: text(&k.at),
        note: text(&k.note),
    })
}

struct Lists<'r> {
    binds: &'r [BindsText],
    acts: &'r [ActsText],
    cleared_by: &'r [ClearedByText],
    converted_to: &'r [ConvertedToText],
    stereoisomer_of: &'r [LinkText],
    contains: &'r [LinkText],
    ligand_of: &'r [LigandOfText],
    affects: &'r [AffectsText],
}

fn start(
    c: &mut Checker<'_>,
    subject: NodeId,
    relation: Relation,
    object: NodeId,
    anchor: &Sp,
) -> ClaimRecord {
    let place = c.place(anchor);
    blank(subject, relation, object, place)
}

/// Checks the signature and that a thing is not related to itself, then keeps the claim.
fn add(c: &mut Checker<'_>, claims: &mut ClaimTable, claim: ClaimRecord, anchor: &Sp) {
    if allowed(c, anchor, claim.subject, claim.relation, claim.object) {
        claims.add(claim);
    }
}

fn allowed(
    c: &mut Checker<'_>,
    anchor: &Sp,
    subject: NodeId,
    relation: Relation,
    object: NodeId,
) -> bool {
    let (from, to) = (c.kind(subject), c.kind(object));
    if !relation.allows(from, to) {
        let (_, before, behind) = relation.signature();
        let list = |kinds: &[Kind]| {
            kinds
                .iter()
                .map(|k| k.label())
                .collect::<Vec<_>>()
                .join(", ")
        };
        c.problem(
            "S042",
            anchor,
            format!("a {from} cannot stand before `{relation:?}` with a {to} behind it"),
            format!("`{relation:?}` joins {} to {}", list(before), list(behind)),
        );
        return false;
    }
    if subject == object {
        c.problem(
            "S044",
            anchor,
            format!("`{relation:?}` joins a thing to itself"),
            "name two different things".into(),
        );
        return false;
    }
    true
}

fn compound_claims(
    c: &mut Checker<'_>,
    subject: NodeId,
    lists: Lists<'_>,
    claims: &mut ClaimTable,
) {
    for b in lists.binds {
        let Some(object) = c.node(&b.target, &[Kind::Target]) else {
            continue;
        };
        let mut claim = start(c, subject, Relation::Binds, object, &b.target);
        claim.notes.extend(text(&b.note));
        if b.measured.is_empty() {
            c.problem(
                "S040",
                &b.target,
                "a binding claim without a measurement".into(),
                "add a measurement with its source, or remove the entry".into(),
            );
        }
        claim.measurements = b
            .measured
            .iter()
            .filter_map(|m| measure::measurement(c, m))
            .collect();
        claim.evidence = measure::evidence_of(&claim.measurements);
        add(c, claims, claim, &b.target);
    }
    for a in lists.acts {
        let Some(object) = c.node(&a.target, &[Kind::Target]) else {
            continue;
        };
        let mut claim = start(c, subject, Relation::Acts, object, &a.target);
        claim.payload.action = Some(a.action);
        claim.payload.strength = a.strength;
        claim.payload.irreversible = a.irreversible;
        claim.payload.spares = a
            .spares
            .iter()
            .filter_map(|s| c.node(s, &[Kind::Process, Kind::Effect]))
            .collect();
        claim.context.region = c.optional_node(&a.region, &[Kind::Region]);
        claim.notes.extend(text(&a.note));
        claim.measurements = a
            .efficacy
            .iter()
            .filter_map(|m| measure::measurement(c, m))
            .collect();
        claim.in_vivo = a
            .in_vivo
            .iter()
            .filter_map(|e| in_vivo(c, e, NumberRange::NotNegative))
            .collect();
        claim.accept = accepted(&a.accept);
        claim.evidence = evidence(c, &a.evidence, &a.target);
        add(c, claims, claim, &a.target);
    }
    for k in lists.cleared_by {
        let Some(object) = c.node(&k.enzyme, &[Kind::Target]) else {
            continue;
        };
        let mut claim = start(c, subject, Relation::ClearedBy, object, &k.enzyme);
        for (field, value) in [
            ("fraction", k.fraction),
            ("fraction_low", k.fraction_low),
            ("fraction_high", k.fraction_high),
        ] {
            c.optional_number(&k.enzyme, field, value, NumberRange::Share);
        }
        claim.payload.fraction = k.fraction;
        claim.payload.fraction_low = k.fraction_low;
        claim.payload.fraction_high = k.fraction_high;
        claim.payload.product = c.optional_node(&k.product, &[Kind::Compound]);
        claim.notes.extend(text(&k.note));
        claim.in_vivo = k
            .in_vivo
            .iter()
            .filter_map(|e| in_vivo(c, e, NumberRange::Share))
            .collect();
        claim.evidence = evidence(c, &k.evidence, &k.enzyme);
        add(c, claims, claim, &k.enzyme);
    }
    for v in lists.converted_to {
        let Some(object) = c.node(&v.product, &[Kind::Compound]) else {
            continue;
        };
        let mut claim = start(c, subject, Relation::ConvertedTo, object, &v.product);
        c.optional_number(&v.product, "fraction", v.fraction, NumberRange::Share);
        claim.payload.enzyme = c.optional_node(&v.enzyme, &[Kind::Target]);
        claim.payload.fraction = v.fraction;
        claim.payload.active = v.active;
        claim.payload.carries = v.carries;
        claim.payload.carries_in = v
            .carries_in
            .iter()
            .filter_map(|e| c.node(e, &[Kind::Effect]))
            .collect();
        claim.in_vivo = v
            .in_vivo
            .iter()
            .filter_map(|e| in_vivo(c, e, NumberRange::Share))
            .collect();
        claim.notes.extend(text(&v.note));
        claim.accept = accepted(&v.accept);
        claim.evidence = evidence(c, &v.evidence, &v.product);
        add(c, claims, claim, &v.product);
    }
    for (relation, list) in [
        (Relation::StereoisomerOf, lists.stereoisomer_of),
        (Relation::Contains, lists.contains),
    ] {
        for l in list {
            let Some(object) = c.node(&l.compound, &[Kind::Compound]) else {
                continue;
            };
            let mut claim = start(c, subject, relation, object, &l.compound);
            c.optional_number(
                &l.compound,
                "milligrams",
                l.milligrams,
                NumberRange::Positive,
            );
            claim.payload.milligrams = l.milligrams;
            claim.notes.extend(text(&l.note));
            claim.evidence = evidence(c, &l.evidence, &l.compound);
            add(c, claims, claim, &l.compound);
        }
    }
    for l in lists.ligand_of {
        let Some(object) = c.node(&l.target, &[Kind::Target]) else {
            continue;
        };
        let mut claim = start(c, subject, Relation::LigandOf, object, &l.target);
        claim.payload.tone = l.tone;
        claim.payload.tone_under_stress = l.tone_under_stress;
        claim.context.region = c.optional_node(&l.region, &[Kind::Region]);
        claim.notes.extend(text(&l.note));
        claim.evidence = evidence(c, &l.evidence, &l.target);
        add(c, claims, claim, &l.target);
    }
    for a in lists.affects {
        let Some(object) = c.node(&a.what, &[]) else {
            continue;
        };
        let mut claim = start(c, subject, Relation::Affects, object, &a.what);
        claim.payload.direction = Some(a.direction);
        claim.context.phase = text(&a.phase);
        claim.notes.extend(text(&a.note));
        claim.accept = accepted(&a.accept);
        claim.evidence = evidence(c, &a.evidence, &a.what);
        add(c, claims, claim, &a.what);
    }
}

fn in_vivo(c: &mut Checker<'_>, e: &EstimateText, range: NumberRange) -> Option<InVivoRecord> {
    let fine = c.number(&e.source, "value", e.value, range)
        & c.optional_number(&e.source, "low", e.low, range)
        & c.optional_number(&e.source, "high", e.high, range)
        & c.optional_number(
            &e.source,
            "daily_milligrams",
            e.daily_milligrams,
            NumberRange::Positive,
        );
    c.interval(&e.source, e.value, e.low, e.high);
    let source = c.reference(&e.source)?;
    let fitted_to = c.references(&e.fitted_to);
    fine.then(|| InVivoRecord {
        value: e.value,
        low: e.low,
        high: e.high,
        daily_milligrams: e.daily_milligrams,
        source,
        fitted_to,
        note: text(&e.note),
    })
}

fn claim(r: &ClaimText, c: &mut Checker<'_>, claims: &mut ClaimTable) {
    let subject = c.node(&r.from, &[]);
    let object = c.node(&r.to, &[]);
    let region = c.optional_node(&r.region, &[Kind::Region]);
    let evidence = evidence(c, &r.evidence, &r.from);
    c.optional_number(&r.from, "weight", r.weight, NumberRange::Share);
    let needs_direction = matches!(r.relation, Relation::Regulates | Relation::Affects);
    if needs_direction && r.direction.is_none() {
        c.problem(
            "S043",
            &r.from,
            format!("`{:?}` without a direction", r.relation),
            "add `direction: Increases`, `Decreases`, `Modulates` or `Unchanged`".into(),
        );
    }
    if r.relation == Relation::Acts && r.action.is_none() {
        c.problem(
            "S043",
            &r.from,
            "`Acts` without an action".into(),
            "add `action: Agonist`, `Antagonist` or another class".into(),
        );
    }
    if r.relation == Relation::Binds {
        c.problem("S043", &r.from, "`Binds` carries numbers".into(), "write it in the compound's `binds` list, or use `Acts` for a statement without a number".into());
    }
    let (Some(subject), Some(object)) = (subject, object) else {
        return;
    };
    let mut claim = start(c, subject, r.relation, object, &r.from);
    claim.payload.direction = r.direction;
    claim.payload.action = r.action;
    claim.payload.direct = r.direct;
    claim.payload.necessary = r.necessary;
    claim.payload.sufficient = r.sufficient;
    claim.payload.weight = r.weight;
    let mut only_in = r.only_in.clone();
    only_in.sort();
    only_in.dedup();
    claim.context = Context {
        region,
        site: r.site,
        cell: text(&r.cell),
        only_in,
        only_sex: r.only_sex,
        test: text(&r.test),
        phase: text(&r.phase),
    };
    claim.reconcile = text(&r.reconcile);
    claim.accept = accepted(&r.accept);
    claim.notes.extend(text(&r.note));
    claim.evidence = evidence;
    add(c, claims, claim, &r.from);
}

/// Converts the evidence on a claim; a claim without any is reported at its anchor.
pub(super) fn evidence(
    c: &mut Checker<'_>,
    list: &[EvidenceText],
    anchor: &Sp,
) -> Vec<EvidenceRecord> {
    if list.is_empty() {
        c.problem(
            "S040",
            anchor,
            "a claim without evidence".into(),
            "add `evidence: [(design: …, source: \"…\")]`: nothing is a fact without it".into(),
        );
    }
    list.iter()
        .filter_map(|e| {
            let reference = c.reference(&e.source)?;
            let place = c.place(&e.source);
            Some(EvidenceRecord {
                stance: e.stance.unwrap_or(Stance::Supports),
                design: e.design,
                species: e.species.unwrap_or(Species::NotStated),
                sex: e.sex,
                reference,
                at: text(&e.at),
                n: e.n,
                dose: text(&e.dose),
                note: text(&e.note),
                seeds: texts(&e.seeds),
                place,
            })
        })
        .collect()
}
