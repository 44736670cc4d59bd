//! Sums, products, quotients and remainders.

use super::coef::{Coef, NoMemory, POWERS, View, small_digits};
use super::limbs;
use super::round::{Rounding, finish, finish_limbs, finish_number, nan_of, rescaled, signal::*};
use super::{Decimal, Kind, Num, Settings, Status};

/// `a + b`
#[inline]
pub fn add(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if a.is_finite() && b.is_finite() {
        if let (View::Small(x), View::Small(y)) = (a.coef, b.coef)
            && x != 0
            && y != 0
            && let Some((x, y, exp)) = aligned(x, a.exp, y, b.exp)
        {
            let (negative, sum) = match (a.negative == b.negative, x >= y) {
                (true, _) => (a.negative, x + y),
                (_, true) => (a.negative, x - y),
                _ => (b.negative, y - x),
            };
            let negative = if sum == 0 { ctx.rounding == Rounding::Floor } else { negative };
            return finish(negative, Coef::of(sum), exp, ctx, st);
        }
        let made = add_finite(a, b, ctx, st);
        return st.unless_full(made);
    }
    if let Some(nan) = nan_of(&[a, b], ctx, st) {
        return nan;
    }
    match (a.is_finite(), b.is_finite()) {
        (false, false) if a.negative != b.negative => st.invalid(INVALID_OPERATION),
        (false, _) => Decimal::infinity(a.negative),
        _ => Decimal::infinity(b.negative),
    }
}

/// Two coefficients with one exponent, if the word pair has room.
#[inline(always)]
fn aligned(x: u128, xexp: i64, y: u128, yexp: i64) -> Option<(u128, u128, i64)> {
    if xexp == yexp {
        return Some((x, y, xexp));
    }
    let gap = xexp.abs_diff(yexp);
    let high = if xexp > yexp { x } else { y };
    if gap > 38 || small_digits(high) + gap > 38 {
        return None;
    }
    let high = high * POWERS[gap as usize];
    Some(if xexp > yexp { (high, y, yexp) } else { (x, high, xexp) })
}

