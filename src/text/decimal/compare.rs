//! Order by value and by representation, extremes, neighbours, hash.

use std::cmp::Ordering;

use super::arithmetic::add;
use super::coef::{Coef, NoMemory, View};
use super::round::{Rounding, finish, finish_number, nan_of, signal::*};
use super::{Decimal, Kind, Num, Settings, Status};

/// Compares values; neither is a NaN.
pub fn order(a: Num, b: Num) -> Ordering {
    let rank = |x: Num| match (x.is_zero(), x.negative) {
        (true, _) => 0,
        (_, true) => -1,
        _ => 1,
    };
    let (ra, rb) = (rank(a), rank(b));
    if ra != rb || ra == 0 {
        return ra.cmp(&rb);
    }
    let sizes = match (a.is_finite(), b.is_finite()) {
        (true, true) => order_sizes(a, b),
        (a_finite, b_finite) => b_finite.cmp(&a_finite),
    };
    if a.negative { sizes.reverse() } else { sizes }
}

/// Compares the sizes of finite numbers other than zero.
fn order_sizes(a: Num, b: Num) -> Ordering {
    if a.exp == b.exp {
        return a.coef.order(b.coef);
    }
    let by_place = a.adjusted().cmp(&b.adjusted());
    if by_place != Ordering::Equal {
        return by_place;
    }
    // as many digits before the point: the shorter one is padded up to the other's length
    let gap = a.exp.abs_diff(b.exp);
    let padded = |x: Num| x.coef.pad(gap);
    match a.exp > b.exp {
        true => padded(a).map_or(Ordering::Greater, |x| x.view().order(b.coef)),
        false => padded(b).map_or(Ordering::Less, |y| a.coef.order(y.view())),
    }
}

fn of_order(order: Ordering) -> Decimal {
    Decimal::whole(order as i64)
}

/// -1, 0 or 1 as a number.
pub fn compare(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    nan_of(&[a, b], ctx, st).unwrap_or_else(|| of_order(order(a, b)))
}

/// As `compare`; every NaN signals.
pub fn compare_signal(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if a.is_nan() || b.is_nan() {
        st.add(INVALID_OPERATION);
    }
    compare(a, b, ctx, st)
}

/// The total order of representations.
fn total_order(a: Num, b: Num) -> Ordering {
    if a.negative != b.negative {
        return b.negative.cmp(&a.negative);
    }
    let rank = |x: Num| match x.kind {
        Kind::Finite | Kind::Infinity => 0,
        Kind::Signaling => 1,
        Kind::Quiet => 2,
    };
    let sizes = match (rank(a), rank(b)) {
        (0, 0) => match order(a, b) {
            Ordering::Equal => a.exp.cmp(&b.exp),
            by_value => return by_value,
        },
        (p, q) if p == q => a.coef.order(b.coef),
        (p, q) => p.cmp(&q),
    };
    if a.negative { sizes.reverse() } else { sizes }
}

pub fn compare_total(a: Num, b: Num) -> Decimal {
    of_order(total_order(a, b))
}

pub fn compare_total_mag(a: Num, b: Num) -> Decimal {
    of_order(total_order(a.with_sign(false), b.with_sign(false)))
}

/// The greater of two numbers; a quiet NaN gives way to a number. So for the three that follow.
pub fn max(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    extreme(true, order, a, b, ctx, st)
}

/// The lesser.
pub fn min(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    extreme(false, order, a, b, ctx, st)
}

/// The greater without regard to signs.
pub fn max_mag(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    extreme(true, order_of_sizes, a, b, ctx, st)
}

/// The lesser without regard to signs.
pub fn min_mag(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    extreme(false, order_of_sizes, a, b, ctx, st)
}

fn order_of_sizes(a: Num, b: Num) -> Ordering {
    order(a.with_sign(false), b.with_sign(false))
}

