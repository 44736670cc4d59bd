//! New processes: `posix_spawn` of `os`, and `_posixsubprocess.spawn`, which `subprocess` starts its children with.
//!
//! A child is made by the C library's `posix_spawn` and never runs code of this process: it would have one thread and the
//! locks of all.

use std::ffi::CString;
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt;

use crate::object::{MethodDef, ModuleSpec, Res, Value, method};
use crate::sync::Wait;
use crate::vm::Vm;

use super::process::{environment_list, pointers};
use super::{Also, c_int, descriptor, os_error, path};

/// The module `_posixsubprocess`.
pub static SUBPROCESS: ModuleSpec = ModuleSpec {
    name: "_posixsubprocess",
    functions: &[method(
        "spawn",
        "(executables, argv, env, cwd, close_fds, pass_fds, p2cread, c2pwrite, errwrite, restore_signals, start_new_session, process_group, /)",
        spawn,
    )],
    ..ModuleSpec::DEFAULT
};

/// The functions, for the module `posix`.
pub const FUNCTIONS: &[MethodDef] = &[
    method("posix_spawn", SIGNATURE, |vm, a| posix_spawn(vm, a, "posix_spawn")),
    method("posix_spawnp", SIGNATURE, |vm, a| posix_spawn(vm, a, "posix_spawnp")),
];

const SIGNATURE: &str = "(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), \
                         setsigdef=(), scheduler=None)";

pub const POSIX_SPAWN_OPEN: i64 = 0;
pub const POSIX_SPAWN_CLOSE: i64 = 1;
pub const POSIX_SPAWN_DUP2: i64 = 2;
pub const POSIX_SPAWN_CLOSEFROM: i64 = 3;

unsafe extern "C" {
    // since glibc 2.34; the crate `libc` does not have it for every target
    fn posix_spawn_file_actions_addclosefrom_np(actions: *mut libc::posix_spawn_file_actions_t, from: libc::c_int) -> libc::c_int;
}

/// What the child does before its program runs.
struct Plan {
    actions: MaybeUninit<libc::posix_spawn_file_actions_t>,
    attributes: MaybeUninit<libc::posix_spawnattr_t>,
    flags: i32,
    /// names that the actions point to
    names: Vec<CString>,
}

impl Plan {
    fn new() -> Box<Plan> {
        let mut plan =
            Box::new(Plan { actions: MaybeUninit::uninit(), attributes: MaybeUninit::uninit(), flags: 0, names: Vec::new() });
        // SAFETY: both structs are made by these calls before anything reads them; they stay where they are, in the box.
        unsafe {
            libc::posix_spawn_file_actions_init(plan.actions.as_mut_ptr());
            libc::posix_spawnattr_init(plan.attributes.as_mut_ptr());
        }
        plan
    }

    fn open(&mut self, fd: i32, name: CString, flags: i32, mode: u32) -> i32 {
        self.names.push(name);
        let name = self.names.last().map_or(std::ptr::null(), |n| n.as_ptr());
        // SAFETY: the struct was made in `new`; the name ends in zero.
        unsafe { libc::posix_spawn_file_actions_addopen(self.actions.as_mut_ptr(), fd, name, flags, mode as libc::mode_t) }
    }

    fn close(&mut self, fd: i32) -> i32 {
        // SAFETY: the struct was made in `new`.
        unsafe { libc::posix_spawn_file_actions_addclose(self.actions.as_mut_ptr(), fd) }
    }

    fn dup2(&mut self, from: i32, to: i32) -> i32 {
        // SAFETY: the struct was made in `new`.
        unsafe { libc::posix_spawn_file_actions_adddup2(self.actions.as_mut_ptr(), from, to) }
    }

    fn close_from(&mut self, first: i32) -> i32 {
        // SAFETY: the struct was made in `new`.
        unsafe { posix_spawn_file_actions_addclosefrom_np(self.actions.as_mut_ptr(), first) }
    }

    fn change_folder(&mut self, name: CString) -> i32 {
        self.names.push(name);
        let name = self.names.last().map_or(std::ptr::null(), |n| n.as_ptr());
        // SAFETY: the struct was made in `new`; the name ends in zero.
        unsafe { libc::posix_spawn_file_actions_addchdir_np(self.actions.as_mut_ptr(), name) }
    }

    fn group(&mut self, group: i32) {
        self.flags |= libc::POSIX_SPAWN_SETPGROUP;
        // SAFETY: the struct was made in `new`.
        unsafe { libc::posix_spawnattr_setpgroup(self.attributes.as_mut_ptr(), group) };
    }

