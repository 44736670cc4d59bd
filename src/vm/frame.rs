//! Frames: windows on the thread's register stack.
//!
//! ```text
//!   caller's registers ... | callee or result | return pc, kind | caller's fp, depth | r0 r1 ... callee's registers
//!                           fp[-3]             fp[-2]            fp[-1]               fp
//! ```
//!
//! A call writes three words and moves `fp`; the arguments are already where the callee's first registers are. The
//! kind stands in the low bits of the return address (instructions are aligned): an ordinary call keeps its result in
//! `fp[-3]`, a constructor's result is the instance at the window's base, a generator's frame goes back by the
//! instruction that resumed it, and an entry frame was called from native code, at `HALT`. The frame of a method that answers for an
//! operator (`ops::answers`) returns to `ANSWER` instead of the asking instruction, whose address is `fp[-4]`. A frame that a frame object
//! looks at keeps its link word elsewhere (`observe`), so that it cannot be left unnoticed. The depth in frames stands in
//! the upper 16 bits of the caller's `fp`.

use crate::bytecode::op::{self, Op, encode};
use crate::object::layouts::*;
use crate::object::{Ref, Value};

use super::{LoadedCode, Vm};

/// A frame that constructs: the result must be `None`, the instance stays at the window's base (`fp[-4]`).
pub const KIND_CONSTRUCT: u64 = 1;
/// A generator's frame: `fp[-4]` holds the generator, the return address is the resuming instruction.
pub const KIND_GENERATOR: u64 = 2;
/// Called from native code.
pub const KIND_ENTRY: u64 = 4;
/// Both low bits: a frame object looks at the frame (`observe`). No frame constructs and generates at once.
pub const KIND_OBSERVED: u64 = KIND_CONSTRUCT | KIND_GENERATOR;
const KINDS: u64 = 7;
const ADDRESS: u64 = (1 << 48) - 1;

/// The number of the machine's own opcode that leaves `run`.
pub const HALT: u8 = 255;
/// What an entry frame returns to, and where an exception goes that no frame of a run handles.
pub static HALT_WORDS: [u64; 2] = [255, 255 | 1 << 8];

/// The number of the machine's own opcode that takes a method's result as the answer to the instruction that asked for it.
pub const ANSWER: u8 = 254;
/// What a method returns to that was entered by an operator.
pub static ANSWER_WORDS: [u64; 1] = [ANSWER as u64];

const _: () = assert!(Op::Nop as u8 == 0 && (crate::bytecode::op::ROWS.len() as u8) < ANSWER, "HALT and ANSWER are not in the table");

/// How many registers a thread's stack has.
pub const STACK_WORDS: usize = 1 << 20;
/// How far above a frame stale registers are looked for when they are cleared.
const DEAD_WORDS: usize = 256;
/// Registers above the limit that natively called code may use for the window of one more call.
pub const STACK_RESERVE: usize = 1024;

/// A thread's registers: one mapping, its pages taken as they are touched.
pub struct RegisterStack {
    base: *mut Value,
    words: usize,
}

/// The addresses of ended threads' stacks, all zero again, for the next ones: a call into another interpreter is a short
/// thread, and mapping memory for it would cost more than the call.
static SPARE: parking_lot::Mutex<Vec<usize>> = parking_lot::Mutex::new(Vec::new());
const SPARES: usize = 8;
/// A page of registers. Frames are shorter than two of them, so two that are all zero lie above everything ever written;
/// if a frame was longer, what stays behind is a word that no collection takes for more than it is (`conservative_word`).
const PAGE: usize = 512;

impl RegisterStack {
    /// A stack of `words` registers, all unbound; `None` if there is no address space for one more.
    pub fn new(words: usize) -> Option<RegisterStack> {
        if words == STACK_WORDS
            && let Some(base) = SPARE.lock().pop()
        {
            return Some(RegisterStack { base: base as *mut Value, words });
        }
        RegisterStack::map(words)
    }

    /// Gives the stacks back that are kept for other threads: address space is short.
    pub fn release_spares() {
        for base in SPARE.lock().drain(..) {
            std::mem::ManuallyDrop::new(RegisterStack { base: base as *mut Value, words: STACK_WORDS }).unmap();
        }
    }

    /// Keeps the mapping for another thread; `false` if there are enough.
    fn keep(&self) -> bool {
        if self.words != STACK_WORDS || SPARE.lock().len() >= SPARES {
            return false;
        }
        // values of one interpreter do not stay on the stack of another
        let (mut page, mut blank) = (0, 0);
        while blank < 2 && (page + 1) * PAGE <= self.words {
            // SAFETY: inside the mapping, which nobody else uses any more.
            let words = unsafe { std::slice::from_raw_parts_mut(self.base.add(page * PAGE), PAGE) };
            if words.iter().all(|v| v.is_unbound()) {
                blank += 1;
            } else {
                blank = 0;
                words.fill(Value::UNBOUND);
            }
            page += 1;
        }
        SPARE.lock().push(self.base as usize);
        true
    }

