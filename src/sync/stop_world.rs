//! Stopping the world: a moment in which one thread knows that all others of its interpreter are detached.
//!
//! The collector needs it (it must see every stack and move no mark under a running thread), and so does switching the
//! GIL. The steps, by the stopper S:
//!
//! ```text
//!   1  publish the stack, detach                    S may be the one that another stopper waits for
//!   2  take the collector's mutex, detached         two stoppers: one waits, and then is perhaps not needed
//!   3  set STOP on every slot                       a thread that detaches now stays so; new slots are born with it
//!   4  wait until every live thread is detached
//!   5  empty the queues of requests                 what is left there is stale (below)
//!   6  do it
//!   7  clear STOP, wake, unlock, attach
//! ```
//!
//! Behind the GIL S keeps it throughout: nobody else can attach anyway, so nobody is woken for nothing. The steps are
//! the same, since the GIL may have been off when S began to wait for the mutex, and be on now.
//!
//! Why 5: a revoker that asked an owner and then saw the object change hands returns at once; its entry stays in
//! the owner's queue, a pointer to an object that nothing keeps alive. Once all are detached, every entry is of that
//! kind (a revoker that still waits has asked an attached owner, which does not detach without serving). After a
//! collection such a pointer may dangle; so they go first. Why no wait for HELD: its holder is attached.
//!
//! Exclusive: S is detached as well, but nobody attached exists to revoke what it owns.

use super::atomics::{Parked, lot};
use super::object_lock::GIL_OWNER;
use super::thread_state::{ThreadState, poll};
use super::wait::{Wait, Waiting};
use super::world::World;
use std::sync::Arc;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::time::{Duration, Instant};

impl ThreadState {
    /// Runs `f` with every other thread of the world detached, and tells it the threads there are (this one
    /// included, whose stack is published like the others').
    ///
    /// `f` may touch every object, must not attach, detach or poll, and may call `World::threads`.
    pub fn stop_world(&self, f: &mut dyn FnMut(&[Arc<ThreadState>])) {
        self.stop_world_if(&|| true, f);
    }

    /// As `stop_world`, if `needed` says so when this thread's turn has come, before any other thread is stopped: somebody
    /// else may have done the same meanwhile. Tells whether `f` was run.
    pub fn stop_world_if(&self, needed: &dyn Fn() -> bool, f: &mut dyn FnMut(&[Arc<ThreadState>])) -> bool {
        let world = self.world();
        self.step_out(Waiting::of(Wait::StopWorld), true, || {
            let _collector = world.collector.lock();
            if !needed() {
                return false;
            }
            let threads = world.halt(self);
            let _go_on = GoOn { world, stopper: self };
            f(&threads);
            world.stops.store(world.stops.load(Relaxed) + 1, Relaxed);
            true
        })
    }
}

/// Lets the world go on, even if `f` panicked.
struct GoOn<'a> {
    world: &'a World,
    stopper: &'a ThreadState,
}

impl Drop for GoOn<'_> {
    fn drop(&mut self) {
        self.world.resume(self.stopper);
    }
}

impl World {
    /// How often this world was stopped.
    pub fn stops(&self) -> u64 {
        self.stops.load(Relaxed)
    }

    /// Whether the world is stopped, or about to be.
    pub(super) fn is_stopped(&self) -> bool {
        self.registry.lock().stopping
    }

    /// Steps 3 to 5.
    fn halt(&self, stopper: &ThreadState) -> Vec<Arc<ThreadState>> {
        let threads = {
            let mut registry = self.registry.lock();
            registry.stopping = true;
            for slot in self.slots(&registry).filter(|slot| stoppable(slot, stopper)) {
                slot.word.fetch_or(poll::STOP, AcqRel);
            }
            // Those that are not live have set DET before they left the list.
            registry.live.clone()
        };
        for thread in threads.iter().filter(|thread| stoppable(thread, stopper)) {
            await_detached(thread);
        }
        let registry = self.registry.lock();
        for slot in self.slots(&registry) {
            if slot.word.load(Acquire) & poll::REVOKE != 0 {
                slot.serve();
            }
        }
        threads
    }

    /// Step 7, but for the mutex.
    fn resume(&self, stopper: &ThreadState) {
        {
            let mut registry = self.registry.lock();
            registry.stopping = false;
            for slot in self.slots(&registry).filter(|slot| stoppable(slot, stopper)) {
                // Release: whoever attaches (Acquire) sees what was done while it was stopped.
                slot.word.fetch_and(!poll::STOP, Release);
            }
        }
        lot::unpark_all(self.stop_key(), 0);
    }
}

fn stoppable(slot: &ThreadState, stopper: &ThreadState) -> bool {
    slot.slot != stopper.slot && slot.slot != GIL_OWNER
}

/// Waits until a thread with STOP set is detached. `leave` unparks us, since it sees STOP in the same exchange.
fn await_detached(thread: &ThreadState) {
    let mut pauses = 0;
    // Acquire: pairs with the releasing exchange in `leave`.
    while thread.word.load(Acquire) & poll::DET == 0 {
        if pauses < PAUSES {
            pauses += 1;
            super::atomics::relax();
            continue;
        }
        let attached = || thread.word.load(Relaxed) & poll::DET == 0;
        let alarm = cfg!(all(debug_assertions, not(loom))).then(|| Instant::now() + ALARM);
        if lot::park(thread.key(), 0, attached, alarm) == Parked::TimedOut {
            eprintln!("sync: stopping the world waits for thread {}, which stays attached without a safepoint", thread.serial());
        }
    }
}

const PAUSES: u32 = if cfg!(loom) { 0 } else { 2000 };

/// A debug build says so when a thread does not come to a safepoint for this long.
const ALARM: Duration = Duration::from_secs(5);
