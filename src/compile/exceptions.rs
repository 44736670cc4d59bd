//! `try` in all its forms, and the stack of open blocks that `return`, `break` and `continue` unwind.
//!
//! A handler starts with no temporaries but those of the statements around its `try`. Its first two registers hold the
//! exception and the exception that was handled before.

use super::emit::{Label, NOWHERE, Reg};
use super::unit::Compiler;
use super::{Step, error};
use crate::bytecode::Op;
use crate::syntax::ast::{ExceptHandler, Name, Span, Stmt, StmtKind};

/// A block that is open here; leaving it early has a price. `handler` is the handler outside of it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Block<'a> {
    Loop {
        again: Label,
        done: Label,
        handler: u32,
    },
    /// the body is to be run on every way out
    Finally {
        body: &'a [Stmt],
        handler: u32,
    },
    /// an exception is being handled; the register has the one before
    Handling {
        saved: Reg,
        handler: u32,
    },
    /// `except ... as name`: the name goes
    Named {
        name: &'a Name,
        handler: u32,
    },
    /// `__exit__` in the window at `base` is to be called
    With {
        base: Reg,
        span: Span,
        is_async: bool,
        handler: u32,
    },
    /// the body of a `try` with handlers
    Guarded {
        handler: u32,
    },
    /// nothing may leave this way
    ExceptStar,
}

/// So many blocks may be open in one function.
const MAX_BLOCKS: usize = 21;

impl<'a> Compiler<'a> {
    /// Blocks nest as deep as in CPython.
    pub(super) fn open_block(&mut self, block: Block<'a>) -> Step<()> {
        self.count_block(self.place)?;
        self.unit.blocks.push(block);
        Ok(())
    }

    /// A block inside the open ones, which leaving it asks nothing of.
    pub(super) fn open_silent_block(&mut self, span: Span) -> Step<()> {
        self.count_block(span)?;
        self.unit.silent_blocks += 1;
        Ok(())
    }

    fn count_block(&self, span: Span) -> Step<()> {
        if self.unit.blocks.len() + self.unit.silent_blocks >= MAX_BLOCKS {
            return error("too many statically nested blocks", span);
        }
        Ok(())
    }

    /// Writes what must happen when all blocks from number `keep` on are left at once. The handler in force afterwards
    /// is the outermost left block's; the caller restores its own after its jump.
    pub(super) fn unwind(&mut self, keep: usize) -> Step<()> {
        let all = self.unit.blocks.clone();
        for index in (keep..all.len()).rev() {
            self.unit.blocks.truncate(index);
            match all[index] {
                Block::Loop { handler, .. } | Block::Guarded { handler } => self.unit.out.handler = handler,
                Block::Finally { body, handler } => {
                    self.unit.out.handler = handler;
                    self.body(body)?;
                }
                Block::Handling { saved, handler } => {
                    self.unit.out.handler = handler;
                    self.emit(NOWHERE, Op::PopExc, saved, 0, 0, 0);
                }
                Block::Named { name, handler } => {
                    self.unit.out.handler = handler;
                    self.forget_name(name)?;
                }
                Block::With { base, span, is_async, handler } => {
                    self.normal_exit(base, span, is_async, handler)?;
                }
                Block::ExceptStar => {}
            }
        }
        self.unit.blocks = all;
        Ok(())
    }

    /// `name = None; del name`.
    fn forget_name(&mut self, name: &Name) -> Step<()> {
        if self.drop_variable(name) {
            return Ok(());
        }
        let mark = self.mark();
        let none = self.alloc()?;
        self.load_none(NOWHERE, none);
        self.store_name(name, NOWHERE, none)?;
        self.delete_name(name, NOWHERE, true)?;
        self.release(mark);
        Ok(())
    }

