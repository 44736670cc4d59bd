//! The data of a `Future`, and what can become of it. The type's table is in `future_type`; a `Task` has one of these in its data.
//!
//! ```text
//!   PENDING ──set_result, set_exception──▶ FINISHED       `settle` is the only way from the left to the right:
//!      └───────────cancel────────────────▶ CANCELLED      state, outcome and the callbacks change under the object's lock
//! ```
//!
//! The callbacks are taken out under the lock and handed to the loop (`call_soon`, which may be Python code) without it. The
//! first callback has a place in the future itself: hardly any future has a second one. A task that waits is no callable in that
//! place but the task itself, without a context (its own is meant): scripts see the method `task_wakeup` there, which is made for
//! them when they look.
//!
//! Whether a future has something to say at its end (`__del__`: nobody asked for its exception) changes with its state. The
//! collector is told by the flag that it has for objects whose `__del__` has run: see `be_quiet`.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};

use crate::object::header::FLAG_FINALIZED;
use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{Payload, Raised, Res, Slot, Value};
use crate::sync::acquire;
use crate::types::exceptions as exc;
use crate::types::type_of;
use crate::vm::intern::{StaticName, names};
use crate::vm::{Values, Vm};

use super::event_loop::schedule;
use super::task::Task;
use super::{invalid_state, named};

pub const PENDING: u8 = 0;
pub const FINISHED: u8 = 1;
pub const CANCELLED: u8 = 2;

/// What a future holds. Every value stands in a slot.
#[derive(Default)]
pub struct Future {
    /// unbound: `__init__` was not called
    pub event_loop: Slot,
    /// the first callback (or a task that waits), and the context it is called in (unbound for a task)
    pub callback: Slot,
    pub context: Slot,
    /// further callbacks and contexts by turns: an array, of which `used` slots are
    pub more: Slot,
    pub used: AtomicUsize,
    /// the result; the exception, if `failed`; the `CancelledError` that a task's coroutine ended with
    pub outcome: Slot,
    /// the exception's traceback as it was when it was set
    pub traceback: Slot,
    pub message: Slot,
    /// who waits for it: one task or future, or a set of them
    pub awaited_by: Slot,
    /// where it was made, if the loop is being debugged
    pub source: Slot,
    pub state: AtomicU8,
    pub failed: AtomicBool,
    /// between `yield self` and the task's taking note of it
    pub blocking: AtomicBool,
    /// an exception is there that nobody has asked for
    pub unseen: AtomicBool,
    /// a class written in Python has a `__del__` of its own, which is called whatever the state is
    pub own_end: AtomicBool,
}

impl Payload for Future {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        for slot in [
            &self.event_loop,
            &self.callback,
            &self.context,
            &self.more,
            &self.outcome,
            &self.traceback,
            &self.message,
            &self.awaited_by,
            &self.source,
        ] {
            marker.slot(slot);
        }
    }
}

/// The data of a future or task.
#[inline]
pub fn future_of(v: &Value) -> Option<&Future> {
    match v.payload::<Future>() {
        Some(f) => Some(f),
        None => v.payload::<Task>().map(|t| &t.future),
    }
}

/// The receiver's data.
pub fn receiver<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Future> {
    future_of(v).ok_or_else(|| vm.type_error("a Future is needed"))
}

/// The receiver's data, if its `__init__` was called.
pub fn ready<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Future> {
    let f = receiver(vm, v)?;
    if f.event_loop.get().is_unbound() { Err(vm.runtime_error(UNINITIALIZED)) } else { Ok(f) }
}

/// What a slot holds, `None` for nothing.
pub fn or_none(slot: &Slot) -> Value {
    slot.get().given().unwrap_or(Value::NONE)
}

pub const UNINITIALIZED: &str = "Future object is not initialized.";

impl Future {
    pub fn state(&self) -> u8 {
        self.state.load(Ordering::Acquire)
    }

    pub fn is_ready(&self) -> bool {
        !self.event_loop.get().is_unbound()
    }

    /// The exception that it came to.
    pub fn exception(&self) -> Option<Value> {
        // where another thread makes it anew meanwhile, it may be anything
        let failed = self.failed.load(Ordering::Acquire);
        if failed { self.outcome.get().given().filter(|e| e.cast::<Exception>().is_some()) } else { None }
    }

