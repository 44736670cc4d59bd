//! Natural numbers as slices of 64-bit limbs, lowest first: the kernels beneath `int`, of moderate length.
//!
//! Each kernel writes every limb of the slice it is given, so the slice may hold anything before, and gives a result that may have
//! zeros at its upper end. What a kernel reads is trimmed: no zero limb on top, and zero is the empty slice. They are the
//! schoolbook's, quadratic or linear, and make no scratch memory unless they say so; who has longer numbers (see
//! [`SCHOOLBOOK`]) asks the crate.

use std::cmp::Ordering;

/// Past this many limbs of the shorter operand the crate's multiplication wins: found by timing, where the two cross.
pub const SCHOOLBOOK: usize = 48;

/// Without the zeros on top.
#[inline]
pub fn trim(x: &[u64]) -> &[u64] {
    &x[..x.iter().rposition(|&limb| limb != 0).map_or(0, |top| top + 1)]
}

/// How two numbers stand to each other.
#[inline]
pub fn order(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

/// How many bits a number has.
pub fn bits(x: &[u64]) -> u64 {
    x.last().map_or(0, |top| x.len() as u64 * 64 - u64::from(top.leading_zeros()))
}

/// `a + b + carry`, and the carry.
#[inline(always)]
fn add_carry(a: u64, b: u64, carry: bool) -> (u64, bool) {
    let (sum, first) = a.overflowing_add(b);
    let (sum, second) = sum.overflowing_add(u64::from(carry));
    (sum, first | second)
}

/// `a - b - borrow`, and the borrow.
#[inline(always)]
fn sub_borrow(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (difference, first) = a.overflowing_sub(b);
    let (difference, second) = difference.overflowing_sub(u64::from(borrow));
    (difference, first | second)
}

/// `a * b + c + d`: low and high limb.
#[inline(always)]
fn mul_add(a: u64, b: u64, c: u64, d: u64) -> (u64, u64) {
    let product = u128::from(a) * u128::from(b) + u128::from(c) + u128::from(d);
    (product as u64, (product >> 64) as u64)
}

/// `a + b`, where `a` is not the shorter; `out` has one limb more than `a`.
pub fn add(out: &mut [u64], a: &[u64], b: &[u64]) {
    let (low, high) = a.split_at(b.len());
    let (out_low, out_high) = out.split_at_mut(b.len());
    let mut carry = false;
    for ((o, &x), &y) in out_low.iter_mut().zip(low).zip(b) {
        (*o, carry) = add_carry(x, y, carry);
    }
    let (top, out_high) = out_high.split_last_mut().expect("one limb more than a");
    for (o, &x) in out_high.iter_mut().zip(high) {
        (*o, carry) = x.overflowing_add(u64::from(carry));
    }
    *top = u64::from(carry);
}

/// `a - b`, where `a >= b`; `out` is as long as `a`.
pub fn sub(out: &mut [u64], a: &[u64], b: &[u64]) {
    let (low, high) = a.split_at(b.len());
    let (out_low, out_high) = out.split_at_mut(b.len());
    let mut borrow = false;
    for ((o, &x), &y) in out_low.iter_mut().zip(low).zip(b) {
        (*o, borrow) = sub_borrow(x, y, borrow);
    }
    for (o, &x) in out_high.iter_mut().zip(high) {
        (*o, borrow) = x.overflowing_sub(u64::from(borrow));
    }
    debug_assert!(!borrow, "a >= b");
}

/// Adds one in place; the last carry falls off.
pub fn increment(x: &mut [u64]) {
    for limb in x {
        *limb = limb.wrapping_add(1);
        if *limb != 0 {
            return;
        }
    }
}

/// `a * b`; `out` is as long as both together.
pub fn mul(out: &mut [u64], a: &[u64], b: &[u64]) {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let Some((&first, rest)) = short.split_first() else { return out.fill(0) };
    let mut carry = 0;
    for (o, &x) in out.iter_mut().zip(long) {
        (*o, carry) = mul_add(x, first, carry, 0);
    }
    out[long.len()] = carry;
    for (i, &y) in rest.iter().enumerate() {
        let row = &mut out[i + 1..][..long.len() + 1];
        let (top, row) = row.split_last_mut().expect("the row has a top limb");
        *top = add_row(row, long, y);
    }
}

/// `row += a * y`: what is carried out of the row.
#[inline(always)]
fn add_row(row: &mut [u64], a: &[u64], y: u64) -> u64 {
    let mut carry = 0;
    for (o, &x) in row.iter_mut().zip(a) {
        (*o, carry) = mul_add(x, y, *o, carry);
    }
    carry
}

/// `row -= a * y`: what is borrowed from above the row.
#[inline(always)]
fn sub_row(row: &mut [u64], a: &[u64], y: u64) -> u64 {
    let mut carry = 0;
    for (o, &x) in row.iter_mut().zip(a) {
        let (low, high) = mul_add(x, y, carry, 0);
        let (difference, borrow) = o.overflowing_sub(low);
        (*o, carry) = (difference, high + u64::from(borrow));
    }
    carry
}

/// `a * a`; `out` is twice as long.
pub fn square(out: &mut [u64], a: &[u64]) {
    out.fill(0);
    // each product of two different limbs once, then all doubled, then the squares
    for (i, &x) in a.iter().enumerate() {
        let (row, above) = out[2 * i + 1..].split_at_mut(a.len() - i - 1);
        let carry = add_row(row, &a[i + 1..], x);
        above[0] = carry;
    }
    let (mut shifted, mut carry) = (0, 0);
    for (pair, &x) in out.chunks_exact_mut(2).zip(a) {
        let (low, high) = (pair[0] << 1 | shifted, pair[1] << 1 | pair[0] >> 63);
        shifted = pair[1] >> 63;
        let sum = u128::from(x) * u128::from(x) + u128::from(low) + u128::from(carry);
        pair[0] = sum as u64;
        let sum = (sum >> 64) + u128::from(high);
        (pair[1], carry) = (sum as u64, (sum >> 64) as u64);
    }
}

/// `a << count`; `out` has `count / 64 + 1` limbs more than `a`.
pub fn shift_left(out: &mut [u64], a: &[u64], count: usize) {
    let (zeros, out) = out.split_at_mut(count / 64);
    zeros.fill(0);
    let count = count % 64;
    let (top, out) = out.split_last_mut().expect("one limb more than a");
    let mut carry = 0;
    for (o, &x) in out.iter_mut().zip(a) {
        // in two steps: a shift by 64 is none
        (*o, carry) = (x << count | carry, x >> 1 >> (63 - count));
    }
    *top = carry;
}

/// `a >> count`: whether ones fell off; `out` has `count / 64` limbs less than `a`, or more.
pub fn shift_right(out: &mut [u64], a: &[u64], count: usize) -> bool {
    let (lost, kept) = a.split_at((count / 64).min(a.len()));
    let count = count % 64;
    let ones = lost.iter().any(|&limb| limb != 0) || kept.first().is_some_and(|x| x & ((1 << count) - 1) != 0);
    for (i, o) in out.iter_mut().enumerate() {
        let limb = |i: usize| kept.get(i).copied().unwrap_or(0);
        *o = limb(i) >> count | limb(i + 1) << 1 << (63 - count);
    }
    ones
}

/// A number with its sign: negative or not, and its size.
pub type Signed<'a> = (bool, &'a [u64]);

