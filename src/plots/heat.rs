//! A heat map: several compounds over the targets that they share.

use plotters::prelude::*;

use super::{Plot, canvas::*};
use crate::{
    error::Error,
    graph::{
        KnowledgeGraph,
        handles::{Compound, Target},
    },
};

impl KnowledgeGraph {
    /// pKi of several compounds at every target where at least one of them has a comparable Ki. Empty cells have no number; a dot marks a disputed action.
    ///
    /// # Errors
    /// Where a name is unknown, or none of the compounds has a comparable Ki.
    pub fn plot_profiles(&self, compounds: &[&str]) -> Result<Plot, Error> {
        let compounds: Vec<Compound> = compounds
            .iter()
            .map(|c| self.compound(c))
            .collect::<Result<_, _>>()?;
        let mut targets: Vec<Target> = Vec::new();
        for target in compounds.iter().flat_map(Compound::targets) {
            let known = compounds
                .iter()
                .any(|c| c.affinity(&target).is_ok_and(|a| a.is_some()));
            if known && !targets.contains(&target) {
                targets.push(target);
            }
        }
        targets.sort();
        if targets.is_empty() {
            return Err(Error::missing(
                &compounds
                    .iter()
                    .map(|c| c.id())
                    .collect::<Vec<_>>()
                    .join(", "),
                "a comparable Ki",
                "a heat map",
                "choose compounds with radioligand binding data",
            ));
        }
        let names: Vec<&str> = compounds.iter().map(|c| c.name()).collect();
        let title = format!(
            "pKi of {}",
            crate::display::text::and(&names.iter().map(|n| n.to_string()).collect::<Vec<_>>())
        );
        let description = "Each cell is the geometric mean over papers as pKi, radioligand binding, human where there is any; darker binds more tightly; empty cells have no comparable number; a ring marks a disputed action.".to_owned();
        let longest = names.iter().map(|n| n.chars().count()).max().unwrap_or(0);
        let (left, cell_w, cell_h) = (24 + (longest as f64 * 13.0 * CHARACTER) as i32, 64, 30);
        let size = (
            (left + cell_w * targets.len() as i32 + 24) as u32,
            (96 + cell_h * compounds.len() as i32 + 20) as u32,
        );
        draw(title, description, (size.0.max(520), size.1), |area| {
            for (j, target) in targets.iter().enumerate() {
                let x = left + j as i32 * cell_w;
                area.draw(&Text::new(
                    target.id().to_owned(),
                    (x + 4, 60),
                    text(if target.id().len() > 8 { 9 } else { 12 }, INK),
                ))?;
            }
            for (i, compound) in compounds.iter().enumerate() {
                let y = 80 + i as i32 * cell_h;
                area.draw(&Text::new(
                    compound.name().to_owned(),
                    (16, y + 8),
                    text(13, INK),
                ))?;
                for (j, target) in targets.iter().enumerate() {
                    let x = left + j as i32 * cell_w;
                    let corners = [(x + 1, y + 1), (x + cell_w - 1, y + cell_h - 1)];
                    area.draw(&Rectangle::new(corners, GRID.stroke_width(1)))?;
                    if let Ok(Some(a)) = compound.affinity(target) {
                        let depth = ((a.pki() - 4.0) / 6.0).clamp(0.0, 1.0);
                        area.draw(&Rectangle::new(
                            corners,
                            PALETTE[0].mix(0.08 + 0.92 * depth).filled(),
                        ))?;
                        let ink = if depth > 0.5 { WHITE } else { INK };
                        area.draw(&Text::new(
                            format!("{:.1}", a.pki()),
                            (x + 20, y + 8),
                            text(13, ink),
                        ))?;
                    }
                    if compound.is_disputed(target).unwrap_or(false) {
                        area.draw(&Circle::new(
                            (x + cell_w - 9, y + 9),
                            4,
                            PALETTE[1].stroke_width(2),
                        ))?;
                    }
                }
            }
            Ok(())
        })
    }
}
