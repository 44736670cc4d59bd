//! The first eight bytes of every object: what it is, who owns it, its lock.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::sync::LockWord;

/// `shape` changes only under the object's lock (an instance that gains an attribute); 0 is a free cell.
#[repr(C)]
pub struct Header {
    shape: AtomicU32,
    /// owner, lock byte and flags: the door of every mutation
    pub lock: LockWord,
}

/// Never freed, shared by all interpreters (builtin types, interned names).
pub const FLAG_IMMORTAL: u8 = 1;
/// Registered with the heap: its `__del__` or its native data must be seen to when nothing reaches it any more.
pub const FLAG_FINALIZE: u8 = 2;
/// `id()` or a weak reference registered this object.
pub const FLAG_WEAK: u8 = 4;
/// Free for each layout's own use.
pub const FLAG_LAYOUT: u8 = 8;
pub const FLAG_LAYOUT2: u8 = 16;
/// A dict that is a namespace: its values stand in cells.
pub const FLAG_FROZEN: u8 = 32;
/// Its `__del__` has run, and does not run again (PEP 442).
pub const FLAG_FINALIZED: u8 = 64;

impl Header {
    /// A header for an object outside the heap.
    pub fn new(shape: u32, owner: u16) -> Header {
        Header { shape: AtomicU32::new(shape), lock: LockWord::new(owner) }
    }

    #[inline(always)]
    pub fn shape(&self) -> u32 {
        self.shape.load(Ordering::Relaxed)
    }

    /// Publishes a new shape; what it describes must have been stored before.
    #[inline(always)]
    pub fn set_shape(&self, shape: u32) {
        self.shape.store(shape, Ordering::Release);
    }

    #[inline(always)]
    pub fn has_flag(&self, flag: u8) -> bool {
        self.lock.flags.load(Ordering::Relaxed) & flag != 0
    }

    pub fn set_flag(&self, flag: u8) {
        self.lock.flags.fetch_or(flag, Ordering::Relaxed);
    }

    /// `set_flag` of an object that nobody else has seen yet: without a locked instruction.
    pub fn set_flag_unshared(&self, flag: u8) {
        self.lock.flags.store(self.lock.flags.load(Ordering::Relaxed) | flag, Ordering::Relaxed);
    }

    pub fn clear_flag(&self, flag: u8) {
        self.lock.flags.fetch_and(!flag, Ordering::Relaxed);
    }
}

const _: () = assert!(size_of::<Header>() == 8, "the header is one word");