    pub(super) fn try_stmt(&mut self, stmt: &'a Stmt) -> Step<()> {
        let StmtKind::Try { body, handlers, orelse, finalbody, is_star } = &stmt.kind else { return Ok(()) };
        for handler in handlers.iter().rev().skip(1) {
            if handler.typ.is_none() {
                return error("default 'except:' must be last", handler.span);
            }
        }
        self.unit.out.statement(Span { start: stmt.span.start, end: stmt.span.start });
        if finalbody.is_empty() {
            return self.try_except(body, handlers, orelse, *is_star);
        }
        let handler = self.unit.out.handler;
        let (landing, end) = (self.label(), self.label());
        let exc = self.handler_register()?;
        self.open_block(Block::Finally { body: finalbody, handler })?;
        self.unit.out.handler = self.unit.out.add_handler(landing, exc);
        if handlers.is_empty() {
            self.body(body)?;
        } else {
            self.try_except(body, handlers, orelse, *is_star)?;
        }
        self.unit.out.handler = handler;
        self.unit.blocks.pop();
        self.body(finalbody)?;
        self.jump(NOWHERE, end);
        let chunk = self.unit.out.enter_chunk();
        self.bind(landing);
        self.handling(exc, handler, |compiler, saved| {
            compiler.body(finalbody)?;
            compiler.emit(NOWHERE, Op::PopExc, saved, 0, 0, 0);
            compiler.emit(NOWHERE, Op::Reraise, exc, 0, 0, 0);
            Ok(())
        })?;
        self.unit.out.leave_chunk(chunk);
        self.bind(end);
        Ok(())
    }

    /// The register in which a handler that starts here finds its exception: the next temporary.
    pub(super) fn handler_register(&mut self) -> Step<Reg> {
        let mark = self.mark();
        let reg = self.alloc_run(2)?;
        self.release(mark);
        Ok(reg)
    }

    /// The frame of a handler: makes the exception the handled one, runs `inside`, and restores the one before if an
    /// exception leaves. `inside` gets the register of the one before and ends with a jump or a raise.
    pub(super) fn handling(&mut self, exc: Reg, outer: u32, inside: impl FnOnce(&mut Self, Reg) -> Step<()>) -> Step<()> {
        let mark = self.mark();
        if exc as usize >= mark {
            debug_assert_eq!(exc as usize, mark);
            self.alloc_run(2)?;
        }
        let saved = exc + 1;
        let cleanup = self.label();
        self.unit.out.handler = outer;
        self.emit(NOWHERE, Op::PushExc, exc, saved, 0, 0);
        self.unit.out.handler = self.unit.out.add_handler(cleanup, exc);
        self.open_block(Block::Handling { saved, handler: outer })?;
        inside(self, saved)?;
        self.unit.blocks.pop();
        self.unit.out.handler = outer;
        self.bind(cleanup);
        self.emit(NOWHERE, Op::PopExc, saved, 0, 0, 0);
        self.emit(NOWHERE, Op::Reraise, exc, 0, 0, 0);
        self.release(mark);
        Ok(())
    }

    fn try_except(&mut self, body: &'a [Stmt], handlers: &'a [ExceptHandler], orelse: &'a [Stmt], is_star: bool) -> Step<()> {
        let outer = self.unit.out.handler;
        let (landing, end) = (self.label(), self.label());
        let exc = self.handler_register()?;
        self.unit.out.handler = self.unit.out.add_handler(landing, exc);
        self.open_block(Block::Guarded { handler: outer })?;
        self.body(body)?;
        self.unit.blocks.pop();
        self.unit.out.handler = outer;
        self.body(orelse)?;
        self.jump(NOWHERE, end);
        let chunk = self.unit.out.enter_chunk();
        self.bind(landing);
        self.handling(exc, outer, |compiler, saved| match is_star {
            true => compiler.star_handlers(handlers, exc, saved, end, outer),
            false => compiler.handlers(handlers, exc, saved, end, outer),
        })?;
        self.unit.out.leave_chunk(chunk);
        self.bind(end);
        Ok(())
    }

    fn handlers(&mut self, handlers: &'a [ExceptHandler], exc: Reg, saved: Reg, end: Label, outer: u32) -> Step<()> {
        let inner = self.unit.out.handler;
        for handler in handlers {
            let next = self.label();
            if let Some(typ) = &handler.typ {
                let mark = self.mark();
                let typ_reg = self.expr(typ)?;
                let matches = self.alloc()?;
                self.emit(handler.span, Op::MatchExc, matches, exc, typ_reg, 0);
                self.jump_on(handler.span, Op::JFalse, matches, 0, next);
                self.release(mark);
            }
            self.handler_body(handler, exc)?;
            self.unit.out.handler = outer;
            self.emit(NOWHERE, Op::PopExc, saved, 0, 0, 0);
            self.jump(NOWHERE, end);
            self.unit.out.handler = inner;
            self.bind(next);
        }
        self.emit(NOWHERE, Op::Reraise, exc, 0, 0, 0);
        Ok(())
    }

