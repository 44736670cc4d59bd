//! From text to the grammar's tokens: logos finds the words, this file their arrangement.
//!
//! It keeps the stack of indentations (PEP 8's tabs rule: the same order must come out with tabs of eight columns and of
//! one), the stack of brackets, inside which line ends mean nothing, and the stack of open f- and t-strings, whose
//! literal pieces and fields become tokens of their own (PEP 701). One pass, linear; recursion nowhere.

use super::ast::Span;
use super::error::{ErrorKind, Failure, Shape, Warning};
use super::literal;
use super::number;
use super::source::Source;
use super::token::{Tok, Token};
use logos::Logos;

const MAX_BRACKETS: usize = 200;
const MAX_INDENTS: usize = 100;
const MAX_FSTRINGS: usize = 149;
const MAX_FIELDS: usize = 3;

/// The product: all tokens up to the end or to the first error.
pub struct Layout {
    pub tokens: Vec<Token>,
    pub warnings: Vec<Warning>,
    pub error: Option<Failure>,
    /// The innermost bracket that the text leaves open.
    pub unclosed: Option<(char, u32)>,
}

/// Splits a source into the tokens of the grammar. Comments and blank lines are gone, soft keywords are still names.
pub fn layout(source: &Source) -> Layout {
    let mut state = State {
        source,
        text: source.text(),
        pos: 0,
        tokens: Vec::with_capacity(source.text().len() / 4 + 8),
        warnings: Vec::new(),
        indents: vec![(0, 0)],
        brackets: Vec::new(),
        comment: u32::MAX,
        strings: Vec::new(),
        line_start: true,
    };
    let error = state.run().err();
    let unclosed = state.brackets.last().map(|bracket| (bracket.open as char, bracket.at));
    Layout { tokens: state.tokens, warnings: state.warnings, error, unclosed }
}

struct Bracket {
    open: u8,
    at: u32,
    /// The brace of a replacement field.
    field: bool,
}

/// An f-string or t-string that is open.
struct OpenString {
    letter: char,
    quote: u8,
    triple: bool,
    raw: bool,
    start: u32,
    fields: Vec<Field>,
}

/// A replacement field that is open: in its expression or, with `spec`, in its format.
struct Field {
    depth: usize,
    spec: bool,
}

struct State<'s> {
    source: &'s Source,
    text: &'s str,
    pos: usize,
    tokens: Vec<Token>,
    warnings: Vec<Warning>,
    indents: Vec<(u32, u32)>,
    brackets: Vec<Bracket>,
    /// where the last comment begins, if there was one
    comment: u32,
    strings: Vec<OpenString>,
    line_start: bool,
}

