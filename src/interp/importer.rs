//! Importing: who imports what, and loading and running what was found: native modules, embedded ones, files. Where they are
//! looked for is `search`'s, and what a script's own finders find `finders`'.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use parking_lot::Mutex;

use super::{cache, finders, search, threads};
use crate::bytecode::{Code, Const};
use crate::object::layouts::*;
use crate::object::{ModuleSpec, Res, Value};
use crate::stdlib;
use crate::sync::{Wait, WaitPoint};
use crate::types::exceptions as exc;
use crate::types::{self, type_of};
use crate::vm::Vm;
use crate::vm::intern::{intern, names};

pub use super::search::LIBRARY;

/// Compiled embedded modules, shared by all interpreters.
static COMPILED: Mutex<Option<HashMap<&'static str, Arc<Code>>>> = Mutex::new(None);

/// Who imports what, and who waits for what: one thread at a time runs a module's code; others wait, detached, unless that
/// would be for ever.
struct GoingOn {
    /// interpreter, module, thread
    imports: Vec<(u64, String, u64)>,
    /// thread, module
    waits: Vec<(u64, String)>,
}

static GOING_ON: Mutex<GoingOn> = Mutex::new(GoingOn { imports: Vec::new(), waits: Vec::new() });
/// How many imports go on: so that importing what is there takes no lock.
static HOW_MANY: AtomicUsize = AtomicUsize::new(0);
/// How many imports have ended; it changes before those who wait are woken.
static ENDED: AtomicU64 = AtomicU64::new(0);
static DONE: WaitPoint = WaitPoint::new();

impl GoingOn {
    fn importer(&self, interpreter: u64, name: &str) -> Option<u64> {
        self.imports.iter().find(|(i, n, _)| *i == interpreter && n == name).map(|(_, _, who)| *who)
    }

    /// Does another thread import this, which does not itself wait for `me`?
    fn is_worth_waiting(&self, interpreter: u64, name: &str, me: u64) -> bool {
        let Some(mut who) = self.importer(interpreter, name) else { return false };
        // each thread waits for one module at most, so the way ends or comes to `me`: a circle of others cannot be,
        // its last one would not have waited
        while who != me {
            let Some((_, next)) = self.waits.iter().find(|(w, _)| *w == who) else { return true };
            // what it waited for has just ended: it will go on
            let Some(importer) = self.importer(interpreter, next) else { return true };
            who = importer;
        }
        false
    }
}

/// Makes `sys.modules`, `builtins`, `sys` and `__main__`.
pub fn start(vm: &Vm) -> Res<()> {
    vm.shared.modules.set(vm.new_dict());
    for name in ["builtins", "sys"] {
        let spec = vm.shared.native_module(name).expect("the module list has it");
        load_native(vm, spec)?;
    }
    let main = types::module::new(vm, vm.str("__main__"), Value::NONE)?;
    let ns = main.expect::<Module>().namespace.get();
    vm.dict_set(ns, names::BUILTINS.get(), vm.module("builtins")?)?;
    vm.dict_set_str(vm.shared.modules.get(), "__main__", main)
}

/// Imports the module of an absolute name; gives the module itself.
pub fn import(vm: &Vm, name: &str) -> Res {
    import_for(vm, name, For::Script)
}

/// Whom a module is imported for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    Script,
    /// the library's own is meant, whatever finders and paths there are
    Machine,
}

