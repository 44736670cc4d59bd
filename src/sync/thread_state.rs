//! One thread, as the others see it: a word of state, and the only legal moves on it.
//!
//! ```text
//!              detach: CAS  s -> s|DET          (refused while REVOKE is set: serve first)
//!            ┌───────────────────────────────────────────────────┐
//!            │                                                   v
//!     ┌──────────┐   attach: CAS  s -> s&!DET             ┌──────────┐   CAS s -> s|HELD    ┌─────────────────┐
//!     │ ATTACHED │ <───────────────────────────────────── │ DETACHED │ ───────────────────> │ DETACHED + HELD │
//!     │          │   (refused while STOP or HELD is set;  │   DET    │ <─────────────────── │ a revoker works │
//!     └──────────┘    behind the GIL: first take it)      └──────────┘   and !HELD          │ on its behalf   │
//!                                                                                           └─────────────────┘
//! ```
//!
//! Attached: may touch objects. Detached: may block, must not touch objects; *anyone may be working on what was its
//! own*. The same word is the poll: 0 means "attached, and nobody wants anything", so a safepoint is one load and one
//! branch. **Every transition is one read-modify-write on this one word.** There is no second word to be read "after
//! a fence", hence no store/load pair (Dekker) anywhere, and no fence: of two threads that change the word at the same
//! moment one comes second and sees what the first did.
//!
//! Orderings. Detaching releases (everything this thread wrote is visible to whoever finds DET), attaching acquires
//! (everything done meanwhile by a HELD revoker or by the stopper of the world, both of which leave the word by a
//! releasing RMW, is visible to this thread). Requests are made with AcqRel RMWs, which keep the release sequence of
//! whoever released before.
//!
//! Who calls what: the methods that move a thread (`begin`, `end`, `detached`, `safepoint`, `stop_world`) are called by
//! that thread alone; `request` and the methods that only look, by anyone. Leaves to others: the GIL (`gil.rs`),
//! revoking (`object_lock.rs`), stopping (`stop_world.rs`), sleeping (`parking.rs`).

use super::atomics::{AtomicU16, AtomicU32, Condvar, Mutex, Spin, lot};
use super::deadlock::Stuck;
use super::object_lock::{GIL_OWNER, LockWord, SHARED, held_locks};
use super::parking::INTERRUPT;
use super::stack;
use super::wait::{Wait, Waiting, coarse_now};
use super::world::World;
use std::mem::ManuallyDrop;
use std::sync::Arc;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicPtr, AtomicU64, AtomicUsize};
use std::time::Duration;

/// The bits of a thread's word.
pub mod poll {
    /// Objects of this thread are asked for: give them up.
    pub const REVOKE: u32 = 1;
    /// The world is being stopped: detach, and stay so.
    pub const STOP: u32 = 1 << 1;
    /// The thread is detached: blocked, in native code, not begun, or ended.
    pub const DET: u32 = 1 << 2;
    /// An attached thread works on this detached one: it must not attach for a few stores' time.
    pub const HELD: u32 = 1 << 3;
    /// Somebody has waited for the GIL for an interval: hand it over.
    pub const GIL_DROP: u32 = 1 << 4;
    /// The thread's share of the heap's budget is spent, or a collection was asked for.
    pub const COLLECT: u32 = 1 << 5;
    /// A signal arrived. Interrupts waiting.
    pub const SIGNAL: u32 = 1 << 6;
    /// Another thread raises an exception in this one. Interrupts waiting.
    pub const ASYNC_EXC: u32 = 1 << 7;
    /// Every safepoint is to be reported (tracing). Stays until withdrawn.
    pub const TRACE: u32 = 1 << 8;
    /// Every safepoint takes its slow path (controlled schedules, the `stress` feature). Stays until withdrawn.
    pub const STRESS: u32 = 1 << 9;
    /// The world is over, but for the thread that ends it: this one stays at its next safepoint for ever.
    pub const OVER: u32 = 1 << 10;

