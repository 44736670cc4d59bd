//! Generators, coroutines and asynchronous generators as objects.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{GetSetDef, Layout, MethodDef, Ref, Res, Slots, TypeSpec, Value, exact, getset, getter, member, method};
use crate::types::exceptions as exc;
use crate::vm::Vm;
use crate::vm::generator::{self, RUNNING, SUSPENDED, Sent};

macro_rules! generator_spec {
    ($ident:ident $name:literal $layout:ident, $methods:expr, $getset:expr, $slots:expr) => {
        pub static $ident: TypeSpec = TypeSpec {
            name: $name,
            layout: Layout::$layout,
            methods: $methods,
            getset: $getset,
            slots: $slots,
            subclassable: false,
            ..TypeSpec::DEFAULT
        };
    };
}

generator_spec!(GENERATOR "generator" Generator, GENERATOR_METHODS, GENERATOR_GETSET, Slots { repr: Some(repr), iter: Some(|_, g| Ok(g)), next: Some(next), ..Slots::NONE });
generator_spec!(COROUTINE "coroutine" Coroutine, COROUTINE_METHODS, COROUTINE_GETSET, Slots { repr: Some(repr), ..Slots::NONE });
generator_spec!(ASYNC_GENERATOR "async_generator" AsyncGenerator, ASYNC_METHODS, ASYNC_GETSET, Slots { repr: Some(repr), ..Slots::NONE });
generator_spec!(COROUTINE_WRAPPER "coroutine_wrapper" CoroutineWrapper, WRAPPER_METHODS, &[], Slots { iter: Some(|_, g| Ok(g)), next: Some(wrapper_next), ..Slots::NONE });
generator_spec!(ASYNC_GEN_STEP "async_generator_wrapped_value" AsyncGenStep, &[], &[], Slots::NONE);

/// Closes what was dropped before its end, but warns of a coroutine that was never awaited, and leaves an asynchronous generator
/// to the thread's hook. What that raises has nobody to go to.
const DEL: MethodDef = method("__del__", "(self, /)", |vm, a| {
    let g = a[0].expect::<Generator>();
    let state = g.state.load(Ordering::Acquire);
    let (ended, what) = match a[0].layout() {
        Layout::AsyncGenerator if state != generator::ENDED && super::async_steps::finalizer(&g).is_some() => {
            let hook = super::async_steps::finalizer(&g).unwrap_or(Value::NONE);
            (vm.call(hook, &[a[0]]), "Exception ignored while finalizing generator")
        }
        Layout::Coroutine if state == generator::NOT_STARTED => (warn_unawaited(vm, a[0]), "Exception ignored while finalizing coroutine"),
        _ => (generator::close(vm, a[0]), "Exception ignored while closing generator"),
    };
    if let Err(raised) = ended {
        let e = vm.take_raised(raised);
        (vm.shared.hooks.unraisable)(vm, e, what, a[0]);
    }
    Ok(Value::NONE)
})
.of_slot();

/// At the end of the interpreter it only says so.
fn warn_unawaited(vm: &Vm, coroutine: Value) -> Res {
    if vm.shared.finalizing.load(Ordering::Acquire) {
        let name = vm.str_text(coroutine.expect::<Generator>().qualname.get())?;
        let text = format!("coroutine '{name}' was never awaited");
        return vm.warn(&exc::RUNTIME_WARNING, &text, 1).map(|()| Value::NONE);
    }
    let warnings = vm.module("warnings")?;
    vm.call_method(warnings, "_warn_unawaited_coroutine", &[coroutine])
}

const GENERATOR_METHODS: &[MethodDef] = &[
    DEL,
    super::object::SIZEOF,
    super::generic_alias::CLASS_GETITEM,
    method("send", "(self, object, /)", |vm, a| answer(vm, generator::resume(vm, a[0], a[1]))),
    method("throw", "(self, typ[, val[, tb]], /)", |vm, a| answer(vm, throw(vm, a[0], a))).unsigned(),
    method("close", "(self, /)", |vm, a| generator::close(vm, a[0])),
];

