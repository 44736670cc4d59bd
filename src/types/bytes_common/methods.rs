//! The methods that `bytes` and `bytearray` share. Each gives an object of the kind of `self`, never of a subclass.

use std::ops::Range;

use super::{Buffer, buffer_of, byte_of, codec, join_items, memory, search_range, try_any_buffer, try_buffer, try_whole_buffer};
use crate::object::layouts::Bytes;
use crate::object::{Layout, Ref, Res, Value};
use crate::text::bytes_ops as ops;
use crate::types::bytearray;
use crate::vm::Vm;

/// Rows of a method table: the shared ones, then the type's own.
macro_rules! byte_methods {
    ($($extra:expr),* $(,)?) => {{
        use $crate::types::bytes_common::methods as m;
        use $crate::object::{class_method, method, static_method};
        &[
            method("capitalize", "(self, /)", |vm, a| m::mapped(vm, a, $crate::text::bytes_ops::capitalize)),
            method("center", "(self, width, fillchar=b' ', /)", |vm, a| m::pad(vm, a, "center")),
            method("count", "(self, sub[, start[, end]], /)", m::count),
            method("decode", "(self, /, encoding='utf-8', errors='strict')", m::decode),
            method("endswith", "(self, suffix[, start[, end]], /)", |vm, a| m::affix(vm, a, false)),
            method("expandtabs", "(self, /, tabsize=8)", m::expandtabs),
            method("find", "(self, sub[, start[, end]], /)", |vm, a| m::find(vm, a, true, false)),
            class_method("fromhex", "(cls, string, /)", m::fromhex),
            method("hex", "(self, /, sep=<unrepresentable>, bytes_per_sep=1)", |vm, a| m::hex(vm, a)),
            method("index", "(self, sub[, start[, end]], /)", |vm, a| m::find(vm, a, true, true)),
            method("isalnum", "(self, /)", |vm, a| m::all(vm, a, |b| b.is_ascii_alphanumeric())),
            method("isalpha", "(self, /)", |vm, a| m::all(vm, a, |b| b.is_ascii_alphabetic())),
            method("isascii", "(self, /)", |vm, a| m::test(vm, a, |s| s.is_ascii())),
            method("isdigit", "(self, /)", |vm, a| m::all(vm, a, |b| b.is_ascii_digit())),
            method("islower", "(self, /)", |vm, a| m::test(vm, a, $crate::text::bytes_ops::is_lower)),
            method("isspace", "(self, /)", |vm, a| m::all(vm, a, $crate::text::bytes_ops::is_space)),
            method("istitle", "(self, /)", |vm, a| m::test(vm, a, $crate::text::bytes_ops::is_title)),
            method("isupper", "(self, /)", |vm, a| m::test(vm, a, $crate::text::bytes_ops::is_upper)),
            method("join", "(self, iterable_of_bytes, /)", m::join),
            method("ljust", "(self, width, fillchar=b' ', /)", |vm, a| m::pad(vm, a, "ljust")),
            method("lower", "(self, /)", |vm, a| m::mapped(vm, a, <[u8]>::to_ascii_lowercase)),
            method("lstrip", "(self, bytes=None, /)", |vm, a| m::strip(vm, a, true, false)),
            static_method("maketrans", "(frm, to, /)", m::maketrans),
            method("partition", "(self, sep, /)", |vm, a| m::partition(vm, a, true)),
            method("removeprefix", "(self, prefix, /)", |vm, a| m::remove(vm, a, true)),
            method("removesuffix", "(self, suffix, /)", |vm, a| m::remove(vm, a, false)),
            method("replace", "(self, old, new, count=-1, /)", m::replace),
            method("rfind", "(self, sub[, start[, end]], /)", |vm, a| m::find(vm, a, false, false)),
            method("rindex", "(self, sub[, start[, end]], /)", |vm, a| m::find(vm, a, false, true)),
            method("rjust", "(self, width, fillchar=b' ', /)", |vm, a| m::pad(vm, a, "rjust")),
            method("rpartition", "(self, sep, /)", |vm, a| m::partition(vm, a, false)),
            method("rsplit", "(self, /, sep=None, maxsplit=-1)", |vm, a| m::split(vm, a, false)),
            method("rstrip", "(self, bytes=None, /)", |vm, a| m::strip(vm, a, false, true)),
            method("split", "(self, /, sep=None, maxsplit=-1)", |vm, a| m::split(vm, a, true)),
            method("splitlines", "(self, /, keepends=False)", m::splitlines),
            method("startswith", "(self, prefix[, start[, end]], /)", |vm, a| m::affix(vm, a, true)),
            method("strip", "(self, bytes=None, /)", |vm, a| m::strip(vm, a, true, true)),
            method("swapcase", "(self, /)", |vm, a| m::mapped(vm, a, $crate::text::bytes_ops::swapcase)),
            method("title", "(self, /)", |vm, a| m::mapped(vm, a, $crate::text::bytes_ops::title)),
            method("translate", "(self, table, /, delete=b'')", m::translate),
            method("upper", "(self, /)", |vm, a| m::mapped(vm, a, <[u8]>::to_ascii_uppercase)),
            method("zfill", "(self, width, /)", m::zfill),
            method("__buffer__", "(self, flags, /)", |vm, a| $crate::types::memoryview::view_as_asked(vm, a[0], a[1])).of_slot(),
            $($extra),*
        ]
    }};
}
pub(crate) use byte_methods;

