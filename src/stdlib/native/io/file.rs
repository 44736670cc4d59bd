//! `FileIO`: a descriptor as a raw stream.

use std::ffi::CString;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use parking_lot::Mutex;

use crate::object::heap::Marker;
use crate::object::{Args, GetSetDef, MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, getset, getter, method};
use crate::types::bytes_common::{buffer_of, memory};
use crate::types::shape_for;
use crate::vm::Vm;
use crate::vm::intern::intern;

use super::base::{self, RAWIOBASE, unsupported};
use super::{BUFFER_SIZE, fd};

pub static FILEIO: TypeSpec = TypeSpec {
    name: "_io.FileIO",
    has_dict: true,
    signature: Some("(file, mode='r', closefd=True, opener=None)"),
    doc: "Open a file.",
    base: Some(&RAWIOBASE),
    constructor: Some(("(*args, **kwargs)", |vm, cls, _| Ok(vm.native_of_shape(shape_for(vm, cls)?, FileIo::default())))),
    methods: METHODS,
    getset: GETSET,
    slots: Slots { init: Some(init), repr: Some(repr), ..Slots::NONE },
    ..TypeSpec::DEFAULT
};

/// The data of a `FileIO`.
#[derive(Default)]
pub struct FileIo {
    /// unset before `__init__`
    fd: Mutex<Option<Arc<fd::Fd>>>,
    name: Slot,
    /// 0 or the letters of the mode, see `mode_bits`
    mode: AtomicU8,
}

impl Payload for FileIo {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.name);
    }
}

const READ: u8 = 1;
const WRITE: u8 = 2;
const APPEND: u8 = 4;
const CREATE: u8 = 8;

const METHODS: &[MethodDef] = &[
    method("read", "(self, size=-1, /)", |vm, a| {
        let (n, fd) = (base::size(vm, a[1])?, reading(vm, a[0])?);
        if n < 0 {
            return read_all(vm, fd);
        }
        let mut data = Vec::new();
        let got = fd::read(vm, fd, &mut data, n as usize)?;
        if got.is_none() { Ok(Value::NONE) } else { memory::bytes(vm, &data) }
    }),
    method("readall", "(self, /)", |vm, a| read_all(vm, open_fd(vm, a[0])?)),
    method("readinto", "(self, buffer, /)", |vm, a| {
        let fd = reading(vm, a[0])?;
        let to = base::writable(vm, a[1], "readinto", " 1")?;
        let mut data = Vec::new();
        match fd::read(vm, fd, &mut data, to.len)? {
            Some(n) => {
                to.write(vm, 0, &data);
                Ok(vm.int(n as i64))
            }
            None => Ok(Value::NONE),
        }
    }),
    method("write", "(self, b, /)", |vm, a| {
        let fd = open_fd(vm, a[0])?;
        if this(&a[0]).mode.load(Ordering::Relaxed) & WRITE == 0 {
            return Err(unsupported(vm, "File not open for writing"));
        }
        let data = buffer_of(vm, a[1])?;
        Ok(fd::write(vm, fd, &data)?.map_or(Value::NONE, |n| vm.int(n as i64)))
    }),
    method("seek", "(self, pos, whence=0, /)", |vm, a| {
        let fd = open_fd(vm, a[0])?;
        let whence = a[2].given().map_or(Ok(0), |w| vm.index_i64(w))?;
        Ok(vm.int(fd::seek(vm, fd, base::offset(vm, a[1])?, whence as i32)?))
    }),
    method("tell", "(self, /)", |vm, a| Ok(vm.int(fd::seek(vm, open_fd(vm, a[0])?, 0, libc::SEEK_CUR)?))),
    method("truncate", "(self, size=None, /)", |vm, a| {
        let fd = open_fd(vm, a[0])?;
        if this(&a[0]).mode.load(Ordering::Relaxed) & WRITE == 0 {
            return Err(unsupported(vm, "File not open for writing"));
        }
        let size = match a[1].not_none() {
            Some(v) => base::offset(vm, v)?,
            None => fd::seek(vm, fd, 0, libc::SEEK_CUR)?,
        };
        fd::truncate(vm, fd, size)?;
        Ok(vm.int(size))
    }),
    method("close", "(self, /)", |vm, a| {
        let fd = this(&a[0]).fd.lock().clone();
        if let Some(fd) = fd {
            fd.close(vm)?;
        }
        Ok(Value::NONE)
    }),
    method("flush", "(self, /)", |vm, a| open_fd_text(vm, a[0], "I/O operation on closed file.").map(|_| Value::NONE)),
    method("fileno", "(self, /)", |vm, a| Ok(vm.int(open_fd(vm, a[0])? as i64))),
    method("isatty", "(self, /)", |vm, a| Ok(Value::bool(fd::is_terminal(open_fd(vm, a[0])?)))),
    method("seekable", "(self, /)", |vm, a| Ok(Value::bool(fd::is_seekable(open_fd(vm, a[0])?)))),
    method("readable", "(self, /)", |vm, a| open_fd(vm, a[0]).map(|_| Value::bool(this(&a[0]).mode.load(Ordering::Relaxed) & READ != 0))),
    method("writable", "(self, /)", |vm, a| open_fd(vm, a[0]).map(|_| Value::bool(this(&a[0]).mode.load(Ordering::Relaxed) & WRITE != 0))),
    base::NO_STATE,
    method("__reduce_ex__", "(self, protocol, /)", |vm, a| {
        let what = if vm.index_i64(a[1])? < 2 { "object" } else { "instances" };
        let name = a[0].typ().name_text();
        Err(vm.type_error(format!("cannot pickle '{}' {what}", name.rsplit('.').next().unwrap_or_default())))
    }),
];

