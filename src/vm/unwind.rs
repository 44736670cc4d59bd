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
    loop {
        let fp = vm.fp.get();
        let frame = Frame(fp);
        let code = frame.code();
        let pc = code.index_of(vm.pc.get());
        if record {
            add_traceback(vm, frame, pc);
        }
        record = true;
        let handlers = std::mem::replace(&mut handlers, true);
        if handlers && let Some(handler) = code.code.handler(pc) {
            frame.set_register(handler.reg as usize, vm.raised.replace(Value::UNBOUND));
            // SAFETY: a handler's target is an instruction of the same code.
            return (unsafe { code.entry().add(handler.target as usize) }, fp);
        }
        let kind = frame.kind();
        if kind & KIND_GENERATOR != 0 {
            super::generator::leave(vm, frame.generator(), super::generator::ENDED);
        }
        if kind & KIND_ENTRY != 0 {
            return (&raw const HALT_WORDS[1], frame.caller());
        }
        let caller = frame.caller();
        // SAFETY: every instruction that pushes a frame in place is one word long; a generator's return address is the
        // resuming instruction itself.
        vm.pc.set(if kind & KIND_GENERATOR != 0 { frame.return_pc() } else { unsafe { frame.return_pc().sub(1) } });
        vm.fp.set(caller);
    }
}

fn add_traceback(vm: &Vm, frame: Frame, pc: u32) {
    let e = vm.raised.get();
    let Some(e) = e.cast::<Exception>() else { return };
    let entry: Ref<Traceback> = vm.new_object(exact(crate::object::Layout::Traceback));
    entry.next.set(e.traceback.get());
    entry.frame.set(snapshot(vm, frame, pc));
    entry.pc.store(pc, std::sync::atomic::Ordering::Relaxed);
    entry.line.store(frame.code().code.position(pc).line, std::sync::atomic::Ordering::Relaxed);
    e.traceback.set(entry.value());
}

/// A frame object: the function, where it is, and its locals as they are now.
pub fn snapshot(vm: &Vm, frame: Frame, pc: u32) -> Value {
    let object: Ref<FrameObject> = vm.new_object(exact(crate::object::Layout::Frame));
    object.function.set(frame.function().value());
    object.pc.store(pc, std::sync::atomic::Ordering::Relaxed);
    let regs = &frame.code().code.local_regs;
    if !regs.is_empty() || !frame.code().code.flags.optimized {
        let n = regs.len().max(1);
        let locals = vm.array(n);
        locals.value().header().set_flag(crate::object::header::FLAG_LAYOUT);
        for (i, slot) in locals.slots().iter().enumerate() {
            let reg = regs.get(i).map_or(0, |&r| r as usize);
            // a register that was never written may hold anything: readers check the words (`checked`)
            slot.set(frame.register(reg));
        }
        object.locals.set(locals.value());
    }
    object.value()
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
