//! Strings: neighbours joined, f-strings and t-strings put together from their pieces.

use super::super::ast::*;
use super::super::literal::{self, Place};
use super::super::node::*;
use super::super::token::Tok;

/// One literal of a row of neighbours.
pub enum Literal {
    Plain(Span),
    Format { start: Tok, open: Span, parts: Vec<Part> },
}

/// A piece of an f-string: text, or a field.
pub enum Part {
    Text(Span),
    Field(Box<Field>),
}

/// A replacement field. Offsets: `open` after its brace, `equal` of `=`, `close` of its other brace.
pub struct Field {
    pub value: Node,
    pub open: u32,
    pub equal: Option<u32>,
    pub close: u32,
    /// With where its `!` is.
    pub conversion: Option<(char, u32)>,
    pub spec: Option<(Vec<Part>, Span)>,
    pub span: Span,
}

/// Which characters may follow `!`.
pub fn conversion(cx: &mut Context<'_>, bang: u32, l: u32, r: u32) -> Parsed<(char, u32)> {
    let text = cx.text(l, r);
    if l != bang + 1 {
        let message = "f-string: conversion type must come right after the exclamation mark";
        return error(message, span(bang, r));
    }
    match text {
        "s" | "r" | "a" => Ok((text.as_bytes()[0] as char, bang)),
        _ => error(format!("f-string: invalid conversion character '{text}': expected 's', 'r', or 'a'"), span(l, r)),
    }
}

/// Joins a row of literals.
pub fn strings(cx: &mut Context<'_>, row: Vec<Literal>, l: u32, r: u32) -> Parsed<Node> {
    let whole = span(l, r);
    let bytes = |literal: &Literal| matches!(literal, Literal::Plain(at) if literal::open(cx.text(at.start, at.end)).bytes);
    let template = |literal: &Literal| matches!(literal, Literal::Format { start: Tok::TStart, .. });
    let templates = row.iter().filter(|literal| template(literal)).count();
    if templates > 0 && templates < row.len() {
        return error("cannot mix t-string literals with string or bytes literals", whole);
    }
    let byte_strings = row.iter().filter(|literal| bytes(literal)).count();
    if byte_strings > 0 && byte_strings < row.len() {
        // what is wrong with one of them comes first
        for literal in row {
            let Literal::Plain(at) = literal else { continue };
            if literal::open(cx.text(at.start, at.end)).bytes {
                join_bytes(cx, vec![Literal::Plain(at)], at.start, at.end)?;
            } else {
                plain(cx, at)?;
            }
        }
        return error("cannot mix bytes and nonbytes literals", whole);
    }
    if byte_strings > 0 {
        return join_bytes(cx, row, l, r);
    }
    if row.iter().all(|literal| matches!(literal, Literal::Plain(_))) {
        return join_plain(cx, row, l, r);
    }
    let mut joiner = Joiner { template: templates > 0, raw: false, values: Vec::new(), text: Vec::new(), at: None, depth: Depth::NONE };
    for literal in row {
        match literal {
            Literal::Plain(at) => {
                let text = plain(cx, at)?;
                joiner.add(&text, at);
            }
            Literal::Format { open, parts, .. } => {
                joiner.raw = cx.text(open.start, open.end).contains(['r', 'R']);
                joiner.parts(cx, parts, true)?;
            }
        }
    }
    let template = joiner.template;
    let (values, depth) = joiner.finish();
    let kind = if template { ExprKind::TemplateStr { values } } else { ExprKind::JoinedStr { values } };
    cx.node(kind, l, r, depth)
}

fn plain(cx: &mut Context<'_>, at: Span) -> Parsed<Text> {
    let text = cx.text(at.start, at.end);
    let parts = literal::open(text);
    let body = at.start + (parts.body.as_ptr() as usize - text.as_ptr() as usize) as u32;
    let mut place = Place { token: at, body, warnings: &mut cx.warnings, in_format: false };
    Ok(literal::decode_text(parts.body, parts.raw, false, &mut place)?)
}

fn join_plain(cx: &mut Context<'_>, row: Vec<Literal>, l: u32, r: u32) -> Parsed<Node> {
    let mut texts = Vec::with_capacity(row.len());
    for literal in row {
        if let Literal::Plain(at) = literal {
            texts.push(plain(cx, at)?);
        }
    }
    let text = if texts.len() == 1 { texts.swap_remove(0) } else { texts.concat().into() };
    Ok(cx.leaf(ExprKind::Constant(Constant::Str(text)), l, r))
}

