use thiserror::Error;

/// Why a text is not a CYP2D6 diplotype, or cannot be read with a table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum GenotypeError {
    #[error("a CYP2D6 diplotype names two haplotypes, as in `*1/*4`; the text is empty")]
    Empty,
    #[error(
        "a CYP2D6 diplotype has at most {limit} characters; this text has {length} and begins `{start}`"
    )]
    TooLong {
        length: usize,
        limit: usize,
        start: String,
    },
    #[error(
        "`{text}` names {found} haplotype{} where a diplotype has two, separated by `/`{}",
        if *.found == 1 { "" } else { "s" },
        if *.found == 1 { ": name the other one too" } else { "; genes on the same chromosome are joined by `+`" }
    )]
    HaplotypeCount { text: String, found: usize },
    #[error("`{allele}` in `{text}` lacks its star: did you mean `*{allele}`?")]
    NoStar { text: String, allele: String },
    #[error(
        "`{allele}` in `{text}` is not a star allele: a star is followed by a number, as in `*4` or `*4.001`"
    )]
    NotAnAllele { text: String, allele: String },
    #[error(
        "`{allele}` in `{text}` is a name of the old nomenclature, in which a letter may stand for another function; write the PharmVar number, as in `*4.001`"
    )]
    LegacyName { text: String, allele: String },
    #[error(
        "`{copies}` in `{text}` is not a number of copies: write `x2`, `x3`, `xN` or `x≥3`, from 1 to 99"
    )]
    Copies { text: String, copies: String },
    #[error(
        "`{text}` duplicates an unnamed one of two alleles with `{copies}`; only `x2` and `xN` have one reading there: write the number behind the allele that is duplicated"
    )]
    UnphasedCopies { text: String, copies: String },
    #[error(
        "CYP2D6 has no allele `{allele}` in the table of {effective}{}",
        .suggestions.first().map(|s| format!("; did you mean `{s}`?")).unwrap_or_default()
    )]
    UnknownAllele {
        allele: String,
        effective: String,
        suggestions: Vec<String>,
    },
    #[error("`{date}` is not a date: write year, month and day, as in `2021-06-30`")]
    Date { date: String },
    #[error("no CYP2D6 allele table holds on {date}: the first one is of {first}")]
    NoTable { date: String, first: String },
}

impl From<GenotypeError> for crate::Error {
    fn from(e: GenotypeError) -> Self {
        crate::error::ErrorKind::from(e).into()
    }
}

impl GenotypeError {
    /// Whether the text has the form of a diplotype and names an allele that the table lacks.
    pub(crate) fn is_unknown_allele(&self) -> bool {
        matches!(self, GenotypeError::UnknownAllele { .. })
    }

    /// Alleles that the reader may have meant, nearest first.
    pub(crate) fn suggestions(&self) -> &[String] {
        match self {
            GenotypeError::UnknownAllele { suggestions, .. } => suggestions,
            _ => &[],
        }
    }
}
