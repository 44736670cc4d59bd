//! POSIX timestamps and local time: the C library knows the local zone, everything else is computed here.
//!
//! "Local seconds" are those that a local clock counts from 1970-01-01 00:00 by its own reading. Where clocks are put back a reading
//! comes twice, and `fold` tells the second one; where they are put forward some readings never come, and `fold` chooses from
//! which side such a one is understood (PEP 495).

use crate::object::{Res, Value};
use crate::stdlib::native::time::{broken_down, zone_text};
use crate::vm::Vm;

use super::calendar::{EPOCH, MAX_YEAR, MIN_YEAR, SECONDS_OF_DAY, ordinal};
use super::fields::{Clock, Day, Span, Stamp, checked_ordinal, no_year};
use super::zone;

const DAY: i64 = SECONDS_OF_DAY as i64;

/// The current time: seconds since the epoch, and microseconds.
pub fn now() -> (i64, i32) {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    (since.as_secs() as i64, since.subsec_micros() as i32)
}

/// A local clock's reading at a timestamp.
fn broken(vm: &Vm, seconds: i64) -> Res<libc::tm> {
    broken_down(seconds, true).ok_or_else(|| vm.os_error(libc::EOVERFLOW, None))
}

fn stamp_of(vm: &Vm, t: &libc::tm, micros: i32) -> Res<Stamp> {
    let year = i64::from(t.tm_year) + 1900;
    if !(i64::from(MIN_YEAR)..=i64::from(MAX_YEAR)).contains(&year) {
        return Err(no_year(vm, year));
    }
    let day = Day { year: year as u16, month: t.tm_mon as u8 + 1, day: t.tm_mday as u8 };
    // a leap second is the one before once more
    let clock = Clock { hour: t.tm_hour as u8, minute: t.tm_min as u8, second: t.tm_sec.min(59) as u8, micro: micros as u32 };
    Ok(Stamp { day, clock, fold: false, zone: Value::NONE })
}

/// Local seconds at a timestamp.
fn reading(vm: &Vm, seconds: i64) -> Res<i64> {
    Ok(local_seconds(stamp_of(vm, &broken(vm, seconds)?, 0)?))
}

fn local_seconds(s: Stamp) -> i64 {
    s.seconds() - i64::from(EPOCH) * DAY
}

/// The local day of a timestamp.
///
/// # Errors
/// `ValueError` beyond the calendar, `OSError`
pub fn local_day(vm: &Vm, seconds: i64) -> Res<Day> {
    Ok(stamp_of(vm, &broken(vm, seconds)?, 0)?.day)
}

/// The local time of a timestamp.
///
/// # Errors
/// `ValueError` beyond the calendar, `OSError`
pub fn local_stamp(vm: &Vm, seconds: i64, micros: i32) -> Res<Stamp> {
    let t = broken(vm, seconds)?;
    let mut stamp = stamp_of(vm, &t, micros)?;
    // did the clock show this before, less than a day ago?
    let before = broken(vm, seconds - DAY)?;
    stamp_of(vm, &before, 0)?;
    let put_back = before.tm_gmtoff - t.tm_gmtoff;
    if put_back > 0 {
        stamp.fold = reading(vm, seconds - put_back)? == local_seconds(stamp);
    }
    Ok(stamp)
}

/// The time in UTC of a timestamp.
///
/// # Errors
/// `ValueError` beyond the calendar, `OSError` where the C library would not count the years
pub fn utc_stamp(vm: &Vm, seconds: i64, micros: i32) -> Res<Stamp> {
    let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let days = days + i64::from(EPOCH);
    let first = i64::from(ordinal(MIN_YEAR, 1, 1));
    if !(first..=i64::from(super::calendar::MAX_ORDINAL)).contains(&days) {
        let t = broken_down(seconds, false).ok_or_else(|| vm.os_error(libc::EOVERFLOW, None))?;
        return Err(no_year(vm, i64::from(t.tm_year) + 1900));
    }
    let day = checked_ordinal(vm, days as i32)?;
    Ok(Stamp { day, clock: Clock::of_seconds(rest as i32, micros), fold: false, zone: Value::NONE })
}

