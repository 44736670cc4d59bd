//! Iterators by index over the builtin sequences, and the adapters `enumerate`, `zip`, `map`, `filter`, `reversed`.
//!
//! An iterator by index forgets its source once it is exhausted, and stays exhausted. None takes a lock: threads that
//! share one may see an item twice or miss one, never anything else.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Args, BinOp, Layout, MethodDef, Ref, Res, Slots, TypeSpec, Value, exact, method};
use crate::text::wtf8;
use crate::vm::intern::{intern, names};
use crate::vm::{Values, Vm};

use super::list::instance;
use super::{exceptions, generic_alias, set};

/// An iterator type that scripts only get from `iter`.
#[expect(clippy::declare_interior_mutable_const, reason = "a pattern for statics, each of which has a cell of its own")]
const INTERNAL: TypeSpec = TypeSpec { subclassable: false, ..TypeSpec::DEFAULT };

const fn iterator_slots(next: fn(&Vm, Value) -> Res<Option<Value>>) -> Slots {
    Slots { iter: Some(|_, it| Ok(it)), next: Some(next), ..Slots::NONE }
}

pub static LIST_ITER: TypeSpec =
    TypeSpec { name: "list_iterator", layout: Layout::ListIter, methods: SEQUENCE_METHODS, slots: iterator_slots(list_next), ..INTERNAL };
pub static TUPLE_ITER: TypeSpec = TypeSpec {
    name: "tuple_iterator",
    layout: Layout::TupleIter,
    methods: SEQUENCE_METHODS,
    slots: iterator_slots(tuple_next),
    ..INTERNAL
};
pub static STR_ITER: TypeSpec =
    TypeSpec { name: "str_iterator", layout: Layout::StrIter, methods: SEQUENCE_METHODS, slots: iterator_slots(str_next), ..INTERNAL };
pub static BYTES_ITER: TypeSpec = TypeSpec {
    name: "bytes_iterator",
    layout: Layout::BytesIter,
    methods: SEQUENCE_METHODS,
    slots: iterator_slots(bytes_next),
    ..INTERNAL
};
/// Over a str of ASCII only.
pub static STR_ASCII_ITER: TypeSpec = TypeSpec {
    name: "str_ascii_iterator",
    layout: Layout::AsciiIter,
    methods: SEQUENCE_METHODS,
    slots: iterator_slots(str_next),
    ..INTERNAL
};
pub static BYTEARRAY_ITER: TypeSpec = TypeSpec {
    name: "bytearray_iterator",
    layout: Layout::BytesIter,
    methods: SEQUENCE_METHODS,
    slots: iterator_slots(bytes_next),
    ..INTERNAL
};
pub static MEMORY_ITER: TypeSpec =
    TypeSpec { name: "memory_iterator", layout: Layout::SeqIter, slots: iterator_slots(seq_next), ..INTERNAL };
/// What `code.co_lines` and `co_branches` give, over a list.
pub static LINE_ITER: TypeSpec = TypeSpec { name: "line_iterator", layout: Layout::SeqIter, slots: iterator_slots(seq_next), ..INTERNAL };
pub static POSITION_ITER: TypeSpec =
    TypeSpec { name: "positions_iterator", layout: Layout::SeqIter, slots: iterator_slots(seq_next), ..INTERNAL };
pub static LIST_REVERSE_ITER: TypeSpec = TypeSpec {
    name: "list_reverseiterator",
    layout: Layout::Reversed,
    methods: REVERSED_METHODS,
    slots: iterator_slots(reversed_next),
    ..INTERNAL
};
pub static SEQ_ITER: TypeSpec =
    TypeSpec { name: "iterator", layout: Layout::SeqIter, methods: SEQUENCE_METHODS, slots: iterator_slots(seq_next), ..INTERNAL };
pub static SET_ITER: TypeSpec =
    TypeSpec { name: "set_iterator", layout: Layout::SetIter, methods: SET_ITER_METHODS, slots: iterator_slots(set::next), ..INTERNAL };
pub static CALL_ITER: TypeSpec = TypeSpec {
    name: "callable_iterator",
    layout: Layout::CallIter,
    methods: CALL_ITER_METHODS,
    slots: iterator_slots(call_next),
    ..INTERNAL
};

