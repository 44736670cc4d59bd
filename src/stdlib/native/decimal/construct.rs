//! Numbers of other values: `Decimal(x)`, `from_float`, `from_number`, `Context.create_decimal`.

use std::sync::LazyLock;

use num_bigint::BigUint;

use crate::object::layouts::{List, Tuple};
use crate::object::{Args, Res, Value};
use crate::text::decimal::read::{ascii, exact, parse};
use crate::text::decimal::round::{finish, finish_number};
use crate::text::decimal::signal::*;
use crate::text::decimal::{Coef, Decimal, Kind, Settings, Status, coef};
use crate::text::float_digits::decompose;
use crate::types::int::is_int;
use crate::types::shape_for;
use crate::vm::Vm;
use crate::vm::args::{Signature, bind_native};

use super::context::{data_of, word};
use super::number::{Operand, make, make_of_shape, no_conversion, of_int};
use super::signals::done;
use super::{current, number};

/// `Decimal(value='0', context=None)`
pub fn new(vm: &Vm, cls: Value, args: Args) -> Res {
    static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("(value='0', context=None)"));
    if args.names.is_empty() && args.all.len() <= 2 {
        let first = args.all.first().copied().unwrap_or(Value::UNBOUND);
        return exactly(vm, cls, first, args.all.get(1).copied().unwrap_or(Value::NONE));
    }
    if args.all.len() > 2 {
        return Err(vm.type_error(format!("function takes at most 2 arguments ({} given)", args.all.len())));
    }
    bind_native(vm, &SIGNATURE, "Decimal", &|| "Decimal".to_string(), args, &|vm, a| exactly(vm, cls, a[0], a[1]))
}

fn exactly(vm: &Vm, cls: Value, v: Value, context: Value) -> Res {
    let shape = shape_for(vm, cls)?;
    if let Some(context) = context.not_none() {
        data_of(vm, &context)?;
    }
    let Some(v) = v.given() else { return Ok(make_of_shape(vm, shape, Decimal::whole(0))) };
    if cls == crate::types::type_of(&number::DECIMAL).value() && crate::types::is_exactly(v, &number::DECIMAL) {
        return Ok(v);
    }
    let mut st = Status::default();
    let made = if let Some(x) = Operand::of(v) {
        x.into_owned()
    } else if let Some(text) = v.str_bytes() {
        match ascii(text, true).and_then(|text| parse(&text)) {
            Some(made) => exact(made, &mut st),
            None => st.invalid(CONVERSION_SYNTAX),
        }
    } else if let Some(f) = vm.as_float(v) {
        st.add(FLOAT_OPERATION);
        of_float(f)
    } else if v.cast::<Tuple>().is_some() || v.cast::<List>().is_some() {
        exact(of_tuple(vm, v)?, &mut st)
    } else {
        return Err(no_conversion(vm, v));
    };
    if st.0 != 0 {
        let context = current::given_or_current(vm, context)?;
        done(vm, data_of(vm, &context)?, st)?;
    }
    Ok(make_of_shape(vm, shape, made))
}

/// A float's value, exactly.
pub fn of_float(f: f64) -> Decimal {
    let negative = f.is_sign_negative();
    if f.is_nan() {
        return Decimal { negative, kind: Kind::Quiet, exp: 0, coef: Coef::ZERO };
    }
    if f.is_infinite() {
        return Decimal::infinity(negative);
    }
    let (_, mantissa, exponent) = decompose(f);
    if mantissa == 0 {
        return Decimal::finite(negative, Coef::ZERO, 0);
    }
    let twos = mantissa.trailing_zeros();
    let (mantissa, exponent) = (mantissa >> twos, exponent + twos as i32);
    let coef = if exponent >= 0 {
        Coef::of_big(&(BigUint::from(mantissa) << exponent as u32))
    } else {
        // m / 2^k is m * 5^k / 10^k
        let fives = exponent.unsigned_abs();
        match 5u128.checked_pow(fives).and_then(|fives| fives.checked_mul(u128::from(mantissa))) {
            Some(n) => Coef::of(n),
            None => Coef::of_big(&(BigUint::from(5u32).pow(fives) * mantissa)),
        }
    };
    Decimal::finite(negative, coef, i64::from(exponent.min(0)))
}

