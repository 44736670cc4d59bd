//! A list that is read without a lock: its length, its buffer, and the order in which a change stores them.
//!
//! ```text
//!   reader                                    writer, with the list's lock (or its owner)
//!   load the length; past it: not there       longer:  store the item, then the length
//!   load the buffer; too small: not there     shorter: store the length, then unbind what is past it
//!   load the slot; unbound: not there         roomier: fill a new buffer, then store it where the old one was
//!                                             emptied: store the length 0, then another buffer
//! ```
//!
//! Each load acquires and each store releases, so whoever counts an item finds it, and whoever finds one finds it whole.
//! A reader may have the length of one moment and the buffer of another; that is why each look says "not there" for
//! itself. A buffer that was replaced stays as it was until a collection, which stops the world: no reader stands
//! between loading a buffer and a slot of it then. `tests/model/list.rs` explores this very code.

use std::sync::atomic::Ordering;

use super::atomics::AtomicUsize;
use super::half_done;
use super::slot::{Slot, Word};

/// What the protocol needs of a list.
pub trait Sequence {
    type Word: Word;

    fn length(&self) -> &AtomicUsize;

    /// Where the buffer stands; unbound while nothing was ever stored.
    fn buffer(&self) -> &Slot<Self::Word>;

    /// The slots of a buffer that was stored there, now or once.
    fn slots(buffer: Self::Word) -> &'static [Slot<Self::Word>];
}

/// How many items there are: whoever reads the number finds them.
#[inline(always)]
pub fn len<S: Sequence>(list: &S) -> usize {
    list.length().load(Ordering::Acquire)
}

/// Item `i`: `None` past the end (also when another thread shortens the list meanwhile).
#[inline(always)]
pub fn get<S: Sequence>(list: &S, i: usize) -> Option<S::Word> {
    if i >= len(list) {
        return None;
    }
    let buffer = list.buffer().get();
    if buffer == S::Word::UNBOUND {
        return None;
    }
    let item = S::slots(buffer).get(i)?.get();
    if item == S::Word::UNBOUND { None } else { Some(item) }
}

// ---- changes: the caller has the list's lock, or owns the list ----

/// Stores an item into the free slot `n`, the first one past the end, and counts it.
#[inline(always)]
pub fn put_last<S: Sequence>(list: &S, slots: &[Slot<S::Word>], n: usize, item: S::Word) {
    slots[n].set(item);
    half_done();
    list.length().store(n + 1, Ordering::Release);
}

/// Gives the list a larger buffer with its first `n` items in it.
pub fn move_to<S: Sequence>(list: &S, n: usize, larger: S::Word) {
    let old = list.buffer().get();
    if old != S::Word::UNBOUND {
        Slot::set_all(S::slots(larger), S::slots(old)[..n].iter().map(Slot::get));
    }
    half_done();
    list.buffer().set(larger);
}

/// Ends the list after `to` of its `n` items.
#[inline(always)]
pub fn shorten<S: Sequence>(list: &S, slots: &[Slot<S::Word>], n: usize, to: usize) {
    list.length().store(to, Ordering::Release);
    half_done();
    slots[to..n].iter().for_each(|slot| slot.set(S::Word::UNBOUND));
}

/// Puts `items` in the place of `start..stop` of the list's `n` items; its buffer, `slots`, has room for them.
pub fn splice<S: Sequence>(list: &S, slots: &[Slot<S::Word>], n: usize, start: usize, stop: usize, items: &[S::Word]) {
    let to = start + items.len();
    let length = n - (stop - start) + items.len();
    if to != stop {
        Slot::shift(slots, stop..n, to);
    }
    Slot::set_all(&slots[start..], items.iter().copied());
    half_done();
    if length < n {
        shorten(list, slots, n, length);
    } else {
        list.length().store(length, Ordering::Release);
    }
}

/// Empties the list: whoever still reads the old buffer finds it as it was.
pub fn empty<S: Sequence>(list: &S, buffer: S::Word) {
    list.length().store(0, Ordering::Release);
    half_done();
    list.buffer().set(buffer);
}

/// Gives the list another buffer, with `n` items in it.
pub fn fill<S: Sequence>(list: &S, buffer: S::Word, n: usize) {
    list.buffer().set(buffer);
    half_done();
    list.length().store(n, Ordering::Release);
}
