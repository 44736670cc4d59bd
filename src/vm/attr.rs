//! Attributes: where they stand, how they are found, and what an inline cache may remember.
//!
//! An instance's attributes stand in slots described by its shape, or, in dict mode, in a dict in its slot 0. It goes to
//! dict mode when its dict is asked for, an attribute is deleted, or it outgrows the room it was made with; other
//! threads are stopped meanwhile, so that a cached store is never lost. A class attribute is found along the resolution
//! order; each thread remembers where (`type_lookup`), as long as no class namespace gained or lost a name.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Layout, Ref, Res, Shape, Slot, Type, Value};
use crate::sync::acquire;

use super::Vm;
use super::intern::names;
use super::remember::{LOOKUPS, Use};
use super::shared::{CacheEntry, CacheKind};

/// An instance in slot mode may have this many attributes; one more sends it to dict mode.
const MAX_SLOTS: u16 = 62;

/// Where an object's attributes are, if it can have any.
enum Home {
    /// slots by shape, and how many words there is room for
    Slots,
    /// a dict in this slot (unbound until the first attribute)
    Dict(&'static Slot),
    None,
}

/// Is what an object of this type has found as it is of any object? `__getattr__` may come after it.
fn finds_plainly(typ: &Type) -> bool {
    let slots = typ.slots();
    slots.get_attr.is_none() || slots.attr_fallback
}

/// Has the object's type (a metaclass, a class of modules) the attribute access of its builtin base?
fn has_builtin_access(object: Value) -> bool {
    let (own, builtin) = (object.typ().slots().get_attr, crate::types::type_of(object.typ().spec).slots().get_attr);
    match (own, builtin) {
        (Some(own), Some(builtin)) => std::ptr::fn_addr_eq(own, builtin),
        (own, builtin) => own.is_none() && builtin.is_none(),
    }
}

impl Vm {
    /// The cell of `name` in the first class of the resolution order that has it.
    pub fn type_lookup_cell(&self, typ: &Type, name: Value) -> Option<Ref<Cell>> {
        let epoch = self.epoch();
        let key = typ as *const Type as u64;
        LOOKUPS.with(|memory| {
            if let Some(cell) = memory.get(key, name, epoch) {
                return if cell == 0 { None } else { Some(Value(cell).expect()) };
            }
            let found = typ.mro_types().find_map(|t| self.namespace_cell(t.namespace(), name));
            memory.put(key, name, epoch, found.map_or(0, |c| c.value().0));
            found
        })
    }

    /// A class attribute along the resolution order, as it stands in the namespace.
    pub fn type_lookup(&self, typ: &Type, name: Value) -> Option<Value> {
        self.type_lookup_cell(typ, name)?.value.get().given()
    }

    /// The special method `name` of an object's type, bound: (function, object) or (bound thing, unbound).
    pub fn lookup_special(&self, object: Value, name: Value) -> Res<Option<(Value, Value)>> {
        let Some(f) = self.type_lookup(object.typ(), name) else { return Ok(None) };
        if is_method(f) {
            return Ok(Some((f, object)));
        }
        match f.typ().slots().descr_get {
            Some(get) => Ok(Some((get(self, f, object, object.typ().value())?, Value::UNBOUND))),
            None => Ok(Some((f, Value::UNBOUND))),
        }
    }

    /// `object.name`, the name any text.
    pub fn get_attr_str(&self, object: Value, name: &str) -> Res {
        self.get_attr(object, super::intern::intern(name.as_bytes()))
    }

    /// `object.name`.
    pub fn get_attr(&self, object: Value, name: Value) -> Res {
        match object.typ().slots().get_attr {
            Some(get) => get(self, object, name),
            None => self.generic_get_attr(object, name),
        }
    }

