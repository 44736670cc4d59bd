//! `list`: a length and a buffer of slots.
//!
//! Readers take no lock (`sync::sequence` says why that is right): they load the length, then the buffer, then the slot,
//! and an unbound or missing slot means that the list became shorter meanwhile. So a buffer is never given back to anybody
//! (growing makes a new one, clearing puts an empty one in its place), and a slot past the length is unbound. Every change,
//! and every copy that promises to show one moment, happens under the list's lock; what may run Python code (`==`,
//! iterating, `__index__`) is done before.

use std::sync::atomic::Ordering;

use num_traits::Signed;

use crate::object::layouts::*;
use crate::object::{Args, BinOp, CmpOp, Layout, MethodDef, Object, Raised, Ref, Res, Slot, Slots, TypeSpec, Value, exact, method};
use crate::sync::{acquire, acquire_pair, sequence};
use crate::vm::{Values, Vm};

use super::list_extend::{extend, for_each_locked};
use super::repr::{push_repr, showing, written};
use super::{generic_alias, list_sort, slice};

pub static LIST: TypeSpec = TypeSpec {
    name: "list",
    signature: Some("(iterable=(), /)"),
    doc: "A sequence that can grow and change: of the items of an iterable, or empty.",
    layout: Layout::List,
    methods: METHODS,
    slots: Slots {
        repr: Some(repr),
        compare: Some(compare),
        len: Some(len),
        get_item: Some(get_item),
        set_item: Some(set_item),
        contains: Some(contains),
        iter: Some(iter),
        binary: Some(binary),
        inplace: Some(inplace),
        new: Some(new),
        init: Some(init),
        ..Slots::NONE
    },
    operators: "__add__ __iadd__ __imul__ __mul__ __rmul__",
    sequence: "can only concatenate list (not \"{}\") to list",
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    method("__getitem__", "(self, index, /)", |vm, a| get_item(vm, a[0], a[1])),
    super::object::SIZEOF,
    method("append", "(self, object, /)", |vm, a| vm.list_append(a[0], a[1]).map(|()| Value::NONE)).quickly(|vm, a| match *a {
        [list, v] if list.has_shape(exact(Layout::List)) => vm.append_in_place(&list.expect(), v).then_some(Value::NONE),
        _ => None,
    }),
    method("clear", "(self, /)", |vm, a| {
        clear(vm, a[0].expect());
        Ok(Value::NONE)
    }),
    method("copy", "(self, /)", |vm, a| copy_range(vm, a[0], 0, i64::MAX, 1)),
    method("count", "(self, value, /)", count),
    method("extend", "(self, iterable, /)", |vm, a| extend(vm, a[0], a[1]).map(|()| Value::NONE)),
    method("index", "(self, value, start=0, stop=sys.maxsize, /)", index),
    method("insert", "(self, index, object, /)", insert),
    method("pop", "(self, index=-1, /)", pop).quickly(|vm, a| match *a {
        [list] if list.has_shape(exact(Layout::List)) => pop_last(vm, &list.expect()),
        _ => None,
    }),
    method("remove", "(self, value, /)", remove),
    method("reverse", "(self, /)", reverse),
    method("sort", "(self, /, *, key=None, reverse=False)", sort),
    method("__reversed__", "(self, /)", |vm, a| {
        Ok(super::iterators::over(vm, &super::iterators::LIST_REVERSE_ITER, a[0], a[0].expect::<List>().len()))
    }),
    generic_alias::CLASS_GETITEM,
];

// ---- what other containers use too ----

/// An empty object of class `cls`, which is a builtin type of layout `T` or derives from it.
pub fn instance<T: Object>(vm: &Vm, cls: Value) -> Res<Ref<T>> {
    let shape = super::shape_for(vm, cls)?;
    let v = Value::from_ptr(vm.alloc.alloc(vm.words_for(shape, size_of::<T>()), shape));
    if cls.as_type().is_some_and(|t| t.has_finalizer.load(Ordering::Relaxed)) {
        vm.alloc.register_finalizable(v);
    }
    Ok(v.expect())
}

