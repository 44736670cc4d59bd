//! `deque`: a ring buffer behind a lock that is held for moves of values only, never over Python code.
//!
//! `changes` counts what alters the order or the number of items; an iterator, or a search that has to compare by `==`,
//! sees by it that the deque was changed meanwhile.

use std::collections::VecDeque;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use parking_lot::Mutex;

use crate::object::Layout;
use crate::object::heap::Marker;
use crate::object::{Args, BinOp, CmpOp, MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, getter, method};
use crate::types::list::{compare_sequences, index_bound, repeat_count};
use crate::types::repr::showing;
use crate::types::{generic_alias, shape_for};
use crate::vm::args::{Signature, bind_native};
use crate::vm::{Values, Vm};

struct State {
    items: VecDeque<Value>,
    max: Option<usize>,
    changes: u64,
}

/// The data of a deque.
struct Deque(Mutex<State>);

impl Payload for Deque {
    fn trace(&self, marker: &mut Marker) {
        for &v in &self.0.lock().items {
            marker.value(v);
        }
    }
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
        let max = deque(vm, &d)?.0.lock().max;
        Ok(max.map_or(Value::NONE, |m| vm.int(m as i64)))
    })],
    slots: Slots {
        new: Some(|vm, cls, _| Ok(empty(vm, shape_for(vm, cls)?, None))),
        init: Some(init),
        repr: Some(repr),
        compare: Some(compare),
        len: Some(|vm, d| Ok(deque(vm, &d)?.0.lock().items.len())),
        get_item: Some(get_item),
        set_item: Some(set_item),
        contains: Some(|vm, d, v| Ok(find(vm, d, v, 0, usize::MAX)?.is_some())),
        iter: Some(|vm, d| iterator(vm, &ITER, d, 0)),
        binary: Some(binary),
        inplace: Some(inplace),
        ..Slots::NONE
    },
    hidden: "__getitem__",
    operators: "__add__ __mul__ __rmul__ __iadd__ __imul__",
    sequence: "can only concatenate deque (not \"{}\") to deque",
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    // called by name it takes an index at once, where `d[x]` asks first whether `x` is one
    method("__getitem__", "(self, key, /)", |vm, a| get_item(vm, a[0], vm.index(a[1])?)).of_slot(),
    method("append", "(self, item, /)", |vm, a| {
        with_room(vm, deque(vm, &a[0])?, 1)?.push_back(a[1]);
        Ok(Value::NONE)
    }),
    method("appendleft", "(self, item, /)", |vm, a| {
        with_room(vm, deque(vm, &a[0])?, 1)?.push_front(a[1]);
        Ok(Value::NONE)
    }),
    method("pop", "(self, /)", |vm, a| {
        let mut s = deque(vm, &a[0])?.0.lock();
        s.changes += 1;
        s.items.pop_back().ok_or_else(|| vm.index_error("pop from an empty deque"))
    }),
    method("popleft", "(self, /)", |vm, a| {
        let mut s = deque(vm, &a[0])?.0.lock();
        s.changes += 1;
        s.items.pop_front().ok_or_else(|| vm.index_error("pop from an empty deque"))
    }),
    method("extend", "(self, iterable, /)", |vm, a| extend(vm, a[0], a[1], State::push_back).map(|()| Value::NONE)),
    method("extendleft", "(self, iterable, /)", |vm, a| extend(vm, a[0], a[1], State::push_front).map(|()| Value::NONE)),
    method("clear", "(self, /)", |vm, a| {
        let mut s = deque(vm, &a[0])?.0.lock();
        s.changes += 1;
        s.items.clear();
        Ok(Value::NONE)
    }),
    method("copy", "(self, /)", |vm, a| copy(vm, a[0])),
    method("__copy__", "(self, /)", |vm, a| copy(vm, a[0])),
    method("count", "(self, value, /)", |vm, a| {
        let (mut n, mut from) = (0, 0);
        while let Some(i) = find(vm, a[0], a[1], from, usize::MAX)? {
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
        let mut s = deque(vm, &a[0])?.0.lock();
        let n = s.items.len();
        if s.max.is_some_and(|m| n >= m) {
            return Err(vm.index_error("deque already at its maximum size"));
        }
        let i = if i < 0 { i.saturating_add(n as i64).max(0) } else { i.min(n as i64) };
        s.changes += 1;
        s.items.insert(i as usize, a[2]);
        Ok(Value::NONE)
    }),
    method("remove", "(self, value, /)", |vm, a| {
        let d = deque(vm, &a[0])?;
        let changes = d.0.lock().changes;
        let at = match find(vm, a[0], a[1], 0, usize::MAX) {
            Ok(Some(i)) => i,
            Ok(None) => return Err(vm.value_error("deque.remove(x): x not in deque")),
            Err(raised) if d.0.lock().changes != changes && vm.raised_is(&crate::types::exceptions::RUNTIME_ERROR) => {
                vm.take_raised(raised);
                return Err(vm.index_error("deque mutated during iteration"));
            }
            Err(raised) => return Err(raised),
        };
        let mut s = d.0.lock();
        if s.changes != changes {
            return Err(vm.index_error("deque mutated during iteration"));
        }
        s.changes += 1;
        s.items.remove(at);
        Ok(Value::NONE)
    }),
    method("reverse", "(self, /)", |vm, a| {
        let mut s = deque(vm, &a[0])?.0.lock();
        s.items.make_contiguous().reverse();
        Ok(Value::NONE)
    }),
    method("rotate", "(self, n=1, /)", |vm, a| {
        let n = a[1].given().map_or(Ok(1), |v| vm.index_i64(v))?;
        let mut s = deque(vm, &a[0])?.0.lock();
        let len = s.items.len();
        if len > 1 {
            s.changes += 1;
            s.items.rotate_right(n.rem_euclid(len as i64) as usize);
        }
        Ok(Value::NONE)
    }),
    method("__reduce__", "(self, /)", |vm, a| {
        let args = match deque(vm, &a[0])?.0.lock().max {
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

fn deque<'a>(vm: &Vm, d: &'a Value) -> Res<&'a Deque> {
    d.payload::<Deque>().ok_or_else(|| vm.type_error("a deque is needed"))
}

fn empty(vm: &Vm, shape: u32, max: Option<usize>) -> Value {
    vm.native_of_shape(shape, Deque(Mutex::new(State { items: VecDeque::new(), max, changes: 0 })))
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
        {
            let mut s = deque(vm, &d)?.0.lock();
            s.max = max;
            s.changes += 1;
            s.items.clear();
        }
        if let Some(iterable) = a[0].given() {
            extend(vm, d, iterable, State::push_back)?;
        }
        Ok(Value::NONE)
    })
    .map(|_| ())
}

