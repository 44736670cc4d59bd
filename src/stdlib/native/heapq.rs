//! `_heapq`: heaps in lists, with the smallest or the largest item first.
//!
//! Where the items are ints, floats, strs or tuples of these, an operation looks its way up or down first and then moves
//! the items, all under the list's lock: one step to other threads. Other items are compared with no lock held, and
//! moved one by one; a list whose length changes meanwhile is an error, as in CPython.

use std::sync::atomic::Ordering;

use crate::object::layouts::*;
use crate::object::{CmpOp, MethodDef, ModuleSpec, Ref, Res, Slot, Value, method};
use crate::sync::{acquire, sequence};
use crate::types::list::room;
use crate::types::plain_order::plain_less;
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec { name: "_heapq", functions: FUNCTIONS, ..ModuleSpec::DEFAULT };

const FUNCTIONS: &[MethodDef] = &[
    method("heappush", "(heap, item, /)", |vm, a| push(vm, Heap::of(vm, a, "heappush", false)?, a[1])),
    method("heappop", "(heap, /)", |vm, a| pop(vm, Heap::of(vm, a, "heappop", false)?)),
    method("heapify", "(heap, /)", |vm, a| heapify(vm, Heap::of(vm, a, "heapify", false)?)),
    method("heapreplace", "(heap, item, /)", |vm, a| replace(vm, Heap::of(vm, a, "heapreplace", false)?, a[1])),
    method("heappushpop", "(heap, item, /)", |vm, a| push_pop(vm, Heap::of(vm, a, "heappushpop", false)?, a[1])),
    method("heappush_max", "(heap, item, /)", |vm, a| push(vm, Heap::of(vm, a, "heappush_max", true)?, a[1])),
    method("heappop_max", "(heap, /)", |vm, a| pop(vm, Heap::of(vm, a, "heappop_max", true)?)),
    method("heapify_max", "(heap, /)", |vm, a| heapify(vm, Heap::of(vm, a, "heapify_max", true)?)),
    method("heapreplace_max", "(heap, item, /)", |vm, a| replace(vm, Heap::of(vm, a, "heapreplace_max", true)?, a[1])),
    method("heappushpop_max", "(heap, item, /)", |vm, a| push_pop(vm, Heap::of(vm, a, "heappushpop_max", true)?, a[1])),
];

/// A path from the root is not longer than this.
const LONGEST: usize = 64;
/// Longer heaps are made in steps, each under the lock: a lock is not held for long.
const AT_ONCE: usize = 1 << 12;

#[derive(Clone, Copy)]
struct Heap {
    list: Ref<List>,
    largest_first: bool,
}

impl Heap {
    fn of(vm: &Vm, args: &[Value], function: &str, largest_first: bool) -> Res<Heap> {
        let Some(list) = args[0].cast::<List>() else {
            let which = if args.len() > 1 { " 1" } else { "" };
            return Err(vm.type_error(format!("{function}() argument{which} must be list, not {}", args[0].argument_name())));
        };
        Ok(Heap { list, largest_first })
    }

    /// Must `a` stand above `b`? `None` if only Python code can tell.
    fn plain_above(self, vm: &Vm, a: Value, b: Value) -> Option<bool> {
        if self.largest_first { plain_less(vm, b, a) } else { plain_less(vm, a, b) }
    }

    /// Must `a` stand above `b`? No lock is held; the list must be `n` long before and after.
    fn above(self, vm: &Vm, a: Value, b: Value, n: usize) -> Res<bool> {
        let (a, b) = if self.largest_first { (b, a) } else { (a, b) };
        let less = vm.compare_truth(CmpOp::Lt, a, b)?;
        if self.list.len() == n { Ok(less) } else { Err(changed(vm)) }
    }

    /// The buffer and how many slots are in use; `None` if none is. The caller holds the lock.
    fn buffer(self) -> Option<(Ref<Array>, usize)> {
        let n = self.list.len();
        self.list.buffer().filter(|_| n > 0).map(|buffer| (buffer, n))
    }

    fn swap(self, vm: &Vm, i: usize, j: usize) -> Res<()> {
        let _guard = acquire(&vm.thread, &self.list.header.lock);
        let Some((buffer, n)) = self.buffer().filter(|&(_, n)| i < n && j < n) else { return Err(changed(vm)) };
        let slots = &buffer.slots()[..n];
        let (a, b) = (&slots[i], &slots[j]);
        let kept = a.get();
        a.set(b.get());
        b.set(kept);
        Ok(())
    }

