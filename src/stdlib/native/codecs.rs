//! `_codecs`: encodings and error handlers by name. `codecs.py` is what scripts import; it registers a search function
//! that makes a `CodecInfo` of each encoding that `text::codecs` knows.
//!
//! Registered functions stand in the interpreter's registry, where `types::bytes_common::codec` finds them.

use parking_lot::Mutex;

use crate::object::layouts::*;
use crate::object::{Layout, MethodDef, ModuleSpec, Payload, Res, TypeSpec, Value, method};
use crate::text::codecs::{
    self, Codec, DecodeError, DecodeErrors, EncodeError, EncodeErrors, Handler, IncrementalDecoder, IncrementalEncoder, Order, Replacement,
};
use crate::text::wtf8;
use crate::types::bytes_common::codec::{self, Errors, name_argument};
use crate::types::bytes_common::{buffer_of, memory, try_buffer};
use crate::types::str::basic::content;
use crate::types::{exceptions as exc, type_of};
use crate::vm::Vm;

pub static MODULE: ModuleSpec =
    ModuleSpec { name: "_codecs", functions: FUNCTIONS, types: &[&INCREMENTAL_DECODER, &INCREMENTAL_ENCODER], ..ModuleSpec::DEFAULT };

/// Rows for the functions of one encoding: `utf_8_encode` and `utf_8_decode`.
macro_rules! encodings {
    ($($encode:literal $decode:literal $name:literal;)* ; $($rest:expr),* $(,)?) => {
        &[
            $(
                method($encode, "(str, errors=None, /)", |vm, a| encode_with(vm, $name, a[0], a[1])),
                method($decode, "(data, errors=None, final=False, /)", |vm, a| decode_with(vm, $name, a[0], a[1], a[2])),
            )*
            $($rest),*
        ]
    };
}

const FUNCTIONS: &[MethodDef] = encodings! {
    "utf_8_encode" "utf_8_decode" "utf-8";
    "utf_16_encode" "utf_16_decode" "utf-16";
    "utf_16_le_encode" "utf_16_le_decode" "utf-16-le";
    "utf_16_be_encode" "utf_16_be_decode" "utf-16-be";
    "utf_32_encode" "utf_32_decode" "utf-32";
    "utf_32_le_encode" "utf_32_le_decode" "utf-32-le";
    "utf_32_be_encode" "utf_32_be_decode" "utf-32-be";
    "utf_7_encode" "utf_7_decode" "utf-7";
    "unicode_escape_encode" "unicode_escape_decode" "unicode-escape";
    "raw_unicode_escape_encode" "raw_unicode_escape_decode" "raw-unicode-escape";
    ;
    method("ascii_encode", "(str, errors=None, /)", |vm, a| encode_with(vm, "ascii", a[0], a[1])),
    method("ascii_decode", "(data, errors=None, /)", |vm, a| decode_with(vm, "ascii", a[0], a[1], Value::TRUE)),
    method("latin_1_encode", "(str, errors=None, /)", |vm, a| encode_with(vm, "latin-1", a[0], a[1])),
    method("latin_1_decode", "(data, errors=None, /)", |vm, a| decode_with(vm, "latin-1", a[0], a[1], Value::TRUE)),
    method("utf_16_ex_decode", "(data, errors=None, byteorder=0, final=False, /)", |vm, a| decode_telling_order(vm, "utf-16", a)),
    method("utf_32_ex_decode", "(data, errors=None, byteorder=0, final=False, /)", |vm, a| decode_telling_order(vm, "utf-32", a)),
    method("register", "(search_function, /)", register),
    method("unregister", "(search_function, /)", unregister),
    method("lookup", "(encoding, /)", lookup),
    method("encode", "(obj, encoding='utf-8', errors='strict')", encode),
    method("decode", "(obj, encoding='utf-8', errors='strict')", decode),
    method("register_error", "(errors, handler, /)", register_error),
    method("_unregister_error", "(errors, /)", unregister_error),
    method("lookup_error", "(name, /)", lookup_error),
    method("_encoding_name", "(encoding, /)", |vm, a| {
        let name = text_of(vm, a[0], "_encoding_name", " 1")?;
        Ok(codecs::lookup(&name).map_or(Value::NONE, |c| vm.str(c.name())))
    }),
    method("_is_multibyte", "(encoding, /)", |vm, a| {
        let name = text_of(vm, a[0], "_is_multibyte", " 1")?;
        Ok(Value::bool(matches!(codecs::lookup(&name), Some(Codec::Multibyte(_)))))
    }),
    method("_encode", "(encoding, str, errors, /)", |vm, a| {
        let name = text_of(vm, a[0], "_encode", " 1")?;
        encode_with(vm, &name, a[1], a[2])
    }),
    method("_decode", "(encoding, data, errors, /)", |vm, a| {
        let name = text_of(vm, a[0], "_decode", " 1")?;
        decode_with(vm, &name, a[1], a[2], Value::TRUE)
    }),
    method("_handle", "(name, error, /)", handle),
    method("charmap_encode", "(str, errors=None, mapping=None, /)", charmap_encode),
    method("charmap_decode", "(data, errors=None, mapping=None, /)", charmap_decode),
    method("charmap_build", "(map, /)", charmap_build),
    method("escape_decode", "(data, errors=None, /)", escape_decode),
    method("escape_encode", "(data, errors=None, /)", escape_encode),
    method("readbuffer_encode", "(data, errors=None, /)", |vm, a| {
        let data = match a[0].str_bytes() {
            Some(_) => content(a[0]).to_vec(),
            None => buffer_of(vm, a[0])?.to_vec(),
        };
        Ok(vm.tuple(&[vm.bytes(&data), vm.int(data.len() as i64)]))
    }),
};

