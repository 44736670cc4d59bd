//! `Shared`: what the threads of one interpreter have in common.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};

use parking_lot::Mutex;

use crate::object::heap::Heap;
use crate::object::layouts::Cell;
use crate::object::{ModuleSpec, Res, Slot, Value};
use crate::sync::World;
use crate::text::quick_map::QuickMap;

use super::{LoadedCode, Vm};

/// A thread's machine in the interpreter's list; the collector reads it while the world is stopped.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VmPointer(pub *const Vm);
// SAFETY: only the thread itself and, while the world is stopped, the collector follow the pointer.
unsafe impl Send for VmPointer {}

/// What the machine asks of the layers above it.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// imports the module of this absolute name and gives it
    pub import: fn(&Vm, &str) -> Res,
    /// the same for what the machine itself needs: the library's module, also where a script's own hides it
    pub library: fn(&Vm, &str) -> Res,
    /// makes an attribute of a module that is made when someone asks for it, if this is one; all of them without a name
    pub complete: fn(&Vm, Value, Option<Value>) -> Res<()>,
    /// whether the code of the module of this name runs
    pub is_importing: fn(&Vm, &str) -> bool,
    /// runs pending signal handlers (main thread of the main interpreter)
    pub signals: fn(&Vm) -> Res<()>,
    /// reports an exception that nobody can catch: the exception, what was going on, in which function
    pub unraisable: fn(&Vm, Value, &str, Value),
}

/// An attribute that an inline cache found, for sites whose answer is more than a slot.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CacheEntry {
    pub shape: u32,
    pub kind: CacheKind,
    /// the method, or the address of the cell that holds the value
    pub value: Value,
    /// the slot's word, for adding stores and calls; the new shape
    pub word: u32,
    pub new_shape: u32,
}

