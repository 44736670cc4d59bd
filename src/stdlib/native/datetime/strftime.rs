//! `strftime` and `__format__`: what the C library does not know of a date or time is filled in first (`%f`, zones, years of fewer
//! than four digits); a format of the common letters, of an object of the builtin types, is done here without it.

use crate::object::layouts::Tuple;
use crate::object::{Res, Value};
use crate::stdlib::native::posix::structs;
use crate::stdlib::native::time::{self, STRUCT_TIME};
use crate::vm::Vm;

use super::calendar::{DAY_NAMES, MONTH_NAMES, iso_of, ordinal};
use super::fields::{Clock, Day};
use super::text::{Unit, push_clock, push_day, push_offset, push_six, push_year, push2};
use super::zone::{self, UTCOFFSET, is_silent, offset_of, zone_name};

/// What is put into a format.
pub struct Subject {
    pub object: Value,
    pub day: Day,
    pub clock: Clock,
    /// `None` where there is no zone
    pub zone: Value,
    /// what the zone is asked about: the object, but for a `time` `None`
    pub asked: Value,
    /// is the object of a class of Python's, which may have its own `timetuple`?
    pub derived: bool,
}

/// `object.strftime(format)`
///
/// # Errors
/// What a zone or a class of Python's raises, and `time.strftime`.
pub fn strftime(vm: &Vm, s: &Subject, format: Value) -> Res {
    let text = format.str_bytes().unwrap_or(b"");
    if !s.derived
        && is_silent(s.zone)
        && let Some(done) = quick(vm, s, text)?
    {
        return Ok(done);
    }
    let tuple = match s.asked.is_none() {
        // a `time` has no time tuple, and nobody is asked for daylight saving
        true => struct_time(vm, s.day, s.clock, -1)?,
        false if s.derived => vm.call_method(s.object, "timetuple", &[])?,
        false => timetuple(vm, s.object, s.day, s.clock, s.zone)?,
    };
    let filled = fill(vm, s, text, tuple)?;
    time::format(vm, &[vm.str_wtf8(&filled), tuple])
}

/// `struct_time` of a day and a time of day; the zone is asked whether there is daylight saving.
///
/// # Errors
/// What the zone raises.
pub fn timetuple(vm: &Vm, object: Value, day: Day, clock: Clock, zone: Value) -> Res {
    let saving = match zone::offset_of(vm, zone, &zone::DST, object)? {
        None => -1,
        Some(saving) => i64::from(!saving.is_zero()),
    };
    struct_time(vm, day, clock, saving)
}

/// `struct_time` of a day and a time of day.
///
/// # Errors
/// None but a full memory.
pub fn struct_time(vm: &Vm, day: Day, clock: Clock, saving: i64) -> Res {
    let n = |i: i32| Value::small_int(i64::from(i));
    let visible = [
        n(i32::from(day.year)),
        n(i32::from(day.month)),
        n(i32::from(day.day)),
        n(i32::from(clock.hour)),
        n(i32::from(clock.minute)),
        n(i32::from(clock.second)),
        n(day.weekday()),
        n(day.in_year()),
        Value::small_int(saving),
    ];
    structs::new(vm, &STRUCT_TIME, &visible, &[Value::NONE, Value::NONE])
}

/// A format of common letters, written at once; `None` if there is another, or what was unpickled is no day.
fn quick(vm: &Vm, s: &Subject, format: &[u8]) -> Res<Option<Value>> {
    let sane = (1000..=9999).contains(&s.day.year) && s.day.day <= 31 && s.clock.hour < 24 && s.clock.minute < 60 && s.clock.second < 60;
    if !sane {
        return Ok(None);
    }
    let mut out = Vec::with_capacity(format.len() * 2 + 16);
    let mut rest = format.iter();
    while let Some(&c) = rest.next() {
        if c != b'%' {
            out.push(c);
            continue;
        }
        let hour12 = (s.clock.hour + 11) % 12 + 1;
        match rest.next() {
            Some(b'Y') => push_year(&mut out, s.day.year),
            Some(b'y') => push2(&mut out, u32::from(s.day.year % 100)),
            Some(b'm') => push2(&mut out, u32::from(s.day.month)),
            Some(b'd') => push2(&mut out, u32::from(s.day.day)),
            Some(b'H') => push2(&mut out, u32::from(s.clock.hour)),
            Some(b'I') => push2(&mut out, u32::from(hour12)),
            Some(b'p') => out.extend(if s.clock.hour < 12 { b"AM" } else { b"PM" }),
            Some(b'M') => push2(&mut out, u32::from(s.clock.minute)),
            Some(b'S') => push2(&mut out, u32::from(s.clock.second)),
            Some(b'f') => push_six(&mut out, s.clock.micro),
            Some(b'F') => push_day(&mut out, s.day),
            Some(b'T') => push_clock(&mut out, s.clock, Unit::Seconds),
            Some(b'R') => push_clock(&mut out, s.clock, Unit::Minutes),
            Some(b'j') => {
                let n = s.day.in_year() as u32;
                out.push(b'0' + (n / 100) as u8);
                push2(&mut out, n % 100);
            }
            Some(b'a') => out.extend(DAY_NAMES[s.day.weekday() as usize].bytes()),
            Some(b'b') => out.extend(MONTH_NAMES[usize::from(s.day.month) - 1].bytes()),
            Some(b'z') => push_zone_offset(vm, s, b"", &mut out)?,
            Some(b'Z') => {
                let name = zone_name(vm, s.zone, s.asked)?;
                out.extend(name.str_bytes().unwrap_or(b""));
            }
            Some(b'%') => out.push(b'%'),
            _ => return Ok(None),
        }
    }
    Ok(Some(vm.str_wtf8(&out)))
}

