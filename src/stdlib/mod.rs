//! The standard library: modules written in Rust (`native`), and modules written in Python, embedded in the binary and
//! compiled at their first import.

pub mod names;
pub mod native;

/// A module of the library that is written in Python.
pub struct PythonModule {
    /// dotted
    pub name: &'static str,
    pub is_package: bool,
    pub source: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/python_modules.rs"));

/// The embedded module of this name.
pub fn python_module(name: &str) -> Option<&'static PythonModule> {
    PYTHON_MODULES.binary_search_by(|m| m.name.cmp(name)).ok().map(|i| &PYTHON_MODULES[i])
}

/// All embedded modules.
pub fn python_modules() -> &'static [PythonModule] {
    PYTHON_MODULES
}
