//! What goes between two worlds (`sync::Handover`): each thread is of an interpreter of its own; what an item holds is read
//! where it arrives.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use loom::cell::UnsafeCell;
use loom::thread;
use togil::sync::atomics::AtomicU32;
use togil::sync::{Got, Handover, Patience, Put, ThreadState, World};

use crate::{explore, run_together};

/// An item: written by who sends it, read and written by who has it.
struct Parcel(UnsafeCell<u32>);

// SAFETY: loom checks that accesses to the cell are ordered.
unsafe impl Send for Parcel {}

impl Parcel {
    fn new(number: u32) -> Parcel {
        Parcel(UnsafeCell::new(number))
    }

    /// Its number; it is written too, as unpacking something may.
    fn open(&self) -> u32 {
        // SAFETY: loom checks.
        self.0.with_mut(|number| unsafe {
            *number += 100;
            *number -= 100;
            *number
        })
    }
}

struct Stage {
    queue: Handover<Parcel>,
    /// what arrived, added up
    sum: AtomicU32,
    ends: AtomicU32,
}

const FOR_EVER: Patience = Patience::Until(None);

impl Stage {
    fn put(&self, me: &ThreadState, number: u32) -> Put {
        let Ok(done) = self.queue.put::<Infallible>(me, Parcel::new(number), FOR_EVER, || Ok(()));
        done
    }

    /// The next item's number; `None` when the queue is gone.
    fn get(&self, me: &ThreadState) -> Option<u32> {
        let Ok(got) = self.queue.get::<Infallible>(me, FOR_EVER, || Ok(()));
        match got {
            Got::Item(_, parcel) => {
                let number = parcel.open();
                self.sum.fetch_add(number, Ordering::Relaxed);
                Some(number)
            }
            Got::Gone => None,
            Got::Empty => panic!("nobody waits for ever and gets nothing"),
        }
    }

    fn end(&self) {
        self.queue.end().iter().for_each(|parcel| _ = parcel.open());
    }
}

type Body = fn(&Stage, &ThreadState);

/// Threads of a world each, with the GIL or without; the sum of what arrives.
fn share(name: &'static str, bound: usize, most: usize, bodies: &[(bool, Body)], sum: fn(u32) -> bool) {
    let bodies = bodies.to_vec();
    explore(name, bound, move || {
        let stage = Arc::new(Stage { queue: Handover::new(most), sum: AtomicU32::new(0), ends: AtomicU32::new(0) });
        let threads: Vec<_> = bodies.iter().map(|&(gil, _)| World::new(gil).register()).collect();
        let bodies: Vec<Body> = bodies.iter().map(|&(_, body)| body).collect();
        run_together(&stage, &threads, &bodies);
        assert!(sum(stage.sum.load(Ordering::Relaxed)), "{} arrived", stage.sum.load(Ordering::Relaxed));
    });
}

#[test]
fn transfer_in_order() {
    let bodies: &[(bool, Body)] = &[
        (true, |stage, me| assert_eq!((stage.put(me, 1), stage.put(me, 2)), (Put::Done, Put::Done))),
        (false, |stage, me| assert_eq!((stage.get(me), stage.get(me)), (Some(1), Some(2)))),
    ];
    share("transfer: two items through a queue for one", 3, 1, bodies, |sum| sum == 3);
}

#[test]
fn transfer_to_two() {
    let bodies: &[(bool, Body)] = &[
        (false, |stage, me| _ = stage.get(me)),
        (false, |stage, me| assert_eq!((stage.put(me, 1), stage.put(me, 2)), (Put::Done, Put::Done))),
        (false, |stage, me| _ = stage.get(me)),
    ];
    share("transfer: two items to two who wait", 2, 0, bodies, |sum| sum == 3);
}

#[test]
fn transfer_and_end() {
    let bodies: &[(bool, Body)] = &[
        (false, |stage, me| while stage.get(me).is_some() {}),
        (false, |stage, me| {
            assert_eq!(stage.put(me, 1), Put::Done);
            stage.end();
            assert_eq!(stage.put(me, 2), Put::Gone);
        }),
    ];
    share("transfer: a queue ends under who waits for it", 3, 0, bodies, |sum| sum <= 1);
}

#[test]
fn transfer_ends_full() {
    let bodies: &[(bool, Body)] = &[
        (false, |stage, me| {
            assert!(matches!(stage.put(me, 1), Put::Done | Put::Gone));
            assert!(matches!(stage.put(me, 2), Put::Done | Put::Gone));
        }),
        (false, |stage, _| {
            stage.end();
            assert_eq!(stage.queue.len(), 0, "nothing is put into a queue that is gone");
        }),
    ];
    share("transfer: a queue ends under who waits for room", 3, 1, bodies, |sum| sum == 0);
}

#[test]
fn transfer_given_back() {
    // Each takes one, cannot unpack it, and gives it back: the items stand in their order again.
    fn fail(stage: &Stage, me: &ThreadState) {
        if let Ok(Got::Item(ticket, parcel)) = stage.queue.get::<Infallible>(me, Patience::None, || Ok(())) {
            parcel.open();
            assert!(stage.queue.give_back(ticket, parcel).is_none());
        }
        // whoever is done last looks, if there were items to fail with at all
        if stage.ends.fetch_add(1, Ordering::AcqRel) == 11 {
            assert_eq!((stage.get(me), stage.get(me)), (Some(1), Some(2)));
        }
    }
    let first: Body = |stage, me| {
        stage.put(me, 1);
        stage.put(me, 2);
        stage.ends.fetch_add(10, Ordering::AcqRel);
        fail(stage, me);
    };
    share("transfer: two take, fail and give back", 3, 0, &[(false, first), (false, fail)], |sum| sum == 3);
}

#[test]
fn transfer_waits_for_what_comes_back() {
    let bodies: &[(bool, Body)] = &[
        (false, |stage, me| {
            stage.put(me, 1);
            if let Ok(Got::Item(ticket, parcel)) = stage.queue.get::<Infallible>(me, Patience::None, || Ok(())) {
                stage.queue.give_back(ticket, parcel);
            }
        }),
        (false, |stage, me| assert_eq!(stage.get(me), Some(1))),
    ];
    share("transfer: one waits for what another gives back", 4, 0, bodies, |sum| sum == 1);
}

#[test]
fn transfer_room_made_by_an_end() {
    // An interpreter ends, and its items with it: who waits for room is told.
    let bodies: &[(bool, Body)] = &[
        (false, |stage, me| {
            assert_eq!(stage.put(me, 1), Put::Done);
            assert_eq!(stage.put(me, 2), Put::Done);
        }),
        (false, |stage, _| {
            while stage.queue.len() == 0 {
                thread::yield_now();
            }
            stage.queue.retain(|parcel| parcel.open() != 1);
        }),
    ];
    share("transfer: room is made by what goes", 3, 1, bodies, |sum| sum == 0);
}
