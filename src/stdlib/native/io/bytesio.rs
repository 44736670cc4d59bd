//! `BytesIO`: a stream of bytes in memory.
//!
//! The bytes stand in a `Vec` until `getbuffer` is called; then in a bytearray, which the memoryviews share, until the
//! last of them is released. They move from one to the other, and views are made, under the lock of the content only: what is
//! written meanwhile would be lost.

use std::sync::atomic::Ordering;

use parking_lot::{Mutex, MutexGuard};

use crate::object::heap::Marker;
use crate::object::{Args, ByteArray, GetSetDef, MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, getter, method};
use crate::types::bytes_common::{buffer_of, guarded, memory, read_array};
use crate::types::shape_for;
use crate::vm::Vm;
use crate::vm::intern::names;

use super::base::{self, BUFFEREDIOBASE};
use super::fd;

pub static BYTESIO: TypeSpec = TypeSpec {
    name: "_io.BytesIO",
    has_dict: true,
    signature: Some("(initial_bytes=b'')"),
    doc: "A binary stream in memory.",
    base: Some(&BUFFEREDIOBASE),
    constructor: Some(("(*args, **kwargs)", |vm, cls, _| Ok(vm.native_of_shape(shape_for(vm, cls)?, BytesIo::default())))),
    methods: METHODS,
    getset: GETSET,
    slots: Slots { init: Some(init), next: Some(next), ..Slots::NONE },
    ..TypeSpec::DEFAULT
};

/// The data of a `BytesIO`.
#[derive(Default)]
struct BytesIo {
    /// waited for by `locked`: who has it may be copying much, detached
    content: Mutex<Content>,
    /// the bytearray that holds the bytes while there are views: asked for and set under the content's lock
    shared: Slot,
}

#[derive(Default)]
struct Content {
    data: Vec<u8>,
    pos: usize,
    closed: bool,
}

impl Payload for BytesIo {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.shared);
    }
}

