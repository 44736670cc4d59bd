//! Ctrl-C and other signals: a handler notes the number, the main thread's next safepoint runs what a script set.

use std::sync::atomic::{AtomicPtr, Ordering};

use crate::stdlib::native::sys::{note_signal, signals_installed};
use crate::sync::{ThreadState, poll};
use crate::vm::Vm;

/// The main thread of the main interpreter: the one that runs handlers.
static MAIN: AtomicPtr<ThreadState> = AtomicPtr::new(std::ptr::null_mut());

extern "C" fn on_signal(number: i32) {
    note_signal(number);
    let main = MAIN.load(Ordering::Acquire);
    if !main.is_null() {
        // SAFETY: the main thread's state is never freed once it is registered here (`install` keeps a reference), and
        // `request_from_signal` touches only atomics and a semaphore.
        unsafe { &*main }.request(poll::SIGNAL);
    }
}

/// Makes the calling thread the one that handles signals, and catches Ctrl-C.
pub fn install(vm: &Vm) {
    if signals_installed() {
        return;
    }
    let state = std::sync::Arc::into_raw(vm.thread.clone()) as *mut ThreadState;
    MAIN.store(state, Ordering::Release);
    // a closed pipe is an error of write, not the end of the process
    // SAFETY: plain calls of the C library.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_IGN) };
    catch(libc::SIGINT);
}

/// Lets a signal run the handler that a script set for it.
pub fn catch(number: i32) {
    // SAFETY: `on_signal` touches only atomics and wakes a waiter; the struct is zeroed but for the handler.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = on_signal as *const () as usize;
        libc::sigemptyset(&mut action.sa_mask);
        libc::sigaction(number, &action, std::ptr::null_mut());
    }
}
