//! Natural numbers in base 10^19, lowest limb first: what coefficients past 38 digits are made of.
//!
//! A limb fills its word to nine tenths, so a product of two fits 128 bits and a column of products is divided by the base
//! once; moving the point by whole digits is linear. Division by a fixed number is multiplication by its inverse (Möller
//! and Granlund, "Improved division by invariant integers", 2011). Products of long numbers are split (Karatsuba), very
//! long ones are transformed (`transform`); quotients of very long numbers come from the binary division of [`super::super::divide`].

use std::cmp::Ordering;

use num_bigint::BigUint;

use super::super::divide::div_rem as divide_binary;
use super::super::limbs as binary;
use super::transform;

/// The base.
pub const BASE: u64 = 10_000_000_000_000_000_000;
/// Digits of a limb.
pub const PLACES: usize = 19;

/// Powers of ten that fit a word.
pub const TENS: [u64; 20] = {
    let mut tens = [1u64; 20];
    let mut i = 1;
    while i < 20 {
        tens[i] = tens[i - 1] * 10;
        i += 1;
    }
    tens
};

/// Any divisor but zero: one with its highest bit set, and how far it was shifted for that.
#[derive(Clone, Copy, Debug)]
pub struct Divisor {
    shifted: binary::Divisor,
    shift: u32,
}

impl Divisor {
    pub const fn new(divisor: u64) -> Divisor {
        let shift = divisor.leading_zeros();
        Divisor { shifted: binary::Divisor::new(divisor << shift), shift }
    }

    /// Quotient and remainder of `high * 2^64 + low`, where `high` is below the divisor.
    #[inline(always)]
    pub const fn divide(&self, high: u64, low: u64) -> (u64, u64) {
        let n = ((high as u128) << 64 | low as u128) << self.shift;
        let (quotient, rest) = self.shifted.divide((n >> 64) as u64, n as u64);
        (quotient, rest >> self.shift)
    }
}

const BY_BASE: Divisor = Divisor::new(BASE);

/// Divisors that are powers of ten.
pub static BY_TENS: [Divisor; 20] = {
    let mut all = [BY_BASE; 20];
    let mut i = 0;
    while i < 20 {
        all[i] = Divisor::new(TENS[i]);
        i += 1;
    }
    all
};

/// The product of two word pairs below the square of the base.
#[inline]
pub fn wide(a: u128, b: u128) -> [u64; 4] {
    let mut out = [0; 4];
    columns(&mut out, &split(a), &split(b));
    out
}

/// Quotient and remainder by the base of what is below its square.
#[inline(always)]
pub const fn by_base(n: u128) -> (u64, u64) {
    BY_BASE.divide((n >> 64) as u64, n as u64)
}

/// Two limbs of what is below the square of the base.
#[inline(always)]
pub const fn split(n: u128) -> [u64; 2] {
    let (high, low) = by_base(n);
    [low, high]
}

/// Without zeros on top.
#[inline]
pub fn trim(x: &[u64]) -> &[u64] {
    let used = x.iter().rposition(|&limb| limb != 0).map_or(0, |i| i + 1);
    &x[..used]
}

/// Drops zeros on top.
pub fn shrink(mut x: Vec<u64>) -> Vec<u64> {
    x.truncate(trim(&x).len());
    x
}