pub static REVERSED: TypeSpec = TypeSpec {
    name: "reversed",
    signature: Some("(sequence, /)"),
    doc: "Return a reverse iterator over the values of the given sequence.",
    layout: Layout::Reversed,
    methods: REVERSED_METHODS,
    slots: Slots { new: Some(reversed_new), ..iterator_slots(reversed_next) },
    ..TypeSpec::DEFAULT
};

pub static ENUMERATE: TypeSpec = TypeSpec {
    name: "enumerate",
    doc: "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.\n\nenumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
    layout: Layout::Enumerate,
    methods: ENUMERATE_METHODS,
    signature: Some("(iterable, start=0)"),
    slots: Slots { new: Some(enumerate_new), ..iterator_slots(enumerate_next) },
    ..TypeSpec::DEFAULT
};

pub static ZIP: TypeSpec = TypeSpec {
    name: "zip",
    doc: "The zip object yields n-length tuples, where n is the number of iterables\npassed as positional arguments to zip().  The i-th element in every tuple\ncomes from the i-th iterable argument to zip().  This continues until the\nshortest argument is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.",
    layout: Layout::Zip,
    methods: TUPLE_OF_ITERATORS_METHODS,
    constructor: Some(("(*iterables, strict=False)", zip_new)),
    slots: iterator_slots(zip_next),
    ..TypeSpec::DEFAULT
};

pub static MAP: TypeSpec = TypeSpec {
    name: "map",
    signature: Some("(function, iterable, /, *iterables, strict=False)"),
    doc: "Make an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.",
    layout: Layout::Map,
    methods: TUPLE_OF_ITERATORS_METHODS,
    constructor: Some(("(*args, strict=False)", map_new)),
    slots: iterator_slots(map_next),
    ..TypeSpec::DEFAULT
};

pub static FILTER: TypeSpec = TypeSpec {
    name: "filter",
    doc: "Return an iterator yielding those items of iterable for which function(item)\nis true. If function is None, return the items that are true.",
    layout: Layout::Filter,
    methods: FILTER_METHODS,
    constructor: Some(("(function, iterable, /)", filter_new)),
    slots: iterator_slots(filter_next),
    ..TypeSpec::DEFAULT
};

const SEQUENCE_METHODS: &[MethodDef] = &[
    method("__length_hint__", "(self, /)", length_hint),
    method("__reduce__", "(self, /)", sequence_reduce),
    method("__setstate__", "(self, object, /)", sequence_setstate),
];

const SET_ITER_METHODS: &[MethodDef] = &[
    method("__length_hint__", "(self, /)", |vm, a| {
        let it = a[0].expect::<IndexIter>();
        let counts = it.expected.load(Ordering::Relaxed);
        let same = it.source.get().given().is_some_and(|s| s.expect::<Set>().len.load(Ordering::Acquire) == counts >> 32);
        Ok(vm.int(if same { counts as i64 & 0xffff_ffff } else { 0 }))
    }),
    method("__reduce__", "(self, /)", |vm, a| {
        let it = a[0].expect::<IndexIter>();
        let copy = vm.index_iter(Layout::SetIter, it.source.get(), it.index.load(Ordering::Relaxed));
        copy.expect::<IndexIter>().expected.store(it.expected.load(Ordering::Relaxed), Ordering::Relaxed);
        let rest = vm.list(&vm.collect_items(copy)?);
        reduced(vm, "iter", &[rest], None)
    }),
];

const CALL_ITER_METHODS: &[MethodDef] = &[method("__reduce__", "(self, /)", |vm, a| {
    let it = a[0].expect::<Adapter>();
    match it.first.get().given() {
        Some(f) => reduced(vm, "iter", &[f, it.second.get()], None),
        None => {
            let nothing = vm.tuple(&[]);
            reduced(vm, "iter", &[nothing], None)
        }
    }
})];

