//! `list[int]`: a class with arguments.

use crate::object::layouts::*;
use crate::object::{Args, BinOp, CmpOp, Layout, MethodDef, Ref, Res, Slots, TypeSpec, Value, class_method, exact, getter, member, method};
use crate::vm::Vm;
use crate::vm::intern::intern;

pub static GENERIC_ALIAS: TypeSpec = TypeSpec {
    name: "types.GenericAlias",
    layout: Layout::GenericAlias,
    constructor: Some(("(origin, args, /)", |vm, cls, a| {
        let shape = super::shape_for(vm, cls)?;
        let args = if a[1].cast::<Tuple>().is_some() { a[1] } else { vm.tuple(&[a[1]]) };
        let alias = Value::from_ptr(vm.alloc.alloc(vm.words_for(shape, Triple::SIZE), shape));
        let t = alias.expect::<Triple>();
        t.first.set(a[0]);
        t.second.set(args);
        t.third.set(parameters(vm, args)?);
        Ok(alias)
    })),
    getset: &[
        member("__origin__", |_, a| Ok(a.expect::<Triple>().first.get())),
        member("__args__", |_, a| Ok(a.expect::<Triple>().second.get())),
        getter("__parameters__", |_, a| Ok(a.expect::<Triple>().third.get())),
        getter("__typing_unpacked_tuple_args__", |_, a| {
            let t = a.expect::<Triple>();
            let starred = t.flag.load(std::sync::atomic::Ordering::Relaxed) != 0;
            let tuple = t.first.get() == super::type_of(&super::tuple::TUPLE).value();
            Ok(if starred && tuple { t.second.get() } else { Value::NONE })
        }),
        member("__unpacked__", |_, a| Ok(Value::bool(a.expect::<Triple>().flag.load(std::sync::atomic::Ordering::Relaxed) != 0))),
    ],
    methods: &[
        method("__dir__", "(self, /)", dir),
        method("__mro_entries__", "(self, object, /)", |vm, a| Ok(vm.tuple(&[a[0].expect::<Triple>().first.get()]))),
        method("__instancecheck__", "(self, object, /)", |vm, _| {
            Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
        }),
        method("__subclasscheck__", "(self, object, /)", |vm, _| {
            Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
        }),
        method("__reduce__", "(self, /)", |vm, a| {
            let t = a[0].expect::<Triple>();
            let args = vm.tuple(&[t.first.get(), t.second.get()]);
            Ok(vm.tuple(&[super::type_of(&GENERIC_ALIAS).value(), args]))
        }),
    ],
    slots: Slots {
        repr: Some(repr),
        call: Some(call),
        get_item: Some(get_item),
        get_attr: Some(get_attr),
        compare: Some(compare),
        hash: Some(hash),
        binary: Some(binary),
        iter: Some(iter),
        ..Slots::NONE
    },
    operators: "__or__ __ror__",
    ..TypeSpec::DEFAULT
};

/// The row of a generic class: `cls[item]`.
pub const CLASS_GETITEM: MethodDef = class_method("__class_getitem__", "(cls, object, /)", |vm, a| new_alias(vm, a[0], a[1]));

/// `origin[item]`.
pub fn new_alias(vm: &Vm, origin: Value, item: Value) -> Res {
    let args = if item.cast::<Tuple>().is_some() { item } else { vm.tuple(&[item]) };
    let t: Ref<Triple> = vm.new_object(exact(Layout::GenericAlias));
    t.first.set(origin);
    t.second.set(args);
    t.third.set(parameters(vm, args)?);
    Ok(t.value())
}

