//! `Exclusive`: the state of a buffered or text stream, in use by one thread at a time, also while that thread is
//! detached or runs Python code (which no mutex may be held over).

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::object::{Res, Value};
use crate::sync::{Wait, WaitPoint, Woken};
use crate::vm::Vm;

/// How long the end of the interpreter waits for a stream.
const AT_THE_END: Duration = Duration::from_secs(2);

/// State that is taken out while it is used.
pub struct Exclusive<S> {
    /// 0: free; else the user's serial number and 1
    user: AtomicU64,
    waiting: AtomicU32,
    point: WaitPoint,
    state: Mutex<Option<Box<S>>>,
}

impl<S> Exclusive<S> {
    pub fn new(state: S) -> Exclusive<S> {
        Exclusive { user: AtomicU64::new(0), waiting: AtomicU32::new(0), point: WaitPoint::new(), state: Mutex::new(Some(Box::new(state))) }
    }

    /// Runs `f` with the state, alone. `f` may run Python code and detach.
    ///
    /// # Errors
    /// Those of `f`; `RuntimeError` if this thread uses the state of `object` already; what a signal's handler raises.
    pub fn with<R>(&self, vm: &Vm, object: Value, f: impl FnOnce(&mut S) -> Res<R>) -> Res<R> {
        self.enter(vm, object)?;
        let mut state = self.state.lock().take().expect("the state is there while nobody uses it");
        let result = f(&mut state);
        *self.state.lock() = Some(state);
        self.leave();
        result
    }

    /// A look at the state that does not wait: `None` if somebody uses it.
    pub fn peek<R>(&self, f: impl FnOnce(&S) -> R) -> Option<R> {
        self.state.lock().as_deref().map(f)
    }

    fn enter(&self, vm: &Vm, object: Value) -> Res<()> {
        let me = vm.thread.serial() + 1;
        loop {
            let user = self.user.compare_exchange(0, me, Ordering::SeqCst, Ordering::SeqCst);
            match user {
                Ok(_) => return Ok(()),
                Err(other) if other == me => {
                    let shown = vm.repr_text(object).unwrap_or_default();
                    return Err(vm.runtime_error(format!("reentrant call inside {shown}")));
                }
                Err(_) => {}
            }
            // a daemon thread may have been left behind in Python code that its use of the stream runs
            let deadline = vm.shared.finalizing.load(Ordering::Acquire).then(|| Instant::now() + AT_THE_END);
            self.waiting.fetch_add(1, Ordering::SeqCst);
            let woken = self.point.wait(&vm.thread, Wait::Io, || self.user.load(Ordering::SeqCst) != 0, deadline);
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            match woken {
                Woken::Interrupted => vm.safepoint()?,
                Woken::TimedOut => {
                    let shown = vm.repr_text(object).unwrap_or_default();
                    let text = format!("could not acquire lock for {shown} at interpreter shutdown, possibly due to daemon threads");
                    return Err(vm.runtime_error(text));
                }
                Woken::Notified => {}
            }
        }
    }

    fn leave(&self) {
        self.user.store(0, Ordering::SeqCst);
        if self.waiting.load(Ordering::SeqCst) > 0 {
            self.point.notify_one();
        }
    }
}
