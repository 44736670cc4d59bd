//! `float`: doubles with Python's division, rounding, comparison and text.
//!
//! Arithmetic between `int` and `float` is here, both ways round. Most floats stand in the word; the rest, and instances
//! of subclasses, are `Float` objects.

use std::cmp::Ordering;

use super::format::or_raise;
use super::int::{self, is_int};
use super::{complex, shape_for, type_of};
use crate::object::layouts::{Float, exact};
use crate::object::{BinOp, CmpOp, GetSetDef, Layout, MethodDef, Ref, Res, Slots, TypeSpec, UnOp, Value, class_method, getter, method};
use crate::text::{self, hash};
use crate::types::exceptions::OVERFLOW_ERROR;
use crate::vm::Vm;

/// The type `float`.
pub static FLOAT: TypeSpec = TypeSpec {
    name: "float",
    signature: Some("(x=0, /)"),
    doc: "A binary floating-point number, from another number or from text.",
    layout: Layout::Float,
    constructor: Some(("(x=0, /)", new)),
    methods: METHODS,
    getset: GETSET,
    slots: Slots {
        repr: Some(|vm, v| Ok(vm.str(&text::float::repr(number(vm, v))))),
        hash: Some(|vm, v| Ok(hash_part(number(vm, v), v))),
        compare: Some(compare),
        bool: Some(|vm, v| Ok(number(vm, v) != 0.0)),
        binary: Some(binary),
        unary: Some(unary),
        pow3: Some(pow3),
        int: Some(|vm, v| to_int(vm, number(vm, v))),
        float: Some(|vm, v| Ok(number(vm, v))),
        ..Slots::NONE
    },
    operators: "__add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __pow__ __rpow__ __neg__ __pos__ __abs__ __mod__ __rmod__ __floordiv__ __rfloordiv__ __divmod__ __rdivmod__",
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    class_method("from_number", "(type, number, /)", from_number),
    method("conjugate", "(self, /)", |vm, a| Ok(vm.float(number(vm, a[0])))),
    method("__trunc__", "(self, /)", |vm, a| to_int(vm, number(vm, a[0]))),
    method("__floor__", "(self, /)", |vm, a| to_int(vm, number(vm, a[0]).floor())),
    method("__ceil__", "(self, /)", |vm, a| to_int(vm, number(vm, a[0]).ceil())),
    method("__round__", "(self, ndigits=None, /)", round),
    method("as_integer_ratio", "(self, /)", as_integer_ratio),
    class_method("fromhex", "(type, string, /)", from_hex),
    method("hex", "(self, /)", |vm, a| Ok(vm.str(&text::float::to_hex(number(vm, a[0]))))),
    method("is_integer", "(self, /)", is_integer),
    method("__getnewargs__", "(self, /)", |vm, a| Ok(vm.tuple(&[vm.float(number(vm, a[0]))]))),
    class_method("__getformat__", "(type, typestr, /)", get_format),
    method("__format__", "(self, format_spec, /)", crate::types::format::method),
];

const GETSET: &[GetSetDef] = &[getter("real", |vm, v| Ok(vm.float(number(vm, v)))), getter("imag", |vm, _| Ok(vm.float(0.0)))];

/// The number of a float; the caller has made sure.
fn number(vm: &Vm, v: Value) -> f64 {
    vm.as_float(v).unwrap_or(f64::NAN)
}

/// `int(x)`: toward zero.
///
/// # Errors
/// `OverflowError` for infinity, `ValueError` for nan.
pub fn to_int(vm: &Vm, x: f64) -> Res {
    const WORD: f64 = (1u64 << 62) as f64;
    if x > -WORD && x < WORD {
        return Ok(vm.int(x as i64));
    }
    Ok(vm.big(or_raise(vm, text::float::to_integer(x))?))
}

/// The hash of one number; of nan that of the object `v`.
pub fn hash_part(x: f64, v: Value) -> i64 {
    hash::of_float(x).unwrap_or((v.0 >> 4) as i64)
}

