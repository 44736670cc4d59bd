//! `strptime`: a calendar time read by a format.
//!
//! Directives match greedily, numbers with fewer digits where they must; white space in the format matches any amount of
//! it. What is missing is filled in: the day of the week and of the year from the date, a date from a week and a day.

use crate::object::{Res, Value};
use crate::stdlib::native::posix::structs;
use crate::vm::Vm;

use super::STRUCT_TIME;

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// What was read; `None` for what the format does not have.
#[derive(Clone, Default)]
pub struct Parsed {
    pub year: Option<i64>,
    pub month: Option<i64>,
    pub day: Option<i64>,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    /// microseconds
    pub fraction: i64,
    pub weekday: Option<i64>,
    pub year_day: Option<i64>,
    /// week of the year, and whether weeks begin on Monday
    week: Option<(i64, bool)>,
    iso_year: Option<i64>,
    iso_week: Option<i64>,
    afternoon: Option<bool>,
    twelve: bool,
    pub is_dst: i64,
    pub zone: Option<String>,
    /// seconds east of UTC, and microseconds of that
    pub offset: Option<(i64, i64)>,
    century: Option<i64>,
}

/// `strptime(string, format)`
///
/// # Errors
/// `TypeError`, `ValueError`
pub fn parse(vm: &Vm, a: &[Value]) -> Res {
    let format = a[1].given();
    for (i, v) in [(0, Some(a[0])), (1, format)] {
        if let Some(v) = v.filter(|v| v.str_bytes().is_none()) {
            return Err(vm.type_error(format!("strptime() argument {i} must be str, not <class '{}'>", vm.type_full_name(v.typ()))));
        }
    }
    let text = String::from_utf8_lossy(a[0].str_bytes().unwrap_or(b"")).into_owned();
    let format = format.map_or("%a %b %d %H:%M:%S %Y".to_string(), |f| String::from_utf8_lossy(f.str_bytes().unwrap_or(b"")).into_owned());
    let p = read(&text, &format).map_err(|e| vm.value_error(e))?;
    let visible = [
        p.year.unwrap_or(1900),
        p.month.unwrap_or(1),
        p.day.unwrap_or(1),
        p.hour,
        p.minute,
        p.second,
        p.weekday.unwrap_or(0),
        p.year_day.unwrap_or(1),
        p.is_dst,
    ]
    .map(|n| vm.int(n));
    let zone = p.zone.as_ref().map_or(Value::NONE, |z| vm.str(z));
    let offset = p.offset.map_or(Value::NONE, |(seconds, _)| vm.int(seconds));
    structs::new(vm, &STRUCT_TIME, &visible, &[zone, offset])
}

/// Reads a text by a format; the error is a `ValueError`'s text.
///
/// # Errors
/// "time data '...' does not match format '...'" and the others of `strptime`.
pub fn read(text: &str, format: &str) -> Result<Parsed, String> {
    let quoted = |t: &str| crate::text::quote::repr_string(t.as_bytes());
    let pieces = pieces(format)?;
    match match_from(text.as_bytes(), 0, &pieces, Parsed { is_dst: -1, ..Parsed::default() }) {
        Some((p, end)) if end == text.len() => complete(p),
        Some((_, end)) => Err(format!("unconverted data remains: {}", &text[end..])),
        None => Err(format!("time data {} does not match format {}", quoted(text), quoted(format))),
    }
}

#[derive(Clone, Copy, Debug)]
enum Piece {
    Space,
    Byte(u8),
    Directive(u8),
}

