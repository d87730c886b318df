use std::fmt;

/// How many copies of a gene stand in a row on one chromosome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Copies {
    /// A counted number.
    Exactly(u8),
    /// At least so many: `x≥3`; `xN` means two or more.
    AtLeast(u8),
}

impl Copies {
    /// The least number of copies.
    pub fn least(self) -> u8 {
        match self {
            Copies::Exactly(n) | Copies::AtLeast(n) => n,
        }
    }

    /// Whether there may be more.
    pub fn is_open(self) -> bool {
        matches!(self, Copies::AtLeast(_))
    }
}

impl fmt::Display for Copies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Copies::Exactly(1) => Ok(()),
            Copies::Exactly(n) => write!(f, "x{n}"),
            Copies::AtLeast(2) => f.write_str("xN"),
            Copies::AtLeast(n) => write!(f, "x≥{n}"),
        }
    }
}

/// One gene of a haplotype: a star allele, its suballele where that was told, and its copies.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GeneUnit {
    pub(super) number: u16,
    pub(super) suballele: Option<String>,
    pub(super) copies: Copies,
}

impl GeneUnit {
    /// The star allele that decides the function: `*4` for `*4.001x2`.
    pub fn core_allele(&self) -> String {
        format!("*{}", self.number)
    }

    /// PharmVar's number of the suballele, which does not change the function: `001` for `*4.001`.
    pub fn suballele(&self) -> Option<&str> {
        self.suballele.as_deref()
    }

    /// How many copies there are.
    pub fn copies(&self) -> Copies {
        self.copies
    }
}

impl fmt::Display for GeneUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "*{}", self.number)?;
        if let Some(suballele) = &self.suballele {
            write!(f, ".{suballele}")?;
        }
        self.copies.fmt(f)
    }
}

/// The CYP2D6 genes of one chromosome: one, several copies of one, or a tandem such as `*36+*10`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Haplotype {
    pub(super) units: Vec<GeneUnit>,
}

impl Haplotype {
    /// The genes, in the order in which they were written.
    pub fn units(&self) -> &[GeneUnit] {
        &self.units
    }
}

impl fmt::Display for Haplotype {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, unit) in self.units.iter().enumerate() {
            if i > 0 {
                f.write_str("+")?;
            }
            unit.fmt(f)?;
        }
        Ok(())
    }
}
