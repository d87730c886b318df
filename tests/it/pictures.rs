//! Pictures as files: the same data give the same bytes. `UPDATE=1` writes them anew; look at what changed before you keep it.

use std::{fmt::Write, fs, path::PathBuf};

use opiograph::*;

fn mini() -> KnowledgeGraph {
    KnowledgeGraph::from_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/mini")).unwrap()
}

fn golden(name: &str, svg: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden/svg")
        .join(format!("{name}.svg"));
    let svg = format!("{}\n", svg.replace("><", ">\n<"));
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &svg).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == svg,
        "{} is no longer what is drawn; run the tests with UPDATE=1, look at the picture, and keep it or mend the drawing",
        path.display()
    );
}

/// Sixty things with long Greek names, every kind and every ending among them.
fn sixty() -> String {
    let mut text = String::from("[\n");
    for i in 0..20 {
        let _ = writeln!(
            text,
            "Compound(id: \"x-{i}\", name: \"(2R,6R)-ὑδροξυ-νορκεταμίνη αριθμός {i}\", kind: ToolCompound, acts: [(target: \"MOR\", action: {}, evidence: [(stance: {}, design: InVitro, source: \"pmid-9767649\")])]),",
            ["Agonist", "Antagonist", "Modulator"][i % 3],
            ["Supports", "Hypothesis"][i % 2],
        );
    }
    for i in 0..20 {
        let _ = writeln!(
            text,
            "Process(id: \"p-{i}\", name: \"νευροδιαβίβαση και πλαστικότητα των συνάψεων {i}\", level: Cellular),"
        );
        let _ = writeln!(
            text,
            "Claim(from: \"{}\", relation: Regulates, to: \"p-{i}\", direction: {}, region: \"spinal-cord\", evidence: [(stance: Supports, design: Animal, source: \"pmid-9767649\"), (stance: {}, design: Animal, source: \"pmid-9686407\")]),",
            if i < 6 {
                "MOR".to_owned()
            } else {
                format!("p-{}", i - 6)
            },
            ["Increases", "Decreases"][i % 2],
            ["Supports", "Disputes", "Supports"][i % 3],
        );
        if i % 5 == 4 {
            let _ = writeln!(
                text,
                "Claim(from: \"p-{i}\", relation: Requires, to: \"KOR\", evidence: [(design: Animal, source: \"pmid-9686407\")]),"
            );
        }
    }
    for i in 0..16 {
        let _ = writeln!(
            text,
            "Effect(id: \"e-{i}\", name: \"αναλγησία τύπου {i}\", valence: Good), Claim(from: \"p-{}\", relation: Regulates, to: \"e-{i}\", direction: {}, evidence: [(design: Animal, source: \"pmid-9767649\")]),",
            19 - i,
            ["Increases", "Decreases"][i % 2],
        );
    }
    text + "]"
}

#[test]
fn one_mechanism() {
    let kg = mini();
    let paths = kg
        .mechanisms(&MechanismQuery::new("codeine", "analgesia"))
        .unwrap();
    golden("one-mechanism", &paths[0].svg());
    golden("all-mechanisms", &kg.picture_of(&paths).svg());
}

#[test]
fn two_things() {
    let kg = mini();
    let one = kg.claims().find(|c| c.relation() == Relation::Acts);
    let picture = GraphPicture::new("Two things", one);
    assert_eq!((picture.nodes().len(), picture.edges().len()), (2, 1));
    golden("two-things", &picture.svg());
}

#[test]
fn a_neighbourhood() {
    golden("neighbourhood", &mini().neighbourhood("mu").unwrap().svg());
}

#[test]
fn sixty_things_with_long_names() {
    let kg = mini().overlay_str("sixty.ron", sixty()).unwrap();
    let claims = kg
        .claims()
        .filter(|c| c.relation() != Relation::Binds && c.place().starts_with("sixty.ron"));
    let picture = GraphPicture::new("Sixty things", claims);
    assert!(picture.nodes().len() >= 58, "{picture:?}");
    golden("sixty-things", &picture.svg());
}

#[test]
fn a_picture_says_what_it_shows() {
    let kg = mini();
    let next = kg.neighbourhood("dezocine").unwrap();
    let svg = next.svg();
    assert!(svg.contains("<title>Next to Dezocine</title>"));
    assert!(svg.contains("is an antagonist at κ-opioid receptor"));
    assert!(svg.contains("prefers-color-scheme"));
    assert!(next.to_string().contains("Dezocine"));
    assert!(next.picture().dot().starts_with("digraph"));
    assert!(kg.neighbourhood("dezocin").unwrap_err().is_not_found());
    let few = next.clone().at_most(1).picture();
    assert!(few.nodes().len() == 2, "{few:?}");
    assert!(few.svg().contains("with less confidence"));
}
