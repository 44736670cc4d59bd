//! `Interpreter`: one isolated Python in this process, and `Builder`, which says how it shall be.
//!
//! This is the door for a program that embeds togil; `embed` has what it does behind the door in plain Rust types.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};

use crate::object::heap::{self, Heap};
use crate::object::{ModuleSpec, Slot, Value};
use crate::sync::World;
use crate::types::exceptions::MEMORY_ERROR;
use crate::vm::frame::RegisterStack;
use crate::vm::shared::{Hooks, Settings};
use crate::vm::{Shared, Vm};

use super::session::Session;

/// Address space that is left where an interpreter is made or a thread: the memory that Rust takes is not asked for bit by bit.
pub(super) const SPACE: usize = 16 << 20;

fn is_space_left() -> bool {
    let is_left = || heap::leaving_address_space(SPACE, || ()).is_some();
    is_left() || {
        RegisterStack::release_spares();
        is_left()
    }
}

/// Numbers of interpreters are never used twice.
static NEXT_ID: AtomicU64 = AtomicU64::new(0);

/// An isolated Python: its own heap, modules, builtins and GIL. A handle: clones mean the same interpreter, and it is
/// dropped with its last handle. Any native thread may use it, several at once.
#[derive(Clone)]
pub struct Interpreter {
    pub shared: Arc<Shared>,
}

/// How an interpreter shall be.
#[derive(Default)]
pub struct Builder {
    settings: Settings,
    gil: Option<bool>,
    modules: Vec<&'static ModuleSpec>,
    capture: bool,
}

impl Builder {
    /// Behind a GIL (the default) or free-threaded.
    pub fn gil(mut self, on: bool) -> Builder {
        self.gil = Some(on);
        self
    }

    /// What `sys.argv` holds.
    pub fn argv<T: Into<String>>(mut self, argv: impl IntoIterator<Item = T>) -> Builder {
        self.settings.argv = argv.into_iter().map(|word| word.into().into()).collect();
        self
    }

    /// A folder more to import modules from, at the end of `sys.path`.
    pub fn search(mut self, folder: impl Into<String>) -> Builder {
        self.settings.path.push(folder.into());
        self
    }

    /// A module written in Rust, found by `import` before the library's. A table, as for the library's own modules.
    pub fn module(mut self, spec: &'static ModuleSpec) -> Builder {
        self.modules.push(spec);
        self
    }

    /// Modules as of another interpreter.
    pub(super) fn modules(mut self, modules: Vec<&'static ModuleSpec>) -> Builder {
        self.modules = modules;
        self
    }

    /// Keeps what is printed, for `Interpreter::take_output`, instead of writing it to the process's streams.
    pub fn capture_output(mut self) -> Builder {
        self.capture = true;
        self
    }

    /// Everything else that a command line can say. Replaces what `argv` and `search` said before.
    pub fn settings(mut self, settings: Settings) -> Builder {
        self.settings = settings;
        self
    }

    /// Makes the interpreter. The first of a process is the main one.
    ///
    /// Panics if there is no memory for it.
    pub fn build(self) -> Interpreter {
        self.try_build().expect("there is memory for an interpreter")
    }

    /// As `build`; `None` if there is no memory for it.
    pub fn try_build(self) -> Option<Interpreter> {
        if !heap::reserve() || heap::is_nearly_full() || !is_space_left() {
            return None;
        }
        crate::types::init();
        let world = World::new(self.gil.unwrap_or(true));
        if let Some(interval) = self.settings.switch_interval {
            world.set_switch_interval(interval);
        }
        let mut native_modules = self.modules;
        for &module in crate::stdlib::native::MODULES {
            if native_modules.iter().all(|m| m.name != module.name) {
                native_modules.push(module);
            }
        }
        let shared = Arc::new(Shared {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            world,
            heap: Heap::new(),
            vms: Default::default(),
            codes: Default::default(),
            cache_entries: Default::default(),
            classes: Default::default(),
            modules: Slot::new(Value::UNBOUND),
            builtins: Slot::new(Value::UNBOUND),
            registry: Default::default(),
            type_epoch: AtomicU32::new(1),
            hooks: Hooks {
                unraisable: super::threads::report_unraisable,
                import: super::importer::import,
                library: super::importer::library,
                complete: super::finders::complete,
                is_importing: super::importer::is_importing,
                signals: super::run::run_signal_handlers,
            },
            native_modules,
            settings: self.settings,
            finalizing: AtomicBool::new(false),
            pending_finalizers: Default::default(),
            running_main: AtomicBool::new(false),
            next_thread_name: AtomicU64::new(0),
            tasks_made: AtomicU64::new(0),
            weak: Default::default(),
            gc_announced: AtomicBool::new(false),
            cells_removed: AtomicBool::new(false),
            recursion_limit: AtomicU32::new(1000),
        });
        let interpreter = Interpreter { shared };
        let session = Session::new(&interpreter.shared)?;
        let vm = session.vm();
        let started = super::importer::start(vm).and_then(|()| if self.capture { super::embed::capture(vm) } else { Ok(()) });
        if let Err(raised) = started {
            if vm.raised_is(&MEMORY_ERROR) {
                vm.take_raised(raised);
                return None;
            }
            let e = vm.take_raised(raised);
            panic!("the interpreter did not start: {}", crate::vm::display::exception_text(vm, e));
        }
        drop(session);
        Some(interpreter)
    }
}

impl Interpreter {
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Attaches the calling thread for the time of `f`. Panics if it is attached to this interpreter already: a
    /// native function has been given its `Vm`, and waiting for its own GIL it would wait for ever. Panics, too, if there is
    /// no address space for the thread's registers.
    pub fn session<R>(&self, f: impl FnOnce(&Vm) -> R) -> R {
        assert!(!Session::is_attached_to(&self.shared), "this thread is attached to the interpreter: use the Vm that it has");
        let session = Session::new(&self.shared).expect("there is address space for a thread's registers");
        f(session.vm())
    }
}
