//! Pattern text to tree, by recursive descent; every error at CPython's position.

use super::source::{Outcome, Source, Token, Trouble, show};
use super::{At, Category, Fault, Kind, MANY, Node, Set, flag, width};
use crate::text::unicode;

/// What parsing found besides the tree.
pub struct Parsed {
    pub node: Node,
    /// all flags, given and inline
    pub flags: u32,
    /// groups, the whole match included
    pub groups: usize,
    /// how much each group matches
    pub widths: Vec<(usize, Option<usize>)>,
    /// names of groups, in the order of their opening
    pub names: Vec<(String, usize)>,
    /// texts of `FutureWarning`s
    pub warnings: Vec<String>,
}

/// Groups in groups, at most.
const DEPTH: usize = 400;
/// A repetition's bound that is none any more.
const REPEAT_LIMIT: u64 = 4_294_967_295;

/// Parses a pattern of code points (or bytes).
pub fn parse(pattern: &[u32], flags: u32, is_bytes: bool) -> Result<Parsed, Fault> {
    match run(pattern, flags, is_bytes) {
        // `(?x)` changes how what stands before it is read: once more, knowing it
        Err(Trouble::Verbose) => run(pattern, flags | flag::VERBOSE, is_bytes),
        other => other,
    }
    .map_err(|trouble| match trouble {
        Trouble::Fault(fault) => fault,
        Trouble::Verbose => Fault::Flags("verbose twice"),
    })
}

fn run(pattern: &[u32], flags: u32, is_bytes: bool) -> Outcome<Parsed> {
    let mut p = Parser {
        source: Source::new(pattern),
        is_bytes,
        flags,
        widths: vec![(0, None)],
        open: vec![false],
        names: Vec::new(),
        warnings: Vec::new(),
        references: Vec::new(),
        look_behind: None,
        depth: 0,
    };
    p.source.advance()?;
    let node = p.alternatives(flags & flag::VERBOSE != 0, true, flags)?;
    if p.source.next.is_some() {
        return p.error("unbalanced parenthesis", p.source.tell());
    }
    for &(group, at) in &p.references {
        if group >= p.widths.len() {
            return p.error(format!("invalid group reference {group}"), at);
        }
    }
    let flags = check_flags(p.flags, is_bytes).map_err(|text| Trouble::Fault(Fault::Flags(text)))?;
    Ok(Parsed { node, flags, groups: p.widths.len(), widths: p.widths, names: p.names, warnings: p.warnings })
}

/// The flags that a pattern ends up with.
fn check_flags(mut flags: u32, is_bytes: bool) -> Result<u32, &'static str> {
    if is_bytes {
        if flags & flag::UNICODE != 0 {
            return Err("cannot use UNICODE flag with a bytes pattern");
        }
        if flags & flag::LOCALE != 0 && flags & flag::ASCII != 0 {
            return Err("ASCII and LOCALE flags are incompatible");
        }
        return Ok(flags);
    }
    if flags & flag::LOCALE != 0 {
        return Err("cannot use LOCALE flag with a str pattern");
    }
    if flags & flag::ASCII == 0 {
        flags |= flag::UNICODE;
    } else if flags & flag::UNICODE != 0 {
        return Err("ASCII and UNICODE flags are incompatible");
    }
    Ok(flags)
}

struct Parser<'a> {
    source: Source<'a>,
    is_bytes: bool,
    flags: u32,
    /// of each group: how much it matches (`None`: it is open)
    widths: Vec<(usize, Option<usize>)>,
    open: Vec<bool>,
    names: Vec<(String, usize)>,
    warnings: Vec<String>,
    /// groups that conditionals name, and where
    references: Vec<(usize, usize)>,
    /// in a look-behind: the number of groups at its start
    look_behind: Option<usize>,
    depth: usize,
}

