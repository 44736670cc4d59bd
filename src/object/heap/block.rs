//! Size classes, and `Block`: what is known about 32 KiB of heap.
//!
//! Used by the files of this folder only. A descriptor is plain memory behind `Cell`s: at any time it has one user (the
//! thread that holds the block, or who holds the lock of the heap's lists, or the collector while the world is
//! stopped). Only `heap` may be read by others, and what stands in it decides whether they read on; and while a
//! collection is under way every thread may set a mark.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};

use super::region::{self, BLOCK, BLOCK_SHIFT};
use crate::sync::marking::MarkWord;

/// Up to here a size's class is computed, above it is searched for.
pub const SMALL: usize = 512;
/// The largest object that shares its block.
pub const MEDIUM: usize = BLOCK / 2;
/// Number of size classes of one kind; 0 and 1 are not used.
pub const CLASSES: usize = 53;
/// Classes of both kinds: with pointers, then `CLASSES` more without.
pub const ALL_CLASSES: usize = 2 * CLASSES;
const FIRST_MEDIUM: usize = 37;
/// Up to here sizes go in steps of 8: every class that an interpreter uses costs it a page at the least, so they are not many.
const FINE: usize = 64;
/// How many objects of each medium class a block holds.
const PER_BLOCK: [usize; CLASSES - FIRST_MEDIUM] = [51, 42, 35, 28, 22, 18, 14, 11, 9, 8, 7, 6, 5, 4, 3, 2];
/// The smallest cells.
pub const LEAST: usize = 16;
const WORDS: usize = BLOCK / LEAST / 64;

/// Class and cell size of an object of at most `SMALL` bytes: steps of 8 up to `FINE`, then of 16. Folds to constants.
#[inline(always)]
pub const fn small_class(bytes: usize) -> (usize, usize) {
    if bytes <= LEAST {
        (LEAST / 8, LEAST)
    } else if bytes <= FINE {
        (bytes.div_ceil(8), (bytes + 7) & !7)
    } else {
        (FINE / 8 + (bytes - FINE).div_ceil(16), (bytes + 15) & !15)
    }
}

/// Class of an object of more than `SMALL` and at most `MEDIUM` bytes.
pub const fn medium_class(bytes: usize) -> usize {
    let mut class = FIRST_MEDIUM;
    while bytes > cell_of_count(PER_BLOCK[class - FIRST_MEDIUM]) {
        class += 1;
    }
    class
}

const fn cell_of_count(n: usize) -> usize {
    (BLOCK / n) & !7
}

/// The cell size of a class (of either kind).
pub const fn cell_size(class: usize) -> usize {
    let class = class % CLASSES;
    match class {
        0..=2 => LEAST,
        3..=8 => class * 8,
        9..FIRST_MEDIUM => FINE + (class - FINE / 8) * 16,
        _ => cell_of_count(PER_BLOCK[class - FIRST_MEDIUM]),
    }
}

/// The class whose cells are used for the first objects of a class; `None` for one that is coarse itself, or whose objects fill a page.
pub fn coarse_class(class: usize) -> Option<usize> {
    COARSE[class].map(usize::from)
}

/// `coarse_class` of each. Few classes with pointers, fewer without: an interpreter that does little has few objects of those.
const COARSE: [Option<u8>; ALL_CLASSES] = {
    let mut coarse = [None; ALL_CLASSES];
    let sizes = [32, 64, 256, 1024];
    let (mut class, mut with, mut without) = (2, 0, 1);
    while class < CLASSES {
        while with < sizes.len() && class_of(sizes[with]) < class {
            with += 1;
        }
        while without < sizes.len() && class_of(sizes[without]) < class {
            without += 1;
        }
        if with < sizes.len() && class_of(sizes[with]) > class {
            coarse[class] = Some(class_of(sizes[with]) as u8);
        }
        if without < sizes.len() && class_of(sizes[without]) > class {
            coarse[CLASSES + class] = Some((CLASSES + class_of(sizes[without])) as u8);
        }
        class += 1;
    }
    coarse
};

const fn class_of(bytes: usize) -> usize {
    if bytes <= SMALL { small_class(bytes).0 } else { medium_class(bytes) }
}

/// Has the class objects with pointers?
pub const fn class_has_pointers(class: usize) -> bool {
    class < CLASSES
}

