//! What a detached thread waits for, by name; and the seam through which a scheduler other than the operating
//! system's can be put in charge.
//!
//! Every wait of a thread goes through one door (`ThreadState::detached`, and `WaitPoint::wait` behind it), and the
//! door asks "for what?". Timelines, deadlock verdicts and controlled schedules are all made of the answers.
//! Leaves to others: blocking itself (`parking.rs`), and what a verdict looks like (`deadlock.rs`).

use super::parking::Woken;
use super::thread_state::ThreadState;
use std::time::{Duration, Instant};

/// One row for each kind of wait: its meaning, its name, the words a diagnosis uses.
macro_rules! waits {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// What a detached thread waits for.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[repr(u8)]
        pub enum Wait { $($(#[$doc])* $name,)* }

        impl Wait {
            const ALL: &'static [Wait] = &[$(Wait::$name),*];

            /// Whether only another thread can end such a wait: not the system, not time.
            pub(super) fn needs_another_thread(self) -> bool {
                use Wait::*;
                matches!(self, Lock | Condition | Event | Semaphore | Barrier | Join | Queue | Future | Import)
            }

            /// The words for it: "thread 3 waits for {text}".
            pub fn text(self) -> &'static str {
                match self { $(Wait::$name => $text,)* }
            }
        }
    };
}

waits! {
    /// To be begun: registered, no native thread yet.
    Start = "its first turn";
    /// Its turn behind the interpreter's GIL.
    Gil = "the GIL";
    /// The end of a stop of the world, or its turn to stop it.
    StopWorld = "the world to go on";
    /// Another thread's safepoint, to be given an object.
    Revoke = "the owner of an object";
    /// `threading.Lock`, `RLock`, and what is built on them.
    Lock = "a lock";
    /// `threading.Condition`, and an event loop that has nothing to run.
    Condition = "a notification";
    /// `threading.Event`.
    Event = "an event";
    /// `threading.Semaphore`.
    Semaphore = "a semaphore";
    /// `threading.Barrier`.
    Barrier = "a barrier";
    /// The end of another thread.
    Join = "a thread to end";
    /// A queue: to hold something, or to have room.
    Queue = "a queue";
    /// A future's result.
    Future = "a future";
    /// The lock of a module that another thread imports.
    Import = "an import";
    /// `time.sleep`.
    Sleep = "time to pass";
    /// A file, a pipe, a socket, `select`.
    Io = "input or output";
    /// A child process.
    Process = "a process";
    /// A signal (`sigwait`, `pause`).
    Signal = "a signal";
    /// Another interpreter: a call into it, or its end.
    Interpreter = "an interpreter";
    /// Nothing any more: the interpreter ends.
    End = "the process to end";
    /// Nothing: native code that runs long without touching objects.
    Native = "native code to return";
}

/// A wait that is going on: what for, on which object, since when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// What for.
    pub wait: Wait,
    /// On which one: the address of a wait point, the serial of a thread; 0 if there is no more to say.
    pub on: usize,
    /// Whether the wait ends by itself at a deadline. A deadlock has only untimed waits.
    pub timed: bool,
}

// kind + 1 in the low byte (0: no wait at all), the timed bit, and the rest of `on` (addresses have 48 to 57 bits).
const TIMED: u64 = 1 << 8;
const ON_SHIFT: u32 = 9;
const _: () = assert!(Wait::ALL.len() < 255);

impl Waiting {
    /// A wait of this kind, on nothing in particular, without a deadline.
    pub fn of(wait: Wait) -> Waiting {
        Waiting { wait, on: 0, timed: false }
    }

    /// Whether only another thread can end it.
    pub fn needs_another_thread(self) -> bool {
        !self.timed && self.wait.needs_another_thread()
    }

    /// The wait as one word, so that whoever looks from outside sees all of it or nothing.
    pub(super) fn pack(self) -> u64 {
        let on = if (self.on as u64) < 1 << (64 - ON_SHIFT) { self.on as u64 } else { 0 };
        (self.wait as u64 + 1) | if self.timed { TIMED } else { 0 } | on << ON_SHIFT
    }

    /// The inverse of `pack`; `None` for 0.
    pub(super) fn unpack(word: u64) -> Option<Waiting> {
        let kind = (word & 0xff).checked_sub(1)?;
        Some(Waiting { wait: Wait::ALL[kind as usize], on: (word >> ON_SHIFT) as usize, timed: word & TIMED != 0 })
    }
}

/// The scheduling seam. A world without one (`World::seam` unset) pays one predictable branch on its slow paths and
/// nothing at all on a fast path; the operating system schedules. A controlled scheduler sets `poll::STRESS` on every
/// thread, so that each safepoint comes here, and lets one thread through at a time.
///
/// Contract: every method runs on the thread it is told about. `left`, `entering`, `wait` and `ended` run *detached* and
/// may block; `safepoint` runs attached and must not block (it may call `ThreadState::detached`).
pub trait Seam: Send + Sync {
    /// The thread has just detached, to wait for this.
    fn left(&self, me: &ThreadState, waiting: Waiting) {
        let _ = (me, waiting);
    }

    /// The thread wants to attach, for the first time or again: block here until it is its turn.
    fn entering(&self, me: &ThreadState) {
        let _ = me;
    }

    /// The thread has detached for ever.
    fn ended(&self, me: &ThreadState) {
        let _ = me;
    }

    /// The thread passes a safepoint.
    fn safepoint(&self, me: &ThreadState) {
        let _ = me;
    }

    /// A wait on a wait point, to be ended by `ready`, by the deadline of this seam's clock, or by an interruption.
    /// `None`: wait for real. (Notifications do not come here: a scheduler that runs one thread at a time asks `ready`
    /// again when it considers the thread.)
    fn wait(&self, me: &ThreadState, waiting: Waiting, ready: &mut dyn FnMut() -> bool, deadline: Option<Instant>) -> Option<Woken> {
        let _ = (me, waiting, ready, deadline);
        None
    }

    /// The time. A virtual clock answers differently.
    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// Time since an arbitrary start, from the clock that costs 5 ns instead of 20 because it ticks only every few
/// milliseconds: good enough for "waits since", and a wait happens often.
pub(super) fn coarse_now() -> Duration {
    #[cfg(target_os = "linux")]
    {
        let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: the call fills the structure that it is given; the clock exists on every Linux, and were it to
        // fail the time stays 0.
        unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC_COARSE, &mut time) };
        Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
    }
    #[cfg(not(target_os = "linux"))]
    {
        static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_survives_packing() {
        for &wait in Wait::ALL {
            for timed in [false, true] {
                let waiting = Waiting { wait, on: 0x7fff_1234_5678, timed };
                assert_eq!(Waiting::unpack(waiting.pack()), Some(waiting));
            }
        }
        assert_eq!(Waiting::unpack(0), None);
    }
}
