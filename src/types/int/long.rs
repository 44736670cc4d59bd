//! The operators of ints past machine words, on the limbs where they stand: one allocation for a result.
//!
//! Numbers so long that the schoolbook is slow, or that the work should let other threads run, are left to the caller, who asks the
//! crate: a function here that may say so gives `None`.

use std::cmp::Ordering;

use super::LONG;
use crate::object::layouts::{BigInt, Ref};
use crate::object::{BinOp, Value};
use crate::text::limbs::{self, SCHOOLBOOK, Signed};
use crate::vm::Vm;

/// The number of an int as sign and limbs, wherever they stand.
pub struct Number {
    negative: bool,
    /// the only limb of a number in a word
    word: [u64; 1],
    /// whether that limb counts
    length: usize,
    object: Option<Ref<BigInt>>,
}

impl Number {
    /// Of an `int`, a `bool` or a subclass's instance.
    #[inline]
    pub fn of(v: Value) -> Option<Number> {
        if v.is_small_int() {
            return Some(Number::from(v.small()));
        }
        if v.is_bool() {
            return Some(Number::from(i64::from(v == Value::TRUE)));
        }
        let object = v.cast::<BigInt>()?;
        Some(Number { negative: object.size < 0, word: [0], length: 0, object: Some(object) })
    }

    /// Without zeros on top.
    #[inline]
    pub fn limbs(&self) -> &[u64] {
        match &self.object {
            Some(object) => object.limbs(),
            None => &self.word[..self.length],
        }
    }

    #[inline]
    pub fn signed(&self) -> Signed<'_> {
        (self.negative, self.limbs())
    }
}

impl From<i64> for Number {
    #[inline]
    fn from(i: i64) -> Number {
        Number { negative: i < 0, word: [i.unsigned_abs()], length: usize::from(i != 0), object: None }
    }
}

/// An int from 128 bits.
#[inline]
pub fn wide(vm: &Vm, n: i128) -> Value {
    match i64::try_from(n) {
        Ok(n) => vm.int(n),
        Err(_) => {
            let size = n.unsigned_abs();
            vm.int_of_limbs(n < 0, &[size as u64, (size >> 64) as u64])
        }
    }
}

/// `a op b`, where a divisor is not zero and a shift not negative; `None`: too long, or an operator that is not done here.
pub fn binary(vm: &Vm, op: BinOp, a: Signed, b: Signed) -> Option<Value> {
    let (m, n) = (a.1.len(), b.1.len());
    match op {
        BinOp::Add | BinOp::Sub if (m + n) as u64 <= LONG => Some(sum(vm, a, (b.0 ^ (op == BinOp::Sub), b.1))),
        BinOp::Mul => product(vm, a, b),
        BinOp::FloorDiv | BinOp::Mod | BinOp::DivMod => quotient(vm, op, a, b),
        BinOp::And => {
            // no longer than what is not negative
            let most = match (a.0, b.0) {
                (false, false) => m.min(n),
                (false, true) => m,
                (true, false) => n,
                (true, true) => m.max(n) + 1,
            };
            Some(vm.int_filled(most, |out| limbs::bitwise(out, a, b, |x, y| x & y)))
        }
        BinOp::Or => Some(vm.int_filled(m.max(n) + 1, |out| limbs::bitwise(out, a, b, |x, y| x | y))),
        BinOp::Xor => Some(vm.int_filled(m.max(n) + 1, |out| limbs::bitwise(out, a, b, |x, y| x ^ y))),
        BinOp::Shl => {
            let count = usize::try_from(word(b)?).ok().filter(|&count| (m + count / 64) as u64 <= LONG)?;
            Some(vm.int_filled(m + count / 64 + 1, |out| {
                limbs::shift_left(out, a.1, count);
                a.0
            }))
        }
        BinOp::Shr => Some(shift_right(vm, a, word(b).and_then(|count| usize::try_from(count).ok()).unwrap_or(usize::MAX))),
        BinOp::Pow => power(vm, a, word(b)?),
        _ => None,
    }
}

/// A number that is not negative, if it has one limb.
fn word((_, x): Signed) -> Option<u64> {
    match *x {
        [] => Some(0),
        [limb] => Some(limb),
        _ => None,
    }
}

fn sum(vm: &Vm, a: Signed, b: Signed) -> Value {
    if a.0 == b.0 {
        let (long, short) = if a.1.len() >= b.1.len() { (a.1, b.1) } else { (b.1, a.1) };
        return vm.int_filled(long.len() + 1, |out| {
            limbs::add(out, long, short);
            a.0
        });
    }
    let (large, small) = match limbs::order(a.1, b.1) {
        Ordering::Equal => return Value::small_int(0),
        Ordering::Greater => (a, b),
        Ordering::Less => (b, a),
    };
    vm.int_filled(large.1.len(), |out| {
        limbs::sub(out, large.1, small.1);
        large.0
    })
}

