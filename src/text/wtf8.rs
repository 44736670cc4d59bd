//! The content of a `str` as bytes: UTF-8 in which a lone surrogate stands as its three bytes.
//!
//! Two surrogates side by side stay two code points (they are never joined), so concatenation is byte concatenation, equality
//! is byte equality and byte order is code point order. Positions are byte offsets where a name says `byte`, code point
//! indices where it says `index`. Every function expects well-formed content; the codecs are what makes it.

use std::ops::Range;

use super::unicode;

/// Whether every code point is below 128. Then an index is a byte offset.
pub fn is_ascii(text: &[u8]) -> bool {
    text.is_ascii()
}

/// Whether this byte continues a code point that began before it.
#[inline]
pub fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// How many bytes `code_point` takes.
#[inline]
pub fn encoded_len(code_point: u32) -> usize {
    match code_point {
        0..=0x7f => 1,
        0x80..=0x7ff => 2,
        0x800..=0xffff => 3,
        _ => 4,
    }
}

/// Appends one code point, a surrogate included. It must be below `0x110000`.
#[inline]
pub fn push(out: &mut Vec<u8>, code_point: u32) {
    debug_assert!(code_point < 0x11_0000, "not a code point: {code_point:#x}");
    let low = |shift: u32| 0x80 | (code_point >> shift & 0x3f) as u8;
    match encoded_len(code_point) {
        1 => out.push(code_point as u8),
        2 => out.extend_from_slice(&[0xc0 | (code_point >> 6) as u8, low(0)]),
        3 => out.extend_from_slice(&[0xe0 | (code_point >> 12) as u8, low(6), low(0)]),
        _ => out.extend_from_slice(&[0xf0 | (code_point >> 18) as u8, low(12), low(6), low(0)]),
    }
}

/// The content made of these code points.
pub fn from_code_points(code_points: impl IntoIterator<Item = u32>) -> Vec<u8> {
    let mut out = Vec::new();
    for code_point in code_points {
        push(&mut out, code_point);
    }
    out
}

/// The code point that begins at `byte`, and its length in bytes; `None` at the end.
#[inline]
pub fn decode_at(text: &[u8], byte: usize) -> Option<(u32, usize)> {
    let first = *text.get(byte)?;
    let low = |i: usize| u32::from(text[byte + i] & 0x3f);
    Some(match first {
        0..=0x7f => (u32::from(first), 1),
        0x80..=0xdf => (u32::from(first & 0x1f) << 6 | low(1), 2),
        0xe0..=0xef => (u32::from(first & 0x0f) << 12 | low(1) << 6 | low(2), 3),
        _ => (u32::from(first & 0x07) << 18 | low(1) << 12 | low(2) << 6 | low(3), 4),
    })
}

/// The code points, from either end.
pub fn code_points(text: &[u8]) -> CodePoints<'_> {
    CodePoints { text, front: 0, back: text.len() }
}

/// Iterator over code points; see [`code_points`].
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    text: &'a [u8],
    front: usize,
    back: usize,
}

impl CodePoints<'_> {
    /// The byte offset of the code point that `next` gives.
    pub fn byte(&self) -> usize {
        self.front
    }

    /// The byte offset just after the code point that `next_back` gives.
    pub fn back_byte(&self) -> usize {
        self.back
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        if self.front >= self.back {
            return None;
        }
        let (code_point, len) = decode_at(self.text, self.front)?;
        self.front += len;
        Some(code_point)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let bytes = self.back - self.front;
        (bytes.div_ceil(4), Some(bytes))
    }
}

impl DoubleEndedIterator for CodePoints<'_> {
    fn next_back(&mut self) -> Option<u32> {
        if self.front >= self.back {
            return None;
        }
        self.back = previous_boundary(self.text, self.back);
        decode_at(self.text, self.back).map(|(code_point, _)| code_point)
    }
}

/// `len(str)`: how many code points there are.
pub fn count_code_points(text: &[u8]) -> usize {
    text.iter().filter(|&&byte| !is_continuation(byte)).count()
}

/// The byte offset of the code point with this index; the length in bytes if `index` is the count or more.
pub fn byte_of_index(text: &[u8], index: usize) -> usize {
    // Whole words first: counting is fast, walking is not.
    const BLOCK: usize = 64;
    let mut left = index;
    let mut byte = 0;
    // most texts begin with ASCII
    while left >= 8
        && let Some(&eight) = text[byte..].first_chunk::<8>()
        && u64::from_ne_bytes(eight) & 0x8080_8080_8080_8080 == 0
    {
        left -= 8;
        byte += 8;
    }
    for block in text[byte..].chunks_exact(BLOCK) {
        // a code point has four bytes at most
        if left < BLOCK / 4 {
            break;
        }
        let here = count_code_points(block);
        if here > left {
            break;
        }
        left -= here;
        byte += BLOCK;
    }
    // `byte` may stand inside a code point whose start was counted already: skip to a start before each step.
    loop {
        while byte < text.len() && is_continuation(text[byte]) {
            byte += 1;
        }
        if left == 0 || byte >= text.len() {
            return byte;
        }
        byte += 1;
        left -= 1;
    }
}

