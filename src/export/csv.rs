//! CSV: a folder of tables that join on ids.

use serde::Serialize;

use super::document::{Document, DoseRow, failed, spelling};
use crate::{error::Error, graph::KnowledgeGraph};

/// A table under way.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

impl Table {
    fn new(name: &'static str, columns: &'static [&'static str]) -> Table {
        Table {
            name,
            columns,
            rows: Vec::new(),
        }
    }

    fn bytes(&self) -> Result<Vec<u8>, Error> {
        let mut writer = ::csv::WriterBuilder::new()
            .terminator(::csv::Terminator::CRLF)
            .from_writer(Vec::new());
        let done = |e: ::csv::Error| failed("write as CSV", e);
        writer.write_record(self.columns).map_err(done)?;
        for row in &self.rows {
            writer.write_record(row).map_err(done)?;
        }
        writer
            .into_inner()
            .map_err(|e| failed("write as CSV", e.error()))
    }
}

/// A cell: nothing for what is not known.
trait Field {
    fn field(&self) -> String;
}

macro_rules! plain_fields {
    ($($t:ty),+) => { $(impl Field for $t { fn field(&self) -> String { self.to_string() } })+ };
}
plain_fields!(&str, String, u16, u32, u64, f64, bool);

impl<T: Field> Field for Option<T> {
    fn field(&self) -> String {
        self.as_ref().map_or_else(String::new, Field::field)
    }
}

/// Several values in one cell, with a bar between them.
impl Field for Vec<&str> {
    fn field(&self) -> String {
        self.join(" | ")
    }
}

/// A word of a vocabulary, as the data files spell it.
struct Word<T>(T);

impl<T: Serialize> Field for Word<T> {
    fn field(&self) -> String {
        spelling(&self.0)
    }
}

macro_rules! row {
    ($($cell:expr),+ $(,)?) => { vec![$(Field::field(&$cell)),+] };
}

fn dose(d: &DoseRow) -> [String; 5] {
    [
        d.amount.field(),
        Word(d.unit).field(),
        Word(d.route).field(),
        d.every_hours.field(),
        d.over_minutes.field(),
    ]
}

/// File names and contents.
pub(super) fn tables(kg: &KnowledgeGraph) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let d = Document::of(kg);
    let mut all = things(&d);
    all.extend(claims(&d));
    all.extend(kinetics(&d));
    all.extend(studies(&d));
    all.extend(tests(&d));
    all.push(references(&d));
    all.iter()
        .map(|t| Ok((format!("{}.csv", t.name), t.bytes()?)))
        .collect()
}

fn things(d: &Document<'_>) -> Vec<Table> {
    let mut compounds = Table::new(
        "compounds",
        &[
            "id",
            "name",
            "kind",
            "family",
            "stereo",
            "synonyms",
            "brands",
            "xrefs",
            "smiles",
            "molar_mass",
            "reaches",
            "note",
        ],
    );
    for c in &d.compounds {
        compounds.rows.push(row![
            c.id,
            c.name,
            Word(c.kind),
            c.family,
            Word(c.stereo),
            c.synonyms,
            c.brands,
            c.xrefs,
            c.smiles,
            c.molar_mass,
            Word(c.reaches),
            c.note,
        ]);
    }
    let mut targets = Table::new(
        "targets",
        &[
            "id",
            "name",
            "kind",
            "family",
            "genes",
            "couples_to",
            "synonyms",
            "xrefs",
            "note",
        ],
    );
    for t in &d.targets {
        targets.rows.push(row![
            t.id,
            t.name,
            Word(t.kind),
            t.family,
            t.genes,
            t.couples_to,
            t.synonyms,
            t.xrefs,
            t.note,
        ]);
    }
    let mut biology = Table::new(
        "biology",
        &[
            "id",
            "kind",
            "name",
            "synonyms",
            "xrefs",
            "level",
            "site",
            "valence",
            "higher_is_better",
            "note",
        ],
    );
    for (kind, list) in [
        ("Process", &d.processes),
        ("Region", &d.regions),
        ("Effect", &d.effects),
        ("Condition", &d.conditions),
        ("Instrument", &d.instruments),
    ] {
        for t in list {
            biology.rows.push(row![
                t.id,
                kind,
                t.name,
                t.synonyms,
                t.xrefs,
                Word(t.level),
                Word(t.site),
                Word(t.valence),
                t.higher_is_better,
                t.note,
            ]);
        }
    }
    vec![compounds, targets, biology]
}

