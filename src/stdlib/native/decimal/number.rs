//! The type `Decimal`: how its objects hold numbers, operators, comparison, hash, conversions. Its methods are in `methods`,
//! what makes numbers of values in `construct`.
//!
//! A coefficient of up to 38 digits is in the object. A longer one is in an int object beside it, which here is nothing but a
//! place for limbs (in base 10^19) that the collector knows.

use crate::object::heap::Marker;
use crate::object::layouts::{BigInt, Float};
use crate::object::{BinOp, CmpOp, Payload, Ref, Res, Slot, Slots, TypeSpec, UnOp, Value};
use crate::text::decimal::arithmetic::{abs, add, div, div_int, div_mod, minus, mul, plus, rem, sub};
use crate::text::decimal::compare::{hash, order};
use crate::text::decimal::signal::*;
use crate::text::decimal::{Coef, Decimal, Kind, NoMemory, Num, Rounding, Settings, Status, View, digits, power, write};
use crate::text::float as float_text;
use crate::types::int::{is_int, long::Number, long::wide, long_work};
use crate::types::object::address;
use crate::vm::Vm;

use super::construct;
use super::context::{ContextData, data_of};
use super::signals::done;
use super::state::State;
use super::{current, methods};

/// A number with a coefficient in two words. `meta`: see `pack`.
struct Small {
    meta: i64,
    low: u64,
    high: u64,
}
impl Payload for Small {
    const IN_SLOTS: bool = true;
}

/// A number with a longer coefficient.
struct Large {
    meta: i64,
    limbs: Slot,
}
impl Payload for Large {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.limbs);
    }
}

/// Sign, kind and exponent in a word: the exponent (of up to 62 bits) or the kind, whether it is a kind, the sign.
fn pack(negative: bool, kind: Kind, exp: i64) -> i64 {
    let special = match kind {
        Kind::Finite => return exp << 2 | i64::from(negative),
        Kind::Infinity => 1,
        Kind::Quiet => 2,
        Kind::Signaling => 3,
    };
    special << 2 | 2 | i64::from(negative)
}

