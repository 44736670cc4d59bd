//! `with` and `async with`.
//!
//! Registers: the exception and the one handled before (used only when an exception lands), then the window of `__exit__`:
//! function, two of the machine's, self. The body's temporaries follow.

use super::Step;
use super::emit::{NOWHERE, Reg};
use super::exceptions::Block;
use super::unit::Compiler;
use crate::bytecode::Op;
use crate::syntax::ast::{Span, Stmt, WithItem};

impl<'a> Compiler<'a> {
    pub(super) fn with_stmt(&mut self, stmt: &'a Stmt, items: &'a [WithItem], body: &'a [Stmt], is_async: bool) -> Step<()> {
        let Some((item, rest)) = items.split_first() else { return self.body(body) };
        self.check_depth(stmt.span)?;
        let span = item.context_expr.span;
        let mark = self.mark();
        let exc = self.alloc_run(2)?;
        let base = self.alloc_run(4)?;
        let inner = self.mark();
        let (enter, exit) = if is_async { ("__aenter__", "__aexit__") } else { ("__enter__", "__exit__") };
        let context = self.expr(&item.context_expr)?;
        let exit = self.name_index(&exit.into());
        self.emit(span, Op::LoadSpecial, base, context, 0, exit);
        let window = self.alloc_run(4)?;
        let enter = self.name_index(&enter.into());
        self.emit(span, Op::LoadSpecial, window, context, 0, enter);
        self.emit(span, Op::CallMethod, window, 0, 0, 0);
        let mut value = window;
        if is_async {
            let iterator = self.alloc()?;
            self.emit(span, Op::GetAwaitable, iterator, window, 1, 0);
            value = self.delegate(span, iterator, 2)?;
        }
        let handler = self.unit.out.handler;
        let (landing, end) = (self.label(), self.label());
        self.open_block(Block::With { base, span, is_async, handler })?;
        self.unit.out.handler = self.unit.out.add_handler(landing, exc);
        if let Some(target) = &item.optional_vars {
            self.store(target, value)?;
        }
        self.release(inner);
        if rest.is_empty() {
            self.body(body)?;
        } else {
            self.with_stmt(stmt, rest, body, is_async)?;
        }
        self.unit.blocks.pop();
        self.normal_exit(base, span, is_async, handler)?;
        self.jump(NOWHERE, end);
        let chunk = self.unit.out.enter_chunk();
        self.bind(landing);
        self.handling(exc, handler, |compiler, saved| {
            let suppressed = compiler.label();
            compiler.alloc_run(3)?;
            compiler.emit(span, Op::WithExcept, base, exc, 0, 0);
            let mut verdict = base;
            if is_async {
                let iterator = compiler.alloc()?;
                compiler.emit(span, Op::GetAwaitable, iterator, base, 2, 0);
                verdict = compiler.delegate(span, iterator, 2)?;
            }
            compiler.jump_on(span, Op::JTrue, verdict, 0, suppressed);
            compiler.emit(span, Op::Reraise, exc, 0, 0, 0);
            compiler.bind(suppressed);
            let inner = std::mem::replace(&mut compiler.unit.out.handler, handler);
            compiler.emit(NOWHERE, Op::PopExc, saved, 0, 0, 0);
            compiler.jump(NOWHERE, end);
            compiler.unit.out.handler = inner;
            Ok(())
        })?;
        self.unit.out.leave_chunk(chunk);
        self.bind(end);
        self.release(mark);
        Ok(())
    }

    /// Calls `__exit__(None, None, None)`. Up to the call itself the block's own handler stays in force, so that what is
    /// raised between the body and the call (from outside: a signal's handler, another thread) still leads to `__exit__`;
    /// from then on it is `outer`.
    pub(super) fn normal_exit(&mut self, base: Reg, span: Span, is_async: bool, outer: u32) -> Step<()> {
        let mark = self.mark();
        let window = if mark == base as usize + 4 {
            base
        } else {
            // Something above the window is still wanted: the call is made in a window of its own.
            let window = self.alloc_run(4)?;
            self.emit(span, Op::Move, window, base, 0, 0);
            self.emit(span, Op::Move, window + 3, base + 3, 0, 0);
            window
        };
        let arguments = self.alloc_run(3)?;
        for index in 0..3 {
            self.load_none(span, arguments + index);
        }
        self.unit.out.handler = outer;
        self.emit(span, Op::CallMethod, window, 3, 0, 0);
        if is_async {
            let iterator = self.alloc()?;
            self.emit(span, Op::GetAwaitable, iterator, window, 2, 0);
            self.delegate(span, iterator, 2)?;
        }
        self.release(mark);
        Ok(())
    }
}
