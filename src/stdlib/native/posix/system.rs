//! Users and groups, scheduling, devices, limits of the system, extended attributes, descriptors of other kinds.

use std::ffi::CString;

use crate::object::{MethodDef, Res, Value, method};
use crate::types::bytes_common::{buffer_of, writable_of};
use crate::vm::{Values, Vm};

use super::{Also, SCHED_PARAM, c_int, c_int_or, descriptor, file_name, os_error, path, structs, system_call, system_call_none};

/// Rows for calls that take numbers and give one (or nothing, which is the number 0).
macro_rules! numbers {
    ($name:literal, $signature:literal, $give:ident, $call:ident $(, $i:literal)*) => {
        method($name, $signature, |vm, a| {
            let _ = a;
            let numbers: &[i64] = &[$(vm.index_i64(a[$i])?),*];
            let _ = numbers;
            // SAFETY: a plain system call on numbers.
            $give(vm, system_call(vm, &[], || unsafe { libc::$call($(numbers[$i] as _),*) } as i64)?)
        })
    };
}

fn number(vm: &Vm, n: i64) -> Res {
    Ok(vm.int(n))
}

fn nothing(_: &Vm, _: i64) -> Res {
    Ok(Value::NONE)
}

/// The functions, for the module.
pub const FUNCTIONS: &[MethodDef] = &[
    numbers!("seteuid", "(euid, /)", nothing, seteuid, 0),
    numbers!("setegid", "(egid, /)", nothing, setegid, 0),
    numbers!("setreuid", "(ruid, euid, /)", nothing, setreuid, 0, 1),
    numbers!("setregid", "(rgid, egid, /)", nothing, setregid, 0, 1),
    numbers!("setresuid", "(ruid, euid, suid, /)", nothing, setresuid, 0, 1, 2),
    numbers!("setresgid", "(rgid, egid, sgid, /)", nothing, setresgid, 0, 1, 2),
    method("setpgrp", "()", |vm, _| {
        // SAFETY: a plain system call.
        system_call_none(vm, &[], || unsafe { libc::setpgid(0, 0) } as i64)
    }),
    numbers!("sched_get_priority_max", "(policy)", number, sched_get_priority_max, 0),
    numbers!("sched_get_priority_min", "(policy)", number, sched_get_priority_min, 0),
    numbers!("sched_getscheduler", "(pid, /)", number, sched_getscheduler, 0),
    numbers!("tcgetpgrp", "(fd, /)", number, tcgetpgrp, 0),
    numbers!("tcsetpgrp", "(fd, pgid, /)", nothing, tcsetpgrp, 0, 1),
    numbers!("posix_openpt", "(oflag, /)", number, posix_openpt, 0),
    numbers!("grantpt", "(fd, /)", nothing, grantpt, 0),
    numbers!("unlockpt", "(fd, /)", nothing, unlockpt, 0),
    numbers!("unshare", "(flags)", nothing, unshare, 0),
    method("setns", "(fd, nstype=0)", |vm, a| {
        let (fd, kind) = (descriptor(vm, a[0])?, c_int_or(vm, a[1], 0)?);
        // SAFETY: a plain system call on numbers.
        system_call_none(vm, &[], || unsafe { libc::setns(fd, kind) } as i64)
    }),
    method("major", "(device, /)", |vm, a| Ok(vm.int(libc::major(vm.index_i64(a[0])? as libc::dev_t) as i64))),
    method("minor", "(device, /)", |vm, a| Ok(vm.int(libc::minor(vm.index_i64(a[0])? as libc::dev_t) as i64))),
    method("makedev", "(major, minor, /)", |vm, a| {
        Ok(vm.uint(libc::makedev(vm.index_i64(a[0])? as u32, vm.index_i64(a[1])? as u32)))
    }),
    method("mknod", "(path, mode=384, device=0, *, dir_fd=None)", |vm, a| {
        let p = path(vm, "mknod", a[0], Also::Nothing)?;
        let (mode, device) = (c_int_or(vm, a[1], 0o600)?, a[2].given().map_or(Ok(0), |v| vm.index_i64(v))?);
        let dir = super::dir_fd(vm, a[3])?;
        // SAFETY: the name ends in zero.
        system_call_none(vm, &[p.shown], || unsafe { libc::mknodat(dir, p.name.as_ptr(), mode as _, device as _) } as i64)
    }),
    method("chroot", "(path)", |vm, a| {
        let p = path(vm, "chroot", a[0], Also::Nothing)?;
        // SAFETY: the name ends in zero.
        system_call_none(vm, &[p.shown], || unsafe { libc::chroot(p.name.as_ptr()) } as i64)
    }),
    method("fchown", "(fd, uid, gid)", |vm, a| {
        let (fd, uid, gid) = (descriptor(vm, a[0])?, vm.index_i64(a[1])?, vm.index_i64(a[2])?);
        // SAFETY: a plain system call on numbers.
        system_call_none(vm, &[], || unsafe { libc::fchown(fd, uid as _, gid as _) } as i64)
    }),
    method("lchown", "(path, uid, gid)", |vm, a| {
        let p = path(vm, "lchown", a[0], Also::Nothing)?;
        let (uid, gid) = (vm.index_i64(a[1])?, vm.index_i64(a[2])?);
        // SAFETY: the name ends in zero.
        system_call_none(vm, &[p.shown], || unsafe { libc::lchown(p.name.as_ptr(), uid as _, gid as _) } as i64)
    }),
    method("getlogin", "()", |vm, _| {
        unsafe extern "C" {
            fn getlogin_r(name: *mut libc::c_char, size: libc::size_t) -> libc::c_int;
        }
        let mut name = [0u8; 256];
        // SAFETY: the array has that many places.
        match unsafe { getlogin_r(name.as_mut_ptr().cast(), name.len()) } {
            0 => file_name(vm, until_zero(&name), false),
            code => Err(os_error(vm, code, &[])),
        }
    }),
    method("getresuid", "()", |vm, _| {
        let mut ids = [0; 3];
        let [a, b, c] = &mut ids;
        // SAFETY: three numbers, written by the call.
        system_call(vm, &[], || unsafe { libc::getresuid(a, b, c) } as i64)?;
        Ok(vm.tuple(&ids.map(|n| vm.int(n as i64))))
    }),
    method("getresgid", "()", |vm, _| {
        let mut ids = [0; 3];
        let [a, b, c] = &mut ids;
        // SAFETY: three numbers, written by the call.
        system_call(vm, &[], || unsafe { libc::getresgid(a, b, c) } as i64)?;
        Ok(vm.tuple(&ids.map(|n| vm.int(n as i64))))
    }),
    method("setgroups", "(groups, /)", |vm, a| {
        let mut groups = Vec::new();
        vm.for_each(a[0], &mut |v| {
            groups.push(vm.index_i64(v)? as libc::gid_t);
            Ok(true)
        })?;
        // SAFETY: an array of that length.
        system_call_none(vm, &[], || unsafe { libc::setgroups(groups.len(), groups.as_ptr()) } as i64)
    }),
    method("initgroups", "(username, gid, /)", |vm, a| {
        let (user, gid) = (path(vm, "initgroups", a[0], Also::Nothing)?, vm.index_i64(a[1])?);
        // SAFETY: the name ends in zero.
        system_call_none(vm, &[], || unsafe { libc::initgroups(user.name.as_ptr(), gid as _) } as i64)
    }),
    method("getgrouplist", "(user, group, /)", |vm, a| {
        let (user, group) = (path(vm, "getgrouplist", a[0], Also::Nothing)?, vm.index_i64(a[1])?);
        let mut groups = vec![0; 1024];
        let mut n = groups.len() as i32;
        // SAFETY: an array of that length.
        system_call(vm, &[], || unsafe { libc::getgrouplist(user.name.as_ptr(), group as _, groups.as_mut_ptr(), &mut n) } as i64)?;
        let items: Vec<Value> = groups[..n as usize].iter().map(|&g| vm.int(g as i64)).collect();
        Ok(vm.list(&items))
    }),
    method("sched_getparam", "(pid, /)", |vm, a| {
        let pid = c_int(vm, a[0])?;
        // SAFETY: a struct of plain numbers, written by the call.
        let mut param: libc::sched_param = unsafe { std::mem::zeroed() };
        // SAFETY: as above.
        system_call(vm, &[], || unsafe { libc::sched_getparam(pid, &mut param) } as i64)?;
        structs::new(vm, &SCHED_PARAM, &[vm.int(param.sched_priority as i64)], &[])
    }),
    method("sched_setparam", "(pid, param, /)", |vm, a| {
        let (pid, param) = (c_int(vm, a[0])?, scheduling(vm, a[1])?);
        // SAFETY: the struct is read only.
        system_call_none(vm, &[], || unsafe { libc::sched_setparam(pid, &param) } as i64)
    }),
    method("sched_setscheduler", "(pid, policy, param, /)", |vm, a| {
        let (pid, policy, param) = (c_int(vm, a[0])?, c_int(vm, a[1])?, scheduling(vm, a[2])?);
        // SAFETY: the struct is read only.
        system_call_none(vm, &[], || unsafe { libc::sched_setscheduler(pid, policy, &param) } as i64)
    }),
    method("sched_rr_get_interval", "(pid, /)", |vm, a| {
        let pid = c_int(vm, a[0])?;
        let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: the struct is written by the call.
        system_call(vm, &[], || unsafe { libc::sched_rr_get_interval(pid, &mut t) } as i64)?;
        Ok(vm.float(t.tv_sec as f64 + t.tv_nsec as f64 * 1e-9))
    }),
    method("confstr", "(name, /)", |vm, a| {
        let name = by_name(vm, a[0], CONFSTR)?;
        let mut text = vec![0u8; 4096];
        // SAFETY: the buffer has that length.
        match unsafe { libc::confstr(name, text.as_mut_ptr().cast(), text.len()) } {
            0 => Ok(Value::NONE),
            n => file_name(vm, &text[..n.min(text.len()) - 1], false),
        }
    }),
    method("pathconf", "(path, name)", |vm, a| {
        let (p, name) = (path(vm, "pathconf", a[0], Also::Fd)?, by_name(vm, a[1], PATHCONF)?);
        // SAFETY: the name ends in zero.
        let call = || unsafe { p.fd.map_or_else(|| libc::pathconf(p.name.as_ptr(), name), |fd| libc::fpathconf(fd, name)) };
        limit(vm, &[p.shown], call)
    }),
    method("fpathconf", "(fd, name, /)", |vm, a| {
        let (fd, name) = (descriptor(vm, a[0])?, by_name(vm, a[1], PATHCONF)?);
        // SAFETY: a plain call of the C library.
        limit(vm, &[], || unsafe { libc::fpathconf(fd, name) })
    }),
    method("openpty", "()", |vm, _| {
        let (mut parent, mut child) = (0, 0);
        let none = std::ptr::null_mut();
        // SAFETY: two numbers, written by the call; the rest may be null.
        system_call(vm, &[], || unsafe { libc::openpty(&mut parent, &mut child, none, none.cast(), none.cast()) } as i64)?;
        for fd in [parent, child] {
            // SAFETY: a plain system call on numbers.
            system_call(vm, &[], || unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) } as i64)?;
        }
        Ok(vm.tuple(&[vm.int(parent as i64), vm.int(child as i64)]))
    }),
    method("login_tty", "(fd, /)", |vm, a| {
        let fd = descriptor(vm, a[0])?;
        // SAFETY: a plain call of the C library.
        system_call_none(vm, &[], || unsafe { libc::login_tty(fd) } as i64)
    }),
    method("ptsname", "(fd, /)", |vm, a| {
        let fd = descriptor(vm, a[0])?;
        let mut name = [0u8; 256];
        // SAFETY: the array has that many places.
        match unsafe { libc::ptsname_r(fd, name.as_mut_ptr().cast(), name.len()) } {
            0 => file_name(vm, until_zero(&name), false),
            code => Err(os_error(vm, code, &[])),
        }
    }),
    method("eventfd", "(initval, flags=524288)", |vm, a| {
        let (start, flags) = (vm.index_i64(a[0])?, c_int_or(vm, a[1], libc::EFD_CLOEXEC)?);
        // SAFETY: a plain system call on numbers.
        Ok(vm.int(system_call(vm, &[], || unsafe { libc::eventfd(start as u32, flags) } as i64)?))
    }),
    method("eventfd_read", "(fd)", |vm, a| {
        let (fd, mut n) = (descriptor(vm, a[0])?, 0u64);
        // SAFETY: a number, written by the call.
        system_call(vm, &[], || unsafe { libc::eventfd_read(fd, &mut n) } as i64)?;
        Ok(vm.uint(n))
    }),
    method("eventfd_write", "(fd, value)", |vm, a| {
        let (fd, n) = (descriptor(vm, a[0])?, vm.index_i64(a[1])?);
        // SAFETY: a plain system call on numbers.
        system_call_none(vm, &[], || unsafe { libc::eventfd_write(fd, n as u64) } as i64)
    }),
    method("memfd_create", "(name, flags=1)", |vm, a| {
        let (name, flags) = (path(vm, "memfd_create", a[0], Also::Nothing)?, c_int_or(vm, a[1], 1)?);
        // SAFETY: the name ends in zero.
        Ok(vm.int(system_call(vm, &[], || unsafe { libc::memfd_create(name.name.as_ptr(), flags as u32) } as i64)?))
    }),
    method("pidfd_open", "(pid, flags=0)", |vm, a| {
        let (pid, flags) = (c_int(vm, a[0])?, c_int_or(vm, a[1], 0)?);
        // SAFETY: a plain system call on numbers.
        Ok(vm.int(system_call(vm, &[], || unsafe { libc::syscall(libc::SYS_pidfd_open, pid, flags) })?))
    }),
    method("posix_fadvise", "(fd, offset, length, advice, /)", |vm, a| {
        let (fd, from, len, advice) = (descriptor(vm, a[0])?, vm.index_i64(a[1])?, vm.index_i64(a[2])?, c_int(vm, a[3])?);
        // SAFETY: a plain system call on numbers, which gives the errno.
        match unsafe { libc::posix_fadvise(fd, from, len, advice) } {
            0 => Ok(Value::NONE),
            code => Err(os_error(vm, code, &[])),
        }
    }),
    method("copy_file_range", "(src, dst, count, offset_src=None, offset_dst=None)", |vm, a| copy_range(vm, a, 0)),
    method("splice", "(src, dst, count, offset_src=None, offset_dst=None, flags=0)", |vm, a| {
        let flags = c_int_or(vm, a[5], 0)?;
        copy_range(vm, a, -1 - i64::from(flags))
    }),
    method("readv", "(fd, buffers, /)", |vm, a| scatter(vm, a, None)),
    method("preadv", "(fd, buffers, offset, flags=0, /)", |vm, a| scatter(vm, a, Some(vm.index_i64(a[2])?))),
    method("writev", "(fd, buffers, /)", |vm, a| gather(vm, a, None)),
    method("pwritev", "(fd, buffers, offset, flags=0, /)", |vm, a| gather(vm, a, Some(vm.index_i64(a[2])?))),
    method("getxattr", "(path, attribute, *, follow_symlinks=True)", |vm, a| {
        let (p, name, follow) = attribute(vm, "getxattr", a[0], a[1], a[2])?;
        let mut data = vec![0u8; 64 << 10];
        let (to, room) = (data.as_mut_ptr().cast(), data.len());
        // SAFETY: strings that end in zero, a buffer of that length.
        let n = system_call(vm, &[p.shown], || unsafe {
            match (p.fd, follow) {
                (Some(fd), _) => libc::fgetxattr(fd, name.as_ptr(), to, room) as i64,
                (None, true) => libc::getxattr(p.name.as_ptr(), name.as_ptr(), to, room) as i64,
                (None, false) => libc::lgetxattr(p.name.as_ptr(), name.as_ptr(), to, room) as i64,
            }
        })?;
        Ok(vm.bytes(&data[..n as usize]))
    }),
    method("setxattr", "(path, attribute, value, flags=0, *, follow_symlinks=True)", |vm, a| {
        let (p, name, follow) = attribute(vm, "setxattr", a[0], a[1], a[4])?;
        let (data, flags) = (buffer_of(vm, a[2])?.to_vec(), c_int_or(vm, a[3], 0)?);
        let (from, len) = (data.as_ptr().cast(), data.len());
        // SAFETY: strings that end in zero, a buffer of that length.
        system_call_none(vm, &[p.shown], || unsafe {
            match (p.fd, follow) {
                (Some(fd), _) => libc::fsetxattr(fd, name.as_ptr(), from, len, flags) as i64,
                (None, true) => libc::setxattr(p.name.as_ptr(), name.as_ptr(), from, len, flags) as i64,
                (None, false) => libc::lsetxattr(p.name.as_ptr(), name.as_ptr(), from, len, flags) as i64,
            }
        })
    }),
    method("removexattr", "(path, attribute, *, follow_symlinks=True)", |vm, a| {
        let (p, name, follow) = attribute(vm, "removexattr", a[0], a[1], a[2])?;
        // SAFETY: strings that end in zero.
        system_call_none(vm, &[p.shown], || unsafe {
            match (p.fd, follow) {
                (Some(fd), _) => libc::fremovexattr(fd, name.as_ptr()) as i64,
                (None, true) => libc::removexattr(p.name.as_ptr(), name.as_ptr()) as i64,
                (None, false) => libc::lremovexattr(p.name.as_ptr(), name.as_ptr()) as i64,
            }
        })
    }),
    method("listxattr", "(path=None, *, follow_symlinks=True)", |vm, a| {
        let p = path(vm, "listxattr", a[0], Also::FdOrNone)?;
        let follow = a[1].given().map_or(Ok(true), |v| vm.truth(v))?;
        let mut data = vec![0u8; 64 << 10];
        let (to, room) = (data.as_mut_ptr().cast(), data.len());
        // SAFETY: a string that ends in zero, a buffer of that length.
        let n = system_call(vm, &[p.shown], || unsafe {
            match (p.fd, follow) {
                (Some(fd), _) => libc::flistxattr(fd, to, room) as i64,
                (None, true) => libc::listxattr(p.name.as_ptr(), to, room) as i64,
                (None, false) => libc::llistxattr(p.name.as_ptr(), to, room) as i64,
            }
        })?;
        let mut names = Values::new(vm);
        for name in data[..n as usize].split(|&b| b == 0).filter(|n| !n.is_empty()) {
            names.push(file_name(vm, name, false)?);
        }
        Ok(vm.list(&names))
    }),
];

