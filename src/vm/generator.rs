//! Generators and coroutines: a frame that leaves the stack and comes back.
//!
//! A suspended generator keeps its registers in an array; resuming copies those that are in use (the `Yield` says how many; in fours) to
//! a window above the resuming frame, with the generator itself in `fp[-4]`, and runs on at the word after the `Yield`. From Python code (`ForIter`,
//! `Send`) no native recursion is involved; from native code `resume` drives the machine until the frame yields or ends.
//! A generator runs in one thread at a time: whoever finds it running gets `ValueError`.

use std::sync::atomic::Ordering;

use crate::bytecode::Op;
use crate::bytecode::op::{a, b, imm};
use crate::object::header::FLAG_FINALIZED;
use crate::object::heap::is_marking;
use crate::object::layouts::*;
use crate::object::{Layout, Raised, Ref, Res, Slot, Value};
use crate::sync::acquire;
use crate::types::exceptions as exc;

use super::Vm;
use super::frame::{DEEPEST, Frame, HALT_WORDS, KIND_ENTRY, KIND_GENERATOR, caller_word, link};
use super::intern::names;

pub const NOT_STARTED: u8 = 0;
pub const SUSPENDED: u8 = 1;
pub const RUNNING: u8 = 2;
pub const ENDED: u8 = 3;

/// Flags of an asynchronous generator: a step of it has begun and not ended; it was closed, or ended.
pub const ASYNC_RUNNING: u8 = 4;
pub const ASYNC_CLOSED: u8 = 8;
/// The thread's hooks for asynchronous generators know of it.
pub const ASYNC_HOOKED: u8 = 16;

/// What came back from sending into an iterator.
pub enum Sent {
    Yielded(Value),
    Returned(Value),
}

/// The generator object of a call whose arguments are bound in `registers`.
///
/// # Safety
/// The function's parameters stand from `registers`, or the namespace if it is a module's body.
pub unsafe fn new(vm: &Vm, function: Ref<Function>, registers: *const Value) -> Value {
    let code = &function.loaded().code;
    let layout = match code.flags {
        f if f.async_generator => Layout::AsyncGenerator,
        f if f.coroutine => Layout::Coroutine,
        _ => Layout::Generator,
    };
    let g: Ref<Generator> = vm.new_object(exact(layout));
    g.function.set(function.value());
    g.name.set(function.name.get());
    g.qualname.set(function.qualname.get());
    let array = vm.array(function.nregs as usize);
    // stale registers are words of any kind: the collector looks at them with care
    array.value().header().set_flag_unshared(crate::object::header::FLAG_LAYOUT);
    // the body of a module that awaits has its namespace
    let bound = if code.flags.optimized { code.parameter_count() as usize } else { 1 };
    for i in 0..bound {
        // SAFETY: the bound parameters stand there.
        array.slots()[i].set(unsafe { *registers.add(i) });
    }
    g.registers.set(array.value());
    if layout == Layout::Coroutine {
        // one that nobody ever awaits has something to say at its end
        vm.alloc.register_finalizable(g.value());
        if vm.origin_depth.get() > 0 {
            g.origin.set(origin(vm));
        }
    }
    g.value()
}

/// Where a coroutine is being made: file, line and name of each frame, as many as are asked for, the innermost first.
#[cold]
fn origin(vm: &Vm) -> Value {
    let mut places = super::Values::new(vm);
    for (frame, pc) in vm.frames().take(vm.origin_depth.get()) {
        let loaded = frame.code();
        let code = &loaded.code;
        let line = vm.int(code.line(loaded.index_of(pc)).into());
        places.push(vm.tuple(&[vm.str(&code.filename), line, vm.str(&code.name)]));
    }
    vm.tuple(&places)
}

/// What kind of generator this is, as error texts say it.
fn kind_name(g: Value) -> &'static str {
    match g.layout() {
        Layout::Coroutine => "coroutine",
        Layout::AsyncGenerator => "async generator",
        _ => "generator",
    }
}

/// Claims the generator for this thread: gives its former state. Its owner does so by a plain store; anybody else takes
/// the ownership away first, and from then on all compare and swap.
#[inline(always)]
fn claim(vm: &Vm, g: Ref<Generator>) -> Res<u8> {
    if vm.owns(&g.header) {
        let state = g.state.load(Ordering::Relaxed);
        if state < RUNNING {
            g.state.store(RUNNING, Ordering::Relaxed);
            return Ok(state);
        }
    }
    claim_slow(vm, g)
}