    /// `getattr(object, name, None)` without the `AttributeError`: what `hasattr` and friends want.
    pub fn get_attr_opt(&self, object: Value, name: Value) -> Res<Option<Value>> {
        if object.typ().slots().get_attr.is_none() {
            let got = self.generic_get_attr_opt(object, name);
            return Ok(self.catch(got, &crate::types::exceptions::ATTRIBUTE_ERROR)?.flatten());
        }
        if object.layout() == Layout::Module && has_builtin_access(object) && crate::types::module::lacks(self, object, name)? {
            return Ok(None);
        }
        let got = self.get_attr(object, name);
        self.catch(got, &crate::types::exceptions::ATTRIBUTE_ERROR)
    }

    /// `object.__getattribute__(name)` of `object`.
    pub fn generic_get_attr(&self, object: Value, name: Value) -> Res {
        match self.generic_get_attr_opt(object, name)? {
            Some(v) => Ok(v),
            None => Err(self.no_attribute(object, name)),
        }
    }

    /// `generic_get_attr`, `None` where it finds nothing.
    pub fn generic_get_attr_opt(&self, object: Value, name: Value) -> Res<Option<Value>> {
        let typ = object.typ();
        let found = self.type_lookup(typ, name);
        let get = found.and_then(|f| f.typ().slots().descr_get);
        if let (Some(f), Some(get)) = (found, get)
            && f.typ().slots().descr_set.is_some()
        {
            return get(self, f, object, typ.value()).map(Some);
        }
        if let Some(v) = self.own_attr(object, name)? {
            return Ok(Some(v));
        }
        match (found, get) {
            (Some(f), Some(get)) => get(self, f, object, typ.value()).map(Some),
            (Some(f), None) => Ok(Some(f)),
            (None, _) => Ok(None),
        }
    }

    /// An attribute of the object itself, not of its class.
    pub fn own_attr(&self, object: Value, name: Value) -> Res<Option<Value>> {
        match home(object) {
            Home::Slots => {
                let shape = object.header().shape();
                Ok(Shape::find(shape, name).and_then(|i| slot(object, shape, i).get().given()))
            }
            Home::Dict(dict) => match dict.get().given() {
                Some(dict) => self.dict_get(dict, name),
                None => Ok(None),
            },
            Home::None => Ok(None),
        }
    }

    /// `object.name = v`.
    pub fn set_attr(&self, object: Value, name: Value, v: Value) -> Res<()> {
        match object.typ().slots().set_attr {
            Some(set) => set(self, object, name, v),
            None => self.generic_set_attr(object, name, v),
        }
    }

    /// `object.name = v`, the name any text.
    pub fn set_attr_str(&self, object: Value, name: &str, v: Value) -> Res<()> {
        self.set_attr(object, super::intern::intern(name.as_bytes()), v)
    }

    /// `del object.name`.
    pub fn del_attr(&self, object: Value, name: Value) -> Res<()> {
        self.set_attr(object, name, Value::UNBOUND)
    }

    /// `object.__setattr__(name, v)` of `object`; unbound deletes.
    pub fn generic_set_attr(&self, object: Value, name: Value, v: Value) -> Res<()> {
        if self.set_as_remembered(object, name, v) {
            return Ok(());
        }
        let typ = object.typ();
        let found = self.type_lookup(typ, name);
        if let Some(set) = found.and_then(|f| f.typ().slots().descr_set) {
            return set(self, found.expect("just looked at"), object, v);
        }
        let name = super::intern::intern_value(name);
        match home(object) {
            Home::None => {
                let (what, rest) = if found.is_some() {
                    ("attribute", "' is read-only")
                } else if self.type_lookup(typ, names::SETATTR.get()).is_some_and(|f| f.cast::<Function>().is_some()) {
                    ("has no attribute", "'")
                } else {
                    ("has no attribute", "' and no __dict__ for setting new attributes")
                };
                Err(self.wrong_attribute(object, name, &format!("'{}' object {what} '", object.type_name()), rest))
            }
            Home::Slots if !v.is_unbound() => self.set_own_attr(object, name, v).map(|_| ()),
            Home::Slots => {
                if Shape::find(object.header().shape(), name).is_none() {
                    return Err(self.no_attribute(object, name));
                }
                let dict = self.instance_dict(object)?;
                self.dict_remove(dict, name).map(|_| ())
            }
            Home::Dict(_) if !v.is_unbound() => {
                let dict = self.instance_dict(object)?;
                self.dict_set(dict, name, v)
            }
            Home::Dict(at) => {
                let removed = match at.get().given() {
                    Some(dict) => self.dict_remove(dict, name)?,
                    None => None,
                };
                if removed.is_some() { Ok(()) } else { Err(self.no_attribute(object, name)) }
            }
        }
    }

