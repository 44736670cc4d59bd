//! `frame.f_locals` of a function: a view of its variables, through which they are stored (PEP 667).
//!
//! Names that are no variables of the function go into a dict of the frame object. Words of registers are looked at
//! with care: one that was never written may hold anything.

use crate::bytecode::code::SPILLED;
use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{BinOp, MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, method};
use crate::types::frames::{self, Place, function, place};
use crate::types::repr::showing;
use crate::vm::frame::Frame;
use crate::vm::tracing::MARKED;
use crate::vm::{Values, Vm};
use std::sync::atomic::Ordering;

pub static PROXY: TypeSpec = TypeSpec {
    name: "FrameLocalsProxy",
    methods: METHODS,
    slots: Slots {
        repr: Some(repr),
        hash: Some(|vm, p| Err(vm.type_error(format!("unhashable type: '{}'", p.type_name())))),
        compare: Some(|vm, op, p, other| {
            let other = if other.payload::<Proxy>().is_some() { dict_of(vm, other)? } else { other };
            vm.compare(op, dict_of(vm, p)?, other)
        }),
        len: Some(|vm, p| Ok(vm.dict_len(dict_of(vm, p)?))),
        get_item: Some(|vm, p, key| match find(vm, frame(p), key)? {
            Some(v) => Ok(v),
            None => {
                let text = format!("local variable '{}' is not defined", vm.repr_text(key)?);
                Err(vm.key_error(vm.str(&text)))
            }
        }),
        set_item: Some(|vm, p, key, v| if v.is_unbound() { remove(vm, frame(p), key).map(|_| ()) } else { store(vm, frame(p), key, v) }),
        contains: Some(|vm, p, key| Ok(find(vm, frame(p), key)?.is_some())),
        iter: Some(|vm, p| vm.iter(dict_of(vm, p)?)),
        binary: Some(|vm, op, a, b| {
            if op != BinOp::Or {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            let bare = |v: Value| if v.payload::<Proxy>().is_some() { dict_of(vm, v) } else { Ok(v) };
            vm.binary_slots(op, bare(a)?, bare(b)?)
        }),
        inplace: Some(|vm, op, p, other| {
            if op != BinOp::Or {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            update(vm, frame(p), other).map(|()| p)
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    method("keys", "(self, /)", |vm, a| listed(vm, a[0], "keys")),
    method("values", "(self, /)", |vm, a| listed(vm, a[0], "values")),
    method("items", "(self, /)", |vm, a| listed(vm, a[0], "items")),
    method("copy", "(self, /)", |vm, a| dict_of(vm, a[0])),
    method("__reversed__", "(self, /)", |vm, a| vm.call_method(dict_of(vm, a[0])?, "__reversed__", &[])),
    method("get", "(self, key, default=None, /)", |vm, a| Ok(find(vm, frame(a[0]), a[1])?.unwrap_or(a[2].given().unwrap_or(Value::NONE)))),
    method("setdefault", "(self, key, default=None, /)", |vm, a| {
        if let Some(v) = find(vm, frame(a[0]), a[1])? {
            return Ok(v);
        }
        let v = a[2].given().unwrap_or(Value::NONE);
        store(vm, frame(a[0]), a[1], v).map(|()| v)
    }),
    method("update", "(self, other, /)", |vm, a| update(vm, frame(a[0]), a[1]).map(|()| Value::NONE)),
    method("pop", "(self, key, default=<unrepresentable>, /)", |vm, a| match remove(vm, frame(a[0]), a[1]) {
        Err(raised) if a[2].given().is_some() && vm.raised_is(&super::exceptions::KEY_ERROR) => {
            vm.take_raised(raised);
            Ok(a[2])
        }
        other => other,
    }),
];

struct Proxy {
    frame: Slot,
}

impl Payload for Proxy {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.frame);
    }
}

/// A view of the frame object's locals.
pub fn proxy(vm: &Vm, f: Value) -> Value {
    vm.native(&PROXY, Proxy { frame: Slot::new(f) })
}

fn frame(p: Value) -> Value {
    p.payload::<Proxy>().map_or(Value::UNBOUND, |p| p.frame.get())
}

fn repr(vm: &Vm, p: Value) -> Res {
    let Some(_showing) = showing(vm, p) else { return Ok(vm.str("{...}")) };
    vm.repr(dict_of(vm, p)?)
}

fn dict_of(vm: &Vm, p: Value) -> Res {
    to_dict(vm, frame(p), true)
}

fn listed(vm: &Vm, p: Value, method: &str) -> Res {
    let view = vm.call_method(dict_of(vm, p)?, method, &[])?;
    Ok(vm.list(&vm.collect_items(view)?))
}

/// The words of the function's variables, in the order of their names; cells as they are.
fn words<'a>(vm: &'a Vm, f: Value) -> Values<'a> {
    let code = &function(f).loaded().code;
    let registers = &code.local_regs;
    let at = frames::at(vm, f);
    let marked = f.expect::<FrameObject>().flags.load(Ordering::Relaxed) & MARKED != 0;
    let word = |i: usize, read: &dyn Fn(usize) -> Value| {
        let known = marked || at.map_or(code.known_from[i] == 0, |pc| code.known_from[i] <= pc);
        if known { read(registers[i] as usize) } else { Value::UNBOUND }
    };
    checked_words(vm, registers.len(), &mut |put| match place(vm, f) {
        Place::Live(frame) => (0..registers.len()).for_each(|i| put(word(i, &|r| frame.register(r)))),
        Place::Waiting(g) => {
            if let Some(array) = g.registers.get().cast::<Array>() {
                (0..registers.len()).for_each(|i| put(word(i, &|r| array.slots()[r].get())));
            }
        }
        Place::Gone => {
            if let Some(kept) = f.expect::<FrameObject>().locals.get().cast::<Array>() {
                kept.slots().iter().take(registers.len()).for_each(|slot| put(slot.get()));
            }
        }
    })
}

/// At most `n` words that are or were registers, without what cannot be a live value. They are read and looked at while
/// nobody allocates or collects: before, nothing may keep what they point to.
pub fn checked_words<'a>(vm: &'a Vm, n: usize, read: &mut dyn FnMut(&mut dyn FnMut(Value))) -> Values<'a> {
    let mut out = Values::with_capacity(vm, n);
    vm.alone(&mut || {
        out.truncate(0);
        read(&mut |w| out.push(crate::vm::unwind::checked(w)));
    });
    out
}

