//! Shapes (hidden classes): a number in the header that says layout, type and, for instances, which slot is which name.
//!
//! The table is process-wide and its address a constant of the program, so a shape is found by one shift. The first
//! numbers are the builtin layouts themselves: an exact `list` has the shape `Layout::List`. A class adds a root shape
//! (no attributes yet); each attribute that an instance gains leads to a child shape, found again by (parent, name).

use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering};

use parking_lot::Mutex;

use super::type_object::Type;
use super::value::Value;
use crate::text::quick_map::QuickMap;

macro_rules! layouts {
    ($($name:ident),* $(,)?) => {
        /// What an object's memory looks like; also the shape number of that exact builtin type.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Layout { Free, $($name),* }
        impl Layout {
            /// All layouts in the order of their numbers.
            pub const ALL: &'static [Layout] = &[Layout::Free, $(Layout::$name),*];
        }
    };
}

layouts! {
    // not objects of their own in the heap, or rarely
    None, Bool, NotImplemented, Ellipsis, Int, Float, Complex,
    // data without pointers
    Str, Bytes, Raw,
    // internal arrays
    Array, DictTable, SetTable,
    // containers
    Tuple, List, Dict, Namespace, Set, FrozenSet, ByteArray, MemoryView, Range, Slice, MappingProxy,
    // iterators
    RangeIter, ListIter, TupleIter, DictIter, SetIter, StrIter, AsciiIter, BytesIter, SeqIter, CallIter, Enumerate, Zip, Map, Filter, Reversed,
    // dictionary views
    DictKeys, DictValues, DictItems,
    // code and calls
    Function, NativeFunction, NativeMethod, SlotMethod, BoundSlot, NativeClassMethod, BoundMethod, Property, ClassMethod, StaticMethod, GetSet, NativeMember, Member, Super, Cell, Code, Frame, Traceback, Generator, Coroutine, AsyncGenerator, AsyncGenStep, CoroutineWrapper,
    // the rest
    Type, Module, Exception, Instance, Native, GenericAlias, Union, WeakRef,
}

const _: () = assert!(Layout::BoundSlot as u8 - Layout::NativeFunction as u8 == 3, "native functions stand side by side");

/// How many shapes a process can have; a class whose shapes would go past it uses dictionaries.
pub const MAX_SHAPES: usize = 1 << 20;

/// The slot count that means "attributes stand in a dict, in slot 0".
pub const DICT_MODE: u16 = u16::MAX;

/// What a shape number stands for. Written once, before its number is published.
#[repr(C)]
pub struct Shape {
    /// the type of objects of this shape
    typ: AtomicU64,
    /// the name of the last slot, an interned string; unbound for a root
    name: AtomicU64,
    parent: AtomicU32,
    layout: AtomicU8,
    pad: AtomicU8,
    /// attributes in slots, or `DICT_MODE`
    count: AtomicU16,
    /// the word of the object at which slot 0 stands
    first_slot: AtomicU16,
    pad2: AtomicU16,
    pad3: AtomicU32,
}

static SHAPES: [Shape; MAX_SHAPES] = [const { Shape::empty() }; MAX_SHAPES];
static NEXT: AtomicU32 = AtomicU32::new(Layout::ALL.len() as u32);
static FREE: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// How many shapes the instances of a class can have. A class whose instances get ever other names for attributes uses dictionaries.
const MOST: usize = 1_000;

/// The shapes of a class's instances.
#[derive(Default)]
pub struct Shapes {
    /// those that are given back at its end; none of a builtin type's
    all: Vec<u32>,
    /// a shape and the name of one attribute more lead to another shape
    children: QuickMap<(u32, u64), u32>,
}

impl Shapes {
    /// Are there so many that instances had better begin with a dictionary?
    pub fn are_many(&self) -> bool {
        self.children.len() >= MOST
    }

    /// All of them, and none is left.
    pub fn take(&mut self) -> Vec<u32> {
        self.children = QuickMap::default();
        std::mem::take(&mut self.all)
    }

    fn note(&mut self, class: &Type, id: u32) {
        if !class.builtin {
            self.all.push(id);
        }
    }
}

impl Shape {
    const fn empty() -> Shape {
        Shape {
            typ: AtomicU64::new(0),
            name: AtomicU64::new(0),
            parent: AtomicU32::new(0),
            layout: AtomicU8::new(0),
            pad: AtomicU8::new(0),
            count: AtomicU16::new(0),
            first_slot: AtomicU16::new(0),
            pad2: AtomicU16::new(0),
            pad3: AtomicU32::new(0),
        }
    }