    /// The body of one handler, its name bound before and gone after.
    fn handler_body(&mut self, handler: &'a ExceptHandler, exc: Reg) -> Step<()> {
        let Some(name) = &handler.name else { return self.body(&handler.body) };
        self.refuse_debug(&name.name, handler.span, "assign to")?;
        let inner = self.unit.out.handler;
        self.store_name(&name.name, handler.span, exc)?;
        let cleanup = self.label();
        self.open_block(Block::Named { name: &name.name, handler: inner })?;
        let reg = self.alloc()?;
        self.unit.out.handler = self.unit.out.add_handler(cleanup, reg);
        self.body(&handler.body)?;
        self.unit.blocks.pop();
        self.unit.out.handler = inner;
        self.forget_name(&name.name)?;
        let chunk = self.unit.out.enter_chunk();
        self.bind(cleanup);
        self.forget_name(&name.name)?;
        self.emit(NOWHERE, Op::Reraise, reg, 0, 0, 0);
        self.unit.out.leave_chunk(chunk);
        self.release(reg as usize);
        Ok(())
    }

    /// `except*`: each handler takes its part of the group; what they raise and what is left is raised together.
    fn star_handlers(&mut self, handlers: &'a [ExceptHandler], exc: Reg, saved: Reg, end: Label, outer: u32) -> Step<()> {
        let inner = self.unit.out.handler;
        self.open_block(Block::ExceptStar)?;
        let results = self.alloc()?;
        let rest = self.alloc_run(2)?;
        let group = rest + 1;
        self.emit(NOWHERE, Op::BuildList, results, results, 0, 0);
        self.move_to(NOWHERE, rest, exc);
        for handler in handlers {
            let next = self.label();
            let Some(typ) = &handler.typ else { return error("expected one or more exception types", handler.span) };
            let mark = self.mark();
            let typ_reg = self.expr(typ)?;
            self.emit(handler.span, Op::MatchExcStar, rest, rest, typ_reg, 0);
            self.release(mark);
            self.jump_on(typ.span, Op::JNone, group, 0, next);
            let raised = self.label();
            let caught = self.alloc()?;
            // From the body on the group is the handled exception, up to the next one.
            let before = self.alloc()?;
            self.emit(NOWHERE, Op::PushExc, group, before, 0, 0);
            if let Some(name) = &handler.name {
                self.refuse_debug(&name.name, handler.span, "assign to")?;
                self.store_name(&name.name, handler.span, group)?;
            }
            self.unit.out.handler = self.unit.out.add_handler(raised, caught);
            self.body(&handler.body)?;
            self.unit.out.handler = inner;
            if let Some(name) = &handler.name {
                self.forget_name(&name.name)?;
            }
            self.jump(NOWHERE, next);
            self.bind(raised);
            if let Some(name) = &handler.name {
                self.forget_name(&name.name)?;
            }
            self.emit(NOWHERE, Op::ListAppend, results, caught, 0, 0);
            self.bind(next);
            self.release(mark);
        }
        self.emit(NOWHERE, Op::ListAppend, results, rest, 0, 0);
        let raise = self.label();
        self.emit(NOWHERE, Op::PrepReraiseStar, results, exc, results, 0);
        self.jump_on(NOWHERE, Op::JNotNone, results, 0, raise);
        self.unit.out.handler = outer;
        self.emit(NOWHERE, Op::PopExc, saved, 0, 0, 0);
        self.jump(NOWHERE, end);
        self.bind(raise);
        self.emit(NOWHERE, Op::PopExc, saved, 0, 0, 0);
        self.emit(NOWHERE, Op::Reraise, results, 0, 0, 0);
        self.unit.out.handler = inner;
        self.unit.blocks.pop();
        Ok(())
    }
}
