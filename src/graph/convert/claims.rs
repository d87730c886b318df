//! Claims and their evidence from their text.

use super::{
    super::{
        claims::{ClaimTable, blank},
        context::{Checker, NumberRange},
        measure,
        record::*,
    },
    accepted, text, texts,
};
use crate::{
    model::{evidence::Stance, kind::Kind, relation::Relation, species::Species},
    source::{span::Sp, syntax::*},
};

pub(super) struct Lists<'r> {
    pub binds: &'r [BindsText],
    pub acts: &'r [ActsText],
    pub cleared_by: &'r [ClearedByText],
    pub converted_to: &'r [ConvertedToText],
    pub stereoisomer_of: &'r [LinkText],
    pub contains: &'r [LinkText],
    pub ligand_of: &'r [LigandOfText],
    pub affects: &'r [AffectsText],
}

pub(super) fn start(
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
pub(super) fn add(c: &mut Checker<'_>, claims: &mut ClaimTable, claim: ClaimRecord, anchor: &Sp) {
    if allowed(c, anchor, claim.subject, claim.relation, claim.object) {
        claims.add(claim);
    }
}

pub(super) fn allowed(
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

pub(super) fn compound_claims(
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

pub(super) fn in_vivo(
    c: &mut Checker<'_>,
    e: &EstimateText,
    range: NumberRange,
) -> Option<InVivoRecord> {
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

pub(super) fn claim(r: &ClaimText, c: &mut Checker<'_>, claims: &mut ClaimTable) {
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
