//! A set that is read without a lock: places for keys and their hashes, found by open addressing in CPython's order.
//!
//! A set is walked in the order of its places, so where an item goes is visible to scripts, and CPython's scripts know
//! it: small integers come out sorted. So the places that a key tries, and when a table grows and to what, are as there.
//! A new item goes where its search ended, or to the last place on the way from which an item was deleted.
//!
//! Readers take no lock. A search looks at hashes first: 0 is a free place's (or a key's), `GONE` that of a place whose
//! item was deleted, behind which searches go on; a place's key is only loaded where the hash may be the one sought. A
//! place's hash is stored before its key (release) and taken away after it. A reader may find a place used again under its
//! eyes, the hash of one key with the next key: then the first was deleted while it looked, and to have missed it is a
//! true answer. A table that is full is replaced by a new one, and the old one stays as it was for whoever still reads it.
//!
//! Comparing keys may run Python code and is done without the lock. Who wants to change the table takes the lock
//! afterwards: if it is still the set's, and `added` is what it was when the search began, a key that was missing is
//! missing, and the place for it is free; a key that was found is there if its place still holds it.
//!
//! `types::set_table` lays the words out in the heap, `tests/model/set.rs` explores this very code with others.

use std::sync::atomic::Ordering;

use super::atomics::{AtomicU64, AtomicUsize};
use super::object_lock::acquire;
use super::slot::{Slot, Word};
use super::table::Owner;
use super::{ThreadState, half_done};

/// The smallest table; one that was never made counts as an empty one of this size.
pub const SMALLEST: usize = 8;

/// How many neighbours of a place are tried before the search jumps.
const NEIGHBOURS: usize = 9;

/// The hash of a place whose item was deleted: no key's.
const GONE: u64 = u64::MAX;

/// Two words of a table.
#[repr(C)]
pub struct Place<W> {
    pub key: Slot<W>,
    hash: AtomicU64,
}

impl<W> Default for Place<W> {
    fn default() -> Place<W> {
        Place { key: Slot::default(), hash: AtomicU64::new(0) }
    }
}

/// What the protocol needs of a table. Its memory stays while anybody has the table's word at hand.
pub trait Places: 'static {
    type Word: Word;
    /// The key of a place whose item was deleted: nothing that a script can have.
    const DELETED: Self::Word;

    /// The number of places, less one: all bits that a place's number may have.
    fn mask(&self) -> usize;
    /// Place `i`, which the mask allows.
    fn place(&self, i: usize) -> &'static Place<Self::Word>;
    /// How many places are not free, for they hold an item or the mark of a deleted one.
    fn fill(&self) -> &AtomicUsize;
    /// How many items were ever added: what tells a search that is over whether there are new ones.
    fn added(&self) -> &AtomicUsize;
    /// The word that stands for the table.
    fn word(&self) -> Self::Word;
    /// The table that a word stands for.
    fn of(word: Self::Word) -> &'static Self;

    /// Are two different keys of one hash equal? `None`: that takes `Host::equal`.
    fn same(found: Self::Word, key: Self::Word) -> Option<bool>;
}

/// What the protocol needs of the machine.
pub trait Host<T: Places> {
    type Error;

    fn thread(&self) -> &ThreadState;
    /// `==`, which may run Python code.
    fn equal(&self, found: T::Word, key: T::Word) -> Result<bool, Self::Error>;
    /// A table of so many free places, a power of two.
    fn new_table(&self, places: usize) -> Result<&'static T, Self::Error>;
}

impl<W: Word> Place<W> {
    #[inline(always)]
    fn put(&self, key: W, hash: u64) {
        self.hash.store(hash, Ordering::Relaxed);
        half_done();
        self.key.set(key);
        half_done();
    }
}

/// A place's key and its hash, unless the place is free or its item was deleted.
#[inline(always)]
pub fn live<T: Places>(place: &Place<T::Word>) -> Option<(T::Word, u64)> {
    let key = place.key.get();
    if key == T::Word::UNBOUND || key == T::DELETED { None } else { Some((key, place.hash.load(Ordering::Relaxed))) }
}

/// The table that a word stands for, if it stands for one.
#[inline(always)]
pub fn given<T: Places>(word: T::Word) -> Option<&'static T> {
    if word == T::Word::UNBOUND { None } else { Some(T::of(word)) }
}

// ---- searching ----

