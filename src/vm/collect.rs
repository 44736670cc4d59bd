//! The collector's side of the machine: what the roots are, how each layout is traced, finalizers and weak references.
//!
//! Two things are kept alive by other means than a slot. An object keeps its class, by the shape in its header: `trace` marks it.
//! A function keeps its code, which stands outside the heap (`LoadedCode`): `mark_code` notes it, with all the code in it. Caches,
//! of instructions and of threads, keep nothing: they are emptied when something died that they may know (`forget_dead_classes`).

#[cfg(feature = "stress")]
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;

use super::native::OwnedPayload;
use crate::object::header::FLAG_FINALIZED;
use crate::object::heap::{self, Marker};
use crate::object::layouts::*;
use crate::object::{Layout, Res, Shape, Slot, Type, Value};

use super::{LoadedCode, Vm};

/// Shows the collector every value that an object holds.
///
/// # Safety
/// `object` is a live object of that shape, the world is stopped.
pub unsafe fn trace(object: *const u64, shape: u32, marker: &mut Marker) {
    let v = Value::from_ptr(object);
    let s = Shape::get(shape);
    let layout = s.layout();
    // SAFETY: the words of each layout that hold values are slots; all are inside the object.
    unsafe {
        let slots = |from: usize, to: usize, marker: &mut Marker| {
            for i in from..to {
                marker.slot(&*(object as *const Slot).add(i));
            }
        };
        match layout {
            Layout::Float | Layout::Complex | Layout::Raw | Layout::RangeIter => {}
            Layout::Str | Layout::Bytes => marker.conservative_word(*object.add(3) as usize),
            Layout::Int => slots(1, 2, marker),
            Layout::Tuple => {
                let t = v.expect::<Tuple>();
                if shape != exact(Layout::Tuple) {
                    marker.slot(&t.extra);
                }
                let items = t.items();
                // never changed once others see it; a slot is a value's word
                marker.groups(items.as_ptr().cast(), items.len(), 1, 1);
            }
            Layout::Array => {
                let a = v.expect::<Array>();
                if v.header().has_flag(crate::object::header::FLAG_LAYOUT) {
                    for slot in a.slots() {
                        marker.conservative_word(slot.get().0 as usize);
                    }
                } else {
                    if v.header().has_flag(crate::object::header::FLAG_LAYOUT2) {
                        marker.unguarded(object);
                    }
                    marker.slots(a.slots());
                }
            }
            Layout::DictTable => {
                let t = v.expect::<DictTable>();
                if let Some(first) = t.entries()[..t.used()].first() {
                    // three words each: hash, key, value
                    marker.groups(&first.key, t.used(), 3, 2);
                }
            }
            Layout::SetTable => {
                let t = v.expect::<SetTable>();
                if let Some(first) = t.places().first() {
                    // two words each: key, hash
                    marker.groups(&first.key, t.places().len(), 2, 1);
                }
            }
            Layout::List | Layout::Dict | Layout::Namespace | Layout::Set | Layout::FrozenSet | Layout::ByteArray => slots(2, 3, marker),
            Layout::ListIter
            | Layout::TupleIter
            | Layout::StrIter
            | Layout::AsciiIter
            | Layout::BytesIter
            | Layout::SeqIter
            | Layout::SetIter
            | Layout::Reversed
            | Layout::DictIter => slots(1, 2, marker),
            Layout::Function => {
                slots(4, (Function::WORDS) as usize, marker);
                mark_code(v.expect::<Function>().loaded(), marker);
            }
            Layout::Code => mark_code(crate::types::codeobject::loaded(v.expect()), marker),
            Layout::NativeFunction | Layout::NativeMethod | Layout::SlotMethod | Layout::BoundSlot | Layout::NativeClassMethod => {
                slots(3, 5, marker)
            }
            Layout::GetSet | Layout::NativeMember => slots(2, 3, marker),
            Layout::Member => slots(1, 3, marker),
            Layout::Exception => slots(1, 6, marker),
            Layout::Traceback
            | Layout::Cell
            | Layout::BoundMethod
            | Layout::Slice
            | Layout::Range
            | Layout::Property
            | Layout::Super
            | Layout::Module => {
                slots(1, fixed_words(layout), marker);
            }
            Layout::Generator | Layout::Coroutine | Layout::AsyncGenerator => {
                let g = v.expect::<Generator>();
                for slot in [&g.function, &g.registers, &g.frame, &g.handled, &g.name, &g.qualname, &g.origin] {
                    marker.slot(slot);
                }
            }
            Layout::MemoryView => {
                let m = v.expect::<MemoryView>();
                for slot in [&m.base, &m.dims, &m.format] {
                    marker.slot(slot);
                }
            }
            Layout::Frame => slots(1, 7, marker),
            Layout::WeakRef => slots(2, 3, marker),
            Layout::Native => {
                if let Some((kind, data)) = v.expect::<Native>().parts() {
                    if !kind.in_slots {
                        marker.unguarded(object);
                    }
                    (kind.trace)(data, marker);
                }
            }
            Layout::Enumerate
            | Layout::Zip
            | Layout::Map
            | Layout::Filter
            | Layout::CallIter
            | Layout::AsyncGenStep
            | Layout::CoroutineWrapper
            | Layout::GenericAlias
            | Layout::Union => {
                slots(1, 4, marker);
            }
            Layout::ClassMethod
            | Layout::StaticMethod
            | Layout::MappingProxy
            | Layout::DictKeys
            | Layout::DictValues
            | Layout::DictItems => slots(1, 2, marker),
            Layout::Type => trace_type(&*object.cast(), marker),
            Layout::Instance | Layout::Free | Layout::None | Layout::Bool | Layout::NotImplemented | Layout::Ellipsis => {}
        }
        // attributes and members of classes written in Python
        if shape < Layout::ALL.len() as u32 {
            return;
        }
        marker.class(s.type_value());
        if !matches!(layout, Layout::Tuple | Layout::Int | Layout::Type) {
            let first = s.first_slot() - s.typ().member_words as usize;
            let n = if s.is_dict_mode() { 1 } else { s.count() as usize };
            slots(first, s.first_slot() + n, marker);
        }
    }
}

