//! `property`, `classmethod`, `staticmethod`, the descriptors of builtin types and of `__slots__`, and cells.

use crate::object::layouts::*;
use std::sync::LazyLock;

use crate::object::{Args, CmpOp, GetSetDef, Layout, MethodDef, Res, Slots, TypeSpec, Value, getset, getter, member, method};
use crate::vm::Vm;
use crate::vm::args::{Signature, bind_native};
use crate::vm::intern::{intern, names};

pub static PROPERTY: TypeSpec = TypeSpec {
    name: "property",
    signature: Some("(fget=None, fset=None, fdel=None, doc=None)"),
    doc: "Property attribute.",
    layout: Layout::Property,
    constructor: Some(("(*args, **kwargs)", |vm, cls, _| {
        let shape = super::shape_for(vm, cls)?;
        Ok(Value::from_ptr(vm.alloc.alloc(vm.words_for(shape, Property::SIZE), shape)))
    })),
    methods: PROPERTY_METHODS,
    getset: PROPERTY_GETSET,
    slots: Slots { init: Some(property_init), descr_get: Some(property_get), descr_set: Some(property_set), ..Slots::NONE },
    ..TypeSpec::DEFAULT
};

const PROPERTY_METHODS: &[MethodDef] = &[
    method("getter", "(self, fget, /)", |vm, a| property_copy(vm, a[0], a[1], Value::UNBOUND, Value::UNBOUND))
        .shown_as("(self, object, /)"),
    method("setter", "(self, fset, /)", |vm, a| property_copy(vm, a[0], Value::UNBOUND, a[1], Value::UNBOUND))
        .shown_as("(self, object, /)"),
    method("deleter", "(self, fdel, /)", |vm, a| property_copy(vm, a[0], Value::UNBOUND, Value::UNBOUND, a[1]))
        .shown_as("(self, object, /)"),
    method("__set_name__", "(self, /, *args)", |vm, a| match a[1].expect::<Tuple>().items() {
        [_, name] => {
            a[0].expect::<Property>().name.set(*name);
            Ok(Value::NONE)
        }
        given => Err(vm.type_error(format!("__set_name__() takes 2 positional arguments but {} were given", given.len()))),
    })
    .shown_as("(self, owner, name, /)"),
];

const PROPERTY_GETSET: &[GetSetDef] = &[
    member("fget", |_, p| Ok(p.expect::<Property>().get.get().given().unwrap_or(Value::NONE))),
    member("fset", |_, p| Ok(p.expect::<Property>().set.get().given().unwrap_or(Value::NONE))),
    member("fdel", |_, p| Ok(p.expect::<Property>().delete.get().given().unwrap_or(Value::NONE))),
    getset(
        "__doc__",
        |_, p| Ok(p.expect::<Property>().doc.get().given().unwrap_or(Value::NONE)),
        |_, p, v| {
            p.expect::<Property>().doc.set(v);
            Ok(())
        },
    )
    .as_member(),
    getset(
        "__name__",
        |vm, p| match property_name(vm, p) {
            Some(n) => Ok(n),
            None => Err(vm.no_attribute(p, names::NAME.get())),
        },
        |_, p, v| {
            p.expect::<Property>().name.set(v);
            Ok(())
        },
    ),
    getter("__isabstractmethod__", |vm, p| {
        let x = p.expect::<Property>();
        for f in [x.get.get(), x.set.get(), x.delete.get()] {
            if f.is_object()
                && let Some(v) = vm.get_attr_opt(f, names::ISABSTRACT.get())?
                && vm.truth(v)?
            {
                return Ok(Value::TRUE);
            }
        }
        Ok(Value::FALSE)
    }),
];

fn property_name(vm: &Vm, p: Value) -> Option<Value> {
    let x = p.expect::<Property>();
    x.name.get().given().or_else(|| vm.get_attr_opt(x.get.get().given()?, names::NAME.get()).ok().flatten())
}

