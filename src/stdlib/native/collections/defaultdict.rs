//! `defaultdict`: a dict whose objects have one word more, for the factory.

use crate::object::layouts::*;
use crate::object::{Args, BinOp, MethodDef, Res, Slots, TypeSpec, Value, getset, method};
use crate::types::dict::{self, DICT};
use crate::types::list::instance;
use crate::types::repr::{push_repr, showing};
use crate::types::{generic_alias, type_of};
use crate::vm::Vm;

pub static DEFAULTDICT: TypeSpec = TypeSpec {
    name: "collections.defaultdict",
    doc: "A dict that makes the value of a key that is not there by calling default_factory.",
    layout: crate::object::Layout::Dict,
    base: Some(&DICT),
    methods: METHODS,
    getset: &[getset(
        "default_factory",
        |_, d| Ok(factory(d)),
        |_, d, v| {
            word(d).set(v.given().unwrap_or(Value::NONE));
            Ok(())
        },
    )],
    slots: Slots {
        new: Some(|vm, cls, _| Ok(instance::<Dict>(vm, cls)?.value())),
        init: Some(init),
        repr: Some(repr),
        binary: Some(binary),
        ..Slots::NONE
    },
    words: 1,
    operators: "__or__ __ror__",
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    method("__missing__", "(self, key, /)", |vm, a| missing(vm, a[0], a[1])),
    method("copy", "(self, /)", |vm, a| copy_of(vm, a[0], a[0])),
    method("__copy__", "(self, /)", |vm, a| copy_of(vm, a[0], a[0])),
    method("__reduce__", "(self, /)", |vm, a| {
        let args = match factory(a[0]).not_none() {
            Some(f) => vm.tuple(&[f]),
            None => vm.tuple(&[]),
        };
        let items = vm.call_method(a[0], "items", &[])?;
        let items = vm.iter(items)?;
        Ok(vm.tuple(&[a[0].typ().value(), args, Value::NONE, Value::NONE, items]))
    }),
    generic_alias::CLASS_GETITEM,
];

fn word(d: Value) -> &'static crate::object::Slot {
    d.expect::<Dict>().word(Dict::WORDS as usize)
}

fn factory(d: Value) -> Value {
    word(d).get().given().unwrap_or(Value::NONE)
}

fn is_defaultdict(v: Value) -> bool {
    v.is_object() && v.typ().is_subtype_of(type_of(&DEFAULTDICT))
}

fn init(vm: &Vm, d: Value, args: Args) -> Res<()> {
    let mut rest = args;
    let mut made = Value::NONE;
    if let Some(&f) = args.pos().first() {
        if !f.is_none() && !vm.is_callable(f) {
            return Err(vm.type_error("first argument must be callable or None"));
        }
        made = f;
        rest = Args { all: &args.all[1..], names: args.names };
    }
    word(d).set(made);
    match DICT.slots.init {
        Some(f) => f(vm, d, rest),
        None => Ok(()),
    }
}

fn missing(vm: &Vm, d: Value, key: Value) -> Res {
    let Some(f) = factory(d).not_none() else { return Err(vm.key_error(key)) };
    let v = vm.call(f, &[])?;
    if d.typ().builtin {
        // of two threads that miss a key at once both get the same value
        return vm.dict_setdefault(d, key, v);
    }
    vm.set_item(d, key, v)?;
    Ok(v)
}

/// A defaultdict of the class and with the factory of `like`.
fn copy_of(vm: &Vm, like: Value, content: Value) -> Res {
    vm.call(like.typ().value(), &[factory(like), content])
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    if op != BinOp::Or || a.cast::<Dict>().is_none() || b.cast::<Dict>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let made = copy_of(vm, if is_defaultdict(a) { a } else { b }, a)?;
    dict::update(vm, made, b)?;
    Ok(made)
}

fn repr(vm: &Vm, d: Value) -> Res {
    let mut text = format!("{}(", d.typ().short_name()).into_bytes();
    let f = factory(d);
    if f.is_none() {
        text.extend(b"None");
    } else {
        match showing(vm, f) {
            Some(_showing) => push_repr(vm, &mut text, f)?,
            None => text.extend(b"..."),
        }
    }
    text.extend(b", ");
    if let Some(show) = DICT.slots.repr {
        let items = show(vm, d)?;
        text.extend_from_slice(items.str_bytes().unwrap_or_default());
    }
    text.push(b')');
    Ok(vm.str_wtf8(&text))
}
