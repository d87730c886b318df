//! From genotype and co-medication to exposure, and from exposure to what follows.

mod assumptions;
pub(crate) mod conflicts;
pub(crate) mod consequences;
mod graph;
mod input;
mod model;
mod person;
pub(crate) mod phenoconversion;
pub(crate) mod ratio;

pub use input::ExposureInput;
pub(crate) use input::usual_share;

/// The enzyme whose genotype a [`Diplotype`](crate::Diplotype) is.
const GENE: &str = "CYP2D6";
