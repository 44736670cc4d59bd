//! Text encodings: `str.encode`, `bytes.decode` and their error handlers.
//!
//! [`lookup`] finds a [`Codec`] by any of its names; [`decode`] and [`encode`] run it. When they meet what they cannot convert
//! they ask a handler ([`DecodeErrors`], [`EncodeErrors`]) for a replacement and where to go on: [`Handler`] is the handlers
//! that Python has by name, the layer above adds the registered ones. Positions of an error are bytes when decoding, code
//! point indices when encoding, as in CPython's exceptions.

mod decode;
mod encode;
mod handlers;
pub mod multibyte;
#[cfg(test)]
mod tests;
mod utf7;

pub use super::tables::charmaps::Charmap;
pub use decode::{IncrementalDecoder, decode};
pub use encode::{IncrementalEncoder, encode};
pub use handlers::Handler;

use super::tables::{charmaps, names};
use super::{quote, wtf8};

/// Byte order of a UTF-16 or UTF-32 text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
}

/// An encoding.
#[derive(Clone, Copy, Debug)]
pub enum Codec {
    /// `utf-8`
    Utf8,
    /// `utf-8-sig`: a mark at the start is skipped, and written.
    Utf8Sig,
    /// `utf-16`; without an order, a mark tells it (little if there is none) and is written.
    Utf16(Option<Order>),
    /// `utf-32`; as `utf-16`.
    Utf32(Option<Order>),
    /// `ascii`
    Ascii,
    /// `latin-1`
    Latin1,
    /// A single-byte encoding with a table.
    Charmap(&'static Charmap),
    /// `utf-7`
    Utf7,
    /// An encoding with characters of several bytes.
    Multibyte(&'static multibyte::Multibyte),
    /// `unicode-escape`
    UnicodeEscape,
    /// `raw-unicode-escape`
    RawUnicodeEscape,
}

impl Codec {
    /// The codec's proper name, as `codecs.lookup(…).name` has it.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Utf8 => "utf-8",
            Codec::Utf8Sig => "utf-8-sig",
            Codec::Utf16(None) => "utf-16",
            Codec::Utf16(Some(Order::Little)) => "utf-16-le",
            Codec::Utf16(Some(Order::Big)) => "utf-16-be",
            Codec::Utf32(None) => "utf-32",
            Codec::Utf32(Some(Order::Little)) => "utf-32-le",
            Codec::Utf32(Some(Order::Big)) => "utf-32-be",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "iso8859-1",
            Codec::Charmap(charmap) => charmap.name,
            Codec::Utf7 => "utf-7",
            Codec::Multibyte(encoding) => encoding.name(),
            Codec::UnicodeEscape => "unicode-escape",
            Codec::RawUnicodeEscape => "raw-unicode-escape",
        }
    }

    /// The state of a multi-byte encoding at the start of a text that is decoded; zeros of others.
    fn decoding_state(self) -> multibyte::State {
        match self {
            Codec::Multibyte(encoding) => encoding.decoding_state(),
            _ => [0; 8],
        }
    }

    /// The name that its errors carry.
    fn error_name(self) -> &'static str {
        match self {
            Codec::Utf8Sig => "utf-8",
            Codec::Latin1 => "latin-1",
            Codec::Charmap(_) => "charmap",
            Codec::UnicodeEscape => "unicodeescape",
            Codec::RawUnicodeEscape => "rawunicodeescape",
            codec => codec.name(),
        }
    }
}

/// A name as the tables have it: lower case, each run of other characters than letters, digits and points one underscore.
pub fn normalize(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '.' || !c.is_ascii() {
            if gap && !out.is_empty() {
                out.push('_');
            }
            gap = false;
            out.push(c.to_ascii_lowercase());
        } else {
            gap = true;
        }
    }
    out
}

