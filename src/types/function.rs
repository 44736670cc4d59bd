//! Functions written in Python, as objects.

use crate::object::layouts::*;
use crate::object::{Args, GetSetDef, Layout, Res, Slots, TypeSpec, Value, getset, member};
use crate::vm::Vm;
use crate::vm::intern::names;

pub static FUNCTION: TypeSpec = TypeSpec {
    name: "function",
    doc: "A function made of a code object and of globals.",
    layout: Layout::Function,
    constructor: Some(("(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)", new)),
    getset: GETSET,
    slots: Slots { repr: Some(repr), call: Some(call), descr_get: Some(bind), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

macro_rules! slot_attr {
    ($name:literal, $field:ident, $check:expr) => {
        getset(
            $name,
            |_, f| Ok(f.expect::<Function>().$field.get().given().unwrap_or(Value::NONE)),
            |vm, f, v| {
                let check: fn(&Vm, Value) -> Res<()> = $check;
                check(vm, v)?;
                f.expect::<Function>().$field.set(if v.is_none() { Value::UNBOUND } else { v });
                Ok(())
            },
        )
    };
}

const GETSET: &[GetSetDef] = &[
    getset(
        "__name__",
        |_, f| Ok(f.expect::<Function>().name.get()),
        |vm, f, v| {
            if v.str_bytes().is_none() {
                return Err(vm.type_error("__name__ must be set to a string object"));
            }
            f.expect::<Function>().name.set(v);
            Ok(())
        },
    ),
    getset(
        "__qualname__",
        |_, f| Ok(f.expect::<Function>().qualname.get()),
        |vm, f, v| {
            if v.str_bytes().is_none() {
                return Err(vm.type_error("__qualname__ must be set to a string object"));
            }
            f.expect::<Function>().qualname.set(v);
            Ok(())
        },
    ),
    slot_attr!("__doc__", doc, |_, _| Ok(())),
    slot_attr!("__module__", module, |_, _| Ok(())),
    slot_attr!("__defaults__", defaults, |vm, v| if v.is_unbound() || v.is_none() || v.cast::<Tuple>().is_some() {
        Ok(())
    } else {
        Err(vm.type_error("__defaults__ must be set to a tuple object"))
    }),
    slot_attr!("__kwdefaults__", kwdefaults, |vm, v| if v.is_unbound() || v.is_none() || v.cast::<Dict>().is_some() {
        Ok(())
    } else {
        Err(vm.type_error("__kwdefaults__ must be set to a dict object"))
    }),
    member("__globals__", |_, f| Ok(f.expect::<Function>().globals.get())),
    member("__builtins__", |_, f| Ok(f.expect::<Function>().builtins.get())),
    member("__closure__", |_, f| Ok(f.expect::<Function>().closure.get().given().unwrap_or(Value::NONE))),
    getset(
        "__code__",
        |vm, f| Ok(super::codeobject::of(vm, f.expect::<Function>().loaded())),
        |vm, f, v| {
            let Some(code) = v.cast::<CodeObject>() else { return Err(vm.type_error("__code__ must be set to a code object")) };
            let f = f.expect::<Function>();
            let loaded = super::codeobject::loaded(code);
            let free = f.closure.get().cast::<Tuple>().map_or(0, |t| t.len);
            if loaded.code.freevars.len() != free {
                let text = format!(
                    "{}() requires a code object with {free} free vars, not {}",
                    f.name.get().as_str().unwrap_or("?"),
                    loaded.code.freevars.len()
                );
                return Err(vm.value_error(text));
            }
            vm.set_code(f, vm.load_again(loaded, f.globals.get()));
            Ok(())
        },
    ),
    getset(
        "__annotations__",
        |vm, f| {
            let x = f.expect::<Function>();
            if let Some(a) = x.annotations.get().given() {
                return Ok(a);
            }
            let made = match x.annotate.get().not_none() {
                Some(annotate) => annotated(vm, annotate)?,
                None => vm.new_dict(),
            };
            x.annotations.set(made);
            Ok(made)
        },
        |vm, f, v| {
            if !v.is_unbound() && !v.is_none() && v.cast::<Dict>().is_none() {
                return Err(vm.type_error("__annotations__ must be set to a dict object"));
            }
            f.expect::<Function>().annotations.set(if v.is_none() { Value::UNBOUND } else { v });
            f.expect::<Function>().annotate.set(Value::UNBOUND);
            Ok(())
        },
    ),
    getset(
        "__annotate__",
        |_, f| Ok(f.expect::<Function>().annotate.get().given().unwrap_or(Value::NONE)),
        |vm, f, v| {
            if v.is_unbound() {
                return Err(vm.type_error("__annotate__ cannot be deleted"));
            }
            if !v.is_none() && !vm.is_callable(v) {
                return Err(vm.type_error("__annotate__ must be callable or None"));
            }
            if v.is_none() {
                f.expect::<Function>().annotate.set(Value::UNBOUND);
                return Ok(());
            }
            f.expect::<Function>().annotate.set(v);
            f.expect::<Function>().annotations.set(Value::UNBOUND);
            Ok(())
        },
    ),
    getset(
        "__type_params__",
        |vm, f| Ok(f.expect::<Function>().type_params.get().given().unwrap_or_else(|| vm.tuple(&[]))),
        |vm, f, v| {
            if v.cast::<Tuple>().is_none() {
                return Err(vm.type_error("__type_params__ must be set to a tuple"));
            }
            f.expect::<Function>().type_params.set(v);
            Ok(())
        },
    ),
    getset("__dict__", |vm, f| vm.instance_dict(f), |vm, f, v| vm.set_instance_dict(f, v)),
];

fn new(vm: &Vm, _: Value, a: &[Value]) -> Res {
    let Some(code) = a[0].cast::<CodeObject>() else {
        return Err(vm.type_error(format!("function() argument 'code' must be code, not {}", a[0].argument_name())));
    };
    if a[1].cast::<Dict>().is_none() {
        return Err(vm.type_error(format!("function() argument 'globals' must be dict, not {}", a[1].argument_name())));
    }
    let loaded = super::codeobject::loaded(code);
    let wrong = |number, name, kind| Err(vm.type_error(format!("arg {number} ({name}) must be None or {kind}")));
    let [name, defaults, closure, kwdefaults] = [a[2], a[3], a[4], a[5]].map(|v| v.not_none());
    if name.is_some_and(|v| v.str_bytes().is_none()) {
        return wrong(3, "name", "string");
    }
    if defaults.is_some_and(|v| v.cast::<Tuple>().is_none()) {
        return wrong(4, "defaults", "tuple");
    }
    let need = loaded.code.freevars.len();
    let cells = closure.and_then(|c| c.cast::<Tuple>());
    if cells.is_none() && need > 0 && closure.is_none() {
        return Err(vm.type_error("arg 5 (closure) must be tuple"));
    }
    if cells.is_none() && closure.is_some() {
        return wrong(5, "closure", "tuple");
    }
    if kwdefaults.is_some_and(|v| v.cast::<Dict>().is_none()) {
        return wrong(6, "kwdefaults", "dict");
    }
    let have = cells.map_or(0, |t| t.len);
    if need != have {
        return Err(vm.value_error(format!("{} requires closure of length {need}, not {have}", &*loaded.code.name)));
    }
    if let Some(other) = cells.and_then(|t| t.items().iter().find(|v| v.cast::<Cell>().is_none()).copied()) {
        return Err(vm.type_error(format!("arg 5 (closure) expected cell, found {}", other.type_name())));
    }
    let f = vm.new_function(vm.load_again(loaded, a[1]), a[1], closure.unwrap_or(Value::UNBOUND));
    let x = f.expect::<Function>();
    name.inspect(|&v| x.name.set(v));
    defaults.inspect(|&v| x.defaults.set(v));
    kwdefaults.inspect(|&v| x.kwdefaults.set(v));
    x.module.set(vm.global_or_none(a[1], names::NAME.get()));
    Ok(f)
}

/// What an `__annotate__` gives for values: a dict.
pub fn annotated(vm: &Vm, annotate: Value) -> Res {
    let made = vm.call(annotate, &[Value::small_int(1)])?;
    if made.cast::<Dict>().is_none() {
        return Err(vm.type_error(format!("__annotate__ returned non-dict of type '{}'", made.type_name())));
    }
    Ok(made)
}

fn repr(vm: &Vm, f: Value) -> Res {
    let name = vm.str_text(f.expect::<Function>().qualname.get())?;
    Ok(vm.str(&format!("<function {name} at {:#x}>", f.0)))
}

fn call(vm: &Vm, f: Value, args: Args) -> Res {
    vm.call_args(f, args)
}

fn bind(vm: &Vm, f: Value, instance: Value, _owner: Value) -> Res {
    Ok(if instance.is_unbound() { f } else { vm.bound_method(f, instance) })
}
