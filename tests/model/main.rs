//! Models of `src/sync` (threads, locks, parking here; lists and dicts beside), explored by loom: every interleaving up to a bound on preemptions, with the C11 memory model's
//! freedom to read old values. What runs is the code that ships (`src/sync/atomics.rs` swaps the atoms beneath it);
//! objects' contents are loom cells, so two unordered accesses are an error. The parking lot of a model is a queue of
//! sleepers under loom's mutex, so a lost wake-up is an error too: a deadlock.
//!
//!     RUSTFLAGS="--cfg loom" cargo test --release --test model --target-dir target/loom -- --nocapture
//!
//! Each test says how many executions it took. LOOM_MAX_PREEMPTIONS overrides the bounds; a model stops quietly after
//! MODEL_SECONDS (6) and then says that it is not exhausted.
#![cfg(loom)]

mod dict;
mod handover;
mod heap;
mod list;
mod marking;
mod reliance;
mod set;

use loom::cell::UnsafeCell;
use loom::thread;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use togil::sync::atomics::AtomicBool;
use togil::sync::{
    GIL_OWNER, LockWord, SHARED, ThreadState, Wait, WaitPoint, Woken, World, acquire, acquire_pair, poll, publish, wait_until,
};

/// An object: a header's lock word and one field.
struct Object {
    word: LockWord,
    field: UnsafeCell<u32>,
}

// SAFETY: loom checks that accesses to the cell are ordered; that is the point.
unsafe impl Sync for Object {}
// SAFETY: as above.
unsafe impl Send for Object {}

impl Object {
    fn new(owner: u16) -> Object {
        Object { word: LockWord::new(owner), field: UnsafeCell::new(0) }
    }

    /// One mutation, as the machine does it.
    fn mutate(&self, me: &ThreadState) {
        let _guard = acquire(me, &self.word);
        self.add();
    }

    fn add(&self) {
        // SAFETY: loom checks.
        self.field.with_mut(|field| unsafe { *field += 1 });
    }

    fn read(&self) -> u32 {
        // SAFETY: loom checks.
        self.field.with(|field| unsafe { *field })
    }
}

/// What the threads of a model share.
struct Stage {
    world: Arc<World>,
    objects: Vec<Object>,
    point: WaitPoint,
    flag: AtomicBool,
    threads: Vec<Arc<ThreadState>>,
}

impl Stage {
    fn sum(&self) -> u32 {
        self.objects.iter().map(Object::read).sum()
    }
}

type Body = fn(&Stage, &ThreadState);

/// The number of no thread: the object is everybody's from the start.
const NOBODY: usize = usize::MAX;

/// Threads run the bodies; each object belongs to the thread of that number.
struct Model {
    name: &'static str,
    gil: bool,
    owners: Vec<usize>,
    bodies: Vec<Body>,
    /// What the objects' fields add up to in the end.
    sum: u32,
    bound: usize,
}

fn free(name: &'static str, owners: &[usize], bodies: &[Body], sum: u32) -> Model {
    // Two threads can be explored deeply, three cannot.
    let bound = if bodies.len() > 2 { 2 } else { 3 };
    let (owners, bodies) = (owners.to_vec(), bodies.to_vec());
    Model { name, gil: false, owners, bodies, sum, bound }
}

fn behind_gil(name: &'static str, bodies: &[Body], sum: u32) -> Model {
    Model { gil: true, ..free(name, &[0], bodies, sum) }
}

impl Model {
    fn bound(self, bound: usize) -> Model {
        Model { bound, ..self }
    }

    fn explore(self) {
        let (name, bound) = (self.name, self.bound);
        explore(name, bound, move || self.run_once());
    }

