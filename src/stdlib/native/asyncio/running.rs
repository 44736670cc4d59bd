//! Which loop runs in this thread and which task is at its step, and the tasks of a loop.
//!
//! Loop and task are two cells of the thread's machine. Tasks are not kept alive by being known: the native ones that are not done
//! stand in the heap's list of objects that have something to say at their end, which is where `all_tasks` finds them. Tasks of
//! other types are registered by themselves, in a `WeakSet`.

use std::cell::Cell;

use crate::interp::threads;
use crate::object::{MethodDef, Res, Value, method};
use crate::vm::intern::StaticName;
use crate::vm::{Values, Vm};

use super::future::{PENDING, future_of};
use super::named;
use super::task::Task;

pub const FUNCTIONS: &[MethodDef] = &[
    method("get_running_loop", "()", |vm, _| running(vm)),
    method("_get_running_loop", "()", |vm, _| Ok(vm.running_loop.get().given().unwrap_or(Value::NONE))),
    method("_set_running_loop", "(loop, /)", |vm, a| {
        vm.running_loop.set(a[0].not_none().unwrap_or(Value::UNBOUND));
        Ok(Value::NONE)
    }),
    method("get_event_loop", "()", |vm, _| event_loop(vm)),
    method("_enter_task", "(loop, task)", |vm, a| enter(vm, a[0], a[1]).map(|()| Value::NONE)),
    method("_leave_task", "(loop, task)", |vm, a| leave(vm, a[0], a[1]).map(|()| Value::NONE)),
    method("_swap_current_task", "(loop, task)", |vm, a| {
        let before = swap(vm, a[0], a[1].not_none().unwrap_or(Value::UNBOUND))?;
        Ok(before.given().unwrap_or(Value::NONE))
    }),
    method("_register_task", "(task)", |vm, a| change_others(vm, a[0], SCHEDULED, "add")),
    method("_unregister_task", "(task)", |vm, a| change_others(vm, a[0], SCHEDULED, "discard")),
    method("_register_eager_task", "(task)", |vm, a| change_others(vm, a[0], EAGER, "add")),
    method("_unregister_eager_task", "(task)", |vm, a| change_others(vm, a[0], EAGER, "discard")),
    method("current_task", "(loop=None)", |vm, a| current_task(vm, a[0].not_none())),
    method("all_tasks", "(loop=None)", |vm, a| {
        let event_loop = a[0].not_none().map_or_else(|| running(vm), Ok)?;
        all_tasks(vm, event_loop)
    }),
    method("future_add_to_awaited_by", "(fut, waiter, /)", |vm, a| {
        if let (Some(f), Some(_)) = (future_of(&a[0]), future_of(&a[1])) {
            super::future::add_waiter(vm, f, a[1])?;
        }
        Ok(Value::NONE)
    }),
    method("future_discard_from_awaited_by", "(fut, waiter, /)", |vm, a| {
        if let (Some(f), Some(_)) = (future_of(&a[0]), future_of(&a[1])) {
            super::future::forget_waiter(vm, f, a[1])?;
        }
        Ok(Value::NONE)
    }),
];

/// The loop that runs in this thread.
fn running(vm: &Vm) -> Res {
    vm.running_loop.get().given().ok_or_else(|| vm.runtime_error("no running event loop"))
}

/// The loop that runs in this thread, else the one that was set for it.
pub fn event_loop(vm: &Vm) -> Res {
    match vm.running_loop.get().given() {
        Some(running) => Ok(running),
        None => vm.call(named(vm, "asyncio.events._chosen_loop")?, &[]),
    }
}

fn check_loop(vm: &Vm, event_loop: Value) -> Res<()> {
    if vm.running_loop.get() == event_loop {
        return Ok(());
    }
    Err(vm.runtime_error(format!("loop {} is not the running loop", vm.repr_text(event_loop)?)))
}

/// The task is at its step from now on.
#[inline]
pub fn enter(vm: &Vm, event_loop: Value, task: Value) -> Res<()> {
    check_loop(vm, event_loop)?;
    let now = vm.running_task.get();
    if !now.is_unbound() {
        let (task, now) = (vm.repr_text(task)?, vm.repr_text(now)?);
        return Err(vm.runtime_error(format!("Cannot enter into task {task} while another task {now} is being executed.")));
    }
    vm.running_task.set(task);
    Ok(())
}

