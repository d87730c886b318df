//! Two ligands at one receptor: how far each concentration pair lets the first occupy it.

use plotters::prelude::{RGBColor, WHITE};

use super::{Plot, canvas::*};
use crate::{
    error::Error,
    graph::KnowledgeGraph,
    pharmacology::{Ligand, competition},
    quantity::Concentration,
};

/// Steps along each axis.
const STEPS: usize = 33;

impl KnowledgeGraph {
    /// The share of a target that one compound occupies beside another, over the free concentrations of both (Gaddum competition with the summarised Ki).
    ///
    /// # Errors
    /// Where a name is unknown or a Ki is not curated.
    pub fn plot_competition(
        &self,
        compound: &str,
        competitor: &str,
        target: &str,
    ) -> Result<Plot, Error> {
        let target = self.target(target)?;
        let ki = |name: &str| -> Result<(String, f64), Error> {
            let c = self.compound(name)?;
            let a = c.affinity(&target)?.ok_or_else(|| {
                Error::missing(
                    c.id(),
                    &format!("a comparable Ki at {}", target.id()),
                    "competition",
                    "choose a target of `compound.targets()` that has one",
                )
            })?;
            Ok((c.name().to_owned(), a.ki().as_nanomolar()))
        };
        let (first, ki_first) = ki(compound)?;
        let (second, ki_second) = ki(competitor)?;
        let concentration =
            |ki: f64, i: usize| ki * 10f64.powf(-2.0 + 4.0 * i as f64 / (STEPS - 1) as f64);
        let mut shares = vec![[0.0; STEPS]; STEPS];
        for (i, column) in shares.iter_mut().enumerate() {
            for (j, share) in column.iter_mut().enumerate() {
                let pair = [
                    Ligand::new(
                        Concentration::from_nanomolar(concentration(ki_first, i)),
                        Concentration::from_nanomolar(ki_first),
                    ),
                    Ligand::new(
                        Concentration::from_nanomolar(concentration(ki_second, j)),
                        Concentration::from_nanomolar(ki_second),
                    ),
                ];
                *share = competition(&pair)?.first().copied().unwrap_or(0.0);
            }
        }
        let title = format!("{first} beside {second} at {}", target.id());
        let description = format!(
            "Share of {} that {first} occupies; Ki {} and {}; each axis runs from a hundredth to a hundred times the Ki; darker is more; lines mark 10, 50 and 90 %.",
            target.id(),
            nanomolar(ki_first),
            nanomolar(ki_second)
        );
        draw(title, description, (640.0, END + 108.0), |sheet| {
            let ends = |ki: f64| (concentration(ki, 0), concentration(ki, STEPS - 1));
            let across = Axis::logarithmic(ends(ki_first), (LEFT, LEFT + SIDE));
            let up = Axis::logarithmic(ends(ki_second), (END, END - SIDE));
            let cell = SIDE / (STEPS - 1) as f64;
            // Each cell stands about its concentrations and reaches below its neighbour, so that no seam shows.
            let bounds = |i: usize| {
                let middle = cell * i as f64;
                (
                    (middle - cell / 2.0).max(0.0),
                    (middle + cell / 2.0 + 0.4).min(SIDE),
                )
            };
            for (i, column) in shares.iter().enumerate() {
                for (j, share) in column.iter().enumerate() {
                    let ((x0, x1), (y0, y1)) = (bounds(i), bounds(j));
                    sheet.area((LEFT + x0, END - y1), (LEFT + x1, END - y0), blue(*share))?;
                }
            }
            sheet.axis_beside(&up, (LEFT, LEFT), &nanomolar, &format!("free {second}"))?;
            sheet.axis_below(&across, (END, END), &nanomolar, &format!("free {first}"))?;
            for level in LEVELS {
                let line = contour(&shares, level, cell);
                sheet.line(&line, if level > 0.4 { WHITE } else { INK }, 1.4)?;
                if let Some((x, y)) = line.last() {
                    let words = format!("{:.0} %", level * 100.0);
                    let (at, side) = if *x > LEFT + SIDE - 1.0 {
                        ((LEFT + SIDE + 6.0, *y), Anchor::Left)
                    } else {
                        ((*x, END - SIDE - 9.0), Anchor::Middle)
                    };
                    sheet.text(&words, at, TEXT, INK, side)?;
                }
            }
            let y = END + 66.0;
            sheet.text("share occupied", (LEFT, y), TEXT, INK, Anchor::Left)?;
            for i in 0..=10 {
                let share = f64::from(i) / 10.0;
                let x = LEFT + 104.0 + 28.0 * f64::from(i);
                sheet.area((x, y - 8.0), (x + 28.0, y + 8.0), blue(share))?;
                if i % 5 == 0 {
                    let words = format!("{:.0} %", share * 100.0);
                    sheet.text(
                        &words,
                        (x + 14.0, y + 18.0),
                        TEXT - 1.0,
                        SOFT,
                        Anchor::Middle,
                    )?;
                }
            }
            Ok(())
        })
    }
}

const LEFT: f64 = 92.0;
const SIDE: f64 = 460.0;
const END: f64 = 20.0 + SIDE;
/// Shares at which a line is drawn.
const LEVELS: [f64; 3] = [0.1, 0.5, 0.9];

fn blue(share: f64) -> RGBColor {
    const PALE: RGBColor = RGBColor(246, 250, 253);
    let mix = |a: u8, b: u8| {
        (f64::from(a) + (f64::from(b) - f64::from(a)) * share.clamp(0.0, 1.0)).round() as u8
    };
    RGBColor(
        mix(PALE.0, PALETTE[0].0),
        mix(PALE.1, PALETTE[0].1),
        mix(PALE.2, PALETTE[0].2),
    )
}

/// Where a share is reached: for each concentration of the competitor the point between two of the first.
fn contour(shares: &[[f64; STEPS]], level: f64, cell: f64) -> Vec<(f64, f64)> {
    let crossing = |j: usize| {
        shares.windows(2).enumerate().find_map(|(i, pair)| {
            let (below, above) = (*pair.first()?.get(j)?, *pair.last()?.get(j)?);
            (below < level && above >= level)
                .then(|| cell * (i as f64 + (level - below) / (above - below)))
        })
    };
    (0..STEPS)
        .filter_map(|j| Some((LEFT + crossing(j)?, END - cell * j as f64)))
        .collect()
}
