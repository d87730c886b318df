//! Questions that know the graph: mechanisms, patterns, comparisons.

pub(crate) mod bounds;
pub(crate) mod compare;
pub(crate) mod compound_query;
pub(crate) mod diff;
pub(crate) mod dispute;
pub(crate) mod gaps;
pub(crate) mod known;
pub(crate) mod path;
pub(crate) mod profile;
pub(crate) mod reading;
pub(crate) mod similar;
