//! `Marker`: finds everything that can be reached.
//!
//! Made by `collect.rs` for one step of a collection, handed to whoever knows roots and to the trace function, which says
//! what an object points to. What is left to do (`Work`) goes from step to step. There is a stack, so depth costs no native
//! stack; what comes off it passes through a short queue, its memory asked for when it enters and read when it leaves. Long
//! arrays wait in a list of their own and are read piece by piece. The world is stopped while a marker exists.

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
/// As long as one object takes, so many slots of an array take whose objects are marked.
const SLOTS_OF_ONE: usize = 8;

/// Entries of the mark stack that are kept for the next collection.
const STACK_KEPT: usize = 64 << 10;

/// A run of slots that the marker has not read: `count` groups of `width` slots, one every `stride` words. In a marked object.
struct Piece {
    at: *const Slot,
    count: usize,
    stride: usize,
    width: usize,
}

/// What is left to do of a collection that is under way, and what it has found so far.
#[derive(Default)]
pub struct Work {
    stack: Vec<usize>,
    pieces: Vec<Piece>,
    /// marked objects that are changed without the barrier
    unguarded: Vec<usize>,
    pub(super) live_objects: usize,
    pub(super) live_bytes: usize,
}

// SAFETY: addresses in the heap that the work belongs to, used with its world stopped.
unsafe impl Send for Work {}

impl Work {
    /// Forgets everything, but for memory that the next collection can use.
    pub(super) fn clear(&mut self) {
        self.stack.clear();
        self.stack.shrink_to(STACK_KEPT);
        self.pieces = Vec::new();
        self.unguarded = Vec::new();
        (self.live_objects, self.live_bytes) = (0, 0);
    }
}

/// One step of a collection.
pub struct Marker<'a> {
    base: usize,
    size: usize,
    blocks: *const Block,
    heap: u32,
    work: &'a mut Work,
    trace: TraceFn,
    owner: &'a Heap,
    /// the class that was marked last
    last_class: u64,
    /// marks nothing, but lists what it is shown: its range is empty
    listed: Option<Vec<Value>>,
    /// only looks whether all is marked: what it has seen
    #[cfg(any(test, feature = "stress"))]
    checked: Option<std::collections::HashSet<usize>>,
}

