//! The module `cmath`: functions of complex numbers.
//!
//! Branch cuts and the formulas that keep precision near them are Kahan's ("Branch cuts for complex elementary
//! functions", 1987); infinities and nans go by Annex G of C99. A function gives `Err` for what it refuses: `Domain`
//! where the result has no meaning, `Range` where it is too large.

use std::f64::consts::{LN_2, LN_10, PI};

use super::math::{domain_error, range_error, special};
use crate::object::{MethodDef, ModuleSpec, Res, Value, method};
use crate::types::complex::{Pair, absolute, divide, from_value};
use crate::vm::Vm;

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "cmath",
    doc: "Functions of complex numbers.",
    functions: FUNCTIONS,
    constants: &[
        ("pi", |vm| Ok(vm.float(PI))),
        ("e", |vm| Ok(vm.float(std::f64::consts::E))),
        ("tau", |vm| Ok(vm.float(std::f64::consts::TAU))),
        ("inf", |vm| Ok(vm.float(f64::INFINITY))),
        ("infj", |vm| Ok(vm.complex(0.0, f64::INFINITY))),
        ("nan", |vm| Ok(vm.float(f64::NAN))),
        ("nanj", |vm| Ok(vm.complex(0.0, f64::NAN))),
    ],
    ..ModuleSpec::DEFAULT
};

