//! Native threads that run Python code: starting, joining and counting them, what is kept for each, and waiting.
//!
//! A thread is started by `start`: it attaches to the interpreter (a `Session` of its own), calls the function and
//! detaches for good; then its handle is done. What the new thread shall call is handed over in a dict of the
//! interpreter (`HANDED`), where the collector sees it. Used by `_thread`, `_queue`, `_interpqueues`, `_signal`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::Session;
use super::interpreter::SPACE;
use crate::object::layouts::*;
use crate::object::{Ref, Res, Value, heap};
use crate::sync::{Counted, ThreadState, Wait, WaitPoint};
use crate::types::exceptions as exc;
use crate::types::{frames, type_of};
use crate::vm::frame::{RegisterStack, STACK_WORDS};
use crate::vm::unwind::picture;
use crate::vm::{Values, Vm};

const NEW: u32 = 0;
const STARTING: u32 = 1;
const RUNNING: u32 = 2;
const DONE: u32 = 3;

/// Keys of `Vm::locals` (see also `vm::collect::ASYNC_KEY` and `types::async_steps`); thread-locals take numbers from `FIRST_LOCAL`.
pub const AT_EXIT_KEY: usize = 2;
pub const CONTEXT_KEY: usize = 3;
pub const FIRST_LOCAL: usize = 16;

/// What others know of a thread: whether it runs, and who it is.
pub struct Handle {
    state: AtomicU32,
    ident: AtomicU64,
    serial: AtomicU64,
    point: WaitPoint,
    daemon: AtomicBool,
}

/// A running thread in the process's list.
struct Live {
    interpreter: u64,
    handle: Arc<Handle>,
    state: Option<Arc<ThreadState>>,
}

/// Every thread started here that has not ended.
static LIVE: Mutex<Vec<Live>> = Mutex::new(Vec::new());
/// `_thread.stack_size`; 0: the default.
static STACK_SIZE: AtomicUsize = AtomicUsize::new(0);
/// Committed page by page as it is used.
const DEFAULT_STACK: usize = 16 << 20;
/// What a thread gets that asks for less: its first calls must fit, below the reserve that is kept for raising
/// `RecursionError`. CPython's frames of Python code need no native stack; some of ours do.
const SMALLEST_STACK: usize = if cfg!(debug_assertions) && !cfg!(feature = "stress") { 4 << 20 } else { 1 << 20 };
static MAIN_IDENT: AtomicU64 = AtomicU64::new(0);
/// Under which name the functions of threads that are being started stand in the interpreter's registry.
const HANDED: &str = "threads being started";
static NEXT_TOKEN: AtomicU64 = AtomicU64::new(1);

/// Who the calling native thread is, in every interpreter it enters.
pub fn ident() -> u64 {
    // SAFETY: a plain call.
    unsafe { libc::pthread_self() as u64 }
}

/// Called by the process's first thread.
pub fn note_main() {
    MAIN_IDENT.store(ident(), Ordering::Release);
}

/// Who the process's first thread is.
pub fn main_ident() -> u64 {
    MAIN_IDENT.load(Ordering::Acquire)
}

/// The system's number of the calling thread.
pub fn native_id() -> i64 {
    // SAFETY: a plain call.
    unsafe { libc::syscall(libc::SYS_gettid) as i64 }
}

/// Names the calling thread for the system: 15 bytes at most.
pub fn set_os_name(name: &str) {
    let mut end = name.len().min(15);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    if let Ok(text) = std::ffi::CString::new(&name[..end]) {
        // SAFETY: a zero-terminated text of at most 16 bytes.
        unsafe { libc::prctl(libc::PR_SET_NAME, text.as_ptr()) };
    }
}

/// The calling thread's name for the system.
pub fn os_name() -> String {
    let mut name = [0u8; 16];
    // SAFETY: the call writes at most 16 bytes, zero-terminated.
    unsafe { libc::prctl(libc::PR_GET_NAME, name.as_mut_ptr()) };
    String::from_utf8_lossy(name.split(|&b| b == 0).next().unwrap_or_default()).into_owned()
}

/// The stack size of threads to come; 0 for the default. Gives the old one.
pub fn set_stack_size(size: Option<usize>) -> usize {
    match size {
        Some(n) => STACK_SIZE.swap(n, Ordering::AcqRel),
        None => STACK_SIZE.load(Ordering::Acquire),
    }
}

