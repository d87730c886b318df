//! Questions that know the graph: mechanisms, patterns, comparisons.

pub(crate) mod compound_query;
pub(crate) mod dispute;
pub(crate) mod known;
pub(crate) mod path;
