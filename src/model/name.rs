//! When two spellings name the same thing.

/// Folds a name so that case, Greek letters, hyphens, spaces and primes do not matter, while stereochemistry does.
///
/// Stereo descriptors are read first and kept apart: `(S)-ketamine`, `S-ketamine` and `s ketamine` fold alike, and differ from `ketamine`, `(R)-ketamine` and `(R,S)-ketamine`.
/// `(+)-`, `(-)-` and `(±)-` are kept as signs.
pub(crate) fn fold(name: &str) -> String {
    let lower = spell_greek(name);
    let mut out = String::with_capacity(lower.len());
    let rest = leading_stereo(lower.trim(), &mut out);
    let mut chars = rest.char_indices();
    while let Some((i, c)) = chars.next() {
        if c == '('
            && let Some(len) = rest[i..].find(')')
            && let Some(token) = stereo_token(&rest[i + 1..i + len])
        {
            out.push_str(&token);
            while chars.as_str().len() > rest.len() - (i + len + 1) {
                chars.next();
            }
        } else if c.is_alphanumeric() {
            out.push(c);
        } else if c == '+' {
            out.push('+');
        }
    }
    out
}

/// Writes Greek letters and typographic signs in ASCII, in lower case.
fn spell_greek(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'α' => out.push_str("alpha"),
            'β' => out.push_str("beta"),
            'γ' => out.push_str("gamma"),
            'δ' => out.push_str("delta"),
            'ε' => out.push_str("epsilon"),
            'κ' => out.push_str("kappa"),
            'μ' | 'µ' => out.push_str("mu"),
            'σ' | 'ς' => out.push_str("sigma"),
            '−' | '–' | '‐' | '‑' | '—' => out.push('-'),
            'é' | 'è' => out.push('e'),
            'å' | 'ä' => out.push('a'),
            'ö' => out.push('o'),
            'ü' => out.push('u'),
            c => out.push(c),
        }
    }
    out
}

/// Reads stereo descriptors without parentheses at the beginning: `s-`, `dl-`, `r,s-`, `2r-6r-`, `2r,6r-`.
fn leading_stereo<'a>(name: &'a str, out: &mut String) -> &'a str {
    let mut end = 0;
    let mut tokens = String::new();
    loop {
        let rest = &name[end..];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let letters: &str = ["rac", "dl", "ld", "rs", "sr", "r", "s", "d", "l"]
            .into_iter()
            .find(|l| rest[digits..].starts_with(l) && (l.len() == 1 || digits == 0))
            .unwrap_or("");
        let after = digits + letters.len();
        let behind = rest[after..].chars().next();
        let stops = matches!(behind, Some('-' | ',' | ' ' | '('));
        if letters.is_empty() || !stops || (digits > 0 && !matches!(letters, "r" | "s")) {
            break;
        }
        let is_paren = behind == Some('(');
        let next = end + after + usize::from(!is_paren);
        // A locant or a code number behind the hyphen means that the letter is part of a code: L-703606.
        let coded = name[next..]
            .chars()
            .next()
            .is_none_or(|c| c.is_ascii_digit())
            && digits == 0
            && !is_paren;
        if coded {
            break;
        }
        tokens.push_str(&rest[..after]);
        end = next;
        if is_paren {
            break;
        }
    }
    if let Some(token) = stereo_token(&tokens) {
        out.push_str(&token);
        &name[end..]
    } else {
        name
    }
}

/// The canonical form of a descriptor: `[s]`, `[rs]`, `[2r6r]`, `[+]`, `[-]`, `[rs]` for every way to write a racemate.
fn stereo_token(inside: &str) -> Option<String> {
    let kept: String = inside
        .chars()
        .filter(|c| !matches!(c, ' ' | ',' | '/' | '*'))
        .collect();
    Some(match kept.as_str() {
        "rs" | "sr" | "dl" | "ld" | "rac" | "±" | "+-" | "-+" => "[rs]".to_owned(),
        "+" | "-" => format!("[{kept}]"),
        "r" | "s" | "d" | "l" | "e" | "z" => format!("[{kept}]"),
        other => {
            let locants = !other.is_empty()
                && other.starts_with(|c: char| c.is_ascii_digit())
                && other.ends_with(['r', 's'])
                && other
                    .chars()
                    .all(|c| c.is_ascii_digit() || matches!(c, 'r' | 's'));
            if !locants {
                return None;
            }
            format!("[{other}]")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_greek_and_hyphens_do_not_matter() {
        for (a, b) in [
            ("μ-opioid receptor", "mu opioid receptor"),
            ("β-FNA", "beta-fna"),
            ("U-50488", "u50488"),
            ("5'-GNTI", "5-gnti"),
            ("(S)-Ketamine", "S-ketamine"),
            ("(R,S)-ketamine", "dl-ketamine"),
            ("(±)-ketamine", "(+/-)-ketamine"),
            ("(2R,6R)-hydroxynorketamine", "2r-6r-hydroxynorketamine"),
            ("6β-naltrexol", "6-beta-naltrexol"),
            ("L-703,606", "l-703606"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
    }

    #[test]
    fn stereochemistry_is_never_merged() {
        let names = [
            "ketamine",
            "(S)-ketamine",
            "(R)-ketamine",
            "(R,S)-ketamine",
            "(+)-ketamine",
            "(-)-ketamine",
            "(2S,6S)-hydroxynorketamine",
            "(2R,6R)-hydroxynorketamine",
            "hydroxynorketamine",
        ];
        for (i, a) in names.iter().enumerate() {
            for b in &names[i + 1..] {
                assert_ne!(fold(a), fold(b), "{a} and {b}");
            }
        }
    }
}