/// The task's step is over.
#[inline]
pub fn leave(vm: &Vm, event_loop: Value, task: Value) -> Res<()> {
    check_loop(vm, event_loop)?;
    let now = vm.running_task.get();
    if now != task {
        let (task, now) = (vm.repr_text(task)?, vm.repr_text(now.given().unwrap_or(Value::NONE))?);
        return Err(vm.runtime_error(format!("Invalid attempt to leave task {task} while task {now} is entered.")));
    }
    vm.running_task.set(Value::UNBOUND);
    Ok(())
}

/// Another task (unbound: none) is at its step; gives the one that was.
pub fn swap(vm: &Vm, event_loop: Value, task: Value) -> Res {
    check_loop(vm, event_loop)?;
    Ok(vm.running_task.replace(task))
}

/// The task that is at its step in this thread's loop, or in the loop of another thread.
fn current_task(vm: &Vm, event_loop: Option<Value>) -> Res {
    let now = vm.running_loop.get();
    let event_loop = match event_loop {
        Some(given) => given,
        None => running(vm)?,
    };
    if now == event_loop {
        return Ok(vm.running_task.get().given().unwrap_or(Value::NONE));
    }
    let found = Cell::new(Value::UNBOUND);
    threads::each(vm, |other| {
        if other.running_loop.get() == event_loop {
            found.set(other.running_task.get());
        }
    });
    Ok(found.get().given().unwrap_or(Value::NONE))
}

// ---- all tasks ----

/// Where the interpreter keeps the tasks of other types: those that are scheduled (weakly), and those at their first, eager step.
const SCHEDULED: &str = "asyncio tasks of other types";
const EAGER: &str = "asyncio eager tasks of other types";

fn others(vm: &Vm, which: &'static str) -> Res {
    if let Some(known) = vm.shared.registered(which) {
        return Ok(known);
    }
    let made = if which == EAGER {
        vm.new_set()
    } else {
        let weakref = vm.module("weakref")?;
        vm.call_method(weakref, "WeakSet", &[])?
    };
    vm.shared.register(which, made);
    Ok(made)
}

fn change_others(vm: &Vm, task: Value, which: &'static str, change: &str) -> Res {
    // a native one is found without it
    if task.payload::<Task>().is_none() {
        vm.call_method(others(vm, which)?, change, &[task])?;
    }
    Ok(Value::NONE)
}

static GET_LOOP: StaticName = StaticName::new("get_loop");
static LOOP: StaticName = StaticName::new("_loop");

/// The loop of whatever behaves as a future.
pub fn loop_of(vm: &Vm, future: Value) -> Res {
    if let Some(f) = future_of(&future) {
        return Ok(f.event_loop.get());
    }
    match vm.get_attr_opt(future, GET_LOOP.get())? {
        Some(get) => vm.call(get, &[]),
        None => vm.get_attr(future, LOOP.get()),
    }
}

/// The set of a loop's tasks that are not done.
fn all_tasks(vm: &Vm, event_loop: Value) -> Res {
    // what other threads have made lately stands in lists of their own
    threads::each(vm, |machine| machine.alloc.publish_finalizable());
    let is_wanted = |v: &Value| {
        let wanted = |t: &Task| t.future.state() == PENDING && t.future.event_loop.get() == event_loop && !t.coro.get().is_unbound();
        v.payload::<Task>().is_some_and(wanted)
    };
    // a list of Rust's: nothing reaches a safepoint before it is copied
    let native = vm.shared.heap.finalizable(&is_wanted);
    let native = Values::from_slice(vm, &native);
    let found = vm.new_set();
    for &task in native.iter() {
        vm.set_add(found, task)?;
    }
    for which in [SCHEDULED, EAGER] {
        let Some(known) = vm.shared.registered(which) else { continue };
        for &task in vm.collect_items(known)?.iter() {
            let done = vm.call_method(task, "done", &[])?;
            if loop_of(vm, task)? == event_loop && !vm.truth(done)? {
                vm.set_add(found, task)?;
            }
        }
    }
    Ok(found)
}
