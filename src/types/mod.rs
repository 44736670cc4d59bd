//! The builtin types: one file for each, its tables first, and what makes a type of a table.
//!
//! A `TypeSpec` becomes a `Type` at its first use (`type_of`): immortal, in no heap, the same in every interpreter. Its
//! namespace is filled when somebody looks into it (`Type::namespace`), for a program uses a few of some two hundred types: it
//! gets a native function for each method, a `GetSet` for each computed attribute, and a wrapper for each slot, so that
//! `list.__len__` exists (`wrappers`). Classes written in Python are made in `vm::classes`.

pub mod async_steps;
pub mod boolean;
pub mod builtin_list;
pub mod bytearray;
pub mod bytes;
pub mod bytes_common;
pub mod callables;
pub mod class_slots;
pub mod code_replace;
pub mod code_tables;
pub mod codeobject;
pub mod complex;
pub mod descriptors;
pub mod dict;
pub mod dict_table;
pub mod dict_views;
pub mod docs;
pub mod exception_groups;
pub mod exception_os;
pub mod exception_unicode;
pub mod exceptions;
pub mod float;
pub mod format;
pub mod frame_locals;
pub mod frames;
pub mod function;
pub mod generators;
pub mod generic_alias;
pub mod int;
pub mod iterators;
pub mod list;
pub mod list_extend;
pub mod list_sort;
pub mod mappingproxy;
pub mod memoryview;
pub mod module;
pub mod object;
pub mod plain_order;
pub mod range;
pub mod repr;
pub mod set;
pub mod set_ops;
pub mod set_table;
pub mod singletons;
pub mod slice;
pub mod slot_methods;
pub mod str;
pub mod superobject;
pub mod tuple;
pub mod typeobject;
pub mod union;
pub mod weakref;
pub mod wrappers;

use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU16, AtomicU32, AtomicUsize, Ordering};

use parking_lot::{Mutex, ReentrantMutex};

use crate::object::header::{FLAG_IMMORTAL, Header};
use crate::object::heap::Permanent;
use crate::object::layouts::*;
use crate::object::{
    GetSetDef, Layout, MethodDef, MethodKind, Payload, PayloadKind, Ref, Res, Shape, Slot, Slots, Style, Type, TypeSpec, Value,
};
use crate::text::hash::hash_bytes;
use crate::vm::Vm;
use crate::vm::intern::intern;

/// Types are made and filled one at a time: making one may make its base, filling one may make and fill others. Those that are
/// being filled, which are empty for the thread that does it and nothing to others.
static MAKING: ReentrantMutex<RefCell<Vec<&'static Type>>> = ReentrantMutex::new(RefCell::new(Vec::new()));