const COROUTINE_METHODS: &[MethodDef] = &[
    DEL,
    super::object::SIZEOF,
    super::generic_alias::CLASS_GETITEM,
    method("send", "(self, object, /)", |vm, a| answer(vm, generator::resume(vm, a[0], a[1]))),
    method("throw", "(self, typ[, val[, tb]], /)", |vm, a| answer(vm, throw(vm, a[0], a))).unsigned(),
    method("close", "(self, /)", |vm, a| generator::close(vm, a[0]).map(|_| Value::NONE)),
    method("__await__", "(self, /)", |vm, a| {
        let w: Ref<Triple> = vm.new_object(exact(Layout::CoroutineWrapper));
        w.first.set(a[0]);
        Ok(w.value())
    })
    .of_slot(),
];

const WRAPPER_METHODS: &[MethodDef] = &[
    method("send", "(self, object, /)", |vm, a| answer(vm, generator::resume(vm, inner(a[0]), a[1]))),
    method("throw", "(self, typ[, val[, tb]], /)", |vm, a| answer(vm, throw(vm, inner(a[0]), a))).unsigned(),
    method("close", "(self, /)", |vm, a| generator::close(vm, inner(a[0])).map(|_| Value::NONE)),
];

fn inner(w: Value) -> Value {
    w.expect::<Triple>().first.get()
}

fn wrapper_next(vm: &Vm, w: Value) -> Res<Option<Value>> {
    next(vm, inner(w))
}

/// One step; the end keeps its value in a `StopIteration` only where there is a value to keep.
fn next(vm: &Vm, g: Value) -> Res<Option<Value>> {
    match generator::resume(vm, g, Value::NONE)? {
        Sent::Yielded(v) => Ok(Some(v)),
        Sent::Returned(v) if v.is_none() => Ok(None),
        Sent::Returned(v) => {
            // `next()` and `yield from` want the value: the exception carries it
            Err(vm.stop_iteration(v))
        }
    }
}

fn answer(vm: &Vm, sent: Res<Sent>) -> Res {
    match sent? {
        Sent::Yielded(v) => Ok(v),
        Sent::Returned(v) => Err(vm.stop_iteration(v)),
    }
}

/// `g.throw(...)`.
fn throw(vm: &Vm, g: Value, a: &[Value]) -> Res<Sent> {
    let exception = exception_of(vm, a)?;
    let given: Vec<Value> = a[1..].iter().filter_map(|v| v.given()).collect();
    generator::throw_as(vm, g, exception, &given)
}

/// The exception of `throw(type_or_exception, value, traceback)`.
pub fn exception_of(vm: &Vm, a: &[Value]) -> Res {
    if a[2].given().is_some() || a[3].given().is_some() {
        warn_of_many(vm, "throw")?;
    }
    exception_made(vm, a)
}

/// Warns of more than one argument of a method like `throw`.
fn warn_of_many(vm: &Vm, method: &str) -> Res<()> {
    let text = format!("the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead.");
    vm.warn(&exc::DEPRECATION_WARNING, &text, 1)
}

/// As `exception_of`, for who was warned before.
pub fn exception_made(vm: &Vm, a: &[Value]) -> Res {
    let (typ, val, tb) = (a[1], a[2].not_none(), a[3].not_none());
    if tb.is_some_and(|tb| tb.cast::<Traceback>().is_none()) {
        return Err(vm.type_error("throw() third argument must be a traceback object"));
    }
    let base = super::type_of(&exc::BASE_EXCEPTION);
    let e = match typ.as_type() {
        Some(t) if t.is_subtype_of(base) => match val {
            Some(v) if v.typ().is_subtype_of(t) => v,
            Some(v) => match v.cast::<Tuple>() {
                Some(args) => vm.call(typ, args.items())?,
                None => vm.call(typ, &[v])?,
            },
            None => vm.call(typ, &[])?,
        },
        _ if typ.cast::<Exception>().is_some() => {
            if val.is_some() {
                return Err(vm.type_error("instance exception may not have a separate value"));
            }
            typ
        }
        _ => {
            return Err(
                vm.type_error(format!("exceptions must be classes or instances deriving from BaseException, not {}", typ.type_name()))
            );
        }
    };
    if let Some(tb) = tb {
        e.expect::<Exception>().traceback.set(tb);
    }
    Ok(e)
}

