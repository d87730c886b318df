//! From RON text to checked records, or to diagnostics that say what to mend.

pub(crate) mod bundled;
mod bundled_files;
pub(crate) mod diagnostic;
pub(crate) mod fields;
pub(crate) mod read;
pub(crate) mod span;
pub(crate) mod suggest;
pub(crate) mod syntax;
