//! Which drugs are partial agonists at the μ-opioid receptor, block κ, bind tightly and do not depend on CYP2D6?
//!
//! `cargo run --example find`

mod terminal;

use opiograph::{Action, CompoundQuery, Concentration, Error, curated};
use terminal::say;

fn main() -> Result<(), Error> {
    let kg = curated();
    let profile = CompoundQuery::new()
        .acts_on("MOR", Action::PartialAgonist)
        .acts_on("KOR", Action::Antagonist);
    let tight = CompoundQuery::new()
        .affinity_below("MOR", Concentration::from_nanomolar(10.0))
        .not_cleared_by("CYP2D6");
    let query = profile.and(tight);

    say!("{query}\n");
    for found in kg.find_explained(&query)? {
        say!("{found}\n");
    }
    Ok(())
}