const REVERSED_METHODS: &[MethodDef] = &[
    method("__length_hint__", "(self, /)", |vm, a| {
        let it = a[0].expect::<IndexIter>();
        let Some(source) = it.source.get().given() else { return Ok(vm.int(0)) };
        let n = it.index.load(Ordering::Relaxed);
        Ok(vm.int(if vm.len(source)? < n { 0 } else { n as i64 }))
    }),
    method("__reduce__", "(self, /)", |vm, a| {
        let it = a[0].expect::<IndexIter>();
        let of_list = super::is_exactly(a[0], &LIST_REVERSE_ITER);
        let class = if of_list { super::type_of(&REVERSED).value() } else { a[0].typ().value() };
        Ok(match it.source.get().given() {
            Some(source) if it.index.load(Ordering::Relaxed) > 0 => {
                vm.tuple(&[class, vm.tuple(&[source]), vm.int(it.index.load(Ordering::Relaxed) as i64 - 1)])
            }
            _ if of_list => vm.tuple(&[class, vm.tuple(&[vm.list(&[])])]),
            _ => vm.tuple(&[class, vm.tuple(&[vm.tuple(&[])])]),
        })
    }),
    method("__setstate__", "(self, object, /)", |vm, a| {
        let it = a[0].expect::<IndexIter>();
        let i = state_of(vm, a[1])?;
        if let Some(source) = it.source.get().given() {
            let n = vm.len(source)? as i64;
            it.index.store(i.saturating_add(1).clamp(0, n) as usize, Ordering::Relaxed);
        }
        Ok(Value::NONE)
    }),
];

const ENUMERATE_METHODS: &[MethodDef] = &[
    method("__reduce__", "(self, /)", |vm, a| {
        let it = a[0].expect::<Adapter>();
        let args = vm.tuple(&[it.first.get(), it.number.get()]);
        Ok(vm.tuple(&[a[0].typ().value(), args]))
    }),
    generic_alias::CLASS_GETITEM,
];

const TUPLE_OF_ITERATORS_METHODS: &[MethodDef] = &[
    method("__reduce__", "(self, /)", |vm, a| {
        let it = a[0].expect::<Adapter>();
        let mut args = Values::new(vm);
        args.extend(it.first.get().given());
        if let Some(iterators) = it.second.get().cast_given::<Tuple>() {
            args.extend(iterators.items().iter().copied());
        }
        let args = vm.tuple(&args);
        Ok(if it.flag.load(Ordering::Relaxed) != 0 {
            vm.tuple(&[a[0].typ().value(), args, Value::TRUE])
        } else {
            vm.tuple(&[a[0].typ().value(), args])
        })
    }),
    method("__setstate__", "(self, object, /)", |vm, a| {
        let strict = vm.truth(a[1])?;
        a[0].expect::<Adapter>().flag.store(u8::from(strict), Ordering::Relaxed);
        Ok(Value::NONE)
    }),
];

const FILTER_METHODS: &[MethodDef] = &[method("__reduce__", "(self, /)", |vm, a| {
    let it = a[0].expect::<Adapter>();
    let args = vm.tuple(&[it.first.get(), it.second.get()]);
    Ok(vm.tuple(&[a[0].typ().value(), args]))
})];

impl Value {
    /// As `cast`, of a slot that may be unbound.
    fn cast_given<T: Object>(self) -> Option<Ref<T>> {
        self.given().and_then(Value::cast)
    }
}

/// `(builtin, (args...))` or `(builtin, (args...), state)`: how an iterator is copied and pickled.
pub fn reduced(vm: &Vm, builtin: &str, args: &[Value], state: Option<Value>) -> Res {
    let f = vm.builtin(intern(builtin.as_bytes()))?;
    let args = vm.tuple(args);
    Ok(match state {
        Some(state) => vm.tuple(&[f, args, state]),
        None => vm.tuple(&[f, args]),
    })
}

// ---- by index ----

/// An iterator by index of a type that shares its layout with another.
pub fn over(vm: &Vm, spec: &'static TypeSpec, source: Value, index: usize) -> Value {
    let it: Ref<IndexIter> = vm.new_object(super::type_of(spec).instance_shape.load(Ordering::Relaxed));
    it.source.set(source);
    it.index.store(index, Ordering::Relaxed);
    it.value()
}

fn exhausted(it: &IndexIter) -> Res<Option<Value>> {
    it.source.set(Value::UNBOUND);
    Ok(None)
}

