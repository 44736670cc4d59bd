//! Who waits for whom: the registry of waits, and the verdict "these wait in a circle".
//!
//! Every detached thread has said what it waits for, and on which thing (`ThreadState::waiting`). Who *holds* the thing
//! is known to the primitive alone, so the caller supplies that: for a lock, its holder; for a join, this module knows.
//! Costs nothing while nobody asks. The answer is exact if the threads it names have no deadline and nothing can
//! interrupt them: a thread that waits untimed for one that waits untimed cannot run again by itself.
//!
//! And the verdict "every thread of the process waits for another, for ever", which needs no holder: two counters say how
//! many threads there are and how many are *stuck*, in an untimed wait that only another thread can end. When all are,
//! a bell rings (if a watcher listens: `ring_when_all_wait`), and the watcher asks each of them once more. A thread that
//! a notifier has taken off its wait point, but that has not run yet, does not answer such a *probe*; one that answers
//! has seen with its own eyes that it must wait on. If all have answered and all are still stuck, nobody is left who
//! could change anything: that verdict is exact.

use super::atomics::lot;
use super::parking::PROBE;
use super::thread_state::ThreadState;
use super::wait::{Wait, Waiting};
use super::world::World;
use parking_lot::{Condvar, Mutex};
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize};
use std::time::Duration;

/// Threads of all worlds that have not ended, and those that are about to be registered.
static THREADS: AtomicUsize = AtomicUsize::new(0);
/// Those of them that are stuck.
static STUCK: AtomicUsize = AtomicUsize::new(0);
/// How often a stuck thread went on.
static WENT_ON: AtomicU64 = AtomicU64::new(0);
static PROBES: AtomicU64 = AtomicU64::new(0);
static WATCHED: AtomicBool = AtomicBool::new(false);
static RUNG: Mutex<bool> = Mutex::new(false);
static BELL: Condvar = Condvar::new();

fn all_are_stuck() -> bool {
    STUCK.load(SeqCst) == THREADS.load(SeqCst)
}

fn ring_if_all_are_stuck() {
    if WATCHED.load(SeqCst) && all_are_stuck() {
        *RUNG.lock() = true;
        BELL.notify_one();
    }
}

/// A thread that is there, or will be as soon as its native thread has begun, or was and has not told those who wait for
/// its end.
pub struct Counted(());

impl Counted {
    #[expect(clippy::new_without_default, reason = "it counts")]
    pub fn new() -> Counted {
        THREADS.fetch_add(1, SeqCst);
        Counted(())
    }
}

impl Counted {
    /// One thread fewer: for whoever could not keep the `Counted`.
    pub(super) fn forget_one() {
        drop(Counted(()));
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        THREADS.fetch_sub(1, SeqCst);
        ring_if_all_are_stuck();
    }
}

/// A thread that cannot go on by itself, until this is dropped: it waits for another thread, or its native thread is in
/// another interpreter, as another thread of that one.
pub struct Stuck(());

impl Stuck {
    #[expect(clippy::new_without_default, reason = "it counts")]
    pub fn new() -> Stuck {
        STUCK.fetch_add(1, SeqCst);
        ring_if_all_are_stuck();
        Stuck(())
    }
}

impl Drop for Stuck {
    fn drop(&mut self) {
        WENT_ON.fetch_add(1, SeqCst);
        STUCK.fetch_sub(1, SeqCst);
    }
}

/// Noted by a thread that has found, under the lock of its wait point, that it must wait.
pub(super) fn settle(me: &ThreadState) {
    me.settled.store(PROBES.load(SeqCst), SeqCst);
}

/// From now on, `ring_when_all_wait` can be called.
pub fn watch() {
    WATCHED.store(true, SeqCst);
}

