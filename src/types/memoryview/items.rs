//! The formats of a memoryview's items: from bytes to values and back, in the machine's own sizes and order.

use crate::object::layouts::Bytes;
use crate::object::{Res, Value};
use crate::types::exceptions as exc;
use crate::vm::Vm;

/// The letter of a format that memoryviews can read, `@` in front allowed.
pub fn letter(format: &str) -> Option<u8> {
    match format.strip_prefix('@').unwrap_or(format).as_bytes() {
        [c] if size(*c).is_some() => Some(*c),
        _ => None,
    }
}

/// Bytes of an item.
pub fn size(letter: u8) -> Option<usize> {
    Some(match letter {
        b'c' | b'b' | b'B' | b'?' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' | b'P' => 8,
        _ => return None,
    })
}

/// The item's bits, extended to 64.
fn bits(data: &[u8]) -> u64 {
    let mut word = [0; 8];
    word[..data.len()].copy_from_slice(data);
    u64::from_le_bytes(word)
}

/// The value of an item; `data` has its size.
pub fn unpack(vm: &Vm, letter: u8, data: &[u8]) -> Value {
    let word = bits(data);
    match letter {
        b'c' => vm.bytes(data),
        b'?' => Value::bool(word != 0),
        b'b' => vm.int(i64::from(word as i8)),
        b'h' => vm.int(i64::from(word as i16)),
        b'i' => vm.int(i64::from(word as i32)),
        b'l' | b'q' | b'n' => vm.int(word as i64),
        b'f' => vm.float(f64::from(f32::from_bits(word as u32))),
        b'd' => vm.float(f64::from_bits(word)),
        b'e' => vm.float(half_to_f64(word as u16)),
        _ => vm.uint(word),
    }
}

/// The bytes of a value, the first `size(letter)` of eight.
///
/// # Errors
/// "memoryview: invalid type for format 'B'", "memoryview: invalid value for format 'B'"
pub fn pack(vm: &Vm, letter: u8, v: Value) -> Res<[u8; 8]> {
    let shown = char::from(letter);
    let bad_type = || vm.type_error(format!("memoryview: invalid type for format '{shown}'"));
    let bad_value = || vm.value_error(format!("memoryview: invalid value for format '{shown}'"));
    let mut out = [0; 8];
    match letter {
        b'c' => match v.cast::<Bytes>().map(|b| b.bytes().to_vec()).as_deref() {
            Some([b]) => out[0] = *b,
            Some(_) => return Err(bad_value()),
            None => return Err(bad_type()),
        },
        b'?' => out[0] = u8::from(vm.truth(v)?),
        b'f' | b'd' | b'e' => {
            let got = vm.to_f64(v);
            let Some(x) = vm.catch(got, &exc::TYPE_ERROR)? else { return Err(bad_type()) };
            match letter {
                b'd' => out = x.to_le_bytes(),
                b'f' => out[..4].copy_from_slice(&(x as f32).to_le_bytes()),
                _ => match f64_to_half(x) {
                    Some(h) => out[..2].copy_from_slice(&h.to_le_bytes()),
                    None => return Err(bad_value()),
                },
            }
        }
        _ => {
            if v.typ().slots().index.is_none() {
                return Err(bad_type());
            }
            let Some(n) = vm.to_big(vm.index(v)?) else { return Err(bad_type()) };
            let bits = size(letter).unwrap_or(1) as u32 * 8;
            let signed = matches!(letter, b'b' | b'h' | b'i' | b'l' | b'q' | b'n');
            let low = if signed { -(1i128 << (bits - 1)) } else { 0 };
            let high = if signed { 1i128 << (bits - 1) } else { 1i128 << bits };
            match i128::try_from(n) {
                Ok(n) if n >= low && n < high => out = (n as u64).to_le_bytes(),
                _ => return Err(bad_value()),
            }
        }
    }
    Ok(out)
}

/// A half-precision float.
pub fn half_to_f64(half: u16) -> f64 {
    let sign = if half >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(half >> 10 & 31), f64::from(half & 1023));
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        e => (1.0 + fraction / 1024.0) * 2f64.powi(e - 15),
    }
}

/// The nearest half-precision float, ties to even; `None` if the number is too large.
pub fn f64_to_half(x: f64) -> Option<u16> {
    let sign = u16::from(x.is_sign_negative()) << 15;
    let a = x.abs();
    if a.is_nan() {
        return Some(sign | 0x7e00);
    }
    if a.is_infinite() {
        return Some(sign | 0x7c00);
    }
    // the unit of the last place at this size, then an exact division by a power of two and one rounding
    let exponent = if a < 2f64.powi(-14) { -14 } else { ((a.to_bits() >> 52) as i32) - 1023 };
    let units = (a * 2f64.powi(10 - exponent)).round_ties_even() as u32;
    let half = ((exponent + 14) as u32 * 1024) + units;
    if half >= 0x7c00 { None } else { Some(sign | half as u16) }
}
