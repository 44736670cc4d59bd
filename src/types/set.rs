//! `set` and `frozenset` on their hash table (`set_table`).
//!
//! Operations on two sets, or a set and a dict, walk one table under the locks of both as long as keys compare without
//! Python code. A key that needs `==` is compared with no lock held; then the walk goes on where it was. What walks over
//! any other iterable adds or removes one item at a time. Which of the two is walked, and when a table is made larger
//! beforehand, is as in CPython, for it decides in what order the items come out.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Args, BinOp, CmpOp, Header, Layout, MethodDef, Ref, Res, Slots, TypeSpec, Value, exact, method};
use crate::sync::{acquire, acquire_pair};
use crate::text::hash;
use crate::vm::namespace::{entry_value, is_namespace};
use crate::vm::{Values, Vm};

use super::list::{instance, one_argument};
use super::repr::{push_repr, showing, written};
use super::set_table::{self, live};
use super::{dict, exceptions, generic_alias};

pub static SET: TypeSpec = TypeSpec {
    name: "set",
    signature: Some("(iterable=(), /)"),
    doc: "Items without order, each once.",
    layout: Layout::Set,
    methods: SET_METHODS,
    slots: Slots { inplace: Some(inplace), new: Some(new), init: Some(init), ..SLOTS },
    operators: "__and__ __rand__ __or__ __ror__ __sub__ __rsub__ __xor__ __rxor__ __iand__ __ior__ __isub__ __ixor__",
    ..TypeSpec::DEFAULT
};

pub static FROZENSET: TypeSpec = TypeSpec {
    name: "frozenset",
    signature: Some("(iterable=(), /)"),
    doc: "Items without order, each once, that never change.",
    layout: Layout::FrozenSet,
    methods: FROZENSET_METHODS,
    slots: Slots { hash: Some(hash_frozenset), new: Some(new_frozen), ..SLOTS },
    operators: "__and__ __rand__ __or__ __ror__ __sub__ __rsub__ __xor__ __rxor__",
    ..TypeSpec::DEFAULT
};

const SLOTS: Slots = Slots {
    repr: Some(repr),
    compare: Some(compare),
    len: Some(|_, s| Ok(s.expect::<Set>().len())),
    contains: Some(contains),
    iter: Some(iter),
    binary: Some(binary),
    ..Slots::NONE
};

const COPY: MethodDef = method("copy", "(self, /)", |vm, a| if a[0].is_exact(Layout::FrozenSet) { Ok(a[0]) } else { copy(vm, a[0]) });
const UNION: MethodDef = method("union", "(self, /, *others)", |vm, a| {
    let made = copy(vm, a[0])?;
    a[1].expect::<Tuple>().items().iter().filter(|&&other| other != a[0]).try_for_each(|&other| update(vm, made, other))?;
    Ok(made)
});
const INTERSECTION: MethodDef =
    method("intersection", "(self, /, *others)", |vm, a| intersection_of_all(vm, a[0], a[1].expect::<Tuple>().items()));
