//! What the import statements ask of the machine; finding and running modules is `interp::importer`'s.

use crate::object::layouts::*;
use crate::object::{Res, Value};
use crate::types::exceptions as exc;

use super::Vm;
use super::intern::{intern, names};

impl Vm {
    /// `import name` and `from name import ...`: calls `builtins.__import__`.
    pub fn import_name(&self, globals: Value, name: Value, fromlist: Value, level: i64) -> Res {
        let f = self.dict_get(self.builtins_of(globals), names::IMPORT.get())?;
        match f {
            Some(f) if f.cast::<NativeFunction>().is_none() => self.call(f, &[name, globals, Value::NONE, fromlist, self.int(level)]),
            Some(_) => self.import(globals, name, fromlist, level),
            None => Err(self.import_error("__import__ not found")),
        }
    }

    /// `__import__(name, globals, None, fromlist, level)`.
    pub fn import(&self, globals: Value, name: Value, fromlist: Value, level: i64) -> Res {
        let Some(text) = name.as_str() else { return Err(self.type_error("module name must be a string")) };
        let absolute = if level > 0 { self.absolute_name(globals, text, level)? } else { text.to_string() };
        if absolute.is_empty() {
            return Err(self.value_error("Empty module name"));
        }
        let module = (self.shared.hooks.import)(self, &absolute)?;
        let has_from = !fromlist.is_unbound() && !fromlist.is_none() && self.truth(fromlist)?;
        if has_from {
            self.import_from_list(module, &absolute, fromlist)?;
            return Ok(module);
        }
        match text.split_once('.') {
            None => Ok(module),
            Some((first, _)) if level == 0 => self.module(first),
            Some((first, _)) => {
                let end = absolute.len() - (text.len() - first.len());
                self.module(&absolute[..end])
            }
        }
    }

    /// A module of `sys.modules`, imported if it is not there, waited for if another thread imports it.
    pub fn module(&self, name: &str) -> Res {
        (self.shared.hooks.import)(self, name)
    }

    /// Submodules named in `from package import a, b` are imported.
    fn import_from_list(&self, module: Value, absolute: &str, fromlist: Value) -> Res<()> {
        if self.get_attr_opt(module, names::PATH.get())?.is_none() {
            return Ok(());
        }
        let mut wanted = Vec::new();
        self.for_each(fromlist, &mut |v| {
            wanted.extend(v.as_str().map(str::to_string));
            Ok(true)
        })?;
        if wanted.iter().any(|w| w == "*")
            && let Some(all) = self.get_attr_opt(module, names::ALL.get())?
        {
            self.for_each(all, &mut |v| {
                wanted.extend(v.as_str().map(str::to_string));
                Ok(true)
            })?;
        }
        for w in wanted.iter().filter(|w| *w != "*") {
            if self.get_attr_opt(module, intern(w.as_bytes()))?.is_some() {
                continue;
            }
            let full = format!("{absolute}.{w}");
            if let Err(raised) = (self.shared.hooks.import)(self, &full) {
                if self.raised_is(&exc::MODULE_NOT_FOUND_ERROR) && exc::field(self.raised.get(), 0).as_str() == Some(&full) {
                    self.take_raised(raised);
                } else {
                    return Err(raised);
                }
            }
        }
        Ok(())
    }

    /// The absolute name of a relative import.
    fn absolute_name(&self, globals: Value, name: &str, level: i64) -> Res<String> {
        let get = |n: &super::intern::StaticName| self.dict_get(globals, n.get());
        let package = match get(&names::PACKAGE)? {
            Some(p) if p.str_bytes().is_some() => p.as_str().unwrap_or("").to_string(),
            Some(p) if !p.is_none() => return Err(self.type_error("package must be a string")),
            _ => {
                let name = get(&names::NAME)?.and_then(|n| n.as_str().map(str::to_string)).unwrap_or_default();
                if get(&names::PATH)?.is_some() { name } else { name.rsplit_once('.').map_or(String::new(), |(p, _)| p.to_string()) }
            }
        };
        if package.is_empty() {
            return Err(self.import_error("attempted relative import with no known parent package"));
        }
        let mut base = package.as_str();
        for _ in 1..level {
            base = match base.rsplit_once('.') {
                Some((p, _)) => p,
                None => return Err(self.import_error("attempted relative import beyond top-level package")),
            };
        }
        Ok(if name.is_empty() { base.to_string() } else { format!("{base}.{name}") })
    }

    /// `from module import name`: the attribute, or the submodule.
    pub fn import_from(&self, module: Value, name: Value) -> Res {
        if let Some(v) = self.get_attr_opt(module, name)? {
            return Ok(v);
        }
        let shown = name.as_str().unwrap_or("?");
        let package = self.get_attr_opt(module, names::NAME.get())?;
        let package_text = package.and_then(|p| p.as_str().map(str::to_string)).unwrap_or("<unknown module name>".into());
        if let Some(m) = self.dict_get_str(self.shared.modules.get(), &format!("{package_text}.{shown}"))? {
            return Ok(m);
        }
        let file = self.get_attr_opt(module, names::FILE.get())?.unwrap_or(Value::NONE);
        let place = file.as_str().map_or("unknown location".to_string(), str::to_string);
        let raised = self.import_error(format!("cannot import name '{shown}' from '{package_text}' ({place})"));
        self.set_raised_field(0, package.unwrap_or(Value::NONE));
        self.set_raised_field(1, file);
        self.set_raised_field(3, name);
        Err(raised)
    }

    /// `from module import *`.
    pub fn import_star(&self, module: Value, ns: Value, globals: Value) -> Res<()> {
        let store = |name: Value, v: Value| if ns == globals { self.store_global(ns, name, v) } else { self.set_item(ns, name, v) };
        if let Some(all) = self.get_attr_opt(module, names::ALL.get())? {
            return self.for_each(all, &mut |name| {
                if name.str_bytes().is_none() {
                    return Err(self.type_error(format!(
                        "Item in {}.__all__ must be str, not {}",
                        self.str_text(self.get_attr_str(module, "__name__")?)?,
                        name.type_name()
                    )));
                }
                let name = super::intern::intern_value(name);
                let v = self.get_attr(module, name)?;
                store(name, v).map(|()| true)
            });
        }
        let dict = self.get_attr(module, names::DICT.get())?;
        for (name, v) in self.dict_items(dict).pairs() {
            if name.str_bytes().is_some_and(|n| !n.starts_with(b"_")) {
                store(name, v)?;
            }
        }
        Ok(())
    }
}
