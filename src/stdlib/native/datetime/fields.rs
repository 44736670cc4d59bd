//! What the objects hold: days, clocks and durations as plain numbers, and the payloads that keep them.
//!
//! A payload never changes. A zone is a value in a slot (`None` for a naive object), which the collector sees; a hash that had to
//! ask a zone is kept, since the zone may be Python's and is asked once.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::object::heap::Marker;
use crate::object::{Payload, Res, Slot, Value};
use crate::types::type_of;
use crate::vm::Vm;

use super::calendar::{self, MAX_YEAR, MIN_YEAR, SECONDS_OF_DAY};
use super::{date, datetime, time, timedelta, zone};

/// A date. What was unpickled may be no day of the calendar, but its month is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock {
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    pub micro: u32,
}

/// A duration: any number of days, then less than a day, then less than a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub days: i32,
    pub seconds: i32,
    pub micros: i32,
}

impl Day {
    /// Of a number that is in the calendar.
    pub fn of_ordinal(ordinal: i32) -> Day {
        let (year, month, day) = calendar::date_of(ordinal);
        Day { year: year as u16, month: month as u8, day: day as u8 }
    }

    pub fn ordinal(self) -> i32 {
        calendar::ordinal(i32::from(self.year), i32::from(self.month), i32::from(self.day))
    }

    /// The number of the day in its year, from 1.
    pub fn in_year(self) -> i32 {
        self.ordinal() - calendar::ordinal(i32::from(self.year), 1, 1) + 1
    }

    pub fn weekday(self) -> i32 {
        calendar::weekday(self.ordinal())
    }

    /// As pickles have it.
    pub fn packed(self) -> [u8; 4] {
        let [high, low] = self.year.to_be_bytes();
        [high, low, self.month, self.day]
    }
}

impl Clock {
    pub const MIDNIGHT: Clock = Clock { hour: 0, minute: 0, second: 0, micro: 0 };

    /// Seconds since midnight.
    pub fn seconds(self) -> i32 {
        i32::from(self.hour) * 3600 + i32::from(self.minute) * 60 + i32::from(self.second)
    }

    /// Of a second of the day.
    pub fn of_seconds(seconds: i32, micros: i32) -> Clock {
        let minutes = seconds / 60;
        Clock { hour: (minutes / 60) as u8, minute: (minutes % 60) as u8, second: (seconds % 60) as u8, micro: micros as u32 }
    }

    /// As pickles have it.
    pub fn packed(self) -> [u8; 6] {
        let [_, high, middle, low] = self.micro.to_be_bytes();
        [self.hour, self.minute, self.second, high, middle, low]
    }

    /// Of a pickle's bytes.
    pub fn unpacked(data: &[u8]) -> Clock {
        let micro = u32::from(data[3]) << 16 | u32::from(data[4]) << 8 | u32::from(data[5]);
        Clock { hour: data[0], minute: data[1], second: data[2], micro }
    }
}

/// How many days a duration has at most, either way.
pub const MOST_DAYS: i64 = 999_999_999;

impl Span {
    pub const ZERO: Span = Span { days: 0, seconds: 0, micros: 0 };
    pub const MIN: Span = Span { days: -MOST_DAYS as i32, seconds: 0, micros: 0 };
    pub const MAX: Span = Span { days: MOST_DAYS as i32, seconds: SECONDS_OF_DAY - 1, micros: 999_999 };
    /// The smallest difference that there is.
    pub const TICK: Span = Span { days: 0, seconds: 0, micros: 1 };
    pub const DAY: Span = Span { days: 1, seconds: 0, micros: 0 };

    /// With every field where it belongs; the days, which may be too many, apart.
    #[inline]
    pub fn carried(days: i64, seconds: i64, micros: i64) -> (i64, i32, i32) {
        let (more, micros) = carry(micros, 1_000_000);
        let (more, seconds) = carry(seconds + more, i64::from(SECONDS_OF_DAY));
        (days + more, seconds as i32, micros as i32)
    }

