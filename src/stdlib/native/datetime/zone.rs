//! Time zones: `tzinfo`, which says what a zone must be asked, `timezone`, a fixed offset, and asking.
//!
//! An instance of `tzinfo` holds no data of its own, so that it is a plain object and Python classes derive from it like from
//! `object`. A `timezone` is asked here without a call; any other zone by the method it has, and its answer is checked.
//! `timezone.utc` is one object of the process, in no heap: what has no offset and no name is that one.

use std::sync::OnceLock;

use crate::object::heap::Marker;
use crate::object::{Args, CmpOp, Layout, Payload, Raised, Res, Slot, Slots, TypeSpec, Value, method};
use crate::types::{permanent_native_of, type_of};
use crate::vm::Vm;
use crate::vm::intern::StaticName;

use super::arguments::{self, Wanted};
use super::fields::{Span, Stamp, new_span, span_of, stamp_of, stamp_of_class};
use super::text::push_offset;
use super::timedelta::{self, permanent_span};

pub static TZINFO: TypeSpec = TypeSpec {
    name: "datetime.tzinfo",
    doc: "The base of classes of time zones.",
    signature: Some(""),
    layout: Layout::Instance,
    methods: &[
        method("tzname", "(self, object, /)", |vm, _| Err(unwritten(vm, "tzname"))),
        method("utcoffset", "(self, object, /)", |vm, _| Err(unwritten(vm, "utcoffset"))),
        method("dst", "(self, object, /)", |vm, _| Err(unwritten(vm, "dst"))),
        method("fromutc", "(self, object, /)", from_utc),
        method("__reduce__", "(self, /)", reduce),
    ],
    slots: Slots {
        // whatever it is called with: a class that derives from it has its own `__init__`
        new: Some(|vm, cls, _| vm.new_instance(cls.as_type().expect("new is asked of types"))),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

pub static TIMEZONE: TypeSpec = TypeSpec {
    name: "datetime.timezone",
    doc: "A time zone whose offset from UTC is always the same.",
    signature: Some(""),
    base: Some(&TZINFO),
    methods: &[
        method("tzname", "(self, object, /)", |vm, a| asked(vm, "tzname", a, |vm, zone| Ok(name_of(vm, zone)))),
        method("utcoffset", "(self, object, /)", |vm, a| asked(vm, "utcoffset", a, |_, zone| Ok(zone.offset.get()))),
        method("dst", "(self, object, /)", |vm, a| asked(vm, "dst", a, |_, _| Ok(Value::NONE))),
        method("fromutc", "(self, object, /)", |vm, a| {
            let stamp = of_this_zone(vm, a)?;
            let s = fixed(vm, &a[0])?.span;
            stamp_of_class(vm, a[1].typ().value(), stamp.later(vm, i64::from(s.days), i64::from(s.seconds), i64::from(s.micros))?)
        }),
        method("__getinitargs__", "(self, /)", |vm, a| {
            let zone = fixed(vm, &a[0])?;
            Ok(match zone.name.get().given() {
                Some(name) => vm.tuple(&[zone.offset.get(), name]),
                None => vm.tuple(&[zone.offset.get()]),
            })
        }),
    ],
    values: &[
        ("utc", || *UTC.get_or_init(|| permanent_zone(Span::ZERO))),
        ("min", || permanent_zone(Span { days: -1, seconds: 60, micros: 0 })),
        ("max", || permanent_zone(Span { days: 0, seconds: 86_340, micros: 0 })),
    ],
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        str: Some(|vm, v| Ok(name_of(vm, fixed(vm, &v)?))),
        hash: Some(|vm, v| Ok(timedelta::hash(fixed(vm, &v)?.span))),
        compare: Some(|_, op, a, b| match (a.payload::<Fixed>(), b.payload::<Fixed>()) {
            (Some(a), Some(b)) if matches!(op, CmpOp::Eq | CmpOp::Ne) => Ok(Value::bool((a.span == b.span) == (op == CmpOp::Eq))),
            _ => Ok(Value::NOT_IMPLEMENTED),
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

static UTC: OnceLock<Value> = OnceLock::new();

/// `timezone.utc`
pub fn utc() -> Value {
    match UTC.get() {
        Some(&utc) => utc,
        None => {
            type_of(&TIMEZONE).namespace();
            *UTC.get().expect("it was made with its type's attributes")
        }
    }
}

/// The data of a `timezone`.
struct Fixed {
    span: Span,
    /// the same as an object
    offset: Slot,
    /// a str, or unbound: of the offset
    name: Slot,
}

impl Payload for Fixed {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.offset);
        marker.slot(&self.name);
    }
}

fn fixed<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Fixed> {
    v.payload::<Fixed>().ok_or_else(|| vm.type_error("a timezone is needed"))
}

fn permanent_zone(span: Span) -> Value {
    let offset = if span.is_zero() { timedelta::zero() } else { permanent_span(span) };
    permanent_native_of(&TIMEZONE, Fixed { span, offset: Slot::new(offset), name: Slot::new(Value::UNBOUND) })
}

/// Is a value a `tzinfo`? What `__class__` says of it does not count.
#[inline]
pub fn is_zone(v: Value) -> bool {
    let (t, base) = (v.typ(), type_of(&TZINFO));
    std::ptr::eq(t, type_of(&TIMEZONE)) || t.is_subtype_of(base)
}

// ---- timezone ----

const WANTED: Wanted = Wanted { told: "timezone()", names: &["offset", "name"], required: 1, positional: 2 };

fn new(vm: &Vm, _cls: Value, args: Args) -> Res {
    let (mut offset, mut name) = (Value::UNBOUND, Value::UNBOUND);
    WANTED.read(vm, args, &mut |i, v| {
        if i == 0 {
            if span_of(v).is_none() {
                let text = format!("timezone() argument 1 must be datetime.timedelta, not {}", v.argument_name());
                return Err(vm.type_error(text));
            }
            offset = v;
        } else {
            arguments::text(vm, &v, "timezone()", 2)?;
            name = v;
        }
        Ok(())
    })?;
    let span = span_of(offset).unwrap_or(Span::ZERO);
    if span.is_zero() && name.is_unbound() {
        return Ok(utc());
    }
    check_offset(vm, span, offset)?;
    Ok(vm.native(&TIMEZONE, Fixed { span, offset: Slot::new(offset), name: Slot::new(name) }))
}

/// A `timezone` without a name, or with one.
///
/// # Errors
/// `ValueError` for an offset of a day or more
pub fn new_zone(vm: &Vm, span: Span, name: Option<Value>) -> Res {
    if span.is_zero() && name.is_none() {
        return Ok(utc());
    }
    let offset = new_span(vm, span);
    check_offset(vm, span, offset)?;
    Ok(vm.native(&TIMEZONE, Fixed { span, offset: Slot::new(offset), name: Slot::new(name.unwrap_or(Value::UNBOUND)) }))
}

fn check_offset(vm: &Vm, span: Span, offset: Value) -> Res<()> {
    if span.days == 0 || span.days == -1 && (span.seconds, span.micros) != (0, 0) {
        return Ok(());
    }
    let shown = vm.repr_text(offset)?;
    Err(vm.value_error(format!("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {shown}")))
}

fn repr(vm: &Vm, v: Value) -> Res {
    if v == utc() {
        return Ok(vm.str("datetime.timezone.utc"));
    }
    let zone = fixed(vm, &v)?;
    let mut out = b"datetime.timezone(".to_vec();
    crate::types::repr::push_repr(vm, &mut out, zone.offset.get())?;
    if let Some(name) = zone.name.get().given() {
        out.extend(b", ");
        crate::types::repr::push_repr(vm, &mut out, name)?;
    }
    out.push(b')');
    Ok(vm.str_wtf8(&out))
}

/// The name given, or `UTC+01:00`.
fn name_of(vm: &Vm, zone: &Fixed) -> Value {
    if let Some(name) = zone.name.get().given() {
        return name;
    }
    let mut out = b"UTC".to_vec();
    if !zone.span.is_zero() {
        push_offset(&mut out, zone.span, b":");
    }
    vm.str_counted(&out, out.len())
}

/// A method of `timezone` that takes a `datetime`, or `None`, and does not look at it.
fn asked(vm: &Vm, method: &str, a: &[Value], answer: fn(&Vm, &Fixed) -> Res) -> Res {
    if !a[1].is_none() && stamp_of(a[1]).is_none() {
        let text = format!("{method}(dt) argument must be a datetime instance or None, not {}", a[1].type_name());
        return Err(vm.type_error(text));
    }
    answer(vm, fixed(vm, &a[0])?)
}

// ---- tzinfo ----

#[cold]
fn unwritten(vm: &Vm, method: &str) -> Raised {
    vm.not_implemented(format!("a tzinfo subclass must implement {method}()"))
}

/// The argument of `fromutc`.
fn of_this_zone(vm: &Vm, a: &[Value]) -> Res<Stamp> {
    let Some(stamp) = stamp_of(a[1]) else { return Err(vm.type_error("fromutc: argument must be a datetime")) };
    if stamp.zone != a[0] {
        return Err(vm.value_error("fromutc: dt.tzinfo is not self"));
    }
    Ok(stamp)
}

/// `fromutc(dt)` of any zone: the standard offset is what is left of the offset without the daylight saving of the same moment; the
/// daylight saving that counts is that of the standard time so found.
fn from_utc(vm: &Vm, a: &[Value]) -> Res {
    let stamp = of_this_zone(vm, a)?;
    let cls = a[1].typ().value();
    let Some(offset) = offset_of(vm, a[0], &UTCOFFSET, a[1])? else {
        return Err(vm.value_error("fromutc: non-None utcoffset() result required"));
    };
    let Some(saving) = offset_of(vm, a[0], &DST, a[1])? else {
        return Err(vm.value_error("fromutc: non-None dst() result required"));
    };
    let (days, seconds, micros) = offset.minus(saving);
    let made = stamp_of_class(vm, cls, stamp.later(vm, days, seconds, micros)?)?;
    let Some(standard) = stamp_of(made) else { return Ok(made) };
    let saving = match standard.zone.not_none() {
        Some(zone) => offset_of(vm, zone, &DST, made)?,
        None => None,
    };
    match saving {
        None => Err(vm.value_error("fromutc: tz.dst() gave inconsistent results; cannot convert")),
        Some(s) if s.is_zero() => Ok(made),
        Some(s) => {
            stamp_of_class(vm, made.typ().value(), standard.later(vm, i64::from(s.days), i64::from(s.seconds), i64::from(s.micros))?)
        }
    }
}

/// The class, its arguments (from `__getinitargs__` if there is that), and the state.
fn reduce(vm: &Vm, a: &[Value]) -> Res {
    static INITARGS: StaticName = StaticName::new("__getinitargs__");
    let args = match vm.get_attr_opt(a[0], INITARGS.get())? {
        Some(f) => vm.call(f, &[])?,
        None => vm.tuple(&[]),
    };
    let state = vm.call_method(a[0], "__getstate__", &[])?;
    Ok(vm.tuple(&[a[0].typ().value(), args, state]))
}

// ---- asking a zone ----

pub static UTCOFFSET: StaticName = StaticName::new("utcoffset");
pub static DST: StaticName = StaticName::new("dst");
static TZNAME: StaticName = StaticName::new("tzname");
static FROMUTC: StaticName = StaticName::new("fromutc");

/// `zone.utcoffset(arg)`, or `dst`: the answer as it is, and what it means.
///
/// # Errors
/// What the zone raises; `TypeError` and `ValueError` for an answer that is none.
pub fn answer(vm: &Vm, zone: Value, method: &StaticName, arg: Value) -> Res<(Value, Option<Span>)> {
    if let Some(fixed) = zone.payload::<Fixed>() {
        return Ok(if std::ptr::eq(method, &UTCOFFSET) { (fixed.offset.get(), Some(fixed.span)) } else { (Value::NONE, None) });
    }
    if zone.is_none() {
        return Ok((Value::NONE, None));
    }
    let answer = vm.call_method_value(zone, method.get(), &[arg])?;
    if answer.is_none() {
        return Ok((answer, None));
    }
    let Some(span) = span_of(answer) else {
        let text = format!("tzinfo.{}() must return None or timedelta, not '{}'", method.text(), answer.type_name());
        return Err(vm.type_error(text));
    };
    check_offset(vm, span, answer)?;
    Ok((answer, Some(span)))
}

/// What `answer` says, as a number.
///
/// # Errors
/// As `answer`.
#[inline]
pub fn offset_of(vm: &Vm, zone: Value, method: &StaticName, arg: Value) -> Res<Option<Span>> {
    Ok(answer(vm, zone, method, arg)?.1)
}

/// `zone.tzname(arg)`: a str or `None`.
///
/// # Errors
/// What the zone raises; `TypeError` for another answer.
pub fn zone_name(vm: &Vm, zone: Value, arg: Value) -> Res {
    if zone.is_none() {
        return Ok(zone);
    }
    if let Some(fixed) = zone.payload::<Fixed>() {
        return Ok(name_of(vm, fixed));
    }
    let name = vm.call_method_value(zone, TZNAME.get(), &[arg])?;
    if !name.is_none() && name.str_bytes().is_none() {
        return Err(vm.type_error(format!("tzinfo.tzname() must return None or a string, not '{}'", name.type_name())));
    }
    Ok(name)
}

/// `zone.fromutc(stamp)`
///
/// # Errors
/// What the zone raises.
pub fn convert(vm: &Vm, zone: Value, stamp: Value) -> Res {
    vm.call_method_value(zone, FROMUTC.get(), &[stamp])
}

/// Would asking this zone run no code of a script's?
pub fn is_silent(zone: Value) -> bool {
    zone.is_none() || zone.payload::<Fixed>().is_some()
}
