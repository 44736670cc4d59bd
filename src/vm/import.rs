//! What the import statements ask of the machine; finding and running modules is `interp::importer`'s.

use crate::object::layouts::*;
use crate::object::{Ref, Res, Value};
use crate::types::exceptions as exc;

use super::Vm;
use super::intern::{intern, names};

/// Whether a module hides another one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shadow {
    No,
    /// it lies where it would
    Perhaps,
    /// one of the library
    Library,
}

impl Vm {
    /// `import name` and `from name import ...`: calls `builtins.__import__`.
    pub fn import_name(&self, function: Ref<Function>, name: Value, fromlist: Value, level: i64) -> Res {
        let globals = function.globals.get();
        let f = self.namespace_lookup(function.builtins.get(), names::IMPORT.get())?;
        match f {
            Some(f) if f.cast::<NativeFunction>().is_none() => self.call(f, &[name, globals, Value::NONE, fromlist, self.int(level)]),
            Some(_) => self.import(globals, name, fromlist, level),
            None => Err(self.import_error("__import__ not found")),
        }
    }

    /// `__import__(name, globals, None, fromlist, level)`.
    pub fn import(&self, globals: Value, name: Value, fromlist: Value, level: i64) -> Res {
        let Some(text) = name.as_str() else { return Err(self.type_error("module name must be a string")) };
        if level < 0 {
            return Err(self.value_error("level must be >= 0"));
        }
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
            Some((first, _)) if level == 0 => (self.shared.hooks.import)(self, first),
            Some((first, _)) => {
                let end = absolute.len() - (text.len() - first.len());
                (self.shared.hooks.import)(self, &absolute[..end])
            }
        }
    }

    /// A module of the library that the machine needs: as `import` gives it, unless a script's own hides it.
    pub fn module(&self, name: &str) -> Res {
        (self.shared.hooks.library)(self, name)
    }

    /// Submodules named in `from package import a, b` are imported.
    fn import_from_list(&self, module: Value, absolute: &str, fromlist: Value) -> Res<()> {
        if self.get_attr_opt(module, names::PATH.get())?.is_none() {
            return Ok(());
        }
        let mut wanted = Vec::new();
        self.for_each(fromlist, &mut |v| {
            if v.str_bytes().is_none() {
                return Err(self.type_error(format!("Item in ``from list'' must be str, not {}", v.type_name())));
            }
            wanted.extend(v.as_str().map(str::to_string));
            Ok(true)
        })?;
        if wanted.iter().any(|w| w == "*")
            && let Some(all) = self.get_attr_opt(module, names::ALL.get())?
        {
            self.for_each(all, &mut |v| {
                if v.str_bytes().is_none() {
                    return Err(self.type_error(format!("Item in {absolute}.__all__ must be str, not {}", v.type_name())));
                }
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
        if globals.cast::<Dict>().is_none() {
            if globals.is_unbound() || globals.is_none() {
                // as CPython says it of a dict that has no name in it
                return Err(self.key_error(self.str("'__name__' not in globals")));
            }
            return Err(self.type_error("globals must be a dict"));
        }
        let package = self.package_of(globals)?;
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

    /// The package that a module's globals belong to: `__package__`, or what `__spec__` says, or by name and path.
    fn package_of(&self, globals: Value) -> Res<String> {
        let get = |n: &super::intern::StaticName| Ok(self.dict_get(globals, n.get())?.and_then(Value::not_none));
        let spec = get(&names::SPEC)?;
        if let Some(package) = get(&names::PACKAGE)? {
            if package.str_bytes().is_none() {
                return Err(self.type_error("package must be a string"));
            }
            if let Some(spec) = spec
                && !self.equal(self.get_attr_str(spec, "parent")?, package)?
            {
                self.warn(&exc::DEPRECATION_WARNING, "__package__ != __spec__.parent", 1)?;
            }
            return self.str_text(package);
        }
        if let Some(spec) = spec {
            let parent = self.get_attr_str(spec, "parent")?;
            return match parent.str_bytes() {
                Some(_) => self.str_text(parent),
                None => Err(self.type_error("__spec__.parent must be a string")),
            };
        }
        let text = "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__";
        self.warn(&exc::IMPORT_WARNING, text, 1)?;
        let Some(name) = self.dict_get(globals, names::NAME.get())? else {
            return Err(self.raise(&exc::KEY_ERROR, "'__name__' not in globals"));
        };
        if name.str_bytes().is_none() {
            return Err(self.type_error("__name__ must be a string"));
        }
        let name = self.str_text(name)?;
        match self.dict_get(globals, names::PATH.get())? {
            Some(_) => Ok(name),
            None => Ok(name.rsplit_once('.').map_or(String::new(), |(package, _)| package.to_string())),
        }
    }

    /// `from module import name`: the attribute, or the submodule.
    pub fn import_from(&self, module: Value, name: Value) -> Res {
        if let Some(v) = self.get_attr_opt(module, name)? {
            return Ok(v);
        }
        let shown = name.as_str().unwrap_or("?");
        let text = |v: Option<Value>| v.filter(|v| v.str_bytes().is_some());
        let package = text(self.get_attr_opt(module, names::NAME.get())?);
        if let Some(package) = package
            && let Some(m) = self.dict_get_str(self.shared.modules.get(), &format!("{}.{shown}", self.str_text(package)?))?
        {
            return Ok(m);
        }
        let own = match package {
            Some(package) => self.str_text(package)?,
            None => "<unknown module name>".to_string(),
        };
        let spec = self.get_attr_opt(module, names::SPEC.get())?.and_then(Value::not_none);
        let file = match text(spec.map_or(Ok(None), |spec| self.origin_of(spec))?) {
            Some(origin) => Some(origin),
            None => text(self.get_attr_opt(module, names::FILE.get())?),
        };
        let place = match file {
            Some(file) => self.str_text(file)?,
            None => "unknown location".to_string(),
        };
        let initializing = spec.is_some() && package.is_some_and(|name| self.is_initializing(name));
        let shadow = self.shadow(&own, file)?;
        let reason = match (shadow, file) {
            (Shadow::Library, Some(file)) => self.renaming_hint(&own, file)?,
            (Shadow::Perhaps, Some(file)) if initializing => {
                format!("(consider renaming {} if it has the same name as a library you intended to import)", self.repr_text(file)?)
            }
            _ if initializing => format!("(most likely due to a circular import) ({place})"),
            _ => format!("({place})"),
        };
        let partially = if initializing && shadow == Shadow::No { "partially initialized module " } else { "" };
        let raised = self.import_error(format!("cannot import name '{shown}' from {partially}'{own}' {reason}"));
        self.set_raised_field(0, package.unwrap_or(Value::NONE));
        self.set_raised_field(1, file.unwrap_or(Value::NONE));
        self.set_raised_field(3, name);
        Err(raised)
    }

    /// The file that a module says it is from: its spec does, or its namespace if nobody asked for the spec yet.
    pub fn module_origin(&self, ns: Value) -> Res<Option<Value>> {
        let text = |v: Option<Value>| v.filter(|v| v.str_bytes().is_some());
        match self.namespace_get(ns, names::SPEC.get()) {
            Some(spec) if spec.is_none() => Ok(None),
            Some(spec) => Ok(text(self.origin_of(spec)?)),
            None => Ok(text(self.namespace_get(ns, names::FILE.get()))),
        }
    }

    /// Does a module from this file hide another one, for lying beside the script?
    pub fn shadow(&self, module: &str, origin: Option<Value>) -> Res<Shadow> {
        let settings = &self.shared.settings;
        let (Some(first), Some(origin)) = (&settings.first_folder, origin.as_ref().and_then(|o| o.as_str())) else { return Ok(Shadow::No) };
        let mut folder = origin.rsplit_once('/');
        if let Some((package, "__init__.py")) = folder {
            folder = package.rsplit_once('/');
        }
        let Some((folder, _)) = folder else { return Ok(Shadow::No) };
        let beside = if first.is_empty() { std::env::current_dir().is_ok_and(|here| here.as_os_str() == folder) } else { first == folder };
        if !beside {
            return Ok(Shadow::No);
        }
        let names = self.get_attr_opt(self.module("sys")?, intern(b"stdlib_module_names"))?;
        match names.filter(|names| names.cast::<Set>().is_some()) {
            Some(names) if self.contains(names, self.str(module))? => Ok(Shadow::Library),
            _ => Ok(Shadow::Perhaps),
        }
    }

    /// What to do about a file that hides a module of the library.
    pub fn renaming_hint(&self, module: &str, file: Value) -> Res<String> {
        let file = self.repr_text(file)?;
        Ok(format!(
            "(consider renaming {file} since it has the same name as the standard library module named '{module}' \
             and prevents importing that standard library module)"
        ))
    }

    /// Where a spec says that its module is from, if that is a place.
    fn origin_of(&self, spec: Value) -> Res<Option<Value>> {
        match self.get_attr_opt(spec, intern(b"has_location"))? {
            Some(located) if self.truth(located)? => self.get_attr_opt(spec, intern(b"origin")),
            _ => Ok(None),
        }
    }

    /// Does the code of the module of this name still run?
    pub fn is_initializing(&self, name: Value) -> bool {
        name.as_str().is_some_and(|name| (self.shared.hooks.is_importing)(self, name))
    }

    /// `from module import *`.
    pub fn import_star(&self, module: Value, ns: Value, globals: Value) -> Res<()> {
        let store = |name: Value, v: Value| if ns == globals { self.store_global(ns, name, v) } else { self.set_item(ns, name, v) };
        if let Some(all) = self.get_attr_opt(module, names::ALL.get())? {
            if all.typ().slots().get_item.is_none() {
                return Err(self.type_error(format!("'{}' object does not support indexing", all.type_name())));
            }
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
        let Some(dict) = self.get_attr_opt(module, names::DICT.get())? else {
            return Err(self.import_error("from-import-* object has no __dict__ and no __all__"));
        };
        if dict.cast::<Dict>().is_none() {
            return self.star_of_mapping(dict, &store);
        }
        for (name, v) in self.dict_items(dict).pairs() {
            if name.str_bytes().is_none() {
                let module = self.str_text(self.get_attr_str(module, "__name__")?)?;
                return Err(self.type_error(format!("Key in {module}.__dict__ must be str, not {}", name.type_name())));
            }
            if name.str_bytes().is_some_and(|n| !n.starts_with(b"_")) {
                store(name, v)?;
            }
        }
        Ok(())
    }

    /// The public names of a `__dict__` that is no dictionary.
    fn star_of_mapping(&self, mapping: Value, store: &dyn Fn(Value, Value) -> Res<()>) -> Res<()> {
        let keys = self.call_method(mapping, "keys", &[])?;
        self.for_each(keys, &mut |name| {
            if name.str_bytes().is_some_and(|n| !n.starts_with(b"_")) {
                store(name, self.get_item(mapping, name)?)?;
            }
            Ok(true)
        })
    }
}
