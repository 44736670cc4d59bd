//! `complex`: pairs of doubles, with the arithmetic of C99's Annex G, also between real and complex numbers.
//!
//! The functions on pairs at the end are what `cmath` computes with too.

use super::float::{hash_part, order_to_int};
use super::format::or_raise;
use super::int::{is_int, to_float};
use super::{shape_for, type_of};
use crate::object::layouts::{Complex, exact};
use crate::object::{
    Args, BinOp, CmpOp, GetSetDef, Layout, MethodDef, Ref, Res, Slots, TypeSpec, UnOp, Value, class_method, member, method,
};
use crate::text::{complex, hash};
use crate::vm::Vm;
use crate::vm::intern::names;

/// The type `complex`.
pub static COMPLEX: TypeSpec = TypeSpec {
    name: "complex",
    signature: Some("(real=0, imag=0)"),
    doc: "Create a complex number from a string or numbers.\n\n\
If a string is given, parse it as a complex number.\n\
If a single number is given, convert it to a complex number.\n\
If the 'real' or 'imag' arguments are given, create a complex number\n\
with the specified real and imaginary components.",
    layout: Layout::Complex,
    constructor: Some(("(real=0, imag=0)", new)),
    methods: METHODS,
    getset: GETSET,
    slots: Slots {
        repr: Some(|vm, v| Ok(vm.str(&complex::repr(pair(v).0, pair(v).1)))),
        hash: Some(hash_complex),
        compare: Some(compare),
        new: Some(construct),
        bool: Some(|_, v| Ok(pair(v) != (0.0, 0.0))),
        binary: Some(binary),
        unary: Some(unary),
        pow3: Some(|vm, a, b, _| match (operand(vm, a)?, operand(vm, b)?) {
            (Some(_), Some(_)) => Err(vm.value_error("complex modulo")),
            _ => Ok(Value::NOT_IMPLEMENTED),
        }),
        ..Slots::NONE
    },
    operators: "__add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __pow__ __rpow__ __neg__ __pos__ __abs__",
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    class_method("from_number", "(type, number, /)", from_number),
    method("conjugate", "(self, /)", |vm, a| {
        let (re, im) = pair(a[0]);
        Ok(vm.complex(re, -im))
    }),
    method("__complex__", "(self, /)", |vm, a| {
        let (re, im) = pair(a[0]);
        Ok(if a[0].is_exact(Layout::Complex) { a[0] } else { vm.complex(re, im) })
    }),
    method("__getnewargs__", "(self, /)", |vm, a| {
        let (re, im) = pair(a[0]);
        Ok(vm.tuple(&[vm.float(re), vm.float(im)]))
    }),
    method("__format__", "(self, format_spec, /)", crate::types::format::method),
];

const GETSET: &[GetSetDef] = &[member("real", |vm, v| Ok(vm.float(pair(v).0))), member("imag", |vm, v| Ok(vm.float(pair(v).1)))];

/// Real and imaginary part.
pub type Pair = (f64, f64);

fn pair(v: Value) -> Pair {
    let c: Ref<Complex> = v.expect();
    (c.re, c.im)
}

fn hash_complex(_: &Vm, v: Value) -> Res<i64> {
    let (re, im) = pair(v);
    Ok(hash::of_complex(hash_part(re, v), hash_part(im, v)))
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (re, im) = pair(a);
    let equal = if let Some(c) = b.cast::<Complex>() {
        re == c.re && im == c.im
    } else if let Some(x) = vm.as_float(b) {
        re == x && im == 0.0
    } else if is_int(b) {
        im == 0.0 && order_to_int(vm, re, b).is_some_and(|o| o.is_eq())
    } else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(equal == (op == CmpOp::Eq)))
}

/// An operand: a real number has no imaginary part at all (which is not the same as one of 0).
#[derive(Clone, Copy)]
enum Operand {
    Real(f64),
    Complex(Pair),
}

fn operand(vm: &Vm, v: Value) -> Res<Option<Operand>> {
    if v.cast::<Complex>().is_some() {
        return Ok(Some(Operand::Complex(pair(v))));
    }
    if let Some(x) = vm.as_float(v) {
        return Ok(Some(Operand::Real(x)));
    }
    if is_int(v) { Ok(Some(Operand::Real(to_float(vm, v)?))) } else { Ok(None) }
}

