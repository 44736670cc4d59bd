//! The hash table under `set` and `frozenset`: places for keys, found by open addressing in CPython's order.
//!
//! ```text
//!   SetTable | mask | fill | added | places: (key, hash) * (mask + 1) |
//! ```
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

use std::sync::atomic::{AtomicU64, Ordering};

use crate::object::layouts::*;
use crate::object::{Layout, Ref, Res, Slot, Value, exact};
use crate::sync::{acquire, half_done};
use crate::vm::Vm;
use crate::vm::protocol::small_int_hash;

use super::plain_order::plain_equal;

/// The smallest table; one that was never made counts as an empty one of this size.
const SMALLEST: usize = 8;

/// How many neighbours of a place are tried before the search jumps.
const NEIGHBOURS: usize = 9;

/// The key of a place whose item was deleted: no pointer, and no value that a script can have.
const DELETED: Value = Value(0x7fff_ffff_ffff_fffc);

/// The hash of such a place: no key's.
const GONE: u64 = u64::MAX;

/// Two words of a table.
#[repr(C)]
pub struct Place {
    pub key: Slot,
    hash: AtomicU64,
}

impl Place {
    /// The key and its hash, unless the place is free or its item was deleted.
    #[inline(always)]
    pub fn live(&self) -> Option<(Value, u64)> {
        let key = self.key.get();
        if key.is_unbound() || key == DELETED { None } else { Some((key, self.hash.load(Ordering::Relaxed))) }
    }

    #[inline(always)]
    fn put(&self, key: Value, hash: u64) {
        self.hash.store(hash, Ordering::Relaxed);
        half_done();
        self.key.set(key);
        half_done();
    }
}

impl SetTable {
    #[inline(always)]
    pub fn places(&self) -> &[Place] {
        // SAFETY: `mask + 1` places follow the struct.
        unsafe { std::slice::from_raw_parts((self as *const SetTable).add(1) as *const Place, self.mask + 1) }
    }

    /// How many places are not free, for they hold an item or the mark of a deleted one.
    #[inline(always)]
    fn fill(&self) -> usize {
        self.fill.load(Ordering::Acquire)
    }

