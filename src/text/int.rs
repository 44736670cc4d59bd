//! `int`: text to integer and back in any base, and the arithmetic whose rules are Python's own.
//!
//! Conversions between text and huge integers split in halves, so they cost a few multiplications instead of quadratic time;
//! those that do (bases that are no power of two) keep CPython's limit on digits, whose value the caller passes.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::divide::div_rem;
use super::{TextError, bytes_ops, float, limbs, quote};

/// `sys.int_info.default_max_str_digits`; 0 means no limit.
pub const DEFAULT_MAX_DIGITS: usize = 4300;
/// `sys.int_info.str_digits_check_threshold`: no limit may be set below it.
pub const LOWEST_MAX_DIGITS: usize = 640;

/// A plain decimal integer that fits 63 bits: the fast path of [`parse`].
pub fn parse_small(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text.first()? {
        b'-' => (true, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() || digits.len() > 18 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = digits.iter().fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
    Some(if negative { -value } else { value })
}

/// `int(text, base)`; base 0 reads the base from the prefix as a literal of the language does.
///
/// # Errors
/// `ValueError`: a bad base, a bad literal, more than `max_digits` digits.
pub fn parse(text: &[u8], base: u32, max_digits: usize) -> Result<BigInt, TextError> {
    parse_part(&float::number_part(text), base, max_digits, || quote::repr_string(text))
}

/// `int(bytes, base)`; `bytearray` shows its error with the same `b'…'`.
///
/// # Errors
/// As [`parse`].
pub fn parse_bytes(bytes: &[u8], base: u32, max_digits: usize) -> Result<BigInt, TextError> {
    let part = &bytes[bytes_ops::strip(bytes, None, true, true)];
    parse_part(part, base, max_digits, || quote::repr_bytes(bytes))
}

fn parse_part(part: &[u8], base: u32, max_digits: usize, repr: impl Fn() -> String) -> Result<BigInt, TextError> {
    if base == 1 || base > 36 {
        return Err(TextError::value("int() base must be >= 2 and <= 36, or 0"));
    }
    let Some((negative, base_found, digits)) = literal(part, base) else {
        let shown: String = repr().chars().take(200).collect();
        return Err(TextError::value(format!("invalid literal for int() with base {base}: {shown}")));
    };
    if max_digits > 0 && digits.len() > max_digits && !base_found.is_power_of_two() {
        return Err(TextError::value(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit",
            digits.len()
        )));
    }
    let sign = if negative { Sign::Minus } else { Sign::Plus };
    Ok(BigInt::from_biguint(sign, from_digits(&digits, base_found)))
}

/// Sign, base and digit values of a literal that is well-formed.
fn literal(text: &[u8], base: u32) -> Option<(bool, u32, Vec<u8>)> {
    let (negative, mut rest) = match text.first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let prefix = match (rest.first(), rest.get(1).map(u8::to_ascii_lowercase)) {
        (Some(b'0'), Some(b'x')) => 16,
        (Some(b'0'), Some(b'o')) => 8,
        (Some(b'0'), Some(b'b')) => 2,
        _ => 0,
    };
    let mut found = base;
    if prefix != 0 && (base == 0 || base == prefix) {
        found = prefix;
        rest = &rest[2..];
        rest = rest.strip_prefix(b"_").unwrap_or(rest);
    } else if base == 0 {
        found = 10;
    }
    let (mut digits, mut after_digit) = (Vec::with_capacity(rest.len()), false);
    for &byte in rest {
        if byte == b'_' {
            if !after_digit {
                return None;
            }
            after_digit = false;
            continue;
        }
        digits.push((byte as char).to_digit(found)? as u8);
        after_digit = true;
    }
    let leading_zero = base == 0 && found == 10 && digits.first() == Some(&0);
    if !after_digit || leading_zero && digits.iter().any(|&digit| digit != 0) {
        return None;
    }
    Some((negative, found, digits))
}

/// The value of digits (highest first), each below `base`.
fn from_digits(digits: &[u8], base: u32) -> BigUint {
    if base.is_power_of_two() || digits.len() < 2 * SPLIT {
        return BigUint::from_radix_be(digits, base).expect("digits below the base");
    }
    // Blocks of SPLIT digits, lowest first, then neighbours joined until one is left.
    let mut blocks: Vec<BigUint> =
        digits.rchunks(SPLIT).map(|block| BigUint::from_radix_be(block, base).expect("digits below the base")).collect();
    let mut power = BigUint::from(base).pow(SPLIT as u32);
    while blocks.len() > 1 {
        blocks = blocks
            .chunks(2)
            .map(|pair| match pair {
                [low, high] => high * &power + low,
                _ => pair[0].clone(),
            })
            .collect();
        if blocks.len() > 1 {
            power = &power * &power;
        }
    }
    blocks.pop().unwrap_or_default()
}

/// Digits that the crate converts at once.
const SPLIT: usize = 1200;

/// `str(n)` of a sign and limbs; `None` if they are too many for a quadratic algorithm.
pub fn limbs_to_decimal(negative: bool, limbs: &[u64], max_digits: usize) -> Option<Result<String, TextError>> {
    if limbs.len() > SPLIT / 20 {
        return None;
    }
    let text = limbs::to_decimal(negative, limbs);
    Some(if max_digits > 0 && text.len() - usize::from(negative) > max_digits { Err(too_long(max_digits)) } else { Ok(text) })
}

/// The sign and digits of a plain decimal integer within the limit and not too long for a quadratic algorithm.
pub fn plain_decimal(text: &[u8], max_digits: usize) -> Option<(bool, &[u8])> {
    let (negative, digits) = match text.first()? {
        b'-' => (true, &text[1..]),
        _ => (false, text),
    };
    let most = if max_digits > 0 { max_digits.min(SPLIT) } else { SPLIT };
    if digits.is_empty() || digits.len() > most || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some((negative, digits))
}

fn too_long(max_digits: usize) -> TextError {
    TextError::value(format!(
        "Exceeds the limit ({max_digits} digits) for integer string conversion; \
         use sys.set_int_max_str_digits() to increase the limit"
    ))
}

/// `str(n)`.
///
/// # Errors
/// `ValueError` past `max_digits` digits.
pub fn to_decimal(n: &BigInt, max_digits: usize) -> Result<String, TextError> {
    let too_long = || too_long(max_digits);
    // Four bits are more than a digit: a cheap test before the costly conversion.
    if max_digits > 0 && n.bits() / 4 > max_digits as u64 {
        return Err(too_long());
    }
    let text = decimal_digits(n.magnitude());
    if max_digits > 0 && text.len() > max_digits {
        return Err(too_long());
    }
    Ok(if n.is_negative() { format!("-{text}") } else { text })
}

/// The decimal digits of a natural number.
fn decimal_digits(n: &BigUint) -> String {
    let split_bits = SPLIT as u64 * 10 / 3;
    if n.bits() < 2 * split_bits {
        return n.to_str_radix(10);
    }
    // Powers 10^(SPLIT * 2^k) up to about the root of n.
    let mut powers = vec![BigUint::from(10u32).pow(SPLIT as u32)];
    while let Some(last) = powers.last()
        && last.bits() * 2 <= n.bits() + 1
    {
        let next = last * last;
        powers.push(next);
    }
    let mut out = String::new();
    push_decimal(&mut out, n, &powers);
    let zeros = out.len() - out.trim_start_matches('0').len();
    out.split_off(zeros)
}

/// Digits of `n < powers.last()²`, filled with zeros from the left.
fn push_decimal(out: &mut String, n: &BigUint, powers: &[BigUint]) {
    let Some((power, smaller)) = powers.split_last() else {
        out.push_str(&format!("{:0>SPLIT$}", n.to_str_radix(10)));
        return;
    };
    let (high, low) = div_rem(n, power);
    push_decimal(out, &high, smaller);
    push_decimal(out, &low, smaller);
}

/// Digits in a base from 2 to 36, lower case, no prefix. Bases that are no power of two are slow for huge numbers, except 10.
pub fn to_base(n: &BigInt, base: u32) -> String {
    match base {
        10 if n.is_negative() => format!("-{}", decimal_digits(n.magnitude())),
        10 => decimal_digits(n.magnitude()),
        _ => n.to_str_radix(base),
    }
}

/// `bin`, `oct`, `hex`: the prefix stands after the sign.
pub fn to_prefixed(n: &BigInt, base: u32) -> String {
    let prefix = match base {
        2 => "0b",
        8 => "0o",
        _ => "0x",
    };
    let sign = if n.is_negative() { "-" } else { "" };
    format!("{sign}{prefix}{}", n.magnitude().to_str_radix(base))
}

/// `divmod(a, b)`: the remainder has the sign of `b`.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn div_mod(a: &BigInt, b: &BigInt) -> Result<(BigInt, BigInt), TextError> {
    if b.is_zero() {
        return Err(TextError::zero_division("division by zero"));
    }
    let (quotient, remainder) = div_rem(a.magnitude(), b.magnitude());
    let differ = a.is_negative() != b.is_negative();
    let (quotient, remainder) = match differ && !remainder.is_zero() {
        true => (quotient + 1u32, b.magnitude() - remainder),
        false => (quotient, remainder),
    };
    let signed = |negative, size| BigInt::from_biguint(if negative { Sign::Minus } else { Sign::Plus }, size);
    Ok((signed(differ, quotient), signed(b.is_negative(), remainder)))
}