impl Handle {
    pub fn new() -> Arc<Handle> {
        Arc::new(Handle {
            state: AtomicU32::new(NEW),
            ident: AtomicU64::new(0),
            serial: AtomicU64::new(0),
            point: WaitPoint::new(),
            daemon: AtomicBool::new(false),
        })
    }

    /// The handle of a thread that runs already.
    pub fn of_running(ident: u64) -> Arc<Handle> {
        let h = Handle::new();
        h.ident.store(ident, Ordering::Relaxed);
        h.state.store(RUNNING, Ordering::Release);
        h
    }

    pub fn ident(&self) -> u64 {
        self.ident.load(Ordering::Acquire)
    }

    pub fn is_done(&self) -> bool {
        self.state.load(Ordering::Acquire) == DONE
    }

    pub fn set_done(&self) {
        self.state.store(DONE, Ordering::Release);
        self.point.notify_all();
    }

    /// Waits for the end of the thread; `false` if it did not come in time.
    pub fn join(&self, vm: &Vm, timeout: Option<f64>) -> Res<bool> {
        if matches!(self.state.load(Ordering::Acquire), NEW | STARTING) {
            return Err(vm.runtime_error("thread not started"));
        }
        if self.is_done() {
            return Ok(true);
        }
        if self.ident() == ident() {
            return Err(vm.runtime_error("Cannot join current thread"));
        }
        if vm.shared.finalizing.load(Ordering::Acquire) {
            return Err(vm.raise(&exc::PYTHON_FINALIZATION_ERROR, "cannot join thread at interpreter shutdown"));
        }
        wait_until(vm, &self.point, Wait::Join, deadline_in(vm, timeout), || !self.is_done(), || self.is_done().then_some(()))
            .map(|done| done.is_some())
    }
}

/// The time of the scheduler in charge.
pub fn now(vm: &Vm) -> Instant {
    vm.shared.world.seam().map_or_else(Instant::now, |s| s.now())
}

/// When a wait of so many seconds ends; never for `None` and for what is too far away.
pub fn deadline_in(vm: &Vm, seconds: Option<f64>) -> Option<Instant> {
    let s = seconds?;
    now(vm).checked_add(Duration::try_from_secs_f64(s.max(0.0)).ok()?)
}

/// Waits at `point` while `must_wait` holds (it reads atomics only), until `take` gives something; `None` when the
/// deadline came first. Signals are handled on the way; what a handler raises ends the wait. While the interpreter ends
/// nobody is left who could end a wait: one without a deadline is an error then.
pub fn wait_until<T>(
    vm: &Vm,
    point: &WaitPoint,
    kind: Wait,
    deadline: Option<Instant>,
    must_wait: impl Fn() -> bool,
    mut take: impl FnMut() -> Option<T>,
) -> Res<Option<T>> {
    if deadline.is_none() && vm.shared.finalizing.load(Ordering::Relaxed) {
        let for_ever = || vm.raise(&exc::PYTHON_FINALIZATION_ERROR, format!("cannot wait for {} at interpreter finalization", kind.text()));
        return take().map(Some).ok_or_else(for_ever);
    }
    crate::sync::wait_until(&vm.thread, point, kind, deadline, must_wait, take, || vm.safepoint())
}

/// A number of seconds given by a script: an int or a float.
pub fn seconds(vm: &Vm, v: Value) -> Res<f64> {
    let s = match (vm.as_float(v), vm.to_big(v)) {
        (Some(f), _) => f,
        (None, Some(_)) => vm.to_f64(v)?,
        _ if v.typ().slots().index.is_some() => vm.to_f64(vm.index(v)?)?,
        _ => return Err(vm.not_a(v, "cannot be interpreted as an integer or float")),
    };
    if s.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    Ok(s)
}

/// Keeps a value of this thread's under a key; the collector sees it.
pub fn set_local(vm: &Vm, key: usize, v: Value) {
    let mut locals = vm.locals.borrow_mut();
    match locals.iter_mut().find(|(k, _)| *k == key) {
        Some(place) => place.1 = v,
        None => locals.push((key, v)),
    }
}

/// A value of this thread's.
pub fn local(vm: &Vm, key: usize) -> Option<Value> {
    vm.locals.borrow().iter().find(|(k, _)| *k == key).map(|&(_, v)| v)
}

