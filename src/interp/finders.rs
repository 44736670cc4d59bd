//! Modules that a script's own finders find: those of `sys.meta_path`, and those that the hooks of `sys.path_hooks` make for
//! the places of a path. The search through files, and what a module's own code means, are `importer`'s.

use crate::object::layouts::*;
use crate::object::{Res, Value};
use crate::types::exceptions as exc;
use crate::vm::Vm;
use crate::vm::intern::{intern, names};

use super::importer::import;

/// Asks the finders that a script put into `sys.meta_path`.
pub fn by_meta_path(vm: &Vm, name: &str, parent: Option<Value>) -> Res<Option<Value>> {
    let Some(finders) = of_sys(vm, "meta_path")? else { return Ok(None) };
    if finders.cast::<List>().is_some_and(|l| l.is_empty()) {
        return Ok(None);
    }
    if finders.is_none() {
        return Err(vm.import_error("sys.meta_path is None, Python is likely shutting down"));
    }
    let path = match parent {
        Some(p) => vm.get_attr_opt(p, names::PATH.get())?.unwrap_or(Value::NONE),
        None => Value::NONE,
    };
    for &finder in vm.collect_items(finders)?.iter() {
        let Some(find) = vm.get_attr_opt(finder, intern(b"find_spec"))? else { continue };
        let spec = vm.call(find, &[vm.str(name), path, Value::NONE])?;
        if !spec.is_none() {
            return load(vm, spec).map(Some);
        }
    }
    Ok(None)
}

/// Asks the finder for one place of a path, if a hook makes one: each place is asked for once, and kept in
/// `sys.path_importer_cache`.
pub fn by_path_hooks(vm: &Vm, name: &str, place: Value) -> Res<Option<Value>> {
    let (Some(hooks), Some(cache)) = (of_sys(vm, "path_hooks")?, of_sys(vm, "path_importer_cache")?) else { return Ok(None) };
    let known = match cache.cast::<Dict>() {
        Some(_) => vm.dict_get(cache, place)?,
        None => None,
    };
    let finder = match known {
        Some(finder) => finder,
        None => {
            let mut made = Value::NONE;
            for &hook in vm.collect_items(hooks)?.iter() {
                match vm.call(hook, &[place]) {
                    Ok(finder) => {
                        made = finder;
                        break;
                    }
                    Err(raised) if vm.raised_is(&exc::IMPORT_ERROR) => _ = vm.take_raised(raised),
                    Err(raised) => return Err(raised),
                }
            }
            if made.is_none() {
                // a folder: files are looked for in it, and nobody needs to know that
                return Ok(None);
            }
            vm.set_item(cache, place, made)?;
            made
        }
    };
    if finder.is_none() {
        return Ok(None);
    }
    let spec = vm.call_method(finder, "find_spec", &[vm.str(name)])?;
    if spec.is_none() { Ok(None) } else { load(vm, spec).map(Some) }
}

fn of_sys(vm: &Vm, name: &str) -> Res<Option<Value>> {
    match vm.dict_get_str(vm.shared.modules.get(), "sys")? {
        Some(sys) => vm.get_attr_opt(sys, intern(name.as_bytes())),
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
    let util = import(vm, "importlib.util")?;
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