/// `pow(base, exponent, modulus)`.
///
/// # Errors
/// `ValueError`: the modulus is zero, or a negative exponent and no inverse.
pub fn pow_mod(base: &BigInt, exponent: &BigInt, modulus: &BigInt) -> Result<BigInt, TextError> {
    if modulus.is_zero() {
        return Err(TextError::value("pow() 3rd argument cannot be 0"));
    }
    let size = BigInt::from(modulus.magnitude().clone());
    let mut base = base.mod_floor(&size);
    if exponent.is_negative() {
        base = inverse(&base, &size)?;
    }
    let value = BigInt::from(base.magnitude().modpow(exponent.magnitude(), size.magnitude()));
    Ok(if modulus.is_negative() && !value.is_zero() { value + modulus } else { value })
}

fn inverse(n: &BigInt, modulus: &BigInt) -> Result<BigInt, TextError> {
    if modulus.is_one() {
        return Ok(BigInt::zero());
    }
    let found = n.extended_gcd(modulus);
    if !found.gcd.is_one() {
        return Err(TextError::value("base is not invertible for the given modulus"));
    }
    Ok(found.x.mod_floor(modulus))
}

/// `math.isqrt(n)`.
///
/// # Errors
/// `ValueError` for a negative number.
pub fn isqrt(n: &BigInt) -> Result<BigInt, TextError> {
    if n.is_negative() {
        return Err(TextError::value("isqrt() argument must be nonnegative"));
    }
    Ok(BigInt::from(root(n.magnitude())))
}

