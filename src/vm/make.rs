//! Making values: numbers, text, containers, from Rust data.

use std::sync::atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering};

use num_bigint::{BigInt as Big, Sign};
use num_traits::ToPrimitive;

use super::{Values, Vm};
use crate::object::heap;
use crate::object::layouts::*;
use crate::object::{Layout, MethodDef, Raised, Ref, Res, Slot, Style, Value};
use crate::text::limbs::trim;

/// The system gives memory in pieces of this size.
const PAGE: usize = 4096;

/// Objects of at most so many bytes are made from the last memory, if need be; larger ones may be refused.
pub(super) const UNREFUSED: usize = 8 << 10;

impl Vm {
    /// An object of a layout of fixed size, all fields zero; `shape` may be a subclass's, `words` include its slots.
    #[inline(always)]
    pub fn new_object<T: Object>(&self, shape: u32) -> Ref<T> {
        let p = self.alloc.alloc(size_of::<T>(), shape);
        // SAFETY: the allocator gives zeroed memory of that size with the header written.
        unsafe { Ref::from_value(Value::from_ptr(p)) }
    }

    /// An object with `extra` bytes behind its fields, or `MemoryError`.
    pub fn new_sized<T: Object>(&self, shape: u32, extra: usize, pointers: bool) -> Res<Ref<T>> {
        let p = size_of::<T>().checked_add(extra).and_then(|size| self.alloc.alloc_checked(size, shape, pointers));
        match p {
            // SAFETY: as in `new_object`.
            Some(p) => Ok(unsafe { Ref::from_value(Value::from_ptr(p)) }),
            None => Err(self.memory_error()),
        }
    }

    /// An int.
    #[inline(always)]
    pub fn int(&self, i: i64) -> Value {
        match Value::try_int(i) {
            Some(v) => v,
            None => self.int_of_limbs(i < 0, &[i.unsigned_abs()]),
        }
    }

    /// An int from an unsigned number.
    pub fn uint(&self, i: u64) -> Value {
        if i <= Value::MAX_INT as u64 { Value::small_int(i as i64) } else { self.int_of_limbs(false, &[i]) }
    }

    /// An int from a number of any size.
    pub fn big(&self, i: Big) -> Value {
        match i.to_i64().and_then(Value::try_int) {
            Some(v) => v,
            None => self.big_int_object(exact(Layout::Int), &i),
        }
    }

    /// Memory for an object without pointers whose size may be the script's choice; `None` if there is none, which is noted.
    #[inline(always)]
    fn data_memory(&self, bytes: usize, shape: u32) -> Option<*mut u64> {
        if bytes <= UNREFUSED { Some(self.alloc.alloc_data(bytes, shape)) } else { self.large_memory(bytes, shape, false) }
    }

    /// As `data_memory`, for an object with pointers; all zero.
    #[inline(always)]
    fn slots_memory(&self, bytes: usize, shape: u32) -> Option<*mut u64> {
        if bytes <= UNREFUSED { Some(self.alloc.alloc(bytes, shape)) } else { self.large_memory(bytes, shape, true) }
    }

    #[cold]
    #[inline(never)]
    fn large_memory(&self, bytes: usize, shape: u32, pointers: bool) -> Option<*mut u64> {
        let p = self.alloc.alloc_checked(bytes, shape, pointers);
        if p.is_none() {
            self.note_refusal();
        }
        p
    }

    /// There is no memory for what native code wanted to make, and it got something empty in its place: `MemoryError` at the next
    /// safepoint, which comes before a script sees what a native function gave back, or at the next `made`.
    #[cold]
    pub fn note_refusal(&self) {
        self.refused.set(true);
        self.thread.request(crate::sync::poll::COLLECT);
    }

    /// What an operator or a conversion made, or `MemoryError` if some of it was refused.
    #[inline(always)]
    pub fn made(&self, v: Value) -> Res {
        self.check_made().map(|()| v)
    }

    /// As `made`, before what was gathered is put where it is kept.
    #[inline(always)]
    pub fn check_made(&self) -> Res<()> {
        if self.refused.get() { Err(self.take_refusal()) } else { Ok(()) }
    }

