//! Assignments to every kind of target, `del`, and the augmented and annotated forms.

use super::emit::Reg;
use super::unit::Compiler;
use super::{Step, error};
use crate::bytecode::{Const, Op};
use crate::syntax::ast::{Expr, ExprKind, Operator, Span, Stmt};

/// The number of the instruction `Intrinsic` that unpacks into a tuple.
const UNPACK: i32 = 9;

/// Registers that unpacking leaves to what stores the values.
pub(super) const CLOSE: usize = 24;

impl<'a> Compiler<'a> {
    pub(super) fn assign(&mut self, targets: &'a [Expr], value: &'a Expr) -> Step<()> {
        let mark = self.mark();
        if let [target] = targets {
            if let Some(reg) = self.variable(target) {
                self.expr_to(value, reg)?;
                self.pass(target);
                self.release(mark);
                return Ok(());
            }
            if let (Some(left), Some(right)) = (plain_elements(target), plain_elements(value))
                && left.len() == right.len()
                && !left.is_empty()
                && right.len() <= self.chunk()
            {
                let base = self.push_all(right, 0)?;
                for (index, target) in left.iter().enumerate() {
                    self.store(target, base + index as Reg)?;
                }
                self.release(mark);
                return Ok(());
            }
        }
        let reg = if targets.len() > 1 { self.push(value)? } else { self.expr(value)? };
        for target in targets {
            self.store(target, reg)?;
        }
        self.release(mark);
        Ok(())
    }

    /// `target = from`. What it takes of temporaries it gives back.
    pub(super) fn store(&mut self, target: &Expr, from: Reg) -> Step<()> {
        self.check_depth(target.span)?;
        let mark = self.mark();
        match &target.kind {
            ExprKind::Name { id } => self.store_name(id, target.span, from)?,
            ExprKind::Attribute { value, attr } => {
                self.refuse_debug(&attr.name, target.span, "assign to")?;
                let name = self.mangled(&attr.name);
                self.note_attribute(value, &name);
                let object = self.expr(value)?;
                let index = self.name_index(&name);
                let at = self.attr_span(target.span, attr);
                self.emit(at, Op::SetAttr, object, from, 0, index);
            }
            ExprKind::Subscript { value, slice } => {
                let object = self.operand(value, &[slice])?;
                let index = self.index(slice)?;
                self.emit(target.span, Op::SetItem, object, index, from, 0);
            }
            ExprKind::Tuple { elts } | ExprKind::List { elts } => self.unpack(target.span, elts, from)?,
            ExprKind::Starred { .. } => return error("starred assignment target must be in a list or tuple", target.span),
            _ => return error("cannot assign to expression", target.span),
        }
        self.release(mark);
        Ok(())
    }

    fn unpack(&mut self, span: Span, elts: &[Expr], from: Reg) -> Step<()> {
        let mut stars = elts.iter().enumerate().filter(|(_, elt)| matches!(elt.kind, ExprKind::Starred { .. }));
        let star = stars.next().map(|(index, _)| index);
        if stars.next().is_some() {
            return error("multiple starred expressions in assignment", span);
        }
        let Some(star) = star else {
            if let Some(base) = self.adjacent_variables(elts) {
                self.emit(span, Op::UnpackSequence, base, from, 0, elts.len() as i32);
                return Ok(());
            }
            if elts.len() + CLOSE > self.room() {
                let values = self.unpack_tuple(span, from, Const::Int(elts.len() as i64))?;
                return self.store_items(elts, values);
            }
            let base = self.alloc_run(elts.len())?;
            self.emit(span, Op::UnpackSequence, base, from, 0, elts.len() as i32);
            for (index, elt) in elts.iter().enumerate() {
                self.store(elt, base + index as Reg)?;
            }
            return Ok(());
        };
        let after = elts.len() - star - 1;
        if star >= 256 || after >= 1 << 23 {
            return error("too many expressions in star-unpacking assignment", span);
        }
        if elts.len() + CLOSE > self.room() {
            let counts = Const::Tuple([Const::Int(star as i64), Const::Int(after as i64)].into());
            let values = self.unpack_tuple(span, from, counts)?;
            return self.store_items(elts, values);
        }
        let base = self.alloc_run(elts.len())?;
        self.emit(span, Op::UnpackEx, base, from, after as u8, star as i32);
        for (index, elt) in elts.iter().enumerate() {
            let target = match &elt.kind {
                ExprKind::Starred { value } => value,
                _ => elt,
            };
            self.store(target, base + index as Reg)?;
        }
        Ok(())
    }

    /// Unpacks more values than there are registers for: a tuple of them, in a new temporary. See the instruction `Intrinsic`.
    pub(super) fn unpack_tuple(&mut self, span: Span, from: Reg, counts: Const) -> Step<Reg> {
        let values = self.alloc_run(2)?;
        self.load_const(span, values + 1, counts)?;
        self.emit(span, Op::Intrinsic, values, from, values + 1, UNPACK);
        self.release(values as usize + 1);
        Ok(values)
    }

