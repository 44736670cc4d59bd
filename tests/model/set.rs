//! A set read without a lock (`sync::places`): adding, growing, removing, places used again, collecting, and keys that take
//! code to compare.

use std::convert::Infallible;

use std::sync::atomic::Ordering;
use togil::sync::atomics::AtomicUsize;
use togil::sync::places::{self, Host, Place, Places};
use togil::sync::table::Owner;
use togil::sync::{LockWord, SHARED, Slot, ThreadState, acquire};

use crate::heap::{Address, Heap, Thing};

/// A table's words; the number of places is the plain field of the thing.
struct Words {
    fill: AtomicUsize,
    added: AtomicUsize,
    places: Vec<Place<Address>>,
}

type Store = Thing<Words>;

impl Places for Store {
    type Word = Address;
    const DELETED: Address = Address(4);

    fn mask(&self) -> usize {
        self.plain() as usize - 1
    }
    fn place(&self, i: usize) -> &'static Place<Address> {
        self.plain();
        &Thing::<Words>::at(self.address()).data.places[i]
    }
    fn fill(&self) -> &AtomicUsize {
        &self.data.fill
    }
    fn added(&self) -> &AtomicUsize {
        &self.data.added
    }
    fn word(&self) -> Address {
        self.address()
    }
    fn of(word: Address) -> &'static Store {
        Thing::at(word)
    }
    /// Keys below 100 are compared by their numbers, which stand in plain fields; others by code.
    fn same(found: Address, key: Address) -> Option<bool> {
        let (found, key) = (number(found), number(key));
        (found < 100 && key < 100).then_some(found == key)
    }
}

fn number(word: Address) -> u64 {
    Thing::<()>::at(word).plain()
}

/// Of all keys: each search looks at the others first.
const HASH: u64 = 1;

struct Stage {
    lock: LockWord,
    len: AtomicUsize,
    table: Slot<Address>,
    tables: Heap<Words>,
    objects: Heap<()>,
}

/// What a thread is to the protocol: itself, unless nobody runs yet, and where new tables come from.
struct Maker<'a> {
    me: Option<&'a ThreadState>,
    stage: &'a Stage,
}

impl Host<Store> for Maker<'_> {
    type Error = Infallible;
    fn thread(&self) -> &ThreadState {
        self.me.expect("only who runs waits")
    }
    /// As code does it: a safepoint, at which anything may happen to the set.
    fn equal(&self, found: Address, key: Address) -> Result<bool, Infallible> {
        crate::poll(self.thread());
        Ok(number(found) == number(key))
    }
    fn new_table(&self, places: usize) -> Result<&'static Store, Infallible> {
        let words =
            Words { fill: AtomicUsize::new(0), added: AtomicUsize::new(0), places: (0..places).map(|_| Place::default()).collect() };
        Ok(self.stage.tables.make(places as u64, words))
    }
}

impl Stage {
    /// A set of these keys, made before anybody runs.
    fn of(keys: &[u64]) -> Stage {
        let (lock, len, table) = (LockWord::new(SHARED), AtomicUsize::new(0), Slot::default());
        let stage = Stage { lock, len, table, tables: Heap::new(), objects: Heap::new() };
        for &key in keys {
            let Ok(added) = places::add_locked::<Store, _>(&Maker { me: None, stage: &stage }, &stage.owner(), stage.object(key), HASH);
            assert_eq!(added, Some(true), "a new key, compared by nothing");
        }
        stage
    }

