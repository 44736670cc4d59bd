//! `deque`: a ring buffer that is looked at and changed by who has the right to change the object (`Guarded`), which is had for
//! moves of values only, never over Python code.
//!
//! `changes` counts what alters the order or the number of items; an iterator, or a search that has to compare by `==`,
//! sees by it that the deque was changed meanwhile.

use std::collections::VecDeque;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crate::object::Layout;
use crate::object::heap::Marker;
use crate::object::{Args, BinOp, CmpOp, MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, getter, method};
use crate::types::list::{compare_sequences, index_bound, repeat_count};
use crate::types::plain_order::plain_same;
use crate::types::repr::showing;
use crate::types::{generic_alias, shape_for};
use crate::vm::args::{Signature, bind_native};
use crate::vm::native::Guarded;
use crate::vm::{Values, Vm};

struct State {
    items: VecDeque<Value>,
    max: Option<usize>,
    changes: u64,
}

/// The data of a deque.
struct Deque(Guarded<State>);

impl Deque {
    fn new(items: VecDeque<Value>, max: Option<usize>) -> Deque {
        Deque(Guarded::new(State { items, max, changes: 0 }))
    }
}

impl Payload for Deque {
    fn trace(&self, marker: &mut Marker) {
        for &v in &self.0.stopped(marker).items {
            marker.value(v);
        }
    }
}

/// Calls `f` with the state of a deque, under the conditions of `Vm::with_guarded`.
#[inline]
fn with<T>(vm: &Vm, d: Value, f: impl FnOnce(&mut State) -> T) -> Res<T> {
    vm.with_guarded(d, |d: &Deque| &d.0, f).ok_or_else(|| vm.type_error("a deque is needed"))
}

impl State {
    fn push_back(&mut self, v: Value) {
        self.changes += 1;
        self.items.push_back(v);
        if self.max.is_some_and(|m| self.items.len() > m) {
            self.items.pop_front();
        }
    }

    fn push_front(&mut self, v: Value) {
        self.changes += 1;
        self.items.push_front(v);
        if self.max.is_some_and(|m| self.items.len() > m) {
            self.items.pop_back();
        }
    }

    /// The place of an index that may count from the end.
    fn place(&self, i: i64) -> Option<usize> {
        let n = self.items.len() as i64;
        let i = if i < 0 { i.checked_add(n)? } else { i };
        if (0..n).contains(&i) { Some(i as usize) } else { None }
    }
}