#[inline(never)]
fn claim_slow(vm: &Vm, g: Ref<Generator>) -> Res<u8> {
    drop(acquire(&vm.thread, &g.header.lock));
    loop {
        match g.state.load(Ordering::Acquire) {
            RUNNING => return Err(vm.value_error(format!("{} already executing", kind_name(g.value())))),
            ENDED => return Ok(ENDED),
            state => {
                if g.state.compare_exchange(state, RUNNING, Ordering::AcqRel, Ordering::Relaxed).is_ok() {
                    return Ok(state);
                }
            }
        }
    }
}

/// Puts the frame of a claimed generator that was in `state` on the stack: its registers, its handled exception. What is sent in
/// goes where the `Yield` wants it; nothing is (unbound) before an exception is raised there.
#[inline(always)]
fn push(vm: &Vm, g: Ref<Generator>, state: u8, sent: Value, ret: *const u64, kind: u64) -> Res<(*const u64, *mut Value)> {
    let function = g.function.get().expect::<Function>();
    let (old_fp, old_pc) = vm.place();
    // SAFETY: the window is above every register in use, and below the limit.
    unsafe {
        let top = vm.stack_top();
        let fp = top.add(5);
        let depth = vm.depth() + 1;
        // what is resumed in place was called before: as in CPython, a chain of delegations is as long as the stack allows
        let deepest = if kind == KIND_ENTRY { vm.recursion_limit.get() } else { DEEPEST };
        if fp.add(function.nregs as usize) >= vm.stack_limit.get() || depth > deepest {
            return Err(vm.too_deep(""));
        }
        *top = Value(old_pc as u64);
        *top.add(1) = g.value();
        *fp.sub(3) = function.value();
        *fp.sub(2) = link(ret, kind | KIND_GENERATOR);
        *fp.sub(1) = caller_word(old_fp, depth);
        if let Some(object) = g.frame.get().given() {
            vm.observe(Frame(fp), object.expect());
        }
        let pc = function.entry.add(g.pc.load(Ordering::Relaxed) as usize);
        let registers = g.registers.get().expect::<Array>();
        if state == SUSPENDED {
            let word = *pc.sub(1);
            in_fours(imm(word) as usize, |i| *fp.add(i) = register(&registers, i).get());
            if !sent.is_unbound() {
                *fp.add(a(word)) = sent;
            }
        } else {
            if g.value().layout() == Layout::Coroutine {
                // it has nothing to say at its end any more
                g.header.set_flag(FLAG_FINALIZED);
            }
            // locals that have no value yet are unbound
            in_fours(registers.capacity(), |i| *fp.add(i) = register(&registers, i).get());
        }
        let own = g.handled.get();
        g.handled.set(vm.handled.get());
        if !own.is_unbound() {
            vm.handled.set(own);
        }
        Ok((pc, fp))
    }
}

/// Gives up a running generator: its state from now on, the caller's handled exception back.
#[inline]
pub fn leave(vm: &Vm, g: Ref<Generator>, state: u8) {
    let callers = g.handled.get();
    let now = vm.handled.replace(callers);
    g.handled.set(if state == SUSPENDED && now != callers { now } else { Value::UNBOUND });
    if state == ENDED {
        g.registers.set(Value::UNBOUND);
    }
    g.state.store(state, Ordering::Release);
}

/// `resume_in_place` by a handler, where `push_quickly` will do. A leaf: neither calls nor locks.
///
/// # Safety
/// `pc` is a `ForIter` or `Send` of the frame `fp`.
#[inline(always)]
pub unsafe fn resume_quickly(vm: &Vm, pc: *const u64, fp: *mut Value, g: Ref<Generator>, sent: Value) -> Option<(*const u64, *mut Value)> {
    // SAFETY: by the contract.
    unsafe { push_quickly(vm, (pc, fp), g, sent, link(pc, KIND_GENERATOR), DEEPEST) }
}

