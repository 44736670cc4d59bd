//! `None`, `NotImplemented`, `Ellipsis`, and the machine's own layouts, which no script sees.

use crate::object::{Args, Layout, Res, Slots, TypeSpec, Value};
use crate::vm::Vm;

pub static NONE: TypeSpec = TypeSpec {
    name: "NoneType",
    signature: Some("()"),
    doc: "The class of None.",
    layout: Layout::None,
    slots: Slots {
        repr: Some(|vm, _| Ok(vm.str("None"))),
        bool: Some(|_, _| Ok(false)),
        hash: Some(|_, _| Ok(0xFCA8_6420)),
        compare: Some(super::object::compare),
        new: Some(|vm, _, a| singleton(vm, a, "NoneType", Value::NONE)),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

pub static NOT_IMPLEMENTED: TypeSpec = TypeSpec {
    name: "NotImplementedType",
    signature: Some("()"),
    doc: "The class of NotImplemented.",
    layout: Layout::NotImplemented,
    methods: &[crate::object::method("__reduce__", "(self, /)", |vm, _| Ok(vm.str("NotImplemented")))],
    slots: Slots {
        repr: Some(|vm, _| Ok(vm.str("NotImplemented"))),
        bool: Some(|vm, _| Err(vm.type_error("NotImplemented should not be used in a boolean context"))),
        new: Some(|vm, _, a| singleton(vm, a, "NotImplementedType", Value::NOT_IMPLEMENTED)),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

pub static ELLIPSIS: TypeSpec = TypeSpec {
    name: "ellipsis",
    signature: Some("()"),
    doc: "The class of Ellipsis, also written as three dots.",
    layout: Layout::Ellipsis,
    methods: &[crate::object::method("__reduce__", "(self, /)", |vm, _| Ok(vm.str("Ellipsis")))],
    slots: Slots {
        repr: Some(|vm, _| Ok(vm.str("Ellipsis"))),
        new: Some(|vm, _, a| singleton(vm, a, "EllipsisType", Value::ELLIPSIS)),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

/// The one value of such a type, whose call takes no arguments.
fn singleton(vm: &Vm, args: Args, name: &str, v: Value) -> Res {
    if args.all.is_empty() { Ok(v) } else { Err(vm.type_error(format!("{name} takes no arguments"))) }
}

macro_rules! internal {
    ($($ident:ident $layout:ident $name:literal;)*) => {$(
        pub static $ident: TypeSpec = TypeSpec { name: $name, layout: Layout::$layout, subclassable: false, ..TypeSpec::DEFAULT };
    )*};
}

internal! {
    INTERNAL_RAW Raw "raw bytes";
    INTERNAL_ARRAY Array "array of slots";
    INTERNAL_TABLE DictTable "hash table";
    INTERNAL_SET_TABLE SetTable "table of a set";
    INTERNAL_NATIVE Native "native object";
}
