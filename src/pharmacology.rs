//! The calculations of the field as pure functions: binding, response, exposure and interactions.
//!
//! Nothing here looks anything up. Numbers come in with their units, numbers go out with theirs, and input that makes no
//! sense is an error that names it.

mod assay;
mod block;
mod clearance;
mod enzyme;
mod exposure;
mod extraction;
mod fda;
mod in_vivo;
mod irreversible;
mod occupancy;
mod response;
mod schild;
mod time_course;

pub use assay::{ic50_from_ki, ki_from_ic50};
pub use block::{channel_block, uptake_inhibition};
pub use clearance::{Clearance, EliminationRoute, product_auc_ratio};
pub use enzyme::{Modifier, remaining_activity};
pub use exposure::{brain_unbound, peak_upper_bound, scaled_to_dose, unbound};
pub use extraction::systemic_auc_ratio;
pub use fda::FdaClass;
pub use in_vivo::{
    auc_ratio_in_vivo, combined_inhibition_ratio, contribution_ratio_from_poor_metabolisers,
    inhibition_ratio_from_auc_ratio,
};
pub use irreversible::{
    lingering_occupancy, receptors_after_inactivation, receptors_after_recovery,
};
pub use occupancy::{
    Ligand, UncertainLigand, competition, competition_estimates, concentration_for_occupancy,
    occupancy, occupancy_estimate,
};
pub use response::{Agonist, OperationalModel, efficacy_from_maximum};
pub use schild::{antagonist_for_dose_ratio, dose_ratio, kb_from_dose_ratio, pa2};
pub use time_course::TimeCourse;
