//! `_signal`: handlers of signals, which run in the main thread at its next safepoint (`interp::signals`).
//!
//! Numbers in, numbers out; `signal.py` makes enums of them. What a script set stands in the interpreter's registry under
//! `HANDLERS`, a dict by number, where `sys::run_signals` finds it.

use crate::interp::{signals, threads};
use crate::object::{Function, Layout, MethodDef, ModuleSpec, Res, Value, method};
use crate::sync::Wait;
use crate::types::exceptions as exc;
use crate::types::{set, type_of};
use crate::vm::Vm;

use super::posix::structs::{self, struct_sequences};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_signal",
    doc: "Signals, their handlers, and timers that send them.",
    functions: FUNCTIONS,
    types: &[&SIGINFO],
    init: Some(init),
    ..ModuleSpec::DEFAULT
};

struct_sequences! {
    SIGINFO "signal.struct_siginfo" 7 of 7: si_signo 0, si_code 1, si_errno 2, si_pid 3, si_uid 4, si_status 5, si_band 6;
}

const HANDLERS: &str = "signal handlers";
const MAX: i64 = 64;

const NUMBERS: &[(&str, i64)] = &[
    ("SIG_DFL", 0),
    ("SIG_IGN", 1),
    ("SIG_BLOCK", libc::SIG_BLOCK as i64),
    ("SIG_UNBLOCK", libc::SIG_UNBLOCK as i64),
    ("SIG_SETMASK", libc::SIG_SETMASK as i64),
    ("ITIMER_REAL", 0),
    ("ITIMER_VIRTUAL", 1),
    ("ITIMER_PROF", 2),
    ("NSIG", MAX + 1),
    ("SIGHUP", libc::SIGHUP as i64),
    ("SIGINT", libc::SIGINT as i64),
    ("SIGQUIT", libc::SIGQUIT as i64),
    ("SIGILL", libc::SIGILL as i64),
    ("SIGTRAP", libc::SIGTRAP as i64),
    ("SIGABRT", libc::SIGABRT as i64),
    ("SIGIOT", libc::SIGABRT as i64),
    ("SIGBUS", libc::SIGBUS as i64),
    ("SIGFPE", libc::SIGFPE as i64),
    ("SIGKILL", libc::SIGKILL as i64),
    ("SIGUSR1", libc::SIGUSR1 as i64),
    ("SIGSEGV", libc::SIGSEGV as i64),
    ("SIGUSR2", libc::SIGUSR2 as i64),
    ("SIGPIPE", libc::SIGPIPE as i64),
    ("SIGALRM", libc::SIGALRM as i64),
    ("SIGTERM", libc::SIGTERM as i64),
    ("SIGSTKFLT", libc::SIGSTKFLT as i64),
    ("SIGCHLD", libc::SIGCHLD as i64),
    ("SIGCLD", libc::SIGCHLD as i64),
    ("SIGCONT", libc::SIGCONT as i64),
    ("SIGSTOP", libc::SIGSTOP as i64),
    ("SIGTSTP", libc::SIGTSTP as i64),
    ("SIGTTIN", libc::SIGTTIN as i64),
    ("SIGTTOU", libc::SIGTTOU as i64),
    ("SIGURG", libc::SIGURG as i64),
    ("SIGXCPU", libc::SIGXCPU as i64),
    ("SIGXFSZ", libc::SIGXFSZ as i64),
    ("SIGVTALRM", libc::SIGVTALRM as i64),
    ("SIGPROF", libc::SIGPROF as i64),
    ("SIGWINCH", libc::SIGWINCH as i64),
    ("SIGIO", libc::SIGIO as i64),
    ("SIGPOLL", libc::SIGIO as i64),
    ("SIGPWR", libc::SIGPWR as i64),
    ("SIGSYS", libc::SIGSYS as i64),
    ("SIGRTMIN", 34),
    ("SIGRTMAX", 64),
];