fn until_zero(text: &[u8]) -> &[u8] {
    &text[..text.iter().position(|&b| b == 0).unwrap_or(text.len())]
}

fn scheduling(vm: &Vm, v: Value) -> Res<libc::sched_param> {
    if !crate::types::is_exactly(v, &SCHED_PARAM) {
        return Err(vm.type_error("must have a sched_param object"));
    }
    Ok(libc::sched_param { sched_priority: c_int(vm, structs::item(v, 0))? })
}

fn attribute(vm: &Vm, function: &str, p: Value, name: Value, follow: Value) -> Res<(super::Path, CString, bool)> {
    let p = path(vm, function, p, Also::Fd)?;
    let name = path(vm, function, name, Also::Nothing)?.name;
    Ok((p, name, follow.given().map_or(Ok(true), |v| vm.truth(v))?))
}

/// A limit, or -1 for none: then `errno` says whether that is an error.
fn limit(vm: &Vm, files: &[Value], call: impl Fn() -> libc::c_long) -> Res {
    // SAFETY: the thread's own number.
    unsafe { *libc::__errno_location() = 0 };
    match (call(), super::errno()) {
        (-1, code) if code != 0 => Err(os_error(vm, code, files)),
        (n, _) => Ok(vm.int(n)),
    }
}