/// The timestamp at which local clocks show this.
///
/// # Errors
/// `ValueError` at the ends of the calendar, `OSError`
pub fn timestamp(vm: &Vm, stamp: Stamp) -> Res<i64> {
    let wanted = local_seconds(stamp);
    let offset = |at: i64| Ok(reading(vm, at)? - at);
    // with the offset of about then; if that is right, there may be another on the other side of a change
    let guess = wanted - offset(wanted)?;
    let offset_there = offset(guess)?;
    let right = guess + offset_there == wanted;
    let other_offset = match right {
        true => offset(if stamp.fold { guess + DAY } else { guess - DAY })?,
        false => offset_there,
    };
    let other = wanted - other_offset;
    if right && other == guess || reading(vm, other)? == wanted {
        return Ok(other);
    }
    if right {
        return Ok(guess);
    }
    // no clock shows it
    Ok(if stamp.fold { guess.min(other) } else { guess.max(other) })
}

/// The local zone in which a local clock's reading is understood.
///
/// # Errors
/// As `timestamp` and `local_zone`.
pub fn zone_of_reading(vm: &Vm, stamp: Stamp) -> Res {
    let first = timestamp(vm, Stamp { fold: false, ..stamp })?;
    let second = timestamp(vm, Stamp { fold: true, ..stamp })?;
    // a reading that never comes is a timestamp across the change, whose zone is not the one that it was understood in
    let never = first > second;
    local_zone(vm, if stamp.fold != never { second } else { first })
}

/// The local zone at a timestamp, as a fixed offset with a name.
///
/// # Errors
/// `OSError`, `ValueError`
pub fn local_zone(vm: &Vm, seconds: i64) -> Res {
    let t = broken(vm, seconds)?;
    let name = zone_text(&t).map(|name| vm.str(&name));
    zone::new_zone(vm, Span::of(0, t.tm_gmtoff, 0), name)
}

/// The timestamp of a time in UTC.
pub fn of_utc(stamp: Stamp) -> i64 {
    local_seconds(stamp)
}

// ---- timestamps as arguments ----

#[cold]
fn too_far(vm: &Vm) -> crate::object::Raised {
    vm.overflow_error("timestamp out of range for platform time_t")
}

#[cold]
fn no_number(vm: &Vm) -> crate::object::Raised {
    vm.value_error("Invalid value NaN (not a number)")
}

/// Whole seconds, rounded down.
///
/// # Errors
/// `TypeError`, `ValueError`, `OverflowError`
pub fn whole_seconds(vm: &Vm, v: Value) -> Res<i64> {
    let Some(f) = vm.as_float(v) else {
        let i = vm.index(v)?;
        return vm.to_i64(i).ok_or_else(|| too_far(vm));
    };
    if f.is_nan() {
        return Err(no_number(vm));
    }
    in_range(vm, f.floor())
}

fn in_range(vm: &Vm, f: f64) -> Res<i64> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&f) { Ok(f as i64) } else { Err(too_far(vm)) }
}

/// Seconds, and microseconds rounded to the nearest, halves to even.
///
/// # Errors
/// `TypeError`, `ValueError`, `OverflowError`
pub fn seconds_and_micros(vm: &Vm, v: Value) -> Res<(i64, i32)> {
    let Some(f) = vm.as_float(v) else {
        let slots = v.typ().slots();
        if !v.is_small_int() && !crate::types::int::is_int(v) && slots.index.is_none() {
            return Err(vm.type_error(format!("argument must be int or float, not {}", vm.shown_type(v.typ()))));
        }
        return Ok((whole_seconds(vm, v)?, 0));
    };
    if f.is_nan() {
        return Err(no_number(vm));
    }
    let (mut whole, mut micros) = (f.trunc(), (f.fract() * 1e6).round_ties_even());
    if micros >= 1e6 {
        (whole, micros) = (whole + 1.0, micros - 1e6);
    } else if micros < 0.0 {
        (whole, micros) = (whole - 1.0, micros + 1e6);
    }
    Ok((in_range(vm, whole)?, micros as i32))
}