    fn item(self, vm: &Vm, i: usize) -> Res {
        self.list.get(i).ok_or_else(|| changed(vm))
    }
}

fn changed(vm: &Vm) -> crate::object::Raised {
    vm.runtime_error("list changed size during iteration")
}

// --- under the lock: look first, then move ------------------------------------------------------

/// Moves `item`, which is to stand at `at` or above it, up to its place, not above `start`. False if that needs Python.
fn plain_up(vm: &Vm, heap: Heap, slots: &[Slot], item: Value, start: usize, at: usize) -> bool {
    let mut end = at;
    while end > start {
        match heap.plain_above(vm, item, slots[(end - 1) / 2].get()) {
            Some(true) => end = (end - 1) / 2,
            Some(false) => break,
            None => return false,
        }
    }
    let mut at = at;
    while at > end {
        slots[at].set(slots[(at - 1) / 2].get());
        at = (at - 1) / 2;
    }
    slots[end].set(item);
    true
}

/// Puts `item` in the place of the item at `at`: its better children move up along one path, as far as need be. False,
/// and nothing has moved, if that needs Python.
fn plain_down(vm: &Vm, heap: Heap, slots: &[Slot], item: Value, at: usize) -> bool {
    let mut path = [0; LONGEST];
    let mut steps = 0;
    path[0] = at;
    let mut child = 2 * at + 1;
    while child < slots.len() {
        if child + 1 < slots.len() {
            match heap.plain_above(vm, slots[child].get(), slots[child + 1].get()) {
                Some(true) => {}
                Some(false) => child += 1,
                None => return false,
            }
        }
        steps += 1;
        path[steps] = child;
        child = 2 * child + 1;
    }
    // From the leaf upwards: the last item mostly belongs far down.
    while steps > 0 {
        match heap.plain_above(vm, item, slots[path[steps]].get()) {
            Some(true) => steps -= 1,
            Some(false) => break,
            None => return false,
        }
    }
    for pair in path[..=steps].windows(2) {
        slots[pair[0]].set(slots[pair[1]].get());
    }
    slots[path[steps]].set(item);
    true
}

// --- without it: one exchange after another -----------------------------------------------------

/// Moves the item at `at` up, not above `start`.
fn up(vm: &Vm, heap: Heap, start: usize, mut at: usize) -> Res<()> {
    let n = heap.list.len();
    let item = heap.item(vm, at)?;
    let mut steps = 0;
    while at > start {
        let parent = (at - 1) / 2;
        if !heap.above(vm, item, heap.item(vm, parent)?, n)? {
            break;
        }
        heap.swap(vm, at, parent)?;
        at = parent;
        steps += 1;
        if steps % 16 == 0 {
            vm.safepoint()?;
        }
    }
    Ok(())
}

/// Lets the item at `at` sink to a leaf, then rise to its place.
fn down(vm: &Vm, heap: Heap, start: usize) -> Res<()> {
    let n = heap.list.len();
    let mut at = start;
    while 2 * at + 1 < n {
        let mut child = 2 * at + 1;
        if child + 1 < n && !heap.above(vm, heap.item(vm, child)?, heap.item(vm, child + 1)?, n)? {
            child += 1;
        }
        heap.swap(vm, at, child)?;
        at = child;
    }
    up(vm, heap, start, at)
}

// --- the functions ------------------------------------------------------------------------------

/// The first item of a heap in a list.
pub fn first(list: Value) -> Option<Value> {
    list.cast::<List>()?.get(0)
}

/// Adds an item to a heap in a list.
///
/// # Errors
/// What comparing items raises; the list was changed meanwhile.
pub fn push_smallest(vm: &Vm, list: Value, item: Value) -> Res<()> {
    push(vm, Heap { list: list.expect(), largest_first: false }, item).map(drop)
}

/// Takes the smallest item out of a heap in a list.
///
/// # Errors
/// As for `push_smallest`; the heap is empty.
pub fn pop_smallest(vm: &Vm, list: Value) -> Res {
    pop(vm, Heap { list: list.expect(), largest_first: false })
}

/// Makes a list a heap.
///
/// # Errors
/// As for `push_smallest`.
pub fn make_heap(vm: &Vm, list: Value) -> Res<()> {
    heapify(vm, Heap { list: list.expect(), largest_first: false }).map(drop)
}

