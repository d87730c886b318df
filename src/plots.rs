//! Plots as SVG, behind the feature `plots`.
//!
//! Each plot is a value: it shows itself in a notebook, gives its SVG text, and saves itself to a file.
//! Colours are those of Okabe and Ito, which the colour-blind can tell apart; shapes repeat what colours say.

mod affinity;
mod canvas;
mod competition;
mod genotype;
mod heat;
mod occupancy;
mod outcome;

use std::{fmt, path::Path};

use crate::{
    display::notebook::{Show, shown},
    error::Error,
};

/// A finished plot.
#[derive(Clone, PartialEq, Eq, serde::Serialize)]
pub struct Plot {
    title: String,
    description: String,
    svg: String,
}

impl Plot {
    /// What the plot shows, in a few words.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The plot as SVG text, with its title and description for screen readers.
    pub fn svg(&self) -> &str {
        &self.svg
    }

    /// Writes the SVG text to a file.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        std::fs::write(path, &self.svg).map_err(|e| Error::io("write the plot to", path, e))
    }
}

impl fmt::Display for Plot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.title, self.description)
    }
}

impl fmt::Debug for Plot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Plot({}, {} bytes of SVG)", self.title, self.svg.len())
    }
}

impl Show for Plot {
    fn html(&self) -> String {
        format!(
            "<figure class=\"opiograph\" style=\"margin:0;max-width:60em\">{}</figure>",
            self.svg
        )
    }
}
shown!(Plot);