    fn map(words: usize) -> Option<RegisterStack> {
        // SAFETY: an anonymous private mapping; the result is checked.
        let base = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                words * 8,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                -1,
                0,
            )
        };
        // made only then: dropping one unmaps it
        if base == libc::MAP_FAILED { None } else { Some(RegisterStack { base: base as *mut Value, words }) }
    }
    /// Nobody uses it any more.
    fn unmap(&self) {
        // SAFETY: the mapping made in `map`, of that size.
        unsafe { libc::munmap(self.base as *mut libc::c_void, self.words * 8) };
    }

    pub fn base(&self) -> *mut Value {
        self.base
    }
    pub fn words(&self) -> usize {
        self.words
    }
}

// SAFETY: registers that nobody uses yet; the thread that gets them is the only one that has them.
unsafe impl Send for RegisterStack {}

impl Drop for RegisterStack {
    fn drop(&mut self) {
        if self.keep() {
            return;
        }
        self.unmap();
    }
}

/// One frame, seen from its `fp`. Copyable; valid while the frame is.
#[derive(Clone, Copy)]
pub struct Frame(pub *mut Value);

impl Frame {
    fn at(self, i: isize) -> u64 {
        // SAFETY: a frame's three link words stand below `fp`.
        unsafe { (*self.0.offset(i)).0 }
    }
    /// The function whose frame this is.
    pub fn function(self) -> Ref<Function> {
        Value(self.at(-3)).expect()
    }
    pub fn kind(self) -> u64 {
        self.link_word() & KINDS
    }
    /// Where it returns to.
    pub fn return_pc(self) -> *const u64 {
        (self.link_word() & !KINDS) as *const u64
    }
    /// The instruction of its caller that it was pushed by, in place.
    pub fn pushed_by(self) -> *const u64 {
        let to = self.return_pc();
        if self.kind() & KIND_GENERATOR != 0 {
            to
        } else if std::ptr::eq(to, ANSWER_WORDS.as_ptr()) {
            self.at(-4) as *const u64
        } else {
            // SAFETY: every other instruction that pushes a frame in place is one word long.
            unsafe { to.sub(1) }
        }
    }
    /// Does a frame object look at it? Its link word is a pointer then, to where the real one is kept.
    pub fn is_observed(self) -> bool {
        self.at(-2) & KIND_OBSERVED == KIND_OBSERVED
    }
    /// Its return address and kind.
    fn link_word(self) -> u64 {
        self.observed().map_or(self.at(-2), |o| o.link)
    }
    /// What is kept of it while a frame object looks at it.
    pub fn observed(self) -> Option<&'static super::observe::Observed> {
        // SAFETY: the pointer was put there by `Vm::observe`; what it points to lives until `unobserve` takes it away.
        self.is_observed().then(|| unsafe { &*((self.at(-2) & !KINDS) as *const super::observe::Observed) })
    }
    /// Where a frame that nobody looks at returns to, and its kind.
    #[inline(always)]
    pub fn unobserved_link(self) -> (*const u64, u64) {
        debug_assert!(!self.is_observed());
        let word = self.at(-2);
        ((word & !KINDS) as *const u64, word & KINDS)
    }
    /// Changes the link word.
    pub fn set_link_word(self, word: u64) {
        // SAFETY: a frame's three link words stand below `fp`.
        unsafe { *self.0.sub(2) = Value(word) }
    }
    /// The frame that called it; for an entry frame the one that was current when native code was entered.
    pub fn caller(self) -> *mut Value {
        (self.at(-1) & ADDRESS) as *mut Value
    }
    pub fn depth(self) -> u32 {
        (self.at(-1) >> 48) as u32
    }
    /// The generator of a generator's frame.
    pub fn generator(self) -> Ref<Generator> {
        Value(self.at(-4)).expect()
    }
    pub fn code(self) -> &'static LoadedCode {
        self.function().loaded()
    }
    /// Makes it a frame of another function, of the same code.
    pub fn set_function(self, function: Ref<Function>) {
        // SAFETY: the callee's word of a frame's window stands below its link words.
        unsafe { *self.0.sub(3) = function.value() }
    }
    /// The first word above its registers.
    pub fn top(self) -> *mut Value {
        // SAFETY: a frame is entered only if all its registers are below the stack's limit.
        unsafe { self.0.add(self.function().nregs as usize) }
    }
    pub fn register(self, i: usize) -> Value {
        // SAFETY: `i` is a register of this frame.
        unsafe { *self.0.add(i) }
    }
    pub fn set_register(self, i: usize, v: Value) {
        // SAFETY: as above.
        unsafe { *self.0.add(i) = v }
    }
}

