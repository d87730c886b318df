//! What naltrexone leaves of ketamine: the antidepressant effect and dissociation, beside the published trials on both sides.
//!
//! `cargo run --example what_if`

mod terminal;

use opiograph::{BlockadeResult, Error, curated};
use terminal::say;

fn main() -> Result<(), Error> {
    let kg = curated();
    for effect in ["antidepressant-effect", "dissociation"] {
        let p = kg
            .blockade("ketamine")
            .by("naltrexone")
            .on(effect)
            .predict()?;
        say!("{p}\n");
        if p.result() == BlockadeResult::Unchanged && p.blocked().is_empty() {
            say!("No route to {effect} passes through what naltrexone blocks.\n");
        }
    }
    Ok(())
}
