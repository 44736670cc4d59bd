//! `type`: what classes themselves do; calling a class, its attributes, `type(name, bases, dict)`.

use std::sync::atomic::Ordering;

use crate::object::header::FLAG_FINALIZED;
use crate::object::layouts::*;
use crate::object::{
    Args, BinOp, GetSetDef, Layout, MethodDef, Res, Slots, Tuple, Type, TypeSpec, Value, class_method, getset, getter, member, method,
};
use crate::vm::Vm;
use crate::vm::intern::names;

pub static TYPE: TypeSpec = TypeSpec {
    name: "type",
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    layout: Layout::Type,
    methods: METHODS,
    getset: GETSET,
    slots: Slots {
        repr: Some(repr),
        call: Some(type_call),
        get_attr: Some(get_attr),
        set_attr: Some(set_attr),
        binary: Some(binary),
        new: Some(new),
        init: Some(init),
        ..Slots::NONE
    },
    operators: "__or__ __ror__",
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    method("mro", "(self, /)", |vm, a| {
        let t = this(a[0]);
        let bases = t.bases.get().expect::<Tuple>();
        let order = vm.merged_order(t, bases.items())?;
        Ok(vm.list(order.expect::<Tuple>().items()))
    }),
    method("__subclasses__", "(self, /)", |vm, a| {
        let mine = |v: &Value| v.as_type().is_some_and(|t| t.builtin || t.interpreter == vm.shared.id + 1);
        let mut all: Vec<Value> = this(a[0]).subclasses.lock().iter().copied().filter(mine).collect();
        if this(a[0]).builtin {
            let classes = vm.shared.classes.lock();
            all.extend(
                classes.iter().copied().filter(|c| c.as_type().is_some_and(|t| t.bases.get().expect::<Tuple>().items().contains(&a[0]))),
            );
        }
        Ok(vm.list(&all))
    }),
    method("__instancecheck__", "(self, instance, /)", |vm, a| vm.is_instance_default(a[1], a[0]).map(Value::bool)),
    method("__subclasscheck__", "(self, subclass, /)", |vm, a| vm.is_subclass_default(a[1], a[0]).map(Value::bool)),
    method("__dir__", "(self, /)", |vm, a| {
        let found = vm.new_dict();
        for t in this(a[0]).mro_types() {
            for (k, _) in vm.dict_items(t.namespace()).pairs() {
                vm.dict_set(found, k, Value::NONE)?;
            }
        }
        let keys: Vec<Value> = vm.dict_items(found).pairs().map(|(k, _)| k).collect();
        Ok(vm.list(&keys))
    }),
    method("__sizeof__", "(self, /)", |vm, _| Ok(vm.int(size_of::<Type>() as i64))),
    class_method("__prepare__", "(cls, /, *args, **kwds)", |vm, _| Ok(vm.new_dict())).shown_as("($cls, name, bases, /, **kwds)"),
];