/// The link words of a call.
#[inline(always)]
pub fn link(pc: *const u64, kind: u64) -> Value {
    Value(pc as u64 | kind)
}

/// The greatest depth that a frame's word holds.
pub const DEEPEST: u32 = u16::MAX as u32;

/// What a limit on recursion amounts to at most.
pub const MOST_RECURSION: u32 = 65_000;

/// The caller's frame and the callee's depth in one word.
#[inline(always)]
pub fn caller_word(fp: *mut Value, depth: u32) -> Value {
    Value(fp as u64 | (depth as u64) << 48)
}

impl Function {
    /// The code in this interpreter's form.
    #[inline(always)]
    pub fn loaded(&self) -> &'static LoadedCode {
        // SAFETY: a function keeps its code alive.
        unsafe { &*(self.code as *const LoadedCode) }
    }
}

impl Vm {
    /// The frame that runs now (as of the last entry of native code); `None` outside of any.
    pub fn frame(&self) -> Option<Frame> {
        let fp = self.fp.get();
        if fp.is_null() { None } else { Some(Frame(fp)) }
    }

    /// The frames from the current one outwards, each with the address of its current instruction.
    pub fn frames(&self) -> impl Iterator<Item = (Frame, *const u64)> {
        let mut at = self.frame().map(|f| (f, self.pc.get()));
        std::iter::from_fn(move || {
            let (frame, pc) = at?;
            let caller = frame.caller();
            let kind = frame.kind();
            let next_pc = if kind & KIND_ENTRY != 0 {
                // one word below the window, which a constructor's or generator's frame keeps a value in
                let below = 4 + usize::from(kind & (KIND_CONSTRUCT | KIND_GENERATOR) != 0);
                // SAFETY: native callers leave their pc there (`Vm::call_args`).
                unsafe { (*frame.0.sub(below)).0 as *const u64 }
            } else {
                frame.pushed_by()
            };
            at = if caller.is_null() { None } else { Some((Frame(caller), next_pc)) };
            Some((frame, pc))
        })
    }

    /// Where the registers of a frame pushed by native code may start.
    pub fn stack_top(&self) -> *mut Value {
        match self.frame() {
            Some(f) => f.top(),
            None => self.stack.base(),
        }
    }

    /// Forgets what frames left above the current one, or where none is: the first words of that are roots.
    pub fn clear_registers_above(&self) {
        let top = self.stack_top();
        let room = (self.stack_limit.get() as usize).saturating_sub(top as usize) / 8;
        for i in 0..DEAD_WORDS.min(room) {
            // SAFETY: below the stack's limit, and no frame's.
            unsafe { *top.add(i) = Value::UNBOUND };
        }
    }

    /// Forgets what dead registers hold, so that a collection that a script asked for finds what the script let go of.
    /// To be called at the start of a native function.
    ///
    /// If the current frame is in the middle of a call, it is the call of native code that led here, and nothing above
    /// the call's arguments is used again: native code keeps its values on the native stack.
    pub fn clear_dead_registers(&self) {
        let Some(frame) = self.frame() else { return };
        // SAFETY: `pc` is the address of the frame's current instruction.
        let word = unsafe { *self.pc.get() };
        if word as u8 != Op::Call as u8 && word as u8 != Op::CallMethod as u8 {
            return;
        }
        // the machine's own words of the window, unused in a call of native code
        frame.set_register(op::a(word) + 1, Value::UNBOUND);
        frame.set_register(op::a(word) + 2, Value::UNBOUND);
        let first = op::a(word) + 4 + op::b(word);
        let room = (self.stack_limit.get() as usize).saturating_sub(frame.0 as usize) / 8;
        for i in first..(frame.function().nregs as usize + DEAD_WORDS).min(room) {
            frame.set_register(i, Value::UNBOUND);
        }
    }

    /// The registers and the instruction as they were saved last. Each by a load of its own: both were just stored, one by one, and
    /// a load of the two at once would have to wait until the stores are in the cache.
    #[inline(always)]
    pub fn place(&self) -> (*mut Value, *const u64) {
        // SAFETY: the machine's own cells, which only its thread stores to.
        unsafe { (self.fp.as_ptr().read_volatile(), self.pc.as_ptr().read_volatile()) }
    }

    /// The depth of the current frame.
    pub fn depth(&self) -> u32 {
        self.frame().map_or(0, Frame::depth)
    }
}

/// The word that an instruction of only an opcode has; used by tests.
pub fn bare(op: Op) -> u64 {
    encode(op, 0, 0, 0, 0)
}
