//! The module `math`: its table, and the functions of one or two doubles.
//!
//! Functions on ints are in `integer`, sums and products over iterables in `sums`, those that no standard library has in
//! `special`. What a function of one number refuses is a row in `unary_functions!`.

mod integer;
pub mod special;
mod sums;

use crate::object::{MethodDef, ModuleSpec, Raised, Res, Value, method};
use crate::text::{float, float_digits};
use crate::types::float::to_int;
use crate::types::int::is_int;
use crate::vm::Vm;
use crate::vm::intern::{StaticName, names};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "math",
    doc: "Functions of real numbers and of integers.",
    functions: FUNCTIONS,
    constants: &[
        ("pi", |vm| Ok(vm.float(std::f64::consts::PI))),
        ("e", |vm| Ok(vm.float(std::f64::consts::E))),
        ("tau", |vm| Ok(vm.float(std::f64::consts::TAU))),
        ("inf", |vm| Ok(vm.float(f64::INFINITY))),
        ("nan", |vm| Ok(vm.float(f64::NAN))),
    ],
    ..ModuleSpec::DEFAULT
};

const FUNCTIONS: &[MethodDef] = &[
    method("acos", "(x, /)", acos),
    method("acosh", "(x, /)", acosh),
    method("asin", "(x, /)", asin),
    method("asinh", "(x, /)", asinh),
    method("atan", "(x, /)", atan),
    method("atan2", "(y, x, /)", |vm, a| two(vm, a, f64::atan2)),
    method("atanh", "(x, /)", atanh),
    method("cbrt", "(x, /)", cbrt),
    method("ceil", "(x, /)", |vm, a| whole(vm, a[0], f64::ceil, &names::CEIL)),
    method("comb", "(n, k, /)", integer::comb),
    method("copysign", "(x, y, /)", |vm, a| two(vm, a, f64::copysign)),
    method("cos", "(x, /)", cos),
    method("cosh", "(x, /)", cosh),
    method("degrees", "(x, /)", |vm, a| Ok(vm.float(vm.to_f64(a[0])? * (180.0 / std::f64::consts::PI)))),
    method("dist", "(p, q, /)", sums::dist),
    method("erf", "(x, /)", erf),
    method("erfc", "(x, /)", erfc),
    method("exp", "(x, /)", exp),
    method("exp2", "(x, /)", exp2),
    method("expm1", "(x, /)", expm1),
    method("fabs", "(x, /)", fabs),
    method("factorial", "(n, /)", integer::factorial),
    method("floor", "(x, /)", |vm, a| whole(vm, a[0], f64::floor, &names::FLOOR)),
    method("fma", "(x, y, z, /)", fma),
    method("fmod", "(x, y, /)", fmod),
    method("frexp", "(x, /)", frexp),
    method("fsum", "(seq, /)", sums::fsum),
    method("gamma", "(x, /)", gamma),
    method("gcd", "(*integers)", integer::gcd),
    method("hypot", "(*coordinates)", sums::hypot),
    method("isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose),
    method("isfinite", "(x, /)", |vm, a| Ok(Value::bool(vm.to_f64(a[0])?.is_finite()))),
    method("isinf", "(x, /)", |vm, a| Ok(Value::bool(vm.to_f64(a[0])?.is_infinite()))),
    method("isnan", "(x, /)", |vm, a| Ok(Value::bool(vm.to_f64(a[0])?.is_nan()))),
    method("isqrt", "(n, /)", integer::isqrt),
    method("lcm", "(*integers)", integer::lcm),
    method("ldexp", "(x, i, /)", ldexp),
    method("lgamma", "(x, /)", lgamma),
    method("log", "(x, base=<unrepresentable>, /)", log),
    method("log10", "(x, /)", |vm, a| Ok(vm.float(logarithm(vm, a[0], f64::log10)?))),
    method("log1p", "(x, /)", log1p),
    method("log2", "(x, /)", |vm, a| Ok(vm.float(logarithm(vm, a[0], f64::log2)?))),
    method("modf", "(x, /)", modf),
    method("nextafter", "(x, y, /, *, steps=None)", nextafter),
    method("perm", "(n, k=None, /)", integer::perm),
    method("pow", "(x, y, /)", pow),
    method("prod", "(iterable, /, *, start=1)", sums::prod),
    method("radians", "(x, /)", |vm, a| Ok(vm.float(vm.to_f64(a[0])? * (std::f64::consts::PI / 180.0)))),
    method("remainder", "(x, y, /)", remainder),
    method("sin", "(x, /)", sin),
    method("sinh", "(x, /)", sinh),
    method("sqrt", "(x, /)", sqrt),
    method("sumprod", "(p, q, /)", sums::sumprod),
    method("tan", "(x, /)", tan),
    method("tanh", "(x, /)", tanh),
    method("trunc", "(x, /)", trunc),
    method("ulp", "(x, /)", |vm, a| Ok(vm.float(ulp(vm.to_f64(a[0])?)))),
];

/// A row: name, function on doubles, what it expects (the text of the `ValueError`; empty: it takes everything), and
/// whether an infinite result of a finite number is an overflow (else it is refused like nan).
macro_rules! unary_functions {
    ($($name:ident = $f:expr, $expects:literal, $overflows:literal;)*) => {
        $(fn $name(vm: &Vm, args: &[Value]) -> Res {
            let x = vm.to_f64(args[0])?;
            let y = $f(x);
            if y.is_nan() && !x.is_nan() || y.is_infinite() && x.is_finite() {
                return Err(refuse(vm, x, y, $expects, $overflows));
            }
            Ok(vm.float(y))
        })*
    };
}

unary_functions! {
    acos = f64::acos, "expected a number in range from -1 up to 1", false;
    acosh = special::acosh, "expected argument value not less than 1", false;
    asin = f64::asin, "expected a number in range from -1 up to 1", false;
    asinh = special::asinh, "", false;
    atan = f64::atan, "", false;
    atanh = special::atanh, "expected a number between -1 and 1", false;
    cbrt = f64::cbrt, "", false;
    cos = f64::cos, "expected a finite input", false;
    cosh = f64::cosh, "", true;
    erf = special::erf, "", false;
    erfc = special::erfc, "", false;
    exp = f64::exp, "", true;
    exp2 = f64::exp2, "", true;
    expm1 = f64::exp_m1, "", true;
    fabs = f64::abs, "", false;
    log1p = f64::ln_1p, "expected argument value > -1", false;
    sin = f64::sin, "expected a finite input", false;
    sinh = f64::sinh, "", true;
    sqrt = f64::sqrt, "expected a nonnegative input", false;
    tan = f64::tan, "expected a finite input", false;
    tanh = f64::tanh, "", false;
}

const POLE: &str = "expected a noninteger or positive integer";

fn gamma(vm: &Vm, args: &[Value]) -> Res {
    let x = vm.to_f64(args[0])?;
    if x == f64::NEG_INFINITY || x <= 0.0 && x == x.floor() {
        return Err(refuse(vm, x, f64::NAN, POLE, true));
    }
    let y = special::gamma(x);
    if y.is_infinite() && x.is_finite() { Err(range_error(vm)) } else { Ok(vm.float(y)) }
}

fn lgamma(vm: &Vm, args: &[Value]) -> Res {
    let x = vm.to_f64(args[0])?;
    if x.is_finite() && x <= 0.0 && x == x.floor() {
        return Err(refuse(vm, x, f64::NAN, POLE, true));
    }
    let y = special::lgamma(x);
    if y.is_infinite() && x.is_finite() { Err(range_error(vm)) } else { Ok(vm.float(y)) }
}

#[cold]
fn refuse(vm: &Vm, x: f64, y: f64, expects: &str, overflows: bool) -> Raised {
    if overflows && y.is_infinite() {
        return range_error(vm);
    }
    if expects.is_empty() {
        return domain_error(vm);
    }
    vm.value_error(format!("{expects}, got {}", float::repr(x)))
}

/// `ValueError: math domain error`.
#[cold]
pub fn domain_error(vm: &Vm) -> Raised {
    vm.value_error("math domain error")
}

/// `OverflowError: math range error`.
#[cold]
pub fn range_error(vm: &Vm) -> Raised {
    vm.overflow_error("math range error")
}

fn two(vm: &Vm, args: &[Value], f: fn(f64, f64) -> f64) -> Res {
    Ok(vm.float(f(vm.to_f64(args[0])?, vm.to_f64(args[1])?)))
}

/// `floor` and `ceil`: by the method, or as a float.
fn whole(vm: &Vm, v: Value, f: fn(f64) -> f64, name: &StaticName) -> Res {
    if v.is_flonum() {
        return to_int(vm, f(v.flonum()));
    }
    if v.is_small_int() {
        return Ok(v);
    }
    match vm.call_special(v, name.get(), &[])? {
        Some(r) => Ok(r),
        None => to_int(vm, f(vm.to_f64(v)?)),
    }
}

fn trunc(vm: &Vm, args: &[Value]) -> Res {
    if args[0].is_flonum() {
        return to_int(vm, args[0].flonum());
    }
    match vm.call_special(args[0], names::TRUNC.get(), &[])? {
        Some(r) => Ok(r),
        None => Err(vm.type_error(format!("type {} doesn't define __trunc__ method", args[0].type_name()))),
    }
}

/// A logarithm of a float or of an int of any size.
fn logarithm(vm: &Vm, v: Value, f: fn(f64) -> f64) -> Res<f64> {
    if is_int(v) && vm.to_i64(v).is_none() {
        return integer::logarithm(vm, v, f);
    }
    let x = vm.to_f64(v)?;
    if x <= 0.0 {
        return Err(match is_int(v) {
            true => vm.value_error("expected a positive input"),
            false => vm.value_error(format!("expected a positive input, got {}", float::repr(x))),
        });
    }
    Ok(f(x))
}

fn log(vm: &Vm, args: &[Value]) -> Res {
    let x = logarithm(vm, args[0], f64::ln)?;
    let Some(base) = args[1].given() else { return Ok(vm.float(x)) };
    let base = logarithm(vm, base, f64::ln)?;
    if base == 0.0 {
        return Err(vm.zero_division("division by zero"));
    }
    Ok(vm.float(x / base))
}

fn pow(vm: &Vm, args: &[Value]) -> Res {
    let (x, y) = (vm.to_f64(args[0])?, vm.to_f64(args[1])?);
    let z = x.powf(y);
    if z.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error(vm));
    }
    if z.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(if x == 0.0 { domain_error(vm) } else { range_error(vm) });
    }
    Ok(vm.float(z))
}

