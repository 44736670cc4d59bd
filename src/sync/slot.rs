//! `Slot`: a word that some thread stores and any thread loads, with no lock between them.
//!
//! What it holds is the machine's business (a value; in a model a number). Loads acquire and stores release, so that
//! whoever reads a reference sees what it refers to: the whole of publishing an object is to store it into a slot.

use std::marker::PhantomData;
use std::sync::atomic::Ordering;

use super::atomics::AtomicU64;

/// What fits a slot.
pub trait Word: Copy + PartialEq + 'static {
    /// The word of an empty slot: all zero bits, as fresh memory is.
    const UNBOUND: Self;
    fn from_bits(bits: u64) -> Self;
    fn bits(self) -> u64;

    /// Called for what is stored in a slot: a collector's write barrier.
    #[inline(always)]
    fn stored(self) {}

    /// Must `stored` be called? If not, then not before this thread's next safepoint.
    #[inline(always)]
    fn is_barred() -> bool {
        true
    }
}

/// An atomic word.
#[repr(transparent)]
pub struct Slot<W>(AtomicU64, PhantomData<fn() -> W>);

impl<W> Slot<W> {
    /// A slot that holds the word of these bits.
    #[cfg(not(loom))]
    pub const fn of_bits(bits: u64) -> Slot<W> {
        Slot(AtomicU64::new(bits), PhantomData)
    }

    /// A slot that holds the word of these bits.
    #[cfg(loom)]
    pub fn of_bits(bits: u64) -> Slot<W> {
        Slot(AtomicU64::new(bits), PhantomData)
    }
}

impl<W> Default for Slot<W> {
    fn default() -> Slot<W> {
        Slot::of_bits(0)
    }
}

impl<W: Word> Slot<W> {
    #[inline(always)]
    pub fn get(&self) -> W {
        W::from_bits(self.0.load(Ordering::Acquire))
    }

    #[inline(always)]
    pub fn set(&self, word: W) {
        word.stored();
        self.0.store(word.bits(), Ordering::Release);
    }

    /// Stores without a write barrier: for whoever has seen that there is none now, with no safepoint since.
    #[inline(always)]
    pub fn set_unbarred(&self, word: W) {
        self.0.store(word.bits(), Ordering::Release);
    }

    /// Stores the words in the slots, one after the other, as many as there are of both. Asks for the barrier once.
    #[inline(always)]
    pub fn set_all(slots: &[Slot<W>], words: impl Iterator<Item = W>) {
        let pairs = slots.iter().zip(words);
        if W::is_barred() { pairs.for_each(|(slot, word)| slot.set(word)) } else { pairs.for_each(|(slot, word)| slot.set_unbarred(word)) }
    }

    /// Moves the words of `from` so that the first stands at `to`, further left or right in the same slots; in an order in which none
    /// is overwritten before it has moved.
    pub fn shift(slots: &[Slot<W>], from: std::ops::Range<usize>, to: usize) {
        if to < from.start {
            Slot::set_all(&slots[to..to + from.len()], slots[from].iter().map(Slot::get));
        } else {
            let end = to + from.len();
            let pairs = slots[to..end].iter().rev().zip(slots[from].iter().rev().map(Slot::get));
            let set = if W::is_barred() { Slot::set } else { Slot::set_unbarred };
            pairs.for_each(|(slot, word)| set(slot, word));
        }
    }

    /// Stores `new` and gives what stood here before, in one step.
    pub fn swap(&self, new: W) -> W {
        new.stored();
        W::from_bits(self.0.swap(new.bits(), Ordering::AcqRel))
    }

    /// Stores `new` if `old` still stands here; else gives what does.
    pub fn replace(&self, old: W, new: W) -> Result<(), W> {
        new.stored();
        match self.0.compare_exchange(old.bits(), new.bits(), Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => Ok(()),
            Err(other) => Err(W::from_bits(other)),
        }
    }
}
