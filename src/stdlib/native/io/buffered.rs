//! `BufferedReader`, `BufferedWriter`, `BufferedRandom`: a buffer in front of a raw stream.
//!
//! One state serves all three. Over an exact `FileIO` the descriptor is used directly, and what is written stands in an
//! `fd::Out`; over any other raw stream its methods are called. A `BufferedRandom` has either bytes read ahead or bytes
//! not yet written, never both.

use std::sync::Arc;

use crate::object::heap::Marker;
use crate::object::{Args, GetSetDef, MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, getter, method};
use crate::types::bytes_common::{buffer_of, memory};
use crate::types::{exceptions as exc, is_exactly, shape_for};
use crate::vm::Vm;
use crate::vm::intern::{intern, names};

use super::base::{self, BUFFEREDIOBASE, unsupported};
use super::exclusive::Exclusive;
use super::{BUFFER_SIZE, fd, file};

macro_rules! common {
    ($($rows:expr),* $(,)?) => { &[
        method("close", "(self, /)", |vm, a| close(vm, a[0])),
        method("detach", "(self, /)", detach),
        method("seek", "(self, target, whence=0, /)", seek),
        method("tell", "(self, /)", |vm, a| with(vm, a[0], "", |b, raw| Ok(vm.int(b.tell(vm, raw)?)))),
        method("fileno", "(self, /)", |vm, a| ask_raw(vm, a[0], "fileno")),
        method("isatty", "(self, /)", |vm, a| ask_raw(vm, a[0], "isatty")),
        method("seekable", "(self, /)", |vm, a| ask_raw(vm, a[0], "seekable")),
        base::NO_STATE,
        base::NO_REDUCE,
        base::NO_REDUCE_EX,
        $($rows),*
    ] };
}

