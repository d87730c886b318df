//! What if: doses, blockade and competition, computed from the graph.

mod assumptions;
pub(crate) mod binding;
mod block;
pub(crate) mod blockade;
mod carried;
pub(crate) mod constants;
mod crosstalk;
mod efficacy;
pub(crate) mod engagement;
mod experiments;
pub(crate) mod exposure;
mod flow;
mod given;
mod in_animals;
mod judge;
pub(crate) mod network;
mod place;
mod predict;
pub(crate) mod prediction;
mod push;
pub(crate) mod scenario;
mod show;
mod tell;
mod towards;
