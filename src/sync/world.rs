//! A world: the threads of one interpreter, and whether they run behind a GIL.
//!
//! Holds the mode, the GIL, and the slots: slot number = owner id, from `FIRST_SLOT`. A slot is never freed while the
//! world lives, because an object's owner field may name it long after its thread has ended; it is given to a new
//! thread when the last handle of the old one is gone. Slot 1 (`GIL_OWNER`) has no thread: it stands, detached for
//! ever, for "whoever made objects behind the GIL", so that after switching the GIL off those objects are revoked like
//! those of an ended thread.
//!
//! Locks, in the order in which they may nest: `collector` (who may stop the world; waited for *detached*), then
//! `registry` (which threads there are; held for a few stores, so it may be waited for attached; nothing is waited for
//! under it but the bucket of a parking lot). `threads`, `register` and `request_all` take the registry only, and may
//! therefore be called attached, detached, and while the world is stopped.

use super::atomics::{AtomicBool, Mutex};
use super::deadlock::Counted;
use super::gil::Gil;
use super::object_lock::GIL_OWNER;
use super::thread_state::{ThreadState, poll};
use super::wait::Seam;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::fence;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// The first slot that a thread can have.
const FIRST_SLOT: u16 = GIL_OWNER + 1;

/// How many ended slots are looked at for one whose handles are all gone, before a new one is made.
const LOOK_AT: usize = 8;

/// The threads of one interpreter, their mode, their GIL, and the means to stop them.
pub struct World {
    gil_on: AtomicBool,
    pub(super) gil: Gil,
    pub(super) registry: Mutex<Registry>,
    slots: Slots,
    /// Whoever has it may stop the world.
    pub(super) collector: Mutex<()>,
    /// How often the world was stopped. Written under `collector`.
    pub(super) stops: AtomicU64,
    seam: OnceLock<Box<dyn Seam>>,
}

/// Which threads there are.
pub(super) struct Registry {
    /// Registered and not ended.
    pub(super) live: Vec<Arc<ThreadState>>,
    /// Slots whose thread has ended.
    ended: Vec<u16>,
    /// The first slot number that was never used.
    next: u32,
    /// The world is being stopped, or is: new slots are born with STOP.
    pub(super) stopping: bool,
    /// One thread ends the world: see `World::end`.
    over: bool,
}

impl World {
    /// A world without threads; `gil`: whether its threads take turns.
    pub fn new(gil: bool) -> Arc<World> {
        let world = World {
            gil_on: AtomicBool::new(gil),
            gil: Gil::new(),
            registry: Mutex::new(Registry { live: Vec::new(), ended: Vec::new(), next: FIRST_SLOT.into(), stopping: false, over: false }),
            slots: Slots::new(),
            collector: Mutex::new(()),
            stops: AtomicU64::new(0),
            seam: OnceLock::new(),
        };
        world.slots.put(Arc::new(ThreadState::vacant(GIL_OWNER, 0)));
        Arc::new(world)
    }

    /// Whether the GIL is on. For an attached thread this cannot change before its next safepoint.
    #[inline]
    pub fn gil_enabled(&self) -> bool {
        // Relaxed: it changes only while every thread is detached, and attaching acquires.
        self.gil_on.load(Relaxed)
    }

    /// The GIL's figures.
    pub fn gil(&self) -> &Gil {
        &self.gil
    }

    /// How long a thread waits for the GIL before it asks for it.
    pub fn switch_interval(&self) -> Duration {
        self.gil.interval()
    }

    /// Sets [`switch_interval`](World::switch_interval).
    pub fn set_switch_interval(&self, interval: Duration) {
        self.gil.set_interval(interval);
    }

    /// A new thread, detached; its native thread calls `begin`. Panics if 65,534 threads have handles at once: see
    /// [`try_register`](World::try_register).
    pub fn register(self: &Arc<Self>) -> Arc<ThreadState> {
        self.try_register().expect("fewer than 65,534 threads")
    }