/// Forgets a value of this thread's.
pub fn remove_local(vm: &Vm, key: usize) -> Option<Value> {
    let mut locals = vm.locals.borrow_mut();
    let i = locals.iter().position(|(k, _)| *k == key)?;
    Some(locals.swap_remove(i).1)
}

fn handed(vm: &Vm) -> Value {
    let mut registry = vm.shared.registry.lock();
    *registry.entry(HANDED).or_insert_with(|| vm.new_dict())
}

/// Starts a native thread that calls `function(*args, **kwargs)` in this interpreter.
pub fn start(vm: &Vm, handle: &Arc<Handle>, function: Value, args: Value, kwargs: Option<Value>, daemon: bool) -> Res<()> {
    if handle.state.compare_exchange(NEW, STARTING, Ordering::AcqRel, Ordering::Acquire).is_err() {
        return Err(vm.runtime_error("thread already started"));
    }
    if vm.shared.finalizing.load(Ordering::Acquire) {
        handle.state.store(NEW, Ordering::Release);
        return Err(vm.raise(&exc::PYTHON_FINALIZATION_ERROR, "can't create new thread at interpreter shutdown"));
    }
    handle.daemon.store(daemon, Ordering::Relaxed);
    for v in [function, args] {
        if v.is_object() {
            crate::sync::publish(&vm.thread, &v.header().lock);
        }
    }
    let token = NEXT_TOKEN.fetch_add(1, Ordering::Relaxed);
    let packet = vm.tuple(&[function, args, kwargs.unwrap_or(Value::NONE)]);
    vm.dict_set(handed(vm), vm.int(token as i64), packet)?;
    LIVE.lock().push(Live { interpreter: vm.shared.id, handle: handle.clone(), state: None });
    let size = match set_stack_size(None) {
        0 => DEFAULT_STACK,
        n => n.max(SMALLEST_STACK),
    };
    // a script hears of it here if there is no room for the registers, or for what the thread would need next
    let spawn = || {
        let stack = RegisterStack::new(STACK_WORDS)?;
        let (shared, own, coming) = (vm.shared.clone(), handle.clone(), Counted::new());
        std::thread::Builder::new().stack_size(size).spawn(move || run(shared, own, token, coming, stack)).ok()
    };
    let started = if heap::is_nearly_full() {
        None
    } else {
        heap::leaving_address_space(SPACE, spawn).flatten().or_else(|| {
            RegisterStack::release_spares();
            heap::leaving_address_space(SPACE, spawn).flatten()
        })
    };
    match started {
        Some(native) => {
            use std::os::unix::thread::JoinHandleExt;
            handle.ident.store(native.as_pthread_t(), Ordering::Release);
            // the thread itself may have got further already
            let _ = handle.state.compare_exchange(STARTING, RUNNING, Ordering::AcqRel, Ordering::Acquire);
            Ok(())
        }
        None => {
            forget(handle);
            handle.state.store(NEW, Ordering::Release);
            vm.dict_remove(handed(vm), vm.int(token as i64))?;
            Err(vm.runtime_error("can't start new thread"))
        }
    }
}

fn forget(handle: &Arc<Handle>) {
    LIVE.lock().retain(|l| !Arc::ptr_eq(&l.handle, handle));
}

/// The life of a thread.
fn run(shared: Arc<crate::vm::Shared>, handle: Arc<Handle>, token: u64, coming: Counted, stack: RegisterStack) {
    let session = Session::of_started(&shared, stack);
    drop(coming);
    let vm = session.vm();
    handle.ident.store(ident(), Ordering::Release);
    handle.serial.store(vm.thread.serial(), Ordering::Release);
    let _ = handle.state.compare_exchange(STARTING, RUNNING, Ordering::AcqRel, Ordering::Acquire);
    if let Some(l) = LIVE.lock().iter_mut().find(|l| Arc::ptr_eq(&l.handle, &handle)) {
        l.state = Some(vm.thread.clone());
    }
    let outcome = call(vm, token);
    if let Err(raised) = outcome {
        vm.take_raised(raised);
    }
    run_exit_functions(vm);
    forget(&handle);
    // It counts until who waits for its end has been told: else all others would seem to wait for ever.
    let ending = Counted::new();
    drop(session);
    drop(shared);
    handle.set_done();
    drop(ending);
}

