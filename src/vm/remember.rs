//! What each thread remembers of shapes, classes and names, for one epoch of the interpreter's classes.
//!
//! One table knows where a class's attributes were found (`Vm::type_lookup`), the other one the words of inline caches
//! (`ops::attributes`): for sites that see several shapes, and for native callers, which have no inline caches.

use std::cell::Cell;
use std::sync::atomic::Ordering;

use crate::object::{Res, Value};

use super::Vm;
use super::ops::attributes::{attr_by_word, entry, set_by_word};
use super::shared::{CacheEntry, CacheKind};

/// A remembered lookup: type, name, epoch with interpreter, cell (0: not there).
type Lookup = (u64, u64, u64, u64);

/// Places of each table. They are zeroed when a thread starts, so they are few.
const PLACES: usize = 256;

// Made without a constructor and never dropped, so that reaching them is an address and no call.
thread_local! {
    /// Lookups that need no walk, of this thread.
    pub(super) static LOOKUPS: Memory = const { Memory::new() };
    /// Cache words of this thread, for sites that see several shapes: shape and use, name, epoch with interpreter, word.
    static WORDS: Memory = const { Memory::new() };
}

/// What a thread remembers of pairs of a key and a name.
pub(super) struct Memory([Cell<Lookup>; PLACES]);

impl Memory {
    const fn new() -> Memory {
        Memory([const { Cell::new((0, 0, 0, 0)) }; PLACES])
    }

    /// The first of a pair's two places, which are neighbours.
    #[inline(always)]
    fn place(key: u64, name: Value) -> usize {
        // Fibonacci hashing: the top bits of the product depend on all bits
        let mixed = (key ^ name.0.rotate_left(20)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> (u64::BITS - PLACES.ilog2())) as usize
    }

    /// What was remembered in this epoch.
    #[inline(always)]
    pub(super) fn get(&self, key: u64, name: Value, epoch: u64) -> Option<u64> {
        let at = Memory::place(key, name);
        let holds = |i: usize| {
            let (k, n, e, word) = self.0[i].get();
            (k == key && n == name.0 && e == epoch).then_some(word)
        };
        holds(at).or_else(|| holds(at ^ 1))
    }

    /// Remembers; what stood in the place of it moves to the other one.
    pub(super) fn put(&self, key: u64, name: Value, epoch: u64, word: u64) {
        let at = Memory::place(key, name);
        let before = self.0[at].replace((key, name.0, epoch, word));
        if (before.0, before.1) != (key, name.0) {
            self.0[at ^ 1].set(before);
        }
    }
}

/// What a cache word is used for: the same shape and name have another word for each.
#[derive(Clone, Copy)]
pub enum Use {
    Get = 1,
    Set,
    Method,
    Super,
    Construct,
    Special,
    /// `object.__setattr__`
    SetPlainly,
}

/// The key under which the word for this use of a shape is remembered.
#[inline(always)]
fn word_key(what: Use, shape: u32) -> u64 {
    (shape as u64) << 8 | what as u64
}

impl Vm {
    /// The interpreter and the count of changes of its classes: what is remembered holds in one epoch.
    #[inline(always)]
    pub fn epoch(&self) -> u64 {
        (self.shared.type_epoch.load(Ordering::Acquire) as u64) << 32 | self.shared.id & 0xFFFF_FFFF
    }

    /// The cache word that this thread remembers for objects of this shape: an inline cache that holds another shape's
    /// takes it instead. 0 if there is none.
    #[inline]
    pub fn remembered_word(&self, what: Use, shape: u32, name: Value) -> u64 {
        WORDS.with(|memory| memory.get(word_key(what, shape), name, self.epoch())).unwrap_or(0)
    }

    /// Remembers a cache word for objects of this shape, which was found out in that epoch: the classes may have changed
    /// since.
    pub fn remember_word(&self, epoch: u64, what: Use, shape: u32, name: Value, word: u64) {
        WORDS.with(|memory| memory.put(word_key(what, shape), name, epoch, word));
    }

    /// As `load_method`, for native callers: this thread remembers what was found.
    pub fn find_method(&self, object: Value, name: Value) -> Res<(Value, Value)> {
        let (shape, epoch) = (object.shape_id(), self.epoch());
        let known = self.remembered_word(Use::Method, shape, name);
        // SAFETY: the word is of this shape and epoch; a method's is always the address of an entry.
        if known != 0
            && let Some(found) = unsafe { entry(known) }.method(object)
        {
            return Ok(found);
        }
        let (f, this, word) = self.load_method(object, name)?;
        if word != 0 && self.epoch() == epoch {
            self.remember_word(epoch, Use::Method, shape, name, word);
        }
        Ok((f, this))
    }

    /// As `load_special`, and the cache word (0: none).
    pub fn load_special_cached(&self, object: Value, name: Value) -> Res<(Value, Value, u64)> {
        self.mark_cached(object.typ(), name);
        let (f, this) = self.load_special(object, name)?;
        if this.is_unbound() || !object.is_object() {
            return Ok((f, this, 0));
        }
        let entry = CacheEntry { shape: object.header().shape(), kind: CacheKind::Method, value: f, word: 0, new_shape: 0 };
        Ok((f, this, self.shared.keep_entry(entry)))
    }

    /// `object.name` for a name that a script gives as text, as `getattr` does.
    pub fn get_attr_remembered(&self, object: Value, name: Value) -> Res {
        let (shape, epoch) = (object.shape_id(), self.epoch());
        let known = self.remembered_word(Use::Get, shape, name);
        if known != 0 {
            // SAFETY: the word is of this shape and epoch.
            if let Some(v) = unsafe { attr_by_word(self, known, object) }.given() {
                return Ok(v);
            }
        } else if let Some((v, word)) = self.cached_attr(object, name) {
            if self.epoch() == epoch {
                self.remember_word(epoch, Use::Get, shape, name, word);
            }
            return Ok(v);
        }
        self.get_attr(object, name)
    }

    /// Does `object.__setattr__(name, v)` as this thread remembers, or finds out; `false`, and nothing done, if it takes more
    /// than a store.
    pub(super) fn set_as_remembered(&self, object: Value, name: Value, v: Value) -> bool {
        if v.is_unbound() || !object.is_object() {
            return false;
        }
        let known = self.remembered_word(Use::SetPlainly, object.header().shape(), name);
        // SAFETY: the word is of this shape and epoch.
        known != 0 && unsafe { set_by_word(self, known, object, v) }
    }

    /// As `object.__setattr__(name, v)`, and remembers how; the name is interned.
    pub fn set_attr_plainly(&self, object: Value, name: Value, v: Value) -> Res<()> {
        if self.set_as_remembered(object, name, v) {
            return Ok(());
        }
        if v.is_unbound() || !object.is_object() {
            return self.generic_set_attr(object, name, v);
        }
        let (shape, epoch) = (object.header().shape(), self.epoch());
        match self.set_plainly(object, name, v) {
            Some(stored) => {
                if let Some(word) = stored?
                    && self.epoch() == epoch
                {
                    self.remember_word(epoch, Use::SetPlainly, shape, name, word);
                }
                Ok(())
            }
            None => self.generic_set_attr(object, name, v),
        }
    }
}
