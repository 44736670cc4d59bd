//! Builtin functions, methods of builtin types, and bound methods.

use crate::object::layouts::*;
use crate::object::{Args, CmpOp, GetSetDef, Layout, MethodKind, Res, Slots, Style, TypeSpec, Value, getset, getter, member, method};
use crate::vm::Vm;
use crate::vm::args::{call_native, receiver_fits};

pub static BUILTIN_FUNCTION: TypeSpec = TypeSpec {
    name: "builtin_function_or_method",
    layout: Layout::NativeFunction,
    getset: &[
        getset(
            "__module__",
            |_, f| Ok(f.expect::<NativeFunction>().module.get().given().unwrap_or(Value::NONE)),
            |_, f, v| {
                f.expect::<NativeFunction>().module.set(v.given().unwrap_or(Value::NONE));
                Ok(())
            },
        )
        .as_member(),
        getter("__doc__", doc),
        getter("__name__", name),
        getter("__qualname__", |vm, f| Ok(vm.str(&qualname(vm, f)))),
        getter("__self__", |_, f| Ok(f.expect::<NativeFunction>().this.get().given().unwrap_or(Value::NONE))),
        getter("__text_signature__", text_signature),
    ],
    methods: &[method("__reduce__", "(self, /)", reduce_bound)],
    slots: Slots { repr: Some(repr_builtin), call: Some(call), compare: Some(compare_native), hash: Some(hash_native), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

pub static METHOD_DESCRIPTOR: TypeSpec = TypeSpec {
    name: "method_descriptor",
    layout: Layout::NativeMethod,
    getset: DESCRIPTOR_GETSET,
    methods: &[method("__reduce__", "(self, /)", reduce_descriptor)],
    slots: Slots { repr: Some(repr_descriptor), call: Some(call), descr_get: Some(bind), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

pub static CLASSMETHOD_DESCRIPTOR: TypeSpec = TypeSpec {
    name: "classmethod_descriptor",
    layout: Layout::NativeClassMethod,
    getset: DESCRIPTOR_GETSET,
    slots: Slots { repr: Some(repr_descriptor), call: Some(call_class_method), descr_get: Some(bind_class), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

pub static METHOD: TypeSpec = TypeSpec {
    name: "method",
    doc: "A function with the object that it is a method of.",
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
        member("__func__", |_, m| Ok(m.expect::<BoundMethod>().function.get())),
        member("__self__", |_, m| Ok(m.expect::<BoundMethod>().this.get())),
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
        descr_get: Some(|_, m, _, _| Ok(m)),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

const DESCRIPTOR_GETSET: &[GetSetDef] = &[
    member("__objclass__", |_, f| Ok(f.expect::<NativeFunction>().this.get())),
    member("__name__", name),
    getter("__doc__", doc),
    getter("__qualname__", |vm, f| Ok(vm.str(&qualname(vm, f)))),
    getter("__text_signature__", text_signature),
];

pub fn name(vm: &Vm, f: Value) -> Res {
    Ok(vm.str(f.expect::<NativeFunction>().def.name))
}

/// What the function does, in a sentence.
pub fn doc(vm: &Vm, f: Value) -> Res {
    let n = f.expect::<NativeFunction>();
    let owner = match (n.this.get().as_type(), n.module.get().as_type()) {
        _ if n.is_free() => None,
        (_, Some(t)) | (Some(t), None) => Some(t),
        (None, None) => Some(n.this.get().typ()),
    };
    let text = match owner {
        Some(t) => super::docs::method(t.short_name(), n.def.name),
        None if n.module.get().as_str() == Some("builtins") => super::docs::function(n.def.name),
        None => None,
    };
    Ok(text.map_or(Value::NONE, |t| vm.str(t)))
}

/// The signature as `inspect.signature` reads it: the hidden first parameter is `$self`, `$type` or `$module`.
pub fn text_signature(vm: &Vm, f: Value) -> Res {
    let n = f.expect::<NativeFunction>();
    if matches!(n.def.style, Style::Unsigned | Style::Tuple) {
        return Ok(Value::NONE);
    }
    if std::ptr::eq(n.def, &super::wrappers::NEW) {
        return Ok(vm.str("($type, *args, **kwargs)"));
    }
    let text = n.def.shown.unwrap_or(n.def.signature);
    if text.is_empty() {
        return Ok(Value::NONE);
    }
    let shown = match text.strip_prefix("(self") {
        Some(rest) => format!("($self{rest}"),
        None if text.starts_with("($") => text.to_string(),
        None if n.def.kind == MethodKind::Class => text.replacen('(', "($", 1).replacen("($cls", "($type", 1),
        None if n.def.kind == MethodKind::Static => text.to_string(),
        None => match text[1..].split_once(", /") {
            Some(_) => format!("($module, {}", &text[1..]),
            None if text == "()" => "($module, /)".to_string(),
            None => format!("($module, /, {}", &text[1..]),
        },
    };
    Ok(vm.str(&shown))
}

/// `__reduce__` of what belongs to a module or is bound to an object.
pub fn reduce_bound(vm: &Vm, a: &[Value]) -> Res {
    let f = a[0].expect::<NativeFunction>();
    let this = f.this.get();
    if !f.is_free() {
        return reduce_to_getattr(vm, this, f.def.name);
    }
    Ok(vm.str(f.def.name))
}

/// `__reduce__` of a type's method.
pub fn reduce_descriptor(vm: &Vm, a: &[Value]) -> Res {
    let f = a[0].expect::<NativeFunction>();
    reduce_to_getattr(vm, f.this.get(), f.def.name)
}

fn reduce_to_getattr(vm: &Vm, owner: Value, name: &str) -> Res {
    let getattr = vm.builtin(crate::vm::intern::intern(b"getattr"))?;
    let args = vm.tuple(&[owner, vm.str(name)]);
    Ok(vm.tuple(&[getattr, args]))
}

/// `list.append`; a module's function has its name alone.
pub fn qualname(vm: &Vm, f: Value) -> String {
    let n = f.expect::<NativeFunction>();
    let this = n.this.get();
    if n.is_free() {
        return n.def.name.to_string();
    }
    if let Some(t) = this.as_type() {
        return format!("{}.{}", t.qualname.get().as_str().unwrap_or("?"), n.def.name);
    }
    format!("{}.{}", vm.str_text(this.typ().qualname.get()).unwrap_or_default(), n.def.name)
}

/// The type that a method belongs to.
pub fn owner_name(f: Value) -> &'static str {
    f.expect::<NativeFunction>().this.get().as_type().map_or("?", |t| t.name_text())
}

fn repr_builtin(vm: &Vm, f: Value) -> Res {
    let n = f.expect::<NativeFunction>();
    let this = n.this.get();
    if n.is_free() {
        return Ok(vm.str(&format!("<built-in function {}>", n.def.name)));
    }
    Ok(vm.str(&format!("<built-in method {} of {} object at {:#x}>", n.def.name, this.type_name(), this.0)))
}

fn repr_descriptor(vm: &Vm, f: Value) -> Res {
    Ok(vm.str(&format!("<method '{}' of '{}' objects>", f.expect::<NativeFunction>().def.name, owner_name(f))))
}

pub fn call(vm: &Vm, f: Value, args: Args) -> Res {
    call_native(vm, f.expect(), args)
}

/// A builtin type's method found on an instance: bound to it.
pub fn bind(vm: &Vm, f: Value, instance: Value, _owner: Value) -> Res {
    if instance.is_unbound() {
        return Ok(f);
    }
    let n = f.expect::<NativeFunction>();
    if !receiver_fits(&n, instance) {
        let text = format!(
            "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
            n.def.name,
            n.this.get().as_type().map_or("?", |t| t.name_text()),
            instance.type_name()
        );
        return Err(vm.type_error(text));
    }
    Ok(vm.bind_native_method(n, instance))
}

/// A builtin type's class method: bound to the class it was found through.
fn bind_class(vm: &Vm, f: Value, instance: Value, owner: Value) -> Res {
    let n = f.expect::<NativeFunction>();
    let home = n.this.get().as_type().expect("a class method belongs to a type");
    let class = if owner.is_none() && !instance.is_unbound() { instance.typ().value() } else { owner };
    let Some(t) = class.as_type() else {
        let text =
            format!("descriptor '{}' for type '{}' needs a type, not a '{}' as arg 2", n.def.name, home.name_text(), class.type_name());
        return Err(vm.type_error(text));
    };
    if !t.is_subtype_of(home) {
        let text = format!("descriptor '{}' requires a subtype of '{}' but received '{}'", n.def.name, home.name_text(), t.name_text());
        return Err(vm.type_error(text));
    }
    Ok(vm.bind_native_method(n, class))
}

fn call_class_method(vm: &Vm, f: Value, args: Args) -> Res {
    let n = f.expect::<NativeFunction>();
    let Some(&class) = args.pos().first() else {
        let owner = n.this.get().as_type().map_or("?", |t| t.name_text());
        return Err(vm.type_error(format!("descriptor '{}' of '{owner}' object needs an argument", n.def.name)));
    };
    let bound = bind_class(vm, f, Value::UNBOUND, class)?;
    vm.call_args(bound, Args { all: &args.all[1..], names: args.names })
}

pub fn compare_native(_: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (a.cast::<NativeFunction>(), b.cast::<NativeFunction>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let same = std::ptr::eq(x.def, y.def) && x.this.get() == y.this.get();
    match op {
        CmpOp::Eq => Ok(Value::bool(same)),
        CmpOp::Ne => Ok(Value::bool(!same)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

pub fn hash_native(_: &Vm, f: Value) -> Res<i64> {
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
