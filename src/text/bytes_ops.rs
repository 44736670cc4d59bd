//! Operations on byte sequences that `bytes`, `bytearray` and ASCII `str` share.
//!
//! Offsets are byte offsets; `start` and `end` are already clipped to the length (a crossed pair finds nothing). Searches run
//! on `memchr::memmem`, which is linear in the worst case, but in what is `SHORT`.

use std::ops::Range;

use memchr::memmem;

/// White space of `bytes`: space, tab, newline, return, vertical tab, form feed.
#[inline]
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | 0x09..=0x0d)
}

/// In so many bytes a search for the first byte and a comparison there take less than to prepare a search by `memmem`.
const SHORT: usize = 256;

/// Where a needle first stands.
pub fn position(hay: &[u8], needle: &[u8]) -> Option<usize> {
    let [first, ..] = needle else { return Some(0) };
    if hay.len() > SHORT && needle.len() > 1 {
        return memmem::find(hay, needle);
    }
    let last = hay.len().checked_sub(needle.len())?;
    let mut at = 0;
    loop {
        at += memchr::memchr(*first, &hay[at..=last])?;
        if hay[at..].starts_with(needle) {
            return Some(at);
        }
        at += 1;
        if at > last {
            return None;
        }
    }
}

/// Where a needle that is not empty stands, one after the other, not overlapping.
pub fn positions<'a>(hay: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let finder = (hay.len() > SHORT).then(|| memmem::Finder::new(needle));
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = &hay[from..];
        let at = from + finder.as_ref().map_or_else(|| position(rest, needle), |finder| finder.find(rest))?;
        from = at + needle.len();
        Some(at)
    })
}

/// `bytes.find`.
pub fn find(hay: &[u8], needle: &[u8], start: usize, end: usize) -> Option<usize> {
    let part = hay.get(start..end.min(hay.len()))?;
    position(part, needle).map(|at| start + at)
}

/// `bytes.rfind`.
pub fn rfind(hay: &[u8], needle: &[u8], start: usize, end: usize) -> Option<usize> {
    let part = hay.get(start..end.min(hay.len()))?;
    let at = if let [byte] = needle { memchr::memrchr(*byte, part) } else { memmem::rfind(part, needle) };
    at.map(|at| start + at)
}

/// `bytes.count`: non-overlapping; an empty needle is found at every offset and the end.
pub fn count(hay: &[u8], needle: &[u8], start: usize, end: usize) -> usize {
    match (hay.get(start..end.min(hay.len())), needle) {
        (None, _) => 0,
        (Some(part), []) => part.len() + 1,
        (Some(part), [byte]) => part.iter().filter(|b| *b == byte).count(),
        (Some(part), _) => positions(part, needle).count(),
    }
}

/// `bytes.replace`, at most `limit` times; an empty `old` inserts between all bytes.
pub fn replace(hay: &[u8], old: &[u8], new: &[u8], limit: Option<usize>) -> Vec<u8> {
    let limit = limit.unwrap_or(usize::MAX);
    if let ([from], [to], true) = (old, new, limit >= hay.len()) {
        return hay.iter().map(|b| if b == from { *to } else { *b }).collect();
    }
    let mut out = Vec::with_capacity(hay.len());
    let mut rest = 0;
    let mut put = |at: usize, out: &mut Vec<u8>| {
        out.extend_from_slice(&hay[rest..at]);
        out.extend_from_slice(new);
        rest = at + old.len();
    };
    if old.is_empty() {
        (0..=hay.len()).take(limit).for_each(|at| put(at, &mut out));
    } else if let [byte] = old {
        // matches may stand close together: a plain walk beats a search for each
        hay.iter().enumerate().filter(|(_, b)| *b == byte).take(limit).for_each(|(at, _)| put(at, &mut out));
    } else {
        positions(hay, old).take(limit).for_each(|at| put(at, &mut out));
    }
    out.extend_from_slice(&hay[rest..]);
    out
}

/// `split(separator, limit)` for a separator that is not empty, as ranges.
pub fn split(hay: &[u8], separator: &[u8], limit: Option<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut rest = 0;
    let limit = limit.unwrap_or(usize::MAX);
    let mut put = |at: usize| {
        out.push(rest..at);
        rest = at + separator.len();
    };
    if let [byte] = separator {
        memchr::memchr_iter(*byte, hay).take(limit).for_each(&mut put);
    } else {
        positions(hay, separator).take(limit).for_each(&mut put);
    }
    out.push(rest..hay.len());
    out
}