/// Words of layouts that are all slots.
fn fixed_words(layout: Layout) -> usize {
    (match layout {
        Layout::Traceback => 3,
        Layout::Cell => Cell::WORDS,
        Layout::BoundMethod => BoundMethod::WORDS,
        Layout::Slice => Slice::WORDS,
        Layout::Range => Range::WORDS,
        Layout::Property => Property::WORDS,
        Layout::Super => Super::WORDS,
        _ => Module::WORDS,
    }) as usize
}

/// Notes that code is alive, with the code whose functions it makes, and shows what they hold.
fn mark_code(code: &LoadedCode, marker: &mut Marker) {
    if marker.is_listing() {
        return;
    }
    let round = marker.heap().round();
    if code.round.load(Ordering::Relaxed) == round {
        return;
    }
    code.round.store(round, Ordering::Relaxed);
    mark_values(code, marker);
    for known in code.children.iter().chain([&code.twin]).map(|at| at.load(Ordering::Relaxed)).filter(|&known| known != 0) {
        // SAFETY: the address of code that this code keeps alive. As deep as functions stand in each other, which the compiler limits.
        mark_code(unsafe { &*(known as *const LoadedCode) }, marker);
    }
}

fn mark_values(code: &LoadedCode, marker: &mut Marker) {
    for &v in code.consts.iter() {
        marker.value(v);
    }
    marker.value(Value(code.object.load(Ordering::Relaxed)));
}

/// Shows a class's own fields.
fn trace_type(t: &Type, marker: &mut Marker) {
    for slot in [&t.name, &t.qualname, &t.bases, &t.mro, &t.base, &t.namespace] {
        marker.slot(slot);
    }
    marker.interior(t.slot_table.load(Ordering::Relaxed) as usize);
}

/// What a collection has found that is to be dropped by the thread that did it, when the others run again.
#[derive(Default)]
struct Dropped {
    payloads: Vec<OwnedPayload>,
    /// in the boxes in which they stood
    #[expect(clippy::vec_box, reason = "moved off a list of boxes")]
    codes: Vec<Box<LoadedCode>>,
}

