//! `datetime`: a day and a time of day, perhaps with a zone: its table, making one, its methods. Comparison and arithmetic are in
//! `stamps`.

use crate::object::{Args, GetSetDef, MethodDef, Res, Slots, Tuple, TypeSpec, Value, class_method, getter, method};
use crate::text::wtf8::{count_code_points, decode_at};
use crate::types::{permanent_native_of, shape_for};
use crate::vm::Vm;

use super::arguments::{Wanted, c_int, needed};
use super::calendar::{date_of, days_in_month, ordinal};
use super::date::{self, DATE, ctime, invalid, replace_by, state_bytes, strptime};
use super::fields::{
    Clock, Day, Moment, Span, Stamp, checked_clock, checked_day, checked_fold, checked_zone, day_of, is_class, moment_of, new_day,
    new_moment, new_stamp, stamp_data, stamp_of, stamp_of_class,
};
use super::strftime::{struct_time, timetuple};
use super::text::{Unit, date_length, push_clock, push_day, push_offset, read_date};
use super::time::{self, push_rest_of_clock, read_zone, state_of, state_zone, unit, without_midnight};
use super::timedelta::permanent_span;
use super::zone::{self, DST, UTCOFFSET, answer, convert, offset_of, zone_name};
use super::{local, stamps};

pub static DATETIME: TypeSpec = TypeSpec {
    name: "datetime.datetime",
    doc: "A day and a time of day: year, month and day, and hour, minute, second and microsecond, which are 0 if they are not given.\n\
          With a time zone it is a moment; without one it is what some clock shows.\n",
    signature: Some(""),
    base: Some(&DATE),
    methods: METHODS,
    getset: GETSET,
    values: &[
        ("min", || permanent_native_of(&DATETIME, stamp_data(naive(date::FIRST, Clock::MIDNIGHT)))),
        ("max", || permanent_native_of(&DATETIME, stamp_data(naive(date::LAST, time::LAST)))),
        ("resolution", || permanent_span(Span::TICK)),
    ],
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        str: Some(|vm, v| match v.typ().builtin {
            true => isoformat(vm, v, b" ", Unit::Auto),
            false => vm.call_method(v, "isoformat", &[vm.str(" ")]),
        }),
        hash: Some(stamps::hash),
        compare: Some(stamps::compare),
        binary: Some(stamps::binary),
        ..Slots::NONE
    },
    operators: "__add__ __radd__ __sub__ __rsub__",
    ..TypeSpec::DEFAULT
};

const fn naive(day: Day, clock: Clock) -> Stamp {
    Stamp { day, clock, fold: false, zone: Value::NONE }
}

const GETSET: &[GetSetDef] = &[
    getter("hour", |vm, v| Ok(Value::small_int(i64::from(stamp(vm, v)?.clock.hour)))),
    getter("minute", |vm, v| Ok(Value::small_int(i64::from(stamp(vm, v)?.clock.minute)))),
    getter("second", |vm, v| Ok(Value::small_int(i64::from(stamp(vm, v)?.clock.second)))),
    getter("microsecond", |vm, v| Ok(Value::small_int(i64::from(stamp(vm, v)?.clock.micro)))),
    getter("tzinfo", |vm, v| Ok(stamp(vm, v)?.zone)),
    getter("fold", |vm, v| Ok(Value::small_int(i64::from(stamp(vm, v)?.fold)))),
];

