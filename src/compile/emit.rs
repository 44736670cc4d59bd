//! Instructions on their way to `Code`: with labels for addresses, and a handler and a place in the source each.
//!
//! Code is written into *chunks*: the main line, and one chunk for each cold part (exception handlers), so that what is
//! rarely run stands at the end. No chunk falls through into the next.

use crate::bytecode::Op;
use crate::syntax::ast::Span;

/// A register that an operand byte can name.
pub(super) type Reg = u8;

/// A place in the code; bound once, used before or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(pub u32);

/// The span of an instruction that stands for nothing in the source.
pub(super) const NOWHERE: Span = Span { start: u32::MAX, end: u32::MAX };

#[derive(Clone, Copy, Debug)]
pub(super) struct Ins {
    pub op: Op,
    pub a: Reg,
    pub b: Reg,
    pub c: Reg,
    pub imm: i32,
    pub target: Option<Label>,
    pub span: Span,
    /// one more than the index of its handler, or 0
    pub handler: u32,
    /// `LoadImm a 0` that only a check needs; `Nop` of a statement
    pub init: bool,
    /// a check that may not be dropped
    pub hard: bool,
}

/// Where exceptions go; `reg` receives the exception.
#[derive(Clone, Copy, Debug)]
pub(super) struct Handler {
    pub target: Label,
    pub reg: Reg,
    pub depth: u8,
}

#[derive(Debug, Default)]
pub(super) struct Emitter {
    pub chunks: Vec<Vec<Ins>>,
    current: usize,
    /// chunk and index of each label
    pub labels: Vec<Option<(usize, usize)>>,
    pub handlers: Vec<Handler>,
    /// the handler of what is emitted now
    pub handler: u32,
}

/// `imm` of a `Nop` whose line no tracer is told.
pub(super) const SILENT: i32 = 1;

impl Emitter {
    pub(super) fn new() -> Emitter {
        Emitter { chunks: vec![Vec::new()], ..Emitter::default() }
    }

    pub(super) fn emit(&mut self, span: Span, op: Op, a: Reg, b: Reg, c: Reg, imm: i32) {
        self.push(Ins { op, a, b, c, imm, target: None, span, handler: self.handler, init: false, hard: false });
    }

    pub(super) fn jump(&mut self, span: Span, op: Op, a: Reg, b: Reg, c: Reg, target: Label) {
        self.push(Ins { op, a, b, c, imm: 0, target: Some(target), span, handler: self.handler, init: false, hard: false });
    }

    pub(super) fn init(&mut self, a: Reg) {
        let ins =
            Ins { op: Op::LoadImm, a, b: 0, c: 0, imm: 0, target: None, span: NOWHERE, handler: self.handler, init: true, hard: false };
        self.push(ins);
    }

    /// A statement without an instruction: a `Nop` that becomes a mark of its line.
    pub(super) fn statement(&mut self, span: Span) {
        self.mark_line(span, 0);
    }

    /// A line where the frame seems to have been when it comes here, though it was elsewhere: no tracer is told of it, nor of the
    /// same line if the next instruction is there.
    pub(super) fn silent_line(&mut self, span: Span) {
        self.mark_line(span, SILENT);
    }

    fn mark_line(&mut self, span: Span, imm: i32) {
        let ins = Ins { op: Op::Nop, a: 0, b: 0, c: 0, imm, target: None, span, handler: self.handler, init: true, hard: false };
        self.push(ins);
    }

    fn push(&mut self, ins: Ins) {
        self.chunks[self.current].push(ins);
    }

    /// Marks the last instruction as a check that stays.
    pub(super) fn harden(&mut self) {
        if let Some(last) = self.chunks[self.current].last_mut() {
            last.hard = true;
        }
    }

    pub(super) fn label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() as u32 - 1)
    }

    pub(super) fn bind(&mut self, label: Label) {
        let place = (self.current, self.chunks[self.current].len());
        debug_assert!(self.labels[label.0 as usize].is_none(), "a label is bound once");
        self.labels[label.0 as usize] = Some(place);
    }

    /// Goes on in a new chunk; give the result to `leave_chunk`.
    pub(super) fn enter_chunk(&mut self) -> usize {
        self.chunks.push(Vec::new());
        std::mem::replace(&mut self.current, self.chunks.len() - 1)
    }

    pub(super) fn leave_chunk(&mut self, before: usize) {
        self.current = before;
    }

    /// A handler inside the one in force; give the result to the field `handler` for the code that it guards.
    pub(super) fn add_handler(&mut self, target: Label, reg: Reg) -> u32 {
        let outer = self.handler.checked_sub(1).map_or(0, |outer| self.handlers[outer as usize].depth);
        self.handlers.push(Handler { target, reg, depth: outer.saturating_add(1) });
        self.handlers.len() as u32
    }
}
