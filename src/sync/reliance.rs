//! Inline caches: one word each, and how what they rely on is changed under them.
//!
//! ```text
//!   who fills a cache                       who changes a class
//!   1 notes the name in the class's filter  1 stores the new attribute
//!   2 looks the name up                     2 asks the filter
//!   3 stores the word                       3 noted: stops the world, empties every cache
//! ```
//!
//! Noting and asking are both read-modify-writes of the same word of the filter, so one of them is first. If the note is,
//! the asker sees it, and stops the world: who fills passes no safepoint between 1 and 3, so his word is there to be
//! emptied. If the question is, the note acquires what the asker released, and the look-up finds the new attribute.
//! A plain load would not do for the question: it may be answered before the store in front of it is seen by others.
//!
//! The word is stored with release and loaded with acquire, so whoever finds the address of an entry finds the entry
//! whole. `tests/model/reliance.rs` explores this very code.

use std::sync::atomic::Ordering;

use super::atomics::AtomicU64;

/// A set of names that forgets none and may claim one that it was not given (a Bloom filter of one hash).
#[derive(Default)]
pub struct NameFilter([AtomicU64; 4]);

impl NameFilter {
    /// The word and the bit for a name; names are told apart by their addresses.
    fn place(&self, name: u64) -> (&AtomicU64, u64) {
        let hash = (name >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (&self.0[(hash >> 62) as usize], 1 << (hash >> 56 & 63))
    }

    /// Notes a name. What is looked up afterwards is what stands there, or will be undone by who changes it.
    pub fn add(&self, name: u64) {
        let (word, bit) = self.place(name);
        // Acquire: whoever set the bit may have come after a change, which then is mine to see too.
        if word.load(Ordering::Acquire) & bit == 0 {
            word.fetch_or(bit, Ordering::AcqRel);
        }
    }

    /// Was it noted, perhaps? To be asked after the change.
    pub fn may_have(&self, name: u64) -> bool {
        let (word, bit) = self.place(name);
        word.fetch_or(0, Ordering::AcqRel) & bit != 0
    }

    /// Was nothing ever noted? To be asked after the change.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| word.fetch_or(0, Ordering::AcqRel) == 0)
    }
}

/// The cache behind an instruction: 0 while it is empty.
#[derive(Default)]
#[repr(transparent)]
pub struct CacheWord(AtomicU64);

impl CacheWord {
    #[inline(always)]
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }

    #[inline(always)]
    pub fn fill(&self, word: u64) {
        self.0.store(word, Ordering::Release);
    }

    /// Forgets; the caller has stopped the world, or has the GIL: others see it when they attach.
    pub fn empty(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// The cache that a word of code is.
    #[cfg(not(loom))]
    #[inline(always)]
    pub fn of(word: &AtomicU64) -> &CacheWord {
        // SAFETY: the same memory, by `repr(transparent)`.
        unsafe { &*(word as *const AtomicU64 as *const CacheWord) }
    }
}
