//! `sys.settrace` and `sys.setprofile`: what a trace function is told, and when.
//!
//! A machine that is hooked goes from instruction to instruction by way of `before` (the drivers in `run` use another
//! table of handlers while `Vm::hooked` is set): so tracing costs nothing while it is off. `before` keeps one record
//! for each frame of the thread: a frame without a record has just been entered, an instruction of another line means
//! a new line, a `Return` or `Yield` means a return. Exceptions are told by the unwinder (`raised`, `left`).
//!
//! The trace function of a frame (`f_trace`) stands in its frame object. While a trace or profile function runs,
//! nothing is traced.

use std::sync::atomic::Ordering;

use crate::bytecode::Op;
use crate::bytecode::op::{a, b, imm};
use crate::object::layouts::*;
use crate::object::{Ref, Res, Value};

use super::Vm;
use super::frame::{Frame, KIND_GENERATOR};
use super::intern::intern;

/// `FrameObject::flags`: every local without a value is marked (`Code::known_from` need not be asked).
pub const MARKED: u8 = 1 << 7;
/// `FrameObject::flags`: no line events, opcode events.
pub const NO_LINES: u8 = 1;
pub const OPCODES: u8 = 2;

/// What is known of a frame while its thread is traced.
pub struct Traced {
    fp: *mut Value,
    line: u32,
    pc: u32,
    /// the native function that it is calling, for `c_return`
    pub called: Value,
}

impl Traced {
    fn new(fp: *mut Value) -> Traced {
        Traced { fp, line: 0, pc: 0, called: Value::UNBOUND }
    }
}

impl Vm {
    /// After `trace` or `profile` was set or unset. The frames that run already are known from now on: no call event.
    pub fn update_hooks(&self) {
        let on = !self.trace.get().is_unbound() || !self.profile.get().is_unbound();
        let mut traced = self.watched.traced.borrow_mut();
        if !on {
            traced.clear();
        } else if !self.hooked.get() {
            traced.clear();
            traced.extend(self.frames().map(|(frame, _)| Traced::new(frame.0)));
            traced.reverse();
        }
        self.hooked.set(on);
    }
}

/// What happens before an instruction of a hooked machine; says where to go on.
///
/// # Safety
/// `pc` is an instruction of the frame `fp`.
#[cold]
#[inline(never)]
pub unsafe fn before(vm: &Vm, pc: *const u64, fp: *mut Value) -> (*const u64, *mut Value) {
    if vm.tracing.get() || !vm.hooked.get() {
        return (pc, fp);
    }
    vm.save(pc, fp);
    // SAFETY: by the contract.
    match unsafe { events(vm, Frame(fp), pc) } {
        Ok(()) => (pc, fp),
        Err(raised) => super::unwind::unwind(vm, raised),
    }
}