/// The floor of a square root, by Newton's method from the root of the upper half, whose bits are all right.
fn root(n: &BigUint) -> BigUint {
    if n.bits() < 4096 {
        return n.sqrt();
    }
    let half = n.bits() / 4;
    let estimate = (root(&(n >> (2 * half))) + 1u32) << half;
    let mut guess = (&estimate + div_rem(n, &estimate).0) >> 1u32;
    loop {
        let next = (&guess + div_rem(n, &guess).0) >> 1u32;
        if next >= guess {
            return guess;
        }
        guess = next;
    }
}

/// `math.gcd(a, b)`: never negative.
///
/// Lehmer's algorithm: Euclid's steps are done on the leading 62 bits of both numbers for as long as the quotients are
/// certain, and what they come to is then done to the whole numbers at once.
pub fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    let (mut a, mut b) = (a.abs(), b.abs());
    if a < b {
        std::mem::swap(&mut a, &mut b);
    }
    while b.bits() > 64 {
        let cut = a.bits() - 62;
        let leading = |n: &BigInt| (n >> cut).to_i64().expect("62 bits are left");
        let [[p, q], [r, s]] = certain_steps(leading(&a), leading(&b));
        if q == 0 {
            let rest = &a % &b;
            (a, b) = (b, rest);
        } else {
            (a, b) = (&a * p + &b * q, &a * r + &b * s);
        }
    }
    if b.is_zero() {
        return a;
    }
    let small = b.to_u64().expect("64 bits are left");
    BigInt::from((&a % small).to_u64().expect("a rest is smaller").gcd(&small))
}

