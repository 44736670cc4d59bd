//! Square root, exponential and logarithms, correctly rounded: computed in binary with guard digits, and again with more
//! while the guard digits cannot tell how to round.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use parking_lot::Mutex;

use super::super::divide::div_rem;
use super::super::int;
use super::coef::{Coef, NoMemory, View, room};
use super::round::{Rounding, finish, nan_of, signal::*};
use super::{Decimal, Num, Settings, Status};

pub fn sqrt(x: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if let Some(nan) = nan_of(&[x], ctx, st) {
        return nan;
    }
    if x.is_zero() {
        return finish(x.negative, Coef::ZERO, x.exp >> 1, ctx, st);
    }
    if x.negative {
        return st.invalid(INVALID_OPERATION);
    }
    if !x.is_finite() {
        return x.to_owned();
    }
    let made = root(x, ctx, st);
    st.unless_full(made)
}

fn root(x: Num, ctx: &Settings, st: &mut Status) -> Result<Decimal, NoMemory> {
    let ctx = ctx.with_rounding(Rounding::HalfEven);
    // an even exponent, and twice the digits that the root shall have
    let odd = x.exp & 1;
    let coef = x.coef.pad(odd as u64)?;
    let exp = x.exp - odd;
    let places = ctx.prec + 1 - ((coef.view().digits() as i64 + 1) >> 1);
    let (scaled, rest) = match places >= 0 {
        true => (coef.view().pad(2 * places as u64)?, false),
        false => {
            let (kept, rest) = coef.view().cut(2 * places.unsigned_abs());
            (kept, rest != super::coef::Rest::Zero)
        }
    };
    let (root, exact) = whole_root(scaled.view());
    let exp = (exp >> 1) - places;
    if rest || !exact {
        let up = root.view().last_digit() % 5 == 0;
        return Ok(finish(false, if up { root.increment() } else { root }, exp, &ctx, st));
    }
    let ideal = x.exp >> 1;
    let zeros = if exp < ideal { root.view().trailing_zeros().min((ideal - exp) as u64) } else { 0 };
    let (mut coef, mut exp) = (root.view().cut(zeros).0, exp + zeros as i64);
    if exp > ideal {
        coef = coef.view().pad((exp - ideal) as u64)?;
        exp = ideal;
    }
    Ok(finish(false, coef, exp, &ctx, st))
}

/// The floor of a square root, and whether it is the root.
fn whole_root(n: View) -> (Coef, bool) {
    let n = BigInt::from(n.to_big());
    let root = int::isqrt(&n).unwrap_or_default();
    let exact = &root * &root == n;
    (Coef::of_big(root.magnitude()), exact)
}

/// Bits that hold so many digits, and a few more.
pub fn bits_for(digits: i64) -> u64 {
    (digits.max(0) as u64).saturating_mul(3402) / 1024 + 16
}

/// Is a computation with so many digits possible at all?
pub fn possible(digits: i64) -> Result<(), NoMemory> {
    room(digits.max(0) as u64 / 2).map(drop)
}

/// 10^n
pub fn ten_to(n: u64) -> BigUint {
    BigUint::from(5u32).pow(n as u32) << n
}

fn signed(negative: bool, size: BigUint) -> BigInt {
    BigInt::from_biguint(if negative { Sign::Minus } else { Sign::Plus }, size)
}

/// `n * 10^exp` in units of 2^-width, rounded down.
fn fixed(n: &BigUint, exp: i64, width: u64) -> BigUint {
    if exp >= 0 { (n * ten_to(exp as u64)) << width } else { div_rem(&(n << width), &ten_to(exp.unsigned_abs())).0 }
}

/// ln(10), and in units of which power of two.
static LN_TEN: Mutex<(u64, Option<BigUint>)> = Mutex::new((0, None));

/// ln(10) in units of 2^-width.
pub fn ln_ten(width: u64) -> BigUint {
    let known = LN_TEN.lock().clone();
    let (have, value) = match known {
        (have, Some(value)) if have >= width => (have, value),
        _ => {
            let more = width + 64;
            let unit = BigUint::one() << more;
            // ln 2 = 2 atanh(1/3), ln 10/8 = 2 atanh(1/9)
            let value = (atanh_inverse(3, &unit) * 6u32) + (atanh_inverse(9, &unit) * 2u32);
            let value = value >> 32u32;
            *LN_TEN.lock() = (more - 32, Some(value.clone()));
            (more - 32, value)
        }
    };
    value >> (have - width)
}

