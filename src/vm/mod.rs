//! The machine: registers, frames, calls, unwinding, and the protocols behind every operator.
//!
//! `Vm` is one thread's machine, attached to its interpreter. `run` executes; `ops/` holds the handlers by family;
//! `protocol`, `attr`, `call` and `iterate` are what both the handlers' slow paths and native code use; `make` builds
//! values, `errors` raises. `Shared` is what the threads of one interpreter have in common.
//!
//! Architecture invariants: a thread that holds `&Vm` is attached, except inside `Vm::detached`; while an object lock is
//! held nothing here may be called that can run Python code, allocate with waiting, or reach a safepoint. Native code
//! keeps values in local variables freely: the collector sees native stacks.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use parking_lot::{Mutex, MutexGuard};

use crate::object::heap::{self, Allocator};
use crate::object::{Res, Value};
use crate::sync::{ThreadState, Wait};

pub mod args;
pub mod attr;
pub mod call;
pub mod carets;
pub mod classes;
pub mod collect;
pub mod colour;
pub mod display;
pub mod errors;
pub mod frame;
pub mod generator;
pub mod import;
pub mod intern;
pub mod iterate;
pub mod jump;
pub mod load;
pub mod make;
pub mod matching;
pub mod namespace;
pub mod native;
pub mod numbers;
pub mod observe;
pub mod ops;
pub mod protocol;
pub mod reach;
mod recode;
pub mod remember;
pub mod run;
pub mod shared;
pub mod suggest;
pub mod traceback;
pub mod tracing;
pub mod typo;
pub mod unwind;
pub mod values;

pub use load::LoadedCode;
pub use shared::Shared;
pub use values::Values;

/// One thread's machine. Reached by shared reference everywhere; its fields are cells.
pub struct Vm {
    /// the thread's state word: not zero when a safepoint has something to do
    pub poll: *const AtomicU32,
    /// the current frame's registers and instruction, as of the last time that native code was entered
    pub fp: Cell<*mut Value>,
    pub pc: Cell<*const u64>,
    /// no frame may reach past this register
    pub stack_limit: Cell<*mut Value>,
    /// deepest call in frames
    pub recursion_limit: Cell<u32>,
    /// of so many frames a new coroutine notes where it was made
    pub origin_depth: Cell<usize>,
    pub alloc: Allocator,
    /// the exception that is being raised
    pub raised: Cell<Value>,
    /// the exception that is being handled (`sys.exception()`), or unbound
    pub handled: Cell<Value>,
    pub shared: Arc<Shared>,
    pub thread: Arc<ThreadState>,
    /// the base of the register stack
    pub stack: frame::RegisterStack,
    /// the lowest address that native recursion may reach
    pub native_limit: Cell<usize>,
    /// objects whose `repr` is being made
    pub repr_active: RefCell<values::Active>,
    /// runs `gc.callbacks`, or collects for them
    pub in_callbacks: Cell<bool>,
    /// a `__del__` or a callback of a weak reference runs, called at a safepoint or from a collection that was asked for
    pub in_finalizers: Cell<bool>,
    /// the thread's `threading` identity: ident, current context and other per-thread values by name
    pub locals: RefCell<Vec<(usize, Value)>>,
    /// the value that a generator's frame or a nested run hands over
    pub result: Cell<Value>,
    /// the event loop that runs in this thread, and the task that is at its step (`_asyncio`)
    pub running_loop: Cell<Value>,
    pub running_task: Cell<Value>,
    /// `sys.settrace` and `sys.setprofile` functions of this thread
    pub trace: Cell<Value>,
    pub profile: Cell<Value>,
    /// set while a trace or profile function runs
    pub tracing: Cell<bool>,
    /// the machine goes from instruction to instruction by way of `tracing::before`
    pub hooked: Cell<bool>,
    /// the type whose slot the method stands for that was called last
    pub slot_owner: Cell<Value>,
    /// attribute caches that held another shape's word
    pub cache_misses: Cell<u32>,
    /// the frames that frame objects look at, and those that are traced
    pub watched: observe::Watched,
    /// something was refused for want of memory, and something empty given: see `note_refusal`
    pub refused: Cell<bool>,
    /// who the native thread is, in every interpreter it enters
    pub ident: u64,
}

/// So many bytes take about as long to look at as it takes to leave and to come back.
const LONG: usize = 64 << 10;
/// So many small steps may be taken before the next look at what others ask for.
const STEPS: usize = 4096;

impl Vm {
    /// Runs `f` detached: it may block and must not touch objects. `wait` names what it waits for.
    pub fn detached<R>(&self, wait: Wait, f: impl FnOnce() -> R) -> R {
        self.thread.detached(wait, f)
    }

