//! The compiler: from the syntax tree to register bytecode.
//!
//! * `scopes`, `symbols`, `symbol_expressions`: which scope each name belongs to (the symbol table), and the scopes' errors;
//! * `tables`: the symbol table as the module `symtable` shows it;
//! * `fold`: constants computed at compile time;
//! * `unit`: one `Code` in the making: registers, names, constants, the open blocks; `emit`: its instructions;
//! * `finish`: from those instructions to `Code`: reachability, definite assignment, addresses;
//! * `crowded`: what happens when registers run short;
//! * `names`, `expressions`, `conditions`, `operators`, `calls`, `displays`, `strings`, `comprehensions`, `functions`,
//!   `classes`, `annotations`, `generics`, `statements`, `assignments`, `imports`, `exceptions`, `withs`, `patterns`: one
//!   construct each;
//! * `verify`: checks of the product, for tests.
//!
//! What the machine must keep for its part: `UnpackSequence` and `UnpackEx` write nothing unless they succeed, for their
//! registers may be variables; `LoadMethod`, `LoadSpecial` and `LoadSuperMethod` read all operands before they write.
//!
//! Promises to the machine, beside those of `bytecode::op`:
//! * only `LoadImm`, `Move`, `CheckLocal`, `CheckDeref`, `JUnbound`, `MakeCell`, `StoreCell` and the self of a method call
//!   may read an unbound register; every other register that is read was written before on every path;
//! * a delegation is `Send a, it, v; Yield v, a; Jump back`, adjacent and in this order, so that `throw` into a frame that
//!   is suspended at a `Yield` with `c` of 1 or 2 finds its iterator in operand `b` of the word before.

mod annotations;
mod assignments;
mod calls;
mod classes;
mod comprehensions;
mod conditions;
mod crowded;
mod displays;
mod emit;
mod exceptions;
mod expressions;
mod finally;
mod finish;
mod fold;
mod functions;
mod generics;
mod imports;
mod names;
mod operators;
mod patterns;
mod scopes;
mod statements;
mod strings;
mod symbol_expressions;
mod symbols;
pub mod tables;
#[cfg(test)]
mod tests;
mod unit;
mod unparse;
pub mod verify;
mod withs;

use std::sync::Arc;

pub use finally::finally_warnings;

use crate::bytecode::Code;
use crate::syntax::ast::{Mod, Span};
use crate::syntax::deep::{WALK, with_room};
use crate::syntax::{ErrorKind, Failure, Source, SyntaxError, Tree};

/// How to compile.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// 0, 1 (`-O`: no assertions, `__debug__` is false) or 2 (no docstrings either).
    pub optimize: u8,
    /// `from __future__ import annotations` is inherited from the code that calls `compile`.
    pub future_annotations: bool,
    /// `await` may stand outside functions (`ast.PyCF_ALLOW_TOP_LEVEL_AWAIT`).
    pub top_level_await: bool,
}

/// What a compilation gives.
#[derive(Debug)]
pub struct Output {
    pub code: Arc<Code>,
    /// `from __future__ import annotations` was seen or inherited: code compiled by `exec` inside inherits it.
    pub future_annotations: bool,
}

/// Compiles a whole tree; `source` is the text that it was parsed from.
pub fn compile(tree: &Tree, source: &Source, options: Options) -> Result<Output, SyntaxError> {
    with_guard(tree, |guard| run(tree, source, options, guard)).map_err(|failure| failure.into_compiler_error(source))
}

fn run(module: &Mod, source: &Source, options: Options, guard: Guard) -> Result<Output, Failure> {
    let table = symbols::build(module, options, guard).map_err(Failure::of_scopes)?;
    unit::Compiler::new(source, options, &table, guard).module(module)
}

/// Walks over a tree, with the room that this takes.
fn with_guard<T: Send>(tree: &Tree, walk: impl FnOnce(Guard) -> Step<T> + Send) -> Step<T> {
    with_room(tree.levels(), WALK, |size| walk(Guard::new(size))).unwrap_or_else(|_| Err(too_deep(Span::default())))
}

/// Result of a step of the compiler.
type Step<T> = Result<T, Failure>;

/// Keeps the compiler's recursion within the native stack.
#[derive(Clone, Copy)]
struct Guard {
    lowest: usize,
}

impl Guard {
    fn new(stack: usize) -> Guard {
        Guard { lowest: Guard::here().saturating_sub(stack) }
    }

    #[inline(never)]
    fn here() -> usize {
        let marker = 0u8;
        std::hint::black_box(&marker as *const u8 as usize)
    }

    fn check(self, span: Span) -> Step<()> {
        if Guard::here() < self.lowest {
            return Err(too_deep(span));
        }
        Ok(())
    }
}

fn too_deep(span: Span) -> Failure {
    Failure::of(ErrorKind::RecursionError, "maximum recursion depth exceeded during compilation", span)
}

fn error<T>(message: impl Into<String>, span: Span) -> Step<T> {
    Err(Failure::new(message, span))
}
