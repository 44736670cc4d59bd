//! `itertools.tee`: iterators that share what one source gave: a chain of arrays, each of which holds its items and, in
//! its last slot, the next one. Arrays that every iterator has passed are garbage.

use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::Mutex;

use crate::object::heap::Marker;
use crate::object::layouts::Array;
use crate::object::{MethodDef, Payload, Res, Slot, TypeSpec, Value, method};
use crate::vm::{Values, Vm};

use super::{iterator_slots, spec};

/// Items in an array.
const ITEMS: usize = 57;

/// The source that several iterators share.
struct Shared {
    source: Slot,
    /// is the source asked just now?
    running: AtomicBool,
}

impl Payload for Shared {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.source);
    }
}

pub static SHARED: TypeSpec = TypeSpec { name: "itertools._tee_dataobject", subclassable: false, ..TypeSpec::DEFAULT };

struct Tee {
    shared: Slot,
    /// the array and the place in it of the next item
    at: Mutex<(Value, usize)>,
}

impl Payload for Tee {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.shared);
        marker.value(self.at.lock().0);
    }
}

pub static TEE: TypeSpec = TypeSpec {
    methods: &[method("__copy__", "(self, /)", |vm, a| copy(vm, a[0]))],
    slots: iterator_slots(next),
    subclassable: false,
    ..spec("itertools._tee", "(iterable, /)", |vm, _, a| first(vm, a[0]), next)
};

pub const FUNCTIONS: &[MethodDef] = &[method("tee", "(iterable, n=2, /)", |vm, a| {
    let n = a[1].given().map_or(Ok(2), |v| vm.index_i64(v))?;
    if n < 0 {
        return Err(vm.value_error("n must be >= 0"));
    }
    if n == 0 {
        return Ok(vm.tuple(&[]));
    }
    // the tuple, before any iterator: its memory may not be had
    vm.check_memory(n as usize, size_of::<Value>())?;
    let mut all = Values::new(vm);
    all.push(first(vm, a[0])?);
    for _ in 1..n {
        all.push(copy(vm, all[0])?);
    }
    Ok(vm.tuple(&all))
})];

/// An iterator that can be copied, over what is left of `iterable`.
fn first(vm: &Vm, iterable: Value) -> Res {
    let it = vm.iter(iterable)?;
    if it.payload::<Tee>().is_some() {
        return copy(vm, it);
    }
    let shared = vm.native(&SHARED, Shared { source: Slot::new(it), running: AtomicBool::new(false) });
    let array = vm.array(ITEMS + 1).value();
    Ok(vm.native(&TEE, Tee { shared: Slot::new(shared), at: Mutex::new((array, 0)) }))
}

fn copy(vm: &Vm, it: Value) -> Res {
    let t = this(vm, &it)?;
    let at = *t.at.lock();
    Ok(vm.native(&TEE, Tee { shared: Slot::new(t.shared.get()), at: Mutex::new(at) }))
}

fn this<'a>(vm: &Vm, it: &'a Value) -> Res<&'a Tee> {
    it.payload::<Tee>().ok_or_else(|| vm.type_error("a tee iterator is needed"))
}

fn next(vm: &Vm, it: Value) -> Res<Option<Value>> {
    let t = this(vm, &it)?;
    loop {
        let (array, i) = *t.at.lock();
        let slots = array.expect::<Array>();
        if i == ITEMS {
            let link = &slots.slots()[ITEMS];
            if link.get().is_unbound() {
                let fresh = vm.array(ITEMS + 1).value();
                // another thread may have been faster: then its array is taken
                link.replace(Value::UNBOUND, fresh).unwrap_or(());
            }
            let mut at = t.at.lock();
            if *at == (array, i) {
                *at = (link.get(), 0);
            }
            continue;
        }
        let slot = &slots.slots()[i];
        if slot.get().is_unbound() && !fetch(vm, t, slot)? {
            return Ok(None);
        }
        let mut at = t.at.lock();
        if *at == (array, i) {
            *at = (array, i + 1);
            return Ok(slot.get().given());
        }
    }
}

/// Asks the source for the item of a slot, unless it has come meanwhile.
fn fetch(vm: &Vm, t: &Tee, slot: &Slot) -> Res<bool> {
    let shared = t.shared.get();
    let Some(s) = shared.payload::<Shared>() else { return Ok(false) };
    if s.running.swap(true, Ordering::Acquire) {
        return Err(vm.runtime_error("cannot re-enter the tee iterator"));
    }
    let item = if slot.get().is_unbound() { vm.next(s.source.get()) } else { Ok(Some(slot.get())) };
    if let Ok(Some(v)) = item {
        slot.set(v);
    }
    s.running.store(false, Ordering::Release);
    Ok(item?.is_some())
}
