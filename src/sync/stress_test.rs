//! The protocol on real cores: many threads, few objects, everything at once, from seeds. What is checked: no increment
//! is lost although none is atomic, nobody hangs, and what a stopped world reads stays as it is. How long it takes is
//! not.

use super::*;
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;
use std::time::Duration;

/// An object whose two fields are always equal, to whoever may look.
struct Object {
    word: LockWord,
    fields: UnsafeCell<[u64; 2]>,
}

// SAFETY: the fields are touched under `acquire` or while the world is stopped; whether that suffices is the test.
unsafe impl Sync for Object {}

impl Object {
    fn new(owner: u16) -> Object {
        Object { word: LockWord::new(owner), fields: UnsafeCell::new([0; 2]) }
    }

    /// The caller has the right to mutate.
    fn add(&self) {
        // SAFETY: see `Sync`.
        let fields = unsafe { &mut *self.fields.get() };
        assert_eq!(fields[0], fields[1], "two mutate at once");
        fields[0] += 1;
        std::hint::black_box(&mut *fields);
        fields[1] += 1;
    }

    /// The caller has the right to mutate, or nobody else is attached.
    fn read(&self) -> u64 {
        // SAFETY: see `Sync`.
        let fields = unsafe { &*self.fields.get() };
        assert_eq!(fields[0], fields[1], "a mutation is seen half");
        fields[0]
    }
}

/// A small generator of numbers (xorshift), so that a failure has a seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// What the threads of one run share. Objects are made by threads at random, in either mode.
struct Run {
    world: Arc<World>,
    objects: Vec<Object>,
    /// How often something was added.
    added: AtomicUsize,
    point: WaitPoint,
    switches_mode: bool,
}

impl Run {
    fn go(seed: u64, threads: u64, steps: u64, gil: bool, switches_mode: bool) {
        let world = World::new(gil);
        world.set_switch_interval(Duration::from_micros(50));
        let states: Vec<_> = (0..threads).map(|_| world.register()).collect();
        let objects = (0..6).map(|n| Object::new(states[n % states.len()].owner_id())).collect();
        let (added, point) = (AtomicUsize::new(0), WaitPoint::new());
        let run = Run { world, objects, added, point, switches_mode };
        thread::scope(|scope| {
            for (number, me) in states.into_iter().enumerate() {
                let run = &run;
                scope.spawn(move || {
                    me.begin();
                    run.steps(&me, Random(seed * 1000 + number as u64 + 1), steps);
                    me.end();
                });
            }
        });
        let sum: u64 = run.objects.iter().map(Object::read).sum();
        assert_eq!(sum, run.added.load(Relaxed) as u64, "seed {seed}: an increment is lost");
        assert!(run.world.threads().is_empty());
    }

    fn steps(&self, me: &ThreadState, mut random: Random, steps: u64) {
        // Objects of one's own: what is measured as "free" must also be right.
        let mine = Object::new(me.owner_id());
        let mut own = 0;
        for _ in 0..steps {
            if me.poll_word().load(Relaxed) != 0 {
                me.safepoint();
            }
            let at = random.below(self.objects.len() as u64) as usize;
            let other = random.below(self.objects.len() as u64) as usize;
            let (object, other) = (&self.objects[at], &self.objects[other]);
            match random.below(1000) {
                0..600 => {
                    let _guard = acquire(me, &object.word);
                    object.add();
                    self.added.fetch_add(1, Relaxed);
                }
                600..750 => {
                    let _guard = acquire_pair(me, &object.word, &other.word);
                    object.add();
                    other.add();
                    self.added.fetch_add(2, Relaxed);
                }
                750..900 => {
                    let _guard = acquire(me, &mine.word);
                    mine.add();
                    own += 1;
                }
                900..940 => me.detached(Wait::Io, || (0..random.below(200)).for_each(|_| std::hint::spin_loop())),
                940..960 => publish(me, &object.word),
                960..970 => self.stop(me),
                970..975 => drop(self.point.wait(me, Wait::Queue, || true, Some(std::time::Instant::now() + Duration::from_micros(300)))),
                975..985 => drop(self.point.notify_all()),
                985..990 => self.world.request_all(poll::SIGNAL),
                990..992 if self.switches_mode => self.world.set_gil(me, random.below(2) == 0, &mut || ()),
                992..994 => self.short_lived(me),
                _ => thread::yield_now(),
            }
        }
        assert_eq!(mine.read(), own);
    }

    fn stop(&self, me: &ThreadState) {
        me.stop_world(&mut |threads| {
            assert!(threads.iter().all(|thread| !thread.is_attached()));
            let before: Vec<_> = self.objects.iter().map(Object::read).collect();
            thread::yield_now();
            assert!(before.into_iter().eq(self.objects.iter().map(Object::read)), "the world goes on");
        });
    }

    /// A thread that is made, works, ends, and leaves an owner id behind for somebody else to use.
    fn short_lived(&self, me: &ThreadState) {
        let child = self.world.register();
        me.detached(Wait::Join, || {
            thread::scope(|scope| {
                scope.spawn(|| {
                    child.begin();
                    let left = Object::new(child.owner_id());
                    for object in self.objects.iter().chain([&left]) {
                        let _guard = acquire(&child, &object.word);
                        object.add();
                    }
                    self.added.fetch_add(self.objects.len(), Relaxed);
                    child.end();
                });
            });
        });
    }
}

const SEEDS: std::ops::Range<u64> = 1..5;

#[test]
fn free_threads() {
    SEEDS.for_each(|seed| Run::go(seed, 6, 60_000, false, false));
}

#[test]
fn behind_the_gil() {
    SEEDS.for_each(|seed| Run::go(seed, 6, 30_000, true, false));
}

#[test]
fn the_mode_changes_meanwhile() {
    SEEDS.for_each(|seed| Run::go(seed, 5, 40_000, seed % 2 == 0, true));
}

#[test]
fn many_threads() {
    Run::go(99, 64, 3_000, false, true);
}
