//! The end of an interpreter's memory: what its heap does not hold by itself is freed when its last handle goes.
//!
//! The heap gives its blocks back whole. Outside it stand the data of native objects (boxes), classes (boxes, because
//! shapes hold their addresses) and shapes (numbers in the process's table).

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Layout, Shape, Slots, Type, Value};
use crate::vm::Shared;
use crate::vm::namespace::{entry_value, is_namespace};

impl Drop for Shared {
    fn drop(&mut self) {
        drop_native_data(self);
        let mut roots = module_shapes(self);
        let mut classes = std::mem::take(self.classes.get_mut());
        roots.extend(classes.iter().map(|c| c.header().shape()).filter(|&s| is_made(s)));
        if !classes.is_empty() {
            classes.sort_unstable_by_key(|c| c.0);
            let is_dead = |t: Value| classes.binary_search_by_key(&t.0, |c| c.0).is_ok();
            // The shape of a class whose metaclass dies as well goes with the metaclass. Given back twice it would be
            // handed out twice, and objects of one class would be taken for another's.
            roots.retain(|&id| !is_dead(Shape::get(id).type_value()));
            Shape::release(&is_dead);
        }
        Shape::release_roots(&roots);
        for class in classes {
            let t: *mut Type = class.as_ptr();
            // SAFETY: classes are leaked boxes of this interpreter, and no thread is left that could look at one; the
            // table was leaked by `set_slots` and is replaced, never freed, before.
            unsafe {
                drop(Box::from_raw((*t).slot_table.load(Ordering::Acquire).cast::<Slots>()));
                drop(Box::from_raw(t));
            }
        }
    }
}

fn is_made(shape: u32) -> bool {
    shape as usize >= Layout::ALL.len()
}

/// Drops what native objects own outside the heap.
fn drop_native_data(shared: &Shared) {
    for v in shared.heap.take_finalizable() {
        if let Some(payload) = v.cast::<Native>().and_then(|native| native.take_payload()) {
            payload.free();
        }
    }
}

/// Each module has a shape of its own.
fn module_shapes(shared: &Shared) -> Vec<u32> {
    let modules = shared.modules.get();
    if modules.is_unbound() {
        return Vec::new();
    }
    let table = modules.expect::<Dict>().table.get();
    if table.is_unbound() {
        return Vec::new();
    }
    let cells = is_namespace(modules);
    let table = table.expect::<DictTable>();
    let values = table.entries()[..table.used()].iter().map(|e| entry_value(cells, e.value.get()));
    let mut shapes: Vec<u32> = values.filter_map(|m| m.cast::<Module>()).map(|m| m.header.shape()).filter(|&s| is_made(s)).collect();
    shapes.sort_unstable();
    shapes.dedup();
    shapes
}