macro_rules! specs {
    ($($(#[$doc:meta])* $spec:ident $name:literal $signature:literal $methods:ident $init:ident $next:expr;)*) => {$(
        $(#[$doc])*
        pub static $spec: TypeSpec = TypeSpec {
            name: $name,
            has_dict: true,
            base: Some(&BUFFEREDIOBASE),
            constructor: Some(("(*args, **kwargs)", |vm, cls, _| {
                Ok(vm.native_of_shape(shape_for(vm, cls)?, Buffered { raw: Slot::default(), core: Exclusive::new(Buf::default()) }))
            })),
            methods: $methods,
            getset: GETSET,
            slots: Slots { init: Some($init), repr: Some(repr), next: $next, ..Slots::NONE },
            ..TypeSpec::DEFAULT
        };
        fn $init(vm: &Vm, s: Value, args: Args) -> Res<()> {
            super::bind(vm, &$name[4..], concat!("(raw, buffer_size=", $signature, ")"), args, &|vm, a| {
                let size = a[1].given().map_or(Ok(BUFFER_SIZE as i64), |n| vm.index_i64(n))?;
                if size <= 0 {
                    return Err(vm.value_error("buffer size must be strictly positive"));
                }
                start(vm, s, a[0], size as usize)
            })
        }
    )*};
}

specs! {
    BUFFEREDREADER "_io.BufferedReader" "131072" READER_METHODS init_reader Some(next);
    BUFFEREDWRITER "_io.BufferedWriter" "131072" WRITER_METHODS init_writer None;
    BUFFEREDRANDOM "_io.BufferedRandom" "131072" RANDOM_METHODS init_random Some(next);
}

const READ: MethodDef = method("read", "(self, size=-1, /)", |vm, a| {
    let n = base::size(vm, a[1])?;
    if n < -1 {
        return Err(vm.value_error("read length must be non-negative or -1"));
    }
    with(vm, a[0], "read of closed file", |b, raw| if n < 0 { b.read_all(vm, raw) } else { b.read(vm, raw, n as usize) })
});
const READ1: MethodDef = method("read1", "(self, size=-1, /)", |vm, a| {
    let n = base::size(vm, a[1])?;
    with(vm, a[0], "read of closed file", |b, raw| {
        b.before_read(vm, raw)?;
        let n = if n < 0 { b.size } else { n as usize };
        if n > 0 && b.ahead() == 0 {
            b.fill(vm, raw, n)?;
        }
        b.take(vm, n)
    })
});
const PEEK: MethodDef = method("peek", "(self, size=0, /)", |vm, a| {
    with(vm, a[0], "peek of closed file", |b, raw| {
        b.before_read(vm, raw)?;
        if b.ahead() == 0 {
            b.fill(vm, raw, 0)?;
        }
        memory::bytes(vm, &b.data[b.pos..])
    })
});
const READINTO: MethodDef = method("readinto", "(self, buffer, /)", |vm, a| read_into(vm, a, false));
const READINTO1: MethodDef = method("readinto1", "(self, buffer, /)", |vm, a| read_into(vm, a, true));
const READLINE: MethodDef = method("readline", "(self, size=-1, /)", |vm, a| {
    let limit = base::size(vm, a[1])?;
    read_line(vm, a[0], limit)
});
const WRITE: MethodDef = method("write", "(self, buffer, /)", |vm, a| {
    let data = buffer_of(vm, a[1])?;
    with(vm, a[0], "write to closed file", |b, raw| {
        b.write(vm, raw, &data)?;
        Ok(vm.int(data.len() as i64))
    })
});
const FLUSH: MethodDef = method("flush", "(self, /)", |vm, a| {
    with(vm, a[0], "flush of closed file", |b, raw| {
        b.write_out(vm, raw)?;
        b.unread(vm, raw)?;
        Ok(Value::NONE)
    })
});
const FLUSH_READER: MethodDef = method("flush", "(self, /)", |vm, a| ask_raw(vm, a[0], "flush"));
const TRUNCATE: MethodDef = method("truncate", "(self, pos=None, /)", |vm, a| {
    with(vm, a[0], "truncate of closed file", |b, raw| {
        if !b.writable {
            return Err(unsupported(vm, "truncate"));
        }
        b.write_out(vm, raw)?;
        let size = match a[1].not_none() {
            Some(v) => v,
            None => vm.int(b.tell(vm, raw)?),
        };
        vm.call_method(raw, "truncate", &[size])
    })
});
const READABLE: MethodDef = method("readable", "(self, /)", |vm, a| ask_raw(vm, a[0], "readable"));
const WRITABLE: MethodDef = method("writable", "(self, /)", |vm, a| ask_raw(vm, a[0], "writable"));

const READER_METHODS: &[MethodDef] = common![READ, READ1, PEEK, READINTO, READINTO1, READLINE, FLUSH_READER, TRUNCATE, READABLE];
const WRITER_METHODS: &[MethodDef] = common![WRITE, FLUSH, TRUNCATE, WRITABLE];
const RANDOM_METHODS: &[MethodDef] = common![READ, READ1, PEEK, READINTO, READINTO1, READLINE, WRITE, FLUSH, TRUNCATE, READABLE, WRITABLE];

const GETSET: &[GetSetDef] = &[
    getter("raw", raw_of),
    getter("closed", |vm, s| vm.get_attr_str(raw_of(vm, s)?, "closed")),
    getter("name", |vm, s| vm.get_attr_str(raw_of(vm, s)?, "name")),
    getter("mode", |vm, s| vm.get_attr_str(raw_of(vm, s)?, "mode")),
];

/// The data of all three types.
pub struct Buffered {
    raw: Slot,
    core: Exclusive<Buf>,
}

impl Payload for Buffered {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.raw);
    }
}

/// What a buffered stream knows.
#[derive(Default)]
struct Buf {
    ready: bool,
    fd: Option<Arc<fd::Fd>>,
    out: Option<Arc<fd::Out>>,
    readable: bool,
    writable: bool,
    size: usize,
    /// read ahead, from `pos`
    data: Vec<u8>,
    pos: usize,
    /// to be written, where there is no `out`
    pending: Vec<u8>,
}

fn this(s: &Value) -> &Buffered {
    s.payload::<Buffered>().expect("a buffered stream's method gets one")
}

fn raw_of(vm: &Vm, s: Value) -> Res {
    match this(&s).raw.get().given() {
        Some(raw) => Ok(raw),
        None if this(&s).core.peek(|b| b.ready) == Some(false) => Err(vm.value_error("I/O operation on uninitialized object")),
        None => Err(vm.value_error("raw stream has been detached")),
    }
}

/// Runs `f` with the state and the raw stream. `closed`: the text if the stream is closed; empty: no matter.
fn with<R>(vm: &Vm, s: Value, closed: &str, f: impl FnOnce(&mut Buf, Value) -> Res<R>) -> Res<R> {
    let raw = raw_of(vm, s)?;
    this(&s).core.with(vm, s, |b| {
        if !closed.is_empty() && b.is_closed(vm, raw)? {
            return Err(vm.value_error(closed));
        }
        f(b, raw)
    })
}

fn ask_raw(vm: &Vm, s: Value, question: &str) -> Res {
    vm.call_method(raw_of(vm, s)?, question, &[])
}

