//! `types.MappingProxyType`: a view of a mapping through which nothing is stored.

use crate::object::layouts::*;
use crate::object::{BinOp, Layout, MethodDef, Ref, Res, Slots, TypeSpec, Value, exact, method};
use crate::vm::Vm;

use super::generic_alias;
use super::list::instance;

pub static MAPPING_PROXY: TypeSpec = TypeSpec {
    name: "mappingproxy",
    doc: "A mapping as it is, to look at but not to change.",
    layout: Layout::MappingProxy,
    constructor: Some(("(mapping)", construct)),
    methods: METHODS,
    slots: Slots {
        repr: Some(repr),
        str: Some(|vm, p| vm.to_str(target(p))),
        hash: Some(|vm, p| vm.hash(target(p))),
        compare: Some(|vm, op, p, other| vm.compare(op, target(p), bare(other))),
        len: Some(|vm, p| vm.len(target(p))),
        get_item: Some(|vm, p, key| vm.get_item(target(p), key)),
        contains: Some(|vm, p, key| vm.contains(target(p), key)),
        iter: Some(|vm, p| vm.iter(target(p))),
        binary: Some(binary),
        inplace: Some(inplace),
        ..Slots::NONE
    },
    subclassable: false,
    operators: "__ior__ __or__ __ror__",
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    method("get", "(self, key, default=None, /)", |vm, a| {
        vm.call_method(target(a[0]), "get", &[a[1], a[2].given().unwrap_or(Value::NONE)])
    }),
    method("keys", "(self, /)", |vm, a| vm.call_method(target(a[0]), "keys", &[])),
    method("values", "(self, /)", |vm, a| vm.call_method(target(a[0]), "values", &[])),
    method("items", "(self, /)", |vm, a| vm.call_method(target(a[0]), "items", &[])),
    method("copy", "(self, /)", |vm, a| vm.call_method(target(a[0]), "copy", &[])),
    method("__reversed__", "(self, /)", |vm, a| vm.call_method(target(a[0]), "__reversed__", &[])),
    generic_alias::CLASS_GETITEM,
];

/// A proxy of `mapping`.
pub fn new(vm: &Vm, mapping: Value) -> Value {
    let proxy: Ref<MappingProxy> = vm.new_object(exact(Layout::MappingProxy));
    proxy.mapping.set(mapping);
    proxy.value()
}

fn construct(vm: &Vm, cls: Value, a: &[Value]) -> Res {
    if a[0].typ().slots().get_item.is_none() || matches!(a[0].layout(), Layout::List | Layout::Tuple) {
        return Err(vm.type_error(format!("mappingproxy() argument must be a mapping, not {}", a[0].type_name())));
    }
    let proxy = instance::<MappingProxy>(vm, cls)?;
    proxy.mapping.set(a[0]);
    Ok(proxy.value())
}

fn target(proxy: Value) -> Value {
    proxy.expect::<MappingProxy>().mapping.get()
}

/// What stands behind a proxy; other values themselves.
fn bare(v: Value) -> Value {
    v.cast::<MappingProxy>().map_or(v, |p| p.mapping.get())
}

fn repr(vm: &Vm, proxy: Value) -> Res {
    let inner = vm.repr(target(proxy))?;
    let mut text = b"mappingproxy(".to_vec();
    text.extend_from_slice(inner.str_bytes().unwrap_or_default());
    text.push(b')');
    Ok(vm.str_wtf8(&text))
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    match op {
        BinOp::Or => vm.binary_op(op, bare(a), bare(b), false),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn inplace(vm: &Vm, op: BinOp, p: Value, _: Value) -> Res {
    match op {
        BinOp::Or => Err(vm.type_error(format!("'|=' is not supported by {}; use '|' instead", p.type_name()))),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}
