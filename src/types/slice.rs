//! `slice`: three values, and what they mean for a sequence of a given length.
//!
//! `indices` is what every sequence uses for `s[a:b:c]`.

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use crate::object::layouts::Slice;
use crate::object::{Args, CmpOp, GetSetDef, Layout, MethodDef, Ref, Res, Slots, TypeSpec, Value, member, method};
use crate::text::hash;
use crate::vm::Vm;

/// The type `slice`.
pub static SLICE: TypeSpec = TypeSpec {
    name: "slice",
    signature: Some(""),
    doc: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
    layout: Layout::Slice,
    methods: METHODS,
    getset: GETSET,
    slots: Slots { new: Some(new), repr: Some(repr), hash: Some(hash_slice), compare: Some(compare), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] =
    &[method("indices", "(self, length, /)", indices_method).shown_as("(self, object, /)"), method("__reduce__", "(self, /)", reduce)];

const GETSET: &[GetSetDef] = &[
    member("start", |_, s| Ok(s.expect::<Slice>().start.get())),
    member("stop", |_, s| Ok(s.expect::<Slice>().stop.get())),
    member("step", |_, s| Ok(s.expect::<Slice>().step.get())),
];

/// What the slice selects of a sequence of `len` items: `(start, stop, step, count)`, `start` and `stop` clipped to
/// `-1..=len`, `step` not 0, `count` the number of items `start, start + step, ...` before `stop`.
///
/// # Errors
/// `ValueError` for a step of 0, `TypeError` for what is neither `None` nor an index.
pub fn indices(vm: &Vm, slice: Value, len: usize) -> Res<(i64, i64, i64, usize)> {
    let (start, stop, step) = bounds(vm, slice)?;
    Ok(adjust(start, stop, step, len))
}

/// The slice's numbers before the length is known: call it first where asking may run Python code that changes the
/// length, then `adjust`. Numbers that were not given are at the far ends.
///
/// # Errors
/// As `indices`.
pub fn bounds(vm: &Vm, slice: Value) -> Res<(i64, i64, i64)> {
    let s = slice.expect::<Slice>();
    let step = match s.step.get().not_none() {
        None => 1,
        Some(v) => match clipped(vm, v)? {
            0 => return Err(vm.value_error("slice step cannot be zero")),
            step => step.max(-i64::MAX),
        },
    };
    let start = match s.start.get().not_none() {
        None => {
            if step < 0 {
                i64::MAX
            } else {
                0
            }
        }
        Some(v) => clipped(vm, v)?,
    };
    let stop = match s.stop.get().not_none() {
        None => {
            if step < 0 {
                i64::MIN
            } else {
                i64::MAX
            }
        }
        Some(v) => clipped(vm, v)?,
    };
    Ok((start, stop, step))
}

/// Clips what `bounds` gave to a sequence of `len` items.
pub fn adjust(start: i64, stop: i64, step: i64, len: usize) -> (i64, i64, i64, usize) {
    let len = len as i64;
    let (low, high) = if step < 0 { (-1, len - 1) } else { (0, len) };
    let clip = |i: i64| {
        let i = if i < 0 { i.saturating_add(len) } else { i };
        i.clamp(low, high)
    };
    let (start, stop) = (clip(start), clip(stop));
    let count = match step {
        1 => (stop - start).max(0),
        _ if step > 0 && start < stop => (stop - start - 1) / step + 1,
        _ if step < 0 && stop < start => (start - stop - 1) / -step + 1,
        _ => 0,
    };
    (start, stop, step, count as usize)
}

fn clipped(vm: &Vm, v: Value) -> Res<i64> {
    if v.is_small_int() {
        return Ok(v.small());
    }
    if v.typ().slots().index.is_none() {
        return Err(not_an_index(vm));
    }
    vm.index_clipped(v)
}

#[cold]
fn not_an_index(vm: &Vm) -> crate::object::Raised {
    vm.type_error("slice indices must be integers or None or have an __index__ method")
}

fn new(vm: &Vm, _cls: Value, args: Args) -> Res {
    if !args.names.is_empty() {
        return Err(vm.type_error("slice() takes no keyword arguments"));
    }
    match *args.all {
        [stop] => Ok(vm.slice(Value::NONE, stop, Value::NONE)),
        [start, stop] => Ok(vm.slice(start, stop, Value::NONE)),
        [start, stop, step] => Ok(vm.slice(start, stop, step)),
        [] => Err(vm.type_error("slice expected at least 1 argument, got 0")),
        _ => Err(vm.type_error(format!("slice expected at most 3 arguments, got {}", args.all.len()))),
    }
}

fn fields(s: Value) -> [Value; 3] {
    let s: Ref<Slice> = s.expect();
    [s.start.get(), s.stop.get(), s.step.get()]
}

fn repr(vm: &Vm, s: Value) -> Res {
    let mut text = b"slice(".to_vec();
    for (i, v) in fields(s).into_iter().enumerate() {
        if i > 0 {
            text.extend(b", ");
        }
        text.extend(vm.repr(v)?.str_bytes().unwrap_or_default());
    }
    text.push(b')');
    Ok(vm.str_wtf8(&text))
}

fn hash_slice(vm: &Vm, s: Value) -> Res<i64> {
    let [start, stop, step] = fields(s);
    Ok(hash::of_fields([vm.hash(start)?, vm.hash(stop)?, vm.hash(step)?]))
}

/// As tuples of three compare.
fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    if b.cast::<Slice>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    for (x, y) in fields(a).into_iter().zip(fields(b)) {
        if !vm.equal(x, y)? {
            return match op {
                CmpOp::Eq => Ok(Value::FALSE),
                CmpOp::Ne => Ok(Value::TRUE),
                _ => vm.compare(op, x, y),
            };
        }
    }
    Ok(Value::bool(op.of(std::cmp::Ordering::Equal)))
}

