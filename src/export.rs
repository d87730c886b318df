//! Pictures and files: what a graph looks like outside this program.

mod dot;
mod neighbourhood;
mod picture;
pub(crate) mod svg;

pub use self::{
    neighbourhood::Neighbourhood,
    picture::{GraphPicture, PictureEdge, PictureNode},
};
