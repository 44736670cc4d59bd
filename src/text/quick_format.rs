//! What most formats are, written without allocating: a machine integer, a float with a fixed number of decimals or a
//! text, with a sign, a fill and a width of ASCII. Everything else, and every error, is `format_spec`'s and `percent`'s
//! business: these functions then say `None`.

use super::float_digits;

/// The most bytes that a quick result has.
const ROOM: usize = 96;

/// Decimals that are computed in 128 bits: 2^53 times 10^17 fits.
const MOST_DECIMALS: usize = 17;

/// A short text.
pub struct Short {
    bytes: [u8; ROOM],
    len: usize,
}

impl Short {
    fn new() -> Short {
        Short { bytes: [0; ROOM], len: 0 }
    }

    fn push(&mut self, byte: u8) {
        self.bytes[self.len] = byte;
        self.len += 1;
    }

    fn extend(&mut self, bytes: &[u8]) {
        self.bytes[self.len..self.len + bytes.len()].copy_from_slice(bytes);
        self.len += bytes.len();
    }

    fn fill(&mut self, byte: u8, count: usize) {
        self.bytes[self.len..self.len + count].fill(byte);
        self.len += count;
    }
}

impl std::ops::Deref for Short {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// A specification of the plain kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain {
    pub fill: u8,
    /// `<`, `>`, `^` or `=`; 0 if none is given
    pub align: u8,
    /// `+`, `-` or a space; 0 if none is given
    pub sign: u8,
    pub width: usize,
    /// `,` or `_` between groups of three digits; 0 if none is given
    pub grouping: u8,
    pub precision: Option<usize>,
    /// the type's letter; 0 if none is given
    pub kind: u8,
}

impl Plain {
    /// Reads `[[fill]align][sign][0][width][grouping][.precision][type]` in ASCII.
    pub fn parse(spec: &[u8]) -> Option<Plain> {
        let is_align = |byte: &u8| matches!(byte, b'<' | b'>' | b'^' | b'=');
        let mut out = Plain { fill: b' ', align: 0, sign: 0, width: 0, grouping: 0, precision: None, kind: 0 };
        let mut at = 0;
        let mut filled = false;
        if let Some(&align) = spec.get(1).filter(|byte| is_align(byte)) {
            (out.fill, out.align, at, filled) = (spec[0], align, 2, true);
        } else if let Some(&align) = spec.first().filter(|byte| is_align(byte)) {
            (out.align, at) = (align, 1);
        }
        if !out.fill.is_ascii() {
            return None;
        }
        if let Some(&sign @ (b'+' | b'-' | b' ')) = spec.get(at) {
            (out.sign, at) = (sign, at + 1);
        }
        if !filled && spec.get(at) == Some(&b'0') {
            (out.fill, at) = (b'0', at + 1);
            if out.align == 0 {
                out.align = b'=';
            }
        }
        (out.width, at) = number(spec, at)?;
        if let Some(&grouping @ (b',' | b'_')) = spec.get(at) {
            // zeros that fill are grouped as well
            if out.align == b'=' {
                return None;
            }
            (out.grouping, at) = (grouping, at + 1);
        }
        if spec.get(at) == Some(&b'.') {
            let start = at + 1;
            let (precision, end) = number(spec, start)?;
            if end == start {
                return None;
            }
            (out.precision, at) = (Some(precision), end);
        }
        if let Some(&kind @ (b'a'..=b'z' | b'A'..=b'Z')) = spec.get(at) {
            (out.kind, at) = (kind, at + 1);
        }
        (at == spec.len()).then_some(out)
    }

    /// Sign and digits with the fill where it belongs.
    fn padded(&self, sign: u8, body: &[u8]) -> Option<Short> {
        let len = usize::from(sign != 0) + body.len();
        let margin = self.width.saturating_sub(len);
        if len + margin > ROOM {
            return None;
        }
        let (before, between) = match self.align {
            b'<' => (0, 0),
            b'^' => (margin / 2, 0),
            b'=' => (0, margin),
            _ => (margin, 0),
        };
        let mut out = Short::new();
        out.fill(self.fill, before);
        if sign != 0 {
            out.push(sign);
        }
        out.fill(self.fill, between);
        out.extend(body);
        out.fill(self.fill, margin - before - between);
        Some(out)
    }

    fn sign_for(&self, negative: bool) -> u8 {
        match self.sign {
            _ if negative => b'-',
            b'+' => b'+',
            b' ' => b' ',
            _ => 0,
        }
    }
}

/// Digits from `at` on, at most three, and where they end.
fn number(spec: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let (start, mut value) = (at, 0);
    while let Some(digit @ b'0'..=b'9') = spec.get(at) {
        if at - start == 3 {
            return None;
        }
        value = value * 10 + usize::from(digit - b'0');
        at += 1;
    }
    // other decimal digits count as well
    spec.get(at).is_none_or(u8::is_ascii).then_some((value, at))
}

