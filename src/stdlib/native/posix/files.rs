//! Files by path and by descriptor.

use crate::object::{MethodDef, Res, Value, method};
use crate::types::bytes_common::{buffer_of, memory};
use crate::vm::Vm;

use super::{
    Also, STAT_RESULT, STATVFS_RESULT, c_int, c_int_or, descriptor, dir_fd, errno, file_name, os_error, path, structs, system_call,
    system_call_none,
};

/// A call of the C library that gives a C int.
macro_rules! c {
    ($call:expr) => {
        // SAFETY: what these calls take is numbers, structs and strings (that end in zero) of the caller.
        unsafe { $call as i64 }
    };
}

/// The functions, for the module.
pub const FUNCTIONS: &[MethodDef] = &[
    method("open", "(path, flags, mode=511, *, dir_fd=None)", |vm, a| {
        let (p, flags, mode, dir) =
            (path(vm, "open", a[0], Also::Nothing)?, c_int(vm, a[1])?, c_int_or(vm, a[2], 0o777)?, dir_fd(vm, a[3])?);
        // SAFETY: a plain system call on a string that ends in zero.
        let fd = system_call(vm, &[p.shown], || unsafe { libc::openat(dir, p.name.as_ptr(), flags | libc::O_CLOEXEC, mode) } as i64)?;
        Ok(vm.int(fd))
    }),
    method("close", "(fd)", |vm, a| {
        let fd = descriptor(vm, a[0])?;
        // SAFETY: a plain system call.
        let (result, code) = vm.detached(crate::sync::Wait::Io, || (unsafe { libc::close(fd) }, errno()));
        if result < 0 && code != libc::EINTR { Err(os_error(vm, code, &[])) } else { Ok(Value::NONE) }
    }),
    method("closerange", "(fd_low, fd_high, /)", |vm, a| {
        for fd in c_int(vm, a[0])?.max(0)..c_int(vm, a[1])? {
            // SAFETY: a plain system call.
            unsafe { libc::close(fd) };
        }
        Ok(Value::NONE)
    }),
    method("read", "(fd, length, /)", |vm, a| {
        let (fd, n) = (c_int(vm, a[0])?, vm.index_i64(a[1])?);
        if n < 0 {
            return Err(os_error(vm, libc::EINVAL, &[]));
        }
        vm.check_memory((n as usize).min(1 << 30), 1)?;
        let mut data = vec![0; (n as usize).min(1 << 30)];
        vm.before_blocking()?;
        // SAFETY: the buffer has that many bytes.
        let got = system_call(vm, &[], || unsafe { libc::read(fd, data.as_mut_ptr() as *mut libc::c_void, data.len()) } as i64)?;
        memory::bytes(vm, &data[..got as usize])
    }),
    method("readinto", "(fd, buffer, /)", |vm, a| {
        let fd = c_int(vm, a[0])?;
        let Some(to) = crate::types::bytes_common::writable_of(vm, a[1])? else {
            return Err(vm.type_error(format!("readinto() argument 2 must be read-write bytes-like object, not {}", a[1].argument_name())));
        };
        vm.check_memory(to.len, 1)?;
        let mut data = vec![0; to.len];
        // SAFETY: the buffer has that many bytes.
        let got = system_call(vm, &[], || unsafe { libc::read(fd, data.as_mut_ptr() as *mut libc::c_void, data.len()) } as i64)?;
        to.write(vm, 0, &data[..got as usize]);
        Ok(vm.int(got))
    }),
    method("write", "(fd, data, /)", |vm, a| {
        let fd = c_int(vm, a[0])?;
        let data = buffer_of(vm, a[1])?;
        vm.before_blocking()?;
        // SAFETY: the bytes are read only.
        Ok(vm.int(system_call(vm, &[], || unsafe { libc::write(fd, data.as_ptr() as *const libc::c_void, data.len()) } as i64)?))
    }),
    method("pread", "(fd, length, offset, /)", |vm, a| {
        let (fd, n, at) = (c_int(vm, a[0])?, vm.index_i64(a[1])?.max(0), vm.index_i64(a[2])?);
        vm.check_memory((n as usize).min(1 << 30), 1)?;
        let mut data = vec![0; (n as usize).min(1 << 30)];
        // SAFETY: the buffer has that many bytes.
        let got = system_call(vm, &[], || unsafe { libc::pread(fd, data.as_mut_ptr() as *mut libc::c_void, data.len(), at) } as i64)?;
        memory::bytes(vm, &data[..got as usize])
    }),
    method("pwrite", "(fd, data, offset, /)", |vm, a| {
        let (fd, at) = (c_int(vm, a[0])?, vm.index_i64(a[2])?);
        let data = buffer_of(vm, a[1])?;
        // SAFETY: the bytes are read only.
        Ok(vm.int(system_call(vm, &[], || unsafe { libc::pwrite(fd, data.as_ptr() as *const libc::c_void, data.len(), at) } as i64)?))
    }),
    method("lseek", "(fd, position, whence, /)", |vm, a| {
        let (fd, at, whence) = (c_int(vm, a[0])?, vm.index_i64(a[1])?, c_int(vm, a[2])?);
        // SAFETY: a plain system call.
        Ok(vm.int(system_call(vm, &[], || unsafe { libc::lseek(fd, at, whence) })?))
    }),
    method("fsync", "(fd)", |vm, a| by_fd(vm, a[0], |fd| c!(libc::fsync(fd)))),
    method("fdatasync", "(fd)", |vm, a| by_fd(vm, a[0], |fd| c!(libc::fdatasync(fd)))),
    method("sync", "()", |vm, _| {
        // SAFETY: a plain system call.
        vm.detached(crate::sync::Wait::Io, || unsafe { libc::sync() });
        Ok(Value::NONE)
    }),
    method("ftruncate", "(fd, length, /)", |vm, a| {
        let (fd, n) = (c_int(vm, a[0])?, vm.index_i64(a[1])?);
        system_call_none(vm, &[], || c!(libc::ftruncate(fd, n)))
    }),
    method("truncate", "(path, length)", |vm, a| {
        let (p, n) = (path(vm, "truncate", a[0], Also::Fd)?, vm.index_i64(a[1])?);
        system_call_none(vm, &[p.shown], || match p.fd {
            Some(fd) => c!(libc::ftruncate(fd, n)),
            None => c!(libc::truncate(p.name.as_ptr(), n)),
        })
    }),
    method("pipe", "()", |vm, _| pipe(vm, libc::O_CLOEXEC)),
    method("pipe2", "(flags, /)", |vm, a| pipe(vm, c_int(vm, a[0])?)),
    method("dup", "(fd, /)", |vm, a| {
        let fd = c_int(vm, a[0])?;
        // SAFETY: a plain system call.
        Ok(vm.int(system_call(vm, &[], || unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) } as i64)?))
    }),
    method("dup2", "(fd, fd2, inheritable=True)", |vm, a| {
        let (from, to) = (c_int(vm, a[0])?, c_int(vm, a[1])?);
        let inheritable = a[2].given().map_or(Ok(true), |v| vm.truth(v))?;
        let flags = if inheritable || from == to { 0 } else { libc::O_CLOEXEC };
        // SAFETY: plain system calls.
        let call = || unsafe { if flags == 0 { libc::dup2(from, to) } else { libc::dup3(from, to, flags) } };
        Ok(vm.int(system_call(vm, &[], || call() as i64)?))
    }),
    // SAFETY: a plain call of the C library.
    method("isatty", "(fd, /)", |vm, a| Ok(Value::bool(unsafe { libc::isatty(c_int(vm, a[0])?) } == 1))),
    method("ttyname", "(fd, /)", |vm, a| {
        let fd = c_int(vm, a[0])?;
        let mut name = [0u8; 256];
        // SAFETY: the buffer has that many bytes.
        let code = unsafe { libc::ttyname_r(fd, name.as_mut_ptr() as *mut libc::c_char, name.len()) };
        if code != 0 {
            return Err(os_error(vm, code, &[]));
        }
        let end = name.iter().position(|&b| b == 0).unwrap_or(name.len());
        file_name(vm, &name[..end], false)
    }),
    method("get_inheritable", "(fd, /)", |vm, a| {
        let fd = c_int(vm, a[0])?;
        // SAFETY: a plain system call.
        let flags = system_call(vm, &[], || unsafe { libc::fcntl(fd, libc::F_GETFD) } as i64)?;
        Ok(Value::bool(flags & libc::FD_CLOEXEC as i64 == 0))
    }),
    method("set_inheritable", "(fd, inheritable, /)", |vm, a| {
        let (fd, flag) = (c_int(vm, a[0])?, if vm.truth(a[1])? { 0 } else { libc::FD_CLOEXEC });
        system_call_none(vm, &[], || c!(libc::fcntl(fd, libc::F_SETFD, flag)))
    }),
    method("get_blocking", "(fd, /)", |vm, a| {
        let fd = c_int(vm, a[0])?;
        // SAFETY: a plain system call.
        let flags = system_call(vm, &[], || unsafe { libc::fcntl(fd, libc::F_GETFL) } as i64)?;
        Ok(Value::bool(flags & libc::O_NONBLOCK as i64 == 0))
    }),
    method("set_blocking", "(fd, blocking, /)", |vm, a| {
        let (fd, blocking) = (c_int(vm, a[0])?, vm.truth(a[1])?);
        // SAFETY: plain system calls.
        let old = system_call(vm, &[], || unsafe { libc::fcntl(fd, libc::F_GETFL) } as i64)? as i32;
        let new = if blocking { old & !libc::O_NONBLOCK } else { old | libc::O_NONBLOCK };
        system_call_none(vm, &[], || c!(libc::fcntl(fd, libc::F_SETFL, new)))
    }),
    method("stat", "(path, *, dir_fd=None, follow_symlinks=True)", |vm, a| {
        let follow = a[2].given().map_or(Ok(true), |v| vm.truth(v))?;
        let p = path(vm, "stat", a[0], Also::Fd)?;
        stat(vm, &p, dir_fd(vm, a[1])?, follow)
    }),
    method("lstat", "(path, *, dir_fd=None)", |vm, a| {
        let p = path(vm, "lstat", a[0], Also::Nothing)?;
        stat(vm, &p, dir_fd(vm, a[1])?, false)
    }),
    method("fstat", "(fd)", |vm, a| {
        let fd = c_int(vm, a[0])?;
        let p = super::Path { shown: Value::NONE, name: Default::default(), fd: Some(fd), bytes: false };
        stat(vm, &p, libc::AT_FDCWD, true)
    }),
    method("statvfs", "(path)", |vm, a| statvfs(vm, path(vm, "statvfs", a[0], Also::Fd)?)),
    method("fstatvfs", "(fd, /)", |vm, a| statvfs(vm, path(vm, "fstatvfs", a[0], Also::Fd)?)),
    method("access", "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", |vm, a| {
        let (p, mode, dir) = (path(vm, "access", a[0], Also::Nothing)?, c_int(vm, a[1])?, dir_fd(vm, a[2])?);
        let effective = a[3].given().map_or(Ok(false), |v| vm.truth(v))?;
        let follow = a[4].given().map_or(Ok(true), |v| vm.truth(v))?;
        let flags = if effective { libc::AT_EACCESS } else { 0 } | if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
        // SAFETY: a plain system call on a string that ends in zero.
        Ok(Value::bool(vm.detached(crate::sync::Wait::Io, || unsafe { libc::faccessat(dir, p.name.as_ptr(), mode, flags) }) == 0))
    }),
    method("mkdir", "(path, mode=511, *, dir_fd=None)", |vm, a| {
        let (p, mode, dir) = (path(vm, "mkdir", a[0], Also::Nothing)?, c_int_or(vm, a[1], 0o777)?, dir_fd(vm, a[2])?);
        system_call_none(vm, &[p.shown], || c!(libc::mkdirat(dir, p.name.as_ptr(), mode as libc::mode_t)))
    }),
    method("mkfifo", "(path, mode=438, *, dir_fd=None)", |vm, a| {
        let (p, mode, dir) = (path(vm, "mkfifo", a[0], Also::Nothing)?, c_int_or(vm, a[1], 0o666)?, dir_fd(vm, a[2])?);
        system_call_none(vm, &[p.shown], || c!(libc::mkfifoat(dir, p.name.as_ptr(), mode as libc::mode_t)))
    }),
    method("rmdir", "(path, *, dir_fd=None)", |vm, a| unlink(vm, a, "rmdir", libc::AT_REMOVEDIR)),
    method("unlink", "(path, *, dir_fd=None)", |vm, a| unlink(vm, a, "unlink", 0)),
    method("remove", "(path, *, dir_fd=None)", |vm, a| unlink(vm, a, "remove", 0)),
    method("rename", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", |vm, a| rename(vm, a, "rename")),
    method("replace", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", |vm, a| rename(vm, a, "replace")),
    method("link", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", |vm, a| {
        let (from, to) = (path(vm, "link", a[0], Also::Nothing)?, path(vm, "link", a[1], Also::Nothing)?);
        let (from_dir, to_dir) = (dir_fd(vm, a[2])?, dir_fd(vm, a[3])?);
        let flags = match a[4].given() {
            Some(v) if vm.truth(v)? => libc::AT_SYMLINK_FOLLOW,
            _ => 0,
        };
        system_call_none(vm, &[from.shown, to.shown], || c!(libc::linkat(from_dir, from.name.as_ptr(), to_dir, to.name.as_ptr(), flags)))
    }),
    method("symlink", "(src, dst, target_is_directory=False, *, dir_fd=None)", |vm, a| {
        let (from, to, dir) = (path(vm, "symlink", a[0], Also::Nothing)?, path(vm, "symlink", a[1], Also::Nothing)?, dir_fd(vm, a[3])?);
        system_call_none(vm, &[from.shown, to.shown], || c!(libc::symlinkat(from.name.as_ptr(), dir, to.name.as_ptr())))
    }),
    method("readlink", "(path, *, dir_fd=None)", |vm, a| {
        let (p, dir) = (path(vm, "readlink", a[0], Also::Nothing)?, dir_fd(vm, a[1])?);
        let mut name = vec![0u8; 4096];
        // SAFETY: the buffer has that many bytes.
        let n = system_call(vm, &[p.shown], || unsafe {
            libc::readlinkat(dir, p.name.as_ptr(), name.as_mut_ptr() as *mut libc::c_char, name.len())
        } as i64)?;
        file_name(vm, &name[..n as usize], p.bytes)
    }),
    method("chmod", "(path, mode, *, dir_fd=None, follow_symlinks=True)", |vm, a| {
        let (p, mode, dir) = (path(vm, "chmod", a[0], Also::Fd)?, c_int(vm, a[1])? as libc::mode_t, dir_fd(vm, a[2])?);
        let flags = match a[3].given() {
            Some(v) if !vm.truth(v)? => libc::AT_SYMLINK_NOFOLLOW,
            _ => 0,
        };
        system_call_none(vm, &[p.shown], || match p.fd {
            Some(fd) => c!(libc::fchmod(fd, mode)),
            None => c!(libc::fchmodat(dir, p.name.as_ptr(), mode, flags)),
        })
    }),
    method("fchmod", "(fd, mode)", |vm, a| {
        let (fd, mode) = (c_int(vm, a[0])?, c_int(vm, a[1])? as libc::mode_t);
        system_call_none(vm, &[], || c!(libc::fchmod(fd, mode)))
    }),
    method("chown", "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", |vm, a| {
        let (p, dir) = (path(vm, "chown", a[0], Also::Fd)?, dir_fd(vm, a[3])?);
        let (user, group) = (vm.index_i64(a[1])? as libc::uid_t, vm.index_i64(a[2])? as libc::gid_t);
        let flags = match a[4].given() {
            Some(v) if !vm.truth(v)? => libc::AT_SYMLINK_NOFOLLOW,
            _ => 0,
        };
        system_call_none(vm, &[p.shown], || match p.fd {
            Some(fd) => c!(libc::fchown(fd, user, group)),
            None => c!(libc::fchownat(dir, p.name.as_ptr(), user, group, flags)),
        })
    }),
    method("utime", "(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)", utime),
    method("posix_fallocate", "(fd, offset, length, /)", |vm, a| {
        let (fd, at, n) = (c_int(vm, a[0])?, vm.index_i64(a[1])?, vm.index_i64(a[2])?);
        // SAFETY: a plain system call, which gives the errno.
        match vm.detached(crate::sync::Wait::Io, || unsafe { libc::posix_fallocate(fd, at, n) }) {
            0 => Ok(Value::NONE),
            code => Err(os_error(vm, code, &[])),
        }
    }),
    method("sendfile", "(out_fd, in_fd, offset, count)", |vm, a| {
        let (to, from, n) = (c_int(vm, a[0])?, c_int(vm, a[1])?, vm.index_i64(a[3])?.max(0) as usize);
        let mut at = a[2].not_none().map(|v| vm.index_i64(v)).transpose()?;
        let place = at.as_mut().map_or(std::ptr::null_mut(), |p| p as *mut i64);
        // SAFETY: the offset is a local variable, or none.
        Ok(vm.int(system_call(vm, &[], || unsafe { libc::sendfile(to, from, place, n) } as i64)?))
    }),
    method("lockf", "(fd, command, length, /)", |vm, a| {
        let (fd, command, n) = (c_int(vm, a[0])?, c_int(vm, a[1])?, vm.index_i64(a[2])?);
        system_call_none(vm, &[], || c!(libc::lockf(fd, command, n)))
    }),
];

