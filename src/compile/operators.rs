//! Arithmetic, comparisons, and what picks between values: `and`, `or`, `if ... else`.

use super::Step;
use super::emit::{Label, Reg};
use super::unit::Compiler;
use crate::bytecode::{Const, Op};
use crate::syntax::ast::{BoolOp, CmpOp, Constant, Expr, ExprKind, Operator, Span, UnaryOp};

/// The instruction of each operator, and its forms with an immediate int and with a constant float.
fn forms(op: Operator) -> (Op, Option<Op>, Option<Op>) {
    match op {
        Operator::Add => (Op::Add, Some(Op::AddI), Some(Op::AddK)),
        Operator::Sub => (Op::Sub, Some(Op::SubI), Some(Op::SubK)),
        Operator::Mult => (Op::Mul, Some(Op::MulI), Some(Op::MulK)),
        Operator::Div => (Op::Div, None, Some(Op::DivK)),
        Operator::FloorDiv => (Op::FloorDiv, Some(Op::FloorDivI), None),
        Operator::Mod => (Op::Mod, Some(Op::ModI), None),
        Operator::Pow => (Op::Pow, None, None),
        Operator::MatMult => (Op::MatMul, None, None),
        Operator::LShift => (Op::Shl, Some(Op::ShlI), None),
        Operator::RShift => (Op::Shr, Some(Op::ShrI), None),
        Operator::BitOr => (Op::Or, None, None),
        Operator::BitXor => (Op::Xor, None, None),
        Operator::BitAnd => (Op::And, Some(Op::AndI), None),
    }
}

/// The instruction that compares to a value.
pub(super) fn comparison(op: CmpOp) -> Op {
    match op {
        CmpOp::Eq => Op::Eq,
        CmpOp::NotEq => Op::Ne,
        CmpOp::Lt => Op::Lt,
        CmpOp::LtE => Op::Le,
        CmpOp::Gt => Op::Gt,
        CmpOp::GtE => Op::Ge,
        CmpOp::Is => Op::Is,
        CmpOp::IsNot => Op::IsNot,
        CmpOp::In => Op::In,
        CmpOp::NotIn => Op::NotIn,
    }
}