#[inline(always)]
fn unpack(meta: i64, coef: View<'_>) -> Num<'_> {
    let negative = meta & 1 != 0;
    if meta & 2 == 0 {
        return Num { negative, kind: Kind::Finite, exp: meta >> 2, coef };
    }
    let kind = match meta >> 2 {
        1 => Kind::Infinity,
        2 => Kind::Quiet,
        _ => Kind::Signaling,
    };
    Num { negative, kind, exp: 0, coef }
}

/// A number that an operation reads, wherever it is.
pub enum Operand {
    Small(Num<'static>),
    Large { meta: i64, limbs: Ref<BigInt> },
    Own(Decimal),
}

impl Operand {
    /// Of a `Decimal` object.
    #[inline]
    pub fn of_decimal(v: Value) -> Option<Operand> {
        if let Some(small) = v.payload::<Small>() {
            let coef = View::Small(u128::from(small.high) << 64 | u128::from(small.low));
            return Some(Operand::Small(unpack(small.meta, coef)));
        }
        let large = v.payload::<Large>()?;
        Some(Operand::Large { meta: large.meta, limbs: large.limbs.get().cast()? })
    }

    /// Of a `Decimal` or an int.
    #[inline]
    pub fn of(v: Value) -> Option<Operand> {
        if v.is_small_int() {
            return Some(Operand::Small(Num::whole(v.small())));
        }
        if let Some(found) = Operand::of_decimal(v) {
            return Some(found);
        }
        Some(Operand::Own(of_int(v)?))
    }

    #[inline(always)]
    pub fn num(&self) -> Num<'_> {
        match self {
            Operand::Small(num) => *num,
            Operand::Large { meta, limbs } => unpack(*meta, View::Big(limbs.limbs())),
            Operand::Own(number) => number.num(),
        }
    }

    /// Words of the coefficient.
    fn length(&self) -> u64 {
        match self {
            Operand::Small(_) => 2,
            Operand::Large { limbs, .. } => limbs.limbs().len() as u64,
            Operand::Own(number) => number.coef.view().digits() / 19 + 1,
        }
    }

    pub fn into_owned(self) -> Decimal {
        match self {
            Operand::Own(number) => number,
            other => other.num().to_owned(),
        }
    }
}

/// An int's value, exactly.
pub fn of_int(v: Value) -> Option<Decimal> {
    let number = Number::of(v)?;
    let (negative, words) = number.signed();
    Some(Decimal::finite(negative, Coef::of_binary(words), 0))
}

/// Of a method's argument.
///
/// # Errors
/// `TypeError` for what is neither a `Decimal` nor an int.
#[inline]
pub fn operand(vm: &Vm, v: Value) -> Res<Operand> {
    Operand::of(v).ok_or_else(|| no_conversion(vm, v))
}

#[cold]
pub fn no_conversion(vm: &Vm, v: Value) -> crate::object::Raised {
    vm.type_error(format!("conversion from {} to Decimal is not supported", v.type_name()))
}

/// A `Decimal` object.
#[inline]
pub fn make(vm: &Vm, number: Decimal) -> Value {
    let shape = crate::types::type_of(&DECIMAL).instance_shape.load(std::sync::atomic::Ordering::Relaxed);
    make_of_shape(vm, shape, number)
}

/// As `make`, of a subclass's shape.
#[inline]
pub fn make_of_shape(vm: &Vm, shape: u32, number: Decimal) -> Value {
    let meta = pack(number.negative, number.kind, number.exp);
    match number.coef {
        Coef::Small(n) => vm.native_of_shape(shape, Small { meta, low: n as u64, high: (n >> 64) as u64 }),
        Coef::Big(limbs) => {
            let limbs = Slot::new(vm.int_of_limbs(false, &limbs));
            vm.native_of_shape(shape, Large { meta, limbs })
        }
    }
}

pub type Unary = fn(Num, &Settings, &mut Status) -> Decimal;
pub type Binary = fn(Num, Num, &Settings, &mut Status) -> Decimal;

/// How much work an operation is: steps of about a nanosecond, by the words of its operands and its precision.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    Linear,
    Square,
    Transcendental,
}

impl Cost {
    fn of(self, lengths: u64, prec: i64) -> u64 {
        let n = lengths.saturating_add(prec as u64 / 19).min(1 << 31);
        match self {
            Cost::Linear => n,
            Cost::Square => n.saturating_mul(n.isqrt() * 20),
            Cost::Transcendental => n.saturating_mul(n).saturating_mul(n.isqrt()).saturating_mul(20),
        }
    }
}

/// Below this much work nobody minds.
const SHORT: u64 = 40_000;

/// An operation on one number by a context, detached if it takes long.
pub fn unary(vm: &Vm, v: Value, context: Value, cost: Cost, f: Unary) -> Res {
    let x = operand(vm, v)?;
    let data = data_of(vm, &context)?;
    let settings = data.settings();
    let work = cost.of(x.length(), if cost == Cost::Linear { 0 } else { settings.prec });
    let (result, st) = if work < SHORT {
        let mut st = Status::default();
        (f(x.num(), &settings, &mut st), st)
    } else {
        let x = x.into_owned();
        long_work(vm, work, move || {
            let mut st = Status::default();
            (f(x.num(), &settings, &mut st), st)
        })?
    };
    done(vm, data, st)?;
    Ok(make(vm, result))
}

/// What a short operation makes; its conditions are told to the context.
pub fn made(vm: &Vm, data: &ContextData, f: impl FnOnce(&mut Status) -> Decimal) -> Res {
    let mut st = Status::default();
    let result = f(&mut st);
    done(vm, data, st)?;
    Ok(make(vm, result))
}