impl Parser<'_> {
    fn error<T>(&self, message: impl Into<String>, at: usize) -> Outcome<T> {
        Err(Trouble::Fault(Fault::Pattern(message.into(), at)))
    }

    /// Alternatives up to `)` or the end. `first`: nothing stands before in the whole pattern.
    fn alternatives(&mut self, verbose: bool, first: bool, flags: u32) -> Outcome<Node> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Trouble::Fault(Fault::TooDeep));
        }
        let mut flags = flags;
        let mut all = vec![self.sequence(verbose, first, &mut flags)?];
        while self.source.matches('|')? {
            all.push(self.sequence(verbose, false, &mut flags)?);
        }
        self.depth -= 1;
        Ok(if all.len() == 1 { all.remove(0) } else { Node::Alt(all) })
    }

    fn sequence(&mut self, verbose: bool, first: bool, flags: &mut u32) -> Outcome<Node> {
        let mut items: Vec<Node> = Vec::new();
        while let Some(token) = self.source.next {
            if token.is('|') || token.is(')') {
                break;
            }
            self.source.advance()?;
            if verbose && let Token::Char(c) = token {
                if char::from_u32(c).is_some_and(|c| " \t\n\r\x0b\x0c".contains(c)) {
                    continue;
                }
                if c == '#' as u32 {
                    while let Some(t) = self.source.get()? {
                        if t.is('\n') {
                            break;
                        }
                    }
                    continue;
                }
            }
            match token {
                Token::Escape(c) => {
                    let node = self.escape(c, *flags)?;
                    items.push(node);
                }
                Token::Char(c) => match char::from_u32(c) {
                    Some('.') => items.push(Node::Any(*flags)),
                    Some('^') => items.push(Node::At(At::Begin, *flags)),
                    Some('$') => items.push(Node::At(At::End, *flags)),
                    Some('[') => items.push(self.set(*flags)?),
                    Some('(') => {
                        if let Some(node) = self.group(verbose, first && items.is_empty(), flags)? {
                            items.push(node);
                        }
                    }
                    Some(c @ ('*' | '+' | '?' | '{')) => self.repeat(c, &mut items, *flags)?,
                    _ => items.push(Node::Char(c, *flags)),
                },
            }
        }
        Ok(match items.len() {
            0 => Node::Empty,
            1 => items.remove(0),
            _ => Node::Concat(items),
        })
    }

    fn repeat(&mut self, c: char, items: &mut Vec<Node>, flags: u32) -> Outcome<()> {
        let here = self.source.tell();
        let (min, max) = match c {
            '?' => (0, 1),
            '*' => (0, MANY),
            '+' => (1, MANY),
            _ => {
                if self.source.next.is_some_and(|t| t.is('}')) {
                    items.push(Node::Char('{' as u32, flags));
                    return Ok(());
                }
                let is_digit: fn(char) -> bool = |c| c.is_ascii_digit();
                let low = self.source.get_while(usize::MAX, is_digit)?;
                let high = if self.source.matches(',')? { self.source.get_while(usize::MAX, is_digit)? } else { low.clone() };
                if !self.source.matches('}')? {
                    items.push(Node::Char('{' as u32, flags));
                    return self.source.seek(here);
                }
                let number = |text: &str, none: u32| match text {
                    "" => Ok(none),
                    _ => match text.parse::<u64>() {
                        Ok(n) if n < REPEAT_LIMIT => Ok(n as u32),
                        _ => Err(Trouble::Fault(Fault::TooLarge)),
                    },
                };
                let (min, max) = (number(&low, 0)?, number(&high, MANY)?);
                if max < min {
                    return self.error("min repeat greater than max repeat", here);
                }
                (min, max)
            }
        };
        let item = match items.last() {
            None | Some(Node::At(..)) => return self.error("nothing to repeat", here - 1),
            Some(Node::Repeat { .. }) => return self.error("multiple repeat", here - 1),
            Some(_) => items.pop().unwrap_or(Node::Empty),
        };
        let item = match item {
            Node::Plain(inner) => *inner,
            other => other,
        };
        let kind = if self.source.matches('?')? {
            Kind::Lazy
        } else if self.source.matches('+')? {
            Kind::Possessive
        } else {
            Kind::Greedy
        };
        items.push(Node::Repeat { node: Box::new(item), min, max, kind });
        Ok(())
    }

    // ---- escapes ----

    fn escape(&mut self, c: u32, flags: u32) -> Outcome<Node> {
        // the escape's text begins here
        let start = self.source.tell() - 2;
        if let Some(node) = category(c) {
            return Ok(Node::Set(Set { categories: vec![node], ..Set::default() }, flags));
        }
        let at = match char::from_u32(c) {
            Some('A') => Some(At::Start),
            Some('Z' | 'z') => Some(At::Finish),
            Some('b') => Some(At::Boundary),
            Some('B') => Some(At::NonBoundary),
            _ => None,
        };
        if let Some(at) = at {
            return Ok(Node::At(at, flags));
        }
        if let Some(c) = self.common_escape(c, start)? {
            return Ok(Node::Char(c, flags));
        }
        let is_octal: fn(char) -> bool = |c| ('0'..='7').contains(&c);
        let digit = char::from_u32(c).filter(char::is_ascii_digit);
        if let Some(first) = digit {
            let mut text = first.to_string();
            if first == '0' {
                text += &self.source.get_while(2, is_octal)?;
                return Ok(Node::Char(u32::from_str_radix(&text, 8).unwrap_or(0), flags));
            }
            let second = self.source.get_while(1, |c| c.is_ascii_digit())?;
            text += &second;
            if is_octal(first) && second.chars().all(is_octal) && !second.is_empty() {
                let third = self.source.get_while(1, is_octal)?;
                if !third.is_empty() {
                    text += &third;
                    let value = u32::from_str_radix(&text, 8).unwrap_or(0);
                    if value > 0o377 {
                        return self.error(format!("octal escape value \\{text} outside of range 0-0o377"), start);
                    }
                    return Ok(Node::Char(value, flags));
                }
            }
            let group = text.parse().unwrap_or(usize::MAX);
            if group < self.widths.len() {
                self.check_reference(group, start)?;
                return Ok(Node::Backref(group, flags));
            }
            return self.error(format!("invalid group reference {group}"), start + 1);
        }
        if is_ascii_letter(c) {
            return self.error(format!("bad escape \\{}", show(c)), start);
        }
        Ok(Node::Char(c, flags))
    }

    /// Escapes that mean one character, in a class and outside.
    fn common_escape(&mut self, c: u32, start: usize) -> Outcome<Option<u32>> {
        let is_hex: fn(char) -> bool = |c| c.is_ascii_hexdigit();
        let Some(c) = char::from_u32(c) else { return Ok(None) };
        let length = match c {
            'a' => return Ok(Some(7)),
            'f' => return Ok(Some(12)),
            'n' => return Ok(Some(10)),
            'r' => return Ok(Some(13)),
            't' => return Ok(Some(9)),
            'v' => return Ok(Some(11)),
            '\\' => return Ok(Some('\\' as u32)),
            'x' => 2,
            'u' if !self.is_bytes => 4,
            'U' if !self.is_bytes => 8,
            'N' if !self.is_bytes => {
                if !self.source.matches('{')? {
                    return self.error("missing {", self.source.tell());
                }
                let name = self.until('}', "character name")?;
                return match unicode::by_name(&name) {
                    Some(c) => Ok(Some(c)),
                    None => self.error(format!("undefined character name {}", quoted(&name)), start),
                };
            }
            _ => return Ok(None),
        };
        let digits = self.source.get_while(length, is_hex)?;
        if digits.len() != length {
            return self.error(format!("incomplete escape \\{c}{digits}"), start);
        }
        match u32::from_str_radix(&digits, 16) {
            Ok(value) if value <= 0x10ffff => Ok(Some(value)),
            _ => self.error(format!("bad escape \\{c}{digits}"), start),
        }
    }

    /// A backreference must be to a closed group, and in a look-behind to one from outside.
    fn check_reference(&mut self, group: usize, at: usize) -> Outcome<()> {
        if self.open[group] {
            return self.error("cannot refer to an open group", at);
        }
        self.check_look_behind(group)
    }

    fn check_look_behind(&mut self, group: usize) -> Outcome<()> {
        let Some(groups) = self.look_behind else { return Ok(()) };
        if self.open.get(group).is_none_or(|&open| open) {
            return self.error("cannot refer to an open group", self.source.tell());
        }
        if group >= groups {
            return self.error("cannot refer to group defined in the same lookbehind subpattern", self.source.tell());
        }
        Ok(())
    }

    // ---- classes ----

    fn set(&mut self, flags: u32) -> Outcome<Node> {
        let here = self.source.tell() - 1;
        if self.source.next.is_some_and(|t| t.is('[')) {
            self.warnings.push(format!("Possible nested set at position {}", self.source.tell()));
        }
        let mut set = Set { negated: self.source.matches('^')?, ..Set::default() };
        let mut any = false;
        loop {
            let Some(this) = self.source.get()? else { return self.error("unterminated character set", here) };
            if this.is(']') && any {
                break;
            }
            let start = self.source.tell() - this.len();
            let low = match this {
                Token::Escape(c) => self.set_escape(c, start)?,
                Token::Char(c) => {
                    if any && "-&~|".chars().any(|d| this.is(d)) && self.source.next == Some(this) {
                        let what = match char::from_u32(c) {
                            Some('-') => "difference",
                            Some('&') => "intersection",
                            Some('~') => "symmetric difference",
                            _ => "union",
                        };
                        self.warnings.push(format!("Possible set {what} at position {}", self.source.tell() - 1));
                    }
                    Member::Char(c)
                }
            };
            any = true;
            if !self.source.matches('-')? {
                low.add(&mut set);
                continue;
            }
            let Some(that) = self.source.get()? else { return self.error("unterminated character set", here) };
            if that.is(']') {
                low.add(&mut set);
                Member::Char('-' as u32).add(&mut set);
                break;
            }
            let second = self.source.tell() - that.len();
            let high = match that {
                Token::Escape(c) => self.set_escape(c, second)?,
                Token::Char(c) => {
                    if that.is('-') {
                        self.warnings.push(format!("Possible set difference at position {}", self.source.tell() - 2));
                    }
                    Member::Char(c)
                }
            };
            match (low, high) {
                (Member::Char(low), Member::Char(high)) if low <= high => set.ranges.push((low, high)),
                _ => {
                    let text = |from: usize, to: usize| self.source.text[from..to].iter().map(|&c| show(c)).collect::<String>();
                    let end = self.source.tell();
                    return self.error(format!("bad character range {}-{}", text(start, second - 1), text(second, end)), start);
                }
            }
        }
        Ok(Node::Set(set, flags))
    }

    fn set_escape(&mut self, c: u32, start: usize) -> Outcome<Member> {
        if let Some((category, negated)) = category(c) {
            return Ok(Member::Category(category, negated));
        }
        if let Some(c) = self.common_escape(c, start)? {
            return Ok(Member::Char(c));
        }
        match char::from_u32(c) {
            Some('b') => Ok(Member::Char(8)),
            Some(first @ '0'..='7') => {
                let text = first.to_string() + &self.source.get_while(2, |c| ('0'..='7').contains(&c))?;
                match u32::from_str_radix(&text, 8) {
                    Ok(value) if value <= 0o377 => Ok(Member::Char(value)),
                    _ => self.error(format!("octal escape value \\{text} outside of range 0-0o377"), start),
                }
            }
            Some(c) if c.is_ascii_alphanumeric() => self.error(format!("bad escape \\{c}"), start),
            _ => Ok(Member::Char(c)),
        }
    }

    // ---- groups ----

    /// What stands in parentheses, the opening one read; `None` for a comment or global flags.
    fn group(&mut self, verbose: bool, first: bool, flags: &mut u32) -> Outcome<Option<Node>> {
        let start = self.source.tell() - 1;
        let mut captures = true;
        let mut name: Option<String> = None;
        let (mut verbose, mut inner) = (verbose, *flags);
        if self.source.matches('?')? {
            let Some(token) = self.source.get()? else { return self.error("unexpected end of pattern", self.source.tell()) };
            let kind = match token {
                Token::Char(c) => char::from_u32(c).unwrap_or(' '),
                Token::Escape(_) => ' ',
            };
            match kind {
                'P' => {
                    if self.source.matches('<')? {
                        let found = self.until('>', "group name")?;
                        self.check_name(&found, 1)?;
                        name = Some(found);
                    } else if self.source.matches('=')? {
                        let found = self.until(')', "group name")?;
                        self.check_name(&found, 1)?;
                        let at = self.source.tell() - found.chars().count() - 1;
                        let Some(group) = self.group_of(&found) else {
                            return self.error(format!("unknown group name {}", quoted(&found)), at);
                        };
                        self.check_reference(group, at)?;
                        return Ok(Some(Node::Backref(group, *flags)));
                    } else {
                        let Some(c) = self.source.get()? else { return self.error("unexpected end of pattern", self.source.tell()) };
                        return self.error(format!("unknown extension ?P{}", c.text()), self.source.tell() - c.len() - 2);
                    }
                }
                ':' => captures = false,
                '#' => loop {
                    match self.source.get()? {
                        None => return self.error("missing ), unterminated comment", start),
                        Some(t) if t.is(')') => return Ok(None),
                        _ => {}
                    }
                },
                '=' | '!' => return self.look(start, false, kind == '!', verbose, *flags).map(Some),
                '<' => {
                    let Some(c) = self.source.get()? else { return self.error("unexpected end of pattern", self.source.tell()) };
                    if !c.is('=') && !c.is('!') {
                        return self.error(format!("unknown extension ?<{}", c.text()), self.source.tell() - c.len() - 2);
                    }
                    return self.look(start, true, c.is('!'), verbose, *flags).map(Some);
                }
                '(' => return self.conditional(start, verbose, *flags).map(Some),
                '>' => {
                    let node = self.alternatives(verbose, false, *flags)?;
                    self.close(start)?;
                    return Ok(Some(Node::Atomic(Box::new(node))));
                }
                c if flag_of(c).is_some() || c == '-' => {
                    let Some((add, del)) = self.inline_flags(c)? else {
                        if !first {
                            return self.error("global flags not at the start of the expression", start);
                        }
                        if self.flags & flag::VERBOSE != 0 && !verbose {
                            return Err(Trouble::Verbose);
                        }
                        *flags |= self.flags;
                        return Ok(None);
                    };
                    captures = false;
                    verbose = (verbose || add & flag::VERBOSE != 0) && del & flag::VERBOSE == 0;
                    if add & flag::TYPES != 0 {
                        inner &= !flag::TYPES;
                    }
                    inner = (inner | add) & !del;
                }
                _ => return self.error(format!("unknown extension ?{}", token.text()), self.source.tell() - token.len() - 1),
            }
        }
        if !captures {
            let node = self.alternatives(verbose, false, inner)?;
            self.close(start)?;
            return Ok(Some(Node::Plain(Box::new(node))));
        }
        let index = self.widths.len();
        self.widths.push((0, None));
        self.open.push(true);
        if let Some(name) = name {
            if let Some(old) = self.group_of(&name) {
                let at = self.source.tell() - name.chars().count() - 1;
                return self.error(format!("redefinition of group name {} as group {index}; was group {old}", quoted(&name)), at);
            }
            self.names.push((name, index));
        }
        let node = self.alternatives(verbose, false, inner)?;
        self.close(start)?;
        self.open[index] = false;
        self.widths[index] = width(&node, &self.widths);
        Ok(Some(Node::Group(index, Box::new(node))))
    }

    fn close(&mut self, start: usize) -> Outcome<()> {
        if self.source.matches(')')? { Ok(()) } else { self.error("missing ), unterminated subpattern", start) }
    }

    fn look(&mut self, start: usize, behind: bool, negate: bool, verbose: bool, flags: u32) -> Outcome<Node> {
        let before = self.look_behind;
        if behind && before.is_none() {
            self.look_behind = Some(self.widths.len());
        }
        let node = self.alternatives(verbose, false, flags)?;
        if behind && before.is_none() {
            self.look_behind = None;
        }
        self.close(start)?;
        if negate && !behind && matches!(node, Node::Empty) {
            return Ok(Node::Fail);
        }
        Ok(Node::Look { behind, negate, node: Box::new(node) })
    }

    fn conditional(&mut self, start: usize, verbose: bool, flags: u32) -> Outcome<Node> {
        let name = self.until(')', "group name")?;
        let at = self.source.tell() - name.chars().count() - 1;
        let group = if unicode::is_identifier(name.as_bytes()) {
            self.check_name(&name, 1)?;
            match self.group_of(&name) {
                Some(group) => group,
                None => return self.error(format!("unknown group name {}", quoted(&name)), at),
            }
        } else {
            if !name.bytes().all(|b| b.is_ascii_digit()) {
                return self.error(format!("bad character in group name {}", quoted(&name)), at);
            }
            match name.parse::<usize>() {
                Ok(0) => return self.error("bad group number", at),
                Ok(group) if group < 1 << 30 => {
                    self.references.push((group, at));
                    group
                }
                _ => return self.error(format!("invalid group reference {name}"), at),
            }
        };
        self.check_look_behind(group)?;
        let mut inner = flags;
        let yes = self.sequence(verbose, false, &mut inner)?;
        let no = if self.source.matches('|')? {
            let no = self.sequence(verbose, false, &mut inner)?;
            if self.source.next.is_some_and(|t| t.is('|')) {
                return self.error("conditional backref with more than two branches", self.source.tell());
            }
            no
        } else {
            Node::Empty
        };
        self.close(start)?;
        Ok(Node::Cond { group, yes: Box::new(yes), no: Box::new(no) })
    }

    /// The letters of `(?i)` or `(?i-m:`; `None` if they were global.
    fn inline_flags(&mut self, first: char) -> Outcome<Option<(u32, u32)>> {
        let (mut add, mut del) = (0, 0);
        let mut c = first;
        if c != '-' {
            loop {
                let bit = flag_of(c).unwrap_or(0);
                if self.is_bytes && c == 'u' {
                    return self.error("bad inline flags: cannot use 'u' flag with a bytes pattern", self.source.tell());
                }
                if !self.is_bytes && c == 'L' {
                    return self.error("bad inline flags: cannot use 'L' flag with a str pattern", self.source.tell());
                }
                add |= bit;
                if bit & flag::TYPES != 0 && add & flag::TYPES != bit {
                    return self.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible", self.source.tell());
                }
                c = self.flag_letter("missing -, : or )")?;
                if matches!(c, ')' | '-' | ':') {
                    break;
                }
                if flag_of(c).is_none() {
                    let text = if c.is_alphabetic() { "unknown flag" } else { "missing -, : or )" };
                    return self.error(text, self.source.tell() - 1);
                }
            }
        }
        if c == ')' {
            self.flags |= add;
            return Ok(None);
        }
        if c == '-' {
            c = self.flag_letter("missing flag")?;
            if flag_of(c).is_none() {
                let text = if c.is_alphabetic() { "unknown flag" } else { "missing flag" };
                return self.error(text, self.source.tell() - 1);
            }
            loop {
                let bit = flag_of(c).unwrap_or(0);
                if bit & flag::TYPES != 0 {
                    return self.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", self.source.tell());
                }
                del |= bit;
                c = self.flag_letter("missing :")?;
                if c == ':' {
                    break;
                }
                if flag_of(c).is_none() {
                    let text = if c.is_alphabetic() { "unknown flag" } else { "missing :" };
                    return self.error(text, self.source.tell() - 1);
                }
            }
        }
        if add & del != 0 {
            return self.error("bad inline flags: flag turned on and off", self.source.tell() - 1);
        }
        Ok(Some((add, del)))
    }

    fn flag_letter(&mut self, missing: &str) -> Outcome<char> {
        match self.source.get()? {
            None => self.error(missing, self.source.tell()),
            Some(Token::Char(c)) => Ok(char::from_u32(c).unwrap_or(' ')),
            Some(Token::Escape(_)) => Ok('\\'),
        }
    }

    /// A name up to its end.
    fn until(&mut self, end: char, what: &str) -> Outcome<String> {
        let mut name = String::new();
        loop {
            match self.source.get()? {
                None if name.is_empty() => return self.error(format!("missing {what}"), self.source.tell()),
                None => {
                    let at = self.source.tell() - name.chars().count();
                    return self.error(format!("missing {end}, unterminated name"), at);
                }
                Some(t) if t.is(end) => {
                    if name.is_empty() {
                        return self.error(format!("missing {what}"), self.source.tell() - 1);
                    }
                    return Ok(name);
                }
                Some(t) => name += &t.text(),
            }
        }
    }

    fn check_name(&self, name: &str, offset: usize) -> Outcome<()> {
        let fine = unicode::is_identifier(name.as_bytes()) && (!self.is_bytes || name.is_ascii());
        if fine {
            return Ok(());
        }
        self.error(format!("bad character in group name {}", quoted(name)), self.source.tell() - name.chars().count() - offset)
    }

    fn group_of(&self, name: &str) -> Option<usize> {
        self.names.iter().find(|(n, _)| n == name).map(|(_, group)| *group)
    }
}

