//! A dict read without a lock (`sync::table`): inserting, growing, deleting, clearing, collecting, and keys that take
//! code to compare.

use std::convert::Infallible;

use std::sync::atomic::Ordering;
use togil::sync::atomics::{AtomicU32, AtomicU64, AtomicUsize};
use togil::sync::table::{self, Entry, Found, Machine, Owner, Table};
use togil::sync::{LockWord, SHARED, Slot, ThreadState, acquire};

use crate::heap::{Address, Heap, Thing};

/// A table's words; the number of places is the plain field of the thing.
struct Words {
    used: AtomicUsize,
    entries: Vec<Entry<Address>>,
    index: Vec<AtomicU32>,
}

type Store = Thing<Words>;

impl Table for Store {
    type Word = Address;
    fn mask(&self) -> usize {
        self.plain() as usize - 1
    }
    fn capacity(&self) -> usize {
        self.data.entries.len()
    }
    fn used(&self) -> &AtomicUsize {
        &self.data.used
    }
    fn entry(&self, i: usize) -> &'static Entry<Address> {
        &Thing::<Words>::at(self.address()).data.entries[i]
    }
    fn place(&self, i: usize) -> &AtomicU32 {
        self.plain();
        &self.data.index[i]
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

struct Stage {
    lock: LockWord,
    len: AtomicUsize,
    table: Slot<Address>,
    tables: Heap<Words>,
    objects: Heap<()>,
}

/// What a thread is to the protocol: itself, and where new tables come from.
struct Host<'a> {
    me: &'a ThreadState,
    stage: &'a Stage,
}

impl Machine<Store> for Host<'_> {
    type Error = Infallible;
    fn thread(&self) -> &ThreadState {
        self.me
    }
    /// As code does it: a safepoint, at which anything may happen to the dict.
    fn equal(&self, found: Address, key: Address) -> Result<bool, Infallible> {
        crate::poll(self.me);
        Ok(number(found) == number(key))
    }
    fn new_table(&self, capacity: usize) -> Result<&'static Store, Infallible> {
        Ok(self.stage.new_table(capacity))
    }
}

impl Stage {
    /// An empty dict; its first table has room for two.
    fn new() -> Stage {
        let (lock, len, table) = (LockWord::new(SHARED), AtomicUsize::new(0), Slot::default());
        let stage = Stage { lock, len, table, tables: Heap::new(), objects: Heap::new() };
        stage.table.set(stage.new_table(2).address());
        stage
    }

    fn new_table(&self, capacity: usize) -> &'static Store {
        let capacity = if capacity > 4 { 3 } else { capacity }; // what the protocol asks for is the least
        let places = (capacity + 1).next_power_of_two();
        let entry = || Entry { hash: AtomicU64::new(0), key: Slot::default(), value: Slot::default() };
        let words = Words {
            used: AtomicUsize::new(0),
            entries: (0..capacity).map(|_| entry()).collect(),
            index: (0..places).map(|_| AtomicU32::new(0)).collect(),
        };
        self.tables.make(places as u64, words)
    }

    fn owner(&self) -> Owner<'_, Address> {
        Owner { lock: &self.lock, len: &self.len, table: &self.table }
    }

    fn object(&self, number: u64) -> Address {
        self.objects.make(number, ()).address()
    }

    /// Stores number `value` under the key `key`; all keys have one hash.
    fn insert(&self, me: &ThreadState, key: u64, value: u64, replace: bool) -> Option<u64> {
        let (key, value) = (self.object(key), self.object(value));
        let Ok(old) = table::insert(&Host { me, stage: self }, &self.owner(), key, value, 1, replace);
        old.map(number)
    }

    fn remove(&self, me: &ThreadState, key: u64) -> Option<u64> {
        let Ok(old) = table::remove::<Store, _>(&Host { me, stage: self }, &self.owner(), self.object(key), 1);
        old.map(number)
    }

    /// As `dict.get`: no lock.
    fn get(&self, me: &ThreadState, key: u64) -> Option<u64> {
        let Ok((_, found)) = table::find::<Store, _>(&Host { me, stage: self }, &self.table, self.object(key), 1);
        match found {
            Found::Entry(entry) => Some(entry.value.get()).filter(|value| value.0 != 0).map(number),
            Found::Missing(_) => None,
        }
    }

    fn clear(&self, me: &ThreadState) {
        let _guard = acquire(me, &self.lock);
        table::take_all(&self.owner());
    }

    /// Keys and values in their order, as whoever walks over the dict sees them.
    fn live(&self) -> Vec<(u64, u64)> {
        let word = self.table.get();
        if word.0 == 0 {
            return Vec::new();
        }
        let table = Store::of(word);
        let entries = (0..table::used(table)).map(|i| table.entry(i));
        entries.filter_map(table::live_entry).map(|(key, value, _)| (number(key), number(value))).collect()
    }

    /// Takes every table and object that the dict does not have any more.
    fn collect(&self, me: &ThreadState) {
        me.stop_world(&mut |_| self.tables.take_all_but(self.table.get()));
    }
}