fn by_fd(vm: &Vm, fd: Value, mut call: impl FnMut(i32) -> i64) -> Res {
    let fd = descriptor(vm, fd)?;
    system_call_none(vm, &[], || call(fd))
}

fn pipe(vm: &Vm, flags: i32) -> Res {
    let mut fds = [0; 2];
    // SAFETY: the array has the two places that are written.
    system_call(vm, &[], || unsafe { libc::pipe2(fds.as_mut_ptr(), flags) } as i64)?;
    Ok(vm.tuple(&[vm.int(fds[0] as i64), vm.int(fds[1] as i64)]))
}

fn unlink(vm: &Vm, a: &[Value], function: &str, flags: i32) -> Res {
    let (p, dir) = (path(vm, function, a[0], Also::Nothing)?, dir_fd(vm, a[1])?);
    system_call_none(vm, &[p.shown], || c!(libc::unlinkat(dir, p.name.as_ptr(), flags)))
}

fn rename(vm: &Vm, a: &[Value], function: &str) -> Res {
    let (from, to) = (path(vm, function, a[0], Also::Nothing)?, path(vm, function, a[1], Also::Nothing)?);
    let (from_dir, to_dir) = (dir_fd(vm, a[2])?, dir_fd(vm, a[3])?);
    system_call_none(vm, &[from.shown, to.shown], || c!(libc::renameat(from_dir, from.name.as_ptr(), to_dir, to.name.as_ptr())))
}