const GETSET: &[GetSetDef] = &[
    getter("closed", |_, s| Ok(Value::bool(this(&s).fd.lock().as_ref().is_none_or(|f| f.number().is_none())))),
    getter("closefd", |_, s| Ok(Value::bool(this(&s).fd.lock().as_ref().is_none_or(|f| f.owned())))),
    getter("mode", |vm, s| Ok(vm.str(mode_text(s)))),
    getter("_blksize", |vm, _| Ok(vm.int(BUFFER_SIZE as i64))),
    getset(
        "name",
        |vm, s| match this(&s).name.get().given() {
            Some(name) => Ok(name),
            None => Err(vm.no_attribute(s, intern(b"name"))),
        },
        |_, s, v| {
            this(&s).name.set(v);
            Ok(())
        },
    ),
];

fn this(s: &Value) -> &FileIo {
    s.payload::<FileIo>().expect("a file's method gets a file")
}

/// The descriptor of an exact `FileIO`, for the buffers above it.
pub fn shared_fd(s: Value) -> Option<Arc<fd::Fd>> {
    if crate::types::is_exactly(s, &FILEIO) { this(&s).fd.lock().clone() } else { None }
}

fn open_fd_text(vm: &Vm, s: Value, text: &str) -> Res<i32> {
    match this(&s).fd.lock().as_ref() {
        Some(fd) => fd.number().ok_or(()),
        None => Err(()),
    }
    .map_err(|()| vm.value_error(text))
}

fn open_fd(vm: &Vm, s: Value) -> Res<i32> {
    open_fd_text(vm, s, "I/O operation on closed file")
}

fn reading(vm: &Vm, s: Value) -> Res<i32> {
    let fd = open_fd(vm, s)?;
    if this(&s).mode.load(Ordering::Relaxed) & READ == 0 {
        return Err(unsupported(vm, "File not open for reading"));
    }
    Ok(fd)
}

fn read_all(vm: &Vm, fd: i32) -> Res {
    let mut data = Vec::new();
    if fd::read_all(vm, fd, &mut data)? { memory::bytes(vm, &data) } else { Ok(Value::NONE) }
}

fn mode_text(s: Value) -> &'static str {
    let m = this(&s).mode.load(Ordering::Relaxed);
    match (m & CREATE != 0, m & APPEND != 0, m & READ != 0, m & WRITE != 0) {
        (true, _, true, _) => "xb+",
        (true, _, false, _) => "xb",
        (_, true, true, _) => "ab+",
        (_, true, false, _) => "ab",
        (_, _, true, true) => "rb+",
        (_, _, true, false) => "rb",
        _ => "wb",
    }
}

fn repr(vm: &Vm, s: Value) -> Res {
    let t = s.type_name();
    let fd = this(&s).fd.lock().as_ref().map(|f| (f.number(), f.owned()));
    let Some((Some(number), owned)) = fd else { return Ok(vm.str(&format!("<{t} [closed]>"))) };
    let owned = if owned { "True" } else { "False" };
    let shown = match this(&s).name.get().given() {
        Some(name) => format!("name={}", vm.repr_text(name)?),
        None => format!("fd={number}"),
    };
    Ok(vm.str(&format!("<{t} {shown} mode='{}' closefd={owned}>", mode_text(s))))
}

