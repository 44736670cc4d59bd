//! Expressions, as the recogniser reads them.

use super::super::token::Tok;
use super::{Bad, Explainer, Rule, Seen};

/// The binary operators from the loosest to the tightest, all grouping to the left.
const LEVELS: [&[Tok]; 6] = [
    &[Tok::Pipe],
    &[Tok::Caret],
    &[Tok::Amper],
    &[Tok::LShift, Tok::RShift],
    &[Tok::Plus, Tok::Minus],
    &[Tok::Star, Tok::Slash, Tok::DoubleSlash, Tok::Percent, Tok::At],
];

/// Keys of the rules that are remembered.
const EXPRESSION: u8 = 0;
const DISJUNCTION: u8 = 1;
const BITWISE_OR: u8 = 2;
const PRIMARY: u8 = 3;
const INVERSION: u8 = 4;
const CONJUNCTION: u8 = 5;
const FACTOR: u8 = 6;

impl Explainer<'_> {
    /// A list of `item`s with commas; a tuple if there is a comma.
    fn row(&mut self, item: fn(&mut Self) -> Rule) -> Rule {
        let from = self.at;
        let Some(first) = item(self)? else { return Ok(None) };
        let mut parts = vec![first];
        let mut comma = false;
        while self.eat(Tok::Comma) {
            comma = true;
            match item(self)? {
                Some(part) => parts.push(part),
                None => break,
            }
        }
        Ok(Some(if comma { sequence("tuple", &parts, from, self.at) } else { first }))
    }

    pub(super) fn star_expressions(&mut self) -> Rule {
        self.row(Self::star_expression)
    }

    /// Expressions without stars.
    pub(super) fn expressions(&mut self) -> Rule {
        self.row(Self::expression)
    }

    fn star_expression(&mut self) -> Rule {
        if self.peek() == Tok::Star { self.starred(Self::bitwise_or) } else { self.expression() }
    }

    pub(super) fn star_named_expression(&mut self) -> Rule {
        if self.peek() == Tok::Star { self.starred(Self::bitwise_or) } else { self.named_expression() }
    }

    pub(super) fn starred(&mut self, inner: fn(&mut Self) -> Rule) -> Rule {
        self.attempt(|me| {
            let from = me.at;
            if !me.eat(Tok::Star) {
                return Ok(None);
            }
            Ok(inner(me)?.map(|value| {
                let mut seen = Seen::new("starred", from, me.at);
                (seen.bad, seen.bad_for) = (value.bad, value.bad_for);
                seen
            }))
        })
    }

    pub(super) fn annotated_rhs(&mut self) -> Rule {
        if self.peek() == Tok::Yield { self.yield_expr() } else { self.star_expressions() }
    }

    pub(super) fn yield_expr(&mut self) -> Rule {
        let from = self.at;
        if !self.eat(Tok::Yield) {
            return Ok(None);
        }
        if self.peek() == Tok::From {
            self.at += 1;
            if self.expression()?.is_none() {
                self.at -= 1;
            }
        } else {
            self.star_expressions()?;
        }
        Ok(Some(Seen::new("yield expression", from, self.at)))
    }

    /// `name := value`, without the mistakes of `named_expression`.
    pub(super) fn assignment_expression(&mut self) -> Rule {
        self.attempt(|me| {
            let from = me.at;
            if me.peek() != Tok::Name || me.look(1) != Tok::Walrus {
                return Ok(None);
            }
            me.at += 2;
            Ok(me.expression()?.map(|_| Seen::new("named expression", from, me.at)))
        })
    }

    pub(super) fn named_expression(&mut self) -> Rule {
        self.attempt(|me| {
            if me.peek() == Tok::Name && me.look(1) == Tok::Walrus {
                return me.assignment_expression();
            }
            if me.strict {
                me.invalid_named()?;
            }
            let seen = me.expression()?;
            Ok(if me.peek() == Tok::Walrus { None } else { seen })
        })
    }

    /// `=` where a value is wanted, and targets that `:=` does not take.
    fn invalid_named(&mut self) -> Result<(), super::Failure> {
        let start = self.at;
        if let Some(target) = self.expression()?
            && self.eat(Tok::Walrus)
            && self.expression()?.is_some()
        {
            let message = format!("cannot use assignment expressions with {}", target.what);
            return self.mistake(message, target.from, target.to);
        }
        self.at = start;
        if self.peek() == Tok::Name && self.look(1) == Tok::Assign {
            self.at += 2;
            if let Some(value) = self.bitwise_or()?
                && !matches!(self.peek(), Tok::Assign | Tok::Walrus)
            {
                let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                return self.mistake(message, start, value.to.max(start + 3));
            }
            self.at = start;
        }
        if matches!(self.peek(), Tok::True | Tok::None | Tok::False) {
            return Ok(());
        }
        if let Some(target) = self.bitwise_or()?
            && !matches!(target.what, "list" | "tuple" | "generator expression")
            && self.eat(Tok::Assign)
            && self.bitwise_or()?.is_some()
            && !matches!(self.peek(), Tok::Assign | Tok::Walrus)
            && !(target.from == start && self.opens_display(start))
        {
            let message = format!("cannot assign to {} here. Maybe you meant '==' instead of '='?", target.what);
            return self.mistake(message, target.from, target.to);
        }
        self.at = start;
        Ok(())
    }

    /// Does a list, tuple or generator stand at `start`, whatever follows it?
    fn opens_display(&mut self, start: usize) -> bool {
        let end = std::mem::replace(&mut self.at, start);
        let strict = std::mem::replace(&mut self.strict, false);
        let seen = self.atom();
        self.strict = strict;
        self.at = end;
        matches!(seen, Ok(Some(seen)) if matches!(seen.what, "list" | "tuple" | "generator expression"))
    }

    pub(super) fn expression(&mut self) -> Rule {
        self.remembered(EXPRESSION, |me| {
            if me.strict {
                me.invalid_expression()?;
            }
            me.expression_itself()
        })
    }

    fn expression_itself(&mut self) -> Rule {
        let from = self.at;
        if self.peek() == Tok::Lambda {
            return self.lambda();
        }
        let Some(first) = self.disjunction()? else { return Ok(None) };
        let after = self.at;
        if self.eat(Tok::If) && self.disjunction()?.is_some() && self.eat(Tok::Else) && self.expression()?.is_some() {
            return Ok(Some(Seen::new("conditional expression", from, self.at)));
        }
        self.at = after;
        Ok(Some(first))
    }

    /// An expression in which no mistakes are looked for.
    fn plain_expression(&mut self) -> Rule {
        let strict = std::mem::replace(&mut self.strict, false);
        let seen = self.attempt(Self::expression_itself);
        self.strict = strict;
        seen
    }

    fn invalid_expression(&mut self) -> Result<(), super::Failure> {
        let start = self.at;
        if matches!(self.peek(), Tok::Pass | Tok::Break | Tok::Continue) {
            return self.statement_as_expression();
        }
        let soft = self.peek() == Tok::Name && matches!(self.text_of(start), "_" | "case" | "match" | "type");
        let prefix = self.peek() == Tok::Name && matches!(self.look(1), Tok::Str);
        let legacy = self.peek() == Tok::Name && matches!(self.text_of(start), "print" | "exec");
        self.invalid_string()?;
        if !soft && !prefix {
            if let Some(first) = self.disjunction()? {
                let second = self.plain_expression();
                if let Some(second) = second?
                    && !(legacy && first.to == start + 1)
                    && self.levels[self.at - 1] != 0
                {
                    return self.mistake("invalid syntax. Perhaps you forgot a comma?", first.from, second.to);
                }
            }
            self.at = start;
        }
        if let Some(body) = self.disjunction()?
            && self.eat(Tok::If)
            && let Some(test) = self.disjunction()?
        {
            if !matches!(self.peek(), Tok::Else | Tok::Colon | Tok::FieldColon) {
                return self.mistake("expected 'else' after 'if' expression", body.from, test.to);
            }
            if self.eat(Tok::Else) && self.expression()?.is_none() && !matches!(self.peek(), Tok::Colon) {
                let message = "expected expression after 'else', but statement is given";
                return self.mistake(message, self.at, self.at + 1);
            }
        }
        self.at = start;
        if self.peek() == Tok::Lambda {
            self.at += 1;
            self.lambda_parameters()?;
            if self.peek() == Tok::FieldColon {
                let letter = self.string_letter(start);
                let message = format!("{letter}-string: lambda expressions are not allowed without parentheses");
                return self.mistake(message, start, self.at + 1);
            }
            self.at = start;
        }
        if self.peek() == Tok::Name && self.look(1) != Tok::LParen {
            self.at += 1;
            if let Some(arguments) = self.star_expressions()?
                && legacy
            {
                let name = self.text_of(start);
                let message = format!("Missing parentheses in call to '{name}'. Did you mean {name}(...)?");
                return self.mistake(message, start, arguments.to);
            }
            self.at = start;
        }
        Ok(())
    }

    /// A string that ends too early: its rest stands bare before the next string.
    fn invalid_string(&mut self) -> Result<(), super::Failure> {
        let start = self.at;
        if !self.eat(Tok::Str) {
            return Ok(());
        }
        let mut range: Option<(usize, usize)> = None;
        while self.peek() != Tok::Str
            && let Some(part) = self.plain_expression()?
        {
            range = Some((range.map_or(part.from, |range| range.0), part.to));
        }
        if let Some((from, to)) = range
            && self.peek() == Tok::Str
        {
            return self.mistake("invalid syntax. Is this intended to be part of the string?", from, to);
        }
        self.at = start;
        Ok(())
    }

    fn lambda(&mut self) -> Rule {
        let from = self.at;
        self.at += 1;
        if !self.lambda_parameters()? {
            return Ok(None);
        }
        if !self.eat(Tok::Colon) {
            return Ok(None);
        }
        Ok(self.expression()?.map(|_| Seen::new("lambda", from, self.at)))
    }

    fn chain(&mut self, key: u8, op: Tok, part: fn(&mut Self) -> Rule) -> Rule {
        self.remembered(key, |me| {
            let from = me.at;
            let Some(first) = part(me)? else { return Ok(None) };
            let mut end = me.at;
            let mut seen = first;
            while me.eat(op) {
                if part(me)?.is_none() {
                    break;
                }
                end = me.at;
                seen = Seen::new("expression", from, end);
            }
            me.at = end;
            Ok(Some(seen))
        })
    }

    pub(super) fn disjunction(&mut self) -> Rule {
        self.chain(DISJUNCTION, Tok::Or, Self::conjunction)
    }

    fn conjunction(&mut self) -> Rule {
        self.chain(CONJUNCTION, Tok::And, Self::inversion)
    }

    fn inversion(&mut self) -> Rule {
        let from = self.at;
        if self.peek() != Tok::Not {
            return self.comparison();
        }
        self.remembered(INVERSION, |me| {
            me.at += 1;
            Ok(me.inversion()?.map(|_| Seen::new("expression", from, me.at)))
        })
    }

    fn comparison(&mut self) -> Rule {
        let from = self.at;
        let Some(first) = self.bitwise_or()? else { return Ok(None) };
        let mut seen = first;
        loop {
            let end = self.at;
            let operator = self.peek();
            let is_in = operator == Tok::In;
            match operator {
                Tok::EqEq | Tok::NotEq | Tok::Lt | Tok::Gt | Tok::LtE | Tok::GtE | Tok::In => self.at += 1,
                Tok::Diamond => {
                    return self.mistake("invalid syntax.  Maybe you meant '!=' instead of '<>'?", self.at, self.at + 1);
                }
                Tok::Is => self.at += if self.look(1) == Tok::Not { 2 } else { 1 },
                Tok::Not if self.look(1) == Tok::In => self.at += 2,
                _ => return Ok(Some(seen)),
            }
            if self.bitwise_or()?.is_none() {
                self.at = end;
                return Ok(Some(seen));
            }
            let before = seen;
            seen = Seen::new("comparison", from, self.at);
            if before.to == first.to {
                seen.bad_for = if is_in { first.bad } else { None };
            } else {
                seen.bad_for = before.bad_for;
            }
        }
    }

    pub(super) fn bitwise_or(&mut self) -> Rule {
        self.remembered(BITWISE_OR, |me| me.binary(0))
    }

    fn binary(&mut self, level: usize) -> Rule {
        let Some(operators) = LEVELS.get(level) else { return self.factor(true) };
        let from = self.at;
        let Some(mut seen) = self.binary(level + 1)? else { return Ok(None) };
        loop {
            let end = self.at;
            if !operators.contains(&self.peek()) {
                return Ok(Some(seen));
            }
            self.at += 1;
            if level >= 4 {
                self.invalid_not(true)?;
            }
            let right = if level + 1 == LEVELS.len() { self.factor(false)? } else { self.binary(level + 1)? };
            if right.is_none() {
                self.at = end;
                return Ok(Some(seen));
            }
            seen = Seen::new("expression", from, self.at);
        }
    }

    /// `not` right after an arithmetic operator; after a sign what is shown ends with the next factor.
    fn invalid_not(&mut self, binary: bool) -> Result<(), super::Failure> {
        let start = self.at;
        let follows = self.strict && self.peek() == Tok::Not;
        let found = if follows && binary {
            self.inversion()?
        } else if follows {
            self.at += 1;
            self.factor(false)?
        } else {
            None
        };
        if found.is_some() {
            return self.mistake("'not' after an operator must be parenthesized", start, self.at);
        }
        self.at = start;
        Ok(())
    }

    /// `leads`: does a term begin here? Only there is a `not` after the sign explained, and only after the first sign.
    fn factor(&mut self, leads: bool) -> Rule {
        let from = self.at;
        let mut signs = 0;
        while matches!(self.peek(), Tok::Plus | Tok::Minus | Tok::Tilde) {
            self.at += 1;
            signs += 1;
            if leads && signs == 1 {
                self.invalid_not(false)?;
            }
        }
        let Some(power) = self.power()? else {
            self.at = from;
            return Ok(None);
        };
        Ok(Some(if signs > 0 { Seen::new("expression", from, self.at) } else { power }))
    }

    fn power(&mut self) -> Rule {
        let from = self.at;
        let awaited = self.eat(Tok::Await);
        let Some(mut seen) = self.primary()? else {
            self.at = from;
            return Ok(None);
        };
        if awaited {
            seen = Seen::new("await expression", from, self.at);
        }
        let end = self.at;
        if self.eat(Tok::DoubleStar) {
            if self.remembered(FACTOR, |me| me.factor(false))?.is_some() {
                return Ok(Some(Seen::new("expression", from, self.at)));
            }
            self.at = end;
        }
        Ok(Some(seen))
    }

    fn primary(&mut self) -> Rule {
        self.remembered(PRIMARY, |me| {
            let from = me.at;
            let Some(mut seen) = me.atom()? else { return Ok(None) };
            loop {
                let end = me.at;
                match me.peek() {
                    Tok::Dot if me.look(1) == Tok::Name => {
                        me.at += 2;
                        seen = Seen::new("attribute", from, me.at);
                    }
                    Tok::LParen if me.call()?.is_some() => seen = Seen::new("function call", from, me.at),
                    Tok::LBracket if me.subscript()? => seen = Seen::new("subscript", from, me.at),
                    _ => {
                        me.at = end;
                        return Ok(Some(seen));
                    }
                }
            }
        })
    }

    fn subscript(&mut self) -> Result<bool, super::Failure> {
        self.at += 1;
        loop {
            if self.peek() == Tok::Star {
                if self.starred(Self::expression)?.is_none() {
                    self.at += 1;
                    self.peek();
                    return if self.strict { self.mistake_here("Invalid star expression") } else { Ok(false) };
                }
            } else if !self.slice()? {
                break;
            }
            if !self.eat(Tok::Comma) {
                break;
            }
        }
        Ok(self.tokens.get(self.at.wrapping_sub(1)).is_some_and(|token| token.tok != Tok::LBracket) && self.eat(Tok::RBracket))
    }

    fn slice(&mut self) -> Result<bool, super::Failure> {
        let start = self.at;
        self.expression()?;
        if !self.eat(Tok::Colon) {
            self.at = start;
            return Ok(self.named_expression()?.is_some());
        }
        self.expression()?;
        if self.eat(Tok::Colon) {
            self.expression()?;
        }
        Ok(true)
    }

    fn atom(&mut self) -> Rule {
        let from = self.at;
        let what = match self.peek() {
            Tok::Name => "name",
            Tok::True => "True",
            Tok::False => "False",
            Tok::None => "None",
            Tok::Int | Tok::Float | Tok::Imaginary => "literal",
            Tok::Ellipsis => "ellipsis",
            Tok::Str | Tok::FStart | Tok::TStart => return self.strings(),
            Tok::LParen => return self.parenthesised(),
            Tok::LBracket => return self.bracketed(),
            Tok::LBrace => return self.braced(),
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(Seen::new(what, from, self.at)))
    }

    fn parenthesised(&mut self) -> Rule {
        let from = self.at;
        // A tuple.
        self.at += 1;
        if self.eat(Tok::RParen) {
            return Ok(Some(sequence("tuple", &[], from, self.at)));
        }
        if let Some(parts) = self.elements()?
            && (parts.len() > 1 || self.tokens[self.at - 1].tok == Tok::Comma)
            && self.eat(Tok::RParen)
        {
            return Ok(Some(sequence("tuple", &parts, from, self.at)));
        }
        // A group.
        self.at = from + 1;
        let inner = if self.peek() == Tok::Yield { self.yield_expr()? } else { self.named_expression()? };
        if let Some(inner) = inner
            && self.eat(Tok::RParen)
        {
            return Ok(Some(inner));
        }
        self.at = from + 1;
        if self.strict {
            self.invalid_group(from)?;
        }
        self.at = from + 1;
        // A generator.
        if (self.assignment_expression()?.is_some() || self.expression()?.is_some()) && self.clauses()?.is_some() && self.eat(Tok::RParen) {
            return Ok(Some(Seen::new("generator expression", from, self.at)));
        }
        self.invalid_comprehension(from)?;
        self.at = from;
        Ok(None)
    }

    fn invalid_group(&mut self, from: usize) -> Result<(), super::Failure> {
        if let Some(seen) = self.starred(Self::expression)?
            && self.eat(Tok::RParen)
        {
            return self.mistake("cannot use starred expression here", seen.from, seen.to);
        }
        self.at = from + 1;
        if self.eat(Tok::DoubleStar) && self.expression()?.is_some() && self.eat(Tok::RParen) {
            return self.mistake("cannot use double starred expression here", from + 1, from + 2);
        }
        Ok(())
    }

    /// Elements with commas, the last comma taken too.
    fn elements(&mut self) -> Result<Option<Vec<Seen>>, super::Failure> {
        let Some(first) = self.star_named_expression()? else { return Ok(None) };
        let mut parts = vec![first];
        while self.eat(Tok::Comma) {
            match self.star_named_expression()? {
                Some(part) => parts.push(part),
                None => break,
            }
        }
        Ok(Some(parts))
    }

    fn bracketed(&mut self) -> Rule {
        let from = self.at;
        self.at += 1;
        let parts = self.elements()?.unwrap_or_default();
        if self.eat(Tok::RBracket) {
            return Ok(Some(sequence("list", &parts, from, self.at)));
        }
        self.at = from + 1;
        if self.named_expression()?.is_some() && self.clauses()?.is_some() && self.eat(Tok::RBracket) {
            return Ok(Some(Seen::new("list comprehension", from, self.at)));
        }
        self.invalid_comprehension(from)?;
        self.at = from;
        Ok(None)
    }

    fn braced(&mut self) -> Rule {
        let from = self.at;
        self.at += 1;
        // A dict.
        let mut first = true;
        while self.pair(first)? && self.eat(Tok::Comma) {
            first = false;
        }
        if self.eat(Tok::RBrace) {
            return Ok(Some(Seen::new("dict literal", from, self.at)));
        }
        self.at = from + 1;
        if self.strict {
            self.invalid_pairs()?;
        }
        // A set.
        self.at = from + 1;
        if self.elements()?.is_some() && self.eat(Tok::RBrace) {
            return Ok(Some(Seen::new("set display", from, self.at)));
        }
        // Comprehensions.
        self.at = from + 1;
        if self.peek() != Tok::DoubleStar && self.pair(true)? && self.clauses()?.is_some() && self.eat(Tok::RBrace) {
            return Ok(Some(Seen::new("dict comprehension", from, self.at)));
        }
        self.at = from + 1;
        if self.strict && self.eat(Tok::DoubleStar) && self.bitwise_or()?.is_some() && self.clauses()?.is_some() && self.eat(Tok::RBrace) {
            return self.mistake("dict unpacking cannot be used in dict comprehension", from + 1, from + 2);
        }
        self.at = from + 1;
        if self.named_expression()?.is_some() && self.clauses()?.is_some() && self.eat(Tok::RBrace) {
            return Ok(Some(Seen::new("set comprehension", from, self.at)));
        }
        self.invalid_comprehension(from)?;
        self.at = from;
        Ok(None)
    }

    /// `key: value` or `**value`. After the first pair, what follows a key without a colon is not looked at.
    fn pair(&mut self, first: bool) -> Result<bool, super::Failure> {
        let start = self.at;
        let good = if self.eat(Tok::DoubleStar) {
            self.bitwise_or()?.is_some()
        } else {
            let key = match self.expression() {
                Err(failure) if !first && failure.0.span.start == self.tokens[start].start => {
                    self.at = start;
                    let key = self.disjunction()?;
                    let end = key.map_or(start + 1, |key| key.to);
                    return Err(self.colon_expected(start, end));
                }
                key => key?,
            };
            key.is_some() && self.eat(Tok::Colon) && self.expression()?.is_some()
        };
        if !good {
            self.at = start;
        }
        Ok(good)
    }

    fn colon_expected(&self, from: usize, to: usize) -> super::Failure {
        let end = self.range(from, to).end;
        super::Failure::at(super::Shape::Passed, "':' expected after dictionary key", end - 1)
    }

    /// Mistakes among the pairs of a dict.
    fn invalid_pairs(&mut self) -> Result<(), super::Failure> {
        let mut first = true;
        loop {
            let start = self.at;
            if self.pair(first)? && self.eat(Tok::Comma) {
                first = false;
                continue;
            }
            self.at = start;
            if let Some(key) = self.expression()? {
                if self.peek() != Tok::Colon {
                    if !first {
                        return Err(self.colon_expected(key.from, key.to));
                    }
                    return Ok(());
                }
                let colon = self.at;
                self.at += 1;
                if self.peek() == Tok::Star {
                    let star = self.at;
                    self.at += 1;
                    if self.bitwise_or()?.is_some() {
                        return self.mistake_from("cannot use a starred expression in a dictionary value", star);
                    }
                    self.at = star;
                }
                if matches!(self.peek(), Tok::RBrace | Tok::Comma) {
                    return self.mistake("expression expected after dictionary key and ':'", colon, colon + 1);
                }
            }
            return Ok(());
        }
    }

    /// Mistakes of a comprehension whose bracket is at `from`.
    pub(super) fn invalid_comprehension(&mut self, from: usize) -> Result<(), super::Failure> {
        if !self.strict {
            return Ok(());
        }
        self.at = from + 1;
        let star = self.starred(Self::expression)?;
        if star.is_none() && self.eat(Tok::Star) {
            self.peek();
            return self.mistake_here("Invalid star expression");
        }
        if let Some(star) = star
            && self.clauses()?.is_some()
        {
            return self.mistake("iterable unpacking cannot be used in comprehension", star.from, star.to);
        }
        self.at = from + 1;
        if self.tokens[from].tok != Tok::LParen
            && let Some(parts) = self.elements()?
            && (parts.len() > 1 || self.tokens[self.at - 1].tok == Tok::Comma)
        {
            let comma = self.tokens[self.at - 1].tok == Tok::Comma;
            let end = if parts.len() == 1 { self.at } else { parts.last().map_or(self.at, |part| part.to) };
            if (!comma || parts.len() == 1) && self.clauses()?.is_some() {
                return self.mistake("did you forget parentheses around the comprehension target?", parts[0].from, end);
            }
        }
        Ok(())
    }

    /// `for ... in ... if ...`, once or more.
    pub(super) fn clauses(&mut self) -> Rule {
        let from = self.at;
        loop {
            let start = self.at;
            self.eat(Tok::Async);
            if !self.eat(Tok::For) {
                self.at = start;
                break;
            }
            let head = self.at;
            match self.row(Self::target)? {
                Some(targets) if targets.bad.is_none() && self.eat(Tok::In) => {}
                targets => {
                    if self.strict {
                        if targets.is_some() && self.peek() != Tok::In {
                            return self.mistake_here("'in' expected after for-loop variables");
                        }
                        self.at = head;
                        if let Some(targets) = self.star_expressions()? {
                            self.refuse_target(targets.bad_for)?;
                        }
                    }
                    return Ok(None);
                }
            }
            if self.disjunction()?.is_none() {
                return Ok(None);
            }
            loop {
                let end = self.at;
                if !self.eat(Tok::If) || self.disjunction()?.is_none() {
                    self.at = end;
                    break;
                }
            }
        }
        Ok((self.at > from).then(|| Seen::new("comprehension", from, self.at)))
    }

    pub(super) fn target(&mut self) -> Rule {
        if self.peek() == Tok::Star { self.starred(Self::bitwise_or) } else { self.bitwise_or() }
    }

    pub(super) fn targets(&mut self) -> Rule {
        self.row(Self::target)
    }

    pub(super) fn refuse_target(&mut self, bad: Option<Bad>) -> Result<(), super::Failure> {
        match bad {
            Some(bad) => self.mistake(format!("cannot assign to {}", bad.what), bad.from, bad.to),
            None => Ok(()),
        }
    }
}

/// A tuple or list: as good a target as its parts.
fn sequence(what: &'static str, parts: &[Seen], from: usize, to: usize) -> Seen {
    Seen {
        from,
        to,
        what,
        bad: parts.iter().find_map(|part| part.bad),
        bad_delete: parts.iter().find_map(|part| part.bad_delete),
        bad_for: parts.iter().find_map(|part| part.bad_for),
    }
}
