//! The awaitables of asynchronous generators: `agen.__anext__()`, `asend`, `athrow`, `aclose`.
//!
//! Each drives the generator as a coroutine; a value that the generator yields (wrapped, so that it can be told from
//! what it awaits) ends the step with `StopIteration(value)`.
//!
//! One step at a time: a step that was begun and not ended keeps the generator busy (`RUNNING` in its flags), whoever else asks.
//! After `aclose` was begun, or the end was reached, the generator is closed (`CLOSED`): no `athrow` or `aclose` is begun any more.

use std::sync::atomic::Ordering;

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
        let given = super::generators::given(vm, a)?;
        let step = stepping(vm, &a[0])?;
        if step.is_fresh() {
            begin(vm, step)?;
        }
        let sent = generator::throw_given(vm, step.generator.get(), given);
        finish(vm, step, sent)
    })
    .unsigned(),
    method("close", "(self, /)", |vm, a| {
        if a[0].payload::<Step>().is_none_or(|step| *step.state.lock() == State::Done) {
            return Ok(Value::NONE);
        }
        let exit = vm.call(super::type_of(&exc::GENERATOR_EXIT).value(), &[])?;
        match vm.call_method(a[0], "throw", &[exit]) {
            Ok(_) => Err(vm.runtime_error("coroutine ignored GeneratorExit")),
            Err(raised) if ENDS.iter().any(|end| vm.raised_is(end)) => {
                vm.take_raised(raised);
                Ok(Value::NONE)
            }
            Err(raised) => Err(raised),
        }
    }),
];

/// What the end of a step that is closed may raise.
static ENDS: [&TypeSpec; 3] = [&exc::STOP_ITERATION, &exc::STOP_ASYNC_ITERATION, &exc::GENERATOR_EXIT];

/// Flags of an asynchronous generator: a step is under way; it is closed.
pub const RUNNING: u8 = 1;
const CLOSED: u8 = 2;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Fresh,
    Started,
    Done,
}

struct Step {
    generator: Slot,
    /// what is sent, or a tuple: the generator and the arguments of `athrow`
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
    fn is_fresh(&self) -> bool {
        *self.state.lock() == State::Fresh
    }

    fn set(&self, state: State) {
        *self.state.lock() = state;
    }

    fn generator(&self) -> Ref<Generator> {
        self.generator.get().expect()
    }

    /// Takes bits of the generator's flags away; the step is over.
    fn end(&self) {
        self.set(State::Done);
        self.generator().flags.fetch_and(!RUNNING, Ordering::AcqRel);
    }

    fn close(&self) {
        self.generator().flags.fetch_or(CLOSED, Ordering::AcqRel);
    }
}

/// An awaitable that does one step of an asynchronous generator.
pub fn step(vm: &Vm, g: Value, kind: u8, argument: Value) -> Res {
    let spec = if matches!(kind, NEXT | SEND) { &ASEND } else { &ATHROW };
    Ok(vm.native(spec, Step { generator: Slot::new(g), argument: Slot::new(argument), kind, state: Mutex::new(State::Fresh) }))
}

/// A step that is not over.
fn stepping<'a>(vm: &Vm, s: &'a Value) -> Res<&'a Step> {
    let Some(step) = s.payload::<Step>() else { return Err(vm.type_error("an asynchronous step is needed")) };
    if *step.state.lock() == State::Done {
        let what = if matches!(step.kind, NEXT | SEND) { "__anext__()/asend()" } else { "aclose()/athrow()" };
        return Err(vm.runtime_error(&format!("cannot reuse already awaited {what}")));
    }
    Ok(step)
}

/// Begins a step, unless another is under way.
fn begin(vm: &Vm, step: &Step) -> Res<()> {
    if step.generator().flags.fetch_or(RUNNING, Ordering::AcqRel) & RUNNING != 0 {
        step.set(State::Done);
        let what = match step.kind {
            NEXT | SEND => "anext",
            THROW => "athrow",
            _ => "aclose",
        };
        return Err(vm.runtime_error(&format!("{what}(): asynchronous generator is already running")));
    }
    step.set(State::Started);
    Ok(())
}

fn advance(vm: &Vm, s: Value, v: Value) -> Res {
    let step = stepping(vm, &s)?;
    let g = step.generator.get();
    let ended = step.generator().state.load(Ordering::Acquire) == generator::ENDED;
    let fresh = step.is_fresh();
    if matches!(step.kind, THROW | CLOSE) {
        if ended {
            step.set(State::Done);
            return Err(vm.stop_iteration(Value::NONE));
        }
        if fresh && step.generator().flags.load(Ordering::Acquire) & (RUNNING | CLOSED) == CLOSED {
            step.set(State::Done);
            return Err(vm.raise(&exc::STOP_ASYNC_ITERATION, ""));
        }
        if fresh && !v.is_none() && step.generator().flags.load(Ordering::Acquire) & RUNNING == 0 {
            return Err(vm.runtime_error("can't send non-None value to a just-started coroutine"));
        }
    }
    if fresh {
        begin(vm, step)?;
    }
    let sent = match step.kind {
        THROW if fresh => {
            let given = step.argument.get();
            generator::throw_given(vm, g, given.expect::<Tuple>().items())
        }
        CLOSE if fresh => {
            step.close();
            let exit = vm.call(super::type_of(&exc::GENERATOR_EXIT).value(), &[])?;
            generator::throw(vm, g, exit)
        }
        _ if ended => Ok(Sent::Returned(Value::NONE)),
        SEND if fresh && v.is_none() => generator::resume(vm, g, step.argument.get()),
        _ => generator::resume(vm, g, v),
    };
    finish(vm, step, sent)
}

/// What a step's awaiter sees.
fn finish(vm: &Vm, step: &Step, sent: Res<Sent>) -> Res {
    match sent {
        Ok(Sent::Yielded(v)) if v.is_object() && v.layout() == Layout::AsyncGenStep => {
            step.end();
            if step.kind == CLOSE {
                return Err(vm.runtime_error("async generator ignored GeneratorExit"));
            }
            Err(vm.stop_iteration(v.expect::<Triple>().first.get()))
        }
        Ok(Sent::Yielded(v)) => Ok(v),
        Ok(Sent::Returned(_)) => {
            step.end();
            step.close();
            if step.kind == CLOSE { Err(vm.stop_iteration(Value::NONE)) } else { Err(vm.raise(&exc::STOP_ASYNC_ITERATION, "")) }
        }
        Err(raised) => {
            step.end();
            if vm.raised_is(&exc::GENERATOR_EXIT) || vm.raised_is(&exc::STOP_ASYNC_ITERATION) {
                step.close();
                if step.kind == CLOSE {
                    vm.take_raised(raised);
                    return Err(vm.stop_iteration(Value::NONE));
                }
            }
            Err(raised)
        }
    }
}
