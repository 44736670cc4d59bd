//! The base classes: `_IOBase`, `_RawIOBase`, `_BufferedIOBase`, `_TextIOBase`, which Python classes derive from, and
//! what all streams share: `UnsupportedOperation`, the check for closed files, reading lines through `read`.
//!
//! Objects of these classes are plain instances; that one is closed is an attribute of it.

use crate::object::{Dict, GetSetDef, Layout, MethodDef, Raised, Ref, Res, Slots, Tuple, TypeSpec, Value, getter, method};
use crate::types::bytes_common::{buffer_of, writable_of};
use crate::types::{exceptions as exc, type_of};
use crate::vm::Vm;
use crate::vm::intern::{intern, names};

use super::{BUFFER_SIZE, fd};

pub static IOBASE: TypeSpec = TypeSpec {
    name: "_io._IOBase",
    doc: "What all streams have in common.",
    layout: Layout::Instance,
    methods: METHODS,
    getset: &[getter("closed", |vm, s| is_marked_closed(vm, s).map(Value::bool)), getter("__dict__", |vm, s| vm.instance_dict(s))],
    slots: Slots { iter: Some(iter), next: Some(next), ..Slots::NONE },
    ..TypeSpec::DEFAULT
};

pub static RAWIOBASE: TypeSpec = TypeSpec {
    name: "_io._RawIOBase",
    doc: "Binary streams without a buffer.",
    layout: Layout::Instance,
    base: Some(&IOBASE),
    methods: RAW_METHODS,
    ..TypeSpec::DEFAULT
};

pub static BUFFEREDIOBASE: TypeSpec = TypeSpec {
    name: "_io._BufferedIOBase",
    doc: "Binary streams with a buffer.",
    layout: Layout::Instance,
    base: Some(&IOBASE),
    methods: BUFFERED_METHODS,
    ..TypeSpec::DEFAULT
};

pub static TEXTIOBASE: TypeSpec = TypeSpec {
    name: "_io._TextIOBase",
    doc: "Streams of text.",
    layout: Layout::Instance,
    base: Some(&IOBASE),
    methods: &[
        method("read", "(self, size=-1, /)", |vm, _| Err(unsupported(vm, "read"))),
        method("readline", "(self, size=-1, /)", |vm, _| Err(unsupported(vm, "readline"))),
        method("write", "(self, s, /)", |vm, _| Err(unsupported(vm, "write"))),
        method("detach", "(self, /)", |vm, _| Err(unsupported(vm, "detach"))),
    ],
    getset: TEXT_GETSET,
    ..TypeSpec::DEFAULT
};

const TEXT_GETSET: &[GetSetDef] =
    &[getter("encoding", |_, _| Ok(Value::NONE)), getter("newlines", |_, _| Ok(Value::NONE)), getter("errors", |_, _| Ok(Value::NONE))];

