//! `_pickle_core`: objects to the bytes of the pickle format and back. `_pickle` (in Python) has the classes and the
//! functions that a script sees, and hands their settings and hooks to the two functions here.
//!
//! Both walk with values on the native stack or in `Values`, hold no lock while a hook runs, and leave what is rare
//! (names that are not where they should be, extension codes, the names of Python 2) to functions of `_pickle`.

mod build;
mod read;
mod reduce;
mod write;

use crate::object::{MethodDef, ModuleSpec, Raised, Res, Value, method};
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec { name: "_pickle_core", functions: FUNCTIONS, ..ModuleSpec::DEFAULT };

const FUNCTIONS: &[MethodDef] = &[
    method("dumps", "(obj, protocol, fix_imports, buffer_callback, /)", write::dumps),
    method(
        "dump",
        "(obj, protocol, fix_imports, buffer_callback, memo, fast, persistent_id, reducer_override, dispatch_table, /)",
        write::dump,
    ),
    method("loads", "(data, fix_imports, encoding, errors, buffers, /)", read::loads),
    method(
        "load",
        "(rest, fix_imports, encoding, errors, buffers, memo, read, readline, find_class, persistent_load, unpickler, /)",
        read::load,
    ),
];

/// The highest protocol that is known.
const HIGHEST: u8 = 5;

/// A function or class of `_pickle`.
fn helper(vm: &Vm, name: &str) -> Res {
    let module = vm.module("_pickle")?;
    vm.get_attr_str(module, name)
}

/// Raises one of the exceptions of `_pickle`.
#[cold]
fn error(vm: &Vm, class: &str, text: &str) -> Raised {
    match helper(vm, class).and_then(|c| vm.call(c, &[vm.str(text)])) {
        Ok(e) => vm.raise_value(e),
        Err(raised) => raised,
    }
}

/// A type's name as `%T` of CPython's error texts shows it: with its module unless that goes without saying.
fn full_name(vm: &Vm, v: Value) -> String {
    let name = vm.type_full_name(v.typ());
    match name.strip_prefix("__main__.") {
        Some(short) => short.to_string(),
        None => name,
    }
}