fn text_of(vm: &Vm, v: Value, function: &str, which: &str) -> Res<String> {
    match v.as_str() {
        Some(t) => Ok(t.to_string()),
        None => Err(vm.type_error(format!("{function}() argument{which} must be str, not {}", v.argument_name()))),
    }
}

/// The error handler's name, the second argument of the function of that name (`utf-8_decode` is meant for `utf_8_decode`).
fn errors_of(vm: &Vm, v: Value, encoding: &str, does: &str) -> Res<String> {
    match v.not_none() {
        Some(v) => v.as_str().map(str::to_string).ok_or_else(|| {
            let function = encoding.replace('-', "_");
            vm.type_error(format!("{function}_{does}() argument 2 must be str or None, not {}", v.argument_name()))
        }),
        None => Ok("strict".to_string()),
    }
}

fn known(vm: &Vm, name: &str) -> Res<Codec> {
    codecs::lookup(name).ok_or_else(|| vm.lookup_error(format!("unknown encoding: {name}")))
}

/// `(bytes, length)`
fn encode_with(vm: &Vm, encoding: &str, text: Value, errors: Value) -> Res {
    let Some(s) = text.cast::<Str>() else {
        let name = encoding.replace('-', "_");
        return Err(vm.type_error(format!("{name}_encode() argument 1 must be str, not {}", text.argument_name())));
    };
    let out = codec::encode(vm, text, known(vm, encoding)?, &errors_of(vm, errors, encoding, "encode")?)?;
    Ok(vm.tuple(&[memory::bytes(vm, &out)?, vm.int(i64::from(s.chars))]))
}

/// `(text, length)`; not at the end, what may go on is left.
fn decode_with(vm: &Vm, encoding: &str, data: Value, errors: Value, last: Value) -> Res {
    let codec = known(vm, encoding)?;
    let (text, used, _) = decode_piece(vm, encoding, codec, data, errors, last)?;
    Ok(vm.tuple(&[text, used]))
}

/// `(text, length, order)` of what may begin with a mark of its order: -1 if it is the other way round than numbers are
/// written, 1 if it is that way, and 0 if it is not known yet. An order that is given needs no mark.
fn decode_telling_order(vm: &Vm, encoding: &str, a: &[Value]) -> Res {
    let order = a[2].given().map_or(Ok(0), |v| vm.index_c_int(v))?;
    let order = match order {
        0 => "",
        ..0 => "-le",
        _ => "-be",
    };
    let codec = known(vm, &format!("{encoding}{order}"))?;
    let name = format!("{encoding}-ex");
    let (text, used, after) = decode_piece(vm, &name, codec, a[0], a[1], a[3])?;
    Ok(vm.tuple(&[text, used, vm.int(after)]))
}

