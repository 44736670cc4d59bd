//! The grammar's actions: plain functions from parts to trees.
//!
//! They are called by the generated parser only. What a grammar expresses badly (assignment targets, the order of
//! arguments and parameters) is checked here, with CPython's wording.

mod call;
mod doubt;
mod expr;
mod pattern;
mod stmt;
mod string;
mod target;

pub use call::*;
pub use expr::*;
pub use pattern::*;
pub use stmt::*;
pub use string::*;
pub use target::*;