/// The bytes of `self`.
fn own(vm: &Vm, v: Value) -> Res<Buffer> {
    match try_any_buffer(vm, v)? {
        Some(b) => Ok(b),
        None => buffer_of(vm, v),
    }
}

/// An object of the kind of `this` with these bytes.
///
/// # Errors
/// `MemoryError`
pub fn like(vm: &Vm, this: Value, data: &[u8]) -> Res {
    if this.layout() == Layout::ByteArray { bytearray::new_long_array(vm, data) } else { memory::long_bytes(vm, data) }
}

pub fn mapped(vm: &Vm, a: &[Value], f: fn(&[u8]) -> Vec<u8>) -> Res {
    let s = own(vm, a[0])?;
    let out = vm.aside_making(s.len(), 4, || f(&s))?;
    like(vm, a[0], &out)
}

pub fn test(vm: &Vm, a: &[Value], f: fn(&[u8]) -> bool) -> Res {
    let s = own(vm, a[0])?;
    Ok(Value::bool(vm.aside_over(s.len(), || f(&s))))
}

/// Not empty, and each byte passes.
pub fn all(vm: &Vm, a: &[Value], f: fn(u8) -> bool) -> Res {
    let s = own(vm, a[0])?;
    Ok(Value::bool(!s.is_empty() && vm.aside_over(s.len(), || s.iter().all(|&b| f(b)))))
}

/// A length, as an argument.
fn size(vm: &Vm, v: Value) -> Res<usize> {
    Ok(vm.index_i64(v)?.max(0) as usize)
}

fn checked_size(vm: &Vm, n: usize) -> Res<usize> {
    if n > 1 << 40 { Err(vm.memory_error()) } else { Ok(n) }
}

pub fn pad(vm: &Vm, a: &[Value], name: &str) -> Res {
    let width = checked_size(vm, size(vm, a[1])?)?;
    let fill = match a[2].given() {
        None => b' ',
        Some(v) => {
            if !matches!(v.layout(), Layout::Bytes | Layout::ByteArray) {
                return Err(vm.type_error(format!("{name}() argument 2 must be a byte string of length 1, not {}", super::shown(v))));
            }
            match &*buffer_of(vm, v)? {
                [b] => *b,
                other => {
                    let (kind, len) = (v.type_name(), other.len());
                    return Err(vm.type_error(format!(
                        "{name}(): argument 2 must be a byte string of length 1, not a {kind} object of length {len}"
                    )));
                }
            }
        }
    };
    let s = own(vm, a[0])?;
    let margin = width.saturating_sub(s.len());
    let (left, right) = match name {
        "center" => ops::center_margins(s.len(), width),
        "ljust" => (0, margin),
        _ => (margin, 0),
    };
    vm.check_memory(s.len() + margin, 1)?;
    let mut out = Vec::with_capacity(s.len() + margin);
    out.resize(left, fill);
    out.extend_from_slice(&s);
    out.resize(out.len() + right, fill);
    like(vm, a[0], &out)
}

