//! What the studies behind the source documents measured.
//!
//! Without arguments it prints the two source documents that hold tables: the case report of dezocine and the trial of ketamine against buprenorphine.
//! `cargo run --example study -- gemini-2022` prints one study.

mod terminal;

use std::process::ExitCode;

use opiograph::{Error, KnowledgeGraph, curated};
use terminal::say;

fn print(kg: &KnowledgeGraph, id: &str) -> Result<(), Error> {
    let study = kg.study(id)?;
    say!("{study}");
    say!("{}", study.reference());
    if let Some(population) = study.population() {
        say!("who: {population}");
    }
    for arm in study.arms() {
        let given: Vec<String> = arm
            .given
            .iter()
            .map(|g| {
                let dose = g.dose.map(|d| format!(" {d}")).unwrap_or_default();
                let regimen = g
                    .regimen
                    .as_ref()
                    .map(|r| format!(" ({r})"))
                    .unwrap_or_default();
                format!("{}{dose}{regimen}", g.compound.name())
            })
            .collect();
        let n = arm.n.map(|n| format!(", n = {n}")).unwrap_or_default();
        say!("arm {}{n}: {}", arm.name, given.join(" + "));
    }
    for outcome in study.outcomes() {
        let table = outcome
            .table
            .as_ref()
            .map(|t| format!(" ({t})"))
            .unwrap_or_default();
        say!("\n{}{table}", outcome.name);
        say!("{}", study.table(&outcome).trim_end());
    }
    let statistics = study.statistics();
    if !statistics.is_empty() {
        say!("\nStatistics as printed");
        for s in statistics {
            say!("  {s}");
        }
    }
    for (title, list) in [
        ("Limitations", study.limitations()),
        ("Keep in mind", study.caveats()),
        ("Further facts", study.facts()),
    ] {
        if !list.is_empty() {
            say!("\n{title}");
            for caveat in list {
                let seeds: Vec<String> = caveat
                    .contradictions
                    .iter()
                    .chain(&caveat.seeds)
                    .cloned()
                    .collect();
                let seeds = if seeds.is_empty() {
                    String::new()
                } else {
                    format!(" [{}]", seeds.join(", "))
                };
                say!("  - {caveat}{seeds}");
            }
        }
    }
    let events = study.adverse_events();
    if !events.is_empty() {
        say!("\nAdverse events");
        for event in events {
            say!("  - {event}");
        }
    }
    say!("");
    Ok(())
}

fn main() -> ExitCode {
    let kg = curated();
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let ids: Vec<&str> = if asked.is_empty() {
        vec!["dezocine-case-2024", "mansoori-2025"]
    } else {
        asked.iter().map(String::as_str).collect()
    };
    for id in ids {
        if let Err(e) = print(&kg, id) {
            eprintln!("{e}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