impl<'a> Marker<'a> {
    pub(super) fn new(owner: &'a Heap, work: &'a mut Work, trace: TraceFn) -> Marker<'a> {
        Marker {
            base: region::base(),
            size: region::size(),
            blocks: region::blocks(),
            heap: owner.id(),
            work,
            trace,
            owner,
            last_class: 0,
            listed: None,
            #[cfg(any(test, feature = "stress"))]
            checked: None,
        }
    }

    /// A marker that marks nothing, but panics when it reaches what is not marked.
    #[cfg(any(test, feature = "stress"))]
    pub(super) fn checking(owner: &'a Heap, work: &'a mut Work, trace: TraceFn) -> Marker<'a> {
        Marker { checked: Some(Default::default()), ..Marker::new(owner, work, trace) }
    }

    /// What the object points to, objects of the collector's own kinds and unbound slots too.
    ///
    /// # Safety
    /// A live object with pointers, of this heap; the world is stopped.
    pub unsafe fn references(owner: &Heap, trace: TraceFn, object: Value) -> Vec<Value> {
        let mut work = Work::default();
        let mut marker = Marker { size: 0, listed: Some(Vec::new()), ..Marker::new(owner, &mut work, trace) };
        marker.look_at(object.0 as usize);
        // the pieces of a long array
        marker.drain();
        marker.listed.unwrap_or_default()
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
            return self.list_outside(v);
        }
        // SAFETY: the table has a descriptor for each block of the range.
        let block = unsafe { &*self.blocks.add(offset >> BLOCK_SHIFT) };
        if block.heap_id() != self.heap {
            debug_assert!(region::is_lent(v.0 as usize), "{v:?} points into another heap or a free block");
            return self.list_outside(v);
        }
        let cell = block.cell_of_offset(offset & (BLOCK - 1));
        debug_assert!(block.cell_address(cell) == v.0 as usize, "{v:?} points into an object");
        debug_assert!(block.is_start(cell), "{v:?} points to a dead object");
        self.mark(block, cell, v.0 as usize);
    }

    /// What is no object of a heap: unbound, permanent, or a builtin type.
    #[inline(always)]
    fn list_outside(&mut self, v: Value) {
        if let Some(listed) = &mut self.listed {
            listed.push(v);
        }
    }

    /// Marks the class of an object. Neighbours mostly have one class, so the last one is remembered.
    #[inline(always)]
    pub fn class(&mut self, class: Value) {
        if class.0 != self.last_class && self.listed.is_none() {
            self.last_class = class.0;
            self.value(class);
        }
    }

    /// Marks what a field points to.
    #[inline(always)]
    pub fn slot(&mut self, slot: &Slot) {
        self.value(slot.get());
    }

    /// Marks what an array of slots points to; long ones later, piece by piece. They must lie in a heap object.
    #[inline]
    pub fn slots(&mut self, slots: &[Slot]) {
        self.groups(slots.as_ptr(), slots.len(), 1, 1);
    }

    /// The same for `count` groups of `width` slots, of which one begins at `at` and every `stride` words.
    #[inline]
    pub fn groups(&mut self, at: *const Slot, count: usize, stride: usize, width: usize) {
        let piece = Piece { at, count, stride, width };
        if count <= PIECE { self.read(&piece) } else { self.work.pieces.push(piece) }
    }

    #[inline(always)]
    fn read(&mut self, piece: &Piece) {
        for i in 0..piece.count {
            for j in 0..piece.width {
                // SAFETY: slots of a marked object, whose memory stays until the collection has ended.
                self.slot(unsafe { &*piece.at.add(i * piece.stride + j) });
            }
        }
    }

    /// The object that is being traced is changed without the barrier: it is looked at again before the collection ends.
    #[inline]
    pub fn unguarded(&mut self, object: *const u64) {
        self.work.unguarded.push(object as usize);
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
            if let Some(listed) = &mut self.listed {
                listed.extend(super::find_object(word));
            }
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
        #[cfg(any(test, feature = "stress"))]
        if let Some(checked) = &mut self.checked {
            // SAFETY: a cell with an object.
            assert!(block.is_marked(cell), "missed: {object:#x}, of shape {}", unsafe { *(object as *const u32) });
            if block.has_pointers() && checked.insert(object) {
                self.work.stack.push(object);
            }
            return;
        }
        if block.mark(cell) {
            self.found(block, object);
        }
    }

    /// An object was marked.
    #[inline(always)]
    fn found(&mut self, block: &Block, object: usize) {
        self.work.live_objects += 1;
        self.work.live_bytes += block.cell_bytes();
        if block.has_pointers() {
            self.work.stack.push(object);
        }
    }

    /// Takes over what the barrier has marked since the last step.
    pub(super) fn take_shaded(&mut self) {
        for address in std::mem::take(&mut *self.owner.shaded.lock()) {
            let Some((block, cell)) = region::head_block(address).and_then(|b| Some((b, b.cell_at(address)?))) else { continue };
            if !block.is_start(cell) {
                block.unmark(cell);
            } else if block.is_marked(cell) {
                self.found(block, address);
            }
        }
    }

    /// Looks again at what is changed without the barrier.
    pub(super) fn look_again(&mut self) {
        let unguarded = std::mem::take(&mut self.work.unguarded);
        // each notes itself again
        for object in unguarded {
            self.look_at(object);
        }
    }

    #[inline(always)]
    fn look_at(&mut self, object: usize) {
        let object = object as *const u64;
        // SAFETY: a live object with pointers, its header written when it was made; the world is stopped.
        unsafe { (self.trace)(object, *object as u32, self) };
    }

    /// Marks all that is reached from what is marked. `collect` does it after the roots and after `after_mark`, which
    /// may do it itself when it has marked something and wants to know what that reaches.
    pub fn drain(&mut self) {
        let mut unlimited = usize::MAX;
        let done = self.drain_within(&mut unlimited);
        debug_assert!(done, "nothing ends it before its end");
    }

    /// `drain`, as far as `budget` goes, which it lowers by 1 for an object and for each `SLOTS_OF_ONE` slots of long arrays.
    /// True if nothing is left to do.
    pub(super) fn drain_within(&mut self, budget: &mut usize) -> bool {
        let mut queue = [0usize; QUEUE];
        let (mut first, mut length) = (0, 0);
        loop {
            if *budget == 0 {
                self.work.stack.extend((0..length).map(|i| queue[(first + i) % QUEUE]));
                return self.work.stack.is_empty() && self.work.pieces.is_empty();
            }
            if let Some(object) = self.work.stack.pop() {
                prefetch(object);
                queue[(first + length) % QUEUE] = object;
                length += 1;
                if length < QUEUE {
                    continue;
                }
            }
            if length > 0 {
                let object = queue[first];
                first = (first + 1) % QUEUE;
                length -= 1;
                *budget -= 1;
                self.look_at(object);
            } else if let Some(mut piece) = self.work.pieces.pop() {
                let now = piece.count.min(PIECE);
                if piece.count > now {
                    // SAFETY: still within the run that was given.
                    let rest = unsafe { piece.at.add(now * piece.stride) };
                    self.work.pieces.push(Piece { at: rest, count: piece.count - now, ..piece });
                }
                piece.count = now;
                *budget = budget.saturating_sub(PIECE / SLOTS_OF_ONE);
                self.read(&piece);
            } else {
                return true;
            }
        }
    }

    /// What was found so far: objects, and their bytes.
    pub(super) fn live(&self) -> (usize, usize) {
        (self.work.live_objects, self.work.live_bytes)
    }

    /// Does it only list what an object refers to?
    pub fn is_listing(&self) -> bool {
        self.listed.is_some()
    }

    /// The heap that is collected.
    pub fn heap(&self) -> &'a Heap {
        self.owner
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
