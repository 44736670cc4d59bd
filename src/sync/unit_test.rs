//! The protocol's doors, one test each, on real threads. No test asserts a time that a busy machine could miss, but for
//! lower bounds and limits of many seconds that only a hang exceeds.

use super::*;
use std::sync::Arc;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize};
use std::thread;
use std::time::{Duration, Instant};

/// Runs `body` as a thread of the world.
fn with_thread<R>(world: &Arc<World>, body: impl FnOnce(&ThreadState) -> R) -> R {
    let me = world.register();
    me.begin();
    let result = body(&me);
    me.end();
    result
}

/// Polls until the condition holds.
fn poll_until(me: &ThreadState, mut holds: impl FnMut() -> bool) {
    let limit = Instant::now() + Duration::from_secs(60);
    while !holds() {
        if me.poll_word().load(Relaxed) != 0 {
            me.safepoint();
        }
        assert!(Instant::now() < limit, "a hang");
        thread::yield_now();
    }
}

#[test]
fn a_threads_own_object_needs_no_lock() {
    for gil in [true, false] {
        with_thread(&World::new(gil), |me| {
            let word = LockWord::new(me.owner_id());
            let guard = acquire(me, &word);
            assert_eq!(word.lock.load(Relaxed), 0);
            drop(guard);
            assert_eq!(me.owner_id() == GIL_OWNER, gil);
            publish(me, &word);
            assert_eq!(word.owner.load(Relaxed) == SHARED, !gil, "publishing is for free threads");
        });
    }
}

#[test]
fn a_shared_object_takes_its_byte() {
    with_thread(&World::new(false), |me| {
        let (a, b) = (LockWord::new(SHARED), LockWord::new(me.owner_id()));
        {
            let _guard = acquire(me, &a);
            assert_eq!(a.lock.load(Relaxed), 1);
        }
        {
            let _guard = acquire_pair(me, &a, &b);
            assert_eq!((a.lock.load(Relaxed), b.lock.load(Relaxed)), (1, 0));
        }
        {
            let _guard = acquire_pair(me, &a, &a);
            assert_eq!(a.lock.load(Relaxed), 1);
        }
        assert_eq!(a.lock.load(Relaxed), 0);
    });
}

#[cfg(debug_assertions)]
#[test]
fn held_locks_are_counted() {
    with_thread(&World::new(false), |me| {
        let word = LockWord::new(me.owner_id());
        assert_eq!(held_locks(), 0);
        let guard = acquire(me, &word);
        assert_eq!(held_locks(), 1);
        drop(guard);
        assert_eq!(held_locks(), 0);
    });
}

#[test]
fn an_ended_threads_object_is_revoked_at_once() {
    let world = World::new(false);
    let word = with_thread(&world, |me| LockWord::new(me.owner_id()));
    with_thread(&world, |me| drop(acquire_pair(me, &word, &word)));
    assert!([SHARED, 2].contains(&word.owner.load(Relaxed)), "given up, or its slot's new thread owns it");
}

#[test]
fn a_running_owner_gives_up_at_its_safepoint() {
    let world = World::new(false);
    let owner = world.register();
    let word = LockWord::new(owner.owner_id());
    thread::scope(|scope| {
        scope.spawn(|| {
            owner.begin();
            poll_until(&owner, || word.owner.load(Acquire) == SHARED);
            owner.end();
        });
        poll_until_attached(&owner);
        with_thread(&world, |me| drop(acquire(me, &word)));
    });
}

fn poll_until_attached(thread: &ThreadState) {
    while !thread.is_attached() {
        thread::yield_now();
    }
}

#[test]
fn events_are_handed_out_once_and_sticky_bits_stay() {
    with_thread(&World::new(true), |me| {
        me.request(poll::COLLECT | poll::SIGNAL | poll::TRACE);
        assert_ne!(me.poll_word().load(Relaxed), 0);
        assert_eq!(me.safepoint(), poll::COLLECT | poll::SIGNAL | poll::TRACE);
        assert_eq!(me.safepoint(), poll::TRACE);
        me.withdraw(poll::TRACE);
        assert_eq!(me.poll_word().load(Relaxed), 0);
    });
}

#[test]
fn behind_the_gil_one_thread_is_attached() {
    let world = World::new(true);
    world.set_switch_interval(Duration::from_micros(200));
    let (inside, rounds) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                with_thread(&world, |me| {
                    for round in 0..2000 {
                        assert_eq!(inside.fetch_add(1, Relaxed), 0);
                        std::hint::black_box(round);
                        inside.fetch_sub(1, Relaxed);
                        rounds.fetch_add(1, Relaxed);
                        if me.poll_word().load(Relaxed) != 0 {
                            me.safepoint();
                        }
                        if round % 100 == 0 {
                            me.detached(Wait::Io, || assert!(!me.is_attached()));
                        }
                    }
                });
            });
        }
    });
    assert_eq!(rounds.load(Relaxed), 8000);
}

