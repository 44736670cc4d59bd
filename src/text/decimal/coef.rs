//! Coefficients: natural numbers of any length, in a word pair up to 38 digits (no allocation), in limbs beyond.

use std::cmp::Ordering;

use num_bigint::BigUint;

use super::limbs::{self, BASE, BY_TENS, Divisor, PLACES, TENS, places, split, trim};

/// Digits that the word pair holds.
pub const INLINE: u64 = 38;

/// Powers of ten that fit two words.
pub static POWERS: [u128; 39] = {
    let mut tens = [1u128; 39];
    let mut i = 1;
    while i < 39 {
        tens[i] = tens[i - 1] * 10;
        i += 1;
    }
    tens
};

/// A coefficient where it stands.
#[derive(Clone, Copy, Debug)]
pub enum View<'a> {
    /// below 10^38
    Small(u128),
    /// at least 10^38: three limbs or more, the highest not zero
    Big(&'a [u64]),
}

/// A coefficient of one's own.
#[derive(Clone, Debug)]
pub enum Coef {
    Small(u128),
    Big(Vec<u64>),
}

/// What digits that are cut off come to, in units of the last one kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    Zero,
    BelowHalf,
    Half,
    AboveHalf,
}

impl Rest {
    fn of(order: Ordering) -> Rest {
        match order {
            Ordering::Less => Rest::BelowHalf,
            Ordering::Equal => Rest::Half,
            Ordering::Greater => Rest::AboveHalf,
        }
    }
}

/// More memory is needed than there is.
#[derive(Debug)]
pub struct NoMemory;

/// The most limbs that anybody is given (16 GiB).
const MOST_LIMBS: u64 = 1 << 31;

/// Room for so many limbs, or not: lengths that come from an exponent or a precision may be absurd.
pub fn room(limbs: u64) -> Result<Vec<u64>, NoMemory> {
    let mut out = Vec::new();
    if limbs > MOST_LIMBS || out.try_reserve_exact(limbs as usize).is_err() {
        return Err(NoMemory);
    }
    Ok(out)
}

impl Coef {
    pub const ZERO: Coef = Coef::Small(0);

    /// Of limbs in base 10^19, which may have zeros on top.
    pub fn of_limbs(x: Vec<u64>) -> Coef {
        match *trim(&x) {
            [] => Coef::Small(0),
            [low] => Coef::Small(u128::from(low)),
            [low, high] => Coef::Small(u128::from(high) * u128::from(BASE) + u128::from(low)),
            _ => Coef::Big(limbs::shrink(x)),
        }
    }

    /// Of any number.
    pub fn of(n: u128) -> Coef {
        if n < POWERS[38] {
            return Coef::Small(n);
        }
        // below 2^128: three limbs
        let high = n / POWERS[38];
        let [low, middle] = split(n % POWERS[38]);
        Coef::Big(vec![low, middle, high as u64])
    }

    /// Of a binary number's words, lowest first.
    pub fn of_binary(words: &[u64]) -> Coef {
        match *words {
            [] => Coef::Small(0),
            [low] => Coef::Small(u128::from(low)),
            [low, high] => Coef::of(u128::from(high) << 64 | u128::from(low)),
            _ => {
                let digits: Vec<u32> = words.iter().flat_map(|&w| [w as u32, (w >> 32) as u32]).collect();
                Coef::of_big(&BigUint::from_slice(&digits))
            }
        }
    }

    pub fn of_big(n: &BigUint) -> Coef {
        Coef::of_limbs(limbs::from_binary(n))
    }

    #[inline(always)]
    pub fn view(&self) -> View<'_> {
        match self {
            Coef::Small(n) => View::Small(*n),
            Coef::Big(x) => View::Big(x),
        }
    }

    /// `n + 1`
    pub fn increment(self) -> Coef {
        match self {
            Coef::Small(n) if n < POWERS[38] - 1 => Coef::Small(n + 1),
            other => other.view().plus(View::Small(1)),
        }
    }

    /// 10^n.
    pub fn power_of_ten(n: u64) -> Result<Coef, NoMemory> {
        View::Small(1).pad(n)
    }

    /// So many nines, at least one.
    pub fn nines(n: u64) -> Result<Coef, NoMemory> {
        Ok(Coef::power_of_ten(n)?.view().minus(View::Small(1)))
    }
}

impl<'a> View<'a> {
    #[inline(always)]
    pub fn is_zero(self) -> bool {
        matches!(self, View::Small(0))
    }

    pub fn is_one(self) -> bool {
        matches!(self, View::Small(1))
    }

    pub fn to_owned(self) -> Coef {
        match self {
            View::Small(n) => Coef::Small(n),
            View::Big(x) => Coef::Big(x.to_vec()),
        }
    }

