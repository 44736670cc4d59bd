//! `TextIOWrapper`: text over a buffered stream of bytes. Its tables, its construction, and writing.
//!
//! Text written to an exact `BufferedWriter` on a descriptor goes straight into that writer's `fd::Out`, one short lock
//! for each write (`Direct`): this is what `print` costs. Everything else is done on the state behind `core`, see `text_state`.

use std::sync::Arc;

use parking_lot::Mutex;

use crate::object::heap::Marker;
use crate::object::{Args, GetSetDef, MethodDef, Payload, Res, Slot, Slots, Str, TypeSpec, Value, getset, getter, method};
use crate::text::codecs::{self, Codec};
use crate::text::wtf8;
use crate::types::bytes_common::codec as coding;
use crate::types::shape_for;
use crate::vm::Vm;
use crate::vm::intern::{intern, names};

use super::base::{self, TEXTIOBASE, unsupported};
use super::exclusive::Exclusive;
use super::newlines::{self, Newline};
use super::text_state::{Coding, State};
use super::{buffered, fd};

pub static TEXTIOWRAPPER: TypeSpec = TypeSpec {
    name: "_io.TextIOWrapper",
    has_dict: true,
    signature: Some("(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)"),
    doc: "Text over a buffered binary stream: encoding, newlines, lines.",
    base: Some(&TEXTIOBASE),
    constructor: Some(("(*args, **kwargs)", |vm, cls, _| Ok(vm.native_of_shape(shape_for(vm, cls)?, TextIo::default())))),
    methods: METHODS,
    getset: GETSET,
    slots: Slots { init: Some(init), repr: Some(repr), next: Some(next), ..Slots::NONE },
    ..TypeSpec::DEFAULT
};

/// The data of a `TextIOWrapper`.
pub struct TextIo {
    /// unbound before `__init__` and after `detach`
    buffer: Slot,
    encoding: Slot,
    errors: Slot,
    mode: Slot,
    direct: Mutex<Option<Direct>>,
    core: Exclusive<State>,
}

/// The short way out.
struct Direct {
    out: Arc<fd::Out>,
    /// tells whether the file is closed
    fd: Arc<fd::Fd>,
    /// UTF-8: any text without surrogates goes as it is; else ASCII only
    utf8: bool,
    line_buffering: bool,
}

impl Default for TextIo {
    fn default() -> TextIo {
        TextIo {
            buffer: Slot::default(),
            encoding: Slot::default(),
            errors: Slot::default(),
            mode: Slot::default(),
            direct: Mutex::new(None),
            core: Exclusive::new(State::default()),
        }
    }
}

impl Payload for TextIo {
    fn trace(&self, marker: &mut Marker) {
        for slot in [&self.buffer, &self.encoding, &self.errors, &self.mode] {
            marker.slot(slot);
        }
    }
}