/// `push` for a generator of this thread that is suspended, whose frame nobody looks at, with no exception of its own: what most are at
/// most times. Called from `place`; returns to `link`. `None`: nothing was done.
///
/// # Safety
/// `place` is an instruction and its frame, on top of the stack.
#[inline(always)]
unsafe fn push_quickly(
    vm: &Vm,
    place: (*const u64, *mut Value),
    g: Ref<Generator>,
    sent: Value,
    link: Value,
    deepest: u32,
) -> Option<(*const u64, *mut Value)> {
    if !vm.owns(&g.header) || g.state.load(Ordering::Relaxed) != SUSPENDED {
        return None;
    }
    if !g.frame.get().is_unbound() || !g.handled.get().is_unbound() || is_marking() {
        return None;
    }
    let function = g.function.get().expect::<Function>();
    let caller = Frame(place.1);
    let depth = caller.depth() + 1;
    // SAFETY: as in `push`.
    unsafe {
        let top = caller.top();
        let window = top.add(5);
        if window.add(function.nregs as usize) >= vm.stack_limit.get() || depth > deepest {
            return None;
        }
        g.state.store(RUNNING, Ordering::Relaxed);
        g.handled.set_unbarred(vm.handled.get());
        *top = Value(place.0 as u64);
        *window.sub(4) = g.value();
        *window.sub(3) = function.value();
        *window.sub(2) = link;
        *window.sub(1) = caller_word(place.1, depth);
        let to = function.entry.add(g.pc.load(Ordering::Relaxed) as usize);
        let word = *to.sub(1);
        let registers = g.registers.get().expect::<Array>();
        in_fours(imm(word) as usize, |i| *window.add(i) = register(&registers, i).get());
        *window.add(a(word)) = sent;
        Some((to, window))
    }
}

/// The place of a generator's register in its array.
///
/// # Safety
/// `i` is below the frame's size.
#[inline(always)]
unsafe fn register(registers: &Array, i: usize) -> &Slot {
    // SAFETY: by the contract: the array was made with a frame's size.
    unsafe { registers.slots().get_unchecked(i) }
}

/// Calls `copy` for the first `n` registers, and up to three more: a generator's frame is a multiple of four long, few
/// generators use more, and the loop's overhead would cost more than the copies.
#[inline(always)]
fn in_fours(n: usize, mut copy: impl FnMut(usize)) {
    let mut i = 0;
    loop {
        copy(i);
        copy(i + 1);
        copy(i + 2);
        copy(i + 3);
        i += 4;
        if i >= n {
            return;
        }
    }
}

/// `yield_in_place` from a frame that nobody looks at and that handles no exception of its own: a leaf. `None`: nothing was done.
///
/// # Safety
/// As for `yield_in_place`.
#[inline(always)]
pub unsafe fn yield_quickly(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64, v: Value) -> Option<(*const u64, *mut Value)> {
    let frame = Frame(fp);
    if frame.is_observed() {
        return None;
    }
    let g = frame.generator();
    if g.handled.get() != vm.handled.get() || is_marking() {
        return None;
    }
    let (to, kind) = frame.unobserved_link();
    let registers = g.registers.get().expect::<Array>();
    // SAFETY: a frame and its array have the same size.
    in_fours(imm(word) as usize, |i| unsafe { register(&registers, i) }.set_unbarred(frame.register(i)));
    // SAFETY: the next instruction follows, in the function's code.
    let next = unsafe { pc.add(1).offset_from(frame.function().entry) };
    g.pc.store(next as u32, Ordering::Relaxed);
    g.handled.set_unbarred(Value::UNBOUND);
    g.state.store(SUSPENDED, Ordering::Release);
    if kind & KIND_ENTRY != 0 {
        vm.result.set(v);
        return Some((HALT_WORDS.as_ptr(), frame.caller()));
    }
    // SAFETY: the return address is the resuming instruction, in the caller's frame.
    Some(unsafe { hand_over(to, frame.caller(), v) })
}

/// Gives what was yielded to the instruction that resumed, and goes on after it.
///
/// # Safety
/// `to` is a `ForIter` or `Send` of the frame `caller`.
#[inline(always)]
unsafe fn hand_over(to: *const u64, caller: *mut Value, v: Value) -> (*const u64, *mut Value) {
    // SAFETY: by the contract.
    unsafe {
        let word = *to;
        *caller.add(a(word)) = v;
        if word as u8 == Op::Send as u8 { (to.add(1), caller) } else { (to.offset(imm(word) as isize), caller) }
    }
}

