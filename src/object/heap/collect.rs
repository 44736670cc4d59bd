//! The order of a collection, whole or in steps.
//!
//! ```text
//!   step 1              step 2 .. n-1          step n
//!   clear the marks     take what the          take what the barrier marked; mark on;
//!   mark the roots      barrier marked         mark the roots again, and look again at what has no barrier;
//!   mark on, a while    mark on, a while       mark on to the end; weak references, finalizers; sweep
//! ```
//!
//! Each step stops the world; between the steps threads run, and the barrier (`barrier.rs`) is on. Nothing that a marked
//! object points to is overlooked: what the object held when it was looked at was marked then, and what a thread stored in it
//! later was shaded. New objects are not marked. They are found like all others, or by the last step from the roots; what
//! died after it was marked lives on until the next collection. A small heap is done in its first step, where this is mark
//! and sweep and nothing else.
//!
//! How much a step does is counted in objects, not in time, so the same program has the same steps. They are so spaced that
//! the heap grows by an eighth until the collection ends.
//!
//! Called at a safepoint by the thread that has stopped the world. What threads, registers or weak references are the
//! caller's closures know.

use std::time::Instant;

use super::alloc::Allocator;
use super::barrier::SHADING;
use super::mark::{Marker, TraceFn};
use super::region;
use super::space::Heap;
use crate::object::value::Value;
use crate::sync::marking::{self, Marks, Step};

/// What `collect` calls when all that the roots reach is marked: the registered objects that nothing reached, a test
/// for being alive, and the marker, to save some of what is dead.
pub type AfterMark<'a> = dyn FnMut(&[Value], &dyn Fn(Value) -> bool, &mut Marker) + 'a;

/// Objects that one step looks at: two or three milliseconds.
pub const STEP_OBJECTS: usize = 100_000;
/// The last step is put off so often when the roots turn out to reach much that is new.
const PUT_OFF: u32 = 8;

/// Who takes part in a collection, and what it must be told.
pub struct Collection<'a> {
    pub heap: &'a Heap,
    /// of all threads of the interpreter, but for retired ones
    pub allocators: &'a [&'a Allocator],
    /// marks every pointer of an object
    pub trace: TraceFn,
    /// marks every pointer that is used again, but for those in objects of the heap
    pub roots: &'a mut dyn FnMut(&mut Marker),
    pub after_mark: &'a mut AfterMark<'a>,
}

impl Collection<'_> {
    /// Frees what cannot be reached now, whatever a collection in steps has found so far.
    ///
    /// # Safety
    /// The world is stopped: no thread touches objects of this heap or allocates. The fields are what they say.
    pub unsafe fn whole(mut self) {
        self.abandon();
        self.heap.note_whole();
        let ended = self.step_within(usize::MAX);
        debug_assert!(ended, "a step without end gets to the end");
    }

    /// One step of a collection, the first if none is under way: looks at about `objects` objects. True if it was the last
    /// one: then what could not be reached when the first began is free.
    ///
    /// # Safety
    /// As for `whole`.
    pub unsafe fn step(mut self, objects: usize) -> bool {
        self.step_within(objects)
    }

    /// 1. The allocators let go of their blocks, which note what they hold. The first step clears the marks, marks the
    ///    roots and all that they reach.
    /// 2. `after_mark` gets the registered objects that nothing reached (off the list now), a test for being alive, and the
    ///    marker. What it marks lives on, with all it reaches. Values that are no pointers and permanent objects are alive.
    /// 3. Large objects and blocks without a marked cell are given back; other cells are swept when they are needed.
    fn step_within(&mut self, budget: usize) -> bool {
        let begin = Instant::now();
        for allocator in self.allocators {
            debug_assert!(std::ptr::eq(self.heap, &**allocator.heap()), "an allocator of another heap");
            allocator.flush(true);
        }
        let mut cycle = self.heap.cycle.lock();
        let resumed = cycle.under_way;
        let put_off = cycle.put_off;
        let mut marker = Marker::new(self.heap, &mut cycle.work, self.trace);
        let step = marking::step(&mut Rooted { marker: &mut marker, roots: self.roots }, resumed, put_off >= PUT_OFF, budget);
        if step != Step::Last {
            cycle.under_way = true;
            cycle.put_off += u32::from(step == Step::PutOff);
            if !resumed {
                SHADING.switch_on(self.heap.id(), &self.heap.shaded);
            }
            self.heap.await_next_step();
            self.heap.note_pause(begin.elapsed());
            return false;
        }
        // a second marking, which takes its time: a part of them is enough where there are many
        #[cfg(any(test, feature = "stress"))]
        if resumed && (cfg!(test) || self.heap.stats().collections.is_multiple_of(5)) {
            let mut other = Default::default();
            let mut check = Marker::checking(self.heap, &mut other, self.trace);
            (self.roots)(&mut check);
            check.drain();
        }
        let unreached = self.heap.take_unreached(&|v| !is_alive(v));
        (self.after_mark)(&unreached, &is_alive, &mut marker);
        marker.drain();
        let (objects, bytes) = marker.live();
        if resumed {
            SHADING.switch_off(self.heap.id());
        }
        cycle.end();
        drop(cycle);
        self.heap.reclaim(bytes, objects, self.allocators.len());
        self.heap.note_pause(begin.elapsed());
        true
    }

    /// Forgets what a collection in steps has found.
    fn abandon(&self) {
        let mut cycle = self.heap.cycle.lock();
        if cycle.under_way {
            SHADING.switch_off(self.heap.id());
            self.heap.shaded.lock().clear();
            cycle.end();
        }
    }
}

/// A marker, and what it is to begin with.
struct Rooted<'a, 'm> {
    marker: &'a mut Marker<'m>,
    roots: &'a mut dyn FnMut(&mut Marker),
}

impl Marks for Rooted<'_, '_> {
    fn clear(&mut self) {
        self.marker.heap().clear_marks();
    }

    fn roots(&mut self) {
        (self.roots)(self.marker);
    }

    fn take_shaded(&mut self) {
        self.marker.take_shaded();
    }

    fn look_again(&mut self) {
        self.marker.look_again();
    }

    fn drain(&mut self, budget: &mut usize) -> bool {
        self.marker.drain_within(budget)
    }
}

/// Is the object marked? Everything that is not in a heap is alive.
fn is_alive(v: Value) -> bool {
    if !v.is_object() {
        return true;
    }
    let address = v.0 as usize;
    match region::head_block(address) {
        Some(block) => block.cell_at(address).is_some_and(|cell| block.is_marked(cell)),
        None => !region::is_of_heaps(address),
    }
}
