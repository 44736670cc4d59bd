//! The kernels of `limbs` against the crate, with operands around the limbs' ends.

use super::*;
use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;

/// A fixed linear congruence: words that are random, all ones, all zeros, or a bit from one of these.
struct Words(u64);

impl Words {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        self.0 >> 16 ^ self.0 << 20
    }

    fn limb(&mut self) -> u64 {
        match self.next() % 6 {
            0 => 0,
            1 => u64::MAX,
            2 => 1 << (self.next() % 64),
            3 => (1 << (self.next() % 64)) - 1,
            _ => self.next() ^ self.next() << 32,
        }
    }

    fn number(&mut self, most: usize) -> Vec<u64> {
        let length = self.next() as usize % (most + 1);
        let limbs: Vec<u64> = (0..length).map(|_| self.limb()).collect();
        trim(&limbs).to_vec()
    }
}

fn big(x: &[u64]) -> BigUint {
    BigUint::new(x.iter().flat_map(|&l| [l as u32, (l >> 32) as u32]).collect())
}

fn signed((negative, x): Signed) -> BigInt {
    BigInt::from_biguint(if negative { Sign::Minus } else { Sign::Plus }, big(x))
}

/// A slice to write to, which holds rubbish.
fn room(length: usize) -> Vec<u64> {
    vec![0xdead_beef_dead_beef; length]
}

#[test]
fn sums_products_and_shifts() {
    let mut words = Words(1);
    for _ in 0..4000 {
        let (a, b) = (words.number(9), words.number(9));
        let (x, y) = (big(&a), big(&b));
        assert_eq!(order(&a, &b), x.cmp(&y));
        assert_eq!(bits(&a), x.bits());
        let (a, b, x, y) = if x >= y { (a, b, x, y) } else { (b, a, y, x) };
        let mut out = room(a.len() + 1);
        add(&mut out, &a, &b);
        assert_eq!(big(&out), &x + &y);
        let mut out = room(a.len());
        sub(&mut out, &a, &b);
        assert_eq!(big(&out), &x - &y);
        let mut out = room(a.len() + b.len());
        mul(&mut out, &a, &b);
        assert_eq!(big(&out), &x * &y);
        let mut out = room(a.len() * 2);
        square(&mut out, &a);
        assert_eq!(big(&out), &x * &x);
        let count = [0, 1, 63, 64, 65, 127, 128, 200][words.next() as usize % 8];
        let mut out = room(a.len() + count / 64 + 1);
        shift_left(&mut out, &a, count);
        assert_eq!(big(&out), &x << count);
        for more in [0, 1] {
            let mut out = room(a.len().saturating_sub(count / 64) + more);
            let lost = shift_right(&mut out, &a, count);
            assert_eq!(big(&out), &x >> count);
            assert_eq!(lost, big(&out) << count != x);
        }
    }
}

#[test]
fn bits_in_twos_complement() {
    let mut words = Words(2);
    for round in 0..4000 {
        let (a, b) = (words.number(5), words.number(5));
        let (a, b) = ((round & 1 == 1 && !a.is_empty(), &a[..]), (round & 2 == 2 && !b.is_empty(), &b[..]));
        let (x, y) = (signed(a), signed(b));
        let mut out = room(a.1.len().max(b.1.len()) + 1);
        let negative = bitwise(&mut out, a, b, |x, y| x & y);
        assert_eq!(signed((negative, &out)), &x & &y);
        let negative = bitwise(&mut out, a, b, |x, y| x | y);
        assert_eq!(signed((negative, &out)), &x | &y);
        let negative = bitwise(&mut out, a, b, |x, y| x ^ y);
        assert_eq!(signed((negative, &out)), &x ^ &y);
    }
}