const METHODS: &[MethodDef] = &[
    method("write", "(self, text, /)", |vm, a| write(vm, a[0], a[1])),
    method("read", "(self, size=-1, /)", |vm, a| {
        let n = base::size(vm, a[1])?;
        with_open(vm, a[0], |t, buffer| t.read(vm, buffer, n))
    }),
    method("readline", "(self, size=-1, /)", |vm, a| {
        let limit = match a[1].given() {
            None => -1,
            Some(v) => vm.index_i64(v)?,
        };
        with_open(vm, a[0], |t, buffer| t.read_line(vm, buffer, limit))
    }),
    method("flush", "(self, /)", |vm, a| {
        let buffer = open_buffer(vm, a[0])?;
        with(vm, a[0], |t, buffer| {
            t.telling = t.seekable;
            t.write_pending(vm, buffer)
        })?;
        vm.call_method_value(buffer, names::FLUSH.get(), &[])
    }),
    method("close", "(self, /)", |vm, a| close(vm, a[0])),
    method("detach", "(self, /)", |vm, a| {
        let buffer = buffer_of(vm, a[0])?;
        vm.call_method_value(a[0], names::FLUSH.get(), &[])?;
        let t = this(&a[0]);
        *t.direct.lock() = None;
        t.buffer.set(Value::UNBOUND);
        Ok(buffer)
    }),
    method("seek", "(self, cookie, whence=0, /)", seek),
    method("tell", "(self, /)", |vm, a| {
        open_buffer(vm, a[0])?;
        with(vm, a[0], |t, buffer| {
            t.need_seekable(vm)?;
            if !t.telling {
                return Err(vm.raise(&crate::types::exceptions::OS_ERROR, "telling position disabled by next() call"));
            }
            t.write_pending(vm, buffer)?;
            vm.call_method_value(buffer, names::FLUSH.get(), &[])?;
            Ok(vm.int(t.tell(vm, buffer)?))
        })
    }),
    method("truncate", "(self, pos=None, /)", |vm, a| {
        let buffer = open_buffer(vm, a[0])?;
        vm.call_method_value(a[0], names::FLUSH.get(), &[])?;
        let size = match a[1].given() {
            Some(v) if !v.is_none() => v,
            _ => vm.call_method(a[0], "tell", &[])?,
        };
        vm.call_method(buffer, "truncate", &[size])
    }),
    method("reconfigure", "(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)", reconfigure),
    method("fileno", "(self, /)", |vm, a| vm.call_method(buffer_of(vm, a[0])?, "fileno", &[])),
    method("isatty", "(self, /)", |vm, a| vm.call_method(buffer_of(vm, a[0])?, "isatty", &[])),
    method("seekable", "(self, /)", |vm, a| vm.call_method(buffer_of(vm, a[0])?, "seekable", &[])),
    method("readable", "(self, /)", |vm, a| vm.call_method(buffer_of(vm, a[0])?, "readable", &[])),
    method("writable", "(self, /)", |vm, a| vm.call_method(buffer_of(vm, a[0])?, "writable", &[])),
    base::NO_STATE,
    base::NO_REDUCE,
    base::NO_REDUCE_EX,
];

const GETSET: &[GetSetDef] = &[
    getter("buffer", buffer_of),
    getter("encoding", |vm, s| {
        let set = this(&s).encoding.get().given();
        set.ok_or_else(|| vm.value_error("I/O operation on uninitialized object"))
    }),
    getter("errors", |vm, s| {
        let set = this(&s).errors.get().given();
        set.ok_or_else(|| vm.value_error("I/O operation on uninitialized object"))
    }),
    getter("newlines", |vm, s| with(vm, s, |t, _| Ok(newlines::kinds_value(vm, t.kinds)))),
    getter("line_buffering", |vm, s| with(vm, s, |t, _| Ok(Value::bool(t.line_buffering)))),
    getter("write_through", |vm, s| with(vm, s, |t, _| Ok(Value::bool(t.write_through)))),
    getter("closed", |vm, s| vm.get_attr_str(buffer_of(vm, s)?, "closed")),
    getter("name", |vm, s| vm.get_attr_str(buffer_of(vm, s)?, "name")),
    getset(
        "mode",
        |vm, s| match this(&s).mode.get().given() {
            Some(mode) => Ok(mode),
            None => Err(vm.no_attribute(s, intern(b"mode"))),
        },
        |_, s, v| {
            this(&s).mode.set(v);
            Ok(())
        },
    ),
    getset(
        "_CHUNK_SIZE",
        |vm, s| with(vm, s, |t, _| Ok(vm.int(t.chunk as i64))),
        |vm, s, v| {
            if v.is_unbound() {
                return Err(vm.raise(&crate::types::exceptions::ATTRIBUTE_ERROR, "cannot delete attribute"));
            }
            let n = vm.index_i64(v)?;
            if n <= 0 {
                return Err(vm.value_error("a strictly positive integer is required"));
            }
            with(vm, s, |t, _| {
                t.chunk = n as usize;
                Ok(())
            })
        },
    ),
];

fn this(s: &Value) -> &TextIo {
    s.payload::<TextIo>().expect("a text stream's method gets one")
}