/// The type variables among the arguments, each once.
fn parameters(vm: &Vm, args: Value) -> Res {
    let mut found = crate::vm::Values::new(vm);
    for &a in args.expect::<Tuple>().items() {
        if a.as_type().is_some() || !a.is_object() {
            continue;
        }
        if vm.type_lookup(a.typ(), intern(b"__typing_subst__")).is_some() {
            if !found.contains(&a) {
                found.push(a);
            }
        } else if let Some(inner) = vm.get_attr_opt(a, intern(b"__parameters__"))?.and_then(|p| p.cast::<Tuple>()) {
            for &p in inner.items() {
                if !found.contains(&p) {
                    found.push(p);
                }
            }
        }
    }
    Ok(vm.tuple(&found))
}

/// How a type argument is shown: a class, and whatever else has one, by its name.
pub fn show_argument(vm: &Vm, a: Value) -> Res<String> {
    if a == Value::ELLIPSIS {
        return Ok("...".into());
    }
    if let Some(t) = a.as_type() {
        return Ok(vm.type_full_name(t));
    }
    if let Some(list) = a.cast::<List>() {
        let mut parts = Vec::new();
        for i in 0..list.len() {
            // an item's `__repr__` may change the list
            let v = list.get(i).ok_or_else(|| vm.index_error("list index out of range"))?;
            parts.push(show_argument(vm, v)?);
        }
        return Ok(format!("[{}]", parts.join(", ")));
    }
    let attribute = |name: &str| vm.get_attr_opt(a, intern(name.as_bytes()));
    let alias = attribute("__origin__")?.is_some() && attribute("__args__")?.is_some();
    match (alias, attribute("__qualname__")?, attribute("__module__")?.and_then(Value::not_none)) {
        (false, Some(name), Some(module)) if module.as_str() == Some("builtins") => vm.str_text(name),
        (false, Some(name), Some(module)) => Ok(format!("{}.{}", vm.str_text(module)?, vm.str_text(name)?)),
        _ => vm.repr_text(a),
    }
}

fn repr(vm: &Vm, a: Value) -> Res {
    let t = a.expect::<Triple>();
    let mut parts = Vec::new();
    for &v in t.second.get().expect::<Tuple>().items() {
        parts.push(show_argument(vm, v)?);
    }
    let inner = if parts.is_empty() { "()".to_string() } else { parts.join(", ") };
    let star = if t.flag.load(std::sync::atomic::Ordering::Relaxed) != 0 { "*" } else { "" };
    Ok(vm.str(&format!("{star}{}[{inner}]", show_argument(vm, t.first.get())?)))
}

fn call(vm: &Vm, a: Value, args: Args) -> Res {
    let o = vm.call_args(a.expect::<Triple>().first.get(), args)?;
    let set = vm.set_attr_str(o, "__orig_class__", a);
    if let Err(raised) = set {
        if !vm.raised_is(&super::exceptions::ATTRIBUTE_ERROR) && !vm.raised_is(&super::exceptions::TYPE_ERROR) {
            return Err(raised);
        }
        vm.take_raised(raised);
    }
    Ok(o)
}

fn get_item(vm: &Vm, a: Value, item: Value) -> Res {
    let t = a.expect::<Triple>();
    let params = t.third.get().expect::<Tuple>();
    if params.items().is_empty() {
        return Err(vm.type_error(format!("{} is not a generic class", vm.repr_text(a)?)));
    }
    let given = if let Some(g) = item.cast::<Tuple>() { g.items().to_vec() } else { vec![item] };
    if given.len() != params.items().len() {
        let many = if given.len() > params.items().len() { "many" } else { "few" };
        let text = format!("Too {many} arguments for {}; actual {}, expected {}", vm.repr_text(a)?, given.len(), params.items().len());
        return Err(vm.type_error(text));
    }
    let mut new_args = crate::vm::Values::new(vm);
    for &arg in t.second.get().expect::<Tuple>().items() {
        new_args.push(substitute(vm, arg, params.items(), &given)?);
    }
    new_alias(vm, t.first.get(), vm.tuple(&new_args))
}

