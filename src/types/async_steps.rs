//! The awaitables of asynchronous generators: `agen.__anext__()`, `asend`, `athrow`, `aclose`; and that of `anext` with a default.
//!
//! Each drives the generator as a coroutine; a value that the generator yields (wrapped, so that it can be told from
//! what it awaits) ends the step with `StopIteration(value)`. While a step awaits, the generator takes no other
//! (`ag_running`).

use std::sync::atomic::Ordering;

use parking_lot::Mutex;

use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{Layout, MethodDef, Payload, Raised, Ref, Res, Slot, Slots, TypeSpec, Value, method};
use crate::types::exceptions as exc;
use crate::vm::Vm;
use crate::vm::generator::{self, Sent};
use crate::vm::intern::names;

pub const NEXT: u8 = 0;
pub const SEND: u8 = 1;
pub const THROW: u8 = 2;
pub const CLOSE: u8 = 3;

macro_rules! steps {
    ($($ident:ident $name:literal;)*) => {$(
        static $ident: TypeSpec = TypeSpec {
            name: $name,
            methods: METHODS,
            slots: Slots { iter: Some(|_, s| Ok(s)), next: Some(|vm, s| advance(vm, s, Value::NONE).map(Some)), ..Slots::NONE },
            subclassable: false,
            ..TypeSpec::DEFAULT
        };
    )*};
}

steps! {
    ASEND "async_generator_asend";
    ATHROW "async_generator_athrow";
}

const METHODS: &[MethodDef] = &[
    method("__await__", "(self, /)", |_, a| Ok(a[0])).of_slot(),
    method("__del__", "(self, /)", |_, _| Ok(Value::NONE)).of_slot(),
    method("send", "(self, object, /)", |vm, a| advance(vm, a[0], a[1])),
    method("throw", "(self, typ[, val[, tb]], /)", throw).unsigned(),
    method("close", "(self, /)", |vm, a| {
        let Some(step) = a[0].payload::<Step>() else { return Ok(Value::NONE) };
        if *step.state.lock() == State::Done {
            return Ok(Value::NONE);
        }
        let exit = vm.call(super::type_of(&exc::GENERATOR_EXIT).value(), &[])?;
        match throw(vm, &[a[0], exit, Value::UNBOUND, Value::UNBOUND]) {
            Ok(_) => Err(vm.runtime_error("coroutine ignored GeneratorExit")),
            Err(raised) => {
                let ended = [&exc::STOP_ITERATION, &exc::STOP_ASYNC_ITERATION, &exc::GENERATOR_EXIT];
                if !ended.into_iter().any(|spec| vm.raised_is(spec)) {
                    return Err(raised);
                }
                vm.take_raised(raised);
                Ok(Value::NONE)
            }
        }
    }),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Fresh,
    Started,
    Done,
}

struct Step {
    generator: Slot,
    argument: Slot,
    kind: u8,
    state: Mutex<State>,
}

impl Payload for Step {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.generator);
        marker.slot(&self.argument);
    }
}

impl Step {
    /// Of `aclose` and `athrow`, not of `asend`?
    fn throws(&self) -> bool {
        matches!(self.kind, THROW | CLOSE)
    }

    fn set(&self, state: State) {
        *self.state.lock() = state;
    }

    fn generator(&self) -> Ref<Generator> {
        self.generator.get().expect()
    }

    /// The generator is free for another step.
    fn free(&self) {
        self.generator().flags.fetch_and(!generator::ASYNC_RUNNING, Ordering::AcqRel);
    }

    /// Takes the generator for this step, which is the first thing that it does.
    fn begin(&self, vm: &Vm) -> Res<()> {
        if self.generator().flags.fetch_or(generator::ASYNC_RUNNING, Ordering::AcqRel) & generator::ASYNC_RUNNING != 0 {
            self.set(State::Done);
            let name = ["anext", "anext", "athrow", "aclose"][self.kind as usize];
            return Err(vm.runtime_error(format!("{name}(): asynchronous generator is already running")));
        }
        self.set(State::Started);
        Ok(())
    }
}

/// Keys of `Vm::locals`: what `sys.set_asyncgen_hooks` was given.
pub const FIRST_ITER_KEY: usize = 4;
pub const FINALIZER_KEY: usize = 5;

/// A hook of this thread.
pub fn hook(vm: &Vm, key: usize) -> Option<Value> {
    vm.locals.borrow().iter().find(|(k, _)| *k == key).map(|&(_, hook)| hook)
}

