//! `memoryview`: a window on the bytes of a `bytes` or a `bytearray`, seen as items of a format.
//!
//! The first dimension has a stride; further ones (made by `cast`) are contiguous inside it. `dims` is unbound or a tuple of the shape, the view's export and the object that `obj` shows, each `None` where there is none.
//!
//! While a view of a bytearray lives and is not released, the array's size is fixed. There are no reference counts, so
//! each such view has an `Export` that dies with it or is ended by `release`; views made of it (`m[1:]`, `m.cast(...)`)
//! share it and do not end it, nor outlast its release, or every temporary would need a collection. A bytearray that wants to grow counts the live ones, after a
//! collection if there seem to be any (`check_resizable`).

pub mod items;
mod methods;

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::{Arc, LazyLock, Weak};

use parking_lot::Mutex;

use crate::object::layouts::*;
use crate::object::{CmpOp, Layout, Payload, Ref, Res, Slots, TypeSpec, Value};
use crate::sync::acquire;
use crate::types::bytes_common::memory::{self, ViewFields};
use crate::types::bytes_common::{self as common, Buffer};
use crate::types::{singletons, slice};
use crate::vm::{Values, Vm};

/// The type `memoryview`.
pub static MEMORYVIEW: TypeSpec = TypeSpec {
    name: "memoryview",
    doc: "A view of the bytes of an object, as items of a format, without a copy.",
    layout: Layout::MemoryView,
    constructor: Some(("(object)", |vm, _, a| view_of(vm, a[0]))),
    methods: methods::METHODS,
    getset: methods::GETSET,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        len: Some(len),
        get_item: Some(get_item),
        set_item: Some(set_item),
        iter: Some(iter),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

const RELEASED: u8 = 1;
const READ_ONLY: u8 = 2;
/// made of another view: its export is that one's
const DERIVED: u8 = 4;

/// The exports of each bytearray, by its address.
static EXPORTS: LazyLock<Mutex<HashMap<usize, Vec<Weak<()>>>>> = LazyLock::new(Default::default);

/// Whether `EXPORTS` has any.
static ANY_EXPORT: AtomicBool = AtomicBool::new(false);

/// May there be views of bytearrays?
#[inline(always)]
pub fn any_export() -> bool {
    ANY_EXPORT.load(Relaxed)
}

/// What keeps a bytearray's size fixed for as long as a view lives.
struct Export(Mutex<Option<Arc<()>>>);

impl Payload for Export {}

/// Counts a new view of a bytearray; gives its export, `None` for other bases.
fn export(vm: &Vm, base: Value) -> Value {
    let Some(array) = base.cast::<ByteArray>() else { return Value::NONE };
    let token = Arc::new(());
    {
        let mut all = EXPORTS.lock();
        let views = all.entry(base.0 as usize).or_default();
        views.retain(|w| w.strong_count() > 0);
        views.push(Arc::downgrade(&token));
        array.exports.store(1, Release);
        ANY_EXPORT.store(true, Relaxed);
    }
    vm.native(&singletons::INTERNAL_NATIVE, Export(Mutex::new(Some(token))))
}

/// Does a view still look at this array?
fn is_exported(array: Ref<ByteArray>) -> bool {
    let mut all = EXPORTS.lock();
    let key = array.as_ptr() as usize;
    let live = all.get(&key).is_some_and(|views| views.iter().any(|w| w.strong_count() > 0));
    if !live {
        all.remove(&key);
        array.exports.store(0, Release);
        ANY_EXPORT.store(!all.is_empty(), Relaxed);
    }
    live
}

/// May the size of an array change? Views that nobody can reach any more do not count.
///
/// # Errors
/// `BufferError`
pub fn check_resizable(vm: &Vm, array: Ref<ByteArray>) -> Res<()> {
    if array.exports.load(Acquire) == 0 || !is_exported(array) {
        return Ok(());
    }
    vm.clear_dead_registers();
    vm.collect();
    if !is_exported(array) {
        return Ok(());
    }
    Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"))
}

/// `memoryview(object)`
///
/// # Errors
/// `TypeError` for an object without a buffer.
pub fn view_of(vm: &Vm, object: Value) -> Res {
    if object.cast::<MemoryView>().is_some() {
        let view = live(vm, object)?;
        return Ok(derive(vm, view, Change::default()));
    }
    if matches!(object.layout(), Layout::Bytes | Layout::ByteArray) {
        let read_only = object.layout() == Layout::Bytes;
        let format = crate::vm::intern::one_char(b'B');
        let dims = dims_of(vm, Value::NONE, export(vm, object), Value::NONE);
        let len = match object.cast::<ByteArray>() {
            None => object.expect::<Bytes>().len,
            // The export is known from here on. Whoever looked before, and is changing the size, is done when the lock
            // is had; the next one will see it.
            Some(array) => {
                let _guard = acquire(&vm.thread, &array.header.lock);
                array.len.load(Acquire)
            }
        };
        let state = if read_only { READ_ONLY } else { 0 };
        return Ok(memory::memory_view(vm, ViewFields { base: object, start: 0, dims, format, len, itemsize: 1, stride: 1, state }));
    }
    match common::exported(vm, object)? {
        Some(view) => {
            let made = derive(vm, live(vm, view)?, Change { object: Some(object), ..Change::default() });
            // the view of a native exporter is nobody else's: the new one ends the export
            if object.layout() == Layout::Native {
                made.expect::<MemoryView>().state.fetch_and(!DERIVED, Release);
            }
            Ok(made)
        }
        None => Err(vm.type_error(format!("memoryview: a bytes-like object is required, not '{}'", object.type_name()))),
    }
}

fn dims_of(vm: &Vm, shape: Value, export: Value, object: Value) -> Value {
    if shape.is_none() && export.is_none() && object.is_none() { Value::UNBOUND } else { vm.tuple(&[shape, export, object]) }
}

/// Part `i` of `dims`: 0 the shape, 1 the export, 2 the object shown.
fn dim(view: Ref<MemoryView>, i: usize) -> Value {
    view.dims.get().given().map_or(Value::NONE, |d| d.expect::<Tuple>().items()[i])
}

/// What a view made of another one has of its own.
#[derive(Default)]
struct Change {
    start: Option<usize>,
    len: Option<usize>,
    stride: Option<isize>,
    /// a format and its size
    format: Option<(Value, usize)>,
    shape: Option<Value>,
    object: Option<Value>,
    read_only: bool,
}

fn derive(vm: &Vm, view: Ref<MemoryView>, change: Change) -> Value {
    let base = view.base.get();
    let shape = change.shape.unwrap_or_else(|| dim(view, 0));
    let object = change.object.unwrap_or_else(|| dim(view, 2));
    let (format, itemsize) = change.format.unwrap_or_else(|| (view.format.get(), view.itemsize));
    memory::memory_view(
        vm,
        ViewFields {
            base,
            start: change.start.unwrap_or(view.start),
            dims: dims_of(vm, shape, dim(view, 1), object),
            format,
            len: change.len.unwrap_or(view.len),
            itemsize,
            stride: change.stride.unwrap_or(view.stride),
            state: view.state.load(Relaxed) | DERIVED | if change.read_only { READ_ONLY } else { 0 },
        },
    )
}

/// The view, if it was not released.
///
/// # Errors
/// `ValueError`
fn live(vm: &Vm, v: Value) -> Res<Ref<MemoryView>> {
    let view: Ref<MemoryView> = v.expect();
    if view.state.load(Acquire) & RELEASED != 0 {
        return Err(vm.value_error("operation forbidden on released memoryview object"));
    }
    Ok(view)
}

fn is_read_only(view: Ref<MemoryView>) -> bool {
    view.state.load(Relaxed) & READ_ONLY != 0
}

/// What `f` makes of the bytes of the object looked at, at one moment. `f` runs under the object's lock.
fn with_base<R>(vm: &Vm, view: Ref<MemoryView>, f: impl FnOnce(&[u8]) -> R) -> R {
    let base = view.base.get();
    match base.cast::<Bytes>() {
        Some(b) => f(memory::bytes_slice(b)),
        None => common::read_array(vm, base.expect(), f),
    }
}

/// The format's letter.
fn letter(view: Ref<MemoryView>) -> u8 {
    view.format.get().as_str().and_then(items::letter).unwrap_or(b'B')
}

/// The lengths of the dimensions.
fn shape(view: Ref<MemoryView>) -> Vec<usize> {
    match dim(view, 0).cast::<Tuple>() {
        Some(t) => t.items().iter().map(|v| v.small() as usize).collect(),
        None => vec![view.len],
    }
}

/// Bytes of one row: what one step of the first dimension has in it.
fn row_bytes(view: Ref<MemoryView>) -> usize {
    shape(view).iter().skip(1).product::<usize>() * view.itemsize
}

/// How many rows there are: 1 without dimensions.
fn rows(view: Ref<MemoryView>) -> usize {
    shape(view).first().copied().unwrap_or(1)
}

/// Do the bytes seen lie together?
pub fn is_contiguous(view: Ref<MemoryView>) -> bool {
    let rows = rows(view);
    rows == 1 || view.stride == row_bytes(view) as isize || rows == 0 && shape(view).len() > 1
}

/// Where row `i` starts in the base's bytes.
fn offset(view: Ref<MemoryView>, i: usize) -> usize {
    (view.start as isize + view.stride * i as isize) as usize
}

/// The bytes seen, in order.
///
/// # Errors
/// `ValueError` if it was released.
pub fn contents(vm: &Vm, v: Value) -> Res<Buffer> {
    let view = live(vm, v)?;
    if is_contiguous(view) {
        let (start, end) = (view.start, view.start + view.len * view.itemsize);
        let base = view.base.get();
        let Some(b) = base.cast::<Bytes>() else { return Ok(common::guarded(vm, base.expect(), start, end)) };
        let all = memory::bytes_slice(b);
        return Ok(Buffer::Shared(&all[start.min(all.len())..end.min(all.len())]));
    }
    let mut out = Vec::with_capacity(view.len * view.itemsize);
    let row = row_bytes(view);
    let places: Vec<usize> = (0..rows(view)).map(|i| offset(view, i)).collect();
    with_base(vm, view, |all| places.iter().for_each(|&at| out.extend_from_slice(all.get(at..at + row).unwrap_or(&[]))));
    Ok(Buffer::Copied(out))
}

/// The array, where in it the view starts, and the bytes seen; `None` if they cannot be written as one piece.
///
/// # Errors
/// `ValueError` if it was released.
pub fn writable(vm: &Vm, v: Value) -> Res<Option<(Ref<ByteArray>, usize, usize)>> {
    let view = live(vm, v)?;
    if is_read_only(view) || !is_contiguous(view) {
        return Ok(None);
    }
    Ok(view.base.get().cast::<ByteArray>().map(|a| (a, view.start, view.len * view.itemsize)))
}

/// The argument of `__buffer__`.
///
/// # Errors
/// `TypeError`, `OverflowError`
pub fn flags_of(vm: &Vm, flags: Value) -> Res<i64> {
    let n = vm.index(flags)?;
    match vm.to_i64(n) {
        Some(n) if i32::try_from(n).is_ok() => Ok(n),
        Some(_) => Err(vm.overflow_error("buffer flags out of range")),
        None => Err(vm.overflow_error(format!("cannot fit '{}' into an index-sized integer", flags.type_name()))),
    }
}

/// `object.__buffer__(flags)`
///
/// # Errors
/// `TypeError` for flags that are no number, `BufferError` if a buffer to write to is asked of what cannot be written to.
pub fn view_as_asked(vm: &Vm, object: Value, flags: Value) -> Res {
    let flags = flags_of(vm, flags)?;
    let view = view_of(vm, object)?;
    // the flags of `inspect.BufferFlags`
    const STRIDES: i64 = 0x18;
    let missing = [(0x20, "C-contiguous"), (0x40, "Fortran contiguous"), (0x80, "contiguous")];
    let missing = missing.iter().find(|(flag, _)| flags & flag != 0).map(|(_, text)| *text);
    let missing = if flags & STRIDES == STRIDES { missing } else { Some("C-contiguous") };
    if let (Some(what), false) = (missing, is_contiguous(view.expect())) {
        return Err(vm.raise(&super::exceptions::BUFFER_ERROR, format!("memoryview: underlying buffer is not {what}")));
    }
    if flags & 1 != 0 && is_read_only(view.expect()) {
        let text = match object.cast::<MemoryView>() {
            Some(_) => "memoryview: underlying buffer is not writable",
            None => "Object is not writable.",
        };
        return Err(vm.raise(&super::exceptions::BUFFER_ERROR, text));
    }
    Ok(view)
}

/// `object.__release_buffer__(view)`
///
/// # Errors
/// `TypeError` for what is no memoryview, `ValueError` for one of another object, or released.
pub fn release_for(vm: &Vm, object: Value, view: Value) -> Res {
    let Some(view) = view.cast::<MemoryView>() else { return Err(vm.type_error("expected a memoryview object")) };
    if view.state.load(Acquire) & RELEASED != 0 {
        return Err(vm.value_error("memoryview's buffer has already been released"));
    }
    // a view does not know which other view gave it: what `view.__buffer__` gave is refused by `view`
    if view.base.get() != object {
        return Err(vm.value_error("memoryview's buffer is not this object"));
    }
    release(view);
    Ok(Value::NONE)
}

/// Ends a view.
fn release(view: Ref<MemoryView>) {
    let state = view.state.fetch_or(RELEASED, Release);
    if let (0, Some(export)) = (state & DERIVED, dim(view, 1).payload::<Export>()) {
        export.0.lock().take();
    }
}

fn item(vm: &Vm, view: Ref<MemoryView>, at: usize) -> Res {
    let mut data = [0; 8];
    let data = &mut data[..view.itemsize];
    match with_base(vm, view, |all| all.get(at..at + view.itemsize).map(|found| data.copy_from_slice(found))) {
        Some(()) => Ok(items::unpack(vm, letter(view), data)),
        None => Err(vm.index_error("index out of bounds")),
    }
}

/// Item `i` of a view of one dimension; `None` if there is none such, or the view has others.
#[inline]
pub fn quick_item(vm: &Vm, v: Value, i: i64) -> Option<Value> {
    let view: Ref<MemoryView> = v.expect();
    if view.state.load(Acquire) & RELEASED != 0 || !dim(view, 0).is_none() {
        return None;
    }
    let i = if i < 0 { i + view.len as i64 } else { i };
    if i < 0 || i >= view.len as i64 {
        return None;
    }
    let at = offset(view, i as usize);
    let base = view.base.get();
    let all = match base.cast::<Bytes>() {
        Some(b) => memory::bytes_slice(b),
        // no safepoint here, so only what needs no lock
        None if common::is_shared(base.expect()) => {
            let item = common::shared_part(base.expect(), at, at + view.itemsize);
            return (item.len() == view.itemsize).then(|| items::unpack(vm, letter(view), &item));
        }
        None => common::own_array(vm, base.expect())?,
    };
    Some(items::unpack(vm, letter(view), all.get(at..at + view.itemsize)?))
}

/// What an index means.
enum Place {
    /// an item, by its offset
    Item(usize),
    /// a part of one dimension
    Part(i64, i64, usize),
    /// `...` without dimensions
    Whole,
}

fn place(vm: &Vm, v: Value, key: Value) -> Res<Place> {
    let view = live(vm, v)?;
    let lengths = shape(view);
    if lengths.is_empty() {
        return match key {
            Value::ELLIPSIS => Ok(Place::Whole),
            _ if key.cast::<Tuple>().is_some_and(|t| t.len == 0) => Ok(Place::Item(view.start)),
            _ => Err(vm.type_error("invalid indexing of 0-dim memory")),
        };
    }
    if key.is_exact(Layout::Slice) {
        let (start, _, step, count) = slice::indices(vm, key, lengths[0])?;
        return Ok(Place::Part(start, step, count));
    }
    let keys: Vec<Value> = match key.cast::<Tuple>() {
        Some(t) => t.items().to_vec(),
        None if key.typ().slots().index.is_some() => {
            if lengths.len() > 1 {
                common::index_number(vm, key)?;
                return Err(vm.not_implemented("multi-dimensional sub-views are not implemented"));
            }
            vec![key]
        }
        None => return Err(vm.type_error("memoryview: invalid slice key")),
    };
    if keys.iter().any(|k| k.typ().slots().index.is_none()) {
        let slices = keys.iter().all(|k| k.is_exact(Layout::Slice));
        return if slices {
            Err(vm.not_implemented("multi-dimensional slicing is not implemented"))
        } else {
            Err(vm.type_error("memoryview: invalid slice key"))
        };
    }
    item_place(vm, view, &lengths, &keys).map(Place::Item)
}

/// The offset of the item with these indices.
fn item_place(vm: &Vm, view: Ref<MemoryView>, lengths: &[usize], keys: &[Value]) -> Res<usize> {
    let (n, given) = (lengths.len(), keys.len());
    if given < n {
        return Err(vm.not_implemented("sub-views are not implemented"));
    }
    if given > n {
        return Err(vm.type_error(format!("cannot index {n}-dimension view with {given}-element tuple")));
    }
    let (mut row, mut inner) = (0, 0);
    for (d, (&key, &len)) in keys.iter().zip(lengths).enumerate() {
        let i = common::checked_index(vm, key, len, &format!("index out of bounds on dimension {}", d + 1))?;
        if d == 0 { row = i } else { inner = inner * len + i }
    }
    Ok(offset(view, row) + inner * view.itemsize)
}

fn get_item(vm: &Vm, v: Value, key: Value) -> Res {
    if let Some(i) = key.as_small_int()
        && let Some(found) = quick_item(vm, v, i)
    {
        return Ok(found);
    }
    let at = place(vm, v, key)?;
    let view = live(vm, v)?;
    match at {
        Place::Item(at) => item(vm, view, at),
        Place::Whole => Ok(v),
        Place::Part(start, step, count) => {
            let start = if count == 0 { view.start } else { offset(view, start as usize) };
            let stride = view.stride.saturating_mul(step as isize);
            let mut lengths = shape(view);
            lengths[0] = count;
            let change = Change { start: Some(start), len: Some(lengths.iter().product()), stride: Some(stride), ..Change::default() };
            if lengths.len() == 1 {
                return Ok(derive(vm, view, change));
            }
            let lengths: Vec<Value> = lengths.into_iter().map(|n| Value::small_int(n as i64)).collect();
            Ok(derive(vm, view, Change { shape: Some(vm.tuple(&lengths)), ..change }))
        }
    }
}

fn set_item(vm: &Vm, v: Value, key: Value, new: Value) -> Res<()> {
    let view = live(vm, v)?;
    if is_read_only(view) {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    if new.is_unbound() {
        return Err(vm.type_error("cannot delete memory"));
    }
    let dimensions = shape(view).len();
    if dimensions > 1 && key.cast::<Tuple>().is_none() && !key.is_exact(Layout::Slice) && key.typ().slots().index.is_some() {
        return Err(vm.not_implemented("sub-views are not implemented"));
    }
    if dimensions == 1 && key.is_exact(Layout::Slice) && new.cast::<MemoryView>().is_none() && !common::is_buffer(new) {
        return Err(vm.type_error(format!("a bytes-like object is required, not '{}'", new.type_name())));
    }
    let slices = |keys: crate::object::Ref<Tuple>| keys.len > 0 && keys.items().iter().all(|k| k.is_exact(Layout::Slice));
    if dimensions > 0 && key.cast::<Tuple>().is_some_and(slices) {
        return Err(vm.not_implemented("memoryview slice assignments are currently restricted to ndim = 1"));
    }
    match place(vm, v, key)? {
        Place::Item(at) => {
            let data = items::pack(vm, letter(view), new)?;
            store(vm, live(vm, v)?, &[(at, &data[..view.itemsize])]);
        }
        Place::Whole => {
            let data = items::pack(vm, letter(view), new)?;
            store(vm, view, &[(view.start, &data[..view.itemsize])]);
        }
        Place::Part(..) if dimensions > 1 => {
            return Err(vm.not_implemented("memoryview slice assignments are currently restricted to ndim = 1"));
        }
        Place::Part(start, step, count) => return assign(vm, view, start, step, count, new),
    }
    Ok(())
}

/// `view[start::step] = new`, for `count` items.
fn assign(vm: &Vm, view: Ref<MemoryView>, start: i64, step: i64, count: usize, new: Value) -> Res<()> {
    let source = if new.cast::<MemoryView>().is_some() || common::is_buffer(new) {
        view_of(vm, new)?
    } else {
        return Err(vm.type_error(format!("a bytes-like object is required, not '{}'", new.type_name())));
    };
    let from = live(vm, source)?;
    if from.len != count || letter(from) != letter(view) || shape(from).len() != 1 {
        release(from);
        return Err(vm.value_error("memoryview assignment: lvalue and rvalue have different structures"));
    }
    let data = contents(vm, source)?.to_vec();
    release(from);
    let places: Vec<(usize, &[u8])> =
        data.chunks(view.itemsize).enumerate().map(|(i, c)| (offset(view, (start + step * i as i64) as usize), c)).collect();
    store(vm, view, &places);
    Ok(())
}

/// Writes bytes at these offsets of the base.
fn store(vm: &Vm, view: Ref<MemoryView>, places: &[(usize, &[u8])]) {
    let Some(array) = view.base.get().cast::<ByteArray>() else { return };
    let _guard = crate::sync::acquire(&vm.thread, &array.header.lock);
    let (len, start) = (array.len.load(Relaxed), array.start.load(Relaxed));
    let Some(raw) = array.buffer.get().given() else { return };
    for (at, data) in places {
        if at + data.len() <= len {
            memory::write_at(&raw.expect::<Raw>(), start + at, data);
        }
    }
}

fn repr(vm: &Vm, v: Value) -> Res {
    let released = v.expect::<MemoryView>().state.load(Acquire) & RELEASED != 0;
    Ok(vm.str(&format!("<{}memory at {:#x}>", if released { "released " } else { "" }, v.0)))
}

fn hash(vm: &Vm, v: Value) -> Res<i64> {
    let view = live(vm, v)?;
    if !is_read_only(view) {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !matches!(letter(view), b'B' | b'b' | b'c') {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    Ok(crate::text::hash::hash_bytes(&contents(vm, v)?) as i64)
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let is_released = |v: Value| v.cast::<MemoryView>().is_some_and(|m| m.state.load(Acquire) & RELEASED != 0);
    if is_released(a) || is_released(b) {
        return Ok(Value::bool((a == b) == (op == CmpOp::Eq)));
    }
    if !common::is_buffer(b) || !common::is_buffer(a) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let other = if b.cast::<MemoryView>().is_some() { b } else { view_of(vm, b)? };
    let equal = equal(vm, a, other)?;
    if other != b {
        release(other.expect());
    }
    Ok(Value::bool(equal == (op == CmpOp::Eq)))
}

fn equal(vm: &Vm, a: Value, b: Value) -> Res<bool> {
    let (left, right) = (live(vm, a)?, live(vm, b)?);
    if shape(left) != shape(right) {
        return Ok(false);
    }
    let (x, y) = (contents(vm, a)?, contents(vm, b)?);
    let (f, g) = (letter(left), letter(right));
    if f == g && !matches!(f, b'f' | b'd' | b'e') {
        return Ok(*x == *y);
    }
    for (p, q) in x.chunks(left.itemsize).zip(y.chunks(right.itemsize)) {
        if !vm.compare_truth(CmpOp::Eq, items::unpack(vm, f, p), items::unpack(vm, g, q))? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn len(vm: &Vm, v: Value) -> Res<usize> {
    match shape(live(vm, v)?).first() {
        Some(&n) => Ok(n),
        None => Err(vm.type_error("0-dim memory has no length")),
    }
}

fn iter(vm: &Vm, v: Value) -> Res {
    match shape(live(vm, v)?).len() {
        0 => Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => Ok(super::iterators::over(vm, &super::iterators::MEMORY_ITER, v, 0)),
        _ => Err(vm.not_implemented("multi-dimensional sub-views are not implemented")),
    }
}

/// The items as nested lists.
fn to_list(vm: &Vm, letter: u8, itemsize: usize, data: &[u8], lengths: &[usize]) -> Res {
    match lengths {
        [] => Ok(items::unpack(vm, letter, data)),
        [n, rest @ ..] => {
            let each = rest.iter().product::<usize>() * itemsize;
            let mut all = Values::with_capacity(vm, *n);
            for i in 0..*n {
                all.push(to_list(vm, letter, itemsize, &data[i * each..(i + 1) * each], rest)?);
                vm.make_way_at(i)?;
            }
            Ok(vm.long_list(&all))
        }
    }
}

/// `cast(format, shape)`
fn cast(vm: &Vm, v: Value, format: Value, new_shape: Option<Value>) -> Res {
    let view = live(vm, v)?;
    if format.str_bytes().is_none() {
        return Err(vm.type_error(format!("cast() argument 'format' must be str, not {}", format.argument_name())));
    }
    if !is_contiguous(view) {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    if new_shape.is_some_and(|s| s.cast::<Tuple>().is_none() && s.cast::<List>().is_none()) {
        return Err(vm.type_error("shape must be a list or a tuple"));
    }
    let old_dims = shape(view).len();
    if new_shape.is_some() && old_dims != 1 {
        return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    let ascii = format.as_str().filter(|text| text.is_ascii());
    if ascii.is_none() {
        // raises the UnicodeEncodeError
        vm.call_method(format, "encode", &[vm.str("ascii")])?;
    }
    let Some((new_letter, size)) = ascii.and_then(items::letter).and_then(|l| Some((l, items::size(l)?))) else {
        let text = "memoryview: destination format must be a native single character format prefixed with an optional '@'";
        return Err(vm.value_error(text));
    };
    let is_byte = |l: u8| matches!(l, b'B' | b'b' | b'c');
    if !is_byte(new_letter) && !is_byte(letter(view)) {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let bytes = view.len * view.itemsize;
    if !bytes.is_multiple_of(size) {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let mut change = Change {
        len: Some(bytes / size),
        stride: Some(size as isize),
        format: Some((format, size)),
        shape: Some(Value::NONE),
        ..Change::default()
    };
    if let Some(given) = new_shape {
        let lengths = vm.sequence_items(given);
        let mut product = size;
        for &n in lengths.iter() {
            if vm.to_big(n).is_none() {
                return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
            }
            match vm.to_i64(n) {
                Some(n) if n > 0 => product = product.saturating_mul(n as usize),
                _ => return Err(vm.value_error("memoryview.cast(): elements of shape must be integers > 0")),
            }
        }
        if product != bytes {
            return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
        }
        if lengths.len() != 1 {
            let first = lengths.first().map_or(1, |n| n.small() as usize);
            change.stride = Some((bytes / first) as isize);
            change.shape = Some(vm.tuple(&lengths));
        }
    }
    Ok(derive(vm, view, change))
}

/// The position of a value among the items.
fn find(vm: &Vm, v: Value, value: Value, from: usize, to: usize) -> Res<Option<usize>> {
    let mut i = from;
    while i < to.min(len(vm, v)?) {
        if vm.equal(get_item(vm, v, Value::small_int(i as i64))?, value)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}