/// `a op b` bit by bit as if in two's complement without end: the result's size, and whether it is negative. `out` is as long as
/// the longer operand and one more, or any length that the result is known to fit.
#[inline(always)]
pub fn bitwise(out: &mut [u64], a: Signed, b: Signed, op: impl Fn(u64, u64) -> u64) -> bool {
    let fill = |negative: bool| if negative { u64::MAX } else { 0 };
    let negative = op(fill(a.0), fill(b.0)) != 0;
    let (mut carry_a, mut carry_b, mut carry) = (a.0, b.0, negative);
    for (i, o) in out.iter_mut().enumerate() {
        let mut x = a.1.get(i).copied().unwrap_or(0);
        let mut y = b.1.get(i).copied().unwrap_or(0);
        (x, carry_a) = (x ^ fill(a.0)).overflowing_add(u64::from(carry_a));
        (y, carry_b) = (y ^ fill(b.0)).overflowing_add(u64::from(carry_b));
        (*o, carry) = (op(x, y) ^ fill(negative)).overflowing_add(u64::from(carry));
    }
    negative
}

/// A limb with its highest bit set, and its reciprocal: divides two limbs by one with two multiplications (Möller and Granlund,
/// "Improved division by invariant integers", 2011).
#[derive(Clone, Copy, Debug)]
pub struct Divisor {
    limb: u64,
    reciprocal: u64,
}

