//! Reads CYP2D6 reports: `cargo run --example genotype -- '*1/*4' '*36+*10/*1'`, or without arguments a tour.
//!
//! `--as-of 2021-06-30` reads them with the allele table that held on that day.

use opiograph::{Diplotype, Error};

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
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--as-of" => day = arguments.next(),
            _ => reports.push(argument),
        }
    }
    let tour = reports.is_empty();
    if tour {
        reports = TOUR.map(String::from).to_vec();
    }
    let mut failed = false;
    for report in &reports {
        match read(report, day.as_deref()) {
            Ok(d) => println!("{d:#}\n"),
            Err(e) => {
                failed = true;
                eprintln!("{e}\n");
            }
        }
    }
    if tour && day.is_none() {
        println!("*41 before the change that CPIC released in March 2023:\n");
        match read("*1x2/*41", Some("2021-06-30")) {
            Ok(d) => println!("{d:#}"),
            Err(e) => eprintln!("{e}"),
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
