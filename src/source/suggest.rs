use strsim::{jaro_winkler, osa_distance};

/// The names closest to a misspelt one, best first; names that are too far away are left out.
///
/// Distance counts insertions, deletions, substitutions and swaps; a third of the longer name may differ.
/// Among equals, the one that begins alike comes first, then the alphabet decides.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<String> {
    /// Longer input is no misspelt name, and comparing it would cost time for nothing.
    const LONGEST: usize = 100;
    if name.chars().count() > LONGEST {
        return Vec::new();
    }
    let wanted = name.to_lowercase();
    let mut scored: Vec<(usize, f64, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let folded = candidate.to_lowercase();
            let (a, b) = (wanted.chars().count(), folded.chars().count());
            let allowed = (a.max(b) / 3).max(1);
            if a.abs_diff(b) > allowed {
                return None;
            }
            let distance = osa_distance(&wanted, &folded);
            (distance <= allowed).then(|| (distance, jaro_winkler(&wanted, &folded), candidate))
        })
        .collect();
    scored.sort_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)).then(x.2.cmp(y.2)));
    let mut names: Vec<String> = Vec::new();
    for (_, _, candidate) in scored {
        if names.iter().all(|n| n != candidate) {
            names.push(candidate.to_owned());
        }
        if names.len() == most {
            break;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_closest_comes_first() {
        assert_eq!(
            nearest("naltrexon", ["naloxone", "naltrexone", "nalorphine"], 3)[0],
            "naltrexone"
        );
        assert!(nearest("xyzzy", ["naloxone"], 3).is_empty());
    }
}
