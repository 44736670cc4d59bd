//! The hash table under `dict` and namespaces: insertion-ordered entries behind an index of places.
//!
//! ```text
//!   DictTable | mask | used | capacity | entries: (hash, key, value) * capacity | index: u32 * (mask + 1) |
//! ```
//!
//! Readers take no lock. An entry's words are stored before its place in the index is (release), a deleted entry keeps
//! its place with an unbound key, and an entry is never used twice: a full table is replaced by a new one, and the old
//! one stays as it was for whoever still reads it. Comparing keys may run Python code, so it is done without the lock;
//! who wants to change the table takes the lock afterwards and looks whether it is still the table that was searched,
//! with as many entries as before the search. That count is therefore stored last: who reads it finds the entries that
//! it counts. (Stored before the index it let two threads add the same key: the second read the new count, did not find
//! the entry, took the lock and saw the same count.)

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use crate::object::layouts::*;
use crate::object::{Layout, Ref, Res, Slot, Value};
use crate::sync::{acquire, half_done};
use crate::vm::Vm;

use super::plain_order::plain_equal;

/// One entry: three words of the table.
#[repr(C)]
pub struct Entry {
    pub hash: AtomicU64,
    pub key: Slot,
    pub value: Slot,
}

impl DictTable {
    /// The entries, used or not.
    #[inline(always)]
    pub fn entries(&self) -> &[Entry] {
        // SAFETY: `capacity` entries follow the struct.
        unsafe { std::slice::from_raw_parts((self as *const DictTable).add(1) as *const Entry, self.capacity) }
    }

    /// The index: 0 for an empty place, else the entry's number + 1.
    #[inline(always)]
    fn index(&self) -> &[AtomicU32] {
        // SAFETY: `mask + 1` places follow the entries.
        unsafe {
            std::slice::from_raw_parts(
                (self as *const DictTable).add(1).cast::<Entry>().add(self.capacity) as *const AtomicU32,
                self.mask + 1,
            )
        }
    }

    pub fn used(&self) -> usize {
        self.used.load(Ordering::Acquire)
    }
}

/// What a search found.
pub enum Found {
    Entry(&'static Entry),
    /// not there; `used` of the table then, so that a later insertion knows whether the answer still holds
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

/// Looks for a key that is the same object, or an equal `str` where the key is one: no Python code runs.
/// `None`: another kind of key with the same hash stands there, compare it by the protocol.
#[inline(always)]
pub fn find_simple(table: &DictTable, key: Value, hash: u64) -> Option<Option<&'static Entry>> {
    let mask = table.mask;
    // SAFETY: `capacity` entries follow the struct and `mask + 1` places follow them; a probe is masked, and a place
    // holds the number of an entry. An entry lives as long as its table, which the caller's stack or the dict keeps.
    let (entries, index) = unsafe {
        let entries = (table as *const DictTable).add(1) as *const Entry;
        (entries, entries.add(table.capacity) as *const AtomicU32)
    };
    let mut probe = Probe::new(hash, mask);
    loop {
        // SAFETY: as above.
        let place = unsafe { &*index.add(probe.at) }.load(Ordering::Acquire);
        if place == 0 {
            return Some(None);
        }
        // SAFETY: as above.
        let entry: &'static Entry = unsafe { &*entries.add(place as usize - 1) };
        let found = entry.key.get();
        if found == key {
            return Some(Some(entry));
        }
        if entry.hash.load(Ordering::Relaxed) == hash && !found.is_unbound() {
            if found.is_exact_str() && key.is_exact_str() {
                if found.expect::<Str>().bytes() == key.expect::<Str>().bytes() {
                    return Some(Some(entry));
                }
            } else if !(found.is_small_int() && key.is_small_int()) {
                match plain_equal(found, key) {
                    Some(true) => return Some(Some(entry)),
                    Some(false) => {}
                    None => return None,
                }
            }
        }
        probe.next(mask);
    }
}

/// Looks for a key in the table of `owner` (a dict), comparing by Python's `==` where needed.
pub fn find(vm: &Vm, owner: &Slot, key: Value, hash: u64) -> Res<(Value, Found)> {
    'again: loop {
        let table_value = owner.get();
        if table_value.is_unbound() {
            return Ok((table_value, Found::Missing(0)));
        }
        let table = table_value.expect::<DictTable>();
        let used = table.used();
        match find_simple(&table, key, hash) {
            Some(Some(entry)) => return Ok((table_value, Found::Entry(entry))),
            Some(None) => return Ok((table_value, Found::Missing(used))),
            None => {}
        }
        let mask = table.mask;
        let mut probe = Probe::new(hash, mask);
        loop {
            let place = table.index()[probe.at].load(Ordering::Acquire);
            if place == 0 {
                return Ok((table_value, Found::Missing(used)));
            }
            let entry = &table.entries()[place as usize - 1];
            let found = entry.key.get();
            if !found.is_unbound() && (found == key || entry.hash.load(Ordering::Relaxed) == hash) {
                let equal = found == key || vm.equal(found, key)?;
                if owner.get() != table_value || entry.key.get() != found {
                    continue 'again;
                }
                if equal {
                    // SAFETY: as in `find_simple`.
                    return Ok((table_value, Found::Entry(unsafe { &*(entry as *const Entry) })));
                }
            }
            probe.next(mask);
        }
    }
}

/// A table with room for `capacity` entries.
pub fn new_table(vm: &Vm, capacity: usize) -> Res<Ref<DictTable>> {
    let places = (capacity.max(5) * 3).div_ceil(2).next_power_of_two();
    let capacity = places * 2 / 3;
    let table: Ref<DictTable> = vm.new_sized(exact(Layout::DictTable), capacity * size_of::<Entry>() + places * 4, true)?;
    let p = table.as_ptr() as *mut DictTable;
    // SAFETY: a fresh object that nobody else has seen.
    unsafe {
        (*p).mask = places - 1;
        (*p).capacity = capacity;
    }
    Ok(table)
}

