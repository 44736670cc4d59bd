//! `sys.settrace` and `sys.setprofile`: what a trace function is told, and when.
//!
//! A machine that is hooked goes from instruction to instruction by way of `before` (the drivers in `run` use another
//! table of handlers while `Vm::hooked` is set): so tracing costs nothing while it is off. `before` keeps one record
//! for each frame of the thread: a frame without a record has just been entered, an instruction of another line means
//! a new line, a `Return` or `Yield` means a return. Exceptions are told by the unwinder (`raised`, `left`).
//!
//! The trace function of a frame (`f_trace`) stands in its frame object. While a trace or profile function runs,
//! nothing is traced, unless it asks for it (`call_traced`). It may send its frame elsewhere (`send`, see `jump`): the record
//! keeps where to, and `before` goes there when the function has come back.

use std::sync::atomic::Ordering;

use crate::bytecode::Op;
use crate::bytecode::op::{a, b, imm};
use crate::object::layouts::*;
use crate::object::{Ref, Res, Value};

use super::Vm;
use super::frame::{Frame, KIND_GENERATOR};
use super::intern::intern;
use super::jump::Jump;

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
    /// the line it was at when an exception came to the end of a `with` block, or 0
    line_before_exit: u32,
    /// the native function that it is calling, for `c_return`
    called: Value,
    jump: Option<Jump>,
}

impl Traced {
    fn new(frame: Frame, pc: u32) -> Traced {
        let line = frame.code().code.line(pc);
        Traced { fp: frame.0, line, pc, line_before_exit: 0, called: Value::UNBOUND, jump: None }
    }

    /// The values that must live.
    pub fn roots(&self) -> [Value; 2] {
        [self.called, self.jump.map_or(Value::UNBOUND, |jump| jump.handled)]
    }
}

/// What a trace or profile function is being told: it decides whether the frame may be sent elsewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Call,
    /// a generator goes on
    Resume,
    Line,
    Yield,
    Native,
    Other,
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
            traced.extend(self.frames().map(|(frame, pc)| Traced::new(frame, frame.code().index_of(pc))));
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
    let frame = Frame(fp);
    let code = frame.code();
    let (mut pc, mut came) = (pc, Came::Here);
    loop {
        vm.save(pc, fp);
        let index = code.index_of(pc);
        // SAFETY: by the contract, and a jump's place is an instruction of the same code.
        match unsafe { events(vm, frame, index, came) } {
            Ok(()) => {}
            Err(raised) => {
                with_record(vm, frame, |t| t.jump = None);
                return super::unwind::unwind(vm, raised);
            }
        }
        let Some(jump) = with_record(vm, frame, |t| t.jump.take()).flatten() else { return (pc, fp) };
        if !jump.handled.is_unbound() {
            vm.handled.set(jump.handled.not_none().unwrap_or(Value::UNBOUND));
        }
        if let Some(observed) = frame.observed() {
            observed.object.expect::<FrameObject>().line.store(0, Ordering::Relaxed);
        }
        with_record(vm, frame, |t| (t.line, t.pc) = (jump.line, jump.index));
        // SAFETY: as above.
        pc = unsafe { code.entry().add(jump.index as usize) };
        came = Came::Jumped(jump);
    }
}

/// How a frame came to an instruction.
#[derive(Clone, Copy)]
enum Came {
    Here,
    Jumped(Jump),
}

/// Tells what there is to tell before an instruction.
///
/// # Safety
/// `index` is an instruction of the frame's code.
unsafe fn events(vm: &Vm, frame: Frame, index: u32, came: Came) -> Res<()> {
    match came {
        Came::Here => arrive(vm, frame, index)?,
        Came::Jumped(Jump { restarts: true, .. }) => {
            head_event(vm, frame, index, false)?;
            lines(vm, frame, index, index, 0)?;
        }
        Came::Jumped(Jump { arrives: true, passed, .. }) => lines(vm, frame, index, index, passed)?,
        Came::Jumped(_) => {}
    }
    if is_sent(vm, frame) {
        return Ok(());
    }
    // SAFETY: by the contract.
    unsafe { perform(vm, frame, index) }
}

