//! `dict`: an insertion-ordered hash table (`dict_table`) and what changes it.
//!
//! Reads take no lock. A change that needs no Python code to compare keys is made under the dict's lock in one go (both
//! dicts' locks where there are two); a key that has to be compared by `==` is looked up with no lock held, and the
//! table seen then must still be there when the lock is taken. The dicts of modules and classes are *namespaces*: each
//! value stands in a cell that the machine's caches know, so everything that stores or shows a value here goes through
//! `store`, `remove` and `entry_value`.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Args, BinOp, CmpOp, Layout, MethodDef, Raised, Ref, Res, Slots, TypeSpec, Value, class_method, exact, method};
use crate::sync::{acquire, acquire_pair};
use crate::vm::Vm;
use crate::vm::intern::{intern_value, names};
use crate::vm::namespace::{entry_value, is_namespace};

pub use super::dict_table::live_entry;
use super::dict_table::{self, Entry, Found, Owner};
use super::list::instance;
use super::plain_order::plain_same;
use super::repr::{push_repr, showing, written};
use super::{dict_views, exceptions, generic_alias, set_table};

pub static DICT: TypeSpec = TypeSpec {
    name: "dict",
    signature: Some(""),
    doc: "Keys and their values, in the order of insertion: of a mapping, of an iterable of pairs, of keywords.",
    layout: Layout::Dict,
    methods: METHODS,
    slots: Slots {
        repr: Some(repr),
        compare: Some(compare),
        len: Some(len),
        get_item: Some(get_item),
        set_item: Some(set_item),
        contains: Some(contains),
        iter: Some(|vm, d| Ok(dict_views::iterator(vm, d, dict_views::KEYS))),
        binary: Some(binary),
        inplace: Some(inplace),
        new: Some(new),
        init: Some(init),
        ..Slots::NONE
    },
    operators: "__ior__ __or__ __ror__",
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    // not what a derived type's own slot says
    method("__repr__", "(self, /)", |vm, a| repr(vm, a[0])).of_slot(),
    method("__eq__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Eq, a[0], a[1])).of_slot(),
    method("__ne__", "(self, value, /)", |vm, a| compare(vm, CmpOp::Ne, a[0], a[1])).of_slot(),
    method("__contains__", "(self, key, /)", |vm, a| contains(vm, a[0], a[1]).map(Value::bool)),
    method("__getitem__", "(self, key, /)", |vm, a| get_item(vm, a[0], a[1])),
    super::object::SIZEOF,
    method("clear", "(self, /)", |vm, a| {
        vm.dict_clear(a[0]);
        Ok(Value::NONE)
    }),
    method("copy", "(self, /)", |vm, a| copy(vm, a[0])),
    class_method("fromkeys", "(cls, iterable, value=None, /)", fromkeys),
    method("get", "(self, key, default=None, /)", |vm, a| {
        Ok(lookup(vm, a[0], a[1])?.unwrap_or_else(|| a[2].given().unwrap_or(Value::NONE)))
    })
    .quickly(|vm, a| match *a {
        [dict, key] if dict.has_shape(exact(Layout::Dict)) => Some(vm.dict_find_simple(dict, key)?.unwrap_or(Value::NONE)),
        [dict, key, default] if dict.has_shape(exact(Layout::Dict)) => Some(vm.dict_find_simple(dict, key)?.unwrap_or(default)),
        _ => None,
    }),
    method("items", "(self, /)", |vm, a| Ok(dict_views::view(vm, Layout::DictItems, a[0]))),
    method("keys", "(self, /)", |vm, a| Ok(dict_views::view(vm, Layout::DictKeys, a[0]))),
    method("pop", "(self, key, default=<unrepresentable>, /)", pop),
    method("popitem", "(self, /)", popitem),
    method("setdefault", "(self, key, default=None, /)", setdefault).quickly(|vm, a| match *a {
        [dict, key, _] if dict.has_shape(exact(Layout::Dict)) => vm.dict_find_simple(dict, key)?,
        _ => None,
    }),
    method("update", "(self, /, *args, **kwargs)", |vm, a| {
        let args = a[1].expect::<Tuple>();
        if args.len > 1 {
            return Err(vm.type_error(format!("update expected at most 1 argument, got {}", args.len)));
        }
        if let Some(&v) = args.items().first() {
            update(vm, a[0], v)?;
        }
        if a[2].is_object() {
            merge(vm, a[0], a[2])?;
        }
        Ok(Value::NONE)
    })
    .shown_as(""),
    method("values", "(self, /)", |vm, a| Ok(dict_views::view(vm, Layout::DictValues, a[0]))),
    method("__reversed__", "(self, /)", |vm, a| Ok(dict_views::iterator(vm, a[0], dict_views::KEYS | dict_views::REVERSED))),
    generic_alias::CLASS_GETITEM,
];

// ---- tables ----

/// The live entries of a table (or of none: unbound) as (key, stored value, hash).
pub fn live(table: Value) -> impl Iterator<Item = (Value, Value, u64)> {
    let table: Option<Ref<DictTable>> = table.given().map(Value::expect);
    let used = table.map_or(0, |t| t.used());
    (0..used).filter_map(move |i| live_entry(&table?.entries()[i]))
}

/// The owner's table with room for `extra` more entries; the caller holds the lock.
pub fn reserve(vm: &Vm, owner: &Owner, extra: usize) -> Res<Ref<DictTable>> {
    let old = owner.table.get();
    if old.is_unbound() {
        let table = dict_table::new_table(vm, extra)?;
        owner.table.set(table.value());
        return Ok(table);
    }
    let old = old.expect::<DictTable>();
    if old.used() + extra <= old.capacity as usize {
        return Ok(old);
    }
    let len = owner.len.load(Ordering::Relaxed);
    let table = dict_table::rebuilt(vm, &old, (len + extra) + (len + extra) / 2)?;
    let table = if table.used() + extra <= table.capacity as usize { table } else { dict_table::rebuilt(vm, &old, (len + extra) * 2)? };
    owner.table.set(table.value());
    Ok(table)
}

/// Adds a key that is not there; the caller holds the lock.
pub fn push_new(vm: &Vm, owner: &Owner, key: Value, value: Value, hash: u64) -> Res<()> {
    let table = reserve(vm, owner, 1)?;
    dict_table::push_counted(owner, &*table, key, value, hash);
    Ok(())
}

/// Looks a key up without running Python code; `None`: that cannot tell.
#[inline]
pub fn find_simple(table: Value, key: Value, hash: u64) -> Option<Option<&'static Entry>> {
    if table.is_unbound() { Some(None) } else { dict_table::find_simple(&*table.expect::<DictTable>(), key, hash) }
}