fn repr(vm: &Vm, g: Value) -> Res {
    let kind = match g.layout() {
        Layout::Coroutine => "coroutine",
        Layout::AsyncGenerator => "async_generator",
        _ => "generator",
    };
    let name = vm.str_text(g.expect::<Generator>().qualname.get())?;
    Ok(vm.str(&format!("<{kind} object {name} at {:#x}>", g.0)))
}

macro_rules! common {
    ($flag:ident $frame:literal $code:literal $running:literal $delegate:literal $suspended:literal $(, $more:expr)*) => {
        &[
            getset("__name__", |_, g| Ok(g.expect::<Generator>().name.get()), |vm, g, v| set_text(vm, g, v, "__name__")),
            getset("__qualname__", |_, g| Ok(g.expect::<Generator>().qualname.get()), |vm, g, v| set_text(vm, g, v, "__qualname__")),
            getter($code, |vm, g| Ok(super::codeobject::of(vm, g.expect::<Generator>().function.get().expect::<Function>().loaded()))),
            $flag($running, |_, g| {
                let asynchronous = g.layout() == Layout::AsyncGenerator;
                let g = g.expect::<Generator>();
                Ok(Value::bool(if asynchronous {
                    g.flags.load(Ordering::Acquire) & generator::ASYNC_RUNNING != 0
                } else {
                    g.state.load(Ordering::Acquire) == RUNNING
                }))
            }),
            getter($suspended, |_, g| Ok(Value::bool(g.expect::<Generator>().state.load(Ordering::Acquire) == SUSPENDED))),
            getter($delegate, |_, g| Ok(generator::delegate(g.expect()).map_or(Value::NONE, |d| d.0))),
            getter($frame, |vm, g| Ok(super::frames::of_generator(vm, g.expect()))),
            $($more,)*
        ]
    };
}

const GENERATOR_GETSET: &[GetSetDef] = common!(getter "gi_frame" "gi_code" "gi_running" "gi_yieldfrom" "gi_suspended");
const COROUTINE_GETSET: &[GetSetDef] = common!(getter "cr_frame" "cr_code" "cr_running" "cr_await" "cr_suspended", member("cr_origin", |_, g| Ok(g.expect::<Generator>().origin.get().given().unwrap_or(Value::NONE))));
const ASYNC_GETSET: &[GetSetDef] = common!(member "ag_frame" "ag_code" "ag_running" "ag_await" "ag_suspended");

fn set_text(vm: &Vm, g: Value, v: Value, name: &str) -> Res<()> {
    if v.str_bytes().is_none() {
        return Err(vm.type_error(format!("{name} must be set to a string object")));
    }
    let g = g.expect::<Generator>();
    if name == "__name__" {
        g.name.set(v)
    } else {
        g.qualname.set(v)
    }
    Ok(())
}

/// What an asynchronous generator's methods give: an awaitable that does one step. `first` is the generator, `second`
/// the value to send or the exception to throw, `third` the kind.
const ASYNC_METHODS: &[MethodDef] = &[
    DEL,
    super::object::SIZEOF,
    super::generic_alias::CLASS_GETITEM,
    method("__aiter__", "(self, /)", |_, a| Ok(a[0])).of_slot(),
    method("__anext__", "(self, /)", |vm, a| super::async_steps::step(vm, a[0], super::async_steps::NEXT, Value::NONE)).of_slot(),
    method("asend", "(self, object, /)", |vm, a| super::async_steps::step(vm, a[0], super::async_steps::SEND, a[1])),
    method("athrow", "(self, /, *args)", |vm, a| {
        if a[1].expect::<Tuple>().len > 1 {
            warn_of_many(vm, "athrow")?;
        }
        super::async_steps::step(vm, a[0], super::async_steps::THROW, a[1])
    })
    .unsigned(),
    method("aclose", "(self, /)", |vm, a| super::async_steps::step(vm, a[0], super::async_steps::CLOSE, Value::NONE)),
];
