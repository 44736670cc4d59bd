//! Calendar times: `struct_time` and the C library's `struct tm`, zones, `strftime`.

use std::ffi::CStr;

use crate::object::{Layout, Res, Tuple, Value};
use crate::stdlib::native::posix::structs;
use crate::vm::Vm;

use super::STRUCT_TIME;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A `struct tm` of zeros.
fn empty() -> libc::tm {
    // SAFETY: numbers and a null pointer.
    unsafe { std::mem::zeroed() }
}

/// A time since the epoch as a calendar time, local or in UTC; `None` when the year is out of range.
pub fn broken_down(seconds: i64, local: bool) -> Option<libc::tm> {
    let mut t = empty();
    // SAFETY: both structs are the caller's.
    let done = unsafe { if local { libc::localtime_r(&seconds, &mut t) } else { libc::gmtime_r(&seconds, &mut t) } };
    (!done.is_null()).then_some(t)
}

/// The name of a calendar time's zone.
pub fn zone_text(t: &libc::tm) -> Option<std::borrow::Cow<'static, str>> {
    if t.tm_zone.is_null() {
        return None;
    }
    // SAFETY: the C library's names of zones live for ever.
    Some(unsafe { CStr::from_ptr(t.tm_zone) }.to_string_lossy())
}

/// `struct_time` from the C library's.
///
/// # Errors
/// None but a full memory.
pub fn struct_value(vm: &Vm, t: &libc::tm) -> Res {
    let zone = zone_text(t).map_or(Value::NONE, |zone| vm.str(&zone));
    let n = |i: i32| vm.int(i as i64);
    let visible = [
        vm.int(t.tm_year as i64 + 1900),
        n(t.tm_mon + 1),
        n(t.tm_mday),
        n(t.tm_hour),
        n(t.tm_min),
        n(t.tm_sec),
        n((t.tm_wday + 6) % 7),
        n(t.tm_yday + 1),
        n(t.tm_isdst),
    ];
    structs::new(vm, &STRUCT_TIME, &visible, &[zone, vm.int(t.tm_gmtoff)])
}

fn now() -> i64 {
    super::read(libc::CLOCK_REALTIME).tv_sec
}

/// The argument `seconds`: a number, or now.
fn whole_seconds(vm: &Vm, v: Value) -> Res<i64> {
    let Some(v) = v.not_none() else { return Ok(now()) };
    let too_big = || vm.overflow_error("timestamp out of range for platform time_t");
    if let Some(f) = vm.as_float(v) {
        if f.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        return if f.abs() < 9.2e18 { Ok(f.floor() as i64) } else { Err(too_big()) };
    }
    let i = vm.index(v)?;
    vm.to_i64(i).ok_or_else(too_big)
}

/// `localtime(seconds)` and `gmtime(seconds)`
///
/// # Errors
/// `TypeError`, `OverflowError`, `OSError`
pub fn of_seconds(vm: &Vm, seconds: Value, local: bool) -> Res {
    let seconds = whole_seconds(vm, seconds)?;
    match broken_down(seconds, local) {
        Some(t) => struct_value(vm, &t),
        None => Err(vm.os_error(libc::EOVERFLOW, None)),
    }
}

