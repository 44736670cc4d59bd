//! Between slots and dunder names: a builtin type's slots as methods (`list.__len__`), and a Python class's methods as
//! slots (`len(obj)` calls `__len__`).
//!
//! One table (`rows!`) names each slot, its dunder names, the method made from a builtin slot, and the slot function
//! that calls Python.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Args, BinOp, CmpOp, Layout, MethodDef, Res, Slots, Type, TypeSpec, UnOp, Value, method, static_method};
use crate::types::exceptions as exc;
use crate::vm::Vm;
use crate::vm::args::Signature;
use crate::vm::intern::{StaticName, names};

/// The names of the binary operators' methods: `__add__`, `__radd__`, `__iadd__`; in the order of `BinOp`.
pub(super) static BINARY: [(StaticName, StaticName, StaticName); 14] = [
    (StaticName::new("__add__"), StaticName::new("__radd__"), StaticName::new("__iadd__")),
    (StaticName::new("__sub__"), StaticName::new("__rsub__"), StaticName::new("__isub__")),
    (StaticName::new("__mul__"), StaticName::new("__rmul__"), StaticName::new("__imul__")),
    (StaticName::new("__truediv__"), StaticName::new("__rtruediv__"), StaticName::new("__itruediv__")),
    (StaticName::new("__floordiv__"), StaticName::new("__rfloordiv__"), StaticName::new("__ifloordiv__")),
    (StaticName::new("__mod__"), StaticName::new("__rmod__"), StaticName::new("__imod__")),
    (StaticName::new("__pow__"), StaticName::new("__rpow__"), StaticName::new("__ipow__")),
    (StaticName::new("__matmul__"), StaticName::new("__rmatmul__"), StaticName::new("__imatmul__")),
    (StaticName::new("__and__"), StaticName::new("__rand__"), StaticName::new("__iand__")),
    (StaticName::new("__or__"), StaticName::new("__ror__"), StaticName::new("__ior__")),
    (StaticName::new("__xor__"), StaticName::new("__rxor__"), StaticName::new("__ixor__")),
    (StaticName::new("__lshift__"), StaticName::new("__rlshift__"), StaticName::new("__ilshift__")),
    (StaticName::new("__rshift__"), StaticName::new("__rrshift__"), StaticName::new("__irshift__")),
    (StaticName::new("__divmod__"), StaticName::new("__rdivmod__"), StaticName::new("__idivmod__")),
];

static UNARY: [StaticName; 4] =
    [StaticName::new("__neg__"), StaticName::new("__pos__"), StaticName::new("__invert__"), StaticName::new("__abs__")];
static COMPARE: [&StaticName; 6] = [&names::LT, &names::LE, &names::GT, &names::GE, &names::EQ, &names::NE];

/// The name of the method that a class written in Python is asked for an operator whose left operand is of it; `None`: it is asked otherwise.
#[inline(always)]
pub fn asked_for_binary(t: &Type, op: BinOp) -> Option<Value> {
    let by_method = t.slots().binary.is_some_and(|f| std::ptr::fn_addr_eq(f, py_binary as fn(&Vm, BinOp, Value, Value) -> Res));
    by_method.then(|| BINARY[op as usize].0.get())
}

/// The same for a comparison.
#[inline(always)]
pub fn asked_for_comparison(t: &Type, op: CmpOp) -> Option<Value> {
    let by_method = t.slots().compare.is_some_and(|f| std::ptr::fn_addr_eq(f, py_compare as fn(&Vm, CmpOp, Value, Value) -> Res));
    by_method.then(|| COMPARE[op as usize].get())
}

/// What stands behind a builtin class: makes an instance of a class from bound arguments.
pub type Constructor = fn(&Vm, Value, &[Value]) -> Res;
type New = fn(&Vm, Value, Args) -> Res;

/// How a builtin class makes an instance of `given` arguments as they stand, and how many its constructor takes: `None` where more is to
/// be done (other arguments to bind, an `__init__` to call, a finalizer to register) or is not known yet.
#[inline(always)]
pub fn plain_constructor(t: &Type, given: usize) -> Option<(Constructor, usize)> {
    let (_, function) = t.spec.constructor?;
    let (new, init) = (t.slots().new?, t.slots().init);
    let binds = std::ptr::fn_addr_eq(new, new_by_constructor as New) || std::ptr::fn_addr_eq(new, new_counted as New);
    let signature = known_signature(t)?;
    let plain = t.builtin
        && binds
        && init.is_none_or(super::object::is_init)
        && !t.has_finalizer.load(Ordering::Relaxed)
        && signature.fits_plainly(given);
    plain.then_some((function, signature.params.len()))
}

