//! Checks the RON files of a directory and says what to mend.
//!
//! `cargo run --example check -- data` prints every problem that keeps the data from loading; when they load, it prints what the lint finds and which findings are accepted.
//! `--json` prints the same for a program; `--rules` explains the rules of the lint.
//! The exit status is 1 when the data do not load or the lint finds an error, with `--strict` also when it finds a warning; else 0.

use std::process::ExitCode;

use opiograph::{KnowledgeGraph, LINT_RULES, Severity};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| args.iter().any(|a| a == flag);
    let known = ["--json", "--strict", "--rules"];
    if let Some(unknown) = args
        .iter()
        .find(|a| a.starts_with("--") && !known.contains(&a.as_str()))
    {
        eprintln!("no option `{unknown}`; there are {}", known.join(", "));
        return ExitCode::FAILURE;
    }
    if has("--rules") {
        for rule in LINT_RULES {
            println!("{rule}\n");
        }
        return ExitCode::SUCCESS;
    }
    let dir = args
        .iter()
        .find(|a| !a.starts_with("--"))
        .map_or("data", |a| a.as_str());
    let kg = match KnowledgeGraph::from_dir(dir) {
        Ok(kg) => kg,
        Err(e) => {
            if has("--json") {
                print_json(
                    &serde_json::json!({ "loaded": false, "findings": e.diagnostics(), "accepted": [] }),
                );
            } else {
                println!("{e}");
            }
            return ExitCode::FAILURE;
        }
    };
    let report = kg.lint();
    if has("--json") {
        print_json(&serde_json::json!({
            "loaded": true,
            "findings": report.findings(),
            "accepted": report.accepted(),
        }));
    } else {
        println!("{report}\n\n{dir}: loads\n{}", kg.summary());
    }
    let fails =
        report.count(Severity::Error) > 0 || has("--strict") && report.count(Severity::Warning) > 0;
    if fails {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn print_json(value: &serde_json::Value) {
    println!("{value:#}");
}