/// Of `(sign, digits, exponent)`.
fn of_tuple(vm: &Vm, v: Value) -> Res<Decimal> {
    let parts = items(vm, v)?.filter(|parts| parts.len() == 3);
    let Some(parts) = parts else { return Err(vm.value_error("argument must be a sequence of length 3")) };
    let negative = match vm.to_i64(parts[0]).filter(|_| is_int(parts[0])) {
        Some(sign @ (0 | 1)) => sign == 1,
        _ => return Err(vm.value_error("sign must be an integer with the value 0 or 1")),
    };
    let (kind, exp) = match parts[2].str_bytes() {
        Some(b"F") => (Kind::Infinity, 0),
        Some(b"n") => (Kind::Quiet, 0),
        Some(b"N") => (Kind::Signaling, 0),
        Some(_) => return Err(vm.value_error("string argument in the third position must be 'F', 'n' or 'N'")),
        None if !is_int(parts[2]) => return Err(vm.value_error("exponent must be an integer")),
        None => (Kind::Finite, word(vm, parts[2])?),
    };
    let digits = match items(vm, parts[1])? {
        Some(digits) => digits,
        None => return Err(vm.value_error("coefficient must be a tuple of digits")),
    };
    if kind == Kind::Infinity {
        return Ok(Decimal::infinity(negative));
    }
    let mut text = Vec::with_capacity(digits.len());
    for digit in digits {
        match vm.to_i64(digit).filter(|_| is_int(digit)) {
            Some(d @ 0..=9) => text.push(b'0' + d as u8),
            _ => return Err(vm.value_error("coefficient must be a tuple of digits")),
        }
    }
    // what is out of any range stays so
    let exp = exp.clamp(-(1 << 61), 1 << 61);
    Ok(Decimal { negative, kind, exp, coef: coef::of_digits(&text, b"") })
}

/// The items of a tuple or list.
fn items(vm: &Vm, v: Value) -> Res<Option<Vec<Value>>> {
    if let Some(t) = v.cast::<Tuple>() {
        return Ok(Some(t.items().to_vec()));
    }
    if v.cast::<List>().is_none() {
        return Ok(None);
    }
    let mut all = Vec::new();
    vm.for_each(v, &mut |item| {
        all.push(item);
        Ok(true)
    })?;
    Ok(Some(all))
}

/// `from_float(f)`
pub fn from_float(vm: &Vm, cls: Value, v: Value) -> Res {
    let made = match (vm.as_float(v), of_int(v)) {
        (Some(f), _) => of_float(f),
        (None, Some(n)) => n,
        (None, None) => return Err(vm.type_error("argument must be int or float")),
    };
    of_class(vm, cls, made)
}

/// `from_number(number)`
pub fn from_number(vm: &Vm, cls: Value, v: Value) -> Res {
    let made = match (vm.as_float(v), Operand::of(v)) {
        (Some(f), _) => {
            let context = current::get(vm)?;
            done(vm, data_of(vm, &context)?, Status(FLOAT_OPERATION))?;
            of_float(f)
        }
        (None, Some(x)) => x.into_owned(),
        (None, None) => return Err(no_conversion(vm, v)),
    };
    of_class(vm, cls, made)
}

/// A number as an instance of a class: subclasses are called with it.
fn of_class(vm: &Vm, cls: Value, made: Decimal) -> Res {
    let made = make(vm, made);
    if cls.as_type().is_some_and(|t| std::ptr::eq(t, crate::types::type_of(&number::DECIMAL))) {
        return Ok(made);
    }
    vm.call(cls, &[made])
}

/// `Context.create_decimal(num)`: rounded to the context.
pub fn create(vm: &Vm, context: Value, v: Value) -> Res {
    let data = data_of(vm, &context)?;
    let settings = data.settings();
    let mut st = Status::default();
    let made = if let Some(text) = v.str_bytes() {
        match ascii(text, false).and_then(|text| parse(&text)) {
            Some(made) => rounded(made, &settings, &mut st),
            None => st.invalid(CONVERSION_SYNTAX),
        }
    } else if let Some(x) = Operand::of(v) {
        rounded(x.into_owned(), &settings, &mut st)
    } else if let Some(f) = vm.as_float(v) {
        st.add(FLOAT_OPERATION);
        rounded(of_float(f), &settings, &mut st)
    } else if v.cast::<Tuple>().is_some() || v.cast::<List>().is_some() {
        rounded(of_tuple(vm, v)?, &settings, &mut st)
    } else {
        return Err(no_conversion(vm, v));
    };
    done(vm, data, st)?;
    Ok(make(vm, made))
}

/// `Context.create_decimal_from_float(f)`
pub fn create_from_float(vm: &Vm, context: Value, v: Value) -> Res {
    let data = data_of(vm, &context)?;
    let mut st = Status::default();
    let made = match (vm.as_float(v), of_int(v)) {
        (Some(f), _) => of_float(f),
        (None, Some(n)) => n,
        (None, None) => return Err(vm.type_error("argument must be int or float")),
    };
    let made = rounded(made, &data.settings(), &mut st);
    done(vm, data, st)?;
    Ok(make(vm, made))
}

/// A new number by a context: a NaN's payload must fit.
fn rounded(x: Decimal, ctx: &Settings, st: &mut Status) -> Decimal {
    match x.kind {
        Kind::Finite => finish(x.negative, x.coef, x.exp, ctx, st),
        Kind::Infinity => x,
        Kind::Quiet | Kind::Signaling => {
            let room = ctx.prec - i64::from(ctx.clamp);
            if !x.coef.view().is_zero() && x.coef.view().digits() as i64 > room {
                return st.invalid(CONVERSION_SYNTAX);
            }
            finish_number(x.num(), ctx, st)
        }
    }
}
