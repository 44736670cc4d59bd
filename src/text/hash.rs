//! Hashes of numbers, as the language's reference defines them, of tuples, and of text.
//!
//! A number's hash depends on its value alone: it is the value reduced modulo the prime 2^61 - 1, so that `1`, `1.0`,
//! `Fraction(1)` and `1+0j` are one key. A hash is never -1 (that is CPython's sign of an error, and visible in `hash(-1)`).

use num_bigint::{BigInt, Sign};

use super::float_digits;

/// `sys.hash_info.modulus`.
pub const MODULUS: u64 = (1 << 61) - 1;
/// `sys.hash_info.inf`.
pub const INFINITY: i64 = 314_159;
/// `sys.hash_info.imag`.
pub const IMAGINARY: u64 = 1_000_003;

/// The hash of a machine integer: itself modulo 2^61 - 1, and -2 for -1.
#[inline]
pub fn small_int_hash(i: i64) -> i64 {
    const MODULUS: i64 = (1 << 61) - 1;
    let rest = if i.unsigned_abs() < MODULUS as u64 { i } else { i % MODULUS };
    if rest == -1 { -2 } else { rest }
}

/// The hash of text or bytes; never 0. The same in every run, so that output that depends on it is the same too.
pub fn hash_bytes(data: &[u8]) -> u64 {
    if data.is_empty() {
        return 0;
    }
    let mut h: u64 = 0x9E37_79B9_7F4A_7C15 ^ data.len() as u64;
    let mut chunks = data.chunks_exact(8);
    let mix = |h: u64, w: u64| {
        let m = (h ^ w) as u128 * 0xE703_7ED1_A0B4_28DB;
        (m as u64) ^ ((m >> 64) as u64)
    };
    for c in &mut chunks {
        h = mix(h, u64::from_le_bytes(c.try_into().expect("eight bytes")));
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        h = mix(h, u64::from_le_bytes(last));
    }
    let h = mix(h, 0x8EBC_6AF0_9C88_C6E3);
    if h == 0 || h == u64::MAX { 2 } else { h }
}

/// -1 is not a hash.
fn finish(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

fn with_sign(negative: bool, hash: u64) -> i64 {
    finish(if negative { -(hash as i64) } else { hash as i64 })
}

/// `hash(n)` of a machine integer.
#[inline]
pub fn of_i64(n: i64) -> i64 {
    with_sign(n < 0, n.unsigned_abs() % MODULUS)
}

/// `hash(n)`.
pub fn of_integer(n: &BigInt) -> i64 {
    fold(n.sign() == Sign::Minus, n.magnitude().iter_u64_digits().rev())
}

/// `hash(n)` of a sign and limbs, lowest first.
pub fn of_limbs(negative: bool, limbs: &[u64]) -> i64 {
    fold(negative, limbs.iter().rev().copied())
}

fn fold(negative: bool, limbs: impl Iterator<Item = u64>) -> i64 {
    // From the highest word down: 2^64 is 2^3 modulo the prime, and 2^61 is 1.
    let hash = limbs.fold(0u64, |hash, limb| {
        let sum = (u128::from(hash) << 3) + u128::from(limb);
        let sum = (sum as u64 & MODULUS) + (sum >> 61) as u64;
        if sum >= MODULUS { sum - MODULUS } else { sum }
    });
    with_sign(negative, hash)
}

/// `hash(x)`; `None` for nan, which hashes by identity.
pub fn of_float(x: f64) -> Option<i64> {
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { INFINITY } else { -INFINITY });
    }
    let (negative, mantissa, exponent) = float_digits::decompose(x);
    // 2^61 is 1 modulo the prime, so a power of two is a rotation of 61 bits.
    let turn = exponent.rem_euclid(61) as u32;
    let hash = ((u128::from(mantissa) << turn) % u128::from(MODULUS)) as u64;
    Some(with_sign(negative, hash))
}

/// The hash of a complex number from the hashes of its parts.
pub fn of_complex(real: i64, imaginary: i64) -> i64 {
    finish((real as u64).wrapping_add(IMAGINARY.wrapping_mul(imaginary as u64)) as i64)
}

/// What a combined hash is that would be -1.
const INSTEAD_OF_MINUS_ONE: i64 = 1_546_275_796;