/// The frame's variables that have a value, in a new dict; with `extra`, also what was stored under other names.
pub fn to_dict(vm: &Vm, f: Value, extra: bool) -> Res {
    let code = &function(f).loaded().code;
    let dict = vm.new_dict();
    let words = words(vm, f);
    let mut variables: Vec<_> = code.varnames.iter().zip(words.iter()).enumerate().collect();
    // parameters and plain variables first, then those that functions inside share, by name
    let parameters = code.parameter_count() as usize;
    variables
        .sort_by_key(|&(i, (name, _))| code.cellvars.iter().position(|cell| cell == name).filter(|_| i >= parameters).map(|at| at + 1));
    for (_, (name, &v)) in variables {
        if &**name == SPILLED {
            if v.is_unbound() || v.cast::<Dict>().is_none() {
                continue;
            }
            for (k, v) in vm.dict_items(v).pairs() {
                let v = v.cast::<Cell>().map_or(v, |c| c.value.get());
                if !v.is_unbound() {
                    vm.dict_set(dict, k, v)?;
                }
            }
            continue;
        }
        let v = if code.cellvars.contains(name) { v.cast::<Cell>().map_or(v, |c| c.value.get()) } else { v };
        if !v.is_unbound() {
            vm.dict_set_str(dict, name, v)?;
        }
    }
    for (i, name) in code.freevars.iter().enumerate() {
        if let Some(v) = free_cell(f, i).and_then(|c| c.value.get().given()) {
            vm.dict_set_str(dict, name, v)?;
        }
    }
    if !code.inlined.is_empty()
        && let (Place::Live(frame), Some(pc)) = (place(vm, f), frames::at(vm, f))
    {
        add_inlined(vm, frame, pc, dict)?;
    }
    if let Some(more) = f.expect::<FrameObject>().extra.get().given().filter(|_| extra) {
        for (k, v) in vm.dict_items(more).pairs() {
            vm.dict_set(dict, k, v)?;
        }
    }
    Ok(dict)
}