    #[cold]
    #[inline(never)]
    fn take_refusal(&self) -> Raised {
        self.refused.set(false);
        self.memory_error()
    }

    /// The heap form of an int, for big numbers and for instances of `int`'s subclasses.
    pub fn big_int_object(&self, shape: u32, i: &Big) -> Value {
        let (sign, digits) = (i.sign(), i.iter_u64_digits());
        let n = digits.len();
        let Some(p) = self.slots_memory(BigInt::SIZE + n * 8, shape) else { return self.big_int_object(shape, &Big::ZERO) };
        // SAFETY: fresh memory of that size; nobody else sees it yet.
        unsafe {
            let o = p as *mut BigInt;
            (*o).size = if sign == Sign::Minus { -(n as i64) } else { n as i64 };
            let limbs = o.add(1) as *mut u64;
            for (k, d) in digits.enumerate() {
                *limbs.add(k) = d;
            }
        }
        Value::from_ptr(p)
    }

    /// An int of a sign and limbs, lowest first; zeros on top are cut.
    pub fn int_of_limbs(&self, negative: bool, limbs: &[u64]) -> Value {
        match *trim(limbs) {
            [] => Value::small_int(0),
            [limb] if limb <= Value::MAX_INT as u64 => Value::small_int(if negative { -(limb as i64) } else { limb as i64 }),
            [limb] if negative && limb == Value::MIN_INT.unsigned_abs() => Value::small_int(Value::MIN_INT),
            ref limbs => {
                let Some(p) = self.data_memory(BigInt::SIZE + limbs.len() * 8, exact(Layout::Int)) else { return Value::small_int(0) };
                // SAFETY: fresh memory of that size; nobody else sees it yet.
                unsafe { write_limbs(p, negative, limbs.len()).copy_from_slice(limbs) };
                Value::from_ptr(p)
            }
        }
    }

    /// An int whose limbs `fill` writes, all `most` of them, into the object itself if they are many; it says whether the
    /// number is negative. Zeros on top are cut.
    #[inline]
    pub fn int_filled(&self, most: usize, fill: impl FnOnce(&mut [u64]) -> bool) -> Value {
        // short results are often shorter than what is asked for, and copied fast
        const SHORT: usize = 6;
        if most <= SHORT {
            let mut limbs = [0; SHORT];
            let negative = fill(&mut limbs[..most]);
            return self.int_of_limbs(negative, &limbs[..most]);
        }
        let Some(p) = self.data_memory(BigInt::SIZE + most * 8, exact(Layout::Int)) else { return Value::small_int(0) };
        // SAFETY: fresh memory of that size; nobody else sees it yet.
        unsafe {
            let limbs = write_limbs(p, false, most);
            let negative = fill(limbs);
            let used = trim(limbs);
            if used.len() < most / 2 {
                return self.int_of_limbs(negative, used);
            }
            write_limbs(p, negative, used.len());
        }
        Value::from_ptr(p)
    }

    /// The number of an `int` (or `bool`, or a subclass's instance); `None` for other values.
    pub fn to_big(&self, v: Value) -> Option<Big> {
        if v.is_small_int() {
            return Some(Big::from(v.small()));
        }
        if v.is_bool() {
            return Some(Big::from((v == Value::TRUE) as i64));
        }
        let o = v.cast::<BigInt>()?;
        let mut digits = Vec::with_capacity(o.limbs().len() * 2);
        for &l in o.limbs() {
            digits.push(l as u32);
            digits.push((l >> 32) as u32);
        }
        let sign = if o.size < 0 { Sign::Minus } else { Sign::Plus };
        Some(Big::from_slice(sign, &digits))
    }

    /// The number of an int if it fits 64 bits.
    pub fn to_i64(&self, v: Value) -> Option<i64> {
        if v.is_small_int() {
            return Some(v.small());
        }
        if v.is_bool() {
            return Some((v == Value::TRUE) as i64);
        }
        let o = v.cast::<BigInt>()?;
        match (o.size, o.limbs()) {
            (0, _) => Some(0),
            (1, &[l]) => i64::try_from(l).ok(),
            (-1, &[l]) => {
                if l <= 1 << 63 {
                    Some((l as i64).wrapping_neg())
                } else {
                    None
                }
            }
            _ => None,
        }
    }