pub fn zfill(vm: &Vm, a: &[Value]) -> Res {
    let width = checked_size(vm, size(vm, a[1])?)?;
    let s = own(vm, a[0])?;
    vm.check_memory(width, 1)?;
    like(vm, a[0], &ops::zfill(&s, s.len(), width))
}

pub fn expandtabs(vm: &Vm, a: &[Value]) -> Res {
    let tab = a[1].given().map_or(Ok(8), |v| crate::types::str::form::tab_size(vm, v))?;
    let s = own(vm, a[0])?;
    let most = checked_size(vm, s.iter().filter(|&&b| b == b'\t').count().saturating_mul(tab))?;
    vm.check_memory(most + s.len(), 1)?;
    like(vm, a[0], &ops::expand_tabs_bytes(&s, tab))
}

/// What is searched for: bytes, or one byte.
fn needle(vm: &Vm, v: Value) -> Res<Buffer> {
    if let Some(b) = try_buffer(vm, v)? {
        return Ok(b);
    }
    if v.typ().slots().index.is_none() {
        return Err(vm.type_error(format!("argument should be integer or bytes-like object, not '{}'", v.type_name())));
    }
    Ok(Buffer::Copied(vec![byte_of(vm, v)?]))
}

pub fn count(vm: &Vm, a: &[Value]) -> Res {
    let s = own(vm, a[0])?;
    let (start, end) = search_range(vm, a[2], a[3], s.len())?;
    let sub = needle(vm, a[1])?;
    Ok(vm.int(vm.aside_over(s.len(), || ops::count(&s, &sub, start, end)) as i64))
}

pub fn find(vm: &Vm, a: &[Value], forward: bool, required: bool) -> Res {
    let s = own(vm, a[0])?;
    let (start, end) = search_range(vm, a[2], a[3], s.len())?;
    let sub = needle(vm, a[1])?;
    let look = || if forward { ops::find(&s, &sub, start, end) } else { ops::rfind(&s, &sub, start, end) };
    match vm.aside_over(s.len(), look) {
        Some(i) => Ok(vm.int(i as i64)),
        None if required => Err(vm.value_error("subsection not found")),
        None => Ok(Value::small_int(-1)),
    }
}

/// `in`
pub fn contains(vm: &Vm, this: Value, item: Value) -> Res<bool> {
    if let Some(sub) = try_buffer(vm, item)? {
        let s = own(vm, this)?;
        return Ok(vm.aside_over(s.len(), || ops::find(&s, &sub, 0, s.len()).is_some()));
    }
    if item.typ().slots().index.is_none() {
        return Err(vm.type_error(format!("a bytes-like object is required, not '{}'", item.type_name())));
    }
    let b = byte_of(vm, item)?;
    let s = own(vm, this)?;
    Ok(vm.aside_over(s.len(), || memchr::memchr(b, &s).is_some()))
}

