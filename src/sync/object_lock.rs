//! What replaces the GIL: the right to mutate *one object*.
//!
//! Every mutation of a shared thing goes through [`acquire`], in both modes, and it asks one question first: *is this
//! object mine?* An object's header carries the id of its owner.
//!
//! ```text
//!   owner == my id        nobody else mutates it, or may start to, before my next safepoint: no lock
//!   owner == SHARED       everybody's: take the byte by compare-and-swap
//!   owner == another's    revoke: make it everybody's, once and for ever; then as above
//! ```
//!
//! * Behind the GIL every thread carries the same id, `GIL_OWNER`, and so does every object: always the first row.
//! * Free-threaded, an object belongs to the thread that made it. Most objects never meet a second thread, and pay one
//!   comparison. (Taking a byte by compare-and-swap each time was measured at 4 to 18 per cent of a program.)
//! * In a subinterpreter the world is another one; nothing is shared between worlds, so nothing is asked.
//!
//! # Why the first row needs no fence
//!
//! An owner only ever goes from an id to SHARED, never back. It is written by the owner itself, at its own safepoint
//! (then program order is all it takes), or by a revoker while the owner is detached (then attaching acquires it).
//! So if a plain load says "mine", it is mine until *I* pass a safepoint. That is also why no safepoint may come between
//! the test and the end of the mutation.
//!
//! # Rules, each paid for with a hang or a race
//!
//! While an object lock is held: no safepoint, no detaching, no second `acquire`, nothing that can run Python code. A
//! counter checks it in debug builds ([`held_locks`]). `acquire` itself may contain a safepoint (when it must revoke), so
//! load table pointers and lengths *after* it. Two objects: [`acquire_pair`]. What is handed to another thread anyway
//! (a queue's item, a thread's arguments) is made shared by the giver with [`publish`], which saves the handshake.
//!
//! # Worked cases
//!
//! * `list.append(x)`: acquire the list; store the item; store the new length; drop the guard.
//! * `a.extend(b)`, lists: acquire the pair, copy, drop. `a.extend(a)` is one object: the pair knows.
//! * `list.clear()`: acquire; take the buffer out; drop the guard. Nothing is destroyed here: there are no reference
//!   counts, so no `__del__` can run in the middle.
//! * `dict[k] = v` with a Python-level `__eq__`: look up without a lock, call `__eq__` with none held, then acquire,
//!   check that the table is still the one that was looked at, store; else once more.

use super::atomics::{AtomicU8, AtomicU16, Spin, lot, relax};
use super::thread_state::{ThreadState, poll};
use super::wait::{Wait, Waiting};
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};

/// Owner of an object that belongs to nobody: take the byte.
pub const SHARED: u16 = 0;

/// Owner of every object that is made behind the GIL, and the id of every thread behind it.
pub const GIL_OWNER: u16 = 1;

/// The upper half of an object's header. Lives in the heap: an object that could be reached since the world was last
/// stopped is not freed before it is stopped again, and that is what a request for it relies on.
#[repr(C)]
pub struct LockWord {
    /// Who may mutate without the byte. Goes from an id to `SHARED`, never back.
    pub owner: AtomicU16,
    /// Free, locked, or locked with sleepers; looked at only if the owner is `SHARED`.
    pub lock: AtomicU8,
    /// The object's own flags: no business of this module.
    pub flags: AtomicU8,
}

#[cfg(not(loom))]
const _: () = assert!(size_of::<LockWord>() == 4 && align_of::<LockWord>() <= 4);

const FREE: u8 = 0;
const LOCKED: u8 = 1;
const CROWDED: u8 = 2; // locked, and somebody sleeps for it

impl LockWord {
    /// The lock word of a new object.
    pub fn new(owner: u16) -> LockWord {
        LockWord { owner: AtomicU16::new(owner), lock: AtomicU8::new(FREE), flags: AtomicU8::new(0) }
    }
}

/// The right to mutate one object, until dropped.
#[must_use = "the right lasts as long as the guard"]
pub struct Guard<'a> {
    /// The byte to give back; `None` if ownership (or the GIL) was enough.
    locked: Option<&'a LockWord>,
    _held: Held,
}

/// The right to mutate two objects, until dropped.
#[must_use = "the right lasts as long as the guard"]
pub struct PairGuard<'a> {
    locked: [Option<&'a LockWord>; 2],
    _held: Held,
}