    #[inline(always)]
    pub fn float(&self, f: f64) -> Value {
        match Value::try_float(f) {
            Some(v) => v,
            None => self.other_float(f),
        }
    }

    /// The zeros have one object each for the process; the rest are objects of their own.
    fn other_float(&self, f: f64) -> Value {
        if f == 0.0 { super::intern::zero(f.is_sign_negative()) } else { self.float_object(f) }
    }

    /// The heap form of a float, for what does not fit the word.
    #[cold]
    fn float_object(&self, f: f64) -> Value {
        let p = self.alloc.alloc_data(Float::SIZE, exact(Layout::Float));
        // SAFETY: fresh memory of that size.
        unsafe { (*(p as *mut Float)).number = f };
        Value::from_ptr(p)
    }

    /// The number of a `float` (or a subclass's instance); `None` for other values.
    #[inline(always)]
    pub fn as_float(&self, v: Value) -> Option<f64> {
        if v.is_flonum() { Some(v.flonum()) } else { v.cast::<Float>().map(|f| f.number) }
    }

    pub fn complex(&self, re: f64, im: f64) -> Value {
        let p = self.alloc.alloc_data(Complex::SIZE, exact(Layout::Complex));
        // SAFETY: fresh memory of that size.
        unsafe {
            (*(p as *mut Complex)).re = re;
            (*(p as *mut Complex)).im = im;
        }
        Value::from_ptr(p)
    }

    /// A str from UTF-8.
    pub fn str(&self, text: &str) -> Value {
        self.str_wtf8(text.as_bytes())
    }

    /// A str from WTF-8 (UTF-8 that may hold lone surrogates as three bytes each).
    pub fn str_wtf8(&self, text: &[u8]) -> Value {
        self.str_counted(text, count_chars(text))
    }

    /// As `str_wtf8`, where the number of code points is known.
    pub fn str_counted(&self, text: &[u8], chars: usize) -> Value {
        if text.len() == 1 {
            return super::intern::one_char(text[0]);
        }
        if text.is_empty() {
            return super::intern::empty_str();
        }
        let Some(p) = self.text_memory(text.len()) else { return super::intern::empty_str() };
        // SAFETY: fresh memory of that size.
        unsafe {
            let data = p.add(1) as *mut u8;
            (&raw mut (*p).hash).write(AtomicU64::new(0));
            (*p).len = text.len() as u32;
            (*p).chars = chars as u32;
            (*p).data = data;
            std::ptr::copy_nonoverlapping(text.as_ptr(), data, text.len());
        }
        Value::from_ptr(p)
    }

    /// Memory for a str of so many bytes; `None` if there is none, or if no str is that long, which is noted.
    #[inline(always)]
    fn text_memory(&self, len: usize) -> Option<*mut Str> {
        if len > u32::MAX as usize {
            self.note_refusal();
            return None;
        }
        self.data_memory(Str::SIZE + len, exact(Layout::Str)).map(|p| p as *mut Str)
    }

    /// A str of `len` bytes, two or more, which `fill` writes.
    #[inline]
    pub fn str_filled(&self, len: usize, chars: usize, fill: impl FnOnce(&mut [u8])) -> Value {
        let Some(p) = self.text_memory(len) else { return super::intern::empty_str() };
        // SAFETY: fresh memory of that size, which nobody else sees before it is returned.
        unsafe {
            let data = p.add(1) as *mut u8;
            (&raw mut (*p).hash).write(AtomicU64::new(0));
            (*p).len = len as u32;
            (*p).chars = chars as u32;
            (*p).data = data;
            fill(std::slice::from_raw_parts_mut(data, len));
        }
        Value::from_ptr(p)
    }

