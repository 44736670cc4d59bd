//! Classes: the body's code, and the call of `__build_class__`.

use super::calls::Arguments;
use super::emit::{NOWHERE, Reg};
use super::scopes::{Part, ScopeKind};
use super::unit::Compiler;
use super::{Step, calls};
use crate::bytecode::{Const, Op};
use crate::syntax::ast::{ClassDef, Expr, ExprKind, Name, Span, Stmt};

impl<'a> Compiler<'a> {
    pub(super) fn class_def(&mut self, stmt: &'a Stmt, def: &'a ClassDef) -> Step<()> {
        let mark = self.mark();
        self.check_class_keywords(&def.keywords)?;
        let decorators = self.decorators(&def.decorator_list)?;
        let to = self.alloc()?;
        let first = def.decorator_list.first().map_or(stmt.span.start, |decorator| decorator.span.start);
        if def.type_params.is_empty() {
            self.build_class(stmt.span, first, def, None, to)?;
        } else {
            self.generic_class(stmt, def, first, to)?;
        }
        self.decorate(&def.decorator_list, &decorators);
        let value = decorators.first().copied().unwrap_or(to);
        self.store_name(&def.name.name, stmt.span, value)?;
        self.release(mark);
        Ok(())
    }

    /// `to` = the class. `generic` holds a base to append: `Generic` of the type parameters.
    pub(super) fn build_class(&mut self, span: Span, first: u32, def: &'a ClassDef, generic: Option<Reg>, to: Reg) -> Step<()> {
        let mark = self.mark();
        let base = self.window(to)?;
        self.emit(span, Op::LoadBuildClass, base, 0, 0, 0);
        let function = self.alloc()?;
        let code = self.class_body(span, first, def)?;
        self.make_function(span, code, function)?;
        self.push_str(span, &def.name.name)?;
        // `Generic[...]` follows the written bases.
        let arguments = Arguments { args: &def.bases, keywords: &def.keywords, tail: generic };
        self.call_window(span, base, arguments, 2)?;
        self.move_to(span, to, base);
        self.release(mark);
        Ok(())
    }

    fn class_body(&mut self, span: Span, first: u32, def: &'a ClassDef) -> Step<std::sync::Arc<crate::bytecode::Code>> {
        let id = self.table.find(def, Part::Body);
        self.enter(id, def.name.name.clone(), first)?;
        self.unit.class = Some(def.name.name.clone());
        let scope = self.scope();
        self.unit.next = 1;
        self.unit.highest = 1;
        self.collect_annotations(&def.body);
        let deferred = !self.unit.annotations.is_empty() && !self.table.future_annotations;
        let conditional = scope.conditional_annotations;
        let cells =
            [("__class__", scope.needs_class_cell), ("__classdict__", scope.needs_classdict), ("__conditional_annotations__", conditional)];
        for (name, wanted) in cells {
            if wanted {
                let reg = self.alloc()?;
                self.unit.out.init(reg);
                self.emit(NOWHERE, Op::MakeCell, reg, 0, 0, 0);
                self.unit.class_cells.push((name, reg));
                self.unit.cellvars.push(name.into());
                self.unit.varnames.push(name.into());
                self.unit.local_regs.push(reg as u32);
            }
        }
        self.unit.first_temp = self.unit.next;
        // As in CPython, the start has the place of the first line's first column.
        let head = self.source.line_start(first);
        let head = Span { start: head, end: head };
        let temp = self.alloc()?;
        self.load_name(&"__name__".into(), head, temp)?;
        self.store_name(&"__module__".into(), head, temp)?;
        let qualname = self.unit.qualname.clone();
        self.load_const(head, temp, calls::text(&qualname))?;
        self.store_name(&"__qualname__".into(), head, temp)?;
        let line = self.unit.first_line as i64;
        self.load_const(head, temp, Const::Int(line))?;
        self.store_name(&"__firstlineno__".into(), head, temp)?;
        if !def.type_params.is_empty() {
            self.load_name(&".type_params".into(), head, temp)?;
            self.store_name(&"__type_params__".into(), head, temp)?;
        }
        if let Some(cell) = self.class_cell("__classdict__") {
            self.emit(head, Op::StoreCell, 0, cell, 0, 0);
        }
        if let Some(cell) = self.class_cell("__conditional_annotations__") {
            self.emit(head, Op::BuildSet, temp, temp, 0, 0);
            self.emit(head, Op::StoreCell, temp, cell, 0, 0);
        }
        self.release(temp as usize);
        if !self.unit.annotations.is_empty() && self.table.future_annotations {
            self.emit(head, Op::SetupAnnotations, 0, 0, 0, 0);
        }
        let body = self.docstring(&def.body)?;
        self.body(body)?;
        self.class_end(span, first, deferred)?;
        self.leave()
    }

    /// The attributes that the end of a class's body sets, and its result for `__build_class__`.
    fn class_end(&mut self, span: Span, first: u32, deferred: bool) -> Step<()> {
        let temp = self.alloc()?;
        let place = NOWHERE;
        if deferred {
            let mark = self.mark();
            let function = self.deferred_annotations(span, first)?;
            self.store_name(&"__annotate_func__".into(), place, function)?;
            self.release(mark);
        }
        let names = std::mem::take(&mut self.unit.static_attributes);
        let names: Vec<Const> = names.iter().map(|name| calls::text(name)).collect();
        self.load_const(place, temp, Const::Tuple(names.into()))?;
        self.store_name(&"__static_attributes__".into(), place, temp)?;
        if let Some(cell) = self.class_cell("__classdict__") {
            self.store_name(&"__classdictcell__".into(), place, cell)?;
        }
        match self.class_cell("__class__") {
            Some(cell) => {
                self.store_name(&"__classcell__".into(), place, cell)?;
                self.emit(place, Op::Return, cell, 0, 0, 0);
            }
            None => self.emit(place, Op::ReturnNone, 0, 0, 0, 0),
        }
        Ok(())
    }

    fn class_cell(&self, name: &str) -> Option<Reg> {
        self.unit.class_cells.iter().find(|(cell, _)| *cell == name).map(|&(_, reg)| reg)
    }

    /// Notes `self.attr = ...` in a method for the class's `__static_attributes__`.
    pub(super) fn note_attribute(&mut self, object: &Expr, attr: &Name) {
        let ExprKind::Name { id } = &object.kind else { return };
        if self.unit.kind != ScopeKind::Function || &**id != "self" {
            return;
        }
        if let Some(class) = self.outer.iter_mut().rev().find(|unit| unit.kind == ScopeKind::Class)
            && !class.static_attributes.contains(attr)
        {
            class.static_attributes.push(attr.clone());
        }
    }
}
