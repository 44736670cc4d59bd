//! Powers.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::Signed;

use super::arithmetic::{div, mul};
use super::coef::{Coef, NoMemory, View};
use super::compare::order;
use super::roots::{bits_for, decide, distance, exp_scaled, ln_fixed, out_of_range, possible, ten_to};
use super::round::{Rounding, finish_number, nan_of, signal::*};
use super::{Decimal, Num, Settings, Status};

/// `a ** b`
pub fn power(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if let Some(nan) = nan_of(&[a, b], ctx, st) {
        return nan;
    }
    if b.is_zero() {
        return if a.is_zero() { st.invalid(INVALID_OPERATION) } else { Decimal::whole(1) };
    }
    let whole = b.is_whole();
    let mut negative = false;
    if a.negative {
        if whole {
            negative = b.exp <= 0 && b.coef.digit(b.exp.unsigned_abs()) % 2 == 1;
        } else if !a.is_zero() {
            return st.invalid(INVALID_OPERATION);
        }
    }
    let a = a.with_sign(false);
    if a.is_zero() {
        return if b.negative { Decimal::infinity(negative) } else { Decimal::finite(negative, Coef::ZERO, 0) };
    }
    if !a.is_finite() {
        return if b.negative { Decimal::finite(negative, Coef::ZERO, 0) } else { Decimal::infinity(negative) };
    }
    let one = order(a, Num::whole(1));
    if one == Ordering::Equal {
        let made = power_of_one(a, b, whole, negative, ctx, st);
        return st.unless_full(made);
    }
    if !b.is_finite() {
        return if b.negative == (one == Ordering::Less) { Decimal::infinity(negative) } else { Decimal::finite(negative, Coef::ZERO, 0) };
    }
    let large = (one == Ordering::Greater) != b.negative;
    if far(a, b, large, ctx) {
        return out_of_range(negative, large, ctx, st);
    }
    if whole && let Some(n) = small_exponent(b) {
        return whole_power(a, n, b.negative, negative, ctx, st);
    }
    if let Err(NoMemory) = possible(ctx.prec) {
        return st.invalid(NO_MEMORY);
    }
    let result = by_logarithm(a, b, ctx, st);
    st.add(INEXACT | ROUNDED | if st.has(SUBNORMAL) { UNDERFLOW } else { 0 });
    result.with_sign(negative)
}

/// 1 to any power has the digits that the exponent asks for.
fn power_of_one(a: Num, b: Num, whole: bool, negative: bool, ctx: &Settings, st: &mut Status) -> Result<Decimal, NoMemory> {
    let least = 1 - ctx.prec;
    let exp = if whole {
        let n = if b.negative { 0 } else { b.coef.to_u64().map_or(ctx.prec, |n| times_ten(n, b.exp).min(ctx.prec)) };
        let exp = i128::from(a.exp) * i128::from(n);
        if exp < i128::from(least) {
            st.add(ROUNDED);
            least
        } else {
            exp as i64
        }
    } else {
        st.add(INEXACT | ROUNDED);
        least
    };
    Ok(Decimal::finite(negative, Coef::power_of_ten(exp.unsigned_abs())?, exp.min(0)))
}

fn times_ten(n: u64, exp: i64) -> i64 {
    let n = i128::from(n);
    let made = match exp {
        0.. => n.saturating_mul(10i128.pow(exp.min(19) as u32)),
        _ => n / 10i128.pow((-exp).min(30) as u32),
    };
    i64::try_from(made).unwrap_or(i64::MAX)
}

/// Is the result far beyond the range of exponents? Told by the lengths of the exponents alone.
fn far(a: Num, b: Num, large: bool, ctx: &Settings) -> bool {
    let places = |n: i64| super::limbs::places(n.unsigned_abs()) as i64;
    // |log10 a| is at least about this power of ten: of a number next to 1 it is its distance from it
    let log = match a.adjusted() {
        0 | -1 => -distance(a) - 2,
        up => places(up) - 1,
    };
    log + b.adjusted() > places(if large { ctx.emax } else { ctx.etiny() })
}

/// The size of a whole exponent, if multiplying is cheaper than a logarithm.
fn small_exponent(b: Num) -> Option<u64> {
    let n = b.coef.to_u64().filter(|_| b.adjusted() < 18)?;
    u64::try_from(times_ten(n, b.exp)).ok()
}

