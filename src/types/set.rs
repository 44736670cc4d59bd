//! `set` and `frozenset`: the dict's table with nothing under its keys.
//!
//! Operations on two sets, or a set and a dict, walk one table under the locks of both as long as keys compare without
//! Python code. A key that needs `==` is compared with no lock held; then the walk goes on where it was. What walks over
//! any other iterable adds or removes one item at a time.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{
    Args, BinOp, CmpOp, Header, Layout, MethodDef, Raised, Ref, Res, Slot, Slots, TypeSpec, Value, class_method, exact, method,
};
use crate::sync::{acquire, acquire_pair};
use crate::text::hash;
use crate::vm::Vm;

use super::dict::{self, find_simple, live, live_entry, merge_locked, push_new};
use super::dict_table::{self, Owner};
use super::dict_views::in_table;
use super::list::{instance, one_argument, push_repr, showing};
use super::{exceptions, generic_alias};

pub static SET: TypeSpec = TypeSpec {
    name: "set",
    doc: "Build an unordered collection of unique elements.",
    layout: Layout::Set,
    methods: SET_METHODS,
    slots: Slots { inplace: Some(inplace), new: Some(new), init: Some(init), ..SLOTS },
    ..TypeSpec::DEFAULT
};

pub static FROZENSET: TypeSpec = TypeSpec {
    name: "frozenset",
    doc: "Build an immutable unordered collection of unique elements.",
    layout: Layout::FrozenSet,
    methods: FROZENSET_METHODS,
    slots: Slots { hash: Some(hash_frozenset), new: Some(new_frozen), ..SLOTS },
    ..TypeSpec::DEFAULT
};

const SLOTS: Slots = Slots {
    repr: Some(repr),
    compare: Some(compare),
    len: Some(|_, s| Ok(len(&s.expect()))),
    contains: Some(contains),
    iter: Some(iter),
    binary: Some(binary),
    ..Slots::NONE
};

const COPY: MethodDef = method("copy", "(self, /)", |vm, a| if a[0].is_exact(Layout::FrozenSet) { Ok(a[0]) } else { copy(vm, a[0]) });
const UNION: MethodDef = method("union", "(self, /, *others)", |vm, a| {
    let made = copy(vm, a[0])?;
    a[1].expect::<Tuple>().items().iter().try_for_each(|&other| update(vm, made, other))?;
    Ok(made)
});
const INTERSECTION: MethodDef = method("intersection", "(self, /, *others)", |vm, a| {
    let others = a[1].expect::<Tuple>();
    match others.items() {
        [] => copy(vm, a[0]),
        all => all.iter().try_fold(a[0], |made, &other| intersection(vm, made, other)),
    }
});
const DIFFERENCE: MethodDef = method("difference", "(self, /, *others)", |vm, a| {
    let others = a[1].expect::<Tuple>();
    match others.items() {
        [] => copy(vm, a[0]),
        all => all.iter().try_fold(a[0], |made, &other| difference(vm, made, other)),
    }
});
const SYMMETRIC_DIFFERENCE: MethodDef = method("symmetric_difference", "(self, other, /)", |vm, a| symmetric_difference(vm, a[0], a[1]));
const ISDISJOINT: MethodDef = method("isdisjoint", "(self, other, /)", isdisjoint);
const ISSUBSET: MethodDef = method("issubset", "(self, other, /)", |vm, a| {
    let other = as_set(vm, a[1])?;
    Ok(Value::bool(is_subset(vm, a[0].expect(), other.expect())?))
});
const ISSUPERSET: MethodDef = method("issuperset", "(self, other, /)", |vm, a| {
    if let Some(other) = a[1].cast::<Set>() {
        return Ok(Value::bool(is_subset(vm, other, a[0].expect())?));
    }
    let mut all = true;
    vm.for_each(a[1], &mut |v| {
        all = contains(vm, a[0], v)?;
        Ok(all)
    })?;
    Ok(Value::bool(all))
});
const REDUCE: MethodDef = method("__reduce__", "(self, /)", |vm, a| {
    let items = vm.list(&vm.collect_items(a[0])?);
    let state = vm.call_method(a[0], "__getstate__", &[])?;
    Ok(vm.tuple(&[a[0].typ().value(), vm.tuple(&[items]), state]))
});
const CLASS_GETITEM: MethodDef = class_method("__class_getitem__", "(cls, item, /)", |vm, a| generic_alias::new_alias(vm, a[0], a[1]));

