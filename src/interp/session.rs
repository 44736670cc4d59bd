//! A native thread's stay in an interpreter: from attaching to detaching for good.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::object::Value;
use crate::object::heap::Allocator;
use crate::sync::{Stuck, ThreadState, poll};
use crate::vm::frame::{MOST_RECURSION, RegisterStack, STACK_RESERVE, STACK_WORDS};
use crate::vm::shared::VmPointer;
use crate::vm::{Shared, Vm};

/// Bytes of native stack kept for making and raising `RecursionError`, and for one native call more.
const NATIVE_RESERVE: usize = 768 << 10;

/// Attached as long as it lives; made and dropped on the same native thread.
pub struct Session {
    vm: Box<Vm>,
    /// the thread that this native thread is in the interpreter it came from: it goes on when this session is over
    outer: Option<Stuck>,
}

thread_local! {
    /// The machines of this native thread, innermost last (a thread may enter several interpreters).
    static CURRENT: RefCell<Vec<VmPointer>> = const { RefCell::new(Vec::new()) };
}

impl Session {
    /// Attaches the calling thread to an interpreter, as its visitor. `None` if there is no address space for its registers.
    pub fn new(shared: &Arc<Shared>) -> Option<Session> {
        let stack = RegisterStack::new(STACK_WORDS)?;
        Some(Session::of(shared, shared.world.register(), stack))
    }

    /// Attaches the calling thread, which a script started.
    pub fn of_started(shared: &Arc<Shared>, stack: RegisterStack) -> Session {
        let thread = shared.world.register();
        shared.world.include(&thread);
        Session::of(shared, thread, stack)
    }

    fn of(shared: &Arc<Shared>, thread: Arc<ThreadState>, stack: RegisterStack) -> Session {
        thread.begin();
        let alloc = Allocator::new(shared.heap.clone(), thread.poll_word(), poll::COLLECT);
        alloc.set_owner(thread.owner_id());
        // SAFETY: the reserve is inside the mapping.
        let limit = unsafe { stack.base().add(STACK_WORDS - STACK_RESERVE * 8) };
        let vm = Box::new(Vm {
            poll: thread.poll_word(),
            fp: Cell::new(std::ptr::null_mut()),
            pc: Cell::new(std::ptr::null()),
            stack_limit: Cell::new(limit),
            recursion_limit: Cell::new(MOST_RECURSION.min(shared.recursion_limit.load(Ordering::Relaxed))),
            origin_depth: Cell::new(0),
            alloc,
            raised: Cell::new(Value::UNBOUND),
            handled: Cell::new(Value::UNBOUND),
            shared: shared.clone(),
            native_limit: Cell::new(thread.native_limit() + NATIVE_RESERVE),
            thread,
            stack,
            repr_active: Default::default(),
            in_callbacks: Cell::new(false),
            in_finalizers: Cell::new(false),
            locals: RefCell::new(Vec::new()),
            result: Cell::new(Value::UNBOUND),
            running_loop: Cell::new(Value::UNBOUND),
            running_task: Cell::new(Value::UNBOUND),
            trace: Cell::new(Value::UNBOUND),
            profile: Cell::new(Value::UNBOUND),
            tracing: Cell::new(false),
            hooked: Cell::new(false),
            slot_owner: Cell::new(Value::UNBOUND),
            cache_misses: Cell::new(0),
            refused: Cell::new(false),
            watched: Default::default(),
            ident: super::threads::ident(),
        });
        let pointer = VmPointer(&*vm);
        shared.vms.lock().push(pointer);
        let is_inner = CURRENT.with(|c| {
            c.borrow_mut().push(pointer);
            c.borrow().len() > 1
        });
        Session { vm, outer: is_inner.then(Stuck::new) }
    }

    /// Is the calling thread attached to this interpreter? Not if it is merely inside, detached (in another one, say).
    pub fn is_attached_to(shared: &Arc<Shared>) -> bool {
        // SAFETY: the machines in this thread's own list live: `drop` takes them out.
        CURRENT.with(|c| c.borrow().iter().map(|p| unsafe { &*p.0 }).any(|vm| Arc::ptr_eq(&vm.shared, shared) && vm.thread.is_attached()))
    }

    /// The thread's machine.
    pub fn vm(&self) -> &Vm {
        &self.vm
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        drop(self.outer.take());
        let pointer = VmPointer(&*self.vm);
        CURRENT.with(|c| c.borrow_mut().retain(|p| *p != pointer));
        self.vm.shared.vms.lock().retain(|p| *p != pointer);
        self.vm.alloc.retire();
        self.vm.thread.end();
    }
}
