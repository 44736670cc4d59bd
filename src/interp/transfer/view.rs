//! Memory that two interpreters see at once: a memoryview on a bytearray.
//!
//! When such a view is sent, the bytearray's buffer moves out of the sender's heap into memory that belongs to no
//! interpreter, and the receiver gets a bytearray and a view over the same memory. That memory is never given back; a
//! bytearray that is sent again uses what it has.

use crate::object::heap::{Permanent, is_in_heap};
use crate::object::layouts::*;
use crate::object::{Layout, Res, Value};
use crate::sync::acquire;
use crate::types;
use crate::vm::Vm;
use std::sync::atomic::Ordering;

/// A view on its way.
pub struct SharedView {
    /// a permanent `Raw`
    raw: Value,
    array_start: usize,
    array_len: usize,
    start: usize,
    len: usize,
    format: String,
}

impl SharedView {
    /// The shared form of a contiguous view on a bytearray; `None` for other views.
    pub fn new(vm: &Vm, v: Value) -> Res<Option<SharedView>> {
        let view = v.expect::<MemoryView>();
        let Some(array) = view.base.get().cast::<ByteArray>() else { return Ok(None) };
        let plain = view.state.load(Ordering::Acquire) == 0
            && vm.index_i64(vm.get_attr_str(v, "ndim")?)? == 1
            && vm.truth(vm.get_attr_str(v, "contiguous")?)?;
        if !plain {
            return Ok(None);
        }
        let format = vm.str_text(vm.get_attr_str(v, "format")?)?;
        // Under the lock from the look at the buffer on: another thread may be sending a view of the same array, and what it
        // has moved out must not be moved again.
        let _guard = acquire(&vm.thread, &array.header.lock);
        let Some(old) = array.buffer.get().given() else { return Ok(None) };
        let (start, len) = (array.start.load(Ordering::Acquire), array.len.load(Ordering::Acquire));
        if view.start + view.len * view.itemsize > len {
            return Ok(None); // it was released meanwhile, and the array became shorter
        }
        if is_in_heap(old.0 as usize) {
            let from = old.expect::<Raw>();
            let p = Permanent::alloc(Raw::SIZE + from.capacity, exact(Layout::Raw)) as *mut Raw;
            // SAFETY: fresh memory of that size; the old buffer has `capacity` bytes behind it.
            unsafe {
                (*p).capacity = from.capacity;
                (*p).used.store(from.used.load(Ordering::Relaxed), Ordering::Relaxed);
                std::ptr::copy_nonoverlapping(from.as_ptr().add(1).cast::<u8>(), p.add(1).cast::<u8>(), from.capacity);
            }
            array.buffer.set(Value::from_ptr(p));
        }
        Ok(Some(SharedView {
            raw: array.buffer.get(),
            array_start: start,
            array_len: len,
            start: view.start,
            len: view.len * view.itemsize,
            format,
        }))
    }

    /// A view of this interpreter's over the same memory.
    pub fn object(&self, vm: &Vm) -> Res {
        let array = vm.new_object::<ByteArray>(exact(Layout::ByteArray));
        array.start.store(self.array_start, Ordering::Relaxed);
        array.buffer.set(self.raw);
        array.len.store(self.array_len, Ordering::Release);
        let mut v = types::memoryview::view_of(vm, array.value())?;
        if (self.start, self.len) != (0, self.array_len) {
            let part = vm.slice(vm.int(self.start as i64), vm.int((self.start + self.len) as i64), Value::NONE);
            v = vm.get_item(v, part)?;
        }
        if self.format != "B" {
            v = vm.call_method(v, "cast", &[vm.str(&self.format)])?;
        }
        Ok(v)
    }
}
