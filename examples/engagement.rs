//! Which targets does a dose engage? Free concentration against affinity, with ranges.
//!
//! `cargo run --release --example engagement`

use opiograph::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let kg = curated();

    // A drug without a published peak: the bound by the plasma volume, and what it still says.
    let dose = Dose::milligrams(5.0).route(Route::Intravenous);
    let dezocine = kg.engagement("dezocine", dose)?;
    println!("{dezocine}\n");
    for target in ["MOR", "KOR", "DOR", "SERT", "NET"] {
        println!("{}", dezocine.at(target)?);
    }

    let dose = Dose::milligrams_per_kg(0.5)
        .route(Route::Intravenous)
        .over_minutes(40.0);
    let ketamine = kg.engagement("ketamine", dose)?;
    println!("\n{ketamine}\n");

    let dose = Dose::milligrams(50.0).route(Route::Oral);
    println!("{}\n", kg.engagement("naltrexone", dose)?);
    let later = kg.engagement("naltrexone", dose.after_hours(48.0))?;
    println!("two days later: MOR {}\n", later.occupancy("MOR")?);

    // Without CYP2D6 the peak of dextromethorphan is that of poor metabolisers; bupropion takes a person near it.
    let dose = Dose::milligrams(45.0).route(Route::Oral).every_hours(12.0);
    let alone = kg.engagement("dextromethorphan", dose)?;
    println!("{alone}\n");
    let peaks: Vec<f64> = kg
        .compound("dextromethorphan")?
        .exposures()
        .iter()
        .map(Exposure::value)
        .collect();
    if let [normal, poor, ..] = peaks[..] {
        let ratio = Interval::new(poor / normal, 0.5 * poor / normal, 2.0 * poor / normal)?;
        let raised = alone.with_exposure_ratio(ratio, "peaks without CYP2D6 over peaks with it")?;
        println!("{raised}\n");
    }

    let dose = Dose::milligrams(16.0)
        .route(Route::Sublingual)
        .every_hours(24.0);
    let buprenorphine = kg.engagement("buprenorphine", dose)?;
    println!("{buprenorphine}");
    for measured in buprenorphine.measured("MOR")? {
        println!("measured: {measured}");
    }
    println!(
        "preferring what was measured: {}\n",
        buprenorphine.prefer_measured().occupancy("MOR")?
    );

    // Two drugs at one receptor.
    let scenario = kg
        .scenario()
        .give("naltrexone", Dose::milligrams(50.0).route(Route::Oral))?
        .give("buprenorphine", dose)?;
    println!("{scenario}\n\n{}", scenario.at("MOR")?);
    Ok(())
}
