//! Attributes and methods through one-word caches.
//!
//! A cache word is empty (0), `shape << 32 | word << 8 | 1` for an attribute in the object's own word, or the address of
//! a `CacheEntry`. A change of a name that a cache relied on a class for empties all of them (`Vm::set_class_attr`).

use super::answers::{enter_answer, enter_descriptor, enter_get_attr, enter_setter};
use super::*;
use crate::object::layouts::{Cell, Function};
use crate::object::{Res, Slot};
use crate::vm::remember::Use;
use crate::vm::shared::{CacheEntry, CacheKind};

/// Is the cache word the address of an entry?
#[inline(always)]
pub(in crate::vm) unsafe fn entry(at: u64) -> &'static CacheEntry {
    // SAFETY: entries live until the caches are emptied, for which all threads stop at safepoints.
    unsafe { &*(at as *const CacheEntry) }
}

/// Fills a cache with a word that this thread remembered. A place that sees objects of several classes would be written each
/// time, and threads that run it would take its line of memory from each other: a cache that is filled is replaced now and then.
unsafe fn replace_cache(vm: &Vm, pc: *const u64, fp: *mut Value, at: u64) {
    // SAFETY: an instruction with a cache, by the handlers' contract.
    unsafe {
        let misses = vm.cache_misses.get().wrapping_add(1);
        vm.cache_misses.set(misses);
        if misses.is_multiple_of(16) || cache(pc) == 0 {
            set_cache(pc, fp, at);
        }
    }
}

/// Fills a cache with a word that was found out since the epoch `before`, and remembers it. What was asked may have taken a
/// safepoint (a store waits for the object's owner): if a class changed since, the word says what was.
unsafe fn fill_cache(vm: &Vm, (pc, fp): (*const u64, *mut Value), before: u64, (what, shape, name): (Use, u32, Value), found: u64) {
    if vm.epoch() == before {
        // SAFETY: an instruction with a cache, by the handlers' contract.
        unsafe { set_cache(pc, fp, found) };
        vm.remember_word(before, what, shape, name, found);
    }
}

/// The word of an object.
#[inline(always)]
unsafe fn object_word(o: Value, i: usize) -> &'static Slot {
    // SAFETY: the cache's word number came from the object's shape.
    unsafe { &*(o.0 as *const Slot).add(i) }
}

#[cold]
#[inline(never)]
unsafe fn slow_get_attr(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        let (o, name) = (get(fp, b(word)), name_of(fp, word));
        if let Some(v) = vm.plain_function_attr(o, name) {
            set(fp, a(word), v);
            return (pc.add(2), fp);
        }
        let before = vm.epoch();
        let result = match vm.cached_attr(o, name) {
            Some((v, found)) => {
                fill_cache(vm, (pc, fp), before, (Use::Get, o.shape_id(), name), found);
                Ok(v)
            }
            None => {
                if let Some(found) = vm.cached_getter(o, name) {
                    fill_cache(vm, (pc, fp), before, (Use::Get, o.shape_id(), name), found);
                }
                if !o.typ().slots().attr_fallback {
                    vm.get_attr(o, name)
                } else {
                    match vm.generic_get_attr_opt(o, name) {
                        Ok(None) => match enter_get_attr(vm, pc, fp, o, name) {
                            Some(to) => return to,
                            None => crate::types::wrappers::attr_by_fallback(vm, o, name, Ok(None)),
                        },
                        got => crate::types::wrappers::attr_by_fallback(vm, o, name, got),
                    }
                }
            }
        };
        finish(vm, pc, fp, word, result)
    }
}

/// What a cache word that fits the object says: its attribute, or unbound.
#[inline(always)]
pub(in crate::vm) unsafe fn attr_by_word(vm: &Vm, at: u64, o: Value) -> Value {
    // SAFETY: the word is a filled cache's, for objects of this shape.
    unsafe {
        if at & 1 != 0 {
            return object_word(o, (at >> 8) as usize & 0xFF_FFFF).get();
        }
        let e = entry(at);
        match e.kind {
            CacheKind::Cell => e.value.expect::<Cell>().value.get(),
            CacheKind::Method => vm.bind_method(e.value, o),
            CacheKind::ClassOf => o.typ().value(),
            _ => Value::UNBOUND,
        }
    }
}

/// What a descriptor gives that an entry which fits the object names; `None` for an entry of another kind.
#[inline(always)]
fn ask_descriptor(vm: &Vm, e: &CacheEntry, o: Value) -> Option<Res> {
    match e.kind {
        CacheKind::Getter => {
            let getter = e.value.expect::<Function>();
            // its parameters may have changed: that is no change of the class
            let plain = getter.simple_args.load(Ordering::Relaxed) == 1;
            plain.then(|| vm.check_depth().and_then(|()| vm.call_simple(getter, o, &[])))
        }
        CacheKind::Descriptor => {
            let ask = e.value.typ().slots().descr_get?;
            Some(vm.check_depth().and_then(|()| ask(vm, e.value, o, o.typ().value())))
        }
        _ => None,
    }
}

