//! The methods of `Decimal`.

use crate::object::{GetSetDef, MethodDef, Res, Value, class_method, getter, method};
use crate::text::decimal::digits::{quantize, same_quantum};
use crate::text::decimal::format::{self, Refused};
use crate::text::decimal::{Coef, Decimal, Kind, NoMemory, Num, Rounding, Settings, View, arithmetic, compare, digits, roots, write};
use crate::types::format::or_raise;
use crate::vm::Vm;

use super::construct;
use super::context::{self, data_of, word};
use super::current::{get as current, given_or_current};
use super::number::{Binary, Cost, Unary, binary, int_of, made, make, operand, to_int, unary};
use super::state::State;

pub const GETSET: &[GetSetDef] = &[getter("real", |_, v| Ok(v)), getter("imag", |vm, _| Ok(make(vm, Decimal::whole(0))))];

pub const METHODS: &[MethodDef] = &[
    class_method("from_float", "(type, f, /)", |vm, a| construct::from_float(vm, a[0], a[1])),
    class_method("from_number", "(type, number, /)", |vm, a| construct::from_number(vm, a[0], a[1])),
    method("exp", "(self, /, context=None)", |vm, a| one(vm, a, Cost::Transcendental, roots::exp)).nameless(),
    method("ln", "(self, /, context=None)", |vm, a| one(vm, a, Cost::Transcendental, roots::ln)).nameless(),
    method("log10", "(self, /, context=None)", |vm, a| one(vm, a, Cost::Transcendental, roots::log10)).nameless(),
    method("sqrt", "(self, /, context=None)", |vm, a| one(vm, a, Cost::Square, roots::sqrt)).nameless(),
    method("logb", "(self, /, context=None)", |vm, a| one(vm, a, Cost::Linear, compare::logb)).nameless(),
    method("normalize", "(self, /, context=None)", |vm, a| one(vm, a, Cost::Linear, digits::normalize)).nameless(),
    method("next_plus", "(self, /, context=None)", |vm, a| one(vm, a, Cost::Linear, compare::next_plus)).nameless(),
    method("next_minus", "(self, /, context=None)", |vm, a| one(vm, a, Cost::Linear, compare::next_minus)).nameless(),
    method("logical_invert", "(self, /, context=None)", |vm, a| one(vm, a, Cost::Linear, digits::logical_invert)).nameless(),
    method("compare", "(self, /, other, context=None)", |vm, a| two(vm, a, Cost::Linear, compare::compare)).nameless(),
    method("compare_signal", "(self, /, other, context=None)", |vm, a| two(vm, a, Cost::Linear, compare::compare_signal)).nameless(),
    method("max", "(self, /, other, context=None)", |vm, a| two(vm, a, Cost::Linear, compare::max)).nameless(),
    method("max_mag", "(self, /, other, context=None)", |vm, a| two(vm, a, Cost::Linear, compare::max_mag)).nameless(),
    method("min", "(self, /, other, context=None)", |vm, a| two(vm, a, Cost::Linear, compare::min)).nameless(),
    method("min_mag", "(self, /, other, context=None)", |vm, a| two(vm, a, Cost::Linear, compare::min_mag)).nameless(),
    method("next_toward", "(self, /, other, context=None)", |vm, a| two(vm, a, Cost::Linear, compare::next_toward)).nameless(),
    method("remainder_near", "(self, /, other, context=None)", |vm, a| two(vm, a, Cost::Square, arithmetic::rem_near)).nameless(),
    method("logical_and", "(self, /, other, context=None)", |vm, a| two(vm, a, Cost::Linear, digits::logical_and)).nameless(),
    method("logical_or", "(self, /, other, context=None)", |vm, a| two(vm, a, Cost::Linear, digits::logical_or)).nameless(),
    method("logical_xor", "(self, /, other, context=None)", |vm, a| two(vm, a, Cost::Linear, digits::logical_xor)).nameless(),
    method("rotate", "(self, /, other, context=None)", |vm, a| two(vm, a, Cost::Linear, digits::rotate)).nameless(),
    method("scaleb", "(self, /, other, context=None)", |vm, a| two(vm, a, Cost::Linear, digits::scaleb)).nameless(),
    method("shift", "(self, /, other, context=None)", |vm, a| two(vm, a, Cost::Linear, digits::shift)).nameless(),
    method("is_finite", "(self, /)", |vm, a| is(vm, a, |x| x.is_finite())),
    method("is_infinite", "(self, /)", |vm, a| is(vm, a, |x| x.kind == Kind::Infinity)),
    method("is_nan", "(self, /)", |vm, a| is(vm, a, |x| x.is_nan())),
    method("is_qnan", "(self, /)", |vm, a| is(vm, a, |x| x.kind == Kind::Quiet)),
    method("is_snan", "(self, /)", |vm, a| is(vm, a, |x| x.kind == Kind::Signaling)),
    method("is_signed", "(self, /)", |vm, a| is(vm, a, |x| x.negative)),
    method("is_zero", "(self, /)", |vm, a| is(vm, a, |x| x.is_zero())),
    method("is_canonical", "(self, /)", |_, _| Ok(Value::TRUE)),
    method("is_normal", "(self, /, context=None)", |vm, a| {
        let settings = settings(vm, a[1])?;
        Ok(Value::bool(operand(vm, a[0])?.num().is_normal(&settings)))
    })
    .nameless(),
    method("is_subnormal", "(self, /, context=None)", |vm, a| {
        let settings = settings(vm, a[1])?;
        Ok(Value::bool(operand(vm, a[0])?.num().is_subnormal(&settings)))
    })
    .nameless(),
    method("adjusted", "(self, /)", |vm, a| {
        let x = operand(vm, a[0])?;
        Ok(vm.int(if x.num().is_finite() { x.num().adjusted() } else { 0 }))
    }),
    method("canonical", "(self, /)", |_, a| Ok(a[0])),
    method("conjugate", "(self, /)", |_, a| Ok(a[0])),
    method("radix", "(self, /)", |vm, _| Ok(make(vm, Decimal::whole(10)))),
    method("copy_abs", "(self, /)", |vm, a| Ok(make(vm, operand(vm, a[0])?.num().with_sign(false).to_owned()))),
    method("copy_negate", "(self, /)", |vm, a| {
        let x = operand(vm, a[0])?;
        Ok(make(vm, x.num().with_sign(!x.num().negative).to_owned()))
    }),
    method("copy_sign", "(self, /, other, context=None)", |vm, a| {
        given_or_current(vm, a[2])?;
        let (x, y) = (operand(vm, a[0])?, operand(vm, a[1])?);
        Ok(make(vm, x.num().with_sign(y.num().negative).to_owned()))
    })
    .nameless(),
    method("compare_total", "(self, /, other, context=None)", |vm, a| {
        given_or_current(vm, a[2])?;
        Ok(make(vm, compare::compare_total(operand(vm, a[0])?.num(), operand(vm, a[1])?.num())))
    })
    .nameless(),
    method("compare_total_mag", "(self, /, other, context=None)", |vm, a| {
        given_or_current(vm, a[2])?;
        Ok(make(vm, compare::compare_total_mag(operand(vm, a[0])?.num(), operand(vm, a[1])?.num())))
    })
    .nameless(),
    method("same_quantum", "(self, /, other, context=None)", |vm, a| {
        given_or_current(vm, a[2])?;
        Ok(Value::bool(same_quantum(operand(vm, a[0])?.num(), operand(vm, a[1])?.num())))
    })
    .nameless(),
    method("number_class", "(self, /, context=None)", |vm, a| {
        let settings = settings(vm, a[1])?;
        Ok(vm.str(digits::class(operand(vm, a[0])?.num(), &settings)))
    })
    .nameless(),
    method("fma", "(self, /, other, third, context=None)", |vm, a| fma(vm, a[0], a[1], a[2], given_or_current(vm, a[3])?)).nameless(),
    method("quantize", "(self, /, exp, rounding=None, context=None)", |vm, a| {
        let context = given_or_current(vm, a[3])?;
        let rounding = a[2].not_none().map(|name| context::rounding(vm, name)).transpose()?;
        let (x, y) = (operand(vm, a[0])?, operand(vm, a[1])?);
        let data = data_of(vm, &context)?;
        let mut settings = data.settings();
        settings.rounding = rounding.unwrap_or(settings.rounding);
        made(vm, data, |st| quantize(x.num(), y.num(), &settings, st))
    })
    .nameless(),
    method("to_integral", WHOLE, |vm, a| whole(vm, a, digits::to_integral)).nameless(),
    method("to_integral_value", WHOLE, |vm, a| whole(vm, a, digits::to_integral)).nameless(),
    method("to_integral_exact", WHOLE, |vm, a| whole(vm, a, digits::to_integral_exact)).nameless(),
    method("to_eng_string", "(self, /, context=None)", |vm, a| {
        let capitals = settings(vm, a[1])?.capitals;
        let text = write::to_text(operand(vm, a[0])?.num(), true, capitals);
        Ok(vm.str_counted(&text, text.len()))
    })
    .nameless(),
    method("as_tuple", "(self, /)", |vm, a| as_tuple(vm, a[0])),
    method("as_integer_ratio", "(self, /)", |vm, a| as_integer_ratio(vm, a[0])),
    method("__format__", "(self, format_spec, override=None, /)", formatted).unsigned(),
    method("__round__", "(self, ndigits=None, /)", round).unsigned(),
    method("__trunc__", "(self, /)", |vm, a| to_int(vm, a[0], Rounding::Down)),
    method("__floor__", "(self, /)", |vm, a| to_int(vm, a[0], Rounding::Floor)),
    method("__ceil__", "(self, /)", |vm, a| to_int(vm, a[0], Rounding::Ceiling)),
    method("__complex__", "(self, /)", |vm, a| Ok(vm.complex(vm.to_f64(a[0])?, 0.0))),
    method("__copy__", "(self, /)", |_, a| Ok(a[0])),
    method("__deepcopy__", "(self, object, /)", |_, a| Ok(a[0])),
    method("__reduce__", "(self, /)", |vm, a| {
        let text = vm.to_str(a[0])?;
        Ok(vm.tuple(&[a[0].typ().value(), vm.tuple(&[text])]))
    }),
    method("__sizeof__", "(self, /)", |vm, a| {
        let digits = operand(vm, a[0])?.num().coef.digits() as i64;
        Ok(vm.int(if digits > 76 { 72 + (digits + 18) / 19 * 8 } else { 104 }))
    }),
];

