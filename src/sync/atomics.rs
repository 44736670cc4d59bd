//! The atoms everything else in `sync` is made of: atomics, mutex, condition variable, and the parking lot.
//!
//! Normally these are std's atomics, parking_lot's locks and parking_lot_core's lot. With `--cfg loom` the same names
//! stand for loom's, so that `tests/model/` explores the interleavings *of the code that ships*, not of a copy.
//! Used by: the files of this folder only. Invariant: nothing in `sync` that threads synchronise through comes from
//! anywhere else (side data that is only looked at, such as the name of a wait, uses std directly).

pub use imp::{AtomicBool, AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize, Condvar, Mutex, RwLock, relax, wait_on};

/// What ended a stay in the parking lot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Parked {
    /// Someone unparked this thread and said why.
    Unparked(usize),
    /// `validate` said under the lot's lock that there is nothing to wait for.
    NotNeeded,
    /// The deadline passed first.
    TimedOut,
}

/// A short wait for something that another *attached, running* thread finishes in a few stores: pauses first, then
/// gives the core away, because that thread may not be on one.
pub struct Spin(u32);

impl Spin {
    /// A fresh wait.
    pub fn new() -> Spin {
        Spin(0)
    }

    /// One turn of the wait.
    pub fn turn(&mut self) {
        self.0 += 1;
        if self.0 < 64 {
            relax();
        } else {
            imp::yield_now();
        }
    }
}

#[cfg(not(loom))]
mod imp {
    pub use parking_lot::{Condvar, Mutex, MutexGuard, RwLock};
    pub use std::hint::spin_loop as relax;
    pub use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize};
    pub use std::thread::yield_now;
    use std::time::Instant;

    /// Waits on the condition variable; true if the deadline came first.
    pub fn wait_on<T>(condvar: &Condvar, guard: &mut MutexGuard<'_, T>, deadline: Option<Instant>) -> bool {
        match deadline {
            Some(at) => condvar.wait_until(guard, at).timed_out(),
            None => {
                condvar.wait(guard);
                false
            }
        }
    }
}

/// The parking lot: a process-wide table of queues of sleeping threads, keyed by address. `validate` runs under the
/// lock of the key's queue, and so does every unpark; whoever changes what `validate` looks at *and then* unparks
/// can therefore not be missed.
#[cfg(not(loom))]
pub mod lot {
    use super::Parked;
    use parking_lot_core as core;
    use std::time::Instant;

    /// Sleeps under `key` while `validate` holds. `token` names the sleeper for [`unpark_token`].
    pub fn park(key: usize, token: usize, validate: impl FnOnce() -> bool, deadline: Option<Instant>) -> Parked {
        // SAFETY: every key in this crate is the address of a field of this folder's own types, so no other user of
        // the lot shares it; the callbacks neither panic nor enter the lot (each caller's `validate` reads atomics).
        let ended = unsafe { core::park(key, validate, || {}, |_, _| {}, core::ParkToken(token), deadline) };
        match ended {
            core::ParkResult::Unparked(why) => Parked::Unparked(why.0),
            core::ParkResult::Invalid => Parked::NotNeeded,
            core::ParkResult::TimedOut => Parked::TimedOut,
        }
    }

    /// Wakes the thread that has slept longest under `key`; true if there was one.
    pub fn unpark_one(key: usize, why: usize) -> bool {
        // SAFETY: as in `park`; the callback only makes a token.
        unsafe { core::unpark_one(key, |_| core::UnparkToken(why)) }.unparked_threads != 0
    }

    /// Wakes every thread that sleeps under `key`; says how many.
    pub fn unpark_all(key: usize, why: usize) -> usize {
        // SAFETY: as in `park`.
        unsafe { core::unpark_all(key, core::UnparkToken(why)) }
    }

    /// Wakes the one thread that sleeps under `key` with this token, if it does.
    pub fn unpark_token(key: usize, token: usize, why: usize) {
        let pick = |found: core::ParkToken| match found.0 == token {
            true => core::FilterOp::Unpark,
            false => core::FilterOp::Skip,
        };
        // SAFETY: as in `park`; the callbacks only compare and make tokens.
        unsafe { core::unpark_filter(key, pick, |_| core::UnparkToken(why)) };
    }
}