fn call(vm: &Vm, token: u64) -> Res<()> {
    let Some(packet) = vm.dict_remove(handed(vm), vm.int(token as i64))? else { return Ok(()) };
    let packet = packet.expect::<Tuple>();
    let items = packet.items();
    let (function, args, kwargs) = (items[0], items[1], items[2]);
    let result =
        crate::types::wrappers::with_args(vm, args, kwargs.not_none().unwrap_or(Value::UNBOUND), &mut |a| vm.call_args(function, a));
    if let Err(raised) = result {
        let e = vm.take_raised(raised);
        if !e.typ().is_subtype_of(type_of(&exc::SYSTEM_EXIT)) {
            report_unraisable(vm, e, "Exception ignored in thread started by", function);
        }
    }
    Ok(())
}

/// Calls what `_thread._at_thread_exit` was given in this thread.
fn run_exit_functions(vm: &Vm) {
    while let Some(list) = remove_local(vm, AT_EXIT_KEY) {
        for &f in vm.sequence_items(list).iter() {
            if let Err(raised) = vm.call(f, &[]) {
                let e = vm.take_raised(raised);
                report_unraisable(vm, e, "Exception ignored at the end of a thread in", f);
            }
        }
    }
}

/// Is the thread of this ident, which was started here, not the main one and does not run any more?
pub fn is_over(ident: u64) -> bool {
    ident != main_ident() && LIVE.lock().iter().all(|l| l.handle.ident() != ident)
}

/// How many threads of this interpreter were started here and run.
pub fn count(interpreter: u64) -> usize {
    LIVE.lock().iter().filter(|l| l.interpreter == interpreter).count()
}

/// Waits for every thread of the interpreter that is no daemon, but the caller; also for those started meanwhile.
pub fn join_all(vm: &Vm) -> Res<()> {
    let me = ident();
    loop {
        let next = LIVE
            .lock()
            .iter()
            .find(|l| {
                l.interpreter == vm.shared.id && !l.handle.daemon.load(Ordering::Relaxed) && l.handle.ident() != me && !l.handle.is_done()
            })
            .map(|l| l.handle.clone());
        let Some(handle) = next else { return Ok(()) };
        wait_until(vm, &handle.point, Wait::Join, None, || !handle.is_done(), || handle.is_done().then_some(()))?;
    }
}

/// Raises an exception (a class or an instance; `None` takes it back) in a thread at its next safepoint. Says how many
/// threads have this ident.
pub fn raise_in(vm: &Vm, ident: u64, exception: Option<Value>) -> usize {
    use crate::vm::collect::ASYNC_KEY;
    let target = LIVE.lock().iter().find(|l| l.interpreter == vm.shared.id && l.handle.ident() == ident).and_then(|l| l.state.clone());
    let target = match target {
        Some(t) => t,
        None if ident == main_ident() && vm.shared.is_main() => match super::signals::main_thread() {
            Some(t) => t,
            None => return 0,
        },
        None => return 0,
    };
    let mut put = |_: &[Arc<ThreadState>]| {
        for p in vm.shared.vms.lock().iter() {
            // SAFETY: the world is stopped, so no machine of this interpreter runs or goes away.
            let other = unsafe { &*p.0 };
            if Arc::ptr_eq(&other.thread, &target) {
                remove_local(other, ASYNC_KEY);
                if let Some(e) = exception {
                    set_local(other, ASYNC_KEY, e);
                }
            }
        }
    };
    vm.thread.stop_world(&mut put);
    if exception.is_some() {
        target.request(crate::sync::poll::ASYNC_EXC);
    }
    1
}

