//! `_datetime`: dates, times, durations and time zones; the module `datetime` is these names.
//!
//! Objects never change, so threads share them freely and there is no lock anywhere. What an object holds are a few plain numbers in
//! its payload (`fields`), not Python ints: a day is four bytes, a time of day eight, a duration twelve. Reading an attribute makes
//! the int; arithmetic goes from numbers to numbers and makes one object at the end.
//!
//! ```text
//!   text  ──read──▶ ┐                          ┌ ──push──▶ text             (text, strftime)
//!   bytes ─unpack─▶ ├ Day, Clock, Span, Stamp ─┤ ──pack──▶ bytes            (fields)
//!   ints  ─check──▶ │      (plain numbers)     │ ──new───▶ an object
//!   clock ─break──▶ ┘   calendar, arithmetic   └ ──call──▶ a subclass       (fields, local)
//! ```
//!
//! - `calendar` counts days. `fields` has the numbers, the payloads and the checks. `arguments` binds what converts one by one.
//! - A file for each type: `timedelta` (with `arithmetic`), `date`, `time`, `datetime` (with `stamps`), `zone` for `tzinfo` and
//!   `timezone`, `iso_calendar`.
//! - `text` is ISO 8601 both ways, `strftime` formats, `local` is what the C library knows of the local zone. `strptime` is Python
//!   (`_strptime`), as it is in CPython.
//!
//! Three rules hold everywhere. Where CPython makes an instance of the receiver's class, a subclass written in Python is *called*
//! (`fields::*_of_class`), and only the builtin types themselves are made directly. A zone is asked through `zone::answer`, which
//! answers for a `timezone` itself and calls any other's method; since that may run anything, fields were copied out before. And
//! every moment a zone is asked, and with what, is CPython's too: a script's zone can count.
//!
//! What the types have as attributes (`date.min`, `timezone.utc`) are objects of the process in no heap, like the types.

mod arguments;
mod arithmetic;
mod calendar;
mod date;
#[expect(clippy::module_inception, reason = "the type of that name")]
mod datetime;
mod fields;
mod iso_calendar;
mod local;
mod stamps;
mod strftime;
mod text;
mod time;
mod timedelta;
mod zone;

use crate::object::{ModuleSpec, Value};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_datetime",
    doc: "Dates, times, durations and time zones, in native code.",
    types: &[&timedelta::TIMEDELTA, &date::DATE, &time::TIME, &datetime::DATETIME, &zone::TZINFO, &zone::TIMEZONE],
    constants: &[
        ("MINYEAR", |_| Ok(Value::small_int(calendar::MIN_YEAR as i64))),
        ("MAXYEAR", |_| Ok(Value::small_int(calendar::MAX_YEAR as i64))),
        ("UTC", |_| Ok(zone::utc())),
    ],
    ..ModuleSpec::DEFAULT
};