fn product(vm: &Vm, a: Signed, b: Signed) -> Option<Value> {
    let (m, n) = (a.1.len(), b.1.len());
    if m.min(n) > SCHOOLBOOK || (m * n) as u64 > LONG {
        return None;
    }
    Some(vm.int_filled(m + n, |out| {
        if std::ptr::eq(a.1, b.1) {
            limbs::square(out, a.1)
        } else {
            limbs::mul(out, a.1, b.1)
        }
        a.0 != b.0
    }))
}

/// `//`, `%` and `divmod`: the quotient toward minus infinity, the remainder with the divisor's sign.
fn quotient(vm: &Vm, op: BinOp, a: Signed, b: Signed) -> Option<Value> {
    let (m, n) = (a.1.len(), b.1.len());
    let work = (m.saturating_sub(n) + 1) * n;
    if work as u64 > LONG || m.saturating_sub(n).min(n) > 2 * SCHOOLBOOK {
        return None;
    }
    let differ = a.0 != b.0;
    // the remainder's size from that of the division of the sizes; 0 stays
    let adjusted = |rest: &[u64]| {
        if differ && !limbs::trim(rest).is_empty() {
            vm.int_filled(n, |out| {
                limbs::sub(out, b.1, limbs::trim(rest));
                b.0
            })
        } else {
            vm.int_of_limbs(b.0, rest)
        }
    };
    if op == BinOp::Mod {
        return Some(match *b.1 {
            _ if m < n => adjusted(a.1),
            [limb] => adjusted(&[limbs::remainder_by_limb(a.1, limb)]),
            _ => adjusted(&limbs::divide(None, a.1, b.1)),
        });
    }
    let mut rest = Vec::new();
    let mut last = [0];
    let quotient = if m < n {
        rest.extend_from_slice(a.1);
        Value::small_int(if differ && m > 0 { -1 } else { 0 })
    } else {
        // room for the one that rounding down adds
        vm.int_filled(m - n + 2, |out| {
            let (top, digits) = out.split_last_mut().expect("two limbs or more");
            *top = 0;
            let exact = match *b.1 {
                [limb] => {
                    last[0] = limbs::divide_by_limb(digits, a.1, limb);
                    last[0] == 0
                }
                _ => {
                    rest = limbs::divide(Some(digits), a.1, b.1);
                    limbs::trim(&rest).is_empty()
                }
            };
            if differ && !exact {
                limbs::increment(out);
            }
            differ
        })
    };
    if op == BinOp::FloorDiv {
        return Some(quotient);
    }
    let rest = adjusted(if n == 1 && m > 0 { &last } else { &rest });
    Some(vm.tuple(&[quotient, rest]))
}

/// `a >> count`: toward minus infinity.
fn shift_right(vm: &Vm, a: Signed, count: usize) -> Value {
    let kept = a.1.len().saturating_sub(count / 64);
    if kept == 0 {
        return Value::small_int(if a.0 { -1 } else { 0 });
    }
    vm.int_filled(kept + usize::from(a.0), |out| {
        if limbs::shift_right(out, a.1, count) && a.0 {
            limbs::increment(out);
        }
        a.0
    })
}

/// `a ** exponent` of moderate length.
fn power(vm: &Vm, a: Signed, exponent: u64) -> Option<Value> {
    let most = limbs::bits(a.1).checked_mul(exponent)?;
    if exponent == 0 || most > 128 * SCHOOLBOOK as u64 {
        return None;
    }
    let negative = a.0 && exponent & 1 == 1;
    if let [limb] = *a.1
        && limb.is_power_of_two()
    {
        let count = limb.trailing_zeros() as usize * exponent as usize;
        return Some(vm.int_filled(count / 64 + 2, |out| {
            limbs::shift_left(out, &[1], count);
            negative
        }));
    }
    Some(vm.int_of_limbs(negative, &limbs::power(a.1, exponent)))
}

/// `~a`, which is `-a - 1`.
pub fn invert(vm: &Vm, a: Signed) -> Value {
    sum(vm, (!a.0, a.1), (true, &[1]))
}

/// `pow(a, exponent, modulus)` where nothing is negative, for an odd modulus of moderate length and a base below it.
pub fn power_mod(vm: &Vm, a: &[u64], exponent: &[u64], modulus: &[u64]) -> Option<Value> {
    let n = modulus.len();
    let odd = modulus.first().is_some_and(|low| low & 1 == 1);
    let work = limbs::bits(exponent) * (n * n) as u64 * 3;
    if !odd || !(2..=limbs::LONGEST_MODULUS).contains(&n) || a.len() > 2 * n || work > LONG {
        return None;
    }
    Some(vm.int_of_limbs(false, &limbs::power_odd_modulus(a, exponent, modulus)))
}

/// How two numbers stand to each other.
pub fn order(a: Signed, b: Signed) -> Ordering {
    match (a.0, b.0) {
        (false, false) => limbs::order(a.1, b.1),
        (true, true) => limbs::order(b.1, a.1),
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
    }
}
