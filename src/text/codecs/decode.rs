//! Bytes to text.
//!
//! Each codec is a step function: it decodes as much as it can from a position and says what stopped it. [`run`] drives the
//! step and asks the error handler.

use std::borrow::Cow;

use super::handlers::read_unit;
use super::multibyte::State;
use super::{Charmap, Codec, DecodeError, DecodeErrors, Order, utf7};
use crate::text::{unicode, wtf8};

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
const TRUNCATED: &str = "truncated data";
const UNEXPECTED_END: &str = "unexpected end of data";

/// What ended a step, at the byte it gives.
pub(super) enum Stop {
    /// The end of the input.
    End,
    /// `len` bytes at `at` are wrong.
    Bad { at: usize, len: usize, reason: &'static str },
    /// The rest of the input, from `at` on, is the start of something: wrong if no more comes.
    Short { at: usize, reason: &'static str },
    /// As `Short`, but the end of the input is as good as another unless there is a reason; if more comes, only so much of the
    /// output stays.
    Open { at: usize, kept: usize, reason: Option<&'static str> },
}

type Step<'a> = dyn FnMut(&[u8], usize, &mut Vec<u8>) -> Stop + 'a;

/// `bytes.decode`.
///
/// # Errors
/// Those of the handler.
pub fn decode<H: DecodeErrors>(codec: Codec, input: &[u8], errors: &mut H) -> Result<Vec<u8>, H::Error> {
    let (codec, skipped) = match after_mark(codec, input) {
        Some(found) => found,
        None => (codec, 0),
    };
    // The mark of utf-8-sig is not in the object of an error, the others are.
    let (input, at, skipped) = match codec {
        Codec::Utf8 => (&input[skipped..], 0, skipped),
        _ => (input, skipped, 0),
    };
    let (text, _) = run(codec, Input { bytes: input, at, skipped, last: true }, &mut codec.decoding_state(), errors)?;
    Ok(text)
}

/// Resolves a codec that looks at a mark: what it becomes and the mark's length. `None` if the input is too short to tell.
fn after_mark(codec: Codec, input: &[u8]) -> Option<(Codec, usize)> {
    let marks: &[(&[u8], Codec)] = match codec {
        Codec::Utf8Sig => &[(UTF8_MARK, Codec::Utf8)],
        Codec::Utf16(None) => &[(b"\xff\xfe", Codec::Utf16(Some(Order::Little))), (b"\xfe\xff", Codec::Utf16(Some(Order::Big)))],
        Codec::Utf32(None) => &[(b"\xff\xfe\0\0", Codec::Utf32(Some(Order::Little))), (b"\0\0\xfe\xff", Codec::Utf32(Some(Order::Big)))],
        _ => return Some((codec, 0)),
    };
    if let Some((mark, found)) = marks.iter().find(|(mark, _)| input.starts_with(mark)) {
        return Some((*found, mark.len()));
    }
    if marks.iter().any(|(mark, _)| mark.starts_with(input)) {
        return None;
    }
    Some((marks[0].1, 0))
}

struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
    skipped: usize,
    /// Whether nothing comes behind.
    last: bool,
}

/// Decodes; the second result is how many bytes were used (all, if the input is the last).
fn run<H: DecodeErrors>(codec: Codec, input: Input<'_>, state: &mut State, errors: &mut H) -> Result<(Vec<u8>, usize), H::Error> {
    let Input { bytes, mut at, skipped, last } = input;
    let step: &mut Step<'_> = match codec {
        Codec::Utf8 | Codec::Utf8Sig => &mut utf8,
        Codec::Ascii => &mut ascii,
        Codec::Latin1 => &mut latin1,
        Codec::Utf7 => &mut utf7::step,
        Codec::Multibyte(encoding) => &mut |bytes, at, out| encoding.step(state, bytes, at, out),
        Codec::Charmap(charmap) => &mut move |bytes, at, out| single(charmap, bytes, at, out),
        Codec::Utf16(order) => &mut move |bytes, at, out| utf16(order.unwrap_or(Order::Little), bytes, at, out),
        Codec::Utf32(order) => &mut move |bytes, at, out| utf32(order.unwrap_or(Order::Little), bytes, at, out),
        Codec::UnicodeEscape => &mut unicode_escape,
        Codec::RawUnicodeEscape => &mut raw_unicode_escape,
    };
    let encoding = match codec {
        Codec::Utf16(None) => "utf-16-le",
        Codec::Utf32(None) => "utf-32-le",
        Codec::Utf7 => "utf7",
        codec => codec.error_name(),
    };
    let mut out = Vec::with_capacity(bytes.len() - at);
    loop {
        let (start, end, reason) = match step(bytes, at, &mut out) {
            Stop::End => return Ok((out, bytes.len())),
            Stop::Short { at, .. } if !last => return Ok((out, at)),
            Stop::Open { at, kept, .. } if !last => {
                out.truncate(kept);
                return Ok((out, at));
            }
            Stop::Open { reason: None, .. } => return Ok((out, bytes.len())),
            Stop::Open { at, reason: Some(reason), .. } => (at, bytes.len(), reason),
            Stop::Short { at, reason } => (at, bytes.len(), reason),
            Stop::Bad { at, len, reason } => (at, at + len, reason),
        };
        let error = DecodeError { encoding, start, end, reason, skipped };
        let (text, next) = errors.handle(&error, bytes)?;
        out.extend_from_slice(&text);
        at = next;
    }
}

fn utf8(bytes: &[u8], at: usize, out: &mut Vec<u8>) -> Stop {
    let rest = &bytes[at..];
    let error = match std::str::from_utf8(rest) {
        Ok(_) => {
            out.extend_from_slice(rest);
            return Stop::End;
        }
        Err(error) => error,
    };
    out.extend_from_slice(&rest[..error.valid_up_to()]);
    let at = at + error.valid_up_to();
    match error.error_len() {
        None => Stop::Short { at, reason: UNEXPECTED_END },
        Some(len) => {
            let starts = matches!(bytes[at], 0xc2..=0xf4);
            Stop::Bad { at, len, reason: if starts { "invalid continuation byte" } else { "invalid start byte" } }
        }
    }
}

fn ascii(bytes: &[u8], at: usize, out: &mut Vec<u8>) -> Stop {
    let rest = &bytes[at..];
    let len = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
    out.extend_from_slice(&rest[..len]);
    if len == rest.len() {
        return Stop::End;
    }
    Stop::Bad { at: at + len, len: 1, reason: "ordinal not in range(128)" }
}

fn latin1(bytes: &[u8], at: usize, out: &mut Vec<u8>) -> Stop {
    bytes[at..].iter().for_each(|&byte| wtf8::push(out, u32::from(byte)));
    Stop::End
}

fn single(charmap: &Charmap, bytes: &[u8], at: usize, out: &mut Vec<u8>) -> Stop {
    for (i, &byte) in bytes[at..].iter().enumerate() {
        match (byte, charmap.lower) {
            (0..=0x7f, None) => out.push(byte),
            _ => match charmap.lower.filter(|_| byte < 0x80).unwrap_or(&charmap.upper)[usize::from(byte & 0x7f)] {
                0xfffe => return Stop::Bad { at: at + i, len: 1, reason: "character maps to <undefined>" },
                code_point => wtf8::push(out, u32::from(code_point)),
            },
        }
    }
    Stop::End
}

fn utf16(order: Order, bytes: &[u8], mut at: usize, out: &mut Vec<u8>) -> Stop {
    let read = |at: usize| bytes.get(at..at + 2).map(|unit| read_unit(unit, order));
    while at < bytes.len() {
        let Some(unit) = read(at) else { return Stop::Short { at, reason: TRUNCATED } };
        match (unit, read(at + 2)) {
            (0xd800..0xdc00, Some(low @ 0xdc00..0xe000)) => {
                wtf8::push(out, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
                at += 4;
                continue;
            }
            (0xd800..0xdc00, Some(_)) => return Stop::Bad { at, len: 2, reason: "illegal UTF-16 surrogate" },
            (0xd800..0xdc00, None) => return Stop::Short { at, reason: UNEXPECTED_END },
            (0xdc00..0xe000, _) => return Stop::Bad { at, len: 2, reason: "illegal encoding" },
            _ => wtf8::push(out, unit),
        }
        at += 2;
    }
    Stop::End
}

fn utf32(order: Order, bytes: &[u8], mut at: usize, out: &mut Vec<u8>) -> Stop {
    while at < bytes.len() {
        let Some(unit) = bytes.get(at..at + 4) else { return Stop::Short { at, reason: TRUNCATED } };
        let reason = match read_unit(unit, order) {
            0xd800..0xe000 => "code point in surrogate code point range(0xd800, 0xe000)",
            code_point @ 0..=0x10_ffff => {
                wtf8::push(out, code_point);
                at += 4;
                continue;
            }
            _ => "code point not in range(0x110000)",
        };
        return Stop::Bad { at, len: 4, reason };
    }
    Stop::End
}

/// `count` hexadecimal digits behind a two-byte head, or what is wrong with them.
fn hex_escape(bytes: &[u8], at: usize, count: usize, reason: &'static str) -> Result<u32, Stop> {
    let digits = &bytes[at + 2..bytes.len().min(at + 2 + count)];
    let good = digits.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    if good < count {
        let stop = if at + 2 + good == bytes.len() { Stop::Short { at, reason } } else { Stop::Bad { at, len: 2 + good, reason } };
        return Err(stop);
    }
    Ok(digits.iter().fold(0, |value, &byte| value << 4 | (byte as char).to_digit(16).unwrap_or(0)))
}

/// The digits and the error of `\x`, `\u`, `\U`.
fn hex_kind(letter: u8) -> Option<(usize, &'static str)> {
    match letter {
        b'x' => Some((2, "truncated \\xXX escape")),
        b'u' => Some((4, "truncated \\uXXXX escape")),
        b'U' => Some((8, "truncated \\UXXXXXXXX escape")),
        _ => None,
    }
}

fn unicode_escape(bytes: &[u8], mut at: usize, out: &mut Vec<u8>) -> Stop {
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            wtf8::push(out, u32::from(bytes[at]));
            at += 1;
            continue;
        }
        let Some(&letter) = bytes.get(at + 1) else { return Stop::Short { at, reason: "\\ at end of string" } };
        if let Some((count, reason)) = hex_kind(letter) {
            match hex_escape(bytes, at, count, reason) {
                Ok(code_point @ 0..=0x10_ffff) => wtf8::push(out, code_point),
                Ok(_) => return Stop::Bad { at, len: 2 + count, reason: "illegal Unicode character" },
                Err(stop) => return stop,
            }
            at += 2 + count;
            continue;
        }
        match letter {
            b'0'..=b'7' => {
                let digits = bytes[at + 1..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7'));
                let (len, value) = digits.fold((1, 0), |(len, value), byte| (len + 1, value << 3 | u32::from(byte - b'0')));
                wtf8::push(out, value);
                at += len;
                continue;
            }
            b'N' => match named(bytes, at) {
                Ok((code_point, len)) => {
                    wtf8::push(out, code_point);
                    at += len;
                    continue;
                }
                Err(stop) => return stop,
            },
            b'\n' => {}
            _ => match simple_escape(letter) {
                Some(byte) => out.push(byte),
                // An unknown escape stands for itself.
                None => {
                    out.push(b'\\');
                    wtf8::push(out, u32::from(letter));
                }
            },
        }
        at += 2;
    }
    Stop::End
}

fn simple_escape(letter: u8) -> Option<u8> {
    Some(match letter {
        b'\\' | b'\'' | b'"' => letter,
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0b,
        _ => return None,
    })
}

/// `\N{name}`: the code point and the length of all.
fn named(bytes: &[u8], at: usize) -> Result<(u32, usize), Stop> {
    const MALFORMED: &str = "malformed \\N character escape";
    let rest = &bytes[at + 2..];
    if rest.first().is_some_and(|&byte| byte != b'{') {
        return Err(Stop::Bad { at, len: 2, reason: MALFORMED });
    }
    let Some(end) = memchr::memchr(b'}', rest) else { return Err(Stop::Short { at, reason: MALFORMED }) };
    if end == 1 {
        return Err(Stop::Bad { at, len: 3, reason: MALFORMED });
    }
    let found = std::str::from_utf8(&rest[1..end]).ok().and_then(unicode::by_name);
    let len = 3 + end;
    found.map(|code_point| (code_point, len)).ok_or(Stop::Bad { at, len, reason: "unknown Unicode character name" })
}

fn raw_unicode_escape(bytes: &[u8], mut at: usize, out: &mut Vec<u8>) -> Stop {
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            wtf8::push(out, u32::from(bytes[at]));
            at += 1;
            continue;
        }
        match bytes.get(at + 1) {
            Some(letter @ (b'u' | b'U')) => {
                let (count, reason) = hex_kind(*letter).unwrap_or((4, ""));
                match hex_escape(bytes, at, count, reason) {
                    Ok(code_point @ 0..=0x10_ffff) => wtf8::push(out, code_point),
                    Ok(_) => return Stop::Bad { at, len: 2 + count, reason: "\\Uxxxxxxxx out of range" },
                    Err(stop) => return stop,
                }
                at += 2 + count;
            }
            // A pair of backslashes stays, and shields what follows.
            Some(&byte) => {
                out.push(b'\\');
                wtf8::push(out, u32::from(byte));
                at += 2;
            }
            None => {
                out.push(b'\\');
                at += 1;
            }
        }
    }
    Stop::End
}