const FUNCTIONS: &[MethodDef] = &[
    method("signal", "(signalnum, handler, /)", signal),
    method("getsignal", "(signalnum, /)", |vm, a| {
        let n = number(vm, a[0])?;
        current(vm, n)
    }),
    method("default_int_handler", "(signalnum, frame, /)", |vm, a| {
        vm.index_i64(a[0])?;
        Err(vm.raise(&exc::KEYBOARD_INTERRUPT, ""))
    }),
    method("raise_signal", "(signalnum, /)", |vm, a| {
        let n = vm.index_i64(a[0])? as i32;
        // SAFETY: a plain call; numbers that are none are the system's to refuse.
        let done = vm.detached(Wait::Native, || unsafe { libc::raise(n) });
        check(vm, done)?;
        vm.safepoint()?;
        Ok(Value::NONE)
    }),
    method("alarm", "(seconds, /)", |vm, a| {
        let n = vm.index_i64(a[0])?;
        // SAFETY: a plain call.
        Ok(vm.int(unsafe { libc::alarm(n as u32) } as i64))
    }),
    method("setitimer", "(which, seconds, interval=0.0, /)", |vm, a| {
        let which = vm.index_i64(a[0])? as i32;
        let value = time_of(threads::seconds(vm, a[1])?);
        let interval = a[2].given().map_or(Ok(0.0), |v| threads::seconds(vm, v))?;
        let new = libc::itimerval { it_interval: time_of(interval), it_value: value };
        let mut old = new;
        // SAFETY: both structures are there; `which` is checked by the system.
        let done = unsafe { libc::setitimer(which as _, &new, &mut old) };
        if done != 0 { Err(timer_error(vm)) } else { Ok(timer(vm, &old)) }
    }),
    method("getitimer", "(which, /)", |vm, a| {
        let which = vm.index_i64(a[0])? as i32;
        let mut old = libc::itimerval { it_interval: time_of(0.0), it_value: time_of(0.0) };
        // SAFETY: the structure is there.
        let done = unsafe { libc::getitimer(which as _, &mut old) };
        if done != 0 { Err(timer_error(vm)) } else { Ok(timer(vm, &old)) }
    }),
    method("pause", "()", |vm, _| {
        let point = crate::sync::WaitPoint::new();
        if signals::is_main_thread(vm) {
            // a handled signal interrupts the wait
            point.wait(&vm.thread, Wait::Signal, || !super::sys::signal_pending(), None);
        } else {
            // SAFETY: a plain call.
            vm.detached(Wait::Signal, || unsafe { libc::pause() });
        }
        vm.safepoint()?;
        Ok(Value::NONE)
    }),
    method("strsignal", "(signalnum, /)", |vm, a| {
        let n = number(vm, a[0])?;
        // SAFETY: the text belongs to the C library and is copied at once.
        let text = unsafe {
            let p = libc::strsignal(n as i32);
            if p.is_null() { None } else { Some(std::ffi::CStr::from_ptr(p).to_string_lossy().into_owned()) }
        };
        Ok(text.filter(|t| !t.starts_with("Unknown")).map_or(Value::NONE, |t| vm.str(&t)))
    }),
    method("valid_signals", "()", |vm, _| {
        let all: Vec<i64> = (1..=MAX).filter(|n| !matches!(n, 32 | 33)).collect();
        number_set(vm, &all)
    }),
    method("pthread_kill", "(thread_id, signalnum, /)", |vm, a| {
        let id = vm.index_i64(a[0])? as u64;
        let n = vm.index_i64(a[1])?;
        if id == threads::main_ident() || id == threads::ident() {
            // SAFETY: these threads are there.
            let errno = unsafe { libc::pthread_kill(id as libc::pthread_t, n as i32) };
            if errno != 0 {
                return Err(vm.os_error(errno, None));
            }
        } else if threads::is_running(id) {
            // SAFETY: `is_running` says that the thread has not ended; one that ends just now is still a valid id,
            // because its native part is detached only after it left that list.
            let errno = unsafe { libc::pthread_kill(id as libc::pthread_t, n as i32) };
            if errno != 0 {
                return Err(vm.os_error(errno, None));
            }
        } else {
            return Err(vm.os_error(libc::ESRCH, None));
        }
        vm.safepoint()?;
        Ok(Value::NONE)
    }),
    method("pthread_sigmask", "(how, mask, /)", |vm, a| {
        let how = vm.index_i64(a[0])? as i32;
        let new = mask_of(vm, a[1])?;
        let mut old = empty_mask();
        // SAFETY: both sets are there.
        let errno = unsafe { libc::pthread_sigmask(how, &new, &mut old) };
        if errno != 0 {
            return Err(vm.os_error(errno, None));
        }
        vm.safepoint()?;
        numbers_in(vm, &old)
    }),
    method("sigpending", "()", |vm, _| {
        let mut pending = empty_mask();
        // SAFETY: the set is there.
        check(vm, unsafe { libc::sigpending(&mut pending) })?;
        numbers_in(vm, &pending)
    }),
    method("sigwait", "(sigset, /)", |vm, a| {
        let mask = mask_of(vm, a[0])?;
        loop {
            // `sigwait` itself does not end when another signal comes, such as that of Ctrl-C
            let (n, error) = vm.detached(Wait::Signal, || {
                // SAFETY: the set is there; nobody wants to know more of the signal.
                let n = unsafe { libc::sigwaitinfo(&mask, std::ptr::null_mut()) };
                (n, std::io::Error::last_os_error())
            });
            match error {
                _ if n >= 0 => return Ok(vm.int(n as i64)),
                e if e.kind() == std::io::ErrorKind::Interrupted => vm.safepoint()?,
                e => return Err(vm.io_error(&e, None)),
            }
        }
    }),
    method("sigwaitinfo", "(sigset, /)", |vm, a| wait_info(vm, a[0], None).map(|info| info.unwrap_or(Value::NONE))),
    method("sigtimedwait", "(sigset, timeout, /)", |vm, a| {
        let timeout = threads::seconds(vm, a[1])?;
        if timeout < 0.0 {
            return Err(vm.value_error("timeout must be non-negative"));
        }
        wait_info(vm, a[0], Some(timeout)).map(|info| info.unwrap_or(Value::NONE))
    }),
    method("pidfd_send_signal", "(pidfd, signalnum, siginfo=None, flags=0, /)", |vm, a| {
        let (fd, n) = (vm.index_i64(a[0])?, vm.index_i64(a[1])?);
        let flags = a[3].given().map_or(Ok(0), |f| vm.index_i64(f))?;
        if a[2].not_none().is_some() {
            return Err(vm.type_error("siginfo must be None"));
        }
        // SAFETY: numbers only; the pointer to a description of the signal is null.
        check(vm, unsafe { libc::syscall(libc::SYS_pidfd_send_signal, fd, n, 0usize, flags) } as i32)?;
        Ok(Value::NONE)
    }),
    method("siginterrupt", "(signalnum, flag, /)", |vm, a| {
        let _ = (number(vm, a[0])?, vm.truth(a[1])?);
        Ok(Value::NONE)
    }),
    method("set_wakeup_fd", "(fd, /, *, warn_on_full_buffer=True)", |vm, a| {
        let fd = vm.index_i64(a[0])?;
        if !vm.shared.is_main() || !signals::is_main_thread(vm) {
            return Err(vm.value_error("set_wakeup_fd only works in main thread of the main interpreter"));
        }
        if fd != -1 {
            // SAFETY: a question about a descriptor, whatever its number is.
            let flags = unsafe { libc::fcntl(fd as i32, libc::F_GETFL) };
            check(vm, flags.min(0))?;
            if flags & libc::O_NONBLOCK == 0 {
                return Err(vm.value_error(format!("the fd {fd} must be in non-blocking mode")));
            }
        }
        Ok(vm.int(signals::set_wakeup(fd as i32) as i64))
    }),
];

