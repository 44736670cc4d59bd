//! `Values`: a growing list of values that the collector can see.
//!
//! A `Vec<Value>` keeps its values in memory that the collector does not look at. Whoever holds values over a call that
//! may reach a safepoint (any call into Python, any detaching) keeps them here: the storage is an object of the heap,
//! and the pointer to it stands on the native stack, where it is found.

use std::ops::Deref;

use crate::object::layouts::Array;
use crate::object::{Ref, Slot, Value};

use super::Vm;

/// A list of values on the native stack, its storage in the heap. Must not be moved off the stack.
pub struct Values<'a> {
    vm: &'a Vm,
    storage: Option<Ref<Array>>,
    len: usize,
}

impl<'a> Values<'a> {
    pub fn new(vm: &'a Vm) -> Values<'a> {
        Values { vm, storage: None, len: 0 }
    }

    pub fn with_capacity(vm: &'a Vm, capacity: usize) -> Values<'a> {
        Values { vm, storage: (capacity > 0).then(|| vm.array(capacity)), len: 0 }
    }

    pub fn from_slice(vm: &'a Vm, items: &[Value]) -> Values<'a> {
        let mut values = Values::with_capacity(vm, items.len());
        items.iter().for_each(|&v| values.push(v));
        values
    }

    fn slots(&self) -> &[Slot] {
        self.storage.as_ref().map_or(&[], |a| a.slots())
    }

    pub fn push(&mut self, v: Value) {
        if self.len == self.slots().len() {
            let bigger = self.vm.array((self.len * 2).max(8));
            for (to, from) in bigger.slots().iter().zip(self.slots()) {
                to.set(from.get());
            }
            self.storage = Some(bigger);
        }
        self.slots()[self.len].set(v);
        self.len += 1;
    }

    pub fn pop(&mut self) -> Option<Value> {
        self.len = self.len.checked_sub(1)?;
        Some(self.slots()[self.len].swap(Value::UNBOUND))
    }

    pub fn set(&mut self, i: usize, v: Value) {
        assert!(i < self.len, "index {i} of {}", self.len);
        self.slots()[i].set(v);
    }

    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    pub fn reverse(&mut self) {
        self.as_mut_slice().reverse();
    }

    pub fn as_mut_slice(&mut self) -> &mut [Value] {
        let len = self.len;
        match self.storage {
            // SAFETY: a slot is a value's word; the storage belongs to this list alone, borrowed mutably.
            Some(a) => unsafe { std::slice::from_raw_parts_mut(a.slots().as_ptr() as *mut Value, len) },
            None => &mut [],
        }
    }

    /// Neighbours as pairs: keys and values of a dict.
    pub fn pairs(&self) -> impl Iterator<Item = (Value, Value)> + '_ {
        self.chunks_exact(2).map(|p| (p[0], p[1]))
    }
}

impl Deref for Values<'_> {
    type Target = [Value];
    fn deref(&self) -> &[Value] {
        match &self.storage {
            // SAFETY: a slot is a value's word; `len` of them are filled and only `&mut self` changes them.
            Some(a) => unsafe { std::slice::from_raw_parts(a.slots().as_ptr() as *const Value, self.len) },
            None => &[],
        }
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
    /// the same, once there are many
    known: std::collections::HashSet<u64>,
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