const FUNCTIONS: &[MethodDef] = &[
    method("acos", "(z, /)", |vm, a| one(vm, a, acos)),
    method("acosh", "(z, /)", |vm, a| one(vm, a, acosh)),
    method("asin", "(z, /)", |vm, a| one(vm, a, |z| rotated(z, asinh))),
    method("asinh", "(z, /)", |vm, a| one(vm, a, asinh)),
    method("atan", "(z, /)", |vm, a| one(vm, a, |z| rotated(z, atanh))),
    method("atanh", "(z, /)", |vm, a| one(vm, a, atanh)),
    method("cos", "(z, /)", |vm, a| one(vm, a, |(x, y)| cosh((-y, x)))),
    method("cosh", "(z, /)", |vm, a| one(vm, a, cosh)),
    method("exp", "(z, /)", |vm, a| one(vm, a, exp)),
    method("isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose),
    method("isfinite", "(z, /)", |vm, a| test(vm, a, |(x, y)| x.is_finite() && y.is_finite())),
    method("isinf", "(z, /)", |vm, a| test(vm, a, |(x, y)| x.is_infinite() || y.is_infinite())),
    method("isnan", "(z, /)", |vm, a| test(vm, a, |(x, y)| x.is_nan() || y.is_nan())),
    method("log", "(z, base=<unrepresentable>, /)", log_to_base),
    method("log10", "(z, /)", |vm, a| one(vm, a, |z| log(z).map(|(x, y)| (x / LN_10, y / LN_10)))),
    method("phase", "(z, /)", phase),
    method("polar", "(z, /)", polar),
    method("rect", "(r, phi, /)", rect),
    method("sin", "(z, /)", |vm, a| one(vm, a, |z| rotated(z, sinh))),
    method("sinh", "(z, /)", |vm, a| one(vm, a, sinh)),
    method("sqrt", "(z, /)", |vm, a| one(vm, a, |z| Ok(sqrt(z)))),
    method("tan", "(z, /)", |vm, a| one(vm, a, |z| rotated(z, tanh))),
    method("tanh", "(z, /)", |vm, a| one(vm, a, tanh)),
];

/// Why a function refuses its argument.
enum Refused {
    Domain,
    Range,
}

type Answer = Result<Pair, Refused>;

const INFINITY: f64 = f64::INFINITY;
/// Beyond it squares are in danger.
const LARGE: f64 = f64::MAX / 4.0;
/// `exp` overflows a little above it.
const LOG_LARGE: f64 = 708.0;

fn answer(vm: &Vm, made: Answer) -> Res {
    match made {
        Ok((re, im)) => Ok(vm.complex(re, im)),
        Err(Refused::Domain) => Err(domain_error(vm)),
        Err(Refused::Range) => Err(range_error(vm)),
    }
}

fn one(vm: &Vm, args: &[Value], f: impl Fn(Pair) -> Answer) -> Res {
    let z = from_value(vm, args[0])?;
    answer(vm, f(z))
}

fn test(vm: &Vm, args: &[Value], f: fn(Pair) -> bool) -> Res {
    Ok(Value::bool(f(from_value(vm, args[0])?)))
}

/// `-i f(i z)`: how `sin`, `tan`, `asin` and `atan` follow from their hyperbolic sisters.
fn rotated((x, y): Pair, f: fn(Pair) -> Answer) -> Answer {
    f((-y, x)).map(|(a, b)| (b, -a))
}

fn finite((x, y): Pair) -> bool {
    x.is_finite() && y.is_finite()
}

/// A result of a finite argument that is not finite is too large.
fn in_range(z: Pair, made: Pair) -> Answer {
    if finite(z) && !finite(made) { Err(Refused::Range) } else { Ok(made) }
}

/// What has a direction but no meaning: an infinite angle of a number that is not zero.
fn check_angle(x: f64, y: f64) -> Result<(), Refused> {
    if y.is_infinite() && !x.is_nan() && x != f64::NEG_INFINITY { Err(Refused::Domain) } else { Ok(()) }
}

/// A zero or infinity with the signs of an angle's cosine and sine.
fn along(size: f64, y: f64) -> Pair {
    if y == 0.0 { (size, y) } else { (size.copysign(y.cos()), size.copysign(y.sin())) }
}

fn exp((x, y): Pair) -> Answer {
    check_angle(x, y)?;
    if x == f64::NEG_INFINITY {
        return Ok(if y.is_finite() { along(0.0, y) } else { (0.0, 0.0) });
    }
    if x == INFINITY {
        return Ok(if y.is_nan() { (INFINITY, y) } else { along(INFINITY, y) });
    }
    if y == 0.0 {
        return in_range((x, y), (x.exp(), y));
    }
    let made = if x > LOG_LARGE {
        let size = (x - 1.0).exp();
        (size * y.cos() * std::f64::consts::E, size * y.sin() * std::f64::consts::E)
    } else {
        let size = x.exp();
        (size * y.cos(), size * y.sin())
    };
    in_range((x, y), made)
}

/// `(a cos y, b sin y)` for the hyperbolic functions `a` and `b` of `x`, in range where they alone are not.
fn hyperbolic((x, y): Pair, a: fn(f64) -> f64, b: fn(f64) -> f64) -> Answer {
    if y.is_infinite() && !x.is_nan() {
        return Err(Refused::Domain);
    }
    if x.is_infinite() {
        if y.is_nan() {
            return Ok((a(x), y));
        }
        if y == 0.0 {
            return Ok((a(x), y.copysign(y * b(1.0f64.copysign(x)))));
        }
        return Ok((a(x) * 1.0f64.copysign(y.cos()), b(x) * 1.0f64.copysign(y.sin())));
    }
    if y == 0.0 {
        return in_range((x, y), (a(x), b(x) * y));
    }
    let made = if x.abs() > LOG_LARGE {
        let near = x - 1.0f64.copysign(x);
        (y.cos() * a(near) * std::f64::consts::E, y.sin() * b(near) * std::f64::consts::E)
    } else {
        (y.cos() * a(x), y.sin() * b(x))
    };
    in_range((x, y), made)
}

fn cosh(z: Pair) -> Answer {
    if z.0.is_nan() && z.1 == 0.0 || z.0 == 0.0 && z.1.is_nan() {
        return Ok((f64::NAN, 0.0));
    }
    hyperbolic(z, f64::cosh, f64::sinh)
}

fn sinh(z: Pair) -> Answer {
    match z {
        (x, y) if x.is_nan() && y == 0.0 => return Ok(z),
        (x, y) if y.is_nan() && x == 0.0 => return Ok((0.0, y)),
        (x, y) if y.is_nan() && x.is_infinite() => return Ok((INFINITY, y)),
        _ => {}
    }
    hyperbolic(z, f64::sinh, f64::cosh)
}

fn tanh((x, y): Pair) -> Answer {
    if y.is_infinite() && x.is_finite() {
        return Err(Refused::Domain);
    }
    if x.is_infinite() {
        let im = if y.is_finite() { 2.0 * y.sin() * y.cos() } else { 0.0 };
        return Ok((1.0f64.copysign(x), 0.0f64.copysign(im)));
    }
    if x == 0.0 && y.is_nan() || x.is_nan() && y == 0.0 {
        return Ok((x, y));
    }
    if x.abs() > LOG_LARGE / 2.0 && !y.is_nan() {
        return Ok((1.0f64.copysign(x), 4.0 * y.sin() * y.cos() * (-2.0 * x.abs()).exp()));
    }
    if x.is_nan() || y.is_nan() {
        return Ok((f64::NAN, f64::NAN));
    }
    let (tx, ty, cx) = (x.tanh(), y.tan(), 1.0 / x.cosh());
    let both = tx * ty;
    let below = 1.0 + both * both;
    Ok((tx * (1.0 + ty * ty) / below, ty / below * cx * cx))
}

fn sqrt((x, y): Pair) -> Pair {
    if x == 0.0 && y == 0.0 {
        return (0.0, y);
    }
    if y.is_infinite() {
        return (INFINITY, y);
    }
    if x.is_infinite() {
        let side = if y.is_nan() { y } else { 0.0 };
        return if x > 0.0 { (x, side.copysign(y)) } else { (side, INFINITY.copysign(y)) };
    }
    if x.is_nan() || y.is_nan() {
        return (f64::NAN, f64::NAN);
    }
    let (mut ax, mut ay) = (x.abs(), y.abs());
    let tiny = ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE;
    // a power of four keeps the root exact
    let (scale, back) = if tiny { (2f64.powi(54), 2f64.powi(-27)) } else { (0.125, 1.0) };
    (ax, ay) = (ax * scale, ay * scale);
    let s = if tiny { ((ax + ax.hypot(ay)) / 2.0).sqrt() * back } else { 2.0 * (ax + ax.hypot(ay)).sqrt() };
    let d = y.abs() / (2.0 * s);
    if x >= 0.0 { (s, d.copysign(y)) } else { (d, s.copysign(y)) }
}

/// `ln |z|`
fn log_size((x, y): Pair) -> f64 {
    if !finite((x, y)) {
        return absolute((x, y)).ln();
    }
    let (ax, ay) = (x.abs().max(y.abs()), x.abs().min(y.abs()));
    if ax > LARGE {
        return (ax / 2.0).hypot(ay / 2.0).ln() + LN_2;
    }
    if ax < f64::MIN_POSITIVE {
        let up = 2f64.powi(53);
        return (ax * up).hypot(ay * up).ln() - 53.0 * LN_2;
    }
    let size = ax.hypot(ay);
    if (0.71..=1.73).contains(&size) {
        return ((ax - 1.0) * (ax + 1.0) + ay * ay).ln_1p() / 2.0;
    }
    size.ln()
}

fn log(z: Pair) -> Answer {
    if z == (0.0, 0.0) {
        return Err(Refused::Domain);
    }
    Ok((log_size(z), z.1.atan2(z.0)))
}

fn log_to_base(vm: &Vm, args: &[Value]) -> Res {
    let z = from_value(vm, args[0])?;
    let base = args[1].given().map(|b| from_value(vm, b)).transpose()?;
    let made = log(z).and_then(|over| match base {
        None => Ok(over),
        Some(base) => match log(base)? {
            (0.0, 0.0) => Err(Refused::Domain),
            under => Ok(divide(over, under)),
        },
    });
    answer(vm, made)
}

fn is_large((x, y): Pair) -> bool {
    x.abs() > LARGE || y.abs() > LARGE
}

/// `ln(2 |z|)` where `|z|` is too large to be doubled.
fn log_twice((x, y): Pair) -> f64 {
    if x.is_infinite() || y.is_infinite() {
        return INFINITY;
    }
    (x / 2.0).hypot(y / 2.0).ln() + 2.0 * LN_2
}

fn acos(z: Pair) -> Answer {
    let (x, y) = z;
    if x == 0.0 && y.is_nan() {
        return Ok((PI / 2.0, y));
    }
    if is_large(z) {
        let size = log_twice(z);
        return Ok((y.abs().atan2(x), if y.is_nan() { size } else { size.copysign(-y) }));
    }
    let (a, b) = (sqrt((1.0 - x, -y)), sqrt((1.0 + x, y)));
    Ok((2.0 * a.0.atan2(b.0), special::asinh(b.0 * a.1 - b.1 * a.0)))
}

fn acosh(z: Pair) -> Answer {
    let (x, y) = z;
    if x == 0.0 && y.is_nan() {
        return Ok((y, PI / 2.0));
    }
    if is_large(z) {
        return Ok((log_twice(z), y.atan2(x)));
    }
    let (a, b) = (sqrt((x - 1.0, y)), sqrt((x + 1.0, y)));
    Ok((special::asinh(a.0 * b.0 + a.1 * b.1), 2.0 * a.1.atan2(b.0)))
}

fn asinh(z: Pair) -> Answer {
    let (x, y) = z;
    if x.is_nan() && y == 0.0 {
        return Ok(z);
    }
    if is_large(z) {
        let size = log_twice(z);
        return Ok((if x.is_nan() { size } else { size.copysign(x) }, y.atan2(x.abs())));
    }
    let (a, b) = (sqrt((1.0 + y, -x)), sqrt((1.0 - y, x)));
    Ok((special::asinh(a.0 * b.1 - b.0 * a.1), y.atan2(a.0 * b.0 - a.1 * b.1)))
}

fn atanh(z: Pair) -> Answer {
    let (x, y) = z;
    if x.is_sign_negative() && !x.is_nan() {
        return atanh((-x, -y)).map(|(a, b)| (-a, -b));
    }
    if y.is_nan() {
        return Ok((if x == 0.0 || x.is_infinite() { 0.0 } else { y }, y));
    }
    if x.is_nan() {
        return Ok(if y.is_infinite() { (0.0, (PI / 2.0).copysign(y)) } else { (x, x) });
    }
    let ay = y.abs();
    let root = LARGE.sqrt();
    if x > root || ay > root {
        if x.is_infinite() || y.is_infinite() {
            return Ok((0.0, (PI / 2.0).copysign(y)));
        }
        let h = (x / 2.0).hypot(y / 2.0);
        return Ok((x / 4.0 / h / h, (PI / 2.0).copysign(y)));
    }
    if x == 1.0 && ay < f64::MIN_POSITIVE.sqrt() {
        if ay == 0.0 {
            return Err(Refused::Domain);
        }
        return Ok((-(ay.sqrt() / ay.hypot(2.0).sqrt()).ln(), (2.0f64.atan2(-ay) / 2.0).copysign(y)));
    }
    let re = (4.0 * x / ((1.0 - x) * (1.0 - x) + ay * ay)).ln_1p() / 4.0;
    Ok((re, -(-2.0 * y).atan2((1.0 - x) * (1.0 + x) - ay * ay) / 2.0))
}

fn phase(vm: &Vm, args: &[Value]) -> Res {
    let (x, y) = from_value(vm, args[0])?;
    Ok(vm.float(y.atan2(x)))
}

fn polar(vm: &Vm, args: &[Value]) -> Res {
    let z = from_value(vm, args[0])?;
    let size = absolute(z);
    if size.is_infinite() && finite(z) {
        return Err(range_error(vm));
    }
    Ok(vm.tuple(&[vm.float(size), vm.float(z.1.atan2(z.0))]))
}

fn rect(vm: &Vm, args: &[Value]) -> Res {
    let (r, phi) = (vm.to_f64(args[0])?, vm.to_f64(args[1])?);
    if phi.is_infinite() && r != 0.0 && !r.is_nan() {
        return Err(domain_error(vm));
    }
    let (re, im) = match (r, phi) {
        _ if r.is_infinite() && phi == 0.0 => (r, 0.0f64.copysign(phi) * 1.0f64.copysign(r)),
        _ if r.is_infinite() && phi.is_finite() => (r * 1.0f64.copysign(phi.cos()), r * 1.0f64.copysign(phi.sin())),
        _ if r.is_infinite() => (INFINITY, phi),
        _ if r.is_nan() && phi == 0.0 => (r, 0.0),
        _ if phi == 0.0 => (r, r * phi),
        _ if r == 0.0 && !phi.is_finite() => (0.0, 0.0),
        _ => (r * phi.cos(), r * phi.sin()),
    };
    Ok(vm.complex(re, im))
}

fn isclose(vm: &Vm, args: &[Value]) -> Res {
    let (a, b) = (from_value(vm, args[0])?, from_value(vm, args[1])?);
    let relative = args[2].given().map_or(Ok(1e-9), |v| vm.to_f64(v))?;
    let smallest = args[3].given().map_or(Ok(0.0), |v| vm.to_f64(v))?;
    if relative < 0.0 || smallest < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::TRUE);
    }
    let infinite = |(x, y): Pair| x.is_infinite() || y.is_infinite();
    if infinite(a) || infinite(b) {
        return Ok(Value::FALSE);
    }
    let difference = absolute((a.0 - b.0, a.1 - b.1));
    let close = difference <= relative * absolute(b) || difference <= relative * absolute(a) || difference <= smallest;
    Ok(Value::bool(close))
}
