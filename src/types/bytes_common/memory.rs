//! The one place where text and bytes touch raw memory: objects whose bytes stand in another object, and the `Raw`
//! buffers that bytearrays and growing strings share.
//!
//! A `Raw` is never reused while anybody can see it, so a slice of one stays valid; what a bytearray's slice *says* may
//! change while another thread writes to it, byte by byte and never torn further.

use std::sync::atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering};

use crate::object::heap::object_around;
use crate::object::layouts::*;
use crate::object::{Layout, Ref, Res, Slot, Value};
use crate::vm::Vm;
use crate::vm::make::count_chars;

/// A `str` with these bytes, which may be many.
///
/// # Errors
/// `MemoryError`
pub fn text(vm: &Vm, bytes: &[u8]) -> Res {
    text_counted(vm, bytes, count_chars(bytes))
}

/// As `text`, the number of code points known.
///
/// # Errors
/// `MemoryError`
pub fn text_counted(vm: &Vm, bytes: &[u8], chars: usize) -> Res {
    if bytes.len() < 4096 {
        return Ok(vm.str_counted(bytes, chars));
    }
    filled_text(vm, bytes.len(), chars, &mut |to| to.copy_from_slice(bytes))
}

/// As `text`, of what may be so long that others must be able to stop the world meanwhile (`Vm::aside_over`, whose conditions hold).
///
/// # Errors
/// `MemoryError`
pub fn long_text(vm: &Vm, bytes: &[u8]) -> Res {
    let chars = vm.aside_over(bytes.len(), || count_chars(bytes));
    long_text_counted(vm, bytes, chars)
}

/// As `long_text`, the number of code points known.
///
/// # Errors
/// `MemoryError`
pub fn long_text_counted(vm: &Vm, bytes: &[u8], chars: usize) -> Res {
    if bytes.len() < 4096 {
        return Ok(vm.str_counted(bytes, chars));
    }
    filled_text(vm, bytes.len(), chars, &mut |to| vm.aside_over(bytes.len(), || to.copy_from_slice(bytes)))
}

/// A `str` of `len` bytes (more than one), which `fill` writes.
///
/// # Errors
/// `MemoryError`
pub fn filled_text(vm: &Vm, len: usize, chars: usize, fill: &mut dyn FnMut(&mut [u8])) -> Res {
    if len > u32::MAX as usize {
        return Err(vm.memory_error());
    }
    let s = vm.new_sized::<Str>(exact(Layout::Str), len, false)?;
    let p = s.as_ptr() as *mut Str;
    // SAFETY: fresh memory of that size that nobody else sees yet.
    unsafe {
        let data = p.add(1) as *mut u8;
        write_str(p, data, len, chars);
        fill(std::slice::from_raw_parts_mut(data, len));
    }
    Ok(s.value())
}

/// # Safety
/// `p` is fresh memory of a `Str`, `data` the `len` bytes that it keeps alive.
unsafe fn write_str(p: *mut Str, data: *const u8, len: usize, chars: usize) {
    // SAFETY: by the contract.
    unsafe {
        (&raw mut (*p).hash).write(AtomicU64::new(0));
        (*p).len = len as u32;
        (*p).chars = chars as u32;
        (*p).data = data;
    }
}

/// An instance of a subclass of `str` with the text of `source`.
pub fn text_of_shape(vm: &Vm, shape: u32, source: Ref<Str>) -> Value {
    let p = vm.alloc.alloc(vm.words_for(shape, Str::SIZE), shape) as *mut Str;
    // SAFETY: fresh memory; the bytes belong to `source` or to what it keeps alive, found through `data` from now on.
    unsafe {
        write_str(p, source.data, source.len as usize, source.chars as usize);
        (*p).hash.store(source.hash.load(Ordering::Relaxed), Ordering::Relaxed);
    }
    Value::from_ptr(p)
}

