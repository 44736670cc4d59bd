//! `_typing`: what `typing` needs as native functions.

use crate::object::{ModuleSpec, method};

pub static MODULE: ModuleSpec =
    ModuleSpec { name: "_typing", functions: &[method("_idfunc", "(x, /)", |_, a| Ok(a[0]))], ..ModuleSpec::DEFAULT };
