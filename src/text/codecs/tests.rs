//! Rows that CPython 3.14 printed for `bytes.decode` and `str.encode`.

use super::*;
use crate::text::wtf8;

fn decoded(name: &str, input: &[u8], errors: &str) -> String {
    let mut handler = Handler::by_name(errors).unwrap();
    match decode(lookup(name).unwrap(), input, &mut handler) {
        Ok(text) => quote::repr_string(&text),
        Err(error) => format!("{} {} {} {}", error.encoding, error.start, error.end, error.reason),
    }
}

fn encoded(name: &str, text: &[u8], errors: &str) -> String {
    let mut handler = Handler::by_name(errors).unwrap();
    match encode(lookup(name).unwrap(), text, &mut handler) {
        Ok(bytes) => quote::repr_bytes(&bytes),
        Err(error) => format!("{} {} {} {}", error.encoding, error.start, error.end, error.reason),
    }
}

#[test]
#[rustfmt::skip]
fn decoding() {
    for (name, input, errors, expected) in [
        ("utf-8", &b"\x80"[..], "strict", "utf-8 0 1 invalid start byte"),
        ("utf-8", &b"\xc0\x80"[..], "strict", "utf-8 0 1 invalid start byte"),
        ("utf-8", &b"\xc3"[..], "strict", "utf-8 0 1 unexpected end of data"),
        ("utf-8", &b"\xc3a"[..], "strict", "utf-8 0 1 invalid continuation byte"),
        ("utf-8", &b"\xe2\x82"[..], "strict", "utf-8 0 2 unexpected end of data"),
        ("utf-8", &b"\xe2\x82a"[..], "strict", "utf-8 0 2 invalid continuation byte"),
        ("utf-8", &b"\xed\xa0\x80"[..], "strict", "utf-8 0 1 invalid continuation byte"),
        ("utf-8", &b"\xf0\x9f\x98"[..], "strict", "utf-8 0 3 unexpected end of data"),
        ("utf-8", &b"\xf4\x90\x80\x80"[..], "strict", "utf-8 0 1 invalid continuation byte"),
        ("utf-8", &b"\xf5"[..], "strict", "utf-8 0 1 invalid start byte"),
        ("utf-8", &b"\xed\xa0"[..], "strict", "utf-8 0 1 invalid continuation byte"),
        ("utf-8", &b"\xc0\x80"[..], "replace", "'\u{fffd}\u{fffd}'"), ("utf-8", &b"\xe2\x82a"[..], "replace", "'\u{fffd}a'"),
        ("utf-8", &b"\xed\xa0\x80"[..], "replace", "'\u{fffd}\u{fffd}\u{fffd}'"),
        ("utf-8", &b"\xf0\x9f\x98"[..], "replace", "'\u{fffd}'"),
        ("utf-8", &b"a\xffb\xfe"[..], "replace", "'a\u{fffd}b\u{fffd}'"),
        ("utf-8", &b"a\xed\xa0\x80\xed\xb0\x80"[..], "surrogatepass", "'a\\ud800\\udc00'"),
        ("utf-8", &b"a\xff"[..], "surrogatepass", "utf-8 1 2 invalid start byte"),
        ("utf-8", &b"a\xff\xed\xa0\x80"[..], "surrogateescape", "'a\\udcff\\udced\\udca0\\udc80'"),
        ("utf-8", &b"a\xe2\x82"[..], "backslashreplace", "'a\\\\xe2\\\\x82'"),
        ("utf-8", &b"a\xe2\x82b"[..], "ignore", "'ab'"),
        ("ascii", &b"a\x80b"[..], "strict", "ascii 1 2 ordinal not in range(128)"),
        ("ascii", &b"a\x80\xffb"[..], "surrogateescape", "'a\\udc80\\udcffb'"),
        ("latin-1", &b"\xff"[..], "strict", "'\u{ff}'"),
        ("cp1252", &b"a\x81b"[..], "strict", "charmap 1 2 character maps to <undefined>"),
        ("cp1252", &b"\x81\x8d"[..], "surrogateescape", "'\\udc81\\udc8d'"), ("cp1252", &b"\x80"[..], "strict", "'\u{20ac}'"),
        ("cp437", &b"\x82"[..], "strict", "'\u{e9}'"), ("iso8859-15", &b"\xa4"[..], "strict", "'\u{20ac}'"),
        ("utf-8-sig", &b"\xef\xbb\xbfa\xff"[..], "strict", "utf-8 1 2 invalid start byte"),
        ("utf-8-sig", &b"\xef\xbb"[..], "strict", "utf-8 0 2 unexpected end of data"),
        ("utf-8-sig", &b"\xef\xbb\xbf\xef\xbb\xbfa"[..], "strict", "'\\ufeffa'"),
        ("utf-16", &b"a"[..], "strict", "utf-16-le 0 1 truncated data"), ("utf-16", &b"\xff\xfea\x00"[..], "strict", "'a'"),
        ("utf-16", &b"\xfe\xff\x00a"[..], "strict", "'a'"),
        ("utf-16", &b"\x00\xd8"[..], "strict", "utf-16-le 0 2 unexpected end of data"),
        ("utf-16", &b"\x00\xd8\x00"[..], "strict", "utf-16-le 0 3 unexpected end of data"),
        ("utf-16", &b"\x00\xd8a\x00"[..], "strict", "utf-16-le 0 2 illegal UTF-16 surrogate"),
        ("utf-16", &b"\x00\xdca\x00"[..], "strict", "utf-16-le 0 2 illegal encoding"),
        ("utf-16", &b"\xff\xfe\x00\xd8"[..], "strict", "utf-16-le 2 4 unexpected end of data"),
        ("utf-16", &b"a\x00"[..], "strict", "'a'"), ("utf-16-be", &b"\xd8\x00\xdc\x00"[..], "strict", "'\u{10000}'"),
        ("utf-16-be", &b"\xff\xfea"[..], "strict", "utf-16-be 2 3 truncated data"),
        ("utf-16-le", &b"\x00\xd8\x00\xd8"[..], "surrogatepass", "'\\ud800\\ud800'"),
        ("utf-16-le", &b"a\x00\x00\xd8\x01"[..], "replace", "'a\u{fffd}'"),
        ("utf-32", &b"a\x00\x00"[..], "strict", "utf-32-le 0 3 truncated data"),
        ("utf-32", &b"\x00\x00\xfe\xff\x00\x00\x00a"[..], "strict", "'a'"),
        ("utf-32", &b"\x00\xd8\x00\x00"[..], "strict", "utf-32-le 0 4 code point in surrogate code point range(0xd800, 0xe000)"),
        ("utf-32", &b"\xff\xff\xff\xff"[..], "strict", "utf-32-le 0 4 code point not in range(0x110000)"),
        ("utf-32-le", &b"\x00\xd8\x00\x00"[..], "surrogatepass", "'\\ud800'"),
        ("utf-32-be", &b"\x00\x11\x00\x00"[..], "strict", "utf-32-be 0 4 code point not in range(0x110000)"),
        ("unicode_escape", &b"a\\"[..], "strict", "unicodeescape 1 2 \\ at end of string"),
        ("unicode_escape", &b"\\x1g"[..], "strict", "unicodeescape 0 3 truncated \\xXX escape"),
        ("unicode_escape", &b"\\u12"[..], "strict", "unicodeescape 0 4 truncated \\uXXXX escape"),
        ("unicode_escape", &b"\\u12g4"[..], "strict", "unicodeescape 0 4 truncated \\uXXXX escape"),
        ("unicode_escape", &b"\\U00110000"[..], "strict", "unicodeescape 0 10 illegal Unicode character"),
        ("unicode_escape", &b"\\N"[..], "strict", "unicodeescape 0 2 malformed \\N character escape"),
        ("unicode_escape", &b"\\N{"[..], "strict", "unicodeescape 0 3 malformed \\N character escape"),
        ("unicode_escape", &b"\\N{}"[..], "strict", "unicodeescape 0 3 malformed \\N character escape"),
        ("unicode_escape", &b"\\N{foo}"[..], "strict", "unicodeescape 0 7 unknown Unicode character name"),
        ("unicode_escape", &b"\\N{SPACE}"[..], "strict", "' '"),
        ("unicode_escape", &b"\\ud800\\udc00"[..], "strict", "'\\ud800\\udc00'"),
        ("unicode_escape", &b"\\777"[..], "strict", "'\u{1ff}'"), ("unicode_escape", &b"\\8"[..], "strict", "'\\\\8'"),
        ("unicode_escape", &b"\\d"[..], "strict", "'\\\\d'"), ("unicode_escape", &b"\\\x0a"[..], "strict", "''"),
        ("unicode_escape", &b"\xe9"[..], "strict", "'\u{e9}'"),
        ("unicode_escape", &b"\\a\\b\\f\\v\\t\\n\\r\\'\\\"\\\\"[..], "strict", "'\\x07\\x08\\x0c\\x0b\\t\\n\\r\\'\"\\\\'"),
        ("unicode_escape", &b"\\12a"[..], "strict", "'\\na'"), ("unicode_escape", &b"\\\\\\u0041"[..], "strict", "'\\\\A'"),
        ("unicode_escape", &b"\\Nfoo"[..], "strict", "unicodeescape 0 2 malformed \\N character escape"),
        ("raw_unicode_escape", &b"a\\"[..], "strict", "'a\\\\'"), ("raw_unicode_escape", &b"\\x1"[..], "strict", "'\\\\x1'"),
        ("raw_unicode_escape", &b"\\u12g4"[..], "strict", "rawunicodeescape 0 4 truncated \\uXXXX escape"),
        ("raw_unicode_escape", &b"\\U00110000"[..], "strict", "rawunicodeescape 0 10 \\Uxxxxxxxx out of range"),
        ("raw_unicode_escape", &b"\\\\u0041"[..], "strict", "'\\\\\\\\u0041'"),
        ("raw_unicode_escape", &b"\\\\\\u0041"[..], "strict", "'\\\\\\\\A'"),
        ("raw_unicode_escape", &b"\xe9\\u00e9"[..], "strict", "'\u{e9}\u{e9}'"),
        ("raw_unicode_escape", &b"\\"[..], "strict", "'\\\\'"), ("unicode_escape", &b"\\x1g"[..], "replace", "'\u{fffd}g'"),
    ] {
        assert_eq!(decoded(name, input, errors), expected, "{name} {input:?} {errors}");
    }
}