fn start(vm: &Vm, s: Value, raw: Value, size: usize) -> Res<()> {
    let is = |spec| s.typ().is_subtype_of(crate::types::type_of(spec));
    let readable = !is(&BUFFEREDWRITER);
    let writable = !is(&BUFFEREDREADER);
    if readable && writable {
        base::able(vm, raw, "seekable", "File or stream is not seekable.")?;
    }
    if readable {
        base::able(vm, raw, "readable", "File or stream is not readable.")?;
    }
    if writable {
        base::able(vm, raw, "writable", "File or stream is not writable.")?;
    }
    let fd = file::shared_fd(raw);
    let out = fd.clone().filter(|_| writable).map(|fd| fd::Out::new(vm, fd, size));
    let b = this(&s);
    b.core.with(vm, s, |state| {
        *state = Buf { ready: true, fd, out, readable, writable, size, ..Buf::default() };
        Ok(())
    })?;
    b.raw.set(raw);
    Ok(())
}

/// The stream's buffer of output, where it is exactly a `BufferedWriter` on a descriptor; and the descriptor that tells
/// whether it is closed.
pub fn direct_out(s: Value) -> Option<(Arc<fd::Out>, Arc<fd::Fd>)> {
    if !is_exactly(s, &BUFFEREDWRITER) {
        return None;
    }
    this(&s).core.peek(|b| Some((b.out.clone()?, b.fd.clone()?))).flatten()
}

/// Is the stream closed? `None` where that takes asking the raw stream.
pub fn known_closed(s: Value) -> Option<bool> {
    let ours = s.typ().builtin && s.payload::<Buffered>().is_some();
    if ours { this(&s).core.peek(|b| b.fd.as_ref().map(|fd| fd.number().is_none())).flatten() } else { None }
}

/// A `BufferedReader` or `BufferedWriter` on a descriptor of the process, which is not closed with it.
pub fn standard(vm: &Vm, number: i32, name: &str) -> Value {
    let raw = file::standard(vm, number, name);
    let out = (number > 0).then(|| fd::Out::standard(number, if vm.shared.settings.unbuffered { 0 } else { 8192 }));
    let (readable, writable) = (number == 0, number > 0);
    let state = Buf { ready: true, fd: file::shared_fd(raw), out, readable, writable, size: BUFFER_SIZE, ..Buf::default() };
    let spec = if readable { &BUFFEREDREADER } else { &BUFFEREDWRITER };
    vm.native(spec, Buffered { raw: Slot::new(raw), core: Exclusive::new(state) })
}

/// Appends what one `read1` gives, of an exact reader: `None` if the stream is another object, else how much it was.
///
/// # Errors
/// Those of reading.
pub fn read_chunk(vm: &Vm, s: Value, n: usize, to: &mut Vec<u8>) -> Res<Option<usize>> {
    if !is_exactly(s, &BUFFEREDREADER) && !is_exactly(s, &BUFFEREDRANDOM) {
        return Ok(None);
    }
    with(vm, s, "read of closed file", |b, raw| {
        b.before_read(vm, raw)?;
        if b.ahead() == 0 {
            b.fill(vm, raw, n)?;
        }
        let len = b.ahead().min(n);
        to.extend_from_slice(&b.data[b.pos..b.pos + len]);
        b.pos += len;
        Ok(Some(len))
    })
}

impl Buf {
    fn is_closed(&self, vm: &Vm, raw: Value) -> Res<bool> {
        match &self.fd {
            Some(fd) => Ok(fd.number().is_none()),
            None => {
                let closed = vm.get_attr_str(raw, "closed")?;
                vm.truth(closed)
            }
        }
    }

    fn ahead(&self) -> usize {
        self.data.len() - self.pos
    }

    fn waiting(&self) -> usize {
        self.out.as_ref().map_or(self.pending.len(), |o| o.len())
    }

    fn number(&self, vm: &Vm) -> Res<Option<i32>> {
        match &self.fd {
            None => Ok(None),
            Some(fd) => fd.number().map(Some).ok_or_else(|| fd::closed(vm)),
        }
    }

    fn before_read(&mut self, vm: &Vm, raw: Value) -> Res<()> {
        if !self.readable {
            return Err(unsupported(vm, "read"));
        }
        if self.writable { self.write_out(vm, raw) } else { Ok(()) }
    }

    /// One raw read, of `n` bytes or as many as the buffer takes; `None`: it would block.
    fn fill(&mut self, vm: &Vm, raw: Value, n: usize) -> Res<Option<usize>> {
        if self.pos > 0 {
            self.data.drain(..self.pos);
            self.pos = 0;
        }
        if let Some(fd) = self.number(vm)? {
            return fd::read(vm, fd, &mut self.data, n.max(self.size));
        }
        let got = base::read_raw(vm, raw, n.max(self.size))?;
        Ok(got.map(|piece| {
            self.data.extend_from_slice(&piece);
            piece.len()
        }))
    }

