//! The module `posix`: the system's calls, which `os.py` re-exports.
//!
//! Here: the table, arguments that are paths, and the door for system calls (`system_call`: detached, again after a
//! signal, errors with file names). `files` works on paths and descriptors, `folders` lists them, `process` is about
//! processes and the environment, `spawn` starts them, `system` is about the rest, `structs` makes the types of results, `constants` the numbers.

mod constants;
mod files;
mod folders;
mod process;
pub mod select;
pub mod spawn;
pub mod structs;
mod system;

use std::ffi::CString;

use crate::object::{Layout, ModuleSpec, Raised, Res, Value, method};
use crate::sync::Wait;
use crate::types::bytes_common::{buffer_of, codec};
use crate::types::{exceptions as exc, type_of};
use crate::vm::Vm;
use crate::vm::intern::names;

pub use process::environment;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "posix",
    doc: "What the operating system offers, as the module os needs it.",
    functions: &[method("fspath", "(path)", |vm, a| fspath(vm, a[0]))],
    constants: &[("error", |_| Ok(type_of(&exc::OS_ERROR).value())), ("environ", |vm| process::environment(vm))],
    types: &[&SCHED_PARAM, &STAT_RESULT, &STATVFS_RESULT, &TERMINAL_SIZE, &UNAME_RESULT, &TIMES_RESULT, &folders::DIRENTRY],
    init: Some(|vm, m| {
        for table in [files::FUNCTIONS, folders::FUNCTIONS, process::FUNCTIONS, spawn::FUNCTIONS, system::FUNCTIONS] {
            for def in table {
                let f = vm.native_function(def, m, vm.str("posix"));
                vm.set_attr_str(m, def.name, f)?;
            }
        }
        for &(name, number) in constants::ALL {
            vm.set_attr_str(m, name, vm.int(number))?;
        }
        vm.set_attr_str(m, "sysconf_names", system::names_of(vm, process::SYSCONF)?)?;
        vm.set_attr_str(m, "confstr_names", system::names_of(vm, system::CONFSTR)?)?;
        vm.set_attr_str(m, "pathconf_names", system::names_of(vm, system::PATHCONF)?)
    }),
    ..ModuleSpec::DEFAULT
};

/// The visible fields of `stat_result`; the times of day among them are ints when they are asked for by index.
const STAT_FIELDS: [&str; 10] =
    ["st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime"];

structs::struct_sequences! {
    /// `os.stat_result`
    STAT_RESULT "os.stat_result" 10 of 19: st_mode 0, st_ino 1, st_dev 2, st_nlink 3, st_uid 4, st_gid 5, st_size 6, st_atime 10, st_mtime 11,
        st_ctime 12, st_atime_ns 13, st_mtime_ns 14, st_ctime_ns 15, st_blksize 16, st_blocks 17, st_rdev 18;
    /// `os.statvfs_result`
    STATVFS_RESULT "os.statvfs_result" 10 of 11: f_bsize 0, f_frsize 1, f_blocks 2, f_bfree 3, f_bavail 4, f_files 5, f_ffree 6, f_favail 7, f_flag 8, f_namemax 9, f_fsid 10;
    /// `os.sched_param`
    SCHED_PARAM "posix.sched_param" 1 of 1: sched_priority 0;
    /// `os.terminal_size`
    TERMINAL_SIZE "os.terminal_size" 2 of 2: columns 0, lines 1;
    /// `os.uname_result`
    UNAME_RESULT "posix.uname_result" 5 of 5: sysname 0, nodename 1, release 2, version 3, machine 4;
    /// `os.times_result`
    TIMES_RESULT "posix.times_result" 5 of 5: user 0, system 1, children_user 2, children_system 3, elapsed 4;
}

/// `os.fspath(path)`
///
/// # Errors
/// `TypeError`
pub fn fspath(vm: &Vm, path: Value) -> Res {
    if path.str_bytes().is_some() || path.layout() == Layout::Bytes {
        return Ok(path);
    }
    match vm.call_special(path, names::FSPATH.get(), &[])? {
        Some(p) if p.str_bytes().is_some() || p.layout() == Layout::Bytes => Ok(p),
        Some(p) => Err(vm.type_error(format!("expected {}.__fspath__() to return str or bytes, not {}", path.type_name(), p.type_name()))),
        None => Err(vm.type_error(format!("expected str, bytes or os.PathLike object, not {}", path.type_name()))),
    }
}

/// An argument that names a file.
struct Path {
    /// as errors show it
    shown: Value,
    /// by name, or
    name: CString,
    /// by descriptor
    fd: Option<i32>,
    /// results are bytes too
    bytes: bool,
}

/// What else than a path an argument may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Also {
    Nothing,
    Fd,
    FdOrNone,
}