fn fmod(vm: &Vm, args: &[Value]) -> Res {
    let (x, y) = (vm.to_f64(args[0])?, vm.to_f64(args[1])?);
    let z = x % y;
    if z.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain_error(vm)) } else { Ok(vm.float(z)) }
}

/// What is left of `x` by the nearest multiple of `y`, the even one of two.
fn remainder(vm: &Vm, args: &[Value]) -> Res {
    let (x, y) = (vm.to_f64(args[0])?, vm.to_f64(args[1])?);
    if x.is_nan() || y.is_nan() {
        return Ok(vm.float(f64::NAN));
    }
    if x.is_infinite() || y == 0.0 {
        return Err(domain_error(vm));
    }
    if y.is_infinite() {
        return Ok(vm.float(x));
    }
    let (size, unit) = (x.abs(), y.abs());
    let rest = size % unit;
    let other = unit - rest;
    // twice the unit overflows only where it is larger than any number
    let odd = if unit > f64::MAX / 2.0 { size >= unit } else { size % (2.0 * unit) >= unit };
    let near = if rest < other || rest == other && !odd { rest } else { -other };
    Ok(vm.float(if x.is_sign_negative() { -near } else { near }))
}

fn fma(vm: &Vm, args: &[Value]) -> Res {
    let (x, y, z) = (vm.to_f64(args[0])?, vm.to_f64(args[1])?, vm.to_f64(args[2])?);
    let r = x.mul_add(y, z);
    if r.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(vm.value_error("invalid operation in fma"));
    }
    if r.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(vm.overflow_error("overflow in fma"));
    }
    Ok(vm.float(r))
}