pub static DEQUE: TypeSpec = TypeSpec {
    name: "collections.deque",
    doc: "A sequence that grows and shrinks at both ends at little cost, up to a length if there is one.",
    methods: METHODS,
    getset: &[getter("maxlen", |vm, d| {
        let max = with(vm, d, |s| s.max)?;
        Ok(max.map_or(Value::NONE, |m| vm.int(m as i64)))
    })],
    slots: Slots {
        new: Some(|vm, cls, _| Ok(empty(vm, shape_for(vm, cls)?, None))),
        init: Some(init),
        repr: Some(repr),
        compare: Some(compare),
        len: Some(|vm, d| with(vm, d, |s| s.items.len())),
        get_item: Some(get_item),
        set_item: Some(set_item),
        contains: Some(|vm, d, v| Ok(find(vm, d, v, 0, usize::MAX)?.is_some())),
        iter: Some(|vm, d| iterator(vm, &ITER, d, 0)),
        binary: Some(binary),
        inplace: Some(inplace),
        ..Slots::NONE
    },
    hidden: "__getitem__ __setitem__ __delitem__",
    operators: "__add__ __mul__ __rmul__ __iadd__ __imul__",
    sequence: "can only concatenate deque (not \"{}\") to deque",
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    // called by name it takes an index at once, where `d[x]` asks first whether `x` is one
    method("__getitem__", "(self, key, /)", |vm, a| get_item(vm, a[0], vm.index(a[1])?)).of_slot(),
    method("__setitem__", "(self, key, value, /)", |vm, a| store(vm, a[0], a[1], a[2]).map(|()| Value::NONE)).of_slot(),
    method("__delitem__", "(self, key, /)", |vm, a| store(vm, a[0], a[1], Value::UNBOUND).map(|()| Value::NONE)).of_slot(),
    method("append", "(self, item, /)", |vm, a| {
        with_room(vm, a[0], 1, |s| s.push_back(a[1]))?;
        Ok(Value::NONE)
    }),
    method("appendleft", "(self, item, /)", |vm, a| {
        with_room(vm, a[0], 1, |s| s.push_front(a[1]))?;
        Ok(Value::NONE)
    }),
    method("pop", "(self, /)", |vm, a| {
        let item = with(vm, a[0], |s| {
            s.changes += 1;
            s.items.pop_back()
        })?;
        item.ok_or_else(|| vm.index_error("pop from an empty deque"))
    }),
    method("popleft", "(self, /)", |vm, a| {
        let item = with(vm, a[0], |s| {
            s.changes += 1;
            s.items.pop_front()
        })?;
        item.ok_or_else(|| vm.index_error("pop from an empty deque"))
    }),
    method("extend", "(self, iterable, /)", |vm, a| extend(vm, a[0], a[1], State::push_back).map(|()| Value::NONE)),
    method("extendleft", "(self, iterable, /)", |vm, a| extend(vm, a[0], a[1], State::push_front).map(|()| Value::NONE)),
    method("clear", "(self, /)", |vm, a| {
        with(vm, a[0], |s| {
            s.changes += 1;
            s.items.clear();
        })?;
        Ok(Value::NONE)
    }),
    method("copy", "(self, /)", |vm, a| copy(vm, a[0])),
    method("__copy__", "(self, /)", |vm, a| copy(vm, a[0])),
    method("count", "(self, value, /)", |vm, a| {
        let at_once = plainly(vm, a[0], |items| items.iter().try_fold(0, |n, &v| Some(n + i64::from(plain_same(vm, v, a[1])?))))?;
        if let Some(n) = at_once {
            return Ok(vm.int(n));
        }
        let changes = with(vm, a[0], |s| s.changes)?;
        let (mut n, mut from) = (0, 0);
        while let Some(i) = find_unless(vm, a[0], a[1], (from, usize::MAX), changes)? {
            n += 1;
            from = i + 1;
        }
        Ok(vm.int(n))
    }),
    method("index", "(self, value, start=0, stop=<unrepresentable>, /)", |vm, a| {
        let n = vm.len(a[0])?;
        let start = index_bound(vm, a[2], 0, n)?;
        let stop = index_bound(vm, a[3], n, n)?;
        match find(vm, a[0], a[1], start, stop)? {
            Some(i) => Ok(vm.int(i as i64)),
            None => Err(vm.value_error("deque.index(x): x not in deque")),
        }
    }),
    method("insert", "(self, index, value, /)", |vm, a| {
        let i = vm.index_i64(a[1])?;
        let there = with(vm, a[0], |s| {
            let n = s.items.len();
            if s.max.is_some_and(|m| n >= m) {
                return false;
            }
            let i = if i < 0 { i.saturating_add(n as i64).max(0) } else { i.min(n as i64) };
            s.changes += 1;
            s.items.insert(i as usize, a[2]);
            true
        })?;
        if there { Ok(Value::NONE) } else { Err(vm.index_error("deque already at its maximum size")) }
    }),
    method("remove", "(self, value, /)", |vm, a| {
        let changes = with(vm, a[0], |s| s.changes)?;
        let at = match find(vm, a[0], a[1], 0, usize::MAX) {
            Ok(Some(i)) => i,
            Ok(None) => return Err(vm.value_error("deque.remove(x): x not in deque")),
            Err(raised) if with(vm, a[0], |s| s.changes)? != changes && vm.raised_is(&crate::types::exceptions::RUNTIME_ERROR) => {
                vm.take_raised(raised);
                return Err(vm.index_error("deque mutated during iteration"));
            }
            Err(raised) => return Err(raised),
        };
        let removed = with(vm, a[0], |s| {
            let same = s.changes == changes;
            if same {
                s.changes += 1;
                s.items.remove(at);
            }
            same
        })?;
        if removed { Ok(Value::NONE) } else { Err(vm.index_error("deque mutated during iteration")) }
    }),
    method("reverse", "(self, /)", |vm, a| {
        with(vm, a[0], |s| s.items.make_contiguous().reverse())?;
        Ok(Value::NONE)
    }),
    method("rotate", "(self, n=1, /)", |vm, a| {
        let n = a[1].given().map_or(Ok(1), |v| vm.index_i64(v))?;
        with(vm, a[0], |s| {
            let len = s.items.len();
            if len > 1 {
                s.changes += 1;
                s.items.rotate_right(n.rem_euclid(len as i64) as usize);
            }
        })?;
        Ok(Value::NONE)
    }),
    method("__reduce__", "(self, /)", |vm, a| {
        let args = match with(vm, a[0], |s| s.max)? {
            Some(m) => vm.tuple(&[vm.tuple(&[]), vm.int(m as i64)]),
            None => vm.tuple(&[]),
        };
        let state = vm.call_method(a[0], "__getstate__", &[])?;
        let items = vm.iter(a[0])?;
        Ok(vm.tuple(&[a[0].typ().value(), args, state, items]))
    }),
    method("__reversed__", "(self, /)", |vm, a| iterator(vm, &REVERSE_ITER, a[0], 0)),
    generic_alias::CLASS_GETITEM,
];

