//! Directories: the current one, their names, and `scandir` with its entries.
//!
//! A directory is read whole when it is opened, detached; iterating over it then asks the system nothing.

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::DirEntryExt;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;

use crate::object::heap::Marker;
use crate::object::{GetSetDef, MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, getter, method};
use crate::sync::Wait;
use crate::types::is_exactly;
use crate::vm::Vm;

use super::{Also, Path, c_int, file_name, files, os_error, path, system_call_none};

/// The functions, for the module.
pub const FUNCTIONS: &[MethodDef] = &[
    method("getcwd", "()", |vm, _| current(vm, false)),
    method("getcwdb", "()", |vm, _| current(vm, true)),
    method("chdir", "(path)", |vm, a| {
        let p = path(vm, "chdir", a[0], Also::Fd)?;
        // SAFETY: plain system calls; the name ends in zero.
        system_call_none(vm, &[p.shown], || unsafe {
            (match p.fd {
                Some(fd) => libc::fchdir(fd),
                None => libc::chdir(p.name.as_ptr()),
            }) as i64
        })
    }),
    method("fchdir", "(fd)", |vm, a| {
        let fd = c_int(vm, a[0])?;
        // SAFETY: a plain system call.
        system_call_none(vm, &[], || unsafe { libc::fchdir(fd) } as i64)
    }),
    method("listdir", "(path=None)", |vm, a| {
        let p = path(vm, "listdir", a[0], Also::FdOrNone)?;
        let found = read_folder(vm, &p)?;
        let list = vm.list(&[]);
        for entry in &found {
            vm.list_append(list, file_name(vm, &entry.name, p.bytes)?)?;
        }
        Ok(list)
    }),
    method("scandir", "(path=None)", |vm, a| {
        let p = path(vm, "scandir", a[0], Also::FdOrNone)?;
        let found = read_folder(vm, &p)?;
        let shown = if p.shown.is_none() { vm.str(".") } else { p.shown };
        let scan = Scan { found: Mutex::new(found), at: AtomicUsize::new(0), folder: Slot::new(shown), bytes: p.bytes, fd: p.fd };
        Ok(vm.native(&SCANDIRITERATOR, scan))
    }),
];

fn current(vm: &Vm, bytes: bool) -> Res {
    match vm.detached(Wait::Io, std::env::current_dir) {
        Ok(p) => file_name(vm, p.as_os_str().as_bytes(), bytes),
        Err(e) => Err(vm.io_error(&e, None)),
    }
}

/// What a directory says of an entry.
struct Found {
    name: Vec<u8>,
    inode: u64,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    File,
    Link,
    Other,
    Unknown,
}

fn read_folder(vm: &Vm, p: &Path) -> Res<Vec<Found>> {
    let folder = match p.fd {
        Some(fd) => std::path::PathBuf::from(format!("/proc/self/fd/{fd}")),
        None => std::path::PathBuf::from(std::ffi::OsStr::from_bytes(p.name.as_bytes())),
    };
    let read = vm.detached(Wait::Io, || -> std::io::Result<Vec<Found>> {
        std::fs::read_dir(&folder)?
            .map(|entry| {
                let entry = entry?;
                let kind = match entry.file_type() {
                    Ok(t) if t.is_dir() => Kind::Folder,
                    Ok(t) if t.is_symlink() => Kind::Link,
                    Ok(t) if t.is_file() => Kind::File,
                    Ok(_) => Kind::Other,
                    Err(_) => Kind::Unknown,
                };
                Ok(Found { name: entry.file_name().as_bytes().to_vec(), inode: entry.ino(), kind })
            })
            .collect()
    });
    read.map_err(|e| match e.raw_os_error() {
        Some(code) => os_error(vm, code, &[p.shown]),
        None => vm.io_error(&e, None),
    })
}

static SCANDIRITERATOR: TypeSpec = TypeSpec {
    name: "posix.ScandirIterator",
    methods: &[
        method("close", "(self, /)", |_, a| {
            scan(&a[0]).found.lock().clear();
            Ok(Value::NONE)
        }),
        method("__enter__", "(self, /)", |_, a| Ok(a[0])),
        method("__exit__", "(self, *args)", |_, a| {
            scan(&a[0]).found.lock().clear();
            Ok(Value::NONE)
        }),
    ],
    slots: Slots { iter: Some(|_, s| Ok(s)), next: Some(next), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

/// A directory being iterated.
struct Scan {
    found: Mutex<Vec<Found>>,
    at: AtomicUsize,
    folder: Slot,
    bytes: bool,
    fd: Option<i32>,
}

impl Payload for Scan {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.folder);
    }
}

fn scan(s: &Value) -> &Scan {
    s.payload::<Scan>().expect("a scan's method gets a scan")
}

