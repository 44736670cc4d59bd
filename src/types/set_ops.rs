//! What `set` and `frozenset` do with another set, a dict or any iterable: update, union, intersection, differences.
//!
//! Operations on two sets, or a set and a dict, walk one table under the locks of both as long as keys compare without
//! Python code. A key that needs `==` is compared with no lock held; then the walk goes on where it was. What walks over
//! any other iterable adds or removes one item at a time. Which of the two is walked, and when a table is made larger
//! beforehand, is as in CPython, for it decides in what order the items come out.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Header, Layout, Ref, Res, Value};
use crate::sync::{acquire, acquire_pair};
use crate::vm::namespace::{entry_value, is_namespace};
use crate::vm::{Values, Vm};

use super::set::{add, clear, copy, empty_like, from_iterable, hash_element};
use super::{dict, set_table};

/// What an operation walks over or asks without iterating: a set or an exact dict.
#[derive(Clone, Copy)]
enum Keys {
    Set(Ref<Set>),
    Dict(Ref<Dict>),
}

impl Keys {
    fn of(v: Value) -> Option<Keys> {
        match v.cast::<Set>() {
            Some(set) => Some(Keys::Set(set)),
            None if v.is_exact(Layout::Dict) || v.is_exact(Layout::Namespace) => Some(Keys::Dict(v.expect())),
            None => None,
        }
    }

    fn header(&self) -> &Header {
        match self {
            Keys::Set(s) => &s.header,
            Keys::Dict(d) => &d.header,
        }
    }

    fn table(&self) -> Value {
        match self {
            Keys::Set(s) => s.table.get(),
            Keys::Dict(d) => d.table.get(),
        }
    }

    fn len(&self) -> usize {
        match self {
            Keys::Set(s) => s.len(),
            Keys::Dict(d) => d.len.load(Ordering::Acquire),
        }
    }

    /// Is the key there? `None`: that needs `==`.
    #[inline(always)]
    fn has_simple(&self, key: Value, hash: u64) -> Option<bool> {
        match self {
            Keys::Set(s) => set_table::has_simple(s, key, hash),
            Keys::Dict(d) => {
                let found = dict::find_simple(d.table.get(), key, hash)?;
                Some(found.is_some_and(|e| !entry_value(is_namespace(d.value()), e.value.get()).is_unbound()))
            }
        }
    }

    /// Is the key there? May run Python code.
    fn has(&self, vm: &Vm, key: Value, hash: u64) -> Res<bool> {
        match self {
            Keys::Set(s) => set_table::has(vm, s, key, hash),
            Keys::Dict(d) => dict::has(vm, d.value(), key, hash),
        }
    }

    /// Calls `f` with the keys of a table of this kind from `at` on; gives the first for which it says `false`.
    #[inline(always)]
    fn walk(&self, table: Value, at: &mut usize, f: &mut impl FnMut(Value, u64) -> Res<bool>) -> Res<Option<(Value, u64)>> {
        match self {
            _ if table.is_unbound() => {}
            Keys::Set(_) => {
                let table = table.expect::<SetTable>();
                while let Some(place) = table.places().get(*at) {
                    *at += 1;
                    if let Some((key, hash)) = set_table::live_place(place)
                        && !f(key, hash)?
                    {
                        return Ok(Some((key, hash)));
                    }
                }
            }
            Keys::Dict(d) => {
                let (table, cells) = (table.expect::<DictTable>(), is_namespace(d.value()));
                while *at < table.used() {
                    let entry = dict::live_entry(&table.entries()[*at]);
                    *at += 1;
                    if let Some((key, stored, hash)) = entry
                        && !entry_value(cells, stored).is_unbound()
                        && !f(key, hash)?
                    {
                        return Ok(Some((key, hash)));
                    }
                }
            }
        }
        Ok(None)
    }

    /// Calls `locked` with each key, as they are at one moment, under the locks of these keys' object and of `other`.
    /// First comes `before`; if it says `true`, all is done. A key for which `locked` says `false` needs `==`, and
    /// goes to `free`, which is called with no lock held.
    #[inline(always)]
    fn each(
        self,
        vm: &Vm,
        other: &Header,
        before: impl FnOnce() -> Res<bool>,
        mut locked: impl FnMut(Value, u64) -> Res<bool>,
        mut free: impl FnMut(Value, u64) -> Res<()>,
    ) -> Res<()> {
        let (mut at, mut table, mut before) = (0, Value::UNBOUND, Some(before));
        loop {
            let pending = {
                let _pair = acquire_pair(&vm.thread, &other.lock, &self.header().lock);
                if let Some(before) = before.take() {
                    table = self.table();
                    if before()? {
                        return Ok(());
                    }
                }
                self.walk(table, &mut at, &mut locked)?
            };
            let Some((key, hash)) = pending else { return Ok(()) };
            free(key, hash)?;
        }
    }
}

