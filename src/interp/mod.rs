//! Interpreters: a heap, modules, threads and a GIL each; making them, running code in them, importing.
//!
//! `Interpreter` is the handle that embedders and `main` hold; `embed` is what they do with it in plain Rust types. `session` attaches the calling thread and gives its
//! machine to a closure. Nothing mutable is shared between interpreters.

pub mod cache;
pub mod deadlocks;
pub mod embed;
mod ending;
mod finders;
pub mod importer;
pub mod interpreter;
pub mod prompt;
pub mod registry;
pub mod run;
mod search;
pub mod session;
pub mod signals;
pub mod threads;
pub mod transfer;

pub use embed::{Output, Plain, Uncaught};
pub use interpreter::{Builder, Interpreter};
pub use session::Session;
