//! `match`: patterns compile to tests that jump to the next case. Names are bound only when the whole pattern matched;
//! until then their values wait in temporaries.

use super::assignments::CLOSE;
use super::emit::{Label, NOWHERE, Reg};
use super::unit::Compiler;
use super::{Step, calls, error, fold};
use crate::bytecode::{Const, Op};
use crate::syntax::Failure;
use crate::syntax::ast::{Constant, Expr, ExprKind, MatchCase, Name, Pattern, PatternKind, Span};

/// A name to bind, where its value waits, and where it stands.
type Captures = Vec<(Name, Kept, Span)>;

/// Where a value waits: in a register, or as the item of the tuple in one.
#[derive(Clone, Copy)]
enum Kept {
    Reg(Reg),
    Item(Reg, i32),
}

impl<'a> Compiler<'a> {
    pub(super) fn match_stmt(&mut self, subject: &'a Expr, cases: &'a [MatchCase]) -> Step<()> {
        let value = self.push(subject)?;
        let end = self.label();
        for (index, case) in cases.iter().enumerate() {
            let last = index + 1 == cases.len();
            if !last && case.guard.is_none() {
                refuse_irrefutable(&case.pattern)?;
            }
            let next = self.label();
            let mark = self.mark();
            let mut captures = Captures::new();
            self.pattern(&case.pattern, value, next, &mut captures)?;
            for (name, kept, span) in captures {
                let reg = self.kept(kept, span)?;
                self.store_name(&name, span, reg)?;
            }
            self.release(mark);
            if let Some(guard) = &case.guard {
                self.jump_if(guard, false, next)?;
            }
            self.body(&case.body)?;
            self.jump(NOWHERE, end);
            self.bind(next);
        }
        self.bind(end);
        Ok(())
    }

    fn kept(&mut self, kept: Kept, span: Span) -> Step<Reg> {
        match kept {
            Kept::Reg(reg) => Ok(reg),
            Kept::Item(values, index) => {
                let mark = self.mark();
                let item = self.alloc()?;
                self.emit(span, Op::GetItemI, item, values, 0, index);
                self.release(mark);
                Ok(item)
            }
        }
    }

