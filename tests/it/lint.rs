//! Each rule of the lint fires on its bad examples, keeps still on its near misses, and our own data are clean.
//!
//! The examples are `tests/lint/<code>-bad….ron` and `<code>-fine….ron`, laid over `tests/fixtures/small`.
//! `UPDATE=1 cargo test --test it lint` writes the texts beside the bad ones anew.

use std::{fs, path::Path, path::PathBuf};

use opiograph::{KnowledgeGraph, LINT_RULES, LintReport, Severity, curated};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn examples(code: &str, sort: &str) -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(root().join("lint"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "ron"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), p))
        .filter(|(name, _)| name.starts_with(&format!("{code}-{sort}")))
        .map(|(name, path)| (name, fs::read_to_string(path).unwrap()))
        .collect()
}

/// The lint of an example over the fixture.
fn lint(name: &str, text: &str) -> LintReport {
    KnowledgeGraph::from_dir(root().join("fixtures/small"))
        .unwrap()
        .overlay_str(name, text)
        .unwrap_or_else(|e| panic!("{name} does not load:\n{e}"))
        .lint()
}

#[test]
fn every_rule_fires_on_its_bad_examples() {
    let mut failures = Vec::new();
    for rule in LINT_RULES {
        let bad = examples(rule.code, "bad");
        assert!(!bad.is_empty(), "add tests/lint/{}-bad.ron", rule.code);
        for (name, text) in bad {
            let report = lint(&name, &text);
            let found: Vec<String> = report
                .findings()
                .iter()
                .filter(|d| d.code() == rule.code && d.file() == name)
                .map(|d| d.to_string())
                .collect();
            if found.is_empty() {
                failures.push(format!("{name} does not yield {}:\n{report}", rule.code));
                continue;
            }
            let path = root().join("lint").join(&name).with_extension("txt");
            // The fixture is named by where it stands; its golden text must hold anywhere.
            let shown = found
                .join("\n\n")
                .replace(&*root().to_string_lossy(), "tests")
                + "\n";
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&path, &shown).unwrap();
            }
            let expected = fs::read_to_string(&path).unwrap_or_default();
            if expected != shown {
                failures.push(format!(
                    "{name}\n--- expected\n{expected}\n--- actual\n{shown}"
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn every_rule_keeps_still_on_its_near_misses() {
    for rule in LINT_RULES {
        let fine = examples(rule.code, "fine");
        assert!(!fine.is_empty(), "add tests/lint/{}-fine.ron", rule.code);
        for (name, text) in fine {
            let report = lint(&name, &text);
            let found: Vec<&str> = report
                .findings()
                .iter()
                .filter(|d| d.code() == rule.code && d.file() == name)
                .map(|d| d.message())
                .collect();
            assert!(found.is_empty(), "{name}: {found:?}");
        }
    }
}

#[test]
fn codes_are_stable_and_in_order() {
    let codes: Vec<String> = LINT_RULES.iter().map(|r| r.code.to_owned()).collect();
    let expected: Vec<String> = (1..=LINT_RULES.len()).map(|i| format!("L{i:03}")).collect();
    assert_eq!(codes, expected);
}

#[test]
fn an_accepted_finding_is_listed_with_its_reason() {
    let text = fs::read_to_string(root().join("lint/L018-fine.ron")).unwrap();
    let report = lint("mine.ron", &text);
    let [accepted] = report.accepted() else {
        panic!("{report}");
    };
    assert_eq!(
        (accepted.finding.code(), accepted.finding.line()),
        ("L006", 2)
    );
    assert!(accepted.reason.contains("reached its bottom"));
    assert!(report.to_string().contains("accepted: the curve reached"));
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["accepted"][0]["finding"]["code"], "L006");
    assert_eq!(json["accepted"][0]["finding"]["file"], "mine.ron");
}

#[test]
fn an_acceptance_of_one_number_does_not_cover_another() {
    let report = lint(
        "mine.ron",
        r#"Extend(compound: "morphine", binds: [(target: "MOR", measured: [
            (parameter: Ki, value: 10000, unit: nM, source: "doe-2020", at: "Table 1", accept: [(code: "L006", reason: "measured")]),
            (parameter: Ki, value: 10000, unit: nM, source: "doe-2020", at: "Table 2"),
        ])])"#,
    );
    let lines: Vec<usize> = report
        .findings()
        .iter()
        .filter(|d| d.code() == "L006")
        .map(|d| d.line())
        .collect();
    assert_eq!(lines, [3]);
}

#[test]
fn our_own_data_are_clean() {
    let report = curated().lint();
    let open: Vec<String> = report
        .findings()
        .iter()
        .filter(|d| d.severity() != Severity::Note)
        .map(|d| format!("{d:?}\n    {}", d.help()))
        .collect();
    assert!(
        report.is_clean(),
        "mend these, or accept an honest outlier in its record (data/README.md says how):\n{}",
        open.join("\n")
    );
    for a in report.accepted() {
        assert!(a.reason.len() > 10, "{:?}: say why it is right", a.finding);
    }
}