/// The index of the code point at this byte offset, which must be a boundary.
pub fn index_of_byte(text: &[u8], byte: usize) -> usize {
    count_code_points(&text[..byte])
}

/// The boundary before `byte` (which must be more than zero).
pub fn previous_boundary(text: &[u8], byte: usize) -> usize {
    let mut at = byte - 1;
    while at > 0 && is_continuation(text[at]) {
        at -= 1;
    }
    at
}

/// The code point with this index.
pub fn code_point_at(text: &[u8], index: usize) -> Option<u32> {
    decode_at(text, byte_of_index(text, index)).map(|(code_point, _)| code_point)
}

/// `text[start:end]` for indices; both are cut to the length, an empty slice if they cross.
pub fn slice(text: &[u8], start: usize, end: usize) -> &[u8] {
    if start >= end {
        return &[];
    }
    let from = byte_of_index(text, start);
    let to = from + byte_of_index(&text[from..], end - start);
    &text[from..to]
}

/// `text[start::step]`, `count` code points long, for indices that are known to exist.
pub fn slice_step(text: &[u8], start: usize, step: isize, count: usize) -> Vec<u8> {
    let index = |i: usize| (start as isize + step * i as isize) as usize;
    if is_ascii(text) {
        return (0..count).map(|i| text[index(i)]).collect();
    }
    let mut out = Vec::with_capacity(count);
    if step > 0 {
        let from = &text[byte_of_index(text, start)..];
        for code_point in code_points(from).step_by(step as usize).take(count) {
            push(&mut out, code_point);
        }
    } else {
        let upto = &text[..byte_of_index(text, start + 1)];
        for code_point in code_points(upto).rev().step_by(step.unsigned_abs()).take(count) {
            push(&mut out, code_point);
        }
    }
    out
}

/// `str.find(needle, start, end)` with indices already clipped to the length; the result is an index.
pub fn find(text: &[u8], needle: &[u8], start: usize, end: usize) -> Option<usize> {
    let part = searchable(text, start, end)?;
    let at = super::find::find(&text[part.clone()], needle)?;
    Some(start + count_code_points(&text[part.start..part.start + at]))
}

/// `str.rfind(needle, start, end)`; as [`find`].
pub fn rfind(text: &[u8], needle: &[u8], start: usize, end: usize) -> Option<usize> {
    let part = searchable(text, start, end)?;
    let at = super::find::rfind(&text[part.clone()], needle)?;
    Some(start + count_code_points(&text[part.start..part.start + at]))
}

/// `str.count(needle, start, end)`: non-overlapping; an empty needle lies between all code points.
pub fn count(text: &[u8], needle: &[u8], start: usize, end: usize) -> usize {
    match searchable(text, start, end) {
        None => 0,
        Some(part) if needle.is_empty() => count_code_points(&text[part]) + 1,
        Some(part) => super::find::places(&text[part], needle).count(),
    }
}

/// The bytes of an index range, `None` if it is crossed (then even the empty needle is not found).
fn searchable(text: &[u8], start: usize, end: usize) -> Option<Range<usize>> {
    if start > end {
        return None;
    }
    if is_ascii(text) {
        return (start <= text.len()).then(|| start..end.min(text.len()));
    }
    let from = byte_of_index(text, start);
    if from == text.len() && count_code_points(text) < start {
        return None;
    }
    Some(from..from + byte_of_index(&text[from..], end - start))
}

/// `str.replace(old, new, limit)`; an empty `old` inserts before every code point and at the end.
pub fn replace(text: &[u8], old: &[u8], new: &[u8], limit: Option<usize>) -> Vec<u8> {
    let limit = limit.unwrap_or(usize::MAX);
    if !old.is_empty() {
        return super::bytes_ops::replace(text, old, new, Some(limit));
    }
    let mut out = Vec::with_capacity(text.len() + new.len());
    let mut rest = 0;
    for (n, byte) in boundaries(text).enumerate() {
        if n >= limit {
            break;
        }
        out.extend_from_slice(&text[rest..byte]);
        out.extend_from_slice(new);
        rest = byte;
    }
    out.extend_from_slice(&text[rest..]);
    out
}

/// Every boundary, the end included.
fn boundaries(text: &[u8]) -> impl Iterator<Item = usize> {
    (0..=text.len()).filter(|&i| text.get(i).is_none_or(|&byte| !is_continuation(byte)))
}

