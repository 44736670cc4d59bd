//! Classes written in Python: making them, their resolution order, making instances, and what a change of one undoes.

use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU16, AtomicU32, Ordering};

use parking_lot::Mutex;

use crate::object::header::Header;
use crate::object::heap;
use crate::object::layouts::*;
use crate::object::{Args, Layout, Ref, Res, Shape, Slot, Slots, Type, Value};
use crate::types::{self, type_of};

use super::intern::names;
use super::remember::Use;
use super::shared::{CacheEntry, CacheKind};
use super::{Values, Vm};

/// What makes an instance natively.
type NativeNew = fn(&Vm, Value, Args) -> Res;

/// What a class does before it is known.
static NO_SLOTS: Slots = Slots::NONE;

/// The builtin `new` of a class's layout; `None` if its instances cannot be made.
pub fn native_new(t: &Type) -> Option<NativeNew> {
    type_of(t.spec).slots().new
}

impl Vm {
    /// The `__init__`, a Python function, of a class whose making is the plain one, if it is remembered; unbound if it is known to have
    /// none of its own.
    #[inline(always)]
    pub fn known_init(&self, class: Value) -> Option<Value> {
        // each class has a shape of its own
        let known = self.remembered_word(Use::Construct, class.shape_id(), names::INIT.get());
        // SAFETY: a remembered word of this use is 0 or the address of an entry.
        Some(unsafe { (known as *const CacheEntry).as_ref() }?.value)
    }

    /// `cls(*args)` for a class whose making is the plain one and whose `__init__` is a Python function: gives the
    /// function and a new instance, so that the machine can enter it in place. Both unbound for a class without an
    /// `__init__` of its own.
    pub fn plain_construction(&self, cls: Value) -> Res<Option<(Value, Value)>> {
        let Some(t) = cls.as_type() else { return Ok(None) };
        let (shape, name) = (cls.header().shape(), names::INIT.get());
        let epoch = self.epoch();
        if let Some(init) = self.known_init(cls) {
            return Ok(Some((init, if init.is_unbound() { Value::UNBOUND } else { self.new_instance(t)? })));
        }
        if t.builtin || t.layout != Layout::Instance || t.is_abstract.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let object_new = type_of(&types::object::OBJECT).slots().new;
        let plain_new = matches!((t.slots().new, object_new), (Some(a), Some(b)) if std::ptr::fn_addr_eq(a, b));
        if !plain_new
            || !std::ptr::eq(cls.typ(), type_of(&types::typeobject::TYPE))
                && cls
                    .typ()
                    .slots()
                    .call
                    .is_some_and(|c| !std::ptr::fn_addr_eq(c, type_of(&types::typeobject::TYPE).slots().call.unwrap_or(c)))
        {
            return Ok(None);
        }
        match self.type_lookup(t, names::INIT.get()) {
            Some(init) if init.has_shape(exact(Layout::Function)) => {
                let entry = CacheEntry { shape, kind: CacheKind::Construct, value: init, word: 0, new_shape: 0 };
                self.remember_word(epoch, Use::Construct, shape, name, self.shared.keep_entry(entry));
                Ok(Some((init, self.new_instance(t)?)))
            }
            // nothing to run: `enter_window` is told by an unbound function
            Some(init) if Some(init) == self.type_lookup(type_of(&types::object::OBJECT), names::INIT.get()) => {
                let entry = CacheEntry { shape, kind: CacheKind::Construct, value: Value::UNBOUND, word: 0, new_shape: 0 };
                self.remember_word(epoch, Use::Construct, shape, name, self.shared.keep_entry(entry));
                Ok(Some((Value::UNBOUND, Value::UNBOUND)))
            }
            _ => Ok(None),
        }
    }

    /// A new instance of a class of layout `Instance`, its attributes unset.
    #[inline]
    pub fn new_instance(&self, t: &Type) -> Res {
        let room = t.capacity.load(Ordering::Relaxed) as usize + t.member_words as usize;
        let p = self.alloc.alloc(8 + room * 8, t.instance_shape.load(Ordering::Relaxed));
        let v = Value::from_ptr(p);
        if t.has_finalizer.load(Ordering::Relaxed) {
            self.alloc.register_finalizable(v);
        }
        Ok(v)
    }