const FROZENSET_METHODS: &[MethodDef] =
    &[COPY, UNION, INTERSECTION, DIFFERENCE, SYMMETRIC_DIFFERENCE, ISDISJOINT, ISSUBSET, ISSUPERSET, REDUCE, CLASS_GETITEM];

const SET_METHODS: &[MethodDef] = &[
    COPY,
    UNION,
    INTERSECTION,
    DIFFERENCE,
    SYMMETRIC_DIFFERENCE,
    ISDISJOINT,
    ISSUBSET,
    ISSUPERSET,
    REDUCE,
    CLASS_GETITEM,
    method("add", "(self, object, /)", |vm, a| add(vm, a[0], a[1]).map(|_| Value::NONE)),
    method("clear", "(self, /)", |vm, a| {
        clear(vm, a[0].expect());
        Ok(Value::NONE)
    }),
    method("discard", "(self, object, /)", |vm, a| discard(vm, a[0], a[1]).map(|_| Value::NONE)),
    method("remove", "(self, object, /)", |vm, a| if discard(vm, a[0], a[1])? { Ok(Value::NONE) } else { Err(vm.key_error(a[1])) }),
    method("pop", "(self, /)", pop),
    method("update", "(self, /, *others)", |vm, a| {
        a[1].expect::<Tuple>().items().iter().try_for_each(|&other| update(vm, a[0], other))?;
        Ok(Value::NONE)
    }),
    method("difference_update", "(self, /, *others)", |vm, a| {
        a[1].expect::<Tuple>().items().iter().try_for_each(|&other| remove_all(vm, a[0], other))?;
        Ok(Value::NONE)
    }),
    method("intersection_update", "(self, /, *others)", |vm, a| {
        a[1].expect::<Tuple>().items().iter().try_for_each(|&other| intersect(vm, a[0], other))?;
        Ok(Value::NONE)
    }),
    method("symmetric_difference_update", "(self, other, /)", |vm, a| toggle_all(vm, a[0], a[1]).map(|()| Value::NONE)),
];

impl Set {
    /// What the hash table needs of its owner.
    #[inline(always)]
    pub fn owner(&self) -> Owner<'_> {
        Owner { header: &self.header, len: &self.len, table: &self.table }
    }
}

impl Vm {
    /// An empty set.
    pub fn new_set(&self) -> Value {
        self.new_object::<Set>(exact(Layout::Set)).value()
    }

    /// Adds to a set (or to a frozenset that nobody else has seen).
    pub fn set_add(&self, set: Value, v: Value) -> Res<()> {
        add(self, set, v).map(|_| ())
    }
}

/// A frozenset of these items.
pub fn frozenset_of(vm: &Vm, items: &[Value]) -> Res {
    let made = empty(vm, Layout::FrozenSet);
    items.iter().try_for_each(|&v| vm.set_add(made, v))?;
    Ok(made)
}

/// A set of an iterable's items.
pub fn from_iterable(vm: &Vm, iterable: Value) -> Res {
    let made = vm.new_set();
    update(vm, made, iterable)?;
    Ok(made)
}

fn empty(vm: &Vm, layout: Layout) -> Value {
    vm.new_object::<Set>(exact(layout)).value()
}

/// An empty set or frozenset, as `like` is.
fn empty_like(vm: &Vm, like: Value) -> Value {
    empty(vm, like.layout())
}

fn len(set: &Set) -> usize {
    set.len.load(Ordering::Acquire)
}

/// Sets themselves, anything else made one.
fn as_set(vm: &Vm, v: Value) -> Res {
    if v.cast::<Set>().is_some() { Ok(v) } else { from_iterable(vm, v) }
}

/// The header and table of a set, or of a dict that iterates as dicts do.
fn table_of(v: &Value) -> Option<(&Header, &'static Slot)> {
    // SAFETY: a field of an object that the caller's value keeps alive, which is longer than any use here.
    let keep = |slot: &Slot| unsafe { &*(slot as *const Slot) };
    if let Some(s) = v.cast::<Set>() {
        return Some((v.header(), keep(&s.table)));
    }
    let d = v.cast::<Dict>()?;
    v.typ().builtin.then(|| (v.header(), keep(&d.table)))
}