/// `stat_result` of a file.
///
/// # Errors
/// `OSError`
pub fn stat(vm: &Vm, p: &super::Path, dir: i32, follow: bool) -> Res {
    let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    // SAFETY: a struct of plain numbers.
    let mut s: libc::stat = unsafe { std::mem::zeroed() };
    let mut ask = || {
        // SAFETY: the struct is written by the call; the name ends in zero.
        system_call(vm, &[p.shown], || unsafe {
            (match p.fd {
                Some(fd) => libc::fstat(fd, &mut s),
                None => libc::fstatat(dir, p.name.as_ptr(), &mut s, flags),
            }) as i64
        })?;
        Ok((s.st_dev, s.st_ino))
    };
    let identity = ask()?;
    if crate::stdlib::native::io::flush_file(vm, identity) {
        ask()?;
    }
    stat_value(vm, &s)
}

/// `stat_result` from the system's.
///
/// # Errors
/// None but a full memory.
pub fn stat_value(vm: &Vm, s: &libc::stat) -> Res {
    let (u, i) = (|n: u64| vm.uint(n), |n: i64| vm.int(n));
    let times = [(s.st_atime, s.st_atime_nsec), (s.st_mtime, s.st_mtime_nsec), (s.st_ctime, s.st_ctime_nsec)];
    let visible = [
        u(s.st_mode.into()),
        u(s.st_ino),
        u(s.st_dev),
        u(s.st_nlink),
        u(s.st_uid.into()),
        u(s.st_gid.into()),
        i(s.st_size),
        i(times[0].0),
        i(times[1].0),
        i(times[2].0),
    ];
    let float = |(seconds, nanos): (i64, i64)| vm.float(seconds as f64 + 1e-9 * nanos as f64);
    let nanos = |(seconds, nanos): (i64, i64)| vm.big(num_bigint::BigInt::from(seconds) * 1_000_000_000 + nanos);
    let hidden = [
        float(times[0]),
        float(times[1]),
        float(times[2]),
        nanos(times[0]),
        nanos(times[1]),
        nanos(times[2]),
        i(s.st_blksize),
        i(s.st_blocks),
        u(s.st_rdev),
    ];
    structs::new(vm, &STAT_RESULT, &visible, &hidden)
}

