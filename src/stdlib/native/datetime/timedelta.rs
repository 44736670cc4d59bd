//! `timedelta`: its table, making one, its texts. Arithmetic is in `arithmetic`.

use std::sync::OnceLock;

use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};

use crate::object::{Args, MethodDef, Res, Slots, TypeSpec, Value, member, method};
use crate::text::hash::Rounds;
use crate::text::hash::small_int_hash;
use crate::types::{permanent_native_of, shape_for, type_of};
use crate::vm::Vm;

use super::arguments::Wanted;
use super::arithmetic;
use super::fields::{Span, is_class, new_span, span_of, too_many};

pub static TIMEDELTA: TypeSpec = TypeSpec {
    name: "datetime.timedelta",
    doc: "A duration, or the difference of two dates or times: any number of days, hours, minutes and so on, whole or not, which are\n\
          added up and kept as days, seconds and microseconds.\n",
    signature: Some(""),
    methods: METHODS,
    getset: &[
        member("days", |vm, v| Ok(Value::small_int(i64::from(span(vm, v)?.days)))),
        member("seconds", |vm, v| Ok(Value::small_int(i64::from(span(vm, v)?.seconds)))),
        member("microseconds", |vm, v| Ok(Value::small_int(i64::from(span(vm, v)?.micros)))),
    ],
    values: &[("resolution", || permanent_span(Span::TICK)), ("min", || permanent_span(Span::MIN)), ("max", || permanent_span(Span::MAX))],
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        str: Some(|vm, v| Ok(vm.str(&shown(span(vm, v)?)))),
        hash: Some(|vm, v| Ok(hash(span(vm, v)?))),
        compare: Some(arithmetic::compare_spans),
        bool: Some(|vm, v| Ok(!span(vm, v)?.is_zero())),
        binary: Some(arithmetic::span_binary),
        unary: Some(arithmetic::span_unary),
        ..Slots::NONE
    },
    operators: "__add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __mod__ __rmod__ __divmod__ __rdivmod__ __neg__ __pos__ __abs__ __floordiv__ __rfloordiv__ __truediv__ __rtruediv__",
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    method("total_seconds", "(self, /)", |vm, a| arithmetic::divided(vm, span(vm, a[0])?.total(), 1_000_000)),
    method("__reduce__", "(self, /)", |vm, a| {
        let s = span(vm, a[0])?;
        let fields = [s.days, s.seconds, s.micros].map(|n| Value::small_int(i64::from(n)));
        Ok(vm.tuple(&[a[0].typ().value(), vm.tuple(&fields)]))
    }),
];

/// A duration in no heap, for attributes of the types.
pub fn permanent_span(span: Span) -> Value {
    permanent_native_of(&TIMEDELTA, span)
}

/// The duration of no length: there is one in the process, as in CPython.
pub fn zero() -> Value {
    static ZERO: OnceLock<Value> = OnceLock::new();
    match ZERO.get() {
        Some(&zero) => zero,
        None => {
            // its type first: whoever waits for that must not hold up others that wait for this
            type_of(&TIMEDELTA);
            *ZERO.get_or_init(|| permanent_span(Span::ZERO))
        }
    }
}

/// The receiver's data.
fn span(vm: &Vm, v: Value) -> Res<Span> {
    span_of(v).ok_or_else(|| vm.type_error("a timedelta is needed"))
}

/// That of the tuple (days, seconds, microseconds).
pub fn hash(s: Span) -> i64 {
    let part = |n: i32| small_int_hash(i64::from(n));
    Rounds::NONE.with(part(s.days)).with(part(s.seconds)).with(part(s.micros)).of_tuple()
}

// ---- making one ----

const WANTED: Wanted = Wanted {
    told: "__new__()",
    names: &["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"],
    required: 0,
    positional: 7,
};

/// Places of the arguments in the order in which they are looked at and added, and their microseconds.
const UNITS: [(usize, i64); 7] =
    [(2, 1), (3, 1000), (1, 1_000_000), (4, 60_000_000), (5, 3_600_000_000), (0, 86_400_000_000), (6, 604_800_000_000)];

