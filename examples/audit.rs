//! Compares the curated data with the reference tables that they were taken from.
//!
//! `cargo run --example audit -- ../shared/reference` reports, file by file, how many rows are matched, different, missing, screened (left out with a reason) and how many curated entries no row stands for.
//! `--list` also names the curated entries beyond the tables.
//! The exit status is 1 when a row differs or is missing without a reason, or when the tables cannot be read.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::ExitCode,
};

use opiograph::{
    AlleleFunction, AlleleTable, Bound, KnowledgeGraph, Measurement, Reference, Species, Tier,
    curated,
};

type Row = BTreeMap<String, String>;
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let list = args.iter().any(|a| a == "--list");
    let dir = args
        .iter()
        .find(|a| !a.starts_with("--"))
        .map_or("../shared/reference", |a| a.as_str());
    let dir = Path::new(dir);
    if !dir.join("affinities.csv").is_file() {
        eprintln!(
            "the reference tables are not in `{}` (no affinities.csv): name their directory, as in `cargo run --example audit -- ../shared/reference`",
            dir.display()
        );
        return ExitCode::FAILURE;
    }
    match audit(dir) {
        Ok(tables) => {
            let mut clean = true;
            for table in &tables {
                table.print(list);
                clean &= table.different.is_empty() && table.missing.is_empty();
            }
            println!(
                "{}",
                if clean {
                    "no unexplained difference"
                } else {
                    "there are unexplained differences"
                }
            );
            if clean {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(e) => {
            eprintln!("the audit stopped: {e}");
            ExitCode::FAILURE
        }
    }
}

fn audit(dir: &Path) -> Result<Vec<Table>, Failure> {
    let audit = Audit::new(dir)?;
    Ok(vec![
        audit.affinities(&rows(dir, "affinities.csv")?),
        audit.literature(&rows(dir, "literature_facts.csv")?),
        audit.experiments(&rows(dir, "experiments.csv")?),
        audit.interactions(&rows(dir, "ddi.csv")?),
        audit.occupancies(&rows(dir, "occupancy.csv")?),
        audit.alleles(&rows(dir, "cyp2d6.csv")?),
        audit.identifiers(&rows(dir, "ligands.csv")?),
    ])
}

fn rows(dir: &Path, name: &str) -> Result<Vec<Row>, Failure> {
    let path = dir.join(name);
    let mut reader =
        csv::Reader::from_path(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let rows: Result<Vec<Row>, csv::Error> = reader.deserialize().collect();
    Ok(rows.map_err(|e| format!("{}: {e}", path.display()))?)
}

/// What became of the rows of one file.
struct Table {
    name: &'static str,
    rows: usize,
    matched: usize,
    /// Matched rows that stand in one entry together with another row.
    shared: usize,
    screened: usize,
    different: Vec<String>,
    missing: Vec<String>,
    extra: Vec<String>,
}

impl Table {
    fn new(name: &'static str, rows: usize) -> Table {
        Table {
            name,
            rows,
            matched: 0,
            shared: 0,
            screened: 0,
            different: Vec::new(),
            missing: Vec::new(),
            extra: Vec::new(),
        }
    }

    /// Files a row that was found: as matched, or as different in the parts that are named.
    fn found(&mut self, row: &str, place: &str, differences: Vec<String>) {
        if differences.is_empty() {
            self.matched += 1;
        } else {
            self.different
                .push(format!("{row} at {place}: {}", differences.join("; ")));
        }
    }

    fn print(&self, list: bool) {
        let shared = match self.shared {
            0 => String::new(),
            n => format!(" ({n} of them in one entry with another row)"),
        };
        println!(
            "{}: {} rows: {} matched{}, {} different, {} missing, {} screened; {} curated beyond it",
            self.name,
            self.rows,
            self.matched,
            shared,
            self.different.len(),
            self.missing.len(),
            self.screened,
            self.extra.len()
        );
        for line in &self.different {
            println!("  different: {line}");
        }
        for line in &self.missing {
            println!("  missing: {line}");
        }
        if list {
            for line in &self.extra {
                println!("  extra: {line}");
            }
        }
    }
}

/// The curated data, prepared for look-ups.
struct Audit {
    kg: KnowledgeGraph,
    measurements: Vec<Measurement>,
    screened: BTreeSet<String>,
    /// The id of a target by its gene symbols, in the tables' order.
    targets: BTreeMap<String, String>,
    /// Prefixes of the tables' dataset names and the references that stand for them.
    datasets: &'static [(&'static str, &'static str)],
}

const DATASETS: &[(&str, &str)] = &[
    ("PDSP Ki DB human rows", "pdsp-ki-2020"),
    ("PDSP Ki DB aggregated", "pdsp-ki-2026"),
    ("DrugCentral", "drugcentral-2019"),
    ("BindingDB", "bindingdb-2015"),
    ("GtoPdb", "gtopdb-2025-4"),
    ("ChEMBL via MoleculeACE", "chembl-29-moleculeace"),
    ("ChEMBL via SWAROOP", "chembl-mor-ic50"),
];

impl Audit {
    fn new(dir: &Path) -> Result<Audit, Failure> {
        let kg = curated();
        let targets = rows(dir, "ids.csv")?
            .into_iter()
            .filter(|r| cell(r, "kind") == "target" && !cell(r, "gene_symbols").is_empty())
            .map(|r| {
                (
                    cell(&r, "gene_symbols").to_owned(),
                    cell(&r, "id").to_owned(),
                )
            })
            .collect();
        Ok(Audit {
            measurements: kg.claims().flat_map(|c| c.measurements()).collect(),
            screened: kg.screened().into_iter().map(|s| s.id).collect(),
            kg,
            targets,
            datasets: DATASETS,
        })
    }

    fn target(&self, genes: &str) -> Option<String> {
        // A complex of the common subunit with one other is filed at that other: NR1/NR2B at GLUN2B.
        let genes = match genes.strip_prefix("GRIN1|") {
            Some(other) if !other.contains('|') => other,
            _ if genes.starts_with("NMDA receptor") => "NMDA",
            _ => genes,
        };
        let symbols: BTreeSet<&str> = genes.split('|').collect();
        let complex = || {
            let found = self
                .kg
                .targets()
                .find(|t| t.genes().into_iter().collect::<BTreeSet<_>>() == symbols)?;
            Some(found.id().to_owned())
        };
        self.targets
            .get(genes)
            .cloned()
            .or_else(|| self.kg.target(genes).ok().map(|t| t.id().to_owned()))
            .or_else(complex)
    }

    fn compound(&self, name: &str) -> Option<String> {
        self.kg.compound(name).ok().map(|c| c.id().to_owned())
    }

    fn affinities(&self, rows: &[Row]) -> Table {
        let mut table = Table::new("affinities.csv", rows.len());
        let mut by_record: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, m) in self.measurements.iter().enumerate() {
            if let Some(record) = m.database_record() {
                by_record.entry(record).or_default().push(i);
            }
        }
        let mut used: BTreeSet<usize> = BTreeSet::new();
        for (i, row) in rows.iter().enumerate() {
            // Rows are named by their line in the file.
            let id = format!("affinities:{}", i + 2);
            let words = format!(
                "{id} ({} {} {} {} {})",
                cell(row, "drug"),
                cell(row, "target"),
                cell(row, "parameter"),
                cell(row, "relation"),
                cell(row, "value")
            );
            let value: Option<f64> = cell(row, "value").parse().ok();
            let near = |m: &Measurement| {
                value.is_some_and(|v| agrees(in_row_units(m, cell(row, "unit")), v))
            };
            let target = self.target(cell(row, "target"));
            let at_target = |m: &Measurement| target.as_deref() == Some(m.target().id());
            let of_dataset: Vec<usize> = by_record
                .get(cell(row, "source_row_id"))
                .into_iter()
                .flatten()
                .copied()
                .filter(|&j| self.is_of_dataset(&self.measurements[j], cell(row, "source_dataset")))
                .collect();
            let paper: Vec<&str> = cell(row, "pmid_or_doi")
                .split([';', '|'])
                .map(str::trim)
                .filter(|p| !p.is_empty())
                .collect();
            let of_paper = || -> Vec<usize> {
                (0..self.measurements.len())
                    .filter(|&j| {
                        let m = &self.measurements[j];
                        near(m)
                            && at_target(m)
                            && sources(m).iter().any(|r| {
                                is_paper(r, &paper) || is_page(r, cell(row, "source_dataset"))
                            })
                            && self.is_subject(m, row)
                    })
                    .collect()
            };
            let mut candidates = if cell(row, "source_dataset").starts_with("page:") {
                of_paper()
            } else {
                of_dataset
            };
            // One record may hold several values: the nearest comes first, and one that was taken comes last.
            candidates.sort_by_key(|&j| {
                let m = &self.measurements[j];
                (
                    used.contains(&j),
                    !near(m),
                    !at_target(m),
                    !is_parameter(m, cell(row, "parameter")),
                    !relation_agrees(m, cell(row, "relation")),
                    Some(m.compound().id()) != self.compound(cell(row, "drug")).as_deref(),
                )
            });
            match candidates.first() {
                Some(&j) => {
                    if self.screened.contains(&id) {
                        let place = self.measurements[j].place();
                        // A value that its paper contradicts stands in view, set aside, and is screened with the reason.
                        let shown_only = self.measurements[j].set_aside().is_some();
                        if used.contains(&j) || shown_only {
                            used.insert(j);
                            table.screened += 1;
                        } else {
                            table
                                .different
                                .push(format!("{words}: it is screened and stands at {place}"));
                        }
                        continue;
                    }
                    if !used.insert(j) {
                        table.shared += 1;
                    }
                    let m = &self.measurements[j];
                    table.found(
                        &words,
                        &m.place(),
                        self.affinity_differences(m, row, target.as_deref()),
                    );
                }
                None if self.screened.contains(&id) => table.screened += 1,
                None => table.missing.push(words),
            }
        }
        let is_literature = |m: &Measurement| m.database_record().is_some_and(is_fact_id);
        for (j, m) in self.measurements.iter().enumerate() {
            if !used.contains(&j) && !is_literature(m) {
                table.extra.push(format!(
                    "{}: {} at {}: {m}",
                    m.place(),
                    m.compound().id(),
                    m.target().id()
                ));
            }
        }
        table
    }

    fn affinity_differences(
        &self,
        m: &Measurement,
        row: &Row,
        target: Option<&str>,
    ) -> Vec<String> {
        let mut out = Vec::new();
        if !self.is_subject(m, row) {
            out.push(format!("it is filed under `{}`", m.compound().id()));
        }
        if target != Some(m.target().id()) {
            out.push(format!(
                "it is filed at {}, not {}",
                m.target().id(),
                target.unwrap_or("an unknown target")
            ));
        }
        if !is_parameter(m, cell(row, "parameter")) {
            out.push(format!("the parameter is {}", m.parameter()));
        }
        let value: Option<f64> = cell(row, "value").parse().ok();
        let here = in_row_units(m, cell(row, "unit"));
        if !value.is_some_and(|v| agrees(here, v)) {
            out.push(format!(
                "the value is {}",
                here.map_or_else(|| "not comparable".into(), |v| v.to_string())
            ));
        }
        if !relation_agrees(m, cell(row, "relation")) {
            out.push(format!("the relation is {}", m.relation()));
        }
        // Where the species column contradicts the assay's words, the words count.
        let misfiled = cell(row, "caution").contains("species column says");
        if !misfiled && !species_agrees(m.species(), cell(row, "species")) {
            out.push(format!("the species is {}", m.species()));
        }
        let paper = cell(row, "pmid_or_doi");
        let names_it = paper.starts_with("10.")
            || !paper.is_empty() && paper.bytes().all(|b| b.is_ascii_digit());
        if names_it
            && m.tier() == Tier::Primary
            && !sources(m).iter().any(|r| is_paper(r, &[paper]))
        {
            out.push(format!(
                "the source is `{}`, not {paper}",
                m.reference().id()
            ));
        }
        if cell(row, "species") == "mixed" && m.tier() != Tier::Summary {
            out.push("a summary over species counts as a measurement".into());
        }
        out
    }

    /// Whether a measurement is filed under the row's drug, or under the isomer or metabolite that the row's remarks name.
    fn is_subject(&self, m: &Measurement, row: &Row) -> bool {
        let (drug, caution) = (cell(row, "drug"), cell(row, "caution"));
        if self.compound(drug).as_deref() == Some(m.compound().id()) {
            return true;
        }
        let words = [
            caution,
            cell(row, "note"),
            cell(row, "assay_or_radioligand"),
        ];
        let names_another = ["subject", "enantiomer", "isomer", "metabolite"];
        words
            .iter()
            .any(|w| names_another.iter().any(|n| w.contains(n)))
    }

    fn is_of_dataset(&self, m: &Measurement, dataset: &str) -> bool {
        self.datasets
            .iter()
            .find(|(prefix, _)| dataset.starts_with(prefix))
            .is_some_and(|(_, id)| sources(m).iter().any(|r| r.id() == *id))
    }

    fn literature(&self, rows: &[Row]) -> Table {
        let rows: Vec<&Row> = rows
            .iter()
            .filter(|r| cell(r, "relation") == "binds" && number(cell(r, "value")).is_some())
            .collect();
        let mut table = Table::new(
            "literature_facts.csv (binding rows with numbers)",
            rows.len(),
        );
        let mut used: BTreeSet<usize> = BTreeSet::new();
        for row in rows {
            let id = cell(row, "id");
            let words = format!(
                "{id} ({} {} {} {} {})",
                cell(row, "subject"),
                cell(row, "object"),
                cell(row, "parameter"),
                cell(row, "value"),
                cell(row, "unit")
            );
            let found: Vec<usize> = (0..self.measurements.len())
                .filter(|&j| {
                    self.measurements[j]
                        .database_record()
                        .is_some_and(|r| r.split([';', ' ', ',']).any(|p| p == id))
                })
                .collect();
            if found.is_empty() {
                if self.screened.contains(&format!("literature-facts:{id}")) {
                    table.screened += 1;
                } else {
                    table.missing.push(words);
                }
                continue;
            }
            used.extend(&found);
            let wanted = number(cell(row, "value"));
            let unit = cell(row, "unit");
            let near = |m: &Measurement| {
                wanted.is_some_and(|v| {
                    agrees(in_row_units(m, unit), v) || (m.value() - v).abs() <= 1e-9 * v.abs()
                })
            };
            let mut differences = Vec::new();
            let Some(&j) = found
                .iter()
                .find(|&&j| near(&self.measurements[j]))
                .or(found.first())
            else {
                continue;
            };
            let m = &self.measurements[j];
            if !near(m) {
                differences.push(format!("the value is {} {}", m.value(), m.unit()));
            }
            if !relation_agrees(m, cell(row, "relation_sign")) {
                differences.push(format!("the relation is {}", m.relation()));
            }
            let papers = [cell(row, "pmid"), cell(row, "doi")];
            if !sources(m).iter().any(|r| {
                is_paper(r, &papers) || r.url().is_some_and(|u| same_address(&u, cell(row, "url")))
            }) {
                differences.push(format!("the source is `{}`", m.reference().id()));
            }
            table.found(&words, &m.place(), differences);
        }
        for (j, m) in self.measurements.iter().enumerate() {
            if m.database_record().is_some_and(is_fact_id) && !used.contains(&j) {
                table.extra.push(format!("{}: {m}", m.place()));
            }
        }
        table
    }

    fn experiments(&self, rows: &[Row]) -> Table {
        let mut table = Table::new("experiments.csv", rows.len());
        let all: Vec<_> = self.kg.blockade_experiments().collect();
        let mut used: BTreeSet<String> = BTreeSet::new();
        for row in rows {
            let id = cell(row, "id");
            let Some(e) = all.iter().find(|e| e.id() == id) else {
                self.unfound(&mut table, "experiments", id);
                continue;
            };
            used.insert(id.to_owned());
            let mut d = Vec::new();
            compare(&mut d, "agent", cell(row, "agent"), e.agent().id());
            compare(
                &mut d,
                "blocker",
                cell(row, "blocker"),
                e.blocker().as_ref().map_or("", |b| b.id()),
            );
            compare(
                &mut d,
                "loss of",
                cell(row, "loss_of"),
                e.loss_of().as_ref().map_or("", |t| t.id()),
            );
            compare(&mut d, "effect", cell(row, "outcome"), e.effect().id());
            compare(
                &mut d,
                "result",
                cell(row, "result"),
                &format!("{:?}", e.result()),
            );
            compare_n(&mut d, cell(row, "n"), e.n(), e.note());
            if !species_agrees(e.species(), cell(row, "species")) {
                d.push(format!("the species is {}", e.species()));
            }
            let site = cell(row, "route_site");
            let here = e
                .site()
                .map_or(String::new(), |s| format!("{s:?}").to_lowercase());
            compare(&mut d, "site", site, &here);
            let blocks: BTreeSet<&str> = cell(row, "blocked_target")
                .split('|')
                .filter(|t| !t.is_empty())
                .collect();
            let blocked = e.blocks();
            let here: BTreeSet<&str> = blocked.iter().map(|t| t.id()).collect();
            if blocks != here {
                d.push(format!("it blocks {here:?}, not {blocks:?}"));
            }
            let disputed: BTreeSet<&str> = cell(row, "disputed_by")
                .split(['|', ';'])
                .filter(|t| !t.is_empty())
                .collect();
            if disputed != e.disputed_by().into_iter().collect() {
                d.push(format!(
                    "it is disputed by {:?}, not {disputed:?}",
                    e.disputed_by()
                ));
            }
            self.compare_source(&mut d, &e.reference(), row);
            table.found(id, id, d);
        }
        table.extra = all
            .iter()
            .filter(|e| !used.contains(e.id()))
            .map(|e| format!("{}: {e}", e.id()))
            .collect();
        table
    }

    fn interactions(&self, rows: &[Row]) -> Table {
        let mut table = Table::new("ddi.csv", rows.len());
        let all: Vec<_> = self.kg.measured_interactions().collect();
        let mut used: BTreeSet<String> = BTreeSet::new();
        for row in rows {
            let id = cell(row, "id");
            let Some(e) = all.iter().find(|e| e.id() == id) else {
                self.unfound(&mut table, "ddi", id);
                continue;
            };
            used.insert(id.to_owned());
            let mut d = Vec::new();
            compare(&mut d, "victim", cell(row, "victim"), e.victim().id());
            compare(&mut d, "analyte", cell(row, "measured"), e.measured().id());
            let with: BTreeSet<&str> = cell(row, "perpetrator")
                .split(['|', ';'])
                .filter(|p| !p.is_empty())
                .collect();
            let given = e.perpetrators();
            let here: BTreeSet<&str> = given.iter().map(|p| p.id()).collect();
            if with != here {
                d.push(format!("it was given with {here:?}, not {with:?}"));
            }
            compare_number(&mut d, "value", cell(row, "value"), Some(e.value()));
            // A one-sided limit is kept as the value with its relation.
            let low = (e.relation() == Bound::AtLeast).then_some(e.value());
            let high = (e.relation() == Bound::AtMost).then_some(e.value());
            compare_number(&mut d, "lower limit", cell(row, "low"), e.low().or(low));
            compare_number(&mut d, "upper limit", cell(row, "high"), e.high().or(high));
            compare_n(&mut d, cell(row, "n"), e.n(), e.note());
            compare(&mut d, "metric", cell(row, "metric"), e.metric());
            if (cell(row, "evidence") == "primary") != e.is_primary() {
                d.push(format!("primary: {}", e.is_primary()));
            }
            let enzymes: BTreeSet<&str> = cell(row, "enzyme")
                .split('|')
                .filter(|t| !t.is_empty())
                .collect();
            let here = e.enzymes();
            if enzymes != here.iter().map(|t| t.id()).collect() {
                d.push("the enzymes differ".into());
            }
            for (what, text, here) in [
                ("genotype", cell(row, "genotype"), e.phenotype()),
                (
                    "reference genotype",
                    cell(row, "reference_genotype"),
                    e.relative_to(),
                ),
            ] {
                let wanted = match text.rsplit(':').next().unwrap_or("") {
                    "PM" => "Poor",
                    "IM" => "Intermediate",
                    "EM" | "NM" => "Normal",
                    "UM" => "Ultrarapid",
                    other => other,
                };
                compare(
                    &mut d,
                    what,
                    wanted,
                    &here.map_or(String::new(), |p| format!("{p:?}")),
                );
            }
            self.compare_source(&mut d, &e.reference(), row);
            table.found(id, id, d);
        }
        table.extra = all
            .iter()
            .filter(|e| !used.contains(e.id()))
            .map(|e| format!("{}: {e}", e.id()))
            .collect();
        table
    }

    fn occupancies(&self, rows: &[Row]) -> Table {
        let mut table = Table::new("occupancy.csv", rows.len());
        let all: Vec<_> = self.kg.measured_occupancies().collect();
        let mut used: BTreeSet<String> = BTreeSet::new();
        for row in rows {
            let id = cell(row, "id");
            let Some(o) = all.iter().find(|o| o.id() == id) else {
                self.unfound(&mut table, "occupancy", id);
                continue;
            };
            used.insert(id.to_owned());
            let mut d = Vec::new();
            compare(&mut d, "drug", cell(row, "drug"), o.compound().id());
            let seen = o.together_with();
            let seen: BTreeSet<&str> = seen.iter().map(|t| t.id()).collect();
            let target = o.target();
            let here: BTreeSet<&str> = seen.into_iter().chain([target.id()]).collect();
            let wanted: BTreeSet<&str> = cell(row, "target").split('|').collect();
            if here != wanted {
                d.push(format!("the targets are {here:?}, not {wanted:?}"));
            }
            let (amount, unit) = cell(row, "dose_mg")
                .split_once(' ')
                .unwrap_or((cell(row, "dose_mg"), "mg"));
            compare_number(&mut d, "dose", amount, Some(o.dose().amount));
            compare(&mut d, "unit of the dose", unit, o.dose().unit.label());
            compare_number(
                &mut d,
                "occupancy",
                cell(row, "occupancy_pct"),
                Some(o.percent()),
            );
            compare_number(&mut d, "lower limit", cell(row, "low"), o.low());
            compare_number(&mut d, "upper limit", cell(row, "high"), o.high());
            compare_n(&mut d, cell(row, "n"), o.n(), o.note());
            compare(
                &mut d,
                "radioligand",
                cell(row, "radioligand"),
                o.radioligand().unwrap_or(""),
            );
            if number(cell(row, "hours_after")).is_some() {
                compare_number(&mut d, "time", cell(row, "hours_after"), o.after_hours());
            }
            if (cell(row, "evidence") == "primary") != o.is_primary() {
                d.push(format!("primary: {}", o.is_primary()));
            }
            self.compare_source(&mut d, &o.reference(), row);
            table.found(id, id, d);
        }
        table.extra = all
            .iter()
            .filter(|o| !used.contains(o.id()))
            .map(|o| format!("{}: {o}", o.id()))
            .collect();
        table
    }

    fn alleles(&self, rows: &[Row]) -> Table {
        let rows: Vec<&Row> = rows
            .iter()
            .filter(|r| cell(r, "record_type") == "allele")
            .collect();
        let mut table = Table::new("cyp2d6.csv (alleles)", rows.len());
        let tables: Vec<_> = AlleleTable::all().collect();
        let Some(oldest) = tables.first() else {
            table.missing = rows.iter().map(|r| cell(r, "item").to_owned()).collect();
            return table;
        };
        for row in &rows {
            let name = cell(row, "item");
            let Some(entry) = oldest.alleles().find(|a| a.name == name) else {
                self.unfound(&mut table, "cyp2d6", name);
                continue;
            };
            let mut d = Vec::new();
            compare_number(&mut d, "activity", cell(row, "value"), entry.activity);
            let wanted = cell(row, "detail").split(" Function").next().unwrap_or("");
            let here = match entry.function {
                AlleleFunction::No => "No",
                AlleleFunction::Decreased => "Decreased",
                AlleleFunction::Normal => "Normal",
                AlleleFunction::Increased => "Increased",
                AlleleFunction::Uncertain => "Uncertain",
                AlleleFunction::Unknown => "Unknown",
            };
            compare(&mut d, "function", wanted, here);
            table.found(name, oldest.id(), d);
        }
        let known: BTreeSet<&str> = rows.iter().map(|r| cell(r, "item")).collect();
        table.extra = oldest
            .alleles()
            .filter(|a| !known.contains(a.name.as_str()))
            .map(|a| a.name.clone())
            .collect();
        table
    }

    fn identifiers(&self, rows: &[Row]) -> Table {
        let mut table = Table::new("ligands.csv", rows.len());
        const COLUMNS: &[(&str, &str)] = &[
            ("inchikey", "inchikey"),
            ("chembl_id", "chembl"),
            ("pubchem_cid", "pubchem.compound"),
            ("iuphar_id", "iuphar"),
            ("unii", "unii"),
            ("cas", "cas"),
            ("atc", "atc"),
            ("drugbank_id", "drugbank"),
            ("drugcentral_id", "drugcentral"),
        ];
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for row in rows {
            let id = cell(row, "id");
            let Ok(compound) = self.kg.compound(id) else {
                self.unfound(&mut table, "ligands", id);
                continue;
            };
            seen.insert(compound.id().to_owned());
            let mut d = Vec::new();
            if compound.id() != id {
                d.push(format!("the id is `{}`", compound.id()));
            }
            let xrefs: BTreeSet<&str> = compound.xrefs().into_iter().collect();
            for (column, namespace) in COLUMNS {
                for local in cell(row, column)
                    .split([';', '|'])
                    .map(str::trim)
                    .filter(|l| !l.is_empty())
                {
                    let curie = format!("{namespace}:{local}");
                    if !xrefs.contains(curie.as_str())
                        && !self.screened.contains(&format!("ligands:{id}:{curie}"))
                    {
                        d.push(format!("`{curie}` is not there"));
                    }
                }
            }
            table.found(id, &compound.place(), d);
        }
        table.extra = self
            .kg
            .compounds()
            .filter(|c| !seen.contains(c.id()))
            .map(|c| c.id().to_owned())
            .collect();
        table
    }

    fn unfound(&self, table: &mut Table, file: &str, id: &str) {
        if self.screened.contains(&format!("{file}:{id}")) {
            table.screened += 1;
        } else {
            table.missing.push(id.to_owned());
        }
    }

    fn compare_source(&self, d: &mut Vec<String>, reference: &Reference, row: &Row) {
        let (pmid, doi, pmcid) = (cell(row, "pmid"), cell(row, "doi"), cell(row, "pmcid"));
        let papers = [pmid, doi, pmcid];
        let named = papers.iter().any(|p| !p.is_empty());
        let other = reference
            .pmid()
            .is_some_and(|p| !pmid.is_empty() && p.to_string() != pmid)
            || reference
                .doi()
                .is_some_and(|d| !doi.is_empty() && !d.eq_ignore_ascii_case(doi));
        if named && (other || !is_paper(reference, &papers)) {
            d.push(format!(
                "the source is `{}`, not {pmid} {doi} {pmcid}",
                reference.id()
            ));
        }
    }
}

fn cell<'r>(row: &'r Row, column: &str) -> &'r str {
    row.get(column).map_or("", |v| v.trim())
}