/// `str.split(None, limit)`: byte ranges of the words between runs of white space. With a limit, the last range is the rest,
/// white space at its end included.
pub fn split_whitespace(text: &[u8], limit: Option<usize>) -> Vec<Range<usize>> {
    if text.is_ascii() {
        return super::bytes_ops::split_at(text, limit, is_ascii_space);
    }
    let mut out = Vec::new();
    let mut at = skip_front(text, 0, true);
    while at < text.len() {
        if limit.is_some_and(|limit| out.len() >= limit) {
            out.push(at..text.len());
            break;
        }
        let end = skip_front(text, at, false);
        out.push(at..end);
        at = skip_front(text, end, true);
    }
    out
}

/// `str.rsplit(None, limit)`: as [`split_whitespace`], counted from the end, given from the start.
pub fn rsplit_whitespace(text: &[u8], limit: Option<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = skip_back(text, text.len(), true);
    while at > 0 {
        if limit.is_some_and(|limit| out.len() >= limit) {
            out.push(0..at);
            break;
        }
        let start = skip_back(text, at, false);
        out.push(start..at);
        at = skip_back(text, start, true);
    }
    out.reverse();
    out
}

/// `str.isspace` of an ASCII character.
#[inline]
pub fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | 0x1c..=0x1f | b' ')
}

/// The first byte from `at` on whose code point is not white space (`space`), or is (`!space`).
fn skip_front(text: &[u8], mut at: usize, space: bool) -> usize {
    while text.get(at).is_some_and(|&b| b.is_ascii() && is_ascii_space(b) == space) {
        at += 1;
    }
    if text.get(at).is_none_or(|b| b.is_ascii()) {
        return at;
    }
    while let Some((code_point, len)) = decode_at(text, at) {
        if unicode::is_space(code_point) != space {
            break;
        }
        at += len;
    }
    at
}

/// As [`skip_front`], towards the start.
fn skip_back(text: &[u8], mut at: usize, space: bool) -> usize {
    while at > 0 {
        let before = previous_boundary(text, at);
        let Some((code_point, _)) = decode_at(text, before) else { break };
        if unicode::is_space(code_point) != space {
            break;
        }
        at = before;
    }
    at
}

/// What `str.strip()` leaves, as a byte range; each side only if asked.
pub fn strip_whitespace(text: &[u8], left: bool, right: bool) -> Range<usize> {
    // ASCII at the ends, and nothing to take away: no code point needs decoding
    let solid = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_graphic());
    if (!left || solid(text.first())) && (!right || solid(text.last())) {
        return 0..text.len();
    }
    strip_by(text, left, right, unicode::is_space)
}

/// What `str.strip(chars)` leaves, as a byte range.
pub fn strip_chars(text: &[u8], chars: &[u8], left: bool, right: bool) -> Range<usize> {
    if is_ascii(chars) {
        return strip_by(text, left, right, |c| c < 128 && chars.contains(&(c as u8)));
    }
    let set: Vec<u32> = code_points(chars).collect();
    strip_by(text, left, right, |c| set.contains(&c))
}

fn strip_by(text: &[u8], left: bool, right: bool, drop: impl Fn(u32) -> bool) -> Range<usize> {
    let (mut start, mut end) = (0, text.len());
    while left && start < end {
        if text[start].is_ascii() {
            if !drop(u32::from(text[start])) {
                break;
            }
            start += 1;
            continue;
        }
        match decode_at(text, start) {
            Some((code_point, len)) if drop(code_point) => start += len,
            _ => break,
        }
    }
    while right && end > start {
        if text[end - 1].is_ascii() {
            if !drop(u32::from(text[end - 1])) {
                break;
            }
            end -= 1;
            continue;
        }
        let before = previous_boundary(text, end);
        match decode_at(text, before) {
            Some((code_point, _)) if drop(code_point) => end = before,
            _ => break,
        }
    }
    start..end
}

/// Whether `str.splitlines` breaks here. (`\r\n` is one break.)
pub fn is_line_break(code_point: u32) -> bool {
    matches!(code_point, 0x0a..=0x0d | 0x1c..=0x1e | 0x85 | 0x2028 | 0x2029)
}

/// `str.splitlines(keep)`: byte ranges of the lines.
pub fn split_lines(text: &[u8], keep: bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut start, mut at) = (0, 0);
    // what a line break may begin with: ASCII's own, and the first bytes of the others
    let begins = |&byte: &u8| matches!(byte, 0x0a..=0x0d | 0x1c..=0x1e | 0xc2 | 0xe2);
    while let Some(offset) = text[at..].iter().position(begins) {
        let content_end = at + offset;
        let Some((code_point, len)) = decode_at(text, content_end) else { break };
        at = content_end + len;
        if !is_line_break(code_point) {
            continue;
        }
        if code_point == 0x0d && text.get(at) == Some(&b'\n') {
            at += 1;
        }
        out.push(start..if keep { at } else { content_end });
        start = at;
    }
    if start < text.len() {
        out.push(start..text.len());
    }
    out
}