/// The number of a configuration name, given as such or as a number.
pub fn by_name(vm: &Vm, v: Value, table: &[(&str, i32)]) -> Res<i32> {
    match v.as_str() {
        Some(text) => match table.iter().find(|(name, _)| *name == text) {
            Some(&(_, number)) => Ok(number),
            None => Err(vm.value_error("unrecognized configuration name")),
        },
        None if v.typ().slots().index.is_some() => c_int(vm, v),
        None => Err(vm.type_error("configuration names must be strings or integers")),
    }
}

pub const CONFSTR: &[(&str, i32)] =
    &[("CS_PATH", 0), ("CS_GNU_LIBC_VERSION", 2), ("CS_GNU_LIBPTHREAD_VERSION", 3)];

pub const PATHCONF: &[(&str, i32)] = &[
    ("PC_LINK_MAX", libc::_PC_LINK_MAX),
    ("PC_MAX_CANON", libc::_PC_MAX_CANON),
    ("PC_MAX_INPUT", libc::_PC_MAX_INPUT),
    ("PC_NAME_MAX", libc::_PC_NAME_MAX),
    ("PC_PATH_MAX", libc::_PC_PATH_MAX),
    ("PC_PIPE_BUF", libc::_PC_PIPE_BUF),
    ("PC_CHOWN_RESTRICTED", libc::_PC_CHOWN_RESTRICTED),
    ("PC_NO_TRUNC", libc::_PC_NO_TRUNC),
    ("PC_VDISABLE", libc::_PC_VDISABLE),
    ("PC_SYNC_IO", libc::_PC_SYNC_IO),
    ("PC_ASYNC_IO", libc::_PC_ASYNC_IO),
    ("PC_PRIO_IO", libc::_PC_PRIO_IO),
    ("PC_FILESIZEBITS", libc::_PC_FILESIZEBITS),
    ("PC_REC_INCR_XFER_SIZE", libc::_PC_REC_INCR_XFER_SIZE),
    ("PC_REC_MAX_XFER_SIZE", libc::_PC_REC_MAX_XFER_SIZE),
    ("PC_REC_MIN_XFER_SIZE", libc::_PC_REC_MIN_XFER_SIZE),
    ("PC_REC_XFER_ALIGN", libc::_PC_REC_XFER_ALIGN),
    ("PC_ALLOC_SIZE_MIN", libc::_PC_ALLOC_SIZE_MIN),
    ("PC_SYMLINK_MAX", libc::_PC_SYMLINK_MAX),
];

