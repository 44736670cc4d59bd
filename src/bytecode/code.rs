//! `Code`: what one function, class body, comprehension or module compiles to; immutable, without a heap pointer, shared.

use std::sync::Arc;

use num_bigint::BigInt;

use super::op::Word;
use super::positions::Positions;
use crate::syntax::ast::{Name, Text};

/// A constant as plain data; each interpreter loads it into its own heap once.
#[derive(Clone, Debug, PartialEq)]
pub enum Const {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    Big(Arc<BigInt>),
    Float(f64),
    Complex(f64, f64),
    Str(Text),
    Bytes(Arc<[u8]>),
    Tuple(Arc<[Const]>),
    FrozenSet(Arc<[Const]>),
    /// `slice(1, 2, None)` of constants
    Slice(Arc<[Const; 3]>),
    Code(Arc<Code>),
}

/// What kind of code this is; several may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CodeFlags {
    pub varargs: bool,
    pub varkeywords: bool,
    pub generator: bool,
    pub coroutine: bool,
    pub async_generator: bool,
    /// inside another function
    pub nested: bool,
    /// a function's body (its locals are registers), not a module's or class's (its names live in a namespace, `r[0]`)
    pub optimized: bool,
    /// `@types.coroutine` generators and the like
    pub iterable_coroutine: bool,
    pub has_docstring: bool,
    /// defined in a class's body
    pub method: bool,
    /// under `from __future__ import annotations`, which code that it compiles inherits
    pub future_annotations: bool,
}

impl CodeFlags {
    /// Does a call make a generator, a coroutine or an asynchronous generator?
    pub fn suspends(self) -> bool {
        self.generator || self.coroutine || self.async_generator
    }

    /// As CPython's `co_flags` has them: <https://docs.python.org/3/library/inspect.html#code-objects-bit-flags>.
    pub fn bits(self) -> u32 {
        let CodeFlags { varargs, varkeywords, generator, coroutine, async_generator, nested, optimized, .. } = self;
        let CodeFlags { iterable_coroutine, has_docstring, method, future_annotations, .. } = self;
        let all = [
            (optimized, OPTIMIZED),
            (varargs, 0x4),
            (varkeywords, 0x8),
            (nested, 0x10),
            (generator, 0x20),
            (coroutine, 0x80),
            (iterable_coroutine, 0x100),
            (async_generator, 0x200),
            (future_annotations, 0x100_0000),
            (has_docstring, 0x400_0000),
            (method, 0x800_0000),
        ];
        all.into_iter().filter(|(set, _)| *set).map(|(_, bit)| bit).sum()
    }

    /// The flags of these `bits`; those that mean nothing here are left out.
    pub fn of_bits(bits: u32) -> CodeFlags {
        let has = |bit: u32| bits & bit == bit;
        CodeFlags {
            optimized: has(OPTIMIZED),
            varargs: has(0x4),
            varkeywords: has(0x8),
            nested: has(0x10),
            generator: has(0x20),
            coroutine: has(0x80),
            iterable_coroutine: has(0x100),
            async_generator: has(0x200),
            future_annotations: has(0x100_0000),
            has_docstring: has(0x400_0000),
            method: has(0x800_0000),
        }
    }
}

/// `CO_OPTIMIZED` and `CO_NEWLOCALS`, which go together.
const OPTIMIZED: u32 = 0x3;

/// A place in the source: lines from 1, columns in bytes of UTF-8 from 0; 0 for an instruction without a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    pub line: u32,
    pub end_line: u32,
    pub col: u32,
    pub end_col: u32,
}

/// A statement that did not leave an instruction (`pass`, `try:`), as a tracer should see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassedLine {
    /// it stands before the instruction at this word
    pub pc: u32,
    pub line: u32,
    /// only who comes from a later instruction has passed it: the body of a loop
    pub backwards: bool,
    /// nobody is told: the frame has only been there last, as it seems, when it comes to the instruction
    pub silent: bool,
}

/// A variable of a comprehension that runs in the frame it stands in: `name` lives in `reg` (in its cell, if it has one) while
/// `start <= pc < end` (in words).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlinedLocal {
    pub name: Name,
    pub reg: u8,
    pub start: u32,
    pub end: u32,
}

