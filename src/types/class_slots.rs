//! What a class written in Python does: the builtin slots that it inherits, and those that ask its methods (`wrappers`).

use crate::object::{Slots, Type, Value};
use crate::vm::Vm;
use crate::vm::intern::{StaticName, names};

use super::wrappers::*;

/// The slots of a class: those of its layout's base, with a function that calls Python wherever a class along the
/// resolution order, before the builtin type that has the slot itself, defines a method.
pub fn slots_for(vm: &Vm, t: &Type, inherited: &Slots) -> Slots {
    let mut s = *inherited;
    // the class that defines a name: a builtin one means that the inherited slot is right
    let defined = |name: &StaticName| -> Option<(bool, Value)> {
        let name = name.get();
        t.mro_types().find_map(|c| Some((c.builtin, vm.namespace_get(c.namespace(), name)?)))
    };
    // most names are in no class written in Python at all: a bit for each that is tells which need not be looked for
    let bit = |name: Value| 1u64 << (name.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58);
    let mut written = Vec::new();
    let mut bits = 0;
    for class in t.mro_types().filter(|class| !class.builtin) {
        let items = vm.dict_items(class.namespace());
        let special = |name: &Value| name.str_bytes().is_some_and(|text| text.starts_with(b"__"));
        for name in items.pairs().map(|(name, _)| name).filter(special) {
            bits |= bit(name);
            written.push(name);
        }
    }
    let is_written = |name: Value| bits & bit(name) != 0 && written.contains(&name);
    let own = |name: &StaticName| is_written(name.get()) && defined(name).is_some_and(|(builtin, _)| !builtin);
    macro_rules! pick {
        ($($field:ident = $f:ident if $($name:literal)*;)*) => {$(
            if $({
                static NAME: StaticName = StaticName::new($name);
                own(&NAME)
            })||* { s.$field = Some($f); }
        )*};
    }
    pick! {
        compare = py_compare if "__lt__" "__le__" "__gt__" "__ge__" "__eq__" "__ne__";
        hash = py_hash if "__hash__";
        bool = py_bool if "__bool__";
        len = py_len if "__len__";
        set_item = py_set_item if "__setitem__" "__delitem__";
        contains = py_contains if "__contains__";
        iter = py_iter if "__iter__";
        next = py_next if "__next__";
        call = py_call if "__call__";
        index = py_index if "__index__";
        int = py_int if "__int__";
        float = py_float if "__float__";
        get_attr = py_get_attr if "__getattribute__" "__getattr__";
        set_attr = py_set_attr if "__setattr__" "__delattr__";
        descr_get = py_descr_get if "__get__";
        descr_set = py_descr_set if "__set__" "__delete__";
        init = py_init if "__init__";
        new = py_new if "__new__";
        unary = py_unary if "__neg__" "__pos__" "__invert__" "__abs__";
    }
    s.attr_fallback = inherited.get_attr.is_none() && !own(&names::GETATTRIBUTE) && own(&names::GETATTR);
    // of several bases a later one may have the method
    if t.bases.get().cast::<crate::object::layouts::Tuple>().is_some_and(|bases| bases.items().len() > 1) {
        let owner = |name: &StaticName| {
            let name = name.get();
            t.mro_types().find(|c| vm.namespace_get(c.namespace(), name).is_some())
        };
        if let Some(class) = owner(&names::STR).filter(|class| class.builtin) {
            s.str = class.slots().str.or(s.str);
        }
        if let Some(class) = owner(&names::REPR).filter(|class| class.builtin) {
            s.repr = class.slots().repr.or(s.repr);
        }
    }
    if own(&names::REPR) {
        s.repr = Some(|vm, o| required(vm, o, &names::REPR, &[]));
    }
    if own(&names::STR) {
        s.str = Some(|vm, o| required(vm, o, &names::STR, &[]));
    }
    if own(&names::GETITEM) {
        s.get_item = Some(|vm, o, key| required(vm, o, &names::GETITEM, &[key]));
    }
    if BINARY.iter().any(|(n, r, _)| own(n) || own(r)) {
        s.binary = Some(py_binary);
    }
    if BINARY.iter().any(|(_, _, i)| own(i)) {
        s.inplace = Some(py_inplace);
    }
    if own(&names::CONTAINS) && defined(&names::CONTAINS).is_some_and(|(_, v)| v.is_none()) {
        s.contains = Some(py_contains);
    }
    s
}