    /// Stores an attribute of an instance in slot mode; gives the cache word that would do the same.
    fn set_own_attr(&self, object: Value, name: Value, v: Value) -> Res<Option<u64>> {
        loop {
            let (old, epoch) = (object.header().shape(), self.epoch());
            if Shape::get(old).is_dict_mode() {
                let dict = self.instance_dict(object)?;
                return self.dict_set(dict, name, v).map(|()| None);
            }
            let first = Shape::get(old).first_slot();
            if let Some(i) = Shape::find(old, name) {
                slot(object, old, i).set(v);
                return Ok(Some((old as u64) << 32 | ((first + i) as u64) << 8 | 1));
            }
            let count = Shape::get(old).count();
            let room = room(object);
            if count >= room {
                let typ = object.typ();
                typ.capacity.fetch_max((count + 4).min(MAX_SLOTS), Ordering::Relaxed);
                self.instance_dict(object)?;
                continue;
            }
            let Some(new) = Shape::child(old, name) else {
                self.instance_dict(object)?;
                continue;
            };
            let _guard = acquire(&self.thread, &object.header().lock);
            // a number stands for one shape in one epoch: while this waited, the object may have become another class's, and the
            // shapes of its own been given back and made anew
            if object.header().shape() != old || self.epoch() != epoch {
                continue;
            }
            slot(object, old, count as usize).set(v);
            object.header().set_shape(new);
            // an adding store is only right for instances that have the room: those of the class all have this much
            if count >= object.typ().min_room {
                return Ok(None);
            }
            let entry = CacheEntry {
                shape: old,
                kind: CacheKind::Add,
                value: Value::UNBOUND,
                word: (first + count as usize) as u32,
                new_shape: new,
            };
            return Ok(Some(self.shared.keep_entry(entry)));
        }
    }

    /// The dict of an object's own attributes, the object in dict mode from now on; `TypeError`-free: callers know that
    /// the object can have one.
    pub fn instance_dict(&self, object: Value) -> Res {
        match home(object) {
            Home::Slots => {
                let dict = self.new_dict();
                let shape = object.header().shape();
                let typ = object.typ();
                let mut dict_shape = typ.dict_shape.load(Ordering::Acquire);
                if dict_shape == 0 {
                    let made = Shape::new_dict_mode(typ.value(), object.layout(), Shape::get(shape).first_slot() as u16);
                    dict_shape = made.ok_or_else(|| self.memory_error())?;
                    if let Err(other) = typ.dict_shape.compare_exchange(0, dict_shape, Ordering::AcqRel, Ordering::Acquire) {
                        dict_shape = other;
                    }
                }
                if !typ.builtin && typ.shapes.lock().are_many() {
                    // the next ones need not come here
                    typ.instance_shape.store(dict_shape, Ordering::Release);
                }
                self.alone(&mut || {
                    let shape = object.header().shape();
                    if Shape::get(shape).is_dict_mode() {
                        return;
                    }
                    for (i, name) in Shape::names(shape).into_iter().enumerate() {
                        let v = slot(object, shape, i).get();
                        if !v.is_unbound() && self.dict_set(dict, name, v).is_err() {
                            self.raised.set(Value::UNBOUND);
                        }
                    }
                    slot(object, shape, 0).set(dict);
                    object.header().set_shape(dict_shape);
                });
                match home(object) {
                    Home::Dict(at) => Ok(at.get()),
                    _ => Ok(dict),
                }
            }
            Home::Dict(at) => {
                if let Some(dict) = at.get().given() {
                    return Ok(dict);
                }
                let dict = self.new_dict();
                match at.replace(Value::UNBOUND, dict) {
                    Ok(()) => Ok(dict),
                    Err(other) => Ok(other),
                }
            }
            Home::None => Err(self.no_attribute(object, names::DICT.get())),
        }
    }

