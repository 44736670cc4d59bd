//! `int | str`: a union of types; also what `typing.Union` and `typing.Optional` make.

use crate::object::layouts::*;
use crate::object::{BinOp, CmpOp, Layout, Ref, Res, Slots, TypeSpec, Value, class_method, exact, getter, member, method};
use crate::vm::Vm;
use crate::vm::intern::intern;

pub static UNION: TypeSpec = TypeSpec {
    name: "typing.Union",
    layout: Layout::Union,
    getset: &[
        member("__args__", |_, u| Ok(u.expect::<Triple>().first.get())),
        getter("__origin__", |_, _| Ok(super::type_of(&UNION).value())),
        getter("__parameters__", |vm, u| {
            let alias = super::generic_alias::new_alias(vm, Value::NONE, u.expect::<Triple>().first.get())?;
            Ok(alias.expect::<Triple>().third.get())
        }),
        getter("__name__", |vm, _| Ok(vm.str("Union"))),
        getter("__qualname__", |vm, _| Ok(vm.str("Union"))),
    ],
    methods: &[
        method("__mro_entries__", "(self, object, /)", |vm, a| Err(vm.type_error(format!("Cannot subclass {}", vm.repr_text(a[0])?)))),
        class_method("__class_getitem__", "(cls, object, /)", |vm, a| {
            let items = if let Some(t) = a[1].cast::<Tuple>() { t.items().to_vec() } else { vec![a[1]] };
            make(vm, &items)
        }),
    ],
    slots: Slots {
        repr: Some(repr),
        compare: Some(compare),
        hash: Some(hash),
        binary: Some(|vm, op, a, b| if op == BinOp::Or { or(vm, a, b) } else { Ok(Value::NOT_IMPLEMENTED) }),
        get_item: Some(get_item),
        get_attr: Some(get_attr),
        ..Slots::NONE
    },
    subclassable: false,
    operators: "__or__ __ror__",
    ..TypeSpec::DEFAULT
};

/// `__module__` is the class's.
fn get_attr(vm: &Vm, u: Value, name: Value) -> Res {
    if name.as_str() == Some("__module__") {
        return vm.get_attr(u.typ().value(), name);
    }
    vm.generic_get_attr(u, name)
}

fn none_type(t: Value) -> Value {
    if t.is_none() { super::type_of(&super::singletons::NONE).value() } else { t }
}

/// Can this stand in a union?
fn is_member(vm: &Vm, v: Value) -> bool {
    v.is_none()
        || v.as_type().is_some()
        || matches!(v.layout(), Layout::GenericAlias | Layout::Union)
        || v.str_bytes().is_none() && v.is_object() && vm.type_lookup(v.typ(), intern(b"__typing_subst__")).is_some()
}

/// `a | b` for types.
pub fn or(vm: &Vm, a: Value, b: Value) -> Res {
    // a union takes whatever `typing.Union` takes
    let union = |v: Value| v.is_object() && v.layout() == Layout::Union;
    if !union(a) && !union(b) && (!is_member(vm, a) || !is_member(vm, b)) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    make(vm, &[a, b])
}

/// The hash of a member, which need have none. Two members with different hashes are not compared: what `==` makes of them
/// may be no truth.
fn hash_if_any(vm: &Vm, v: Value) -> Res<Option<i64>> {
    match vm.hash(v) {
        Ok(hash) => Ok(Some(hash)),
        Err(raised) if vm.raised_is(&super::exceptions::TYPE_ERROR) => {
            vm.take_raised(raised);
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

/// The union of these: flattened, each once; a single one stands for itself.
pub fn make(vm: &Vm, items: &[Value]) -> Res {
    let mut flat = crate::vm::Values::new(vm);
    let mut hashes = Vec::new();
    for &v in items {
        let mut v = none_type(v);
        if !is_member(vm, v) {
            // a text is a reference; some things are no types
            let check = vm.get_attr_str(vm.module("typing")?, "_type_check")?;
            v = vm.call(check, &[v, vm.str("Union[arg, ...]: each arg must be a type.")])?;
        }
        let members = if v.layout() == Layout::Union && v.is_object() {
            v.expect::<Triple>().first.get().expect::<Tuple>().items().to_vec()
        } else {
            vec![v]
        };
        for m in members {
            let hash = hash_if_any(vm, m)?;
            let mut known = false;
            for i in 0..flat.len() {
                known = known || hashes[i] == hash && vm.equal(flat[i], m)?;
            }
            if !known {
                flat.push(m);
                hashes.push(hash);
            }
        }
    }
    match &flat[..] {
        [] => Err(vm.type_error("Cannot take a Union of no types.")),
        [one] => Ok(*one),
        many => {
            let u: Ref<Triple> = vm.new_object(exact(Layout::Union));
            u.first.set(vm.tuple(many));
            Ok(u.value())
        }
    }
}

fn repr(vm: &Vm, u: Value) -> Res {
    let none = super::type_of(&super::singletons::NONE).value();
    let mut parts = Vec::new();
    for &t in u.expect::<Triple>().first.get().expect::<Tuple>().items() {
        parts.push(if t == none { "None".to_string() } else { super::generic_alias::show_argument(vm, t)? });
    }
    Ok(vm.str(&parts.join(" | ")))
}

/// The types of a union, if this is one.
pub fn members(v: Value) -> Option<Vec<Value>> {
    if v.is_object() && v.layout() == Layout::Union {
        Some(v.expect::<Triple>().first.get().expect::<Tuple>().items().to_vec())
    } else {
        None
    }
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (members(a), members(b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let mut same = x.len() == y.len();
    for v in x {
        let mut found = false;
        for &w in &y {
            found = found || vm.equal(v, w)?;
        }
        same = same && found;
    }
    Ok(match op {
        CmpOp::Eq => Value::bool(same),
        CmpOp::Ne => Value::bool(!same),
        _ => Value::NOT_IMPLEMENTED,
    })
}

fn hash(vm: &Vm, u: Value) -> Res<i64> {
    let mut h = 0;
    for v in members(u).unwrap_or_default() {
        h ^= vm.hash(v)?;
    }
    Ok(h)
}

fn get_item(vm: &Vm, u: Value, item: Value) -> Res {
    let parameters = vm.get_attr_str(u, "__parameters__")?;
    if vm.len(parameters)? == 0 {
        return Err(vm.type_error(format!("{} is not a generic class", vm.repr_text(u)?)));
    }
    let alias = super::generic_alias::new_alias(vm, Value::NONE, u.expect::<Triple>().first.get())?;
    let filled = vm.get_item(alias, item)?;
    make(vm, filled.expect::<Triple>().second.get().expect::<Tuple>().items())
}
