//! `_collections`: `deque`, `defaultdict`, `OrderedDict`, and what `Counter` and `namedtuple` need in Rust.

mod defaultdict;
pub mod deque;
mod ordered;

use std::sync::atomic::Ordering;

use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{Args, BinOp, Layout, MethodDef, ModuleSpec, Payload, Res, Slot, Slots, TypeSpec, Value, getset, method};
use crate::types::dict::{self, DICT};
use crate::types::tuple::TUPLE;
use crate::types::{shape_for, type_of, wrappers};
use crate::vm::Vm;
use crate::vm::intern::{intern, names};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_collections",
    doc: "deque, defaultdict and OrderedDict.",
    functions: &[COUNT_ELEMENTS, NEW_TUPLE],
    types: &[&deque::DEQUE, &deque::ITER, &deque::REVERSE_ITER, &defaultdict::DEFAULTDICT, &ordered::ORDERED_DICT, &TUPLE_GETTER],
    ..ModuleSpec::DEFAULT
};

/// `tuple.__new__(cls, items)`, by the short way for a class of named tuples and a tuple.
const NEW_TUPLE: MethodDef = method("_new_tuple", "(cls, items, /)", |vm, a| {
    wrappers::check_new(vm, type_of(&TUPLE).value(), a)?;
    wrappers::new_of_builtin(vm, Args::positional(a))
})
.quickly(|vm, a| {
    let [cls, items] = *a else { return None };
    let t = cls.as_type()?;
    let plain = std::ptr::eq(t.spec, &raw const TUPLE) && !t.builtin && items.is_exact(Layout::Tuple);
    let items = plain.then(|| items.expect::<Tuple>())?;
    (items.len <= SHORT).then(|| vm.tuple_of_shape(t.instance_shape.load(Ordering::Acquire), items.items()))
});

/// So many items are no matter of how much memory there is.
const SHORT: usize = 32;

const COUNT_ELEMENTS: MethodDef = method("_count_elements", "(mapping, iterable, /)", |vm, a| {
    let one = Value::small_int(1);
    let zero = Value::small_int(0);
    if a[0].cast::<Dict>().is_some() && plain(vm, a[0]) {
        vm.for_each(a[1], &mut |v| {
            let hash = vm.hash(v)? as u64;
            let old = dict::lookup_hashed(vm, a[0], v, hash)?.unwrap_or(zero);
            let new = if old.is_small_int() { vm.int(old.small() + 1) } else { vm.binary_op(BinOp::Add, old, one, false)? };
            dict::store_hashed(vm, a[0], v, new, hash).map(|()| true)
        })?;
        return Ok(Value::NONE);
    }
    let get = |v: Value| vm.call_method(a[0], "get", &[v, zero]);
    vm.for_each(a[1], &mut |v| {
        let new = vm.binary_op(BinOp::Add, get(v)?, one, false)?;
        vm.set_item(a[0], v, new).map(|()| true)
    })?;
    Ok(Value::NONE)
});

/// Does a dict's class leave `get` and `__setitem__` as they are?
fn plain(vm: &Vm, d: Value) -> bool {
    let base = type_of(&DICT);
    [intern(b"get"), names::SETITEM.get()].iter().all(|&name| vm.type_lookup(d.typ(), name) == vm.type_lookup(base, name))
}

/// The attribute of a named tuple: an index.
struct TupleGetter {
    index: i64,
    doc: Slot,
}

impl Payload for TupleGetter {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.doc);
    }
}

static TUPLE_GETTER: TypeSpec = TypeSpec {
    name: "collections._tuplegetter",
    constructor: Some(("(index, doc, /)", |vm, cls, a| {
        let data = TupleGetter { index: vm.index_i64(a[0])?, doc: Slot::new(a[1]) };
        Ok(vm.native_of_shape(shape_for(vm, cls)?, data))
    })),
    methods: &[method("__reduce__", "(self, /)", |vm, a| {
        let g = getter_of(vm, &a[0])?;
        let args = vm.tuple(&[vm.int(g.index), g.doc.get()]);
        Ok(vm.tuple(&[a[0].typ().value(), args]))
    })],
    getset: &[getset(
        "__doc__",
        |vm, g| Ok(getter_of(vm, &g)?.doc.get()),
        |vm, g, v| {
            getter_of(vm, &g)?.doc.set(v.given().unwrap_or(Value::NONE));
            Ok(())
        },
    )],
    slots: Slots {
        repr: Some(|vm, g| {
            let data = getter_of(vm, &g)?;
            Ok(vm.str(&format!("_tuplegetter({}, {})", data.index, vm.repr_text(data.doc.get())?)))
        }),
        descr_get: Some(|vm, g, instance, _| {
            if instance.is_unbound() || instance.is_none() {
                return Ok(g);
            }
            let data = getter_of(vm, &g)?;
            let Some(t) = instance.cast::<Tuple>() else {
                let text = format!(
                    "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object",
                    data.index,
                    instance.type_name()
                );
                return Err(vm.type_error(text));
            };
            let item = usize::try_from(data.index).ok().and_then(|i| t.items().get(i).copied());
            item.ok_or_else(|| vm.index_error("tuple index out of range"))
        }),
        descr_set: Some(|vm, _, _, v| {
            let what = if v.is_unbound() { "can't delete attribute" } else { "can't set attribute" };
            Err(vm.raise(&crate::types::exceptions::ATTRIBUTE_ERROR, what))
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn getter_of<'a>(vm: &Vm, g: &'a Value) -> Res<&'a TupleGetter> {
    g.payload::<TupleGetter>().ok_or_else(|| vm.type_error("a _tuplegetter is needed"))
}