    /// The decimal digits of a machine integer, as a str.
    pub fn decimal(&self, i: i64) -> Value {
        let mut digits = [0u8; 20];
        let mut at = digits.len();
        let mut left = i.unsigned_abs();
        loop {
            at -= 1;
            digits[at] = b'0' + (left % 10) as u8;
            left /= 10;
            if left == 0 {
                break;
            }
        }
        if i < 0 {
            at -= 1;
            digits[at] = b'-';
        }
        let text = &digits[at..];
        self.str_counted(text, text.len())
    }

    /// A str of one code point (surrogates included).
    pub fn char(&self, c: u32) -> Value {
        if c < 256 {
            return super::intern::one_char(c as u8);
        }
        let mut buffer = Vec::with_capacity(4);
        push_code_point(&mut buffer, c);
        self.str_counted(&buffer, 1)
    }

    pub fn bytes(&self, data: &[u8]) -> Value {
        let Some(p) = self.data_memory(Bytes::SIZE + data.len(), exact(Layout::Bytes)) else { return self.bytes(b"") };
        let p = p as *mut Bytes;
        // SAFETY: fresh memory of that size.
        unsafe {
            let to = p.add(1) as *mut u8;
            (&raw mut (*p).hash).write(AtomicU64::new(0));
            (*p).len = data.len();
            (*p).data = to;
            std::ptr::copy_nonoverlapping(data.as_ptr(), to, data.len());
        }
        Value::from_ptr(p)
    }

    pub fn tuple(&self, items: &[Value]) -> Value {
        self.tuple_of_shape(exact(Layout::Tuple), items)
    }

    /// A tuple of at most four items, if that takes no call. A leaf.
    #[inline(always)]
    pub fn tuple_in_place(&self, items: &[Value]) -> Option<Value> {
        debug_assert!(items.len() <= 4);
        let p = self.alloc.alloc_in_place(Tuple::SIZE + items.len() * 8, exact(Layout::Tuple))? as *mut Tuple;
        // SAFETY: fresh memory of that size.
        Some(unsafe { filled_tuple(p, items) })
    }

    /// A tuple, or an instance of a subclass of `tuple`.
    pub fn tuple_of_shape(&self, shape: u32, items: &[Value]) -> Value {
        let Some(p) = self.slots_memory(Tuple::SIZE + items.len() * 8, shape) else { return self.tuple_of_shape(shape, &[]) };
        // SAFETY: fresh memory of that size.
        unsafe { filled_tuple(p as *mut Tuple, items) }
    }

    /// A tuple of what a function gives for each index; it reaches no safepoint.
    #[inline]
    pub fn tuple_from_fn(&self, len: usize, mut f: impl FnMut(usize) -> Value) -> Value {
        let Some(p) = self.slots_memory(Tuple::SIZE + len * 8, exact(Layout::Tuple)) else { return self.tuple(&[]) };
        let p = p as *mut Tuple;
        // SAFETY: fresh memory of that size; published by whoever stores the value.
        unsafe {
            (*p).len = len;
            let items = p.add(1) as *mut Value;
            (0..len).for_each(|i| items.add(i).write(f(i)));
        }
        Value::from_ptr(p)
    }

    /// A buffer of `capacity` unbound slots; `None` if there is no memory for it.
    pub fn try_array(&self, capacity: usize) -> Option<Ref<Array>> {
        let p = self.alloc.alloc_checked(Array::SIZE + capacity * 8, exact(Layout::Array), true)? as *mut Array;
        // SAFETY: fresh zeroed memory of that size.
        unsafe {
            (&raw mut (*p).room).write(AtomicUsize::new(capacity));
            Some(Ref::from_value(Value::from_ptr(p)))
        }
    }

    /// As `try_array`, for those that cannot be too long.
    pub fn array(&self, capacity: usize) -> Ref<Array> {
        let p = self.alloc.alloc(Array::SIZE + capacity * 8, exact(Layout::Array)) as *mut Array;
        // SAFETY: fresh zeroed memory of that size.
        unsafe {
            (&raw mut (*p).room).write(AtomicUsize::new(capacity));
            Ref::from_value(Value::from_ptr(p))
        }
    }

