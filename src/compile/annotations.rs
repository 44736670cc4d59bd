//! Annotations: `__annotate__` functions of functions, classes and modules (PEP 649), or strings under
//! `from __future__ import annotations`.

use super::emit::{NOWHERE, Reg};
use super::scopes::{Part, ScopeKind};
use super::symbols::annotated_parameters;
use super::unit::Compiler;
use super::{Step, unparse};
use crate::bytecode::{Const, Op};
use crate::syntax::ast::{Expr, ExprKind, FunctionDef, Name, Span, Stmt, StmtKind};

/// The format that `__annotate__` knows beside plain values.
const WITH_FAKE_GLOBALS: i16 = 2;

impl<'a> Compiler<'a> {
    /// Makes a function's `__annotate__` in a new temporary.
    pub(super) fn annotate_function(&mut self, span: Span, def: &'a FunctionDef) -> Step<Reg> {
        let to = self.alloc()?;
        let id = self.table.find(def, Part::Annotations);
        let qualname = format!("{}.__annotate__", self.qualname(&def.name.name));
        self.enter(id, "__annotate__".into(), span.start)?;
        self.unit.qualname = qualname.into();
        self.unit.argcount = 1;
        self.unit.posonlyargcount = 1;
        self.open_frame(&["format".into()])?;
        self.check_format(span)?;
        let dict = self.alloc()?;
        self.emit(span, Op::BuildMap, dict, dict, 0, 0);
        for arg in annotated_parameters(&def.args) {
            if let Some(annotation) = &arg.annotation {
                let name = self.mangled(&arg.arg);
                self.annotation_item(dict, &name, annotation, arg.span)?;
            }
        }
        if let Some(returns) = &def.returns {
            self.annotation_item(dict, &"return".into(), returns, returns.span)?;
        }
        self.emit(span, Op::Return, dict, 0, 0, 0);
        let code = self.leave()?;
        self.make_function(span, code, to)?;
        Ok(to)
    }

    /// Raises `NotImplementedError` unless the format, the first parameter, is known.
    pub(super) fn check_format(&mut self, span: Span) -> Step<()> {
        let known = self.label();
        let [low, high] = WITH_FAKE_GLOBALS.to_le_bytes();
        self.unit.out.jump(span, Op::JNGtI, 0, low, high, known);
        let mark = self.mark();
        let error = self.alloc()?;
        let index = self.name_index(&"NotImplementedError".into());
        self.emit(span, Op::LoadGlobal, error, 0, 0, index);
        self.emit(span, Op::Raise, error, 0, 1, 0);
        self.release(mark);
        self.bind(known);
        Ok(())
    }

    /// `dict[name] = annotation`.
    fn annotation_item(&mut self, dict: Reg, name: &Name, annotation: &Expr, span: Span) -> Step<()> {
        let mark = self.mark();
        let key = self.push_str(span, name)?;
        let value = self.annotation_value(annotation)?;
        self.emit(span, Op::MapAdd, dict, key, value, 0);
        self.release(mark);
        Ok(())
    }

    fn annotation_value(&mut self, annotation: &Expr) -> Step<Reg> {
        if self.table.future_annotations {
            let to = self.alloc()?;
            let text = unparse::unparse(annotation);
            self.load_const(annotation.span, to, Const::Str(text.into()))?;
            return Ok(to);
        }
        if let ExprKind::Starred { value } = &annotation.kind {
            // `*args: *Ts` is the one element of `*Ts`.
            let from = self.expr(value)?;
            let to = self.alloc()?;
            self.emit(annotation.span, Op::UnpackSequence, to, from, 0, 1);
            return Ok(to);
        }
        self.expr(annotation)
    }

    /// What stands at the start of a module for the annotations in it.
    pub(super) fn module_prologue(&mut self, body: &'a [Stmt]) -> Step<()> {
        self.collect_annotations(body);
        if self.unit.annotations.is_empty() {
            return Ok(());
        }
        let span = Span { start: 0, end: 0 };
        if self.table.future_annotations {
            self.emit(span, Op::SetupAnnotations, 0, 0, 0, 0);
            return Ok(());
        }
        let mark = self.mark();
        let function = self.deferred_annotations(body[0].span, body[0].span.start)?;
        self.store_name(&"__annotate__".into(), span, function)?;
        let set = self.alloc()?;
        self.emit(span, Op::BuildSet, set, set, 0, 0);
        self.store_name(&"__conditional_annotations__".into(), span, set)?;
        self.release(mark);
        Ok(())
    }

