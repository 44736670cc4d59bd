//! Weak references: the address is hidden from the collector, which clears it when the object is not reached otherwise.

use std::sync::atomic::{AtomicU64, Ordering};

use crossbeam_utils::CachePadded;
use parking_lot::Mutex;

use crate::object::header::FLAG_WEAK;
use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{Args, CmpOp, Layout, Ref, Res, Slots, TypeSpec, Value, getter};
use crate::text::quick_map::QuickMap;
use crate::vm::Vm;

/// The weak references of an interpreter, by the addresses of what they refer to. In parts, each with a lock of its own, so
/// that threads seldom wait for each other.
#[derive(Default)]
pub struct Table([CachePadded<Mutex<Part>>; PARTS]);

/// Most objects that have a weak reference have one, and die before anybody asks for another: so the first one of each object is
/// only put on a list, where a collection finds it dead or alive. It costs no search and, what is more, the collection, which runs
/// alone, nothing but a look.
#[derive(Default)]
struct Part {
    /// objects, each with the first reference to it, since the table was last searched
    first: Vec<(Value, Value)>,
    /// all others
    known: QuickMap<u64, Vec<Value>>,
}

const PARTS: usize = 16;

impl Table {
    /// The part that knows the object.
    fn part(&self, object: Value) -> &Mutex<Part> {
        // neighbours in memory belong to one thread: let them share
        &self.0[(object.0 >> 15) as usize % PARTS]
    }
}

impl Part {
    /// The map, with what stood on the list.
    fn all(&mut self) -> &mut QuickMap<u64, Vec<Value>> {
        for (object, w) in self.first.drain(..) {
            self.known.entry(object.0).or_default().push(w);
        }
        &mut self.known
    }
}

pub static WEAKREF: TypeSpec = TypeSpec {
    name: "weakref.ReferenceType",
    layout: Layout::WeakRef,
    getset: &[getter("__callback__", |_, w| Ok(w.expect::<WeakRef>().callback.get().given().unwrap_or(Value::NONE)))],
    methods: &[super::generic_alias::CLASS_GETITEM],
    slots: Slots {
        repr: Some(repr),
        call: Some(call),
        compare: Some(compare),
        hash: Some(hash),
        new: Some(|vm, cls, args| {
            let given = referent_and_callback(vm, "__new__", args)?;
            new(vm, cls, given[0], given.get(1).and_then(|v| v.not_none()))
        }),
        // `super().__init__(object, callback)` of a subclass: all was done by `__new__`
        init: Some(|vm, _, args| {
            if !args.names.is_empty() {
                return Err(vm.type_error("ref() takes no keyword arguments"));
            }
            referent_and_callback(vm, "__init__", args).map(|_| ())
        }),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

/// The one or two arguments; `__init__` refuses names.
fn referent_and_callback<'a>(vm: &Vm, what: &str, args: Args<'a>) -> Res<&'a [Value]> {
    match args.pos().len() {
        0 => Err(vm.type_error(format!("{what} expected at least 1 argument, got 0"))),
        1 | 2 => Ok(args.pos()),
        n => Err(vm.type_error(format!("{what} expected at most 2 arguments, got {n}"))),
    }
}

/// Do instances of a builtin type take weak references? Classes that derive from one that refuses them may.
pub fn takes(spec: &TypeSpec) -> bool {
    let refuses = match spec.layout {
        Layout::Exception | Layout::StaticMethod | Layout::ClassMethod => true,
        Layout::Native => match spec.name.split_once('.') {
            Some(("itertools" | "decimal" | "_csv" | "operator" | "zlib" | "_hashlib", name)) => !matches!(name, "_tee" | "Dialect"),
            Some(("re", "Match") | ("types", "SimpleNamespace") | ("functools", "KeyWrapper")) => true,
            Some(("_contextvars", name)) => matches!(name, "ContextVar" | "Token"),
            _ => false,
        },
        _ => false,
    };
    let takes = spec.has_dict
        || matches!(
            spec.layout,
            Layout::Function
                | Layout::Set
                | Layout::FrozenSet
                | Layout::Type
                | Layout::Generator
                | Layout::Native
                | Layout::BoundMethod
                | Layout::Code
                | Layout::MemoryView
                | Layout::NativeFunction
                | Layout::Coroutine
                | Layout::AsyncGenerator
                | Layout::GenericAlias
                | Layout::Union
        );
    takes && !refuses
}

