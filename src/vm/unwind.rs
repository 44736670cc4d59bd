//! From a raised exception to its handler: frame by frame, a traceback entry for each.

use crate::object::layouts::*;
use crate::object::{Raised, Ref, Value};

use super::Vm;
use super::frame::{Frame, HALT_WORDS, KIND_ENTRY, KIND_GENERATOR};

/// Finds where to go on after an exception at the saved place: a handler, or out of the run.
pub fn unwind(vm: &Vm, raised: Raised) -> (*const u64, *mut Value) {
    go(vm, raised, true, true)
}

/// As `unwind`, for a frame that has not run yet: none of its handlers is in force.
pub fn unwind_unstarted(vm: &Vm, raised: Raised) -> (*const u64, *mut Value) {
    go(vm, raised, true, false)
}

/// As `unwind`, for an exception that has been through this frame already: no new traceback entry for it.
pub fn reraise(vm: &Vm, raised: Raised) -> (*const u64, *mut Value) {
    go(vm, raised, false, true)
}

fn go(vm: &Vm, _: Raised, mut record: bool, mut handlers: bool) -> (*const u64, *mut Value) {
    let mut inner = None;
    // who handles it should find memory: what the frames held that are gone stays in no register
    let thorough = std::ptr::eq(vm.raised.get().typ(), crate::types::type_of(&crate::types::exceptions::MEMORY_ERROR));
    loop {
        let fp = vm.fp.get();
        let frame = Frame(fp);
        let code = frame.code();
        let pc = code.index_of(vm.pc.get());
        if record {
            inner = add_traceback(vm, frame, pc, inner);
            super::tracing::raised(vm, frame);
        }
        let passed = !std::mem::replace(&mut record, true);
        let handlers = std::mem::replace(&mut handlers, true);
        if handlers && let Some(handler) = code.code.handler(pc) {
            let raised = vm.raised.replace(Value::UNBOUND);
            if thorough {
                vm.clear_registers_above();
                // what is garbage now goes at the next safepoint, before anything more is refused because of it
                vm.shared.heap.note_refusal();
                vm.thread.request(crate::sync::poll::COLLECT);
            }
            frame.set_register(handler.reg as usize, raised);
            // SAFETY: a handler's target is an instruction of the same code.
            return (unsafe { code.entry().add(handler.target as usize) }, fp);
        }
        super::tracing::left(vm, frame, passed);
        if passed {
            refresh(vm, frame, pc);
        }
        if let Some(observed) = frame.observed() {
            let object = observed.object.expect::<FrameObject>();
            vm.unobserve(frame, true);
            stay_where_raised(vm, object);
        }
        let kind = frame.kind();
        if kind & KIND_GENERATOR != 0 {
            super::generator::leave(vm, frame.generator(), super::generator::ENDED);
        }
        if thorough && kind & KIND_GENERATOR == 0 {
            (0..code.code.nregs as usize).for_each(|i| frame.set_register(i, Value::UNBOUND));
        }
        if kind & KIND_ENTRY != 0 {
            return (&raw const HALT_WORDS[1], frame.caller());
        }
        let caller = frame.caller();
        vm.pc.set(frame.pushed_by());
        vm.fp.set(caller);
    }
}

/// Modules of the library whose functions leave no entries: written in Python here and natively in CPython, or called by native
/// code in both.
const NATIVE_ELSEWHERE: [&str; 4] = ["warnings.py", "_typing_params.py", "_pickle.py", "_strptime.py"];

fn is_native_elsewhere(filename: &str) -> bool {
    filename.strip_prefix("<togil>/").is_some_and(|name| NATIVE_ELSEWHERE.contains(&name))
}

/// A new entry of the raised exception's traceback; the frame of the entry before gets to know its caller.
fn add_traceback(vm: &Vm, frame: Frame, pc: u32, inner: Option<Ref<FrameObject>>) -> Option<Ref<FrameObject>> {
    let e = vm.raised.get().cast::<Exception>()?;
    add_entry(vm, e, frame, pc, inner)
}