/// The other operand as a double; `None` if it is neither float nor int.
fn operand(vm: &Vm, v: Value) -> Res<Option<f64>> {
    if let Some(f) = vm.as_float(v) {
        return Ok(Some(f));
    }
    if is_int(v) { int::to_float(vm, v).map(Some) } else { Ok(None) }
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    use BinOp::{And, MatMul, Or, Shl, Shr, Xor};
    if matches!(op, And | MatMul | Or | Shl | Shr | Xor) {
        // before an operand can be too large for a double
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let Some(x) = operand(vm, a)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let Some(y) = operand(vm, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
    arithmetic(vm, op, x, y)
}

/// `x op y`; `NotImplemented` for the operators that floats do not have.
pub fn arithmetic(vm: &Vm, op: BinOp, x: f64, y: f64) -> Res {
    Ok(vm.float(match op {
        BinOp::Add => x + y,
        BinOp::Sub => x - y,
        BinOp::Mul => x * y,
        BinOp::Div | BinOp::FloorDiv | BinOp::Mod | BinOp::DivMod if y == 0.0 => return Err(vm.zero_division("division by zero")),
        BinOp::Div => x / y,
        BinOp::FloorDiv => text::float::floor_divide(x, y).0,
        BinOp::Mod => text::float::floor_divide(x, y).1,
        BinOp::DivMod => {
            let (q, r) = text::float::floor_divide(x, y);
            return Ok(vm.tuple(&[vm.float(q), vm.float(r)]));
        }
        BinOp::Pow => return power(vm, x, y),
        _ => return Ok(Value::NOT_IMPLEMENTED),
    }))
}

/// `x ** y`; a negative base with a fraction for an exponent makes a complex number.
///
/// # Errors
/// `ZeroDivisionError`, `OverflowError`.
pub fn power(vm: &Vm, x: f64, y: f64) -> Res {
    if x.is_finite() && y.is_finite() {
        if x == 0.0 && y < 0.0 {
            return Err(vm.zero_division("zero to a negative power"));
        }
        if x < 0.0 && y != y.floor() {
            return complex::power(vm, (x, 0.0), (y, 0.0));
        }
    }
    let z = x.powf(y);
    if z.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(vm.raise_with(&OVERFLOW_ERROR, &[vm.int(34), vm.str("Numerical result out of range")]));
    }
    Ok(vm.float(z))
}

fn pow3(vm: &Vm, _: Value, _: Value, _: Value) -> Res {
    Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"))
}

fn unary(vm: &Vm, op: UnOp, a: Value) -> Res {
    let x = number(vm, a);
    Ok(match op {
        UnOp::Neg => vm.float(-x),
        UnOp::Pos => vm.float(x),
        UnOp::Abs => vm.float(x.abs()),
        UnOp::Invert => Value::NOT_IMPLEMENTED,
    })
}

/// How a double stands to an int, exactly; `None` for nan.
pub fn order_to_int(vm: &Vm, x: f64, n: Value) -> Option<Ordering> {
    match vm.to_i64(n) {
        Some(i) if i.unsigned_abs() <= 1 << 53 => x.partial_cmp(&(i as f64)),
        _ => text::float::compare_to_integer(x, &vm.to_big(n)?),
    }
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let x = number(vm, a);
    let order = match vm.as_float(b) {
        Some(y) => x.partial_cmp(&y),
        None if is_int(b) => order_to_int(vm, x, b),
        None => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(Value::bool(order.map_or(op == CmpOp::Ne, |o| op.of(o))))
}

fn new(vm: &Vm, cls: Value, args: &[Value]) -> Res {
    let x = match args[0].given() {
        Some(v) => from_value(vm, v)?,
        None => 0.0,
    };
    make(vm, cls, x)
}

/// A float, or an instance of a subclass.
fn make(vm: &Vm, cls: Value, x: f64) -> Res {
    let shape = shape_for(vm, cls)?;
    if shape == exact(Layout::Float) {
        return Ok(vm.float(x));
    }
    let o: Ref<Float> = vm.new_sized(shape, vm.words_for(shape, Float::SIZE) - Float::SIZE, true)?;
    // SAFETY: a fresh object that nobody else has seen; `number` is plain data inside it.
    unsafe { (*o.as_ptr().cast_mut()).number = x };
    Ok(o.value())
}

/// `float(v)`.
///
/// # Errors
/// `TypeError` for what is neither number nor text, `ValueError` for text that is no number; what `__float__` raises.
pub fn from_value(vm: &Vm, v: Value) -> Res<f64> {
    if let Some(x) = vm.as_float(v).filter(|_| v.is_flonum() || v.is_exact(Layout::Float)) {
        return Ok(x);
    }
    if let Some(text) = v.str_bytes() {
        return or_raise(vm, text::float::parse(text));
    }
    if v.typ().slots().float.is_some() || v.typ().slots().index.is_some() {
        return vm.to_f64(v);
    }
    if let Some(bytes) = int::bytes_of(vm, v)? {
        let parsed = text::float::parse_bytes(bytes.expect::<crate::object::layouts::Bytes>().bytes());
        if parsed.is_err() && v.layout() != Layout::Bytes {
            return Err(vm.value_error(format!("could not convert string to float: {}", vm.repr_text(v)?)));
        }
        return or_raise(vm, parsed);
    }
    Err(vm.type_error(format!("float() argument must be a string or a real number, not '{}'", v.type_name())))
}

/// What a class method of `float` gives: an instance of the class it was called on.
fn of_class(vm: &Vm, cls: Value, x: f64) -> Res {
    if cls == type_of(&FLOAT).value() { Ok(vm.float(x)) } else { vm.call(cls, &[vm.float(x)]) }
}

fn from_number(vm: &Vm, args: &[Value]) -> Res {
    if args[0] == type_of(&FLOAT).value() && (args[1].is_flonum() || args[1].is_exact(Layout::Float)) {
        return Ok(args[1]);
    }
    of_class(vm, args[0], vm.to_f64(args[1])?)
}

fn from_hex(vm: &Vm, args: &[Value]) -> Res {
    let Some(text) = args[1].str_bytes() else { return Err(vm.type_error("bad argument type for built-in operation")) };
    of_class(vm, args[0], or_raise(vm, text::float::from_hex(text))?)
}

fn round(vm: &Vm, args: &[Value]) -> Res {
    let x = number(vm, args[0]);
    match args[1].not_none() {
        None => to_int(vm, x.round_ties_even()),
        Some(digits) => {
            let digits = vm.index_clipped(digits)?;
            Ok(vm.float(or_raise(vm, text::float::round(x, digits))?))
        }
    }
}

fn as_integer_ratio(vm: &Vm, args: &[Value]) -> Res {
    let (top, bottom) = or_raise(vm, text::float::as_integer_ratio(number(vm, args[0])))?;
    Ok(vm.tuple(&[vm.big(top), vm.big(bottom)]))
}

fn is_integer(vm: &Vm, args: &[Value]) -> Res {
    let x = number(vm, args[0]);
    Ok(Value::bool(x.is_finite() && x == x.floor()))
}

fn get_format(vm: &Vm, args: &[Value]) -> Res {
    match args[1].str_bytes() {
        Some(b"double" | b"float") if cfg!(target_endian = "little") => Ok(vm.str("IEEE, little-endian")),
        Some(b"double" | b"float") => Ok(vm.str("IEEE, big-endian")),
        Some(_) => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
        None => Err(vm.type_error(format!("__getformat__() argument must be str, not {}", args[1].argument_name()))),
    }
}
