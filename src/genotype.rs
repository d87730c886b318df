//! CYP2D6 star alleles, diplotypes, activity scores and phenotypes.
//!
//! A laboratory reports two haplotypes, such as `*1/*4`.
//! Each allele has an activity value in a dated table; the sum over all copies is the activity score, and the score decides the phenotype.
//! Nothing here needs the graph: the tables stand in `data/pharmacogenomics/alleles.ron` and are part of the library.
//!
//! ```
//! use opiograph::{Diplotype, Phenotype};
//!
//! let d: Diplotype = "*1/*4".parse()?;
//! assert_eq!(d.activity_score().map(|s| s.value()), Some(1.0));
//! assert_eq!(d.phenotype(), Phenotype::Intermediate);
//! # Ok::<(), opiograph::Error>(())
//! ```

mod diplotype;
mod error;
mod haplotype;
mod parse;
mod score;
mod table;

pub use diplotype::{AlleleCall, Diplotype};
pub(crate) use error::GenotypeError;
pub use haplotype::{Copies, GeneUnit, Haplotype};
pub use score::ActivityScore;
pub use table::{AlleleEntry, AlleleTable};
