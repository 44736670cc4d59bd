//! `float` and its neighbours: text to double and back, hexadecimal form, rounding, exact exchange with integers.

use std::borrow::Cow;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use super::float_digits::{self, Digits};
use super::{TextError, quote, unicode, wtf8};

/// `repr(x)`: the shortest digits that read back as `x`, an exponent from 1e16 on and below 1e-4.
pub fn repr(x: f64) -> String {
    repr_with(x, true)
}

/// As [`repr`], without the `.0` of whole numbers: the parts of a complex number.
pub fn repr_without_point(x: f64) -> String {
    repr_with(x, false)
}

fn repr_with(x: f64, point_zero: bool) -> String {
    if !x.is_finite() {
        return special(x).to_owned();
    }
    if point_zero && (x == 0.0 || x.abs() >= 1e-4) {
        // Here the crate's layout is Python's, unless it writes an exponent.
        let mut buffer = ryu::Buffer::new();
        let text = buffer.format_finite(x);
        if !text.contains('e') {
            return text.to_owned();
        }
    }
    let mut out = String::with_capacity(24);
    if x.is_sign_negative() {
        out.push('-');
    }
    let digits = float_digits::shortest(x);
    if (-3..=16).contains(&digits.point) {
        push_plain(&mut out, &digits);
        if point_zero && digits.point >= digits.digits.len() as i32 {
            out.push_str(".0");
        }
    } else {
        push_exponential(&mut out, &digits);
    }
    out
}

/// `inf`, `-inf` or `nan`.
pub fn special(x: f64) -> &'static str {
    match x {
        _ if x.is_nan() => "nan",
        _ if x > 0.0 => "inf",
        _ => "-inf",
    }
}

/// Digits with a point where it belongs (none if nothing follows it).
pub(crate) fn push_plain(out: &mut String, number: &Digits) {
    let (digits, point) = (&number.digits, number.point);
    if point <= 0 {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', point.unsigned_abs() as usize));
        out.push_str(digits);
        return;
    }
    let whole = point as usize;
    if whole >= digits.len() {
        out.push_str(digits);
        out.extend(std::iter::repeat_n('0', whole - digits.len()));
    } else {
        out.push_str(&digits[..whole]);
        out.push('.');
        out.push_str(&digits[whole..]);
    }
}

/// `1.25e+20`: an exponent of two digits at least.
pub(crate) fn push_exponential(out: &mut String, number: &Digits) {
    out.push_str(&number.digits[..1]);
    if number.digits.len() > 1 {
        out.push('.');
        out.push_str(&number.digits[1..]);
    }
    push_exponent(out, number.point - 1);
}

/// `e+07`.
pub(crate) fn push_exponent(out: &mut String, exponent: i32) {
    let sign = if exponent < 0 { '-' } else { '+' };
    out.push_str(&format!("e{sign}{:02}", exponent.unsigned_abs()));
}

/// `float(text)`.
///
/// # Errors
/// `ValueError: could not convert string to float: …` with the text's `repr`.
pub fn parse(text: &[u8]) -> Result<f64, TextError> {
    parse_text(text).ok_or_else(|| TextError::value(format!("could not convert string to float: {}", quote::repr_string(text))))
}

/// `float(bytes)`.
///
/// # Errors
/// As [`parse`], with the `repr` of the bytes; `bytearray` and others must put their own in its place.
pub fn parse_bytes(bytes: &[u8]) -> Result<f64, TextError> {
    let part = &bytes[super::bytes_ops::strip(bytes, None, true, true)];
    parse_ascii(part).ok_or_else(|| TextError::value(format!("could not convert string to float: {}", quote::repr_bytes(bytes))))
}

/// As [`parse`], `None` for what is no number.
pub fn parse_text(text: &[u8]) -> Option<f64> {
    parse_ascii(&number_part(text))
}

/// What a number's text is without white space around it, in ASCII: other scripts' decimal digits become ASCII ones, what no
/// number holds becomes a question mark and ends the text. (The ASCII separators 0x1c to 0x1f are no white space here.)
pub(crate) fn number_part(text: &[u8]) -> Cow<'_, [u8]> {
    let trim = |text: &[u8]| super::bytes_ops::strip(text, None, true, true);
    if wtf8::is_ascii(text) {
        return Cow::Borrowed(&text[trim(text)]);
    }
    let mut out = Vec::with_capacity(text.len());
    for c in wtf8::code_points(text) {
        out.push(match (c, unicode::decimal_value(c)) {
            (0..=0x7f, _) => c as u8,
            (_, Some(value)) => b'0' + value as u8,
            _ if unicode::is_space(c) => b' ',
            _ => b'?',
        });
        if out.last() == Some(&b'?') {
            break;
        }
    }
    Cow::Owned(out[trim(&out)].to_vec())
}