impl Operand {
    fn pair(self) -> Pair {
        match self {
            Operand::Real(x) => (x, 0.0),
            Operand::Complex(c) => c,
        }
    }
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    use Operand::{Complex as C, Real as R};
    if !matches!(op, BinOp::Add | BinOp::Sub | BinOp::Mul | BinOp::Div | BinOp::Pow) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let Some(x) = operand(vm, a)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let Some(y) = operand(vm, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let (re, im) = match (op, x, y) {
        (BinOp::Add, C((a, b)), R(c)) | (BinOp::Add, R(c), C((a, b))) => (a + c, b),
        (BinOp::Add, x, y) => (x.pair().0 + y.pair().0, x.pair().1 + y.pair().1),
        (BinOp::Sub, C((a, b)), R(c)) => (a - c, b),
        (BinOp::Sub, R(a), C((c, d))) => (a - c, -d),
        (BinOp::Sub, x, y) => (x.pair().0 - y.pair().0, x.pair().1 - y.pair().1),
        (BinOp::Mul, C((a, b)), R(c)) | (BinOp::Mul, R(c), C((a, b))) => (a * c, b * c),
        (BinOp::Mul, x, y) => multiply(x.pair(), y.pair()),
        (BinOp::Div, _, y) if y.pair() == (0.0, 0.0) => return Err(vm.zero_division("division by zero")),
        (BinOp::Div, C((a, b)), R(c)) => (a / c, b / c),
        (BinOp::Div, R(a), y) => divide_real(a, y.pair()),
        (BinOp::Div, x, y) => divide(x.pair(), y.pair()),
        (_, x, y) => return power(vm, x.pair(), y.pair()),
    };
    Ok(vm.complex(re, im))
}

fn unary(vm: &Vm, op: UnOp, a: Value) -> Res {
    let (re, im) = pair(a);
    Ok(match op {
        UnOp::Neg => vm.complex(-re, -im),
        UnOp::Pos => vm.complex(re, im),
        UnOp::Abs => {
            let size = absolute((re, im));
            if size.is_infinite() && re.is_finite() && im.is_finite() {
                return Err(vm.overflow_error("absolute value too large"));
            }
            vm.float(size)
        }
        UnOp::Invert => Value::NOT_IMPLEMENTED,
    })
}

/// One argument by position may be a text or any number; otherwise the arguments are two real parts.
fn construct(vm: &Vm, cls: Value, args: Args) -> Res {
    let &[v] = args.all else { return super::wrappers::new_by_constructor(vm, cls, args) };
    if !args.names.is_empty() {
        return super::wrappers::new_by_constructor(vm, cls, args);
    }
    if v.is_exact(Layout::Complex) && cls == type_of(&COMPLEX).value() {
        return Ok(v);
    }
    let value = match v.str_bytes() {
        Some(text) => or_raise(vm, complex::parse(text))?,
        None => part(vm, v, None)?.pair(),
    };
    make(vm, cls, value)
}

fn new(vm: &Vm, cls: Value, args: &[Value]) -> Res {
    let value = match (args[0].given(), args[1].given()) {
        (None, None) => (0.0, 0.0),
        (Some(v), None) => part(vm, v, Some("real"))?.pair(),
        (real, Some(imag)) => {
            // that neither is a number is told before what is doubtful of the first
            if real.is_none_or(is_number) && !is_number(imag) {
                part(vm, imag, Some("imag"))?;
            }
            let real = real.map_or(Ok(Operand::Real(0.0)), |v| part(vm, v, Some("real")))?;
            let imag = part(vm, imag, Some("imag"))?;
            let ((a, b), (c, d)) = (real.pair(), imag.pair());
            // a complex part counts as what it is: real + imag * 1j
            let re = if matches!(imag, Operand::Complex(_)) { a - d } else { a };
            let im = if matches!(real, Operand::Complex(_)) { b + c } else { c };
            (re, im)
        }
    };
    make(vm, cls, value)
}

/// A complex number, or an instance of a subclass.
fn make(vm: &Vm, cls: Value, (re, im): Pair) -> Res {
    let shape = shape_for(vm, cls)?;
    if shape == exact(Layout::Complex) {
        return Ok(vm.complex(re, im));
    }
    let o: Ref<Complex> = vm.new_sized(shape, vm.words_for(shape, Complex::SIZE) - Complex::SIZE, true)?;
    let fields = o.as_ptr().cast_mut();
    // SAFETY: a fresh object that nobody else has seen; its two numbers are plain data inside it.
    unsafe {
        (*fields).re = re;
        (*fields).im = im;
    }
    Ok(o.value())
}

fn is_number(v: Value) -> bool {
    let slots = v.typ().slots();
    slots.float.is_some() || slots.index.is_some() || v.cast::<Complex>().is_some()
}

/// A number given for `real` or `imag`, or alone.
fn part(vm: &Vm, v: Value, name: Option<&str>) -> Res<Operand> {
    let slots = v.typ().slots();
    let is_real = slots.float.is_some() || slots.index.is_some();
    let complex = match name {
        Some("imag") => v.cast::<Complex>().map(|_| pair(v)),
        _ => by_method(vm, v)?,
    };
    if let Some(c) = complex {
        if let Some(name) = name
            && !is_real
        {
            let text = format!("complex() argument '{name}' must be a real number, not {}", v.type_name());
            vm.warn(&super::exceptions::DEPRECATION_WARNING, &text, 1)?;
        }
        return Ok(Operand::Complex(c));
    }
    if is_real {
        return Ok(Operand::Real(vm.to_f64(v)?));
    }
    let t = v.type_name();
    Err(vm.type_error(match name {
        Some(name) => format!("complex() argument '{name}' must be a real number, not {t}"),
        None => format!("complex() argument must be a string or a number, not {t}"),
    }))
}

/// A complex number as it is, or what `__complex__` says; `None` if there is no such method.
fn by_method(vm: &Vm, v: Value) -> Res<Option<Pair>> {
    if v.is_exact(Layout::Complex) {
        return Ok(Some(pair(v)));
    }
    if !v.is_object() || v.typ().builtin {
        return Ok(v.cast::<Complex>().map(|c| (c.re, c.im)));
    }
    let Some(c) = vm.call_special(v, names::COMPLEX.get(), &[])? else { return Ok(None) };
    vm.exactly(c, c.is_exact(Layout::Complex), c.cast::<Complex>().is_some(), "__complex__", "complex")?;
    Ok(Some(pair(c)))
}

/// A number as `cmath` takes it.
///
/// # Errors
/// `TypeError` for what is no number; what `__complex__` or `__float__` raises.
pub fn from_value(vm: &Vm, v: Value) -> Res<Pair> {
    match by_method(vm, v)? {
        Some(c) => Ok(c),
        None => Ok((vm.to_f64(v)?, 0.0)),
    }
}

fn from_number(vm: &Vm, args: &[Value]) -> Res {
    let exact_class = args[0] == type_of(&COMPLEX).value();
    if exact_class && args[1].is_exact(Layout::Complex) {
        return Ok(args[1]);
    }
    let (re, im) = from_value(vm, args[1])?;
    if exact_class { Ok(vm.complex(re, im)) } else { vm.call(args[0], &[vm.complex(re, im)]) }
}

/// `|c|`, infinite as soon as one part is.
pub fn absolute((re, im): Pair) -> f64 {
    re.hypot(im)
}

/// `x * y`; a product that comes out as nan although a factor is infinite is made infinite again.
pub fn multiply((a, b): Pair, (c, d): Pair) -> Pair {
    let (re, im) = (a * c - b * d, a * d + b * c);
    if !(re.is_nan() && im.is_nan()) {
        return (re, im);
    }
    let (mut x, mut y) = ((a, b), (c, d));
    let mut again = false;
    let boxed = |(p, q): Pair| {
        let unit = |x: f64| f64::from(u8::from(x.is_infinite())).copysign(x);
        (unit(p), unit(q))
    };
    let no_nan = |(p, q): Pair| {
        let zero = |x: f64| if x.is_nan() { 0.0f64.copysign(x) } else { x };
        (zero(p), zero(q))
    };
    if a.is_infinite() || b.is_infinite() {
        (x, y, again) = (boxed(x), no_nan(y), true);
    }
    if c.is_infinite() || d.is_infinite() {
        (x, y, again) = (no_nan(x), boxed(y), true);
    }
    if !again && [a * c, b * d, a * d, b * c].iter().any(|p| p.is_infinite()) {
        (x, y, again) = (no_nan(x), no_nan(y), true);
    }
    if !again {
        return (re, im);
    }
    (f64::INFINITY * (x.0 * y.0 - x.1 * y.1), f64::INFINITY * (x.0 * y.1 + x.1 * y.0))
}

/// `x / y` by Smith's method; `y` is not zero. Infinite and zero results are recovered as Annex G asks.
pub fn divide((a, b): Pair, (c, d): Pair) -> Pair {
    let (re, im) = if c.abs() >= d.abs() {
        let ratio = d / c;
        let denominator = c + d * ratio;
        ((a + b * ratio) / denominator, (b - a * ratio) / denominator)
    } else if d.abs() >= c.abs() {
        let ratio = c / d;
        let denominator = c * ratio + d;
        ((a * ratio + b) / denominator, (b * ratio - a) / denominator)
    } else {
        (f64::NAN, f64::NAN)
    };
    if !(re.is_nan() && im.is_nan()) {
        return (re, im);
    }
    let unit = |x: f64| f64::from(u8::from(x.is_infinite())).copysign(x);
    if (a.is_infinite() || b.is_infinite()) && c.is_finite() && d.is_finite() {
        let (a, b) = (unit(a), unit(b));
        return (f64::INFINITY * (a * c + b * d), f64::INFINITY * (b * c - a * d));
    }
    if (c.is_infinite() || d.is_infinite()) && a.is_finite() && b.is_finite() {
        let (c, d) = (unit(c), unit(d));
        return (0.0 * (a * c + b * d), 0.0 * (b * c - a * d));
    }
    (re, im)
}

/// `a / y` of a real number, which has no imaginary part that could give a zero another sign.
fn divide_real(a: f64, (c, d): Pair) -> Pair {
    let (re, im) = if c.abs() >= d.abs() {
        let ratio = d / c;
        let denominator = c + d * ratio;
        (a / denominator, -a * ratio / denominator)
    } else if d.abs() >= c.abs() {
        let ratio = c / d;
        let denominator = c * ratio + d;
        (a * ratio / denominator, -a / denominator)
    } else {
        (f64::NAN, f64::NAN)
    };
    if re.is_nan() && im.is_nan() && (c.is_infinite() || d.is_infinite()) && a.is_finite() {
        let unit = |x: f64| f64::from(u8::from(x.is_infinite())).copysign(x);
        return (0.0 * (a * unit(c)), 0.0 * (-a * unit(d)));
    }
    (re, im)
}

/// `x ** y` of complex numbers.
///
/// # Errors
/// `ZeroDivisionError`, `OverflowError`.
pub fn power(vm: &Vm, x: Pair, y: Pair) -> Res {
    if x == (0.0, 0.0) && (y.1 != 0.0 || y.0 < 0.0) {
        return Err(vm.zero_division("zero to a negative or complex power"));
    }
    let (re, im) = if y.1 == 0.0 && y.0 == y.0.floor() && y.0.abs() <= 100.0 {
        let whole = integer_power(x, y.0.abs() as u32);
        if y.0 < 0.0 { divide((1.0, 0.0), whole) } else { whole }
    } else {
        match general_power(x, y) {
            Some(pair) => pair,
            // CPython tells every domain error in these words
            None => return Err(vm.zero_division("zero to a negative or complex power")),
        }
    };
    if !re.is_finite() && !re.is_nan() || im.is_infinite() {
        return Err(vm.overflow_error("complex exponentiation"));
    }
    Ok(vm.complex(re, im))
}

fn integer_power(x: Pair, mut n: u32) -> Pair {
    // from 1, whose product with `x` may have zeros of other signs
    let (mut out, mut base) = ((1.0, 0.0), x);
    while n > 0 {
        if n & 1 == 1 {
            out = multiply(out, base);
        }
        n >>= 1;
        if n > 0 {
            base = multiply(base, base);
        }
    }
    out
}

/// By way of logarithms; `None` if the angle is without bound.
fn general_power(x: Pair, y: Pair) -> Option<Pair> {
    if y == (0.0, 0.0) {
        return Some((1.0, 0.0));
    }
    if x == (0.0, 0.0) {
        return Some((0.0, 0.0));
    }
    let size = absolute(x);
    let angle = x.1.atan2(x.0);
    let mut length = size.powf(y.0);
    let mut phase = angle * y.0;
    if y.1 != 0.0 {
        length *= (-angle * y.1).exp();
        phase += y.1 * size.ln();
    }
    (!phase.is_infinite()).then(|| (length * phase.cos(), length * phase.sin()))
}
