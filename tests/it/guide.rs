//! The curator's guide says what is so: its example loads, and it names every field, weight and rule.

use std::{fs, path::Path};

use opiograph::*;

fn guide() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/README.md")).unwrap()
}

fn example(guide: &str) -> &str {
    let (_, rest) = guide.split_once("```ron\n").unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn the_example_loads_as_it_stands() {
    let guide = guide();
    let kg = curated()
        .overlay_str("example.ron", example(&guide))
        .unwrap_or_else(|e| panic!("{e}"));
    let drug = kg.compound("EX-1").unwrap();
    assert_eq!(
        drug.affinity("MOR").unwrap().map(|a| a.ki().as_nanomolar()),
        Some(1.2)
    );
    assert!(
        drug.affinity("DOR").unwrap().is_none(),
        "a limit alone is no affinity"
    );
    let actions = drug.actions("MOR").unwrap();
    assert_eq!(actions[0].claim().status(), Status::Disputed);
    assert!(drug.is_disputed("MOR").unwrap());
    let open: Vec<String> = kg
        .lint()
        .findings()
        .iter()
        .filter(|d| d.file() == "example.ron")
        .map(|d| d.to_string())
        .collect();
    assert!(open.is_empty(), "{}", open.join("\n"));
}

#[test]
fn it_names_every_field_of_every_record() {
    let guide = guide();
    let syntax =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/source/syntax.rs"))
            .unwrap();
    let mut missing = Vec::new();
    let mut fields = 0;
    for line in syntax.lines() {
        let line = line.trim_start().trim_start_matches("#[serde(default)] ");
        // The fields of the text structs: `name: Type,`.
        let Some((name, rest)) = line.split_once(": ") else {
            continue;
        };
        let is_field = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            && rest.ends_with(',')
            && rest.starts_with(|c: char| c.is_ascii_alphabetic());
        if is_field {
            fields += 1;
            if !guide.contains(&format!("`{name}`")) {
                missing.push(name.to_owned());
            }
        }
    }
    assert!(fields > 200, "{fields}");
    assert!(
        missing.is_empty(),
        "say in data/README.md what these are: {missing:?}"
    );
    for (_, rest) in syntax
        .match_indices("Text),")
        .map(|(i, _)| syntax[..i].rsplit_once('\n').unwrap())
    {
        let record = rest.trim().split('(').next().unwrap();
        assert!(guide.contains(&format!("`{record}`")), "{record}");
    }
}

#[test]
fn it_gives_the_weights_and_rules_of_the_program() {
    let guide = guide();
    for (design, weight, because) in PRIORS {
        let row = format!("| `{design:?}` | {weight:.2} | {because} |");
        assert!(guide.contains(&row), "data/README.md lacks the row {row}");
    }
    for rule in LINT_RULES {
        assert!(guide.contains(&format!("| {} |", rule.code)), "{rule}");
    }
}

#[test]
fn it_lists_the_words_of_the_vocabularies() {
    let guide = guide();
    let mut missing = Vec::new();
    macro_rules! words {
        ($($vocabulary:ident),+) => {
            $(for word in $vocabulary::ALL {
                let word = serde_json::to_value(word).unwrap();
                let word = word.as_str().unwrap();
                if !guide.contains(&format!("`{word}`")) {
                    missing.push(format!("{}::{word}", stringify!($vocabulary)));
                }
            })+
        };
    }
    words!(
        Stance,
        Design,
        CompoundKind,
        Stereo,
        Tone,
        Direction,
        Strength,
        Parameter,
        Bound,
        Method,
        Tier,
        KineticParameter,
        Level,
        Valence,
        CellState,
        BlockadeResult,
        Relation
    );
    assert!(
        missing.is_empty(),
        "data/README.md does not name {missing:?}"
    );
}
