//! Products of very long coefficients: a number-theoretic transform modulo 2^64 - 2^32 + 1, on pieces of a limb.
//!
//! The prime has roots of unity of every power of two up to 2^32 (7 generates), and reducing a product of 128 bits by it takes
//! a few additions. Pieces of six digits (a limb of 19 is cut anew, digit by digit, at the borders) keep a column of 2^24
//! products below the prime.

use super::limbs::{BASE, PLACES, TENS};

const PRIME: u64 = 0xFFFF_FFFF_0000_0001;
/// Digits of a piece.
const PIECE: usize = 6;
const PIECE_BASE: u64 = 1_000_000;

/// Can the product of so many limbs be made here?
pub fn fits(limbs: usize) -> bool {
    pieces(limbs) <= 1 << 23
}

fn pieces(limbs: usize) -> usize {
    (limbs * PLACES).div_ceil(PIECE)
}

fn add(a: u64, b: u64) -> u64 {
    let (sum, over) = a.overflowing_add(b);
    let (less, under) = sum.overflowing_sub(PRIME);
    if over || !under { less } else { sum }
}

fn sub(a: u64, b: u64) -> u64 {
    let (rest, under) = a.overflowing_sub(b);
    if under { rest.wrapping_add(PRIME) } else { rest }
}

/// 2^64 is 2^32 - 1, and 2^96 is -1.
#[inline(always)]
fn mul(a: u64, b: u64) -> u64 {
    let n = u128::from(a) * u128::from(b);
    let (low, high) = (n as u64, (n >> 64) as u64);
    let (top, middle) = (high >> 32, high & 0xFFFF_FFFF);
    let (mut sum, under) = low.overflowing_sub(top);
    if under {
        sum = sum.wrapping_sub(0xFFFF_FFFF);
    }
    let (mut sum, over) = sum.overflowing_add(middle * 0xFFFF_FFFF);
    if over {
        sum = sum.wrapping_add(0xFFFF_FFFF);
    }
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut out = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            out = mul(out, base);
        }
        base = mul(base, base);
        exponent >>= 1;
    }
    out
}

/// The powers of a root of unity that the transforms of this length need, those of each level together.
fn roots(length: usize, inverse: bool) -> Vec<u64> {
    let mut root = power(7, (PRIME - 1) / length as u64);
    if inverse {
        root = power(root, PRIME - 2);
    }
    let mut out = vec![1; length.max(2) / 2];
    for i in 1..out.len() {
        out[i] = mul(out[i - 1], root);
    }
    out
}

/// From natural to bit-reversed order.
fn forward(x: &mut [u64], roots: &[u64]) {
    let n = x.len();
    let mut half = n / 2;
    while half > 0 {
        let step = n / (2 * half);
        for block in x.chunks_exact_mut(2 * half) {
            let (low, high) = block.split_at_mut(half);
            for (i, (a, b)) in low.iter_mut().zip(high).enumerate() {
                let (p, q) = (*a, *b);
                *a = add(p, q);
                *b = mul(sub(p, q), roots[i * step]);
            }
        }
        half /= 2;
    }
}

/// From bit-reversed to natural order, times the length.
fn backward(x: &mut [u64], roots: &[u64]) {
    let n = x.len();
    let mut half = 1;
    while half < n {
        let step = n / (2 * half);
        for block in x.chunks_exact_mut(2 * half) {
            let (low, high) = block.split_at_mut(half);
            for (i, (a, b)) in low.iter_mut().zip(high).enumerate() {
                let (p, q) = (*a, mul(*b, roots[i * step]));
                *a = add(p, q);
                *b = sub(p, q);
            }
        }
        half *= 2;
    }
}

/// Cuts limbs into pieces, lowest first.
fn cut(x: &[u64], length: usize) -> Vec<u64> {
    let mut out = vec![0; length];
    let (mut held, mut have, mut at) = (0u128, 0, 0);
    for &limb in x {
        held += u128::from(limb) * u128::from(TENS[have]);
        have += PLACES;
        while have >= PIECE {
            out[at] = (held % u128::from(PIECE_BASE)) as u64;
            held /= u128::from(PIECE_BASE);
            have -= PIECE;
            at += 1;
        }
    }
    if have > 0 {
        out[at] = held as u64;
    }
    out
}

/// `a * b` into `out`, which has room for both lengths.
pub fn mul_limbs(out: &mut [u64], a: &[u64], b: &[u64]) {
    let length = pieces(out.len()).next_power_of_two();
    let ahead = roots(length, false);
    let mut x = cut(a, length);
    forward(&mut x, &ahead);
    if std::ptr::eq(a, b) {
        x.iter_mut().for_each(|p| *p = mul(*p, *p));
    } else {
        let mut y = cut(b, length);
        forward(&mut y, &ahead);
        x.iter_mut().zip(y).for_each(|(p, q)| *p = mul(*p, q));
    }
    drop(ahead);
    backward(&mut x, &roots(length, true));
    let share = power(length as u64, PRIME - 2);
    let (mut carry, mut held, mut have, mut at) = (0u64, 0u128, 0, 0);
    for p in x {
        let sum = u128::from(mul(p, share)) + u128::from(carry);
        carry = (sum / u128::from(PIECE_BASE)) as u64;
        held += (sum % u128::from(PIECE_BASE)) * 10u128.pow(have);
        have += PIECE as u32;
        if have >= PLACES as u32 {
            if at < out.len() {
                out[at] = (held % u128::from(BASE)) as u64;
            }
            held /= u128::from(BASE);
            have -= PLACES as u32;
            at += 1;
        }
    }
    if at < out.len() {
        out[at] = held as u64;
    }
}