/// What stopped `merge_locked`: an entry whose key must be compared by `==`.
pub type Pending = (Value, Value, u64);

/// Inserts the entries of `from`, the `at`-th first, into `owner`; the caller holds both locks. `stored` makes what a
/// new entry holds of what the old one does.
pub fn merge_locked(vm: &Vm, owner: &Owner, from: Value, at: &mut usize, stored: &dyn Fn(Value) -> Value) -> Res<Option<Pending>> {
    if from.is_unbound() {
        return Ok(None);
    }
    let from = from.expect::<DictTable>();
    if owner.len.load(Ordering::Relaxed) == 0 && *at == 0 {
        reserve(vm, owner, from.used())?;
    }
    while *at < from.used() {
        if let Some((key, v, hash)) = live_entry(&from.entries()[*at]) {
            let v = stored(v);
            if !v.is_unbound() {
                match find_simple(owner.table.get(), key, hash) {
                    Some(Some(entry)) => entry.value.set(v),
                    Some(None) => push_new(vm, owner, key, v, hash)?,
                    None => return Ok(Some((key, v, hash))),
                }
            }
        }
        *at += 1;
    }
    Ok(None)
}

/// Marks the hash of a deleted entry at the end of a table: the rest is the number of the first of the deleted entries
/// that end there, so that taking entries one after the other from that end does not walk over them each time. No number
/// or address hashes to a word with these bits, and a hash of text that does would only be taken for a place further on.
const SKIP: u64 = 0x6b1d_57a3 << 32;

