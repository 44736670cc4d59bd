//! A dict that is read without a lock: entries in the order of their insertion behind an index of places.
//!
//! Readers take no lock. An entry's words are stored before its place in the index is (release), a deleted entry keeps
//! its place with an unbound key until a new one gets it, and an entry is never used twice: a full table is replaced by a
//! new one, and the old one stays as it was for whoever still reads it, until a collection, which stops the world. (Who sees
//! a place's old entry, a deleted one, goes on as if the new one were not there yet; a place never is empty again.) Comparing keys may run
//! Python code, so it is done without the lock; who wants to change the table takes the lock afterwards and looks
//! whether it is still the table that was searched, with as many entries as before the search. That count is therefore
//! stored last: who reads it finds the entries that it counts. (Stored before the index it let two threads add the
//! same key: the second read the new count, did not find the entry, took the lock and saw the same count.)
//!
//! `types::dict_table` lays the words out in the heap, `tests/model/dict.rs` explores this very code with others.

use std::sync::atomic::Ordering;

use super::atomics::{AtomicU32, AtomicU64, AtomicUsize};
use super::object_lock::{LockWord, acquire};
use super::slot::{Slot, Word};
use super::{ThreadState, half_done};

/// One entry: three words of the table.
#[repr(C)]
pub struct Entry<W> {
    pub hash: AtomicU64,
    pub key: Slot<W>,
    pub value: Slot<W>,
}

/// What the protocol needs of a table. Its memory stays while anybody has the table's word at hand.
pub trait Table: 'static {
    type Word: Word;

    /// The number of places of the index, less one: all bits that a place's number may have.
    fn mask(&self) -> usize;
    /// Entries that there is room for.
    fn capacity(&self) -> usize;
    /// Entries taken, deleted ones included.
    fn used(&self) -> &AtomicUsize;
    /// Entry `i`, which is below the capacity.
    fn entry(&self, i: usize) -> &'static Entry<Self::Word>;
    /// Place `i` of the index, which the mask allows: 0 if it is empty, else its entry's number + 1.
    fn place(&self, i: usize) -> &AtomicU32;
    /// The word that stands for the table.
    fn word(&self) -> Self::Word;
    /// The table that a word stands for.
    fn of(word: Self::Word) -> &'static Self;

    /// Are two different keys of one hash equal? `None`: that takes `Machine::equal`.
    fn same(found: Self::Word, key: Self::Word) -> Option<bool>;
}

/// What the protocol needs of the machine.
pub trait Machine<T: Table> {
    type Error;

    fn thread(&self) -> &ThreadState;
    /// `==`, which may run Python code.
    fn equal(&self, found: T::Word, key: T::Word) -> Result<bool, Self::Error>;
    /// An empty table with room for `capacity` entries.
    fn new_table(&self, capacity: usize) -> Result<&'static T, Self::Error>;
}

/// What a change needs of the dict that owns a table.
pub struct Owner<'a, W> {
    pub lock: &'a LockWord,
    pub len: &'a AtomicUsize,
    pub table: &'a Slot<W>,
}

/// What a search found.
pub enum Found<W: 'static> {
    Entry(&'static Entry<W>),
    /// not there; how many entries the table had then, so that a later insertion knows whether the answer still holds
    Missing(usize),
}

/// The places to look at for a hash, one after the other.
struct Probe {
    at: usize,
    perturb: u64,
}

impl Probe {
    #[inline(always)]
    fn new(hash: u64, mask: usize) -> Probe {
        Probe { at: hash as usize & mask, perturb: hash }
    }
    #[inline(always)]
    fn next(&mut self, mask: usize) {
        self.perturb >>= 5;
        self.at = (self.at.wrapping_mul(5).wrapping_add(self.perturb as usize).wrapping_add(1)) & mask;
    }
}

/// How many entries are taken: whoever reads the number finds them.
#[inline(always)]
pub fn used<T: Table>(table: &T) -> usize {
    table.used().load(Ordering::Acquire)
}

// ---- reading ----

/// Looks for a key where no Python code is needed to compare. `None`: a key stands there that it is needed for.
#[inline(always)]
pub fn find_simple<T: Table>(table: &T, key: T::Word, hash: u64) -> Option<Option<&'static Entry<T::Word>>> {
    let mask = table.mask();
    let mut probe = Probe::new(hash, mask);
    loop {
        let place = table.place(probe.at).load(Ordering::Acquire);
        if place == 0 {
            return Some(None);
        }
        let entry = table.entry(place as usize - 1);
        let found = entry.key.get();
        if found == key {
            return Some(Some(entry));
        }
        if entry.hash.load(Ordering::Relaxed) == hash && found != T::Word::UNBOUND {
            match T::same(found, key) {
                Some(true) => return Some(Some(entry)),
                Some(false) => {}
                None => return None,
            }
        }
        probe.next(mask);
    }
}