/// The text, how many bytes it is of, and the order that the decoder then is in.
fn decode_piece(vm: &Vm, encoding: &str, kind: Codec, data: Value, errors: Value, last: Value) -> Res<(Value, Value, i64)> {
    let bytes = if data.str_bytes().is_some() && encoding.ends_with("unicode-escape") {
        crate::types::bytes_common::Buffer::Copied(content(data).to_vec())
    } else {
        buffer_of(vm, data)?
    };
    let name = errors_of(vm, errors, encoding, "decode")?;
    let last = last.given().map_or(Ok(encoding == "ascii" || encoding == "latin-1"), |v| vm.truth(v))?;
    let mut handler = Errors { vm, name: &name, object: Value::UNBOUND };
    let mut decoder = IncrementalDecoder::new(kind);
    let text = decoder.decode(&bytes, last, &mut handler)?;
    if encoding == "unicode-escape" {
        codec::warn_of_escapes(vm, &bytes, "")?;
    }
    let used = bytes.len() - decoder.pending().len();
    let order = match decoder.codec() {
        Codec::Utf16(order) | Codec::Utf32(order) => order,
        _ => None,
    };
    let given = matches!(kind, Codec::Utf16(Some(_)) | Codec::Utf32(Some(_)));
    let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || bytes.starts_with(b"\0\0\xfe\xff");
    let order = match order {
        Some(Order::Little) if marked || given => -1,
        Some(Order::Big) => 1,
        _ => 0,
    };
    Ok((memory::text(vm, &text)?, vm.int(used as i64), order))
}

// ---- by name ----

fn search_path(vm: &Vm) -> Value {
    if let Some(path) = vm.shared.registered(codec::SEARCH_PATH) {
        return path;
    }
    let path = vm.list(&[]);
    vm.shared.register(codec::SEARCH_PATH, path);
    path
}

fn register(vm: &Vm, a: &[Value]) -> Res {
    if !vm.is_callable(a[0]) {
        return Err(vm.type_error("argument must be callable"));
    }
    vm.list_append(search_path(vm), a[0])?;
    Ok(Value::NONE)
}

fn unregister(vm: &Vm, a: &[Value]) -> Res {
    let left: Vec<Value> = search_path(vm).expect::<List>().snapshot().into_iter().filter(|f| *f != a[0]).collect();
    vm.shared.register(codec::SEARCH_PATH, vm.list(&left));
    vm.shared.register(codec::FOUND, vm.new_dict());
    Ok(Value::NONE)
}

fn lookup(vm: &Vm, a: &[Value]) -> Res {
    let name = text_of(vm, a[0], "lookup", "")?;
    match codec::search(vm, &name)? {
        Some(info) => Ok(info),
        None => Err(vm.lookup_error(format!("unknown encoding: {name}"))),
    }
}

fn encode(vm: &Vm, a: &[Value]) -> Res {
    let shown = || "encode".to_string();
    let encoding = name_argument(vm, a[1], &shown, "encoding", "utf-8")?;
    let errors = name_argument(vm, a[2], &shown, "errors", "strict")?;
    let failed = |raised| codec::failed(vm, raised, &encoding, 0);
    match codecs::lookup(&encoding) {
        Some(known) if a[0].str_bytes().is_some() => memory::bytes(vm, &codec::encode(vm, a[0], known, &errors).map_err(failed)?),
        Some(known) => encode_with(vm, known.name(), a[0], Value::NONE).map_err(failed),
        None => codec::run_found(vm, &encoding, 0, a[0], &errors, false),
    }
}

fn decode(vm: &Vm, a: &[Value]) -> Res {
    let shown = || "decode".to_string();
    let encoding = name_argument(vm, a[1], &shown, "encoding", "utf-8")?;
    let errors = name_argument(vm, a[2], &shown, "errors", "strict")?;
    match codecs::lookup(&encoding) {
        Some(known) => {
            let out = decode_with(vm, known.name(), a[0], vm.str(&errors), Value::TRUE);
            let out = out.map_err(|raised| codec::failed(vm, raised, &encoding, 1))?;
            Ok(out.expect::<Tuple>().items()[0])
        }
        None => codec::run_found(vm, &encoding, 1, a[0], &errors, false),
    }
}

// ---- error handlers ----

fn handlers(vm: &Vm) -> Value {
    if let Some(d) = vm.shared.registered(codec::HANDLERS) {
        return d;
    }
    let d = vm.new_dict();
    vm.shared.register(codec::HANDLERS, d);
    d
}

fn register_error(vm: &Vm, a: &[Value]) -> Res {
    let name = text_of(vm, a[0], "register_error", " 1")?;
    if !vm.is_callable(a[1]) {
        return Err(vm.type_error("handler must be callable"));
    }
    vm.dict_set_str(handlers(vm), &name, a[1])?;
    Ok(Value::NONE)
}