/// The one optional positional argument of `list`, `tuple`, `set` and their like.
pub fn one_argument(vm: &Vm, name: &str, args: Args) -> Res<Option<Value>> {
    if !args.names.is_empty() {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    match *args.all {
        [] => Ok(None),
        [v] => Ok(Some(v)),
        _ => Err(vm.type_error(format!("{name} expected at most 1 argument, got {}", args.all.len()))),
    }
}

/// The arguments that the constructor of `base` looks at for a class that derives from it: an `__init__` of its own may
/// take keywords.
pub fn constructor_arguments<'a>(vm: &Vm, cls: Value, base: &'static TypeSpec, args: Args<'a>) -> Args<'a> {
    let init = crate::vm::intern::names::INIT.get();
    let own = cls.as_type().is_some_and(|t| !t.builtin && vm.type_lookup(t, init) != vm.type_lookup(super::type_of(base), init));
    if own { Args::positional(args.pos()) } else { args }
}

/// All items of an iterable; those of an exact builtin container as they are at one moment.
pub fn items_of<'a>(vm: &'a Vm, iterable: Value) -> Res<Values<'a>> {
    if iterable.is_exact(Layout::List) || iterable.is_exact(Layout::Tuple) {
        return Ok(vm.sequence_items(iterable));
    }
    let mut items = Values::new(vm);
    let done = for_each_locked(vm, iterable, None, &mut |v| {
        items.push(v);
        Ok(())
    })?;
    if !done {
        vm.check_room_for(iterable)?;
        vm.for_each(iterable, &mut |v| {
            items.push(v);
            vm.check_made()?;
            Ok(true)
        })?;
    }
    Ok(items)
}

/// How often `sequence * v` repeats; `None` if `v` is no integer.
pub fn repeat_count(vm: &Vm, v: Value) -> Res<Option<usize>> {
    if v.is_small_int() {
        return Ok(Some(v.small().max(0) as usize));
    }
    if !v.is_bool() && v.layout() != Layout::Int && v.typ().slots().index.is_none() {
        return Ok(None);
    }
    let n = vm.index(v)?;
    match vm.to_i64(n) {
        Some(n) => Ok(Some(n.max(0) as usize)),
        None => Err(vm.overflow_error("cannot fit 'int' into an index-sized integer")),
    }
}

/// The index that `sequence[key]` means, still negative if it counts from the end.
pub fn sequence_index(vm: &Vm, key: Value, what: &str) -> Res<i64> {
    if key.is_small_int() {
        return Ok(key.small());
    }
    if !key.is_bool() && key.layout() != Layout::Int && key.typ().slots().index.is_none() {
        return Err(vm.type_error(format!("{what} indices must be integers or slices, not {}", key.type_name())));
    }
    let i = vm.index(key)?;
    match vm.to_i64(i) {
        Some(i) => Ok(i),
        None => Err(vm.index_error(format!("cannot fit '{}' into an index-sized integer", key.type_name()))),
    }
}

/// A bound of `index(value, start, stop)`, clipped to `0..=len`.
pub fn index_bound(vm: &Vm, v: Value, default: usize, len: usize) -> Res<usize> {
    let Some(v) = v.given() else { return Ok(default) };
    if !v.is_small_int() && !v.is_bool() && v.layout() != Layout::Int && v.typ().slots().index.is_none() {
        return Err(vm.type_error("slice indices must be integers or have an __index__ method"));
    }
    let i = vm.index(v)?;
    let i = vm.to_i64(i).unwrap_or_else(|| if vm.to_big(i).is_some_and(|b| b.is_negative()) { i64::MIN } else { i64::MAX });
    Ok(if i < 0 { i.saturating_add(len as i64).max(0) as usize } else { i as usize })
}