impl CacheEntry {
    /// What it says of a method of an object that it fits: the method and its object, or another attribute and unbound;
    /// `None` for an emptied cell, and where more than a look is needed.
    #[inline(always)]
    pub fn method(&self, o: Value) -> Option<(Value, Value)> {
        match self.kind {
            CacheKind::Method => Some((self.value, o)),
            CacheKind::Cell => self.value.expect::<Cell>().value.get().given().map(|v| (v, Value::UNBOUND)),
            CacheKind::Slot => super::attr::object_slot(o, self.word as usize).get().given().map(|v| (v, Value::UNBOUND)),
            CacheKind::Static => Some((self.value, Value::UNBOUND)),
            CacheKind::ClassOf => Some((o.typ().value(), Value::UNBOUND)),
            CacheKind::OfClass => Some((self.value, o.as_type().unwrap_or_else(|| o.typ()).value())),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CacheKind {
    /// a function of the class: a method
    Method,
    /// a value in a cell: of a class, a module, a type
    Cell,
    /// for a call: the value of the object's own attribute in `word`
    Slot,
    /// a property whose getter is a Python function of one parameter: that function
    Getter,
    /// another descriptor, to be asked each time
    Descriptor,
    /// `__class__`, which the object's shape says
    ClassOf,
    /// a store that adds an attribute
    Add,
    /// a method behind `super()`: `word` and `new_shape` are the address of the class after which it was looked for
    Super,
    /// a static method: the function
    Static,
    /// a class method: its function, to be called with the class that the object is or is of
    OfClass,
    /// a class whose making is the plain one: its `__init__`
    Construct,
}

/// The state of one interpreter.
pub struct Shared {
    /// unique in the process, never used twice; the main interpreter's is 0
    pub id: u64,
    pub world: Arc<World>,
    pub heap: Arc<Heap>,
    pub vms: Mutex<Vec<VmPointer>>,
    pub codes: Mutex<Vec<Box<LoadedCode>>>,
    /// what inline caches point to, each entry once
    pub cache_entries: Mutex<QuickMap<CacheEntry, Box<CacheEntry>>>,
    /// classes made by this interpreter, with the addresses of their memory
    pub classes: Mutex<Vec<Value>>,
    /// `sys.modules`, a dict
    pub modules: Slot,
    /// the namespace of `builtins`
    pub builtins: Slot,
    /// named values that must live: `sys`'s settings, codecs, singletons of native modules
    pub registry: Mutex<QuickMap<&'static str, Value>>,
    /// counts additions to and deletions from class namespaces: lookups remembered by threads are of one epoch
    pub type_epoch: AtomicU32,
    pub hooks: Hooks,
    /// the modules written in Rust: the library's, and those of the program that embeds the interpreter
    pub native_modules: Vec<&'static ModuleSpec>,
    /// command-line and embedding options that modules read
    pub settings: Settings,
    /// set while the interpreter goes down
    pub finalizing: AtomicBool,
    /// objects with finalizers whose `__del__` is due
    pub pending_finalizers: Mutex<std::collections::VecDeque<Value>>,
    /// code running in `__main__` of a subinterpreter
    pub running_main: AtomicBool,
    pub next_thread_name: AtomicU64,
    /// how many tasks of `asyncio` were given a number for a name
    pub tasks_made: AtomicU64,
    /// weak references, which the collector clears
    pub weak: crate::types::weakref::Table,
    /// `gc.callbacks` were told of a collection's start, and not yet of its end
    pub gc_announced: AtomicBool,
    /// a name left a namespace since the last collection: caches may know its cell
    pub cells_removed: AtomicBool,
    /// depth limit for new threads
    pub recursion_limit: AtomicU32,
}

/// Whose lock an interpreter's config says it has. It has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gil {
    Default,
    Shared,
    Own,
}

/// What an interpreter may do: `_interpreters.new_config` has the names.
#[derive(Clone, Copy, Debug)]
pub struct Config {
    pub use_main_obmalloc: bool,
    pub allow_fork: bool,
    pub allow_exec: bool,
    pub allow_threads: bool,
    pub allow_daemon_threads: bool,
    pub check_multi_interp_extensions: bool,
    pub gil: Gil,
}

impl Config {
    /// Nothing is allowed.
    pub const EMPTY: Config = Config {
        use_main_obmalloc: false,
        allow_fork: false,
        allow_exec: false,
        allow_threads: false,
        allow_daemon_threads: false,
        check_multi_interp_extensions: false,
        gil: Gil::Default,
    };
    /// What interpreters have that a script makes.
    pub const ISOLATED: Config = Config { allow_threads: true, check_multi_interp_extensions: true, gil: Gil::Own, ..Config::EMPTY };
}

/// The main interpreter's.
impl Default for Config {
    fn default() -> Config {
        Config {
            use_main_obmalloc: true,
            allow_fork: true,
            allow_exec: true,
            allow_threads: true,
            allow_daemon_threads: true,
            gil: Gil::Own,
            ..Config::EMPTY
        }
    }
}

/// What was chosen when the interpreter was made.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// what the interpreter may do
    pub config: Config,
    pub argv: Vec<std::ffi::OsString>,
    pub orig_argv: Vec<std::ffi::OsString>,
    pub executable: String,
    /// what `sys.path` begins with: not the library, which comes last
    pub path: Vec<String>,
    /// the first of it if it is there because of what is run: where a script's own files may hide the library's
    pub first_folder: Option<String>,
    pub optimize: u8,
    pub isolated: bool,
    pub ignore_environment: bool,
    pub unbuffered: bool,
    pub quiet: bool,
    pub inspect: bool,
    pub interactive: bool,
    pub dont_write_bytecode: bool,
    /// where `__pycache__` folders are to stand: `PYTHONPYCACHEPREFIX`
    pub pycache_prefix: Option<String>,
    pub safe_path: bool,
    pub bytes_warning: u8,
    pub verbose: u8,
    pub dev_mode: bool,
    pub utf8_mode: bool,
    pub debug: u8,
    pub no_user_site: bool,
    pub no_site: bool,
    pub warn_default_encoding: bool,
    /// `PYTHONHASHSEED=0`, which only `sys.flags` tells of: hashes of strings have no seed
    pub hash_seed_zero: bool,
    /// what `-X gil` or `PYTHON_GIL` said
    pub gil: Option<bool>,
    /// modules that need the GIL do not switch it on: `PYTHON_GIL=0`
    pub insist_on_no_gil: bool,
    /// how long a thread waits for the GIL before it asks for it; `None`: `sync::SWITCH_INTERVAL`
    pub switch_interval: Option<std::time::Duration>,
    pub warn_options: Vec<String>,
    pub x_options: Vec<(String, Option<String>)>,
    pub thread_inherit_context: Option<bool>,
    pub context_aware_warnings: Option<bool>,
    pub int_max_str_digits: Option<i64>,
    /// no marks under the lines of tracebacks
    pub no_debug_ranges: bool,
    /// what `os.cpu_count()` is to say
    pub cpu_count: Option<i64>,
}

// SAFETY: slots are atomics, lists are behind locks; values in them belong to this interpreter, whose threads follow
// the protocol of `sync`.
unsafe impl Sync for Shared {}
// SAFETY: as above.
unsafe impl Send for Shared {}

impl Shared {
    /// The value registered under a name.
    pub fn registered(&self, name: &str) -> Option<Value> {
        self.registry.lock().get(name).copied()
    }

    /// Registers a value, which lives as long as the interpreter or until it is replaced.
    pub fn register(&self, name: &'static str, v: Value) {
        self.registry.lock().insert(name, v);
    }

    /// The module of this name that is written in Rust.
    pub fn native_module(&self, name: &str) -> Option<&'static ModuleSpec> {
        self.native_modules.iter().copied().find(|m| m.name == name)
    }

    /// Is this the first interpreter of the process?
    pub fn is_main(&self) -> bool {
        self.id == 0
    }

    /// Calls every inline cache empty; the caller has stopped the other threads or holds the GIL.
    pub fn flush_caches(&self) {
        self.type_epoch.fetch_add(1, Ordering::AcqRel);
        for code in self.codes.lock().iter() {
            code.flush();
        }
        // no cache knows them any more, and no thread holds one across a safepoint
        self.cache_entries.lock().clear();
    }

    /// Keeps a cache entry until the caches are emptied and gives its address.
    pub fn keep_entry(&self, entry: CacheEntry) -> u64 {
        let mut entries = self.cache_entries.lock();
        let kept = entries.entry(entry).or_insert_with(|| Box::new(entry));
        &**kept as *const CacheEntry as u64
    }
}
