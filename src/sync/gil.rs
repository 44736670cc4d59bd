//! The lecture: what a global interpreter lock is, and why this one looks the way it does.
//!
//! # What it is
//!
//! A rule: *at most one thread of an interpreter is attached.* Everything a thread does to objects it does attached,
//! so behind the GIL every stretch between two safepoints is atomic, for free. That is why behind the GIL
//! an object lock costs nothing: the question it answers has been settled for all objects at once. What the rule costs
//! is the second core.
//!
//! A lock that is held for as long as a thread *runs* is not like a lock around a few stores. Nobody ever finds it
//! free by chance: whoever wants it must ask, and whoever has it must be told. Hence four decisions.
//!
//! # 1. Why a waiter waits before it asks
//!
//! A thread that waits for the GIL sleeps for one *switch interval* (5 ms; `sys.setswitchinterval`) and only then sets
//! GIL_DROP in the holder's word. Most holders let go by themselves long before, because they block; asking at once
//! would cut everybody's time into slices of a few instructions, and each slice costs a switch of threads and a cold
//! cache. Asking never would let one loop starve all others. The interval is the price that a server pays in latency
//! for each computing thread beside it, and the knob that trades it for throughput.
//!
//! # 2. Why the one who was asked stands in line before it comes back
//!
//! Suppose the holder, asked, just released the lock and took it again. It is running, on a core, with the line in
//! its cache; the waiter must first be woken by the operating system, some 50 us later. The holder would win every
//! time, and the waiter, woken for nothing, would be worse off than before. So a *forced* release is a hand-over: the
//! lock is marked PROMISED, only the first in line may take it, and the releaser goes to the end of the line, where
//! it waits until another has had its turn.
//!
//! # 3. Why a voluntary release is not a hand-over
//!
//! A thread that detaches to block for a microsecond (a read from a file that is in memory) and comes back should find
//! its lock as it left it, if nobody was quick enough to take it. If the lock passed to the first in line at each such
//! release, it would be held by nobody for the 50 us that a wake-up takes: throughput would be that of the scheduler.
//! So a voluntary release frees the lock, wakes the first in line, and lets the faster one have it. A loser loses at
//! most an interval, since its own clock runs on: then it asks, and decision 2 applies.
//!
//! # 4. The convoy effect, which remains
//!
//! Let thread A compute and thread B answer requests: B wakes, needs the GIL for 20 us, and sends. Each time it finds A
//! in possession, and waits a whole interval: 5 ms for 20 us of work. Many Bs form a convoy behind A. This is no bug
//! of the implementation but what a lock without priorities does when one holder keeps it and the others give it back;
//! shorten the interval, or switch the GIL off, and it goes away.
//!
//! # The word
//!
//! ```text
//!   TAKEN     somebody has it                        set by anyone who finds it clear, cleared by the holder
//!   WAITED    the line is not empty                  changed under the line's mutex
//!   PROMISED  only the first in line may take it     changed under the line's mutex
//!   holder    the upper half: who took it last       changed together with TAKEN, so a waiter asks the right one
//! ```
//!
//! Taking a free lock is one compare-and-swap, giving it back one `fetch_and`: a program with one thread pays two
//! uncontended RMWs for each blocking call, and neither mutex nor system call. A release that reads WAITED wakes the
//! first in line under the mutex; a waiter sets WAITED under the mutex *before* it looks at TAKEN for the last time.
//! Both are RMWs on one word, so either the release sees WAITED or the waiter sees the lock free: no wake-up is lost.
//! `tests/model/` checks this by exhaustion.
//!
//! Used by: `thread_state.rs` (attach, leave, hand over) and `stop_world.rs` (which keeps it while the world is
//! stopped). Each interpreter has its own; subinterpreters therefore run in parallel even behind their GILs.

use super::atomics::{AtomicU32, Mutex, wait_on};
use super::thread_state::{ThreadState, poll};
use super::wait::{Wait, Waiting};
use super::world::World;
use std::collections::VecDeque;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::time::{Duration, Instant};

const TAKEN: u32 = 1;
const WAITED: u32 = 2;
const PROMISED: u32 = 4;
const HOLDER_SHIFT: u32 = 16;

/// The word once this thread has taken the lock.
fn taken_by(me: &ThreadState, waited: u32) -> u32 {
    TAKEN | waited | (me.slot as u32) << HOLDER_SHIFT
}

/// How long a waiter waits before it asks, unless told otherwise.
pub const SWITCH_INTERVAL: Duration = Duration::from_millis(5);

/// One interpreter's lock.
pub struct Gil {
    word: AtomicU32,
    /// Who waits, by slot, in the order in which they came.
    line: Mutex<VecDeque<u16>>,
    interval: AtomicU64,
    switches: AtomicU64,
}

