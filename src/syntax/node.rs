//! What the grammar's actions pass around: expressions with a measure of their depth, blocks, and the parse's context.
//!
//! Every tree that exists, even half-built on the parser's stack, is at most `MAX_DEPTH` deep, and how deep is known, so
//! that it can be walked and dropped recursively on a stack with room for it (`deep`). `Context::node` keeps that invariant:
//! all expressions are made there.

use lalrpop_util::ParseError;
use unicode_normalization::UnicodeNormalization;

use super::ast::{Expr, ExprKind, Ident, Name, Span, Stmt};
use super::error::{ErrorKind, Failure, Warning};
use super::source::Source;
use super::token::Tok;
use crate::text::quick_map::QuickMap;

/// The most levels that a tree may have. CPython's compiler goes 20,000 levels down and more on a stack of 8 MiB.
pub const MAX_DEPTH: u32 = 60_000;

/// What CPython's parser, which descends recursively, allows one construct within the other: 6,000 of its functions, less
/// those that are active around the outermost.
const MAX_NESTED: u32 = 5972;

/// What a fallible action gives.
pub type Parsed<T> = Result<T, ParseError<u32, Tok, Failure>>;

/// Lets `?` and `fail` make the grammar's errors.
pub fn fail<T>(failure: Failure) -> Parsed<T> {
    Err(ParseError::User { error: failure })
}

/// A `SyntaxError` at a range.
pub fn error<T>(message: impl Into<String>, span: Span) -> Parsed<T> {
    fail(Failure::new(message, span))
}

/// A range.
pub fn span(start: u32, end: u32) -> Span {
    Span { start, end }
}

/// An expression under construction.
pub struct Node {
    pub expr: Expr,
    pub depth: Depth,
    /// It stands in parentheses, which its span leaves out.
    pub paren: bool,
}

impl Node {
    /// The expression on the heap.
    pub fn boxed(self) -> Box<Expr> {
        Box::new(self.expr)
    }
}

/// How deep a tree is: in levels, and in how many functions of a descending parser are active within each other where
/// constructs grow to the right (`not not x`, `x if y else z`): a chain that grows to the left is a loop there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Depth {
    pub levels: u32,
    nested: u32,
}

impl Depth {
    pub const NONE: Depth = Depth { levels: 0, nested: 0 };
    pub const LEAF: Depth = Depth::of(1);

    /// So many levels, of which a parser knows nothing.
    pub const fn of(levels: u32) -> Depth {
        Depth { levels, nested: 0 }
    }

    /// That of two parts side by side.
    pub fn max(self, other: Depth) -> Depth {
        Depth { levels: self.levels.max(other.levels), nested: self.nested.max(other.nested) }
    }

    /// That of a construct whose deepest part has this one; `functions` are those that the parser calls for it before the
    /// part on its right.
    pub fn above(self, functions: u32, span: Span) -> Parsed<Depth> {
        let depth = Depth { levels: self.levels + 1, nested: self.nested + functions };
        if depth.nested > MAX_NESTED {
            let message = "Parser stack overflowed - Python source too complex to parse";
            return fail(Failure::of(ErrorKind::MemoryError, message, span));
        }
        if depth.levels > MAX_DEPTH { fail(too_deep(span)) } else { Ok(depth) }
    }
}

/// A suite of statements.
#[derive(Default)]
pub struct Block {
    pub body: Vec<Stmt>,
    pub depth: Depth,
    /// The end of the last statement, or of the semicolon after it.
    pub end: u32,
}

/// A statement with its depth.
pub struct Item {
    pub stmt: Stmt,
    pub depth: Depth,
}

/// The state of one parse.
pub struct Context<'s> {
    pub source: &'s Source,
    pub warnings: Vec<Warning>,
    /// Warnings that only count if there is no error.
    pub doubts: Vec<Warning>,
    /// Where the last compound statement starts that was read as a whole.
    pub compound: Option<u32>,
    names: QuickMap<&'s str, Name>,
}

impl<'s> Context<'s> {
    pub fn new(source: &'s Source) -> Context<'s> {
        Context { source, warnings: Vec::new(), doubts: Vec::new(), compound: None, names: QuickMap::default() }
    }

    /// The text of a range.
    pub fn text(&self, start: u32, end: u32) -> &'s str {
        self.source.slice(start, end)
    }

    /// The name at a range, shared with its other uses.
    pub fn name(&mut self, start: u32, end: u32) -> Name {
        let text = self.source.slice(start, end);
        if let Some(name) = self.names.get(text) {
            return name.clone();
        }
        let name: Name = if text.is_ascii() { text.into() } else { text.nfkc().collect::<String>().into() };
        self.names.insert(text, name.clone());
        name
    }

    /// The name at a range, with the range.
    pub fn ident(&mut self, start: u32, end: u32) -> Ident {
        Ident { name: self.name(start, end), span: span(start, end) }
    }

    /// An expression whose deepest part has depth `below`.
    pub fn node(&self, kind: ExprKind, start: u32, end: u32, below: Depth) -> Parsed<Node> {
        self.grow(kind, start, end, below, 0)
    }

    /// The same, for an expression that grows to the right.
    pub fn right(&self, kind: ExprKind, start: u32, end: u32, below: Depth) -> Parsed<Node> {
        let functions = if matches!(kind, ExprKind::BinOp { .. } | ExprKind::Lambda { .. }) { 2 } else { 1 };
        self.grow(kind, start, end, below, functions)
    }

    fn grow(&self, kind: ExprKind, start: u32, end: u32, below: Depth, functions: u32) -> Parsed<Node> {
        let span = span(start, end);
        Ok(Node { expr: Expr { span, kind }, depth: below.above(functions, span)?, paren: false })
    }

    /// An expression without parts.
    pub fn leaf(&self, kind: ExprKind, start: u32, end: u32) -> Node {
        Node { expr: Expr { span: span(start, end), kind }, depth: Depth::LEAF, paren: false }
    }
}

/// The error for a tree that is too deep.
fn too_deep(span: Span) -> Failure {
    Failure::of(ErrorKind::RecursionError, "maximum recursion depth exceeded during compilation", span)
}

/// The greatest depth among nodes.
pub fn deepest(nodes: &[Node]) -> Depth {
    nodes.iter().map(|node| node.depth).fold(Depth::NONE, Depth::max)
}

/// The depth of an optional node.
pub fn depth_of(node: &Option<Node>) -> Depth {
    node.as_ref().map_or(Depth::NONE, |node| node.depth)
}

/// The expressions of nodes.
pub fn exprs(nodes: Vec<Node>) -> Vec<Expr> {
    nodes.into_iter().map(|node| node.expr).collect()
}

/// An optional expression on the heap.
pub fn boxed(node: Option<Node>) -> Option<Box<Expr>> {
    node.map(Node::boxed)
}
