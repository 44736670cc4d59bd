//! `repr` of text: `repr(str)`, `ascii(str)`, `repr(bytes)`.

use super::{unicode, wtf8};

/// `repr(str)`: single quotes unless there are only single quotes inside; what is not printable is escaped.
pub fn repr(text: &[u8]) -> Vec<u8> {
    quoted(text, unicode::is_printable)
}

/// `ascii(str)`: as [`repr`], and everything from 128 on is escaped.
pub fn ascii(text: &[u8]) -> String {
    String::from_utf8(quoted(text, |c| (0x20..0x7f).contains(&c))).expect("only ASCII is written")
}

/// [`repr`] for error messages: it never holds a surrogate, so it is a Rust string.
pub fn repr_string(text: &[u8]) -> String {
    String::from_utf8(repr(text)).expect("surrogates are not printable and so escaped")
}

/// The escapes of an existing `repr`, for everything that is not ASCII: what makes `ascii(x)` of `repr(x)`.
pub fn escape_non_ascii(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for code_point in wtf8::code_points(text) {
        if code_point < 128 { out.push(code_point as u8) } else { push_escape(&mut out, code_point) }
    }
    out
}

fn quoted(text: &[u8], shown: impl Fn(u32) -> bool) -> Vec<u8> {
    let quote = quote_for(text);
    let mut out = Vec::with_capacity(text.len() + 2);
    out.push(quote);
    for code_point in wtf8::code_points(text) {
        match code_point {
            c if c == u32::from(quote) || c == u32::from(b'\\') => out.extend_from_slice(&[b'\\', c as u8]),
            0x20..=0x7e => out.push(code_point as u8),
            c if c >= 0x80 && shown(c) => wtf8::push(&mut out, c),
            c => push_escape(&mut out, c),
        }
    }
    out.push(quote);
    out
}

fn quote_for(text: &[u8]) -> u8 {
    if text.contains(&b'\'') && !text.contains(&b'"') { b'"' } else { b'\'' }
}

/// `\n`, `\r`, `\t`, else the shortest of `\xNN`, `\uNNNN`, `\UNNNNNNNN`.
pub(crate) fn push_escape(out: &mut Vec<u8>, code_point: u32) {
    let text = match code_point {
        0x09 => "\\t".to_owned(),
        0x0a => "\\n".to_owned(),
        0x0d => "\\r".to_owned(),
        c => numeric_escape(c),
    };
    out.extend_from_slice(text.as_bytes());
}

/// The shortest of `\xNN`, `\uNNNN`, `\UNNNNNNNN`.
pub(crate) fn numeric_escape(code_point: u32) -> String {
    match code_point {
        0..=0xff => format!("\\x{code_point:02x}"),
        0x100..=0xffff => format!("\\u{code_point:04x}"),
        _ => format!("\\U{code_point:08x}"),
    }
}

/// `repr(bytes)`, the `b` included.
pub fn repr_bytes(bytes: &[u8]) -> String {
    let quote = quote_for(bytes);
    let mut out = vec![b'b', quote];
    for &byte in bytes {
        match byte {
            b if b == quote || b == b'\\' => out.extend_from_slice(&[b'\\', b]),
            0x20..=0x7e => out.push(byte),
            b => push_escape(&mut out, u32::from(b)),
        }
    }
    out.push(quote);
    String::from_utf8(out).expect("only ASCII is written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings() {
        for (text, expected) in [
            ("", "''"),
            ("a", "'a'"),
            ("it's", "\"it's\""),
            ("'\"", "'\\'\"'"),
            ("\"", "'\"'"),
            ("\\\n\r\t\0\x1f\x7f", "'\\\\\\n\\r\\t\\x00\\x1f\\x7f'"),
            ("é\u{a0}\u{ad}", "'é\\xa0\\xad'"),
            ("\u{200b}😀\u{e000}\u{10ffff}", "'\\u200b😀\\ue000\\U0010ffff'"),
        ] {
            assert_eq!(repr_string(text.as_bytes()), expected);
        }
        assert_eq!(repr_string(&wtf8::from_code_points([0xd800, 0x41])), "'\\ud800A'");
        assert_eq!(ascii("é€😀'".as_bytes()), "\"\\xe9\\u20ac\\U0001f600'\"");
        assert_eq!(escape_non_ascii("[é\n]".as_bytes()), b"[\\xe9\n]");
    }

    #[test]
    fn bytes() {
        assert_eq!(repr_bytes(b"a'\x00\xff\n\\"), "b\"a'\\x00\\xff\\n\\\\\"");
        assert_eq!(repr_bytes(b"'\""), "b'\\'\"'");
    }
}