/// A number without white space around it.
fn parse_ascii(text: &[u8]) -> Option<f64> {
    if text.contains(&b'_') {
        return parse_plain(&without_underscores(text)?);
    }
    parse_plain(text)
}

/// Underscores may stand only between digits.
pub(crate) fn without_underscores(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_digit);
    let mut out = Vec::with_capacity(text.len());
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'_' if digit(at.checked_sub(1)) && digit(Some(at + 1)) => {}
            b'_' => return None,
            _ => out.push(byte),
        }
    }
    Some(out)
}

fn parse_plain(text: &[u8]) -> Option<f64> {
    let end = number_prefix(text)?;
    if end != text.len() {
        return None;
    }
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// The length of the longest prefix that is a number: `[sign] digits [. digits] [e [sign] digits]`, or a name of infinity or
/// nan in any case.
pub(crate) fn number_prefix(text: &[u8]) -> Option<usize> {
    let mut at = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    for word in ["infinity", "inf", "nan"] {
        if text.get(at..at + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes())) {
            return Some(at + word.len());
        }
    }
    let digits = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(at);
    at += whole;
    let mut fraction = 0;
    if text.get(at) == Some(&b'.') {
        fraction = digits(at + 1);
        at += 1 + fraction;
    }
    if whole + fraction == 0 {
        return None;
    }
    if matches!(text.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        match digits(at + 1 + sign) {
            0 => {}
            exponent => at += 1 + sign + exponent,
        }
    }
    Some(at)
}