const METHODS: &[MethodDef] = &[
    class_method("now", "(type, /, tz=None)", |vm, a| at_in_zone(vm, a[0], local::now(), a[1].given().unwrap_or(Value::NONE))),
    class_method("utcnow", "(type, /)", |vm, a| {
        deprecated(vm, "utcnow", "now(datetime.UTC)")?;
        let (seconds, micros) = local::now();
        stamp_of_class(vm, a[0], local::utc_stamp(vm, seconds, micros)?)
    }),
    class_method("fromtimestamp", "(type, /, timestamp, tz=None)", |vm, a| {
        let zone = checked_zone(vm, a[2].given().unwrap_or(Value::NONE))?;
        at_in_zone(vm, a[0], local::seconds_and_micros(vm, a[1])?, zone)
    })
    .unsigned(),
    class_method("utcfromtimestamp", "(type, /, *args)", |vm, a| {
        // deprecated however it is called
        deprecated(vm, "utcfromtimestamp", "fromtimestamp(timestamp, datetime.UTC)")?;
        let &[timestamp] = a[1].expect::<Tuple>().items() else {
            let given = a[1].expect::<Tuple>().len;
            return Err(vm.type_error(format!("utcfromtimestamp() takes exactly 1 argument ({given} given)")));
        };
        let (seconds, micros) = local::seconds_and_micros(vm, timestamp)?;
        stamp_of_class(vm, a[0], local::utc_stamp(vm, seconds, micros)?)
    })
    .by_tuple(),
    class_method("strptime", "(type, string, format, /)", |vm, a| strptime(vm, a, "_strptime_datetime_datetime")).by_tuple(),
    class_method("combine", "(type, /, date=<unrepresentable>, time=<unrepresentable>, tzinfo=<unrepresentable>)", combine).shown_as(""),
    class_method("fromisoformat", "(type, object, /)", from_iso_format),
    method("date", "(self, /)", |vm, a| Ok(new_day(vm, stamp(vm, a[0])?.day))),
    method("time", "(self, /)", |vm, a| {
        let s = stamp(vm, a[0])?;
        Ok(new_moment(vm, Moment { clock: s.clock, fold: s.fold, zone: Value::NONE }))
    }),
    method("timetz", "(self, /)", |vm, a| {
        let s = stamp(vm, a[0])?;
        Ok(new_moment(vm, Moment { clock: s.clock, fold: s.fold, zone: s.zone }))
    }),
    method("ctime", "(self, /)", |vm, a| {
        let s = stamp(vm, a[0])?;
        Ok(vm.str(&ctime(s.day, s.clock)))
    }),
    method("timetuple", "(self, /)", |vm, a| {
        let s = stamp(vm, a[0])?;
        timetuple(vm, a[0], s.day, s.clock, s.zone)
    }),
    method("timestamp", "(self, /)", timestamp),
    method("utctimetuple", "(self, /)", |vm, a| {
        let s = stamp(vm, a[0])?;
        let s = match offset_of(vm, s.zone, &UTCOFFSET, a[0])? {
            // by way of an object of the class, if that is what subtracting makes
            Some(offset) => stamp(vm, stamp_of_class(vm, a[0].typ().value(), without(vm, s, offset)?)?)?,
            None => s,
        };
        struct_time(vm, s.day, s.clock, 0)
    }),
    method("isoformat", "(self, /, sep='T', timespec='auto')", |vm, a| {
        let sep = if a[1].is_unbound() { b"T" } else { one_character(vm, &a[1])? };
        isoformat(vm, a[0], sep, unit(vm, a[2], 2)?)
    })
    .unsigned(),
    method("utcoffset", "(self, /)", |vm, a| Ok(answer(vm, stamp(vm, a[0])?.zone, &UTCOFFSET, a[0])?.0)),
    method("tzname", "(self, /)", |vm, a| zone_name(vm, stamp(vm, a[0])?.zone, a[0])),
    method("dst", "(self, /)", |vm, a| Ok(answer(vm, stamp(vm, a[0])?.zone, &DST, a[0])?.0)),
    method(
        "replace",
        "(self, /, year=unchanged, month=unchanged, day=unchanged,\n        hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)",
        replace,
    ),
    method("__replace__", "(self, /, *args, **changes)", |vm, a| replace_by(vm, &DATETIME, a)).shown_as("(self, /, **changes)"),
    method("astimezone", "(self, /, tz=None)", as_time_zone).unsigned(),
    method("__reduce_ex__", "(self, proto, /)", |vm, a| {
        let protocol = c_int(vm, a[1])?;
        reduce(vm, a[0], protocol > 3)
    })
    .by_tuple(),
    method("__reduce__", "(self, /)", |vm, a| reduce(vm, a[0], false)),
];