fn substitute(vm: &Vm, arg: Value, params: &[Value], given: &[Value]) -> Res {
    if let Some(i) = params.iter().position(|p| *p == arg) {
        return Ok(given[i]);
    }
    if arg.as_type().is_some() || !arg.is_object() {
        return Ok(arg);
    }
    let Some(inner) = vm.get_attr_opt(arg, intern(b"__parameters__"))?.and_then(|p| p.cast::<Tuple>()) else { return Ok(arg) };
    if inner.items().is_empty() {
        return Ok(arg);
    }
    let mut sub = crate::vm::Values::new(vm);
    for p in inner.items() {
        sub.push(params.iter().position(|q| q == p).map_or(*p, |i| given[i]));
    }
    vm.get_item(arg, vm.tuple(&sub))
}

/// Its own names, then those of the class.
/// Attributes of the alias itself; all others are its class's.
const OWN_NAMES: [&str; 10] = [
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__dir__",
];

fn get_attr(vm: &Vm, a: Value, name: Value) -> Res {
    match name.as_str() {
        Some("__bases__" | "__copy__" | "__deepcopy__") => Err(vm.no_attribute(a, name)),
        Some(text) if OWN_NAMES.contains(&text) => vm.generic_get_attr(a, name),
        _ => vm.get_attr(a.expect::<Triple>().first.get(), name),
    }
}

fn dir(vm: &Vm, a: &[Value]) -> Res {
    let origin = a[0].expect::<Triple>().first.get();
    let names = vm.call_special(origin, intern(b"__dir__"), &[])?.expect("object has it");
    let mut all = crate::vm::Values::new(vm);
    all.extend(vm.collect_items(names)?.iter().copied());
    for name in OWN_NAMES {
        let name = intern(name.as_bytes());
        if !all.contains(&name) {
            all.push(name);
        }
    }
    Ok(vm.list(&all))
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (alias(a), alias(b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let same = vm.equal(x.first.get(), y.first.get())? && vm.equal(x.second.get(), y.second.get())?;
    Ok(match op {
        CmpOp::Eq => Value::bool(same),
        CmpOp::Ne => Value::bool(!same),
        _ => Value::NOT_IMPLEMENTED,
    })
}

fn alias(v: Value) -> Option<Ref<Triple>> {
    if v.layout() == Layout::GenericAlias { v.cast() } else { None }
}

fn hash(vm: &Vm, a: Value) -> Res<i64> {
    let t = a.expect::<Triple>();
    Ok(vm.hash(t.first.get())? ^ vm.hash(t.second.get())?)
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    if op == BinOp::Or { super::union::or(vm, a, b) } else { Ok(Value::NOT_IMPLEMENTED) }
}

/// What `iter(alias)` gives: once, the alias starred.
pub static GENERIC_ALIAS_ITER: TypeSpec = TypeSpec {
    name: "generic_alias_iterator",
    layout: Layout::SeqIter,
    methods: &[method("__reduce__", "(self, /)", |vm, a| {
        let source = a[0].expect::<IndexIter>().source.get().given();
        super::iterators::reduced(vm, "iter", &[source.unwrap_or_else(|| vm.tuple(&[]))], None)
    })],
    slots: Slots { iter: Some(|_, it| Ok(it)), next: Some(next_starred), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn iter(vm: &Vm, a: Value) -> Res {
    Ok(super::iterators::over(vm, &GENERIC_ALIAS_ITER, a, 0))
}

fn next_starred(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let source = it.expect::<IndexIter>().source.swap(Value::UNBOUND);
    let Some(a) = source.given() else { return Ok(None) };
    let t = a.expect::<Triple>();
    let starred: Ref<Triple> = vm.new_object(exact(Layout::GenericAlias));
    starred.first.set(t.first.get());
    starred.second.set(t.second.get());
    starred.third.set(t.third.get());
    starred.flag.store(1, std::sync::atomic::Ordering::Relaxed);
    Ok(Some(starred.value()))
}