    /// Handed to the machine by `safepoint`, which clears them.
    pub const EVENTS: u32 = COLLECT | SIGNAL | ASYNC_EXC;
    /// Handed to the machine by `safepoint`, which leaves them.
    pub const STICKY: u32 = TRACE | STRESS;
    /// End a wait at once.
    pub const INTERRUPTS: u32 = SIGNAL | ASYNC_EXC;
}

use poll::{DET, EVENTS, GIL_DROP, HELD, INTERRUPTS, OVER, REVOKE, STICKY, STOP};

/// An object that somebody asked this thread for.
///
/// The pointer is good whenever it is read: it is pushed by an attached thread that can reach the object, an object that
/// could be reached is freed only after a later stop of the world, and the stopper empties every queue before it begins
/// (`stop_world.rs`).
struct Asked(*const LockWord);

// SAFETY: a LockWord is made of atomics; the queue's mutex orders the pointers themselves.
unsafe impl Send for Asked {}

/// What all threads know of one thread. Slots are recycled, not freed, while their world lives; so a slot that an
/// owner field names can always be looked at.
#[repr(C, align(128))]
pub struct ThreadState {
    /// The state, and the poll. First, so that the machine reads it at offset 0.
    pub(super) word: AtomicU32,
    /// The id under which this thread owns what it makes: its slot's number, or `GIL_OWNER` behind the GIL. Changes
    /// only while the world is stopped, so its own thread may read it Relaxed.
    owner: AtomicU16,
    /// The number of this slot; never changes.
    pub(super) slot: u16,
    /// The objects asked for. REVOKE is set after each push; `serve` clears it inside the mutex.
    queue: Mutex<Vec<Asked>>,
    /// Where this thread waits for the GIL, together with the line's mutex.
    pub(super) turn: Condvar,

    // From here on side data: written by this thread, looked at by others while it is detached (the word orders it)
    // or for a diagnosis (and then any recent value will do).
    /// The lowest live address of the native stack.
    stack_pointer: AtomicUsize,
    /// One past its highest address.
    stack_base: AtomicUsize,
    /// Its lowest usable address.
    stack_limit: AtomicUsize,
    waiting: AtomicU64,
    since: AtomicU64,
    /// The wait point this thread is about to park at, or parked at; 0: none. See `request`.
    pub(super) parked_at: AtomicUsize,
    /// The last probe (`deadlock.rs`) after which this thread found that it must go on waiting.
    pub(super) settled: AtomicU64,
    /// A number no other thread of the process has or had.
    serial: AtomicU64,
    /// The world, while registered. `kept` keeps it alive for exactly as long as `world` is not null.
    world: AtomicPtr<World>,
    kept: std::sync::Mutex<Option<Arc<World>>>,
}

const _: () = assert!(std::mem::offset_of!(ThreadState, word) == 0);

static SERIAL: AtomicU64 = AtomicU64::new(1);

impl ThreadState {
    /// A slot that no thread uses: detached, which is also what an ended thread looks like. `more`: STOP, if the
    /// world is stopped.
    pub(super) fn vacant(slot: u16, more: u32) -> ThreadState {
        ThreadState {
            word: AtomicU32::new(DET | more),
            owner: AtomicU16::new(slot),
            slot,
            queue: Mutex::new(Vec::new()),
            turn: Condvar::new(),
            stack_pointer: AtomicUsize::new(0),
            stack_base: AtomicUsize::new(0),
            stack_limit: AtomicUsize::new(0),
            waiting: AtomicU64::new(0),
            since: AtomicU64::new(0),
            parked_at: AtomicUsize::new(0),
            settled: AtomicU64::new(0),
            serial: AtomicU64::new(0),
            world: AtomicPtr::new(std::ptr::null_mut()),
            kept: std::sync::Mutex::new(None),
        }
    }