    /// Replaces an object's dict (`object.__dict__ = d`).
    pub fn set_instance_dict(&self, object: Value, dict: Value) -> Res<()> {
        if dict.is_unbound() {
            return Err(self.type_error("cannot delete __dict__"));
        }
        if dict.cast::<Dict>().is_none() {
            return Err(self.type_error(format!("__dict__ must be set to a dictionary, not a '{}'", dict.type_name())));
        }
        self.instance_dict(object)?;
        if let Home::Dict(at) = home(object) {
            at.set(dict);
        }
        Ok(())
    }

    /// Has this object attributes of its own?
    pub fn has_instance_dict(&self, object: Value) -> bool {
        !matches!(home(object), Home::None)
    }

    /// Names and values of an object's own attributes, without changing its mode.
    pub fn own_attrs(&self, object: Value) -> super::Values<'_> {
        match home(object) {
            Home::Slots => {
                let shape = object.header().shape();
                let mut out = super::Values::new(self);
                for (i, name) in Shape::names(shape).into_iter().enumerate() {
                    if let Some(v) = slot(object, shape, i).get().given() {
                        out.push(name);
                        out.push(v);
                    }
                }
                out
            }
            Home::Dict(at) if !at.get().is_unbound() => self.dict_items(at.get()),
            _ => super::Values::new(self),
        }
    }

    /// Runs `f` with every other thread of the interpreter stopped (behind the GIL they are anyway). Free-threaded the
    /// world is stopped even for a thread that is alone: another may be about to attach for the first time.
    pub fn alone(&self, f: &mut dyn FnMut()) {
        if self.shared.world.gil_enabled() {
            f();
        } else {
            self.thread.stop_world(&mut |_| f());
        }
    }

    /// An attribute that an inline cache can find again: its value and the cache word.
    pub fn cached_attr(&self, object: Value, name: Value) -> Option<(Value, u64)> {
        if !object.is_object() || !finds_plainly(object.typ()) {
            return self.cached_namespace_attr(object, name);
        }
        let typ = object.typ();
        let shape = object.header().shape();
        self.mark_cached(typ, name);
        let found = self.type_lookup_cell(typ, name);
        let descriptor = found.and_then(|c| c.value.get().given());
        if let Some(f) = descriptor {
            if let Some(member) = own_member(typ, f) {
                let v = object_slot(object, member.word).get().given()?;
                return Some((v, (shape as u64) << 32 | (member.word as u64) << 8 | 1));
            }
            if f.typ().slots().descr_set.is_some() {
                return None;
            }
        }
        if !matches!(home(object), Home::Slots | Home::None) {
            return None;
        }
        if let Home::Slots = home(object)
            && let Some(i) = Shape::find(shape, name)
        {
            let v = slot(object, shape, i).get().given()?;
            return Some((v, (shape as u64) << 32 | ((Shape::get(shape).first_slot() + i) as u64) << 8 | 1));
        }
        let f = descriptor?;
        if is_method(f) {
            let entry = CacheEntry { shape, kind: CacheKind::Method, value: f, word: 0, new_shape: 0 };
            return Some((self.bind_method(f, object), self.shared.keep_entry(entry)));
        }
        if f.typ().slots().descr_get.is_some() {
            return None;
        }
        let entry = CacheEntry { shape, kind: CacheKind::Cell, value: found?.value(), word: 0, new_shape: 0 };
        Some((f, self.shared.keep_entry(entry)))
    }

