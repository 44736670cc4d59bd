//! Encodings with characters of several bytes: those of China, Taiwan, Hong Kong, Japan and Korea.
//!
//! [`Multibyte`] is one of them. The characters are in [`maps`]; how many bytes a character takes, and what is an error of how
//! many bytes, is here for the encodings without state, in [`hz`] and [`iso2022`] for those that switch between sets. The
//! [`State`] that these keep is, byte for byte, what CPython's incremental coders give as theirs.

mod hz;
mod iso2022;
mod maps;

use super::decode::Stop;
use super::{EncodeError, EncodeErrors, Replacement};
use crate::text::wtf8;
use maps::{Map, Meaning};

/// Which sets are called, and which of them is in use.
pub type State = [u8; 8];

const ILLEGAL: &str = "illegal multibyte sequence";
const INCOMPLETE: &str = "incomplete multibyte sequence";

/// An encoding with characters of several bytes.
#[derive(Clone, Copy, Debug)]
pub struct Multibyte {
    name: &'static str,
    form: Form,
}

/// How characters follow one another.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// ASCII, and two bytes from a first one above 7f.
    Double,
    /// As `Double`, and eight bytes for a syllable that is put together.
    Korean,
    /// As `Double`, and three bytes behind 8f.
    Triple,
    /// As `Double`, and four bytes if the second is a digit.
    Quadruple,
    /// Shift JIS: two bytes from a first one in 81 to 9f or e0 to this; else one.
    Shifted(u8),
    Hz,
    Iso2022(&'static iso2022::Variant),
}

static ENCODINGS: &[Multibyte] = &[
    plain("big5", Form::Double),
    plain("big5hkscs", Form::Double),
    plain("cp932", Form::Shifted(0xfc)),
    plain("cp949", Form::Double),
    plain("cp950", Form::Double),
    plain("euc_jis_2004", Form::Triple),
    plain("euc_jisx0213", Form::Triple),
    plain("euc_jp", Form::Triple),
    plain("euc_kr", Form::Korean),
    plain("gb18030", Form::Quadruple),
    plain("gb2312", Form::Double),
    plain("gbk", Form::Double),
    plain("hz", Form::Hz),
    plain("iso2022_jp", Form::Iso2022(&iso2022::JP)),
    plain("iso2022_jp_1", Form::Iso2022(&iso2022::JP_1)),
    plain("iso2022_jp_2", Form::Iso2022(&iso2022::JP_2)),
    plain("iso2022_jp_2004", Form::Iso2022(&iso2022::JP_2004)),
    plain("iso2022_jp_3", Form::Iso2022(&iso2022::JP_3)),
    plain("iso2022_jp_ext", Form::Iso2022(&iso2022::JP_EXT)),
    plain("iso2022_kr", Form::Iso2022(&iso2022::KR)),
    plain("johab", Form::Double),
    plain("shift_jis", Form::Shifted(0xea)),
    plain("shift_jis_2004", Form::Shifted(0xfc)),
    plain("shift_jisx0213", Form::Shifted(0xfc)),
];

const fn plain(name: &'static str, form: Form) -> Multibyte {
    Multibyte { name, form }
}

/// The encoding with this proper name.
pub(super) fn by_name(name: &str) -> Option<&'static Multibyte> {
    ENCODINGS.iter().find(|encoding| encoding.name == name)
}

/// What came of a try to encode.
enum Put {
    /// So many code points are written.
    Wrote(usize),
    /// There is nothing for the code point.
    Nothing,
    /// What follows decides.
    Wait,
}

impl Multibyte {
    /// `codecs.lookup(…).name`, which its errors carry too.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The state at the start of a text that is decoded.
    pub fn decoding_state(&self) -> State {
        if let Form::Iso2022(_) = self.form { iso2022::DECODING } else { [0; 8] }
    }

    /// The state at the start of a text that is encoded.
    pub fn encoding_state(&self) -> State {
        if let Form::Iso2022(_) = self.form { iso2022::ENCODING } else { [0; 8] }
    }

    /// Decodes as much as it can from `at` on.
    pub(super) fn step(&self, state: &mut State, bytes: &[u8], at: usize, out: &mut Vec<u8>) -> Stop {
        match self.form {
            Form::Hz => hz::step(state, bytes, at, out),
            Form::Iso2022(variant) => iso2022::step(variant, state, bytes, at, out),
            form => step(form, maps::map(self.name), bytes, at, out),
        }
    }

