//! `Handle` and `TimerHandle`: a callback that a loop will call, in a context.
//!
//! Steps of tasks are handles, too. They hold the task rather than a callable, and the arguments of callbacks of futures are the
//! future alone: what scripts see as `_callback` and `_args` is made when they look.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{Args, CmpOp, GetSetDef, MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, getset, method};
use crate::types::exceptions as exc;
use crate::types::shape_for;
use crate::vm::Vm;
use crate::vm::args::{Signature, bind_native};
use crate::vm::intern::StaticName;

use super::event_loop;
use super::future::or_none;
use super::task::{Task, step_method, wakeup_method};
use super::{named, step};
use crate::stdlib::native::contextvars;

/// A callable and the tuple of its arguments; its one argument; a task and the exception for its step; a task and the future
/// that wakes it up.
pub const CALL: u8 = 0;
pub const CALL_WITH: u8 = 1;
pub const STEP: u8 = 2;
pub const WAKE: u8 = 3;

/// What a handle holds.
#[derive(Default)]
pub struct Handle {
    kind: AtomicU8,
    cancelled: AtomicBool,
    callback: Slot,
    argument: Slot,
    /// a step's is its task's
    context: Slot,
    event_loop: Slot,
    source: Slot,
    /// how a handle that was cancelled showed itself before, if the loop is being debugged
    shown: Slot,
}

/// What a timer holds besides.
#[derive(Default)]
pub struct Timer {
    handle: Handle,
    when: Slot,
    scheduled: AtomicBool,
}

impl Payload for Handle {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        for slot in [&self.callback, &self.argument, &self.context, &self.event_loop, &self.source, &self.shown] {
            marker.slot(slot);
        }
    }
}

impl Payload for Timer {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        self.handle.trace(marker);
        marker.slot(&self.when);
    }
}

/// The data of either type.
#[inline]
pub fn handle_of(v: &Value) -> Option<&Handle> {
    match v.payload::<Handle>() {
        Some(h) => Some(h),
        None => v.payload::<Timer>().map(|t| &t.handle),
    }
}

fn receiver<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Handle> {
    handle_of(v).ok_or_else(|| vm.type_error("a Handle is needed"))
}

fn timer<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Timer> {
    v.payload::<Timer>().ok_or_else(|| vm.type_error("a TimerHandle is needed"))
}

/// A handle, made directly.
pub fn make(vm: &Vm, kind: u8, callback: Value, argument: Value, context: Value, event_loop: Value) -> Value {
    let data = Handle {
        kind: AtomicU8::new(kind),
        callback: Slot::new(callback),
        argument: Slot::new(argument),
        context: Slot::new(context),
        event_loop: Slot::new(event_loop),
        ..Handle::default()
    };
    vm.native(&HANDLE, data)
}

/// A timer, made directly, which stands in its loop's heap from now on.
pub fn make_timer(vm: &Vm, when: Value, callback: Value, arguments: Value, context: Value, event_loop: Value) -> Value {
    let handle = Handle {
        callback: Slot::new(callback),
        argument: Slot::new(arguments),
        context: Slot::new(context),
        event_loop: Slot::new(event_loop),
        ..Handle::default()
    };
    vm.native(&TIMER_HANDLE, Timer { handle, when: Slot::new(when), scheduled: AtomicBool::new(true) })
}

/// When a timer is due; `None` for what is no timer.
pub fn due(v: &Value) -> Option<Value> {
    v.payload::<Timer>().map(|t| or_none(&t.when))
}

/// Does it stand in its loop's heap?
pub fn set_scheduled(v: &Value, scheduled: bool) {
    if let Some(t) = v.payload::<Timer>() {
        t.scheduled.store(scheduled, Ordering::Release);
    }
}