/// The shape that a module has for itself; a module whose class was changed has that one's.
pub fn own_shape(v: Value) -> Option<u32> {
    let (shape, t) = (v.cast::<Module>()?.header.shape(), v.typ());
    (t.builtin && shape != t.instance_shape.load(Ordering::Relaxed)).then_some(shape)
}

/// Gives back what a class owns outside the heap: its shapes, and the lists of them and of its subclasses.
///
/// For the world's only thread; nobody looks at the class afterwards.
pub fn end_class(class: Value) {
    let Some(t) = class.as_type() else { return };
    let mut shapes = t.shapes.lock().take();
    shapes.push(t.header.shape());
    Shape::release(&shapes);
    *t.subclasses.lock() = Vec::new();
}

impl Vm {
    /// Collects all garbage now. Gives how many finalizers it found due.
    pub fn collect(&self) -> usize {
        self.collect_some(usize::MAX)
    }

    /// Collects, or does one step of it that looks at about `objects` objects (`usize::MAX`: a whole collection). Gives how
    /// many finalizers it found due.
    fn collect_some(&self, objects: usize) -> usize {
        let mut due = 0;
        let mut dropped = Dropped::default();
        crate::sync::clear_below::<{ crate::sync::UNDER_COLLECTION }>();
        crate::sync::with_spilled(|here| {
            let done = || {
                let stats = self.shared.heap.stats();
                if objects == usize::MAX { stats.whole } else { stats.steps }
            };
            let before = done();
            // another thread may do as much while this one waits
            self.thread.stop_world_if(&|| done() == before, &mut |threads| {
                // caches hold cells by address alone: what left its namespace must not be found any more
                if self.shared.cells_removed.swap(false, Ordering::AcqRel) {
                    self.shared.flush_caches();
                }
                let vms: Vec<*const Vm> = self.shared.vms.lock().iter().map(|p| p.0).collect();
                // SAFETY: the world is stopped: no machine runs, each stays where its thread published it.
                let machines: Vec<&Vm> = vms.iter().map(|&p| unsafe { &*p }).collect();
                let allocators: Vec<&heap::Allocator> = machines.iter().map(|m| &m.alloc).collect();
                let mut roots = |marker: &mut Marker| {
                    self.mark_roots(&machines, marker);
                    for t in threads {
                        let (low, base) = t.native_stack();
                        let low = if std::ptr::eq(&**t, &*self.thread) { here.min(low) } else { low };
                        // SAFETY: a detached thread's stack from its published pointer to its base stays as it is.
                        unsafe { marker.conservative_range(low, base) };
                    }
                };
                let mut after = |dead: &[Value], is_alive: &dyn Fn(Value) -> bool, marker: &mut Marker| {
                    due += self.after_mark(is_alive, dead, marker, &mut dropped);
                };
                let collection =
                    heap::Collection { heap: &self.shared.heap, allocators: &allocators, trace, roots: &mut roots, after_mark: &mut after };
                // SAFETY: the world is stopped, the allocators are those of its machines.
                unsafe {
                    if objects == usize::MAX {
                        collection.whole();
                    } else {
                        collection.step(objects);
                    }
                }
            });
        });
        dropped.payloads.into_iter().for_each(OwnedPayload::free);
        due
    }

    /// A collection, or a step of one, that is due: `gc.callbacks` hear of the first step and of the last.
    fn collect_as_due(&self, objects: usize) {
        let listened =
            self.shared.registered(GC_CALLBACKS).is_some_and(|list| list.cast::<List>().is_some_and(|l| l.len.load(Ordering::Relaxed) > 0));
        if !listened || self.in_callbacks.get() {
            self.collect_some(objects);
            return;
        }
        let before = self.shared.heap.stats();
        self.announce(2);
        self.collect_some(objects);
        let after = self.shared.heap.stats();
        if after.collections != before.collections {
            self.announce_end(2, after.freed_objects - before.freed_objects);
        }
    }

