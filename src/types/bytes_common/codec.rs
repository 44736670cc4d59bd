//! Encoding and decoding as scripts see it: codecs and error handlers by name, registered ones included.
//!
//! The encodings of `text::codecs` are known by all their names. Any other name is asked of the search functions that
//! `codecs.register` got (`search`). Error handlers by name are the built-in ones, then those of `codecs.register_error`.
//! Registered functions stand in the interpreter's registry, in the values named below.

use std::borrow::Cow;

use crate::object::layouts::*;
use crate::object::{Layout, Raised, Res, Value};
use crate::text::codecs::{
    self, Codec, DecodeError, DecodeErrors, EncodeError, EncodeErrors, Handler, IncrementalDecoder, IncrementalEncoder, Replacement,
};
use crate::types::exceptions as exc;
use crate::vm::Vm;

use super::{buffer_of, memory};

/// The registry's names of: the list of search functions, the dict of codecs that they found, the dict of handlers.
pub const SEARCH_PATH: &str = "codecs.search_path";
pub const FOUND: &str = "codecs.found";
pub const HANDLERS: &str = "codecs.handlers";

/// Encodings and ways to treat errors that scripts name most.
const COMMON_NAMES: [&str; 9] = ["utf-8", "utf8", "ascii", "latin-1", "strict", "replace", "ignore", "surrogateescape", "surrogatepass"];