impl Handle {
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Acquire)
    }

    /// Where it was made.
    pub fn set_source(&self, source: Value) {
        self.source.set(source);
    }

    /// The callable, as scripts see it.
    fn shown_callback(&self, vm: &Vm) -> Value {
        let callback = self.callback.get();
        match self.kind.load(Ordering::Acquire) {
            _ if callback.payload::<Task>().is_none() => or_none(&self.callback),
            STEP => step_method(vm, callback, self.argument.get()),
            WAKE => wakeup_method(vm, callback),
            _ => callback,
        }
    }

    /// The tuple of arguments, as scripts see it.
    fn shown_arguments(&self, vm: &Vm) -> Value {
        match (self.kind.load(Ordering::Acquire), self.argument.get()) {
            (_, Value::UNBOUND) if self.is_cancelled() => Value::NONE,
            (STEP, _) => vm.tuple(&[]),
            (WAKE | CALL_WITH, argument) => vm.tuple(&[argument.given().unwrap_or(Value::NONE)]),
            (_, arguments) => arguments.given().unwrap_or(Value::NONE),
        }
    }
}

/// What an attribute is to be; deleting it is refused.
pub fn present(vm: &Vm, given: Value) -> Res {
    given.given().ok_or_else(|| vm.raise(&exc::ATTRIBUTE_ERROR, "cannot delete attribute"))
}

/// Calls it, in its context. What it raises goes to the loop's exception handler, unless it ends the program.
pub fn run(vm: &Vm, this: Value, h: &Handle) -> Res<()> {
    let kind = h.kind.load(Ordering::Acquire);
    // where another thread cancels it meanwhile, there may be nothing
    let (callback, argument) = (or_none(&h.callback), if kind == STEP { h.argument.get() } else { or_none(&h.argument) });
    let context = match h.context.get().given() {
        Some(context) => context,
        None => callback.payload::<Task>().map_or(Value::NONE, |t| or_none(&t.context)),
    };
    let done = contextvars::run_in(vm, context, |vm| match kind {
        STEP => step::step(vm, callback, argument),
        WAKE => step::wake_up(vm, callback, argument),
        CALL_WITH => vm.call(callback, &[argument]).map(drop),
        _ => match argument.cast::<Tuple>() {
            Some(arguments) => vm.call(callback, arguments.items()).map(drop),
            None => Err(vm.not_a(callback, "is not callable")),
        },
    });
    match done {
        Err(raised) if !vm.raised_is(&exc::SYSTEM_EXIT) && !vm.raised_is(&exc::KEYBOARD_INTERRUPT) => {
            let error = vm.take_raised(raised);
            let report = named(vm, "asyncio.events._report_callback")?;
            vm.call(report, &[this, error]).map(drop)
        }
        done => done,
    }
}