#[test]
#[rustfmt::skip]
fn encoding() {
    for (name, text, errors, expected) in [
        ("utf-8", &[0x61, 0xd800, 0xd801, 0x62][..], "strict", "utf-8 1 3 surrogates not allowed"),
        ("utf-8", &[0x61, 0xd800, 0xd801, 0x62][..], "backslashreplace", "b'a\\\\ud800\\\\ud801b'"),
        ("utf-8", &[0x61, 0xd800, 0xd801, 0x62][..], "surrogateescape", "utf-8 1 3 surrogates not allowed"),
        ("utf-8", &[0x61, 0xd800, 0xd801, 0x62][..], "surrogatepass", "b'a\\xed\\xa0\\x80\\xed\\xa0\\x81b'"),
        ("utf-8", &[0x61, 0xd800, 0xd801, 0x62][..], "replace", "b'a??b'"),
        ("utf-8", &[0xdc80, 0xd800][..], "strict", "utf-8 0 2 surrogates not allowed"),
        ("utf-8", &[0xdc80, 0xd800][..], "backslashreplace", "b'\\\\udc80\\\\ud800'"),
        ("utf-8", &[0xdc80, 0xd800][..], "surrogateescape", "utf-8 1 2 surrogates not allowed"),
        ("utf-8", &[0xdc80, 0xd800][..], "surrogatepass", "b'\\xed\\xb2\\x80\\xed\\xa0\\x80'"),
        ("utf-8", &[0xdc80, 0xd800][..], "replace", "b'??'"),
        ("utf-16-le", &[0x61, 0xd800, 0xd801, 0x62][..], "strict", "utf-16-le 1 2 surrogates not allowed"),
        ("utf-16-le", &[0x61, 0xd800, 0xd801, 0x62][..], "backslashreplace", "b'a\\x00\\\\\\x00u\\x00d\\x008\\x000\\x000\\x00\\\\\\x00u\\x00d\\x008\\x000\\x001\\x00b\\x00'"),
        ("utf-16-le", &[0x61, 0xd800, 0xd801, 0x62][..], "surrogateescape", "utf-16-le 1 2 surrogates not allowed"),
        ("utf-16-le", &[0x61, 0xd800, 0xd801, 0x62][..], "surrogatepass", "b'a\\x00\\x00\\xd8\\x01\\xd8b\\x00'"),
        ("utf-16-le", &[0x61, 0xd800, 0xd801, 0x62][..], "replace", "b'a\\x00?\\x00?\\x00b\\x00'"),
        ("utf-16-le", &[0xdc80, 0xd800][..], "strict", "utf-16-le 0 1 surrogates not allowed"),
        ("utf-16-le", &[0xdc80, 0xd800][..], "backslashreplace", "b'\\\\\\x00u\\x00d\\x00c\\x008\\x000\\x00\\\\\\x00u\\x00d\\x008\\x000\\x000\\x00'"),
        ("utf-16-le", &[0xdc80, 0xd800][..], "surrogateescape", "utf-16-le 0 1 surrogates not allowed"),
        ("utf-16-le", &[0xdc80, 0xd800][..], "surrogatepass", "b'\\x80\\xdc\\x00\\xd8'"),
        ("utf-16-le", &[0xdc80, 0xd800][..], "replace", "b'?\\x00?\\x00'"),
        ("ascii", &[0x61, 0xd800, 0xd801, 0x62][..], "strict", "ascii 1 3 ordinal not in range(128)"),
        ("ascii", &[0x61, 0xd800, 0xd801, 0x62][..], "backslashreplace", "b'a\\\\ud800\\\\ud801b'"),
        ("ascii", &[0x61, 0xd800, 0xd801, 0x62][..], "surrogateescape", "ascii 1 3 ordinal not in range(128)"),
        ("ascii", &[0x61, 0xd800, 0xd801, 0x62][..], "surrogatepass", "ascii 1 3 ordinal not in range(128)"),
        ("ascii", &[0x61, 0xd800, 0xd801, 0x62][..], "replace", "b'a??b'"),
        ("ascii", &[0xdc80, 0xd800][..], "strict", "ascii 0 2 ordinal not in range(128)"),
        ("ascii", &[0xdc80, 0xd800][..], "backslashreplace", "b'\\\\udc80\\\\ud800'"),
        ("ascii", &[0xdc80, 0xd800][..], "surrogateescape", "ascii 1 2 ordinal not in range(128)"),
        ("ascii", &[0xdc80, 0xd800][..], "surrogatepass", "ascii 0 2 ordinal not in range(128)"),
        ("ascii", &[0xdc80, 0xd800][..], "replace", "b'??'"),
        ("cp1252", &[0x61, 0xd800, 0xd801, 0x62][..], "strict", "charmap 1 3 character maps to <undefined>"),
        ("cp1252", &[0x61, 0xd800, 0xd801, 0x62][..], "backslashreplace", "b'a\\\\ud800\\\\ud801b'"),
        ("cp1252", &[0x61, 0xd800, 0xd801, 0x62][..], "surrogateescape", "charmap 1 3 character maps to <undefined>"),
        ("cp1252", &[0x61, 0xd800, 0xd801, 0x62][..], "surrogatepass", "charmap 1 3 character maps to <undefined>"),
        ("cp1252", &[0x61, 0xd800, 0xd801, 0x62][..], "replace", "b'a??b'"),
        ("cp1252", &[0xdc80, 0xd800][..], "strict", "charmap 0 2 character maps to <undefined>"),
        ("cp1252", &[0xdc80, 0xd800][..], "backslashreplace", "b'\\\\udc80\\\\ud800'"),
        ("cp1252", &[0xdc80, 0xd800][..], "surrogateescape", "charmap 0 2 character maps to <undefined>"),
        ("cp1252", &[0xdc80, 0xd800][..], "surrogatepass", "charmap 0 2 character maps to <undefined>"),
        ("cp1252", &[0xdc80, 0xd800][..], "replace", "b'??'"),
        ("utf-16", &[0x61, 0x20ac, 0x1f600][..], "strict", "b'\\xff\\xfea\\x00\\xac =\\xd8\\x00\\xde'"),
        ("utf-16", &[0xd800][..], "strict", "utf-16 0 1 surrogates not allowed"),
        ("utf-32-be", &[0x61, 0x20ac, 0x1f600][..], "strict", "b'\\x00\\x00\\x00a\\x00\\x00 \\xac\\x00\\x01\\xf6\\x00'"),
        ("utf-32-be", &[0xd800][..], "strict", "utf-32-be 0 1 surrogates not allowed"),
        ("utf-8-sig", &[0x61, 0x20ac, 0x1f600][..], "strict", "b'\\xef\\xbb\\xbfa\\xe2\\x82\\xac\\xf0\\x9f\\x98\\x80'"),
        ("utf-8-sig", &[0xd800][..], "strict", "utf-8 0 1 surrogates not allowed"),
        ("ascii", &[0x61, 0xe9, 0x20ac, 0x1f600, 0xe000, 0x62][..], "strict", "ascii 1 5 ordinal not in range(128)"),
        ("latin-1", &[0x61, 0xe9, 0x20ac, 0x1f600, 0xe000, 0x62][..], "strict", "latin-1 2 5 ordinal not in range(256)"),
        ("cp437", &[0x61, 0xe9, 0x20ac, 0x1f600, 0xe000, 0x62][..], "strict", "charmap 2 5 character maps to <undefined>"),
        ("ascii", &[0x61, 0xe9, 0x20ac, 0x1f600, 0xe000, 0x62][..], "ignore", "b'ab'"),
        ("latin-1", &[0x61, 0xe9, 0x20ac, 0x1f600, 0xe000, 0x62][..], "ignore", "b'a\\xe9b'"),
        ("cp437", &[0x61, 0xe9, 0x20ac, 0x1f600, 0xe000, 0x62][..], "ignore", "b'a\\x82b'"),
        ("ascii", &[0x61, 0xe9, 0x20ac, 0x1f600, 0xe000, 0x62][..], "xmlcharrefreplace", "b'a&#233;&#8364;&#128512;&#57344;b'"),
        ("latin-1", &[0x61, 0xe9, 0x20ac, 0x1f600, 0xe000, 0x62][..], "xmlcharrefreplace", "b'a\\xe9&#8364;&#128512;&#57344;b'"),
        ("cp437", &[0x61, 0xe9, 0x20ac, 0x1f600, 0xe000, 0x62][..], "xmlcharrefreplace", "b'a\\x82&#8364;&#128512;&#57344;b'"),
        ("ascii", &[0x61, 0xe9, 0x20ac, 0x1f600, 0xe000, 0x62][..], "namereplace", "b'a\\\\N{LATIN SMALL LETTER E WITH ACUTE}\\\\N{EURO SIGN}\\\\N{GRINNING FACE}\\\\ue000b'"),
        ("latin-1", &[0x61, 0xe9, 0x20ac, 0x1f600, 0xe000, 0x62][..], "namereplace", "b'a\\xe9\\\\N{EURO SIGN}\\\\N{GRINNING FACE}\\\\ue000b'"),
        ("cp437", &[0x61, 0xe9, 0x20ac, 0x1f600, 0xe000, 0x62][..], "namereplace", "b'a\\x82\\\\N{EURO SIGN}\\\\N{GRINNING FACE}\\\\ue000b'"),
        ("iso8859-15", &[0x20ac, 0xa4][..], "strict", "charmap 1 2 character maps to <undefined>"),
        ("cp1252", &[0x20ac, 0xfe, 0xfffe][..], "strict", "charmap 2 3 character maps to <undefined>"),
        ("unicode_escape", &[0xe9, 0x0, 0xa, 0x5c, 0x7f, 0x100, 0xd800, 0x1f600][..], "strict", "b'\\\\xe9\\\\x00\\\\n\\\\\\\\\\\\x7f\\\\u0100\\\\ud800\\\\U0001f600'"),
        ("raw_unicode_escape", &[0xe9, 0xa, 0x5c, 0x100, 0xd800, 0x1f600][..], "strict", "b'\\xe9\\n\\\\\\\\u0100\\\\ud800\\\\U0001f600'"),
    ] {
        assert_eq!(encoded(name, &wtf8::from_code_points(text.iter().copied()), errors), expected, "{name} {text:x?} {errors}");
    }
}