#[cfg(loom)]
mod imp {
    pub use loom::sync::Condvar;
    pub use loom::thread::{yield_now as relax, yield_now};
    use std::ops::{Deref, DerefMut};
    use std::sync::atomic::Ordering::{self, Relaxed};
    use std::time::Instant;

    // loom looks for another order of two accesses where they depend on each other, and remembers one access to an
    // atomic: a thread that loads before it stores hides from loom that another's load before that could come after the
    // store. So each access takes a turn first, which is a read-modify-write: any two depend on each other. Relaxed, it
    // orders nothing in the model's memory.
    macro_rules! atomics {
        ($($name:ident: $number:ty;)*) => {$(
            /// loom's atomic; see the note above.
            pub struct $name {
                value: loom::sync::atomic::$name,
                turn: loom::sync::atomic::AtomicU8,
            }

            impl Default for $name {
                fn default() -> $name {
                    $name::new(Default::default())
                }
            }

            #[expect(missing_docs, reason = "std's names")]
            impl $name {
                pub fn new(value: $number) -> $name {
                    $name { value: loom::sync::atomic::$name::new(value), turn: loom::sync::atomic::AtomicU8::new(0) }
                }

                fn in_turn(&self) -> &loom::sync::atomic::$name {
                    self.turn.fetch_or(0, Relaxed);
                    &self.value
                }

                pub fn load(&self, order: Ordering) -> $number {
                    self.in_turn().load(order)
                }

                pub fn store(&self, value: $number, order: Ordering) {
                    self.in_turn().store(value, order);
                }

                pub fn swap(&self, value: $number, order: Ordering) -> $number {
                    self.in_turn().swap(value, order)
                }

                pub fn compare_exchange(&self, old: $number, new: $number, yes: Ordering, no: Ordering) -> Result<$number, $number> {
                    self.in_turn().compare_exchange(old, new, yes, no)
                }

                pub fn compare_exchange_weak(&self, old: $number, new: $number, yes: Ordering, no: Ordering) -> Result<$number, $number> {
                    self.in_turn().compare_exchange_weak(old, new, yes, no)
                }

                pub fn fetch_or(&self, bits: $number, order: Ordering) -> $number {
                    self.in_turn().fetch_or(bits, order)
                }

                pub fn fetch_and(&self, bits: $number, order: Ordering) -> $number {
                    self.in_turn().fetch_and(bits, order)
                }
            }
        )*};
    }

    atomics! {
        AtomicBool: bool;
        AtomicU8: u8;
        AtomicU16: u16;
        AtomicU32: u32;
        AtomicU64: u64;
        AtomicUsize: usize;
    }

    macro_rules! counters {
        ($($name:ident: $number:ty;)*) => {$(
            #[expect(missing_docs, reason = "std's names")]
            impl $name {
                pub fn fetch_add(&self, more: $number, order: Ordering) -> $number {
                    self.in_turn().fetch_add(more, order)
                }

                pub fn fetch_sub(&self, less: $number, order: Ordering) -> $number {
                    self.in_turn().fetch_sub(less, order)
                }
            }
        )*};
    }

    counters! {
        AtomicU32: u32;
        AtomicUsize: usize;
    }

    /// loom's mutex with parking_lot's face.
    pub struct Mutex<T>(loom::sync::Mutex<T>);

    /// See [`Mutex`]. Empty only inside [`wait_on`].
    pub struct MutexGuard<'a, T>(Option<loom::sync::MutexGuard<'a, T>>, &'a Mutex<T>);

    impl<T> Mutex<T> {
        /// A free mutex.
        pub fn new(value: T) -> Mutex<T> {
            Mutex(loom::sync::Mutex::new(value))
        }

