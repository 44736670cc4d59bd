//! Why a text is no program: after the grammar has refused a token, this folder finds the words for it.
//!
//! It reads the failing statement once more, top down, as a recogniser that makes no tree but knows the usual mistakes
//! at each place; the first mistake met in reading order is the error. If none is found the error is "invalid syntax" at
//! the furthest token that anyone has looked at. Results of the rules that may be read again are kept, so the second
//! reading is linear too; brackets nest at most 200 deep, and other recursion is counted.

mod call;
mod expr;
mod line;
mod stmt;

use super::ast::Span;
use super::error::{ErrorKind, Failure, Shape};
use super::source::Source;
use super::token::{Tok, Token};
use crate::text::quick_map::QuickMap;

/// How many remembered rules nest before the recogniser gives up: about 80 brackets, and half of a stack of 2 MiB in a
/// debug build.
const MAX_DEPTH: u32 = 600;

/// Finds the error of a text whose token number `failing` the grammar refuses; `found` is what an action said, if one
/// did. With `expression` the text should have been a single expression.
///
/// The second result tells whether the search looked behind the last token.
pub fn explain(
    source: &Source,
    tokens: &[Token],
    failing: usize,
    found: Option<Failure>,
    unclosed: Option<(char, u32)>,
    expression: bool,
) -> (Failure, bool) {
    // A mistake that an action saw was passed before the grammar stopped.
    let failing = match &found {
        Some(failure) => tokens.partition_point(|token| token.end <= failure.0.span.start).min(failing),
        None => failing,
    };
    let mut explainer = Explainer::new(source, tokens, failing, found.is_none());
    let failure = match explainer.search(expression) {
        Some(failure) => failure,
        None => found.unwrap_or_else(|| explainer.generic()),
    };
    let reached_end = explainer.furthest >= tokens.len();
    // A bracket that is still open is the likelier mistake if it was opened on an earlier line.
    if let Some((open, at)) = unclosed
        && failure.0.kind == ErrorKind::SyntaxError
        && !is_told_anyway(&failure)
    {
        let reached = explainer.tokens.get(explainer.furthest).map_or(u32::MAX, |token| token.start);
        let reached_end = reached_end || !expression && statement_word(source, tokens, failing, at);
        if reached_end || source.line_col(reached.min(source.text().len() as u32)).0 > source.line_col(at).0 {
            return (never_closed(open, at), reached_end);
        }
    }
    (failure, reached_end)
}

/// Mistakes that CPython tells though a bracket is open: it is sure of them.
fn is_told_anyway(failure: &Failure) -> bool {
    let text = &failure.0.message;
    text.starts_with("expression cannot contain assignment")
        || matches!(&**text, "cannot assign to True" | "cannot assign to False" | "cannot assign to None")
        || text.ends_with("cannot be parenthesized")
}

/// Is the last token `pass`, `break` or `continue` where an expression could stand, in the bracket that is open at `open`?
/// CPython looks behind these, for the `if` of a conditional expression.
fn statement_word(source: &Source, tokens: &[Token], failing: usize, open: u32) -> bool {
    let line = |at: u32| source.line_col(at).0;
    let alone = tokens.get(failing + 1).is_none_or(|next| line(next.start) > line(open));
    let last = failing < tokens.len() && alone && matches!(tokens[failing].tok, Tok::Pass | Tok::Break | Tok::Continue);
    let Some(before) = failing.checked_sub(1).filter(|_| last).map(|at| tokens[at].tok) else { return false };
    let bracket = tokens.partition_point(|token| token.start < open);
    let names_only = match (bracket.checked_sub(2).map(|at| tokens[at].tok), tokens[bracket].tok) {
        (Some(Tok::Def), _) => true,
        (Some(Tok::Class | Tok::Type), bracket) => bracket == Tok::LBracket,
        _ => false,
    };
    match before {
        Tok::Colon | Tok::Assign => true,
        Tok::LParen | Tok::LBracket | Tok::LBrace | Tok::Comma => !names_only,
        _ => false,
    }
}