fn next(vm: &Vm, s: Value) -> Res<Option<Value>> {
    let scan = scan(&s);
    let at = scan.at.fetch_add(1, Ordering::Relaxed);
    let Some((name, inode, kind)) = scan.found.lock().get_mut(at).map(|f| (std::mem::take(&mut f.name), f.inode, f.kind)) else {
        return Ok(None);
    };
    let name_value = file_name(vm, &name, scan.bytes)?;
    let folder = scan.folder.get();
    let path = match (scan.fd, folder.str_bytes()) {
        (Some(_), _) => name_value,
        (None, Some(f)) => joined(f, name_value.str_bytes().unwrap_or(b""), |t| vm.str_wtf8(t)),
        (None, None) => joined(&crate::types::bytes_common::buffer_of(vm, folder)?, &name, |t| vm.bytes(t)),
    };
    let entry = Entry {
        name: Slot::new(name_value),
        path: Slot::new(path),
        inode,
        kind,
        fd: scan.fd,
        followed: Slot::default(),
        own: Slot::default(),
    };
    Ok(Some(vm.native(&DIRENTRY, entry)))
}

fn joined(folder: &[u8], name: &[u8], make: impl Fn(&[u8]) -> Value) -> Value {
    let mut out = folder.to_vec();
    if !out.is_empty() && out.last() != Some(&b'/') {
        out.push(b'/');
    }
    out.extend_from_slice(name);
    make(&out)
}

pub static DIRENTRY: TypeSpec = TypeSpec {
    name: "posix.DirEntry",
    methods: ENTRY_METHODS,
    getset: ENTRY_GETSET,
    slots: Slots {
        repr: Some(|vm, s| {
            let name = vm.repr_text(entry(&s).name.get())?;
            Ok(vm.str(&format!("<DirEntry {name}>")))
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

/// An entry; `followed` and `own` remember what `stat` gave.
struct Entry {
    name: Slot,
    path: Slot,
    inode: u64,
    kind: Kind,
    fd: Option<i32>,
    followed: Slot,
    own: Slot,
}

impl Payload for Entry {
    fn trace(&self, marker: &mut Marker) {
        for slot in [&self.name, &self.path, &self.followed, &self.own] {
            marker.slot(slot);
        }
    }
}

fn entry(s: &Value) -> &Entry {
    s.payload::<Entry>().expect("an entry's method gets an entry")
}

const ENTRY_METHODS: &[MethodDef] = &[
    method("is_dir", "(self, /, *, follow_symlinks=True)", |vm, a| is_kind(vm, a, Kind::Folder, libc::S_IFDIR)),
    method("is_file", "(self, /, *, follow_symlinks=True)", |vm, a| is_kind(vm, a, Kind::File, libc::S_IFREG)),
    method("is_symlink", "(self, /)", |vm, a| {
        let e = entry(&a[0]);
        if e.kind != Kind::Unknown {
            return Ok(Value::bool(e.kind == Kind::Link));
        }
        Ok(Value::bool(mode(vm, &a[0], false)? == Some(libc::S_IFLNK)))
    }),
    method("is_junction", "(self, /)", |_, _| Ok(Value::FALSE)),
    method("inode", "(self, /)", |vm, a| Ok(vm.uint(entry(&a[0]).inode))),
    method("stat", "(self, /, *, follow_symlinks=True)", |vm, a| stat(vm, &a[0], follows(vm, a[1])?)),
    method("__fspath__", "(self, /)", |_, a| Ok(entry(&a[0]).path.get())),
    crate::types::generic_alias::CLASS_GETITEM,
];

const ENTRY_GETSET: &[GetSetDef] = &[getter("name", |_, s| Ok(entry(&s).name.get())), getter("path", |_, s| Ok(entry(&s).path.get()))];

fn follows(vm: &Vm, v: Value) -> Res<bool> {
    v.given().map_or(Ok(true), |v| vm.truth(v))
}

fn stat(vm: &Vm, s: &Value, follow: bool) -> Res {
    let e = entry(s);
    let follow = follow && matches!(e.kind, Kind::Link | Kind::Unknown);
    let memory = if follow { &e.followed } else { &e.own };
    if let Some(known) = memory.get().given() {
        return Ok(known);
    }
    let p = path(vm, "stat", e.path.get(), Also::Nothing)?;
    let found = files::stat(vm, &p, e.fd.unwrap_or(libc::AT_FDCWD), follow)?;
    memory.set(found);
    Ok(found)
}

/// The kind of file in `st_mode`; `None` if there is no file.
fn mode(vm: &Vm, s: &Value, follow: bool) -> Res<Option<libc::mode_t>> {
    let found = stat(vm, s, follow);
    match vm.catch(found, &crate::types::exceptions::FILE_NOT_FOUND_ERROR)? {
        Some(found) => Ok(vm.to_i64(super::structs::item(found, 0)).map(|m| m as libc::mode_t & libc::S_IFMT)),
        None => Ok(None),
    }
}

fn is_kind(vm: &Vm, a: &[Value], kind: Kind, bits: libc::mode_t) -> Res {
    let (e, follow) = (entry(&a[0]), follows(vm, a[1])?);
    debug_assert!(is_exactly(a[0], &DIRENTRY), "entries have no subclasses");
    if e.kind == Kind::Unknown || e.kind == Kind::Link && follow {
        return Ok(Value::bool(mode(vm, &a[0], follow)? == Some(bits)));
    }
    Ok(Value::bool(e.kind == kind))
}
