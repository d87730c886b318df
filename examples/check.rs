//! Checks the RON files of a directory and says what to mend.
//!
//! `cargo run --example check -- data` prints every problem; `--json` prints them for a program.
//! The exit status is 0 when the data load, 1 when they do not.

use std::process::ExitCode;

use opiograph::KnowledgeGraph;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let json = args.iter().any(|a| a == "--json");
    let dir = args
        .iter()
        .find(|a| !a.starts_with("--"))
        .map_or("data", |a| a.as_str());
    match KnowledgeGraph::from_dir(dir) {
        Ok(kg) => {
            if json {
                println!("[]");
            } else {
                println!("{dir}: no problems\n{}", kg.summary());
            }
            ExitCode::SUCCESS
        }
        Err(e) => {
            if json {
                println!(
                    "{}",
                    serde_json::to_string_pretty(e.diagnostics()).unwrap_or_default()
                );
            } else {
                println!("{e}");
            }
            ExitCode::FAILURE
        }
    }
}