impl Divisor {
    /// For a limb with its highest bit set.
    pub const fn new(limb: u64) -> Divisor {
        debug_assert!(limb >> 63 == 1, "a normalized divisor");
        // floor((2^128 - 1) / limb) - 2^64
        Divisor { limb, reciprocal: (u128::MAX / limb as u128) as u64 }
    }

    /// Quotient and remainder of `high * 2^64 + low`, where `high` is below the divisor.
    #[inline(always)]
    pub const fn divide(self, high: u64, low: u64) -> (u64, u64) {
        let estimate = (self.reciprocal as u128 * high as u128).wrapping_add((high as u128) << 64 | low as u128);
        let mut quotient = ((estimate >> 64) as u64).wrapping_add(1);
        let mut rest = low.wrapping_sub(quotient.wrapping_mul(self.limb));
        if rest > estimate as u64 {
            quotient = quotient.wrapping_sub(1);
            rest = rest.wrapping_add(self.limb);
        }
        if rest >= self.limb {
            quotient = quotient.wrapping_add(1);
            rest -= self.limb;
        }
        (quotient, rest)
    }
}

/// `a / b`: the remainder; `out` is as long as `a`, `b` is not zero.
pub fn divide_by_limb(out: &mut [u64], a: &[u64], b: u64) -> u64 {
    let shift = b.leading_zeros();
    let divisor = Divisor::new(b << shift);
    let mut rest = a.last().map_or(0, |top| top >> 1 >> (63 - shift));
    for i in (0..a.len()).rev() {
        let below = if i > 0 { a[i - 1] } else { 0 };
        (out[i], rest) = divisor.divide(rest, a[i] << shift | below >> 1 >> (63 - shift));
    }
    rest >> shift
}

/// `a % b` for a divisor of one limb that is not zero.
pub fn remainder_by_limb(a: &[u64], b: u64) -> u64 {
    let shift = b.leading_zeros();
    let divisor = Divisor::new(b << shift);
    let mut rest = a.last().map_or(0, |top| top >> 1 >> (63 - shift));
    for i in (0..a.len()).rev() {
        let below = if i > 0 { a[i - 1] } else { 0 };
        rest = divisor.divide(rest, a[i] << shift | below >> 1 >> (63 - shift)).1;
    }
    rest >> shift
}

/// `a / b` for a divisor of two limbs or more and an `a` that is not shorter: the remainder, as long as `b`. `out`, if it is wanted,
/// has `a.len() - b.len() + 1` limbs. Makes scratch memory. (Knuth, "The Art of Computer Programming" 4.3.1, algorithm D.)
pub fn divide(mut out: Option<&mut [u64]>, a: &[u64], b: &[u64]) -> Vec<u64> {
    let n = b.len();
    // the divisor's highest bit becomes set
    let shift = b[n - 1].leading_zeros() as usize;
    let mut scratch = vec![0; a.len() + 1 + if shift > 0 { n + 1 } else { 0 }];
    let (rest, room) = scratch.split_at_mut(a.len() + 1);
    shift_left(rest, a, shift);
    let b = if shift > 0 {
        shift_left(room, b, shift);
        &room[..n]
    } else {
        b
    };
    let (first, second) = (b[n - 1], b[n - 2]);
    let divisor = Divisor::new(first);
    for at in (0..=a.len() - n).rev() {
        let (high, low, next) = (rest[at + n], rest[at + n - 1], rest[at + n - 2]);
        let (mut digit, mut left, mut over) = if high >= first {
            let (left, over) = low.overflowing_add(first);
            (u64::MAX, left, over)
        } else {
            let (digit, left) = divisor.divide(high, low);
            (digit, left, false)
        };
        // the estimate is at most two too large
        while !over && u128::from(digit) * u128::from(second) > (u128::from(left) << 64 | u128::from(next)) {
            digit -= 1;
            (left, over) = left.overflowing_add(first);
        }
        let (row, top) = rest[at..].split_at_mut(n);
        let borrow = sub_row(row, b, digit);
        let short = top[0] < borrow;
        top[0] = top[0].wrapping_sub(borrow);
        if short {
            digit -= 1;
            let mut carry = false;
            for (o, &y) in row.iter_mut().zip(b) {
                (*o, carry) = add_carry(*o, y, carry);
            }
            top[0] = top[0].wrapping_add(u64::from(carry));
        }
        if let Some(out) = &mut out {
            out[at] = digit;
        }
    }
    // back to the divisor's own scale, in place
    for i in 0..n {
        scratch[i] = scratch[i] >> shift | scratch[i + 1] << 1 << (63 - shift);
    }
    scratch.truncate(n);
    scratch
}

