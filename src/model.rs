//! The terms of the field: closed vocabularies and the relations between kinds of thing.
//!
//! This module knows neither files nor graphs.

pub mod action;
pub(crate) mod curie;
pub mod evidence;
pub mod experiment;
pub mod kind;
pub mod measurement;
pub(crate) mod name;
pub mod relation;
pub mod sign;
pub mod species;
pub(crate) mod vocabulary;
