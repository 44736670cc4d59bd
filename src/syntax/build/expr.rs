//! Expressions: operators, displays, comprehensions.

use super::super::ast::*;
use super::super::error::Failure;
use super::super::node::*;
use super::super::number;
use super::super::token::Tok;
use super::doubt::{doubt_compare, doubt_subscript};

pub fn name(cx: &mut Context<'_>, l: u32, r: u32) -> Node {
    let id = cx.name(l, r);
    cx.leaf(ExprKind::Name { id }, l, r)
}

pub fn number(cx: &mut Context<'_>, tok: Tok, l: u32, r: u32) -> Parsed<Node> {
    let value = number::value(tok, cx.text(l, r), span(l, r))?;
    Ok(constant(cx, value, l, r))
}

pub fn constant(cx: &mut Context<'_>, value: Constant, l: u32, r: u32) -> Node {
    cx.leaf(ExprKind::Constant(value), l, r)
}

pub fn bool_op(cx: &mut Context<'_>, op: BoolOp, values: Vec<Node>, l: u32, r: u32) -> Parsed<Node> {
    let below = deepest(&values);
    cx.node(ExprKind::BoolOp { op, values: exprs(values) }, l, r, below)
}

pub fn binary(cx: &mut Context<'_>, left: Node, op: Operator, right: Node, l: u32, r: u32) -> Parsed<Node> {
    let below = left.depth.max(right.depth);
    let kind = ExprKind::BinOp { left: left.boxed(), op, right: right.boxed() };
    if op == Operator::Pow { cx.right(kind, l, r, below) } else { cx.node(kind, l, r, below) }
}

pub fn unary(cx: &mut Context<'_>, op: UnaryOp, operand: Node, l: u32, r: u32) -> Parsed<Node> {
    let below = operand.depth;
    cx.right(ExprKind::UnaryOp { op, operand: operand.boxed() }, l, r, below)
}

pub fn compare(cx: &mut Context<'_>, left: Node, rest: Vec<(CmpOp, Node)>, l: u32, r: u32) -> Parsed<Node> {
    let (ops, comparators): (Vec<CmpOp>, Vec<Node>) = rest.into_iter().unzip();
    let below = left.depth.max(deepest(&comparators));
    let comparators = exprs(comparators);
    doubt_compare(cx, &left.expr, &ops, &comparators, span(l, r));
    let kind = ExprKind::Compare { left: left.boxed(), ops, comparators };
    cx.node(kind, l, r, below)
}

pub fn conditional(cx: &mut Context<'_>, body: Node, test: Node, orelse: Node, l: u32, r: u32) -> Parsed<Node> {
    let below = body.depth.max(test.depth).max(orelse.depth);
    cx.right(ExprKind::IfExp { test: test.boxed(), body: body.boxed(), orelse: orelse.boxed() }, l, r, below)
}

pub fn lambda(cx: &mut Context<'_>, params: (Arguments, Depth), body: Node, l: u32, r: u32) -> Parsed<Node> {
    let below = body.depth.max(params.1);
    cx.right(ExprKind::Lambda { args: Box::new(params.0), body: body.boxed() }, l, r, below)
}

pub fn walrus(cx: &mut Context<'_>, target: Node, value: Node, l: u32, r: u32) -> Parsed<Node> {
    if target.paren || !matches!(target.expr.kind, ExprKind::Name { .. }) {
        let what = super::describe(&target.expr);
        return error(format!("cannot use assignment expressions with {what}"), target.expr.span);
    }
    let below = target.depth.max(value.depth);
    cx.right(ExprKind::NamedExpr { target: target.boxed(), value: value.boxed() }, l, r, below)
}

pub fn starred(cx: &mut Context<'_>, value: Node, l: u32, r: u32) -> Parsed<Node> {
    let below = value.depth;
    cx.node(ExprKind::Starred { value: value.boxed() }, l, r, below)
}

pub fn await_(cx: &mut Context<'_>, value: Node, l: u32, r: u32) -> Parsed<Node> {
    let below = value.depth;
    cx.right(ExprKind::Await { value: value.boxed() }, l, r, below)
}

pub fn yield_(cx: &mut Context<'_>, value: Option<Node>, l: u32, r: u32) -> Parsed<Node> {
    let below = depth_of(&value);
    cx.right(ExprKind::Yield { value: boxed(value) }, l, r, below)
}

pub fn yield_from(cx: &mut Context<'_>, value: Node, l: u32, r: u32) -> Parsed<Node> {
    let below = value.depth;
    cx.right(ExprKind::YieldFrom { value: value.boxed() }, l, r, below)
}

pub fn attribute(cx: &mut Context<'_>, value: Node, attr: Ident, l: u32, r: u32) -> Parsed<Node> {
    let below = value.depth;
    cx.node(ExprKind::Attribute { value: value.boxed(), attr }, l, r, below)
}

