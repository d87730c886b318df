//! Writes one page to search and explore the graph in a browser, with no network.
//!
//! `cargo run --example explore` writes `target/opiograph.html`.
//! `cargo run --example explore -- FILE FOLDER…` writes to another file, with the data of the folders added.

use std::path::PathBuf;

use opiograph::{Format, curated};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let file = PathBuf::from(
        args.next()
            .unwrap_or_else(|| "target/opiograph.html".into()),
    );
    let mut kg = curated();
    for folder in args {
        kg = kg.overlay_dir(folder)?;
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    kg.export(Format::Html, &file)?;
    let size = std::fs::metadata(&file)?.len() as f64 / 1e6;
    println!("{} ({size:.1} MB): open it in a browser", file.display());
    Ok(())
}
