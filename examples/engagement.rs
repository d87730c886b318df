//! Which receptors does a dose engage? Free concentration against affinity, with ranges.

use opiograph::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let kg = curated();
    let dose = Dose::milligrams(5.0).route(Route::Intravenous);
    println!("{}\n", kg.engagement("dezocine", dose)?);
    let dose = Dose::milligrams_per_kg(0.5)
        .route(Route::Intravenous)
        .over_minutes(40.0);
    println!("{}\n", kg.engagement("ketamine", dose)?);
    let dose = Dose::milligrams(50.0).route(Route::Oral);
    println!("{}\n", kg.engagement("naltrexone", dose)?);
    let dose = Dose::milligrams(16.0)
        .route(Route::Sublingual)
        .every_hours(24.0);
    println!("{}", kg.engagement("buprenorphine", dose)?);
    Ok(())
}