    /// At most `n` of the bytes read ahead.
    fn take(&mut self, vm: &Vm, n: usize) -> Res {
        let n = n.min(self.ahead());
        let taken = memory::bytes(vm, &self.data[self.pos..self.pos + n])?;
        self.pos += n;
        Ok(taken)
    }

    fn read(&mut self, vm: &Vm, raw: Value, n: usize) -> Res {
        self.before_read(vm, raw)?;
        while self.ahead() < n {
            match self.fill(vm, raw, n - self.ahead())? {
                Some(0) => break,
                Some(_) => {}
                None if self.ahead() == 0 => return Ok(Value::NONE),
                None => break,
            }
        }
        self.take(vm, n)
    }

    fn read_all(&mut self, vm: &Vm, raw: Value) -> Res {
        self.before_read(vm, raw)?;
        let mut nothing = false;
        if let Some(fd) = self.number(vm)? {
            nothing = !fd::read_all(vm, fd, &mut self.data)?;
        } else if let Some(readall) = vm.get_attr_opt(raw, intern(b"readall"))? {
            let rest = vm.call(readall, &[])?;
            if rest.is_none() {
                nothing = true;
            } else if rest.cast::<crate::object::Bytes>().is_none() {
                return Err(vm.type_error("readall() should return bytes"));
            } else {
                self.data.extend_from_slice(&buffer_of(vm, rest)?);
            }
        } else {
            loop {
                let piece = vm.call_method_value(raw, names::READ.get(), &[])?;
                if piece.is_none() {
                    nothing = true;
                    break;
                }
                let piece = buffer_of(vm, piece)?;
                if piece.is_empty() {
                    break;
                }
                self.data.extend_from_slice(&piece);
            }
        }
        if nothing && self.ahead() == 0 {
            return Ok(Value::NONE);
        }
        let all = self.take(vm, usize::MAX)?;
        (self.data, self.pos) = (Vec::new(), 0);
        Ok(all)
    }

    fn write(&mut self, vm: &Vm, raw: Value, data: &[u8]) -> Res<()> {
        self.unread(vm, raw)?;
        if let Some(out) = &self.out {
            return if out.push(data) { out.flush(vm) } else { Ok(()) };
        }
        self.pending.extend_from_slice(data);
        if self.pending.len() > self.size { self.write_out(vm, raw) } else { Ok(()) }
    }

    /// Gives what waits to the raw stream.
    fn write_out(&mut self, vm: &Vm, raw: Value) -> Res<()> {
        if let Some(out) = &self.out {
            return out.flush(vm);
        }
        while !self.pending.is_empty() {
            let written = vm.call_method_value(raw, names::WRITE.get(), &[memory::bytes(vm, &self.pending)?])?;
            if written.is_none() {
                return Err(fd::would_block(vm, 0));
            }
            let n = vm.index_i64(written)?;
            if n < 0 || n as usize > self.pending.len() {
                let text = format!("raw write() returned invalid length {n} (should have been between 0 and {})", self.pending.len());
                return Err(vm.raise(&exc::OS_ERROR, text));
            }
            self.pending.drain(..n as usize);
        }
        Ok(())
    }

    /// Forgets what was read ahead, the raw stream going back.
    fn unread(&mut self, vm: &Vm, raw: Value) -> Res<()> {
        let ahead = self.ahead();
        if ahead == 0 || !self.writable {
            return Ok(());
        }
        (self.data, self.pos) = (Vec::new(), 0);
        self.raw_seek(vm, raw, -(ahead as i64), 1).map(|_| ())
    }

    fn raw_seek(&self, vm: &Vm, raw: Value, offset: i64, whence: i32) -> Res<i64> {
        if let Some(fd) = self.number(vm)? {
            return fd::seek(vm, fd, offset, whence);
        }
        let at = vm.call_method(raw, "seek", &[vm.int(offset), vm.int(whence as i64)])?;
        vm.index_i64(at)
    }

    fn tell(&self, vm: &Vm, raw: Value) -> Res<i64> {
        let at = match &self.fd {
            Some(fd) => match fd.number() {
                Some(fd) => fd::seek(vm, fd, 0, libc::SEEK_CUR)?,
                None => return Err(vm.value_error("I/O operation on closed file")),
            },
            None => {
                let at = vm.call_method(raw, "tell", &[])?;
                vm.index_i64(at)?
            }
        };
        Ok(at - self.ahead() as i64 + self.waiting() as i64)
    }
}