/// `rsplit(separator, limit)` for a separator that is not empty, as ranges from the start.
pub fn rsplit(hay: &[u8], separator: &[u8], limit: Option<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut rest = hay.len();
    let finder = memmem::FinderRev::new(separator);
    for at in finder.rfind_iter(hay).take(limit.unwrap_or(usize::MAX)) {
        out.push(at + separator.len()..rest);
        rest = at;
    }
    out.push(0..rest);
    out.reverse();
    out
}

/// `bytes.split(None, limit)`; with a limit, the last range is the rest, white space at its end included.
pub fn split_whitespace(hay: &[u8], limit: Option<usize>) -> Vec<Range<usize>> {
    let skip = |at: usize, space: bool| hay[at..].iter().position(|&byte| is_space(byte) != space).map_or(hay.len(), |n| at + n);
    let mut out = Vec::new();
    let mut at = skip(0, true);
    while at < hay.len() {
        if limit.is_some_and(|limit| out.len() >= limit) {
            out.push(at..hay.len());
            break;
        }
        let end = skip(at, false);
        out.push(at..end);
        at = skip(end, true);
    }
    out
}

/// `bytes.rsplit(None, limit)`, counted from the end, given from the start.
pub fn rsplit_whitespace(hay: &[u8], limit: Option<usize>) -> Vec<Range<usize>> {
    let skip = |at: usize, space: bool| hay[..at].iter().rposition(|&byte| is_space(byte) != space).map_or(0, |n| n + 1);
    let mut out = Vec::new();
    let mut at = skip(hay.len(), true);
    while at > 0 {
        if limit.is_some_and(|limit| out.len() >= limit) {
            out.push(0..at);
            break;
        }
        let start = skip(at, false);
        out.push(start..at);
        at = skip(start, true);
    }
    out.reverse();
    out
}

/// `bytes.splitlines(keep)`: only `\n`, `\r` and `\r\n` end a line.
pub fn split_lines(hay: &[u8], keep: bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    while let Some(n) = memchr::memchr2(b'\n', b'\r', &hay[start..]) {
        let at = start + n;
        let next = if hay[at..].starts_with(b"\r\n") { at + 2 } else { at + 1 };
        out.push(start..if keep { next } else { at });
        start = next;
    }
    if start < hay.len() {
        out.push(start..hay.len());
    }
    out
}

/// What `strip` leaves; `set` is `None` for white space.
pub fn strip(hay: &[u8], set: Option<&[u8]>, left: bool, right: bool) -> Range<usize> {
    let keep = |byte: &u8| !set.map_or_else(|| is_space(*byte), |set| set.contains(byte));
    let start = if left { hay.iter().position(keep).unwrap_or(hay.len()) } else { 0 };
    let end = if right { hay[start..].iter().rposition(keep).map_or(start, |n| start + n + 1) } else { hay.len() };
    start..end
}

/// `partition`: the parts before and after the first separator (which is not empty).
pub fn partition(hay: &[u8], separator: &[u8]) -> Option<(Range<usize>, Range<usize>)> {
    let at = find(hay, separator, 0, hay.len())?;
    Some((0..at, at + separator.len()..hay.len()))
}

/// `rpartition`: the parts before and after the last separator (which is not empty).
pub fn rpartition(hay: &[u8], separator: &[u8]) -> Option<(Range<usize>, Range<usize>)> {
    let at = rfind(hay, separator, 0, hay.len())?;
    Some((0..at, at + separator.len()..hay.len()))
}

/// `expandtabs(size)` where every code point is one column: `text` may be bytes or a `str`'s content.
pub fn expand_tabs(text: &[u8], size: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut column = 0;
    for &byte in text {
        match byte {
            b'\t' => {
                let fill = if size > 0 { size - column % size } else { 0 };
                out.resize(out.len() + fill, b' ');
                column += fill;
            }
            b'\n' | b'\r' => {
                out.push(byte);
                column = 0;
            }
            _ => {
                out.push(byte);
                column += usize::from(byte & 0xc0 != 0x80);
            }
        }
    }
    out
}

