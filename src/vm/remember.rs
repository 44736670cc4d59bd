//! Attributes by native callers, which have no inline caches: each thread remembers what it found for a shape and a name.
//!
//! The words are those of inline caches (`ops::attributes`), kept in the thread's table (`attr`) for one epoch of the
//! interpreter's classes.

use crate::object::{Res, Value};

use super::Vm;
use super::attr::Use;
use super::ops::attributes::{attr_by_word, entry, set_by_word};
use super::shared::{CacheEntry, CacheKind};

impl Vm {
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