    /// Has a class's metaclass a data descriptor of this name, which goes before the class's own attribute?
    fn metaclass_decides(&self, class: Value, name: Value) -> bool {
        self.type_lookup(class.typ(), name).is_some_and(|d| d.typ().slots().descr_set.is_some())
    }

    /// As `cached_attr`, for modules and classes, each of which has a shape of its own.
    fn cached_namespace_attr(&self, object: Value, name: Value) -> Option<(Value, u64)> {
        if !has_builtin_access(object) {
            return None;
        }
        if let Some(m) = object.cast::<Module>() {
            if object.header().shape() == exact(Layout::Module) {
                return None;
            }
            let cell = self.namespace_cell(m.namespace.get(), name)?;
            let v = cell.value.get().given()?;
            let entry = CacheEntry { shape: object.header().shape(), kind: CacheKind::Cell, value: cell.value(), word: 0, new_shape: 0 };
            return Some((v, self.shared.keep_entry(entry)));
        }
        let typ = object.as_type()?;
        if typ.builtin {
            return None;
        }
        self.mark_cached(object.typ(), name);
        self.mark_cached(typ, name);
        if self.metaclass_decides(object, name) {
            return None;
        }
        let cell = self.type_lookup_cell(typ, name)?;
        let v = cell.value.get().given()?;
        if v.typ().slots().descr_get.is_some() && !v.has_shape(exact(Layout::Function)) {
            return None;
        }
        let entry = CacheEntry { shape: object.header().shape(), kind: CacheKind::Cell, value: cell.value(), word: 0, new_shape: 0 };
        Some((v, self.shared.keep_entry(entry)))
    }

    /// An attribute that a script gave a function: it stands in the function's dict. Names of the function's own begin with
    /// two underscores and are looked for the long way.
    #[inline]
    pub fn plain_function_attr(&self, object: Value, name: Value) -> Option<Value> {
        if !object.has_shape(exact(Layout::Function)) || name.str_bytes().is_none_or(|text| text.starts_with(b"__")) {
            return None;
        }
        let dict = object.expect::<Function>().dict.get().given().filter(|dict| dict.has_shape(exact(Layout::Dict)))?;
        self.dict_get_simple(dict, name)
    }

    /// Replaces such an attribute; `false`: there is none, or the dict is not this thread's own.
    #[inline]
    pub fn set_plain_function_attr(&self, object: Value, name: Value, v: Value) -> bool {
        if v.is_unbound() || self.plain_function_attr(object, name).is_none() {
            return false;
        }
        let dict = object.expect::<Function>().dict.get();
        let own = self.owns(dict.header());
        own && self.dict_set_simple(dict, name, v)
    }

    /// A property of the object's class with a plain Python getter, or another descriptor that no attribute of the object
    /// hides: what an inline cache keeps of it.
    pub fn cached_getter(&self, object: Value, name: Value) -> Option<u64> {
        if object.as_type().is_some() {
            return self.cached_metaclass_getter(object, name);
        }
        if !object.is_object() || object.typ().slots().get_attr.is_some() {
            return None;
        }
        let typ = object.typ();
        self.mark_cached(typ, name);
        let descriptor = self.type_lookup(typ, name)?;
        let slots = descriptor.typ().slots();
        let shape = object.header().shape();
        let plain = descriptor.cast::<Property>().filter(|p| p.value().typ().builtin);
        let getter = plain.map(|p| p.get.get()).filter(|f| f.has_shape(exact(Layout::Function)));
        let getter = getter.filter(|f| f.expect::<Function>().simple_args.load(Ordering::Relaxed) == 1);
        // a script's descriptor may take another class, and be no data descriptor any more
        let hidden = !(slots.descr_set.is_some() && descriptor.typ().builtin)
            && match home(object) {
                Home::Slots => Shape::find(shape, name).is_some(),
                Home::Dict(_) => true,
                Home::None => false,
            };
        let object_type = crate::types::type_of(&crate::types::object::OBJECT);
        let (kind, value) = match getter {
            Some(getter) => (CacheKind::Getter, getter),
            None if name == names::CLASS.get() && self.type_lookup(object_type, name) == Some(descriptor) => {
                (CacheKind::ClassOf, descriptor)
            }
            None if slots.descr_get.is_some() && !hidden => (CacheKind::Descriptor, descriptor),
            None => return None,
        };
        Some(self.shared.keep_entry(CacheEntry { shape, kind, value, word: 0, new_shape: 0 }))
    }