#[test]
fn names() {
    for (name, proper) in [
        ("UTF-8", "utf-8"),
        ("U8", "utf-8"),
        ("utf 8", "utf-8"),
        ("UTF--16", "utf-16"),
        ("Latin1", "iso8859-1"),
        ("646", "ascii"),
        ("windows-1252", "cp1252"),
        ("L9", "iso8859-15"),
        ("ibm437", "cp437"),
        ("UTF-16LE", "utf-16-le"),
        ("utf_32_be", "utf-32-be"),
        ("utf-8-sig", "utf-8-sig"),
        ("unicode_escape", "unicode-escape"),
    ] {
        assert_eq!(lookup(name).map(Codec::name), Some(proper));
    }
    assert!(lookup("foo").is_none() && lookup("é").is_none() && lookup("").is_none());
}

#[test]
fn messages() {
    let error = |start, end| DecodeError { encoding: "utf-8", start, end, reason: "why", skipped: 0 };
    assert_eq!(error(0, 1).message(b"\xff"), "'utf-8' codec can't decode byte 0xff in position 0: why");
    assert_eq!(error(1, 3).message(b"a\xe2\x82"), "'utf-8' codec can't decode bytes in position 1-2: why");
    let error = |start, end| EncodeError { encoding: "ascii", start, end, reason: "why" };
    assert_eq!(error(1, 2).message("aé".as_bytes()), "'ascii' codec can't encode character '\\xe9' in position 1: why");
    assert_eq!(error(0, 1).message("€".as_bytes()), "'ascii' codec can't encode character '\\u20ac' in position 0: why");
    assert_eq!(error(0, 2).message("éé".as_bytes()), "'ascii' codec can't encode characters in position 0-1: why");
}

