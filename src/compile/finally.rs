//! Warnings of `return`, `break` and `continue` that leave a `finally` block, which swallow its exception (PEP 765).
//!
//! CPython gives them before it looks at scopes or writes code, so they are there even if those find an error.

use crate::syntax::Warning;
use crate::syntax::ast::{Mod, Stmt, StmtKind};

/// The warnings of a tree, in the order of the source.
pub fn finally_warnings(module: &Mod) -> Vec<Warning> {
    let mut walk = Walk::default();
    match module {
        Mod::Module { body } | Mod::Interactive { body } => walk.body(body, Around::default()),
        Mod::Expression { .. } => {}
    }
    walk.warnings
}

/// What a statement stands in, within its function; a class's body is no other place.
#[derive(Clone, Copy, Default)]
struct Around {
    in_finally: bool,
    /// in a loop of that block
    in_loop: bool,
}

#[derive(Default)]
struct Walk {
    warnings: Vec<Warning>,
}

impl Walk {
    fn body(&mut self, body: &[Stmt], around: Around) {
        body.iter().for_each(|stmt| self.stmt(stmt, around));
    }

    fn stmt(&mut self, stmt: &Stmt, around: Around) {
        let looped = Around { in_loop: true, ..around };
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.body(&def.body, Around::default()),
            StmtKind::ClassDef(def) => self.body(&def.body, around),
            StmtKind::For { body, orelse, .. } | StmtKind::While { body, orelse, .. } => {
                self.body(body, looped);
                self.body(orelse, around);
            }
            StmtKind::If { body, orelse, .. } => {
                self.body(body, around);
                // `elif` after `elif`, without recursion
                let mut rest = orelse;
                while let [Stmt { kind: StmtKind::If { body, orelse, .. }, .. }] = rest.as_slice() {
                    self.body(body, around);
                    rest = orelse;
                }
                self.body(rest, around);
            }
            StmtKind::With { body, .. } => self.body(body, around),
            StmtKind::Match { cases, .. } => cases.iter().for_each(|case| self.body(&case.body, around)),
            StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
                self.body(body, around);
                handlers.iter().for_each(|handler| self.body(&handler.body, around));
                self.body(orelse, around);
                self.body(finalbody, Around { in_finally: true, in_loop: false });
            }
            StmtKind::Return { .. } if around.in_finally && !around.in_loop => self.warn(stmt, "return"),
            StmtKind::Break if around.in_finally && !around.in_loop => self.warn(stmt, "break"),
            StmtKind::Continue if around.in_finally && !around.in_loop => self.warn(stmt, "continue"),
            _ => {}
        }
    }

    fn warn(&mut self, stmt: &Stmt, word: &str) {
        self.warnings.push(Warning { message: format!("'{word}' in a 'finally' block"), span: stmt.span, late: false });
    }
}