/// A dict of a table of configuration names.
///
/// # Errors
/// None but a full memory.
pub fn names_of(vm: &Vm, table: &[(&str, i32)]) -> Res {
    let dict = vm.new_dict();
    for &(name, number) in table {
        vm.dict_set_str(dict, name, vm.int(number as i64))?;
    }
    Ok(dict)
}

/// Copies between descriptors in the kernel: `copy_file_range`, or `splice` if `mode` is negative (then of flags `-1 - mode`).
fn copy_range(vm: &Vm, a: &[Value], mode: i64) -> Res {
    let (from, to, count) = (descriptor(vm, a[0])?, descriptor(vm, a[1])?, vm.index_i64(a[2])?);
    if count < 0 {
        return Err(vm.value_error("negative value for 'count' not allowed"));
    }
    let offset = |v: Value| v.not_none().map(|v| vm.index_i64(v)).transpose();
    let (mut at_from, mut at_to) = (offset(a[3])?, offset(a[4])?);
    let pointer = |o: &mut Option<i64>| o.as_mut().map_or(std::ptr::null_mut(), std::ptr::from_mut);
    let (p, q) = (pointer(&mut at_from), pointer(&mut at_to));
    // SAFETY: numbers that the calls may write, or null.
    let n = system_call(vm, &[], || unsafe {
        match mode {
            0 => libc::copy_file_range(from, p, to, q, count as usize, 0) as i64,
            _ => libc::splice(from, p, to, q, count as usize, (-1 - mode) as u32) as i64,
        }
    })?;
    Ok(vm.int(n))
}

