//! `Interpreter`: one isolated Python in this process.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};

use crate::object::heap::Heap;
use crate::object::{Slot, Value};
use crate::sync::World;
use crate::vm::shared::{Hooks, Settings};
use crate::vm::{Shared, Vm};

use super::session::Session;

/// Numbers of interpreters are never used twice.
static NEXT_ID: AtomicU64 = AtomicU64::new(0);

/// An isolated Python: its own heap, modules, builtins and GIL.
#[derive(Clone)]
pub struct Interpreter {
    pub shared: Arc<Shared>,
}

/// How an interpreter shall be.
#[derive(Default)]
pub struct Builder {
    settings: Settings,
    gil: Option<bool>,
}

impl Builder {
    /// Behind a GIL (the default) or free-threaded.
    pub fn gil(mut self, on: bool) -> Builder {
        self.gil = Some(on);
        self
    }

    /// Arguments, search path, flags.
    pub fn settings(mut self, settings: Settings) -> Builder {
        self.settings = settings;
        self
    }

    /// Makes the interpreter. The first of a process is the main one.
    pub fn build(self) -> Interpreter {
        crate::types::init();
        let shared = Arc::new(Shared {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            world: World::new(self.gil.unwrap_or(true)),
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
                signals: super::run::run_signal_handlers,
                modules: crate::stdlib::native::MODULES,
            },
            settings: self.settings,
            finalizing: AtomicBool::new(false),
            pending_finalizers: Default::default(),
            running_main: AtomicBool::new(false),
            next_thread_name: AtomicU64::new(0),
            weak: Default::default(),
            cells_removed: AtomicBool::new(false),
            recursion_limit: AtomicU32::new(1000),
        });
        let interpreter = Interpreter { shared };
        interpreter.session(|vm| {
            if let Err(raised) = super::importer::start(vm) {
                let e = vm.take_raised(raised);
                panic!("the interpreter did not start: {}", crate::vm::display::exception_text(vm, e));
            }
        });
        interpreter
    }
}

impl Interpreter {
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Attaches the calling thread for the time of `f`.
    pub fn session<R>(&self, f: impl FnOnce(&Vm) -> R) -> R {
        let session = Session::new(&self.shared);
        f(session.vm())
    }
}