/// An empty deque.
pub fn make(vm: &Vm) -> Value {
    vm.native(&DEQUE, Deque::new(VecDeque::new(), None))
}

/// Appends to what `make` made.
pub fn push(vm: &Vm, d: Value, v: Value) -> Res<()> {
    with(vm, d, |s| s.push_back(v))
}

/// Takes the first item.
pub fn pop_front(vm: &Vm, d: Value) -> Res<Option<Value>> {
    with(vm, d, |s| {
        s.changes += 1;
        s.items.pop_front()
    })
}

/// How many items there are.
pub fn len(vm: &Vm, d: Value) -> Res<usize> {
    with(vm, d, |s| s.items.len())
}

fn empty(vm: &Vm, shape: u32, max: Option<usize>) -> Value {
    vm.native_of_shape(shape, Deque::new(VecDeque::new(), max))
}

fn init(vm: &Vm, d: Value, args: Args) -> Res<()> {
    static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("(iterable=(), maxlen=None)"));
    bind_native(vm, &SIGNATURE, "deque", &|| "deque".to_string(), args, &|vm, a| {
        let max = match a[1].given().and_then(Value::not_none) {
            None => None,
            Some(v) => {
                if vm.to_big(v).is_none() {
                    return Err(vm.type_error("an integer is required"));
                }
                let m = vm.index_i64(v)?;
                Some(usize::try_from(m).map_err(|_| vm.value_error("maxlen must be non-negative"))?)
            }
        };
        with(vm, d, |s| {
            s.max = max;
            s.changes += 1;
            s.items.clear();
        })?;
        if let Some(iterable) = a[0].given() {
            extend(vm, d, iterable, State::push_back)?;
        }
        Ok(Value::NONE)
    })
    .map(|_| ())
}

/// The items as they are at one moment.
fn snapshot(vm: &Vm, d: Value) -> Res<Values<'_>> {
    let mut items = Values::new(vm);
    with(vm, d, |s| items.extend(s.items.iter().copied()))?;
    Ok(items)
}

/// As `with`, where `f` adds so many items, or `MemoryError`. A deque with a limit needs no more room than that.
fn with_room<T>(vm: &Vm, d: Value, more: usize, f: impl FnOnce(&mut State) -> T) -> Res<T> {
    let done = with(vm, d, |s| {
        let most = s.max.map_or(more, |max| more.min((max + 1).saturating_sub(s.items.len())));
        s.items.try_reserve(most).ok().map(|()| f(s))
    })?;
    done.ok_or_else(|| vm.memory_error())
}

fn extend(vm: &Vm, d: Value, iterable: Value, push: fn(&mut State, Value)) -> Res<()> {
    if iterable.payload::<Deque>().is_some() && (iterable == d || iterable.typ().builtin) {
        let items = snapshot(vm, iterable)?;
        vm.check_made()?;
        return with_room(vm, d, items.len(), |s| items.iter().for_each(|&v| push(s, v)));
    }
    if iterable.is_exact(Layout::List) || iterable.is_exact(Layout::Tuple) {
        let items = vm.sequence_items(iterable);
        vm.check_made()?;
        return with_room(vm, d, items.len(), |s| items.iter().for_each(|&v| push(s, v)));
    }
    vm.for_each(iterable, &mut |v| with_room(vm, d, 1, |s| push(s, v)).map(|()| true))
}

fn copy(vm: &Vm, d: Value) -> Res {
    let max = with(vm, d, |s| s.max)?;
    if !d.typ().builtin {
        let class = d.typ().value();
        return match max {
            Some(m) => vm.call(class, &[d, vm.int(m as i64)]),
            None => vm.call(class, &[d]),
        };
    }
    let n = with(vm, d, |s| s.items.len())?;
    vm.check_memory(n, size_of::<Value>())?;
    let items = with(vm, d, |s| s.items.clone())?;
    Ok(vm.native(&DEQUE, Deque::new(items, max)))
}