    /// Stores the items of a tuple into targets.
    fn store_items(&mut self, elts: &[Expr], values: Reg) -> Step<()> {
        for (index, elt) in elts.iter().enumerate() {
            let target = match &elt.kind {
                ExprKind::Starred { value } => value,
                _ => elt,
            };
            let mark = self.mark();
            let item = self.alloc()?;
            self.emit(elt.span, Op::GetItemI, item, values, 0, index as i32);
            self.store(target, item)?;
            self.release(mark);
        }
        Ok(())
    }

    /// The first register of variables that stand in a row, as targets often do.
    fn adjacent_variables(&self, elts: &[Expr]) -> Option<Reg> {
        let base = self.variable(elts.first()?)?;
        let in_row = elts.iter().zip(base as usize..).all(|(elt, reg)| self.variable(elt).map(usize::from) == Some(reg));
        in_row.then_some(base)
    }

    pub(super) fn delete(&mut self, target: &Expr) -> Step<()> {
        self.check_depth(target.span)?;
        let mark = self.mark();
        match &target.kind {
            ExprKind::Name { id } => self.delete_name(id, target.span, false)?,
            ExprKind::Attribute { value, attr } => {
                self.refuse_debug(&attr.name, target.span, "delete")?;
                let object = self.expr(value)?;
                let name = self.mangled(&attr.name);
                let index = self.name_index(&name);
                let at = self.attr_span(target.span, attr);
                self.emit(at, Op::DelAttr, object, 0, 0, index);
            }
            ExprKind::Subscript { value, slice } => {
                let object = self.operand(value, &[slice])?;
                let index = self.index(slice)?;
                self.emit(target.span, Op::DelItem, object, index, 0, 0);
            }
            ExprKind::Tuple { elts } | ExprKind::List { elts } => {
                for elt in elts {
                    self.delete(elt)?;
                }
            }
            _ => return error("cannot delete expression", target.span),
        }
        self.release(mark);
        Ok(())
    }

    pub(super) fn aug_assign(&mut self, stmt: &'a Stmt, target: &'a Expr, op: Operator, value: &'a Expr) -> Step<()> {
        let mark = self.mark();
        let span = stmt.span;
        match &target.kind {
            ExprKind::Name { id } => {
                self.refuse_debug(id, target.span, "assign to")?;
                let left = self.operand(target, &[value])?;
                match self.variable(target) {
                    Some(reg) => self.arithmetic(span, op, left, value, reg, true)?,
                    None => {
                        self.arithmetic(span, op, left, value, left, true)?;
                        self.store_name(id, target.span, left)?;
                    }
                }
            }
            ExprKind::Attribute { value: object, attr } => {
                self.refuse_debug(&attr.name, target.span, "assign to")?;
                let name = self.mangled(&attr.name);
                let object = self.operand(object, &[value])?;
                let index = self.name_index(&name);
                let at = self.attr_span(target.span, attr);
                let temp = self.alloc()?;
                self.emit(at, Op::GetAttr, temp, object, 0, index);
                self.arithmetic(span, op, temp, value, temp, true)?;
                self.emit(at, Op::SetAttr, object, temp, 0, index);
            }
            ExprKind::Subscript { value: object, slice } => {
                let object = self.operand(object, &[slice, value])?;
                let index = match &slice.kind {
                    ExprKind::Name { .. } => self.operand(slice, &[value])?,
                    _ => self.index(slice)?,
                };
                let temp = self.alloc()?;
                self.emit(target.span, Op::GetItem, temp, object, index, 0);
                self.arithmetic(span, op, temp, value, temp, true)?;
                self.emit(target.span, Op::SetItem, object, index, temp, 0);
            }
            _ => return error("illegal expression for augmented assignment", target.span),
        }
        self.release(mark);
        Ok(())
    }

    pub(super) fn ann_assign(&mut self, target: &'a Expr, annotation: &'a Expr, value: Option<&'a Expr>, simple: bool) -> Step<()> {
        match (value, &target.kind) {
            (Some(value), _) => self.assign(std::slice::from_ref(target), value)?,
            (None, ExprKind::Name { id }) => self.refuse_debug(id, target.span, "assign to")?,
            (None, ExprKind::Attribute { value, attr }) => {
                self.refuse_debug(&attr.name, target.span, "assign to")?;
                self.effect(value)?;
            }
            (None, ExprKind::Subscript { value, slice }) => {
                self.effect(value)?;
                self.effect_of_index(slice)?;
            }
            _ => {}
        }
        if simple {
            self.reach_annotation(target, annotation)?;
        }
        Ok(())
    }

    fn effect_of_index(&mut self, slice: &Expr) -> Step<()> {
        match &slice.kind {
            ExprKind::Slice { lower, upper, step } => [lower, upper, step].into_iter().flatten().try_for_each(|part| self.effect(part)),
            ExprKind::Tuple { elts } => elts.iter().try_for_each(|elt| self.effect_of_index(elt)),
            _ => self.effect(slice),
        }
    }
}

/// The elements of a display without stars.
fn plain_elements(expr: &Expr) -> Option<&[Expr]> {
    match &expr.kind {
        ExprKind::Tuple { elts } | ExprKind::List { elts } => {
            (!elts.iter().any(|elt| matches!(elt.kind, ExprKind::Starred { .. }))).then_some(elts)
        }
        _ => None,
    }
}