/// The bits of a mode and the flags of `open`.
fn mode_bits(vm: &Vm, mode: &str) -> Res<(u8, i32)> {
    let (mut bits, mut flags, mut kinds, mut plus) = (0, 0, 0, 0);
    for c in mode.chars() {
        match c {
            'r' => bits |= READ,
            'w' => (bits, flags) = (bits | WRITE, flags | libc::O_CREAT | libc::O_TRUNC),
            'a' => (bits, flags) = (bits | WRITE | APPEND, flags | libc::O_CREAT | libc::O_APPEND),
            'x' => (bits, flags) = (bits | WRITE | CREATE, flags | libc::O_CREAT | libc::O_EXCL),
            '+' => {
                plus += 1;
                bits |= READ | WRITE;
                continue;
            }
            'b' => continue,
            _ => return Err(vm.value_error(format!("invalid mode: {mode}"))),
        }
        kinds += 1;
    }
    if kinds != 1 || plus > 1 {
        return Err(vm.value_error("Must have exactly one of create/read/write/append mode and at most one plus"));
    }
    flags |= match (bits & READ != 0, bits & WRITE != 0) {
        (true, true) => libc::O_RDWR,
        (false, true) => libc::O_WRONLY,
        _ => libc::O_RDONLY,
    };
    Ok((bits, flags | libc::O_CLOEXEC))
}

fn init(vm: &Vm, s: Value, args: Args) -> Res<()> {
    super::bind(vm, "FileIO", "(file, mode='r', closefd=True, opener=None)", args, &|vm, a| {
        let mode = match a[1].given() {
            None => "r",
            Some(m) => {
                a[1].as_str().ok_or_else(|| vm.type_error(format!("FileIO() argument 'mode' must be str, not {}", m.argument_name())))?
            }
        };
        let closefd = a[2].given().map_or(Ok(true), |v| vm.truth(v))?;
        open_into(vm, s, a[0], mode, closefd, a[3].not_none())
    })
}

/// What `FileIO.__init__` does.
///
/// # Errors
/// `OSError`, `ValueError`, those of the opener.
pub fn open_into(vm: &Vm, s: Value, file: Value, mode: &str, closefd: bool, opener: Option<Value>) -> Res<()> {
    let (bits, flags) = mode_bits(vm, mode)?;
    let is_number = file.is_bool() || file.layout() == crate::object::Layout::Int;
    let name = if is_number { file } else { super::super::posix::fspath(vm, file)? };
    let number = if is_number {
        let n = vm.index_i64(file)?;
        if n < 0 {
            return Err(vm.value_error("negative file descriptor"));
        }
        i32::try_from(n).map_err(|_| vm.overflow_error("Python int too large to convert to C int"))?
    } else {
        if !closefd {
            return Err(vm.value_error("Cannot use closefd=False with file name"));
        }
        match opener {
            None => fd::open(vm, &path_string(vm, name)?, flags, name)?,
            Some(opener) => {
                let got = vm.call(opener, &[name, vm.int(flags as i64)])?;
                if got.layout() != crate::object::Layout::Int && !got.is_bool() {
                    return Err(vm.type_error("expected integer from opener"));
                }
                let n = vm.index_i64(got)? as i32;
                if n < 0 {
                    return Err(vm.value_error(format!("opener returned {n}")));
                }
                fd::set_cloexec(n);
                n
            }
        }
    };
    let problem = match fd::status(number) {
        Ok(s) if s.is_folder => Some(libc::EISDIR),
        Ok(s) => {
            fd::flush_file(vm, s.identity);
            None
        }
        Err(errno) => Some(errno),
    };
    if let Some(errno) = problem {
        if is_number {
            // the descriptor is the caller's
            return Err(vm.os_error(errno, (errno == libc::EISDIR).then_some(name)));
        }
        drop(fd::Fd::new(number, true));
        return Err(vm.os_error(errno, Some(name)));
    }
    let shared = fd::Fd::new(number, closefd);
    if bits & APPEND != 0 && fd::is_seekable(number) {
        fd::seek(vm, number, 0, libc::SEEK_END)?;
    }
    let file = this(&s);
    file.mode.store(bits, Ordering::Relaxed);
    file.name.set(name);
    *file.fd.lock() = Some(shared);
    Ok(())
}

/// A `FileIO` on a descriptor of the process that stays open: `<stdout>`.
pub fn standard(vm: &Vm, number: i32, name: &str) -> Value {
    let mode = if number == 0 { READ } else { WRITE };
    let data = FileIo { fd: Mutex::new(Some(fd::Fd::new(number, false))), name: Slot::new(vm.str(name)), mode: AtomicU8::new(mode) };
    vm.native(&FILEIO, data)
}

/// A path (`str` or `bytes`) as the system takes it.
///
/// # Errors
/// "embedded null byte", `UnicodeEncodeError`
pub fn path_string(vm: &Vm, path: Value) -> Res<CString> {
    let bytes = match path.str_bytes() {
        Some(_) => crate::types::bytes_common::codec::encode(vm, path, crate::text::codecs::Codec::Utf8, "surrogateescape")?,
        None => buffer_of(vm, path)?.to_vec(),
    };
    CString::new(bytes).map_err(|_| vm.value_error("embedded null byte"))
}
