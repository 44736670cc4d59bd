//! `_thread._local`: an object whose attributes are different ones in each thread.
//!
//! The object itself only has a number. Under it each thread keeps a dict among its own values (`Vm::locals`), so that
//! nothing is shared and no lock is needed, and a thread's part goes with the thread.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;

use crate::interp::threads::{self, FIRST_LOCAL};
use crate::object::heap::Marker;
use crate::object::{Args, Payload, Res, Slot, Slots, TypeSpec, Value, getset};
use crate::types::exceptions as exc;
use crate::types::{self, type_of, wrappers};
use crate::vm::Vm;
use crate::vm::intern::{intern, names};

/// The number, and the constructor's arguments for the other threads' `__init__`.
struct Local {
    key: usize,
    args: Slot,
    kwargs: Slot,
}

static NEXT: AtomicUsize = AtomicUsize::new(FIRST_LOCAL);
/// Numbers of objects that live; threads drop what belongs to others when their list has grown.
static LIVE: Mutex<Option<HashSet<usize>>> = Mutex::new(None);

impl Payload for Local {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.args);
        marker.slot(&self.kwargs);
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        if let Some(live) = LIVE.lock().as_mut() {
            live.remove(&self.key);
        }
    }
}

pub static LOCAL: TypeSpec = TypeSpec {
    name: "_thread._local",
    signature: Some("()"),
    doc: "Attributes of which each thread has its own.",
    getset: &[getset("__dict__", dict_of, |vm, o, _| Err(read_only(vm, o)))],
    slots: Slots { new: Some(new), get_attr: Some(get_attr), set_attr: Some(set_attr), ..Slots::NONE },
    ..TypeSpec::DEFAULT
};

fn read_only(vm: &Vm, o: Value) -> crate::object::Raised {
    let text = format!("'{}' object attribute '__dict__' is read-only", vm.type_full_name(o.typ()));
    vm.attribute_error(o, names::DICT.get(), text)
}

/// The `__init__` of a subclass, if there is one.
fn own_init(vm: &Vm, cls: Value) -> Option<Value> {
    let init = vm.type_lookup(cls.as_type()?, names::INIT.get())?;
    let plain = vm.type_lookup(type_of(&types::object::OBJECT), names::INIT.get());
    (Some(init) != plain).then_some(init)
}

fn new(vm: &Vm, cls: Value, args: Args) -> Res {
    if !args.all.is_empty() && own_init(vm, cls).is_none() {
        return Err(vm.type_error("Initialization arguments are not supported"));
    }
    let kwargs = vm.new_dict();
    for (name, v) in args.keywords() {
        vm.dict_set(kwargs, name, v)?;
    }
    let key = NEXT.fetch_add(1, Ordering::Relaxed);
    LIVE.lock().get_or_insert_with(HashSet::new).insert(key);
    let data = Local { key, args: Slot::new(vm.tuple(args.pos())), kwargs: Slot::new(kwargs) };
    let o = vm.native_of_shape(types::shape_for(vm, cls)?, data);
    // the constructor runs __init__ for this thread itself
    threads::set_local(vm, key, vm.new_dict());
    Ok(o)
}

/// The dict of the calling thread; at its first use there a subclass's `__init__` runs.
fn dict_of(vm: &Vm, o: Value) -> Res {
    let Some(data) = o.payload::<Local>() else { return Err(vm.not_a(o, "is not initialized")) };
    if let Some(d) = threads::local(vm, data.key) {
        return Ok(d);
    }
    forget_the_dead(vm);
    let dict = vm.new_dict();
    threads::set_local(vm, data.key, dict);
    if let Some(init) = own_init(vm, o.typ().value()) {
        let args = data.args.get();
        let made = wrappers::with_args(vm, args, data.kwargs.get(), &mut |a| {
            let mut all = crate::vm::Values::from_slice(vm, &[o]);
            all.extend(a.all.iter().copied());
            vm.call_args(init, Args { all: &all, names: a.names })
        });
        if let Err(raised) = made {
            threads::remove_local(vm, data.key);
            return Err(raised);
        }
    }
    Ok(dict)
}

fn forget_the_dead(vm: &Vm) {
    let mut locals = vm.locals.borrow_mut();
    if locals.len().is_power_of_two()
        && locals.len() >= 32
        && let Some(live) = LIVE.lock().as_ref()
    {
        locals.retain(|(k, _)| *k < FIRST_LOCAL || live.contains(k));
    }
}

fn get_attr(vm: &Vm, o: Value, name: Value) -> Res {
    let dict = dict_of(vm, o)?;
    if name == names::DICT.get() {
        return Ok(dict);
    }
    let t = o.typ();
    let found = vm.type_lookup(t, name);
    let get = found.and_then(|f| f.typ().slots().descr_get);
    if let (Some(f), Some(get)) = (found, get)
        && f.typ().slots().descr_set.is_some()
    {
        return get(vm, f, o, t.value());
    }
    if let Some(v) = vm.dict_get(dict, name)? {
        return Ok(v);
    }
    match (found, get) {
        (Some(f), Some(get)) => get(vm, f, o, t.value()),
        (Some(f), None) => Ok(f),
        (None, _) => Err(vm.no_attribute(o, name)),
    }
}

fn set_attr(vm: &Vm, o: Value, name: Value, v: Value) -> Res<()> {
    if name == names::DICT.get() || name == intern(b"__dict__") {
        return Err(read_only(vm, o));
    }
    let dict = dict_of(vm, o)?;
    if let Some(f) = vm.type_lookup(o.typ(), name)
        && let Some(set) = f.typ().slots().descr_set
    {
        return set(vm, f, o, v);
    }
    if !v.is_unbound() {
        return vm.dict_set(dict, name, v);
    }
    match vm.dict_remove(dict, name)? {
        Some(_) => Ok(()),
        None => Err(vm.raise(
            &exc::ATTRIBUTE_ERROR,
            format!("'{}' object has no attribute '{}'", vm.type_full_name(o.typ()), name.as_str().unwrap_or("?")),
        )),
    }
}