/// The receiver's data.
#[inline]
fn stamp(vm: &Vm, v: Value) -> Res<Stamp> {
    stamp_of(v).ok_or_else(|| vm.type_error("a datetime is needed"))
}

/// A time of a zone in UTC.
///
/// # Errors
/// `OverflowError` beyond the calendar
fn without(vm: &Vm, s: Stamp, offset: Span) -> Res<Stamp> {
    s.later(vm, -i64::from(offset.days), -i64::from(offset.seconds), -i64::from(offset.micros))
}

fn deprecated(vm: &Vm, method: &str, instead: &str) -> Res<()> {
    let text = format!(
        "datetime.datetime.{method}() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to \
         represent datetimes in UTC: datetime.datetime.{instead}."
    );
    vm.warn(&crate::types::exceptions::DEPRECATION_WARNING, &text, 1)
}

// ---- texts ----

fn isoformat(vm: &Vm, v: Value, between: &[u8], unit: Unit) -> Res {
    let s = stamp(vm, v)?;
    let mut out = Vec::with_capacity(40);
    push_day(&mut out, s.day);
    out.extend_from_slice(between);
    push_clock(&mut out, s.clock, unit);
    if let Some(offset) = offset_of(vm, s.zone, &UTCOFFSET, v)? {
        push_offset(&mut out, offset, b":");
    }
    Ok(if between.len() == 1 { vm.str_counted(&out, out.len()) } else { vm.str_wtf8(&out) })
}

/// The argument `sep`.
fn one_character<'a>(vm: &Vm, v: &'a Value) -> Res<&'a [u8]> {
    let shown = match v.str_bytes().map(|text| (text, count_code_points(text))) {
        Some((text, 1)) => return Ok(text),
        Some((_, length)) => format!("a string of length {length}"),
        None => v.argument_name().to_string(),
    };
    Err(vm.type_error(format!("isoformat() argument 1 must be a unicode character, not {shown}")))
}

fn repr(vm: &Vm, v: Value) -> Res {
    let s = stamp(vm, v)?;
    let (d, c) = (s.day, s.clock);
    let mut out = format!("{}({}, {}, {}, {}, {}", v.type_name(), d.year, d.month, d.day, c.hour, c.minute).into_bytes();
    push_rest_of_clock(&mut out, c);
    if s.fold {
        out.extend(b", fold=1");
    }
    if let Some(zone) = s.zone.not_none() {
        out.extend(b", tzinfo=");
        crate::types::repr::push_repr(vm, &mut out, zone)?;
    }
    out.push(b')');
    Ok(vm.str_wtf8(&out))
}

fn from_iso_format(vm: &Vm, a: &[Value]) -> Res {
    let Some(text) = a[1].str_bytes() else { return Err(vm.type_error("fromisoformat: argument must be str")) };
    let length = date_length(text);
    let Some(day_text) = text.get(..length.min(text.len())).filter(|_| text.len() >= 7) else { return Err(invalid(vm, a[1])) };
    let Ok((mut year, mut month, mut day)) = read_date(day_text) else { return Err(invalid(vm, a[1])) };
    let (mut clock, mut zone) = ([0; 4], Value::NONE);
    if length < text.len() {
        // any one character stands between
        let behind = decode_at(text, length).map(|(_, size)| &text[length + size..]);
        let Some(Ok(read)) = behind.map(time::read) else { return Err(invalid(vm, a[1])) };
        zone = read_zone(vm, read)?;
        clock = [read.hour, read.minute, read.second, read.micro];
        if read.hour == 24 && (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day) {
            let (read, _) = without_midnight(vm, read)?;
            clock[0] = read.hour;
            // a year that there is not is told below
            (year, month, day) = date_of(ordinal(year, month, day) + 1);
        }
    }
    let [hour, minute, second, micro] = clock;
    let fields = [year, month, day, hour, minute, second, micro, 0];
    if is_class(a[0], &DATETIME) {
        return Ok(new_stamp(vm, checked(vm, fields, zone)?));
    }
    let mut all = fields.map(|n| Value::small_int(i64::from(n)));
    all[7] = zone;
    vm.call(a[0], &all)
}