/// Mantissa in [0.5, 1) and exponent of two.
pub fn split(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let (_, mantissa, exponent) = float_digits::decompose(x);
    let bits = 64 - mantissa.leading_zeros() as i32;
    (float_digits::scale(mantissa, -i64::from(bits)).copysign(x), exponent + bits)
}

/// `x * 2 ** exponent`, rounded once.
pub fn scaled(x: f64, exponent: i64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (_, mantissa, own) = float_digits::decompose(x);
    float_digits::scale(mantissa, i64::from(own) + exponent.clamp(-5000, 5000)).copysign(x)
}

fn frexp(vm: &Vm, args: &[Value]) -> Res {
    let (mantissa, exponent) = split(vm.to_f64(args[0])?);
    Ok(vm.tuple(&[vm.float(mantissa), vm.int(exponent.into())]))
}

fn ldexp(vm: &Vm, args: &[Value]) -> Res {
    let x = vm.to_f64(args[0])?;
    if !is_int(args[1]) {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    }
    let y = scaled(x, vm.index_clipped(args[1])?);
    if y.is_infinite() && x.is_finite() { Err(range_error(vm)) } else { Ok(vm.float(y)) }
}

fn modf(vm: &Vm, args: &[Value]) -> Res {
    let x = vm.to_f64(args[0])?;
    let fraction = if x.is_infinite() { 0.0 } else { x.fract() };
    Ok(vm.tuple(&[vm.float(if x.is_nan() { x } else { fraction.copysign(x) }), vm.float(x.trunc())]))
}

