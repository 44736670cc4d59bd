//! Processes, users, the environment, the machine.

use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;

use crate::object::{MethodDef, Res, Value, method};
use crate::sync::Wait;
use crate::types::bytes_common::memory;
use crate::types::exceptions as exc;
use crate::vm::Vm;

use super::{
    Also, TERMINAL_SIZE, TIMES_RESULT, UNAME_RESULT, c_int, c_int_or, os_error, path, structs, system_call, system_call_as,
    system_call_none,
};

/// Rows for calls that take nothing and give a number.
macro_rules! number {
    ($name:literal, $call:ident) => {
        // SAFETY: a plain system call that cannot fail.
        method($name, "()", |vm, _| Ok(vm.int(unsafe { libc::$call() } as i64)))
    };
}

/// Rows for calls that take numbers and give nothing.
macro_rules! effect {
    ($name:literal, $signature:literal, $call:ident $(, $i:literal)*) => {
        method($name, $signature, |vm, a| {
            let _ = a;
            let numbers: &[i64] = &[$(vm.index_i64(a[$i])?),*];
            let _ = numbers;
            // SAFETY: a plain system call on numbers.
            system_call_none(vm, &[], || unsafe { libc::$call($(numbers[$i] as _),*) } as i64)
        })
    };
}

/// Rows for the macros that take a wait status apart.
macro_rules! status {
    ($name:literal, $call:ident, $make:expr) => {
        method($name, "(status)", |vm, a| {
            let status = c_int(vm, a[0])?;
            Ok($make(vm, libc::$call(status)))
        })
    };
}

fn truth(_: &Vm, b: bool) -> Value {
    Value::bool(b)
}

fn int(vm: &Vm, n: i32) -> Value {
    vm.int(n as i64)
}

