//! `complex`: text to number and back.

use std::borrow::Cow;

use super::{TextError, float, quote};

/// `repr(complex)`: no real part is written if it is a positive zero, else parentheses are.
pub fn repr(real: f64, imaginary: f64) -> String {
    let tail = float::repr_without_point(imaginary);
    if real == 0.0 && real.is_sign_positive() {
        return format!("{tail}j");
    }
    // nan has no sign to show, so it gets a plus.
    let sign = if tail.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{tail}j)", float::repr_without_point(real))
}

/// `complex(text)`: the two parts.
///
/// # Errors
/// `ValueError`.
pub fn parse(text: &[u8]) -> Result<(f64, f64), TextError> {
    let malformed = || TextError::value("complex() arg is a malformed string");
    let part = float::number_part(text);
    let part = match part.contains(&b'_') {
        false => part,
        true => Cow::Owned(
            float::without_underscores(&part)
                .filter(|_| !text.contains(&0))
                .ok_or_else(|| TextError::value(format!("could not convert string to complex: {}", quote::repr_string(text))))?,
        ),
    };
    parse_ascii(&part).ok_or_else(malformed)
}

fn parse_ascii(text: &[u8]) -> Option<(f64, f64)> {
    let mut text = text;
    if let Some(inner) = text.strip_prefix(b"(") {
        text = inner.strip_suffix(b")")?.trim_ascii();
    }
    let is_unit = |rest: &[u8]| matches!(rest, b"j" | b"J");
    // Without a number before the unit, the sign alone is ±1.
    let signed_unit = |rest: &[u8]| match rest {
        [b'+', unit @ ..] if is_unit(unit) => Some(1.0),
        [b'-', unit @ ..] if is_unit(unit) => Some(-1.0),
        _ => None,
    };
    if is_unit(text) {
        return Some((0.0, 1.0));
    }
    if let Some(imaginary) = signed_unit(text) {
        return Some((0.0, imaginary));
    }
    let (real, rest) = number(text)?;
    match rest {
        b"" => Some((real, 0.0)),
        rest if is_unit(rest) => Some((0.0, real)),
        [b'+' | b'-', ..] => {
            if let Some(imaginary) = signed_unit(rest) {
                return Some((real, imaginary));
            }
            let (imaginary, rest) = number(rest)?;
            is_unit(rest).then_some((real, imaginary))
        }
        _ => None,
    }
}

fn number(text: &[u8]) -> Option<(f64, &[u8])> {
    let (number, rest) = text.split_at(float::number_prefix(text)?);
    Some((std::str::from_utf8(number).ok()?.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for (text, shown) in [
            ("1+2j", "(1+2j)"),
            (" ( 1+2j ) ", "(1+2j)"),
            ("1", "(1+0j)"),
            ("j", "1j"),
            ("-j", "-1j"),
            ("1-J", "(1-1j)"),
            ("1e5j", "100000j"),
            ("1_0+2_0j", "(10+20j)"),
            ("inf+nanj", "(inf+nanj)"),
            ("infj", "infj"),
            ("٣j", "3j"),
            ("-0-0j", "(-0-0j)"),
            ("1e500+1j", "(inf+1j)"),
            (".5j", "0.5j"),
            ("1.j", "1j"),
            ("1+infinityj", "(1+infj)"),
            ("1e16-.5e-7j", "(1e+16-5e-08j)"),
            ("-0j", "-0j"),
            ("(\u{3000}1j\u{3000})", "1j"),
        ] {
            let (real, imaginary) = parse(text.as_bytes()).unwrap();
            assert_eq!(repr(real, imaginary), shown, "{text}");
        }
        for text in ["1+2", "1 + 2j", "(1", "", "()", "1+2jj", "1j+2", "é", "i", "1+-2j", "1--2j", "1)", "((1))"] {
            assert_eq!(parse(text.as_bytes()).unwrap_err().message, "complex() arg is a malformed string", "{text}");
        }
        assert_eq!(parse(b"1__0j").unwrap_err().message, "could not convert string to complex: '1__0j'");
    }
}