fn list_next(_: &Vm, it: Value) -> Res<Option<Value>> {
    let it = it.expect::<IndexIter>();
    let Some(source) = it.source.get().given() else { return Ok(None) };
    let i = it.index.load(Ordering::Relaxed);
    match source.expect::<List>().get(i) {
        Some(v) => {
            it.index.store(i + 1, Ordering::Relaxed);
            Ok(Some(v))
        }
        None => exhausted(&it),
    }
}

fn tuple_next(_: &Vm, it: Value) -> Res<Option<Value>> {
    let it = it.expect::<IndexIter>();
    let Some(source) = it.source.get().given() else { return Ok(None) };
    let i = it.index.load(Ordering::Relaxed);
    match source.expect::<Tuple>().items().get(i) {
        Some(&v) => {
            it.index.store(i + 1, Ordering::Relaxed);
            Ok(Some(v))
        }
        None => exhausted(&it),
    }
}

/// The index of an iterator over a str counts bytes.
fn str_next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let it = it.expect::<IndexIter>();
    let Some(source) = it.source.get().given() else { return Ok(None) };
    let i = it.index.load(Ordering::Relaxed);
    match wtf8::decode_at(source.str_bytes().unwrap_or_default(), i) {
        Some((c, size)) => {
            it.index.store(i + size, Ordering::Relaxed);
            Ok(Some(vm.char(c)))
        }
        None => exhausted(&it),
    }
}

fn bytes_next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let this = it.expect::<IndexIter>();
    let Some(source) = this.source.get().given() else { return Ok(None) };
    let Some(bytes) = source.cast::<Bytes>() else { return seq_next(vm, it) };
    let i = this.index.load(Ordering::Relaxed);
    match bytes.bytes().get(i) {
        Some(&byte) => {
            this.index.store(i + 1, Ordering::Relaxed);
            Ok(Some(Value::small_int(byte.into())))
        }
        None => exhausted(&this),
    }
}