/// Euclid's steps on two numbers known by their leading bits, `x >= y`, while the quotients are those of any numbers that begin
/// so; as a matrix, whose second entry is 0 if not one step was certain.
fn certain_steps(mut x: i64, mut y: i64) -> [[i64; 2]; 2] {
    let [mut p, mut q, mut r, mut s] = [1i64, 0, 0, 1];
    while y + r != 0 && y + s != 0 {
        let quotient = (x + p) / (y + r);
        if quotient != (x + q) / (y + s) {
            break;
        }
        (p, r) = (r, p - quotient * r);
        (q, s) = (s, q - quotient * s);
        (x, y) = (y, x - quotient * y);
    }
    [[p, q], [r, s]]
}

/// `n >> count`: toward minus infinity.
pub fn shift_right(n: &BigInt, count: u64) -> BigInt {
    if count >= n.bits() {
        return if n.is_negative() { BigInt::from(-1) } else { BigInt::zero() };
    }
    n >> count
}

/// `round(n, -tens)`: to a multiple of `10^tens`, half to even.
pub fn round_to_tens(n: &BigInt, tens: u32) -> BigInt {
    let unit = BigInt::from(10u32).pow(tens);
    let (quotient, rest) = n.div_mod_floor(&unit);
    let up = match (&rest * 2u32).cmp(&unit) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient.is_odd(),
        std::cmp::Ordering::Greater => true,
    };
    (if up { quotient + 1u32 } else { quotient }) * unit
}