type Body = fn(&Stage, &ThreadState);

/// Threads that share a dict.
fn share(name: &'static str, bound: usize, make: fn() -> Stage, bodies: &[Body], end: fn(&Stage)) {
    crate::share(name, bound, make, bodies, move |stage| {
        assert_eq!(stage.len.load(Ordering::Acquire), stage.live().len(), "the length counts the live entries");
        end(stage);
    });
}

/// A dict with key 1 (value 11), made by nobody that runs.
fn with_one() -> Stage {
    let stage = Stage::new();
    table::push(Store::of(stage.table.get()), stage.object(1), stage.object(11), 1);
    stage.len.store(1, Ordering::Release);
    stage
}

/// As `with_one`, and key 2 (value 12): its table is full.
fn with_two() -> Stage {
    let stage = with_one();
    table::push(Store::of(stage.table.get()), stage.object(2), stage.object(12), 1);
    stage.len.store(2, Ordering::Release);
    stage
}

/// As `with_two`, and room for one more.
fn with_room() -> Stage {
    let stage = Stage::new();
    stage.table.set(stage.new_table(3).address());
    for (key, value) in [(1, 11), (2, 12)] {
        table::push(Store::of(stage.table.get()), stage.object(key), stage.object(value), 1);
    }
    stage.len.store(2, Ordering::Release);
    stage
}

/// Key 101, which takes code to compare.
fn with_odd_key() -> Stage {
    let stage = Stage::new();
    table::push(Store::of(stage.table.get()), stage.object(101), stage.object(11), 1);
    stage.len.store(1, Ordering::Release);
    stage
}

#[test]
fn dict_the_same_key_twice() {
    let bodies: &[Body] = &[|stage, me| _ = stage.insert(me, 1, 11, true), |stage, me| _ = stage.insert(me, 1, 12, true)];
    share("dict: two store under the same new key", 3, Stage::new, bodies, |stage| {
        assert!(matches!(stage.live()[..], [(1, 11 | 12)]), "{:?}", stage.live());
    });
}

#[test]
fn dict_the_same_key_twice_while_it_grows() {
    let bodies: &[Body] = &[|stage, me| _ = stage.insert(me, 3, 13, true), |stage, me| _ = stage.insert(me, 3, 23, true)];
    share("dict: two store under the same new key, one of them grows the table", 3, with_two, bodies, |stage| {
        assert!(matches!(stage.live()[..], [(1, 11), (2, 12), (3, 13 | 23)]), "{:?}", stage.live());
    });
}

#[test]
fn dict_setdefault_is_whole() {
    let bodies: &[Body] = &[
        |stage, me| {
            let got = stage.insert(me, 1, 11, false).unwrap_or(11);
            assert_eq!(stage.get(me, 1), Some(got), "what setdefault gives is what stands there");
        },
        |stage, me| {
            let got = stage.insert(me, 1, 12, false).unwrap_or(12);
            assert_eq!(stage.get(me, 1), Some(got), "what setdefault gives is what stands there");
        },
    ];
    share("dict: two set a default", 3, Stage::new, bodies, |stage| assert_eq!(stage.live().len(), 1));
}

#[test]
fn dict_growing() {
    let bodies: &[Body] = &[
        |stage, me| {
            assert_eq!(stage.get(me, 1), Some(11), "a key that nobody removes is always there");
            assert_eq!(stage.get(me, 2), Some(12), "a key that nobody removes is always there");
        },
        |stage, me| _ = stage.insert(me, 3, 13, true),
    ];
    share("dict: a reader while another inserts and the table grows", 4, with_two, bodies, |stage| {
        assert_eq!(stage.live(), [(1, 11), (2, 12), (3, 13)]);
    });
}

#[test]
fn dict_walking() {
    let bodies: &[Body] = &[
        |stage, _| {
            let live = stage.live();
            assert!(live == [(1, 11)] || live == [(1, 11), (2, 12)], "{live:?}");
        },
        |stage, me| _ = stage.insert(me, 2, 12, true),
    ];
    share("dict: one walks over it while another inserts", 4, with_one, bodies, |_| ());
}

#[test]
fn dict_both_insert_and_grow() {
    let bodies: &[Body] = &[|stage, me| _ = stage.insert(me, 2, 12, true), |stage, me| _ = stage.insert(me, 3, 13, true)];
    share("dict: two insert other keys, one of them grows the table", 3, with_one, bodies, |stage| {
        let live = stage.live();
        assert!(live == [(1, 11), (2, 12), (3, 13)] || live == [(1, 11), (3, 13), (2, 12)], "{live:?}");
    });
}