fn property_init(vm: &Vm, p: Value, args: Args) -> Res<()> {
    static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("(fget=None, fset=None, fdel=None, doc=None)"));
    bind_native(vm, &SIGNATURE, "property", &|| "property".into(), args, &|vm, a| {
        let x = p.expect::<Property>();
        let keep = |v: Value| v.not_none().unwrap_or(Value::UNBOUND);
        x.get.set(keep(a[0]));
        x.set.set(keep(a[1]));
        x.delete.set(keep(a[2]));
        x.doc.set(keep(a[3]));
        if a[3].not_none().is_none()
            && let Some(f) = a[0].not_none()
            && let Some(d) = vm.get_attr_opt(f, names::DOC.get())?
        {
            x.doc.set(d);
        }
        Ok(Value::NONE)
    })
    .map(|_| ())
}

fn property_copy(vm: &Vm, p: Value, get: Value, set: Value, delete: Value) -> Res {
    let x = p.expect::<Property>();
    let or_none = |new: Value, old: Value| new.given().or(old.given()).unwrap_or(Value::NONE);
    let args = [or_none(get, x.get.get()), or_none(set, x.set.get()), or_none(delete, x.delete.get())];
    let new = vm.call(p.typ().value(), &args)?;
    if let Some(n) = new.cast::<Property>() {
        n.name.set(x.name.get());
        if n.doc.get().not_none().is_none() {
            n.doc.set(x.doc.get());
        }
    }
    Ok(new)
}

fn property_get(vm: &Vm, p: Value, instance: Value, _owner: Value) -> Res {
    if instance.is_unbound() {
        return Ok(p);
    }
    match p.expect::<Property>().get.get().given() {
        Some(f) => vm.call(f, &[instance]),
        None => Err(property_error(vm, p, instance, "getter")),
    }
}

fn property_set(vm: &Vm, p: Value, instance: Value, v: Value) -> Res<()> {
    let x = p.expect::<Property>();
    let (f, what) = if v.is_unbound() { (x.delete.get(), "deleter") } else { (x.set.get(), "setter") };
    match f.given() {
        Some(f) if v.is_unbound() => vm.call(f, &[instance]).map(|_| ()),
        Some(f) => vm.call(f, &[instance, v]).map(|_| ()),
        None => Err(property_error(vm, p, instance, what)),
    }
}

fn property_error(vm: &Vm, p: Value, instance: Value, what: &str) -> crate::object::Raised {
    let owner = vm.str_text(instance.typ().qualname.get()).unwrap_or_default();
    let text = match property_name(vm, p) {
        Some(n) => format!("property {} of '{owner}' object has no {what}", vm.repr_text(n).unwrap_or_default()),
        None => format!("property of '{owner}' object has no {what}"),
    };
    vm.raise(&super::exceptions::ATTRIBUTE_ERROR, text)
}

macro_rules! wrapper_spec {
    ($ident:ident $name:literal $layout:ident $get:ident $call:expr, $doc:literal) => {
        pub static $ident: TypeSpec = TypeSpec {
            name: $name,
            doc: $doc,
            layout: Layout::$layout,
            has_dict: true,
            signature: Some("(function, /)"),
            methods: &[super::generic_alias::CLASS_GETITEM],
            getset: WRAPPER_GETSET,
            slots: Slots {
                repr: Some(repr_wrapper),
                descr_get: Some($get),
                call: $call,
                new: Some(wrapper_new),
                init: Some(wrapper_init),
                ..Slots::NONE
            },
            ..TypeSpec::DEFAULT
        };
    };
}

wrapper_spec!(CLASSMETHOD "classmethod" ClassMethod classmethod_get None, "A method that gets the class as its first argument.");
wrapper_spec!(STATICMETHOD "staticmethod" StaticMethod staticmethod_get Some(call_static), "A function in a class that gets neither the instance nor the class.");