const METHODS: &[MethodDef] = &[
    method("close", "(self, /)", |vm, a| {
        if is_marked_closed(vm, a[0])? {
            return Ok(Value::NONE);
        }
        let flushed = vm.call_method(a[0], "flush", &[]);
        let error = flushed.err().map(|raised| vm.take_raised(raised));
        vm.set_attr(a[0], intern(b"__IOBase_closed"), Value::TRUE)?;
        error.map_or(Ok(Value::NONE), |e| Err(vm.put_raised(e)))
    }),
    method("flush", "(self, /)", |vm, a| check_closed(vm, a[0]).map(|()| Value::NONE)),
    method("seek", "(self, offset, whence=0, /)", |vm, _| Err(unsupported(vm, "seek"))),
    method("tell", "(self, /)", |vm, a| vm.call_method(a[0], "seek", &[Value::small_int(0), Value::small_int(1)])),
    method("truncate", "(self, size=None, /)", |vm, _| Err(unsupported(vm, "truncate"))),
    method("fileno", "(self, /)", |vm, _| Err(unsupported(vm, "fileno"))),
    method("isatty", "(self, /)", |vm, a| check_closed(vm, a[0]).map(|()| Value::FALSE)),
    method("seekable", "(self, /)", |_, _| Ok(Value::FALSE)),
    method("readable", "(self, /)", |_, _| Ok(Value::FALSE)),
    method("writable", "(self, /)", |_, _| Ok(Value::FALSE)),
    method("_checkClosed", "(self, msg=None, /)", |vm, a| check_closed(vm, a[0]).map(|()| Value::NONE)),
    method("_checkSeekable", "(self, msg=None, /)", |vm, a| {
        able(vm, a[0], "seekable", "File or stream is not seekable.").map(|()| Value::NONE)
    }),
    method("_checkReadable", "(self, msg=None, /)", |vm, a| {
        able(vm, a[0], "readable", "File or stream is not readable.").map(|()| Value::NONE)
    }),
    method("_checkWritable", "(self, msg=None, /)", |vm, a| {
        able(vm, a[0], "writable", "File or stream is not writable.").map(|()| Value::NONE)
    }),
    method("__enter__", "(self, /)", |vm, a| check_closed(vm, a[0]).map(|()| a[0])),
    method("__exit__", "(self, *args)", |vm, a| vm.call_method_value(a[0], names::CLOSE.get(), &[])),
    method("readline", "(self, size=-1, /)", |vm, a| {
        let limit = size(vm, a[1])?;
        read_line(vm, a[0], limit)
    }),
    method("readlines", "(self, hint=-1, /)", |vm, a| {
        let hint = size(vm, a[1])?;
        let lines = vm.list(&[]);
        let mut length = 0;
        vm.for_each(a[0], &mut |line| {
            vm.list_append(lines, line)?;
            length += vm.len(line)? as i64;
            Ok(hint <= 0 || length < hint)
        })?;
        Ok(lines)
    }),
    method("writelines", "(self, lines, /)", |vm, a| {
        check_closed(vm, a[0])?;
        vm.for_each(a[1], &mut |line| vm.call_method_value(a[0], names::WRITE.get(), &[line]).map(|_| true))?;
        Ok(Value::NONE)
    }),
];

const RAW_METHODS: &[MethodDef] = &[
    method("read", "(self, size=-1, /)", |vm, a| {
        let n = size(vm, a[1])?;
        if n < 0 {
            return vm.call_method(a[0], "readall", &[]);
        }
        match read_raw(vm, a[0], n as usize)? {
            Some(data) => Ok(vm.bytes(&data)),
            None => Ok(Value::NONE),
        }
    }),
    method("readall", "(self, /)", |vm, a| {
        let mut all = Vec::new();
        loop {
            let piece = vm.call_method_value(a[0], names::READ.get(), &[vm.int(BUFFER_SIZE as i64)])?;
            if piece.is_none() {
                return Ok(if all.is_empty() { Value::NONE } else { vm.bytes(&all) });
            }
            if piece.cast::<crate::object::Bytes>().is_none() {
                return Err(vm.type_error("read() should return bytes"));
            }
            let data = buffer_of(vm, piece)?;
            if data.is_empty() {
                return crate::types::bytes_common::memory::bytes(vm, &all);
            }
            all.extend_from_slice(&data);
        }
    }),
    method("readinto", "(self, buffer, /)", |vm, _| Err(vm.not_implemented(""))),
    method("write", "(self, b, /)", |vm, _| Err(vm.not_implemented(""))),
];

const BUFFERED_METHODS: &[MethodDef] = &[
    method("read", "(self, size=-1, /)", |vm, _| Err(unsupported(vm, "read"))),
    method("read1", "(self, size=-1, /)", |vm, _| Err(unsupported(vm, "read1"))),
    method("write", "(self, b, /)", |vm, _| Err(unsupported(vm, "write"))),
    method("detach", "(self, /)", |vm, _| Err(unsupported(vm, "detach"))),
    method("readinto", "(self, buffer, /)", |vm, a| read_into(vm, a[0], a[1], "read")),
    method("readinto1", "(self, buffer, /)", |vm, a| read_into(vm, a[0], a[1], "read1")),
];

fn iter(vm: &Vm, s: Value) -> Res {
    check_closed(vm, s)?;
    Ok(s)
}

fn next(vm: &Vm, s: Value) -> Res<Option<Value>> {
    let line = vm.call_method_value(s, names::READLINE.get(), &[])?;
    Ok((vm.len(line)? > 0).then_some(line))
}

fn is_marked_closed(vm: &Vm, s: Value) -> Res<bool> {
    Ok(vm.own_attr(s, intern(b"__IOBase_closed"))?.is_some())
}

