//! Digits and exponents: quantize, whole numbers, normalize, scaleb, shift, rotate, the logical operations, classes.

use super::coef::{Coef, NoMemory, View};
use super::round::{Rounding, finish, finish_number, nan_of, rescaled, signal::*};
use super::{Decimal, Kind, Num, Settings, Status};

/// The number with the exponent of another, rounded as the settings say.
pub fn quantize(x: Num, like: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if !x.is_finite() || !like.is_finite() {
        if let Some(nan) = nan_of(&[x, like], ctx, st) {
            return nan;
        }
        return match x.is_finite() || like.is_finite() {
            true => st.invalid(INVALID_OPERATION),
            false => Decimal::infinity(x.negative),
        };
    }
    let exp = like.exp;
    if exp > ctx.emax || exp < ctx.etiny() {
        return st.invalid(INVALID_OPERATION);
    }
    if x.coef.is_zero() {
        return finish(x.negative, Coef::ZERO, exp, ctx, st);
    }
    let up = x.adjusted();
    if up > ctx.emax || up - exp + 1 > ctx.prec {
        return st.invalid(INVALID_OPERATION);
    }
    let (coef, lost) = match rescaled(x.coef, x.exp, exp, x.negative, ctx.rounding) {
        Ok(made) => made,
        Err(NoMemory) => return st.invalid(NO_MEMORY),
    };
    let digits = coef.view().digits() as i64;
    if !coef.view().is_zero() && (exp + digits - 1 > ctx.emax || digits > ctx.prec) {
        return st.invalid(INVALID_OPERATION);
    }
    if exp > x.exp {
        st.add(ROUNDED | if lost { INEXACT } else { 0 });
    }
    finish(x.negative, coef, exp, ctx, st)
}

/// The nearest whole number.
pub fn to_integral(x: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    to_whole(x, false, ctx, st)
}

/// The nearest whole number, and whether it is exact.
pub fn to_integral_exact(x: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    to_whole(x, true, ctx, st)
}

/// The nearest whole number; conditions only if `exactly`.
fn to_whole(x: Num, exactly: bool, ctx: &Settings, st: &mut Status) -> Decimal {
    if let Some(nan) = nan_of(&[x], ctx, st) {
        return nan;
    }
    if !x.is_finite() || x.exp >= 0 {
        return x.to_owned();
    }
    match rescaled(x.coef, x.exp, 0, x.negative, ctx.rounding) {
        Ok((coef, lost)) => {
            if exactly && !x.coef.is_zero() {
                st.add(ROUNDED | if lost { INEXACT } else { 0 });
            }
            Decimal::finite(x.negative, coef, 0)
        }
        Err(NoMemory) => st.invalid(NO_MEMORY),
    }
}

/// Without zeros at the end.
pub fn normalize(x: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if let Some(nan) = nan_of(&[x], ctx, st) {
        return nan;
    }
    let x = finish_number(x, ctx, st);
    if !x.num().is_finite() {
        return x;
    }
    if x.coef.view().is_zero() {
        return Decimal::finite(x.negative, Coef::ZERO, 0);
    }
    let top = if ctx.clamp { ctx.etop() } else { ctx.emax };
    let zeros = x.coef.view().trailing_zeros().min((top - x.exp).max(0) as u64);
    if zeros == 0 {
        return x;
    }
    Decimal { exp: x.exp + zeros as i64, coef: x.coef.view().cut(zeros).0, ..x }
}

/// A whole number that is no larger than `most`, of exponent 0.
fn count(x: Num, most: i64) -> Option<i64> {
    if !x.is_finite() || x.exp != 0 {
        return None;
    }
    let size = i64::try_from(x.coef.to_u64()?).ok()?;
    (size <= most).then_some(if x.negative { -size } else { size })
}

/// `a * 10^b`
pub fn scaleb(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if let Some(nan) = nan_of(&[a, b], ctx, st) {
        return nan;
    }
    let Some(n) = count(b, 2 * (ctx.emax + ctx.prec)) else { return st.invalid(INVALID_OPERATION) };
    if !a.is_finite() { a.to_owned() } else { finish(a.negative, a.coef.to_owned(), a.exp + n, ctx, st) }
}

/// The digits moved by `b` places, zeros coming in.
pub fn shift(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    moved(
        a,
        b,
        ctx,
        st,
        |digits, n, prec| {
            if n >= 0 { Ok(digits.last((prec - n) as u64).view().pad(n as u64)?) } else { Ok(digits.cut(n.unsigned_abs()).0) }
        },
    )
}