    /// Collects by `run`, between the two calls of `gc.callbacks`.
    pub fn with_gc_callbacks(&self, generation: i64, run: &mut dyn FnMut(&Vm)) {
        let before = self.shared.heap.stats().freed_objects;
        self.announce(generation);
        run(self);
        self.announce_end(generation, self.shared.heap.stats().freed_objects - before);
    }

    /// Tells `gc.callbacks` of a collection's start, unless they know of it: from an earlier step, which may have been one of a
    /// collection that was given up.
    fn announce(&self, generation: i64) {
        if !self.shared.gc_announced.swap(true, Ordering::AcqRel) {
            self.call_gc_callbacks("start", generation, 0);
        }
    }

    fn announce_end(&self, generation: i64, freed: u64) {
        if self.shared.gc_announced.swap(false, Ordering::AcqRel) {
            self.call_gc_callbacks("stop", generation, freed);
        }
    }

    /// Calls each of `gc.callbacks`; what they raise is reported, not raised.
    fn call_gc_callbacks(&self, phase: &str, generation: i64, collected: u64) {
        let Some(list) = self.shared.registered(GC_CALLBACKS) else { return };
        let (outer, saved) = (self.in_callbacks.replace(true), self.raised.replace(Value::UNBOUND));
        for &f in self.sequence_items(list).iter() {
            let info = self.new_dict();
            let numbers = [("generation", generation), ("collected", collected as i64), ("uncollectable", 0)];
            let filled = numbers.iter().try_for_each(|&(name, n)| self.dict_set_str(info, name, self.int(n)));
            if let Err(raised) = filled.and_then(|()| self.call(f, &[self.str(phase), info])) {
                let e = self.take_raised(raised);
                (self.shared.hooks.unraisable)(self, e, "Exception ignored while calling GC callback", f);
            }
        }
        self.raised.set(saved);
        self.in_callbacks.set(outer);
    }

    fn mark_roots(&self, machines: &[&Vm], marker: &mut Marker) {
        let shared = &self.shared;
        for m in machines {
            let top = m.stack_top();
            // SAFETY: registers between the base and the top of a stopped machine.
            unsafe { marker.conservative_range(m.stack.base() as usize, top.add(64) as usize) };
            let own = [&m.raised, &m.handled, &m.result, &m.trace, &m.profile, &m.running_loop, &m.running_task, &m.slot_owner];
            for v in own.map(|cell| cell.get()) {
                marker.conservative_word(v.0 as usize);
            }
            for v in m.watched.roots() {
                marker.conservative_word(v.0 as usize);
            }
            for v in m.repr_active.borrow().all() {
                marker.value(*v);
            }
            for (_, v) in m.locals.borrow().iter() {
                marker.value(*v);
            }
        }
        for slot in [&shared.modules, &shared.builtins] {
            marker.slot(slot);
        }
        for &v in shared.registry.lock().values() {
            marker.value(v);
        }
        for &v in shared.pending_finalizers.lock().iter() {
            marker.value(v);
        }
        // what was made or found since the collection began: what it holds may be newer than the look at it
        let round = shared.heap.round();
        for code in shared.codes.lock().iter() {
            if code.round.load(Ordering::Relaxed) == round {
                mark_values(code, marker);
            } else if code.pinned.load(Ordering::Relaxed) {
                mark_code(code, marker);
            }
        }
    }