const WHOLE: &str = "(self, /, rounding=None, context=None)";

/// The settings of a context that may be given.
fn settings(vm: &Vm, context: Value) -> Res<Settings> {
    Ok(data_of(vm, &given_or_current(vm, context)?)?.settings())
}

/// A method of one number and a context.
fn one(vm: &Vm, a: &[Value], cost: Cost, f: Unary) -> Res {
    let context = given_or_current(vm, a[1])?;
    unary(vm, a[0], context, cost, f)
}

/// A method of two numbers and a context.
fn two(vm: &Vm, a: &[Value], cost: Cost, f: Binary) -> Res {
    let context = given_or_current(vm, a[2])?;
    let data = data_of(vm, &context)?;
    binary(vm, operand(vm, a[0])?, operand(vm, a[1])?, data, cost, f)
}

/// A question about a number.
fn is(vm: &Vm, a: &[Value], f: fn(Num) -> bool) -> Res {
    Ok(Value::bool(f(operand(vm, a[0])?.num())))
}

/// `a * b + c` by a context.
pub fn fma(vm: &Vm, a: Value, b: Value, c: Value, context: Value) -> Res {
    let (a, b, c) = (operand(vm, a)?, operand(vm, b)?, operand(vm, c)?);
    let data = data_of(vm, &context)?;
    made(vm, data, |st| arithmetic::fma(a.num(), b.num(), c.num(), &data.settings(), st))
}