    /// Makes a vacant slot a new thread's. Under the registry's mutex, which orders it after the last thread's end;
    /// nobody else has a handle. A revoker may hold the slot (HELD) on account of the last thread's objects right now,
    /// so the word is changed by an RMW that leaves the protocol's bits alone.
    pub(super) fn occupy(&self, world: &Arc<World>, owner: u16) {
        self.word.fetch_and(!(EVENTS | STICKY | GIL_DROP | OVER), AcqRel);
        self.owner.store(owner, Relaxed);
        self.stack_pointer.store(0, Relaxed);
        self.stack_base.store(0, Relaxed);
        self.serial.store(SERIAL.fetch_add(1, Relaxed), Relaxed);
        self.note(Waiting::of(Wait::Start));
        *self.kept.lock().expect("nothing panics under it") = Some(world.clone());
        self.world.store(Arc::as_ptr(world).cast_mut(), Release);
    }

    /// The world this thread is registered in. Panics after `end`.
    #[inline]
    pub fn world(&self) -> &World {
        let world = self.world.load(Relaxed);
        assert!(!world.is_null(), "the thread has ended");
        // SAFETY: not null, so `kept` holds the world alive; only this thread's own `end` changes that, and only this
        // thread calls the methods that come here.
        unsafe { &*world }
    }

    /// The word, for polls: 0 is "go on".
    #[inline(always)]
    pub fn poll_word(&self) -> &AtomicU32 {
        &self.word
    }

    /// The owner id that this thread's new objects carry, and that makes a mutation free of charge.
    #[inline(always)]
    pub fn owner_id(&self) -> u16 {
        // Relaxed: changes only while this thread is detached, and attaching acquires.
        self.owner.load(Relaxed)
    }

    /// For the change of mode, while the world is stopped.
    pub(super) fn set_owner_id(&self, owner: u16) {
        self.owner.store(owner, Relaxed);
    }

    /// A number that no other thread of the process has or had: what a join waits on.
    pub fn serial(&self) -> u64 {
        self.serial.load(Relaxed)
    }

    /// The address that stands for this thread in the parking lot.
    pub(super) fn key(&self) -> usize {
        &raw const self.word as usize
    }

    /// The address under which those sleep who asked this thread for an object. Not the queue's: its mutex parks there, and
    /// each would take the other's wake-ups.
    pub(super) fn queue_key(&self) -> usize {
        &raw const self.slot as usize
    }

    // ---- the life of a thread ----

    /// Begins: on the native thread that will run it. Finds the stack's bounds and attaches.
    pub fn begin(&self) {
        let (limit, base) = stack::native_bounds();
        self.stack_limit.store(limit, Relaxed);
        self.stack_base.store(base, Relaxed);
        // Whoever called this may hold the thread's arguments in a local, and attaching may have to wait.
        stack::with_spilled(|sp| {
            self.stack_pointer.store(sp, Relaxed);
            drop(Back { me: self, has_gil: false });
        });
    }

    /// Ends, for ever: detaches if attached and gives the slot back. What the thread owned stays its own until
    /// somebody asks: an ended thread is a detached one. Also right for a thread that never began.
    pub fn end(&self) {
        let world = self.world();
        if self.is_attached() {
            debug_assert_eq!(held_locks(), 0, "a thread ends with an object lock held");
            let gil = world.gil_enabled();
            // Nothing of the stack is live any more.
            self.stack_pointer.store(self.stack_base.load(Relaxed), Relaxed);
            self.leave();
            if gil {
                world.gil.release(world);
            }
        }
        if let Some(seam) = world.seam() {
            seam.ended(self);
        }
        world.retire(self);
        self.world.store(std::ptr::null_mut(), Relaxed);
        let kept = self.kept.lock().expect("nothing panics under it").take();
        // Perhaps the last handle of the world: dropped with nothing locked.
        drop(kept);
    }

