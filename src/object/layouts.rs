//! The memory of each builtin layout: `repr(C)` structs that start with the header, and `Ref`, a typed pointer to one.
//!
//! Fields that hold values are `Slot`s. Fields written once, before the object is seen by another thread, are plain.
//! Instances of a class that derives from a builtin type have the same fields, then their attribute slots; where the
//! layout has a variable size (`Tuple`, `BigInt`) the attributes stand in a dict, in the word `extra`.

use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::atomic::{AtomicI64, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering};

use super::header::Header;
use super::shape::{Layout, Shape};
use super::slot::Slot;
use super::value::Value;
use crate::sync::marking::WeakWord;
use crate::sync::sequence;

/// A pointer to an object of a known layout. Alive as long as it can be seen from a stack, a register or the heap.
pub struct Ref<T>(*const T, PhantomData<T>);

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Ref<T> {}

impl<T> Deref for Ref<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: a `Ref` is made from a live object of layout `T`; objects do not move and are not freed while a
        // native stack or a register holds their address.
        unsafe { &*self.0 }
    }
}

impl<T> Ref<T> {
    /// # Safety
    /// `v` points to an object whose layout is `T`.
    #[inline(always)]
    pub unsafe fn from_value(v: Value) -> Ref<T> {
        Ref(v.0 as *const T, PhantomData)
    }

    #[inline(always)]
    pub fn value(self) -> Value {
        Value(self.0 as u64)
    }

    pub fn as_ptr(self) -> *const T {
        self.0
    }
}

/// A struct that is the memory of one layout (or of several that look alike).
pub trait Object: Sized + 'static {
    /// Is this layout's memory described by `Self`?
    fn is(layout: u8) -> bool;
}

impl Value {
    /// The object as a `T`, if its layout is that (subclasses included).
    #[inline(always)]
    pub fn cast<T: Object>(self) -> Option<Ref<T>> {
        if self.is_object() && T::is(self.shape().layout_number()) { Some(Ref(self.0 as *const T, PhantomData)) } else { None }
    }

    /// The object as a `T`; the caller has made sure.
    #[inline(always)]
    pub fn expect<T: Object>(self) -> Ref<T> {
        debug_assert!(self.is_object() && T::is(self.shape().layout_number()), "an object of another layout");
        Ref(self.0 as *const T, PhantomData)
    }

    /// Is this exactly a builtin type's object, not a subclass's?
    #[inline(always)]
    pub fn is_exact(self, layout: Layout) -> bool {
        self.shape_id() == layout as u32
    }

    /// What the object's memory looks like, whatever its class.
    #[inline(always)]
    pub fn layout(self) -> Layout {
        self.shape().layout()
    }
}

