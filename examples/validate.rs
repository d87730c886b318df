//! Holds the predictions against what others published, and prints the scores.
//!
//! `cargo run --release --example validate`

use opiograph::curated;

fn main() {
    let kg = curated();
    println!("{}", kg.validate_blockade());
    println!("\n{}", kg.validate_occupancy());
    println!("\n{}", kg.validate_exposure());
}
