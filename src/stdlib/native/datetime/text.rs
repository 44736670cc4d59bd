//! ISO 8601 texts, out and in. Pure: knows no objects.
//!
//! Going out, everything is ASCII and written digit by digit. Coming in, a text is a date, a time, or a date, any one character,
//! and a time: `YYYY-MM-DD` or `YYYY-Www[-D]`, and `HH[:MM[:SS[.ffffff]]]` with a zone, `Z` or `±HH[:MM[:SS[.ffffff]]]`; every part
//! also without its marks. What a field may be is not checked here, but for the ISO calendar's.

use super::calendar;
use super::fields::{Clock, Day, Span};

/// Appends two digits.
#[inline(always)]
pub fn push2(out: &mut Vec<u8>, n: u32) {
    out.extend_from_slice(&[b'0' + (n / 10 % 10) as u8, b'0' + (n % 10) as u8]);
}

fn push_micros(out: &mut Vec<u8>, micros: u32) {
    [micros / 10_000, micros / 100 % 100, micros % 100].into_iter().for_each(|pair| push2(out, pair));
}

/// Appends the year in four digits; only what was unpickled has more.
#[inline]
pub fn push_year(out: &mut Vec<u8>, year: u16) {
    if year > 9999 {
        out.extend(year.to_string().bytes());
        return;
    }
    push2(out, u32::from(year) / 100);
    push2(out, u32::from(year) % 100);
}

/// `2020-02-29`
#[inline]
pub fn push_day(out: &mut Vec<u8>, day: Day) {
    push_year(out, day.year);
    out.push(b'-');
    push2(out, u32::from(day.month));
    out.push(b'-');
    push2(out, u32::from(day.day));
}

/// How far a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Auto,
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
    Microseconds,
}

impl Unit {
    pub fn of(name: &[u8]) -> Option<Unit> {
        Some(match name {
            b"auto" => Unit::Auto,
            b"hours" => Unit::Hours,
            b"minutes" => Unit::Minutes,
            b"seconds" => Unit::Seconds,
            b"milliseconds" => Unit::Milliseconds,
            b"microseconds" => Unit::Microseconds,
            _ => return None,
        })
    }
}

/// `01:02:03.000004`, down to a unit; by itself with the fraction if there is one.
#[inline]
pub fn push_clock(out: &mut Vec<u8>, clock: Clock, unit: Unit) {
    push2(out, u32::from(clock.hour));
    if unit == Unit::Hours {
        return;
    }
    out.push(b':');
    push2(out, u32::from(clock.minute));
    if unit == Unit::Minutes {
        return;
    }
    out.push(b':');
    push2(out, u32::from(clock.second));
    match unit {
        Unit::Milliseconds => {
            let millis = clock.micro / 1000;
            out.extend_from_slice(&[b'.', b'0' + (millis / 100 % 10) as u8]);
            push2(out, millis % 100);
        }
        Unit::Microseconds => push_fraction(out, clock.micro),
        Unit::Auto if clock.micro != 0 => push_fraction(out, clock.micro),
        _ => {}
    }
}

fn push_fraction(out: &mut Vec<u8>, micros: u32) {
    out.push(b'.');
    push_micros(out, micros);
}

/// Six digits.
pub fn push_six(out: &mut Vec<u8>, micros: u32) {
    push_micros(out, micros);
}

/// `+01:00[:00[.000000]]`, with this between the numbers.
pub fn push_offset(out: &mut Vec<u8>, offset: Span, between: &[u8]) {
    let (sign, size) = if offset.days < 0 {
        (b'-', Span::of(-i64::from(offset.days), -i64::from(offset.seconds), -i64::from(offset.micros)))
    } else {
        (b'+', offset)
    };
    out.push(sign);
    let seconds = size.seconds as u32;
    push2(out, seconds / 3600);
    out.extend_from_slice(between);
    push2(out, seconds / 60 % 60);
    if !seconds.is_multiple_of(60) || size.micros != 0 {
        out.extend_from_slice(between);
        push2(out, seconds % 60);
    }
    if size.micros != 0 {
        push_fraction(out, size.micros as u32);
    }
}

// ---- coming in ----

/// Why a text is no date or time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// A time that was read: numbers of two digits, and what the zone says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadTime {
    pub hour: i32,
    pub minute: i32,
    pub second: i32,
    pub micro: i32,
    /// `None`: no zone
    pub offset: Option<Span>,
}

/// Digits, all of them.
fn number(text: &[u8]) -> Result<i32, Malformed> {
    let mut n = 0;
    for &c in text {
        if !c.is_ascii_digit() {
            return Err(Malformed);
        }
        n = n * 10 + i32::from(c - b'0');
    }
    Ok(n)
}