/// `cls.__new__(cls, ...)` of a builtin type: binds by its constructor's signature.
pub fn new_by_constructor(vm: &Vm, cls: Value, args: Args) -> Res {
    let t = cls.as_type().expect("new is asked of types");
    let spec = t.spec;
    let Some((signature, function)) = spec.constructor else {
        return Err(vm.type_error(format!("cannot create '{}' instances", t.name_text())));
    };
    let parsed = signature_of(super::type_of(spec), signature);
    let given = args.all.len();
    if args.names.is_empty() && parsed.fits_plainly(given) {
        let bound = crate::vm::args::few(args.all);
        return function(vm, cls, &bound[..parsed.params.len()]);
    }
    let name = if spec.fields.is_some() { "structseq" } else { type_name(spec) };
    crate::vm::args::bind_native(vm, parsed, name, &|| name.to_string(), args, &|vm, bound| function(vm, cls, bound))
}

/// As `new_by_constructor`, for a type that counts first when it is called itself and nothing is given by name.
pub fn new_counted(vm: &Vm, cls: Value, args: Args) -> Res {
    let t = cls.as_type().expect("new is asked of types");
    if let Some((text, _)) = t.spec.constructor.filter(|_| t.builtin && args.names.is_empty()) {
        let most = signature_of(super::type_of(t.spec), text).positional;
        if args.all.len() > most {
            let text = format!("{} expected at most {most} arguments, got {}", type_name(t.spec), args.all.len());
            return Err(vm.type_error(text));
        }
    }
    new_by_constructor(vm, cls, args)
}