/// # Safety
/// As for `before`.
unsafe fn events(vm: &Vm, frame: Frame, pc: *const u64) -> Res<()> {
    let code = frame.code();
    let index = code.index_of(pc);
    if enter(vm, frame) {
        call_event(vm, frame, index)?;
    } else if let Some(called) = with_record(vm, frame, |t| std::mem::replace(&mut t.called, Value::UNBOUND)).and_then(Value::given) {
        profile_event(vm, frame, "c_return", called)?;
    }
    let from = with_record(vm, frame, |t| std::mem::replace(&mut t.pc, index)).unwrap_or(0);
    delegation_event(vm, frame, from, index)?;
    if let Some(observed) = frame.observed() {
        let object = observed.object.expect::<FrameObject>();
        let first = code.code.passed.partition_point(|p| p.pc < index);
        for passed in code.code.passed[first..].iter().take_while(|p| p.pc == index) {
            if !passed.backwards || index <= from {
                object.line.store(told(passed.line), Ordering::Relaxed);
                let result = line_event(vm, frame, object, passed.line, false);
                object.line.store(0, Ordering::Relaxed);
                result?;
            }
        }
        // SAFETY: `pc` is an instruction.
        let again = unsafe { goes_round(&code.code, pc, index, from) };
        line_event(vm, frame, object, code.code.position(index).line, again)?;
        if object.flags.load(Ordering::Relaxed) & OPCODES != 0 {
            local_event(vm, frame, "opcode", Value::NONE)?;
        }
    }
    // SAFETY: `pc` is an instruction of this frame; its operands are registers of it.
    unsafe {
        let word = *pc;
        let op = word as u8;
        if op == Op::Return as u8 || op == Op::ReturnNone as u8 || op == Op::Yield as u8 {
            let v = match op {
                op if op == Op::Return as u8 => frame.register(a(word)),
                op if op == Op::Yield as u8 => frame.register(b(word)),
                _ => Value::NONE,
            };
            return return_event(vm, frame, v);
        }
        if !vm.profile.get().is_unbound()
            && let Some(f) = native_callee(vm, frame, word)
        {
            profile_event(vm, frame, "c_call", f)?;
            with_record(vm, frame, |t| t.called = f);
        }
    }
    Ok(())
}

/// What a frame waits for in `yield from` or `await` has ended: scripts are told of a `StopIteration`.
fn delegation_event(vm: &Vm, frame: Frame, from: u32, index: u32) -> Res<()> {
    let code = frame.code();
    let Some(&word) = code.code.words.get(from as usize) else { return Ok(()) };
    if word as u8 != Op::Send as u8 || i64::from(index) != i64::from(from) + imm(word) {
        return Ok(());
    }
    let Some(object) = frame.observed().map(|o| o.object.expect::<FrameObject>()) else { return Ok(()) };
    if object.trace.get().is_unbound() {
        return Ok(());
    }
    let class = crate::types::type_of(&crate::types::exceptions::STOP_ITERATION).value();
    let v = frame.register(a(word));
    let e = vm.call(class, if v.is_none() { &[] } else { std::slice::from_ref(&v) })?;
    object.line.store(told(code.code.line(from)), Ordering::Relaxed);
    let result = local_event(vm, frame, "exception", vm.tuple(&[class, e, Value::NONE]));
    object.line.store(0, Ordering::Relaxed);
    result
}

/// A line for `FrameObject::line`, where 0 stands for none.
fn told(line: u32) -> u32 {
    line + 1
}

/// The frame comes to an instruction of this line; `again`: it has jumped back to the line's beginning.
fn line_event(vm: &Vm, frame: Frame, object: Ref<FrameObject>, line: u32, again: bool) -> Res<()> {
    if line == 0 {
        return Ok(());
    }
    let before = with_record(vm, frame, |t| std::mem::replace(&mut t.line, line));
    if (again || before != Some(line)) && object.flags.load(Ordering::Relaxed) & NO_LINES == 0 {
        local_event(vm, frame, "line", Value::NONE)?;
    }
    Ok(())
}

/// Does a loop begin its next round at this instruction? `from` is the instruction before, in the order of running.
///
/// # Safety
/// `pc` is an instruction of the code.
unsafe fn goes_round(code: &crate::bytecode::Code, pc: *const u64, index: u32, from: u32) -> bool {
    // SAFETY: by the contract.
    let word = unsafe { *pc };
    let op = |word: u64| word as u8;
    if op(word) == Op::ForIter as u8 || op(word) == Op::ForPair as u8 {
        // the bottom of its loop, where a script sees the top: a round ends here if it comes from the body
        let body = i64::from(index) + imm(word);
        return i64::from(from) >= body && from <= index;
    }
    // an await that goes on is no loop, and the way from a loop's bottom to its body has been told
    let before = code.words.get(from as usize).map_or(0, |&word| op(word));
    index <= from && op(word) != Op::Send as u8 && before != Op::ForIter as u8 && before != Op::ForPair as u8
}

