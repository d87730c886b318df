//! Predictions against what others published.

pub(crate) mod occupancy;
