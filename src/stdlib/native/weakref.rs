//! `_weakref`: references that keep nothing alive (`types::weakref`), and proxies, which behave like what they refer to.

use crate::object::heap::Marker;
use crate::object::layouts::Dict;
use crate::object::{Args, Layout, MethodDef, ModuleSpec, Payload, Res, Slot, Slots, TypeSpec, Value, method};
use crate::types::object::address;
use crate::types::weakref::{WEAKREF, new, references, target};
use crate::types::{exceptions as exc, type_of};
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_weakref",
    doc: "References that keep nothing alive.",
    functions: &[
        method("getweakrefcount", "(object, /)", |vm, a| Ok(vm.int(references(vm, a[0]).len() as i64))),
        method("getweakrefs", "(object, /)", |vm, a| {
            let refs = crate::vm::Values::from_slice(vm, &references(vm, a[0]));
            Ok(vm.list(&refs))
        }),
        method("proxy", "(object, callback=None, /)", make_proxy),
        method("_remove_dead_weakref", "(dct, key, /)", |vm, a| {
            if a[0].cast::<Dict>().is_none() {
                let text = format!("_remove_dead_weakref() argument 1 must be dict, not {}", a[0].argument_name());
                return Err(vm.type_error(text));
            }
            let Some(w) = vm.dict_get(a[0], a[1])? else { return Ok(Value::NONE) };
            if w.layout() != Layout::WeakRef {
                return Err(vm.type_error("not a weakref"));
            }
            if target(w).is_none() {
                vm.dict_remove(a[0], a[1])?;
            }
            Ok(Value::NONE)
        }),
    ],
    constants: &[
        ("ref", |_| Ok(type_of(&WEAKREF).value())),
        ("ReferenceType", |_| Ok(type_of(&WEAKREF).value())),
        ("ProxyType", |_| Ok(type_of(&PROXY).value())),
        ("CallableProxyType", |_| Ok(type_of(&CALLABLE_PROXY).value())),
    ],
    ..ModuleSpec::DEFAULT
};

/// A weak reference, kept.
struct Proxy(Slot);

impl Payload for Proxy {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.0);
    }
}

const SLOTS: Slots = Slots {
    repr: Some(|vm, p| {
        let w = p.payload::<Proxy>().map(|x| x.0.get()).and_then(target);
        Ok(vm.str(&match w {
            Some(o) => format!("<weakproxy at {:#x}; to '{}' at {:#x}>", address(p), o.type_name(), address(o)),
            None => format!("<weakproxy at {:#x}; dead>", address(p)),
        }))
    }),
    str: Some(|vm, p| vm.to_str(real(vm, p)?)),
    compare: Some(|vm, op, a, b| vm.compare(op, real(vm, a)?, real(vm, b)?)),
    bool: Some(|vm, p| vm.truth(real(vm, p)?)),
    len: Some(|vm, p| vm.len(real(vm, p)?)),
    get_item: Some(|vm, p, key| vm.get_item(real(vm, p)?, key)),
    set_item: Some(|vm, p, key, v| {
        let o = real(vm, p)?;
        if v.is_unbound() { vm.del_item(o, key) } else { vm.set_item(o, key, v) }
    }),
    contains: Some(|vm, p, item| vm.contains(real(vm, p)?, item)),
    iter: Some(|vm, p| vm.iter(real(vm, p)?)),
    next: Some(|vm, p| {
        let o = real(vm, p)?;
        if o.typ().slots().next.is_none() {
            return Err(vm.type_error(format!("Weakref proxy referenced a non-iterator '{}' object", o.type_name())));
        }
        vm.next(o)
    }),
    binary: Some(|vm, op, a, b| vm.binary_op(op, real(vm, a)?, real(vm, b)?, false)),
    inplace: Some(|vm, op, a, b| vm.binary_op(op, real(vm, a)?, real(vm, b)?, true)),
    pow3: Some(|vm, base, exp, modulus| {
        crate::stdlib::native::builtins::power_modulo(vm, real(vm, base)?, real(vm, exp)?, real(vm, modulus)?)
    }),
    unary: Some(|vm, op, p| vm.unary_op(op, real(vm, p)?)),
    index: Some(|vm, p| vm.index(real(vm, p)?)),
    int: Some(|vm, p| vm.call(type_of(&crate::types::int::INT).value(), &[real(vm, p)?])),
    float: Some(|vm, p| vm.to_f64(real(vm, p)?)),
    get_attr: Some(|vm, p, name| vm.get_attr(real(vm, p)?, name)),
    set_attr: Some(|vm, p, name, v| {
        let o = real(vm, p)?;
        if v.is_unbound() { vm.del_attr(o, name) } else { vm.set_attr(o, name, v) }
    }),
    ..Slots::NONE
};

/// A proxy takes part in every operator.
const OPERATORS: &str = "\
    __add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __mod__ __rmod__ __divmod__ __rdivmod__ __pow__ __rpow__ \
    __lshift__ __rlshift__ __rshift__ __rrshift__ __and__ __rand__ __xor__ __rxor__ __or__ __ror__ \
    __floordiv__ __rfloordiv__ __truediv__ __rtruediv__ __matmul__ __rmatmul__ \
    __iadd__ __isub__ __imul__ __imod__ __ipow__ __ilshift__ __irshift__ \
    __iand__ __ixor__ __ior__ __ifloordiv__ __itruediv__ __imatmul__ \
    __neg__ __pos__ __abs__ __invert__";

/// What is no operator, and asks for a method.
const METHODS: &[MethodDef] = &[
    method("__reversed__", "(self, /)", |vm, a| vm.call(type_of(&crate::types::iterators::REVERSED).value(), &[real(vm, a[0])?])),
    method("__bytes__", "(self, /)", |vm, a| vm.call_method(real(vm, a[0])?, "__bytes__", &[])),
];

pub static PROXY: TypeSpec =
    TypeSpec { name: "weakref.ProxyType", methods: METHODS, slots: SLOTS, operators: OPERATORS, subclassable: false, ..TypeSpec::DEFAULT };

pub static CALLABLE_PROXY: TypeSpec = TypeSpec {
    name: "weakref.CallableProxyType",
    slots: Slots { call: Some(|vm, p, args: Args| vm.call_args(real(vm, p)?, args)), ..SLOTS },
    operators: OPERATORS,
    subclassable: false,
    ..TypeSpec::DEFAULT
};

/// What stands behind a proxy; other values are themselves.
fn real(vm: &Vm, v: Value) -> Res {
    let Some(p) = v.payload::<Proxy>() else { return Ok(v) };
    match target(p.0.get()) {
        Some(o) => Ok(o),
        None => Err(vm.raise(&exc::REFERENCE_ERROR, "weakly-referenced object no longer exists")),
    }
}

fn make_proxy(vm: &Vm, a: &[Value]) -> Res {
    let callback = a[1].not_none();
    let w = new(vm, type_of(&WEAKREF).value(), a[0], callback)?;
    let spec = if vm.is_callable(a[0]) { &CALLABLE_PROXY } else { &PROXY };
    Ok(vm.native(spec, Proxy(Slot::new(w))))
}
