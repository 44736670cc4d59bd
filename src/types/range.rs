//! `range`: an arithmetic progression of ints of any size, and its iterators.
//!
//! A range keeps its three numbers and its length as int values; what is asked of ranges of machine words is computed in
//! 128 bits, of others with big integers. Where every item fits a word the iterator is a `RangeIter`, which the machine's
//! loop steps by itself; others have an iterator of big integers (`longrange_iterator`).

use std::sync::atomic::Ordering::Relaxed;

use num_bigint::BigInt as Big;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::int::long::wide;
use super::slice::{self, big_indices};
use super::{int, type_of};
use crate::object::layouts::{Range, RangeIter, Slice, exact};
use crate::object::{Args, CmpOp, GetSetDef, Layout, MethodDef, Payload, Raised, Ref, Res, Slots, TypeSpec, Value, member, method};
use crate::sync::acquire;
use crate::text::hash;
use crate::vm::Vm;
use crate::vm::intern::intern;

/// The type `range`.
pub static RANGE: TypeSpec = TypeSpec {
    name: "range",
    signature: Some(""),
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\n\
Return an object that produces a sequence of integers from start (inclusive)\n\
to stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\n\
start defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\n\
These are exactly the valid indices for a list of 4 elements.\n\
When step is given, it specifies the increment (or decrement).",
    layout: Layout::Range,
    methods: METHODS,
    getset: GETSET,
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        hash: Some(hash_range),
        compare: Some(compare),
        bool: Some(|_, r| Ok(parts(r)[3] != Value::small_int(0))),
        len: Some(len),
        get_item: Some(get_item),
        contains: Some(contains),
        iter: Some(iter),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    method("__reversed__", "(self, /)", reversed),
    method("__reduce__", "(self, /)", reduce),
    method("count", "(self, value, /)", count).shown_as("(self, object, /)"),
    method("index", "(self, value, /)", index).shown_as("(self, object, /)"),
];

const GETSET: &[GetSetDef] =
    &[member("start", |_, r| Ok(parts(r)[0])), member("stop", |_, r| Ok(parts(r)[1])), member("step", |_, r| Ok(parts(r)[2]))];