    /// Has the system give the memory of a long new object that is to be filled under a lock, which takes longer than filling it. Others
    /// may stop the world meanwhile (`make_way`, whose conditions hold), and a step of a collection may see the object: what is stored
    /// in it afterwards is stored with the barrier.
    pub fn warm(&self, object: Value) {
        let (address, bytes) = (object.0 as usize, heap::object_size(object));
        if bytes >= super::LONG && !self.shared.world.gil_enabled() {
            self.aside(|| {
                // the first page has the header, which is there, and which the collector reads as a plain word
                for at in (PAGE..bytes).step_by(PAGE) {
                    // SAFETY: a byte of the object, which the caller's value keeps alive; nothing is changed.
                    unsafe { AtomicU8::from_ptr((address + at) as *mut u8) }.fetch_or(0, Ordering::Relaxed);
                }
            });
        }
    }

    pub fn list(&self, items: &[Value]) -> Value {
        self.list_filled(items.len(), |slots| Slot::set_all(slots, items.iter().copied()))
    }

    /// As `list`, of what may be many: others may stop the world meanwhile (`make_way`, whose conditions hold).
    pub fn long_list(&self, items: &Values) -> Value {
        /// what is stored before the next look at what others ask for
        const PART: usize = 1 << 16;
        self.list_filled(items.len(), |slots| {
            for (i, (slots, values)) in slots.chunks(PART).zip(items.chunks(PART)).enumerate() {
                if i > 0 {
                    self.make_way();
                }
                Slot::set_all(slots, values.iter().copied());
            }
        })
    }

    /// A list of so many items, which `store` puts into its slots.
    #[inline(always)]
    fn list_filled(&self, len: usize, store: impl FnOnce(&[Slot])) -> Value {
        let list: Ref<List> = self.new_object(exact(Layout::List));
        if len > 0 {
            let Some(buffer) = self.try_array(len) else {
                self.note_refusal();
                return list.value();
            };
            store(buffer.slots());
            crate::sync::sequence::fill(&*list, buffer.value(), len);
        }
        list.value()
    }

    pub fn slice(&self, start: Value, stop: Value, step: Value) -> Value {
        let s: Ref<Slice> = self.new_object(exact(Layout::Slice));
        s.start.set(start);
        s.stop.set(stop);
        s.step.set(step);
        s.value()
    }

    pub fn cell(&self, content: Value) -> Value {
        let c: Ref<Cell> = self.new_object(exact(Layout::Cell));
        c.value.set(content);
        c.value()
    }

    pub fn bound_method(&self, function: Value, this: Value) -> Value {
        let m: Ref<BoundMethod> = self.new_object(exact(Layout::BoundMethod));
        m.function.set(function);
        m.this.set(this);
        m.value()
    }

    /// A builtin function; `this` is the module or the object it is bound to.
    pub fn native_function(&self, def: &'static MethodDef, this: Value, module: Value) -> Value {
        let p = self.alloc.alloc(NativeFunction::SIZE, exact(Layout::NativeFunction)) as *mut NativeFunction;
        // SAFETY: fresh zeroed memory of that size; `def` is written before the value is seen by anybody.
        unsafe {
            (&raw mut (*p).def).write(def);
            (&raw mut (*p).signature).write(AtomicUsize::new(0));
            (&raw mut (*p).this).write(Slot::new(this));
            (&raw mut (*p).module).write(Slot::new(module));
        }
        Value::from_ptr(p)
    }

    /// A type's method (or class method) bound to an object.
    pub fn bind_native_method(&self, f: Ref<NativeFunction>, this: Value) -> Value {
        let slot = f.def.style == Style::Slot;
        let layout = if slot { Layout::BoundSlot } else { Layout::NativeFunction };
        let p = self.alloc.alloc(NativeFunction::SIZE, exact(layout)) as *mut NativeFunction;
        let parsed = std::ptr::from_ref(f.parsed()) as usize;
        // SAFETY: as in `native_function`.
        unsafe {
            (&raw mut (*p).def).write(f.def);
            (&raw mut (*p).signature).write(AtomicUsize::new(parsed));
            (&raw mut (*p).this).write(Slot::new(this));
            (&raw mut (*p).module).write(Slot::new(if slot { f.this.get() } else { f.module.get() }));
        }
        Value::from_ptr(p)
    }