/// Resumes a generator for a `ForIter` or `Send` at the saved place.
pub fn resume_in_place(vm: &Vm, pc: *const u64, fp: *mut Value, g: Value, v: Value) -> (*const u64, *mut Value) {
    let generator = g.expect::<Generator>();
    match claim(vm, generator) {
        Err(raised) => super::unwind::unwind(vm, raised),
        Ok(ENDED) if g.layout() == Layout::Coroutine => {
            super::unwind::unwind(vm, vm.runtime_error("cannot reuse already awaited coroutine"))
        }
        Ok(ENDED) => ended_at(pc, fp, Value::NONE),
        Ok(state) => {
            if state == NOT_STARTED && !v.is_none() {
                generator.state.store(state, Ordering::Release);
                let text = format!("can't send non-None value to a just-started {}", kind_name(g));
                return super::unwind::unwind(vm, vm.type_error(text));
            }
            match push(vm, generator, state, v, pc, 0) {
                Ok(to) => to,
                Err(raised) => {
                    generator.state.store(state, Ordering::Release);
                    super::unwind::unwind(vm, raised)
                }
            }
        }
    }
}

/// Where a resuming instruction goes when its iterator has ended with a value.
fn ended_at(pc: *const u64, fp: *mut Value, v: Value) -> (*const u64, *mut Value) {
    // SAFETY: `pc` is a `ForIter` or `Send` of the frame `fp`.
    unsafe {
        let word = *pc;
        if word as u8 == Op::Send as u8 {
            *fp.add(a(word)) = v;
            return (pc.offset(imm(word) as isize), fp);
        }
        (pc.add(1), fp)
    }
}

/// `Yield`: saves the registers and goes back to whoever resumed.
///
/// # Safety
/// The place is a `Yield` of a generator's frame.
pub unsafe fn yield_in_place(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64, v: Value) -> (*const u64, *mut Value) {
    let frame = Frame(fp);
    if frame.is_observed() {
        vm.unobserve(frame, false);
    }
    let g = frame.generator();
    let registers = g.registers.get().expect::<Array>();
    // SAFETY: as in `yield_quickly`.
    in_fours(imm(word) as usize, |i| unsafe { register(&registers, i) }.set(frame.register(i)));
    // SAFETY: the next instruction follows.
    g.pc.store(frame.code().index_of(unsafe { pc.add(1) }), Ordering::Relaxed);
    let ((to, kind), caller) = (frame.unobserved_link(), frame.caller());
    leave(vm, g, SUSPENDED);
    if kind & KIND_ENTRY != 0 {
        vm.result.set(v);
        return (HALT_WORDS.as_ptr(), caller);
    }
    // SAFETY: the return address is the resuming instruction, in the caller's frame.
    unsafe { hand_over(to, caller, v) }
}

/// `Return` from a generator's frame.
pub fn finish_in_place(vm: &Vm, frame: Frame, v: Value) -> (*const u64, *mut Value) {
    let (to, caller, entry) = (frame.return_pc(), frame.caller(), frame.kind() & KIND_ENTRY != 0);
    leave(vm, frame.generator(), ENDED);
    if entry {
        vm.result.set(v);
        return (HALT_WORDS.as_ptr(), caller);
    }
    ended_at(to, caller, v)
}

/// Runs a claimed generator from native code until it yields or ends. `start` may change its frame, or raise in it.
#[inline(always)]
fn run(
    vm: &Vm,
    g: Ref<Generator>,
    state: u8,
    sent: Value,
    start: impl FnOnce(Frame, *const u64) -> Result<*const u64, Raised>,
) -> Res<Sent> {
    vm.check_depth().inspect_err(|_| g.state.store(state, Ordering::Release))?;
    let (old_fp, old_pc) = vm.place();
    let (pc, fp) = match push(vm, g, state, sent, HALT_WORDS.as_ptr(), KIND_ENTRY) {
        Ok(at) => at,
        Err(raised) => {
            g.state.store(state, Ordering::Release);
            return Err(raised);
        }
    };
    let (pc, fp) = match start(Frame(fp), pc) {
        Ok(pc) => (pc, fp),
        Err(raised) => {
            // raised at the yield: as if the instruction before had raised it
            // SAFETY: the word before the resuming address is the `Yield`, or the first word for one not started.
            vm.save(if state == NOT_STARTED { pc } else { unsafe { pc.sub(1) } }, fp);
            if state == NOT_STARTED { super::unwind::unwind_unstarted(vm, raised) } else { super::unwind::unwind(vm, raised) }
        }
    };
    // SAFETY: an entry frame of a generator, at an instruction of its code (or at HALT); the place was here.
    unsafe { drive(vm, g, (pc, fp), (old_pc, old_fp)) }
}

