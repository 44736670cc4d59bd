//! What a task does at each turn: sends into its coroutine, and sees to what that yields.
//!
//! ```text
//!   None            another step, after those that are ready now
//!   a future        wake the task up when it is done; a cancellation that came meanwhile goes to the future
//!   anything else   RuntimeError at the next step
//!   returned        the task's result          raised        its exception, or its cancellation
//! ```

use std::sync::atomic::Ordering;

use crate::object::{Layout, Raised, Res, Value};
use crate::types::exceptions as exc;
use crate::vm::Vm;
use crate::vm::generator::{self, Sent};
use crate::vm::intern::{StaticName, names};

use super::event_loop::{schedule, schedule_step};
use super::future::*;
use super::task::{ADD_DONE_CALLBACK, RESULT, Task, cancel_other, has_own, task, wakeup_method};
use super::{invalid_state, running};
use crate::stdlib::native::contextvars;

static BLOCKING: StaticName = StaticName::new("_asyncio_future_blocking");

/// One turn, as the thread's task: with an exception (unbound: none) that its coroutine gets.
pub fn step(vm: &Vm, this: Value, error: Value) -> Res<()> {
    let t = task(vm, &this)?;
    let event_loop = t.future.event_loop.get();
    running::enter(vm, event_loop, this)?;
    let done = turn(vm, this, t, error);
    match (done, running::leave(vm, event_loop, this)) {
        (Ok(()), left) => left,
        (Err(raised), Ok(())) => Err(raised),
        (Err(_), Err(raised)) => Err(raised),
    }
}

/// The turn after a future is done: its exception is raised where the coroutine waits.
pub fn wake_up(vm: &Vm, this: Value, done: Value) -> Res<()> {
    let error = match future_of(&done) {
        Some(f) if has_own(vm, done, &RESULT)? => {
            forget_waiter(vm, f, this)?;
            match outcome(vm, done, f) {
                Ok(Ok(_)) => Value::UNBOUND,
                Ok(Err(e)) => e,
                Err(raised) => vm.take_raised(raised),
            }
        }
        native => {
            if let Some(f) = native {
                forget_waiter(vm, f, this)?;
            }
            match vm.call_method_value(done, RESULT.get(), &[]) {
                Ok(_) => Value::UNBOUND,
                Err(raised) => vm.take_raised(raised),
            }
        }
    };
    step(vm, this, error)
}

/// The first step of an eager task: now, inside whatever task is at work.
pub fn start_at_once(vm: &Vm, this: Value, t: &Task) -> Res<()> {
    let event_loop = t.future.event_loop.get();
    let outer = running::swap(vm, event_loop, this)?;
    let context = t.context.get();
    let done = contextvars::run_in(vm, context, |vm| turn(vm, this, t, Value::UNBOUND));
    let back = running::swap(vm, event_loop, outer);
    if t.future.state() != PENDING {
        t.coro.set(Value::UNBOUND);
    }
    done.and(back.map(drop))
}

fn turn(vm: &Vm, this: Value, t: &Task, mut error: Value) -> Res<()> {
    let f = &t.future;
    if f.state() != PENDING {
        let error = error.given().map_or(Ok(String::new()), |e| vm.repr_text(e))?;
        let text = format!("__step(): already done: {} {error}", vm.repr_text(this)?);
        return Err(invalid_state(vm, &text));
    }
    if t.must_cancel.load(Ordering::Acquire) {
        let is_one = match error.given() {
            Some(e) => is_cancellation(vm, e)?,
            None => false,
        };
        if !is_one {
            error = cancelled_error(vm, f)?;
        }
        t.must_cancel.store(false, Ordering::Release);
    }
    t.waiter.set(Value::UNBOUND);
    let coro = t.coro.get();
    if coro.is_unbound() {
        return Err(vm.runtime_error("uninitialized Task object"));
    }
    match send(vm, coro, error) {
        Ok(Sent::Yielded(awaited)) => wait_for(vm, this, t, awaited),
        Ok(Sent::Returned(v)) => {
            if t.must_cancel.load(Ordering::Acquire) {
                // asked for in this very step
                t.must_cancel.store(false, Ordering::Release);
                cancel(vm, this, f, f.message.get())?;
            } else {
                set_result(vm, this, f, v)?;
            }
            Ok(())
        }
        Err(raised) => failed(vm, this, f, raised),
    }
}

/// Sends None or throws.
fn send(vm: &Vm, coro: Value, error: Value) -> Res<Sent> {
    let native = coro.is_object() && matches!(coro.layout(), Layout::Coroutine | Layout::Generator);
    match (error.given(), native) {
        (None, true) => generator::resume(vm, coro, Value::NONE),
        (Some(e), true) => generator::throw(vm, coro, e),
        (None, false) if coro.typ().slots().next.is_some() => generator::send(vm, coro, Value::NONE),
        (None, false) => ended(vm, vm.call_method_value(coro, names::SEND.get(), &[Value::NONE])),
        (Some(e), false) => ended(vm, vm.call_method_value(coro, names::THROW.get(), &[e])),
    }
}