/// `base ** exponent`, not trimmed: makes memory. For results of up to twice [`SCHOOLBOOK`] limbs; `exponent` is not zero.
pub fn power(base: &[u64], exponent: u64) -> Vec<u64> {
    let mut value = base.to_vec();
    let mut next = Vec::new();
    // from the exponent's second bit down, so that every other factor is the base itself
    for bit in (0..exponent.ilog2()).rev() {
        next.resize(2 * value.len(), 0);
        square(&mut next, &value);
        std::mem::swap(&mut value, &mut next);
        value.truncate(trim(&value).len());
        if exponent >> bit & 1 == 1 {
            next.resize(value.len() + base.len(), 0);
            mul(&mut next, &value, base);
            std::mem::swap(&mut value, &mut next);
            value.truncate(trim(&value).len());
        }
    }
    value
}

/// The most limbs of a modulus that [`Montgomery`] takes.
pub const LONGEST_MODULUS: usize = 32;

/// Arithmetic modulo an odd number without division (Montgomery, 1985): numbers stand multiplied by 2^64 to the modulus' length.
struct Montgomery<'a> {
    modulus: &'a [u64],
    /// `-1 / modulus` modulo 2^64
    inverse: u64,
}

impl Montgomery<'_> {
    /// `out = a * b / 2^(64 n)` modulo the modulus; all are as long as it.
    fn multiply(&self, out: &mut [u64], a: &[u64], b: &[u64]) {
        let n = self.modulus.len();
        let mut buffer = [0; LONGEST_MODULUS + 2];
        let t = &mut buffer[..n + 2];
        for &x in a {
            let carry = add_row(&mut t[..n], b, x);
            let (sum, over) = t[n].overflowing_add(carry);
            (t[n], t[n + 1]) = (sum, u64::from(over));
            // a multiple of the modulus makes the lowest limb zero, which falls off
            let factor = t[0].wrapping_mul(self.inverse);
            let (_, mut carry) = mul_add(factor, self.modulus[0], t[0], 0);
            for i in 1..n {
                (t[i - 1], carry) = mul_add(factor, self.modulus[i], t[i], carry);
            }
            let (sum, over) = t[n].overflowing_add(carry);
            t[n - 1] = sum;
            t[n] = t[n + 1] + u64::from(over);
        }
        if t[n] != 0 || t[..n].iter().rev().cmp(self.modulus.iter().rev()).is_ge() {
            let mut borrow = false;
            for ((o, &x), &y) in out.iter_mut().zip(&t[..n]).zip(self.modulus) {
                (*o, borrow) = sub_borrow(x, y, borrow);
            }
        } else {
            out.copy_from_slice(&t[..n]);
        }
    }
}

/// `base ** exponent % modulus`, not trimmed, for an odd modulus of two limbs to [`LONGEST_MODULUS`]; makes scratch memory.
pub fn power_odd_modulus(base: &[u64], exponent: &[u64], modulus: &[u64]) -> Vec<u64> {
    let n = modulus.len();
    // Newton's method doubles the right bits: 3, 6, ... 96
    let low = modulus[0];
    let inverse = (0..5).fold(low, |x, _| x.wrapping_mul(2u64.wrapping_sub(low.wrapping_mul(x))));
    let field = Montgomery { modulus, inverse: inverse.wrapping_neg() };
    let scaled = |x: &[u64]| {
        let mut wide = vec![0; n];
        wide.extend_from_slice(x);
        divide(None, &wide, modulus)
    };
    let one = scaled(&[1]);
    let base = scaled(base);
    // the powers 0 to 15 of the base, for four bits of the exponent at a time
    let mut table = vec![one.clone(), base.clone()];
    for i in 2..16 {
        let mut next = vec![0; n];
        field.multiply(&mut next, &table[i - 1], &base);
        table.push(next);
    }
    let (mut value, mut next) = (one, vec![0; n]);
    for nibble in (0..bits(exponent).div_ceil(4) as usize).rev() {
        for _ in 0..4 {
            field.multiply(&mut next, &value, &value);
            std::mem::swap(&mut value, &mut next);
        }
        let factor = exponent[nibble / 16] >> (nibble % 16 * 4) & 15;
        if factor > 0 {
            field.multiply(&mut next, &value, &table[factor as usize]);
            std::mem::swap(&mut value, &mut next);
        }
    }
    let mut unit = vec![0; n];
    unit[0] = 1;
    field.multiply(&mut next, &value, &unit);
    next
}