    /// The limbs; `buffer` holds those of a small one.
    #[inline]
    pub fn limbs<'b>(self, buffer: &'b mut [u64; 2]) -> &'b [u64]
    where
        'a: 'b,
    {
        match self {
            View::Small(n) => {
                *buffer = split(n);
                trim(buffer)
            }
            View::Big(x) => x,
        }
    }

    /// How many digits it has; zero has one.
    #[inline]
    pub fn digits(self) -> u64 {
        match self {
            View::Small(n) => small_digits(n),
            View::Big(x) => limbs::digits(x),
        }
    }

    pub fn order(self, other: View) -> Ordering {
        match (self, other) {
            (View::Small(a), View::Small(b)) => a.cmp(&b),
            (View::Big(a), View::Big(b)) => limbs::order(a, b),
            (View::Small(_), View::Big(_)) => Ordering::Less,
            (View::Big(_), View::Small(_)) => Ordering::Greater,
        }
    }

    pub fn plus(self, other: View) -> Coef {
        if let (View::Small(a), View::Small(b)) = (self, other) {
            return Coef::of(a + b);
        }
        let (mut x, mut y) = ([0; 2], [0; 2]);
        Coef::of_limbs(limbs::add(self.limbs(&mut x), other.limbs(&mut y)))
    }

    /// The difference; `other` is not the greater.
    pub fn minus(self, other: View) -> Coef {
        if let (View::Small(a), View::Small(b)) = (self, other) {
            return Coef::Small(a - b);
        }
        let (mut x, mut y) = ([0; 2], [0; 2]);
        Coef::of_limbs(limbs::sub(self.limbs(&mut x), other.limbs(&mut y)))
    }

    pub fn times(self, other: View) -> Coef {
        if let (View::Small(a), View::Small(b)) = (self, other) {
            if (a | b) >> 64 == 0 {
                return Coef::of(a * b);
            }
            if small_digits(a) + small_digits(b) <= INLINE {
                return Coef::Small(a * b);
            }
        }
        if self.is_zero() || other.is_zero() {
            return Coef::ZERO;
        }
        let (mut x, mut y) = ([0; 2], [0; 2]);
        Coef::of_limbs(limbs::mul(self.limbs(&mut x), other.limbs(&mut y)))
    }

    /// Quotient and remainder; `other` is not zero.
    pub fn div_rem(self, other: View) -> (Coef, Coef) {
        match (self, other) {
            (View::Small(a), View::Small(b)) => {
                if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
                    return (Coef::Small(u128::from(a / b)), Coef::Small(u128::from(a % b)));
                }
                if b >> 64 == 0 {
                    let by = Divisor::new(b as u64);
                    let (high, rest) = by.divide(0, (a >> 64) as u64);
                    let (low, rest) = by.divide(rest, a as u64);
                    return (Coef::Small(u128::from(high) << 64 | u128::from(low)), Coef::Small(u128::from(rest)));
                }
                (Coef::Small(a / b), Coef::Small(a % b))
            }
            _ => {
                let (mut x, mut y) = ([0; 2], [0; 2]);
                let (q, r) = limbs::div_rem(self.limbs(&mut x), other.limbs(&mut y));
                (Coef::of_limbs(q), Coef::of_limbs(r))
            }
        }
    }

    /// `self * 10^count`
    pub fn pad(self, count: u64) -> Result<Coef, NoMemory> {
        if count == 0 || self.is_zero() {
            return Ok(self.to_owned());
        }
        if let View::Small(n) = self
            && small_digits(n).saturating_add(count) <= INLINE
        {
            return Ok(Coef::Small(n * POWERS[count as usize]));
        }
        let mut buffer = [0; 2];
        let x = self.limbs(&mut buffer);
        let whole = count / PLACES as u64;
        let mut out = room((x.len() as u64 + 1).saturating_add(whole))?;
        out.resize(whole as usize, 0);
        out.extend_from_slice(x);
        let carried = limbs::mul_small(&mut out[whole as usize..], TENS[(count % PLACES as u64) as usize], 0);
        out.push(carried);
        Ok(Coef::of_limbs(out))
    }

    /// The number without its last `count` digits, and what those were.
    pub fn cut(self, count: u64) -> (Coef, Rest) {
        if count == 0 {
            return (self.to_owned(), Rest::Zero);
        }
        let have = self.digits();
        if count > have {
            return (Coef::ZERO, if self.is_zero() { Rest::Zero } else { Rest::BelowHalf });
        }
        match self {
            View::Small(n) => {
                let (quotient, rest) = small_rest(n, count);
                (Coef::Small(quotient), rest)
            }
            View::Big(x) if have - count <= INLINE => {
                let (quotient, rest) = cut_to_small(x, count);
                (Coef::Small(quotient), rest)
            }
            View::Big(x) => {
                let (whole, some) = ((count / PLACES as u64) as usize, (count % PLACES as u64) as usize);
                (Coef::of_limbs(shifted_down(&x[whole..], some)), rest_of(x, whole, some))
            }
        }
    }

    /// The last `count` digits.
    pub fn last(self, count: u64) -> Coef {
        if count >= self.digits() {
            return self.to_owned();
        }
        match self {
            View::Small(n) => Coef::Small(small_cut(n, count).1),
            View::Big(x) => {
                let (whole, some) = ((count / PLACES as u64) as usize, (count % PLACES as u64) as usize);
                let mut out = x[..=whole].to_vec();
                out[whole] %= TENS[some];
                Coef::of_limbs(out)
            }
        }
    }

    /// How many zeros it ends in; none for zero.
    pub fn trailing_zeros(self) -> u64 {
        match self {
            View::Small(0) => 0,
            View::Small(n) => small_trailing_zeros(n),
            View::Big(x) => {
                let whole = x.iter().position(|&limb| limb != 0).unwrap_or(0);
                whole as u64 * PLACES as u64 + small_trailing_zeros(u128::from(x[whole]))
            }
        }
    }

    /// The last digit.
    #[inline]
    pub fn last_digit(self) -> u64 {
        match self {
            // twice 2^64 is 2 modulo ten, ...: the halves' remainders say it
            View::Small(n) => ((n as u64 % 10) + ((n >> 64) as u64 % 10) * 6) % 10,
            View::Big(x) => x[0] % 10,
        }
    }

    /// The digit that counts 10^place.
    pub fn digit(self, place: u64) -> u64 {
        if place >= self.digits() {
            return 0;
        }
        match self {
            View::Small(n) => ((n / POWERS[place as usize]) % 10) as u64,
            View::Big(x) => x[(place / PLACES as u64) as usize] / TENS[(place % PLACES as u64) as usize] % 10,
        }
    }

    /// The number in binary.
    pub fn to_big(self) -> BigUint {
        match self {
            View::Small(n) => BigUint::from(n),
            View::Big(x) => limbs::to_binary(x),
        }
    }

    /// The number, if it fits.
    pub fn to_u64(self) -> Option<u64> {
        match self {
            View::Small(n) => u64::try_from(n).ok(),
            View::Big(_) => None,
        }
    }

    /// Appends the digits.
    pub fn push_text(self, out: &mut Vec<u8>) {
        match self {
            View::Small(n) => match u64::try_from(n) {
                Ok(n) => push_word(out, n, places(n)),
                Err(_) => {
                    let [low, high] = split(n);
                    if high > 0 {
                        push_word(out, high, places(high));
                        push_word(out, low, PLACES as u64);
                    } else {
                        push_word(out, low, PLACES as u64);
                    }
                }
            },
            View::Big(x) => {
                out.reserve(x.len() * PLACES);
                for (i, &limb) in x.iter().enumerate().rev() {
                    push_word(out, limb, if i + 1 == x.len() { places(limb) } else { PLACES as u64 });
                }
            }
        }
    }

    /// The digits as text.
    pub fn text(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(40);
        self.push_text(&mut out);
        out
    }

    /// The remainder by a modulus below 2^62.
    pub fn modulo(self, modulus: u64) -> u64 {
        match self {
            View::Small(n) => (n % u128::from(modulus)) as u64,
            View::Big(x) => x
                .iter()
                .rev()
                .fold(0, |rest, &limb| ((u128::from(rest) * u128::from(BASE) + u128::from(limb)) % u128::from(modulus)) as u64),
        }
    }
}

