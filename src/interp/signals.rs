//! Ctrl-C and other signals: a handler notes the number, the main thread's next safepoint runs what a script set.
//!
//! The handler itself touches atomics and writes a byte to an eventfd. A small native thread, there as soon as somebody waits,
//! reads that and wakes the main thread where it waits (waking takes a lock, which a handler must not).

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicPtr, Ordering};

use parking_lot::Mutex;

use crate::stdlib::native::sys::{note_signal, signals_installed};
use crate::sync::{ThreadState, poll};
use crate::vm::Vm;

/// The main thread of the main interpreter: the one that runs handlers.
static MAIN: AtomicPtr<ThreadState> = AtomicPtr::new(std::ptr::null_mut());
/// What the handler writes to for the helper; -1 before `install`.
static WAKE: AtomicI32 = AtomicI32::new(-1);
/// What `signal.set_wakeup_fd` set; -1 for none.
static SCRIPT_FD: AtomicI32 = AtomicI32::new(-1);

/// The main thread's states in the other interpreters whose code it runs right now (`interpreters.exec`), innermost last.
static VISITS: Mutex<Vec<Arc<ThreadState>>> = Mutex::new(Vec::new());

thread_local! {
    /// Is this the native thread that runs handlers?
    static IS_MAIN: Cell<bool> = const { Cell::new(false) };
}

/// A script has set a handler.
static HANDLERS: AtomicBool = AtomicBool::new(false);

extern "C" fn on_signal(number: i32) {
    // SAFETY: the address of this thread's errno, which the interrupted code may be about to read.
    let errno = unsafe { *libc::__errno_location() };
    note_signal(number);
    let main = MAIN.load(Ordering::Acquire);
    if !main.is_null() {
        // SAFETY: the main thread's state is never freed once it is registered here (`install` keeps a reference).
        unsafe { &*main }.poll_word().fetch_or(poll::SIGNAL, Ordering::AcqRel);
    }
    write_bytes(WAKE.load(Ordering::Relaxed), &1u64.to_ne_bytes());
    write_bytes(SCRIPT_FD.load(Ordering::Relaxed), &[number as u8]);
    // SAFETY: as above.
    unsafe { *libc::__errno_location() = errno };
}

fn write_bytes(fd: i32, data: &[u8]) {
    if fd >= 0 {
        // SAFETY: a plain write of memory that is there; what goes wrong is ignored, as a handler must.
        unsafe { libc::write(fd, data.as_ptr().cast(), data.len()) };
    }
}

/// Makes the calling thread the one that handles signals, and catches Ctrl-C.
pub fn install(vm: &Vm) {
    super::threads::note_main();
    if signals_installed() {
        return;
    }
    // SAFETY: plain calls; a failure leaves -1, which is never written to. The numbers of closed standard streams are the script's.
    let fd = unsafe {
        match libc::eventfd(0, libc::EFD_CLOEXEC) {
            low @ 0..3 => {
                let fd = libc::fcntl(low, libc::F_DUPFD_CLOEXEC, 3);
                libc::close(low);
                fd
            }
            fd => fd,
        }
    };
    WAKE.store(fd, Ordering::Release);
    IS_MAIN.set(true);
    let state = Arc::into_raw(vm.thread.clone()) as *mut ThreadState;
    MAIN.store(state, Ordering::Release);
    if fd >= 0 {
        let main = vm.thread.clone();
        // without the helper a signal is seen at the next safepoint only
        crate::sync::before_first_wait(move || spawn_helper("togil signals", 64 << 10, move || wake_main(fd, &main)));
    }
    // a closed pipe is an error of write, not the end of the process
    // SAFETY: plain calls of the C library.
    unsafe {
        libc::signal(libc::SIGPIPE, libc::SIG_IGN);
        // nor is a file that grows too large
        libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
    }
    // who started the process may want it to outlive Ctrl-C
    if !is_ignored(libc::SIGINT) {
        catch(libc::SIGINT);
    }
}

/// Is the signal ignored?
pub fn is_ignored(number: i32) -> bool {
    // SAFETY: the structure is filled by the call, which changes nothing.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        libc::sigaction(number, std::ptr::null(), &mut action) == 0 && action.sa_sigaction == libc::SIG_IGN
    }
}

