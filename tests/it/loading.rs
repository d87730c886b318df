//! What a curator meets when something is wrong with the files.

use std::{fs, path::PathBuf};

use opiograph::{Diagnostic, KnowledgeGraph};

/// A directory of its own for one test, removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let dir = std::env::temp_dir().join(format!("opiograph-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        Scratch(dir)
    }

    /// A copy of the curated data.
    fn of_the_data(name: &str) -> Scratch {
        let scratch = Scratch::new(name);
        copy(
            concat!(env!("CARGO_MANIFEST_DIR"), "/data").as_ref(),
            &scratch.0,
        );
        scratch
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.0.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.contains(from),
            "{file} no longer holds `{from}`: choose another place to break"
        );
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }

    fn problems(&self) -> Vec<Diagnostic> {
        KnowledgeGraph::from_dir(&self.0)
            .unwrap_err()
            .diagnostics()
            .to_vec()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn one_wrong_letter_a_missing_bracket_a_negative_ki_and_a_lost_reference_are_all_found_at_once() {
    let dir = Scratch::of_the_data("four-faults");
    dir.edit(
        "compounds/dezocine.ron",
        "target: \"MOR\"",
        "target: \"MRO\"",
    );
    dir.edit("compounds/naloxone.ron", "measured: [", "measured: ");
    dir.edit(
        "compounds/morphine.ron",
        "parameter: Ki, value: ",
        "parameter: Ki, value: -",
    );
    dir.edit(
        "references/literature.ron",
        "id: \"pmid-24263237\"",
        "id: \"pmid-24263238\"",
    );
    let problems = dir.problems();
    let find = |code: &str, file: &str| {
        let hit = problems
            .iter()
            .find(|d| d.code() == code && d.file().ends_with(file));
        hit.unwrap_or_else(|| panic!("no {code} in {file}: {problems:#?}"))
    };
    let letter = find("S020", "compounds/dezocine.ron");
    assert!(letter.message().contains("`MRO`") && letter.help().contains("`MOR`"));
    assert!(letter.line() > 1 && letter.column() > 1);
    assert!(letter.to_string().contains("target: \"MRO\"") && letter.to_string().contains("^^^"));
    let bracket = problems
        .iter()
        .find(|d| d.file().ends_with("compounds/naloxone.ron"))
        .unwrap();
    assert!(
        bracket.line() > 1 && bracket.to_string().contains('^'),
        "{bracket}"
    );
    let negative = find("S030", "compounds/morphine.ron");
    assert!(negative.message().contains("value: -"), "{negative}");
    let lost = problems
        .iter()
        .find(|d| d.code() == "S020" && d.message().contains("`pmid-24263237`"))
        .unwrap();
    assert!(lost.help().contains("`pmid-24263238`"), "{lost}");
}

#[test]
fn a_broken_file_does_not_make_its_ids_look_missing() {
    let dir = Scratch::of_the_data("broken-file");
    dir.edit(
        "biology/effects.ron",
        "Effect(id: \"analgesia\"",
        "Effect(ids: \"analgesia\"",
    );
    let problems = dir.problems();
    assert!(
        problems
            .iter()
            .all(|d| d.file().ends_with("effects.ron") || d.message().contains("analgesia")),
        "{problems:#?}"
    );
    assert!(
        problems
            .iter()
            .any(|d| d.code() == "S011" && d.help() == "did you mean `id`?"),
        "{problems:#?}"
    );
}

#[test]
fn files_that_are_no_data() {
    let dir = Scratch::new("no-data");
    assert_eq!(dir.problems()[0].code(), "S004");
    fs::write(dir.0.join("latin1.ron"), b"Effect(id: \"caf\xe9\")").unwrap();
    assert_eq!(dir.problems()[0].code(), "S002");
    fs::remove_file(dir.0.join("latin1.ron")).unwrap();
    for deep in ["[", "(", "Effect(", "/*", "Compound(binds: [("] {
        fs::write(dir.0.join("deep.ron"), deep.repeat(200_000)).unwrap();
        assert_eq!(dir.problems().len(), 1, "{deep}");
    }
    let file = fs::File::create(dir.0.join("deep.ron")).unwrap();
    file.set_len(1 << 30).unwrap();
    assert_eq!(dir.problems()[0].code(), "S003");
    assert_eq!(
        KnowledgeGraph::from_dir(dir.0.join("nowhere"))
            .unwrap_err()
            .diagnostics()[0]
            .code(),
        "S001"
    );
    assert_eq!(
        KnowledgeGraph::from_dir(dir.0.join("deep.ron"))
            .unwrap_err()
            .diagnostics()[0]
            .code(),
        "S001"
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_is_said_and_ends() {
    let dir = Scratch::new("loop");
    fs::create_dir(dir.0.join("a")).unwrap();
    std::os::unix::fs::symlink(&dir.0, dir.0.join("a/b")).unwrap();
    let problems = dir.problems();
    assert!(
        problems
            .iter()
            .any(|d| d.code() == "S005" && d.file().ends_with("a/b")),
        "{problems:#?}"
    );
    std::os::unix::fs::symlink("/nowhere/at/all", dir.0.join("dangling.ron")).unwrap();
    assert!(
        dir.problems()
            .iter()
            .any(|d| d.code() == "S001" && d.file().ends_with("dangling.ron"))
    );
}

#[test]
fn an_empty_overlay_changes_nothing() {
    let kg = opiograph::curated();
    let same = kg.overlay_str("empty.ron", "[]").unwrap();
    assert_eq!(kg.summary(), same.summary());
    assert!(
        kg.claims()
            .map(|c| c.to_string())
            .eq(same.claims().map(|c| c.to_string()))
    );
}

#[test]
fn random_damage_never_panics() {
    // A small generator with a fixed seed, so that a failure can be repeated.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let kg = KnowledgeGraph::from_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/small"))
        .unwrap();
    let text = fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/small/overlay.txt"
    ))
    .unwrap();
    let chars: Vec<char> = text.chars().collect();
    let mut refused = 0;
    for _ in 0..2_000 {
        let mut broken = chars.clone();
        for _ in 0..1 + next() % 4 {
            let at = (next() % broken.len() as u64) as usize;
            match next() % 3 {
                0 => {
                    broken.remove(at);
                }
                1 => broken.insert(
                    at,
                    ['(', ')', '"', '-', '9', 'e', ',', 'µ'][(next() % 8) as usize],
                ),
                _ => broken[at] = ['[', ']', ':', 'X', '0', '\n', '\\', '/'][(next() % 8) as usize],
            }
        }
        let broken: String = broken.into_iter().collect();
        if let Err(e) = kg.overlay_str("broken.ron", broken) {
            refused += 1;
            assert!(!e.diagnostics().is_empty());
            assert!(!e.to_string().is_empty());
        }
    }
    assert!(
        refused > 1_000,
        "damage should mostly be noticed: {refused}"
    );
}