const METHODS: &[MethodDef] = &[
    method("read", "(self, size=-1, /)", |vm, a| {
        let n = base::size(vm, a[1])?;
        taking(vm, a[0], |rest| if n < 0 { rest.len() } else { rest.len().min(n as usize) })
    }),
    method("read1", "(self, size=-1, /)", |vm, a| {
        let n = base::size(vm, a[1])?;
        taking(vm, a[0], |rest| if n < 0 { rest.len() } else { rest.len().min(n as usize) })
    }),
    method("readline", "(self, size=-1, /)", |vm, a| {
        let n = base::size(vm, a[1])?;
        taking(vm, a[0], |rest| line_length(rest, n))
    }),
    method("readlines", "(self, size=None, /)", |vm, a| {
        let hint = match a[1].not_none() {
            Some(v) if v.typ().slots().index.is_none() => {
                return Err(vm.type_error(format!("integer argument expected, got '{}'", v.type_name())));
            }
            Some(v) => vm.index_i64(v)?,
            None => -1,
        };
        let lines = vm.list(&[]);
        let mut total = 0;
        for i in 0.. {
            vm.make_way_at(i)?;
            let line = taking(vm, a[0], |rest| line_length(rest, -1))?;
            let n = vm.len(line)?;
            if n == 0 {
                break;
            }
            vm.list_append(lines, line)?;
            total += n as i64;
            if hint > 0 && total >= hint {
                break;
            }
        }
        Ok(lines)
    }),
    method("readinto", "(self, buffer, /)", |vm, a| read_into(vm, a, "readinto")),
    method("readinto1", "(self, buffer, /)", |vm, a| read_into(vm, a, "readinto1")),
    method("write", "(self, b, /)", |vm, a| {
        drop(open(vm, &a[0])?);
        let data = buffer_of(vm, a[1])?;
        write(vm, a[0], &data)?;
        Ok(vm.int(data.len() as i64))
    }),
    method("writelines", "(self, lines, /)", |vm, a| {
        drop(open(vm, &a[0])?);
        vm.for_each(a[1], &mut |line| {
            let data = buffer_of(vm, line)?;
            write(vm, a[0], &data)?;
            Ok(true)
        })?;
        Ok(Value::NONE)
    }),
    method("seek", "(self, pos, whence=0, /)", |vm, a| {
        let pos = base::offset(vm, a[1])?;
        let whence = base::whence(vm, a[2])?;
        if whence == 0 && pos < 0 {
            drop(open(vm, &a[0])?);
            return Err(vm.value_error(format!("negative seek value {pos}")));
        }
        let mut content = open(vm, &a[0])?;
        let len = shared(&a[0]).map_or(content.data.len(), |array| array.len.load(Ordering::Acquire));
        let from = match whence {
            0 => 0,
            1 => content.pos as i64,
            2 => len as i64,
            _ => {
                drop(content);
                return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)")));
            }
        };
        content.pos = from.saturating_add(pos).max(0) as usize;
        Ok(vm.int(content.pos as i64))
    }),
    method("tell", "(self, /)", |vm, a| Ok(vm.int(open(vm, &a[0])?.pos as i64))),
    method("truncate", "(self, size=None, /)", |vm, a| {
        let size = match a[1].not_none() {
            Some(v) => {
                let n = vm.index(v)?;
                vm.to_i64(n).ok_or_else(|| vm.overflow_error("Python int too large to convert to C long"))?
            }
            None => open(vm, &a[0])?.pos as i64,
        };
        if size < 0 {
            return Err(vm.value_error(format!("negative size value {size}")));
        }
        let mut content = open(vm, &a[0])?;
        unshare(vm, &a[0], &mut content)?;
        if (size as usize) < content.data.len() {
            content.data.truncate(size as usize);
        }
        Ok(vm.int(size))
    }),
    method("getvalue", "(self, /)", |vm, a| {
        let content = open(vm, &a[0])?;
        match shared(&a[0]) {
            Some(array) => {
                let data = guarded(vm, array, 0, usize::MAX);
                drop(content);
                memory::long_bytes(vm, &data)
            }
            None if content.data.len() <= 1 << 16 => memory::bytes(vm, &content.data),
            None => {
                // no big allocation under the lock
                let data = vm.aside(|| content.data.clone());
                drop(content);
                memory::long_bytes(vm, &data)
            }
        }
    }),
    method("getbuffer", "(self, /)", |vm, a| {
        let mut content = open(vm, &a[0])?;
        let array = match shared(&a[0]) {
            Some(array) => array.value(),
            None => {
                let array = crate::types::bytearray::array_of(vm, &[&content.data])?;
                content.data = Vec::new();
                this(&a[0]).shared.set(array);
                array
            }
        };
        crate::types::memoryview::view_of(vm, array)
    }),
    method("close", "(self, /)", |vm, a| {
        let mut content = locked(vm, &a[0]);
        unshare(vm, &a[0], &mut content)?;
        content.closed = true;
        content.data = Vec::new();
        Ok(Value::NONE)
    }),
    method("flush", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::NONE)),
    method("isatty", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::FALSE)),
    method("readable", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::TRUE)),
    method("writable", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::TRUE)),
    method("seekable", "(self, /)", |vm, a| open(vm, &a[0]).map(|_| Value::TRUE)),
    method("__getstate__", "(self, /)", |vm, a| {
        let value = vm.call_method(a[0], "getvalue", &[])?;
        let pos = open(vm, &a[0])?.pos;
        Ok(vm.tuple(&[value, vm.int(pos as i64), base::names_of(vm, a[0])?]))
    }),
    method("__setstate__", "(self, state, /)", |vm, a| {
        let state = base::state_of(vm, a[1], "_io.BytesIO", 3)?;
        let parts = state.items();
        let data = buffer_of(vm, parts[0])?.to_vec();
        let pos = base::position_of(vm, parts[1], "second", "not")?;
        base::keep_names(vm, a[0], parts[2], "third")?;
        let mut content = locked(vm, &a[0]);
        unshare(vm, &a[0], &mut content)?;
        (content.data, content.pos) = (data, pos);
        Ok(Value::NONE)
    }),
];

const GETSET: &[GetSetDef] = &[getter("closed", |vm, s| Ok(Value::bool(locked(vm, &s).closed)))];

fn this(s: &Value) -> &BytesIo {
    s.payload::<BytesIo>().expect("a BytesIO's method gets one")
}

/// The bytearray of a stream that has views. The caller has the content's lock.
fn shared(s: &Value) -> Option<crate::object::Ref<ByteArray>> {
    this(s).shared.get().given().map(|v| v.expect::<ByteArray>())
}