/// The error for a bracket without a partner.
pub fn never_closed(open: char, at: u32) -> Failure {
    Failure::at(Shape::Passed, format!("'{open}' was never closed"), at)
}

/// What a rule recognised: the tokens `from..to` of its tree and what kind of expression that is.
#[derive(Clone, Copy)]
pub struct Seen {
    from: usize,
    to: usize,
    what: &'static str,
    /// What in it cannot be assigned to, deleted, bound by `for`.
    bad: Option<Bad>,
    bad_delete: Option<Bad>,
    bad_for: Option<Bad>,
}

/// A part that is no target.
#[derive(Clone, Copy)]
pub struct Bad {
    what: &'static str,
    from: usize,
    to: usize,
}

impl Seen {
    fn new(what: &'static str, from: usize, to: usize) -> Seen {
        let bad = (!matches!(what, "name" | "attribute" | "subscript")).then_some(Bad { what, from, to });
        Seen { from, to, what, bad, bad_delete: bad, bad_for: bad }
    }
}

/// A rule's result: no match, a match, or a mistake that ends the search.
type Rule = Result<Option<Seen>, Failure>;

struct Explainer<'s> {
    source: &'s Source,
    tokens: &'s [Token],
    /// How many brackets are open after each token.
    levels: Vec<u32>,
    failing: usize,
    /// Was it the grammar that refused a token, so that the layout may be at fault?
    layout: bool,
    at: usize,
    /// The furthest token that was looked at.
    furthest: usize,
    depth: u32,
    memo: QuickMap<(u8, usize), (Option<Seen>, usize)>,
    /// Are mistakes looked for?
    strict: bool,
    /// A token that the grammar should have refused, had it known what was before it.
    refused: Option<usize>,
}