    /// As a fresh one of this loop.
    pub fn reset(&self, event_loop: Value) {
        for slot in
            [&self.callback, &self.context, &self.more, &self.outcome, &self.traceback, &self.message, &self.awaited_by, &self.source]
        {
            slot.set(Value::UNBOUND);
        }
        self.used.store(0, Ordering::Relaxed);
        for flag in [&self.failed, &self.blocking, &self.unseen] {
            flag.store(false, Ordering::Relaxed);
        }
        self.event_loop.set(event_loop);
        self.state.store(PENDING, Ordering::Release);
    }
}

/// What `__init__` does for both types: the loop, and where this is if that is debugged.
pub fn initialize(vm: &Vm, this: Value, event_loop: Value) -> Res<()> {
    let f = receiver(vm, &this)?;
    let event_loop = match event_loop.not_none() {
        Some(given) => given,
        None => super::running::event_loop(vm)?,
    };
    f.reset(event_loop);
    be_quiet(vm, this, f);
    static GET_DEBUG: StaticName = StaticName::new("get_debug");
    if super::event_loop::is_plainly_not_debugged(vm, event_loop) {
        return Ok(());
    }
    let debugged = vm.call_method_value(event_loop, GET_DEBUG.get(), &[])?;
    if vm.truth(debugged)? && !vm.shared.finalizing.load(Ordering::Relaxed) {
        let extract = named(vm, "asyncio.format_helpers.extract_stack")?;
        f.source.set(vm.call(extract, &[])?);
    }
    Ok(())
}

// ---- its end ----

/// Nothing has to be said of it when nothing reaches it any more: to the collector it looks as if its `__del__` had run.
pub fn be_quiet(_: &Vm, this: Value, f: &Future) {
    if !f.own_end.load(Ordering::Relaxed) && !this.header().has_flag(FLAG_FINALIZED) {
        this.header().set_flag(FLAG_FINALIZED);
    }
}

/// `__del__` is to be called when nothing reaches it any more.
pub fn be_heard(vm: &Vm, this: Value, f: &Future) {
    if !f.own_end.load(Ordering::Relaxed) {
        this.header().clear_flag(FLAG_FINALIZED);
        vm.shared.heap.register_finalizable(this);
    }
}

/// Somebody knows of the exception.
pub fn seen(vm: &Vm, this: Value, f: &Future) {
    if f.unseen.load(Ordering::Relaxed) {
        f.unseen.store(false, Ordering::Relaxed);
        be_quiet(vm, this, f);
    }
}

/// Ends a pending future. `false`, and nothing done, if it is pending no more.
pub fn settle(vm: &Vm, this: Value, f: &Future, state: u8, outcome: Value, failed: bool) -> Res<bool> {
    let (callback, context, more, used) = {
        let _guard = acquire(&vm.thread, &this.header().lock);
        if f.state.load(Ordering::Acquire) != PENDING {
            return Ok(false);
        }
        f.outcome.set(outcome);
        f.failed.store(failed, Ordering::Release);
        f.state.store(state, Ordering::Release);
        let taken = (f.callback.get(), f.context.get(), f.more.get(), f.used.load(Ordering::Relaxed));
        if !taken.0.is_unbound() {
            f.callback.set(Value::UNBOUND);
            f.context.set(Value::UNBOUND);
            f.more.set(Value::UNBOUND);
            f.used.store(0, Ordering::Relaxed);
        }
        taken
    };
    if failed {
        f.unseen.store(true, Ordering::Relaxed);
        be_heard(vm, this, f);
    } else {
        // a task is heard while it is pending
        be_quiet(vm, this, f);
    }
    if callback.is_unbound() {
        return Ok(true);
    }
    let event_loop = f.event_loop.get();
    schedule(vm, event_loop, callback, this, context)?;
    if let Some(more) = more.cast::<Array>() {
        for pair in more.slots()[..used].chunks_exact(2) {
            schedule(vm, event_loop, pair[0].get(), this, pair[1].get())?;
        }
    }
    Ok(true)
}

/// `set_result`.
pub fn set_result(vm: &Vm, this: Value, f: &Future, result: Value) -> Res<()> {
    if settle(vm, this, f, FINISHED, result, false)? { Ok(()) } else { Err(invalid_state(vm, "invalid state")) }
}

