//! What the grammar's actions pass around: expressions with a measure of their depth, blocks, and the parse's context.
//!
//! Every tree that exists, even half-built on the parser's stack, is at most `MAX_DEPTH` deep, so that it can be walked
//! and dropped recursively. `Context::node` keeps that invariant: all expressions are made there.

use lalrpop_util::ParseError;
use unicode_normalization::UnicodeNormalization;

use super::ast::{Expr, ExprKind, Ident, Name, Span, Stmt};
use super::error::{ErrorKind, Failure, Warning};
use super::source::Source;
use super::token::Tok;
use crate::text::quick_map::QuickMap;

/// The most levels that a tree may have.
pub const MAX_DEPTH: u32 = 3000;

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
    pub depth: u32,
    /// It stands in parentheses, which its span leaves out.
    pub paren: bool,
}

impl Node {
    /// The expression on the heap.
    pub fn boxed(self) -> Box<Expr> {
        Box::new(self.expr)
    }
}

/// Which way a tree grows decides which error CPython gives when it is too deep.
#[derive(Clone, Copy, PartialEq)]
pub enum Growth {
    Left,
    Right,
}

/// A suite of statements.
#[derive(Default)]
pub struct Block {
    pub body: Vec<Stmt>,
    pub depth: u32,
    /// The end of the last statement, or of the semicolon after it.
    pub end: u32,
}

/// A statement with its depth.
pub struct Item {
    pub stmt: Stmt,
    pub depth: u32,
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
    pub fn node(&self, kind: ExprKind, start: u32, end: u32, below: u32) -> Parsed<Node> {
        self.grow(kind, start, end, below, Growth::Left)
    }

    /// The same, for an expression that grows to the right.
    pub fn right(&self, kind: ExprKind, start: u32, end: u32, below: u32) -> Parsed<Node> {
        self.grow(kind, start, end, below, Growth::Right)
    }

    fn grow(&self, kind: ExprKind, start: u32, end: u32, below: u32, growth: Growth) -> Parsed<Node> {
        if below >= MAX_DEPTH {
            return fail(too_deep(span(start, end), growth));
        }
        Ok(Node { expr: Expr { span: span(start, end), kind }, depth: below + 1, paren: false })
    }

    /// An expression without parts.
    pub fn leaf(&self, kind: ExprKind, start: u32, end: u32) -> Node {
        Node { expr: Expr { span: span(start, end), kind }, depth: 1, paren: false }
    }
}

/// The error for a tree that is too deep.
pub fn too_deep(span: Span, growth: Growth) -> Failure {
    match growth {
        Growth::Left => Failure::of(ErrorKind::RecursionError, "maximum recursion depth exceeded during compilation", span),
        Growth::Right => Failure::of(ErrorKind::MemoryError, "Parser stack overflowed - Python source too complex to parse", span),
    }
}

/// The greatest depth among nodes.
pub fn deepest(nodes: &[Node]) -> u32 {
    nodes.iter().map(|node| node.depth).max().unwrap_or(0)
}

/// The depth of an optional node.
pub fn depth_of(node: &Option<Node>) -> u32 {
    node.as_ref().map_or(0, |node| node.depth)
}

/// The expressions of nodes.
pub fn exprs(nodes: Vec<Node>) -> Vec<Expr> {
    nodes.into_iter().map(|node| node.expr).collect()
}

/// An optional expression on the heap.
pub fn boxed(node: Option<Node>) -> Option<Box<Expr>> {
    node.map(Node::boxed)
}
