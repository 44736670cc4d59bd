//! What may be assigned to, deleted, or bound by `for` and `with`.

use super::super::ast::*;
use super::super::node::*;

/// What a target is for: it decides what is allowed and the wording.
#[derive(Clone, Copy, PartialEq)]
pub enum Use {
    Assign,
    Delete,
    For,
    With,
}

/// An expression's kind in the words of CPython's errors.
pub fn describe(expr: &Expr) -> &'static str {
    match &expr.kind {
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Starred { .. } => "starred",
        ExprKind::Name { .. } => "name",
        ExprKind::List { .. } => "list",
        ExprKind::Tuple { .. } => "tuple",
        ExprKind::Lambda { .. } => "lambda",
        ExprKind::Call { .. } => "function call",
        ExprKind::BoolOp { .. } | ExprKind::BinOp { .. } | ExprKind::UnaryOp { .. } => "expression",
        ExprKind::GeneratorExp { .. } => "generator expression",
        ExprKind::Yield { .. } | ExprKind::YieldFrom { .. } => "yield expression",
        ExprKind::Await { .. } => "await expression",
        ExprKind::ListComp { .. } => "list comprehension",
        ExprKind::SetComp { .. } => "set comprehension",
        ExprKind::DictComp { .. } => "dict comprehension",
        ExprKind::Dict { .. } => "dict literal",
        ExprKind::Set { .. } => "set display",
        ExprKind::JoinedStr { .. } | ExprKind::FormattedValue { .. } => "f-string expression",
        ExprKind::TemplateStr { .. } | ExprKind::Interpolation { .. } => "t-string expression",
        ExprKind::Constant(Constant::None) => "None",
        ExprKind::Constant(Constant::True) => "True",
        ExprKind::Constant(Constant::False) => "False",
        ExprKind::Constant(Constant::Ellipsis) => "ellipsis",
        ExprKind::Constant(_) => "literal",
        ExprKind::Compare { .. } => "comparison",
        ExprKind::IfExp { .. } => "conditional expression",
        ExprKind::NamedExpr { .. } => "named expression",
        ExprKind::Slice { .. } => "slice",
    }
}

/// The part of an expression that cannot be a target. Depth is bounded by `MAX_DEPTH`.
fn invalid(expr: &Expr, using: Use) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => None,
        ExprKind::Tuple { elts } | ExprKind::List { elts } => elts.iter().find_map(|elt| invalid(elt, using)),
        ExprKind::Starred { value } if using != Use::Delete => invalid(value, using),
        _ => Some(expr),
    }
}

pub fn check_target(_cx: &mut Context<'_>, target: &Node, using: Use) -> Parsed<()> {
    let Some(wrong) = invalid(&target.expr, using) else { return Ok(()) };
    let verb = if using == Use::Delete { "delete" } else { "assign to" };
    error(format!("cannot {verb} {}", describe(wrong)), wrong.span)
}

/// A target of `=`.
pub fn check_assign(target: &Node) -> Parsed<()> {
    let Some(wrong) = invalid(&target.expr, Use::Assign) else { return Ok(()) };
    let what = describe(wrong);
    if matches!(target.expr.kind, ExprKind::Yield { .. } | ExprKind::YieldFrom { .. }) && !target.paren {
        return error("assignment to yield expression not possible", target.expr.span);
    }
    let whole = std::ptr::eq(wrong, &target.expr);
    let hint = whole
        && !matches!(
            wrong.kind,
            ExprKind::Constant(Constant::None | Constant::True | Constant::False)
                | ExprKind::GeneratorExp { .. }
                | ExprKind::Starred { .. }
        );
    if hint {
        return error(format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?"), wrong.span);
    }
    error(format!("cannot assign to {what}"), wrong.span)
}
