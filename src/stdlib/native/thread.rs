//! `_thread`: locks, handles of threads, starting threads; `threading` is built on it.
//!
//! A lock is one word and a wait point. Word: 0 free, 1 taken, 2 taken and perhaps waited for. Taking a free lock is one
//! compare-and-swap; whoever must wait leaves a 2 behind, and a release that finds a 2 wakes the one that has waited
//! longest, which then competes for the lock with those that come by (the lock is not handed over: see the GIL's
//! lecture on why). Waiting is detached and ends at once for a signal in the main thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};

use crate::interp::{signals, threads};
use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{MethodDef, ModuleSpec, Payload, Res, Slot, Slots, TypeSpec, Value, getter, method};
use crate::stdlib::native::posix::structs::struct_sequences;
use crate::sync::{Wait, WaitPoint};
use crate::types::exceptions as exc;
use crate::types::object::address;
use crate::types::type_of;
use crate::vm::Vm;
use crate::vm::intern::intern;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_thread",
    doc: "Threads and locks: what threading is built on.",
    functions: FUNCTIONS,
    constants: &[
        ("error", |_| Ok(type_of(&exc::RUNTIME_ERROR).value())),
        ("_NAME_MAXLEN", |vm| Ok(vm.int(15))),
        ("TIMEOUT_MAX", |vm| Ok(vm.float(TIMEOUT_MAX))),
        ("LockType", |_| Ok(type_of(&LOCK).value())),
    ],
    types: &[&LOCK, &RLOCK, &GIVEN_UP, &HANDLE, &super::thread_local::LOCAL, &HOOK_ARGS],
    ..ModuleSpec::DEFAULT
};

/// In seconds: nanoseconds of this fit 63 bits.
const TIMEOUT_MAX: f64 = 9223372036.0;

const FUNCTIONS: &[MethodDef] = &[
    method("allocate_lock", "()", |vm, _| Ok(vm.native(&LOCK, RawLock::default()))),
    method("allocate", "()", |vm, _| Ok(vm.native(&LOCK, RawLock::default()))),
    method("get_ident", "()", |vm, _| Ok(vm.uint(threads::ident()))),
    method("get_native_id", "()", |vm, _| Ok(vm.int(threads::native_id()))),
    method("_get_main_thread_ident", "()", |vm, _| Ok(vm.uint(threads::main_ident()))),
    method("_is_main_interpreter", "()", |vm, _| Ok(Value::bool(vm.shared.is_main()))),
    method("daemon_threads_allowed", "()", |vm, _| Ok(Value::bool(vm.shared.settings.config.allow_daemon_threads))),
    method("set_name", "(name)", |vm, a| match a[0].str_bytes() {
        Some(bytes) => {
            threads::set_os_name(&String::from_utf8_lossy(bytes));
            Ok(Value::NONE)
        }
        None => Err(vm.type_error(format!("set_name() argument 'name' must be str, not {}", a[0].argument_name()))),
    }),
    method("_get_name", "()", |vm, _| Ok(vm.str(&threads::os_name()))),
    method("stack_size", "(size=0, /)", |vm, a| {
        // asking is setting: without an argument, to the default
        let size = a[0].given().map_or(Ok(0), |n| vm.index_i64(n))?;
        if size != 0 && size < 53248 {
            return Err(vm.value_error("size must be at least 53248 bytes"));
        }
        Ok(vm.int(threads::set_stack_size(Some(size as usize)) as i64))
    }),
    method("start_new_thread", "(function, args, kwargs={}, /)", start_new_thread),
    method("start_new", "(function, args, kwargs={}, /)", start_new_thread),
    method("start_joinable_thread", "(function, handle=None, daemon=True)", start_joinable_thread),
    method("_make_thread_handle", "(ident, /)", |vm, a| {
        let ident = vm.index_i64(a[0])? as u64;
        Ok(vm.native(&HANDLE, ThreadHandle(threads::Handle::of_running(ident))))
    }),
    method("_shutdown", "()", |vm, _| {
        if let Err(raised) = threads::join_all(vm) {
            let e = vm.take_raised(raised);
            let what = "Exception ignored while joining a thread in _thread._shutdown()";
            threads::report_unraisable(vm, e, what, Value::NONE);
        }
        Ok(Value::NONE)
    }),
    method("_count", "()", |vm, _| Ok(vm.int(threads::count(vm.shared.id) as i64))),
    method("exit", "()", |vm, _| Err(vm.raise_with(&exc::SYSTEM_EXIT, &[]))),
    method("exit_thread", "()", |vm, _| Err(vm.raise_with(&exc::SYSTEM_EXIT, &[]))),
    method("interrupt_main", "(signum=2, /)", |vm, a| {
        let n = a[0].given().map_or(Ok(libc::SIGINT as i64), |n| vm.index_i64(n))?;
        if !(1..65).contains(&n) {
            return Err(vm.value_error("signal number out of range"));
        }
        if super::signal::reacts(vm, n)? {
            signals::simulate(n as i32);
        }
        Ok(Value::NONE)
    })
    .shown_as(""),
    method("_at_thread_exit", "(function, /)", |vm, a| {
        match threads::local(vm, threads::AT_EXIT_KEY) {
            Some(list) => vm.list_append(list, a[0])?,
            None => threads::set_local(vm, threads::AT_EXIT_KEY, vm.list(&[a[0]])),
        }
        Ok(Value::NONE)
    }),
    method("_async_raise", "(ident, exception, /)", |vm, a| {
        let ident = vm.index_i64(a[0])? as u64;
        Ok(vm.int(threads::raise_in(vm, ident, a[1].not_none()) as i64))
    }),
    method("_excepthook", "(args, /)", excepthook),
];