// ---- single items ----

fn hash_element(vm: &Vm, v: Value) -> Res<u64> {
    match vm.hash(v) {
        Ok(hash) => Ok(hash as u64),
        Err(raised) => Err(dict::unhashable(vm, raised, v, "a set element")),
    }
}

/// The hash to look for: a set, which has none, is looked for as the frozenset that it equals.
fn hash_sought(vm: &Vm, v: Value) -> Res<u64> {
    match vm.hash(v) {
        Ok(hash) => Ok(hash as u64),
        Err(raised) => match v.cast::<Set>() {
            Some(set) if vm.raised_is(&exceptions::TYPE_ERROR) => {
                vm.take_raised(raised);
                Ok(content_hash(&set) as u64)
            }
            _ => Err(dict::unhashable(vm, raised, v, "a set element")),
        },
    }
}

/// Adds an item; `false` if it was there.
pub fn add(vm: &Vm, set: Value, v: Value) -> Res<bool> {
    let hash = hash_element(vm, v)?;
    Ok(dict_table::insert(vm, &set.expect::<Set>().owner(), v, Value::NONE, hash, false)?.is_none())
}

fn discard(vm: &Vm, set: Value, v: Value) -> Res<bool> {
    let hash = hash_sought(vm, v)?;
    Ok(dict_table::remove(vm, &set.expect::<Set>().owner(), v, hash)?.is_some())
}

fn contains(vm: &Vm, set: Value, v: Value) -> Res<bool> {
    if v.is_small_int() || v.is_exact_str() {
        let Some(table) = set.expect::<Set>().table.get().given() else { return Ok(false) };
        let hash = vm.hash(v)? as u64;
        if let Some(found) = dict_table::find_simple(&table.expect::<DictTable>(), v, hash) {
            return Ok(found.is_some());
        }
    }
    let hash = hash_sought(vm, v)?;
    in_table(vm, &set.expect::<Set>().table, v, hash)
}

fn pop(vm: &Vm, a: &[Value]) -> Res {
    let s = a[0].expect::<Set>();
    let taken = {
        let _guard = acquire(&vm.thread, &s.header.lock);
        dict::take_entry(&s.owner(), false)
    };
    match taken {
        Some((key, _)) => Ok(key),
        None => {
            let text = vm.str("pop from an empty set");
            Err(vm.key_error(text))
        }
    }
}

fn clear(vm: &Vm, set: Ref<Set>) {
    let _guard = acquire(&vm.thread, &set.header.lock);
    set.len.store(0, Ordering::Release);
    set.table.set(Value::UNBOUND);
}

// ---- making ----

fn new(vm: &Vm, cls: Value, _args: Args) -> Res {
    Ok(instance::<Set>(vm, cls)?.value())
}

fn init(vm: &Vm, set: Value, args: Args) -> Res<()> {
    let iterable = one_argument(vm, "set", args)?;
    if len(&set.expect()) > 0 {
        clear(vm, set.expect());
    }
    iterable.map_or(Ok(()), |v| update(vm, set, v))
}

fn new_frozen(vm: &Vm, cls: Value, args: Args) -> Res {
    let exact = cls.as_type().is_some_and(|t| t.builtin);
    // a subclass's `__init__` may take keywords of its own
    let args = if exact { args } else { Args::positional(args.pos()) };
    let iterable = one_argument(vm, "frozenset", args)?;
    if let Some(v) = iterable.filter(|v| exact && v.is_exact(Layout::FrozenSet)) {
        return Ok(v);
    }
    let made = instance::<Set>(vm, cls)?.value();
    if let Some(v) = iterable {
        update(vm, made, v)?;
    }
    Ok(made)
}

