//! Draws one plot of each kind into `target/plots`.
//!
//! `cargo run --features plots --example plots`

use std::{fs, path::Path, process::ExitCode};

use opiograph::{Dose, Error, Plot, Route, curated};

fn plots() -> Result<Vec<(&'static str, Plot)>, Error> {
    let kg = curated();
    let trial = kg.study("mansoori-2025")?;
    let case = kg.study("dezocine-case-2024")?;
    let infusion = Dose::milligrams_per_kg(0.5)
        .route(Route::Intravenous)
        .over_minutes(40.0);
    Ok(vec![
        (
            "morphine-at-mor",
            kg.compound("morphine")?.plot_affinity("MOR")?,
        ),
        (
            "ketamine-at-nmda",
            kg.compound("ketamine")?.plot_affinity("NMDA")?,
        ),
        (
            "profiles",
            kg.plot_profiles(&[
                "dezocine",
                "buprenorphine",
                "naltrexone",
                "morphine",
                "nalbuphine",
                "butorphanol",
            ])?,
        ),
        (
            "naltrexone-over-dose",
            kg.plot_occupancy_by_dose(
                "naltrexone",
                Route::Oral,
                &["MOR", "KOR", "DOR"],
                1.0,
                100.0,
            )?,
        ),
        (
            "ketamine-over-time",
            kg.plot_occupancy_over_time("ketamine", infusion, &["NMDA", "MOR"], 12.0)?,
        ),
        (
            "morphine-beside-naltrexone",
            kg.plot_competition("morphine", "naltrexone", "MOR")?,
        ),
        (
            "dextromethorphan-by-phenotype",
            kg.plot_exposure_by_phenotype("dextromethorphan", &["bupropion"])?,
        ),
        ("trial-anxiety", trial.plot("ham-a")?),
        ("case-madrs", case.plot("MADRS")?),
    ])
}

fn main() -> ExitCode {
    let run = || -> Result<(), Box<dyn std::error::Error>> {
        let dir = Path::new("target/plots");
        fs::create_dir_all(dir)?;
        for (name, plot) in plots()? {
            let path = dir.join(format!("{name}.svg"));
            plot.save(&path)?;
            println!("{}\n{plot}\n", path.display());
        }
        Ok(())
    };
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}
