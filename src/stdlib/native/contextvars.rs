//! `_contextvars`: context variables. A context is a dict of variables and values that is copied when it is first
//! changed after it was shared, so that `copy_context` costs nothing.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::interp::threads::{self, CONTEXT_KEY};
use crate::object::heap::Marker;
use crate::object::{MethodDef, ModuleSpec, Payload, Res, Slot, Slots, Tuple, TypeSpec, Value, getter, member, method};
use crate::sync::acquire;
use crate::types::object::address;
use crate::types::permanent_native;
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_contextvars",
    doc: "Variables whose values belong to a context.",
    functions: &[method("copy_context", "()", |vm, _| {
        let current = current(vm);
        Ok(copy_of(vm, current))
    })],
    types: &[&CONTEXT, &VARIABLE, &TOKEN],
    ..ModuleSpec::DEFAULT
};

/// A context: its dict (unbound: empty), whether another context has the same dict, whether a thread is in it.
struct Context {
    /// changed together with `shared`, under the context's lock: a copy by another thread is of one moment
    values: Slot,
    /// what `decimal` found in it: its current context; forgotten whenever a variable is set. Only the thread that is in the
    /// context writes it
    memo: Slot,
    shared: AtomicBool,
    /// the thread that is in it changes the dict in place: whoever copies now copies the dict too
    changing: AtomicBool,
    entered: AtomicBool,
}

impl Payload for Context {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.values);
        marker.slot(&self.memo);
    }
}

fn new_context(vm: &Vm, values: Value) -> Value {
    let data = Context {
        values: Slot::new(values),
        memo: Slot::default(),
        shared: AtomicBool::new(!values.is_unbound()),
        changing: AtomicBool::new(false),
        entered: AtomicBool::new(false),
    };
    vm.native(&CONTEXT, data)
}

/// A context with the same variables.
pub fn copy_of(vm: &Vm, context: Value) -> Value {
    let Some(c) = context.payload::<Context>() else { return new_context(vm, Value::UNBOUND) };
    let (values, changing) = {
        let _guard = acquire(&vm.thread, &context.header().lock);
        let changing = c.changing.load(Ordering::Acquire);
        if !changing {
            c.shared.store(true, Ordering::Release);
        }
        (c.values.get(), changing)
    };
    if !changing || values.is_unbound() {
        return new_context(vm, values);
    }
    match crate::types::dict::copy(vm, values) {
        Ok(copy) => new_context(vm, copy),
        Err(raised) => {
            vm.take_raised(raised);
            new_context(vm, values)
        }
    }
}

/// The calling thread's context: an empty one at first.
pub fn current(vm: &Vm) -> Value {
    if let Some(c) = threads::local(vm, CONTEXT_KEY) {
        return c;
    }
    let c = new_context(vm, Value::UNBOUND);
    threads::set_local(vm, CONTEXT_KEY, c);
    c
}

/// Changes the context's dict, which is its own from then on.
fn change<R>(vm: &Vm, context: Value, f: impl FnOnce(Value) -> Res<R>) -> Res<R> {
    let Some(c) = context.payload::<Context>() else { return Err(vm.type_error("an instance of Context was expected")) };
    c.memo.set(Value::UNBOUND);
    let (old, own) = {
        let _guard = acquire(&vm.thread, &context.header().lock);
        let old = c.values.get();
        let own = !old.is_unbound() && !c.shared.load(Ordering::Acquire);
        c.changing.store(own, Ordering::Release);
        (old, own)
    };
    if own {
        let done = f(old);
        c.changing.store(false, Ordering::Release);
        return done;
    }
    let fresh = vm.new_dict();
    if !old.is_unbound() {
        for (k, v) in vm.dict_items(old).pairs() {
            vm.dict_set(fresh, k, v)?;
        }
    }
    let done = f(fresh)?;
    let _guard = acquire(&vm.thread, &context.header().lock);
    c.shared.store(false, Ordering::Release);
    c.values.set(fresh);
    Ok(done)
}

/// What `remember` was given in the thread's context since the last change of a variable in it.
#[inline]
pub fn memo(vm: &Vm) -> Option<Value> {
    threads::local(vm, CONTEXT_KEY)?.payload::<Context>()?.memo.get().given()
}

/// Keeps a value that follows from the variables of the thread's context, until one changes.
pub fn remember(vm: &Vm, v: Value) {
    if let Some(c) = current(vm).payload::<Context>() {
        c.memo.set(v);
    }
}

/// A variable of a module of the library.
pub fn variable_of(vm: &Vm, name: Value) -> Value {
    vm.native(&VARIABLE, Variable { name: Slot::new(name), default: Slot::default() })
}

/// The value of a variable in the thread's context.
pub fn value_of(vm: &Vm, var: Value) -> Res<Option<Value>> {
    find(vm, current(vm), var)
}

/// Sets a variable in the thread's context.
pub fn set_value(vm: &Vm, var: Value, v: Value) -> Res<()> {
    change(vm, current(vm), |values| vm.dict_set(values, var, v))
}

