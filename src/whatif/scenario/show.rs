//! How a scenario is written, shown and stored.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::Scenario;
use crate::{
    display::{
        html::{self, Html, Table},
        notebook::{Show, shown},
        text,
    },
    whatif::engagement::percent,
};

/// A table shows at most this many targets.
const SHOWN: usize = 10;

impl Scenario {
    fn title(&self) -> String {
        let given: Vec<String> = self
            .given
            .iter()
            .map(|g| format!("{} {}", g.compound(), g.dose()))
            .collect();
        if given.is_empty() {
            "no drug given".into()
        } else {
            text::and(&given)
        }
    }

    fn rows(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let mut head = vec!["target".to_owned()];
        head.extend(self.given.iter().map(|g| g.compound().to_owned()));
        head.push("activity".into());
        let rows = self
            .targets()
            .iter()
            .take(SHOWN)
            .map(|c| {
                let mut row = vec![c.target.clone()];
                for g in &self.given {
                    let own = c.ligands.iter().find(|l| l.compound == g.compound());
                    row.push(own.map_or_else(|| "–".into(), |l| percent(&l.occupancy)));
                }
                row.push(c.activation.as_ref().map_or_else(|| "–".into(), percent));
                row
            })
            .collect();
        (head, rows)
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title())?;
        let (head, rows) = self.rows();
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        f.write_str(text::table(&head, &rows).trim_end())
    }
}

impl fmt::Debug for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scenario({})", self.title())
    }
}

impl Serialize for Scenario {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("Scenario", 3)?;
        s.serialize_field("given", &self.given)?;
        s.serialize_field("under_stress", &self.under_stress)?;
        s.serialize_field("targets", &self.targets())?;
        s.end()
    }
}

impl Show for Scenario {
    fn html(&self) -> String {
        let (head, rows) = self.rows();
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        let rows = rows
            .into_iter()
            .map(|r| r.into_iter().map(Html::from).collect());
        html::block([
            html::heading(self.title()),
            Table::new(&head).numeric(1).rows(rows).into(),
        ])
    }
}
shown!(Scenario);
