use super::{
    error::GenotypeError,
    haplotype::{Copies, GeneUnit, Haplotype},
};

/// Far above the longest tandem that a laboratory reports.
const LONGEST: usize = 200;

/// Two haplotypes as written, and the copies of an allele that the report does not name: `(*1/*4)xN`.
#[derive(Debug)]
pub(super) struct Parsed {
    pub haplotypes: [Haplotype; 2],
    pub unphased: Option<Copies>,
}

/// Reads a diplotype in the notations of PharmVar, CPIC and common laboratory reports.
pub(super) fn diplotype(input: &str) -> Result<Parsed, GenotypeError> {
    let shown = input.trim();
    if shown.is_empty() {
        return Err(GenotypeError::Empty);
    }
    let length = shown.chars().count();
    if length > LONGEST {
        return Err(GenotypeError::TooLong {
            length,
            limit: LONGEST,
            start: shown.chars().take(12).collect(),
        });
    }

    let folded = fold(shown);
    let (body, unphased) = match folded
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
    {
        Some((inside, "")) => (inside.to_owned(), None),
        Some((inside, tail)) => (inside.to_owned(), Some(unphased(shown, tail)?)),
        None => (folded, None),
    };
    let parts: Vec<&str> = body.split('/').collect();
    let [first, second] = parts.as_slice() else {
        return Err(GenotypeError::HaplotypeCount {
            text: shown.to_owned(),
            found: parts.len(),
        });
    };
    Ok(Parsed {
        haplotypes: [haplotype(shown, first)?, haplotype(shown, second)?],
        unphased,
    })
}

/// Drops white space and the gene's name, and writes signs in one way.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => {}
            '∗' | '＊' | '⁎' => folded.push('*'),
            '×' => folded.push('x'),
            '≥' => folded.push_str(">="),
            '／' => folded.push('/'),
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded.replace("cyp2d6:", "").replace("cyp2d6", "")
}

fn unphased(text: &str, tail: &str) -> Result<Copies, GenotypeError> {
    match copies(text, tail)? {
        Copies::Exactly(1) => Ok(Copies::Exactly(1)),
        allowed @ (Copies::Exactly(2) | Copies::AtLeast(2)) => Ok(allowed),
        _ => Err(GenotypeError::UnphasedCopies {
            text: text.to_owned(),
            copies: tail.to_owned(),
        }),
    }
}

fn haplotype(text: &str, part: &str) -> Result<Haplotype, GenotypeError> {
    let units = part
        .split('+')
        .map(|unit| gene_unit(text, unit))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Haplotype { units })
}

fn gene_unit(text: &str, unit: &str) -> Result<GeneUnit, GenotypeError> {
    let not_an_allele = || GenotypeError::NotAnAllele {
        text: text.to_owned(),
        allele: unit.to_owned(),
    };
    let Some(rest) = unit.strip_prefix('*') else {
        let numbered = unit.starts_with(|c: char| c.is_ascii_digit());
        return Err(if numbered {
            GenotypeError::NoStar {
                text: text.to_owned(),
                allele: unit.to_owned(),
            }
        } else {
            not_an_allele()
        });
    };

    let (name, copy_text) = match rest.find('x') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let (core, suballele) = match name.split_once('.') {
        Some((core, sub)) => (core, Some(sub)),
        None => (name, None),
    };
    let digits = core.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if digits.len() < core.len() && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    {
        return Err(GenotypeError::LegacyName {
            text: text.to_owned(),
            allele: unit.to_owned(),
        });
    }
    let is_number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !is_number(core) || suballele.is_some_and(|sub| !is_number(sub)) {
        return Err(not_an_allele());
    }
    Ok(GeneUnit {
        number: core.parse().map_err(|_| not_an_allele())?,
        suballele: suballele.map(str::to_owned),
        copies: if copy_text.is_empty() {
            Copies::Exactly(1)
        } else {
            copies(text, copy_text)?
        },
    })
}

fn copies(text: &str, written: &str) -> Result<Copies, GenotypeError> {
    let wrong = || GenotypeError::Copies {
        text: text.to_owned(),
        copies: written.to_owned(),
    };
    let count = written.strip_prefix('x').ok_or_else(wrong)?;
    if count == "n" {
        return Ok(Copies::AtLeast(2));
    }
    let (number, open) = match count.strip_prefix(">=") {
        Some(number) => (number, true),
        None => (count, false),
    };
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(wrong());
    }
    match number.parse::<u8>() {
        Ok(n @ 1..=99) if open => Ok(Copies::AtLeast(n)),
        Ok(n @ 1..=99) => Ok(Copies::Exactly(n)),
        _ => Err(wrong()),
    }
}