/// Waits for the right to mutate an object. The caller is attached and holds no other guard. May contain a safepoint.
/// (Or the caller has stopped the world, and has the right to everything.)
#[inline(always)]
pub fn acquire<'a>(me: &ThreadState, word: &'a LockWord) -> Guard<'a> {
    // Relaxed: see "why the first row needs no fence".
    if word.owner.load(Relaxed) == me.owner_id() {
        return Guard { locked: None, _held: Held::new() };
    }
    let locked = acquire_slow(me, word);
    Guard { locked, _held: Held::new() }
}

#[cold]
#[inline(never)]
fn acquire_slow<'a>(me: &ThreadState, word: &'a LockWord) -> Option<&'a LockWord> {
    debug_assert_eq!(held_locks(), 0, "an object lock is held while acquiring another: use acquire_pair");
    if !settle(me, word) {
        return None;
    }
    lock(word);
    Some(word)
}

/// Waits for the right to mutate two objects, which may be the same.
///
/// First both are made mine or everybody's, which may take safepoints; neither can become another's again, since
/// owners only go to SHARED. Then, without a safepoint, each byte that is needed is taken, in the order of addresses, so
/// that two threads that want the same two cannot each have one.
pub fn acquire_pair<'a>(me: &ThreadState, a: &'a LockWord, b: &'a LockWord) -> PairGuard<'a> {
    let held = |locked| PairGuard { locked, _held: Held::new() };
    let id = me.owner_id();
    if a.owner.load(Relaxed) == id && b.owner.load(Relaxed) == id {
        return held([None, None]);
    }
    debug_assert_eq!(held_locks(), 0, "an object lock is held while acquiring a pair");
    settle(me, a);
    settle(me, b);
    // After the last safepoint: the mode, and what is mine, are now fixed.
    let needed = |word: &LockWord| me.owns_by_slot() && me.is_attached() && word.owner.load(Acquire) != me.owner_id();
    let (first, second) = if &raw const *a <= &raw const *b { (a, b) } else { (b, a) };
    let same = std::ptr::eq(a, b);
    let locked = [Some(first).filter(|word| needed(word)), Some(second).filter(|word| !same && needed(word))];
    locked.into_iter().flatten().for_each(lock);
    held(locked)
}

impl Drop for Guard<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(word) = self.locked {
            unlock(word);
        }
    }
}

impl Drop for PairGuard<'_> {
    #[inline]
    fn drop(&mut self) {
        self.locked.into_iter().flatten().for_each(unlock);
    }
}

/// Putting publishes: an object that is about to be handed to another thread is made everybody's by its owner, in two
/// instructions, where a revocation would cost a handshake later. Objects inside it are left alone. Behind the GIL, or
/// if it is not mine: nothing.
#[inline]
pub fn publish(me: &ThreadState, word: &LockWord) {
    if me.owns_by_slot() && word.owner.load(Relaxed) == me.owner_id() {
        // Release: whoever finds it SHARED (Acquire) sees my plain mutations.
        word.owner.store(SHARED, Release);
    }
}

/// Makes an object mine or everybody's; true if the byte must be taken. May contain safepoints.
fn settle(me: &ThreadState, word: &LockWord) -> bool {
    loop {
        // The mode may have changed during the last turn's safepoint. Behind the GIL I am the only one attached,
        // whatever the owner field says of earlier times.
        if !me.owns_by_slot() {
            return false;
        }
        // Detached and mutating is only he who has stopped the world, and he is alone: nobody has the byte (its holder
        // would be attached), and whoever owns the object sees what was done to it when he attaches. To revoke would be
        // to detach twice.
        if !me.is_attached() {
            debug_assert!(me.world().is_stopped(), "a detached thread mutates an object");
            return false;
        }
        // Acquire: pairs with the owner's Release when it gave the object up.
        match word.owner.load(Acquire) {
            SHARED => return true,
            owner if owner == me.owner_id() => return false,
            owner => revoke(me, owner, word),
        }
    }
}