    /// The `__annotate__` of the current module or class, from the annotations collected in it.
    pub(super) fn deferred_annotations(&mut self, span: Span, first: u32) -> Step<Reg> {
        let to = self.alloc()?;
        let Some(id) = self.scope().annotations else { return Ok(to) };
        let annotations = std::mem::take(&mut self.unit.annotations);
        self.enter(id, "__annotate__".into(), first)?;
        self.unit.argcount = 1;
        self.unit.posonlyargcount = 1;
        self.open_frame(&["format".into()])?;
        self.check_format(span)?;
        let dict = self.alloc()?;
        self.emit(span, Op::BuildMap, dict, dict, 0, 0);
        for (name, annotation, condition) in &annotations {
            let skip = self.label();
            if let Some(index) = condition {
                let mark = self.mark();
                let set = self.alloc()?;
                let name: Name = "__conditional_annotations__".into();
                // In a class it is a cell; its name is no class attribute.
                match self.free_index(&name) {
                    Some(free) => self.emit(annotation.span, Op::LoadFree, set, 0, 0, free),
                    None => {
                        let index = self.name_index(&name);
                        self.emit(annotation.span, Op::LoadGlobal, set, 0, 0, index);
                    }
                }
                let number = self.alloc()?;
                self.emit(annotation.span, Op::LoadI, number, 0, 0, *index);
                self.jump_on(annotation.span, Op::JNotIn, number, set, skip);
                self.release(mark);
            }
            self.annotation_item(dict, name, annotation, annotation.span)?;
            self.bind(skip);
        }
        self.emit(span, Op::Return, dict, 0, 0, 0);
        let code = self.leave()?;
        self.unit.annotations = annotations;
        self.make_function(span, code, to)?;
        Ok(to)
    }

    /// Notes an annotation as evaluated when the statement is reached.
    pub(super) fn reach_annotation(&mut self, target: &Expr, annotation: &'a Expr) -> Step<()> {
        let ExprKind::Name { id } = &target.kind else { return Ok(()) };
        if !matches!(self.unit.kind, ScopeKind::Module | ScopeKind::Class) {
            return Ok(());
        }
        let mark = self.mark();
        if self.table.future_annotations {
            let value = self.annotation_value(annotation)?;
            let dict = self.alloc()?;
            self.load_name(&"__annotations__".into(), annotation.span, dict)?;
            let name = self.mangled(id);
            let key = self.push_str(annotation.span, &name)?;
            self.emit(annotation.span, Op::SetItem, dict, key, value, 0);
            self.release(mark);
            return Ok(());
        }
        let found = self.unit.annotations.iter().find(|(_, known, _)| std::ptr::eq(*known, annotation));
        if let Some(&(_, _, Some(index))) = found {
            let set = self.alloc()?;
            match self.unit.class_cells.iter().find(|(name, _)| *name == "__conditional_annotations__") {
                Some(&(_, cell)) => self.emit(annotation.span, Op::LoadCell, set, cell, 0, 0),
                None => self.load_name(&"__conditional_annotations__".into(), annotation.span, set)?,
            }
            let number = self.alloc()?;
            self.emit(NOWHERE, Op::LoadI, number, 0, 0, index);
            self.emit(annotation.span, Op::SetAdd, set, number, 0, 0);
        }
        self.release(mark);
        Ok(())
    }

    /// Finds the annotations of plain names in a module's or class's body, those in compound statements included.
    pub(super) fn collect_annotations(&mut self, body: &'a [Stmt]) {
        let mut found = Vec::new();
        collect(body, false, &mut found);
        let everywhere = self.unit.kind == ScopeKind::Module;
        let mut index = 0;
        for (id, annotation, conditional) in found {
            let number = (conditional || everywhere).then(|| {
                index += 1;
                index - 1
            });
            let name = self.mangled(id);
            self.unit.annotations.push((name, annotation, number));
        }
    }
}

fn collect<'a>(body: &'a [Stmt], conditional: bool, found: &mut Vec<(&'a Name, &'a Expr, bool)>) {
    for stmt in body {
        match &stmt.kind {
            StmtKind::AnnAssign { target, annotation, simple: true, .. } => {
                if let ExprKind::Name { id } = &target.kind {
                    found.push((id, annotation, conditional));
                }
            }
            StmtKind::If { body, orelse, .. } => {
                collect(body, true, found);
                let mut orelse = orelse;
                while let [Stmt { kind: StmtKind::If { body, orelse: rest, .. }, .. }] = &orelse[..] {
                    collect(body, true, found);
                    orelse = rest;
                }
                collect(orelse, true, found);
            }
            StmtKind::For { body, orelse, .. } | StmtKind::While { body, orelse, .. } => {
                collect(body, true, found);
                collect(orelse, true, found);
            }
            StmtKind::With { body, .. } => collect(body, true, found),
            StmtKind::Match { cases, .. } => cases.iter().for_each(|case| collect(&case.body, true, found)),
            StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
                collect(body, true, found);
                handlers.iter().for_each(|handler| collect(&handler.body, true, found));
                collect(orelse, true, found);
                collect(finalbody, true, found);
            }
            _ => {}
        }
    }
}