/// Runs the frame of a generator `at` an instruction until it yields or ends, and is back at the `place` from which it was called.
///
/// # Safety
/// It is an entry frame; the place is an instruction and its frame, or none.
#[inline(always)]
unsafe fn drive(vm: &Vm, g: Ref<Generator>, at: (*const u64, *mut Value), place: (*const u64, *mut Value)) -> Res<Sent> {
    // SAFETY: by the contract.
    let outcome = unsafe { vm.drive(at.0, at.1) };
    vm.save(place.0, place.1);
    outcome?;
    let v = vm.result.replace(Value::UNBOUND);
    Ok(if g.state.load(Ordering::Acquire) == ENDED { Sent::Returned(v) } else { Sent::Yielded(v) })
}

/// `generator.send(v)` of a generator or coroutine, from native code.
pub fn resume(vm: &Vm, g: Value, v: Value) -> Res<Sent> {
    let generator = g.expect::<Generator>();
    let (fp, pc) = vm.place();
    let link = link(HALT_WORDS.as_ptr(), KIND_ENTRY | KIND_GENERATOR);
    // SAFETY: the saved place is that of the call.
    unsafe {
        if !fp.is_null()
            && !vm.is_deep()
            && let Some(at) = push_quickly(vm, (pc, fp), generator, v, link, vm.recursion_limit.get())
        {
            return drive(vm, generator, at, (pc, fp));
        }
    }
    let state = claim(vm, generator)?;
    if state == ENDED {
        if g.layout() == Layout::Coroutine {
            return Err(vm.runtime_error("cannot reuse already awaited coroutine"));
        }
        return Ok(Sent::Returned(Value::NONE));
    }
    if state == NOT_STARTED && !v.is_none() {
        generator.state.store(state, Ordering::Release);
        return Err(vm.type_error(format!("can't send non-None value to a just-started {}", kind_name(g))));
    }
    run(vm, generator, state, v, |_, pc| Ok(pc))
}

/// Sends into any iterator: `next` for `None`, its `send` method otherwise.
pub fn send(vm: &Vm, it: Value, v: Value) -> Res<Sent> {
    if matches!(it.layout(), Layout::Generator | Layout::Coroutine) {
        return resume(vm, it, v);
    }
    if let Some(send) = it.typ().slots().send {
        return send(vm, it, v);
    }
    let result = if v.is_none() {
        if it.typ().slots().next.is_some() {
            let had = vm.next_raw(it);
            match had {
                Ok(Some(v)) => return Ok(Sent::Yielded(v)),
                Ok(None) => return Ok(Sent::Returned(Value::NONE)),
                Err(raised) => Err(raised),
            }
        } else {
            Err(vm.not_a(it, "is not an iterator"))
        }
    } else {
        vm.call_method_value(it, names::SEND.get(), &[v])
    };
    returned_or(vm, result)
}

/// `StopIteration` becomes "returned its value".
fn returned_or(vm: &Vm, result: Res) -> Res<Sent> {
    match result {
        Ok(v) => Ok(Sent::Yielded(v)),
        Err(raised) if vm.raised_is(&exc::STOP_ITERATION) => {
            let e = vm.take_raised(raised);
            Ok(Sent::Returned(exc::field(e, 0)))
        }
        Err(raised) => Err(raised),
    }
}

/// The iterator that a suspended generator delegates to (`yield from`, `await`), and its `Send` instruction.
pub fn delegate(g: Ref<Generator>) -> Option<(Value, *const u64)> {
    if g.state.load(Ordering::Acquire) != SUSPENDED {
        return None;
    }
    let function = g.function.get().expect::<Function>();
    let at = g.pc.load(Ordering::Relaxed) as usize;
    // SAFETY: the instruction before the resuming address is the `Yield`; `Send` follows it, or a jump to it does.
    unsafe {
        let before = *function.entry.add(at - 1);
        if before as u8 != Op::Yield as u8 || crate::bytecode::op::c(before) == 0 {
            return None;
        }
        let mut pc = function.entry.add(at);
        if *pc as u8 == Op::Jump as u8 {
            pc = pc.offset(imm(*pc) as isize);
        }
        if *pc as u8 != Op::Send as u8 {
            return None;
        }
        let registers = g.registers.get();
        Some((registers.expect::<Array>().slots()[b(*pc)].get(), pc))
    }
}

/// `generator.throw(exception)`.
pub fn throw(vm: &Vm, g: Value, exception: Value) -> Res<Sent> {
    throw_as(vm, g, exception, &[exception])
}

