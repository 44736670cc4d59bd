//! The methods that stand for slots: `list.__len__` (`wrapper_descriptor`) and `[].__len__` (`method-wrapper`).
//!
//! They are native functions like any other (`vm::args` calls them), with a layout each so that the machine tells them
//! apart by a compare.

use crate::object::layouts::*;
use crate::object::{CmpOp, GetSetDef, Layout, Res, Slots, TypeSpec, Value, getter, member, method};
use crate::vm::Vm;

use super::callables;

pub static WRAPPER_DESCRIPTOR: TypeSpec = TypeSpec {
    name: "wrapper_descriptor",
    layout: Layout::SlotMethod,
    getset: &[
        member("__objclass__", |_, f| Ok(f.expect::<NativeFunction>().this.get())),
        member("__name__", callables::name),
        getter("__doc__", callables::doc),
        getter("__qualname__", |vm, f| Ok(vm.str(&callables::qualname(vm, f)))),
        getter("__text_signature__", callables::text_signature),
    ],
    methods: &[method("__reduce__", "(self, /)", callables::reduce_descriptor)],
    slots: Slots {
        repr: Some(|vm, f| {
            let n = f.expect::<NativeFunction>();
            Ok(vm.str(&format!("<slot wrapper '{}' of '{}' objects>", n.def.name, callables::owner_name(f))))
        }),
        call: Some(callables::call),
        descr_get: Some(callables::bind),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

pub static METHOD_WRAPPER: TypeSpec = TypeSpec {
    name: "method-wrapper",
    layout: Layout::BoundSlot,
    getset: BOUND_GETSET,
    methods: &[method("__reduce__", "(self, /)", callables::reduce_bound)],
    slots: Slots {
        repr: Some(|vm, f| {
            let n = f.expect::<NativeFunction>();
            let this = n.this.get();
            Ok(vm.str(&format!("<method-wrapper '{}' of {} object at {:#x}>", n.def.name, this.type_name(), this.0)))
        }),
        call: Some(callables::call),
        compare: Some(compare),
        hash: Some(callables::hash_native),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

const BOUND_GETSET: &[GetSetDef] = &[
    member("__self__", |_, f| Ok(f.expect::<NativeFunction>().this.get())),
    getter("__objclass__", |_, f| Ok(f.expect::<NativeFunction>().module.get())),
    getter("__name__", callables::name),
    getter("__doc__", callables::doc),
    getter("__qualname__", |vm, f| {
        let n = f.expect::<NativeFunction>();
        let owner = n.module.get().as_type().expect("a type owns it").qualname.get();
        Ok(vm.str(&format!("{}.{}", vm.str_text(owner)?, n.def.name)))
    }),
    getter("__text_signature__", callables::text_signature),
];

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    if b.layout() != Layout::BoundSlot { Ok(Value::NOT_IMPLEMENTED) } else { callables::compare_native(vm, op, a, b) }
}