/// What a search that runs no Python code found.
pub enum Spot<W: 'static> {
    Taken(&'static Place<W>),
    /// the key is not there, and would go here: free, or the mark of a deleted item
    Free(&'static Place<W>),
    /// a key with the same hash stands there that has to be compared by the protocol
    Unsure,
}

/// Calls `f` with the places that a hash leads to and the keys in them, until it gives an answer: places of that hash, and
/// free ones (with an unbound key, the last). With `MARKS` also those of deleted items (with the key `DELETED`).
#[inline(always)]
pub fn probe<const MARKS: bool, T: Places, A>(table: &T, hash: u64, mut f: impl FnMut(&'static Place<T::Word>, T::Word) -> Option<A>) -> A {
    let mask = table.mask();
    let (mut at, mut perturb) = (hash as usize & mask, hash);
    loop {
        let last = at + if at + NEIGHBOURS <= mask { NEIGHBOURS } else { 0 };
        let mut i = at;
        // no range: of one that includes its end each step asks twice
        loop {
            let this = table.place(i);
            let its = this.hash.load(Ordering::Relaxed);
            if its == hash {
                if let Some(answer) = f(this, this.key.get()) {
                    return answer;
                }
            } else if its == 0 {
                let key = this.key.get();
                // a key with another hash that came to the free place meanwhile is not the one sought
                if (key == T::Word::UNBOUND || key == T::DELETED)
                    && let Some(answer) = f(this, key)
                {
                    return answer;
                }
            } else if MARKS
                && its == GONE
                && let Some(answer) = f(this, T::DELETED)
            {
                return answer;
            }
            if i == last {
                break;
            }
            i += 1;
        }
        perturb >>= 5;
        at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
    }
}

/// Looks for a key that is the same object, or equal as far as that takes no Python code.
#[inline(always)]
pub fn find_simple<T: Places>(table: &T, key: T::Word, hash: u64) -> Spot<T::Word> {
    let mut deleted = None;
    probe::<true, T, _>(table, hash, |place, found| {
        if found == key {
            return Some(Spot::Taken(place));
        }
        if found == T::Word::UNBOUND {
            return Some(Spot::Free(deleted.unwrap_or(place)));
        }
        if found == T::DELETED {
            deleted = Some(place);
            return None;
        }
        match T::same(found, key) {
            Some(true) => Some(Spot::Taken(place)),
            Some(false) => None,
            None => Some(Spot::Unsure),
        }
    })
}

/// What a search found, and in which table.
struct Found<W: 'static> {
    table: W,
    /// of that table, when the search began
    added: usize,
    /// where the key is, or would be put; none in a set without a table
    place: Option<&'static Place<W>>,
    /// the key that stands there, if one does that equals the one sought
    key: Option<W>,
}

/// Looks for a key, comparing by `==` where needed. The caller holds no lock.
fn find<T: Places, H: Host<T>>(host: &H, owner: &Slot<T::Word>, key: T::Word, hash: u64) -> Result<Found<T::Word>, H::Error> {
    loop {
        let word = owner.get();
        let Some(table) = given::<T>(word) else {
            return Ok(Found { table: word, added: 0, place: None, key: None });
        };
        let added = table.added().load(Ordering::Acquire);
        let mut deleted = None;
        // An answer, or none: what was compared changed meanwhile.
        let answer = probe::<true, T, _>(table, hash, |place, other| {
            if other == T::Word::UNBOUND {
                let place = Some(deleted.unwrap_or(place));
                return Some(Ok(Some(Found { table: word, added, place, key: None })));
            }
            if other == T::DELETED {
                deleted = Some(place);
                return None;
            }
            if other != key {
                let equal = match host.equal(other, key) {
                    Ok(equal) => equal,
                    Err(raised) => return Some(Err(raised)),
                };
                if owner.get() != word || place.key.get() != other {
                    return Some(Ok(None));
                }
                if !equal {
                    return None;
                }
            }
            Some(Ok(Some(Found { table: word, added, place: Some(place), key: Some(other) })))
        });
        if let Some(found) = answer? {
            return Ok(found);
        }
    }
}

/// Is the key in the table of `owner`? `None`: that needs `==`.
#[inline(always)]
pub fn has_simple<T: Places>(owner: &Slot<T::Word>, key: T::Word, hash: u64) -> Option<bool> {
    let Some(table) = given::<T>(owner.get()) else { return Some(false) };
    match find_simple(table, key, hash) {
        Spot::Taken(_) => Some(true),
        Spot::Free(_) => Some(false),
        Spot::Unsure => None,
    }
}

/// Is the key in the table of `owner`? May run Python code.
#[inline]
pub fn has<T: Places, H: Host<T>>(host: &H, owner: &Slot<T::Word>, key: T::Word, hash: u64) -> Result<bool, H::Error> {
    match has_simple::<T>(owner, key, hash) {
        Some(answer) => Ok(answer),
        None => Ok(find::<T, H>(host, owner, key, hash)?.key.is_some()),
    }
}

// ---- tables ----

/// The size of a table for more than `items` items.
pub fn places_for(items: usize) -> usize {
    (items + 1).next_power_of_two().max(SMALLEST)
}

/// What a table that has become too full with `used` live items is replaced for.
pub fn grown(used: usize) -> usize {
    if used > 50_000 { used * 2 } else { used * 4 }
}

/// Would a table of that mask be too full with that many places used?
#[inline(always)]
pub fn is_full(mask: usize, fill: usize) -> bool {
    fill * 5 >= mask * 3
}

/// Puts the items of a table (or none), none of which is there, into a table with room for them, in their order.
pub fn put_all<T: Places>(to: &T, from: T::Word) {
    let mut n = to.fill().load(Ordering::Relaxed);
    if let Some(from) = given::<T>(from) {
        for (key, hash) in (0..=from.mask()).filter_map(|i| live::<T>(from.place(i))) {
            probe::<false, T, _>(to, hash, |place, other| (other == T::Word::UNBOUND).then(|| place.put(key, hash)));
            n += 1;
        }
    }
    to.fill().store(n, Ordering::Release);
    to.added().store(n, Ordering::Release);
}

/// The same for a table like `to` in which nothing was ever deleted: each item into the place that it has there.
pub fn put_as_there<T: Places>(to: &T, from: &T, n: usize) {
    for i in 0..=from.mask() {
        if let Some((key, hash)) = live::<T>(from.place(i)) {
            to.place(i).put(key, hash);
        }
    }
    to.fill().store(n, Ordering::Release);
    to.added().store(n, Ordering::Release);
}

/// Replaces the owner's table by one for more than `items` items; the caller holds the lock.
pub fn resize<T: Places, H: Host<T>>(host: &H, owner: &Owner<T::Word>, items: usize) -> Result<(), H::Error> {
    let table = host.new_table(places_for(items))?;
    put_all(table, owner.table.get());
    owner.table.set(table.word());
    Ok(())
}

/// The owner's table, now made if there was none; the caller holds the lock.
fn table_of<T: Places, H: Host<T>>(host: &H, owner: &Owner<T::Word>) -> Result<&'static T, H::Error> {
    if let Some(table) = given(owner.table.get()) {
        return Ok(table);
    }
    let table = host.new_table(SMALLEST)?;
    owner.table.set(table.word());
    Ok(table)
}