/// Compares numbers without zeros on top.
pub fn order(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

/// `x += y` at the low end of `x`; gives the carry out of `x`.
pub fn add_to(x: &mut [u64], y: &[u64]) -> bool {
    let mut carry = false;
    let (low, high) = x.split_at_mut(y.len());
    for (limb, &add) in low.iter_mut().zip(y) {
        // below twice the base, which may pass the word
        let (sum, over) = limb.overflowing_add(add);
        let (sum, over2) = sum.overflowing_add(u64::from(carry));
        carry = over || over2 || sum >= BASE;
        *limb = if carry { sum.wrapping_sub(BASE) } else { sum };
    }
    for limb in high {
        if !carry {
            break;
        }
        carry = *limb == BASE - 1;
        *limb = if carry { 0 } else { *limb + 1 };
    }
    carry
}

/// `x -= y`, where `y` is not the greater.
pub fn sub_from(x: &mut [u64], y: &[u64]) {
    let mut borrow = false;
    let (low, high) = x.split_at_mut(y.len());
    for (limb, &take) in low.iter_mut().zip(y) {
        let take = take + u64::from(borrow);
        borrow = *limb < take;
        *limb = if borrow { limb.wrapping_sub(take).wrapping_add(BASE) } else { *limb - take };
    }
    for limb in high {
        if !borrow {
            break;
        }
        borrow = *limb == 0;
        *limb = if borrow { BASE - 1 } else { *limb - 1 };
    }
    debug_assert!(!borrow, "the greater number is taken from the smaller");
}

/// `a + b`
pub fn add(a: &[u64], b: &[u64]) -> Vec<u64> {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut out = Vec::with_capacity(long.len() + 1);
    out.extend_from_slice(long);
    if add_to(&mut out, short) {
        out.push(1);
    }
    out
}

/// `a - b`, where `b` is not the greater.
pub fn sub(a: &[u64], b: &[u64]) -> Vec<u64> {
    let mut out = a.to_vec();
    sub_from(&mut out, b);
    shrink(out)
}

/// `x * factor + carry`, in place; gives what is carried out.
pub fn mul_small(x: &mut [u64], factor: u64, mut carry: u64) -> u64 {
    for limb in x {
        let (high, low) = by_base(u128::from(*limb) * u128::from(factor) + u128::from(carry));
        *limb = low;
        carry = high;
    }
    carry
}

/// `x / divisor`, in place; gives the rest.
pub fn div_small(x: &mut [u64], divisor: u64) -> u64 {
    let by = Divisor::new(divisor);
    let mut rest = 0;
    for limb in x.iter_mut().rev() {
        let n = u128::from(rest) * u128::from(BASE) + u128::from(*limb);
        (*limb, rest) = by.divide((n >> 64) as u64, n as u64);
    }
    rest
}

/// From so many limbs on, the shorter of two factors is split.
const KARATSUBA: usize = 40;
/// From so many limbs on, both factors are transformed.
const TRANSFORM: usize = 700;

/// `a * b`, of any lengths.
pub fn mul(a: &[u64], b: &[u64]) -> Vec<u64> {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut out = vec![0; long.len() + short.len()];
    if short.len() < KARATSUBA {
        columns(&mut out, long, short);
    } else if short.len() >= TRANSFORM && transform::fits(out.len()) {
        transform::mul_limbs(&mut out, long, short);
    } else if long.len() == short.len() {
        halves(&mut out, long, short);
    } else {
        for (i, piece) in long.chunks(short.len()).enumerate() {
            add_to(&mut out[i * short.len()..], &shrink(mul(piece, short)));
        }
    }
    shrink(out)
}

/// The schoolbook's product, column by column: `out` has room for both lengths.
pub fn columns(out: &mut [u64], a: &[u64], b: &[u64]) {
    let (mut sum, mut over) = (0u128, 0u64);
    let (n, m) = (a.len(), b.len());
    if m == 0 {
        return;
    }
    for (k, limb) in out[..n + m - 1].iter_mut().enumerate() {
        let from = (k + 1).saturating_sub(m);
        let to = n.min(k + 1);
        for (&x, &y) in a[from..to].iter().zip(b[k + 1 - to..=k - from].iter().rev()) {
            let (next, carried) = sum.overflowing_add(u128::from(x) * u128::from(y));
            sum = next;
            over += u64::from(carried);
        }
        let (high, rest) = BY_BASE.divide(over, (sum >> 64) as u64);
        let (low, rest) = BY_BASE.divide(rest, sum as u64);
        *limb = rest;
        (sum, over) = (u128::from(high) << 64 | u128::from(low), 0);
    }
    out[n + m - 1] = sum as u64;
}

/// Karatsuba's product of numbers of one length.
fn halves(out: &mut [u64], a: &[u64], b: &[u64]) {
    let half = a.len().div_ceil(2);
    let ((a0, a1), (b0, b1)) = (a.split_at(half), b.split_at(half));
    let (low, high) = (mul(trim(a0), trim(b0)), mul(trim(a1), trim(b1)));
    let mut middle = mul(&add(trim(a0), trim(a1)), &add(trim(b0), trim(b1)));
    sub_from(&mut middle, &low);
    sub_from(&mut middle, &high);
    out[..low.len()].copy_from_slice(&low);
    out[2 * half..2 * half + high.len()].copy_from_slice(&high);
    add_to(&mut out[half..], trim(&middle));
}

/// Divisors of more limbs, where the quotient is as long, are divided in binary.
const BINARY: usize = 150;

/// `(a / b, a % b)`; `b` is not zero; neither has zeros on top.
pub fn div_rem(a: &[u64], b: &[u64]) -> (Vec<u64>, Vec<u64>) {
    if order(a, b) == Ordering::Less {
        return (Vec::new(), a.to_vec());
    }
    if let [divisor] = *b {
        let mut quotient = a.to_vec();
        let rest = div_small(&mut quotient, divisor);
        return (shrink(quotient), if rest == 0 { Vec::new() } else { vec![rest] });
    }
    if b.len() > BINARY && a.len() - b.len() > BINARY {
        let (q, r) = divide_binary(&to_binary(a), &to_binary(b));
        return (from_binary(&q), from_binary(&r));
    }
    let mut divisor = b.to_vec();
    let mut rest = Vec::with_capacity(a.len() + 1);
    rest.extend_from_slice(a);
    rest.push(0);
    let mut quotient = vec![0; rest.len() - divisor.len()];
    let factor = schoolbook(&mut quotient, &mut rest, &mut divisor);
    rest.truncate(divisor.len());
    div_small(&mut rest, factor);
    (shrink(quotient), shrink(rest))
}

/// The schoolbook's division (Knuth, volume 2, 4.3.1 D): the dividend has a zero on top, the divisor two limbs or more. Leaves
/// the rest, times the factor that it gives, where the dividend was.
pub fn schoolbook(quotient: &mut [u64], rest: &mut [u64], divisor: &mut [u64]) -> u64 {
    // the divisor's highest limb is made at least half the base
    let n = divisor.len();
    let factor = BASE / (divisor[n - 1] + 1);
    if factor > 1 {
        mul_small(divisor, factor, 0);
        mul_small(rest, factor, 0);
    }
    let (top, second) = (divisor[n - 1], divisor[n - 2]);
    let by = Divisor::new(top);
    for j in (0..quotient.len()).rev() {
        let digit = quotient_digit(&by, top, second, rest[j + n], rest[j + n - 1], rest[j + n - 2]);
        quotient[j] = if digit == 0 { 0 } else { take_away(&mut rest[j..=j + n], divisor, digit) };
    }
    factor
}

/// A digit of the quotient, at most one too great.
#[inline]
fn quotient_digit(by: &Divisor, top: u64, second: u64, r2: u64, r1: u64, r0: u64) -> u64 {
    let (mut digit, mut rest);
    if r2 >= top {
        digit = BASE - 1;
        rest = u128::from(r2 - top) * u128::from(BASE) + u128::from(r1) + u128::from(top);
    } else {
        let n = u128::from(r2) * u128::from(BASE) + u128::from(r1);
        let (q, r) = by.divide((n >> 64) as u64, n as u64);
        (digit, rest) = (q, u128::from(r));
    }
    while rest < u128::from(BASE) && u128::from(digit) * u128::from(second) > rest * u128::from(BASE) + u128::from(r0) {
        digit -= 1;
        rest += u128::from(top);
    }
    digit
}

/// `rest -= divisor * digit`; gives the digit, one less if it was too great.
fn take_away(rest: &mut [u64], divisor: &[u64], digit: u64) -> u64 {
    let (mut carry, mut borrow) = (0u64, false);
    for (limb, &d) in rest.iter_mut().zip(divisor) {
        let (high, low) = by_base(u128::from(digit) * u128::from(d) + u128::from(carry));
        carry = high;
        let take = low + u64::from(borrow);
        borrow = *limb < take;
        *limb = if borrow { limb.wrapping_sub(take).wrapping_add(BASE) } else { *limb - take };
    }
    let last = divisor.len();
    let take = carry + u64::from(borrow);
    if rest[last] >= take {
        rest[last] -= take;
        return digit;
    }
    // one too many: what was taken past the top comes back
    rest[last] = rest[last].wrapping_sub(take);
    let carried = add_to(&mut rest[..last], divisor);
    rest[last] = rest[last].wrapping_add(u64::from(carried));
    digit - 1
}

/// Digits of a number without zeros on top.
pub fn digits(x: &[u64]) -> u64 {
    match x.last() {
        Some(&top) => (x.len() as u64 - 1) * PLACES as u64 + places(top),
        None => 1,
    }
}

/// Digits of a word; zero has one.
#[inline]
pub fn places(n: u64) -> u64 {
    let guess = (u64::from(64 - (n | 1).leading_zeros()) * 1233) >> 12;
    let guess = guess.min(19);
    guess + u64::from(n >= TENS[guess as usize] || guess == 0)
}

/// Limbs in binary, by halves: a few multiplications.
pub fn to_binary(x: &[u64]) -> BigUint {
    let mut powers = vec![BigUint::from(BASE)];
    while powers.len() < x.len().next_power_of_two().trailing_zeros() as usize {
        let last = &powers[powers.len() - 1];
        let next = last * last;
        powers.push(next);
    }
    join(x, &powers)
}

fn join(x: &[u64], powers: &[BigUint]) -> BigUint {
    if x.len() <= 24 {
        return x.iter().rev().fold(BigUint::default(), |sum, &limb| sum * BASE + limb);
    }
    let level = x.len().next_power_of_two().trailing_zeros() as usize - 1;
    let (low, high) = x.split_at(1 << level);
    join(high, powers) * &powers[level] + join(low, powers)
}

/// A binary number's limbs.
pub fn from_binary(n: &BigUint) -> Vec<u64> {
    // powers of the base up to about the root
    let mut powers = vec![BigUint::from(BASE)];
    while let Some(last) = powers.last()
        && last.bits() * 2 <= n.bits() + 1
    {
        let next = last * last;
        powers.push(next);
    }
    let mut out = vec![0; 1 << powers.len()];
    part(n.clone(), &powers, &mut out);
    shrink(out)
}

fn part(n: BigUint, powers: &[BigUint], out: &mut [u64]) {
    if n.bits() == 0 {
        return;
    }
    match powers.split_last() {
        Some((power, smaller)) if powers.len() > 4 => {
            let (high, low) = divide_binary(&n, power);
            let half = out.len() / 2;
            part(high, smaller, &mut out[half..]);
            part(low, smaller, &mut out[..half]);
        }
        _ => {
            let mut words: Vec<u64> = n.iter_u64_digits().collect();
            for limb in out {
                let mut rest = 0;
                for word in words.iter_mut().rev() {
                    (*word, rest) = BY_BASE.divide(rest, *word);
                }
                *limb = rest;
                words.truncate(trim(&words).len());
                if words.is_empty() {
                    break;
                }
            }
        }
    }
}
