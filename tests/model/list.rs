//! A list read without a lock (`sync::sequence`): appending, growing, popping, sorting, clearing, collecting.

use std::sync::atomic::Ordering;
use togil::sync::atomics::{AtomicBool, AtomicUsize};
use togil::sync::sequence::{self, Sequence};
use togil::sync::{LockWord, SHARED, Slot, ThreadState, acquire};

use crate::heap::{Address, Heap, Thing};
use crate::share;

type Buffer = Vec<Slot<Address>>;

struct List {
    lock: LockWord,
    length: AtomicUsize,
    buffer: Slot<Address>,
}

impl Sequence for List {
    type Word = Address;
    fn length(&self) -> &AtomicUsize {
        &self.length
    }
    fn buffer(&self) -> &Slot<Address> {
        &self.buffer
    }
    fn slots(buffer: Address) -> &'static [Slot<Address>] {
        let buffer = Thing::<Buffer>::at(buffer);
        // the capacity is a plain field, as it is in the heap
        &buffer.data[..buffer.plain() as usize]
    }
}

struct Stage {
    list: List,
    items: Heap<()>,
    buffers: Heap<Buffer>,
    done: AtomicBool,
}

impl Stage {
    /// A list of 1..=n in a buffer of that capacity.
    fn new(n: u64, capacity: usize) -> Stage {
        let list = List { lock: LockWord::new(SHARED), length: AtomicUsize::new(0), buffer: Slot::default() };
        let stage = Stage { list, items: Heap::new(), buffers: Heap::new(), done: AtomicBool::new(false) };
        let buffer = stage.buffer(capacity);
        for (i, slot) in (1..=n).zip(&buffer.data) {
            slot.set(stage.item(i));
        }
        sequence::fill(&stage.list, buffer.address(), n as usize);
        stage
    }

    fn item(&self, number: u64) -> Address {
        self.items.make(number, ()).address()
    }

    fn buffer(&self, capacity: usize) -> &'static Thing<Buffer> {
        self.buffers.make(capacity as u64, (0..capacity).map(|_| Slot::default()).collect())
    }

    fn len(&self) -> usize {
        sequence::len(&self.list)
    }

    /// Item `i` as its number.
    fn get(&self, i: usize) -> Option<u64> {
        sequence::get(&self.list, i).map(|item| Thing::<()>::at(item).plain())
    }

    fn append(&self, me: &ThreadState, number: u64) {
        let item = self.item(number);
        let _guard = acquire(me, &self.list.lock);
        let n = self.len();
        if List::slots(self.list.buffer.get()).len() == n {
            sequence::move_to(&self.list, n, self.buffer(n + 2).address());
        }
        sequence::put_last(&self.list, List::slots(self.list.buffer.get()), n, item);
    }

    fn pop(&self, me: &ThreadState) -> u64 {
        let _guard = acquire(me, &self.list.lock);
        let n = self.len();
        let slots = List::slots(self.list.buffer.get());
        let item = slots[n - 1].get();
        sequence::shorten(&self.list, slots, n, n - 1);
        Thing::<()>::at(item).plain()
    }

    fn clear(&self, me: &ThreadState) {
        let _guard = acquire(me, &self.list.lock);
        sequence::empty(&self.list, self.buffer(0).address());
    }

    /// Takes every buffer and item that the list does not have any more.
    fn collect(&self, me: &ThreadState) {
        me.stop_world(&mut |_| {
            let kept = self.list.buffer.get();
            for buffer in self.buffers.all().into_iter().filter(|buffer| buffer.address() != kept) {
                buffer.take();
            }
            let live: Vec<Address> = List::slots(kept).iter().map(Slot::get).collect();
            for item in self.items.all().into_iter().filter(|item| !live.contains(&item.address())) {
                item.take();
            }
        });
    }
}

type Body = fn(&Stage, &ThreadState);

/// Whoever counts items finds them, and finds them whole.
fn read_all(stage: &Stage, _: &ThreadState) {
    let n = stage.len();
    for i in 0..n {
        assert_eq!(stage.get(i), Some(i as u64 + 1), "an item that was counted");
    }
}

/// Each item is one that stands there before or after the change, or none is found.
fn read_some(stage: &Stage, _: &ThreadState) {
    for i in 0..2 {
        let found = stage.get(i);
        assert!(found.is_none() || found == Some(i as u64 + 1), "{found:?} at {i}");
    }
}

