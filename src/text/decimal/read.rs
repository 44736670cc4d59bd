//! Text to numbers.

use std::borrow::Cow;

use super::super::unicode;
use super::super::wtf8;
use super::coef::of_digits;
use super::round::signal::*;
use super::{Coef, Decimal, Kind, MAX_EXPONENT, MIN_TINY, Status};

/// A numeric string of the specification, exactly. `None`: it is none.
pub fn parse(text: &[u8]) -> Option<Decimal> {
    let (negative, text) = match text.first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let run = |text: &[u8]| text.iter().position(|c| !c.is_ascii_digit()).unwrap_or(text.len());
    let (whole, mut rest) = text.split_at(run(text));
    let mut fraction: &[u8] = b"";
    if let Some((b'.', after)) = rest.split_first() {
        (fraction, rest) = after.split_at(run(after));
    }
    if whole.is_empty() && fraction.is_empty() {
        return if rest.len() == text.len() { special(negative, text) } else { None };
    }
    let exp = match rest {
        [] => 0,
        [b'e' | b'E', exp @ ..] => exponent(exp)?,
        _ => return None,
    };
    let coef =
        if whole.is_empty() && fraction.len() == 1 { Coef::Small(u128::from(fraction[0] - b'0')) } else { of_digits(whole, fraction) };
    Some(Decimal::finite(negative, coef, exp.saturating_sub(fraction.len() as i64)))
}

fn special(negative: bool, text: &[u8]) -> Option<Decimal> {
    if text.eq_ignore_ascii_case(b"inf") || text.eq_ignore_ascii_case(b"infinity") {
        return Some(Decimal::infinity(negative));
    }
    let (kind, text) = match text.first()? {
        b's' | b'S' => (Kind::Signaling, &text[1..]),
        _ => (Kind::Quiet, text),
    };
    let (name, payload) = text.split_at_checked(3)?;
    if !name.eq_ignore_ascii_case(b"nan") || !payload.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(Decimal { negative, kind, exp: 0, coef: of_digits(payload, b"") })
}

/// A decimal integer with a sign; what is far out of range is only far out of range.
fn exponent(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text.first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    const FAR: i64 = 4_000_000_000_000_000_000;
    let size = digits.iter().fold(0i64, |n, &d| n.saturating_mul(10).saturating_add(i64::from(d - b'0')).min(FAR));
    Some(if negative { -size } else { size })
}

/// A `str`'s text in ASCII: other scripts' digits become ASCII ones. With `lenient`, white space around it and underscores
/// in it do not count. `None`: something else is in it.
pub fn ascii(text: &[u8], lenient: bool) -> Option<Cow<'_, [u8]>> {
    if text.is_ascii() && !(lenient && text.contains(&b'_')) {
        let blank = |c: &u8| c.is_ascii_whitespace() || matches!(c, 0x0B | 0x1C..=0x1F);
        if !lenient || !text.first().is_some_and(blank) && !text.last().is_some_and(blank) {
            return Some(Cow::Borrowed(text));
        }
        let start = text.iter().position(|c| !blank(c)).unwrap_or(text.len());
        let end = text.iter().rposition(|c| !blank(c)).map_or(start, |i| i + 1);
        return Some(Cow::Borrowed(&text[start..end]));
    }
    let mut points: Vec<u32> = wtf8::code_points(text).collect();
    if lenient {
        while points.last().is_some_and(|&c| unicode::is_space(c)) {
            points.pop();
        }
    }
    let start = if lenient { points.iter().position(|&c| !unicode::is_space(c)).unwrap_or(points.len()) } else { 0 };
    let mut out = Vec::with_capacity(points.len());
    for &c in &points[start..] {
        match c {
            0x5F if lenient => {}
            0x21..=0x7E => out.push(c as u8),
            _ => out.push(b'0' + unicode::decimal_value(c)? as u8),
        }
    }
    Some(Cow::Owned(out))
}

/// A number with an exponent that nothing can have becomes an invalid operation's result.
pub fn exact(x: Decimal, st: &mut Status) -> Decimal {
    let far = x.kind == Kind::Finite
        && (x.exp < MIN_TINY
            || if x.coef.view().is_zero() { x.exp > MAX_EXPONENT } else { x.exp > MAX_EXPONENT - (x.coef.view().digits() as i64 - 1) });
    if far { st.invalid(INVALID_OPERATION) } else { x }
}