    fn owner(&self) -> Owner<'_, Address> {
        Owner { lock: &self.lock, len: &self.len, table: &self.table }
    }

    fn object(&self, number: u64) -> Address {
        self.objects.make(number, ()).address()
    }

    fn add(&self, me: &ThreadState, key: u64) -> bool {
        let Ok(added) = places::insert::<Store, _>(&Maker { me: Some(me), stage: self }, &self.owner(), self.object(key), HASH);
        added
    }

    fn remove(&self, me: &ThreadState, key: u64) -> bool {
        let Ok(removed) = places::remove::<Store, _>(&Maker { me: Some(me), stage: self }, &self.owner(), self.object(key), HASH);
        removed
    }

    /// As `in`: no lock.
    fn has(&self, me: &ThreadState, key: u64) -> bool {
        let Ok(there) = places::has::<Store, _>(&Maker { me: Some(me), stage: self }, &self.table, self.object(key), HASH);
        there
    }

    fn clear(&self, me: &ThreadState) {
        let _guard = acquire(me, &self.lock);
        places::clear(&self.owner());
    }

    /// The keys, sorted, as whoever walks over the set sees them.
    fn live(&self) -> Vec<u64> {
        let Some(table) = places::given::<Store>(self.table.get()) else { return Vec::new() };
        let mut keys: Vec<u64> =
            (0..=table.mask()).filter_map(|i| places::live::<Store>(table.place(i))).map(|(key, _)| number(key)).collect();
        keys.sort();
        keys
    }

    /// Takes every table that the set does not have any more.
    fn collect(&self, me: &ThreadState) {
        me.stop_world(&mut |_| self.tables.take_all_but(self.table.get()));
    }
}

type Body = fn(&Stage, &ThreadState);

/// Threads that share a set.
fn share(name: &'static str, bound: usize, make: fn() -> Stage, bodies: &[Body], end: fn(&Stage)) {
    crate::share(name, bound, make, bodies, move |stage| {
        assert_eq!(stage.len.load(Ordering::Acquire), stage.live().len(), "the length counts the items");
        end(stage);
    });
}

#[test]
fn set_the_same_key_twice() {
    let bodies: &[Body] = &[|stage, me| _ = stage.add(me, 1), |stage, me| _ = stage.add(me, 1)];
    share("set: two add the same new key", 3, || Stage::of(&[2]), bodies, |stage| assert_eq!(stage.live(), [1, 2]));
}

#[test]
fn set_the_first_key_twice() {
    let bodies: &[Body] = &[|stage, me| _ = stage.add(me, 1), |stage, me| _ = stage.add(me, 2)];
    share("set: two add to a set that has no table", 3, || Stage::of(&[]), bodies, |stage| assert_eq!(stage.live(), [1, 2]));
}

#[test]
fn set_the_same_key_twice_while_it_grows() {
    let bodies: &[Body] = &[|stage, me| _ = stage.add(me, 5), |stage, me| _ = stage.add(me, 5)];
    share(
        "set: two add the same new key, one of them grows the table",
        3,
        || Stage::of(&[1, 2, 3, 4]),
        bodies,
        |stage| {
            assert_eq!(stage.live(), [1, 2, 3, 4, 5]);
        },
    );
}

#[test]
fn set_added_key_is_found() {
    let bodies: &[Body] = &[
        |stage, me| {
            assert!(stage.add(me, 3) && stage.has(me, 3), "who added it finds it");
            assert!(stage.has(me, 1), "a key that nobody removes is always there");
        },
        |stage, me| {
            assert!(stage.add(me, 4) && stage.has(me, 4), "who added it finds it");
        },
    ];
    share("set: two add keys and look for them", 3, || Stage::of(&[1]), bodies, |stage| assert_eq!(stage.live(), [1, 3, 4]));
}

#[test]
fn set_growing() {
    let bodies: &[Body] = &[
        |stage, me| {
            assert!(stage.has(me, 1), "a key that nobody removes is always there");
            assert!(stage.has(me, 4), "a key that nobody removes is always there");
        },
        |stage, me| _ = stage.add(me, 5),
    ];
    share(
        "set: a reader while another adds and the table grows",
        4,
        || Stage::of(&[1, 2, 3, 4]),
        bodies,
        |stage| {
            assert_eq!(stage.live(), [1, 2, 3, 4, 5]);
        },
    );
}