pub static HANDLE: TypeSpec = TypeSpec {
    name: "asyncio.events.Handle",
    doc: "A callback that a loop will call, unless it is cancelled before.",
    signature: Some("(callback, args, loop, context=None)"),
    methods: METHODS,
    getset: GETSET,
    slots: Slots {
        new: Some(|vm, cls, _| Ok(vm.native_of_shape(shape_for(vm, cls)?, Handle::default()))),
        init: Some(init),
        repr: Some(repr),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    method("get_context", "(self, /)", |vm, a| shown_context(vm, a[0])),
    method("cancel", "(self, /)", |vm, a| {
        let h = receiver(vm, &a[0])?;
        if h.is_cancelled() {
            return Ok(Value::NONE);
        }
        let event_loop = or_none(&h.event_loop);
        if let Some(t) = a[0].payload::<Timer>()
            && t.scheduled.load(Ordering::Acquire)
        {
            event_loop::timer_cancelled(vm, event_loop, a[0])?;
        }
        if event_loop::is_debugged(vm, event_loop)? {
            h.shown.set(vm.repr(a[0])?);
        }
        h.cancelled.store(true, Ordering::Release);
        h.callback.set(Value::UNBOUND);
        h.argument.set(Value::UNBOUND);
        Ok(Value::NONE)
    }),
    method("cancelled", "(self, /)", |vm, a| Ok(Value::bool(receiver(vm, &a[0])?.is_cancelled()))),
    method("_run", "(self, /)", |vm, a| {
        run(vm, a[0], receiver(vm, &a[0])?)?;
        Ok(Value::NONE)
    }),
];

/// The context that it is called in.
fn shown_context(vm: &Vm, v: Value) -> Res {
    let h = receiver(vm, &v)?;
    let of_task = || h.callback.get().payload::<Task>().map(|t| or_none(&t.context));
    Ok(h.context.get().given().or_else(of_task).unwrap_or(Value::NONE))
}

/// Makes a handle of any kind a plain call of what it shows, for a script that is to change a part of that.
fn made_plain<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Handle> {
    let h = receiver(vm, v)?;
    let (callback, arguments, context) = (h.shown_callback(vm), h.shown_arguments(vm), shown_context(vm, *v)?);
    h.argument.set(arguments);
    h.context.set(context);
    h.kind.store(CALL, Ordering::Release);
    h.callback.set(callback);
    Ok(h)
}

const GETSET: &[GetSetDef] = &[
    getset(
        "_callback",
        |vm, v| Ok(receiver(vm, &v)?.shown_callback(vm)),
        |vm, v, given| {
            made_plain(vm, &v)?.callback.set(present(vm, given)?);
            Ok(())
        },
    ),
    getset(
        "_args",
        |vm, v| Ok(receiver(vm, &v)?.shown_arguments(vm)),
        |vm, v, given| {
            made_plain(vm, &v)?.argument.set(present(vm, given)?);
            Ok(())
        },
    ),
    getset(
        "_cancelled",
        |vm, v| Ok(Value::bool(receiver(vm, &v)?.is_cancelled())),
        |vm, v, given| {
            let cancelled = vm.truth(present(vm, given)?)?;
            receiver(vm, &v)?.cancelled.store(cancelled, Ordering::Release);
            Ok(())
        },
    ),
    getset(
        "_loop",
        |vm, v| Ok(or_none(&receiver(vm, &v)?.event_loop)),
        |vm, v, given| {
            receiver(vm, &v)?.event_loop.set(present(vm, given)?);
            Ok(())
        },
    ),
    getset("_context", shown_context, |vm, v, given| {
        receiver(vm, &v)?.context.set(present(vm, given)?);
        Ok(())
    }),
    getset(
        "_source_traceback",
        |vm, v| Ok(or_none(&receiver(vm, &v)?.source)),
        |vm, v, given| {
            receiver(vm, &v)?.source.set(present(vm, given)?);
            Ok(())
        },
    ),
    getset(
        "_repr",
        |vm, v| Ok(or_none(&receiver(vm, &v)?.shown)),
        |vm, v, given| {
            receiver(vm, &v)?.shown.set(present(vm, given)?);
            Ok(())
        },
    ),
];

fn init(vm: &Vm, this: Value, args: Args) -> Res<()> {
    static PARSED: LazyLock<Signature> = LazyLock::new(|| Signature::parse("(callback, args, loop, context=None)"));
    bind_native(vm, &PARSED, "Handle", &|| "Handle".to_string(), args, &|vm, a| {
        fill(vm, this, a)?;
        Ok(Value::NONE)
    })
    .map(drop)
}

/// The callback, its arguments, the loop, the context.
fn fill(vm: &Vm, this: Value, a: &[Value]) -> Res<()> {
    let h = receiver(vm, &this)?;
    let context = match a[3].not_none() {
        Some(given) => given,
        None => contextvars::copy_of(vm, contextvars::current(vm)),
    };
    let arguments = if a[1].cast::<Tuple>().is_some() || a[1].is_none() { a[1] } else { vm.tuple(&vm.collect_items(a[1])?) };
    h.kind.store(CALL, Ordering::Release);
    h.cancelled.store(false, Ordering::Release);
    for (slot, v) in [(&h.callback, a[0]), (&h.argument, arguments), (&h.event_loop, a[2]), (&h.context, context)] {
        slot.set(v);
    }
    if event_loop::is_debugged(vm, a[2])? {
        event_loop::note_source(vm, h)?;
    }
    Ok(())
}

fn repr(vm: &Vm, this: Value) -> Res {
    let h = receiver(vm, &this)?;
    if let Some(shown) = h.shown.get().not_none() {
        return Ok(shown);
    }
    let shown = named(vm, "asyncio.format_helpers._handle_repr")?;
    vm.call(shown, &[this])
}

pub static TIMER_HANDLE: TypeSpec = TypeSpec {
    name: "asyncio.events.TimerHandle",
    doc: "A callback that a loop will call at a time of its clock.",
    signature: Some("(when, callback, args, loop, context=None)"),
    base: Some(&HANDLE),
    methods: &[method("when", "(self, /)", |vm, a| Ok(or_none(&timer(vm, &a[0])?.when)))],
    getset: &[
        getset(
            "_when",
            |vm, v| Ok(or_none(&timer(vm, &v)?.when)),
            |vm, v, given| {
                timer(vm, &v)?.when.set(present(vm, given)?);
                Ok(())
            },
        ),
        getset(
            "_scheduled",
            |vm, v| Ok(Value::bool(timer(vm, &v)?.scheduled.load(Ordering::Acquire))),
            |vm, v, given| {
                let scheduled = vm.truth(present(vm, given)?)?;
                timer(vm, &v)?.scheduled.store(scheduled, Ordering::Release);
                Ok(())
            },
        ),
    ],
    slots: Slots {
        new: Some(|vm, cls, _| Ok(vm.native_of_shape(shape_for(vm, cls)?, Timer::default()))),
        init: Some(init_timer),
        hash: Some(|vm, v| vm.hash(or_none(&timer(vm, &v)?.when))),
        compare: Some(compare),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

fn init_timer(vm: &Vm, this: Value, args: Args) -> Res<()> {
    static PARSED: LazyLock<Signature> = LazyLock::new(|| Signature::parse("(when, callback, args, loop, context=None)"));
    bind_native(vm, &PARSED, "TimerHandle", &|| "TimerHandle".to_string(), args, &|vm, a| {
        fill(vm, this, &a[1..])?;
        let t = timer(vm, &this)?;
        t.when.set(a[0]);
        t.scheduled.store(false, Ordering::Release);
        Ok(Value::NONE)
    })
    .map(drop)
}

/// Timers are ordered by their times; equal are those that would do the same.
fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (a.payload::<Timer>(), b.payload::<Timer>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let (left, right) = (or_none(&x.when), or_none(&y.when));
    match op {
        CmpOp::Lt | CmpOp::Gt => vm.compare(op, left, right),
        CmpOp::Le | CmpOp::Ge => {
            let strictly = vm.compare_truth(if op == CmpOp::Le { CmpOp::Lt } else { CmpOp::Gt }, left, right)?;
            Ok(Value::bool(strictly || same(vm, x, y)?))
        }
        CmpOp::Eq => Ok(Value::bool(same(vm, x, y)?)),
        CmpOp::Ne => Ok(Value::bool(!same(vm, x, y)?)),
    }
}

fn same(vm: &Vm, x: &Timer, y: &Timer) -> Res<bool> {
    let pair = |x: &Slot, y: &Slot| (or_none(x), or_none(y));
    for (a, b) in [pair(&x.when, &y.when), pair(&x.handle.callback, &y.handle.callback), pair(&x.handle.argument, &y.handle.argument)] {
        if !vm.equal(a, b)? {
            return Ok(false);
        }
    }
    Ok(x.handle.is_cancelled() == y.handle.is_cancelled())
}

static RUN: StaticName = StaticName::new("_run");
static CANCELLED: StaticName = StaticName::new("_cancelled");

/// Calls whatever stands in a loop's queue: a handle, one of a class that does it in its own way, or what looks like one.
pub fn run_any(vm: &Vm, v: Value) -> Res<()> {
    if let Some(h) = handle_of(&v) {
        if h.is_cancelled() {
            return Ok(());
        }
        if v.typ().builtin {
            return run(vm, v, h);
        }
    } else {
        let cancelled = vm.get_attr(v, CANCELLED.get())?;
        if vm.truth(cancelled)? {
            return Ok(());
        }
    }
    vm.call_method_value(v, RUN.get(), &[]).map(drop)
}
