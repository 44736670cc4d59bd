//! Iteration: `iter`, `next`, walking an iterable from Rust, unpacking.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Layout, Res, Value};
use crate::sync::sequence;
use crate::types::exceptions as exc;

use super::{Values, Vm};

/// Start, step and length of an exact `range` of few small integers.
fn plain_range(v: Value) -> Option<(i64, i64, usize)> {
    const FEW: i64 = 1 << 20;
    if !v.has_shape(exact(Layout::Range)) {
        return None;
    }
    let r = v.expect::<Range>();
    let (start, step, n) = (r.start.get().as_small_int()?, r.step.get().as_small_int()?, r.length.get().as_small_int()?);
    let fits = n <= FEW && start.unsigned_abs() < 1 << 40 && step.unsigned_abs() < 1 << 20;
    fits.then_some((start, step, n as usize))
}

/// Has a value's class the iterator of this builtin type?
fn iterates_as(v: Value, builtin: &'static crate::object::TypeSpec) -> bool {
    match (v.typ().slots().iter, crate::types::type_of(builtin).slots().iter) {
        (Some(own), Some(its)) => std::ptr::fn_addr_eq(own, its),
        _ => false,
    }
}

impl Vm {
    /// `iter(v)`.
    pub fn iter(&self, v: Value) -> Res {
        let slots = v.typ().slots();
        if let Some(f) = slots.iter {
            let it = f(self, v)?;
            if it.typ().slots().next.is_none() {
                return Err(self.type_error(format!("iter() returned non-iterator of type '{}'", it.type_name())));
            }
            return Ok(it);
        }
        if super::protocol::is_indexed(v) {
            return Ok(self.index_iter(Layout::SeqIter, v, 0));
        }
        Err(self.not_a(v, "is not iterable"))
    }

    /// An iterable as it is, if it is of a builtin type, or its iterator. Where there is none, whatever `__iter__` says of it, a
    /// `TypeError` tells it in the words of who wanted it.
    pub fn iterable_or(&self, v: Value, words: &dyn Fn() -> String) -> Res {
        if v.typ().builtin && v.typ().slots().iter.is_some() {
            return Ok(v);
        }
        match self.catch(self.iter(v), &exc::TYPE_ERROR)? {
            Some(it) => Ok(it),
            None => Err(self.type_error(words())),
        }
    }

    /// As `for_each`, for what need not be iterable: `iterable_or`.
    pub fn for_each_or(&self, v: Value, words: &dyn Fn() -> String, f: &mut dyn FnMut(Value) -> Res<bool>) -> Res<()> {
        if v.typ().builtin && v.typ().slots().iter.is_some() {
            return self.for_each(v, &mut |item| f(item));
        }
        let it = self.iterable_or(v, words)?;
        self.for_each_next(it, f)
    }

    /// `next(it)`; `None` when it is exhausted, whatever value a `StopIteration` may carry (`next_raw` keeps it).
    #[inline]
    pub fn next(&self, it: Value) -> Res<Option<Value>> {
        // iterators of iterators of iterators
        self.check_depth()?;
        match it.typ().slots().next {
            Some(f) => f(self, it).or_else(|raised| self.end_of_iteration(raised)),
            None => Err(self.not_a(it, "is not an iterator")),
        }
    }

    /// `StopIteration` is the end of an iteration, any other exception goes on.
    #[cold]
    fn end_of_iteration(&self, raised: crate::object::Raised) -> Res<Option<Value>> {
        if !self.raised_is(&exc::STOP_ITERATION) {
            return Err(raised);
        }
        self.take_raised(raised);
        Ok(None)
    }

    /// Calls `f` with each item until it says `false`. A safepoint now and then. What `f` does to an item of a tuple or a list
    /// is compiled into the loop.
    #[inline]
    pub fn for_each<F: FnMut(Value) -> Res<bool>>(&self, iterable: Value, f: &mut F) -> Res<()> {
        if iterable.is_exact(Layout::Tuple) {
            for &v in iterable.expect::<Tuple>().items() {
                if !f(v)? {
                    break;
                }
                self.make_way_or_stop()?;
            }
            return Ok(());
        }
        if iterable.is_exact(Layout::List) {
            let list = iterable.expect::<List>();
            let mut i = 0;
            while let Some(v) = list.get(i) {
                if !f(v)? {
                    break;
                }
                self.make_way_or_stop()?;
                i += 1;
            }
            return Ok(());
        }
        self.for_each_of(iterable, f)
    }