macro_rules! objects {
    ($($(#[$doc:meta])* $name:ident [$($layout:ident)*] { $($(#[$fdoc:meta])* $field:ident : $t:ty,)* })*) => {
        $(
            $(#[$doc])*
            #[repr(C)]
            pub struct $name { pub header: Header, $($(#[$fdoc])* pub $field: $t,)* }
            impl Object for $name {
                #[inline(always)]
                fn is(layout: u8) -> bool { $(layout == Layout::$layout as u8)||* }
            }
            impl $name {
                /// Size in bytes without what follows (items, attribute slots).
                pub const SIZE: usize = size_of::<$name>();
                /// Size in words: where attribute slots of a subclass's instances start.
                pub const WORDS: u16 = (size_of::<$name>() / 8) as u16;
            }
        )*
    };
}

objects! {
    /// A float that does not fit the word.
    Float [Float] { number: f64, }
    Complex [Complex] { re: f64, im: f64, }
    /// An int past 63 bits, or any int of a subclass: sign and length in 64-bit limbs, then the limbs, lowest first.
    BigInt [Int] {
        /// the dict of a subclass's instance
        extra: Slot,
        /// number of limbs, negative for a negative number
        size: i64,
    }
    /// Text: WTF-8 (UTF-8 in which lone surrogates keep their three bytes). `data` points behind this struct or into
    /// another object (a buffer that several strings share, or the string that a subclass's instance copied).
    Str [Str] {
        /// 0: not computed yet
        hash: AtomicU64,
        /// in bytes
        len: u32,
        /// in code points
        chars: u32,
        data: *const u8,
    }
    Bytes [Bytes] { hash: AtomicU64, len: usize, data: *const u8, }
    /// Bytes without meaning to the collector: buffers of bytearrays and growing strings. The bytes follow.
    Raw [Raw] {
        capacity: usize,
        /// bytes in use: a string that ends here may be extended in place by whoever moves this mark
        used: AtomicUsize,
    }
    /// Slots without meaning of their own: a list's buffer, a table's storage. `room` slots follow; a list's lock is needed to make
    /// its buffer longer, where it lies.
    Array [Array] { room: AtomicUsize, }
    Tuple [Tuple] {
        len: usize,
        /// exact tuples: the cached hash (0: none); instances of a subclass: their dict
        extra: Slot,
    }
    List [List] { len: AtomicUsize, items: Slot, }
    /// An insertion-ordered hash table; `Namespace` is the same with every value in a `Cell` of its own.
    Dict [Dict Namespace] { len: AtomicUsize, table: Slot, }
    /// Entries (hash, key, value) in insertion order behind an index; never reused, replaced when full.
    DictTable [DictTable] {
        /// number of index places - 1
        mask: u32,
        /// entries that there is room for
        capacity: u32,
        /// entries taken, deleted ones included
        used: AtomicUsize,
    }
    Set [Set FrozenSet] {
        len: AtomicUsize,
        table: Slot,
        /// of a frozenset its hash, 0: not computed; of a set the place after the one that `pop` emptied last
        hash: AtomicU64,
    }
    /// Places (key, hash) found by open addressing, `mask + 1` of them.
    SetTable [SetTable] {
        mask: usize,
        /// places that are not free, those of deleted items included
        fill: AtomicUsize,
        /// items ever added: what tells a search that is over whether there are new ones
        added: AtomicUsize,
    }
    ByteArray [ByteArray] {
        len: AtomicUsize,
        /// a `Raw`
        buffer: Slot,
        /// where the bytes start in it
        start: AtomicUsize,
        /// how many memoryviews forbid a change of size
        exports: AtomicUsize,
    }
    Range [Range] { start: Slot, stop: Slot, step: Slot, length: Slot, }
    Slice [Slice] { start: Slot, stop: Slot, step: Slot, }
    /// `next`, `stop` and `step` are plain integers; a range past 63 bits has a generator-like `Native` iterator.
    RangeIter [RangeIter] { next: AtomicI64, remaining: AtomicI64, step: i64, }
    /// Any iterator over something by index or entry: `source` becomes unbound when it is exhausted.
    IndexIter [ListIter TupleIter StrIter AsciiIter BytesIter SeqIter SetIter Reversed] {
        source: Slot,
        index: AtomicUsize,
        /// the size of a set when iteration began
        expected: AtomicUsize,
    }
    DictIter [DictIter] {
        source: Slot,
        index: AtomicUsize,
        expected: AtomicUsize,
        /// 0 keys, 1 values, 2 items; 4 added: reversed
        kind: AtomicU8,
    }
    /// `dict.keys()` and its sisters; the layout says which.
    DictView [DictKeys DictValues DictItems] { dict: Slot, }
    MappingProxy [MappingProxy] { mapping: Slot, }
    /// `zip`, `map`, `filter`, `enumerate`, `iter(f, sentinel)`: two values and a number, by the layout.
    Adapter [Enumerate Zip Map Filter CallIter] { first: Slot, second: Slot, number: Slot, flag: AtomicU8, }
    Function [Function] {
        /// a `vm::LoadedCode`
        code: *const u8,
        /// as in `Code`: parameters when all are plain positional ones without defaults needed, else u32::MAX
        simple_args: AtomicU32,
        nregs: u32,
        entry: *const u64,
        globals: Slot,
        closure: Slot,
        defaults: Slot,
        kwdefaults: Slot,
        name: Slot,
        qualname: Slot,
        doc: Slot,
        module: Slot,
        annotate: Slot,
        annotations: Slot,
        type_params: Slot,
        dict: Slot,
        /// where names are looked up that are no globals, as the globals said when the function was made: any object
        builtins: Slot,
    }
    /// A function written in Rust: of a module, or a method bound to `this` (NativeFunction), or a type's method
    /// (NativeMethod, where `this` is the type). The methods that stand for slots are SlotMethod, bound BoundSlot.
    /// A type's class method, not bound yet, is a NativeClassMethod.
    NativeFunction [NativeFunction NativeMethod SlotMethod BoundSlot NativeClassMethod] {
        def: &'static super::spec::MethodDef,
        /// the parsed signature, made at the first call
        signature: AtomicUsize,
        this: Slot,
        module: Slot,
    }
    BoundMethod [BoundMethod] { function: Slot, this: Slot, }
    Property [Property] { get: Slot, set: Slot, delete: Slot, doc: Slot, name: Slot, }
    /// `classmethod` and `staticmethod`.
    MethodWrapper [ClassMethod StaticMethod] { function: Slot, }
    /// A computed attribute of a builtin type, or a field of its instances (NativeMember).
    GetSet [GetSet NativeMember] { def: &'static super::spec::GetSetDef, owner: Slot, }
    /// A name of `__slots__`: the word of the instance where it stands.
    Member [Member] { name: Slot, owner: Slot, word: usize, }
    Super [Super] { this: Slot, start: Slot, this_type: Slot, }
    Cell [Cell] { value: Slot, }
    CodeObject [Code] { loaded: *const u8, }
    Module [Module] { namespace: Slot, name: Slot, }
    /// `extra` is a tuple-like `Array` of the fields that a builtin exception type adds (`errno`, `value`, ...).
    Exception [Exception] {
        args: Slot,
        cause: Slot,
        context: Slot,
        traceback: Slot,
        extra: Slot,
        /// `__suppress_context__`
        suppress: AtomicU8,
    }
    Traceback [Traceback] { next: Slot, frame: Slot, pc: AtomicU32, line: AtomicU32, }
    /// A frame as scripts see it: live, a generator's, or what is left of one that ended. See `vm::observe`.
    FrameObject [Frame] {
        function: Slot,
        /// an `Array` of the locals that a frame ended with
        locals: Slot,
        back: Slot,
        generator: Slot,
        /// a dict of what was stored in `f_locals` and is no local
        extra: Slot,
        /// `f_trace`
        trace: Slot,
        pc: AtomicU32,
        /// one more than the line to be shown instead of the instruction's, or 0
        line: AtomicU32,
        /// the address of its registers while it is on a thread's stack, else 0
        live: AtomicUsize,
        /// `f_trace_lines`, `f_trace_opcodes` (see `vm::tracing`)
        flags: AtomicU8,
    }
    /// A generator, coroutine or asynchronous generator: its registers while it is suspended.
    Generator [Generator Coroutine AsyncGenerator] {
        function: Slot,
        /// an `Array` of registers
        registers: Slot,
        /// its frame object, if somebody asked for it
        frame: Slot,
        /// its handled exception while suspended
        handled: Slot,
        name: Slot,
        qualname: Slot,
        /// the word index to go on at
        pc: AtomicU32,
        /// 0 not started, 1 suspended, 2 running, 3 ended
        state: AtomicU8,
        /// asynchronous generators: `ASYNC_RUNNING`, `ASYNC_CLOSED`
        flags: AtomicU8,
        origin: Slot,
    }
    /// Two or three values that belong together: `AsyncGenStep`, `CoroutineWrapper`, `GenericAlias`, `Union`.
    Triple [AsyncGenStep CoroutineWrapper GenericAlias Union] { first: Slot, second: Slot, third: Slot, flag: AtomicU8, }
    MemoryView [MemoryView] {
        /// the object whose bytes these are
        base: Slot,
        start: usize,
        /// a tuple of (shape, strides) or unbound for one dimension of bytes
        dims: Slot,
        format: Slot,
        len: usize,
        itemsize: usize,
        stride: isize,
        /// bit 0 released, bit 1 read-only
        state: AtomicU8,
        /// views taken of this view
        exports: AtomicUsize,
    }
    /// An instance of a class: attribute slots follow.
    Instance [Instance] { }
    /// An object of a type written in Rust: its data is a `Payload`.
    Native [Native] {
        /// where the data is, behind the object (0: taken out already, to be dropped)
        data: AtomicU64,
        /// what the data is: the address of its `PayloadKind`
        kind: AtomicU64,
    }
    WeakRef [WeakRef] {
        /// hidden from the collector
        object: WeakWord<Value>,
        callback: Slot,
        hash: AtomicU64,
    }
}

impl<T: Object> Ref<T> {
    /// Attribute slot `i` (a word of the object), for layouts whose size is fixed.
    #[inline(always)]
    pub fn word(self, i: usize) -> &'static Slot {
        // SAFETY: the caller takes `i` from this object's shape, so the word is inside the object.
        unsafe { &*(self.0 as *const Slot).add(i) }
    }
}

impl Str {
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: `data` and `len` were set together, point to initialised memory that `self` keeps alive.
        unsafe { std::slice::from_raw_parts(self.data, self.len as usize) }
    }

    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.len == self.chars
    }

    /// The text, where it has no lone surrogate.
    pub fn to_str(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes()).ok()
    }
}

impl Bytes {
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: as for `Str::bytes`.
        unsafe { std::slice::from_raw_parts(self.data, self.len) }
    }
}

impl Tuple {
    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        // SAFETY: `len` values follow the struct and never change.
        unsafe { std::slice::from_raw_parts((self as *const Tuple).add(1) as *const Value, self.len) }
    }
}

impl Array {
    #[inline(always)]
    pub fn slots(&self) -> &[Slot] {
        // SAFETY: so many slots follow the struct.
        unsafe { std::slice::from_raw_parts((self as *const Array).add(1) as *const Slot, self.capacity()) }
    }

    /// How many slots there are: whoever reads the number finds them.
    #[inline(always)]
    pub fn capacity(&self) -> usize {
        self.room.load(Ordering::Acquire)
    }
}

impl sequence::Sequence for List {
    type Word = Value;

    #[inline(always)]
    fn length(&self) -> &AtomicUsize {
        &self.len
    }

    #[inline(always)]
    fn buffer(&self) -> &Slot {
        &self.items
    }

    #[inline(always)]
    fn slots(buffer: Value) -> &'static [Slot] {
        let slots = buffer.expect::<Array>();
        // SAFETY: a buffer lives while its word is on the caller's stack or in its list.
        unsafe { (*slots.as_ptr()).slots() }
    }
}

