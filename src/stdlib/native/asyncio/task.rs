//! `Task`: its data and its table. What it does at each turn is in `step`.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use crate::object::header::{FLAG_FINALIZE, FLAG_FINALIZED};
use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{Args, GetSetDef, Layout, MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, getset, getter, method};
use crate::types::{generic_alias, is_exactly, shape_for};
use crate::vm::Vm;
use crate::vm::args::{Signature, bind_native};
use crate::vm::intern::StaticName;

use super::event_loop::schedule_step;
use super::future::*;
use super::future_type::{self, FUTURE, deleted_or, tell_loop};
use super::named;
use super::step;
use crate::stdlib::native::contextvars;

/// What a task holds besides what every future does.
#[derive(Default)]
pub struct Task {
    pub future: Future,
    pub coro: Slot,
    /// a `str`, or the number of a task that nobody has named
    pub name: Slot,
    pub context: Slot,
    /// the future that its coroutine waits for
    pub waiter: Slot,
    /// a CancelledError is due at the next step
    pub must_cancel: AtomicBool,
    /// to say so if it is lost while it is pending
    pub log_pending: AtomicBool,
    pub requests: AtomicI64,
}

impl Payload for Task {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        self.future.trace(marker);
        for slot in [&self.coro, &self.name, &self.context, &self.waiter] {
            marker.slot(slot);
        }
    }
}

pub static TASK: TypeSpec = TypeSpec {
    name: "_asyncio.Task",
    doc: "A coroutine that a loop drives, step by step, beside others; as a Future it comes to what the coroutine returns or raises.",
    signature: Some("(coro, *, loop=None, name=None, context=None, eager_start=False)"),
    base: Some(&FUTURE),
    has_dict: true,
    methods: METHODS,
    getset: GETSET,
    slots: Slots { new: Some(new), init: Some(init), repr: Some(repr), ..Slots::NONE },
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    future_type::RESULT,
    future_type::EXCEPTION,
    future_type::ADD,
    future_type::REMOVE,
    future_type::CANCELLED_,
    future_type::DONE,
    method("set_result", "(self, result, /)", |vm, _| Err(vm.runtime_error("Task does not support set_result operation"))),
    method("set_exception", "(self, exception, /)", |vm, _| Err(vm.runtime_error("Task does not support set_exception operation"))),
    method("cancel", "(self, /, msg=None)", |vm, a| {
        let t = task(vm, &a[0])?;
        Ok(Value::bool(request_cancel(vm, a[0], t, a[1].given().unwrap_or(Value::NONE))?))
    }),
    method("cancelling", "(self, /)", |vm, a| Ok(vm.int(task(vm, &a[0])?.requests.load(Ordering::Acquire)))),
    method("uncancel", "(self, /)", |vm, a| {
        let t = task(vm, &a[0])?;
        let _guard = crate::sync::acquire(&vm.thread, &a[0].header().lock);
        let mut left = t.requests.load(Ordering::Acquire);
        if left > 0 {
            left -= 1;
            t.requests.store(left, Ordering::Release);
            if left == 0 {
                t.must_cancel.store(false, Ordering::Release);
            }
        }
        Ok(Value::small_int(left))
    }),
    method("get_stack", "(self, /, *, limit=None)", |vm, a| {
        ready(vm, &a[0])?;
        let stack = named(vm, "asyncio.base_tasks._task_get_stack")?;
        vm.call(stack, &[a[0], a[1].given().unwrap_or(Value::NONE)])
    }),
    method("print_stack", "(self, /, *, limit=None, file=None)", |vm, a| {
        ready(vm, &a[0])?;
        let print = named(vm, "asyncio.base_tasks._task_print_stack")?;
        let [limit, file] = [a[1], a[2]].map(|v| v.given().unwrap_or(Value::NONE));
        vm.call(print, &[a[0], limit, file])
    }),
    future_type::MAKE_CANCELLED,
    future_type::AWAIT,
    method("get_name", "(self, /)", |vm, a| Ok(name_of(vm, task(vm, &a[0])?))),
    method("set_name", "(self, value, /)", |vm, a| {
        let name = text(vm, a[1])?;
        task(vm, &a[0])?.name.set(name);
        Ok(Value::NONE)
    }),
    method("get_coro", "(self, /)", |vm, a| Ok(or_none(&task(vm, &a[0])?.coro))),
    method("get_context", "(self, /)", |vm, a| Ok(or_none(&task(vm, &a[0])?.context))),
    method("__del__", "(self, /)", |vm, a| {
        let t = task(vm, &a[0])?;
        if t.future.is_ready() && t.future.state() == PENDING && t.log_pending.load(Ordering::Acquire) {
            let told = vm.new_dict();
            vm.dict_set_str(told, "task", a[0])?;
            vm.dict_set_str(told, "message", vm.str("Task was destroyed but it is pending!"))?;
            tell_loop(vm, &t.future, told)?;
        }
        future_type::complain(vm, a[0], &t.future)?;
        Ok(Value::NONE)
    })
    .of_slot(),
    generic_alias::CLASS_GETITEM,
];

