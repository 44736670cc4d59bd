//! What bytes-like objects have in common: looking into a buffer, making bytes from anything, and the methods that
//! `bytes` and `bytearray` share (`methods`).
//!
//! `buffer_of` and `with_buffer` are for whoever takes "a bytes-like object": `bytes`, `bytearray`, a `memoryview` whose bytes
//! lie together, and what has a `__buffer__` method (whose memoryview then is looked into); the few that gather the bytes of a
//! view with gaps ask `try_any_buffer`. `writable_of` is for those who fill one.
//! `memory` holds the little unsafe code; `codec` encodes and decodes with error handlers.

pub mod codec;
pub mod memory;
pub mod methods;

use std::ops::Deref;
use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{Layout, Ref, Res, Value};
use crate::sync::acquire;
use crate::types::exceptions as exc;
use crate::types::memoryview;
use crate::vm::intern::names;
use crate::vm::{Values, Vm};

/// The bytes of a bytes-like object. Lives on the native stack only: its pointer keeps the memory alive from there.
pub enum Buffer {
    /// the object's own memory
    Shared(&'static [u8]),
    Copied(Vec<u8>),
}

impl Deref for Buffer {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            Buffer::Shared(b) => b,
            Buffer::Copied(b) => b,
        }
    }
}

/// Has the object a buffer?
pub fn is_buffer(v: Value) -> bool {
    match v.layout() {
        Layout::Bytes | Layout::ByteArray | Layout::MemoryView => true,
        Layout::Native | Layout::Instance => v.typ().mro_types().any(|t| has_buffer_method(t.namespace())),
        _ => false,
    }
}

fn has_buffer_method(namespace: Value) -> bool {
    namespace.cast::<Dict>().is_some_and(|d| {
        let table = d.table.get();
        let Some(table) = table.given().and_then(|t| t.cast::<DictTable>()) else { return false };
        table.entries()[..table.used()].iter().any(|e| e.key.get() == names::BUFFER.get() && !e.value.get().is_unbound())
    })
}

/// The bytes of a bytes-like object, which lie together; `None` for other objects.
///
/// # Errors
/// `BufferError` for a memoryview with gaps; those of a `__buffer__` method, and of a released memoryview.
pub fn try_buffer(vm: &Vm, v: Value) -> Res<Option<Buffer>> {
    if has_gaps(v) {
        return Err(vm.raise(&exc::BUFFER_ERROR, "memoryview: underlying buffer is not C-contiguous"));
    }
    try_any_buffer(vm, v)
}

/// `try_buffer` for those who answer something else where there is no such buffer: a view with gaps is no buffer then.
///
/// # Errors
/// Those of a `__buffer__` method, and of a released memoryview.
pub fn try_whole_buffer(vm: &Vm, v: Value) -> Res<Option<Buffer>> {
    if has_gaps(v) { Ok(None) } else { try_any_buffer(vm, v) }
}

/// Is it a memoryview whose bytes do not lie together?
pub fn has_gaps(v: Value) -> bool {
    v.cast::<MemoryView>().is_some_and(|view| !memoryview::is_contiguous(view))
}

/// The bytes of a bytes-like object, gathered if need be; `None` for other objects.
///
/// # Errors
/// Those of a `__buffer__` method, and of a released memoryview.
pub fn try_any_buffer(vm: &Vm, v: Value) -> Res<Option<Buffer>> {
    if let Some(b) = v.cast::<Bytes>() {
        return Ok(Some(Buffer::Shared(memory::bytes_slice(b))));
    }
    if let Some(b) = v.cast::<ByteArray>() {
        return Ok(Some(guarded(vm, b, 0, usize::MAX)));
    }
    if v.cast::<MemoryView>().is_some() {
        return memoryview::contents(vm, v).map(Some);
    }
    match exported(vm, v)? {
        Some(view) => memoryview::contents(vm, view).map(Some),
        None => Ok(None),
    }
}

/// What an object's `__buffer__` method gives.
///
/// # Errors
/// Those of the method, `TypeError` if it gives no memoryview.
pub fn exported(vm: &Vm, v: Value) -> Res<Option<Value>> {
    if !is_buffer(v) {
        return Ok(None);
    }
    let Some(view) = vm.call_special(v, names::BUFFER.get(), &[vm.int(0)])? else { return Ok(None) };
    match view.cast::<MemoryView>() {
        Some(_) => Ok(Some(view)),
        None => Err(vm.type_error("__buffer__ returned non-memoryview object")),
    }
}

