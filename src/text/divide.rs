//! Division of big integers below quadratic time.
//!
//! The crate's multiplication is subquadratic, its division is the schoolbook's. Past a threshold the divisor's size is
//! halved recursively (Burnikel and Ziegler, "Fast recursive division", 1998), so that division costs a few multiplications.

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, Zero};

/// Divisors of fewer bits are left to the crate: found by timing, where the two cross.
const THRESHOLD: u64 = 64 * 160;

/// `(a / b, a % b)`; `b` must not be zero.
pub fn div_rem(a: &BigUint, b: &BigUint) -> (BigUint, BigUint) {
    let size = b.bits();
    if size < THRESHOLD || a.bits() < size + THRESHOLD / 2 {
        return a.div_rem(b);
    }
    // The divisor's size becomes a small number times a power of two, with its highest bit set.
    let halvings = (size / THRESHOLD).ilog2() + 1;
    let block = size.next_multiple_of(1 << halvings);
    let shift = block - size;
    let b = b << shift;
    let mut rest = a << shift;
    let mut blocks = Vec::new();
    let mask = mask(block);
    while !rest.is_zero() {
        blocks.push(&rest & &mask);
        rest >>= block;
    }
    let (mut quotient, mut remainder) = (BigUint::zero(), BigUint::zero());
    for digit in blocks.into_iter().rev() {
        let (q, r) = two_by_one(&((remainder << block) | digit), &b, block);
        quotient = (quotient << block) | q;
        remainder = r;
    }
    (quotient, remainder >> shift)
}

fn mask(bits: u64) -> BigUint {
    (BigUint::one() << bits) - 1u32
}

/// `a` of up to `2 × bits` bits by `b` of exactly `bits`, the quotient less than `2^bits`.
fn two_by_one(a: &BigUint, b: &BigUint, bits: u64) -> (BigUint, BigUint) {
    if bits < THRESHOLD || bits % 2 == 1 {
        return a.div_rem(b);
    }
    let half = bits / 2;
    let low = mask(half);
    let (b_high, b_low) = (b >> half, b & &low);
    let (q_high, rest) = three_by_two(&(a >> bits), &(a >> half & &low), b, &b_high, &b_low, half);
    let (q_low, rest) = three_by_two(&rest, &(a & &low), b, &b_high, &b_low, half);
    ((q_high << half) | q_low, rest)
}

/// `(top << half | next)` by `b`, where `top < b`.
fn three_by_two(top: &BigUint, next: &BigUint, b: &BigUint, b_high: &BigUint, b_low: &BigUint, half: u64) -> (BigUint, BigUint) {
    let (mut quotient, rest) = if &(top >> half) == b_high {
        // The estimate would be 2^half: its largest value is used.
        (mask(half), top - (b_high << half) + b_high)
    } else {
        two_by_one(top, b_high, half)
    };
    let mut have = (rest << half) | next;
    let take = &quotient * b_low;
    while have < take {
        have += b;
        quotient -= 1u32;
    }
    (quotient, have - take)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_the_schoolbook() {
        // A fixed linear congruence makes the words; all-ones blocks reach the corner of the estimate.
        let mut state = 1u64;
        let mut random = |words: usize, ones: bool| {
            let words = (0..words * 2).map(|i| {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                if ones && i % 3 > 0 { u32::MAX } else { (state >> 33) as u32 }
            });
            BigUint::new(words.collect())
        };
        for (a, b) in [(400, 161), (1500, 700), (5000, 333), (2000, 1000), (321, 320), (3000, 170)] {
            for ones in [false, true] {
                let (a, b) = (random(a, ones), random(b, ones));
                assert_eq!(div_rem(&a, &b), a.div_rem(&b));
                let exact = &a * &b;
                assert_eq!(div_rem(&exact, &b), (a, BigUint::zero()));
            }
        }
        let a = mask(64 * 1000);
        let b = mask(64 * 500) << 64u32;
        assert_eq!(div_rem(&a, &b), a.div_rem(&b));
    }
}
