//! Builtin functions, methods of builtin types, and bound methods.

use crate::object::layouts::*;
use crate::object::{Args, CmpOp, GetSetDef, Layout, Res, Slots, TypeSpec, Value, exact, getter, method};
use crate::vm::Vm;
use crate::vm::args::call_native;

pub static BUILTIN_FUNCTION: TypeSpec = TypeSpec {
    name: "builtin_function_or_method",
    layout: Layout::NativeFunction,
    getset: NATIVE_GETSET,
    methods: &[method("__reduce__", "(self, /)", |vm, a| {
        let f = a[0].expect::<NativeFunction>();
        let this = f.this.get();
        if this.is_object() && !f.is_of_module() {
            let getattr = vm.builtin(crate::vm::intern::intern(b"getattr"))?;
            let args = vm.tuple(&[this, vm.str(f.def.name)]);
            return Ok(vm.tuple(&[getattr, args]));
        }
        Ok(vm.str(f.def.name))
    })],
    slots: Slots { repr: Some(repr_builtin), call: Some(call), compare: Some(compare_builtin), hash: Some(hash_builtin), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

pub static METHOD_DESCRIPTOR: TypeSpec = TypeSpec {
    name: "method_descriptor",
    layout: Layout::NativeMethod,
    getset: NATIVE_GETSET,
    slots: Slots { repr: Some(repr_descriptor), call: Some(call), descr_get: Some(bind), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

pub static METHOD: TypeSpec = TypeSpec {
    name: "method",
    doc: "Create a bound instance method object.",
    layout: Layout::BoundMethod,
    constructor: Some(("(function, instance, /)", |vm, _, a| {
        if !vm.is_callable(a[0]) {
            return Err(vm.type_error("first argument must be callable"));
        }
        if a[1].is_none() {
            return Err(vm.type_error("instance must not be None"));
        }
        Ok(vm.bound_method(a[0], a[1]))
    })),
    getset: &[
        getter("__func__", |_, m| Ok(m.expect::<BoundMethod>().function.get())),
        getter("__self__", |_, m| Ok(m.expect::<BoundMethod>().this.get())),
    ],
    methods: &[method("__reduce__", "(self, /)", |vm, a| {
        let m = a[0].expect::<BoundMethod>();
        let getattr = vm.builtin(crate::vm::intern::intern(b"getattr"))?;
        let name = vm.get_attr_str(m.function.get(), "__name__")?;
        let args = vm.tuple(&[m.this.get(), name]);
        Ok(vm.tuple(&[getattr, args]))
    })],
    slots: Slots {
        repr: Some(repr_method),
        call: Some(call_method),
        compare: Some(compare_method),
        hash: Some(hash_method),
        get_attr: Some(method_attr),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

const NATIVE_GETSET: &[GetSetDef] = &[
    getter("__name__", |vm, f| Ok(vm.str(f.expect::<NativeFunction>().def.name))),
    getter("__qualname__", |vm, f| Ok(vm.str(&qualname(vm, f)))),
    getter("__module__", |_, f| Ok(f.expect::<NativeFunction>().module.get().given().unwrap_or(Value::NONE))),
    getter("__self__", |_, f| {
        let n = f.expect::<NativeFunction>();
        Ok(n.this.get().given().unwrap_or(Value::NONE))
    }),
    getter("__objclass__", |vm, f| {
        let n = f.expect::<NativeFunction>();
        if f.has_shape(exact(Layout::NativeMethod)) {
            Ok(n.this.get())
        } else {
            Err(vm.no_attribute(f, crate::vm::intern::intern(b"__objclass__")))
        }
    }),
    getter("__doc__", |_, _| Ok(Value::NONE)),
    getter("__text_signature__", |vm, f| {
        let s = f.expect::<NativeFunction>().def.signature;
        let shown = match s.strip_prefix("(self") {
            Some(rest) => format!("($self{rest}"),
            None => s.replacen("(cls", "($type", 1),
        };
        Ok(vm.str(&shown))
    }),
];

fn qualname(vm: &Vm, f: Value) -> String {
    let n = f.expect::<NativeFunction>();
    let this = n.this.get();
    if let Some(t) = this.as_type() {
        return format!("{}.{}", t.qualname.get().as_str().unwrap_or("?"), n.def.name);
    }
    if this.is_object() && !n.is_of_module() {
        return format!("{}.{}", vm.str_text(this.typ().qualname.get()).unwrap_or_default(), n.def.name);
    }
    n.def.name.to_string()
}

fn repr_builtin(vm: &Vm, f: Value) -> Res {
    let n = f.expect::<NativeFunction>();
    let this = n.this.get();
    if this.is_object() && !n.is_of_module() {
        let owner = if let Some(t) = this.as_type() {
            format!("type object at {:#x}", t.value().0)
        } else {
            format!("{} object at {:#x}", this.type_name(), this.0)
        };
        return Ok(vm.str(&format!("<built-in method {} of {owner}>", n.def.name)));
    }
    Ok(vm.str(&format!("<built-in function {}>", n.def.name)))
}

fn repr_descriptor(vm: &Vm, f: Value) -> Res {
    let n = f.expect::<NativeFunction>();
    let owner = n.this.get().as_type().map_or("?".to_string(), |t| vm.type_full_name(t));
    let kind = if n.def.name.starts_with("__") && n.def.name.ends_with("__") { "slot wrapper" } else { "method" };
    Ok(vm.str(&format!("<{kind} '{}' of '{owner}' objects>", n.def.name)))
}

fn call(vm: &Vm, f: Value, args: Args) -> Res {
    call_native(vm, f.expect(), args)
}

/// A builtin type's method found on an instance: bound to it.
fn bind(vm: &Vm, f: Value, instance: Value, _owner: Value) -> Res {
    if instance.is_unbound() {
        return Ok(f);
    }
    let n = f.expect::<NativeFunction>();
    Ok(vm.native_function(n.def, instance, n.module.get()))
}

fn compare_builtin(_: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (a.cast::<NativeFunction>(), b.cast::<NativeFunction>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let same = std::ptr::eq(x.def, y.def) && x.this.get() == y.this.get();
    match op {
        CmpOp::Eq => Ok(Value::bool(same)),
        CmpOp::Ne => Ok(Value::bool(!same)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn hash_builtin(_: &Vm, f: Value) -> Res<i64> {
    let n = f.expect::<NativeFunction>();
    Ok(((n.def as *const _ as u64 ^ n.this.get().0.rotate_left(17)) >> 3) as i64)
}

fn repr_method(vm: &Vm, m: Value) -> Res {
    let m = m.expect::<BoundMethod>();
    let name = match vm.get_attr_opt(m.function.get(), crate::vm::intern::names::QUALNAME.get())? {
        Some(n) => vm.str_text(n)?,
        None => "?".to_string(),
    };
    let this = vm.repr_text(m.this.get())?;
    Ok(vm.str(&format!("<bound method {name} of {this}>")))
}

fn call_method(vm: &Vm, m: Value, args: Args) -> Res {
    let m = m.expect::<BoundMethod>();
    let mut all = crate::vm::Values::with_capacity(vm, args.all.len() + 1);
    all.push(m.this.get());
    all.extend(args.all.iter().copied());
    vm.call_args(m.function.get(), Args { all: &all, names: args.names })
}

fn compare_method(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (a.cast::<BoundMethod>(), b.cast::<BoundMethod>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let same = x.this.get() == y.this.get() && vm.equal(x.function.get(), y.function.get())?;
    match op {
        CmpOp::Eq => Ok(Value::bool(same)),
        CmpOp::Ne => Ok(Value::bool(!same)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn hash_method(vm: &Vm, m: Value) -> Res<i64> {
    let m = m.expect::<BoundMethod>();
    Ok((m.this.get().0 >> 4) as i64 ^ vm.hash(m.function.get())?)
}

/// A method's own attributes, then its function's.
fn method_attr(vm: &Vm, m: Value, name: Value) -> Res {
    if let Some(d) = vm.type_lookup(m.typ(), name) {
        if let Some(get) = d.typ().slots().descr_get {
            return get(vm, d, m, m.typ().value());
        }
        if name != crate::vm::intern::names::DOC.get() {
            return Ok(d);
        }
    }
    vm.get_attr(m.expect::<BoundMethod>().function.get(), name)
}
