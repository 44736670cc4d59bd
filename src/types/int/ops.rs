//! The operators of `int`. Both operands may be anything: `NotImplemented` is the answer for what is no int.
//!
//! Numbers of 64 bits are computed with in machine words, those of moderate length on their limbs (`long`); the rest goes through
//! the big-integer crate, and long computations there run detached.

use std::cmp::Ordering;

use num_bigint::BigInt as Big;
use num_traits::{One, Pow, Signed, ToPrimitive, Zero};

use super::long::{self, Number, wide};
use super::long_work;
use crate::object::{BinOp, CmpOp, Raised, Res, UnOp, Value};
use crate::text;
use crate::types::format::or_raise;
use crate::vm::Vm;

/// Results of more bits (a gibibyte) are refused with `MemoryError`.
const MOST_BITS: u64 = 1 << 33;

/// `a op b` where both are ints.
pub fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    if let (Some(x), Some(y)) = (vm.to_i64(a), vm.to_i64(b)) {
        return words(vm, op, x, y);
    }
    let (Some(x), Some(y)) = (Number::of(a), Number::of(b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let (x, y) = (x.signed(), y.signed());
    match op {
        BinOp::Div | BinOp::FloorDiv | BinOp::Mod | BinOp::DivMod if y.1.is_empty() => return Err(by_zero(vm)),
        BinOp::Shl | BinOp::Shr if y.0 => return Err(vm.value_error("negative shift count")),
        BinOp::Pow if y.0 => {}
        _ => {
            if let Some(v) = long::binary(vm, op, x, y) {
                return Ok(v);
            }
        }
    }
    // copies of both, what is made, and what is needed on the way
    vm.check_memory(x.1.len() + y.1.len(), 72)?;
    match (vm.to_big(a), vm.to_big(b)) {
        (Some(x), Some(y)) => bigs(vm, op, x, y),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

#[cold]
fn by_zero(vm: &Vm) -> Raised {
    vm.zero_division("division by zero")
}

/// `x // y` and `x % y`, the remainder with the sign of `y`, which is not 0.
#[inline]
pub fn floor_words(x: i64, y: i64) -> (i128, i64) {
    let (q, r) = (i128::from(x) / i128::from(y), (i128::from(x) % i128::from(y)) as i64);
    if r != 0 && (r < 0) != (y < 0) { (q - 1, r + y) } else { (q, r) }
}

fn words(vm: &Vm, op: BinOp, x: i64, y: i64) -> Res {
    Ok(match op {
        BinOp::Add => wide(vm, i128::from(x) + i128::from(y)),
        BinOp::Sub => wide(vm, i128::from(x) - i128::from(y)),
        BinOp::Mul => wide(vm, i128::from(x) * i128::from(y)),
        BinOp::And => vm.int(x & y),
        BinOp::Or => vm.int(x | y),
        BinOp::Xor => vm.int(x ^ y),
        BinOp::Div | BinOp::FloorDiv | BinOp::Mod | BinOp::DivMod if y == 0 => return Err(by_zero(vm)),
        BinOp::Div => {
            const EXACT: u64 = 1 << 53;
            if x.unsigned_abs() <= EXACT && y.unsigned_abs() <= EXACT {
                vm.float(x as f64 / y as f64)
            } else {
                vm.float(or_raise(vm, text::float::true_divide(&x.into(), &y.into()))?)
            }
        }
        BinOp::FloorDiv => wide(vm, floor_words(x, y).0),
        BinOp::Mod => vm.int(floor_words(x, y).1),
        BinOp::DivMod => {
            let (q, r) = floor_words(x, y);
            vm.tuple(&[wide(vm, q), vm.int(r)])
        }
        BinOp::Shl => match u32::try_from(y) {
            Ok(y) if y < 64 => wide(vm, i128::from(x) << y),
            _ if y < 0 || x == 0 => return shift_left(vm, &x.into(), &y.into()),
            _ => match long::binary(vm, op, Number::from(x).signed(), Number::from(y).signed()) {
                Some(v) => v,
                None => return shift_left(vm, &x.into(), &y.into()),
            },
        },
        BinOp::Shr if y < 0 => return Err(vm.value_error("negative shift count")),
        BinOp::Shr => vm.int(x >> y.min(63)),
        BinOp::Pow if y < 0 => return negative_power(vm, x == 0, || Ok(x as f64), || Ok(y as f64)),
        BinOp::Pow => match u32::try_from(y).ok().and_then(|y| x.checked_pow(y)) {
            Some(n) => vm.int(n),
            None => match long::binary(vm, op, Number::from(x).signed(), Number::from(y).signed()) {
                Some(v) => v,
                None => return power(vm, &x.into(), &y.into()),
            },
        },
        BinOp::MatMul => Value::NOT_IMPLEMENTED,
    })
}

fn bigs(vm: &Vm, op: BinOp, x: Big, y: Big) -> Res {
    let (m, n) = (x.bits() / 64 + 1, y.bits() / 64 + 1);
    let division = m.saturating_sub(n).max(1) * n * 2;
    Ok(match op {
        BinOp::Add => vm.big(long_work(vm, m + n, move || x + y)?),
        BinOp::Sub => vm.big(long_work(vm, m + n, move || x - y)?),
        BinOp::Mul => vm.big(long_work(vm, m * n, move || x * y)?),
        BinOp::And => vm.big(x & y),
        BinOp::Or => vm.big(x | y),
        BinOp::Xor => vm.big(x ^ y),
        BinOp::Div => vm.float(or_raise(vm, long_work(vm, division, move || text::float::true_divide(&x, &y))?)?),
        BinOp::FloorDiv | BinOp::Mod | BinOp::DivMod => {
            let (q, r) = or_raise(vm, long_work(vm, division, move || text::int::div_mod(&x, &y))?)?;
            match op {
                BinOp::FloorDiv => vm.big(q),
                BinOp::Mod => vm.big(r),
                _ => vm.tuple(&[vm.big(q), vm.big(r)]),
            }
        }
        BinOp::Shl => return shift_left(vm, &x, &y),
        BinOp::Shr if y.is_negative() => return Err(vm.value_error("negative shift count")),
        BinOp::Shr => vm.big(text::int::shift_right(&x, y.to_u64().unwrap_or(u64::MAX))),
        BinOp::Pow if y.is_negative() => {
            return negative_power(vm, x.is_zero(), || text::float::from_integer(&x), || text::float::from_integer(&y));
        }
        BinOp::Pow => return power(vm, &x, &y),
        BinOp::MatMul => Value::NOT_IMPLEMENTED,
    })
}

fn shift_left(vm: &Vm, x: &Big, y: &Big) -> Res {
    if y.is_negative() {
        return Err(vm.value_error("negative shift count"));
    }
    if x.is_zero() {
        return Ok(Value::small_int(0));
    }
    match y.to_u64() {
        None => Err(vm.overflow_error("too many digits in integer")),
        Some(y) if y > i64::MAX as u64 => Err(vm.overflow_error("too many digits in integer")),
        Some(y) if y > MOST_BITS => Err(vm.memory_error()),
        Some(y) => {
            vm.check_memory((y / 8 + x.bits() / 8) as usize, 3)?;
            let x = x.clone();
            Ok(vm.big(long_work(vm, y / 64, move || x << y)?))
        }
    }
}

/// A negative exponent makes floats of both.
fn negative_power(
    vm: &Vm,
    zero: bool,
    x: impl FnOnce() -> Result<f64, text::TextError>,
    y: impl FnOnce() -> Result<f64, text::TextError>,
) -> Res {
    if zero {
        return Err(vm.zero_division("zero to a negative power"));
    }
    let (x, y) = (or_raise(vm, x())?, or_raise(vm, y())?);
    crate::types::float::power(vm, x, y)
}

/// `x ** y` for `y >= 0`, past machine words.
fn power(vm: &Vm, x: &Big, y: &Big) -> Res {
    let small = |n: i64| Ok(Value::small_int(n));
    let even = !y.bit(0);
    match x.to_i64() {
        _ if y.is_zero() => return small(1),
        Some(0) => return small(0),
        Some(1) => return small(1),
        Some(-1) => return small(if even { 1 } else { -1 }),
        _ => {}
    }
    let bits = y.to_u64().and_then(|y| x.bits().checked_mul(y));
    let (Some(exponent), Some(bits)) = (y.to_u64(), bits.filter(|&bits| bits <= 2 * MOST_BITS)) else {
        return Err(vm.memory_error());
    };
    let words = bits / 64;
    vm.check_memory(words as usize, 48)?;
    let x = x.clone();
    let n = long_work(vm, words * words, move || {
        // factors of two are shifted in at the end
        let twos = x.trailing_zeros().unwrap_or(0);
        let odd = x >> twos;
        let odd = if odd.is_one() { odd } else { Pow::pow(odd, exponent) };
        if twos > 0 { odd << (twos * exponent) } else { odd }
    })?;
    Ok(vm.big(n))
}

/// `-a`, `+a`, `~a`, `abs(a)`.
pub fn unary(vm: &Vm, op: UnOp, a: Value) -> Res {
    if let Some(x) = vm.to_i64(a) {
        return Ok(match op {
            UnOp::Neg => wide(vm, -i128::from(x)),
            UnOp::Pos => vm.int(x),
            UnOp::Invert => vm.int(!x),
            UnOp::Abs => wide(vm, i128::from(x).abs()),
        });
    }
    let Some(x) = Number::of(a) else { return Ok(Value::NOT_IMPLEMENTED) };
    let (negative, limbs) = x.signed();
    Ok(match op {
        UnOp::Neg => vm.int_of_limbs(!negative, limbs),
        UnOp::Pos => super::plain(vm, a),
        UnOp::Invert => long::invert(vm, (negative, limbs)),
        UnOp::Abs if negative => vm.int_of_limbs(false, limbs),
        UnOp::Abs => super::plain(vm, a),
    })
}

/// `pow(a, b, modulus)`.
pub fn pow3(vm: &Vm, a: Value, b: Value, modulus: Value) -> Res {
    if let (Some(x), Some(y), Some(m)) = (vm.to_i64(a), vm.to_i64(b), vm.to_i64(modulus))
        && m != 0
        && y >= 0
        && m != i64::MIN
    {
        return Ok(vm.int(power_mod(x, y as u64, m)));
    }
    let (Some(x), Some(y), Some(m)) = (Number::of(a), Number::of(b), Number::of(modulus)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if let ((false, x), (false, y), (false, m)) = (x.signed(), y.signed(), m.signed())
        && let Some(v) = long::power_mod(vm, x, y, m)
    {
        return Ok(v);
    }
    let limbs = [a, b, modulus].iter().filter_map(|&v| Number::of(v)).map(|n| n.limbs().len()).sum::<usize>();
    vm.check_memory(limbs, 72)?;
    let (Some(x), Some(y), Some(m)) = (vm.to_big(a), vm.to_big(b), vm.to_big(modulus)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let words = m.bits() / 64 + 1;
    let work = words * words * (y.bits() + 1);
    Ok(vm.big(or_raise(vm, long_work(vm, work, move || text::int::pow_mod(&x, &y, &m))?)?))
}

/// `x ** y % m` by squaring in machine words.
fn power_mod(x: i64, mut y: u64, m: i64) -> i64 {
    let size = u128::from(m.unsigned_abs());
    let mut base = i128::from(x).rem_euclid(size as i128) as u128;
    let mut out = 1 % size;
    while y > 0 {
        if y & 1 == 1 {
            out = out * base % size;
        }
        base = base * base % size;
        y >>= 1;
    }
    let out = out as i64;
    if m < 0 && out != 0 { out + m } else { out }
}

/// How two ints stand to each other; `None` if one is no int.
#[inline]
pub fn order(vm: &Vm, a: Value, b: Value) -> Option<Ordering> {
    match (vm.to_i64(a), vm.to_i64(b)) {
        (Some(x), Some(y)) => Some(x.cmp(&y)),
        _ => Some(long::order(Number::of(a)?.signed(), Number::of(b)?.signed())),
    }
}

/// `a op b` for comparisons.
pub fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    Ok(order(vm, a, b).map_or(Value::NOT_IMPLEMENTED, |o| Value::bool(op.of(o))))
}
