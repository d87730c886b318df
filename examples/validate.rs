//! Holds the predictions against what others published, and prints the scores.
//!
//! `cargo run --release --example validate`

mod terminal;

use opiograph::curated;
use terminal::say;

fn main() {
    let kg = curated();
    say!("{}", kg.validate_blockade());
    say!("\n{}", kg.validate_occupancy());
    say!("\n{}", kg.validate_exposure());
}