/// Makes the frame the innermost record; true if it had none.
fn enter(vm: &Vm, frame: Frame) -> bool {
    let mut traced = vm.watched.traced.borrow_mut();
    while traced.last().is_some_and(|t| t.fp > frame.0) {
        traced.pop();
    }
    let new = traced.last().is_none_or(|t| t.fp != frame.0);
    if new {
        traced.push(Traced::new(frame.0));
    }
    new
}

fn with_record<R>(vm: &Vm, frame: Frame, f: impl FnOnce(&mut Traced) -> R) -> Option<R> {
    vm.watched.traced.borrow_mut().last_mut().filter(|t| t.fp == frame.0).map(f)
}

/// The native function that the instruction calls, bound to its object if it is a method.
///
/// # Safety
/// `word` is the frame's instruction.
unsafe fn native_callee(vm: &Vm, frame: Frame, word: u64) -> Option<Value> {
    let op = word as u8;
    let method = op == Op::CallMethod as u8 || op == Op::CallMethodKw as u8;
    if !method && op != Op::Call as u8 && op != Op::CallKw as u8 && op != Op::CallEx as u8 {
        return None;
    }
    let f = frame.register(a(word));
    if f.is_unbound() {
        return None;
    }
    f.cast::<NativeFunction>()?;
    let this = if method { frame.register(a(word) + 3) } else { Value::UNBOUND };
    match f.typ().slots().descr_get {
        Some(get) if !this.is_unbound() => get(vm, f, this, this.typ().value()).ok(),
        _ => Some(f),
    }
}

/// A frame was entered, or a generator's resumed.
fn call_event(vm: &Vm, frame: Frame, index: u32) -> Res<()> {
    let code = &frame.code().code;
    let resumed = index > 0;
    if !resumed && frame.kind() & KIND_GENERATOR == 0 && code.flags.optimized {
        // whatever stands in the locals' registers is of an earlier frame: a tracer would see it
        for &register in code.local_regs.iter().skip(code.parameter_count() as usize) {
            frame.set_register(register as usize, Value::UNBOUND);
        }
    }
    let module = !code.flags.optimized && &*code.qualname == "<module>";
    let line = if resumed { code.line(index - 1) } else { code.first_line * u32::from(!module) };
    let object = vm.frame_object(frame);
    with_record(vm, frame, |t| {
        t.line = if resumed { line } else { 0 };
        t.pc = index.saturating_sub(1);
    });
    object.line.store(told(line), Ordering::Relaxed);
    let result = trace_call(vm, frame, object);
    object.line.store(0, Ordering::Relaxed);
    result
}

fn trace_call(vm: &Vm, frame: Frame, object: Ref<FrameObject>) -> Res<()> {
    if let Some(f) = vm.trace.get().given() {
        let local = hook(vm, Hook::Trace, f, object, "call", Value::NONE)?;
        object.trace.set(local.not_none().unwrap_or(Value::UNBOUND));
    }
    profile_event(vm, frame, "call", Value::NONE)
}

/// The frame is about to return or yield `v`.
fn return_event(vm: &Vm, frame: Frame, v: Value) -> Res<()> {
    if let Some(object) = frame.observed().map(|o| o.object.expect::<FrameObject>()) {
        // a return that is of no line is of the last one
        let code = frame.code();
        let line = with_record(vm, frame, |t| t.line).filter(|_| code.code.position(code.index_of(vm.pc.get())).line == 0);
        let known = object.line.load(Ordering::Relaxed);
        object.line.store(line.filter(|_| known == 0).map_or(known, told), Ordering::Relaxed);
        let result = local_event(vm, frame, "return", v);
        object.line.store(known, Ordering::Relaxed);
        result?;
    }
    profile_event(vm, frame, "return", v)?;
    let mut traced = vm.watched.traced.borrow_mut();
    if traced.last().is_some_and(|t| t.fp == frame.0) {
        traced.pop();
    }
    Ok(())
}

