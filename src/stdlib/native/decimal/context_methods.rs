//! The methods of `Context`: those of `Decimal` by this context, and its own.

use crate::object::{MethodDef, Res, Value, method};
use crate::text::decimal::{Decimal, Kind, Num, Settings, arithmetic, compare, digits, power, roots, round, write};
use crate::types::type_of;
use crate::vm::Vm;

use super::construct;
use super::context::{Signals, copy_of, data_of, reduce};
use super::methods::fma;
use super::number::{Binary, Cost, DECIMAL, Operand, Unary, binary, divided, make, operand, power_modulo, unary};

pub const METHODS: &[MethodDef] = &[
    method("_apply", "(self, object, /)", |vm, a| one(vm, a, Cost::Linear, round::finish_number)),
    method("abs", "(self, x, /)", |vm, a| one(vm, a, Cost::Linear, arithmetic::abs)),
    method("copy_abs", "(self, x, /)", |vm, a| one(vm, a, Cost::Linear, |x, _, _| x.with_sign(false).to_owned())),
    method("copy_negate", "(self, x, /)", |vm, a| one(vm, a, Cost::Linear, |x, _, _| x.with_sign(!x.negative).to_owned())),
    method("exp", "(self, x, /)", |vm, a| one(vm, a, Cost::Transcendental, roots::exp)),
    method("ln", "(self, x, /)", |vm, a| one(vm, a, Cost::Transcendental, roots::ln)),
    method("log10", "(self, x, /)", |vm, a| one(vm, a, Cost::Transcendental, roots::log10)),
    method("logb", "(self, x, /)", |vm, a| one(vm, a, Cost::Linear, compare::logb)),
    method("logical_invert", "(self, x, /)", |vm, a| one(vm, a, Cost::Linear, digits::logical_invert)),
    method("minus", "(self, x, /)", |vm, a| one(vm, a, Cost::Linear, arithmetic::minus)),
    method("next_minus", "(self, x, /)", |vm, a| one(vm, a, Cost::Linear, compare::next_minus)),
    method("next_plus", "(self, x, /)", |vm, a| one(vm, a, Cost::Linear, compare::next_plus)),
    method("normalize", "(self, x, /)", |vm, a| one(vm, a, Cost::Linear, digits::normalize)),
    method("plus", "(self, x, /)", |vm, a| one(vm, a, Cost::Linear, arithmetic::plus)),
    method("sqrt", "(self, x, /)", |vm, a| one(vm, a, Cost::Square, roots::sqrt)),
    method("to_integral", "(self, x, /)", |vm, a| one(vm, a, Cost::Linear, digits::to_integral)),
    method("to_integral_exact", "(self, x, /)", |vm, a| one(vm, a, Cost::Linear, digits::to_integral_exact)),
    method("to_integral_value", "(self, x, /)", |vm, a| one(vm, a, Cost::Linear, digits::to_integral)),
    method("add", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, arithmetic::add)).nameless(),
    method("compare", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, compare::compare)).nameless(),
    method("compare_signal", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, compare::compare_signal)).nameless(),
    method("compare_total", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, |a, b, _, _| compare::compare_total(a, b))).nameless(),
    method("compare_total_mag", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, |a, b, _, _| compare::compare_total_mag(a, b)))
        .nameless(),
    method("copy_sign", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, |a, b, _, _| a.with_sign(b.negative).to_owned())).nameless(),
    method("divide", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Square, arithmetic::div)).nameless(),
    method("divide_int", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Square, arithmetic::div_int)).nameless(),
    method("logical_and", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, digits::logical_and)).nameless(),
    method("logical_or", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, digits::logical_or)).nameless(),
    method("logical_xor", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, digits::logical_xor)).nameless(),
    method("max", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, compare::max)).nameless(),
    method("max_mag", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, compare::max_mag)).nameless(),
    method("min", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, compare::min)).nameless(),
    method("min_mag", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, compare::min_mag)).nameless(),
    method("multiply", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Square, arithmetic::mul)).nameless(),
    method("next_toward", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, compare::next_toward)).nameless(),
    method("quantize", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, digits::quantize)).nameless(),
    method("remainder", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Square, arithmetic::rem)).nameless(),
    method("remainder_near", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Square, arithmetic::rem_near)).nameless(),
    method("rotate", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, digits::rotate)).nameless(),
    method("scaleb", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, digits::scaleb)).nameless(),
    method("shift", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, digits::shift)).nameless(),
    method("subtract", "(self, x, y, /)", |vm, a| two(vm, a, Cost::Linear, arithmetic::sub)).nameless(),
    method("is_finite", "(self, x, /)", |vm, a| asked(vm, a, |x, _| x.is_finite())),
    method("is_infinite", "(self, x, /)", |vm, a| asked(vm, a, |x, _| x.kind == Kind::Infinity)),
    method("is_nan", "(self, x, /)", |vm, a| asked(vm, a, |x, _| x.is_nan())),
    method("is_qnan", "(self, x, /)", |vm, a| asked(vm, a, |x, _| x.kind == Kind::Quiet)),
    method("is_snan", "(self, x, /)", |vm, a| asked(vm, a, |x, _| x.kind == Kind::Signaling)),
    method("is_signed", "(self, x, /)", |vm, a| asked(vm, a, |x, _| x.negative)),
    method("is_zero", "(self, x, /)", |vm, a| asked(vm, a, |x, _| x.is_zero())),
    method("is_normal", "(self, x, /)", |vm, a| asked(vm, a, |x, ctx| x.is_normal(ctx))),
    method("is_subnormal", "(self, x, /)", |vm, a| asked(vm, a, |x, ctx| x.is_subnormal(ctx))),
    method("is_canonical", "(self, x, /)", |vm, a| decimal(vm, a[1]).map(|_| Value::TRUE)),
    method("canonical", "(self, x, /)", |vm, a| decimal(vm, a[1])),
    method("copy_decimal", "(self, x, /)", |vm, a| match Operand::of_decimal(a[1]) {
        Some(_) => Ok(a[1]),
        None => Ok(make(vm, operand(vm, a[1])?.into_owned())),
    }),
    method("number_class", "(self, x, /)", |vm, a| Ok(vm.str(digits::class(operand(vm, a[1])?.num(), &data_of(vm, &a[0])?.settings())))),
    method("same_quantum", "(self, x, y, /)", |vm, a| {
        Ok(Value::bool(digits::same_quantum(operand(vm, a[1])?.num(), operand(vm, a[2])?.num())))
    })
    .nameless(),
    method("divmod", "(self, x, y, /)", |vm, a| divided(vm, operand(vm, a[1])?, operand(vm, a[2])?, data_of(vm, &a[0])?)).nameless(),
    method("fma", "(self, x, y, z, /)", |vm, a| fma(vm, a[1], a[2], a[3], a[0])).nameless(),
    method("power", "(self, /, a, b, modulo=None)", |vm, a| {
        let (x, y) = (operand(vm, a[1])?, operand(vm, a[2])?);
        match a[3].not_none() {
            Some(modulus) => power_modulo(vm, x, y, operand(vm, modulus)?, a[0]),
            None => binary(vm, x, y, data_of(vm, &a[0])?, Cost::Transcendental, power::power),
        }
    })
    .nameless(),
    method("radix", "(self, /)", |vm, _| Ok(make(vm, Decimal::whole(10)))),
    method("Etiny", "(self, /)", |vm, a| Ok(vm.int(data_of(vm, &a[0])?.settings().etiny()))),
    method("Etop", "(self, /)", |vm, a| Ok(vm.int(data_of(vm, &a[0])?.settings().etop()))),
    method("to_sci_string", "(self, x, /)", |vm, a| text(vm, a, false)),
    method("to_eng_string", "(self, x, /)", |vm, a| text(vm, a, true)),
    method("create_decimal", "(self, num='0', /)", |vm, a| match a[1].given() {
        Some(v) => construct::create(vm, a[0], v),
        None => Ok(make(vm, Decimal::whole(0))),
    })
    .nameless()
    .shown_as("(self, num=\"0\", /)"),
    method("create_decimal_from_float", "(self, f, /)", |vm, a| construct::create_from_float(vm, a[0], a[1])),
    method("copy", "(self, /)", |vm, a| copy_of(vm, a[0])),
    method("__copy__", "(self, /)", |vm, a| copy_of(vm, a[0])),
    method("__reduce__", "(self, /)", |vm, a| reduce(vm, a[0])),
    method("clear_flags", "(self, /)", |vm, a| {
        data_of(vm, &a[0])?.set(Signals::Flags, 0);
        Ok(Value::NONE)
    }),
    method("clear_traps", "(self, /)", |vm, a| {
        data_of(vm, &a[0])?.set(Signals::Traps, 0);
        Ok(Value::NONE)
    }),
];

/// A method of one number.
fn one(vm: &Vm, a: &[Value], cost: Cost, f: Unary) -> Res {
    unary(vm, a[1], a[0], cost, f)
}

/// A method of two numbers.
fn two(vm: &Vm, a: &[Value], cost: Cost, f: Binary) -> Res {
    binary(vm, operand(vm, a[1])?, operand(vm, a[2])?, data_of(vm, &a[0])?, cost, f)
}

/// A question about a number.
fn asked(vm: &Vm, a: &[Value], f: fn(Num, &Settings) -> bool) -> Res {
    Ok(Value::bool(f(operand(vm, a[1])?.num(), &data_of(vm, &a[0])?.settings())))
}

/// The argument, which must be a `Decimal`.
fn decimal(vm: &Vm, v: Value) -> Res {
    if v.is_object() && v.typ().is_subtype_of(type_of(&DECIMAL)) { Ok(v) } else { Err(vm.type_error("argument must be a Decimal")) }
}

fn text(vm: &Vm, a: &[Value], engineering: bool) -> Res {
    let text = write::to_text(operand(vm, a[1])?.num(), engineering, data_of(vm, &a[0])?.settings().capitals);
    Ok(vm.str_counted(&text, text.len()))
}
