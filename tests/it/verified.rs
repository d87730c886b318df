//! Values that were compared with the paper that measured them, one row each in `tests/literature/verified.csv`.

use super::literature;
use std::collections::BTreeMap;

use opiograph::{Measurement, ScreenReason, curated};

struct Row {
    line: usize,
    compound: String,
    target: String,
    parameter: String,
    value: f64,
    unit: String,
    reference: String,
    page: String,
    verdict: String,
    note: String,
}

fn rows() -> Vec<Row> {
    literature::rows("verified.csv", 9)
        .into_iter()
        .enumerate()
        .map(|(i, cells)| {
            let cell = |n: usize| cells[n].to_owned();
            Row {
                line: i + 2,
                compound: cell(0),
                target: cell(1),
                parameter: cell(2),
                value: cells[3].parse().unwrap(),
                unit: cell(4),
                reference: cell(5),
                page: cell(6),
                verdict: cell(7),
                note: cell(8),
            }
        })
        .collect()
}

/// What the graph holds of a row: compound, target, parameter, value and unit.
fn held(row: &Row) -> Vec<Measurement> {
    let kg = curated();
    let unit = row
        .unit
        .replace("NegLogMolar", "−log10 M")
        .replace('u', "µ");
    kg.compound(&row.compound)
        .unwrap()
        .measurements(&row.target)
        .unwrap()
        .into_iter()
        .filter(|m| m.parameter().to_string() == row.parameter)
        .filter(|m| (m.value() - row.value).abs() <= 1e-9 * row.value.abs())
        .filter(|m| m.unit().to_string() == unit)
        .collect()
}

#[test]
fn at_least_a_hundred_values_were_compared_with_their_paper() {
    let compared = rows()
        .iter()
        .filter(|r| ["confirmed", "corrected", "wrong"].contains(&r.verdict.as_str()))
        .count();
    assert!(compared >= 100, "{compared}");
}

/// The line of the affinity table that a row of the comparison names as `affinities:12`.
fn database_row(row: &Row) -> Option<String> {
    let at = row.note.find("affinities:")?;
    let digits: String = row.note[at + "affinities:".len()..]
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    (!digits.is_empty()).then(|| format!("affinities:{digits}"))
}

#[test]
fn rows_of_databases_that_were_compared_are_named_and_counted() {
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows() {
        let Some(id) = database_row(&row) else {
            continue;
        };
        assert!(
            row.verdict != "paper-not-found",
            "line {}: {id} was not compared",
            row.line
        );
        if let Some(first) = named.insert(id.clone(), row.line) {
            assert!(
                row.verdict == "wrong" || row.verdict == "corrected",
                "line {}: {id} is compared in line {first} already",
                row.line
            );
        }
    }
    let opioid = rows()
        .iter()
        .filter(|r| ["MOR", "KOR", "DOR", "NOP"].contains(&r.target.as_str()))
        .filter(|r| database_row(r).is_some())
        .count();
    println!(
        "{} rows of databases compared, {opioid} of them at the opioid receptors",
        named.len()
    );
    assert!(named.len() >= 100, "{}", named.len());
    assert!(opioid >= 22, "{opioid}");
}

#[test]
fn every_row_says_what_was_found_and_where() {
    for row in rows() {
        assert!(
            ["confirmed", "corrected", "wrong", "paper-not-found"].contains(&row.verdict.as_str()),
            "line {}: {}",
            row.line,
            row.verdict
        );
        assert!(
            !row.page.is_empty() || row.verdict == "paper-not-found",
            "line {}: name the page",
            row.line
        );
        assert!(
            curated().reference(&row.reference).is_ok(),
            "line {}: {}",
            row.line,
            row.reference
        );
    }
}

#[test]
fn what_the_paper_confirms_is_in_the_graph_under_that_paper() {
    let missing: Vec<String> = rows()
        .iter()
        .filter(|r| r.verdict == "confirmed" || r.verdict == "corrected")
        .filter(|r| {
            !held(r).iter().any(|m| {
                m.reference().id() == r.reference
                    || m.also_in().iter().any(|a| a.id() == r.reference)
            })
        })
        .map(|r| {
            format!(
                "line {}: {} at {}: {} {} {} [{}]",
                r.line, r.compound, r.target, r.parameter, r.value, r.unit, r.reference
            )
        })
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn what_the_paper_contradicts_is_screened_and_not_counted() {
    let screened: BTreeMap<String, ScreenReason> = curated()
        .screened()
        .into_iter()
        .map(|s| (s.id, s.reason))
        .collect();
    for row in rows().iter().filter(|r| r.verdict == "wrong") {
        let id: String = row
            .note
            .split(": ")
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned();
        assert_eq!(
            screened.get(&id),
            Some(&ScreenReason::DatabaseError),
            "line {}: the note begins with the id of the screened record: {}",
            row.line,
            row.note
        );
        // The same number may stand where the paper puts it: under another species, named by a row of its own.
        let in_its_place = |m: &Measurement| {
            m.reference().id() == row.reference
                && rows().iter().any(|r| {
                    r.verdict == "corrected"
                        && (&r.compound, &r.target, &r.parameter)
                            == (&row.compound, &row.target, &row.parameter)
                        && (r.value, &r.reference) == (row.value, &row.reference)
                })
        };
        for m in held(row) {
            assert!(
                m.set_aside().is_some() || in_its_place(&m),
                "line {}: {}: {m} is counted: give it a `doubt`",
                row.line,
                m.place()
            );
        }
    }
}
