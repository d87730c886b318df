//! What is known of a drug: targets, numbers, actions, disputes, and its fate in the body.
//!
//! `cargo run --example profile`, or `cargo run --example profile -- dezocine`

use opiograph::{Error, curated};

fn main() -> Result<(), Error> {
    let name = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "buprenorphine".into());
    let kg = curated();
    let compound = kg.compound(&name)?;
    println!("{}", compound.profile());

    println!("Most similar profiles");
    for similar in kg.similar(&name)?.iter().take(5) {
        println!("  {}", similar.to_string().replace('\n', "\n  "));
    }
    Ok(())
}