fn type_name(spec: &'static TypeSpec) -> &'static str {
    spec.name.rsplit_once('.').map_or(spec.name, |(_, n)| n)
}

/// The parsed signature of a builtin type's constructor, parsed once and kept for ever.
fn signature_of(t: &Type, text: &'static str) -> &'static Signature {
    if let Some(known) = known_signature(t) {
        return known;
    }
    let made: &'static _ = Box::leak(Box::new(Signature::parse(text)));
    t.signature.store(made as *const _ as usize, Ordering::Release);
    made
}

/// The same, if it was parsed.
#[inline(always)]
fn known_signature(t: &Type) -> Option<&'static Signature> {
    // SAFETY: 0, or the address of a leaked signature.
    unsafe { (t.signature.load(Ordering::Acquire) as *const Signature).as_ref() }
}

/// `__new__` as an attribute of builtin types.
pub static NEW: MethodDef =
    static_method("__new__", "(*args, **kwargs)", |vm, args| with_args(vm, args[0], args[1], &mut |args| new_of_builtin(vm, args)));

/// `T.__new__(cls, ...)` of a builtin type: makes an instance natively.
pub fn new_of_builtin(vm: &Vm, args: Args) -> Res {
    let Some(&cls) = args.pos().first() else { return Err(vm.type_error("object.__new__(): not enough arguments")) };
    let Some(t) = cls.as_type() else {
        return Err(vm.type_error(format!("object.__new__(X): X is not a type object ({})", cls.type_name())));
    };
    // the function is shared: the class's own layout says whose `new` this is
    let Some(new) = crate::vm::classes::native_new(t) else {
        return Err(vm.type_error(format!("cannot create '{}' instances", t.name_text())));
    };
    new(vm, cls, Args { all: &args.all[1..], names: args.names })
}

/// Is the first argument of `owner.__new__` a class that `owner` can make instances of?
pub fn check_new(vm: &Vm, owner: Value, args: &[Value]) -> Res<()> {
    let name = owner.as_type().map_or("object", |t| t.name_text());
    let Some(&cls) = args.first() else { return Err(vm.type_error(format!("{name}.__new__(): not enough arguments"))) };
    let Some(t) = cls.as_type() else {
        return Err(vm.type_error(format!("{name}.__new__(X): X is not a type object ({})", cls.type_name())));
    };
    let Some(owner) = owner.as_type() else { return Ok(()) };
    if !t.is_subtype_of(owner) {
        return Err(vm.type_error(format!("{name}.__new__({0}): {0} is not a subtype of {name}", t.name_text())));
    }
    if crate::vm::classes::native_new(t).is_none() {
        return Err(vm.type_error(format!("cannot create '{}' instances", t.name_text())));
    }
    let best = super::type_of(t.spec);
    // data of Rust's that only its own type makes
    let other_data = t.layout == Layout::Native && !owner.is_subtype_of(best) && !same_new(owner, best);
    if !owner.is_subtype_of(best) && !best.is_subtype_of(owner)
        || owner.layout != t.layout
        || best.spec.fields.is_some() && !owner.is_subtype_of(best)
        || other_data
    {
        let fit = makes_natively(vm, t);
        return Err(vm.type_error(format!("{name}.__new__({}) is not safe, use {}.__new__()", t.name_text(), fit.name_text())));
    }
    Ok(())
}

/// Are instances of two builtin types made by one function?
fn same_new(a: &Type, b: &Type) -> bool {
    matches!((a.slots().new, b.slots().new), (Some(a), Some(b)) if std::ptr::fn_addr_eq(a, b))
}

/// The class itself, or the first of its bases, whose `__new__` is not Python's.
fn makes_natively(vm: &Vm, t: &'static Type) -> &'static Type {
    let mut at = t;
    while !at.builtin
        && !vm.type_lookup(at, names::NEW.get()).is_some_and(is_native_new)
        && let Some(base) = at.base.get().as_type()
    {
        at = base;
    }
    at
}

/// Is this, as a namespace has it, the `__new__` of a builtin type?
fn is_native_new(new: Value) -> bool {
    let function = new.cast::<MethodWrapper>().map_or(new, |wrapper| wrapper.function.get());
    function.cast::<NativeFunction>().is_some_and(|f| std::ptr::eq(f.def, &NEW))
}

macro_rules! dunder {
    ($name:literal, $sig:literal, $f:expr) => {{
        static DEF: MethodDef = method($name, $sig, $f).of_slot();
        &DEF
    }};
}

macro_rules! binary_defs {
    ($out:ident, $has:ident; $($op:ident $name:literal $rname:literal $iname:literal;)*) => {$(
        if $has($name) {
            $out.push(dunder!($name, "(self, value, /)", |vm, a| binary_of(vm, BinOp::$op, a[0], a[1], a[0])));
        }
        if $has($rname) {
            $out.push(dunder!($rname, "(self, value, /)", |vm, a| binary_of(vm, BinOp::$op, a[1], a[0], a[0])));
        }
        if $has($iname) {
            $out.push(dunder!($iname, "(self, value, /)", |vm, a| inplace_of(vm, BinOp::$op, a[0], a[1])));
        }
    )*};
}

macro_rules! compare_defs {
    ($out:ident; $($op:ident $name:literal;)*) => {$(
        $out.push(dunder!($name, "(self, value, /)", |vm, a| match builtin_slots(vm, a[0]).compare {
            Some(f) => f(vm, CmpOp::$op, a[0], a[1]),
            None => Ok(Value::NOT_IMPLEMENTED),
        }));
    )*};
}

macro_rules! unary_defs {
    ($out:ident, $has:ident; $($op:ident $name:literal;)*) => {$(
        if $has($name) {
            $out.push(dunder!($name, "(self, /)", |vm, a| match builtin_slots(vm, a[0]).unary {
                Some(f) => f(vm, UnOp::$op, a[0]),
                None => Ok(Value::NOT_IMPLEMENTED),
            }));
        }
    )*};
}

/// The slots that the method means which is being called: those of the type that it was taken from, which the value's type
/// may have others than. Only such a method may ask: to anybody else `slot_owner` is what some earlier call left.
fn builtin_slots(vm: &Vm, v: Value) -> &'static Slots {
    owner_of(vm, v).slots()
}

fn owner_of(vm: &Vm, v: Value) -> &'static Type {
    let t = v.typ();
    let home = if t.builtin { t } else { super::type_of(t.spec) };
    match vm.slot_owner.get().as_type() {
        Some(owner) if owner.builtin && !std::ptr::eq(owner, home) && home.is_subtype_of(owner) => owner,
        _ => home,
    }
}

fn binary_of(vm: &Vm, op: BinOp, a: Value, b: Value, this: Value) -> Res {
    let owner = owner_of(vm, this);
    let r = match owner.slots().binary {
        Some(f) => f(vm, op, a, b)?,
        None => Value::NOT_IMPLEMENTED,
    };
    if r == Value::NOT_IMPLEMENTED { refused(vm, owner, op, if a == this { b } else { a }) } else { Ok(r) }
}

fn inplace_of(vm: &Vm, op: BinOp, this: Value, other: Value) -> Res {
    let owner = owner_of(vm, this);
    let r = match owner.slots().inplace {
        Some(f) => f(vm, op, this, other)?,
        None => Value::NOT_IMPLEMENTED,
    };
    if r == Value::NOT_IMPLEMENTED { refused(vm, owner, op, other) } else { Ok(r) }
}