/// Has the trace function sent the frame elsewhere?
fn is_sent(vm: &Vm, frame: Frame) -> bool {
    with_record(vm, frame, |t| t.jump.is_some()) == Some(true)
}

/// The frame comes to an instruction from the one that ran before it.
fn arrive(vm: &Vm, frame: Frame, index: u32) -> Res<()> {
    if enter(vm, frame, index) {
        call_event(vm, frame, index)?;
    } else if let Some(called) = with_record(vm, frame, |t| std::mem::replace(&mut t.called, Value::UNBOUND)).and_then(Value::given) {
        profile_event(vm, frame, "c_return", called)?;
    }
    if is_sent(vm, frame) {
        return Ok(());
    }
    let from = with_record(vm, frame, |t| std::mem::replace(&mut t.pc, index)).unwrap_or(0);
    delegation_event(vm, frame, from, index)?;
    lines(vm, frame, index, from, 0)
}

/// The lines that the frame comes to at this instruction, but for the first `passed` of those that stand before it.
fn lines(vm: &Vm, frame: Frame, index: u32, from: u32, passed: usize) -> Res<()> {
    let code = &frame.code().code;
    let Some(observed) = frame.observed() else {
        with_record(vm, frame, |t| t.line = code.line(index));
        return Ok(());
    };
    let object = observed.object.expect::<FrameObject>();
    let first = code.passed.partition_point(|p| p.pc < index);
    for passed in code.passed[first..].iter().take_while(|p| p.pc == index).skip(passed) {
        if passed.silent {
            with_record(vm, frame, |t| t.line = passed.line);
        } else if !passed.backwards || index <= from {
            object.line.store(told(passed.line), Ordering::Relaxed);
            let result = line_event(vm, frame, object, passed.line, false);
            object.line.store(0, Ordering::Relaxed);
            result?;
            if is_sent(vm, frame) {
                return Ok(());
            }
        }
    }
    let line = code.position(index).line;
    let exits = Op::of(code.words[index as usize]) == Op::WithExcept;
    with_record(vm, frame, |t| match exits {
        true if t.line_before_exit == 0 => t.line_before_exit = t.line,
        false if line != 0 && line != t.line => t.line_before_exit = 0,
        _ => {}
    });
    let again = goes_round(code, index, from);
    line_event(vm, frame, object, line, again)
}