/// The largest power of ten in a limb.
const TENS: u64 = 10_000_000_000_000_000_000;
/// How many digits it makes.
const CHUNK: usize = 19;

/// The decimal digits of a number, `-` before them if `negative`; quadratic, makes memory.
pub fn to_decimal(negative: bool, x: &[u64]) -> String {
    // its highest bit is set
    const DIVISOR: Divisor = Divisor::new(TENS);
    if x.is_empty() {
        return "0".into();
    }
    let mut left = x.to_vec();
    // 64 bits are less than 20 digits
    let mut text = vec![b'0'; x.len() * 20 + CHUNK + 1];
    let mut end = text.len();
    while !left.is_empty() {
        let mut chunk = 0;
        for limb in left.iter_mut().rev() {
            (*limb, chunk) = DIVISOR.divide(chunk, *limb);
        }
        if left.last() == Some(&0) {
            left.pop();
        }
        end -= CHUNK;
        for digit in text[end..end + CHUNK].iter_mut().rev() {
            (*digit, chunk) = (b'0' + (chunk % 10) as u8, chunk / 10);
        }
    }
    let mut start = text.iter().position(|&digit| digit != b'0').expect("a number that is not zero has a digit");
    if negative {
        start -= 1;
        text[start] = b'-';
    }
    text.drain(..start);
    String::from_utf8(text).expect("digits")
}

/// How many limbs `digits` decimal digits need at most.
pub fn limbs_for_decimal(digits: usize) -> usize {
    digits / CHUNK + 1
}

/// The number that decimal digits write (ASCII digits, nothing else); `out` has [`limbs_for_decimal`] limbs. Quadratic.
pub fn from_decimal(out: &mut [u64], digits: &[u8]) {
    let value = |chunk: &[u8]| chunk.iter().fold(0u64, |value, digit| value * 10 + u64::from(digit - b'0'));
    let (first, rest) = digits.split_at(digits.len() % CHUNK);
    out.fill(0);
    out[0] = value(first);
    let mut used = 1;
    for chunk in rest.chunks_exact(CHUNK) {
        let mut carry = value(chunk);
        for limb in &mut out[..used] {
            (*limb, carry) = mul_add(*limb, TENS, carry, 0);
        }
        if carry > 0 {
            out[used] = carry;
            used += 1;
        }
    }
}

/// A number from bytes, lowest first; `out` has a limb for each eight, rounded up. With `negative` the bytes are the two's
/// complement of a negative number, and the result is its size.
pub fn from_bytes(out: &mut [u64], bytes: impl ExactSizeIterator<Item = u8>, negative: bool) {
    let fill = if negative { u64::MAX } else { 0 };
    out.fill(fill);
    for (i, byte) in bytes.enumerate() {
        out[i / 8] ^= (u64::from(byte) ^ fill & 255) << (i % 8 * 8);
    }
    if negative {
        out.iter_mut().for_each(|limb| *limb = !*limb);
        increment(out);
    }
}

/// The bytes of a number, lowest first, in two's complement if it is negative; `None` if `length` bytes cannot hold it.
pub fn to_bytes((negative, x): Signed, length: usize, signed: bool) -> Option<Vec<u8>> {
    let size = bits(x);
    // -2^k needs k bits and a sign, as -1 to -2^k + 1 do
    let power_of_two = || x.iter().map(|limb| limb.count_ones()).sum::<u32>() == 1;
    let need = if signed && size > 0 { size + u64::from(!(negative && power_of_two())) } else { size };
    if need.div_ceil(8) > length as u64 {
        return None;
    }
    let mut out = Vec::with_capacity(length.next_multiple_of(8));
    let mut carry = negative;
    for &limb in x {
        let limb = if negative { !limb } else { limb };
        let (limb, over) = limb.overflowing_add(u64::from(carry));
        carry = over;
        out.extend_from_slice(&limb.to_le_bytes());
        if out.len() >= length {
            break;
        }
    }
    out.resize(length, if negative { 255 } else { 0 });
    Some(out)
}

#[cfg(test)]
#[path = "limbs_tests.rs"]
mod tests;
