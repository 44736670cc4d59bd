//! A heap for models: objects and tables that live as long as one execution, unless a model's collector takes them.
//!
//! A word is the address of one of these. Their plain fields are loom cells: to read one that was not published, or one
//! that a collector is taking meanwhile, is an error.

use loom::cell::UnsafeCell;
use std::sync::Mutex;
use togil::sync::Word;

/// Anything that a word may stand for.
pub struct Thing<T> {
    /// what it is, written before it is seen; `None`: taken by the collector
    plain: UnsafeCell<Option<u64>>,
    pub data: T,
}

/// The word that stands for a thing; 0 for none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Address(pub u64);

impl Word for Address {
    const UNBOUND: Address = Address(0);
    fn from_bits(bits: u64) -> Address {
        Address(bits)
    }
    fn bits(self) -> u64 {
        self.0
    }
}

impl<T> Thing<T> {
    /// Its plain field.
    pub fn plain(&self) -> u64 {
        // SAFETY: loom checks that the access is ordered after the write.
        self.plain.with(|plain| unsafe { *plain }).expect("it was taken under a reader")
    }

    /// What a collector does to a thing that nobody can reach.
    pub fn take(&self) {
        // SAFETY: loom checks that no access is concurrent.
        self.plain.with_mut(|plain| unsafe { *plain = None });
    }

    pub fn address(&self) -> Address {
        Address(self as *const Thing<T> as u64)
    }

    /// The thing that a word stands for.
    pub fn at(word: Address) -> &'static Thing<T> {
        assert_ne!(word, Address::UNBOUND, "a word that stands for nothing");
        // SAFETY: words are made by `address`, and the heap outlives the model's threads.
        unsafe { &*(word.0 as *const Thing<T>) }
    }
}

/// All things of one kind; their memory is given back when the execution ends.
pub struct Heap<T>(Mutex<Vec<Box<Thing<T>>>>);

impl<T: 'static> Heap<T> {
    pub fn new() -> Heap<T> {
        Heap(Mutex::new(Vec::new()))
    }

    /// A new thing; its plain field is written as part of making it, before anybody else can see it.
    pub fn make(&self, plain: u64, data: T) -> &'static Thing<T> {
        let made = Box::new(Thing { plain: UnsafeCell::new(None), data });
        // SAFETY: loom checks.
        made.plain.with_mut(|cell| unsafe { *cell = Some(plain) });
        let at = Thing::<T>::at(made.address());
        self.0.lock().unwrap().push(made);
        at
    }

    /// What a collector does to all things that nobody can reach: to all but one.
    pub fn take_all_but(&self, kept: Address) {
        self.all().into_iter().filter(|thing| thing.address() != kept).for_each(Thing::take);
    }

    /// Every thing that was made.
    pub fn all(&self) -> Vec<&'static Thing<T>> {
        self.0.lock().unwrap().iter().map(|thing| Thing::at(thing.address())).collect()
    }
}

// SAFETY: loom checks that accesses to the cells are ordered; the rest is atomics and a lock.
unsafe impl<T> Sync for Thing<T> {}
// SAFETY: as above.
unsafe impl<T> Send for Thing<T> {}