/// `set_exception`: of an exception, or of a class that is called for one.
pub fn set_exception(vm: &Vm, this: Value, f: &Future, given: Value) -> Res<()> {
    if f.state() != PENDING {
        return Err(invalid_state(vm, "invalid state"));
    }
    let base = type_of(&exc::BASE_EXCEPTION);
    let mut e = if given.as_type().is_some_and(|t| t.is_subtype_of(base)) { vm.call(given, &[])? } else { given };
    if e.cast::<Exception>().is_none() {
        return Err(vm.type_error("invalid exception object"));
    }
    if e.typ().is_subtype_of(type_of(&exc::STOP_ITERATION)) {
        let text = "StopIteration interacts badly with generators and cannot be raised into a Future";
        let wrapped = vm.call(type_of(&exc::RUNTIME_ERROR).value(), &[vm.str(text)])?;
        let x = wrapped.expect::<Exception>();
        x.cause.set(e);
        x.context.set(e);
        x.suppress.store(1, Ordering::Relaxed);
        e = wrapped;
    }
    f.traceback.set(e.expect::<Exception>().traceback.get());
    if settle(vm, this, f, FINISHED, e, true)? { Ok(()) } else { Err(invalid_state(vm, "invalid state")) }
}

/// `cancel` of a plain future, and the end of a task that was cancelled.
pub fn cancel(vm: &Vm, this: Value, f: &Future, message: Value) -> Res<bool> {
    seen(vm, this, f);
    if f.state() != PENDING {
        return Ok(false);
    }
    f.message.set(message);
    settle(vm, this, f, CANCELLED, Value::UNBOUND, false)
}

// ---- what came of it ----

/// What it came to, for a task that waited: the result, or the exception that is to be raised (as a value).
pub fn outcome(vm: &Vm, this: Value, f: &Future) -> Res<Result<Value, Value>> {
    match f.state() {
        CANCELLED => Ok(Err(cancelled_error(vm, f)?)),
        FINISHED => {
            seen(vm, this, f);
            match f.exception() {
                None => Ok(Ok(or_none(&f.outcome))),
                Some(e) => {
                    e.expect::<Exception>().traceback.set(f.traceback.get());
                    f.traceback.set(Value::UNBOUND);
                    Ok(Err(e))
                }
            }
        }
        _ => Err(invalid_state(vm, "Result is not set.")),
    }
}

/// `result()`.
pub fn result(vm: &Vm, this: Value, f: &Future) -> Res {
    if !f.is_ready() {
        return Err(invalid_state(vm, UNINITIALIZED));
    }
    outcome(vm, this, f)?.map_err(|e| vm.raise_value(e))
}

/// `exception()`.
pub fn exception(vm: &Vm, this: Value, f: &Future) -> Res {
    if !f.is_ready() {
        return Err(invalid_state(vm, UNINITIALIZED));
    }
    match f.state() {
        CANCELLED => Err(raise_cancelled(vm, f)),
        FINISHED => {
            seen(vm, this, f);
            Ok(f.exception().unwrap_or(Value::NONE))
        }
        _ => Err(invalid_state(vm, "Exception is not set.")),
    }
}

/// The `CancelledError` to raise: the one that the coroutine ended with, once, else a new one.
pub fn cancelled_error(vm: &Vm, f: &Future) -> Res {
    if f.state() == CANCELLED
        && let Some(kept) = f.outcome.get().given().filter(|e| e.cast::<Exception>().is_some())
    {
        f.outcome.set(Value::UNBOUND);
        return Ok(kept);
    }
    let class = cancelled_class(vm)?;
    match f.message.get().not_none() {
        Some(message) => vm.call(class, &[message]),
        None => vm.call(class, &[]),
    }
}

fn raise_cancelled(vm: &Vm, f: &Future) -> Raised {
    match cancelled_error(vm, f) {
        Ok(e) => vm.raise_value(e),
        Err(raised) => raised,
    }
}

/// Is it a `CancelledError`?
pub fn is_cancellation(vm: &Vm, e: Value) -> Res<bool> {
    Ok(cancelled_class(vm)?.as_type().is_some_and(|class| e.typ().is_subtype_of(class)))
}

/// `asyncio.CancelledError`.
fn cancelled_class(vm: &Vm) -> Res {
    named(vm, "asyncio.exceptions.CancelledError")
}

// ---- callbacks ----

/// Adds a callback and its context (for a task that waits: the task, and unbound); `false` if it is not pending any more.
pub fn add_callback(vm: &Vm, this: Value, f: &Future, callback: Value, context: Value) -> bool {
    let mut room = Value::UNBOUND;
    loop {
        let wanted = {
            let _guard = acquire(&vm.thread, &this.header().lock);
            if f.state.load(Ordering::Acquire) != PENDING {
                return false;
            }
            if f.callback.get().is_unbound() {
                f.context.set(context);
                f.callback.set(callback);
                return true;
            }
            let used = f.used.load(Ordering::Relaxed);
            if let Some(bigger) = room.cast::<Array>().filter(|a| a.capacity() >= used + 2) {
                // made without the lock: what is there now is moved
                if let Some(old) = f.more.get().cast::<Array>() {
                    (0..used).for_each(|i| bigger.slots()[i].set(old.slots()[i].get()));
                }
                f.more.set(room);
            }
            if let Some(more) = f.more.get().cast::<Array>().filter(|a| a.capacity() >= used + 2) {
                more.slots()[used].set(callback);
                more.slots()[used + 1].set(context);
                f.used.store(used + 2, Ordering::Relaxed);
                return true;
            }
            (used * 2).max(4)
        };
        room = vm.array(wanted).value();
    }
}

