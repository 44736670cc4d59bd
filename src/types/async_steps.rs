//! The awaitables of asynchronous generators: `agen.__anext__()`, `asend`, `athrow`, `aclose`.
//!
//! Each drives the generator as a coroutine; a value that the generator yields (wrapped, so that it can be told from
//! what it awaits) ends the step with `StopIteration(value)`.

use parking_lot::Mutex;

use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{Layout, MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, method};
use crate::types::exceptions as exc;
use crate::vm::Vm;
use crate::vm::generator::{self, Sent};

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
    method("throw", "(self, typ[, val[, tb]], /)", |vm, a| {
        let e = super::generators::exception_of(vm, a)?;
        let Some(step) = a[0].payload::<Step>() else { return Ok(Value::NONE) };
        *step.state.lock() = State::Started;
        let sent = generator::throw(vm, step.generator.get(), e);
        finish(vm, step, sent)
    })
    .unsigned(),
    method("close", "(self, /)", |_, a| {
        if let Some(step) = a[0].payload::<Step>() {
            *step.state.lock() = State::Done;
        }
        Ok(Value::NONE)
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

/// An awaitable that does one step of an asynchronous generator.
pub fn step(vm: &Vm, g: Value, kind: u8, argument: Value) -> Res {
    let spec = if matches!(kind, NEXT | SEND) { &ASEND } else { &ATHROW };
    Ok(vm.native(spec, Step { generator: Slot::new(g), argument: Slot::new(argument), kind, state: Mutex::new(State::Fresh) }))
}

fn advance(vm: &Vm, s: Value, v: Value) -> Res {
    let Some(step) = s.payload::<Step>() else { return Err(vm.type_error("an asynchronous step is needed")) };
    let g = step.generator.get();
    let state = *step.state.lock();
    if state == State::Done {
        return Err(vm.runtime_error("cannot reuse already awaited __anext__()/asend()"));
    }
    *step.state.lock() = State::Started;
    let ended = g.expect::<Generator>().state.load(std::sync::atomic::Ordering::Acquire) == generator::ENDED;
    if state == State::Started {
        return finish(vm, step, generator::resume(vm, g, v));
    }
    let sent = match step.kind {
        NEXT if ended => Ok(Sent::Returned(Value::NONE)),
        NEXT => generator::resume(vm, g, Value::NONE),
        SEND => generator::resume(vm, g, step.argument.get()),
        THROW => generator::throw(vm, g, step.argument.get()),
        _ if ended => Err(vm.stop_iteration(Value::NONE)),
        _ => {
            let exit = vm.call(super::type_of(&exc::GENERATOR_EXIT).value(), &[])?;
            generator::throw(vm, g, exit)
        }
    };
    finish(vm, step, sent)
}

/// What a step's awaiter sees.
fn finish(vm: &Vm, step: &Step, sent: Res<Sent>) -> Res {
    let done = |v: Value| {
        *step.state.lock() = State::Done;
        Err(vm.stop_iteration(v))
    };
    match sent {
        Ok(Sent::Yielded(v)) if v.is_object() && v.layout() == Layout::AsyncGenStep => {
            if step.kind == CLOSE {
                *step.state.lock() = State::Done;
                return Err(vm.runtime_error("async generator ignored GeneratorExit"));
            }
            done(v.expect::<Triple>().first.get())
        }
        Ok(Sent::Yielded(v)) => Ok(v),
        Ok(Sent::Returned(_)) => {
            *step.state.lock() = State::Done;
            if step.kind == CLOSE { Err(vm.stop_iteration(Value::NONE)) } else { Err(vm.raise(&exc::STOP_ASYNC_ITERATION, "")) }
        }
        Err(raised) => {
            *step.state.lock() = State::Done;
            if step.kind == CLOSE && (vm.raised_is(&exc::GENERATOR_EXIT) || vm.raised_is(&exc::STOP_ASYNC_ITERATION)) {
                vm.take_raised(raised);
                return Err(vm.stop_iteration(Value::NONE));
            }
            Err(raised)
        }
    }
}