#[test]
fn a_computing_thread_hands_the_gil_over() {
    let world = World::new(true);
    let others = AtomicUsize::new(0);
    thread::scope(|scope| {
        let computing = world.register();
        computing.begin();
        for _ in 0..3 {
            scope.spawn(|| with_thread(&world, |_| others.fetch_add(1, Relaxed)));
        }
        poll_until(&computing, || others.load(Relaxed) == 3);
        computing.end();
    });
    assert!(world.gil().switches() >= 3);
}

#[test]
fn two_computing_threads_take_turns() {
    let world = World::new(true);
    world.set_switch_interval(Duration::from_millis(1));
    // Each waits until the other has counted on: only a fair lock gets them to the end.
    let counts = [AtomicU32::new(0), AtomicU32::new(0)];
    thread::scope(|scope| {
        for number in 0..2 {
            let (world, counts) = (&world, &counts);
            scope.spawn(move || {
                with_thread(world, |me| {
                    for round in 1..=20 {
                        counts[number].store(round, Relaxed);
                        poll_until(me, || counts[1 - number].load(Relaxed) >= round);
                    }
                });
            });
        }
    });
}

#[test]
fn stopping_sees_every_thread_detached() {
    for gil in [true, false] {
        let world = World::new(gil);
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            let me = world.register();
            for _ in 0..3 {
                scope.spawn(|| with_thread(&world, |me| poll_until(me, || done.load(Relaxed))));
            }
            me.begin();
            for _ in 0..50 {
                let ran = me.stop_world_if(&|| true, &mut |threads| {
                    assert!(threads.iter().all(|thread| !thread.is_attached()));
                    assert!(world.threads().len() >= threads.len());
                    let mine = threads.iter().find(|thread| thread.serial() == me.serial()).unwrap();
                    let (low, high) = mine.native_stack();
                    assert!(low < high && an_address_below() < low, "what runs inside is below what is published");
                });
                assert!(ran);
            }
            done.store(true, Relaxed);
            me.end();
        });
        assert_eq!(world.stops(), 50);
    }
}

#[inline(never)]
fn an_address_below() -> usize {
    let local = std::hint::black_box(0u8);
    std::hint::black_box(&raw const local as usize)
}

#[test]
fn switching_the_gil_changes_who_owns() {
    let world = World::new(true);
    with_thread(&world, |me| {
        let made_behind = LockWord::new(me.owner_id());
        world.set_gil(me, false, &mut || ());
        assert!(!world.gil_enabled() && me.owner_id() != GIL_OWNER);
        let made_free = LockWord::new(me.owner_id());
        drop(acquire(me, &made_behind));
        assert_eq!(made_behind.owner.load(Relaxed), SHARED, "revoked as from an ended thread");
        let another = world.register();
        assert_eq!(another.owner_id(), another.slot);
        world.set_gil(me, true, &mut || ());
        assert_eq!((me.owner_id(), another.owner_id()), (GIL_OWNER, GIL_OWNER));
        let guard = acquire(me, &made_behind);
        assert_eq!(made_behind.lock.load(Relaxed), 0, "behind the GIL no byte is taken");
        drop(guard);
        drop(acquire(me, &made_free));
        assert_ne!(made_free.owner.load(Relaxed), SHARED, "and nobody is revoked");
        another.end();
    });
}

#[test]
fn a_panic_in_a_blocking_call_leaves_the_thread_attached() {
    with_thread(&World::new(true), |me| {
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            me.detached(Wait::Io, || std::panic::resume_unwind(Box::new(1)));
        }));
        assert!(caught.is_err() && me.is_attached());
        assert_eq!(me.waiting_for(), None);
    });
}

#[test]
fn a_wait_point_wakes_who_waits() {
    for gil in [true, false] {
        let world = World::new(gil);
        let (point, ready) = (WaitPoint::new(), AtomicBool::new(false));
        thread::scope(|scope| {
            let waiter = world.register();
            let handle = waiter.clone();
            scope.spawn(|| {
                let waiter = waiter;
                waiter.begin();
                while !ready.load(Acquire) {
                    let woken = point.wait(&waiter, Wait::Queue, || !ready.load(Acquire), None);
                    assert_eq!(woken, Woken::Notified);
                }
                waiter.end();
            });
            while handle.waiting_for() != Some(Wait::Queue) {
                thread::yield_now();
            }
            assert!(!handle.waiting().unwrap().timed);
            assert!(handle.waiting_since().is_some());
            with_thread(&world, |_| {
                ready.store(true, Release);
                point.notify_all();
            });
        });
    }
}

