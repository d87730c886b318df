//! Plots are well-formed SVG, say what they show, and refuse what cannot be drawn.

use opiograph::{Dose, Error, Plot, Route, curated};

fn drawn(plot: Plot) -> String {
    let svg = plot.svg();
    assert!(
        svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"),
        "{plot}"
    );
    assert_eq!(svg.matches("<title>").count(), 1);
    assert!(!svg.contains("NaN") && !svg.contains("\"inf"), "{plot}");
    assert!(
        !svg.contains("http://www.w3.org/1999") && !svg.contains("<script"),
        "nothing from outside"
    );
    assert!(plot.to_string().contains(plot.title()));
    svg.to_owned()
}

#[test]
fn every_pair_with_a_concentration_has_a_forest_plot() -> Result<(), Error> {
    for compound in curated().compounds() {
        for target in compound.targets() {
            let numbers: Vec<f64> = compound
                .measurements(&target)?
                .iter()
                .filter_map(|m| m.nanomolar())
                .collect();
            match compound.plot_affinity(&target) {
                Ok(plot) => {
                    assert!(
                        plot.to_string()
                            .contains(&format!("{} values", numbers.len()))
                    );
                    drawn(plot);
                }
                Err(e) => assert!(e.is_missing_input() && numbers.is_empty(), "{e}"),
            }
        }
    }
    Ok(())
}

#[test]
fn every_outcome_with_a_readable_value_has_a_plot() -> Result<(), Error> {
    for study in curated().studies() {
        for outcome in study.outcomes() {
            match study.plot(&outcome.name) {
                Ok(plot) => {
                    drawn(plot);
                }
                Err(e) => assert!(e.is_missing_input(), "{e}"),
            }
        }
    }
    Ok(())
}

#[test]
fn damaged_cells_are_marked_and_not_drawn() -> Result<(), Error> {
    let svg = drawn(curated().study("dezocine-case-2024")?.plot("madrs")?);
    assert!(
        svg.contains("\n?\n"),
        "the damaged week 4 shows a question mark"
    );
    Ok(())
}

#[test]
fn exposure_by_phenotype_shows_every_phenotype() -> Result<(), Error> {
    let svg = drawn(curated().plot_exposure_by_phenotype("dextromethorphan", &["bupropion"])?);
    for phenotype in ["poor", "intermediate", "normal", "ultrarapid"] {
        assert!(svg.contains(phenotype), "{phenotype}");
    }
    assert!(
        curated()
            .plot_exposure_by_phenotype("dextromethorfan", &[])
            .unwrap_err()
            .is_not_found()
    );
    Ok(())
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let kg = curated();
    assert!(kg.plot_profiles(&["naltrexon"]).unwrap_err().is_not_found());
    assert!(
        kg.plot_occupancy_by_dose("naltrexone", Route::Oral, &["MOR"], 10.0, 1.0)
            .unwrap_err()
            .is_invalid_input()
    );
    assert!(
        kg.plot_occupancy_by_dose("naltrexone", Route::Oral, &["MOR"], f64::NAN, 1.0)
            .unwrap_err()
            .is_invalid_input()
    );
    let dose = Dose::milligrams(50.0).route(Route::Oral);
    assert!(
        kg.plot_occupancy_over_time("naltrexone", dose, &["MOR"], -1.0)
            .unwrap_err()
            .is_invalid_input()
    );
    assert!(
        kg.plot_occupancy_over_time("naltrexone", dose, &[], 24.0)
            .unwrap_err()
            .is_invalid_input()
    );
    assert!(
        kg.plot_competition("morphine", "naltrexone", "BDNF")
            .unwrap_err()
            .is_missing_input()
    );
    assert!(
        kg.study("mansoori-2025")
            .and_then(|s| s.plot("HAM-Z"))
            .unwrap_err()
            .is_not_found()
    );
}

#[test]
fn the_same_plot_twice_is_the_same_text() -> Result<(), Error> {
    let kg = curated();
    let draw = || {
        kg.plot_profiles(&["dezocine", "buprenorphine", "ketamine"])
            .map(|p| p.svg().to_owned())
    };
    assert_eq!(draw()?, draw()?);
    Ok(())
}