    /// How many items were ever added.
    #[inline(always)]
    fn added(&self) -> usize {
        self.added.load(Ordering::Acquire)
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
    pub fn live_table(&self) -> Option<Ref<SetTable>> {
        self.table.get().given().map(Value::expect)
    }

    /// Changes whenever an item is added or removed.
    pub fn state(&self) -> (Value, usize, usize) {
        (self.table.get(), self.live_table().map_or(0, |t| t.added()), self.len())
    }
}

/// The keys and hashes of a table, or of none (unbound).
pub fn live(table: Value) -> impl Iterator<Item = (Value, u64)> {
    let table: Option<Ref<SetTable>> = table.given().map(Value::expect);
    let n = table.map_or(0, |t| t.mask + 1);
    (0..n).filter_map(move |i| table?.places()[i].live())
}

// ---- searching ----

/// What a search that runs no Python code found.
pub enum Spot {
    Taken(&'static Place),
    /// the key is not there, and would go here: free, or the mark of a deleted item
    Free(&'static Place),
    /// a key with the same hash stands there that has to be compared by the protocol
    Unsure,
}

/// Calls `f` with the places that a hash leads to and the keys in them, until it gives an answer: places of that hash, and
/// free ones (with an unbound key, the last). With `MARKS` also those of deleted items (with the key `DELETED`).
#[inline(always)]
fn probe<const MARKS: bool, T>(table: &SetTable, hash: u64, mut f: impl FnMut(&'static Place, Value) -> Option<T>) -> T {
    let mask = table.mask;
    // SAFETY: `mask + 1` places follow the struct.
    let places = unsafe { (table as *const SetTable).add(1) as *const Place };
    let (mut at, mut perturb) = (hash as usize & mask, hash);
    loop {
        let neighbours = if at + NEIGHBOURS <= mask { NEIGHBOURS } else { 0 };
        // SAFETY: `at` and its neighbours are at most `mask`.
        let (mut place, last) = unsafe { (places.add(at), places.add(at + neighbours)) };
        loop {
            // SAFETY: as above; a place lives as long as its table, which the caller's stack or the set keeps.
            let this: &'static Place = unsafe { &*place };
            let its = this.hash.load(Ordering::Relaxed);
            if its == hash {
                if let Some(answer) = f(this, this.key.get()) {
                    return answer;
                }
            } else if its == 0 {
                let key = this.key.get();
                // a key with another hash that came to the free place meanwhile is not the one sought
                if (key.is_unbound() || key == DELETED)
                    && let Some(answer) = f(this, key)
                {
                    return answer;
                }
            } else if MARKS
                && its == GONE
                && let Some(answer) = f(this, DELETED)
            {
                return answer;
            }
            if place == last {
                break;
            }
            // SAFETY: a neighbour.
            place = unsafe { place.add(1) };
        }
        perturb >>= 5;
        at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
    }
}

/// Looks for a key that is the same object, or an equal `str` where the key is one.
#[inline(always)]
pub fn find_simple(table: &SetTable, key: Value, hash: u64) -> Spot {
    let plain = |v: Value| v.is_small_int() || v.is_flonum();
    let mut deleted = None;
    probe::<true, _>(table, hash, |place, found| {
        if found == key {
            return Some(Spot::Taken(place));
        }
        if found.is_unbound() {
            return Some(Spot::Free(deleted.unwrap_or(place)));
        }
        if found == DELETED {
            deleted = Some(place);
            return None;
        }
        if found.is_exact_str() && key.is_exact_str() {
            if found.expect::<Str>().bytes() == key.expect::<Str>().bytes() {
                return Some(Spot::Taken(place));
            }
        } else if !(found.is_small_int() && key.is_small_int() || plain(found) && plain(key) && found.0 & 3 == key.0 & 3) {
            match plain_equal(found, key) {
                Some(true) => return Some(Spot::Taken(place)),
                Some(false) => {}
                None => return Some(Spot::Unsure),
            }
        }
        None
    })
}

/// What a search found, and in which table.
struct Found {
    table: Value,
    /// of that table, when the search began
    added: usize,
    /// where the key is, or would be put; none in a set without a table
    place: Option<&'static Place>,
    /// the key that stands there, if one does that equals the one sought
    key: Option<Value>,
}

/// Looks for a key, comparing by Python's `==` where needed. The caller holds no lock.
fn find(vm: &Vm, set: &Set, key: Value, hash: u64) -> Res<Found> {
    loop {
        let value = set.table.get();
        if value.is_unbound() {
            return Ok(Found { table: value, added: 0, place: None, key: None });
        }
        let table = value.expect::<SetTable>();
        let added = table.added();
        let mut deleted = None;
        // An answer, or none: what was compared changed meanwhile.
        let answer: Res<Option<Found>> = probe::<true, _>(&table, hash, |place, other| {
            if other.is_unbound() {
                let place = Some(deleted.unwrap_or(place));
                return Some(Ok(Some(Found { table: value, added, place, key: None })));
            }
            if other == DELETED {
                deleted = Some(place);
                return None;
            }
            if other != key {
                let equal = match vm.equal(other, key) {
                    Ok(equal) => equal,
                    Err(raised) => return Some(Err(raised)),
                };
                if set.table.get() != value || place.key.get() != other {
                    return Some(Ok(None));
                }
                if !equal {
                    return None;
                }
            }
            Some(Ok(Some(Found { table: value, added, place: Some(place), key: Some(other) })))
        });
        if let Some(found) = answer? {
            return Ok(found);
        }
    }
}

/// Is the key in the set? `None`: that needs `==`.
#[inline(always)]
pub fn has_simple(set: &Set, key: Value, hash: u64) -> Option<bool> {
    let Some(table) = set.live_table() else { return Some(false) };
    match find_simple(&table, key, hash) {
        Spot::Taken(_) => Some(true),
        Spot::Free(_) => Some(false),
        Spot::Unsure => None,
    }
}

/// Is the key in the set? May run Python code.
#[inline]
pub fn has(vm: &Vm, set: &Set, key: Value, hash: u64) -> Res<bool> {
    match has_simple(set, key, hash) {
        Some(answer) => Ok(answer),
        None => Ok(find(vm, set, key, hash)?.key.is_some()),
    }
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
    let place = probe::<true, _>(&table, hash, |place, found| {
        if found == key {
            return Some(None);
        }
        if found.is_unbound() {
            return Some(Some(deleted.unwrap_or(place)));
        }
        if found == DELETED {
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
    } else if there != DELETED {
        return false;
    }
    put_counted(set, &table, place, key, hash);
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
    probe::<false, _>(&table, hash, |_, found| {
        if found == key {
            return Some(Some(true));
        }
        if found.is_unbound() {
            return Some(Some(false));
        }
        if found == DELETED || Value::both_small(found, key) { None } else { Some(None) }
    })
}

// ---- tables ----

/// The size of a table for more than `items` items.
fn places_for(items: usize) -> usize {
    (items + 1).next_power_of_two().max(SMALLEST)
}

/// What a table that has become too full with `used` live items is replaced for.
fn grown(used: usize) -> usize {
    if used > 50_000 { used * 2 } else { used * 4 }
}

/// Would a table of that mask be too full with that many places used?
#[inline(always)]
fn is_full(mask: usize, fill: usize) -> bool {
    fill * 5 >= mask * 3
}

fn new_table(vm: &Vm, places: usize) -> Res<Ref<SetTable>> {
    let table: Ref<SetTable> = vm.new_sized(exact(Layout::SetTable), places * size_of::<Place>(), true)?;
    // SAFETY: a fresh object that nobody else has seen.
    unsafe { (*(table.as_ptr() as *mut SetTable)).mask = places - 1 };
    Ok(table)
}

/// Puts the items of a table (or none), none of which is there, into a table with room for them, in their order.
fn put_all(to: &SetTable, from: Value) {
    let mut n = to.fill.load(Ordering::Relaxed);
    for (key, hash) in live(from) {
        probe::<false, _>(to, hash, |place, other| other.is_unbound().then(|| place.put(key, hash)));
        n += 1;
    }
    to.fill.store(n, Ordering::Release);
    to.added.store(n, Ordering::Release);
}

/// Replaces the table by one for more than `items` items; the caller holds the lock.
fn resize(vm: &Vm, set: &Set, items: usize) -> Res<()> {
    let table = new_table(vm, places_for(items))?;
    put_all(&table, set.table.get());
    set.table.set(table.value());
    Ok(())
}

/// The set's table, now made if there was none; the caller holds the lock.
fn table_of(vm: &Vm, set: &Set) -> Res<Ref<SetTable>> {
    if let Some(table) = set.live_table() {
        return Ok(table);
    }
    let table = new_table(vm, SMALLEST)?;
    set.table.set(table.value());
    Ok(table)
}

/// Puts a new item into the place of the set's table that its search gave; the caller holds the lock.
#[inline(always)]
fn put(vm: &Vm, set: &Set, table: &SetTable, place: &Place, key: Value, hash: u64) -> Res<()> {
    if place.key.get().is_unbound() {
        let fill = table.fill.load(Ordering::Relaxed) + 1;
        if is_full(table.mask, fill) {
            return put_and_grow(vm, set, place, key, hash);
        }
        table.fill.store(fill, Ordering::Release);
    }
    put_counted(set, table, place, key, hash);
    Ok(())
}

/// Puts a new item into a place that counts as filled, and counts the item; the caller has the lock, or owns the set.
#[inline(always)]
fn put_counted(set: &Set, table: &SetTable, place: &Place, key: Value, hash: u64) {
    place.put(key, hash);
    table.added.store(table.added.load(Ordering::Relaxed) + 1, Ordering::Release);
    set.len.store(set.len.load(Ordering::Relaxed) + 1, Ordering::Release);
}

/// As `put`, where the table is too full with the new item. The new table comes first: without memory nothing happens.
#[cold]
#[inline(never)]
fn put_and_grow(vm: &Vm, set: &Set, place: &Place, key: Value, hash: u64) -> Res<()> {
    let used = set.len.load(Ordering::Relaxed) + 1;
    let larger = new_table(vm, places_for(grown(used)))?;
    place.put(key, hash);
    put_all(&larger, set.table.get());
    set.table.set(larger.value());
    set.len.store(used, Ordering::Release);
    Ok(())
}

// ---- changes under a lock that the caller holds ----

/// Adds a key; `false`: it was there. `None`, and nothing done: that needs `==`.
#[inline(always)]
pub fn add_locked(vm: &Vm, set: &Set, key: Value, hash: u64) -> Res<Option<bool>> {
    let table = table_of(vm, set)?;
    match find_simple(&table, key, hash) {
        Spot::Taken(_) => Ok(Some(false)),
        Spot::Free(place) => put(vm, set, &table, place, key, hash).map(|()| Some(true)),
        Spot::Unsure => Ok(None),
    }
}

/// Removes a key; `false`: it was not there. `None`, and nothing done: that needs `==`.
#[inline(always)]
pub fn remove_locked(set: &Set, key: Value, hash: u64) -> Option<bool> {
    let Some(table) = set.live_table() else { return Some(false) };
    match find_simple(&table, key, hash) {
        Spot::Taken(place) => {
            delete(set, place);
            Some(true)
        }
        Spot::Free(_) => Some(false),
        Spot::Unsure => None,
    }
}

#[inline(always)]
fn delete(set: &Set, place: &Place) {
    place.key.set(DELETED);
    half_done();
    place.hash.store(GONE, Ordering::Relaxed);
    set.len.store(set.len.load(Ordering::Relaxed) - 1, Ordering::Release);
}

/// Makes room for `extra` items before many are added.
pub fn reserve(vm: &Vm, set: &Set, extra: usize) -> Res<()> {
    let (mask, fill) = set.live_table().map_or((SMALLEST - 1, 0), |t| (t.mask, t.fill()));
    if is_full(mask, fill + extra) { resize(vm, set, (set.len() + extra) * 2) } else { Ok(()) }
}

/// Adds `n` items of a table to a set, as one; `false`, and no more than room made: they have to be added one by one,
/// for there are others.
pub fn fill_from(vm: &Vm, set: &Set, from: Value, n: usize) -> Res<bool> {
    let Some(source) = from.given().filter(|_| n > 0).map(Value::expect::<SetTable>) else { return Ok(true) };
    let (mask, fill) = set.live_table().map_or((SMALLEST - 1, 0), |t| (t.mask, t.fill()));
    let grow = is_full(mask, fill + n);
    if fill > 0 && (!set.is_empty() || !grow) {
        reserve(vm, set, n)?;
        return Ok(false);
    }
    let table = new_table(vm, if grow { places_for(n * 2) } else { mask + 1 })?;
    if table.mask == source.mask && source.fill() == n {
        for (to, from) in table.places().iter().zip(source.places()) {
            if let Some((key, hash)) = from.live() {
                to.put(key, hash);
            }
        }
        table.fill.store(n, Ordering::Release);
        table.added.store(n, Ordering::Release);
    } else {
        put_all(&table, from);
    }
    set.table.set(table.value());
    set.len.store(n, Ordering::Release);
    Ok(true)
}

/// After many removals: a table of which more than a quarter is marks of deleted items is replaced.
pub fn compact(vm: &Vm, set: &Set) -> Res<()> {
    let Some(table) = set.live_table() else { return Ok(()) };
    let used = set.len();
    if table.fill() - used > table.mask / 4 { resize(vm, set, grown(used)) } else { Ok(()) }
}

/// Takes out the first item behind the place where the last one was taken.
pub fn pop_locked(set: &Set) -> Option<Value> {
    let table = set.live_table().filter(|_| !set.is_empty())?;
    let finger = set.hash.load(Ordering::Relaxed) as usize;
    for i in 0..=table.mask {
        let at = ((finger & table.mask) + i) & table.mask;
        let place = &table.places()[at];
        if let Some((key, _)) = place.live() {
            delete(set, place);
            set.hash.store(at as u64 + 1, Ordering::Relaxed);
            return Some(key);
        }
    }
    None
}

pub fn clear_locked(set: &Set) {
    set.len.store(0, Ordering::Release);
    set.table.set(Value::UNBOUND);
}

// ---- single changes ----

/// Adds a key; `false`: it was there.
#[inline]
pub fn insert(vm: &Vm, set: &Set, key: Value, hash: u64) -> Res<bool> {
    // In a set of one's own nothing changes between looking and storing, for no Python code runs.
    if vm.owns(&set.header)
        && let Some(added) = add_locked(vm, set, key, hash)?
    {
        return Ok(added);
    }
    insert_slow(vm, set, key, hash)
}

#[inline(never)]
fn insert_slow(vm: &Vm, set: &Set, key: Value, hash: u64) -> Res<bool> {
    loop {
        let found = find(vm, set, key, hash)?;
        let _guard = acquire(&vm.thread, &set.header.lock);
        if set.table.get() != found.table {
            continue;
        }
        let Some(place) = found.place else {
            // no table, so no key that it would have to be compared with
            add_locked(vm, set, key, hash)?;
            return Ok(true);
        };
        if let Some(there) = found.key {
            if place.key.get() == there {
                return Ok(false);
            }
        } else {
            let table = found.table.expect::<SetTable>();
            if table.added() == found.added {
                put(vm, set, &table, place, key, hash)?;
                return Ok(true);
            }
        }
    }
}

/// Removes a key; `false`: it was not there.
#[inline]
pub fn remove(vm: &Vm, set: &Set, key: Value, hash: u64) -> Res<bool> {
    if vm.owns(&set.header)
        && let Some(removed) = remove_locked(set, key, hash)
    {
        return Ok(removed);
    }
    remove_slow(vm, set, key, hash)
}

#[inline(never)]
fn remove_slow(vm: &Vm, set: &Set, key: Value, hash: u64) -> Res<bool> {
    loop {
        let found = find(vm, set, key, hash)?;
        let (Some(place), Some(there)) = (found.place, found.key) else { return Ok(false) };
        let _guard = acquire(&vm.thread, &set.header.lock);
        if set.table.get() == found.table && place.key.get() == there {
            delete(set, place);
            return Ok(true);
        }
    }
}

const _: () = assert!(size_of::<Place>() == 16 && DELETED.0 & 7 == 4, "the collector takes the mark for a constant");