/// Puts a new item into the place of the owner's table that its search gave; the caller holds the lock.
#[inline(always)]
fn put<T: Places, H: Host<T>>(
    host: &H,
    owner: &Owner<T::Word>,
    table: &T,
    place: &Place<T::Word>,
    key: T::Word,
    hash: u64,
) -> Result<(), H::Error> {
    if place.key.get() == T::Word::UNBOUND {
        let fill = table.fill().load(Ordering::Relaxed) + 1;
        if is_full(table.mask(), fill) {
            return put_and_grow(host, owner, place, key, hash);
        }
        table.fill().store(fill, Ordering::Release);
    }
    put_counted(owner, table, place, key, hash);
    Ok(())
}

/// Puts a new item into a place that counts as filled, and counts the item; the caller has the lock, or owns the set.
#[inline(always)]
pub fn put_counted<T: Places>(owner: &Owner<T::Word>, table: &T, place: &Place<T::Word>, key: T::Word, hash: u64) {
    place.put(key, hash);
    table.added().store(table.added().load(Ordering::Relaxed) + 1, Ordering::Release);
    owner.len.store(owner.len.load(Ordering::Relaxed) + 1, Ordering::Release);
}

/// As `put`, where the table is too full with the new item. The new table comes first: without memory nothing happens.
#[cold]
#[inline(never)]
fn put_and_grow<T: Places, H: Host<T>>(
    host: &H,
    owner: &Owner<T::Word>,
    place: &Place<T::Word>,
    key: T::Word,
    hash: u64,
) -> Result<(), H::Error> {
    let used = owner.len.load(Ordering::Relaxed) + 1;
    let larger = host.new_table(places_for(grown(used)))?;
    place.put(key, hash);
    put_all(larger, owner.table.get());
    owner.table.set(larger.word());
    owner.len.store(used, Ordering::Release);
    Ok(())
}