    /// The way out and back: lets go of everything (behind the GIL: of the GIL), runs `f`, which may block and must
    /// not touch objects, and comes back. No object lock may be held.
    #[inline]
    pub fn detached<R>(&self, wait: Wait, f: impl FnOnce() -> R) -> R {
        self.step_out(Waiting::of(wait), false, f)
    }

    /// `detached`, saying more about the wait; `keep`: the GIL is kept (only the stopper of the world does this).
    pub(super) fn step_out<R>(&self, waiting: Waiting, keep: bool, f: impl FnOnce() -> R) -> R {
        debug_assert_eq!(held_locks(), 0, "an object lock is held while detaching");
        debug_assert!(self.is_attached(), "a detached thread detaches");
        // What `f` captured may be the only pointer to the buffer it reads into. It stays in memory, in this frame,
        // above the published stack pointer: black_box takes its address before and after.
        let mut f = ManuallyDrop::new(f);
        std::hint::black_box(&raw mut f);
        let result = stack::with_spilled(|sp| {
            let back = self.go_out(sp, waiting, keep);
            // SAFETY: read once; the ManuallyDrop is not used as a value again.
            let f = unsafe { std::ptr::read(&*f) };
            let result = f();
            drop(back);
            result
        });
        std::hint::black_box(&raw mut f);
        result
    }

