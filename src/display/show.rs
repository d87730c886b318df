//! How the things of a graph show themselves in a notebook.

mod claim;
mod number;
mod small;
mod study;
mod summary;
mod thing;
