//! Which targets does a dose engage? Free concentration against affinity, with ranges.
//!
//! `cargo run --release --example engagement`

mod terminal;

use opiograph::*;
use terminal::say;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let kg = curated();

    // A drug without a published peak: the bound by the plasma volume, and what it still says.
    let dose = Dose::milligrams(5.0).route(Route::Intravenous);
    let dezocine = kg.engagement("dezocine", dose)?;
    say!("{dezocine}\n");
    for target in ["MOR", "KOR", "DOR", "SERT", "NET"] {
        say!("{}", dezocine.at(target)?);
    }

    let dose = Dose::milligrams_per_kg(0.5)
        .route(Route::Intravenous)
        .over_minutes(40.0);
    let ketamine = kg.engagement("ketamine", dose)?;
    say!("\n{ketamine}\n");

    let dose = Dose::milligrams(50.0).route(Route::Oral);
    say!("{}\n", kg.engagement("naltrexone", dose)?);
    let later = kg.engagement("naltrexone", dose.after_hours(48.0))?;
    say!("two days later: MOR {}\n", later.occupancy("MOR")?);

    // Bupropion takes CYP2D6 away, which clears dextromethorphan.
    let dose = Dose::milligrams(45.0).route(Route::Oral).every_hours(12.0);
    let alone = kg.engagement("dextromethorphan", dose)?;
    say!("{alone}\n");
    let question = kg.auc_ratio("dextromethorphan");
    let ratio = question.with_dose("bupropion", 210.0).predict()?;
    say!("{ratio}\n");
    say!("{}\n", alone.with_ratio(&ratio)?);

    let dose = Dose::milligrams(16.0)
        .route(Route::Sublingual)
        .every_hours(24.0);
    let buprenorphine = kg.engagement("buprenorphine", dose)?;
    say!("{buprenorphine}");
    for measured in buprenorphine.measured("MOR")? {
        say!("measured: {measured}");
    }
    say!(
        "preferring what was measured: {}\n",
        buprenorphine.prefer_measured().occupancy("MOR")?
    );

    // Two drugs at one receptor.
    let scenario = kg
        .scenario()
        .give("naltrexone", Dose::milligrams(50.0).route(Route::Oral))?
        .give("buprenorphine", dose)?;
    say!("{scenario}\n\n{}", scenario.at("MOR")?);
    Ok(())
}
