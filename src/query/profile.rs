//! All that is curated of a compound or a target, on one page.

use std::fmt;

use serde::Serialize;

use super::{dispute::Dispute, reading::Reading};
use crate::{
    display::{
        html::{self, Html, Table},
        notebook::{Show, shown},
        text,
    },
    graph::{
        claim::Claim,
        exposure::{Exposure, KineticConstant},
        handles::{Compound, Target},
    },
    model::relation::Relation,
};

/// A compound or target as it stands in one row of a profile.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profiled<T> {
    what: T,
    reading: Reading,
    numbers: usize,
}

impl<T> Profiled<T> {
    /// The compound, or the target.
    pub fn what(&self) -> &T {
        &self.what
    }

    /// The best number and the classes of action.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// How many numbers are curated in all.
    pub fn numbers(&self) -> usize {
        self.numbers
    }

    fn cells(&self, name: &str) -> Vec<String> {
        let n = self.reading.affinity().map_or(0, |a| a.n());
        let papers = if n == 0 { String::new() } else { n.to_string() };
        vec![
            name.to_owned(),
            self.reading.number(),
            papers,
            self.numbers.to_string(),
            self.reading.classes(),
        ]
    }

    fn html_cells(&self, name: &str) -> Vec<Html> {
        let mut cells: Vec<Html> = self.cells(name).into_iter().map(Html::from).collect();
        cells.pop();
        cells.push(self.reading.classes_html());
        cells
    }
}

const COLUMNS: [&str; 5] = ["", "affinity", "papers", "numbers", "action"];

fn numbers_at(compound: &Compound, target: &Target) -> usize {
    compound
        .outgoing(&[Relation::Binds, Relation::Acts])
        .filter(|c| c.record().object == target.node)
        .map(|c| c.record().measurements.len())
        .sum()
}

/// All that is curated of a compound: targets with numbers and actions, disputes, fate in the body, observed effects.
#[derive(Debug, Clone, Serialize)]
pub struct Profile {
    compound: Compound,
    targets: Vec<Profiled<Target>>,
    disputes: Vec<Dispute>,
    clearance: Vec<Claim>,
    exposures: Vec<Exposure>,
    kinetics: Vec<KineticConstant>,
    effects: Vec<Claim>,
    relatives: Vec<Claim>,
}

impl Profile {
    /// The compound.
    pub fn compound(&self) -> &Compound {
        &self.compound
    }

    /// Its targets, tightest first; those without a number last.
    pub fn targets(&self) -> &[Profiled<Target>] {
        &self.targets
    }

    /// What is disputed about it, most important first.
    pub fn disputes(&self) -> &[Dispute] {
        &self.disputes
    }

    /// By which enzymes it is cleared, and into what it is converted.
    pub fn clearance(&self) -> &[Claim] {
        &self.clearance
    }

    /// Peak concentrations after a dose.
    pub fn exposures(&self) -> &[Exposure] {
        &self.exposures
    }

    /// Half-lives, unbound fractions and the like.
    pub fn kinetics(&self) -> &[KineticConstant] {
        &self.kinetics
    }

    /// What it was observed to do to effects and conditions.
    pub fn effects(&self) -> &[Claim] {
        &self.effects
    }

    /// Its stereoisomers, its ingredients, the products that contain it, and what is converted to it.
    pub fn relatives(&self) -> &[Claim] {
        &self.relatives
    }
}

impl Compound {
    fn rows(&self) -> Vec<Profiled<Target>> {
        let mut targets: Vec<Profiled<Target>> = self
            .targets()
            .into_iter()
            .map(|target| Profiled {
                reading: Reading::of(self, target.node),
                numbers: numbers_at(self, &target),
                what: target,
            })
            .collect();
        sort(&mut targets, |t| t.id());
        targets
    }

    /// All that is curated of the compound, on one page.
    ///
    /// ```
    /// use opiograph::KnowledgeGraph;
    ///
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let profile = kg.compound("dezocine")?.profile();
    /// assert_eq!(profile.targets()[0].what().id(), "MOR");
    /// assert_eq!(profile.disputes().len(), 1);
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    pub fn profile(&self) -> Profile {
        let of = |relations: &[Relation]| self.outgoing(relations).collect::<Vec<Claim>>();
        let mut relatives = of(&[Relation::StereoisomerOf, Relation::Contains]);
        relatives.extend(self.claims().into_iter().filter(|c| {
            c.record().object == self.node
                && matches!(
                    c.relation(),
                    Relation::StereoisomerOf | Relation::Contains | Relation::ConvertedTo
                )
        }));
        Profile {
            compound: self.clone(),
            targets: self.rows(),
            disputes: self.disputes(),
            clearance: of(&[Relation::ClearedBy, Relation::ConvertedTo]),
            exposures: self.exposures(),
            kinetics: self.kinetics(),
            effects: of(&[Relation::Affects]),
            relatives,
        }
    }
}