    /// Of fields that are known not to be too many.
    #[inline]
    pub fn of(days: i64, seconds: i64, micros: i64) -> Span {
        let (days, seconds, micros) = Span::carried(days, seconds, micros);
        Span { days: days as i32, seconds, micros }
    }

    /// Of fields, each of them far from what an `i64` holds.
    ///
    /// # Errors
    /// `OverflowError` for too many days
    #[inline]
    pub fn checked(vm: &Vm, days: i64, seconds: i64, micros: i64) -> Res<Span> {
        let (days, seconds, micros) = Span::carried(days, seconds, micros);
        if days.unsigned_abs() > MOST_DAYS as u64 {
            return Err(too_many(vm, days));
        }
        Ok(Span { days: days as i32, seconds, micros })
    }

    /// The whole of it in microseconds.
    pub fn total(self) -> i128 {
        i128::from(i64::from(self.days) * i64::from(SECONDS_OF_DAY) + i64::from(self.seconds)) * 1_000_000 + i128::from(self.micros)
    }

    /// The same, if it is small.
    #[inline]
    pub fn small_total(self) -> Option<i64> {
        let seconds = i64::from(self.days) * i64::from(SECONDS_OF_DAY) + i64::from(self.seconds);
        seconds.checked_mul(1_000_000)?.checked_add(i64::from(self.micros))
    }

    /// Of microseconds.
    ///
    /// # Errors
    /// `OverflowError`
    pub fn of_total(vm: &Vm, total: i128) -> Res<Span> {
        if let Ok(total) = i64::try_from(total) {
            return Ok(Span::of(0, 0, total));
        }
        const DAY: i128 = SECONDS_OF_DAY as i128 * 1_000_000;
        let (days, rest) = (total.div_euclid(DAY), total.rem_euclid(DAY) as i64);
        match i64::try_from(days) {
            Ok(days) => Span::checked(vm, days, 0, rest),
            Err(_) => Err(too_many(vm, i64::MAX)),
        }
    }

    pub fn is_zero(self) -> bool {
        self == Span::ZERO
    }

    /// The difference of two.
    pub fn minus(self, other: Span) -> (i64, i64, i64) {
        (
            i64::from(self.days) - i64::from(other.days),
            i64::from(self.seconds) - i64::from(other.seconds),
            i64::from(self.micros) - i64::from(other.micros),
        )
    }

    /// The other way; too many days only of `MIN` and its like.
    pub fn negated(self, vm: &Vm) -> Res<Span> {
        Span::checked(vm, -i64::from(self.days), -i64::from(self.seconds), -i64::from(self.micros))
    }
}

/// What does not fit goes up; mostly nothing.
#[inline(always)]
fn carry(n: i64, limit: i64) -> (i64, i64) {
    match n {
        _ if (0..limit).contains(&n) => (0, n),
        // of a sum or a difference; a division takes longer than all else
        _ if (limit..2 * limit).contains(&n) => (1, n - limit),
        _ if (-limit..0).contains(&n) => (-1, n + limit),
        _ => (n.div_euclid(limit), n.rem_euclid(limit)),
    }
}

#[cold]
pub fn too_many(vm: &Vm, days: i64) -> crate::object::Raised {
    if i32::try_from(days).is_err() {
        return vm.overflow_error("Python int too large to convert to C int");
    }
    vm.overflow_error(format!("days={days}; must have magnitude <= {MOST_DAYS}"))
}

// ---- payloads ----

impl Payload for Span {
    const IN_SLOTS: bool = true;
}

/// The data of a `date`.
pub struct DateData(pub Day);

impl Payload for DateData {
    const IN_SLOTS: bool = true;
}

/// The data of a `time`.
pub struct TimeData {
    pub clock: Clock,
    pub fold: bool,
    zone: Slot,
    pub hash: KeptHash,
}