fn atanh_inverse(n: u32, unit: &BigUint) -> BigUint {
    let mut term = unit / n;
    let mut total = term.clone();
    let mut k = 1u32;
    while !term.is_zero() {
        term /= n * n;
        k += 2;
        total += &term / k;
    }
    total
}

/// exp(r) for `0 <= r < 3`, both in units of 2^-width; the last few bits are wrong.
fn exp_fixed(r: &BigUint, width: u64) -> BigUint {
    let halvings = (width.isqrt() * 3 / 4).max(4);
    let inner = width + 2 * halvings + 8;
    // r / 2^halvings, in units of 2^-inner
    let r = r << (inner - width - halvings);
    let unit = BigUint::one() << inner;
    let mut term = unit.clone();
    let mut total = unit;
    let mut k = 1u32;
    loop {
        term = ((term * &r) >> inner) / k;
        if term.is_zero() {
            break;
        }
        total += &term;
        k += 1;
    }
    for _ in 0..halvings {
        total = (&total * &total) >> inner;
    }
    total >> (inner - width)
}

/// `(about m * 10^places, k)` where the exponential of `t` (in units of 2^-width) is `m * 10^k`.
pub fn exp_scaled(t: &BigInt, width: u64, places: i64) -> (BigUint, i64) {
    let inner = bits_for(places).min(width);
    let ten = BigInt::from(ln_ten(width));
    let (k, rest) = t.div_mod_floor(&ten);
    let made = exp_fixed(&(rest.magnitude() >> (width - inner)), inner);
    ((made * ten_to(places as u64)) >> inner, k.to_i64().unwrap_or(if k.is_negative() { i64::MIN / 4 } else { i64::MAX / 4 }))
}

/// ln(n * 10^exp) in units of 2^-width, where `n` has so many digits; the last few bits are wrong.
pub fn ln_fixed(n: &BigUint, digits: u64, exp: i64, width: u64) -> BigInt {
    let adjusted = exp + digits as i64 - 1;
    let inner = width + 72;
    // 1 <= m < 10
    let m = fixed(n, 1 - digits as i64, inner);
    let estimate = ((&m >> (inner - 60)).to_u64().unwrap_or(1 << 60) as f64 / 2f64.powi(60)).ln();
    // Halley's iteration: each step triples the right bits
    let mut right = 48;
    let mut y = BigInt::from((estimate * 2f64.powi(60)) as i64);
    let mut have = 60;
    while right < width + 8 {
        right *= 3;
        let wide = (right + 32).min(inner);
        y = if wide >= have { y << (wide - have) } else { y >> (have - wide) };
        have = wide;
        let e = BigInt::from(exp_fixed(y.magnitude(), wide));
        // a logarithm just above zero may have been estimated as just below it
        let e = if y.is_negative() { (BigInt::one() << (2 * wide)) / e } else { e };
        let m = BigInt::from(&m >> (inner - wide));
        y += ((&m - &e) << (wide + 1)) / (&m + &e);
    }
    (y << (inner - have) >> (inner - width)) + BigInt::from(ln_ten(width + 64)) * adjusted / (BigInt::one() << 64u32)
}

/// Do the digits behind the precision tell how to round (the last ones may be wrong)?
fn decided(value: View, prec: i64) -> bool {
    let drop = value.digits() as i64 - prec;
    if drop < 6 {
        return false;
    }
    let rest = value.last(drop as u64 - 1).view().to_big();
    let half = ten_to(drop as u64 - 1) >> 1u32;
    let next = value.digit(drop as u64 - 1);
    // half a unit of the last kept digit is 5 of the next one
    let rest = rest + (next % 5) * (half.clone() << 1u32);
    let whole = half * 10u32;
    rest > BigUint::from(1000u32) && rest + 1000u32 < whole
}

/// A transcendental result, rounded as the settings say: `compute(guard)` gives a value of `prec + guard` digits or so and its
/// exponent. After `enough` guard digits it is taken for exact.
pub fn decide(ctx: &Settings, st: &mut Status, enough: Option<i64>, compute: impl Fn(i64) -> (BigInt, i64)) -> Decimal {
    let mut guard = 9;
    loop {
        let (value, exp) = compute(guard);
        let coef = Coef::of_big(value.magnitude());
        if decided(coef.view(), ctx.prec) || enough.is_some_and(|most| guard > most) {
            return finish(value.is_negative(), coef, exp, ctx, st);
        }
        guard *= 2;
    }
}