fn buffer_of(vm: &Vm, s: Value) -> Res {
    let t = this(&s);
    match t.buffer.get().given() {
        Some(buffer) => Ok(buffer),
        None if t.encoding.get().is_unbound() => Err(vm.value_error("I/O operation on uninitialized object")),
        None => Err(vm.value_error("underlying buffer has been detached")),
    }
}

/// The buffer of a stream that is not closed.
fn open_buffer(vm: &Vm, s: Value) -> Res {
    let buffer = buffer_of(vm, s)?;
    if let Some(d) = &*this(&s).direct.lock() {
        return if d.fd.number().is_some() { Ok(buffer) } else { Err(fd::closed(vm)) };
    }
    match buffered::known_closed(buffer) {
        Some(false) => {}
        Some(true) => return Err(fd::closed(vm)),
        None => base::check_closed(vm, buffer)?,
    }
    Ok(buffer)
}

/// `with` for a stream that must not be closed.
fn with_open<R>(vm: &Vm, s: Value, f: impl FnOnce(&mut State, Value) -> Res<R>) -> Res<R> {
    open_buffer(vm, s)?;
    with(vm, s, f)
}

fn with<R>(vm: &Vm, s: Value, f: impl FnOnce(&mut State, Value) -> Res<R>) -> Res<R> {
    let buffer = buffer_of(vm, s)?;
    this(&s).core.with(vm, s, |t| f(t, buffer))
}

/// Writes text; gives its length.
fn write(vm: &Vm, s: Value, text: Value) -> Res {
    let Some(string) = text.cast::<Str>() else {
        return Err(vm.type_error(format!("write() argument must be str, not {}", text.argument_name())));
    };
    let t = this(&s);
    let mut flush = None;
    if let Some(d) = &*t.direct.lock() {
        if d.fd.number().is_none() {
            return Err(fd::closed(vm));
        }
        let bytes = string.bytes();
        if string.is_ascii() || d.utf8 && wtf8::find_surrogate(bytes).is_none() {
            let full = d.out.push(bytes);
            let now = full || d.line_buffering && memchr::memchr2(b'\n', b'\r', bytes).is_some();
            flush = Some(now.then(|| d.out.clone()));
        }
    }
    match flush {
        Some(Some(out)) => {
            if let Err(raised) = out.flush(vm) {
                // what is more than the buffer holds was on its way out by itself, and is lost
                if string.bytes().len() > WRITE_LIMIT {
                    out.discard();
                }
                return Err(raised);
            }
        }
        Some(None) => {}
        None => {
            let buffer = open_buffer(vm, s)?;
            with(vm, s, |t, _| t.write(vm, buffer, text))?;
        }
    }
    Ok(Value::small_int(string.chars as i64))
}

fn next(vm: &Vm, s: Value) -> Res<Option<Value>> {
    if !s.typ().builtin {
        let line = vm.call_method_value(s, names::READLINE.get(), &[])?;
        return Ok((vm.len(line)? > 0).then_some(line));
    }
    let line = with_open(vm, s, |t, buffer| {
        t.telling = false;
        let line = t.read_line(vm, buffer, -1)?;
        if line.str_bytes() == Some(b"") {
            t.telling = t.seekable;
            return Ok(None);
        }
        Ok(Some(line))
    })?;
    Ok(line)
}

fn close(vm: &Vm, s: Value) -> Res {
    let buffer = buffer_of(vm, s)?;
    let closed = vm.get_attr_str(buffer, "closed")?;
    if vm.truth(closed)? {
        return Ok(Value::NONE);
    }
    let flushed = vm.call_method_value(s, names::FLUSH.get(), &[]);
    let error = flushed.err().map(|raised| vm.take_raised(raised));
    let result = vm.call_method_value(buffer, names::CLOSE.get(), &[]);
    match (result, error) {
        (Err(raised), _) => Err(raised),
        (_, Some(e)) => Err(vm.put_raised(e)),
        _ => Ok(Value::NONE),
    }
}