    /// The signals that act by default in the child, or those that are blocked there.
    fn signals(&mut self, numbers: &[i32], blocked: bool) {
        // SAFETY: a set of signals of plain numbers; the struct was made in `new`.
        unsafe {
            let mut set = MaybeUninit::uninit();
            libc::sigemptyset(set.as_mut_ptr());
            for &n in numbers {
                libc::sigaddset(set.as_mut_ptr(), n);
            }
            if blocked {
                libc::posix_spawnattr_setsigmask(self.attributes.as_mut_ptr(), set.as_ptr());
            } else {
                libc::posix_spawnattr_setsigdefault(self.attributes.as_mut_ptr(), set.as_ptr());
            }
        }
        self.flags |= if blocked { libc::POSIX_SPAWN_SETSIGMASK } else { libc::POSIX_SPAWN_SETSIGDEF };
    }

    /// Starts the program; its process number, or the errno.
    fn run(&mut self, file: &CString, by_path: bool, argv: &[CString], env: Option<&[CString]>) -> Result<i32, i32> {
        let argv = pointers(argv);
        let env_list = env.map(pointers);
        // SAFETY: lists of strings that end in zero, each list in a null; the structs were made in `new`.
        unsafe {
            unsafe extern "C" {
                static environ: *const *const libc::c_char;
            }
            libc::posix_spawnattr_setflags(self.attributes.as_mut_ptr(), self.flags as libc::c_short);
            let env = env_list.as_ref().map_or(environ, |list| list.as_ptr());
            let mut pid = 0;
            let start = if by_path { libc::posix_spawnp } else { libc::posix_spawn };
            let actions = self.actions.as_ptr();
            match start(&mut pid, file.as_ptr(), actions, self.attributes.as_ptr(), argv.as_ptr().cast(), env.cast()) {
                0 => Ok(pid),
                code => Err(code),
            }
        }
    }
}

impl Drop for Plan {
    fn drop(&mut self) {
        // SAFETY: the structs were made in `new`.
        unsafe {
            libc::posix_spawn_file_actions_destroy(self.actions.as_mut_ptr());
            libc::posix_spawnattr_destroy(self.attributes.as_mut_ptr());
        }
    }
}

/// The strings of a sequence.
fn strings(vm: &Vm, function: &str, items: Value) -> Res<Vec<CString>> {
    let mut out = Vec::new();
    for &v in vm.collect_items(items)?.iter() {
        out.push(path(vm, function, v, Also::Nothing)?.name);
    }
    Ok(out)
}

fn signal_numbers(vm: &Vm, v: Value) -> Res<Vec<i32>> {
    let mut out = Vec::new();
    vm.for_each(v, &mut |n| {
        out.push(c_int(vm, n)?);
        Ok(true)
    })?;
    Ok(out)
}

fn posix_spawn(vm: &Vm, a: &[Value], function: &str) -> Res {
    let file = path(vm, function, a[0], Also::Nothing)?;
    if a[1].cast::<crate::object::List>().is_none() && a[1].cast::<crate::object::Tuple>().is_none() {
        return Err(vm.type_error(format!("{function}: argv must be a tuple or list")));
    }
    let argv = strings(vm, function, a[1])?;
    if argv.first().is_none_or(|first| first.is_empty()) {
        let what = if argv.is_empty() { "must not be empty" } else { "first element cannot be empty" };
        return Err(vm.value_error(format!("{function}: argv {what}")));
    }
    let env = a[2].not_none().map(|env| environment_list(vm, function, env)).transpose()?;
    let mut plan = Plan::new();
    if let Some(actions) = a[3].not_none() {
        for &action in vm.collect_items(actions)?.iter() {
            add_action(vm, &mut plan, function, action)?;
        }
    }
    if let Some(group) = a[4].not_none() {
        plan.group(c_int(vm, group)?);
    }
    if a[5].given().map_or(Ok(false), |v| vm.truth(v))? {
        plan.flags |= libc::POSIX_SPAWN_RESETIDS;
    }
    if a[6].given().map_or(Ok(false), |v| vm.truth(v))? {
        plan.flags |= i32::from(libc::POSIX_SPAWN_SETSID);
    }
    for (v, blocked) in [(a[7], true), (a[8], false)] {
        if let Some(v) = v.given() {
            plan.signals(&signal_numbers(vm, v)?, blocked);
        }
    }
    let by_path = function == "posix_spawnp";
    match vm.detached(Wait::Process, || plan.run(&file.name, by_path, &argv, env.as_deref())) {
        Ok(pid) => Ok(vm.int(i64::from(pid))),
        Err(code) => Err(os_error(vm, code, &[file.shown])),
    }
}

