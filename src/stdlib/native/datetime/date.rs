//! `date`: its table, making one, its methods, of which `datetime` inherits many.

use crate::object::{Args, BinOp, CmpOp, GetSetDef, MethodDef, Raised, Res, Slots, TypeSpec, Value, class_method, getter, method};
use crate::text::hash::hash_bytes;
use crate::types::wrappers::with_args;
use crate::types::{permanent_native_of, shape_for, type_of};
use crate::vm::Vm;

use super::arguments::{self, Wanted, c_int, needed};
use super::calendar::{self, DAY_NAMES, IsoError, MONTH_NAMES};
use super::fields::{
    Clock, DateData, Day, Span, checked_day, checked_ordinal, day_of, day_of_class, is_class, new_span, no_year, shifted, span_of, stamp_of,
};
use super::strftime::{Subject, strftime, timetuple};
use super::text::{push_day, read_date};
use super::timedelta::permanent_span;
use super::{datetime, iso_calendar, local};

pub static DATE: TypeSpec = TypeSpec {
    name: "datetime.date",
    doc: "A day of the calendar: of a year, a month and a day, from 0001-01-01 to 9999-12-31.",
    signature: Some(""),
    methods: METHODS,
    getset: GETSET,
    values: &[
        ("min", || permanent_native_of(&DATE, DateData(FIRST))),
        ("max", || permanent_native_of(&DATE, DateData(LAST))),
        ("resolution", || permanent_span(Span::DAY)),
    ],
    slots: Slots {
        new: Some(new),
        repr: Some(|vm, v| {
            let d = day(vm, v)?;
            Ok(vm.str(&format!("{}({}, {}, {})", v.type_name(), d.year, d.month, d.day)))
        }),
        str: Some(|vm, v| if v.typ().builtin { isoformat(vm, v) } else { vm.call_method(v, "isoformat", &[]) }),
        hash: Some(|vm, v| Ok(hash_bytes(&day(vm, v)?.packed()) as i64)),
        compare: Some(compare),
        binary: Some(binary),
        ..Slots::NONE
    },
    operators: "__add__ __radd__ __sub__ __rsub__",
    ..TypeSpec::DEFAULT
};

pub const FIRST: Day = Day { year: 1, month: 1, day: 1 };
pub const LAST: Day = Day { year: 9999, month: 12, day: 31 };

const GETSET: &[GetSetDef] = &[
    getter("year", |vm, v| Ok(Value::small_int(i64::from(day(vm, v)?.year)))),
    getter("month", |vm, v| Ok(Value::small_int(i64::from(day(vm, v)?.month)))),
    getter("day", |vm, v| Ok(Value::small_int(i64::from(day(vm, v)?.day)))),
];

const METHODS: &[MethodDef] = &[
    class_method("fromtimestamp", "(type, timestamp, /)", |vm, a| {
        let seconds = local::whole_seconds(vm, a[1])?;
        day_of_class(vm, a[0], local::local_day(vm, seconds)?)
    }),
    class_method("fromordinal", "(type, ordinal, /)", |vm, a| {
        let ordinal = c_int(vm, a[1])?;
        if ordinal < 1 {
            return Err(vm.value_error("ordinal must be >= 1"));
        }
        day_of_class(vm, a[0], checked_ordinal(vm, ordinal)?)
    })
    .by_tuple(),
    class_method("fromisoformat", "(type, object, /)", from_iso_format),
    class_method("fromisocalendar", "(type, /, year=<unrepresentable>, week=<unrepresentable>, day=<unrepresentable>)", from_iso_calendar)
        .shown_as(""),
    class_method("strptime", "(type, string, format, /)", |vm, a| strptime(vm, a, "_strptime_datetime_date")).by_tuple(),
    class_method("today", "(type, /)", |vm, a| {
        let time = vm.module("time")?;
        let now = vm.call_method(time, "time", &[])?;
        if is_class(a[0], &DATE) {
            return day_of_class(vm, a[0], local::local_day(vm, local::whole_seconds(vm, now)?)?);
        }
        vm.call_method(a[0], "fromtimestamp", &[now])
    }),
    method("ctime", "(self, /)", |vm, a| Ok(vm.str(&ctime(day(vm, a[0])?, Clock::MIDNIGHT)))),
    method("strftime", "(self, /, format)", |vm, a| {
        arguments::text(vm, &a[1], "strftime()", 1)?;
        strftime(vm, &subject(vm, a[0])?, a[1])
    })
    .unsigned(),
    method("__format__", "(self, format, /)", |vm, a| formatted(vm, a, |vm, v| strftime(vm, &subject(vm, v[0])?, v[1]))).by_tuple(),
    method("timetuple", "(self, /)", |vm, a| timetuple(vm, a[0], day(vm, a[0])?, Clock::MIDNIGHT, Value::NONE)),
    method("isocalendar", "(self, /)", |vm, a| {
        let d = day(vm, a[0])?;
        Ok(iso_calendar::make(vm, calendar::iso_of(i32::from(d.year), d.ordinal())))
    }),
    method("isoformat", "(self, /)", |vm, a| isoformat(vm, a[0])),
    method("isoweekday", "(self, /)", |vm, a| Ok(Value::small_int(i64::from(day(vm, a[0])?.weekday() + 1)))),
    method("toordinal", "(self, /)", |vm, a| Ok(Value::small_int(i64::from(day(vm, a[0])?.ordinal())))),
    method("weekday", "(self, /)", |vm, a| Ok(Value::small_int(i64::from(day(vm, a[0])?.weekday())))),
    REPLACE,
    method("__replace__", "(self, /, *args, **changes)", |vm, a| replace_by(vm, &DATE, a)).shown_as("(self, /, **changes)"),
    method("__reduce__", "(self, /)", |vm, a| {
        let state = vm.tuple(&[vm.bytes(&day(vm, a[0])?.packed())]);
        Ok(vm.tuple(&[a[0].typ().value(), state]))
    }),
];