const GETSET: &[GetSetDef] = &[
    getset(
        "__name__",
        |_, t| Ok(this(t).name.get()),
        |vm, t, v| {
            let t = settable(vm, t, "__name__", v)?;
            if v.str_bytes().is_none() {
                return Err(vm.type_error(format!("can only assign string to {}.__name__, not '{}'", t.name_text(), v.type_name())));
            }
            check_name(vm, v)?;
            t.name.set(crate::vm::intern::intern_value(v));
            Ok(())
        },
    ),
    getset(
        "__qualname__",
        |_, t| Ok(this(t).qualname.get()),
        |vm, t, v| {
            let t = settable(vm, t, "__qualname__", v)?;
            if v.str_bytes().is_none() {
                return Err(vm.type_error(format!("can only assign string to {}.__qualname__, not '{}'", t.name_text(), v.type_name())));
            }
            t.qualname.set(v);
            Ok(())
        },
    ),
    getset(
        "__module__",
        |vm, t| module_of(vm, this(t)),
        |vm, t, v| {
            let t = settable(vm, t, "__module__", v)?;
            vm.set_class_attr(t, names::MODULE.get(), v)
        },
    ),
    getset("__bases__", |_, t| Ok(this(t).bases.get()), set_bases),
    member("__base__", |_, t| Ok(this(t).base.get().given().unwrap_or(Value::NONE))),
    getter("__mro__", |_, t| Ok(this(t).mro.get())),
    getter("__dict__", |vm, t| Ok(super::mappingproxy::new(vm, this(t).namespace()))),
    getset(
        "__doc__",
        |vm, t| doc(vm, this(t)),
        |vm, t, v| {
            let t = settable(vm, t, "__doc__", v)?;
            vm.set_class_attr(t, names::DOC.get(), v)
        },
    ),
    getset(
        "__abstractmethods__",
        |vm, t| match own(vm, this(t), names::ABSTRACTMETHODS.get()) {
            // `type` itself has this descriptor under the name
            Some(v) if v.cast::<GetSet>().is_none() => Ok(v),
            _ => Err(vm.raise(&super::exceptions::ATTRIBUTE_ERROR, "__abstractmethods__")),
        },
        |vm, t, v| {
            let t = mutable(vm, t, "__abstractmethods__")?;
            if v.is_unbound() && own(vm, t, names::ABSTRACTMETHODS.get()).is_none() {
                return Err(vm.raise(&super::exceptions::ATTRIBUTE_ERROR, "__abstractmethods__"));
            }
            t.is_abstract.store(!v.is_unbound() && vm.truth(v)?, Ordering::Relaxed);
            // threads remember how instances are made
            vm.shared.type_epoch.fetch_add(1, Ordering::AcqRel);
            vm.set_class_attr(t, names::ABSTRACTMETHODS.get(), v)
        },
    ),
    getset("__annotations__", annotations, |vm, t, v| {
        let t = mutable(vm, t, "__annotations__")?;
        // what the body stored itself is replaced where it stands
        let stored = [names::ANNOTATIONS.get(), crate::vm::intern::intern(b"__annotations_cache__")];
        let place = stored.into_iter().find(|&name| own(vm, t, name).is_some());
        if place.is_none() && v.is_unbound() {
            return Err(vm.raise(&super::exceptions::ATTRIBUTE_ERROR, "__annotations__"));
        }
        vm.set_class_attr(t, place.unwrap_or(stored[1]), v)?;
        vm.set_class_attr(t, names::ANNOTATE_FUNC.get(), Value::NONE)
    }),
    getset(
        "__annotate__",
        |vm, t| {
            let t = this(t);
            if t.builtin {
                return Err(vm.no_attribute(t.value(), names::ANNOTATE.get()));
            }
            Ok(own(vm, t, names::ANNOTATE_FUNC.get()).or_else(|| own(vm, t, names::ANNOTATE.get())).unwrap_or(Value::NONE))
        },
        |vm, t, v| {
            let t = mutable(vm, t, "__annotate__")?;
            if v.is_unbound() {
                return Err(vm.type_error("cannot delete __annotate__ attribute"));
            }
            if !v.is_none() && !vm.is_callable(v) {
                return Err(vm.type_error("__annotate__ must be callable or None"));
            }
            vm.set_class_attr(t, names::ANNOTATE_FUNC.get(), v)?;
            for stale in [crate::vm::intern::intern(b"__annotations_cache__"), names::ANNOTATIONS.get()] {
                if !v.is_none() && own(vm, t, stale).is_some() {
                    vm.set_class_attr(t, stale, Value::UNBOUND)?;
                }
            }
            Ok(())
        },
    ),
    getset(
        "__type_params__",
        |vm, t| Ok(own(vm, this(t), names::TYPE_PARAMS.get()).unwrap_or_else(|| vm.tuple(&[]))),
        |vm, t, v| {
            let t = settable(vm, t, "__type_params__", v)?;
            vm.set_class_attr(t, names::TYPE_PARAMS.get(), v)
        },
    ),
    member("__basicsize__", |vm, t| Ok(vm.int(16 + this(t).member_words as i64 * 8))),
    member("__itemsize__", |_, _| Ok(Value::small_int(0))),
    member("__flags__", |vm, t| Ok(vm.int(flags(this(t))))),
    member("__dictoffset__", |_, t| Ok(Value::small_int(if this(t).has_dict { -1 } else { 0 }))),
    member("__weakrefoffset__", |_, _| Ok(Value::small_int(0))),
    getter("__text_signature__", |vm, t| {
        let spec = this(t).spec;
        let shown = spec.signature.or(spec.constructor.map(|(s, _)| s)).filter(|s| this(t).builtin && !s.is_empty());
        Ok(shown.map_or(Value::NONE, |s| vm.str(s)))
    }),
];

/// Modules whose native types are there before any is imported. Those of others are made by their module.
const STATIC_TYPES: &[&str] = &["builtins", "types", "typing", "sys", "datetime", "weakref", "_contextvars", "string.templatelib", "Token"];