/// The number at the beginning of a cell.
fn number(text: &str) -> Option<f64> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    text[..end].parse().ok()
}

fn sources(m: &Measurement) -> Vec<Reference> {
    std::iter::once(m.reference()).chain(m.also_in()).collect()
}

fn is_paper(r: &Reference, papers: &[&str]) -> bool {
    papers.iter().filter(|p| !p.is_empty()).any(|p| {
        r.pmid().is_some_and(|pmid| pmid.to_string() == *p)
            || r.doi().is_some_and(|doi| doi.eq_ignore_ascii_case(p))
            || r.pmcid().is_some_and(|pmcid| pmcid.eq_ignore_ascii_case(p))
    })
}

/// Whether a reference is the page that a dataset name cites: `page:https://…`.
fn is_page(r: &Reference, dataset: &str) -> bool {
    let Some(pages) = dataset.strip_prefix("page:") else {
        return false;
    };
    r.url()
        .is_some_and(|url| pages.split([';', ' ']).any(|page| same_address(&url, page)))
        || r.doi().is_some_and(|doi| pages.contains(doi))
}

fn same_address(a: &str, b: &str) -> bool {
    let bare = |u: &str| {
        u.trim_start_matches("https://")
            .trim_start_matches("http://")
            .trim_end_matches('/')
            .to_lowercase()
    };
    !b.is_empty() && bare(a) == bare(b)
}