/// A plain set or frozenset with the same items, those of one moment.
fn copy(vm: &Vm, set: Value) -> Res {
    let (made, from) = (empty_like(vm, set), set.expect::<Set>());
    let _guard = acquire(&vm.thread, &from.header.lock);
    if let Some(table) = from.table.get().given() {
        let table = dict_table::rebuilt(vm, &table.expect::<DictTable>(), len(&from))?;
        let to = made.expect::<Set>();
        to.table.set(table.value());
        to.len.store(table.used(), Ordering::Release);
    }
    Ok(made)
}

// ---- looking ----

fn iter(vm: &Vm, set: Value) -> Res {
    let it = vm.index_iter(Layout::SetIter, set, 0);
    let n = len(&set.expect());
    it.expect::<IndexIter>().expected.store(n << 32 | n, Ordering::Relaxed);
    Ok(it)
}

fn repr(vm: &Vm, set: Value) -> Res {
    let name = set.type_name();
    if len(&set.expect()) == 0 {
        return Ok(vm.str(&format!("{name}()")));
    }
    let Some(_showing) = showing(vm, set) else { return Ok(vm.str(&format!("{name}(...)"))) };
    let plain = set.is_exact(Layout::Set);
    let mut text = if plain { b"{".to_vec() } else { format!("{name}({{").into_bytes() };
    for (i, &v) in vm.collect_items(set)?.iter().enumerate() {
        if i > 0 {
            text.extend(b", ");
        }
        push_repr(vm, &mut text, v)?;
    }
    text.extend(if plain { &b"}"[..] } else { b"})" });
    Ok(vm.str_wtf8(&text))
}

/// A hash of the items in any order; never 0.
fn content_hash(set: &Set) -> i64 {
    match hash::of_unordered(live(set.table.get()).map(|(_, _, hash)| hash as i64)) {
        0 => 1,
        h => h,
    }
}

fn hash_frozenset(_: &Vm, set: Value) -> Res<i64> {
    let s = set.expect::<Set>();
    match s.hash.load(Ordering::Relaxed) {
        0 => {
            let hash = content_hash(&s);
            s.hash.store(hash as u64, Ordering::Relaxed);
            Ok(hash)
        }
        known => Ok(known as i64),
    }
}