/// Adds all items of an iterable.
pub fn update(vm: &Vm, set: Value, other: Value) -> Res<()> {
    if set == other {
        return Ok(());
    }
    let Some(keys) = Keys::of(other) else {
        let s = set.expect::<Set>();
        return vm.for_each(other, &mut |v| {
            if vm.owns(&s.header) && set_table::add_plain(&s, v) { Ok(true) } else { add(vm, set, v).map(|_| true) }
        });
    };
    let s = set.expect::<Set>();
    add_each(vm, s, keys, &s.header, || Ok(()))
}

/// Adds each of these keys to a set, `before` first, under the locks of their object and of `other`.
fn add_each(vm: &Vm, set: Ref<Set>, keys: Keys, other: &Header, before: impl FnOnce() -> Res<()>) -> Res<()> {
    let prepared = match keys {
        // as long as nothing comes before
        Keys::Set(from) if set.is_empty() && std::ptr::eq(other, &set.header) => set_table::prepared(vm, &from)?,
        _ => None,
    };
    keys.each(
        vm,
        other,
        || {
            before()?;
            match keys {
                Keys::Set(from) => set_table::fill_prepared(vm, &set, from.table.get(), from.len(), prepared),
                Keys::Dict(_) => set_table::reserve(vm, &set, keys.len()).map(|()| false),
            }
        },
        |key, hash| Ok(set_table::add_locked(vm, &set, key, hash)?.is_some()),
        |key, hash| set_table::insert(vm, &set, key, hash).map(|_| ()),
    )
}

/// Removes each of these keys from a set, `before` first, under the locks of their object and of `other`.
fn remove_each(vm: &Vm, set: Ref<Set>, keys: Keys, other: &Header, before: impl FnOnce() -> Res<bool>) -> Res<()> {
    keys.each(
        vm,
        other,
        before,
        |key, hash| Ok(set_table::remove_locked(&set, key, hash).is_some()),
        |key, hash| set_table::remove(vm, &set, key, hash).map(|_| ()),
    )?;
    let _guard = acquire(&vm.thread, &set.header.lock);
    set_table::compact(vm, &set)
}

/// A new set like `set` of its items and those of an iterable; of a set or dict, as both are at one moment.
pub fn union(vm: &Vm, set: Value, other: Value) -> Res {
    match Keys::of(other) {
        Some(keys) if set != other => {
            let (made, s) = (empty_like(vm, set), set.expect::<Set>());
            let target = made.expect::<Set>();
            add_each(vm, target, keys, &s.header, || set_table::fill_from(vm, &target, s.table.get(), s.len()).map(|_| ()))?;
            Ok(made)
        }
        keys => {
            let made = copy(vm, set)?;
            if keys.is_none() {
                update(vm, made, other)?;
            }
            Ok(made)
        }
    }
}

/// A new set like `like` of those items of `walked` that are (`wanted`) or are not in `asked`.
fn filtered(vm: &Vm, like: Value, walked: Keys, asked: Keys, wanted: bool) -> Res {
    let made = empty_like(vm, like);
    let target = made.expect::<Set>();
    walked.each(
        vm,
        asked.header(),
        || Ok(false),
        |key, hash| match asked.has_simple(key, hash) {
            Some(there) if there == wanted => Ok(set_table::add_locked(vm, &target, key, hash)?.is_some()),
            there => Ok(there.is_some()),
        },
        |key, hash| {
            if asked.has(vm, key, hash)? == wanted {
                set_table::insert(vm, &target, key, hash)?;
            }
            Ok(())
        },
    )?;
    Ok(made)
}

pub fn intersection(vm: &Vm, set: Value, other: Value) -> Res {
    if set == other {
        return copy(vm, set);
    }
    let s = set.expect::<Set>();
    if let Some(o) = other.cast::<Set>() {
        // the items of the shorter one are what comes out
        let (walked, asked) = if o.len() > s.len() { (s, o) } else { (o, s) };
        return filtered(vm, set, Keys::Set(walked), Keys::Set(asked), true);
    }
    let made = empty_like(vm, set);
    vm.for_each(other, &mut |v| {
        let hash = vm.hash(v)? as u64;
        if set_table::has(vm, &s, v, hash)? {
            set_table::insert(vm, &made.expect::<Set>(), v, hash)?;
        }
        Ok(true)
    })?;
    Ok(made)
}

