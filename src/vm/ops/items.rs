//! Items and loops: lists, tuples and ranges in the handler, the protocol for the rest.

use super::*;
use crate::object::layouts::{Array, Bytes, List, Str, Tuple};
use crate::object::{Layout, exact};
use crate::types::iterators::{Pair, next_pair, quick_next, quick_pair};
use crate::vm::intern::names;

const LIST: u32 = exact(Layout::List);
const TUPLE: u32 = exact(Layout::Tuple);

/// A list's item without a lock: the buffer is loaded once, its slots never go away under a reader.
#[inline(always)]
fn list_item(list: Value, i: i64) -> Value {
    let list = list.expect::<List>();
    let n = list.len() as i64;
    let i = if i < 0 { i + n } else { i };
    if (i as u64) < n as u64 {
        let buffer = list.items.get();
        // one look at how long the buffer is: it may grow
        if let Some(slot) = buffer.expect::<Array>().slots().get(i as usize) {
            return slot.get();
        }
    }
    Value::UNBOUND
}

#[inline(always)]
fn tuple_item(tuple: Value, i: i64) -> Value {
    let items = tuple.expect::<Tuple>();
    let items = items.items();
    let i = if i < 0 { i + items.len() as i64 } else { i };
    if (i as u64) < items.len() as u64 { items[i as usize] } else { Value::UNBOUND }
}

/// The item of `bytes`, or of a `str` of ASCII alone, if the index is one.
#[inline]
fn byte_item(o: Value, i: i64) -> Option<Value> {
    if !o.is_object() {
        return None;
    }
    if o.has_shape(exact(Layout::Bytes)) {
        return item_of(o.expect::<Bytes>().bytes(), i).map(|b| Value::small_int(b.into()));
    }
    if o.has_shape(exact(Layout::Str)) && o.expect::<Str>().is_ascii() {
        return item_of(o.expect::<Str>().bytes(), i).map(crate::vm::intern::one_char);
    }
    None
}

#[inline(always)]
fn item_of(bytes: &[u8], i: i64) -> Option<u8> {
    let i = if i < 0 { i + bytes.len() as i64 } else { i };
    bytes.get(usize::try_from(i).ok()?).copied()
}

/// `GetItem` of bytes, ASCII text and dicts.
#[inline(always)]
pub unsafe fn GetOtherItem(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let (o, key) = (get(fp, b(word)), get(fp, c(word)));
        let found = if o.has_shape(exact(Layout::Dict)) {
            vm.dict_get_simple(o, key)
        } else if key.is_small_int() {
            byte_item(o, key.small())
        } else {
            None
        };
        match found {
            Some(v) => {
                set(fp, a(word), v);
                Go(pc.add(1), fp)
            }
            None => Slow(slow_get_item),
        }
    }
}

#[inline(never)]
unsafe fn slow_get_item(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract.
    unsafe {
        let (o, key) = (get(fp, b(word)), get(fp, c(word)));
        if let Some(to) = enter_special(vm, pc, fp, o, names::GETITEM.get(), key) {
            return to;
        }
        vm.save(pc, fp);
        finish(vm, pc, fp, word, vm.get_item(o, key))
    }
}

#[inline(always)]
pub unsafe fn GetItem(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let (o, key) = (get(fp, b(word)), get(fp, c(word)));
        if o.is_pointer_or_unbound() && key.is_small_int() {
            let shape = o.header().shape();
            let v = if shape == LIST {
                list_item(o, key.small())
            } else if shape == TUPLE {
                tuple_item(o, key.small())
            } else {
                Value::UNBOUND
            };
            if !v.is_unbound() {
                set(fp, a(word), v);
                return Go(pc.add(1), fp);
            }
        }
        Next::Path(Path::GetOtherItem)
    }
}