/// The type of a table, made now if it never was.
#[inline]
pub fn type_of(spec: &'static TypeSpec) -> &'static Type {
    let known = spec.cell.0.load(Ordering::Acquire);
    if known != 0 {
        // SAFETY: the address of a leaked type.
        return unsafe { &*(known as *const Type) };
    }
    make_type(spec)
}

/// Makes sure that every builtin layout has its type: once, before the first value is looked at.
pub fn init() {
    static DONE: Mutex<bool> = Mutex::new(false);
    let mut done = DONE.lock();
    if *done {
        return;
    }
    Layout::ALL.iter().for_each(|l| Shape::define_builtin(*l, Value::UNBOUND));
    for (layout, spec) in builtin_list::LAYOUT_TYPES {
        let t = type_of(spec);
        Shape::define_builtin(*layout, t.value());
    }
    *done = true;
}

#[cold]
fn make_type(spec: &'static TypeSpec) -> &'static Type {
    let _making = MAKING.lock();
    let known = spec.cell.0.load(Ordering::Acquire);
    if known != 0 {
        // SAFETY: as in `type_of`.
        return unsafe { &*(known as *const Type) };
    }
    let is_object = std::ptr::eq(spec, &object::OBJECT);
    let base = if is_object { None } else { Some(type_of(spec.base.unwrap_or(&object::OBJECT))) };
    let mut slots = spec.slots;
    inherit(&mut slots, base.map(Type::slots));
    if spec.constructor.is_some() {
        slots.new = spec.slots.new.or(Some(wrappers::new_by_constructor));
    } else if spec.slots.new.is_none() && !matches!(spec.layout, Layout::Exception | Layout::Instance) {
        slots.new = None;
    }
    let name = spec.name.rsplit_once('.').map_or(spec.name, |(_, n)| n);
    let member_words = spec.words + base.map_or(0, |b| b.member_words);
    let t: &'static Type = Box::leak(Box::new(Type {
        header: permanent_header(Layout::Type),
        name: Slot::new(intern(name.as_bytes())),
        qualname: Slot::new(intern(name.as_bytes())),
        shown: Slot::new(Value::UNBOUND),
        bases: Slot::new(permanent_tuple(&base.map(|b| b.value()).into_iter().collect::<Vec<_>>())),
        mro: Slot::new(Value::UNBOUND),
        base: Slot::new(base.map_or(Value::UNBOUND, |b| b.value())),
        namespace: Slot::new(Value::UNBOUND),
        spec,
        builtin: true,
        layout: spec.layout,
        instance_shape: AtomicU32::new(0),
        dict_shape: AtomicU32::new(0),
        capacity: AtomicU16::new(0),
        min_room: 0,
        member_words,
        has_dict: spec.has_dict,
        takes_weak: weakref::takes(spec),
        cached: Default::default(),
        is_abstract: AtomicBool::new(false),
        has_finalizer: AtomicBool::new(matches!(spec.layout, Layout::Coroutine | Layout::AsyncGenerator)),
        slot_table: AtomicPtr::new(Box::leak(Box::new(slots))),
        subclasses: Mutex::new(Vec::new()),
        shapes: Mutex::default(),
        interpreter: 0,
        signature: std::sync::atomic::AtomicUsize::new(0),
    }));
    let mut mro = vec![t.value()];
    if let Some(b) = base {
        mro.extend(b.mro_types().map(Type::value));
    }
    t.mro.set(permanent_tuple(&mro));
    let own_shape = builtin_list::LAYOUT_TYPES.iter().any(|(_, s)| std::ptr::eq(*s, spec));
    let (first, variable) = first_slot(spec.layout);
    let first = if variable { first } else { first + member_words };
    let shape = if own_shape {
        Some(spec.layout as u32)
    } else if spec.has_dict && variable {
        Shape::new_dict_mode(t.value(), spec.layout, first)
    } else {
        Shape::new_root(t.value(), spec.layout, first)
    };
    t.instance_shape.store(shape.expect("builtin types are few"), Ordering::Release);
    if let Some(b) = base {
        b.subclasses.lock().push(t.value());
    }
    spec.cell.0.store(t as *const Type as usize, Ordering::Release);
    t
}

impl Type {
    /// What `__dict__` shows: a `Namespace`. A builtin type's is filled when it is first asked for.
    #[inline(always)]
    pub fn namespace(&self) -> Value {
        let known = self.namespace.get();
        if known.is_unbound() { self.filled() } else { known }
    }

    /// Unbound for a class in the making, and for the thread that fills it while it does.
    #[cold]
    fn filled(&self) -> Value {
        if !self.builtin {
            return Value::UNBOUND;
        }
        let making = MAKING.lock();
        if self.namespace.get().is_unbound() && !making.borrow().iter().any(|t| std::ptr::eq(*t, self)) {
            let t = type_of(self.spec);
            making.borrow_mut().push(t);
            // only when it is whole do others see it
            let namespace = namespace_of(t, t.spec);
            t.namespace.set(namespace);
            making.borrow_mut().pop();
        }
        self.namespace.get()
    }
}

/// Slots that the base has and the table does not.
fn inherit(slots: &mut Slots, base: Option<&Slots>) {
    let Some(base) = base else { return };
    // a type that compares in a way of its own and does not say how to hash is unhashable
    let own_compare = slots.compare.is_some();
    macro_rules! take { ($($f:ident)*) => { $( slots.$f = slots.$f.or(base.$f); )* } }
    take!(repr str bool len get_item set_item contains iter next call binary inplace unary pow3 index int float get_attr set_attr descr_get descr_set new init);
    if !own_compare {
        slots.hash = slots.hash.or(base.hash);
    }
    slots.compare = slots.compare.or(base.compare);
}

fn permanent_header(layout: Layout) -> Header {
    let h = Header::new(layout as u32, crate::sync::SHARED);
    h.set_flag(FLAG_IMMORTAL);
    h
}

