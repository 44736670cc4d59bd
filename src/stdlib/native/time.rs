//! The module `time`: clocks, sleeping, calendar times and their formats. Parsing is in `parse`.

mod calendar;

use std::time::{Duration, Instant};

use crate::object::{Layout, MethodDef, ModuleSpec, Res, Value, method};
use crate::stdlib::native::posix::structs::struct_sequences;
use crate::sync::Woken;
use crate::vm::Vm;

pub use calendar::{broken_down, format, struct_value, zone_text};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "time",
    doc: "Clocks, dates in seconds, and sleep.",
    functions: FUNCTIONS,
    constants: &[
        ("_STRUCT_TM_ITEMS", |vm| Ok(vm.int(11))),
        ("CLOCK_REALTIME", |vm| Ok(vm.int(libc::CLOCK_REALTIME as i64))),
        ("CLOCK_MONOTONIC", |vm| Ok(vm.int(libc::CLOCK_MONOTONIC as i64))),
        ("CLOCK_MONOTONIC_RAW", |vm| Ok(vm.int(libc::CLOCK_MONOTONIC_RAW as i64))),
        ("CLOCK_BOOTTIME", |vm| Ok(vm.int(libc::CLOCK_BOOTTIME as i64))),
        ("CLOCK_TAI", |vm| Ok(vm.int(libc::CLOCK_TAI as i64))),
        ("CLOCK_PROCESS_CPUTIME_ID", |vm| Ok(vm.int(libc::CLOCK_PROCESS_CPUTIME_ID as i64))),
        ("CLOCK_THREAD_CPUTIME_ID", |vm| Ok(vm.int(libc::CLOCK_THREAD_CPUTIME_ID as i64))),
    ],
    types: &[&STRUCT_TIME],
    init: Some(calendar::set_zone),
    ..ModuleSpec::DEFAULT
};

struct_sequences! {
    /// `time.struct_time`
    STRUCT_TIME "time.struct_time" 9 of 11: tm_year 0, tm_mon 1, tm_mday 2, tm_hour 3, tm_min 4, tm_sec 5, tm_wday 6, tm_yday 7, tm_isdst 8, tm_zone 9, tm_gmtoff 10;
}

/// The two rows of a clock: seconds as a float, and nanoseconds.
macro_rules! clock {
    ($name:literal $nanos:literal $clock:ident) => {
        [
            method($name, "()", |vm, _| Ok(vm.float(seconds(read(libc::$clock))))),
            method($nanos, "()", |vm, _| Ok(vm.int(nanos(read(libc::$clock))))),
        ]
    };
}

const WALL: [MethodDef; 2] = clock!("time" "time_ns" CLOCK_REALTIME);
const MONOTONIC: [MethodDef; 2] = clock!("monotonic" "monotonic_ns" CLOCK_MONOTONIC);
const COUNTER: [MethodDef; 2] = clock!("perf_counter" "perf_counter_ns" CLOCK_MONOTONIC);
const PROCESS: [MethodDef; 2] = clock!("process_time" "process_time_ns" CLOCK_PROCESS_CPUTIME_ID);
const THREAD: [MethodDef; 2] = clock!("thread_time" "thread_time_ns" CLOCK_THREAD_CPUTIME_ID);

const FUNCTIONS: &[MethodDef] = &{
    let [time, time_ns] = WALL;
    let [monotonic, monotonic_ns] = MONOTONIC;
    let [perf_counter, perf_counter_ns] = COUNTER;
    let [process_time, process_time_ns] = PROCESS;
    let [thread_time, thread_time_ns] = THREAD;
    [
        time,
        time_ns,
        monotonic,
        monotonic_ns,
        perf_counter,
        perf_counter_ns,
        process_time,
        process_time_ns,
        thread_time,
        thread_time_ns,
        method("sleep", "(object, /)", sleep),
        method("clock_gettime", "(clk_id, /)", |vm, a| Ok(vm.float(seconds(checked(vm, a[0], libc::clock_gettime)?)))),
        method("clock_gettime_ns", "(clk_id, /)", |vm, a| Ok(vm.int(nanos(checked(vm, a[0], libc::clock_gettime)?)))),
        method("clock_getres", "(clk_id, /)", |vm, a| Ok(vm.float(seconds(checked(vm, a[0], libc::clock_getres)?)))).shown_as(""),
        method("get_clock_info", "(name, /)", clock_info).by_tuple(),
        method("localtime", "(seconds=None, /)", |vm, a| calendar::of_seconds(vm, a[0], true)).by_tuple(),
        method("gmtime", "(seconds=None, /)", |vm, a| calendar::of_seconds(vm, a[0], false)).by_tuple(),
        method("mktime", "(tuple, /)", calendar::make).shown_as("(object, /)"),
        method("asctime", "(tuple=None, /)", calendar::ascii).shown_as(""),
        method("ctime", "(seconds=None, /)", |vm, a| {
            let t = calendar::of_seconds(vm, a[0], true)?;
            calendar::ascii(vm, &[t])
        })
        .by_tuple(),
        method("strftime", "(format, tuple=None, /)", calendar::format).by_tuple(),
        method("strptime", "(*args)", strptime).by_tuple(),
        method("tzset", "()", |vm, _| {
            let module = vm.module("time")?;
            calendar::set_zone(vm, module)?;
            Ok(Value::NONE)
        }),
    ]
};

