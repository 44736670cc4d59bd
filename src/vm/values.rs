//! `Values`: a growing list of values that the collector can see.
//!
//! A `Vec<Value>` keeps its values in memory that the collector does not look at. Whoever holds values over a call that
//! may reach a safepoint (any call into Python, any detaching) keeps them here: the first few stand on the native stack
//! itself, and when there are more, all of them in an object of the heap whose pointer stands there. The collector scans
//! native stacks.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::mem::MaybeUninit;
use std::ops::Deref;

use crate::object::header::FLAG_LAYOUT2;
use crate::object::layouts::Array;
use crate::object::{Ref, Res, Slot, Value};

use super::Vm;

/// So many values stand on the native stack.
const INLINE: usize = 8;

/// A list of values on the native stack, its storage there or in the heap. Must not be moved off the stack.
pub struct Values<'a> {
    vm: &'a Vm,
    len: usize,
    /// the values, once they are more than `INLINE`
    storage: Option<Ref<Array>>,
    /// the values until then; the first `len` are initialised
    inline: [MaybeUninit<Value>; INLINE],
}

impl<'a> Values<'a> {
    #[inline]
    pub fn new(vm: &'a Vm) -> Values<'a> {
        Values { vm, len: 0, storage: None, inline: [const { MaybeUninit::uninit() }; INLINE] }
    }

    pub fn with_capacity(vm: &'a Vm, capacity: usize) -> Values<'a> {
        // without memory for it, it grows as far as it can
        Values { storage: if capacity > INLINE { storage(vm, capacity) } else { None }, ..Values::new(vm) }
    }

    /// As `with_capacity`, or `MemoryError`: for those that must have room for all.
    pub fn with_room(vm: &'a Vm, capacity: usize) -> Res<Values<'a>> {
        if capacity <= INLINE {
            return Ok(Values::new(vm));
        }
        match vm.try_array(capacity) {
            Some(array) => Ok(Values { storage: Some(past_the_barrier(array)), ..Values::new(vm) }),
            None => Err(vm.memory_error()),
        }
    }

    /// As `with_capacity`, for many that are to be copied under a lock (`Vm::warm`).
    pub fn with_warm_room(vm: &'a Vm, capacity: usize) -> Values<'a> {
        let values = Values::with_capacity(vm, capacity);
        if let Some(storage) = &values.storage {
            vm.warm(storage.value());
        }
        values
    }

    fn room(&self) -> usize {
        self.storage.as_ref().map_or(INLINE, |a| a.capacity())
    }

    pub fn from_slice(vm: &'a Vm, items: &[Value]) -> Values<'a> {
        let mut values = Values::with_capacity(vm, items.len());
        values.extend_by(items);
        values
    }

    /// Adds values for which there is room (`with_capacity`); what has none is left out, as by `push`.
    pub fn extend_by(&mut self, items: &[Value]) {
        let items = &items[..items.len().min(self.room() - self.len)];
        // SAFETY: there is room for so many more, in the storage or inline.
        unsafe { std::ptr::copy_nonoverlapping(items.as_ptr(), self.start().add(self.len), items.len()) };
        self.len += items.len();
    }

    /// The same of slots that nobody changes meanwhile: the caller has their owner's lock.
    pub fn extend_by_slots(&mut self, slots: &[Slot]) {
        // SAFETY: a slot is a value's word.
        self.extend_by(unsafe { std::slice::from_raw_parts(slots.as_ptr() as *const Value, slots.len()) });
    }

    /// What stands in slots that nobody changes meanwhile: the caller has their owner's lock.
    pub fn from_slots(vm: &'a Vm, slots: &[Slot]) -> Values<'a> {
        let mut values = Values::with_capacity(vm, slots.len());
        values.extend_by_slots(slots);
        values
    }

    /// Adds a value. Where there is no memory for it, it is left out and a `MemoryError` is due (`Vm::note_refusal`).
    #[inline]
    pub fn push(&mut self, v: Value) {
        if self.len == self.room() && !self.grow() {
            return;
        }
        // SAFETY: there is room for one more. Storage needs no write barrier: its flag says that it is looked at again.
        unsafe { self.start().add(self.len).write(v) };
        self.len += 1;
    }

    #[inline(never)]
    fn grow(&mut self) -> bool {
        let Some(bigger) = storage(self.vm, self.len * 2) else { return false };
        // SAFETY: twice the room, in a fresh object.
        unsafe { std::ptr::copy_nonoverlapping(self.as_ptr(), bigger.slots().as_ptr() as *mut Value, self.len) };
        self.storage = Some(bigger);
        true
    }

    /// Where the values stand.
    #[inline(always)]
    fn start(&mut self) -> *mut Value {
        match &self.storage {
            Some(a) => a.slots().as_ptr() as *mut Value,
            None => self.inline.as_mut_ptr() as *mut Value,
        }
    }

    pub fn pop(&mut self) -> Option<Value> {
        let last = self.len.checked_sub(1)?;
        let v = std::mem::replace(&mut self.as_mut_slice()[last], Value::UNBOUND);
        self.len = last;
        Some(v)
    }

    pub fn set(&mut self, i: usize, v: Value) {
        self.as_mut_slice()[i] = v;
    }

    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    pub fn reverse(&mut self) {
        self.as_mut_slice().reverse();
    }

    pub fn as_mut_slice(&mut self) -> &mut [Value] {
        // SAFETY: a slot is a value's word; the first `len` are filled; the storage belongs to this list alone, borrowed mutably.
        unsafe { std::slice::from_raw_parts_mut(self.start(), self.len) }
    }

    /// Neighbours as pairs: keys and values of a dict.
    pub fn pairs(&self) -> impl Iterator<Item = (Value, Value)> + '_ {
        self.chunks_exact(2).map(|p| (p[0], p[1]))
    }
}

/// Storage for so many values; `None` if there is no memory for it, which is noted.
fn storage(vm: &Vm, capacity: usize) -> Option<Ref<Array>> {
    if capacity <= super::make::UNREFUSED / size_of::<Value>() {
        return Some(past_the_barrier(vm.array(capacity)));
    }
    let array = vm.try_array(capacity);
    if array.is_none() {
        vm.note_refusal();
    }
    array.map(past_the_barrier)
}

/// An array whose values are changed in place, as a slice: past the collector's barrier.
fn past_the_barrier(array: Ref<Array>) -> Ref<Array> {
    array.value().header().set_flag_unshared(FLAG_LAYOUT2);
    array
}

impl Deref for Values<'_> {
    type Target = [Value];
    #[inline]
    fn deref(&self) -> &[Value] {
        let start = match &self.storage {
            Some(a) => a.slots().as_ptr() as *const Value,
            None => self.inline.as_ptr() as *const Value,
        };
        // SAFETY: a slot is a value's word; the first `len` are filled and only `&mut self` changes them.
        unsafe { std::slice::from_raw_parts(start, self.len) }
    }
}

impl Extend<Value> for Values<'_> {
    fn extend<T: IntoIterator<Item = Value>>(&mut self, iter: T) {
        iter.into_iter().for_each(|v| self.push(v));
    }
}

/// Objects that something is being done to, the innermost last; each stands in it once.
#[derive(Default)]
pub struct Active {
    order: Vec<Value>,
    /// the same, once there are many; with fixed keys, for random ones would be asked of the system by each thread that starts
    known: HashSet<u64, BuildHasherDefault<DefaultHasher>>,
}

/// Up to so many a look through all of them is quicker.
const FEW: usize = 32;

impl Active {
    /// Adds an object; false if it is there.
    pub fn push(&mut self, v: Value) -> bool {
        if self.order.len() < FEW {
            if self.order.contains(&v) {
                return false;
            }
        } else {
            if self.known.is_empty() {
                self.known.extend(self.order.iter().map(|v| v.0));
            }
            if !self.known.insert(v.0) {
                return false;
            }
        }
        self.order.push(v);
        true
    }

    /// Takes the last one out.
    pub fn pop(&mut self) {
        let last = self.order.pop();
        if self.order.len() < FEW {
            self.known.clear();
        } else if let Some(v) = last {
            self.known.remove(&v.0);
        }
    }

    pub fn all(&self) -> &[Value] {
        &self.order
    }
}
