//! `set` and `frozenset` on their hash table (`set_table`); what they do with other sets is in `set_ops`.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Args, BinOp, CmpOp, Layout, MethodDef, Ref, Res, Slots, TypeSpec, Value, exact, method};
use crate::sync::acquire;
use crate::text::hash;
use crate::vm::Vm;

use super::list::{instance, one_argument};
use super::repr::{push_repr, showing, written};
use super::set_ops::{
    difference, intersect, intersection, intersection_of_all, remove_all, symmetric_difference, toggle_all, union, update,
};
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
const UNION: MethodDef = method("union", "(self, /, *others)", |vm, a| match a[1].expect::<Tuple>().items() {
    [] => copy(vm, a[0]),
    [first, rest @ ..] => {
        let made = union(vm, a[0], *first)?;
        rest.iter().filter(|&&other| other != a[0]).try_for_each(|&other| update(vm, made, other))?;
        Ok(made)
    }
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
    method("add", "(self, object, /)", |vm, a| add(vm, a[0], a[1]).map(|_| Value::NONE)).quickly(|vm, a| match *a {
        [set, key] if set.has_shape(exact(Layout::Set)) => {
            let own = vm.owns(set.header());
            (own && set_table::add_plain(&set.expect(), key)).then_some(Value::NONE)
        }
        _ => None,
    }),
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
pub(super) fn empty_like(vm: &Vm, like: Value) -> Value {
    empty(vm, like.layout())
}

// ---- single items ----

pub(super) fn hash_element(vm: &Vm, v: Value) -> Res<u64> {
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

pub(super) fn clear(vm: &Vm, set: Ref<Set>) {
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
pub(super) fn copy(vm: &Vm, set: Value) -> Res {
    let (made, from) = (empty_like(vm, set), set.expect::<Set>());
    let prepared = set_table::prepared(vm, &from)?;
    let _guard = acquire(&vm.thread, &from.header.lock);
    set_table::fill_prepared(vm, &made.expect::<Set>(), from.table.get(), from.len(), prepared)?;
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

// ---- operators ----

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    if a.cast::<Set>().is_none() || b.cast::<Set>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match op {
        BinOp::Or => union(vm, a, b),
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
            if let Some((key, _)) = set_table::live_place(place) {
                it.index.store(i, Ordering::Relaxed);
                it.expected.store((counts >> 32) << 32 | (counts & 0xffff_ffff).saturating_sub(1), Ordering::Relaxed);
                return Ok(Some(key));
            }
        }
    }
    it.source.set(Value::UNBOUND);
    Ok(None)
}
