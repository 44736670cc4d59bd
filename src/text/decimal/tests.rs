//! The limbs against binary big integers, and the arithmetic against results that the specification states.

use num_bigint::BigUint;

use super::coef::{Coef, View, small_cut, small_digits, small_trailing_zeros};
use super::limbs::{self, BASE, from_binary, to_binary};
use super::read::parse;
use super::round::{Rounding, Settings, Status, signal};
use super::{Decimal, arithmetic, compare, digits, power, roots, write};

/// A small generator: the same numbers each time.
struct Random(u64);

impl Random {
    fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 ^ self.0 >> 29
    }

    /// Limbs with runs of zeros and of nines, where carries go far.
    fn limbs(&mut self, length: usize) -> Vec<u64> {
        let mut out: Vec<u64> = (0..length)
            .map(|_| match self.word() % 5 {
                0 => 0,
                1 => BASE - 1,
                _ => self.word() % BASE,
            })
            .collect();
        if let Some(top) = out.last_mut() {
            *top = (*top).max(1);
        }
        out
    }
}

fn settings(prec: i64) -> Settings {
    Settings { prec, emin: -999_999, emax: 999_999, rounding: Rounding::HalfEven, clamp: false, capitals: true }
}

fn number(text: &str) -> Decimal {
    parse(text.as_bytes()).expect("a number")
}

fn shown(x: &Decimal) -> String {
    String::from_utf8(write::to_text(x.num(), false, true)).expect("ASCII")
}

#[test]
fn products_are_those_of_binary_numbers() {
    let mut random = Random(1);
    for (n, m) in [(1, 1), (2, 2), (5, 3), (39, 39), (40, 40), (41, 40), (97, 45), (200, 200), (701, 700), (1500, 720), (2100, 2000)] {
        let (a, b) = (random.limbs(n), random.limbs(m));
        assert_eq!(to_binary(&limbs::mul(&a, &b)), to_binary(&a) * to_binary(&b), "{n} by {m} limbs");
        assert_eq!(limbs::mul(&a, &b), limbs::mul(&b, &a));
    }
    let nines = vec![BASE - 1; 900];
    assert_eq!(to_binary(&limbs::mul(&nines, &nines)), to_binary(&nines).pow(2));
}

#[test]
fn quotients_are_those_of_binary_numbers() {
    let mut random = Random(2);
    for (n, m) in [(1, 1), (2, 1), (2, 2), (3, 2), (4, 2), (7, 3), (40, 20), (40, 39), (160, 159), (320, 160), (500, 151)] {
        for _ in 0..20 {
            let (a, b) = (random.limbs(n), random.limbs(m));
            let (q, r) = limbs::div_rem(&a, &b);
            let (x, y) = (to_binary(&a), to_binary(&b));
            assert_eq!((to_binary(&q), to_binary(&r)), (&x / &y, &x % &y), "{n} by {m} limbs");
        }
    }
}

#[test]
fn sums_and_bases() {
    let mut random = Random(3);
    for n in [1, 2, 3, 8, 24, 25, 63, 64, 65, 300] {
        let (a, b) = (random.limbs(n), random.limbs(n.div_ceil(2)));
        let sum = limbs::add(&a, &b);
        assert_eq!(to_binary(&sum), to_binary(&a) + to_binary(&b));
        assert_eq!(limbs::sub(&sum, &b), limbs::shrink(a.clone()));
        assert_eq!(from_binary(&to_binary(&a)), a);
    }
    assert_eq!(from_binary(&BigUint::default()), Vec::<u64>::new());
}

#[test]
fn digits_are_cut_and_padded() {
    let mut random = Random(4);
    for n in [1, 2, 3, 5, 9] {
        let a = Coef::of_limbs(random.limbs(n));
        let length = a.view().digits();
        assert_eq!(length as usize, a.view().text().len());
        for count in [0, 1, 5, 18, 19, 20, 37, 38, 39, 57, 100] {
            let padded = a.view().pad(count).expect("room");
            let ten = BigUint::from(10u32).pow(count as u32);
            assert_eq!(padded.view().to_big(), a.view().to_big() * &ten);
            assert_eq!(padded.view().trailing_zeros(), a.view().trailing_zeros() + count);
            assert_eq!(a.view().cut(count).0.view().to_big(), a.view().to_big() / &ten);
            assert_eq!(a.view().last(count).view().to_big(), a.view().to_big() % &ten);
        }
    }
}