fn claims(d: &Document<'_>) -> Vec<Table> {
    let mut claims = Table::new(
        "claims",
        &[
            "id",
            "subject",
            "relation",
            "object",
            "sign",
            "direction",
            "action",
            "strength",
            "irreversible",
            "fraction",
            "product",
            "enzyme",
            "region",
            "site",
            "cell",
            "only_in",
            "only_sex",
            "test",
            "phase",
            "status",
            "confidence",
            "evidence",
            "measurements",
            "notes",
        ],
    );
    let mut evidence = Table::new(
        "evidence",
        &[
            "claim",
            "stance",
            "design",
            "species",
            "sex",
            "reference",
            "at",
            "n",
            "dose",
            "note",
            "seeds",
        ],
    );
    let mut measurements = Table::new(
        "measurements",
        &[
            "claim",
            "compound",
            "target",
            "parameter",
            "relation",
            "value",
            "unit",
            "nanomolar",
            "sem",
            "sd",
            "low",
            "high",
            "n",
            "species",
            "assay",
            "method",
            "against",
            "tier",
            "possibly_same",
            "doubt",
            "reference",
            "also",
            "at",
            "record",
            "note",
        ],
    );
    for c in &d.claims {
        let species: Vec<String> = c.only_in.iter().map(spelling).collect();
        claims.rows.push(row![
            c.id,
            c.subject,
            Word(c.relation),
            c.object,
            Word(c.sign),
            Word(c.direction),
            Word(c.action),
            Word(c.strength),
            c.irreversible,
            c.fraction,
            c.product,
            c.enzyme,
            c.region,
            Word(c.site),
            c.cell,
            species.join(" | "),
            Word(c.only_sex),
            c.test,
            c.phase,
            Word(c.status),
            c.confidence,
            c.evidence.len().to_string(),
            c.measurements.len().to_string(),
            c.notes,
        ]);
        for e in &c.evidence {
            evidence.rows.push(row![
                c.id,
                Word(e.stance),
                Word(e.design),
                Word(e.species),
                Word(e.sex),
                e.reference,
                e.at,
                e.n,
                e.dose,
                e.note,
                e.seeds,
            ]);
        }
        for m in &c.measurements {
            measurements.rows.push(row![
                c.id,
                c.subject,
                c.object,
                Word(m.parameter),
                Word(m.relation),
                m.value,
                Word(m.unit),
                m.nanomolar,
                m.sem,
                m.sd,
                m.low,
                m.high,
                m.n,
                Word(m.species),
                m.assay,
                Word(m.method),
                m.against,
                Word(m.tier),
                m.possibly_same,
                m.doubt,
                m.reference,
                m.also,
                m.at,
                m.record,
                m.note,
            ]);
        }
    }
    vec![claims, evidence, measurements]
}

fn kinetics(d: &Document<'_>) -> Vec<Table> {
    let mut exposures = Table::new(
        "exposures",
        &[
            "compound",
            "analyte",
            "dose",
            "dose_unit",
            "route",
            "every_hours",
            "over_minutes",
            "cmax",
            "unit",
            "low",
            "high",
            "sd",
            "tmax_hours",
            "n",
            "species",
            "phenotype",
            "beside",
            "reference",
            "at",
            "note",
        ],
    );
    for e in &d.exposures {
        let [amount, unit, route, every, over] = dose(&e.dose);
        exposures.rows.push(row![
            e.compound,
            e.analyte,
            amount,
            unit,
            route,
            every,
            over,
            e.cmax,
            Word(e.unit),
            e.low,
            e.high,
            e.sd,
            e.tmax_hours,
            e.n,
            Word(e.species),
            Word(e.phenotype),
            e.beside,
            e.reference,
            e.at,
            e.note,
        ]);
    }
    let mut kinetics = Table::new(
        "kinetics",
        &[
            "compound",
            "parameter",
            "relation",
            "value",
            "unit",
            "low",
            "high",
            "route",
            "target",
            "against",
            "site",
            "species",
            "n",
            "phenotype",
            "beside",
            "reference",
            "at",
            "note",
        ],
    );
    for k in &d.kinetics {
        kinetics.rows.push(row![
            k.compound,
            Word(k.parameter),
            Word(k.relation),
            k.value,
            Word(k.unit),
            k.low,
            k.high,
            Word(k.route),
            k.target,
            k.against,
            Word(k.site),
            Word(k.species),
            k.n,
            Word(k.phenotype),
            k.beside,
            k.reference,
            k.at,
            k.note,
        ]);
    }
    vec![exposures, kinetics]
}