/// Looks for a key in the table that stands in `owner`; gives that table too.
pub fn find<T: Table, M: Machine<T>>(
    machine: &M,
    owner: &Slot<T::Word>,
    key: T::Word,
    hash: u64,
) -> Result<(T::Word, Found<T::Word>), M::Error> {
    'again: loop {
        let word = owner.get();
        if word == T::Word::UNBOUND {
            return Ok((word, Found::Missing(0)));
        }
        let table = T::of(word);
        let used = used(table);
        match find_simple(table, key, hash) {
            Some(Some(entry)) => return Ok((word, Found::Entry(entry))),
            Some(None) => return Ok((word, Found::Missing(used))),
            None => {}
        }
        let mask = table.mask();
        let mut probe = Probe::new(hash, mask);
        loop {
            let place = table.place(probe.at).load(Ordering::Acquire);
            if place == 0 {
                return Ok((word, Found::Missing(used)));
            }
            let entry = table.entry(place as usize - 1);
            let found = entry.key.get();
            if found != T::Word::UNBOUND && (found == key || entry.hash.load(Ordering::Relaxed) == hash) {
                let equal = found == key || machine.equal(found, key)?;
                if owner.get() != word || entry.key.get() != found {
                    continue 'again;
                }
                if equal {
                    return Ok((word, Found::Entry(entry)));
                }
            }
            probe.next(mask);
        }
    }
}

/// An entry's key, stored value and hash, unless it was deleted.
#[inline(always)]
pub fn live_entry<W: Word>(entry: &Entry<W>) -> Option<(W, W, u64)> {
    let (key, stored) = (entry.key.get(), entry.value.get());
    let hash = entry.hash.load(Ordering::Relaxed);
    if key == W::UNBOUND || stored == W::UNBOUND { None } else { Some((key, stored, hash)) }
}

// ---- changes: the caller has the owner's lock, or owns the owner ----

/// Adds an entry to a table that has room and does not have the key.
pub fn push<T: Table>(table: &T, key: T::Word, value: T::Word, hash: u64) {
    push_at(table, key, value, hash, |_| false);
}

/// Adds an entry at the first place on its way that is empty or `free`.
#[inline(always)]
fn push_at<T: Table>(table: &T, key: T::Word, value: T::Word, hash: u64, free: impl Fn(&Entry<T::Word>) -> bool) {
    let n = table.used().load(Ordering::Relaxed);
    let entry = table.entry(n);
    entry.hash.store(hash, Ordering::Relaxed);
    entry.value.set(value);
    entry.key.set(key);
    let mask = table.mask();
    let mut probe = Probe::new(hash, mask);
    loop {
        let place = table.place(probe.at).load(Ordering::Relaxed);
        if place == 0 || free(table.entry(place as usize - 1)) {
            break;
        }
        probe.next(mask);
    }
    half_done();
    table.place(probe.at).store(n as u32 + 1, Ordering::Release);
    half_done();
    table.used().store(n + 1, Ordering::Release);
}

/// Adds an entry, and counts it. The place of a deleted one is used again, or a key that comes and goes would make the way to
/// itself longer each time.
#[inline(always)]
pub fn push_counted<T: Table>(owner: &Owner<T::Word>, table: &T, key: T::Word, value: T::Word, hash: u64) {
    let len = owner.len.load(Ordering::Relaxed);
    if len == table.used().load(Ordering::Relaxed) {
        push(table, key, value, hash);
    } else {
        push_at(table, key, value, hash, |entry| entry.key.get() == T::Word::UNBOUND);
    }
    owner.len.store(len + 1, Ordering::Release);
}

/// A copy of a table's live entries with room for `capacity`.
pub fn rebuilt<T: Table, M: Machine<T>>(machine: &M, old: &T, capacity: usize) -> Result<&'static T, M::Error> {
    let table = machine.new_table(capacity.max(used(old) / 2))?;
    let n = each_live(old, table.capacity(), |n, key, value, hash| {
        // no barrier: nobody has the table, which a collector finds as a whole when its owner gets it
        let entry = table.entry(n);
        entry.hash.store(hash, Ordering::Relaxed);
        entry.value.set_unbarred(value);
        entry.key.set_unbarred(key);
        add_place(table, hash, n);
    });
    table.used().store(n, Ordering::Release);
    Ok(table)
}

/// Calls `f` with each live entry and its number among them, as many as there is room for; gives how many.
#[inline(always)]
fn each_live<T: Table>(old: &T, room: usize, mut f: impl FnMut(usize, T::Word, T::Word, u64)) -> usize {
    let mut n = 0;
    for i in 0..used(old) {
        let Some((key, value, hash)) = live_entry(old.entry(i)) else { continue };
        if n == room {
            break;
        }
        f(n, key, value, hash);
        n += 1;
    }
    n
}

/// The way to an entry of a table that nobody else uses.
#[inline(always)]
fn add_place<T: Table>(table: &T, hash: u64, n: usize) {
    let mut probe = Probe::new(hash, table.mask());
    while table.place(probe.at).load(Ordering::Relaxed) != 0 {
        probe.next(table.mask());
    }
    table.place(probe.at).store(n as u32 + 1, Ordering::Relaxed);
}