/// Tells the frame's own trace function, which may name another to take its place.
fn local_event(vm: &Vm, frame: Frame, event: &str, arg: Value) -> Res<()> {
    let Some(object) = frame.observed().map(|o| o.object.expect::<FrameObject>()) else { return Ok(()) };
    let Some(f) = object.trace.get().given() else { return Ok(()) };
    if vm.trace.get().is_unbound() {
        return Ok(());
    }
    let next = hook(vm, Hook::Trace, f, object, event, arg)?;
    if let Some(next) = next.not_none() {
        object.trace.set(next);
    }
    Ok(())
}

fn profile_event(vm: &Vm, frame: Frame, event: &str, arg: Value) -> Res<()> {
    let Some(f) = vm.profile.get().given() else { return Ok(()) };
    let object = vm.frame_object(frame);
    hook(vm, Hook::Profile, f, object, event, arg).map(|_| ())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Hook {
    Trace,
    Profile,
}

/// Calls a trace or profile function, untraced. One that raises is unset.
fn hook(vm: &Vm, kind: Hook, f: Value, object: Ref<FrameObject>, event: &str, arg: Value) -> Res {
    let place = (vm.pc.get(), vm.fp.get());
    vm.tracing.set(true);
    let result = vm.call(f, &[object.value(), intern(event.as_bytes()), arg]);
    vm.tracing.set(false);
    vm.save(place.0, place.1);
    if result.is_err() {
        if kind == Hook::Trace {
            vm.trace.set(Value::UNBOUND);
            object.trace.set(Value::UNBOUND);
        } else {
            vm.profile.set(Value::UNBOUND);
        }
        vm.update_hooks();
    }
    result
}

/// An exception was raised in this frame, or came into it.
pub fn raised(vm: &Vm, frame: Frame) {
    if !vm.hooked.get() || vm.tracing.get() {
        return;
    }
    keeping(vm, |e| {
        if enter(vm, frame) {
            // thrown into a generator
            call_event(vm, frame, frame.code().index_of(vm.pc.get()) + 1)?;
        }
        if let Some(called) = with_record(vm, frame, |t| std::mem::replace(&mut t.called, Value::UNBOUND)).and_then(Value::given) {
            profile_event(vm, frame, "c_exception", called)?;
        }
        let traceback = e.cast::<Exception>().and_then(|e| e.traceback.get().given()).unwrap_or(Value::NONE);
        let arg = vm.tuple(&[e.typ().value(), e, traceback]);
        local_event(vm, frame, "exception", arg)
    });
}

/// The frame is left by an exception.
pub fn left(vm: &Vm, frame: Frame) {
    if !vm.hooked.get() || vm.tracing.get() {
        return;
    }
    keeping(vm, |e| {
        if enter(vm, frame) {
            return Ok(());
        }
        // code that raises the exception again stands elsewhere: the line is that of the traceback's entry
        let entry = e.cast::<Exception>().and_then(|e| e.traceback.get().cast::<Traceback>());
        let object = frame.observed().map(|o| o.object.expect::<FrameObject>());
        if let (Some(entry), Some(object)) = (entry, &object) {
            object.line.store(told(super::unwind::traceback_line(entry)), Ordering::Relaxed);
        }
        let result = return_event(vm, frame, Value::NONE);
        if let Some(object) = &object {
            object.line.store(0, Ordering::Relaxed);
        }
        result
    });
    // if the trace function raised, the record is still there
    vm.watched.traced.borrow_mut().retain(|t| t.fp < frame.0);
}

/// Runs `f` while an exception is under way; what `f` raises takes its place.
fn keeping(vm: &Vm, f: impl FnOnce(Value) -> Res<()>) {
    let e = vm.raised.replace(Value::UNBOUND);
    if f(e).is_ok() {
        vm.raised.set(e);
    }
}
