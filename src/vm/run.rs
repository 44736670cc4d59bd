//! The loop: fetch a word, go to its handler, which returns where to go next.
//!
//! Every handler is a plain function from `(vm, pc, fp, word)` to `Next`. Two drivers are made from the one table of
//! opcodes. In release each handler is wrapped in a function that ends by jumping to the next instruction's wrapper
//! (a tail call, which the compiler makes of a call in last position when nothing is left to clean up), so that the
//! processor predicts each jump by itself. In debug builds a loop calls the handlers through a table. A fast path is a
//! leaf: whatever calls goes through one cold jump, `Next::Slow`, to a function that saves `pc` and `fp` first. A fast path
//! that would burden its opcode's commoner one is a handler of its own, which `Next::Path` jumps to.
//! While the thread is traced another table is used, whose entries ask `tracing::before` first.
//!
//! The one safepoint of Python code is `polled`: at backward jumps, so that no loop runs without one, and at calls, so
//! that no recursion does.

use std::sync::atomic::Ordering;

use super::Vm;
use super::frame::ANSWER;
use crate::bytecode::op::{self, ROWS};
use crate::object::{Raised, Res, Value};
use crate::sync::reliance::CacheWord;
use crate::{for_each_op, for_each_path};

/// What a slow path is: it saves where it is, works, and says where to go on.
pub type SlowFn = unsafe fn(&Vm, *const u64, *mut Value, u64) -> (*const u64, *mut Value);

/// Where to go after an instruction.
pub enum Next {
    Go(*const u64, *mut Value),
    Slow(SlowFn),
    /// as that handler, with the same instruction
    Path(Path),
    Exit(u64),
}