impl Compiler<'_> {
    /// Long chains lean to the left; they are compiled without recursion.
    pub(super) fn bin_op(&mut self, expr: &Expr, to: Reg) -> Step<()> {
        let mut spine = vec![expr];
        let mut at = expr;
        while let ExprKind::BinOp { left, .. } = &at.kind {
            at = left;
            if !matches!(at.kind, ExprKind::BinOp { .. }) || self.constant(at).is_some() {
                break;
            }
            spine.push(at);
        }
        let count = spine.len();
        let partial = if count > 1 { Some(self.scratch(to)?) } else { None };
        let mut left = None;
        for (index, node) in spine.into_iter().rev().enumerate() {
            let ExprKind::BinOp { left: first, op, right } = &node.kind else { continue };
            let mark = self.mark();
            let from = match left {
                Some(reg) => reg,
                None => self.operand_in(first, &[right], partial.unwrap_or(to))?,
            };
            let into = if index + 1 == count { to } else { partial.unwrap_or(to) };
            self.arithmetic(node.span, *op, from, right, into, false)?;
            self.release(mark);
            left = Some(into);
        }
        Ok(())
    }

    /// `to = left op right`.
    pub(super) fn arithmetic(&mut self, span: Span, op: Operator, left: Reg, right: &Expr, to: Reg, inplace: bool) -> Step<()> {
        let (plain, with_int, with_const) = forms(op);
        match (self.constant(right), with_int, with_const) {
            (Some(Const::Int(value)), Some(form), _) if let Ok(value) = i32::try_from(value) => {
                self.pass(right);
                self.emit(span, form, to, left, inplace as u8, value);
            }
            (Some(value @ Const::Float(_)), _, Some(form)) => {
                let index = self.add_const(value)?;
                self.pass(right);
                self.emit(span, form, to, left, inplace as u8, index);
            }
            _ => {
                let mark = self.mark();
                let right = self.expr_after(left, right)?;
                self.emit(span, plain, to, left, right, inplace as i32);
                self.release(mark);
            }
        }
        Ok(())
    }

    pub(super) fn unary_op(&mut self, span: Span, op: UnaryOp, operand: &Expr, to: Reg) -> Step<()> {
        if op == UnaryOp::Not
            && let ExprKind::Compare { left, ops, comparators } = &operand.kind
            && let ([op], [right]) = (&ops[..], &comparators[..])
            && let Some(opposite) = opposite(*op)
        {
            // `not a in b` is `a not in b`, and so for `is`.
            return self.compare(operand.span, left, &[opposite], std::slice::from_ref(right), to);
        }
        let from = self.operand_in(operand, &[], to)?;
        let op = match op {
            UnaryOp::Invert => Op::Invert,
            UnaryOp::Not => Op::Not,
            UnaryOp::UAdd => Op::Pos,
            UnaryOp::USub => Op::Neg,
        };
        self.emit(span, op, to, from, 0, 0);
        Ok(())
    }

    pub(super) fn bool_op(&mut self, span: Span, op: BoolOp, values: &[Expr], to: Reg) -> Step<()> {
        let temp = self.scratch(to)?;
        let end = self.label();
        let out = if op == BoolOp::And { Op::JFalse } else { Op::JTrue };
        for (index, value) in values.iter().enumerate() {
            let last = index + 1 == values.len();
            if !last && let Some(constant) = self.constant(value) {
                if super::fold::truth(&constant) == (op == BoolOp::And) {
                    continue;
                }
                self.expr_to(value, temp)?;
                break;
            }
            self.expr_to(value, temp)?;
            if !last {
                self.jump_on(span, out, temp, 0, end);
            }
        }
        self.bind(end);
        if let Some(last) = values.last() {
            self.move_to(last.span, to, temp);
        }
        Ok(())
    }

    pub(super) fn if_exp(&mut self, test: &Expr, body: &Expr, orelse: &Expr, to: Reg) -> Step<()> {
        let (otherwise, end) = (self.label(), self.label());
        if self.is_temp(to) && self.is_crowded(test) {
            // a jump would take another register for the test
            self.expr_to(test, to)?;
            self.jump_on(test.span, Op::JFalse, to, 0, otherwise);
        } else {
            self.jump_if(test, false, otherwise)?;
        }
        self.expr_to(body, to)?;
        self.jump(super::emit::NOWHERE, end);
        self.bind(otherwise);
        self.expr_to(orelse, to)?;
        self.bind(end);
        Ok(())
    }

    pub(super) fn compare(&mut self, span: Span, left: &Expr, ops: &[CmpOp], comparators: &[Expr], to: Reg) -> Step<()> {
        if let ([op], [right]) = (ops, comparators) {
            let a = self.operand(left, &[right])?;
            let b = if self.is_crowded(right) { self.expr_after(a, right)? } else { self.comparand(*op, right)? };
            self.emit(span, comparison(*op), to, a, b, 0);
            return Ok(());
        }
        let temp = self.scratch(to)?;
        let end = self.label();
        self.compare_chain(left, ops, comparators, &mut |compiler, op, a, b, last| {
            compiler.emit(span, comparison(op), temp, a, b, 0);
            if !last {
                compiler.jump_on(span, Op::JFalse, temp, 0, end);
            }
        })?;
        self.bind(end);
        self.move_to(span, to, temp);
        Ok(())
    }

    /// Evaluates the operands of a chain, each once, and hands each pair to `link` with whether it is the last.
    pub(super) fn compare_chain(
        &mut self,
        left: &Expr,
        ops: &[CmpOp],
        comparators: &[Expr],
        link: &mut dyn FnMut(&mut Self, CmpOp, Reg, Reg, bool),
    ) -> Step<()> {
        let mark = self.mark();
        let rest: Vec<&Expr> = comparators.iter().collect();
        // The middle operands take turns in two temporaries.
        let first = self.operand(left, &rest)?;
        if let ([op], [right]) = (ops, comparators)
            && self.is_crowded(right)
        {
            let b = self.expr_after(first, right)?;
            link(self, *op, first, b, true);
            self.release(mark);
            return Ok(());
        }
        let base = self.alloc_run(2)?;
        let inner = self.mark();
        let mut a = first;
        for (index, (&op, right)) in ops.iter().zip(comparators).enumerate() {
            let last = index + 1 == ops.len();
            let b = if !last && self.scope().walrus {
                let to = base + (index % 2) as Reg;
                self.expr_to(right, to)?;
                to
            } else if let ExprKind::Name { .. } = right.kind {
                let reg = self.expr(right)?;
                if reg as usize >= inner {
                    let to = base + (index % 2) as Reg;
                    self.move_to(right.span, to, reg);
                    to
                } else {
                    reg
                }
            } else {
                let to = base + (index % 2) as Reg;
                self.expr_to(right, to)?;
                to
            };
            link(self, op, a, b, last);
            self.release(inner);
            a = b;
        }
        self.release(mark);
        Ok(())
    }

    /// The right side of a comparison; a display of constants after `in` is a constant.
    pub(super) fn comparand(&mut self, op: CmpOp, right: &Expr) -> Step<Reg> {
        if matches!(op, CmpOp::In | CmpOp::NotIn)
            && let Some(value) = self.constant_display(right)
        {
            let to = self.alloc()?;
            self.load_const(right.span, to, value)?;
            return Ok(to);
        }
        self.expr(right)
    }

    /// A list or set of constants, for uses that cannot change it.
    pub(super) fn constant_display(&self, expr: &Expr) -> Option<Const> {
        match &expr.kind {
            ExprKind::List { elts } => {
                let items: Option<Vec<Const>> = elts.iter().map(|elt| self.constant(elt)).collect();
                Some(Const::Tuple(items?.into()))
            }
            ExprKind::Set { elts } => {
                let items: Option<Vec<Const>> = elts.iter().map(|elt| self.constant(elt)).collect();
                Some(Const::FrozenSet(items?.into()))
            }
            _ => None,
        }
    }

    /// Jumps to `target` when the single comparison is `when`; the fused forms.
    pub(super) fn compare_jump(&mut self, span: Span, left: &Expr, op: CmpOp, right: &Expr, when: bool, target: Label) -> Step<()> {
        let mark = self.mark();
        let none = |expr: &Expr| matches!(expr.kind, ExprKind::Constant(Constant::None));
        if matches!(op, CmpOp::Is | CmpOp::IsNot) && none(right) {
            let a = self.expr(left)?;
            self.pass(right);
            let same = (op == CmpOp::Is) == when;
            self.jump_on(span, if same { Op::JNone } else { Op::JNotNone }, a, 0, target);
            self.release(mark);
            return Ok(());
        }
        let a = self.operand(left, &[right])?;
        if let Some(Const::Int(value)) = self.constant(right)
            && let Ok(value) = i16::try_from(value)
            && let Some(fused) = jump_int(op, when)
        {
            let [low, high] = value.to_le_bytes();
            self.pass(right);
            self.unit.out.jump(span, fused, a, low, high, target);
        } else {
            let b = self.comparand(op, right)?;
            self.jump_on(span, jump_form(op, when), a, b, target);
        }
        self.release(mark);
        Ok(())
    }
}