/// The same text as Rust's `str`, each lone surrogate as U+FFFD: for messages and terminals.
pub fn to_string_lossy(text: &[u8]) -> String {
    code_points(text).map(|c| char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The byte offset of the first lone surrogate.
pub fn find_surrogate(text: &[u8]) -> Option<usize> {
    memchr::memchr_iter(0xed, text).find(|&at| text[at + 1] >= 0xa0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &[u8], ranges: Vec<Range<usize>>) -> Vec<String> {
        ranges.into_iter().map(|r| to_string_lossy(&text[r])).collect()
    }

    #[test]
    fn code_points_survive_the_round_trip() {
        let all = [0, 0x41, 0x7f, 0x80, 0x7ff, 0x800, 0xd800, 0xdc00, 0xdfff, 0xffff, 0x10000, 0x10ffff];
        let text = from_code_points(all);
        assert_eq!(code_points(&text).collect::<Vec<_>>(), all);
        assert!(code_points(&text).rev().eq(all.iter().rev().copied()));
        assert_eq!(count_code_points(&text), all.len());
        for (index, code_point) in all.iter().enumerate() {
            let byte = byte_of_index(&text, index);
            assert_eq!(decode_at(&text, byte).unwrap().0, *code_point);
            assert_eq!(index_of_byte(&text, byte), index);
        }
        assert_eq!(byte_of_index(&text, all.len()), text.len());
        assert_eq!(find_surrogate(&text), Some(byte_of_index(&text, 6)));
    }

    #[test]
    fn indices_in_long_texts_of_every_width() {
        for width in ["a", "é", "€", "😀"] {
            for offset in 0..4 {
                let text = "x".repeat(offset) + &width.repeat(200);
                let bytes = text.as_bytes();
                let count = offset + 200;
                for index in 0..count {
                    let expected = index.min(offset) + index.saturating_sub(offset) * width.len();
                    assert_eq!(byte_of_index(bytes, index), expected);
                }
                assert_eq!(byte_of_index(bytes, count + 5), bytes.len());
            }
        }
    }

    #[test]
    fn slices() {
        let text = "aé€😀z".as_bytes();
        assert_eq!(slice(text, 1, 4), "é€😀".as_bytes());
        assert_eq!(slice(text, 3, 99), "😀z".as_bytes());
        assert_eq!(slice(text, 4, 2), b"");
        assert_eq!(slice_step(text, 4, -2, 3), "z€a".as_bytes());
        assert_eq!(slice_step(text, 0, 3, 2), "a😀".as_bytes());
    }

    #[test]
    fn searches_speak_in_indices() {
        let text = "éaéaé".as_bytes();
        assert_eq!(find(text, "é".as_bytes(), 1, 5), Some(2));
        assert_eq!(rfind(text, "é".as_bytes(), 0, 4), Some(2));
        assert_eq!(rfind(text, b"", 0, 5), Some(5));
        assert_eq!(find(text, b"", 6, 6), None);
        assert_eq!(find(text, b"", 5, 5), Some(5));
        assert_eq!(count(text, b"", 1, 3), 3);
        assert_eq!(count(text, "aé".as_bytes(), 0, 5), 2);
    }

    #[test]
    fn splits() {
        let text = " a\u{3000}b\u{a0}c ".as_bytes();
        assert_eq!(cut(text, split_whitespace(text, None)), ["a", "b", "c"]);
        assert_eq!(cut(text, split_whitespace(text, Some(1))), ["a", "b\u{a0}c "]);
        assert_eq!(cut(text, rsplit_whitespace(text, Some(1))), [" a\u{3000}b", "c"]);
        let text = "a\r\nb\u{2028}\x1cc\n".as_bytes();
        assert_eq!(cut(text, split_lines(text, false)), ["a", "b", "", "c"]);
        assert_eq!(cut(text, split_lines(text, true)), ["a\r\n", "b\u{2028}", "\x1c", "c\n"]);
        assert_eq!(strip_whitespace(b"\x1f a\t", true, true), 2..3);
        assert_eq!(strip_chars("éaé".as_bytes(), "é".as_bytes(), true, false), 2..5);
    }

    #[test]
    fn replacing_nothing_inserts_everywhere() {
        assert_eq!(replace("aé".as_bytes(), b"", b"-", None), "-a-é-".as_bytes());
        assert_eq!(replace("aé".as_bytes(), b"", b"-", Some(2)), "-a-é".as_bytes());
        assert_eq!(replace(b"", b"", b"-", None), b"-");
    }
}
