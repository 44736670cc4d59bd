//! The texts of containers, written into one buffer: nested lists cost their length, not its square.

use super::{dict, list, set, tuple};
use crate::object::layouts::*;
use crate::object::{Layout, Res, Value};
use crate::text::quote;
use crate::vm::Vm;

/// An object's `repr` is being made, until this is dropped.
pub struct Showing<'a>(&'a Vm);

impl Drop for Showing<'_> {
    fn drop(&mut self) {
        self.0.repr_active.borrow_mut().pop();
    }
}

/// Notes that the `repr` of `v` is being made; `None` if it already is, further up: then show `...`.
pub fn showing(vm: &Vm, v: Value) -> Option<Showing<'_>> {
    let fresh = vm.repr_active.borrow_mut().push(v);
    fresh.then(|| Showing(vm))
}

/// What `write` appends for `v`, as a `str`.
pub fn written(vm: &Vm, v: Value, write: fn(&Vm, &mut Vec<u8>, Value) -> Res<()>) -> Res {
    let mut out = Vec::new();
    write(vm, &mut out, v)?;
    Ok(vm.str_wtf8(&out))
}

/// Appends `repr(v)`.
pub fn push_repr(vm: &Vm, out: &mut Vec<u8>, v: Value) -> Res<()> {
    if v.is_exact_str() {
        out.extend(quote::repr(v.expect::<Str>().bytes()));
        return Ok(());
    }
    let write = match v.layout() {
        Layout::List => list::write_repr,
        Layout::Tuple => tuple::write_repr,
        Layout::Dict => dict::write_repr,
        Layout::Set | Layout::FrozenSet => set::write_repr,
        _ => return push_any(vm, out, v),
    };
    // a subclass may say it otherwise
    if !v.is_exact(v.layout()) {
        return push_any(vm, out, v);
    }
    vm.before_repr()?;
    write(vm, out, v)
}

fn push_any(vm: &Vm, out: &mut Vec<u8>, v: Value) -> Res<()> {
    let text = vm.repr(v)?;
    out.extend_from_slice(text.str_bytes().unwrap_or_default());
    Ok(())
}
