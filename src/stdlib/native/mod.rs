//! The list of modules written in Rust: a file and a row each.

pub mod builtins;
pub mod builtins_objects;
pub mod sys;

use crate::object::ModuleSpec;

/// Every native module.
pub static MODULES: &[&ModuleSpec] = &[
    &builtins::MODULE,
    &sys::MODULE,
];

/// The native module of this name.
pub fn find(name: &str) -> Option<&'static ModuleSpec> {
    MODULES.iter().copied().find(|m| m.name == name)
}
