use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use super::error::GenotypeError;
use crate::{
    model::experiment::AlleleFunction,
    source::{
        bundled, read,
        syntax::{AlleleTableText, RecordText},
    },
};

/// The tables that come with the library, oldest first.
static TABLES: LazyLock<Vec<Arc<AlleleTable>>> = LazyLock::new(|| {
    let file = bundled::files()
        .into_iter()
        .find(|f| f.name.ends_with("pharmacogenomics/alleles.ron"));
    let file = file.expect("the allele tables are part of the library");
    let records =
        read::parse(&file).expect("the allele tables of the library are valid: a test reads them");
    let mut tables: Vec<Arc<AlleleTable>> = Vec::new();
    for record in records {
        if let RecordText::AlleleTable(record) = record {
            let base = record
                .based_on
                .as_deref()
                .and_then(|id| tables.iter().find(|t| t.id == *id))
                .cloned();
            tables.push(Arc::new(AlleleTable::from_text(&record, base.as_deref())));
        }
    }
    tables.sort_by(|a, b| a.effective.cmp(&b.effective));
    assert!(!tables.is_empty(), "the library holds an allele table");
    tables
});

/// What is known of one star allele.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct AlleleEntry {
    /// The allele, with its star.
    pub name: String,
    /// What its enzyme can do.
    pub function: AlleleFunction,
    /// The activity value of one copy; `None` where the function is not known.
    pub activity: Option<f64>,
    /// What is remarkable about it.
    pub note: Option<String>,
    /// The reference that the entry rests on.
    pub source: String,
}

/// The functions of the CYP2D6 alleles as they stood from a given day on.
///
/// Experts reassign functions: in the CPIC change of 2022, released in March 2023, `*41` fell from 0.5 to 0.25.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct AlleleTable {
    id: String,
    effective: String,
    source: String,
    alleles: BTreeMap<u16, AlleleEntry>,
}

impl AlleleTable {
    /// All tables, oldest first.
    pub fn all() -> impl Iterator<Item = Arc<AlleleTable>> {
        TABLES.iter().cloned()
    }

    /// The newest table.
    pub fn newest() -> Arc<AlleleTable> {
        Arc::clone(&TABLES[TABLES.len() - 1])
    }

    /// The table that held on a day, written `2021-06-30`.
    pub(crate) fn on(date: &str) -> Result<Arc<AlleleTable>, GenotypeError> {
        if !is_date(date) {
            return Err(GenotypeError::Date {
                date: date.chars().take(20).collect(),
            });
        }
        TABLES
            .iter()
            .rev()
            .find(|t| t.effective.as_str() <= date)
            .cloned()
            .ok_or_else(|| GenotypeError::NoTable {
                date: date.to_owned(),
                first: TABLES[0].effective.clone(),
            })
    }

    /// The table's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The day from which it holds, as `YYYY-MM-DD`.
    pub fn effective(&self) -> &str {
        &self.effective
    }

    /// The reference that it was read from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Its alleles, by number.
    pub fn alleles(&self) -> impl Iterator<Item = &AlleleEntry> {
        self.alleles.values()
    }

    pub(super) fn entry(&self, number: u16) -> Result<&AlleleEntry, GenotypeError> {
        self.alleles
            .get(&number)
            .ok_or_else(|| GenotypeError::UnknownAllele {
                allele: format!("*{number}"),
                effective: self.effective.clone(),
                suggestions: self.nearest(number),
            })
    }

    /// The alleles whose number is written most alike, then the ones that are nearest in number.
    fn nearest(&self, number: u16) -> Vec<String> {
        let written = number.to_string();
        let mut ranked: Vec<(usize, u16, u16)> = self
            .alleles
            .keys()
            .map(|&known| {
                (
                    strsim::osa_distance(&written, &known.to_string()),
                    known.abs_diff(number),
                    known,
                )
            })
            .filter(|&(distance, ..)| distance <= 1)
            .collect();
        ranked.sort_unstable();
        ranked
            .into_iter()
            .take(3)
            .map(|(.., known)| format!("*{known}"))
            .collect()
    }

    fn from_text(text: &AlleleTableText, base: Option<&AlleleTable>) -> AlleleTable {
        let mut alleles = base.map(|b| b.alleles.clone()).unwrap_or_default();
        for allele in &text.alleles {
            if let Ok(number) = allele.name.trim_start_matches('*').parse() {
                alleles.insert(
                    number,
                    AlleleEntry {
                        name: allele.name.value.clone(),
                        function: allele.function,
                        activity: allele.activity,
                        note: allele.note.clone(),
                        source: allele.source.as_ref().unwrap_or(&text.source).value.clone(),
                    },
                );
            }
        }
        AlleleTable {
            id: text.id.value.clone(),
            effective: text.effective.clone(),
            source: text.source.value.clone(),
            alleles,
        }
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |s: &str, length: usize| {
        (s.len() == length && s.bytes().all(|b| b.is_ascii_digit()))
            .then(|| s.parse::<u16>().ok())
            .flatten()
    };
    match parts.as_slice() {
        [year, month, day] => {
            number(year, 4).is_some()
                && number(month, 2).is_some_and(|m| (1..=12).contains(&m))
                && number(day, 2).is_some_and(|d| (1..=31).contains(&d))
        }
        _ => false,
    }
}