#[test]
fn set_walking() {
    let bodies: &[Body] = &[
        |stage, _| {
            let live = stage.live();
            assert!(live == [1] || live == [1, 2], "{live:?}");
        },
        |stage, me| _ = stage.add(me, 2),
    ];
    share("set: one walks over it while another adds", 4, || Stage::of(&[1]), bodies, |_| ());
}

#[test]
fn set_using_a_place_again() {
    let bodies: &[Body] = &[
        |stage, me| {
            stage.has(me, 1);
            assert!(stage.has(me, 2), "its place is behind the one that is used again");
        },
        |stage, me| {
            assert!(stage.remove(me, 1), "it is there");
            assert!(stage.add(me, 3), "it is not there");
        },
    ];
    share(
        "set: a reader while a removed key's place is used again",
        4,
        || Stage::of(&[1, 2]),
        bodies,
        |stage| {
            assert_eq!(stage.live(), [2, 3]);
        },
    );
}

#[test]
fn set_two_use_a_place_again() {
    let bodies: &[Body] = &[
        |stage, me| {
            if stage.remove(me, 1) {
                stage.add(me, 3);
            }
        },
        |stage, me| _ = stage.add(me, 3),
    ];
    share("set: two add a key where one was removed", 3, || Stage::of(&[1, 2]), bodies, |stage| assert_eq!(stage.live(), [2, 3]));
}

#[test]
fn set_removed_once() {
    // a second removal would be counted, too
    let bodies: &[Body] = &[|stage, me| _ = stage.remove(me, 1), |stage, me| _ = stage.remove(me, 1)];
    share("set: two remove the same key, one gets it", 3, || Stage::of(&[1, 2]), bodies, |stage| assert_eq!(stage.live(), [2]));
}

#[test]
fn set_removing_while_it_grows() {
    let bodies: &[Body] = &[|stage, me| assert!(stage.remove(me, 1), "it is there"), |stage, me| _ = stage.add(me, 5)];
    share(
        "set: one removes while another grows the table",
        3,
        || Stage::of(&[1, 2, 3, 4]),
        bodies,
        |stage| {
            assert_eq!(stage.live(), [2, 3, 4, 5]);
        },
    );
}

#[test]
fn set_clearing() {
    let bodies: &[Body] = &[
        |stage, me| {
            stage.add(me, 2);
            stage.has(me, 1);
        },
        |stage, me| stage.clear(me),
    ];
    share(
        "set: one clears what another adds to",
        4,
        || Stage::of(&[1]),
        bodies,
        |stage| {
            let live = stage.live();
            assert!(live.is_empty() || live == [2], "{live:?}");
        },
    );
}

#[test]
fn set_keys_compared_by_code() {
    let bodies: &[Body] = &[|stage, me| _ = stage.add(me, 102), |stage, me| _ = stage.add(me, 102)];
    share(
        "set: two add the same key, which code compares",
        3,
        || Stage::of(&[101]),
        bodies,
        |stage| {
            assert_eq!(stage.live(), [101, 102]);
        },
    );
}

#[test]
fn set_removed_under_a_comparison() {
    let bodies: &[Body] = &[|stage, me| _ = stage.remove(me, 101), |stage, me| _ = stage.remove(me, 101)];
    share(
        "set: two remove a key that code compares, one gets it",
        3,
        || Stage::of(&[101]),
        bodies,
        |stage| {
            assert!(stage.live().is_empty());
        },
    );
}

#[test]
fn set_collecting() {
    // The table is replaced and taken; whoever reads passes a safepoint between two looks, and only there.
    let bodies: &[Body] = &[
        |stage, me| {
            assert!(stage.has(me, 1));
            crate::poll(me);
            assert!(stage.has(me, 2));
        },
        |stage, me| {
            stage.add(me, 5);
            stage.collect(me);
        },
    ];
    share(
        "set: a reader while another grows the table and collects",
        3,
        || Stage::of(&[1, 2, 3, 4]),
        bodies,
        |stage| {
            assert_eq!(stage.live(), [1, 2, 3, 4, 5]);
        },
    );
}