/// Are all items of `a` in `b`?
fn is_subset(vm: &Vm, a: Ref<Set>, b: Ref<Set>) -> Res<bool> {
    if len(&a) > len(&b) {
        return Ok(false);
    }
    for (key, _, hash) in live(a.table.get()) {
        if !in_table(vm, &b.table, key, hash)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (a.cast::<Set>(), b.cast::<Set>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let (n, m) = (len(&x), len(&y));
    Ok(Value::bool(match op {
        CmpOp::Eq => n == m && is_subset(vm, x, y)?,
        CmpOp::Ne => n != m || !is_subset(vm, x, y)?,
        CmpOp::Lt => n < m && is_subset(vm, x, y)?,
        CmpOp::Le => is_subset(vm, x, y)?,
        CmpOp::Gt => n > m && is_subset(vm, y, x)?,
        CmpOp::Ge => is_subset(vm, y, x)?,
    }))
}

fn isdisjoint(vm: &Vm, a: &[Value]) -> Res {
    if let Some(other) = a[1].cast::<Set>() {
        let this = a[0].expect::<Set>();
        let (walked, asked) = if len(&this) <= len(&other) { (this, other) } else { (other, this) };
        for (key, _, hash) in live(walked.table.get()) {
            if in_table(vm, &asked.table, key, hash)? {
                return Ok(Value::FALSE);
            }
        }
        return Ok(Value::TRUE);
    }
    let mut disjoint = true;
    vm.for_each(a[1], &mut |v| {
        disjoint = !contains(vm, a[0], v)?;
        Ok(disjoint)
    })?;
    Ok(Value::bool(disjoint))
}

// ---- operations ----

/// Adds all items of an iterable.
pub fn update(vm: &Vm, set: Value, other: Value) -> Res<()> {
    if set == other {
        return Ok(());
    }
    let Some((header, slot)) = table_of(&other) else {
        return vm.for_each(other, &mut |v| add(vm, set, v).map(|_| true));
    };
    let s = set.expect::<Set>();
    let (mut at, mut table) = (0, Value::UNBOUND);
    loop {
        let pending = {
            let _pair = acquire_pair(&vm.thread, &s.header.lock, &header.lock);
            if at == 0 {
                table = slot.get();
            }
            merge_locked(vm, &s.owner(), table, &mut at, &|_| Value::NONE)?
        };
        let Some((key, _, hash)) = pending else { return Ok(()) };
        dict_table::insert(vm, &s.owner(), key, Value::NONE, hash, false)?;
        at += 1;
    }
}

/// A new set like `like` of those items of `walked` that are (`wanted`) or are not in the table `asked`.
fn filtered(vm: &Vm, like: Value, walked: &Value, asked: &Value, wanted: bool) -> Res {
    let made = empty_like(vm, like);
    let target = made.expect::<Set>();
    let (Some((walked_header, walked)), Some((asked_header, asked))) = (table_of(walked), table_of(asked)) else {
        return Err(unreachable(vm));
    };
    let (mut at, mut table) = (0, Value::UNBOUND);
    loop {
        let pending = {
            let _pair = acquire_pair(&vm.thread, &walked_header.lock, &asked_header.lock);
            if at == 0 {
                table = walked.get();
            }
            let mut pending = None;
            if !table.is_unbound() {
                let from = table.expect::<DictTable>();
                while at < from.used() {
                    let entry = live_entry(&from.entries()[at]);
                    at += 1;
                    let Some((key, _, hash)) = entry else { continue };
                    match find_simple(asked.get(), key, hash) {
                        Some(found) if found.is_some() == wanted => push_new(vm, &target.owner(), key, Value::NONE, hash)?,
                        Some(_) => {}
                        None => {
                            pending = Some((key, hash));
                            break;
                        }
                    }
                }
            }
            pending
        };
        let Some((key, hash)) = pending else { return Ok(made) };
        if in_table(vm, asked, key, hash)? == wanted {
            push_new(vm, &target.owner(), key, Value::NONE, hash)?;
        }
    }
}

#[cold]
fn unreachable(vm: &Vm) -> Raised {
    vm.system_error("bad internal call")
}

fn intersection(vm: &Vm, set: Value, other: Value) -> Res {
    if let Some(o) = other.cast::<Set>() {
        // the items of the shorter one are what comes out
        let longer = len(&o) > len(&set.expect());
        let (walked, asked) = if longer { (set, other) } else { (other, set) };
        return filtered(vm, set, &walked, &asked, true);
    }
    let made = empty_like(vm, set);
    vm.for_each(other, &mut |v| {
        let hash = hash_element(vm, v)?;
        if in_table(vm, &set.expect::<Set>().table, v, hash)? {
            add(vm, made, v)?;
        }
        Ok(true)
    })?;
    Ok(made)
}

fn difference(vm: &Vm, set: Value, other: Value) -> Res {
    if table_of(&other).is_some() {
        return filtered(vm, set, &set, &other, false);
    }
    let made = copy(vm, set)?;
    remove_all(vm, made, other)?;
    Ok(made)
}

fn symmetric_difference(vm: &Vm, set: Value, other: Value) -> Res {
    if other.cast::<Set>().is_none() {
        let made = copy(vm, set)?;
        toggle_all(vm, made, other)?;
        return Ok(made);
    }
    // both as they are at one moment
    let (a, b) = (empty_like(vm, set), vm.new_set());
    {
        let (x, y) = (set.expect::<Set>(), other.expect::<Set>());
        let _pair = acquire_pair(&vm.thread, &x.header.lock, &y.header.lock);
        for (from, to) in [(x, a), (y, b)] {
            for (key, _, hash) in live(from.table.get()) {
                push_new(vm, &to.expect::<Set>().owner(), key, Value::NONE, hash)?;
            }
        }
    }
    toggle_all(vm, a, b)?;
    Ok(a)
}

/// Removes all items of an iterable.
pub fn remove_all(vm: &Vm, set: Value, other: Value) -> Res<()> {
    let s = set.expect::<Set>();
    if set == other {
        clear(vm, s);
        return Ok(());
    }
    let Some((header, slot)) = table_of(&other) else {
        return vm.for_each(other, &mut |v| discard(vm, set, v).map(|_| true));
    };
    let (mut at, mut table) = (0, Value::UNBOUND);
    loop {
        let pending = {
            let _pair = acquire_pair(&vm.thread, &s.header.lock, &header.lock);
            if at == 0 {
                table = slot.get();
            }
            let mut pending = None;
            if !table.is_unbound() {
                let from = table.expect::<DictTable>();
                while at < from.used() {
                    let entry = live_entry(&from.entries()[at]);
                    at += 1;
                    let Some((key, _, hash)) = entry else { continue };
                    match find_simple(s.table.get(), key, hash) {
                        Some(Some(entry)) => {
                            dict_table::delete_entry(&s.owner(), entry);
                        }
                        Some(None) => {}
                        None => {
                            pending = Some((key, hash));
                            break;
                        }
                    }
                }
            }
            pending
        };
        let Some((key, hash)) = pending else { return Ok(()) };
        dict_table::remove(vm, &s.owner(), key, hash)?;
    }
}

/// Adds the items of an iterable that are missing, and removes those that are there.
pub fn toggle_all(vm: &Vm, set: Value, other: Value) -> Res<()> {
    let s = set.expect::<Set>();
    if set == other {
        clear(vm, s);
        return Ok(());
    }
    let other = if table_of(&other).is_some() { other } else { from_iterable(vm, other)? };
    let hashed = dict::hashed_keys(vm, other, hash_element)?;
    for (&key, &hash) in hashed.keys.iter().zip(&hashed.hashes) {
        if dict_table::remove(vm, &s.owner(), key, hash)?.is_none() {
            dict_table::insert(vm, &s.owner(), key, Value::NONE, hash, false)?;
        }
    }
    Ok(())
}

/// Keeps the items that an iterable has too. What others changed while it was walked over makes it start again.
fn intersect(vm: &Vm, set: Value, other: Value) -> Res<()> {
    let s = set.expect::<Set>();
    let other = if table_of(&other).is_some() { other } else { from_iterable(vm, other)? };
    loop {
        let used = |table: Value| table.given().map_or(0, |t| t.expect::<DictTable>().used());
        let table = s.table.get();
        let (seen, n) = (used(table), len(&s));
        let made = filtered(vm, set, &set, &other, true)?.expect::<Set>();
        let _guard = acquire(&vm.thread, &s.header.lock);
        if s.table.get() == table && used(table) == seen && len(&s) == n {
            s.len.store(len(&made), Ordering::Release);
            s.table.set(made.table.get());
            return Ok(());
        }
    }
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    if a.cast::<Set>().is_none() || b.cast::<Set>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match op {
        BinOp::Or => {
            let made = copy(vm, a)?;
            update(vm, made, b)?;
            Ok(made)
        }
        BinOp::And => intersection(vm, a, b),
        BinOp::Sub => difference(vm, a, b),
        BinOp::Xor => symmetric_difference(vm, a, b),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn inplace(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    if b.cast::<Set>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match op {
        BinOp::Or => update(vm, a, b)?,
        BinOp::And => intersect(vm, a, b)?,
        BinOp::Sub => remove_all(vm, a, b)?,
        BinOp::Xor => toggle_all(vm, a, b)?,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    }
    Ok(a)
}

/// The next item of an iterator over a set.
pub fn next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let it = it.expect::<IndexIter>();
    let source = it.source.get();
    if source.is_unbound() {
        return Ok(None);
    }
    let s = source.expect::<Set>();
    let counts = it.expected.load(Ordering::Relaxed);
    if len(&s) != counts >> 32 {
        // the error stays: the expected size is one that no set has
        it.expected.store(usize::MAX, Ordering::Relaxed);
        return Err(vm.runtime_error("Set changed size during iteration"));
    }
    if let Some(table) = s.table.get().given() {
        let table = table.expect::<DictTable>();
        let used = table.used();
        let mut i = it.index.load(Ordering::Relaxed);
        while i < used {
            let entry = live_entry(&table.entries()[i]);
            i += 1;
            if let Some((key, _, _)) = entry {
                it.index.store(i, Ordering::Relaxed);
                it.expected.store((counts >> 32) << 32 | (counts & 0xffff_ffff).saturating_sub(1), Ordering::Relaxed);
                return Ok(Some(key));
            }
        }
    }
    it.source.set(Value::UNBOUND);
    Ok(None)
}