/// Takes out the last entry (or the first); the caller holds the lock.
pub fn take_entry(owner: &Owner, last: bool) -> Option<(Value, Value)> {
    let table = owner.table.get().given()?.expect::<DictTable>();
    let (entries, used) = (table.entries(), table.used());
    let skip = |i: usize| {
        let hash = entries[i].hash.load(Ordering::Relaxed);
        (entries[i].key.get().is_unbound() && hash & !0xffff_ffff == SKIP).then_some(hash as u32 as usize)
    };
    let mut i = if last { used } else { 0 };
    loop {
        let at = if last { i.checked_sub(1)? } else { i };
        if at >= used {
            return None;
        }
        if let Some((key, stored, _)) = live_entry(&entries[at]) {
            dict_table::delete_entry(owner, &entries[at]);
            let (edge, mark) = if last { (used - 1, at) } else { (0, at + 1) };
            entries[edge].hash.store(SKIP | mark as u64, Ordering::Relaxed);
            return Some((key, stored));
        }
        i = match skip(at) {
            Some(to) if last => to.min(at),
            Some(to) => to.max(at + 1),
            None if last => at,
            None => at + 1,
        };
    }
}

/// The error of a key that cannot be hashed; other errors stay as they are.
#[cold]
pub fn unhashable(vm: &Vm, raised: Raised, key: Value, what: &str) -> Raised {
    let e = vm.take_raised(raised);
    if !super::is_exactly(e, &exceptions::TYPE_ERROR) {
        return vm.put_raised(e);
    }
    match vm.str_text(e) {
        Ok(text) => vm.type_error(format!("cannot use '{}' as {what} ({text})", vm.shown_type(key.typ()))),
        Err(raised) => raised,
    }
}

/// The hash of a dict's key.
#[inline]
pub fn hash_key(vm: &Vm, key: Value) -> Res<u64> {
    match vm.hash(key) {
        Ok(hash) => Ok(hash as u64),
        Err(raised) => Err(unhashable(vm, raised, key, "a dict key")),
    }
}

// ---- any dict, namespaces included ----

/// `dict.get(key)`; no `__missing__`.
#[inline]
pub fn lookup(vm: &Vm, dict: Value, key: Value) -> Res<Option<Value>> {
    lookup_hashed(vm, dict, key, hash_key(vm, key)?)
}

/// As `lookup`, of a key whose hash is known.
#[inline]
pub fn lookup_hashed(vm: &Vm, dict: Value, key: Value, hash: u64) -> Res<Option<Value>> {
    match dict_table::find(vm, &dict.expect::<Dict>().table, key, hash)?.1 {
        Found::Entry(entry) => Ok(entry_value(in_cells(dict), entry.value.get()).given()),
        Found::Missing(_) => Ok(None),
    }
}

/// Is the key, whose hash is known, in the dict?
pub fn has(vm: &Vm, dict: Value, key: Value, hash: u64) -> Res<bool> {
    match dict_table::find(vm, &dict.expect::<Dict>().table, key, hash)?.1 {
        Found::Entry(entry) => Ok(!entry_value(in_cells(dict), entry.value.get()).is_unbound()),
        Found::Missing(_) => Ok(false),
    }
}

/// `dict[key] = value`.
#[inline]
pub fn store(vm: &Vm, dict: Value, key: Value, value: Value) -> Res<()> {
    let hash = hash_key(vm, key)?;
    store_hashed(vm, dict, key, value, hash)
}

/// Is this dict a namespace? The commonest answer costs one comparison.
#[inline(always)]
fn in_cells(dict: Value) -> bool {
    !dict.has_shape(exact(Layout::Dict)) && is_namespace(dict)
}

/// As `store`, of a key whose hash is known.
pub fn store_hashed(vm: &Vm, dict: Value, key: Value, value: Value, hash: u64) -> Res<()> {
    if in_cells(dict) {
        return if key.is_exact_str() { vm.store_global(dict, intern_value(key), value) } else { vm.dict_set(dict, key, value) };
    }
    dict_table::insert(vm, &dict.expect::<Dict>().owner(), key, value, hash, true).map(|_| ())
}

/// Removes a key; gives its value.
fn remove(vm: &Vm, dict: Value, key: Value) -> Res<Option<Value>> {
    let hash = hash_key(vm, key)?;
    if in_cells(dict) {
        return vm.dict_remove(dict, key);
    }
    dict_table::remove(vm, &dict.expect::<Dict>().owner(), key, hash)
}

