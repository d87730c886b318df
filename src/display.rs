//! How results show themselves: text, tables, and rich output in a notebook.

pub(crate) mod html;
pub(crate) mod notebook;
pub(crate) mod number;
mod show;
pub(crate) mod terminal;
pub(crate) mod text;