fn statvfs(vm: &Vm, p: super::Path) -> Res {
    // SAFETY: a struct of plain numbers.
    let mut s: libc::statvfs = unsafe { std::mem::zeroed() };
    // SAFETY: the struct is written by the call; the name ends in zero.
    system_call(vm, &[p.shown], || unsafe {
        (match p.fd {
            Some(fd) => libc::fstatvfs(fd, &mut s),
            None => libc::statvfs(p.name.as_ptr(), &mut s),
        }) as i64
    })?;
    let numbers = [s.f_bsize, s.f_frsize, s.f_blocks, s.f_bfree, s.f_bavail, s.f_files, s.f_ffree, s.f_favail, s.f_flag, s.f_namemax];
    let visible: Vec<Value> = numbers.iter().map(|&n| vm.uint(n)).collect();
    structs::new(vm, &STATVFS_RESULT, &visible, &[vm.uint(s.f_fsid)])
}

/// A time as `utimensat` takes it, from seconds (int or float) or nanoseconds.
fn time_spec(vm: &Vm, v: Value, nanos: bool) -> Res<libc::timespec> {
    let (seconds, rest) = if nanos {
        let n = vm.index(v)?;
        let n = vm.to_i64(n).ok_or_else(|| vm.overflow_error("Python int too large to convert to C long"))?;
        (n.div_euclid(1_000_000_000), n.rem_euclid(1_000_000_000))
    } else if let Some(f) = vm.as_float(v) {
        let whole = f.floor();
        if !whole.is_finite() || whole.abs() > 9.0e18 {
            return Err(vm.overflow_error("timestamp out of range for platform time_t"));
        }
        (whole as i64, ((f - whole) * 1e9).floor() as i64)
    } else {
        (vm.index_i64(v)?, 0)
    };
    Ok(libc::timespec { tv_sec: seconds, tv_nsec: rest })
}

