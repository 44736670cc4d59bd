//! `math`'s sums and products over iterables, with what rounding loses kept.
//!
//! `Exact` is the running sum that `fsum` and `sumprod` share: doubles that do not overlap and together are the exact sum
//! (Shewchuk, "Adaptive precision floating-point arithmetic", 1997), rounded once at the end.

use crate::object::layouts::Tuple;
use crate::object::{BinOp, Layout, Res, Value};
use crate::types::int::{is_int, long::wide, to_float};
use crate::vm::{Values, Vm};

/// A sum of doubles without error.
#[derive(Default)]
struct Exact {
    /// smallest first
    parts: Vec<f64>,
    /// infinities and nans, which have no place among the parts
    special: f64,
    infinities: f64,
    any_special: bool,
    overflowed: bool,
}

impl Exact {
    fn add(&mut self, number: f64) {
        if !number.is_finite() {
            self.any_special = true;
            self.special += number;
            if number.is_infinite() {
                self.infinities += number;
            }
            return;
        }
        let (mut sum, mut kept) = (number, 0);
        for i in 0..self.parts.len() {
            let part = self.parts[i];
            let (large, small) = if sum.abs() < part.abs() { (part, sum) } else { (sum, part) };
            sum = large + small;
            let lost = small - (sum - large);
            if lost != 0.0 {
                self.parts[kept] = lost;
                kept += 1;
            }
        }
        self.parts.truncate(kept);
        if !sum.is_finite() {
            self.overflowed = true;
        } else if sum != 0.0 {
            self.parts.push(sum);
        }
    }

    /// The nearest double, half to even.
    fn rounded(&self) -> f64 {
        let Some((&largest, rest)) = self.parts.split_last() else { return 0.0 };
        let mut sum = largest;
        for (i, &part) in rest.iter().enumerate().rev() {
            let before = sum;
            sum = before + part;
            let lost = part - (sum - before);
            if lost == 0.0 {
                continue;
            }
            // what follows decides where the rest is exactly half a step
            if i > 0 && (lost < 0.0) == (rest[i - 1] < 0.0) {
                let up = sum + lost * 2.0;
                if up - sum == lost * 2.0 {
                    sum = up;
                }
            }
            break;
        }
        sum
    }
}

/// `math.fsum`
pub fn fsum(vm: &Vm, args: &[Value]) -> Res {
    let mut sum = Exact::default();
    vm.for_each(args[0], &mut |v| {
        sum.add(vm.to_f64(v)?);
        if sum.overflowed {
            return Err(vm.overflow_error("intermediate overflow in fsum"));
        }
        Ok(true)
    })?;
    if sum.any_special {
        if sum.infinities.is_nan() {
            return Err(vm.value_error("-inf + inf in fsum"));
        }
        return Ok(vm.float(sum.special));
    }
    Ok(vm.float(sum.rounded()))
}

/// `math.prod`
pub fn prod(vm: &Vm, args: &[Value]) -> Res {
    let mut out = args[1].given().unwrap_or(Value::small_int(1));
    vm.for_each(args[0], &mut |v| {
        out = match (out.is_flonum(), v.is_flonum()) {
            (true, true) => vm.float(out.flonum() * v.flonum()),
            _ => vm.binary_op(BinOp::Mul, out, v, false)?,
        };
        Ok(true)
    })?;
    Ok(out)
}

