//! `Allocator`: one thread's way to new objects.
//!
//! It bumps a cursor through free cells of blocks that this thread holds alone. The fast path is a compare, an add and
//! two stores; no allocation ever runs a collection. Memory is zeroed when a run is started, at most `CHUNK` bytes at a
//! time, so that it is still in the first cache when the objects are made, and so that a small interpreter touches
//! little. Blocks without pointers are not zeroed.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::block::{ALL_CLASSES, Block, CLASSES, LEAST, MEDIUM, SMALL, cell_size, coarse_class, medium_class, small_class};
use super::lender::exhausted;
use super::region::{self, BLOCK};
use super::space::{Heap, STEP};
use crate::object::header::FLAG_FINALIZE;
use crate::object::value::Value;

/// Bytes of a run that are made ready at once.
const CHUNK: usize = 4096;
/// So many the first few times: a small interpreter needs no more of most classes.
const CHUNK_FIRST: usize = 1024;
const FIRST: u8 = 8;

/// So many bytes of objects of a class go into cells of a coarser one, before the class gets a block of its own.
const FEW: usize = 4096;
/// The same of the smallest class: any interpreter has hundreds of those, the cells of its names.
const FEW_SMALLEST: usize = 512;

/// Where the next object of a class goes.
#[derive(Default)]
struct Cursor {
    next: Cell<usize>,
    limit: Cell<usize>,
}

impl Cursor {
    /// The next cell of the run, of this size; `None` at its end.
    #[inline(always)]
    fn take(&self, size: usize) -> Option<usize> {
        let (p, next) = (self.next.get(), self.next.get() + size);
        if next > self.limit.get() {
            return None;
        }
        self.next.set(next);
        Some(p)
    }
}

/// A thread's cursors. Belongs to one thread; the collector looks at it while that thread is stopped.
pub struct Allocator {
    cursors: [Cursor; ALL_CLASSES],
    held: [Cell<Option<&'static Block>>; ALL_CLASSES],
    /// how many objects of the class stand in cells of a coarser one
    lent: [Cell<u16>; ALL_CLASSES],
    /// how often the class was refilled, up to `FIRST`
    refills: [Cell<u8>; ALL_CLASSES],
    /// the owner's number where it stands in the header
    owner: Cell<u64>,
    /// bytes that the heap has not heard of
    unspent: Cell<usize>,
    /// objects to see to at their death that the heap has not heard of
    finalizable: RefCell<Vec<Value>>,
    heap: Arc<Heap>,
    poll: *const AtomicU32,
    collect_bit: u32,
}

// SAFETY: an allocator is used by one thread at a time; it may be made by another than the one that uses it. `poll`
// points to an atomic that outlives it (the contract of `new`), blocks that it holds are its own.
unsafe impl Send for Allocator {}

impl Allocator {
    /// An allocator for one thread. `poll` is the thread's poll word, in which `collect_bit` asks for a collection; it
    /// must live as long as the allocator.
    pub fn new(heap: Arc<Heap>, poll: *const AtomicU32, collect_bit: u32) -> Allocator {
        Allocator {
            cursors: std::array::from_fn(|_| Cursor::default()),
            held: std::array::from_fn(|_| Cell::new(None)),
            lent: std::array::from_fn(|_| Cell::new(0)),
            refills: std::array::from_fn(|_| Cell::new(0)),
            owner: Cell::new(0),
            unspent: Cell::new(0),
            finalizable: RefCell::default(),
            heap,
            poll,
            collect_bit,
        }
    }

    /// Whom the objects made from now on belong to.
    pub fn set_owner(&self, owner: u16) {
        self.owner.set((owner as u64) << 32);
    }

    /// The heap that it allocates from.
    pub fn heap(&self) -> &Arc<Heap> {
        &self.heap
    }

    /// A new object that may hold pointers, `bytes` long with its header, zero but for the header. For sizes that a
    /// script chooses see `alloc_checked`.
    ///
    /// Ends the process when the address range is used up; `Heap::is_over_limit` tells before, at a safepoint.
    #[inline(always)]
    pub fn alloc(&self, bytes: usize, shape: u32) -> *mut u64 {
        self.bump(bytes, shape, 0)
    }

    /// A new object without pointers; what follows the header may be anything. The collector does not look into it.
    ///
    /// As `alloc`, where nothing is left.
    #[inline(always)]
    pub fn alloc_data(&self, bytes: usize, shape: u32) -> *mut u64 {
        self.bump(bytes, shape, CLASSES)
    }