fn import_for(vm: &Vm, name: &str, whom: For) -> Res {
    loop {
        if let Some(m) = vm.dict_get_str(vm.shared.modules.get(), name)? {
            if m.is_none() {
                return Err(not_found(vm, name, &format!("import of {name} halted; None in sys.modules")));
            }
            // after a wait it may not be there any more: its code may have failed
            if wait_for(vm, name)? {
                continue;
            }
            return Ok(m);
        }
        vm.check_depth()?;
        let parent = match name.rsplit_once('.') {
            Some(("", _)) => return Err(vm.value_error("Empty module name")),
            Some((parent, _)) => match vm.dict_get_str(vm.shared.modules.get(), parent)? {
                // it is no package, which is what is said then
                Some(halted) if halted.is_none() => Some(halted),
                _ => Some(import_for(vm, parent, whom)?),
            },
            None => None,
        };
        // the parent may have imported it
        if vm.dict_get_str(vm.shared.modules.get(), name)?.is_some() {
            continue;
        }
        let claimed = claim(vm, name);
        if !claimed && wait_for(vm, name)? {
            continue;
        }
        // another thread may have been faster, between the look into sys.modules and the claim
        if claimed && vm.dict_get_str(vm.shared.modules.get(), name)?.is_some() {
            release(vm, name);
            continue;
        }
        let loaded = load_into(vm, name, parent, whom);
        if claimed {
            release(vm, name);
        }
        return loaded;
    }
}

/// Loads a module and binds it in its package: both before anybody else may go on with it.
fn load_into(vm: &Vm, name: &str, parent: Option<Value>, whom: For) -> Res {
    let module = match whom {
        For::Machine
            if vm.shared.native_module(name).is_none()
                && let Some(embedded) = stdlib::python_module(name) =>
        {
            load_embedded(vm, embedded)?
        }
        _ => load(vm, name, parent)?,
    };
    if let (Some(_), Some((parent, last))) = (parent, name.rsplit_once('.')) {
        let parent = finders::present(vm, vm.str(parent))?;
        vm.set_attr(parent, intern(last.as_bytes()), module)?;
    }
    Ok(module)
}

fn claim(vm: &Vm, name: &str) -> bool {
    let mut going_on = GOING_ON.lock();
    if going_on.importer(vm.shared.id, name).is_some() {
        return false;
    }
    going_on.imports.push((vm.shared.id, name.to_string(), vm.thread.serial()));
    HOW_MANY.store(going_on.imports.len(), Ordering::Release);
    true
}

fn release(vm: &Vm, name: &str) {
    {
        let mut going_on = GOING_ON.lock();
        going_on.imports.retain(|(i, n, _)| *i != vm.shared.id || n != name);
        HOW_MANY.store(going_on.imports.len(), Ordering::Release);
        ENDED.fetch_add(1, Ordering::Release);
    }
    DONE.notify_all();
}

/// Waits until another thread has run the module's code; `false` if there was nothing to wait for: nobody imports it, or
/// this thread does (a circular import), or whoever does waits, over some others perhaps, for this thread.
fn wait_for(vm: &Vm, name: &str) -> Res<bool> {
    // whoever finds a module that is not finished sees that somebody imports
    if HOW_MANY.load(Ordering::Acquire) == 0 {
        return Ok(false);
    }
    let (me, id) = (vm.thread.serial(), vm.shared.id);
    let ended = {
        let mut going_on = GOING_ON.lock();
        if !going_on.is_worth_waiting(id, name, me) {
            return Ok(false);
        }
        going_on.waits.push((me, name.to_string()));
        ENDED.load(Ordering::Acquire)
    };
    let some_ended = || ENDED.load(Ordering::Acquire) != ended;
    let waited = threads::wait_until(vm, &DONE, Wait::Import, None, || !some_ended(), || some_ended().then_some(()));
    GOING_ON.lock().waits.retain(|(who, _)| *who != me);
    waited.map(|_| true)
}

/// The module whose import the thread of this serial number waits for, and the serial number of the thread that imports it.
pub fn waited_for(interpreter: u64, serial: u64) -> Option<(String, Option<u64>)> {
    let going_on = GOING_ON.lock();
    let (_, name) = going_on.waits.iter().find(|(who, _)| *who == serial)?;
    Some((name.clone(), going_on.importer(interpreter, name)))
}