/// `bytes.expandtabs(size)`: every byte is a column.
pub fn expand_tabs_bytes(hay: &[u8], size: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(hay.len());
    let mut column = 0;
    for &byte in hay {
        if byte == b'\t' {
            let fill = if size > 0 { size - column % size } else { 0 };
            out.resize(out.len() + fill, b' ');
            column += fill;
        } else {
            out.push(byte);
            column = if matches!(byte, b'\n' | b'\r') { 0 } else { column + 1 };
        }
    }
    out
}

/// `zfill(width)` on content whose length in columns is `columns`: zeros after a sign.
pub fn zfill(text: &[u8], columns: usize, width: usize) -> Vec<u8> {
    let sign = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    let mut out = text[..sign].to_vec();
    out.resize(sign + width.saturating_sub(columns), b'0');
    out.extend_from_slice(&text[sign..]);
    out
}

/// How many fill columns `center` puts left and right: the odd one goes left if the width is odd.
pub fn center_margins(columns: usize, width: usize) -> (usize, usize) {
    let margin = width.saturating_sub(columns);
    let left = margin / 2 + (margin & width & 1);
    (left, margin - left)
}

/// `bytes.title`.
pub fn title(hay: &[u8]) -> Vec<u8> {
    let mut after_letter = false;
    hay.iter()
        .map(|byte| {
            let out = if after_letter { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
            after_letter = byte.is_ascii_alphabetic();
            out
        })
        .collect()
}

/// `bytes.capitalize`.
pub fn capitalize(hay: &[u8]) -> Vec<u8> {
    let mut out = hay.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

/// `bytes.swapcase`.
pub fn swapcase(hay: &[u8]) -> Vec<u8> {
    hay.iter().map(|byte| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { *byte }).collect()
}

/// `bytes.istitle`.
pub fn is_title(hay: &[u8]) -> bool {
    let (mut some, mut after_letter) = (false, false);
    for byte in hay {
        if byte.is_ascii_alphabetic() && byte.is_ascii_uppercase() == after_letter {
            return false;
        }
        after_letter = byte.is_ascii_alphabetic();
        some |= after_letter;
    }
    some
}

/// `bytes.islower`.
pub fn is_lower(hay: &[u8]) -> bool {
    hay.iter().any(u8::is_ascii_lowercase) && !hay.iter().any(u8::is_ascii_uppercase)
}

/// `bytes.isupper`.
pub fn is_upper(hay: &[u8]) -> bool {
    hay.iter().any(u8::is_ascii_uppercase) && !hay.iter().any(u8::is_ascii_lowercase)
}

/// `bytes.translate(table, delete)`.
pub fn translate(hay: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Vec<u8> {
    let mut drop = [false; 256];
    delete.iter().for_each(|&byte| drop[usize::from(byte)] = true);
    hay.iter().filter(|&&byte| !drop[usize::from(byte)]).map(|&byte| table.map_or(byte, |table| table[usize::from(byte)])).collect()
}

/// A byte's two hexadecimal digits.
#[inline]
pub fn hex_pair(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]
}

/// `bytes.hex(separator, group)`: groups are counted from the right if `group` is positive, from the left if negative.
pub fn hex(hay: &[u8], separator: Option<u8>, group: isize) -> Vec<u8> {
    let size = group.unsigned_abs();
    let mut out = Vec::with_capacity(hay.len() * 2);
    for (i, byte) in hay.iter().enumerate() {
        if let Some(separator) = separator
            && size > 0
            && i > 0
            && (if group > 0 { hay.len() - i } else { i }).is_multiple_of(size)
        {
            out.push(separator);
        }
        out.extend(hex_pair(*byte));
    }
    out
}

/// `bytes.fromhex` of bytes: `Err` holds the offset of the first byte that is wrong, or `None` if a digit is missing at the end.
/// A `str` with a code point past ASCII is wrong there, wherever else it is: see [`from_hex_str`].
pub fn from_hex(text: &[u8]) -> Result<Vec<u8>, Option<usize>> {
    let digit = |at: usize| {
        let byte = text.get(at).ok_or(None)?;
        (*byte as char).to_digit(16).map(|value| value as u8).ok_or(Some(at))
    };
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while at < text.len() {
        if is_space(text[at]) {
            at += 1;
            continue;
        }
        out.push(digit(at)? << 4 | digit(at + 1)?);
        at += 2;
    }
    Ok(out)
}

/// `bytes.fromhex(str)`; as [`from_hex`], with an index.
pub fn from_hex_str(text: &[u8]) -> Result<Vec<u8>, Option<usize>> {
    match text.iter().position(|byte| !byte.is_ascii()) {
        Some(at) => Err(Some(at)),
        None => from_hex(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(hay: &[u8], ranges: Vec<Range<usize>>) -> Vec<&str> {
        ranges.into_iter().map(|r| std::str::from_utf8(&hay[r]).unwrap()).collect()
    }

    #[test]
    fn searching() {
        assert_eq!(find(b"abcabc", b"bc", 2, 6), Some(4));
        assert_eq!(rfind(b"abcabc", b"bc", 0, 5), Some(1));
        assert_eq!(find(b"abc", b"", 3, 3), Some(3));
        assert_eq!(find(b"abc", b"", 4, 3), None);
        assert_eq!(count(b"aaaa", b"aa", 0, 4), 2);
        assert_eq!(count(b"abc", b"", 0, 3), 4);
        assert_eq!(partition(b"a--b--c", b"--"), Some((0..1, 3..7)));
        assert_eq!(rpartition(b"a--b--c", b"--"), Some((0..4, 6..7)));
    }

    #[test]
    fn replacing() {
        assert_eq!(replace(b"abc", b"", b"-", None), b"-a-b-c-");
        assert_eq!(replace(b"abc", b"", b"-", Some(2)), b"-a-bc");
        assert_eq!(replace(b"aaa", b"a", b"bb", Some(2)), b"bbbba");
        assert_eq!(replace(b"aaa", b"aa", b"b", None), b"ba");
    }

    #[test]
    fn splitting() {
        assert_eq!(cut(b"a,b,,c", split(b"a,b,,c", b",", None)), ["a", "b", "", "c"]);
        assert_eq!(cut(b"a,b,,c", split(b"a,b,,c", b",", Some(1))), ["a", "b,,c"]);
        assert_eq!(cut(b"a,b,,c", rsplit(b"a,b,,c", b",", Some(1))), ["a,b,", "c"]);
        assert_eq!(cut(b"aaa", rsplit(b"aaa", b"aa", None)), ["a", ""]);
        assert_eq!(cut(b" a  b c ", split_whitespace(b" a  b c ", Some(1))), ["a", "b c "]);
        assert_eq!(cut(b" a  b c ", rsplit_whitespace(b" a  b c ", Some(1))), [" a  b", "c"]);
        assert_eq!(cut(b"a\r\nb\x0bc\r", split_lines(b"a\r\nb\x0bc\r", false)), ["a", "b\x0bc"]);
        assert_eq!(strip(b" \x0ba ", None, true, true), 2..3);
        assert_eq!(strip(b"   ", None, true, true), 3..3);
        assert_eq!(strip(b"xyax", Some(b"yx"), false, true), 0..3);
    }

    #[test]
    fn layout() {
        assert_eq!(expand_tabs(b"a\tbc\td\n\te", 4), b"a   bc  d\n    e");
        assert_eq!(expand_tabs("é\tb".as_bytes(), 4), "é   b".as_bytes());
        assert_eq!(expand_tabs(b"a\tb", 0), b"ab");
        assert_eq!(zfill(b"-12", 3, 6), b"-00012");
        // 'ab'.center(5), 'abc'.center(6)
        assert_eq!(center_margins(2, 5), (2, 1));
        assert_eq!(center_margins(3, 6), (1, 2));
    }

    #[test]
    fn letters() {
        assert_eq!(title(b"ab 1cd\xe9f"), b"Ab 1Cd\xe9F");
        assert!(is_title(b"Ab Cd") && !is_title(b"AB") && !is_title(b"12"));
        assert_eq!(swapcase(b"aB1"), b"Ab1");
        assert_eq!(translate(b"abca", None, b"a"), b"bc");
    }

    #[test]
    fn hexadecimal() {
        assert_eq!(hex(b"\x01\x02\x03", Some(b':'), 2), b"01:0203");
        assert_eq!(hex(b"\x01\x02\x03", Some(b':'), -2), b"0102:03");
        assert_eq!(from_hex(b" 0a FF\n"), Ok(vec![10, 255]));
        assert_eq!(from_hex(b"0g"), Err(Some(1)));
        assert_eq!(from_hex(b"0 a"), Err(Some(1)));
        assert_eq!(from_hex(b"abc"), Err(None));
        assert_eq!(from_hex_str("gé".as_bytes()), Err(Some(1)));
    }
}
