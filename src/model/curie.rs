//! Identifiers of other databases, written as `namespace:local`.

/// Whether the local part of an identifier has the form that its namespace prescribes.
type Form = fn(&str) -> bool;

/// The namespaces that a record may cite, with a test for the local part.
const NAMESPACES: &[(&str, Form)] = &[
    ("atc", |s| {
        (1..=7).contains(&s.len())
            && s.starts_with(|c: char| c.is_ascii_uppercase())
            && alphanumeric(s)
    }),
    ("cas", cas),
    ("chebi", digits),
    ("chembl", |s| s.strip_prefix("CHEMBL").is_some_and(digits)),
    ("chembl.target", |s| {
        s.strip_prefix("CHEMBL").is_some_and(digits)
    }),
    ("clinpgx", |s| s.strip_prefix("PA").is_some_and(digits)),
    ("drugbank", |s| {
        s.strip_prefix("DB")
            .is_some_and(|d| d.len() == 5 && digits(d))
    }),
    ("drugcentral", digits),
    ("go", |s| s.len() == 7 && digits(s)),
    ("hgnc", digits),
    ("hp", |s| s.len() == 7 && digits(s)),
    ("inchikey", inchikey),
    ("iuphar", digits),
    ("iuphar.family", digits),
    ("mesh", |s| s.starts_with(['C', 'D']) && digits(&s[1..])),
    ("mondo", |s| s.len() == 7 && digits(s)),
    ("pubchem.compound", digits),
    ("pubchem.substance", digits),
    ("rxnorm", digits),
    ("uberon", |s| s.len() == 7 && digits(s)),
    ("unii", |s| {
        s.len() == 10
            && s.chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    }),
    ("uniprot", |s| {
        matches!(s.len(), 6 | 10)
            && s.starts_with(|c: char| c.is_ascii_uppercase())
            && alphanumeric(s)
    }),
];

fn digits(s: &str) -> bool {
    !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit())
}

fn alphanumeric(s: &str) -> bool {
    s.bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// CAS numbers end in a check digit: the digits before it, weighted 1, 2, 3 … from the right, add up to it modulo 10.
fn cas(s: &str) -> bool {
    let parts: Vec<&str> = s.split('-').collect();
    let &[a, b, c] = parts.as_slice() else {
        return false;
    };
    if !(2..=7).contains(&a.len())
        || b.len() != 2
        || c.len() != 1
        || ![a, b, c].into_iter().all(digits)
    {
        return false;
    }
    let sum: u32 = a
        .bytes()
        .chain(b.bytes())
        .rev()
        .zip(1u32..)
        .map(|(d, weight)| u32::from(d - b'0') * weight)
        .sum();
    sum % 10 == u32::from(c.as_bytes()[0] - b'0')
}

fn inchikey(s: &str) -> bool {
    let parts: Vec<&str> = s.split('-').collect();
    let upper = |p: &str, len: usize| p.len() == len && p.bytes().all(|b| b.is_ascii_uppercase());
    matches!(parts.as_slice(), [a, b, c] if upper(a, 14) && upper(b, 10) && upper(c, 1))
}

/// What is wrong with a cross-reference, if anything, and what would be right.
pub(crate) fn problem(xref: &str) -> Option<(String, String)> {
    let names = || NAMESPACES.iter().map(|(n, _)| *n);
    let Some((namespace, local)) = xref.split_once(':') else {
        return Some((
            format!("`{xref}` is not a cross-reference"),
            "write it as `namespace:local`, such as `chembl:CHEMBL70`".into(),
        ));
    };
    match NAMESPACES.iter().find(|(n, _)| *n == namespace) {
        None => {
            let help = match crate::source::suggest::nearest(namespace, names(), 1).first() {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("one of: {}", names().collect::<Vec<_>>().join(", ")),
            };
            Some((format!("no namespace `{namespace}`"), help))
        }
        Some((_, fits)) if !fits(local) => Some((
            format!("`{local}` does not have the form of a {namespace} identifier"),
            "compare it with the database's page; a check digit or letter may be wrong".into(),
        )),
        Some(_) => None,
    }
}

/// Whether one identifier of this namespace may belong to several things.
pub(crate) fn may_be_shared(xref: &str) -> bool {
    xref.starts_with("atc:") || xref.starts_with("iuphar.family:")
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn right_forms_pass_and_decoys_fail() {
        for good in [
            "chembl:CHEMBL70",
            "cas:57-27-2",
            "inchikey:BQJCRHHNABKAKU-KBQPJGBKSA-N",
            "unii:76I7G6D29C",
            "uniprot:P35372",
            "iuphar:319",
            "drugbank:DB00295",
        ] {
            assert_eq!(problem(good), None, "{good}");
        }
        for bad in [
            "chembl:70",
            "cas:57-27-3",
            "inchikey:BQJCRHHNABKAKU",
            "unii:76I7",
            "uniprot:35372",
            "chembel:CHEMBL70",
            "P35372",
            "drugbank:DB295",
        ] {
            assert!(problem(bad).is_some(), "{bad}");
        }
    }
}
