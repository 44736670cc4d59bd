//! `math`'s functions on ints of any size.

use num_bigint::BigInt as Big;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::object::layouts::Tuple;
use crate::object::{Res, Value};
use crate::text;
use crate::types::format::or_raise;
use crate::types::int::{long::wide, long_work};
use crate::vm::Vm;

/// An argument that must be an int, or say through `__index__` which one it is.
fn integer(vm: &Vm, v: Value) -> Res<Big> {
    let v = vm.index(v)?;
    Ok(vm.to_big(v).unwrap_or_default())
}

/// The product of `low..=high`, by halves, so that factors are of one size.
fn product(low: u64, high: u64) -> Big {
    if low > high {
        return Big::from(1);
    }
    if high - low < 8 {
        return (low..=high).fold(Big::from(1), |n, i| n * i);
    }
    let middle = low + (high - low) / 2;
    product(low, middle) * product(middle + 1, high)
}

/// The product of the `count` numbers down from `n`.
fn falling(n: &Big, count: u64) -> Big {
    if let Some(n) = n.to_u64() {
        return product(n - count + 1, n);
    }
    if count < 8 {
        return (0..count).fold(Big::from(1), |out, i| out * (n - i));
    }
    let half = count / 2;
    falling(n, half) * falling(&(n - half), count - half)
}

/// `math.factorial`
pub fn factorial(vm: &Vm, args: &[Value]) -> Res {
    let n = integer(vm, args[0])?;
    if n.is_negative() {
        return Err(vm.value_error("factorial() not defined for negative values"));
    }
    let Some(n) = n.to_i64() else {
        return Err(vm.overflow_error("factorial() argument should not exceed 9223372036854775807"));
    };
    if n >= 1 << 32 {
        return Err(vm.memory_error());
    }
    let n = n as u64;
    if n <= 20 {
        return Ok(vm.int((2..=n as i64).product()));
    }
    Ok(vm.big(long_work(vm, n * n / 8, move || product(2, n))?))
}

/// `n` and `k` of `comb` and `perm`.
fn counts(vm: &Vm, n: Value, k: Value) -> Res<(Big, Big)> {
    let (n, k) = (integer(vm, n)?, integer(vm, k)?);
    if n.is_negative() {
        return Err(vm.value_error("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(vm.value_error("k must be a non-negative integer"));
    }
    Ok((n, k))
}

/// `math.comb`
pub fn comb(vm: &Vm, args: &[Value]) -> Res {
    let (n, k) = counts(vm, args[0], args[1])?;
    if k > n {
        return Ok(Value::small_int(0));
    }
    let k = (&n - &k).min(k);
    let Some(k) = k.to_i64() else {
        return Err(vm.overflow_error("min(n - k, k) must not exceed 9223372036854775807"));
    };
    let k = k as u64;
    // a small result is made in one pass: each partial product is itself a binomial coefficient
    if let Some(n) = n.to_u64().filter(|_| k < 64) {
        let step = |c: u128, i: u64| Some(c.checked_mul(u128::from(n - i))? / u128::from(i + 1));
        if let Some(n) = (0..k).try_fold(1u128, step) {
            return Ok(vm.big(Big::from(n)));
        }
    }
    Ok(vm.big(long_work(vm, k.saturating_mul(k), move || falling(&n, k) / product(2, k))?))
}

/// `math.perm`
pub fn perm(vm: &Vm, args: &[Value]) -> Res {
    let Some(k) = args[1].not_none() else { return factorial(vm, &args[..1]) };
    let (n, k) = counts(vm, args[0], k)?;
    if k > n {
        return Ok(Value::small_int(0));
    }
    let Some(k) = k.to_i64() else {
        return Err(vm.overflow_error("k must not exceed 9223372036854775807"));
    };
    let k = k as u64;
    Ok(vm.big(long_work(vm, k.saturating_mul(k), move || falling(&n, k))?))
}

fn small_gcd(a: i64, b: i64) -> u64 {
    a.unsigned_abs().gcd(&b.unsigned_abs())
}

/// Folds all arguments, from `first` on, by words while they fit.
fn fold(vm: &Vm, args: &[Value], first: i64, small: fn(i64, i64) -> i128, big: fn(&Big, &Big) -> Big) -> Res {
    let all = args[0].expect::<Tuple>();
    let mut out = Value::small_int(first);
    for &v in all.items() {
        let v = vm.index(v)?;
        out = match (vm.to_i64(out), vm.to_i64(v)) {
            (Some(a), Some(b)) => wide(vm, small(a, b)),
            _ => {
                let (a, b) = (vm.to_big(out).unwrap_or_default(), vm.to_big(v).unwrap_or_default());
                let words = (a.bits() / 64 + 1) * (b.bits() / 64 + 1);
                vm.check_memory(((a.bits() + b.bits()) / 8) as usize, 8)?;
                vm.big(long_work(vm, words * 8, move || big(&a, &b))?)
            }
        };
    }
    Ok(out)
}

/// `math.gcd`
pub fn gcd(vm: &Vm, args: &[Value]) -> Res {
    fold(vm, args, 0, |a, b| i128::from(small_gcd(a, b)), text::int::gcd)
}

/// `math.lcm`
pub fn lcm(vm: &Vm, args: &[Value]) -> Res {
    let small = |a: i64, b: i64| match small_gcd(a, b) {
        0 => 0,
        both => i128::from(a.unsigned_abs() / both) * i128::from(b.unsigned_abs()),
    };
    fold(vm, args, 1, small, |a, b| if a.is_zero() || b.is_zero() { Big::zero() } else { a.lcm(b) })
}

/// `math.isqrt`
pub fn isqrt(vm: &Vm, args: &[Value]) -> Res {
    let n = vm.index(args[0])?;
    if let Some(i) = vm.to_i64(n).filter(|&i| i >= 0) {
        return Ok(vm.int(i.isqrt()));
    }
    let n = vm.to_big(n).unwrap_or_default();
    let words = n.bits() / 64;
    vm.check_memory(words as usize, 64)?;
    Ok(vm.big(or_raise(vm, long_work(vm, words * words, move || text::int::isqrt(&n))?)?))
}

/// A logarithm of an int past machine words; `f` is `ln`, `log2` or `log10`.
pub fn logarithm(vm: &Vm, v: Value, f: fn(f64) -> f64) -> Res<f64> {
    let n = vm.to_big(v).unwrap_or_default();
    if !n.is_positive() {
        return Err(vm.value_error("expected a positive input"));
    }
    if let Ok(x) = text::float::from_integer(&n) {
        return Ok(f(x));
    }
    // n = mantissa * 2 ** shift
    let shift = n.bits() - 64;
    let mantissa = (&n >> shift).to_u64().unwrap_or(u64::MAX) as f64;
    Ok(f(mantissa) + f(2.0) * shift as f64)
}
