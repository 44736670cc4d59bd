//! `str`: immutable text. The table of its methods; the functions are in the files below.
//!
//! | File | What |
//! |---|---|
//! | `basic` | the slots: construction, comparison, `in`, `+`, `*`, `%`, `repr` |
//! | `index` | `s[i]`, `s[a:b:c]`, and finding the byte of an index fast |
//! | `search` | find, count, split, strip, replace, join |
//! | `form` | case, padding, tests, translate, encode |
//! | `percent` | `%` formatting, of `bytes` too |
//! | `format` | `format`, `format_map`, `__format__` |
//!
//! The content is WTF-8 (`text::wtf8`); ASCII strings are known by `len == chars` and indexed in place. `a + b` appends
//! in place where it can (`bytes_common::memory::concat_text`), so that building a string piece by piece is linear.

pub mod basic;
pub mod form;
pub mod format;
pub mod index;
pub mod percent;
pub mod search;

use crate::object::{Layout, MethodDef, Slots, TypeSpec, method, static_method};
use crate::text::{unicode, wtf8};

pub use index::char_at;

/// The type `str`.
pub static STR: TypeSpec = TypeSpec {
    name: "str",
    signature: Some(""),
    doc: "Text: of an object as str() shows it, or of bytes in an encoding (UTF-8 unless said otherwise).",
    layout: Layout::Str,
    constructor: Some(("(object='', encoding='utf-8', errors='strict')", basic::new)),
    methods: METHODS,
    slots: Slots {
        new: Some(super::wrappers::new_counted),
        repr: Some(basic::repr),
        str: Some(basic::str),
        hash: Some(|vm, s| Ok(vm.str_hash(s) as i64)),
        compare: Some(basic::compare),
        len: Some(basic::len),
        get_item: Some(index::get_item),
        contains: Some(basic::contains),
        iter: Some(|vm, s| {
            let text = s.expect::<crate::object::layouts::Str>();
            let ascii = text.len == text.chars && s.is_exact_str();
            Ok(super::iterators::over(vm, if ascii { &super::iterators::STR_ASCII_ITER } else { &super::iterators::STR_ITER }, s, 0))
        }),
        binary: Some(basic::binary),
        ..Slots::NONE
    },
    operators: "__add__ __mod__ __mul__ __rmod__ __rmul__",
    sequence: "can only concatenate str (not \"{}\") to str",
    ..TypeSpec::DEFAULT
};

