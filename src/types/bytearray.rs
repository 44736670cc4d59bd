//! `bytearray`: mutable bytes. What it shares with `bytes` is in `bytes_common`.
//!
//! The bytes stand in a `Raw` buffer from `start` on, so that taking from the front is cheap. All changes of size go
//! through `splice`, under the object's lock; a buffer that is too small is replaced, never moved. While a memoryview
//! looks at the array its size cannot change (`types::memoryview` keeps count).

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use crate::object::layouts::*;
use crate::object::{Args, BinOp, Layout, MethodDef, Ref, Res, Slots, TypeSpec, Value};
use crate::sync::acquire;
use crate::text::quote;
use crate::types::bytes_common::methods::{self, byte_methods};
use crate::types::bytes_common::{
    self as common, array_slice, buffer_of, byte_of, checked_index, memory, try_any_buffer, try_whole_buffer,
};
use crate::types::{bytes, memoryview, shape_for, slice, str, type_of};
use crate::vm::Vm;

/// The type `bytearray`.
pub static BYTEARRAY: TypeSpec = TypeSpec {
    name: "bytearray",
    signature: Some(""),
    doc: "Bytes that can grow and change: of an iterable of numbers, of a string in an encoding, of a buffer, or so many zeros.",
    layout: Layout::ByteArray,
    constructor: Some(("(*args, **kwargs)", new)),
    methods: METHODS,
    slots: Slots {
        repr: Some(repr),
        str: Some(|vm, v| {
            bytes::unasked(vm, "str() on a bytearray instance")?;
            repr(vm, v)
        }),
        compare: Some(bytes::compare),
        len: Some(|_, v| Ok(v.expect::<ByteArray>().len.load(Acquire))),
        get_item: Some(get_item),
        set_item: Some(set_item),
        contains: Some(methods::contains),
        iter: Some(|vm, v| Ok(super::iterators::over(vm, &super::iterators::BYTEARRAY_ITER, v, 0))),
        binary: Some(binary),
        inplace: Some(inplace),
        init: Some(init),
        ..Slots::NONE
    },
    operators: "__add__ __iadd__ __imul__ __mod__ __mul__ __rmod__ __rmul__",
    sequence: "can't concat {} to bytearray",
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = byte_methods![
    method("append", "(self, item, /)", append),
    method("clear", "(self, /)", |vm, a| splice(vm, a[0].expect(), |len| (0, len), &[]).map(|()| Value::NONE)),
    method("copy", "(self, /)", |vm, a| new_array(vm, &buffer_of(vm, a[0])?)),
    method("extend", "(self, iterable_of_ints, /)", extend),
    method("insert", "(self, index, item, /)", insert),
    method("pop", "(self, index=-1, /)", pop),
    method("remove", "(self, value, /)", remove),
    method("resize", "(self, size, /)", resize),
    method("reverse", "(self, /)", reverse),
    method("__alloc__", "(self, /)", |vm, a| {
        let b: Ref<ByteArray> = a[0].expect();
        // one byte more than the longest that fits, as if a zero ended it
        Ok(vm.int(b.buffer.get().given().map_or(0, |r| r.expect::<Raw>().capacity as i64 + i64::from(b.len.load(Relaxed) > 0))))
    }),
    method("__reduce__", "(self, /)", reduce),
    method("__reduce_ex__", "(self, proto=0, /)", reduce),
    method("__release_buffer__", "(self, buffer, /)", |vm, a| memoryview::release_for(vm, a[0], a[1])).of_slot(),
    super::object::SIZEOF,
];

/// A new `bytearray` with these bytes.
///
/// # Errors
/// `MemoryError`
pub fn new_array(vm: &Vm, data: &[u8]) -> Res {
    let b: Ref<ByteArray> = vm.new_object(exact(Layout::ByteArray));
    if !data.is_empty() {
        b.buffer.set(memory::raw(vm, data.len(), &[data])?.value());
        b.len.store(data.len(), Release);
    }
    Ok(b.value())
}

/// As `new_array`, of what may be long: see `memory::long_text`.
///
/// # Errors
/// `MemoryError`
pub fn new_long_array(vm: &Vm, data: &[u8]) -> Res {
    array_of(vm, &[data])
}

/// A new `bytearray` with these bytes, one part after the other, as `new_long_array`.
///
/// # Errors
/// `MemoryError`
pub fn array_of(vm: &Vm, parts: &[&[u8]]) -> Res {
    let len = parts.iter().map(|part| part.len()).sum();
    let b: Ref<ByteArray> = vm.new_object(exact(Layout::ByteArray));
    if len > 0 {
        b.buffer.set(memory::long_raw(vm, len, parts)?.value());
        b.len.store(len, Release);
    }
    Ok(b.value())
}

fn new(vm: &Vm, cls: Value, _: &[Value]) -> Res {
    let shape = shape_for(vm, cls)?;
    Ok(Value::from_ptr(vm.alloc.alloc(vm.words_for(shape, ByteArray::SIZE), shape)))
}

fn init(vm: &Vm, this: Value, args: Args) -> Res<()> {
    let mut given = [Value::UNBOUND; 3];
    const NAMES: [&str; 3] = ["source", "encoding", "errors"];
    let pos = args.pos();
    if args.all.len() > 3 {
        let text = format!("bytearray() takes at most 3 arguments ({} given)", args.all.len());
        return Err(vm.type_error(text));
    }
    given[..pos.len()].copy_from_slice(pos);
    for (k, v) in args.keywords() {
        let name = k.as_str().unwrap_or("?");
        match NAMES.iter().position(|n| *n == name) {
            Some(i) if given[i].is_unbound() => given[i] = v,
            Some(i) => {
                let text = format!("argument for bytearray() given by name ('{name}') and position ({})", i + 1);
                return Err(vm.type_error(text));
            }
            None => return Err(vm.type_error(format!("bytearray() got an unexpected keyword argument '{name}'"))),
        }
    }
    if this.expect::<ByteArray>().len.load(Acquire) > 0 {
        splice(vm, this.expect(), |len| (0, len), &[])?;
    }
    let data = common::construct(vm, given[0], given[1], given[2], "bytearray")?;
    splice(vm, this.expect(), |len| (0, len), &data)
}

/// Replaces the bytes from one place to another, which `range` gives for the length at that time, by others.
///
/// # Errors
/// `BufferError` if the size would change under a memoryview, `MemoryError`.
pub fn splice(vm: &Vm, b: Ref<ByteArray>, range: impl Fn(usize) -> (usize, usize), data: &[u8]) -> Res<()> {
    splice_found(vm, b, &mut |s| Some(range(s.len())), data).map(|_| ())
}

/// Bytes from which on they are copied before the lock is taken, if possible.
const LONG: usize = 64 << 10;

/// As `splice`, where `find` looks at the bytes themselves and may find nothing to do: `false` then. It is asked under
/// the lock (and once before, to see whether the size would change).
fn splice_found(vm: &Vm, b: Ref<ByteArray>, find: &mut dyn FnMut(&[u8]) -> Option<(usize, usize)>, data: &[u8]) -> Res<bool> {
    if b.exports.load(Acquire) != 0 && common::read_array(vm, b, &mut *find).is_some_and(|(from, to)| to - from != data.len()) {
        memoryview::check_resizable(vm, b)?;
    }
    // a long piece is put into a larger buffer before the lock is taken: at the place where it was to go then
    let mut prepared: Option<(usize, Ref<Raw>)> = None;
    let (guard, len, start, shared, from, to) = loop {
        let guard = acquire(&vm.thread, &b.header.lock);
        let (len, start) = (b.len.load(Relaxed), b.start.load(Relaxed));
        let shared = common::shared_array(b);
        let Some((from, to)) = find(shared.as_deref().unwrap_or_else(|| array_slice(b))) else { return Ok(false) };
        let room = b.buffer.get().given().map_or(0, |raw| raw.expect::<Raw>().capacity);
        let new_len = len - (to - from) + data.len();
        let fits = |(at, raw): &(usize, Ref<Raw>)| *at == from && raw.capacity >= new_len && !is_wasteful(new_len, raw.capacity);
        if data.len() < LONG || start + new_len <= room || prepared.as_ref().is_some_and(fits) {
            break (guard, len, start, shared, from, to);
        }
        drop(guard);
        prepared = Some((from, memory::long_raw_at(vm, new_len + spare_room(new_len, len, room > 0), from, data)?));
    };
    if to - from != data.len() && b.exports.load(Acquire) != 0 {
        // a view came between the check and the lock: from now on it has to be taken into account
        drop(guard);
        memoryview::check_resizable(vm, b)?;
        return splice_found(vm, b, find, data);
    }
    let new_len = len - (to - from) + data.len();
    let old = b.buffer.get().given().map(|r| r.expect::<Raw>());
    match old {
        Some(_) if from == 0 && data.is_empty() && to < len => b.start.store(start + to, Release),
        Some(raw) if start + new_len <= raw.capacity && !is_wasteful(new_len, raw.capacity) => {
            let tail = from + data.len();
            if tail != to {
                memory::move_within(&raw, start + to, start + tail, len - to);
            }
            memory::write_at(&raw, start + from, data);
        }
        _ => {
            let all = match &shared {
                Some(all) => all,
                None => old.map_or(&[][..], |r| memory::raw_slice(r, start, len)),
            };
            let bigger = match prepared {
                Some((_, raw)) => {
                    memory::write_at(&raw, 0, &all[..from]);
                    memory::write_at(&raw, from + data.len(), &all[to..]);
                    raw
                }
                None => memory::raw(vm, new_len + spare_room(new_len, len, old.is_some()), &[&all[..from], data, &all[to..]])?,
            };
            b.buffer.set(bigger.value());
            b.start.store(0, Release);
        }
    }
    b.len.store(new_len, Release);
    Ok(true)
}

/// Replaces all bytes by what `f` makes of a copy of them, at one moment: `f` is asked again if they changed meanwhile.
fn edit(vm: &Vm, b: Ref<ByteArray>, f: &mut dyn FnMut(Vec<u8>) -> Res<Vec<u8>>) -> Res<()> {
    loop {
        let before = common::read_array(vm, b, <[u8]>::to_vec);
        let after = f(before.clone())?;
        if splice_found(vm, b, &mut |now| (now == before).then_some((0, now.len())), &after)? {
            return Ok(());
        }
    }
}

/// How much more than its new length the buffer of an array gets that grows.
fn spare_room(new_len: usize, len: usize, has_buffer: bool) -> usize {
    if new_len > len && has_buffer { new_len / 8 + 8 } else { 0 }
}

/// Is so little left that a smaller buffer is worth a copy?
fn is_wasteful(len: usize, capacity: usize) -> bool {
    capacity > 4096 && len < capacity / 4
}

fn append(vm: &Vm, a: &[Value]) -> Res {
    let byte = byte_of(vm, a[1])?;
    let b: Ref<ByteArray> = a[0].expect();
    {
        let _guard = acquire(&vm.thread, &b.header.lock);
        let end = b.start.load(Relaxed) + b.len.load(Relaxed);
        if b.exports.load(Acquire) == 0
            && let Some(raw) = b.buffer.get().given().map(Value::expect::<Raw>)
            && end < raw.capacity
        {
            memory::write_at(&raw, end, &[byte]);
            b.len.store(b.len.load(Relaxed) + 1, Release);
            return Ok(Value::NONE);
        }
    }
    splice(vm, b, |len| (len, len), &[byte])?;
    Ok(Value::NONE)
}

fn extend(vm: &Vm, a: &[Value]) -> Res {
    let data = match try_whole_buffer(vm, a[1])? {
        Some(b) => vm.aside_over(b.len(), || b.to_vec()),
        None if common::has_gaps(a[1]) => return Err(vm.type_error("can't set bytearray slice from memoryview")),
        None if a[1].str_bytes().is_some() => {
            return Err(vm.type_error("expected iterable of integers; got: 'str'"));
        }
        None => {
            let words = || format!("can't extend bytearray with {}", a[1].type_name());
            common::from_items(vm, a[1], "bytearray", &words)?
        }
    };
    splice(vm, a[0].expect(), |len| (len, len), &data)?;
    Ok(Value::NONE)
}

fn insert(vm: &Vm, a: &[Value]) -> Res {
    let at = vm.index_i64(a[1])?;
    let byte = byte_of(vm, a[2])?;
    let place = |len: usize| {
        let at = if at < 0 { (at + len as i64).max(0) as usize } else { (at as usize).min(len) };
        (at, at)
    };
    splice(vm, a[0].expect(), place, &[byte])?;
    Ok(Value::NONE)
}

fn pop(vm: &Vm, a: &[Value]) -> Res {
    let at = a[1].given().map_or(Ok(-1), |v| vm.index_i64(v))?;
    let (mut byte, mut empty) = (0, false);
    let found = splice_found(
        vm,
        a[0].expect(),
        &mut |s| {
            empty = s.is_empty();
            let i = usize::try_from(if at < 0 { at + s.len() as i64 } else { at }).ok()?;
            byte = *s.get(i)?;
            Some((i, i + 1))
        },
        &[],
    )?;
    match (found, empty) {
        (true, _) => Ok(Value::small_int(i64::from(byte))),
        (_, true) => Err(vm.index_error("pop from empty bytearray")),
        _ => Err(vm.index_error("pop index out of range")),
    }
}

fn remove(vm: &Vm, a: &[Value]) -> Res {
    let byte = byte_of(vm, a[1])?;
    let found = splice_found(vm, a[0].expect(), &mut |s| memchr::memchr(byte, s).map(|i| (i, i + 1)), &[])?;
    if found { Ok(Value::NONE) } else { Err(vm.value_error("value not found in bytearray")) }
}

fn resize(vm: &Vm, a: &[Value]) -> Res {
    let size = vm.index_i64(a[1])?;
    if size < 0 {
        return Err(vm.value_error(format!("Can only resize to positive sizes, got {size}")));
    }
    let size = size as usize;
    let b: Ref<ByteArray> = a[0].expect();
    vm.check_memory(size, 1)?;
    loop {
        let len = b.len.load(Acquire);
        let zeros = vec![0; size.saturating_sub(len)];
        // once more if it has another length now
        if splice_found(vm, b, &mut |now| (now.len() == len).then_some((size.min(len), len)), &zeros)? {
            return Ok(Value::NONE);
        }
    }
}

fn reverse(vm: &Vm, a: &[Value]) -> Res {
    edit(vm, a[0].expect(), &mut |mut all| {
        all.reverse();
        Ok(all)
    })?;
    Ok(Value::NONE)
}

fn reduce(vm: &Vm, a: &[Value]) -> Res {
    let protocol = a.get(1).and_then(|proto| proto.given()).map_or(Ok(0), |proto| vm.index_i64(proto))?;
    let data = common::read_array(vm, a[0].expect(), <[u8]>::to_vec);
    let args = match protocol {
        _ if data.is_empty() => vm.tuple(&[]),
        // the protocols that know no bytes
        ..3 => vm.tuple(&[vm.str(&data.iter().map(|&b| char::from(b)).collect::<String>()), vm.str("latin-1")]),
        _ => vm.tuple(&[vm.bytes(&data)]),
    };
    let state = vm.call_special(a[0], crate::vm::intern::names::GETSTATE.get(), &[])?.unwrap_or(Value::NONE);
    Ok(vm.tuple(&[a[0].typ().value(), args, state]))
}

fn repr(vm: &Vm, v: Value) -> Res {
    let b = buffer_of(vm, v)?;
    let mut text = quote::repr_bytes(&b);
    if text.starts_with("b\"") {
        // unlike bytes, with the single quote escaped between double ones
        text = text.replace('\'', "\\'");
    }
    memory::text(vm, format!("{}({text})", v.type_name()).as_bytes())
}

fn get_item(vm: &Vm, v: Value, key: Value) -> Res {
    let b: Ref<ByteArray> = v.expect();
    if key.is_exact(Layout::Slice) {
        let (start, stop, step) = slice::bounds(vm, key)?;
        let s = common::guarded(vm, b, 0, usize::MAX);
        let (start, _, step, count) = slice::adjust(start, stop, step, s.len());
        if step == 1 {
            return new_array(vm, &s[start as usize..start as usize + count]);
        }
        let out: Vec<u8> = (0..count).map(|i| s[(start + step * i as i64) as usize]).collect();
        return new_array(vm, &out);
    }
    if key.typ().slots().index.is_none() {
        return Err(vm.type_error(format!("bytearray indices must be integers or slices, not {}", key.type_name())));
    }
    let i = checked_index(vm, key, b.len.load(Acquire), "bytearray index out of range")?;
    match common::read_byte(vm, b, i) {
        Some(byte) => Ok(Value::small_int(i64::from(byte))),
        None => Err(vm.index_error("bytearray index out of range")),
    }
}

fn set_item(vm: &Vm, v: Value, key: Value, new: Value) -> Res<()> {
    let b: Ref<ByteArray> = v.expect();
    if key.is_exact(Layout::Slice) {
        return set_slice(vm, b, key, new);
    }
    if key.typ().slots().index.is_none() {
        return Err(vm.type_error(format!("bytearray indices must be integers or slices, not {}", key.type_name())));
    }
    let place = |vm: &Vm| checked_index(vm, key, b.len.load(Acquire), "bytearray index out of range");
    if new.is_unbound() {
        let i = place(vm)?;
        return splice(vm, b, |len| (i.min(len), (i + 1).min(len)), &[]);
    }
    // an index that is no number comes first, then the value, and what is out of range last
    super::bytes_common::index_number(vm, key)?;
    let byte = byte_of(vm, new)?;
    let i = place(vm)?;
    let _guard = acquire(&vm.thread, &b.header.lock);
    let (len, start) = (b.len.load(Relaxed), b.start.load(Relaxed));
    match b.buffer.get().given() {
        Some(raw) if i < len => memory::cells(&raw.expect::<Raw>())[start + i].store(byte, Relaxed),
        _ => {
            drop(_guard);
            return Err(vm.index_error("bytearray index out of range"));
        }
    }
    Ok(())
}

fn is_number(v: Value) -> bool {
    let slots = v.typ().slots();
    slots.index.is_some() || slots.int.is_some() || slots.float.is_some() || v.layout() == Layout::Complex
}

fn set_slice(vm: &Vm, b: Ref<ByteArray>, key: Value, new: Value) -> Res<()> {
    let (first, last, step) = slice::bounds(vm, key)?;
    let data = match new.given() {
        None => Vec::new(),
        Some(v) => match try_any_buffer(vm, v)? {
            Some(data) => data.to_vec(),
            None if v.str_bytes().is_some() || is_number(v) => {
                return Err(vm.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
            }
            None => common::from_items(vm, v, "bytearray", &|| format!("cannot convert '{}' object to bytearray", v.type_name()))?,
        },
    };
    if step == 1 {
        let range = |len: usize| {
            let (start, _, _, count) = slice::adjust(first, last, 1, len);
            (start as usize, start as usize + count)
        };
        return splice(vm, b, range, &data);
    }
    if !new.is_unbound() && fill_step(vm, b, (first, last, step), &data) {
        return Ok(());
    }
    edit(vm, b, &mut |mut all| {
        let (start, _, step, count) = slice::adjust(first, last, step, all.len());
        let at = |i: usize| (start + step * i as i64) as usize;
        if new.is_unbound() || data.is_empty() && count > 0 {
            let mut drop = vec![false; all.len()];
            (0..count).for_each(|i| drop[at(i)] = true);
            let mut i = 0;
            all.retain(|_| {
                i += 1;
                !drop[i - 1]
            });
        } else if data.len() != count {
            let text = format!("attempt to assign bytes of size {} to extended slice of size {count}", data.len());
            return Err(vm.value_error(text));
        } else {
            data.iter().enumerate().for_each(|(i, &byte)| all[at(i)] = byte);
        }
        Ok(all)
    })
}

/// Writes `data` over the items of an extended slice where they stand; `false`: there are not as many.
fn fill_step(vm: &Vm, b: Ref<ByteArray>, (first, last, step): (i64, i64, i64), data: &[u8]) -> bool {
    let _guard = acquire(&vm.thread, &b.header.lock);
    let (start, _, step, count) = slice::adjust(first, last, step, b.len.load(Relaxed));
    let Some(raw) = b.buffer.get().given().filter(|_| count == data.len()) else { return false };
    let (raw, base) = (raw.expect::<Raw>(), b.start.load(Relaxed));
    for (i, &byte) in data.iter().enumerate() {
        memory::write_at(&raw, base + (start + step * i as i64) as usize, &[byte]);
    }
    true
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    let is_array = |v: Value| v.layout() == Layout::ByteArray;
    match op {
        BinOp::Add if is_array(a) => methods::concat(vm, a, b),
        BinOp::Mul if is_array(a) && !is_array(b) => methods::repeat(vm, a, b),
        BinOp::Mul if is_array(b) => methods::repeat(vm, b, a),
        BinOp::Mod if is_array(a) => new_array(vm, &str::percent::format_bytes(vm, &buffer_of(vm, a)?, b)?),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn inplace(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    let array: Ref<ByteArray> = a.expect();
    match op {
        BinOp::Add => match try_whole_buffer(vm, b)? {
            Some(data) => {
                // a copy, in case the two are the same
                let data = data.to_vec();
                splice(vm, array, |len| (len, len), &data)?;
                Ok(a)
            }
            None => Err(vm.type_error(format!("can't concat {} to {}", b.type_name(), type_of(&BYTEARRAY).name_text()))),
        },
        BinOp::Mul => {
            let Some(n) = super::list::repeat_count(vm, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
            edit(vm, array, &mut |all| match all.len().checked_mul(n) {
                Some(total) => vm.check_memory(total, 1).map(|()| all.repeat(n)),
                None => Err(vm.memory_error()),
            })?;
            Ok(a)
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}
