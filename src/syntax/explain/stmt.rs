//! Statements, as the recogniser reads them: one logical line.

use super::super::token::Tok;
use super::{ErrorKind, Explainer, Failure, Rule};

type Found = Result<(), Failure>;

impl Explainer<'_> {
    /// One line: a header with what follows its colon, or simple statements.
    pub(super) fn statement_line(&mut self) -> Found {
        let start = self.at;
        if start == self.failing && matches!(self.peek(), Tok::Elif | Tok::Else | Tok::Except | Tok::Finally) {
            if self.peek() == Tok::Elif && self.header_before(start).is_some_and(|header| self.tokens[header].tok == Tok::Else) {
                return self.mistake("'elif' block follows an 'else' block", start, start + 1);
            }
            return Ok(());
        }
        match self.peek() {
            Tok::At => {
                self.at += 1;
                self.named_expression().map(|_| ())
            }
            Tok::Async => {
                self.at += 1;
                match self.peek() {
                    Tok::Def | Tok::For | Tok::With => self.statement_line(),
                    _ => Ok(()),
                }
            }
            Tok::If | Tok::Elif | Tok::While => {
                self.at += 1;
                if self.named_expression()?.is_some() { self.colon(false) } else { Ok(()) }
            }
            // the block may be left out, as far as this clause's own mistakes go
            Tok::Try if self.look(1) == Tok::Colon && self.look(2) == Tok::Except => {
                self.at += 2;
                self.except_header()
            }
            Tok::Else | Tok::Try | Tok::Finally => {
                self.at += 1;
                self.colon(true)
            }
            Tok::For => self.for_header(),
            Tok::With => self.with_header(),
            Tok::Except => self.except_header(),
            Tok::Def => self.def_header(),
            Tok::Class => self.class_header(),
            Tok::Match => {
                self.at += 1;
                self.subject()?;
                self.colon(false)
            }
            Tok::Case => self.case_header(),
            Tok::Name if matches!(self.text_of(start), "match") => {
                self.soft_match(start)?;
                self.at = start;
                self.simple_statements()
            }
            _ => self.simple_statements(),
        }
    }

    /// The colon of a header and what is on its line; `forced` if nothing else may come.
    fn colon(&mut self, forced: bool) -> Found {
        if self.eat(Tok::Colon) {
            return if self.peek() == Tok::Newline { Ok(()) } else { self.simple_statements() };
        }
        if forced || self.peek() == Tok::Newline {
            return self.mistake("expected ':'", self.at, self.at + 1);
        }
        Ok(())
    }

    /// What a second reading finds in the lines before the failing one, which begins at `start`, though nothing is wrong with them: a
    /// call of something named `match` could be a header without its colon, and type parameters the index of an expression.
    pub(super) fn earlier_mistake(&mut self, start: usize) -> Found {
        for at in 0..self.tokens.len().min(start + 1) {
            let begins = at == 0 || matches!(self.tokens[at - 1].tok, Tok::Newline | Tok::Indent | Tok::Dedent);
            if begins && self.tokens[at].tok == Tok::For {
                self.at = at;
                self.for_targets()?;
                continue;
            }
            if at == start && self.text_of(at) != "type" {
                break;
            }
            let header = match self.text_of(at) {
                "match" if begins => true,
                "type" if begins => false,
                _ => continue,
            };
            self.at = at + 1;
            if !header {
                self.star_expressions()?;
                continue;
            }
            self.subject()?;
            let lone_star = self.tokens[at + 1].tok == Tok::Star && self.star_only(at + 1);
            if self.at > at + 1 && self.peek() == Tok::Newline && !lone_star {
                if !self.layout {
                    (self.furthest, self.strict, self.at) = (0, false, start);
                    self.memo.clear();
                    // how far it looks is all that counts
                    let _ = self.statement_line();
                    self.failing = self.furthest;
                }
                return Err(self.indentation("expected ':'", self.failing).kind(ErrorKind::SyntaxError));
            }
        }
        Ok(())
    }

    /// Is what was read from `from` on one starred expression, without a comma?
    fn star_only(&self, from: usize) -> bool {
        !self.tokens[from..self.at].iter().zip(&self.levels[from..self.at]).any(|(token, &level)| token.tok == Tok::Comma && level == 0)
    }

    fn subject(&mut self) -> Found {
        while self.star_named_expression()?.is_some() && self.eat(Tok::Comma) {}
        Ok(())
    }

    /// A line that would be a `match` if it had its colon.
    fn soft_match(&mut self, start: usize) -> Found {
        self.at = start + 1;
        if matches!(self.peek(), Tok::Dot | Tok::Assign | Tok::Comma | Tok::RParen | Tok::Colon | Tok::Newline) {
            return Ok(());
        }
        let strict = std::mem::replace(&mut self.strict, false);
        let found = self.subject();
        self.strict = strict;
        found?;
        self.memo.clear();
        self.failing = self.failing.max(self.at + usize::from(self.at > start + 1 && self.peek() == Tok::Colon));
        if self.at > start + 1
            && self.peek() == Tok::Newline
            && !matches!(self.tokens[start + 1].tok, Tok::LParen | Tok::LBracket | Tok::Minus | Tok::Plus | Tok::Star)
        {
            return self.mistake("expected ':'", self.at, self.at + 1);
        }
        Ok(())
    }

    fn for_header(&mut self) -> Found {
        if self.for_targets()? && self.star_expressions()?.is_some() { self.colon(false) } else { Ok(()) }
    }

    /// `for x in`; false if that is not what stands here.
    fn for_targets(&mut self) -> Result<bool, Failure> {
        self.at += 1;
        let head = self.at;
        match self.targets()? {
            Some(targets) if targets.bad.is_none() && self.eat(Tok::In) => Ok(true),
            _ => {
                self.at = head;
                if let Some(targets) = self.star_expressions()? {
                    self.refuse_target(targets.bad_for)?;
                }
                Ok(false)
            }
        }
    }

    fn with_header(&mut self) -> Found {
        self.at += 1;
        let head = self.at;
        if self.peek() != Tok::WithParen {
            if self.with_items(false)? {
                self.colon(false)?;
            }
            self.at = head;
        }
        let closed = (self.eat(Tok::WithParen) || self.eat(Tok::LParen)) && self.with_items(true)? && self.eat(Tok::RParen);
        if closed && (self.tokens[head].tok == Tok::WithParen || self.peek() == Tok::Newline) {
            return self.colon(false);
        }
        Ok(())
    }

    /// False if an item is no item.
    fn with_items(&mut self, parens: bool) -> Result<bool, Failure> {
        loop {
            if self.expression()?.is_none() {
                return Ok(false);
            }
            if self.eat(Tok::As) {
                let start = self.at;
                let target = self.target()?;
                if target.is_none_or(|target| target.bad.is_some()) || !self.ends_item() && self.peek() != Tok::Newline {
                    self.at = start;
                    if let Some(target) = self.expression()?
                        && self.ends_item()
                    {
                        self.refuse_target(target.bad)?;
                    }
                    return Ok(false);
                }
            }
            if !self.eat(Tok::Comma) || parens && self.peek() == Tok::RParen {
                return Ok(true);
            }
        }
    }

    fn ends_item(&mut self) -> bool {
        matches!(self.peek(), Tok::Comma | Tok::RParen | Tok::Colon)
    }

    fn except_header(&mut self) -> Found {
        self.at += 1;
        let star = self.eat(Tok::Star);
        if matches!(self.peek(), Tok::Newline) || star && self.peek() == Tok::Colon {
            let message = if star { "expected one or more exception types" } else { "expected ':'" };
            return self.mistake(message, self.at, self.at + 1);
        }
        if self.peek() == Tok::Colon {
            return self.colon(false);
        }
        let start = self.at;
        let Some(first) = self.expression()? else { return Ok(()) };
        if self.peek() == Tok::Comma {
            self.at = start;
            self.expressions()?;
            if self.eat(Tok::As) && self.eat(Tok::Name) && self.peek() == Tok::Colon {
                let message = "multiple exception types must be parenthesized when using 'as'";
                return self.mistake_from(message, first.from);
            }
            return self.colon(false);
        }
        if self.eat(Tok::As) {
            if self.peek() == Tok::Newline {
                return Ok(());
            }
            if self.peek() == Tok::Name && matches!(self.look(1), Tok::Colon | Tok::Newline) {
                self.at += 1;
            } else if let Some(target) = self.expression()?
                && self.peek() == Tok::Colon
            {
                let what = if star { "except*" } else { "except" };
                let message = format!("cannot use {what} statement with {}", target.what);
                return self.mistake(message, target.from, target.to);
            }
        }
        self.colon(false)
    }

    /// Type parameters, if there are any.
    fn type_parameters(&mut self) -> Result<bool, Failure> {
        if !self.eat(Tok::LBracket) {
            return Ok(true);
        }
        if self.peek() == Tok::RBracket {
            let close = self.at;
            if self.tokens[close.saturating_sub(3)].tok == Tok::Type {
                self.look(1);
            }
            return self.mistake_from("Type parameter list cannot be empty", close);
        }
        loop {
            while matches!(self.peek(), Tok::Star | Tok::DoubleStar) {
                self.at += 1;
            }
            if !self.eat(Tok::Name) {
                break;
            }
            if self.eat(Tok::Colon) && self.expression()?.is_none() || self.eat(Tok::Assign) && self.star_expression_default()?.is_none() {
                return Ok(false);
            }
            if !self.eat(Tok::Comma) {
                break;
            }
        }
        Ok(self.eat(Tok::RBracket))
    }

    fn star_expression_default(&mut self) -> Rule {
        if self.peek() == Tok::Star { self.starred(Self::bitwise_or) } else { self.expression() }
    }

    fn def_header(&mut self) -> Found {
        self.at += 1;
        if !self.eat(Tok::Name) {
            return Ok(());
        }
        let name = self.at;
        if !self.type_parameters()? {
            self.at = name;
        }
        if !self.eat(Tok::LParen) {
            return self.mistake("expected '('", self.at, self.at + 1);
        }
        if !self.parameters("Function", Tok::RParen)? || !self.eat(Tok::RParen) {
            return Ok(());
        }
        if self.eat(Tok::Arrow) && self.expression()?.is_none() {
            self.at -= 1;
        }
        self.colon(true)
    }

    fn class_header(&mut self) -> Found {
        self.at += 1;
        if !self.eat(Tok::Name) {
            return Ok(());
        }
        if !self.type_parameters()? {
            return Ok(());
        }
        if self.eat(Tok::LParen) {
            if self.peek() != Tok::RParen {
                self.arguments()?;
            }
            if !self.eat(Tok::RParen) {
                return Ok(());
            }
        }
        self.colon(false)
    }

    fn simple_statements(&mut self) -> Found {
        loop {
            if self.peek() == Tok::Semi {
                // nothing is read behind it
                self.failing = self.failing.min(self.at);
                return Ok(());
            }
            self.simple_statement()?;
            if !self.eat(Tok::Semi) || self.peek() == Tok::Newline {
                return Ok(());
            }
        }
    }

    fn simple_statement(&mut self) -> Found {
        match self.peek() {
            Tok::Import => self.import(),
            Tok::From => self.import_from(),
            Tok::Del => {
                self.at += 1;
                if let Some(targets) = self.star_expressions()?
                    && let Some(bad) = targets.bad_delete
                {
                    return self.mistake(format!("cannot delete {}", bad.what), bad.from, bad.to);
                }
                Ok(())
            }
            Tok::Return => {
                self.at += 1;
                self.star_expressions().map(|_| ())
            }
            Tok::Raise => {
                self.at += 1;
                if self.expression()?.is_some() && self.eat(Tok::From) {
                    self.expression()?;
                }
                Ok(())
            }
            Tok::Assert => {
                self.at += 1;
                if self.expression()?.is_some() && self.eat(Tok::Comma) {
                    self.expression()?;
                }
                Ok(())
            }
            Tok::Pass | Tok::Break | Tok::Continue => {
                self.statement_as_expression()?;
                self.at += 1;
                Ok(())
            }
            Tok::Global | Tok::Nonlocal => {
                self.at += 1;
                while self.eat(Tok::Name) && self.eat(Tok::Comma) {}
                Ok(())
            }
            Tok::Type => {
                self.at += 2;
                let name = self.at - 1;
                if !self.type_parameters()? {
                    self.at = name;
                    return self.star_expressions().map(|_| ());
                }
                if self.eat(Tok::Assign) {
                    self.expression()?;
                }
                Ok(())
            }
            _ => self.assignment(),
        }
    }

    /// Assignments and expression statements.
    fn assignment(&mut self) -> Found {
        let start = self.at;
        if self.peek() == Tok::Name && self.look(1) == Tok::Colon {
            self.at += 2;
            if self.expression()?.is_some() {
                if self.eat(Tok::Assign) {
                    self.annotated_rhs()?;
                }
                return Ok(());
            }
            self.at = start;
        }
        if self.assigned()? {
            if self.annotated_rhs()?.is_some() && self.peek() != Tok::Assign {
                return Ok(());
            }
        } else if let Some(target) = self.targets()?
            && matches!(target.what, "name" | "attribute" | "subscript")
        {
            let is_name = target.what == "name" && self.tokens[start].tok == Tok::Name;
            if self.aug_op() {
                self.at += 1;
                if self.annotated_rhs()?.is_some() {
                    return Ok(());
                }
            } else if !is_name && self.eat(Tok::Colon) && self.expression()?.is_some() {
                if self.eat(Tok::Assign) {
                    self.annotated_rhs()?;
                }
                return Ok(());
            }
        }
        self.at = start;
        self.invalid_assignment()?;
        self.at = start;
        if self.peek() == Tok::Yield {
            self.yield_expr()?;
        } else {
            let seen = self.star_expressions()?;
            if seen.is_some_and(|seen| !matches!(seen.what, "name" | "attribute" | "subscript")) && self.peek() == Tok::Colon {
                self.refused = Some(self.at);
            }
        }
        Ok(())
    }

    /// Takes `target =` as often as it comes.
    fn assigned(&mut self) -> Result<bool, Failure> {
        let mut any = false;
        loop {
            let start = self.at;
            match self.targets()? {
                Some(target) if target.bad.is_none() && self.eat(Tok::Assign) => any = true,
                _ => {
                    self.at = start;
                    return Ok(any);
                }
            }
        }
    }

    fn aug_op(&mut self) -> bool {
        use Tok::*;
        matches!(
            self.peek(),
            PlusAssign
                | MinusAssign
                | StarAssign
                | SlashAssign
                | DoubleSlashAssign
                | PercentAssign
                | AtAssign
                | AmperAssign
                | PipeAssign
                | CaretAssign
                | LShiftAssign
                | RShiftAssign
                | DoubleStarAssign
        )
    }

    fn invalid_assignment(&mut self) -> Found {
        let start = self.at;
        if let Some(first) = self.star_named_expression()? {
            if self.peek() == Tok::Colon && first.what != "starred" {
                self.at += 1;
                if self.expression()?.is_some() {
                    let message = match first.what {
                        what @ ("list" | "tuple") => format!("only single target (not {what}) can be annotated"),
                        _ => "illegal target for annotation".to_owned(),
                    };
                    return self.mistake(message, first.from, first.to);
                }
            } else if self.eat(Tok::Comma) {
                // CPython's rule takes rows of them, one behind another without a comma
                while self.star_named_expression()?.is_some() {
                    self.eat(Tok::Comma);
                }
                if self.eat(Tok::Colon) && self.expression()?.is_some() {
                    return self.mistake("only single target (not tuple) can be annotated", first.from, first.to);
                }
            }
        }
        self.at = start;
        self.assigned()?;
        let value = self.at;
        if let Some(target) = self.star_expressions()?
            && self.peek() == Tok::Assign
        {
            return self.refuse_target(target.bad);
        }
        self.at = value;
        if let Some(target) = self.yield_expr()?
            && self.peek() == Tok::Assign
        {
            return self.mistake("assignment to yield expression not possible", target.from, target.to);
        }
        self.at = start;
        if let Some(target) = self.star_expressions()?
            && self.aug_op()
        {
            self.at += 1;
            if self.annotated_rhs()?.is_some() {
                let message = format!("'{}' is an illegal expression for augmented assignment", target.what);
                return self.mistake(message, target.from, target.to);
            }
        }
        Ok(())
    }

    fn dotted(&mut self) -> bool {
        if !self.eat(Tok::Name) {
            return false;
        }
        while self.peek() == Tok::Dot && self.look(1) == Tok::Name {
            self.at += 2;
        }
        true
    }

    fn import(&mut self) -> Found {
        let start = self.at;
        self.at += 1;
        if self.peek() == Tok::Newline {
            return self.mistake_from("Expected one or more names after 'import'", self.at);
        }
        while self.dotted() {
            if self.peek() == Tok::From {
                self.at += 1;
                if self.dotted() {
                    let message = "Did you mean to use 'from ... import ...' instead?";
                    return self.mistake_from(message, start);
                }
                return Ok(());
            }
            self.import_target()?;
            if !self.eat(Tok::Comma) {
                break;
            }
        }
        Ok(())
    }

    /// `as name`, where anything but a name is a mistake.
    fn import_target(&mut self) -> Found {
        if !self.eat(Tok::As) {
            return Ok(());
        }
        if self.peek() == Tok::Name && matches!(self.look(1), Tok::Comma | Tok::RParen | Tok::Newline) {
            self.at += 1;
            return Ok(());
        }
        match self.expression()? {
            // A name too, if something follows it that does not belong there.
            Some(target) => self.mistake(format!("cannot use {} as import target", target.what), target.from, target.to),
            None => Ok(()),
        }
    }

    fn import_from(&mut self) -> Found {
        self.at += 1;
        let first = self.at;
        while matches!(self.peek(), Tok::Dot | Tok::Ellipsis) {
            self.at += 1;
        }
        if !self.dotted() && self.at == first {
            return Ok(());
        }
        if !self.eat(Tok::Import) || self.eat(Tok::Star) {
            return Ok(());
        }
        let paren = self.eat(Tok::LParen);
        if self.peek() == Tok::Newline {
            return self.mistake_from("Expected one or more names after 'import'", self.at);
        }
        while self.eat(Tok::Name) {
            self.import_target()?;
            if !self.eat(Tok::Comma) {
                break;
            }
            if !paren && self.peek() == Tok::Newline {
                return self.mistake_here("trailing comma not allowed without surrounding parentheses");
            }
        }
        Ok(())
    }

    fn case_header(&mut self) -> Found {
        self.at += 1;
        loop {
            if !self.pattern()? {
                return Ok(());
            }
            if !self.eat(Tok::Comma) || matches!(self.peek(), Tok::If | Tok::Colon) {
                break;
            }
        }
        if self.eat(Tok::If) && self.named_expression()?.is_none() {
            return Ok(());
        }
        self.colon(false)
    }

    /// A word that is a statement, where an expression should stand before `if`.
    pub(super) fn statement_as_expression(&mut self) -> Found {
        let start = self.at;
        self.at += 1;
        if self.eat(Tok::If) && self.disjunction()?.is_some() && self.eat(Tok::Else) && self.expression()?.is_some() {
            return self.mistake("expected expression before 'if', but statement is given", start, start + 1);
        }
        self.at = start;
        Ok(())
    }

    /// A pattern, loosely: enough to find its end and its mistakes.
    fn pattern(&mut self) -> Result<bool, Failure> {
        loop {
            if !self.closed_pattern()? {
                return Ok(false);
            }
            if !self.eat(Tok::Pipe) {
                break;
            }
        }
        if self.eat(Tok::As) {
            let start = self.at;
            if self.peek() == Tok::Name && self.text_of(start) == "_" {
                return self.mistake("cannot use '_' as a target", start, start + 1);
            }
            if self.peek() == Tok::Name && !matches!(self.look(1), Tok::Dot | Tok::LParen | Tok::Assign) {
                self.at += 1;
            } else if let Some(target) = self.expression()? {
                return self.mistake(format!("cannot use {} as pattern target", target.what), target.from, target.to);
            }
        }
        Ok(true)
    }

    fn closed_pattern(&mut self) -> Result<bool, Failure> {
        if self.depth >= super::MAX_DEPTH {
            return Ok(false);
        }
        self.depth += 1;
        let result = self.closed_pattern_inner();
        self.depth -= 1;
        result
    }

    fn closed_pattern_inner(&mut self) -> Result<bool, Failure> {
        self.eat(Tok::Star);
        match self.peek() {
            Tok::LParen | Tok::LBracket => {
                self.at += 1;
                while self.pattern()? && self.eat(Tok::Comma) {}
                Ok(self.eat(Tok::RParen) || self.eat(Tok::RBracket))
            }
            Tok::LBrace => {
                self.at += 1;
                loop {
                    if self.eat(Tok::DoubleStar) {
                        self.eat(Tok::Name);
                    } else if !self.closed_pattern()? || !self.eat(Tok::Colon) || !self.pattern()? {
                        break;
                    }
                    if !self.eat(Tok::Comma) {
                        break;
                    }
                }
                Ok(self.eat(Tok::RBrace))
            }
            Tok::Name => {
                self.dotted();
                if self.eat(Tok::LParen) {
                    self.class_pattern()?;
                    return Ok(self.eat(Tok::RParen));
                }
                Ok(true)
            }
            _ => {
                let start = self.at;
                self.eat(Tok::Minus);
                while matches!(
                    self.peek(),
                    Tok::Int | Tok::Float | Tok::Imaginary | Tok::Str | Tok::True | Tok::False | Tok::None | Tok::Plus | Tok::Minus
                ) {
                    self.at += 1;
                }
                Ok(self.at > start)
            }
        }
    }

    fn class_pattern(&mut self) -> Found {
        let mut named = false;
        let mut positional: Option<(usize, usize)> = None;
        while self.peek() != Tok::RParen {
            let start = self.at;
            if self.peek() == Tok::Name && self.look(1) == Tok::Assign {
                if positional.is_some() {
                    break;
                }
                self.at += 2;
                named = true;
                if !self.pattern()? {
                    return Ok(());
                }
            } else {
                if !self.pattern()? {
                    return Ok(());
                }
                if named {
                    positional = Some((positional.map_or(start, |range| range.0), self.at));
                }
                self.eat(Tok::Comma);
                continue;
            }
            if positional.is_some() {
                break;
            }
            if !self.eat(Tok::Comma) {
                break;
            }
        }
        match positional {
            Some((from, to)) => self.mistake("positional patterns follow keyword patterns", from, to),
            None => Ok(()),
        }
    }
}
