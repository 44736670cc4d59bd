//! The patterns of `match`.

use super::super::ast::*;
use super::super::error::Failure;
use super::super::node::*;

/// A pattern with its depth.
pub struct Shape {
    pub pattern: Pattern,
    pub depth: Depth,
}

fn shape(kind: PatternKind, l: u32, r: u32, below: Depth) -> Parsed<Shape> {
    Ok(Shape { pattern: Pattern { span: span(l, r), kind }, depth: below.above(0, span(l, r))? })
}

fn split(shapes: Vec<Shape>) -> (Vec<Pattern>, Depth) {
    let below = shapes.iter().map(|shape| shape.depth).fold(Depth::NONE, Depth::max);
    (shapes.into_iter().map(|shape| shape.pattern).collect(), below)
}

pub fn match_value(_cx: &mut Context<'_>, value: Node, l: u32, r: u32) -> Parsed<Shape> {
    let below = value.depth;
    if let ExprKind::Constant(constant @ (Constant::None | Constant::True | Constant::False)) = value.expr.kind {
        return shape(PatternKind::MatchSingleton { value: constant }, l, r, below);
    }
    shape(PatternKind::MatchValue { value: value.boxed() }, l, r, below)
}

/// A name alone: a capture, or the wildcard.
pub fn match_capture(cx: &mut Context<'_>, l: u32, r: u32) -> Parsed<Shape> {
    let name = capture(cx, l, r);
    shape(PatternKind::MatchAs { pattern: None, name }, l, r, Depth::NONE)
}

fn capture(cx: &mut Context<'_>, l: u32, r: u32) -> Option<Name> {
    (cx.text(l, r) != "_").then(|| cx.name(l, r))
}

pub fn match_star(cx: &mut Context<'_>, name: (u32, u32), l: u32, r: u32) -> Parsed<Shape> {
    let name = capture(cx, name.0, name.1);
    shape(PatternKind::MatchStar { name }, l, r, Depth::NONE)
}

pub fn match_as(cx: &mut Context<'_>, inner: Shape, target: Node, l: u32, r: u32) -> Parsed<Shape> {
    let id = match target.expr.kind {
        ExprKind::Name { id } if !target.paren => id,
        // a name is taken, and the bracket after it is the mistake
        ExprKind::Subscript { value, .. } if matches!(value.kind, ExprKind::Name { .. }) => {
            let between = cx.source.slice(value.span.end, target.expr.span.end);
            let bracket = value.span.end + between.find('[').unwrap_or(0) as u32;
            return error("invalid syntax", Span { start: bracket, end: bracket + 1 });
        }
        _ => {
            let what = super::describe(&target.expr);
            return error(format!("cannot use {what} as pattern target"), target.expr.span);
        }
    };
    if &*id == "_" {
        return error("cannot use '_' as a target", target.expr.span);
    }
    let _ = cx;
    let below = inner.depth;
    shape(PatternKind::MatchAs { pattern: Some(Box::new(inner.pattern)), name: Some(id) }, l, r, below)
}

pub fn match_or(_cx: &mut Context<'_>, alternatives: Vec<Shape>, l: u32, r: u32) -> Parsed<Shape> {
    let (patterns, below) = split(alternatives);
    shape(PatternKind::MatchOr { patterns }, l, r, below)
}

pub fn match_sequence(_cx: &mut Context<'_>, parts: Vec<Shape>, l: u32, r: u32) -> Parsed<Shape> {
    let (patterns, below) = split(parts);
    shape(PatternKind::MatchSequence { patterns }, l, r, below)
}

/// An entry of a mapping pattern.
pub enum Entry {
    Pair(Node, Shape),
    Rest(u32, u32),
}

pub fn match_mapping(cx: &mut Context<'_>, entries: Vec<Entry>, l: u32, r: u32) -> Parsed<Shape> {
    let (mut keys, mut patterns, mut rest, mut below) = (Vec::new(), Vec::new(), None, Depth::NONE);
    for entry in entries {
        match entry {
            Entry::Pair(key, value) => {
                below = below.max(key.depth).max(value.depth);
                keys.push(key.expr);
                patterns.push(value.pattern);
            }
            Entry::Rest(start, end) if cx.text(start, end) == "_" => return error("invalid syntax", span(start, end)),
            Entry::Rest(start, end) => rest = Some(cx.name(start, end)),
        }
    }
    shape(PatternKind::MatchMapping { keys, patterns, rest }, l, r, below)
}

/// An argument of a class pattern.
pub enum ClassArgument {
    Positional(Shape),
    Keyword((u32, u32), Shape),
}

pub fn match_class(cx: &mut Context<'_>, cls: Node, arguments: Vec<ClassArgument>, l: u32, r: u32) -> Parsed<Shape> {
    let mut below = cls.depth;
    let (mut patterns, mut kwd_attrs, mut kwd_patterns) = (Vec::new(), Vec::new(), Vec::new());
    for argument in arguments {
        match argument {
            ClassArgument::Keyword((start, end), value) => {
                below = below.max(value.depth);
                kwd_attrs.push(cx.name(start, end));
                kwd_patterns.push(value.pattern);
            }
            ClassArgument::Positional(value) if kwd_attrs.is_empty() => {
                below = below.max(value.depth);
                patterns.push(value.pattern);
            }
            ClassArgument::Positional(value) => {
                return error("positional patterns follow keyword patterns", value.pattern.span);
            }
        }
    }
    let kind = PatternKind::MatchClass { cls: cls.boxed(), patterns, kwd_attrs, kwd_patterns };
    shape(kind, l, r, below)
}

/// The right side of `1 + 2j` must be imaginary, the left side real.
pub fn complex(cx: &mut Context<'_>, left: Node, op: Operator, right: Node, l: u32, r: u32) -> Parsed<Node> {
    let is_imaginary = |node: &Node| matches!(node.expr.kind, ExprKind::Constant(Constant::Complex(_)));
    if is_imaginary(&left)
        || matches!(&left.expr.kind, ExprKind::UnaryOp { operand, .. }
        if matches!(operand.kind, ExprKind::Constant(Constant::Complex(_))))
    {
        return fail(Failure::new("real number required in complex literal", left.expr.span));
    }
    if !is_imaginary(&right) {
        return fail(Failure::new("imaginary number required in complex literal", right.expr.span));
    }
    super::binary(cx, left, op, right, l, r)
}