/// Sees to it that `owner` does not own the object any more. The handshake:
///
/// * The owner is *detached* (blocked, in native code, ended): hold its slot for a moment (HELD keeps it from attaching)
///   and give the object up in its name.
/// * The owner is *attached*: put the object into its queue, raise REVOKE, and wait, **detached**, until it has
///   served, at its next safepoint. Detached, because the owner may be waiting for *our* object, or the world be stopping.
///
/// The owner cannot detach while REVOKE is set, so having asked one attached thread is enough: it does not go away
/// without answering. If it detached between our look and our asking, we look again and find DET.
#[cold]
#[inline(never)]
fn revoke(me: &ThreadState, owner: u16, word: &LockWord) {
    let them = me.world().thread(owner).expect("an owner id names a slot");
    let mut spin = Spin::new();
    let mut asked = false;
    loop {
        if word.owner.load(Acquire) != owner {
            // If we had asked, our entry may still be in the queue. Whoever empties it finds another owner; and the
            // stopper of the world empties all, so the entry does not outlive the object.
            return;
        }
        let s = them.word.load(Relaxed);
        if s & poll::HELD != 0 {
            spin.turn(); // the holder is attached and a few stores from done
        } else if s & poll::DET != 0 {
            // Acquire: what the owner did before it detached. Release at the end: it sees what we did when it attaches.
            let held = s | poll::HELD;
            if them.word.compare_exchange(s, held, Acquire, Relaxed).is_ok() {
                them.ask(word);
                them.serve();
                them.word.fetch_and(!poll::HELD, Release);
                return;
            }
        } else if !asked {
            them.ask(word);
            them.word.fetch_or(poll::REVOKE, AcqRel);
            asked = true; // and look once more: it may have detached before this bit was there to stop it
        } else {
            break;
        }
    }
    let waiting = Waiting { wait: Wait::Revoke, on: owner as usize, timed: false };
    me.step_out(waiting, false, || {
        let still = || word.owner.load(Acquire) == owner;
        let mut pauses = 0;
        while still() {
            // An owner that runs serves within a microsecond; one that is off its core takes a scheduling's time.
            if pauses < REVOKE_PAUSES {
                pauses += 1;
                relax();
            } else {
                lot::park(them.queue_key(), me.key(), still, None);
            }
        }
    });
}

const REVOKE_PAUSES: u32 = if cfg!(loom) { 0 } else { 4000 };

// ---- the byte: a lock that fits into a header, and parks ----

#[inline]
fn lock(word: &LockWord) {
    if word.lock.compare_exchange(FREE, LOCKED, Acquire, Relaxed).is_err() {
        lock_slow(word);
    }
}

/// Waits attached: the section waited for is a few stores of a thread that cannot stop in it.
#[cold]
#[inline(never)]
fn lock_slow(word: &LockWord) {
    let byte = &word.lock;
    let mut rounds = 0;
    // Who was woken takes the byte as CROWDED, however it gets it: others may still sleep, and the one who woke us
    // has told the byte nothing of them.
    let mut taken = LOCKED;
    loop {
        let seen = byte.load(Relaxed);
        if seen == FREE {
            if byte.compare_exchange_weak(FREE, taken, Acquire, Relaxed).is_ok() {
                return;
            }
        } else if rounds < LOCK_ROUNDS {
            rounds += 1;
            (0..1 << rounds).for_each(|_| relax());
        } else if seen == CROWDED || byte.compare_exchange_weak(LOCKED, CROWDED, Relaxed, Relaxed).is_ok() {
            lot::park(byte_key(word), 0, || byte.load(Relaxed) == CROWDED, None);
            taken = CROWDED;
            rounds = 0;
        }
    }
}

const LOCK_ROUNDS: u32 = if cfg!(loom) { 0 } else { 7 };

#[inline]
fn unlock(word: &LockWord) {
    if word.lock.swap(FREE, Release) == CROWDED {
        lot::unpark_one(byte_key(word), 0);
    }
}

fn byte_key(word: &LockWord) -> usize {
    &raw const word.lock as usize
}

// ---- the counter ----

#[cfg(all(debug_assertions, not(loom)))]
thread_local! {
    static HELD_LOCKS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// How many guards this native thread has, in debug builds; 0 in others. Every safepoint asserts that it is 0.
#[inline(always)]
pub fn held_locks() -> u32 {
    #[cfg(all(debug_assertions, not(loom)))]
    return HELD_LOCKS.get();
    #[cfg(not(all(debug_assertions, not(loom))))]
    0
}

/// Counts a guard, and ties it to its thread.
struct Held(std::marker::PhantomData<*const ()>);

impl Held {
    #[inline(always)]
    fn new() -> Held {
        #[cfg(all(debug_assertions, not(loom)))]
        {
            assert_eq!(HELD_LOCKS.get(), 0, "an object lock is held while acquiring another: use acquire_pair");
            HELD_LOCKS.set(1);
        }
        Held(std::marker::PhantomData)
    }
}

#[cfg(all(debug_assertions, not(loom)))]
impl Drop for Held {
    fn drop(&mut self) {
        HELD_LOCKS.set(0);
    }
}