/// The value if it fits an index.
pub fn to_i64(n: &BigInt) -> Option<i64> {
    n.to_i64()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(text: &str) -> BigInt {
        text.parse().unwrap()
    }

    #[test]
    fn divisors() {
        let mut seed = BigInt::from(0x9e37_79b9_7f4a_7c15_u64);
        let mut next = |bits: u64| {
            seed = (&seed * 6_364_136_223_846_793_005_u64 + 1_442_695_040_888_963_407_u64) % (BigInt::from(1) << 2100);
            &seed % (BigInt::from(1) << bits)
        };
        for i in 0..400u64 {
            let (a, b, c) = (next(1 + i * 5), next(1 + i * i % 1900), next(1 + i % 170));
            for (x, y) in [(&a, &b), (&b, &a), (&(&a * &c), &(-&b * &c)), (&a, &a), (&(&a * &b), &b)] {
                assert_eq!(gcd(x, y), Integer::gcd(x, y), "{x} {y}");
            }
        }
    }

    #[test]
    fn literals() {
        for (text, base, expected) in [
            ("0_7", 10, 7),
            ("007", 10, 7),
            ("٣٤", 10, 34),
            ("\u{3000}-1\u{3000}", 10, -1),
            ("0x1f", 0, 31),
            ("00", 0, 0),
            ("0_0", 0, 0),
            ("0b11", 2, 3),
            ("0x_f", 16, 15),
            ("0b1", 16, 177),
            ("z", 36, 35),
            ("0o17", 8, 15),
            ("-0x1_0", 0, -16),
            ("0B1", 0, 1),
            ("+12", 0, 12),
            ("٣0", 16, 48),
        ] {
            assert_eq!(parse(text.as_bytes(), base, 4300), Ok(BigInt::from(expected)), "{text}");
        }
        for (text, base) in [
            ("x", 10),
            ("", 10),
            ("  ", 10),
            ("1_", 10),
            ("_1", 10),
            ("1__0", 10),
            ("+-1", 10),
            ("- 1", 10),
            ("é", 10),
            ("1\0", 10),
            ("0x10", 10),
            ("010", 0),
            ("0b12", 2),
            ("_f", 16),
            ("0xb1", 2),
            ("0x", 16),
            ("0x", 0),
            ("", 0),
            ("0_x1", 0),
            ("0x__1", 16),
            ("0__1", 0),
        ] {
            let message = format!("invalid literal for int() with base {base}: {}", quote::repr_string(text.as_bytes()));
            assert_eq!(parse(text.as_bytes(), base, 4300), Err(TextError::value(message)));
        }
        assert_eq!(parse_bytes(b"\xff", 10, 0).unwrap_err().message, "invalid literal for int() with base 10: b'\\xff'");
        assert_eq!(parse(b"1", 37, 0).unwrap_err().message, "int() base must be >= 2 and <= 36, or 0");
        assert_eq!(parse("a".repeat(300).as_bytes(), 10, 0).unwrap_err().message.len(), 240);
        assert_eq!(parse_small(b"-12"), Some(-12));
        assert_eq!(parse_small(b"1_2"), None);
    }

    #[test]
    fn the_limit_on_digits() {
        let text = "1".repeat(5000);
        assert_eq!(
            parse(text.as_bytes(), 10, 4300).unwrap_err().message,
            "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; \
             use sys.set_int_max_str_digits() to increase the limit"
        );
        assert!(parse(text.as_bytes(), 16, 4300).is_ok());
        let n = BigInt::from(10).pow(4300);
        assert_eq!(
            to_decimal(&n, 4300).unwrap_err().message,
            "Exceeds the limit (4300 digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        );
        assert_eq!(to_decimal(&(n - 1), 4300).unwrap(), "9".repeat(4300));
    }

    #[test]
    fn long_texts_come_back() {
        for length in [1199, 1200, 2399, 2400, 2401, 5000, 12_345, 40_000] {
            let mut text: String = (0..length).map(|i| char::from(b'0' + (i * i % 11 % 10) as u8)).collect();
            text.replace_range(..1, "7");
            let n = parse(text.as_bytes(), 10, 0).unwrap();
            assert_eq!(n, int(&text));
            assert_eq!(to_decimal(&-n, 0).unwrap(), format!("-{text}"));
            let power = BigInt::from(10).pow(length as u32);
            assert_eq!(to_decimal(&power, 0).unwrap(), format!("1{}", "0".repeat(length)));
        }
    }

    #[test]
    fn bases() {
        assert_eq!(to_prefixed(&int("-255"), 16), "-0xff");
        assert_eq!(to_prefixed(&int("0"), 2), "0b0");
        assert_eq!(to_base(&int("-35"), 36), "-z");
    }

    #[test]
    fn division_floors() {
        for (a, b, q, r) in [(7, 2, 3, 1), (-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1), (-6, 2, -3, 0), (0, -5, 0, 0)] {
            assert_eq!(div_mod(&a.into(), &b.into()), Ok((q.into(), r.into())));
        }
        assert_eq!(div_mod(&1.into(), &0.into()).unwrap_err().message, "division by zero");
    }

    #[test]
    fn powers() {
        let pow = |a: i32, b: i32, m: i32| pow_mod(&a.into(), &b.into(), &m.into()).map_err(|e| e.message);
        for (a, b, m, expected) in
            [(3, -1, 4, 3), (2, -1, 1, 0), (0, -1, 1, 0), (5, 3, -7, -1), (5, -3, -7, -1), (2, 0, 1, 0), (-3, 3, 10, 3)]
        {
            assert_eq!(pow(a, b, m), Ok(expected.into()));
        }
        assert_eq!(pow(2, -1, 4).unwrap_err(), "base is not invertible for the given modulus");
        assert_eq!(pow(2, 3, 0).unwrap_err(), "pow() 3rd argument cannot be 0");
    }

    #[test]
    fn roots() {
        for digits in [10u32, 1300, 2500, 9000] {
            let n = BigInt::from(7).pow(digits);
            assert_eq!(isqrt(&(&n * &n)), Ok(n.clone()));
            assert_eq!(isqrt(&(&n * &n - 1)), Ok(&n - 1));
            assert_eq!(isqrt(&(&n * &n + &n * 2)), Ok(n.clone()));
            assert_eq!(isqrt(&(&n * &n + &n * 2 + 1)), Ok(n + 1));
        }
        assert_eq!(isqrt(&int("-1")).unwrap_err().message, "isqrt() argument must be nonnegative");
    }

    #[test]
    fn small_facts() {
        assert_eq!(round_to_tens(&int("25"), 1), int("20"));
        assert_eq!(round_to_tens(&int("-35"), 1), int("-40"));
        assert_eq!(round_to_tens(&int("151"), 2), int("200"));
        assert_eq!(shift_right(&int("-5"), 1), int("-3"));
        assert_eq!(shift_right(&int("-5"), 99), int("-1"));
    }
}
