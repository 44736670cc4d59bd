//! `int`: the table, how values become ints, and ints text. Arithmetic is in `ops`, methods in `methods`.
//!
//! A number that fits 63 bits is in the word; every other, and every instance of a subclass, is a `BigInt` object, which
//! never changes. Results are always exact ints in their shortest form, except what a subclass's constructor makes.

pub mod long;
mod methods;
pub mod ops;

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use crate::object::layouts::{BigInt, Bytes, exact};
use crate::object::{Layout, Res, Slots, TypeSpec, Value};
use crate::sync::Wait;
use crate::text::{self, hash, limbs};
use crate::types::format::or_raise;
use crate::types::{shape_for, type_of};
use crate::vm::Vm;
use long::Number;

/// The type `int`.
pub static INT: TypeSpec = TypeSpec {
    name: "int",
    signature: Some(""),
    doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\n\
Convert a number or string to an integer, or return 0 if no arguments\n\
are given.  If x is a number, return x.__int__().  For floating-point\n\
numbers, this truncates towards zero.\n\n\
If x is not a number or if base is given, then x must be a string,\n\
bytes, or bytearray instance representing an integer literal in the\n\
given base.  The literal can be preceded by '+' or '-' and be surrounded\n\
by whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.\n\
Base 0 means to interpret the base from the string as an integer literal.\n\
>>> int('0b100', base=0)\n4",
    layout: Layout::Int,
    constructor: Some(("(x=0, /, base=10)", new)),
    methods: methods::METHODS,
    getset: methods::GETSET,
    slots: Slots {
        new: Some(super::wrappers::new_counted),
        repr: Some(repr),
        hash: Some(hash_int),
        compare: Some(ops::compare),
        bool: Some(|vm, v| Ok(vm.to_i64(v) != Some(0))),
        binary: Some(ops::binary),
        unary: Some(ops::unary),
        pow3: Some(ops::pow3),
        index: Some(|vm, v| Ok(plain(vm, v))),
        int: Some(|vm, v| Ok(plain(vm, v))),
        float: Some(to_float),
        ..Slots::NONE
    },
    operators: "__add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __pow__ __rpow__ __neg__ __pos__ __abs__ __mod__ __rmod__ __floordiv__ __rfloordiv__ __divmod__ __rdivmod__ __and__ __rand__ __or__ __ror__ __xor__ __rxor__ __invert__ __lshift__ __rlshift__ __rshift__ __rrshift__",
    ..TypeSpec::DEFAULT
};

/// `sys.get_int_max_str_digits()`: how many decimal digits a conversion between int and text may have; 0: any number. One
/// for the process, and for literals too.
pub fn max_str_digits() -> usize {
    crate::syntax::max_digits()
}

/// Sets it; the caller has made sure that the limit is 0 or at least 640.
pub fn set_max_str_digits(limit: i64) {
    crate::syntax::set_max_digits(limit as usize);
}

/// Is this an int: also a bool or an instance of a subclass?
#[inline]
pub fn is_int(v: Value) -> bool {
    v.is_small_int() || v.is_bool() || v.cast::<BigInt>().is_some()
}

/// The number as an exact `int`: bools and instances of subclasses become plain; the value must be an int.
#[inline]
pub fn plain(vm: &Vm, v: Value) -> Value {
    if v.is_small_int() || v.is_exact(Layout::Int) {
        return v;
    }
    Number::of(v).map_or(v, |n| vm.int_of_limbs(n.signed().0, n.limbs()))
}

/// Above this much work (about a nanosecond each) a computation lets other threads run.
const LONG: u64 = 40_000;

/// Above this much work a computation is left alone if a signal's handler raises. The estimates are those of the schoolbook.
const VERY_LONG: u64 = 200_000_000;

/// How often who waits for a very long computation looks for signals.
const LOOK: Duration = Duration::from_millis(20);

/// Runs a computation on numbers, detached if it is a long one. `work` is in steps of about a nanosecond. A very long one has
/// a native thread of its own, since nothing interrupts the arithmetic: Ctrl-C ends the waiting for it, and it ends unseen,
/// at the latest with the process. That is why `f` owns what it works on.
///
/// # Errors
/// What a signal's handler raises; `RuntimeError` if no thread can be had.
pub fn long_work<R: Send + 'static>(vm: &Vm, work: u64, f: impl FnOnce() -> R + Send + 'static) -> Res<R> {
    if work <= LONG {
        return Ok(f());
    }
    if work <= VERY_LONG {
        return Ok(vm.detached(Wait::Native, f));
    }
    let (tell, told) = channel();
    // nobody may listen any more
    let worker = std::thread::Builder::new().spawn(move || drop(tell.send(f())));
    if worker.is_err() {
        return Err(vm.runtime_error("can't start new thread"));
    }
    loop {
        match vm.detached(Wait::Native, || told.recv_timeout(LOOK)) {
            Ok(made) => return Ok(made),
            Err(RecvTimeoutError::Timeout) => vm.safepoint()?,
            Err(RecvTimeoutError::Disconnected) => return Err(vm.memory_error()),
        }
    }
}

/// The work of turning so many bits or digits from one base into another: between linear and square.
fn conversion_work(n: u64) -> u64 {
    n.saturating_mul(n.isqrt()) / 64
}

