//! `Slot`: a field in the heap that holds a value. Every store of a pointer into the heap goes through it.

use std::sync::atomic::{AtomicU64, Ordering};

use super::value::Value;

/// An atomic word: loads acquire, stores release, so that whoever reads a pointer sees what it points to.
#[repr(transparent)]
#[derive(Default)]
pub struct Slot(AtomicU64);

impl Slot {
    pub const fn new(v: Value) -> Slot {
        Slot(AtomicU64::new(v.0))
    }

    #[inline(always)]
    pub fn get(&self) -> Value {
        Value(self.0.load(Ordering::Acquire))
    }

    #[inline(always)]
    pub fn set(&self, v: Value) {
        self.0.store(v.0, Ordering::Release);
    }

    /// Stores `new` and gives what stood here before, in one step.
    pub fn swap(&self, new: Value) -> Value {
        Value(self.0.swap(new.0, Ordering::AcqRel))
    }

    /// Stores `new` if `old` still stands here; else gives what does.
    pub fn replace(&self, old: Value, new: Value) -> Result<(), Value> {
        match self.0.compare_exchange(old.0, new.0, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => Ok(()),
            Err(v) => Err(Value(v)),
        }
    }
}
