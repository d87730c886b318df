//! What if: doses, blockade and competition, computed from the graph.

mod assumptions;
pub(crate) mod binding;
pub(crate) mod engagement;
pub(crate) mod exposure;