impl State<'_> {
    fn run(&mut self) -> Result<(), Failure> {
        loop {
            if self.line_start && !self.indentation()? {
                break;
            }
            if self.in_literal() {
                self.literal()?;
            } else if !self.word()? {
                break;
            }
        }
        let end = self.text.len() as u32;
        if !self.brackets.is_empty() {
            return Ok(());
        }
        if self.tokens.last().is_some_and(|token| !matches!(token.tok, Tok::Newline | Tok::Dedent)) {
            let start = self.newline_start(end);
            self.push(Tok::Newline, start, end + 1);
        }
        for _ in 1..self.indents.len() {
            self.push(Tok::Dedent, end, end);
        }
        Ok(())
    }

    fn push(&mut self, tok: Tok, start: u32, end: u32) {
        self.tokens.push(Token { tok, start, end });
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// At a line's start: skips blank lines and makes `Indent` and `Dedent`. False at the end of the text.
    fn indentation(&mut self) -> Result<bool, Failure> {
        let (column, alternative) = loop {
            let (mut column, mut alternative, mut continued) = (0, 0, None);
            loop {
                match self.byte(self.pos) {
                    b' ' => (column, alternative) = (column + 1, alternative + 1),
                    b'\t' => (column, alternative) = ((column / 8 + 1) * 8, alternative + 1),
                    0x0C => (column, alternative) = (0, 0),
                    b'\\' if self.byte(self.pos + 1) == b'\n' => {
                        if column > 0 {
                            continued.get_or_insert((column, alternative));
                        }
                        (column, alternative) = (0, 0);
                        self.pos += 1;
                        if self.pos + 1 >= self.text.len() {
                            return Err(Failure::at(Shape::TextEnd, "unexpected EOF while parsing", self.text.len() as u32));
                        }
                    }
                    _ => break,
                }
                self.pos += 1;
            }
            match self.byte(self.pos) {
                0 if self.pos >= self.text.len() => return Ok(false),
                b'#' => {
                    let rest = &self.text.as_bytes()[self.pos..];
                    self.pos += rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
                }
                b'\n' => self.pos += 1,
                _ => break continued.unwrap_or((column, alternative)),
            }
        };
        self.line_start = false;
        if self.byte(self.pos) == b'\\' {
            if self.pos + 1 >= self.text.len() {
                return Err(Failure::at(Shape::TextEnd, "unexpected EOF while parsing", self.pos as u32 + 2));
            }
            return Err(self.stray(self.pos));
        }
        let at = self.pos as u32;
        let &(current, current_alternative) = self.indents.last().expect("the first level is never popped");
        if column == current {
            return if alternative == current_alternative { Ok(true) } else { Err(self.tab_error()) };
        }
        if column > current {
            if alternative <= current_alternative {
                return Err(self.tab_error());
            }
            if self.indents.len() >= MAX_INDENTS {
                let line = self.line_offset(self.pos);
                return Err(Failure::at(Shape::Open, "too many levels of indentation", line).kind(ErrorKind::IndentationError));
            }
            self.indents.push((column, alternative));
            self.push(Tok::Indent, at, at);
            return Ok(true);
        }
        let levels = self.indents.iter().take_while(|&&(level, _)| level <= column).count();
        match self.indents.get(levels - 1) {
            Some(&(level, _)) if level != column => {
                let rest = self.text[self.pos..].find('\n').unwrap_or(self.text.len() - self.pos);
                let edge = (self.pos + rest + 1) as u32;
                let message = "unindent does not match any outer indentation level";
                Err(Failure::at(Shape::LineEnd, message, edge).kind(ErrorKind::IndentationError))
            }
            Some(&(_, level)) if level != alternative => Err(self.tab_error()),
            _ => {
                for _ in levels..self.indents.len() {
                    self.push(Tok::Dedent, at, at);
                }
                self.indents.truncate(levels);
                Ok(true)
            }
        }
    }

    fn line_offset(&self, pos: usize) -> u32 {
        self.text[..pos].rfind('\n').map_or(0, |at| at as u32 + 1)
    }

    fn tab_error(&self) -> Failure {
        let line = self.line_offset(self.pos);
        Failure::at(Shape::Open, "inconsistent use of tabs and spaces in indentation", line).kind(ErrorKind::TabError)
    }

    /// One word outside literal text. False at the end of the text.
    fn word(&mut self) -> Result<bool, Failure> {
        let mut lexer = Tok::lexer(&self.text[self.pos..]);
        let Some(found) = lexer.next() else { return Ok(false) };
        let range = lexer.span();
        let (start, mut end) = (self.pos + range.start, self.pos + range.end);
        let Ok(mut tok) = found else { return Err(self.stray(start)) };
        match tok {
            Tok::Comment | Tok::Continuation => {
                if tok == Tok::Continuation && end == self.text.len() {
                    return Err(Failure::at(Shape::LineEnd, "unexpected EOF while parsing", end as u32));
                }
                self.pos = end;
                if tok == Tok::Comment {
                    self.comment = start as u32;
                }
                return Ok(true);
            }
            Tok::LineBreak => {
                self.pos = end;
                if self.brackets.is_empty() {
                    let start = self.newline_start(start as u32);
                    self.push(Tok::Newline, start, end as u32);
                    self.line_start = true;
                }
                return Ok(true);
            }
            Tok::Str => end = self.string(start, end)?,
            Tok::FStart | Tok::TStart => self.open_string(tok, start, end)?,
            Tok::Int => (tok, end) = number::scan(self.text, start, &mut self.warnings)?,
            Tok::Name => {
                if !self.text.as_bytes()[start..end].is_ascii() {
                    self.check_name(start, end)?;
                }
                self.check_prefix(start, end)?;
            }
            Tok::LParen | Tok::LBracket | Tok::LBrace => self.open_bracket(start, false)?,
            Tok::RParen | Tok::RBracket | Tok::RBrace => {
                let field = self.close_bracket(start)?;
                tok = if field { Tok::FieldClose } else { tok };
            }
            Tok::Colon | Tok::Walrus if self.at_field_level() => {
                (tok, end) = (Tok::FieldColon, start + 1);
                self.field().expect("there is a field").spec = true;
            }
            _ => {}
        }
        self.pos = end;
        self.push(tok, start as u32, end as u32);
        Ok(true)
    }

    fn field(&mut self) -> Option<&mut Field> {
        self.strings.last_mut().and_then(|string| string.fields.last_mut())
    }

    /// Is the next token at the outer level of a replacement field?
    fn at_field_level(&self) -> bool {
        self.strings.last().and_then(|string| string.fields.last()).is_some_and(|field| field.depth == self.brackets.len())
    }

    fn open_bracket(&mut self, at: usize, field: bool) -> Result<(), Failure> {
        if self.brackets.len() >= MAX_BRACKETS {
            return Err(Failure::point("too many nested parentheses", at as u32));
        }
        self.brackets.push(Bracket { open: self.byte(at), at: at as u32, field });
        Ok(())
    }

    /// Does the bracket close a replacement field?
    fn close_bracket(&mut self, at: usize) -> Result<bool, Failure> {
        let close = self.byte(at);
        let Some(bracket) = self.brackets.pop() else {
            return Err(Failure::point(format!("unmatched '{}'", close as char), at as u32));
        };
        let pair = match bracket.open {
            b'(' => b')',
            b'[' => b']',
            _ => b'}',
        };
        if pair == close {
            if bracket.field {
                self.strings.last_mut().expect("a field is in a string").fields.pop();
            }
            return Ok(bracket.field);
        }
        if bracket.field {
            let letter = self.strings.last().map_or('f', |string| string.letter);
            return Err(Failure::point(format!("{letter}-string: unmatched '{}'", close as char), at as u32));
        }
        let (line, _) = self.source.line_col(bracket.at);
        let (close, open) = (close as char, bracket.open as char);
        let mut message = format!("closing parenthesis '{close}' does not match opening parenthesis '{open}'");
        if line != self.source.line_col(at as u32).0 {
            message.push_str(&format!(" on line {line}"));
        }
        Err(Failure::point(message, at as u32))
    }

    /// A character that no token starts with.
    fn stray(&self, at: usize) -> Failure {
        if self.byte(at) == b'\\' {
            return if at + 1 >= self.text.len() {
                Failure::at(Shape::LineEnd, "unexpected EOF while parsing", at as u32 + 2)
            } else {
                Failure::at(Shape::Open, "unexpected character after line continuation character", at as u32 + 1)
            };
        }
        let character = self.text[at..].chars().next().unwrap_or('\0');
        Failure::point(format!("invalid non-printable character U+{:04X}", character as u32), at as u32)
    }

    fn check_name(&self, start: usize, end: usize) -> Result<(), Failure> {
        for (index, character) in self.text[start..end].char_indices() {
            let good = if index == 0 {
                character == '_' || unicode_ident::is_xid_start(character)
            } else {
                unicode_ident::is_xid_continue(character)
            };
            if !good {
                let code = character as u32;
                let message = if literal::is_printable(character) {
                    format!("invalid character '{character}' (U+{code:04X})")
                } else {
                    format!("invalid non-printable character U+{code:04X}")
                };
                return Err(Failure::point(message, (start + index) as u32));
            }
        }
        Ok(())
    }

    /// Where the end of a line begins that would begin at `at`: a comment before it belongs to it.
    fn newline_start(&self, at: u32) -> u32 {
        let last = self.tokens.last().map_or(0, |token| token.end);
        if self.comment >= last && self.comment < at && !self.text[self.comment as usize..at as usize].contains('\n') {
            self.comment
        } else {
            at
        }
    }

    /// Letters before a quote that are no prefix of a string.
    fn check_prefix(&self, start: usize, end: usize) -> Result<(), Failure> {
        if end - start > 3 || !matches!(self.byte(end), b'\'' | b'"') {
            return Ok(());
        }
        let word = self.text[start..end].to_ascii_lowercase();
        const CLASHES: [(char, char); 6] = [('u', 'b'), ('u', 'r'), ('u', 'f'), ('u', 't'), ('b', 'f'), ('b', 't')];
        let clash = CLASHES.iter().chain(&[('f', 't')]).find(|(a, b)| word.contains(*a) && word.contains(*b));
        if let Some((a, b)) = clash
            && word.chars().all(|letter| "ubrft".contains(letter))
            && word.chars().enumerate().all(|(at, letter)| !word[at + 1..].contains(letter))
        {
            let mut failure =
                Failure::new(format!("'{a}' and '{b}' prefixes are incompatible"), Span { start: start as u32, end: end as u32 });
            failure.0.shape = Shape::LexerRange;
            return Err(failure);
        }
        Ok(())
    }

    /// The end of the plain string whose opening is `start..open`.
    fn string(&mut self, start: usize, open: usize) -> Result<usize, Failure> {
        let bytes = self.text.as_bytes();
        let quote = bytes[open - 1];
        let triple = open - start >= 3 && bytes[open - 3..open] == [quote; 3];
        let mut at = open;
        let mut escaped_quote = false;
        while let Some(&byte) = bytes.get(at) {
            if byte == b'\\' {
                escaped_quote |= bytes.get(at + 1) == Some(&quote);
                at += 2;
            } else if byte == quote && (!triple || bytes.get(at..at + 3) == Some(&[quote; 3])) {
                return Ok(at + if triple { 3 } else { 1 });
            } else if byte == b'\n' && !triple {
                break;
            } else {
                at += 1;
            }
        }
        if let Some(string) = self.strings.last()
            && !string.fields.is_empty()
            && string.quote == quote
            && (!string.triple || triple)
        {
            return Err(Failure::point(format!("{}-string: expecting '}}'", string.letter), start as u32));
        }
        Err(self.unterminated("string", triple, start, at.min(bytes.len()), escaped_quote))
    }

    fn unterminated(&self, what: &str, triple: bool, start: usize, at: usize, escaped_quote: bool) -> Failure {
        let at = if at >= self.text.len() && self.text.ends_with('\n') { self.text.len() - 1 } else { at };
        let line = self.source.line_col(at as u32).0;
        let triple_word = if triple { "triple-quoted " } else { "" };
        let mut message = format!("unterminated {triple_word}{what} literal (detected at line {line})");
        if escaped_quote && !triple {
            message.push_str("; perhaps you escaped the end quote?");
        }
        Failure::point(message, start as u32)
    }

    fn open_string(&mut self, tok: Tok, start: usize, open: usize) -> Result<(), Failure> {
        if self.strings.len() >= MAX_FSTRINGS {
            return Err(Failure::point("too many nested f-strings or t-strings", start as u32));
        }
        let bytes = &self.text.as_bytes()[start..open];
        let quote = bytes[bytes.len() - 1];
        let triple = bytes.len() >= 3 && bytes[bytes.len() - 3..] == [quote; 3];
        self.strings.push(OpenString {
            letter: if tok == Tok::FStart { 'f' } else { 't' },
            quote,
            triple,
            raw: bytes[..2].iter().any(|letter| letter | 0x20 == b'r'),
            start: start as u32,
            fields: Vec::new(),
        });
        Ok(())
    }

    fn in_literal(&self) -> bool {
        let Some(string) = self.strings.last() else { return false };
        match string.fields.last() {
            None => true,
            Some(field) => field.spec && field.depth == self.brackets.len(),
        }
    }

    /// Literal text of an f-string up to a field, the end of a format or the closing quote.
    fn literal(&mut self) -> Result<(), Failure> {
        let string = self.strings.last().expect("the mode is literal");
        let (quote, triple, raw, letter) = (string.quote, string.triple, string.raw, string.letter);
        let (in_spec, depth, opening) = (!string.fields.is_empty(), string.fields.len(), string.start as usize);
        let bytes = self.text.as_bytes();
        let start = self.pos;
        let mut at = start;
        loop {
            let byte = self.byte(at);
            match byte {
                0 | b'\n' if byte == 0 || !triple => {
                    // after a field within the format it is the string that has no end
                    let after_field = self.tokens.last().is_some_and(|token| token.tok == Tok::FieldClose);
                    if in_spec && !triple && !after_field {
                        let message =
                            format!("{letter}-string: newlines are not allowed in format specifiers for single quoted {letter}-strings");
                        return Err(Failure::point(message, at as u32));
                    }
                    return Err(self.unterminated(&format!("{letter}-string"), triple, opening, at, false));
                }
                b'\\' => {
                    let next = self.byte(at + 1);
                    if !raw && next == b'N' && self.byte(at + 2) == b'{' {
                        at += 3;
                        while !matches!(self.byte(at), 0 | b'\n' | b'}') && self.byte(at) != quote {
                            at += 1;
                        }
                        at += usize::from(self.byte(at) == b'}');
                    } else {
                        if !raw && matches!(next, b'{' | b'}') {
                            let span = Span { start: at as u32, end: at as u32 + 2 };
                            let message = literal::invalid_escape(&self.text[at..at + 2], "an invalid escape sequence");
                            self.warnings.push(Warning { message, span, late: false });
                        }
                        at += if matches!(next, b'{' | b'}' | 0) { 1 } else { 2 };
                    }
                }
                b'{' if !in_spec && self.byte(at + 1) == b'{' => at += 2,
                b'}' if !in_spec && self.byte(at + 1) == b'}' => at += 2,
                b'}' if !in_spec => {
                    return Err(Failure::point(format!("{letter}-string: single '}}' is not allowed"), at as u32));
                }
                b'{' | b'}' => break,
                _ if byte == quote && (!triple || bytes.get(at..at + 3) == Some(&[quote; 3])) => break,
                _ => at += 1,
            }
        }
        if at > start {
            self.push(Tok::FMiddle, start as u32, at as u32);
        }
        self.pos = at;
        match self.byte(at) {
            b'{' => {
                if depth >= MAX_FIELDS {
                    let message = format!("{letter}-string: expressions nested too deeply");
                    return Err(Failure::point(message, at as u32 - 1));
                }
                self.open_bracket(at, true)?;
                let depth = self.brackets.len();
                self.strings.last_mut().expect("checked above").fields.push(Field { depth, spec: false });
                self.push(Tok::FieldOpen, at as u32, at as u32 + 1);
                self.pos += 1;
            }
            b'}' => {
                self.close_bracket(at)?;
                self.push(Tok::FieldClose, at as u32, at as u32 + 1);
                self.pos += 1;
            }
            _ => {
                let width = if triple { 3 } else { 1 };
                let string = self.strings.pop().expect("checked above");
                // A format that the quote cuts off: the grammar reports it.
                self.brackets.truncate(self.brackets.len() - string.fields.len());
                self.push(Tok::FEnd, at as u32, (at + width) as u32);
                self.pos += width;
            }
        }
        Ok(())
    }
}
