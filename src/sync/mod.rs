//! THE LESSON: how threads share objects, with a global interpreter lock and without one.
//!
//! Readable in one sitting, in this order: this page; `thread_state.rs` (three states and the only legal moves);
//! `gil.rs` (the lecture); `object_lock.rs` (what replaces the GIL); `stop_world.rs`; `parking.rs`; `wait.rs`. Nothing
//! here knows what a Python object is, beyond four bytes of its header: the machine above brings its own.
//!
//! # The vocabulary
//!
//! * A **world** is one interpreter's threads, with or without a **GIL** ([`World`]).
//! * A thread is **attached** (may touch objects) or **detached** (may block, must not touch objects). There is one way
//!   out and back, a closure that says what it waits for: [`ThreadState::detached`].
//! * A **safepoint** is a place where an attached thread looks at its own word: at backward jumps, at calls, on coming
//!   back. If the word is 0 it goes on; if not, [`ThreadState::safepoint`] does what others ask for. Between two
//!   safepoints nothing is asked of a thread: neither its objects, nor its stack, nor the GIL.
//! * **Behind the GIL** at most one thread is attached. **Free-threaded**, any number.
//! * An **object lock** is the right to mutate one object until the guard is dropped ([`acquire`]). An object's **owner**
//!   has it without asking; **revoking** makes an object everybody's.
//! * **Stopping the world** is the moment in which all threads but one are detached ([`ThreadState::stop_world`]).
//!
//! ```text
//!    thread 1   ──attached──┐ detached (reads a file)  ┌──attached────■────attached──────────■──
//!    thread 2   ──attached────■──attached─────────────────────────────■────┐ detached ┌──────■──
//!                             ^ serves a revocation                   ^                      ^
//!                               at a safepoint                        the world is stopped
//! ```
//!
//! # One table
//!
//! | The question | behind the GIL | free-threaded | between subinterpreters |
//! |---|---|---|---|
//! | Who may run Python code at once? | one thread | all | one for each GIL; all where there is none |
//! | Who may touch an object? | whoever is attached | whoever is attached | only its own interpreter's threads |
//! | What makes `x.append(1)` whole? | no safepoint within | the object lock, or being the owner | nobody else sees `x` |
//! | What does that cost? | a compare that always says "mine" | mine: the same compare; shared: a compare-and-swap; another's: a handshake, once | as its mode |
//! | What makes `n += 1` on a global whole? | nothing: a safepoint may come between | nothing | nobody else sees `n` |
//! | What does a read of a list or dict take? | nothing | nothing: acquire loads of what was published | nothing |
//! | When does another thread get its turn? | when this one blocks, or 5 ms after another asked | at any time | at any time |
//! | What does blocking do? | detaches and gives the GIL away | detaches | as its mode |
//! | Who may collect garbage? | whoever has the GIL; the others are detached already | who has stopped the world | each its own heap, at any time |
//! | How is a thread stopped? | it waits for the GIL | STOP in its word; it detaches at its next safepoint | not at all |
//! | Who owns a new object? | `GIL_OWNER`: whoever has the GIL | its maker | its interpreter's rule |
//! | How does an object come to another thread? | it is simply there | simply; better published when handed over | copied, or refused |
//! | What deadlocks? | two Python locks in two orders | the same: object locks and the GIL are never waited for with another held | the same, and queues |
//!
//! # What must hold (each file argues its part)
//!
//! 1. One word for each thread, one read-modify-write for each change of it. No fence anywhere.
//! 2. Waiting *attached* is for sections of a few stores: HELD, a queue of requests, an object's byte, the registry.
//!    Everything else is waited for detached.
//! 3. With an object lock held: no safepoint, no detaching, no second lock, no Python code. Debug builds count.
//! 4. Before a thread detaches, its registers are on its stack and the stack's lowest address is published.
//! 5. The mode changes only while the world is stopped; to a thread it is a constant between two safepoints.
//!
//! How we know: `tests/model/` explores the interleavings of this very code with loom; `stress_test.rs` runs it on real
//! cores with seeds. Not supported: `fork` in a process with more than one thread.

#[cfg(not(loom))]
mod atomics;
#[cfg(loom)]
pub mod atomics;
mod deadlock;
mod gil;
mod handover;
pub mod marking;
mod object_lock;
mod parking;
pub mod places;
pub mod reliance;
pub mod sequence;
mod slot;
mod stack;
mod stop_world;
#[cfg(all(test, not(loom)))]
mod stress_test;
pub mod table;
mod thread_state;
#[cfg(all(test, not(loom)))]
mod unit_test;
mod wait;
mod world;

pub use deadlock::{Counted, Stuck, WaitingThread, ring_when_all_wait, watch};
pub use gil::{Gil, SWITCH_INTERVAL};
pub use handover::{Got, Handover, Patience, Put, Ticket};
pub use object_lock::{GIL_OWNER, Guard, LockWord, PairGuard, SHARED, acquire, acquire_pair, held_locks, publish};
pub use parking::{WaitPoint, Woken, before_first_wait, begin_waiting, wait_until};
pub use slot::{Slot, Word};
pub use stack::{UNDER_CALL, UNDER_COLLECTION, clear_below, native_bounds, stack_pointer, with_spilled};
#[cfg(not(loom))]
pub use stack::{block_signals, on_stack_of};
pub use thread_state::{ThreadState, poll};
pub use wait::{Seam, Wait, Waiting};
pub use world::World;

/// Stands between two stores of a change that others read without a lock: what they see here must be true, or be found
/// out. Costs nothing but under the feature `stress`, where the change takes long, so that they do see it.
#[inline(always)]
pub fn half_done() {
    #[cfg(feature = "stress")]
    std::thread::yield_now();
}