/// Stores all entries of `from`, any dict, in one go as far as no `==` is needed.
pub fn merge(vm: &Vm, dict: Value, from: Value) -> Res<()> {
    if dict == from {
        return Ok(());
    }
    if vm.dict_len(dict) == 0 && !is_namespace(dict) && !is_namespace(from) && copy_into(vm, dict, from)? {
        return Ok(());
    }
    if is_namespace(dict) {
        for (k, v) in vm.dict_items(from).pairs() {
            store(vm, dict, k, v)?;
        }
        return Ok(());
    }
    let (d, source, cells) = (dict.expect::<Dict>(), from.expect::<Dict>(), is_namespace(from));
    let (mut at, mut table) = (0, Value::UNBOUND);
    loop {
        let pending = {
            let _pair = acquire_pair(&vm.thread, &d.header.lock, &source.header.lock);
            if at == 0 {
                table = source.table.get();
            }
            merge_locked(vm, &d.owner(), table, &mut at, &|v| entry_value(cells, v))?
        };
        let Some((key, value, hash)) = pending else { return Ok(()) };
        let len = source.len.load(Ordering::Acquire);
        dict_table::insert(vm, &d.owner(), key, value, hash, true)?;
        at += 1;
        if source.table.get() != table || source.len.load(Ordering::Acquire) != len {
            return Err(vm.runtime_error("dict mutated during update"));
        }
    }
}

/// A plain dict with the same entries, those of one moment.
pub fn copy(vm: &Vm, dict: Value) -> Res {
    let made = vm.new_dict();
    if is_namespace(dict) || !dict.typ().builtin {
        update(vm, made, dict)?;
        return Ok(made);
    }
    copy_into(vm, made, dict)?;
    Ok(made)
}

/// A table for so many entries is made before the lock is had under which it is filled.
const MANY: usize = 4096;

/// Gives a dict that never had a table the entries of another, both no namespaces, as one; `false`, and nothing done: it had one.
fn copy_into(vm: &Vm, to: Value, from: Value) -> Res<bool> {
    let (to, from) = (to.expect::<Dict>(), from.expect::<Dict>());
    let expected = from.len.load(Ordering::Relaxed);
    let prepared = if expected < MANY {
        None
    } else {
        let table = dict_table::new_table(vm, expected)?;
        vm.warm(table.value());
        Some(table)
    };
    let _pair = acquire_pair(&vm.thread, &to.header.lock, &from.header.lock);
    if !to.table.get().is_unbound() {
        return Ok(false);
    }
    if let Some(table) = from.table.get().given() {
        let (old, len) = (table.expect::<DictTable>(), from.len.load(Ordering::Relaxed));
        let table = match prepared.filter(|table| table.capacity as usize >= len.max(old.used() / 2)) {
            Some(table) => {
                crate::sync::table::copy_into::<DictTable>(&old, &table);
                table
            }
            None => dict_table::rebuilt(vm, &old, len)?,
        };
        to.table.set(table.value());
        to.len.store(table.used(), Ordering::Release);
    }
    Ok(true)
}

/// `dict.update(other)`: another dict, anything with `keys`, or pairs.
pub fn update(vm: &Vm, dict: Value, other: Value) -> Res<()> {
    if other.cast::<Dict>().is_some() && (other.typ().builtin || plain_iteration(vm, other)) {
        return merge(vm, dict, other);
    }
    if let Some(keys) = vm.get_attr_opt(other, names::KEYS.get())? {
        let keys = vm.call(keys, &[])?;
        return vm.for_each(keys, &mut |k| {
            let v = vm.get_item(other, k)?;
            store(vm, dict, k, v).map(|()| true)
        });
    }
    let mut n = 0;
    vm.for_each(other, &mut |pair| {
        if pair.typ().slots().iter.is_none() && pair.typ().slots().get_item.is_none() {
            let e = vm.type_error("object is not iterable");
            return Err(vm.noted(e, &format!("Cannot convert dictionary update sequence element #{n} to a sequence")));
        }
        if let Some(&[k, v]) = pair.cast::<Tuple>().filter(|_| pair.is_exact(Layout::Tuple)).as_ref().map(|t| t.items()) {
            n += 1;
            return store(vm, dict, k, v).map(|()| true);
        }
        let items = vm.collect_items(pair)?;
        if items.len() != 2 {
            return Err(vm.value_error(format!("dictionary update sequence element #{n} has length {}; 2 is required", items.len())));
        }
        n += 1;
        store(vm, dict, items[0], items[1]).map(|()| true)
    })
}