/// The argument `encoding` or `errors` of a method, as text.
///
/// # Errors
/// "decode() argument 'encoding' must be str, not int"
pub fn name_argument(vm: &Vm, v: Value, function: &dyn Fn() -> String, which: &str, default: &'static str) -> Res<Cow<'static, str>> {
    let Some(v) = v.given() else { return Ok(Cow::Borrowed(default)) };
    let Some(text) = v.str_bytes() else {
        return Err(vm.type_error(format!("{}() argument '{which}' must be str, not {}", function(), super::shown(v))));
    };
    if let Some(common) = COMMON_NAMES.iter().find(|name| name.as_bytes() == text) {
        return Ok(Cow::Borrowed(common));
    }
    if text.contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    match std::str::from_utf8(text) {
        Ok(text) => Ok(Cow::Owned(text.to_string())),
        Err(_) => Err(encode_error(vm, v, &first_surrogate(text))),
    }
}

fn first_surrogate(text: &[u8]) -> EncodeError {
    let byte = crate::text::wtf8::find_surrogate(text).unwrap_or(0);
    let start = crate::text::wtf8::index_of_byte(text, byte);
    EncodeError { encoding: "utf-8", start, end: start + 1, reason: "surrogates not allowed" }
}

/// `text.encode(encoding, errors)` as bytes of Rust.
///
/// # Errors
/// `LookupError`, `UnicodeEncodeError`, those of handlers.
pub fn encode_to_bytes(vm: &Vm, text: Value, encoding: &str, errors: &str) -> Res<Vec<u8>> {
    match codecs::lookup(encoding) {
        Some(codec) => encode(vm, text, codec, errors).map_err(|raised| failed_found(vm, raised, encoding, 0)),
        None => {
            let out = run_found(vm, encoding, 0, text, errors, true)?;
            if !matches!(out.layout(), Layout::Bytes | Layout::ByteArray) {
                let text = format!(
                    "'{encoding}' encoder returned '{}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
                    out.type_name()
                );
                return Err(vm.type_error(text));
            }
            Ok(buffer_of(vm, out)?.to_vec())
        }
    }
}

/// What a codec raised, with a note that says which one; `which` is 0 of an encoder and 1 of a decoder.
#[cold]
pub fn failed(vm: &Vm, raised: Raised, encoding: &str, which: usize) -> Raised {
    vm.noted(raised, &format!("{} with '{encoding}' codec failed", if which == 0 { "encoding" } else { "decoding" }))
}

/// As `failed`, unless `str` and `bytes` know the codec by this name themselves and look for none.
#[cold]
fn failed_found(vm: &Vm, raised: Raised, encoding: &str, which: usize) -> Raised {
    let name: String = encoding.chars().map(|c| if c == '-' || c == ' ' { '_' } else { c.to_ascii_lowercase() }).collect();
    let own = match name.strip_prefix("utf") {
        Some(rest) => matches!(rest.strip_prefix('_').unwrap_or(rest), "8" | "16" | "32"),
        None => matches!(&*name, "ascii" | "us_ascii" | "latin1" | "latin_1" | "iso_8859_1" | "iso8859_1"),
    };
    if own { raised } else { failed(vm, raised, encoding, which) }
}

/// `text.encode(encoding, errors)`
///
/// # Errors
/// As `encode_to_bytes`.
pub fn encode_to_value(vm: &Vm, text: Value, encoding: &str, errors: &str) -> Res {
    if text.cast::<Str>().is_some_and(|s| s.is_ascii())
        && matches!(codecs::lookup(encoding), Some(Codec::Utf8 | Codec::Ascii | Codec::Latin1))
    {
        return memory::long_bytes(vm, text.str_bytes().unwrap_or(b""));
    }
    memory::long_bytes(vm, &encode_to_bytes(vm, text, encoding, errors)?)
}

/// `data.decode(encoding, errors)` of a bytes-like object.
///
/// # Errors
/// `LookupError`, `UnicodeDecodeError`, those of handlers.
pub fn decode_to_str(vm: &Vm, data: Value, encoding: &str, errors: &str) -> Res {
    let bytes = buffer_of(vm, data)?;
    if bytes.is_empty() {
        // no codec is asked for nothing
        return Ok(crate::vm::intern::empty_str());
    }
    if let Some(codec) = codecs::lookup(encoding) {
        let is_ascii = vm.aside_over(bytes.len(), || bytes.is_ascii());
        if matches!(codec, Codec::Utf8 | Codec::Ascii | Codec::Latin1) && is_ascii {
            return memory::long_text_counted(vm, &bytes, bytes.len());
        }
        if matches!(codec, Codec::Utf8) && vm.aside_over(bytes.len(), || std::str::from_utf8(&bytes).is_ok()) {
            return memory::long_text(vm, &bytes);
        }
        vm.check_memory(bytes.len(), if errors == "strict" { 6 } else { 12 })?;
        let text = decode(vm, &bytes, codec, errors).map_err(|raised| failed_found(vm, raised, encoding, 1))?;
        return memory::long_text(vm, &text);
    }
    let out = run_found(vm, encoding, 1, data, errors, true)?;
    if out.str_bytes().is_none() {
        let text = format!(
            "'{encoding}' decoder returned '{}' instead of 'str'; use codecs.decode() to decode to arbitrary types",
            out.type_name()
        );
        return Err(vm.type_error(text));
    }
    Ok(out)
}

/// Encodes with a known codec.
///
/// # Errors
/// `UnicodeEncodeError`, those of handlers.
pub fn encode(vm: &Vm, text: Value, codec: Codec, errors: &str) -> Res<Vec<u8>> {
    let content = text.str_bytes().unwrap_or(b"");
    // a handler may put ten bytes in the place of one
    vm.check_memory(content.len(), if errors == "strict" { 5 } else { 20 })?;
    let ascii = text.cast::<Str>().is_some_and(|s| s.is_ascii());
    if matches!(codec, Codec::Utf8 | Codec::Ascii | Codec::Latin1) && ascii
        || matches!(codec, Codec::Utf8) && std::str::from_utf8(content).is_ok()
    {
        return Ok(content.to_vec());
    }
    if content.len() >= LONG
        && let Ok(made) = vm.aside(|| codecs::encode(codec, content, &mut Refused))
    {
        return Ok(made);
    }
    let mut handler = Errors { vm, name: errors, object: text };
    codecs::encode(codec, content, &mut handler).map_err(|e| e.raise(vm, text))
}

/// Encodes a piece of a text that comes in several, with an encoding that has a state.
///
/// # Errors
/// `UnicodeEncodeError`, those of handlers.
pub fn encode_piece(vm: &Vm, encoder: &mut IncrementalEncoder, piece: Value, last: bool, errors: &str) -> Res<Vec<u8>> {
    let content = piece.str_bytes().unwrap_or(b"");
    vm.check_memory(content.len(), if errors == "strict" { 5 } else { 20 })?;
    let text = encoder.text(content);
    let object = if text.len() == content.len() { piece } else { vm.str_wtf8(&text) };
    encoder.encode(&text, last, &mut Errors { vm, name: errors, object }).map_err(|e| e.raise(vm, object))
}

/// Decodes with a known codec.
///
/// # Errors
/// `UnicodeDecodeError`, those of handlers.
pub fn decode(vm: &Vm, bytes: &[u8], codec: Codec, errors: &str) -> Res<Vec<u8>> {
    let quick = if bytes.len() < LONG { Err(None) } else { vm.aside(|| codecs::decode(codec, bytes, &mut Refused)) };
    let text = match quick {
        Ok(text) => text,
        Err(_) => codecs::decode(codec, bytes, &mut Errors { vm, name: errors, object: Value::UNBOUND })?,
    };
    if matches!(codec, Codec::UnicodeEscape) {
        warn_of_escapes(vm, bytes, "")?;
    }
    Ok(text)
}

/// Warns of the first backslash in decoded bytes that begins no escape, or one for no byte.
///
/// # Errors
/// The warning, if it is one.
pub fn warn_of_escapes(vm: &Vm, bytes: &[u8], prefix: &str) -> Res<()> {
    let mut at = 0;
    while let Some(&[backslash, kind]) = bytes.get(at..at + 2) {
        if backslash != b'\\' {
            at += 1;
            continue;
        }
        let octal = bytes[at + 1..].iter().take(3).take_while(|b| (b'0'..=b'7').contains(b)).count();
        let (shown, what) = match kind {
            b'4'..=b'7' if octal == 3 => (String::from_utf8_lossy(&bytes[at + 1..at + 4]).into_owned(), "octal escape"),
            b'0'..=b'7' | b'\n' | b'\\' | b'\'' | b'"' | b'b' | b'f' | b't' | b'n' | b'r' | b'v' | b'a' | b'x' => {
                at += 2;
                continue;
            }
            b'u' | b'U' | b'N' if prefix.is_empty() => {
                at += 2;
                continue;
            }
            _ => (char::from(kind).to_string(), "escape"),
        };
        let text = format!("{prefix}\"\\{shown}\" is an invalid {what} sequence. Such sequences will not work in the future. ");
        return vm.warn(&exc::DEPRECATION_WARNING, &text, 1);
    }
    Ok(())
}

/// So much is first tried without anybody who could handle an error: then nobody has to wait for it.
const LONG: usize = 64 << 10;

/// What cannot be encoded or decoded ends that try.
struct Refused;

impl EncodeErrors for Refused {
    type Error = EncodeError;
    fn handle(&mut self, error: &EncodeError, _: &[u8]) -> Result<(Replacement, usize), EncodeError> {
        Err(error.clone())
    }
}

impl DecodeErrors for Refused {
    type Error = Option<DecodeError>;
    fn handle(&mut self, error: &DecodeError, _: &[u8]) -> Result<(Vec<u8>, usize), Self::Error> {
        Err(Some(error.clone()))
    }
}

/// Error handling by name, as the codecs ask for it: for whoever drives an `IncrementalDecoder` too.
pub struct Errors<'a> {
    pub vm: &'a Vm,
    pub name: &'a str,
    /// the text that is encoded; not needed to decode
    pub object: Value,
}

