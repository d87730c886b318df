//! Exposure by CYP2D6 phenotype, alone and with co-medication.

use plotters::prelude::*;

use super::{Plot, canvas::*};
use crate::{
    error::Error, exposure::ratio::ExposureRatio, graph::KnowledgeGraph,
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
        let Some((bottom, top)) = decades(ends.chain([1.0])) else {
            return Err(Error::missing(
                drug.id(),
                "a positive ratio",
                "a plot",
                "mend the data",
            ));
        };
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
        draw(title, description, (640, 400), |area| {
            let (plot, below) = area.margin(36, 0, 10, 20).split_vertically(310);
            let mut chart = ChartBuilder::on(&plot)
                .x_label_area_size(30)
                .y_label_area_size(48)
                .build_cartesian_2d(-0.5..3.5, (bottom..top).log_scale())?;
            chart
                .configure_mesh()
                .disable_x_mesh()
                .x_labels(0)
                .light_line_style(WHITE)
                .bold_line_style(GRID)
                .axis_style(FAINT)
                .label_style(text(12, INK))
                .y_label_formatter(&|v| crate::display::number::short(*v))
                .draw()?;
            chart.draw_series([PathElement::new(vec![(-0.5, 1.0), (3.5, 1.0)], FAINT)])?;
            for (i, (_, name)) in PHENOTYPES.iter().enumerate() {
                let (x, y) = chart.backend_coord(&(i as f64, bottom));
                let half = (name.chars().count() as f64 * 12.0 * CHARACTER / 2.0) as i32;
                area.draw(&Text::new(
                    (*name).to_owned(),
                    (x - half, y + 8),
                    text(12, INK),
                ))?;
            }
            for (k, (_, ratios)) in series.iter().enumerate() {
                let colour = PALETTE[k % PALETTE.len()];
                for (i, r) in ratios.iter().enumerate() {
                    let x = i as f64 + if k == 0 { -0.08 } else { 0.08 };
                    chart.draw_series([PathElement::new(
                        vec![(x, r.low()), (x, r.high())],
                        colour.stroke_width(2),
                    )])?;
                    let at = EmptyElement::at((x, r.value()));
                    if k == 0 {
                        chart.draw_series([at + Circle::new((0, 0), 5, colour.filled())])?;
                    } else {
                        chart.draw_series([
                            at + Rectangle::new([(-5, -5), (5, 5)], colour.filled())
                        ])?;
                    }
                }
            }
            let entries: Vec<(String, RGBColor)> = series
                .iter()
                .enumerate()
                .map(|(k, (name, _))| (name.clone(), PALETTE[k % PALETTE.len()]))
                .collect();
            legend(&below, 8, &entries)
        })
    }
}
