//! `tuple`: a length and its items, which never change, so that nothing here takes a lock.
//!
//! The word `extra` of an exact tuple caches its hash (as an int, so a hash of a tuple has 63 bits); instances of
//! subclasses keep their attributes there.

use crate::object::layouts::*;
use crate::object::{Args, BinOp, CmpOp, Layout, MethodDef, Res, Slot, Slots, TypeSpec, Value, method};
use crate::text::hash;
use crate::text::hash::small_int_hash;
use crate::vm::{Values, Vm};

use super::list::{compare_sequences, index_bound, items_of, repeat_count, sequence_index};
use super::plain_order::{compare_tuples, equal_items};
use super::repr::{push_repr, showing, written};
use super::{generic_alias, slice};

pub static TUPLE: TypeSpec = TypeSpec {
    name: "tuple",
    signature: Some("(iterable=(), /)"),
    doc: "A sequence that never changes: of the items of an iterable, or empty.",
    layout: Layout::Tuple,
    methods: METHODS,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash_tuple),
        compare: Some(compare),
        len: Some(len),
        get_item: Some(get_item),
        contains: Some(contains),
        iter: Some(iter),
        binary: Some(binary),
        new: Some(new),
        ..Slots::NONE
    },
    operators: "__add__ __mul__ __rmul__",
    sequence: "can only concatenate tuple (not \"{}\") to tuple",
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    // not what a derived type's own slot says
    method("__repr__", "(self, /)", |vm, a| repr(vm, a[0])).of_slot(),
    method("count", "(self, value, /)", count),
    method("index", "(self, value, start=0, stop=sys.maxsize, /)", index),
    method("__getnewargs__", "(self, /)", |vm, a| {
        let copy = vm.tuple(a[0].expect::<Tuple>().items());
        Ok(vm.tuple(&[copy]))
    }),
    generic_alias::CLASS_GETITEM,
];

fn new(vm: &Vm, cls: Value, args: Args) -> Res {
    let exact = cls.as_type().is_some_and(|t| t.builtin);
    let args = super::list::constructor_arguments(vm, cls, &TUPLE, args);
    let iterable = super::list::one_argument(vm, "tuple", args)?;
    if exact && iterable.is_some_and(|v| v.is_exact(Layout::Tuple)) {
        return Ok(iterable.unwrap_or(Value::NONE));
    }
    if let Some(items) = iterable.filter(|v| v.is_exact(Layout::Tuple)) {
        let shape = super::shape_for(vm, cls)?;
        return Ok(vm.tuple_of_shape(shape, items.expect::<Tuple>().items()));
    }
    let items = match iterable {
        Some(v) => items_of(vm, v)?,
        None => Values::new(vm),
    };
    Ok(vm.tuple_of_shape(super::shape_for(vm, cls)?, &items))
}

fn len(_: &Vm, tuple: Value) -> Res<usize> {
    Ok(tuple.expect::<Tuple>().len)
}

fn iter(vm: &Vm, tuple: Value) -> Res {
    Ok(vm.index_iter(Layout::TupleIter, tuple, 0))
}

fn repr(vm: &Vm, tuple: Value) -> Res {
    written(vm, tuple, write_repr)
}

/// Appends the text of a tuple.
pub fn write_repr(vm: &Vm, out: &mut Vec<u8>, tuple: Value) -> Res<()> {
    let t = tuple.expect::<Tuple>();
    let Some(_showing) = showing(vm, tuple) else {
        out.extend(b"(...)");
        return Ok(());
    };
    out.push(b'(');
    for (i, &v) in t.items().iter().enumerate() {
        if i > 0 {
            out.extend(b", ");
        }
        push_repr(vm, out, v)?;
    }
    out.extend(if t.len == 1 { &b",)"[..] } else { b")" });
    Ok(())
}

/// The hash of an exact tuple that is known, or whose items are small ints and texts.
#[inline(never)]
pub fn plain_hash(vm: &Vm, tuple: Value) -> Option<u64> {
    let t = tuple.expect::<Tuple>();
    if t.extra.get() != Value::UNBOUND {
        return Some(t.extra.get().0);
    }
    let mut rounds = hash::Rounds::NONE;
    for &v in t.items().iter() {
        rounds = rounds.with(if v.is_small_int() {
            small_int_hash(v.small())
        } else if v.is_exact_str() {
            vm.str_hash(v) as i64
        } else {
            return None;
        });
    }
    let hash = rounds.of_tuple();
    t.extra.set(Value(hash as u64));
    Some(hash as u64)
}