/// The sum of products: ints exactly, floats rounded once, everything else by its own operators.
pub fn sumprod(vm: &Vm, args: &[Value]) -> Res {
    let (p, q) = (vm.iter(args[0])?, vm.iter(args[1])?);
    let mut total = Value::small_int(0);
    let mut ints: i128 = 0;
    let mut floats: Option<Exact> = None;
    loop {
        let (a, b) = (vm.next(p)?, vm.next(q)?);
        let (a, b) = match (a, b) {
            (Some(a), Some(b)) => (a, b),
            (None, None) => break,
            _ => return Err(vm.value_error("Inputs are not the same length")),
        };
        vm.safepoint()?;
        if let (Some(x), Some(y)) = (exact_int(vm, a), exact_int(vm, b)) {
            // each product is below 2^124: one sum of two cannot overflow
            ints += i128::from(x) * i128::from(y);
            if ints.unsigned_abs() > 1 << 124 {
                total = vm.binary_op(BinOp::Add, total, wide(vm, ints), false)?;
                ints = 0;
            }
            continue;
        }
        if let (Some(x), Some(y)) = (as_number(vm, a), as_number(vm, b)) {
            let high = x * y;
            let sum = floats.get_or_insert_default();
            sum.add(high);
            if high.is_finite() {
                sum.add(x.mul_add(y, -high));
            }
            if !sum.overflowed {
                continue;
            }
            return Ok(vm.float(f64::INFINITY.copysign(high)));
        }
        total = settle(vm, total, &mut ints, &mut floats)?;
        let product = vm.binary_op(BinOp::Mul, a, b, false)?;
        total = vm.binary_op(BinOp::Add, total, product, false)?;
    }
    settle(vm, total, &mut ints, &mut floats)
}

fn exact_int(vm: &Vm, v: Value) -> Option<i64> {
    if v.is_small_int() || v.is_exact(Layout::Int) { vm.to_i64(v).filter(|i| i.unsigned_abs() < 1 << 62) } else { None }
}

/// An exact float, or an int that fits one.
fn as_number(vm: &Vm, v: Value) -> Option<f64> {
    if v.is_flonum() || v.is_exact(Layout::Float) {
        return vm.as_float(v);
    }
    if is_int(v) && v.is_small_int() { to_float(vm, v).ok() } else { None }
}

/// Adds what was summed in Rust.
fn settle(vm: &Vm, mut total: Value, ints: &mut i128, floats: &mut Option<Exact>) -> Res {
    if *ints != 0 {
        total = vm.binary_op(BinOp::Add, total, wide(vm, std::mem::take(ints)), false)?;
    }
    if let Some(sum) = floats.take() {
        let sum = vm.float(if sum.any_special { sum.special } else { sum.rounded() });
        total = vm.binary_op(BinOp::Add, total, sum, false)?;
    }
    Ok(total)
}

/// The length of a vector, scaled so that no square overflows, squares and root with their errors.
fn norm(coordinates: &[f64]) -> f64 {
    if coordinates.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if coordinates.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    let largest = coordinates.iter().fold(0.0f64, |max, x| max.max(x.abs()));
    if largest == 0.0 || coordinates.len() == 1 {
        return largest;
    }
    let (_, exponent) = super::split(largest);
    let down = |x: f64| super::scaled(x, -i64::from(exponent));
    let mut squares = Exact::default();
    for &x in coordinates {
        let x = down(x);
        let square = x * x;
        squares.add(square);
        squares.add(x.mul_add(x, -square));
    }
    let root = squares.rounded().sqrt();
    // one step of Newton's method on what the root misses
    let square = root * root;
    squares.add(-square);
    squares.add(-root.mul_add(root, -square));
    let root = root + squares.rounded() / (2.0 * root);
    super::scaled(root, i64::from(exponent))
}

/// `math.hypot`
pub fn hypot(vm: &Vm, args: &[Value]) -> Res {
    let all = args[0].expect::<Tuple>();
    let coordinates = all.items().iter().map(|&v| vm.to_f64(v)).collect::<Res<Vec<f64>>>()?;
    Ok(vm.float(norm(&coordinates)))
}

/// `math.dist`
pub fn dist(vm: &Vm, args: &[Value]) -> Res {
    let (p, q): (Values, Values) = (vm.collect_items(args[0])?, vm.collect_items(args[1])?);
    if p.len() != q.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let difference = |(&a, &b): (&Value, &Value)| Ok(vm.to_f64(a)? - vm.to_f64(b)?);
    let differences = p.iter().zip(q.iter()).map(difference).collect::<Res<Vec<f64>>>()?;
    Ok(vm.float(norm(&differences)))
}