/// An instance of a subclass of `bytes` with the bytes of `source`.
pub fn bytes_of_shape(vm: &Vm, shape: u32, source: Ref<Bytes>) -> Value {
    let p = vm.alloc.alloc(vm.words_for(shape, Bytes::SIZE), shape) as *mut Bytes;
    // SAFETY: as in `text_of_shape`.
    unsafe {
        (&raw mut (*p).hash).write(AtomicU64::new(0));
        (*p).len = source.len;
        (*p).data = source.data;
    }
    Value::from_ptr(p)
}

/// A `bytes` of `len` bytes, which `fill` writes over zeros. As `long_text`.
///
/// # Errors
/// `MemoryError`
pub fn filled_bytes(vm: &Vm, len: usize, fill: &mut dyn FnMut(&mut [u8])) -> Res {
    new_bytes(vm, len, &mut |to| {
        vm.aside_over(len, || to.fill(0));
        fill(to);
    })
}

/// A `bytes` of `len` bytes, all of which `fill` writes.
fn new_bytes(vm: &Vm, len: usize, fill: &mut dyn FnMut(&mut [u8])) -> Res {
    let b = vm.new_sized::<Bytes>(exact(Layout::Bytes), len, false)?;
    let p = b.as_ptr() as *mut Bytes;
    // SAFETY: fresh memory of that size that nobody else sees yet.
    unsafe {
        let data = p.add(1) as *mut u8;
        (&raw mut (*p).hash).write(AtomicU64::new(0));
        (*p).len = len;
        (*p).data = data;
        fill(std::slice::from_raw_parts_mut(data, len));
    }
    Ok(b.value())
}

/// A `bytes` with these bytes, which may be many.
///
/// # Errors
/// `MemoryError`
pub fn bytes(vm: &Vm, data: &[u8]) -> Res {
    if data.len() < 4096 { Ok(vm.bytes(data)) } else { new_bytes(vm, data.len(), &mut |to| to.copy_from_slice(data)) }
}

/// As `bytes`, of what may be long: see `long_text`.
///
/// # Errors
/// `MemoryError`
pub fn long_bytes(vm: &Vm, data: &[u8]) -> Res {
    let len = data.len();
    if len < 4096 { Ok(vm.bytes(data)) } else { new_bytes(vm, len, &mut |to| vm.aside_over(len, || to.copy_from_slice(data))) }
}

/// A buffer with room for `capacity` bytes, the first of which are `parts` one after the other (`used` says how many).
///
/// # Errors
/// `MemoryError`
pub fn raw(vm: &Vm, capacity: usize, parts: &[&[u8]]) -> Res<Ref<Raw>> {
    new_raw(vm, capacity, parts, &|fill| fill())
}

/// As `raw`, of what may be long: see `long_text`.
///
/// # Errors
/// `MemoryError`
pub fn long_raw(vm: &Vm, capacity: usize, parts: &[&[u8]]) -> Res<Ref<Raw>> {
    new_raw(vm, capacity, parts, &|fill| vm.aside_over(capacity, fill))
}

/// A buffer with room for `capacity` bytes that has `data` at `at`, as `long_raw`.
///
/// # Errors
/// `MemoryError`
pub fn long_raw_at(vm: &Vm, capacity: usize, at: usize, data: &[u8]) -> Res<Ref<Raw>> {
    let raw = new_raw(vm, capacity, &[], &|fill| vm.aside_over(capacity, fill))?;
    vm.aside_over(data.len(), || write_at(&raw, at, data));
    Ok(raw)
}

/// A buffer that is filled by what `run` is given.
fn new_raw(vm: &Vm, capacity: usize, parts: &[&[u8]], run: &dyn Fn(&mut dyn FnMut())) -> Res<Ref<Raw>> {
    let r = vm.new_sized::<Raw>(exact(Layout::Raw), capacity, false)?;
    let p = r.as_ptr() as *mut Raw;
    // SAFETY: fresh memory of that size that nobody else sees yet.
    unsafe {
        (*p).capacity = capacity;
        let to = std::slice::from_raw_parts_mut(p.add(1) as *mut u8, capacity);
        let mut at = 0;
        run(&mut || {
            for part in parts {
                to[at..at + part.len()].copy_from_slice(part);
                at += part.len();
            }
            to[at..].fill(0);
        });
        (&raw mut (*p).used).write(AtomicUsize::new(at));
    }
    Ok(r)
}

