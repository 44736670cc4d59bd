//! `Slot`: a field in the heap that holds a value. Every store of a pointer into the heap goes through it, and through the
//! collector's write barrier (`heap/barrier.rs`).

use super::value::Value;
use crate::sync::Word;

/// An atomic word of the heap (see `sync::Slot`).
pub type Slot = crate::sync::Slot<Value>;

impl Word for Value {
    const UNBOUND: Value = Value::UNBOUND;

    #[inline(always)]
    fn from_bits(bits: u64) -> Value {
        Value(bits)
    }

    #[inline(always)]
    fn bits(self) -> u64 {
        self.0
    }

    #[inline(always)]
    fn stored(self) {
        super::heap::shade(self);
    }

    #[inline(always)]
    fn is_barred() -> bool {
        super::heap::is_marking()
    }
}

impl Slot {
    pub const fn new(v: Value) -> Slot {
        Slot::of_bits(v.0)
    }
}