fn opposite(op: CmpOp) -> Option<CmpOp> {
    match op {
        CmpOp::Is => Some(CmpOp::IsNot),
        CmpOp::IsNot => Some(CmpOp::Is),
        CmpOp::In => Some(CmpOp::NotIn),
        CmpOp::NotIn => Some(CmpOp::In),
        _ => None,
    }
}

/// Compare and branch.
pub(super) fn jump_form(op: CmpOp, when: bool) -> Op {
    match (op, when) {
        (CmpOp::Eq, true) => Op::JEq,
        (CmpOp::Eq, false) => Op::JNEq,
        (CmpOp::NotEq, true) => Op::JNe,
        (CmpOp::NotEq, false) => Op::JNNe,
        (CmpOp::Lt, true) => Op::JLt,
        (CmpOp::Lt, false) => Op::JNLt,
        (CmpOp::LtE, true) => Op::JLe,
        (CmpOp::LtE, false) => Op::JNLe,
        (CmpOp::Gt, true) => Op::JGt,
        (CmpOp::Gt, false) => Op::JNGt,
        (CmpOp::GtE, true) => Op::JGe,
        (CmpOp::GtE, false) => Op::JNGe,
        (CmpOp::Is, true) | (CmpOp::IsNot, false) => Op::JIs,
        (CmpOp::Is, false) | (CmpOp::IsNot, true) => Op::JIsNot,
        (CmpOp::In, true) | (CmpOp::NotIn, false) => Op::JIn,
        (CmpOp::In, false) | (CmpOp::NotIn, true) => Op::JNotIn,
    }
}

fn jump_int(op: CmpOp, when: bool) -> Option<Op> {
    Some(match (op, when) {
        (CmpOp::Eq, true) => Op::JEqI,
        (CmpOp::Eq, false) => Op::JNEqI,
        (CmpOp::NotEq, true) => Op::JNeI,
        (CmpOp::NotEq, false) => Op::JNNeI,
        (CmpOp::Lt, true) => Op::JLtI,
        (CmpOp::Lt, false) => Op::JNLtI,
        (CmpOp::LtE, true) => Op::JLeI,
        (CmpOp::LtE, false) => Op::JNLeI,
        (CmpOp::Gt, true) => Op::JGtI,
        (CmpOp::Gt, false) => Op::JNGtI,
        (CmpOp::GtE, true) => Op::JGeI,
        (CmpOp::GtE, false) => Op::JNGeI,
        _ => return None,
    })
}