#[test]
fn dict_removing() {
    let bodies: &[Body] = &[
        |stage, me| {
            let found = stage.get(me, 1);
            assert!(matches!(found, None | Some(11 | 21)), "{found:?}");
            assert_eq!(stage.get(me, 2), Some(12), "a key that nobody removes is always there");
        },
        |stage, me| {
            assert_eq!(stage.remove(me, 1), Some(11));
            stage.insert(me, 1, 21, true);
        },
    ];
    share("dict: a reader while another removes and inserts a key", 3, with_two, bodies, |stage| {
        assert_eq!(stage.live(), [(2, 12), (1, 21)]);
    });
}

#[test]
fn dict_using_a_place_again() {
    let bodies: &[Body] = &[
        |stage, me| {
            let found = stage.get(me, 1);
            assert!(matches!(found, None | Some(11 | 21)), "{found:?}");
            assert_eq!(stage.get(me, 2), Some(12), "its place is behind the one that is used again");
        },
        |stage, me| {
            assert_eq!(stage.remove(me, 1), Some(11));
            assert_eq!(stage.insert(me, 1, 21, true), None);
        },
    ];
    share("dict: a reader while a removed key gets its place again", 4, with_room, bodies, |stage| {
        assert_eq!(stage.live(), [(2, 12), (1, 21)]);
    });
}

#[test]
fn dict_two_use_a_place_again() {
    let bodies: &[Body] = &[
        |stage, me| {
            if stage.remove(me, 1).is_some() {
                stage.insert(me, 3, 13, true);
            }
        },
        |stage, me| _ = stage.insert(me, 3, 23, true),
    ];
    share("dict: two add a key where one was removed", 3, with_room, bodies, |stage| {
        let live = stage.live();
        assert!(matches!(live[..], [(2, 12), (3, 13 | 23)]), "{live:?}");
    });
}

#[test]
fn dict_removed_once() {
    let bodies: &[Body] = &[
        |stage, me| {
            if stage.remove(me, 1).is_some() {
                stage.insert(me, 9, 9, true);
            }
        },
        |stage, me| {
            if stage.remove(me, 1).is_some() {
                stage.insert(me, 9, 9, true);
            }
        },
    ];
    share("dict: two remove the same key, one gets it", 3, with_one, bodies, |stage| assert_eq!(stage.live(), [(9, 9)]));
}

#[test]
fn dict_removing_and_replacing() {
    let bodies: &[Body] = &[|stage, me| _ = stage.remove(me, 1), |stage, me| _ = stage.insert(me, 1, 21, true)];
    share("dict: one removes what another replaces", 4, with_one, bodies, |stage| {
        let live = stage.live();
        assert!(live.is_empty() || live == [(1, 21)], "{live:?}");
    });
}

#[test]
fn dict_removing_while_it_grows() {
    let bodies: &[Body] = &[|stage, me| _ = stage.remove(me, 1), |stage, me| _ = stage.insert(me, 3, 13, true)];
    share("dict: one removes while another grows the table", 3, with_two, bodies, |stage| {
        assert_eq!(stage.live(), [(2, 12), (3, 13)]);
    });
}

#[test]
fn dict_clearing() {
    let bodies: &[Body] = &[
        |stage, me| {
            stage.insert(me, 2, 12, true);
            let found = stage.get(me, 1);
            assert!(matches!(found, None | Some(11)), "{found:?}");
        },
        |stage, me| stage.clear(me),
    ];
    share("dict: one clears what another inserts into", 4, with_one, bodies, |stage| {
        let live = stage.live();
        assert!(live.is_empty() || live == [(2, 12)], "{live:?}");
    });
}

#[test]
fn dict_keys_compared_by_code() {
    let bodies: &[Body] = &[|stage, me| _ = stage.insert(me, 102, 12, true), |stage, me| _ = stage.insert(me, 102, 22, true)];
    share("dict: two store under the same key, which code compares", 3, with_odd_key, bodies, |stage| {
        let live = stage.live();
        assert!(live == [(101, 11), (102, 12)] || live == [(101, 11), (102, 22)], "{live:?}");
    });
}

#[test]
fn dict_cleared_under_a_comparison() {
    let bodies: &[Body] = &[
        |stage, me| {
            let found = stage.get(me, 101);
            assert!(matches!(found, None | Some(11)), "{found:?}");
        },
        |stage, me| {
            stage.clear(me);
            stage.insert(me, 102, 12, true);
        },
    ];
    share("dict: cleared and filled while another compares", 3, with_odd_key, bodies, |stage| assert_eq!(stage.live(), [(102, 12)]));
}

#[test]
fn dict_collecting() {
    // The table is replaced and taken; whoever reads passes a safepoint between two looks, and only there.
    let bodies: &[Body] = &[
        |stage, me| {
            assert_eq!(stage.get(me, 1), Some(11));
            crate::poll(me);
            assert_eq!(stage.get(me, 2), Some(12));
        },
        |stage, me| {
            stage.insert(me, 3, 13, true);
            stage.collect(me);
        },
    ];
    share("dict: a reader while another grows the table and collects", 3, with_two, bodies, |stage| assert_eq!(stage.live().len(), 3));
}