/// Reads into several buffers, by way of one of their whole length: the call writes while other threads run.
fn scatter(vm: &Vm, a: &[Value], offset: Option<i64>) -> Res {
    let fd = descriptor(vm, a[0])?;
    let buffers = vm.collect_items(a[1])?;
    let mut targets = Vec::new();
    for &b in buffers.iter() {
        let target = writable_of(vm, b)?;
        targets.push(target.ok_or_else(|| vm.type_error(format!("a bytes-like object is required, not '{}'", b.type_name())))?);
    }
    let mut data = vec![0u8; targets.iter().map(|t| t.len).sum()];
    let (to, room) = (data.as_mut_ptr().cast(), data.len());
    // SAFETY: a buffer of that length.
    let n = system_call(vm, &[], || unsafe {
        match offset {
            Some(at) => libc::pread(fd, to, room, at) as i64,
            None => libc::read(fd, to, room) as i64,
        }
    })?;
    let mut rest = &data[..n as usize];
    for t in targets {
        let (head, tail) = rest.split_at(t.len.min(rest.len()));
        t.write(vm, 0, head);
        rest = tail;
    }
    Ok(vm.int(n))
}

/// Writes several buffers as one.
fn gather(vm: &Vm, a: &[Value], offset: Option<i64>) -> Res {
    let fd = descriptor(vm, a[0])?;
    let mut data = Vec::new();
    vm.for_each(a[1], &mut |b| {
        data.extend_from_slice(&buffer_of(vm, b)?);
        Ok(true)
    })?;
    let (from, len) = (data.as_ptr().cast(), data.len());
    // SAFETY: a buffer of that length.
    let n = system_call(vm, &[], || unsafe {
        match offset {
            Some(at) => libc::pwrite(fd, from, len, at) as i64,
            None => libc::write(fd, from, len) as i64,
        }
    })?;
    Ok(vm.int(n))
}