/// The C library's struct from a tuple of nine, as far as it can be believed.
fn from_tuple(vm: &Vm, v: Value, function: &str) -> Res<libc::tm> {
    let Some(tuple) = v.cast::<Tuple>() else { return Err(vm.type_error("Tuple or struct_time argument required")) };
    let items = tuple.items();
    if items.len() < 9 || items.len() > 11 {
        return Err(vm.type_error(format!("{function}(): illegal time tuple argument")));
    }
    let mut numbers = [0i32; 9];
    for (n, &item) in numbers.iter_mut().zip(items) {
        if item.layout() != Layout::Int && !item.is_bool() && item.typ().slots().index.is_none() {
            return Err(vm.not_a(item, "cannot be interpreted as an integer"));
        }
        let i = vm.index(item)?;
        *n = match vm.to_i64(i).map(i32::try_from) {
            Some(Ok(n)) => n,
            Some(Err(_)) if vm.to_i64(i).is_some_and(|i| i < 0) => return Err(vm.overflow_error("signed integer is less than minimum")),
            _ => return Err(vm.overflow_error("signed integer is greater than maximum")),
        };
    }
    let mut t = empty();
    t.tm_year = numbers[0].checked_sub(1900).ok_or_else(|| vm.overflow_error("year out of range"))?;
    t.tm_mon = numbers[1] - 1;
    t.tm_mday = numbers[2];
    t.tm_hour = numbers[3];
    t.tm_min = numbers[4];
    t.tm_sec = numbers[5];
    t.tm_wday = (numbers[6] + 1).rem_euclid(7);
    t.tm_yday = numbers[7] - 1;
    t.tm_isdst = numbers[8];
    if numbers[6] < -1 {
        t.tm_wday = -1;
    }
    if v.typ().spec.name == STRUCT_TIME.name {
        let offset = structs::item(v, 10);
        t.tm_gmtoff = vm.to_i64(offset).unwrap_or(0);
        if let Some(zone) = structs::item(v, 9).as_str() {
            t.tm_zone = zone_name(zone);
        }
    }
    Ok(t)
}

/// The name of a zone as a C string that lives for ever; each is kept once.
fn zone_name(zone: &str) -> *const libc::c_char {
    use std::collections::HashMap;
    use std::ffi::CString;
    static NAMES: parking_lot::Mutex<Option<HashMap<String, &'static CStr>>> = parking_lot::Mutex::new(None);
    let mut names = NAMES.lock();
    let names = names.get_or_insert_with(HashMap::new);
    if let Some(name) = names.get(zone) {
        return name.as_ptr();
    }
    let made: &'static CStr = Box::leak(CString::new(zone.replace('\0', "")).unwrap_or_default().into_boxed_c_str());
    names.insert(zone.to_string(), made);
    made.as_ptr()
}

/// Checks and mends the fields that `strftime` and `asctime` look up in tables.
fn check(vm: &Vm, t: &mut libc::tm) -> Res<()> {
    let refuse = |what: &str| Err(vm.value_error(format!("{what} out of range")));
    if t.tm_mon == -1 {
        t.tm_mon = 0;
    }
    if !(0..=11).contains(&t.tm_mon) {
        return refuse("month");
    }
    if t.tm_mday == 0 {
        t.tm_mday = 1;
    }
    if !(0..=31).contains(&t.tm_mday) {
        return refuse("day of month");
    }
    if !(0..=23).contains(&t.tm_hour) {
        return refuse("hour");
    }
    if !(0..=59).contains(&t.tm_min) {
        return refuse("minute");
    }
    if !(0..=61).contains(&t.tm_sec) {
        return refuse("seconds");
    }
    if t.tm_wday < 0 {
        return refuse("day of week");
    }
    if t.tm_yday == -1 {
        t.tm_yday = 0;
    }
    if !(0..=365).contains(&t.tm_yday) {
        return refuse("day of year");
    }
    Ok(())
}

/// `mktime(tuple)`
///
/// # Errors
/// `TypeError`, `OverflowError`
pub fn make(vm: &Vm, a: &[Value]) -> Res {
    let mut t = from_tuple(vm, a[0], "mktime")?;
    t.tm_wday = -1;
    // SAFETY: the struct is the caller's.
    let seconds = unsafe { libc::mktime(&mut t) };
    if seconds == -1 && t.tm_wday == -1 {
        return Err(vm.overflow_error("mktime argument out of range"));
    }
    Ok(vm.float(seconds as f64))
}

fn tuple_or_now(vm: &Vm, v: Option<&Value>, function: &str) -> Res<libc::tm> {
    match v.and_then(|v| v.given()) {
        Some(v) => from_tuple(vm, v, function),
        None => broken_down(now(), true).ok_or_else(|| vm.os_error(libc::EOVERFLOW, None)),
    }
}

