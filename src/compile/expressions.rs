//! Expressions: where their values go, and the kinds that need few words. The others have files of their own.
//!
//! `expr` gives the register that holds the value: a variable's own, or a fresh temporary. `expr_to` puts the value into
//! a register, which it writes last of all if that is a variable's: when the expression raises, the variable is as before.

use super::Step;
use super::emit::Reg;
use super::scopes::CompKind;
use super::unit::Compiler;
use crate::bytecode::{Const, Op};
use crate::syntax::ast::{Expr, ExprKind, Ident, Span};

impl Compiler<'_> {
    /// The value in any register.
    pub(super) fn expr(&mut self, expr: &Expr) -> Step<Reg> {
        if let ExprKind::Name { id } = &expr.kind
            && self.constant(expr).is_none()
            && let Some(reg) = self.read_variable(id, expr.span)
        {
            self.pass(expr);
            return Ok(reg);
        }
        if let ExprKind::NamedExpr { target, value } = &expr.kind
            && let Some(reg) = self.variable(target)
        {
            self.expr_to(value, reg)?;
            return Ok(reg);
        }
        self.push(expr)
    }

    /// What leaves no instruction, though it may be on a line of its own: tracers are told.
    pub(super) fn pass(&mut self, expr: &Expr) {
        if self.spread {
            self.unit.out.statement(expr.span);
        }
    }

    /// The value in any register that the expressions of `later` do not rebind.
    pub(super) fn operand(&mut self, expr: &Expr, later: &[&Expr]) -> Step<Reg> {
        if self.may_rebind(later) {
            return self.push(expr);
        }
        self.expr(expr)
    }

    /// The expressions may hold a `:=` to a local.
    fn may_rebind(&self, exprs: &[&Expr]) -> bool {
        self.scope().walrus && exprs.iter().any(|expr| !is_simple(expr))
    }

    /// As `operand`, but what is no variable comes into `to`, if that is a temporary: long chains need one register.
    pub(super) fn operand_in(&mut self, expr: &Expr, later: &[&Expr], to: Reg) -> Step<Reg> {
        if !self.is_temp(to) || (self.variable(expr).is_some() && !self.may_rebind(later)) {
            return self.operand(expr, later);
        }
        self.expr_to(expr, to)?;
        Ok(to)
    }

    /// The value in a fresh temporary, the topmost.
    pub(super) fn push(&mut self, expr: &Expr) -> Step<Reg> {
        let to = self.alloc()?;
        self.expr_to(expr, to)?;
        Ok(to)
    }

    /// For the effect alone.
    pub(super) fn effect(&mut self, expr: &Expr) -> Step<()> {
        let mark = self.mark();
        if self.constant(expr).is_none() {
            match &expr.kind {
                ExprKind::Name { .. } => _ = self.expr(expr)?,
                ExprKind::NamedExpr { target, value } => self.named_expr(target, value)?,
                _ => _ = self.push(expr)?,
            }
        }
        self.release(mark);
        Ok(())
    }

    /// `to` = the value. What it takes of temporaries it gives back.
    pub(super) fn expr_to(&mut self, expr: &Expr, to: Reg) -> Step<()> {
        self.check_depth(expr.span)?;
        if let Some(value) = self.constant(expr) {
            return self.load_const(expr.span, to, value);
        }
        let mark = self.mark();
        self.compound(expr, to)?;
        self.release(mark);
        Ok(())
    }

    fn compound(&mut self, expr: &Expr, to: Reg) -> Step<()> {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Constant(_) => Ok(()),
            ExprKind::Name { id } => self.load_name(id, span, to),
            ExprKind::BoolOp { op, values } => self.bool_op(span, *op, values, to),
            ExprKind::NamedExpr { target, value } => {
                if let Some(reg) = self.variable(target) {
                    self.expr_to(value, reg)?;
                    self.move_to(span, to, reg);
                    return Ok(());
                }
                let reg = self.expr(value)?;
                self.store(target, reg)?;
                self.move_to(span, to, reg);
                Ok(())
            }
            ExprKind::BinOp { .. } => self.bin_op(expr, to),
            ExprKind::UnaryOp { op, operand } => self.unary_op(span, *op, operand, to),
            ExprKind::Lambda { args, body } => self.lambda(span, args, body, to),
            ExprKind::IfExp { test, body, orelse } => self.if_exp(test, body, orelse, to),
            ExprKind::Dict { keys, values } => self.dict(span, keys, values, to),
            ExprKind::Set { elts } => self.set(span, elts, to),
            ExprKind::List { elts } => self.list(span, elts, to),
            ExprKind::Tuple { elts } => self.tuple(span, elts, to),
            ExprKind::ListComp { elt, generators } => self.comprehension(expr, CompKind::List, elt, None, generators, to),
            ExprKind::SetComp { elt, generators } => self.comprehension(expr, CompKind::Set, elt, None, generators, to),
            ExprKind::DictComp { key, value, generators } => self.comprehension(expr, CompKind::Dict, key, Some(value), generators, to),
            ExprKind::GeneratorExp { elt, generators } => self.comprehension(expr, CompKind::Generator, elt, None, generators, to),
            ExprKind::Await { value } => self.await_expr(span, value, to),
            ExprKind::Yield { value } => self.yield_expr(span, value.as_deref(), to),
            ExprKind::YieldFrom { value } => self.yield_from(span, value, to),
            ExprKind::Compare { left, ops, comparators } => self.compare(span, left, ops, comparators, to),
            ExprKind::Call { func, args, keywords } => self.call(expr, func, args, keywords, to),
            ExprKind::JoinedStr { values } => self.joined_str(span, values, to),
            ExprKind::FormattedValue { value, conversion, format_spec } => {
                self.formatted_value(span, value, *conversion, format_spec.as_deref(), to)
            }
            ExprKind::TemplateStr { values } => self.template_str(span, values, to),
            ExprKind::Interpolation { .. } => self.interpolation(expr, to),
            ExprKind::Attribute { value, attr } => {
                let object = self.operand_in(value, &[], to)?;
                let name = self.mangled(&attr.name);
                let index = self.name_index(&name);
                let at = self.attr_span(span, attr);
                self.emit(at, Op::GetAttr, to, object, 0, index);
                Ok(())
            }
            ExprKind::Subscript { value, slice } => self.subscript(span, value, slice, to),
            ExprKind::Starred { .. } => super::error("can't use starred expression here", span),
            ExprKind::Slice { .. } => {
                let slice = self.slice(expr)?;
                self.move_to(span, to, slice);
                Ok(())
            }
        }
    }

    fn named_expr(&mut self, target: &Expr, value: &Expr) -> Step<()> {
        if let Some(reg) = self.variable(target) {
            return self.expr_to(value, reg);
        }
        let reg = self.expr(value)?;
        self.store(target, reg)
    }

    /// Where an attribute's error shows: in a chain over several lines, the line of the attribute's name.
    pub(super) fn attr_span(&self, span: Span, attr: &Ident) -> Span {
        if self.source.line_col(span.start).0 == self.source.line_col(attr.span.end).0 {
            return span;
        }
        let (own, whole) = (self.source.line_col(attr.span.end), self.source.line_col(span.end));
        Span { start: attr.span.start, end: if own > whole { attr.span.end } else { span.end } }
    }

    fn subscript(&mut self, span: Span, value: &Expr, slice: &Expr, to: Reg) -> Step<()> {
        let object = self.operand_in(value, &[slice], to)?;
        if let Some(Const::Int(index)) = self.constant(slice)
            && let Ok(index) = i32::try_from(index)
        {
            self.pass(slice);
            self.emit(span, Op::GetItemI, to, object, 0, index);
            return Ok(());
        }
        let index = match slice.kind {
            ExprKind::Slice { .. } => self.index(slice)?,
            _ => self.expr_after(object, slice)?,
        };
        self.emit(span, Op::GetItem, to, object, index, 0);
        Ok(())
    }

    /// What stands between the brackets, in a register.
    pub(super) fn index(&mut self, slice: &Expr) -> Step<Reg> {
        match &slice.kind {
            ExprKind::Slice { .. } if self.constant(slice).is_none() => self.slice(slice),
            _ => self.expr(slice),
        }
    }

    fn slice(&mut self, expr: &Expr) -> Step<Reg> {
        let ExprKind::Slice { lower, upper, step } = &expr.kind else { return self.expr(expr) };
        let count = if step.is_some() { 3 } else { 2 };
        let base = self.unit.next as Reg;
        for part in [lower, upper, step].into_iter().take(count) {
            match part {
                Some(part) => _ = self.push(part)?,
                None => {
                    let to = self.alloc()?;
                    self.load_none(expr.span, to);
                }
            }
        }
        self.emit(expr.span, Op::BuildSlice, base, base, count as u8, 0);
        self.release(base as usize + 1);
        Ok(base)
    }

    // generators and coroutines

    fn yield_expr(&mut self, span: Span, value: Option<&Expr>, to: Reg) -> Step<()> {
        self.must_be_in_function(span, "'yield' outside function")?;
        let mut from = match value {
            Some(value) => self.expr(value)?,
            None => {
                let temp = self.alloc()?;
                self.load_none(span, temp);
                temp
            }
        };
        if self.unit.flags.async_generator {
            let wrapped = self.alloc()?;
            self.emit(span, Op::AsyncGenWrap, wrapped, from, 0, 0);
            from = wrapped;
        }
        self.emit_yield(span, to, from, 0);
        Ok(())
    }

    /// A `Yield`, which saves the registers that are in use here.
    pub(super) fn emit_yield(&mut self, span: Span, to: Reg, from: Reg, kind: u8) {
        let used = self.mark() as i32;
        self.emit(span, Op::Yield, to, from, kind, used);
    }

    fn yield_from(&mut self, span: Span, value: &Expr, to: Reg) -> Step<()> {
        self.must_be_in_function(span, "'yield from' outside function")?;
        if self.unit.flags.coroutine || self.unit.flags.async_generator {
            return super::error("'yield from' inside async function", span);
        }
        let from = self.expr(value)?;
        let iterator = self.alloc()?;
        self.emit(span, Op::GetYieldFromIter, iterator, from, 0, 0);
        let result = self.delegate(span, iterator, 1)?;
        self.move_to(span, to, result);
        Ok(())
    }

    pub(super) fn await_expr(&mut self, span: Span, value: &Expr, to: Reg) -> Step<()> {
        let from = self.expr(value)?;
        let iterator = self.alloc()?;
        self.emit(span, Op::GetAwaitable, iterator, from, 0, 0);
        let result = self.delegate(span, iterator, 2)?;
        self.move_to(span, to, result);
        Ok(())
    }

    /// Runs the iterator to its end, yielding what it yields; gives the register of its result.
    pub(super) fn delegate(&mut self, span: Span, iterator: Reg, kind: u8) -> Step<Reg> {
        let value = self.alloc()?;
        self.load_none(span, value);
        let (again, done) = (self.label(), self.label());
        self.bind(again);
        self.unit.out.jump(span, Op::Send, value, iterator, value, done);
        self.emit_yield(span, value, value, kind);
        self.jump(span, again);
        self.bind(done);
        Ok(value)
    }

    fn must_be_in_function(&self, span: Span, text: &str) -> Step<()> {
        if !self.unit.kind.is_function_like() {
            return super::error(text, span);
        }
        Ok(())
    }
}

/// An expression that holds no `:=`, seen at a glance.
fn is_simple(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(_) | ExprKind::Name { .. } => true,
        ExprKind::Attribute { value, .. } => is_simple(value),
        _ => false,
    }
}
