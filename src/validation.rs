//! Predictions against what others published.

pub(crate) mod blockade;
pub(crate) mod occupancy;
