//! The methods and computed attributes of `int`.

use num_traits::ToPrimitive;

use super::long::Number;
use super::{bytes_of, long_work, plain};
use crate::object::layouts::Bytes;
use crate::object::{GetSetDef, Layout, MethodDef, Res, Value, class_method, getter, method};
use crate::text::{self, limbs};
use crate::types::type_of;
use crate::vm::Vm;
use crate::vm::intern::names;

/// The rows of `int`'s methods.
pub const METHODS: &[MethodDef] = &[
    method("conjugate", "(self, /)", itself),
    method("bit_length", "(self, /)", bit_length),
    method("bit_count", "(self, /)", bit_count),
    method("to_bytes", "(self, /, length=1, byteorder='big', *, signed=False)", to_bytes),
    class_method("from_bytes", "(type, /, bytes, byteorder='big', *, signed=False)", from_bytes),
    method("as_integer_ratio", "(self, /)", |vm, a| Ok(vm.tuple(&[plain(vm, a[0]), Value::small_int(1)]))),
    method("is_integer", "(self, /)", |_, _| Ok(Value::TRUE)),
    method("__trunc__", "(self, /)", itself),
    method("__floor__", "(self, /)", itself),
    method("__ceil__", "(self, /)", itself),
    method("__round__", "(self, ndigits=None, /)", round),
    method("__format__", "(self, format_spec, /)", crate::types::format::method),
    method("__getnewargs__", "(self, /)", |vm, a| Ok(vm.tuple(&[plain(vm, a[0])]))),
    method("__sizeof__", "(self, /)", size_of),
];

/// The rows of its computed attributes.
pub const GETSET: &[GetSetDef] = &[
    getter("real", |vm, v| Ok(plain(vm, v))),
    getter("imag", |_, _| Ok(Value::small_int(0))),
    getter("numerator", |vm, v| Ok(plain(vm, v))),
    getter("denominator", |_, _| Ok(Value::small_int(1))),
];

fn itself(vm: &Vm, args: &[Value]) -> Res {
    Ok(plain(vm, args[0]))
}

fn bit_length(vm: &Vm, args: &[Value]) -> Res {
    Ok(vm.uint(Number::of(args[0]).map_or(0, |n| limbs::bits(n.limbs()))))
}

fn bit_count(vm: &Vm, args: &[Value]) -> Res {
    let ones = |n: Number| n.limbs().iter().map(|limb| u64::from(limb.count_ones())).sum();
    Ok(vm.uint(Number::of(args[0]).map_or(0, ones)))
}

/// `byteorder`: is it little?
fn is_little(vm: &Vm, order: Value, function: &str) -> Res<bool> {
    let Some(order) = order.given() else { return Ok(false) };
    match order.str_bytes() {
        Some(b"little") => Ok(true),
        Some(b"big") => Ok(false),
        Some(_) => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
        None => Err(vm.type_error(format!("{function}() argument 'byteorder' must be str, not {}", order.argument_name()))),
    }
}

fn flag(vm: &Vm, v: Value) -> Res<bool> {
    v.given().map_or(Ok(false), |v| vm.truth(v))
}

fn to_bytes(vm: &Vm, args: &[Value]) -> Res {
    let length = args[1].given().map_or(Ok(1), |v| vm.index_i64(v))?;
    let little = is_little(vm, args[2], "to_bytes")?;
    let signed = flag(vm, args[3])?;
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error("length argument must be non-negative"));
    };
    if length > i32::MAX as usize * 4 {
        return Err(vm.memory_error());
    }
    if args[0].is_small_int() && length <= 8 && !signed && args[0].small() >= 0 {
        let n = args[0].small() as u64;
        if length < 8 && n >> (length * 8) != 0 {
            return Err(vm.overflow_error("int too big to convert"));
        }
        return Ok(if little { vm.bytes(&n.to_le_bytes()[..length]) } else { vm.bytes(&n.to_be_bytes()[8 - length..]) });
    }
    let n = Number::of(args[0]).expect("a method of int has an int");
    if n.signed().0 && !signed {
        return Err(vm.overflow_error("can't convert negative int to unsigned"));
    }
    let Some(mut bytes) = limbs::to_bytes(n.signed(), length, signed) else {
        return Err(vm.overflow_error("int too big to convert"));
    };
    if !little {
        bytes.reverse();
    }
    Ok(vm.bytes(&bytes))
}

fn from_bytes(vm: &Vm, args: &[Value]) -> Res {
    let little = is_little(vm, args[2], "from_bytes")?;
    let source = args[1];
    let bytes = match bytes_of(vm, source)? {
        Some(bytes) => bytes,
        None => bytes_from_object(vm, source)?,
    };
    let signed = flag(vm, args[3])?;
    let data = bytes.expect::<Bytes>();
    let data = data.bytes();
    if data.len() < 8 && !signed && args[0] == type_of(&super::INT).value() {
        let add = |n: i64, &byte: &u8| n << 8 | i64::from(byte);
        let n = if little { data.iter().rev().fold(0, add) } else { data.iter().fold(0, add) };
        return Ok(vm.int(n));
    }
    let top = if little { data.last() } else { data.first() };
    let negative = signed && top.is_some_and(|&byte| byte >= 128);
    let n = vm.int_filled(data.len().div_ceil(8), |out| {
        vm.aside_over(data.len(), || {
            if little {
                limbs::from_bytes(out, data.iter().copied(), negative);
            } else {
                limbs::from_bytes(out, data.iter().rev().copied(), negative);
            }
        });
        negative
    });
    if args[0] == type_of(&super::INT).value() { Ok(n) } else { vm.call(args[0], &[n]) }
}

/// The bytes of an object with `__bytes__`, or of an iterable of small ints.
fn bytes_from_object(vm: &Vm, source: Value) -> Res {
    if let Some(b) = vm.call_special(source, names::BYTES.get(), &[])? {
        if b.layout() == Layout::Bytes {
            return Ok(b);
        }
        return Err(vm.type_error(format!("__bytes__ returned non-bytes (type {})", b.type_name())));
    }
    let words = || format!("cannot convert '{}' object to bytes", source.type_name());
    if source.str_bytes().is_some() {
        return Err(vm.type_error(words()));
    }
    if source.typ().builtin {
        let source = vm.iterable_or(source, &words)?;
        return vm.call(type_of(&crate::types::bytes::BYTES).value(), &[source]);
    }
    let bytes = crate::types::bytes_common::from_items(vm, source, "bytes", &words)?;
    Ok(vm.bytes(&bytes))
}

fn round(vm: &Vm, args: &[Value]) -> Res {
    let Some(digits) = args[1].not_none() else { return itself(vm, args) };
    let digits = vm.index(digits)?;
    if super::ops::order(vm, digits, Value::small_int(0)).is_none_or(|o| o.is_ge()) {
        return itself(vm, args);
    }
    let n = vm.to_big(args[0]).unwrap_or_default();
    // 10^tens past twice the number: it rounds to nothing
    let tens = vm.to_big(digits).and_then(|d| (-d).to_u64()).unwrap_or(u64::MAX);
    if tens > n.bits() / 3 + 2 {
        return Ok(Value::small_int(0));
    }
    Ok(vm.big(long_work(vm, n.bits(), move || text::int::round_to_tens(&n, tens as u32))?))
}

/// As CPython has it: digits of 30 bits behind a header.
fn size_of(vm: &Vm, args: &[Value]) -> Res {
    let bits = Number::of(args[0]).map_or(0, |n| limbs::bits(n.limbs()));
    Ok(vm.uint(24 + 4 * bits.div_ceil(30).max(1)))
}