/// Sleeps until all threads seem to be stuck, then makes sure; true if they are, for ever. `threads`: those of all
/// worlds. For one watcher, which is no thread of any world.
pub fn ring_when_all_wait(threads: &dyn Fn() -> Vec<Arc<ThreadState>>) -> bool {
    {
        let mut rung = RUNG.lock();
        BELL.wait_while(&mut rung, |rung| !*rung);
        *rung = false;
    }
    // Mostly somebody is about to be woken. Not to disturb the usual traffic: later is early enough.
    std::thread::sleep(Duration::from_millis(100));
    let went_on = WENT_ON.load(SeqCst);
    if !all_are_stuck() {
        return false;
    }
    let probe = PROBES.fetch_add(1, SeqCst) + 1;
    let stuck: Vec<_> = threads().into_iter().filter(|t| t.waiting().is_some_and(Waiting::needs_another_thread)).collect();
    for thread in &stuck {
        lot::unpark_token(thread.parked_at.load(SeqCst), thread.key(), PROBE);
    }
    // a thread that was notified ends its wait; then the bell rings again, if it has to
    while stuck.iter().any(|t| t.settled.load(SeqCst) != probe) {
        if WENT_ON.load(SeqCst) != went_on {
            return false;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    // nobody ran since before the probe, so nobody changed what another one waits for after that one had looked
    all_are_stuck() && WENT_ON.load(SeqCst) == went_on && !stuck.is_empty()
}

/// One thread that waits.
pub struct WaitingThread {
    /// Who.
    pub thread: Arc<ThreadState>,
    /// For what.
    pub waiting: Waiting,
    /// For how long already, to a few milliseconds.
    pub since: Duration,
}

impl std::fmt::Display for WaitingThread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (serial, what) = (self.thread.serial(), self.waiting.wait.text());
        write!(f, "thread {serial} has waited {:.1} s for {what}", self.since.as_secs_f64())?;
        if self.waiting.on != 0 {
            write!(f, " (at {:#x})", self.waiting.on)?;
        }
        Ok(())
    }
}

impl World {
    /// Every thread that waits right now. A snapshot; exact while the world is stopped.
    pub fn waits(&self) -> Vec<WaitingThread> {
        let waits = |thread: Arc<ThreadState>| {
            let (waiting, since) = (thread.waiting()?, thread.waiting_since()?);
            Some(WaitingThread { thread, waiting, since })
        };
        self.threads().into_iter().filter_map(waits).collect()
    }

    /// Threads that wait for each other in a circle, each for the next one, the last for the first; `None` if there is
    /// no such circle. `holder` says which thread (by serial) can end a wait, if it is one certain thread.
    pub fn deadlock(&self, holder: impl Fn(Waiting) -> Option<u64>) -> Option<Vec<WaitingThread>> {
        let waits = self.waits();
        let next = |of: &WaitingThread| {
            let waiting = of.waiting;
            if waiting.timed {
                return None;
            }
            let who = match waiting.wait {
                Wait::Join if waiting.on != 0 => waiting.on as u64,
                _ => holder(waiting)?,
            };
            waits.iter().position(|other| other.thread.serial() == who)
        };
        let next: Vec<Option<usize>> = waits.iter().map(next).collect();
        let circle = find_circle(&next)?;
        let mut waits: Vec<Option<WaitingThread>> = waits.into_iter().map(Some).collect();
        Some(circle.into_iter().filter_map(|at| waits[at].take()).collect())
    }
}

/// A circle in a graph in which each node has at most one successor.
fn find_circle(next: &[Option<usize>]) -> Option<Vec<usize>> {
    // 0: not seen; otherwise the number of the walk that came by.
    let mut seen = vec![0; next.len()];
    for start in 0..next.len() {
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = start + 1;
            match next[at] {
                Some(then) => at = then,
                None => break,
            }
        }
        if seen[at] == start + 1 && next[at].is_some() {
            let mut circle = vec![at];
            let mut then = next[at]?;
            while then != at {
                circle.push(then);
                then = next[then]?;
            }
            return Some(circle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find_circle;

    #[test]
    fn circles() {
        assert_eq!(find_circle(&[]), None);
        assert_eq!(find_circle(&[None, Some(0), Some(1)]), None);
        assert_eq!(find_circle(&[Some(0)]), Some(vec![0]));
        assert_eq!(find_circle(&[Some(1), Some(2), Some(1)]), Some(vec![1, 2]));
        assert_eq!(find_circle(&[None, Some(0), Some(3), Some(4), Some(2)]), Some(vec![2, 3, 4]));
    }
}
