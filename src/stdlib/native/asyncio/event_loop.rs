//! The core of an event loop: what is ready, what is due later, and one round of running it. `asyncio.base_events` derives its loop
//! from it, and does the rest.
//!
//! There are no files to wait for: between rounds the loop sleeps at a wait point until its next timer. Its own thread appends to
//! the queue without more ado; other threads (and signal handlers) append and then say so by `woken`, which the loop looks at before
//! it sleeps, so that nobody's wake-up is lost.
//!
//! A loop of a class that has its own `call_soon` is asked by that name, as CPython asks every loop; `direct` tells the two apart.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use crate::interp::threads;
use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{Args, GetSetDef, MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, getset, getter, method};
use crate::stdlib::native::collections::deque;
use crate::stdlib::native::{contextvars, heapq, time};
use crate::sync::{Wait, WaitPoint};
use crate::types::{shape_for, type_of};
use crate::vm::Vm;
use crate::vm::intern::{StaticName, intern_value};

use super::future::or_none;
use super::future_type;
use super::handle::{self, CALL, CALL_WITH, Handle, STEP, WAKE};
use super::named;
use super::task::{self, TASK, Task, step_method, wakeup_method};

/// What the core of a loop holds.
#[derive(Default)]
struct Core {
    /// handles to be called: a deque
    ready: Slot,
    /// timers, a heap in a list
    timers: Slot,
    /// how many of the timers are cancelled
    cancelled: AtomicUsize,
    factory: Slot,
    /// the thread that runs it; 0: none does
    thread: AtomicU64,
    closed: AtomicBool,
    stopping: AtomicBool,
    debug: AtomicBool,
    /// something was made ready by somebody else
    woken: AtomicBool,
    point: WaitPoint,
}

impl Payload for Core {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        for slot in [&self.ready, &self.timers, &self.factory] {
            marker.slot(slot);
        }
    }
}

/// The longest that the loop sleeps, in seconds.
const LONGEST: f64 = 24.0 * 3600.0;
/// What is due within the clock's resolution is due.
const RESOLUTION: f64 = 1e-9;
/// Among more timers than this those that are cancelled are thrown out once they are the most.
const MANY: usize = 100;