fn unregister_error(vm: &Vm, a: &[Value]) -> Res {
    let name = text_of(vm, a[0], "_unregister_error", " 1")?;
    if Handler::by_name(&name).is_some() {
        return Err(vm.value_error(format!("cannot un-register built-in error handler '{name}'")));
    }
    let removed = vm.dict_remove(handlers(vm), a[0])?;
    Ok(Value::bool(removed.is_some()))
}

/// A registered function; `None` for the built-in ones, which `codecs.py` wraps around `_handle`.
fn lookup_error(vm: &Vm, a: &[Value]) -> Res {
    let name = text_of(vm, a[0], "lookup_error", "")?;
    match vm.dict_get_str(handlers(vm), &name)? {
        Some(f) => Ok(f),
        None if Handler::by_name(&name).is_some() => Ok(Value::NONE),
        None => Err(vm.lookup_error(format!("unknown error handler name '{name}'"))),
    }
}

/// What a built-in handler does with an exception: `(replacement, position)`.
fn handle(vm: &Vm, a: &[Value]) -> Res {
    let name = text_of(vm, a[0], "_handle", " 1")?;
    let (handler, error) = (Handler::by_name(&name), a[1]);
    let is = |class: &'static TypeSpec| error.typ().is_subtype_of(type_of(class));
    let unknown = || vm.type_error(format!("don't know how to handle {} in error callback", error.type_name()));
    if handler == Some(Handler::Strict) {
        let is_exception = error.cast::<Exception>().is_some();
        return Err(if is_exception { vm.raise_value(error) } else { vm.type_error("codec must pass exception instance") });
    }
    if !is(&exc::UNICODE_ERROR) {
        return Err(unknown());
    }
    let Some(mut handler) = handler else { return Err(vm.lookup_error(format!("unknown error handler name '{name}'"))) };
    let number = |field: &str| -> Res<usize> { Ok(vm.index_i64(vm.get_attr_str(error, field)?)?.max(0) as usize) };
    let (start, end, object) = (number("start")?, number("end")?, vm.get_attr_str(error, "object")?);
    let encoding = vm.get_attr_opt(error, crate::vm::intern::names::ENCODING.get())?.unwrap_or(Value::NONE);
    let encoding = encoding.as_str().and_then(codecs::lookup).map_or("utf-8", Codec::name);
    if is(&exc::UNICODE_DECODE_ERROR) {
        if !handler.can_decode() {
            return Err(unknown());
        }
        let input = buffer_of(vm, object)?;
        let end = end.min(input.len());
        let fields = DecodeError { encoding, start: start.min(end), end, reason: "", skipped: 0 };
        return match DecodeErrors::handle(&mut handler, &fields, &input) {
            Ok((text, at)) => Ok(vm.tuple(&[memory::text(vm, &text)?, vm.int(at as i64)])),
            Err(_) => Err(vm.raise_value(error)),
        };
    }
    let Some(text) = object.cast::<Str>() else { return Err(vm.type_error("object attribute must be str")) };
    let end = end.min(text.chars as usize);
    let start = start.min(end);
    if is(&exc::UNICODE_TRANSLATE_ERROR) && handler == Handler::Replace {
        let text = "\u{fffd}".repeat(end - start);
        return Ok(vm.tuple(&[vm.str(&text), vm.int(end as i64)]));
    }
    let fields = EncodeError { encoding, start, end, reason: "" };
    match EncodeErrors::handle(&mut handler, &fields, content(object)) {
        Ok((Replacement::Text(t), at)) => Ok(vm.tuple(&[memory::text(vm, &t)?, vm.int(at as i64)])),
        Ok((Replacement::Bytes(b), at)) => Ok(vm.tuple(&[vm.bytes(&b), vm.int(at as i64)])),
        Err(_) => Err(vm.raise_value(error)),
    }
}

// ---- charmaps ----

/// The code points that a decoding table's places stand for become keys of an encoding map.
fn charmap_build(vm: &Vm, a: &[Value]) -> Res {
    let table = text_of(vm, a[0], "charmap_build", " 1")?;
    let map = vm.new_dict();
    for (i, c) in table.chars().enumerate() {
        vm.dict_set(map, Value::small_int(c as i64), Value::small_int(i as i64))?;
    }
    Ok(map)
}