fn quoted(vm: &Vm, name: &str) -> Res<String> {
    vm.repr_text(vm.str(name))
}

/// Does this interpreter run the module's code right now?
pub fn is_importing(vm: &Vm, name: &str) -> bool {
    HOW_MANY.load(Ordering::Acquire) > 0 && GOING_ON.lock().importer(vm.shared.id, name).is_some()
}

fn not_found(vm: &Vm, name: &str, text: &str) -> crate::object::Raised {
    let raised = vm.raise(&exc::MODULE_NOT_FOUND_ERROR, text);
    vm.set_raised_field(0, vm.str(name));
    vm.set_raised_field(2, vm.str(text));
    raised
}

/// Finds and runs a module that is not in `sys.modules`.
fn load(vm: &Vm, name: &str, parent: Option<Value>) -> Res {
    let path = match parent {
        Some(parent) => match vm.get_attr_opt(parent, names::PATH.get())? {
            Some(path) => Some(path),
            None => {
                let parent_name = name.rsplit_once('.').map_or("", |(p, _)| p);
                let text = format!("No module named {}; {} is not a package", quoted(vm, name)?, quoted(vm, parent_name)?);
                let context = vm.get_attr(parent, names::PATH.get()).err().map(|raised| vm.take_raised(raised));
                let raised = not_found(vm, name, &text);
                let e = vm.take_raised(raised);
                if let (Some(e), Some(context)) = (e.cast::<crate::object::layouts::Exception>(), context) {
                    e.context.set(context);
                    e.suppress.store(1, std::sync::atomic::Ordering::Relaxed);
                }
                return Err(vm.put_raised(e));
            }
        },
        None => None,
    };
    match finders::find(vm, name, path)? {
        Some(module) => Ok(module),
        None => Err(not_found(vm, name, &format!("No module named {}", quoted(vm, name)?))),
    }
}

/// The library's modules that the machine needs and a script's own hide: a dict in the interpreter's registry.
const HIDDEN: &str = "modules that are hidden";

/// A module that the machine itself needs: the library's, whatever a script has put in its place.
pub fn library(vm: &Vm, name: &str) -> Res {
    if let Some(embedded) = stdlib::python_module(name) {
        if let Some(hidden) = vm.shared.registered(HIDDEN)
            && let Some(m) = vm.dict_get_str(hidden, name)?
        {
            return Ok(m);
        }
        let hidden = match vm.dict_get_str(vm.shared.modules.get(), name)? {
            Some(m) => !m.cast::<Module>().is_some_and(|m| is_of_library(vm, m.namespace.get())),
            None => search::is_hidden(vm, name)?,
        };
        if hidden {
            let code = embedded_code(vm, embedded)?;
            let m = prepare(vm, name, &embedded_file(embedded), None, embedded_path(vm, embedded))?;
            if vm.shared.registered(HIDDEN).is_none() {
                vm.shared.register(HIDDEN, vm.new_dict());
            }
            if let Some(hidden) = vm.shared.registered(HIDDEN) {
                vm.dict_set_str(hidden, name, m)?;
            }
            let ns = m.expect::<Module>().namespace.get();
            super::run::run_code(vm, &code, ns, ns)?;
            return Ok(m);
        }
        return import_for(vm, name, For::Machine);
    }
    import(vm, name)
}

fn is_of_library(vm: &Vm, ns: Value) -> bool {
    vm.namespace_get(ns, names::FILE.get()).is_some_and(|file| file.as_str().is_some_and(|file| file.starts_with(search::LIBRARY)))
}

/// The name of an embedded module's file.
pub fn embedded_file(m: &stdlib::PythonModule) -> String {
    let suffix = if m.is_package { "/__init__.py" } else { ".py" };
    format!("{}/{}{suffix}", search::LIBRARY, m.name.replace('.', "/"))
}