/// Digits of a small number; zero has one.
#[inline]
pub fn small_digits(n: u128) -> u64 {
    if n >> 64 == 0 {
        return places(n as u64);
    }
    let guess = (u64::from(128 - n.leading_zeros()) * 1233) >> 12;
    guess + u64::from(n >= POWERS[guess as usize])
}

/// What limbs come to whose last digits, so many limbs and some more digits, are cut off.
#[inline]
fn rest_of(x: &[u64], whole: usize, some: usize) -> Rest {
    let (top, half, below) = match some {
        0 if whole == 0 => return Rest::Zero,
        0 => (x[whole - 1], BASE / 2, &x[..whole - 1]),
        _ => (x[whole] % TENS[some], TENS[some] / 2, &x[..whole]),
    };
    let lost = below.iter().any(|&limb| limb != 0);
    match top.cmp(&half) {
        Ordering::Less if top == 0 && !lost => Rest::Zero,
        Ordering::Equal if lost => Rest::AboveHalf,
        order => Rest::of(order),
    }
}

/// Limbs without their last `count` digits, of which at most 38 are left; and what those were.
#[inline]
pub fn cut_to_small(x: &[u64], count: u64) -> (u128, Rest) {
    let (whole, some) = ((count / PLACES as u64) as usize, (count % PLACES as u64) as usize);
    if whole >= x.len() {
        // as many digits as there are
        return (0, rest_of(x, whole, some));
    }
    let rest = rest_of(x, whole, some);
    let mut kept = u128::from(x[whole] / TENS[some]);
    let mut places = PLACES - some;
    for &limb in &x[whole + 1..] {
        if limb != 0 {
            kept += u128::from(limb) * POWERS[places];
        }
        places += PLACES;
    }
    (kept, rest)
}