/// Does a subclass's instance iterate as a dict does, so that its table can be read directly?
fn plain_iteration(vm: &Vm, dict: Value) -> bool {
    let iter = names::ITER.get();
    vm.type_lookup(dict.typ(), iter) == vm.type_lookup(super::type_of(&DICT), iter)
}

// ---- slots ----

fn new(vm: &Vm, cls: Value, _args: Args) -> Res {
    Ok(instance::<Dict>(vm, cls)?.value())
}

fn init(vm: &Vm, dict: Value, args: Args) -> Res<()> {
    match *args.pos() {
        [] => {}
        [v] => update(vm, dict, v)?,
        ref many => return Err(vm.type_error(format!("dict expected at most 1 argument, got {}", many.len()))),
    }
    args.keywords().try_for_each(|(k, v)| store(vm, dict, k, v))
}

fn len(vm: &Vm, dict: Value) -> Res<usize> {
    Ok(vm.dict_len(dict))
}

fn repr(vm: &Vm, dict: Value) -> Res {
    written(vm, dict, write_repr)
}

/// Appends the text of a dict.
pub fn write_repr(vm: &Vm, out: &mut Vec<u8>, dict: Value) -> Res<()> {
    let Some(_showing) = showing(vm, dict) else {
        out.extend(b"{...}");
        return Ok(());
    };
    out.push(b'{');
    for (i, (k, v)) in vm.dict_items(dict).pairs().enumerate() {
        if i > 0 {
            out.extend(b", ");
        }
        push_repr(vm, out, k)?;
        out.extend(b": ");
        push_repr(vm, out, v)?;
    }
    out.push(b'}');
    Ok(())
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) || b.cast::<Dict>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    Ok(Value::bool(same(vm, a, b)? == (op == CmpOp::Eq)))
}

/// Are two dicts equal, as they are at one moment? (An entry that needs `==` is compared with no lock held; then comparing goes
/// on where it was.)
fn same(vm: &Vm, a: Value, b: Value) -> Res<bool> {
    let (x, y) = (a.expect::<Dict>(), b.expect::<Dict>());
    let (cells_a, cells_b) = (is_namespace(a), is_namespace(b));
    let (mut at, mut table) = (0, Value::UNBOUND);
    loop {
        let pending = {
            let _pair = acquire_pair(&vm.thread, &x.header.lock, &y.header.lock);
            if at == 0 {
                if vm.dict_len(a) != vm.dict_len(b) {
                    return Ok(false);
                }
                table = x.table.get();
            }
            let Some(entries) = table.given().map(|t| t.expect::<DictTable>()) else { return Ok(true) };
            loop {
                if at >= entries.used() {
                    return Ok(true);
                }
                at += 1;
                let Some((key, stored, hash)) = live_entry(&entries.entries()[at - 1]) else { continue };
                let value = entry_value(cells_a, stored);
                let equal = match find_simple(y.table.get(), key, hash) {
                    None => None,
                    Some(None) => Some(false),
                    Some(Some(entry)) => plain_same(vm, value, entry_value(cells_b, entry.value.get())),
                };
                match equal {
                    Some(true) if !value.is_unbound() => {}
                    Some(_) => return Ok(false),
                    None => break (key, value, hash),
                }
            }
        };
        let (key, value, hash) = pending;
        let Found::Entry(entry) = dict_table::find(vm, &y.table, key, hash)?.1 else { return Ok(false) };
        let other = entry_value(cells_b, entry.value.get());
        if value.is_unbound() || other.is_unbound() || !vm.equal(value, other)? {
            return Ok(false);
        }
    }
}