/// Waits for a signal of a set, which is blocked; `None` if none came in time. Another signal's handler runs, and the
/// wait goes on for the rest of the time.
fn wait_info(vm: &Vm, set: Value, timeout: Option<f64>) -> Res<Option<Value>> {
    let mask = mask_of(vm, set)?;
    let deadline = timeout.and_then(|t| std::time::Instant::now().checked_add(std::time::Duration::try_from_secs_f64(t).ok()?));
    loop {
        // SAFETY: a plain structure, which the call fills.
        let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
        let (n, errno) = vm.detached(Wait::Signal, || {
            let left = deadline.map(|d| d.saturating_duration_since(std::time::Instant::now()));
            let left = left.map(|l| libc::timespec { tv_sec: l.as_secs() as i64, tv_nsec: l.subsec_nanos() as i64 });
            let left = left.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
            // SAFETY: the set, the structure and the time (null: for ever) are there.
            let n = unsafe { libc::sigtimedwait(&mask, &mut info, left) };
            (n, std::io::Error::last_os_error().raw_os_error().unwrap_or(0))
        });
        if n >= 0 {
            // SAFETY: fields that the kernel has written, or that are zero.
            let (pid, uid, status) = unsafe { (info.si_pid(), info.si_uid(), info.si_status()) };
            let fields = [info.si_signo, info.si_code, info.si_errno, pid, uid as i32, status, 0].map(|n| vm.int(n as i64));
            return structs::new(vm, &SIGINFO, &fields, &[]).map(Some);
        }
        match errno {
            libc::EAGAIN => return Ok(None),
            libc::EINTR => vm.safepoint()?,
            _ => return Err(vm.os_error(errno, None)),
        }
    }
}