/// A character or a category of a class.
enum Member {
    Char(u32),
    Category(Category, bool),
}

impl Member {
    fn add(&self, set: &mut Set) {
        match *self {
            Member::Char(c) => set.ranges.push((c, c)),
            Member::Category(category, negated) => set.categories.push((category, negated)),
        }
    }
}

fn category(c: u32) -> Option<(Category, bool)> {
    Some(match char::from_u32(c)? {
        'd' => (Category::Digit, false),
        'D' => (Category::Digit, true),
        's' => (Category::Space, false),
        'S' => (Category::Space, true),
        'w' => (Category::Word, false),
        'W' => (Category::Word, true),
        _ => return None,
    })
}

fn flag_of(c: char) -> Option<u32> {
    Some(match c {
        'i' => flag::IGNORECASE,
        'L' => flag::LOCALE,
        'm' => flag::MULTILINE,
        's' => flag::DOTALL,
        'x' => flag::VERBOSE,
        'a' => flag::ASCII,
        'u' => flag::UNICODE,
        _ => return None,
    })
}

fn is_ascii_letter(c: u32) -> bool {
    char::from_u32(c).is_some_and(|c| c.is_ascii_alphabetic())
}

/// As Python's `repr` shows a name.
fn quoted(name: &str) -> String {
    crate::text::quote::repr_string(name.as_bytes())
}