/// The same, where the script gave `arguments` that made the exception: what the generator delegates to gets them as they are.
pub fn throw_as(vm: &Vm, g: Value, exception: Value, arguments: &[Value]) -> Res<Sent> {
    let generator = g.expect::<Generator>();
    if generator.state.load(Ordering::Acquire) == RUNNING {
        return Err(vm.value_error(format!("{} already executing", kind_name(g))));
    }
    if let Some((inner, send_pc)) = delegate(generator) {
        let exit = exception.typ().is_subtype_of(crate::types::type_of(&exc::GENERATOR_EXIT));
        let thrown = if exit {
            match close_any(vm, inner) {
                Ok(()) => None,
                Err(raised) => Some(vm.take_raised(raised)),
            }
        } else {
            let sent = if matches!(inner.layout(), Layout::Generator | Layout::Coroutine) {
                Some(throw_as(vm, inner, exception, arguments))
            } else {
                vm.get_attr_opt(inner, names::THROW.get())?.map(|f| returned_or(vm, vm.call(f, arguments)))
            };
            match sent {
                Some(Ok(Sent::Yielded(v))) => return Ok(Sent::Yielded(v)),
                Some(Ok(Sent::Returned(v))) => return resume_after(vm, generator, send_pc, v),
                Some(Err(raised)) => Some(vm.take_raised(raised)),
                None => None,
            }
        };
        return throw_here(vm, g, thrown.unwrap_or(exception));
    }
    throw_here(vm, g, exception)
}

/// Goes on after a `Send` whose iterator ended with `v`.
fn resume_after(vm: &Vm, g: Ref<Generator>, send_pc: *const u64, v: Value) -> Res<Sent> {
    let state = claim(vm, g)?;
    run(vm, g, state, Value::UNBOUND, |frame, _| {
        // SAFETY: `send_pc` is a `Send` of this frame's code.
        unsafe {
            frame.set_register(a(*send_pc), v);
            Ok(send_pc.offset(imm(*send_pc) as isize))
        }
    })
}

fn throw_here(vm: &Vm, g: Value, exception: Value) -> Res<Sent> {
    let generator = g.expect::<Generator>();
    let state = claim(vm, generator)?;
    if state == ENDED {
        if g.layout() == Layout::Coroutine {
            return Err(vm.runtime_error("cannot reuse already awaited coroutine"));
        }
        return Err(vm.raise_value(exception));
    }
    run(vm, generator, state, Value::UNBOUND, |_, _| Err(vm.raise_value(exception)))
}

/// `generator.close()`: gives the value that it returned, if it did.
pub fn close(vm: &Vm, g: Value) -> Res {
    let generator = g.expect::<Generator>();
    // its owner claims it by a plain store: another thread must have taken the ownership away
    drop(acquire(&vm.thread, &generator.header.lock));
    match generator.state.load(Ordering::Acquire) {
        ENDED => return Ok(Value::NONE),
        NOT_STARTED if generator.state.compare_exchange(NOT_STARTED, ENDED, Ordering::AcqRel, Ordering::Relaxed).is_ok() => {
            if let Some(object) = generator.frame.get().given() {
                let registers = generator.registers.get().expect::<Array>();
                let code = &generator.function.get().expect::<Function>().loaded().code;
                super::observe::keep_registers(vm, code, object.expect(), 0, &|at| {
                    // SAFETY: the registers of a local are among those that a generator keeps.
                    unsafe { register(&registers, at) }.get()
                });
            }
            if g.layout() == Layout::Coroutine {
                generator.header.set_flag(FLAG_FINALIZED);
            }
            return Ok(Value::NONE);
        }
        _ => {}
    }
    let exit = vm.call(crate::types::type_of(&exc::GENERATOR_EXIT).value(), &[])?;
    match throw(vm, g, exit) {
        Ok(Sent::Yielded(_)) => Err(vm.runtime_error(format!("{} ignored GeneratorExit", kind_name(g)))),
        Ok(Sent::Returned(v)) => Ok(v),
        Err(raised) if vm.raised_is(&exc::GENERATOR_EXIT) || vm.raised_is(&exc::STOP_ITERATION) => {
            vm.take_raised(raised);
            Ok(Value::NONE)
        }
        Err(raised) => Err(raised),
    }
}

