//! The handlers, one function for each opcode, in a file for each family.
//!
//! A handler does the common case and returns `Go`; anything else is `Slow(f)`, where `f` saves the place and calls the
//! protocol function. A handler takes no lock and calls nothing: `guard` is the owner test alone. The paths of native calls
//! are the exception: they save the place and call; none has a variable whose address goes out, so they too end in a jump,
//! and after the call they ask whether tracing began. A Python method that answers for an operator is entered in place (`answers`).
//! The functions are
//! `unsafe` by one contract: `pc` is the address of an instruction with that opcode (`word` its first word), `fp` the
//! frame it belongs to, and the registers that it names are bound unless the table says otherwise.

#![expect(non_snake_case, reason = "handlers are named like their opcodes")]
#![expect(clippy::missing_safety_doc, reason = "the contract is the same for all and stands above")]

/// The handlers that are no opcode's own, for `run`: name and what they do.
#[macro_export]
macro_rules! for_each_path {
    ($m:ident) => {
        $m! {
            ResumeGenerator, "`ForIter` or `Send` into a generator or coroutine";
            GetOtherAttr, "`GetAttr` of an object of another class than the cache's";
            GetOtherItem, "`GetItem` of what is no list or tuple";
            SetDictItem, "`SetItem` of a dict";
            IterateSequence, "`GetIter` of a list or tuple";
            LoadPlainGlobal, "`LoadGlobal`, and `LoadName` among globals, where the globals are a plain dict";
            StorePlainGlobal, "`StoreGlobal`, and `StoreName` among globals, where the globals are a plain dict";
            CallNative, "`Call` of a native function or method";
            CallBuiltinType, "`Call` of a class of the class `type`, which may be a builtin one";
            CallByDefaults, "`Call` or `CallMethod` of a Python function, its last parameters by their defaults";
            CallClass, "`Call` of a class made by a `class` statement, with an `__init__`, or of anything else";
            CallNativeMethod, "`CallMethod` of a native function or method";
            CallQuick, "`Call` or `CallMethod` of a native function or method that has a quick way";
        }
    };
}

mod answers;
mod arithmetic;
pub(super) mod attributes;
mod build;
mod calls;
mod exceptions;
mod generators;
mod items;
mod jumps;
mod names;
mod patterns;

pub use answers::Answer;
pub use arithmetic::*;
pub use attributes::*;
pub use build::*;
pub use calls::*;
pub use exceptions::*;
pub use generators::*;
pub use items::*;
pub use jumps::*;
pub use names::*;
pub use patterns::*;

use crate::bytecode::op::{a, b, bc, c, imm};
use crate::object::Value;
use crate::vm::Vm;
use crate::vm::run::{Next, Path, SlowFn, cache, finish, finish_jump, finish_unit, length, polled, set_cache};
use Next::{Go, Slow};
use answers::{enter_binary, enter_compare, enter_special};
use calls::depth_for;
use std::sync::atomic::Ordering;

/// Register `i`.
#[inline(always)]
unsafe fn get(fp: *mut Value, i: usize) -> Value {
    // SAFETY: by the handlers' contract.
    unsafe { *fp.add(i) }
}

/// Stores to register `i`.
#[inline(always)]
unsafe fn set(fp: *mut Value, i: usize, v: Value) {
    // SAFETY: by the handlers' contract.
    unsafe { *fp.add(i) = v }
}

/// Keeps a conditional jump a jump: a conditional move would make dispatch wait for the operands.
#[inline(always)]
fn branch() {
    // SAFETY: no instruction at all.
    unsafe { std::arch::asm!("", options(nomem, nostack, preserves_flags)) }
}

/// A slow path that computes `r[a]`: saves the place, runs the body, stores or unwinds.
macro_rules! slow {
    ($name:ident, |$vm:ident, $fp:ident, $word:ident| $body:expr) => {
        #[cold]
        #[inline(never)]
        unsafe fn $name($vm: &Vm, pc: *const u64, $fp: *mut Value, $word: u64) -> (*const u64, *mut Value) {
            $vm.save(pc, $fp);
            // SAFETY: by the handlers' contract.
            unsafe {
                let result = (|| -> crate::object::Res { $body })();
                finish($vm, pc, $fp, $word, result)
            }
        }
    };
}

/// A slow path without a result.
macro_rules! slow_unit {
    ($name:ident, |$vm:ident, $fp:ident, $word:ident| $body:expr) => {
        #[cold]
        #[inline(never)]
        unsafe fn $name($vm: &Vm, pc: *const u64, $fp: *mut Value, $word: u64) -> (*const u64, *mut Value) {
            $vm.save(pc, $fp);
            // SAFETY: by the handlers' contract.
            unsafe {
                let result = (|| -> crate::object::Res<()> { $body })();
                finish_unit($vm, pc, $fp, $word, result)
            }
        }
    };
}

/// A handler that is all slow path, with a result.
macro_rules! slow_op {
    ($($name:ident, $slow:ident, |$vm:ident, $fp:ident, $word:ident| $body:expr;)*) => {$(
        slow!($slow, |$vm, $fp, $word| $body);
        #[inline(always)]
        pub unsafe fn $name(_: &Vm, _: *const u64, _: *mut Value, _: u64) -> Next { Slow($slow) }
    )*};
}

/// A handler that is all slow path, without a result.
macro_rules! slow_unit_op {
    ($($name:ident, $slow:ident, |$vm:ident, $fp:ident, $word:ident| $body:expr;)*) => {$(
        slow_unit!($slow, |$vm, $fp, $word| $body);
        #[inline(always)]
        pub unsafe fn $name(_: &Vm, _: *const u64, _: *mut Value, _: u64) -> Next { Slow($slow) }
    )*};
}

pub(crate) use {slow, slow_op, slow_unit, slow_unit_op};

/// The safepoint of a call or backward jump, after which the instruction runs again.
#[cold]
#[inline(never)]
unsafe fn slow_poll(vm: &Vm, pc: *const u64, fp: *mut Value, _: u64) -> (*const u64, *mut Value) {
    vm.save(pc, fp);
    match vm.safepoint_slow() {
        Ok(()) => (pc, fp),
        Err(raised) => crate::vm::unwind::unwind(vm, raised),
    }
}

const _: SlowFn = slow_poll;

/// The names table's entry that the immediate means.
unsafe fn name_of(fp: *mut Value, word: u64) -> Value {
    crate::vm::frame::Frame(fp).code().names[imm(word) as usize]
}