fn locked<'a>(vm: &Vm, s: &'a Value) -> MutexGuard<'a, Content> {
    vm.lock_patiently(&this(s).content)
}

fn open<'a>(vm: &Vm, s: &'a Value) -> Res<MutexGuard<'a, Content>> {
    let content = locked(vm, s);
    if content.closed {
        drop(content);
        return Err(fd::closed(vm));
    }
    Ok(content)
}

/// Takes the bytes back from a bytearray whose views are gone. `content` is that of the stream.
///
/// # Errors
/// `BufferError` while there are views.
fn unshare(vm: &Vm, s: &Value, content: &mut Content) -> Res<()> {
    let Some(array) = shared(s) else { return Ok(()) };
    crate::types::memoryview::check_resizable(vm, array)?;
    content.data = read_array(vm, array, <[u8]>::to_vec);
    this(s).shared.set(Value::UNBOUND);
    Ok(())
}

fn init(vm: &Vm, s: Value, args: Args) -> Res<()> {
    super::bind(vm, "BytesIO", "(initial_bytes=b'')", args, &|vm, a| {
        let data = match a[0].not_none() {
            Some(v) => buffer_of(vm, v)?.to_vec(),
            None => Vec::new(),
        };
        let mut content = locked(vm, &s);
        unshare(vm, &s, &mut content)?;
        *content = Content { data, pos: 0, closed: false };
        Ok(())
    })
}

/// How long the line at the start of `rest` is.
fn line_length(rest: &[u8], limit: i64) -> usize {
    let line = memchr::memchr(b'\n', rest).map_or(rest.len(), |i| i + 1);
    if limit < 0 { line } else { line.min(limit as usize) }
}

/// The next bytes, as many as `count` says of what is left.
fn taking(vm: &Vm, s: Value, count: impl Fn(&[u8]) -> usize) -> Res {
    let mut content = open(vm, &s)?;
    if let Some(array) = shared(&s) {
        let rest = guarded(vm, array, content.pos, usize::MAX);
        let n = count(&rest);
        content.pos += n;
        drop(content);
        return memory::long_bytes(vm, &rest[..n]);
    }
    let start = content.pos.min(content.data.len());
    let n = count(&content.data[start..]);
    if n > 1 << 16 {
        // no big allocation under the lock
        let piece = vm.aside(|| content.data[start..start + n].to_vec());
        content.pos += n;
        drop(content);
        return memory::long_bytes(vm, &piece);
    }
    let taken = vm.bytes(&content.data[start..start + n]);
    content.pos += n;
    Ok(taken)
}

fn read_into(vm: &Vm, a: &[Value], function: &str) -> Res {
    drop(open(vm, &a[0])?);
    let to = base::writable(vm, a[1], function, "")?;
    let data = taking(vm, a[0], |rest| rest.len().min(to.len))?;
    let data = buffer_of(vm, data)?;
    to.write(vm, 0, &data);
    Ok(vm.int(data.len() as i64))
}

fn write(vm: &Vm, s: Value, data: &[u8]) -> Res<()> {
    let mut content = open(vm, &s)?;
    unshare(vm, &s, &mut content)?;
    if data.is_empty() {
        return Ok(());
    }
    let pos = content.pos;
    let end = pos.checked_add(data.len());
    let Some(end) = end.filter(|&e| e <= isize::MAX as usize) else {
        drop(content);
        return Err(vm.overflow_error("new position too large"));
    };
    if pos == content.data.len() {
        if content.data.try_reserve(data.len()).is_err() {
            drop(content);
            return Err(vm.memory_error());
        }
        vm.aside_over(data.len(), || content.data.extend_from_slice(data));
    } else {
        if end > content.data.len() {
            let missing = end - content.data.len();
            if content.data.try_reserve(missing).is_err() {
                drop(content);
                return Err(vm.memory_error());
            }
            vm.aside_over(missing, || content.data.resize(end, 0));
        }
        vm.aside_over(data.len(), || content.data[pos..end].copy_from_slice(data));
    }
    content.pos = end;
    Ok(())
}

fn next(vm: &Vm, s: Value) -> Res<Option<Value>> {
    let line =
        if s.typ().builtin { taking(vm, s, |rest| line_length(rest, -1))? } else { vm.call_method_value(s, names::READLINE.get(), &[])? };
    Ok((vm.len(line)? > 0).then_some(line))
}