    /// A new object of any size; `None` (a `MemoryError`) if it would go over the heap's limit or the machine's memory.
    #[inline]
    pub fn alloc_checked(&self, bytes: usize, shape: u32, has_pointers: bool) -> Option<*mut u64> {
        let kind = if has_pointers { 0 } else { CLASSES };
        if bytes <= SMALL {
            return Some(self.bump(bytes, shape, kind));
        }
        if !self.heap.allows(bytes) {
            self.heap.note_refusal();
            self.ask_for_collection();
            return None;
        }
        let Some(p) = self.alloc_bigger(bytes, kind, false).or_else(|| self.alloc_kept(bytes, kind)) else {
            self.heap.note_refusal();
            self.ask_for_collection();
            return None;
        };
        Some(self.start(p, shape))
    }

    #[inline(always)]
    fn bump(&self, bytes: usize, shape: u32, kind: usize) -> *mut u64 {
        let p = if bytes <= SMALL {
            let (class, size) = small_class(bytes);
            match self.cursors[kind + class].take(size) {
                Some(p) => p,
                None => self.refill_or_die(kind + class),
            }
        } else {
            self.bigger_or_die(bytes, kind)
        };
        self.start(p, shape)
    }

    /// As `alloc`, for a few words, if that takes no call.
    #[inline(always)]
    pub fn alloc_in_place(&self, bytes: usize, shape: u32) -> Option<*mut u64> {
        let (class, size) = small_class(bytes);
        self.cursors[class].take(size).map(|p| self.start(p, shape))
    }

    #[inline(always)]
    fn start(&self, p: usize, shape: u32) -> *mut u64 {
        let p = p as *mut u64;
        // SAFETY: a free cell of 16 bytes or more in a block that this thread holds, or a new large object.
        unsafe { p.write(shape as u64 | self.owner.get()) };
        p
    }

    #[cold]
    #[inline(never)]
    fn refill_or_die(&self, class: usize) -> usize {
        self.refill(class).unwrap_or_else(|| exhausted())
    }

    #[cold]
    #[inline(never)]
    fn bigger_or_die(&self, bytes: usize, kind: usize) -> usize {
        self.alloc_bigger(bytes, kind, true).unwrap_or_else(|| exhausted())
    }

    #[inline(never)]
    fn alloc_bigger(&self, bytes: usize, kind: usize, must: bool) -> Option<usize> {
        if bytes > MEDIUM {
            return self.alloc_large(bytes, kind == 0, must);
        }
        let class = kind + medium_class(bytes);
        self.cursors[class].take(cell_size(class)).or_else(|| self.refill(class))
    }

    /// From what is kept for small objects, for one that is not large, once between two collections: what there was no room for may be
    /// there for after the next.
    #[cold]
    fn alloc_kept(&self, bytes: usize, kind: usize) -> Option<usize> {
        if self.heap.has_refused() || !region::is_little(bytes) {
            return None;
        }
        self.heap.note_refusal();
        self.ask_for_collection();
        self.alloc_bigger(bytes, kind, true)
    }

    fn alloc_large(&self, bytes: usize, pointers: bool, must: bool) -> Option<usize> {
        let (p, clean) = self.heap.take_large(bytes, pointers, must)?;
        if pointers && !clean {
            // to the last block's end, which belongs to the object too: see `extend`
            // SAFETY: the run is as long as that, and nobody else knows of it.
            unsafe { (p as *mut u8).write_bytes(0, bytes.next_multiple_of(BLOCK)) };
        }
        self.spend(bytes.next_multiple_of(BLOCK));
        Some(p)
    }

    /// Makes a large object with pointers longer where it lies: there are `bytes` from its header on then, those that are new
    /// zero. `false`, and nothing done: it is no large one, or there is no room behind it.
    pub fn extend(&self, object: Value, bytes: usize) -> bool {
        let block = region::head_block(object.0 as usize).filter(|block| block.is_large() && block.has_pointers());
        let Some(block) = block else { return false };
        let old = block.cell_bytes();
        if bytes <= old || !self.heap.allows(bytes - old) {
            return bytes <= old;
        }
        let Some((from, clean)) = self.heap.extend_large(block, bytes) else { return false };
        let more = block.cell_bytes() - old;
        if !clean {
            // SAFETY: the run was made longer by so much, and nobody else knows of it.
            unsafe { (from as *mut u8).write_bytes(0, more) };
        }
        self.spend(more);
        true
    }

