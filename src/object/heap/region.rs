//! The address range that all heaps share, the table of heads, and the pool of blocks that no heap has.
//!
//! Used by the files of this folder only. The range is reserved once and never given back; pages get memory when they
//! are first touched and lose it when the pool holds too many dirty ones. Invariant: a block's entry in `heads` is
//! written under the pool's lock; a block in use names its run's first block there, so any address finds its object in
//! two loads.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::time::Duration;

use parking_lot::Mutex;

use super::block::Block;

/// log2 of a block's size.
pub const BLOCK_SHIFT: usize = 15;
/// Bytes in a block, and its alignment.
pub const BLOCK: usize = 1 << BLOCK_SHIFT;
/// What is asked from the system first; a quarter less until it agrees.
const RESERVE: usize = 64 << 30;
const RESERVE_LEAST: usize = 48 << 20;
/// The range has two zones. The first is this part of it and has pages of the usual size; the second asks for huge
/// ones, which are worth a factor of five in the cost of fresh memory to a big heap, and would cost a small interpreter
/// two megabytes for the few kilobytes that it touches.
const PLAIN_PART: usize = 8;
/// A heap with so many blocks takes its next ones from the second zone, and so does a large object of an eighth of that.
pub const HUGE_FROM: usize = (64 << 20) / BLOCK;
/// Single blocks kept apart, so that an interpreter that comes and goes costs no search.
const SINGLES: usize = 256;
/// Dirty free blocks that the pool may always keep (16 MiB).
const DIRTY_KEPT: usize = 512;

/// `heads`: free and zero, as the system gives pages.
const CLEAN: u32 = 0;
/// `heads`: free, with old bytes in it.
const DIRTY: u32 = u32::MAX;
/// `heads`: lent to those outside the heaps, who may keep in it what values point to (classes).
const LENT: u32 = u32::MAX - 1;

// Written once by `reserve`, before any heap exists.
static BASE: AtomicUsize = AtomicUsize::new(0);
static SIZE: AtomicUsize = AtomicUsize::new(0);
static HEADS: AtomicUsize = AtomicUsize::new(0);
static BLOCKS: AtomicUsize = AtomicUsize::new(0);

static POOL: Mutex<Zones> = Mutex::new(Zones { plain: Pool::EMPTY, huge: Pool::EMPTY });

/// Blocks in use by all heaps, for the check against the machine's memory.
static IN_USE: AtomicUsize = AtomicUsize::new(0);
/// Blocks that all heaps may use together: the machine's memory, or the range if that is smaller.
static CAPACITY: AtomicUsize = AtomicUsize::new(0);
/// Has anything been lent to those outside the heaps?
static EVER_LENT: AtomicBool = AtomicBool::new(false);
/// How long a lender waits for the pool: nobody keeps it for so long but who asks in the middle of it.
const PATIENCE: Duration = Duration::from_millis(20);
/// With fewer blocks left a script hears of it: what is `kept`, or less if it has been told.
static ALARM: AtomicUsize = AtomicUsize::new(0);

fn map(bytes: usize) -> Option<usize> {
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
    // SAFETY: a fresh private mapping, at an address of the system's choice.
    let p = unsafe { libc::mmap(std::ptr::null_mut(), bytes, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0) };
    (p != libc::MAP_FAILED).then_some(p as usize)
}

fn unmap(address: usize, bytes: usize) {
    // SAFETY: called with a mapping that the caller has just made and nobody has seen.
    unsafe { libc::munmap(address as *mut libc::c_void, bytes) };
}

/// Memory that is never given back, zeroed; for the permanent arena.
pub fn map_forever(bytes: usize) -> Option<*mut u8> {
    map(bytes).map(|p| p as *mut u8)
}

fn machine_memory() -> usize {
    // SAFETY: two questions to the system.
    let (pages, page) = unsafe { (libc::sysconf(libc::_SC_PHYS_PAGES), libc::sysconf(libc::_SC_PAGESIZE)) };
    if pages > 0 && page > 0 { (pages as usize).saturating_mul(page as usize) } else { usize::MAX }
}