/// A method of one number, a rounding and a context.
fn whole(vm: &Vm, a: &[Value], f: Unary) -> Res {
    let context = given_or_current(vm, a[2])?;
    let data = data_of(vm, &context)?;
    let mut settings = data.settings();
    if let Some(name) = a[1].not_none() {
        settings.rounding = context::rounding(vm, name)?;
    }
    let x = operand(vm, a[0])?;
    made(vm, data, |st| f(x.num(), &settings, st))
}

fn round(vm: &Vm, a: &[Value]) -> Res {
    let Some(places) = a[1].not_none() else { return to_int(vm, a[0], Rounding::HalfEven) };
    if !crate::types::int::is_int(places) {
        return Err(vm.type_error("optional arg must be an integer"));
    }
    let places = word(vm, places)?;
    let context = current(vm)?;
    let data = data_of(vm, &context)?;
    let like = Num { negative: false, kind: Kind::Finite, exp: places.saturating_neg(), coef: View::Small(1) };
    let x = operand(vm, a[0])?;
    made(vm, data, |st| quantize(x.num(), like, &data.settings(), st))
}

fn as_tuple(vm: &Vm, v: Value) -> Res {
    let x = operand(vm, v)?;
    let x = x.num();
    let exponent = match x.kind {
        Kind::Finite => vm.int(x.exp),
        Kind::Infinity => vm.str("F"),
        Kind::Quiet => vm.str("n"),
        Kind::Signaling => vm.str("N"),
    };
    let text = if x.is_nan() && x.coef.is_zero() { Vec::new() } else { x.coef.text() };
    let digits: Vec<Value> = text.iter().map(|&d| Value::small_int(i64::from(d - b'0'))).collect();
    let digits = vm.tuple(&digits);
    vm.call(State::of(vm)?.decimal_tuple(), &[vm.int(i64::from(x.negative)), digits, exponent])
}

