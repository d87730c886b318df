//! Every message that a curator can meet, word for word: `tests/diagnostics/<code>-….ron` beside its text.
//!
//! `UPDATE=1 cargo test --test it diagnostics` writes the texts anew; read the difference before committing it.

use std::{collections::BTreeSet, fs, path::Path};

use opiograph::KnowledgeGraph;

fn golden(path: &Path, actual: &str) -> Result<(), String> {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, actual).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == actual {
        return Ok(());
    }
    Err(format!(
        "{}\n--- expected\n{expected}\n--- actual\n{actual}",
        path.display()
    ))
}

#[test]
fn bad_inputs_render_as_recorded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let kg = KnowledgeGraph::from_dir(root.join("fixtures/small")).unwrap();
    let mut inputs: Vec<_> = fs::read_dir(root.join("diagnostics"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    inputs.retain(|p| p.extension().is_some_and(|e| e == "ron"));
    inputs.sort();
    assert!(inputs.len() > 30);
    let mut failures = Vec::new();
    for input in inputs {
        let name = input.file_name().unwrap().to_string_lossy().into_owned();
        let code = &name[..4];
        let error = match kg.overlay_str(&name, fs::read_to_string(&input).unwrap()) {
            Ok(_) => {
                failures.push(format!("{name} loads: it must not"));
                continue;
            }
            Err(e) => e,
        };
        if !error.diagnostics().iter().any(|d| d.code() == code) {
            failures.push(format!("{name} does not yield {code}:\n{error}"));
        }
        let shown = error.to_string().replace(&*root.to_string_lossy(), "tests");
        if let Err(e) = golden(&input.with_extension("txt"), &(shown + "\n")) {
            failures.push(e);
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn unreadable_places_render_as_recorded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let dir = std::env::temp_dir().join(format!("opiograph-places-{}", std::process::id()));
    let _ = fs::remove_dir_all(&dir);
    let mut shown = String::new();
    let mut show = |at: &Path| {
        let e = KnowledgeGraph::from_dir(at).unwrap_err();
        shown.push_str(&format!("{e}\n\n").replace(&*dir.to_string_lossy(), "DIR"));
    };
    show(&dir.join("nowhere"));
    fs::create_dir_all(dir.join("empty")).unwrap();
    show(&dir.join("empty"));
    fs::create_dir_all(dir.join("latin")).unwrap();
    fs::write(dir.join("latin/a.ron"), b"Effect(id: \"caf\xe9\")").unwrap();
    show(&dir.join("latin"));
    fs::create_dir_all(dir.join("huge")).unwrap();
    fs::File::create(dir.join("huge/a.ron"))
        .unwrap()
        .set_len(1 << 30)
        .unwrap();
    show(&dir.join("huge"));
    let mut deep = dir.join("deep");
    for i in 0..20 {
        deep = deep.join(i.to_string());
    }
    fs::create_dir_all(&deep).unwrap();
    show(&dir.join("deep"));
    fs::remove_dir_all(&dir).unwrap();
    golden(&root.join("S001-S005-places.txt"), &shown).unwrap();
}

#[test]
fn every_code_has_a_bad_input() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut used = BTreeSet::new();
    let mut queue = vec![root.join("src")];
    while let Some(dir) = queue.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                queue.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(path).unwrap();
                for (at, _) in text.match_indices("\"S0") {
                    if let Some(code) = text.get(at + 1..at + 5)
                        && code[1..].chars().all(|c| c.is_ascii_digit())
                        && text.as_bytes().get(at + 5) == Some(&b'"')
                    {
                        used.insert(code.to_owned());
                    }
                }
            }
        }
    }
    let texts: String = fs::read_dir(root.join("tests/diagnostics"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .map(|p| fs::read_to_string(p).unwrap())
        .collect();
    let missing: Vec<String> = used
        .into_iter()
        .filter(|c| !texts.contains(&format!("[{c}]")))
        .collect();
    assert!(
        missing.is_empty(),
        "add tests/diagnostics/<code>-….ron for {missing:?}"
    );
}