/// Compares two sequences item by item; `get` gives an item while there is one.
pub fn compare_sequences(vm: &Vm, op: CmpOp, lens: (usize, usize), get: impl Fn(usize) -> (Option<Value>, Option<Value>)) -> Res {
    if matches!(op, CmpOp::Eq | CmpOp::Ne) && lens.0 != lens.1 {
        return Ok(Value::bool(op == CmpOp::Ne));
    }
    // what stands in each other many times over takes for ever
    vm.safepoint()?;
    let mut i = 0;
    loop {
        match get(i) {
            (Some(x), Some(y)) => {
                if x != y && !vm.equal(x, y)? {
                    // looked at again, since the comparison may have changed a list
                    return match (op, get(i)) {
                        (CmpOp::Eq, (Some(_), Some(_))) => Ok(Value::FALSE),
                        (CmpOp::Ne, (Some(_), Some(_))) => Ok(Value::TRUE),
                        (_, (Some(x), Some(y))) => vm.compare(op, x, y),
                        (_, (x, y)) => Ok(Value::bool(op.of(x.is_some().cmp(&y.is_some())))),
                    };
                }
            }
            (x, y) => return Ok(Value::bool(op.of(x.is_some().cmp(&y.is_some())))),
        }
        i += 1;
        if i.is_multiple_of(STEPS) {
            vm.safepoint()?;
        }
    }
}

/// A long loop takes a safepoint after so many steps.
const STEPS: usize = 4096;

// ---- buffers ----

/// A buffer of `capacity` unbound slots, or `MemoryError`.
pub fn buffer(vm: &Vm, capacity: usize) -> Res<Ref<Array>> {
    if capacity < 1 << 16 {
        return Ok(vm.array(capacity));
    }
    let Some(bytes) = capacity.checked_mul(8).filter(|&b| b < 1 << 46) else { return Err(vm.memory_error()) };
    let array: Ref<Array> = vm.new_sized(exact(Layout::Array), bytes, true)?;
    array.room.store(capacity, Ordering::Release);
    Ok(array)
}

/// A buffer for so many items before the lock is had under which they are copied, if that takes long (`Vm::warm`).
fn prepared_buffer(vm: &Vm, count: usize) -> Res<Option<Ref<Array>>> {
    if count < LONG {
        return Ok(None);
    }
    let made = buffer(vm, count)?;
    vm.warm(made.value());
    Ok(Some(made))
}

/// The list's buffer, with room for `needed` items and the first `n` in it; the caller holds the lock.
pub fn room(vm: &Vm, list: &List, n: usize, needed: usize) -> Res<Ref<Array>> {
    let old = list.buffer();
    if let Some(b) = old.filter(|b| b.capacity() >= needed) {
        return Ok(b);
    }
    let capacity = if n == 0 { needed } else { needed + needed / 4 + 6 };
    if let Some(b) = old
        && lengthened(vm, b, capacity)
    {
        return Ok(b);
    }
    let bigger = buffer(vm, capacity)?;
    sequence::move_to(list, n, bigger.value());
    Ok(bigger)
}

/// Makes a list's long buffer longer where it lies, if there is room; the caller holds the list's lock.
pub fn lengthened(vm: &Vm, buffer: Ref<Array>, capacity: usize) -> bool {
    let Some(bytes) = capacity.checked_mul(8).and_then(|bytes| bytes.checked_add(size_of::<Array>())) else { return false };
    if capacity < LONG || !vm.alloc.extend(buffer.value(), bytes) {
        return false;
    }
    buffer.room.store(capacity, Ordering::Release);
    true
}

/// Buffers of so many items stand in blocks of their own.
const LONG: usize = 4096;

/// Puts `items` in the place of `start..stop`; the caller holds the lock.
pub fn splice(vm: &Vm, list: &List, start: usize, stop: usize, items: &[Value]) -> Res<()> {
    let n = list.len();
    let buffer = room(vm, list, n, n - (stop - start) + items.len())?;
    sequence::splice(list, buffer.slots(), n, start, stop, items);
    Ok(())
}

/// Empties the list. Whoever still reads the old buffer finds it as it was.
fn clear(vm: &Vm, list: Ref<List>) {
    let empty = vm.array(0);
    let _guard = acquire(&vm.thread, &list.header.lock);
    // else nothing to let go of: a list that is being sorted is empty, and to clear it changes nothing
    if list.buffer().is_some_and(|b| b.capacity() > 0) {
        sequence::empty(&*list, empty.value());
    }
}

