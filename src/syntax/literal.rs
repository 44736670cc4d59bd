//! String literals: prefixes, escapes, and the bytes they stand for.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::ast::{Span, Text};
use super::error::{ErrorKind, Failure, Warning};

/// The parts of a plain string literal.
pub struct Plain<'s> {
    pub bytes: bool,
    pub raw: bool,
    pub body: &'s str,
}

/// Takes a plain literal's prefix and quotes off.
pub fn open(text: &str) -> Plain<'_> {
    let quote_at = text.find(['\'', '"']).expect("a string literal has quotes");
    let (prefix, rest) = text.split_at(quote_at);
    let quote = &rest[..1];
    let triple = rest.len() >= 6 && rest[1..].starts_with(quote) && rest[2..].starts_with(quote);
    let width = if triple { 3 } else { 1 };
    Plain { bytes: prefix.contains(['b', 'B']), raw: prefix.contains(['r', 'R']), body: &rest[width..rest.len() - width] }
}

/// May `repr` show the character as it is?
pub fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return (' '..='~').contains(&character);
    }
    use GeneralCategory::*;
    !matches!(
        character.general_category(),
        Control | Format | Surrogate | PrivateUse | Unassigned | LineSeparator | ParagraphSeparator | SpaceSeparator
    )
}

/// Where a literal is decoded: its token's range, the offset of its body, and the warnings it may add to.
pub struct Place<'w> {
    pub token: Span,
    pub body: u32,
    pub warnings: &'w mut Vec<Warning>,
    /// The format of a replacement field: CPython raises the codec's error itself.
    pub in_format: bool,
}

/// A string literal's body, decoded. `braces` is true for f-strings' text, where a brace is written twice.
pub fn decode_text(body: &str, raw: bool, braces: bool, place: &mut Place<'_>) -> Result<Text, Failure> {
    let doubled = braces && body.contains(['{', '}']);
    if !doubled && (raw || !body.contains('\\')) {
        return Ok(body.as_bytes().into());
    }
    let mut decoder = Decoder { body, at: 0, position: 0, out: Vec::with_capacity(body.len()), warned: false, braces, place };
    let bytes = body.as_bytes();
    while decoder.at < bytes.len() {
        match bytes[decoder.at] {
            b'\\' if !raw => decoder.escape()?,
            brace @ (b'{' | b'}') if braces && bytes.get(decoder.at + 1) == Some(&brace) => {
                decoder.out.push(brace);
                decoder.skip(2);
            }
            byte => {
                // A character beyond ASCII counts as its ten-letter escape in the positions of errors.
                let width = if byte < 0x80 { 1 } else { body[decoder.at..].chars().next().map_or(1, char::len_utf8) };
                decoder.out.extend_from_slice(&bytes[decoder.at..decoder.at + width]);
                decoder.at += width;
                decoder.position += if byte < 0x80 { 1 } else { 10 };
            }
        }
    }
    Ok(decoder.out.into())
}

/// A bytes literal's body, decoded.
pub fn decode_bytes(body: &str, raw: bool, place: &mut Place<'_>) -> Result<std::sync::Arc<[u8]>, Failure> {
    if !body.is_ascii() {
        return Err(Failure::new("bytes can only contain ASCII literal characters", place.token));
    }
    let bytes = body.as_bytes();
    if raw || !bytes.contains(&b'\\') {
        return Ok(bytes.into());
    }
    let mut decoder = Decoder { body, at: 0, position: 0, out: Vec::with_capacity(body.len()), warned: false, braces: false, place };
    while decoder.at < bytes.len() {
        if bytes[decoder.at] != b'\\' {
            decoder.out.push(bytes[decoder.at]);
            decoder.at += 1;
            continue;
        }
        let start = decoder.at;
        match bytes[start + 1] {
            b'x' => {
                let Some(value) = decoder.hex(start + 2, 2) else {
                    let message = format!("(value error) invalid \\x escape at position {start}");
                    return Err(Failure::new(message, decoder.place.token));
                };
                decoder.out.push(value as u8);
                decoder.at += 4;
            }
            letter => {
                if let Some(value) = decoder.common(letter) {
                    decoder.out.extend(value.map(|value| value as u8));
                } else {
                    decoder.warn_invalid(start);
                    decoder.out.push(b'\\');
                    decoder.at += 1;
                }
            }
        }
    }
    Ok(decoder.out.into())
}

struct Decoder<'b, 'p, 'w> {
    body: &'b str,
    at: usize,
    /// `at` as CPython counts it.
    position: usize,
    out: Vec<u8>,
    warned: bool,
    braces: bool,
    place: &'p mut Place<'w>,
}