#[test]
fn a_wait_ends_at_its_deadline_and_not_before() {
    with_thread(&World::new(true), |me| {
        let point = WaitPoint::new();
        let deadline = Instant::now() + Duration::from_millis(20);
        assert_eq!(point.wait(me, Wait::Lock, || true, Some(deadline)), Woken::TimedOut);
        assert!(Instant::now() >= deadline);
        assert_eq!(point.wait(me, Wait::Lock, || true, Some(deadline)), Woken::TimedOut);
        assert_eq!(point.wait(me, Wait::Lock, || false, Some(deadline)), Woken::Notified);
        assert_eq!(me.sleep_until(Instant::now()), Woken::TimedOut);
    });
}

#[test]
fn a_request_interrupts_a_wait() {
    for bit in [poll::SIGNAL, poll::ASYNC_EXC] {
        let world = World::new(true);
        let waiter = world.register();
        thread::scope(|scope| {
            scope.spawn(|| {
                waiter.begin();
                let point = WaitPoint::new();
                assert_eq!(point.wait(&waiter, Wait::Lock, || true, None), Woken::Interrupted);
                assert_eq!(point.wait(&waiter, Wait::Lock, || true, None), Woken::Interrupted, "not yet dealt with");
                assert_eq!(waiter.safepoint(), bit);
                waiter.end();
            });
            while waiter.waiting_for() != Some(Wait::Lock) {
                thread::yield_now();
            }
            waiter.request(bit);
        });
    }
}

#[test]
fn a_notification_reaches_one_who_was_not_interrupted() {
    let world = World::new(false);
    let (point, state) = (WaitPoint::new(), AtomicU32::new(0));
    let waiters: Vec<_> = (0..2).map(|_| world.register()).collect();
    let endings = thread::scope(|scope| {
        let wait = |number: usize| {
            let (waiters, point, state) = (&waiters, &point, &state);
            move || {
                let me = &waiters[number];
                me.begin();
                let woken = point.wait(me, Wait::Lock, || state.load(Acquire) == 0, None);
                me.end();
                woken
            }
        };
        let threads = [scope.spawn(wait(0)), scope.spawn(wait(1))];
        while waiters.iter().any(|waiter| waiter.waiting_for() != Some(Wait::Lock)) {
            thread::yield_now();
        }
        waiters[0].request(poll::SIGNAL);
        state.store(1, Release);
        point.notify_one();
        threads.map(|thread| thread.join().unwrap())
    });
    assert_eq!(endings[1], Woken::Notified);
}

#[test]
fn a_circle_of_waits_is_found() {
    let world = World::new(true);
    let points = [WaitPoint::new(), WaitPoint::new()];
    let threads: Vec<_> = (0..3).map(|_| world.register()).collect();
    thread::scope(|scope| {
        for (number, me) in threads.iter().enumerate().take(2) {
            let points = &points;
            scope.spawn(move || {
                me.begin();
                points[number].wait(me, Wait::Lock, || true, None);
                me.end();
            });
        }
        while threads.iter().take(2).any(|thread| thread.waiting_for() != Some(Wait::Lock)) {
            thread::yield_now();
        }
        // Each holds what the other waits for.
        let held_by = |number: usize| threads[1 - number].serial();
        let holder = |waiting: Waiting| {
            let waits = |number: &usize| threads[*number].waiting().is_some_and(|other| other.on == waiting.on);
            (0..2).find(waits).map(held_by)
        };
        let circle = world.deadlock(holder).expect("two threads wait for each other");
        assert_eq!(circle.len(), 2);
        assert!(circle[0].to_string().contains("for a lock"), "{}", circle[0]);
        assert!(world.deadlock(|_| None).is_none());
        threads.iter().for_each(|thread| thread.request(poll::ASYNC_EXC));
    });
    threads[2].end();
}

#[test]
fn a_seam_hears_of_every_wait() {
    struct Listener(Arc<AtomicUsize>);
    impl Seam for Listener {
        fn left(&self, _: &ThreadState, waiting: Waiting) {
            assert_eq!(waiting.wait, Wait::Io);
            self.0.fetch_add(1, Relaxed);
        }
        fn entering(&self, _: &ThreadState) {
            self.0.fetch_add(100, Relaxed);
        }
        fn ended(&self, _: &ThreadState) {
            self.0.fetch_add(10_000, Relaxed);
        }
    }
    let heard = Arc::new(AtomicUsize::new(0));
    let world = World::new(true);
    world.install(Box::new(Listener(heard.clone())));
    with_thread(&world, |me| me.detached(Wait::Io, || ()));
    assert_eq!(heard.load(Relaxed), 10_201, "begun, gone once, come back, ended");
}