const DIFFERENCE: MethodDef = method("difference", "(self, /, *others)", |vm, a| {
    let others = a[1].expect::<Tuple>();
    match others.items() {
        [] => copy(vm, a[0]),
        [first, rest @ ..] => {
            let made = difference(vm, a[0], *first)?;
            rest.iter().try_for_each(|&other| remove_all(vm, made, other))?;
            Ok(made)
        }
    }
});
const SYMMETRIC_DIFFERENCE: MethodDef = method("symmetric_difference", "(self, other, /)", |vm, a| symmetric_difference(vm, a[0], a[1]));
const ISDISJOINT: MethodDef = method("isdisjoint", "(self, other, /)", isdisjoint);
const ISSUBSET: MethodDef = method("issubset", "(self, other, /)", |vm, a| {
    let other = if a[1].cast::<Set>().is_some() { a[1] } else { intersection(vm, a[0], a[1])? };
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

const CONTAINS: MethodDef = method("__contains__", "(self, object, /)", |vm, a| contains(vm, a[0], a[1]).map(Value::bool));

const FROZENSET_METHODS: &[MethodDef] = &[
    CONTAINS,
    super::object::SIZEOF,
    COPY,
    UNION,
    INTERSECTION,
    DIFFERENCE,
    SYMMETRIC_DIFFERENCE,
    ISDISJOINT,
    ISSUBSET,
    ISSUPERSET,
    REDUCE,
    generic_alias::CLASS_GETITEM,
];

const SET_METHODS: &[MethodDef] = &[
    CONTAINS,
    super::object::SIZEOF,
    COPY,
    UNION,
    INTERSECTION,
    DIFFERENCE,
    SYMMETRIC_DIFFERENCE,
    ISDISJOINT,
    ISSUBSET,
    ISSUPERSET,
    REDUCE,
    generic_alias::CLASS_GETITEM,
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
    method("intersection_update", "(self, /, *others)", |vm, a| intersect(vm, a[0], a[1].expect::<Tuple>().items()).map(|()| Value::NONE)),
    method("symmetric_difference_update", "(self, other, /)", |vm, a| toggle_all(vm, a[0], a[1]).map(|()| Value::NONE)),
];

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
    set_table::insert(vm, &set.expect::<Set>(), v, hash)
}

fn discard(vm: &Vm, set: Value, v: Value) -> Res<bool> {
    let hash = hash_sought(vm, v)?;
    set_table::remove(vm, &set.expect::<Set>(), v, hash)
}

fn contains(vm: &Vm, set: Value, v: Value) -> Res<bool> {
    let hash = hash_sought(vm, v)?;
    set_table::has(vm, &set.expect::<Set>(), v, hash)
}

fn pop(vm: &Vm, a: &[Value]) -> Res {
    let s = a[0].expect::<Set>();
    let taken = {
        let _guard = acquire(&vm.thread, &s.header.lock);
        set_table::pop_locked(&s)
    };
    match taken {
        Some(key) => Ok(key),
        None => {
            let text = vm.str("pop from an empty set");
            Err(vm.key_error(text))
        }
    }
}

fn clear(vm: &Vm, set: Ref<Set>) {
    let _guard = acquire(&vm.thread, &set.header.lock);
    set_table::clear_locked(&set);
}

// ---- making ----

fn new(vm: &Vm, cls: Value, _args: Args) -> Res {
    Ok(instance::<Set>(vm, cls)?.value())
}

fn init(vm: &Vm, set: Value, args: Args) -> Res<()> {
    let iterable = one_argument(vm, "set", args)?;
    clear(vm, set.expect());
    iterable.map_or(Ok(()), |v| update(vm, set, v))
}

fn new_frozen(vm: &Vm, cls: Value, args: Args) -> Res {
    let exact = cls.as_type().is_some_and(|t| t.builtin);
    let args = super::list::constructor_arguments(vm, cls, &FROZENSET, args);
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
    set_table::fill_from(vm, &made.expect::<Set>(), from.table.get(), from.len())?;
    Ok(made)
}

// ---- looking ----

fn iter(vm: &Vm, set: Value) -> Res {
    let it = vm.index_iter(Layout::SetIter, set, 0);
    let n = set.expect::<Set>().len();
    it.expect::<IndexIter>().expected.store(n << 32 | n, Ordering::Relaxed);
    Ok(it)
}

fn repr(vm: &Vm, set: Value) -> Res {
    written(vm, set, write_repr)
}

/// Appends the text of a set or frozenset.
pub fn write_repr(vm: &Vm, out: &mut Vec<u8>, set: Value) -> Res<()> {
    let name = set.type_name();
    if set.expect::<Set>().is_empty() {
        out.extend(format!("{name}()").bytes());
        return Ok(());
    }
    let Some(_showing) = showing(vm, set) else {
        out.extend(format!("{name}(...)").bytes());
        return Ok(());
    };
    let plain = set.is_exact(Layout::Set);
    if !plain {
        out.extend(format!("{name}(").bytes());
    }
    out.push(b'{');
    for (i, &v) in vm.collect_items(set)?.iter().enumerate() {
        if i > 0 {
            out.extend(b", ");
        }
        push_repr(vm, out, v)?;
    }
    out.extend(if plain { &b"}"[..] } else { b"})" });
    Ok(())
}

/// A hash of the items in any order; never 0.
fn content_hash(set: &Set) -> i64 {
    match hash::of_unordered(live(set.table.get()).map(|(_, hash)| hash as i64)) {
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
    if a.len() > b.len() {
        return Ok(false);
    }
    for (key, hash) in live(a.table.get()) {
        if !set_table::has(vm, &b, key, hash)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (a.cast::<Set>(), b.cast::<Set>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let (n, m) = (x.len(), y.len());
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
        let (walked, asked) = if this.len() <= other.len() { (this, other) } else { (other, this) };
        for (key, hash) in live(walked.table.get()) {
            if set_table::has(vm, &asked, key, hash)? {
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
                    if let Some((key, hash)) = place.live()
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
    keys.each(
        vm,
        &s.header,
        || match keys {
            Keys::Set(from) => set_table::fill_from(vm, &s, from.table.get(), from.len()),
            Keys::Dict(_) => set_table::reserve(vm, &s, keys.len()).map(|()| false),
        },
        |key, hash| Ok(set_table::add_locked(vm, &s, key, hash)?.is_some()),
        |key, hash| set_table::insert(vm, &s, key, hash).map(|_| ()),
    )
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

fn intersection(vm: &Vm, set: Value, other: Value) -> Res {
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
fn intersection_of_all(vm: &Vm, set: Value, others: &[Value]) -> Res {
    match others {
        [] => copy(vm, set),
        all => all.iter().try_fold(set, |made, &other| intersection(vm, made, other)),
    }
}

fn difference(vm: &Vm, set: Value, other: Value) -> Res {
    let s = set.expect::<Set>();
    match Keys::of(other) {
        Some(keys) if s.len() >> 2 <= keys.len() => filtered(vm, set, Keys::Set(s), keys, false),
        _ => {
            let made = copy(vm, set)?;
            remove_all(vm, made, other)?;
            Ok(made)
        }
    }
}

fn symmetric_difference(vm: &Vm, set: Value, other: Value) -> Res {
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
        Some(keys) => {
            let keys = match keys {
                // of a much larger set only what is in this one
                Keys::Set(o) if o.len() >> 3 > s.len() => Keys::Set(intersection(vm, set, other)?.expect()),
                keys => keys,
            };
            keys.each(
                vm,
                &s.header,
                || Ok(false),
                |key, hash| Ok(set_table::remove_locked(&s, key, hash).is_some()),
                |key, hash| set_table::remove(vm, &s, key, hash).map(|_| ()),
            )?;
        }
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
fn intersect(vm: &Vm, set: Value, others: &[Value]) -> Res<()> {
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

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    if a.cast::<Set>().is_none() || b.cast::<Set>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match op {
        BinOp::Or => {
            let made = copy(vm, a)?;
            if a != b {
                update(vm, made, b)?;
            }
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
        BinOp::And => intersect(vm, a, &[b])?,
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
    if s.len() != counts >> 32 {
        // the error stays: the expected size is one that no set has
        it.expected.store(usize::MAX, Ordering::Relaxed);
        return Err(vm.runtime_error("Set changed size during iteration"));
    }
    if let Some(table) = s.live_table() {
        let mut i = it.index.load(Ordering::Relaxed);
        while let Some(place) = table.places().get(i) {
            i += 1;
            if let Some((key, _)) = place.live() {
                it.index.store(i, Ordering::Relaxed);
                it.expected.store((counts >> 32) << 32 | (counts & 0xffff_ffff).saturating_sub(1), Ordering::Relaxed);
                return Ok(Some(key));
            }
        }
    }
    it.source.set(Value::UNBOUND);
    Ok(None)
}
