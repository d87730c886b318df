//! What do the sources disagree about? The most important questions, each with both sides.
//!
//! `cargo run --example disputes` for all things, `cargo run --example disputes -- ketamine` for one.

use opiograph::{Error, curated};

const MOST: usize = 12;

fn main() -> Result<(), Error> {
    let kg = curated();
    let asked = std::env::args().nth(1);
    let disputes = match &asked {
        Some(name) => kg.disputes_about(name)?,
        None => kg.disputes(),
    };
    let about = asked.map_or(String::new(), |name| format!(" about {name}"));
    println!("{} disputes{about}, most important first\n", disputes.len());
    for (i, dispute) in disputes.iter().take(MOST).enumerate() {
        println!("{}. {dispute}\n", i + 1);
    }
    if disputes.len() > MOST {
        println!("and {} more", disputes.len() - MOST);
    }
    Ok(())
}