impl List {
    #[inline(always)]
    pub fn len(&self) -> usize {
        sequence::len(self)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The buffer; `None` while nothing was ever stored.
    #[inline(always)]
    pub fn buffer(&self) -> Option<Ref<Array>> {
        let items = self.items.get();
        if items.is_unbound() { None } else { Some(items.expect()) }
    }

    /// Item `i`, read without a lock: `None` past the end (also when another thread shortened the list meanwhile).
    #[inline(always)]
    pub fn get(&self, i: usize) -> Option<Value> {
        sequence::get(self, i)
    }

    /// The items as they are now.
    pub fn snapshot(&self) -> Vec<Value> {
        let mut out = Vec::with_capacity(self.len());
        let mut i = 0;
        while let Some(v) = self.get(i) {
            out.push(v);
            i += 1;
        }
        out
    }
}

impl BigInt {
    /// The magnitude, lowest limb first.
    pub fn limbs(&self) -> &[u64] {
        // SAFETY: `size.abs()` limbs follow the struct and never change.
        unsafe { std::slice::from_raw_parts((self as *const BigInt).add(1) as *const u64, self.size.unsigned_abs() as usize) }
    }
}

impl Value {
    /// The text of a `str` object.
    pub fn str_bytes(&self) -> Option<&[u8]> {
        let s = self.cast::<Str>()?;
        // SAFETY: the bytes live as long as the string, which the caller's value keeps alive.
        Some(unsafe { std::slice::from_raw_parts(s.data, s.len as usize) })
    }