fn pieces(format: &str) -> Result<Vec<Piece>, String> {
    let mut out = Vec::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            if !matches!(out.last(), Some(Piece::Space)) {
                out.push(Piece::Space);
            }
        } else if c == '%' {
            let mut directive = chars.next();
            if let Some('-' | '_' | '0' | '^' | '#' | 'E' | 'O') = directive {
                directive = chars.next();
            }
            match directive {
                Some('%') => out.push(Piece::Byte(b'%')),
                Some('c') => out.extend(pieces("%a %b %d %H:%M:%S %Y")?),
                Some('x' | 'D') => out.extend(pieces("%m/%d/%y")?),
                Some('X' | 'T') => out.extend(pieces("%H:%M:%S")?),
                Some('R') => out.extend(pieces("%H:%M")?),
                Some('r') => out.extend(pieces("%I:%M:%S %p")?),
                Some('F') => out.extend(pieces("%Y-%m-%d")?),
                Some('h') => out.push(Piece::Directive(b'b')),
                Some('e') => out.push(Piece::Directive(b'd')),
                Some('n' | 't') => out.push(Piece::Space),
                Some(d) if d.is_ascii() && b"aAbBCdfGHIjmMpSuUVwWyYzZ".contains(&(d as u8)) => out.push(Piece::Directive(d as u8)),
                Some(d) => {
                    return Err(format!("'{d}' is a bad directive in format {}", crate::text::quote::repr_string(format.as_bytes())));
                }
                None => return Err(format!("stray %% in format {}", crate::text::quote::repr_string(format.as_bytes())).replace("%%", "%")),
            }
        } else {
            let mut buffer = [0; 4];
            out.extend(c.encode_utf8(&mut buffer).bytes().map(Piece::Byte));
        }
    }
    Ok(out)
}