/// An operation on two numbers by a context, detached if it takes long.
#[inline]
pub fn binary(vm: &Vm, x: Operand, y: Operand, data: &ContextData, cost: Cost, f: Binary) -> Res {
    let settings = data.settings();
    let small = matches!((&x, &y), (Operand::Small(_), Operand::Small(_))) && settings.prec < 400 && cost != Cost::Transcendental;
    let (result, st) = if small { calculate(&x, &y, &settings, f) } else { perhaps_long(vm, x, y, settings, cost, f)? };
    done(vm, data, st)?;
    Ok(make(vm, result))
}

#[inline(always)]
fn calculate(x: &Operand, y: &Operand, settings: &Settings, f: Binary) -> (Decimal, Status) {
    let mut st = Status::default();
    let result = f(x.num(), y.num(), settings, &mut st);
    (result, st)
}

fn perhaps_long(vm: &Vm, x: Operand, y: Operand, settings: Settings, cost: Cost, f: Binary) -> Res<(Decimal, Status)> {
    let work = cost.of(x.length() + y.length(), if cost == Cost::Linear { 0 } else { settings.prec });
    if work < SHORT {
        return Ok(calculate(&x, &y, &settings, f));
    }
    let (x, y) = (x.into_owned(), y.into_owned());
    long_work(vm, work, move || {
        let mut st = Status::default();
        (f(x.num(), y.num(), &settings, &mut st), st)
    })
}

pub static DECIMAL: TypeSpec = TypeSpec {
    name: "decimal.Decimal",
    doc: "A decimal number: of an int, a float, a text, a tuple (sign, digits, exponent) or another one, exactly. What the\n\
          context says does not change the number: it says whether a text that is no number is an error.\n",
    signature: Some("(value='0', context=None)"),
    methods: methods::METHODS,
    getset: methods::GETSET,
    slots: Slots {
        new: Some(construct::new),
        repr: Some(|vm, v| {
            let text = shown(vm, v)?;
            let mut out = Vec::with_capacity(text.len() + 11);
            out.extend_from_slice(b"Decimal('");
            out.extend_from_slice(&text);
            out.extend_from_slice(b"')");
            Ok(vm.str_counted(&out, out.len()))
        }),
        str: Some(|vm, v| {
            let text = shown(vm, v)?;
            Ok(vm.str_counted(&text, text.len()))
        }),
        hash: Some(hash_of),
        compare: Some(compare),
        bool: Some(|vm, v| Ok(!operand(vm, v)?.num().is_zero())),
        binary: Some(operator),
        unary: Some(|vm, op, v| {
            let f: Unary = match op {
                UnOp::Neg => minus,
                UnOp::Pos => plus,
                UnOp::Abs => abs,
                UnOp::Invert => return Ok(Value::NOT_IMPLEMENTED),
            };
            unary(vm, v, current::get(vm)?, Cost::Linear, f)
        }),
        pow3: Some(|vm, a, b, modulus| match (Operand::of(a), Operand::of(b), Operand::of(modulus)) {
            (Some(a), Some(b), Some(modulus)) => power_modulo(vm, a, b, modulus, current::get(vm)?),
            _ => Ok(Value::NOT_IMPLEMENTED),
        }),
        int: Some(|vm, v| to_int(vm, v, Rounding::Down)),
        float: Some(to_float),
        get_attr: Some(|vm, v, name| vm.generic_get_attr(v, name)),
        ..Slots::NONE
    },
    operators: "__add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __floordiv__ __rfloordiv__ __mod__ __rmod__ __divmod__ __rdivmod__ __neg__ __pos__ __abs__",
    ..TypeSpec::DEFAULT
};