/// Where address space is limited: each of the arenas of the C library's `malloc` takes 64 MiB of it, and one is enough. To be called
/// before there are threads.
pub fn spare_address_space() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: a question to the system, and a setting of the C library.
    unsafe {
        let mut limit = libc::rlimit { rlim_cur: libc::RLIM_INFINITY, rlim_max: libc::RLIM_INFINITY };
        if libc::getrlimit(libc::RLIMIT_AS, &raw mut limit) == 0 && limit.rlim_cur != libc::RLIM_INFINITY {
            libc::mallopt(libc::M_ARENA_MAX, 1);
        }
    }
}

/// Calls `f` so that it cannot take the last `bytes` of address space; `None`, uncalled, if they are gone already. It is short:
/// others do not get them meanwhile either.
pub fn leaving_address_space<R>(bytes: usize, f: impl FnOnce() -> R) -> Option<R> {
    let kept = map(bytes)?;
    let made = f();
    unmap(kept, bytes);
    Some(made)
}

/// Reserves the range, at the first heap; `false` if the system refuses even the least that makes sense. Where the address
/// space is limited, a quarter as much is left for all else that the process needs: stacks, code, the memory of Rust (which may borrow:
/// `lend`).
pub fn reserve() -> bool {
    static DONE: OnceLock<bool> = OnceLock::new();
    *DONE.get_or_init(|| {
        let mut size = RESERVE;
        loop {
            let count = size / BLOCK;
            // a block more, to align with
            let range = map(size + BLOCK);
            let tables = map(count * (size_of::<Block>() + size_of::<u32>()));
            if let (Some(range), Some(tables), true) = (range, tables, leaving_address_space(size / 4, || ()).is_some()) {
                let base = (range + BLOCK - 1) & !(BLOCK - 1);
                BLOCKS.store(tables, Ordering::Relaxed);
                HEADS.store(tables + count * size_of::<Block>(), Ordering::Relaxed);
                CAPACITY.store((machine_memory() / BLOCK).min(count), Ordering::Relaxed);
                ALARM.store(kept(), Ordering::Relaxed);
                let plain = count / PLAIN_PART;
                let mut pool = POOL.lock();
                (pool.plain.blocks, pool.huge.top, pool.huge.blocks) = (plain, plain, count);
                // SAFETY: a hint about our own mapping.
                #[cfg(target_os = "linux")]
                unsafe {
                    libc::madvise((base + plain * BLOCK) as *mut libc::c_void, size - plain * BLOCK, libc::MADV_HUGEPAGE);
                    let from = (tables + plain * size_of::<Block>()).next_multiple_of(4096);
                    libc::madvise(from as *mut libc::c_void, tables + count * size_of::<Block>() - from, libc::MADV_HUGEPAGE);
                }
                SIZE.store(size, Ordering::Relaxed);
                BASE.store(base, Ordering::Release);
                return true;
            }
            range.inspect(|&p| unmap(p, size + BLOCK));
            tables.inspect(|&p| unmap(p, count * (size_of::<Block>() + size_of::<u32>())));
            size = (size / 4 * 3) & !(BLOCK * PLAIN_PART - 1);
            if size < RESERVE_LEAST {
                return false;
            }
        }
    })
}

/// Where the range starts; 0 before the first heap.
#[inline(always)]
pub fn base() -> usize {
    BASE.load(Ordering::Relaxed)
}

/// The range's size in bytes.
#[inline(always)]
pub fn size() -> usize {
    SIZE.load(Ordering::Relaxed)
}

/// Does the address lie in the part of the range that heaps have, or had?
#[inline(always)]
pub fn is_of_heaps(address: usize) -> bool {
    contains(address) && !is_lent(address)
}

/// Does the address lie in the range?
#[inline(always)]
pub fn contains(address: usize) -> bool {
    address.wrapping_sub(base()) < size()
}

/// The address of the table of descriptors.
#[inline(always)]
pub fn blocks() -> *const Block {
    BLOCKS.load(Ordering::Relaxed) as *const Block
}