/// `StopIteration` is the end, with a value.
fn ended(vm: &Vm, sent: Res) -> Res<Sent> {
    match sent {
        Ok(v) => Ok(Sent::Yielded(v)),
        Err(raised) if vm.raised_is(&exc::STOP_ITERATION) => Ok(Sent::Returned(exc::field(vm.take_raised(raised), 0))),
        Err(raised) => Err(raised),
    }
}

/// The coroutine raised: the task is cancelled, or failed. What ends the program goes on from here, too.
fn failed(vm: &Vm, this: Value, f: &Future, raised: Raised) -> Res<()> {
    let e = vm.take_raised(raised);
    if is_cancellation(vm, e)? {
        settle(vm, this, f, CANCELLED, e, false)?;
        return Ok(());
    }
    set_exception(vm, this, f, e)?;
    let ends = |spec| e.typ().is_subtype_of(crate::types::type_of(spec));
    if ends(&exc::KEYBOARD_INTERRUPT) || ends(&exc::SYSTEM_EXIT) { Err(vm.put_raised(e)) } else { Ok(()) }
}

/// Sees to what the coroutine yielded.
fn wait_for(vm: &Vm, this: Value, t: &Task, awaited: Value) -> Res<()> {
    if awaited.is_none() {
        return schedule_step(vm, t.future.event_loop.get(), this, Value::UNBOUND);
    }
    let wrong = match future_of(&awaited) {
        Some(f) if has_own(vm, awaited, &ADD_DONE_CALLBACK)? => wait_natively(vm, this, t, awaited, f),
        _ => wait_by_methods(vm, this, t, awaited),
    };
    match wrong {
        Ok(None) => {
            if t.must_cancel.load(Ordering::Acquire) && cancel_other(vm, awaited, t.future.message.get().given().unwrap_or(Value::NONE))? {
                t.must_cancel.store(false, Ordering::Release);
            }
            Ok(())
        }
        Ok(Some(text)) => {
            let error = vm.call(crate::types::type_of(&exc::RUNTIME_ERROR).value(), &[vm.str(&text)])?;
            schedule_step(vm, t.future.event_loop.get(), this, error)
        }
        // what asking it raised is no business of the coroutine's
        Err(raised) => Err(raised),
    }
}

/// Waits for a native future; what is wrong, if something is.
fn wait_natively(vm: &Vm, this: Value, t: &Task, awaited: Value, f: &Future) -> Res<Option<String>> {
    if awaited == this {
        return itself(vm, this);
    }
    if f.event_loop.get() != t.future.event_loop.get() {
        return other_loop(vm, this, awaited);
    }
    if !f.blocking.swap(false, Ordering::AcqRel) {
        return not_awaited(vm, this, awaited);
    }
    add_waiter(vm, f, this)?;
    if !add_callback(vm, awaited, f, this, Value::UNBOUND) {
        schedule(vm, t.future.event_loop.get(), this, awaited, Value::UNBOUND)?;
    }
    t.waiter.set(awaited);
    Ok(None)
}

/// Waits for what behaves as a future.
fn wait_by_methods(vm: &Vm, this: Value, t: &Task, awaited: Value) -> Res<Option<String>> {
    let Some(blocking) = vm.get_attr_opt(awaited, BLOCKING.get())?.and_then(Value::not_none) else {
        if awaited.is_object() && awaited.layout() == Layout::Generator {
            let (task, awaited) = (vm.repr_text(this)?, vm.repr_text(awaited)?);
            return Ok(Some(format!("yield was used instead of yield from for generator in task {task} with {awaited}")));
        }
        return Ok(Some(format!("Task got bad yield: {}", vm.repr_text(awaited)?)));
    };
    if running::loop_of(vm, awaited)? != t.future.event_loop.get() {
        return other_loop(vm, this, awaited);
    }
    if !vm.truth(blocking)? {
        return not_awaited(vm, this, awaited);
    }
    if awaited == this {
        return itself(vm, this);
    }
    if let Some(f) = future_of(&awaited) {
        add_waiter(vm, f, this)?;
    }
    vm.set_attr(awaited, BLOCKING.get(), Value::FALSE)?;
    let add = vm.get_attr(awaited, ADD_DONE_CALLBACK.get())?;
    vm.call_kw(add, &[wakeup_method(vm, this)], &[("context", t.context.get())])?;
    t.waiter.set(awaited);
    Ok(None)
}

fn itself(vm: &Vm, this: Value) -> Res<Option<String>> {
    Ok(Some(format!("Task cannot await on itself: {}", vm.repr_text(this)?)))
}

fn other_loop(vm: &Vm, this: Value, awaited: Value) -> Res<Option<String>> {
    Ok(Some(format!("Task {} got Future {} attached to a different loop", vm.repr_text(this)?, vm.repr_text(awaited)?)))
}

fn not_awaited(vm: &Vm, this: Value, awaited: Value) -> Res<Option<String>> {
    let (task, awaited) = (vm.repr_text(this)?, vm.repr_text(awaited)?);
    Ok(Some(format!("yield was used instead of yield from in task {task} with {awaited}")))
}