/// `float.hex(x)`.
pub fn to_hex(x: f64) -> String {
    if !x.is_finite() {
        return special(x).to_owned();
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let (_, mantissa, exponent) = float_digits::decompose(x);
    let (lead, rest) = (mantissa >> 52, mantissa & ((1 << 52) - 1));
    format!("{sign}0x{lead}.{rest:013x}p{:+}", exponent + 52)
}

/// `float.fromhex(text)`.
///
/// # Errors
/// `ValueError` for what is no such number, `OverflowError` for what is too large.
pub fn from_hex(text: &[u8]) -> Result<f64, TextError> {
    let part = &text[super::bytes_ops::strip(text, None, true, true)];
    let value = parse_hex(part).ok_or_else(|| TextError::value("invalid hexadecimal floating-point string"))?;
    let named = part.iter().any(|byte| matches!(byte, b'i' | b'I' | b'n' | b'N'));
    if value.is_infinite() && !named {
        return Err(TextError::overflow("hexadecimal value too large to represent as a float"));
    }
    Ok(value)
}

fn parse_hex(text: &[u8]) -> Option<f64> {
    let (negative, mut rest) = match text.first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let signed = |x: f64| if negative { -x } else { x };
    match rest.to_ascii_lowercase().as_slice() {
        b"inf" | b"infinity" => return Some(signed(f64::INFINITY)),
        b"nan" => return Some(signed(f64::NAN)),
        _ => {}
    }
    if rest.len() >= 2 && rest[0] == b'0' && rest[1] | 0x20 == b'x' {
        rest = &rest[2..];
    }
    let split = rest.iter().position(|byte| byte | 0x20 == b'p').unwrap_or(rest.len());
    let (mantissa, exponent) = (&rest[..split], &rest[split..]);
    let exponent = if exponent.is_empty() { 0 } else { clamped_integer(&exponent[1..])? };
    let (mut value, mut dropped, mut fraction, mut any) = (0u64, 0i64, None, false);
    for &byte in mantissa {
        if byte == b'.' && fraction.is_none() {
            fraction = Some(0i64);
            continue;
        }
        let digit = u64::from((byte as char).to_digit(16)?);
        any = true;
        fraction = fraction.map(|n| n + 1);
        if value >> 60 == 0 {
            value = value << 4 | digit;
        } else {
            // What does not fit any more only says whether something is there.
            value |= u64::from(digit != 0);
            dropped += 1;
        }
    }
    let exponent = exponent + 4 * (dropped - fraction.unwrap_or(0));
    any.then(|| signed(float_digits::scale(value, exponent)))
}

/// A decimal integer with a sign, cut to what no double's exponent reaches.
fn clamped_integer(text: &[u8]) -> Option<i64> {
    let negative = text.first() == Some(&b'-');
    let digits = &text[usize::from(matches!(text.first(), Some(b'+' | b'-')))..];
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = digits.iter().fold(0i64, |value, byte| (value * 10 + i64::from(byte - b'0')).min(1 << 50));
    Some(if negative { -value } else { value })
}

/// `float.as_integer_ratio()`: in lowest terms, the denominator positive.
///
/// # Errors
/// `OverflowError` for infinity, `ValueError` for nan.
pub fn as_integer_ratio(x: f64) -> Result<(BigInt, BigInt), TextError> {
    if x.is_infinite() {
        return Err(TextError::overflow("cannot convert Infinity to integer ratio"));
    }
    if x.is_nan() {
        return Err(TextError::value("cannot convert NaN to integer ratio"));
    }
    let (negative, mantissa, exponent) = float_digits::decompose(x);
    if mantissa == 0 {
        return Ok((BigInt::zero(), BigInt::from(1)));
    }
    let twos = mantissa.trailing_zeros().min(exponent.min(0).unsigned_abs());
    let (mut top, mut bottom) = (BigInt::from(mantissa >> twos), BigInt::from(1));
    match exponent + twos as i32 {
        e @ 0.. => top <<= e.unsigned_abs(),
        e => bottom <<= e.unsigned_abs(),
    }
    Ok((if negative { -top } else { top }, bottom))
}

/// `int(x)`: toward zero, exact.
///
/// # Errors
/// `OverflowError` for infinity, `ValueError` for nan.
pub fn to_integer(x: f64) -> Result<BigInt, TextError> {
    if x.is_nan() {
        return Err(TextError::value("cannot convert float NaN to integer"));
    }
    if x.is_infinite() {
        return Err(TextError::overflow("cannot convert float infinity to integer"));
    }
    let (negative, mantissa, exponent) = float_digits::decompose(x);
    let size = BigInt::from(mantissa);
    let size = if exponent >= 0 { size << exponent.unsigned_abs() } else { size >> exponent.unsigned_abs() };
    Ok(if negative { -size } else { size })
}

/// `round(x)` to an integer: half to even.
///
/// # Errors
/// As [`to_integer`].
pub fn round_to_integer(x: f64) -> Result<BigInt, TextError> {
    to_integer(x.round_ties_even())
}

/// `round(x, decimals)`: the decimal value of `x` rounded half to even, then the nearest double.
///
/// # Errors
/// `OverflowError` if that is too large.
pub fn round(x: f64, decimals: i64) -> Result<f64, TextError> {
    if !x.is_finite() || x == 0.0 || decimals > 1100 {
        return Ok(x);
    }
    if decimals < -400 {
        return Ok(0.0f64.copysign(x));
    }
    let text = if decimals >= 0 { float_digits::fixed(x, decimals as usize) } else { round_to_tens(x, -decimals as i32) };
    let value: f64 = text.parse().expect("digits");
    if value.is_infinite() {
        return Err(TextError::overflow("rounded value too large to represent"));
    }
    Ok(value.copysign(x))
}

/// `|x|` rounded to a multiple of `10^tens`, `tens` positive.
fn round_to_tens(x: f64, tens: i32) -> String {
    let whole = float_digits::fixed(x.trunc(), 0);
    let keep = whole.len() as i32 - tens;
    if keep > 0 {
        let rounded = float_digits::significant(x, keep as usize);
        return format!("0.{}e{}", rounded.digits, rounded.point);
    }
    // The first digit is the first one dropped: more than half of 10^tens makes one unit; exactly half goes to zero, the even.
    let rest = || whole[1..].bytes().any(|byte| byte > b'0') || x.fract() != 0.0;
    let first = whole.as_bytes()[0];
    if keep == 0 && (first > b'5' || first == b'5' && rest()) { format!("1e{tens}") } else { "0".to_owned() }
}

/// The nearest double, half to even.
///
/// # Errors
/// `OverflowError: int too large to convert to float`.
pub fn from_integer(n: &BigInt) -> Result<f64, TextError> {
    let (mantissa, exponent) = top_bits(n.magnitude());
    let value = float_digits::scale(mantissa, exponent);
    if value.is_infinite() {
        return Err(TextError::overflow("int too large to convert to float"));
    }
    Ok(if n.is_negative() { -value } else { value })
}

/// The highest 64 bits, the lowest of them set if anything was cut, and the exponent of two that goes with them.
fn top_bits(n: &BigUint) -> (u64, i64) {
    let bits = n.bits();
    if bits <= 64 {
        return (n.to_u64().expect("64 bits"), 0);
    }
    let drop = bits - 64;
    let top = (n >> drop).to_u64().expect("64 bits");
    let cut = n.trailing_zeros().is_some_and(|zeros| zeros < drop);
    (top | u64::from(cut), drop as i64)
}

/// `a / b` for integers: the nearest double to the quotient, half to even.
///
/// # Errors
/// `ZeroDivisionError`, or `OverflowError` if the quotient is too large.
pub fn true_divide(a: &BigInt, b: &BigInt) -> Result<f64, TextError> {
    if b.is_zero() {
        return Err(TextError::zero_division("division by zero"));
    }
    let negative = (a.sign() == Sign::Minus) != (b.sign() == Sign::Minus);
    let (a, b) = (a.magnitude(), b.magnitude());
    if a.is_zero() {
        return Ok(if negative { -0.0 } else { 0.0 });
    }
    // A quotient of 63 or 64 bits: more than a double has, and the last one tells whether a remainder is left.
    let shift = b.bits() as i64 - a.bits() as i64 + 63;
    let (quotient, remainder) = if shift >= 0 { (a << shift as u64).div_rem(b) } else { a.div_rem(&(b << shift.unsigned_abs())) };
    let quotient = quotient.to_u64().expect("at most 64 bits") | u64::from(!remainder.is_zero());
    let value = float_digits::scale(quotient, -shift);
    if value.is_infinite() {
        return Err(TextError::overflow("integer division result too large for a float"));
    }
    Ok(if negative { -value } else { value })
}

/// `x % y` and `x // y` for doubles: the remainder has the sign of `y`. `y` must not be zero.
pub fn floor_divide(x: f64, y: f64) -> (f64, f64) {
    let mut remainder = x % y;
    let mut quotient = (x - remainder) / y;
    if remainder == 0.0 {
        remainder = 0.0f64.copysign(y);
    } else if (y < 0.0) != (remainder < 0.0) {
        remainder += y;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0.0f64.copysign(x / y), remainder);
    }
    let floor = quotient.floor();
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, remainder)
}

