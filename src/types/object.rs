//! `object`: the defaults that every class inherits.

use crate::object::layouts::*;
use crate::object::{Args, CmpOp, GetSetDef, Layout, MethodDef, Res, Slots, Tuple, TypeSpec, Value, class_method, getset, method};
use crate::vm::Vm;
use crate::vm::intern::{StaticName, names};

pub static OBJECT: TypeSpec = TypeSpec {
    name: "object",
    doc: "What every class is derived from. Its instances have no attributes of their own.",
    layout: Layout::Instance,
    signature: Some("()"),
    methods: METHODS,
    getset: GETSET,
    slots: Slots {
        repr: Some(repr),
        str: Some(str),
        hash: Some(hash),
        compare: Some(compare),
        new: Some(new),
        init: Some(init),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

/// Types whose size varies have a row of their own.
pub const SIZEOF: MethodDef = method("__sizeof__", "(self, /)", |vm, a| {
    Ok(vm.int(match a[0].layout() {
        Layout::Float => 24,
        Layout::Complex => 32,
        _ if a[0].is_object() => crate::object::heap::object_size(a[0]).max(16) as i64,
        _ => 28,
    }))
});

const METHODS: &[MethodDef] = &[
    // asked by the class's name, these are about what any object is, whatever the value's own type says
    method("__repr__", "(self, /)", |vm, a| repr(vm, a[0])).of_slot(),
    method("__str__", "(self, /)", |vm, a| str(vm, a[0])).of_slot(),
    method("__hash__", "(self, /)", |vm, a| Ok(vm.int(hash(vm, a[0])?))).of_slot(),
    method("__eq__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Eq, a[0], a[1])).of_slot(),
    method("__ne__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Ne, a[0], a[1])).of_slot(),
    method("__lt__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Lt, a[0], a[1])).of_slot(),
    method("__le__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Le, a[0], a[1])).of_slot(),
    method("__gt__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Gt, a[0], a[1])).of_slot(),
    method("__ge__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Ge, a[0], a[1])).of_slot(),
    method("__getattribute__", "(self, name, /)", |vm, a| match super::type_of(a[0].typ().spec).slots().get_attr {
        Some(get) => get(vm, a[0], checked_name(vm, a[1])?),
        None => vm.generic_get_attr(a[0], checked_name(vm, a[1])?),
    })
    .of_slot(),
    method("__setattr__", "(self, name, value, /)", |vm, a| {
        let name = checked_name(vm, a[1])?;
        match super::type_of(a[0].typ().spec).slots().set_attr {
            Some(_) if a[0].as_type().is_some() => {
                Err(vm.type_error(format!("can't apply this __setattr__ to {} object", a[0].type_name())))
            }
            Some(set) => set(vm, a[0], name, a[2]).map(|()| Value::NONE),
            None => vm.set_attr_plainly(a[0], name, a[2]).map(|()| Value::NONE),
        }
    })
    .of_slot(),
    method("__delattr__", "(self, name, /)", |vm, a| {
        vm.generic_set_attr(a[0], checked_name(vm, a[1])?, Value::UNBOUND).map(|()| Value::NONE)
    })
    .of_slot(),
    method("__format__", "(self, format_spec, /)", format),
    method("__dir__", "(self, /)", dir),
    SIZEOF,
    method("__reduce__", "(self, /)", |vm, a| reduce(vm, a[0], 0)),
    method("__reduce_ex__", "(self, protocol, /)", reduce_ex),
    method("__getstate__", "(self, /)", |vm, a| getstate(vm, a[0])),
    class_method("__init_subclass__", "(cls, /)", |_, _| Ok(Value::NONE)),
    class_method("__subclasshook__", "(cls, object, /)", |_, _| Ok(Value::NOT_IMPLEMENTED)),
];

const GETSET: &[GetSetDef] = &[getset(
    "__class__",
    |_, o| Ok(o.typ().value()),
    |vm, o, v| {
        if v.is_unbound() {
            return Err(vm.type_error("can't delete __class__ attribute"));
        }
        vm.set_class(o, v)
    },
)];

/// `__dict__` of instances of classes written in Python: the first class of a line that gives a dict has it.
pub static INSTANCE_DICT: GetSetDef = getset(
    "__dict__",
    |vm, o| vm.instance_dict(o),
    |vm, o, v| {
        let v = if v.is_unbound() { vm.new_dict() } else { v };
        vm.set_instance_dict(o, v)
    },
);

/// `__weakref__`: a weak reference to the instance, if there is one.
pub static INSTANCE_WEAKREF: GetSetDef =
    crate::object::getter("__weakref__", |vm, o| Ok(super::weakref::references(vm, o).first().copied().unwrap_or(Value::NONE)));

/// An attribute's name must be a `str`.
pub fn checked_name(vm: &Vm, name: Value) -> Res {
    if let Some(text) = name.str_bytes() {
        // it is kept, and shown in what is said of it
        vm.check_memory(text.len(), 6)?;
        Ok(crate::vm::intern::intern_value(name))
    } else {
        Err(vm.type_error(format!("attribute name must be string, not '{}'", name.type_name())))
    }
}

/// `<module.Class object at 0x...>`
fn repr(vm: &Vm, o: Value) -> Res {
    let name = vm.type_full_name(o.typ());
    Ok(vm.str(&format!("<{name} object at {:#x}>", crate::types::object::address(o))))
}

/// What `id` shows: the address of an object, or the word of a value that is none.
pub fn address(o: Value) -> u64 {
    o.0
}

fn str(vm: &Vm, o: Value) -> Res {
    vm.repr_for(o, "__str__")
}

fn hash(_: &Vm, o: Value) -> Res<i64> {
    Ok((o.0 >> 4) as i64)
}

/// Does this slot compare by identity, as `object` does?
#[inline]
pub fn is_compare(slot: fn(&Vm, CmpOp, Value, Value) -> Res) -> bool {
    std::ptr::fn_addr_eq(slot, compare as fn(&Vm, CmpOp, Value, Value) -> Res)
}

pub fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    match op {
        CmpOp::Eq if a == b => Ok(Value::TRUE),
        CmpOp::Ne => {
            // the opposite of what `==` says, whoever defines it
            let Some(f) = a.typ().slots().compare else { return Ok(Value::NOT_IMPLEMENTED) };
            let r = f(vm, CmpOp::Eq, a, b)?;
            if r == Value::NOT_IMPLEMENTED { Ok(r) } else { Ok(Value::bool(!vm.truth(r)?)) }
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn new(vm: &Vm, cls: Value, args: Args) -> Res {
    let t = cls.as_type().expect("new is asked of types");
    if !args.all.is_empty() {
        let own =
            |name: &crate::vm::intern::StaticName| vm.type_lookup(t, name.get()) != vm.type_lookup(super::type_of(&OBJECT), name.get());
        if own(&names::NEW) {
            return Err(vm.type_error("object.__new__() takes exactly one argument (the type to instantiate)"));
        }
        if !own(&names::INIT) {
            return Err(vm.type_error(format!("{}() takes no arguments", t.name_text())));
        }
    }
    if t.is_abstract.load(std::sync::atomic::Ordering::Relaxed) {
        return Err(abstract_error(vm, cls));
    }
    vm.new_instance(t)
}

fn abstract_error(vm: &Vm, cls: Value) -> crate::object::Raised {
    let name = cls.as_type().map_or("?", |t| t.name_text());
    let mut missing: Vec<String> = Vec::new();
    if let Ok(Some(set)) = vm.get_attr_opt(cls, names::ABSTRACTMETHODS.get()) {
        let _ = vm.for_each(set, &mut |m| {
            missing.push(vm.str_text(m)?);
            Ok(true)
        });
    }
    missing.sort();
    let plural = if missing.len() == 1 { "" } else { "s" };
    let list = missing.iter().map(|m| format!("'{m}'")).collect::<Vec<_>>().join(", ");
    vm.type_error(format!("Can't instantiate abstract class {name} without an implementation for abstract method{plural} {list}"))
}

/// Is this slot `object`'s own `__init__`?
#[inline]
pub fn is_init(slot: fn(&Vm, Value, Args) -> Res<()>) -> bool {
    std::ptr::fn_addr_eq(slot, init as fn(&Vm, Value, Args) -> Res<()>)
}

/// `object.__init__`: refuses arguments that nobody took.
pub fn init(vm: &Vm, o: Value, args: Args) -> Res<()> {
    if args.all.is_empty() {
        return Ok(());
    }
    let t = o.typ();
    let base = super::type_of(&OBJECT);
    let inherited = |f: fn(&Vm, Value, Args) -> Res<()>| std::ptr::fn_addr_eq(f, init as fn(&Vm, Value, Args) -> Res<()>);
    let own_init =
        !t.slots().init.is_some_and(inherited) && vm.type_lookup(t, names::INIT.get()) != vm.type_lookup(base, names::INIT.get());
    // what cannot be made at all does not make itself as `object` does either
    let own_new =
        vm.type_lookup(t, names::NEW.get()) != vm.type_lookup(base, names::NEW.get()) || crate::vm::classes::native_new(t).is_none();
    if own_init {
        return Err(vm.type_error("object.__init__() takes exactly one argument (the instance to initialize)"));
    }
    if !own_new {
        return Err(vm.type_error(format!("{}.__init__() takes exactly one argument (the instance to initialize)", t.name_text())));
    }
    Ok(())
}

fn format(vm: &Vm, a: &[Value]) -> Res {
    match a[1].str_bytes() {
        Some(b"") => vm.to_str(a[0]),
        Some(_) => Err(vm.type_error(format!("unsupported format string passed to {}.__format__", a[0].type_name()))),
        None => Err(vm.type_error(format!("__format__() argument must be str, not {}", a[1].argument_name()))),
    }
}

/// Names of an object's attributes: its own, its class's, the bases'.
fn dir(vm: &Vm, a: &[Value]) -> Res {
    let names_found = vm.new_dict();
    // who answers for its attributes itself is asked: the `__dict__` of a `threading.local` is another one in each thread
    let asked = if a[0].typ().slots().get_attr.is_some() { vm.get_attr_opt(a[0], names::DICT.get())? } else { None };
    let attributes = match asked {
        Some(dict) if dict.cast::<Dict>().is_some() => vm.dict_items(dict),
        _ => vm.own_attrs(a[0]),
    };
    for (k, _) in attributes.pairs() {
        vm.dict_set(names_found, k, Value::NONE)?;
    }
    for t in a[0].typ().mro_types() {
        for (k, _) in vm.dict_items(t.namespace()).pairs() {
            vm.dict_set(names_found, k, Value::NONE)?;
        }
    }
    let keys: Vec<Value> = vm.dict_items(names_found).pairs().map(|(k, _)| k).collect();
    Ok(vm.list(&keys))
}

/// What `copy` and `pickle` save of an object: its attributes, or (attributes, slots).
fn getstate(vm: &Vm, o: Value) -> Res {
    let dict = vm.new_dict();
    for (k, v) in vm.own_attrs(o).pairs() {
        vm.dict_set(dict, k, v)?;
    }
    if o.typ().member_words == 0 {
        return Ok(if vm.dict_len(dict) == 0 { Value::NONE } else { dict });
    }
    let slots = vm.new_dict();
    for t in o.typ().mro_types().filter(|t| !t.builtin) {
        for (k, m) in vm.dict_items(t.namespace()).pairs() {
            if let Some(m) = m.cast::<Member>()
                && let Some(v) = crate::vm::attr::object_slot(o, m.word).get().given()
            {
                vm.dict_set(slots, k, v)?;
            }
        }
    }
    let dict = if vm.dict_len(dict) == 0 { Value::NONE } else { dict };
    if vm.dict_len(slots) == 0 { Ok(dict) } else { Ok(vm.tuple(&[dict, slots])) }
}

fn reduce_ex(vm: &Vm, a: &[Value]) -> Res {
    let protocol = match i32::try_from(vm.index_clipped(a[1])?) {
        Ok(protocol) => i64::from(protocol),
        Err(_) => return Err(vm.overflow_error("Python int too large to convert to C int")),
    };
    let own = vm.type_lookup(a[0].typ(), names::REDUCE.get());
    if own != vm.type_lookup(crate::types::type_of(&OBJECT), names::REDUCE.get()) {
        return vm.call_method_value(a[0], names::REDUCE.get(), &[]);
    }
    reduce(vm, a[0], protocol)
}

/// A name of the module `copyreg`.
pub fn of_copyreg(vm: &Vm, name: &StaticName) -> Res {
    static COPYREG: StaticName = StaticName::new("copyreg");
    let module = vm.dict_get(vm.shared.modules.get(), COPYREG.get())?;
    if let Some(module) = module.as_ref().and_then(|m| m.cast::<Module>())
        && let Some(found) = vm.namespace_get(module.namespace.get(), name.get())
    {
        return Ok(found);
    }
    vm.get_attr(vm.module("copyreg")?, name.get())
}

/// What `__getnewargs_ex__` or `__getnewargs__` says that `__new__` needs: a tuple, and a dict unless it is empty.
fn new_arguments(vm: &Vm, o: Value) -> Res<(Option<Value>, Option<Value>)> {
    static EX: StaticName = StaticName::new("__getnewargs_ex__");
    static PLAIN: StaticName = StaticName::new("__getnewargs__");
    let named = |name: &StaticName| vm.call_special(o, name.get(), &[]);
    if let Some(both) = named(&EX)? {
        let Some(t) = both.cast::<Tuple>() else {
            return Err(vm.type_error(format!("__getnewargs_ex__ should return a tuple, not '{}'", both.type_name())));
        };
        let &[args, keywords] = t.items() else {
            return Err(vm.value_error(format!("__getnewargs_ex__ should return a tuple of length 2, not {}", t.len)));
        };
        let wrong = |place: &str, what: &str, v: Value| {
            let name = v.type_name();
            vm.type_error(format!("{place} item of the tuple returned by __getnewargs_ex__ must be a {what}, not '{name}'"))
        };
        if args.cast::<Tuple>().is_none() {
            return Err(wrong("first", "tuple", args));
        }
        if keywords.cast::<Dict>().is_none() {
            return Err(wrong("second", "dict", keywords));
        }
        return Ok((Some(args), (vm.dict_len(keywords) > 0).then_some(keywords)));
    }
    match named(&PLAIN)? {
        Some(args) if args.cast::<Tuple>().is_none() => {
            Err(vm.type_error(format!("__getnewargs__ should return a tuple, not '{}'", args.type_name())))
        }
        args => Ok((args, None)),
    }
}

/// What `__getstate__` gives. That of `object` knows nothing of what a native object holds: such a one must be made of arguments.
fn state_of(vm: &Vm, o: Value, has_arguments: bool) -> Res {
    let getstate = vm.get_attr(o, names::GETSTATE.get())?;
    let t = o.typ();
    let of_object = vm.type_lookup(crate::types::type_of(&OBJECT), names::GETSTATE.get());
    let plain = match (getstate.cast::<NativeFunction>(), of_object.and_then(|f| f.cast::<NativeFunction>())) {
        (Some(bound), Some(f)) => bound.this.get() == o && std::ptr::eq(bound.def, f.def),
        _ => false,
    };
    if plain
        && !has_arguments
        && t.builtin
        && !o.is_none()
        && !matches!(t.layout, Layout::Instance | Layout::List | Layout::Dict | Layout::Set | Layout::Exception)
    {
        return Err(vm.type_error(match t.layout {
            // objects of any length
            Layout::MemoryView | Layout::Code => format!("cannot pickle {} objects", t.name_text()),
            _ => format!("cannot pickle '{}' object", t.name_text()),
        }));
    }
    vm.call(getstate, &[])
}

/// `(copyreg.__newobj__, (cls, *args), state, items, pairs)`, or with `__newobj_ex__` and `(cls, args, kwargs)`: the form of
/// protocol 2 and up.
fn reduce(vm: &Vm, o: Value, protocol: i64) -> Res {
    static NEWOBJ: StaticName = StaticName::new("__newobj__");
    static NEWOBJ_EX: StaticName = StaticName::new("__newobj_ex__");
    if protocol < 2 {
        return vm.call_method(vm.module("copyreg")?, "_reduce_ex", &[o, vm.int(protocol)]);
    }
    let t = o.typ();
    let (new_args, keywords) = new_arguments(vm, o)?;
    let mut args = crate::vm::Values::from_slice(vm, &[t.value()]);
    if let Some(more) = new_args {
        args.extend(more.cast::<Tuple>().iter().flat_map(|t| t.items().to_vec()));
    }
    let state = state_of(vm, o, new_args.is_some())?;
    let items = if o.cast::<List>().is_some() { vm.iter(o)? } else { Value::NONE };
    let pairs = if o.cast::<Dict>().is_some() {
        let view = vm.call_method(o, "items", &[])?;
        vm.iter(view)?
    } else {
        Value::NONE
    };
    let (newobj, args) = match keywords {
        None => (of_copyreg(vm, &NEWOBJ)?, vm.tuple(&args)),
        Some(k) => (of_copyreg(vm, &NEWOBJ_EX)?, vm.tuple(&[t.value(), vm.tuple(&args[1..]), k])),
    };
    Ok(vm.tuple(&[newobj, args, state, items, pairs]))
}
