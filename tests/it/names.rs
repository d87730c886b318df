//! A name works in every spelling that people use, and never merges what differs.

use opiograph::curated;

#[test]
fn the_names_of_the_contract() {
    let kg = curated();
    for name in [
        "Ketamine",
        "ketamine",
        "KETALAR",
        "chembl:CHEMBL742",
        "(R,S)-ketamine",
        "(±)-ketamine",
    ] {
        assert_eq!(kg.compound(name).unwrap().id(), "ketamine", "{name}");
    }
    for name in [
        "μ-opioid receptor",
        "MOR",
        "MOP",
        "mu",
        "OPRM1",
        "uniprot:P35372",
        "iuphar:319",
        "mu opioid receptor",
    ] {
        assert_eq!(kg.target(name).unwrap().id(), "MOR", "{name}");
    }
    for name in ["GRIN2D", "GluN2D", "GLUN2D"] {
        assert_eq!(kg.target(name).unwrap().id(), "GLUN2D", "{name}");
    }
}

#[test]
fn a_miss_knows_the_answer() {
    let e = curated().compound("naltrexon").unwrap_err();
    assert!(e.is_not_found() && !e.is_ambiguous());
    assert_eq!(
        e.suggestions().first().map(String::as_str),
        Some("naltrexone")
    );
    assert_eq!(
        e.to_string().split("; did you mean `naltrexone`?").next(),
        Some("no compound named `naltrexon`")
    );
}

#[test]
fn brands_and_stereoisomers_stay_apart() {
    let kg = curated();
    let id = |name: &str| kg.compound(name).map(|c| c.id().to_owned());
    assert_eq!(id("Subutex").unwrap(), "buprenorphine");
    assert_ne!(id("Suboxone").unwrap(), "buprenorphine");
    assert_eq!(id("(S)-ketamine").unwrap(), "esketamine");
    assert_eq!(id("S-ketamine").unwrap(), "esketamine");
    assert_eq!(id("(R)-ketamine").unwrap(), "arketamine");
    assert_eq!(
        id("(2R,6R)-hydroxynorketamine").unwrap(),
        "2r-6r-hydroxynorketamine"
    );
    assert_eq!(id("(+)-pentazocine").unwrap(), "dextropentazocine");
    assert_eq!(id("(-)-pentazocine").unwrap(), "levopentazocine");
}

#[test]
fn every_id_name_and_synonym_finds_its_own() {
    let kg = curated();
    for c in kg.compounds() {
        for name in c
            .synonyms()
            .into_iter()
            .chain(c.brands())
            .chain([c.id(), c.name()])
            .chain(c.xrefs())
        {
            match kg.compound(name) {
                Ok(found) => assert_eq!(found.id(), c.id(), "{name}"),
                Err(e) => assert!(e.is_ambiguous() && name.starts_with("atc:"), "{name}: {e}"),
            }
        }
    }
    for t in kg.targets() {
        for name in t.synonyms().into_iter().chain([t.id(), t.name()]) {
            assert_eq!(kg.target(name).unwrap().id(), t.id(), "{name}");
        }
    }
}

#[test]
fn odd_names_are_misses_and_not_panics() {
    let kg = curated();
    let long = "x".repeat(1 << 20);
    for name in [
        "", " ", "(", "()", "(S)", "-", "\u{202e}", "\0", "🦀", &long,
    ] {
        assert!(kg.compound(name).unwrap_err().is_not_found(), "{name:.10}");
    }
}

#[test]
fn ids_that_others_rely_on_are_there() {
    let kg = curated();
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/ids.txt"
    ))
    .unwrap();
    let mut missing = Vec::new();
    for line in text.lines().filter(|l| !l.is_empty()) {
        let (kind, id) = line.split_once(' ').unwrap();
        let found = match kind {
            "compound" => kg.compound(id).map(|c| c.id() == id),
            "target" => kg.target(id).map(|c| c.id() == id),
            "effect" => kg.effect(id).map(|c| c.id() == id),
            "process" => kg.process(id).map(|c| c.id() == id),
            other => panic!("tests/fixtures/ids.txt: unknown kind {other}"),
        };
        if !matches!(found, Ok(true)) {
            missing.push(line);
        }
    }
    assert!(missing.is_empty(), "add records for: {missing:?}");
}