/// A weak reference to an object; the same one for the same object, unless there is a callback.
pub fn new(vm: &Vm, cls: Value, object: Value, callback: Option<Value>) -> Res {
    let t = object.typ();
    if !(object.is_object() && t.takes_weak) {
        return Err(vm.type_error(format!("cannot create weak reference to '{}' object", object.type_name())));
    }
    let exact_class = std::ptr::eq(cls.as_type().expect("a class"), super::type_of(&WEAKREF));
    let shape = super::shape_for(vm, cls)?;
    let make = || {
        let w = Value::from_ptr(vm.alloc.alloc(vm.words_for(shape, WeakRef::SIZE), shape));
        let r: Ref<WeakRef> = w.expect();
        r.object.hide(object);
        r.callback.set(callback.unwrap_or(Value::UNBOUND));
        w
    };
    let part = &mut *vm.shared.weak.part(object).lock();
    if !object.header().has_flag(FLAG_WEAK) {
        object.header().set_flag(FLAG_WEAK);
        let w = make();
        part.first.push((object, w));
        return Ok(w);
    }
    let known = part.all().entry(object.0).or_default();
    if callback.is_none() && exact_class {
        let plain = known.iter().find(|w| w.typ().builtin && w.expect::<WeakRef>().callback.get().is_unbound());
        if let Some(w) = plain {
            return Ok(*w);
        }
    }
    let w = make();
    known.push(w);
    Ok(w)
}

/// What a reference refers to, if it lives.
pub fn target(w: Value) -> Option<Value> {
    w.expect::<WeakRef>().object.get()
}

/// The live references to an object.
pub fn references(vm: &Vm, object: Value) -> Vec<Value> {
    vm.shared.weak.part(object).lock().all().get(&object.0).cloned().unwrap_or_default()
}

/// Called by the collector after marking: references to the dead are cleared; gives those that live and have a callback,
/// which is due. References to the living stay known, dead as they may be: a due `__del__` may bring them back.
pub fn clear_dead(vm: &Vm, is_alive: &dyn Fn(Value) -> bool, marker: &mut Marker) -> Vec<Value> {
    let mut due = Vec::new();
    let is_dead = |object: Value| crate::object::heap::is_in_heap(object.0 as usize) && !is_alive(object);
    let mut clear = |w: Value| {
        let r = w.expect::<WeakRef>();
        r.object.clear();
        if !r.callback.get().is_unbound() && is_alive(w) {
            due.push(w);
        }
    };
    for part in &vm.shared.weak.0 {
        let part = &mut *part.lock();
        part.first.retain(|&(object, w)| {
            let dead = is_dead(object);
            if dead {
                clear(w);
            }
            !dead
        });
        part.known.retain(|&address, refs| {
            let dead = is_dead(Value(address));
            if dead {
                refs.iter().for_each(|&w| clear(w));
            }
            !dead
        });
    }
    due.iter().for_each(|&w| marker.value(w));
    due
}

/// Called by the collector when all is marked that lives on: references that are dead are forgotten.
pub fn forget_dead(vm: &Vm, is_alive: &dyn Fn(Value) -> bool) {
    for part in &vm.shared.weak.0 {
        let part = &mut *part.lock();
        part.first.retain(|&(_, w)| is_alive(w));
        part.known.retain(|_, refs| {
            refs.retain(|&w| is_alive(w));
            !refs.is_empty()
        });
    }
}

fn repr(vm: &Vm, w: Value) -> Res {
    Ok(vm.str(&match target(w) {
        Some(o) => {
            // what its type says of names, not what it says itself
            let name = match vm.type_lookup(o.typ(), crate::vm::intern::names::NAME.get()) {
                Some(d) => match d.typ().slots().descr_get {
                    Some(get) => get(vm, d, o, o.typ().value())?,
                    None => d,
                },
                None => Value::NONE,
            };
            let name = name.as_str().map_or(String::new(), |name| format!(" ({name})"));
            format!("<weakref at {:#x}; to '{}' at {:#x}{name}>", w.0, o.type_name(), o.0)
        }
        None => format!("<weakref at {:#x}; dead>", w.0),
    }))
}

fn call(vm: &Vm, w: Value, args: Args) -> Res {
    if !args.names.is_empty() {
        return Err(vm.type_error("weakref() takes no keyword arguments"));
    }
    if !args.all.is_empty() {
        return Err(vm.type_error(format!("weakref expected 0 arguments, got {}", args.all.len())));
    }
    Ok(target(w).unwrap_or(Value::NONE))
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    if b.cast::<WeakRef>().is_none() || !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let same = match (target(a), target(b)) {
        (Some(x), Some(y)) => vm.equal(x, y)?,
        _ => a == b,
    };
    Ok(Value::bool(same == (op == CmpOp::Eq)))
}

fn hash(vm: &Vm, w: Value) -> Res<i64> {
    let r = w.expect::<WeakRef>();
    let known: &AtomicU64 = &r.hash;
    let h = known.load(Ordering::Relaxed);
    if h != 0 {
        return Ok(h as i64);
    }
    let Some(o) = target(w) else { return Err(vm.type_error("weak object has gone away")) };
    let h = vm.hash(o)?;
    known.store(h as u64, Ordering::Relaxed);
    Ok(h)
}