/// By squaring and multiplying, each product rounded to a few digits more than the result shall have.
fn whole_power(a: Num, n: u64, inverse: bool, negative: bool, ctx: &Settings, st: &mut Status) -> Decimal {
    let more = super::limbs::places(n) as i64 + 2 + i64::from(inverse);
    let work = Settings { prec: ctx.prec.saturating_add(more), rounding: Rounding::HalfEven, clamp: false, ..*ctx };
    let base = if inverse { div(Num::whole(1), a, &work, st) } else { a.to_owned() };
    let mut result = base.clone();
    for bit in (0..n.ilog2()).rev() {
        result = mul(result.num(), result.num(), &work, st);
        if n >> bit & 1 == 1 {
            result = mul(result.num(), base.num(), &work, st);
        }
        if !result.num().is_finite() || result.num().is_zero() {
            break;
        }
    }
    if !result.num().is_finite() {
        return out_of_range(negative, true, ctx, st);
    }
    finish_number(result.num().with_sign(negative), ctx, st)
}

/// exp(b * ln(a)); a result that has fewer digits than the precision was exact.
fn by_logarithm(a: Num, b: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    let prec = ctx.prec;
    let near = distance(a);
    let (n, m) = (a.coef.to_big(), b.coef.to_big());
    let size = (a.exp.unsigned_abs() + a.coef.digits()).to_string().len() as i64;
    let room = b.adjusted().max(0) + size + 4;
    let result = decide(ctx, st, Some(3 * prec + 16), |guard| {
        let places = prec + guard;
        let width = bits_for(places + near + room + 2);
        let log = ln_fixed(&n, a.coef.digits(), a.exp, width);
        let product = log * BigInt::from(m.clone());
        let scaled =
            if b.exp >= 0 { product * BigInt::from(ten_to(b.exp as u64)) } else { product / BigInt::from(ten_to(b.exp.unsigned_abs())) };
        let (value, k) = exp_scaled(&if b.negative { -scaled } else { scaled }, width, places);
        (BigInt::from(value).abs(), k - places)
    });
    let digits = result.coef.view().digits() as i64;
    if result.num().is_finite() && !result.coef.view().is_zero() && digits < prec && !b.is_whole() {
        let pad = (prec - digits).min((result.exp - ctx.etiny()).max(0)) as u64;
        return match result.coef.view().pad(pad) {
            Ok(coef) => Decimal { coef, exp: result.exp - pad as i64, ..result },
            Err(NoMemory) => st.invalid(NO_MEMORY),
        };
    }
    result
}

/// `a ** b % modulus`, exactly, on whole numbers.
pub fn power_modulo(a: Num, b: Num, modulus: Num, ctx: &Settings, st: &mut Status) -> Decimal {
    if let Some(nan) = nan_of(&[a, b, modulus], ctx, st) {
        return nan;
    }
    let fits = [a, b, modulus].iter().all(Num::is_whole)
        && (!b.negative || b.is_zero())
        && !modulus.is_zero()
        && modulus.adjusted() < ctx.prec
        && !(a.is_zero() && b.is_zero());
    if !fits {
        return st.invalid(INVALID_OPERATION);
    }
    let made = remainder_of_power(a, b, modulus);
    st.unless_full(made)
}

fn remainder_of_power(a: Num, b: Num, modulus: Num) -> Result<Decimal, NoMemory> {
    let whole =
        |x: Num| -> Result<Coef, NoMemory> { if x.exp >= 0 { x.coef.pad(x.exp as u64) } else { Ok(x.coef.cut(x.exp.unsigned_abs()).0) } };
    let modulus = whole(modulus)?.view().to_big();
    // a power of ten is reduced before it is multiplied out
    let base = if a.exp > 0 {
        let ten = num_bigint::BigUint::from(10u32).modpow(&a.exp.unsigned_abs().into(), &modulus);
        a.coef.to_big() * ten % &modulus
    } else {
        whole(a)?.view().to_big() % &modulus
    };
    let odd = b.exp <= 0 && b.coef.digit(b.exp.unsigned_abs()) % 2 == 1;
    let value = if b.exp > 0 {
        let first = base.modpow(&b.coef.to_big(), &modulus);
        (0..b.exp).fold(first, |n, _| n.modpow(&10u32.into(), &modulus))
    } else {
        base.modpow(&whole(b)?.view().to_big(), &modulus)
    };
    let coef = Coef::of_big(&value);
    Ok(Decimal::finite(a.negative && odd && !matches!(coef.view(), View::Small(0)), coef, 0))
}