/// What `f` finds out of the items of a deque at one moment, running nothing; `None` if it does not, or if there are many.
fn plainly<T>(vm: &Vm, d: Value, f: impl FnOnce(&VecDeque<Value>) -> Option<T>) -> Res<Option<T>> {
    with(vm, d, |s| if s.items.len() <= FEW { f(&s.items) } else { None })
}

/// So many items are looked at in one step.
const FEW: usize = 1 << 16;

/// Where from `start` on an item is or equals `v`.
fn find(vm: &Vm, d: Value, v: Value, start: usize, stop: usize) -> Res<Option<usize>> {
    let found = plainly(vm, d, |items| {
        for (i, &item) in items.iter().enumerate().take(stop).skip(start) {
            if plain_same(vm, item, v)? {
                return Some(Some(i));
            }
        }
        Some(None)
    })?;
    match found {
        Some(place) => Ok(place),
        None => find_unless(vm, d, v, (start, stop), with(vm, d, |s| s.changes)?),
    }
}

/// As `find`, by `==`, unless the deque was changed since it had so many `changes`.
fn find_unless(vm: &Vm, d: Value, v: Value, (start, stop): (usize, usize), changes: u64) -> Res<Option<usize>> {
    let mut i = start;
    loop {
        let (now, item) = with(vm, d, |s| (s.changes, s.items.get(i).copied()))?;
        if now != changes {
            return Err(vm.runtime_error("deque mutated during iteration"));
        }
        let Some(item) = item.filter(|_| i < stop) else { return Ok(None) };
        if vm.equal(item, v)? {
            return Ok(Some(i));
        }
        i += 1;
        if i.is_multiple_of(4096) {
            vm.safepoint()?;
        }
    }
}

fn repr(vm: &Vm, d: Value) -> Res {
    let Some(_showing) = showing(vm, d) else { return Ok(vm.str("[...]")) };
    let items = vm.list(&snapshot(vm, d)?);
    let max = with(vm, d, |s| s.max)?;
    let mut text = format!("{}(", d.typ().short_name()).into_bytes();
    crate::types::repr::push_repr(vm, &mut text, items)?;
    if let Some(m) = max {
        text.extend(format!(", maxlen={m}").bytes());
    }
    text.push(b')');
    Ok(vm.str_wtf8(&text))
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    if a.payload::<Deque>().is_none() || b.payload::<Deque>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    // one after the other: both may be one deque
    let get = |d: Value, i: usize| with(vm, d, |s| s.items.get(i).copied()).ok().flatten();
    let len = |d: Value| with(vm, d, |s| s.items.len());
    let lens = (len(a)?, len(b)?);
    compare_sequences(vm, op, lens, |i| (get(a, i), get(b, i)))
}

/// `d[x]` asks first whether `x` is an index.
fn check_index(vm: &Vm, key: Value) -> Res<()> {
    if !key.is_small_int() && !key.is_bool() && key.typ().slots().index.is_none() && vm.to_big(key).is_none() {
        return Err(vm.type_error(format!("sequence index must be integer, not '{}'", key.type_name())));
    }
    Ok(())
}

fn get_item(vm: &Vm, d: Value, key: Value) -> Res {
    check_index(vm, key)?;
    let i = crate::types::list::sequence_index(vm, key, "sequence")?;
    let item = with(vm, d, |s| s.place(i).and_then(|i| s.items.get(i).copied()))?;
    item.ok_or_else(|| vm.index_error("deque index out of range"))
}

fn set_item(vm: &Vm, d: Value, key: Value, v: Value) -> Res<()> {
    check_index(vm, key)?;
    store(vm, d, key, v)
}