fn seek(vm: &Vm, a: &[Value]) -> Res {
    let whence = a[2].given().map_or(Ok(0), |w| vm.index_i64(w))?;
    if !(0..=4).contains(&whence) {
        return Err(vm.value_error(format!("whence value {whence} unsupported")));
    }
    let offset = base::offset(vm, a[1])?;
    with(vm, a[0], "seek of closed file", |b, raw| {
        if b.fd.is_none() {
            base::able(vm, raw, "seekable", "File or stream is not seekable.")?;
        } else if !b.number(vm)?.is_some_and(fd::is_seekable) {
            return Err(unsupported(vm, "File or stream is not seekable."));
        }
        if b.writable {
            b.write_out(vm, raw)?;
        }
        let offset = if whence == 1 { offset - b.ahead() as i64 } else { offset };
        let at = b.raw_seek(vm, raw, offset, whence as i32)?;
        b.data.clear();
        b.pos = 0;
        Ok(vm.int(at))
    })
}

fn read_into(vm: &Vm, a: &[Value], once: bool) -> Res {
    let name = if once { "readinto1" } else { "readinto" };
    let to = base::writable(vm, a[1], name, "")?;
    with(vm, a[0], &format!("{name} of closed file"), |b, raw| {
        b.before_read(vm, raw)?;
        let mut at = 0;
        while at < to.len {
            if b.ahead() == 0 {
                match b.fill(vm, raw, to.len - at)? {
                    Some(0) => break,
                    Some(_) => {}
                    None if at == 0 => return Ok(Value::NONE),
                    None => break,
                }
            }
            let n = b.ahead().min(to.len - at);
            to.write(vm, at, &b.data[b.pos..b.pos + n]);
            b.pos += n;
            at += n;
            if once {
                break;
            }
        }
        Ok(vm.int(at as i64))
    })
}

fn read_line(vm: &Vm, s: Value, limit: i64) -> Res {
    with(vm, s, "readline of closed file", |b, raw| {
        b.before_read(vm, raw)?;
        let limit = if limit < 0 { usize::MAX } else { limit as usize };
        let mut seen = 0;
        loop {
            let ahead = &b.data[b.pos..];
            if let Some(i) = memchr::memchr(b'\n', &ahead[seen..]) {
                return b.take(vm, (seen + i + 1).min(limit));
            }
            seen = ahead.len();
            if seen >= limit || b.fill(vm, raw, 0)?.unwrap_or(0) == 0 {
                return b.take(vm, seen.min(limit));
            }
        }
    })
}

fn next(vm: &Vm, s: Value) -> Res<Option<Value>> {
    let line = if s.typ().builtin { read_line(vm, s, -1)? } else { vm.call_method_value(s, names::READLINE.get(), &[])? };
    Ok((vm.len(line)? > 0).then_some(line))
}

fn close(vm: &Vm, s: Value) -> Res {
    let raw = raw_of(vm, s)?;
    let closed = vm.get_attr_str(raw, "closed")?;
    if vm.truth(closed)? {
        return Ok(Value::NONE);
    }
    let flushed = vm.call_method_value(s, names::FLUSH.get(), &[]);
    let error = flushed.err().map(|raised| vm.take_raised(raised));
    let result = vm.call_method_value(raw, names::CLOSE.get(), &[]);
    if error.is_some() {
        // what could not be written is lost
        this(&s).core.peek(|b| b.out.as_ref().map(|o| o.discard()));
    }
    match (result, error) {
        (Err(raised), _) => Err(raised),
        (_, Some(e)) => Err(vm.put_raised(e)),
        (ok, None) => ok,
    }
}

fn detach(vm: &Vm, a: &[Value]) -> Res {
    raw_of(vm, a[0])?;
    vm.call_method_value(a[0], names::FLUSH.get(), &[])?;
    Ok(this(&a[0]).raw.swap(Value::UNBOUND))
}

fn repr(vm: &Vm, s: Value) -> Res {
    let t = s.type_name();
    let name = raw_of(vm, s).and_then(|raw| vm.get_attr_opt(raw, intern(b"name")));
    match name {
        Ok(Some(name)) => Ok(vm.str(&format!("<{t} name={}>", vm.repr_text(name)?))),
        Ok(None) => Ok(vm.str(&format!("<{t}>"))),
        Err(raised) => {
            vm.take_raised(raised);
            Ok(vm.str(&format!("<{t}>")))
        }
    }
}
