//! `Value`: one word that is an integer, a float, a constant or a pointer to an object.
//!
//! The low bits tell which. Integers of 63 bits end in 1. Floats between about 1e-154 and 1e154 end in 10: the
//! exponent is biased by one step of its top three bits and the word rotated so that the tag appears by itself; zero
//! and the rest are objects. Constants end in 100. Pointers end in 000, and the word 0 is the empty slot ("unbound").

use super::header::Header;
use super::shape::Shape;

/// A Python value, or nothing (`Value::UNBOUND`). Copying costs nothing; what it points to is kept alive by being in a
/// register, a heap slot or a local variable of native code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Value(pub u64);

impl Value {
    /// The empty slot: an unbound variable, an argument that was not given.
    pub const UNBOUND: Value = Value(0);
    pub const NONE: Value = Value(4);
    pub const FALSE: Value = Value(12);
    pub const TRUE: Value = Value(20);
    pub const NOT_IMPLEMENTED: Value = Value(28);
    pub const ELLIPSIS: Value = Value(36);

    /// The largest and smallest integers in the word itself.
    pub const MAX_INT: i64 = i64::MAX >> 1;
    pub const MIN_INT: i64 = i64::MIN >> 1;

    #[inline(always)]
    pub fn bool(b: bool) -> Value {
        Value(12 + ((b as u64) << 3))
    }

    /// An integer that fits 63 bits; the caller knows that it does (see `Vm::int` for any other).
    #[inline(always)]
    pub fn small_int(i: i64) -> Value {
        debug_assert!((Self::MIN_INT..=Self::MAX_INT).contains(&i), "small_int takes 63 bits");
        Value(((i as u64) << 1) | 1)
    }

    /// An integer, if it fits the word.
    #[inline(always)]
    pub fn try_int(i: i64) -> Option<Value> {
        if (Self::MIN_INT..=Self::MAX_INT).contains(&i) { Some(Value(((i as u64) << 1) | 1)) } else { None }
    }

    #[inline(always)]
    pub fn is_small_int(self) -> bool {
        self.0 & 1 != 0
    }

    /// The integer in the word; meaningless for other words.
    #[inline(always)]
    pub fn small(self) -> i64 {
        (self.0 as i64) >> 1
    }

    /// The integer in the word, if it is one.
    #[inline(always)]
    pub fn as_small_int(self) -> Option<i64> {
        if self.is_small_int() { Some(self.small()) } else { None }
    }

    #[inline(always)]
    pub fn both_small(a: Value, b: Value) -> bool {
        a.0 & b.0 & 1 != 0
    }

    /// A float that fits the word.
    #[inline(always)]
    pub fn try_float(f: f64) -> Option<Value> {
        let v = f.to_bits().wrapping_add(1 << 60).rotate_left(3);
        if v & 3 == 2 { Some(Value(v)) } else { None }
    }

    #[inline(always)]
    pub fn is_flonum(self) -> bool {
        self.0 & 3 == 2
    }

    /// The float in the word; meaningless for other words.
    #[inline(always)]
    pub fn flonum(self) -> f64 {
        f64::from_bits(self.0.rotate_right(3).wrapping_sub(1 << 60))
    }

    #[inline(always)]
    pub fn both_flonum(a: Value, b: Value) -> bool {
        a.is_flonum() && b.is_flonum()
    }

    /// A pointer to an object, or unbound.
    #[inline(always)]
    pub fn is_pointer_or_unbound(self) -> bool {
        self.0 & 7 == 0
    }

    /// A pointer to an object.
    #[inline(always)]
    pub fn is_object(self) -> bool {
        self.0 & 7 == 0 && self.0 != 0
    }

    #[inline(always)]
    pub fn is_unbound(self) -> bool {
        self.0 == 0
    }

    #[inline(always)]
    pub fn is_none(self) -> bool {
        self == Value::NONE
    }

    #[inline(always)]
    pub fn is_bool(self) -> bool {
        self == Value::TRUE || self == Value::FALSE
    }

    /// `None` for unbound, so that an argument that was not given reads as an `Option`.
    #[inline(always)]
    pub fn given(self) -> Option<Value> {
        if self.0 == 0 { None } else { Some(self) }
    }

    /// `None` for unbound and for Python's `None`.
    #[inline(always)]
    pub fn not_none(self) -> Option<Value> {
        if self.0 == 0 || self.0 == 4 { None } else { Some(self) }
    }

    /// The object's address as a value.
    #[inline(always)]
    pub fn from_ptr<T>(p: *const T) -> Value {
        Value(p as u64)
    }

    #[inline(always)]
    pub fn as_ptr<T>(self) -> *mut T {
        self.0 as *mut T
    }

    /// The header of the object that this value points to.
    ///
    /// Panics in debug builds if it is no pointer.
    #[inline(always)]
    pub fn header(&self) -> &Header {
        debug_assert!(self.is_object(), "a header needs an object, not {:#x}", self.0);
        // SAFETY: a value that ends in 000 and is not 0 points to a live object (the collector's invariant).
        unsafe { &*(self.0 as *const Header) }
    }

    /// The shape's number of an object; for other values the number of the builtin type's shape.
    #[inline(always)]
    pub fn shape_id(self) -> u32 {
        if self.is_object() { self.header().shape() } else { self.immediate_shape() }
    }

    /// Whether this is an object of exactly this shape: one compare.
    #[inline(always)]
    pub fn has_shape(self, shape: u32) -> bool {
        self.is_object() && self.header().shape() == shape
    }

    fn immediate_shape(self) -> u32 {
        use super::shape::Layout;
        (if self.is_small_int() {
            Layout::Int
        } else if self.is_flonum() {
            Layout::Float
        } else {
            match self {
                Value::NONE => Layout::None,
                Value::FALSE | Value::TRUE => Layout::Bool,
                Value::NOT_IMPLEMENTED => Layout::NotImplemented,
                Value::ELLIPSIS => Layout::Ellipsis,
                _ => panic!("the type of an unbound value was asked for"),
            }
        }) as u32
    }

    /// The shape, whatever the value is.
    #[inline(always)]
    pub fn shape(self) -> &'static Shape {
        Shape::get(self.shape_id())
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Value::UNBOUND => write!(f, "<unbound>"),
            v if v.is_small_int() => write!(f, "{}", v.small()),
            v if v.is_flonum() => write!(f, "{:?}", v.flonum()),
            v => write!(f, "<{:#x}>", v.0),
        }
    }
}

const _: () = assert!(size_of::<Value>() == 8, "a value is one word");