/// The items as they are at one moment.
fn snapshot<'a>(vm: &'a Vm, d: &Deque) -> Values<'a> {
    let mut items = Values::new(vm);
    items.extend(d.0.lock().items.iter().copied());
    items
}

/// The deque locked, with room for so many items more, or `MemoryError`. One with a limit needs no more than that.
fn with_room<'a>(vm: &Vm, d: &'a Deque, more: usize) -> Res<parking_lot::MutexGuard<'a, State>> {
    let mut s = d.0.lock();
    let most = s.max.map_or(more, |max| more.min((max + 1).saturating_sub(s.items.len())));
    if s.items.try_reserve(most).is_err() {
        drop(s);
        return Err(vm.memory_error());
    }
    Ok(s)
}

fn extend(vm: &Vm, d: Value, iterable: Value, push: fn(&mut State, Value)) -> Res<()> {
    let this = deque(vm, &d)?;
    if let Some(other) = iterable.payload::<Deque>()
        && (iterable == d || iterable.typ().builtin)
    {
        let items = snapshot(vm, other);
        let mut s = with_room(vm, this, items.len())?;
        items.iter().for_each(|&v| push(&mut s, v));
        return Ok(());
    }
    if iterable.is_exact(Layout::List) || iterable.is_exact(Layout::Tuple) {
        let items = vm.sequence_items(iterable);
        vm.check_made()?;
        let mut s = with_room(vm, this, items.len())?;
        items.iter().for_each(|&v| push(&mut s, v));
        return Ok(());
    }
    vm.for_each(iterable, &mut |v| {
        push(&mut *with_room(vm, this, 1)?, v);
        Ok(true)
    })
}

