//! Exposure by CYP2D6 phenotype, alone and with co-medication.

use super::{Plot, canvas::*};
use crate::{
    display::number::short, error::Error, exposure::ratio::ExposureRatio, graph::KnowledgeGraph,
    model::experiment::Phenotype,
};

/// The phenotypes from no activity to most.
const PHENOTYPES: [(Phenotype, &str); 4] = [
    (Phenotype::Poor, "poor"),
    (Phenotype::Intermediate, "intermediate"),
    (Phenotype::Normal, "normal"),
    (Phenotype::Ultrarapid, "ultrarapid"),
];

impl KnowledgeGraph {
    /// The exposure (AUC) of a compound in each CYP2D6 phenotype against a normal metaboliser without co-medication, alone and with it, with its range.
    ///
    /// # Errors
    /// Where a name is unknown, or a share or potency that the ratio needs is not curated.
    pub fn plot_exposure_by_phenotype(&self, compound: &str, with: &[&str]) -> Result<Plot, Error> {
        let drug = self.compound(compound)?;
        let mut series: Vec<(String, Vec<ExposureRatio>)> = Vec::new();
        let sets: &[&[&str]] = if with.is_empty() {
            &[&[]]
        } else {
            &[&[], with]
        };
        for set in sets {
            let mut ratios = Vec::new();
            for (phenotype, _) in PHENOTYPES {
                let mut question = self.auc_ratio(drug.id()).phenotype(phenotype);
                for inhibitor in *set {
                    question = question.with(*inhibitor);
                }
                ratios.push(question.relative_to(Phenotype::Normal).predict()?);
            }
            let name = if set.is_empty() {
                "alone".to_owned()
            } else {
                let names: Vec<String> = set
                    .iter()
                    .map(|n| self.compound(n).map(|c| c.name().to_owned()))
                    .collect::<Result<_, _>>()?;
                format!("with {}", crate::display::text::and(&names))
            };
            series.push((name, ratios));
        }
        let ends = series
            .iter()
            .flat_map(|(_, r)| r)
            .flat_map(|r| [r.low(), r.high()]);
        let values: Vec<f64> = ends.chain([1.0]).collect();
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(0.0, f64::max);
        if !(low > 0.0 && high.is_finite()) {
            return Err(Error::missing(
                drug.id(),
                "a positive ratio",
                "a plot",
                "mend the data",
            ));
        }
        let title = format!("{}: exposure by CYP2D6 phenotype", drug.name());
        let words: Vec<String> = series
            .iter()
            .map(|(name, ratios)| {
                let each: Vec<String> = PHENOTYPES
                    .iter()
                    .zip(ratios)
                    .map(|((_, p), r)| format!("{p} {:.2}", r.value()))
                    .collect();
                format!("{name}: {}", each.join(", "))
            })
            .collect();
        let description = format!(
            "Ratio of the AUC to that of a normal metaboliser without co-medication, with its range. {}.",
            words.join("; ")
        );
        let keys: Vec<(Key, String)> = series
            .iter()
            .enumerate()
            .map(|(k, (name, _))| {
                (
                    Key::Mark(Mark::of_series(k), of_series(k), false),
                    name.clone(),
                )
            })
            .chain([(Key::Line(FAINT), "normal metaboliser, alone".to_owned())])
            .collect();
        let height = FOOT + 56.0 + legend_height(PLOT, WIDTH, &keys);
        draw(title, description, (WIDTH, height), |sheet| {
            let ratio = Axis::logarithmic((low / 1.4, high * 1.4), (FOOT, 6.0));
            let name = "AUC against a normal metaboliser alone, logarithmic";
            let times = |v: f64| format!("{} ×", short(v));
            sheet.axis_beside(&ratio, (PLOT, RIGHT), &times, name)?;
            let step = (RIGHT - PLOT) / PHENOTYPES.len() as f64;
            let across = |i: usize| PLOT + step * (i as f64 + 0.5);
            sheet.line(&[(PLOT, ratio.at(1.0)), (RIGHT, ratio.at(1.0))], FAINT, 1.6)?;
            sheet.line(&[(PLOT, FOOT), (RIGHT, FOOT)], FAINT, 1.2)?;
            for (i, (_, name)) in PHENOTYPES.iter().enumerate() {
                sheet.text(name, (across(i), FOOT + 14.0), TEXT, INK, Anchor::Middle)?;
            }
            let middle = (PLOT + RIGHT) / 2.0;
            sheet.text(
                "CYP2D6 metaboliser",
                (middle, FOOT + 32.0),
                TEXT,
                SOFT,
                Anchor::Middle,
            )?;
            for (k, (_, ratios)) in series.iter().enumerate() {
                let aside = if k == 0 { -1.0 } else { 1.0 };
                for (i, r) in ratios.iter().enumerate() {
                    let x = across(i) + 10.0 * aside;
                    let ends = [(x, ratio.at(r.low())), (x, ratio.at(r.high()))];
                    sheet.line(&ends, of_series(k), 2.0)?;
                    let at = (x, ratio.at(r.value()));
                    sheet.mark(Mark::of_series(k), at, of_series(k), false)?;
                    let side = if k == 0 { Anchor::Right } else { Anchor::Left };
                    let beside = (x + 9.0 * aside, at.1);
                    sheet.text(&short(two_figures(r.value())), beside, TEXT, INK, side)?;
                }
            }
            sheet.legend(PLOT, FOOT + 54.0, &keys)
        })
    }
}

const WIDTH: f64 = 680.0;
const PLOT: f64 = 86.0;
const RIGHT: f64 = 660.0;
const FOOT: f64 = 300.0;

/// A computed ratio with as many figures as it bears.
fn two_figures(value: f64) -> f64 {
    let size = 10f64.powi(1 - value.log10().floor() as i32);
    (value * size).round() / size
}