/// Bytes of a bytearray, from one place to another, as it is safe to look at them: where other threads may write
/// meanwhile, a copy as of one moment.
pub fn guarded(vm: &Vm, b: Ref<ByteArray>, from: usize, to: usize) -> Buffer {
    /// from so many bytes on there is room for the copy before the lock is had, as the system takes longer to give it than copying does
    const LONG: usize = 1 << 16;
    let expected = to.min(b.len.load(Ordering::Acquire)).saturating_sub(from);
    let mut room: Vec<u8> = Vec::new();
    if expected >= LONG && !vm.shared.world.gil_enabled() && room.try_reserve_exact(expected).is_ok() {
        vm.aside(|| {
            room.resize(expected, 0);
            room.clear();
        });
    }
    let _guard = acquire(&vm.thread, &b.header.lock);
    if is_shared(b) {
        return Buffer::Copied(shared_part(b, from, to));
    }
    let all = array_slice(b);
    let part = &all[from.min(to).min(all.len())..to.min(all.len())];
    if vm.shared.world.gil_enabled() {
        return Buffer::Shared(part);
    }
    room.extend_from_slice(part);
    Buffer::Copied(room)
}

/// What `f` makes of a bytearray's bytes, at one moment. `f` runs under the array's lock.
pub fn read_array<R>(vm: &Vm, b: Ref<ByteArray>, f: impl FnOnce(&[u8]) -> R) -> R {
    let _guard = acquire(&vm.thread, &b.header.lock);
    match shared_array(b) {
        Some(all) => f(&all),
        None => f(array_slice(b)),
    }
}

/// Byte `i` of a bytearray, if it has as many.
pub fn read_byte(vm: &Vm, b: Ref<ByteArray>, i: usize) -> Option<u8> {
    let _guard = acquire(&vm.thread, &b.header.lock);
    if is_shared(b) { shared_part(b, i, i.saturating_add(1)).first().copied() } else { array_slice(b).get(i).copied() }
}

/// The bytes of a bytes-like object.
///
/// # Errors
/// `TypeError`: "a bytes-like object is required, not 'int'"
pub fn buffer_of(vm: &Vm, v: Value) -> Res<Buffer> {
    match try_buffer(vm, v)? {
        Some(b) => Ok(b),
        None => Err(vm.type_error(format!("a bytes-like object is required, not '{}'", v.type_name()))),
    }
}

/// Calls `f` with the bytes of a bytes-like object.
///
/// # Errors
/// As `buffer_of`.
pub fn with_buffer<R>(vm: &Vm, v: Value, f: impl FnOnce(&[u8]) -> R) -> Res<R> {
    Ok(f(&buffer_of(vm, v)?))
}

/// The bytes of a bytearray that is this thread's own, until its next safepoint; `None` if it is not.
#[inline]
pub fn own_array(vm: &Vm, b: Ref<ByteArray>) -> Option<&'static [u8]> {
    let own = vm.owns(&b.header);
    (own && !is_shared(b)).then(|| array_slice(b))
}

/// Do other interpreters see the memory of this bytearray?
#[inline]
pub fn is_shared(b: Ref<ByteArray>) -> bool {
    b.buffer.get().given().is_some_and(|raw| memory::is_shared(&raw.expect::<Raw>()))
}

/// A copy of a bytearray's bytes, if other interpreters see them.
#[inline]
pub fn shared_array(b: Ref<ByteArray>) -> Option<Vec<u8>> {
    is_shared(b).then(|| shared_part(b, 0, usize::MAX))
}

/// A copy of some bytes of such a bytearray.
#[cold]
pub fn shared_part(b: Ref<ByteArray>, from: usize, to: usize) -> Vec<u8> {
    let (len, start) = (b.len.load(Ordering::Acquire), b.start.load(Ordering::Acquire));
    let to = to.min(len);
    let from = from.min(to);
    memory::snapshot(&b.buffer.get().expect::<Raw>(), start + from, to - from)
}