const REPLACE: MethodDef = method("replace", "(self, /, year=unchanged, month=unchanged, day=unchanged)", |vm, a| {
    let d = day(vm, a[0])?;
    let mut fields = [i32::from(d.year), i32::from(d.month), i32::from(d.day)];
    for (field, v) in fields.iter_mut().zip(&a[1..]) {
        if let Some(v) = v.given() {
            *field = vm.index_c_int(v)?;
        }
    }
    let [year, month, day] = fields;
    let cls = a[0].typ().value();
    if is_class(cls, &DATE) {
        return day_of_class(vm, cls, checked_day(vm, year, month, day)?);
    }
    vm.call(cls, &fields.map(|n| Value::small_int(i64::from(n))))
});

/// `__replace__` is `replace` by another name: of this type, whatever a subclass makes of it.
pub fn replace_by(vm: &Vm, spec: &'static TypeSpec, a: &[Value]) -> Res {
    let replace = vm.get_attr_str(type_of(spec).value(), "replace")?;
    let f = vm.bind_native_method(replace.expect(), a[0]);
    with_args(vm, a[1], a[2], &mut |args| vm.call_args(f, args))
}

/// The receiver's day.
#[inline]
fn day(vm: &Vm, v: Value) -> Res<Day> {
    day_of(v).ok_or_else(|| vm.type_error("a date is needed"))
}

fn subject(vm: &Vm, v: Value) -> Res<Subject> {
    let derived = !v.typ().builtin;
    let (day, clock, zone) = match stamp_of(v) {
        Some(s) => (s.day, s.clock, s.zone),
        None => (day(vm, v)?, Clock::MIDNIGHT, Value::NONE),
    };
    Ok(Subject { object: v, day, clock, zone, asked: v, derived })
}

pub fn isoformat(vm: &Vm, v: Value) -> Res {
    let mut out = Vec::with_capacity(10);
    push_day(&mut out, day(vm, v)?);
    Ok(vm.str_counted(&out, out.len()))
}

/// `Sat Feb 29 01:02:03 2020`
pub fn ctime(d: Day, clock: Clock) -> String {
    let (name, month) = (DAY_NAMES[d.weekday() as usize], MONTH_NAMES[usize::from(d.month).clamp(1, 12) - 1]);
    format!("{name} {month} {:2} {:02}:{:02}:{:02} {:04}", d.day, clock.hour, clock.minute, clock.second, d.year)
}

/// `__format__(spec)`: `str(self)` for no spec; a class of Python's may have its own `strftime`.
///
/// # Errors
/// `TypeError`, and what `strftime` raises
pub fn formatted(vm: &Vm, a: &[Value], plainly: fn(&Vm, &[Value]) -> Res) -> Res {
    let spec = arguments::text(vm, &a[1], "__format__()", 1)?;
    if spec.is_empty() {
        return vm.to_str(a[0]);
    }
    if a[0].typ().builtin { plainly(vm, a) } else { vm.call_method(a[0], "strftime", &[a[1]]) }
}

/// `strptime(string, format)`, by the module `_strptime`.
///
/// # Errors
/// `TypeError`, `ValueError`
pub fn strptime(vm: &Vm, a: &[Value], function: &str) -> Res {
    arguments::text(vm, &a[1], "strptime()", 1)?;
    arguments::text(vm, &a[2], "strptime()", 2)?;
    let module = vm.module("_strptime")?;
    vm.call_method(module, function, &[a[0], a[1], a[2]])
}

// ---- making one ----

const WANTED: Wanted = Wanted { told: "function", names: &["year", "month", "day"], required: 3, positional: 3 };

fn new(vm: &Vm, cls: Value, args: Args) -> Res {
    let day = match *args.pos() {
        [state] if !state.is_small_int() => match unpickled(vm, state)? {
            Some(day) => day,
            None => of_fields(vm, args)?,
        },
        [y, m, d] if Value::both_small(y, m) && d.is_small_int() && args.names.is_empty() => {
            checked_day(vm, c_int(vm, y)?, c_int(vm, m)?, c_int(vm, d)?)?
        }
        _ => of_fields(vm, args)?,
    };
    if is_class(cls, &DATE) {
        return Ok(super::fields::new_day(vm, day));
    }
    Ok(vm.native_of_shape(shape_for(vm, cls)?, DateData(day)))
}

