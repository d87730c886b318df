/// Writes a number with three significant figures and no trailing zeros: `3.7`, `0.0125`, `1230`, `2.1e12`.
pub(crate) fn figures(value: f64) -> String {
    if !value.is_finite() || value == 0.0 {
        return if value == 0.0 {
            "0".into()
        } else {
            value.to_string()
        };
    }
    let size = value.abs();
    if !(1e-4..1e7).contains(&size) {
        return trim(format!("{value:.2e}"));
    }
    // Rounded first, so that 999.7 counts as 1000 when its digits are counted.
    let rounded: f64 = format!("{value:.2e}").parse().unwrap_or(value);
    let digits = rounded.abs().log10().floor() as i32;
    trim(format!("{rounded:.*}", (2 - digits).max(0) as usize))
}

/// Writes a number with as many decimals as a table would give it: `0.83`, `12.5`, `140`, `0.0031`.
pub(crate) fn decimals(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 {
        "0".into()
    } else if !(0.095..1e7).contains(&size) {
        if (0.0005..0.095).contains(&size) {
            two_figures(value)
        } else {
            figures(value)
        }
    } else if size >= 99.95 {
        format!("{value:.0}")
    } else if size >= 9.995 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}

fn two_figures(value: f64) -> String {
    let digits = value.abs().log10().floor() as i32;
    trim(format!("{value:.*}", (1 - digits).max(0) as usize))
}

fn trim(text: String) -> String {
    let (number, exponent) = match text.split_once('e') {
        Some((number, exponent)) => (number, format!("e{exponent}")),
        None => (text.as_str(), String::new()),
    };
    let number = if number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.')
    } else {
        number
    };
    format!("{number}{exponent}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_figures_without_trailing_zeros() {
        for (value, text) in [
            (3.7, "3.7"),
            (5.0, "5"),
            (0.5, "0.5"),
            (31.94, "31.9"),
            (1234.0, "1230"),
            (999.7, "1000"),
            (0.00125, "0.00125"),
            (-3.0, "-3"),
            (0.0, "0"),
            (2.1e12, "2.1e12"),
            (1e-9, "1e-9"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(figures(value), text);
        }
    }

    #[test]
    fn decimals_of_a_table() {
        for (value, text) in [
            (0.8312, "0.83"),
            (1.0, "1.00"),
            (12.48, "12.5"),
            (139.7, "140"),
            (0.0031, "0.0031"),
            (0.04, "0.04"),
            (0.0, "0"),
            (1e-7, "1e-7"),
        ] {
            assert_eq!(decimals(value), text);
        }
    }
}