/// `asctime(tuple)`
///
/// # Errors
/// `TypeError`, `ValueError`
pub fn ascii(vm: &Vm, a: &[Value]) -> Res {
    let mut t = tuple_or_now(vm, a.first(), "asctime")?;
    check(vm, &mut t)?;
    let (day, month) = (DAYS[(t.tm_wday as usize + 6) % 7], MONTHS[t.tm_mon as usize]);
    let year = t.tm_year as i64 + 1900;
    Ok(vm.str(&format!("{day} {month} {:2} {:02}:{:02}:{:02} {year}", t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec)))
}

/// `strftime(format, tuple)`
///
/// # Errors
/// `TypeError`, `ValueError`
pub fn format(vm: &Vm, a: &[Value]) -> Res {
    let Some(format) = a[0].str_bytes() else {
        return Err(vm.type_error(format!("strftime() argument 1 must be str, not {}", a[0].argument_name())));
    };
    // the longest field is some twenty times as long as what names it
    vm.check_memory(format.len(), 40)?;
    let mut t = tuple_or_now(vm, a.get(1), "strftime")?;
    check(vm, &mut t)?;
    t.tm_isdst = t.tm_isdst.clamp(-1, 1);
    let mut out = Vec::new();
    for (i, piece) in format.split(|&b| b == 0).enumerate() {
        if i > 0 {
            out.push(0);
        }
        out.extend(format_piece(piece, &t));
    }
    Ok(vm.str_wtf8(&out))
}

/// `strftime` of the C library, its buffer grown until the text fits.
fn format_piece(format: &[u8], t: &libc::tm) -> Vec<u8> {
    // a letter before the format tells an empty result from a full buffer
    let mut pattern = vec![b'x'];
    pattern.extend_from_slice(format);
    pattern.push(0);
    let mut buffer = vec![0u8; 64 + format.len() * 4];
    loop {
        // SAFETY: the buffer has that many bytes, the pattern ends in zero.
        let n =
            unsafe { libc::strftime(buffer.as_mut_ptr() as *mut libc::c_char, buffer.len(), pattern.as_ptr() as *const libc::c_char, t) };
        if n > 0 {
            return buffer[1..n].to_vec();
        }
        if buffer.len() > 1 << 24 {
            return Vec::new();
        }
        let len = buffer.len() * 4;
        buffer.resize(len, 0);
    }
}

/// Sets `timezone`, `altzone`, `daylight` and `tzname` in the module.
///
/// # Errors
/// None but a full memory.
pub fn set_zone(vm: &Vm, module: Value) -> Res<()> {
    unsafe extern "C" {
        fn tzset();
    }
    // SAFETY: reads the environment, which is written only by scripts.
    unsafe { tzset() };
    const HALF_YEAR: i64 = 365 * 24 * 3600 / 2;
    let year = 365 * 24 * 3600 + 6 * 3600;
    let start = now() / year * year;
    let sample = |at: i64| broken_down(at, true).unwrap_or_else(empty);
    let (winter, summer) = (sample(start), sample(start + HALF_YEAR));
    let name = |t: &libc::tm| zone_text(t).unwrap_or_default();
    // on the southern half of the Earth January is in summer
    let (standard, other) = if winter.tm_gmtoff <= summer.tm_gmtoff { (&winter, &summer) } else { (&summer, &winter) };
    vm.set_attr_str(module, "timezone", vm.int(-standard.tm_gmtoff))?;
    vm.set_attr_str(module, "altzone", vm.int(-other.tm_gmtoff))?;
    vm.set_attr_str(module, "daylight", vm.int((standard.tm_gmtoff != other.tm_gmtoff) as i64))?;
    let names = vm.tuple(&[vm.str(&name(standard)), vm.str(&name(other))]);
    vm.set_attr_str(module, "tzname", names)
}
