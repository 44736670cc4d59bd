//! `Future`: its table, and `FutureIter`, what awaiting one goes through.

use std::sync::atomic::Ordering;

use crate::object::heap::Marker;
use crate::object::{Args, GetSetDef, MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, getset, getter, method};
use crate::types::exceptions as exc;
use crate::types::{generic_alias, shape_for, type_of};
use crate::vm::args::{Signature, bind_native};
use crate::vm::generator::Sent;
use crate::vm::{Values, Vm};

use super::event_loop::schedule;
use super::future::*;
use super::named;
use super::task::{Task, shown_callback};
use crate::stdlib::native::contextvars;

pub static FUTURE: TypeSpec = TypeSpec {
    name: "_asyncio.Future",
    doc: "A result that comes later: set by somebody, awaited by others in the loop that it belongs to.\n\n\
          Unlike a concurrent.futures.Future it is not safe to use from other threads, its callbacks are called by the loop, and\n\
          result() and exception() do not wait: where nothing is there yet they raise InvalidStateError.",
    signature: Some("(*, loop=None)"),
    has_dict: true,
    methods: METHODS,
    getset: GETSET,
    slots: Slots { new: Some(new), init: Some(init), repr: Some(repr), iter: Some(iterate), ..Slots::NONE },
    ..TypeSpec::DEFAULT
};

/// What `Task` has of its own in another way stands in `task`; the rest, in both tables, is here.
pub const RESULT: MethodDef = method("result", "(self, /)", |vm, a| result(vm, a[0], receiver(vm, &a[0])?));
pub const EXCEPTION: MethodDef = method("exception", "(self, /)", |vm, a| exception(vm, a[0], receiver(vm, &a[0])?));
pub const ADD: MethodDef = method("add_done_callback", "(self, fn, /, *, context=<unrepresentable>)", |vm, a| {
    let f = receiver(vm, &a[0])?;
    if !f.is_ready() {
        return Err(vm.runtime_error("uninitialized Future object"));
    }
    let context = match a[2].given() {
        Some(given) => given,
        None => contextvars::copy_of(vm, contextvars::current(vm)),
    };
    if !add_callback(vm, a[0], f, a[1], context) {
        schedule(vm, f.event_loop.get(), a[1], a[0], context)?;
    }
    Ok(Value::NONE)
});
pub const REMOVE: MethodDef = method("remove_done_callback", "(self, fn, /)", |vm, a| {
    let f = ready(vm, &a[0])?;
    Ok(vm.int(remove_callback(vm, a[0], f, a[1])?))
});
pub const CANCELLED_: MethodDef = method("cancelled", "(self, /)", |vm, a| Ok(Value::bool(receiver(vm, &a[0])?.state() == CANCELLED)));
pub const DONE: MethodDef = method("done", "(self, /)", |vm, a| {
    let f = receiver(vm, &a[0])?;
    Ok(Value::bool(f.is_ready() && f.state() != PENDING))
});
pub const MAKE_CANCELLED: MethodDef = method("_make_cancelled_error", "(self, /)", |vm, a| {
    let f = receiver(vm, &a[0])?;
    cancelled_error(vm, f)
});
pub const AWAIT: MethodDef = method("__await__", "(self, /)", |vm, a| iterate(vm, a[0])).of_slot();

const METHODS: &[MethodDef] = &[
    RESULT,
    EXCEPTION,
    method("set_result", "(self, result, /)", |vm, a| {
        set_result(vm, a[0], ready(vm, &a[0])?, a[1])?;
        Ok(Value::NONE)
    }),
    method("set_exception", "(self, exception, /)", |vm, a| {
        set_exception(vm, a[0], ready(vm, &a[0])?, a[1])?;
        Ok(Value::NONE)
    }),
    ADD,
    REMOVE,
    method("cancel", "(self, /, msg=None)", |vm, a| {
        let f = ready(vm, &a[0])?;
        Ok(Value::bool(cancel(vm, a[0], f, a[1].given().unwrap_or(Value::NONE))?))
    }),
    CANCELLED_,
    DONE,
    method("get_loop", "(self, /)", |vm, a| Ok(ready(vm, &a[0])?.event_loop.get())),
    MAKE_CANCELLED,
    AWAIT,
    method("__del__", "(self, /)", |vm, a| {
        let f = receiver(vm, &a[0])?;
        complain(vm, a[0], f)?;
        Ok(Value::NONE)
    })
    .of_slot(),
    generic_alias::CLASS_GETITEM,
];