/// Why encoding stopped.
pub enum Failed {
    Raised(Raised),
    Unencodable(EncodeError),
}

impl From<EncodeError> for Failed {
    fn from(e: EncodeError) -> Failed {
        Failed::Unencodable(e)
    }
}

impl From<Raised> for Failed {
    fn from(raised: Raised) -> Failed {
        Failed::Raised(raised)
    }
}

impl Failed {
    /// The exception raised.
    pub fn raise(self, vm: &Vm, text: Value) -> Raised {
        match self {
            Failed::Raised(raised) => raised,
            Failed::Unencodable(e) => encode_error(vm, text, &e),
        }
    }
}

/// Raises `UnicodeEncodeError`.
pub fn encode_error(vm: &Vm, text: Value, e: &EncodeError) -> Raised {
    let args = [vm.str(e.encoding), text, vm.int(e.start as i64), vm.int(e.end as i64), vm.str(e.reason)];
    vm.raise_with(&exc::UNICODE_ENCODE_ERROR, &args)
}

/// Raises `UnicodeDecodeError`.
pub fn decode_error(vm: &Vm, input: &[u8], e: &DecodeError) -> Raised {
    let args = [vm.str(e.encoding), vm.bytes(input), vm.int(e.start as i64), vm.int(e.end as i64), vm.str(e.reason)];
    vm.raise_with(&exc::UNICODE_DECODE_ERROR, &args)
}