// ---- changes under a lock that the caller holds ----

/// Adds a key; `false`: it was there. `None`, and nothing done: that needs `==`.
#[inline(always)]
pub fn add_locked<T: Places, H: Host<T>>(host: &H, owner: &Owner<T::Word>, key: T::Word, hash: u64) -> Result<Option<bool>, H::Error> {
    let table = table_of(host, owner)?;
    match find_simple(table, key, hash) {
        Spot::Taken(_) => Ok(Some(false)),
        Spot::Free(place) => put(host, owner, table, place, key, hash).map(|()| Some(true)),
        Spot::Unsure => Ok(None),
    }
}

/// Removes a key; `false`: it was not there. `None`, and nothing done: that needs `==`.
#[inline(always)]
pub fn remove_locked<T: Places>(owner: &Owner<T::Word>, key: T::Word, hash: u64) -> Option<bool> {
    let Some(table) = given::<T>(owner.table.get()) else { return Some(false) };
    match find_simple(table, key, hash) {
        Spot::Taken(place) => {
            delete::<T>(owner, place);
            Some(true)
        }
        Spot::Free(_) => Some(false),
        Spot::Unsure => None,
    }
}

/// Takes the item of a place of the owner's table out.
#[inline(always)]
pub fn delete<T: Places>(owner: &Owner<T::Word>, place: &Place<T::Word>) {
    place.key.set(T::DELETED);
    half_done();
    place.hash.store(GONE, Ordering::Relaxed);
    owner.len.store(owner.len.load(Ordering::Relaxed) - 1, Ordering::Release);
}

/// Takes the table away.
pub fn clear<W: Word>(owner: &Owner<W>) {
    owner.len.store(0, Ordering::Release);
    owner.table.set(W::UNBOUND);
}

// ---- changes that look for themselves: the caller has no lock ----

/// Is the owner this thread's own? Then until the next safepoint nobody else changes it.
#[inline(always)]
fn owns<T: Places, H: Host<T>>(host: &H, owner: &Owner<T::Word>) -> bool {
    owner.lock.owner.load(Ordering::Relaxed) == host.thread().owner_id()
}

/// Adds a key; `false`: it was there.
#[inline]
pub fn insert<T: Places, H: Host<T>>(host: &H, owner: &Owner<T::Word>, key: T::Word, hash: u64) -> Result<bool, H::Error> {
    // In a set of one's own nothing changes between looking and storing, for no Python code runs.
    if owns(host, owner)
        && let Some(added) = add_locked(host, owner, key, hash)?
    {
        return Ok(added);
    }
    insert_slow(host, owner, key, hash)
}

#[inline(never)]
fn insert_slow<T: Places, H: Host<T>>(host: &H, owner: &Owner<T::Word>, key: T::Word, hash: u64) -> Result<bool, H::Error> {
    loop {
        let found = find::<T, H>(host, owner.table, key, hash)?;
        let _guard = acquire(host.thread(), owner.lock);
        if owner.table.get() != found.table {
            continue;
        }
        let Some(place) = found.place else {
            // no table, so no key that it would have to be compared with
            add_locked(host, owner, key, hash)?;
            return Ok(true);
        };
        if let Some(there) = found.key {
            if place.key.get() == there {
                return Ok(false);
            }
        } else {
            let table = T::of(found.table);
            if table.added().load(Ordering::Acquire) == found.added {
                put(host, owner, table, place, key, hash)?;
                return Ok(true);
            }
        }
    }
}

/// Removes a key; `false`: it was not there.
#[inline]
pub fn remove<T: Places, H: Host<T>>(host: &H, owner: &Owner<T::Word>, key: T::Word, hash: u64) -> Result<bool, H::Error> {
    if owns(host, owner)
        && let Some(removed) = remove_locked::<T>(owner, key, hash)
    {
        return Ok(removed);
    }
    remove_slow(host, owner, key, hash)
}

#[inline(never)]
fn remove_slow<T: Places, H: Host<T>>(host: &H, owner: &Owner<T::Word>, key: T::Word, hash: u64) -> Result<bool, H::Error> {
    loop {
        let found = find::<T, H>(host, owner.table, key, hash)?;
        let (Some(place), Some(there)) = (found.place, found.key) else { return Ok(false) };
        let _guard = acquire(host.thread(), owner.lock);
        if owner.table.get() == found.table && place.key.get() == there {
            delete::<T>(owner, place);
            return Ok(true);
        }
    }
}