#[test]
fn quotients_and_remainders() {
    let mut words = Words(3);
    let (mut by_limb, mut by_more) = (0, 0);
    for _ in 0..20_000 {
        let (a, b) = (words.number(8), words.number(5));
        if b.is_empty() || a.len() < b.len() {
            continue;
        }
        let (q, r) = big(&a).div_rem(&big(&b));
        if let [limb] = b[..] {
            by_limb += 1;
            let mut out = room(a.len());
            let rest = divide_by_limb(&mut out, &a, limb);
            assert_eq!((big(&out), BigUint::from(rest)), (q, r));
            assert_eq!(remainder_by_limb(&a, limb), rest);
        } else {
            by_more += 1;
            let mut out = room(a.len() - b.len() + 1);
            let rest = divide(Some(&mut out), &a, &b);
            assert_eq!((big(&out), big(&rest)), (q, r));
            assert_eq!(divide(None, &a, &b), rest);
        }
    }
    assert!(by_limb > 1000 && by_more > 1000);
    // the estimate of a digit is too large by one even after its correction: the divisor is added back
    let (a, b) = ([0, 0, 1 << 63, (1 << 63) - 1], [1, 0, 1 << 63]);
    let mut out = room(2);
    let rest = divide(Some(&mut out), &a, &b);
    assert_eq!((big(&out), big(&rest)), big(&a).div_rem(&big(&b)));
}

#[test]
fn powers() {
    let mut words = Words(4);
    for _ in 0..300 {
        let base = words.number(3);
        let exponent = words.next() % 12 + 1;
        assert_eq!(big(&power(&base, exponent)), big(&base).pow(exponent as u32));
        let (base, exponent, mut modulus) = (words.number(5), words.number(3), words.number(6));
        if modulus.len() < 2 {
            continue;
        }
        modulus[0] |= 1;
        let expected = big(&base).modpow(&big(&exponent), &big(&modulus));
        assert_eq!(big(&power_odd_modulus(&base, &exponent, &modulus)), expected);
    }
    let modulus = vec![u64::MAX; LONGEST_MODULUS];
    let expected = big(&[3]).modpow(&big(&modulus), &big(&modulus));
    assert_eq!(big(&power_odd_modulus(&[3], &modulus, &modulus)), expected);
}

#[test]
fn decimal_text() {
    let mut words = Words(5);
    for round in 0..2000 {
        let a = words.number(7);
        let negative = round % 2 == 1 && !a.is_empty();
        let text = to_decimal(negative, &a);
        assert_eq!(text, signed((negative, &a)).to_string());
        let digits = text.trim_start_matches('-').as_bytes();
        for zeros in [0, 1, 20] {
            let digits = [&b"0".repeat(zeros)[..], digits].concat();
            let mut out = room(limbs_for_decimal(digits.len()));
            from_decimal(&mut out, &digits);
            assert_eq!(trim(&out), a);
        }
    }
    for exponent in 0..80 {
        let power = BigUint::from(10u32).pow(exponent);
        for n in [&power - 1u32, power] {
            let limbs: Vec<u64> = n.iter_u64_digits().collect();
            assert_eq!(to_decimal(false, &limbs), n.to_string());
        }
    }
}

#[test]
fn bytes() {
    let mut words = Words(6);
    for round in 0..4000 {
        let a = words.number(3);
        let number = (round % 2 == 1 && !a.is_empty(), &a[..]);
        let n = signed(number);
        let whole = if a.is_empty() { Vec::new() } else { n.to_signed_bytes_le() };
        for length in 0..30 {
            let expected = (whole.len() <= length).then(|| {
                let mut bytes = whole.clone();
                bytes.resize(length, if number.0 { 255 } else { 0 });
                bytes
            });
            assert_eq!(to_bytes(number, length, true), expected, "{n} {length}");
        }
        let mut out = room(whole.len().div_ceil(8));
        from_bytes(&mut out, whole.iter().copied(), number.0);
        assert_eq!(signed((number.0, &out)), n);
        if !number.0 {
            let bytes = to_bytes(number, 24, false).expect("three limbs");
            assert_eq!(BigUint::from_bytes_le(&bytes), big(&a));
            from_bytes(&mut room(3), bytes.into_iter(), false);
        }
    }
}