fn reduce(vm: &Vm, args: &[Value]) -> Res {
    let fields = vm.tuple(&fields(args[0]));
    Ok(vm.tuple(&[args[0].typ().value(), fields]))
}

/// `slice.indices(length)`, numbers of any size.
fn indices_method(vm: &Vm, args: &[Value]) -> Res {
    let length = vm.index(args[1])?;
    if let Some(len) = vm.to_i64(length).filter(|&n| n >= 0) {
        let (start, stop, step) = bounds(vm, args[0])?;
        let far = |v: i64| v == i64::MIN || v == i64::MAX;
        if !far(step) && step != -i64::MAX {
            let (start, stop, step, _) = adjust(start, stop, step, len as usize);
            return Ok(vm.tuple(&[vm.int(start), vm.int(stop), vm.int(step)]));
        }
    }
    let (start, stop, step) = big_indices(vm, args[0], &vm.to_big(length).unwrap_or_default())?;
    Ok(vm.tuple(&[vm.big(start), vm.big(stop), vm.big(step)]))
}

/// As `indices`, for sequences of any length: what `range` slices with.
///
/// # Errors
/// As `indices`, and `ValueError` for a negative length.
pub fn big_indices(vm: &Vm, slice: Value, len: &BigInt) -> Res<(BigInt, BigInt, BigInt)> {
    if len.is_negative() {
        return Err(vm.value_error("length should not be negative"));
    }
    let number = |v: Value| -> Res<Option<BigInt>> {
        match v.not_none() {
            None => Ok(None),
            Some(v) if v.typ().slots().index.is_none() => Err(not_an_index(vm)),
            Some(v) => Ok(vm.to_big(vm.index(v)?)),
        }
    };
    let [start, stop, step] = fields(slice);
    let step = number(step)?.unwrap_or_else(|| BigInt::from(1));
    if step.is_zero() {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let (low, high) = match step.is_negative() {
        true => (BigInt::from(-1), len - 1),
        false => (BigInt::zero(), len.clone()),
    };
    let clip = |i: BigInt| {
        let i = if i.is_negative() { i + len } else { i };
        i.clamp(low.clone(), high.clone())
    };
    let (first, last) = if step.is_negative() { (&high, &low) } else { (&low, &high) };
    let start = number(start)?.map_or_else(|| first.clone(), clip);
    let stop = number(stop)?.map_or_else(|| last.clone(), clip);
    Ok((start, stop, step))
}