    /// As `cached_getter`, for an attribute of a class that its metaclass computes, whatever the class says (`__name__`).
    fn cached_metaclass_getter(&self, class: Value, name: Value) -> Option<u64> {
        if !has_builtin_access(class) {
            return None;
        }
        self.mark_cached(class.typ(), name);
        let descriptor = self.type_lookup(class.typ(), name)?;
        let slots = descriptor.typ().slots();
        if !descriptor.typ().builtin || slots.descr_get.is_none() || slots.descr_set.is_none() {
            return None;
        }
        let shape = class.header().shape();
        Some(self.shared.keep_entry(CacheEntry { shape, kind: CacheKind::Descriptor, value: descriptor, word: 0, new_shape: 0 }))
    }

    /// A method found in a class, bound to an instance.
    pub fn bind_method(&self, f: Value, object: Value) -> Value {
        match f.cast::<NativeFunction>() {
            Some(n) => self.bind_native_method(n, object),
            None => self.bound_method(f, object),
        }
    }

    /// Remembers that caches are about to rely on a type and its bases for a name: before the class is looked at, so that
    /// whoever changes it afterwards empties them.
    pub(super) fn mark_cached(&self, typ: &Type, name: Value) {
        for t in typ.mro_types() {
            if !t.builtin {
                t.cached.add(name.0);
            }
        }
    }

    /// `object.name = v`; gives the cache word that would do the same, if there is one.
    pub fn set_attr_cached(&self, object: Value, name: Value, v: Value) -> Res<Option<u64>> {
        if object.typ().slots().set_attr.is_none()
            && let Some(stored) = self.set_plainly(object, name, v)
        {
            return stored;
        }
        self.set_attr(object, name, v).map(|()| None)
    }

    /// `object.__setattr__(name, v)` where that is a store to a slot of the object, and the cache word that would do the same,
    /// if there is one; `None`, and nothing done, where it is something else.
    pub(super) fn set_plainly(&self, object: Value, name: Value, v: Value) -> Option<Res<Option<u64>>> {
        if !object.is_object() {
            return None;
        }
        let typ = object.typ();
        self.mark_cached(typ, name);
        let found = self.type_lookup(typ, name);
        if let Some(member) = found.and_then(|f| own_member(typ, f)) {
            object_slot(object, member.word).set(v);
            return Some(Ok(Some((object.header().shape() as u64) << 32 | (member.word as u64) << 8 | 1)));
        }
        let plain = found.is_none_or(|f| f.typ().slots().descr_set.is_none()) && matches!(home(object), Home::Slots);
        plain.then(|| self.set_own_attr(object, name, v))
    }

    /// A static or class method of a class, or of an instance's class, that is a Python function: what `load_method` gives
    /// for it.
    fn load_wrapped_method(&self, object: Value, name: Value) -> Option<(Value, Value, u64)> {
        self.mark_cached(object.typ(), name);
        let typ = match object.as_type() {
            Some(t) if has_builtin_access(object) && !self.metaclass_decides(object, name) => t,
            Some(_) => return None,
            None if object.is_object() && finds_plainly(object.typ()) => object.typ(),
            None => return None,
        };
        if typ.builtin {
            return None;
        }
        self.mark_cached(typ, name);
        let wrapper = self.type_lookup(typ, name)?;
        // not by shape: they have attributes of their own, copied from what they wrap
        let is_static = wrapper.layout() == Layout::StaticMethod;
        if !is_static && wrapper.layout() != Layout::ClassMethod || !wrapper.typ().builtin {
            return None;
        }
        let hidden = match home(object) {
            _ if object.as_type().is_some() => false,
            Home::Slots => Shape::find(object.header().shape(), name).is_some(),
            Home::Dict(_) => true,
            Home::None => false,
        };
        let f = wrapper.expect::<MethodWrapper>().function.get();
        if hidden || !f.has_shape(exact(Layout::Function)) {
            return None;
        }
        let kind = if is_static { CacheKind::Static } else { CacheKind::OfClass };
        let entry = CacheEntry { shape: object.header().shape(), kind, value: f, word: 0, new_shape: 0 };
        Some((f, if is_static { Value::UNBOUND } else { typ.value() }, self.shared.keep_entry(entry)))
    }

