//! The finders of `sys.meta_path`, and those that the hooks of `sys.path_hooks` make for the places of a path. The three
//! attributes are made when somebody looks at them; before that, and for finders that nobody changed, `search` does the
//! work. What a module's code means is `importer`'s.

use crate::object::layouts::*;
use crate::object::{Res, Value};
use crate::types::exceptions as exc;
use crate::vm::Vm;
use crate::vm::intern::{intern, names};

use super::importer;
use super::search::Known;

/// Finds and loads a module: by the finders of `sys.meta_path` once somebody has looked at them, else by those that they
/// would be.
pub fn find(vm: &Vm, name: &str, path: Option<Value>) -> Res<Option<Value>> {
    let Some(list) = of_sys(vm, "meta_path")? else {
        for known in Known::ALL {
            if let Some(m) = known.load(vm, name, path)? {
                return Ok(Some(m));
            }
        }
        return Ok(None);
    };
    if list.is_none() {
        return Err(vm.import_error("sys.meta_path is None, Python is likely shutting down"));
    }
    let finders = vm.collect_items(list)?;
    if finders.is_empty() {
        vm.warn(&exc::IMPORT_WARNING, "sys.meta_path is empty", 1)?;
    }
    for &finder in finders.iter() {
        let found = match known_finder(vm, finder) {
            Some(known) => known.load(vm, name, path)?,
            None => {
                let Some(find) = vm.get_attr_opt(finder, intern(b"find_spec"))? else { continue };
                let spec = vm.call(find, &[vm.str(name), path.unwrap_or(Value::NONE), Value::NONE])?;
                if spec.is_none() { None } else { Some(load(vm, spec)?) }
            }
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// What finds modules at one place of a path.
pub enum OfPlace {
    Nobody,
    /// what looks into a folder or the library, in the usual way
    Usual,
    Finder(Value),
}

/// What a finder says of a module.
pub enum Answer {
    Nothing,
    Module(Value),
    /// it is a package without `__init__.py`, or a part of one: its places
    Portions(Value),
}

/// The finder of a place: `sys.path_importer_cache` has it, or the first hook of `sys.path_hooks` that will make one.
pub fn of_place(vm: &Vm, place: Value) -> Res<OfPlace> {
    // nobody has looked at it: it holds what is usual
    let Some(cache) = of_sys(vm, "path_importer_cache")? else { return Ok(OfPlace::Usual) };
    let place = match place.as_str() {
        Some("") => match std::env::current_dir() {
            Ok(here) => vm.str(&here.display().to_string()),
            Err(_) => return Ok(OfPlace::Nobody),
        },
        _ => place,
    };
    let known = match cache.cast::<Dict>() {
        Some(_) => vm.dict_get(cache, place)?,
        None => None,
    };
    let finder = match known {
        Some(finder) => finder,
        None => {
            let made = match of_sys(vm, "path_hooks")? {
                Some(hooks) if !hooks.is_none() => by_hooks(vm, hooks, place)?,
                _ => Value::NONE,
            };
            vm.set_item(cache, place, made)?;
            made
        }
    };
    if finder.is_none() {
        return Ok(OfPlace::Nobody);
    }
    Ok(if is_usual(vm, finder)? { OfPlace::Usual } else { OfPlace::Finder(finder) })
}

fn by_hooks(vm: &Vm, hooks: Value, place: Value) -> Res {
    let hooks = vm.collect_items(hooks)?;
    if hooks.is_empty() {
        vm.warn(&exc::IMPORT_WARNING, "sys.path_hooks is empty", 1)?;
    }
    for &hook in hooks.iter() {
        match vm.call(hook, &[place]) {
            Ok(finder) => return Ok(finder),
            Err(raised) if vm.raised_is(&exc::IMPORT_ERROR) => _ = vm.take_raised(raised),
            Err(raised) => return Err(raised),
        }
    }
    Ok(Value::NONE)
}

/// Asks a place's finder for a module, and loads it.
pub fn ask(vm: &Vm, finder: Value, name: &str) -> Res<Answer> {
    let spec = vm.call_method(finder, "find_spec", &[vm.str(name)])?;
    if spec.is_none() {
        return Ok(Answer::Nothing);
    }
    if !vm.get_attr_str(spec, "loader")?.is_none() {
        return load(vm, spec).map(Answer::Module);
    }
    match vm.get_attr_str(spec, "submodule_search_locations")? {
        places if places.is_none() => Err(vm.import_error("spec missing loader")),
        places => Ok(Answer::Portions(places)),
    }
}

/// The class of `_bootstrap_external._KNOWN` at this place, unless somebody gave it another `find_spec`.
fn known_class(vm: &Vm, at: usize) -> Option<Value> {
    let known = vm.shared.registered(KNOWN)?;
    let row = *known.cast::<Tuple>()?.items().get(at)?;
    let row = row.cast::<Tuple>()?;
    let (class, find) = (row.items()[0], row.items()[1]);
    let found = vm.type_lookup(class.as_type()?, intern(b"find_spec"))?;
    (found == find).then_some(class)
}

fn known_finder(vm: &Vm, finder: Value) -> Option<Known> {
    Known::ALL.into_iter().enumerate().find(|(at, _)| known_class(vm, *at) == Some(finder)).map(|(_, known)| known)
}

/// Does a finder do what the native search does: a `FileFinder` for sources alone, or the library's?
fn is_usual(vm: &Vm, finder: Value) -> Res<bool> {
    let class = finder.typ().value();
    if known_class(vm, 4) == Some(class) {
        return Ok(true);
    }
    if known_class(vm, 3) != Some(class) {
        return Ok(false);
    }
    let bootstrap = importer::library(vm, BOOTSTRAP)?;
    let usual = vm.call_method(bootstrap, "_is_usual", &[finder])?;
    vm.truth(usual)
}

const BOOTSTRAP: &str = "importlib._bootstrap_external";
/// Where the interpreter keeps `_bootstrap_external._KNOWN`.
const KNOWN: &str = "finders that are known";

/// Attributes that are made when someone asks for them: an imported module's spec and loader, and some of `sys`. With no
/// name, all of `sys`'s.
pub fn complete(vm: &Vm, module: Value, name: Option<Value>) -> Res<()> {
    if name.is_some_and(|name| name == names::SPEC.get() || name == names::LOADER.get()) {
        let bootstrap = importer::library(vm, BOOTSTRAP)?;
        return vm.call_method(bootstrap, "_describe", &[module]).map(drop);
    }
    let m = module.expect::<Module>();
    if m.name.get().as_str() != Some("sys") || vm.shared.native_module("sys").is_none() {
        return Ok(());
    }
    let ns = m.namespace.get();
    let wanted = |row: &str| name.is_none_or(|name| name.as_str() == Some(row));
    for (row, make) in [("stdlib_module_names", stdlib_names as fn(&Vm) -> Res), ("builtin_module_names", builtin_names)] {
        if wanted(row) && vm.namespace_get(ns, intern(row.as_bytes())).is_none() {
            vm.dict_set(ns, intern(row.as_bytes()), make(vm)?)?;
        }
    }
    const FINDERS: [&str; 3] = ["meta_path", "path_hooks", "path_importer_cache"];
    if FINDERS.into_iter().any(wanted) {
        let bootstrap = importer::library(vm, BOOTSTRAP)?;
        vm.shared.register(KNOWN, vm.get_attr_str(bootstrap, "_KNOWN")?);
        let defaults = vm.get_attr_str(bootstrap, "_DEFAULTS")?;
        for row in FINDERS {
            if vm.namespace_get(ns, intern(row.as_bytes())).is_none()
                && let Some(v) = vm.dict_get_str(defaults, row)?
            {
                vm.dict_set(ns, intern(row.as_bytes()), v)?;
            }
        }
    }
    Ok(())
}

fn stdlib_names(vm: &Vm) -> Res {
    let all: Vec<Value> = crate::stdlib::names::STDLIB.split_whitespace().map(|n| vm.str(n)).collect();
    crate::types::set::frozenset_of(vm, &all)
}

fn builtin_names(vm: &Vm) -> Res {
    let mut names: Vec<Value> = vm.shared.native_modules.iter().map(|m| vm.str(m.name)).collect();
    names.sort_by_key(|v| v.as_str().map(str::to_string));
    Ok(vm.tuple(&names))
}

/// An attribute of `sys`, if somebody has looked at it or set it.
fn of_sys(vm: &Vm, name: &str) -> Res<Option<Value>> {
    match vm.dict_get_str(vm.shared.modules.get(), "sys")? {
        Some(sys) => match sys.cast::<Module>() {
            Some(m) => Ok(vm.namespace_get(m.namespace.get(), intern(name.as_bytes()))),
            None => vm.get_attr_opt(sys, intern(name.as_bytes())),
        },
        None => Ok(None),
    }
}

/// Makes and runs the module of a spec, in `sys.modules` from before its code runs; out again if that fails.
fn load(vm: &Vm, spec: Value) -> Res {
    let loader = vm.get_attr_str(spec, "loader")?;
    let name = vm.get_attr_str(spec, "name")?;
    let modules = vm.shared.modules.get();
    if !loader.is_none() && vm.get_attr_opt(loader, intern(b"exec_module"))?.is_none() {
        let text = format!("{}.exec_module() not found; falling back to load_module()", loader.type_name());
        vm.warn(&exc::IMPORT_WARNING, &text, 1)?;
        return load_whole(vm, spec, loader, name);
    }
    let util = importer::library(vm, "importlib._bootstrap")?;
    let module = vm.call_method(util, "module_from_spec", &[spec])?;
    vm.set_item(modules, name, module)?;
    let ran = if !loader.is_none() {
        vm.call_method(loader, "exec_module", &[module]).map(|_| ())
    } else if vm.get_attr_str(spec, "submodule_search_locations")?.is_none() {
        let raised = vm.import_error("missing loader");
        vm.set_raised_field(0, name);
        Err(raised)
    } else {
        Ok(())
    };
    if let Err(raised) = ran {
        let e = vm.take_raised(raised);
        vm.dict_remove(modules, name)?;
        return Err(vm.put_raised(e));
    }
    present(vm, name)
}

/// A loader of the old kind makes the module and puts it into `sys.modules` itself.
fn load_whole(vm: &Vm, spec: Value, loader: Value, name: Value) -> Res {
    vm.call_method(loader, "load_module", &[name])?;
    let module = present(vm, name)?;
    for (attribute, value) in [("__loader__", loader), ("__spec__", spec)] {
        let missing = vm.get_attr_opt(module, intern(attribute.as_bytes()))?.is_none_or(Value::is_none);
        if missing && let Err(raised) = vm.set_attr_str(module, attribute, value) {
            vm.take_raised(raised);
        }
    }
    Ok(module)
}

/// The module as it now is in `sys.modules`: its code may have put another there, or none.
pub fn present(vm: &Vm, name: Value) -> Res {
    match vm.dict_get(vm.shared.modules.get(), name)? {
        Some(module) => Ok(module),
        None => Err(vm.key_error(name)),
    }
}