    /// A new thread, or `None` when all ids are taken.
    pub fn try_register(self: &Arc<Self>) -> Option<Arc<ThreadState>> {
        let mut registry = self.registry.lock();
        let thread = match self.vacant(&mut registry, LOOK_AT) {
            Some(thread) => thread,
            None => match u16::try_from(registry.next) {
                Ok(slot) => {
                    registry.next += 1;
                    let stop = if registry.stopping { poll::STOP } else { 0 };
                    self.slots.put(Arc::new(ThreadState::vacant(slot, stop)))
                }
                Err(_) => self.vacant(&mut registry, usize::MAX)?,
            },
        };
        // The mode cannot change here: its changer takes the registry too.
        let owner = if self.gil_enabled() { GIL_OWNER } else { thread.slot };
        thread.occupy(self, owner);
        registry.live.push(thread.clone());
        std::mem::forget(Counted::new()); // until `retire`
        Some(thread)
    }

    /// A slot to use again, among the `look_at` that ended longest ago: nobody has a handle of its old thread, so that
    /// thread's affairs (requests, joins, its name in a diagnosis) cannot be taken for the new one's. Revokers look at
    /// slots without a handle; what they do is harmless to the new thread, and `occupy` respects it.
    fn vacant(&self, registry: &mut Registry, look_at: usize) -> Option<Arc<ThreadState>> {
        let unused = |&&slot: &&u16| {
            let handle = self.slots.get(slot).expect("an ended slot was once used");
            Arc::strong_count(handle) == 1
        };
        let slot = *registry.ended.iter().take(look_at).find(unused)?;
        // Pairs with the release of whoever dropped the last handle. Nobody can make a new one: handles are cloned
        // from handles, from `live`, or here, under the mutex.
        fence(Acquire);
        registry.ended.retain(|&ended| ended != slot);
        self.slots.get(slot).cloned()
    }

    /// Gives back the slot of a thread that has just detached for ever.
    pub(super) fn retire(&self, thread: &ThreadState) {
        let mut registry = self.registry.lock();
        let before = registry.live.len();
        registry.live.retain(|live| live.slot != thread.slot);
        debug_assert!(registry.live.len() < before, "a thread ends twice");
        registry.ended.push(thread.slot);
        drop(registry);
        Counted::forget_one();
    }

    /// The threads that are registered and have not ended.
    pub fn threads(&self) -> Vec<Arc<ThreadState>> {
        self.registry.lock().live.clone()
    }

    /// Raises a poll bit on every thread.
    pub fn request_all(&self, bits: u32) {
        for thread in &self.registry.lock().live {
            thread.request(bits);
        }
    }

    /// The world is over for every thread but `me`, which ends it: each stays for ever at its next safepoint, and so will
    /// those that are being started ([`include`](World::include)). None is waited for: who is in native code, or blocks, may do
    /// so as long as it likes.
    pub fn end(&self, me: &ThreadState) {
        let mut registry = self.registry.lock();
        registry.over = true;
        for thread in registry.live.iter().filter(|thread| thread.slot != me.slot) {
            thread.request(poll::OVER);
        }
    }

    /// If the world is over, it is so for this registered thread too. For threads that scripts start; a visitor may still come.
    pub fn include(&self, thread: &ThreadState) {
        // Under the registry's mutex: `end` found it in `live`, or this finds `over`.
        let registry = self.registry.lock();
        if registry.over {
            thread.request(poll::OVER);
        }
    }

    /// The thread in a slot, past or present.
    pub(super) fn thread(&self, slot: u16) -> Option<&ThreadState> {
        self.slots.get(slot).map(|thread| &**thread)
    }

    /// Every slot that was ever used, `GIL_OWNER`'s included. The registry says how many there are.
    pub(super) fn slots(&self, registry: &Registry) -> impl Iterator<Item = &ThreadState> {
        let end = registry.next;
        (GIL_OWNER as u32..end).filter_map(|slot| self.thread(u16::try_from(slot).ok()?))
    }

