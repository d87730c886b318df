//! A typed knowledge graph of opioid-receptor pharmacology.
#![forbid(unsafe_code)]
#![allow(dead_code)]

pub mod model;
pub mod pharmacology;
pub mod quantity;
pub mod source;