const GETSET: &[GetSetDef] = &[
    getset(
        "_log_destroy_pending",
        |vm, v| Ok(Value::bool(task(vm, &v)?.log_pending.load(Ordering::Acquire))),
        |vm, v, given| {
            let given = deleted_or(vm, v, given, "_log_destroy_pending")?;
            let given = vm.truth(given)?;
            task(vm, &v)?.log_pending.store(given, Ordering::Release);
            Ok(())
        },
    ),
    getter("_must_cancel", |vm, v| Ok(Value::bool(task(vm, &v)?.must_cancel.load(Ordering::Acquire)))),
    getter("_coro", |vm, v| Ok(or_none(&task(vm, &v)?.coro))),
    getter("_fut_waiter", |vm, v| Ok(or_none(&task(vm, &v)?.waiter))),
];

/// The receiver's data.
pub fn task<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Task> {
    v.payload::<Task>().ok_or_else(|| vm.type_error("a Task is needed"))
}

/// The name, which is made now of the number if there is none.
fn name_of(vm: &Vm, t: &Task) -> Value {
    let name = t.name.get();
    match name.as_small_int() {
        Some(number) => {
            let made = vm.str(&format!("Task-{number}"));
            match t.name.replace(name, made) {
                Ok(()) => made,
                Err(other) => other,
            }
        }
        None => name.given().unwrap_or(Value::NONE),
    }
}

fn text(vm: &Vm, v: Value) -> Res {
    if v.is_exact(Layout::Str) { Ok(v) } else { vm.to_str(v) }
}

/// `cancel`: the future it waits for is asked, else its coroutine gets the error at the next step.
fn request_cancel(vm: &Vm, this: Value, t: &Task, message: Value) -> Res<bool> {
    seen(vm, this, &t.future);
    if t.future.state() != PENDING {
        return Ok(false);
    }
    t.requests.fetch_add(1, Ordering::AcqRel);
    if let Some(waiter) = t.waiter.get().given()
        && cancel_other(vm, waiter, message)?
    {
        return Ok(true);
    }
    t.must_cancel.store(true, Ordering::Release);
    t.future.message.set(message);
    Ok(true)
}

/// `other.cancel(msg=message)`.
pub fn cancel_other(vm: &Vm, other: Value, message: Value) -> Res<bool> {
    if is_exactly(other, &FUTURE) {
        return cancel(vm, other, receiver(vm, &other)?, message);
    }
    if is_exactly(other, &TASK) {
        return request_cancel(vm, other, task(vm, &other)?, message);
    }
    let method = vm.get_attr_str(other, "cancel")?;
    let said = vm.call_kw(method, &[], &[("msg", message)])?;
    vm.truth(said)
}

// ---- making one ----

fn new(vm: &Vm, cls: Value, _: Args) -> Res {
    let made = vm.native_of_shape(shape_for(vm, cls)?, Task::default());
    future_type::begin(vm, made, cls);
    Ok(made)
}

const SIGNATURE: &str = "(coro, *, loop=None, name=None, context=None, eager_start=False)";

fn init(vm: &Vm, this: Value, args: Args) -> Res<()> {
    static PARSED: LazyLock<Signature> = LazyLock::new(|| Signature::parse(SIGNATURE));
    bind_native(vm, &PARSED, "Task", &|| "Task".to_string(), args, &|vm, a| {
        initialize(vm, this, a[1])?;
        start(vm, this, a[0], [a[2], a[3], a[4]])?;
        Ok(Value::NONE)
    })
    .map(drop)
}

/// A task of this loop for a coroutine, made directly: name, context and whether it starts at once.
pub fn make(vm: &Vm, event_loop: Value, coro: Value, options: [Value; 3]) -> Res {
    let future = Future { event_loop: Slot::new(event_loop), ..Future::default() };
    let made = vm.native(&TASK, Task { future, ..Task::default() });
    made.header().set_flag_unshared(FLAG_FINALIZED);
    vm.alloc.register_finalizable(made);
    start(vm, made, coro, options)?;
    Ok(made)
}