/// The functions, for the module.
pub const FUNCTIONS: &[MethodDef] = &[
    number!("getpid", getpid),
    number!("getppid", getppid),
    number!("getuid", getuid),
    number!("geteuid", geteuid),
    number!("getgid", getgid),
    number!("getegid", getegid),
    number!("getpgrp", getpgrp),
    effect!("setuid", "(uid, /)", setuid, 0),
    effect!("setgid", "(gid, /)", setgid, 0),
    effect!("setpgid", "(pid, pgrp, /)", setpgid, 0, 1),
    effect!("setsid", "()", setsid),
    effect!("kill", "(pid, signal, /)", kill, 0, 1),
    effect!("killpg", "(pgid, signal, /)", killpg, 0, 1),
    effect!("sched_yield", "()", sched_yield),
    effect!("setpriority", "(which, who, priority)", setpriority, 0, 1, 2),
    method("getpgid", "(pid)", |vm, a| {
        let pid = c_int(vm, a[0])?;
        // SAFETY: a plain system call.
        Ok(vm.int(system_call(vm, &[], || unsafe { libc::getpgid(pid) } as i64)?))
    }),
    method("getsid", "(pid, /)", |vm, a| {
        let pid = c_int(vm, a[0])?;
        // SAFETY: a plain system call.
        Ok(vm.int(system_call(vm, &[], || unsafe { libc::getsid(pid) } as i64)?))
    }),
    method("getgroups", "()", |vm, _| {
        let mut groups = [0; 1024];
        // SAFETY: the array has that many places.
        let n = system_call(vm, &[], || unsafe { libc::getgroups(groups.len() as i32, groups.as_mut_ptr()) } as i64)?;
        let items: Vec<Value> = groups[..n as usize].iter().map(|&g| vm.int(g as i64)).collect();
        Ok(vm.list(&items))
    }),
    method("nice", "(increment, /)", |vm, a| {
        let n = c_int(vm, a[0])?;
        // SAFETY: a plain system call.
        Ok(vm.int(unsafe { libc::nice(n) } as i64))
    }),
    method("umask", "(mask, /)", |vm, a| {
        let mask = c_int(vm, a[0])?;
        // SAFETY: a plain system call that cannot fail.
        Ok(vm.int(unsafe { libc::umask(mask as libc::mode_t) } as i64))
    }),
    method("_exit", "(status)", |vm, a| {
        let status = c_int(vm, a[0])?;
        // SAFETY: ends the process at once, as asked.
        unsafe { libc::_exit(status) }
    }),
    // SAFETY: ends the process at once, as asked.
    method("abort", "()", |_, _| unsafe { libc::abort() }),
    method("fork", "()", |vm, _| Err(no_fork(vm, "fork"))),
    method("forkpty", "()", |vm, _| Err(no_fork(vm, "forkpty"))),
    method("register_at_fork", "(*, before=None, after_in_child=None, after_in_parent=None)", |_, _| Ok(Value::NONE)),
    method("execv", "(path, argv, /)", |vm, a| exec(vm, "execv", a[0], a[1], None)),
    method("execve", "(path, argv, env)", |vm, a| exec(vm, "execve", a[0], a[1], Some(a[2]))),
    method("system", "(command)", |vm, a| {
        let command = path(vm, "system", a[0], Also::Nothing)?;
        // SAFETY: a plain call of the C library on a string that ends in zero.
        Ok(vm.int(vm.detached(Wait::Process, || unsafe { libc::system(command.name.as_ptr()) }) as i64))
    }),
    method("waitpid", "(pid, options, /)", |vm, a| wait(vm, c_int(vm, a[0])?, c_int(vm, a[1])?)),
    method("wait", "()", |vm, _| wait(vm, -1, 0)),
    status!("WIFEXITED", WIFEXITED, truth),
    status!("WEXITSTATUS", WEXITSTATUS, int),
    status!("WIFSIGNALED", WIFSIGNALED, truth),
    status!("WTERMSIG", WTERMSIG, int),
    status!("WIFSTOPPED", WIFSTOPPED, truth),
    status!("WSTOPSIG", WSTOPSIG, int),
    status!("WIFCONTINUED", WIFCONTINUED, truth),
    status!("WCOREDUMP", WCOREDUMP, truth),
    method("waitstatus_to_exitcode", "(status)", |vm, a| {
        let status = c_int(vm, a[0])?;
        if libc::WIFEXITED(status) {
            Ok(vm.int(libc::WEXITSTATUS(status) as i64))
        } else if libc::WIFSIGNALED(status) {
            Ok(vm.int(-libc::WTERMSIG(status) as i64))
        } else if libc::WIFSTOPPED(status) {
            Err(vm.value_error(format!("process stopped by delivery of signal {}", libc::WSTOPSIG(status))))
        } else {
            Err(vm.value_error(format!("invalid wait status: {status}")))
        }
    }),
    method("_create_environ", "()", |vm, _| environment(vm)),
    method("putenv", "(name, value, /)", |vm, a| {
        let (name, value) = (path(vm, "putenv", a[0], Also::Nothing)?, path(vm, "putenv", a[1], Also::Nothing)?);
        checked_name(vm, &name.name)?;
        // SAFETY: strings that end in zero. Threads of other languages that read the environment meanwhile are not ours.
        system_call_none(vm, &[], || unsafe { libc::setenv(name.name.as_ptr(), value.name.as_ptr(), 1) } as i64)
    }),
    method("unsetenv", "(name, /)", |vm, a| {
        let name = path(vm, "unsetenv", a[0], Also::Nothing)?;
        checked_name(vm, &name.name)?;
        // SAFETY: as in `putenv`.
        system_call_none(vm, &[], || unsafe { libc::unsetenv(name.name.as_ptr()) } as i64)
    }),
    method("urandom", "(size, /)", |vm, a| {
        let n = vm.index_i64(a[0])?;
        if n < 0 {
            return Err(vm.value_error("negative argument not allowed"));
        }
        random(vm, n as usize, 0)
    }),
    method("getrandom", "(size, flags=0)", |vm, a| {
        let (n, flags) = (vm.index_i64(a[0])?, c_int_or(vm, a[1], 0)?);
        if n < 0 {
            return Err(os_error(vm, libc::EINVAL, &[]));
        }
        random(vm, n as usize, flags as u32)
    }),
    method("cpu_count", "()", |vm, _| {
        if let Some(n) = vm.shared.settings.cpu_count {
            return Ok(vm.int(n));
        }
        // SAFETY: a plain call of the C library.
        let n = unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) };
        Ok(if n < 1 { Value::NONE } else { vm.int(n) })
    }),
    method("sched_getaffinity", "(pid, /)", |vm, a| {
        let pid = c_int(vm, a[0])?;
        // SAFETY: a struct of plain numbers, written by the call.
        let (set, result) = unsafe {
            let mut set: libc::cpu_set_t = std::mem::zeroed();
            let result = libc::sched_getaffinity(pid, size_of::<libc::cpu_set_t>(), &mut set);
            (set, result)
        };
        if result < 0 {
            return Err(os_error(vm, super::errno(), &[]));
        }
        // SAFETY: the number is below the size of the set.
        let cpus: Vec<Value> =
            (0..libc::CPU_SETSIZE as usize).filter(|&i| unsafe { libc::CPU_ISSET(i, &set) }).map(|i| vm.int(i as i64)).collect();
        vm.call(crate::types::type_of(&crate::types::set::SET).value(), &[vm.list(&cpus)])
    }),
    method("sched_setaffinity", "(pid, mask, /)", |vm, a| {
        let pid = c_int(vm, a[0])?;
        // SAFETY: a struct of plain numbers.
        let mut set: libc::cpu_set_t = unsafe { std::mem::zeroed() };
        vm.for_each(a[1], &mut |v| {
            let n = vm.index_i64(v)?;
            if !(0..libc::CPU_SETSIZE as i64).contains(&n) {
                return Err(vm.value_error("CPU number out of range"));
            }
            // SAFETY: the number is below the size of the set.
            unsafe { libc::CPU_SET(n as usize, &mut set) };
            Ok(true)
        })?;
        // SAFETY: the set is read only.
        system_call_none(vm, &[], || unsafe { libc::sched_setaffinity(pid, size_of::<libc::cpu_set_t>(), &set) } as i64)
    }),
    method("getloadavg", "()", |vm, _| {
        let mut loads = [0.0; 3];
        // SAFETY: the array has three places.
        if unsafe { libc::getloadavg(loads.as_mut_ptr(), 3) } != 3 {
            return Err(vm.raise(&exc::OS_ERROR, "Load averages are unobtainable"));
        }
        Ok(vm.tuple(&loads.map(|l| vm.float(l))))
    }),
    method("getpriority", "(which, who)", |vm, a| {
        let (which, who) = (c_int(vm, a[0])?, c_int(vm, a[1])?);
        // SAFETY: a plain system call.
        Ok(vm.int(unsafe { libc::getpriority(which as _, who as _) } as i64))
    }),
    method("sysconf", "(name, /)", |vm, a| {
        let name = super::system::by_name(vm, a[0], SYSCONF)?;
        // SAFETY: a plain call of the C library.
        Ok(vm.int(unsafe { libc::sysconf(name) }))
    }),
    method("uname", "()", |vm, _| {
        // SAFETY: a struct of plain bytes, written by the call.
        let mut names: libc::utsname = unsafe { std::mem::zeroed() };
        // SAFETY: as above.
        system_call(vm, &[], || unsafe { libc::uname(&mut names) } as i64)?;
        let text = |field: &[libc::c_char]| {
            let bytes: Vec<u8> = field.iter().take_while(|&&c| c != 0).map(|&c| c as u8).collect();
            vm.str(&String::from_utf8_lossy(&bytes))
        };
        let fields = [text(&names.sysname), text(&names.nodename), text(&names.release), text(&names.version), text(&names.machine)];
        structs::new(vm, &UNAME_RESULT, &fields, &[])
    }),
    method("times", "()", |vm, _| {
        // SAFETY: a struct of plain numbers, written by the call; the other call only reads a setting.
        let (t, now, ticks) = unsafe {
            let mut t: libc::tms = std::mem::zeroed();
            let now = libc::times(&mut t);
            (t, now, libc::sysconf(libc::_SC_CLK_TCK) as f64)
        };
        let fields = [t.tms_utime, t.tms_stime, t.tms_cutime, t.tms_cstime, now].map(|n| vm.float(n as f64 / ticks));
        structs::new(vm, &TIMES_RESULT, &fields, &[])
    }),
    method("strerror", "(code, /)", |vm, a| Ok(vm.str(&crate::types::exception_os::errno_text(c_int(vm, a[0])?)))),
    method("get_terminal_size", "(fd=1, /)", |vm, a| {
        let fd = c_int_or(vm, a[0], 1)?;
        // SAFETY: a struct of plain numbers, written by the call.
        let mut size: libc::winsize = unsafe { std::mem::zeroed() };
        // SAFETY: as above.
        system_call(vm, &[], || unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, &mut size) } as i64)?;
        structs::new(vm, &TERMINAL_SIZE, &[vm.int(size.ws_col as i64), vm.int(size.ws_row as i64)], &[])
    }),
    method("device_encoding", "(fd)", |vm, a| {
        // SAFETY: a plain call of the C library.
        let terminal = unsafe { libc::isatty(c_int(vm, a[0])?) } == 1;
        Ok(if terminal { vm.str("utf-8") } else { Value::NONE })
    }),
    method("ctermid", "()", |vm, _| Ok(vm.str("/dev/tty"))),
];