/// A bytearray's bytes as they are now, if no other interpreter sees them. The caller has the array's lock, and reads no longer than it has: bytes are
/// written plainly, so reading them beside a writer would be a data race.
pub fn array_slice(b: Ref<ByteArray>) -> &'static [u8] {
    let (len, start) = (b.len.load(Ordering::Acquire), b.start.load(Ordering::Acquire));
    match b.buffer.get().given() {
        Some(raw) => memory::raw_slice(raw.expect(), start, len),
        None => &[],
    }
}

/// Memory that may be written to, of a bytearray or of a contiguous memoryview on one.
pub struct Writable {
    base: Ref<ByteArray>,
    start: usize,
    pub len: usize,
}

impl Writable {
    /// Writes `data` at `at`, cut to what still has room.
    pub fn write(&self, vm: &Vm, at: usize, data: &[u8]) {
        let _guard = acquire(&vm.thread, &self.base.header.lock);
        let Some(raw) = self.base.buffer.get().given() else { return };
        let room = self.len.min(self.base.len.load(Ordering::Acquire).saturating_sub(self.start)).saturating_sub(at);
        let from = self.base.start.load(Ordering::Acquire) + self.start + at;
        memory::write_at(&raw.expect::<Raw>(), from, &data[..data.len().min(room)]);
    }
}

/// The memory of an object that can be written to; `None` if it has none such.
///
/// # Errors
/// Those of a `__buffer__` method, and of a released memoryview.
pub fn writable_of(vm: &Vm, v: Value) -> Res<Option<Writable>> {
    if let Some(base) = v.cast::<ByteArray>() {
        return Ok(Some(Writable { base, start: 0, len: base.len.load(Ordering::Acquire) }));
    }
    let view = if v.cast::<MemoryView>().is_some() { Some(v) } else { exported(vm, v)? };
    let Some(view) = view else { return Ok(None) };
    Ok(memoryview::writable(vm, view)?.map(|(base, start, len)| Writable { base, start, len }))
}

/// How "argument must be" texts name what was given: the type, or `None` itself.
pub fn shown(v: Value) -> &'static str {
    v.argument_name()
}

/// A byte: an index from 0 to 255.
///
/// # Errors
/// `TypeError` and "byte must be in range(0, 256)".
pub fn byte_of(vm: &Vm, v: Value) -> Res<u8> {
    match u8::try_from(vm.index_clipped(v)?) {
        Ok(b) => Ok(b),
        Err(_) => Err(vm.value_error("byte must be in range(0, 256)")),
    }
}

/// The bytes of `bytes(source)` or `bytearray(source)`, where no encoding is given.
///
/// # Errors
/// `TypeError`, `ValueError`, those of iteration.
pub fn from_source(vm: &Vm, source: Value, type_name: &str) -> Res<Vec<u8>> {
    if source.str_bytes().is_some() {
        return Err(vm.type_error("string argument without an encoding"));
    }
    if !is_buffer(source) && source.typ().slots().index.is_some() {
        let n = vm.index(source)?;
        let n = match vm.to_i64(n) {
            Some(n) if n >= 0 => n as usize,
            Some(_) => return Err(vm.value_error("negative count")),
            None => return Err(vm.overflow_error("cannot fit 'int' into an index-sized integer")),
        };
        let mut zeros = Vec::new();
        return match zeros.try_reserve_exact(n) {
            Ok(()) if n < 1 << 40 => {
                zeros.resize(n, 0);
                Ok(zeros)
            }
            _ => Err(vm.memory_error()),
        };
    }
    if let Some(b) = try_any_buffer(vm, source)? {
        return Ok(b.to_vec());
    }
    from_items(vm, source, type_name, &|| format!("cannot convert '{}' object to {type_name}", source.type_name()))
}

/// Bytes from an iterable of small ints.
///
/// # Errors
/// `TypeError` in the words given of what cannot be iterated over, `ValueError`, those of iteration.
pub fn from_items(vm: &Vm, items: Value, type_name: &str, words: &dyn Fn() -> String) -> Res<Vec<u8>> {
    let known = if items.is_exact(Layout::List) { items.expect::<List>().len() } else { 0 };
    let mut out = Vec::new();
    vm.grow_by(&mut out, known)?;
    vm.for_each_or(items, words, &mut |v| {
        let n = if v.is_small_int() { v.small() } else { vm.index_clipped(v)? };
        match u8::try_from(n) {
            Ok(b) => {
                vm.grow_by(&mut out, 1)?;
                out.push(b);
            }
            Err(_) => {
                let what = if type_name == "bytes" { "bytes" } else { "byte" };
                return Err(vm.value_error(format!("{what} must be in range(0, 256)")));
            }
        }
        Ok(true)
    })?;
    Ok(out)
}

