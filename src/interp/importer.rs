//! Finding, loading and running modules: native ones, embedded ones, files along `sys.path`, finders of `sys.meta_path`.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use parking_lot::Mutex;

use super::{cache, finders, threads};
use crate::bytecode::Code;
use crate::object::layouts::*;
use crate::object::{ModuleSpec, Res, Value};
use crate::stdlib;
use crate::sync::{Wait, WaitPoint};
use crate::types::exceptions as exc;
use crate::types::{self, type_of};
use crate::vm::Vm;
use crate::vm::intern::{intern, names};

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
                _ => Some(import(vm, parent)?),
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
        let loaded = load_into(vm, name, parent);
        if claimed {
            release(vm, name);
        }
        return loaded;
    }
}

/// Loads a module and binds it in its package: both before anybody else may go on with it.
fn load_into(vm: &Vm, name: &str, parent: Option<Value>) -> Res {
    let module = load(vm, name, parent)?;
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
    if let Some(parent) = parent
        && vm.get_attr_opt(parent, names::PATH.get())?.is_none()
    {
        let parent_name = name.rsplit_once('.').map_or("", |(p, _)| p);
        return Err(not_found(vm, name, &format!("No module named {}; {} is not a package", quoted(vm, name)?, quoted(vm, parent_name)?)));
    }
    if let Some(m) = finders::by_meta_path(vm, name, parent)? {
        return Ok(m);
    }
    if let Some(spec) = vm.shared.native_module(name) {
        return load_native(vm, spec);
    }
    if let Some(m) = stdlib::python_module(name) {
        let code = embedded_code(vm, m)?;
        let path = if m.is_package { Some(vm.list(&[vm.str(&format!("<togil>/{}", name.replace('.', "/")))])) } else { None };
        let suffix = if m.is_package { "/__init__.py" } else { ".py" };
        return run_module(vm, name, &code, &format!("<togil>/{}{suffix}", name.replace('.', "/")), path);
    }
    let folders = match parent {
        Some(p) => vm.get_attr(p, names::PATH.get())?,
        None => vm.get_attr_str(vm.module("sys")?, "path")?,
    };
    let last = name.rsplit_once('.').map_or(name, |(_, l)| l);
    let mut namespace_folders = crate::vm::Values::new(vm);
    for &folder in vm.collect_items(folders)?.iter() {
        let place = folder;
        let Some(folder) = folder.as_str() else { continue };
        if let Some(m) = finders::by_path_hooks(vm, name, place)? {
            return Ok(m);
        }
        let folder = if folder.is_empty() { "." } else { folder };
        let base = std::path::Path::new(folder).join(last);
        let init = base.join("__init__.py");
        if init.is_file() {
            let path = vm.list(&[vm.str(&base.display().to_string())]);
            return run_file(vm, name, &init, Some(path));
        }
        let file = base.with_file_name(format!("{last}.py"));
        if file.is_file() {
            return run_file(vm, name, &file, None);
        }
        if base.is_dir() {
            namespace_folders.push(vm.str(&base.display().to_string()));
        }
    }
    if !namespace_folders.is_empty() {
        let m = imported(vm, vm.str(name), Value::NONE)?;
        vm.set_attr(m, names::PATH.get(), vm.list(&namespace_folders))?;
        vm.set_attr(m, names::PACKAGE.get(), vm.str(name))?;
        vm.dict_set_str(vm.shared.modules.get(), name, m)?;
        return Ok(m);
    }
    Err(not_found(vm, name, &format!("No module named {}", quoted(vm, name)?)))
}

fn embedded_code(vm: &Vm, m: &'static stdlib::PythonModule) -> Res<Arc<Code>> {
    if let Some(code) = COMPILED.lock().as_ref().and_then(|c| c.get(m.name)) {
        return Ok(code.clone());
    }
    let suffix = if m.is_package { "/__init__.py" } else { ".py" };
    let filename = format!("<togil>/{}{suffix}", m.name.replace('.', "/"));
    let kept = vm.detached(Wait::Io, || cache::read(&vm.shared.settings, m.name, &filename));
    let code = match kept {
        Some(code) => code,
        None => {
            let code = super::run::compile_text(vm, m.source, &filename, crate::syntax::Mode::Exec, Default::default())?;
            vm.detached(Wait::Io, || cache::write(&vm.shared.settings, m.name, &code));
            code
        }
    };
    COMPILED.lock().get_or_insert_with(HashMap::new).insert(m.name, code.clone());
    Ok(code)
}

fn run_file(vm: &Vm, name: &str, file: &std::path::Path, path: Option<Value>) -> Res {
    let bytes = std::fs::read(file).map_err(|e| vm.io_error(&e, Some(vm.str(&file.display().to_string()))))?;
    let filename = std::path::absolute(file).unwrap_or(file.to_path_buf()).display().to_string();
    let code = super::run::compile_bytes(vm, &bytes, &filename, crate::syntax::Mode::Exec, super::run::plain_options(vm))?;
    run_module(vm, name, &code, &filename, path)
}

/// Makes a module, puts it into `sys.modules`, runs its code; out again if that fails.
fn run_module(vm: &Vm, name: &str, code: &Arc<Code>, filename: &str, path: Option<Value>) -> Res {
    let m = imported(vm, vm.str(name), Value::NONE)?;
    let ns = m.expect::<Module>().namespace.get();
    vm.dict_set(ns, names::BUILTINS.get(), vm.module("builtins")?)?;
    vm.dict_set(ns, names::FILE.get(), vm.str(filename))?;
    let package = if path.is_some() { name } else { name.rsplit_once('.').map_or("", |(p, _)| p) };
    vm.dict_set(ns, names::PACKAGE.get(), vm.str(package))?;
    if let Some(path) = path {
        vm.dict_set(ns, names::PATH.get(), path)?;
    }
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
    let m = types::module::new(vm, name, doc)?;
    // `builtins` keeps them, so that code finds the bare names
    if name.as_str() != Some("builtins") {
        let ns = m.expect::<Module>().namespace.get();
        vm.delete_global(ns, names::SPEC.get())?;
        vm.delete_global(ns, names::LOADER.get())?;
    }
    Ok(m)
}

/// Makes a native module.
pub fn load_native(vm: &Vm, spec: &'static ModuleSpec) -> Res {
    if spec.needs_gil && !vm.shared.world.gil_enabled() {
        super::run::enable_gil_for(vm, spec.name)?;
    }
    let m = imported(vm, intern(spec.name.as_bytes()), if spec.doc.is_empty() { Value::NONE } else { vm.str(spec.doc) })?;
    let ns = m.expect::<Module>().namespace.get();
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