pub const SYSCONF: &[(&str, i32)] = &[
    ("SC_ARG_MAX", libc::_SC_ARG_MAX),
    ("SC_CHILD_MAX", libc::_SC_CHILD_MAX),
    ("SC_CLK_TCK", libc::_SC_CLK_TCK),
    ("SC_NPROCESSORS_CONF", libc::_SC_NPROCESSORS_CONF),
    ("SC_NPROCESSORS_ONLN", libc::_SC_NPROCESSORS_ONLN),
    ("SC_OPEN_MAX", libc::_SC_OPEN_MAX),
    ("SC_PAGESIZE", libc::_SC_PAGESIZE),
    ("SC_PAGE_SIZE", libc::_SC_PAGESIZE),
    ("SC_PHYS_PAGES", libc::_SC_PHYS_PAGES),
    ("SC_AVPHYS_PAGES", libc::_SC_AVPHYS_PAGES),
    ("SC_SEM_NSEMS_MAX", libc::_SC_SEM_NSEMS_MAX),
    ("SC_IOV_MAX", libc::_SC_IOV_MAX),
];

fn no_fork(vm: &Vm, what: &str) -> crate::object::Raised {
    if !vm.shared.settings.config.allow_fork {
        return vm.runtime_error(format!("{what} not supported for isolated subinterpreters"));
    }
    vm.not_implemented(format!("{what} is not supported: the child would have one thread and the locks of all"))
}