impl DecodeErrors for Errors<'_> {
    type Error = Raised;

    fn handle(&mut self, error: &DecodeError, input: &[u8]) -> Result<(Vec<u8>, usize), Raised> {
        let vm = self.vm;
        if let Some(mut handler) = Handler::by_name(self.name) {
            if !handler.can_decode() {
                return Err(vm.type_error("don't know how to handle UnicodeDecodeError in error callback"));
            }
            return DecodeErrors::handle(&mut handler, error, input).map_err(|e| decode_error(vm, input, &e));
        }
        let function = lookup_handler(vm, self.name)?;
        let raised = decode_error(vm, input, error);
        let exception = vm.take_raised(raised);
        let answer = vm.call(function, &[exception])?;
        let bad = "decoding error handler must return (str, int) tuple";
        let (text, at) = answer_parts(vm, answer, bad)?;
        let Some(text) = text.str_bytes() else { return Err(vm.type_error(bad)) };
        Ok((text.to_vec(), position(vm, at, input.len())?))
    }
}

impl EncodeErrors for Errors<'_> {
    type Error = Failed;

    fn handle(&mut self, error: &EncodeError, text: &[u8]) -> Result<(Replacement, usize), Failed> {
        let vm = self.vm;
        if let Some(mut handler) = Handler::by_name(self.name) {
            return Ok(EncodeErrors::handle(&mut handler, error, text)?);
        }
        let function = lookup_handler(vm, self.name)?;
        let raised = encode_error(vm, self.object, error);
        let exception = vm.take_raised(raised);
        let answer = vm.call(function, &[exception])?;
        let bad = match codecs::lookup(error.encoding) {
            Some(Codec::Multibyte(_)) => "encoding error handler must return (str, int) tuple",
            _ => "encoding error handler must return (str/bytes, int) tuple",
        };
        let (new, at) = answer_parts(vm, answer, bad)?;
        let new = match (new.str_bytes(), new.cast::<Bytes>()) {
            (Some(t), _) => Replacement::Text(t.to_vec()),
            (_, Some(b)) => Replacement::Bytes(b.bytes().to_vec()),
            _ => return Err(vm.type_error(bad).into()),
        };
        let chars = self.object.cast::<Str>().map_or(0, |s| s.chars as usize);
        Ok((new, position(vm, at, chars)?))
    }

    fn refuse(&mut self, error: EncodeError, text: &[u8]) -> Failed {
        Failed::Raised(encode_error(self.vm, self.vm.str_wtf8(text), &error))
    }

    fn writes_escaped_bytes(&self) -> bool {
        self.name == "surrogateescape"
    }
}

/// The two items of what a handler returned.
fn answer_parts(vm: &Vm, answer: Value, bad: &str) -> Res<(Value, Value)> {
    match answer.cast::<Tuple>().map(|t| t.items().to_vec()) {
        Some(items) if items.len() == 2 => Ok((items[0], items[1])),
        _ => Err(vm.type_error(bad)),
    }
}

/// Where a handler says to go on.
fn position(vm: &Vm, at: Value, len: usize) -> Res<usize> {
    let given = vm.index_i64(at)?;
    let at = if given < 0 { given + len as i64 } else { given };
    if at < 0 || at > len as i64 {
        return Err(vm.index_error(format!("position {at} from error handler out of bounds")));
    }
    Ok(at as usize)
}