/// `bytes(source, encoding, errors)`: what all three constructors begin with.
///
/// # Errors
/// As `from_source`, and those of encoding.
pub fn construct(vm: &Vm, source: Value, encoding: Value, errors: Value, type_name: &str) -> Res<Vec<u8>> {
    if encoding.is_unbound() && errors.is_unbound() {
        return if source.is_unbound() { Ok(Vec::new()) } else { from_source(vm, source, type_name) };
    }
    let shown = || type_name.to_string();
    let encoding_name = codec::name_argument(vm, encoding, &shown, "encoding", "utf-8")?;
    let errors_name = codec::name_argument(vm, errors, &shown, "errors", "strict")?;
    if source.given().is_none_or(|s| s.str_bytes().is_none()) {
        let what = if encoding.is_unbound() { "errors" } else { "encoding" };
        return Err(vm.type_error(format!("{what} without a string argument")));
    }
    if encoding.is_unbound() {
        return Err(vm.type_error("string argument without an encoding"));
    }
    codec::encode_to_bytes(vm, source, &encoding_name, &errors_name)
}

/// The index `key` of a sequence of `len` items.
///
/// # Errors
/// `IndexError` with this text.
pub fn checked_index(vm: &Vm, key: Value, len: usize, out_of_range: &str) -> Res<usize> {
    let i = index_number(vm, key)?;
    let at = if i < 0 { i + len as i64 } else { i };
    if at < 0 || at >= len as i64 { Err(vm.index_error(out_of_range)) } else { Ok(at as usize) }
}

/// The number of an index.
///
/// # Errors
/// `TypeError`, and `IndexError` if it is too big for any sequence.
pub fn index_number(vm: &Vm, key: Value) -> Res<i64> {
    if let Some(i) = key.as_small_int() {
        return Ok(i);
    }
    let i = vm.index(key)?;
    vm.to_i64(i).ok_or_else(|| vm.index_error(format!("cannot fit '{}' into an index-sized integer", key.type_name())))
}

/// The optional arguments `start` and `end` of searches, clipped as slices are; `start` may lie past the length.
///
/// # Errors
/// `TypeError` for what is neither `None` nor an index.
pub fn search_range(vm: &Vm, start: Value, end: Value, len: usize) -> Res<(usize, usize)> {
    let number = |v: Value, default: i64| -> Res<i64> {
        match v.not_none() {
            None => Ok(default),
            Some(v) if v.is_small_int() => Ok(v.small()),
            Some(v) if v.typ().slots().index.is_none() => {
                Err(vm.type_error("slice indices must be integers or None or have an __index__ method"))
            }
            Some(v) => vm.index_clipped(v),
        }
    };
    let (start, end) = (number(start, 0)?, number(end, i64::MAX)?);
    let up = |i: i64| if i < 0 { i.saturating_add(len as i64).max(0) } else { i } as usize;
    Ok((up(start), up(end).min(len)))
}

/// How often a sequence is repeated, from the other operand of `*`; `None` if it is no index.
///
/// # Errors
/// `OverflowError`
pub fn repeat_count(vm: &Vm, v: Value) -> Res<Option<usize>> {
    if v.typ().slots().index.is_none() {
        return Ok(None);
    }
    let n = vm.index(v)?;
    match vm.to_i64(n) {
        Some(n) => Ok(Some(n.max(0) as usize)),
        None => Err(vm.overflow_error(format!("cannot fit '{}' into an index-sized integer", v.type_name()))),
    }
}

/// The pieces of a join: what an iterable gives, as a list that stays alive.
///
/// # Errors
/// `TypeError`: "can only join an iterable"
pub fn join_items<'a>(vm: &'a Vm, iterable: Value) -> Res<Values<'a>> {
    vm.collect_items(vm.iterable_or(iterable, &|| "can only join an iterable".to_string())?)
}
