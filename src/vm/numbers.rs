//! The short way for operators between exact ints and floats: what a handler's own path leaves (results past the word, floats that
//! are objects, an int and a float) need not ask the operands' types for their slots.

use super::Vm;
use crate::object::layouts::{Float, exact};
use crate::object::{BinOp, CmpOp, Layout, Res, Value};
use crate::types::{float, int};

#[inline(always)]
fn is_int(v: Value) -> bool {
    v.is_small_int() || v.has_shape(exact(Layout::Int))
}

#[inline(always)]
fn is_float(v: Value) -> bool {
    v.is_flonum() || v.has_shape(exact(Layout::Float))
}

/// An exact float, or an int of a word, as a double.
#[inline(always)]
fn double(v: Value) -> Option<f64> {
    if v.is_flonum() {
        Some(v.flonum())
    } else if v.is_small_int() {
        Some(v.small() as f64)
    } else if v.has_shape(exact(Layout::Float)) {
        Some(v.expect::<Float>().number)
    } else {
        None
    }
}

impl Vm {
    /// `a op b` of two exact numbers; `None`: the protocol knows.
    #[inline]
    pub(super) fn binary_numbers(&self, op: BinOp, a: Value, b: Value) -> Option<Res> {
        let result = if is_int(a) && is_int(b) {
            int::ops::binary(self, op, a, b)
        } else if is_float(a) || is_float(b) {
            float::arithmetic(self, op, double(a)?, double(b)?)
        } else {
            return None;
        };
        if matches!(result, Ok(Value::NOT_IMPLEMENTED)) { None } else { Some(result) }
    }

    /// `a op b` for comparisons of two exact numbers; `None`: the protocol knows.
    #[inline]
    pub(super) fn compare_numbers(&self, op: CmpOp, a: Value, b: Value) -> Option<bool> {
        if is_int(a) && is_int(b) {
            return int::ops::order(self, a, b).map(|order| op.of(order));
        }
        // an int that doubles do not hold exactly is compared as an int
        let exact = |v: Value| !v.is_small_int() || v.small().unsigned_abs() <= 1 << 53;
        if !(is_float(a) || is_float(b)) || !exact(a) || !exact(b) {
            return None;
        }
        Some(double(a)?.partial_cmp(&double(b)?).map_or(op == CmpOp::Ne, |order| op.of(order)))
    }
}