    /// Encodes; `last` says that nothing comes behind, and that the text is to end as it began. The second result is how many
    /// bytes of the text were used.
    ///
    /// # Errors
    /// Those of the handler.
    pub(super) fn encode<H: EncodeErrors>(
        &self,
        text: &[u8],
        state: &mut State,
        last: bool,
        errors: &mut H,
    ) -> Result<(Vec<u8>, usize), H::Error> {
        let mut out = Vec::with_capacity(text.len());
        let (mut byte, mut index) = (0, 0);
        while let Some(error) = self.put_all(text, (&mut byte, &mut index), state, last, &mut out) {
            let (replacement, next) = errors.handle(&error, text)?;
            match replacement {
                Replacement::Bytes(bytes) => out.extend_from_slice(&bytes),
                Replacement::Text(other) => {
                    if let Some(error) = self.put_all(&other, (&mut 0, &mut 0), state, true, &mut out) {
                        return Err(errors.refuse(error, &other));
                    }
                }
            }
            byte = match next.checked_sub(index) {
                Some(ahead) => byte + wtf8::byte_of_index(&text[byte..], ahead),
                None => wtf8::byte_of_index(text, next),
            };
            index = next;
        }
        if last {
            self.end(state, &mut out);
        }
        Ok((out, byte))
    }

    /// Encodes up to the end, to what waits for more (unless it is the last), or to the error that it gives.
    fn put_all(
        &self,
        text: &[u8],
        (byte, index): (&mut usize, &mut usize),
        state: &mut State,
        last: bool,
        out: &mut Vec<u8>,
    ) -> Option<EncodeError> {
        let map = match self.form {
            Form::Hz | Form::Iso2022(_) => None,
            _ => Some(maps::map(self.name)),
        };
        while let Some((code_point, length)) = wtf8::decode_at(text, *byte) {
            let following = wtf8::decode_at(text, *byte + length);
            let next = following.map(|found| found.0);
            let put = match (self.form, map) {
                (Form::Hz, _) => hz::put(state, code_point, out),
                (Form::Iso2022(variant), _) => iso2022::put(variant, state, (code_point, next), last, out),
                (form, Some(map)) => put(form, map, (code_point, next), last, out),
                (_, None) => Put::Nothing,
            };
            match put {
                Put::Wrote(count) => {
                    *byte += length + if count == 2 { following.map_or(0, |found| found.1) } else { 0 };
                    *index += count;
                }
                Put::Nothing => {
                    return Some(EncodeError { encoding: self.name, start: *index, end: *index + 1, reason: ILLEGAL });
                }
                Put::Wait => return None,
            }
        }
        None
    }

    /// Goes back to the state in which a text begins.
    pub(super) fn end(&self, state: &mut State, out: &mut Vec<u8>) {
        match self.form {
            Form::Hz => hz::end(state, out),
            Form::Iso2022(_) => iso2022::end(state, out),
            _ => {}
        }
    }
}

fn push(out: &mut Vec<u8>, meaning: Meaning) -> Result<(), usize> {
    match meaning {
        Meaning::One(code_point) => wtf8::push(out, code_point),
        Meaning::Two(first, second) => {
            wtf8::push(out, first);
            wtf8::push(out, second);
        }
        Meaning::Nothing(length) => return Err(length),
    }
    Ok(())
}

fn push_sequence(out: &mut Vec<u8>, sequence: u32) {
    let bytes = sequence.to_be_bytes();
    let zeros = bytes.iter().take(3).take_while(|&&byte| byte == 0).count();
    out.extend_from_slice(&bytes[zeros..]);
}

/// The encodings without state.
fn step(form: Form, map: &Map, bytes: &[u8], mut at: usize, out: &mut Vec<u8>) -> Stop {
    while let Some(&lead) = bytes.get(at) {
        let rest = &bytes[at..];
        let is_single = match form {
            Form::Shifted(limit) => !(0x81..=0x9f).contains(&lead) && !(0xe0..=limit).contains(&lead),
            _ => lead < 0x80,
        };
        let (meaning, length) = match (form, rest) {
            _ if is_single => (map.single(lead), 1),
            (_, [_]) => return Stop::Short { at, reason: INCOMPLETE },
            (Form::Triple, [0x8f, row, column, ..]) => (map.triple(*row, *column), 3),
            (Form::Triple, [0x8f, _]) => return Stop::Short { at, reason: INCOMPLETE },
            (Form::Quadruple, [_, 0x30..=0x39, _, _, ..]) => (four_bytes([rest[0], rest[1], rest[2], rest[3]]), 4),
            (Form::Quadruple, [_, 0x30..=0x39, ..]) => return Stop::Short { at, reason: INCOMPLETE },
            (Form::Korean, [0xa4, 0xd4, ..]) => match rest.get(2..8) {
                Some(parts) => (syllable(parts), 8),
                None => return Stop::Short { at, reason: INCOMPLETE },
            },
            _ => (map.double(lead, rest[1]), 2),
        };
        if let Err(len) = push(out, meaning) {
            return Stop::Bad { at, len, reason: ILLEGAL };
        }
        at += length;
    }
    Stop::End
}