    /// The shape of this number.
    #[inline(always)]
    pub fn get(id: u32) -> &'static Shape {
        &SHAPES[id as usize & (MAX_SHAPES - 1)]
    }

    #[inline(always)]
    pub fn layout(&self) -> Layout {
        let n = self.layout.load(Ordering::Relaxed) as usize;
        Layout::ALL[n]
    }

    /// The layout's number alone, for compares.
    #[inline(always)]
    pub fn layout_number(&self) -> u8 {
        self.layout.load(Ordering::Relaxed)
    }

    /// The type of objects of this shape.
    #[inline(always)]
    pub fn type_value(&self) -> Value {
        Value(self.typ.load(Ordering::Acquire))
    }

    /// The type of objects of this shape.
    #[inline(always)]
    pub fn typ(&self) -> &'static Type {
        // SAFETY: an object keeps its class alive, and a class its shapes.
        unsafe { &*(self.typ.load(Ordering::Acquire) as *const Type) }
    }

    /// How many attributes stand in slots; `DICT_MODE` if they stand in a dict.
    #[inline(always)]
    pub fn count(&self) -> u16 {
        self.count.load(Ordering::Relaxed)
    }

    pub fn is_dict_mode(&self) -> bool {
        self.count() == DICT_MODE
    }

    /// The word of the object at which its attribute slots start.
    #[inline(always)]
    pub fn first_slot(&self) -> usize {
        self.first_slot.load(Ordering::Relaxed) as usize
    }

    /// The shape with one attribute less; 0 for a root.
    pub fn parent(&self) -> u32 {
        self.parent.load(Ordering::Relaxed)
    }

    /// The interned name of the last slot.
    pub fn last_name(&self) -> Value {
        Value(self.name.load(Ordering::Relaxed))
    }

    /// Describes a builtin layout's own shape (start-up only).
    pub fn define_builtin(layout: Layout, typ: Value) {
        let s = Shape::get(layout as u32);
        s.layout.store(layout as u8, Ordering::Relaxed);
        s.first_slot.store(super::layouts::first_slot(layout).0.max(1), Ordering::Relaxed);
        s.typ.store(typ.0, Ordering::Release);
    }

    /// A new shape; `None` when the table is full.
    fn add(typ: Value, layout: Layout, parent: u32, name: Value, count: u16, first_slot: u16) -> Option<u32> {
        let id = match FREE.lock().pop() {
            Some(id) => id,
            None => NEXT.fetch_update(Ordering::AcqRel, Ordering::Acquire, |n| ((n as usize) < MAX_SHAPES).then_some(n + 1)).ok()?,
        };
        let s = Shape::get(id);
        s.layout.store(layout as u8, Ordering::Relaxed);
        s.name.store(name.0, Ordering::Relaxed);
        s.parent.store(parent, Ordering::Relaxed);
        s.count.store(count, Ordering::Relaxed);
        s.first_slot.store(first_slot, Ordering::Relaxed);
        s.typ.store(typ.0, Ordering::Release);
        Some(id)
    }

    /// Is the table full, as far as a class needs it?
    pub fn are_used_up() -> bool {
        /// what a class and its instances take, as a rule
        const FEW: usize = 64;
        NEXT.load(Ordering::Relaxed) as usize + FEW > MAX_SHAPES && FREE.lock().len() < FEW
    }

    /// The root shape of a class (no attributes), or of a single module or class object.
    pub fn new_root(typ: Value, layout: Layout, first_slot: u16) -> Option<u32> {
        Shape::add_for(typ, layout, 0, first_slot)
    }

    /// The shape of a class's instances whose attributes stand in a dict.
    pub fn new_dict_mode(typ: Value, layout: Layout, first_slot: u16) -> Option<u32> {
        Shape::add_for(typ, layout, DICT_MODE, first_slot)
    }

    /// A shape without a parent, which the class notes; but for those of class objects, which end before their metaclass.
    fn add_for(typ: Value, layout: Layout, count: u16, first_slot: u16) -> Option<u32> {
        let id = Shape::add(typ, layout, 0, Value::UNBOUND, count, first_slot)?;
        if layout != Layout::Type
            && let Some(class) = typ.as_type()
        {
            class.shapes.lock().note(class, id);
        }
        Some(id)
    }

    /// The shape with one attribute more, the same for every instance that takes this way. `None` if there are too many.
    pub fn child(id: u32, name: Value) -> Option<u32> {
        let s = Shape::get(id);
        let class = s.typ();
        let shapes = &mut *class.shapes.lock();
        if let Some(&c) = shapes.children.get(&(id, name.0)) {
            return Some(c);
        }
        if shapes.are_many() {
            return None;
        }
        let c = Shape::add(s.type_value(), s.layout(), id, name, s.count() + 1, s.first_slot() as u16)?;
        shapes.children.insert((id, name.0), c);
        shapes.note(class, c);
        Some(c)
    }

    /// Gives shapes back whose objects are all dead. No cache may know them any more.
    pub fn release(ids: &[u32]) {
        for &id in ids {
            Shape::get(id).typ.store(0, Ordering::Release);
        }
        FREE.lock().extend_from_slice(ids);
    }

    /// The slot of an attribute, if instances of this shape have it.
    pub fn find(id: u32, name: Value) -> Option<usize> {
        let mut at = id;
        loop {
            let s = Shape::get(at);
            if s.count() == 0 || s.is_dict_mode() {
                return None;
            }
            if s.last_name() == name {
                return Some(s.count() as usize - 1);
            }
            at = s.parent();
        }
    }

    /// The names of the slots in the order in which they were added.
    pub fn names(id: u32) -> Vec<Value> {
        let mut names = Vec::new();
        let mut at = id;
        loop {
            let s = Shape::get(at);
            if s.count() == 0 || s.is_dict_mode() {
                names.reverse();
                return names;
            }
            names.push(s.last_name());
            at = s.parent();
        }
    }
}