pub static CORE: TypeSpec = TypeSpec {
    name: "_asyncio_events.LoopCore",
    doc: "What every event loop does at each turn.",
    methods: METHODS,
    getset: GETSET,
    slots: Slots {
        new: Some(|vm, cls, _| {
            let core = Core { ready: Slot::new(deque::make(vm)), timers: Slot::new(vm.list(&[])), ..Core::default() };
            Ok(vm.native_of_shape(shape_for(vm, cls)?, core))
        }),
        init: Some(|_, _, _| Ok(())),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    method("call_soon", "(self, callback, *args, context=None)", |vm, a| {
        let core = open(vm, &a[0])?;
        let made = made(vm, core, a, "call_soon")?;
        deque::push(vm, core.ready.get(), made)?;
        Ok(made)
    }),
    method("call_soon_threadsafe", "(self, callback, *args, context=None)", |vm, a| {
        let core = open(vm, &a[0])?;
        let made = made(vm, core, a, "call_soon_threadsafe")?;
        crate::sync::publish(&vm.thread, &made.header().lock);
        deque::push(vm, core.ready.get(), made)?;
        wake(core);
        Ok(made)
    }),
    method("call_later", "(self, delay, callback, *args, context=None)", |vm, a| {
        if a[1].is_none() {
            return Err(vm.type_error("delay must not be None"));
        }
        let core = open(vm, &a[0])?;
        let when = vm.binary_op(crate::object::BinOp::Add, now(vm, a[0])?, a[1], false)?;
        if has_own(vm, a[0], &CALL_AT)? {
            return at(vm, core, &[a[0], when, a[2], a[3], a[4]], "call_later");
        }
        let call = vm.get_attr(a[0], CALL_AT.get())?;
        let mut all = crate::vm::Values::from_slice(vm, &[when, a[2]]);
        all.extend(a[3].expect::<Tuple>().items().iter().copied());
        all.push(a[4].given().unwrap_or(Value::NONE));
        vm.call_args(call, Args { all: &all, names: &[CONTEXT.get()] })
    }),
    method("call_at", "(self, when, callback, *args, context=None)", |vm, a| {
        if a[1].is_none() {
            return Err(vm.type_error("when cannot be None"));
        }
        at(vm, open(vm, &a[0])?, a, "call_at")
    }),
    method("time", "(self, /)", |vm, _| Ok(vm.float(time::monotonic()))),
    method("create_future", "(self, /)", |vm, a| {
        if is_plainly_not_debugged(vm, a[0]) {
            return Ok(future_type::make(vm, a[0]));
        }
        vm.call_kw(type_of(&future_type::FUTURE).value(), &[], &[("loop", a[0])])
    }),
    method("create_task", "(self, coro, **kwargs)", create_task),
    method("set_task_factory", "(self, factory, /)", |vm, a| {
        if !a[1].is_none() && !vm.is_callable(a[1]) {
            return Err(vm.type_error("task factory must be a callable or None"));
        }
        core(vm, &a[0])?.factory.set(a[1]);
        Ok(Value::NONE)
    }),
    method("get_task_factory", "(self, /)", |vm, a| Ok(or_none(&core(vm, &a[0])?.factory))),
    method("_run_once", "(self, /)", |vm, a| run_once(vm, a[0], core(vm, &a[0])?).map(|()| Value::NONE)),
    method("_timer_handle_cancelled", "(self, handle, /)", |vm, a| {
        core(vm, &a[0])?.cancelled.fetch_add(1, Ordering::AcqRel);
        Ok(Value::NONE)
    }),
    method("_check_closed", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::NONE)),
    method("stop", "(self, /)", |vm, a| {
        core(vm, &a[0])?.stopping.store(true, Ordering::Release);
        Ok(Value::NONE)
    }),
    method("is_running", "(self, /)", |vm, a| Ok(Value::bool(core(vm, &a[0])?.thread.load(Ordering::Acquire) != 0))),
    method("is_closed", "(self, /)", |vm, a| Ok(Value::bool(core(vm, &a[0])?.closed.load(Ordering::Acquire)))),
    method("get_debug", "(self, /)", |vm, a| Ok(Value::bool(core(vm, &a[0])?.debug.load(Ordering::Acquire)))),
];

macro_rules! flag {
    ($name:literal, $field:ident) => {
        getset(
            $name,
            |vm, v| Ok(Value::bool(core(vm, &v)?.$field.load(Ordering::Acquire))),
            |vm, v, given| {
                let given = vm.truth(handle::present(vm, given)?)?;
                core(vm, &v)?.$field.store(given, Ordering::Release);
                Ok(())
            },
        )
    };
}

const GETSET: &[GetSetDef] = &[
    getter("_ready", |vm, v| Ok(core(vm, &v)?.ready.get())),
    getter("_scheduled", |vm, v| Ok(core(vm, &v)?.timers.get())),
    getter("_timer_cancelled_count", |vm, v| Ok(vm.int(core(vm, &v)?.cancelled.load(Ordering::Acquire) as i64))),
    getter("_task_factory", |vm, v| Ok(or_none(&core(vm, &v)?.factory))),
    getter("_clock_resolution", |vm, _| Ok(vm.float(RESOLUTION))),
    flag!("_closed", closed),
    flag!("_stopping", stopping),
    flag!("_debug", debug),
    getset(
        "_thread_id",
        |vm, v| match core(vm, &v)?.thread.load(Ordering::Acquire) {
            0 => Ok(Value::NONE),
            ident => Ok(vm.uint(ident)),
        },
        |vm, v, given| {
            let ident = match given.not_none() {
                None => 0,
                Some(ident) => vm.to_i64(ident).map_or(0, |i| i as u64),
            };
            core(vm, &v)?.thread.store(ident, Ordering::Release);
            Ok(())
        },
    ),
];