/// Writes the digits of `n` in a base before `end`; gives where they begin.
fn digits(out: &mut [u8; ROOM], mut end: usize, mut n: u64, base: u64, upper: bool) -> usize {
    let letters = if upper { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
    loop {
        end -= 1;
        out[end] = letters[(n % base) as usize];
        n /= base;
        if n == 0 {
            return end;
        }
    }
}

/// Groups the digits of the number that stands in `out` from `start` on and before `end`; gives where it begins then.
fn group(out: &mut [u8; ROOM], start: usize, end: usize, separator: u8) -> usize {
    if separator == 0 {
        return start;
    }
    let separators = (end - start - 1) / 3;
    let begin = start - separators;
    let (mut from, mut to) = (start, begin);
    while from < end {
        out[to] = out[from];
        (from, to) = (from + 1, to + 1);
        if from < end && (end - from).is_multiple_of(3) {
            out[to] = separator;
            to += 1;
        }
    }
    begin
}

/// `format(n, spec)` for `d`, `x`, `X`, `o`, `b` or no type.
pub fn int(n: i64, spec: &Plain) -> Option<Short> {
    let (base, upper) = match spec.kind {
        0 | b'd' => (10, false),
        b'x' => (16, false),
        b'X' => (16, true),
        b'o' => (8, false),
        b'b' => (2, false),
        _ => return None,
    };
    // other bases have groups of four
    if spec.precision.is_some() || spec.grouping != 0 && base != 10 {
        return None;
    }
    let mut buffer = [0; ROOM];
    let start = digits(&mut buffer, ROOM, n.unsigned_abs(), base, upper);
    let start = group(&mut buffer, start, ROOM, spec.grouping);
    spec.padded(spec.sign_for(n < 0), &buffer[start..])
}

/// `format(x, spec)` for `f`: `x` in units of the last decimal, rounded half to even, then a point in between.
pub fn float(x: f64, spec: &Plain) -> Option<Short> {
    let decimals = spec.precision.unwrap_or(6);
    if !matches!(spec.kind, b'f' | b'F') || decimals > MOST_DECIMALS || !x.is_finite() {
        return None;
    }
    let scaled = u64::try_from(scaled(x, decimals)?).ok()?;
    let unit = 10u64.pow(decimals as u32);
    let mut buffer = [b'0'; ROOM];
    let mut start = ROOM;
    if decimals > 0 {
        digits(&mut buffer, ROOM, scaled % unit, 10, false);
        start = ROOM - decimals - 1;
        buffer[start] = b'.';
    }
    let end = start;
    let start = digits(&mut buffer, end, scaled / unit, 10, false);
    let start = group(&mut buffer, start, end, spec.grouping);
    spec.padded(spec.sign_for(x.is_sign_negative()), &buffer[start..])
}

/// `|x| × 10^decimals`, rounded half to even; exact, for both factors are integers but for a power of two.
fn scaled(x: f64, decimals: usize) -> Option<u128> {
    let (_, mantissa, exponent) = float_digits::decompose(x);
    let product = u128::from(mantissa) * 10u128.pow(decimals as u32);
    match exponent {
        0..=10 => Some(product << exponent),
        11.. => None,
        -119..0 => {
            let (kept, cut, half) = (product >> -exponent, product & ((1 << -exponent) - 1), 1 << (-exponent - 1));
            Some(kept + u128::from(cut > half || cut == half && kept & 1 == 1))
        }
        // less than half a unit: the product has at most 110 bits
        _ => Some(0),
    }
}

/// `format(text, spec)` of a text of that many code points.
pub fn text(text: &[u8], chars: usize, spec: &Plain) -> Option<Short> {
    if spec.sign != 0 || spec.grouping != 0 || spec.align == b'=' || !matches!(spec.kind, 0 | b's') {
        return None;
    }
    let shown = match spec.precision {
        Some(most) if chars > most && chars != text.len() => return None,
        Some(most) if chars > most => &text[..most],
        _ => text,
    };
    // the width counts code points, `padded` bytes
    let width = spec.width + (text.len() - chars);
    let spec = Plain { align: if spec.align == 0 { b'<' } else { spec.align }, width, ..*spec };
    spec.padded(0, shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::format_spec;

    /// What is quick says the same as what is slow.
    #[test]
    fn quick_is_slow_in_a_hurry() {
        let specs = "d x X o b 5 05 +5d 5d <07d >07d ^07x 010s <7 ^7d *^9d =+9d 08x f .0f .2f 9.3f 09.3f +.1f .17f - .1f s 10s >10 <3 ^11s .2s *^9.3s , #x 5.2d c ,d +,d ,.2f 15,.2f _d _x ,x _.3f *^20,.1f 012,d <15_d ,.0f";
        for spec in specs.split(' ') {
            let Some(plain) = Plain::parse(spec.as_bytes()) else { continue };
            for n in [0, 1, -1, 9, 10, -255, 123_456_789, i64::MAX, i64::MIN] {
                if let Some(made) = int(n, &plain) {
                    let slow = format_spec::format_int(&n.into(), spec.as_bytes(), "int", 4300).expect("the quick one took it");
                    assert_eq!(*made, *slow, "{n} as {spec}");
                }
            }
            for x in [0.0, -0.0, 0.5, 1.5, 2.5, -0.125, 0.375, 2.675, 1e-7, 1e-300, 5e-324, 123456.789, 1e15, 1e16, 9.995, 0.045, 1e22] {
                if let Some(made) = float(x, &plain) {
                    let slow = format_spec::format_float(x, spec.as_bytes(), "float").expect("the quick one took it");
                    assert_eq!(*made, *slow, "{x} as {spec}");
                }
            }
            for given in ["", "é", "a", "abcdef", "äöü中€x"] {
                if let Some(made) = text(given.as_bytes(), given.chars().count(), &plain) {
                    let slow = format_spec::format_str(given.as_bytes(), spec.as_bytes(), "str").expect("the quick one took it");
                    assert_eq!(*made, *slow, "{given} as {spec}");
                }
            }
        }
    }

    #[test]
    fn many_floats() {
        let mut bits = 0x9e37_79b9_7f4a_7c15_u64;
        for i in 0..20_000 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let x = (bits as i64 as f64) / [1e3, 1e9, 1e15, 1e18, 1e21][i % 5];
            let spec = format!(".{}f", i % 18);
            let plain = Plain::parse(spec.as_bytes()).expect("it is plain");
            if let Some(made) = float(x, &plain) {
                assert_eq!(String::from_utf8_lossy(&made), format!("{x:.*}", i % 18));
            }
        }
    }
}