/// The descriptor of a block. All zeros means: in no heap.
#[repr(C, align(64))]
pub struct Block {
    /// the heap's number
    heap: AtomicU32,
    /// 2^32 / cell size, rounded up; 0 for a large object, whose every address belongs to cell 0
    reciprocal: Cell<u32>,
    /// bytes of a cell; a large object's size goes up to its last block's end
    cell: Cell<usize>,
    /// cells in the block
    count: Cell<u32>,
    /// blocks in the run
    length: Cell<u32>,
    /// cells below this hold objects; above it `used` says which do
    swept: Cell<u32>,
    /// where its memory starts
    address: Cell<usize>,
    pointers: Cell<bool>,
    /// an allocator's cursor may stand in it
    held: Cell<bool>,
    /// reached in the collection that is under way or was last
    marks: [MarkWord; WORDS],
    /// reached in the last collection that ended
    used: [Cell<u64>; WORDS],
}

const _: () = assert!(size_of::<Block>() == 576, "nine cache lines for each block");

impl Block {
    /// Makes it a block of cells of one class, all free.
    pub fn become_cells(&self, heap: u32, class: usize) {
        let cell = cell_size(class);
        self.reciprocal.set((1u64 << 32).div_ceil(cell as u64) as u32);
        self.become_any(heap, cell, (BLOCK / cell) as u32, 1, class_has_pointers(class));
    }

    /// Makes it the head of a run that is one object.
    pub fn become_large(&self, heap: u32, blocks: u32, pointers: bool) {
        self.reciprocal.set(0);
        self.become_any(heap, (blocks as usize) << BLOCK_SHIFT, 1, blocks, pointers);
        self.swept.set(1);
    }

    /// The run got longer. The caller has the lock of the heap's lists.
    pub fn lengthen(&self, blocks: u32) {
        self.cell.set((blocks as usize) << BLOCK_SHIFT);
        self.length.set(blocks);
    }

    fn become_any(&self, heap: u32, cell: usize, count: u32, length: u32, pointers: bool) {
        self.cell.set(cell);
        self.address.set(region::base() + ((self.index() as usize) << BLOCK_SHIFT));
        self.count.set(count);
        self.length.set(length);
        self.swept.set(0);
        self.pointers.set(pointers);
        self.held.set(false);
        for i in 0..self.words() {
            self.marks[i].clear();
            self.used[i].set(0);
        }
        self.heap.store(heap, Ordering::Release);
    }

    /// Takes it out of its heap: no word finds an object in it any more.
    pub fn leave(&self) {
        self.heap.store(0, Ordering::Release);
    }

    #[inline(always)]
    pub fn heap_id(&self) -> u32 {
        self.heap.load(Ordering::Relaxed)
    }

    #[inline(always)]
    pub fn has_pointers(&self) -> bool {
        self.pointers.get()
    }

    #[inline(always)]
    pub fn cell_bytes(&self) -> usize {
        self.cell.get()
    }

    /// Is it the head of a run that is one object?
    pub fn is_large(&self) -> bool {
        self.reciprocal.get() == 0
    }

    pub fn length(&self) -> u32 {
        self.length.get()
    }

    pub fn count(&self) -> usize {
        self.count.get() as usize
    }

    fn words(&self) -> usize {
        (self.count.get() as usize).div_ceil(64)
    }

    /// Where the block's memory starts.
    #[inline(always)]
    pub fn address(&self) -> usize {
        self.address.get()
    }

    pub fn index(&self) -> u32 {
        ((self as *const Block as usize - region::blocks() as usize) / size_of::<Block>()) as u32
    }

    #[inline(always)]
    pub fn cell_address(&self, cell: usize) -> usize {
        self.address() + cell * self.cell.get()
    }

    /// Which cell a place in the block (or, for a large object, in its first block) lies in. May be `count` for the
    /// unused rest of the block.
    #[inline(always)]
    pub fn cell_of_offset(&self, offset: usize) -> usize {
        debug_assert!(offset <= BLOCK, "only heads have cells");
        // exact: the error is below 2^15 * 2^14 / 2^32 cells
        ((offset as u64 * self.reciprocal.get() as u64) >> 32) as usize
    }

    /// The cell of an address anywhere in the run.
    pub fn cell_at(&self, address: usize) -> Option<usize> {
        let cell = if self.reciprocal.get() == 0 { 0 } else { self.cell_of_offset(address & (BLOCK - 1)) };
        (cell < self.count()).then_some(cell)
    }

