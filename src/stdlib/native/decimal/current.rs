//! The current context: getting, setting, and `localcontext`.

use crate::object::heap::Marker;
use crate::object::{MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, method};
use crate::stdlib::native::contextvars;
use crate::text::decimal::{Rounding, Settings};
use crate::vm::Vm;

use super::context::{self, ContextData, NAMES, Signals, data_of};
use super::state::State;

/// The widest interchange format of IEEE 754 that is asked for.
pub const MOST_BITS: i64 = 512;

/// The context of the calling thread or task: a copy of the default one at first.
#[inline]
pub fn get(vm: &Vm) -> Res {
    match contextvars::memo(vm) {
        Some(context) => Ok(context),
        None => look_up(vm),
    }
}

#[cold]
fn look_up(vm: &Vm) -> Res {
    let state = State::of(vm)?;
    let context = match contextvars::value_of(vm, state.variable())? {
        Some(context) => context,
        None => {
            let made = context::copy_of(vm, state.default_context())?;
            data_of(vm, &made)?.set(Signals::Flags, 0);
            contextvars::set_value(vm, state.variable(), made)?;
            made
        }
    };
    data_of(vm, &context)?;
    contextvars::remember(vm, context);
    Ok(context)
}

/// A method's `context` argument, or the current one.
#[inline]
pub fn given_or_current(vm: &Vm, context: Value) -> Res {
    match context.not_none() {
        None => get(vm),
        Some(context) => {
            data_of(vm, &context)?;
            Ok(context)
        }
    }
}

/// Makes a context the current one; those with names stay as they are, and a copy becomes current.
pub fn set(vm: &Vm, context: Value) -> Res {
    let Some(data) = context.payload::<ContextData>() else { return Err(vm.type_error("argument must be a context")) };
    let state = State::of(vm)?;
    let mut context = context;
    if state.is_template(context) {
        context = context::with_settings(vm, data.settings(), 0, data.get(Signals::Traps));
    }
    contextvars::set_value(vm, state.variable(), context)?;
    Ok(Value::NONE)
}

/// `localcontext(ctx=None, **kwargs)`, the keywords being those of a context.
pub fn local(vm: &Vm, a: &[Value]) -> Res {
    let outer = get(vm)?;
    let inner = context::copy_of(vm, a[0].given().and_then(Value::not_none).unwrap_or(outer))?;
    for (&name, v) in NAMES.iter().zip(&a[1..]) {
        if let Some(v) = v.given().and_then(Value::not_none) {
            context::set(vm, inner, name, v, true)?;
        }
    }
    Ok(vm.native(&MANAGER, Manager { inner: Slot::new(inner), outer: Slot::new(outer) }))
}

/// The context of an interchange format.
pub fn ieee(vm: &Vm, bits: Value) -> Res {
    let bits = context::word(vm, bits)?;
    if bits <= 0 || bits > MOST_BITS || bits % 32 != 0 {
        return Err(vm.value_error("argument must be a multiple of 32, with a maximum of 512"));
    }
    let emax = 3 << (bits / 16 + 3);
    let settings = Settings { prec: 9 * (bits / 32) - 2, emin: 1 - emax, emax, rounding: Rounding::HalfEven, clamp: true, capitals: true };
    Ok(context::with_settings(vm, settings, 0, 0))
}

/// What `localcontext` gives: the context of the `with`, and the one to go back to.
struct Manager {
    inner: Slot,
    outer: Slot,
}

impl Payload for Manager {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.inner);
        marker.slot(&self.outer);
    }
}

static MANAGER: TypeSpec = TypeSpec {
    name: "decimal.ContextManager",
    methods: MANAGER_METHODS,
    slots: Slots { get_attr: Some(|vm, m, name| vm.generic_get_attr(m, name)), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

const MANAGER_METHODS: &[MethodDef] = &[
    method("__enter__", "(self, /)", |vm, a| {
        let Some(m) = a[0].payload::<Manager>() else { return Err(vm.type_error("a ContextManager is needed")) };
        set(vm, m.inner.get())?;
        Ok(m.inner.get())
    }),
    method("__exit__", "(self, /, *args)", |vm, a| {
        let Some(m) = a[0].payload::<Manager>() else { return Err(vm.type_error("a ContextManager is needed")) };
        set(vm, m.outer.get())?;
        Ok(Value::FALSE)
    })
    .unsigned(),
];