/// The environment as a dict of bytes.
///
/// # Errors
/// None but a full memory.
pub fn environment(vm: &Vm) -> Res {
    let dict = vm.new_dict();
    for (name, value) in std::env::vars_os() {
        vm.dict_setdefault(dict, vm.bytes(name.as_bytes()), vm.bytes(value.as_bytes()))?;
    }
    Ok(dict)
}

fn checked_name(vm: &Vm, name: &CString) -> Res<()> {
    if name.is_empty() {
        return Err(os_error(vm, libc::EINVAL, &[]));
    }
    if name.as_bytes().contains(&b'=') {
        return Err(vm.value_error("illegal environment variable name"));
    }
    Ok(())
}

fn wait(vm: &Vm, pid: i32, options: i32) -> Res {
    let mut status = 0;
    // SAFETY: the status is a local variable.
    let child = system_call_as(vm, Wait::Process, &[], || unsafe { libc::waitpid(pid, &mut status, options) } as i64)?;
    Ok(vm.tuple(&[vm.int(child), vm.int(status as i64)]))
}

fn random(vm: &Vm, n: usize, flags: u32) -> Res {
    let mut data = Vec::new();
    data.try_reserve_exact(n).map_err(|_| vm.memory_error())?;
    data.resize(n, 0u8);
    let mut at = 0;
    while at < n {
        // SAFETY: the rest of the buffer is written.
        at += system_call(vm, &[], || unsafe { libc::getrandom(data[at..].as_mut_ptr() as *mut libc::c_void, n - at, flags) } as i64)?
            as usize;
    }
    memory::bytes(vm, &data)
}

/// Strings that end in zero, and the list of pointers to them that ends in a null.
pub fn pointers(strings: &[CString]) -> Vec<*const libc::c_char> {
    strings.iter().map(|s| s.as_ptr()).chain([std::ptr::null()]).collect()
}

/// The `NAME=value` strings of a mapping.
pub fn environment_list(vm: &Vm, function: &str, env: Value) -> Res<Vec<CString>> {
    let mut variables = Vec::new();
    let keys = vm.call_method(env, "keys", &[])?;
    vm.for_each(keys, &mut |k| {
        let v = vm.get_item(env, k)?;
        let (name, value) = (path(vm, function, k, Also::Nothing)?, path(vm, function, v, Also::Nothing)?);
        checked_name(vm, &name.name)?;
        let both = [name.name.as_bytes(), b"=", value.name.as_bytes()].concat();
        variables.push(CString::new(both).map_err(|_| vm.value_error("embedded null byte"))?);
        Ok(true)
    })?;
    Ok(variables)
}

fn exec(vm: &Vm, function: &str, file: Value, argv: Value, env: Option<Value>) -> Res {
    if !vm.shared.settings.config.allow_exec {
        return Err(vm.runtime_error("exec not supported for isolated subinterpreters"));
    }
    let file = path(vm, function, file, Also::Nothing)?;
    if argv.cast::<crate::object::List>().is_none() && argv.cast::<crate::object::Tuple>().is_none() {
        return Err(vm.type_error(format!("{function}: argv must be a tuple or list")));
    }
    let mut args = Vec::new();
    for &v in vm.sequence_items(argv).iter() {
        args.push(path(vm, function, v, Also::Nothing)?.name);
    }
    if args.first().is_none_or(|a| a.is_empty()) {
        return Err(vm.value_error(format!(
            "{function}() arg 2 {}",
            if args.is_empty() { "must not be empty" } else { "first element cannot be empty" }
        )));
    }
    let variables = env.map(|env| environment_list(vm, function, env)).transpose()?.unwrap_or_default();
    let (args, variables_list) = (pointers(&args), pointers(&variables));
    // SAFETY: lists of strings that end in zero, each list in a null; all live until the call fails.
    system_call_none(vm, &[file.shown], || unsafe {
        (if env.is_some() {
            libc::execve(file.name.as_ptr(), args.as_ptr(), variables_list.as_ptr())
        } else {
            libc::execv(file.name.as_ptr(), args.as_ptr())
        }) as i64
    })
}