/// The callbacks and contexts as they are now, by turns.
pub fn callbacks<'a>(vm: &'a Vm, this: Value, f: &Future) -> Values<'a> {
    let (first, context, more, used) = {
        let _guard = acquire(&vm.thread, &this.header().lock);
        (f.callback.get(), f.context.get(), f.more.get(), f.used.load(Ordering::Relaxed))
    };
    let mut all = Values::new(vm);
    if !first.is_unbound() {
        all.push(first);
        all.push(context);
    }
    if let Some(more) = more.cast::<Array>() {
        all.extend(more.slots()[..used].iter().map(Slot::get));
    }
    all
}

/// Takes out every callback that is or equals `wanted`; how many there were.
pub fn remove_callback(vm: &Vm, this: Value, f: &Future, wanted: Value) -> Res<i64> {
    loop {
        let before = callbacks(vm, this, f);
        let mut kept = Values::new(vm);
        for (callback, context) in before.pairs() {
            // compared without the lock
            if !vm.equal(super::task::shown_callback(vm, callback, context), wanted)? {
                kept.push(callback);
                kept.push(context);
            }
        }
        let removed = (before.len() - kept.len()) / 2;
        if removed == 0 || keep(vm, this, f, &before, &kept) {
            return Ok(removed as i64);
        }
        vm.safepoint()?;
    }
}

/// Keeps these callbacks of those that there were before; `false`, and nothing done, if there are others now.
fn keep(vm: &Vm, this: Value, f: &Future, before: &[Value], kept: &[Value]) -> bool {
    let room = vm.array(kept.len().max(2));
    let _guard = acquire(&vm.thread, &this.header().lock);
    let used = f.used.load(Ordering::Relaxed);
    let more = f.more.get().cast::<Array>();
    let now = |i: usize| match i {
        0 => f.callback.get(),
        1 => f.context.get(),
        _ => more.map_or(Value::UNBOUND, |more| more.slots()[i - 2].get()),
    };
    if f.state.load(Ordering::Acquire) != PENDING || before.len() != used + 2 || (0..before.len()).any(|i| now(i) != before[i]) {
        return false;
    }
    let taken = |i: usize| kept.get(i).copied().unwrap_or(Value::UNBOUND);
    f.callback.set(taken(0));
    f.context.set(taken(1));
    let rest = kept.len().saturating_sub(2);
    (0..rest).for_each(|i| room.slots()[i].set(kept[i + 2]));
    f.used.store(rest, Ordering::Relaxed);
    f.more.set(if rest == 0 { Value::UNBOUND } else { room.value() });
    true
}

// ---- who waits for it ----

/// Are there several who wait?
pub fn is_set(waiters: Value) -> bool {
    waiters.is_object() && waiters.layout() == crate::object::Layout::Set
}

/// Notes that `waiter` waits for it.
pub fn add_waiter(vm: &Vm, f: &Future, waiter: Value) -> Res<()> {
    match f.awaited_by.replace(Value::UNBOUND, waiter) {
        Ok(()) => Ok(()),
        Err(same) if same == waiter => Ok(()),
        Err(others) if is_set(others) => vm.set_add(others, waiter),
        Err(other) => {
            let both = vm.new_set();
            vm.set_add(both, other)?;
            vm.set_add(both, waiter)?;
            f.awaited_by.set(both);
            Ok(())
        }
    }
}

/// Notes that `waiter` waits no more.
pub fn forget_waiter(vm: &Vm, f: &Future, waiter: Value) -> Res<()> {
    let now = f.awaited_by.get();
    if now == waiter {
        f.awaited_by.set(Value::UNBOUND);
        return Ok(());
    }
    if is_set(now) {
        vm.call_method(now, "discard", &[waiter])?;
    }
    Ok(())
}

/// Has a class written in Python a `__del__` of its own?
pub fn has_own_end(vm: &Vm, class: Value) -> bool {
    class
        .as_type()
        .is_some_and(|t| !t.builtin && vm.type_lookup(t, names::DEL.get()).is_some_and(|del| del.cast::<NativeFunction>().is_none()))
}
