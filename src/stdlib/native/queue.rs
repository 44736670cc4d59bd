//! `_queue`: `SimpleQueue`, an unbounded queue whose readers sleep until something is put.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;

use crate::interp::threads;
use crate::object::heap::Marker;
use crate::object::{ModuleSpec, Payload, Res, Tuple, TypeSpec, Value, method};
use crate::sync::{Wait, WaitPoint, publish};
use crate::types::{self, generic_alias};
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_queue",
    doc: "A queue for simple uses.",
    constants: &[("Empty", empty_class)],
    types: &[&SIMPLE_QUEUE],
    ..ModuleSpec::DEFAULT
};

/// The items, and how many there are for those who wait.
#[derive(Default)]
struct Queue {
    items: Mutex<VecDeque<Value>>,
    len: AtomicUsize,
    point: WaitPoint,
}

impl Payload for Queue {
    fn trace(&self, marker: &mut Marker) {
        // the world is stopped, and the mutex is never held over a safepoint
        for &v in self.items.lock().iter() {
            marker.value(v);
        }
    }
}

impl Queue {
    fn put(&self, vm: &Vm, v: Value) -> Res {
        if v.is_object() {
            publish(&vm.thread, &v.header().lock);
        }
        let mut items = self.items.lock();
        if items.try_reserve(1).is_err() {
            drop(items);
            return Err(vm.memory_error());
        }
        items.push_back(v);
        self.len.store(items.len(), Ordering::Release);
        drop(items);
        self.point.notify_one();
        Ok(Value::NONE)
    }

    fn take(&self) -> Option<Value> {
        if self.len.load(Ordering::Acquire) == 0 {
            return None;
        }
        let mut items = self.items.lock();
        let v = items.pop_front();
        self.len.store(items.len(), Ordering::Release);
        v
    }
}

pub static SIMPLE_QUEUE: TypeSpec = TypeSpec {
    name: "_queue.SimpleQueue",
    doc: "A queue without a bound, first in, first out, safe in finalizers and signal handlers.",
    signature: Some("()"),
    constructor: Some(("(*args)", |vm, cls, a| {
        if !a[0].expect::<Tuple>().items().is_empty() {
            return Err(vm.type_error("SimpleQueue() takes no positional arguments"));
        }
        Ok(vm.native_of_shape(types::shape_for(vm, cls)?, Queue::default()))
    })),
    methods: &[
        method("put", "(self, /, item, block=True, timeout=None)", |vm, a| queue(vm, a[0])?.put(vm, a[1])),
        method("put_nowait", "(self, /, item)", |vm, a| queue(vm, a[0])?.put(vm, a[1])),
        method("get", "(self, /, block=True, timeout=None)", |vm, a| {
            let block = a[1].given().map_or(Ok(true), |b| vm.truth(b))?;
            get(vm, a[0], block, a[2].not_none())
        }),
        method("get_nowait", "(self, /)", |vm, a| get(vm, a[0], false, None)),
        method("empty", "(self, /)", |vm, a| Ok(Value::bool(queue(vm, a[0])?.len.load(Ordering::Acquire) == 0))),
        method("qsize", "(self, /)", |vm, a| Ok(vm.int(queue(vm, a[0])?.len.load(Ordering::Acquire) as i64))),
        generic_alias::CLASS_GETITEM,
    ],
    ..TypeSpec::DEFAULT
};

fn queue(vm: &Vm, v: Value) -> Res<&'static Queue> {
    match v.payload::<Queue>() {
        // SAFETY: the data lives as long as the object, which stands in the caller's arguments during the call.
        Some(q) => Ok(unsafe { &*(q as *const Queue) }),
        None => Err(vm.not_a(v, "is not initialized")),
    }
}

fn get(vm: &Vm, v: Value, block: bool, timeout: Option<Value>) -> Res {
    let q = queue(vm, v)?;
    let seconds = match timeout {
        Some(t) if block => Some(threads::seconds(vm, t)?),
        _ => None,
    };
    if seconds.is_some_and(|s| s < 0.0) {
        return Err(vm.value_error("'timeout' must be a non-negative number"));
    }
    if seconds.is_some_and(|s| s >= 9.3e9) {
        return Err(vm.overflow_error("timestamp out of range for C PyTime_t"));
    }
    let found = if block {
        let waiting = || q.len.load(Ordering::Acquire) == 0;
        threads::wait_until(vm, &q.point, Wait::Queue, threads::deadline_in(vm, seconds), waiting, || q.take())?
    } else {
        q.take()
    };
    match found {
        Some(v) => Ok(v),
        None => {
            let class = empty_class(vm)?;
            let e = vm.call(class, &[])?;
            Err(vm.raise_value(e))
        }
    }
}

/// `_queue.Empty`
fn empty_class(vm: &Vm) -> Res {
    super::exception_class::make(vm, "_queue.Empty", &[types::type_of(&types::exceptions::EXCEPTION).value()])
}