// ---- making one ----

const WANTED: Wanted = Wanted {
    told: "function",
    names: &["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"],
    required: 3,
    positional: 8,
};

fn new(vm: &Vm, cls: Value, args: Args) -> Res {
    let state = match state_of(args) {
        Some(state) => state_bytes(vm, state, 10, "datetime", |bytes| (1..=12).contains(&(bytes[2] & 0x7F)))?,
        None => None,
    };
    let s = match state {
        Some(state) => {
            let zone = state_zone(vm, args.pos().get(1).copied())?;
            let day = Day { year: u16::from_be_bytes([state[0], state[1]]), month: state[2] & 0x7F, day: state[3] };
            Stamp { day, clock: Clock::unpacked(&state[4..]), fold: state[2] & 0x80 != 0, zone }
        }
        None => of_fields(vm, args)?,
    };
    if is_class(cls, &DATETIME) {
        return Ok(new_stamp(vm, s));
    }
    Ok(vm.native_of_shape(shape_for(vm, cls)?, stamp_data(s)))
}

fn of_fields(vm: &Vm, args: Args) -> Res<Stamp> {
    let (mut fields, mut zone) = ([0; 8], Value::NONE);
    if args.names.is_empty() && (3..=8).contains(&args.all.len()) {
        // nothing is missing, nothing too much, and a zone is looked at last
        for (field, &v) in fields.iter_mut().zip(args.all.iter().take(7)) {
            *field = c_int(vm, v)?;
        }
        return checked(vm, fields, args.all.get(7).copied().unwrap_or(zone));
    }
    WANTED.read(vm, args, &mut |i, v| {
        match i {
            7 => zone = v,
            8 => fields[7] = c_int(vm, v)?,
            _ => fields[i] = c_int(vm, v)?,
        }
        Ok(())
    })?;
    checked(vm, fields, zone)
}

/// Of year, month, day, hour, minute, second, microsecond and fold.
fn checked(vm: &Vm, [year, month, day, hour, minute, second, micro, fold]: [i32; 8], zone: Value) -> Res<Stamp> {
    let day = checked_day(vm, year, month, day)?;
    let clock = checked_clock(vm, hour, minute, second, micro)?;
    Ok(Stamp { day, clock, fold: checked_fold(vm, fold)?, zone: checked_zone(vm, zone)? })
}

fn replace(vm: &Vm, a: &[Value]) -> Res {
    let s = stamp(vm, a[0])?;
    let (d, c) = (s.day, s.clock);
    let mut fields = [
        i32::from(d.year),
        i32::from(d.month),
        i32::from(d.day),
        i32::from(c.hour),
        i32::from(c.minute),
        i32::from(c.second),
        c.micro as i32,
        i32::from(s.fold),
    ];
    for (field, v) in fields.iter_mut().zip([a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[9]]) {
        if let Some(v) = v.given() {
            *field = vm.index_c_int(v)?;
        }
    }
    let zone = a[8].given().unwrap_or(s.zone);
    let cls = a[0].typ().value();
    if is_class(cls, &DATETIME) {
        return Ok(new_stamp(vm, checked(vm, fields, zone)?));
    }
    let [year, month, day, hour, minute, second, micro, fold] = fields.map(|n| Value::small_int(i64::from(n)));
    let all = [year, month, day, hour, minute, second, micro, zone];
    if fields[7] != 0 { vm.call_kw(cls, &all, &[("fold", fold)]) } else { vm.call(cls, &all) }
}