    /// `cls(*args, **kwargs)`.
    pub fn call_type(&self, cls: Value, args: Args) -> Res {
        let meta = cls.typ();
        match meta.slots().call {
            Some(call) => call(self, cls, args),
            None => types::typeobject::type_call(self, cls, args),
        }
    }

    /// `class name(*bases, **keywords)`: what `__build_class__` does once the metaclass and namespace are known.
    pub fn new_class(&self, meta: Value, name: Value, bases: &[Value], namespace: Value) -> Res {
        if Shape::are_used_up() {
            // dead classes may have some
            self.collect();
        }
        let object = type_of(&types::object::OBJECT);
        let bases: Vec<Value> = if bases.is_empty() { vec![object.value()] } else { bases.to_vec() };
        let base = self.best_base(&bases)?;
        let layout = base.layout;
        let class_dict = self.new_namespace();
        for (k, v) in self.dict_items(namespace).pairs() {
            self.dict_set(class_dict, k, v)?;
        }
        let (layout_first, variable) = first_slot(layout);
        let room = !(variable || matches!(layout, Layout::Bytes | Layout::Type));
        let sized = variable || layout == Layout::Bytes;
        let members = self.slot_names(class_dict, name, base, !room, sized)?;
        let base_types = || bases.iter().filter_map(|b| b.as_type());
        let (old_dict, old_weak) = (base_types().any(|b| b.has_dict), base_types().any(|b| b.takes_weak));
        let has_dict = old_dict || members.is_none_or_dict();
        let new_weak = if members.declared { members.weak } else { !sized && !old_weak };
        let inherited_words = base.member_words;
        let own = members.names.len() as u16;
        let member_words = inherited_words + own;
        let attrs = self.static_attribute_count(class_dict, &bases);
        let qualname = self.class_qualname(class_dict, name)?;
        let shape = self.class_shape(meta)?;
        let place: Ref<Type> = self.new_object(shape);
        let t = Type {
            header: Header::new(shape, crate::sync::SHARED),
            name: Slot::new(super::intern::intern_value(name)),
            qualname: Slot::new(qualname),
            shown: Slot::new(Value::UNBOUND),
            bases: Slot::new(self.tuple(&bases)),
            mro: Slot::new(Value::UNBOUND),
            base: Slot::new(base.value()),
            namespace: Slot::new(class_dict),
            spec: base.spec,
            builtin: false,
            layout,
            instance_shape: AtomicU32::new(0),
            dict_shape: AtomicU32::new(0),
            capacity: AtomicU16::new(if has_dict && !variable { attrs } else { 0 }),
            min_room: if has_dict && !variable { attrs } else { 0 },
            member_words,
            has_dict,
            takes_weak: old_weak || new_weak,
            cached: Default::default(),
            is_abstract: AtomicBool::new(false),
            has_finalizer: AtomicBool::new(false),
            slot_table: AtomicPtr::new((&raw const NO_SLOTS).cast_mut()),
            subclasses: Mutex::new(Vec::new()),
            shapes: Mutex::default(),
            interpreter: self.shared.id + 1,
            signature: std::sync::atomic::AtomicUsize::new(0),
        };
        let class = place.value();
        // SAFETY: a fresh object of this size that nobody else has seen.
        let t: &'static Type = unsafe {
            place.as_ptr().cast_mut().write(t);
            &*place.as_ptr()
        };
        self.shared.classes.lock().push(class);
        let first = if variable { layout_first } else { layout_first + member_words };
        let shape = if variable && has_dict { Shape::new_dict_mode(class, layout, first) } else { Shape::new_root(class, layout, first) };
        t.instance_shape.store(shape.ok_or_else(|| self.memory_error())?, Ordering::Release);
        let mro = self.resolution_order(t, &bases)?;
        t.mro.set(mro);
        for (i, &member) in members.names.iter().enumerate() {
            let m = self.new_object::<Member>(exact(Layout::Member));
            m.name.set(member);
            m.owner.set(class);
            // SAFETY: a fresh object that nobody else has seen.
            unsafe { (*(m.as_ptr() as *mut Member)).word = (layout_first + inherited_words) as usize + i };
            self.dict_set(class_dict, member, m.value())?;
        }
        // a metaclass's instances are classes: their dict is what `type` says
        let new_dict = has_dict && layout != Layout::Type && !old_dict;
        for (name, def, wanted) in
            [(&names::DICT, &types::object::INSTANCE_DICT, new_dict), (&names::WEAKREF, &types::object::INSTANCE_WEAKREF, new_weak)]
        {
            if wanted {
                let d = self.new_getset(def, class);
                self.dict_set(class_dict, name.get(), d)?;
            }
        }
        self.finish_namespace(t, class_dict)?;
        self.refresh_slots(t);
        for b in bases.iter().filter_map(|b| b.as_type()) {
            if !b.builtin {
                b.subclasses.lock().push(class);
            }
        }
        self.shared.type_epoch.fetch_add(1, Ordering::AcqRel);
        Ok(class)
    }

    /// A computed attribute of a class made at run time.
    fn new_getset(&self, def: &'static crate::object::GetSetDef, owner: Value) -> Value {
        let d: Ref<GetSet> = self.new_object(exact(Layout::GetSet));
        // SAFETY: a fresh object that nobody else has seen.
        unsafe { (&raw mut (*(d.as_ptr() as *mut GetSet)).def).write(def) };
        d.owner.set(owner);
        d.value()
    }

    /// A class object's own shape, so that caches can tell classes apart.
    fn class_shape(&self, meta: Value) -> Res<u32> {
        Shape::new_root(meta, Layout::Type, 0).ok_or_else(|| self.memory_error())
    }

    /// The base whose layout the class gets: the most derived one; two that differ are a conflict.
    pub(crate) fn best_base(&self, bases: &[Value]) -> Res<&'static Type> {
        let mut best: Option<&'static Type> = None;
        for &b in bases {
            let Some(t) = b.as_type() else {
                return Err(self.type_error("bases must be types"));
            };
            if t.builtin && (!t.spec.subclassable) {
                return Err(self.type_error(format!("type '{}' is not an acceptable base type", t.spec.name)));
            }
            best = Some(match best {
                None => t,
                Some(old) => {
                    let (a, z) = (solid(old), solid(t));
                    if a.is_subtype_of(z) {
                        old
                    } else if z.is_subtype_of(a) {
                        t
                    } else {
                        return Err(self.type_error("multiple bases have instance lay-out conflict"));
                    }
                }
            });
        }
        best.ok_or_else(|| self.type_error("a class needs a base"))
    }

    /// The C3 linearization.
    fn resolution_order(&self, t: &Type, bases: &[Value]) -> Res {
        if !std::ptr::eq(t.value().typ(), type_of(&types::typeobject::TYPE))
            && let Some(own) = self.type_lookup(t.value().typ(), names::MRO.get())
            && own.has_shape(exact(Layout::Function))
        {
            t.mro.set(self.merged_order(t, bases)?);
            let order = self.call(own, &[t.value()])?;
            let items = self.collect_items(order)?;
            self.check_order(t, &items)?;
            return Ok(self.tuple(&items));
        }
        self.merged_order(t, bases)
    }

    /// An order that a metaclass made: of classes, none of which lays out its instances in another way.
    fn check_order(&self, t: &Type, order: &[Value]) -> Res<()> {
        if order.is_empty() {
            return Err(self.type_error("type MRO must not be empty"));
        }
        let own = t.base.get().as_type().map(|base| if base.member_words == t.member_words { solid(base).value() } else { t.value() });
        for &item in order {
            let Some(class) = item.as_type() else {
                return Err(self.type_error(format!("mro() returned a non-class ('{}')", item.type_name())));
            };
            let fits = std::ptr::eq(class, t) || own.and_then(Value::as_type).is_none_or(|own| own.is_subtype_of(solid(class)));
            if !fits {
                return Err(self.type_error(format!("mro() returned base with unsuitable layout ('{}')", class.name_text())));
            }
        }
        Ok(())
    }

    /// What `type.mro()` gives.
    pub fn merged_order(&self, t: &Type, bases: &[Value]) -> Res {
        if let [base] = bases
            && let Some(base) = base.as_type()
        {
            // nothing to merge
            let order: Vec<Value> = std::iter::once(t.value()).chain(base.mro_types().map(Type::value)).collect();
            return Ok(self.tuple(&order));
        }
        let mut lists: Vec<Vec<Value>> =
            bases.iter().filter_map(|b| b.as_type()).map(|b| b.mro_types().map(Type::value).collect()).collect();
        lists.push(bases.to_vec());
        for (i, b) in bases.iter().enumerate() {
            if bases[..i].contains(b) {
                return Err(self.type_error(format!("duplicate base class {}", b.as_type().map_or("?", |t| t.name_text()))));
            }
        }
        let mut order = vec![t.value()];
        loop {
            lists.retain(|l| !l.is_empty());
            if lists.is_empty() {
                return Ok(self.tuple(&order));
            }
            let next = lists.iter().map(|l| l[0]).find(|c| !lists.iter().any(|l| l[1..].contains(c)));
            let Some(c) = next else {
                let mut left: Vec<&str> = Vec::new();
                for l in &lists {
                    let n = l[0].as_type().map_or("?", |t| t.short_name());
                    if !left.contains(&n) {
                        left.push(n);
                    }
                }
                let text = format!("Cannot create a consistent method resolution order (MRO) for bases {}", left.join(", "));
                return Err(self.type_error(text));
            };
            order.push(c);
            for l in &mut lists {
                if l[0] == c {
                    l.remove(0);
                }
            }
        }
    }

    /// `__slots__` of a class body, mangled and checked. `base` is the one whose layout the class gets; `full`: its instances
    /// have no room for more; `sized`: they are of different sizes.
    fn slot_names(&self, dict: Value, class: Value, base: &Type, full: bool, sized: bool) -> Res<Members> {
        let Some(slots) = self.dict_get(dict, names::SLOTS.get())? else {
            return Ok(Members { names: Vec::new(), declared: false, dict: false, weak: false });
        };
        let mut members = Members { names: Vec::new(), declared: true, dict: false, weak: false };
        let items = if slots.str_bytes().is_some() { Values::from_slice(self, &[slots]) } else { self.collect_items(slots)? };
        if full && !items.is_empty() {
            let text = format!("nonempty __slots__ not supported for subtype of '{}'", base.name_text());
            return Err(self.type_error(text));
        }
        for &name in items.iter() {
            let Some(text) = name.as_str() else {
                return Err(self.type_error(format!("__slots__ items must be strings, not '{}'", name.type_name())));
            };
            match text {
                "__dict__" => {
                    if members.dict || base.has_dict {
                        return Err(self.type_error("__dict__ slot disallowed: we already got one"));
                    }
                    members.dict = true;
                }
                "__weakref__" => {
                    if std::mem::replace(&mut members.weak, true) || base.takes_weak || sized {
                        return Err(self.type_error("__weakref__ slot disallowed: we already got one"));
                    }
                }
                _ => {
                    if !types::str::is_identifier(text) {
                        return Err(self.type_error("__slots__ must be identifiers"));
                    }
                    let mangled = mangle(class.as_str().unwrap_or(""), text);
                    if self.dict_get_str(dict, &mangled)?.is_some() {
                        return Err(self.value_error(format!("'{mangled}' in __slots__ conflicts with class variable")));
                    }
                    members.names.push(super::intern::intern(mangled.as_bytes()));
                }
            }
        }
        Ok(members)
    }

    /// How many attributes the methods of a class and its bases are seen to set on `self`.
    fn static_attribute_count(&self, dict: Value, bases: &[Value]) -> u16 {
        let own = self.namespace_get(dict, names::STATIC_ATTRIBUTES.get()).and_then(|v| v.cast::<Tuple>()).map_or(0, |t| t.len);
        let inherited = bases.iter().filter_map(|b| b.as_type()).map(|t| t.min_room).max().unwrap_or(0);
        (own as u16 + inherited).clamp(4, 60)
    }

    fn class_qualname(&self, dict: Value, name: Value) -> Res {
        match self.dict_remove(dict, names::QUALNAME.get())? {
            Some(q) if q.str_bytes().is_some() => Ok(q),
            Some(q) => Err(self.type_error(format!("type __qualname__ must be a str, not {}", q.type_name()))),
            None => Ok(super::intern::intern_value(name)),
        }
    }

    /// What a new class's namespace gets besides the body's names.
    fn finish_namespace(&self, t: &'static Type, dict: Value) -> Res<()> {
        for name in [&names::NEW, &names::INIT_SUBCLASS, &names::CLASS_GETITEM] {
            if let Some(f) = self.namespace_get(dict, name.get())
                && f.has_shape(exact(Layout::Function))
            {
                let layout = if name.text() == "__new__" { Layout::StaticMethod } else { Layout::ClassMethod };
                let w: Ref<MethodWrapper> = self.new_object(exact(layout));
                w.function.set(f);
                self.dict_set(dict, name.get(), w.value())?;
            }
        }
        if self.namespace_get(dict, names::EQ.get()).is_some() && self.namespace_get(dict, names::HASH.get()).is_none() {
            self.dict_set(dict, names::HASH.get(), Value::NONE)?;
        }
        if self.namespace_get(dict, names::DOC.get()).is_none() {
            self.dict_set(dict, names::DOC.get(), Value::NONE)?;
        }
        if self.namespace_get(dict, names::MODULE.get()).is_none()
            && let Some(frame) = self.frame()
        {
            let module = self.global_or_none(frame.function().globals.get(), names::NAME.get());
            if !module.is_none() {
                self.dict_set(dict, names::MODULE.get(), module)?;
            }
        }
        if let Some(cell) = self.dict_remove(dict, names::CLASSCELL.get())? {
            let Some(c) = cell.cast::<Cell>() else {
                let kind = self.repr_text(cell.typ().value())?;
                return Err(self.type_error(format!("__classcell__ must be a nonlocal cell, not {kind}")));
            };
            c.value.set(t.value());
        }
        if let Some(cell) = self.dict_remove(dict, names::CLASSDICTCELL.get())?
            && let Some(c) = cell.cast::<Cell>()
        {
            c.value.set(dict);
        }
        Ok(())
    }

    /// Computes what a class does from its methods, anew; also for its subclasses.
    pub fn refresh_slots(&self, t: &'static Type) {
        let inherited = *type_of(t.spec).slots();
        self.set_slots(t, types::class_slots::slots_for(self, t, &inherited));
        if self.type_lookup(t, names::DEL.get()).is_some() {
            t.has_finalizer.store(true, Ordering::Relaxed);
        }
        let subclasses: Vec<Value> = t.subclasses.lock().clone();
        for s in subclasses.iter().filter_map(|s| s.as_type()) {
            self.refresh_slots(s);
        }
    }

    /// Replaces the table of what the class does. Who still reads the old one has its address, so it stays until then.
    fn set_slots(&self, t: &Type, slots: Slots) {
        let p = self.alloc.alloc_data(size_of::<Raw>() + size_of::<Slots>(), exact(Layout::Raw));
        // SAFETY: a fresh object of that size, whose words behind the header are aligned as a table of pointers must be.
        let table = unsafe {
            (&raw mut (*p.cast::<Raw>()).capacity).write(size_of::<Slots>());
            (&raw mut (*p.cast::<Raw>()).used).write(Default::default());
            let table = p.cast::<Raw>().add(1).cast::<Slots>();
            table.write(slots);
            table
        };
        t.slot_table.store(table, Ordering::Release);
        // the class may have been looked at by a collection that is under way
        heap::shade(Value::from_ptr(p));
    }

    /// Stores or deletes (unbound) an attribute of a class, and undoes what relied on the old one.
    pub fn set_class_attr(&self, t: &'static Type, name: Value, v: Value) -> Res<()> {
        let name = super::intern::intern_value(name);
        let dict = t.namespace();
        // what stood there is learnt as it is replaced: another thread may store too
        let old = if v.is_unbound() { self.dict_remove(dict, name)? } else { self.dict_swap(dict, name, v)? };
        if v.is_unbound() && old.is_none() {
            return Err(self.no_attribute(t.value(), name));
        }
        let plain = |x: Option<Value>| x.is_some_and(|x| x.typ().slots().descr_get.is_none() && x.typ().slots().descr_set.is_none());
        if plain(old) && plain(v.given()) {
            return Ok(()); // the cell has the new value, whoever remembers the cell sees it
        }
        self.shared.type_epoch.fetch_add(1, Ordering::AcqRel);
        let special = name.as_str().is_some_and(|n| n.starts_with("__") && n.ends_with("__"));
        if special {
            self.refresh_slots(t);
        }
        // some say how all other names are found, of its instances or of the classes that its instances stand in
        let relied_on = match name.as_str() {
            Some("__getattribute__" | "__getattr__" | "__setattr__" | "__delattr__") => !t.cached.is_empty(),
            Some("__get__" | "__set__" | "__delete__") => true,
            _ => false,
        };
        if relied_on || t.cached.may_have(name.0) {
            self.flush_caches();
        }
        Ok(())
    }

    /// The names that the `__slots__` of a class and of its bases have made, in order.
    fn member_names(&self, t: &Type) -> Vec<u64> {
        let mut names = Vec::new();
        for t in t.mro_types().filter(|t| !t.builtin) {
            let own = self.dict_items(t.namespace());
            names.extend(own.pairs().filter(|(_, v)| v.cast::<Member>().is_some()).map(|(name, _)| name.0));
        }
        names.sort_unstable();
        names
    }

    /// Changes the class of an object (`object.__class__ = cls`).
    pub fn set_class(&self, object: Value, cls: Value) -> Res<()> {
        let Some(new) = cls.as_type() else {
            return Err(self.type_error(format!("__class__ must be set to a class, not '{}' object", cls.type_name())));
        };
        let old = object.typ();
        if old.builtin || new.builtin {
            if object.cast::<Module>().is_some() && new.layout == Layout::Module {
                set_shape_of(object, new, new.instance_shape.load(Ordering::Acquire));
                return Ok(());
            }
            return Err(self.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
        }
        let alike = types::typeobject::same_room(old, new);
        if !alike || self.member_names(old) != self.member_names(new) || old.takes_weak != new.takes_weak {
            let text = format!("__class__ assignment: '{}' object layout differs from '{}'", new.name_text(), old.name_text());
            return Err(self.type_error(text));
        }
        if !old.has_dict {
            set_shape_of(object, new, new.instance_shape.load(Ordering::Acquire));
            return Ok(());
        }
        self.instance_dict(object)?;
        let mut dict_shape = new.dict_shape.load(Ordering::Acquire);
        if dict_shape == 0 {
            let first = object.shape().first_slot() as u16;
            dict_shape = Shape::new_dict_mode(cls, new.layout, first).ok_or_else(|| self.memory_error())?;
            if let Err(other) = new.dict_shape.compare_exchange(0, dict_shape, Ordering::AcqRel, Ordering::Acquire) {
                dict_shape = other;
            }
        }
        self.alone(&mut || set_shape_of(object, new, dict_shape));
        Ok(())
    }
}

/// Gives an object a shape of another class. A collection that is under way may have looked at the object, and must hear of the class
/// before the next safepoint.
fn set_shape_of(object: Value, class: &Type, shape: u32) {
    object.header().set_shape(shape);
    heap::shade(class.value());
}

/// A private name as its class keeps it: `__x` in `C` is `_C__x`.
fn mangle<'n>(class: &str, name: &'n str) -> std::borrow::Cow<'n, str> {
    let class = class.trim_start_matches('_');
    if name.starts_with("__") && !name.ends_with("__") && !class.is_empty() { format!("_{class}{name}").into() } else { name.into() }
}

/// What a class body's `__slots__` said.
struct Members {
    names: Vec<Value>,
    declared: bool,
    dict: bool,
    weak: bool,
}

impl Members {
    fn is_none_or_dict(&self) -> bool {
        !self.declared || self.dict
    }
}

/// The nearest class along the bases that fixes a layout.
fn solid(t: &'static Type) -> &'static Type {
    let mut at = t;
    loop {
        let Some(base) = at.base.get().as_type() else { return at };
        if at.builtin && at.layout != base.layout || at.member_words != base.member_words {
            return at;
        }
        at = base;
    }
}