fn sort<T>(rows: &mut [Profiled<T>], id: impl Fn(&T) -> &str) {
    rows.sort_by(|a, b| {
        a.reading
            .place()
            .total_cmp(&b.reading.place())
            .then_with(|| id(&a.what).cmp(id(&b.what)))
    });
}

fn rows<T>(rows: &[Profiled<T>], id: impl Fn(&T) -> &str) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|r| r.cells(id(&r.what))).collect();
    text::table(&COLUMNS, &rows)
}

/// A heading with a list, left out where the list is empty.
fn section(f: &mut fmt::Formatter<'_>, title: &str, lines: &[String]) -> fmt::Result {
    if lines.is_empty() {
        return Ok(());
    }
    write!(f, "\n{title}\n")?;
    for line in lines {
        writeln!(f, "  {}", line.replace('\n', "\n  "))?;
    }
    Ok(())
}

fn lines<T: ToString>(list: &[T]) -> Vec<String> {
    list.iter().map(T::to_string).collect()
}

const NUMBERS_LEGEND: &str = "affinity: Ki from radioligand binding, human, unless another parameter or species is named; species?: the source does not state it";

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let c = &self.compound;
        writeln!(f, "{c}")?;
        let names: Vec<&str> = c.synonyms().into_iter().chain(c.brands()).collect();
        if !names.is_empty() {
            writeln!(f, "also: {}", names.join(", "))?;
        }
        if let Some(mass) = c.molar_mass() {
            writeln!(f, "molar mass: {mass} g/mol")?;
        }
        section(f, "Relatives", &lines(&self.relatives))?;
        if !self.targets.is_empty() {
            write!(f, "\nTargets\n{}", rows(&self.targets, |t| t.id()))?;
            writeln!(f, "{NUMBERS_LEGEND}")?;
        }
        section(f, "Disputes, most important first", &lines(&self.disputes))?;
        section(f, "Clearance", &lines(&self.clearance))?;
        section(f, "Kinetics", &lines(&self.kinetics))?;
        section(f, "Exposures", &lines(&self.exposures))?;
        section(f, "Observed effects", &lines(&self.effects))
    }
}

fn html_section(title: &str, inside: Vec<Html>) -> Html {
    if inside.is_empty() {
        Html::default()
    } else {
        html::heading(title).and(html::list(inside))
    }
}

fn table_html<T>(list: &[Profiled<T>], id: impl Fn(&T) -> &str) -> Html {
    let rows = list.iter().map(|r| r.html_cells(id(&r.what)));
    let table = Table::new(&COLUMNS)
        .numeric(1)
        .numeric(2)
        .numeric(3)
        .rows(rows);
    Html::from(table).and(html::paragraph(Html::muted(NUMBERS_LEGEND)))
}

/// A compound's targets with numbers and actions, tightest first.
pub(crate) fn target_table(compound: &Compound) -> Html {
    match compound.rows() {
        rows if rows.is_empty() => Html::default(),
        rows => table_html(&rows, |t| t.id()),
    }
}

/// A target's ligands with numbers and actions, tightest first.
pub(crate) fn ligand_table(target: &Target) -> Html {
    table_html(&target.rows(), |c| c.id())
}

impl Show for Profile {
    fn html(&self) -> String {
        let claims = |list: &[Claim]| list.iter().map(html::claim).collect::<Vec<Html>>();
        html::block([
            html::heading(&self.compound),
            html_section("Relatives", claims(&self.relatives)),
            table_html(&self.targets, |t| t.id()),
            html_section(
                "Disputes, most important first",
                self.disputes.iter().map(Dispute::to_html).collect(),
            ),
            html_section("Clearance", claims(&self.clearance)),
            html_section("Kinetics", self.kinetics.iter().map(Html::text).collect()),
            html_section("Exposures", self.exposures.iter().map(Html::text).collect()),
            html_section("Observed effects", claims(&self.effects)),
        ])
    }
}
shown!(Profile);