fn is_fact_id(record: &str) -> bool {
    record.strip_prefix('L').is_some_and(|d| {
        d.get(..4)
            .is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// A measurement's value in the unit of a row.
fn in_row_units(m: &Measurement, unit: &str) -> Option<f64> {
    match unit {
        "nM" => m.nanomolar(),
        "uM" => m.nanomolar().map(|v| v / 1e3),
        "mM" => m.nanomolar().map(|v| v / 1e6),
        "pM" => m.nanomolar().map(|v| v * 1e3),
        _ => Some(m.value()),
    }
}

/// Equal but for the rounding of a value printed as its logarithm.
fn agrees(here: Option<f64>, there: f64) -> bool {
    here.is_some_and(|h| (h - there).abs() <= 2e-3 * there.abs())
}

fn is_parameter(m: &Measurement, printed: &str) -> bool {
    m.parameter().linear().label().eq_ignore_ascii_case(printed)
}

fn relation_agrees(m: &Measurement, sign: &str) -> bool {
    // Relations are compared on the scale of concentrations, as the tables give them.
    let flipped = m.parameter().is_logarithmic();
    match (m.relation(), sign) {
        (Bound::Equal, "=") => true,
        (Bound::Approximately, "~" | "≈") => true,
        (Bound::Unstated, "?" | "") => true,
        (Bound::Above, ">")
        | (Bound::Below, "<")
        | (Bound::AtLeast, ">=")
        | (Bound::AtMost, "<=") => !flipped,
        (Bound::Above, "<")
        | (Bound::Below, ">")
        | (Bound::AtLeast, "<=")
        | (Bound::AtMost, ">=") => flipped,
        _ => false,
    }
}

fn species_agrees(here: Species, there: &str) -> bool {
    let wanted = there.to_lowercase().replace('-', " ");
    match wanted.as_str() {
        "" | "human?" => here == Species::NotStated,
        "bos taurus" => here == Species::Cow,
        "danio rerio" => here == Species::Zebrafish,
        "mixed" => here == Species::Mixed,
        other => here.label() == other,
    }
}

fn compare(d: &mut Vec<String>, what: &str, wanted: &str, here: &str) {
    if !wanted.eq_ignore_ascii_case(here) {
        d.push(format!("{what}: `{here}`, not `{wanted}`"));
    }
}

/// The number of subjects: a plain number must be the same; in words, its first number or the sum of its numbers, or the words stand in the note.
fn compare_n(d: &mut Vec<String>, wanted: &str, here: Option<u32>, note: Option<&str>) {
    let numbers: Vec<u32> = wanted
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|n| n.parse().ok())
        .collect();
    let plain = wanted.is_empty() || wanted.bytes().all(|b| b.is_ascii_digit());
    let same = match here {
        Some(n) if plain => numbers.first() == Some(&n),
        Some(n) => numbers.first() == Some(&n) || numbers.iter().sum::<u32>() == n,
        None => wanted.is_empty() || note.is_some_and(|t| t.contains(wanted)),
    };
    if !same {
        d.push(format!("n: {here:?}, not `{wanted}`"));
    }
}

fn compare_number(d: &mut Vec<String>, what: &str, wanted: &str, here: Option<f64>) {
    let wanted = wanted.parse::<f64>().ok();
    let same = match (wanted, here) {
        (None, None) => true,
        (Some(w), Some(h)) => (w - h).abs() <= 1e-9 * w.abs().max(1.0),
        _ => false,
    };
    if !same {
        d.push(format!("{what}: {here:?}, not {wanted:?}"));
    }
}