/// Reads a clock that exists.
fn read(clock: libc::clockid_t) -> libc::timespec {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the struct is written by the call.
    unsafe { libc::clock_gettime(clock, &mut t) };
    t
}

/// What `monotonic` gives.
pub fn monotonic() -> f64 {
    seconds(read(libc::CLOCK_MONOTONIC))
}

fn seconds(t: libc::timespec) -> f64 {
    t.tv_sec as f64 + t.tv_nsec as f64 * 1e-9
}

fn nanos(t: libc::timespec) -> i64 {
    t.tv_sec * 1_000_000_000 + t.tv_nsec
}

type ClockCall = unsafe extern "C" fn(libc::clockid_t, *mut libc::timespec) -> libc::c_int;

fn checked(vm: &Vm, clock: Value, call: ClockCall) -> Res<libc::timespec> {
    let clock = vm.index_i64(clock)?;
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the struct is written by the call, which refuses clocks that do not exist.
    if unsafe { call(clock as libc::clockid_t, &mut t) } < 0 {
        return Err(vm.io_error(&std::io::Error::last_os_error(), None));
    }
    Ok(t)
}

/// A time span in seconds, an int or a float, as nanoseconds rounded up.
///
/// # Errors
/// `TypeError`, `ValueError`, "timestamp out of range for C PyTime_t"
pub fn span(vm: &Vm, v: Value) -> Res<i64> {
    let too_big = || vm.overflow_error("timestamp out of range for C PyTime_t");
    if let Some(f) = vm.as_float(v) {
        if f.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        let n = (f * 1e9).ceil();
        return if n.abs() < 9.223_372_036_854_775e18 { Ok(n as i64) } else { Err(too_big()) };
    }
    if v.layout() != Layout::Int && !v.is_bool() && v.typ().slots().index.is_none() {
        return Err(vm.not_a(v, "cannot be interpreted as an integer or float"));
    }
    let i = vm.index(v)?;
    vm.to_i64(i).and_then(|i| i.checked_mul(1_000_000_000)).ok_or_else(too_big)
}

/// `sleep(seconds)`: detached; a signal's handler runs meanwhile, and the rest is slept after it.
fn sleep(vm: &Vm, a: &[Value]) -> Res {
    let nanos = span(vm, a[0])?;
    if nanos < 0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    let now = vm.thread.world().seam().map_or_else(Instant::now, |seam| seam.now());
    let Some(end) = now.checked_add(Duration::from_nanos(nanos as u64)) else {
        return Err(vm.overflow_error("timestamp out of range for C PyTime_t"));
    };
    if nanos == 0 {
        vm.detached(crate::sync::Wait::Sleep, std::thread::yield_now);
        vm.safepoint()?;
        return Ok(Value::NONE);
    }
    loop {
        let woken = vm.thread.sleep_until(end);
        vm.safepoint()?;
        if woken == Woken::TimedOut {
            return Ok(Value::NONE);
        }
    }
}

fn clock_info(vm: &Vm, a: &[Value]) -> Res {
    let Some(name) = a[0].as_str() else {
        return Err(vm.type_error(format!("get_clock_info() argument 1 must be str, not {}", a[0].argument_name())));
    };
    let (clock, shown, adjustable) = match name {
        "time" => (libc::CLOCK_REALTIME, "CLOCK_REALTIME", true),
        "monotonic" | "perf_counter" => (libc::CLOCK_MONOTONIC, "CLOCK_MONOTONIC", false),
        "process_time" => (libc::CLOCK_PROCESS_CPUTIME_ID, "CLOCK_PROCESS_CPUTIME_ID", false),
        "thread_time" => (libc::CLOCK_THREAD_CPUTIME_ID, "CLOCK_THREAD_CPUTIME_ID", false),
        _ => return Err(vm.value_error("unknown clock")),
    };
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 1 };
    // SAFETY: the struct is written by the call.
    unsafe { libc::clock_getres(clock, &mut t) };
    let fields = [
        ("implementation", vm.str(&format!("clock_gettime({shown})"))),
        ("monotonic", Value::bool(!adjustable)),
        ("adjustable", Value::bool(adjustable)),
        ("resolution", vm.float(seconds(t))),
    ];
    super::namespace::make(vm, &fields)
}

/// `strptime(string, format)`: one reader of formats serves `datetime` too; it takes its arguments as they come.
fn strptime(vm: &Vm, a: &[Value]) -> Res {
    let reader = vm.get_attr_str(vm.module("_strptime")?, "_strptime_time")?;
    vm.call(reader, a[0].expect::<crate::object::Tuple>().items())
}
