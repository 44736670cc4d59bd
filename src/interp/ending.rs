//! The end of an interpreter's memory: what its heap does not hold by itself is freed when its last handle goes.
//!
//! The heap gives its blocks back whole, and with them its classes and modules. Outside it stand the data of native objects
//! (boxes), what classes list (`end_class`), and shapes (numbers in the process's table).

use crate::object::layouts::*;
use crate::object::{Shape, Value};
use crate::vm::Shared;
use crate::vm::collect::{end_class, own_shape};

impl Drop for Shared {
    fn drop(&mut self) {
        let registered = self.heap.take_finalizable();
        drop_native_data(&registered);
        // no thread is left that could look at any of them
        let shapes: Vec<u32> = registered.iter().filter_map(|&v| own_shape(v)).collect();
        Shape::release(&shapes);
        std::mem::take(self.classes.get_mut()).into_iter().for_each(end_class);
    }
}

/// Drops what native objects own outside the heap.
fn drop_native_data(registered: &[Value]) {
    for native in registered.iter().filter_map(|v| v.cast::<Native>()) {
        if let Some(payload) = native.take_payload() {
            payload.free();
        }
    }
}