fn put(form: Form, map: &Map, (code_point, next): (u32, Option<u32>), last: bool, out: &mut Vec<u8>) -> Put {
    if map.starts_pair(code_point) {
        match next.map(|next| map.pair(code_point, next)) {
            Some(Some(sequence)) => {
                push_sequence(out, sequence);
                return Put::Wrote(2);
            }
            None if !last => return Put::Wait,
            _ => {}
        }
    }
    match (map.sequence(code_point), form) {
        (Some(sequence), _) => push_sequence(out, sequence),
        (None, Form::Quadruple) => match linear(code_point) {
            Some(linear) => push_linear(out, linear),
            None => return Put::Nothing,
        },
        (None, Form::Korean) if (0xac00..0xd7a4).contains(&code_point) => {
            let syllable = code_point as usize - 0xac00;
            let parts = [INITIALS[syllable / 588], MEDIALS + (syllable / 28 % 21) as u8, FINALS[syllable % 28]];
            out.extend_from_slice(&[0xa4, 0xd4]);
            parts.iter().for_each(|&part| out.extend_from_slice(&[0xa4, part]));
        }
        _ => return Put::Nothing,
    }
    Put::Wrote(1)
}

// ---- syllables put together (KS X 1001, annex 3): a filler, and a letter for each of three parts, the last may be a filler ----

const INITIALS: [u8; 19] =
    [0xa1, 0xa2, 0xa4, 0xa7, 0xa8, 0xa9, 0xb1, 0xb2, 0xb3, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xbb, 0xbc, 0xbd, 0xbe];
const MEDIALS: u8 = 0xbf;
const FINALS: [u8; 28] = [
    0xd4, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf, 0xb0, 0xb1, 0xb2, 0xb4, 0xb5, 0xb6, 0xb7,
    0xb8, 0xba, 0xbb, 0xbc, 0xbd, 0xbe,
];

fn syllable(parts: &[u8]) -> Meaning {
    let [0xa4, initial, 0xa4, medial, 0xa4, last] = *parts else { return Meaning::Nothing(1) };
    let found = (
        INITIALS.iter().position(|&known| known == initial),
        medial.checked_sub(MEDIALS).filter(|&medial| medial < 21),
        FINALS.iter().position(|&known| known == last),
    );
    match found {
        (Some(initial), Some(medial), Some(last)) => Meaning::One(0xac00 + initial as u32 * 588 + u32::from(medial) * 28 + last as u32),
        _ => Meaning::Nothing(1),
    }
}

// ---- the four bytes of GB 18030: a number with digits of 126, 10, 126 and 10 ----

/// The number of the first code point above the basic plane: 90 30 81 30.
const ABOVE: u32 = 189_000;

fn four_bytes(bytes: [u8; 4]) -> Meaning {
    let [first, second, third, fourth] = bytes;
    if !(0x81..=0xfe).contains(&first) || !(0x81..=0xfe).contains(&third) || !fourth.is_ascii_digit() {
        return Meaning::Nothing(1);
    }
    let number = |byte: u8, from: u8| u32::from(byte - from);
    let linear = ((number(first, 0x81) * 10 + number(second, 0x30)) * 126 + number(third, 0x81)) * 10 + number(fourth, 0x30);
    if let Some(above) = linear.checked_sub(ABOVE) {
        return if above < 0x10_0000 { Meaning::One(0x1_0000 + above) } else { Meaning::Nothing(1) };
    }
    let run = maps::runs().iter().find(|run| (run.0..run.0 + run.2).contains(&linear));
    run.map_or(Meaning::Nothing(1), |run| Meaning::One(run.1 + linear - run.0))
}

fn linear(code_point: u32) -> Option<u32> {
    if code_point >= 0x1_0000 {
        return Some(code_point - 0x1_0000 + ABOVE);
    }
    let run = maps::runs().iter().find(|run| (run.1..run.1 + run.2).contains(&code_point))?;
    Some(run.0 + code_point - run.1)
}

fn push_linear(out: &mut Vec<u8>, linear: u32) {
    let digits = [(linear / 12600, 0x81), (linear / 1260 % 10, 0x30), (linear / 10 % 126, 0x81), (linear % 10, 0x30)];
    out.extend(digits.iter().map(|(digit, from)| *digit as u8 + from));
}