fn as_integer_ratio(vm: &Vm, v: Value) -> Res {
    let x = operand(vm, v)?;
    let x = x.num();
    match x.kind {
        Kind::Finite => {}
        Kind::Infinity => return Err(vm.overflow_error("cannot convert Infinity to integer ratio")),
        Kind::Quiet | Kind::Signaling => return Err(vm.value_error("cannot convert NaN to integer ratio")),
    }
    // what is divided out beforehand are tens
    let zeros = if x.exp < 0 { x.coef.trailing_zeros().min(x.exp.unsigned_abs()) } else { 0 };
    let (coef, exp) = (x.coef.cut(zeros).0, if x.coef.is_zero() { 0 } else { x.exp + zeros as i64 });
    let parts = match exp >= 0 {
        true => coef.view().pad(exp as u64).map(|n| (n, Coef::Small(1))),
        false => Coef::power_of_ten(exp.unsigned_abs()).map(|d| (coef, d)),
    };
    let (n, d) = match parts {
        Ok(parts) => parts,
        Err(NoMemory) => return Err(vm.memory_error()),
    };
    let (n, d) = (int_of(vm, false, n.view()), int_of(vm, false, d.view()));
    let math = vm.module("math")?;
    let common = vm.call_method(math, "gcd", &[n, d])?;
    let n = vm.binary_op(crate::object::BinOp::FloorDiv, n, common, false)?;
    let d = vm.binary_op(crate::object::BinOp::FloorDiv, d, common, false)?;
    let n = if x.negative { vm.unary_op(crate::object::UnOp::Neg, n)? } else { n };
    Ok(vm.tuple(&[n, d]))
}

/// `__format__(spec, override)`: the dict may have other marks than the language's.
fn formatted(vm: &Vm, a: &[Value]) -> Res {
    let Some(text) = a[1].str_bytes() else {
        return Err(vm.type_error("format arg must be str"));
    };
    let x = operand(vm, a[0])?;
    let context = current(vm)?;
    let settings = data_of(vm, &context)?.settings();
    let mut spec = or_raise(vm, format::parse(text))?;
    if spec.old {
        let text = "Format specifier 'N' is deprecated and slated for removal in Python 3.18";
        vm.warn(&crate::types::exceptions::DEPRECATION_WARNING, text, 1)?;
    }
    if let Some(marks) = a[2].not_none() {
        if marks.cast::<crate::object::layouts::Dict>().is_none() {
            return Err(vm.type_error("optional argument must be a dict"));
        }
        for (name, place) in [("decimal_point", &mut spec.dot), ("thousands_sep", &mut spec.separator), ("grouping", &mut spec.grouping)] {
            if let Some(v) = vm.dict_get(marks, vm.str(name))? {
                let Some(mark) = v.str_bytes() else {
                    return Err(vm.value_error(format!("override: {name} must be a string")));
                };
                *place = mark.to_vec();
            }
        }
    }
    match format::format(x.num(), &spec, &settings) {
        Ok(text) => Ok(vm.str_wtf8(&text)),
        Err(Refused::NoMemory) => Err(vm.memory_error()),
        Err(Refused::Error(e)) => or_raise(vm, Err(e)),
    }
}