/// Item `i` by `__getitem__`; `None` where it raises `IndexError` or `StopIteration`.
fn item_at(vm: &Vm, source: Value, i: usize) -> Res<Option<Value>> {
    match vm.get_item(source, vm.int(i as i64)) {
        Ok(v) => Ok(Some(v)),
        Err(raised) if vm.raised_is(&exceptions::INDEX_ERROR) || vm.raised_is(&exceptions::STOP_ITERATION) => {
            vm.take_raised(raised);
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

fn seq_next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let it = it.expect::<IndexIter>();
    let Some(source) = it.source.get().given() else { return Ok(None) };
    let i = it.index.load(Ordering::Relaxed);
    match item_at(vm, source, i)? {
        Some(v) => {
            it.index.store(i + 1, Ordering::Relaxed);
            Ok(Some(v))
        }
        None => exhausted(&it),
    }
}

/// The index as scripts count it.
fn place(it: &IndexIter, source: Value) -> usize {
    let i = it.index.load(Ordering::Relaxed);
    match source.str_bytes() {
        Some(text) => wtf8::index_of_byte(text, i.min(text.len())),
        None => i,
    }
}

fn length_hint(vm: &Vm, a: &[Value]) -> Res {
    let it = a[0].expect::<IndexIter>();
    let Some(source) = it.source.get().given() else { return Ok(vm.int(0)) };
    if source.typ().slots().len.is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    Ok(vm.int(vm.len(source)?.saturating_sub(place(&it, source)) as i64))
}

fn sequence_reduce(vm: &Vm, a: &[Value]) -> Res {
    let it = a[0].expect::<IndexIter>();
    match it.source.get().given() {
        Some(source) => reduced(vm, "iter", &[source], Some(vm.int(place(&it, source) as i64))),
        None => {
            let nothing = match a[0].layout() {
                Layout::ListIter => vm.list(&[]),
                Layout::StrIter | Layout::AsciiIter => vm.str(""),
                Layout::BytesIter if super::is_exactly(a[0], &BYTEARRAY_ITER) => {
                    vm.call(super::type_of(&super::bytearray::BYTEARRAY).value(), &[])?
                }
                Layout::BytesIter => vm.bytes(b""),
                _ => vm.tuple(&[]),
            };
            reduced(vm, "iter", &[nothing], None)
        }
    }
}

fn sequence_setstate(vm: &Vm, a: &[Value]) -> Res {
    let it = a[0].expect::<IndexIter>();
    let i = state_of(vm, a[1])?.max(0) as usize;
    if let Some(source) = it.source.get().given() {
        let i = match source.str_bytes() {
            Some(text) => wtf8::byte_of_index(text, i.min(source.expect::<Str>().chars as usize)),
            None if source.typ().builtin => i.min(vm.len(source)?),
            None => i,
        };
        it.index.store(i, Ordering::Relaxed);
    }
    Ok(Value::NONE)
}

fn state_of(vm: &Vm, state: Value) -> Res<i64> {
    if vm.to_big(state).is_none() { Err(vm.type_error("an integer is required")) } else { vm.index_i64(state) }
}

// ---- reversed ----

fn reversed_new(vm: &Vm, cls: Value, args: Args) -> Res {
    if !args.names.is_empty() {
        return Err(vm.type_error("reversed() takes no keyword arguments"));
    }
    let [source] = *args.all else {
        return Err(vm.type_error(format!("reversed expected 1 argument, got {}", args.all.len())));
    };
    match vm.type_lookup(source.typ(), names::REVERSED.get()) {
        Some(Value::NONE) => return Err(vm.not_a(source, "is not reversible")),
        Some(_) => return Ok(vm.call_special(source, names::REVERSED.get(), &[])?.unwrap_or(Value::NONE)),
        None => {}
    }
    let slots = source.typ().slots();
    if slots.get_item.is_none() || slots.len.is_none() || matches!(source.layout(), Layout::Dict | Layout::Namespace) {
        return Err(vm.not_a(source, "is not reversible"));
    }
    let n = vm.len(source)?;
    let it = instance::<IndexIter>(vm, cls)?;
    it.source.set(source);
    it.index.store(n, Ordering::Relaxed);
    Ok(it.value())
}

/// The index is that of the item given last.
fn reversed_next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    // what `list.__reversed__` gave asks the list itself, a subclass's or not
    let of_list = std::ptr::eq(it.typ().spec, &LIST_REVERSE_ITER);
    let it = it.expect::<IndexIter>();
    let Some(source) = it.source.get().given() else { return Ok(None) };
    let Some(i) = it.index.load(Ordering::Relaxed).checked_sub(1) else { return exhausted(&it) };
    let item = if of_list || source.is_exact(Layout::List) {
        source.expect::<List>().get(i)
    } else if source.is_exact(Layout::Tuple) {
        source.expect::<Tuple>().items().get(i).copied()
    } else {
        item_at(vm, source, i)?
    };
    match item {
        Some(v) => {
            it.index.store(i, Ordering::Relaxed);
            Ok(Some(v))
        }
        None => exhausted(&it),
    }
}

// ---- adapters ----

/// `iter(f, sentinel)`.
pub fn call_iter(vm: &Vm, f: Value, sentinel: Value) -> Value {
    let it: Ref<Adapter> = vm.new_object(exact(Layout::CallIter));
    it.first.set(f);
    it.second.set(sentinel);
    it.value()
}

fn call_next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let it = it.expect::<Adapter>();
    let (f, sentinel) = (it.first.get(), it.second.get());
    if f.is_unbound() || sentinel.is_unbound() {
        return Ok(None);
    }
    let result = vm.stop_to_none(vm.call(f, &[]))?;
    if let Some(v) = result
        && !vm.equal(sentinel, v)?
    {
        return Ok(Some(v));
    }
    it.first.set(Value::UNBOUND);
    it.second.set(Value::UNBOUND);
    Ok(None)
}

