//! The table of what is covered is that of the data.

use std::path::Path;

use opiograph::curated;

#[test]
fn the_table_of_coverage_is_current() {
    let coverage = curated().coverage();
    let wanted = format!(
        "# Coverage\n\n\
         How many measured numbers are curated for each compound and target; database summaries and doubtful values are not counted.\n\
         Written by `UPDATE=1 cargo test --test it coverage`.\n\n\
         {coverage}\n"
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/COVERAGE.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    let current = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        current == wanted,
        "data/COVERAGE.md does not fit the data: run `UPDATE=1 cargo test --test it coverage`"
    );
}

#[test]
fn rows_and_columns_add_up() {
    let coverage = curated().coverage();
    let sum: usize = coverage
        .compounds()
        .iter()
        .flat_map(|c| coverage.targets().iter().map(|t| coverage.count(c, t)))
        .sum();
    assert_eq!(sum, coverage.total());
    assert!(coverage.total() > 1000, "{}", coverage.total());
    let kg = curated();
    let (morphine, mor) = (kg.compound("morphine").unwrap(), kg.target("MOR").unwrap());
    let counted = morphine
        .measurements("MOR")
        .unwrap()
        .iter()
        .filter(|m| m.tier() == opiograph::Tier::Primary && m.set_aside().is_none())
        .count();
    assert_eq!(coverage.count(&morphine, &mor), counted);
}