/// The descriptor of a block.
#[inline(always)]
pub fn block(index: u32) -> &'static Block {
    debug_assert!((index as usize) < size() / BLOCK, "a block outside the range");
    // SAFETY: the table has an entry for each block of the range and is never unmapped; all zeros is a valid `Block`.
    unsafe { &*blocks().add(index as usize) }
}

#[inline(always)]
fn head(index: u32) -> &'static AtomicU32 {
    debug_assert!((index as usize) < size() / BLOCK, "a block outside the range");
    // SAFETY: as for `block`.
    unsafe { &*(HEADS.load(Ordering::Relaxed) as *const AtomicU32).add(index as usize) }
}

/// The descriptor of the first block of the run that the address lies in; `None` outside the range and in free blocks.
#[inline]
pub fn head_block(address: usize) -> Option<&'static Block> {
    let offset = address.wrapping_sub(base());
    if offset >= size() {
        return None;
    }
    let h = head((offset >> BLOCK_SHIFT) as u32).load(Ordering::Acquire);
    if matches!(h, CLEAN | DIRTY | LENT) { None } else { Some(block(h - 1)) }
}

/// A run of blocks, and whether its bytes are all zero.
pub struct Run {
    pub start: u32,
    pub clean: bool,
}

impl Run {
    /// Where the run's memory starts.
    pub fn address(&self) -> usize {
        base() + ((self.start as usize) << BLOCK_SHIFT)
    }
}

struct Zones {
    plain: Pool,
    huge: Pool,
}

struct Pool {
    /// start -> length; neighbours are always merged
    free: BTreeMap<u32, u32>,
    /// the same as (length, start), to find the best fit
    by_length: BTreeSet<(u32, u32)>,
    /// single blocks, not in `free`
    singles: Vec<u32>,
    /// blocks from here on were never used
    top: usize,
    /// one past the zone's last block
    blocks: usize,
    /// dirty blocks in `free`
    dirty: usize,
}

impl Pool {
    const EMPTY: Pool = Pool { free: BTreeMap::new(), by_length: BTreeSet::new(), singles: Vec::new(), top: 0, blocks: 0, dirty: 0 };

    fn take(&mut self, count: usize) -> Option<u32> {
        if count == 1
            && let Some(start) = self.singles.pop()
        {
            return Some(start);
        }
        if let Some(start) = self.take_free(count) {
            return Some(start);
        }
        if self.top + count > self.blocks && !self.singles.is_empty() {
            for start in std::mem::take(&mut self.singles) {
                self.insert(start, 1);
            }
            return self.take_free(count);
        }
        if self.top + count > self.blocks {
            return None;
        }
        self.top += count;
        Some((self.top - count) as u32)
    }

    fn take_free(&mut self, count: usize) -> Option<u32> {
        let &(length, start) = self.by_length.range((count as u32, 0)..).next()?;
        self.remove(start, length);
        if length as usize > count {
            self.add(start + count as u32, length - count as u32);
        }
        let dirty = (start..start + count as u32).filter(|&i| head(i).load(Ordering::Relaxed) == DIRTY).count();
        self.dirty = self.dirty.saturating_sub(dirty);
        Some(start)
    }

    fn add(&mut self, start: u32, length: u32) {
        self.free.insert(start, length);
        self.by_length.insert((length, start));
    }

    fn remove(&mut self, start: u32, length: u32) {
        self.free.remove(&start);
        self.by_length.remove(&(length, start));
    }

    /// Takes the blocks from `start` on, if so many are free there; tells whether it did.
    fn take_at(&mut self, start: u32, count: u32) -> bool {
        if start as usize == self.top && self.top + count as usize <= self.blocks {
            self.top += count as usize;
            return true;
        }
        match self.free.get(&start) {
            Some(&length) if length >= count => {
                self.remove(start, length);
                if length > count {
                    self.add(start + count, length - count);
                }
                let dirty = (start..start + count).filter(|&i| head(i).load(Ordering::Relaxed) == DIRTY).count();
                self.dirty = self.dirty.saturating_sub(dirty);
                true
            }
            _ => false,
        }
    }