impl Gil {
    /// A free lock.
    pub(super) fn new() -> Gil {
        Gil {
            word: AtomicU32::new(0),
            line: Mutex::new(VecDeque::new()),
            interval: AtomicU64::new(SWITCH_INTERVAL.as_nanos() as u64),
            switches: AtomicU64::new(0),
        }
    }

    /// See [`SWITCH_INTERVAL`].
    pub(super) fn interval(&self) -> Duration {
        Duration::from_nanos(self.interval.load(Relaxed))
    }

    /// Takes effect with the next wait.
    pub(super) fn set_interval(&self, interval: Duration) {
        let nanos = u64::try_from(interval.as_nanos()).unwrap_or(u64::MAX);
        self.interval.store(nanos, Relaxed);
    }

    /// How often the lock went to somebody who had stood in line: what a teaching tool shows.
    pub fn switches(&self) -> u64 {
        self.switches.load(Relaxed)
    }

    /// Whether anybody stands in line.
    pub(super) fn is_waited_for(&self) -> bool {
        self.word.load(Relaxed) & WAITED != 0
    }

    /// Takes the lock. The caller is detached.
    #[inline]
    pub(super) fn acquire(&self, world: &World, me: &ThreadState) {
        let seen = self.word.load(Relaxed);
        // Acquire: what the holders before did to objects is visible. A line (WAITED) does not keep us out: decision 3.
        let free = seen & (TAKEN | PROMISED) == 0;
        let after = taken_by(me, seen & WAITED);
        if !free || self.word.compare_exchange(seen, after, Acquire, Relaxed).is_err() {
            self.stand_in_line(world, me);
        }
    }

    #[cold]
    #[inline(never)]
    fn stand_in_line(&self, world: &World, me: &ThreadState) {
        me.note(Waiting::of(Wait::Gil));
        let mut line = self.line.lock();
        line.push_back(me.slot);
        self.word.fetch_or(WAITED, AcqRel);
        // The clock of the first in line runs from when it became the first. The others need none.
        let mut ask_at = None;
        loop {
            let first = line.front() == Some(&me.slot);
            let seen = self.word.load(Relaxed);
            if seen & TAKEN == 0 && (first || seen & PROMISED == 0) {
                let after = taken_by(me, if line.len() == 1 { 0 } else { WAITED });
                // Fails only if somebody was faster through the front door: look again.
                if self.word.compare_exchange(seen, after, Acquire, Relaxed).is_err() {
                    continue;
                }
                self.switches.fetch_add(1, Relaxed);
                line.retain(|&slot| slot != me.slot);
                self.wake_first(world, &line); // the next one's clock starts now
                return;
            }
            if first && ask_at.is_none() {
                ask_at = Instant::now().checked_add(self.interval());
            }
            // In a model a wait with a deadline ends at once, and asking once must be enough.
            let asked = cfg!(loom) && self.holder(world).is_some_and(has_been_asked);
            let deadline = if first && !asked { ask_at } else { None };
            if wait_on(&me.turn, &mut line, deadline) {
                if let Some(holder) = self.holder(world) {
                    holder.request(poll::GIL_DROP);
                }
                ask_at = None;
            }
        }
    }

    /// Who has the lock, if anyone.
    fn holder<'a>(&self, world: &'a World) -> Option<&'a ThreadState> {
        let word = self.word.load(Relaxed);
        if word & TAKEN == 0 {
            return None;
        }
        world.thread((word >> HOLDER_SHIFT) as u16)
    }

    /// Gives the lock back because its holder is about to block: whoever is fastest has it next.
    #[inline]
    pub(super) fn release(&self, world: &World) {
        // Release: what this thread did is visible to whoever takes the lock.
        if self.word.fetch_and(!TAKEN, Release) & WAITED != 0 {
            self.wake_first(world, &self.line.lock());
        }
    }

    /// Gives the lock to the first in line, because the holder was asked to. False if the line is empty: then the
    /// caller still has it.
    pub(super) fn hand_over(&self, world: &World) -> bool {
        let line = self.line.lock();
        if line.is_empty() {
            return false;
        }
        // Nobody else changes the word now: WAITED and PROMISED need the mutex, TAKEN is ours.
        self.word.swap(WAITED | PROMISED, AcqRel);
        self.wake_first(world, &line);
        true
    }

    /// The caller has the line's mutex, so the first in line either sleeps, or will look at the word again.
    fn wake_first(&self, world: &World, line: &VecDeque<u16>) {
        if let Some(first) = line.front().and_then(|&slot| world.thread(slot)) {
            first.turn.notify_one();
        }
    }
}

fn has_been_asked(holder: &ThreadState) -> bool {
    holder.poll_word().load(Relaxed) & poll::GIL_DROP != 0
}