    /// Marks the cell; true if it was not marked before. The world is stopped.
    #[inline(always)]
    pub fn mark(&self, cell: usize) -> bool {
        self.marks[cell / 64 % WORDS].mark(cell % 64)
    }

    /// As `mark`, while threads run.
    pub fn mark_shared(&self, cell: usize) -> bool {
        self.marks[cell / 64 % WORDS].mark_shared(cell % 64)
    }

    /// Takes a mark back that was set on a cell without an object. The world is stopped.
    pub fn unmark(&self, cell: usize) {
        self.marks[cell / 64 % WORDS].unmark(cell % 64);
    }

    #[inline(always)]
    pub fn is_marked(&self, cell: usize) -> bool {
        self.marks[cell / 64 % WORDS].is_marked(cell % 64)
    }

    /// Does the cell hold an object? Exact while no allocator holds the block.
    #[inline(always)]
    pub fn is_start(&self, cell: usize) -> bool {
        cell < self.swept.get() as usize || self.used[cell / 64 % WORDS].get() >> (cell % 64) & 1 != 0
    }

    /// Might the cell hold an object now?
    pub fn may_hold_object(&self, cell: usize) -> bool {
        self.held.get() || self.is_start(cell)
    }

    /// Before marking.
    pub fn clear_marks(&self) {
        debug_assert!(!self.held.get(), "a collection without the allocator of an attached thread");
        self.marks[..self.words()].iter().for_each(MarkWord::clear);
    }

    /// After marking: what is marked is in use, all else is free. Tells whether anything is in use, and how many objects died.
    pub fn finish(&self) -> (bool, u32) {
        let (mut any, mut freed) = (0, 0);
        for i in 0..self.words() {
            let marked = self.marks[i].bits();
            freed += (self.starts(i) & !marked).count_ones();
            self.used[i].set(marked);
            any |= marked;
        }
        self.swept.set(0);
        (any != 0, freed)
    }

    /// Which of the 64 cells from the `i`th 64 on hold objects.
    fn starts(&self, i: usize) -> u64 {
        let below = match (self.swept.get() as usize).saturating_sub(i * 64) {
            0 => 0,
            n @ 1..64 => (1 << n) - 1,
            _ => u64::MAX,
        };
        self.used[i].get() | below
    }

    /// Calls `f` with the address of each object.
    pub fn each_object(&self, f: &mut dyn FnMut(usize)) {
        for i in 0..self.words() {
            let mut starts = self.starts(i);
            while starts != 0 {
                f(self.cell_address(i * 64 + starts.trailing_zeros() as usize));
                starts &= starts - 1;
            }
        }
    }

    /// Takes the block for an allocator; gives the first cell to look at.
    pub fn hold(&self) -> usize {
        debug_assert!(!self.held.get(), "a block has one holder");
        self.held.set(true);
        self.swept.get() as usize
    }

    /// The allocator goes away; cells below `swept` are in use.
    pub fn release(&self, swept: usize) {
        self.swept.set(swept as u32);
        self.held.set(false);
    }

    /// The next run of free cells from `from` on.
    #[inline(always)]
    pub fn free_run(&self, from: usize) -> Option<(usize, usize)> {
        let count = self.count();
        let start = self.next(from, count, 0);
        if start >= count {
            return None;
        }
        Some((start, self.next(start + 1, count, u64::MAX)))
    }

    /// The first cell in `from..end` that is free (`flip` 0) or used (`flip` all ones); `end` if there is none.
    #[inline(always)]
    fn next(&self, from: usize, end: usize, flip: u64) -> usize {
        let mut at = from;
        while at < end {
            let word = (!self.used[at / 64 % WORDS].get() ^ flip) >> (at % 64);
            if word != 0 {
                return end.min(at + word.trailing_zeros() as usize);
            }
            at = (at / 64 + 1) * 64;
        }
        end
    }

    /// Overwrites free cells, so that a use after free shows (feature `stress`).
    #[cfg(feature = "stress")]
    pub fn poison(&self) {
        let mut at = 0;
        while let Some((start, end)) = self.free_run(at) {
            for cell in start..end {
                let p = self.cell_address(cell) as *mut u8;
                // SAFETY: a free cell, with the world stopped: nobody uses it.
                unsafe {
                    p.write_bytes(0xDB, self.cell.get());
                    p.cast::<u32>().write(0);
                }
            }
            at = end;
        }
    }
}