    /// Weak references to what died are cleared, `__del__` methods become due, and the data of dead native objects is
    /// handed out to be dropped when the world goes on. In this order: nobody gets at
    /// an object again whose `__del__` is due, but that method itself. What such an object reaches is alive: so the data
    /// is looked at last.
    fn after_mark(&self, is_alive: &dyn Fn(Value) -> bool, dead: &[Value], marker: &mut Marker, dropped: &mut Dropped) -> usize {
        let is_due = |v: &Value| v.typ().has_finalizer.load(Ordering::Relaxed) && !v.header().has_flag(FLAG_FINALIZED);
        let callbacks = crate::types::weakref::clear_dead(self, is_alive, marker);
        let mut pending = self.shared.pending_finalizers.lock();
        let before = pending.len();
        for &v in dead.iter().filter(|v| is_due(v)) {
            v.header().set_flag(FLAG_FINALIZED);
            marker.value(v);
            pending.push_back(v);
        }
        let due = pending.len() - before;
        // as where counts of references end objects: first `__del__`, then the callbacks
        pending.extend(callbacks);
        drop(pending);
        marker.drain();
        crate::types::weakref::forget_dead(self, is_alive);
        self.take_dead_codes(dropped);
        for &v in dead {
            if let Some(native) = v.cast::<Native>() {
                if is_alive(v) {
                    // another object's `__del__` may still use it, and its own may have to run
                    self.shared.heap.register_finalizable(v);
                } else {
                    dropped.payloads.extend(native.take_payload());
                }
            } else if is_alive(v) && !v.header().has_flag(FLAG_FINALIZED) {
                self.shared.heap.register_finalizable(v);
            }
        }
        // last: the numbers that this gives back are other interpreters' at once, and dead objects still have them
        self.forget_dead_classes(dead, is_alive);
        due
    }

    /// Classes that died go off the lists, and give their shapes back, as modules do. Inline caches know classes and modules by the
    /// numbers of their shapes, and some values by their addresses, and keep none alive: if one died, every cache is emptied.
    fn forget_dead_classes(&self, unreached: &[Value], is_alive: &dyn Fn(Value) -> bool) {
        let modules: Vec<u32> = unreached.iter().filter(|&&v| !is_alive(v)).filter_map(|&v| own_shape(v)).collect();
        let dead: Vec<Value> = self.shared.classes.lock().extract_if(.., |class| !is_alive(*class)).collect();
        if !dead.is_empty() || !modules.is_empty() || self.shared.cache_entries.lock().keys().any(|entry| !is_alive(entry.value)) {
            self.shared.flush_caches();
        }
        for t in dead.iter().filter_map(|class| class.as_type()) {
            let bases = t.bases.get().cast::<Tuple>();
            for base in bases.iter().flat_map(|bases| bases.items()).filter(|&&base| is_alive(base)).filter_map(|base| base.as_type()) {
                base.subclasses.lock().retain(|&class| is_alive(class));
            }
        }
        Shape::release(&modules);
        // their metaclasses may be among them: all have been looked at before the first is gone
        dead.iter().for_each(|&class| end_class(class));
    }

    /// Code that nobody has any more goes off the list, to be dropped when the world goes on.
    fn take_dead_codes(&self, dropped: &mut Dropped) {
        let round = self.shared.heap.round();
        dropped.codes = self.shared.codes.lock().extract_if(.., |code| code.round.load(Ordering::Relaxed) != round).collect();
    }

    /// What a safepoint has to do, done: hand over, stop, collect, signals, asynchronous exceptions, finalizers.
    #[cold]
    pub fn safepoint_slow(&self) -> Res<()> {
        #[cfg(feature = "stress")]
        self.stress();
        let events = self.thread.safepoint();
        let mut is_full = false;
        if events & crate::sync::poll::COLLECT != 0 {
            let objects = self.shared.heap.due();
            // another thread may have been quicker
            if objects > 0 {
                self.collect_as_due(objects);
                is_full = self.shared.heap.is_over_limit();
            }
        }
        // not one inside another: a thread that is asked to stop often would get as deep as the queue is long
        if !self.in_finalizers.get() && !self.shared.pending_finalizers.lock().is_empty() {
            self.run_finalizers();
        }
        if events & crate::sync::poll::SIGNAL != 0
            && let Err(raised) = (self.shared.hooks.signals)(self)
        {
            // one exception at a time: the other one is due at the next safepoint
            if events & crate::sync::poll::ASYNC_EXC != 0 {
                self.thread.request(crate::sync::poll::ASYNC_EXC);
            }
            return Err(raised);
        }
        if events & crate::sync::poll::ASYNC_EXC != 0 {
            let found = self.locals.borrow().iter().position(|(k, _)| *k == ASYNC_KEY);
            if let Some(i) = found {
                let e = self.locals.borrow_mut().swap_remove(i).1;
                let e = if e.as_type().is_some() { self.call(e, &[])? } else { e };
                return Err(self.raise_value(e));
            }
        }
        // not even a collection made room, or something was refused before it
        if self.refused.replace(false) || is_full { Err(self.memory_error()) } else { Ok(()) }
    }