fn new(vm: &Vm, cls: Value, args: Args) -> Res {
    let mut given = [Value::UNBOUND; 7];
    if args.names.is_empty() && args.all.len() <= 7 {
        given[..args.all.len()].copy_from_slice(args.all);
    } else {
        WANTED.read(vm, args, &mut |i, v| {
            given[i] = v;
            Ok(())
        })?;
    }
    let span = match small_sum(&given) {
        Some((days, seconds, micros)) => Span::checked(vm, days, seconds, micros)?,
        None => exact_sum(vm, &given)?,
    };
    if is_class(cls, &TIMEDELTA) { Ok(new_span(vm, span)) } else { Ok(vm.native_of_shape(shape_for(vm, cls)?, span)) }
}

/// Of small ints, which nearly all are: days, seconds and microseconds.
#[inline]
fn small_sum(given: &[Value; 7]) -> Option<(i64, i64, i64)> {
    const LIMIT: i64 = 1 << 40;
    let mut n = [0; 7];
    for (n, v) in n.iter_mut().zip(given) {
        if !v.is_unbound() {
            *n = v.as_small_int().filter(|i| (-LIMIT..LIMIT).contains(i))?;
        }
    }
    let [days, seconds, micros, millis, minutes, hours, weeks] = n;
    Some((days + weeks * 7, seconds + minutes * 60 + hours * 3600, micros + millis * 1000))
}

/// Of any numbers: ints exactly; of a float the whole part exactly, and what is left of it, in microseconds, is added up as a float
/// and rounded once, halves to even.
fn exact_sum(vm: &Vm, given: &[Value; 7]) -> Res<Span> {
    let mut sum = Sum { small: 0, big: BigInt::ZERO };
    let mut rest = 0.0;
    for (place, unit) in UNITS {
        let v = given[place];
        if v.is_unbound() {
            continue;
        }
        if let Some(n) = vm.to_i64(v) {
            sum.add(i128::from(n) * i128::from(unit));
        } else if let Some(f) = vm.as_float(v) {
            sum.add_whole(vm, f.trunc(), unit)?;
            let part = f.fract() * unit as f64;
            sum.add_whole(vm, part.trunc(), 1)?;
            rest += part.fract();
        } else if let Some(n) = vm.to_big(v) {
            sum.big += n * unit;
        } else {
            let name = WANTED.names[place];
            return Err(vm.type_error(format!("unsupported type for timedelta {name} component: {}", v.type_name())));
        }
    }
    let total = sum.big + sum.small;
    // a half goes to the even sum, not to the even rest
    let mut whole = rest.round();
    if (whole - rest).abs() == 0.5 && (&total + whole as i64).bit(0) {
        whole -= rest.signum();
    }
    match (total + whole as i64).to_i128() {
        Some(total) => Span::of_total(vm, total),
        None => Err(too_many(vm, i64::MAX)),
    }
}

struct Sum {
    small: i128,
    big: BigInt,
}

impl Sum {
    fn add(&mut self, n: i128) {
        // seven summands of 104 bits
        self.small += n;
    }

    fn add_whole(&mut self, vm: &Vm, f: f64, unit: i64) -> Res<()> {
        if f.abs() < 9e18 {
            self.add(i128::from(f as i64) * i128::from(unit));
            return Ok(());
        }
        match BigInt::from_f64(f) {
            Some(n) => self.big += n * unit,
            None if f.is_nan() => return Err(vm.value_error("cannot convert float NaN to integer")),
            None => return Err(vm.overflow_error("cannot convert float infinity to integer")),
        }
        Ok(())
    }
}

// ---- texts ----

fn repr(vm: &Vm, v: Value) -> Res {
    Ok(vm.str(&represented(v.type_name(), span(vm, v)?)))
}

/// `datetime.timedelta(days=1, seconds=2)`
fn represented(name: &str, s: Span) -> String {
    let mut out = format!("{name}(");
    let fields = [("days", s.days), ("seconds", s.seconds), ("microseconds", s.micros)];
    for (i, (name, n)) in fields.iter().filter(|(_, n)| *n != 0).enumerate() {
        let comma = if i > 0 { ", " } else { "" };
        out += &format!("{comma}{name}={n}");
    }
    if s.is_zero() {
        out.push('0');
    }
    out.push(')');
    out
}

/// `1 day, 2:03:04.000005`
fn shown(s: Span) -> String {
    let mut out = match s.days {
        0 => String::new(),
        n @ (1 | -1) => format!("{n} day, "),
        n => format!("{n} days, "),
    };
    out += &format!("{}:{:02}:{:02}", s.seconds / 3600, s.seconds / 60 % 60, s.seconds % 60);
    if s.micros != 0 {
        out += &format!(".{:06}", s.micros);
    }
    out
}
