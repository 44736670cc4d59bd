//! What durations do with numbers and with each other, exactly: a duration is a whole number of microseconds of up to 67 bits.
//!
//! Results are `timedelta`s whatever subclass the operands are of. Quotients are rounded to the nearest microsecond, halves to
//! even, as the division of two ints is; `//` rounds down.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use num_traits::{Signed, ToPrimitive, Zero};

use crate::object::{BinOp, CmpOp, Res, UnOp, Value};
use crate::text::float_digits::decompose;
use crate::types::int::is_int;
use crate::types::int::long::wide;
use crate::vm::Vm;

use super::fields::{Span, new_span, span_of, too_many};

pub fn compare_spans(_: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    match (span_of(a), span_of(b)) {
        (Some(a), Some(b)) => Ok(Value::bool(op.of(a.cmp(&b)))),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

pub fn span_unary(vm: &Vm, op: UnOp, v: Value) -> Res {
    let Some(span) = span_of(v) else { return Ok(Value::NOT_IMPLEMENTED) };
    let span = match op {
        UnOp::Neg => span.negated(vm)?,
        UnOp::Abs if span.days < 0 => span.negated(vm)?,
        UnOp::Abs | UnOp::Pos => span,
        UnOp::Invert => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(new_span(vm, span))
}

pub fn span_binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    match (span_of(a), span_of(b)) {
        (Some(a), Some(b)) => two_spans(vm, op, a, b),
        (Some(span), None) => with_number(vm, op, span, b),
        (None, Some(span)) if op == BinOp::Mul => with_number(vm, op, span, a),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn two_spans(vm: &Vm, op: BinOp, a: Span, b: Span) -> Res {
    let sum = match op {
        BinOp::Add => {
            let micros = i64::from(a.micros) + i64::from(b.micros);
            Span::checked(vm, i64::from(a.days) + i64::from(b.days), i64::from(a.seconds) + i64::from(b.seconds), micros)?
        }
        BinOp::Sub => {
            let (days, seconds, micros) = a.minus(b);
            Span::checked(vm, days, seconds, micros)?
        }
        BinOp::Div | BinOp::FloorDiv | BinOp::Mod | BinOp::DivMod => return quotient(vm, op, a, b),
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(new_span(vm, sum))
}

fn quotient(vm: &Vm, op: BinOp, a: Span, b: Span) -> Res {
    if b.is_zero() {
        return Err(vm.zero_division("division by zero"));
    }
    if op == BinOp::Div {
        return divided(vm, a.total(), b.total());
    }
    let (quotient, rest) = match (a.small_total(), b.small_total()) {
        (Some(a), Some(b)) if b != -1 => {
            let (q, r) = floored(a, b);
            (i128::from(q), i128::from(r))
        }
        _ => floored_wide(a.total(), b.total()),
    };
    match op {
        BinOp::FloorDiv => Ok(wide(vm, quotient)),
        BinOp::Mod => Ok(new_span(vm, Span::of_total(vm, rest)?)),
        _ => {
            let rest = new_span(vm, Span::of_total(vm, rest)?);
            Ok(vm.tuple(&[wide(vm, quotient), rest]))
        }
    }
}

/// Quotient rounded down, and what is left, of the divisor's sign.
fn floored(a: i64, b: i64) -> (i64, i64) {
    let (q, r) = (a / b, a % b);
    if r != 0 && (r < 0) != (b < 0) { (q - 1, r + b) } else { (q, r) }
}

fn floored_wide(a: i128, b: i128) -> (i128, i128) {
    let (q, r) = (a / b, a % b);
    if r != 0 && (r < 0) != (b < 0) { (q - 1, r + b) } else { (q, r) }
}

/// The float next to the quotient of two ints, the second not zero.
///
/// # Errors
/// None that numbers of this size have.
pub fn divided(vm: &Vm, a: i128, b: i128) -> Res {
    const EXACT: u128 = 1 << 53;
    if a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
        // both are exact, so the result is rounded once
        return Ok(vm.float(a as f64 / b as f64));
    }
    vm.binary_op(BinOp::Div, wide(vm, a), wide(vm, b), false)
}

/// A duration times, or by, a number; the duration stands first.
fn with_number(vm: &Vm, op: BinOp, span: Span, number: Value) -> Res {
    let span = match op {
        BinOp::Mul if is_int(number) => times_int(vm, span, number)?,
        BinOp::Div | BinOp::FloorDiv if is_int(number) => by_int(vm, op, span, number)?,
        BinOp::Mul | BinOp::Div => match vm.as_float(number) {
            Some(f) => by_float(vm, op, span, f)?,
            None => return Ok(Value::NOT_IMPLEMENTED),
        },
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(new_span(vm, span))
}

fn times_int(vm: &Vm, span: Span, number: Value) -> Res<Span> {
    let small = vm.to_i64(number);
    if let Some(total) = small.and_then(|n| span.small_total()?.checked_mul(n)) {
        return Ok(Span::of(0, 0, total));
    }
    let wide = small.map(i128::from).or_else(|| vm.to_big(number)?.to_i128());
    match wide.and_then(|n| span.total().checked_mul(n)) {
        Some(total) => Span::of_total(vm, total),
        None if span.is_zero() => Ok(span),
        None => Err(too_many(vm, i64::MAX)),
    }
}

fn by_int(vm: &Vm, op: BinOp, span: Span, number: Value) -> Res<Span> {
    let n = match vm.to_i64(number) {
        Some(0) => return Err(vm.zero_division("division by zero")),
        Some(n) => i128::from(n),
        // bigger than any duration or nearly, which is all that counts
        None => match vm.to_big(number).map(|big| (big.to_i128(), big.sign())) {
            Some((Some(n), _)) => n,
            Some((None, Sign::Minus)) => i128::MIN / 4,
            _ => i128::MAX / 4,
        },
    };
    let total = span.total();
    if op == BinOp::Div {
        return Span::of_total(vm, nearest(total, n));
    }
    match (span.small_total(), i64::try_from(n)) {
        (Some(total), Ok(n)) if n != -1 => Ok(Span::of(0, 0, floored(total, n).0)),
        _ => Span::of_total(vm, floored_wide(total, n).0),
    }
}

/// The int next to a quotient, halves to even.
fn nearest(a: i128, b: i128) -> i128 {
    let (q, r) = floored_wide(a, b);
    let (r, b) = (r.unsigned_abs(), b.unsigned_abs());
    // twice `r` might not fit
    match r.cmp(&(b - r)) {
        Ordering::Greater => q + 1,
        Ordering::Equal if q & 1 != 0 => q + 1,
        _ => q,
    }
}

/// Times or by a float, which is a fraction of two ints: their product with the duration is rounded once.
fn by_float(vm: &Vm, op: BinOp, span: Span, f: f64) -> Res<Span> {
    if f.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer ratio"));
    }
    if f.is_infinite() {
        return Err(vm.overflow_error("cannot convert Infinity to integer ratio"));
    }
    let (_, mantissa, exponent) = decompose(f);
    if mantissa == 0 {
        return if op == BinOp::Mul { Ok(Span::ZERO) } else { Err(vm.zero_division("division by zero")) };
    }
    let twos = mantissa.trailing_zeros();
    let mantissa = if f < 0.0 { -((mantissa >> twos) as i64) } else { (mantissa >> twos) as i64 };
    let exponent = exponent + twos as i32;
    let total = span.total();
    // total * mantissa * 2^exponent, or total / (mantissa * 2^exponent); beyond these powers of two the result is 0 or too much
    if op == BinOp::Mul && exponent <= 0 {
        let product = total * i128::from(mantissa);
        return Span::of_total(vm, if exponent < -122 { 0 } else { nearest(product, 1 << -exponent) });
    }
    if op == BinOp::Div && exponent >= 0 {
        return Span::of_total(vm, if exponent > 72 { 0 } else { nearest(total, i128::from(mantissa) << exponent) });
    }
    let shifted = BigInt::from(total) << exponent.unsigned_abs();
    let result = if op == BinOp::Mul { shifted * mantissa } else { nearest_big(&shifted, &BigInt::from(mantissa)) };
    match result.to_i128() {
        Some(total) => Span::of_total(vm, total),
        None => Err(too_many(vm, i64::MAX)),
    }
}

/// As `nearest`, of any size.
fn nearest_big(a: &BigInt, b: &BigInt) -> BigInt {
    let (size, by) = (a.abs(), b.abs());
    let (mut q, r) = (&size / &by, &size % &by);
    match (r * 2u8).cmp(&by) {
        Ordering::Greater => q += 1,
        Ordering::Equal if q.bit(0) => q += 1,
        _ => {}
    }
    if !q.is_zero() && a.is_negative() != b.is_negative() { -q } else { q }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_to_even_and_the_rest_to_the_nearest() {
        for (a, b, to) in [
            (1, 2, 0),
            (3, 2, 2),
            (-1, 2, 0),
            (-3, 2, -2),
            (5, -2, -2),
            (7, 3, 2),
            (8, 3, 3),
            (-8, 3, -3),
            (i128::MAX / 2, 1, i128::MAX / 2),
        ] {
            assert_eq!(nearest(a, b), to, "{a} / {b}");
            assert_eq!(nearest_big(&a.into(), &b.into()), to.into(), "{a} / {b}");
        }
    }
}
