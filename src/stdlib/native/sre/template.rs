//! Replacement templates: `\1`, `\g<name>` and escapes.

use crate::object::layouts::Str;
use crate::object::{Res, Value};
use crate::text::regex::Fault;
use crate::text::{quote, unicode, wtf8};
use crate::vm::Vm;

use super::{Pattern, code_points, compiled, raise_fault};

/// A parsed template: fixed text and groups, in turn.
pub struct Template {
    pieces: Vec<Piece>,
}

enum Piece {
    Text(Vec<u8>),
    Group(usize),
}

impl Template {
    /// Parses what stands for a match of a pattern: a `str`, or bytes.
    pub fn parse(vm: &Vm, pattern: Value, template: Value) -> Res<Template> {
        let data = if template.cast::<Str>().is_some() {
            template
        } else {
            // templates that are more than themselves are remembered by their value, and bytes are decoded to be read
            let data = crate::types::bytes_common::try_buffer(vm, template)?;
            if data.as_ref().is_none_or(|data| data.contains(&b'\\')) {
                vm.hash(template)?;
            }
            match data {
                Some(data) => vm.bytes(&data),
                None => {
                    let text = format!("decoding to str: need a bytes-like object, {} found", template.type_name());
                    return Err(vm.type_error(text));
                }
            }
        };
        let bytes = super::bytes_of(data);
        if memchr::memchr(b'\\', bytes).is_none() {
            return Ok(Template { pieces: vec![Piece::Text(bytes.to_vec())] });
        }
        let text = code_points(data);
        let pattern = compiled(vm, &pattern)?;
        let mut parser =
            Parser { text: &text, at: 0, pattern, is_text: data.cast::<Str>().is_some(), pieces: Vec::new(), fixed: Vec::new() };
        match parser.run() {
            Ok(()) => Ok(Template { pieces: parser.pieces }),
            Err(Trouble::Fault(message, at)) => Err(raise_fault(vm, Fault::Pattern(message, at), template)),
            Err(Trouble::Unknown(name)) => Err(vm.index_error(format!("unknown group name {}", quote::repr_string(name.as_bytes())))),
        }
    }

    /// How many bytes `expand` appends.
    pub fn length(&self, group: &mut dyn FnMut(usize) -> Option<&'static [u8]>) -> usize {
        let of = |piece: &Piece| match piece {
            Piece::Text(text) => text.len(),
            Piece::Group(i) => group(*i).map_or(0, <[u8]>::len),
        };
        self.pieces.iter().map(of).sum()
    }

    /// Appends the text for a match whose groups `group` gives; a group that did not match is nothing.
    pub fn expand(&self, out: &mut Vec<u8>, group: &mut dyn FnMut(usize) -> Option<&'static [u8]>) {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.extend_from_slice(text),
                Piece::Group(i) => out.extend_from_slice(group(*i).unwrap_or_default()),
            }
        }
    }
}

enum Trouble {
    Fault(String, usize),
    Unknown(String),
}

struct Parser<'a> {
    text: &'a [u32],
    at: usize,
    pattern: &'a Pattern,
    is_text: bool,
    pieces: Vec<Piece>,
    fixed: Vec<u8>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).and_then(|&c| char::from_u32(c))
    }

    fn push(&mut self, c: u32) {
        if self.is_text { wtf8::push(&mut self.fixed, c) } else { self.fixed.push(c as u8) }
    }

    fn group(&mut self, index: usize, at: usize) -> Result<(), Trouble> {
        if index >= self.pattern.program.groups {
            return Err(Trouble::Fault(format!("invalid group reference {index}"), at));
        }
        if !self.fixed.is_empty() {
            self.pieces.push(Piece::Text(std::mem::take(&mut self.fixed)));
        }
        self.pieces.push(Piece::Group(index));
        Ok(())
    }

    fn run(&mut self) -> Result<(), Trouble> {
        while let Some(&c) = self.text.get(self.at) {
            self.at += 1;
            if c != '\\' as u32 {
                self.push(c);
                continue;
            }
            let start = self.at - 1;
            let Some(&escaped) = self.text.get(self.at) else {
                return Err(Trouble::Fault("bad escape (end of pattern)".into(), start));
            };
            self.at += 1;
            self.escape(escaped, start)?;
        }
        if !self.fixed.is_empty() {
            self.pieces.push(Piece::Text(std::mem::take(&mut self.fixed)));
        }
        Ok(())
    }

    fn escape(&mut self, escaped: u32, start: usize) -> Result<(), Trouble> {
        let is_octal = |c: Option<char>| c.is_some_and(|c| ('0'..='7').contains(&c));
        let Some(c) = char::from_u32(escaped) else {
            self.push('\\' as u32);
            self.push(escaped);
            return Ok(());
        };
        match c {
            'g' => return self.named(),
            '0' => {
                let mut value = 0;
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|_| is_octal(self.peek())) else { break };
                    value = value * 8 + digit as u32 - '0' as u32;
                    self.at += 1;
                }
                self.push(value & 0xff);
            }
            '1'..='9' => {
                let mut text = c.to_string();
                if let Some(second) = self.peek().filter(char::is_ascii_digit) {
                    text.push(second);
                    self.at += 1;
                    if is_octal(Some(c)) && is_octal(Some(second)) && is_octal(self.peek()) {
                        text.extend(self.peek());
                        self.at += 1;
                        let value = u32::from_str_radix(&text, 8).unwrap_or(u32::MAX);
                        if value > 0o377 {
                            return Err(Trouble::Fault(format!("octal escape value \\{text} outside of range 0-0o377"), start));
                        }
                        self.push(value);
                        return Ok(());
                    }
                }
                self.group(text.parse().unwrap_or(usize::MAX), start + 1)?;
            }
            'a' => self.push(7),
            'b' => self.push(8),
            'f' => self.push(12),
            'n' => self.push(10),
            'r' => self.push(13),
            't' => self.push(9),
            'v' => self.push(11),
            '\\' => self.push('\\' as u32),
            _ if c.is_ascii_alphabetic() => return Err(Trouble::Fault(format!("bad escape \\{c}"), start)),
            _ => {
                self.push('\\' as u32);
                self.push(escaped);
            }
        }
        Ok(())
    }

    /// `\g<...>`
    fn named(&mut self) -> Result<(), Trouble> {
        if self.peek() != Some('<') {
            return Err(Trouble::Fault("missing <".into(), self.at));
        }
        self.at += 1;
        let start = self.at;
        let Some(length) = self.text[start..].iter().position(|&c| c == '>' as u32) else {
            let text = if start == self.text.len() { "missing group name" } else { "missing >, unterminated name" };
            return Err(Trouble::Fault(text.into(), start));
        };
        let name: String = self.text[start..start + length].iter().map(|&c| char::from_u32(c).unwrap_or('\u{fffd}')).collect();
        self.at = start + length + 1;
        if name.is_empty() {
            return Err(Trouble::Fault("missing group name".into(), start));
        }
        if name.bytes().all(|b| b.is_ascii_digit()) {
            return self.group(name.parse().unwrap_or(usize::MAX), start);
        }
        if !unicode::is_identifier(name.as_bytes()) || !self.is_text && !name.is_ascii() {
            return Err(Trouble::Fault(format!("bad character in group name {}", quote::repr_string(name.as_bytes())), start));
        }
        match self.pattern.program.names.iter().find(|(n, _)| *n == name) {
            Some(&(_, index)) => self.group(index, start),
            None => Err(Trouble::Unknown(name)),
        }
    }
}