/// What the instruction is about to do.
///
/// # Safety
/// `index` is an instruction of the frame's code.
unsafe fn perform(vm: &Vm, frame: Frame, index: u32) -> Res<()> {
    if let Some(observed) = frame.observed()
        && observed.object.expect::<FrameObject>().flags.load(Ordering::Relaxed) & OPCODES != 0
    {
        local_event(vm, frame, "opcode", Value::NONE, Event::Other)?;
    }
    // SAFETY: the instruction's operands are registers of the frame.
    unsafe {
        let word = frame.code().code.words[index as usize];
        let op = word as u8;
        if op == Op::Return as u8 || op == Op::ReturnNone as u8 || op == Op::Yield as u8 {
            let v = match op {
                op if op == Op::Return as u8 => frame.register(a(word)),
                op if op == Op::Yield as u8 => frame.register(b(word)),
                _ => Value::NONE,
            };
            return return_event(vm, frame, v, if op == Op::Yield as u8 { Event::Yield } else { Event::Other });
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
    let result = local_event(vm, frame, "exception", vm.tuple(&[class, e, Value::NONE]), Event::Other);
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
        local_event(vm, frame, "line", Value::NONE, Event::Line)?;
    }
    Ok(())
}

/// Does a loop begin its next round at this instruction? `from` is the instruction before, in the order of running.
fn goes_round(code: &crate::bytecode::Code, index: u32, from: u32) -> bool {
    let word = code.words[index as usize];
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
fn enter(vm: &Vm, frame: Frame, pc: u32) -> bool {
    let mut traced = vm.watched.traced.borrow_mut();
    while traced.last().is_some_and(|t| t.fp > frame.0) {
        traced.pop();
    }
    let new = traced.last().is_none_or(|t| t.fp != frame.0);
    if new {
        traced.push(Traced::new(frame, pc));
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
    head_event(vm, frame, index, resumed)
}

/// The frame begins, or goes on behind a `yield`.
fn head_event(vm: &Vm, frame: Frame, index: u32, resumed: bool) -> Res<()> {
    let code = &frame.code().code;
    let module = !code.flags.optimized && &*code.qualname == "<module>";
    let line = if resumed { code.line(index - 1) } else { code.first_line * u32::from(!module) };
    let object = vm.frame_object(frame);
    with_record(vm, frame, |t| {
        t.line = if resumed { line } else { 0 };
        t.pc = index.saturating_sub(1);
    });
    object.line.store(told(line), Ordering::Relaxed);
    let result = trace_call(vm, frame, object, if resumed { Event::Resume } else { Event::Call });
    object.line.store(0, Ordering::Relaxed);
    result
}

fn trace_call(vm: &Vm, frame: Frame, object: Ref<FrameObject>, event: Event) -> Res<()> {
    if let Some(f) = vm.trace.get().given() {
        let local = hook(vm, Hook::Trace, f, object, "call", Value::NONE, event)?;
        object.trace.set(local.not_none().unwrap_or(Value::UNBOUND));
    }
    profile_event(vm, frame, "call", Value::NONE)
}

/// The frame is about to return or yield `v`.
fn return_event(vm: &Vm, frame: Frame, v: Value, event: Event) -> Res<()> {
    if let Some(object) = frame.observed().map(|o| o.object.expect::<FrameObject>()) {
        // a return that is of no line is of the last one
        let code = frame.code();
        let line = with_record(vm, frame, |t| t.line).filter(|_| code.code.position(code.index_of(vm.pc.get())).line == 0);
        let known = object.line.load(Ordering::Relaxed);
        object.line.store(line.filter(|_| known == 0).map_or(known, told), Ordering::Relaxed);
        let result = local_event(vm, frame, "return", v, event);
        object.line.store(known, Ordering::Relaxed);
        result?;
        if is_sent(vm, frame) {
            return Ok(());
        }
    }
    profile_event(vm, frame, "return", v)?;
    let mut traced = vm.watched.traced.borrow_mut();
    if traced.last().is_some_and(|t| t.fp == frame.0) {
        traced.pop();
    }
    Ok(())
}

/// Tells the frame's own trace function, which may name another to take its place.
fn local_event(vm: &Vm, frame: Frame, name: &str, arg: Value, event: Event) -> Res<()> {
    let Some(object) = frame.observed().map(|o| o.object.expect::<FrameObject>()) else { return Ok(()) };
    let Some(f) = object.trace.get().given() else { return Ok(()) };
    if vm.trace.get().is_unbound() {
        return Ok(());
    }
    let next = hook(vm, Hook::Trace, f, object, name, arg, event)?;
    if let Some(next) = next.not_none() {
        object.trace.set(next);
    }
    Ok(())
}

fn profile_event(vm: &Vm, frame: Frame, name: &str, arg: Value) -> Res<()> {
    let Some(f) = vm.profile.get().given() else { return Ok(()) };
    let object = vm.frame_object(frame);
    let event = match name {
        "call" => Event::Call,
        "c_call" | "c_return" => Event::Native,
        _ => Event::Other,
    };
    hook(vm, Hook::Profile, f, object, name, arg, event).map(|_| ())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Hook {
    Trace,
    Profile,
}

/// Calls a trace or profile function, untraced. One that raises is unset.
fn hook(vm: &Vm, kind: Hook, f: Value, object: Ref<FrameObject>, name: &str, arg: Value, event: Event) -> Res {
    let place = (vm.pc.get(), vm.fp.get());
    let before = vm.watched.told.replace(Some((event, place.1)));
    vm.tracing.set(true);
    let result = vm.call(f, &[object.value(), intern(name.as_bytes()), arg]);
    vm.tracing.set(false);
    vm.watched.told.set(before);
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

/// `sys.call_tracing`: calls `f` with tracing on, from a trace function too.
pub fn call_traced(vm: &Vm, f: Value, args: &[Value]) -> Res {
    let tracing = vm.tracing.replace(false);
    let told = vm.watched.told.replace(None);
    let result = vm.call(f, args);
    vm.watched.told.set(told);
    vm.tracing.set(tracing);
    result
}

/// `f_lineno = line` for the frame of `object`: the frame goes on there when its trace function has come back.
pub fn send(vm: &Vm, object: Ref<FrameObject>, line: Value) -> Res<()> {
    if !crate::types::int::is_int(line) || line.typ().value() != crate::types::type_of(&crate::types::int::INT).value() {
        return Err(vm.value_error("lineno must be an integer"));
    }
    let Some((event, fp)) = vm.watched.told.get() else {
        return Err(vm.value_error("f_lineno can only be set in a trace function"));
    };
    let told = object.live.load(Ordering::Acquire) == fp as usize;
    match event {
        Event::Resume | Event::Line | Event::Yield if told => {}
        Event::Call => return Err(vm.value_error("can't jump from the 'call' trace event of a new frame")),
        Event::Native => return Err(vm.value_error("can't jump during a call")),
        // a caller's frame waits for a call's result
        _ => return Err(vm.value_error("can only jump from a 'line' trace event")),
    }
    let Some(line) = vm.to_i64(line).filter(|&line| i32::try_from(line).is_ok()) else {
        return Err(vm.value_error("lineno out of range"));
    };
    let frame = Frame(fp);
    let of_frame = |f: &dyn Fn(&mut Traced) -> Option<Jump>| {
        let mut traced = vm.watched.traced.borrow_mut();
        traced.iter_mut().rev().find(|t| t.fp == fp).and_then(f)
    };
    let before = of_frame(&|t| t.jump);
    let here = vm.frames().find(|(other, _)| other.0 == fp).map(|(_, pc)| frame.code().index_of(pc));
    let Some(here) = before.map(|jump| jump.index).or(here) else {
        return Err(vm.value_error("f_lineno can only be set in a trace function"));
    };
    let jump = super::jump::prepare(vm, frame, here, line, before)?;
    of_frame(&|t| t.jump.replace(jump));
    object.line.store(self::told(jump.line), Ordering::Relaxed);
    object.flags.fetch_or(MARKED, Ordering::Relaxed);
    Ok(())
}

/// An exception was raised in this frame, or came into it.
pub fn raised(vm: &Vm, frame: Frame) {
    if !vm.hooked.get() || vm.tracing.get() {
        return;
    }
    keeping(vm, |e| {
        if enter(vm, frame, frame.code().index_of(vm.pc.get())) {
            // thrown into a generator
            call_event(vm, frame, frame.code().index_of(vm.pc.get()) + 1)?;
        }
        if let Some(called) = with_record(vm, frame, |t| std::mem::replace(&mut t.called, Value::UNBOUND)).and_then(Value::given) {
            profile_event(vm, frame, "c_exception", called)?;
        }
        let traceback = e.cast::<Exception>().and_then(|e| e.traceback.get().given()).unwrap_or(Value::NONE);
        let arg = vm.tuple(&[e.typ().value(), e, traceback]);
        local_event(vm, frame, "exception", arg, Event::Other)
    });
}

/// The frame is left by an exception. `passed`: the exception had been through the frame before, and is raised again.
pub fn left(vm: &Vm, frame: Frame, passed: bool) {
    if !vm.hooked.get() || vm.tracing.get() {
        return;
    }
    keeping(vm, |e| {
        if enter(vm, frame, frame.code().index_of(vm.pc.get())) {
            return Ok(());
        }
        // what a `with` block raises again is of the line that raised it first, anything else of the line that it has come to
        let last = with_record(vm, frame, |t| if t.line_before_exit != 0 { t.line_before_exit } else { t.line });
        let last = last.filter(|&line| passed && line != 0);
        let entry = e.cast::<Exception>().and_then(|e| e.traceback.get().cast::<Traceback>());
        let object = frame.observed().map(|o| o.object.expect::<FrameObject>());
        if let (Some(entry), Some(object)) = (entry, &object) {
            object.line.store(told(last.unwrap_or_else(|| super::unwind::traceback_line(entry))), Ordering::Relaxed);
        }
        let result = return_event(vm, frame, Value::NONE, Event::Other);
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