/// The codec with this name, in any of its spellings; `None` is CPython's `LookupError: unknown encoding: …`.
pub fn lookup(name: &str) -> Option<Codec> {
    match name {
        "utf-8" | "utf8" | "UTF-8" | "utf_8" => return Some(Codec::Utf8),
        "ascii" => return Some(Codec::Ascii),
        "latin-1" | "latin1" | "iso-8859-1" => return Some(Codec::Latin1),
        "utf-16" => return Some(Codec::Utf16(None)),
        "utf-16-le" => return Some(Codec::Utf16(Some(Order::Little))),
        "utf-16-be" => return Some(Codec::Utf16(Some(Order::Big))),
        _ => {}
    }
    let name = normalize(name);
    let at = names::ALIASES.binary_search_by(|row| row.0.cmp(&name)).ok()?;
    let proper = names::ALIASES[at].1;
    Some(match proper {
        "utf-8" => Codec::Utf8,
        "utf-8-sig" => Codec::Utf8Sig,
        "utf-16" => Codec::Utf16(None),
        "utf-16-le" => Codec::Utf16(Some(Order::Little)),
        "utf-16-be" => Codec::Utf16(Some(Order::Big)),
        "utf-32" => Codec::Utf32(None),
        "utf-32-le" => Codec::Utf32(Some(Order::Little)),
        "utf-32-be" => Codec::Utf32(Some(Order::Big)),
        "ascii" => Codec::Ascii,
        "iso8859-1" => Codec::Latin1,
        "utf-7" => Codec::Utf7,
        "unicode-escape" => Codec::UnicodeEscape,
        "raw-unicode-escape" => Codec::RawUnicodeEscape,
        _ => match multibyte::by_name(proper) {
            Some(encoding) => Codec::Multibyte(encoding),
            None => Codec::Charmap(charmaps::CHARMAPS.iter().find(|charmap| charmap.name == proper)?),
        },
    })
}

/// The fields of a `UnicodeDecodeError` (its object is the input, from `skipped` on).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// `encoding`
    pub encoding: &'static str,
    /// `start`, in bytes.
    pub start: usize,
    /// `end`, in bytes.
    pub end: usize,
    /// `reason`
    pub reason: &'static str,
    /// How many bytes of the input are not in the error's object: the mark of `utf-8-sig`.
    pub skipped: usize,
}

impl DecodeError {
    /// `str(error)`; `input` is the error's object.
    pub fn message(&self, input: &[u8]) -> String {
        decode_message(self.encoding, input, self.start, self.end, self.reason)
    }
}

/// `str()` of a `UnicodeDecodeError` with these fields.
pub fn decode_message(encoding: &str, input: &[u8], start: usize, end: usize, reason: &str) -> String {
    match input.get(start) {
        Some(byte) if end == start + 1 => {
            format!("'{encoding}' codec can't decode byte {byte:#04x} in position {start}: {reason}")
        }
        _ => {
            format!("'{encoding}' codec can't decode bytes in position {start}-{}: {reason}", end as isize - 1)
        }
    }
}

/// The fields of a `UnicodeEncodeError` (its object is the text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError {
    /// `encoding`
    pub encoding: &'static str,
    /// `start`, in code points.
    pub start: usize,
    /// `end`, in code points.
    pub end: usize,
    /// `reason`
    pub reason: &'static str,
}

impl EncodeError {
    /// `str(error)`; `text` is the error's object.
    pub fn message(&self, text: &[u8]) -> String {
        encode_message(self.encoding, text, self.start, self.end, self.reason)
    }
}

/// `str()` of a `UnicodeEncodeError` with these fields.
pub fn encode_message(encoding: &str, text: &[u8], start: usize, end: usize, reason: &str) -> String {
    match wtf8::code_point_at(text, start) {
        Some(code_point) if end == start + 1 => {
            let shown = quote::numeric_escape(code_point);
            format!("'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}")
        }
        _ => {
            format!("'{encoding}' codec can't encode characters in position {start}-{}: {reason}", end as isize - 1)
        }
    }
}

/// What is asked when bytes cannot be decoded.
pub trait DecodeErrors {
    /// What a refusal is.
    type Error;
    /// The text to put in place of `input[error.start..error.end]`, and the byte to go on at; this must be at most the
    /// input's length.
    fn handle(&mut self, error: &DecodeError, input: &[u8]) -> Result<(Vec<u8>, usize), Self::Error>;
}

/// What is written in place of code points that cannot be encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// Encoded in its turn; the error stands if it cannot be.
    Text(Vec<u8>),
    /// Written as it is.
    Bytes(Vec<u8>),
}

/// What is asked when code points cannot be encoded.
pub trait EncodeErrors {
    /// What a refusal is.
    type Error: From<EncodeError>;
    /// The replacement of `text[error.start:error.end]`, and the index to go on at; this must be at most the text's length.
    fn handle(&mut self, error: &EncodeError, text: &[u8]) -> Result<(Replacement, usize), Self::Error>;
    /// The refusal of a replacement that cannot be encoded in its turn; `text` is the replacement.
    fn refuse(&mut self, error: EncodeError, text: &[u8]) -> Self::Error {
        let _ = text;
        error.into()
    }
    /// Whether escaped bytes (U+DC80 to U+DCFF) before others in a run are written without being asked for.
    fn writes_escaped_bytes(&self) -> bool {
        false
    }
}