macro_rules! make_paths {
    ($($name:ident, $text:literal;)*) => {
        /// A handler that is no opcode's own: others go on as it.
        #[derive(Clone, Copy)]
        pub enum Path { $(#[doc = $text] $name,)* }
    };
}
for_each_path!(make_paths);

/// The length in words of the instruction.
#[inline(always)]
pub fn length(word: u64) -> usize {
    ROWS[word as u8 as usize].length as usize
}

/// The cache word behind an instruction.
///
/// # Safety
/// `pc` points to an instruction of two words.
#[inline(always)]
pub unsafe fn cache(pc: *const u64) -> u64 {
    // SAFETY: by the contract; cache words are read and written as single atomic words.
    unsafe { (*(pc.add(1) as *const CacheWord)).get() }
}

/// Fills the cache word behind an instruction.
///
/// # Safety
/// As for `cache`; it is an instruction of the frame's code.
pub unsafe fn set_cache(pc: *const u64, fp: *mut Value, word: u64) {
    // SAFETY: by the contract.
    unsafe {
        let learned = &super::frame::Frame(fp).code().learned;
        if !learned.load(Ordering::Relaxed) {
            learned.store(true, Ordering::Relaxed);
        }
        (*(pc.add(1) as *const CacheWord)).fill(word)
    }
}

/// Is there something to do at this safepoint?
#[inline(always)]
pub fn polled(vm: &Vm) -> bool {
    if cfg!(feature = "stress") {
        return true;
    }
    // SAFETY: the word belongs to the thread state that the machine holds.
    unsafe { &*vm.poll }.load(Ordering::Relaxed) != 0
}

/// Goes on after an instruction whose slow path is done: stores the result in `r[a]`, or unwinds.
///
/// # Safety
/// `pc`, `fp` and `word` are those that the slow path was given.
#[inline(always)]
pub unsafe fn finish(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64, result: Res) -> (*const u64, *mut Value) {
    match result {
        Ok(v) => {
            // SAFETY: `a` is a register of the frame; the next instruction follows.
            unsafe {
                *fp.add(op::a(word)) = v;
                (pc.add(length(word)), fp)
            }
        }
        Err(raised) => super::unwind::unwind(vm, raised),
    }
}

/// Goes on after an instruction that has no result.
///
/// # Safety
/// As for `finish`.
#[inline(always)]
pub unsafe fn finish_unit(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64, result: Res<()>) -> (*const u64, *mut Value) {
    match result {
        // SAFETY: the next instruction follows.
        Ok(()) => (unsafe { pc.add(length(word)) }, fp),
        Err(raised) => super::unwind::unwind(vm, raised),
    }
}

/// Goes on after a conditional jump whose slow path found the condition.
///
/// # Safety
/// As for `finish`.
#[inline(always)]
pub unsafe fn finish_jump(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64, taken: Res<bool>) -> (*const u64, *mut Value) {
    match taken {
        Ok(true) => {
            if op::imm(word) <= 0
                && polled(vm)
                && let Err(raised) = vm.safepoint_slow()
            {
                return super::unwind::unwind(vm, raised);
            }
            // SAFETY: a jump's target is an instruction of the same code.
            (unsafe { pc.offset(op::imm(word) as isize) }, fp)
        }
        // SAFETY: the next instruction follows.
        Ok(false) => (unsafe { pc.add(length(word)) }, fp),
        Err(raised) => super::unwind::unwind(vm, raised),
    }
}

impl Vm {
    /// Where we are, for whatever native code is about to run: tracebacks, the collector, calls back into Python.
    #[inline(always)]
    pub fn save(&self, pc: *const u64, fp: *mut Value) {
        self.pc.set(pc);
        self.fp.set(fp);
    }
}

/// While there are views of bytearrays: overwrites what native frames have left on the stack. A view that nobody has any more
/// must not show through the holes of the next frames, or it would keep its array's size fixed.
#[inline(always)]
pub fn forget_frames() {
    if crate::types::memoryview::any_export() {
        crate::sync::clear_below::<{ crate::sync::UNDER_CALL }>();
    }
}

#[cfg(not(debug_assertions))]
mod driver {
    use super::*;

    type Handler = unsafe extern "C" fn(&Vm, *const u64, *mut Value, u64, *const Entry) -> u64;

    /// An entry of the jump table.
    #[repr(transparent)]
    #[derive(Clone, Copy)]
    pub struct Entry(Handler);

    #[cold]
    #[inline(never)]
    #[expect(improper_ctypes_definitions, reason = "both sides are this crate's; the convention is chosen for its registers")]
    unsafe extern "C" fn slow(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64, _: *const Entry, f: SlowFn) -> u64 {
        // SAFETY: the slow path gets what its handler got, and gives the address of an instruction.
        unsafe {
            let (pc, fp) = f(vm, pc, fp, word);
            forget_frames();
            // the slow path may have begun or ended tracing
            let table = table_of(vm);
            let word = *pc;
            ((*table.add(word as u8 as usize)).0)(vm, pc, fp, word, table)
        }
    }

    /// The function of a handler in the jump table: it ends by a jump to the next.
    macro_rules! wrapper {
        ($(#[$inlining:meta])? $name:ident) => {
            $(#[$inlining])?
            pub unsafe extern "C" fn $name(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64, table: *const Entry) -> u64 {
                // SAFETY: `pc` is the address of an instruction that the handler is for, and `fp` its frame.
                unsafe {
                    match crate::vm::ops::$name(vm, pc, fp, word) {
                        Next::Go(pc, fp) => {
                            let word = *pc;
                            ((*table.add(word as u8 as usize)).0)(vm, pc, fp, word, table)
                        }
                        Next::Slow(f) => slow(vm, pc, fp, word, table, f),
                        Next::Path(path) => go_on_as(path, vm, pc, fp, word, table),
                        Next::Exit(v) => v,
                    }
                }
            }
        };
    }

    macro_rules! wrappers {
        ($($name:ident, $len:literal, [$a:ident $b:ident $c:ident $imm:ident], $text:literal;)*) => {
            mod wrapped {
                #![expect(non_snake_case, reason = "handlers are named like their opcodes")]
                use super::*;
                $(wrapper!($name);)*
            }
            static TABLE: [Entry; 256] = {
                let mut table = [Entry(halt as Handler); 256];
                table[ANSWER as usize] = Entry(answer::Answer as Handler);
                let mut i = 0;
                let all = [$(wrapped::$name as Handler),*];
                while i < all.len() {
                    table[i] = Entry(all[i]);
                    i += 1;
                }
                table
            };
        };
    }
    for_each_op!(wrappers);

    mod answer {
        #![expect(non_snake_case, reason = "handlers are named like opcodes")]
        use super::*;
        wrapper!(Answer);
    }

    macro_rules! path_wrappers {
        ($($name:ident, $text:literal;)*) => {
            mod wrapped_paths {
                #![expect(non_snake_case, reason = "handlers are named like opcodes")]
                use super::*;
                // what they need of the native stack is no matter of the opcodes' that lead to them
                $(wrapper!(#[inline(never)] $name);)*
            }

            #[inline(always)]
            unsafe fn go_on_as(path: Path, vm: &Vm, pc: *const u64, fp: *mut Value, word: u64, table: *const Entry) -> u64 {
                // SAFETY: as for the handler that names the path.
                unsafe {
                    match path { $(Path::$name => wrapped_paths::$name(vm, pc, fp, word, table),)* }
                }
            }
        };
    }
    for_each_path!(path_wrappers);

    /// The table of a hooked machine: every instruction goes by way of `tracing::before`.
    static TRACED: [Entry; 256] = {
        let mut table = [Entry(halt as Handler); 256];
        let mut i = 0;
        while i < ROWS.len() {
            table[i] = Entry(traced as Handler);
            i += 1;
        }
        // no instruction of a script's
        table[ANSWER as usize] = Entry(answer::Answer as Handler);
        table
    };

    #[inline(always)]
    fn table_of(vm: &Vm) -> *const Entry {
        if vm.hooked.get() { TRACED.as_ptr() } else { TABLE.as_ptr() }
    }

    unsafe extern "C" fn traced(vm: &Vm, pc: *const u64, fp: *mut Value, _: u64, _: *const Entry) -> u64 {
        // SAFETY: `before` gets an instruction and its frame, and gives such.
        unsafe {
            let (pc, fp) = crate::vm::tracing::before(vm, pc, fp);
            let word = *pc;
            (TABLE[word as u8 as usize].0)(vm, pc, fp, word, table_of(vm))
        }
    }

    unsafe extern "C" fn halt(_: &Vm, _: *const u64, _: *mut Value, word: u64, _: *const Entry) -> u64 {
        word >> 8
    }

    /// # Safety
    /// `pc` is an instruction of the frame `fp`.
    pub unsafe fn drive(vm: &Vm, pc: *const u64, fp: *mut Value) -> u64 {
        // SAFETY: by the contract.
        unsafe {
            let word = *pc;
            let table = table_of(vm);
            ((*table.add(word as u8 as usize)).0)(vm, pc, fp, word, table)
        }
    }
}

#[cfg(debug_assertions)]
mod driver {
    use super::*;
    use crate::vm::frame;

    type Handler = unsafe fn(&Vm, *const u64, *mut Value, u64) -> Next;

    macro_rules! table {
        ($($name:ident, $len:literal, [$a:ident $b:ident $c:ident $imm:ident], $text:literal;)*) => {
            static TABLE: &[Handler] = &[$({
                #[expect(non_snake_case, reason = "handlers are named like their opcodes")]
                unsafe fn $name(vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
                    // SAFETY: `pc` is the address of this opcode's instruction and `fp` its frame.
                    unsafe { crate::vm::ops::$name(vm, pc, fp, word) }
                }
                $name
            }),*];
        };
    }
    for_each_op!(table);

    macro_rules! path_table {
        ($($name:ident, $text:literal;)*) => {
            unsafe fn go_on_as(path: Path, vm: &Vm, pc: *const u64, fp: *mut Value, word: u64) -> Next {
                // SAFETY: as for the handler that names the path.
                unsafe {
                    match path { $(Path::$name => crate::vm::ops::$name(vm, pc, fp, word),)* }
                }
            }
        };
    }
    for_each_path!(path_table);

    /// # Safety
    /// `pc` is an instruction of the frame `fp`.
    pub unsafe fn drive(vm: &Vm, mut pc: *const u64, mut fp: *mut Value) -> u64 {
        loop {
            // SAFETY: by the contract, and each handler gives the address of the next instruction.
            unsafe {
                let mut word = *pc;
                if word as u8 == frame::HALT {
                    return word >> 8;
                }
                if word as u8 != ANSWER && vm.hooked.get() {
                    (pc, fp) = crate::vm::tracing::before(vm, pc, fp);
                    word = *pc;
                    if word as u8 == frame::HALT {
                        return word >> 8;
                    }
                }
                let mut next = if word as u8 == ANSWER {
                    crate::vm::ops::Answer(vm, pc, fp, word)
                } else {
                    TABLE[word as u8 as usize](vm, pc, fp, word)
                };
                while let Next::Path(path) = next {
                    // the frames of unoptimised functions are full of holes, through which dead values show
                    crate::sync::clear_below::<{ crate::sync::UNDER_CALL }>();
                    next = go_on_as(path, vm, pc, fp, word);
                }
                match next {
                    Next::Go(p, f) => (pc, fp) = (p, f),
                    Next::Slow(slow) => (pc, fp) = slow(vm, pc, fp, word),
                    Next::Path(_) => unreachable!("followed above"),
                    Next::Exit(v) => return v,
                }
                forget_frames();
            }
        }
    }
}

impl Vm {
    /// Runs from this instruction until the entry frame returns: `Ok` then, else the exception that left it.
    ///
    /// # Safety
    /// `pc` is an instruction of the frame `fp`, which was entered from native code (`KIND_ENTRY`).
    pub unsafe fn drive(&self, pc: *const u64, fp: *mut Value) -> Result<(), Raised> {
        // SAFETY: by the contract.
        if unsafe { driver::drive(self, pc, fp) } == 0 { Ok(()) } else { Err(Raised) }
    }
}