/// Adds the variables of the comprehensions that the frame is in the middle of; false if there are none.
pub fn add_inlined(vm: &Vm, frame: Frame, pc: u32, dict: Value) -> Res<bool> {
    let code = frame.code();
    let here: Vec<_> = code.code.inlined.iter().filter(|local| (local.start..local.end).contains(&pc)).collect();
    let words = checked_words(vm, here.len(), &mut |put| here.iter().for_each(|local| put(frame.register(local.reg as usize))));
    for (local, &v) in here.iter().zip(words.iter()) {
        let v = v.cast::<Cell>().map_or(v, |c| c.value.get());
        if !v.is_unbound() {
            vm.dict_set_str(dict, &local.name, v)?;
        }
    }
    Ok(!here.is_empty())
}

fn free_cell(f: Value, i: usize) -> Option<crate::object::Ref<Cell>> {
    function(f).closure.get().cast::<Tuple>()?.items().get(i)?.cast()
}

fn find(vm: &Vm, f: Value, key: Value) -> Res<Option<Value>> {
    vm.dict_get(to_dict(vm, f, true)?, key)
}

fn update(vm: &Vm, f: Value, other: Value) -> Res<()> {
    let other = if other.payload::<Proxy>().is_some() { dict_of(vm, other)? } else { other };
    if other.cast::<Dict>().is_none() {
        return Err(vm.type_error("update() argument must be dict or another FrameLocalsProxy"));
    }
    for (k, v) in vm.dict_items(other).pairs() {
        store(vm, f, k, v)?;
    }
    Ok(())
}

/// Stores a variable of the frame, or another name beside them.
fn store(vm: &Vm, f: Value, key: Value, v: Value) -> Res<()> {
    let code = &function(f).loaded().code;
    let name = key.as_str().unwrap_or("");
    if let Some(i) = code.freevars.iter().position(|n| &**n == name) {
        if let Some(cell) = free_cell(f, i) {
            cell.value.set(v);
        }
        return Ok(());
    }
    let Some(i) = code.varnames.iter().position(|n| &**n == name) else {
        let extra = &f.expect::<FrameObject>().extra;
        if extra.get().is_unbound() {
            extra.set(vm.new_dict());
        }
        return vm.dict_set(extra.get(), key, v);
    };
    if code.cellvars.iter().any(|n| &**n == name)
        && let Some(cell) = words(vm, f).get(i).and_then(|w| w.cast::<Cell>())
    {
        cell.value.set(v);
        return Ok(());
    }
    let register = code.local_regs[i] as usize;
    match place(vm, f) {
        Place::Live(frame) => {
            mark(vm, f, frame);
            frame.set_register(register, v);
        }
        Place::Waiting(g) => {
            if let Some(array) = g.registers.get().cast::<Array>() {
                array.slots()[register].set(v);
            }
        }
        Place::Gone => {
            if let Some(array) = f.expect::<FrameObject>().locals.get().cast::<Array>() {
                array.slots()[i].set(v);
            }
        }
    }
    Ok(())
}

/// Marks the variables that have no value yet: one of them gets one now, which the code knows nothing of.
fn mark(vm: &Vm, f: Value, frame: Frame) {
    let code = &frame.code().code;
    let Some(pc) = frames::at(vm, f) else { return };
    let flags = &f.expect::<FrameObject>().flags;
    if flags.load(Ordering::Relaxed) & MARKED == 0 {
        let unknown = code.local_regs.iter().zip(&code.known_from).filter(|&(_, &from)| from > pc);
        unknown.for_each(|(&register, _)| frame.set_register(register as usize, Value::UNBOUND));
        flags.fetch_or(MARKED, Ordering::Relaxed);
    }
}

fn remove(vm: &Vm, f: Value, key: Value) -> Res {
    let code = &function(f).loaded().code;
    if key.as_str().is_some_and(|name| code.varnames.iter().chain(&code.freevars).any(|n| &**n == name)) {
        return Err(vm.value_error("cannot remove local variables from FrameLocalsProxy"));
    }
    let extra = f.expect::<FrameObject>().extra.get();
    match if extra.is_unbound() { None } else { vm.dict_remove(extra, key)? } {
        Some(v) => Ok(v),
        None => Err(vm.key_error(key)),
    }
}
