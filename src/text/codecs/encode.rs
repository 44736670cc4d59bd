//! Text to bytes.

use super::handlers::{escaped_byte, push_unit};
use super::multibyte::{Multibyte, State};
use super::{Charmap, Codec, EncodeError, EncodeErrors, Order, Replacement, utf7};
use crate::text::{quote, wtf8};

/// What of a code point an encoding writes.
enum Wrote {
    /// It is in the output.
    Yes,
    /// The encoding has nothing for it.
    No,
}

/// `str.encode`.
///
/// # Errors
/// Those of the handler.
pub fn encode<H: EncodeErrors>(codec: Codec, text: &[u8], errors: &mut H) -> Result<Vec<u8>, H::Error> {
    let mut out = Vec::with_capacity(text.len());
    let codec = match codec {
        Codec::Utf8Sig => {
            out.extend_from_slice(b"\xef\xbb\xbf");
            Codec::Utf8
        }
        Codec::Utf16(None) => {
            out.extend_from_slice(b"\xff\xfe");
            codec
        }
        Codec::Utf32(None) => {
            out.extend_from_slice(b"\xff\xfe\0\0");
            codec
        }
        Codec::Utf7 => return Ok(utf7::encode(text)),
        Codec::Multibyte(encoding) => return Ok(encoding.encode(text, &mut encoding.encoding_state(), true, errors)?.0),
        Codec::UnicodeEscape => return Ok(escape(text, false)),
        Codec::RawUnicodeEscape => return Ok(escape(text, true)),
        codec => codec,
    };
    let mut run = Run { codec, text, byte: 0, index: 0 };
    loop {
        run.copy(&mut out);
        let Some(mut error) = run.bad() else { return Ok(out) };
        if errors.writes_escaped_bytes() && matches!(codec, Codec::Utf8 | Codec::Ascii | Codec::Latin1) {
            run.escaped_bytes(&mut error, &mut out);
            if error.start == error.end {
                continue;
            }
        }
        let (replacement, next) = errors.handle(&error, text)?;
        write_replacement(codec, replacement, &mut out).ok_or(error)?;
        run.go_to(next);
    }
}

/// Where encoding has come to, as a byte and as an index.
struct Run<'a> {
    codec: Codec,
    text: &'a [u8],
    byte: usize,
    index: usize,
}

impl Run<'_> {
    /// Writes all that can be.
    fn copy(&mut self, out: &mut Vec<u8>) {
        let rest = &self.text[self.byte..];
        let plain = match self.codec {
            Codec::Utf8 => wtf8::find_surrogate(rest).unwrap_or(rest.len()),
            Codec::Utf16(_) | Codec::Utf32(_) => 0,
            Codec::Charmap(charmap) if !charmap.has_ascii() => 0,
            _ => rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len()),
        };
        out.extend_from_slice(&rest[..plain]);
        self.index += wtf8::count_code_points(&rest[..plain]);
        self.byte += plain;
        if let Codec::Utf16(order) = self.codec {
            let ascii = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
            let unit = |&byte: &u8| if order == Some(Order::Big) { [0, byte] } else { [byte, 0] };
            out.extend(rest[..ascii].iter().flat_map(unit));
            self.byte += ascii;
            self.index += ascii;
        }
        while let Some((code_point, len)) = wtf8::decode_at(self.text, self.byte) {
            let Wrote::Yes = put(self.codec, code_point, out) else { return };
            self.byte += len;
            self.index += 1;
        }
    }

    /// The run of code points from here that cannot be written; UTF-16 and UTF-32 take them one by one.
    fn bad(&self) -> Option<EncodeError> {
        let one = matches!(self.codec, Codec::Utf16(_) | Codec::Utf32(_));
        let count = wtf8::code_points(&self.text[self.byte..])
            .take(if one { 1 } else { usize::MAX })
            .take_while(|&code_point| matches!(put(self.codec, code_point, &mut Vec::new()), Wrote::No))
            .count();
        let reason = match self.codec {
            Codec::Ascii => "ordinal not in range(128)",
            Codec::Latin1 => "ordinal not in range(256)",
            Codec::Charmap(_) => "character maps to <undefined>",
            _ => "surrogates not allowed",
        };
        let (start, end) = (self.index, self.index + count);
        (count > 0).then(|| EncodeError { encoding: self.codec.error_name(), start, end, reason })
    }

    /// Writes the escaped bytes that the error begins with.
    fn escaped_bytes(&mut self, error: &mut EncodeError, out: &mut Vec<u8>) {
        while error.start < error.end
            && let Some((code_point, len)) = wtf8::decode_at(self.text, self.byte)
            && let Some(byte) = escaped_byte(code_point)
        {
            out.push(byte);
            self.byte += len;
            self.index += 1;
            error.start += 1;
        }
    }

    fn go_to(&mut self, index: usize) {
        self.byte = if index >= self.index {
            self.byte + wtf8::byte_of_index(&self.text[self.byte..], index - self.index)
        } else {
            wtf8::byte_of_index(self.text, index)
        };
        self.index = index;
    }
}

