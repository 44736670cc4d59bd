//! `Type`: a class, builtin or written in Python, as the machine sees it.
//!
//! Builtin types are made once for the process, outside all heaps, immortal and immutable. A class written in Python is an
//! object of its interpreter's heap like any other: nothing there moves, so a shape can hold its address. What keeps it alive is
//! what refers to it: names, subclasses, methods with `super()`, and each of its instances, whose header says the shape that says
//! the class (`vm::collect`). When it dies, its shapes are given back and every inline cache is emptied, in the same stop, so that
//! neither a number of a shape nor an address of a class can be taken for another one's.

use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU16, AtomicU32, AtomicUsize, Ordering};

use parking_lot::Mutex;

use super::header::Header;
use super::layouts::{Object, Ref};
use super::shape::{Layout, Shapes};
use super::slot::Slot;
use super::spec::{Slots, TypeSpec};
use super::value::Value;
use crate::sync::reliance::NameFilter;

/// A class. The header makes it an object like any other.
#[repr(C)]
pub struct Type {
    pub header: Header,
    /// `str`s
    pub name: Slot,
    pub qualname: Slot,
    /// the name with its module as error texts show it, of a class written in Python that stands for one of CPython's own;
    /// interned, so no business of the collector's; else unbound
    pub shown: Slot,
    /// tuples of types
    pub bases: Slot,
    pub mro: Slot,
    /// the single base whose layout this class has; unbound for `object`
    pub base: Slot,
    /// a `Namespace`
    pub namespace: Slot,
    /// the builtin type's table; for a class written in Python that of the builtin base it got its layout from
    pub spec: &'static TypeSpec,
    /// is this a builtin type itself?
    pub builtin: bool,
    pub layout: Layout,
    /// the shape of a new instance
    pub instance_shape: AtomicU32,
    /// the shape of an instance whose attributes stand in a dict; made when first needed, 0 before
    pub dict_shape: AtomicU32,
    /// slots that a new instance has room for: grows with what instances were seen to need
    pub capacity: AtomicU16,
    /// slots that every instance has room for
    pub min_room: u16,
    /// words taken by `__slots__` after the layout's own
    pub member_words: u16,
    /// can instances have attributes outside `__slots__`?
    pub has_dict: bool,
    /// can its instances be referred to weakly?
    pub takes_weak: bool,
    /// the names that inline caches rely on this type for: a change of one of them must flush the caches
    pub cached: NameFilter,
    /// abstract methods left: instances are refused
    pub is_abstract: AtomicBool,
    /// a class defines `__del__`
    pub has_finalizer: AtomicBool,
    /// what it does, inherited from its bases; replaced whole when the class changes. That of a class written in Python stands in a
    /// `Raw`, which this address keeps alive, and that of who still reads an old one
    pub slot_table: AtomicPtr<Slots>,
    /// direct subclasses, which this does not keep alive
    pub subclasses: Mutex<Vec<Value>>,
    /// the shapes of instances of this class
    pub shapes: Mutex<Shapes>,
    /// the interpreter that owns it; 0 for builtin types
    pub interpreter: u64,
    /// the parsed signature of a builtin type's constructor, made at its first call
    pub signature: AtomicUsize,
}

// SAFETY: a type's plain fields are written before it is published; the rest are atomics and locks.
unsafe impl Sync for Type {}
// SAFETY: as above.
unsafe impl Send for Type {}

impl Object for Type {
    #[inline(always)]
    fn is(layout: u8) -> bool {
        layout == Layout::Type as u8
    }
}

impl Type {
    /// What the type does.
    #[inline(always)]
    pub fn slots(&self) -> &'static Slots {
        // SAFETY: the pointer is set when the type is made: to a leaked table of a builtin type, else to one in the heap, which the
        // class keeps alive, and whoever reads it, when it is replaced.
        unsafe { &*self.slot_table.load(Ordering::Acquire) }
    }

    /// The type as a value.
    #[inline(always)]
    pub fn value(&self) -> Value {
        Value::from_ptr(self)
    }

    /// Is `self` the type `other` or one of its subclasses (by the resolution order, without asking Python code)?
    pub fn is_subtype_of(&self, other: &Type) -> bool {
        std::ptr::eq(self, other) || self.mro.get().cast::<super::layouts::Tuple>().is_some_and(|mro| mro.items().contains(&other.value()))
    }

    /// The classes of the resolution order.
    pub fn mro_types(&self) -> impl Iterator<Item = &'static Type> {
        let mro = self.mro.get();
        let items: &'static [Value] = match mro.cast::<super::layouts::Tuple>() {
            // SAFETY: a type's resolution order is kept alive by the type, or by the stack while it is being replaced.
            Some(t) => unsafe { std::mem::transmute::<&[Value], &'static [Value]>(t.items()) },
            None => &[],
        };
        items.iter().filter_map(|v| v.as_type())
    }
}

impl Value {
    /// The type that this value is, if it is one.
    #[inline(always)]
    pub fn as_type(self) -> Option<&'static Type> {
        let t: Ref<Type> = self.cast()?;
        // SAFETY: a class lives as long as a value that names it can be found.
        Some(unsafe { &*t.as_ptr() })
    }

    /// `type(self)`.
    #[inline(always)]
    pub fn typ(self) -> &'static Type {
        self.shape().typ()
    }
}