/// The text of a number, with the current context's capitals.
fn shown(vm: &Vm, v: Value) -> Res<Vec<u8>> {
    let x = operand(vm, v)?;
    let plain = x.num().is_finite() && x.num().exp == 0;
    let capitals = plain || data_of(vm, &current::get(vm)?)?.settings().capitals;
    Ok(write::to_text(x.num(), false, capitals))
}

fn operator(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (Operand::of(a), Operand::of(b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let context = current::get(vm)?;
    let data = data_of(vm, &context)?;
    let (cost, f): (Cost, Binary) = match op {
        BinOp::Add => (Cost::Linear, add),
        BinOp::Sub => (Cost::Linear, sub),
        BinOp::Mul => (Cost::Square, mul),
        BinOp::Div => (Cost::Square, div),
        BinOp::FloorDiv => (Cost::Square, div_int),
        BinOp::Mod => (Cost::Square, rem),
        BinOp::Pow => (Cost::Transcendental, power::power),
        BinOp::DivMod => return divided(vm, x, y, data),
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    binary(vm, x, y, data, cost, f)
}

/// `divmod(a, b)`
pub fn divided(vm: &Vm, x: Operand, y: Operand, data: &ContextData) -> Res {
    let mut st = Status::default();
    let (q, r) = div_mod(x.num(), y.num(), &data.settings(), &mut st);
    done(vm, data, st)?;
    Ok(vm.tuple(&[make(vm, q), make(vm, r)]))
}

/// `pow(a, b, modulus)`
pub fn power_modulo(vm: &Vm, a: Operand, b: Operand, modulus: Operand, context: Value) -> Res {
    let data = data_of(vm, &context)?;
    let settings = data.settings();
    let work = Cost::Square.of(a.length() + b.length() + modulus.length(), 0).saturating_mul(b.length() * 8);
    let (a, b, modulus) = (a.into_owned(), b.into_owned(), modulus.into_owned());
    let (result, st) = long_work(vm, work, move || {
        let mut st = Status::default();
        (power::power_modulo(a.num(), b.num(), modulus.num(), &settings, &mut st), st)
    })?;
    done(vm, data, st)?;
    Ok(make(vm, result))
}

/// Comparison with every number.
fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let x = operand(vm, a)?;
    let equality = matches!(op, CmpOp::Eq | CmpOp::Ne);
    let y = match Operand::of(b) {
        Some(y) => y,
        None => match other_number(vm, &x, b, equality)? {
            Some(Other::Number(y)) => y,
            Some(Other::Fraction(numerator, denominator)) => return compare_fraction(vm, op, x, numerator, denominator),
            None => return Ok(Value::NOT_IMPLEMENTED),
        },
    };
    ordered(vm, op, x.num(), y.num())
}

fn ordered(vm: &Vm, op: CmpOp, x: Num, y: Num) -> Res {
    if x.is_nan() || y.is_nan() {
        let signals = !matches!(op, CmpOp::Eq | CmpOp::Ne) || x.kind == Kind::Signaling || y.kind == Kind::Signaling;
        if signals {
            done(vm, data_of(vm, &current::get(vm)?)?, Status(INVALID_OPERATION))?;
        }
        return Ok(Value::bool(op == CmpOp::Ne));
    }
    Ok(Value::bool(op.of(order(x, y))))
}

/// What a number that is neither a `Decimal` nor an int is compared as.
enum Other {
    Number(Operand),
    Fraction(Value, Value),
}

fn other_number(vm: &Vm, x: &Operand, b: Value, equality: bool) -> Res<Option<Other>> {
    if let Some(f) = vm.as_float(b) {
        let context = current::get(vm)?;
        let data = data_of(vm, &context)?;
        if equality {
            data.add(super::context::Signals::Flags, FLOAT_OPERATION);
        } else {
            done(vm, data, Status(FLOAT_OPERATION))?;
        }
        return Ok(Some(Other::Number(Operand::Own(construct::of_float(f)))));
    }
    if let Some(c) = b.cast::<crate::object::layouts::Complex>() {
        if !equality || c.im != 0.0 {
            return Ok(None);
        }
        let context = current::get(vm)?;
        data_of(vm, &context)?.add(super::context::Signals::Flags, FLOAT_OPERATION);
        return Ok(Some(Other::Number(Operand::Own(construct::of_float(c.re)))));
    }
    if !b.is_object() || b.str_bytes().is_some() || b.cast::<Float>().is_some() || !vm.is_instance(b, State::of(vm)?.rational())? {
        return Ok(None);
    }
    let numerator = vm.get_attr_str(b, "numerator")?;
    let denominator = vm.get_attr_str(b, "denominator")?;
    if !is_int(numerator) || !is_int(denominator) {
        return Err(vm.type_error("numerator and denominator must be integers"));
    }
    // a special value does not care
    if !x.num().is_finite() {
        return Ok(Some(Other::Number(Operand::Small(Num::whole(0)))));
    }
    Ok(Some(Other::Fraction(numerator, denominator)))
}

fn compare_fraction(vm: &Vm, op: CmpOp, x: Operand, numerator: Value, denominator: Value) -> Res {
    let (numerator, denominator) = (operand(vm, numerator)?, operand(vm, denominator)?);
    let coef = x.num().coef.times(denominator.num().coef);
    let scaled = Num { coef: coef.view(), ..x.num() };
    ordered(vm, op, scaled, numerator.num())
}

fn hash_of(vm: &Vm, v: Value) -> Res<i64> {
    let x = operand(vm, v)?;
    let x = x.num();
    Ok(match (x.kind, x.negative) {
        (Kind::Finite, _) => hash(x),
        (Kind::Infinity, negative) => crate::text::hash::INFINITY * if negative { -1 } else { 1 },
        (Kind::Quiet, _) => (address(v) >> 4) as i64,
        (Kind::Signaling, _) => return Err(vm.type_error("Cannot hash a signaling NaN value")),
    })
}

/// The int nearest to a number, by this rounding.
pub fn to_int(vm: &Vm, v: Value, rounding: Rounding) -> Res {
    let x = operand(vm, v)?;
    let x = x.num();
    match x.kind {
        Kind::Finite => {}
        Kind::Infinity => return Err(vm.overflow_error("cannot convert Infinity to integer")),
        Kind::Quiet | Kind::Signaling => return Err(vm.value_error("cannot convert NaN to integer")),
    }
    match digits::whole_part(x, rounding) {
        Ok(coef) => Ok(int_of(vm, x.negative, coef.view())),
        Err(NoMemory) => Err(vm.memory_error()),
    }
}

/// An int of a sign and a coefficient.
pub fn int_of(vm: &Vm, negative: bool, coef: View) -> Value {
    match coef {
        View::Small(n) => wide(vm, if negative { -(n as i128) } else { n as i128 }),
        View::Big(_) => {
            let words: Vec<u64> = coef.to_big().iter_u64_digits().collect();
            vm.int_of_limbs(negative, &words)
        }
    }
}

/// The nearest float.
fn to_float(vm: &Vm, v: Value) -> Res<f64> {
    let x = operand(vm, v)?;
    let x = x.num();
    let size = match x.kind {
        Kind::Signaling => return Err(vm.value_error("cannot convert signaling NaN to float")),
        Kind::Quiet => f64::NAN,
        Kind::Infinity => f64::INFINITY,
        Kind::Finite => match x.coef {
            // both are exact, so the result is rounded once
            View::Small(n) if n < 1 << 53 && x.exp.abs() <= 22 => {
                let scale = 10f64.powi(x.exp.unsigned_abs() as i32);
                if x.exp < 0 { n as f64 / scale } else { n as f64 * scale }
            }
            _ => float_text::parse_text(&write::to_text(x.with_sign(false), false, true)).unwrap_or(f64::NAN),
        },
    };
    Ok(if x.negative { -size } else { size })
}
