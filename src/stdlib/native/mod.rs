//! The list of modules written in Rust: a file and a row each.

pub mod array;
pub mod ast;
pub mod asyncio;
pub mod atexit;
pub mod binascii;
pub mod bisect;
pub mod builtins;
pub mod builtins_compile;
pub mod builtins_objects;
pub mod bz2;
pub mod cmath;
pub mod codecs;
pub mod collections;
pub mod contextvars;
pub mod csv;
pub mod datetime;
pub mod decimal;
pub mod dis;
pub mod errno;
pub mod exception_class;
pub mod functools;
pub mod gc;
pub mod hashlib;
pub mod heapq;
mod interp_config;
pub mod interpqueues;
pub mod interpreters;
pub mod io;
pub mod itertools;
pub mod json;
pub mod marshal;
pub mod math;
pub mod namespace;
pub mod needs_gil;
pub mod operator;
pub mod pickle;
pub mod posix;
pub mod queue;
pub mod random;
pub mod signal;
pub mod sitebuiltins;
pub mod sre;
pub mod string_;
pub mod struct_;
pub mod symtable;
pub mod sys;
pub mod thread;
pub mod thread_local;
pub mod time;
pub mod togil;
pub mod traceback;
pub mod typing;
pub mod unicodedata;
pub mod weakref;
pub mod zlib;

use crate::object::ModuleSpec;

/// Every native module.
pub static MODULES: &[&ModuleSpec] = &[
    &builtins::MODULE,
    &codecs::MODULE,
    &errno::MODULE,
    &functools::MODULE,
    &collections::MODULE,
    &bisect::MODULE,
    &hashlib::MODULE,
    &heapq::MODULE,
    &itertools::MODULE,
    &csv::MODULE,
    &datetime::MODULE,
    &decimal::MODULE,
    &dis::MODULE,
    &cmath::MODULE,
    &marshal::MODULE,
    &math::MODULE,
    &needs_gil::MODULE,
    &namespace::MODULE,
    &operator::MODULE,
    &random::MODULE,
    &json::MODULE,
    &string_::MODULE,
    &struct_::MODULE,
    &symtable::MODULE,
    &binascii::MODULE,
    &bz2::MODULE,
    &sys::MODULE,
    &sitebuiltins::MODULE,
    &sre::MODULE,
    &array::MODULE,
    &ast::MODULE,
    &asyncio::MODULE,
    &asyncio::EVENTS,
    &atexit::MODULE,
    &contextvars::MODULE,
    &gc::MODULE,
    &interpqueues::MODULE,
    &interpreters::MODULE,
    &io::MODULE,
    &pickle::MODULE,
    &posix::MODULE,
    &posix::select::MODULE,
    &posix::spawn::SUBPROCESS,
    &time::MODULE,
    &togil::MODULE,
    &queue::MODULE,
    &signal::MODULE,
    &thread::MODULE,
    &traceback::SUGGESTIONS,
    &traceback::TRACEBACK,
    &typing::MODULE,
    &unicodedata::MODULE,
    &weakref::MODULE,
    &zlib::MODULE,
];

/// The native module of this name.
pub fn find(name: &str) -> Option<&'static ModuleSpec> {
    MODULES.iter().copied().find(|m| m.name == name)
}
