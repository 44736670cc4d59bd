//! The body of a formatted double, without sign and padding: what the format mini-language and `%` share.

use super::float_digits::{self, Digits};

/// How to write the digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `e`: one digit, a point, `precision` digits, an exponent.
    Exponent,
    /// `f`: `precision` digits after the point.
    Fixed,
    /// `g`: `precision` significant digits, without zeros at the end, an exponent if it is below -4 or not below the precision.
    General,
    /// As `General`, with at least one digit after the point and an exponent one step earlier: a float with a precision and no type.
    GeneralPoint,
    /// The shortest digits that read back; the precision is not used.
    Shortest,
    /// As `Shortest`, with at least one digit after the point: `repr(float)`.
    ShortestPoint,
}

/// The body in two parts, so that the first can be grouped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The digits before the point; empty for infinity and nan.
    pub whole: String,
    /// The digits after the point, without it.
    pub fraction: String,
    /// Whether a point is written.
    pub point: bool,
    /// `e+07`, or `inf`, or `nan`.
    pub tail: String,
    /// Whether all digits are zero.
    pub zero: bool,
}

/// The body of `|x|`. `alternate` keeps the point and `g`'s zeros.
pub fn body(x: f64, style: Style, precision: usize, alternate: bool) -> Body {
    if !x.is_finite() {
        let tail = if x.is_nan() { "nan" } else { "inf" };
        return Body { whole: String::new(), fraction: String::new(), point: false, tail: tail.to_owned(), zero: false };
    }
    match style {
        Style::Fixed => {
            let text = float_digits::fixed(x, precision);
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
            finish(whole.to_owned(), fraction.to_owned(), None, alternate)
        }
        Style::Exponent => exponential(float_digits::significant(x, precision.saturating_add(1)), alternate),
        Style::General | Style::GeneralPoint => {
            let precision = precision.max(1);
            let mut number = float_digits::significant(x, precision);
            let dot_zero = style == Style::GeneralPoint;
            let limit = precision as i64 - i64::from(dot_zero);
            if !alternate {
                number.digits.truncate(number.digits.trim_end_matches('0').len().max(1));
            }
            general(number, limit, alternate, dot_zero)
        }
        Style::Shortest | Style::ShortestPoint => general(float_digits::shortest(x), 16, alternate, style == Style::ShortestPoint),
    }
}

fn finish(whole: String, fraction: String, exponent: Option<i32>, alternate: bool) -> Body {
    let zero = whole.bytes().chain(fraction.bytes()).all(|byte| byte == b'0');
    let mut tail = String::new();
    if let Some(exponent) = exponent {
        super::float::push_exponent(&mut tail, exponent);
    }
    let point = alternate || !fraction.is_empty();
    Body { whole, fraction, point, tail, zero }
}

fn exponential(number: Digits, alternate: bool) -> Body {
    let mut whole = number.digits;
    let fraction = whole.split_off(1);
    finish(whole, fraction, Some(number.point - 1), alternate)
}

/// An exponent below -4 and from `limit` on, else a plain number.
fn general(number: Digits, limit: i64, alternate: bool, dot_zero: bool) -> Body {
    let exponent = number.point - 1;
    if exponent < -4 || i64::from(exponent) >= limit {
        return exponential(number, alternate);
    }
    let Digits { mut digits, point } = number;
    if point <= 0 {
        let fraction = format!("{}{digits}", "0".repeat(point.unsigned_abs() as usize));
        return finish("0".to_owned(), fraction, None, alternate);
    }
    let point = point as usize;
    if digits.len() < point {
        digits.extend(std::iter::repeat_n('0', point - digits.len()));
    }
    let mut fraction = digits.split_off(point);
    if dot_zero && fraction.is_empty() {
        fraction.push('0');
    }
    finish(digits, fraction, None, alternate)
}

impl Body {
    /// The parts as one text.
    pub fn joined(&self) -> String {
        format!("{}{}", self.whole, self.after_whole(None))
    }

    /// Everything behind the whole digits; the fraction in groups of three if there is a separator.
    pub fn after_whole(&self, separator: Option<char>) -> String {
        let mut out = String::with_capacity(self.fraction.len() + 8);
        if self.point {
            out.push('.');
        }
        for (i, digit) in self.fraction.chars().enumerate() {
            if let Some(separator) = separator
                && i > 0
                && i % 3 == 0
            {
                out.push(separator);
            }
            out.push(digit);
        }
        out.push_str(&self.tail);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles() {
        use Style::*;
        for (x, style, precision, alternate, expected) in [
            (1234.5, Fixed, 0, false, "1234"),
            (1234.5, Fixed, 0, true, "1234."),
            (1.0, Exponent, 0, true, "1.e+00"),
            (9.99999, Exponent, 1, false, "1.0e+01"),
            (100000.0, General, 6, false, "100000"),
            (1e6, General, 6, false, "1e+06"),
            (1.0, General, 6, true, "1.00000"),
            (0.0001, General, 6, false, "0.0001"),
            (1e-5, General, 6, false, "1e-05"),
            (10000.0, GeneralPoint, 5, false, "1e+04"),
            (1e15, GeneralPoint, 17, false, "1000000000000000.0"),
            (0.0, GeneralPoint, 1, false, "0e+00"),
            (0.0, GeneralPoint, 2, false, "0.0"),
            (1.0, GeneralPoint, 3, true, "1.00"),
            (1e16, ShortestPoint, 0, true, "1.e+16"),
            (1.0, Shortest, 0, true, "1."),
            (1.0, Shortest, 0, false, "1"),
            (0.0, General, 0, false, "0"),
            (f64::INFINITY, Fixed, 2, true, "inf"),
            (999999.5, General, 6, false, "1e+06"),
        ] {
            assert_eq!(body(x, style, precision, alternate).joined(), expected);
        }
    }
}