/// The next piece of a text.
///
/// # Errors
/// `UnicodeDecodeError`, also of a text without the mark that tells its order; those of the handler.
pub fn decode_piece(vm: &Vm, decoder: &mut IncrementalDecoder, piece: &[u8], last: bool, errors: &str) -> Res<Vec<u8>> {
    let mut errors = Errors { vm, name: errors, object: Value::UNBOUND };
    if let Some((unit, order)) = decoder.unmarked(piece) {
        // what is no text in this order either is told first
        let mut trial = IncrementalDecoder::going_on(order, decoder.pending());
        trial.decode(piece, last, &mut errors)?;
        let whole = [decoder.pending(), piece].concat();
        if whole.len() - trial.pending().len() < unit {
            *decoder = IncrementalDecoder::fresh(decoder.codec(), &whole);
            return Ok(Vec::new());
        }
        let (name, reason) = (vm.str(decoder.codec().name()), vm.str("Stream does not start with BOM"));
        let (start, end) = (Value::small_int(0), Value::small_int(unit as i64));
        return Err(vm.raise_with(&exc::UNICODE_DECODE_ERROR, &[name, vm.bytes(&whole), start, end, reason]));
    }
    decoder.decode(piece, last, &mut errors)
}

/// The function registered as an error handler.
///
/// # Errors
/// `LookupError`
pub fn lookup_handler(vm: &Vm, name: &str) -> Res {
    if let Some(handlers) = vm.shared.registered(HANDLERS)
        && let Some(f) = vm.dict_get_str(handlers, name)?
    {
        return Ok(f);
    }
    Err(vm.lookup_error(format!("unknown error handler name '{name}'")))
}

/// The `CodecInfo` that a search function gives for a name; `None` if none does.
///
/// # Errors
/// Those of the functions.
pub fn search(vm: &Vm, encoding: &str) -> Res<Option<Value>> {
    let name = codecs::normalize(encoding);
    let found = match vm.shared.registered(FOUND) {
        Some(d) => d,
        None => {
            let d = vm.new_dict();
            vm.shared.register(FOUND, d);
            d
        }
    };
    if let Some(info) = vm.dict_get_str(found, &name)? {
        return Ok(Some(info));
    }
    // what is not known natively stands there
    vm.module("codecs")?;
    let Some(path) = vm.shared.registered(SEARCH_PATH) else { return Ok(None) };
    let functions = vm.sequence_items(path);
    for &f in functions.iter() {
        let info = vm.call(f, &[vm.str(&name)])?;
        if info.is_none() {
            continue;
        }
        if info.cast::<Tuple>().is_none_or(|t| t.items().len() != 4) {
            return Err(vm.type_error("codec search functions must return 4-tuples"));
        }
        vm.dict_set_str(found, &name, info)?;
        return Ok(Some(info));
    }
    Ok(None)
}

/// Runs a found codec's encoder (`which` 0) or decoder (1). `text_only`: refuse codecs that are not for text.
///
/// # Errors
/// `LookupError`, `TypeError`, those of the codec.
pub fn run_found(vm: &Vm, encoding: &str, which: usize, input: Value, errors: &str, text_only: bool) -> Res {
    let Some(info) = search(vm, encoding)? else {
        return Err(vm.lookup_error(format!("unknown encoding: {encoding}")));
    };
    if text_only
        && let Some(flag) = vm.get_attr_opt(info, crate::vm::intern::intern(b"_is_text_encoding"))?
        && !vm.truth(flag)?
    {
        let verb = if which == 0 { "encode" } else { "decode" };
        let text = format!("'{encoding}' is not a text encoding; use codecs.{verb}() to handle arbitrary codecs");
        return Err(vm.lookup_error(text));
    }
    let function = info.expect::<Tuple>().items()[which];
    let answer = vm.call(function, &[input, vm.str(errors)]).map_err(|raised| failed(vm, raised, encoding, which))?;
    match answer.cast::<Tuple>().filter(|t| t.len == 2) {
        Some(t) => Ok(t.items()[0]),
        None if which == 0 => Err(vm.type_error("encoder must return a tuple (object, integer)")),
        None => Err(vm.type_error("decoder must return a tuple (object,integer)")),
    }
}
