//! Quantities with their units: concentrations, doses, and numbers that carry their uncertainty.

mod concentration;
mod dose;
mod error;
mod estimate;
mod figures;
mod interval;

pub use concentration::{Concentration, MolarMass};
pub use dose::Dose;
pub use error::QuantityError;
pub use estimate::{Estimate, Input, Scale};
pub use interval::Interval;
pub(crate) use interval::Z90;

pub(crate) use error::{fraction, non_negative, positive, within};
pub(crate) use figures::{decimals, figures};