/// The arguments of `enumerate`, which words its errors in a way of its own.
fn enumerate_args(vm: &Vm, args: Args, exactly: bool) -> Res<(Value, Option<Value>)> {
    let (pos, total) = (args.pos(), args.all.len());
    // a class that derives from it has its arguments taken apart by others
    let place = if exactly { "" } else { " (pos 1)" };
    let named = |name: &str| args.keywords().find(|(k, _)| k.as_str() == Some(name)).map(|(_, v)| v);
    let unknown =
        args.keywords().find(|(k, _)| !matches!(k.as_str(), Some("start")) && (!pos.is_empty() || k.as_str() != Some("iterable")));
    match (pos, total) {
        (&[iterable], 1) => Ok((iterable, None)),
        (&[iterable, start], 2) => Ok((iterable, Some(start))),
        ([], 0) | ([], 3..) => Err(vm.type_error(format!("enumerate() missing required argument 'iterable'{place}"))),
        (_, 3..) => Err(vm.type_error(format!("enumerate() takes at most 2 arguments ({total} given)"))),
        _ => match (unknown, pos.first().copied().or(named("iterable"))) {
            (None, Some(iterable)) => Ok((iterable, named("start"))),
            // `start` alone is the word that cannot stand there
            (None, None) if exactly => Err(vm.type_error("'start' is an invalid keyword argument for enumerate()")),
            (None, None) => Err(vm.type_error(format!("enumerate() missing required argument 'iterable'{place}"))),
            (Some((key, _)), _) => {
                let key = key.as_str().unwrap_or("?");
                Err(vm.type_error(format!("'{key}' is an invalid keyword argument for enumerate()")))
            }
        },
    }
}

fn enumerate_new(vm: &Vm, cls: Value, args: Args) -> Res {
    let (iterable, start) = enumerate_args(vm, args, cls == super::type_of(&ENUMERATE).value())?;
    let start = match start {
        Some(v) => vm.index(v)?,
        None => Value::small_int(0),
    };
    let iterator = vm.iter(iterable)?;
    let it = instance::<Adapter>(vm, cls)?;
    it.first.set(iterator);
    it.number.set(start);
    Ok(it.value())
}

/// The next item of an iterator over a list, a tuple, a range or text (where it is ASCII) that is this thread's own; `None`: ask the iterator itself.
#[inline(always)]
pub fn quick_next(vm: &Vm, it: Value) -> Option<Value> {
    if !it.is_object() || !vm.owns(it.header()) {
        return None;
    }
    let shape = it.header().shape();
    if shape == exact(Layout::ListIter) {
        let it = it.expect::<IndexIter>();
        let i = it.index.load(Ordering::Relaxed);
        let v = it.source.get().given()?.expect::<List>().get(i)?;
        it.index.store(i + 1, Ordering::Relaxed);
        return Some(v);
    }
    if shape == exact(Layout::TupleIter) {
        let it = it.expect::<IndexIter>();
        let i = it.index.load(Ordering::Relaxed);
        let v = *it.source.get().given()?.expect::<Tuple>().items().get(i)?;
        it.index.store(i + 1, Ordering::Relaxed);
        return Some(v);
    }
    if shape == exact(Layout::RangeIter) {
        let it = it.expect::<RangeIter>();
        let left = it.remaining.load(Ordering::Relaxed);
        if left > 0 {
            let v = it.next.load(Ordering::Relaxed);
            it.remaining.store(left - 1, Ordering::Relaxed);
            it.next.store(v.wrapping_add(it.step), Ordering::Relaxed);
            return Some(Value::small_int(v));
        }
    }
    if shape == exact(Layout::AsciiIter) || shape == exact(Layout::StrIter) {
        let it = it.expect::<IndexIter>();
        let i = it.index.load(Ordering::Relaxed);
        let c = *it.source.get().given()?.str_bytes()?.get(i)?;
        let v = crate::vm::intern::known_char(c).filter(|_| c.is_ascii())?;
        it.index.store(i + 1, Ordering::Relaxed);
        return Some(v);
    }
    None
}

/// `next(it)`, at once where `quick_next` knows.
#[inline(always)]
pub fn next_item(vm: &Vm, it: Value) -> Res<Option<Value>> {
    match quick_next(vm, it) {
        Some(v) => Ok(Some(v)),
        None => vm.next(it),
    }
}

/// Would `quick_next` give something?
#[inline(always)]
fn has_quick(vm: &Vm, it: Value) -> bool {
    if !it.is_object() || !vm.owns(it.header()) {
        return false;
    }
    let index = || it.expect::<IndexIter>();
    match it.header().shape() {
        shape if shape == exact(Layout::ListIter) => {
            let source = index().source.get().given();
            source.is_some_and(|list| list.expect::<List>().get(index().index.load(Ordering::Relaxed)).is_some())
        }
        shape if shape == exact(Layout::TupleIter) => {
            let source = index().source.get().given();
            source.is_some_and(|tuple| index().index.load(Ordering::Relaxed) < tuple.expect::<Tuple>().len)
        }
        shape if shape == exact(Layout::RangeIter) => it.expect::<RangeIter>().remaining.load(Ordering::Relaxed) > 0,
        _ => false,
    }
}