/// Starts a native thread that is none of the script's and that no signal is ever delivered to.
pub fn spawn_helper(name: &str, stack: usize, f: impl FnOnce() + Send + 'static) {
    // a new thread begins with the mask of the one that starts it
    let before = crate::sync::block_signals();
    // without the helper the process works on, if less well
    let _ = std::thread::Builder::new().name(name.into()).stack_size(stack).spawn(f);
    // SAFETY: the mask that the thread had.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &before, std::ptr::null_mut()) };
}

/// The helper: whatever signal arrived, the main thread's wait ends.
fn wake_main(fd: i32, main: &ThreadState) {
    let mut word = [0u8; 8];
    loop {
        // SAFETY: reads into memory of that size.
        let n = unsafe { libc::read(fd, word.as_mut_ptr().cast(), 8) };
        if n == 8 && crate::stdlib::native::sys::signal_pending() {
            main.request(poll::SIGNAL);
            if let Some(visited) = VISITS.lock().last() {
                visited.request(poll::SIGNAL);
            }
        }
    }
}

/// The main thread's stay in another interpreter, whose code Ctrl-C interrupts too; until dropped.
pub struct Visit(());

/// Begins one, if the calling thread is the main one; `state` is its state in the other interpreter.
pub fn visit(state: &Arc<ThreadState>) -> Option<Visit> {
    IS_MAIN.get().then(|| {
        // the handler knows the main thread's own state only
        crate::sync::begin_waiting();
        VISITS.lock().push(state.clone());
        Visit(())
    })
}

impl Drop for Visit {
    fn drop(&mut self) {
        VISITS.lock().pop();
    }
}

/// Ends the process as Ctrl-C does where nobody catches it, so that a shell knows; returns if the system does not.
pub fn end_as_interrupted() {
    if dispose(libc::SIGINT, Disposition::Default).is_ok() {
        // SAFETY: plain calls; the signal is let through in this thread, whatever a script has blocked.
        unsafe {
            let mut set: libc::sigset_t = std::mem::zeroed();
            libc::sigemptyset(&mut set);
            libc::sigaddset(&mut set, libc::SIGINT);
            libc::pthread_sigmask(libc::SIG_UNBLOCK, &set, std::ptr::null_mut());
            libc::kill(libc::getpid(), libc::SIGINT);
        }
    }
}

/// The state of the thread that runs handlers.
pub fn main_thread() -> Option<Arc<ThreadState>> {
    let main = MAIN.load(Ordering::Acquire);
    if main.is_null() {
        return None;
    }
    // SAFETY: the pointer came from `Arc::into_raw` and keeps its reference for ever; this adds one.
    unsafe {
        Arc::increment_strong_count(main);
        Some(Arc::from_raw(main))
    }
}

/// Is the caller the thread that runs handlers?
pub fn is_main_thread(vm: &Vm) -> bool {
    std::ptr::eq(MAIN.load(Ordering::Acquire), Arc::as_ptr(&vm.thread))
}

/// As if the signal had arrived, without the system: `_thread.interrupt_main`.
pub fn simulate(number: i32) {
    on_signal(number);
}

/// The descriptor that numbers of signals are written to; gives the old one.
pub fn set_wakeup(fd: i32) -> i32 {
    SCRIPT_FD.swap(fd, Ordering::AcqRel)
}

/// What happens at a signal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    Default,
    Ignore,
    Catch,
}

/// A script has set a handler for some signal.
pub fn note_handler() {
    HANDLERS.store(true, Ordering::Release);
}

/// Has a script set a handler of its own for any signal?
pub fn has_handlers() -> bool {
    HANDLERS.load(Ordering::Acquire)
}

/// Lets a signal run the handler that a script set for it.
pub fn catch(number: i32) {
    let _ = dispose(number, Disposition::Catch);
}

/// Sets what happens at a signal; the system's error number if it refuses.
pub fn dispose(number: i32, what: Disposition) -> Result<(), i32> {
    // SAFETY: `on_signal` touches only atomics and descriptors; the struct is zeroed but for the handler.
    let done = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = match what {
            Disposition::Default => libc::SIG_DFL,
            Disposition::Ignore => libc::SIG_IGN,
            Disposition::Catch => on_signal as *const () as usize,
        };
        libc::sigemptyset(&mut action.sa_mask);
        libc::sigaction(number, &action, std::ptr::null_mut())
    };
    if done == 0 { Ok(()) } else { Err(std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EINVAL)) }
}