/// Combines hashes in order: a round of xxHash64 each, and what the last round leaves is the sum.
#[derive(Clone, Copy)]
pub struct Rounds {
    hash: u64,
    count: u64,
}

impl Rounds {
    /// Of no hashes.
    pub const NONE: Rounds = Rounds { hash: PRIME_5, count: 0 };

    /// With one more.
    #[inline(always)]
    pub fn with(self, item: i64) -> Rounds {
        const PRIME_1: u64 = 0x9e37_79b1_85eb_ca87;
        const PRIME_2: u64 = 0xc2b2_ae3d_27d4_eb4f;
        let hash = self.hash.wrapping_add((item as u64).wrapping_mul(PRIME_2)).rotate_left(31).wrapping_mul(PRIME_1);
        Rounds { hash, count: self.count + 1 }
    }

    /// The hash of a tuple whose items had these hashes.
    #[inline(always)]
    pub fn of_tuple(self) -> i64 {
        match self.hash.wrapping_add(self.count ^ PRIME_5 ^ 3_527_539) as i64 {
            -1 => INSTEAD_OF_MINUS_ONE,
            hash => hash,
        }
    }
}

const PRIME_5: u64 = 0x27d4_eb2f_1656_67c5;

/// The hash of a tuple from those of its items.
pub fn of_sequence(items: impl IntoIterator<Item = i64>) -> i64 {
    items.into_iter().fold(Rounds::NONE, Rounds::with).of_tuple()
}

/// The hash of a slice from those of its three fields: that of a tuple without a length.
pub fn of_fields(items: impl IntoIterator<Item = i64>) -> i64 {
    match items.into_iter().fold(Rounds::NONE, Rounds::with).hash as i64 {
        -1 => INSTEAD_OF_MINUS_ONE,
        hash => hash,
    }
}

/// The hash of a frozenset from those of its items, in any order.
pub fn of_unordered(items: impl IntoIterator<Item = i64>) -> i64 {
    let (mut hash, mut count) = (0u64, 0u64);
    for item in items {
        // neighbouring hashes are spread, or sets of small numbers would have few hashes
        let item = item as u64;
        hash ^= (item ^ 89_869_747 ^ item << 16).wrapping_mul(3_644_798_167);
        count += 1;
    }
    hash ^= (count + 1).wrapping_mul(1_927_868_237);
    hash ^= hash >> 11 ^ hash >> 25;
    match hash.wrapping_mul(69_069).wrapping_add(907_133_923) as i64 {
        -1 => 590_923_713,
        hash => hash,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_cpython_prints_them() {
        for (n, expected) in [
            ("0", 0),
            ("-1", -2),
            ("-2", -2),
            ("2305843009213693951", 0),
            ("2305843009213693952", 1),
            ("-2305843009213693952", -2),
            ("123456789012345678901234567890", 248789772095949448),
        ] {
            let n: BigInt = n.parse().unwrap();
            assert_eq!(of_integer(&n), expected);
            if let Ok(small) = i64::try_from(&n) {
                assert_eq!(of_i64(small), expected);
            }
        }
        for (x, expected) in [
            (0.5, 1152921504606846976),
            (-0.0, 0),
            (1.0, 1),
            (-1.0, -2),
            (0.1, 230584300921369408),
            (1e300, 1224995262755759164),
            (5e-324, 16777216),
            (f64::INFINITY, 314159),
            (f64::NEG_INFINITY, -314159),
        ] {
            assert_eq!(of_float(x), Some(expected), "{x}");
        }
        assert_eq!(of_float(f64::NAN), None);
        assert_eq!(of_complex(1, 2), 2000007);
    }

    #[test]
    fn order_counts_in_sequences_only() {
        assert_ne!(of_sequence([1, 2]), of_sequence([2, 1]));
        assert_eq!(of_unordered([1, 2]), of_unordered([2, 1]));
        assert_eq!(of_sequence([]), 5740354900026072187);
        assert_eq!(of_sequence([1, 2]), -3550055125485641917);
        assert_eq!(of_fields([1, 2, 3]), -2340833382717974474);
        assert_eq!(of_unordered([]), 133146708735736);
        assert_eq!(of_unordered([1, 2]), -1826646154956904602);
    }
}