fn copy(vm: &Vm, d: Value) -> Res {
    let this = deque(vm, &d)?;
    let max = this.0.lock().max;
    if !d.typ().builtin {
        let class = d.typ().value();
        return match max {
            Some(m) => vm.call(class, &[d, vm.int(m as i64)]),
            None => vm.call(class, &[d]),
        };
    }
    let n = this.0.lock().items.len();
    vm.check_memory(n, size_of::<Value>())?;
    let items = this.0.lock().items.clone();
    Ok(vm.native(&DEQUE, Deque(Mutex::new(State { items, max, changes: 0 }))))
}

/// Where from `start` on an item is or equals `v`.
fn find(vm: &Vm, d: Value, v: Value, start: usize, stop: usize) -> Res<Option<usize>> {
    let this = deque(vm, &d)?;
    let changes = this.0.lock().changes;
    let mut i = start;
    loop {
        let item = {
            let s = this.0.lock();
            if s.changes != changes {
                return Err(vm.runtime_error("deque mutated during iteration"));
            }
            s.items.get(i).copied()
        };
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
    let this = deque(vm, &d)?;
    let items = vm.list(&snapshot(vm, this));
    let max = this.0.lock().max;
    let mut text = format!("{}(", d.typ().short_name()).into_bytes();
    crate::types::repr::push_repr(vm, &mut text, items)?;
    if let Some(m) = max {
        text.extend(format!(", maxlen={m}").bytes());
    }
    text.push(b')');
    Ok(vm.str_wtf8(&text))
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (a.payload::<Deque>(), b.payload::<Deque>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let get = |d: &Deque, i: usize| d.0.lock().items.get(i).copied();
    // one lock after the other: both may be of one deque
    let len = |d: &Deque| d.0.lock().items.len();
    let lens = (len(x), len(y));
    compare_sequences(vm, op, lens, |i| (get(x, i), get(y, i)))
}

fn get_item(vm: &Vm, d: Value, key: Value) -> Res {
    if !key.is_small_int() && !key.is_bool() && key.typ().slots().index.is_none() && vm.to_big(key).is_none() {
        return Err(vm.type_error(format!("sequence index must be integer, not '{}'", key.type_name())));
    }
    let i = crate::types::list::sequence_index(vm, key, "sequence")?;
    let s = deque(vm, &d)?.0.lock();
    s.place(i).and_then(|i| s.items.get(i).copied()).ok_or_else(|| vm.index_error("deque index out of range"))
}

fn set_item(vm: &Vm, d: Value, key: Value, v: Value) -> Res<()> {
    let i = vm.index_i64(key)?;
    let mut s = deque(vm, &d)?.0.lock();
    let Some(i) = s.place(i) else { return Err(vm.index_error("deque index out of range")) };
    if v.is_unbound() {
        s.changes += 1;
        s.items.remove(i);
    } else if let Some(at) = s.items.get_mut(i) {
        *at = v;
    }
    Ok(())
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
    let mut s = deque(vm, &d)?.0.lock();
    let n = s.items.len();
    s.changes += 1;
    let Some(total) = n.checked_mul(times).filter(|&t| t < isize::MAX as usize / 8) else { return Err(vm.memory_error()) };
    // of a deque that is full the last items stay
    let kept = s.max.map_or(total, |m| total.min(m));
    if kept > n && s.items.try_reserve(kept - n).is_err() {
        return Err(vm.memory_error());
    }
    let skipped = total - kept;
    let old = std::mem::take(&mut s.items);
    s.items = (skipped..total).map(|i| old[i % n]).collect();
    Ok(d)
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
        let n = deque(vm, &source)?.0.lock().items.len();
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
    let changes = deque(vm, &d)?.0.lock().changes;
    Ok(vm.native(spec, Iter { deque: Slot::new(d), at: AtomicUsize::new(at), changes: AtomicU64::new(changes) }))
}

fn next(vm: &Vm, it: Value, reverse: bool) -> Res<Option<Value>> {
    let it = iter_of(vm, &it)?;
    let source = it.deque.get();
    let s = deque(vm, &source)?.0.lock();
    if s.changes != it.changes.load(Ordering::Relaxed) {
        it.changes.store(u64::MAX, Ordering::Relaxed);
        return Err(vm.runtime_error("deque mutated during iteration"));
    }
    let (i, n) = (it.at.load(Ordering::Relaxed), s.items.len());
    if i >= n {
        return Ok(None);
    }
    it.at.store(i + 1, Ordering::Relaxed);
    Ok(s.items.get(if reverse { n - 1 - i } else { i }).copied())
}
