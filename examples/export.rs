//! Writes the curated graph in every format into a folder.
//!
//! `cargo run --example export` writes to `target/export`; `cargo run --example export -- FOLDER FORMAT…` narrows it: `-- out json csv`.

use std::path::PathBuf;

use opiograph::{Format, curated};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().unwrap_or_else(|| "target/export".into()));
    let mut formats = args
        .map(|name| name.parse())
        .collect::<Result<Vec<Format>, _>>()?;
    if formats.is_empty() {
        formats = Format::ALL.to_vec();
    }
    std::fs::create_dir_all(&folder)?;
    let kg = curated();
    for format in formats {
        let path = if format.is_folder() {
            folder.join(format.name())
        } else {
            folder.join(format!("opiograph.{}", format.extension()))
        };
        kg.export(format, &path)?;
        println!("{format:9} {}", path.display());
    }
    Ok(())
}