fn core<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Core> {
    v.payload::<Core>().ok_or_else(|| vm.type_error("an event loop is needed"))
}

/// The core of a loop that is not closed.
fn open<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Core> {
    let core = core(vm, v)?;
    if core.closed.load(Ordering::Acquire) { Err(vm.runtime_error("Event loop is closed")) } else { Ok(core) }
}

static CALL_SOON: StaticName = StaticName::new("call_soon");
static CALL_AT: StaticName = StaticName::new("call_at");
static TIME: StaticName = StaticName::new("time");
static GET_DEBUG: StaticName = StaticName::new("get_debug");
static IS_RUNNING: StaticName = StaticName::new("is_running");
static CONTEXT: StaticName = StaticName::new("context");
static CHECK_CALL: StaticName = StaticName::new("_check_call");
static CANCELLED: StaticName = StaticName::new("_timer_handle_cancelled");

/// Is what a loop calls `name` the core's method?
fn has_own(vm: &Vm, event_loop: Value, name: &StaticName) -> Res<bool> {
    let (f, this) = vm.find_method(event_loop, name.get())?;
    Ok(this == event_loop && f.cast::<NativeFunction>().is_some_and(|f| f.this.get() == type_of(&CORE).value()))
}

/// The core of a loop that need not be asked: its `call_soon` is the core's, and it is not being debugged.
fn direct<'a>(vm: &Vm, event_loop: &'a Value) -> Res<Option<&'a Core>> {
    match event_loop.payload::<Core>() {
        Some(core) if !core.debug.load(Ordering::Relaxed) && has_own(vm, *event_loop, &CALL_SOON)? => Ok(Some(open(vm, event_loop)?)),
        _ => Ok(None),
    }
}

/// Is this a loop whose `get_debug` says no, without asking?
pub fn is_plainly_not_debugged(vm: &Vm, event_loop: Value) -> bool {
    let not = event_loop.payload::<Core>().is_some_and(|core| !core.debug.load(Ordering::Relaxed));
    not && has_own(vm, event_loop, &GET_DEBUG).unwrap_or_else(|raised| {
        vm.take_raised(raised);
        false
    })
}

/// `loop.get_debug()`.
pub fn is_debugged(vm: &Vm, event_loop: Value) -> Res<bool> {
    if is_plainly_not_debugged(vm, event_loop) {
        return Ok(false);
    }
    let debug = vm.call_method_value(event_loop, GET_DEBUG.get(), &[])?;
    vm.truth(debug)
}

/// `loop.is_running()`.
pub fn is_running(vm: &Vm, event_loop: Value) -> Res<bool> {
    let running = vm.call_method_value(event_loop, IS_RUNNING.get(), &[])?;
    vm.truth(running)
}

/// Notes where a handle is made.
pub fn note_source(vm: &Vm, h: &Handle) -> Res<()> {
    let extract = named(vm, "asyncio.format_helpers.extract_stack")?;
    h.set_source(vm.call(extract, &[])?);
    Ok(())
}

/// A timer that stands in its loop's heap was cancelled.
pub fn timer_cancelled(vm: &Vm, event_loop: Value, timer: Value) -> Res<()> {
    vm.call_method_value(event_loop, CANCELLED.get(), &[timer]).map(drop)
}

// ---- making handles ----

/// The handle for the arguments of `call_soon`: the loop, the callable, the tuple of arguments, the context.
fn made(vm: &Vm, core: &Core, a: &[Value], what: &str) -> Res {
    let debug = core.debug.load(Ordering::Acquire);
    if debug {
        vm.call_method_value(a[0], CHECK_CALL.get(), &[a[1], vm.str(what)])?;
    }
    let made = handle::make(vm, CALL, a[1], a[2], context(vm, a[3]), a[0]);
    if debug {
        note_source(vm, handle::handle_of(&made).expect("it was made as one"))?;
    }
    Ok(made)
}