fn combine(vm: &Vm, a: &[Value]) -> Res {
    let date = needed(vm, a[1], "combine()", "date", 1)?;
    let Some(day) = day_of(date) else {
        return Err(vm.type_error(format!("combine() argument 1 must be datetime.date, not {}", date.argument_name())));
    };
    let time = needed(vm, a[2], "combine()", "time", 2)?;
    let Some(m) = moment_of(time) else {
        return Err(vm.type_error(format!("combine() argument 2 must be datetime.time, not {}", time.argument_name())));
    };
    let zone = match a[3].given() {
        // a subclass is told what it gets
        Some(zone) if is_class(a[0], &DATETIME) => checked_zone(vm, zone)?,
        Some(zone) => zone,
        None => m.zone,
    };
    stamp_of_class(vm, a[0], Stamp { day, clock: m.clock, fold: m.fold, zone })
}

/// A timestamp as local time, or in a zone.
fn at_in_zone(vm: &Vm, cls: Value, (seconds, micros): (i64, i32), zone: Value) -> Res {
    checked_zone(vm, zone)?;
    if zone.is_none() {
        return stamp_of_class(vm, cls, local::local_stamp(vm, seconds, micros)?);
    }
    let utc = Stamp { zone, ..local::utc_stamp(vm, seconds, micros)? };
    if zone == zone::utc() && is_class(cls, &DATETIME) {
        return Ok(new_stamp(vm, utc));
    }
    let utc = stamp_of_class(vm, cls, utc)?;
    convert(vm, zone, utc)
}

// ---- to other zones and clocks ----

fn timestamp(vm: &Vm, a: &[Value]) -> Res {
    let s = stamp(vm, a[0])?;
    if s.zone.is_none() {
        let seconds = local::timestamp(vm, Stamp { fold: s.fold, ..s })?;
        return Ok(vm.float(seconds as f64 + f64::from(s.clock.micro) / 1e6));
    }
    let offset = offset_of(vm, s.zone, &UTCOFFSET, a[0])?;
    let Some(offset) = offset else { return Err(vm.type_error("can't subtract offset-naive and offset-aware datetimes")) };
    let since = s.minus(naive(EPOCH, Clock::MIDNIGHT));
    let (days, seconds, micros) = since.minus(offset);
    super::arithmetic::divided(vm, Span::of(days, seconds, micros).total(), 1_000_000)
}

const EPOCH: Day = Day { year: 1970, month: 1, day: 1 };

fn as_time_zone(vm: &Vm, a: &[Value]) -> Res {
    let s = stamp(vm, a[0])?;
    let wanted = a[1].not_none();
    if let Some(zone) = wanted {
        checked_zone(vm, zone)?;
    }
    if s.zone.is_object() && wanted == Some(s.zone) {
        return Ok(a[0]);
    }
    let own = if s.zone.is_none() { None } else { offset_of(vm, s.zone, &UTCOFFSET, a[0])? };
    let offset = match own {
        Some(offset) => offset,
        // what no zone is known of is local
        None => {
            let own = local::zone_of_reading(vm, s)?;
            if wanted == Some(own) {
                return Ok(a[0]);
            }
            offset_of(vm, own, &UTCOFFSET, a[0])?.unwrap_or(Span::ZERO)
        }
    };
    let utc = stamp_of_class(vm, a[0].typ().value(), without(vm, s, offset)?)?;
    let Some(in_utc) = stamp_of(utc) else { return Ok(utc) };
    let zone = match wanted {
        Some(zone) => zone,
        None => local::local_zone(vm, local::of_utc(in_utc))?,
    };
    // of the class, but not made by calling it
    let utc = vm.native_of_shape(shape_for(vm, utc.typ().value())?, stamp_data(Stamp { zone, ..in_utc }));
    convert(vm, zone, utc)
}

fn reduce(vm: &Vm, v: Value, with_fold: bool) -> Res {
    let s = stamp(vm, v)?;
    let mut state = [0; 10];
    state[..4].copy_from_slice(&s.day.packed());
    state[4..].copy_from_slice(&s.clock.packed());
    if s.fold && with_fold {
        state[2] |= 0x80;
    }
    let state = vm.bytes(&state);
    let args = if s.zone.is_none() { vm.tuple(&[state]) } else { vm.tuple(&[state, s.zone]) };
    Ok(vm.tuple(&[v.typ().value(), args]))
}
