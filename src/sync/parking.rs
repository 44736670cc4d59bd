//! Wait points: what the machine's blocking primitives (locks, conditions, queues, joins, sleeping) are built on.
//!
//! A [`WaitPoint`] is an address to sleep at. The primitive keeps its state in atomics of its own; to wait is to say
//! "sleep here *if this still holds*", and the check and the falling asleep are one step with respect to a notifier:
//!
//! ```text
//!   waiter                                      notifier
//!   detach                                      change the state
//!   lock the bucket                             notify: lock the bucket
//!   validate() false? -> unlock, return         take out one sleeper, or all
//!   enqueue, unlock, sleep                      unlock, wake them
//! ```
//!
//! Whichever has the bucket first, the waiter sees the new state or the notifier sees the waiter. Nothing polls: a wait
//! ends by a notification, by its deadline (monotonic clock), or at once when SIGNAL or ASYNC_EXC is requested of its
//! thread (how that cannot be missed: `ThreadState::request`). Waiting is always detached.

use super::atomics::{Parked, lot};
use super::deadlock::{self, Stuck};
use super::thread_state::ThreadState;
use super::wait::{Wait, Waiting};
use parking_lot::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::time::Instant;

/// Reasons given to a thread that is unparked from a wait point.
const NOTIFY: usize = 0;
pub(super) const INTERRUPT: usize = 1;
/// Look again, and sleep on: see `deadlock.rs`.
pub(super) const PROBE: usize = 2;

/// What starts before any thread waits: helpers that only those who wait have need of.
static BEFORE_FIRST_WAIT: Mutex<Vec<Box<dyn FnOnce() + Send>>> = Mutex::new(Vec::new());
static IS_FIRST_WAIT: AtomicBool = AtomicBool::new(false);

/// Has `start` called before the next time that a thread waits at a wait point. It must not wait at one itself.
pub fn before_first_wait(start: impl FnOnce() + Send + 'static) {
    BEFORE_FIRST_WAIT.lock().push(Box::new(start));
    IS_FIRST_WAIT.store(true, Release);
}

/// Starts what waited for somebody to wait.
#[inline]
pub fn begin_waiting() {
    #[cold]
    fn start() {
        // whoever comes meanwhile waits for it: its helpers must be there
        let mut starts = BEFORE_FIRST_WAIT.lock();
        starts.drain(..).for_each(|start| start());
        IS_FIRST_WAIT.store(false, Release);
    }
    if IS_FIRST_WAIT.load(Acquire) {
        start();
    }
}

/// How a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Woken {
    /// By a notification; or there was nothing to wait for. Look at the state again: somebody may have been faster.
    Notified,
    /// By the deadline.
    TimedOut,
    /// By a request of SIGNAL or ASYNC_EXC. The bit is still set: poll, deal with it, and perhaps wait again.
    Interrupted,
}

/// An address to sleep at. One byte of no meaning: the state waited for is its user's.
#[derive(Default)]
pub struct WaitPoint {
    _address: u8,
}

impl WaitPoint {
    /// A wait point; it must not move while somebody waits.
    pub const fn new() -> WaitPoint {
        WaitPoint { _address: 0 }
    }

    fn key(&self) -> usize {
        &raw const self._address as usize
    }

    /// Sleeps while `validate` holds, until notified, interrupted, or late. `me` is attached, and is again afterwards.
    ///
    /// `validate` runs detached, under a lock of the parking lot: it reads atomics and does nothing else. The notifier
    /// changes what it reads *before* it notifies.
    pub fn wait(&self, me: &ThreadState, kind: Wait, mut validate: impl FnMut() -> bool, deadline: Option<Instant>) -> Woken {
        let waiting = Waiting { wait: kind, on: self.key(), timed: deadline.is_some() };
        begin_waiting();
        // Before the exchange that detaches: see `ThreadState::request`.
        me.parked_at.store(self.key(), Relaxed);
        let woken = me.step_out(waiting, false, || {
            if let Some(seam) = me.world().seam()
                && let Some(woken) = seam.wait(me, waiting, &mut || !validate(), deadline)
            {
                return woken;
            }
            let _stuck = waiting.needs_another_thread().then(Stuck::new);
            loop {
                let mut interrupted = false;
                let must_wait = || {
                    if !validate() {
                        return false;
                    }
                    interrupted = me.interrupted();
                    deadlock::settle(me);
                    !interrupted
                };
                return match lot::park(self.key(), me.key(), must_wait, deadline) {
                    Parked::Unparked(PROBE) => continue,
                    Parked::Unparked(INTERRUPT) => Woken::Interrupted,
                    Parked::NotNeeded if interrupted => Woken::Interrupted,
                    Parked::Unparked(_) | Parked::NotNeeded => Woken::Notified,
                    Parked::TimedOut => Woken::TimedOut,
                };
            }
        });
        me.parked_at.store(0, Relaxed);
        woken
    }

    /// Wakes the thread that has waited longest; true if there was one. Callable attached or detached.
    pub fn notify_one(&self) -> bool {
        lot::unpark_one(self.key(), NOTIFY)
    }

    /// Wakes every thread that waits; says how many.
    pub fn notify_all(&self) -> usize {
        lot::unpark_all(self.key(), NOTIFY)
    }
}

/// Waits until `take` gives something, or for the deadline: `None`. `must_wait` is the condition of `WaitPoint::wait`; whoever
/// changes what it reads then notifies `point`. `interrupted` is called when a request ended the waiting, and may end it.
pub fn wait_until<T, E>(
    me: &ThreadState,
    point: &WaitPoint,
    kind: Wait,
    deadline: Option<Instant>,
    must_wait: impl Fn() -> bool,
    mut take: impl FnMut() -> Option<T>,
    mut interrupted: impl FnMut() -> Result<(), E>,
) -> Result<Option<T>, E> {
    loop {
        if let Some(t) = take() {
            return Ok(Some(t));
        }
        match point.wait(me, kind, &must_wait, deadline) {
            Woken::TimedOut => return Ok(take()),
            Woken::Interrupted => interrupted()?,
            Woken::Notified => {}
        }
    }
}

impl ThreadState {
    /// Sleeps until the deadline, or until interrupted.
    pub fn sleep_until(&self, deadline: Instant) -> Woken {
        let nobody_knows = WaitPoint::new();
        nobody_knows.wait(self, Wait::Sleep, || true, Some(deadline))
    }
}
