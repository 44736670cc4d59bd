//! `Heap`: one interpreter's blocks, its budget, its limit and its statistics.
//!
//! Shared by the interpreter's threads. Blocks that no thread holds stand in lists under one mutex, which is taken once
//! for each block; the counters are atomics that allocators add to in steps of `STEP` bytes. When the last `Arc` goes,
//! every block goes back to the pool at once, whatever lives in it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use parking_lot::Mutex;

use super::barrier::SHADING;
use super::block::{ALL_CLASSES, Block};
use super::collect::STEP_OBJECTS;
use super::mark::Work;
use super::region::{self, BLOCK};
use crate::object::header::FLAG_FINALIZE;
use crate::object::value::Value;
use crate::sync::marking::Shaded;

/// Bytes that a thread may allocate before the heap hears of it.
pub const STEP: usize = 64 << 10;
/// The least that is allocated between two steps of a collection.
const WAIT_LEAST: usize = 256 << 10;
/// The least budget of one thread.
const BUDGET_LEAST: usize = 4 << 20;
/// That of a single thread: what it allocates from one collection to the next stays in the cache of its core, and marking so
/// little costs next to nothing. As more lives it grows to `BUDGET_LEAST`.
const BUDGET_SMALL: usize = 1 << 20;
/// More threads than this do not make the least budget bigger.
const BUDGET_THREADS: usize = 16;

/// Blocks of one size class.
#[derive(Default)]
struct ClassList {
    blocks: Vec<u32>,
    /// blocks before this were taken since the last collection
    next: usize,
    /// blocks that a thread gave back half used
    partial: Vec<u32>,
}

/// The blocks of a heap that no thread holds, and those that are full.
pub struct Lists {
    /// made when the first block is: most classes have none
    classes: [Option<Box<ClassList>>; ALL_CLASSES],
    /// heads of large objects
    large: Vec<u32>,
    /// empty blocks of no class
    spare: Vec<u32>,
}

/// What the collector has done so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stats {
    /// collections that ended
    pub collections: u64,
    /// those of them that were not done in steps
    pub whole: u64,
    /// how often the world was stopped for them
    pub steps: u64,
    /// what the last collection found alive
    pub live_objects: usize,
    pub live_bytes: usize,
    /// objects that collections have freed, of the collector's own kinds too
    pub freed_objects: u64,
    /// bytes allocated since the heap was made, in steps of a thread's share
    pub allocated: usize,
    /// live then, and allocated since
    pub used: usize,
    /// allocations until the next collection
    pub budget: usize,
    /// blocks of 32 KiB that the heap has
    pub blocks: usize,
    /// time with the world stopped
    pub pause_last: Duration,
    pub pause_max: Duration,
    pub pause_total: Duration,
}

/// A collection that is under way between two of its steps.
#[derive(Default)]
pub(super) struct Cycle {
    pub work: Work,
    /// is there one? Then the barrier is on.
    pub under_way: bool,
    /// how often the last step was put off
    pub put_off: u32,
}

impl Cycle {
    /// Now there is none.
    pub fn end(&mut self) {
        self.work.clear();
        (self.under_way, self.put_off) = (false, 0);
    }
}

/// An interpreter's heap.
pub struct Heap {
    id: u32,
    lists: Mutex<Lists>,
    finalizable: Mutex<Vec<Value>>,
    stats: Mutex<Stats>,
    /// one more than the collections that ended
    round: AtomicU64,
    /// the collection that is under way
    pub(super) cycle: Mutex<Cycle>,
    /// what threads have marked since its last step
    pub(super) shaded: Arc<Shaded>,
    /// blocks taken from the region
    blocks: AtomicUsize,
    /// bytes allocated since the last collection
    spent: AtomicUsize,
    /// bytes allocated before it
    before: AtomicUsize,
    budget: AtomicUsize,
    /// an object was refused: a whole collection may make room
    refused: AtomicBool,
    live: AtomicUsize,
    /// `usize::MAX`: none
    limit: AtomicUsize,
}