const GETSET: &[GetSetDef] = &[
    getter("_state", |vm, v| {
        let f = ready(vm, &v)?;
        Ok(vm.str(match f.state() {
            PENDING => "PENDING",
            CANCELLED => "CANCELLED",
            _ => "FINISHED",
        }))
    }),
    getset(
        "_asyncio_future_blocking",
        |vm, v| {
            let f = receiver(vm, &v)?;
            Ok(Value::bool(f.is_ready() && f.blocking.load(Ordering::Acquire)))
        },
        |vm, v, given| {
            let f = ready(vm, &v)?;
            let given = deleted_or(vm, v, given, "_asyncio_future_blocking")?;
            f.blocking.store(vm.truth(given)?, Ordering::Release);
            Ok(())
        },
    ),
    getter("_loop", |vm, v| Ok(or_none(&receiver(vm, &v)?.event_loop))),
    getter("_callbacks", |vm, v| {
        let f = ready(vm, &v)?;
        let all = callbacks(vm, v, f);
        if all.is_empty() {
            return Ok(Value::NONE);
        }
        let mut pairs = Values::with_capacity(vm, all.len() / 2);
        for (callback, context) in all.pairs() {
            let shown = shown_callback(vm, callback, context);
            let context = context.given().or_else(|| Some(callback.payload::<Task>()?.context.get())).unwrap_or(Value::NONE);
            pairs.push(vm.tuple(&[shown, context]));
        }
        Ok(vm.list(&pairs))
    }),
    getter("_result", |vm, v| {
        let f = ready(vm, &v)?;
        let has = f.state() == FINISHED && f.exception().is_none();
        Ok(if has { or_none(&f.outcome) } else { Value::NONE })
    }),
    getter("_exception", |vm, v| Ok(ready(vm, &v)?.exception().unwrap_or(Value::NONE))),
    getset(
        "_log_traceback",
        |vm, v| Ok(Value::bool(ready(vm, &v)?.unseen.load(Ordering::Acquire))),
        |vm, v, given| {
            let given = deleted_or(vm, v, given, "_log_traceback")?;
            if vm.truth(given)? {
                return Err(vm.value_error("_log_traceback can only be set to False"));
            }
            seen(vm, v, receiver(vm, &v)?);
            Ok(())
        },
    ),
    getter("_source_traceback", |vm, v| Ok(or_none(&receiver(vm, &v)?.source))),
    getset(
        "_cancel_message",
        |vm, v| Ok(or_none(&receiver(vm, &v)?.message)),
        |vm, v, given| {
            let given = deleted_or(vm, v, given, "_cancel_message")?;
            receiver(vm, &v)?.message.set(given);
            Ok(())
        },
    ),
    getter("_asyncio_awaited_by", |vm, v| {
        let f = ready_or_none(vm, &v)?;
        match f.map(|f| f.awaited_by.get()).and_then(Value::given) {
            None => Ok(Value::NONE),
            Some(some) if is_set(some) => {
                let items = vm.collect_items(some)?;
                crate::types::set::frozenset_of(vm, &items)
            }
            Some(one) => crate::types::set::frozenset_of(vm, &[one]),
        }
    }),
];

fn ready_or_none<'a>(vm: &Vm, v: &'a Value) -> Res<Option<&'a Future>> {
    let f = receiver(vm, v)?;
    Ok(f.is_ready().then_some(f))
}

/// The value that an attribute is to have; an error for `del`.
pub fn deleted_or(vm: &Vm, v: Value, given: Value, name: &str) -> Res {
    let owner = if v.payload::<Task>().is_some() && matches!(name, "_log_destroy_pending") { "_asyncio.Task" } else { "_asyncio.Future" };
    given.given().ok_or_else(|| {
        let text = format!("attribute '{name}' of '{owner}' objects cannot be deleted");
        vm.raise(&exc::ATTRIBUTE_ERROR, text)
    })
}

fn new(vm: &Vm, cls: Value, _: Args) -> Res {
    let made = vm.native_of_shape(shape_for(vm, cls)?, Future::default());
    begin(vm, made, cls);
    Ok(made)
}

/// A fresh object's end: quiet so far, unless its class sees to it.
pub fn begin(vm: &Vm, made: Value, cls: Value) {
    if let Some(f) = future_of(&made) {
        if has_own_end(vm, cls) {
            f.own_end.store(true, Ordering::Relaxed);
        } else {
            made.header().set_flag_unshared(crate::object::header::FLAG_FINALIZED);
        }
    }
}

/// A future of this loop, made directly.
pub fn make(vm: &Vm, event_loop: Value) -> Value {
    let made = vm.native(&FUTURE, Future { event_loop: Slot::new(event_loop), ..Future::default() });
    made.header().set_flag_unshared(crate::object::header::FLAG_FINALIZED);
    made
}

fn init(vm: &Vm, this: Value, args: Args) -> Res<()> {
    static SIGNATURE: std::sync::LazyLock<Signature> = std::sync::LazyLock::new(|| Signature::parse("(*, loop=None)"));
    bind_native(vm, &SIGNATURE, "Future", &|| "Future".to_string(), args, &|vm, a| {
        initialize(vm, this, a[0])?;
        Ok(Value::NONE)
    })
    .map(drop)
}

