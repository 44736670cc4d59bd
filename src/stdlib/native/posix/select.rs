//! `_select`: waiting for descriptors, by the system's `poll`, and by its `epoll` where it has one.

use std::time::{Duration, Instant};

use crate::object::{ModuleSpec, Res, Value, method};
use crate::sync::Wait;
use crate::vm::{Values, Vm};

use super::{c_int, descriptor, errno, os_error};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_select",
    functions: &[method("poll", "(descriptors, timeout, /)", poll)],
    #[cfg(target_os = "linux")]
    types: &[&epoll::EPOLL],
    ..ModuleSpec::DEFAULT
};

/// When a wait for so many seconds is over.
fn end_of(seconds: Option<f64>) -> Option<Instant> {
    seconds.map(|s| Instant::now() + Duration::from_secs_f64(s.min(1e9)))
}

/// The milliseconds until then, as the system takes them.
fn milliseconds(end: Option<Instant>) -> i32 {
    end.map_or(-1, |end| {
        let left = end.saturating_duration_since(Instant::now());
        left.as_nanos().div_ceil(1_000_000).min(i32::MAX as u128) as i32
    })
}

/// `poll([(fd, events), ...], seconds or None)`: the `(fd, events)` that happened.
///
/// # Errors
/// `OSError`; what a signal's handler raises.
fn poll(vm: &Vm, a: &[Value]) -> Res {
    let mut list = Vec::new();
    for &pair in vm.collect_items(a[0])?.iter() {
        let mut parts = [Value::NONE; 2];
        vm.unpack(pair, 2, &mut parts)?;
        list.push(libc::pollfd { fd: descriptor(vm, parts[0])?, events: c_int(vm, parts[1])? as i16, revents: 0 });
    }
    let seconds = a[1].not_none().map(|t| vm.to_f64(t)).transpose()?.filter(|t| *t >= 0.0);
    let end = end_of(seconds);
    vm.before_blocking()?;
    loop {
        let left = milliseconds(end);
        // SAFETY: an array of that many structs, written by the call.
        let (n, code) = vm.detached(Wait::Io, || {
            let n = unsafe { libc::poll(list.as_mut_ptr(), list.len() as libc::nfds_t, left) };
            (n, if n < 0 { errno() } else { 0 })
        });
        match code {
            _ if n >= 0 => break,
            libc::EINTR => vm.safepoint()?,
            code => return Err(os_error(vm, code, &[])),
        }
    }
    let mut happened = Values::new(vm);
    for p in list.iter().filter(|p| p.revents != 0) {
        happened.push(vm.tuple(&[vm.int(i64::from(p.fd)), vm.int(i64::from(p.revents as u16))]));
    }
    Ok(vm.list(&happened))
}

#[cfg(target_os = "linux")]
mod epoll {
    use std::sync::Arc;

    use parking_lot::Mutex;

    use super::*;
    use crate::interp::threads;
    use crate::object::{Payload, TypeSpec, class_method, getter};
    use crate::stdlib::native::io::fd::Fd;

    /// What `register` waits for unless it is told.
    const USUAL: u32 = (libc::EPOLLIN | libc::EPOLLPRI | libc::EPOLLOUT) as u32;
    /// How many events one wait gives unless it is told.
    const MOST: i32 = libc::FD_SETSIZE as i32 - 1;

    struct Epoll(Mutex<Arc<Fd>>);

    impl Payload for Epoll {}

