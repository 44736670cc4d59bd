//! `time`: a time of day, perhaps with a zone: its table, making one, its methods.

use crate::object::{Args, CmpOp, GetSetDef, MethodDef, Res, Slots, TypeSpec, Value, class_method, getter, method};
use crate::text::hash::hash_bytes;
use crate::text::wtf8::find_surrogate;
use crate::types::{permanent_native_of, shape_for};
use crate::vm::Vm;

use super::arguments::{self, Wanted, c_int};
use super::calendar::SECONDS_OF_DAY;
use super::date::{formatted, invalid, replace_by, state_bytes, strptime};
use super::fields::{
    Clock, Day, Moment, Span, TimeData, checked_clock, checked_fold, checked_zone, is_class, moment_of, moment_of_class, time_data,
};
use super::strftime::{Subject, strftime};
use super::text::{Malformed, ReadTime, Unit, push_clock, push_offset, read_time};
use super::timedelta::{self, permanent_span};
use super::zone::{self, DST, UTCOFFSET, answer, offset_of, zone_name};

pub static TIME: TypeSpec = TypeSpec {
    name: "datetime.time",
    doc: "A time of day: hour, minute, second and microsecond, all of them 0 if they are not given, and perhaps a time zone.\n",
    signature: Some(""),
    methods: METHODS,
    getset: GETSET,
    values: &[
        ("min", || permanent_native_of(&TIME, time_data(naive(Clock::MIDNIGHT)))),
        ("max", || permanent_native_of(&TIME, time_data(naive(LAST)))),
        ("resolution", || permanent_span(Span::TICK)),
    ],
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        str: Some(|vm, v| if v.typ().builtin { isoformat(vm, v, Unit::Auto) } else { vm.call_method(v, "isoformat", &[]) }),
        hash: Some(hash),
        compare: Some(compare),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

pub const LAST: Clock = Clock { hour: 23, minute: 59, second: 59, micro: 999_999 };

const fn naive(clock: Clock) -> Moment {
    Moment { clock, fold: false, zone: Value::NONE }
}

const GETSET: &[GetSetDef] = &[
    getter("hour", |vm, v| Ok(Value::small_int(i64::from(moment(vm, v)?.clock.hour)))),
    getter("minute", |vm, v| Ok(Value::small_int(i64::from(moment(vm, v)?.clock.minute)))),
    getter("second", |vm, v| Ok(Value::small_int(i64::from(moment(vm, v)?.clock.second)))),
    getter("microsecond", |vm, v| Ok(Value::small_int(i64::from(moment(vm, v)?.clock.micro)))),
    getter("tzinfo", |vm, v| Ok(moment(vm, v)?.zone)),
    getter("fold", |vm, v| Ok(Value::small_int(i64::from(moment(vm, v)?.fold)))),
];

const METHODS: &[MethodDef] = &[
    class_method("strptime", "(type, string, format, /)", |vm, a| strptime(vm, a, "_strptime_datetime_time")).by_tuple(),
    method("isoformat", "(self, /, timespec='auto')", |vm, a| isoformat(vm, a[0], unit(vm, a[1], 1)?)).unsigned(),
    method("strftime", "(self, /, format)", |vm, a| {
        arguments::text(vm, &a[1], "strftime()", 1)?;
        strftime(vm, &subject(vm, a[0])?, a[1])
    })
    .unsigned(),
    method("__format__", "(self, format, /)", |vm, a| formatted(vm, a, |vm, v| strftime(vm, &subject(vm, v[0])?, v[1]))).by_tuple(),
    method("utcoffset", "(self, /)", |vm, a| Ok(answer(vm, moment(vm, a[0])?.zone, &UTCOFFSET, Value::NONE)?.0)),
    method("tzname", "(self, /)", |vm, a| zone_name(vm, moment(vm, a[0])?.zone, Value::NONE)),
    method("dst", "(self, /)", |vm, a| Ok(answer(vm, moment(vm, a[0])?.zone, &DST, Value::NONE)?.0)),
    method(
        "replace",
        "(self, /, hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)",
        replace,
    ),
    method("__replace__", "(self, /, *args, **changes)", |vm, a| replace_by(vm, &TIME, a)).shown_as("(self, /, **changes)"),
    class_method("fromisoformat", "(type, object, /)", from_iso_format),
    method("__reduce_ex__", "(self, proto, /)", |vm, a| {
        let protocol = c_int(vm, a[1])?;
        reduce(vm, a[0], protocol > 3)
    })
    .by_tuple(),
    method("__reduce__", "(self, /)", |vm, a| reduce(vm, a[0], false)),
];

/// The receiver's data.
#[inline]
fn moment(vm: &Vm, v: Value) -> Res<Moment> {
    moment_of(v).ok_or_else(|| vm.type_error("a time is needed"))
}

fn subject(vm: &Vm, v: Value) -> Res<Subject> {
    let m = moment(vm, v)?;
    // of no day: that of the C library's calendar
    let day = Day { year: 1900, month: 1, day: 1 };
    Ok(Subject { object: v, day, clock: m.clock, zone: m.zone, asked: Value::NONE, derived: !v.typ().builtin })
}

/// The argument `timespec`.
///
/// # Errors
/// `TypeError`, `ValueError`
pub fn unit(vm: &Vm, v: Value, place: usize) -> Res<Unit> {
    let Some(v) = v.given() else { return Ok(Unit::Auto) };
    let name = arguments::text(vm, &v, "isoformat()", place)?;
    if name.contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    Unit::of(name).ok_or_else(|| vm.value_error("Unknown timespec value"))
}

fn isoformat(vm: &Vm, v: Value, unit: Unit) -> Res {
    let m = moment(vm, v)?;
    let mut out = Vec::with_capacity(32);
    push_clock(&mut out, m.clock, unit);
    if let Some(offset) = offset_of(vm, m.zone, &UTCOFFSET, Value::NONE)? {
        push_offset(&mut out, offset, b":");
    }
    Ok(vm.str_counted(&out, out.len()))
}

fn repr(vm: &Vm, v: Value) -> Res {
    let m = moment(vm, v)?;
    let mut out = format!("{}({}, {}", v.type_name(), m.clock.hour, m.clock.minute).into_bytes();
    push_rest_of_clock(&mut out, m.clock);
    if let Some(zone) = m.zone.not_none() {
        out.extend(b", tzinfo=");
        crate::types::repr::push_repr(vm, &mut out, zone)?;
    }
    if m.fold {
        out.extend(b", fold=1");
    }
    out.push(b')');
    Ok(vm.str_wtf8(&out))
}

/// Second and microsecond, as far as they are not 0.
pub fn push_rest_of_clock(out: &mut Vec<u8>, clock: Clock) {
    if clock.second != 0 || clock.micro != 0 {
        out.extend(format!(", {}", clock.second).bytes());
    }
    if clock.micro != 0 {
        out.extend(format!(", {}", clock.micro).bytes());
    }
}

// ---- making one ----

const WANTED: Wanted =
    Wanted { told: "function", names: &["hour", "minute", "second", "microsecond", "tzinfo", "fold"], required: 0, positional: 5 };

fn new(vm: &Vm, cls: Value, args: Args) -> Res {
    let state = match state_of(args) {
        Some(state) => state_bytes(vm, state, 6, "time", |bytes| bytes[0] & 0x7F < 24)?,
        None => None,
    };
    let m = match state {
        Some(mut state) => {
            let zone = state_zone(vm, args.pos().get(1).copied())?;
            let fold = state[0] & 0x80 != 0;
            state[0] &= 0x7F;
            Moment { clock: Clock::unpacked(&state), fold, zone }
        }
        None => of_fields(vm, args)?,
    };
    if is_class(cls, &TIME) {
        return Ok(super::fields::new_moment(vm, m));
    }
    Ok(vm.native_of_shape(shape_for(vm, cls)?, time_data(m)))
}

/// The argument that would be a pickle's: the first of one or two; keywords are not looked at then.
pub fn state_of(args: Args) -> Option<Value> {
    args.pos().first().copied().filter(|v| !v.is_small_int() && args.pos().len() <= 2)
}

/// The zone of a pickle.
///
/// # Errors
/// `TypeError`
pub fn state_zone(vm: &Vm, zone: Option<Value>) -> Res {
    let zone = zone.unwrap_or(Value::NONE);
    if zone.is_none() || zone::is_zone(zone) { Ok(zone) } else { Err(vm.type_error("bad tzinfo state arg")) }
}

fn of_fields(vm: &Vm, args: Args) -> Res<Moment> {
    let (mut fields, mut zone) = ([0; 5], Value::NONE);
    WANTED.read(vm, args, &mut |i, v| {
        match i {
            4 => zone = v,
            5 => fields[4] = c_int(vm, v)?,
            _ => fields[i] = c_int(vm, v)?,
        }
        Ok(())
    })?;
    checked(vm, fields, zone)
}

/// Of hour, minute, second, microsecond and fold.
fn checked(vm: &Vm, [hour, minute, second, micro, fold]: [i32; 5], zone: Value) -> Res<Moment> {
    let clock = checked_clock(vm, hour, minute, second, micro)?;
    Ok(Moment { clock, fold: checked_fold(vm, fold)?, zone: checked_zone(vm, zone)? })
}

fn replace(vm: &Vm, a: &[Value]) -> Res {
    let m = moment(vm, a[0])?;
    let c = m.clock;
    let mut fields = [i32::from(c.hour), i32::from(c.minute), i32::from(c.second), c.micro as i32, i32::from(m.fold)];
    for (field, v) in fields.iter_mut().zip([a[1], a[2], a[3], a[4], a[6]]) {
        if let Some(v) = v.given() {
            *field = vm.index_c_int(v)?;
        }
    }
    let zone = a[5].given().unwrap_or(m.zone);
    let cls = a[0].typ().value();
    if is_class(cls, &TIME) {
        return Ok(super::fields::new_moment(vm, checked(vm, fields, zone)?));
    }
    let [hour, minute, second, micro, fold] = fields.map(|n| Value::small_int(i64::from(n)));
    let all = [hour, minute, second, micro, zone];
    if fields[4] != 0 { vm.call_kw(cls, &all, &[("fold", fold)]) } else { vm.call(cls, &all) }
}

fn from_iso_format(vm: &Vm, a: &[Value]) -> Res {
    let Some(text) = a[1].str_bytes() else { return Err(vm.type_error("fromisoformat: argument must be str")) };
    // what sets a time apart from a date
    let text = text.strip_prefix(b"T").unwrap_or(text);
    let Ok(read) = read(text) else { return Err(invalid(vm, a[1])) };
    let (read, _) = without_midnight(vm, read)?;
    let zone = read_zone(vm, read)?;
    let clock = checked_clock(vm, read.hour, read.minute, read.second, read.micro)?;
    moment_of_class(vm, a[0], Moment { clock, fold: false, zone })
}

/// A time; not where a lone surrogate is, even if it would be read past.
///
/// # Errors
/// For a text that is no time
pub fn read(text: &[u8]) -> Result<ReadTime, Malformed> {
    if find_surrogate(text).is_some() { Err(Malformed) } else { read_time(text) }
}

/// 24:00 is 0:00, of the next day.
///
/// # Errors
/// `ValueError` for what is later than that
pub fn without_midnight(vm: &Vm, read: ReadTime) -> Res<(ReadTime, bool)> {
    if read.hour != 24 {
        return Ok((read, false));
    }
    if (read.minute, read.second, read.micro) != (0, 0, 0) {
        return Err(vm.value_error("minute, second, and microsecond must be 0 when hour is 24"));
    }
    Ok((ReadTime { hour: 0, ..read }, true))
}

/// The zone that was read.
///
/// # Errors
/// `ValueError` for an offset of a day or more
pub fn read_zone(vm: &Vm, read: ReadTime) -> Res {
    read.offset.map_or(Ok(Value::NONE), |offset| zone::new_zone(vm, offset, None))
}

fn reduce(vm: &Vm, v: Value, with_fold: bool) -> Res {
    let m = moment(vm, v)?;
    let mut state = m.clock.packed();
    if m.fold && with_fold {
        state[0] |= 0x80;
    }
    let state = vm.bytes(&state);
    let args = if m.zone.is_none() { vm.tuple(&[state]) } else { vm.tuple(&[state, m.zone]) };
    Ok(vm.tuple(&[v.typ().value(), args]))
}

// ---- hash and comparison ----

fn hash(vm: &Vm, v: Value) -> Res<i64> {
    let data = v.payload::<TimeData>().ok_or_else(|| vm.type_error("a time is needed"))?;
    if let Some(known) = data.hash.get() {
        return Ok(known);
    }
    let m = moment(vm, v)?;
    let Some(offset) = offset_of(vm, m.zone, &UTCOFFSET, Value::NONE)? else {
        return Ok(hash_bytes(&m.clock.packed()) as i64);
    };
    let of_day = Span { days: 0, seconds: m.clock.seconds(), micros: m.clock.micro as i32 };
    let (days, seconds, micros) = of_day.minus(offset);
    Ok(data.hash.keep(timedelta::hash(Span::of(days, seconds, micros))))
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (moment_of(a), moment_of(b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let plainly = || Ok(Value::bool(op.of(x.clock.cmp(&y.clock))));
    if x.zone == y.zone {
        return plainly();
    }
    let offset_a = offset_of(vm, x.zone, &UTCOFFSET, Value::NONE)?;
    let offset_b = offset_of(vm, y.zone, &UTCOFFSET, Value::NONE)?;
    match (offset_a, offset_b) {
        (a, b) if a == b => plainly(),
        (Some(a), Some(b)) => {
            let at = |m: Moment, offset: Span| {
                i64::from(m.clock.seconds()) - i64::from(offset.days) * i64::from(SECONDS_OF_DAY) - i64::from(offset.seconds)
            };
            Ok(Value::bool(op.of((at(x, a), x.clock.micro).cmp(&(at(y, b), y.clock.micro)))))
        }
        _ => match op {
            CmpOp::Eq => Ok(Value::FALSE),
            CmpOp::Ne => Ok(Value::TRUE),
            _ => Err(vm.type_error("can't compare offset-naive and offset-aware times")),
        },
    }
}