    /// Puts blocks into `free` and merges them with their neighbours.
    fn insert(&mut self, start: u32, length: u32) {
        self.dirty += (start..start + length).filter(|&i| head(i).load(Ordering::Relaxed) == DIRTY).count();
        let (mut start, mut length) = (start, length);
        if let Some((&before, &n)) = self.free.range(..start).next_back()
            && before + n == start
        {
            self.remove(before, n);
            (start, length) = (before, n + length);
        }
        if let Some(&n) = self.free.get(&(start + length)) {
            self.remove(start + length, n);
            length += n;
        }
        self.add(start, length);
    }

    /// Gives the memory of dirty free blocks back to the system, if there is much of it.
    fn trim(&mut self) {
        if self.dirty <= DIRTY_KEPT.max(IN_USE.load(Ordering::Relaxed) / 4) {
            return;
        }
        for (&start, &length) in &self.free {
            let end = start + length;
            let mut at = start;
            while at < end {
                let from = at;
                while at < end && head(at).load(Ordering::Relaxed) == DIRTY {
                    at += 1;
                }
                if at > from {
                    release(from, at);
                }
                at += 1;
            }
        }
        self.dirty = 0;
    }
}

/// Gives the memory of blocks that no heap has back to the system: they are clean then, where that can be said.
fn release(from: u32, to: u32) {
    let (address, bytes) = (base() + ((from as usize) << BLOCK_SHIFT), ((to - from) as usize) << BLOCK_SHIFT);
    // SAFETY: blocks that no heap has; private anonymous memory reads as zero afterwards.
    let done = unsafe { libc::madvise(address as *mut libc::c_void, bytes, libc::MADV_DONTNEED) } == 0;
    if done && cfg!(target_os = "linux") {
        (from..to).for_each(|i| head(i).store(CLEAN, Ordering::Relaxed));
    }
}

/// Takes a run of blocks, `huge`: from the second zone, if there is room; `None` when the range is used up, or the machine's
/// memory. What is `kept` for the end of a script that has used up all is there for those who cannot do without.
pub fn take(count: usize, huge: bool, must: bool) -> Option<Run> {
    if !must && count > room().saturating_sub(kept()) {
        return None;
    }
    let Zones { plain, huge: second } = &mut *POOL.lock();
    let (first, other) = if huge { (second, plain) } else { (plain, second) };
    let start = first.take(count).or_else(|| other.take(count))?;
    IN_USE.fetch_add(count, Ordering::Relaxed);
    let mut clean = true;
    for i in start..start + count as u32 {
        clean &= head(i).load(Ordering::Relaxed) == CLEAN;
        head(i).store(start + 1, Ordering::Release);
    }
    Some(Run { start, clean })
}

/// Makes a run longer, if what lies behind it is free and a script may have it: whether the new blocks' bytes are all zero.
pub fn extend(start: u32, length: u32, more: u32) -> Option<bool> {
    if more as usize > room().saturating_sub(kept()) {
        return None;
    }
    let Zones { plain, huge } = &mut *POOL.lock();
    let (zone, from) = (if (start as usize) < plain.blocks { plain } else { huge }, start + length);
    if !zone.take_at(from, more) {
        return None;
    }
    IN_USE.fetch_add(more as usize, Ordering::Relaxed);
    let mut clean = true;
    for i in from..from + more {
        clean &= head(i).load(Ordering::Relaxed) == CLEAN;
        head(i).store(start + 1, Ordering::Release);
    }
    Some(clean)
}

/// Does the run lie in the zone that asks for huge pages?
pub fn is_huge(start: u32) -> bool {
    start as usize >= POOL.lock().plain.blocks
}