/// Is a native type made by its module, as a class is by its statement?
fn is_made_by_module(t: &Type) -> bool {
    let module = t.spec.name.rsplit_once('.').map_or("builtins", |(module, _)| module);
    !STATIC_TYPES.contains(&module) && !matches!(t.spec.name, "collections.OrderedDict" | "pickle.PickleBuffer")
}

/// The documented bits of `__flags__`, as far as anybody can tell them.
fn flags(t: &Type) -> i64 {
    const DISALLOW_INSTANTIATION: i64 = 1 << 7;
    const IMMUTABLE: i64 = 1 << 8;
    const HEAP: i64 = 1 << 9;
    let mut heap = if t.builtin { IMMUTABLE } else { HEAP };
    if t.builtin && is_made_by_module(t) {
        heap |= HEAP;
    }
    if t.builtin && t.spec.slots.new.is_none() && t.spec.constructor.is_none() {
        heap |= DISALLOW_INSTANTIATION;
    }
    let abstract_flag = if t.is_abstract.load(Ordering::Relaxed) { 1 << 20 } else { 0 };
    let base = if !t.builtin || t.spec.subclassable { 1 << 10 } else { 0 };
    heap | abstract_flag | base
}

fn this(t: Value) -> &'static Type {
    t.as_type().expect("a type's method gets a type")
}

/// A type whose attributes can be set, or CPython's error.
fn mutable(vm: &Vm, t: Value, name: &str) -> Res<&'static Type> {
    let t = this(t);
    if t.is_immutable() {
        return Err(vm.type_error(format!("cannot set '{name}' attribute of immutable type '{}'", vm.type_full_name(t))));
    }
    Ok(t)
}

/// As `mutable`, for an attribute that cannot be deleted either.
fn settable(vm: &Vm, t: Value, name: &str, v: Value) -> Res<&'static Type> {
    let t = mutable(vm, t, name)?;
    if v.is_unbound() {
        return Err(vm.type_error(format!("cannot delete '{name}' attribute of immutable type '{}'", t.name_text())));
    }
    Ok(t)
}

fn own(vm: &Vm, t: &Type, name: Value) -> Option<Value> {
    vm.namespace_get(t.namespace(), name)
}

fn module_of(vm: &Vm, t: &Type) -> Res {
    if t.builtin {
        return Ok(vm.str(t.spec.name.rsplit_once('.').map_or("builtins", |(m, _)| m)));
    }
    Ok(own(vm, t, names::MODULE.get()).unwrap_or_else(|| vm.str("builtins")))
}

fn doc(vm: &Vm, t: &Type) -> Res {
    if t.builtin {
        // of `property` and its like: what their own namespace has under the name is about their instances
        return Ok(super::docs::of_type(t.spec).map_or(Value::NONE, |text| vm.str(text)));
    }
    let Some(d) = own(vm, t, names::DOC.get()) else { return Ok(Value::NONE) };
    match d.typ().slots().descr_get {
        Some(get) => get(vm, d, Value::UNBOUND, t.value()),
        _ => Ok(d),
    }
}

/// `cls.__annotations__`: what the body stored, or what its `__annotate__` gives, remembered.
fn annotations(vm: &Vm, t: Value) -> Res {
    let typ = this(t);
    if typ.builtin {
        return Err(vm.no_attribute(t, names::ANNOTATIONS.get()));
    }
    if let Some(a) = own(vm, typ, names::ANNOTATIONS.get()) {
        return Ok(a);
    }
    let cache = crate::vm::intern::intern(b"__annotations_cache__");
    if let Some(a) = own(vm, typ, cache) {
        return Ok(a);
    }
    let annotate = own(vm, typ, names::ANNOTATE_FUNC.get()).or_else(|| own(vm, typ, names::ANNOTATE.get()));
    let made = match annotate {
        Some(f) if vm.is_callable(f) => super::function::annotated(vm, f)?,
        _ => vm.new_dict(),
    };
    vm.set_class_attr(typ, cache, made)?;
    Ok(made)
}

/// Do instances of these two bases have the same `__slots__` and a dict both or neither?
pub fn same_room(old: &Type, new: &Type) -> bool {
    new.layout == old.layout && new.member_words == old.member_words && new.has_dict == old.has_dict
}

