//! Modules.

use crate::object::layouts::*;
use crate::object::{Args, Layout, Ref, Res, Shape, Slots, TypeSpec, Value, getset, method};
use crate::vm::Vm;
use crate::vm::import::Shadow;
use crate::vm::intern::{intern, names};

pub static MODULE: TypeSpec = TypeSpec {
    name: "module",
    signature: Some("(name, doc=None)"),
    doc: "A module of this name, with nothing in it.",
    layout: Layout::Module,
    has_dict: true,
    methods: &[method("__dir__", "(self, /)", |vm, a| {
        (vm.shared.hooks.complete)(vm, a[0], None)?;
        let ns = a[0].expect::<Module>().namespace.get();
        if let Some(f) = vm.namespace_get(ns, names::DIR.get()) {
            return vm.call(f, &[]);
        }
        let mut keys: Vec<Value> = vm.dict_items(ns).pairs().map(|(k, _)| k).collect();
        // those that an imported module does not have until someone asks
        for made in [names::SPEC.get(), names::LOADER.get()] {
            if !keys.contains(&made) && vm.namespace_get(ns, names::NAME.get()).is_some() {
                keys.push(made);
            }
        }
        Ok(vm.list(&keys))
    })],
    getset: &[
        getset(
            "__dict__",
            |vm, m| {
                (vm.shared.hooks.complete)(vm, m, None)?;
                Ok(m.expect::<Module>().namespace.get())
            },
            |vm, _, _| Err(vm.raise(&super::exceptions::ATTRIBUTE_ERROR, "readonly attribute")),
        )
        .as_member(),
        getset(
            "__annotations__",
            |vm, m| {
                let ns = m.expect::<Module>().namespace.get();
                if let Some(v) = vm.namespace_get(ns, names::ANNOTATIONS.get()) {
                    return Ok(v);
                }
                let made = match vm.namespace_get(ns, names::ANNOTATE.get()) {
                    Some(f) if vm.is_callable(f) => super::function::annotated(vm, f)?,
                    _ => vm.new_dict(),
                };
                vm.dict_set(ns, names::ANNOTATIONS.get(), made)?;
                Ok(made)
            },
            |vm, m, v| {
                let ns = m.expect::<Module>().namespace.get();
                if !v.is_unbound() {
                    vm.dict_set(ns, names::ANNOTATIONS.get(), v)?;
                } else if vm.dict_remove(ns, names::ANNOTATIONS.get())?.is_none() {
                    return Err(vm.raise(&super::exceptions::ATTRIBUTE_ERROR, "__annotations__"));
                }
                vm.dict_remove(ns, names::ANNOTATE.get()).map(drop)
            },
        ),
        getset(
            "__annotate__",
            |vm, m| Ok(vm.namespace_get(m.expect::<Module>().namespace.get(), names::ANNOTATE.get()).unwrap_or(Value::NONE)),
            |vm, m, v| {
                if v.is_unbound() {
                    return Err(vm.type_error("cannot delete __annotate__ attribute"));
                }
                if !v.is_none() && !vm.is_callable(v) {
                    return Err(vm.type_error("__annotate__ must be callable or None"));
                }
                let ns = m.expect::<Module>().namespace.get();
                vm.dict_set(ns, names::ANNOTATE.get(), v)?;
                if v.is_none() { Ok(()) } else { vm.dict_remove(ns, names::ANNOTATIONS.get()).map(drop) }
            },
        ),
    ],
    slots: Slots {
        repr: Some(repr),
        get_attr: Some(get_attr),
        set_attr: Some(set_attr),
        new: Some(module_new),
        init: Some(init),
        ..Slots::NONE
    },
    hidden: "__setattr__ __delattr__",
    ..TypeSpec::DEFAULT
};

/// A new module of this name, its namespace with the usual entries.
pub fn new(vm: &Vm, name: Value, doc: Value) -> Res {
    let m = new_imported(vm, name, doc)?;
    let ns = m.expect::<Module>().namespace.get();
    for k in [&names::LOADER, &names::SPEC] {
        vm.dict_set(ns, k.get(), Value::NONE)?;
    }
    Ok(m)
}