/// Not the cache's shape, or more than a slot: an entry, or another word that this thread remembers.
#[inline(never)]
unsafe fn entry_get_attr(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract.
    unsafe {
        let o = get(fp, b(word));
        if o.is_object() {
            let mut at = cache(pc);
            let shape = o.header().shape();
            if at == 0 || at & 1 != 0 || entry(at).shape != shape {
                at = vm.remembered_word(Use::Get, shape, name_of(fp, word));
                if at != 0 {
                    replace_cache(vm, pc, fp, at);
                }
            }
            if at != 0 && at & 1 == 0 {
                let e = entry(at);
                let entered = match e.kind {
                    CacheKind::Getter => enter_answer(vm, pc, fp, e.value, [o]),
                    CacheKind::Descriptor => enter_descriptor(vm, pc, fp, e.value, o),
                    _ => None,
                };
                if let Some(to) = entered {
                    return to;
                }
                vm.save(pc, fp);
                if let Some(got) = ask_descriptor(vm, entry(at), o) {
                    return finish(vm, pc, fp, word, got);
                }
            }
            if at != 0 {
                let v = attr_by_word(vm, at, o);
                if !v.is_unbound() {
                    set(fp, a(word), v);
                    return (pc.add(2), fp);
                }
            }
        }
        slow_get_attr(vm, pc, fp, word)
    }
}

#[inline(always)]
pub unsafe fn GetAttr(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let o = get(fp, b(word));
        let at = cache(pc);
        if at & 1 != 0 {
            if o.is_pointer_or_unbound() && o.header().shape() == (at >> 32) as u32 {
                let v = object_word(o, (at >> 8) as usize & 0xFF_FFFF).get();
                if !v.is_unbound() {
                    set(fp, a(word), v);
                    return Go(pc.add(2), fp);
                }
            }
        } else if at != 0 && o.is_pointer_or_unbound() && o.header().shape() == entry(at).shape && entry(at).kind == CacheKind::Cell {
            let v = entry(at).value.expect::<Cell>().value.get();
            if !v.is_unbound() {
                set(fp, a(word), v);
                return Go(pc.add(2), fp);
            }
        }
        Next::Path(Path::GetOtherAttr)
    }
}

/// `GetAttr` at a place that sees objects of several classes, by the word that this thread remembers; of `__class__`; of a property, whose
/// getter is entered in place.
#[inline(always)]
pub unsafe fn GetOtherAttr(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let (o, at) = (get(fp, b(word)), cache(pc));
        if o.is_object() && (at == 0 || at & 1 != 0 || entry(at).shape != o.header().shape()) {
            let at = vm.remembered_word(Use::Get, o.header().shape(), name_of(fp, word));
            let v = if at & 1 != 0 {
                object_word(o, (at >> 8) as usize & 0xFF_FFFF).get()
            } else if at != 0 && entry(at).kind == CacheKind::Cell {
                entry(at).value.expect::<Cell>().value.get()
            } else {
                Value::UNBOUND
            };
            if !v.is_unbound() {
                replace_cache(vm, pc, fp, at);
                set(fp, a(word), v);
                return Go(pc.add(2), fp);
            }
        } else if o.is_object() {
            let e = entry(at);
            if e.kind == CacheKind::ClassOf {
                set(fp, a(word), o.typ().value());
                return Go(pc.add(2), fp);
            }
            if e.kind == CacheKind::Getter
                && let Some((pc, fp)) = enter_answer(vm, pc, fp, e.value, [o])
            {
                return Go(pc, fp);
            }
        }
        Slow(entry_get_attr)
    }
}

#[inline(never)]
unsafe fn slow_set_attr(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract.
    unsafe {
        let (o, v, name) = (get(fp, a(word)), get(fp, b(word)), name_of(fp, word));
        let shape = o.shape_id();
        let at = vm.remembered_word(Use::Set, shape, name);
        if at != 0 && set_by_word(vm, at, o, v) {
            replace_cache(vm, pc, fp, at);
            return (pc.add(2), fp);
        }
        if vm.set_plain_function_attr(o, name, v) {
            return (pc.add(2), fp);
        }
        if let Some(to) = enter_setter(vm, pc, fp, o, name, v) {
            return to;
        }
        vm.save(pc, fp);
        let before = vm.epoch();
        let result = vm.set_attr_cached(o, name, v);
        if let Ok(Some(found)) = result {
            fill_cache(vm, (pc, fp), before, (Use::Set, shape, name), found);
        }
        finish_unit(vm, pc, fp, word, result.map(|_| ()))
    }
}

/// Stores as a cache word that fits the object's shape says; `false`: it is another thread's object, and the store adds.
/// An adding store publishes the value first, then the shape.
#[inline(always)]
pub(in crate::vm) unsafe fn set_by_word(vm: &Vm, at: u64, o: Value, v: Value) -> bool {
    // SAFETY: the word is a filled cache's, for objects of this shape.
    unsafe {
        if at & 1 != 0 {
            object_word(o, (at >> 8) as usize & 0xFF_FFFF).set(v);
            return true;
        }
        let e = entry(at);
        if !vm.owns(o.header()) {
            return false;
        }
        object_word(o, e.word as usize).set(v);
        o.header().set_shape(e.new_shape);
        true
    }
}

