//! THE LESSON: how threads share objects, with a global interpreter lock and without one.

mod atomics;
mod deadlock;
mod gil;
mod object_lock;
mod parking;
mod stack;
mod stop_world;
mod thread_state;
mod wait;
mod world;

pub use deadlock::WaitingThread;
pub use gil::{Gil, SWITCH_INTERVAL};
pub use object_lock::{
    GIL_OWNER, Guard, LockWord, PairGuard, SHARED, acquire, acquire_pair, held_locks, publish,
};
pub use parking::{WaitPoint, Woken};
pub use stack::{native_bounds, with_spilled};
pub use thread_state::{ThreadState, poll};
pub use wait::{Seam, Wait, Waiting};
pub use world::World;
#[cfg(loom)]
pub use atomics::lot::yields as model_parks_by_yielding;