/// An entry for the current instruction, in the traceback of an exception that is handled without being raised.
pub fn trace_here(vm: &Vm, e: Ref<Exception>) {
    if let Some(frame) = vm.frame() {
        add_entry(vm, e, frame, frame.code().index_of(vm.pc.get()), None);
    }
}

fn add_entry(vm: &Vm, e: Ref<Exception>, frame: Frame, pc: u32, inner: Option<Ref<FrameObject>>) -> Option<Ref<FrameObject>> {
    if is_native_elsewhere(&frame.code().code.filename) {
        return inner;
    }
    let entry: Ref<Traceback> = vm.new_object(exact(crate::object::Layout::Traceback));
    let object = snapshot(vm, frame, pc);
    if let Some(inner) = inner.filter(|inner| inner.back.get().is_unbound()) {
        inner.back.set(object.value());
    }
    entry.next.set(e.traceback.get());
    entry.frame.set(object.value());
    entry.pc.store(pc, std::sync::atomic::Ordering::Relaxed);
    entry.line.store(LINE_OF_PC, std::sync::atomic::Ordering::Relaxed);
    e.traceback.set(entry.value());
    Some(object)
}

/// `Traceback::line` of an entry whose line is that of its instruction: most are never asked for. CPython says it so too (-1).
const LINE_OF_PC: u32 = u32::MAX;

/// The line that an entry of a traceback names.
pub fn traceback_line(entry: Ref<Traceback>) -> u32 {
    let line = entry.line.load(std::sync::atomic::Ordering::Relaxed);
    if line != LINE_OF_PC {
        return line;
    }
    let frame = entry.frame.get().expect::<FrameObject>();
    frame.function.get().expect::<Function>().loaded().code.line(entry.pc.load(std::sync::atomic::Ordering::Relaxed))
}

/// What the frame's own code did since the exception passed it (the end of an `except`, a `finally`) shows in its entry.
fn refresh(vm: &Vm, frame: Frame, pc: u32) {
    let entry = vm.raised.get().cast::<Exception>().and_then(|e| e.traceback.get().cast::<Traceback>());
    let Some(object) = entry.and_then(|entry| entry.frame.get().cast::<FrameObject>()) else { return };
    if object.function.get() == frame.function().value() && object.live.load(std::sync::atomic::Ordering::Acquire) == 0 {
        super::observe::keep_locals(vm, frame, object, pc);
    }
}

/// What raises again in the name of the frame, behind all of its code, is no place that the frame has come to.
fn stay_where_raised(vm: &Vm, object: Ref<FrameObject>) {
    let entry = vm.raised.get().cast::<Exception>().and_then(|e| e.traceback.get().cast::<Traceback>());
    if let Some(entry) = entry.filter(|entry| entry.frame.get() == object.value()) {
        object.pc.store(entry.pc.load(std::sync::atomic::Ordering::Relaxed), std::sync::atomic::Ordering::Relaxed);
    }
}

/// A frame object for a traceback: the one that looks at the frame, or what the frame is now.
pub fn snapshot(vm: &Vm, frame: Frame, pc: u32) -> Ref<FrameObject> {
    match frame.observed() {
        Some(observed) => observed.object.expect(),
        None => picture(vm, frame, pc),
    }
}

/// A frame object that shows what the frame is now, and nothing that it will be. The frame may be another thread's, if the other
/// threads are stopped.
pub fn picture(vm: &Vm, frame: Frame, pc: u32) -> Ref<FrameObject> {
    let object: Ref<FrameObject> = vm.new_object(exact(crate::object::Layout::Frame));
    object.function.set(frame.function().value());
    object.pc.store(pc, std::sync::atomic::Ordering::Relaxed);
    super::observe::keep_locals(vm, frame, object, pc);
    object
}

/// A register's word, or unbound if it cannot be a live value.
pub fn checked(v: Value) -> Value {
    if !v.is_object() {
        let immediate = v.is_small_int() || v.is_flonum() || matches!(v.0, 0 | 4 | 12 | 20 | 28 | 36);
        return if immediate { v } else { Value::UNBOUND };
    }
    let known = crate::object::heap::find_object(v.0 as usize) == Some(v) || crate::object::heap::is_permanent(v);
    if known { v } else { Value::UNBOUND }
}