fn add_action(vm: &Vm, plan: &mut Plan, function: &str, action: Value) -> Res<()> {
    let parts = vm.collect_items(action)?;
    let number = |i: usize| parts.get(i).map_or(Err(vm.type_error("Each file_actions element must be a non-empty tuple")), |&v| c_int(vm, v));
    let code = match i64::from(number(0)?) {
        POSIX_SPAWN_OPEN if parts.len() == 5 => {
            let name = path(vm, function, parts[2], Also::Nothing)?.name;
            plan.open(number(1)?, name, number(3)?, number(4)? as u32)
        }
        POSIX_SPAWN_CLOSE if parts.len() == 2 => plan.close(number(1)?),
        POSIX_SPAWN_DUP2 if parts.len() == 3 => plan.dup2(number(1)?, number(2)?),
        POSIX_SPAWN_CLOSEFROM if parts.len() == 2 => plan.close_from(number(1)?),
        _ => return Err(vm.type_error("Unknown file_actions identifier")),
    };
    if code == 0 { Ok(()) } else { Err(os_error(vm, code, &[])) }
}

/// The descriptors that are open now.
fn open_descriptors() -> Vec<i32> {
    let Ok(list) = std::fs::read_dir("/proc/self/fd") else { return Vec::new() };
    list.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect()
}

/// `(pid, None)` of the first executable that can be run, or `(errno, True)` with whether the folder was at fault.
fn spawn(vm: &Vm, a: &[Value]) -> Res {
    let executables = strings(vm, "spawn", a[0])?;
    let argv = strings(vm, "spawn", a[1])?;
    let env = a[2].not_none().map(|env| environment_list(vm, "spawn", env)).transpose()?;
    let cwd = a[3].not_none().map(|cwd| path(vm, "spawn", cwd, Also::Nothing)).transpose()?;
    let close = vm.truth(a[4])?;
    let mut keep = Vec::new();
    vm.for_each(a[5], &mut |fd| {
        keep.push(descriptor(vm, fd)?);
        Ok(true)
    })?;
    let standard = [c_int(vm, a[6])?, c_int(vm, a[7])?, c_int(vm, a[8])?];
    let restore = vm.truth(a[9])?;
    let session = vm.truth(a[10])?;
    let group = c_int(vm, a[11])?;
    let mut plan = Plan::new();
    if let Some(cwd) = &cwd {
        plan.change_folder(cwd.name.clone());
    }
    // descriptors among the first three that another of them replaces are moved out of the way first
    let mut sources = standard;
    let mut spare = open_descriptors().into_iter().max().unwrap_or(3).max(3) + 1;
    for (to, from) in sources.iter_mut().enumerate() {
        if (0..3).contains(from) && *from != to as i32 {
            plan.dup2(*from, spare);
            *from = spare;
            spare += 1;
        }
    }
    for (to, &from) in sources.iter().enumerate() {
        if from >= 0 {
            // also of a descriptor onto itself: it is then inherited
            plan.dup2(from, to as i32);
        }
    }
    for &fd in &keep {
        if fd > 2 {
            plan.dup2(fd, fd);
        }
    }
    if close {
        keep.sort_unstable();
        if keep.iter().all(|&fd| fd <= 2) {
            plan.close_from(3);
        } else {
            for fd in open_descriptors().into_iter().chain(sources.into_iter().filter(|&fd| fd > 2)) {
                if fd > 2 && keep.binary_search(&fd).is_err() {
                    plan.close(fd);
                }
            }
        }
    }
    if restore {
        plan.signals(&[libc::SIGPIPE, libc::SIGXFSZ], false);
    }
    if session {
        plan.flags |= i32::from(libc::POSIX_SPAWN_SETSID);
    }
    if group >= 0 {
        plan.group(group);
    }
    let (result, folder) = vm.detached(Wait::Process, || {
        let mut failed = libc::ENOENT;
        for file in &executables {
            match plan.run(file, false, &argv, env.as_deref()) {
                Ok(pid) => return (Ok(pid), false),
                Err(code) if matches!(code, libc::ENOENT | libc::ENOTDIR) => failed = code,
                Err(code) => {
                    failed = code;
                    if code != libc::EACCES {
                        break;
                    }
                }
            }
        }
        let folder = cwd.as_ref().is_some_and(|c| !std::path::Path::new(std::ffi::OsStr::from_bytes(c.name.as_bytes())).is_dir());
        (Err(failed), folder)
    });
    match result {
        Ok(pid) => Ok(vm.tuple(&[vm.int(i64::from(pid)), Value::NONE])),
        Err(code) => Ok(vm.tuple(&[vm.int(i64::from(code)), Value::bool(folder)])),
    }
}