/// The iterator of ranges whose items fit a word.
pub static RANGE_ITER: TypeSpec = TypeSpec {
    name: "range_iterator",
    layout: Layout::RangeIter,
    methods: &[
        method("__length_hint__", "(self, /)", |vm, a| Ok(vm.int(a[0].expect::<RangeIter>().remaining.load(Relaxed)))),
        method("__reduce__", "(self, /)", reduce_iter),
        method("__setstate__", "(self, object, /)", set_state),
    ],
    slots: Slots { iter: Some(|_, it| Ok(it)), next: Some(next), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

/// The iterator of all other ranges.
static LONG_RANGE_ITER: TypeSpec = TypeSpec {
    name: "longrange_iterator",
    methods: &[
        method("__length_hint__", "(self, /)", long_length_hint),
        method("__reduce__", "(self, /)", reduce_long),
        method("__setstate__", "(self, object, /)", long_set_state),
    ],
    slots: Slots { iter: Some(|_, it| Ok(it)), next: Some(long_next), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

/// Start, stop, step and length.
fn parts(r: Value) -> [Value; 4] {
    let r: Ref<Range> = r.expect();
    [r.start.get(), r.stop.get(), r.step.get(), r.length.get()]
}

/// As `parts`, if all are machine words.
fn words(vm: &Vm, r: Value) -> Option<[i64; 4]> {
    let [start, stop, step, length] = parts(r);
    Some([vm.to_i64(start)?, vm.to_i64(stop)?, vm.to_i64(step)?, vm.to_i64(length)?])
}

fn bigs(vm: &Vm, r: Value) -> [Big; 4] {
    parts(r).map(|v| vm.to_big(v).unwrap_or_default())
}

fn new(vm: &Vm, _cls: Value, args: Args) -> Res {
    if !args.names.is_empty() {
        return Err(vm.type_error("range() takes no keyword arguments"));
    }
    let number = |v: Value| Ok(int::plain(vm, vm.index(v)?));
    let (start, stop, step) = match *args.all {
        [stop] => (Value::small_int(0), number(stop)?, Value::small_int(1)),
        [start, stop] => (number(start)?, number(stop)?, Value::small_int(1)),
        [start, stop, step] => (number(start)?, number(stop)?, number(step)?),
        [] => return Err(vm.type_error("range expected at least 1 argument, got 0")),
        _ => return Err(vm.type_error(format!("range expected at most 3 arguments, got {}", args.all.len()))),
    };
    if step == Value::small_int(0) {
        return Err(vm.value_error("range() arg 3 must not be zero"));
    }
    Ok(make(vm, start, stop, step))
}

/// A range of exact ints; the step is not 0.
pub fn make(vm: &Vm, start: Value, stop: Value, step: Value) -> Value {
    let length = match (vm.to_i64(start), vm.to_i64(stop), vm.to_i64(step)) {
        (Some(start), Some(stop), Some(step)) => {
            let (start, stop, step) = (i128::from(start), i128::from(stop), i128::from(step));
            let way = if step > 0 { stop - start } else { start - stop };
            wide(vm, if way > 0 { (way - 1) / step.abs() + 1 } else { 0 })
        }
        _ => {
            let [start, stop, step] = [start, stop, step].map(|v| vm.to_big(v).unwrap_or_default());
            let way = if step.is_positive() { stop - start } else { start - stop };
            let length = if way.is_positive() { (way - 1i32) / step.abs() + 1i32 } else { Big::zero() };
            vm.big(length)
        }
    };
    let r: Ref<Range> = vm.new_object(exact(Layout::Range));
    r.start.set(start);
    r.stop.set(stop);
    r.step.set(step);
    r.length.set(length);
    r.value()
}

fn repr(vm: &Vm, r: Value) -> Res {
    let [start, stop, step, _] = parts(r);
    let text = |v: Value| int::to_text(vm, v);
    let made = if step == Value::small_int(1) {
        format!("range({}, {})", text(start)?, text(stop)?)
    } else {
        format!("range({}, {}, {})", text(start)?, text(stop)?, text(step)?)
    };
    Ok(vm.str(&made))
}

/// What two equal ranges have in common: the length, the first item if there is one, the step if there are two.
fn essence(vm: &Vm, r: Value) -> [Value; 3] {
    let [start, _, step, length] = parts(r);
    match vm.to_i64(length) {
        Some(0) => [length, Value::NONE, Value::NONE],
        Some(1) => [length, start, Value::NONE],
        _ => [length, start, step],
    }
}

fn hash_range(vm: &Vm, r: Value) -> Res<i64> {
    let [a, b, c] = essence(vm, r);
    Ok(hash::of_sequence([vm.hash(a)?, vm.hash(b)?, vm.hash(c)?]))
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) || b.cast::<Range>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let same = |(x, y): (Value, Value)| x == y || int::ops::order(vm, x, y).is_some_and(|o| o.is_eq());
    let equal = essence(vm, a).into_iter().zip(essence(vm, b)).all(same);
    Ok(Value::bool(equal == (op == CmpOp::Eq)))
}

fn len(vm: &Vm, r: Value) -> Res<usize> {
    let length = vm.to_i64(parts(r)[3]).and_then(|n| usize::try_from(n).ok());
    length.ok_or_else(|| vm.overflow_error("Python int too large to convert to C ssize_t"))
}

/// Item `i`, which may be past the end: `start + i * step`.
fn item(vm: &Vm, r: Value, i: &Big) -> Value {
    let [start, _, step, _] = bigs(vm, r);
    vm.big(start + i * step)
}

fn get_item(vm: &Vm, r: Value, key: Value) -> Res {
    if key.cast::<Slice>().is_some() {
        return sliced(vm, r, key);
    }
    if !int::is_int(key) && key.typ().slots().index.is_none() {
        return Err(vm.type_error(format!("range indices must be integers or slices, not {}", key.type_name())));
    }
    let key = vm.index(key)?;
    if let (Some([start, _, step, length]), Some(i)) = (words(vm, r), vm.to_i64(key)) {
        let i = if i < 0 { i.wrapping_add(length) } else { i };
        if i < 0 || i >= length {
            return Err(out_of_range(vm));
        }
        return Ok(wide(vm, i128::from(start) + i128::from(i) * i128::from(step)));
    }
    let [_, _, _, length] = bigs(vm, r);
    let i = vm.to_big(key).unwrap_or_default();
    let i = if i.is_negative() { i + &length } else { i };
    if i.is_negative() || i >= length { Err(out_of_range(vm)) } else { Ok(item(vm, r, &i)) }
}

#[cold]
fn out_of_range(vm: &Vm) -> Raised {
    vm.index_error("range object index out of range")
}

fn sliced(vm: &Vm, r: Value, key: Value) -> Res {
    if let Some([start, _, step, length]) = words(vm, r) {
        let (low, high, by, _) = slice::indices(vm, key, length as usize)?;
        let at = |i: i64| i128::from(start) + i128::from(i) * i128::from(step);
        if let Some(by) = step.checked_mul(by).filter(|_| by.unsigned_abs() < 1 << 62) {
            return Ok(make(vm, wide(vm, at(low)), wide(vm, at(high)), vm.int(by)));
        }
    }
    let [_, _, step, length] = bigs(vm, r);
    let (low, high, by) = big_indices(vm, key, &length)?;
    Ok(make(vm, item(vm, r, &low), item(vm, r, &high), vm.big(step * by)))
}

/// The position of an exact int or bool, if it is there.
fn position(vm: &Vm, r: Value, v: Value) -> Option<Value> {
    if let (Some([start, _, step, length]), Some(v)) = (words(vm, r), vm.to_i64(v)) {
        let way = i128::from(v) - i128::from(start);
        let (i, rest) = (way / i128::from(step), way % i128::from(step));
        return (rest == 0 && (0..i128::from(length)).contains(&i)).then(|| wide(vm, i));
    }
    let [start, _, step, length] = bigs(vm, r);
    let (i, rest) = (vm.to_big(v)? - start).div_rem(&step);
    (rest.is_zero() && !i.is_negative() && i < length).then(|| vm.big(i))
}

/// Values that are found by arithmetic; all others are compared with each item.
fn is_plain(v: Value) -> bool {
    v.is_small_int() || v.is_bool() || v.is_exact(Layout::Int)
}

fn contains(vm: &Vm, r: Value, v: Value) -> Res<bool> {
    if is_plain(v) {
        return Ok(position(vm, r, v).is_some());
    }
    let mut found = false;
    vm.for_each(r, &mut |item| {
        found = vm.equal(item, v)?;
        Ok(!found)
    })?;
    Ok(found)
}

fn count(vm: &Vm, args: &[Value]) -> Res {
    if is_plain(args[1]) {
        return Ok(Value::small_int(i64::from(position(vm, args[0], args[1]).is_some())));
    }
    let mut n = 0;
    vm.for_each(args[0], &mut |item| {
        n += i64::from(vm.equal(item, args[1])?);
        Ok(true)
    })?;
    Ok(vm.int(n))
}

fn index(vm: &Vm, args: &[Value]) -> Res {
    if is_plain(args[1]) {
        return position(vm, args[0], args[1]).ok_or_else(|| vm.value_error("range.index(x): x not in range"));
    }
    let (mut at, mut found) = (0, false);
    vm.for_each(args[0], &mut |item| {
        found = vm.equal(item, args[1])?;
        at += i64::from(!found);
        Ok(!found)
    })?;
    if found { Ok(vm.int(at)) } else { Err(vm.value_error("sequence.index(x): x not in sequence")) }
}

fn reduce(vm: &Vm, args: &[Value]) -> Res {
    let [start, stop, step, _] = parts(args[0]);
    let fields = vm.tuple(&[start, stop, step]);
    Ok(vm.tuple(&[type_of(&RANGE).value(), fields]))
}

fn iter(vm: &Vm, r: Value) -> Res {
    let [start, _, step, length] = parts(r);
    Ok(iterate(vm, start, step, length))
}

fn reversed(vm: &Vm, args: &[Value]) -> Res {
    let [start, _, step, length] = bigs(vm, args[0]);
    let last = start + (&length - 1i32) * &step;
    Ok(iterate(vm, vm.big(last), vm.big(-step), vm.big(length)))
}

/// An iterator over `length` items from `start` on.
fn iterate(vm: &Vm, start: Value, step: Value, length: Value) -> Value {
    if let (Some(first), Some(by), Some(n)) = (start.as_small_int(), step.as_small_int(), length.as_small_int()) {
        let last = i128::from(first) + i128::from(n - 1) * i128::from(by);
        if n == 0 || i64::try_from(last).is_ok_and(|last| Value::try_int(last).is_some()) {
            return word_iter(vm, first, by, n);
        }
    }
    let [start, step, length] = [start, step, length].map(|v| vm.to_big(v).unwrap_or_default());
    let state = parking_lot::Mutex::new(LongState { next: start, remaining: length });
    vm.native(&LONG_RANGE_ITER, LongRange { step, state })
}

/// An iterator whose items are all small ints.
fn word_iter(vm: &Vm, first: i64, step: i64, length: i64) -> Value {
    let it: Ref<RangeIter> = vm.new_object(exact(Layout::RangeIter));
    it.next.store(first, Relaxed);
    it.remaining.store(length, Relaxed);
    // SAFETY: a fresh object that nobody else has seen; `step` is plain data inside it.
    unsafe { (*it.as_ptr().cast_mut()).step = step };
    it.value()
}

fn next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let it: Ref<RangeIter> = it.expect();
    let _guard = acquire(&vm.thread, &it.header.lock);
    let left = it.remaining.load(Relaxed);
    if left <= 0 {
        return Ok(None);
    }
    let i = it.next.load(Relaxed);
    it.remaining.store(left - 1, Relaxed);
    it.next.store(i.wrapping_add(it.step), Relaxed);
    Ok(Some(Value::small_int(i)))
}

/// `iter(range(...))` of what is left.
fn reduce_as(vm: &Vm, rest: Value) -> Res {
    let iter = vm.builtin(intern(b"iter"))?;
    let args = vm.tuple(&[rest]);
    Ok(vm.tuple(&[iter, args, Value::NONE]))
}

fn reduce_iter(vm: &Vm, args: &[Value]) -> Res {
    let it: Ref<RangeIter> = args[0].expect();
    let (first, left) = {
        let _guard = acquire(&vm.thread, &it.header.lock);
        (it.next.load(Relaxed), it.remaining.load(Relaxed))
    };
    let stop = i128::from(first) + i128::from(left) * i128::from(it.step);
    reduce_as(vm, make(vm, vm.int(first), wide(vm, stop), vm.int(it.step)))
}

/// Goes on at item `state`, counted from where the iterator is.
fn set_state(vm: &Vm, args: &[Value]) -> Res {
    let state = vm.index_i64(args[1])?;
    let it: Ref<RangeIter> = args[0].expect();
    let _guard = acquire(&vm.thread, &it.header.lock);
    let left = it.remaining.load(Relaxed);
    let skip = state.clamp(0, left);
    it.next.store(it.next.load(Relaxed).wrapping_add(skip.wrapping_mul(it.step)), Relaxed);
    it.remaining.store(left - skip, Relaxed);
    Ok(Value::NONE)
}

/// An iterator over big integers.
struct LongRange {
    step: Big,
    state: parking_lot::Mutex<LongState>,
}

struct LongState {
    next: Big,
    remaining: Big,
}

impl Payload for LongRange {}

fn long(vm: &Vm, it: Value, f: impl FnOnce(&Big, &mut LongState) -> Res<Option<Big>>) -> Res<Option<Big>> {
    match it.payload::<LongRange>() {
        Some(range) => f(&range.step, &mut range.state.lock()),
        None => Err(vm.type_error("a range iterator is expected")),
    }
}

fn long_next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let item = long(vm, it, |step, state| {
        if state.remaining.is_zero() {
            return Ok(None);
        }
        state.remaining -= Big::one();
        let after = &state.next + step;
        Ok(Some(std::mem::replace(&mut state.next, after)))
    })?;
    Ok(item.map(|i| vm.big(i)))
}

fn long_length_hint(vm: &Vm, args: &[Value]) -> Res {
    let left = long(vm, args[0], |_, state| Ok(Some(state.remaining.clone())))?;
    Ok(vm.big(left.unwrap_or_default()))
}

fn long_set_state(vm: &Vm, args: &[Value]) -> Res {
    let state = match args[1].layout() {
        Layout::Int | Layout::Bool => vm.to_big(args[1]).unwrap_or_default(),
        _ => return Err(vm.type_error(format!("state must be an int, not {}", args[1].type_name()))),
    };
    long(vm, args[0], |step, s| {
        let skip = state.clamp(Big::zero(), s.remaining.clone());
        s.next += &skip * step;
        s.remaining -= skip;
        Ok(None)
    })?;
    Ok(Value::NONE)
}

fn reduce_long(vm: &Vm, args: &[Value]) -> Res {
    let (mut first, mut by) = (Big::zero(), Big::one());
    let stop = long(vm, args[0], |step, state| {
        (first, by) = (state.next.clone(), step.clone());
        Ok(Some(&state.next + &state.remaining * step))
    })?;
    reduce_as(vm, make(vm, vm.big(first), vm.big(stop.unwrap_or_default()), vm.big(by)))
}