/// Closes whatever a generator delegates to.
fn close_any(vm: &Vm, it: Value) -> Res<()> {
    if matches!(it.layout(), Layout::Generator | Layout::Coroutine) {
        return close(vm, it).map(|_| ());
    }
    match vm.get_attr_opt(it, names::CLOSE.get())? {
        Some(f) => vm.call(f, &[]).map(|_| ()),
        None => Ok(()),
    }
}

/// The iterator of `yield from v`.
pub fn yield_from_iter(vm: &Vm, v: Value) -> Res {
    match v.layout() {
        Layout::Generator => Ok(v),
        Layout::Coroutine => {
            let code = &vm.frame().expect("an instruction runs in a frame").code().code;
            if code.flags.coroutine || code.flags.iterable_coroutine {
                Ok(v)
            } else {
                Err(vm.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"))
            }
        }
        _ => vm.iter(v),
    }
}

/// The iterator of `await v`; `context` 1 and 2 are `async with`'s enter and exit.
pub fn awaitable(vm: &Vm, v: Value, context: usize) -> Res {
    match v.layout() {
        Layout::Coroutine => {
            if delegate(v.expect::<Generator>()).is_some() {
                return Err(vm.runtime_error("coroutine is being awaited already"));
            }
            return Ok(v);
        }
        Layout::Generator if v.expect::<Generator>().function.get().expect::<Function>().loaded().code.flags.iterable_coroutine => {
            return Ok(v);
        }
        _ => {}
    }
    let Some(it) = vm.call_special(v, names::AWAIT.get(), &[])? else {
        let t = v.type_name();
        return Err(vm.type_error(match context {
            1 => format!("'async with' received an object from __aenter__ that does not implement __await__: {t}"),
            2 => format!("'async with' received an object from __aexit__ that does not implement __await__: {t}"),
            _ => format!("'{t}' object can't be awaited"),
        }));
    };
    if it.layout() == Layout::Coroutine {
        return Err(vm.type_error("__await__() returned a coroutine"));
    }
    if it.typ().slots().next.is_none() {
        return Err(vm.type_error(format!("__await__() returned non-iterator of type '{}'", it.type_name())));
    }
    Ok(it)
}

/// `v.__aiter__()` of `async for`.
pub fn async_iter(vm: &Vm, v: Value) -> Res {
    let Some(it) = vm.call_special(v, names::AITER.get(), &[])? else {
        return Err(vm.type_error(format!("'async for' requires an object with __aiter__ method, got {}", v.type_name())));
    };
    if vm.type_lookup(it.typ(), names::ANEXT.get()).is_none() {
        let text = format!("'async for' received an object from __aiter__ that does not implement __anext__: {}", it.type_name());
        return Err(vm.type_error(text));
    }
    Ok(it)
}

/// The awaitable's iterator of `v.__anext__()`.
pub fn async_next(vm: &Vm, v: Value) -> Res {
    let Some(step) = vm.call_special(v, names::ANEXT.get(), &[])? else {
        return Err(vm.type_error(format!("'async for' requires an iterator with __anext__ method, got {}", v.type_name())));
    };
    match awaitable(vm, step, 0) {
        Ok(it) => Ok(it),
        Err(raised) if vm.raised_is(&exc::TYPE_ERROR) => {
            let cause = vm.take_raised(raised);
            let raised = vm.type_error(format!("'async for' received an invalid object from __anext__: {}", step.type_name()));
            if let Some(e) = vm.raised.get().cast::<Exception>() {
                e.cause.set(cause);
                e.context.set(cause);
                e.suppress.store(1, Ordering::Relaxed);
            }
            Err(raised)
        }
        Err(raised) => Err(raised),
    }
}

/// A value that an asynchronous generator yields, told apart from what it awaits.
pub fn wrap_async_value(vm: &Vm, v: Value) -> Value {
    let step: Ref<Triple> = vm.new_object(exact(Layout::AsyncGenStep));
    step.first.set(v);
    step.value()
}

impl Vm {
    /// `next` where a Python `__next__`'s `StopIteration` keeps its value for the caller.
    pub fn next_raw(&self, it: Value) -> Res<Option<Value>> {
        if it.layout() == Layout::Instance {
            let r = self.call_special(it, names::NEXT.get(), &[])?;
            return Ok(r);
        }
        self.check_depth()?;
        match it.typ().slots().next {
            Some(f) => f(self, it),
            None => Err(self.not_a(it, "is not an iterator")),
        }
    }
}
