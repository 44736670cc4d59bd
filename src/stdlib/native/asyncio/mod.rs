//! `_asyncio`: futures and tasks; and `_asyncio_events`, the part of the event loop and its handles that every step of a task goes
//! through. The package `asyncio` is Python around these.
//!
//! ```text
//!   loop._ready   | handle | handle | ...        `_run_once` takes each and runs it in its context
//!                     │ a task's step: sends None into its coroutine (`step`)
//!                     ▼
//!   coroutine  ──yields──▶ None: a handle for the next step        (`sleep(0)`)
//!                          a future: the task is its callback
//!                              │ `set_result`
//!                              ▼ the callbacks become handles      (`future::settle`)
//! ```
//!
//! | file | holds |
//! |---|---|
//! | `future.rs`, `future_type.rs` | what a future holds and what becomes of it; its table, and what awaiting it goes through |
//! | `task.rs`, `step.rs` | the table of `Task`; what a task does at each turn |
//! | `running.rs` | which loop and which task are at work in this thread; all tasks of a loop |
//! | `handle.rs` | `Handle` and `TimerHandle`, what a loop calls |
//! | `event_loop.rs` | the queue of what is ready, the heap of timers, the sleep in between |
//!
//! Between these files nothing is called by name that is the library's own on both sides: a task's step is scheduled as a handle that
//! holds the task, and becomes a callable object only when a script looks at it. Everything else is asked as CPython asks it: a
//! loop whose class has another `call_soon`, an awaited object that merely behaves as a future, a context that is none.
//!
//! Futures belong to the thread of their loop, as in CPython. Memory does not rely on that: values stand in slots, and what must
//! change together changes under the future's lock.

mod event_loop;
mod future;
mod future_type;
mod handle;
mod running;
mod step;
mod task;

use std::sync::atomic::Ordering;

use crate::object::{ModuleSpec, Raised, Res};
use crate::types::type_of;
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_asyncio",
    doc: "Futures and tasks, in native code.",
    functions: running::FUNCTIONS,
    types: &[&future_type::FUTURE, &task::TASK],
    init: Some(|_, _| {
        // both have something to say at their end, in some states
        for spec in [&future_type::FUTURE, &task::TASK] {
            type_of(spec).has_finalizer.store(true, Ordering::Relaxed);
        }
        Ok(())
    }),
    ..ModuleSpec::DEFAULT
};

pub static EVENTS: ModuleSpec = ModuleSpec {
    name: "_asyncio_events",
    doc: "What an event loop calls, and how it takes turns.",
    types: &[&handle::HANDLE, &handle::TIMER_HANDLE, &event_loop::CORE],
    ..ModuleSpec::DEFAULT
};

/// A name of a module of `asyncio`, with the module's, looked up once in each interpreter.
fn named(vm: &Vm, name: &'static str) -> Res {
    if let Some(known) = vm.shared.registered(name) {
        return Ok(known);
    }
    let (module, attribute) = name.rsplit_once('.').expect("the name of a module comes first");
    let module = vm.module(module)?;
    let v = vm.get_attr_str(module, attribute)?;
    vm.shared.register(name, v);
    Ok(v)
}

/// `asyncio.InvalidStateError`.
fn invalid_state(vm: &Vm, text: &str) -> Raised {
    match named(vm, "asyncio.exceptions.InvalidStateError").and_then(|class| vm.call(class, &[vm.str(text)])) {
        Ok(e) => vm.raise_value(e),
        Err(raised) => raised,
    }
}
