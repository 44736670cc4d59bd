//! Code that is right but can hardly be meant: the warnings that CPython gives while it compiles.

use super::super::ast::*;
use super::super::error::Warning;
use super::super::node::*;

/// The type of what a display or constant makes.
fn type_of(expr: &Expr) -> Option<&'static str> {
    Some(match &expr.kind {
        ExprKind::Constant(constant) => match constant {
            Constant::None => "NoneType",
            Constant::True | Constant::False => "bool",
            Constant::Ellipsis => "ellipsis",
            Constant::Int(_) => "int",
            Constant::Float(_) => "float",
            Constant::Complex(_) => "complex",
            Constant::Str(_) => "str",
            Constant::Bytes(_) => "bytes",
            Constant::Tuple(_) => "tuple",
            Constant::FrozenSet(_) => "frozenset",
        },
        ExprKind::Tuple { .. } => "tuple",
        ExprKind::List { .. } | ExprKind::ListComp { .. } => "list",
        ExprKind::Dict { .. } | ExprKind::DictComp { .. } => "dict",
        ExprKind::Set { .. } | ExprKind::SetComp { .. } => "set",
        ExprKind::GeneratorExp { .. } => "generator",
        ExprKind::Lambda { .. } => "function",
        ExprKind::JoinedStr { .. } => "str",
        ExprKind::TemplateStr { .. } => "string.templatelib.Template",
        _ => return None,
    })
}

/// Is it a constant whose identity says nothing? A tuple of such constants is one.
fn is_literal(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(constant) => !matches!(constant, Constant::None | Constant::True | Constant::False | Constant::Ellipsis),
        ExprKind::Tuple { elts } => elts.iter().all(|elt| matches!(elt.kind, ExprKind::Constant(_))),
        _ => false,
    }
}

pub fn doubt_compare(cx: &mut Context<'_>, left: &Expr, ops: &[CmpOp], right: &[Expr], at: Span) {
    let mut left = left;
    for (op, right) in ops.iter().zip(right) {
        let literal = [left, right].into_iter().find(|expr| is_literal(expr));
        let hint = match op {
            CmpOp::Is => Some(("is", "==")),
            CmpOp::IsNot => Some(("is not", "!=")),
            _ => None,
        };
        if let (Some((word, sign)), Some(name)) = (hint, literal.and_then(type_of)) {
            let message = format!("\"{word}\" with '{name}' literal. Did you mean \"{sign}\"?");
            cx.doubts.push(Warning { message, span: at, late: true });
            return;
        }
        left = right;
    }
}

pub fn doubt_call(cx: &mut Context<'_>, func: &Expr, at: Span) {
    if let Some(name) = type_of(func).filter(|&name| name != "function") {
        let message = format!("'{name}' object is not callable; perhaps you missed a comma?");
        cx.doubts.push(Warning { message, span: at, late: true });
    }
}

pub fn doubt_subscript(cx: &mut Context<'_>, value: &Expr, index: &Expr, at: Span) {
    let Some(name) = type_of(value) else { return };
    let message = match name {
        "dict" => return,
        "tuple" | "list" | "str" | "bytes" => match type_of(index) {
            None | Some("int" | "bool") => return,
            Some(index) => format!("{name} indices must be integers or slices, not {index}; perhaps you missed a comma?"),
        },
        _ => format!("'{name}' object is not subscriptable; perhaps you missed a comma?"),
    };
    cx.doubts.push(Warning { message, span: at, late: true });
}

pub fn doubt_assert(cx: &mut Context<'_>, test: &Expr, at: Span) {
    if matches!(&test.kind, ExprKind::Tuple { elts } if !elts.is_empty()) {
        let message = "assertion is always true, perhaps remove parentheses?".to_owned();
        cx.doubts.push(Warning { message, span: at, late: true });
    }
}
