//! `_interpqueues`: queues that belong to the process and that every interpreter can put into and get from.
//!
//! An item is a parcel (`interp::transfer`): packed by the putter before it waits, unpacked by the getter. How it changes
//! hands is `sync::Handover`'s business. Queues live as long as something refers to them: Queue
//! objects (`bind`, `release`), and queues that are on their way in a parcel.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use parking_lot::Mutex;

use crate::interp::threads;
use crate::interp::transfer::{self, Parcel};
use crate::object::{MethodDef, ModuleSpec, Raised, Res, Value, method};
use crate::sync::{Got, Handover, Patience, Put};
use crate::types::{exceptions as exc, type_of};
use crate::vm::{Values, Vm};

use super::exception_class;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_interpqueues",
    doc: "Queues between interpreters.",
    functions: FUNCTIONS,
    constants: &[("QueueError", error_class), ("QueueNotFoundError", not_found_class)],
    ..ModuleSpec::DEFAULT
};

const REMOVE: i64 = 1;
const DEFAULT_OP: i64 = -1;

/// What a reader gets of an item.
struct QueueItem {
    /// `None`: its interpreter is gone
    parcel: Option<Parcel>,
    op: i64,
    /// who put it
    interpreter: u64,
}

/// A queue.
struct Queue {
    items: Handover<QueueItem>,
    maxsize: i64,
    op: i64,
}

/// The process's queues, and how many references each interpreter has (`u64::MAX`: parcels).
#[derive(Default)]
struct Table {
    queues: BTreeMap<u64, Arc<Queue>>,
    references: HashMap<(u64, u64), i64>,
    next: u64,
}

static TABLE: Mutex<Option<Table>> = Mutex::new(None);
const ON_THE_WAY: u64 = u64::MAX;

fn with_table<R>(f: impl FnOnce(&mut Table) -> R) -> R {
    f(TABLE.lock().get_or_insert_with(Table::default))
}

fn find(id: u64) -> Option<Arc<Queue>> {
    with_table(|t| t.queues.get(&id).cloned())
}

fn retain(id: u64, who: u64) -> bool {
    with_table(|t| {
        let known = t.queues.contains_key(&id);
        if known {
            *t.references.entry((id, who)).or_insert(0) += 1;
        }
        known
    })
}

/// One reference less; the last one's end is the queue's.
fn release(id: u64, who: u64) -> bool {
    let (known, dead) = with_table(|t| {
        if !t.queues.contains_key(&id) {
            return (false, None);
        }
        if let Some(n) = t.references.get_mut(&(id, who)) {
            *n -= 1;
            if *n <= 0 {
                t.references.remove(&(id, who));
            }
        }
        (true, t.drop_if_unused(id))
    });
    end(dead);
    known
}

impl Table {
    fn drop_if_unused(&mut self, id: u64) -> Option<Arc<Queue>> {
        if self.references.keys().any(|(q, _)| *q == id) { None } else { self.queues.remove(&id) }
    }
}

/// Wakes whoever waits for a queue that is gone. Its items go with it, outside every lock: they may refer to queues.
fn end(dead: impl IntoIterator<Item = Arc<Queue>>) {
    dead.into_iter().for_each(|q| drop(q.items.end()));
}

/// An interpreter ended: its references go, its items become unbound.
pub fn interpreter_ended(interpreter: u64) {
    let (all, dead) = with_table(|t| {
        let mine: Vec<u64> = t.references.keys().filter(|(_, who)| *who == interpreter).map(|(q, _)| *q).collect();
        t.references.retain(|(_, who), _| *who != interpreter);
        let dead: Vec<Arc<Queue>> = mine.into_iter().filter_map(|id| t.drop_if_unused(id)).collect();
        (t.queues.values().cloned().collect::<Vec<_>>(), dead)
    });
    end(dead);
    for q in all {
        let mut gone = Vec::new();
        q.items.retain(|item| {
            if item.interpreter == interpreter {
                gone.push(item.parcel.take());
            }
            item.parcel.is_some() || item.op != REMOVE
        });
        drop(gone);
    }
}

/// A queue named by a parcel: it lives while it is on its way.
pub struct Reference(u64);

impl Reference {
    pub fn new(vm: &Vm, id: u64) -> Res<Reference> {
        if retain(id, ON_THE_WAY) { Ok(Reference(id)) } else { Err(not_found(vm, id)) }
    }

    pub fn id(&self) -> u64 {
        self.0
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        release(self.0, ON_THE_WAY);
    }
}

const CLASS: &str = "interpreter queue class";

/// The queue that a Queue object of this interpreter stands for.
pub fn id_of(vm: &Vm, v: Value) -> Res<Option<u64>> {
    let Some(class) = vm.shared.registered(CLASS) else { return Ok(None) };
    if !v.is_object() || v.typ().value() != class {
        return Ok(None);
    }
    let id = vm.get_attr_str(v, "id")?;
    Ok(vm.to_i64(id).map(|i| i as u64))
}

/// This interpreter's object for a queue.
pub fn object(vm: &Vm, id: u64) -> Res {
    if vm.shared.registered(CLASS).is_none() {
        vm.module("concurrent.interpreters._queues")?;
    }
    match vm.shared.registered(CLASS) {
        Some(class) => vm.call(class, &[vm.uint(id)]),
        None => Err(vm.runtime_error("no queue class is registered")),
    }
}

