//! `itertools.groupby` and the iterators over its groups.

use std::sync::atomic::Ordering;

use crate::object::{Res, TypeSpec, Value};
use crate::vm::Vm;

use super::{It, data, make, spec, this};

/// The iterator, the key function or None, the key of the group, the key of the item at hand, that item; the number of
/// the group.
pub static GROUPBY: TypeSpec = spec(
    "itertools.groupby",
    "(iterable, key=None)",
    |vm, cls, a| make(vm, cls, &[vm.iter(a[0])?, a[1].given().unwrap_or(Value::NONE)], &[]),
    |vm, it| {
        let g = this(vm, &it)?;
        g.n[0].fetch_add(1, Ordering::Relaxed);
        loop {
            let passed = match (g.given(3), g.given(2)) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(at), Some(group)) => vm.equal(group, at)?,
            };
            if !passed {
                break;
            }
            if !step(vm, g)? {
                return Ok(None);
            }
            vm.safepoint()?;
        }
        let key = g.get(3);
        g.set(2, key);
        let group = vm.native(&GROUPER, data(&[it, key], &[g.num(0)]));
        Ok(Some(vm.tuple(&[key, group])))
    },
);

/// Takes the next item in hand.
fn step(vm: &Vm, g: &It) -> Res<bool> {
    let Some(v) = vm.next(g.get(0))? else { return Ok(false) };
    let key = match g.get(1).not_none() {
        Some(f) => vm.call(f, &[v])?,
        None => v,
    };
    g.set(4, v);
    g.set(3, key);
    Ok(true)
}

/// The `groupby`, the key of the group; the number of the group.
pub static GROUPER: TypeSpec = TypeSpec {
    subclassable: false,
    ..spec(
        "itertools._grouper",
        "(parent, tgtkey, /)",
        |vm, cls, a| {
            let number = this(vm, &a[0])?.num(0);
            make(vm, cls, &[a[0], a[1]], &[number])
        },
        |vm, it| {
            let group = this(vm, &it)?;
            let parent = group.get(0);
            let g = this(vm, &parent)?;
            if g.num(0) != group.num(0) {
                return Ok(None);
            }
            if g.get(4).is_unbound() && !step(vm, g)? {
                return Ok(None);
            }
            if !vm.equal(group.get(1), g.get(3))? {
                return Ok(None);
            }
            Ok(g.v[4].swap(Value::UNBOUND).given())
        },
    )
};
