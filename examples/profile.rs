//! What is known of a drug: targets, numbers, actions, disputes, and its fate in the body.
//!
//! `cargo run --example profile`, or `cargo run --example profile -- dezocine`

mod terminal;

use opiograph::{Error, curated};
use terminal::say;

fn main() -> Result<(), Error> {
    let name = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "buprenorphine".into());
    let kg = curated();
    let compound = kg.compound(&name)?;
    say!("{}", compound.profile());

    say!("Most similar profiles");
    for similar in kg.similar(&name)?.iter().take(5) {
        say!("  {}", similar.to_string().replace('\n', "\n  "));
    }
    Ok(())
}