/// A module that does not say where it comes from.
pub fn new_imported(vm: &Vm, name: Value, doc: Value) -> Res {
    let shape = Shape::new_root(super::type_of(&MODULE).value(), Layout::Module, Module::WORDS).ok_or_else(|| vm.memory_error())?;
    let m: Ref<Module> = vm.new_object(shape);
    // its shape is given back when it dies
    vm.alloc.register_finalizable(m.value());
    let ns = vm.new_namespace();
    m.namespace.set(ns);
    m.name.set(name);
    for (k, v) in [(&names::NAME, name), (&names::DOC, doc), (&names::PACKAGE, Value::NONE)] {
        vm.dict_set(ns, k.get(), v)?;
    }
    Ok(m.value())
}

fn module_new(vm: &Vm, cls: Value, _args: Args) -> Res {
    let shape = super::shape_for(vm, cls)?;
    let m = Value::from_ptr(vm.alloc.alloc(vm.words_for(shape, Module::SIZE), shape));
    let x = m.expect::<Module>();
    x.namespace.set(vm.new_namespace());
    x.name.set(vm.str("?"));
    Ok(m)
}

fn init(vm: &Vm, m: Value, args: Args) -> Res<()> {
    let parsed = crate::vm::args::Signature::parse("(name, doc=None)");
    crate::vm::args::bind_native(vm, &parsed, "module", &|| "module".into(), args, &|vm, a| {
        if a[0].str_bytes().is_none() {
            return Err(vm.type_error(format!("module() argument 'name' must be str, not {}", a[0].argument_name())));
        }
        let x = m.expect::<Module>();
        x.name.set(a[0]);
        let doc = a[1].given().unwrap_or(Value::NONE);
        for (k, v) in [
            (&names::NAME, a[0]),
            (&names::DOC, doc),
            (&names::PACKAGE, Value::NONE),
            (&names::LOADER, Value::NONE),
            (&names::SPEC, Value::NONE),
        ] {
            vm.dict_set(x.namespace.get(), k.get(), v)?;
        }
        Ok(Value::NONE)
    })
    .map(|_| ())
}

fn repr(vm: &Vm, m: Value) -> Res {
    let ns = m.expect::<Module>().namespace.get();
    let name = match vm.namespace_get(ns, names::NAME.get()) {
        Some(n) => vm.repr_text(n)?,
        None => "'?'".into(),
    };
    let text = match vm.namespace_get(ns, names::FILE.get()) {
        Some(f) if f.str_bytes().is_some() && !is_frozen(vm, m, f)? => format!("<module {name} from {}>", vm.repr_text(f)?),
        _ if m.expect::<Module>().name.get().as_str().is_some_and(|name| vm.shared.native_module(name).is_some()) => {
            format!("<module {name} (built-in)>")
        }
        _ => match spec_to_show(vm, m, ns)? {
            Some(spec) => {
                let name = match vm.get_attr_opt(spec, intern(b"name"))? {
                    Some(n) => vm.repr_text(n)?,
                    None => name,
                };
                let origin = vm.get_attr_opt(spec, intern(b"origin"))?.and_then(Value::not_none);
                let loader = vm.get_attr_opt(spec, intern(b"loader"))?.and_then(Value::not_none);
                match (origin, loader) {
                    (Some(origin), _) => {
                        let located = vm.get_attr_opt(spec, intern(b"has_location"))?;
                        match located.map_or(Ok(false), |located| vm.truth(located))? {
                            true => format!("<module {name} from {}>", vm.repr_text(origin)?),
                            false => format!("<module {name} ({})>", vm.str_text(origin)?),
                        }
                    }
                    (None, Some(loader)) if loader.type_name() == "NamespaceLoader" => {
                        let places = vm.collect_items(vm.get_attr_str(loader, "_path")?)?;
                        format!("<module {name} (namespace) from {}>", vm.repr_text(vm.list(&places))?)
                    }
                    (None, Some(loader)) => format!("<module {name} ({})>", vm.repr_text(loader)?),
                    (None, None) => format!("<module {name}>"),
                }
            }
            None => format!("<module {name}>"),
        },
    };
    Ok(vm.str(&text))
}

/// Has a module no such attribute, and no function to be asked for one? Found out without raising anything about it.
///
/// # Errors
/// What making an attribute that is made when someone asks for it raises.
pub fn lacks(vm: &Vm, m: Value, name: Value) -> Res<bool> {
    let ns = m.expect::<Module>().namespace.get();
    let own = |name| vm.namespace_get(ns, name).is_some();
    // the library makes these two, and may raise
    let made_in_python = name == names::SPEC.get() || name == names::LOADER.get();
    if made_in_python || own(name) || own(names::GETATTR.get()) || vm.type_lookup(m.typ(), name).is_some() {
        return Ok(false);
    }
    (vm.shared.hooks.complete)(vm, m, Some(name))?;
    Ok(!own(name))
}

