//! A heat map: several compounds over the targets that they share.

use plotters::prelude::{Color, WHITE};

use super::{Plot, canvas::*};
use crate::{
    error::Error,
    graph::{
        KnowledgeGraph,
        handles::{Compound, Target},
    },
};

impl KnowledgeGraph {
    /// pKi of several compounds at every target where at least one of them has a comparable Ki. Grey cells have no number; a ring marks a disputed action.
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
        let description = "Each cell is the geometric mean over papers as pKi, radioligand binding, human where there is any; darker binds more tightly; grey cells have no comparable number; a ring marks a disputed action.".to_owned();
        let longest = names.iter().map(|n| wide(n, NAMES)).fold(0.0, f64::max);
        let left = EDGE + longest + 14.0;
        let body = HEAD + CELL.1 * compounds.len() as f64;
        let width = (left + CELL.0 * targets.len() as f64 + EDGE).max(470.0);
        draw(title, description, (width, body + 64.0), |sheet| {
            for (j, target) in targets.iter().enumerate() {
                let size = if target.id().len() > 8 { 9.5 } else { TEXT };
                let x = left + (j as f64 + 0.5) * CELL.0;
                sheet.text(target.id(), (x, HEAD / 2.0), size, INK, Anchor::Middle)?;
            }
            for (i, compound) in compounds.iter().enumerate() {
                let y = HEAD + CELL.1 * i as f64;
                let middle = y + CELL.1 / 2.0;
                sheet.text(compound.name(), (EDGE, middle), NAMES, INK, Anchor::Left)?;
                for (j, target) in targets.iter().enumerate() {
                    let x = left + j as f64 * CELL.0;
                    let (from, to) = ((x + 1.0, y + 1.0), (x + CELL.0 - 1.0, y + CELL.1 - 1.0));
                    sheet.area(from, to, GRID.mix(0.45))?;
                    if let Ok(Some(a)) = compound.affinity(target) {
                        let depth = depth(a.pki());
                        sheet.area(from, to, WHITE)?;
                        sheet.area(from, to, PALETTE[0].mix(depth))?;
                        let at = (x + CELL.0 / 2.0, middle);
                        let ink = if depth > 0.85 { WHITE } else { INK };
                        sheet.text(&format!("{:.1}", a.pki()), at, NAMES, ink, Anchor::Middle)?;
                    }
                    if compound.is_disputed(target).unwrap_or(false) {
                        sheet.mark(Mark::Circle, (x + CELL.0 - 10.0, y + 9.0), PALETTE[1], true)?;
                    }
                }
            }
            scale(sheet, body + 24.0)
        })
    }
}

const EDGE: f64 = 16.0;
const HEAD: f64 = 26.0;
const CELL: (f64, f64) = (66.0, 30.0);
const NAMES: f64 = 13.0;
const WEAKEST: f64 = 4.0;
const TIGHTEST: f64 = 10.0;

/// How dark a cell is.
fn depth(pki: f64) -> f64 {
    0.06 + 0.94 * ((pki - WEAKEST) / (TIGHTEST - WEAKEST)).clamp(0.0, 1.0)
}

/// What the depths and the ring mean.
fn scale(sheet: &Sheet<'_>, y: f64) -> Result<(), Failure> {
    const WIDE: f64 = 24.0;
    let first = EDGE + 30.0;
    sheet.text("pKi", (EDGE, y), TEXT, INK, Anchor::Left)?;
    for i in 0..=(TIGHTEST - WEAKEST) as u32 {
        let pki = WEAKEST + f64::from(i);
        let x = first + WIDE * f64::from(i);
        sheet.area(
            (x, y - 8.0),
            (x + WIDE, y + 8.0),
            PALETTE[0].mix(depth(pki)),
        )?;
        let ink = if depth(pki) > 0.85 { WHITE } else { INK };
        sheet.text(
            &format!("{pki:.0}"),
            (x + WIDE / 2.0, y),
            TEXT,
            ink,
            Anchor::Middle,
        )?;
    }
    let ends = [
        (first, "0.1 mM", Anchor::Left),
        (first + WIDE * 7.0, "0.1 nM", Anchor::Right),
    ];
    for (x, words, side) in ends {
        sheet.text(words, (x, y + 20.0), TEXT - 1.0, SOFT, side)?;
    }
    let ring = [
        (
            Key::Mark(Mark::Circle, PALETTE[1], true),
            "disputed action".to_owned(),
        ),
        (Key::Band(FAINT), "no number".to_owned()),
    ];
    sheet.legend(first + WIDE * 7.0 + 24.0, y, &ring)
}