#[cold]
#[inline(never)]
unsafe fn slow_get_item_i(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract.
    unsafe {
        let (o, key) = (get(fp, b(word)), Value::small_int(imm(word)));
        if let Some(v) = byte_item(o, imm(word)) {
            set(fp, a(word), v);
            return (pc.add(1), fp);
        }
        if let Some(to) = enter_special(vm, pc, fp, o, names::GETITEM.get(), key) {
            return to;
        }
        vm.save(pc, fp);
        finish(vm, pc, fp, word, vm.get_item(o, key))
    }
}
#[inline(always)]
pub unsafe fn GetItemI(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let o = get(fp, b(word));
        if o.is_pointer_or_unbound() {
            let shape = o.header().shape();
            let v = if shape == LIST {
                list_item(o, imm(word))
            } else if shape == TUPLE {
                tuple_item(o, imm(word))
            } else {
                Value::UNBOUND
            };
            if !v.is_unbound() {
                set(fp, a(word), v);
                return Go(pc.add(1), fp);
            }
        }
        Slow(slow_get_item_i)
    }
}

#[inline(never)]
unsafe fn slow_set_item(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        let (o, key, v) = (get(fp, a(word)), get(fp, b(word)), get(fp, c(word)));
        let result = vm.set_item(o, key, v);
        finish_unit(vm, pc, fp, word, result)
    }
}

/// `SetItem` of a dict.
#[inline(always)]
pub unsafe fn SetDictItem(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; only the owner stores without the lock.
    unsafe {
        let o = get(fp, a(word));
        if vm.owns(o.header()) && vm.dict_set_simple(o, get(fp, b(word)), get(fp, c(word))) {
            return Go(pc.add(1), fp);
        }
        Slow(slow_set_item)
    }
}

#[inline(always)]
pub unsafe fn SetItem(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; only the owner stores without the lock.
    unsafe {
        let (o, key) = (get(fp, a(word)), get(fp, b(word)));
        if o.has_shape(LIST) && key.is_small_int() && vm.owns(o.header()) {
            let list = o.expect::<List>();
            let (n, i) = (list.len() as i64, key.small());
            let i = if i < 0 { i + n } else { i };
            if (i as u64) < n as u64 {
                list.items.get().expect::<Array>().slots()[i as usize].set(get(fp, c(word)));
                return Go(pc.add(1), fp);
            }
        }
        if o.has_shape(exact(Layout::Dict)) { Next::Path(Path::SetDictItem) } else { Slow(slow_set_item) }
    }
}

slow_unit_op! {
    DelItem, slow_del_item, |vm, fp, word| vm.del_item(get(fp, a(word)), get(fp, b(word)));
}

slow_op! {
    BuildSlice, slow_build_slice, |vm, fp, word| {
        let at = b(word);
        let step = if c(word) == 3 { get(fp, at + 2) } else { Value::NONE };
        Ok(vm.slice(get(fp, at), get(fp, at + 1), step))
    };
}

slow!(slow_get_iter, |vm, fp, word| vm.iter(get(fp, b(word))));
#[inline(always)]
pub unsafe fn GetIter(_: &Vm, _: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    let v = unsafe { get(fp, b(word)) };
    if v.has_shape(LIST) || v.has_shape(TUPLE) { Next::Path(Path::IterateSequence) } else { Slow(slow_get_iter) }
}

/// `GetIter` of a list or tuple.
#[inline(always)]
pub unsafe fn IterateSequence(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; the opcode has seen what it is.
    unsafe {
        let v = get(fp, b(word));
        let layout = if v.has_shape(LIST) { Layout::ListIter } else { Layout::TupleIter };
        set(fp, a(word), vm.index_iter(layout, v, 0));
        Go(pc.add(1), fp)
    }
}

/// The rest of a loop's bottom: iterators whose `next` is a call, generators in place.
#[inline(never)]
unsafe fn slow_for_iter(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        if polled(vm)
            && let Err(raised) = vm.safepoint_slow()
        {
            return crate::vm::unwind::unwind(vm, raised);
        }
        let it = get(fp, b(word));
        if it.has_shape(exact(Layout::Generator)) {
            return crate::vm::generator::resume_in_place(vm, pc, fp, it, Value::NONE);
        }
        match vm.next(it) {
            Ok(Some(v)) => {
                set(fp, a(word), v);
                (pc.offset(imm(word) as isize), fp)
            }
            Ok(None) => (pc.add(1), fp),
            Err(raised) => crate::vm::unwind::unwind(vm, raised),
        }
    }
}

