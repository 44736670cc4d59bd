//! Statements: the simple ones, branches, loops, and the ways out of a block.

use super::emit::{Label, NOWHERE, Reg};
use super::exceptions::Block;
use super::fold;
use super::scopes::ScopeKind;
use super::unit::Compiler;
use super::{Step, error};
use crate::bytecode::Op;
use crate::syntax::ast::{Expr, ExprKind, Span, Stmt, StmtKind};

impl<'a> Compiler<'a> {
    pub(super) fn body(&mut self, body: &'a [Stmt]) -> Step<()> {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &'a Stmt) -> Step<()> {
        self.check_depth(stmt.span)?;
        self.place = stmt.span;
        self.spread = self.is_spread(match &stmt.kind {
            StmtKind::If { test, .. } | StmtKind::While { test, .. } => test.span,
            StmtKind::For { iter, .. } => iter.span,
            StmtKind::FunctionDef(_) | StmtKind::ClassDef(_) | StmtKind::With { .. } | StmtKind::Match { .. } | StmtKind::Try { .. } => {
                NOWHERE
            }
            _ => stmt.span,
        });
        let mark = self.mark();
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function_def(stmt, def)?,
            StmtKind::ClassDef(def) => self.class_def(stmt, def)?,
            StmtKind::Return { value } => self.return_stmt(stmt.span, value.as_deref())?,
            StmtKind::Delete { targets } => targets.iter().try_for_each(|target| self.delete(target))?,
            StmtKind::Assign { targets, value } => self.assign(targets, value)?,
            StmtKind::TypeAlias { name, type_params, value } => self.type_alias(stmt, name, type_params, value)?,
            StmtKind::AugAssign { target, op, value } => self.aug_assign(stmt, target, *op, value)?,
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.ann_assign(target, annotation, value.as_deref(), *simple)?;
            }
            StmtKind::For { target, iter, body, orelse, is_async } => {
                if *is_async {
                    self.async_for(target, iter, body, orelse)?;
                } else {
                    self.for_stmt(target, iter, body, orelse)?;
                }
            }
            StmtKind::While { test, body, orelse } => self.while_stmt(test, body, orelse)?,
            StmtKind::If { test, body, orelse } => self.if_stmt(test, body, orelse)?,
            StmtKind::With { items, body, is_async } => self.with_stmt(stmt, items, body, *is_async)?,
            StmtKind::Match { subject, cases } => self.match_stmt(subject, cases)?,
            StmtKind::Raise { exc, cause } => self.raise(stmt.span, exc.as_deref(), cause.as_deref())?,
            StmtKind::Try { .. } => self.try_stmt(stmt)?,
            StmtKind::Assert { test, msg } => self.assert(stmt.span, test, msg.as_deref())?,
            StmtKind::Import { names } => self.import(stmt, names)?,
            StmtKind::ImportFrom { module, names, level } => self.import_from(stmt, module.as_ref(), names, *level)?,
            StmtKind::Global { .. } | StmtKind::Nonlocal { .. } => {}
            StmtKind::Pass => self.unit.out.statement(stmt.span),
            StmtKind::Expr { value } => self.expr_stmt(stmt.span, value)?,
            StmtKind::Break => self.leave_loop(stmt.span, true)?,
            StmtKind::Continue => self.leave_loop(stmt.span, false)?,
        }
        self.release(mark);
        Ok(())
    }

    /// Does it end on another line than it begins?
    fn is_spread(&self, span: Span) -> bool {
        span != NOWHERE && self.source.line_col(span.start).0 != self.source.line_col(span.end).0
    }

    fn expr_stmt(&mut self, span: Span, value: &'a Expr) -> Step<()> {
        if self.interactive && self.outer.is_empty() {
            let shown = self.expr(value)?;
            let ignored = self.alloc()?;
            self.emit(span, Op::Intrinsic, ignored, shown, 0, 0);
            return Ok(());
        }
        if self.constant(value).is_some() || self.variable(value).is_some() {
            self.unit.out.statement(span);
        }
        self.effect(value)
    }

    fn raise(&mut self, span: Span, exc: Option<&Expr>, cause: Option<&Expr>) -> Step<()> {
        let Some(exc) = exc else {
            self.emit(span, Op::Raise, 0, 0, 0, 0);
            return Ok(());
        };
        match cause {
            None => {
                let exc = self.expr(exc)?;
                self.emit(span, Op::Raise, exc, 0, 1, 0);
            }
            Some(cause) => {
                let exc = self.operand(exc, &[cause])?;
                let cause = self.expr(cause)?;
                self.emit(span, Op::Raise, exc, cause, 2, 0);
            }
        }
        Ok(())
    }

    fn assert(&mut self, span: Span, test: &Expr, msg: Option<&Expr>) -> Step<()> {
        if self.options.optimize > 0 {
            return Ok(());
        }
        let end = self.label();
        self.jump_if(test, true, end)?;
        let base = self.alloc_run(3)?;
        self.emit(test.span, Op::LoadAssertionError, base, 0, 0, 0);
        if let Some(msg) = msg {
            self.push(msg)?;
            self.emit(span, Op::Call, base, 1, 0, 0);
        }
        self.emit(test.span, Op::Raise, base, 0, 1, 0);
        self.bind(end);
        Ok(())
    }

    /// `elif` after `elif`, without recursion.
    fn if_stmt(&mut self, test: &'a Expr, body: &'a [Stmt], orelse: &'a [Stmt]) -> Step<()> {
        let end = self.label();
        let (mut test, mut body, mut orelse) = (test, body, orelse);
        loop {
            let next = self.label();
            if self.constant(test).is_some() {
                self.unit.out.statement(test.span);
            }
            self.jump_if(test, false, next)?;
            self.body(body)?;
            if orelse.is_empty() {
                self.bind(next);
                break;
            }
            self.jump(NOWHERE, end);
            self.bind(next);
            if let [Stmt { kind: StmtKind::If { test: t, body: b, orelse: o }, .. }] = orelse {
                (test, body, orelse) = (t, b, o);
            } else {
                self.body(orelse)?;
                break;
            }
        }
        self.bind(end);
        Ok(())
    }

    // loops

    fn loop_body(&mut self, again: Label, done: Label, body: &'a [Stmt]) -> Step<()> {
        self.open_block(Block::Loop { again, done, handler: self.unit.out.handler })?;
        self.body(body)?;
        self.unit.blocks.pop();
        Ok(())
    }

    /// The test stands at the bottom.
    fn while_stmt(&mut self, test: &'a Expr, body: &'a [Stmt], orelse: &'a [Stmt]) -> Step<()> {
        let (start, again, done) = (self.label(), self.label(), self.label());
        let truth = self.constant(test).map(|value| fold::truth(&value));
        if truth != Some(true) {
            self.jump(test.span, again);
        }
        self.bind(start);
        if truth == Some(true) {
            self.unit.out.statement(test.span);
        }
        self.loop_body(again, done, body)?;
        self.bind(again);
        self.spread = self.is_spread(test.span);
        self.jump_if(test, true, start)?;
        self.body(orelse)?;
        self.bind(done);
        Ok(())
    }

    fn for_stmt(&mut self, target: &'a Expr, iter: &'a Expr, body: &'a [Stmt], orelse: &'a [Stmt]) -> Step<()> {
        let iterator = self.alloc()?;
        let mark = self.mark();
        let source = self.looped(iter)?;
        self.emit(iter.span, Op::GetIter, iterator, source, 0, 0);
        self.release(mark);
        let (start, again, done) = (self.label(), self.label(), self.label());
        self.jump(iter.span, again);
        self.bind(start);
        let (item, stored) = self.bind_item(target)?;
        if let Some(temp) = stored {
            self.store(target, temp)?;
        }
        self.release(mark);
        self.loop_body(again, done, body)?;
        self.bind(again);
        self.unit.out.jump(iter.span, next_op(target, stored), item, iterator, 0, start);
        self.body(orelse)?;
        self.bind(done);
        Ok(())
    }

    fn async_for(&mut self, target: &'a Expr, iter: &'a Expr, body: &'a [Stmt], orelse: &'a [Stmt]) -> Step<()> {
        let iterator = self.alloc()?;
        let mark = self.mark();
        let source = self.expr(iter)?;
        self.emit(iter.span, Op::GetAIter, iterator, source, 0, 0);
        self.release(mark);
        let (again, ended, done) = (self.label(), self.label(), self.label());
        self.async_next(iter.span, again, ended, iterator, target)?;
        self.loop_body(again, done, body)?;
        self.jump(NOWHERE, again);
        self.bind(ended);
        self.body(orelse)?;
        self.bind(done);
        Ok(())
    }

    /// `break` or `continue`.
    fn leave_loop(&mut self, span: Span, breaks: bool) -> Step<()> {
        let place = self.unit.blocks.iter().rposition(|block| matches!(block, Block::Loop { .. } | Block::ExceptStar));
        let found = place.map(|index| self.unit.blocks[index]);
        if let Some(Block::ExceptStar) = found {
            return error("'break', 'continue' and 'return' cannot appear in an except* block", span);
        }
        let (Some(index), Some(Block::Loop { again, done, .. })) = (place, found) else {
            let text = if breaks { "'break' outside loop" } else { "'continue' not properly in loop" };
            return error(text, span);
        };
        let target = if breaks { done } else { again };
        let handler = self.unit.out.handler;
        self.unwind(index + 1)?;
        self.jump(span, target);
        self.unit.out.handler = handler;
        Ok(())
    }

    fn return_stmt(&mut self, span: Span, value: Option<&'a Expr>) -> Step<()> {
        if !self.unit.kind.is_function_like() || self.unit.kind == ScopeKind::Class {
            return error("'return' outside function", span);
        }
        if self.unit.blocks.iter().any(|block| matches!(block, Block::ExceptStar)) {
            return error("'break', 'continue' and 'return' cannot appear in an except* block", span);
        }
        if self.unit.flags.async_generator && value.is_some() {
            return error("'return' with value in async generator", span);
        }
        let handler = self.unit.out.handler;
        let busy = self.unit.blocks.iter().any(|block| !matches!(block, Block::Loop { .. } | Block::Guarded { .. }));
        // after other code has run on the way out, the return is of no line
        let detour = self.unit.blocks.iter().any(|block| matches!(block, Block::Finally { .. } | Block::With { .. }));
        let place = if detour { NOWHERE } else { span };
        match value {
            None => {
                if busy {
                    self.unit.out.statement(span);
                }
                self.unwind(0)?;
                self.emit(place, Op::ReturnNone, 0, 0, 0, 0);
            }
            Some(value) if busy => {
                // The value is kept in a temporary: what is unwound may rebind a variable.
                let reg = self.push(value)?;
                self.unwind(0)?;
                self.emit(place, Op::Return, reg, 0, 0, 0);
            }
            Some(value) => {
                let reg = self.expr(value)?;
                self.emit(span, Op::Return, reg, 0, 0, 0);
            }
        }
        self.unit.out.handler = handler;
        Ok(())
    }
}

/// What stands at the bottom of a loop whose item goes to `stored`, a temporary, or to the target itself.
pub(super) fn next_op(target: &Expr, stored: Option<Reg>) -> Op {
    match &target.kind {
        ExprKind::Tuple { elts } | ExprKind::List { elts }
            if stored.is_some() && elts.len() == 2 && !elts.iter().any(|elt| matches!(elt.kind, ExprKind::Starred { .. })) =>
        {
            Op::ForPair
        }
        _ => Op::ForIter,
    }
}