/// A tuple of permanent values.
pub fn permanent_tuple(items: &[Value]) -> Value {
    let p = Permanent::alloc(Tuple::SIZE + items.len() * 8, exact(Layout::Tuple)) as *mut Tuple;
    // SAFETY: fresh memory of that size.
    unsafe {
        (*p).len = items.len();
        std::ptr::copy_nonoverlapping(items.as_ptr(), p.add(1) as *mut Value, items.len());
    }
    Value::from_ptr(p)
}

/// The namespace of a builtin type: a dict with cells, permanent like the type.
fn namespace_of(t: &'static Type, spec: &'static TypeSpec) -> Value {
    let mut entries: Vec<(Value, Value)> = Vec::new();
    let mut add = |name: &str, v: Value| {
        let name = intern(name.as_bytes());
        if !entries.iter().any(|(k, _)| *k == name) {
            entries.push((name, v));
        }
    };
    for def in spec.methods {
        let v = match (def.kind, def.style) {
            (MethodKind::Class, _) => permanent_function(def, t, Layout::NativeClassMethod),
            (MethodKind::Static, _) => permanent_wrapper(Layout::StaticMethod, permanent_function(def, t, Layout::NativeFunction)),
            (MethodKind::Method, Style::Slot) => permanent_function(def, t, Layout::SlotMethod),
            (MethodKind::Method, _) => permanent_function(def, t, Layout::NativeMethod),
        };
        add(def.name, v);
    }
    for def in spec.getset {
        add(def.name, permanent_getset(def, t));
    }
    for (name, value) in spec.values {
        add(name, value());
    }
    for def in wrappers::defs_for(spec) {
        if spec.hidden.split_whitespace().any(|n| n == def.name) {
            continue;
        }
        add(def.name, permanent_function(def, t, Layout::SlotMethod));
    }
    if let Some((visible, most)) = spec.fields {
        let unnamed = most - spec.getset.len();
        for (name, n) in [("n_sequence_fields", visible), ("n_fields", most), ("n_unnamed_fields", unnamed)] {
            add(name, Value::small_int(n as i64));
        }
        let names: Vec<Value> = spec.getset[..visible - unnamed].iter().map(|g| intern(g.name.as_bytes())).collect();
        add("__match_args__", permanent_tuple(&names));
    }
    if spec.constructor.is_some() || spec.slots.new.is_some() || spec.layout == Layout::Exception && exceptions::makes_itself(spec) {
        add("__new__", permanent_function(&wrappers::NEW, t, Layout::NativeFunction));
    }
    if spec.slots.compare.is_some() && spec.slots.hash.is_none() {
        add("__hash__", Value::NONE);
    }
    add("__doc__", docs::of_type(spec).map_or(Value::NONE, permanent_text));
    permanent_namespace(&entries)
}

/// An object without data, which no interpreter's heap holds. For types of which there is one.
pub fn permanent_native(spec: &'static TypeSpec) -> Value {
    Value::from_ptr(Permanent::alloc(Native::SIZE, type_of(spec).instance_shape.load(Ordering::Acquire)))
}

/// An object with data that needs no drop and holds nothing but permanent values, which no interpreter's heap holds: an attribute
/// of a type.
pub fn permanent_native_of<T: Payload>(spec: &'static TypeSpec, data: T) -> Value {
    const { assert!(!std::mem::needs_drop::<T>() && align_of::<T>() <= 8) };
    let size = Native::SIZE.next_multiple_of(8);
    let p = Permanent::alloc(size + size_of::<T>(), type_of(spec).instance_shape.load(Ordering::Acquire));
    // SAFETY: fresh memory of that size, aligned to 8, that nobody else sees yet.
    let place = unsafe {
        let place = p.cast::<u8>().add(size).cast::<T>();
        place.write(data);
        place
    };
    let v = Value::from_ptr(p);
    let native = v.expect::<Native>();
    native.kind.store(std::ptr::from_ref(PayloadKind::of::<T>()) as u64, Ordering::Relaxed);
    native.data.store(place as u64, Ordering::Release);
    v
}

fn permanent_text(text: &str) -> Value {
    intern(text.as_bytes())
}