fn add_finite(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Result<Decimal, NoMemory> {
    let exp = a.exp.min(b.exp);
    match (a.coef.is_zero(), b.coef.is_zero()) {
        (true, true) => {
            let negative = if a.negative == b.negative { a.negative } else { ctx.rounding == Rounding::Floor };
            return Ok(finish(negative, Coef::ZERO, exp, ctx, st));
        }
        (false, false) => {}
        (a_zero, _) => {
            let x = if a_zero { b } else { a };
            let pad = x.exp.abs_diff(exp).min((ctx.prec - x.coef.digits() as i64 + 1).max(0) as u64);
            return Ok(finish(x.negative, x.coef.pad(pad)?, x.exp - pad as i64, ctx, st));
        }
    }
    let (x, mut y) = if a.exp >= b.exp { (a, b) } else { (b, a) };
    // of what is far below the last digit of a result only that it is there counts
    let sticky = x.exp + (x.coef.digits() as i64 - ctx.prec - 2).min(-1);
    if y.adjusted() < sticky {
        y = Num { coef: View::Small(1), exp: sticky, ..y };
    }
    let high = x.coef.pad(x.exp.abs_diff(y.exp))?;
    let (negative, sum) = match (x.negative == y.negative, high.view().order(y.coef)) {
        (true, _) => (x.negative, high.view().plus(y.coef)),
        (_, std::cmp::Ordering::Equal) => (ctx.rounding == Rounding::Floor, Coef::ZERO),
        (_, std::cmp::Ordering::Greater) => (x.negative, high.view().minus(y.coef)),
        _ => (y.negative, y.coef.minus(high.view())),
    };
    Ok(finish(negative, sum, y.exp, ctx, st))
}

/// `a - b`
#[inline]
pub fn sub(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    let negative = if b.is_nan() { b.negative } else { !b.negative };
    add(a, b.with_sign(negative), ctx, st)
}

/// `a * b`
#[inline]
pub fn mul(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    let negative = a.negative ^ b.negative;
    if a.is_finite() && b.is_finite() {
        if let (View::Small(x), View::Small(y)) = (a.coef, b.coef)
            && (x | y) >> 64 != 0
            && small_digits(x) + small_digits(y) > 38
            && x != 0
            && y != 0
        {
            return finish_limbs(negative, &limbs::wide(x, y), a.exp + b.exp, ctx, st);
        }
        return finish(negative, a.coef.times(b.coef), a.exp + b.exp, ctx, st);
    }
    if let Some(nan) = nan_of(&[a, b], ctx, st) {
        return nan;
    }
    if a.is_zero() || b.is_zero() { st.invalid(INVALID_OPERATION) } else { Decimal::infinity(negative) }
}

/// `a / b`
pub fn div(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    let negative = a.negative ^ b.negative;
    if !a.is_finite() || !b.is_finite() {
        if let Some(nan) = nan_of(&[a, b], ctx, st) {
            return nan;
        }
        return match (a.is_finite(), b.is_finite()) {
            (false, false) => st.invalid(INVALID_OPERATION),
            (false, _) => Decimal::infinity(negative),
            _ => {
                st.add(CLAMPED);
                Decimal::finite(negative, Coef::ZERO, ctx.etiny())
            }
        };
    }
    if b.coef.is_zero() {
        if a.coef.is_zero() {
            return st.invalid(DIVISION_UNDEFINED);
        }
        st.add(DIVISION_BY_ZERO);
        return Decimal::infinity(negative);
    }
    let ideal = a.exp - b.exp;
    if a.coef.is_zero() {
        return finish(negative, Coef::ZERO, ideal, ctx, st);
    }
    if let (View::Small(x), View::Small(y)) = (a.coef, b.coef)
        && let Some((coef, shift)) = small_quotient(x, y, ctx.prec)
    {
        return finish_quotient(negative, coef, ideal, shift, ctx, st);
    }
    let made = quotient(a.coef, b.coef, ctx.prec).map(|(coef, shift)| finish_quotient(negative, coef, ideal, shift, ctx, st));
    st.unless_full(made)
}

/// An exact quotient has the exponent nearest to the ideal one.
fn finish_quotient(negative: bool, coef: (Coef, bool), ideal: i64, shift: i64, ctx: &Settings, st: &mut Status) -> Decimal {
    let zeros = if shift > 0 && coef.1 { coef.0.view().trailing_zeros().min(shift as u64) } else { 0 };
    let coef = if zeros > 0 { coef.0.view().cut(zeros).0 } else { coef.0 };
    finish(negative, coef, ideal - shift + zeros as i64, ctx, st)
}

/// As `quotient`, of numbers and a precision that need no memory.
fn small_quotient(a: u128, b: u128, prec: i64) -> Option<((Coef, bool), i64)> {
    let digits = small_digits(a) as i64;
    if prec > 36 || digits > prec {
        return None;
    }
    // by a power of ten nothing is divided
    if let Ok(b) = u64::try_from(b)
        && let Ok(zeros) = limbs::TENS.binary_search(&b)
    {
        return Some(((Coef::Small(a), true), zeros as i64));
    }
    let shift = small_digits(b) as i64 - digits + prec + 1;
    let (quotient, exact) = match u64::try_from(b) {
        // the dividend fits too
        Ok(b) if digits + shift <= 38 => {
            let by = limbs::Divisor::new(b);
            let n = a * POWERS[shift as usize];
            let (high, rest) = if n >> 64 == 0 { (0, 0) } else { by.divide(0, (n >> 64) as u64) };
            let (low, rest) = by.divide(rest, n as u64);
            (u128::from(high) << 64 | u128::from(low), rest == 0)
        }
        _ => {
            let mut rest = [0; 7];
            let (whole, some) = (shift as usize / limbs::PLACES, shift as usize % limbs::PLACES);
            rest[whole..whole + 2].copy_from_slice(&limbs::split(a));
            limbs::mul_small(&mut rest[whole..whole + 3], limbs::TENS[some], 0);
            let used = limbs::trim(&rest).len();
            let (out, exact) = match limbs::split(b) {
                [low, 0] => {
                    let left = limbs::div_small(&mut rest[..used], low);
                    (rest, left == 0)
                }
                mut divisor => {
                    let mut out = [0; 7];
                    limbs::schoolbook(&mut out[..used - 1], &mut rest[..used + 1], &mut divisor);
                    (out, limbs::trim(&rest[..used + 1]).is_empty())
                }
            };
            (u128::from(out[1]) * u128::from(limbs::BASE) + u128::from(out[0]), exact)
        }
    };
    let up = !exact && View::Small(quotient).last_digit() % 5 == 0;
    Some(((Coef::Small(quotient + u128::from(up)), exact), shift))
}

/// A quotient of at least `prec + 1` digits, with a last digit that rounds as what was lost would, whether it is exact, and
/// by how many digits the dividend was longer.
fn quotient(a: View, b: View, prec: i64) -> Result<((Coef, bool), i64), NoMemory> {
    let shift = b.digits() as i64 - a.digits() as i64 + prec + 1;
    let (coef, rest) = if shift >= 0 { a.pad(shift as u64)?.view().div_rem(b) } else { a.div_rem(b.pad(shift.unsigned_abs())?.view()) };
    let exact = rest.view().is_zero();
    Ok(((if !exact && coef.view().last_digit() % 5 == 0 { coef.increment() } else { coef }, exact), shift))
}

/// The whole quotient and the remainder of finite numbers, the divisor not zero (or infinite); `None`: too many digits.
fn whole_parts(a: Num, b: Num, ctx: &Settings) -> Result<Option<(Decimal, Decimal)>, NoMemory> {
    let negative = a.negative ^ b.negative;
    let ideal = if b.is_finite() { a.exp.min(b.exp) } else { a.exp };
    let gap = if b.is_finite() { a.adjusted() - b.adjusted() } else { -2 };
    if a.coef.is_zero() || gap <= -2 {
        // what is padded is longer than the divisor's exponent allows only if it is rounded after all
        let most = ctx.prec.saturating_add(1).saturating_sub(a.coef.digits() as i64).max(0);
        let ideal = if a.coef.is_zero() { ideal } else { ideal.max(a.exp.saturating_sub(most)) };
        let (coef, _) = rescaled(a.coef, a.exp, ideal, a.negative, ctx.rounding)?;
        return Ok(Some((Decimal::finite(negative, Coef::ZERO, 0), Decimal::finite(a.negative, coef, ideal))));
    }
    if gap > ctx.prec {
        return Ok(None);
    }
    let (x, y) = (a.coef.pad((a.exp - ideal) as u64)?, b.coef.pad((b.exp - ideal) as u64)?);
    let (q, r) = x.view().div_rem(y.view());
    if !q.view().is_zero() && q.view().digits() as i64 > ctx.prec {
        return Ok(None);
    }
    Ok(Some((Decimal::finite(negative, q, 0), Decimal::finite(a.negative, r, ideal))))
}

/// `a // b`, towards zero.
pub fn div_int(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    let negative = a.negative ^ b.negative;
    if let Some(nan) = nan_of(&[a, b], ctx, st) {
        return nan;
    }
    if !a.is_finite() {
        return if b.is_finite() { Decimal::infinity(negative) } else { st.invalid(INVALID_OPERATION) };
    }
    if b.is_zero() {
        if a.coef.is_zero() {
            return st.invalid(DIVISION_UNDEFINED);
        }
        st.add(DIVISION_BY_ZERO);
        return Decimal::infinity(negative);
    }
    match whole_parts(a, b, ctx) {
        Ok(Some((q, _))) => finish(q.negative, q.coef, q.exp, ctx, st),
        Ok(None) => st.invalid(DIVISION_IMPOSSIBLE),
        Err(NoMemory) => st.invalid(NO_MEMORY),
    }
}

/// `a % b`, with the sign of `a`.
pub fn rem(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if let Some(nan) = nan_of(&[a, b], ctx, st) {
        return nan;
    }
    if !a.is_finite() {
        return st.invalid(INVALID_OPERATION);
    }
    if b.is_zero() {
        return st.invalid(if a.coef.is_zero() { DIVISION_UNDEFINED } else { INVALID_OPERATION });
    }
    match whole_parts(a, b, ctx) {
        Ok(Some((_, r))) => finish(r.negative, r.coef, r.exp, ctx, st),
        Ok(None) => st.invalid(DIVISION_IMPOSSIBLE),
        Err(NoMemory) => st.invalid(NO_MEMORY),
    }
}

/// `divmod(a, b)`
pub fn div_mod(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> (Decimal, Decimal) {
    let negative = a.negative ^ b.negative;
    if let Some(nan) = nan_of(&[a, b], ctx, st) {
        return (nan.clone(), nan);
    }
    let twice = |st: &mut Status, condition| (st.invalid(condition), Decimal::nan());
    if !a.is_finite() {
        if !b.is_finite() {
            return twice(st, INVALID_OPERATION);
        }
        return (Decimal::infinity(negative), st.invalid(INVALID_OPERATION));
    }
    if b.is_zero() {
        if a.coef.is_zero() {
            return twice(st, DIVISION_UNDEFINED);
        }
        st.add(DIVISION_BY_ZERO);
        return (Decimal::infinity(negative), st.invalid(INVALID_OPERATION));
    }
    match whole_parts(a, b, ctx) {
        Ok(Some((q, r))) => (finish(q.negative, q.coef, q.exp, ctx, st), finish(r.negative, r.coef, r.exp, ctx, st)),
        Ok(None) => twice(st, DIVISION_IMPOSSIBLE),
        Err(NoMemory) => twice(st, NO_MEMORY),
    }
}

/// The remainder by the nearest whole quotient.
pub fn rem_near(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if let Some(nan) = nan_of(&[a, b], ctx, st) {
        return nan;
    }
    if !a.is_finite() {
        return st.invalid(INVALID_OPERATION);
    }
    if !b.is_finite() {
        return finish_number(a, ctx, st);
    }
    if b.coef.is_zero() {
        return st.invalid(if a.coef.is_zero() { DIVISION_UNDEFINED } else { INVALID_OPERATION });
    }
    let made = nearest(a, b, ctx, st);
    st.unless_full(made)
}

fn nearest(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Result<Decimal, NoMemory> {
    let ideal = a.exp.min(b.exp);
    if a.coef.is_zero() {
        return Ok(finish(a.negative, Coef::ZERO, ideal, ctx, st));
    }
    let gap = a.adjusted() - b.adjusted();
    if gap > ctx.prec {
        return Ok(st.invalid(DIVISION_IMPOSSIBLE));
    }
    if gap <= -2 {
        let most = ctx.prec.saturating_add(1).saturating_sub(a.coef.digits() as i64).max(0);
        let ideal = ideal.max(a.exp.saturating_sub(most));
        return Ok(finish(a.negative, a.coef.pad((a.exp - ideal) as u64)?, ideal, ctx, st));
    }
    let (x, y) = (a.coef.pad((a.exp - ideal) as u64)?, b.coef.pad((b.exp - ideal) as u64)?);
    let (mut q, mut r) = x.view().div_rem(y.view());
    let twice = r.view().plus(r.view());
    let order = twice.view().order(y.view());
    let mut negative = a.negative;
    if order == std::cmp::Ordering::Greater || order == std::cmp::Ordering::Equal && q.view().last_digit() % 2 == 1 {
        r = y.view().minus(r.view());
        q = q.increment();
        negative = !negative;
    }
    if !q.view().is_zero() && q.view().digits() as i64 > ctx.prec {
        return Ok(st.invalid(DIVISION_IMPOSSIBLE));
    }
    Ok(finish(negative, r, ideal, ctx, st))
}

/// `a * b + c`, rounded once.
pub fn fma(a: Num, b: Num, c: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if [a, b, c].iter().any(|x| x.kind == Kind::Signaling) || a.is_nan() || b.is_nan() {
        return nan_of(&[a, b, c], ctx, st).unwrap_or_else(Decimal::nan);
    }
    if !a.is_finite() || !b.is_finite() {
        let product = mul(a, b, ctx, st);
        return if product.kind == Kind::Quiet { product } else { add(product.num(), c, ctx, st) };
    }
    let product = Decimal::finite(a.negative ^ b.negative, a.coef.times(b.coef), a.exp + b.exp);
    add(product.num(), c, ctx, st)
}

/// `+a`
#[inline]
pub fn plus(a: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if let Some(nan) = nan_of(&[a], ctx, st) {
        return nan;
    }
    let negative = a.negative && (!a.is_zero() || ctx.rounding == Rounding::Floor);
    finish_number(a.with_sign(negative), ctx, st)
}

/// `-a`
pub fn minus(a: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if a.is_nan() { plus(a, ctx, st) } else { plus(a.with_sign(!a.negative), ctx, st) }
}

/// `abs(a)`
pub fn abs(a: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if a.is_nan() || !a.negative { plus(a, ctx, st) } else { minus(a, ctx, st) }
}
