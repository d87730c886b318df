//! Explains how one thing moves another: ranked, signed mechanisms with numbers, citations, gates and who disagrees.
//!
//! `cargo run --example explain -- ketamine anhedonia --steps 8 --limit 5`
//! Further: `--through NAME`, `--avoiding NAME`, `--only raises|lowers`, `--undisputed`, `--stress`, `--rest`, `--beside-full-agonist`, `--parallel` to read each class of an action as a path of its own, `--why` for the confidence's derivation, `--json` for a program.
//! The exit status is 0 with an answer (a missing path is one), 1 where a name or number cannot be used.

mod terminal;

use std::process::ExitCode;

use opiograph::*;
use terminal::say;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let (mut names, mut why, mut json, mut parallel) = (Vec::new(), false, false, false);
    let mut settings: Vec<(String, String)> = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--why" => why = true,
            "--json" => json = true,
            "--parallel" => parallel = true,
            "--undisputed" | "--stress" | "--rest" | "--beside-full-agonist" => {
                settings.push((arg, String::new()))
            }
            "--steps" | "--limit" | "--through" | "--avoiding" | "--only" => {
                let value = args
                    .next()
                    .ok_or(format!("`{arg}` needs a value behind it"))?;
                settings.push((arg, value));
            }
            option if option.starts_with("--") => {
                return Err(
                    format!("no option `{option}`; see the head of examples/explain.rs").into(),
                );
            }
            _ => names.push(arg),
        }
    }
    let (from, to) = match names.as_slice() {
        [] => ("ketamine", "anhedonia"),
        [from, to] => (from.as_str(), to.as_str()),
        _ => return Err("name two things: what moves, and what is moved".into()),
    };
    let mut query = MechanismQuery::new(from, to);
    for (option, value) in &settings {
        let number = || {
            value
                .parse::<usize>()
                .map_err(|_| format!("`{option} {value}`: a whole number belongs there"))
        };
        query = match option.as_str() {
            "--steps" => query.max_steps(number()?),
            "--limit" => query.limit(number()?),
            "--through" => query.through(value),
            "--avoiding" => query.avoiding(value),
            "--only" if value == "raises" => query.sign(Sign::Positive),
            "--only" if value == "lowers" => query.sign(Sign::Negative),
            "--only" => return Err(format!("`--only {value}`: `raises` or `lowers`").into()),
            "--undisputed" => query.without_disputed(),
            "--stress" => query.under_stress(),
            "--rest" => query.at_rest(),
            _ => query.beside_full_agonist(),
        };
    }
    if !parallel {
        query = query.surest_action();
    }
    let kg = curated();
    let paths = kg.mechanisms(&query)?;
    if json {
        println!("{}", serde_json::to_string_pretty(&paths)?);
        return Ok(());
    }
    say!("{query}");
    if paths.is_empty() {
        say!("\nNo mechanism is curated for this. That does not mean that there is no effect.");
    }
    for (rank, path) in paths.iter().enumerate() {
        say!("\n#{} {path}", rank + 1);
        if why {
            say!(
                "  Why {}",
                path.confidence().to_string().replace('\n', "\n  ")
            );
        }
    }
    if let Ok(known) = kg.known(from, Relation::Affects, to) {
        say!("\nAs observed, whatever the mechanism: {known}");
    }
    let apart = kg.kept_apart(&query)?;
    if !apart.is_empty() {
        let said: Vec<String> = apart.iter().map(Claim::sentence).collect();
        say!(
            "\nKept apart, as it is known of a stereoisomer only: {}.",
            said.join("; ")
        );
    }
    Ok(())
}