/// All that is curated of a target: ligands with numbers and actions, what it regulates, what needs it, disputes.
#[derive(Debug, Clone, Serialize)]
pub struct TargetProfile {
    target: Target,
    ligands: Vec<Profiled<Compound>>,
    endogenous: Vec<Claim>,
    regulates: Vec<Claim>,
    needed_by: Vec<Claim>,
    found_in: Vec<Claim>,
    disputes: Vec<Dispute>,
}

impl TargetProfile {
    /// The target.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Its ligands, tightest first; those without a number last.
    pub fn ligands(&self) -> &[Profiled<Compound>] {
        &self.ligands
    }

    /// Its endogenous ligands, with their tone.
    pub fn endogenous_ligands(&self) -> &[Claim] {
        &self.endogenous
    }

    /// What it regulates, and with which targets it has crosstalk.
    pub fn regulates(&self) -> &[Claim] {
        &self.regulates
    }

    /// What requires it.
    pub fn needed_by(&self) -> &[Claim] {
        &self.needed_by
    }

    /// Where it is expressed.
    pub fn found_in(&self) -> &[Claim] {
        &self.found_in
    }

    /// What is disputed about it, most important first.
    pub fn disputes(&self) -> &[Dispute] {
        &self.disputes
    }
}

impl Target {
    fn rows(&self) -> Vec<Profiled<Compound>> {
        let mut ligands: Vec<Profiled<Compound>> = self
            .ligands()
            .into_iter()
            .map(|compound| Profiled {
                reading: Reading::of(&compound, self.node),
                numbers: numbers_at(&compound, self),
                what: compound,
            })
            .filter(|row| !row.reading.is_empty() || row.numbers > 0)
            .collect();
        sort(&mut ligands, |c| c.id());
        ligands
    }

    /// All that is curated of the target, on one page.
    ///
    /// ```
    /// use opiograph::KnowledgeGraph;
    ///
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let profile = kg.target("MOR")?.profile();
    /// assert_eq!(profile.ligands()[0].what().id(), "naltrexone");
    /// # Ok::<(), opiograph::Error>(())
    /// ```
    pub fn profile(&self) -> TargetProfile {
        let claims = self.claims();
        let pick = |out: bool, relations: &[Relation]| -> Vec<Claim> {
            let fits = |c: &&Claim| {
                let end = if out {
                    c.record().subject
                } else {
                    c.record().object
                };
                end == self.node && relations.contains(&c.relation())
            };
            claims.iter().filter(fits).cloned().collect()
        };
        TargetProfile {
            target: self.clone(),
            ligands: self.rows(),
            endogenous: pick(false, &[Relation::LigandOf]),
            regulates: pick(true, &[Relation::Regulates, Relation::Crosstalk]),
            needed_by: pick(false, &[Relation::Requires]),
            found_in: pick(true, &[Relation::ExpressedIn]),
            disputes: self.disputes(),
        }
    }
}

impl fmt::Display for TargetProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.target)?;
        let names = self.target.synonyms();
        if !names.is_empty() {
            writeln!(f, "also: {}", names.join(", "))?;
        }
        if !self.ligands.is_empty() {
            write!(f, "\nLigands\n{}", rows(&self.ligands, |c| c.id()))?;
            writeln!(f, "{NUMBERS_LEGEND}")?;
        }
        section(f, "Endogenous ligands", &lines(&self.endogenous))?;
        section(f, "Regulates", &lines(&self.regulates))?;
        section(f, "Needed by", &lines(&self.needed_by))?;
        section(f, "Expressed in", &lines(&self.found_in))?;
        section(f, "Disputes, most important first", &lines(&self.disputes))
    }
}

impl Show for TargetProfile {
    fn html(&self) -> String {
        let claims = |list: &[Claim]| list.iter().map(html::claim).collect::<Vec<Html>>();
        html::block([
            html::heading(&self.target),
            table_html(&self.ligands, |c| c.id()),
            html_section("Endogenous ligands", claims(&self.endogenous)),
            html_section("Regulates", claims(&self.regulates)),
            html_section("Needed by", claims(&self.needed_by)),
            html_section("Expressed in", claims(&self.found_in)),
            html_section(
                "Disputes, most important first",
                self.disputes.iter().map(Dispute::to_html).collect(),
            ),
        ])
    }
}
shown!(TargetProfile);
