//! Where modules are looked for: among the native ones, those of the library that are always there, and along a path. What
//! loading one means is `importer`'s; scripts' own finders are `finders`'.
//!
//! The library stands on `sys.path` as the place `<togil>`, its packages as places inside it: a file in a folder that comes
//! before it hides the library's module, as in CPython.

use crate::object::layouts::List;
use crate::object::{Res, Value};
use crate::stdlib::{self, PythonModule};
use crate::vm::Vm;
use crate::vm::intern::intern;

use super::{finders, importer};

/// What `sys.path` calls the library.
pub const LIBRARY: &str = "<togil>";

/// The finders that `sys.meta_path` begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Known {
    Builtin,
    Frozen,
    Path,
}

impl Known {
    /// In the order in which they are asked.
    pub const ALL: [Known; 3] = [Known::Builtin, Known::Frozen, Known::Path];

    /// Finds and loads a module, along a package's path or along `sys.path`.
    pub fn load(self, vm: &Vm, name: &str, path: Option<Value>) -> Res<Option<Value>> {
        match self {
            Known::Builtin => vm.shared.native_module(name).map(|spec| importer::load_native(vm, spec)).transpose(),
            Known::Frozen => frozen(name).map(|m| importer::load_embedded(vm, m)).transpose(),
            Known::Path => along(vm, name, path),
        }
    }
}

/// Modules that CPython's importer has in itself, so that no file hides them.
const FROZEN: &[&str] = &[
    "_collections_abc",
    "abc",
    "codecs",
    "genericpath",
    "importlib._bootstrap",
    "importlib._bootstrap_external",
    "importlib.machinery",
    "importlib.util",
    "io",
    "ntpath",
    "os",
    "posixpath",
    "runpy",
    "site",
    "stat",
];

/// An embedded module that no file hides: CPython's own choice, and what only togil has, whose names begin with `_`.
pub fn frozen(name: &str) -> Option<&'static PythonModule> {
    let own = name.starts_with('_') && !name.starts_with("__");
    if own || FROZEN.contains(&name) { stdlib::python_module(name) } else { None }
}

/// The embedded module that a place of a path has under the last part of a name.
fn in_library(place: &str, name: &str) -> Option<&'static PythonModule> {
    let last = name.rsplit_once('.').map_or(name, |(_, last)| last);
    match place.strip_prefix(LIBRARY)?.strip_prefix('/') {
        Some(package) => stdlib::python_module(&format!("{}.{last}", package.replace('/', "."))),
        None if place == LIBRARY => stdlib::python_module(last),
        None => None,
    }
}

/// What a folder has under a name.
enum Found {
    Package(String),
    File(String),
    /// a folder without `__init__.py`, perhaps a portion of a package
    Folder(String),
}

fn in_folder(folder: &str, name: &str) -> Option<Found> {
    let last = name.rsplit_once('.').map_or(name, |(_, last)| last);
    let folder = if folder.is_empty() { "." } else { folder };
    let base = std::path::Path::new(folder).join(last);
    let shown = |path: &std::path::Path| std::path::absolute(path).unwrap_or(path.to_path_buf()).display().to_string();
    let is_folder = base.is_dir();
    if is_folder && base.join("__init__.py").is_file() {
        return Some(Found::Package(shown(&base)));
    }
    let file = base.with_file_name(format!("{last}.py"));
    if file.is_file() {
        return Some(Found::File(shown(&file)));
    }
    is_folder.then(|| Found::Folder(shown(&base)))
}

/// Looks for a module at each place of a path in turn.
fn along(vm: &Vm, name: &str, path: Option<Value>) -> Res<Option<Value>> {
    let places = match path {
        Some(path) => path,
        None => vm.get_attr_str(vm.module("sys")?, "path")?,
    };
    let mut portions = crate::vm::Values::new(vm);
    for &entry in vm.collect_items(places)?.iter() {
        let Some(place) = entry.as_str() else { continue };
        match finders::of_place(vm, entry)? {
            finders::OfPlace::Nobody => continue,
            finders::OfPlace::Finder(finder) => match finders::ask(vm, finder, name)? {
                finders::Answer::Nothing => {}
                finders::Answer::Module(m) => return Ok(Some(m)),
                finders::Answer::Portions(places) => portions.extend(vm.collect_items(places)?.iter().copied()),
            },
            finders::OfPlace::Usual => {
                if place.starts_with(LIBRARY) {
                    if let Some(m) = in_library(place, name) {
                        return importer::load_embedded(vm, m).map(Some);
                    }
                    continue;
                }
                match in_folder(place, name) {
                    Some(Found::Package(folder)) => {
                        let path = vm.list(&[vm.str(&folder)]);
                        return importer::load_file(vm, name, &format!("{folder}/__init__.py"), Some(path)).map(Some);
                    }
                    Some(Found::File(file)) => return importer::load_file(vm, name, &file, None).map(Some),
                    Some(Found::Folder(folder)) => portions.push(vm.str(&folder)),
                    None => {}
                }
            }
        }
    }
    if portions.is_empty() { Ok(None) } else { importer::load_namespace(vm, name, vm.list(&portions)).map(Some) }
}

/// Would importing this module of the library give a file of the script's instead?
pub fn is_hidden(vm: &Vm, name: &str) -> Res<bool> {
    if frozen(name).is_some() {
        return Ok(false);
    }
    let first = name.split('.').next().unwrap_or(name);
    let Some(path) = vm.get_attr_opt(vm.module("sys")?, intern(b"path"))? else { return Ok(true) };
    let Some(path) = path.cast::<List>() else { return Ok(true) };
    for entry in path.snapshot() {
        match entry.as_str() {
            Some(LIBRARY) => return Ok(false),
            Some(folder) if matches!(in_folder(folder, first), Some(Found::Package(_) | Found::File(_))) => return Ok(true),
            _ => {}
        }
    }
    Ok(true)
}