fn get_item(vm: &Vm, dict: Value, key: Value) -> Res {
    if let Some(v) = lookup(vm, dict, key)? {
        return Ok(v);
    }
    if !std::ptr::eq(dict.typ(), super::type_of(&DICT))
        && let Some(v) = vm.call_special(dict, names::MISSING.get(), &[key])?
    {
        return Ok(v);
    }
    Err(vm.key_error(key))
}

fn set_item(vm: &Vm, dict: Value, key: Value, v: Value) -> Res<()> {
    if !v.is_unbound() {
        return store(vm, dict, key, v);
    }
    match remove(vm, dict, key)? {
        Some(_) => Ok(()),
        None => Err(vm.key_error(key)),
    }
}

fn contains(vm: &Vm, dict: Value, key: Value) -> Res<bool> {
    Ok(lookup(vm, dict, key)?.is_some())
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    if op != BinOp::Or || a.cast::<Dict>().is_none() || b.cast::<Dict>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let made = copy(vm, a)?;
    update(vm, made, b)?;
    Ok(made)
}

fn inplace(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    if op != BinOp::Or {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    update(vm, a, b)?;
    Ok(a)
}

// ---- methods ----

/// `cls.fromkeys(iterable, value)`: stores directly into an exact dict, else through `cls`'s `__setitem__`.
fn fromkeys(vm: &Vm, a: &[Value]) -> Res {
    let value = a[2].given().unwrap_or(Value::NONE);
    let made = vm.call(a[0], &[])?;
    if !made.is_exact(Layout::Dict) {
        vm.for_each(a[1], &mut |k| vm.set_item(made, k, value).map(|()| true))?;
        return Ok(made);
    }
    let table = match a[1].layout() {
        Layout::Dict | Layout::Set | Layout::FrozenSet if a[1].typ().builtin => Some(a[1]),
        _ => None,
    };
    if let (Some(source), 0) = (table, vm.dict_len(made)) {
        // keys of one table cannot equal each other
        let owner = made.expect::<Dict>();
        let _pair = acquire_pair(&vm.thread, &owner.header.lock, &source.header().lock);
        match source.cast::<Dict>() {
            Some(d) => {
                live(d.table.get()).try_for_each(|(key, _, hash)| push_new(vm, &owner.owner(), key, value, hash))?;
            }
            None => {
                let table = source.expect::<Set>().table.get();
                set_table::live(table).try_for_each(|(key, hash)| push_new(vm, &owner.owner(), key, value, hash))?;
            }
        }
        return Ok(made);
    }
    vm.for_each(a[1], &mut |k| store(vm, made, k, value).map(|()| true))?;
    Ok(made)
}

fn pop(vm: &Vm, a: &[Value]) -> Res {
    // an empty dict does not ask the key for its hash
    if vm.dict_len(a[0]) == 0 {
        return a[2].given().ok_or_else(|| vm.key_error(a[1]));
    }
    match remove(vm, a[0], a[1])?.or(a[2].given()) {
        Some(v) => Ok(v),
        None => Err(vm.key_error(a[1])),
    }
}

fn popitem(vm: &Vm, a: &[Value]) -> Res {
    let d = a[0].expect::<Dict>();
    let taken = {
        let _guard = acquire(&vm.thread, &d.header.lock);
        take_entry(&d.owner(), true)
    };
    match taken {
        Some((key, stored)) if is_namespace(a[0]) => {
            let v = vm.take_cell(stored);
            Ok(vm.tuple(&[key, v]))
        }
        Some((key, v)) => Ok(vm.tuple(&[key, v])),
        None => {
            let text = vm.str("popitem(): dictionary is empty");
            Err(vm.key_error(text))
        }
    }
}

fn setdefault(vm: &Vm, a: &[Value]) -> Res {
    let value = a[2].given().unwrap_or(Value::NONE);
    let hash = hash_key(vm, a[1])?;
    if is_namespace(a[0]) {
        if let Some(v) = lookup(vm, a[0], a[1])? {
            return Ok(v);
        }
        store_hashed(vm, a[0], a[1], value, hash)?;
        return Ok(value);
    }
    Ok(dict_table::insert(vm, &a[0].expect::<Dict>().owner(), a[1], value, hash, false)?.unwrap_or(value))
}