pub fn exp(x: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if let Some(nan) = nan_of(&[x], ctx, st) {
        return nan;
    }
    if !x.is_finite() {
        return if x.negative { Decimal::whole(0) } else { x.to_owned() };
    }
    if x.coef.is_zero() {
        return Decimal::whole(1);
    }
    let prec = ctx.prec;
    let even = ctx.with_rounding(Rounding::HalfEven);
    if x.adjusted() > 19 {
        return out_of_range(false, !x.negative, &even, st);
    }
    if let Err(NoMemory) = possible(prec) {
        return st.invalid(NO_MEMORY);
    }
    if x.adjusted() < -prec - 2 {
        // 1 is the nearest number, from either side
        st.add(INEXACT | ROUNDED);
        let one = Coef::power_of_ten(prec as u64 - 1);
        return st.unless_full(one.map(|one| Decimal::finite(false, one, 1 - prec)));
    }
    let n = x.coef.to_big();
    let whole = x.adjusted().max(0);
    // more than the range of exponents: no need to compute it
    if x.adjusted() >= 0 && far(x, ctx) {
        return out_of_range(false, !x.negative, &even, st);
    }
    decide(&even, st, None, |guard| {
        let places = prec + guard;
        let width = bits_for(places + whole) + 16;
        let (value, k) = exp_scaled(&signed(x.negative, fixed(&n, x.exp, width)), width, places);
        (BigInt::from(value), k - places)
    })
}

/// Is exp(x) far out of the range of exponents?
fn far(x: Num, ctx: &Settings) -> bool {
    let most = 3 * i128::from(ctx.emax.max(-ctx.emin) + ctx.prec + 10);
    match x.coef.cut((-x.exp).max(0) as u64).0 {
        Coef::Small(n) => i128::try_from(n).map_or(true, |n| n.saturating_mul(10i128.pow(x.exp.clamp(0, 20) as u32)) > most),
        Coef::Big(_) => true,
    }
}

/// The overflow or underflow of a number that is as large, or as small, as can be.
pub fn out_of_range(negative: bool, large: bool, ctx: &Settings, st: &mut Status) -> Decimal {
    let exp = if large { ctx.emax + 1 } else { ctx.etiny() - 2 };
    finish(negative, Coef::Small(1), exp, ctx, st)
}

pub fn ln(x: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    logarithm(x, ctx, st, |value, _| value)
}

pub fn log10(x: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if x.is_finite()
        && !x.negative
        && !x.coef.is_zero()
        && x.coef.trailing_zeros() + 1 == x.coef.digits()
        && x.coef.digit(x.coef.digits() - 1) == 1
    {
        let n = Decimal::whole(x.adjusted());
        return finish(n.negative, n.coef, 0, &ctx.with_rounding(Rounding::HalfEven), st);
    }
    logarithm(x, ctx, st, |value, width| (value << width) / BigInt::from(ln_ten(width)))
}

fn logarithm(x: Num, ctx: &Settings, st: &mut Status, to_base: impl Fn(BigInt, u64) -> BigInt) -> Decimal {
    if let Some(nan) = nan_of(&[x], ctx, st) {
        return nan;
    }
    if x.is_zero() {
        return Decimal::infinity(true);
    }
    if x.negative {
        return st.invalid(INVALID_OPERATION);
    }
    if !x.is_finite() {
        return Decimal::infinity(false);
    }
    if super::compare::order(x, Num::whole(1)) == std::cmp::Ordering::Equal {
        return Decimal::whole(0);
    }
    let near = distance(x);
    if let Err(NoMemory) = possible(ctx.prec.saturating_add(near)) {
        return st.invalid(NO_MEMORY);
    }
    let n = x.coef.to_big();
    decide(&ctx.with_rounding(Rounding::HalfEven), st, None, |guard| {
        let places = ctx.prec + guard + near;
        let width = bits_for(places) + 8;
        let value = to_base(ln_fixed(&n, x.coef.digits(), x.exp, width), width);
        let digits = (value.magnitude() * ten_to(places as u64)) >> width;
        (signed(value.is_negative(), digits), -places)
    })
}

/// How many zeros `x - 1` begins with after the point: a logarithm near 1 begins as late.
pub fn distance(x: Num) -> i64 {
    if x.exp >= 0 || !matches!(x.adjusted(), -1 | 0) {
        return 0;
    }
    let Ok(one) = Coef::power_of_ten(x.exp.unsigned_abs()) else { return 0 };
    let gap = match x.coef.order(one.view()) {
        std::cmp::Ordering::Less => one.view().minus(x.coef),
        _ => x.coef.minus(one.view()),
    };
    (-x.exp - gap.view().digits() as i64).max(0)
}