fn ulp(x: f64) -> f64 {
    let x = x.abs();
    if !x.is_finite() {
        return x;
    }
    if x == f64::MAX { x - x.next_down() } else { x.next_up() - x }
}

/// Doubles as integers in their order: neighbours differ by one, both zeros are 0.
fn place(x: f64) -> i64 {
    let bits = x.abs().to_bits() as i64;
    if x.is_sign_negative() { -bits } else { bits }
}

fn nextafter(vm: &Vm, args: &[Value]) -> Res {
    let (x, y) = (vm.to_f64(args[0])?, vm.to_f64(args[1])?);
    let steps = match args[2].not_none() {
        None => 1,
        Some(steps) => match vm.index_clipped(steps)? {
            steps @ 0.. => steps as u64,
            _ => return Err(vm.value_error("steps must be a non-negative integer")),
        },
    };
    if x.is_nan() || y.is_nan() {
        return Ok(vm.float(if x.is_nan() { x } else { y }));
    }
    if steps == 0 {
        return Ok(vm.float(x));
    }
    let (from, to) = (place(x), place(y));
    if from.abs_diff(to) <= steps {
        return Ok(vm.float(y));
    }
    let at = if to > from { from + steps as i64 } else { from - steps as i64 };
    let size = f64::from_bits(at.unsigned_abs());
    Ok(vm.float(if at < 0 || at == 0 && x.is_sign_negative() { -size } else { size }))
}

fn isclose(vm: &Vm, args: &[Value]) -> Res {
    let (a, b) = (vm.to_f64(args[0])?, vm.to_f64(args[1])?);
    let relative = args[2].given().map_or(Ok(1e-9), |v| vm.to_f64(v))?;
    let absolute = args[3].given().map_or(Ok(0.0), |v| vm.to_f64(v))?;
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::TRUE);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::FALSE);
    }
    let difference = (a - b).abs();
    Ok(Value::bool(difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute))
}