fn set_bases(vm: &Vm, t: Value, v: Value) -> Res<()> {
    let t = settable(vm, t, "__bases__", v)?;
    let Some(bases) = v.cast::<Tuple>() else {
        return Err(vm.type_error(format!("can only assign tuple to {}.__bases__, not {}", t.name_text(), v.type_name())));
    };
    if bases.items().is_empty() {
        return Err(vm.type_error(format!("can only assign non-empty tuple to {}.__bases__, not ()", t.name_text())));
    }
    for b in bases.items() {
        match b.as_type() {
            Some(b) if b.is_subtype_of(t) => return Err(vm.type_error("a __bases__ item causes an inheritance cycle")),
            Some(_) => {}
            None => return Err(vm.type_error(format!("{}.__bases__ must be tuple of classes, not '{}'", t.name_text(), b.type_name()))),
        }
    }
    let new = vm.best_base(bases.items())?;
    if let Some(old) = t.base.get().as_type() {
        let differs = if old.builtin != new.builtin {
            "deallocator"
        } else if !same_room(old, new) {
            "object layout"
        } else {
            ""
        };
        if !differs.is_empty() {
            let text = format!("__bases__ assignment: '{}' {differs} differs from '{}'", new.name_text(), old.name_text());
            return Err(vm.type_error(text));
        }
    }
    let order = vm.merged_order(t, bases.items())?;
    t.bases.set(v);
    t.base.set(new.value());
    t.mro.set(order);
    for b in bases.items().iter().filter_map(|b| b.as_type()).filter(|b| !b.builtin) {
        b.subclasses.lock().push(t.value());
    }
    vm.shared.type_epoch.fetch_add(1, Ordering::AcqRel);
    vm.refresh_slots(t);
    vm.flush_caches();
    Ok(())
}

impl Vm {
    /// How newer error texts name a class: as `type_full_name`, without `__main__`.
    pub fn shown_type(&self, t: &Type) -> String {
        let full = self.type_full_name(t);
        full.strip_prefix("__main__.").map_or(full.clone(), str::to_string)
    }

    /// `module.qualname`, or the bare name of a builtin: how reprs name a class.
    pub fn type_full_name(&self, t: &Type) -> String {
        let qualname = t.qualname.get();
        let qualname = qualname.as_str().unwrap_or("?");
        if t.builtin {
            return t.spec.name.to_string();
        }
        match self.namespace_get(t.namespace(), names::MODULE.get()).as_ref().and_then(|m| m.as_str()) {
            Some(m) if m != "builtins" => format!("{m}.{qualname}"),
            _ => qualname.to_string(),
        }
    }
}

fn repr(vm: &Vm, t: Value) -> Res {
    let class = this(t);
    let module = vm.namespace_get(class.namespace(), names::MODULE.get());
    if !class.builtin && module.is_some_and(|m| m.as_str().is_none_or(|m| m == "builtins")) {
        return Ok(vm.str(&format!("<class '{}'>", class.name_text())));
    }
    Ok(vm.str(&format!("<class '{}'>", vm.type_full_name(class))))
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    if op == BinOp::Or { super::union::or(vm, a, b) } else { Ok(Value::NOT_IMPLEMENTED) }
}

/// Calling a class: `type(x)`, or make an instance and initialise it.
pub fn type_call(vm: &Vm, cls: Value, args: Args) -> Res {
    let t = this(cls);
    if std::ptr::eq(t, super::type_of(&TYPE)) {
        match args.pos() {
            [one] if args.names.is_empty() => return Ok(one.typ().value()),
            [_, _, _] => {}
            [_] => return Err(vm.type_error("type() takes no keyword arguments")),
            _ => return Err(vm.type_error("type() takes 1 or 3 arguments")),
        }
    }
    let Some(new) = t.slots().new else {
        return Err(vm.type_error(format!("cannot create '{}' instances", vm.type_full_name(t))));
    };
    let o = new(vm, cls, args)?;
    initialised(vm, t, o, args)
}

/// What a call of the class `t` gives after its `__new__` has made `o`: initialised, if it is an instance.
pub fn initialised(vm: &Vm, t: &Type, o: Value, args: Args) -> Res {
    if !o.typ().is_subtype_of(t) {
        return Ok(o);
    }
    if o.typ().has_finalizer.load(Ordering::Relaxed) && !o.header().has_flag(FLAG_FINALIZED) {
        vm.shared.heap.register_finalizable(o);
    }
    if let Some(init) = o.typ().slots().init {
        // a builtin type that is done when it is made has nothing to do for `object.__init__`, which would only ask so
        let done = t.builtin && super::object::is_init(init);
        if !done || std::ptr::eq(t, super::type_of(&super::object::OBJECT)) {
            init(vm, o, args)?;
        }
    }
    Ok(o)
}

