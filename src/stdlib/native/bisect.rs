//! `_bisect`: searching sorted sequences by halves.
//!
//! In a list of ints, floats, strs or tuples of these, `insort` searches and inserts under the list's lock: one step to
//! other threads. Everything else is compared with no lock held.

use crate::object::layouts::*;
use crate::object::{CmpOp, Layout, MethodDef, ModuleSpec, Res, Value, method};
use crate::sync::acquire;
use crate::types::list::splice;
use crate::types::plain_order::plain_less;
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec { name: "_bisect", functions: FUNCTIONS, ..ModuleSpec::DEFAULT };

const ARGUMENTS: &str = "(a, x, lo=0, hi=None, *, key=None)";

const FUNCTIONS: &[MethodDef] = &[
    method("bisect_right", ARGUMENTS, |vm, a| bisect(vm, a, true)),
    method("bisect_left", ARGUMENTS, |vm, a| bisect(vm, a, false)),
    method("insort_right", ARGUMENTS, |vm, a| insort(vm, a, true)),
    method("insort_left", ARGUMENTS, |vm, a| insort(vm, a, false)),
];

fn bisect(vm: &Vm, a: &[Value], right: bool) -> Res {
    let (lo, hi) = bounds(vm, a)?;
    Ok(vm.int(search(vm, a[0], a[1], lo, hi, key(a), right)?))
}

fn key(a: &[Value]) -> Option<Value> {
    a[4].given().filter(|key| !key.is_none())
}

/// `lo`, and `hi` if it is given.
fn bounds(vm: &Vm, a: &[Value]) -> Res<(i64, Option<i64>)> {
    let lo = match a[2].given() {
        Some(lo) => vm.index_i64(lo)?,
        None => 0,
    };
    let hi = match a[3].given().filter(|hi| !hi.is_none()) {
        None => None,
        Some(hi) if hi.is_small_int() || hi.typ().slots().index.is_some() => Some(vm.index_i64(hi)?),
        Some(hi) => return Err(vm.type_error(format!("argument should be integer or None, not '{}'", hi.type_name()))),
    };
    if lo < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    // -1 means the end, as it always did
    Ok((lo, hi.filter(|&hi| hi != -1)))
}

/// Where `x` belongs: behind its equals with `right`, else before them.
fn search(vm: &Vm, a: Value, x: Value, lo: i64, hi: Option<i64>, key: Option<Value>, right: bool) -> Res<i64> {
    let (mut lo, mut hi) = (
        lo,
        match hi {
            Some(hi) => hi,
            None if a.is_exact(Layout::Dict) => return Err(vm.type_error(format!("{} is not a sequence", a.type_name()))),
            None => vm.len(a)? as i64,
        },
    );
    let list = if a.is_exact(Layout::List) { a.cast::<List>() } else { None };
    while lo < hi {
        let middle = lo + (hi - lo) / 2;
        let item = match list.as_ref().and_then(|list| list.get(middle as usize)) {
            Some(item) => item,
            None if a.typ().slots().get_item.is_none() => return Err(vm.not_a(a, "does not support indexing")),
            None if a.is_exact(Layout::Dict) => return Err(vm.type_error(format!("{} is not a sequence", a.type_name()))),
            None => vm.get_item(a, vm.int(middle))?,
        };
        let item = match key {
            Some(key) => vm.call(key, &[item])?,
            None => item,
        };
        let (p, q) = if right { (x, item) } else { (item, x) };
        let less = match plain_less(vm, p, q) {
            Some(less) => less,
            None => vm.compare_truth(CmpOp::Lt, p, q)?,
        };
        if less == right { hi = middle } else { lo = middle + 1 }
    }
    Ok(lo)
}

fn insort(vm: &Vm, a: &[Value], right: bool) -> Res {
    let (lo, hi) = bounds(vm, a)?;
    let x = a[1];
    let key = key(a);
    let exact = a[0].is_exact(Layout::List);
    if exact && key.is_none() && insort_plain(vm, a[0], x, lo, hi, right)? {
        return Ok(Value::NONE);
    }
    let wanted = match key {
        Some(key) => vm.call(key, &[x])?,
        None => x,
    };
    let at = search(vm, a[0], wanted, lo, hi, key, right)?;
    vm.call_method(a[0], "insert", &[vm.int(at), x])?;
    Ok(Value::NONE)
}

/// The whole under the lock, if no comparison needs Python.
fn insort_plain(vm: &Vm, a: Value, x: Value, lo: i64, hi: Option<i64>, right: bool) -> Res<bool> {
    let list = a.expect::<List>();
    let _guard = acquire(&vm.thread, &list.header.lock);
    let n = list.len() as i64;
    let (mut lo, mut hi) = (lo, hi.unwrap_or(n));
    if hi > n || lo > n {
        return Ok(false);
    }
    while lo < hi {
        let middle = lo + (hi - lo) / 2;
        let Some(item) = list.get(middle as usize) else { return Ok(false) };
        let (p, q) = if right { (x, item) } else { (item, x) };
        match plain_less(vm, p, q) {
            Some(less) if less == right => hi = middle,
            Some(_) => lo = middle + 1,
            None => return Ok(false),
        }
    }
    let at = lo as usize;
    splice(vm, &list, at, at, &[x])?;
    Ok(true)
}
