//! The kinds of items of an array: their codes, sizes, and how one is packed.

use num_traits::ToPrimitive;

use crate::object::{Raised, Res, Value};
use crate::vm::Vm;

/// A kind of items.
#[derive(Debug)]
pub struct Kind {
    pub code: u8,
    pub size: usize,
    /// the number of the format in a pickle
    pub format: i64,
}

/// All type codes, as `array.typecodes`.
pub const CODES: &str = "bBuwhHiIlLqQfd";

const fn kind(code: u8, size: usize, format: i64) -> Kind {
    Kind { code, size, format }
}

static KINDS: [Kind; 14] = [
    kind(b'b', 1, 1),
    kind(b'B', 1, 0),
    kind(b'u', 4, 20),
    kind(b'w', 4, 20),
    kind(b'h', 2, 4),
    kind(b'H', 2, 2),
    kind(b'i', 4, 8),
    kind(b'I', 4, 6),
    kind(b'l', 8, 12),
    kind(b'L', 8, 10),
    kind(b'q', 8, 12),
    kind(b'Q', 8, 10),
    kind(b'f', 4, 14),
    kind(b'd', 8, 16),
];

impl Kind {
    /// The kind of a type code.
    pub fn of(code: &str) -> Option<&'static Kind> {
        KINDS.iter().find(|k| code.as_bytes() == [k.code])
    }

    /// Are the items characters?
    pub fn is_text(&self) -> bool {
        matches!(self.code, b'u' | b'w')
    }

    /// The item in these bytes.
    pub fn unpack(&self, vm: &Vm, item: &[u8]) -> Value {
        let mut wide = [0; 8];
        wide[..item.len()].copy_from_slice(item);
        let bits = u64::from_le_bytes(wide);
        let unused = 64 - 8 * self.size as u32;
        match self.code {
            b'u' | b'w' => vm.char(bits.min(0x10_FFFF) as u32),
            b'f' => vm.float(f64::from(f32::from_bits(bits as u32))),
            b'd' => vm.float(f64::from_bits(bits)),
            code if code.is_ascii_lowercase() => vm.int((bits << unused) as i64 >> unused),
            _ => vm.uint(bits),
        }
    }

    /// The item's bytes, the least first; the first `size` of them count.
    ///
    /// # Errors
    /// `TypeError` for another kind of object, `OverflowError`.
    pub fn pack(&self, vm: &Vm, v: Value) -> Res<[u8; 8]> {
        match self.code {
            b'u' | b'w' => {
                let Some(text) = v.str_bytes() else {
                    return Err(vm.type_error(format!("array item must be a unicode character, not {}", v.type_name())));
                };
                let mut points = crate::text::wtf8::code_points(text);
                match (points.next(), points.next()) {
                    (Some(c), None) => Ok(u64::from(c).to_le_bytes()),
                    _ => {
                        let n = crate::text::wtf8::code_points(text).count();
                        Err(vm.type_error(format!("array item must be a unicode character, not a string of length {n}")))
                    }
                }
            }
            b'f' => Ok(u64::from((vm.to_f64(v)? as f32).to_bits()).to_le_bytes()),
            b'd' => Ok(vm.to_f64(v)?.to_bits().to_le_bytes()),
            _ => self.pack_int(vm, v),
        }
    }

    fn pack_int(&self, vm: &Vm, v: Value) -> Res<[u8; 8]> {
        let v = vm.index(v)?;
        // past 127 bits: as large or as small as it gets
        let n = match vm.to_i64(v) {
            Some(n) => i128::from(n),
            None => vm.to_big(v).map_or(0, |big| {
                big.to_i128().unwrap_or(if big.sign() == num_bigint::Sign::Minus { i128::MIN } else { i128::MAX })
            }),
        };
        let bits = 8 * self.size as u32;
        let (low, high) =
            if self.code.is_ascii_lowercase() { (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1) } else { (0, (1i128 << bits) - 1) };
        if (low..=high).contains(&n) { Ok((n as u64).to_le_bytes()) } else { Err(self.refuse(vm, n)) }
    }

    /// Numbers pass through a C type that is a size larger, with errors of its own, before they are looked at.
    #[cold]
    fn refuse(&self, vm: &Vm, n: i128) -> Raised {
        let bound = |n: i128, low: i128| if n < low { "less than minimum" } else { "greater than maximum" };
        let long = i128::from(i64::MIN)..=i128::from(i64::MAX);
        let int = i128::from(i32::MIN)..=i128::from(i32::MAX);
        let short = i128::from(i16::MIN)..=i128::from(i16::MAX);
        let text = match self.code {
            b'q' => "int too big to convert".to_string(),
            b'Q' if n < 0 => "can't convert negative int to unsigned".to_string(),
            b'Q' => "int too big to convert".to_string(),
            b'I' | b'L' if n < 0 => "can't convert negative value to unsigned int".to_string(),
            b'I' | b'L' if n > i128::from(u64::MAX) => "Python int too large to convert to C unsigned long".to_string(),
            b'I' => "unsigned int is greater than maximum".to_string(),
            _ if !long.contains(&n) => "Python int too large to convert to C long".to_string(),
            b'b' if short.contains(&n) => format!("signed char is {}", bound(n, -128)),
            b'B' => format!("unsigned byte integer is {}", bound(n, 0)),
            b'b' | b'h' => format!("signed short integer is {}", bound(n, -32768)),
            b'H' if int.contains(&n) => format!("unsigned short is {}", bound(n, 0)),
            _ => format!("signed integer is {}", bound(n, i128::from(i32::MIN))),
        };
        vm.overflow_error(text)
    }
}