/// A name of the namespace; then what the type has; then the module's own `__getattr__`.
fn get_attr(vm: &Vm, m: Value, name: Value) -> Res {
    let ns = m.expect::<Module>().namespace.get();
    let found = vm.type_lookup(m.typ(), name);
    if let Some(d) = found
        && d.typ().slots().descr_set.is_some()
        && let Some(get) = d.typ().slots().descr_get
    {
        return get(vm, d, m, m.typ().value());
    }
    if let Some(v) = vm.namespace_get(ns, name) {
        return Ok(v);
    }
    if let Some(d) = found {
        return match d.typ().slots().descr_get {
            Some(get) => get(vm, d, m, m.typ().value()),
            None => Ok(d),
        };
    }
    (vm.shared.hooks.complete)(vm, m, Some(name))?;
    if let Some(v) = vm.namespace_get(ns, name) {
        return Ok(v);
    }
    if let Some(f) = vm.namespace_get(ns, names::GETATTR.get()) {
        return vm.call(f, &[name]);
    }
    let module_name = vm.namespace_get(ns, names::NAME.get());
    let text = missing_text(vm, ns, module_name.as_ref().and_then(|n| n.as_str()), name.as_str().unwrap_or("?"))?;
    Err(vm.attribute_error(m, name, text))
}

/// Why a module has no such attribute, with what may be the reason.
fn missing_text(vm: &Vm, ns: Value, module: Option<&str>, name: &str) -> Res<String> {
    let Some(module) = module else { return Ok(format!("module has no attribute '{name}'")) };
    let origin = vm.module_origin(ns)?;
    let shadow = vm.shadow(module, origin)?;
    if let (Shadow::Library, Some(origin)) = (shadow, origin) {
        return Ok(format!("module '{module}' has no attribute '{name}' {}", vm.renaming_hint(module, origin)?));
    }
    if (vm.shared.hooks.is_importing)(vm, module) {
        return Ok(match (shadow, origin) {
            (Shadow::Perhaps, Some(origin)) => {
                let hint = "if it has the same name as a library you intended to import";
                format!("module '{module}' has no attribute '{name}' (consider renaming {} {hint})", vm.repr_text(origin)?)
            }
            _ => {
                let place = match origin {
                    Some(origin) => format!(" from {}", vm.repr_text(origin)?),
                    None => String::new(),
                };
                format!("partially initialized module '{module}'{place} has no attribute '{name}' (most likely due to a circular import)")
            }
        });
    }
    if (vm.shared.hooks.is_importing)(vm, &format!("{module}.{name}")) {
        return Ok(format!("cannot access submodule '{name}' of module '{module}' (most likely due to a circular import)"));
    }
    Ok(format!("module '{module}' has no attribute '{name}'"))
}

fn set_attr(vm: &Vm, m: Value, name: Value, v: Value) -> Res<()> {
    if let Some(d) = vm.type_lookup(m.typ(), name)
        && let Some(set) = d.typ().slots().descr_set
    {
        return set(vm, d, m, v);
    }
    let ns = m.expect::<Module>().namespace.get();
    if !v.is_unbound() {
        return vm.store_global(ns, crate::vm::intern::intern_value(name), v);
    }
    if vm.delete_global(ns, name)? {
        Ok(())
    } else {
        Err(vm.wrong_attribute(m, name, &format!("'{}' object has no attribute '", m.type_name()), "'"))
    }
}

/// The spec, made if the module is a package of no file.
fn spec_to_show(vm: &Vm, m: Value, ns: Value) -> Res<Option<Value>> {
    if vm.namespace_get(ns, names::PATH.get()).is_some() {
        return Ok(vm.get_attr_opt(m, names::SPEC.get())?.and_then(Value::not_none));
    }
    Ok(vm.namespace_get(ns, names::SPEC.get()).and_then(Value::not_none))
}

/// Is this a module of the library that no file hides, as its spec would say?
fn is_frozen(vm: &Vm, m: Value, file: Value) -> Res<bool> {
    if !file.as_str().is_some_and(|file| file.starts_with('<')) {
        return Ok(false);
    }
    let spec = vm.get_attr_opt(m, names::SPEC.get())?.and_then(Value::not_none);
    match spec.map_or(Ok(None), |spec| vm.get_attr_opt(spec, intern(b"has_location")))? {
        Some(located) => Ok(!vm.truth(located)?),
        None => Ok(false),
    }
}
