use std::{fmt, hash, str::FromStr, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{
    error::GenotypeError,
    haplotype::{Copies, GeneUnit, Haplotype},
    parse,
    score::ActivityScore,
    table::{AlleleEntry, AlleleTable},
};
use crate::{
    display::{
        html,
        notebook::{Show, shown},
    },
    error::Error,
    model::experiment::{AlleleFunction, Phenotype},
};

/// The two CYP2D6 haplotypes of a person, read with a dated table of allele functions.
///
/// Both haplotypes may hold one gene (`*4`), copies (`*1x2`, `*1xN`, `*1x≥3`) or a tandem (`*36+*10`).
/// Order, case, white space and the prefix `CYP2D6` do not matter, and suballeles (`*4.001`) count as their star allele.
/// `(*1/*4)xN` stands for a report that does not say which of the two alleles is duplicated.
#[derive(Clone)]
pub struct Diplotype {
    haplotypes: [Haplotype; 2],
    unphased: Option<Copies>,
    table: Arc<AlleleTable>,
}

/// One gene of a diplotype with what its table says of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AlleleCall {
    /// As it was written, in normal form: `*4.001x2`.
    pub written: String,
    /// The star allele that decides the function.
    pub allele: String,
    /// What its enzyme can do.
    pub function: AlleleFunction,
    /// The activity value of one copy.
    pub activity: Option<f64>,
    /// What is remarkable about the allele.
    pub note: Option<String>,
    /// The reference behind the value.
    pub source: String,
}

impl Diplotype {
    /// The same genotype read with the table that held on a day, written `2021-06-30`.
    ///
    /// # Errors
    /// Where the text is no date, no table is as old, or an allele was not listed then.
    pub fn as_of(&self, date: &str) -> Result<Diplotype, Error> {
        let table = AlleleTable::on(date)?;
        Ok(self.clone().checked_with(table)?)
    }

    /// The table of allele functions that this diplotype is read with.
    pub fn table(&self) -> Arc<AlleleTable> {
        Arc::clone(&self.table)
    }

    /// The two haplotypes.
    pub fn haplotypes(&self) -> &[Haplotype; 2] {
        &self.haplotypes
    }

    /// Every gene with the function that the table gives it.
    pub fn alleles(&self) -> Vec<AlleleCall> {
        self.units()
            .filter_map(|unit| {
                let entry = self.entry(unit)?;
                Some(AlleleCall {
                    written: unit.to_string(),
                    allele: entry.name.clone(),
                    function: entry.function,
                    activity: entry.activity,
                    note: entry.note.clone(),
                    source: entry.source.clone(),
                })
            })
            .collect()
    }

    /// The sum of the activity values of all gene copies; `None` where the function of an allele is not known.
    ///
    /// # Model
    /// Σ copies × activity value, over both haplotypes.
    ///
    /// # Assumptions
    /// Every copy works as the allele does alone.
    ///
    /// # Reference
    /// Caudle KE et al. 2020, PMID 31647186.
    pub fn activity_score(&self) -> Option<ActivityScore> {
        let (mut low, mut high) = (0.0, Some(0.0));
        let mut single = [0.0; 2];
        for (haplotype, sum) in self.haplotypes.iter().zip(&mut single) {
            for unit in haplotype.units() {
                let activity = self.entry(unit)?.activity?;
                let least = activity * f64::from(unit.copies().least());
                low += least;
                *sum += least;
                high = match high {
                    Some(h) if !unit.copies().is_open() || activity == 0.0 => Some(h + least),
                    _ => None,
                };
            }
        }
        let Some(copies) = self.unphased else {
            return Some(ActivityScore::new(low, high));
        };
        let more = f64::from(copies.least().saturating_sub(1));
        let [a, b] = single;
        let high = match high {
            Some(h) if !copies.is_open() || a.max(b) == 0.0 => Some(h + more * a.max(b)),
            _ => None,
        };
        Some(ActivityScore::new(low + more * a.min(b), high))
    }

    /// The phenotype that the genotype predicts.
    ///
    /// `Indeterminate` where the function of an allele is not known, and where an open score or a range allows more than one phenotype.
    pub fn phenotype(&self) -> Phenotype {
        self.activity_score()
            .map_or(Phenotype::Indeterminate, |score| score.phenotype())
    }

    /// Every phenotype that the score allows, from the slowest to the fastest; only `Indeterminate` where there is no score.
    pub fn phenotypes(&self) -> Vec<Phenotype> {
        self.activity_score().map_or_else(
            || vec![Phenotype::Indeterminate],
            |score| score.phenotypes(),
        )
    }

    fn units(&self) -> impl Iterator<Item = &GeneUnit> {
        self.haplotypes.iter().flat_map(|h| h.units())
    }

    fn entry(&self, unit: &GeneUnit) -> Option<&AlleleEntry> {
        self.table.entry(unit.number).ok()
    }

    fn checked_with(mut self, table: Arc<AlleleTable>) -> Result<Diplotype, GenotypeError> {
        self.units()
            .try_for_each(|unit| table.entry(unit.number).map(drop))?;
        self.table = table;
        Ok(self)
    }
}

impl FromStr for Diplotype {
    type Err = Error;

    /// Reads a diplotype with the newest table.
    fn from_str(text: &str) -> Result<Self, Error> {
        let parse::Parsed {
            mut haplotypes,
            unphased,
        } = parse::diplotype(text)?;
        haplotypes.sort();
        let table = AlleleTable::newest();
        Ok(Diplotype {
            haplotypes,
            unphased,
            table: Arc::clone(&table),
        }
        .checked_with(table)?)
    }
}

impl PartialEq for Diplotype {
    fn eq(&self, other: &Self) -> bool {
        (&self.haplotypes, self.unphased, self.table.id())
            == (&other.haplotypes, other.unphased, other.table.id())
    }
}

impl Eq for Diplotype {}

impl hash::Hash for Diplotype {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        (&self.haplotypes, self.unphased, self.table.id()).hash(state);
    }
}

impl fmt::Debug for Diplotype {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Diplotype({self}, table of {})", self.table.effective())
    }
}

/// `{}` writes the genotype; `{:#}` adds each allele's function, the score, the phenotype and the table.
impl fmt::Display for Diplotype {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b] = &self.haplotypes;
        match self.unphased {
            Some(copies) => write!(f, "({a}/{b}){copies}")?,
            None => write!(f, "{a}/{b}")?,
        }
        if !f.alternate() {
            return Ok(());
        }
        for call in self.alleles() {
            write!(f, "\n  {:<10} {}", call.written, call.function)?;
            match call.activity {
                Some(activity) => write!(f, ", activity value {activity}")?,
                None => f.write_str(", no activity value")?,
            }
            if let Some(note) = &call.note {
                write!(f, " ({note})")?;
            }
        }
        match self.activity_score() {
            Some(score) => write!(f, "\n  activity score {score}: ")?,
            None => f.write_str("\n  no activity score: ")?,
        }
        for (i, phenotype) in self.phenotypes().iter().enumerate() {
            write!(f, "{}{phenotype}", if i > 0 { " or " } else { "" })?;
        }
        write!(
            f,
            "\n  table of {} [{}]",
            self.table.effective(),
            self.table.source()
        )
    }
}

impl Serialize for Diplotype {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Diplotype {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

impl Show for Diplotype {
    fn html(&self) -> String {
        html::block(html::outline(&format!("{self:#}")))
    }
}

shown!(Diplotype);