/// A handler of the layer above.
struct Registered(Replacement);

impl EncodeErrors for Registered {
    type Error = EncodeError;
    fn handle(&mut self, error: &EncodeError, _: &[u8]) -> Result<(Replacement, usize), EncodeError> {
        Ok((self.0.clone(), error.end))
    }
}

#[test]
fn replacements_are_encoded_in_their_turn() {
    let run = |name: &str, text: &str, replacement| encode(lookup(name).unwrap(), text.as_bytes(), &mut Registered(replacement));
    let text = || Replacement::Text("<é>".into());
    assert_eq!(run("latin-1", "a€b", text()), Ok(b"a<\xe9>b".to_vec()));
    assert_eq!(run("cp437", "aĀ", text()), Ok(b"a<\x82>".to_vec()));
    assert_eq!(run("ascii", "a€b", text()).unwrap_err().start, 1);
    assert_eq!(run("ascii", "a€b", Replacement::Bytes(b"\xff\xfe".to_vec())), Ok(b"a\xff\xfeb".to_vec()));
}

#[test]
fn pieces() {
    for (name, bytes) in [
        ("utf-8", "aé€😀".as_bytes()),
        ("utf-8-sig", b"\xef\xbb\xbfa\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"),
        ("utf-16", b"\xfe\xff\0a\0\xe9\x20\xac\xd8\x3d\xde\0"),
        ("utf-32-le", b"a\0\0\0\xe9\0\0\0\xac\x20\0\0\0\xf6\x01\0"),
        ("unicode-escape", b"a\\xe9\\u20ac\\U0001f600"),
    ] {
        let mut decoder = IncrementalDecoder::new(lookup(name).unwrap());
        let mut out = Vec::new();
        for (i, byte) in bytes.iter().enumerate() {
            out.extend(decoder.decode(&[*byte], i + 1 == bytes.len(), &mut Handler::Strict).unwrap());
        }
        assert_eq!(String::from_utf8(out).unwrap(), "aé€😀", "{name}");
    }
    let mut decoder = IncrementalDecoder::new(Codec::Utf8);
    assert_eq!(decoder.decode(b"a\xe2\x82", false, &mut Handler::Strict), Ok(b"a".to_vec()));
    assert_eq!(decoder.pending(), b"\xe2\x82");
    let error = decoder.decode(b"", true, &mut Handler::Strict).unwrap_err();
    assert_eq!((error.start, error.end, error.reason), (0, 2, "unexpected end of data"));
}