/// What a method gives that is no answer. A sequence's methods do not know `NotImplemented`: nobody else is asked after them.
fn refused(vm: &Vm, owner: &Type, op: BinOp, other: Value) -> Res {
    let words = owner.spec.sequence_words();
    match op {
        BinOp::Mul if !words.is_empty() => Err(vm.not_a(other, "cannot be interpreted as an integer")),
        BinOp::Add if !words.is_empty() => Err(vm.type_error(words.replace("{}", other.type_name()))),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// The methods that a builtin type's own slots make.
pub fn defs_for(spec: &'static TypeSpec) -> Vec<&'static MethodDef> {
    let s = &spec.slots;
    let mut out: Vec<&'static MethodDef> = Vec::new();
    if s.repr.is_some() {
        out.push(dunder!("__repr__", "(self, /)", |vm, a| builtin_slots(vm, a[0]).repr.expect("it has one")(vm, a[0])));
    }
    if s.str.is_some() {
        out.push(dunder!("__str__", "(self, /)", |vm, a| builtin_slots(vm, a[0]).str.expect("it has one")(vm, a[0])));
    }
    if s.hash.is_some() {
        out.push(dunder!("__hash__", "(self, /)", |vm, a| match builtin_slots(vm, a[0]).hash {
            Some(f) => Ok(vm.int(f(vm, a[0])?)),
            None => Err(vm.type_error(format!("unhashable type: '{}'", a[0].type_name()))),
        }));
    }
    if s.compare.is_some() {
        compare_defs! { out; Lt "__lt__"; Le "__le__"; Eq "__eq__"; Ne "__ne__"; Gt "__gt__"; Ge "__ge__"; }
    }
    if s.bool.is_some() {
        out.push(dunder!("__bool__", "(self, /)", |vm, a| Ok(Value::bool(builtin_slots(vm, a[0]).bool.expect("it has one")(vm, a[0])?))));
    }
    if s.len.is_some() {
        out.push(dunder!("__len__", "(self, /)", |vm, a| Ok(vm.int(builtin_slots(vm, a[0]).len.expect("it has one")(vm, a[0])? as i64))));
    }
    if s.get_item.is_some() {
        out.push(dunder!("__getitem__", "(self, key, /)", |vm, a| builtin_slots(vm, a[0]).get_item.expect("it has one")(vm, a[0], a[1])));
    }
    if s.set_item.is_some() {
        out.push(dunder!("__setitem__", "(self, key, value, /)", |vm, a| {
            builtin_slots(vm, a[0]).set_item.expect("it has one")(vm, a[0], a[1], a[2]).map(|()| Value::NONE)
        }));
        out.push(dunder!("__delitem__", "(self, key, /)", |vm, a| {
            builtin_slots(vm, a[0]).set_item.expect("it has one")(vm, a[0], a[1], Value::UNBOUND).map(|()| Value::NONE)
        }));
    }
    if s.contains.is_some() {
        out.push(dunder!("__contains__", "(self, key, /)", |vm, a| Ok(Value::bool(builtin_slots(vm, a[0])
            .contains
            .expect("it has one")(vm, a[0], a[1])?))));
    }
    if s.iter.is_some() {
        out.push(dunder!("__iter__", "(self, /)", |vm, a| builtin_slots(vm, a[0]).iter.expect("it has one")(vm, a[0])));
    }
    if s.next.is_some() {
        out.push(dunder!("__next__", "(self, /)", |vm, a| match builtin_slots(vm, a[0]).next.expect("it has one")(vm, a[0])? {
            Some(v) => Ok(v),
            None => Err(vm.stop_iteration(Value::NONE)),
        }));
    }
    let operators: Vec<&str> = spec.operators.split_ascii_whitespace().collect();
    let has = |name: &str| operators.contains(&name);
    binary_defs! { out, has;
        MatMul "__matmul__" "__rmatmul__" "__imatmul__"; Add "__add__" "__radd__" "__iadd__"; Sub "__sub__" "__rsub__" "__isub__"; Mul "__mul__" "__rmul__" "__imul__";
        Div "__truediv__" "__rtruediv__" "__itruediv__"; FloorDiv "__floordiv__" "__rfloordiv__" "__ifloordiv__";
        Mod "__mod__" "__rmod__" "__imod__"; And "__and__" "__rand__" "__iand__"; Or "__or__" "__ror__" "__ior__";
        Xor "__xor__" "__rxor__" "__ixor__"; Shl "__lshift__" "__rlshift__" "__ilshift__";
        Shr "__rshift__" "__rrshift__" "__irshift__"; DivMod "__divmod__" "__rdivmod__" "__idivmod__";
    }
    unary_defs! { out, has; Neg "__neg__"; Pos "__pos__"; Invert "__invert__"; Abs "__abs__"; }
    more_defs(s, &mut out);
    out
}

fn more_defs(s: &Slots, out: &mut Vec<&'static MethodDef>) {
    if s.pow3.is_some() {
        out.push(dunder!("__pow__", "(self, value, mod=None, /)", |vm, a| match a[2].not_none() {
            Some(m) => builtin_slots(vm, a[0]).pow3.expect("it has one")(vm, a[0], a[1], m),
            None => binary_of(vm, BinOp::Pow, a[0], a[1], a[0]),
        }));
        out.push(dunder!("__rpow__", "(self, value, mod=None, /)", |vm, a| match a[2].not_none() {
            Some(m) => builtin_slots(vm, a[0]).pow3.expect("it has one")(vm, a[1], a[0], m),
            None => binary_of(vm, BinOp::Pow, a[1], a[0], a[0]),
        }));
    }
    if s.index.is_some() {
        out.push(dunder!("__index__", "(self, /)", |vm, a| builtin_slots(vm, a[0]).index.expect("it has one")(vm, a[0])));
    }
    if s.int.is_some() {
        out.push(dunder!("__int__", "(self, /)", |vm, a| builtin_slots(vm, a[0]).int.expect("it has one")(vm, a[0])));
    }
    if s.float.is_some() {
        out.push(dunder!("__float__", "(self, /)", |vm, a| Ok(vm.float(builtin_slots(vm, a[0]).float.expect("it has one")(vm, a[0])?))));
    }
    if s.get_attr.is_some() {
        out.push(dunder!("__getattribute__", "(self, name, /)", |vm, a| {
            let name = super::object::checked_name(vm, a[1])?;
            builtin_slots(vm, a[0]).get_attr.expect("it has one")(vm, a[0], name)
        }));
    }
    if s.set_attr.is_some() {
        out.push(dunder!("__setattr__", "(self, name, value, /)", |vm, a| {
            let name = super::object::checked_name(vm, a[1])?;
            builtin_slots(vm, a[0]).set_attr.expect("it has one")(vm, a[0], name, a[2]).map(|()| Value::NONE)
        }));
        out.push(dunder!("__delattr__", "(self, name, /)", |vm, a| {
            let name = super::object::checked_name(vm, a[1])?;
            builtin_slots(vm, a[0]).set_attr.expect("it has one")(vm, a[0], name, Value::UNBOUND).map(|()| Value::NONE)
        }));
    }
    if s.descr_get.is_some() {
        out.push(dunder!("__get__", "(self, instance, owner=None, /)", |vm, a| {
            let instance = a[1].not_none().unwrap_or(Value::UNBOUND);
            let owner = a[2].not_none().unwrap_or_else(|| if instance.is_unbound() { Value::NONE } else { instance.typ().value() });
            if instance.is_unbound() && owner.is_none() {
                return Err(vm.type_error("__get__(None, None) is invalid"));
            }
            builtin_slots(vm, a[0]).descr_get.expect("it has one")(vm, a[0], instance, owner)
        }));
    }
    if s.descr_set.is_some() {
        out.push(dunder!("__set__", "(self, instance, value, /)", |vm, a| {
            builtin_slots(vm, a[0]).descr_set.expect("it has one")(vm, a[0], a[1], a[2]).map(|()| Value::NONE)
        }));
        out.push(dunder!("__delete__", "(self, instance, /)", |vm, a| {
            builtin_slots(vm, a[0]).descr_set.expect("it has one")(vm, a[0], a[1], Value::UNBOUND).map(|()| Value::NONE)
        }));
    }
    if s.call.is_some() {
        out.push(dunder!("__call__", "(self, /, *args, **kwargs)", |vm, a| {
            with_args(vm, a[1], a[2], &mut |args| builtin_slots(vm, a[0]).call.expect("it has one")(vm, a[0], args))
        }));
    }
    if s.init.is_some() {
        out.push(dunder!("__init__", "(self, /, *args, **kwargs)", |vm, a| {
            with_args(vm, a[1], a[2], &mut |args| builtin_slots(vm, a[0]).init.expect("it has one")(vm, a[0], args).map(|()| Value::NONE))
        }));
    }
}

/// `*args, **kwargs` as one call's arguments.
pub fn with_args(vm: &Vm, args: Value, kwargs: Value, f: &mut dyn FnMut(Args) -> Res) -> Res {
    let mut all = crate::vm::Values::from_slice(vm, args.expect::<Tuple>().items());
    let mut keys = Vec::new();
    if kwargs.is_object() {
        for (k, v) in vm.dict_items(kwargs).pairs() {
            keys.push(k);
            all.push(v);
        }
    }
    f(Args { all: &all, names: &keys })
}

// ---- a Python class's methods as slots ----

/// Calls the method of an object's type; `None` if it has none or it is `None`.
#[inline]
fn special(vm: &Vm, o: Value, name: Value, args: &[Value]) -> Res<Option<Value>> {
    let Some(f) = vm.type_lookup(o.typ(), name) else { return Ok(None) };
    match vm.call_plain_method(f, o, args) {
        Some(result) => result.map(Some),
        None => vm.call_special(o, name, args),
    }
}

pub(super) fn required(vm: &Vm, o: Value, name: &'static StaticName, args: &[Value]) -> Res {
    match special(vm, o, name.get(), args)? {
        Some(v) => Ok(v),
        None => Err(vm.attribute_error(o, name.get(), format!("'{}' object has no attribute '{}'", o.type_name(), name.text()))),
    }
}

pub(super) fn py_binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    let (name, rname, _) = &BINARY[op as usize];
    let (name, rname) = (name.get(), rname.get());
    let here = |v: Value| {
        let operator = crate::vm::protocol::number_operator(vm, op, v);
        operator.is_some_and(|f| std::ptr::fn_addr_eq(f, py_binary as fn(&Vm, BinOp, Value, Value) -> Res))
    };
    let (ta, tb) = (a.typ(), b.typ());
    if here(a) {
        // a subclass that overrides the reflected method goes first
        if here(b)
            && !std::ptr::eq(ta, tb)
            && tb.is_subtype_of(ta)
            && vm.type_lookup(tb, rname) != vm.type_lookup(ta, rname)
            && let Some(r) = ask(vm, op, b, rname, a, b)?
            && r != Value::NOT_IMPLEMENTED
        {
            return Ok(r);
        }
        if let Some(r) = ask(vm, op, a, name, a, b)?
            && r != Value::NOT_IMPLEMENTED
        {
            return Ok(r);
        }
    }
    if here(b)
        && (!std::ptr::eq(ta, tb) || !here(a))
        && let Some(r) = ask(vm, op, b, rname, a, b)?
    {
        return Ok(r);
    }
    Ok(Value::NOT_IMPLEMENTED)
}

/// The answer of the operand `this` to `a op b`, by its method `name`; a builtin type's own is the slot itself.
fn ask(vm: &Vm, op: BinOp, this: Value, name: Value, a: Value, b: Value) -> Res<Option<Value>> {
    let other = if this == a { b } else { a };
    match vm.type_lookup(this.typ(), name) {
        Some(f) if is_slot_method(f) => {
            let Some(owner) = f.expect::<NativeFunction>().slot_owner().as_type() else { return Ok(None) };
            let Some(operators) = owner.slots().binary else { return Ok(None) };
            let r = operators(vm, op, a, b)?;
            if r == Value::NOT_IMPLEMENTED { refused(vm, owner, op, other).map(Some) } else { Ok(Some(r)) }
        }
        _ => special(vm, this, name, &[other]),
    }
}

fn is_slot_method(f: Value) -> bool {
    f.has_shape(exact(crate::object::Layout::SlotMethod))
}

/// Which of an operator's three methods are others than a builtin type's.
#[derive(Clone, Copy, Default)]
pub struct OwnOperator {
    /// `__add__`
    pub plain: bool,
    /// `__radd__`
    pub reflected: bool,
    /// `__iadd__`
    pub in_place: bool,
}

impl OwnOperator {
    /// Has it one that is asked when a number's is?
    pub fn any(self) -> bool {
        self.plain || self.reflected
    }
}

/// The methods of an operator that a class has besides those of the builtin type that it derives from.
pub fn own_operator(vm: &Vm, op: BinOp, t: &Type) -> OwnOperator {
    if t.builtin {
        return OwnOperator::default();
    }
    let (plain, reflected, in_place) = &BINARY[op as usize];
    let own = |name: &'static StaticName| vm.type_lookup(t, name.get()).is_some_and(|f| !is_slot_method(f));
    OwnOperator { plain: own(plain), reflected: own(reflected), in_place: own(in_place) }
}

pub(super) fn py_inplace(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    Ok(special(vm, a, BINARY[op as usize].2.get(), &[b])?.unwrap_or(Value::NOT_IMPLEMENTED))
}

pub(super) fn py_unary(vm: &Vm, op: UnOp, a: Value) -> Res {
    Ok(special(vm, a, UNARY[op as usize].get(), &[])?.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// Has a class written in Python this operator, so that what its method gives is the result, whatever it is?
pub fn has_unary(vm: &Vm, op: UnOp, a: Value) -> bool {
    !a.typ().builtin && vm.type_lookup(a.typ(), UNARY[op as usize].get()).is_some()
}

pub(super) fn py_compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let name = COMPARE[op as usize].get();
    Ok(special(vm, a, name, &[b])?.unwrap_or(Value::NOT_IMPLEMENTED))
}

pub(super) fn py_hash(vm: &Vm, o: Value) -> Res<i64> {
    match vm.type_lookup(o.typ(), names::HASH.get()) {
        None | Some(Value::NONE) => Err(vm.type_error(format!("unhashable type: '{}'", o.type_name()))),
        Some(f) => {
            let h = match vm.call_plain_method(f, o, &[]) {
                Some(h) => h?,
                None => required(vm, o, &names::HASH, &[])?,
            };
            match vm.to_i64(h) {
                Some(-1) => Ok(-2),
                Some(h) => Ok(h),
                None if vm.to_big(h).is_some() => vm.hash(h),
                None => Err(vm.type_error("__hash__ method should return an integer")),
            }
        }
    }
}

pub(super) fn py_bool(vm: &Vm, o: Value) -> Res<bool> {
    if vm.type_lookup(o.typ(), names::BOOL.get()) == Some(Value::NONE) {
        return Err(vm.type_error(format!("'{}' cannot be interpreted as a boolean", o.type_name())));
    }
    match special(vm, o, names::BOOL.get(), &[])? {
        Some(v) if v.is_bool() => Ok(v == Value::TRUE),
        Some(v) => Err(vm.type_error(format!("__bool__ should return bool, returned {}", v.type_name()))),
        None if o.typ().slots().len.is_some() => Ok(vm.len(o)? != 0),
        None => Ok(true),
    }
}

pub(super) fn py_len(vm: &Vm, o: Value) -> Res<usize> {
    let n = required(vm, o, &names::LEN, &[])?;
    let n = vm.index(n)?;
    match vm.to_i64(n) {
        Some(n) if n >= 0 => Ok(n as usize),
        None if vm.to_big(n).is_some_and(|b| b.sign() != num_bigint::Sign::Minus) => {
            Err(vm.overflow_error("cannot fit 'int' into an index-sized integer"))
        }
        _ => Err(vm.value_error("__len__() should return >= 0")),
    }
}

pub(super) fn py_set_item(vm: &Vm, o: Value, key: Value, v: Value) -> Res<()> {
    let r = if v.is_unbound() { special(vm, o, names::DELITEM.get(), &[key])? } else { special(vm, o, names::SETITEM.get(), &[key, v])? };
    match (r, v.is_unbound()) {
        (Some(_), _) => Ok(()),
        // the class has one of the two methods
        (None, true) => Err(vm.raise(&exc::ATTRIBUTE_ERROR, "__delitem__")),
        (None, false) => Err(vm.raise(&exc::ATTRIBUTE_ERROR, "__setitem__")),
    }
}

pub(super) fn py_contains(vm: &Vm, o: Value, item: Value) -> Res<bool> {
    match vm.type_lookup(o.typ(), names::CONTAINS.get()) {
        Some(Value::NONE) => Err(vm.type_error(format!("'{}' object is not a container", o.type_name()))),
        Some(_) => {
            let r = required(vm, o, &names::CONTAINS, &[item])?;
            vm.truth(r)
        }
        None => {
            let mut found = false;
            vm.for_each(o, &mut |v| {
                found = vm.equal(v, item)?;
                Ok(!found)
            })?;
            Ok(found)
        }
    }
}

pub(super) fn py_iter(vm: &Vm, o: Value) -> Res {
    match vm.type_lookup(o.typ(), names::ITER.get()) {
        None if vm.type_lookup(o.typ(), names::GETITEM.get()).is_some() => Ok(vm.index_iter(crate::object::Layout::SeqIter, o, 0)),
        None | Some(Value::NONE) => Err(vm.not_a(o, "is not iterable")),
        Some(_) => required(vm, o, &names::ITER, &[]),
    }
}

pub(super) fn py_next(vm: &Vm, o: Value) -> Res<Option<Value>> {
    let r = required(vm, o, &names::NEXT, &[]);
    vm.stop_to_none(r)
}

pub(super) fn py_call(vm: &Vm, o: Value, args: Args) -> Res {
    let Some((f, this)) = vm.lookup_special(o, names::CALL.get())? else { return Err(vm.not_a(o, "is not callable")) };
    if this.is_unbound() {
        return vm.call_args(f, args);
    }
    let mut all = crate::vm::Values::with_capacity(vm, args.all.len() + 1);
    all.push(this);
    all.extend(args.all.iter().copied());
    vm.call_args(f, Args { all: &all, names: args.names })
}

pub(super) fn py_index(vm: &Vm, o: Value) -> Res {
    let r = required(vm, o, &names::INDEX, &[])?;
    vm.exactly(r, r.is_small_int() || r.is_exact(crate::object::Layout::Int), super::int::is_int(r), "__index__", "int").map(|()| r)
}

pub(super) fn py_int(vm: &Vm, o: Value) -> Res {
    let r = required(vm, o, &names::INT, &[])?;
    vm.exactly(r, r.is_small_int() || r.is_exact(crate::object::Layout::Int), super::int::is_int(r), "__int__", "int").map(|()| r)
}

pub(super) fn py_float(vm: &Vm, o: Value) -> Res<f64> {
    let r = required(vm, o, &names::FLOAT, &[])?;
    let float = vm.as_float(r);
    let exact = std::ptr::eq(r.typ(), super::type_of(&super::float::FLOAT));
    vm.exactly(r, exact, float.is_some(), &format!("{}.__float__", o.type_name()), "float")?;
    Ok(float.unwrap_or(0.0))
}

/// `o.name` of an object whose class has a `__getattr__` and no `__getattribute__`, after the usual way gave this.
pub fn attr_by_fallback(vm: &Vm, o: Value, name: Value, got: Res<Option<Value>>) -> Res {
    match got {
        Ok(Some(v)) => Ok(v),
        Ok(None) => required(vm, o, &names::GETATTR, &[name]),
        Err(raised) if vm.raised_is(&super::exceptions::ATTRIBUTE_ERROR) => {
            vm.take_raised(raised);
            required(vm, o, &names::GETATTR, &[name])
        }
        Err(raised) => Err(raised),
    }
}

pub(super) fn py_get_attr(vm: &Vm, o: Value, name: Value) -> Res {
    if o.typ().slots().attr_fallback {
        return attr_by_fallback(vm, o, name, vm.generic_get_attr_opt(o, name));
    }
    let get = vm.type_lookup(o.typ(), names::GETATTRIBUTE.get());
    let plain = get.is_none_or(|g| g.cast::<NativeFunction>().is_some());
    let got = if plain {
        match super::type_of(o.typ().spec).slots().get_attr {
            Some(get) => get(vm, o, name),
            None => vm.generic_get_attr(o, name),
        }
    } else {
        required(vm, o, &names::GETATTRIBUTE, &[name])
    };
    match got {
        Err(raised) if vm.raised_is(&super::exceptions::ATTRIBUTE_ERROR) && vm.type_lookup(o.typ(), names::GETATTR.get()).is_some() => {
            vm.take_raised(raised);
            required(vm, o, &names::GETATTR, &[name])
        }
        other => other,
    }
}

pub(super) fn py_set_attr(vm: &Vm, o: Value, name: Value, v: Value) -> Res<()> {
    let r = if v.is_unbound() { required(vm, o, &names::DELATTR, &[name]) } else { required(vm, o, &names::SETATTR, &[name, v]) };
    r.map(|_| ())
}

pub(super) fn py_descr_get(vm: &Vm, d: Value, instance: Value, owner: Value) -> Res {
    let instance = if instance.is_unbound() { Value::NONE } else { instance };
    match special(vm, d, names::GET.get(), &[instance, owner])? {
        Some(v) => Ok(v),
        None => Ok(d),
    }
}

pub(super) fn py_descr_set(vm: &Vm, d: Value, instance: Value, v: Value) -> Res<()> {
    if v.is_unbound() {
        return match special(vm, d, names::DELETE.get(), &[instance])? {
            Some(_) => Ok(()),
            None => Err(vm.attribute_error(d, names::DELETE.get(), "__delete__".into())),
        };
    }
    match special(vm, d, names::SET.get(), &[instance, v])? {
        Some(_) => Ok(()),
        None => Err(vm.attribute_error(d, names::SET.get(), "__set__".into())),
    }
}

pub(super) fn py_init(vm: &Vm, o: Value, args: Args) -> Res<()> {
    let Some((f, this)) = vm.lookup_special(o, names::INIT.get())? else { return Ok(()) };
    let mut all = crate::vm::Values::with_capacity(vm, args.all.len() + 1);
    if !this.is_unbound() {
        all.push(this);
    }
    all.extend(args.all.iter().copied());
    let r = vm.call_args(f, Args { all: &all, names: args.names })?;
    if r.is_none() { Ok(()) } else { Err(vm.type_error(format!("__init__() should return None, not '{}'", r.type_name()))) }
}

/// What a class written in Python makes its instances by, if that is a method of its own or of a base's; `None`: it makes them otherwise.
#[inline(always)]
pub fn new_of_class(vm: &Vm, t: &Type) -> Option<Value> {
    if !t.slots().new.is_some_and(|f| std::ptr::fn_addr_eq(f, py_new as New)) {
        return None;
    }
    let new = vm.type_lookup(t, names::NEW.get())?;
    Some(new.cast::<MethodWrapper>().map_or(new, |w| w.function.get()))
}

pub(super) fn py_new(vm: &Vm, cls: Value, args: Args) -> Res {
    let t = cls.as_type().expect("new is asked of types");
    let Some(f) = new_of_class(vm, t) else {
        return Err(vm.type_error(format!("cannot create '{}' instances", t.name_text())));
    };
    let mut all = crate::vm::Values::with_capacity(vm, args.all.len() + 1);
    all.push(cls);
    all.extend(args.all.iter().copied());
    vm.call_args(f, Args { all: &all, names: args.names })
}