/// The digits moved by `b` places, those that leave coming in at the other end.
pub fn rotate(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    moved(a, b, ctx, st, |digits, n, prec| {
        let n = n.rem_euclid(prec) as u64;
        let stay = prec as u64 - n;
        Ok(digits.last(stay).view().pad(n)?.view().plus(digits.cut(stay).0.view()))
    })
}

fn moved(a: Num, b: Num, ctx: &Settings, st: &mut Status, how: impl Fn(View, i64, i64) -> Result<Coef, NoMemory>) -> Decimal {
    if let Some(nan) = nan_of(&[a, b], ctx, st) {
        return nan;
    }
    let Some(n) = count(b, ctx.prec) else { return st.invalid(INVALID_OPERATION) };
    if !a.is_finite() {
        return a.to_owned();
    }
    let made = how(a.coef.last(ctx.prec as u64).view(), n, ctx.prec).map(|coef| Decimal::finite(a.negative, coef, a.exp));
    st.unless_full(made)
}

/// The digits as text, if all are 0 or 1 and the number is whole and positive.
fn bits(x: Num) -> Option<Vec<u8>> {
    if !x.is_finite() || x.negative || x.exp != 0 {
        return None;
    }
    let text = x.coef.text();
    text.iter().all(|d| matches!(d, b'0' | b'1')).then_some(text)
}

/// Digits that are 1 in both.
pub fn logical_and(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    logical(a, b, ctx, st, |p, q| p & q)
}

/// Digits that are 1 in one or both.
pub fn logical_or(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    logical(a, b, ctx, st, |p, q| p | q)
}

/// Digits that are 1 in one of them.
pub fn logical_xor(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    logical(a, b, ctx, st, |p, q| p ^ q)
}

/// A logical operation, digit by digit: the result for (0, 0) is 0.
fn logical(a: Num, b: Num, ctx: &Settings, st: &mut Status, operation: fn(u8, u8) -> u8) -> Decimal {
    let (Some(x), Some(y)) = (bits(a), bits(b)) else { return st.invalid(INVALID_OPERATION) };
    let length = x.len().max(y.len()).min(ctx.prec as usize);
    let digit = |text: &[u8], place: usize| text.len().checked_sub(place).map_or(0, |i| text[i] & 1);
    let out: Vec<u8> = (1..=length).rev().map(|place| b'0' + operation(digit(&x, place), digit(&y, place))).collect();
    Decimal::finite(false, super::coef::of_digits(&out, b""), 0)
}

/// Every digit of the precision the other way.
pub fn logical_invert(x: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    let Some(text) = bits(x) else { return st.invalid(INVALID_OPERATION) };
    let Ok(room) = super::coef::room(ctx.prec as u64) else { return st.invalid(NO_MEMORY) };
    drop(room);
    let mut out = vec![b'1'; ctx.prec as usize];
    for (place, digit) in out.iter_mut().rev().zip(text.iter().rev()) {
        *place = b'1' - (digit & 1);
    }
    Decimal::finite(false, super::coef::of_digits(&out, b""), 0)
}

pub fn same_quantum(a: Num, b: Num) -> bool {
    match (a.kind, b.kind) {
        (Kind::Finite, Kind::Finite) => a.exp == b.exp,
        (Kind::Infinity, Kind::Infinity) => true,
        _ => a.is_nan() && b.is_nan(),
    }
}

/// What kind of number it is, in the specification's words.
pub fn class(x: Num, ctx: &Settings) -> &'static str {
    match (x.kind, x.negative) {
        (Kind::Quiet, _) => "NaN",
        (Kind::Signaling, _) => "sNaN",
        (Kind::Infinity, false) => "+Infinity",
        (Kind::Infinity, true) => "-Infinity",
        (Kind::Finite, negative) => match (x.coef.is_zero(), x.is_subnormal(ctx), negative) {
            (true, _, false) => "+Zero",
            (true, _, true) => "-Zero",
            (_, true, false) => "+Subnormal",
            (_, true, true) => "-Subnormal",
            (_, _, false) => "+Normal",
            (_, _, true) => "-Normal",
        },
    }
}

/// Towards what whole number, and how: the sign and the coefficient.
pub fn whole_part(x: Num, rounding: Rounding) -> Result<Coef, NoMemory> {
    Ok(rescaled(x.coef, x.exp, 0, x.negative, rounding)?.0)
}