fn values(vm: &Vm, context: Value) -> Value {
    let v = context.payload::<Context>().map_or(Value::UNBOUND, |c| c.values.get());
    if v.is_unbound() { vm.new_dict() } else { v }
}

fn find(vm: &Vm, context: Value, var: Value) -> Res<Option<Value>> {
    match context.payload::<Context>().and_then(|c| c.values.get().given()) {
        Some(dict) => vm.dict_get(dict, var),
        None => Ok(None),
    }
}

fn checked(vm: &Vm, v: Value) -> Res {
    if v.payload::<Variable>().is_some() {
        Ok(v)
    } else {
        Err(vm.type_error(format!("a ContextVar key was expected, got {}", vm.repr_text(v)?)))
    }
}

pub static CONTEXT: TypeSpec = TypeSpec {
    name: "_contextvars.Context",
    signature: Some(""),
    constructor: Some(("(*args, **kwargs)", |vm, _, a| {
        if a[0].cast::<Tuple>().is_some_and(|t| !t.items().is_empty()) || a[1].given().is_some_and(|d| d.is_object() && vm.dict_len(d) > 0)
        {
            return Err(vm.type_error("Context() does not accept any arguments"));
        }
        Ok(new_context(vm, Value::UNBOUND))
    })),
    methods: &[
        method("run", "(self, /, *args, **kwargs)", run).unsigned(),
        method("copy", "(self, /)", |vm, a| Ok(copy_of(vm, a[0]))),
        method("get", "(self, key, default=None, /)", |vm, a| {
            Ok(find(vm, a[0], checked(vm, a[1])?)?.unwrap_or(a[2].given().unwrap_or(Value::NONE)))
        }),
        method("keys", "(self, /)", |vm, a| vm.call_method(values(vm, a[0]), "keys", &[])),
        method("values", "(self, /)", |vm, a| vm.call_method(values(vm, a[0]), "values", &[])),
        method("items", "(self, /)", |vm, a| vm.call_method(values(vm, a[0]), "items", &[])),
    ],
    slots: Slots {
        len: Some(|vm, c| Ok(vm.dict_len(values(vm, c)))),
        get_item: Some(|vm, c, key| match find(vm, c, checked(vm, key)?)? {
            Some(v) => Ok(v),
            None => Err(vm.key_error(key)),
        }),
        contains: Some(|vm, c, key| Ok(find(vm, c, checked(vm, key)?)?.is_some())),
        iter: Some(|vm, c| vm.iter(values(vm, c))),
        compare: Some(|vm, op, a, b| {
            use crate::object::CmpOp;
            if b.payload::<Context>().is_none() || !matches!(op, CmpOp::Eq | CmpOp::Ne) {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            let same = vm.equal(values(vm, a), values(vm, b))?;
            Ok(Value::bool(same == (op == CmpOp::Eq)))
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

/// Calls a function with this context as the thread's.
fn run(vm: &Vm, a: &[Value]) -> Res {
    let all = a[1].expect::<Tuple>();
    let Some((&callable, args)) = all.items().split_first() else {
        return Err(vm.type_error("run() missing 1 required positional argument"));
    };
    if a[0].payload::<Context>().is_none() {
        return Err(vm.not_a(a[0], "is not a Context"));
    }
    let has_names = a[2].given().is_some_and(|names| vm.dict_len(names) > 0);
    run_in(vm, a[0], |vm| {
        if !has_names {
            return vm.call(callable, args);
        }
        crate::types::wrappers::with_args(vm, vm.tuple(args), a[2], &mut |args| vm.call_args(callable, args))
    })
}

/// Runs `f` with this context as the thread's; what is no context is asked for its `run`, which it does not have.
pub fn run_in<R>(vm: &Vm, context: Value, f: impl FnOnce(&Vm) -> Res<R>) -> Res<R> {
    let Some(c) = context.payload::<Context>() else { return Err(vm.no_attribute(context, vm.str("run"))) };
    if c.entered.swap(true, Ordering::AcqRel) {
        return Err(vm.runtime_error(format!("cannot enter context: {} is already entered", vm.repr_text(context)?)));
    }
    let before = current(vm);
    threads::set_local(vm, CONTEXT_KEY, context);
    let result = f(vm);
    threads::set_local(vm, CONTEXT_KEY, before);
    c.entered.store(false, Ordering::Release);
    result
}

/// A variable: its name, and what it is where nobody set it (unbound: nothing).
struct Variable {
    name: Slot,
    default: Slot,
}

impl Payload for Variable {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.name);
        marker.slot(&self.default);
    }
}

fn variable(vm: &Vm, v: Value) -> Res<(Value, Value)> {
    match v.payload::<Variable>() {
        Some(x) => Ok((x.name.get(), x.default.get())),
        None => Err(vm.not_a(v, "is not a ContextVar")),
    }
}

pub static VARIABLE: TypeSpec = TypeSpec {
    name: "_contextvars.ContextVar",
    signature: Some(""),
    constructor: Some(("(name, /, *, default=None)", |vm, _, a| {
        if a[0].str_bytes().is_none() {
            return Err(vm.type_error("context variable name must be a str"));
        }
        Ok(vm.native(&VARIABLE, Variable { name: Slot::new(a[0]), default: Slot::new(a[1]) }))
    })),
    methods: VARIABLE_METHODS,
    getset: &[member("name", |vm, v| Ok(variable(vm, v)?.0))],
    slots: Slots {
        repr: Some(|vm, v| {
            let (name, default) = variable(vm, v)?;
            let default = match default.given() {
                Some(d) => format!(" default={}", vm.repr_text(d)?),
                None => String::new(),
            };
            Ok(vm.str(&format!("<ContextVar name={}{default} at {:#x}>", vm.repr_text(name)?, address(v))))
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

const VARIABLE_METHODS: &[MethodDef] = &[
    method("get", "(self, default=<unrepresentable>, /)", |vm, a| get(vm, a[0], a[1])),
    method("set", "(self, value, /)", |vm, a| {
        let context = current(vm);
        let old = find(vm, context, a[0])?.unwrap_or(Value::UNBOUND);
        change(vm, context, |values| vm.dict_set(values, a[0], a[1]))?;
        let data = Token { var: Slot::new(a[0]), old: Slot::new(old), context: Slot::new(context), used: AtomicBool::new(false) };
        Ok(vm.native(&TOKEN, data))
    }),
    method("reset", "(self, token, /)", |vm, a| reset(vm, a[0], a[1])),
    crate::types::generic_alias::CLASS_GETITEM,
];

fn get(vm: &Vm, var: Value, default: Value) -> Res {
    let own = variable(vm, var)?.1;
    if let Some(c) = threads::local(vm, CONTEXT_KEY)
        && let Some(v) = find(vm, c, var)?
    {
        return Ok(v);
    }
    match default.given().or(own.given()) {
        Some(v) => Ok(v),
        None => Err(vm.raise_with(&crate::types::exceptions::LOOKUP_ERROR, &[var])),
    }
}

fn reset(vm: &Vm, var: Value, token: Value) -> Res {
    let Some(t) = token.payload::<Token>() else {
        return Err(vm.type_error(format!("expected an instance of Token, got {}", vm.repr_text(token)?)));
    };
    let context = current(vm);
    let (used, other) = (t.used.load(Ordering::Acquire), t.var.get() != var);
    if used || other || t.context.get() != context {
        let shown = vm.repr_text(token)?;
        return Err(match (used, other) {
            (true, _) => vm.runtime_error(format!("{shown} has already been used once")),
            (_, true) => vm.value_error(format!("{shown} was created by a different ContextVar")),
            _ => vm.value_error(format!("{shown} was created in a different Context")),
        });
    }
    t.used.store(true, Ordering::Release);
    change(vm, context, |values| match t.old.get().given() {
        Some(old) => vm.dict_set(values, var, old),
        None => vm.dict_remove(values, var).map(|_| ()),
    })?;
    Ok(Value::NONE)
}

/// What `ContextVar.set` gives, for `reset`.
struct Token {
    var: Slot,
    old: Slot,
    context: Slot,
    used: AtomicBool,
}

impl Payload for Token {
    fn trace(&self, marker: &mut Marker) {
        for s in [&self.var, &self.old, &self.context] {
            marker.slot(s);
        }
    }
}

static MISSING_TYPE: TypeSpec = TypeSpec {
    name: "Token.MISSING",
    slots: Slots { repr: Some(|vm, _| Ok(vm.str("<Token.MISSING>"))), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

/// `Token.MISSING`: what a token's old value is when there was none.
fn missing() -> Value {
    static MISSING: OnceLock<Value> = OnceLock::new();
    // not while others wait for the cell: who makes a type may ask for this value
    crate::types::type_of(&MISSING_TYPE);
    *MISSING.get_or_init(|| permanent_native(&MISSING_TYPE))
}

pub static TOKEN: TypeSpec = TypeSpec {
    name: "_contextvars.Token",
    methods: &[
        method("__enter__", "(self, /)", |_, a| Ok(a[0])),
        method("__exit__", "(self, type, val, tb, /)", |vm, a| {
            let var = a[0].payload::<Token>().map_or(Value::UNBOUND, |t| t.var.get());
            reset(vm, var, a[0])
        }),
        crate::types::generic_alias::CLASS_GETITEM,
    ],
    getset: &[
        getter("var", |vm, t| Ok(vm.none_or(t.payload::<Token>().map(|t| t.var.get())))),
        getter("old_value", |_, t| Ok(t.payload::<Token>().and_then(|t| t.old.get().given()).unwrap_or_else(missing))),
    ],
    values: &[("MISSING", missing)],
    slots: Slots {
        hash: Some(|vm, t| Err(vm.type_error(format!("unhashable type: '{}'", vm.type_full_name(t.typ()))))),
        new: Some(|vm, _, _| Err(vm.runtime_error("Tokens can only be created by ContextVars"))),
        repr: Some(|vm, v| {
            let Some(t) = v.payload::<Token>() else { return Err(vm.not_a(v, "is not a Token")) };
            let used = if t.used.load(Ordering::Acquire) { " used" } else { "" };
            Ok(vm.str(&format!("<Token{used} var={} at {:#x}>", vm.repr_text(t.var.get())?, address(v))))
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};