/// The next pair of an exact `enumerate`, or `zip` of two, over what `quick_next` knows; `None`, and nothing done: ask `next_pair`.
#[inline(always)]
pub fn quick_pair(vm: &Vm, it: Value) -> Option<(Value, Value)> {
    if !it.is_object() || !vm.owns(it.header()) {
        return None;
    }
    let shape = it.header().shape();
    if shape == exact(Layout::Zip) {
        let iterators = it.expect::<Adapter>().second.get().given()?.expect::<Tuple>();
        let &[first, second] = iterators.items() else { return None };
        // the one may be the other, and have but one item left
        if first == second || !has_quick(vm, second) {
            return None;
        }
        return Some((quick_next(vm, first)?, quick_next(vm, second)?));
    }
    if shape == exact(Layout::Enumerate) {
        let it = it.expect::<Adapter>();
        let n = it.number.get();
        let next = n.as_small_int().filter(|&i| i < i64::from(u32::MAX))? + 1;
        let v = quick_next(vm, it.first.get())?;
        // a number needs no write barrier
        it.number.set_unbarred(Value::small_int(next));
        return Some((n, v));
    }
    None
}

/// What an iterator over pairs has next, without the tuple.
pub enum Pair {
    Two(Value, Value),
    End,
    /// another kind of iterator
    Unknown,
}

/// The next pair of an exact `enumerate`, `zip` of two, or iterator over a dict's items.
pub fn next_pair(vm: &Vm, it: Value) -> Res<Pair> {
    let end_or = |found: Option<(Value, Value)>| found.map_or(Pair::End, |(a, b)| Pair::Two(a, b));
    match it.header().shape() {
        shape if shape == exact(Layout::Enumerate) => enumerate_pair(vm, it).map(end_or),
        shape if shape == exact(Layout::Zip) => {
            let zip = it.expect::<Adapter>();
            let iterators = zip.second.get().cast_given::<Tuple>().filter(|t| t.len == 2);
            let Some(iterators) = iterators else { return Ok(Pair::Unknown) };
            let mut items = [Value::UNBOUND; 2];
            let strict = zip.flag.load(Ordering::Relaxed) != 0;
            let more = next_of_each(vm, "zip", iterators.items(), strict, &mut items)?;
            Ok(if more { Pair::Two(items[0], items[1]) } else { Pair::End })
        }
        // keys, values and items have types of their own, none of which can be subclassed
        _ if it.layout() == Layout::DictIter => super::dict_views::next_pair(vm, it),
        _ => Ok(Pair::Unknown),
    }
}

fn enumerate_next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    Ok(enumerate_pair(vm, it)?.map(|(n, v)| vm.tuple(&[n, v])))
}

fn enumerate_pair(vm: &Vm, it: Value) -> Res<Option<(Value, Value)>> {
    let it = it.expect::<Adapter>();
    let inner = it.first.get();
    let v = match quick_next(vm, inner) {
        Some(v) => v,
        None => match vm.next(inner)? {
            Some(v) => v,
            None => return Ok(None),
        },
    };
    let n = it.number.get();
    it.number.set(match n.as_small_int() {
        Some(i) => vm.int(i + 1),
        None => vm.binary_op(BinOp::Add, n, Value::small_int(1), false)?,
    });
    Ok(Some((n, v)))
}

/// A tuple of the iterators of all these iterables.
fn iterators_of(vm: &Vm, iterables: &[Value]) -> Res {
    let mut iterators = Values::with_capacity(vm, iterables.len());
    for &v in iterables {
        iterators.push(vm.iter(v)?);
    }
    Ok(vm.tuple(&iterators))
}