fn charmap_decode(vm: &Vm, a: &[Value]) -> Res {
    let Some(mapping) = a[2].not_none() else { return decode_with(vm, "latin-1", a[0], a[1], Value::TRUE) };
    let data = buffer_of(vm, a[0])?.to_vec();
    let name = errors_of(vm, a[1], "charmap", "decode")?;
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&byte) = data.get(at) {
        let found = match mapping.str_bytes() {
            Some(t) => wtf8::code_point_at(t, byte as usize).filter(|&c| c != 0xfffe).map(|c| vm.char(c)),
            None => {
                let got = vm.get_item(mapping, Value::small_int(i64::from(byte)));
                vm.catch(got, &exc::LOOKUP_ERROR)?.filter(|v| !v.is_none())
            }
        };
        let text = match found {
            Some(v) if v.str_bytes().is_some() => Some(content(v).to_vec()),
            Some(v) => match vm.index_clipped(v)? {
                0xfffe => None,
                c @ 0..0x11_0000 => Some(wtf8::from_code_points([c as u32])),
                _ => return Err(vm.type_error("character mapping must be in range(0x110000)")),
            },
            None => None,
        };
        match text {
            Some(t) => {
                out.extend_from_slice(&t);
                at += 1;
            }
            None => {
                let error =
                    DecodeError { encoding: "charmap", start: at, end: at + 1, reason: "character maps to <undefined>", skipped: 0 };
                let (t, next) = DecodeErrors::handle(&mut Errors { vm, name: &name, object: Value::UNBOUND }, &error, &data)?;
                out.extend_from_slice(&t);
                at = next;
            }
        }
        vm.safepoint()?;
    }
    Ok(vm.tuple(&[memory::text(vm, &out)?, vm.int(data.len() as i64)]))
}

fn charmap_encode(vm: &Vm, a: &[Value]) -> Res {
    let Some(s) = a[0].cast::<Str>() else {
        return Err(vm.type_error(format!("charmap_encode() argument 1 must be str, not {}", a[0].argument_name())));
    };
    let Some(mapping) = a[2].not_none() else { return encode_with(vm, "latin-1", a[0], a[1]) };
    let name = errors_of(vm, a[1], "charmap", "encode")?;
    let chars: Vec<u32> = wtf8::code_points(content(a[0])).collect();
    let mapped = |c: u32| -> Res<Option<Vec<u8>>> {
        let got = vm.get_item(mapping, Value::small_int(i64::from(c)));
        match vm.catch(got, &exc::LOOKUP_ERROR)? {
            None | Some(Value::NONE) => Ok(None),
            Some(v) => match (try_buffer(vm, v)?, v.as_small_int()) {
                (Some(b), _) => Ok(Some(b.to_vec())),
                (None, Some(b @ 0..256)) => Ok(Some(vec![b as u8])),
                (None, Some(_)) => Err(vm.type_error("character mapping must be in range(256)")),
                _ => Err(vm.type_error(format!("character mapping must return integer, bytes or None, not {}", v.type_name()))),
            },
        }
    };
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        if let Some(bytes) = mapped(c)? {
            out.extend_from_slice(&bytes);
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < chars.len() && mapped(chars[end])?.is_none() {
            end += 1;
        }
        let error = EncodeError { encoding: "charmap", start: at, end, reason: "character maps to <undefined>" };
        let mut handler = Errors { vm, name: &name, object: a[0] };
        let (new, next) = EncodeErrors::handle(&mut handler, &error, content(a[0])).map_err(|e| e.raise(vm, a[0]))?;
        match new {
            Replacement::Bytes(b) => out.extend_from_slice(&b),
            Replacement::Text(t) => {
                for c in wtf8::code_points(&t) {
                    match mapped(c)? {
                        Some(b) => out.extend_from_slice(&b),
                        None => return Err(codec::encode_error(vm, a[0], &error)),
                    }
                }
            }
        }
        at = next;
    }
    Ok(vm.tuple(&[memory::bytes(vm, &out)?, vm.int(i64::from(s.chars))]))
}

// ---- the escapes of bytes literals ----