/// A name that comprehensions bind that run in the frame they stand in, and that is no other variable of the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comprehended {
    pub name: Name,
    /// it is met before this one of `varnames`
    pub before: u32,
    /// it lives in a cell
    pub cell: bool,
}

/// An exception raised at `start <= pc < end` (in words) goes to `target`, the exception itself into register `reg`.
/// Entries stand innermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExceptionEntry {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub reg: u8,
    /// in how many others this one stands, and one
    pub depth: u8,
}

/// `MakeFunction` finds the cells of a function with more free variables than this in a tuple.
pub const MOST_CELLS: usize = 32;

/// How many registers `MakeFunction` reads for a function of this code.
pub fn cells_read(code: &Code) -> usize {
    if code.freevars.len() > MOST_CELLS { 1 } else { code.freevars.len() }
}

/// Stands among the names of the locals for the dictionary of those that have no register.
pub const SPILLED: &str = ".spilled";

/// The compiled form of one scope.
///
/// Registers: parameters first, in the order positional-only, positional, keyword-only, `*args`, `**kwargs`; then other
/// locals (cell variables hold their `Cell`, made by `MakeCell` at the start); then temporaries. A module's or class
/// body's `r[0]` is its namespace when it is entered.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    pub name: Name,
    pub qualname: Name,
    pub filename: Name,
    pub first_line: u32,
    pub flags: CodeFlags,
    /// positional parameters, the positional-only ones included
    pub argcount: u32,
    pub posonlyargcount: u32,
    pub kwonlyargcount: u32,
    /// size of the frame in registers, the windows of its calls included (3 + arguments of the largest call)
    pub nregs: u32,
    /// names of the locals (at last `SPILLED`, if some have no register of their own); the register of `varnames[i]` is `local_regs[i]`
    pub varnames: Vec<Name>,
    pub local_regs: Vec<u32>,
    /// for each of `varnames`: the word from which on its register is a value or marked as unbound; before, it may hold
    /// what an earlier frame left there
    pub known_from: Vec<u32>,
    /// which of `varnames` live in cells
    pub cellvars: Vec<Name>,
    pub freevars: Vec<Name>,
    pub names: Vec<Name>,
    pub consts: Vec<Const>,
    pub words: Vec<Word>,
    pub positions: Positions,
    /// lines of statements that have no instruction: passed before the instruction at the word index
    pub passed: Vec<PassedLine>,
    pub exceptions: Vec<ExceptionEntry>,
    /// outer comprehensions before inner ones
    pub inlined: Vec<InlinedLocal>,
    /// what `co_varnames` shows of the comprehensions that run in this frame
    pub comprehended: Vec<Comprehended>,
}

impl Code {
    /// The place of the instruction at word `pc`.
    pub fn position(&self, pc: u32) -> Position {
        match self.positions.partition_point(|&(at, _)| at <= pc) {
            0 => Position { line: self.first_line, end_line: self.first_line, ..Position::default() },
            n => self.positions[n - 1].1,
        }
    }

    /// The line of the instruction at word `pc`, of those before it if it has none of its own.
    pub fn line(&self, pc: u32) -> u32 {
        let known = self.positions.partition_point(|&(at, _)| at <= pc);
        self.positions[..known].iter().rev().map(|(_, p)| p.line).find(|&line| line != 0).unwrap_or(self.first_line)
    }

    /// The innermost handler of an exception raised by the instruction at word `pc`.
    pub fn handler(&self, pc: u32) -> Option<ExceptionEntry> {
        self.exceptions.iter().copied().find(|e| e.start <= pc && pc < e.end)
    }

    /// How many handlers the instruction at word `pc` stands in.
    pub fn handler_depth(&self, pc: u32) -> u8 {
        self.handler(pc).map_or(0, |entry| entry.depth)
    }

    /// How many registers a frame gets. Those of a generator, which are copied in fours, are a multiple of four.
    pub fn frame_size(&self) -> u32 {
        let size = self.nregs.max(self.parameter_count());
        if self.flags.suspends() { size.max(1).next_multiple_of(4) } else { size }
    }

    /// How many registers hold parameters.
    pub fn parameter_count(&self) -> u32 {
        self.argcount + self.kwonlyargcount + self.flags.varargs as u32 + self.flags.varkeywords as u32
    }
}