/// The class `io.UnsupportedOperation` of this interpreter.
///
/// # Errors
/// None but a full memory.
pub fn unsupported_operation(vm: &Vm) -> Res {
    const KEY: &str = "io.UnsupportedOperation";
    if let Some(c) = vm.shared.registered(KEY) {
        return Ok(c);
    }
    let namespace = vm.new_dict();
    vm.dict_set(namespace, names::MODULE.get(), vm.str("io"))?;
    let meta = type_of(&crate::types::typeobject::TYPE).value();
    let bases = [type_of(&exc::OS_ERROR).value(), type_of(&exc::VALUE_ERROR).value()];
    let class = vm.new_class(meta, intern(b"UnsupportedOperation"), &bases, namespace)?;
    vm.shared.register(KEY, class);
    Ok(class)
}

/// Raises `io.UnsupportedOperation`.
#[cold]
pub fn unsupported(vm: &Vm, text: &str) -> Raised {
    match unsupported_operation(vm).and_then(|class| vm.call(class, &[vm.str(text)])) {
        Ok(e) => vm.raise_value(e),
        Err(raised) => raised,
    }
}

/// # Errors
/// `ValueError` if the stream's attribute `closed` is true.
pub fn check_closed(vm: &Vm, s: Value) -> Res<()> {
    let is_closed = vm.get_attr_str(s, "closed")?;
    if vm.truth(is_closed)? { Err(fd::closed(vm)) } else { Ok(()) }
}

/// Asks `readable()` or a sister of it.
///
/// # Errors
/// `UnsupportedOperation` with this text if the answer is no.
pub fn able(vm: &Vm, s: Value, question: &str, text: &str) -> Res<()> {
    let answer = vm.call_method(s, question, &[])?;
    if vm.truth(answer)? { Ok(()) } else { Err(unsupported(vm, text)) }
}

/// An argument `size=-1`: `None` is -1 too.
///
/// # Errors
/// "argument should be integer or None, not 'str'"
pub fn size(vm: &Vm, v: Value) -> Res<i64> {
    match v.not_none() {
        None => Ok(-1),
        Some(v) if v.is_small_int() => Ok(v.small()),
        Some(v) if v.typ().slots().index.is_none() && v.layout() != Layout::Int && !v.is_bool() => {
            Err(vm.type_error(format!("argument should be integer or None, not '{}'", v.type_name())))
        }
        Some(v) => {
            let n = vm.index(v)?;
            vm.to_i64(n).ok_or_else(|| vm.overflow_error(format!("cannot fit '{}' into an index-sized integer", v.type_name())))
        }
    }
}

/// An argument `whence`.
///
/// # Errors
/// `TypeError`, `OverflowError`
pub fn whence(vm: &Vm, v: Value) -> Res<i64> {
    let Some(v) = v.given() else { return Ok(0) };
    let n = vm.index(v)?;
    let whence = vm.to_i64(n).filter(|&n| i32::try_from(n).is_ok());
    whence.ok_or_else(|| vm.overflow_error("Python int too large to convert to C int"))
}

/// A file offset or size.
///
/// # Errors
/// `TypeError`, `OverflowError`
pub fn offset(vm: &Vm, v: Value) -> Res<i64> {
    vm.index_i64(v)
}

/// At most `n` bytes through a raw stream's `readinto`; `None`: it would block.
///
/// # Errors
/// Those of the stream.
pub fn read_raw(vm: &Vm, raw: Value, n: usize) -> Res<Option<Vec<u8>>> {
    let target = vm.call(type_of(&crate::types::bytearray::BYTEARRAY).value(), &[vm.int(n as i64)])?;
    let got = vm.call_method(raw, "readinto", &[target])?;
    if got.is_none() {
        return Ok(None);
    }
    let got = vm.index_i64(got)?;
    let data = buffer_of(vm, target)?;
    if got < 0 || got as usize > n.max(data.len()) {
        return Err(vm.raise(&exc::OS_ERROR, format!("raw readinto() returned invalid length {got} (should have been between 0 and {n})")));
    }
    Ok(Some(data[..(got as usize).min(data.len())].to_vec()))
}

/// `readinto` by way of `read` or `read1`.
fn read_into(vm: &Vm, s: Value, target: Value, how: &str) -> Res {
    let to = writable(vm, target, if how == "read1" { "readinto1" } else { "readinto" }, "")?;
    let data = vm.call_method(s, how, &[vm.int(to.len as i64)])?;
    if data.is_none() {
        return Ok(Value::NONE);
    }
    let data = buffer_of(vm, data)?;
    if data.len() > to.len {
        return Err(vm.value_error(format!("read() returned too much data: {} bytes requested, {} returned", to.len, data.len())));
    }
    to.write(vm, 0, &data);
    Ok(vm.int(data.len() as i64))
}