/// How a double compares to an integer, exactly; `None` for nan.
pub fn compare_to_integer(x: f64, n: &BigInt) -> Option<std::cmp::Ordering> {
    use std::cmp::Ordering;
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { Ordering::Greater } else { Ordering::Less });
    }
    let floor = x.floor();
    let whole = to_integer(floor).expect("finite");
    Some(whole.cmp(n).then(if x > floor { Ordering::Greater } else { Ordering::Equal }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(text: &str) -> BigInt {
        text.parse().unwrap()
    }

    #[test]
    fn repr_as_cpython_prints_it() {
        for (x, expected) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (9999999999999998.0, "9999999999999998.0"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1.5e300, "1.5e+300"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (123456789.123, "123456789.123"),
            (2f64.powi(-44), "5.684341886080802e-14"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
            (1e22, "1e+22"),
            (1e23, "1e+23"),
            (0.1 + 0.2, "0.30000000000000004"),
        ] {
            assert_eq!(repr(x), expected);
        }
        assert_eq!(repr_without_point(100.0), "100");
    }

    #[test]
    fn parsing() {
        for (text, expected) in [
            (" 1_0.5e3 ", 10500.0),
            ("1e5_0", 1e50),
            (".5", 0.5),
            ("5.", 5.0),
            ("-0", -0.0),
            ("+1.e5", 1e5),
            ("٣.٥", 3.5),
            ("\u{3000}1\n", 1.0),
            ("1e400", f64::INFINITY),
            ("-iNf", f64::NEG_INFINITY),
            ("infinity", f64::INFINITY),
            ("1e-400", 0.0),
            ("2.2250738585072011e-308", 2.225073858507201e-308),
        ] {
            assert_eq!(parse(text.as_bytes()).map(f64::to_bits), Ok(f64::to_bits(expected)), "{text}");
        }
        assert!(parse(b"+nan").unwrap().is_nan());
        for text in ["", "x", "1__0", "_1", "1_", "1e", "1._5", "1_.5", ".", "1e+_5", "0x10", "1\0", "in_f", "1 2", "--1", "e5", "infinit"]
        {
            let error = parse(text.as_bytes()).unwrap_err();
            assert_eq!(error.message, format!("could not convert string to float: {}", quote::repr_string(text.as_bytes())));
        }
        assert_eq!(parse_bytes(b"1\xff").unwrap_err().message, "could not convert string to float: b'1\\xff'");
    }

    #[test]
    fn hexadecimal() {
        for (x, expected) in [
            (1.0, "0x1.0000000000000p+0"),
            (-0.0, "-0x0.0p+0"),
            (5e-324, "0x0.0000000000001p-1022"),
            (1e308, "0x1.1ccf385ebc8a0p+1023"),
            (-1.5, "-0x1.8000000000000p+0"),
        ] {
            assert_eq!(to_hex(x), expected);
            assert_eq!(from_hex(expected.as_bytes()).map(f64::to_bits), Ok(x.to_bits()));
        }
        for (text, expected) in [
            ("0x1.8p3", 12.0),
            ("1.8", 1.5),
            ("-0X.8P-1", -0.25),
            (" 0x1p-1074 ", 5e-324),
            ("0x1p-1075", 0.0),
            ("0x1.8p-1075", 5e-324),
            ("0x1.fffffffffffff7p1023", f64::MAX),
            ("0x0.0p99999999999999", 0.0),
            ("1e5", 485.0),
            ("0x1.00000000000008p0", 1.0),
            ("0x1.000000000000080001p0", 1.0000000000000002),
            ("+Infinity", f64::INFINITY),
            ("0x1p-99999999999999999999", 0.0),
        ] {
            assert_eq!(from_hex(text.as_bytes()), Ok(expected), "{text}");
        }
        for text in ["0x", "", "x", "0x1.p", "0x1p3_0", "1p", "0x1p+", ".", "é", "0x1.2.3"] {
            assert_eq!(from_hex(text.as_bytes()).unwrap_err().message, "invalid hexadecimal floating-point string");
        }
        for text in ["0x1p1024", "0x1.fffffffffffff8p1023", "0x1p99999999999999999999"] {
            assert_eq!(from_hex(text.as_bytes()).unwrap_err().message, "hexadecimal value too large to represent as a float");
        }
    }

    #[test]
    fn rounding() {
        for (x, decimals, expected) in [
            (2.675, 2, 2.67),
            (0.125, 2, 0.12),
            (25.0, -1, 20.0),
            (35.0, -1, 40.0),
            (5.0, -1, 0.0),
            (5.1, -1, 10.0),
            (1e308, -400, 0.0),
            (15.0, -1, 20.0),
            (1234.5, -2, 1200.0),
            (50.0, -2, 0.0),
            (50.5, -2, 100.0),
            (-0.4, 0, -0.0),
            (0.3, -1, 0.0),
            (5e-324, 1100, 5e-324),
            (95.0, -1, 100.0),
            (1e22, -22, 1e22),
            (2.5, 0, 2.0),
        ] {
            assert_eq!(round(x, decimals).map(f64::to_bits), Ok(f64::to_bits(expected)), "{x} {decimals}");
        }
        assert_eq!(round(1.7e308, -308).unwrap_err().message, "rounded value too large to represent");
        assert_eq!(round_to_integer(-2.5), Ok(int("-2")));
    }

    #[test]
    fn exchange_with_integers() {
        assert_eq!(as_integer_ratio(-0.75), Ok((int("-3"), int("4"))));
        assert_eq!(as_integer_ratio(1e22), Ok((int("10000000000000000000000"), int("1"))));
        assert_eq!(as_integer_ratio(0.1), Ok((int("3602879701896397"), int("36028797018963968"))));
        assert_eq!(to_integer(-1e23), Ok(int("-99999999999999991611392")));
        assert_eq!(to_integer(-1.9), Ok(int("-1")));
        assert_eq!(from_integer(&int("9007199254740993")), Ok(9007199254740992.0));
        assert_eq!(from_integer(&int("-9007199254740995")), Ok(-9007199254740996.0));
        assert_eq!(from_integer(&((int("1") << 1024u32) - (int("1") << 970u32))).unwrap_err().message, "int too large to convert to float");
        assert_eq!(from_integer(&((int("1") << 1024u32) - (int("1") << 970u32) - 1)), Ok(f64::MAX));
        let ten = int("10");
        assert_eq!(true_divide(&ten.pow(400), &ten.pow(399)), Ok(10.0));
        assert_eq!(true_divide(&int("-1"), &int("3")), Ok(-1.0 / 3.0));
        assert_eq!(true_divide(&int("1"), &(int("1") << 1075u32)), Ok(0.0));
        assert_eq!(true_divide(&int("3"), &(int("1") << 1076u32)), Ok(5e-324));
        assert_eq!(true_divide(&ten.pow(400), &ten).unwrap_err().message, "integer division result too large for a float");
        assert_eq!(floor_divide(-7.5, 2.0), (-4.0, 0.5));
        assert_eq!(floor_divide(1.0, f64::NEG_INFINITY), (-1.0, f64::NEG_INFINITY));
        assert_eq!(compare_to_integer(9007199254740992.0, &int("9007199254740993")), Some(std::cmp::Ordering::Less));
    }
}
