//! The hash table under `set` and `frozenset`, as it lies in the heap:
//!
//! ```text
//!   SetTable | mask | fill | added | places: (key, hash) * (mask + 1) |
//! ```
//!
//! How it is read without a lock and changed under one is told and done in `sync::places`.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::object::layouts::*;
use crate::object::{Layout, Raised, Ref, Res, Value, exact};
use crate::sync::ThreadState;
use crate::sync::places::{self, Places, given, grown, is_full, places_for, probe};
use crate::sync::table::Owner;
use crate::text::hash::small_int_hash;
use crate::vm::Vm;

use super::plain_order::same_key;

/// Two words of a table.
pub type Place = places::Place<Value>;

impl SetTable {
    #[inline(always)]
    pub fn places(&self) -> &[Place] {
        // SAFETY: `mask + 1` places follow the struct.
        unsafe { std::slice::from_raw_parts((self as *const SetTable).add(1) as *const Place, self.mask + 1) }
    }
}

impl Places for SetTable {
    type Word = Value;
    const DELETED: Value = Value(0x7fff_ffff_ffff_fffc);

    #[inline(always)]
    fn mask(&self) -> usize {
        self.mask
    }

    #[inline(always)]
    fn place(&self, i: usize) -> &'static Place {
        debug_assert!(i <= self.mask, "a place's number");
        // SAFETY: `mask + 1` places follow the struct. They live as long as the table, which the caller's stack or the set keeps.
        unsafe { &*((self as *const SetTable).add(1) as *const Place).add(i) }
    }

    #[inline(always)]
    fn fill(&self) -> &AtomicUsize {
        &self.fill
    }

    #[inline(always)]
    fn added(&self) -> &AtomicUsize {
        &self.added
    }

    #[inline(always)]
    fn word(&self) -> Value {
        Value::from_ptr(self)
    }

    #[inline(always)]
    fn of(word: Value) -> &'static SetTable {
        let table = word.expect::<SetTable>();
        // SAFETY: a table lives while its word is on the caller's stack or in its set.
        unsafe { &*table.as_ptr() }
    }

    #[inline(always)]
    fn same(found: Value, key: Value) -> Option<bool> {
        same_key(found, key)
    }
}

impl places::Host<SetTable> for Vm {
    type Error = Raised;

    #[inline(always)]
    fn thread(&self) -> &ThreadState {
        &self.thread
    }

    fn equal(&self, found: Value, key: Value) -> Res<bool> {
        Vm::equal(self, found, key)
    }

    fn new_table(&self, places: usize) -> Res<&'static SetTable> {
        let table: Ref<SetTable> = self.new_sized(exact(Layout::SetTable), places * size_of::<Place>(), true)?;
        // SAFETY: a fresh object that nobody else has seen.
        unsafe { (*(table.as_ptr() as *mut SetTable)).mask = places - 1 };
        Ok(SetTable::of(table.value()))
    }
}

impl Set {
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.load(Ordering::Acquire)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The table; `None` while nothing was ever added.
    #[inline(always)]
    pub fn live_table(&self) -> Option<&'static SetTable> {
        given(self.table.get())
    }

    /// Changes whenever an item is added or removed.
    pub fn state(&self) -> (Value, usize, usize) {
        (self.table.get(), self.live_table().map_or(0, |t| t.added.load(Ordering::Acquire)), self.len())
    }

    /// What a change needs.
    #[inline(always)]
    fn owner(&self) -> Owner<'_, Value> {
        Owner { lock: &self.header.lock, len: &self.len, table: &self.table }
    }
}

/// The key and hash of a place, unless it is free or its item was deleted.
#[inline(always)]
pub fn live_place(place: &Place) -> Option<(Value, u64)> {
    places::live::<SetTable>(place)
}

/// The keys and hashes of a table, or of none (unbound).
pub fn live(table: Value) -> impl Iterator<Item = (Value, u64)> {
    given::<SetTable>(table).into_iter().flat_map(|table| table.places().iter().filter_map(live_place))
}

// ---- searching ----

/// Is the key in the set? `None`: that needs `==`.
#[inline(always)]
pub fn has_simple(set: &Set, key: Value, hash: u64) -> Option<bool> {
    places::has_simple::<SetTable>(&set.table, key, hash)
}