impl Payload for TimeData {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.zone);
    }
}

/// The data of a `datetime`.
pub struct StampData {
    pub day: Day,
    pub clock: Clock,
    pub fold: bool,
    zone: Slot,
    pub hash: KeptHash,
}

impl Payload for StampData {
    const IN_SLOTS: bool = true;

    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.zone);
    }
}

/// A hash, once it is known; -1, which no hash is, before.
pub struct KeptHash(AtomicI64);

impl KeptHash {
    const fn unknown() -> KeptHash {
        KeptHash(AtomicI64::new(-1))
    }

    pub fn get(&self) -> Option<i64> {
        Some(self.0.load(Ordering::Relaxed)).filter(|&h| h != -1)
    }

    /// Two threads may store it: the same.
    pub fn keep(&self, hash: i64) -> i64 {
        self.0.store(hash, Ordering::Relaxed);
        hash
    }
}

/// A time of day as code works with it.
#[derive(Clone, Copy)]
pub struct Moment {
    pub clock: Clock,
    pub fold: bool,
    /// `None`, or a `tzinfo`
    pub zone: Value,
}

/// A date and a time as code works with them.
#[derive(Clone, Copy)]
pub struct Stamp {
    pub day: Day,
    pub clock: Clock,
    pub fold: bool,
    /// `None`, or a `tzinfo`
    pub zone: Value,
}

impl Stamp {
    /// The seconds since 0001-01-01, had there been no zones.
    pub fn seconds(self) -> i64 {
        i64::from(self.day.ordinal()) * i64::from(SECONDS_OF_DAY) + i64::from(self.clock.seconds())
    }

    /// What is between two, had there been no zones.
    pub fn minus(self, other: Stamp) -> Span {
        let days = i64::from(self.day.ordinal()) - i64::from(other.day.ordinal());
        let seconds = i64::from(self.clock.seconds()) - i64::from(other.clock.seconds());
        Span::of(days, seconds, i64::from(self.clock.micro) - i64::from(other.clock.micro))
    }

    /// Some time later, or earlier by a negative one.
    ///
    /// # Errors
    /// `OverflowError` beyond the calendar
    #[inline(always)]
    pub fn later(self, vm: &Vm, days: i64, seconds: i64, micros: i64) -> Res<Stamp> {
        if seconds | micros == 0 {
            return Ok(Stamp { day: shifted(vm, self.day, days)?, fold: false, ..self });
        }
        let seconds = i64::from(self.clock.seconds()) + seconds;
        let (days, seconds, micros) = Span::carried(days, seconds, i64::from(self.clock.micro) + micros);
        let day = if days == 0 { self.day } else { shifted(vm, self.day, days)? };
        if !(MIN_YEAR..=MAX_YEAR).contains(&i32::from(day.year)) {
            return Err(out_of_range(vm));
        }
        Ok(Stamp { day, clock: Clock::of_seconds(seconds, micros), fold: false, zone: self.zone })
    }
}

/// The day so many days later.
///
/// # Errors
/// `OverflowError` beyond the calendar
pub fn shifted(vm: &Vm, day: Day, days: i64) -> Res<Day> {
    // mostly within the month
    let within = i64::from(day.day) + days;
    if (1..=28).contains(&within) && (MIN_YEAR..=MAX_YEAR).contains(&i32::from(day.year)) {
        return Ok(Day { day: within as u8, ..day });
    }
    // or into the next or the last one
    if days.unsigned_abs() <= 28 && (MIN_YEAR + 1..MAX_YEAR).contains(&i32::from(day.year)) {
        return Ok(beside(day, within as i32));
    }
    let ordinal = i64::from(day.ordinal()) + days;
    if !(1..=i64::from(calendar::MAX_ORDINAL)).contains(&ordinal) {
        return Err(out_of_range(vm));
    }
    Ok(Day::of_ordinal(ordinal as i32))
}