/// The bytes of a buffer as atomics: how they are written to while others may read.
pub fn cells(raw: &Raw) -> &[AtomicU8] {
    // SAFETY: `capacity` initialised bytes follow the struct.
    unsafe { std::slice::from_raw_parts((raw as *const Raw).add(1) as *const AtomicU8, raw.capacity) }
}

/// Do other interpreters see this buffer (`interp::transfer::view`)? No lock keeps them from writing to it: its bytes are
/// read and written one by one, as atomics.
#[inline]
pub fn is_shared(raw: &Raw) -> bool {
    raw.header.has_flag(crate::object::header::FLAG_IMMORTAL)
}

/// A copy of bytes of a buffer that others may be writing to.
pub fn snapshot(raw: &Raw, start: usize, len: usize) -> Vec<u8> {
    let all = cells(raw);
    let start = start.min(all.len());
    all[start..][..len.min(all.len() - start)].iter().map(|byte| byte.load(Ordering::Relaxed)).collect()
}

/// Bytes of a buffer that is not shared, to read. The borrow is short: no call that can run Python while it is held, so that behind the
/// GIL nobody writes meanwhile; free-threaded, `buffer::with` copies instead.
pub fn raw_slice(raw: Ref<Raw>, start: usize, len: usize) -> &'static [u8] {
    let start = start.min(raw.capacity);
    let len = len.min(raw.capacity - start);
    // SAFETY: initialised bytes inside the buffer, which the collector keeps while the caller's stack has its address.
    unsafe { std::slice::from_raw_parts((raw.as_ptr().add(1) as *const u8).add(start), len) }
}

/// The bytes of a `bytes` object, for as long as the caller's value lives on its stack.
pub fn bytes_slice(b: Ref<Bytes>) -> &'static [u8] {
    // SAFETY: as for `Bytes::bytes`; they never change.
    unsafe { std::slice::from_raw_parts(b.data, b.len) }
}

/// The bytes of a `str` object, for as long as the caller's value lives on its stack.
pub fn text_slice(s: Ref<Str>) -> &'static [u8] {
    // SAFETY: as for `Str::bytes`; they never change.
    unsafe { std::slice::from_raw_parts(s.data, s.len as usize) }
}

/// The same of a `bytes` object.
pub fn data_slice(b: Ref<Bytes>) -> &'static [u8] {
    // SAFETY: as for `Bytes::bytes`; they never change.
    unsafe { std::slice::from_raw_parts(b.data, b.len) }
}

/// Moves bytes inside a buffer; the caller has the lock of the bytearray that it belongs to.
pub fn move_within(raw: &Raw, from: usize, to: usize, len: usize) {
    let all = cells(raw);
    assert!(from + len <= all.len() && to + len <= all.len(), "inside the buffer");
    if is_shared(raw) {
        return write_at(raw, to, &snapshot(raw, from, len));
    }
    // SAFETY: both ranges are inside the buffer; atomics may be written through a shared reference, and writers
    // exclude each other.
    unsafe { std::ptr::copy(all.as_ptr().add(from) as *const u8, all.as_ptr().add(to) as *mut u8, len) };
}

/// Writes bytes into a buffer; as `move_within`.
pub fn write_at(raw: &Raw, at: usize, data: &[u8]) {
    let all = &cells(raw)[at..at + data.len()];
    if is_shared(raw) {
        return all.iter().zip(data).for_each(|(to, &byte)| to.store(byte, Ordering::Relaxed));
    }
    // SAFETY: as in `move_within`; `data` is no part of this buffer or the same bytes.
    unsafe { std::ptr::copy(data.as_ptr(), all.as_ptr() as *mut u8, data.len()) };
}

