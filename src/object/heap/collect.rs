//! The order of a collection.
//!
//! Called at a safepoint by the thread that has stopped the world. It does not know what threads, registers or weak
//! references are: the caller's closures do.

use std::time::Instant;

use super::alloc::Allocator;
use super::mark::{Marker, TraceFn};
use super::region;
use super::space::Heap;
use crate::object::value::Value;

/// What `collect` calls when all that the roots reach is marked: the registered objects that nothing reached, a test
/// for being alive, and the marker, to save some of what is dead.
pub type AfterMark<'a> = dyn FnMut(&[Value], &dyn Fn(Value) -> bool, &mut Marker) + 'a;

/// Frees what cannot be reached.
///
/// 1. The allocators let go of their blocks; blocks note what they hold and clear their marks.
/// 2. `roots` marks the roots; all that they reach is marked.
/// 3. `after_mark` gets the registered objects that nothing reached (off the list now), a test for being alive, and the
///    marker. What it marks lives on, with all it reaches. Values that are no pointers and permanent objects are alive.
/// 4. Large objects and blocks without a marked cell are given back; other cells are swept when they are needed.
///
/// # Safety
/// The world is stopped: no thread touches objects of this heap or allocates. `allocators` are those of all threads of
/// the interpreter (but for retired ones). `trace` marks every pointer of an object, and `roots` every pointer that is
/// used again.
pub unsafe fn collect(
    heap: &Heap,
    allocators: &[&Allocator],
    trace: TraceFn,
    roots: &mut dyn FnMut(&mut Marker),
    after_mark: &mut AfterMark,
) {
    let begin = Instant::now();
    for allocator in allocators {
        debug_assert!(std::ptr::eq(heap, &**allocator.heap()), "an allocator of another heap");
        allocator.flush(false);
    }
    heap.prepare();
    let mut marker = Marker::new(heap, trace);
    roots(&mut marker);
    marker.drain();
    let unreached = heap.take_unreached(&|v| !is_alive(v));
    after_mark(&unreached, &is_alive, &mut marker);
    marker.drain();
    let (bytes, objects) = (marker.live_bytes, marker.live_objects);
    drop(marker);
    heap.reclaim(bytes, objects, allocators.len());
    heap.note_pause(begin.elapsed());
}

/// Is the object marked? Everything that is not in a heap is alive.
fn is_alive(v: Value) -> bool {
    if !v.is_object() {
        return true;
    }
    let address = v.0 as usize;
    match region::head_block(address) {
        Some(block) => block.cell_at(address).is_some_and(|cell| block.is_marked(cell)),
        None => !region::contains(address),
    }
}