fn repr(vm: &Vm, this: Value) -> Res {
    ready(vm, &this)?;
    let shown = named(vm, "asyncio.base_futures._future_repr")?;
    vm.call(shown, &[this])
}

/// The end of a future that failed and was not asked why.
pub fn complain(vm: &Vm, this: Value, f: &Future) -> Res<()> {
    let Some(e) = f.exception().filter(|_| f.unseen.swap(false, Ordering::AcqRel)) else { return Ok(()) };
    let told = vm.new_dict();
    let text = format!("{} exception was never retrieved", this.typ().short_name());
    vm.dict_set_str(told, "message", vm.str(&text))?;
    vm.dict_set_str(told, "exception", e)?;
    vm.dict_set_str(told, "future", this)?;
    tell_loop(vm, f, told)
}

/// Tells the loop's exception handler.
pub fn tell_loop(vm: &Vm, f: &Future, told: Value) -> Res<()> {
    if let Some(source) = f.source.get().given() {
        vm.dict_set_str(told, "source_traceback", source)?;
    }
    vm.call_method(f.event_loop.get(), "call_exception_handler", &[told]).map(drop)
}

// ---- awaiting ----

/// Holds the future, until it is closed or thrown into.
struct FutureIter(Slot);

impl Payload for FutureIter {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.0);
    }
}

pub static FUTURE_ITER: TypeSpec = TypeSpec {
    name: "_asyncio.FutureIter",
    methods: &[
        method("send", "(self, object, /)", |vm, a| match advance(vm, a[0])? {
            Sent::Yielded(v) => Ok(v),
            Sent::Returned(v) => Err(vm.stop_iteration(v)),
        }),
        method("throw", "(self, typ[, val[, tb]], /)", throw).unsigned(),
        method("close", "(self, /)", |_, a| {
            if let Some(it) = a[0].payload::<FutureIter>() {
                it.0.set(Value::UNBOUND);
            }
            Ok(Value::NONE)
        }),
    ],
    slots: Slots {
        iter: Some(|_, it| Ok(it)),
        next: Some(|vm, it| match advance(vm, it)? {
            Sent::Yielded(v) => Ok(Some(v)),
            Sent::Returned(v) if v.is_none() => Ok(None),
            Sent::Returned(v) => Err(vm.stop_iteration(v)),
        }),
        send: Some(|vm, it, _| advance(vm, it)),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn iterate(vm: &Vm, this: Value) -> Res {
    ready(vm, &this)?;
    Ok(vm.native(&FUTURE_ITER, FutureIter(Slot::new(this))))
}

/// One step: gives the future to the task that drives this while it is pending, then ends with its result.
fn advance(vm: &Vm, it: Value) -> Res<Sent> {
    let Some(it) = it.payload::<FutureIter>() else { return Err(vm.type_error("a FutureIter is needed")) };
    let Some(this) = it.0.get().given() else { return Ok(Sent::Returned(Value::NONE)) };
    let f = receiver(vm, &this)?;
    if f.state() == PENDING {
        if f.blocking.swap(true, Ordering::AcqRel) {
            return Err(vm.runtime_error("await wasn't used with future"));
        }
        return Ok(Sent::Yielded(this));
    }
    result(vm, this, f).map(Sent::Returned)
}

fn throw(vm: &Vm, a: &[Value]) -> Res {
    let Some(it) = a[0].payload::<FutureIter>() else { return Err(vm.type_error("a FutureIter is needed")) };
    let (thrown, value, traceback) = (a[1], a[2].not_none(), a[3].not_none());
    if a[2].given().is_some() || a[3].given().is_some() {
        let text = "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.";
        vm.warn(&exc::DEPRECATION_WARNING, text, 1)?;
    }
    if traceback.is_some_and(|t| t.cast::<crate::object::Traceback>().is_none()) {
        return Err(vm.type_error("throw() third argument must be a traceback"));
    }
    let base = type_of(&exc::BASE_EXCEPTION);
    let e = if thrown.cast::<crate::object::Exception>().is_some() {
        if value.is_some() {
            return Err(vm.type_error("instance exception may not have a separate value"));
        }
        thrown
    } else if let Some(class) = thrown.as_type().filter(|t| t.is_subtype_of(base)) {
        match value {
            Some(v) if v.typ().is_subtype_of(class) => v,
            Some(v) => vm.call(thrown, &[v])?,
            None => vm.call(thrown, &[])?,
        }
    } else {
        return Err(vm.type_error("exceptions must be classes deriving BaseException or instances of such a class"));
    };
    if let Some(t) = traceback
        && let Some(x) = e.cast::<crate::object::Exception>()
    {
        x.traceback.set(t);
    }
    it.0.set(Value::UNBOUND);
    Err(vm.raise_value(e))
}