/// Is the key in the set? May run Python code.
#[inline]
pub fn has(vm: &Vm, set: &Set, key: Value, hash: u64) -> Res<bool> {
    places::has::<SetTable, Vm>(vm, &set.table, key, hash)
}

/// The hash of a small integer, or of a `str` that knows it.
#[inline(always)]
fn plain_hash(key: Value) -> Option<u64> {
    if key.is_small_int() {
        return Some(small_int_hash(key.small()) as u64);
    }
    if !key.is_exact_str() {
        return None;
    }
    Some(key.expect::<Str>().hash.load(Ordering::Relaxed)).filter(|&hash| hash != 0)
}

/// Adds a small integer, or a `str` whose hash is known, to a set of this thread's own if that takes no call; `false`: nothing was done.
#[inline(always)]
pub fn add_plain(set: &Set, key: Value) -> bool {
    let (Some(hash), Some(table)) = (plain_hash(key), set.live_table()) else { return false };
    let mut deleted = None;
    let place = probe::<true, SetTable, _>(table, hash, |place, found| {
        if found == key {
            return Some(None);
        }
        if found.is_unbound() {
            return Some(Some(deleted.unwrap_or(place)));
        }
        if found == SetTable::DELETED {
            deleted = Some(place);
            return None;
        }
        // another integer, or a text that may be equal: then this place is taken, and `is_full` has no say
        if Value::both_small(found, key) { None } else { Some(Some(place)) }
    });
    let Some(place) = place else { return true };
    let (there, fill) = (place.key.get(), table.fill.load(Ordering::Relaxed) + 1);
    if there.is_unbound() {
        if is_full(table.mask, fill) {
            return false;
        }
        table.fill.store(fill, Ordering::Release);
    } else if there != SetTable::DELETED {
        return false;
    }
    places::put_counted(&set.owner(), table, place, key, hash);
    true
}

/// Is a small integer, or a `str` whose hash is known, in an exact set or frozenset? `None`: that takes a call.
#[inline(always)]
pub fn has_plain(container: Value, key: Value) -> Option<bool> {
    if !container.has_shape(exact(Layout::Set)) && !container.has_shape(exact(Layout::FrozenSet)) {
        return None;
    }
    let hash = plain_hash(key)?;
    let Some(table) = container.expect::<Set>().live_table() else { return Some(false) };
    probe::<false, SetTable, _>(table, hash, |_, found| {
        if found == key {
            return Some(Some(true));
        }
        if found.is_unbound() {
            return Some(Some(false));
        }
        if found == SetTable::DELETED || Value::both_small(found, key) { None } else { Some(None) }
    })
}

/// Is the key in an exact dict, set or frozenset, if that takes no Python code to tell? For keys that `has_plain` leaves to a call.
#[inline(never)]
pub fn has_key(vm: &Vm, container: Value, key: Value) -> Option<bool> {
    if !key.has_shape(exact(Layout::Tuple)) {
        return None;
    }
    if container.has_shape(exact(Layout::Dict)) {
        return vm.dict_find_simple(container, key).map(|found| found.is_some());
    }
    if !container.has_shape(exact(Layout::Set)) && !container.has_shape(exact(Layout::FrozenSet)) {
        return None;
    }
    has_simple(&container.expect(), key, super::tuple::plain_hash(vm, key)?)
}

// ---- changes under a lock that the caller holds ----

/// Adds a key; `false`: it was there. `None`, and nothing done: that needs `==`.
#[inline(always)]
pub fn add_locked(vm: &Vm, set: &Set, key: Value, hash: u64) -> Res<Option<bool>> {
    places::add_locked::<SetTable, Vm>(vm, &set.owner(), key, hash)
}

/// Removes a key; `false`: it was not there. `None`, and nothing done: that needs `==`.
#[inline(always)]
pub fn remove_locked(set: &Set, key: Value, hash: u64) -> Option<bool> {
    places::remove_locked::<SetTable>(&set.owner(), key, hash)
}

/// Makes room for `extra` items before many are added.
pub fn reserve(vm: &Vm, set: &Set, extra: usize) -> Res<()> {
    let (mask, fill) = mask_and_fill(set);
    if is_full(mask, fill + extra) { resize(vm, set, (set.len() + extra) * 2) } else { Ok(()) }
}