/// Gives runs of blocks back, as (start, length). Nobody may look at their memory any more.
pub fn give(runs: impl Iterator<Item = (u32, u32)>) {
    let pool = &mut *POOL.lock();
    let plain = pool.plain.blocks as u32;
    let mut rest = Vec::new();
    for (start, length) in runs {
        for i in start..start + length {
            head(i).store(DIRTY, Ordering::Release);
        }
        IN_USE.fetch_sub(length as usize, Ordering::Relaxed);
        if length == 1 && start < plain && pool.plain.singles.len() < SINGLES {
            pool.plain.singles.push(start);
        } else {
            rest.push((start, length));
        }
    }
    rest.sort_unstable();
    for run in rest.chunk_by(|a, b| a.0 + a.1 == b.0 && b.0 != plain) {
        let zone = if run[0].0 < plain { &mut pool.plain } else { &mut pool.huge };
        zone.insert(run[0].0, run.iter().map(|r| r.1).sum());
    }
    pool.plain.trim();
    pool.huge.trim();
}

/// Memory for those outside all heaps whose own allocator has none left, as the address of a run of blocks. Not the last blocks for what
/// is `big`, whose maker can do without. `None` also where this thread is in the middle of the pool, and before the first heap.
pub fn lend(bytes: usize, big: bool) -> Option<(usize, bool)> {
    let count = bytes.div_ceil(BLOCK);
    if base() == 0 || big && count > room().saturating_sub(kept()) {
        return None;
    }
    let Zones { plain, huge } = &mut *POOL.try_lock_for(PATIENCE)?;
    let start = plain.take(count).or_else(|| huge.take(count))?;
    IN_USE.fetch_add(count, Ordering::Relaxed);
    let run = start..start + count as u32;
    let clean = run.clone().all(|i| head(i).load(Ordering::Relaxed) == CLEAN);
    run.for_each(|i| head(i).store(LENT, Ordering::Release));
    EVER_LENT.store(true, Ordering::Relaxed);
    Some((base() + ((start as usize) << BLOCK_SHIFT), clean))
}

/// Was this memory lent?
#[inline(always)]
pub fn is_lent(address: usize) -> bool {
    EVER_LENT.load(Ordering::Relaxed)
        && contains(address)
        && head(((address - base()) >> BLOCK_SHIFT) as u32).load(Ordering::Acquire) == LENT
}

/// Gives back what was lent.
pub fn give_back(address: usize, bytes: usize) {
    give(std::iter::once((((address - base()) >> BLOCK_SHIFT) as u32, bytes.div_ceil(BLOCK) as u32)));
}

/// How many blocks more the heaps may take together.
pub fn room() -> usize {
    CAPACITY.load(Ordering::Relaxed).saturating_sub(IN_USE.load(Ordering::Relaxed))
}

/// How many of the last blocks are only for what a script cannot be refused: small objects between two safepoints.
fn kept() -> usize {
    CAPACITY.load(Ordering::Relaxed) / 32
}

/// Is this little beside what is kept?
pub fn is_little(bytes: usize) -> bool {
    bytes.div_ceil(BLOCK) <= kept() / 4
}

/// Is so little left that nothing big should be begun?
pub fn is_nearly_full() -> bool {
    room() < kept()
}

/// Is so little left that it is time for a collection, and for a `MemoryError` if that makes no room?
pub fn is_short() -> bool {
    room() < ALARM.load(Ordering::Relaxed)
}

/// After a collection: as `is_short`. If so, half of what is left may be used before the next `MemoryError`: by those who
/// handle this one, and who may still hold what used all up.
pub fn is_still_short() -> bool {
    let room = room();
    let short = room < ALARM.load(Ordering::Relaxed);
    if short || room >= kept() {
        ALARM.store(if short { room / 2 } else { kept() }, Ordering::Relaxed);
    }
    short
}

/// Does the address lie in the zone that asks for huge pages?
#[cfg(test)]
pub fn has_huge_pages(address: usize) -> bool {
    address >= base() + POOL.lock().plain.blocks * BLOCK && contains(address)
}

/// Blocks in use by all heaps.
#[cfg(test)]
pub fn blocks_in_use() -> usize {
    IN_USE.load(Ordering::Relaxed)
}