/// The argument `path` of a function of this name.
fn path(vm: &Vm, function: &str, v: Value, also: Also) -> Res<Path> {
    let is_number = |v: Value| v.layout() == Layout::Int || v.is_bool();
    if also == Also::FdOrNone && v.not_none().is_none() {
        return Ok(Path { shown: Value::NONE, name: c".".to_owned(), fd: None, bytes: false });
    }
    let known = v.str_bytes().is_some() || v.layout() == Layout::Bytes;
    if also != Also::Nothing && !known && (is_number(v) || v.typ().slots().index.is_some()) {
        let fd = descriptor(vm, v)?;
        return Ok(Path { shown: v, name: CString::default(), fd: Some(fd), bytes: false });
    }
    let shown = if known { v } else { path_object(vm, function, v, also)? };
    let text = match shown.str_bytes() {
        Some(_) => codec::encode(vm, shown, crate::text::codecs::Codec::Utf8, "surrogateescape")?,
        None => buffer_of(vm, shown)?.to_vec(),
    };
    match CString::new(text) {
        Ok(name) => Ok(Path { shown, name, fd: None, bytes: shown.str_bytes().is_none() }),
        Err(_) => Err(vm.value_error(format!("{function}: embedded null character in path"))),
    }
}

fn path_object(vm: &Vm, function: &str, v: Value, also: Also) -> Res {
    match vm.call_special(v, names::FSPATH.get(), &[])? {
        Some(p) if p.str_bytes().is_some() || p.layout() == Layout::Bytes => Ok(p),
        Some(p) => Err(vm.type_error(format!("expected {}.__fspath__() to return str or bytes, not {}", v.type_name(), p.type_name()))),
        None => {
            let what = match also {
                Also::Nothing => "string, bytes or os.PathLike",
                Also::Fd => "string, bytes, os.PathLike or integer",
                Also::FdOrNone => "string, bytes, os.PathLike, integer or None",
            };
            Err(vm.type_error(format!("{function}: path should be {what}, not {}", v.type_name())))
        }
    }
}

/// A number that fits a C int.
pub fn c_int(vm: &Vm, v: Value) -> Res<i32> {
    vm.index_c_int(v)
}

/// A number that fits a C int, or a default.
fn c_int_or(vm: &Vm, v: Value, default: i32) -> Res<i32> {
    v.given().map_or(Ok(default), |v| c_int(vm, v))
}

/// A file descriptor: a number, or what has `fileno()`.
fn descriptor(vm: &Vm, v: Value) -> Res<i32> {
    if v.typ().slots().index.is_some() || v.layout() == Layout::Int || v.is_bool() {
        return c_int(vm, v);
    }
    Err(vm.not_a(v, "cannot be interpreted as an integer"))
}

/// The argument `dir_fd`.
fn dir_fd(vm: &Vm, v: Value) -> Res<i32> {
    match v.not_none() {
        None => Ok(libc::AT_FDCWD),
        Some(v) if v.typ().slots().index.is_some() || v.layout() == Layout::Int => c_int(vm, v),
        Some(v) => Err(vm.type_error(format!("argument should be integer or None, not {}", v.type_name()))),
    }
}

/// The errno of the last system call of this thread.
fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

/// Raises `OSError` with the names of one or two files.
#[cold]
fn os_error(vm: &Vm, errno: i32, files: &[Value]) -> Raised {
    let text = vm.str(&crate::types::exception_os::errno_text(errno));
    match files {
        [] => vm.os_error(errno, None),
        [one] if one.is_none() => vm.os_error(errno, None),
        [one] => vm.os_error(errno, Some(*one)),
        [one, two, ..] => vm.raise_with(&exc::OS_ERROR, &[vm.int(errno as i64), text, *one, Value::NONE, *two]),
    }
}

/// Makes a system call detached; again when a signal interrupts it.
///
/// # Errors
/// `OSError` with these file names; what a signal's handler raises.
fn system_call(vm: &Vm, files: &[Value], call: impl FnMut() -> i64) -> Res<i64> {
    system_call_as(vm, Wait::Io, files, call)
}

/// As `system_call`, saying what the thread waits for.
fn system_call_as(vm: &Vm, wait: Wait, files: &[Value], mut call: impl FnMut() -> i64) -> Res<i64> {
    loop {
        let (result, errno) = vm.detached(wait, || {
            let result = call();
            (result, if result < 0 { errno() } else { 0 })
        });
        match errno {
            _ if result >= 0 => return Ok(result),
            libc::EINTR => vm.safepoint()?,
            errno => return Err(os_error(vm, errno, files)),
        }
    }
}

/// A system call that gives nothing.
fn system_call_none(vm: &Vm, files: &[Value], call: impl FnMut() -> i64) -> Res {
    system_call(vm, files, call).map(|_| Value::NONE)
}

/// A file name from the system: text in which undecodable bytes are escaped, or bytes.
pub fn file_name(vm: &Vm, name: &[u8], bytes: bool) -> Res {
    if bytes {
        return Ok(vm.bytes(name));
    }
    match std::str::from_utf8(name) {
        Ok(text) => Ok(vm.str(text)),
        Err(_) => Ok(vm.str_wtf8(&codec::decode(vm, name, crate::text::codecs::Codec::Utf8, "surrogateescape")?)),
    }
}