fn escape_encode(vm: &Vm, a: &[Value]) -> Res {
    if a[0].layout() != Layout::Bytes {
        return Err(vm.type_error(format!("escape_encode() argument 1 must be bytes, not {}", a[0].argument_name())));
    }
    let data = buffer_of(vm, a[0])?;
    let mut out = Vec::with_capacity(data.len());
    for &b in data.iter() {
        match b {
            b'\\' | b'\'' => out.extend([b'\\', b]),
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            0x20..0x7f => out.push(b),
            _ => out.extend(format!("\\x{b:02x}").bytes()),
        }
    }
    Ok(vm.tuple(&[vm.bytes(&out), vm.int(data.len() as i64)]))
}

fn escape_decode(vm: &Vm, a: &[Value]) -> Res {
    let data = match a[0].str_bytes() {
        Some(_) => content(a[0]).to_vec(),
        None => buffer_of(vm, a[0])?.to_vec(),
    };
    let errors = errors_of(vm, a[1], "escape", "decode")?;
    let mut out = Vec::with_capacity(data.len());
    let mut at = 0;
    while let Some(&b) = data.get(at) {
        at += 1;
        if b != b'\\' {
            out.push(b);
            continue;
        }
        let Some(&kind) = data.get(at) else { return Err(vm.value_error("Trailing \\ in string")) };
        at += 1;
        match kind {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push(kind),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b't' => out.push(b'\t'),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b'v' => out.push(11),
            b'a' => out.push(7),
            b'0'..=b'7' => {
                let mut value = u32::from(kind - b'0');
                let end = (at + 2).min(data.len());
                while at < end && matches!(data[at], b'0'..=b'7') {
                    value = value * 8 + u32::from(data[at] - b'0');
                    at += 1;
                }
                out.push(value as u8);
            }
            b'x' => {
                let digits = data.get(at..at + 2).and_then(|d| std::str::from_utf8(d).ok()).and_then(|d| u8::from_str_radix(d, 16).ok());
                match (digits, errors.as_str()) {
                    (Some(b), _) => {
                        out.push(b);
                        at += 2;
                    }
                    (None, "strict") => return Err(vm.value_error(format!("invalid \\x escape at position {}", at - 2))),
                    (None, how) => {
                        if how == "replace" {
                            out.push(b'?');
                        }
                        at += usize::from(data.get(at).is_some_and(u8::is_ascii_hexdigit));
                    }
                }
            }
            _ => out.extend([b'\\', kind]),
        }
    }
    codec::warn_of_escapes(vm, &data, "b")?;
    Ok(vm.tuple(&[vm.bytes(&out), vm.int(data.len() as i64)]))
}

// ---- decoding in pieces ----

/// `_codecs._IncrementalDecoder(encoding, errors)`: what `codecs.IncrementalDecoder`s of the known encodings drive.
static INCREMENTAL_DECODER: TypeSpec = TypeSpec {
    name: "_codecs._IncrementalDecoder",
    constructor: Some(("(encoding, errors='strict', /)", |vm, _, a| {
        let name = text_of(vm, a[0], "_IncrementalDecoder", " 1")?;
        let codec = known(vm, &name)?;
        let errors = errors_of(vm, a[1], "", "_IncrementalDecoder")?;
        let state = Mutex::new(IncrementalDecoder::new(codec));
        Ok(vm.native(&INCREMENTAL_DECODER, Decoder { codec, errors, state }))
    })),
    methods: &[
        method("decode", "(self, data, final=False, /)", |vm, a| {
            let decoder = decoder(vm, &a[0])?;
            let last = a[2].given().map_or(Ok(false), |v| vm.truth(v))?;
            let data = buffer_of(vm, a[1])?.to_vec();
            // handlers may run Python code: work on a copy, without the lock
            let mut state = decoder.state.lock().clone();
            let text = codec::decode_piece(vm, &mut state, &data, last, &decoder.errors);
            if text.is_ok() || matches!(decoder.codec, Codec::Multibyte(_)) {
                *decoder.state.lock() = state;
            }
            memory::text(vm, &text?)
        }),
        method("getstate", "(self, /)", |vm, a| {
            let decoder = decoder(vm, &a[0])?;
            let state = decoder.state.lock().clone();
            let flag = match state.codec() {
                Codec::Multibyte(_) => i64::from_le_bytes(state.state()),
                Codec::Utf16(None) | Codec::Utf32(None) => 2,
                Codec::Utf16(Some(Order::Big)) | Codec::Utf32(Some(Order::Big)) if has_mark(decoder.codec) => 1,
                _ => i64::from(matches!(decoder.codec, Codec::Utf8Sig) && state.is_fresh()),
            };
            Ok(vm.tuple(&[vm.bytes(state.pending()), vm.int(flag)]))
        }),
        method("setstate", "(self, pending, flag, /)", |vm, a| {
            let decoder = decoder(vm, &a[0])?;
            let pending = buffer_of(vm, a[1])?.to_vec();
            let order = |flag| if flag == 0 { Order::Little } else { Order::Big };
            let flag = vm.index_i64(a[2])?;
            if matches!(decoder.codec, Codec::Multibyte(_)) {
                decoder.state.lock().set_state(&pending, flag.to_le_bytes());
                return Ok(Value::NONE);
            }
            let state = match (decoder.codec, flag) {
                (Codec::Utf16(None), flag @ (0 | 1)) => IncrementalDecoder::going_on(Codec::Utf16(Some(order(flag))), &pending),
                (Codec::Utf32(None), flag @ (0 | 1)) => IncrementalDecoder::going_on(Codec::Utf32(Some(order(flag))), &pending),
                (Codec::Utf8Sig, 0) => IncrementalDecoder::going_on(Codec::Utf8, &pending),
                (codec, _) => IncrementalDecoder::fresh(codec, &pending),
            };
            *decoder.state.lock() = state;
            Ok(Value::NONE)
        }),
        method("reset", "(self, /)", |vm, a| {
            let decoder = decoder(vm, &a[0])?;
            *decoder.state.lock() = IncrementalDecoder::new(decoder.codec);
            Ok(Value::NONE)
        }),
    ],
    subclassable: false,
    ..TypeSpec::DEFAULT
};