/// The day of that number in a day's month, or, where the month has none, in the month before or after. Those are in the calendar.
fn beside(day: Day, within: i32) -> Day {
    let (year, month) = (i32::from(day.year), i32::from(day.month));
    let length = calendar::days_in_month(year, month);
    let (year, month, within) = match within {
        1.. if within <= length => (year, month, within),
        1.. if month == 12 => (year + 1, 1, within - length),
        1.. => (year, month + 1, within - length),
        _ if month == 1 => (year - 1, 12, within + 31),
        _ => (year, month - 1, within + calendar::days_in_month(year, month - 1)),
    };
    Day { year: year as u16, month: month as u8, day: within as u8 }
}

#[cold]
pub fn out_of_range(vm: &Vm) -> crate::object::Raised {
    vm.overflow_error("date value out of range")
}

/// The duration that a value is.
#[inline(always)]
pub fn span_of(v: Value) -> Option<Span> {
    v.payload::<Span>().copied()
}

/// The day of a `date` or a `datetime`.
#[inline(always)]
pub fn day_of(v: Value) -> Option<Day> {
    match v.payload::<DateData>() {
        Some(data) => Some(data.0),
        None => v.payload::<StampData>().map(|data| data.day),
    }
}

#[inline(always)]
pub fn moment_of(v: Value) -> Option<Moment> {
    v.payload::<TimeData>().map(|data| Moment { clock: data.clock, fold: data.fold, zone: data.zone.get() })
}

#[inline(always)]
pub fn stamp_of(v: Value) -> Option<Stamp> {
    v.payload::<StampData>().map(|data| Stamp { day: data.day, clock: data.clock, fold: data.fold, zone: data.zone.get() })
}

// ---- making objects ----

pub fn new_span(vm: &Vm, span: Span) -> Value {
    if span.is_zero() { timedelta::zero() } else { vm.native(&timedelta::TIMEDELTA, span) }
}

pub fn new_day(vm: &Vm, day: Day) -> Value {
    vm.native(&date::DATE, DateData(day))
}

pub fn new_moment(vm: &Vm, moment: Moment) -> Value {
    vm.native(&time::TIME, time_data(moment))
}

pub fn new_stamp(vm: &Vm, stamp: Stamp) -> Value {
    vm.native(&datetime::DATETIME, stamp_data(stamp))
}

pub fn time_data(m: Moment) -> TimeData {
    TimeData { clock: m.clock, fold: m.fold, zone: Slot::new(m.zone), hash: KeptHash::unknown() }
}

pub fn stamp_data(s: Stamp) -> StampData {
    StampData { day: s.day, clock: s.clock, fold: s.fold, zone: Slot::new(s.zone), hash: KeptHash::unknown() }
}

/// Is a class this very builtin one?
#[inline(always)]
pub fn is_class(cls: Value, spec: &'static crate::object::TypeSpec) -> bool {
    cls == type_of(spec).value()
}

/// A date of a class: a subclass is called.
pub fn day_of_class(vm: &Vm, cls: Value, day: Day) -> Res {
    if is_class(cls, &date::DATE) {
        return Ok(new_day(vm, day));
    }
    if is_class(cls, &datetime::DATETIME) {
        return Ok(new_stamp(vm, Stamp { day, clock: Clock::MIDNIGHT, fold: false, zone: Value::NONE }));
    }
    vm.call(cls, &day_arguments(day))
}

/// A `datetime` of a class: a subclass is called.
pub fn stamp_of_class(vm: &Vm, cls: Value, s: Stamp) -> Res {
    if is_class(cls, &datetime::DATETIME) {
        return Ok(new_stamp(vm, s));
    }
    let ([year, month, day], [hour, minute, second, micro]) = (day_arguments(s.day), clock_arguments(s.clock));
    let all = [year, month, day, hour, minute, second, micro, s.zone];
    if s.fold { vm.call_kw(cls, &all, &[("fold", Value::small_int(1))]) } else { vm.call(cls, &all) }
}

