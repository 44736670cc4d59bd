//! Imports, `from __future__` among them.

use super::unit::Compiler;
use super::{Step, error};
use crate::bytecode::{Const, Op};
use crate::syntax::Failure;
use crate::syntax::ast::{Alias, Name, Stmt, StmtKind};

/// What may be imported from `__future__`; only `annotations` still changes anything.
const FEATURES: [&str; 10] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// Whether the module says `from __future__ import annotations`; checks all its future imports.
pub(super) fn future_features(body: &[Stmt]) -> Step<bool> {
    let mut annotations = false;
    for stmt in &body[..future_count(body)] {
        let StmtKind::ImportFrom { names, .. } = &stmt.kind else { continue };
        for alias in names {
            match &*alias.name {
                "annotations" => annotations = true,
                "braces" => return error("not a chance", alias.span),
                name if FEATURES.contains(&name) => {}
                name => return error(format!("future feature {name} is not defined"), alias.span),
            }
        }
    }
    Ok(annotations)
}

/// How many statements at the start may hold future imports.
fn future_count(body: &[Stmt]) -> usize {
    let skip = super::functions::has_docstring(body) as usize;
    skip + body[skip..].iter().take_while(|stmt| is_future(stmt)).count()
}

fn is_future(stmt: &Stmt) -> bool {
    matches!(&stmt.kind, StmtKind::ImportFrom { module: Some(module), level: 0, .. } if &**module == "__future__")
}

impl Compiler<'_> {
    pub(super) fn import(&mut self, stmt: &Stmt, names: &[Alias]) -> Step<()> {
        for alias in names {
            let mark = self.mark();
            let module = self.alloc()?;
            let list = self.alloc()?;
            self.load_none(stmt.span, list);
            let index = self.name_index(&alias.name);
            self.emit(stmt.span, Op::ImportName, module, list, 0, index);
            match &alias.asname {
                Some(asname) => {
                    self.refuse_debug(asname, alias.span, "assign to")?;
                    for part in alias.name.split('.').skip(1) {
                        let index = self.name_index(&part.into());
                        self.emit(stmt.span, Op::ImportFrom, module, module, 0, index);
                    }
                    self.store_name(asname, stmt.span, module)?;
                }
                None => {
                    let first: Name = alias.name.split('.').next().unwrap_or_default().into();
                    self.refuse_debug(&first, alias.span, "assign to")?;
                    self.store_name(&first, stmt.span, module)?;
                }
            }
            self.release(mark);
        }
        Ok(())
    }

    pub(super) fn import_from(&mut self, stmt: &Stmt, module: Option<&Name>, names: &[Alias], level: u32) -> Step<()> {
        if is_future(stmt) && !self.at_future(stmt) {
            return error("from __future__ imports must occur at the beginning of the file", stmt.span).map_err(Failure::of_scopes);
        }
        let mark = self.mark();
        let object = self.alloc()?;
        let list = self.alloc()?;
        let wanted: Vec<Const> = names.iter().map(|alias| super::calls::text(&alias.name)).collect();
        self.load_const(stmt.span, list, Const::Tuple(wanted.into()))?;
        // no package has so many above it
        let level = level.min(u8::MAX.into()) as u8;
        let name = module.cloned().unwrap_or_else(|| "".into());
        let index = self.name_index(&name);
        self.emit(stmt.span, Op::ImportName, object, list, level, index);
        for alias in names {
            if &*alias.name == "*" {
                self.emit(stmt.span, Op::ImportStar, object, 0, 0, 0);
                continue;
            }
            let bound = alias.asname.as_ref().unwrap_or(&alias.name);
            self.refuse_debug(bound, alias.span, "assign to")?;
            let index = self.name_index(&alias.name);
            self.emit(stmt.span, Op::ImportFrom, list, object, 0, index);
            self.store_name(bound, stmt.span, list)?;
        }
        self.release(mark);
        Ok(())
    }

    /// The statement is one of the future imports at the module's start.
    fn at_future(&self, stmt: &Stmt) -> bool {
        self.future_statements.contains(&(stmt as *const Stmt as usize))
    }

    /// Notes the statements that may import from `__future__`.
    pub(super) fn note_future(&mut self, body: &[Stmt]) {
        let count = future_count(body);
        self.future_statements = body[..count].iter().map(|stmt| stmt as *const Stmt as usize).collect();
    }
}