    /// Switches the GIL on or off. `me` is attached, and still is afterwards. Contains a safepoint.
    ///
    /// The world is stopped for it, so to every thread the mode is a constant between two safepoints. Off: objects made
    /// behind the GIL have the owner `GIL_OWNER`, which no thread has any more; they are revoked at their first mutation,
    /// at once. On: owners stay as they are and mean nothing, because `acquire` asks the mode first.
    ///
    /// `also` runs in the same stop, after the change and only if there was one: for what the machine above keeps by mode.
    pub fn set_gil(&self, me: &ThreadState, on: bool, also: &mut dyn FnMut()) {
        let mut change = |_: &[Arc<ThreadState>]| {
            {
                let registry = self.registry.lock();
                // Two threads may have wanted the same; this one waited for the other's stop.
                if self.gil_enabled() == on {
                    return;
                }
                // Release for the eye only: what publishes the mode is the RMW that clears STOP in each thread's word.
                self.gil_on.store(on, Release);
                for thread in &registry.live {
                    thread.set_owner_id(if on { GIL_OWNER } else { thread.slot });
                }
            }
            also();
        };
        if self.gil_enabled() != on {
            me.stop_world(&mut change);
        }
    }

    /// Puts another scheduler in charge; once, before the first thread begins. See [`Seam`].
    pub fn install(&self, seam: Box<dyn Seam>) {
        if self.seam.set(seam).is_err() {
            panic!("a world has one scheduler");
        }
    }

    /// The scheduler, if it is not the operating system.
    #[inline]
    pub fn seam(&self) -> Option<&dyn Seam> {
        self.seam.get().map(|seam| &**seam)
    }

    /// The address under which those sleep who may not attach because the world is stopped.
    pub(super) fn stop_key(&self) -> usize {
        &raw const self.stops as usize
    }
}

const CHUNKS: usize = 14;
const FIRST_CHUNK: usize = 8;

/// The slots by number: chunks of 8, 16, 32, ... that are made when they are first needed and never move, so that a
/// revoker looks one up without a lock, and a world with two threads does not pay for 65,536.
struct Slots([OnceLock<Chunk>; CHUNKS]);

type Chunk = Box<[OnceLock<Arc<ThreadState>>]>;

const _: () = assert!(FIRST_CHUNK * ((1 << CHUNKS) - 1) > u16::MAX as usize);

impl Slots {
    fn new() -> Slots {
        Slots([const { OnceLock::new() }; CHUNKS])
    }

    /// Chunk and place in it: chunk k holds the 8 << k numbers from 8 * (2^k - 1).
    fn place(slot: u16) -> (usize, usize) {
        let chunk = (slot as usize / FIRST_CHUNK + 1).ilog2() as usize;
        (chunk, slot as usize - FIRST_CHUNK * ((1 << chunk) - 1))
    }

    fn get(&self, slot: u16) -> Option<&Arc<ThreadState>> {
        let (chunk, at) = Slots::place(slot);
        self.0[chunk].get()?[at].get()
    }

    /// Under the registry's mutex, once for each number.
    fn put(&self, thread: Arc<ThreadState>) -> Arc<ThreadState> {
        let (chunk, at) = Slots::place(thread.slot);
        let made = || (0..FIRST_CHUNK << chunk).map(|_| OnceLock::new()).collect();
        let fresh = self.0[chunk].get_or_init(made)[at].set(thread.clone());
        debug_assert!(fresh.is_ok(), "a slot is made twice");
        thread
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn every_slot_has_one_place() {
        let mut places = std::collections::HashSet::new();
        for slot in 0..=u16::MAX {
            let (chunk, at) = Slots::place(slot);
            assert!(chunk < CHUNKS && at < FIRST_CHUNK << chunk, "{slot}");
            assert!(places.insert((chunk, at)), "{slot}");
        }
    }

    #[test]
    fn a_slot_is_used_again_when_nobody_has_a_handle() {
        let world = World::new(false);
        let first = world.register();
        let (slot, serial) = (first.owner_id(), first.serial());
        first.end();
        let second = world.register();
        assert_ne!(second.owner_id(), slot, "a handle of the first thread is about");
        drop(first);
        let third = world.register();
        assert_eq!(third.owner_id(), slot);
        assert_ne!(third.serial(), serial);
        assert_eq!(world.threads().len(), 2);
        second.end();
        third.end();
        assert_eq!(Arc::strong_count(&world), 1, "ended threads do not keep the world");
    }
}