fn studies(d: &Document<'_>) -> Vec<Table> {
    let mut studies = Table::new(
        "studies",
        &[
            "id",
            "name",
            "design",
            "species",
            "population",
            "conditions",
            "blinding",
            "randomised",
            "analysed",
            "duration",
            "registration",
            "reference",
        ],
    );
    let mut outcomes = Table::new(
        "outcomes",
        &[
            "study",
            "outcome",
            "instrument",
            "measures",
            "table",
            "arm",
            "time",
            "hours",
            "mean",
            "sd",
            "n",
            "state",
            "printed",
            "note",
        ],
    );
    let mut statistics = Table::new(
        "statistics",
        &[
            "study",
            "test",
            "outcome",
            "term",
            "statistic",
            "value",
            "low",
            "high",
            "sum_of_squares",
            "mean_square",
            "df",
            "df_error",
            "p_relation",
            "p",
            "partial_eta_squared",
            "note",
        ],
    );
    for s in &d.studies {
        studies.rows.push(row![
            s.id,
            s.name,
            Word(s.design),
            Word(s.species),
            s.population,
            s.conditions,
            s.blinding,
            s.randomised,
            s.analysed,
            s.duration,
            s.registration,
            s.reference,
        ]);
        for o in &s.outcomes {
            for c in &o.values {
                outcomes.rows.push(row![
                    s.id,
                    o.name,
                    o.instrument,
                    o.measures,
                    o.table,
                    c.arm,
                    c.time,
                    c.hours,
                    c.mean,
                    c.sd,
                    c.n,
                    Word(c.state),
                    c.printed,
                    c.note,
                ]);
            }
        }
        for t in &s.statistics {
            statistics.rows.push(row![
                s.id,
                t.test,
                t.outcome,
                t.term,
                t.statistic,
                t.value,
                t.low,
                t.high,
                t.sum_of_squares,
                t.mean_square,
                t.df,
                t.df_error,
                Word(t.p_relation),
                t.p,
                t.partial_eta_squared,
                t.note,
            ]);
        }
    }
    vec![studies, outcomes, statistics]
}

fn tests(d: &Document<'_>) -> Vec<Table> {
    let mut experiments = Table::new(
        "experiments",
        &[
            "id",
            "agent",
            "agent_dose",
            "blocker",
            "blocker_dose",
            "loss_of",
            "blocks",
            "effect",
            "detail",
            "species",
            "site",
            "result",
            "n",
            "reference",
            "disputed_by",
            "set",
            "note",
        ],
    );
    let words = |d: &Option<DoseRow>, text: Option<&str>| match (d, text) {
        (Some(d), _) => {
            let [amount, unit, route, ..] = dose(d);
            format!("{amount} {unit} {route}")
        }
        (None, text) => text.field(),
    };
    for e in &d.experiments {
        experiments.rows.push(row![
            e.id,
            e.agent,
            words(&e.agent_dose, e.agent_dose_text),
            e.blocker,
            words(&e.blocker_dose, e.blocker_dose_text),
            e.loss_of,
            e.blocks,
            e.effect,
            e.detail,
            Word(e.species),
            Word(e.site),
            Word(e.result),
            e.n,
            e.reference,
            e.disputed_by,
            Word(e.set),
            e.note,
        ]);
    }
    let mut interactions = Table::new(
        "interactions",
        &[
            "id",
            "victim",
            "measured",
            "perpetrators",
            "phenotype",
            "genotype",
            "relative_to",
            "enzymes",
            "metric",
            "relation",
            "value",
            "low",
            "high",
            "n",
            "primary",
            "reference",
            "note",
        ],
    );
    for i in &d.interactions {
        interactions.rows.push(row![
            i.id,
            i.victim,
            i.measured,
            i.perpetrators,
            Word(i.phenotype),
            i.genotype,
            Word(i.relative_to),
            i.enzymes,
            i.metric,
            Word(i.relation),
            i.value,
            i.low,
            i.high,
            i.n,
            i.primary,
            i.reference,
            i.note,
        ]);
    }
    let mut occupancies = Table::new(
        "occupancies",
        &[
            "id",
            "compound",
            "dose",
            "dose_unit",
            "route",
            "every_hours",
            "over_minutes",
            "regimen",
            "after_hours",
            "target",
            "percent",
            "low",
            "high",
            "population",
            "n",
            "radioligand",
            "primary",
            "reference",
            "note",
        ],
    );
    for o in &d.occupancies {
        let [amount, unit, route, every, over] = dose(&o.dose);
        occupancies.rows.push(row![
            o.id,
            o.compound,
            amount,
            unit,
            route,
            every,
            over,
            o.regimen,
            o.after_hours,
            o.target,
            o.percent,
            o.low,
            o.high,
            o.population,
            o.n,
            o.radioligand,
            o.primary,
            o.reference,
            o.note,
        ]);
    }
    let mut alleles = Table::new(
        "alleles",
        &[
            "table",
            "gene",
            "effective",
            "allele",
            "function",
            "activity",
            "note",
            "reference",
        ],
    );
    for t in &d.allele_tables {
        for a in &t.alleles {
            alleles.rows.push(row![
                t.id,
                t.gene,
                t.effective,
                a.name,
                Word(a.function),
                a.activity,
                a.note,
                t.reference,
            ]);
        }
    }
    vec![experiments, interactions, occupancies, alleles]
}

fn references(d: &Document<'_>) -> Table {
    let mut table = Table::new(
        "references",
        &[
            "id", "citation", "title", "authors", "year", "journal", "volume", "pages", "pmid",
            "doi", "pmcid", "url", "primary", "cites",
        ],
    );
    for r in &d.references {
        table.rows.push(row![
            r.id, r.citation, r.title, r.authors, r.year, r.journal, r.volume, r.pages, r.pmid,
            r.doi, r.pmcid, r.url, r.primary, r.cites,
        ]);
    }
    table
}