    /// The first cell of the next free run; the cursor then stands behind it. Blocks with holes come here for every
    /// second object, so this is short: no division, no call for a short run.
    #[inline]
    fn refill(&self, class: usize) -> Option<usize> {
        let cursor = &self.cursors[class];
        loop {
            if let Some(block) = self.held[class].get() {
                let (address, cell) = (block.address(), block.cell_bytes());
                if let Some((start, mut end)) = block.free_run(block.cell_of_offset(cursor.limit.get() - address)) {
                    let chunk = self.chunk(class);
                    if (end - start) * cell > chunk {
                        end = start + (chunk / cell).max(1);
                    }
                    let (p, limit) = (address + start * cell, address + end * cell);
                    if block.has_pointers() {
                        zero(p, limit);
                    }
                    cursor.next.set(p + cell);
                    cursor.limit.set(limit);
                    self.spend(limit - p);
                    return Some(p);
                }
                block.release(block.count());
            } else if let Some(p) = self.borrow_cell(class) {
                return Some(p);
            }
            self.next_block(class)?;
        }
    }

    /// How many bytes to make ready at once.
    #[inline(always)]
    fn chunk(&self, class: usize) -> usize {
        let refills = &self.refills[class];
        if refills.get() >= FIRST {
            return CHUNK;
        }
        refills.set(refills.get() + 1);
        CHUNK_FIRST
    }

    /// A cell of a coarser class, for the first objects of a class that this thread makes: a page for each class that it uses would
    /// be most of what a small interpreter takes. `None` when there were a page of them.
    fn borrow_cell(&self, class: usize) -> Option<usize> {
        let (lent, coarse) = (&self.lent[class], coarse_class(class)?);
        let size = cell_size(class);
        if lent.get() as usize * size >= if size == LEAST { FEW_SMALLEST } else { FEW } {
            return None;
        }
        lent.set(lent.get() + 1);
        self.cursors[coarse].take(cell_size(coarse)).or_else(|| self.refill(coarse))
    }

    /// Holds another block, with an empty run before its first free cell.
    #[cold]
    #[inline(never)]
    fn next_block(&self, class: usize) -> Option<()> {
        self.held[class].set(None);
        self.cursors[class].next.set(0);
        self.cursors[class].limit.set(0);
        let block = self.heap.take_block(class)?;
        if self.heap.has_refused() {
            self.ask_for_collection();
        }
        let at = block.cell_address(block.hold());
        self.held[class].set(Some(block));
        self.cursors[class].next.set(at);
        self.cursors[class].limit.set(at);
        Some(())
    }

    #[inline]
    fn spend(&self, bytes: usize) {
        let unspent = self.unspent.get() + bytes;
        if unspent < STEP {
            self.unspent.set(unspent);
            return;
        }
        self.unspent.set(0);
        if region::is_short() {
            self.heap.note_refusal();
        }
        if self.heap.spend(unspent) || self.heap.has_refused() {
            self.ask_for_collection();
        }
    }

    fn ask_for_collection(&self) {
        // SAFETY: the poll word outlives the allocator (contract of `new`).
        unsafe { (*self.poll).fetch_or(self.collect_bit, Ordering::Relaxed) };
    }

    /// Lets go of all blocks, for the collector: they note how far they are used.
    pub(super) fn flush(&self, keep: bool) {
        for class in 0..ALL_CLASSES {
            if let Some(block) = self.held[class].take() {
                let cursor = &self.cursors[class];
                block.release(block.cell_of_offset(cursor.next.get() - block.address()));
                cursor.next.set(0);
                cursor.limit.set(0);
                if keep {
                    self.heap.give_block(class, block);
                }
            }
        }
        self.heap.spend(self.unspent.take());
        self.heap.add_finalizable(&mut self.finalizable.borrow_mut());
    }

    /// As `Heap::register_finalizable`, without its lock: for an object that this thread made and nobody else knows yet.
    pub fn register_finalizable(&self, v: Value) {
        if !v.header().has_flag(FLAG_FINALIZE) {
            v.header().set_flag_unshared(FLAG_FINALIZE);
            self.finalizable.borrow_mut().push(v);
        }
    }

    /// Tells the heap now what was registered.
    pub fn publish_finalizable(&self) {
        self.heap.add_finalizable(&mut self.finalizable.borrow_mut());
    }

    /// Gives the blocks back that the thread holds, for other threads to use. Called by the thread itself, attached, at
    /// its end, or for it while the world is stopped. It may allocate again.
    pub fn retire(&self) {
        self.flush(true);
    }
}

impl Drop for Allocator {
    fn drop(&mut self) {
        self.retire();
    }
}

/// Clears free cells that the calling thread holds.
#[inline(always)]
fn zero(from: usize, to: usize) {
    if to - from <= 128 {
        let mut p = from;
        while p < to {
            // SAFETY: free cells of a held block, aligned to 8.
            unsafe { (p as *mut u64).write_volatile(0) };
            p += 8;
        }
    } else {
        // SAFETY: as above.
        unsafe { (from as *mut u8).write_bytes(0, to - from) };
    }
}