    /// A method and its object, or another attribute and unbound; and the cache word (0: none).
    pub fn load_method(&self, object: Value, name: Value) -> Res<(Value, Value, u64)> {
        if let Some(found) = self.load_wrapped_method(object, name) {
            return Ok(found);
        }
        if !finds_plainly(object.typ()) {
            if let Some((v, word)) = self.cached_namespace_attr(object, name) {
                return Ok((v, Value::UNBOUND, word));
            }
            return Ok((self.get_attr(object, name)?, Value::UNBOUND, 0));
        }
        let typ = object.typ();
        self.mark_cached(typ, name);
        if let Some(f) = self.type_lookup(typ, name)
            && is_method(f)
        {
            let in_slots = match home(object) {
                Home::Slots => Shape::find(object.header().shape(), name).is_some(),
                Home::Dict(_) => self.own_attr(object, name)?.is_some(),
                Home::None => false,
            };
            if !in_slots {
                let word = if !matches!(home(object), Home::Dict(_)) {
                    self.shared.keep_entry(CacheEntry {
                        shape: object.shape_id(),
                        kind: CacheKind::Method,
                        value: f,
                        word: 0,
                        new_shape: 0,
                    })
                } else {
                    0
                };
                return Ok((f, object, word));
            }
        }
        if let Some((v, word)) = self.cached_attr(object, name) {
            return Ok((v, Value::UNBOUND, self.for_call(object, word)));
        }
        let word = self.cached_getter(object, name).unwrap_or(0);
        Ok((self.get_attr(object, name)?, Value::UNBOUND, word))
    }

    /// The cache word of a call for what `cached_attr` found: a `LoadMethod`'s is always the address of an entry.
    fn for_call(&self, object: Value, word: u64) -> u64 {
        if word & 1 == 0 {
            return word;
        }
        let slot = (word >> 8) as u32 & 0xFF_FFFF;
        let entry = CacheEntry { shape: (word >> 32) as u32, kind: CacheKind::Slot, value: Value::UNBOUND, word: slot, new_shape: 0 };
        debug_assert!(object.is_object(), "only objects have attributes of their own");
        self.shared.keep_entry(entry)
    }

    /// `LoadSpecial`: the methods of `with`, with its error texts.
    pub fn load_special(&self, object: Value, name: Value) -> Res<(Value, Value)> {
        if let Some(found) = self.lookup_special(object, name)? {
            return Ok(found);
        }
        let (text, t) = (name.as_str().unwrap_or("?"), self.shown_type(object.typ()));
        let asynchronous = text.starts_with("__a");
        let protocol = if asynchronous { "asynchronous context manager" } else { "context manager" };
        let other = match text {
            "__enter__" => names::AENTER.get(),
            "__exit__" => names::AEXIT.get(),
            "__aenter__" => names::ENTER.get(),
            _ => names::EXIT.get(),
        };
        let missed = format!(" (missed {text} method)");
        let hint = if self.type_lookup(object.typ(), other).is_some() {
            if asynchronous {
                " but it supports the context manager protocol. Did you mean to use 'with'?"
            } else {
                " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?"
            }
        } else {
            ""
        };
        Err(self.type_error(format!("'{t}' object does not support the {protocol} protocol{missed}{hint}")))
    }

