//! The list of bundled files holds every file below `data/`.

use std::path::{Path, PathBuf};

fn ron_files(dir: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            ron_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "ron") {
            out.push(path);
        }
    }
}

#[test]
fn every_data_file_is_part_of_the_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    ron_files(&root.join("data"), &mut paths);
    let mut names: Vec<String> = paths
        .iter()
        .map(|p| {
            p.strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/")
        })
        .collect();
    names.sort();
    let mut wanted = String::from(
        "//! The data files that are part of the program. Written by `tests/bundled.rs` with `UPDATE=1`; do not edit.\n\n\
         /// Path and text of every file below `data/`, in the order of their paths.\n\
         #[rustfmt::skip]\npub(super) const FILES: &[(&str, &str)] = &[\n",
    );
    for name in &names {
        wanted.push_str(&format!(
            "    (\"{name}\", include_str!(\"../../{name}\")),\n"
        ));
    }
    wanted.push_str("];\n");
    let list = root.join("src/source/bundled_files.rs");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&list, &wanted).unwrap();
    }
    let current = std::fs::read_to_string(&list).unwrap();
    assert!(
        current == wanted,
        "src/source/bundled_files.rs does not list the files below data/: run `UPDATE=1 cargo test --test it bundled`"
    );
}

#[test]
fn the_directory_and_the_embedded_set_are_the_same_graph() {
    let disk =
        opiograph::KnowledgeGraph::from_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/data")).unwrap();
    let embedded = opiograph::curated();
    assert_eq!(disk.summary(), embedded.summary());
    assert!(
        disk.claims()
            .map(|c| c.id().to_owned())
            .eq(embedded.claims().map(|c| c.id().to_owned()))
    );
}
