//! What do the sources disagree about? The most important questions, each with both sides.
//!
//! `cargo run --example disputes` for all things, `cargo run --example disputes -- ketamine` for one.

mod terminal;

use opiograph::{Error, curated};
use terminal::say;

const MOST: usize = 12;

fn main() -> Result<(), Error> {
    let kg = curated();
    let asked = std::env::args().nth(1);
    let disputes = match &asked {
        Some(name) => kg.disputes_about(name)?,
        None => kg.disputes(),
    };
    let about = asked.map_or(String::new(), |name| format!(" about {name}"));
    say!("{} disputes{about}, most important first\n", disputes.len());
    for (i, dispute) in disputes.iter().take(MOST).enumerate() {
        say!("{}. {dispute}\n", i + 1);
    }
    if disputes.len() > MOST {
        say!("and {} more", disputes.len() - MOST);
    }
    Ok(())
}