/// A class's name is text without null characters.
fn check_name(vm: &Vm, name: Value) -> Res<()> {
    match name.as_str() {
        Some(text) if text.contains('\0') => Err(vm.value_error("type name must not contain null characters")),
        Some(_) => Ok(()),
        // a lone surrogate: the text has no UTF-8
        None => super::bytes_common::codec::encode_to_bytes(vm, name, "utf-8", "strict").map(|_| ()),
    }
}

/// `type(name, bases, dict, **keywords)`: `type.__new__`.
fn new(vm: &Vm, meta: Value, args: Args) -> Res {
    let pos = args.pos();
    let [name, bases, dict] = pos else {
        return Err(vm.type_error(format!("type.__new__() takes exactly 3 arguments ({} given)", pos.len())));
    };
    if name.str_bytes().is_none() {
        return Err(vm.type_error(format!("type.__new__() argument 1 must be str, not {}", name.argument_name())));
    }
    check_name(vm, *name)?;
    let Some(base_items) = bases.cast::<Tuple>() else {
        return Err(vm.type_error(format!("type.__new__() argument 2 must be tuple, not {}", bases.argument_name())));
    };
    if dict.cast::<Dict>().is_none() {
        return Err(vm.type_error(format!("type.__new__() argument 3 must be dict, not {}", dict.argument_name())));
    }
    for b in base_items.items() {
        if b.as_type().is_none() && vm.get_attr_opt(*b, names::MRO_ENTRIES.get())?.is_some() {
            return Err(vm.type_error("type() doesn't support MRO entry resolution; use types.new_class()"));
        }
    }
    let winner = metaclass(vm, meta, base_items.items())?;
    if winner != meta
        && let (Some(w), Some(own)) = (this(winner).slots().new, this(meta).slots().new)
        && !std::ptr::fn_addr_eq(w, own)
    {
        return w(vm, winner, args);
    }
    let class = vm.new_class(winner, *name, base_items.items(), *dict)?;
    set_names(vm, class)?;
    let mut keywords = crate::vm::Values::new(vm);
    keywords.extend(args.keywords().map(|(_, v)| v));
    init_subclass(vm, class, Args { all: &keywords, names: args.names })?;
    Ok(class)
}

/// The most derived metaclass.
pub fn metaclass(vm: &Vm, meta: Value, bases: &[Value]) -> Res {
    let mut winner = meta;
    for b in bases {
        let m = b.typ();
        if this(winner).is_subtype_of(m) {
            continue;
        }
        if m.is_subtype_of(this(winner)) {
            winner = m.value();
            continue;
        }
        return Err(vm.type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
        ));
    }
    Ok(winner)
}

/// `__set_name__` of everything in the namespace that has it.
fn set_names(vm: &Vm, class: Value) -> Res<()> {
    for (name, v) in vm.dict_items(this(class).namespace()).pairs() {
        if v.typ().builtin && v.cast::<Property>().is_none() {
            continue;
        }
        if let Err(raised) = vm.call_special(v, names::SET_NAME.get(), &[class, name]) {
            let e = vm.take_raised(raised);
            let note = format!(
                "Error calling __set_name__ on '{}' instance '{}' in '{}'",
                v.type_name(),
                name.as_str().unwrap_or("?"),
                this(class).name_text()
            );
            super::exceptions::add_note(vm, e, vm.str(&note))?;
            return Err(vm.put_raised(e));
        }
    }
    Ok(())
}

/// `super(cls, cls).__init_subclass__(**keywords)`.
fn init_subclass(vm: &Vm, class: Value, args: Args) -> Res<()> {
    let object = super::superobject::new_super(vm, class, class)?;
    let f = vm.get_attr(object, names::INIT_SUBCLASS.get())?;
    vm.call_args(f, args).map(|_| ())
}

fn init(vm: &Vm, _: Value, args: Args) -> Res<()> {
    let n = args.pos().len();
    if n != 1 && n != 3 {
        return Err(vm.type_error("type.__init__() takes 1 or 3 arguments"));
    }
    Ok(())
}