    /// The text of a `str` object without lone surrogates.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(self.str_bytes()?).ok()
    }
}

/// The first word after a layout's fields, where instances of a subclass have their attributes; 0 for layouts that
/// cannot be a base, 1 or 2 with `variable` for those that keep a dict in `extra`.
pub fn first_slot(layout: Layout) -> (u16, bool) {
    match layout {
        Layout::Instance => (Instance::WORDS, false),
        Layout::Float => (Float::WORDS, false),
        Layout::Complex => (Complex::WORDS, false),
        Layout::Int => (1, true),
        Layout::Tuple => (2, true),
        Layout::Str => (Str::WORDS, false),
        Layout::Bytes => (Bytes::WORDS, false),
        Layout::List => (List::WORDS, false),
        Layout::Dict => (Dict::WORDS, false),
        Layout::Set | Layout::FrozenSet => (Set::WORDS, false),
        Layout::ByteArray => (ByteArray::WORDS, false),
        Layout::Exception => (Exception::WORDS, false),
        Layout::Property => (Property::WORDS, false),
        Layout::ClassMethod | Layout::StaticMethod => (MethodWrapper::WORDS, false),
        Layout::Module => (Module::WORDS, false),
        Layout::Super => (Super::WORDS, false),
        Layout::Enumerate | Layout::Zip | Layout::Map | Layout::Filter => (Adapter::WORDS, false),
        Layout::Reversed => (IndexIter::WORDS, false),
        Layout::Native => (Native::WORDS, false),
        Layout::WeakRef => (WeakRef::WORDS, false),
        Layout::GenericAlias => (Triple::WORDS, false),
        _ => (0, false),
    }
}

/// The shape of an exact object of this layout.
pub const fn exact(layout: Layout) -> u32 {
    layout as u32
}

const _: () = assert!(Tuple::SIZE == 24 && List::SIZE == 24 && Str::SIZE == 32, "sizes that handlers rely on");
const _: () = assert!(Layout::ALL.len() < 128 && size_of::<Shape>() <= 64, "layouts are bytes, shapes small");