    /// The guard of a mutex that another thread may have for long, in a call that is detached: waited for detached, too.
    pub fn lock_patiently<'a, T>(&self, mutex: &'a Mutex<T>) -> MutexGuard<'a, T> {
        loop {
            if let Some(guard) = mutex.try_lock() {
                return guard;
            }
            self.detached(Wait::Native, || drop(mutex.lock()));
        }
    }

    /// A safepoint that native loops call now and then: hands the GIL over, collects, runs signal handlers.
    #[inline(always)]
    pub fn safepoint(&self) -> Res<()> {
        // SAFETY: the word belongs to `self.thread`, which lives as long as `self`.
        if unsafe { &*self.poll }.load(Ordering::Relaxed) == 0 { Ok(()) } else { self.safepoint_slow() }
    }

    /// Before a call that may block for long: handles a signal that came since the last safepoint, which would not interrupt the call.
    ///
    /// # Errors
    /// What a signal's handler raises.
    #[inline]
    pub fn before_blocking(&self) -> Res<()> {
        // SAFETY: as in `safepoint`.
        if unsafe { &*self.poll }.load(Ordering::Relaxed) & crate::sync::poll::SIGNAL == 0 { Ok(()) } else { self.safepoint_slow() }
    }

    /// May this thread change the object without taking its lock byte? Until its next safepoint it stays so.
    #[inline(always)]
    pub fn owns(&self, header: &crate::object::Header) -> bool {
        header.lock.owner.load(Ordering::Relaxed) == self.thread.owner_id()
    }

    /// Lets others stop the world, in the middle of what is one step for a script: no other thread gets the GIL, no handler
    /// and no finalizer runs. As at a safepoint, objects that only the Rust heap knows may be collected.
    #[inline(always)]
    pub fn make_way(&self) {
        debug_assert_eq!(crate::sync::held_locks(), 0, "the world may stop with an object lock held");
        // SAFETY: as in `safepoint`.
        if unsafe { &*self.poll }.load(Ordering::Relaxed) != 0 {
            self.thread.make_way();
        }
    }

    /// Runs long native code that touches no objects, without keeping others from stopping the world. Behind the GIL it
    /// stays one step for a script.
    pub fn aside<R>(&self, f: impl FnOnce() -> R) -> R {
        if self.shared.world.gil_enabled() { f() } else { self.detached(Wait::Native, f) }
    }

    /// `aside` for work on a text or bytes of this length, if that is long: it never changes, and what `f` captured of it keeps it
    /// alive. For functions that scripts call: no lock of Rust's may be held either, since who waits for one waits attached.
    #[inline]
    pub fn aside_over<R>(&self, bytes: usize, f: impl FnOnce() -> R) -> R {
        if bytes < LONG { f() } else { self.aside(f) }
    }

    /// As `aside_over`, for work that makes something at most so many `times` as long as what it works on.
    ///
    /// # Errors
    /// `MemoryError` if there is not that much.
    #[inline]
    pub fn aside_making<R>(&self, bytes: usize, times: usize, f: impl FnOnce() -> R) -> Res<R> {
        if bytes < LONG {
            return Ok(f());
        }
        self.check_memory(bytes, times)?;
        Ok(self.aside(f))
    }

    /// `make_way` at each so manieth of many small steps which may make objects.
    ///
    /// # Errors
    /// `MemoryError` if they used up the memory.
    #[inline(always)]
    pub fn make_way_at(&self, step: usize) -> Res<()> {
        if step % STEPS == STEPS - 1 { self.make_way_or_stop() } else { Ok(()) }
    }

    /// `make_way`, in the middle of what may make objects without end: garbage is collected where memory is short.
    ///
    /// # Errors
    /// `MemoryError` if that made no room, or if something was refused.
    #[inline(always)]
    pub fn make_way_or_stop(&self) -> Res<()> {
        // SAFETY: as in `safepoint`.
        if unsafe { &*self.poll }.load(Ordering::Relaxed) == 0 { Ok(()) } else { self.make_way_slowly() }
    }

    #[cold]
    fn make_way_slowly(&self) -> Res<()> {
        self.make_way();
        if heap::is_nearly_full() {
            self.collect();
            if heap::is_nearly_full() {
                return Err(self.memory_error());
            }
        }
        self.check_made()
    }

    /// `RecursionError` when the native stack is nearly used up; called by everything that recurses natively.
    #[inline(always)]
    pub fn check_depth(&self) -> Res<()> {
        if self.is_deep() { Err(self.too_deep("")) } else { Ok(()) }
    }

    /// Is the native stack nearly used up?
    #[inline(always)]
    pub fn is_deep(&self) -> bool {
        crate::sync::stack_pointer() < self.native_limit.get()
    }

    #[cold]
    pub fn too_deep(&self, doing: &str) -> crate::object::Raised {
        self.raise(&crate::types::exceptions::RECURSION_ERROR, format!("maximum recursion depth exceeded{doing}"))
    }
}