fn push_zone_offset(vm: &Vm, s: &Subject, between: &[u8], out: &mut Vec<u8>) -> Res<()> {
    if let Some(offset) = offset_of(vm, s.zone, &UTCOFFSET, s.asked)? {
        push_offset(out, offset, between);
    }
    Ok(())
}

/// The format with what the C library does not know filled in. A zone is asked once for each of its letters.
fn fill(vm: &Vm, s: &Subject, format: &[u8], tuple: Value) -> Res<Vec<u8>> {
    let [year, month, day] = date_in(vm, s, tuple);
    let padded = |out: &mut Vec<u8>, year: i64| out.extend(format!("{year:04}").bytes());
    let (mut offset, mut offset_with_colons, mut name) = (None, None, None);
    let mut out = Vec::with_capacity(format.len() + 16);
    let mut at = 0;
    while let Some(&c) = format.get(at) {
        at += 1;
        if c != b'%' {
            out.push(c);
            continue;
        }
        let letter = format.get(at).copied();
        at += 1;
        match letter {
            None => {
                out.push(b'%');
            }
            Some(b'f') => push_six(&mut out, s.clock.micro),
            Some(b'z') => out.extend_from_slice(once(&mut offset, |to| push_zone_offset(vm, s, b"", to))?),
            Some(b':') if format.get(at) == Some(&b'z') => {
                at += 1;
                out.extend_from_slice(once(&mut offset_with_colons, |to| push_zone_offset(vm, s, b":", to))?);
            }
            Some(b'Z') => out.extend_from_slice(once(&mut name, |to| {
                let name = zone_name(vm, s.zone, s.asked)?;
                for &c in name.str_bytes().unwrap_or(b"") {
                    to.push(c);
                    if c == b'%' {
                        to.push(c);
                    }
                }
                Ok(())
            })?),
            Some(b'Y') if year < 1000 => padded(&mut out, year),
            Some(b'G') if year < 1000 => padded(&mut out, iso_year(year, month, day)),
            Some(b'C') if year < 1000 => out.extend(format!("{:02}", year / 100).bytes()),
            Some(b'F') if year < 1000 => {
                padded(&mut out, year);
                out.extend(b"-%m-%d");
            }
            Some(c) => out.extend([b'%', c]),
        }
    }
    Ok(out)
}

fn once(known: &mut Option<Vec<u8>>, make: impl FnOnce(&mut Vec<u8>) -> Res<()>) -> Res<&[u8]> {
    if known.is_none() {
        let mut made = Vec::new();
        make(&mut made)?;
        *known = Some(made);
    }
    Ok(known.as_deref().unwrap_or_default())
}

/// Year, month and day as the time tuple says: a class may have its own.
fn date_in(vm: &Vm, s: &Subject, tuple: Value) -> [i64; 3] {
    let own = [i64::from(s.day.year), i64::from(s.day.month), i64::from(s.day.day)];
    let Some(tuple) = tuple.cast::<Tuple>() else { return own };
    let item = |i: usize| tuple.items().get(i).and_then(|&v| vm.to_i64(v)).unwrap_or(own[i]);
    [item(0), item(1), item(2)]
}

fn iso_year(year: i64, month: i64, day: i64) -> i64 {
    match (i32::try_from(year), month, day) {
        (Ok(year @ -100_000..=100_000), 1..=12, 1..=31) => i64::from(iso_of(year, ordinal(year, month as i32, day as i32)).0),
        _ => year,
    }
}