/// Reports what cannot be raised: through `sys.unraisablehook` if a script set one, else on `sys.stderr`. `what` says
/// what `function` was called for, or all (`None`).
pub fn report_unraisable(vm: &Vm, e: Value, what: &str, function: Value) {
    let hook = (|| -> Res<Option<Value>> {
        let sys = vm.module("sys")?;
        let hook = vm.get_attr_str(sys, "unraisablehook")?;
        Ok((hook != vm.get_attr_str(sys, "__unraisablehook__")?).then_some(hook))
    })();
    let hook = hook.unwrap_or_else(|raised| {
        vm.take_raised(raised);
        None
    });
    let message = match function.not_none().map(|f| vm.repr_text(f)) {
        None => what.to_string(),
        Some(Ok(shown)) => format!("{what} {shown}"),
        Some(Err(raised)) => {
            vm.take_raised(raised);
            format!("{what} <object repr() failed>")
        }
    };
    let Some(hook) = hook else { return crate::vm::traceback::unraisable(vm, e, &message, Value::NONE) };
    let tb = e.cast::<Exception>().and_then(|x| x.traceback.get().given()).unwrap_or(Value::NONE);
    let fields = [e.typ().value(), e, tb, vm.str(&message), Value::NONE];
    let args = crate::stdlib::native::posix::structs::new(vm, &crate::stdlib::native::sys::info::UNRAISABLE, &fields, &[]);
    let called = args.and_then(|a| vm.call(hook, &[a]));
    if let Err(raised) = called {
        let second = vm.take_raised(raised);
        crate::vm::traceback::unraisable(vm, second, "Exception ignored in sys.unraisablehook", hook);
    }
}

/// The thread whose end is waited for at the wait point of this address.
pub fn joined_at(point: usize) -> Option<u64> {
    LIVE.lock().iter().find(|l| &raw const l.handle.point as usize == point).map(|l| l.handle.ident())
}

/// Who a thread is, by its state.
pub fn ident_of(interpreter: u64, state: &Arc<ThreadState>) -> Option<u64> {
    let started = LIVE.lock().iter().find(|l| l.state.as_ref().is_some_and(|s| Arc::ptr_eq(s, state))).map(|l| l.handle.ident());
    let is_main = || interpreter == 0 && super::signals::main_thread().is_some_and(|m| Arc::ptr_eq(&m, state));
    started.or_else(|| is_main().then(main_ident))
}

/// Sets the hooks of every thread of the interpreter while no other runs; what they do now is known to them from then on.
pub fn hook_all(vm: &Vm, set: impl Fn(&Vm)) {
    vm.alone(&mut || {
        for p in vm.shared.vms.lock().iter() {
            // SAFETY: the other machines stand at safepoints or are detached, and none goes away: whoever ends a session
            // takes it from this list, under its lock.
            let other = unsafe { &*p.0 };
            set(other);
            other.update_hooks();
        }
    });
}

/// Shows the machines of all threads of the interpreter, while no other runs.
pub fn each(vm: &Vm, look: impl Fn(&Vm)) {
    vm.alone(&mut || {
        for p in vm.shared.vms.lock().iter() {
            // SAFETY: as in `hook_all`.
            look(unsafe { &*p.0 });
        }
    });
}

/// What every thread of the interpreter that runs Python code is doing, by its ident: its innermost frame, or the exception that
/// it handles. Another thread's frames are shown as they are at this moment, and stay so.
pub fn now_running(vm: &Vm, exceptions: bool) -> Res {
    let mut found = Values::new(vm);
    let mut states: Vec<Arc<ThreadState>> = Vec::new();
    vm.alone(&mut || {
        for p in vm.shared.vms.lock().iter() {
            // SAFETY: as in `hook_all`.
            let other = unsafe { &*p.0 };
            let mut inner: Option<Ref<FrameObject>> = None;
            for (frame, pc) in other.frames() {
                if inner.is_none() {
                    states.push(other.thread.clone());
                }
                if exceptions || std::ptr::eq(other, vm) {
                    found.push(other.handled.get());
                    break;
                }
                let object = picture(vm, frame, frame.code().index_of(pc));
                match inner.replace(object) {
                    None => found.push(object.value()),
                    Some(inner) => inner.back.set(object.value()),
                }
            }
        }
    });
    let all = vm.new_dict();
    for (state, &v) in states.iter().zip(found.iter()) {
        let v = if Arc::ptr_eq(state, &vm.thread) && !exceptions { frames::of_running(vm, 0) } else { v.given() };
        if let Some(ident) = ident_of(vm.shared.id, state) {
            vm.dict_set(all, vm.uint(ident), v.unwrap_or(Value::NONE))?;
        }
    }
    Ok(all)
}

/// Does a thread with this ident run that was started here?
pub fn is_running(ident: u64) -> bool {
    LIVE.lock().iter().any(|l| l.handle.ident() == ident)
}