pub fn affix(vm: &Vm, a: &[Value], prefix: bool) -> Res {
    let name = if prefix { "startswith" } else { "endswith" };
    let s = own(vm, a[0])?;
    let (start, end) = search_range(vm, a[2], a[3], s.len())?;
    let matches = |sub: &[u8]| start <= end && if prefix { s[start..end].starts_with(sub) } else { s[start..end].ends_with(sub) };
    if let Some(t) = a[1].cast::<crate::object::Tuple>() {
        for &item in t.items() {
            if matches(&buffer_of(vm, item)?) {
                return Ok(Value::TRUE);
            }
        }
        return Ok(Value::FALSE);
    }
    match try_buffer(vm, a[1])? {
        Some(sub) => Ok(Value::bool(matches(&sub))),
        None => Err(vm.type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {}", a[1].type_name()))),
    }
}

pub fn remove(vm: &Vm, a: &[Value], prefix: bool) -> Res {
    let sub = buffer_of(vm, a[1])?;
    let s = own(vm, a[0])?;
    let rest = if prefix { s.strip_prefix(&*sub) } else { s.strip_suffix(&*sub) };
    like(vm, a[0], rest.unwrap_or(&s))
}

pub fn strip(vm: &Vm, a: &[Value], left: bool, right: bool) -> Res {
    let set = match a[1].not_none() {
        Some(v) => Some(buffer_of(vm, v)?),
        None => None,
    };
    let s = own(vm, a[0])?;
    let r = ops::strip(&s, set.as_deref(), left, right);
    like(vm, a[0], &s[r])
}

/// `maxsplit`: negative is no limit.
pub fn limit(vm: &Vm, v: Value) -> Res<Option<usize>> {
    match v.given() {
        None => Ok(None),
        Some(v) => Ok(usize::try_from(vm.index_i64(v)?).ok()),
    }
}

fn pieces(vm: &Vm, this: Value, s: &[u8], ranges: Vec<Range<usize>>) -> Res {
    let mut items = crate::vm::Values::with_capacity(vm, ranges.len());
    for (i, r) in ranges.into_iter().enumerate() {
        items.push(like(vm, this, &s[r])?);
        vm.make_way_at(i)?;
    }
    Ok(vm.long_list(&items))
}

pub fn split(vm: &Vm, a: &[Value], forward: bool) -> Res {
    let most = limit(vm, a[2])?;
    let sep = match a[1].not_none() {
        Some(v) => Some(buffer_of(vm, v)?),
        None => None,
    };
    let s = own(vm, a[0])?;
    if sep.as_ref().is_some_and(|sep| sep.is_empty()) {
        return Err(vm.value_error("empty separator"));
    }
    let ranges = vm.aside_making(s.len(), 16, || match (&sep, forward) {
        (Some(sep), true) => ops::split(&s, sep, most),
        (Some(sep), false) => ops::rsplit(&s, sep, most),
        (None, true) => ops::split_whitespace(&s, most),
        (None, false) => ops::rsplit_whitespace(&s, most),
    })?;
    pieces(vm, a[0], &s, ranges)
}

pub fn splitlines(vm: &Vm, a: &[Value]) -> Res {
    let keep = a[1].given().map_or(Ok(false), |v| vm.truth(v))?;
    let s = own(vm, a[0])?;
    pieces(vm, a[0], &s, vm.aside_making(s.len(), 16, || ops::split_lines(&s, keep))?)
}

pub fn partition(vm: &Vm, a: &[Value], forward: bool) -> Res {
    let sep = buffer_of(vm, a[1])?;
    if sep.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let s = own(vm, a[0])?;
    let found = vm.aside_over(s.len(), || if forward { ops::partition(&s, &sep) } else { ops::rpartition(&s, &sep) });
    let (left, middle, right) = match (found, forward) {
        (Some((l, r)), _) => (&s[l], &*sep, &s[r]),
        (None, true) => (&*s, &[][..], &[][..]),
        (None, false) => (&[][..], &[][..], &*s),
    };
    let parts = [like(vm, a[0], left)?, like(vm, a[0], middle)?, like(vm, a[0], right)?];
    Ok(vm.tuple(&parts))
}

/// How long a text gets by replacing, at most: by counting what is replaced if that may be much.
pub fn replaced_length(len: usize, count: impl FnOnce() -> usize, old: &[u8], new: &[u8]) -> usize {
    let more = new.len().saturating_sub(old.len());
    let most = (len / old.len().max(1) + 1).saturating_mul(more).saturating_add(len);
    if most < 1 << 20 { most } else { count().saturating_mul(more).saturating_add(len) }
}

pub fn replace(vm: &Vm, a: &[Value]) -> Res {
    let (old, new) = (buffer_of(vm, a[1])?, buffer_of(vm, a[2])?);
    let most = limit(vm, a[3])?;
    let s = own(vm, a[0])?;
    vm.check_memory(replaced_length(s.len(), || ops::count(&s, &old, 0, s.len()), &old, &new), 2)?;
    like(vm, a[0], &vm.aside_over(s.len(), || ops::replace(&s, &old, &new, most)))
}

pub fn join(vm: &Vm, a: &[Value]) -> Res {
    let items = join_items(vm, a[1])?;
    if items.len() > 1 && a[0].is_exact(Layout::Bytes) && items.iter().all(|item| item.is_exact(Layout::Bytes)) {
        let parts = || items.iter().map(|item| item.expect::<Bytes>());
        let sep: Ref<Bytes> = a[0].expect();
        let len = parts().map(|part| part.bytes().len()).sum::<usize>() + sep.bytes().len() * (items.len() - 1);
        if len > 1 {
            return memory::filled_bytes(vm, len, &mut |to| {
                let mut at = 0;
                let mut put = |piece: &[u8]| {
                    to[at..at + piece.len()].copy_from_slice(piece);
                    at += piece.len();
                };
                vm.aside_over(len, || {
                    for (i, part) in parts().enumerate() {
                        if i > 0 {
                            put(sep.bytes());
                        }
                        put(part.bytes());
                    }
                });
            });
        }
    }
    let sep = own(vm, a[0])?;
    let mut out = Vec::new();
    for (i, &item) in items.iter().enumerate() {
        vm.make_way_at(i)?;
        if i > 0 {
            out.extend_from_slice(&sep);
        }
        if item.is_exact(Layout::Bytes) {
            out.extend_from_slice(item.expect::<Bytes>().bytes());
            continue;
        }
        match try_buffer(vm, item) {
            Ok(Some(b)) => out.extend_from_slice(&b),
            failed => {
                if let Err(raised) = failed {
                    vm.take_raised(raised);
                }
                let text = format!("sequence item {i}: expected a bytes-like object, {} found", item.type_name());
                return Err(vm.type_error(text));
            }
        }
    }
    like(vm, a[0], &out)
}

pub fn translate(vm: &Vm, a: &[Value]) -> Res {
    let table: Option<[u8; 256]> = match a[1].not_none() {
        None => None,
        Some(v) => match <[u8; 256]>::try_from(&*buffer_of(vm, v)?) {
            Ok(t) => Some(t),
            Err(_) => return Err(vm.value_error("translation table must be 256 characters long")),
        },
    };
    let delete = match a[2].given() {
        Some(v) => buffer_of(vm, v)?,
        None => Buffer::Shared(&[]),
    };
    let s = own(vm, a[0])?;
    like(vm, a[0], &vm.aside_making(s.len(), 2, || ops::translate(&s, table.as_ref(), &delete))?)
}

pub fn maketrans(vm: &Vm, a: &[Value]) -> Res {
    let (from, to) = (buffer_of(vm, a[0])?, buffer_of(vm, a[1])?);
    if from.len() != to.len() {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (&f, &t) in from.iter().zip(to.iter()) {
        table[f as usize] = t;
    }
    Ok(vm.bytes(&table))
}

pub fn decode(vm: &Vm, a: &[Value]) -> Res {
    let shown = || "decode".to_string();
    let encoding = codec::name_argument(vm, a[1], &shown, "encoding", "utf-8")?;
    let errors = codec::name_argument(vm, a[2], &shown, "errors", "strict")?;
    codec::decode_to_str(vm, a[0], &encoding, &errors)
}

/// `hex(sep, bytes_per_sep)`, also of memoryviews.
pub fn hex(vm: &Vm, a: &[Value]) -> Res {
    let group = match a[2].given() {
        Some(v) => vm.index_i64(v)?.clamp(-(1 << 40), 1 << 40) as isize,
        None => 1,
    };
    let sep = a[1].given().map(|v| separator(vm, v)).transpose()?;
    let s = own(vm, a[0])?;
    memory::long_text(vm, &vm.aside_making(s.len(), 6, || ops::hex(&s, sep, group))?)
}

/// The character between groups of hexadecimal digits.
///
/// # Errors
/// `TypeError` and `ValueError` for what is not one ASCII character.
pub fn separator(vm: &Vm, v: Value) -> Res<u8> {
    let text = match v.str_bytes() {
        Some(t) if crate::vm::make::count_chars(t) == 1 && !t.is_ascii() => return Err(vm.value_error("sep must be ASCII.")),
        Some(t) => Buffer::Copied(t.to_vec()),
        None if matches!(v.layout(), Layout::Bytes) => buffer_of(vm, v)?,
        None if vm.len(v)? != 1 => return Err(vm.value_error("sep must be length 1.")),
        None => {
            return Err(vm.type_error("sep must be str or bytes."));
        }
    };
    match *text {
        [b] if b.is_ascii() => Ok(b),
        [_] => Err(vm.value_error("sep must be ASCII.")),
        _ => Err(vm.value_error("sep must be length 1.")),
    }
}

pub fn fromhex(vm: &Vm, a: &[Value]) -> Res {
    let found = match a[1].str_bytes() {
        Some(text) => vm.aside_making(text.len(), 1, || ops::from_hex_str(text))?,
        None => match try_buffer(vm, a[1])? {
            Some(b) => vm.aside_making(b.len(), 1, || ops::from_hex(&b))?,
            None => return Err(vm.type_error(format!("fromhex() argument must be str or bytes-like, not {}", a[1].type_name()))),
        },
    };
    let data = match found {
        Ok(d) => d,
        Err(Some(at)) => return Err(vm.value_error(format!("non-hexadecimal number found in fromhex() arg at position {at}"))),
        Err(None) => return Err(vm.value_error("fromhex() arg must contain an even number of hexadecimal digits")),
    };
    let is_array = a[0].as_type().is_some_and(|t| t.layout == Layout::ByteArray);
    let made = if is_array { bytearray::new_long_array(vm, &data)? } else { memory::long_bytes(vm, &data)? };
    if a[0] == made.typ().value() { Ok(made) } else { vm.call(a[0], &[made]) }
}

/// `a + b` of a bytes-like left operand that is `bytes` or `bytearray`.
///
/// # Errors
/// `MemoryError`
pub fn concat(vm: &Vm, a: Value, b: Value) -> Res {
    let left = own(vm, a)?;
    let Some(right) = try_whole_buffer(vm, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
    if a.layout() == Layout::ByteArray {
        return bytearray::array_of(vm, &[&left, &right]);
    }
    let n = left.len();
    memory::filled_bytes(vm, n + right.len(), &mut |to| {
        vm.aside_over(to.len(), || {
            to[..n].copy_from_slice(&left);
            to[n..].copy_from_slice(&right);
        });
    })
}

/// `a * n`
///
/// # Errors
/// `MemoryError`, `OverflowError`
pub fn repeat(vm: &Vm, a: Value, n: Value) -> Res {
    let Some(n) = super::repeat_count(vm, n)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let s = own(vm, a)?;
    let len = match s.len().checked_mul(n) {
        Some(len) if len < 1 << 40 => len,
        _ => return Err(vm.memory_error()),
    };
    let fill = &mut |to: &mut [u8]| {
        if !s.is_empty() {
            vm.aside_over(len, || to.chunks_mut(s.len()).for_each(|c| c.copy_from_slice(&s[..c.len()])));
        }
    };
    if a.layout() == Layout::ByteArray {
        let made = memory::filled_bytes(vm, len, fill)?;
        return bytearray::new_long_array(vm, memory::bytes_slice(made.expect()));
    }
    memory::filled_bytes(vm, len, fill)
}