fn seek(vm: &Vm, a: &[Value]) -> Res {
    let whence = a[2].given().map_or(Ok(0), |w| vm.index_i64(w))?;
    let cookie = vm.index(a[1])?;
    let cookie = vm.to_i64(cookie).ok_or_else(|| vm.overflow_error("Python int too large to convert to C long"))?;
    let buffer = open_buffer(vm, a[0])?;
    with(vm, a[0], |t, _| {
        t.need_seekable(vm)?;
        let target = match whence {
            0 if cookie < 0 => return Err(vm.value_error(format!("negative seek position {cookie}"))),
            0 => cookie,
            1 if cookie != 0 => return Err(unsupported(vm, "can't do nonzero cur-relative seeks")),
            2 if cookie != 0 => return Err(unsupported(vm, "can't do nonzero end-relative seeks")),
            1 => {
                t.write_pending(vm, buffer)?;
                t.tell(vm, buffer)?
            }
            2 => 0,
            _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
        };
        t.write_pending(vm, buffer)?;
        vm.call_method_value(buffer, names::FLUSH.get(), &[])?;
        let to = if whence == 2 { 2 } else { 0 };
        let at = vm.call_method(buffer, "seek", &[vm.int(target), Value::small_int(to)])?;
        let at = vm.index_i64(at)?;
        t.rewind(at);
        Ok(vm.int(at))
    })
}

fn init(vm: &Vm, s: Value, args: Args) -> Res<()> {
    let signature = "(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)";
    super::bind(vm, "TextIOWrapper", signature, args, &|vm, a| {
        for (name, v) in ["encoding", "errors", "newline"].into_iter().zip(&a[1..]) {
            name_or_none(vm, name, *v)?;
        }
        let flag = |v: Value| v.given().map_or(Ok(false), |v| vm.truth(v));
        start(vm, s, a[0], a[1], a[2], a[3], flag(a[4])?, flag(a[5])?)
    })
}

/// An argument that is a text, without a zero or lone surrogates, or `None`.
fn name_or_none(vm: &Vm, name: &str, v: Value) -> Res<()> {
    let Some(v) = v.given().and_then(Value::not_none) else { return Ok(()) };
    if v.str_bytes().is_none() {
        return Err(vm.type_error(format!("TextIOWrapper() argument '{name}' must be str or None, not {}", v.argument_name())));
    }
    match v.as_str() {
        // raises the UnicodeEncodeError
        None => vm.call_method(v, "encode", &[]).map(|_| ()),
        Some(text) if text.contains('\0') => Err(vm.value_error("embedded null character")),
        Some(_) => Ok(()),
    }
}

/// What `TextIOWrapper.__init__` does.
///
/// # Errors
/// `LookupError`, `ValueError`, `TypeError`, those of the buffer.
#[expect(clippy::too_many_arguments, reason = "the arguments of the constructor")]
pub fn start(
    vm: &Vm,
    s: Value,
    buffer: Value,
    encoding: Value,
    errors: Value,
    newline: Value,
    line_buffering: bool,
    write_through: bool,
) -> Res<()> {
    let newline = Newline::of(vm, newline, "TextIOWrapper")?;
    let (encoding, coding) = coding_of(vm, encoding)?;
    let errors = errors_of(vm, errors)?;
    let ask = |question: &str| -> Res<bool> {
        let answer = vm.call_method(buffer, question, &[])?;
        vm.truth(answer)
    };
    let (readable, writable, seekable) = (ask("readable")?, ask("writable")?, ask("seekable")?);
    let mut state = State { readable, writable, seekable, telling: seekable, line_buffering, write_through, ..State::default() };
    state.has_read1 = vm.get_attr_opt(buffer, intern(b"read1"))?.is_some();
    state.configure(coding, vm.str_text(encoding)?, vm.str_text(errors)?, newline);
    if seekable && writable {
        let at = vm.call_method(buffer, "tell", &[])?;
        state.mark_written = vm.truth(at)?;
    }
    install(vm, s, buffer, encoding, errors, state)
}

