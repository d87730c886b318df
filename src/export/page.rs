//! The page: one self-contained HTML file to search and explore.

use crate::{error::Error, graph::KnowledgeGraph};

pub(super) fn page(_kg: &KnowledgeGraph) -> Result<String, Error> {
    Ok(String::new())
}