    fn run_once(&self) {
        let world = World::new(self.gil);
        let threads: Vec<_> = self.bodies.iter().map(|_| world.register()).collect();
        let owner_id = |&owner: &usize| if owner == NOBODY { SHARED } else { threads[owner].owner_id() };
        let objects = self.owners.iter().map(|owner| Object::new(owner_id(owner))).collect();
        let flag = AtomicBool::new(false);
        let stage = Arc::new(Stage { world, objects, point: WaitPoint::new(), flag, threads });
        run_together(&stage, &stage.threads, &self.bodies);
        assert_eq!(stage.sum(), self.sum);
    }
}

/// Runs the bodies at the same time, each as the thread beside it; the first one here.
fn run_together<S: 'static>(stage: &Arc<S>, threads: &[Arc<ThreadState>], bodies: &[fn(&S, &ThreadState)]) {
    let run = |stage: &S, me: &ThreadState, body: fn(&S, &ThreadState)| {
        me.begin();
        body(stage, me);
        me.end();
    };
    let others: Vec<_> = bodies
        .iter()
        .zip(threads)
        .skip(1)
        .map(|(&body, me)| {
            let (stage, me) = (stage.clone(), me.clone());
            thread::spawn(move || run(&stage, &me, body))
        })
        .collect();
    run(stage, &threads[0], bodies[0]);
    for other in others {
        other.join().unwrap();
    }
}

/// What threads of one free-threaded world do with a stage of their own; `end` looks at it when they are done.
fn share<S: 'static>(
    name: &'static str,
    bound: usize,
    make: impl Fn() -> S + Send + Sync + 'static,
    bodies: &[fn(&S, &ThreadState)],
    end: impl Fn(&S) + Send + Sync + 'static,
) {
    let bodies = bodies.to_vec();
    explore(name, bound, move || {
        let world = World::new(false);
        let stage = Arc::new(make());
        let threads: Vec<_> = bodies.iter().map(|_| world.register()).collect();
        run_together(&stage, &threads, &bodies);
        end(&stage);
    });
}