#[test]
fn list_appending() {
    let bodies: &[Body] = &[read_all, |stage, me| {
        stage.append(me, 2);
        stage.append(me, 3);
    }];
    share(
        "list: a reader counts while another appends and the buffer grows",
        3,
        || Stage::new(1, 2),
        bodies,
        |stage| {
            assert_eq!((stage.len(), stage.get(2)), (3, Some(3)));
        },
    );
}

#[test]
fn list_filling() {
    // As `a *= 2` does it with a list that had room for nothing.
    let bodies: &[Body] = &[read_all, |stage, me| {
        let full = stage.buffer(2);
        (1..=2).zip(&full.data).for_each(|(i, slot)| slot.set(stage.item(i)));
        let _guard = acquire(me, &stage.list.lock);
        sequence::fill(&stage.list, full.address(), 2);
    }];
    share("list: a reader counts while another fills it at once", 4, || Stage::new(0, 0), bodies, |stage| assert_eq!(stage.len(), 2));
}

#[test]
fn list_two_append() {
    let bodies: &[Body] = &[|stage, me| stage.append(me, 2), |stage, me| stage.append(me, 2), read_some];
    share(
        "list: two append to a full buffer, one reads",
        2,
        || Stage::new(1, 1),
        bodies,
        |stage| {
            assert_eq!((stage.len(), stage.get(1), stage.get(2)), (3, Some(2), Some(2)));
        },
    );
}

#[test]
fn list_popping() {
    let bodies: &[Body] = &[read_some, |stage, me| {
        assert_eq!(stage.pop(me), 2);
        stage.append(me, 2);
        assert_eq!(stage.pop(me), 2);
    }];
    share("list: a reader while another pops and appends", 4, || Stage::new(2, 2), bodies, |stage| assert_eq!(stage.len(), 1));
}

#[test]
fn list_clearing() {
    let bodies: &[Body] = &[read_some, |stage, me| {
        stage.clear(me);
        stage.append(me, 1);
    }];
    share("list: a reader while another clears and appends", 4, || Stage::new(2, 2), bodies, |stage| assert_eq!(stage.len(), 1));
}

#[test]
fn list_sorting() {
    // As `list.sort` does it: the list is empty meanwhile, then has a buffer of its own making.
    let bodies: &[Body] = &[
        |stage, _| {
            for i in 0..2 {
                let found = stage.get(i);
                let (before, after) = (i as u64 + 1, 2 - i as u64);
                assert!(found.is_none_or(|found| found == before || found == after), "{found:?} at {i}");
            }
        },
        |stage, me| {
            let items: Vec<Address> = {
                let _guard = acquire(me, &stage.list.lock);
                let items = List::slots(stage.list.buffer.get())[..stage.len()].iter().map(Slot::get).collect();
                sequence::empty(&stage.list, stage.buffer(0).address());
                items
            };
            let sorted = stage.buffer(items.len());
            for (slot, item) in sorted.data.iter().zip(items.into_iter().rev()) {
                slot.set(item);
            }
            let _guard = acquire(me, &stage.list.lock);
            sequence::fill(&stage.list, sorted.address(), sorted.data.len());
        },
    ];
    share("list: a reader while another sorts", 4, || Stage::new(2, 2), bodies, |stage| assert_eq!(stage.get(0), Some(2)));
}

#[test]
fn list_splicing() {
    let bodies: &[Body] = &[
        |stage, _| {
            for i in 0..3 {
                let found = stage.get(i);
                assert!(found.is_none_or(|found| (1..=4).contains(&found)), "{found:?} at {i}");
            }
        },
        |stage, me| {
            let new = stage.item(4);
            let _guard = acquire(me, &stage.list.lock);
            let slots = List::slots(stage.list.buffer.get());
            sequence::splice(&stage.list, slots, 3, 0, 1, &[]);
            sequence::splice(&stage.list, slots, 2, 0, 0, &[new]);
        },
    ];
    share(
        "list: a reader while another deletes and inserts at the front",
        3,
        || Stage::new(3, 4),
        bodies,
        |stage| {
            assert_eq!([0, 1, 2, 3].map(|i| stage.get(i)), [Some(4), Some(2), Some(3), None]);
        },
    );
}

#[test]
fn list_collecting() {
    // The buffer is replaced and taken; the reader passes a safepoint between two looks, and only there.
    let bodies: &[Body] = &[
        |stage, me| {
            read_some(stage, me);
            crate::poll(me);
            read_some(stage, me);
        },
        |stage, me| {
            stage.clear(me);
            stage.collect(me);
            stage.done.store(true, Ordering::Release);
        },
    ];
    share("list: a reader while another clears and collects", 3, || Stage::new(2, 2), bodies, |stage| assert_eq!(stage.len(), 0));
}