impl Heap {
    /// An empty heap: some kilobytes of lists, no blocks yet.
    ///
    /// Panics if the system has no address space for any heap; `reserve` asks.
    pub fn new() -> Arc<Heap> {
        static IDS: AtomicU32 = AtomicU32::new(1);
        assert!(region::reserve(), "there is address space for a heap");
        Arc::new(Heap {
            id: IDS.fetch_add(1, Ordering::Relaxed),
            lists: Mutex::new(Lists { classes: [const { None }; ALL_CLASSES], large: Vec::new(), spare: Vec::new() }),
            finalizable: Mutex::default(),
            stats: Mutex::default(),
            round: AtomicU64::new(1),
            cycle: Mutex::default(),
            shaded: Arc::default(),
            blocks: AtomicUsize::new(0),
            spent: AtomicUsize::new(0),
            before: AtomicUsize::new(0),
            budget: AtomicUsize::new(BUDGET_SMALL),
            refused: AtomicBool::new(false),
            live: AtomicUsize::new(0),
            limit: AtomicUsize::new(usize::MAX),
        })
    }

    /// The heap's number, never 0: what `heap_of` says of its objects.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// How many bytes may live; `None` for as many as the machine has.
    pub fn set_limit(&self, bytes: Option<usize>) {
        self.limit.store(bytes.unwrap_or(usize::MAX), Ordering::Relaxed);
        self.set_budget(1);
    }

    /// Should the script get a `MemoryError`? To be asked once, right after a collection.
    pub fn is_over_limit(&self) -> bool {
        self.live.load(Ordering::Relaxed) > self.limit.load(Ordering::Relaxed) || region::is_still_short()
    }

    /// An object that must not just disappear: `collect` hands it out once, when nothing reaches it any more. It has
    /// `FLAG_FINALIZE` as long as it is registered; registering it twice counts once.
    pub fn register_finalizable(&self, v: Value) {
        let mut finalizable = self.finalizable.lock();
        if v.header().has_flag(FLAG_FINALIZE) {
            return;
        }
        v.header().set_flag(FLAG_FINALIZE);
        finalizable.push(v);
    }

    /// Takes over what an allocator has registered.
    pub(super) fn add_finalizable(&self, registered: &mut Vec<Value>) {
        if !registered.is_empty() {
            self.finalizable.lock().append(registered);
        }
    }

    /// The registered objects that are wanted, in the order of their registration.
    pub fn finalizable(&self, is_wanted: &dyn Fn(&Value) -> bool) -> Vec<Value> {
        self.finalizable.lock().iter().copied().filter(is_wanted).collect()
    }

    /// All registered objects, taken off the list: for the end of the interpreter.
    pub fn take_finalizable(&self) -> Vec<Value> {
        std::mem::take(&mut self.finalizable.lock())
    }

    /// The number of the collection that comes next or is under way.
    pub fn round(&self) -> u64 {
        self.round.load(Ordering::Relaxed)
    }

    /// What happened so far.
    pub fn stats(&self) -> Stats {
        let mut s = *self.stats.lock();
        let (spent, live) = (self.spent.load(Ordering::Relaxed), self.live.load(Ordering::Relaxed));
        s.allocated = self.before.load(Ordering::Relaxed) + spent;
        s.used = live + spent;
        s.budget = self.budget.load(Ordering::Relaxed);
        s.blocks = self.lists.lock().block_count();
        s
    }

    /// Notes bytes allocated; true when it is time for a collection.
    #[inline]
    pub(super) fn spend(&self, bytes: usize) -> bool {
        self.spent.fetch_add(bytes, Ordering::Relaxed) + bytes >= self.budget.load(Ordering::Relaxed)
    }

    pub(super) fn note_whole(&self) {
        self.stats.lock().whole += 1;
    }

    /// How many objects a collection should look at now: 0 while its time has not come, all of them where memory is short.
    pub fn due(&self) -> usize {
        let live = self.live.load(Ordering::Relaxed);
        if self.refused.load(Ordering::Relaxed) {
            usize::MAX
        } else if self.spent.load(Ordering::Relaxed) < self.budget.load(Ordering::Relaxed) {
            0
        } else if self.allows(live / 4) && region::room() * BLOCK > live / 4 {
            STEP_OBJECTS
        } else {
            usize::MAX
        }
    }

    /// May an object of this size be made? Garbage may take as much again as the limit, so that a script that could
    /// do with it is not refused before a collection has looked.
    pub(super) fn allows(&self, bytes: usize) -> bool {
        let limit = self.limit.load(Ordering::Relaxed);
        let live = self.live.load(Ordering::Relaxed).saturating_add(bytes);
        live <= limit && live.saturating_add(self.spent.load(Ordering::Relaxed)) <= limit.saturating_mul(2)
    }