/// The mask of the set's table and how many of its places are not free.
fn mask_and_fill(set: &Set) -> (usize, usize) {
    set.live_table().map_or((places::SMALLEST - 1, 0), |t| (t.mask, t.fill.load(Ordering::Acquire)))
}

/// Replaces the table by one for more than `items` items.
fn resize(vm: &Vm, set: &Set, items: usize) -> Res<()> {
    places::resize::<SetTable, Vm>(vm, &set.owner(), items)
}

/// Adds `n` items of a table to a set, as one; `false`, and no more than room made: they have to be added one by one,
/// for there are others.
pub fn fill_from(vm: &Vm, set: &Set, from: Value, n: usize) -> Res<bool> {
    fill_prepared(vm, set, from, n, None)
}

/// A table for a set that is to become a copy of another, made before the lock is had under which it is filled, if it is long.
pub fn prepared(vm: &Vm, from: &Set) -> Res<Option<&'static SetTable>> {
    /// from so many items on
    const MANY: usize = 4096;
    if from.len() < MANY {
        return Ok(None);
    }
    let table = places::Host::<SetTable>::new_table(vm, places_for(from.len() * 2))?;
    vm.warm(table.word());
    Ok(Some(table))
}

/// As `fill_from`, into a table that is `prepared` if it is as long as it has to be.
pub fn fill_prepared(vm: &Vm, set: &Set, from: Value, n: usize, prepared: Option<&'static SetTable>) -> Res<bool> {
    let Some(source) = given::<SetTable>(from).filter(|_| n > 0) else { return Ok(true) };
    let (mask, fill) = mask_and_fill(set);
    let grow = is_full(mask, fill + n);
    if fill > 0 && (!set.is_empty() || !grow) {
        reserve(vm, set, n)?;
        return Ok(false);
    }
    let places = if grow { places_for(n * 2) } else { mask + 1 };
    let table = match prepared.filter(|table| table.mask + 1 == places) {
        Some(table) => table,
        None => places::Host::<SetTable>::new_table(vm, places)?,
    };
    if table.mask == source.mask && source.fill.load(Ordering::Acquire) == n {
        places::put_as_there(table, source, n);
    } else {
        places::put_all(table, from);
    }
    set.table.set(table.word());
    set.len.store(n, Ordering::Release);
    Ok(true)
}

/// After many removals: a table of which more than a quarter is marks of deleted items is replaced.
pub fn compact(vm: &Vm, set: &Set) -> Res<()> {
    let (mask, fill) = mask_and_fill(set);
    let used = set.len();
    if fill > used && fill - used > mask / 4 { resize(vm, set, grown(used)) } else { Ok(()) }
}

/// Takes out the first item behind the place where the last one was taken.
pub fn pop_locked(set: &Set) -> Option<Value> {
    let table = set.live_table().filter(|_| !set.is_empty())?;
    let finger = set.hash.load(Ordering::Relaxed) as usize;
    for i in 0..=table.mask {
        let at = ((finger & table.mask) + i) & table.mask;
        let place = &table.places()[at];
        if let Some((key, _)) = live_place(place) {
            places::delete::<SetTable>(&set.owner(), place);
            set.hash.store(at as u64 + 1, Ordering::Relaxed);
            return Some(key);
        }
    }
    None
}

/// Takes every item out.
pub fn clear_locked(set: &Set) {
    places::clear(&set.owner());
}

// ---- single changes ----

/// Adds a key; `false`: it was there.
#[inline]
pub fn insert(vm: &Vm, set: &Set, key: Value, hash: u64) -> Res<bool> {
    places::insert::<SetTable, Vm>(vm, &set.owner(), key, hash)
}

/// Removes a key; `false`: it was not there.
#[inline]
pub fn remove(vm: &Vm, set: &Set, key: Value, hash: u64) -> Res<bool> {
    places::remove::<SetTable, Vm>(vm, &set.owner(), key, hash)
}

const _: () = assert!(size_of::<Place>() == 16 && SetTable::DELETED.0 & 7 == 4, "the collector takes the mark for a constant");