const FUNCTIONS: &[MethodDef] = &[
    method("create", "(maxsize, unboundop)", |vm, a| {
        let (maxsize, op) = (vm.index_i64(a[0])?, vm.index_i64(a[1])?);
        let q = Queue { items: Handover::new(usize::try_from(maxsize).unwrap_or(0)), maxsize, op };
        let me = vm.shared.id;
        let id = with_table(|t| {
            t.next += 1;
            let id = t.next;
            t.queues.insert(id, Arc::new(q));
            t.references.insert((id, me), 1);
            id
        });
        Ok(vm.uint(id))
    }),
    method("bind", "(qid)", |vm, a| {
        let id = number(vm, a[0])?;
        if retain(id, vm.shared.id) { Ok(Value::NONE) } else { Err(not_found(vm, id)) }
    }),
    method("release", "(qid)", |vm, a| {
        let id = number(vm, a[0])?;
        if release(id, vm.shared.id) { Ok(Value::NONE) } else { Err(not_found(vm, id)) }
    }),
    method("destroy", "(qid)", |vm, a| {
        let id = number(vm, a[0])?;
        let dead = with_table(|t| {
            t.references.retain(|(q, _), _| *q != id);
            t.queues.remove(&id)
        });
        if dead.is_none() {
            return Err(not_found(vm, id));
        }
        end(dead);
        Ok(Value::NONE)
    }),
    method("put", "(qid, obj, unboundop=-1, timeout=None)", put),
    method("get", "(qid, timeout=None)", get),
    method("get_count", "(qid)", |vm, a| Ok(vm.int(queue(vm, a[0])?.1.items.len() as i64))),
    method("get_maxsize", "(qid)", |vm, a| Ok(vm.int(queue(vm, a[0])?.1.maxsize))),
    method("is_full", "(qid)", |vm, a| Ok(Value::bool(queue(vm, a[0])?.1.items.is_full()))),
    method("get_queue_defaults", "(qid)", |vm, a| Ok(vm.int(queue(vm, a[0])?.1.op))),
    method("list_all", "()", |vm, _| {
        let all: Vec<(u64, i64)> = with_table(|t| t.queues.iter().map(|(&id, q)| (id, q.op)).collect());
        let mut rows = Values::new(vm);
        for (id, op) in all {
            rows.push(vm.tuple(&[vm.uint(id), vm.int(op)]));
        }
        Ok(vm.list(&rows))
    }),
    method("_register_queue_type", "(cls)", |vm, a| {
        vm.shared.register(CLASS, a[0]);
        Ok(Value::NONE)
    }),
];

fn error_class(vm: &Vm) -> Res {
    exception_class::make(vm, "concurrent.interpreters.QueueError", &[type_of(&exc::RUNTIME_ERROR).value()])
}

fn not_found_class(vm: &Vm) -> Res {
    exception_class::make(vm, "concurrent.interpreters.QueueNotFoundError", &[error_class(vm)?])
}

fn not_found(vm: &Vm, id: u64) -> Raised {
    exception_class::raise(vm, not_found_class(vm), &format!("queue {id} not found"))
}

fn number(vm: &Vm, v: Value) -> Res<u64> {
    if v.typ().slots().index.is_none() && !crate::types::int::is_int(v) {
        return Err(vm.type_error(format!("queue ID must be an int, got {}", v.type_name())));
    }
    let v = vm.index(v)?;
    match vm.to_i64(v) {
        Some(n) if n >= 0 => Ok(n as u64),
        Some(n) => Err(vm.value_error(format!("queue ID must be a non-negative int, got {n}"))),
        None => Err(vm.overflow_error("int too big to convert")),
    }
}

fn queue(vm: &Vm, v: Value) -> Res<(u64, Arc<Queue>)> {
    let id = number(vm, v)?;
    match find(id) {
        Some(q) => Ok((id, q)),
        None => Err(not_found(vm, id)),
    }
}

fn patience(vm: &Vm, v: Value) -> Res<Patience> {
    Ok(match v.not_none().map(|t| threads::seconds(vm, t)).transpose()? {
        Some(0.0) => Patience::None,
        timeout => Patience::Until(threads::deadline_in(vm, timeout)),
    })
}

fn put(vm: &Vm, a: &[Value]) -> Res {
    let (id, q) = queue(vm, a[0])?;
    let op = a[2].given().map_or(Ok(DEFAULT_OP), |o| vm.index_i64(o))?;
    let patience = patience(vm, a[3])?;
    let parcel = Parcel::pack(vm, a[1])?;
    let item = QueueItem { parcel: Some(parcel), op: if op == DEFAULT_OP { q.op } else { op }, interpreter: vm.shared.id };
    match q.items.put(&vm.thread, item, patience, || vm.safepoint())? {
        Put::Done => Ok(Value::TRUE),
        Put::Full => Ok(Value::FALSE),
        Put::Gone => Err(not_found(vm, id)),
    }
}

fn get(vm: &Vm, a: &[Value]) -> Res {
    let (id, q) = queue(vm, a[0])?;
    let patience = patience(vm, a[1])?;
    let (ticket, item) = match q.items.get(&vm.thread, patience, || vm.safepoint())? {
        Got::Item(ticket, item) => (ticket, item),
        Got::Empty => return Ok(Value::NONE),
        Got::Gone => return Err(not_found(vm, id)),
    };
    let Some(parcel) = &item.parcel else { return Ok(vm.tuple(&[Value::NONE, vm.int(item.op)])) };
    match parcel.unpack(vm) {
        Ok(v) => Ok(vm.tuple(&[v, Value::NONE])),
        Err(raised) => {
            // nobody has it: it stands where it stood, for a reader that can make something of it
            drop(q.items.give_back(ticket, item));
            if !vm.raised_is(&exc::EXCEPTION) {
                return Err(raised);
            }
            let cause = vm.take_raised(raised);
            Err(transfer::not_shareable(vm, "object could not be unpickled", Some(cause)))
        }
    }
}
