//! From genotype and co-medication to exposure and effect.
//!
//! Without arguments a tour. `cargo run --example interaction -- '*1/*4' codeine paroxetine` asks about one drug with co-medication,
//! `cargo run --example interaction -- '*1/*4' --conflicts paroxetine` which of the drugs that CYP2D6 handles conflict.

mod terminal;

use opiograph::*;
use terminal::say;

fn main() -> Result<(), Error> {
    let kg = curated();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => tour(&kg),
        [genotype, "--conflicts", with @ ..] => {
            say!("{}", kg.conflicts(&genotype.parse()?, with, &[])?);
            Ok(())
        }
        [genotype, drug, with @ ..] => one(&kg, genotype, drug, with),
        [genotype] => {
            say!("{}", kg.phenoconvert(&genotype.parse()?, &[])?);
            Ok(())
        }
    }
}

/// A drug with co-medication in one person: what follows, then each ratio with its formula and inputs.
fn one(kg: &KnowledgeGraph, genotype: &str, drug: &str, with: &[&str]) -> Result<(), Error> {
    let genotype: Diplotype = genotype.parse()?;
    let what = kg.consequences(&genotype, with, drug)?;
    say!("{what}\n");
    for exposed in what.exposures() {
        if let Some(ratio) = exposed.against_normal() {
            say!("{ratio}\n");
        }
    }
    Ok(())
}

fn tour(kg: &KnowledgeGraph) -> Result<(), Error> {
    one(kg, "*1/*1", "codeine", &["paroxetine"])?;

    for genotype in ["*1/*1", "*1/*4", "*4/*4"] {
        let genotype: Diplotype = genotype.parse()?;
        say!("{}\n", kg.phenoconvert(&genotype, &["bupropion"])?);
        let ratio = kg.auc_ratio("dextromethorphan").with("bupropion");
        say!("{}\n", ratio.genotype(&genotype).predict()?);
    }

    for (drug, with) in [
        ("tramadol", "fluoxetine"),
        ("oxycodone", "quinidine"),
        ("methadone", "fluoxetine"),
        ("dezocine", "bupropion"),
    ] {
        say!("{}\n", kg.consequences(&"*1/*1".parse()?, &[with], drug)?);
    }
    say!(
        "{}\n",
        kg.consequences(&"*4/*4".parse()?, &[], "methadone")?
    );

    // A class on which lists differ, a range that spans two phenotypes.
    say!(
        "{}\n",
        kg.phenoconvert(&"*1/*1".parse()?, &["abiraterone"])?
    );

    let drugs = [
        "codeine",
        "tramadol",
        "oxycodone",
        "morphine",
        "methadone",
        "metoprolol",
    ];
    say!(
        "{}",
        kg.conflicts(&"*1/*1".parse()?, &["paroxetine"], &drugs)?
    );
    Ok(())
}
