//! Arguments, parameters and strings, as the recogniser reads them.

use super::super::literal;
use super::super::token::Tok;
use super::{Explainer, Failure, Rule, Seen};

/// What a call's argument is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Positional,
    Star,
    Keyword,
    DoubleStar,
}

const GENERATOR: &str = "Generator expression must be parenthesized";

impl Explainer<'_> {
    /// `(arguments)` after a callee.
    pub(super) fn call(&mut self) -> Rule {
        let from = self.at;
        self.at += 1;
        if self.eat(Tok::RParen) {
            return Ok(Some(Seen::new("arguments", from, self.at)));
        }
        // A generator alone.
        if (self.assignment_expression()?.is_some() || self.expression()?.is_some()) && self.clauses()?.is_some() && self.eat(Tok::RParen) {
            return Ok(Some(Seen::new("arguments", from, self.at)));
        }
        self.invalid_comprehension(from)?;
        self.at = from + 1;
        let seen = self.arguments()?;
        if seen && self.eat(Tok::RParen) {
            return Ok(Some(Seen::new("arguments", from, self.at)));
        }
        self.at = from;
        Ok(None)
    }

    /// Arguments up to a closing parenthesis that is not taken.
    pub(super) fn arguments(&mut self) -> Result<bool, Failure> {
        let start = self.at;
        let kinds = self.argument_list()?;
        if !kinds.is_empty() {
            self.eat(Tok::Comma);
            if self.peek() == Tok::RParen {
                return Ok(true);
            }
        }
        self.at = start;
        if self.strict {
            self.invalid_arguments(start)?;
        }
        Ok(false)
    }

    /// Arguments in their right order, without the last comma.
    fn argument_list(&mut self) -> Result<Vec<Kind>, Failure> {
        let mut kinds = Vec::new();
        let (mut named, mut doubled) = (false, false);
        loop {
            let before = self.at;
            if !kinds.is_empty() && !self.eat(Tok::Comma) {
                break;
            }
            match self.argument(named, doubled)? {
                Some(kind) => {
                    named |= matches!(kind, Kind::Keyword | Kind::DoubleStar);
                    doubled |= kind == Kind::DoubleStar;
                    kinds.push(kind);
                }
                None => {
                    self.at = before;
                    break;
                }
            }
        }
        Ok(kinds)
    }

    /// One argument, after `name=value` or `**value` or neither.
    fn argument(&mut self, named: bool, doubled: bool) -> Result<Option<Kind>, Failure> {
        let start = self.at;
        match self.peek() {
            Tok::Star => {
                if doubled {
                    return Ok(None);
                }
                self.at += 1;
                if self.expression()?.is_some() {
                    if self.strict && self.peek() == Tok::Assign {
                        self.at += 1;
                        if let Some(assigned) = self.expression()? {
                            return self.mistake("cannot assign to iterable argument unpacking", start, assigned.to);
                        }
                        self.at = start;
                        return Ok(None);
                    }
                    return Ok(Some(Kind::Star));
                }
                if self.strict {
                    return self.mistake_here("Invalid star expression");
                }
                self.at = start;
                return Ok(None);
            }
            Tok::DoubleStar => {
                self.at += 1;
                if self.expression()?.is_none() {
                    self.at = start;
                    return Ok(None);
                }
                if self.strict && self.peek() == Tok::Assign {
                    self.at += 1;
                    if let Some(assigned) = self.expression()? {
                        return self.mistake("cannot assign to keyword argument unpacking", start, assigned.to);
                    }
                    self.at = start;
                    return Ok(None);
                }
                return Ok(Some(Kind::DoubleStar));
            }
            _ => {}
        }
        if !named {
            let seen = match self.assignment_expression()? {
                Some(seen) => Some(seen),
                None => self.expression()?.filter(|_| self.peek() != Tok::Walrus),
            };
            if seen.is_some() && self.peek() != Tok::Assign {
                return Ok(Some(Kind::Positional));
            }
            self.at = start;
        }
        if self.strict {
            self.invalid_keyword()?;
        }
        if self.peek() == Tok::Name && self.look(1) == Tok::Assign {
            self.at += 2;
            if self.expression()?.is_some() {
                return Ok(Some(Kind::Keyword));
            }
        }
        self.at = start;
        Ok(None)
    }

    fn invalid_keyword(&mut self) -> Result<(), Failure> {
        let start = self.at;
        let next = if matches!(self.peek(), Tok::Name | Tok::True | Tok::False | Tok::None) { self.look(1) } else { Tok::Dedent };
        if matches!(self.peek(), Tok::True | Tok::False | Tok::None) && next == Tok::Assign {
            return self.mistake(format!("cannot assign to {}", self.text_of(start)), start, start + 2);
        }
        if self.peek() == Tok::Name && next == Tok::Assign {
            self.at += 2;
            if self.expression()?.is_some() && self.clauses()?.is_some() {
                let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                return self.mistake(message, start, start + 2);
            }
            self.at = start;
            return Ok(());
        }
        if let Some(seen) = self.expression()?
            && self.peek() == Tok::Assign
        {
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            return self.mistake(message, seen.from, self.at + 1);
        }
        self.at = start;
        Ok(())
    }

    fn invalid_arguments(&mut self, start: usize) -> Result<(), Failure> {
        // Unpacking in the wrong order.
        let kinds = self.argument_list()?;
        let listed = self.at;
        if !kinds.is_empty() && self.peek() == Tok::Comma && self.look(1) == Tok::Star {
            let message = "iterable argument unpacking follows keyword argument unpacking";
            let mut end = listed;
            while self.eat(Tok::Comma) && self.peek() == Tok::Star {
                if self.argument(false, false)?.is_none() {
                    return Ok(());
                }
                end = self.at;
            }
            return self.mistake(message, listed, end);
        }
        // Generators among other arguments.
        self.at = start;
        if let Some(element) = self.expression()?
            && let Some(clauses) = self.clauses()?
        {
            let end = clauses.to;
            if self.eat(Tok::Comma) {
                return self.mistake(GENERATOR, element.from, end);
            }
        }
        self.at = start;
        if self.peek() == Tok::Name && self.look(1) == Tok::Assign {
            self.at += 2;
            if self.expression()?.is_some() && self.clauses()?.is_some() {
                let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                return self.mistake(message, start, start + 2);
            }
        }
        // A keyword without a value.
        self.at = listed;
        if kinds.is_empty() || self.eat(Tok::Comma) {
            let name = self.at;
            if self.peek() == Tok::Name && self.look(1) == Tok::Assign && matches!(self.look(2), Tok::Comma | Tok::RParen) {
                return self.mistake("expected argument value expression", name, name + 2);
            }
        }
        self.at = listed;
        if kinds.is_empty() {
            self.at = start;
            return Ok(());
        }
        if let Some(clauses) = self.clauses()?
            && kinds.last() == Some(&Kind::Positional)
            && kinds.len() > 1
        {
            let from = self.last_argument(start, listed);
            return self.mistake(GENERATOR, from, clauses.to);
        }
        self.at = listed;
        if self.eat(Tok::Comma) {
            let next = self.at;
            if let Some(element) = self.expression()?
                && let Some(clauses) = self.clauses()?
            {
                return self.mistake(GENERATOR, element.from, clauses.to);
            }
            self.at = next;
            if !self.argument_list()?.is_empty() {
                let message = if kinds.last() == Some(&Kind::DoubleStar) {
                    "positional argument follows keyword argument unpacking"
                } else {
                    "positional argument follows keyword argument"
                };
                // what follows the arguments nobody has looked at
                let last = self.at.min(self.tokens.len() - 1);
                return self.mistake(message, last, last + 1);
            }
        }
        self.at = start;
        Ok(())
    }

    /// Where the last argument of `start..end` begins.
    fn last_argument(&self, start: usize, end: usize) -> usize {
        let level = self.levels[start.saturating_sub(1)];
        (start..end).rev().find(|&at| self.tokens[at].tok == Tok::Comma && self.levels[at] == level).map_or(start, |at| at + 1)
    }

    // ---- parameters ----

    /// Parameters of a `lambda`, up to its colon.
    pub(super) fn lambda_parameters(&mut self) -> Result<bool, Failure> {
        self.parameters("Lambda expression", Tok::Colon)
    }

    /// A parameter list, up to `close`: mistakes of shape and order. False if it is no such list.
    pub(super) fn parameters(&mut self, what: &str, close: Tok) -> Result<bool, Failure> {
        let (mut default, mut star, mut slash, mut any, mut end) = (false, None, false, false, false);
        loop {
            let at = self.at;
            let is_close = |tok: Tok| tok == close || close == Tok::Colon && tok == Tok::FieldColon;
            match self.peek() {
                tok if is_close(tok) => break,
                // CPython looks for a parameter here: a name or a mark
                Tok::Name | Tok::Star | Tok::DoubleStar | Tok::Slash if end => {
                    return self.mistake("arguments cannot follow var-keyword argument", at, at + 1);
                }
                _ if end => return Ok(false),
                Tok::Slash => {
                    if slash {
                        return self.mistake("/ may appear only once", at, at + 1);
                    }
                    if star.is_some() {
                        return self.mistake("/ must be ahead of *", at, at + 1);
                    }
                    let next = self.look(1);
                    if !any {
                        return match next {
                            Tok::Comma => self.mistake("at least one argument must precede /", at, at + 1),
                            _ => Ok(false),
                        };
                    }
                    slash = true;
                    self.at += 1;
                    if next == Tok::Star {
                        return self.mistake("expected comma between / and *", at + 1, at + 2);
                    }
                }
                Tok::Star => {
                    if star.is_some() {
                        if self.look(1) != Tok::Name {
                            return Ok(false);
                        }
                        return self.mistake("* argument may appear only once", at, at + 1);
                    }
                    self.at += 1;
                    star = Some(at);
                    if self.eat(Tok::Name) {
                        self.annotation(close)?;
                        if self.peek() == Tok::Assign {
                            let message = "var-positional argument cannot have default value";
                            return self.mistake(message, self.at, self.at + 1);
                        }
                    } else {
                        let next = self.peek();
                        let after = self.look(1);
                        if is_close(next) || next == Tok::Comma && (is_close(after) || after == Tok::DoubleStar) {
                            let wrong = match close {
                                Tok::RParen => at,
                                _ if is_close(next) => at + 1,
                                _ => at + 2,
                            };
                            return self.mistake("named arguments must follow bare *", wrong, wrong + 1);
                        }
                    }
                }
                Tok::DoubleStar => {
                    self.at += 1;
                    if !self.eat(Tok::Name) {
                        return Ok(false);
                    }
                    self.annotation(close)?;
                    if self.peek() == Tok::Assign {
                        let message = "var-keyword argument cannot have default value";
                        return self.mistake(message, self.at, self.at + 1);
                    }
                    end = true;
                }
                Tok::Name => {
                    self.at += 1;
                    self.annotation(close)?;
                    if self.eat(Tok::Assign) {
                        if self.peek() == Tok::Comma || close == Tok::RParen && self.peek() == close {
                            return self.mistake("expected default value expression", self.at - 1, self.at);
                        }
                        default |= star.is_none();
                        if self.expression()?.is_none() {
                            return Ok(false);
                        }
                    } else if default && star.is_none() && (self.peek() == Tok::Comma || is_close(self.peek())) {
                        let message = "parameter without a default follows parameter with a default";
                        return self.mistake(message, at, at + 1);
                    }
                }
                Tok::LParen => {
                    self.at += 1;
                    while self.eat(Tok::Name) && self.eat(Tok::Comma) {}
                    if self.at > at + 1 && self.eat(Tok::RParen) {
                        return self.mistake(format!("{what} parameters cannot be parenthesized"), at, self.at);
                    }
                    self.at = at;
                    return Ok(false);
                }
                _ => return Ok(false),
            }
            any = true;
            if !self.eat(Tok::Comma) {
                break;
            }
        }
        Ok(true)
    }

    fn annotation(&mut self, close: Tok) -> Result<(), Failure> {
        if close == Tok::RParen && self.eat(Tok::Colon) {
            if self.peek() == Tok::Star {
                self.starred(Self::bitwise_or)?;
            } else {
                self.expression()?;
            }
        }
        Ok(())
    }

    // ---- strings ----

    /// The letter of the f-string or t-string that token `at` is in.
    pub(super) fn string_letter(&self, at: usize) -> char {
        let mut open = 0;
        for token in self.tokens[..at.min(self.tokens.len())].iter().rev() {
            match token.tok {
                Tok::FEnd => open += 1,
                Tok::FStart | Tok::TStart if open > 0 => open -= 1,
                Tok::FStart => return 'f',
                Tok::TStart => return 't',
                _ => {}
            }
        }
        'f'
    }

    pub(super) fn strings(&mut self) -> Rule {
        let from = self.at;
        let (mut bytes, mut texts, mut fields, mut templates) = (0, 0, 0, 0);
        loop {
            let next = self.peek();
            let any = bytes + texts + fields + templates > 0;
            if !self.strict && any && matches!(next, Tok::Str | Tok::FStart | Tok::TStart) && (templates > 0) != (next == Tok::TStart) {
                // the one row of strings has ended, whatever may be said of the two
                break;
            }
            match next {
                Tok::Str => {
                    let text = self.text_of(self.at);
                    let prefix = &text[..text.find(['\'', '"']).unwrap_or(0)];
                    *(if prefix.contains(['b', 'B']) { &mut bytes } else { &mut texts }) += 1;
                    self.literal(from)?;
                    self.at += 1;
                }
                kind @ (Tok::FStart | Tok::TStart) => {
                    *(if kind == Tok::FStart { &mut fields } else { &mut templates }) += 1;
                    let letter = if kind == Tok::FStart { 'f' } else { 't' };
                    self.at += 1;
                    if !self.pieces(letter)? || !self.eat(Tok::FEnd) {
                        self.at = from;
                        return Ok(None);
                    }
                }
                _ => break,
            }
        }
        if self.strict && templates > 0 && bytes + texts + fields > 0 {
            return self.mistake("cannot mix t-string literals with string or bytes literals", from, self.at);
        }
        if self.strict && bytes > 0 && texts + fields > 0 {
            return self.mistake_here("cannot mix bytes and nonbytes literals");
        }
        let what = if templates > 0 {
            "t-string expression"
        } else if fields > 0 {
            "f-string expression"
        } else {
            "literal"
        };
        Ok(Some(Seen::new(what, from, self.at)))
    }

    /// A literal that has no value, though it is where no expression can be; the row that it stands in begins at `first`. One behind
    /// a name is told at the next token, which has been looked at.
    fn literal(&mut self, first: usize) -> Result<(), Failure> {
        let token = self.tokens[self.at];
        let parts = literal::open(self.text_of(self.at));
        let mut warnings = Vec::new();
        let mut place = literal::Place { token: token.span(), body: token.start, warnings: &mut warnings, in_format: false };
        let value = match parts.bytes {
            true => literal::decode_bytes(parts.body, parts.raw, &mut place).map(|_| ()),
            false => literal::decode_text(parts.body, parts.raw, false, &mut place).map(|_| ()),
        };
        match value {
            Err(failure) if failure.0.message.starts_with('(') => {
                let operator =
                    |at: usize| matches!(self.tokens[at].tok, Tok::Dot | Tok::Plus | Tok::Minus | Tok::Star | Tok::Slash | Tok::Percent);
                let behind_name = first > 0 && self.tokens[first - 1].tok == Tok::Name && (first < 2 || !operator(first - 2));
                let at = if behind_name { self.at.max(first + 1) } else { self.at };
                self.mistake(failure.0.message.to_string(), at, at + 1)
            }
            value => value,
        }
    }

    fn pieces(&mut self, letter: char) -> Result<bool, Failure> {
        loop {
            match self.peek() {
                Tok::FMiddle => self.at += 1,
                Tok::FieldOpen => {
                    if !self.replacement(letter)? {
                        return Ok(false);
                    }
                }
                _ => return Ok(true),
            }
        }
    }

    fn replacement(&mut self, letter: char) -> Result<bool, Failure> {
        self.at += 1;
        let first = self.at;
        let strict = self.strict;
        let value = self.annotated_rhs()?;
        if value.is_none() {
            if !strict {
                return Ok(false);
            }
            if matches!(self.peek(), Tok::Assign | Tok::Bang | Tok::FieldColon | Tok::FieldClose) {
                let message = format!("{letter}-string: valid expression required before '{}'", self.text_of(first));
                return self.mistake(message, first, first + 1);
            }
            return self.mistake(format!("{letter}-string: expecting a valid expression after '{{'"), first, first + 1);
        }
        let refuse = |me: &mut Self, what: &str| -> Result<bool, Failure> {
            if strict { me.mistake(format!("{letter}-string: {what}"), me.at, me.at + 1) } else { Ok(false) }
        };
        if !matches!(self.peek(), Tok::Assign | Tok::Bang | Tok::FieldColon | Tok::FieldClose) {
            return refuse(self, "expecting '=', or '!', or ':', or '}'");
        }
        if self.eat(Tok::Assign) && !matches!(self.peek(), Tok::Bang | Tok::FieldColon | Tok::FieldClose) {
            return refuse(self, "expecting '!', or ':', or '}'");
        }
        if self.eat(Tok::Bang) {
            let bang = self.at - 1;
            match self.peek() {
                Tok::FieldColon | Tok::FieldClose => return refuse(self, "missing conversion character"),
                Tok::Name => {
                    self.at += 1;
                    let text = self.text_of(bang + 1);
                    if strict && self.tokens[bang].end != self.tokens[bang + 1].start {
                        let message = format!("{letter}-string: conversion type must come right after the exclamation mark");
                        return self.mistake(message, bang, bang + 2);
                    }
                    if strict && !matches!(text, "s" | "r" | "a") {
                        let message = format!("{letter}-string: invalid conversion character '{text}': expected 's', 'r', or 'a'");
                        return self.mistake(message, bang + 1, bang + 2);
                    }
                }
                _ => return refuse(self, "invalid conversion character"),
            }
            if !matches!(self.peek(), Tok::FieldColon | Tok::FieldClose) {
                return refuse(self, "expecting ':' or '}'");
            }
        }
        if self.eat(Tok::FieldColon) {
            if !self.pieces(letter)? {
                return Ok(false);
            }
            if self.peek() != Tok::FieldClose {
                return refuse(self, "expecting '}', or format specs");
            }
        }
        if !self.eat(Tok::FieldClose) {
            return refuse(self, "expecting '}'");
        }
        Ok(true)
    }
}
