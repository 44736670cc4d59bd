//! Generators and coroutines: leaving and resuming frames, awaiting.

use super::*;
use crate::bytecode::Op;
use crate::object::{Layout, exact};
use crate::types::exceptions as exc;
use crate::vm::generator;

#[inline(never)]
unsafe fn slow_yield(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract: the frame is a generator's.
    unsafe { generator::yield_in_place(vm, pc, fp, word, get(fp, b(word))) }
}

#[inline(always)]
pub unsafe fn Yield(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract: the frame is a generator's.
    match unsafe { generator::yield_quickly(vm, pc, fp, word, get(fp, b(word))) } {
        Some((pc, fp)) => Go(pc, fp),
        None => Slow(slow_yield),
    }
}

/// What the instruction sends, and into which iterator.
unsafe fn sent(fp: *mut Value, word: u64) -> (Value, Value) {
    // SAFETY: by the handlers' contract.
    unsafe { (get(fp, b(word)), if word as u8 == Op::Send as u8 { get(fp, c(word)) } else { Value::NONE }) }
}

#[inline(never)]
unsafe fn slow_resume_generator(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    let (g, v) = unsafe { sent(fp, word) };
    generator::resume_in_place(vm, pc, fp, g, v)
}

#[inline(always)]
pub unsafe fn ResumeGenerator(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract; the opcode has seen that the iterator is a generator or coroutine.
    unsafe {
        let (g, v) = sent(fp, word);
        match generator::resume_quickly(vm, pc, fp, g.expect(), v) {
            Some((pc, fp)) => Go(pc, fp),
            None => Slow(slow_resume_generator),
        }
    }
}

#[inline(never)]
unsafe fn slow_send(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        let (it, v) = (get(fp, b(word)), get(fp, c(word)));
        match generator::send(vm, it, v) {
            Ok(generator::Sent::Yielded(v)) => {
                set(fp, a(word), v);
                (pc.add(1), fp)
            }
            Ok(generator::Sent::Returned(v)) => {
                set(fp, a(word), v);
                (pc.offset(imm(word) as isize), fp)
            }
            Err(raised) => crate::vm::unwind::unwind(vm, raised),
        }
    }
}

#[inline(always)]
pub unsafe fn Send(_: &Vm, _: *const u64, fp: *mut Value, word: u64) -> Next {
    // SAFETY: by the handlers' contract.
    let it = unsafe { get(fp, b(word)) };
    if it.has_shape(exact(Layout::Generator)) || it.has_shape(exact(Layout::Coroutine)) {
        return Next::Path(Path::ResumeGenerator);
    }
    Slow(slow_send)
}

slow_op! {
    GetYieldFromIter, slow_get_yield_from_iter, |vm, fp, word| generator::yield_from_iter(vm, get(fp, b(word)));
    GetAwaitable, slow_get_awaitable, |vm, fp, word| generator::awaitable(vm, get(fp, b(word)), c(word));
    GetAIter, slow_get_a_iter, |vm, fp, word| generator::async_iter(vm, get(fp, b(word)));
    GetANext, slow_get_a_next, |vm, fp, word| generator::async_next(vm, get(fp, b(word)));
    AsyncGenWrap, slow_async_gen_wrap, |vm, fp, word| Ok(generator::wrap_async_value(vm, get(fp, b(word))));
}

#[cold]
#[inline(never)]
unsafe fn slow_end_async_for(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    // SAFETY: by the handlers' contract.
    unsafe {
        let e = get(fp, a(word));
        if e.typ().is_subtype_of(crate::types::type_of(&exc::STOP_ASYNC_ITERATION)) {
            return (pc.offset(imm(word) as isize), fp);
        }
        let raised = vm.put_raised(e);
        crate::vm::unwind::reraise(vm, raised)
    }
}

#[inline(always)]
pub unsafe fn EndAsyncFor(_: &Vm, _: *const u64, _: *mut Value, _: u64) -> Next {
    Slow(slow_end_async_for)
}