fn context(vm: &Vm, given: Value) -> Value {
    given.not_none().unwrap_or_else(|| contextvars::copy_of(vm, contextvars::current(vm)))
}

/// The timer for the arguments of `call_at`: the loop, the time, the callable, the tuple of arguments, the context.
fn at(vm: &Vm, core: &Core, a: &[Value], what: &str) -> Res {
    let debug = core.debug.load(Ordering::Acquire);
    if debug {
        vm.call_method_value(a[0], CHECK_CALL.get(), &[a[2], vm.str(what)])?;
    }
    let made = handle::make_timer(vm, a[1], a[2], a[3], context(vm, a[4]), a[0]);
    if debug {
        note_source(vm, handle::handle_of(&made).expect("it was made as one"))?;
    }
    heapq::push_smallest(vm, core.timers.get(), made)?;
    Ok(made)
}

/// Has `callback(argument)` called soon, in the context; a task without one is woken up by the argument.
pub fn schedule(vm: &Vm, event_loop: Value, callback: Value, argument: Value, context: Value) -> Res<()> {
    if let Some(core) = direct(vm, &event_loop)? {
        let kind = if context.is_unbound() { WAKE } else { CALL_WITH };
        deque::push(vm, core.ready.get(), handle::make(vm, kind, callback, argument, context, event_loop))?;
        return Ok(());
    }
    let task = callback.payload::<Task>().filter(|_| context.is_unbound());
    let (callback, context) = match task {
        Some(t) => (wakeup_method(vm, callback), t.context.get()),
        None => (callback, context),
    };
    ask(vm, event_loop, &[callback, argument, context])
}

/// Has a task take its next step soon.
pub fn schedule_step(vm: &Vm, event_loop: Value, task: Value, error: Value) -> Res<()> {
    if let Some(core) = direct(vm, &event_loop)? {
        deque::push(vm, core.ready.get(), handle::make(vm, STEP, task, error, Value::UNBOUND, event_loop))?;
        return Ok(());
    }
    let context = task.payload::<Task>().map_or(Value::NONE, |t| t.context.get());
    ask(vm, event_loop, &[step_method(vm, task, error), context])
}

/// `loop.call_soon(..., context=context)`, the context being the last argument.
fn ask(vm: &Vm, event_loop: Value, all: &[Value]) -> Res<()> {
    let call = vm.get_attr(event_loop, CALL_SOON.get())?;
    vm.call_args(call, Args { all, names: &[CONTEXT.get()] }).map(drop)
}

fn create_task(vm: &Vm, a: &[Value]) -> Res {
    let core = open(vm, &a[0])?;
    let factory = core.factory.get().not_none();
    if factory.is_none() && a[2].is_unbound() && is_plainly_not_debugged(vm, a[0]) {
        return task::make(vm, a[0], a[1], [Value::UNBOUND; 3]);
    }
    let mut all = crate::vm::Values::new(vm);
    let mut names = Vec::new();
    if factory.is_some() {
        all.push(a[0]);
    }
    all.push(a[1]);
    if factory.is_none() {
        static LOOP: StaticName = StaticName::new("loop");
        names.push(LOOP.get());
        all.push(a[0]);
    }
    if a[2].is_object() {
        for (name, v) in vm.dict_items(a[2]).pairs() {
            // interned: they live for ever
            names.push(intern_value(name));
            all.push(v);
        }
    }
    vm.call_args(factory.unwrap_or_else(|| type_of(&TASK).value()), Args { all: &all, names: &names })
}

// ---- one round ----

/// Tells a loop that sleeps.
fn wake(core: &Core) {
    core.woken.store(true, Ordering::Release);
    core.point.notify_all();
}