/// A date that is the whole text: year, month and day, or what the ISO calendar makes of a week.
pub fn read_date(text: &[u8]) -> Result<(i32, i32, i32), Malformed> {
    match text {
        [y @ .., b'-', m1, m2, b'-', d1, d2] if y.len() == 4 => Ok((number(y)?, number(&[*m1, *m2])?, number(&[*d1, *d2])?)),
        [y0, y1, y2, y3, b'-', b'W', rest @ ..] => {
            let weekday = match rest {
                [_, _] => 1,
                [_, _, b'-', day] => number(&[*day])?,
                _ => return Err(Malformed),
            };
            of_week(number(&[*y0, *y1, *y2, *y3])?, number(&rest[..2])?, weekday)
        }
        [y0, y1, y2, y3, b'W', rest @ ..] => {
            let weekday = match rest {
                [_, _] => 1,
                [_, _, day] | [_, _, day, _, _] => number(&[*day])?,
                _ => return Err(Malformed),
            };
            of_week(number(&[*y0, *y1, *y2, *y3])?, number(&rest[..2])?, weekday)
        }
        // as in CPython, where two characters more are not seen
        _ if text.len() == 10 && text[4] != b'-' => read_date(&text[..8]),
        _ if text.len() == 8 => Ok((number(&text[..4])?, number(&text[4..6])?, number(&text[6..])?)),
        _ => Err(Malformed),
    }
}

fn of_week(year: i32, week: i32, weekday: i32) -> Result<(i32, i32, i32), Malformed> {
    match calendar::of_iso(year, week, weekday) {
        Ok(day) => Ok(calendar::date_of(day)),
        Err(_) => Err(Malformed),
    }
}

/// How much of a text that is a date and perhaps more is the date.
pub fn date_length(text: &[u8]) -> usize {
    let digits_from = |at: usize| text.iter().skip(at).take_while(|c| c.is_ascii_digit()).count();
    match (text.get(4), text.get(5)) {
        // a day of the week stands behind a mark, and then something else than the digits of an hour
        (Some(b'-'), Some(b'W')) => match text.get(8..) {
            Some([b'-']) => 8,
            Some([b'-', _, hour, ..]) if hour.is_ascii_digit() => 8,
            Some([b'-', ..]) => 10,
            _ => 8,
        },
        (Some(b'-'), _) => 10,
        // digits behind the W: the week's two, perhaps a day, and perhaps an hour's and so on, which come in pairs
        (Some(b'W'), _) => {
            let end = 7 + digits_from(7);
            if end < 9 {
                end
            } else if end % 2 == 0 {
                7
            } else {
                8
            }
        }
        _ => 8,
    }
}

/// A time that is the whole text.
pub fn read_time(text: &[u8]) -> Result<ReadTime, Malformed> {
    let zone = text.iter().position(|c| matches!(c, b'+' | b'-' | b'Z'));
    let (clock, rest) = read_clock(&text[..zone.unwrap_or(text.len())])?;
    let mut time = ReadTime { hour: clock[0], minute: clock[1], second: clock[2], micro: clock[3], offset: None };
    let Some(at) = zone else { return if rest { Err(Malformed) } else { Ok(time) } };
    let behind = &text[at + 1..];
    if text[at] == b'Z' {
        time.offset = Some(Span::ZERO);
        return if matches!(behind, [] | [0, ..]) { Ok(time) } else { Err(Malformed) };
    }
    let (offset, rest) = read_clock(behind)?;
    if rest {
        return Err(Malformed);
    }
    let sign = if text[at] == b'-' { -1 } else { 1 };
    let [hours, minutes, seconds, micros] = offset.map(i64::from);
    time.offset = Some(Span::of(0, sign * (hours * 3600 + minutes * 60 + seconds), sign * micros));
    Ok(time)
}

/// `HH[:MM[:SS[.ffffff]]]`, or without colons; and whether one more character stands behind it, which is nobody's error where a
/// zone follows. A zero there is not seen.
fn read_clock(text: &[u8]) -> Result<([i32; 4], bool), Malformed> {
    let mut fields = [0; 4];
    let pair = |at: usize| match text.get(at..at + 2) {
        Some(digits) => number(digits),
        None => Err(Malformed),
    };
    let colons = text.get(2) == Some(&b':');
    let mut at = 0;
    for i in 0..3 {
        fields[i] = pair(at)?;
        at += 2;
        let Some(&next) = text.get(at) else { return Ok((fields, false)) };
        if matches!(next, b'.' | b',') {
            if i < 2 {
                return Err(Malformed);
            }
            at += 1;
            break;
        }
        if at + 1 == text.len() {
            return Ok((fields, next != 0));
        }
        if colons {
            if next != b':' || i == 2 {
                return Err(Malformed);
            }
            at += 1;
        }
    }
    let digits = &text[at..];
    let used = &digits[..digits.len().min(6)];
    if used.is_empty() {
        return Err(Malformed);
    }
    fields[3] = number(used)? * 10i32.pow(6 - used.len() as u32);
    // what is finer than a microsecond is read past
    let behind = digits[used.len()..].iter().find(|c| !c.is_ascii_digit());
    Ok((fields, behind.is_some_and(|&c| c != 0)))
}
