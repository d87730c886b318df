//! What does my laboratory's file change in the curated data?
//!
//! `cargo run --example diff`; `cargo run --example diff -- old-dir new-dir` compares two directories.

mod terminal;

use opiograph::{Error, KnowledgeGraph, curated};
use terminal::say;

const MY_LAB: &str = r#"[
    Reference(id: "my-lab-2026", title: "An assay of our own", year: 2026),
    Extend(compound: "dezocine",
        binds: [(target: "MOR", measured: [
            (parameter: Ki, value: 6.1, unit: nM, assay: "radioligand binding", source: "my-lab-2026"),
        ])],
        acts: [(target: "KOR", action: PartialAgonist, evidence: [
            (stance: Disputes, design: InVitro, species: Human, source: "my-lab-2026", note: "no activation"),
        ])],
    ),
]"#;

fn main() -> Result<(), Error> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (before, after) = match args.as_slice() {
        [old, new] => (
            KnowledgeGraph::from_dir(old)?,
            KnowledgeGraph::from_dir(new)?,
        ),
        _ => {
            say!("The curated data, and the same with a made-up file laid over them:\n");
            (curated(), curated().overlay_str("my-lab.ron", MY_LAB)?)
        }
    };
    say!("{}", before.diff(&after));
    Ok(())
}
