//! What refers to what: for `gc.get_objects`, `gc.get_referents` and `gc.get_referrers`.
//!
//! The collector's own trace says it, with the world stopped. What a script never sees (buffers of lists, tables of dicts and
//! sets, the cells of a namespace) is passed through: a list refers to its items.

use crate::object::heap::{self, Marker};
use crate::object::layouts::Tuple;
use crate::object::{Layout, Value};

use super::collect::trace;
use super::{Values, Vm};

impl Vm {
    /// Containers that are alive: a collection looks first.
    pub fn all_containers(&self) -> Values<'_> {
        self.collect();
        self.with_world_stopped(&mut |found| {
            // SAFETY: the world is stopped, and no allocator holds a block.
            unsafe { self.shared.heap.each_object(&mut |v| found.push(v)) };
            found.retain(|v| is_container(*v));
        })
    }

    /// What the objects refer to, in the order of the objects; nothing for numbers and texts.
    pub fn referents(&self, objects: &[Value]) -> Values<'_> {
        self.with_world_stopped(&mut |found| objects.iter().for_each(|&v| references(self, v, false, found)))
    }

    /// The containers that refer to one of the objects.
    pub fn referrers(&self, objects: &[Value]) -> Values<'_> {
        let all = self.all_containers();
        self.with_world_stopped(&mut |found| {
            let mut seen = Vec::new();
            for &v in all.iter() {
                seen.clear();
                references(self, v, false, &mut seen);
                if seen.iter().any(|to| objects.contains(to)) {
                    found.push(v);
                }
            }
        })
    }

    /// What `find` finds while no other thread of the interpreter runs and no allocator holds a block. It is put where the
    /// collector sees it before the world goes on: another thread may collect before this one is attached again.
    pub(super) fn with_world_stopped(&self, find: &mut dyn FnMut(&mut Vec<Value>)) -> Values<'_> {
        let mut kept = Values::new(self);
        crate::sync::with_spilled(|_| {
            self.thread.stop_world(&mut |_| {
                let machines: Vec<*const Vm> = self.shared.vms.lock().iter().map(|p| p.0).collect();
                // SAFETY: the world is stopped: no machine runs.
                machines.iter().for_each(|&p| unsafe { (*p).alloc.retire() });
                let mut found = Vec::new();
                find(&mut found);
                kept.extend(found);
            });
        });
        kept
    }
}

/// Can the object be part of a cycle, as far as a script sees it?
pub fn is_container(v: Value) -> bool {
    match v.layout() {
        Layout::None | Layout::Bool | Layout::NotImplemented | Layout::Ellipsis | Layout::Int | Layout::Float | Layout::Complex => false,
        Layout::Str | Layout::Bytes | Layout::ByteArray | Layout::Range | Layout::RangeIter | Layout::Code => false,
        Layout::Type => v.as_type().is_some_and(|t| !t.builtin),
        Layout::Tuple => v.cast::<Tuple>().is_some_and(|t| !t.items().is_empty()),
        Layout::Instance => !std::ptr::eq(v.typ(), crate::types::type_of(&crate::types::object::OBJECT)),
        _ => !is_internal(v),
    }
}

/// Objects of the collector's own, which no script may get.
fn is_internal(v: Value) -> bool {
    matches!(v.layout(), Layout::Free | Layout::Raw | Layout::Array | Layout::DictTable | Layout::SetTable)
}

/// Adds what the object refers to; `in_namespace`: its cells stand for what they hold.
fn references(vm: &Vm, object: Value, in_namespace: bool, found: &mut Vec<Value>) {
    if let Some(t) = object.as_type() {
        found.extend([t.bases.get(), t.mro.get(), t.namespace()].into_iter().filter(|v| !v.is_unbound()));
        return;
    }
    if !object.is_object() || heap::heap_of(object) != vm.shared.heap.id() || !heap::has_pointers(object) {
        return;
    }
    let in_namespace = in_namespace || object.layout() == Layout::Namespace;
    // SAFETY: a live object of this heap; the world is stopped.
    for v in unsafe { Marker::references(&vm.shared.heap, trace, object) } {
        if v.is_unbound() {
            continue;
        }
        if v.is_object() && (is_internal(v) || in_namespace && v.layout() == Layout::Cell) {
            references(vm, v, in_namespace, found);
        } else {
            found.push(v);
        }
    }
    if matches!(object.layout(), Layout::Instance) && !object.typ().builtin {
        found.push(object.typ().value());
    }
}