    /// Matches patterns with the items of a tuple, where there are too few registers for all of them.
    fn patterns_of_items<'p>(
        &mut self,
        patterns: impl Iterator<Item = &'p Pattern>,
        values: Reg,
        fail: Label,
        captures: &mut Captures,
    ) -> Step<()> {
        // what parts of the items capture waits in a list
        let list = self.alloc()?;
        self.emit(NOWHERE, Op::BuildList, list, list, 0, 0);
        let mut listed = 0;
        for (index, pattern) in patterns.enumerate() {
            let mark = self.mark();
            let known = captures.len();
            match &pattern.kind {
                PatternKind::MatchAs { pattern: None, name: Some(name) } | PatternKind::MatchStar { name: Some(name) } => {
                    capture(captures, name, Kept::Item(values, index as i32), pattern.span)?;
                }
                _ if is_wildcard(pattern) => {}
                _ => {
                    let item = self.alloc()?;
                    self.emit(pattern.span, Op::GetItemI, item, values, 0, index as i32);
                    self.pattern(pattern, item, fail, captures)?;
                    for (_, kept, span) in &mut captures[known..] {
                        let value = self.kept(*kept, *span)?;
                        self.emit(NOWHERE, Op::ListAppend, list, value, 0, 0);
                        *kept = Kept::Item(list, listed);
                        listed += 1;
                    }
                    self.release(mark);
                }
            }
        }
        Ok(())
    }

    /// Goes on if `subject` matches, else jumps to `fail`. Temporaries stay taken: captures wait in them.
    fn pattern(&mut self, pattern: &Pattern, subject: Reg, fail: Label, captures: &mut Captures) -> Step<()> {
        self.check_depth(pattern.span)?;
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::MatchValue { value } if is_formatted(value) => {
                error("patterns may only match literals and attribute lookups", span)
            }
            PatternKind::MatchValue { value } => {
                let mark = self.mark();
                let wanted = self.expr(value)?;
                self.jump_on(span, Op::JNEq, subject, wanted, fail);
                self.release(mark);
                Ok(())
            }
            PatternKind::MatchSingleton { value } => {
                if *value == Constant::None {
                    self.jump_on(span, Op::JNotNone, subject, 0, fail);
                    return Ok(());
                }
                let mark = self.mark();
                let wanted = self.alloc()?;
                self.load_const(span, wanted, fold::literal(value))?;
                self.jump_on(span, Op::JIsNot, subject, wanted, fail);
                self.release(mark);
                Ok(())
            }
            PatternKind::MatchSequence { patterns } => self.sequence_pattern(span, patterns, subject, fail, captures),
            PatternKind::MatchMapping { keys, patterns, rest } => {
                self.mapping_pattern(span, keys, patterns, rest.as_ref(), subject, fail, captures)
            }
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
                self.class_pattern(span, cls, patterns, (kwd_attrs, kwd_patterns), subject, fail, captures)
            }
            PatternKind::MatchStar { name } => match name {
                Some(name) => capture(captures, name, Kept::Reg(subject), span),
                None => Ok(()),
            },
            PatternKind::MatchAs { pattern: inner, name } => {
                if let Some(inner) = inner {
                    self.pattern(inner, subject, fail, captures)?;
                }
                match name {
                    Some(name) => capture(captures, name, Kept::Reg(subject), span),
                    None => Ok(()),
                }
            }
            PatternKind::MatchOr { patterns } => self.or_pattern(span, patterns, subject, fail, captures),
        }
    }

    fn or_pattern(&mut self, span: Span, patterns: &[Pattern], subject: Reg, fail: Label, captures: &mut Captures) -> Step<()> {
        let mut names = Vec::new();
        if let Some(first) = patterns.first() {
            names_of(first, &mut names);
        }
        let places = self.alloc_run(names.len())?;
        let done = self.label();
        for (index, alternative) in patterns.iter().enumerate() {
            let last = index + 1 == patterns.len();
            if !last {
                refuse_irrefutable(alternative)?;
            }
            let next = if last { fail } else { self.label() };
            let mark = self.mark();
            let mut found = Captures::new();
            self.pattern(alternative, subject, next, &mut found)?;
            if found.len() != names.len() || !found.iter().all(|(name, ..)| names.contains(name)) {
                return error("alternative patterns bind different names", span);
            }
            for (at, name) in names.iter().enumerate() {
                if let Some((_, kept, span)) = found.iter().find(|(found, ..)| found == name) {
                    let reg = self.kept(*kept, *span)?;
                    self.move_to(*span, places + at as Reg, reg);
                }
            }
            self.release(mark);
            if !last {
                self.jump(NOWHERE, done);
                self.bind(next);
            }
        }
        self.bind(done);
        for (at, name) in names.iter().enumerate() {
            capture(captures, name, Kept::Reg(places + at as Reg), span)?;
        }
        Ok(())
    }

    fn sequence_pattern(&mut self, span: Span, patterns: &[Pattern], subject: Reg, fail: Label, captures: &mut Captures) -> Step<()> {
        let stars: Vec<usize> = patterns
            .iter()
            .enumerate()
            .filter(|(_, pattern)| matches!(pattern.kind, PatternKind::MatchStar { .. }))
            .map(|(index, _)| index)
            .collect();
        if stars.len() > 1 {
            return error("multiple starred names in sequence pattern", span);
        }
        let star = stars.first().copied();
        let test = self.alloc()?;
        self.emit(span, Op::MatchSequence, test, subject, 0, 0);
        self.jump_on(span, Op::JFalse, test, 0, fail);
        let length = test;
        let least = patterns.len() - stars.len();
        if star.is_none() || least > 0 {
            self.emit(span, Op::GetLen, length, subject, 0, 0);
            self.length_test(span, length, least, star.is_some(), fail)?;
        }
        if patterns.iter().all(is_wildcard) {
            return Ok(());
        }
        if let Some(star) = star
            && is_wildcard(&patterns[star])
        {
            return self.elements_by_index(span, patterns, star, subject, length, fail, captures);
        }
        // the elements' registers begin with that of the test, which is over: patterns nest 200 deep
        let base = test;
        if patterns.len() + CLOSE > self.room() {
            if star.is_some_and(|star| star >= 256) {
                return error("too many expressions in star-unpacking sequence pattern", span);
            }
            let count = |n: usize| Const::Int(n as i64);
            let counts = match star {
                None => count(patterns.len()),
                Some(star) => Const::Tuple([count(star), count(patterns.len() - star - 1)].into()),
            };
            let values = self.unpack_tuple(span, subject, counts)?;
            return self.patterns_of_items(patterns.iter(), values, fail, captures);
        }
        self.alloc_run(patterns.len() - 1)?;
        match star {
            None => self.emit(span, Op::UnpackSequence, base, subject, 0, patterns.len() as i32),
            Some(star) => {
                let after = patterns.len() - star - 1;
                if star >= 256 || after >= 256 {
                    return error("too many expressions in star-unpacking sequence pattern", span);
                }
                self.emit(span, Op::UnpackEx, base, subject, after as u8, star as i32);
            }
        }
        for (index, pattern) in patterns.iter().enumerate() {
            self.pattern(pattern, base + index as Reg, fail, captures)?;
        }
        Ok(())
    }

    /// Fails unless the length is `least`, or at least that.
    fn length_test(&mut self, span: Span, length: Reg, least: usize, open: bool, fail: Label) -> Step<()> {
        match i16::try_from(least) {
            Ok(least) => {
                let [low, high] = least.to_le_bytes();
                self.unit.out.jump(span, if open { Op::JNGeI } else { Op::JNEqI }, length, low, high, fail);
            }
            Err(_) => {
                let wanted = self.alloc()?;
                self.load_const(span, wanted, Const::Int(least as i64))?;
                self.jump_on(span, if open { Op::JNGe } else { Op::JNEq }, length, wanted, fail);
            }
        }
        Ok(())
    }

    /// `[a, *_, b]`: the elements are fetched one by one.
    #[expect(clippy::too_many_arguments, reason = "the state of one pattern")]
    fn elements_by_index(
        &mut self,
        span: Span,
        patterns: &[Pattern],
        star: usize,
        subject: Reg,
        length: Reg,
        fail: Label,
        captures: &mut Captures,
    ) -> Step<()> {
        for (index, pattern) in patterns.iter().enumerate() {
            if is_wildcard(pattern) {
                continue;
            }
            let item = self.alloc()?;
            if index < star {
                self.emit(pattern.span, Op::GetItemI, item, subject, 0, index as i32);
            } else {
                let back = (patterns.len() - index) as i32;
                let at = self.alloc()?;
                self.emit(span, Op::SubI, at, length, 0, back);
                self.emit(pattern.span, Op::GetItem, item, subject, at, 0);
            }
            self.pattern(pattern, item, fail, captures)?;
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "the state of one pattern")]
    fn mapping_pattern(
        &mut self,
        span: Span,
        keys: &[Expr],
        patterns: &[Pattern],
        rest: Option<&Name>,
        subject: Reg,
        fail: Label,
        captures: &mut Captures,
    ) -> Step<()> {
        let test = self.alloc()?;
        self.emit(span, Op::MatchMapping, test, subject, 0, 0);
        self.jump_on(span, Op::JFalse, test, 0, fail);
        if keys.iter().any(is_formatted) {
            return error("mapping pattern keys may only match literals and attribute lookups", span);
        }
        if keys.is_empty() && rest.is_none() {
            return Ok(());
        }
        if !keys.is_empty() {
            self.emit(span, Op::GetLen, test, subject, 0, 0);
            self.length_test(span, test, keys.len(), true, fail)?;
        }
        let tuple = self.mapping_keys(span, keys)?;
        // the values' registers begin with those that are free again: all, or all but the keys that the rest leaves out
        let base = if rest.is_some() { self.alloc()? } else { test };
        self.emit(span, Op::MatchKeys, base, subject, tuple, 0);
        self.jump_on(span, Op::JNone, base, 0, fail);
        self.release(base as usize + 1);
        if patterns.len() + CLOSE > self.room() {
            self.patterns_of_items(patterns.iter(), base, fail, captures)?;
        } else {
            if let Some(more) = keys.len().checked_sub(1) {
                self.alloc_run(more)?;
            }
            self.emit(span, Op::UnpackSequence, base, base, 0, keys.len() as i32);
            for (index, pattern) in patterns.iter().enumerate() {
                self.pattern(pattern, base + index as Reg, fail, captures)?;
            }
        }
        if let Some(rest) = rest {
            let left = self.alloc()?;
            self.emit(span, Op::CopyMapRest, left, subject, tuple, 0);
            capture(captures, rest, Kept::Reg(left), span)?;
        }
        Ok(())
    }

    /// The tuple of a mapping pattern's keys, in a new temporary.
    fn mapping_keys(&mut self, span: Span, keys: &[Expr]) -> Step<Reg> {
        let tuple = self.alloc()?;
        let mut constants: Vec<Const> = Vec::new();
        for key in keys {
            let Some(value) = self.constant(key) else { continue };
            if constants.iter().any(|known| same_key(known, &value)) {
                let mut shown = String::from_utf8_lossy(&super::unparse::unparse(key)).into_owned();
                if matches!(value, Const::Complex(re, _) if re != 0.0) {
                    shown = format!("({})", shown.replace(' ', ""));
                }
                return error(format!("mapping pattern checks duplicate key ({shown})"), span);
            }
            constants.push(value);
        }
        if constants.len() == keys.len() {
            self.load_const(span, tuple, Const::Tuple(constants.into()))?;
            return Ok(tuple);
        }
        let mark = self.mark();
        self.tuple(span, keys, tuple)?;
        self.release(mark);
        Ok(tuple)
    }

    #[expect(clippy::too_many_arguments, reason = "the state of one pattern")]
    fn class_pattern(
        &mut self,
        span: Span,
        cls: &Expr,
        patterns: &[Pattern],
        keywords: (&[Name], &[Pattern]),
        subject: Reg,
        fail: Label,
        captures: &mut Captures,
    ) -> Step<()> {
        let (attrs, kwd_patterns) = keywords;
        for (index, attr) in attrs.iter().enumerate() {
            self.refuse_debug(attr, kwd_patterns[index].span, "assign to")?;
            if let Some(later) = attrs[index + 1..].iter().position(|other| other == attr) {
                let at = kwd_patterns[index + 1 + later].span;
                return error(format!("attribute name repeated in class pattern: {attr}"), at);
            }
        }
        let base = self.alloc_run(2)?;
        self.expr_to(cls, base)?;
        let names: Vec<Const> = attrs.iter().map(|attr| calls::text(attr)).collect();
        self.load_const(span, base + 1, Const::Tuple(names.into()))?;
        self.emit(span, Op::MatchClass, base, subject, 0, patterns.len() as i32);
        self.jump_on(span, Op::JNone, base, 0, fail);
        let count = patterns.len() + kwd_patterns.len();
        self.release(base as usize + 1);
        if count + CLOSE > self.room() {
            return self.patterns_of_items(patterns.iter().chain(kwd_patterns), base, fail, captures);
        }
        self.alloc_run(count.max(1) - 1)?;
        self.emit(span, Op::UnpackSequence, base, base, 0, count as i32);
        for (index, pattern) in patterns.iter().chain(kwd_patterns).enumerate() {
            self.pattern(pattern, base + index as Reg, fail, captures)?;
        }
        Ok(())
    }
}