/// Writes one code point.
fn put(codec: Codec, code_point: u32, out: &mut Vec<u8>) -> Wrote {
    let surrogate = (0xd800..0xe000).contains(&code_point);
    match codec {
        Codec::Ascii if code_point < 0x80 => out.push(code_point as u8),
        Codec::Latin1 if code_point < 0x100 => out.push(code_point as u8),
        Codec::Charmap(charmap) => {
            let Some(byte) = charmap.byte(code_point) else { return Wrote::No };
            out.push(byte);
        }
        Codec::Utf8 if !surrogate => wtf8::push(out, code_point),
        Codec::Utf16(order) if !surrogate => {
            let order = order.unwrap_or(Order::Little);
            match code_point.checked_sub(0x10000) {
                None => push_unit(out, code_point, 2, order),
                Some(above) => {
                    push_unit(out, 0xd800 + (above >> 10), 2, order);
                    push_unit(out, 0xdc00 + (above & 0x3ff), 2, order);
                }
            }
        }
        Codec::Utf32(order) if !surrogate => push_unit(out, code_point, 4, order.unwrap_or(Order::Little)),
        _ => return Wrote::No,
    }
    Wrote::Yes
}

impl Charmap {
    /// Whether all of ASCII becomes itself.
    fn has_ascii(&self) -> bool {
        self.lower.is_none() && self.others.iter().all(|other| other.0 >= 0x80)
    }

    fn byte(&self, code_point: u32) -> Option<u8> {
        if let Some((_, byte)) = self.others.iter().find(|other| u32::from(other.0) == code_point) {
            return Some(*byte);
        }
        let place = |half: &[u16; 128]| half.iter().position(|&known| u32::from(known) == code_point && known != 0xfffe);
        let lower = match self.lower {
            None => (code_point < 0x80).then_some(code_point as usize),
            Some(lower) => place(lower),
        };
        lower.or_else(|| place(&self.upper).map(|at| at + 0x80)).map(|byte| byte as u8)
    }
}

/// Encodes text that comes in pieces with a multi-byte encoding.
#[derive(Clone, Debug)]
pub struct IncrementalEncoder {
    encoding: &'static Multibyte,
    state: State,
    pending: Vec<u8>,
}

impl IncrementalEncoder {
    /// An encoder at the start of its text.
    pub fn new(encoding: &'static Multibyte) -> Self {
        IncrementalEncoder { encoding, state: encoding.encoding_state(), pending: Vec::new() }
    }

    /// The text that is encoded when this piece comes: it, and what waited for it. Positions of errors count in it.
    pub fn text(&self, piece: &[u8]) -> Vec<u8> {
        [&self.pending, piece].concat()
    }

    /// Encodes what `text` gave; `last` says that nothing comes behind.
    ///
    /// # Errors
    /// Those of the handler; what waited waits on.
    pub fn encode<H: EncodeErrors>(&mut self, text: &[u8], last: bool, errors: &mut H) -> Result<Vec<u8>, H::Error> {
        let (out, used) = self.encoding.encode(text, &mut self.state, last, errors)?;
        self.pending = text[used..].to_vec();
        Ok(out)
    }

    /// Begins anew: what waited is lost, and nothing is called any more but what lasts.
    pub fn reset(&mut self) {
        self.pending.clear();
        self.encoding.end(&mut self.state, &mut Vec::new());
    }

    /// The text that waits, and the encoding's state.
    pub fn state(&self) -> (&[u8], State) {
        (&self.pending, self.state)
    }

    /// Goes on from a state.
    pub fn set_state(&mut self, pending: &[u8], state: State) {
        (self.pending, self.state) = (pending.to_vec(), state);
    }
}

/// `None` if the replacement cannot be written in its turn.
fn write_replacement(codec: Codec, replacement: Replacement, out: &mut Vec<u8>) -> Option<()> {
    let unit = match codec {
        Codec::Utf16(_) => 2,
        Codec::Utf32(_) => 4,
        _ => 1,
    };
    match replacement {
        Replacement::Bytes(bytes) if bytes.len().is_multiple_of(unit) => out.extend_from_slice(&bytes),
        Replacement::Bytes(_) => return None,
        Replacement::Text(text) => {
            let only_ascii = matches!(codec, Codec::Utf8 | Codec::Utf16(_) | Codec::Utf32(_));
            if only_ascii && !text.is_ascii() {
                return None;
            }
            for code_point in wtf8::code_points(&text) {
                let Wrote::Yes = put(codec, code_point, out) else { return None };
            }
        }
    }
    Some(())
}

/// `unicode-escape`, or its raw form, which escapes only what Latin-1 has not.
fn escape(text: &[u8], raw: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for code_point in wtf8::code_points(text) {
        match code_point {
            0..=0xff if raw => out.push(code_point as u8),
            0x5c => out.extend_from_slice(b"\\\\"),
            0x20..=0x7e => out.push(code_point as u8),
            _ if raw => out.extend_from_slice(quote::numeric_escape(code_point).as_bytes()),
            _ => quote::push_escape(&mut out, code_point),
        }
    }
    out
}
