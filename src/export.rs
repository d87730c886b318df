//! Pictures and files: what a graph looks like outside this program.

mod csv;
mod document;
mod dot;
mod format;
mod json;
mod markdown;
mod neighbourhood;
mod page;
mod picture;
pub(crate) mod svg;

pub use self::{
    format::Format,
    neighbourhood::Neighbourhood,
    picture::{GraphPicture, PictureEdge, PictureNode},
};