    pub static EPOLL: TypeSpec = TypeSpec {
        name: "select.epoll",
        doc: "Descriptors that the system watches: of many at once it says which are ready.",
        constructor: Some(("(sizehint=-1, flags=0)", |vm, _, a| {
            let hint = a[0].given().map_or(Ok(-1), |n| c_int(vm, n))?;
            let flags = a[1].given().map_or(Ok(0), |n| c_int(vm, n))?;
            if hint < -1 || hint == 0 {
                return Err(vm.value_error("negative sizehint"));
            }
            if flags & !libc::EPOLL_CLOEXEC != 0 {
                return Err(vm.raise(&crate::types::exceptions::OS_ERROR, "invalid flags"));
            }
            // SAFETY: a plain system call.
            let fd = unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) };
            if fd < 0 { Err(os_error(vm, errno(), &[])) } else { Ok(made(vm, fd)) }
        })),
        methods: &[
            method("close", "(self, /)", |vm, a| fd_of(vm, a[0]).close(vm).map(|()| Value::NONE)),
            method("fileno", "(self, /)", |vm, a| open(vm, a[0]).map(|fd| vm.int(fd.into()))),
            class_method("fromfd", "(cls, fd, /)", |vm, a| Ok(made(vm, c_int(vm, a[1])?))),
            method("register", "(self, /, fd, eventmask=<unrepresentable>)", |vm, a| {
                let events = a[2].given().map_or(Ok(USUAL), |v| mask(vm, v));
                control(vm, a[0], libc::EPOLL_CTL_ADD, a[1], events)
            }),
            method("modify", "(self, /, fd, eventmask)", |vm, a| control(vm, a[0], libc::EPOLL_CTL_MOD, a[1], mask(vm, a[2]))),
            method("unregister", "(self, /, fd)", |vm, a| control(vm, a[0], libc::EPOLL_CTL_DEL, a[1], Ok(0))),
            method("poll", "(self, /, timeout=None, maxevents=-1)", wait),
            method("__enter__", "(self, /)", |vm, a| open(vm, a[0]).map(|_| a[0])),
            method("__exit__", "(self, exc_type=None, exc_value=None, exc_tb=None, /)", |vm, a| {
                fd_of(vm, a[0]).close(vm).map(|()| Value::NONE)
            }),
        ],
        getset: &[getter("closed", |vm, e| Ok(Value::bool(fd_of(vm, e).number().is_none())))],
        subclassable: false,
        ..TypeSpec::DEFAULT
    };

    fn made(vm: &Vm, fd: i32) -> Value {
        vm.native(&EPOLL, Epoll(Mutex::new(Fd::new(fd, true))))
    }

    fn fd_of(_: &Vm, e: Value) -> Arc<Fd> {
        e.payload::<Epoll>().expect("a method of the type").0.lock().clone()
    }

    /// Its descriptor.
    ///
    /// # Errors
    /// `ValueError` if it was closed.
    fn open(vm: &Vm, e: Value) -> Res<i32> {
        fd_of(vm, e).number().ok_or_else(|| vm.value_error("I/O operation on closed epoll object"))
    }

    fn mask(vm: &Vm, v: Value) -> Res<u32> {
        let n = vm.index(v)?;
        // the bits that fit, whatever the sign
        Ok(vm.to_i64(n).unwrap_or(0) as u32)
    }

    fn control(vm: &Vm, e: Value, what: i32, file: Value, events: Res<u32>) -> Res {
        let epoll = open(vm, e)?;
        let fd = watched(vm, file)?;
        let mut event = libc::epoll_event { events: events?, u64: fd as u64 };
        // SAFETY: a struct that the system reads.
        let result = vm.detached(Wait::Io, || match unsafe { libc::epoll_ctl(epoll, what, fd, &mut event) } {
            0 => 0,
            _ => errno(),
        });
        if result == 0 { Ok(Value::NONE) } else { Err(os_error(vm, result, &[])) }
    }

    /// The descriptor of a number or a file.
    fn watched(vm: &Vm, file: Value) -> Res<i32> {
        let is_int = |v: Value| vm.to_big(v).is_some();
        let number = match is_int(file) {
            true => file,
            false => match vm.get_attr_opt(file, crate::vm::intern::intern(b"fileno"))? {
                Some(method) => vm.call(method, &[])?,
                None => return Err(vm.type_error("argument must be an int, or have a fileno() method.")),
            },
        };
        if !is_int(number) {
            return Err(vm.type_error("fileno() returned a non-integer"));
        }
        match c_int(vm, number)? {
            fd @ 0.. => Ok(fd),
            fd => Err(vm.value_error(format!("file descriptor cannot be a negative integer ({fd})"))),
        }
    }

    /// `poll(timeout, maxevents)`: the `(fd, events)` that happened.
    fn wait(vm: &Vm, a: &[Value]) -> Res {
        let epoll = open(vm, a[0])?;
        let seconds = match a[1].not_none() {
            Some(v) if vm.as_float(v).is_none() && vm.to_big(v).is_none() && v.typ().slots().index.is_none() => {
                return Err(vm.type_error("timeout must be an integer or None"));
            }
            Some(v) => Some(threads::seconds(vm, v)?),
            None => None,
        };
        if seconds.is_some_and(|s| s >= 9.3e9) {
            return Err(vm.overflow_error("timestamp out of range for C PyTime_t"));
        }
        let most = match a[2].given().map_or(Ok(-1), |n| c_int(vm, n))? {
            -1 => MOST,
            n @ 1.. => n,
            n => return Err(vm.value_error(format!("maxevents must be greater than 0, got {n}"))),
        };
        let end = end_of(seconds.filter(|s| *s >= 0.0));
        let mut events: Vec<libc::epoll_event> = Vec::new();
        events.try_reserve_exact(most as usize).map_err(|_| vm.memory_error())?;
        vm.before_blocking()?;
        loop {
            let left = milliseconds(end);
            let at = events.as_mut_ptr() as usize;
            // SAFETY: room for so many structs, which the system writes.
            let (n, code) = vm.detached(Wait::Io, || match unsafe { libc::epoll_wait(epoll, at as *mut _, most, left) } {
                n @ 0.. => (n, 0),
                n => (n, errno()),
            });
            match code {
                // SAFETY: the system has written that many.
                0 => break unsafe { events.set_len(n as usize) },
                libc::EINTR => vm.safepoint()?,
                code => return Err(os_error(vm, code, &[])),
            }
        }
        let mut happened = Values::new(vm);
        for event in &events {
            let (fd, bits) = (event.u64 as i32, event.events);
            happened.push(vm.tuple(&[vm.int(fd.into()), vm.int(bits.into())]));
        }
        Ok(vm.list(&happened))
    }
}