/// Decodes input that comes in pieces. What the last piece left open waits here.
#[derive(Clone, Debug)]
pub struct IncrementalDecoder {
    codec: Codec,
    /// The codec as long as no mark was seen: `codec` is what it became.
    fresh: Option<Codec>,
    pending: Vec<u8>,
    /// what a multi-byte encoding has called
    state: State,
}

impl IncrementalDecoder {
    /// A decoder at the start of its input.
    pub fn new(codec: Codec) -> Self {
        IncrementalDecoder { codec, fresh: Some(codec), pending: Vec::new(), state: codec.decoding_state() }
    }

    /// The next piece; `last` says that nothing comes behind. Positions of errors count from the first byte that was pending.
    ///
    /// # Errors
    /// Those of the handler; all is then as it was before, but for what a multi-byte encoding has called and what was pending of
    /// one.
    pub fn decode<H: DecodeErrors>(&mut self, piece: &[u8], last: bool, errors: &mut H) -> Result<Vec<u8>, H::Error> {
        let bytes: Cow<'_, [u8]> = match self.pending.as_slice() {
            [] => Cow::Borrowed(piece),
            pending => Cow::Owned([pending, piece].concat()),
        };
        let mut at = 0;
        let mut codec = self.codec;
        if let Some(fresh) = self.fresh {
            let shortest = match fresh {
                Codec::Utf16(None) => 2,
                Codec::Utf32(None) => 4,
                _ => 0,
            };
            if bytes.len() < shortest && !last {
                self.pending = bytes.into_owned();
                return Ok(Vec::new());
            }
            match after_mark(fresh, &bytes) {
                Some((found, len)) => (codec, at) = (found, len),
                // a mark that never ended is no text
                None if last && !matches!(fresh, Codec::Utf8Sig) => {}
                None => {
                    self.pending = bytes.into_owned();
                    return Ok(Vec::new());
                }
            }
        }
        let run = run(codec, Input { bytes: &bytes, at, skipped: 0, last }, &mut self.state, errors);
        let (text, used) = match run {
            Ok(done) => done,
            Err(error) => {
                if matches!(codec, Codec::Multibyte(_)) && !last {
                    self.pending.clear();
                }
                return Err(error);
            }
        };
        self.codec = codec;
        self.fresh = None;
        self.pending = bytes[used..].to_vec();
        Ok(text)
    }

    /// A decoder behind the mark of its input, with bytes that wait for more.
    pub fn going_on(codec: Codec, pending: &[u8]) -> Self {
        IncrementalDecoder { codec, fresh: None, pending: pending.to_vec(), state: codec.decoding_state() }
    }

    /// A decoder that has seen no mark yet, with bytes that wait for more.
    pub fn fresh(codec: Codec, pending: &[u8]) -> Self {
        IncrementalDecoder { codec, fresh: Some(codec), pending: pending.to_vec(), state: codec.decoding_state() }
    }

    /// Is it at the start of its input?
    pub fn is_fresh(&self) -> bool {
        self.fresh.is_some()
    }

    /// The length of a unit, and the order without a mark, if the input so far has begun without one: unlike a whole text, one that
    /// comes in pieces must begin with a mark.
    pub fn unmarked(&self, piece: &[u8]) -> Option<(usize, Codec)> {
        let fresh = self.fresh?;
        let unit = match fresh {
            Codec::Utf16(None) => 2,
            Codec::Utf32(None) => 4,
            _ => return None,
        };
        let begin: Vec<u8> = self.pending.iter().chain(piece).copied().take(unit).collect();
        match after_mark(fresh, &begin)? {
            (order, 0) if begin.len() == unit => Some((unit, order)),
            _ => None,
        }
    }

    /// What it decodes: an order is told by the mark that was seen.
    pub fn codec(&self) -> Codec {
        self.codec
    }

    /// The state of a multi-byte encoding; zeros of others.
    pub fn state(&self) -> State {
        self.state
    }

    /// Goes on from a state, with these bytes before what comes.
    pub fn set_state(&mut self, pending: &[u8], state: State) {
        (self.pending, self.state) = (pending.to_vec(), state);
    }

    /// The bytes that wait for more.
    pub fn pending(&self) -> &[u8] {
        &self.pending
    }
}
