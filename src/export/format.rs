//! The formats in which a graph can be written.

use std::{fmt, path::Path, str::FromStr};

use crate::{error::Error, graph::KnowledgeGraph, source::suggest};

/// A format in which a graph can be written to disk: see [`KnowledgeGraph::export`].
///
/// ```
/// use opiograph::Format;
/// let format: Format = "md".parse()?;
/// assert_eq!(format, Format::Markdown);
/// assert_eq!((format.media_type(), format.is_folder()), ("text/markdown", false));
/// # Ok::<(), opiograph::Error>(())
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[non_exhaustive]
pub enum Format {
    /// One self-contained page to search and explore; needs no network.
    Html,
    /// Everything, in the shape that `schema/opiograph.schema.json` describes.
    Json,
    /// A folder of tables: compounds, claims, evidence, measurements, references and more.
    Csv,
    /// A text to read: each compound and target with its numbers, claims and sources.
    Markdown,
    /// All things and claims for Graphviz.
    Dot,
    /// A picture of the mechanisms: targets, processes, effects and conditions.
    Svg,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Format] = &[
        Format::Html,
        Format::Json,
        Format::Csv,
        Format::Markdown,
        Format::Dot,
        Format::Svg,
    ];

    /// The name, as [`str::parse`] reads it.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Markdown => "markdown",
            Format::Dot => "dot",
            Format::Svg => "svg",
        }
    }

    /// The IANA media type of the file, or of each file of the folder.
    pub const fn media_type(self) -> &'static str {
        match self {
            Format::Html => "text/html",
            Format::Json => "application/json",
            Format::Csv => "text/csv",
            Format::Markdown => "text/markdown",
            Format::Dot => "text/vnd.graphviz",
            Format::Svg => "image/svg+xml",
        }
    }

    /// The usual extension of the file, or of each file of the folder, without a dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Markdown => "md",
            Format::Dot => "dot",
            Format::Svg => "svg",
        }
    }

    /// The JSON Schema of [`Format::Json`], as text.
    pub const fn json_schema() -> &'static str {
        include_str!("../../schema/opiograph.schema.json")
    }

    /// Whether the format is a folder of several files.
    pub const fn is_folder(self) -> bool {
        matches!(self, Format::Csv)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    /// Reads a name or an extension, in any case: `"HTML"`, `"md"`.
    fn from_str(text: &str) -> Result<Format, Error> {
        let wanted = text.trim().trim_start_matches('.').to_lowercase();
        let fits = |f: &&Format| f.name() == wanted || f.extension() == wanted;
        Format::ALL.iter().find(fits).copied().ok_or_else(|| {
            let names = || Format::ALL.iter().map(|f| f.name());
            Error::invalid_with(
                "format",
                text,
                "there is no such format",
                &format!("use one of {}", names().collect::<Vec<_>>().join(", ")),
                suggest::nearest(&wanted, names(), 2),
            )
        })
    }
}

impl KnowledgeGraph {
    /// Writes the whole graph to a file, or to a folder where the format has several tables ([`Format::is_folder`]).
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use opiograph::*;
    /// let kg = KnowledgeGraph::from_dir("tests/fixtures/mini")?;
    /// let folder = std::env::temp_dir().join("opiograph-export");
    /// std::fs::create_dir_all(&folder)?;
    /// kg.export(Format::Html, folder.join("kg.html"))?;
    /// kg.export(Format::Csv, folder.join("tables"))?;
    /// assert!(folder.join("tables/measurements.csv").exists());
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The same data give the same bytes. A file that stands there is replaced; other files of a folder are left alone.
    ///
    /// # Errors
    /// Where the file or folder cannot be written.
    pub fn export(&self, format: Format, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        if format.is_folder() {
            return write_folder(path, &super::csv::tables(self)?);
        }
        let text = match format {
            Format::Html => super::page::page(self)?,
            Format::Json => super::json::text(self)?,
            Format::Markdown => super::markdown::text(self),
            Format::Dot => super::dot::graph(self),
            Format::Svg => super::picture::mechanisms(self).svg(),
            Format::Csv => String::new(),
        };
        std::fs::write(path, text).map_err(|e| Error::io("write", path, e))
    }
}

fn write_folder(path: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Error> {
    std::fs::create_dir_all(path).map_err(|e| Error::io("create the folder", path, e))?;
    for (name, bytes) in files {
        let file = path.join(name);
        std::fs::write(&file, bytes).map_err(|e| Error::io("write", &file, e))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn names_and_extensions_are_read() {
        for f in Format::ALL {
            assert_eq!(f.name().parse::<Format>().unwrap(), *f);
            assert_eq!(f.extension().to_uppercase().parse::<Format>().unwrap(), *f);
        }
        let e = "jsn".parse::<Format>().unwrap_err();
        assert_eq!(e.suggestions(), ["json"]);
        assert!(e.is_invalid_input());
        assert!(e.to_string().contains("`jsn`"), "{e}");
    }
}