/// Copies the live entries of a table into a new one that has room for them and that nobody else uses, though a collector may have seen
/// it. Where nothing was deleted and both are as large, the way to each entry is the same.
pub fn copy_into<T: Table>(old: &T, table: &T) {
    let n = each_live(old, table.capacity(), |n, key, value, hash| {
        let entry = table.entry(n);
        entry.hash.store(hash, Ordering::Relaxed);
        entry.value.set(value);
        entry.key.set(key);
    });
    if n == used(old) && table.mask() == old.mask() {
        (0..=table.mask()).for_each(|at| table.place(at).store(old.place(at).load(Ordering::Relaxed), Ordering::Relaxed));
    } else {
        (0..n).for_each(|i| add_place(table, table.entry(i).hash.load(Ordering::Relaxed), i));
    }
    table.used().store(n, Ordering::Release);
}

/// The owner's table with room for one more entry; a new one replaces a full one.
fn room<T: Table, M: Machine<T>>(machine: &M, owner: &Owner<T::Word>) -> Result<&'static T, M::Error> {
    let old = owner.table.get();
    let table = if old == T::Word::UNBOUND {
        machine.new_table(5)?
    } else {
        let old = T::of(old);
        if used(old) < old.capacity() {
            return Ok(old);
        }
        rebuilt(machine, old, (owner.len.load(Ordering::Relaxed) + 1) * 2)?
    };
    half_done();
    owner.table.set(table.word());
    Ok(table)
}

/// Empties an entry of the owner's current table; gives its value.
pub fn delete_entry<W: Word>(owner: &Owner<W>, entry: &Entry<W>) -> W {
    let old = entry.value.get();
    entry.key.set(W::UNBOUND);
    half_done();
    entry.value.set(W::UNBOUND);
    half_done();
    owner.len.store(owner.len.load(Ordering::Relaxed) - 1, Ordering::Release);
    old
}

/// Takes the table away; gives it.
pub fn take_all<W: Word>(owner: &Owner<W>) -> W {
    owner.len.store(0, Ordering::Release);
    owner.table.swap(W::UNBOUND)
}

// ---- changes that look for themselves: the caller has no lock ----

/// The table of an owner that is this thread's own: until the next safepoint nobody else changes it.
#[inline(always)]
fn owned<T: Table, M: Machine<T>>(machine: &M, owner: &Owner<T::Word>) -> Option<&'static T> {
    if owner.lock.owner.load(Ordering::Relaxed) != machine.thread().owner_id() {
        return None;
    }
    let table = owner.table.get();
    if table == T::Word::UNBOUND { None } else { Some(T::of(table)) }
}

/// Stores `value` under `key`, or leaves what stands there (`replace`); gives what stood there before.
pub fn insert<T: Table, M: Machine<T>>(
    machine: &M,
    owner: &Owner<T::Word>,
    key: T::Word,
    value: T::Word,
    hash: u64,
    replace: bool,
) -> Result<Option<T::Word>, M::Error> {
    // In a table of one's own nothing changes between looking and storing, for no Python code runs.
    if let Some(table) = owned(machine, owner) {
        match find_simple(table, key, hash) {
            Some(Some(entry)) => {
                let old = entry.value.get();
                if replace {
                    entry.value.set(value);
                }
                return Ok(Some(old));
            }
            Some(None) if used(table) < table.capacity() => {
                push_counted(owner, table, key, value, hash);
                return Ok(None);
            }
            _ => {}
        }
    }
    loop {
        let (seen, found) = find(machine, owner.table, key, hash)?;
        let _guard = acquire(machine.thread(), owner.lock);
        if owner.table.get() != seen {
            continue;
        }
        match found {
            Found::Entry(entry) => {
                let old = entry.value.get();
                if entry.key.get() == T::Word::UNBOUND || old == T::Word::UNBOUND {
                    continue;
                }
                if replace {
                    entry.value.set(value);
                }
                return Ok(Some(old));
            }
            Found::Missing(many) => {
                if seen != T::Word::UNBOUND && used(T::of(seen)) != many {
                    continue;
                }
                push_counted(owner, room(machine, owner)?, key, value, hash);
                return Ok(None);
            }
        }
    }
}

/// Removes a key; gives the value that stood there.
pub fn remove<T: Table, M: Machine<T>>(machine: &M, owner: &Owner<T::Word>, key: T::Word, hash: u64) -> Result<Option<T::Word>, M::Error> {
    if let Some(table) = owned(machine, owner)
        && let Some(found) = find_simple(table, key, hash)
    {
        return Ok(found.map(|entry| delete_entry(owner, entry)));
    }
    loop {
        let (seen, found) = find(machine, owner.table, key, hash)?;
        let Found::Entry(entry) = found else { return Ok(None) };
        let _guard = acquire(machine.thread(), owner.lock);
        if owner.table.get() != seen || entry.key.get() == T::Word::UNBOUND {
            continue;
        }
        return Ok(Some(delete_entry(owner, entry)));
    }
}