const METHODS: &[MethodDef] = &[
    method("encode", "(self, /, encoding='utf-8', errors='strict')", form::encode),
    method("replace", "(self, old, new, /, count=-1)", search::replace),
    method("split", "(self, /, sep=None, maxsplit=-1)", |vm, a| search::split(vm, a, true)),
    method("rsplit", "(self, /, sep=None, maxsplit=-1)", |vm, a| search::split(vm, a, false)),
    method("join", "(self, iterable, /)", search::join),
    method("capitalize", "(self, /)", |vm, a| form::mapped(vm, a, unicode::capitalize)),
    method("casefold", "(self, /)", |vm, a| form::mapped(vm, a, unicode::casefold)),
    method("title", "(self, /)", |vm, a| form::mapped(vm, a, unicode::title)),
    method("center", "(self, width, fillchar=' ', /)", |vm, a| form::pad(vm, a, form::Side::Center)),
    method("count", "(self, sub, start=None, end=None, /)", search::count).shown_as("(self, sub[, start[, end]], /)"),
    method("expandtabs", "(self, /, tabsize=8)", form::expandtabs),
    method("find", "(self, sub, start=None, end=None, /)", |vm, a| search::find(vm, a, true, false))
        .shown_as("(self, sub[, start[, end]], /)"),
    method("partition", "(self, sep, /)", |vm, a| search::partition(vm, a, true)),
    method("index", "(self, sub, start=None, end=None, /)", |vm, a| search::find(vm, a, true, true))
        .shown_as("(self, sub[, start[, end]], /)"),
    method("ljust", "(self, width, fillchar=' ', /)", |vm, a| form::pad(vm, a, form::Side::Left)),
    method("lower", "(self, /)", |vm, a| form::mapped_ascii(vm, a, <[u8]>::make_ascii_lowercase, unicode::lower)),
    method("lstrip", "(self, chars=None, /)", |vm, a| search::strip(vm, a, true, false)),
    method("rfind", "(self, sub, start=None, end=None, /)", |vm, a| search::find(vm, a, false, false))
        .shown_as("(self, sub[, start[, end]], /)"),
    method("rindex", "(self, sub, start=None, end=None, /)", |vm, a| search::find(vm, a, false, true))
        .shown_as("(self, sub[, start[, end]], /)"),
    method("rjust", "(self, width, fillchar=' ', /)", |vm, a| form::pad(vm, a, form::Side::Right)),
    method("rstrip", "(self, chars=None, /)", |vm, a| search::strip(vm, a, false, true)),
    method("rpartition", "(self, sep, /)", |vm, a| search::partition(vm, a, false)),
    method("splitlines", "(self, /, keepends=False)", search::splitlines),
    method("strip", "(self, chars=None, /)", |vm, a| search::strip(vm, a, true, true)),
    method("swapcase", "(self, /)", |vm, a| form::mapped(vm, a, unicode::swapcase)),
    method("translate", "(self, table, /)", form::translate),
    method("upper", "(self, /)", |vm, a| form::mapped_ascii(vm, a, <[u8]>::make_ascii_uppercase, unicode::upper)),
    method("startswith", "(self, prefix, start=None, end=None, /)", |vm, a| search::affix(vm, a, true))
        .quickly(|_, a| search::plain_affix(a, <[u8]>::starts_with))
        .shown_as("(self, prefix[, start[, end]], /)"),
    method("endswith", "(self, suffix, start=None, end=None, /)", |vm, a| search::affix(vm, a, false))
        .quickly(|_, a| search::plain_affix(a, <[u8]>::ends_with))
        .shown_as("(self, suffix[, start[, end]], /)"),
    method("removeprefix", "(self, prefix, /)", |vm, a| search::remove(vm, a, true)),
    method("removesuffix", "(self, suffix, /)", |vm, a| search::remove(vm, a, false)),
    method("isascii", "(self, /)", |vm, a| form::test(vm, a, wtf8::is_ascii)),
    method("islower", "(self, /)", |vm, a| form::test(vm, a, unicode::is_lower_text)),
    method("isupper", "(self, /)", |vm, a| form::test(vm, a, unicode::is_upper_text)),
    method("istitle", "(self, /)", |vm, a| form::test(vm, a, unicode::is_title_text)),
    method("isspace", "(self, /)", |vm, a| form::all(vm, a, wtf8::is_ascii_space, unicode::is_space)),
    method("isdecimal", "(self, /)", |vm, a| form::all(vm, a, |b| b.is_ascii_digit(), |c| unicode::decimal_value(c).is_some())),
    method("isdigit", "(self, /)", |vm, a| form::all(vm, a, |b| b.is_ascii_digit(), |c| unicode::digit_value(c).is_some())),
    method("isnumeric", "(self, /)", |vm, a| form::all(vm, a, |b| b.is_ascii_digit(), |c| unicode::numeric_value(c).is_some())),
    method("isalpha", "(self, /)", |vm, a| form::all(vm, a, |b| b.is_ascii_alphabetic(), unicode::is_alpha)),
    method("isalnum", "(self, /)", |vm, a| form::all(vm, a, |b| b.is_ascii_alphanumeric(), form::is_alnum)),
    method("isidentifier", "(self, /)", |vm, a| form::test(vm, a, unicode::is_identifier)),
    method("isprintable", "(self, /)", form::isprintable),
    method("zfill", "(self, width, /)", form::zfill),
    method("format", "(self, /, *args, **kwargs)", format::format),
    method("format_map", "(self, mapping, /)", format::format_map),
    method("__format__", "(self, format_spec, /)", format::format_spec),
    static_method("maketrans", "(x, y=<unrepresentable>, z=<unrepresentable>, /)", form::maketrans),
    method("__getnewargs__", "(self, /)", |vm, a| Ok(vm.tuple(&[basic::plain(vm, a[0])]))),
    method("__sizeof__", "(self, /)", form::size_of),
];

/// Is this text an identifier (or a keyword)?
pub fn is_identifier(text: &str) -> bool {
    unicode::is_identifier(text.as_bytes())
}