#[test]
fn small_numbers() {
    let mut power = 1u128;
    for n in 0..38 {
        assert_eq!(small_digits(power), n + 1);
        assert_eq!(small_digits(power * 10 - 1), n + 1);
        assert_eq!(small_trailing_zeros(power), n);
        for count in 0..=38 {
            let odd = power + 7;
            let ten = 10u128.pow(count);
            assert_eq!(small_cut(odd, u64::from(count)), (odd / ten, odd % ten));
        }
        power *= 10;
    }
    assert_eq!(View::Small((1 << 64) + 5).last_digit(), ((1u128 << 64) + 5).to_string().bytes().last().map_or(0, |d| u64::from(d - b'0')));
    assert!(matches!(Coef::of(u128::MAX), Coef::Big(_)));
    assert_eq!(Coef::of(u128::MAX).view().to_big(), BigUint::from(u128::MAX));
}

#[test]
fn texts() {
    for text in [
        "0",
        "-0",
        "123",
        "1.20",
        "0.000001",
        "1E-7",
        "1.5E+10",
        "-0E+3",
        "Infinity",
        "-Infinity",
        "NaN",
        "sNaN12",
        "12345678901234567890123456789012345678901234567890.5",
    ] {
        assert_eq!(shown(&number(text)), text);
    }
    for text in ["", "+", ".", "1e", "e1", "1.2.3", "1 ", "infinit", "nanx", "--1", "1e5x", ".e1"] {
        assert!(parse(text.as_bytes()).is_none(), "{text}");
    }
    let engineering = |text: &str| String::from_utf8(write::to_text(number(text).num(), true, true)).expect("ASCII");
    assert_eq!(engineering("1.23E+7"), "12.3E+6");
    assert_eq!(engineering("0E-7"), "0.0E-6");
}

#[test]
fn conditions() {
    let mut st = Status::default();
    let third = arithmetic::div(number("1").num(), number("3").num(), &settings(9), &mut st);
    assert_eq!((shown(&third).as_str(), st.0), ("0.333333333", signal::INEXACT | signal::ROUNDED));
    let mut st = Status::default();
    let large = arithmetic::mul(number("9E+999999").num(), number("10").num(), &settings(9), &mut st);
    assert_eq!((shown(&large).as_str(), st.0), ("Infinity", signal::OVERFLOW | signal::INEXACT | signal::ROUNDED));
    let mut st = Status::default();
    let absurd = Settings::WIDEST;
    arithmetic::div(number("1").num(), number("3").num(), &absurd, &mut st);
    assert!(st.has(signal::NO_MEMORY));
    let mut st = Status::default();
    assert_eq!(shown(&digits::quantize(number("2.675").num(), number("0.01").num(), &settings(28), &mut st)), "2.68");
}

#[test]
fn functions() {
    let st = &mut Status::default();
    assert_eq!(shown(&roots::sqrt(number("2").num(), &settings(40), st)), "1.414213562373095048801688724209698078570");
    assert_eq!(shown(&roots::sqrt(number("0.0625").num(), &settings(9), st)), "0.25");
    assert_eq!(shown(&roots::exp(number("1").num(), &settings(40), st)), "2.718281828459045235360287471352662497757");
    assert_eq!(shown(&roots::ln(number("10").num(), &settings(40), st)), "2.302585092994045684017991454684364207601");
    assert_eq!(shown(&roots::ln(number("0.99999999999999999999").num(), &settings(9), st)), "-1.00000000E-20");
    assert_eq!(shown(&roots::log10(number("0.001").num(), &settings(9), st)), "-3");
    assert_eq!(shown(&power::power(number("2").num(), number("0.5").num(), &settings(28), st)), "1.414213562373095048801688724");
    assert_eq!(shown(&power::power(number("-2").num(), number("-3").num(), &settings(28), st)), "-0.125");
    assert_eq!(compare::hash(number("1E+3").num()), 1000);
    assert_eq!(compare::hash(number("0.5").num()), 1_152_921_504_606_846_976);
}