fn join_bytes(cx: &mut Context<'_>, row: Vec<Literal>, l: u32, r: u32) -> Parsed<Node> {
    let mut all = Vec::new();
    for literal in row {
        if let Literal::Plain(at) = literal {
            let text = cx.text(at.start, at.end);
            let parts = literal::open(text);
            let body = at.start + (parts.body.as_ptr() as usize - text.as_ptr() as usize) as u32;
            let mut place = Place { token: at, body, warnings: &mut cx.warnings, in_format: false };
            all.extend_from_slice(&literal::decode_bytes(parts.body, parts.raw, &mut place)?);
        }
    }
    Ok(cx.leaf(ExprKind::Constant(Constant::Bytes(all.into())), l, r))
}

/// Collects the values of an f-string, neighbouring text joined.
struct Joiner {
    template: bool,
    raw: bool,
    values: Vec<Expr>,
    text: Vec<u8>,
    /// The range of `text`.
    at: Option<Span>,
    depth: Depth,
}

impl Joiner {
    fn add(&mut self, text: &[u8], at: Span) {
        if text.is_empty() {
            return;
        }
        self.at = Some(self.at.map_or(at, |before| before.to(at)));
        self.text.extend_from_slice(text);
    }

    fn flush(&mut self) {
        if let Some(span) = self.at.take() {
            let text = std::mem::take(&mut self.text);
            self.depth = self.depth.max(Depth::LEAF);
            self.values.push(Expr { span, kind: ExprKind::Constant(Constant::Str(text.into())) });
        }
    }

    fn finish(mut self) -> (Vec<Expr>, Depth) {
        self.flush();
        (self.values, self.depth)
    }

    /// `outer` is false in a format, where braces are not doubled.
    fn parts(&mut self, cx: &mut Context<'_>, parts: Vec<Part>, outer: bool) -> Parsed<()> {
        for part in parts {
            match part {
                Part::Text(at) => {
                    let body = cx.text(at.start, at.end);
                    let mut place = Place { token: at, body: at.start, warnings: &mut cx.warnings, in_format: !outer };
                    let text = literal::decode_text(body, self.raw, outer, &mut place)?;
                    self.add(&text, at);
                }
                Part::Field(field) => self.field(cx, *field)?,
            }
        }
        Ok(())
    }

    fn field(&mut self, cx: &mut Context<'_>, field: Field) -> Parsed<()> {
        // Where the expression's text ends.
        let spec_start = field.spec.as_ref().map(|spec| spec.1.start);
        let tail = field.conversion.map(|conversion| conversion.1).or(spec_start).unwrap_or(field.close);
        if field.equal.is_some() {
            let text = without_comments(cx.text(field.open, tail));
            self.add(text.as_bytes(), span(field.open, tail));
        }
        self.flush();
        let bare = field.equal.is_some() && field.conversion.is_none() && field.spec.is_none();
        let conversion = if bare { Some('r') } else { field.conversion.map(|conversion| conversion.0) };
        let mut below = field.value.depth;
        let format_spec = match field.spec {
            None => None,
            Some((parts, at)) => {
                // Fields within a format of a t-string make strings.
                let mut inner =
                    Joiner { template: false, raw: self.raw, values: Vec::new(), text: Vec::new(), at: None, depth: Depth::NONE };
                inner.parts(cx, parts, false)?;
                let (values, depth) = inner.finish();
                let node = cx.node(ExprKind::JoinedStr { values }, at.start, at.end, depth)?;
                below = below.max(node.depth);
                Some(node.boxed())
            }
        };
        let value = field.value.boxed();
        let kind = if self.template {
            let text = cx.text(field.open, field.equal.unwrap_or(tail)).as_bytes().into();
            ExprKind::Interpolation { value, text, conversion, format_spec }
        } else {
            ExprKind::FormattedValue { value, conversion, format_spec }
        };
        let node = cx.node(kind, field.span.start, field.span.end, below)?;
        self.depth = self.depth.max(node.depth);
        self.values.push(node.expr);
        Ok(())
    }
}

/// The text that `=` shows: comments are left out, but not a `#` in a string.
fn without_comments(text: &str) -> String {
    if !text.contains('#') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let (mut quote, mut comment, mut escaped) = (None, false, false);
    for character in text.chars() {
        if comment {
            if character == '\n' {
                comment = false;
                out.push('\n');
            }
            continue;
        }
        match (quote, character) {
            (None, '#') => {
                comment = true;
                continue;
            }
            (None, '\'' | '"') => quote = Some(character),
            (Some(open), _) if open == character && !escaped => quote = None,
            _ => {}
        }
        escaped = character == '\\' && !escaped;
        out.push(character);
    }
    out
}
