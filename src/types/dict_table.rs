//! The hash table under `dict` and namespaces, as it lies in the heap:
//!
//! ```text
//!   DictTable | mask, capacity | used | entries: (hash, key, value) * capacity | index: u32 * (mask + 1) |
//! ```
//!
//! How it is read without a lock and changed under one is told and done in `sync::table`.

use std::sync::atomic::{AtomicU32, AtomicUsize};

use crate::object::layouts::*;
use crate::object::{Layout, Raised, Ref, Res, Value};
use crate::sync::{ThreadState, table};
use crate::vm::Vm;

use super::plain_order::same_key;
pub use crate::sync::table::{delete_entry, find_simple, live_entry, push, push_counted, take_all};

/// One entry: three words of the table.
pub type Entry = table::Entry<Value>;

/// What a search found.
pub type Found = table::Found<Value>;

/// The owner's fields that a change needs.
pub type Owner<'a> = table::Owner<'a, Value>;

impl DictTable {
    /// The entries, used or not.
    #[inline(always)]
    pub fn entries(&self) -> &'static [Entry] {
        // SAFETY: `capacity` entries follow the struct. They live as long as the table, which the caller's stack or its
        // dict keeps.
        unsafe { std::slice::from_raw_parts((self as *const DictTable).add(1) as *const Entry, self.capacity as usize) }
    }

    pub fn used(&self) -> usize {
        table::used(self)
    }
}

impl table::Table for DictTable {
    type Word = Value;

    #[inline(always)]
    fn mask(&self) -> usize {
        self.mask as usize
    }

    #[inline(always)]
    fn capacity(&self) -> usize {
        self.capacity as usize
    }

    #[inline(always)]
    fn used(&self) -> &AtomicUsize {
        &self.used
    }

    #[inline(always)]
    fn entry(&self, i: usize) -> &'static Entry {
        debug_assert!(i < self.capacity as usize, "an entry's number");
        // SAFETY: `capacity` entries follow the struct, and live as for `entries`.
        unsafe { &*((self as *const DictTable).add(1) as *const Entry).add(i) }
    }

    #[inline(always)]
    fn place(&self, i: usize) -> &AtomicU32 {
        debug_assert!(i <= self.mask as usize, "a place's number");
        // SAFETY: `mask + 1` places follow the entries.
        unsafe { &*((self as *const DictTable).add(1).cast::<Entry>().add(self.capacity as usize) as *const AtomicU32).add(i) }
    }

    #[inline(always)]
    fn word(&self) -> Value {
        Value::from_ptr(self)
    }

    #[inline(always)]
    fn of(word: Value) -> &'static DictTable {
        let table = word.expect::<DictTable>();
        // SAFETY: a table lives while its word is on the caller's stack or in its dict.
        unsafe { &*table.as_ptr() }
    }

    #[inline(always)]
    fn same(found: Value, key: Value) -> Option<bool> {
        same_key(found, key)
    }
}

impl table::Machine<DictTable> for Vm {
    type Error = Raised;

    #[inline(always)]
    fn thread(&self) -> &ThreadState {
        &self.thread
    }

    fn equal(&self, found: Value, key: Value) -> Res<bool> {
        Vm::equal(self, found, key)
    }

    fn new_table(&self, capacity: usize) -> Res<&'static DictTable> {
        new_table(self, capacity).map(|table| table::Table::of(table.value()))
    }
}

/// Looks for a key in the table of `owner` (a dict's field), comparing by Python's `==` where needed.
pub fn find(vm: &Vm, owner: &crate::object::Slot, key: Value, hash: u64) -> Res<(Value, Found)> {
    table::find::<DictTable, Vm>(vm, owner, key, hash)
}

/// A table with room for `capacity` entries.
pub fn new_table(vm: &Vm, capacity: usize) -> Res<Ref<DictTable>> {
    let places = (capacity.max(5) * 3).div_ceil(2).next_power_of_two();
    let capacity = places * 2 / 3;
    let table: Ref<DictTable> = vm.new_sized(exact(Layout::DictTable), capacity * size_of::<Entry>() + places * 4, true)?;
    let p = table.as_ptr() as *mut DictTable;
    // SAFETY: a fresh object that nobody else has seen.
    unsafe {
        (*p).mask = (places - 1) as u32;
        (*p).capacity = capacity as u32;
    }
    Ok(table)
}

/// A copy of a table's live entries with room for `capacity`.
pub fn rebuilt(vm: &Vm, old: &DictTable, capacity: usize) -> Res<Ref<DictTable>> {
    table::rebuilt(vm, old, capacity).map(|table| table::Table::word(table).expect())
}

/// Stores `value` under `key`, or leaves what stands there (`replace`); gives what stood there before.
pub fn insert(vm: &Vm, owner: &Owner, key: Value, value: Value, hash: u64, replace: bool) -> Res<Option<Value>> {
    table::insert::<DictTable, Vm>(vm, owner, key, value, hash, replace)
}

/// Removes a key; gives the value that stood there.
pub fn remove(vm: &Vm, owner: &Owner, key: Value, hash: u64) -> Res<Option<Value>> {
    table::remove::<DictTable, Vm>(vm, owner, key, hash)
}

impl Value {
    /// Exactly a `str`, not a subclass's instance.
    #[inline(always)]
    pub fn is_exact_str(self) -> bool {
        self.has_shape(exact(Layout::Str))
    }
}