/// A list whose items are those of `start..stop` by `step`, clipped, at one moment.
fn copy_range(vm: &Vm, list: Value, start: i64, stop: i64, step: i64) -> Res {
    let list = list.expect::<List>();
    let made: Ref<List> = vm.new_object(exact(Layout::List));
    let prepared = prepared_buffer(vm, slice::adjust(start, stop, step, list.len()).3)?;
    let _guard = acquire(&vm.thread, &list.header.lock);
    let (start, _, step, count) = slice::adjust(start, stop, step, list.len());
    if let Some(from) = list.buffer().filter(|_| count > 0) {
        let to = match prepared.filter(|to| to.capacity() >= count) {
            Some(to) => to,
            None => buffer(vm, count)?,
        };
        let from = from.slots();
        if step == 1 {
            Slot::set_all(&to.slots()[..count], from[start as usize..].iter().map(Slot::get));
        } else {
            Slot::set_all(to.slots(), (0..count as i64).map(|i| from[(start + i * step) as usize].get()));
        }
        sequence::fill(&*made, to.value(), count);
    }
    Ok(made.value())
}

// ---- making ----

fn new(vm: &Vm, cls: Value, _args: Args) -> Res {
    Ok(instance::<List>(vm, cls)?.value())
}

fn init(vm: &Vm, list: Value, args: Args) -> Res<()> {
    let own = list.typ().slots().new.map(|f| f as usize) != LIST.slots.new.map(|f| f as usize); // then keywords are its affair
    let iterable = one_argument(vm, "list", if own { Args::positional(args.pos()) } else { args })?;
    if !list.expect::<List>().is_empty() {
        clear(vm, list.expect());
    }
    match iterable {
        Some(iterable) => extend(vm, list, iterable),
        None => Ok(()),
    }
}

// ---- looking ----

fn len(_: &Vm, list: Value) -> Res<usize> {
    Ok(list.expect::<List>().len())
}

fn iter(vm: &Vm, list: Value) -> Res {
    Ok(vm.index_iter(Layout::ListIter, list, 0))
}

fn repr(vm: &Vm, list: Value) -> Res {
    written(vm, list, write_repr)
}

