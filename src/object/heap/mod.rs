//! The heap: tracing, non-moving, mark and sweep; one for each interpreter, all in one reserved address range.
//!
//! ```text
//!   reserved range   | block 0 | block 1 | block 2 ........ | block 5 | ...      32 KiB each, of one interpreter each
//!                      cells of  cells of  one large object   free
//!                      24 bytes  40 bytes  (a run of blocks)
//!   heads            [   1    ,   2     ,   3 , 3 , 3     ,   0     , ...]       address -> first block of its object
//!   descriptors      { heap, cell size, marks, used } for each block             cell -> one bit in each bitmap
//! ```
//!
//! *Allocating* bumps a cursor through a free run of a block that the thread holds alone: no lock, no list. When the
//! run ends, the next unmarked cells of the block are the next run: that is the whole sweep, and it is lazy. When the
//! block ends, the thread takes another from its interpreter's lists, under a mutex, once in a thousand objects. The first
//! objects of a size stand in cells of a coarser class (`coarse_class`): a small interpreter uses thirty sizes, and a page for
//! each would be most of what it takes. A long buffer of a list is made longer where it lies, if the blocks behind it are free.
//!
//! *Collecting* happens with the world stopped, never inside an allocation: a spent budget only sets a bit in the
//! thread's poll word. A collection clears the marks, marks from the roots with a stack of its own, lets the caller deal
//! with weak references and finalizers, and gives large objects and empty blocks back. Cells are not touched: what is
//! unmarked is free. A large heap is marked in steps of some milliseconds between which the threads run; a write barrier
//! keeps the marks right meanwhile (`collect.rs` says how).
//!
//! *Two bitmaps* of each block: `used`, what the last collection left alive, from which the allocator reads where it may
//! put objects; and `marks` of the collection that is under way, which become `used` at its end.
//!
//! *Conservative words*: any word of a native stack or a stale register may be an address inside an object. `used`, and
//! how far the block's allocator has come, tell whether an object is there; a dead cell that nobody has swept yet is not
//! used, so it cannot come back.
//!
//! Descriptors stand apart from the blocks: were they in the blocks, all of them would compete for the same few cache
//! sets, and clearing marks would touch one page for each block.
//!
//! | file | holds |
//! |---|---|
//! | `region.rs` | the reserved range, the table of heads, the pools of free blocks |
//! | `block.rs` | size classes, descriptors, the search for free runs |
//! | `space.rs` | `Heap`: one interpreter's blocks, budget, limit, statistics |
//! | `alloc.rs` | `Allocator`: one thread's cursors |
//! | `mark.rs` | `Marker`: the stack, the prefetch queue, conservative words |
//! | `collect.rs` | the order of a collection, whole or in steps |
//! | `barrier.rs` | what threads mark between two steps |
//! | `lender.rs` | the process's allocator, which takes from the range when it has nothing more |
//! | `permanent.rs` | objects that are never freed, outside all heaps |
//!
//! Architecture invariants: an object lies in one heap and never moves; a descriptor belongs to the thread that holds
//! its block, else to the heap's lists, and with the world stopped to the collector; only `heads` and a descriptor's
//! `heap` are read by strangers, and its marks are set by them while a collection is under way (`Block::mark_shared`).
//! What holds a reference and is neither scanned again in the last step (stacks, roots, native data, `Values`) nor stored
//! by `Slot` must not live across a safepoint. Parallel marking would start here: `Marker` owns its work.

mod alloc;
mod barrier;
mod block;
mod collect;
mod lender;
mod mark;
mod permanent;
mod region;
mod space;
#[cfg(test)]
mod tests;

pub use alloc::Allocator;
pub use barrier::{is_marking, shade};
pub use collect::{AfterMark, Collection, STEP_OBJECTS};
pub use lender::Lender;
pub use mark::{Marker, TraceFn};
pub use permanent::Permanent;
pub use region::{is_nearly_full, leaving_address_space, reserve, spare_address_space};
pub use space::{Heap, Stats};

use super::value::Value;

/// Does the address lie in the range that all heaps share? Permanent objects and builtin types do not.
#[inline(always)]
pub fn is_in_heap(address: usize) -> bool {
    region::is_of_heaps(address)
}

/// The number of the heap that the value's object lies in; 0 for permanent objects and for values that are no
/// pointers. For the debug check against a pointer into another heap.
pub fn heap_of(v: Value) -> u32 {
    if v.is_object() { region::head_block(v.0 as usize).map_or(0, |b| b.heap_id()) } else { 0 }
}

/// The object that the address lies in, if one does. With the world stopped: where an allocator has come in its block, which this
/// reads, only its thread knows. The collector does not use it.
pub fn find_object(address: usize) -> Option<Value> {
    let block = region::head_block(address)?;
    let cell = block.cell_at(address)?;
    if block.may_hold_object(cell) { shaped(block.cell_address(cell)) } else { None }
}

/// The object around an address inside a live object, or one outside all heaps (then none). While other threads run, too.
pub fn object_around(address: usize) -> Option<Value> {
    let block = region::head_block(address)?;
    shaped(block.cell_address(block.cell_at(address)?))
}

/// What stands in a cell that starts there, if it was ever given a shape.
fn shaped(start: usize) -> Option<Value> {
    // SAFETY: the address lies in a cell of a block in use, and such memory is mapped.
    let shape = unsafe { (*(start as *const std::sync::atomic::AtomicU32)).load(std::sync::atomic::Ordering::Relaxed) };
    (shape != 0).then_some(Value(start as u64))
}

/// Does the value's object lie in a heap, in a block whose objects have pointers?
pub fn has_pointers(v: Value) -> bool {
    v.is_object() && region::head_block(v.0 as usize).is_some_and(|block| block.has_pointers())
}

/// How many bytes the cell of an object has: at least what was asked for, with the rest zero. 0 for permanent objects.
pub fn object_size(v: Value) -> usize {
    region::head_block(v.0 as usize).map_or(0, |block| block.cell_bytes())
}

/// Is this the address of a permanent object (or of a builtin type), outside every heap?
pub fn is_permanent(v: Value) -> bool {
    v.is_object() && !is_in_heap(v.0 as usize)
}