pub fn subscript(cx: &mut Context<'_>, value: Node, slice: Node, l: u32, r: u32) -> Parsed<Node> {
    let below = value.depth.max(slice.depth);
    doubt_subscript(cx, &value.expr, &slice.expr, span(l, r));
    cx.node(ExprKind::Subscript { value: value.boxed(), slice: slice.boxed() }, l, r, below)
}

pub fn slice(cx: &mut Context<'_>, lower: Option<Node>, upper: Option<Node>, step: Option<Node>, l: u32, r: u32) -> Parsed<Node> {
    let below = depth_of(&lower).max(depth_of(&upper)).max(depth_of(&step));
    cx.node(ExprKind::Slice { lower: boxed(lower), upper: boxed(upper), step: boxed(step) }, l, r, below)
}

pub fn tuple(cx: &mut Context<'_>, elts: Vec<Node>, l: u32, r: u32) -> Parsed<Node> {
    let below = deepest(&elts);
    cx.node(ExprKind::Tuple { elts: exprs(elts) }, l, r, below)
}

/// A tuple in parentheses: its span has them.
pub fn paren_tuple(cx: &mut Context<'_>, elts: Vec<Node>, l: u32, r: u32) -> Parsed<Node> {
    let mut node = tuple(cx, elts, l, r)?;
    node.paren = true;
    Ok(node)
}

pub fn list(cx: &mut Context<'_>, elts: Vec<Node>, l: u32, r: u32) -> Parsed<Node> {
    let below = deepest(&elts);
    cx.node(ExprKind::List { elts: exprs(elts) }, l, r, below)
}

pub fn set(cx: &mut Context<'_>, elts: Vec<Node>, l: u32, r: u32) -> Parsed<Node> {
    let below = deepest(&elts);
    cx.node(ExprKind::Set { elts: exprs(elts) }, l, r, below)
}

/// An expression in parentheses.
pub fn group(_cx: &mut Context<'_>, mut inner: Node) -> Parsed<Node> {
    if matches!(inner.expr.kind, ExprKind::Starred { .. }) {
        return error("cannot use starred expression here", inner.expr.span);
    }
    inner.paren = true;
    Ok(inner)
}

/// `key: value` or `**value`.
pub type DictItem = (Option<Node>, Node);

pub fn dict(cx: &mut Context<'_>, items: Vec<DictItem>, l: u32, r: u32) -> Parsed<Node> {
    let (mut keys, mut values, mut below) = (Vec::with_capacity(items.len()), Vec::with_capacity(items.len()), Depth::NONE);
    for (key, value) in items {
        below = below.max(depth_of(&key)).max(value.depth);
        keys.push(key.map(|key| key.expr));
        values.push(value.expr);
    }
    cx.node(ExprKind::Dict { keys, values }, l, r, below)
}

/// One `for ... in ... if ...` with its depth.
pub type Clause = (Comprehension, Depth);

pub fn clause(cx: &mut Context<'_>, is_async: bool, target: Node, iter: Node, ifs: Vec<Node>) -> Parsed<Clause> {
    super::check_target(cx, &target, super::Use::For)?;
    let below = target.depth.max(iter.depth).max(deepest(&ifs));
    Ok((Comprehension { target: target.expr, iter: iter.expr, ifs: exprs(ifs), is_async }, below))
}

/// The displays that a comprehension can make.
#[derive(Clone, Copy)]
pub enum Display {
    List,
    Set,
    Generator,
}

pub fn comprehension(cx: &mut Context<'_>, display: Display, elt: Node, clauses: Vec<Clause>, l: u32, r: u32) -> Parsed<Node> {
    if matches!(elt.expr.kind, ExprKind::Starred { .. }) {
        return error("iterable unpacking cannot be used in comprehension", elt.expr.span);
    }
    let (generators, below) = clauses_of(clauses);
    let below = below.max(elt.depth);
    let elt = elt.boxed();
    let kind = match display {
        Display::List => ExprKind::ListComp { elt, generators },
        Display::Set => ExprKind::SetComp { elt, generators },
        Display::Generator => ExprKind::GeneratorExp { elt, generators },
    };
    cx.node(kind, l, r, below)
}

/// `star` is where the `**` of an unpacking is, if it is one.
pub fn dict_comprehension(cx: &mut Context<'_>, star: u32, item: DictItem, clauses: Vec<Clause>, l: u32, r: u32) -> Parsed<Node> {
    let (Some(key), value) = item else {
        return fail(Failure::new("dict unpacking cannot be used in dict comprehension", span(star, star + 2)));
    };
    let (generators, below) = clauses_of(clauses);
    let below = below.max(key.depth).max(value.depth);
    cx.node(ExprKind::DictComp { key: key.boxed(), value: value.boxed(), generators }, l, r, below)
}

fn clauses_of(clauses: Vec<Clause>) -> (Vec<Comprehension>, Depth) {
    let below = clauses.iter().map(|clause| clause.1).fold(Depth::NONE, Depth::max);
    (clauses.into_iter().map(|clause| clause.0).collect(), below)
}