fn hash_tuple(vm: &Vm, tuple: Value) -> Res<i64> {
    let t = tuple.expect::<Tuple>();
    let cached = tuple.is_exact(Layout::Tuple);
    // the word itself: nobody takes that of an exact tuple for a value
    if cached && t.extra.get() != Value::UNBOUND {
        return Ok(t.extra.get().0 as i64);
    }
    let mut rounds = hash::Rounds::NONE;
    for (i, &v) in t.items().iter().enumerate() {
        rounds = rounds.with(vm.hash(v)?);
        vm.make_way_at(i)?;
    }
    let hash = rounds.of_tuple();
    if cached {
        t.extra.set(Value(hash as u64));
    }
    Ok(hash)
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (a.cast::<Tuple>(), b.cast::<Tuple>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let known = if matches!(op, CmpOp::Eq | CmpOp::Ne) {
        equal_items(&x, &y).map(|equal| equal == (op == CmpOp::Eq))
    } else {
        compare_tuples(vm, op, a, b)
    };
    if let Some(truth) = known {
        return Ok(Value::bool(truth));
    }
    // unlike lists, tuples of different lengths are compared item by item too
    compare_sequences(vm, op, (0, 0), |i| (x.items().get(i).copied(), y.items().get(i).copied()))
}

fn contains(vm: &Vm, tuple: Value, v: Value) -> Res<bool> {
    for &item in tuple.expect::<Tuple>().items() {
        if vm.equal(item, v)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn count(vm: &Vm, a: &[Value]) -> Res {
    let mut n = 0;
    for &item in a[0].expect::<Tuple>().items() {
        n += i64::from(vm.equal(item, a[1])?);
    }
    Ok(vm.int(n))
}

fn index(vm: &Vm, a: &[Value]) -> Res {
    let t = a[0].expect::<Tuple>();
    let start = index_bound(vm, a[2], 0, t.len)?;
    let stop = index_bound(vm, a[3], t.len, t.len)?.min(t.len);
    for i in start..stop {
        if vm.equal(t.items()[i], a[1])? {
            return Ok(vm.int(i as i64));
        }
    }
    Err(vm.value_error("tuple.index(x): x not in tuple"))
}

fn get_item(vm: &Vm, tuple: Value, key: Value) -> Res {
    let t = tuple.expect::<Tuple>();
    if key.is_object() && key.cast::<Slice>().is_some() {
        let (start, _, step, count) = slice::indices(vm, key, t.len)?;
        if step == 1 {
            if count == t.len && tuple.is_exact(Layout::Tuple) {
                return Ok(tuple);
            }
            let start = start as usize;
            return Ok(vm.tuple(if count == 0 { &[] } else { &t.items()[start..start + count] }));
        }
        let mut items = Values::with_capacity(vm, count);
        items.extend((0..count as i64).map(|i| t.items()[(start + i * step) as usize]));
        return Ok(vm.tuple(&items));
    }
    let i = sequence_index(vm, key, "tuple")?;
    let i = if i < 0 { i + t.len as i64 } else { i };
    match usize::try_from(i).ok().and_then(|i| t.items().get(i)) {
        Some(&v) => Ok(v),
        None => Err(vm.index_error("tuple index out of range")),
    }
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    match (op, a.cast::<Tuple>(), b.cast::<Tuple>()) {
        (BinOp::Add, Some(x), Some(y)) => {
            if x.len == 0 && b.is_exact(Layout::Tuple) {
                return Ok(b);
            }
            if y.len == 0 && a.is_exact(Layout::Tuple) {
                return Ok(a);
            }
            let mut items = Values::with_capacity(vm, x.len + y.len);
            items.extend(x.items().iter().chain(y.items()).copied());
            Ok(vm.tuple(&items))
        }
        (BinOp::Mul, Some(_), None) => repeat(vm, a, b),
        (BinOp::Mul, None, Some(_)) => repeat(vm, b, a),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn repeat(vm: &Vm, tuple: Value, times: Value) -> Res {
    let Some(times) = repeat_count(vm, times)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let t = tuple.expect::<Tuple>();
    if (times == 1 || t.len == 0) && tuple.is_exact(Layout::Tuple) {
        return Ok(tuple);
    }
    let Some(total) = t.len.checked_mul(times) else { return Err(vm.memory_error()) };
    let mut items = Values::new(vm);
    if total < 1 << 16 {
        items = Values::with_capacity(vm, total);
        (0..times).for_each(|_| items.extend_by(t.items()));
        return Ok(vm.tuple(&items));
    }
    // a buffer tells whether there is memory for that many; it becomes the tuple's items
    let buffer = super::list::buffer(vm, total)?;
    Slot::set_all(buffer.slots(), t.items().iter().copied().cycle());
    items.extend_by_slots(buffer.slots());
    Ok(vm.tuple(&items))
}