/// Gives an initialized future its coroutine, and schedules the first step, or takes it.
fn start(vm: &Vm, this: Value, coro: Value, [name, context, eager]: [Value; 3]) -> Res<()> {
    let t = task(vm, &this)?;
    let native = coro.is_object() && coro.layout() == Layout::Coroutine;
    if !native && !is_coroutine(vm, coro)? {
        t.log_pending.store(false, Ordering::Relaxed);
        return Err(vm.type_error(format!("a coroutine was expected, got {}", vm.repr_text(coro)?)));
    }
    let context = match context.not_none() {
        Some(given) => given,
        None => contextvars::copy_of(vm, contextvars::current(vm)),
    };
    let name = match name.not_none() {
        Some(given) => text(vm, given)?,
        None => Value::small_int(vm.shared.tasks_made.fetch_add(1, Ordering::Relaxed) as i64 + 1),
    };
    for (slot, v) in [(&t.coro, coro), (&t.name, name), (&t.context, context), (&t.waiter, Value::UNBOUND)] {
        slot.set(v);
    }
    t.must_cancel.store(false, Ordering::Relaxed);
    t.requests.store(0, Ordering::Relaxed);
    t.log_pending.store(true, Ordering::Relaxed);
    // heard from now on, until it is done
    if !t.future.own_end.load(Ordering::Relaxed) {
        this.header().clear_flag(FLAG_FINALIZED);
        if !this.header().has_flag(FLAG_FINALIZE) {
            vm.shared.heap.register_finalizable(this);
        }
    }
    let event_loop = t.future.event_loop.get();
    if eager.given().map_or(Ok(false), |e| vm.truth(e))? && super::event_loop::is_running(vm, event_loop)? {
        return step::start_at_once(vm, this, t);
    }
    schedule_step(vm, event_loop, this, Value::UNBOUND)
}

/// Is something else than a native coroutine one? Asked of `asyncio.coroutines`, and remembered there.
fn is_coroutine(vm: &Vm, v: Value) -> Res<bool> {
    let ask = named(vm, "asyncio.coroutines.iscoroutine")?;
    let said = vm.call(ask, &[v])?;
    vm.truth(said)
}

fn repr(vm: &Vm, this: Value) -> Res {
    ready(vm, &this)?;
    let shown = named(vm, "asyncio.base_tasks._task_repr")?;
    vm.call(shown, &[this])
}

// ---- what scripts see of its steps ----

static WAKEUP: MethodDef = method("task_wakeup", "(self, future, /)", |vm, a| {
    step::wake_up(vm, a[0], a[1])?;
    Ok(Value::NONE)
})
.unsigned();

/// A future's callback as a script sees it: a task that waits, which has no context there, is its method `task_wakeup`.
pub fn shown_callback(vm: &Vm, callback: Value, context: Value) -> Value {
    if context.is_unbound() && callback.payload::<Task>().is_some() { wakeup_method(vm, callback) } else { callback }
}

/// The callable that wakes a task up.
pub fn wakeup_method(vm: &Vm, this: Value) -> Value {
    vm.native_function(&WAKEUP, this, crate::types::type_of(&TASK).value())
}

/// A task's next step, as a callable.
struct Step {
    task: Slot,
    error: Slot,
}

impl Payload for Step {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.task);
        marker.slot(&self.error);
    }
}

static STEP: TypeSpec = TypeSpec {
    name: "_asyncio.TaskStepMethWrapper",
    getset: &[getter("__self__", |_, s| Ok(s.payload::<Step>().map_or(Value::NONE, |s| or_none(&s.task))))],
    slots: Slots {
        call: Some(|vm, s, args| {
            if !args.names.is_empty() {
                return Err(vm.type_error("function takes no keyword arguments"));
            }
            if !args.all.is_empty() {
                return Err(vm.type_error("function takes no positional arguments"));
            }
            let Some(s) = s.payload::<Step>() else { return Err(vm.type_error("a step is needed")) };
            step::step(vm, s.task.get(), s.error.get())?;
            Ok(Value::NONE)
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

/// The callable that takes a task's next step.
pub fn step_method(vm: &Vm, this: Value, error: Value) -> Value {
    vm.native(&STEP, Step { task: Slot::new(this), error: Slot::new(error) })
}

/// The name of a future's method by which callbacks are added.
pub static ADD_DONE_CALLBACK: StaticName = StaticName::new("add_done_callback");
pub static RESULT: StaticName = StaticName::new("result");

/// Is what this object calls `name` the method that native futures have?
pub fn has_own(vm: &Vm, v: Value, name: &StaticName) -> Res<bool> {
    if is_exactly(v, &FUTURE) || is_exactly(v, &TASK) {
        return Ok(true);
    }
    let (f, this) = vm.find_method(v, name.get())?;
    let owner = |f: Ref<NativeFunction>| {
        let owner = f.this.get();
        owner == crate::types::type_of(&FUTURE).value() || owner == crate::types::type_of(&TASK).value()
    };
    Ok(this == v && f.cast::<NativeFunction>().is_some_and(owner))
}