/// Puts a state behind the stream.
fn install(vm: &Vm, s: Value, buffer: Value, encoding: Value, errors: Value, state: State) -> Res<()> {
    let t = this(&s);
    t.encoding.set(encoding);
    t.errors.set(errors);
    t.core.with(vm, s, |place| {
        *place = state;
        Ok(())
    })?;
    t.buffer.set(buffer);
    renew_direct(vm, s)
}

/// Sets up the short way out, if the stream can have one.
fn renew_direct(vm: &Vm, s: Value) -> Res<()> {
    let direct = with(vm, s, |t, buffer| {
        let plain = matches!(t.coding, Coding::Known(Codec::Utf8 | Codec::Ascii | Codec::Latin1)) && t.newline.written().is_none();
        if !plain || !t.writable || t.readable {
            return Ok(None);
        }
        let utf8 = matches!(t.coding, Coding::Known(Codec::Utf8));
        Ok(buffered::direct_out(buffer).map(|(out, fd)| Direct { out, fd, utf8, line_buffering: t.line_buffering }))
    })?;
    *this(&s).direct.lock() = direct;
    Ok(())
}

/// The encoding by its argument: its name as the stream shows it, and what does it.
fn coding_of(vm: &Vm, encoding: Value) -> Res<(Value, Coding)> {
    let Some(name) = encoding.not_none() else { return Ok((vm.str("UTF-8"), Coding::Known(Codec::Utf8))) };
    let Some(text) = name.as_str() else {
        return Err(vm.type_error(format!("TextIOWrapper() argument 'encoding' must be str or None, not {}", name.argument_name())));
    };
    if text == "locale" {
        return Ok((vm.str("UTF-8"), Coding::Known(Codec::Utf8)));
    }
    if text.contains('\0') {
        return Err(vm.value_error("embedded null character"));
    }
    if let Some(codec) = codecs::lookup(text) {
        return Ok((name, Coding::Known(codec)));
    }
    match coding::search(vm, text)? {
        Some(info)
            if let Some(flag) = vm.get_attr_opt(info, intern(b"_is_text_encoding"))?
                && !vm.truth(flag)? =>
        {
            Err(vm.lookup_error(format!("'{text}' is not a text encoding")))
        }
        Some(_) => Ok((name, Coding::Found)),
        None => Err(vm.lookup_error(format!("unknown encoding: {text}"))),
    }
}

fn errors_of(vm: &Vm, errors: Value) -> Res {
    match errors.not_none() {
        None => Ok(vm.str("strict")),
        Some(e) if e.str_bytes().is_some() => Ok(e),
        Some(e) => Err(vm.type_error(format!("TextIOWrapper() argument 'errors' must be str or None, not {}", e.argument_name()))),
    }
}

fn reconfigure(vm: &Vm, a: &[Value]) -> Res {
    let s = a[0];
    // whether `newline` was given at all matters: None has a meaning
    let newline = a[3].given();
    let (encoding, errors) = (a[1].not_none(), a[2].not_none());
    let buffer = open_buffer(vm, s)?;
    let flag = |v: Value| v.not_none().map(|v| vm.truth(v)).transpose();
    let (line_buffering, write_through) = (flag(a[4])?, flag(a[5])?);
    let newline = newline.map(|n| Newline::of(vm, n, "reconfigure")).transpose()?;
    let old_encoding = this(&s).encoding.get();
    let new = encoding.map(|e| coding_of(vm, e)).transpose()?;
    let shown_errors = match (errors, encoding) {
        (Some(e), _) => errors_of(vm, e)?,
        (None, Some(_)) => vm.str("strict"),
        (None, None) => this(&s).errors.get(),
    };
    let errors_text = vm.str_text(shown_errors)?;
    vm.call_method_value(s, names::FLUSH.get(), &[])?;
    with(vm, s, |t, _| {
        if t.has_read() && (encoding.is_some() || errors.is_some() || newline.is_some()) {
            return Err(unsupported(vm, "It is not possible to set the encoding or newline of stream after the first read"));
        }
        t.write_pending(vm, buffer)?;
        let (coding, name) = match new {
            Some((name, coding)) => (coding, name),
            None => (t.coding, old_encoding),
        };
        t.configure(coding, vm.str_text(name)?, errors_text.clone(), newline.unwrap_or(t.newline));
        t.line_buffering = line_buffering.unwrap_or(t.line_buffering);
        t.write_through = write_through.unwrap_or(t.write_through);
        this(&s).encoding.set(name);
        this(&s).errors.set(shown_errors);
        Ok(())
    })?;
    renew_direct(vm, s)?;
    Ok(Value::NONE)
}