const WRAPPER_GETSET: &[GetSetDef] = &[
    member("__func__", |_, w| Ok(wrapped(w))),
    member("__wrapped__", |_, w| Ok(wrapped(w))),
    getter("__isabstractmethod__", |vm, w| match vm.get_attr_opt(wrapped(w), names::ISABSTRACT.get())? {
        Some(v) => Ok(Value::bool(vm.truth(v)?)),
        None => Ok(Value::FALSE),
    }),
    getset("__annotations__", |vm, w| forwarded(vm, w, "__annotations__"), |vm, w, v| keep(vm, w, "__annotations__", v)),
    getset("__annotate__", |vm, w| forwarded(vm, w, "__annotate__"), |vm, w, v| keep(vm, w, "__annotate__", v)),
    getset("__dict__", |vm, w| vm.instance_dict(w), |vm, w, v| vm.set_instance_dict(w, v)),
];

fn wrapped(w: Value) -> Value {
    w.expect::<MethodWrapper>().function.get().given().unwrap_or(Value::NONE)
}

/// An attribute of the wrapper's own, or its function's.
fn forwarded(vm: &Vm, w: Value, name: &str) -> Res {
    let name = intern(name.as_bytes());
    match vm.own_attr(w, name)? {
        Some(v) => Ok(v),
        None => vm.get_attr(wrapped(w), name),
    }
}

fn keep(vm: &Vm, w: Value, name: &str, v: Value) -> Res<()> {
    let (dict, name) = (vm.instance_dict(w)?, intern(name.as_bytes()));
    if !v.is_unbound() {
        return vm.dict_set(dict, name, v);
    }
    match vm.dict_remove(dict, name)? {
        Some(_) => Ok(()),
        None => Err(vm.no_attribute(w, name)),
    }
}

fn wrapper_new(vm: &Vm, cls: Value, _: Args) -> Res {
    let shape = super::shape_for(vm, cls)?;
    let w = Value::from_ptr(vm.alloc.alloc(vm.words_for(shape, MethodWrapper::SIZE) + 64, shape));
    w.expect::<MethodWrapper>().function.set(Value::NONE);
    Ok(w)
}

/// Keeps the function, and its names, module and documentation as attributes of the wrapper.
fn wrapper_init(vm: &Vm, w: Value, args: Args) -> Res<()> {
    static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("(function, /)"));
    let name = if w.layout() == Layout::ClassMethod { "classmethod" } else { "staticmethod" };
    check_one(vm, &SIGNATURE, name, args)?;
    let f = args.all[0];
    w.expect::<MethodWrapper>().function.set(f);
    for name in [&names::MODULE, &names::NAME, &names::QUALNAME, &names::DOC] {
        if let Some(v) = vm.get_attr_opt(f, name.get())? {
            vm.generic_set_attr(w, name.get(), v)?;
        }
    }
    Ok(())
}

fn check_one(vm: &Vm, signature: &Signature, name: &str, args: Args) -> Res<()> {
    if args.names.is_empty() && args.all.len() != 1 {
        return Err(vm.type_error(format!("{name} expected 1 argument, got {}", args.all.len())));
    }
    bind_native(vm, signature, name, &|| name.to_string(), args, &|_, _| Ok(Value::NONE)).map(drop)
}

fn repr_wrapper(vm: &Vm, w: Value) -> Res {
    let inner = vm.repr_text(wrapped(w))?;
    let what = if w.typ().is_subtype_of(super::type_of(&CLASSMETHOD)) { "classmethod" } else { "staticmethod" };
    Ok(vm.str(&format!("<{what}({inner})>")))
}

fn call_static(vm: &Vm, w: Value, args: Args) -> Res {
    vm.call_args(wrapped(w), args)
}

fn classmethod_get(vm: &Vm, w: Value, instance: Value, owner: Value) -> Res {
    let class = owner.not_none().and_then(Value::given).unwrap_or_else(|| instance.typ().value());
    let f = wrapped(w);
    if crate::vm::attr::is_method(f) || f.cast::<BoundMethod>().is_some() {
        return Ok(vm.bound_method(f, class));
    }
    // a class method of a class method of ...
    vm.check_depth()?;
    match f.typ().slots().descr_get {
        Some(get) if f.cast::<MethodWrapper>().is_some() => get(vm, f, class, class.typ().value()),
        _ => Ok(vm.bound_method(f, class)),
    }
}

