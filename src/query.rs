//! Questions that know the graph: mechanisms, patterns, comparisons.

pub(crate) mod path;