/// A small number without its last `count` digits, at most as many as it has; and what those were.
#[inline]
pub fn small_rest(n: u128, count: u64) -> (u128, Rest) {
    let (quotient, rest) = small_cut(n, count);
    (quotient, if rest == 0 { Rest::Zero } else { Rest::of(rest.cmp(&(POWERS[count as usize] / 2))) })
}

/// Quotient and remainder by 10^count, for a count of at most 38.
#[inline]
pub fn small_cut(n: u128, count: u64) -> (u128, u128) {
    if count <= PLACES as u64 {
        let (quotient, rest) = by_tens(n, count as usize);
        return (quotient, u128::from(rest));
    }
    let (high, low) = by_tens(n, PLACES);
    let (quotient, rest) = by_tens(high, count as usize - PLACES);
    (quotient, u128::from(rest) * u128::from(BASE) + u128::from(low))
}

#[inline]
fn by_tens(n: u128, count: usize) -> (u128, u64) {
    let by = &BY_TENS[count];
    let (high, rest) = if n >> 64 == 0 { (0, 0) } else { by.divide(0, (n >> 64) as u64) };
    let (low, rest) = by.divide(rest, n as u64);
    (u128::from(high) << 64 | u128::from(low), rest)
}

/// How many zeros a number other than zero ends in.
pub fn small_trailing_zeros(mut n: u128) -> u64 {
    // as many twos as the binary zeros allow
    if n & 1 == 1 {
        return 0;
    }
    let most = u64::from(n.trailing_zeros());
    let mut found = 0;
    for step in [16, 8, 4, 2, 1] {
        while found + step <= most {
            let (quotient, rest) = by_tens(n, step as usize);
            if rest != 0 {
                break;
            }
            (n, found) = (quotient, found + step);
        }
    }
    found
}

/// Limbs without their last `count` digits, fewer than a limb has.
fn shifted_down(x: &[u64], count: usize) -> Vec<u64> {
    let mut out = x.to_vec();
    if count > 0 {
        let by = &BY_TENS[count];
        let mut above = 0;
        for limb in out.iter_mut().rev() {
            let (quotient, rest) = by.divide(0, *limb);
            *limb = above * TENS[PLACES - count] + quotient;
            above = rest;
        }
    }
    out
}

/// Appends a word in so many digits.
pub fn push_word(out: &mut Vec<u8>, mut n: u64, digits: u64) {
    let start = out.len();
    out.resize(start + digits as usize, b'0');
    for place in out[start..].iter_mut().rev() {
        *place = b'0' + (n % 10) as u8;
        n /= 10;
    }
}

/// Of digits in ASCII, highest first, in two parts (before the point and after it).
pub fn of_digits(whole: &[u8], fraction: &[u8]) -> Coef {
    let length = whole.len() + fraction.len();
    let both = || whole.iter().chain(fraction);
    if length <= PLACES {
        return Coef::Small(u128::from(both().fold(0u64, |n, &d| n * 10 + u64::from(d - b'0'))));
    }
    if length <= INLINE as usize {
        let high = both().take(length - PLACES).fold(0u64, |n, &d| n * 10 + u64::from(d - b'0'));
        let low = both().skip(length - PLACES).fold(0u64, |n, &d| n * 10 + u64::from(d - b'0'));
        return Coef::Small(u128::from(high) * u128::from(BASE) + u128::from(low));
    }
    let mut out = Vec::with_capacity(length / PLACES + 1);
    let (mut limb, mut scale) = (0, 0);
    for &digit in fraction.iter().rev().chain(whole.iter().rev()) {
        limb += u64::from(digit - b'0') * TENS[scale];
        scale += 1;
        if scale == PLACES {
            out.push(limb);
            (limb, scale) = (0, 0);
        }
    }
    out.push(limb);
    Coef::of_limbs(out)
}
