//! The interpreters of the process that scripts know by number: making, entering and ending them.
//!
//! The list keeps an interpreter alive until it is destroyed. Whoever enters one detaches from his own first
//! (`enter`), so that its GIL is free meanwhile; one thread at a time runs code in an interpreter's `__main__`.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use parking_lot::Mutex;

use super::{Interpreter, Session, run};
use crate::object::{Res, heap};
use crate::sync::Wait;
use crate::vm::shared::{Config, Settings};
use crate::vm::{Shared, Vm};

/// Where an interpreter came from, in CPython's numbers.
pub const WHENCE_RUNTIME: i64 = 1;
pub const WHENCE_STDLIB: i64 = 5;

/// An interpreter made by a script.
struct Entry {
    interpreter: Interpreter,
    /// destroyed when its references are all gone
    counted: bool,
    references: Arc<AtomicI64>,
}

static LIST: Mutex<BTreeMap<u64, Entry>> = Mutex::new(BTreeMap::new());

/// Makes an isolated interpreter with the maker's settings but for what it may do; `None` if there is no memory for it.
pub fn create(vm: &Vm, config: Config, counted: bool) -> Option<u64> {
    if heap::is_nearly_full() {
        // those that nobody can name any more are to be ended first
        vm.collect();
        vm.run_finalizers();
    }
    let gil = vm.shared.world.gil_enabled();
    let settings = Settings { config, ..vm.shared.settings.clone() };
    let modules = vm.shared.native_modules.clone();
    let interpreter = vm.detached(Wait::Interpreter, || Interpreter::builder().gil(gil).settings(settings).modules(modules).try_build())?;
    let id = interpreter.shared.id;
    LIST.lock().insert(id, Entry { interpreter, counted, references: Arc::default() });
    Some(id)
}

/// Numbers and origins, by creation.
pub fn list() -> Vec<(u64, i64)> {
    let mut all = vec![(0, WHENCE_RUNTIME)];
    all.extend(LIST.lock().keys().map(|&id| (id, WHENCE_STDLIB)));
    all
}

/// Where an interpreter came from; `None` if there is no such one.
pub fn whence(id: u64) -> Option<i64> {
    if id == 0 {
        return Some(WHENCE_RUNTIME);
    }
    LIST.lock().contains_key(&id).then_some(WHENCE_STDLIB)
}

/// An interpreter by its number; not the main one.
pub fn find(id: u64) -> Option<Interpreter> {
    LIST.lock().get(&id).map(|e| e.interpreter.clone())
}

/// One reference more; `false` if there is no such interpreter.
pub fn retain(id: u64) -> bool {
    id == 0 || LIST.lock().get(&id).map(|e| e.references.fetch_add(1, Ordering::AcqRel)).is_some()
}

/// One reference less; `Some(true)` if that was the last of a counted one, which is to be destroyed now.
pub fn release(id: u64) -> Option<bool> {
    if id == 0 {
        return Some(false);
    }
    LIST.lock().get(&id).map(|e| e.references.fetch_sub(1, Ordering::AcqRel) == 1 && e.counted)
}

/// All interpreters that scripts made.
pub fn all() -> Vec<Interpreter> {
    LIST.lock().values().map(|e| e.interpreter.clone()).collect()
}

/// The right to run code in an interpreter's `__main__`, until dropped.
pub struct Running(Arc<Shared>);

impl Running {
    /// `None` while another thread has it.
    pub fn new(interpreter: &Interpreter) -> Option<Running> {
        let shared = interpreter.shared.clone();
        if shared.running_main.swap(true, Ordering::AcqRel) { None } else { Some(Running(shared)) }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.running_main.store(false, Ordering::Release);
    }
}

/// Runs `f` on this native thread in another interpreter, detached from its own.
///
/// # Errors
/// `MemoryError` if there is none for another thread there.
pub fn enter<R>(vm: &Vm, interpreter: &Interpreter, f: impl FnOnce(&Vm) -> R) -> Res<R> {
    if heap::is_nearly_full() {
        return Err(vm.memory_error());
    }
    visit(vm, interpreter, f).ok_or_else(|| vm.memory_error())
}

/// As `enter`, with the last of the memory, too.
fn visit<R>(vm: &Vm, interpreter: &Interpreter, f: impl FnOnce(&Vm) -> R) -> Option<R> {
    vm.detached(Wait::Interpreter, || {
        let session = Session::new(&interpreter.shared)?;
        let _visit = super::signals::visit(&session.vm().thread);
        Some(f(session.vm()))
    })
}

/// Ends an interpreter: its threads are waited for, its exit functions run, everything it had is freed. The caller has
/// the right to run in it.
///
/// # Errors
/// `MemoryError` if there is none to enter it; it lives on then.
pub fn destroy(vm: &Vm, interpreter: Interpreter, running: Running) -> Res<()> {
    let id = interpreter.shared.id;
    visit(vm, &interpreter, run::finish).ok_or_else(|| vm.memory_error())?;
    let entry = LIST.lock().remove(&id);
    crate::stdlib::native::interpqueues::interpreter_ended(id);
    // dropping frees the heap, which takes a while if it is big
    vm.detached(Wait::Interpreter, || {
        drop(running);
        drop(entry);
        drop(interpreter);
    });
    Ok(())
}