fn of_fields(vm: &Vm, args: Args) -> Res<Day> {
    let mut fields = [0; 3];
    WANTED.read(vm, args, &mut |i, v| {
        fields[i] = c_int(vm, v)?;
        Ok(())
    })?;
    checked_day(vm, fields[0], fields[1], fields[2])
}

/// The day that a pickle's four bytes say; also as text, as old pickles have them.
fn unpickled(vm: &Vm, state: Value) -> Res<Option<Day>> {
    let Some(bytes) = state_bytes(vm, state, 4, "date", |bytes| (1..=12).contains(&bytes[2]))? else { return Ok(None) };
    Ok(Some(Day { year: u16::from_be_bytes([bytes[0], bytes[1]]), month: bytes[2], day: bytes[3] }))
}

/// The bytes of a pickle, if a value looks like that; of a text by its code points.
///
/// # Errors
/// `ValueError` for text that is none of bytes
pub fn state_bytes(vm: &Vm, v: Value, length: usize, of: &str, sane: fn(&[u32]) -> bool) -> Res<Option<Vec<u8>>> {
    let points: Vec<u32> = if let Some(bytes) = v.cast::<crate::object::layouts::Bytes>() {
        if bytes.bytes().len() != length {
            return Ok(None);
        }
        bytes.bytes().iter().map(|&b| u32::from(b)).collect()
    } else if let Some(text) = v.str_bytes() {
        if text.len() < length || text.len() > length * 4 {
            return Ok(None);
        }
        crate::text::wtf8::code_points(text).collect()
    } else {
        return Ok(None);
    };
    if points.len() != length || !sane(&points) {
        return Ok(None);
    }
    if points.iter().any(|&c| c > 255) {
        return Err(vm.value_error(format!(
            "Failed to encode latin1 string when unpickling a {of} object. pickle.load(data, encoding='latin1') is assumed."
        )));
    }
    Ok(Some(points.into_iter().map(|c| c as u8).collect()))
}

fn from_iso_format(vm: &Vm, a: &[Value]) -> Res {
    let Some(text) = a[1].str_bytes() else { return Err(vm.type_error("fromisoformat: argument must be str")) };
    let Ok((year, month, day)) = read_date(text) else { return Err(invalid(vm, a[1])) };
    if is_class(a[0], &DATE) || is_class(a[0], &datetime::DATETIME) {
        return day_of_class(vm, a[0], checked_day(vm, year, month, day)?);
    }
    vm.call(a[0], &[year, month, day].map(|n| Value::small_int(i64::from(n))))
}

#[cold]
pub fn invalid(vm: &Vm, text: Value) -> Raised {
    match vm.repr_text(text) {
        Ok(shown) => vm.value_error(format!("Invalid isoformat string: {shown}")),
        Err(raised) => raised,
    }
}

fn from_iso_calendar(vm: &Vm, a: &[Value]) -> Res {
    let mut fields = [0; 3];
    for (i, name) in ["year", "week", "day"].into_iter().enumerate() {
        let n = vm.index(needed(vm, a[i + 1], "fromisocalendar()", name, i + 1)?)?;
        fields[i] = match vm.to_i64(n).map(i32::try_from) {
            Some(Ok(n)) => n,
            _ => return Err(vm.value_error("ISO calendar component out of range")),
        };
    }
    let [year, week, weekday] = fields;
    let day = match calendar::of_iso(year, week, weekday) {
        Ok(day) => day,
        Err(IsoError::Year) => return Err(no_year(vm, i64::from(year))),
        Err(IsoError::Week) => return Err(vm.value_error(format!("Invalid week: {week}"))),
        Err(IsoError::Weekday) => return Err(vm.value_error(format!("Invalid weekday: {weekday} (range is [1, 7])"))),
    };
    day_of_class(vm, a[0], checked_ordinal(vm, day)?)
}

// ---- operators ----

/// A day that is not a `datetime`'s.
#[inline(always)]
fn plain_day(v: Value) -> Option<Day> {
    v.payload::<DateData>().map(|data| data.0)
}

fn compare(_: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    // a `datetime` has its own comparison, but this one can be called by name
    match (day_of(a), plain_day(b)) {
        (Some(a), Some(b)) => Ok(Value::bool(op.of(a.cmp(&b)))),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    match (op, plain_day(a), plain_day(b)) {
        (BinOp::Add, Some(day), None) => match span_of(b) {
            Some(span) => day_of_class(vm, a.typ().value(), shifted(vm, day, i64::from(span.days))?),
            None => Ok(Value::NOT_IMPLEMENTED),
        },
        (BinOp::Add, None, Some(_)) => binary(vm, op, b, a),
        (BinOp::Sub, Some(day), None) => match span_of(b) {
            Some(span) => day_of_class(vm, a.typ().value(), shifted(vm, day, -i64::from(span.days))?),
            None => Ok(Value::NOT_IMPLEMENTED),
        },
        (BinOp::Sub, Some(day), Some(other)) => Ok(new_span(vm, Span { days: day.ordinal() - other.ordinal(), ..Span::ZERO })),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}