impl<'s> Explainer<'s> {
    fn new(source: &'s Source, tokens: &'s [Token], failing: usize, layout: bool) -> Explainer<'s> {
        let mut level = 0u32;
        let levels = tokens
            .iter()
            .map(|token| {
                match token.tok {
                    Tok::LParen | Tok::WithParen | Tok::LBracket | Tok::LBrace | Tok::FieldOpen => level += 1,
                    Tok::RParen | Tok::RBracket | Tok::RBrace | Tok::FieldClose => level = level.saturating_sub(1),
                    _ => {}
                }
                level
            })
            .collect();
        let furthest = if layout { failing } else { 0 };
        Explainer {
            source,
            tokens,
            levels,
            failing,
            layout,
            at: 0,
            furthest,
            depth: 0,
            memo: QuickMap::default(),
            strict: true,
            refused: None,
        }
    }

    /// Looks for a mistake that has words of its own.
    fn search(&mut self, expression: bool) -> Option<Failure> {
        if expression {
            if self.tokens.get(self.failing).is_some_and(|token| token.tok == Tok::Indent) {
                return self.layout_mistake();
            }
            return self.expressions().err();
        }
        let reach = self.failing.min(self.tokens.len().saturating_sub(1));
        let boundary = |token: &Token| matches!(token.tok, Tok::Newline | Tok::Indent | Tok::Dedent);
        let start = self.tokens.get(..reach)?.iter().rposition(boundary).map_or(0, |at| at + 1);
        let furthest = self.furthest;
        if let Err(failure) = self.earlier_mistake(start) {
            return Some(failure);
        }
        self.furthest = furthest;
        if self.layout
            && let Some(failure) = self.layout_mistake()
        {
            return Some(failure);
        }
        self.at = start;
        self.statement_line().err()
    }

    fn generic(&self) -> Failure {
        let failing = self.refused.map_or(self.failing, |refused| refused.min(self.failing));
        match self.tokens.get(failing) {
            Some(token) if token.tok == Tok::Dedent => self.indentation("unexpected unindent", failing),
            // CPython takes it for two operators, and then the first of them does not fit
            Some(token) if self.text_of(failing) == "<>" => Failure::new("invalid syntax", Span { end: token.start + 1, ..token.span() }),
            Some(token) => Failure::new("invalid syntax", token.span()),
            None => {
                let end = self.source.text().len() as u32;
                Failure::at(Shape::End, "invalid syntax", end)
            }
        }
    }

    /// An `IndentationError` where CPython's tokenizer stands after token `at`.
    fn indentation(&self, message: impl Into<String>, at: usize) -> Failure {
        let token = self.tokens.get(at).copied();
        match token {
            Some(token) if !matches!(token.tok, Tok::Indent | Tok::Dedent | Tok::Newline) => {
                Failure::of(ErrorKind::IndentationError, message, token.span())
            }
            _ => {
                let end = self.source.text().len() as u32;
                let offset = token.map_or(end, |token| token.start).min(end);
                let ended = self.source.text().ends_with('\n');
                let (shape, offset) = match offset == end {
                    true if ended => (Shape::TextEnd, offset),
                    // The line end that is not there counts.
                    true => (Shape::TextEnd, offset + 1),
                    false => (Shape::Edge, offset),
                };
                Failure::at(shape, message, offset).kind(ErrorKind::IndentationError)
            }
        }
    }

    // ---- tokens ----

    fn look(&mut self, ahead: usize) -> Tok {
        let at = self.at + ahead;
        self.furthest = self.furthest.max(at.min(self.tokens.len()));
        self.tokens.get(at).map_or(Tok::Dedent, |token| token.tok)
    }

    fn peek(&mut self) -> Tok {
        self.look(0)
    }

    fn eat(&mut self, tok: Tok) -> bool {
        let found = self.peek() == tok;
        self.at += usize::from(found);
        found
    }

    fn text_of(&self, at: usize) -> &'s str {
        self.tokens.get(at).map_or("", |token| {
            let end = token.end.min(self.source.text().len() as u32);
            self.source.slice(token.start.min(end), end)
        })
    }

    fn range(&self, from: usize, to: usize) -> Span {
        let last = self.tokens.len() - 1;
        Span { start: self.tokens[from.min(last)].start, end: self.tokens[(to.max(from + 1) - 1).min(last)].end }
    }

    /// A mistake at the tokens `from..to`.
    fn mistake<T>(&self, message: impl Into<String>, from: usize, to: usize) -> Result<T, Failure> {
        Err(Failure::new(message, self.range(from, to)))
    }

    /// A mistake at the furthest token.
    fn mistake_here<T>(&self, message: impl Into<String>) -> Result<T, Failure> {
        let last = self.furthest.min(self.tokens.len() - 1);
        self.mistake(message, last, last + 1)
    }

    /// A mistake from a token to where CPython's tokenizer then stands.
    fn mistake_from<T>(&self, message: impl Into<String>, from: usize) -> Result<T, Failure> {
        let last = self.furthest.min(self.tokens.len() - 1);
        let mut span = self.range(from, last + 1);
        span.end = span.end.max(span.start + 1) - 1;
        Err(Failure::new(message, span))
    }

    /// Runs a rule and goes back to where it began if it does not match.
    fn attempt(&mut self, rule: impl FnOnce(&mut Self) -> Rule) -> Rule {
        let start = self.at;
        let result = rule(self)?;
        if result.is_none() {
            self.at = start;
        }
        Ok(result)
    }

    /// Runs a rule whose result is kept for the next time it is asked for at the same place.
    fn remembered(&mut self, key: u8, rule: impl FnOnce(&mut Self) -> Rule) -> Rule {
        let place = (key, self.at);
        if let Some(&(result, end)) = self.memo.get(&place) {
            self.at = end;
            return Ok(result);
        }
        if self.depth >= MAX_DEPTH {
            return Ok(None);
        }
        self.depth += 1;
        let result = self.attempt(rule);
        self.depth -= 1;
        self.memo.insert(place, (result.clone()?, self.at));
        result
    }
}