impl Decoder<'_, '_, '_> {
    fn skip(&mut self, bytes: usize) {
        self.at += bytes;
        self.position += bytes;
    }

    fn hex(&self, at: usize, digits: usize) -> Option<u32> {
        let digits = self.body.as_bytes().get(at..at + digits)?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    }

    /// The escapes that strings and bytes share. The inner `None` is an escaped line end.
    fn common(&mut self, letter: u8) -> Option<Option<u32>> {
        let value = match letter {
            b'\n' => {
                self.skip(2);
                return Some(None);
            }
            b'\\' | b'\'' | b'"' => letter as u32,
            b'a' => 7,
            b'b' => 8,
            b'f' => 12,
            b'n' => 10,
            b'r' => 13,
            b't' => 9,
            b'v' => 11,
            b'0'..=b'7' => {
                let digits = &self.body.as_bytes()[self.at + 1..];
                let count = digits.iter().take(3).take_while(|digit| matches!(digit, b'0'..=b'7')).count();
                let value = digits[..count].iter().fold(0, |value, digit| value * 8 + (digit - b'0') as u32);
                if value > 0o377 {
                    let text = self.body[self.at..self.at + 1 + count].to_owned();
                    self.warn(&text, "an invalid octal escape sequence", self.at);
                }
                self.skip(1 + count);
                return Some(Some(value));
            }
            _ => return None,
        };
        self.skip(2);
        Some(Some(value))
    }

    fn escape(&mut self) -> Result<(), Failure> {
        let start = self.at;
        let letter = self.body.as_bytes().get(start + 1).copied().unwrap_or(b'\\');
        let (digits, shape) = match letter {
            b'x' => (2, "\\xXX"),
            b'u' => (4, "\\uXXXX"),
            b'U' => (8, "\\UXXXXXXXX"),
            b'N' => return self.named(),
            _ => {
                match self.common(letter) {
                    Some(Some(value)) => self.push(value),
                    Some(None) => {}
                    None => {
                        // The lexer has told of braces already.
                        if !matches!(letter, b'{' | b'}') || !self.braces {
                            self.warn_invalid(start);
                        }
                        self.out.push(b'\\');
                        self.skip(1);
                    }
                }
                return Ok(());
            }
        };
        match self.hex(start + 2, digits) {
            Some(value) if value > 0x10FFFF => self.error(2 + digits, "illegal Unicode character"),
            Some(value) => {
                self.push(value);
                self.skip(2 + digits);
                Ok(())
            }
            None => {
                let rest = &self.body.as_bytes()[start + 2..];
                let good = rest.iter().take(digits).take_while(|digit| digit.is_ascii_hexdigit()).count();
                self.error(2 + good, &format!("truncated {shape} escape"))
            }
        }
    }

    fn named(&mut self) -> Result<(), Failure> {
        let rest = &self.body[self.at..];
        let name = rest.strip_prefix("\\N{").and_then(|rest| rest.split_once('}')).map(|(name, _)| name);
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            let length = if rest.starts_with("\\N{}") {
                3
            } else if rest.starts_with("\\N{") {
                rest.len()
            } else {
                2
            };
            return self.error(length, "malformed \\N character escape");
        };
        let Some(code_point) = crate::text::unicode::by_name(name) else {
            return self.error(name.len() + 4, "unknown Unicode character name");
        };
        self.push(code_point);
        let length = name.len() + 4;
        self.skip(length);
        Ok(())
    }

    fn error(&self, length: usize, reason: &str) -> Result<(), Failure> {
        let (first, last) = (self.position, self.position + length.max(1) - 1);
        if self.place.in_format {
            let kind = ErrorKind::UnicodeDecodeError { start: first as u32, end: last as u32 + 1 };
            return Err(Failure::of(kind, reason, self.place.token));
        }
        let what = if first == last { format!("byte 0x5c in position {first}") } else { format!("bytes in position {first}-{last}") };
        Err(Failure::new(format!("(unicode error) 'unicodeescape' codec can't decode {what}: {reason}"), self.place.token))
    }

    /// Appends a code point; a surrogate as the three bytes that UTF-8 would give it.
    fn push(&mut self, value: u32) {
        match char::from_u32(value) {
            Some(character) => self.out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            None => {
                let continuation = |bits: u32| 0x80 | (bits & 0x3F) as u8;
                self.out.extend([0xE0 | (value >> 12) as u8, continuation(value >> 6), continuation(value)]);
            }
        }
    }

    fn warn_invalid(&mut self, at: usize) {
        // CPython hides a backslash before what is not ASCII from the part that warns.
        let Some(character) = self.body[at + 1..].chars().next().filter(char::is_ascii) else { return };
        self.warn(&format!("\\{character}"), "an invalid escape sequence", at);
    }

    /// Only a literal's first bad escape is warned of.
    fn warn(&mut self, escape: &str, what: &str, at: usize) {
        if std::mem::replace(&mut self.warned, true) {
            return;
        }
        let start = self.place.body + at as u32;
        let span = Span { start, end: start + escape.len() as u32 };
        self.place.warnings.push(Warning { message: invalid_escape(escape, what), span, late: false });
    }
}

/// The warning for an escape that means nothing.
pub fn invalid_escape(escape: &str, what: &str) -> String {
    format!(
        "\"{escape}\" is {what}. Such sequences will not work in the future. Did you mean \"\\{escape}\"? \
         A raw string is also an option."
    )
}