fn staticmethod_get(_: &Vm, w: Value, _: Value, _: Value) -> Res {
    Ok(w.expect::<MethodWrapper>().function.get())
}

pub static GETSET: TypeSpec = TypeSpec {
    name: "getset_descriptor",
    layout: Layout::GetSet,
    getset: &[
        member("__name__", |vm, d| Ok(vm.str(d.expect::<GetSet>().def.name))),
        getter("__qualname__", |vm, d| {
            let g = d.expect::<GetSet>();
            Ok(vm.str(&format!("{}.{}", g.owner.get().as_type().map_or("?", |t| t.name_text()), g.def.name)))
        }),
        member("__objclass__", |_, d| Ok(d.expect::<GetSet>().owner.get())),
        getter("__doc__", |vm, d| {
            let g = d.expect::<GetSet>();
            Ok(match g.def {
                def if std::ptr::eq(def, &super::object::INSTANCE_DICT) => vm.str("dictionary for instance variables"),
                def if std::ptr::eq(def, &super::object::INSTANCE_WEAKREF) => vm.str("list of weak references to the object"),
                _ => attribute_doc(vm, g.owner.get(), g.def.name),
            })
        }),
    ],
    slots: Slots {
        repr: Some(|vm, d| {
            let g = d.expect::<GetSet>();
            let owner = g.owner.get().as_type().map_or("?", |t| t.name_text());
            Ok(vm.str(&format!("<attribute '{}' of '{owner}' objects>", g.def.name)))
        }),
        descr_get: Some(|vm, d, instance, _| {
            if instance.is_unbound() {
                return Ok(d);
            }
            let g = d.expect::<GetSet>();
            check_owner(vm, g.def.name, g.owner.get(), instance)?;
            (g.def.get)(vm, instance)
        }),
        descr_set: Some(|vm, d, instance, v| {
            let g = d.expect::<GetSet>();
            check_owner(vm, g.def.name, g.owner.get(), instance)?;
            match g.def.set {
                Some(set) => set(vm, instance, v),
                None => {
                    let owner = g.owner.get().as_type().map_or("?", |t| t.name_text());
                    let text = format!("attribute '{}' of '{owner}' objects is not writable", g.def.name);
                    Err(vm.raise(&super::exceptions::ATTRIBUTE_ERROR, text))
                }
            }
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn attribute_doc(vm: &Vm, owner: Value, name: &str) -> Value {
    let text = owner.as_type().filter(|t| t.builtin).and_then(|t| super::docs::attribute(t.short_name(), name));
    text.map_or(Value::NONE, |text| vm.str(text))
}

fn check_owner(vm: &Vm, name: &str, owner: Value, instance: Value) -> Res<()> {
    match owner.as_type() {
        Some(t) if !instance.typ().is_subtype_of(t) => {
            let text = format!("descriptor '{name}' for '{}' objects doesn't apply to a '{}' object", t.name_text(), instance.type_name());
            Err(vm.type_error(text))
        }
        _ => Ok(()),
    }
}

pub static MEMBER: TypeSpec = TypeSpec {
    name: "member_descriptor",
    layout: Layout::Member,
    getset: &[
        member("__name__", |vm, d| Ok(vm.str(&member_name(d)))),
        member("__objclass__", |_, d| Ok(member_owner(d))),
        getter("__qualname__", |vm, d| {
            let owner = member_owner(d).as_type().expect("a type owns it").qualname.get();
            Ok(vm.str(&format!("{}.{}", vm.str_text(owner)?, member_name(d))))
        }),
        getter("__doc__", |vm, d| Ok(attribute_doc(vm, member_owner(d), &member_name(d)))),
    ],
    methods: &[method("__reduce__", "(self, /)", |vm, a| {
        let getattr = vm.builtin(intern(b"getattr"))?;
        let args = vm.tuple(&[member_owner(a[0]), vm.str(&member_name(a[0]))]);
        Ok(vm.tuple(&[getattr, args]))
    })],
    slots: Slots { repr: Some(member_repr), descr_get: Some(member_get), descr_set: Some(member_set), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

/// A member is a name of `__slots__` (`Member`) or a field of a builtin type's instances (`GetSet`).
fn member_name(d: Value) -> String {
    match d.cast::<Member>() {
        Some(m) => m.name.get().as_str().unwrap_or("?").to_string(),
        None => d.expect::<GetSet>().def.name.to_string(),
    }
}

fn member_owner(d: Value) -> Value {
    match d.cast::<Member>() {
        Some(m) => m.owner.get(),
        None => d.expect::<GetSet>().owner.get(),
    }
}

fn member_repr(vm: &Vm, d: Value) -> Res {
    let owner = member_owner(d).as_type().map_or("?", |t| t.name_text());
    Ok(vm.str(&format!("<member '{}' of '{owner}' objects>", member_name(d))))
}

fn member_get(vm: &Vm, d: Value, instance: Value, _: Value) -> Res {
    if instance.is_unbound() {
        return Ok(d);
    }
    let Some(m) = d.cast::<Member>() else {
        let g = d.expect::<GetSet>();
        check_owner(vm, g.def.name, g.owner.get(), instance)?;
        return (g.def.get)(vm, instance);
    };
    check_owner(vm, m.name.get().as_str().unwrap_or("?"), m.owner.get(), instance)?;
    match crate::vm::attr::object_slot(instance, m.word).get().given() {
        Some(v) => Ok(v),
        None => Err(vm.no_attribute(instance, m.name.get())),
    }
}

fn member_set(vm: &Vm, d: Value, instance: Value, v: Value) -> Res<()> {
    check_owner(vm, &member_name(d), member_owner(d), instance)?;
    let Some(m) = d.cast::<Member>() else {
        return match d.expect::<GetSet>().def.set {
            Some(set) => set(vm, instance, v),
            None => Err(vm.raise(&super::exceptions::ATTRIBUTE_ERROR, "readonly attribute")),
        };
    };
    let old = crate::vm::attr::object_slot(instance, m.word).swap(v);
    if v.is_unbound() && old.is_unbound() {
        return Err(vm.attribute_error(instance, m.name.get(), member_name(d)));
    }
    Ok(())
}

pub static CELL: TypeSpec = TypeSpec {
    name: "cell",
    signature: Some("([contents])"),
    layout: Layout::Cell,
    constructor: Some(("(contents=None, /)", |vm, _, a| Ok(vm.cell(a[0])))),
    getset: &[getset(
        "cell_contents",
        |vm, c| match c.expect::<Cell>().value.get().given() {
            Some(v) => Ok(v),
            None => Err(vm.value_error("Cell is empty")),
        },
        |_, c, v| {
            c.expect::<Cell>().value.set(v);
            Ok(())
        },
    )],
    slots: Slots {
        repr: Some(|vm, c| {
            let v = c.expect::<Cell>().value.get();
            let text = if v.is_unbound() {
                format!("<cell at {:#x}: empty>", c.0)
            } else {
                format!("<cell at {:#x}: {} object at {:#x}>", c.0, v.type_name(), v.0)
            };
            Ok(vm.str(&text))
        }),
        compare: Some(|vm, op, a, b| {
            let (Some(x), Some(y)) = (a.cast::<Cell>(), b.cast::<Cell>()) else { return Ok(Value::NOT_IMPLEMENTED) };
            match (x.value.get().given(), y.value.get().given()) {
                (Some(x), Some(y)) => vm.compare(op, x, y),
                (x, y) => Ok(Value::bool(CmpOp::of(op, x.is_some().cmp(&y.is_some())))),
            }
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};