#[inline(always)]
pub unsafe fn SetAttr(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let o = get(fp, a(word));
        let at = cache(pc);
        if at == 0 || !o.is_pointer_or_unbound() {
            return Slow(slow_set_attr);
        }
        let shape = o.header().shape();
        let known = if at & 1 != 0 { (at >> 32) as u32 } else { entry(at).shape };
        if shape == known && set_by_word(vm, at, o, get(fp, b(word))) {
            return Go(pc.add(2), fp);
        }
        Slow(slow_set_attr)
    }
}

slow_unit_op! {
    DelAttr, slow_del_attr, |vm, fp, word| vm.del_attr(get(fp, a(word)), name_of(fp, word));
}

/// Puts a method and its object, or another attribute and nothing, where a call's window wants them.
#[inline(always)]
unsafe fn put_method(fp: *mut Value, base: usize, found: (Value, Value)) {
    // SAFETY: by the handlers' contract.
    unsafe {
        set(fp, base, found.0);
        set(fp, base + 3, found.1);
    }
}

#[inline(never)]
unsafe fn slow_load_method(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract.
    unsafe {
        let (o, name) = (get(fp, b(word)), name_of(fp, word));
        let shape = o.shape_id();
        let mut at = cache(pc);
        if at == 0 || entry(at).shape != shape {
            at = vm.remembered_word(Use::Method, shape, name);
            if at != 0 {
                replace_cache(vm, pc, fp, at);
            }
        }
        vm.save(pc, fp);
        if at != 0 {
            if let Some(found) = entry(at).method(o) {
                put_method(fp, a(word), found);
                return (pc.add(2), fp);
            }
            if let Some(got) = ask_descriptor(vm, entry(at), o) {
                return finish_method(vm, pc, fp, word, got.map(|v| (v, Value::UNBOUND)));
            }
        }
        let before = vm.epoch();
        match vm.load_method(o, name) {
            Ok((f, this, word_to_cache)) => {
                if word_to_cache != 0 {
                    fill_cache(vm, (pc, fp), before, (Use::Method, shape, name), word_to_cache);
                }
                put_method(fp, a(word), (f, this));
                (pc.add(2), fp)
            }
            Err(raised) => crate::vm::unwind::unwind(vm, raised),
        }
    }
}

#[inline(always)]
pub unsafe fn LoadMethod(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let o = get(fp, b(word));
        let at = cache(pc);
        if at != 0 && o.is_pointer_or_unbound() {
            let e = entry(at);
            if o.header().shape() == e.shape
                && let Some(found) = e.method(o)
            {
                put_method(fp, a(word), found);
                return Go(pc.add(2), fp);
            }
        }
        Slow(slow_load_method)
    }
}

/// A place without a result register: `result` goes to the window.
unsafe fn finish_method(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64, result: Res<(Value, Value)>) -> (*const u64, *mut Value) {
    match result {
        Ok(found) => {
            // SAFETY: by the handlers' contract.
            unsafe {
                put_method(fp, a(word), found);
                (pc.add(length(word)), fp)
            }
        }
        Err(raised) => crate::vm::unwind::unwind(vm, raised),
    }
}

#[inline(never)]
unsafe fn slow_load_special(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract.
    unsafe {
        let (o, name) = (get(fp, b(word)), name_of(fp, word));
        let shape = o.shape_id();
        let at = vm.remembered_word(Use::Special, shape, name);
        if at != 0
            && let Some(found) = entry(at).method(o)
        {
            replace_cache(vm, pc, fp, at);
            put_method(fp, a(word), found);
            return (pc.add(2), fp);
        }
        vm.save(pc, fp);
        let before = vm.epoch();
        let result = vm.load_special_cached(o, name).map(|(f, this, found)| {
            if found != 0 {
                fill_cache(vm, (pc, fp), before, (Use::Special, shape, name), found);
            }
            (f, this)
        });
        finish_method(vm, pc, fp, word, result)
    }
}

#[inline(always)]
pub unsafe fn LoadSpecial(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let o = get(fp, b(word));
        let at = cache(pc);
        if at != 0 && o.is_pointer_or_unbound() && o.header().shape() == entry(at).shape {
            put_method(fp, a(word), (entry(at).value, o));
            return Go(pc.add(2), fp);
        }
        Slow(slow_load_special)
    }
}

#[cold]
#[inline(never)]
unsafe fn slow_load_super_method(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        let found = get(fp, a(word));
        let result = if found == crate::types::type_of(&crate::types::superobject::SUPER).value() {
            vm.load_super_method(get(fp, b(word)), get(fp, c(word)), name_of(fp, word))
        } else {
            // the script's own `super`: it is called like any function
            vm.call(found, &[]).and_then(|object| vm.get_attr(object, name_of(fp, word))).map(|f| (f, Value::UNBOUND))
        };
        finish_method(vm, pc, fp, word, result)
    }
}

#[inline(always)]
pub unsafe fn LoadSuperMethod(_: &Vm, _: *const u64, _: *mut Value, _: u64) -> Next {
    Slow(slow_load_super_method)
}