/// Sets an item, or takes it away if `v` is none.
fn store(vm: &Vm, d: Value, key: Value, v: Value) -> Res<()> {
    let i = vm.index_i64(key)?;
    let there = with(vm, d, |s| {
        let Some(i) = s.place(i) else { return false };
        if v.is_unbound() {
            s.changes += 1;
            s.items.remove(i);
        } else {
            s.items[i] = v;
        }
        true
    })?;
    if there { Ok(()) } else { Err(vm.index_error("deque index out of range")) }
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    let (x, y) = (a.payload::<Deque>().is_some(), b.payload::<Deque>().is_some());
    match op {
        BinOp::Add if x && y => {
            let made = copy(vm, a)?;
            extend(vm, made, b, State::push_back)?;
            Ok(made)
        }
        BinOp::Mul if x != y => {
            let (d, times) = if x { (a, b) } else { (b, a) };
            if repeat_count(vm, times)?.is_none() {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            let made = copy(vm, d)?;
            repeat(vm, made, times)
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn inplace(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    match op {
        BinOp::Add => extend(vm, a, b, State::push_back).map(|()| a),
        BinOp::Mul => repeat(vm, a, b),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Repeats a deque in place.
fn repeat(vm: &Vm, d: Value, times: Value) -> Res {
    let Some(times) = repeat_count(vm, times)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let repeated = with(vm, d, |s| {
        let n = s.items.len();
        s.changes += 1;
        let total = n.checked_mul(times).filter(|&t| t < isize::MAX as usize / 8)?;
        // of a deque that is full the last items stay
        let kept = s.max.map_or(total, |m| total.min(m));
        let mut items = VecDeque::new();
        items.try_reserve(kept).ok()?;
        items.extend((total - kept..total).map(|i| s.items[i % n]));
        s.items = items;
        Some(())
    })?;
    repeated.map(|()| d).ok_or_else(|| vm.memory_error())
}

// ---- iterators ----

struct Iter {
    deque: Slot,
    /// items given so far
    at: AtomicUsize,
    /// what the deque counted when iteration began; never again its number once it was seen changed
    changes: AtomicU64,
}

impl Payload for Iter {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.deque);
    }
}

pub static ITER: TypeSpec = TypeSpec {
    name: "collections._deque_iterator",
    constructor: Some(("(iterable, index=0, /)", |vm, _, a| new_iterator(vm, &ITER, a))),
    methods: ITER_METHODS,
    slots: Slots { iter: Some(|_, it| Ok(it)), next: Some(|vm, it| next(vm, it, false)), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

pub static REVERSE_ITER: TypeSpec = TypeSpec {
    name: "collections._deque_reverse_iterator",
    constructor: Some(("(iterable, index=0, /)", |vm, _, a| new_iterator(vm, &REVERSE_ITER, a))),
    methods: ITER_METHODS,
    slots: Slots { iter: Some(|_, it| Ok(it)), next: Some(|vm, it| next(vm, it, true)), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

const ITER_METHODS: &[MethodDef] = &[
    method("__length_hint__", "(self, /)", |vm, a| {
        let it = iter_of(vm, &a[0])?;
        let source = it.deque.get();
        let n = with(vm, source, |s| s.items.len())?;
        Ok(vm.int(n.saturating_sub(it.at.load(Ordering::Relaxed)) as i64))
    }),
    method("__reduce__", "(self, /)", |vm, a| {
        let it = iter_of(vm, &a[0])?;
        let args = vm.tuple(&[it.deque.get(), vm.int(it.at.load(Ordering::Relaxed) as i64)]);
        Ok(vm.tuple(&[a[0].typ().value(), args]))
    }),
];

fn iter_of<'a>(vm: &Vm, it: &'a Value) -> Res<&'a Iter> {
    it.payload::<Iter>().ok_or_else(|| vm.type_error("a deque iterator is needed"))
}

fn new_iterator(vm: &Vm, spec: &'static TypeSpec, a: &[Value]) -> Res {
    if a[0].payload::<Deque>().is_none() {
        return Err(vm.type_error(format!("argument 1 must be collections.deque, not {}", a[0].type_name())));
    }
    let at = a[1].given().map_or(Ok(0), |v| vm.index_i64(v))?;
    iterator(vm, spec, a[0], at.max(0) as usize)
}

fn iterator(vm: &Vm, spec: &'static TypeSpec, d: Value, at: usize) -> Res {
    let changes = with(vm, d, |s| s.changes)?;
    Ok(vm.native(spec, Iter { deque: Slot::new(d), at: AtomicUsize::new(at), changes: AtomicU64::new(changes) }))
}

fn next(vm: &Vm, it: Value, reverse: bool) -> Res<Option<Value>> {
    let it = iter_of(vm, &it)?;
    let found = with(vm, it.deque.get(), |s| {
        if s.changes != it.changes.load(Ordering::Relaxed) {
            it.changes.store(u64::MAX, Ordering::Relaxed);
            return None;
        }
        let (i, n) = (it.at.load(Ordering::Relaxed), s.items.len());
        if i >= n {
            return Some(None);
        }
        it.at.store(i + 1, Ordering::Relaxed);
        Some(s.items.get(if reverse { n - 1 - i } else { i }).copied())
    })?;
    found.ok_or_else(|| vm.runtime_error("deque mutated during iteration"))
}
