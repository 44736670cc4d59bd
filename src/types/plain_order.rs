//! Python's `<` and `==` where they cannot run Python code: between ints, floats, strs, and tuples of these. So they may be
//! asked under an object lock, and a whole search or sift is one step to everybody else.

use std::cmp::Ordering;

use crate::object::layouts::*;
use crate::object::{CmpOp, Layout, Value};
use crate::vm::Vm;

/// Tuples inside tuples are looked into so deep.
const DEPTH: u32 = 8;

/// `a < b`, if that runs nothing; `None` if the general way must be gone.
#[inline]
pub fn plain_less(vm: &Vm, a: Value, b: Value) -> Option<bool> {
    if Value::both_small(a, b) {
        return Some(a.small() < b.small());
    }
    if a.is_object() && a.layout() == Layout::Instance {
        return None;
    }
    match order(vm, a, b, DEPTH)? {
        Some(Ordering::Less) => Some(true),
        _ => Some(false),
    }
}

/// How two tuples compare, if that runs nothing; `None` if the general way must be gone.
pub fn compare_tuples(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Option<bool> {
    if a.expect::<Tuple>().len.max(b.expect::<Tuple>().len) > SHORT {
        return None;
    }
    // unordered: a NaN, which is unequal and neither below nor above
    Some(order(vm, a, b, DEPTH)?.map_or(op == CmpOp::Ne, |order| op.of(order)))
}

/// How two values stand; `Some(None)` if they are unordered (a NaN is among them).
fn order(vm: &Vm, a: Value, b: Value, depth: u32) -> Option<Option<Ordering>> {
    if Value::both_small(a, b) {
        return Some(Some(a.small().cmp(&b.small())));
    }
    if a.is_exact_str() && b.is_exact_str() {
        // WTF-8 orders as its code points do
        return Some(Some(a.str_bytes().cmp(&b.str_bytes())));
    }
    if let (Some(x), Some(y)) = (number(vm, a), number(vm, b)) {
        return Some(x.partial_cmp(&y));
    }
    if depth > 0 && a.is_exact(Layout::Tuple) && b.is_exact(Layout::Tuple) {
        let (x, y) = (a.expect::<Tuple>(), b.expect::<Tuple>());
        let (x, y) = (x.items(), y.items());
        for (&p, &q) in x.iter().zip(y) {
            // the same object counts as equal, a NaN included
            if p == q {
                continue;
            }
            if Value::both_small(p, q) {
                return Some(Some(p.small().cmp(&q.small())));
            }
            match order(vm, p, q, depth - 1)? {
                Some(Ordering::Equal) => {}
                found => return Some(found),
            }
        }
        return Some(Some(x.len().cmp(&y.len())));
    }
    None
}

/// A float, or an int that a float holds exactly.
fn number(vm: &Vm, v: Value) -> Option<f64> {
    const EXACT: i64 = 1 << 53;
    if v.is_small_int() {
        let n = v.small();
        return (-EXACT..=EXACT).contains(&n).then_some(n as f64);
    }
    if v.is_flonum() || v.is_exact(Layout::Float) { vm.as_float(v) } else { None }
}

/// Are two values one: the same object or equal, if that runs nothing; `None` if the general way must be gone.
pub fn plain_same(vm: &Vm, a: Value, b: Value) -> Option<bool> {
    let is_single = |v: Value| v.is_none() || v.is_bool();
    if a == b {
        Some(true)
    } else if is_single(a) && is_single(b) {
        Some(false)
    } else {
        order(vm, a, b, DEPTH).map(|found| found == Some(Ordering::Equal))
    }
}

/// Longer tuples are compared by the protocol, which reaches safepoints.
const SHORT: usize = 64;

/// Are two different keys of one hash, of a dict or a set, equal, if that runs nothing? `None` if the general way must be gone.
#[inline(always)]
pub fn same_key(found: Value, key: Value) -> Option<bool> {
    if found.is_exact_str() && key.is_exact_str() {
        return Some(found.expect::<Str>().bytes() == key.expect::<Str>().bytes());
    }
    same_other_key(found, key)
}

/// The same of keys that are not both texts, which seldom have one hash: kept out of what looks a key up.
#[inline(never)]
fn same_other_key(found: Value, key: Value) -> Option<bool> {
    let plain = |v: Value| v.is_small_int() || v.is_flonum();
    if Value::both_small(found, key) || plain(found) && plain(key) && found.0 & 3 == key.0 & 3 {
        // other words of one kind are other numbers
        Some(false)
    } else {
        plain_equal(found, key)
    }
}

/// Are two keys, or items, one: the same object or equal, if that runs nothing; `None` if the general way must be gone. Says
/// nothing of the kinds that `same_key` compares itself but where they stand in tuples.
pub fn plain_equal(a: Value, b: Value) -> Option<bool> {
    if !(a.is_exact(Layout::Tuple) && b.is_exact(Layout::Tuple)) {
        return None;
    }
    equal_items(&a.expect(), &b.expect())
}

/// Are the items of two tuples, each of its own or of a class that compares as they do, equal, if that runs nothing?
#[inline]
pub fn equal_items(x: &Tuple, y: &Tuple) -> Option<bool> {
    if x.len != y.len {
        return Some(false);
    }
    if x.len > SHORT {
        return None;
    }
    for (&a, &b) in x.items().iter().zip(y.items()) {
        if a == b {
            continue;
        }
        // other words of one kind are other numbers
        if Value::both_small(a, b) || Value::both_flonum(a, b) {
            return Some(false);
        }
        if !(a.is_exact_str() && b.is_exact_str()) {
            return None;
        }
        if a.str_bytes() != b.str_bytes() {
            return Some(false);
        }
    }
    Some(true)
}