/// Appends the text of a list.
pub fn write_repr(vm: &Vm, out: &mut Vec<u8>, list: Value) -> Res<()> {
    let l = list.expect::<List>();
    let Some(_showing) = showing(vm, list) else {
        out.extend(b"[...]");
        return Ok(());
    };
    out.push(b'[');
    let mut i = 0;
    while let Some(v) = l.get(i) {
        if i > 0 {
            out.extend(b", ");
        }
        push_repr(vm, out, v)?;
        i += 1;
    }
    out.push(b']');
    Ok(())
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (a.cast::<List>(), b.cast::<List>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    compare_sequences(vm, op, (x.len(), y.len()), |i| (x.get(i), y.get(i)))
}

/// The first item from `start` on that is or equals `v`, and where it stood.
fn find(vm: &Vm, list: &List, v: Value, start: usize, stop: usize) -> Res<Option<(usize, Value)>> {
    let mut i = start;
    while let Some(item) = if i < stop { list.get(i) } else { None } {
        if vm.equal(item, v)? {
            return Ok(Some((i, item)));
        }
        i += 1;
        if i.is_multiple_of(STEPS) {
            vm.safepoint()?;
        }
    }
    Ok(None)
}

fn contains(vm: &Vm, list: Value, v: Value) -> Res<bool> {
    Ok(find(vm, &list.expect::<List>(), v, 0, usize::MAX)?.is_some())
}

fn count(vm: &Vm, a: &[Value]) -> Res {
    let list = a[0].expect::<List>();
    let (mut n, mut from) = (0, 0);
    while let Some((i, _)) = find(vm, &list, a[1], from, usize::MAX)? {
        n += 1;
        from = i + 1;
    }
    Ok(vm.int(n))
}

fn index(vm: &Vm, a: &[Value]) -> Res {
    let list = a[0].expect::<List>();
    let start = index_bound(vm, a[2], 0, list.len())?;
    let stop = index_bound(vm, a[3], usize::MAX, list.len())?;
    match find(vm, &list, a[1], start, stop)? {
        Some((i, _)) => Ok(vm.int(i as i64)),
        None => Err(vm.value_error("list.index(x): x not in list")),
    }
}

fn get_item(vm: &Vm, list: Value, key: Value) -> Res {
    if key.is_object() && key.cast::<Slice>().is_some() {
        let (start, stop, step) = slice::bounds(vm, key)?;
        return copy_range(vm, list, start, stop, step);
    }
    let i = sequence_index(vm, key, "list")?;
    let l = list.expect::<List>();
    let at = |i: i64| {
        let i = if i < 0 { i + l.len() as i64 } else { i };
        usize::try_from(i).ok().and_then(|i| l.get(i))
    };
    if let Some(v) = at(i) {
        return Ok(v);
    }
    // an index from the end is two looks, and the list may have become shorter between them
    if i < 0 {
        let _guard = acquire(&vm.thread, &l.header.lock);
        if let Some(v) = at(i) {
            return Ok(v);
        }
    }
    Err(vm.index_error("list index out of range"))
}

// ---- changing ----

/// A stored or deleted item or slice.
fn set_item(vm: &Vm, list: Value, key: Value, v: Value) -> Res<()> {
    if key.is_object() && key.cast::<Slice>().is_some() {
        let bounds = slice::bounds(vm, key)?;
        return if v.is_unbound() { delete_slice(vm, list, bounds) } else { set_slice(vm, list, bounds, v) };
    }
    let i = sequence_index(vm, key, "list")?;
    let l = list.expect::<List>();
    {
        let _guard = acquire(&vm.thread, &l.header.lock);
        let n = l.len();
        let i = if i < 0 { i + n as i64 } else { i };
        if let Some(buffer) = l.buffer().filter(|_| (0..n as i64).contains(&i)) {
            let i = i as usize;
            if v.is_unbound() {
                splice(vm, &l, i, i + 1, &[])?;
            } else {
                buffer.slots()[i].set(v);
            }
            return Ok(());
        }
    }
    Err(vm.index_error("list assignment index out of range"))
}

fn set_slice(vm: &Vm, list: Value, (start, stop, step): (i64, i64, i64), v: Value) -> Res<()> {
    let l = list.expect::<List>();
    let mut items = Values::new(vm);
    if v.is_exact(Layout::List) {
        let _pair = acquire_pair(&vm.thread, &l.header.lock, &v.header().lock);
        let other = v.expect::<List>();
        let n = other.len();
        if let Some(b) = other.buffer() {
            items = Values::with_capacity(vm, n);
            items.extend(b.slots()[..n].iter().map(|slot| slot.get()));
        }
        vm.check_made()?;
        if step == 1 {
            let (start, stop, _, count) = slice::adjust(start, stop, 1, l.len());
            return splice(vm, &l, start as usize, if count == 0 { start } else { stop } as usize, &items);
        }
    } else {
        let v = vm.iterable_or(v, &|| "must assign iterable to extended slice".to_string())?;
        let collected = items_of(vm, v)?;
        items.extend(collected.iter().copied());
        vm.check_made()?;
    }
    let wrong = {
        let _guard = acquire(&vm.thread, &l.header.lock);
        let (start, stop, step, count) = slice::adjust(start, stop, step, l.len());
        if step == 1 {
            return splice(vm, &l, start as usize, if count == 0 { start } else { stop } as usize, &items);
        }
        if count == items.len() {
            if let Some(buffer) = l.buffer() {
                for (i, &v) in items.iter().enumerate() {
                    buffer.slots()[(start + i as i64 * step) as usize].set(v);
                }
            }
            return Ok(());
        }
        count
    };
    Err(vm.value_error(format!("attempt to assign sequence of size {} to extended slice of size {wrong}", items.len())))
}

fn delete_slice(vm: &Vm, list: Value, (start, stop, step): (i64, i64, i64)) -> Res<()> {
    let l = list.expect::<List>();
    let _guard = acquire(&vm.thread, &l.header.lock);
    let n = l.len();
    let (start, stop, step, count) = slice::adjust(start, stop, step, n);
    if count == 0 {
        return Ok(());
    }
    if step == 1 {
        return splice(vm, &l, start as usize, stop as usize, &[]);
    }
    // as an ascending slice: the items between the deleted ones move down
    let (first, step) = if step < 0 { (start + (count as i64 - 1) * step, -step) } else { (start, step) };
    let (first, step) = (first as usize, step as usize);
    let Some(buffer) = l.buffer() else { return Ok(()) };
    let slots = buffer.slots();
    let mut to = first;
    for i in first..n {
        let place = i - first;
        if place % step != 0 || place / step >= count {
            slots[to].set(slots[i].get());
            to += 1;
        }
    }
    sequence::shorten(&*l, slots, n, to);
    Ok(())
}

fn insert(vm: &Vm, a: &[Value]) -> Res {
    let i = vm.index_i64(a[1])?;
    let l = a[0].expect::<List>();
    let _guard = acquire(&vm.thread, &l.header.lock);
    let n = l.len() as i64;
    let i = if i < 0 { i.saturating_add(n).max(0) } else { i.min(n) } as usize;
    splice(vm, &l, i, i, &[a[2]])?;
    Ok(Value::NONE)
}

/// Takes the last item from a list of this thread's own; `None`: nothing was done.
fn pop_last(vm: &Vm, list: &List) -> Option<Value> {
    let n = list.len();
    if n == 0 || !vm.owns(&list.header) {
        return None;
    }
    let buffer = list.buffer()?;
    let v = buffer.slots()[n - 1].get();
    sequence::shorten(list, buffer.slots(), n, n - 1);
    Some(v)
}

fn pop(vm: &Vm, a: &[Value]) -> Res {
    let i = match a[1].given() {
        Some(i) => vm.index_i64(i)?,
        None => -1,
    };
    let l = a[0].expect::<List>();
    let n = {
        let _guard = acquire(&vm.thread, &l.header.lock);
        let n = l.len();
        let i = if i < 0 { i.saturating_add(n as i64) } else { i };
        if let Some(buffer) = l.buffer().filter(|_| (0..n as i64).contains(&i)) {
            let i = i as usize;
            let v = buffer.slots()[i].get();
            if i + 1 == n {
                sequence::shorten(&*l, buffer.slots(), n, i);
            } else {
                splice(vm, &l, i, i + 1, &[])?;
            }
            return Ok(v);
        }
        n
    };
    Err(vm.index_error(if n == 0 { "pop from empty list" } else { "pop index out of range" }))
}

fn remove(vm: &Vm, a: &[Value]) -> Res {
    let l = a[0].expect::<List>();
    let Some((i, item)) = find(vm, &l, a[1], 0, usize::MAX)? else { return Err(vm.value_error("list.remove(x): x not in list")) };
    let _guard = acquire(&vm.thread, &l.header.lock);
    // it may have moved, or gone, while it was compared
    let now = if l.get(i) == Some(item) { Some(i) } else { (0..l.len()).find(|&i| l.get(i) == Some(item)) };
    if let Some(i) = now {
        splice(vm, &l, i, i + 1, &[])?;
    }
    Ok(Value::NONE)
}

fn reverse(vm: &Vm, a: &[Value]) -> Res {
    let l = a[0].expect::<List>();
    let _guard = acquire(&vm.thread, &l.header.lock);
    let n = l.len();
    if let Some(buffer) = l.buffer() {
        let slots = &buffer.slots()[..n];
        for i in 0..n / 2 {
            let (x, y) = (slots[i].get(), slots[n - 1 - i].get());
            slots[i].set(y);
            slots[n - 1 - i].set(x);
        }
    }
    Ok(Value::NONE)
}

/// Sorts. Meanwhile the list is empty, so that comparing functions cannot see it half done.
fn sort(vm: &Vm, a: &[Value]) -> Res {
    let key = a[1].not_none();
    let reverse = match a[2].given() {
        Some(v) => vm.truth(v)?,
        None => false,
    };
    let l = a[0].expect::<List>();
    let empty = vm.array(0).value();
    let (mut items, mut done);
    loop {
        let n = l.len();
        (items, done) = (Values::with_room(vm, n)?, buffer(vm, n)?);
        let _guard = acquire(&vm.thread, &l.header.lock);
        if l.len() > n {
            // it grew before there was room for all
            continue;
        }
        if let Some(buffer) = l.buffer() {
            items.extend_by_slots(&buffer.slots()[..l.len()]);
        }
        sequence::empty(&*l, empty);
        break;
    }
    let sorted = list_sort::sort_values(vm, &mut items, key, reverse);
    Slot::set_all(done.slots(), items.iter().copied());
    let untouched = {
        let _guard = acquire(&vm.thread, &l.header.lock);
        let untouched = l.items.get() == empty && l.is_empty();
        sequence::fill(&*l, done.value(), items.len());
        untouched
    };
    sorted?;
    if untouched { Ok(Value::NONE) } else { Err(modified(vm)) }
}

#[cold]
fn modified(vm: &Vm) -> Raised {
    vm.value_error("list modified during sort")
}

// ---- operators ----

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    match op {
        BinOp::Add if a.cast::<List>().is_some() && b.cast::<List>().is_some() => concat(vm, a, b),
        BinOp::Mul => match (a.cast::<List>(), b.cast::<List>()) {
            (Some(list), None) => repeat(vm, list, b),
            (None, Some(list)) => repeat(vm, list, a),
            _ => Ok(Value::NOT_IMPLEMENTED),
        },
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn concat(vm: &Vm, a: Value, b: Value) -> Res {
    let (x, y) = (a.expect::<List>(), b.expect::<List>());
    let made: Ref<List> = vm.new_object(exact(Layout::List));
    let prepared = prepared_buffer(vm, x.len() + y.len())?;
    let _pair = acquire_pair(&vm.thread, &x.header.lock, &y.header.lock);
    let (n, m) = (x.len(), y.len());
    let to = match prepared.filter(|to| to.capacity() >= n + m) {
        Some(to) => to,
        None => buffer(vm, n + m)?,
    };
    for (list, from, count) in [(x, 0, n), (y, n, m)] {
        if let Some(b) = list.buffer() {
            Slot::set_all(&to.slots()[from..], b.slots()[..count].iter().map(Slot::get));
        }
    }
    sequence::fill(&*made, to.value(), n + m);
    Ok(made.value())
}

fn repeat(vm: &Vm, list: Ref<List>, times: Value) -> Res {
    let Some(times) = repeat_count(vm, times)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let made: Ref<List> = vm.new_object(exact(Layout::List));
    let items = snapshot(vm, list)?;
    let Some(total) = items.len().checked_mul(times) else { return Err(vm.memory_error()) };
    let to = buffer(vm, total)?;
    repeat_into(vm, &to, &items);
    sequence::fill(&*made, to.value(), total);
    Ok(made.value())
}

fn snapshot(vm: &Vm, list: Ref<List>) -> Res<Values<'_>> {
    let items = vm.sequence_items(list.value());
    vm.check_made()?;
    Ok(items)
}

/// Fills a buffer with `items` over and over.
fn repeat_into(vm: &Vm, to: &Array, items: &[Value]) {
    /// what is filled before the next look at what others ask for
    const PART: usize = 1 << 16;
    if let [one] = *items {
        for part in to.slots().chunks(PART) {
            Slot::set_all(part, std::iter::repeat(one));
            vm.make_way();
        }
    } else if !items.is_empty() {
        for chunk in to.slots().chunks(items.len()) {
            for (slots, values) in chunk.chunks(PART).zip(items.chunks(PART)) {
                Slot::set_all(slots, values.iter().copied());
                vm.make_way();
            }
        }
    }
}

fn inplace(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    match op {
        BinOp::Add => extend(vm, a, b)?,
        BinOp::Mul => {
            let Some(times) = repeat_count(vm, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
            let l = a.expect::<List>();
            let Some(total) = l.len().checked_mul(times) else { return Err(vm.memory_error()) };
            let to = buffer(vm, total)?;
            let _guard = acquire(&vm.thread, &l.header.lock);
            let n = l.len();
            // another thread may have changed it since: then what fits is repeated into a buffer of the right size
            let Some(total) = n.checked_mul(times) else { return Err(vm.memory_error()) };
            let to = if to.capacity() == total { to } else { buffer(vm, total)? };
            if let Some(old) = l.buffer() {
                Slot::set_all(to.slots(), old.slots()[..n].iter().map(Slot::get).cycle());
                sequence::fill(&*l, to.value(), to.capacity());
            }
        }
        _ => return Ok(Value::NOT_IMPLEMENTED),
    }
    Ok(a)
}