/// Rows of streams whose state is the system's.
pub const NO_STATE: MethodDef = method("__getstate__", "(self, /)", cannot_pickle);
pub const NO_REDUCE: MethodDef = method("__reduce__", "(self, /)", cannot_pickle);
pub const NO_REDUCE_EX: MethodDef = method("__reduce_ex__", "(self, protocol, /)", cannot_pickle);

fn cannot_pickle(vm: &Vm, a: &[Value]) -> Res {
    Err(vm.type_error(format!("cannot pickle '{}' instances", a[0].typ().name_text().rsplit('.').next().unwrap_or_default())))
}

/// The memory that `readinto` fills.
///
/// # Errors
/// "readinto() argument must be read-write bytes-like object, not bytes"
pub fn writable(vm: &Vm, target: Value, function: &str, which: &str) -> Res<crate::types::bytes_common::Writable> {
    match writable_of(vm, target)? {
        Some(to) => Ok(to),
        None => {
            Err(vm.type_error(format!("{function}() argument{which} must be read-write bytes-like object, not {}", target.argument_name())))
        }
    }
}

/// A line of bytes through `peek`, where there is one, and `read`.
fn read_line(vm: &Vm, s: Value, limit: i64) -> Res {
    let peek = vm.get_attr_opt(s, intern(b"peek"))?;
    let mut line = Vec::new();
    while limit < 0 || (line.len() as i64) < limit {
        let mut ask = 1;
        if let Some(peek) = peek {
            let ahead = vm.call(peek, &[Value::small_int(1)])?;
            let ahead = buffer_of(vm, ahead)?;
            if !ahead.is_empty() {
                ask = memchr::memchr(b'\n', &ahead).map_or(ahead.len(), |i| i + 1);
                if limit >= 0 {
                    ask = ask.min(limit as usize - line.len());
                }
            }
        }
        let piece = vm.call_method_value(s, names::READ.get(), &[vm.int(ask as i64)])?;
        if piece.cast::<crate::object::Bytes>().is_none() {
            return Err(vm.raise(&exc::OS_ERROR, format!("read() should have returned a bytes object, not '{}'", piece.type_name())));
        }
        let data = buffer_of(vm, piece)?;
        if data.is_empty() {
            break;
        }
        line.extend_from_slice(&data);
        if line.last() == Some(&b'\n') {
            break;
        }
    }
    Ok(vm.bytes(&line))
}

/// The tuple that a stream's state is.
pub fn state_of(vm: &Vm, state: Value, class: &str, n: usize) -> Res<Ref<Tuple>> {
    match state.cast::<Tuple>() {
        Some(t) if t.len >= n => Ok(t),
        _ => Err(vm.type_error(format!("{class}.__setstate__ argument should be {n}-tuple, got {}", state.type_name()))),
    }
}

/// The position in a stream's state.
pub fn position_of(vm: &Vm, v: Value, which: &str, but: &str) -> Res<usize> {
    if !crate::types::int::is_int(v) {
        return Err(vm.type_error(format!("{which} item of state must be an integer, {but} {}", v.type_name())));
    }
    let pos = vm.index_i64(v)?;
    usize::try_from(pos).map_err(|_| vm.value_error("position value cannot be negative"))
}

/// The attributes that were stored in a stream: a copy of its dict, or `None` if there are none.
pub fn names_of(vm: &Vm, stream: Value) -> Res {
    if vm.own_attrs(stream).is_empty() {
        return Ok(Value::NONE);
    }
    let own = vm.get_attr_str(stream, "__dict__")?;
    vm.call_method(own, "copy", &[])
}

/// The attributes in a stream's state.
pub fn keep_names(vm: &Vm, stream: Value, names: Value, which: &str) -> Res<()> {
    let Some(names) = names.not_none() else { return Ok(()) };
    if names.cast::<Dict>().is_none() {
        return Err(vm.type_error(format!("{which} item of state should be a dict, got a {}", names.type_name())));
    }
    let own = vm.get_attr_str(stream, "__dict__")?;
    vm.call_method(own, "update", &[names]).map(|_| ())
}