fn permanent_function(def: &'static MethodDef, owner: &'static Type, layout: Layout) -> Value {
    let p = Permanent::alloc(NativeFunction::SIZE, exact(layout)) as *mut NativeFunction;
    // SAFETY: fresh memory of that size.
    unsafe {
        (&raw mut (*p).def).write(def);
        (&raw mut (*p).signature).write(AtomicUsize::new(0));
        (&raw mut (*p).this).write(Slot::new(owner.value()));
        (&raw mut (*p).module).write(Slot::new(Value::UNBOUND));
    }
    Value::from_ptr(p)
}

fn permanent_wrapper(layout: Layout, function: Value) -> Value {
    let p = Permanent::alloc(MethodWrapper::SIZE, exact(layout)) as *mut MethodWrapper;
    // SAFETY: fresh memory of that size.
    unsafe { (&raw mut (*p).function).write(Slot::new(function)) };
    Value::from_ptr(p)
}

fn permanent_getset(def: &'static GetSetDef, owner: &'static Type) -> Value {
    let layout = if def.member { Layout::NativeMember } else { Layout::GetSet };
    let p = Permanent::alloc(GetSet::SIZE, exact(layout)) as *mut GetSet;
    // SAFETY: fresh memory of that size.
    unsafe {
        (&raw mut (*p).def).write(def);
        (&raw mut (*p).owner).write(Slot::new(owner.value()));
    }
    Value::from_ptr(p)
}

/// A namespace that never changes.
fn permanent_namespace(entries: &[(Value, Value)]) -> Value {
    let places = (entries.len().max(4) * 3).div_ceil(2).next_power_of_two();
    let capacity = places * 2 / 3;
    let size = size_of::<DictTable>() + capacity * size_of::<dict_table::Entry>() + places * 4;
    let table = Permanent::alloc(size, exact(Layout::DictTable)) as *mut DictTable;
    // SAFETY: fresh zeroed memory of that size.
    let table = unsafe {
        (*table).mask = places as u32 - 1;
        (*table).capacity = capacity as u32;
        Ref::<DictTable>::from_value(Value::from_ptr(table))
    };
    for &(name, v) in entries {
        let cell = Permanent::alloc(Cell::SIZE, exact(Layout::Cell));
        // SAFETY: a fresh cell.
        unsafe { (*(cell as *const Cell)).value.set(v) };
        let text = name.str_bytes().unwrap_or(b"");
        let hash = hash_bytes(text);
        // SAFETY: an interned string; its hash is the same whoever computes it.
        unsafe { (*(name.as_ptr::<Str>())).hash.store(hash, Ordering::Relaxed) };
        dict_table::push(&*table, name, Value::from_ptr(cell), hash);
    }
    let dict = Permanent::alloc(Dict::SIZE, exact(Layout::Namespace)) as *const Dict;
    // SAFETY: fresh memory of that size.
    unsafe {
        (*dict).len.store(entries.len(), Ordering::Relaxed);
        (*dict).table.set(table.value());
    }
    Value::from_ptr(dict)
}

/// The shape of a new instance of `cls`: an exact builtin type's or a subclass's.
pub fn shape_for(vm: &Vm, cls: Value) -> Res<u32> {
    match cls.as_type() {
        Some(t) => Ok(t.instance_shape.load(Ordering::Acquire)),
        None => Err(vm.type_error("X is not a type object")),
    }
}

/// Is this value's class exactly that of the table?
pub fn is_exactly(v: Value, spec: &'static TypeSpec) -> bool {
    std::ptr::eq(v.typ(), type_of(spec))
}

#[cfg(test)]
mod tests {
    use super::*;

    static LATE: TypeSpec = TypeSpec { name: "late", values: &[("value", value)], ..TypeSpec::DEFAULT };

    /// Seen by a thread that asked for the type while another one made it.
    static SEEN: AtomicBool = AtomicBool::new(false);

    fn value() -> Value {
        let other = std::thread::spawn(|| SEEN.store(!type_of(&LATE).namespace().is_unbound(), Ordering::Release));
        // as long as the other thread needs, or as long as it waits
        std::thread::sleep(std::time::Duration::from_millis(100));
        drop(other);
        // the thread that makes it may ask for it
        Value::small_int(i64::from(type_of(&LATE).has_dict))
    }

    #[test]
    fn a_type_is_whole_when_another_thread_sees_it() {
        init();
        let made = type_of(&LATE);
        assert!(!made.namespace().is_unbound());
        let seen = (0..100).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            SEEN.load(Ordering::Acquire)
        });
        assert!(seen, "it saw a type without a namespace");
    }
}
