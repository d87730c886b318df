//! How an engagement is written, shown and stored.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Engagement, Verdict, percent};
use crate::{
    display::{
        html::{self, Html, Table},
        notebook::{Show, shown},
        text,
    },
    graph::handles::Target,
    quantity::{Concentration, Estimate},
};

impl Engagement {
    fn rows(&self) -> Vec<Vec<String>> {
        self.targets()
            .iter()
            .map(|t| {
                vec![
                    t.target.clone(),
                    t.occupancy.as_ref().map_or_else(|| "–".into(), percent),
                    t.verdict.to_string(),
                    t.constant
                        .as_ref()
                        .map_or_else(|| "–".into(), |c| c.to_string()),
                    if t.measured {
                        "measured".into()
                    } else {
                        t.why.first().map_or_else(String::new, |w| short_reason(w))
                    },
                ]
            })
            .collect()
    }
}

const HEAD: [&str; 5] = [
    "target",
    "occupancy",
    "verdict",
    "affinity",
    "what it hangs on",
];

/// The name of the input, without the sentence around it.
fn short_reason(note: &str) -> String {
    let text = note
        .strip_prefix("the range comes mainly from ")
        .unwrap_or(note);
    text.strip_prefix("the ").unwrap_or(text).to_owned()
}

impl fmt::Display for Engagement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}, {}{}",
            self.kg.0.node(self.compound).name,
            self.dose,
            if self.dose.hours_after().is_none() {
                ", at the peak"
            } else {
                ""
            }
        )?;
        for level in &self.levels {
            let nm = |e: Estimate| {
                let c = Concentration::from_nanomolar;
                format!("{} ({} to {})", c(e.value()), c(e.low()), c(e.high()))
            };
            writeln!(
                f,
                "{}: {} in plasma, {} free at the target",
                level.analyte(),
                nm(level.total()),
                nm(level.at_target())
            )?;
            for note in level.notes() {
                writeln!(f, "  - {note}")?;
            }
        }
        for note in &self.left_out {
            writeln!(f, "  - {note}")?;
        }
        writeln!(f)?;
        f.write_str(text::table(&HEAD, &self.rows()).trim_end())
    }
}

impl fmt::Debug for Engagement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Engagement({} {})", self.compound(), self.dose)
    }
}

impl Serialize for Engagement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("Engagement", 5)?;
        s.serialize_field("compound", self.compound())?;
        s.serialize_field("dose", &self.dose)?;
        s.serialize_field("levels", &self.levels)?;
        s.serialize_field("left_out", &self.left_out)?;
        s.serialize_field("targets", &self.targets())?;
        s.end()
    }
}

impl Show for Engagement {
    fn html(&self) -> String {
        let rows = self
            .targets()
            .into_iter()
            .zip(self.rows())
            .map(|(t, cells)| {
                let mut cells: Vec<Html> = cells.into_iter().map(Html::from).collect();
                if let (Ok(handle), Some(first)) = (self.kg.target(&t.target), cells.first_mut()) {
                    *first = Html::strong(Target::id(&handle));
                }
                if let Some(verdict) = cells.get_mut(2) {
                    *verdict = match t.verdict {
                        Verdict::Engaged => Html::badge(t.verdict),
                        _ => Html::muted(t.verdict),
                    };
                }
                cells
            });
        let notes = self
            .levels
            .iter()
            .flat_map(|l| l.notes().iter().cloned())
            .chain(self.left_out.iter().cloned())
            .map(Html::from);
        let title = format!("{}, {}", self.kg.0.node(self.compound).name, self.dose);
        html::block([
            html::heading(title),
            Table::new(&HEAD).numeric(1).rows(rows).into(),
            html::details("how the concentration was reached", html::list(notes)),
        ])
    }
}
shown!(Engagement);