fn utime(vm: &Vm, a: &[Value]) -> Res {
    let p = path(vm, "utime", a[0], Also::Fd)?;
    if a[1].not_none().is_some() && a[2].given().is_some() {
        return Err(vm.value_error("utime: you may specify either 'times' or 'ns' but not both"));
    }
    let dir = dir_fd(vm, a[3])?;
    let flags = match a[4].given() {
        Some(v) if !vm.truth(v)? => libc::AT_SYMLINK_NOFOLLOW,
        _ => 0,
    };
    let now = libc::timespec { tv_sec: 0, tv_nsec: libc::UTIME_NOW };
    let (given, what, nanos) = match a[2].given() {
        Some(ns) => (Some(ns), "'ns' must be a tuple of two ints", true),
        None => (a[1].not_none(), "'times' must be either a tuple of two ints or None", false),
    };
    let times = match given {
        None => [now, now],
        Some(v) => match v.cast::<crate::object::Tuple>().as_ref().map(|t| t.items()) {
            Some(&[accessed, modified]) => [time_spec(vm, accessed, nanos)?, time_spec(vm, modified, nanos)?],
            _ => return Err(vm.type_error(format!("utime: {what}"))),
        },
    };
    system_call_none(vm, &[p.shown], || match p.fd {
        Some(fd) => c!(libc::futimens(fd, times.as_ptr())),
        None => c!(libc::utimensat(dir, p.name.as_ptr(), times.as_ptr(), flags)),
    })
}
