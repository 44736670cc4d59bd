//! `Marker`: finds everything that can be reached.
//!
//! Made by `collect`, handed to whoever knows roots and to the trace function, which says what an object points to. It
//! keeps its own stack, so depth costs no native stack; what comes off the stack passes through a short queue, its
//! memory asked for when it enters and read when it leaves. Long arrays wait in a list of their own and are read piece
//! by piece. The world is stopped all the while.

use super::block::Block;
use super::region::{self, BLOCK, BLOCK_SHIFT};
use super::space::Heap;
use crate::object::slot::Slot;
use crate::object::value::Value;

/// Says what an object points to, by calling the marker for each `Slot` of it. Gets objects of blocks with pointers
/// only. New objects are zero (`Value::UNBOUND`) behind their header until they are filled.
pub type TraceFn = unsafe fn(object: *const u64, shape: u32, marker: &mut Marker);

/// Objects between stack and trace.
const QUEUE: usize = 16;
/// Slots of an array that are read at once.
const PIECE: usize = 512;

/// Entries of the mark stack that are kept for the next collection.
const STACK_KEPT: usize = 64 << 10;

/// The state of one collection.
pub struct Marker<'a> {
    base: usize,
    size: usize,
    blocks: *const Block,
    heap: u32,
    stack: Vec<usize>,
    pieces: Vec<(*const Slot, usize)>,
    trace: TraceFn,
    pub(super) live_objects: usize,
    pub(super) live_bytes: usize,
    owner: &'a Heap,
}

impl<'a> Marker<'a> {
    pub(super) fn new(owner: &'a Heap, trace: TraceFn) -> Marker<'a> {
        Marker {
            base: region::base(),
            size: region::size(),
            blocks: region::blocks(),
            heap: owner.id(),
            stack: std::mem::take(&mut owner.mark_stack.lock()),
            pieces: Vec::new(),
            trace,
            live_objects: 0,
            live_bytes: 0,
            owner,
        }
    }

    /// Marks what a value points to. The value must be current: what once stood in a register that is not in use any
    /// more is a `conservative_word`.
    #[inline]
    pub fn value(&mut self, v: Value) {
        if !v.is_pointer_or_unbound() {
            return;
        }
        let offset = (v.0 as usize).wrapping_sub(self.base);
        if offset >= self.size {
            return; // unbound, permanent, or a type
        }
        // SAFETY: the table has a descriptor for each block of the range.
        let block = unsafe { &*self.blocks.add(offset >> BLOCK_SHIFT) };
        if block.heap_id() != self.heap {
            debug_assert!(false, "{v:?} points into another heap or a free block");
            return;
        }
        let cell = block.cell_of_offset(offset & (BLOCK - 1));
        debug_assert!(block.cell_address(cell) == v.0 as usize, "{v:?} points into an object");
        debug_assert!(block.is_start(cell), "{v:?} points to a dead object");
        self.mark(block, cell, v.0 as usize);
    }

    /// Marks what a field points to.
    #[inline(always)]
    pub fn slot(&mut self, slot: &Slot) {
        self.value(slot.get());
    }

    /// Marks what an array of slots points to; long ones later, piece by piece. They must stay where they are until the
    /// collection ends.
    #[inline]
    pub fn slots(&mut self, slots: &[Slot]) {
        if slots.len() <= PIECE {
            slots.iter().for_each(|s| self.slot(s));
        } else {
            self.pieces.push((slots.as_ptr(), slots.len()));
        }
    }

    /// Marks the object that the address lies in, for fields that point behind another object's header.
    #[inline(always)]
    pub fn interior(&mut self, address: usize) {
        self.conservative_word(address);
    }

    /// Marks the object that the word points into, if it does: a word of a native stack or of a stale register.
    #[inline]
    pub fn conservative_word(&mut self, word: usize) {
        if word.wrapping_sub(self.base) >= self.size {
            return;
        }
        let Some(block) = region::head_block(word) else { return };
        if block.heap_id() != self.heap {
            return;
        }
        if let Some(cell) = block.cell_at(word)
            && block.is_start(cell)
        {
            self.mark(block, cell, block.cell_address(cell));
        }
    }

    /// Marks what the words from `low` up to `high` point into.
    ///
    /// # Safety
    /// The range can be read and, but for the world being stopped, nobody writes it.
    pub unsafe fn conservative_range(&mut self, low: usize, high: usize) {
        let mut at = low.next_multiple_of(8);
        while at + 8 <= high {
            // SAFETY: aligned and within the caller's range; volatile, since the compiler does not know these words.
            self.conservative_word(unsafe { (at as *const usize).read_volatile() });
            at += 8;
        }
    }

    #[inline(always)]
    fn mark(&mut self, block: &Block, cell: usize, object: usize) {
        if block.mark(cell) {
            self.live_objects += 1;
            self.live_bytes += block.cell_bytes();
            if block.has_pointers() {
                self.stack.push(object);
            }
        }
    }

    /// Marks all that is reached from what is marked. `collect` does it after the roots and after `after_mark`, which
    /// may do it itself when it has marked something and wants to know what that reaches.
    pub fn drain(&mut self) {
        let mut queue = [0usize; QUEUE];
        let (mut first, mut length) = (0, 0);
        loop {
            if let Some(object) = self.stack.pop() {
                prefetch(object);
                queue[(first + length) % QUEUE] = object;
                length += 1;
                if length < QUEUE {
                    continue;
                }
            }
            if length > 0 {
                let object = queue[first] as *const u64;
                first = (first + 1) % QUEUE;
                length -= 1;
                // SAFETY: a live object with pointers, its header written when it was made; the world is stopped.
                unsafe { (self.trace)(object, *object as u32, self) };
            } else if let Some((slots, n)) = self.pieces.pop() {
                let now = n.min(PIECE);
                if n > now {
                    // SAFETY: still within the array that `slots` was given.
                    self.pieces.push((unsafe { slots.add(now) }, n - now));
                }
                // SAFETY: as above; the memory stays as it is until the collection ends.
                unsafe { std::slice::from_raw_parts(slots, now) }.iter().for_each(|s| self.slot(s));
            } else {
                return;
            }
        }
    }

    /// The heap that is collected.
    pub fn heap(&self) -> &'a Heap {
        self.owner
    }
}

impl Drop for Marker<'_> {
    fn drop(&mut self) {
        self.stack.clear();
        self.stack.shrink_to(STACK_KEPT);
        *self.owner.mark_stack.lock() = std::mem::take(&mut self.stack);
    }
}

#[inline(always)]
fn prefetch(address: usize) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a hint, whatever the address.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(address as *const i8)
    };
    #[cfg(not(target_arch = "x86_64"))]
    let _ = address;
}