fn explore(name: &'static str, bound: usize, body: impl Fn() + Send + Sync + 'static) {
    let runs = Arc::new(AtomicU64::new(0));
    let counted = runs.clone();
    let started = Instant::now();
    let seconds = std::env::var("MODEL_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(6);
    let limit = Duration::from_secs(seconds);
    let mut builder = loom::model::Builder::new();
    let bound = builder.preemption_bound.unwrap_or(bound);
    builder.preemption_bound = Some(bound);
    builder.max_branches = 50_000;
    builder.max_duration = Some(limit);
    builder.checkpoint_interval = 250; // how often it looks at the clock
    builder.check(move || {
        counted.fetch_add(1, Ordering::Relaxed);
        body();
    });
    let (runs, took) = (runs.load(Ordering::Relaxed), started.elapsed());
    let verdict = if took < limit { "exhausted" } else { "NOT exhausted" };
    println!("{name}: {verdict} at preemption bound {bound}, {runs} executions, {:.1} s", took.as_secs_f64());
}

/// What the loop of the machine does between two instructions.
fn poll(me: &ThreadState) -> u32 {
    if me.poll_word().load(Ordering::Relaxed) != 0 { me.safepoint() } else { 0 }
}

// ---- what threads do ----

fn mutate(stage: &Stage, me: &ThreadState) {
    stage.objects[0].mutate(me);
}

fn mutate_poll_mutate(stage: &Stage, me: &ThreadState) {
    mutate(stage, me);
    poll(me);
    mutate(stage, me);
}

fn mutate_block_mutate(stage: &Stage, me: &ThreadState) {
    mutate(stage, me);
    me.detached(Wait::Io, || ());
    mutate(stage, me);
}

fn stop_and_read(stage: &Stage, me: &ThreadState) {
    me.stop_world(&mut |_| {
        stage.sum();
    });
}

fn mutate_stop(stage: &Stage, me: &ThreadState) {
    mutate(stage, me);
    stop_and_read(stage, me);
}

fn mutate_stop_mutate(stage: &Stage, me: &ThreadState) {
    mutate_stop(stage, me);
    mutate(stage, me);
}

fn mutate_both(stage: &Stage, me: &ThreadState, first: usize, second: usize) {
    let (a, b) = (&stage.objects[first], &stage.objects[second]);
    let _guard = acquire_pair(me, &a.word, &b.word);
    a.add();
    b.add();
}

fn switch(stage: &Stage, me: &ThreadState, on: bool) {
    stage.world.set_gil(me, on, &mut || ());
    mutate(stage, me);
}

fn notify(stage: &Stage, _: &ThreadState) {
    stage.flag.store(true, Ordering::Release);
    stage.point.notify_one();
}

fn wait_for_flag(stage: &Stage, me: &ThreadState) {
    while !stage.flag.load(Ordering::Acquire) {
        let woken = stage.point.wait(me, Wait::Event, || !stage.flag.load(Ordering::Acquire), None);
        assert_eq!(woken, Woken::Notified);
    }
}

// ---- revocation ----

#[test]
fn a_owner_runs_and_ends() {
    let bodies: &[Body] = &[mutate_poll_mutate, mutate];
    free("a: owner mutates, polls, mutates, ends; one revoker", &[0], bodies, 3).bound(5).explore();
}

#[test]
fn b_owner_detaches_between() {
    let bodies: &[Body] = &[mutate_block_mutate, mutate_poll_mutate];
    free("b: owner blocks between mutations; one revoker", &[0], bodies, 4).explore();
}

#[test]
fn c_mutual_revocation() {
    let bodies: &[Body] = &[
        |stage, me| stage.objects.iter().for_each(|object| object.mutate(me)),
        |stage, me| stage.objects.iter().rev().for_each(|object| object.mutate(me)),
    ];
    free("c: two threads revoke each other's object", &[0, 1], bodies, 4).explore();
}

#[test]
fn d_two_revokers() {
    let bodies: &[Body] = &[mutate_poll_mutate, mutate, mutate];
    free("d: two revokers of one object", &[0], bodies, 4).explore();
}

#[test]
fn e_owner_revoker_stopper() {
    let bodies: &[Body] = &[mutate_poll_mutate, mutate, stop_and_read];
    free("e: owner, revoker, and one who stops the world and reads", &[0], bodies, 3).explore();
}

#[test]
fn f_both_stop_the_world() {
    let bodies: &[Body] = &[mutate_stop_mutate, mutate_stop];
    free("f: owner and revoker both stop the world and read", &[0], bodies, 3).explore();
}

#[test]
fn g_publishing_needs_no_handshake() {
    let bodies: &[Body] = &[
        |stage, me| {
            mutate(stage, me);
            publish(me, &stage.objects[0].word);
            mutate(stage, me);
        },
        mutate,
    ];
    free("g: the owner publishes while another revokes", &[0], bodies, 3).explore();
}

#[test]
fn h_pairs() {
    let bodies: &[Body] = &[|stage, me| mutate_both(stage, me, 0, 1), |stage, me| mutate_both(stage, me, 1, 0)];
    free("h: two threads want the same two objects, in opposite order", &[0, 1], bodies, 4).explore();
}

#[test]
fn i_pairs_of_shared_objects() {
    let bodies: &[Body] = &[
        |stage, me| {
            publish(me, &stage.objects[0].word);
            mutate_both(stage, me, 0, 1);
        },
        |stage, me| {
            publish(me, &stage.objects[1].word);
            mutate_both(stage, me, 1, 0);
        },
    ];
    free("i: the same, and each gives its own away first", &[0, 1], bodies, 4).explore();
}

#[test]
fn j_a_slot_changes_hands() {
    // No handle of the first thread remains when its heir is registered: it gets the slot, and owns the leftovers.
    explore("j: a slot changes hands while its leftovers are revoked", 3, || {
        let world = World::new(false);
        let (first, revoker) = (world.register(), world.register());
        let slot = first.owner_id();
        let _kept = revoker.clone(); // so that its slot is not the one that is used again
        let object = Arc::new(Object::new(slot));
        let theirs = object.clone();
        first.begin();
        object.mutate(&first);
        let other = thread::spawn(move || {
            revoker.begin();
            theirs.mutate(&revoker);
            revoker.end();
        });
        first.end();
        drop(first);
        let heir = world.register();
        assert_eq!(heir.owner_id(), slot);
        heir.begin();
        object.mutate(&heir);
        poll(&heir);
        object.mutate(&heir);
        heir.end();
        other.join().unwrap();
        assert_eq!(object.read(), 4);
    });
}

#[test]
fn k_registered_while_stopping() {
    let bodies: &[Body] = &[stop_and_read, |stage, _| {
        let third = stage.world.register();
        let me = &stage.threads[1];
        me.detached(Wait::Join, || {
            third.begin();
            stage.objects[0].mutate(&third);
            third.end();
        });
    }];
    free("k: a thread is registered, runs and ends while another stops the world", &[1], bodies, 1).explore();
}

#[test]
#[should_panic]
fn z_negative_control() {
    let bodies: &[Body] = &[mutate_poll_mutate, |stage, me| {
        stage.objects[0].word.owner.store(SHARED, Ordering::Release);
        mutate(stage, me);
    }];
    free("z: a revoker that does not ask (must fail)", &[0], bodies, 3).explore();
}

// ---- the GIL ----

#[test]
fn m_gil_turns() {
    let bodies: &[Body] = &[mutate_poll_mutate, mutate_poll_mutate];
    behind_gil("m: behind the GIL, two threads poll", bodies, 4).explore();
}

#[test]
fn n_gil_is_handed_over() {
    // Thread 0 goes on until thread 1 has run: without a hand-over at a safepoint it would never end. (A plain load may
    // be stale for ever in a model, on no machine; an exchange sees the newest.)
    let bodies: &[Body] = &[
        |stage, me| {
            while stage.objects[0].read() == 0 {
                if me.poll_word().fetch_or(0, Ordering::AcqRel) != 0 {
                    me.safepoint();
                }
                thread::yield_now();
            }
        },
        mutate,
    ];
    behind_gil("n: behind the GIL, a loop that only another thread ends", bodies, 1).explore();
}

#[test]
fn o_gil_blocking() {
    let bodies: &[Body] = &[mutate_block_mutate, mutate_block_mutate];
    behind_gil("o: behind the GIL, two threads block", bodies, 4).explore();
}

#[test]
fn p_gil_three_threads() {
    let bodies: &[Body] = &[mutate, mutate, mutate];
    behind_gil("p: behind the GIL, three threads", bodies, 3).explore();
}

#[test]
fn q_gil_and_stopping() {
    let bodies: &[Body] = &[mutate_stop_mutate, mutate_stop];
    behind_gil("q: behind the GIL, both stop the world", bodies, 3).explore();
}

#[test]
fn r_gil_switched_off() {
    let bodies: &[Body] = &[
        |stage, me| {
            mutate(stage, me);
            switch(stage, me, false);
            assert_ne!(me.owner_id(), GIL_OWNER);
        },
        mutate_poll_mutate,
    ];
    behind_gil("r: the GIL is switched off while another thread runs", bodies, 4).explore();
}

#[test]
fn s_gil_switched_on() {
    let bodies: &[Body] = &[
        |stage, me| {
            mutate(stage, me);
            switch(stage, me, true);
            assert_eq!(me.owner_id(), GIL_OWNER);
        },
        mutate_poll_mutate,
    ];
    free("s: the GIL is switched on while another thread runs", &[0], bodies, 4).explore();
}

#[test]
fn t_gil_switched_on_and_off() {
    let bodies: &[Body] = &[|stage, me| switch(stage, me, true), |stage, me| switch(stage, me, false)];
    free("t: one switches the GIL on, the other off", &[0], bodies, 2).bound(2).explore();
}

// ---- parking ----

#[test]
fn u_wait_point() {
    let bodies: &[Body] = &[wait_for_flag, notify];
    free("u: waiting and notifying", &[0], bodies, 0).bound(4).explore();
}

#[test]
fn v_wait_is_interrupted() {
    let bodies: &[Body] = &[
        |stage, me| {
            let woken = stage.point.wait(me, Wait::Lock, || true, None);
            assert_eq!(woken, Woken::Interrupted);
            assert_eq!(poll(me), poll::SIGNAL);
        },
        |stage, _| stage.threads[0].request(poll::SIGNAL),
    ];
    free("v: a signal ends a wait that nobody else ends", &[0], bodies, 0).bound(4).explore();
}

/// Waits for the stage's flag and takes it down: `false` if that was too late.
fn take_flag(stage: &Stage, me: &ThreadState, deadline: Option<Instant>) -> bool {
    let is_down = || !stage.flag.load(Ordering::Acquire);
    // no swap: one that finds the flag down would write too, and loom lets a store of another thread come before such a write
    // that did not see it, which no machine does
    let take = || stage.flag.compare_exchange(true, false, Ordering::AcqRel, Ordering::Acquire).ok().map(|_| ());
    let taken: Result<_, ()> = wait_until(me, &stage.point, Wait::Lock, deadline, is_down, take, || Err(()));
    taken.unwrap().is_some()
}

#[test]
fn u_timed_wait_against_a_wake_up() {
    // The notice may go to the one whose time is over just now: it must not end with it.
    let bodies: &[Body] = &[
        |stage, me| {
            if take_flag(stage, me, Some(Instant::now())) {
                notify(stage, me);
            }
        },
        |stage, me| assert!(take_flag(stage, me, None)),
        notify,
    ];
    free("u: one waits until a deadline, one for ever, one notifies one", &[0], bodies, 0).explore();
}

#[test]
fn x_the_end_of_a_world() {
    struct Ending {
        world: Arc<World>,
        started: std::sync::Mutex<Vec<Arc<ThreadState>>>,
    }
    // A thread that a script starts meanwhile is found by the end, or finds the end.
    let bodies: [fn(&Ending, &ThreadState); 2] = [
        |stage, me| {
            stage.world.end(me);
            assert_eq!(me.poll_word().load(Ordering::Acquire) & poll::OVER, 0, "who ends the world goes on");
        },
        |stage, _| {
            let third = stage.world.register();
            stage.world.include(&third);
            stage.started.lock().unwrap().push(third);
        },
    ];
    explore("x: a thread is started while another ends the world", 5, move || {
        let world = World::new(false);
        let threads: Vec<_> = bodies.iter().map(|_| world.register()).collect();
        let stage = Arc::new(Ending { world, started: Default::default() });
        run_together(&stage, &threads, &bodies);
        for thread in stage.started.lock().unwrap().drain(..) {
            assert_ne!(thread.poll_word().load(Ordering::Acquire) & poll::OVER, 0, "it would run on");
            thread.end();
        }
    });
}

#[test]
fn x_stopping() {
    let bodies: &[Body] = &[mutate_poll_mutate, stop_and_read];
    free("x: stopping the world", &[0], bodies, 2).explore();
}

#[test]
fn y_object_lock() {
    let twice: Body = |stage, me| {
        mutate(stage, me);
        mutate(stage, me);
    };
    let bodies: &[Body] = &[mutate, mutate, twice];
    free("y: three threads and one shared object's byte", &[NOBODY], bodies, 4).bound(3).explore();
}

#[test]
fn w_wait_behind_gil() {
    let bodies: &[Body] = &[wait_for_flag, notify];
    behind_gil("w: waiting and notifying behind the GIL", bodies, 0).explore();
}
