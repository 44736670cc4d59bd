//! Numbers to text: the specification's scientific and engineering strings.

use super::{Kind, Num};

/// The text of a number.
pub fn to_text(x: Num, engineering: bool, capitals: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(40);
    if x.negative {
        out.push(b'-');
    }
    match x.kind {
        Kind::Finite => finite(&mut out, x, engineering, capitals),
        Kind::Infinity => out.extend_from_slice(b"Infinity"),
        Kind::Quiet | Kind::Signaling => {
            out.extend_from_slice(if x.kind == Kind::Quiet { b"NaN" } else { b"sNaN" });
            if !x.coef.is_zero() {
                x.coef.push_text(&mut out);
            }
        }
    }
    out
}

fn finite(out: &mut Vec<u8>, x: Num, engineering: bool, capitals: bool) {
    let start = out.len();
    x.coef.push_text(out);
    if x.exp == 0 {
        return;
    }
    let length = (out.len() - start) as i64;
    // where the point would stand without an exponent, and where it stands
    let left = x.exp + length;
    let point = if x.exp <= 0 && left > -6 {
        left
    } else if !engineering {
        1
    } else if x.coef.is_zero() {
        (left + 1).rem_euclid(3) - 1
    } else {
        (left - 1).rem_euclid(3) + 1
    };
    place_point(out, start, point);
    if left != point {
        push_exponent(out, left - point, if capitals { b'E' } else { b'e' });
    }
}

/// Puts a point into digits that begin at `start`, with the zeros that it needs.
pub fn place_point(out: &mut Vec<u8>, start: usize, point: i64) {
    let length = (out.len() - start) as i64;
    if point <= 0 {
        let zeros = 2 + point.unsigned_abs() as usize;
        out.splice(start..start, std::iter::repeat_n(b'0', zeros));
        out[start + 1] = b'.';
    } else if point >= length {
        out.resize(start + point as usize, b'0');
    } else {
        out.insert(start + point as usize, b'.');
    }
}

/// `E+10`
pub fn push_exponent(out: &mut Vec<u8>, exponent: i64, letter: u8) {
    out.push(letter);
    out.push(if exponent < 0 { b'-' } else { b'+' });
    let n = exponent.unsigned_abs();
    super::coef::push_word(out, n, super::limbs::places(n));
}