fn capture(captures: &mut Captures, name: &Name, kept: Kept, span: Span) -> Step<()> {
    if captures.iter().any(|(known, ..)| known == name) {
        return error(format!("multiple assignments to name '{name}' in pattern"), span);
    }
    captures.push((name.clone(), kept, span));
    Ok(())
}

/// `_` or `*_`.
fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern.kind, PatternKind::MatchAs { pattern: None, name: None } | PatternKind::MatchStar { name: None })
}

/// What always matches may only stand last.
fn refuse_irrefutable(pattern: &Pattern) -> Step<()> {
    match &pattern.kind {
        PatternKind::MatchAs { pattern: None, name: Some(name) } if &**name == "__debug__" => {
            error("cannot assign to __debug__", pattern.span).map_err(Failure::of_scopes)
        }
        PatternKind::MatchAs { pattern: None, name: Some(name) } => {
            error(format!("name capture '{name}' makes remaining patterns unreachable"), pattern.span)
        }
        PatternKind::MatchAs { pattern: None, name: None } => error("wildcard makes remaining patterns unreachable", pattern.span),
        PatternKind::MatchAs { pattern: Some(inner), .. } => refuse_irrefutable(inner),
        PatternKind::MatchOr { patterns } => patterns.last().map_or(Ok(()), refuse_irrefutable),
        _ => Ok(()),
    }
}

