//! Marking while threads run: the marks, what is stored meanwhile, and the order of the steps.
//!
//! Who collects and the threads between two steps have three things in common: bits, one for each object (`MarkWord`); a list
//! for each heap of the objects that got theirs because a thread stored them somewhere (`Shaded`); and the knowledge which
//! heaps are being marked (`Shading`). Threads look at that knowledge with nothing in between but a safepoint, and it changes
//! only while the world is stopped, so a plain load is enough. The bits are set by read-modify-writes, for threads that shade
//! neighbours share a word; nothing is read on account of a bit but with the world stopped.
//!
//! What must not happen is that an object which a thread can reach stays without a mark. `step` argues it:
//!
//! * What a marked object points to was marked when it was looked at, or was stored in it later and then shaded.
//! * What only a register, a stack or a native field holds came there from a slot that may since hold something else. So the
//!   roots are marked again in the last step, which then goes on to the end without letting go of the world. A weak
//!   reference's word (`WeakWord`) is no exception: who asks for its object has it in a register from then on, and it is asked or
//!   cleared, but not both at once.
//!
//! `object::heap` says what objects, blocks and roots are; `tests/model/marking.rs` explores this very code with others.

use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::atomics::{AtomicU32, AtomicU64, Mutex, RwLock};
use super::slot::Word;

/// The marks of 64 objects.
#[derive(Default)]
#[repr(transparent)]
pub struct MarkWord(AtomicU64);

impl MarkWord {
    #[inline(always)]
    pub fn bits(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    #[inline(always)]
    pub fn is_marked(&self, bit: usize) -> bool {
        self.bits() >> bit & 1 != 0
    }

    /// Marks; true if it was not marked before. The world is stopped.
    #[inline(always)]
    pub fn mark(&self, bit: usize) -> bool {
        let old = self.bits();
        self.0.store(old | 1 << bit, Ordering::Relaxed);
        old >> bit & 1 == 0
    }

    /// As `mark`, while threads run.
    #[inline(always)]
    pub fn mark_shared(&self, bit: usize) -> bool {
        !self.is_marked(bit) && self.0.fetch_or(1 << bit, Ordering::Relaxed) >> bit & 1 == 0
    }

    /// Takes a mark back. The world is stopped.
    pub fn unmark(&self, bit: usize) {
        self.0.store(self.bits() & !(1 << bit), Ordering::Relaxed);
    }

    /// Takes all of them back. The world is stopped.
    pub fn clear(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

/// Addresses of marked objects that the marker has not looked at.
pub type Shaded = Mutex<Vec<usize>>;

/// Which heaps are being marked.
pub struct Shading {
    /// how many
    marking: AtomicU32,
    /// by their numbers
    heaps: RwLock<Vec<(u32, Arc<Shaded>)>>,
}

impl Shading {
    /// No heap is.
    #[cfg(not(loom))]
    #[expect(clippy::new_without_default, reason = "for a static")]
    pub const fn new() -> Shading {
        Shading { marking: AtomicU32::new(0), heaps: RwLock::new(Vec::new()) }
    }

    /// No heap is.
    #[cfg(loom)]
    #[expect(clippy::new_without_default, reason = "for a static")]
    pub fn new() -> Shading {
        Shading { marking: AtomicU32::new(0), heaps: RwLock::new(Vec::new()) }
    }

    /// Is any heap being marked? If not, none will be before this thread's next safepoint.
    #[inline(always)]
    pub fn is_marking(&self) -> bool {
        self.marking.load(Ordering::Relaxed) != 0
    }

    /// If the heap is being marked, and `mark` sets the mark of the object at `address`, it waits for the marker.
    pub fn shade(&self, heap: u32, address: usize, mark: impl FnOnce() -> bool) {
        let heaps = self.heaps.read();
        if let Some((_, shaded)) = heaps.iter().find(|(other, _)| *other == heap)
            && mark()
        {
            shaded.lock().push(address);
        }
    }

    /// From now on what is stored in this heap is shaded. Its world is stopped.
    pub fn switch_on(&self, heap: u32, shaded: &Arc<Shaded>) {
        self.heaps.write().push((heap, shaded.clone()));
        self.marking.fetch_add(1, Ordering::Relaxed);
    }

    /// The end of that. The heap's world is stopped, or nobody uses it any more.
    pub fn switch_off(&self, heap: u32) {
        self.heaps.write().retain(|(other, _)| *other != heap);
        self.marking.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What the steps of a collection need of a heap and its marker. The world is stopped.
pub trait Marks {
    /// Takes all marks back.
    fn clear(&mut self);
    /// Marks what the roots point to.
    fn roots(&mut self);
    /// Takes over what threads have shaded since the last step.
    fn take_shaded(&mut self);
    /// Looks again at marked objects that are changed without shading.
    fn look_again(&mut self);
    /// Marks what marked objects point to, as far as `budget` goes, which it lowers. True if nothing is left to do.
    fn drain(&mut self, budget: &mut usize) -> bool;
}

/// What a step has come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// there is more to look at
    More,
    /// all that was known was looked at, but then the roots had more than there was time for
    PutOff,
    /// all that can be reached is marked
    Last,
}

/// One step of a collection, the first if none is under way (`resumed`). `for_good`: the last step is not put off any more.
pub fn step(marks: &mut impl Marks, resumed: bool, for_good: bool, mut budget: usize) -> Step {
    if resumed {
        marks.take_shaded();
    } else {
        marks.clear();
        marks.roots();
    }
    if !marks.drain(&mut budget) {
        return Step::More;
    }
    if resumed {
        marks.roots();
        marks.look_again();
        if for_good {
            budget = usize::MAX;
        }
        if !marks.drain(&mut budget) {
            return Step::PutOff;
        }
    }
    Step::Last
}

/// A reference that keeps nothing alive: its object's word, hidden from the collector, who clears it when nothing else reaches
/// the object. That is done with the world stopped, so what was got is there until the next safepoint, and from then on because
/// a register or a stack holds it.
#[repr(transparent)]
pub struct WeakWord<W>(AtomicU64, PhantomData<fn() -> W>);

impl<W> Default for WeakWord<W> {
    fn default() -> WeakWord<W> {
        WeakWord(AtomicU64::new(0), PhantomData)
    }
}

impl<W: Word> WeakWord<W> {
    /// Refers to an object.
    pub fn hide(&self, word: W) {
        self.0.store(!word.bits(), Ordering::Release);
    }

    /// The object, if it lives.
    #[inline(always)]
    pub fn get(&self) -> Option<W> {
        match self.0.load(Ordering::Acquire) {
            0 => None,
            hidden => Some(W::from_bits(!hidden)),
        }
    }

    /// The object is dead. The world is stopped.
    pub fn clear(&self) {
        self.0.store(0, Ordering::Release);
    }
}