    /// An iterator over something by index (`ListIter`, `TupleIter`, `StrIter`, ...).
    pub fn index_iter(&self, layout: Layout, source: Value, index: usize) -> Value {
        let it: Ref<IndexIter> = self.new_object(exact(layout));
        it.source.set(source);
        it.index.store(index, Ordering::Relaxed);
        it.value()
    }

    pub fn none_or(&self, v: Option<Value>) -> Value {
        v.unwrap_or(Value::NONE)
    }
}

/// Writes sign and length of an exact int with `n` limbs, and gives the limbs.
///
/// # Safety
/// `p` is an object of such an int's size that nobody else sees. Its memory is the system's, so it holds something.
unsafe fn write_limbs<'a>(p: *mut u64, negative: bool, n: usize) -> &'a mut [u64] {
    // SAFETY: by the contract.
    unsafe {
        let o = p as *mut BigInt;
        (&raw mut (*o).extra).write(Slot::new(Value::UNBOUND));
        (&raw mut (*o).size).write(if negative { -(n as i64) } else { n as i64 });
        std::slice::from_raw_parts_mut(o.add(1) as *mut u64, n)
    }
}

/// How many code points WTF-8 text has.
pub fn count_chars(text: &[u8]) -> usize {
    if text.is_ascii() { text.len() } else { text.iter().filter(|&&b| b & 0xC0 != 0x80).count() }
}

/// Appends a code point, surrogates as three bytes.
pub fn push_code_point(out: &mut Vec<u8>, c: u32) {
    match c {
        0..0x80 => out.push(c as u8),
        0x80..0x800 => out.extend([0xC0 | (c >> 6) as u8, 0x80 | (c & 63) as u8]),
        0x800..0x10000 => out.extend([0xE0 | (c >> 12) as u8, 0x80 | (c >> 6 & 63) as u8, 0x80 | (c & 63) as u8]),
        _ => out.extend([0xF0 | (c >> 18) as u8, 0x80 | (c >> 12 & 63) as u8, 0x80 | (c >> 6 & 63) as u8, 0x80 | (c & 63) as u8]),
    }
}

impl Vm {
    #[cold]
    pub fn memory_error(&self) -> Raised {
        self.raise(&crate::types::exceptions::MEMORY_ERROR, "")
    }

    /// Room for `more` items in memory of Rust's that a script lets grow, or `MemoryError`.
    #[inline]
    pub fn grow_by<T>(&self, to: &mut Vec<T>, more: usize) -> Res<()> {
        if to.capacity() - to.len() >= more { Ok(()) } else { to.try_reserve(more).map_err(|_| self.memory_error()) }
    }

    /// Before so many items of a size are asked for that a script chose: does the machine have the memory?
    pub fn check_memory(&self, count: usize, size: usize) -> Res<()> {
        /// What is not worth the question.
        const LITTLE: usize = 1 << 20;
        match count.checked_mul(size) {
            Some(bytes) if bytes <= LITTLE || Vec::<u8>::new().try_reserve_exact(bytes).is_ok() => Ok(()),
            _ => Err(self.memory_error()),
        }
    }
}

/// Makes a tuple of fresh memory; published by whoever stores the value.
///
/// # Safety
/// The memory is that of a tuple of so many items.
#[inline(always)]
unsafe fn filled_tuple(p: *mut Tuple, items: &[Value]) -> Value {
    // SAFETY: by the contract.
    unsafe {
        (*p).len = items.len();
        let to = p.add(1) as *mut Value;
        match *items {
            // a call of `memcpy` would take longer
            [] => {}
            [a] => to.write(a),
            [a, b] => (to as *mut [Value; 2]).write([a, b]),
            [a, b, c] => (to as *mut [Value; 3]).write([a, b, c]),
            [a, b, c, d] => (to as *mut [Value; 4]).write([a, b, c, d]),
            _ => std::ptr::copy_nonoverlapping(items.as_ptr(), to, items.len()),
        }
    }
    Value::from_ptr(p)
}
