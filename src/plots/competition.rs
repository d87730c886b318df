//! Two ligands at one receptor: how far each concentration pair lets the first occupy it.

use plotters::prelude::*;

use super::{Plot, canvas::*};
use crate::{
    error::Error,
    graph::KnowledgeGraph,
    pharmacology::{Ligand, competition},
    quantity::Concentration,
};

/// Steps along each axis.
const STEPS: usize = 24;

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
        let mut cells = Vec::with_capacity(STEPS * STEPS);
        for i in 0..STEPS {
            for j in 0..STEPS {
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
                cells.push((i, j, competition(&pair)?.first().copied().unwrap_or(0.0)));
            }
        }
        let title = format!("{first} beside {second} at {}", target.id());
        let description = format!(
            "Share of {} that {first} occupies; Ki {} and {}; each axis runs from a hundredth to a hundred times the Ki; darker is more.",
            target.id(),
            nanomolar(&ki_first),
            nanomolar(&ki_second)
        );
        draw(title, description, (620, 560), |area| {
            let (left, top, side) = (90, 46, 18);
            for (i, j, share) in &cells {
                let (x, y) = (
                    left + *i as i32 * side,
                    top + (STEPS - 1 - *j) as i32 * side,
                );
                area.draw(&Rectangle::new(
                    [(x, y), (x + side, y + side)],
                    PALETTE[0]
                        .mix((0.03 + 0.97 * share).clamp(0.0, 1.0))
                        .filled(),
                ))?;
            }
            let end = top + STEPS as i32 * side;
            for (k, i) in [0, STEPS / 2, STEPS - 1].into_iter().enumerate() {
                let x = left + i as i32 * side - if k == 2 { 20 } else { 0 };
                area.draw(&Text::new(
                    nanomolar(&concentration(ki_first, i)),
                    (x, end + 8),
                    text(12, INK),
                ))?;
                let y = top + (STEPS - 1 - i) as i32 * side;
                area.draw(&Text::new(
                    nanomolar(&concentration(ki_second, i)),
                    (10, y),
                    text(12, INK),
                ))?;
            }
            area.draw(&Text::new(
                format!("free {first} →"),
                (left, end + 28),
                text(13, INK),
            ))?;
            area.draw(&Text::new(
                format!("free {second} ↑"),
                (10, top - 14),
                text(13, INK),
            ))
        })
    }
}
