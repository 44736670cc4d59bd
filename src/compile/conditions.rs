//! Conditions: code that jumps on an expression's truth instead of making a value.

use super::Step;
use super::emit::Label;
use super::fold;
use super::operators::jump_form;
use super::unit::Compiler;
use crate::bytecode::Op;
use crate::syntax::ast::{BoolOp, CmpOp, Expr, ExprKind, UnaryOp};

impl Compiler<'_> {
    /// Jumps to `target` if the truth of `test` is `when`; goes on otherwise.
    pub(super) fn jump_if(&mut self, test: &Expr, when: bool, target: Label) -> Step<()> {
        self.check_depth(test.span)?;
        if let Some(value) = self.constant(test) {
            if fold::truth(&value) == when {
                self.jump(test.span, target);
            }
            return Ok(());
        }
        match &test.kind {
            ExprKind::UnaryOp { op: UnaryOp::Not, operand } => return self.jump_if(operand, !when, target),
            ExprKind::BoolOp { op, values } => return self.jump_if_bool(*op, values, when, target),
            ExprKind::IfExp { test, body, orelse } => {
                let (otherwise, end) = (self.label(), self.label());
                self.jump_if(test, false, otherwise)?;
                self.jump_if(body, when, target)?;
                self.jump(super::emit::NOWHERE, end);
                self.bind(otherwise);
                self.jump_if(orelse, when, target)?;
                self.bind(end);
                return Ok(());
            }
            ExprKind::Compare { left, ops, comparators } => {
                if let ([op], [right]) = (&ops[..], &comparators[..]) {
                    return self.compare_jump(test.span, left, *op, right, when, target);
                }
                return self.chain_jump(test, left, ops, comparators, when, target);
            }
            _ => {}
        }
        let mark = self.mark();
        let value = self.expr(test)?;
        self.jump_on(test.span, if when { Op::JTrue } else { Op::JFalse }, value, 0, target);
        self.release(mark);
        Ok(())
    }

    fn jump_if_bool(&mut self, op: BoolOp, values: &[Expr], when: bool, target: Label) -> Step<()> {
        let Some((last, rest)) = values.split_last() else { return Ok(()) };
        // `a and b` is false as soon as one is; `a or b` true.
        let decides = op == BoolOp::Or;
        if decides == when {
            for value in rest {
                self.jump_if(value, when, target)?;
            }
            return self.jump_if(last, when, target);
        }
        let end = self.label();
        for value in rest {
            self.jump_if(value, decides, end)?;
        }
        self.jump_if(last, when, target)?;
        self.bind(end);
        Ok(())
    }

    fn chain_jump(&mut self, test: &Expr, left: &Expr, ops: &[CmpOp], comparators: &[Expr], when: bool, target: Label) -> Step<()> {
        let end = self.label();
        let out = if when { end } else { target };
        self.compare_chain(left, ops, comparators, &mut |compiler, op, a, b, last| {
            let (wanted, to) = if last { (when, target) } else { (false, out) };
            compiler.jump_on(test.span, jump_form(op, wanted), a, b, to);
        })?;
        self.bind(end);
        Ok(())
    }
}
