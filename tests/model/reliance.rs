//! Inline caches (`sync::reliance`): a class changes while another thread fills a cache with what it was.

use std::sync::atomic::Ordering;

use togil::sync::atomics::AtomicBool;
use togil::sync::reliance::{CacheWord, NameFilter};
use togil::sync::{Slot, ThreadState};

use crate::heap::{Address, Heap, Thing};

const NAME: u64 = 16;

/// A class with one method, and a call of it.
struct Stage {
    method: Slot<Address>,
    filter: NameFilter,
    caches: [CacheWord; 2],
    things: Heap<()>,
    changed: AtomicBool,
}

impl Stage {
    fn new() -> Stage {
        let things = Heap::new();
        let first = things.make(1, ()).address();
        let (filter, caches) = (NameFilter::default(), Default::default());
        Stage { method: Slot::of_bits(first.0), filter, caches, things, changed: AtomicBool::new(false) }
    }

    fn thing(&self, number: u64) -> Address {
        self.things.make(number, ()).address()
    }

    /// Calls the method by way of a cache: gives its number.
    fn call(&self, at: usize) -> u64 {
        let known = self.caches[at].get();
        if known != 0 {
            return Thing::<()>::at(Address(known)).plain();
        }
        self.filter.add(NAME);
        let number = Thing::<()>::at(self.method.get()).plain();
        // the entry is new, and is found by its address
        self.caches[at].fill(self.thing(number).0);
        number
    }

    /// Replaces the method; when that is done nobody calls the old one.
    fn change(&self, me: &ThreadState, number: u64) {
        self.method.set(self.thing(number));
        if self.filter.may_have(NAME) {
            me.stop_world(&mut |_| self.caches.iter().for_each(CacheWord::empty));
        }
    }
}

type Body = fn(&Stage, &ThreadState);

fn share(name: &'static str, bound: usize, bodies: &[Body]) {
    crate::share(name, bound, Stage::new, bodies, |stage| {
        assert_eq!([stage.call(0), stage.call(1)], [2, 2], "a cache that outlived what it relied on");
    });
}

fn change(stage: &Stage, me: &ThreadState) {
    stage.change(me, 2);
    assert_eq!(stage.call(0), 2, "who changed it sees the change");
    stage.changed.store(true, Ordering::Release);
}

/// Calls twice, a safepoint between; whoever knows that the change is done calls the new method.
fn call_twice(stage: &Stage, me: &ThreadState) {
    for _ in 0..2 {
        let is_changed = stage.changed.load(Ordering::Acquire);
        let called = stage.call(0);
        assert!(called == 2 || !is_changed && called == 1, "{called}, {is_changed}");
        crate::poll(me);
    }
}

#[test]
fn cache_filled_while_the_class_changes() {
    share("caches: a class changes while its method is called", 3, &[change, call_twice]);
}

#[test]
fn cache_of_a_name_that_was_noted() {
    // the second finds the bit set by the first
    share("caches: two call while the class changes", 2, &[|stage, _| _ = stage.call(0), change, |stage, _| _ = stage.call(1)]);
}