/// Before its first step a generator learns who is to finish it, should nobody else do so, and the thread's first hook of it.
fn meet_hooks(vm: &Vm, g: Value) -> Res<()> {
    let generator = g.expect::<Generator>();
    if generator.flags.load(Ordering::Relaxed) & generator::ASYNC_HOOKED != 0
        || generator.flags.fetch_or(generator::ASYNC_HOOKED, Ordering::AcqRel) & generator::ASYNC_HOOKED != 0
    {
        return Ok(());
    }
    if let Some(finalizer) = hook(vm, FINALIZER_KEY) {
        generator.origin.set(finalizer);
        vm.shared.heap.register_finalizable(g);
    }
    match hook(vm, FIRST_ITER_KEY) {
        Some(first) => vm.call(first, &[g]).map(|_| ()),
        None => Ok(()),
    }
}

/// Who finishes a generator that nobody closed.
pub fn finalizer(g: &Generator) -> Option<Value> {
    let closed = g.flags.load(Ordering::Acquire) & generator::ASYNC_CLOSED != 0;
    g.origin.get().given().filter(|_| !closed)
}

/// An awaitable that does one step of an asynchronous generator.
pub fn step(vm: &Vm, g: Value, kind: u8, argument: Value) -> Res {
    meet_hooks(vm, g)?;
    let spec = if matches!(kind, NEXT | SEND) { &ASEND } else { &ATHROW };
    Ok(vm.native(spec, Step { generator: Slot::new(g), argument: Slot::new(argument), kind, state: Mutex::new(State::Fresh) }))
}

fn reused(vm: &Vm, step: &Step) -> Raised {
    vm.runtime_error(if step.throws() {
        "cannot reuse already awaited aclose()/athrow()"
    } else {
        "cannot reuse already awaited __anext__()/asend()"
    })
}

fn advance(vm: &Vm, s: Value, v: Value) -> Res {
    let Some(step) = s.payload::<Step>() else { return Err(vm.type_error("an asynchronous step is needed")) };
    let (g, state) = (step.generator.get(), *step.state.lock());
    if state == State::Done {
        return Err(reused(vm, step));
    }
    let ended = step.generator().state.load(Ordering::Acquire) == generator::ENDED;
    if ended && step.throws() {
        step.set(State::Done);
        return Err(vm.stop_iteration(Value::NONE));
    }
    if state == State::Started {
        return finish(vm, step, generator::resume(vm, g, v));
    }
    if step.throws()
        && step.generator().flags.load(Ordering::Acquire) & (generator::ASYNC_RUNNING | generator::ASYNC_CLOSED) == generator::ASYNC_CLOSED
    {
        step.set(State::Done);
        return Err(vm.raise(&exc::STOP_ASYNC_ITERATION, ""));
    }
    let running = step.generator().flags.load(Ordering::Acquire) & generator::ASYNC_RUNNING != 0;
    if step.throws() && !v.is_none() && !running {
        // nothing has begun
        return Err(vm.runtime_error("can't send non-None value to a just-started coroutine"));
    }
    step.begin(vm)?;
    let sent = match step.kind {
        _ if ended => Ok(Sent::Returned(Value::NONE)),
        NEXT | SEND => generator::resume(vm, g, if v.is_none() { step.argument.get() } else { v }),
        THROW => {
            // the arguments are looked at only now
            let given = step.argument.get().expect::<Tuple>();
            let mut a = [Value::UNBOUND; 4];
            a[1..].iter_mut().zip(given.items()).for_each(|(to, &v)| *to = v);
            match given.len {
                // the step goes on if it is sent to again
                0 => return Err(vm.type_error("athrow expected at least 1 argument, got 0")),
                n @ 4.. => return Err(vm.type_error(format!("athrow expected at most 3 arguments, got {n}"))),
                _ => super::generators::exception_made(vm, &a).and_then(|e| generator::throw(vm, g, e)),
            }
        }
        _ => {
            step.generator().flags.fetch_or(generator::ASYNC_CLOSED, Ordering::AcqRel);
            let exit = vm.call(super::type_of(&exc::GENERATOR_EXIT).value(), &[]);
            exit.and_then(|exit| generator::throw(vm, g, exit))
        }
    };
    finish(vm, step, sent)
}

fn throw(vm: &Vm, a: &[Value]) -> Res {
    let Some(step) = a[0].payload::<Step>() else { return Err(vm.type_error("an asynchronous step is needed")) };
    let state = *step.state.lock();
    if state == State::Done {
        return Err(reused(vm, step));
    }
    if state == State::Fresh {
        step.begin(vm)?;
    }
    let thrown = super::generators::exception_of(vm, a).and_then(|e| generator::throw(vm, step.generator.get(), e));
    finish(vm, step, thrown)
}