        /// Waits for the mutex.
        pub fn lock(&self) -> MutexGuard<'_, T> {
            MutexGuard(Some(self.0.lock().expect("models do not poison")), self)
        }
    }

    impl<T> Deref for MutexGuard<'_, T> {
        type Target = T;
        fn deref(&self) -> &T {
            self.0.as_ref().expect("the guard is whole")
        }
    }

    impl<T> DerefMut for MutexGuard<'_, T> {
        fn deref_mut(&mut self) -> &mut T {
            self.0.as_mut().expect("the guard is whole")
        }
    }

    /// loom's lock for many readers with parking_lot's face.
    pub struct RwLock<T>(loom::sync::RwLock<T>);

    impl<T> RwLock<T> {
        /// A free lock.
        pub fn new(value: T) -> RwLock<T> {
            RwLock(loom::sync::RwLock::new(value))
        }

        /// Waits until nobody writes.
        pub fn read(&self) -> loom::sync::RwLockReadGuard<'_, T> {
            self.0.read().expect("models do not poison")
        }

        /// Waits until nobody else reads or writes.
        pub fn write(&self) -> loom::sync::RwLockWriteGuard<'_, T> {
            self.0.write().expect("models do not poison")
        }
    }

    /// Waits on the condition variable. In a model time is free: a wait with a deadline times out at once.
    pub fn wait_on<T>(condvar: &Condvar, guard: &mut MutexGuard<'_, T>, deadline: Option<Instant>) -> bool {
        let inner = guard.0.take().expect("the guard is whole");
        let timed_out = deadline.is_some();
        guard.0 = Some(if timed_out {
            drop(inner);
            yield_now();
            guard.1.0.lock().expect("models do not poison")
        } else {
            condvar.wait(inner).expect("models do not poison")
        });
        timed_out
    }
}

/// The lot of a model: one queue under one mutex. A lost wake-up leaves a thread asleep, and loom calls that a deadlock.
#[cfg(loom)]
pub mod lot {
    use super::Parked;
    use loom::sync::{Condvar, Mutex};
    use std::sync::Arc;
    use std::time::Instant;

    struct Sleeper {
        key: usize,
        token: usize,
        bed: Arc<Bed>,
    }

    struct Bed {
        woken: std::sync::Mutex<Option<usize>>,
        bell: Condvar,
    }

    loom::lazy_static! {
        static ref LOT: Mutex<Vec<Sleeper>> = Mutex::new(Vec::new());
    }

    /// See the real one. In a model time is free: a deadline passes as soon as the thread sleeps, and whether somebody is quicker
    /// than this thread's looking at it is for loom to choose.
    pub fn park(key: usize, token: usize, validate: impl FnOnce() -> bool, deadline: Option<Instant>) -> Parked {
        let mut sleepers = LOT.lock().expect("models do not poison");
        if !validate() {
            return Parked::NotNeeded;
        }
        let bed = Arc::new(Bed { woken: std::sync::Mutex::new(None), bell: Condvar::new() });
        sleepers.push(Sleeper { key, token, bed: bed.clone() });
        if deadline.is_some() {
            drop(sleepers);
            sleepers = LOT.lock().expect("models do not poison");
            // as in the real one: who was taken out of the queue was unparked, however late it is
            let why = *bed.woken.lock().expect("models do not poison");
            sleepers.retain(|sleeper| !Arc::ptr_eq(&sleeper.bed, &bed));
            return why.map_or(Parked::TimedOut, Parked::Unparked);
        }
        loop {
            sleepers = bed.bell.wait(sleepers).expect("models do not poison");
            if let Some(why) = *bed.woken.lock().expect("models do not poison") {
                return Parked::Unparked(why);
            }
        }
    }

    fn unpark(key: usize, most: usize, why: usize, pick: impl Fn(usize) -> bool) -> usize {
        let mut sleepers = LOT.lock().expect("models do not poison");
        let mut woken = 0;
        while woken < most {
            let Some(at) = sleepers.iter().position(|s| s.key == key && pick(s.token)) else {
                break;
            };
            let sleeper = sleepers.remove(at);
            *sleeper.bed.woken.lock().expect("models do not poison") = Some(why);
            sleeper.bed.bell.notify_one();
            woken += 1;
        }
        woken
    }

    /// See the real one.
    pub fn unpark_one(key: usize, why: usize) -> bool {
        unpark(key, 1, why, |_| true) != 0
    }

    /// See the real one.
    pub fn unpark_all(key: usize, why: usize) -> usize {
        unpark(key, usize::MAX, why, |_| true)
    }

    /// See the real one.
    pub fn unpark_token(key: usize, token: usize, why: usize) {
        unpark(key, 1, why, |found| found == token);
    }
}
