//! Predictions against what others published.

pub(crate) mod blockade;
pub(crate) mod exposure;
pub(crate) mod occupancy;
pub(crate) mod replication;