fn embedded_path(vm: &Vm, m: &stdlib::PythonModule) -> Option<Value> {
    m.is_package.then(|| vm.list(&[vm.str(&format!("{}/{}", search::LIBRARY, m.name.replace('.', "/")))]))
}

fn embedded_code(vm: &Vm, m: &'static stdlib::PythonModule) -> Res<Arc<Code>> {
    if let Some(code) = COMPILED.lock().as_ref().and_then(|c| c.get(m.name)) {
        return Ok(code.clone());
    }
    let filename = embedded_file(m);
    let code = kept_or_compiled(vm, cache::Place::of_library(vm, m.name, &filename), || {
        super::run::compile_text(vm, m.source, &filename, crate::syntax::Mode::Exec, Default::default())
    })?;
    COMPILED.lock().get_or_insert_with(HashMap::new).insert(m.name, code.clone());
    Ok(code)
}

/// The code that is kept there; else what `compile` makes, which is kept from now on.
fn kept_or_compiled(vm: &Vm, place: Option<cache::Place>, compile: impl FnOnce() -> Res<Arc<Code>>) -> Res<Arc<Code>> {
    let Some(place) = place else { return compile() };
    if let Some(code) = vm.detached(Wait::Io, || place.read()) {
        return Ok(code);
    }
    let code = compile()?;
    vm.detached(Wait::Io, || place.write(&code));
    Ok(code)
}

/// Runs a module of the library that is written in Python.
pub fn load_embedded(vm: &Vm, m: &'static stdlib::PythonModule) -> Res {
    let code = embedded_code(vm, m)?;
    run_module(vm, prepare(vm, m.name, &embedded_file(m), None, embedded_path(vm, m))?, m.name, &code)
}

/// Runs the module in a file, a package's if there is a path.
pub fn load_file(vm: &Vm, name: &str, file: &str, path: Option<Value>) -> Res {
    crate::stdlib::native::io::flush_path(vm, std::path::Path::new(file));
    let place = cache::Place::of_file(vm, file)?;
    let kept_in = place.as_ref().map(|place| place.path().display().to_string());
    let code = kept_or_compiled(vm, place, || {
        let bytes = vm.detached(Wait::Io, || std::fs::read(file)).map_err(|e| vm.io_error(&e, Some(vm.str(file))))?;
        super::run::compile_bytes(vm, &bytes, file, crate::syntax::Mode::Exec, super::run::plain_options(vm))
    })?;
    let m = prepare(vm, name, file, kept_in.as_deref(), path)?;
    if asks_for_spec(&code) {
        finders::complete(vm, m, Some(names::SPEC.get()))?;
    }
    run_module(vm, m, name, &code)
}

/// Does code name what is made for a module when an attribute of it is asked for? As global names they must be there before.
fn asks_for_spec(code: &Code) -> bool {
    let wanted = [names::SPEC.text(), names::LOADER.text()];
    let inner = |k: &Const| matches!(k, Const::Code(code) if asks_for_spec(code));
    code.names.iter().any(|name| wanted.contains(&&**name)) || code.consts.iter().any(inner)
}

/// A package without `__init__.py`, found in these folders.
pub fn load_namespace(vm: &Vm, name: &str, portions: Value) -> Res {
    let m = imported(vm, vm.str(name), Value::NONE)?;
    let bootstrap = library(vm, "importlib._bootstrap_external")?;
    let path = vm.call_method(bootstrap, "_namespace_path", &[vm.str(name), portions])?;
    vm.set_attr(m, names::PATH.get(), path)?;
    vm.set_attr(m, names::PACKAGE.get(), vm.str(name))?;
    vm.dict_set_str(vm.shared.modules.get(), name, m)?;
    Ok(m)
}