/// What the loop's clock shows.
fn now(vm: &Vm, this: Value) -> Res {
    if has_own(vm, this, &TIME)? { Ok(vm.float(time::monotonic())) } else { vm.call_method_value(this, TIME.get(), &[]) }
}

/// Sleeps until something is ready, makes ready what is due, and calls what is ready now: what becomes ready meanwhile is for the
/// next round.
fn run_once(vm: &Vm, this: Value, core: &Core) -> Res<()> {
    forget_cancelled(vm, core)?;
    let ready = core.ready.get();
    if deque::len(vm, ready)? == 0 && !core.stopping.load(Ordering::Acquire) {
        let seconds = match heapq::first(core.timers.get()) {
            None => None,
            Some(first) => Some((due_at(vm, first)? - clock(vm, this)?).clamp(0.0, LONGEST)),
        };
        if seconds.is_none_or(|s| s > 0.0) {
            let take = || core.woken.swap(false, Ordering::AcqRel).then_some(());
            let must_wait = || !core.woken.load(Ordering::Acquire);
            threads::wait_until(vm, &core.point, Wait::Condition, threads::deadline_in(vm, seconds), must_wait, take)?;
        }
    }
    if heapq::first(core.timers.get()).is_some() {
        let end = clock(vm, this)? + RESOLUTION;
        while let Some(first) = heapq::first(core.timers.get()) {
            if due_at(vm, first)? >= end {
                break;
            }
            let first = heapq::pop_smallest(vm, core.timers.get())?;
            handle::set_scheduled(&first, false);
            deque::push(vm, ready, first)?;
        }
    }
    for _ in 0..deque::len(vm, ready)? {
        let Some(next) = deque::pop_front(vm, ready)? else { break };
        if core.debug.load(Ordering::Relaxed) {
            vm.call_method(this, "_run_watched", &[next])?;
        } else {
            handle::run_any(vm, next)?;
        }
        vm.safepoint()?;
    }
    Ok(())
}

fn clock(vm: &Vm, this: Value) -> Res<f64> {
    if has_own(vm, this, &TIME)? { Ok(time::monotonic()) } else { vm.to_f64(vm.call_method_value(this, TIME.get(), &[])?) }
}

fn due_at(vm: &Vm, timer: Value) -> Res<f64> {
    match handle::due(&timer) {
        Some(when) => vm.to_f64(when),
        None => vm.to_f64(vm.get_attr_str(timer, "_when")?),
    }
}

fn is_cancelled(timer: Value) -> bool {
    handle::handle_of(&timer).is_some_and(Handle::is_cancelled)
}

/// Takes timers that are cancelled out of the heap: the first ones, or all if they are the most of many.
fn forget_cancelled(vm: &Vm, core: &Core) -> Res<()> {
    let cancelled = core.cancelled.load(Ordering::Acquire);
    if cancelled == 0 {
        return Ok(());
    }
    let timers = core.timers.get();
    let count = vm.len(timers)?;
    if count > MANY && cancelled * 2 > count {
        let mut kept = crate::vm::Values::new(vm);
        for &timer in vm.sequence_items(timers).iter() {
            if is_cancelled(timer) {
                handle::set_scheduled(&timer, false);
            } else {
                kept.push(timer);
            }
        }
        let kept = vm.list(&kept);
        heapq::make_heap(vm, kept)?;
        core.timers.set(kept);
        core.cancelled.store(0, Ordering::Release);
        return Ok(());
    }
    while heapq::first(timers).is_some_and(is_cancelled) {
        let timer = heapq::pop_smallest(vm, timers)?;
        handle::set_scheduled(&timer, false);
        // an assignment to `_cancelled` is not counted
        let less = |n: usize| Some(n.saturating_sub(1));
        let _ = core.cancelled.fetch_update(Ordering::AcqRel, Ordering::Acquire, less);
    }
    Ok(())
}