struct Decoder {
    codec: Codec,
    errors: String,
    state: Mutex<IncrementalDecoder>,
}

impl Payload for Decoder {}

/// Does a mark tell in which order the bytes come?
fn has_mark(codec: Codec) -> bool {
    matches!(codec, Codec::Utf16(None) | Codec::Utf32(None))
}

fn decoder<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Decoder> {
    match v.payload::<Decoder>() {
        Some(d) => Ok(d),
        None => Err(vm.type_error("a decoder is needed")),
    }
}

/// `_codecs._IncrementalEncoder(encoding)`: what the incremental encoders of the multi-byte encodings drive.
static INCREMENTAL_ENCODER: TypeSpec = TypeSpec {
    name: "_codecs._IncrementalEncoder",
    constructor: Some(("(encoding, /)", |vm, _, a| {
        let name = text_of(vm, a[0], "_IncrementalEncoder", " 1")?;
        match known(vm, &name)? {
            Codec::Multibyte(encoding) => Ok(vm.native(&INCREMENTAL_ENCODER, Encoder(Mutex::new(IncrementalEncoder::new(encoding))))),
            _ => Err(vm.lookup_error(format!("no multi-byte encoding: {name}"))),
        }
    })),
    methods: &[
        method("encode", "(self, text, errors, final, /)", |vm, a| {
            let encoder = encoder(vm, &a[0])?;
            let errors = errors_of(vm, a[2], "", "_IncrementalEncoder")?;
            let last = vm.truth(a[3])?;
            // as with decoding: handlers may run Python code
            let mut state = encoder.0.lock().clone();
            let out = codec::encode_piece(vm, &mut state, a[1], last, &errors);
            *encoder.0.lock() = state;
            memory::bytes(vm, &out?)
        }),
        method("state", "(self, /)", |vm, a| {
            let encoder = encoder(vm, &a[0])?.0.lock().clone();
            let (pending, state) = encoder.state();
            Ok(vm.tuple(&[vm.str_wtf8(pending), vm.int(i64::from_le_bytes(state))]))
        }),
        method("restore", "(self, pending, state, /)", |vm, a| {
            let state = vm.index_i64(a[2])?.to_le_bytes();
            encoder(vm, &a[0])?.0.lock().set_state(a[1].str_bytes().unwrap_or(b""), state);
            Ok(Value::NONE)
        }),
        method("reset", "(self, /)", |vm, a| {
            encoder(vm, &a[0])?.0.lock().reset();
            Ok(Value::NONE)
        }),
    ],
    subclassable: false,
    ..TypeSpec::DEFAULT
};

struct Encoder(Mutex<IncrementalEncoder>);

impl Payload for Encoder {}

fn encoder<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Encoder> {
    match v.payload::<Encoder>() {
        Some(e) => Ok(e),
        None => Err(vm.type_error("an encoder is needed")),
    }
}