/// `int(text, base)` of a `str`'s text.
///
/// # Errors
/// `ValueError` with CPython's texts.
pub fn parse(vm: &Vm, text: &[u8], base: u32) -> Res {
    if base == 10
        && let Some(i) = text::int::parse_small(text)
    {
        return Ok(vm.int(i));
    }
    let limit = max_str_digits();
    if base == 10
        && let Some((negative, digits)) = text::int::plain_decimal(text, limit)
    {
        return Ok(vm.int_filled(limbs::limbs_for_decimal(digits.len()), |out| {
            limbs::from_decimal(out, digits);
            negative
        }));
    }
    vm.check_memory(text.len(), 6)?;
    let text = text.to_vec();
    let made = long_work(vm, conversion_work(text.len() as u64), move || text::int::parse(&text, base, limit))?;
    Ok(vm.big(or_raise(vm, made)?))
}

/// `str(n)`.
///
/// # Errors
/// `ValueError` past the limit on digits.
pub fn to_text(vm: &Vm, v: Value) -> Res<String> {
    if let Some(i) = vm.to_i64(v) {
        return Ok(i.to_string());
    }
    let limit = max_str_digits();
    if let Some(n) = Number::of(v)
        && let Some(made) = text::int::limbs_to_decimal(n.signed().0, n.limbs(), limit)
    {
        return or_raise(vm, made);
    }
    vm.check_memory(Number::of(v).map_or(0, |n| n.limbs().len()), 96)?;
    let n = vm.to_big(v).unwrap_or_default();
    let made = long_work(vm, conversion_work(n.bits()), move || text::int::to_decimal(&n, limit))?;
    or_raise(vm, made)
}

fn repr(vm: &Vm, v: Value) -> Res {
    if v.is_small_int() {
        return Ok(vm.decimal(v.small()));
    }
    let text = to_text(vm, v)?;
    Ok(vm.str_counted(text.as_bytes(), text.len()))
}

fn hash_int(_: &Vm, v: Value) -> Res<i64> {
    Ok(Number::of(v).map_or(0, |n| hash::of_limbs(n.signed().0, n.limbs())))
}

/// `float(n)`, half to even.
///
/// # Errors
/// `OverflowError`.
pub fn to_float(vm: &Vm, v: Value) -> Res<f64> {
    match vm.to_i64(v) {
        Some(i) => Ok(i as f64),
        None => or_raise(vm, text::float::from_integer(&vm.to_big(v).unwrap_or_default())),
    }
}

fn new(vm: &Vm, cls: Value, args: &[Value]) -> Res {
    let v = match (args[0].given(), args[1].given()) {
        (None, None) => Value::small_int(0),
        (Some(x), None) => from_value(vm, x)?,
        (None, Some(_)) => return Err(vm.type_error("int() missing string argument")),
        (Some(x), Some(base)) => {
            // a base past any int is as bad as any other bad one
            let base = vm.index_clipped(base)?;
            let base = u32::try_from(base).ok().filter(|&b| b == 0 || (2..=36).contains(&b));
            let base = base.ok_or_else(|| vm.value_error("int() base must be >= 2 and <= 36, or 0"))?;
            let text = if x.layout() == Layout::MemoryView { None } else { from_text(vm, x, base)? };
            match text {
                Some(v) => v,
                None => return Err(vm.type_error("int() can't convert non-string with explicit base")),
            }
        }
    };
    let shape = shape_for(vm, cls)?;
    if shape == exact(Layout::Int) {
        return Ok(v);
    }
    Ok(vm.big_int_object(shape, &vm.to_big(v).unwrap_or_default()))
}

/// `int(x)`: an exact int.
///
/// # Errors
/// `TypeError` for what is no number and no text; what `__int__` raises.
pub fn from_value(vm: &Vm, x: Value) -> Res {
    if x.is_small_int() || x.is_exact(Layout::Int) {
        return Ok(x);
    }
    let slots = x.typ().slots();
    if let Some(f) = slots.int.or(slots.index) {
        let v = f(vm, x)?;
        if !is_int(v) {
            return Err(vm.type_error(format!("__int__ returned non-int (type {})", v.type_name())));
        }
        return Ok(plain(vm, v));
    }
    match from_text(vm, x, 10)? {
        Some(v) => Ok(v),
        None => {
            let text = format!("int() argument must be a string, a bytes-like object or a real number, not '{}'", x.type_name());
            Err(vm.type_error(text))
        }
    }
}

fn from_text(vm: &Vm, x: Value, base: u32) -> Res<Option<Value>> {
    if let Some(text) = x.str_bytes() {
        return parse(vm, text, base).map(Some);
    }
    let Some(bytes) = bytes_of(vm, x)? else { return Ok(None) };
    let limit = max_str_digits();
    let n = or_raise(vm, text::int::parse_bytes(bytes.expect::<Bytes>().bytes(), base, limit))?;
    Ok(Some(vm.big(n)))
}

/// A `bytes` object with the bytes of a `bytes`, `bytearray` or `memoryview`; `None` for other values.
///
/// # Errors
/// What taking the bytes of a released view raises.
pub fn bytes_of(vm: &Vm, x: Value) -> Res<Option<Value>> {
    match x.layout() {
        Layout::Bytes => Ok(Some(x)),
        Layout::MemoryView if super::bytes_common::has_gaps(x) => Ok(None),
        Layout::ByteArray | Layout::MemoryView => vm.call(type_of(&super::bytes::BYTES).value(), &[x]).map(Some),
        _ => Ok(None),
    }
}