/// Attributes of a class: a data descriptor of its metaclass, then its own resolution order, then the metaclass.
fn get_attr(vm: &Vm, class: Value, name: Value) -> Res {
    let meta = class.typ();
    let found = vm.type_lookup(meta, name);
    let get = found.and_then(|f| f.typ().slots().descr_get);
    if let (Some(f), Some(get)) = (found, get)
        && f.typ().slots().descr_set.is_some()
    {
        return get(vm, f, class, meta.value());
    }
    if let Some(v) = vm.type_lookup(this(class), name) {
        return match v.typ().slots().descr_get {
            Some(get) => get(vm, v, Value::UNBOUND, class),
            None => Ok(v),
        };
    }
    match (found, get) {
        (Some(f), Some(get)) => get(vm, f, class, meta.value()),
        (Some(f), None) => Ok(f),
        (None, _) => Err(vm.no_attribute(class, name)),
    }
}

fn set_attr(vm: &Vm, class: Value, name: Value, v: Value) -> Res<()> {
    let t = this(class);
    if t.is_immutable() {
        let text = format!("cannot set {} attribute of immutable type '{}'", vm.repr_text(name)?, vm.type_full_name(t));
        return Err(vm.type_error(text));
    }
    if let Some(d) = vm.type_lookup(class.typ(), name)
        && let Some(set) = d.typ().slots().descr_set
    {
        return set(vm, d, class, v);
    }
    vm.set_class_attr(t, name, v)
}

/// `__build_class__(func, name, *bases, metaclass=..., **keywords)`.
pub fn build_class(vm: &Vm, args: &[Value]) -> Res {
    let given = args[0].expect::<Tuple>();
    let &[function, name, ref bases @ ..] = given.items() else {
        return Err(vm.type_error("__build_class__: not enough arguments"));
    };
    if function.cast::<Function>().is_none() {
        return Err(vm.type_error("__build_class__: func must be a function"));
    }
    if name.str_bytes().is_none() {
        return Err(vm.type_error("__build_class__: name is not a string"));
    }
    let given = vm.tuple(bases);
    let mut keywords = crate::vm::Values::new(vm);
    let mut keyword_names = Vec::new();
    let mut meta = None;
    if args[1].is_object() {
        for (k, v) in vm.dict_items(args[1]).pairs() {
            if k.as_str() == Some("metaclass") {
                meta = Some(v);
            } else {
                keyword_names.push(k);
                keywords.push(v);
            }
        }
    }
    let bases = resolve_bases(vm, given)?;
    let base_items = bases.expect::<Tuple>();
    let mut meta = meta.unwrap_or_else(|| base_items.items().first().map_or(super::type_of(&TYPE).value(), |b| b.typ().value()));
    if meta.as_type().is_some() {
        meta = metaclass(vm, meta, base_items.items())?;
    }
    let mut all = crate::vm::Values::from_slice(vm, &[name, bases]);
    all.extend(keywords.iter().copied());
    let namespace = match vm.get_attr_opt(meta, names::PREPARE.get())? {
        Some(prepare) => vm.call_args(prepare, Args { all: &all, names: &keyword_names })?,
        None => vm.new_dict(),
    };
    if namespace.typ().slots().get_item.is_none() {
        let t = meta.as_type().map_or("<metaclass>", |t| t.name_text());
        return Err(vm.type_error(format!("{t}.__prepare__() must return a mapping, not {}", namespace.type_name())));
    }
    vm.run_body(function, namespace)?;
    if bases != given {
        vm.set_item(namespace, names::ISOLATION_SUFFIX.get(), given)?;
    }
    let mut all = crate::vm::Values::from_slice(vm, &[name, bases, namespace]);
    all.extend(keywords.iter().copied());
    vm.call_args(meta, Args { all: &all, names: &keyword_names })
}

/// Bases after `__mro_entries__`.
fn resolve_bases(vm: &Vm, given: Value) -> Res {
    let items = given.expect::<Tuple>();
    if items.items().iter().all(|b| b.as_type().is_some()) {
        return Ok(given);
    }
    let mut out = crate::vm::Values::new(vm);
    for &b in items.items() {
        let entries = if b.as_type().is_some() { None } else { vm.get_attr_opt(b, names::MRO_ENTRIES.get())? };
        match entries {
            None => out.push(b),
            Some(f) => {
                let r = vm.call(f, &[given])?;
                let Some(t) = r.cast::<Tuple>() else { return Err(vm.type_error("__mro_entries__ must return a tuple")) };
                out.extend(t.items().to_vec());
            }
        }
    }
    Ok(vm.tuple(&out))
}