/// What a step's awaiter sees.
fn finish(vm: &Vm, step: &Step, sent: Res<Sent>) -> Res {
    if let Ok(Sent::Yielded(v)) = sent
        && !(v.is_object() && v.layout() == Layout::AsyncGenStep)
    {
        return Ok(v);
    }
    step.free();
    step.set(State::Done);
    match sent {
        Ok(Sent::Yielded(_)) if step.kind == CLOSE => Err(vm.runtime_error("async generator ignored GeneratorExit")),
        Ok(Sent::Yielded(v)) => Err(vm.raise_with(&exc::STOP_ITERATION, &[v.expect::<Triple>().first.get()])),
        Ok(Sent::Returned(_)) => {
            step.generator().flags.fetch_or(generator::ASYNC_CLOSED, Ordering::AcqRel);
            if step.kind == CLOSE { Err(vm.stop_iteration(Value::NONE)) } else { Err(vm.raise(&exc::STOP_ASYNC_ITERATION, "")) }
        }
        Err(raised) => {
            if vm.raised_is(&exc::GENERATOR_EXIT) || vm.raised_is(&exc::STOP_ASYNC_ITERATION) {
                step.generator().flags.fetch_or(generator::ASYNC_CLOSED, Ordering::AcqRel);
                if step.kind == CLOSE {
                    vm.take_raised(raised);
                    return Err(vm.stop_iteration(Value::NONE));
                }
            }
            Err(raised)
        }
    }
}

/// What `anext(it, default)` gives: the awaitable of `it.__anext__()`, which ends with the default where that ends the iteration.
static ANEXT_AWAITABLE: TypeSpec = TypeSpec {
    name: "anext_awaitable",
    methods: &[
        method("__await__", "(self, /)", |_, a| Ok(a[0])).of_slot(),
        method("send", "(self, object, /)", |vm, a| call_inner(vm, a[0], "send", &a[1..])).unsigned(),
        method("throw", "(self, typ[, val[, tb]], /)", |vm, a| call_inner(vm, a[0], "throw", &a[1..])).unsigned(),
        method("close", "(self, /)", |vm, a| call_inner(vm, a[0], "close", &[])).unsigned(),
    ],
    slots: Slots {
        iter: Some(|_, s| Ok(s)),
        next: Some(|vm, s| {
            let inner = inner_iterator(vm, s)?;
            let got = vm.next_raw(inner);
            got.map_err(|raised| or_default(vm, s, raised))
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

struct Defaulted {
    wrapped: Slot,
    default: Slot,
}

impl Payload for Defaulted {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.wrapped);
        marker.slot(&self.default);
    }
}

/// `anext(it, default)`, where `wrapped` is `it.__anext__()`.
pub fn with_default(vm: &Vm, wrapped: Value, default: Value) -> Value {
    vm.native(&ANEXT_AWAITABLE, Defaulted { wrapped: Slot::new(wrapped), default: Slot::new(default) })
}

fn inner_iterator(vm: &Vm, s: Value) -> Res {
    let Some(data) = s.payload::<Defaulted>() else { return Err(vm.type_error("an anext_awaitable is needed")) };
    let wrapped = data.wrapped.get();
    // a coroutine that is at a step of its own is no less awaited here than by the step before
    let inner = if wrapped.layout() == Layout::Coroutine { wrapped } else { generator::awaitable(vm, wrapped, 0)? };
    if inner.typ().slots().next.is_some() {
        return Ok(inner);
    }
    match vm.call_special(inner, names::AWAIT.get(), &[])? {
        Some(it) => Ok(it),
        None => Err(vm.not_a(inner, "can't be awaited")),
    }
}

fn call_inner(vm: &Vm, s: Value, name: &str, args: &[Value]) -> Res {
    let inner = inner_iterator(vm, s)?;
    let given = args.iter().position(|v| v.is_unbound()).unwrap_or(args.len());
    let got = vm.call_method(inner, name, &args[..given]);
    got.map_err(|raised| or_default(vm, s, raised))
}

/// The end of the iteration becomes the default.
fn or_default(vm: &Vm, s: Value, raised: Raised) -> Raised {
    let Some(data) = s.payload::<Defaulted>().filter(|_| vm.raised_is(&exc::STOP_ASYNC_ITERATION)) else { return raised };
    vm.take_raised(raised);
    vm.stop_iteration(data.default.get())
}
