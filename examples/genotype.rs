//! Reads CYP2D6 reports: `cargo run --example genotype -- '*1/*4' '*36+*10/*1'`, or without arguments a tour.
//!
//! `--as-of 2021-06-30` reads them with the allele table that held on that day; `--with paroxetine` says what co-medication leaves of them.

mod terminal;

use opiograph::{Diplotype, Error, curated};
use terminal::say;

const TOUR: [&str; 8] = [
    "*1/*1",
    "*1/*4",
    "*4/*4",
    "CYP2D6*36+*10/*1",
    "*1x2/*41",
    "*1xN/*4",
    "(*1/*4)x2",
    "*1/*22",
];

fn main() {
    let mut reports = Vec::new();
    let mut day = None;
    let mut with = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--as-of" => day = arguments.next(),
            "--with" => with.extend(arguments.next()),
            _ => reports.push(argument),
        }
    }
    let tour = reports.is_empty();
    if tour {
        reports = TOUR.map(String::from).to_vec();
    }
    let mut failed = false;
    for report in &reports {
        match read(report, day.as_deref()).and_then(|d| describe(&d, &with)) {
            Ok(words) => say!("{words}\n"),
            Err(e) => {
                failed = true;
                eprintln!("{e}\n");
            }
        }
    }
    if tour && day.is_none() {
        say!("*41 before the change that CPIC released in March 2023:\n");
        match read("*1x2/*41", Some("2021-06-30")) {
            Ok(d) => say!("{d:#}"),
            Err(e) => eprintln!("{e}"),
        }
        say!("\nWith co-medication:\n");
        for drug in ["paroxetine", "duloxetine", "sertraline", "escitalopram"] {
            match read("*1/*4", None).and_then(|d| describe(&d, &[drug.into()])) {
                Ok(words) => say!("{words}\n"),
                Err(e) => eprintln!("{e}\n"),
            }
        }
    }
    std::process::exit(i32::from(failed));
}

fn read(report: &str, day: Option<&str>) -> Result<Diplotype, Error> {
    let d: Diplotype = report.parse()?;
    match day {
        Some(day) => d.as_of(day),
        None => Ok(d),
    }
}

/// The genotype, or what co-medication leaves of it.
fn describe(d: &Diplotype, with: &[String]) -> Result<String, Error> {
    if with.is_empty() {
        return Ok(format!("{d:#}"));
    }
    let with: Vec<&str> = with.iter().map(String::as_str).collect();
    Ok(curated().phenoconvert(d, &with)?.to_string())
}