// ---- locks ----

/// The word and the place to wait at.
#[derive(Default)]
#[repr(C)]
pub struct RawLock {
    word: AtomicU32,
    point: WaitPoint,
    /// the ident of the thread that took it last, and which instruction of its did: for diagnoses
    holder: AtomicU64,
    taken_at: AtomicUsize,
}

/// The thread that took the lock whose wait point has this address, and the address of the instruction that did.
///
/// # Safety
/// A thread waits there, for a lock, and does so until this returns.
pub unsafe fn holder_at(point: usize) -> (u64, usize) {
    let lock = (point - std::mem::offset_of!(RawLock, point)) as *const RawLock;
    // SAFETY: every wait for a lock is at the wait point of a `RawLock`, which lives as long as somebody waits there.
    let lock = unsafe { &*lock };
    (lock.holder.load(Ordering::Relaxed), lock.taken_at.load(Ordering::Relaxed))
}

impl Payload for RawLock {}

impl RawLock {
    fn try_acquire(&self) -> bool {
        self.word.compare_exchange(0, 1, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// Takes the lock, whatever happens; gives what was raised meanwhile, by a signal's handler or another thread.
    fn take_back(&self, vm: &Vm) -> Option<Value> {
        let mut raised = None;
        loop {
            match self.acquire(vm, None) {
                Ok(_) => return raised,
                Err(e) => {
                    let e = vm.take_raised(e);
                    // while the interpreter ends it can be had at once or never
                    if vm.shared.finalizing.load(Ordering::Relaxed) {
                        return Some(e);
                    }
                    raised = Some(e);
                }
            }
        }
    }

    fn note_holder(&self, vm: &Vm) {
        self.holder.store(vm.ident, Ordering::Relaxed);
        // a lock of a condition's is taken by the library on behalf of whoever called it
        let callers = vm.frames().take(4);
        let place = callers.filter(|(frame, _)| !frame.code().is_library()).map(|(_, pc)| pc).next();
        self.taken_at.store(place.unwrap_or(vm.pc.get()) as usize, Ordering::Relaxed);
    }

    fn is_locked(&self) -> bool {
        self.word.load(Ordering::Relaxed) != 0
    }

    /// Takes the lock, waiting until the timeout; `None`: for ever.
    fn acquire(&self, vm: &Vm, timeout: Option<f64>) -> Res<bool> {
        if self.try_acquire() {
            self.note_holder(vm);
            return Ok(true);
        }
        if timeout == Some(0.0) {
            return Ok(false);
        }
        let deadline = threads::deadline_in(vm, timeout);
        let must_wait = || self.word.load(Ordering::Relaxed) == 2;
        let take = || {
            let taken = self.word.swap(2, Ordering::Acquire) == 0;
            if taken {
                self.note_holder(vm);
            }
            taken.then_some(())
        };
        threads::wait_until(vm, &self.point, Wait::Lock, deadline, must_wait, take).map(|taken| taken.is_some())
    }

    /// Gives the lock back; `false` if nobody had it.
    fn release(&self) -> bool {
        match self.word.swap(0, Ordering::Release) {
            0 => false,
            2 => {
                self.point.notify_one();
                true
            }
            _ => true,
        }
    }
}

/// What `blocking` and `timeout` say: `None` for ever, else seconds.
fn patience(vm: &Vm, blocking: Value, timeout: Value) -> Res<Option<f64>> {
    let blocking = blocking.given().map_or(Ok(true), |b| vm.truth(b))?;
    let Some(timeout) = timeout.given() else { return Ok(if blocking { None } else { Some(0.0) }) };
    let t = threads::seconds(vm, timeout)?;
    if !blocking && t != -1.0 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if t < 0.0 && t != -1.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    if t >= 9.3e9 {
        return Err(vm.overflow_error("timestamp out of range for C PyTime_t"));
    }
    if t > TIMEOUT_MAX {
        return Err(vm.overflow_error("timeout value is too large"));
    }
    Ok(match (blocking, t) {
        (false, _) => Some(0.0),
        (true, -1.0) => None,
        (true, t) => Some(t),
    })
}

fn new_lock(vm: &Vm, _: Value, a: &[Value]) -> Res {
    if a[1].given().is_some_and(|named| vm.dict_len(named) > 0) {
        return Err(vm.type_error("lock() takes no keyword arguments"));
    }
    match a[0].expect::<Tuple>().len {
        0 => Ok(vm.native(&LOCK, RawLock::default())),
        n => Err(vm.type_error(format!("lock expected 0 arguments, got {n}"))),
    }
}

pub static LOCK: TypeSpec = TypeSpec {
    name: "_thread.lock",
    doc: "A lock object is a synchronization primitive.",
    signature: Some("()"),
    constructor: Some(("(*args, **kwargs)", new_lock)),
    methods: &[
        method("acquire", "(self, /, blocking=True, timeout=-1)", lock_acquire),
        method("acquire_lock", "(self, /, blocking=True, timeout=-1)", lock_acquire),
        method("release", "(self, /)", lock_release),
        method("release_lock", "(self, /)", lock_release),
        method("locked", "(self, /)", |vm, a| Ok(Value::bool(lock(vm, a[0])?.is_locked()))),
        method("locked_lock", "(self, /)", |vm, a| Ok(Value::bool(lock(vm, a[0])?.is_locked()))),
        method("__enter__", "(self, /)", |vm, a| lock(vm, a[0])?.acquire(vm, None).map(Value::bool)),
        method("__exit__", "(self, /, *exc_info)", lock_release),
        method("_at_fork_reinit", "(self, /)", |vm, a| {
            lock(vm, a[0])?.release();
            Ok(Value::NONE)
        }),
    ],
    slots: Slots {
        repr: Some(|vm, v| {
            let state = if lock(vm, v)?.is_locked() { "locked" } else { "unlocked" };
            Ok(vm.str(&format!("<{state} _thread.lock object at {:#x}>", address(v))))
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn lock<'a>(vm: &Vm, v: Value) -> Res<&'a RawLock> {
    payload(vm, v)
}

/// The data of a native object. The reference is good as long as the caller's value keeps the object alive: methods
/// hold it in their arguments.
fn payload<'a, T: Payload>(vm: &Vm, v: Value) -> Res<&'a T> {
    match v.payload::<T>() {
        // SAFETY: the data lives as long as the object, which stands in the caller's arguments during the call.
        Some(p) => Ok(unsafe { &*(p as *const T) }),
        None => Err(vm.not_a(v, "is not initialized")),
    }
}

fn lock_acquire(vm: &Vm, a: &[Value]) -> Res {
    let timeout = patience(vm, a[1], a[2])?;
    lock(vm, a[0])?.acquire(vm, timeout).map(Value::bool)
}

fn lock_release(vm: &Vm, a: &[Value]) -> Res {
    if lock(vm, a[0])?.release() { Ok(Value::NONE) } else { Err(vm.runtime_error("release unlocked lock")) }
}

/// A lock that its owner can take again. `owner` is an ident, 0 for none; `count` belongs to the owner.
#[derive(Default)]
pub struct Reentrant {
    lock: RawLock,
    owner: AtomicU64,
    count: AtomicUsize,
}

impl Payload for Reentrant {}

impl Reentrant {
    fn is_mine(&self) -> bool {
        self.owner.load(Ordering::Relaxed) == threads::ident()
    }

    fn acquire(&self, vm: &Vm, timeout: Option<f64>) -> Res<bool> {
        if self.is_mine() {
            self.count.fetch_add(1, Ordering::Relaxed);
            return Ok(true);
        }
        let taken = self.lock.acquire(vm, timeout)?;
        if taken {
            self.owner.store(threads::ident(), Ordering::Relaxed);
            self.count.store(1, Ordering::Relaxed);
        }
        Ok(taken)
    }

    fn release(&self, vm: &Vm) -> Res<()> {
        if !self.is_mine() {
            return Err(vm.runtime_error("cannot release un-acquired lock"));
        }
        if self.count.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.owner.store(0, Ordering::Relaxed);
            self.lock.release();
        }
        Ok(())
    }
}

pub static RLOCK: TypeSpec = TypeSpec {
    name: "_thread.RLock",
    signature: Some(""),
    // arguments are ignored, as long as `threading.RLock` only warns of them
    constructor: Some(("(*args, **kwargs)", |vm, cls, _| Ok(vm.native_of_shape(crate::types::shape_for(vm, cls)?, Reentrant::default())))),
    methods: &[
        method("acquire", "(self, /, blocking=True, timeout=-1)", |vm, a| {
            let timeout = patience(vm, a[1], a[2])?;
            rlock(vm, a[0])?.acquire(vm, timeout).map(Value::bool)
        }),
        method("release", "(self, /)", |vm, a| rlock(vm, a[0])?.release(vm).map(|()| Value::NONE)),
        method("locked", "(self, /)", |vm, a| Ok(Value::bool(rlock(vm, a[0])?.lock.is_locked()))),
        method("__enter__", "(self, /)", |vm, a| rlock(vm, a[0])?.acquire(vm, None).map(Value::bool)),
        method("__exit__", "(self, /, *exc_info)", |vm, a| rlock(vm, a[0])?.release(vm).map(|()| Value::NONE)),
        method("_is_owned", "(self, /)", |vm, a| Ok(Value::bool(rlock(vm, a[0])?.is_mine()))),
        method("_recursion_count", "(self, /)", |vm, a| {
            let r = rlock(vm, a[0])?;
            Ok(vm.int(if r.is_mine() { r.count.load(Ordering::Relaxed) as i64 } else { 0 }))
        }),
        method("_release_save", "(self, /)", |vm, a| {
            let count = rlock(vm, a[0])?.give_up(vm)?;
            Ok(vm.tuple(&[vm.int(count as i64), vm.uint(threads::ident())]))
        }),
        method("_acquire_restore", "(self, state, /)", |vm, a| {
            let r = rlock(vm, a[0])?;
            let mut parts = [Value::NONE; 2];
            if a[1].cast::<Tuple>().is_none_or(|t| t.items().len() != 2) {
                let what = a[1].argument_name();
                return Err(vm.type_error(format!("_acquire_restore() argument 1 must be 2-item tuple, not {what}")));
            }
            vm.unpack(a[1], 2, &mut parts)?;
            let (count, owner) = (vm.index_i64(parts[0])?, vm.index_i64(parts[1])?);
            r.take_back(vm, count as usize, owner as u64).map_or(Ok(Value::NONE), |e| Err(vm.put_raised(e)))
        }),
        method("_at_fork_reinit", "(self, /)", |vm, a| {
            let r = rlock(vm, a[0])?;
            r.owner.store(0, Ordering::Relaxed);
            r.count.store(0, Ordering::Relaxed);
            r.lock.release();
            Ok(Value::NONE)
        }),
    ],
    slots: Slots {
        repr: Some(|vm, v| {
            let r = rlock(vm, v)?;
            let (owner, count) = (r.owner.load(Ordering::Relaxed), r.count.load(Ordering::Relaxed));
            let state = if r.lock.is_locked() { "locked" } else { "unlocked" };
            let name = vm.type_full_name(v.typ());
            Ok(vm.str(&format!("<{state} {name} object owner={owner} count={count} at {:#x}>", address(v))))
        }),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

fn rlock<'a>(vm: &Vm, v: Value) -> Res<&'a Reentrant> {
    payload(vm, v)
}

impl Reentrant {
    /// Gives the lock up however often it was taken; says how often.
    fn give_up(&self, vm: &Vm) -> Res<usize> {
        if !self.is_mine() {
            return Err(vm.runtime_error("cannot release un-acquired lock"));
        }
        let count = self.count.swap(0, Ordering::Relaxed);
        self.owner.store(0, Ordering::Relaxed);
        self.lock.release();
        Ok(count)
    }

    /// Takes it so often; gives what was raised meanwhile, which waits until the lock is had.
    fn take_back(&self, vm: &Vm, count: usize, owner: u64) -> Option<Value> {
        let raised = self.lock.take_back(vm);
        self.owner.store(owner, Ordering::Relaxed);
        self.count.store(count, Ordering::Relaxed);
        raised
    }
}

/// `with _GivenUp(lock):` while its body runs, a lock is given up. In native code, for nothing is raised between
/// the two calls and the body (`vm::ops::calls`): whatever comes and whenever, the lock is had again behind it.
struct GivenUp {
    lock: Slot,
    /// how often a reentrant lock was taken; 0 while the lock is not given up
    count: AtomicUsize,
}

impl Payload for GivenUp {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.lock);
    }
}

static GIVEN_UP: TypeSpec = TypeSpec {
    name: "_thread._GivenUp",
    constructor: Some(("(lock, /)", |vm, cls, a| {
        let data = GivenUp { lock: Slot::new(a[0]), count: AtomicUsize::new(0) };
        Ok(vm.native_of_shape(crate::types::shape_for(vm, cls)?, data))
    })),
    methods: &[
        method("__enter__", "(self, /)", |vm, a| {
            let given: &GivenUp = payload(vm, a[0])?;
            let of = given.lock.get();
            let count = match of.payload::<Reentrant>() {
                Some(reentrant) => reentrant.give_up(vm)?,
                None if lock(vm, of)?.release() => 1,
                None => return Err(vm.runtime_error("release unlocked lock")),
            };
            given.count.store(count, Ordering::Relaxed);
            Ok(Value::NONE)
        }),
        method("__exit__", "(self, /, *exc_info)", |vm, a| {
            let given: &GivenUp = payload(vm, a[0])?;
            let raised = match (given.count.swap(0, Ordering::Relaxed), given.lock.get()) {
                (0, _) => None,
                (count, of) => match of.payload::<Reentrant>() {
                    Some(reentrant) => reentrant.take_back(vm, count, threads::ident()),
                    None => lock(vm, of)?.take_back(vm),
                },
            };
            raised.map_or(Ok(Value::NONE), |e| Err(vm.put_raised(e)))
        }),
    ],
    subclassable: false,
    ..TypeSpec::DEFAULT
};

// ---- threads ----

/// `_ThreadHandle`
pub struct ThreadHandle(Arc<threads::Handle>);

impl Payload for ThreadHandle {}

pub static HANDLE: TypeSpec = TypeSpec {
    name: "_thread._ThreadHandle",
    constructor: Some(("()", |vm, _, _| Ok(vm.native(&HANDLE, ThreadHandle(threads::Handle::new()))))),
    methods: &[
        method("join", "(self, timeout=None, /)", |vm, a| {
            let timeout = match a[1].not_none() {
                Some(t) => Some(threads::seconds(vm, t)?).filter(|t| *t >= 0.0),
                None => None,
            };
            if timeout.is_some_and(|t| t > TIMEOUT_MAX) {
                return Err(vm.overflow_error("timestamp out of range for C PyTime_t"));
            }
            let h = handle(vm, a[0])?;
            h.join(vm, timeout).map(|_| Value::NONE)
        }),
        method("is_done", "(self, /)", |vm, a| Ok(Value::bool(handle(vm, a[0])?.is_done()))),
        method("_set_done", "(self, /)", |vm, a| {
            handle(vm, a[0])?.set_done();
            Ok(Value::NONE)
        }),
    ],
    getset: &[getter("ident", |vm, v| Ok(vm.uint(handle(vm, v)?.ident())))],
    slots: Slots {
        repr: Some(|vm, v| Ok(vm.str(&format!("<_thread._ThreadHandle object: ident={}>", handle(vm, v)?.ident())))),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn handle(vm: &Vm, v: Value) -> Res<Arc<threads::Handle>> {
    payload::<ThreadHandle>(vm, v).map(|h| h.0.clone())
}

fn check_threads(vm: &Vm) -> Res<()> {
    if vm.shared.settings.config.allow_threads {
        return Ok(());
    }
    Err(vm.runtime_error("thread is not supported for isolated subinterpreters"))
}

fn start_joinable_thread(vm: &Vm, a: &[Value]) -> Res {
    if !vm.is_callable(a[0]) {
        return Err(vm.type_error("thread function must be callable"));
    }
    let daemon = a[2].given().map_or(Ok(true), |d| vm.truth(d))?;
    check_threads(vm)?;
    if daemon && !vm.shared.settings.config.allow_daemon_threads {
        return Err(vm.runtime_error("daemon threads are disabled in this interpreter"));
    }
    let object = match a[1].not_none() {
        Some(h) if h.payload::<ThreadHandle>().is_some() => h,
        Some(_) => return Err(vm.type_error("'handle' must be a _ThreadHandle")),
        None => vm.native(&HANDLE, ThreadHandle(threads::Handle::new())),
    };
    threads::start(vm, &handle(vm, object)?, a[0], vm.tuple(&[]), None, daemon)?;
    Ok(object)
}

fn start_new_thread(vm: &Vm, a: &[Value]) -> Res {
    if !vm.is_callable(a[0]) {
        return Err(vm.type_error("first arg must be callable"));
    }
    if a[1].cast::<Tuple>().is_none() {
        return Err(vm.type_error("2nd arg must be a tuple"));
    }
    if a[2].given().is_some_and(|k| k.cast::<Dict>().is_none()) {
        return Err(vm.type_error("optional 3rd arg must be a dictionary"));
    }
    check_threads(vm)?;
    if !vm.shared.settings.config.allow_daemon_threads {
        return Err(vm.runtime_error("daemon threads are disabled in this interpreter"));
    }
    let h = threads::Handle::new();
    threads::start(vm, &h, a[0], a[1], a[2].given(), true)?;
    Ok(vm.uint(h.ident()))
}

// ---- uncaught exceptions ----

struct_sequences! {
    /// the argument of `threading.excepthook`
    HOOK_ARGS "_thread._ExceptHookArgs" 4 of 4: exc_type 0, exc_value 1, exc_traceback 2, thread 3;
}

fn excepthook(vm: &Vm, a: &[Value]) -> Res {
    if !crate::types::is_exactly(a[0], &HOOK_ARGS) {
        return Err(vm.type_error("_thread.excepthook argument type must be ExceptHookArgs"));
    }
    let args = a[0].expect::<Tuple>();
    let items = args.items();
    let (class, value, tb, thread) = (items[0], items[1], items[2], items[3]);
    if class == type_of(&exc::SYSTEM_EXIT).value() {
        return Ok(Value::NONE);
    }
    let sys = vm.module("sys")?;
    let mut file = vm.get_attr_opt(sys, intern(b"stderr"))?.and_then(Value::not_none);
    if file.is_none() && !thread.is_none() {
        file = vm.get_attr_opt(thread, intern(b"_stderr"))?.and_then(Value::not_none);
    }
    let Some(file) = file else { return Ok(Value::NONE) };
    let name = if thread.is_none() { threads::ident().to_string() } else { vm.str_text(vm.get_attr_str(thread, "name")?)? };
    let value = if value.is_none() && !class.is_none() { vm.call(class, &[])? } else { value };
    if let (Some(e), true) = (value.cast::<Exception>(), tb.cast::<Traceback>().is_some())
        && e.traceback.get().is_unbound()
    {
        e.traceback.set(tb);
    }
    let shown = if value.is_none() { "NoneType: None\n".into() } else { crate::vm::display::exception_text_for_stderr(vm, value) };
    let text = format!("Exception in thread {name}:\n{shown}");
    vm.call_method(file, "write", &[vm.str(&text)])?;
    vm.call_method(file, "flush", &[])
}