    /// Runs the `__del__` methods that are due; what they raise is reported, not raised.
    pub fn run_finalizers(&self) {
        let outer = self.in_finalizers.replace(true);
        self.run_due_finalizers();
        self.in_finalizers.set(outer);
    }

    fn run_due_finalizers(&self) {
        loop {
            let Some(v) = self.shared.pending_finalizers.lock().pop_front() else { return };
            let saved = self.raised.replace(Value::UNBOUND);
            let callback = v.cast::<WeakRef>().and_then(|reference| reference.callback.get().given());
            let (called, what, function) = if let Some(callback) = callback {
                (self.call(callback, &[v]), "Exception ignored while calling weakref callback", callback)
            } else {
                let del = super::intern::names::DEL.get();
                let method = self.type_lookup(v.typ(), del).unwrap_or(Value::NONE);
                (self.call_special(v, del, &[]).map(|_| Value::NONE), "Exception ignored while calling deallocator", method)
            };
            if let Err(raised) = called {
                let e = self.take_raised(raised);
                (self.shared.hooks.unraisable)(self, e, what, function);
            }
            self.raised.set(saved);
        }
    }

    /// The end of an interpreter: what still lives and has a `__del__` gets it called, in the order of its making.
    pub fn finalize_all(&self) {
        self.alloc.publish_finalizable();
        let is_due = |v: &Value| v.typ().has_finalizer.load(Ordering::Relaxed) && !v.header().has_flag(FLAG_FINALIZED);
        let all = self.shared.heap.finalizable(&is_due);
        all.iter().for_each(|v| v.header().set_flag(FLAG_FINALIZED));
        self.shared.pending_finalizers.lock().extend(all);
        self.run_finalizers();
    }

    /// What makes a schedule unlucky, at every safepoint: a collection, or a step of one, and a switch. After the process's first
    /// `EVERY` safepoints at each 61st and 7th only (primes, so as not to keep step with a loop), or long programs would
    /// never end; and later still while many objects live, since each collection looks at all of them.
    #[cfg(feature = "stress")]
    fn stress(&self) {
        const EVERY: u32 = 5_000;
        const OBJECTS: usize = 300;
        static TICKS: AtomicU32 = AtomicU32::new(0);
        static DUE: AtomicU32 = AtomicU32::new(EVERY);
        let n = TICKS.fetch_add(1, Ordering::Relaxed);
        if n < EVERY || n >= DUE.load(Ordering::Relaxed) {
            let live = self.shared.heap.stats().live_objects;
            // mostly steps of a collection, of different lengths: some five of them to its end
            let steps = !n.is_multiple_of(17);
            self.collect_some(if steps { 1 + live / 6 + live / 3 * (n % 2) as usize } else { usize::MAX });
            let wait = 61 + (live / OBJECTS) as u32;
            DUE.store(n.max(EVERY).saturating_add(wait), Ordering::Relaxed);
        }
        if n < EVERY || n.is_multiple_of(7) {
            // behind the GIL to whoever stands in line; else to whom the system pleases
            self.thread.request(crate::sync::poll::GIL_DROP);
            if !self.shared.world.gil_enabled() {
                std::thread::yield_now();
            }
        }
    }

    /// Bytes for a new object of a shape: its layout's and its attribute slots.
    pub fn words_for(&self, shape: u32, size: usize) -> usize {
        let t = Shape::get(shape).typ();
        // an instance of a builtin type with attributes has room for the dict that holds them
        let attrs = if t.builtin { usize::from(t.has_dict) } else { t.capacity.load(Ordering::Relaxed) as usize };
        size + (t.member_words as usize + attrs) * 8
    }
}

/// The name under which the list `gc.callbacks` is registered.
pub const GC_CALLBACKS: &str = "gc callbacks";

/// The key of a thread's pending asynchronous exception among its locals.
pub const ASYNC_KEY: usize = 1;
