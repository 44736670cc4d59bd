//! The error handlers that Python has by name. Each works on the fields of an error alone, as the functions that
//! `codecs.lookup_error` gives do.

use super::{DecodeError, DecodeErrors, EncodeError, EncodeErrors, Order, Replacement};
use crate::text::{quote, unicode, wtf8};

/// A built-in error handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handler {
    /// The error is raised.
    Strict,
    /// Nothing stands for what is wrong.
    Ignore,
    /// U+FFFD, or a question mark for each code point.
    Replace,
    /// `\xff`, `\u20ac`.
    BackslashReplace,
    /// `&#8364;`; for encoding only.
    XmlCharRefReplace,
    /// `\N{EURO SIGN}`; for encoding only.
    NameReplace,
    /// Each byte as U+DC80 to U+DCFF, and back.
    SurrogateEscape,
    /// Surrogates in UTF-8, UTF-16 and UTF-32.
    SurrogatePass,
}

impl Handler {
    /// The handler with this name; `None` is one that was registered, or `LookupError: unknown error handler name '…'`.
    pub fn by_name(name: &str) -> Option<Handler> {
        Some(match name {
            "strict" => Handler::Strict,
            "ignore" => Handler::Ignore,
            "replace" => Handler::Replace,
            "backslashreplace" => Handler::BackslashReplace,
            "xmlcharrefreplace" => Handler::XmlCharRefReplace,
            "namereplace" => Handler::NameReplace,
            "surrogateescape" => Handler::SurrogateEscape,
            "surrogatepass" => Handler::SurrogatePass,
            _ => return None,
        })
    }

    /// Whether it handles errors of decoding: else it raises `TypeError: don't know how to handle UnicodeDecodeError in
    /// error callback`.
    pub fn can_decode(self) -> bool {
        !matches!(self, Handler::XmlCharRefReplace | Handler::NameReplace)
    }
}

impl DecodeErrors for Handler {
    type Error = DecodeError;

    fn handle(&mut self, error: &DecodeError, input: &[u8]) -> Result<(Vec<u8>, usize), DecodeError> {
        let bad = &input[error.start..error.end];
        let out = match self {
            Handler::Ignore => Vec::new(),
            Handler::Replace => "\u{fffd}".as_bytes().to_vec(),
            Handler::BackslashReplace => bad.iter().flat_map(|&byte| quote::numeric_escape(u32::from(byte)).into_bytes()).collect(),
            Handler::SurrogateEscape => {
                let escaped = bad.iter().take_while(|&&byte| byte >= 0x80);
                let out = wtf8::from_code_points(escaped.map(|&byte| 0xdc00 + u32::from(byte)));
                return if out.is_empty() { Err(error.clone()) } else { Ok((out.clone(), error.start + out.len() / 3)) };
            }
            Handler::SurrogatePass => {
                let (len, code_point) = surrogate_at(error.encoding, &input[error.start..]).ok_or_else(|| error.clone())?;
                return Ok((wtf8::from_code_points([code_point]), error.start + len));
            }
            Handler::Strict | Handler::XmlCharRefReplace | Handler::NameReplace => return Err(error.clone()),
        };
        Ok((out, error.end))
    }
}

/// The unit size and order of an encoding that can hold surrogates.
fn unit(encoding: &str) -> Option<(usize, Order)> {
    Some(match encoding {
        "utf-8" => (1, Order::Little),
        "utf-16" | "utf-16-le" => (2, Order::Little),
        "utf-16-be" => (2, Order::Big),
        "utf-32" | "utf-32-le" => (4, Order::Little),
        "utf-32-be" => (4, Order::Big),
        _ => return None,
    })
}

fn surrogate_at(encoding: &str, input: &[u8]) -> Option<(usize, u32)> {
    let (len, code_point) = match unit(encoding)? {
        (1, _) => match *input.get(..3)? {
            [0xed, b @ 0xa0..=0xbf, c @ 0x80..=0xbf] => (3, 0xd000 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f)),
            _ => return None,
        },
        (size, order) => (size, read_unit(input.get(..size)?, order)),
    };
    (0xd800..0xe000).contains(&code_point).then_some((len, code_point))
}

/// Two or four bytes as a number.
pub(super) fn read_unit(bytes: &[u8], order: Order) -> u32 {
    let fold = |value: u32, byte: &u8| value << 8 | u32::from(*byte);
    match order {
        Order::Little => bytes.iter().rev().fold(0, fold),
        Order::Big => bytes.iter().fold(0, fold),
    }
}

/// A number as `size` bytes.
pub(super) fn push_unit(out: &mut Vec<u8>, value: u32, size: usize, order: Order) {
    match order {
        Order::Little => out.extend_from_slice(&value.to_le_bytes()[..size]),
        Order::Big => out.extend_from_slice(&value.to_be_bytes()[4 - size..]),
    }
}

impl EncodeErrors for Handler {
    type Error = EncodeError;

    fn writes_escaped_bytes(&self) -> bool {
        *self == Handler::SurrogateEscape
    }

    fn handle(&mut self, error: &EncodeError, text: &[u8]) -> Result<(Replacement, usize), EncodeError> {
        let bad = wtf8::code_points(wtf8::slice(text, error.start, error.end));
        let out = match self {
            Handler::Ignore => Replacement::Text(Vec::new()),
            Handler::Replace => Replacement::Text(vec![b'?'; error.end - error.start]),
            Handler::BackslashReplace => ascii(bad.map(quote::numeric_escape)),
            Handler::XmlCharRefReplace => ascii(bad.map(|c| format!("&#{c};"))),
            Handler::NameReplace => ascii(bad.map(|c| match unicode::name(c) {
                Some(name) => format!("\\N{{{name}}}"),
                None => quote::numeric_escape(c),
            })),
            Handler::SurrogateEscape => {
                let bytes: Option<Vec<u8>> = bad.map(escaped_byte).collect();
                Replacement::Bytes(bytes.ok_or_else(|| error.clone())?)
            }
            Handler::SurrogatePass => pass(error, bad)?,
            Handler::Strict => return Err(error.clone()),
        };
        Ok((out, error.end))
    }
}

fn ascii(parts: impl Iterator<Item = String>) -> Replacement {
    Replacement::Text(parts.collect::<String>().into_bytes())
}

/// The byte that U+DC80 to U+DCFF stands for.
pub(super) fn escaped_byte(code_point: u32) -> Option<u8> {
    (0xdc80..=0xdcff).contains(&code_point).then(|| (code_point - 0xdc00) as u8)
}

fn pass(error: &EncodeError, bad: wtf8::CodePoints<'_>) -> Result<Replacement, EncodeError> {
    let (size, order) = unit(error.encoding).ok_or_else(|| error.clone())?;
    let mut out = Vec::new();
    for code_point in bad {
        match (code_point, size) {
            (0xd800..0xe000, 1) => wtf8::push(&mut out, code_point),
            (0xd800..0xe000, _) => push_unit(&mut out, code_point, size, order),
            _ => return Err(error.clone()),
        }
    }
    Ok(Replacement::Bytes(out))
}