    /// `super(start, this).name` as a method and its object.
    pub fn load_super_method(&self, start: Value, this: Value, name: Value) -> Res<(Value, Value)> {
        let shape = this.shape_id();
        // one method can have several classes to start from on its way up: the key holds name and class
        let key = Value(name.0 ^ start.0.rotate_left(16));
        let epoch = self.epoch();
        let known = self.remembered_word(Use::Super, shape, key);
        if known != 0 {
            // SAFETY: a remembered word of this use is the address of an entry.
            let e = unsafe { &*(known as *const CacheEntry) };
            if (e.word as u64) << 32 | e.new_shape as u64 == start.0 {
                return Ok((e.value, this));
            }
        }
        if let (Some(start_type), false) = (start.as_type(), this.as_type().is_some()) {
            let mut after = false;
            for t in this.typ().mro_types() {
                if after && let Some(f) = self.namespace_get(t.namespace(), name) {
                    if is_method(f) {
                        let (word, new_shape) = ((start.0 >> 32) as u32, start.0 as u32);
                        let entry = CacheEntry { shape, kind: CacheKind::Super, value: f, word, new_shape };
                        self.remember_word(epoch, Use::Super, shape, key, self.shared.keep_entry(entry));
                        return Ok((f, this));
                    }
                    break;
                }
                after |= std::ptr::eq(t, start_type);
            }
        }
        let object = crate::types::superobject::new_super(self, start, this)?;
        Ok((self.get_attr(object, name)?, Value::UNBOUND))
    }
}

/// Is this a function that becomes a method when it is found in a class?
#[inline]
pub fn is_method(f: Value) -> bool {
    matches!(f.shape_id(), s if s == exact(Layout::Function) || s == exact(Layout::NativeMethod) || s == exact(Layout::SlotMethod))
}

/// A name of `__slots__` that instances of `typ` have room for (a class may hold the descriptor of an unrelated one).
fn own_member(typ: &Type, f: Value) -> Option<Ref<Member>> {
    f.cast::<Member>().filter(|m| m.owner.get().as_type().is_some_and(|owner| typ.is_subtype_of(owner)))
}

/// Slot `i` of an object of this shape.
#[inline]
fn slot(object: Value, shape: u32, i: usize) -> &'static Slot {
    object_slot(object, Shape::get(shape).first_slot() + i)
}

/// A word of an object.
#[inline(always)]
pub fn object_slot(object: Value, word: usize) -> &'static Slot {
    // SAFETY: the word number comes from the object's shape or its class's members, so it is inside the object.
    unsafe { &*(object.as_ptr::<Slot>()).add(word) }
}

/// How many attribute slots the object's memory has room for.
fn room(object: Value) -> u16 {
    let first = object.shape().first_slot();
    let mut bytes = crate::object::heap::object_size(object);
    if let Some((_, data)) = object.cast::<Native>().as_ref().and_then(|n| n.parts()) {
        // the slots end where the object's data begins
        let at = (data as usize).wrapping_sub(object.0 as usize);
        bytes = bytes.min(at);
    }
    ((bytes / 8).saturating_sub(first)).min(MAX_SLOTS as usize) as u16
}

fn home(object: Value) -> Home {
    if !object.is_object() {
        return Home::None;
    }
    let shape = object.shape();
    match object.layout() {
        Layout::Function => return Home::Dict(&expect_static::<Function>(object).dict),
        Layout::Module => return Home::Dict(&expect_static::<Module>(object).namespace),
        _ => {}
    }
    let typ = shape.typ();
    if !typ.has_dict {
        return Home::None;
    }
    if shape.is_dict_mode() { Home::Dict(object_slot(object, shape.first_slot())) } else { Home::Slots }
}

fn expect_static<T: crate::object::Object>(object: Value) -> &'static T {
    let r = object.expect::<T>();
    // SAFETY: the object lives as long as the caller's value does; the reference does not outlive the call.
    unsafe { &*r.as_ptr() }
}