/// What a standard stream's buffer holds.
const WRITE_LIMIT: usize = 8192;

/// A stream over standard input, output or error.
///
/// # Errors
/// None but a full memory.
pub fn standard(vm: &Vm, number: i32) -> Res {
    if !fd::is_open(number) {
        return Ok(Value::NONE);
    }
    let (name, errors) = match number {
        0 => ("<stdin>", "surrogateescape"),
        1 => ("<stdout>", "surrogateescape"),
        _ => ("<stderr>", "backslashreplace"),
    };
    let (encoding, errors) = standard_encoding(vm, number, errors);
    let buffer = buffered::standard(vm, number, name);
    let s = vm.native(&TEXTIOWRAPPER, TextIo::default());
    let seekable = fd::is_seekable(number);
    let unbuffered = vm.shared.settings.unbuffered && number > 0;
    let mut state = State {
        readable: number == 0,
        writable: number > 0,
        seekable,
        telling: seekable,
        has_read1: true,
        line_buffering: number == 2 || fd::is_terminal(number),
        write_through: unbuffered,
        mark_written: true,
        ..State::default()
    };
    let coding = Coding::Known(codecs::lookup(&encoding).unwrap_or(Codec::Utf8));
    let newline = if number == 0 { Newline::Universal } else { Newline::Lf };
    state.configure(coding, encoding.clone(), errors.clone(), newline);
    this(&s).mode.set(vm.str(if number == 0 { "r" } else { "w" }));
    install(vm, s, buffer, vm.str(&encoding), vm.str(&errors), state)?;
    Ok(s)
}

/// The encoding of a standard stream and its errors: `PYTHONIOENCODING`, else UTF-8.
fn standard_encoding(vm: &Vm, number: i32, errors: &str) -> (String, String) {
    let settings = &vm.shared.settings;
    let told = if settings.ignore_environment || settings.isolated { None } else { std::env::var("PYTHONIOENCODING").ok() };
    let told = told.unwrap_or_default();
    let (encoding, handler) = told.split_once(':').unwrap_or((&told, ""));
    let encoding = if encoding.is_empty() { "utf-8" } else { encoding };
    // standard error never refuses a text
    let errors = match (number, told.is_empty(), handler) {
        (2, _, _) | (_, true, _) => errors,
        (_, false, "") => "strict",
        (_, false, handler) => handler,
    };
    let proper = crate::text::codecs::lookup(encoding).map(|codec| codec.name());
    (proper.unwrap_or(encoding).to_string(), errors.to_string())
}

/// Sets the `mode` that `open` was asked for.
pub fn set_mode(s: Value, mode: Value) {
    this(&s).mode.set(mode);
}

fn repr(vm: &Vm, s: Value) -> Res {
    let mut out = format!("<{}", s.type_name());
    let name = match this(&s).buffer.get().given() {
        Some(buffer) => vm.get_attr_opt(buffer, intern(b"name")),
        None => Ok(None),
    };
    match name {
        Ok(Some(name)) => out.push_str(&format!(" name={}", vm.repr_text(name)?)),
        Ok(None) => {}
        Err(raised) => drop(vm.take_raised(raised)),
    }
    if let Some(mode) = this(&s).mode.get().given() {
        out.push_str(&format!(" mode={}", vm.repr_text(mode)?));
    }
    let encoding = this(&s).encoding.get().given().unwrap_or(Value::NONE);
    out.push_str(&format!(" encoding={}>", vm.repr_text(encoding)?));
    Ok(vm.str(&out))
}