    /// As `for_each`, for any iterable.
    fn for_each_of(&self, iterable: Value, f: &mut dyn FnMut(Value) -> Res<bool>) -> Res<()> {
        let it = self.iter(iterable)?;
        self.for_each_next(it, f)
    }

    /// As `for_each`, for what an iterator gives from now on.
    pub fn for_each_next(&self, it: Value, f: &mut dyn FnMut(Value) -> Res<bool>) -> Res<()> {
        // a builtin type's `next` stays what it is
        let builtin = Some(it.typ()).filter(|t| t.builtin).and_then(|t| t.slots().next);
        loop {
            let item = match builtin {
                Some(next) => {
                    self.check_depth()?;
                    next(self, it).or_else(|raised| self.end_of_iteration(raised))?
                }
                None => self.next(it)?,
            };
            match item {
                Some(v) if f(v)? => self.safepoint()?,
                _ => return Ok(()),
            }
        }
    }

    /// `MemoryError` for a range of more items than any memory holds: whoever wants all of them need not begin.
    pub fn check_room_for(&self, iterable: Value) -> Res<()> {
        if iterable.is_exact(Layout::Range) && self.len(iterable)? >= 1 << 42 {
            return Err(self.memory_error());
        }
        Ok(())
    }

    /// All items of an iterable.
    pub fn collect_items(&self, iterable: Value) -> Res<Values<'_>> {
        if iterable.is_exact(Layout::List) || iterable.is_exact(Layout::Tuple) {
            return Ok(self.sequence_items(iterable));
        }
        if let Some((start, step, n)) = plain_range(iterable) {
            let mut items = Values::with_capacity(self, n);
            for i in 0..n {
                items.push(Value::small_int(start + i as i64 * step));
                self.make_way_at(i)?;
            }
            return Ok(items);
        }
        if iterable.is_exact(Layout::Set) || iterable.is_exact(Layout::FrozenSet) {
            let mut items = Values::with_capacity(self, iterable.expect::<Set>().len());
            crate::types::list_extend::for_each_locked(self, iterable, None, &mut |v| {
                items.push(v);
                Ok(())
            })?;
            return Ok(items);
        }
        if iterable.is_exact(Layout::Str) {
            let s = iterable.expect::<Str>();
            let mut items = Values::with_capacity(self, s.chars as usize);
            for (i, c) in crate::text::wtf8::code_points(s.bytes()).enumerate() {
                items.push(self.char(c));
                self.make_way_at(i)?;
            }
            return Ok(items);
        }
        if iterable.is_exact(Layout::Bytes) {
            let bytes = iterable.expect::<Bytes>();
            let mut items = Values::with_capacity(self, bytes.len);
            for (i, &byte) in bytes.bytes().iter().enumerate() {
                items.push(Value::small_int(byte.into()));
                self.make_way_at(i)?;
            }
            return Ok(items);
        }
        self.check_room_for(iterable)?;
        let mut items = Values::new(self);
        self.for_each(iterable, &mut |v| {
            items.push(v);
            self.check_made()?;
            Ok(true)
        })?;
        Ok(items)
    }

    /// How many items an object says it has, by its length or `__length_hint__`; `None` if it does not say.
    pub fn length_hint(&self, v: Value) -> Res<Option<i64>> {
        if v.typ().slots().len.is_some()
            && let Some(n) = self.catch(self.len(v), &exc::TYPE_ERROR)?
        {
            return Ok(Some(n as i64));
        }
        let hint = self.catch(self.call_special(v, super::intern::names::LENGTH_HINT.get(), &[]), &exc::TYPE_ERROR)?;
        let Some(hint) = hint.flatten().filter(|&h| h != Value::NOT_IMPLEMENTED) else { return Ok(None) };
        if self.to_big(hint).is_none() {
            return Err(self.type_error(format!("__length_hint__ must be an integer, not {}", hint.type_name())));
        }
        match self.to_i64(hint) {
            None => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
            Some(n) if n < 0 => Err(self.value_error("__length_hint__() should return >= 0")),
            Some(n) => Ok(Some(n)),
        }
    }

    /// The items of a list or tuple as they are now.
    pub fn sequence_items(&self, v: Value) -> Values<'_> {
        if let Some(t) = v.cast::<Tuple>() {
            return Values::from_slice(self, t.items());
        }
        let list = v.expect::<List>();
        loop {
            let room = list.len();
            let mut items = Values::with_warm_room(self, room);
            let _guard = crate::sync::acquire(&self.thread, &list.header.lock);
            if list.len() > room {
                // it grew before there was room for all
                continue;
            }
            if let Some(buffer) = list.buffer() {
                items.extend_by_slots(&buffer.slots()[..list.len()]);
            }
            return items;
        }
    }

    /// `a, b, c = v` into `to`.
    pub fn unpack(&self, v: Value, n: usize, to: &mut [Value]) -> Res<()> {
        if let Some(t) = v.cast::<Tuple>().filter(|t| t.len == n)
            && iterates_as(v, &crate::types::tuple::TUPLE)
        {
            to.copy_from_slice(t.items());
            return Ok(());
        }
        if v.is_exact(Layout::List) {
            let items = self.sequence_items(v);
            if items.len() == n {
                to.copy_from_slice(&items);
                return Ok(());
            }
        }
        let it = self.unpack_iter(v)?;
        let mut items = Values::with_capacity(self, n);
        while items.len() < n {
            match self.next(it)? {
                Some(item) => items.push(item),
                None => return Err(self.value_error(format!("not enough values to unpack (expected {n}, got {})", items.len()))),
            }
        }
        if self.next(it)?.is_some() {
            let sized = matches!(v.shape_id(), s if s == exact(Layout::List) || s == exact(Layout::Tuple) || s == exact(Layout::Dict));
            let got = if sized { format!(", got {}", self.len(v)?) } else { String::new() };
            return Err(self.value_error(format!("too many values to unpack (expected {n}{got})")));
        }
        to.copy_from_slice(&items);
        Ok(())
    }

    fn unpack_iter(&self, v: Value) -> Res {
        if v.typ().slots().iter.is_none() && v.typ().slots().get_item.is_none() {
            return Err(self.type_error(format!("cannot unpack non-iterable {} object", v.type_name())));
        }
        self.iter(v)
    }

    /// `a, *b, c = v` into `to`.
    pub fn unpack_star(&self, v: Value, before: usize, after: usize, to: &mut [Value]) -> Res<()> {
        let items = if v.is_exact(Layout::List) || v.is_exact(Layout::Tuple) {
            self.sequence_items(v)
        } else {
            let it = self.unpack_iter(v)?;
            let mut items = Values::new(self);
            while let Some(item) = self.next(it)? {
                items.push(item);
            }
            items
        };
        if items.len() < before + after {
            let text = format!("not enough values to unpack (expected at least {}, got {})", before + after, items.len());
            return Err(self.value_error(text));
        }
        let end = items.len() - after;
        to[..before].copy_from_slice(&items[..before]);
        to[before] = self.list(&items[before..end]);
        to[before + 1..].copy_from_slice(&items[end..]);
        Ok(())
    }

    /// `[*items]`: extends a display's list.
    pub fn extend_display(&self, list: Value, items: Value) -> Res<()> {
        if items.typ().slots().iter.is_none() && items.typ().slots().get_item.is_none() {
            return Err(self.type_error(format!("Value after * must be an iterable, not {}", items.type_name())));
        }
        crate::types::list_extend::extend(self, list, items)
    }

    /// Appends to a list.
    #[inline]
    pub fn list_append(&self, list: Value, v: Value) -> Res<()> {
        if self.append_in_place(&list.expect(), v) { Ok(()) } else { self.list_append_slowly(list, v) }
    }

    /// Appends to a list of this thread's own that has room; `false`: nothing was done. A leaf.
    #[inline(always)]
    pub fn append_in_place(&self, list: &List, v: Value) -> bool {
        // of a list of one's own nobody else changes anything before the next safepoint
        if !self.owns(&list.header) {
            return false;
        }
        let n = list.len.load(Ordering::Relaxed);
        let Some(buffer) = list.buffer() else { return false };
        let slots = buffer.slots();
        if n >= slots.len() {
            return false;
        }
        sequence::put_last(list, slots, n, v);
        true
    }

    #[inline(never)]
    fn list_append_slowly(&self, list: Value, v: Value) -> Res<()> {
        let l = list.expect::<List>();
        let guard = (!self.owns(&l.header)).then(|| crate::sync::acquire(&self.thread, &l.header.lock));
        let n = l.len.load(Ordering::Relaxed);
        let buffer = match l.buffer() {
            Some(b) if n < b.capacity() || crate::types::list::lengthened(self, b, n + n / 4) => b,
            _ => {
                let Some(bigger) = self.try_array(n + n / 2 + 6) else {
                    drop(guard);
                    return Err(self.memory_error());
                };
                sequence::move_to(&*l, n, bigger.value());
                bigger
            }
        };
        sequence::put_last(&*l, buffer.slots(), n, v);
        Ok(())
    }

    /// `{**mapping}`.
    pub fn dict_update_display(&self, dict: Value, mapping: Value) -> Res<()> {
        if mapping.cast::<Dict>().is_some() && mapping.typ().builtin {
            return crate::types::dict::merge(self, dict, mapping);
        }
        let keys = self.get_attr_opt(mapping, super::intern::names::KEYS.get())?;
        let Some(keys) = keys else { return Err(self.not_a(mapping, "is not a mapping")) };
        let keys = self.keys_of(mapping, keys)?;
        self.for_each(keys, &mut |k| {
            let v = self.get_item(mapping, k)?;
            self.dict_set(dict, k, v).map(|()| true)
        })
    }

    /// What a mapping's method `keys` gives, which must be iterable.
    pub fn keys_of(&self, mapping: Value, method: Value) -> Res {
        let keys = self.call(method, &[])?;
        if keys.typ().slots().iter.is_none() && keys.typ().slots().get_item.is_none() {
            let text = format!("{}.keys() returned a non-iterable (type {})", mapping.type_name(), keys.type_name());
            return Err(self.type_error(text));
        }
        Ok(keys)
    }

    /// `f(**mapping)`: as above, a key twice is an error in the name of `f`. That all keys are text is the call's business.
    pub fn dict_merge_call(&self, dict: Value, mapping: Value, f: Value) -> Res<()> {
        let add = |k: Value, v: Value| -> Res<()> {
            if self.dict_get(dict, k)?.is_some() {
                let text =
                    format!("{} got multiple values for keyword argument '{}'", self.callee_text(f), self.str_text(self.to_str(k)?)?);
                return Err(self.type_error(text));
            }
            self.dict_set(dict, k, v)
        };
        if mapping.cast::<Dict>().is_some() && mapping.typ().builtin {
            let items = self.dict_items_now(mapping);
            if self.dict_len(dict) == 0 && items.pairs().all(|(k, _)| k.is_exact_str()) {
                // nothing to meet
                return items.pairs().try_for_each(|(k, v)| self.dict_set(dict, k, v));
            }
            for (k, v) in items.pairs() {
                add(k, v)?;
            }
            return Ok(());
        }
        let Some(keys) = self.get_attr_opt(mapping, super::intern::names::KEYS.get())? else {
            let text = format!("{} argument after ** must be a mapping, not {}", self.callee_text(f), mapping.type_name());
            return Err(self.type_error(text));
        };
        let keys = self.keys_of(mapping, keys)?;
        self.for_each(keys, &mut |k| {
            let v = self.get_item(mapping, k)?;
            add(k, v).map(|()| true)
        })
    }

    /// How an error text names what is called: `module.name()`.
    pub fn callee_text(&self, f: Value) -> String {
        let name = self.get_attr_opt(f, super::intern::names::QUALNAME.get()).ok().flatten();
        let module = self.get_attr_opt(f, super::intern::names::MODULE.get()).ok().flatten();
        match (name.and_then(|n| self.str_text(n).ok()), module.and_then(|m| m.as_str().map(str::to_string))) {
            (Some(n), Some(m)) if m != "builtins" => format!("{m}.{n}()"),
            (Some(n), _) => format!("{n}()"),
            _ => format!("{} object", f.type_name()),
        }
    }

    /// `StopIteration` raised by `next` becomes the end: used around Python `__next__` methods.
    pub fn stop_to_none(&self, result: Res) -> Res<Option<Value>> {
        match result {
            Ok(v) => Ok(Some(v)),
            Err(raised) if self.raised_is(&exc::STOP_ITERATION) => {
                self.take_raised(raised);
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }
}