/// The names that a pattern binds.
fn names_of(pattern: &Pattern, names: &mut Vec<Name>) {
    let mut add = |name: &Option<Name>| {
        if let Some(name) = name
            && !names.contains(name)
        {
            names.push(name.clone());
        }
    };
    match &pattern.kind {
        PatternKind::MatchValue { .. } | PatternKind::MatchSingleton { .. } => {}
        PatternKind::MatchStar { name } => add(name),
        PatternKind::MatchAs { pattern, name } => {
            add(name);
            if let Some(inner) = pattern {
                names_of(inner, names);
            }
        }
        PatternKind::MatchSequence { patterns } => patterns.iter().for_each(|inner| names_of(inner, names)),
        PatternKind::MatchOr { patterns } => {
            if let Some(first) = patterns.first() {
                names_of(first, names);
            }
        }
        PatternKind::MatchMapping { patterns, rest, .. } => {
            add(rest);
            patterns.iter().for_each(|inner| names_of(inner, names));
        }
        PatternKind::MatchClass { patterns, kwd_patterns, .. } => {
            patterns.iter().chain(kwd_patterns).for_each(|inner| names_of(inner, names));
        }
    }
}

/// Is it an f-string or a t-string, which the grammar takes for a literal?
fn is_formatted(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::JoinedStr { .. } | ExprKind::TemplateStr { .. })
}

/// Two constants that are one key of a dictionary.
fn same_key(a: &Const, b: &Const) -> bool {
    let number = |value: &Const| match value {
        Const::Int(value) => Some(*value as f64),
        Const::Float(value) => Some(*value),
        Const::True => Some(1.0),
        Const::False => Some(0.0),
        _ => None,
    };
    a == b || number(a).is_some_and(|a| number(b) == Some(a))
}