/// A `time` of a class: a subclass is called.
pub fn moment_of_class(vm: &Vm, cls: Value, m: Moment) -> Res {
    if is_class(cls, &time::TIME) {
        return Ok(new_moment(vm, m));
    }
    let [hour, minute, second, micro] = clock_arguments(m.clock);
    let all = [hour, minute, second, micro, m.zone];
    if m.fold { vm.call_kw(cls, &all, &[("fold", Value::small_int(1))]) } else { vm.call(cls, &all) }
}

fn day_arguments(day: Day) -> [Value; 3] {
    [i64::from(day.year), i64::from(day.month), i64::from(day.day)].map(Value::small_int)
}

fn clock_arguments(clock: Clock) -> [Value; 4] {
    [i64::from(clock.hour), i64::from(clock.minute), i64::from(clock.second), i64::from(clock.micro)].map(Value::small_int)
}

// ---- checks ----

/// A day of the calendar.
///
/// # Errors
/// `ValueError`
#[inline]
pub fn checked_day(vm: &Vm, year: i32, month: i32, day: i32) -> Res<Day> {
    if (MIN_YEAR..=MAX_YEAR).contains(&year) && (1..=12).contains(&month) && day >= 1 {
        let most = if day <= 28 { 28 } else { calendar::days_in_month(year, month) };
        if day <= most {
            return Ok(Day { year: year as u16, month: month as u8, day: day as u8 });
        }
    }
    Err(no_day(vm, year, month, day))
}

#[cold]
fn no_day(vm: &Vm, year: i32, month: i32, day: i32) -> crate::object::Raised {
    if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
        return no_year(vm, i64::from(year));
    }
    if !(1..=12).contains(&month) {
        return vm.value_error(format!("month must be in 1..12, not {month}"));
    }
    let most = calendar::days_in_month(year, month);
    vm.value_error(format!("day {day} must be in range 1..{most} for month {month} in year {year}"))
}

#[cold]
pub fn no_year(vm: &Vm, year: i64) -> crate::object::Raised {
    vm.value_error(format!("year must be in {MIN_YEAR}..{MAX_YEAR}, not {year}"))
}

/// The day of a number.
///
/// # Errors
/// `ValueError` beyond the calendar; the number is at least 1
pub fn checked_ordinal(vm: &Vm, ordinal: i32) -> Res<Day> {
    if ordinal > calendar::MAX_ORDINAL {
        return Err(no_year(vm, i64::from(calendar::year_of(ordinal))));
    }
    Ok(Day::of_ordinal(ordinal))
}

/// A time of day.
///
/// # Errors
/// `ValueError`
pub fn checked_clock(vm: &Vm, hour: i32, minute: i32, second: i32, micro: i32) -> Res<Clock> {
    for (name, v, most) in [("hour", hour, 23), ("minute", minute, 59), ("second", second, 59), ("microsecond", micro, 999_999)] {
        if !(0..=most).contains(&v) {
            return Err(vm.value_error(format!("{name} must be in 0..{most}, not {v}")));
        }
    }
    Ok(Clock { hour: hour as u8, minute: minute as u8, second: second as u8, micro: micro as u32 })
}

/// # Errors
/// `ValueError` for what is neither 0 nor 1
pub fn checked_fold(vm: &Vm, fold: i32) -> Res<bool> {
    match fold {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(vm.value_error(format!("fold must be either 0 or 1, not {fold}"))),
    }
}

/// A `tzinfo` or `None`.
///
/// # Errors
/// `TypeError`
pub fn checked_zone(vm: &Vm, zone: Value) -> Res {
    if zone.is_none() || zone::is_zone(zone) {
        return Ok(zone);
    }
    let text = format!("tzinfo argument must be None or of a tzinfo subclass, not type '{}'", zone.type_name());
    Err(vm.type_error(text))
}