/// A new set, also of no others.
pub fn intersection_of_all(vm: &Vm, set: Value, others: &[Value]) -> Res {
    match others {
        [] => copy(vm, set),
        all => all.iter().try_fold(set, |made, &other| intersection(vm, made, other)),
    }
}

pub fn difference(vm: &Vm, set: Value, other: Value) -> Res {
    let s = set.expect::<Set>();
    match Keys::of(other) {
        Some(keys) if s.len() >> 2 <= keys.len() => filtered(vm, set, Keys::Set(s), keys, false),
        Some(keys) => {
            let made = empty_like(vm, set);
            let target = made.expect::<Set>();
            remove_each(vm, target, keys, &s.header, || set_table::fill_from(vm, &target, s.table.get(), s.len()).map(|_| false))?;
            Ok(made)
        }
        None => {
            let made = copy(vm, set)?;
            remove_all(vm, made, other)?;
            Ok(made)
        }
    }
}

pub fn symmetric_difference(vm: &Vm, set: Value, other: Value) -> Res {
    let made = empty_like(vm, set);
    match other.cast::<Set>() {
        Some(from) => {
            let target = made.expect::<Set>();
            toggle_each(vm, target, Keys::Set(set.expect()), &from.header, || {
                set_table::fill_from(vm, &target, from.table.get(), from.len()).map(|_| false)
            })?;
        }
        None => {
            update(vm, made, other)?;
            toggle_all(vm, made, set)?;
        }
    }
    Ok(made)
}

/// Removes all items of an iterable.
pub fn remove_all(vm: &Vm, set: Value, other: Value) -> Res<()> {
    let s = set.expect::<Set>();
    if set == other {
        clear(vm, s);
        return Ok(());
    }
    match Keys::of(other) {
        // of a much larger set only what is in this one
        Some(Keys::Set(o)) if o.len() >> 3 > s.len() => {
            let asked = Keys::Set(o);
            Keys::Set(s).each(
                vm,
                &o.header,
                || Ok(false),
                |key, hash| match asked.has_simple(key, hash) {
                    Some(true) => Ok(set_table::remove_locked(&s, key, hash).is_some()),
                    there => Ok(there.is_some()),
                },
                |key, hash| {
                    if asked.has(vm, key, hash)? {
                        set_table::remove(vm, &s, key, hash)?;
                    }
                    Ok(())
                },
            )?;
        }
        Some(keys) => return remove_each(vm, s, keys, &s.header, || Ok(false)),
        None => vm.for_each(other, &mut |v| {
            let hash = hash_element(vm, v)?;
            set_table::remove(vm, &s, v, hash).map(|_| true)
        })?,
    }
    let _guard = acquire(&vm.thread, &s.header.lock);
    set_table::compact(vm, &s)
}

/// Adds the items of an iterable that are missing, and removes those that are there.
pub fn toggle_all(vm: &Vm, set: Value, other: Value) -> Res<()> {
    let s = set.expect::<Set>();
    if set == other {
        clear(vm, s);
        return Ok(());
    }
    let keys = match Keys::of(other) {
        Some(keys) => keys,
        None => Keys::Set(from_iterable(vm, other)?.expect()),
    };
    toggle_each(vm, s, keys, &s.header, || Ok(false))
}

/// Adds or removes each of these keys, `before` first, under the locks of their object and of `other`.
fn toggle_each(vm: &Vm, set: Ref<Set>, keys: Keys, other: &Header, before: impl FnOnce() -> Res<bool>) -> Res<()> {
    keys.each(
        vm,
        other,
        before,
        |key, hash| match set_table::remove_locked(&set, key, hash) {
            Some(false) => Ok(set_table::add_locked(vm, &set, key, hash)?.is_some()),
            removed => Ok(removed.is_some()),
        },
        |key, hash| {
            if !set_table::remove(vm, &set, key, hash)? {
                set_table::insert(vm, &set, key, hash)?;
            }
            Ok(())
        },
    )
}

/// Keeps the items that all of these iterables have too. What others changed while they were walked over makes it start
/// again: with the same sets and dicts, or, where there were iterables that are used up, with what came of them.
pub fn intersect(vm: &Vm, set: Value, others: &[Value]) -> Res<()> {
    let s = set.expect::<Set>();
    let mut others = Values::from_slice(vm, others);
    loop {
        let state = s.state();
        let made = intersection_of_all(vm, set, &others)?.expect::<Set>();
        {
            let _guard = acquire(&vm.thread, &s.header.lock);
            if s.state() == state {
                s.len.store(made.len(), Ordering::Release);
                s.table.set(made.table.get());
                return Ok(());
            }
        }
        if others.iter().any(|&v| Keys::of(v).is_none()) {
            others = Values::from_slice(vm, &[made.value()]);
        }
    }
}