/// Matches the pieces from `at`; gives what was read and where it ended. Tries shorter numbers where longer ones fail.
fn match_from(text: &[u8], at: usize, pieces: &[Piece], p: Parsed) -> Option<(Parsed, usize)> {
    let Some((piece, rest)) = pieces.split_first() else { return Some((p, at)) };
    match *piece {
        Piece::Space => {
            let n = text[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
            if n == 0 {
                return None;
            }
            match_from(text, at + n, rest, p)
        }
        Piece::Byte(b) => {
            let here = *text.get(at)?;
            if here.eq_ignore_ascii_case(&b) { match_from(text, at + 1, rest, p) } else { None }
        }
        Piece::Directive(d) => {
            for (length, p) in candidates(&text[at..], d, &p) {
                if let Some(found) = match_from(text, at + length, rest, p) {
                    return Some(found);
                }
            }
            None
        }
    }
}

/// The ways in which a directive can match the start of the text, the longest first.
fn candidates(text: &[u8], directive: u8, p: &Parsed) -> Vec<(usize, Parsed)> {
    let names = |all: &[&str], short: bool| -> Option<(usize, i64)> {
        all.iter().enumerate().find_map(|(i, name)| {
            let name = if short { &name[..3] } else { name };
            let found = text.get(..name.len())?;
            found.eq_ignore_ascii_case(name.as_bytes()).then_some((name.len(), i as i64))
        })
    };
    let with = |change: &dyn Fn(&mut Parsed)| {
        let mut q = p.clone();
        change(&mut q);
        q
    };
    let one = |found: Option<(usize, Parsed)>| found.into_iter().collect();
    match directive {
        b'a' | b'A' => one(names(&DAYS, directive == b'a').map(|(n, i)| (n, with(&|q| q.weekday = Some(i))))),
        b'b' | b'B' => one(names(&MONTHS, directive == b'b').map(|(n, i)| (n, with(&|q| q.month = Some(i + 1))))),
        b'p' => one(text.get(..2).and_then(|t| match t.to_ascii_lowercase().as_slice() {
            b"am" => Some((2, with(&|q| q.afternoon = Some(false)))),
            b"pm" => Some((2, with(&|q| q.afternoon = Some(true)))),
            _ => None,
        })),
        b'z' => {
            one(offset(text).map(|(n, seconds, micros)| (n, with(&|q| (q.offset, q.zone) = (Some((seconds, micros)), q.zone.clone())))))
        }
        b'Z' => one(zone(text).map(|(n, name, dst)| (n, with(&|q| (q.zone, q.is_dst) = (Some(name.clone()), dst))))),
        b'f' => {
            let digits = text.iter().take(6).take_while(|b| b.is_ascii_digit()).count();
            (1..=digits).rev().map(|n| (n, with(&|q| q.fraction = number(&text[..n]) * 10i64.pow(6 - n as u32)))).collect()
        }
        _ => numbers(text, directive).into_iter().filter_map(|(n, i)| Some((n, set(p, directive, i)?))).collect(),
    }
}

fn number(digits: &[u8]) -> i64 {
    digits.iter().filter(|b| b.is_ascii_digit()).fold(0, |n, b| n * 10 + (b - b'0') as i64)
}

/// The numbers that a directive can read, the longest first, each in its range.
fn numbers(text: &[u8], directive: u8) -> Vec<(usize, i64)> {
    let (most, least, range) = match directive {
        b'd' => (2, 1, 1..=31),
        b'H' => (2, 1, 0..=23),
        b'I' => (2, 1, 1..=12),
        b'j' => (3, 1, 1..=366),
        b'm' => (2, 1, 1..=12),
        b'M' => (2, 1, 0..=59),
        b'S' => (2, 1, 0..=61),
        b'U' | b'W' => (2, 1, 0..=53),
        b'V' => (2, 1, 1..=53),
        b'w' => (1, 1, 0..=6),
        b'u' => (1, 1, 1..=7),
        b'y' | b'C' => (2, 2, 0..=99),
        _ => (4, 4, 0..=9999),
    };
    // a day may have a blank before it
    let lead = (directive == b'd' && text.first() == Some(&b' ')) as usize;
    let digits = text[lead..].iter().take(most).take_while(|b| b.is_ascii_digit()).count();
    (least..=digits).rev().map(|n| (n + lead, number(&text[lead..lead + n]))).filter(|(_, i)| range.contains(i)).collect()
}

fn set(p: &Parsed, directive: u8, n: i64) -> Option<Parsed> {
    let mut q = p.clone();
    match directive {
        b'd' => q.day = Some(n),
        b'H' => q.hour = n,
        b'I' => (q.hour, q.twelve) = (n, true),
        b'j' => q.year_day = Some(n),
        b'm' => q.month = Some(n),
        b'M' => q.minute = n,
        b'S' => q.second = n,
        b'U' => q.week = Some((n, false)),
        b'W' => q.week = Some((n, true)),
        b'V' => q.iso_week = Some(n),
        b'G' => q.iso_year = Some(n),
        b'w' => q.weekday = Some((n + 6) % 7),
        b'u' => q.weekday = Some(n - 1),
        b'C' => q.century = Some(n),
        b'y' => q.year = Some(if n <= 68 { 2000 + n } else { 1900 + n }),
        b'Y' => q.year = Some(n),
        _ => return None,
    }
    Some(q)
}

/// `+hh:mm[:ss[.ffffff]]`, with or without colons, or `Z`: length, seconds, microseconds.
fn offset(text: &[u8]) -> Option<(usize, i64, i64)> {
    let sign = match text.first()? {
        b'Z' => return Some((1, 0, 0)),
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let two = |at: usize| text.get(at..at + 2).filter(|d| d.iter().all(u8::is_ascii_digit)).map(number);
    let hours = two(1)?;
    let colon = text.get(3) == Some(&b':');
    let step = if colon { 3 } else { 2 };
    let minutes = two(if colon { 4 } else { 3 }).filter(|m| *m < 60)?;
    let mut end = 3 + step;
    let mut seconds = hours * 3600 + minutes * 60;
    let mut micros = 0;
    let more = !colon || text.get(end) == Some(&b':');
    if let Some(s) = two(end + colon as usize).filter(|s| more && *s < 60) {
        seconds += s;
        end += step;
        if text.get(end) == Some(&b'.') {
            let digits = text[end + 1..].iter().take(6).take_while(|b| b.is_ascii_digit()).count();
            if digits > 0 {
                micros = number(&text[end + 1..end + 1 + digits]) * 10i64.pow(6 - digits as u32);
                end += 1 + digits;
            }
        }
    }
    Some((end, sign * seconds, sign * micros))
}

/// The name of a zone: `UTC`, `GMT`, or one of this machine's two.
fn zone(text: &[u8]) -> Option<(usize, String, i64)> {
    let now = super::read(libc::CLOCK_REALTIME).tv_sec;
    let mut known = vec![("UTC".to_string(), 0), ("GMT".to_string(), 0)];
    for at in [now, now + 182 * 86400] {
        if let Some(t) = super::broken_down(at, true).filter(|t| !t.tm_zone.is_null()) {
            // SAFETY: the C library's names of zones live for ever.
            let name = unsafe { std::ffi::CStr::from_ptr(t.tm_zone) }.to_string_lossy().into_owned();
            known.push((name, t.tm_isdst as i64));
        }
    }
    known.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    known
        .into_iter()
        .find(|(name, _)| text.get(..name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name.as_bytes())))
        .map(|(name, dst)| (name.len(), name, dst))
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days from the first of January of year 1 to that of this year.
fn days_before_year(year: i64) -> i64 {
    let y = year - 1;
    y * 365 + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400)
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + is_leap(year) as i64,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_before_month(year: i64, month: i64) -> i64 {
    (1..month).map(|m| month_length(year, m)).sum()
}

/// Monday is 0.
fn weekday(year: i64, year_day: i64) -> i64 {
    (days_before_year(year) + year_day - 1).rem_euclid(7)
}

/// Fills in what follows from what was read.
fn complete(mut p: Parsed) -> Result<Parsed, String> {
    if p.twelve {
        p.hour = match (p.afternoon, p.hour) {
            (Some(true), 12) => 12,
            (Some(true), h) => h + 12,
            (_, 12) => 0,
            (_, h) => h,
        };
    }
    if let (Some(century), Some(year)) = (p.century, p.year) {
        p.year = Some(century * 100 + year % 100);
    }
    if p.iso_year.is_some() {
        if p.iso_week.is_none() || p.weekday.is_none() {
            return Err("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive ('%A', '%a', '%w', or '%u').".into());
        }
        if p.year_day.is_some() {
            return Err("Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.".into());
        }
    } else if p.iso_week.is_some() {
        return Err(if p.year.is_none() || p.weekday.is_none() {
            "ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive ('%A', '%a', '%w', or '%u')."
                .into()
        } else {
            "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.".into()
        });
    }
    let leap_guess = p.year.is_none() && p.month == Some(2) && p.day == Some(29);
    let mut year = p.year.unwrap_or(if leap_guess { 1904 } else { 1900 });
    if let (Some(iso_year), Some(week), Some(day)) = (p.iso_year, p.iso_week, p.weekday) {
        // the fourth of January is always in week 1
        let monday = 4 - weekday(iso_year, 4);
        from_day(&mut p, iso_year, monday + (week - 1) * 7 + day)?;
        return Ok(p);
    }
    if let (None, Some((week, monday_first)), Some(day), Some(_)) = (p.year_day, p.week, p.weekday, p.year) {
        let first = weekday(year, 1);
        let (first, day) = if monday_first { (first, day) } else { ((first + 1) % 7, (day + 1) % 7) };
        let week_zero = (7 - first) % 7;
        let n = if week == 0 { 1 + day - first } else { 1 + week_zero + 7 * (week - 1) + day };
        from_day(&mut p, year, n)?;
        return Ok(p);
    }
    if let (Some(n), None, None) = (p.year_day, p.month, p.day) {
        from_day(&mut p, year, n)?;
        year = p.year.unwrap_or(year);
    }
    let (month, day) = (p.month.unwrap_or(1), p.day.unwrap_or(1));
    if day > month_length(year, month) {
        return Err(format!("day {day} must be in range 1..{} for month {month} in year {year}", month_length(year, month)));
    }
    let n = days_before_month(year, month) + day;
    p.weekday.get_or_insert(weekday(year, n));
    p.year_day.get_or_insert(n);
    p.year = Some(if leap_guess { 1900 } else { year });
    Ok(p)
}

/// Sets the date from a day of a year, which may lie before or behind that year.
fn from_day(p: &mut Parsed, mut year: i64, mut n: i64) -> Result<(), String> {
    while n < 1 {
        year -= 1;
        n += 365 + is_leap(year) as i64;
    }
    while n > 365 + is_leap(year) as i64 {
        n -= 365 + is_leap(year) as i64;
        year += 1;
    }
    let month = (1..=12).take_while(|&m| days_before_month(year, m) < n).last().unwrap_or(1);
    (p.year, p.month, p.day) = (Some(year), Some(month), Some(n - days_before_month(year, month)));
    p.year_day = Some(n);
    p.weekday = Some(weekday(year, n));
    Ok(())
}