    /// An object was refused, or a script was told that memory has run out: the next collection is a whole one.
    pub fn note_refusal(&self) {
        self.refused.store(true, Ordering::Relaxed);
    }

    /// Was one refused since the last collection?
    pub(super) fn has_refused(&self) -> bool {
        self.refused.load(Ordering::Relaxed)
    }

    /// Does a heap that takes `more` blocks want huge pages?
    fn is_big(&self, more: usize) -> bool {
        self.blocks.load(Ordering::Relaxed) + more > region::HUGE_FROM
    }

    /// A block with free cells of this class; `None` when the range is used up.
    pub(super) fn take_block(&self, class: usize) -> Option<&'static Block> {
        let lists = &mut *self.lists.lock();
        let list = lists.classes[class].get_or_insert_default();
        if let Some(index) = list.partial.pop() {
            return Some(region::block(index));
        }
        if let Some(&index) = list.blocks.get(list.next) {
            list.next += 1;
            return Some(region::block(index));
        }
        let index = match lists.spare.pop() {
            Some(index) => index,
            None => {
                let index = region::take(1, self.is_big(1), true)?.start;
                self.blocks.fetch_add(1, Ordering::Relaxed);
                if region::is_short() {
                    // now, whatever the budget is: others may have used up what it counted on
                    self.note_refusal();
                }
                index
            }
        };
        let block = region::block(index);
        block.become_cells(self.id, class);
        list.blocks.push(index);
        list.next += 1;
        Some(block)
    }

    /// A block that was taken has free cells left after all.
    pub(super) fn give_block(&self, class: usize, block: &Block) {
        self.lists.lock().classes[class].get_or_insert_default().partial.push(block.index());
    }

    /// A run of blocks for one object of this size, and whether its bytes are all zero. `must`: from the last ones, too.
    pub(super) fn take_large(&self, bytes: usize, pointers: bool, must: bool) -> Option<(usize, bool)> {
        let count = bytes.div_ceil(BLOCK);
        let run = region::take(count, self.is_big(count * 8), must)?;
        self.blocks.fetch_add(count, Ordering::Relaxed);
        region::block(run.start).become_large(self.id, count as u32, pointers);
        self.lists.lock().large.push(run.start);
        Some((run.address(), run.clean))
    }

    /// Makes a large object longer where it lies, up to `bytes` with its header: the address from which on that is new, and whether
    /// its bytes are all zero. `None`, and nothing done: there is no room behind it, or it is time for huge pages.
    pub(super) fn extend_large(&self, block: &Block, bytes: usize) -> Option<(usize, bool)> {
        let (count, old) = (u32::try_from(bytes.div_ceil(BLOCK)).ok()?, block.length());
        if self.is_big(count as usize * 8) && !region::is_huge(block.index()) {
            return None;
        }
        let _lists = self.lists.lock();
        let more = count.checked_sub(old)?;
        let clean = region::extend(block.index(), old, more)?;
        self.blocks.fetch_add(more as usize, Ordering::Relaxed);
        block.lengthen(count);
        Some((block.address() + old as usize * BLOCK, clean))
    }

    /// Before marking: no cell is marked. The world is stopped.
    pub(super) fn clear_marks(&self) {
        let lists = &mut *self.lists.lock();
        lists.all().for_each(|b| region::block(b).clear_marks());
    }

    /// Asks for the next step of the collection that is under way, after so many more bytes that all its steps together
    /// let the heap grow by an eighth.
    pub(super) fn await_next_step(&self) {
        let live = self.live.load(Ordering::Relaxed);
        let steps = (self.stats.lock().live_objects / STEP_OBJECTS).max(1);
        let wait = (live / 8 / steps).max(WAIT_LEAST);
        self.budget.store(self.spent.load(Ordering::Relaxed) + wait, Ordering::Relaxed);
    }

    /// After marking: what is marked is in use; dead large objects and blocks without a live cell are given back. The world
    /// is stopped.
    pub(super) fn reclaim(&self, live_bytes: usize, live_objects: usize, threads: usize) {
        self.refused.store(false, Ordering::Relaxed);
        let spent = self.spent.swap(0, Ordering::Relaxed);
        self.before.fetch_add(spent, Ordering::Relaxed);
        self.live.store(live_bytes, Ordering::Relaxed);
        self.set_budget(threads);
        let lists = &mut *self.lists.lock();
        let (mut gone, mut all_freed) = (Vec::new(), 0);
        lists.large.retain(|&index| {
            let block = region::block(index);
            let (alive, freed) = block.finish();
            all_freed += u64::from(freed);
            if !alive {
                block.leave();
                gone.push((index, block.length()));
            }
            alive
        });
        for list in lists.classes.iter_mut().flatten() {
            list.next = 0;
            list.partial.clear();
            list.blocks.retain(|&index| {
                let block = region::block(index);
                let (alive, freed) = block.finish();
                all_freed += u64::from(freed);
                #[cfg(feature = "stress")]
                block.poison();
                if !alive {
                    block.leave();
                    lists.spare.push(index);
                }
                alive
            });
        }
        // as many as will be needed before the next collection
        let keep = self.budget.load(Ordering::Relaxed) / BLOCK;
        if lists.spare.len() > keep {
            gone.extend(lists.spare.drain(keep..).map(|index| (index, 1)));
        }
        if !gone.is_empty() {
            self.blocks.fetch_sub(gone.iter().map(|&(_, length)| length as usize).sum(), Ordering::Relaxed);
            region::give(gone.into_iter());
        }
        let mut stats = self.stats.lock();
        stats.collections += 1;
        self.round.fetch_add(1, Ordering::Relaxed);
        stats.live_bytes = live_bytes;
        stats.live_objects = live_objects;
        stats.freed_objects += all_freed;
    }

    /// Notes how long the world was stopped for a step.
    pub(super) fn note_pause(&self, pause: Duration) {
        let mut stats = self.stats.lock();
        stats.steps += 1;
        stats.pause_last = pause;
        stats.pause_max = stats.pause_max.max(pause);
        stats.pause_total += pause;
    }

    /// Calls `f` with each object that has pointers: what was alive at the last collection, and what was made since.
    ///
    /// # Safety
    /// The world is stopped, and all allocators have let go of their blocks (`Allocator::retire`).
    pub unsafe fn each_object(&self, f: &mut dyn FnMut(Value)) {
        let lists = &*self.lists.lock();
        for block in lists.all().map(region::block).filter(|block| block.has_pointers()) {
            block.each_object(&mut |address| f(Value(address as u64)));
        }
    }

    /// Takes the registered objects for which `dead` holds off the list.
    pub(super) fn take_unreached(&self, dead: &dyn Fn(Value) -> bool) -> Vec<Value> {
        let mut unreached = Vec::new();
        self.finalizable.lock().retain(|&v| {
            let gone = dead(v);
            if gone {
                v.header().clear_flag(FLAG_FINALIZE);
                unreached.push(v);
            }
            !gone
        });
        unreached
    }

    /// As much as lives and a little more for each thread; near the limit, or the machine's, half of what is left.
    fn set_budget(&self, threads: usize) {
        let live = self.live.load(Ordering::Relaxed);
        let room = self.limit.load(Ordering::Relaxed).saturating_sub(live).min(region::room() * BLOCK) / 2;
        let least = match threads {
            0 | 1 => (live * 2).clamp(BUDGET_SMALL, BUDGET_LEAST),
            _ => BUDGET_LEAST * threads.min(BUDGET_THREADS),
        };
        self.budget.store((live + least).min(room.max(STEP)), Ordering::Relaxed);
    }
}

impl Lists {
    fn block_count(&self) -> usize {
        let large: usize = self.large.iter().map(|&b| region::block(b).length() as usize).sum();
        self.classes.iter().flatten().map(|c| c.blocks.len()).sum::<usize>() + large + self.spare.len()
    }

    /// The blocks of cells and the heads of large objects.
    fn all(&self) -> impl Iterator<Item = u32> {
        self.classes.iter().flatten().flat_map(|list| &list.blocks).chain(&self.large).copied()
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        if self.cycle.get_mut().under_way {
            SHADING.switch_off(self.id);
        }
        let lists = self.lists.get_mut();
        let used = lists.all().map(|index| {
            let block = region::block(index);
            block.leave();
            (index, block.length())
        });
        region::give(used.chain(lists.spare.iter().map(|&index| (index, 1))));
    }
}