/// A loop over pairs that nobody but its two variables sees: they get the values, and no tuple is made.
#[inline(never)]
unsafe fn slow_for_pair(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    // SAFETY: by the handlers' contract; the jump's target is looked at before it is relied on.
    unsafe {
        let it = get(fp, b(word));
        let body = pc.offset(imm(word) as isize);
        let unpack = *body;
        let fits = unpack as u8 == crate::bytecode::Op::UnpackSequence as u8 && b(unpack) == a(word) && imm(unpack) == 2;
        if fits && it.is_object() && !polled(vm) && !vm.hooked.get() {
            vm.save(pc, fp);
            match next_pair(vm, it) {
                Ok(Pair::Two(first, second)) => {
                    set(fp, a(unpack), first);
                    set(fp, a(unpack) + 1, second);
                    return (body.add(1), fp);
                }
                Ok(Pair::End) => return (pc.add(1), fp),
                Ok(Pair::Unknown) => {}
                Err(raised) => return crate::vm::unwind::unwind(vm, raised),
            }
        }
        slow_for_iter(vm, pc, fp, word)
    }
}

#[inline(always)]
pub unsafe fn ForPair(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; the jump's target is looked at before it is relied on.
    unsafe {
        let body = pc.offset(imm(word) as isize);
        let unpack = *body;
        let fits = unpack as u8 == crate::bytecode::Op::UnpackSequence as u8 && b(unpack) == a(word) && imm(unpack) == 2;
        if fits
            && !polled(vm)
            && !vm.hooked.get()
            && let Some((first, second)) = quick_pair(vm, get(fp, b(word)))
        {
            set(fp, a(unpack), first);
            set(fp, a(unpack) + 1, second);
            return Go(body.add(1), fp);
        }
        Slow(slow_for_pair)
    }
}

#[inline(always)]
pub unsafe fn ForIter(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let it = get(fp, b(word));
        if polled(vm) {
            return Slow(slow_for_iter);
        }
        if let Some(v) = quick_next(vm, it) {
            set(fp, a(word), v);
            return Go(pc.offset(imm(word) as isize), fp);
        }
        if it.has_shape(exact(Layout::Generator)) {
            return Next::Path(Path::ResumeGenerator);
        }
        Slow(slow_for_iter)
    }
}

slow_unit!(slow_unpack_sequence, |vm, fp, word| {
    let (base, n) = (a(word), imm(word) as usize);
    let o = get(fp, b(word));
    vm.unpack(o, n, std::slice::from_raw_parts_mut(fp.add(base), n))
});

#[inline(always)]
pub unsafe fn UnpackSequence(_: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    unsafe {
        let (o, n) = (get(fp, b(word)), imm(word) as usize);
        if o.has_shape(TUPLE) {
            let tuple = o.expect::<Tuple>();
            if tuple.len == n {
                let to = fp.add(a(word));
                for (i, &v) in tuple.items().iter().enumerate() {
                    *to.add(i) = v;
                }
                return Go(pc.add(1), fp);
            }
        } else if o.has_shape(LIST) && n <= 4 {
            // all are read before any is written: another thread may shorten the list meanwhile
            let list = o.expect::<List>();
            if list.len() == n
                && let Some(buffer) = list.buffer()
                && let Some(slots) = buffer.slots().get(..n)
            {
                let mut found = [Value::UNBOUND; 4];
                let mut whole = true;
                for (to, slot) in found.iter_mut().zip(slots) {
                    *to = slot.get();
                    whole &= !to.is_unbound();
                }
                if whole {
                    for (i, &v) in found[..n].iter().enumerate() {
                        *fp.add(a(word) + i) = v;
                    }
                    return Go(pc.add(1), fp);
                }
            }
        }
        Slow(slow_unpack_sequence)
    }
}

slow_unit_op! {
    UnpackEx, slow_unpack_ex, |vm, fp, word| {
        let (base, before, after) = (a(word), imm(word) as usize, c(word));
        let o = get(fp, b(word));
        vm.unpack_star(o, before, after, std::slice::from_raw_parts_mut(fp.add(base), before + 1 + after))
    };
}