/// A module with what its file says of it and where its code is kept, if it may be; not yet run.
fn prepare(vm: &Vm, name: &str, filename: &str, kept_in: Option<&str>, path: Option<Value>) -> Res {
    let m = imported(vm, vm.str(name), Value::NONE)?;
    let ns = m.expect::<Module>().namespace.get();
    vm.dict_set(ns, names::BUILTINS.get(), vm.shared.builtins.get())?;
    vm.dict_set(ns, names::FILE.get(), vm.str(filename))?;
    if let Some(kept_in) = kept_in {
        vm.dict_set_str(ns, "__cached__", vm.str(kept_in))?;
    }
    let package = if path.is_some() { name } else { name.rsplit_once('.').map_or("", |(p, _)| p) };
    vm.dict_set(ns, names::PACKAGE.get(), vm.str(package))?;
    if let Some(path) = path {
        vm.dict_set(ns, names::PATH.get(), path)?;
    }
    Ok(m)
}

/// Puts a module into `sys.modules`, runs its code; out again if that fails.
fn run_module(vm: &Vm, m: Value, name: &str, code: &Arc<Code>) -> Res {
    let ns = m.expect::<Module>().namespace.get();
    let key = vm.str(name);
    vm.dict_set(vm.shared.modules.get(), key, m)?;
    if let Err(raised) = super::run::run_code(vm, code, ns, ns) {
        let e = vm.take_raised(raised);
        vm.dict_remove(vm.shared.modules.get(), key)?;
        return Err(vm.put_raised(e));
    }
    finders::present(vm, key)
}

/// A module that the import system makes: its spec and loader are found when someone asks (`types::module`).
fn imported(vm: &Vm, name: Value, doc: Value) -> Res {
    // `builtins` has them, so that code finds the bare names
    let make = if name.as_str() == Some("builtins") { types::module::new } else { types::module::new_imported };
    make(vm, name, doc)
}

/// Is this an embedded module that no file hides?
pub fn is_frozen(name: &str) -> bool {
    search::frozen(name).is_some()
}

/// The native module of this name, made if it is not there.
pub fn native(vm: &Vm, name: Value) -> Res {
    if let Some(m) = vm.dict_get(vm.shared.modules.get(), name)? {
        return Ok(m);
    }
    match name.as_str().and_then(|name| vm.shared.native_module(name)) {
        Some(spec) => load_native(vm, spec),
        None => Err(vm.import_error("not a built-in module")),
    }
}

/// Makes a native module.
pub fn load_native(vm: &Vm, spec: &'static ModuleSpec) -> Res {
    if spec.needs_gil && !vm.shared.world.gil_enabled() {
        super::run::enable_gil_for(vm, spec.name)?;
    }
    let m = imported(vm, intern(spec.name.as_bytes()), if spec.doc.is_empty() { Value::NONE } else { vm.str(spec.doc) })?;
    let ns = m.expect::<Module>().namespace.get();
    // what `init` adds is not counted, but mostly little; nobody else knows the namespace yet
    types::dict::reserve(vm, &ns.expect::<Dict>().owner(), 16 + spec.functions.len() + spec.types.len() + spec.constants.len())?;
    if spec.name == "builtins" {
        vm.shared.builtins.set(ns);
        crate::stdlib::native::sitebuiltins::install(vm, ns)?;
    }
    let name = intern(spec.name.as_bytes());
    for def in spec.functions {
        let f = vm.native_function(def, m, name);
        vm.dict_set(ns, intern(def.name.as_bytes()), f)?;
    }
    for t in spec.types {
        let t = type_of(t);
        vm.dict_set(ns, t.name.get(), t.value())?;
    }
    for (name, make) in spec.constants {
        let v = make(vm)?;
        vm.dict_set(ns, intern(name.as_bytes()), v)?;
    }
    vm.dict_set_str(vm.shared.modules.get(), spec.name, m)?;
    if let Some(init) = spec.init
        && let Err(raised) = init(vm, m)
    {
        let e = vm.take_raised(raised);
        vm.dict_remove(vm.shared.modules.get(), name)?;
        return Err(vm.put_raised(e));
    }
    Ok(m)
}