fn init(vm: &Vm, m: Value) -> Res<()> {
    for &(name, n) in NUMBERS {
        vm.set_attr_str(m, name, vm.int(n))?;
    }
    vm.set_attr_str(m, "ItimerError", itimer_class(vm)?)?;
    if vm.shared.is_main() && !signals::is_ignored(libc::SIGINT) {
        let f = vm.get_attr_str(m, "default_int_handler")?;
        let d = handlers(vm);
        vm.dict_setdefault(d, vm.int(libc::SIGINT as i64), f)?;
    }
    Ok(())
}

fn itimer_class(vm: &Vm) -> Res {
    super::exception_class::make(vm, "signal.ItimerError", &[type_of(&exc::OS_ERROR).value()])
}

fn handlers(vm: &Vm) -> Value {
    *vm.shared.registry.lock().entry(HANDLERS).or_insert_with(|| vm.new_dict())
}

fn number(vm: &Vm, v: Value) -> Res<i64> {
    let n = vm.index_i64(v)?;
    if (1..=MAX).contains(&n) { Ok(n) } else { Err(vm.value_error("signal number out of range")) }
}

fn check(vm: &Vm, result: i32) -> Res<()> {
    if result == 0 { Ok(()) } else { Err(vm.io_error(&std::io::Error::last_os_error(), None)) }
}

/// What happens at a signal now: a number for the system's ways, or a function; `None` if it was not set from here.
fn current(vm: &Vm, n: i64) -> Res {
    if let Some(d) = vm.shared.registered(HANDLERS)
        && let Some(v) = vm.dict_get(d, vm.int(n))?
    {
        return Ok(v);
    }
    // SAFETY: asks only; the structure is there.
    let action = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        libc::sigaction(n as i32, std::ptr::null(), &mut action);
        action.sa_sigaction
    };
    Ok(match action {
        libc::SIG_DFL => vm.int(0),
        libc::SIG_IGN => vm.int(1),
        _ => Value::NONE,
    })
}

/// Would a signal that arrives be handled by a script (or be Ctrl-C)?
pub fn reacts(vm: &Vm, n: i64) -> Res<bool> {
    match vm.shared.registered(HANDLERS) {
        Some(d) => Ok(match vm.dict_get(d, vm.int(n))? {
            Some(v) => vm.is_callable(v),
            None => n == libc::SIGINT as i64,
        }),
        None => Ok(n == libc::SIGINT as i64),
    }
}

