//! Displays: tuples, lists, sets and dictionaries. Long ones are built piece by piece, so that registers suffice.

use super::Step;
use super::emit::Reg;
use super::unit::Compiler;
use crate::bytecode::{Const, Op};
use crate::syntax::ast::{Expr, ExprKind, Span};

/// So many elements are gathered in registers at once.
const CHUNK: usize = 32;

impl Compiler<'_> {
    /// How many elements may be gathered here.
    pub(super) fn chunk(&self) -> usize {
        if self.room() > 3 * CHUNK { CHUNK } else { 4 }
    }

    pub(super) fn tuple(&mut self, span: Span, elts: &[Expr], to: Reg) -> Step<()> {
        if elts.len() <= self.chunk() && !has_star(elts) {
            let base = self.push_all(elts, to)?;
            self.emit(span, Op::BuildTuple, to, base, 0, elts.len() as i32);
            return Ok(());
        }
        let list = self.alloc()?;
        self.emit(span, Op::BuildList, list, list, 0, 0);
        self.extend_list(span, list, elts)?;
        self.emit(span, Op::ListToTuple, to, list, 0, 0);
        Ok(())
    }

    pub(super) fn list(&mut self, span: Span, elts: &[Expr], to: Reg) -> Step<()> {
        if elts.len() >= 3
            && let Some(items) = elts.iter().map(|elt| self.constant(elt)).collect::<Option<Vec<Const>>>()
        {
            let temp = self.scratch(to)?;
            let tuple = self.alloc()?;
            self.emit(span, Op::BuildList, temp, tuple, 0, 0);
            self.load_const(span, tuple, Const::Tuple(items.into()))?;
            self.emit(span, Op::ListExtend, temp, tuple, 0, 0);
            self.move_to(span, to, temp);
            return Ok(());
        }
        if elts.len() <= self.chunk() && !has_star(elts) {
            let base = self.push_all(elts, to)?;
            self.emit(span, Op::BuildList, to, base, 0, elts.len() as i32);
            return Ok(());
        }
        let list = self.scratch(to)?;
        self.emit(span, Op::BuildList, list, list, 0, 0);
        self.extend_list(span, list, elts)?;
        self.move_to(span, to, list);
        Ok(())
    }

    /// Appends the elements to the list, stars spread.
    pub(super) fn extend_list(&mut self, span: Span, list: Reg, elts: &[Expr]) -> Step<()> {
        for elt in elts {
            let mark = self.mark();
            match &elt.kind {
                ExprKind::Starred { value } => {
                    let value = self.expr_after(list, value)?;
                    self.emit(span, Op::ListExtend, list, value, 0, 0);
                }
                _ => {
                    let value = self.expr_after(list, elt)?;
                    self.emit(span, Op::ListAppend, list, value, 0, 0);
                }
            }
            self.release(mark);
        }
        Ok(())
    }

    pub(super) fn set(&mut self, span: Span, elts: &[Expr], to: Reg) -> Step<()> {
        if elts.len() >= 3
            && let Some(items) = elts.iter().map(|elt| self.constant(elt)).collect::<Option<Vec<Const>>>()
        {
            let temp = self.scratch(to)?;
            let frozen = self.alloc()?;
            self.emit(span, Op::BuildSet, temp, frozen, 0, 0);
            // the order depends on it: CPython copies a frozenset, but adds one by one where there are many
            let all = if items.len() <= 30 { Const::FrozenSet(items.into()) } else { Const::Tuple(items.into()) };
            self.load_const(span, frozen, all)?;
            self.emit(span, Op::SetUpdate, temp, frozen, 0, 0);
            self.move_to(span, to, temp);
            return Ok(());
        }
        if elts.len() <= self.chunk() && !has_star(elts) {
            let base = self.push_all(elts, to)?;
            self.emit(span, Op::BuildSet, to, base, 0, elts.len() as i32);
            return Ok(());
        }
        let set = self.scratch(to)?;
        self.emit(span, Op::BuildSet, set, set, 0, 0);
        for elt in elts {
            let mark = self.mark();
            match &elt.kind {
                ExprKind::Starred { value } => {
                    let value = self.expr_after(set, value)?;
                    self.emit(span, Op::SetUpdate, set, value, 0, 0);
                }
                _ => {
                    let value = self.expr_after(set, elt)?;
                    self.emit(span, Op::SetAdd, set, value, 0, 0);
                }
            }
            self.release(mark);
        }
        self.move_to(span, to, set);
        Ok(())
    }

    pub(super) fn dict(&mut self, span: Span, keys: &[Option<Expr>], values: &[Expr], to: Reg) -> Step<()> {
        if keys.len() * 2 <= self.chunk() && keys.iter().all(Option::is_some) {
            let base = self.unit.next as Reg;
            for (key, value) in keys.iter().flatten().zip(values) {
                self.push(key)?;
                self.push_element(base, value, to)?;
            }
            self.emit(span, Op::BuildMap, to, base, 0, keys.len() as i32);
            return Ok(());
        }
        let dict = self.scratch(to)?;
        self.emit(span, Op::BuildMap, dict, dict, 0, 0);
        for (key, value) in keys.iter().zip(values) {
            let mark = self.mark();
            match key {
                None => {
                    let mapping = self.expr_after(dict, value)?;
                    self.emit(span, Op::DictUpdate, dict, mapping, 0, 0);
                }
                Some(key) => {
                    let key = self.operand(key, &[value])?;
                    let value = self.expr(value)?;
                    self.emit(span, Op::MapAdd, dict, key, value, 0);
                }
            }
            self.release(mark);
        }
        self.move_to(span, to, dict);
        Ok(())
    }

    /// The values in a run of temporaries, for a display that is wanted in `to`; gives the first.
    pub(super) fn push_all(&mut self, elts: &[Expr], to: Reg) -> Step<Reg> {
        let base = self.unit.next.min(255) as Reg;
        for elt in elts {
            self.push_element(base, elt, to)?;
        }
        Ok(base)
    }
}

fn has_star(elts: &[Expr]) -> bool {
    elts.iter().any(|elt| matches!(elt.kind, ExprKind::Starred { .. }))
}