    fn go_out(&self, sp: usize, waiting: Waiting, keep: bool) -> Back<'_> {
        let world = self.world();
        let gil = world.gil_enabled();
        self.stack_pointer.store(sp, Relaxed);
        self.note(waiting);
        self.leave();
        // DET first, the GIL second: at no moment is a thread attached without it.
        if gil && !keep {
            world.gil.release(world);
        }
        if let Some(seam) = world.seam() {
            seam.left(self, waiting);
        }
        Back { me: self, has_gil: gil && keep }
    }

    /// Raises a bit on this thread; anyone may. A thread that waits at a wait point is woken by SIGNAL and ASYNC_EXC.
    ///
    /// Not for signal handlers, since waking takes a lock: a handler passes the news to a thread (or, if that is
    /// enough, sets the bit through `poll_word`).
    pub fn request(&self, bits: u32) {
        // The waiter stores `parked_at` *before* the RMW that detaches it. If this RMW comes after that one it reads
        // DET and sees `parked_at` (AcqRel on both sides). If it comes before, the waiter's own check of the word,
        // under the lot's lock, sees the bit. There is no third case, so no interruption is lost.
        let before = self.word.fetch_or(bits, AcqRel);
        if bits & INTERRUPTS != 0 && before & DET != 0 {
            let key = self.parked_at.load(Relaxed);
            if key != 0 {
                lot::unpark_token(key, self.key(), INTERRUPT);
            }
        }
    }

    /// Takes a bit back: for `poll::STICKY`, and for events that somebody else has dealt with.
    pub fn withdraw(&self, bits: u32) {
        self.word.fetch_and(!bits, AcqRel);
    }

    /// Whether a wait would be interrupted at once.
    pub fn interrupted(&self) -> bool {
        self.word.load(Relaxed) & INTERRUPTS != 0
    }

    // ---- the safepoint ----

    /// The slow path of a poll. Gives up what is asked for, lets the world stop, hands the GIL over; returns the bits
    /// that are the machine's business: those of `poll::EVENTS` are cleared by this, those of `poll::STICKY` stay.
    #[cold]
    #[inline(never)]
    pub fn safepoint(&self) -> u32 {
        debug_assert_eq!(held_locks(), 0, "a safepoint with an object lock held");
        debug_assert!(self.is_attached(), "a detached thread polls");
        if let Some(seam) = self.world().seam() {
            seam.safepoint(self);
        }
        loop {
            let s = self.word.load(Relaxed);
            if self.gives_way(s) {
                continue;
            }
            if s & OVER != 0 {
                self.detached(Wait::End, || self.stay());
            } else if s & GIL_DROP != 0 {
                self.hand_over_gil();
            } else {
                let events = s & EVENTS;
                if events != 0 {
                    // Acquire: sees what the one who asked wrote before asking.
                    self.word.fetch_and(!events, Acquire);
                }
                return events | s & STICKY;
            }
        }
    }

    /// Gives up what is asked for and lets the world stop, and leaves everything else to the next safepoint: for loops of
    /// native code that are one step for a script. Behind the GIL there is nothing to do: whoever stops the world has it.
    #[cold]
    #[inline(never)]
    pub fn make_way(&self) {
        debug_assert!(self.is_attached(), "a detached thread polls");
        while self.gives_way(self.word.load(Relaxed)) {}
    }

    /// Gives up what is asked for, or lets the world stop, whichever the word says; `false`: neither.
    fn gives_way(&self, word: u32) -> bool {
        if word & REVOKE != 0 {
            self.serve();
        } else if word & STOP != 0 {
            self.detached(Wait::StopWorld, || ());
        } else {
            return false;
        }
        true
    }

    /// Detached, for ever: nobody unparks this.
    fn stay(&self) {
        let _stuck = Stuck::new();
        let nobody_knows = 0u8;
        while self.word.load(Relaxed) & OVER != 0 {
            lot::park(&raw const nobody_knows as usize, self.key(), || true, None);
        }
    }

    /// Gives up every object that was asked for. By this thread while attached; by the attached thread that holds its
    /// slot (HELD); by the stopper of the world. Never by two at once, but the mutex would bear it.
    pub(super) fn serve(&self) {
        {
            let mut queue = self.queue.lock();
            for Asked(word) in queue.drain(..) {
                // SAFETY: see `Asked`.
                let word = unsafe { &*word };
                if word.owner.load(Relaxed) == self.slot {
                    // Release: whoever reads SHARED with Acquire sees this thread's last plain mutation. (A HELD
                    // revoker acquired that from the owner's detaching, so it passes it on.)
                    word.owner.store(SHARED, Release);
                }
            }
            // Inside the mutex: a push that comes later sets the bit again after this. Relaxed is enough, the queue
            // is ordered by its mutex; as an RMW it keeps the word's release sequence.
            self.word.fetch_and(!REVOKE, Relaxed);
        }
        lot::unpark_all(self.queue_key(), 0);
    }

    /// Asks this thread for an object, which the caller (attached) can reach. Only puts it down: see `revoke`.
    pub(super) fn ask(&self, word: &LockWord) {
        self.queue.lock().push(Asked(word));
    }

    // ---- the two moves ----

    /// Attached to detached. Cannot happen while somebody is asked for an object: he would never be answered.
    pub(super) fn leave(&self) {
        loop {
            let s = self.word.load(Relaxed);
            if s & REVOKE != 0 {
                self.serve();
                continue;
            }
            // GIL_DROP goes: the thread no longer has what it was asked for.
            let next = (s | DET) & !GIL_DROP;
            if self.word.compare_exchange_weak(s, next, AcqRel, Relaxed).is_ok() {
                if s & STOP != 0 {
                    lot::unpark_all(self.key(), 0); // the stopper waits for this
                }
                return;
            }
        }
    }

    /// Detached to attached. `has_gil`: the thread kept the GIL while it was detached.
    pub(super) fn attach(&self, mut has_gil: bool) {
        let world = self.world();
        let mut spin = Spin::new();
        loop {
            // A guess, made before the word is read and checked after it is changed.
            let gil = world.gil_enabled();
            match (gil, has_gil) {
                (true, false) => world.gil.acquire(world, self),
                (false, true) => world.gil.release(world),
                _ => (),
            }
            has_gil = gil;
            let s = self.word.load(Relaxed);
            if s & STOP != 0 {
                if has_gil {
                    world.gil.release(world);
                    has_gil = false;
                }
                self.note(Waiting::of(Wait::StopWorld));
                let stopped = || self.word.load(Relaxed) & STOP != 0;
                lot::park(world.stop_key(), self.key(), stopped, None);
                continue;
            }
            if s & HELD != 0 {
                spin.turn();
                continue;
            }
            if self.word.compare_exchange_weak(s, s & !DET, Acquire, Relaxed).is_err() {
                continue;
            }
            // The mode changes only while this thread is detached under STOP, and its changer lets go of the word by
            // a releasing RMW that the exchange above has acquired: from here on what we read is the truth. But the
            // word may have been stopped and released between the guess and the exchange.
            if world.gil_enabled() == has_gil {
                if s & REVOKE != 0 {
                    self.serve();
                }
                return;
            }
            self.leave();
        }
    }

    /// Serves GIL_DROP. If nobody stands in line any more there is nobody to give it to.
    fn hand_over_gil(&self) {
        let world = self.world();
        if !world.gil_enabled() || !world.gil.is_waited_for() {
            self.word.fetch_and(!GIL_DROP, Relaxed);
            return;
        }
        stack::with_spilled(|sp| {
            self.stack_pointer.store(sp, Relaxed);
            self.note(Waiting::of(Wait::Gil));
            self.leave();
            let given = world.gil.hand_over(world);
            if let Some(seam) = world.seam() {
                seam.left(self, Waiting::of(Wait::Gil));
            }
            drop(Back { me: self, has_gil: !given });
        });
    }

    // ---- looking at a thread ----

    /// The live part of the native stack, (lowest, one past the highest): valid while the thread is detached, and
    /// stays so only while the world is stopped.
    pub fn native_stack(&self) -> (usize, usize) {
        (self.stack_pointer.load(Relaxed), self.stack_base.load(Relaxed))
    }

    /// The lowest address that the native stack may grow to; 0 before `begin`.
    pub fn native_limit(&self) -> usize {
        self.stack_limit.load(Relaxed)
    }

    /// Whether the thread is attached: exact for the thread itself, a moment's truth for others.
    pub fn is_attached(&self) -> bool {
        self.word.load(Relaxed) & DET == 0
    }

    /// What the thread waits for, if it waits.
    pub fn waiting_for(&self) -> Option<Wait> {
        self.waiting().map(|waiting| waiting.wait)
    }

    /// What the thread waits for, and on which thing.
    pub fn waiting(&self) -> Option<Waiting> {
        Waiting::unpack(self.waiting.load(Relaxed))
    }

    /// For how long it has waited, to a few milliseconds.
    pub fn waiting_since(&self) -> Option<Duration> {
        self.waiting()?;
        Some(coarse_now().saturating_sub(Duration::from_nanos(self.since.load(Relaxed))))
    }

    /// Writes down what this thread waits for from now on.
    pub(super) fn note(&self, waiting: Waiting) {
        self.since.store(coarse_now().as_nanos() as u64, Relaxed);
        self.waiting.store(waiting.pack(), Relaxed);
    }

    /// Whether this slot's number is what its thread owns things by: free-threaded.
    pub(super) fn owns_by_slot(&self) -> bool {
        self.owner_id() != GIL_OWNER
    }
}

/// Attaches when dropped, so that a panic in the blocking call leaves the thread as it was.
struct Back<'a> {
    me: &'a ThreadState,
    has_gil: bool,
}

impl Drop for Back<'_> {
    fn drop(&mut self) {
        if let Some(seam) = self.me.world().seam() {
            seam.entering(self.me);
        }
        self.me.attach(self.has_gil);
        self.me.waiting.store(0, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parking lot knows sleepers by an address alone: a mutex that shares its address with other sleepers wakes one of them
    /// and leaves its own asleep.
    #[test]
    fn nobody_else_sleeps_where_askers_do() {
        let thread = ThreadState::vacant(1, 0);
        assert_ne!(thread.queue_key(), &raw const thread.queue as usize);
        assert_ne!(thread.queue_key(), thread.key());
        assert_ne!(thread.queue_key(), &raw const thread.turn as usize);
    }
}
