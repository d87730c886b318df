//! What naltrexone leaves of ketamine: the antidepressant effect and dissociation, beside the published trials on both sides.
//!
//! `cargo run --example what_if`

use opiograph::{BlockadeResult, Error, curated};

fn main() -> Result<(), Error> {
    let kg = curated();
    for effect in ["antidepressant-effect", "dissociation"] {
        let p = kg
            .blockade("ketamine")
            .by("naltrexone")
            .on(effect)
            .predict()?;
        println!("{p}\n");
        if p.result() == BlockadeResult::Unchanged && p.blocked().is_empty() {
            println!("No route to {effect} passes through what naltrexone blocks.\n");
        }
    }
    Ok(())
}