/// `a + b` for text: appends in place where `a` ends at the end of a buffer with room, as Go's slices do.
///
/// # Errors
/// `MemoryError`
pub fn concat_text(vm: &Vm, a: Ref<Str>, b: Ref<Str>) -> Res {
    const SMALL: usize = 128;
    let (left, right) = (a.bytes(), b.bytes());
    let (len, chars) = (left.len() + right.len(), a.chars as usize + b.chars as usize);
    if left.is_empty() && b.value().is_exact(Layout::Str) {
        return Ok(b.value());
    }
    if right.is_empty() && a.value().is_exact(Layout::Str) {
        return Ok(a.value());
    }
    if len <= SMALL {
        if len < 2 {
            return Ok(vm.str_counted(if right.is_empty() { left } else { right }, chars));
        }
        return Ok(vm.str_filled(len, chars, |to| {
            to[..left.len()].copy_from_slice(left);
            to[left.len()..].copy_from_slice(right);
        }));
    }
    if len > u32::MAX as usize {
        return Err(vm.memory_error());
    }
    let grown = buffer_of(a);
    if let Some(buffer) = grown {
        let end = a.data as usize + left.len() - (buffer.as_ptr() as usize + size_of::<Raw>());
        let fits = end + right.len() <= buffer.capacity;
        if fits && buffer.used.compare_exchange(end, end + right.len(), Ordering::AcqRel, Ordering::Relaxed).is_ok() {
            // the bytes between the old mark and the new one are nobody's but ours
            write_at(&buffer, end, right);
            return Ok(over(vm, a.data, len, chars));
        }
    }
    let spare = if grown.is_some() { len } else { len / 4 + SMALL };
    let buffer = long_raw(vm, len + spare, &[left, right])?;
    // SAFETY: the bytes start behind the struct.
    Ok(over(vm, unsafe { buffer.as_ptr().add(1) } as *const u8, len, chars))
}

/// A `str` over bytes that stand in a buffer.
fn over(vm: &Vm, data: *const u8, len: usize, chars: usize) -> Value {
    let p = vm.alloc.alloc(Str::SIZE, exact(Layout::Str)) as *mut Str;
    // SAFETY: fresh memory of that size; the collector finds the buffer through `data`.
    unsafe { write_str(p, data, len, chars) };
    Value::from_ptr(p)
}

/// The buffer that a string's bytes stand in, if they stand in one.
fn buffer_of(s: Ref<Str>) -> Option<Ref<Raw>> {
    // SAFETY: one past the struct, where the bytes of an ordinary string begin.
    let inside = unsafe { s.as_ptr().add(1) } as *const u8;
    if s.data == inside || s.len == 0 || !s.value().is_exact(Layout::Str) {
        return None;
    }
    let owner = object_around(s.data as usize + s.len as usize - 1)?;
    if owner.is_exact(Layout::Raw) { owner.cast::<Raw>() } else { None }
}

/// What a memoryview is made of: see `types::memoryview`.
pub struct ViewFields {
    pub base: Value,
    pub start: usize,
    pub dims: Value,
    pub format: Value,
    pub len: usize,
    pub itemsize: usize,
    pub stride: isize,
    pub state: u8,
}

/// A new memoryview.
pub fn memory_view(vm: &Vm, fields: ViewFields) -> Value {
    let p = vm.alloc.alloc(MemoryView::SIZE, exact(Layout::MemoryView)) as *mut MemoryView;
    // SAFETY: fresh zeroed memory of that size that nobody else sees yet.
    unsafe {
        (&raw mut (*p).base).write(Slot::new(fields.base));
        (*p).start = fields.start;
        (&raw mut (*p).dims).write(Slot::new(fields.dims));
        (&raw mut (*p).format).write(Slot::new(fields.format));
        (*p).len = fields.len;
        (*p).itemsize = fields.itemsize;
        (*p).stride = fields.stride;
        (&raw mut (*p).state).write(AtomicU8::new(fields.state));
        (&raw mut (*p).exports).write(AtomicUsize::new(0));
    }
    Value::from_ptr(p)
}