fn extreme(greatest: bool, by: fn(Num, Num) -> Ordering, a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if a.is_nan() || b.is_nan() {
        let x = match (a.kind, b.kind) {
            (Kind::Quiet, Kind::Finite | Kind::Infinity) => b,
            (Kind::Finite | Kind::Infinity, Kind::Quiet) => a,
            _ => return nan_of(&[a, b], ctx, st).unwrap_or_else(Decimal::nan),
        };
        return finish_number(x, ctx, st);
    }
    let first_is_greater = by(a, b).then_with(|| total_order(a, b)) == Ordering::Greater;
    finish_number(if first_is_greater == greatest { a } else { b }, ctx, st)
}

/// The next number of the context upwards.
pub fn next_plus(x: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    neighbour(x, true, ctx, st)
}

/// The next number of the context downwards.
pub fn next_minus(x: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    neighbour(x, false, ctx, st)
}

fn neighbour(x: Num, upwards: bool, ctx: &Settings, st: &mut Status) -> Decimal {
    if let Some(nan) = nan_of(&[x], ctx, st) {
        return nan;
    }
    let made = next(x, upwards, ctx);
    st.unless_full(made)
}

fn next(x: Num, upwards: bool, ctx: &Settings) -> Result<Decimal, NoMemory> {
    if !x.is_finite() {
        return Ok(match x.negative == upwards {
            true => Decimal::finite(x.negative, Coef::nines(ctx.prec as u64)?, ctx.etop()),
            false => Decimal::infinity(x.negative),
        });
    }
    let ctx = ctx.with_rounding(if upwards { Rounding::Ceiling } else { Rounding::Floor });
    let mut own = Status::default();
    let rounded = finish_number(x, &ctx, &mut own);
    if !rounded.num().is_finite() || order(rounded.num(), x) != Ordering::Equal {
        return Ok(rounded);
    }
    let least = Num { negative: !upwards, kind: Kind::Finite, exp: ctx.etiny() - 1, coef: View::Small(1) };
    Ok(add(rounded.num(), least, &ctx, &mut own))
}

/// The next number in the direction of another.
pub fn next_toward(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if let Some(nan) = nan_of(&[a, b], ctx, st) {
        return nan;
    }
    let upwards = match order(a, b) {
        Ordering::Equal => return a.with_sign(b.negative).to_owned(),
        order => order == Ordering::Less,
    };
    let result = neighbour(a, upwards, ctx, st);
    if !result.num().is_finite() {
        st.add(OVERFLOW | INEXACT | ROUNDED);
    } else if result.num().adjusted() < ctx.emin {
        st.add(UNDERFLOW | SUBNORMAL | INEXACT | ROUNDED);
        if result.num().is_zero() {
            st.add(CLAMPED);
        }
    }
    result
}

/// The exponent of the first digit, as a number.
pub fn logb(x: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if let Some(nan) = nan_of(&[x], ctx, st) {
        return nan;
    }
    if !x.is_finite() {
        return Decimal::infinity(false);
    }
    if x.coef.is_zero() {
        st.add(DIVISION_BY_ZERO);
        return Decimal::infinity(true);
    }
    let n = Decimal::whole(x.adjusted());
    finish(n.negative, n.coef, 0, ctx, st)
}

const MODULUS: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    let n = u128::from(a) * u128::from(b);
    let sum = (n as u64 & MODULUS) + (n >> 61) as u64;
    if sum >= MODULUS { sum - MODULUS } else { sum }
}

/// The hash of a finite number: that of every number with this value.
pub fn hash(x: Num) -> i64 {
    // 10 times this is 1 modulo 2^61 - 1
    const TENTH: u64 = 2_075_258_708_292_324_556;
    let mut base = if x.exp >= 0 { 10 } else { TENTH };
    let mut exponent = x.exp.unsigned_abs();
    let mut value = x.coef.modulo(MODULUS);
    while exponent > 0 {
        if exponent & 1 == 1 {
            value = times(value, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    match if x.negative { -(value as i64) } else { value as i64 } {
        -1 => -2,
        hash => hash,
    }
}
