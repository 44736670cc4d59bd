//! ISO 2022: escape sequences call sets, in seven bits (RFC 1468, RFC 1554, RFC 1557, RFC 2237).
//!
//! Up to three sets are called at a time, and stand in the first three bytes of the state by the last letter of their escape
//! sequence, with the highest bit if their characters are of two bytes. The fifth byte has two flags: the second set is shifted
//! in; an escape sequence of another kind goes by.

use super::super::decode::Stop;
use super::{ILLEGAL, INCOMPLETE, Meaning, Put, State, maps, push, push_sequence};
use crate::text::tables::charmaps::CHARMAPS;
use crate::text::wtf8;

/// An encoding of this family.
#[derive(Debug)]
pub(super) struct Variant {
    /// in the order in which they are tried for a character
    sets: &'static [Set],
    /// shift-in and shift-out switch to the second set and back
    shifts: bool,
    /// `ESC N` takes a character of the third set
    third: bool,
    /// the escape sequence for the revised JIS X 0208 is known
    revised: bool,
}

/// A set that can be called.
#[derive(Debug)]
struct Set {
    mark: u8,
    /// it is the second set, else the first
    second: bool,
    chars: Chars,
}

/// What is in a set.
#[derive(Debug)]
enum Chars {
    /// a map of two-byte characters
    Map(&'static str),
    /// the pairs of such a map
    Pairs(&'static str),
    /// ASCII with two other characters
    Roman,
    /// half-width katakana
    Kana,
    /// the upper half of Latin-1; for decoding only
    Latin,
    /// that of ISO 8859-7; for decoding only
    Greek,
}

const ASCII: u8 = b'B';
const DOUBLE: u8 = 0x80;
const SHIFTED: u8 = 1;
const PASSING: u8 = 2;
const LONGEST: usize = 16;

pub(super) const DECODING: State = [ASCII, ASCII, ASCII, 0, 0, 0, 0, 0];
pub(super) const ENCODING: State = [ASCII, ASCII, 0, 0, 0, 0, 0, 0];

const fn set(mark: u8, chars: Chars) -> Set {
    Set { mark, second: false, chars }
}

const JISX0208: Set = set(b'B' | DOUBLE, Chars::Map("jisx0208"));
const JISX0208_OLD: Set = set(b'@' | DOUBLE, Chars::Map("jisx0208"));
const JISX0212: Set = set(b'D' | DOUBLE, Chars::Map("jisx0212"));
const ROMAN: Set = set(b'J', Chars::Roman);

const fn japanese(sets: &'static [Set]) -> Variant {
    Variant { sets, shifts: false, third: false, revised: true }
}

pub(super) static JP: Variant = japanese(&[JISX0208, ROMAN, JISX0208_OLD]);
pub(super) static JP_1: Variant = japanese(&[JISX0208, JISX0212, ROMAN, JISX0208_OLD]);
pub(super) static JP_2: Variant = Variant {
    third: true,
    ..japanese(&[
        JISX0208,
        JISX0212,
        set(b'C' | DOUBLE, Chars::Map("ksx1001")),
        set(b'A' | DOUBLE, Chars::Map("gb2312_set")),
        ROMAN,
        JISX0208_OLD,
        set(b'A', Chars::Latin),
        set(b'F', Chars::Greek),
    ])
};
pub(super) static JP_3: Variant = japanese(&[
    set(b'O' | DOUBLE, Chars::Pairs("jisx0213_1_2000")),
    JISX0208,
    set(b'O' | DOUBLE, Chars::Map("jisx0213_1_2000")),
    set(b'P' | DOUBLE, Chars::Map("jisx0213_2_2000")),
]);
pub(super) static JP_2004: Variant = japanese(&[
    set(b'Q' | DOUBLE, Chars::Pairs("jisx0213_1")),
    JISX0208,
    set(b'Q' | DOUBLE, Chars::Map("jisx0213_1")),
    set(b'P' | DOUBLE, Chars::Map("jisx0213_2")),
]);
pub(super) static JP_EXT: Variant = japanese(&[JISX0208, JISX0212, ROMAN, set(b'I', Chars::Kana), JISX0208_OLD]);
pub(super) static KR: Variant = Variant {
    sets: &[Set { mark: b'C' | DOUBLE, second: true, chars: Chars::Map("ksx1001") }],
    shifts: true,
    third: false,
    revised: false,
};

fn ends_escape(byte: u8) -> bool {
    matches!(byte, b'@'..=b'Z')
}

pub(super) fn step(variant: &Variant, state: &mut State, bytes: &[u8], mut at: usize, out: &mut Vec<u8>) -> Stop {
    while let Some(&byte) = bytes.get(at) {
        if state[4] & PASSING != 0 {
            wtf8::push(out, u32::from(byte));
            at += 1;
            if ends_escape(byte) {
                state[4] &= !PASSING;
            }
            continue;
        }
        let used = match byte {
            0x1b => escape(variant, state, &bytes[at..], out),
            0x0f if variant.shifts => {
                state[4] &= !SHIFTED;
                Ok(1)
            }
            0x0e if variant.shifts => {
                state[4] |= SHIFTED;
                Ok(1)
            }
            0..0x20 => {
                if byte == b'\n' {
                    state[4] &= !SHIFTED;
                }
                out.push(byte);
                Ok(1)
            }
            0x20..0x80 => character(variant, state, &bytes[at..], out),
            0x80.. => Err(Some(1)),
        };
        match used {
            Ok(used) => at += used,
            Err(Some(len)) => return Stop::Bad { at, len, reason: ILLEGAL },
            Err(None) => return Stop::Short { at, reason: INCOMPLETE },
        }
    }
    Stop::End
}

/// How many bytes were used, or are wrong; `Err(None)` if there are too few.
type Used = Result<usize, Option<usize>>;

/// A character of the set in use.
fn character(variant: &Variant, state: &State, rest: &[u8], out: &mut Vec<u8>) -> Used {
    let mark = state[usize::from(state[4] & SHIFTED)];
    if mark == ASCII {
        out.push(rest[0]);
        return Ok(1);
    }
    let width = if mark & DOUBLE == 0 { 1 } else { 2 };
    if rest.len() < width {
        return Err(None);
    }
    let set = variant.sets.iter().find(|set| set.mark == mark && !matches!(set.chars, Chars::Pairs(_)));
    let meaning = match set.map(|set| &set.chars) {
        Some(Chars::Map(name)) if rest[1] < 0x80 => maps::map(name).double(rest[0] | 0x80, rest[1] | 0x80),
        Some(Chars::Roman) => Meaning::One(match rest[0] {
            0x5c => 0xa5,
            0x7e => 0x203e,
            byte => u32::from(byte),
        }),
        Some(Chars::Kana) if (0x21..=0x5f).contains(&rest[0]) => Meaning::One(0xff40 + u32::from(rest[0])),
        _ => Meaning::Nothing(width),
    };
    push(out, meaning).map_err(|_| Some(width))?;
    Ok(width)
}

/// What begins with an escape.
fn escape(variant: &Variant, state: &mut State, rest: &[u8], out: &mut Vec<u8>) -> Used {
    match rest.get(1) {
        None => Err(None),
        Some(b'(' | b')' | b'$' | b'.' | b'&') => {
            let length = escape_length(variant, rest)?;
            call(variant, state, &rest[..length]).ok_or(Some(length))?;
            Ok(length)
        }
        Some(b'N') if variant.third => {
            let Some(&byte) = rest.get(2) else { return Err(None) };
            let found = match (state[2], byte) {
                (b'F', _) => greek(byte ^ 0x80),
                (_, 0x80..) => None,
                (b'A', _) => Some(u32::from(byte) + 0x80),
                (ASCII, _) => Some(u32::from(byte)),
                _ => None,
            };
            wtf8::push(out, found.ok_or(Some(3))?);
            Ok(3)
        }
        Some(_) => {
            // not one that calls a set
            out.push(0x1b);
            state[4] |= PASSING;
            Ok(1)
        }
    }
}

/// A byte of ISO 8859-7 as it was when it became a part of this encoding, without the characters that were added in 2003.
fn greek(byte: u8) -> Option<u32> {
    let table = CHARMAPS.iter().find(|charmap| charmap.name == "iso8859-7")?;
    match (byte, table.upper[usize::from(byte & 0x7f)]) {
        (0..0x80, _) => Some(u32::from(byte)),
        (0xa4 | 0xa5 | 0xaa, _) | (_, 0xfffe) => None,
        (_, found) => Some(u32::from(found)),
    }
}

fn escape_length(variant: &Variant, rest: &[u8]) -> Used {
    let mut at = 1;
    while at < LONGEST {
        match rest.get(at) {
            None => return Err(None),
            Some(&byte) if ends_escape(byte) => return Ok(at + 1),
            Some(b'&') if variant.revised && rest.get(at + 1) == Some(&b'@') => at += 3,
            Some(_) => at += 1,
        }
    }
    Err(Some(1))
}

/// Calls the set that an escape sequence names.
fn call(variant: &Variant, state: &mut State, sequence: &[u8]) -> Option<()> {
    let (mark, place) = match *sequence {
        [_, b'$', mark] => (mark | DOUBLE, 0),
        [_, b'(', mark] => (mark, 0),
        [_, b')', mark] => (mark, 1),
        [_, b'.', mark] if variant.third => (mark, 2),
        [_, b'$', b'(', mark] => (mark | DOUBLE, 0),
        [_, b'$', b')', mark] => (mark | DOUBLE, 1),
        [_, b'&', b'@', 0x1b, b'$', b'B'] if variant.revised => (b'B' | DOUBLE, 0),
        _ => return None,
    };
    if mark != ASCII && !variant.sets.iter().any(|set| set.mark == mark) {
        return None;
    }
    state[place] = mark;
    Some(())
}

/// The sequence of a code point in a set, and of how many code points it is.
fn sequence(chars: &Chars, (code_point, next): (u32, Option<u32>), last: bool) -> Result<(u32, usize), Put> {
    let found = match chars {
        Chars::Map(name) => maps::map(name).sequence(code_point),
        Chars::Pairs(name) => {
            let map = maps::map(name);
            match next {
                _ if !map.starts_pair(code_point) => None,
                None if !last => return Err(Put::Wait),
                next => return next.and_then(|next| map.pair(code_point, next)).map(|found| (found, 2)).ok_or(Put::Nothing),
            }
        }
        Chars::Roman => match code_point {
            0xa5 => Some(0x5c),
            0x203e => Some(0x7e),
            _ => None,
        },
        Chars::Kana => (0xff61..=0xff9f).contains(&code_point).then(|| code_point - 0xff40),
        Chars::Latin | Chars::Greek => None,
    };
    found.map(|found| (found, 1)).ok_or(Put::Nothing)
}

pub(super) fn put(variant: &Variant, state: &mut State, chars: (u32, Option<u32>), last: bool, out: &mut Vec<u8>) -> Put {
    if chars.0 < 0x80 {
        end(state, out);
        out.push(chars.0 as u8);
        return Put::Wrote(1);
    }
    for set in variant.sets {
        let (sequence, count) = match sequence(&set.chars, chars, last) {
            Ok(found) => found,
            Err(Put::Wait) => return Put::Wait,
            Err(_) => continue,
        };
        let place = usize::from(set.second);
        if state[place] != set.mark {
            out.push(0x1b);
            match (set.mark & !DOUBLE, set.mark & DOUBLE != 0) {
                (letter, false) => out.extend_from_slice(&[b'(', letter]),
                (letter @ (b'@' | b'B'), true) => out.extend_from_slice(&[b'$', letter]),
                (letter, true) => out.extend_from_slice(&[b'$', b'(' + place as u8, letter]),
            }
            state[place] = set.mark;
        }
        if set.second && state[4] & SHIFTED == 0 {
            out.push(0x0e);
            state[4] |= SHIFTED;
        }
        push_sequence(out, sequence & 0x7f7f);
        return Put::Wrote(count);
    }
    Put::Nothing
}

/// ASCII again, and nothing shifted in.
pub(super) fn end(state: &mut State, out: &mut Vec<u8>) {
    if state[4] & SHIFTED != 0 {
        out.push(0x0f);
        state[4] &= !SHIFTED;
    }
    if state[0] != ASCII {
        out.extend_from_slice(b"\x1b(B");
        state[0] = ASCII;
    }
}