fn zip_new(vm: &Vm, cls: Value, a: &[Value]) -> Res {
    let strict = a[1].given().map_or(Ok(false), |v| vm.truth(v))?;
    let iterators = iterators_of(vm, a[0].expect::<Tuple>().items())?;
    let it = instance::<Adapter>(vm, cls)?;
    it.second.set(iterators);
    it.flag.store(u8::from(strict), Ordering::Relaxed);
    Ok(it.value())
}

fn map_new(vm: &Vm, cls: Value, a: &[Value]) -> Res {
    let strict = a[1].given().map_or(Ok(false), |v| vm.truth(v))?;
    let args = a[0].expect::<Tuple>();
    let [f, iterables @ ..] = args.items() else { return Err(vm.type_error("map() must have at least two arguments.")) };
    if iterables.is_empty() {
        return Err(vm.type_error("map() must have at least two arguments."));
    }
    let iterators = iterators_of(vm, iterables)?;
    let it = instance::<Adapter>(vm, cls)?;
    it.first.set(*f);
    it.second.set(iterators);
    it.flag.store(u8::from(strict), Ordering::Relaxed);
    Ok(it.value())
}

/// The next item of each iterator into `out`; `false` at the end. `strict`: they must end together.
fn next_of_each(vm: &Vm, name: &str, iterators: &[Value], strict: bool, out: &mut [Value]) -> Res<bool> {
    for (i, (&it, to)) in iterators.iter().zip(out.iter_mut()).enumerate() {
        match next_item(vm, it)? {
            Some(v) => *to = v,
            None if strict && i > 0 => return Err(uneven(vm, name, i, "shorter")),
            None if strict => {
                for (j, &other) in iterators.iter().enumerate().skip(1) {
                    if vm.next(other)?.is_some() {
                        return Err(uneven(vm, name, j, "longer"));
                    }
                }
                return Ok(false);
            }
            None => return Ok(false),
        }
    }
    Ok(true)
}

#[cold]
fn uneven(vm: &Vm, name: &str, i: usize, than: &str) -> crate::object::Raised {
    let others = if i == 1 { " 1".to_string() } else { format!("s 1-{i}") };
    vm.value_error(format!("{name}() argument {} is {than} than argument{others}", i + 1))
}

/// Calls `f` with the next item of each iterator; `None` at the end.
fn with_next(vm: &Vm, it: &Adapter, name: &str, f: &mut dyn FnMut(&[Value]) -> Res) -> Res<Option<Value>> {
    let Some(iterators) = it.second.get().cast_given::<Tuple>() else { return Ok(None) };
    let strict = it.flag.load(Ordering::Relaxed) != 0;
    let n = iterators.len;
    if n <= 4 {
        let mut items = [Value::UNBOUND; 4];
        return if next_of_each(vm, name, iterators.items(), strict, &mut items[..n])? { f(&items[..n]).map(Some) } else { Ok(None) };
    }
    let mut items = Values::with_capacity(vm, n);
    items.extend(std::iter::repeat_n(Value::NONE, n));
    if next_of_each(vm, name, iterators.items(), strict, items.as_mut_slice())? { f(&items).map(Some) } else { Ok(None) }
}

fn zip_next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let it = it.expect::<Adapter>();
    if it.second.get().cast_given::<Tuple>().is_none_or(|t| t.len == 0) {
        return Ok(None);
    }
    with_next(vm, &it, "zip", &mut |items| Ok(vm.tuple(items)))
}

fn map_next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let it = it.expect::<Adapter>();
    let function = it.first.get();
    with_next(vm, &it, "map", &mut |items| vm.call(function, items))
}

fn filter_new(vm: &Vm, cls: Value, a: &[Value]) -> Res {
    let iterator = vm.iter(a[1])?;
    let it = instance::<Adapter>(vm, cls)?;
    it.first.set(a[0]);
    it.second.set(iterator);
    Ok(it.value())
}

fn filter_next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let it = it.expect::<Adapter>();
    let (f, iterator) = (it.first.get(), it.second.get());
    let plain = f.is_none() || f == super::type_of(&super::boolean::BOOL).value();
    while let Some(v) = next_item(vm, iterator)? {
        let keep = if plain { vm.truth(v)? } else { vm.truth(vm.call(f, &[v])?)? };
        if keep {
            return Ok(Some(v));
        }
        vm.safepoint()?;
    }
    Ok(None)
}