fn push(vm: &Vm, heap: Heap, item: Value) -> Res {
    let last = {
        let _guard = acquire(&vm.thread, &heap.list.header.lock);
        let n = heap.list.len();
        let buffer = room(vm, &heap.list, n, n + 1)?;
        // Nobody sees the new place before the length says so.
        let done = plain_up(vm, heap, &buffer.slots()[..=n], item, 0, n);
        if !done {
            buffer.slots()[n].set(item);
        }
        heap.list.len.store(n + 1, Ordering::Release);
        if done {
            return Ok(Value::NONE);
        }
        n
    };
    up(vm, heap, 0, last)?;
    Ok(Value::NONE)
}

fn pop(vm: &Vm, heap: Heap) -> Res {
    let first = {
        let _guard = acquire(&vm.thread, &heap.list.header.lock);
        heap.buffer().map(|(buffer, n)| {
            let slots = &buffer.slots()[..n - 1];
            let last = buffer.slots()[n - 1].get();
            sequence::shorten(&*heap.list, buffer.slots(), n, n - 1);
            let Some(root) = slots.first() else { return (last, true) };
            let first = root.get();
            let done = plain_down(vm, heap, slots, last, 0);
            if !done {
                root.set(last);
            }
            (first, done)
        })
    };
    finish(vm, heap, first)
}

/// Puts `item` in the root's place: what stood there, and whether the heap is in order again. The caller holds the lock.
fn exchange(vm: &Vm, heap: Heap, item: Value) -> Option<(Value, bool)> {
    let (buffer, n) = heap.buffer()?;
    let slots = &buffer.slots()[..n];
    let first = slots[0].get();
    let done = plain_down(vm, heap, slots, item, 0);
    if !done {
        slots[0].set(item);
    }
    Some((first, done))
}

/// The rest of an operation that took the root's item away: to put the new root in its place, if that is not done.
fn finish(vm: &Vm, heap: Heap, first: Option<(Value, bool)>) -> Res {
    let Some((first, done)) = first else { return Err(vm.index_error("index out of range")) };
    if !done {
        down(vm, heap, 0)?;
    }
    Ok(first)
}

fn replace(vm: &Vm, heap: Heap, item: Value) -> Res {
    let first = {
        let _guard = acquire(&vm.thread, &heap.list.header.lock);
        exchange(vm, heap, item)
    };
    finish(vm, heap, first)
}

fn push_pop(vm: &Vm, heap: Heap, item: Value) -> Res {
    let root = {
        let _guard = acquire(&vm.thread, &heap.list.header.lock);
        let Some((buffer, _)) = heap.buffer() else { return Ok(item) };
        let root = buffer.slots()[0].get();
        match heap.plain_above(vm, root, item) {
            Some(false) => return Ok(item),
            Some(true) => Err(exchange(vm, heap, item)),
            None => Ok(root),
        }
    };
    let first = match root {
        Err(done) => done,
        Ok(root) => {
            let (a, b) = if heap.largest_first { (item, root) } else { (root, item) };
            if !vm.compare_truth(CmpOp::Lt, a, b)? {
                return Ok(item);
            }
            let _guard = acquire(&vm.thread, &heap.list.header.lock);
            exchange(vm, heap, item)
        }
    };
    finish(vm, heap, first)
}

/// Another thread may change the list between two runs under the lock: then it is begun again with what is there, up to so many
/// times.
const TRIES: usize = 100;

fn heapify(vm: &Vm, heap: Heap) -> Res {
    let mut n = heap.list.len();
    let mut at = n / 2;
    let (mut tries, mut ran_python) = (0, false);
    while at > 0 {
        let plain = {
            let _guard = acquire(&vm.thread, &heap.list.header.lock);
            heap.buffer().filter(|&(_, len)| len == n).map(|(buffer, n)| {
                let slots = &buffer.slots()[..n];
                let stop = at.saturating_sub(AT_ONCE);
                while at > stop && plain_down(vm, heap, slots, slots[at - 1].get(), at - 1) {
                    at -= 1;
                }
                at == stop
            })
        };
        match plain {
            None if ran_python || tries == TRIES => return Err(changed(vm)),
            None => {
                n = heap.list.len();
                at = n / 2;
                tries += 1;
            }
            Some(true) => {}
            Some(false) => {
                ran_python = true;
                at -= 1;
                down(vm, heap, at)?;
            }
        }
        vm.safepoint()?;
    }
    Ok(Value::NONE)
}