/// A handler that nobody but the library can have written: at Ctrl-C it stops something, it sets nothing going.
fn is_of_library(handler: Value) -> bool {
    match handler.cast::<Function>() {
        Some(f) if handler.is_exact(Layout::Function) => f.loaded().is_library(),
        _ => handler.is_exact(Layout::NativeFunction),
    }
}

fn signal(vm: &Vm, a: &[Value]) -> Res {
    let n = vm.index_i64(a[0])?;
    if !vm.shared.is_main() || !signals::is_main_thread(vm) {
        return Err(vm.value_error("signal only works in main thread of the main interpreter"));
    }
    if !(1..=MAX).contains(&n) {
        return Err(vm.value_error("signal number out of range"));
    }
    let what = if vm.is_callable(a[1]) {
        if n != libc::SIGINT as i64 || !is_of_library(a[1]) {
            signals::note_handler();
        }
        signals::Disposition::Catch
    } else {
        match vm.to_i64(a[1]) {
            Some(0) => signals::Disposition::Default,
            Some(1) => signals::Disposition::Ignore,
            _ => return Err(vm.type_error("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")),
        }
    };
    let old = current(vm, n)?;
    // from here on a signal that arrives finds the new handler
    vm.dict_set(handlers(vm), vm.int(n), a[1])?;
    if let Err(errno) = signals::dispose(n as i32, what) {
        vm.dict_set(handlers(vm), vm.int(n), old)?;
        return Err(vm.os_error(errno, None));
    }
    vm.safepoint()?;
    Ok(old)
}

fn time_of(seconds: f64) -> libc::timeval {
    let whole = seconds.floor();
    libc::timeval { tv_sec: whole as _, tv_usec: ((seconds - whole) * 1e6).round() as _ }
}

fn seconds_of(t: &libc::timeval) -> f64 {
    t.tv_sec as f64 + t.tv_usec as f64 / 1e6
}

fn timer(vm: &Vm, t: &libc::itimerval) -> Value {
    vm.tuple(&[vm.float(seconds_of(&t.it_value)), vm.float(seconds_of(&t.it_interval))])
}

fn timer_error(vm: &Vm) -> crate::object::Raised {
    let errno = std::io::Error::last_os_error().raw_os_error().unwrap_or(0);
    let made =
        itimer_class(vm).and_then(|class| vm.call(class, &[vm.int(errno.into()), vm.str(&crate::types::exception_os::errno_text(errno))]));
    match made {
        Ok(e) => vm.raise_value(e),
        Err(raised) => raised,
    }
}

fn empty_mask() -> libc::sigset_t {
    // SAFETY: filled by the call.
    unsafe {
        let mut mask = std::mem::zeroed();
        libc::sigemptyset(&mut mask);
        mask
    }
}

fn mask_of(vm: &Vm, items: Value) -> Res<libc::sigset_t> {
    let mut mask = empty_mask();
    for &v in vm.collect_items(items)?.iter() {
        let n = vm.index_i64(v)?;
        if !(1..=MAX).contains(&n) {
            return Err(vm.value_error(format!("signal number {n} out of range [1; {MAX}]")));
        }
        // SAFETY: a set that is there and a number in range.
        unsafe { libc::sigaddset(&mut mask, n as i32) };
    }
    Ok(mask)
}

fn numbers_in(vm: &Vm, mask: &libc::sigset_t) -> Res {
    // SAFETY: a set that is there and numbers in range.
    let found: Vec<i64> = (1..=MAX).filter(|&n| unsafe { libc::sigismember(mask, n as i32) } == 1).collect();
    number_set(vm, &found)
}

fn number_set(vm: &Vm, numbers: &[i64]) -> Res {
    let items: Vec<Value> = numbers.iter().map(|&n| vm.int(n)).collect();
    set::from_iterable(vm, vm.tuple(&items))
}
