//! `open`: a mode as text becomes a `FileIO`, a buffer on it, and text over that.

use crate::object::{Layout, Res, Value};
use crate::types::{exceptions as exc, shape_for, type_of};
use crate::vm::Vm;

use super::file::{self, FILEIO};
use super::newlines::Newline;
use super::text::{self, TEXTIOWRAPPER};
use super::{buffered, fd};

/// A mode, taken apart.
struct Mode {
    /// what `FileIO` gets
    raw: String,
    binary: bool,
    updating: bool,
    reading: bool,
}

fn parse(vm: &Vm, mode: &str) -> Res<Mode> {
    let invalid = || vm.value_error(format!("invalid mode: '{mode}'"));
    let twice = mode.char_indices().any(|(i, c)| mode[i + c.len_utf8()..].contains(c));
    if twice || mode.chars().any(|c| !"rwaxbt+".contains(c)) {
        return Err(invalid());
    }
    let has = |c: char| mode.contains(c);
    if has('t') && has('b') {
        return Err(vm.value_error("can't have text and binary mode at once"));
    }
    if "rwax".chars().filter(|&c| has(c)).count() > 1 {
        return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
    }
    let raw = mode.chars().filter(|c| "rwax+".contains(*c)).collect();
    Ok(Mode { raw, binary: has('b'), updating: has('+'), reading: has('r') })
}

fn text_argument<'a>(vm: &Vm, v: &'a Value, which: &str) -> Res<Option<&'a str>> {
    match v.not_none() {
        None => Ok(None),
        Some(given) => match v.as_str() {
            Some(text) => Ok(Some(text)),
            None => Err(vm.type_error(format!("open() argument '{which}' must be str or None, not {}", given.argument_name()))),
        },
    }
}

/// `open(file, mode, buffering, encoding, errors, newline, closefd, opener)`
///
/// # Errors
/// `OSError`, `ValueError`, `TypeError`, `LookupError`
pub fn open(vm: &Vm, a: &[Value]) -> Res {
    let [file, mode, buffering, encoding, errors, newline, closefd, opener] = a else {
        return Err(vm.system_error("open() takes eight values"));
    };
    let mode_text = match mode.given() {
        None => "r",
        Some(m) => mode.as_str().ok_or_else(|| vm.type_error(format!("open() argument 'mode' must be str, not {}", m.argument_name())))?,
    };
    let buffering = buffering.given().map_or(Ok(-1), |b| vm.index_i64(b))?;
    text_argument(vm, encoding, "encoding")?;
    text_argument(vm, errors, "errors")?;
    let newline_text = text_argument(vm, newline, "newline")?;
    let closefd = closefd.given().map_or(Ok(true), |c| vm.truth(c))?;
    let path = if file.layout() == Layout::Int || file.is_bool() { *file } else { super::super::posix::fspath(vm, *file)? };
    let mode = parse(vm, mode_text)?;
    if mode.binary {
        for (given, what) in [(encoding, "an encoding"), (errors, "an errors"), (newline, "a newline")] {
            if given.not_none().is_some() {
                return Err(vm.value_error(format!("binary mode doesn't take {what} argument")));
            }
        }
        if buffering == 1 {
            let text = "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used";
            super::super::sys::warn(vm, &exc::RUNTIME_WARNING, text, 1)?;
        }
    } else if newline_text.is_some() {
        Newline::of(vm, *newline, "open")?;
    }
    let raw = vm.native_of_shape(shape_for(vm, type_of(&FILEIO).value())?, file::FileIo::default());
    file::open_into(vm, raw, path, &mode.raw, closefd, opener.not_none())?;
    let layers = over(vm, raw, &mode, buffering, &[*encoding, *errors, *newline]);
    match layers {
        Ok(stream) => {
            if crate::types::is_exactly(stream, &TEXTIOWRAPPER) {
                text::set_mode(stream, vm.str(mode_text));
            }
            Ok(stream)
        }
        Err(raised) => {
            let e = vm.take_raised(raised);
            vm.call_method(raw, "close", &[])?;
            Err(vm.put_raised(e))
        }
    }
}

/// The layers over a raw file.
fn over(vm: &Vm, raw: Value, mode: &Mode, buffering: i64, coding: &[Value; 3]) -> Res {
    let terminal = buffering < 0 && file::shared_fd(raw).and_then(|f| f.number()).is_some_and(fd::is_terminal);
    let line_buffering = buffering == 1 && !mode.binary || terminal;
    let size = match buffering {
        1 => super::BUFFER_SIZE as i64,
        n if n < 0 => super::BUFFER_SIZE as i64,
        0 if mode.binary => return Ok(raw),
        0 => return Err(vm.value_error("can't have unbuffered text I/O")),
        n => n,
    };
    let spec = if mode.updating {
        &buffered::BUFFEREDRANDOM
    } else if mode.reading {
        &buffered::BUFFEREDREADER
    } else {
        &buffered::BUFFEREDWRITER
    };
    let buffer = vm.call(type_of(spec).value(), &[raw, vm.int(size)])?;
    if mode.binary {
        return Ok(buffer);
    }
    let stream = vm.native_of_shape(shape_for(vm, type_of(&TEXTIOWRAPPER).value())?, text::TextIo::default());
    text::start(vm, stream, buffer, coding[0], coding[1], coding[2], line_buffering, false)?;
    Ok(stream)
}
