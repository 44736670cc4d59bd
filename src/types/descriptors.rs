//! `property`, `classmethod`, `staticmethod`, the descriptors of builtin types and of `__slots__`, and cells.

use crate::object::layouts::*;
use crate::object::{Args, CmpOp, GetSetDef, Layout, MethodDef, Ref, Res, Slots, TypeSpec, Value, getset, getter, method};
use crate::vm::Vm;
use crate::vm::intern::names;

pub static PROPERTY: TypeSpec = TypeSpec {
    name: "property",
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
    method("getter", "(self, fget, /)", |vm, a| property_copy(vm, a[0], a[1], Value::UNBOUND, Value::UNBOUND)),
    method("setter", "(self, fset, /)", |vm, a| property_copy(vm, a[0], Value::UNBOUND, a[1], Value::UNBOUND)),
    method("deleter", "(self, fdel, /)", |vm, a| property_copy(vm, a[0], Value::UNBOUND, Value::UNBOUND, a[1])),
    method("__set_name__", "(self, owner, name, /)", |_, a| {
        a[0].expect::<Property>().name.set(a[2]);
        Ok(Value::NONE)
    }),
];

const PROPERTY_GETSET: &[GetSetDef] = &[
    getter("fget", |_, p| Ok(p.expect::<Property>().get.get().given().unwrap_or(Value::NONE))),
    getter("fset", |_, p| Ok(p.expect::<Property>().set.get().given().unwrap_or(Value::NONE))),
    getter("fdel", |_, p| Ok(p.expect::<Property>().delete.get().given().unwrap_or(Value::NONE))),
    getset(
        "__doc__",
        |_, p| Ok(p.expect::<Property>().doc.get().given().unwrap_or(Value::NONE)),
        |_, p, v| {
            p.expect::<Property>().doc.set(v);
            Ok(())
        },
    ),
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
    let parsed = crate::vm::args::Signature::parse("(fget=None, fset=None, fdel=None, doc=None)");
    crate::vm::args::bind_native(vm, &parsed, "property", &|| "property".into(), args, &|vm, a| {
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
    ($ident:ident $name:literal $layout:ident $get:ident $doc:literal) => {
        pub static $ident: TypeSpec = TypeSpec {
            name: $name,
            doc: $doc,
            layout: Layout::$layout,
            has_dict: true,
            constructor: Some(("(function, /)", |vm, cls, a| {
                let shape = super::shape_for(vm, cls)?;
                let w = Value::from_ptr(vm.alloc.alloc(vm.words_for(shape, MethodWrapper::SIZE) + 64, shape));
                w.expect::<MethodWrapper>().function.set(a[0]);
                Ok(w)
            })),
            getset: WRAPPER_GETSET,
            slots: Slots {
                repr: Some(repr_wrapper),
                descr_get: Some($get),
                call: Some(call_wrapper),
                get_attr: Some(wrapper_attr),
                ..Slots::NONE
            },
            ..TypeSpec::DEFAULT
        };
    };
}

wrapper_spec!(CLASSMETHOD "classmethod" ClassMethod classmethod_get "Convert a function to be a class method.");
wrapper_spec!(STATICMETHOD "staticmethod" StaticMethod staticmethod_get "Convert a function to be a static method.");

const WRAPPER_GETSET: &[GetSetDef] = &[
    getter("__func__", |_, w| Ok(w.expect::<MethodWrapper>().function.get())),
    getter("__wrapped__", |_, w| Ok(w.expect::<MethodWrapper>().function.get())),
    getter("__isabstractmethod__", |vm, w| match vm.get_attr_opt(w.expect::<MethodWrapper>().function.get(), names::ISABSTRACT.get())? {
        Some(v) => Ok(Value::bool(vm.truth(v)?)),
        None => Ok(Value::FALSE),
    }),
    getset("__dict__", |vm, w| vm.instance_dict(w), |vm, w, v| vm.set_instance_dict(w, v)),
];

fn repr_wrapper(vm: &Vm, w: Value) -> Res {
    let inner = vm.repr_text(w.expect::<MethodWrapper>().function.get())?;
    Ok(vm.str(&format!("<{}({inner})>", w.type_name())))
}

fn call_wrapper(vm: &Vm, w: Value, args: Args) -> Res {
    if w.layout() == Layout::ClassMethod {
        return Err(vm.not_a(w, "is not callable"));
    }
    vm.call_args(w.expect::<MethodWrapper>().function.get(), args)
}

/// A wrapper's own attributes, then its function's name, module and documentation.
fn wrapper_attr(vm: &Vm, w: Value, name: Value) -> Res {
    let forwarded = matches!(
        name.as_str(),
        Some("__name__" | "__qualname__" | "__module__" | "__doc__" | "__annotations__" | "__annotate__" | "__type_params__")
    );
    if forwarded && vm.own_attr(w, name)?.is_none() {
        return vm.get_attr(w.expect::<MethodWrapper>().function.get(), name);
    }
    vm.generic_get_attr(w, name)
}

fn classmethod_get(vm: &Vm, w: Value, instance: Value, owner: Value) -> Res {
    let f = w.expect::<MethodWrapper>().function.get();
    let class = if owner.as_type().is_some() { owner } else { instance.typ().value() };
    if crate::vm::attr::is_method(f) {
        if let Some(n) = f.cast::<NativeFunction>() {
            return Ok(vm.native_function(n.def, class, n.module.get()));
        }
        return Ok(vm.bound_method(f, class));
    }
    match f.typ().slots().descr_get {
        Some(get) if f.cast::<BoundMethod>().is_none() => get(vm, f, class, class.typ().value()),
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
        getter("__name__", |vm, d| Ok(vm.str(d.expect::<GetSet>().def.name))),
        getter("__qualname__", |vm, d| {
            let g = d.expect::<GetSet>();
            Ok(vm.str(&format!("{}.{}", g.owner.get().as_type().map_or("?", |t| t.name_text()), g.def.name)))
        }),
        getter("__objclass__", |_, d| Ok(d.expect::<GetSet>().owner.get())),
        getter("__doc__", |_, _| Ok(Value::NONE)),
    ],
    slots: Slots {
        repr: Some(|vm, d| {
            let g = d.expect::<GetSet>();
            let owner = g.owner.get().as_type().map_or("?".into(), |t| vm.type_full_name(t));
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
        getter("__name__", |_, d| Ok(d.expect::<Member>().name.get())),
        getter("__objclass__", |_, d| Ok(d.expect::<Member>().owner.get())),
        getter("__doc__", |_, _| Ok(Value::NONE)),
    ],
    slots: Slots {
        repr: Some(|vm, d| {
            let m = d.expect::<Member>();
            let owner = m.owner.get().as_type().map_or("?", |t| t.name_text());
            Ok(vm.str(&format!("<member '{}' of '{owner}' objects>", m.name.get().as_str().unwrap_or("?"))))
        }),
        descr_get: Some(|vm, d, instance, _| {
            if instance.is_unbound() {
                return Ok(d);
            }
            let m: Ref<Member> = d.expect();
            check_owner(vm, m.name.get().as_str().unwrap_or("?"), m.owner.get(), instance)?;
            match crate::vm::attr::object_slot(instance, m.word).get().given() {
                Some(v) => Ok(v),
                None => Err(vm.no_attribute(instance, m.name.get())),
            }
        }),
        descr_set: Some(|vm, d, instance, v| {
            let m: Ref<Member> = d.expect();
            check_owner(vm, m.name.get().as_str().unwrap_or("?"), m.owner.get(), instance)?;
            let old = crate::vm::attr::object_slot(instance, m.word).swap(v);
            if v.is_unbound() && old.is_unbound() { Err(vm.no_attribute(instance, m.name.get())) } else { Ok(()) }
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

pub static CELL: TypeSpec = TypeSpec {
    name: "cell",
    layout: Layout::Cell,
    constructor: Some(("(contents=None, /)", |vm, _, a| Ok(vm.cell(a[0])))),
    getset: &[getset(
        "cell_contents",
        |vm, c| match c.expect::<Cell>().value.get().given() {
            Some(v) => Ok(v),
            None => Err(vm.value_error("cell is empty")),
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