/// Adds an entry to a table that has room and does not have the key; the caller holds the owner's lock.
pub fn push(table: &DictTable, key: Value, value: Value, hash: u64) {
    let n = table.used.load(Ordering::Relaxed);
    let entry = &table.entries()[n];
    entry.hash.store(hash, Ordering::Relaxed);
    entry.value.set(value);
    entry.key.set(key);
    let mut probe = Probe::new(hash, table.mask);
    while table.index()[probe.at].load(Ordering::Relaxed) != 0 {
        probe.next(table.mask);
    }
    half_done();
    table.index()[probe.at].store(n as u32 + 1, Ordering::Release);
    half_done();
    table.used.store(n + 1, Ordering::Release);
}

/// The table of `owner` with room for one more entry; a new one replaces a full one. The caller holds the lock.
fn room(vm: &Vm, owner: &Slot, len: usize) -> Res<Ref<DictTable>> {
    let old = owner.get();
    if old.is_unbound() {
        let table = new_table(vm, 5)?;
        owner.set(table.value());
        return Ok(table);
    }
    let old = old.expect::<DictTable>();
    if old.used() < old.capacity {
        return Ok(old);
    }
    let table = rebuilt(vm, &old, (len + 1) * 2)?;
    owner.set(table.value());
    Ok(table)
}

/// A copy of a table's live entries with room for `capacity`.
pub fn rebuilt(vm: &Vm, old: &DictTable, capacity: usize) -> Res<Ref<DictTable>> {
    let table = new_table(vm, capacity.max(old.used() / 2))?;
    for entry in &old.entries()[..old.used()] {
        let key = entry.key.get();
        let value = entry.value.get();
        if !key.is_unbound() && !value.is_unbound() {
            if table.used() == table.capacity {
                break;
            }
            push(&table, key, value, entry.hash.load(Ordering::Relaxed));
        }
    }
    Ok(table)
}

/// The owner's fields that a change needs.
pub struct Owner<'a> {
    pub header: &'a crate::object::Header,
    pub len: &'a std::sync::atomic::AtomicUsize,
    pub table: &'a Slot,
}

/// The table of an owner that is this thread's own: until the next safepoint nobody else changes it.
#[inline(always)]
fn owned(vm: &Vm, owner: &Owner) -> Option<Ref<DictTable>> {
    if owner.header.lock.owner.load(Ordering::Relaxed) != vm.thread.owner_id() {
        return None;
    }
    owner.table.get().given().map(|table| table.expect())
}

/// Stores `value` under `key`; gives what stood there before. `make` turns the value into what a new entry holds.
pub fn insert(vm: &Vm, owner: &Owner, key: Value, value: Value, hash: u64, replace: bool) -> Res<Option<Value>> {
    // In a table of one's own nothing changes between looking and storing, for no Python code runs.
    if let Some(table) = owned(vm, owner) {
        match find_simple(&table, key, hash) {
            Some(Some(entry)) => {
                let old = entry.value.get();
                if replace {
                    entry.value.set(value);
                }
                return Ok(Some(old));
            }
            Some(None) if table.used() < table.capacity => {
                push(&table, key, value, hash);
                owner.len.store(owner.len.load(Ordering::Relaxed) + 1, Ordering::Release);
                return Ok(None);
            }
            _ => {}
        }
    }
    loop {
        let (seen, found) = find(vm, owner.table, key, hash)?;
        let _guard = acquire(&vm.thread, &owner.header.lock);
        if owner.table.get() != seen {
            continue;
        }
        match found {
            Found::Entry(entry) => {
                let old = entry.value.get();
                if entry.key.get().is_unbound() || old.is_unbound() {
                    continue;
                }
                if replace {
                    entry.value.set(value);
                }
                return Ok(Some(old));
            }
            Found::Missing(used) => {
                if !seen.is_unbound() && seen.expect::<DictTable>().used() != used {
                    continue;
                }
                let len = owner.len.load(Ordering::Relaxed);
                let table = room(vm, owner.table, len)?;
                push(&table, key, value, hash);
                owner.len.store(len + 1, Ordering::Release);
                return Ok(None);
            }
        }
    }
}

/// Removes a key; gives the value that stood there.
pub fn remove(vm: &Vm, owner: &Owner, key: Value, hash: u64) -> Res<Option<Value>> {
    if let Some(table) = owned(vm, owner)
        && let Some(found) = find_simple(&table, key, hash)
    {
        return Ok(found.map(|entry| delete_entry(owner, entry)));
    }
    loop {
        let (seen, found) = find(vm, owner.table, key, hash)?;
        let Found::Entry(entry) = found else { return Ok(None) };
        let _guard = acquire(&vm.thread, &owner.header.lock);
        if owner.table.get() != seen || entry.key.get().is_unbound() {
            continue;
        }
        return Ok(Some(delete_entry(owner, entry)));
    }
}

/// Empties an entry; the caller holds the lock and has seen that the entry is in the current table.
pub fn delete_entry(owner: &Owner, entry: &Entry) -> Value {
    let old = entry.value.get();
    entry.key.set(Value::UNBOUND);
    half_done();
    entry.value.set(Value::UNBOUND);
    half_done();
    owner.len.store(owner.len.load(Ordering::Relaxed) - 1, Ordering::Release);
    old
}

impl Value {
    /// Exactly a `str`, not a subclass's instance.
    #[inline(always)]
    pub fn is_exact_str(self) -> bool {
        self.has_shape(exact(Layout::Str))
    }
}
