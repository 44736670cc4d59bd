//! Objects of types written in Rust: an object (`Native`) and its data, anything that implements `Payload`.
//!
//! Data lies in the heap right behind the object, so that a reference to it, found on a native stack, keeps the object alive
//! where the object's own address stands nowhere any more (a box would be freed under such a reference). Data that needs no
//! drop (iterators over slots and counters) dies with the object, unseen. For data that owns something (a buffer, a file) the
//! object is registered with the heap: the collector moves the data out when nothing reaches the object, and it is dropped
//! when the world runs again.

use std::any::TypeId;
use std::cell::{Cell, UnsafeCell};
use std::sync::atomic::Ordering;

use super::Vm;
use crate::object::heap::Marker;
use crate::object::layouts::*;
use crate::object::{Payload, PayloadKind, Ref, TypeSpec, Value};

/// Data that has no object any more.
pub struct OwnedPayload {
    data: *mut u8,
    free: unsafe fn(*mut u8),
}

impl OwnedPayload {
    /// Drops the data.
    pub fn free(self) {
        // SAFETY: `take_payload` took the box out of its object, once.
        unsafe { (self.free)(self.data) }
    }
}

impl Native {
    /// What the data is and where; `None` when it is dropped.
    pub fn parts(&self) -> Option<(&'static PayloadKind, *const u8)> {
        let data = self.data.load(Ordering::Acquire) as *const u8;
        if data.is_null() {
            return None;
        }
        // SAFETY: `kind` was written before `data` (release) and holds the address of a static.
        Some((unsafe { &*(self.kind.load(Ordering::Relaxed) as *const PayloadKind) }, data))
    }

    /// Takes the data out of a dead object; `None` if there is nothing to drop.
    pub fn take_payload(&self) -> Option<OwnedPayload> {
        let (kind, _) = self.parts()?;
        let (take, free) = kind.end?;
        let data = self.data.swap(0, Ordering::AcqRel) as *mut u8;
        // SAFETY: the data of this kind, whose object is dead and gives it up here, once.
        (!data.is_null()).then(|| OwnedPayload { data: unsafe { take(data) }, free })
    }
}

/// The part of an object's data that is looked at and changed by who has the right to change the object (`sync::acquire`): mostly the
/// thread that made it, for which that is one comparison where a mutex takes two locked instructions.
pub struct Guarded<T> {
    part: UnsafeCell<T>,
    /// somebody is at it: for `debug_assert`
    busy: Cell<bool>,
}

// SAFETY: the part is reached by way of `Vm::with_guarded`, one thread at a time, and by the collector, with the world stopped.
unsafe impl<T: Send> Sync for Guarded<T> {}

impl<T> Guarded<T> {
    pub fn new(part: T) -> Guarded<T> {
        Guarded { part: UnsafeCell::new(part), busy: Cell::new(false) }
    }

    /// For `Payload::trace`: whoever has a marker has stopped the world, and no thread stops inside `with_guarded`.
    pub fn stopped(&self, _: &mut Marker) -> &T {
        debug_assert!(!self.busy.get(), "a thread has stopped in the middle of a change");
        // SAFETY: as it says.
        unsafe { &*self.part.get() }
    }
}

impl Vm {
    /// Calls `f` with the guarded part of an object's data, which nobody else looks at meanwhile; `None` if the object has no data of
    /// that kind. `f` moves values and does nothing else: it makes no object, raises nothing and reaches no safepoint.
    #[inline]
    pub fn with_guarded<P: Payload, T, R>(
        &self,
        object: Value,
        part: impl FnOnce(&P) -> &Guarded<T>,
        f: impl FnOnce(&mut T) -> R,
    ) -> Option<R> {
        let guarded = part(object.payload::<P>()?);
        let _right = crate::sync::acquire(&self.thread, &object.header().lock);
        debug_assert!(!guarded.busy.replace(true), "a change in the middle of a change");
        // SAFETY: this thread alone has the right, and `f` does not come here again.
        let result = f(unsafe { &mut *guarded.part.get() });
        debug_assert!(guarded.busy.replace(false));
        Some(result)
    }

    /// An object of a native type with its data.
    pub fn native<T: Payload>(&self, spec: &'static TypeSpec, data: T) -> Value {
        let shape = crate::types::type_of(spec).instance_shape.load(Ordering::Relaxed);
        self.native_of_shape(shape, data)
    }

    /// As `native`, of a subclass's shape. Inlined, so that the data is made where it is to lie: a copy would be read in wider words
    /// than it was written, and wait for that.
    #[inline(always)]
    pub fn native_of_shape<T: Payload>(&self, shape: u32, data: T) -> Value {
        let (native, place) = self.native_room(shape, const { PayloadKind::room_for::<T>() }, align_of::<T>());
        // SAFETY: the object is fresh and has room for a `T` there.
        unsafe { place.cast::<T>().write(data) };
        native.kind.store(std::ptr::from_ref(PayloadKind::of::<T>()) as u64, Ordering::Relaxed);
        native.data.store(place as u64, Ordering::Release);
        if std::mem::needs_drop::<T>() {
            self.alloc.register_finalizable(native.value());
        }
        native.value()
    }

    /// A native object without data, and where in it data of this alignment is to lie, if `room` is what the data needs.
    #[inline(never)]
    fn native_room(&self, shape: u32, room: usize, align: usize) -> (Ref<Native>, *mut u8) {
        let size = self.words_for(shape, Native::SIZE);
        let object = Value::from_ptr(self.alloc.alloc(size + room, shape));
        let begin = (object.0 as usize + size).next_multiple_of(align);
        // SAFETY: the object has room behind its `size`, at the next multiple of the alignment too.
        (object.expect::<Native>(), unsafe { object.as_ptr::<u8>().add(begin - object.0 as usize) })
    }
}

impl Value {
    /// The data of a native object, if it is a `T`.
    pub fn payload<T: Payload>(&self) -> Option<&T> {
        let (kind, data) = self.cast::<Native>()?.parts()?;
        let same = std::ptr::eq(kind, PayloadKind::of::<T>()) || (kind.id)() == TypeId::of::<T>();
        // SAFETY: data of this very type, which lives as long as the object, which the caller's value keeps alive.
        same.then(|| unsafe { &*data.cast::<T>() })
    }
}
